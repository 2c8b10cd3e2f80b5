// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/resultpanel.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "core/jsontext.h"
#include "items/hextext.h"
#include "items/jsonreading.h"
#include "items/visibletext.h"
#include "panels/failureview.h"
#include "panels/resultstrip.h"
#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

static constexpr std::chrono::milliseconds longRun{1000}; ///< From then on it is said that the function runs, where nothing else stands.

ResultPanel::ResultPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_strip(new ResultStrip(theme, this)),
      m_stack(new QStackedWidget(this)), m_empty(new EmptyState(theme, QStringLiteral("run"), this)), m_response(new QPlainTextEdit(this)),
      m_title(new QLabel(this)), m_views(new QButtonGroup(this)), m_failure(new FailureView(theme, this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);
    m_notice->hide();
    m_stack->setMinimumHeight(80); // small windows cut it rather than the editor
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    connect(m_empty, &EmptyState::activated, this, [this] {
        if (m_session.hasProject() && !m_session.isTrusted())
            m_session.setTrusted(true);
        else if (m_isLong) // "Stop"
            m_session.runs().stop();
        else if (const Diagnostic *error = damage())
            emit openRequested(error->file, error->line, error->column);
        else if (m_session.hasProject() && m_session.currentFunction().isEmpty())
            addFunction(RuntimeFamily::Python);
        else
            emit runRequested();
    });
    connect(m_empty, &EmptyState::secondActivated, this, [this] { addFunction(RuntimeFamily::Node); });
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeResponse());
    m_stack->installEventFilter(this);

    RunController &runs = session.runs();
    connect(&runs, &RunController::started, this, [this] {
        m_notice->dismiss();
        m_strip->showRunning(m_session.currentFunction());
        m_long.start(); // a short run changes nothing before its result
    });
    m_long.setSingleShot(true);
    m_long.setInterval(longRun);
    connect(&m_long, &QTimer::timeout, this, [this] {
        m_isLong = true;
        refreshEmpty();
    });
    connect(&runs, &RunController::finished, this, &ResultPanel::showRecord);
    connect(&runs, &RunController::stopped, this, &ResultPanel::showStopped);
    connect(&runs, &RunController::failed, this, &ResultPanel::showError);
    connect(&runs, &RunController::stateChanged, this, &ResultPanel::refreshEmpty);
    connect(&session, &Session::trustChanged, this, &ResultPanel::refreshEmpty);
    connect(&session, &Session::projectChanged, this, &ResultPanel::refreshEmpty);
    connect(&session, &Session::projectOpened, this, &ResultPanel::refreshEmpty);
    connect(&session, &Session::currentFunctionChanged, this, &ResultPanel::showCurrent);
    connect(&session, &Session::projectClosed, this, &ResultPanel::showCurrent);
    showCurrent();
}

QWidget *ResultPanel::makeResponse()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    m_failure->hide();
    connect(m_failure, &FailureView::openRequested, this, &ResultPanel::openRequested);
    column->addWidget(m_failure);
    column->addWidget(makeRemedy());

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 4, 0);
    bar->setSpacing(4);
    setMuted(m_title);
    m_title->setTextFormat(Qt::PlainText);
    bar->addWidget(m_title);
    bar->addStretch(1);
    const struct { View view; QString text; } views[] = {{View::Pretty, tr("Pretty")}, {View::Raw, tr("Raw")}, {View::Hex, tr("Hex")}};
    for (const auto &entry : views) {
        auto *button = new QToolButton(page);
        button->setText(entry.text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(entry.view == m_view);
        m_views->addButton(button, int(entry.view));
        bar->addWidget(button);
    }
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    auto *copy = new QToolButton(page);
    copy->setIcon(m_theme.icon(QStringLiteral("copy"), IconRole::Muted));
    copy->setToolTip(tr("Copy the response"));
    copy->setAccessibleName(tr("Copy the response"));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_record.outcome.payload)); });
    m_expect = new QToolButton(page);
    m_expect->setIcon(m_theme.icon(QStringLiteral("pin"), IconRole::Muted));
    m_expect->setToolTip(tr("Expect this response from now on"));
    m_expect->setAccessibleName(tr("Expect this response from now on"));
    m_expect->setObjectName(QStringLiteral("expectResult"));
    m_expect->setAutoRaise(true);
    connect(m_expect, &QToolButton::clicked, this, &ResultPanel::expectRequested);
    bar->addWidget(m_expect);
    bar->addWidget(copy);
    column->addLayout(bar);

    m_response->setReadOnly(true);
    m_response->setProperty("plain", true);
    m_response->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard); // with a caret
    m_response->setObjectName(QStringLiteral("response"));
    m_response->setAccessibleName(tr("Response"));
    m_response->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_response->setTabChangesFocus(true);
    m_response->setMinimumHeight(1); // the frames of a failure matter more where there is little room
    const auto restyle = [this] { m_response->setFont(m_theme.type().font(TextRole::Code)); };
    restyle();
    connect(&m_theme, &ThemeManager::changed, this, restyle);
    column->addWidget(m_response, 1);
    return page;
}

