// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/mainwindow.h"
#include "common/desktopnotice.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "editor/editortabs.h"
#include "items/visibletext.h"
#include "mainwindow/commandflow.h"
#include "mainwindow/docklayout.h"
#include "mainwindow/layerflow.h"
#include "mainwindow/locator.h"
#include "mainwindow/longtasks.h"
#include "mainwindow/maintoolbar.h"
#include "mainwindow/packageflow.h"
#include "mainwindow/runflow.h"
#include "mainwindow/statekeeper.h"
#include "mainwindow/statusline.h"
#include "mainwindow/windowdialogs.h"
#include "mainwindow/windowpanels.h"
#include "panels/eventpanel.h"
#include "panels/problemspanel.h"
#include "panels/projectpanel.h"
#include "panels/resultpanel.h"
#include "panels/startpage.h"
#include "project/samples.h"
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>
#include <QWindow>

namespace lathe {

MainWindow::MainWindow(ThemeManager &theme, Settings &settings, Session &session, const QString &language, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_settings(settings), m_session(session), m_language(language)
{
    setObjectName(QStringLiteral("mainWindow"));
    build();
    buildMenus();
    connectEditor();
    connectSession();
    connectActions();
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - QSize(16, 48))); // with room for the frame
    m_docks->arrange();
    keepState();
    restoreGeometry(m_settings.geometry(DockLayout::version));
    retitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_actions = new ActionTable(m_theme, this);
    takeKeys();
    m_center = new QStackedWidget(this);
    auto *work = new QWidget(this);
    auto *column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_trust = new NoticeBar(m_theme, work);
    m_tabs = new EditorTabs(m_theme, &m_session.backups(), work);
    m_tabs->setMinimumSize(240, 120);
    column->addWidget(m_trust);
    column->addWidget(m_tabs, 1);
    m_center->addWidget(work);
    auto *middle = new QWidget(this);
    auto *rows = new QVBoxLayout(middle);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_news = new NoticeBar(m_theme, middle);
    rows->addWidget(m_news);
    rows->addWidget(m_center, 1);
    setCentralWidget(middle);
    m_trust->hide();
    m_news->hide();

    m_toolBar = new MainToolBar(m_theme, *m_actions, m_session, this);
    addToolBar(m_toolBar);
    m_status = new StatusLine(m_theme, m_session, *statusBar(), this);
    m_docks = new DockLayout(m_theme, *m_actions, *this);
    m_panels = new WindowPanels(m_theme, m_session, *m_docks, this);
    for (const Act act : {Act::Run, Act::Stop, Act::RunTests, Act::Deploy, Act::InvokeDeployed, Act::Package})
        m_actions->action(act)->setEnabled(false); // until RunFlow says more
}

/// What no first frame shows: the panels' contents and everything that is opened by the user.
void MainWindow::complete()
{
    if (m_flow)
        return;
    m_panels->makeSeen();
    m_locator = new Locator(m_theme, *m_actions, m_session, this);
    auto *dialogs = new WindowDialogs(m_theme, *m_actions, m_settings, m_session, m_language, this);
    connect(dialogs, &WindowDialogs::sampleChosen, this, &MainWindow::makeSampleIn);
    connect(dialogs, &WindowDialogs::languageChosen, this, &MainWindow::languageChosen);
    connect(dialogs, &WindowDialogs::packageImported, this, &MainWindow::openAnother);
    connect(dialogs, &WindowDialogs::failed, this, [this](const Error &error) { m_news->showNotice(NoticeBar::Severity::Error, error.text, error.detail); });
    m_flow = new RunFlow({m_session, *m_actions, *m_tabs, m_panels->testEvent(), m_panels->result(), *m_docks}, this);
    connect(m_flow, &RunFlow::packageWanted, new PackageFlow(m_session, *m_actions, *m_news, this), &PackageFlow::ask);
    new LayerFlow(m_session, *m_news, this);
    connect(new LongTasks(m_session, *this), &LongTasks::ended, this, &tellDesktop);
    connectPanels();
    connect(&m_session, &Session::projectOpened, this, &MainWindow::showProject);
    if (m_session.hasProject())
        showProject();
    if (!m_keptEvent.isEmpty() && m_panels->testEvent().currentPath().isEmpty())
        m_panels->testEvent().editor()->setEvent(m_keptEvent);
}

void MainWindow::afterFirstFrame()
{
    if (std::exchange(m_framed, true))
        return;
    complete();
    if (!m_wantedFolder.isEmpty())
        m_session.openFolder(std::exchange(m_wantedFolder, QString()));
    emit firstShown();
    m_panels->makeAllLater(); // behind the frame that shows the files; keys and mouse in between
}

EventPanel &MainWindow::eventPanel()
{
    complete();
    return m_panels->testEvent();
}

ResultPanel &MainWindow::resultPanel()
{
    complete();
    return m_panels->result();
}

