// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/historypanel.h"
#include "common/confirmdialog.h"
#include "common/elidedlabel.h"
#include "common/downtolist.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include "items/jsonreading.h"
#include "items/visibletext.h"
#include "panels/comparisonview.h"
#include "panels/rowdelegate.h"
#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace lathe {
namespace {

constexpr int mostRuns = 500;
constexpr qsizetype shownBytes = 1024 * 1024;

RowFace runFace(const QModelIndex &index)
{
    RowFace face;
    face.muted = index.column() != HistoryModel::FunctionColumn && index.column() != HistoryModel::StatusColumn && index.column() != HistoryModel::DurationColumn;
    if (index.column() == HistoryModel::CodeColumn && index.data(HistoryModel::CodeChangedRole).toBool())
        face.icon = QStringLiteral("edit"), face.iconRole = IconRole::Accent;
    if (index.column() != HistoryModel::StatusColumn)
        return face;
    const QString status = index.data(HistoryModel::StatusRole).toString();
    face.icon = status == u"success" ? QStringLiteral("success") : status == u"timeout" ? QStringLiteral("clock") : QStringLiteral("error");
    face.iconRole = status == u"success" ? IconRole::Success : status == u"timeout" ? IconRole::Warning : IconRole::Error;
    return face;
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

HistoryPanel::HistoryPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_log(session.history()), m_notice(new NoticeBar(theme, this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(makeBar());
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(makeList());
    m_split->addWidget(makeDetails());
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    connect(m_split, &QSplitter::splitterMoved, this, [this] { m_widthsChosen = true; });
    connect(m_view->header(), &QHeaderView::sectionResized, this, [this] { m_widthsChosen |= bool(QGuiApplication::mouseButtons() & Qt::LeftButton); });
    column->addWidget(m_split, 1);
    connectSession();
    refreshActions();
}

QWidget *HistoryPanel::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("historySearch"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Search events, responses, logs…"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(m_theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(96);
    m_scope = new QComboBox(bar);
    m_scope->setObjectName(QStringLiteral("historyScope"));
    m_scope->setAccessibleName(tr("Whose runs"));
    m_scope->addItems({tr("This function"), tr("All functions")});
    m_status = new QComboBox(bar);
    m_status->setObjectName(QStringLiteral("historyStatus"));
    m_status->setAccessibleName(tr("Status"));
    m_status->addItem(tr("Any status"), QString());
    for (const QString &status : {QStringLiteral("success"), QStringLiteral("error"), QStringLiteral("timeout")})
        m_status->addItem(HistoryModel::statusText(status), status);
    m_replay = new QPushButton(tr("Run Again"), bar);
    m_replay->setObjectName(QStringLiteral("replay"));
    m_more = new QToolButton(bar);
    m_more->setIcon(m_theme.icon(QStringLiteral("more"), IconRole::Muted));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More"));
    m_more->setAutoRaise(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(m_search, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_scope, m_status, m_replay, m_more})
        row->addWidget(part);
    m_typing.setSingleShot(true);
    m_typing.setInterval(timeouts::searchPause);
    connect(&m_typing, &QTimer::timeout, this, &HistoryPanel::refresh);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_scope, &QComboBox::currentIndexChanged, this, &HistoryPanel::refresh);
    connect(m_status, &QComboBox::currentIndexChanged, this, &HistoryPanel::refresh);
    connect(m_replay, &QPushButton::clicked, this, &HistoryPanel::replay);
    return bar;
}

QAction *HistoryPanel::addAction(const QString &text, const QKeySequence &keys, void (HistoryPanel::*slot)())
{
    auto *action = new QAction(text, m_view);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_view->addAction(action);
    return action;
}

QWidget *HistoryPanel::makeList()
{
    m_lists = new QStackedWidget(this);
    m_lists->setMinimumHeight(28);
    m_view = new QTreeView(m_lists);
    m_view->setModel(&m_model);
    letDownLeadTo(*m_search, *m_view);
    m_view->setObjectName(QStringLiteral("history"));
    m_view->setAccessibleName(tr("Runs"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setItemDelegate(new RowDelegate(m_theme, runFace, m_view));
    m_view->header()->setStretchLastSection(true);
    m_replayAction = addAction(tr("Run Again"), QKeySequence(Qt::Key_Return), &HistoryPanel::replay);
    m_compareAction = addAction(tr("Compare Two Runs"), {}, &HistoryPanel::compare);
    m_saveAction = addAction(tr("Keep Its Event as a Test Event"), {}, &HistoryPanel::saveEvent);
    m_copyAction = addAction(tr("Copy as Command"), {}, &HistoryPanel::copyCommand);
    m_exportAction = addAction(tr("Export…"), {}, &HistoryPanel::exportChosen);
    m_removeAction = addAction(tr("Delete…"), QKeySequence(Qt::Key_Delete), &HistoryPanel::removeChosen);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *menu = new QMenu(m_more);
    menu->addActions(m_view->actions());
    menu->addSeparator();
    connect(menu->addAction(tr("Import Runs…")), &QAction::triggered, this, &HistoryPanel::importFile);
    m_more->setMenu(menu);
    m_empty = new EmptyState(m_theme, QStringLiteral("history"), m_lists);
    connect(m_empty, &EmptyState::activated, this, [this] {
        if (!m_filtered)
            return emit runRequested();
        m_search->clear();
        m_status->setCurrentIndex(0);
        m_scope->setCurrentIndex(1);
    });
    m_lists->addWidget(m_empty);
    m_lists->addWidget(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPanel::showSelection);
    return m_lists;
}

QWidget *HistoryPanel::makeDetails()
{
    m_details = new QStackedWidget(this);
    m_details->setMinimumWidth(180);
    m_none = plainLabel(tr("Choose a run to look at it, two to compare them."), m_details);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setContentsMargins(12, 8, 12, 8);
    setMuted(m_none);
    m_details->addWidget(m_none);

    auto *one = new QWidget(m_details);
    auto *column = new QVBoxLayout(one);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_head = new ElidedLabel({}, one);
    m_head->setContentsMargins(12, 4, 12, 0);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(m_head);
    column->addWidget(m_head);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 8, 0);
    head->setSpacing(4);
    m_parts = new QButtonGroup(one);
    const struct { Part part; QString text; } parts[] = {{Part::Response, tr("Response")}, {Part::Event, tr("Event")}, {Part::Log, tr("Log")}};
    for (const auto &entry : parts) {
        auto *button = new QToolButton(one);
        button->setText(entry.text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(entry.part == m_part);
        m_parts->addButton(button, int(entry.part));
        head->addWidget(button);
    }
    head->addStretch(1);
    connect(m_parts, &QButtonGroup::idClicked, this, [this](int id) { setPart(Part(id)); });
    column->addLayout(head);
    m_note = plainLabel({}, one);
    m_note->setContentsMargins(12, 0, 12, 2);
    setMuted(m_note);
    column->addWidget(m_note);
    m_text = new QPlainTextEdit(one);
    m_text->setReadOnly(true);
    m_text->setProperty("plain", true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard); // with a caret
    m_text->setObjectName(QStringLiteral("historyText"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(28);
    column->addWidget(m_text, 1);
    m_details->addWidget(one);

    m_comparison = new ComparisonView(m_theme, m_details);
    m_details->addWidget(m_comparison);

    const auto restyle = [this] {
        m_text->setFont(m_theme.type().font(TextRole::Code));
        m_head->setFont(m_theme.type().figures(TextRole::Label));
    };
    restyle();
    connect(&m_theme, &ThemeManager::changed, this, restyle);
    return m_details;
}

void HistoryPanel::connectSession()
{
    const auto stale = [this] {
        m_stale = true;
        if (isVisible())
            refresh();
    };
    connect(&m_log, &HistoryLog::changed, this, stale);
    connect(&m_session, &Session::currentFunctionChanged, this, stale);
    for (auto signal : {&Session::projectOpened, &Session::projectClosed, &Session::trustChanged})
        connect(&m_session, signal, this, &HistoryPanel::refreshActions);
    connect(&m_session.runs(), &RunController::stateChanged, this, &HistoryPanel::refreshActions);
    connect(&m_session.runs(), &RunController::failed, this, [this](const Error &error) {
        if (std::exchange(m_replayed, QString()).isEmpty() || error.code == ErrorCode::Cancelled)
            return;
        m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
    });
}

void HistoryPanel::showEvent(QShowEvent *event)
{
    if (m_stale)
        refresh();
    QWidget::showEvent(event);
}

void HistoryPanel::refresh()
{
    m_stale = false;
    m_typing.stop();
    m_view->setColumnHidden(HistoryModel::FunctionColumn, m_scope->currentIndex() == 0);
    HistoryFilter filter;
    filter.most = mostRuns;
    filter.text = m_search->text();
    filter.status = m_status->currentData().toString();
    if (m_scope->currentIndex() == 0)
        filter.function = m_session.currentFunction();
    whenDone(m_log.find(filter), this, [this, asked = ++m_searched](const Result<QList<HistoryEntry>> &found) {
        if (asked == m_searched)
            showFound(found);
    });
}

void HistoryPanel::showFound(const Result<QList<HistoryEntry>> &found)
{
    const QStringList before = chosen();
    m_model.setEntries(found.value_or(QList<HistoryEntry>()));
    m_filtered = !m_search->text().isEmpty() || m_status->currentIndex() > 0;
    if (m_model.rowCount() == 0) {
        const QString none = m_filtered ? tr("No run is like that") : tr("No run yet"), hint = m_filtered ? QString() : tr("Each run is kept here with its event, response and log.");
        m_empty->setText(found ? none : visibleText(found.error().text), found ? hint : visibleText(found.error().detail));
        m_empty->setAction(m_filtered ? tr("Clear the Filter") : found ? tr("Run") : QString());
    }
    m_lists->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_view);
    fitColumns();
    if (!m_replayed.isEmpty() && m_model.rowCount() > 0 && m_model.at(0).id != m_replayed && !before.contains(m_model.at(0).id) && m_session.runs().state() == RunController::State::Idle) {
        select({m_model.at(0).id, std::exchange(m_replayed, QString())});
        return;
    }
    if (chosen() != before)
        select(before);
    showSelection();
}

/// Columns that say something as wide as what stands in them, and the list as wide as its columns where the details keep enough; until somebody drags one.
void HistoryPanel::fitColumns()
{
    if (m_widthsChosen || m_model.rowCount() == 0)
        return;
    QHeaderView *header = m_view->header();
    const QAbstractItemView *view = m_view; // where the hint is public
    constexpr int headRoom = 28, scrollRoom = 24; // beside the words of a head; beside the last column
    for (const auto &[column, usual] : {std::pair(HistoryModel::InitColumn, QString()), std::pair(HistoryModel::WhereColumn, HistoryModel::tr("local run"))}) {
        bool said = false; // something that is not so in every run
        for (int row = 0; row < m_model.rowCount() && !said; ++row)
            said = m_model.index(row, column).data().toString() != usual;
        m_view->setColumnHidden(column, !said);
    }
    int wide = scrollRoom;
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        if (header->isSectionHidden(column))
            continue;
        const int most = column == HistoryModel::StatusColumn || column == HistoryModel::EventColumn || column == HistoryModel::FunctionColumn ? 160 : 200;
        const int needed = std::clamp(std::max(view->sizeHintForColumn(column), header->fontMetrics().horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + headRoom), 56, most);
        wide += needed;
        if (column != HistoryModel::ColumnCount - 1) // which has the rest
            header->resizeSection(column, needed);
    }
    if (m_split->isVisible()) {
        const int all = m_split->width(), least = all * 3 / 5, list = std::clamp(wide, least, std::max(least, std::min(all * 7 / 10, all - 300)));
        m_split->setSizes({list, all - list});
    }
}

void HistoryPanel::select(const QStringList &ids)
{
    QItemSelection selection;
    int current = -1;
    for (const QString &id : ids)
        if (const int row = m_model.rowOf(id); row >= 0) {
            selection.select(m_model.index(row, 0), m_model.index(row, HistoryModel::ColumnCount - 1));
            current = current < 0 ? row : current;
        }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (current >= 0)
        m_view->selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
}

QStringList HistoryPanel::chosen() const
{
    QStringList ids;
    for (const QModelIndex &row : m_view->selectionModel()->selectedRows())
        ids.append(row.data(HistoryModel::IdRole).toString());
    return ids;
}

/// One run is shown, two are compared.
void HistoryPanel::showSelection()
{
    const QStringList ids = chosen();
    refreshActions();
    const int asked = ++m_asked;
    if (ids.size() == 2) {
        compare();
        return;
    }
    if (ids.size() != 1) {
        m_entry.reset();
        m_none->setText(ids.isEmpty() ? tr("Choose a run to look at it, two to compare them.") : tr("Chosen runs: %1").arg(ids.size()));
        m_details->setCurrentIndex(0);
        return;
    }
    if (m_entry && m_entry->id == ids.first())
        return showEntry();
    whenDone(m_log.entry(ids.first()), this, [this, asked](const Result<HistoryEntry> &entry) {
        if (asked != m_asked)
            return;
        if (!entry) {
            m_none->setText(visibleText(entry.error().text));
            m_details->setCurrentIndex(0);
            return;
        }
        m_entry = *entry;
        showEntry();
        refreshActions();
    });
}

void HistoryPanel::setPart(Part part)
{
    m_part = part;
    m_parts->button(int(part))->setChecked(true);
    if (m_entry)
        showEntry();
}

void HistoryPanel::showEntry()
{
    const HistoryEntry &entry = *m_entry;
    const InvocationReport &report = entry.outcome.report;
    QStringList figures{timeText(entry.startedMs), durationText(report.durationMs)};
    if (report.memoryMib > 0)
        figures.append(tr("%1 of %2 MB").arg(report.maxMemoryUsedMib).arg(report.memoryMib));
    if (!entry.runtime.isEmpty())
        figures.append(visibleText(entry.runtime));
    m_head->setText(figures.join(QStringLiteral("  ·  ")));
    m_note->setText(visibleText(entry.notes.join(QStringLiteral(" · "))));
    m_note->setVisible(!entry.notes.isEmpty());
    QByteArray bytes = m_part == Part::Event ? entry.event : m_part == Part::Log ? entry.outcome.log : entry.outcome.payload.isEmpty() ? entry.partial : entry.outcome.payload;
    if (m_part != Part::Log && bytes.size() <= shownBytes)
        bytes = readableJson(jsontext::pretty(bytes));
    const bool isText = bytes.isValidUtf8();
    QStringList lines;
    for (const QString &line : textOfBytes(bytes.left(shownBytes)).split(u'\n'))
        lines.append(brokenLine(visibleText(line), isText ? layoutCharacters : noiseCharacters));
    QString text = lines.join(u'\n');
    if (bytes.size() > shownBytes)
        text += u'\n' + tr("… %1 more: export the run to see all of it").arg(sizeText(bytes.size() - shownBytes));
    m_text->setAccessibleName(m_parts->button(int(m_part))->text());
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_details->setCurrentIndex(1);
}

QString HistoryPanel::shownText() const
{
    return m_details->currentIndex() == 1 ? m_text->toPlainText() : m_details->currentIndex() == 2 ? m_comparison->summary() : m_none->text();
}

void HistoryPanel::compare()
{
    const QStringList ids = chosen();
    if (ids.size() != 2)
        return;
    whenDone(m_log.compare(ids.at(0), ids.at(1)), this, [this, asked = ++m_asked](const Result<RunComparison> &comparison) {
        if (asked != m_asked)
            return;
        if (comparison)
            return showComparison(*comparison);
        m_none->setText(visibleText(comparison.error().text));
        m_details->setCurrentIndex(0);
    });
}

void HistoryPanel::showComparison(const RunComparison &comparison)
{
    m_details->setCurrentIndex(2);
    m_comparison->setComparison(comparison);
}

QString HistoryPanel::whyNoReplay() const
{
    if (chosen().size() != 1)
        return tr("Choose one run.");
    const int row = m_model.rowOf(chosen().first());
    const HistoryEntry &entry = m_model.at(row);
    if (!m_session.hasProject() || m_session.project().root != entry.project)
        return tr("It ran in another folder: %1").arg(visibleText(entry.project));
    if (!m_session.project().function(entry.function))
        return tr("The project has no function %1 any more.").arg(visibleText(entry.function));
    if (!entry.isEventWhole())
        return tr("Its event was too large to be kept whole.");
    if (!m_session.isTrusted())
        return tr("Nothing of this folder runs until it is trusted.");
    return m_session.runs().state() == RunController::State::Idle ? QString() : tr("Another run is under way.");
}

void HistoryPanel::refreshActions()
{
    const QString why = whyNoReplay();
    m_replay->setEnabled(why.isEmpty());
    m_replay->setToolTip(why.isEmpty() ? tr("Runs the same event on the code as it is now, and compares") : why.toHtmlEscaped());
    m_replayAction->setEnabled(why.isEmpty());
    const qsizetype count = chosen().size();
    m_compareAction->setEnabled(count == 2);
    m_copyAction->setEnabled(count == 1);
    m_saveAction->setEnabled(count == 1 && m_session.hasProject());
    m_removeAction->setEnabled(count > 0);
    m_exportAction->setEnabled(m_model.rowCount() > 0);
}

void HistoryPanel::replay()
{
    if (!whyNoReplay().isEmpty())
        return;
    whenDone(m_log.entry(chosen().first()), this, [this](const Result<HistoryEntry> &entry) {
        if (!entry)
            return m_notice->showNotice(NoticeBar::Severity::Error, visibleText(entry.error().text));
        m_notice->dismiss();
        m_replayed = entry->id;
        if (m_session.currentFunction() != entry->function)
            m_session.setCurrentFunction(entry->function);
        emit replayRequested(entry->event, entry->eventName, {entry->clientContext, entry->identity, {}, {}});
    });
}

void HistoryPanel::saveEvent()
{
    if (chosen().size() != 1)
        return;
    whenDone(m_log.entry(chosen().first()), this, [this](const Result<HistoryEntry> &entry) {
        if (!entry)
            return tell(tl::unexpected(entry.error()), {});
        const QString base = eventNameProblem(entry->eventName).isEmpty() ? entry->eventName : QStringLiteral("run");
        EventStore events = m_session.events();
        Result<EventFile> saved = events.save(base, entry->event);
        for (int n = 2; !saved && saved.error().code == ErrorCode::AlreadyExists && n < 1000; ++n)
            saved = events.save(QStringLiteral("%1-%2").arg(base).arg(n), entry->event);
        if (!saved)
            return tell(tl::unexpected(saved.error()), {});
        m_session.noteEventsChanged();
        m_notice->showNotice(NoticeBar::Severity::Success, tr("Test event: %1").arg(visibleText(saved->name)));
    });
}

void HistoryPanel::tell(const Result<int> &count, const QString &words)
{
    if (count)
        m_notice->showNotice(NoticeBar::Severity::Success, words.arg(*count));
    else
        m_notice->showNotice(NoticeBar::Severity::Error, visibleText(count.error().text), visibleText(count.error().detail.left(400)));
}

void HistoryPanel::exportChosen()
{
    auto *dialog = new QFileDialog(this, tr("Export Runs"), QString(), tr("Runs (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QStringLiteral("runs.jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, ids = chosen()](const QString &file) {
        whenDone(m_log.exportTo(file, ids), this, [this](const Result<int> &count) { tell(count, tr("Runs written: %1")); });
    });
    dialog->open();
}

void HistoryPanel::importFile()
{
    auto *dialog = new QFileDialog(this, tr("Import Runs"), QString(), tr("Runs (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        whenDone(m_log.importFrom(file), this, [this](const Result<int> &count) { tell(count, tr("New runs: %1")); });
    });
    dialog->open();
}

void HistoryPanel::removeChosen()
{
    const QStringList ids = chosen();
    if (ids.isEmpty())
        return;
    const ConfirmSpec spec{tr("Delete these runs?"), tr("Runs: %1. They cannot be brought back.").arg(ids.size()), {{tr("Delete"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
    ConfirmDialog::ask(m_theme, spec, this, [this, ids](int button) {
        if (button != 0)
            return;
        whenDone(m_log.remove(ids), this, [this](const Result<int> &removed) {
            if (!removed)
                tell(removed, {});
        });
    });
}

} // namespace lathe