QString ResultPanel::shownText() const
{
    return m_response->toPlainText();
}

QString ResultPanel::statusText() const
{
    return m_strip->isHidden() ? QString() : m_strip->statusText();
}

void ResultPanel::setView(View view)
{
    m_view = view;
    m_views->button(int(view))->setChecked(true);
    showPayload();
}

void ResultPanel::showCurrent()
{
    const RunRecord record = m_session.runs().lastRun(m_session.currentFunction());
    m_notice->dismiss();
    if (!record.functionName.isEmpty()) {
        showRecord(record);
        return;
    }
    m_record = {};
    m_strip->clear();
    m_stack->setCurrentIndex(0);
    refreshEmpty();
}

void ResultPanel::addFunction(RuntimeFamily family)
{
    const auto file = m_session.addFunction(family);
    if (file)
        emit openRequested(*file, 1, 0);
    else
        m_notice->showNotice(NoticeBar::Severity::Error, visibleText(file.error().text));
}

/// Why the template gave no function; none when it did, or when there is none.
const Diagnostic *ResultPanel::damage() const
{
    if (!m_session.hasProject() || !m_session.project().functions.isEmpty())
        return nullptr;
    const QList<Diagnostic> &all = m_session.project().diagnostics;
    const auto error = std::find_if(all.begin(), all.end(), [](const Diagnostic &one) { return one.severity == Severity::Error; });
    return error == all.end() ? nullptr : &*error;
}

/// Says what leads to a result, or why nothing does.
void ResultPanel::refreshEmpty()
{
    const bool restricted = m_session.hasProject() && !m_session.isTrusted();
    const bool none = m_session.hasProject() && m_session.currentFunction().isEmpty();
    if (!m_session.hasProject()) {
        m_empty->setText(tr("Open a folder to run a function"), QString());
        m_empty->setAction({});
        m_empty->setSecondAction({});
        return;
    }
    const bool runs = m_session.runs().state() != RunController::State::Idle;
    if (!runs) {
        m_long.stop();
        m_isLong = false;
    }
    if (m_isLong && !restricted) {
        m_empty->setText(tr("The function is running"), tr("What it writes appears in the log."));
        m_empty->setAction(tr("Stop"));
        m_empty->setSecondAction(QString());
        m_empty->button()->setEnabled(true);
        m_empty->button()->setToolTip(QString());
        return;
    }
    if (const Diagnostic *error = restricted ? nullptr : damage()) { // a new function mends no template
        m_empty->setText(tr("The template cannot be read"), visibleText(error->text));
        m_empty->setAction(tr("Go to the Error"));
        m_empty->setSecondAction(QString());
        m_empty->button()->setEnabled(true);
        m_empty->button()->setToolTip(QString());
        return;
    }
    m_empty->setText(restricted ? tr("Restricted mode: nothing runs") : none ? tr("There is no function to run") : tr("Press F5 to run the function on the test event"),
                     restricted ? tr("Trust this folder only if you know where it comes from.") : QString());
    m_empty->setAction(restricted ? tr("Trust This Folder") : none ? tr("New Python Function") : tr("Run"));
    m_empty->setSecondAction(none && !restricted ? tr("New Node.js Function") : QString());
    m_empty->button()->setEnabled(none || restricted || m_session.runs().canRun().ok);
    m_empty->button()->setToolTip(none || restricted ? QString() : m_session.runs().canRun().why.toHtmlEscaped());
}

bool ResultPanel::stepFrame(int direction)
{
    return m_failure->stepFrame(direction);
}

QListView *ResultPanel::frameView() const
{
    return m_failure->frameView();
}

bool ResultPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_stack && event->type() == QEvent::Resize)
        fitFailure();
    return QWidget::eventFilter(watched, event);
}

