// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/mainwindow.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "editor/editortabs.h"
#include "items/visibletext.h"
#include "mainwindow/docklayout.h"
#include "mainwindow/locator.h"
#include "mainwindow/maintoolbar.h"
#include "mainwindow/packageflow.h"
#include "mainwindow/runflow.h"
#include "mainwindow/statusline.h"
#include "mainwindow/windowdialogs.h"
#include "panels/deploypanel.h"
#include "panels/eventpanel.h"
#include "panels/inspectorpanel.h"
#include "panels/logpanel.h"
#include "panels/problemspanel.h"
#include "panels/projectpanel.h"
#include "panels/resultpanel.h"
#include "panels/serverpanel.h"
#include "panels/startpage.h"
#include "project/samples.h"
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace lathe {

MainWindow::MainWindow(ThemeManager &theme, Settings &settings, Session &session, const QString &language, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_settings(settings), m_session(session), m_language(language)
{
    setObjectName(QStringLiteral("mainWindow"));
    build();
    buildMenus();
    connectPanels();
    connectSession();
    connectActions();
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - QSize(16, 48))); // with room for the frame
    m_docks->arrange();
    restoreGeometry(m_settings.geometry(DockLayout::version));
    m_docks->setAllVisible(false); // until a project is there
    retitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_actions = new ActionTable(m_theme, this);
    const QList<SampleInfo> samples = sampleList(m_language);
    m_center = new QStackedWidget(this);
    auto *work = new QWidget(this);
    auto *column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_trust = new NoticeBar(m_theme, work);
    m_tabs = new EditorTabs(m_theme, &m_session.backups(), work);
    m_tabs->setMinimumSize(240, 120);
    auto *nothingOpen = new EmptyState(m_theme, QStringLiteral("file"), m_tabs);
    nothingOpen->setText(tr("No file is open"), tr("Choose one at the left, or press %1").arg(m_actions->action(Act::Locator)->shortcut().toString(QKeySequence::NativeText)));
    nothingOpen->setAction(tr("Find a File"));
    connect(nothingOpen, &EmptyState::activated, m_actions->action(Act::Locator), &QAction::trigger);
    m_tabs->setEmptyWidget(nothingOpen);
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

    m_project = new ProjectPanel(m_theme, m_session, this);
    m_inspector = new InspectorPanel(m_theme, m_session, this);
    m_event = new EventPanel(m_theme, m_session, this);
    m_result = new ResultPanel(m_theme, m_session, this);
    m_log = new LogPanel(m_theme, m_session, this);
    m_problems = new ProblemsPanel(m_theme, m_session, this);
    m_deploy = new DeployPanel(m_theme, m_session, this);
    m_server = new ServerPanel(m_theme, m_session, this);
    m_toolBar = new MainToolBar(m_theme, *m_actions, m_session, this);
    addToolBar(m_toolBar);
    m_status = new StatusLine(m_theme, m_session, *statusBar(), this);
    m_locator = new Locator(m_theme, *m_actions, m_session, this);

    m_docks = new DockLayout(m_theme, *m_actions, *this);
    using Place = DockLayout::Place;
    m_docks->add(Act::ShowProject, Place::Left, m_project, tr("Project"));
    m_docks->add(Act::ShowFunction, Place::Right, m_inspector, tr("Function"));
    m_docks->add(Act::ShowEvent, Place::BottomLeft, m_event, tr("Test event"));
    m_docks->add(Act::ShowResult, Place::BottomRight, m_result, tr("Result"));
    m_docks->add(Act::ShowLog, Place::BottomRight, m_log, tr("Log"));
    m_docks->add(Act::ShowProblems, Place::BottomRight, m_problems, tr("Problems"));
    m_docks->add(Act::ShowDeploy, Place::BottomRight, m_deploy, tr("Deploy"));
    m_docks->add(Act::ShowServer, Place::BottomRight, m_server, tr("Server"));
    auto *dialogs = new WindowDialogs(m_theme, *m_actions, m_settings, samples, this);
    connect(dialogs, &WindowDialogs::sampleChosen, this, &MainWindow::makeSampleIn);
    m_flow = new RunFlow({m_session, *m_actions, *m_tabs, *m_event, *m_result, *m_docks}, this);
    connect(m_flow, &RunFlow::packageWanted, new PackageFlow(m_session, *m_actions, *m_news, this), &PackageFlow::ask);
}

void MainWindow::buildMenus()
{
    for (const ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Run, ActGroup::Help}) {
        QMenu *menu = menuBar()->addMenu(ActionTable::groupTitle(group));
        menu->addActions(m_actions->group(group));
        if (group == ActGroup::View) {
            QMenu *languages = menu->addMenu(m_theme.icon(QStringLiteral("language")), tr("Language"));
            for (const auto &[id, title] : {std::pair(QStringLiteral("en"), QStringLiteral("English")), std::pair(QStringLiteral("ko"), QStringLiteral("한국어"))}) {
                QAction *action = languages->addAction(title);
                action->setCheckable(true);
                action->setChecked(m_language == id);
                connect(action, &QAction::triggered, this, [this, id = id] { emit languageChosen(id); });
            }
        }
    }
    addActions(m_actions->all()); // shortcuts hold with a hidden menu bar too
}