/// As they stood before the start page came, or when the program ended, else those of a layout.
void MainWindow::showDocks()
{
    m_center->setCurrentIndex(0);
    if (std::exchange(m_docksShown, true))
        return;
    if (!m_docks->restore(m_dockState.isEmpty() ? m_settings.docks(DockLayout::version) : m_dockState)) {
        m_docks->setVisible(true);
        m_docks->applySizes();
    }
    m_docks->raise(Act::ShowResult);
}

void MainWindow::hideDocks()
{
    if (std::exchange(m_docksShown, false))
        m_dockState = m_docks->save();
    m_docks->setVisible(false);
}

void MainWindow::showProject()
{
    m_news->dismiss();
    showDocks();
    m_docks->raise(Act::ShowResult);
    m_tabs->setDiagnostics(m_session.diagnostics());
    m_settings.setLastFolder(m_session.project().root);
    m_session.refreshFiles();
    // Files of the project before go with it; what is unsaved stays in sight.
    const QString root = m_session.project().root + u'/';
    for (const QString &path : m_tookEditors ? QStringList() : m_tabs->openPaths())
        if (!path.startsWith(root) && !m_tabs->modifiedPaths().contains(path))
            m_tabs->close(path);
    showTrust();
    if (!std::exchange(m_tookEditors, false))
        restoreFiles();
    else if (CodeEditor *editor = m_tabs->currentEditor())
        editor->setFocus(); // the docks' tabs had it while they were put back
    if (m_tabs->count() == 0)
        makeEmptyState();
    retitle();
    m_keeper->begin();
}

/// What stands in the editor's place when the last file was closed.
void MainWindow::makeEmptyState()
{
    if (m_nothingOpen)
        return;
    m_nothingOpen = new EmptyState(m_theme, QStringLiteral("file"), m_tabs);
    m_nothingOpen->setText(tr("No file is open"), tr("Choose one at the left, or press %1.").arg(m_actions->action(Act::Locator)->shortcut().toString(QKeySequence::NativeText)));
    m_nothingOpen->setAction(tr("Find a File"));
    connect(m_nothingOpen, &EmptyState::activated, m_actions->action(Act::Locator), &QAction::trigger);
    m_tabs->setEmptyWidget(m_nothingOpen);
}

/// The files of the last time, else the handler of the current function.
void MainWindow::restoreFiles()
{
    m_tabs->setBookmarks(m_session.savedBookmarks());
    m_tabs->setPlaces(m_session.savedPlaces());
    const QStringList files = m_session.savedFiles();
    for (const QString &path : files + QStringList{m_session.savedActiveFile()})
        if (QFileInfo(path).isFile())
            m_tabs->open(path);
    QStringList events; // their panel shows their text, unless they are open as files
    for (const EventFile &event : m_session.events().events(m_session.currentFunction()))
        if (!files.contains(event.path))
            events += event.path;
    if (m_tabs->restoreBackups(events) > 0)
        m_news->showNotice(NoticeBar::Severity::Info, tr("Unsaved text of the last time was put back."));
    if (!m_wantedFile.isEmpty())
        m_tabs->open(std::exchange(m_wantedFile, QString()), m_wantedLine);
    const FunctionDefinition *function = m_session.project().function(m_session.currentFunction());
    if (m_tabs->count() == 0 && function && !function->handlerFile.isEmpty())
        m_tabs->open(function->handlerFile);
}

void MainWindow::showStart()
{
    if (!m_start) { // not before it is seen: with a folder given it never is
        m_start = new StartPage(m_theme, m_session, sampleList(m_language), m_center);
        m_center->addWidget(m_start);
        connect(m_start, &StartPage::openFolderRequested, this, &MainWindow::chooseFolder);
        connect(m_start, &StartPage::folderChosen, &m_session, &Session::openFolder);
        connect(m_start, &StartPage::sampleChosen, this, &MainWindow::makeSample);
    }
    m_start->refreshRecent();
    m_trust->dismiss();
    hideDocks();
    m_center->setCurrentWidget(m_start);
    if (QPushButton *open = m_start->findChild<QPushButton *>())
        open->setFocus();
    retitle();
    m_keeper->begin();
}

void MainWindow::showTrust()
{
    m_actions->action(Act::TrustFolder)->setEnabled(m_session.hasProject() && !m_session.isTrusted());
    if (!m_session.hasProject() || m_session.isTrusted()) {
        m_trust->dismiss();
        return;
    }
    m_trust->showNotice(NoticeBar::Severity::Warning, tr("Restricted mode: nothing of this folder runs"), tr("You can read and edit. Trust it only if you know where it comes from."));
    m_trust->setClosable(false);
    connect(m_trust->addAction(tr("Trust This Folder")), &QPushButton::clicked, this, [this] { m_session.setTrusted(true); });
}