/// The next step after a failure, where there is one.
QWidget *ResultPanel::makeRemedy()
{
    m_remedyRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_remedyRow);
    row->setContentsMargins(12, 0, 12, 4);
    row->setSpacing(8);
    m_remedyText = new ElidedLabel({}, m_remedyRow);
    setMuted(m_remedyText);
    m_remedyButton = new QPushButton(m_remedyRow);
    m_remedyButton->setObjectName(QStringLiteral("remedy"));
    m_remedyButton->setAutoDefault(true);
    row->addWidget(m_remedyText, 1);
    row->addWidget(m_remedyButton);
    connect(m_remedyButton, &QPushButton::clicked, this, [this] {
        const FunctionDefinition *function = m_session.hasProject() ? m_session.project().function(m_record.functionName) : nullptr;
        if (m_remedy.step == RunRemedy::Step::ChangeSetting)
            emit settingChosen(m_remedy.change);
        else if (m_remedy.step == RunRemedy::Step::AddLayer)
            emit layerWanted();
        else if (function)
            emit openRequested(function->file, function->handler.line, function->handler.column);
    });
    m_remedyRow->hide();
    return m_remedyRow;
}

void ResultPanel::showRemedy(const RunRecord &record)
{
    const FunctionDefinition *function = m_session.hasProject() ? m_session.project().function(record.functionName) : nullptr;
    m_remedy = function ? runRemedy(record, *function) : RunRemedy();
    m_remedyRow->setVisible(m_remedy.step != RunRemedy::Step::None);
    m_remedyText->setText(visibleText(m_remedy.why));
    m_remedyButton->setText(m_remedy.action);
    m_remedyButton->setAccessibleDescription(m_remedy.why);
}

/// Nothing of the run before: that would be taken for the answer.
void ResultPanel::showStopped(const RunRecord &run)
{
    m_record = {};
    m_notice->dismiss();
    m_strip->showStopped(run);
    m_stack->setCurrentIndex(0);
    refreshEmpty();
}

void ResultPanel::showRecord(const RunRecord &record)
{
    m_record = record;
    m_strip->showRun(record, m_session.runs().previousRun(record.functionName));
    showFailure(record);
    showPayload();
    m_expect->setEnabled(record.outcome.ok() && !record.outcome.payload.isEmpty() && !record.eventName.isEmpty());
    m_stack->setCurrentIndex(1);
    if (!record.outcome.warnings.isEmpty())
        m_notice->showNotice(NoticeBar::Severity::Warning, record.outcome.warnings.first(), QStringList(record.outcome.warnings.mid(1)).join(u'\n'));
    else
        m_notice->dismiss();
}

void ResultPanel::showFailure(const RunRecord &record)
{
    showRemedy(record);
    m_title->setText(record.outcome.ok() ? tr("Response") : tr("Error response"));
    if (record.outcome.ok())
        return m_failure->clear();
    const FunctionDefinition *function = m_session.hasProject() ? m_session.project().function(record.functionName) : nullptr;
    const FunctionFailure failure = readFailure(record.outcome.payload, function ? function->codeDir : QString(), function ? function->layerDirs : QStringList());
    m_failure->setFailure(failure, m_session.hasProject() ? m_session.project().root + u'/' : QString());
    fitFailure();
}

/// The bar above the response is the tool buttons'.
void ResultPanel::fitFailure()
{
    m_failure->fit(m_stack->height() - m_expect->sizeHint().height() - (m_remedyRow->isHidden() ? 0 : m_remedyRow->sizeHint().height()));
}

void ResultPanel::showPayload()
{
    const QByteArray &payload = m_record.outcome.payload;
    const bool isText = payload.isValidUtf8();
    QString text;
    if (m_view == View::Hex || (m_view == View::Pretty && !isText)) {
        text = hexText(payload);
    } else {
        const bool cut = payload.size() > shownBytes;
        const QByteArray shown = cut ? payload.left(shownBytes) : m_view == View::Pretty ? readableJson(jsontext::pretty(payload)) : payload;
        // Line ends stay; every other control character is made visible.
        QStringList lines = textOfBytes(shown).split(u'\n');
        for (QString &line : lines)
            line = brokenLine(visibleText(line), isText ? layoutCharacters : noiseCharacters);
        text = lines.join(u'\n');
        if (cut)
            text += u'\n' + tr("… the first 1 MB of %1 bytes is shown; Copy gives all of it.").arg(payload.size());
    }
    m_response->setPlainText(text);
}

void ResultPanel::showError(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return; // showStopped() says so
    showCurrent();
    m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
}

QPushButton *ResultPanel::showWarning(const QString &text, const QString &detail, const QString &action)
{
    showCurrent();
    m_notice->showNotice(NoticeBar::Severity::Warning, visibleText(text), visibleText(detail));
    return m_notice->addAction(action);
}

void ResultPanel::showDeployed(const QString &targetTitle, const QString &keys)
{
    m_notice->showNotice(NoticeBar::Severity::Success, tr("Live on %1").arg(visibleText(targetTitle)));
    connect(m_notice->addAction(keys.isEmpty() ? tr("Invoke It There") : tr("Invoke It There (%1)").arg(keys)), &QPushButton::clicked, this, &ResultPanel::invokeDeployedRequested);
}

} // namespace lathe
