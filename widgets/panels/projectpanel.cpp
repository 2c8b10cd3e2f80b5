// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/projectpanel.h"
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include "panels/eventdrop.h"
#include "panels/filedelegate.h"
#include "panels/filetreeview.h"
#include "panels/layerview.h"
#include "session/buildcontroller.h"
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

static QLabel *hintLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(12, 0, 12, 8);
    setMuted(label);
    return label;
}

static QWidget *section(QSplitter *splitter, QWidget *header, std::initializer_list<QWidget *> parts)
{
    auto *box = new QWidget(splitter);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    for (QWidget *part : parts)
        column->addWidget(part, qobject_cast<QLabel *>(part) ? 0 : 1);
    column->addStretch(0);
    splitter->addWidget(box);
    return box;
}

static RowFace functionFace(const QModelIndex &index)
{
    using State = FunctionListModel::RunState;
    RowFace face;
    face.icon = IconProvider::forRuntime(index.data(FunctionListModel::RuntimeRole).toString());
    face.strong = index.data(FunctionListModel::CurrentRole).toBool();
    face.iconRole = face.strong ? IconRole::Accent : IconRole::Muted;
    const auto build = BuildState(index.data(FunctionListModel::BuildRole).toInt());
    face.detail = build == BuildState::Missing ? ProjectPanel::tr("not built") : build == BuildState::OutOfDate ? ProjectPanel::tr("build out of date") : index.data(FunctionListModel::RuntimeRole).toString();
    const int worst = index.data(FunctionListModel::WorstSeverityRole).toInt();
    switch (State(index.data(FunctionListModel::RunStateRole).toInt())) {
    case State::Succeeded: face.mark = QStringLiteral("success"), face.markRole = IconRole::Success; break;
    case State::Failed: face.mark = QStringLiteral("error"), face.markRole = IconRole::Error; break;
    case State::Running: face.mark = QStringLiteral("clock"), face.markRole = IconRole::Info; break;
    case State::NeverRun: break;
    }
    if (worst >= int(Severity::Warning)) {
        face.mark = QStringLiteral("warning");
        face.markRole = worst == int(Severity::Error) ? IconRole::Error : IconRole::Warning;
    }
    return face;
}