void MainWindow::connectPanels()
{
    const auto open = [this](const QString &path, int line) { m_tabs->open(path, line); };
    connect(m_project, &ProjectPanel::openRequested, this, open);
    connect(m_inspector, &InspectorPanel::openRequested, this, open);
    const auto openAt = [this](const QString &path, int line, int col) { m_tabs->open(path, line, col); };
    connect(m_result, &ResultPanel::openRequested, this, openAt);
    connect(m_problems, &ProblemsPanel::openRequested, this, openAt);
    connect(m_problems, &ProblemsPanel::countChanged, this, [this](int, int, int all) { m_docks->setBadge(Act::ShowProblems, all); });
    connect(m_project, &ProjectPanel::eventChosen, m_event, &EventPanel::choose);
    connect(m_event, &EventPanel::eventChosen, m_project, &ProjectPanel::setCurrentEvent);
    connect(m_project, &ProjectPanel::newEventRequested, m_locator, &Locator::openEvents);
    connect(m_event, &EventPanel::newEventRequested, m_locator, &Locator::openEvents);
    connect(m_result, &ResultPanel::runRequested, m_flow, &RunFlow::run);
    connect(m_result, &ResultPanel::invokeDeployedRequested, m_flow, &RunFlow::invokeDeployed);
    connect(m_deploy, &DeployPanel::planRequested, m_flow, &RunFlow::deploy);
    connect(m_deploy, &DeployPanel::invokeDeployedRequested, m_flow, &RunFlow::invokeDeployed);
    connect(m_locator, &Locator::fileChosen, this, open);
    connect(m_locator, &Locator::lineChosen, this, [this](int line) {
        if (CodeEditor *editor = m_tabs->currentEditor())
            editor->goTo(line);
    });
    connect(m_locator, &Locator::eventChosen, m_event, &EventPanel::choose);
    connect(m_locator, &Locator::templateChosen, m_event, &EventPanel::createFromTemplate);
    connect(m_status, &StatusLine::trustClicked, this, [this] { m_session.setTrusted(!m_session.isTrusted()); });
    connect(m_status, &StatusLine::serverClicked, this, [this] { m_docks->show(Act::ShowServer, true); });

    connect(m_tabs, &EditorTabs::saved, &m_session, &Session::noteSaved);
    connect(m_tabs, &EditorTabs::openFailed, this, [this](const QString &, const Error &error) { tell(m_news, error); });
    connect(m_tabs, &EditorTabs::modifiedChanged, this, &MainWindow::retitle);
    connect(m_tabs, &EditorTabs::cursorMoved, m_status, &StatusLine::showPlace);
    connect(m_tabs, &EditorTabs::currentChanged, this, [this](const QString &path) {
        retitle();
        if (path.isEmpty())
            m_status->showPlace(0, 0);
    });
    const auto form = [this] {
        const EditorPage *page = m_tabs->currentPage();
        if (!page)
            return;
        static constexpr const char *ends[] = {"LF", "CRLF", "CR"};
        const TextForm &text = page->document().form;
        m_status->showForm(QString::fromLatin1(text.encoding) + (text.bom ? QStringLiteral(" BOM") : QString()), QString::fromLatin1(ends[int(text.ending)]),
            languageTitle(page->editor()->language()));
    };
    connect(m_tabs, &EditorTabs::currentChanged, this, form);
    connect(m_tabs, &EditorTabs::opened, this, form);
}

void MainWindow::connectSession()
{
    connect(&m_session, &Session::projectOpened, this, &MainWindow::showProject);
    connect(&m_session, &Session::projectClosed, this, &MainWindow::showStart);
    connect(&m_session, &Session::projectChanged, this, [this] { m_tabs->setDiagnostics(m_session.project().diagnostics); });
    connect(&m_session, &Session::projectFailed, this, [this](const Error &error) {
        if (!m_session.hasProject() && m_tabs->count() == 0)
            showStart();
        tell(m_news, error);
    });
    connect(&m_session, &Session::sampleFailed, this, [this](const Error &error) { tell(m_news, error); });
    connect(&m_session, &Session::sampleCreated, &m_session, &Session::openFolder);
    connect(&m_session, &Session::endpointFailed, this, [this](const Error &error) { tell(m_news, error); });
    connect(&m_session, &Session::trustChanged, this, &MainWindow::showTrust);
    connect(&m_session.deploys(), &DeployController::deployed, this, [this] {
        const QString keys = m_actions->action(Act::InvokeDeployed)->shortcut().toString(QKeySequence::NativeText);
        m_result->showDeployed(m_session.deploys().plan().targetName, keys);
    });
    if (!m_settings.movedAside().isEmpty())
        m_news->showNotice(NoticeBar::Severity::Warning, tr("The settings were damaged; defaults are used."), tr("The old file is %1").arg(m_settings.movedAside()));
}