/// The frames of a failed run first: they are what was just asked for. With the problems in front, those.
void MainWindow::stepProblem(int direction)
{
    complete();
    m_panels->makeAll();
    if (m_docks->isInFront(Act::ShowProblems) || !m_panels->result().stepFrame(direction))
        m_panels->problems().step(direction);
}

void MainWindow::showTheme(ThemeMode mode)
{
    m_theme.setMode(mode);
    m_settings.setTheme(ThemeManager::modeId(mode));
}

void MainWindow::takeEditors(MainWindow &other)
{
    other.m_keeper->end();
    std::swap(m_tabs, other.m_tabs);
    disconnect(m_tabs, nullptr, &other, nullptr);
    disconnect(m_tabs, nullptr, other.m_status, nullptr);
    auto *column = static_cast<QVBoxLayout *>(other.m_tabs->parentWidget()->layout());
    delete column->replaceWidget(other.m_tabs, m_tabs);
    other.m_tabs->setParent(&other);
    m_tookEditors = true;
    if (other.m_flow) {
        EventPanel &event = other.m_panels->testEvent();
        event.saveChanged();
        if (event.currentPath().isEmpty())
            m_keptEvent = event.currentEvent();
    }
    connectEditor();
    delete m_keeper;
    keepState();
    m_keeper->begin();
    emit m_tabs->currentChanged(m_tabs->currentPath());
    if (m_session.hasProject())
        showDocks();
    if (CodeEditor *editor = m_tabs->currentEditor())
        editor->setFocus();
}

void MainWindow::openPath(const QString &path, int line)
{
    const QFileInfo info(path);
    m_opening = true;
    if (!m_shown && info.exists()) {
        showDocks(); // the first frame has the place of everything
        m_center->setFocus(); // or the tool bar would have it until a text is there
    }
    if (info.isDir() || !info.exists()) {
        m_session.openFolder(info.absoluteFilePath());
        return;
    }
    if (m_session.hasProject()) {
        m_tabs->open(info.absoluteFilePath(), line);
        return;
    }
    m_wantedFile = info.absoluteFilePath();
    m_wantedLine = line;
    if (m_framed)
        m_session.openFolder(info.absolutePath());
    else
        m_wantedFolder = info.absolutePath(); // its project would be read on the processor that draws the text
    m_tabs->open(m_wantedFile, line); // the text is there while the project is still being read
    m_center->setCurrentIndex(0);
}

void MainWindow::openLast()
{
    if (const QString dir = m_settings.lastFolder(); !dir.isEmpty() && QFileInfo(dir).isDir())
        openPath(dir);
}

/// Samples go below ~/lathe, each in a folder of its own name.
void MainWindow::makeSample(const QString &id)
{
    const QString base = QDir::homePath() + QStringLiteral("/lathe/") + id;
    QString dir = base;
    for (int n = 2; QFileInfo::exists(dir); ++n)
        dir = QStringLiteral("%1-%2").arg(base).arg(n);
    makeSampleIn(id, dir);
}

void MainWindow::makeSampleIn(const QString &id, const QString &dir)
{
    m_tabs->closeAll([&session = m_session, id, dir](bool closed) { if (closed) session.createSample(id, dir); }); // the answer may come to another window
}

/// What is unsaved is saved first, as a run would do it: the command reads files.
void MainWindow::copyCommand()
{
    const QString command = commandFor(focusWidget(), m_session, m_settings, eventPanel());
    if (command.isEmpty() || !eventPanel().saveChanged() || !m_tabs->saveAll())
        return;
    QGuiApplication::clipboard()->setText(command);
    statusBar()->showMessage(tr("Copied: %1").arg(visibleText(command)), 4000);
}

void MainWindow::tell(NoticeBar *bar, const Error &error)
{
    bar->showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
}

void MainWindow::retitle()
{
    QStringList parts;
    if (!m_tabs->currentPath().isEmpty())
        parts += QFileInfo(m_tabs->currentPath()).fileName();
    if (m_session.hasProject())
        parts += m_session.project().name.isEmpty() ? QFileInfo(m_session.project().root).fileName() : m_session.project().name;
    parts += QStringLiteral("Lathe");
    setWindowTitle(visibleText(parts.join(QStringLiteral(" \u2014 "))) + QStringLiteral("[*]"));
    setWindowModified(m_tabs->hasModified());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_tabs->commitComposition();
    if (m_flow)
        m_panels->testEvent().saveChanged();
    m_tabs->flushBackups();
    saveState();
    event->accept();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_shown, true))
        return;
    if (!m_opening && !m_session.hasProject())
        showStart();
    if (isMinimized()) // there is no first frame to wait for
        QMetaObject::invokeMethod(this, &MainWindow::afterFirstFrame, Qt::QueuedConnection);
    else
        windowHandle()->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Expose && watched == windowHandle() && windowHandle()->isExposed()) {
        watched->removeEventFilter(this);
        QMetaObject::invokeMethod(this, &MainWindow::afterFirstFrame, Qt::QueuedConnection); // the frame is painted within this event
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace lathe