ProjectPanel::ProjectPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_functionView(new LayerView(theme, LayerView::Takes::OnRows, this)), m_fileView(new FileTreeView(this)),
      m_eventView(new QListView(this)), m_noFunction(hintLabel(this)), m_noEvent(hintLabel(this))
{
    setSurface(this, Surface::Panel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    m_sections = splitter;
    connect(splitter, &QSplitter::splitterMoved, this, [this] { m_arranged = true; });
    splitter->setObjectName(QStringLiteral("projectSections"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    column->addWidget(splitter);

    setMinimumWidth(160); // less cuts every name
    m_functionView->setModel(&m_functions);
    m_functionView->setObjectName(QStringLiteral("functions"));
    m_functionView->setAccessibleName(tr("Functions"));
    m_functionView->setTextElideMode(Qt::ElideMiddle); // names that begin alike differ at their end
    m_functionView->setItemDelegate(new RowDelegate(theme, functionFace, m_functionView));
    section(splitter, new SectionHeader(theme, tr("Functions"), this), {m_noFunction, m_functionView});

    m_fileView->setModel(&m_files);
    m_fileView->setObjectName(QStringLiteral("files"));
    m_fileView->setAccessibleName(tr("Files"));
    m_fileView->setHeaderHidden(true);
    m_fileView->setIndentation(16);
    m_fileView->setUniformRowHeights(true);
    m_fileView->setTextElideMode(Qt::ElideMiddle);
    m_fileNames = new FileDelegate(theme, m_fileView);
    m_fileView->setItemDelegate(m_fileNames);
    section(splitter, new SectionHeader(theme, tr("Files"), this), {m_fileView});

    m_eventView->setModel(&m_events);
    m_eventView->setObjectName(QStringLiteral("events"));
    m_eventView->setAccessibleName(tr("Test events"));
    m_eventView->setTextElideMode(Qt::ElideMiddle);
    m_eventView->setItemDelegate(new RowDelegate(theme, [this](const QModelIndex &index) {
        RowFace face;
        face.icon = QStringLiteral("event");
        face.strong = index.data(EventListModel::PathRole).toString() == m_currentEvent;
        face.iconRole = face.strong ? IconRole::Accent : IconRole::Muted;
        return face;
    }, m_eventView));
    auto *eventHeader = new SectionHeader(theme, tr("Test events"), this);
    connect(eventHeader->addButton(QStringLiteral("add"), tr("New test event from a template")), &QToolButton::clicked, this, &ProjectPanel::newEventRequested);
    auto *drop = new EventDrop(this);
    drop->watch(m_eventView->viewport());
    drop->watch(section(splitter, eventHeader, {m_noEvent, m_eventView})); // also where there is no event yet
    connect(drop, &EventDrop::dropped, this, &ProjectPanel::eventFilesDropped);
    for (QAbstractItemView *view : std::initializer_list<QAbstractItemView *>{m_functionView, m_fileView, m_eventView}) {
        view->setMinimumHeight(28);
        view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // names give way, rows do not
    }
    makeEventActions();
    for (int i = 0; i < splitter->count(); ++i)
        splitter->setStretchFactor(i, i == 1 ? 1 : 0);

    m_noEvent->setText(tr("No test event yet; Run uses {}. JSON files can be dropped here."));

    const auto choose = [this](const QModelIndex &index) {
        m_session.setCurrentFunction(index.data(FunctionListModel::NameRole).toString());
        emit openRequested(index.data(FunctionListModel::FileRole).toString(), index.data(FunctionListModel::LineRole).toInt());
    };
    connect(m_functionView, &QListView::clicked, this, choose);
    connect(m_functionView, &QListView::activated, this, choose);
    connect(m_functionView, &LayerView::droppedOn, this, [this](const QModelIndex &index, const QStringList &layers, const QStringList &files) {
        m_session.setCurrentFunction(index.data(FunctionListModel::NameRole).toString());
        emit droppedOnFunction(layers, files);
    });
    const auto open = [this](const QModelIndex &index) {
        const QString path = index.data(FileTreeModel::PathRole).toString(); // none: it is no file
        if (!path.isEmpty() && !index.data(FileTreeModel::IsFolderRole).toBool())
            emit openRequested(path, 0);
    };
    connect(m_fileView, &FileTreeView::clicked, this, open);
    connect(m_fileView, &FileTreeView::activated, this, open);
    const auto chooseEvent = [this](const QModelIndex &index) { emit eventChosen(index.data(EventListModel::PathRole).toString()); };
    connect(m_eventView, &QListView::clicked, this, chooseEvent);
    connect(m_eventView, &QListView::activated, this, chooseEvent);

    connect(&session, &Session::projectOpened, this, &ProjectPanel::showProject);
    connect(&session, &Session::projectChanged, this, &ProjectPanel::showProject);
    connect(&session, &Session::projectClosed, this, &ProjectPanel::showProject);
    connect(&session, &Session::currentFunctionChanged, this, &ProjectPanel::markCurrent);
    connect(&session, &Session::eventsChanged, this, &ProjectPanel::refreshEvents);
    connect(&session.builds(), &BuildController::statesChanged, this, &ProjectPanel::showBuilds);
    RunController &runs = session.runs();
    connect(&runs, &RunController::started, this, [this] { m_functions.setRunState(m_session.currentFunction(), FunctionListModel::RunState::Running); });
    connect(&runs, &RunController::finished, this, [this](const RunRecord &record) {
        m_functions.setRunState(record.functionName, record.outcome.ok() ? FunctionListModel::RunState::Succeeded : FunctionListModel::RunState::Failed);
    });
    connect(&runs, &RunController::failed, this, [this] { m_functions.setRunState(m_session.currentFunction(), FunctionListModel::RunState::NeverRun); });
    connect(&theme, &ThemeManager::changed, this, [this] {
        for (QAbstractItemView *view : std::initializer_list<QAbstractItemView *>{m_functionView, m_fileView, m_eventView})
            view->viewport()->update();
    });
    showProject();
}

QListView *ProjectPanel::functionView() const
{
    return m_functionView;
}

/// F2 and Delete work on the row that has the focus; the context menu shows them.
void ProjectPanel::makeEventActions()
{
    m_eventView->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString &icon, const QString &text, const QKeySequence &keys, auto signal) {
        auto *action = new QAction(m_theme.icon(icon), text, m_eventView);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, signal] {
            if (const QModelIndex index = m_eventView->currentIndex(); index.isValid())
                emit (this->*signal)(index.data(EventListModel::PathRole).toString());
        });
        m_eventView->addAction(action);
    };
    add(QStringLiteral("edit"), tr("Rename…"), QKeySequence(Qt::Key_F2), &ProjectPanel::eventRenameRequested);
    add(QStringLiteral("copy"), tr("Duplicate"), {}, &ProjectPanel::eventDuplicateRequested);
    add(QStringLiteral("trash"), tr("Delete…"), QKeySequence(QKeySequence::Delete), &ProjectPanel::eventDeleteRequested);
}