void MainWindow::connectActions()
{
    m_tabs->connectActions(*m_actions);
    const auto on = [this](Act act, auto slot) { connect(m_actions->action(act), &QAction::triggered, this, slot); };
    on(Act::OpenFolder, [this] { chooseFolder(); });
    on(Act::CloseFolder, [this] { m_tabs->closeAll([this](bool closed) { if (closed) m_session.closeFolder(); }); });
    on(Act::Quit, [this] { close(); });
    on(Act::FormatJson, [this] { m_event->editor()->format(); });
    using Mode = ThemeMode;
    for (const auto &[act, mode] : {std::pair(Act::ThemeSystem, Mode::System), std::pair(Act::ThemeLight, Mode::Light), std::pair(Act::ThemeDark, Mode::Dark), std::pair(Act::ThemeHighContrast, Mode::HighContrast)})
        on(act, [this, mode = mode] { showTheme(mode); });
    on(Act::LayoutReset, [this] { m_docks->reset(); });
    on(Act::ChooseTarget, [this] { m_toolBar->openTargets(); });
    on(Act::ChooseFunction, [this] { m_toolBar->openFunctions(); });
    on(Act::TrustFolder, [this] { m_session.setTrusted(true); });
    on(Act::ReloadProject, [this] { m_session.reloadProject(); });
    on(Act::CopyCommand, [this] { copyCommand(); });
    on(Act::NextProblem, [this] { m_problems->step(1); });
    on(Act::PreviousProblem, [this] { m_problems->step(-1); });
}

void MainWindow::showProject()
{
    m_news->dismiss();
    m_center->setCurrentIndex(0);
    if (!m_restored) {
        if (!m_docks->restore(m_settings.docks(DockLayout::version))) {
            m_docks->setAllVisible(true);
            m_docks->applySizes();
        }
        m_restored = true;
    } else {
        m_docks->setAllVisible(true);
    }
    m_docks->show(Act::ShowResult, false);
    m_tabs->setDiagnostics(m_session.project().diagnostics);
    m_settings.setLastFolder(m_session.project().root);
    m_session.refreshFiles();
    // Files of the project before go with it; what is unsaved stays in sight.
    const QString root = m_session.project().root + u'/';
    for (const QString &path : m_tabs->openPaths())
        if (!path.startsWith(root) && !m_tabs->modifiedPaths().contains(path))
            m_tabs->close(path);
    showTrust();
    restoreFiles();
    retitle();
}

/// The files of the last time, else the handler of the current function.
void MainWindow::restoreFiles()
{
    const QStringList files = m_session.savedFiles();
    for (const QString &path : files + QStringList{m_session.savedActiveFile()})
        if (QFileInfo(path).isFile())
            m_tabs->open(path);
    if (m_tabs->restoreBackups() > 0)
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
    m_docks->setAllVisible(false);
    m_center->setCurrentWidget(m_start);
    if (QPushButton *open = m_start->findChild<QPushButton *>())
        open->setFocus();
    retitle();
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

void MainWindow::showTheme(ThemeMode mode)
{
    m_theme.setMode(mode);
    m_settings.setTheme(ThemeManager::modeId(mode));
}

void MainWindow::openPath(const QString &path, int line)
{
    const QFileInfo info(path);
    m_opening = true;
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
    m_session.openFolder(info.absolutePath());
    m_tabs->open(m_wantedFile, line); // the text is there while the project is still being read
    m_center->setCurrentIndex(0);
}

void MainWindow::openLast()
{
    if (const QString dir = m_settings.lastFolder(); !dir.isEmpty() && QFileInfo(dir).isDir())
        openPath(dir);
}

void MainWindow::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open Folder"), m_session.hasProject() ? QFileInfo(m_session.project().root).path() : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &dir) {
        m_tabs->closeAll([this, dir](bool closed) { if (closed) m_session.openFolder(dir); });
    });
    dialog->open();
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
    m_tabs->closeAll([this, id, dir](bool closed) { if (closed) m_session.createSample(id, dir); });
}

void MainWindow::copyCommand()
{
    if (!m_session.hasProject() || m_session.currentFunction().isEmpty())
        return;
    const auto quoted = [](QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\''; };
    QString command = QStringLiteral("lathe invoke %1 -C %2").arg(quoted(m_session.currentFunction()), quoted(m_session.project().root));
    if (!m_event->currentPath().isEmpty())
        command += QStringLiteral(" -e ") + quoted(m_event->currentPath());
    QGuiApplication::clipboard()->setText(command);
    statusBar()->showMessage(tr("Copied: %1").arg(command), 4000);
}

void MainWindow::tell(NoticeBar *bar, const Error &error)
{
    bar->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
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

void MainWindow::saveState()
{
    m_session.saveFiles(m_tabs->openPaths(), m_tabs->currentPath());
    m_settings.setLastFolder(m_session.hasProject() ? m_session.project().root : QString());
    if (m_restored)
        m_settings.setLayout(DockLayout::version, saveGeometry(), m_docks->save());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_tabs->commitComposition();
    m_event->saveChanged();
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
    QMetaObject::invokeMethod(this, &MainWindow::firstShown, Qt::QueuedConnection); // after the first paint is under way
}

} // namespace lathe
