// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/matrixdetails.h"
#include "common/elidedlabel.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "core/jsontext.h"
#include "items/sgrparser.h"
#include "items/jsonreading.h"
#include "items/visibletext.h"
#include "session/testrun.h"
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

static constexpr qsizetype shownBytes = 256 * 1024;

static std::pair<StatusChip::Hue, QString> lookOf(MatrixCell::State state)
{
    switch (state) {
    case MatrixCell::Passed: return {StatusChip::Hue::Success, QStringLiteral("success")};
    case MatrixCell::Failed:
    case MatrixCell::Broken: return {StatusChip::Hue::Error, QStringLiteral("error")};
    case MatrixCell::Running: return {StatusChip::Hue::Info, QStringLiteral("run")};
    case MatrixCell::Waiting: return {StatusChip::Hue::Neutral, QStringLiteral("clock")};
    case MatrixCell::Stopped: return {StatusChip::Hue::Warning, QStringLiteral("stop")};
    default: return {StatusChip::Hue::Neutral, QStringLiteral("event")};
    }
}

MatrixDetails::MatrixDetails(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(new ElidedLabel({}, this)), m_state(new StatusChip(theme, this)), m_views(new QButtonGroup(this)),
      m_text(new QPlainTextEdit(this)), m_open(nullptr), m_run(nullptr), m_expect(nullptr)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_state);
    head->addWidget(m_title, 1);
    const auto button = [&](const char *icon, const QString &text, const char *name, auto signal) {
        auto *made = new QToolButton(this);
        made->setIcon(theme.icon(QLatin1String(icon), IconRole::Muted));
        made->setToolTip(text);
        made->setAccessibleName(text);
        made->setObjectName(QLatin1String(name));
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, signal);
        return made;
    };
    m_run = button("run", tr("Run this one"), "runCell", &MatrixDetails::runRequested);
    m_open = button("edit", tr("Open the test event"), "openCellEvent", &MatrixDetails::openEventRequested);
    m_expect = button("pin", tr("Expect this response from now on"), "expectCell", &MatrixDetails::expectRequested);
    column->addLayout(head);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(8, 0, 4, 0);
    bar->setSpacing(4);
    const struct { View view; QString text; } views[] = {{View::Differences, tr("Checks")}, {View::Response, tr("Response")}, {View::Log, tr("Log")}};
    for (const auto &entry : views) {
        auto *one = new QToolButton(this);
        one->setText(entry.text);
        one->setCheckable(true);
        one->setAutoRaise(true);
        one->setChecked(entry.view == m_view);
        m_views->addButton(one, int(entry.view));
        bar->addWidget(one);
    }
    bar->addStretch(1);
    for (QToolButton *one : {m_run, m_open, m_expect})
        bar->addWidget(one);
    column->addLayout(bar);
    m_text->setReadOnly(true);
    m_text->setProperty("plain", true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard); // with a caret
    m_text->setObjectName(QStringLiteral("cellText"));
    m_text->setAccessibleName(tr("What became of the chosen test"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(28);
    column->addWidget(m_text, 1);
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    connect(&theme, &ThemeManager::changed, this, &MatrixDetails::showText);
}

void MatrixDetails::setView(View view)
{
    m_view = view;
    m_views->button(int(view))->setChecked(true);
    showText();
}

QString MatrixDetails::shownText() const
{
    return m_text->toPlainText();
}

void MatrixDetails::show(const QString &title, const MatrixCell &cell, const TestResult *result, bool canRun)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    const auto [hue, icon] = lookOf(cell.state);
    m_state->set(hue, TestMatrixModel::stateName(cell.state), icon);
    m_state->setVisible(!title.isEmpty());
    const QStringList failures = result ? result->failures : QStringList();
    const QByteArray payload = result ? result->outcome.payload : QByteArray(), log = result ? result->outcome.log : QByteArray();
    const bool same = cell == m_cell && failures == m_failures && payload == m_payload && log == m_log;
    m_cell = cell;
    m_failures = failures;
    m_payload = payload;
    m_log = log;
    m_run->setEnabled(canRun && !title.isEmpty());
    m_open->setEnabled(!title.isEmpty());
    m_expect->setEnabled(result && !result->cut && result->outcome.ok() && !payload.isEmpty() && (cell.state == MatrixCell::Passed || cell.state == MatrixCell::Failed));
    if (!same || m_text->document()->isEmpty())
        showText();
}

QString MatrixDetails::textFor(View view) const
{
    if (view == View::Differences) {
        switch (m_cell.state) {
        case MatrixCell::Passed: return tr("Everything that is expected holds. It took %1.").arg(durationText(m_cell.durationMs));
        case MatrixCell::NotRun: return tr("Not run yet.");
        case MatrixCell::Stopped: return tr("It was stopped.");
        case MatrixCell::Waiting:
        case MatrixCell::Running: return {};
        default: break;
        }
        QStringList lines;
        for (const QString &failure : m_failures)
            lines += visibleText(failure);
        return lines.join(u'\n');
    }
    const QByteArray &bytes = view == View::Response ? m_payload : m_log;
    const bool cut = bytes.size() > shownBytes;
    QStringList lines = QString::fromUtf8(cut ? bytes.left(shownBytes) : view == View::Response ? readableJson(jsontext::pretty(bytes)) : bytes).split(u'\n');
    LogStyle style;
    for (QString &line : lines)
        line = brokenLine(view == View::Log ? parseSgr(line, style).text : visibleText(line));
    if (cut)
        lines += tr("… the first 256 kB are shown.");
    return lines.join(u'\n');
}

void MatrixDetails::showText()
{
    m_text->setFont(m_theme.type().font(m_view == View::Differences ? TextRole::Body : TextRole::Code));
    m_text->setLineWrapMode(m_view == View::Differences ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    m_text->setPlainText(textFor(m_view));
}

} // namespace lathe