void ProjectPanel::showProject()
{
    const bool open = m_session.hasProject();
    if (open)
        m_functions.setProject(m_session.project());
    else
        m_functions.clear();
    showBuilds();
    const bool none = m_functions.rowCount() == 0;
    const bool damaged = open && std::any_of(m_session.project().diagnostics.begin(), m_session.project().diagnostics.end(), [](const Diagnostic &one) { return one.severity == Severity::Error; });
    m_noFunction->setText(damaged ? tr("The template cannot be read. F4 leads to the error.")
                                  : tr("No function in this folder. The problems say what was looked for."));
    m_noFunction->setVisible(open && none);
    m_functionView->setVisible(!none);
    const QString root = open ? m_session.project().root : QString();
    if (m_files.root() != root)
        m_files.setRoot(root);
    markCurrent();
}

void ProjectPanel::showBuilds()
{
    for (int row = 0; row < m_functions.rowCount(); ++row) {
        const QString name = m_functions.index(row).data(FunctionListModel::NameRole).toString();
        m_functions.setBuildState(name, int(m_session.builds().stateOf(name)));
    }
}

void ProjectPanel::markCurrent()
{
    m_functions.setCurrent(m_session.currentFunction());
    const int row = m_functions.rowOf(m_session.currentFunction());
    if (row >= 0)
        m_functionView->setCurrentIndex(m_functions.index(row));
    refreshEvents();
}

void ProjectPanel::refreshEvents()
{
    m_events.setEvents(m_session.hasProject() ? m_session.events().events(m_session.currentFunction()) : QList<EventFile>());
    m_noEvent->setVisible(m_events.rowCount() == 0 && m_session.hasProject());
    m_eventView->setVisible(m_events.rowCount() > 0);
    setCurrentEvent(m_currentEvent);
    fitSections();
}

/// Functions and test events get the rows that they have, as far as there is room; the files get the rest. Once somebody
/// has moved an edge, it stays where it is.
void ProjectPanel::fitSections()
{
    const int room = m_sections->height();
    if (m_arranged || room < 200)
        return;
    const auto wanted = [](int rows, const QLabel *hint, int width) { return 32 + 8 + (rows > 0 ? rows * 28 : hint->heightForWidth(width)); };
    const int functions = qMin(wanted(m_functions.rowCount(), m_noFunction, width()), room * 3 / 10);
    const int events = qMin(wanted(m_events.rowCount(), m_noEvent, width()), room * 4 / 10);
    m_sections->setSizes({functions, room - functions - events, events});
}

void ProjectPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitSections();
}

void ProjectPanel::setCurrentEvent(const QString &path)
{
    m_currentEvent = path;
    const int row = m_events.rowOf(path);
    m_eventView->setCurrentIndex(row >= 0 ? m_events.index(row) : QModelIndex());
    m_eventView->viewport()->update();
}

} // namespace lathe
