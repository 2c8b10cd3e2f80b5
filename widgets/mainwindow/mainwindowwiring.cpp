// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which signal of which part leads where; what happens there is in mainwindow.cpp.
#include "common/noticebar.h"
#include "dialogs/localhistory.h"
#include "editor/editortabs.h"
#include "items/visibletext.h"
#include "mainwindow/docklayout.h"
#include "mainwindow/eventflow.h"
#include "mainwindow/fileflow.h"
#include "mainwindow/locator.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/maintoolbar.h"
#include "mainwindow/quickfixflow.h"
#include "mainwindow/runflow.h"
#include "mainwindow/settingflow.h"
#include "mainwindow/statekeeper.h"
#include "mainwindow/statusline.h"
#include "mainwindow/windowpanels.h"
#include "panels/eventpanel.h"
#include "panels/findpanel.h"
#include "panels/layerpanel.h"
#include "panels/projectpanel.h"
#include "panels/resultpanel.h"
#include "panels/versionspanel.h"
#include "session/editing/eventshape.h"
#include "session/editing/sourcechecker.h"
#include "session/savedtexts.h"
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QPushButton>
#include <QStatusBar>
#include <QMenu>
#include <QMenuBar>
#include <algorithm>

namespace lathe {

/// The actions that a line stands above.
static constexpr Act lines[] = {Act::Save, Act::Preferences, Act::Quit, Act::Cut, Act::Find, Act::ToggleComment, Act::AddNextOccurrence, Act::Complete, Act::Deploy, Act::NewEvent,
    Act::ChooseTarget, Act::TrustFolder, Act::NextTab, Act::NextProblem, Act::ToggleBookmark, Act::About};

void MainWindow::buildMenus()
{
    for (const ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Go, ActGroup::Run, ActGroup::Help}) {
        QMenu *menu = menuBar()->addMenu(ActionTable::menuTitle(group));
        if (group == ActGroup::View) {
            fillViewMenu(*menu);
            continue;
        }
        for (int i = 0; i < int(Act::Count); ++i) {
            if (ActionTable::groupOf(Act(i)) != group || (ActionTable::isForFile(Act(i)) && Act(i) != Act::NewFile))
                continue;
            if (Act(i) == Act::NewFile) {
                menu->addSeparator();
                QMenu *files = menu->addMenu(m_theme.icon(QStringLiteral("file")), tr("Files of the Project"));
                for (int of = i; ActionTable::isForFile(Act(of)); ++of)
                    files->addAction(m_actions->action(Act(of)));
                continue;
            }
            if (std::find(std::begin(lines), std::end(lines), Act(i)) != std::end(lines))
                menu->addSeparator();
            menu->addAction(m_actions->action(Act(i)));
        }
    }
    addActions(m_actions->all()); // shortcuts hold with a hidden menu bar too
}

/// The panels first; what is rarely chosen opens beside, so that the menu fits 720 pixels.
void MainWindow::fillViewMenu(QMenu &menu)
{
    const auto add = [this](QMenu *to, Act first, Act last) {
        for (int i = int(first); i <= int(last); ++i)
            to->addAction(m_actions->action(Act(i)));
    };
    add(&menu, Act::ShowProject, Act::ShowTests);
    menu.addSeparator();
    add(menu.addMenu(m_theme.icon(QStringLiteral("panel-left")), tr("Layout")), Act::LayoutCode, Act::LayoutReset);
    add(menu.addMenu(m_theme.icon(QStringLiteral("split")), tr("Split")), Act::SplitRight, Act::CloseSplit);
    add(menu.addMenu(m_theme.icon(QStringLiteral("format")), tr("Text")), Act::FoldBlock, Act::ShowWhitespace);
    add(menu.addMenu(m_theme.icon(QStringLiteral("search")), tr("Zoom")), Act::ZoomIn, Act::ZoomReset);
    menu.addSeparator();
    add(menu.addMenu(m_theme.icon(QStringLiteral("theme")), tr("Theme")), Act::ThemeSystem, Act::ThemeHighContrast);
    QMenu *languages = menu.addMenu(m_theme.icon(QStringLiteral("language")), tr("Language"));
    for (const auto &[id, title] : {std::pair(QStringLiteral("en"), QStringLiteral("English")), std::pair(QStringLiteral("ko"), QStringLiteral("한국어"))}) {
        QAction *action = languages->addAction(title);
        action->setCheckable(true);
        action->setChecked(m_language == id);
        connect(action, &QAction::triggered, this, [this, id = id] { emit languageChosen(id); });
    }
}

/// The keys that somebody changed. All are free before: two may have been swapped.
void MainWindow::takeKeys()
{
    QList<std::pair<Act, QKeySequence>> changed;
    for (int i = 0; i < int(Act::Count); ++i)
        if (const auto keys = m_settings.shortcut(ActionTable::idOf(Act(i)))) {
            changed.append({Act(i), QKeySequence(*keys, QKeySequence::PortableText)});
            m_actions->setShortcut(Act(i), {});
        }
    for (const auto &[act, keys] : changed)
        if (!m_actions->setShortcut(act, keys))
            m_actions->setShortcut(act, m_actions->defaultShortcut(act));
}

void MainWindow::connectPanels()
{
    connect(m_panels, &WindowPanels::openRequested, m_tabs, &EditorTabs::open);
    connect(m_panels, &WindowPanels::hiddenMade, this, [this] { m_fixes->setProblems(m_panels->problems()), makeEmptyState(); });
    connect(m_panels, &WindowPanels::layerWanted, m_actions->action(Act::AddLayer), &QAction::trigger);
    connect(m_panels, &WindowPanels::settingChosen, new SettingFlow(m_session, *m_tabs, *m_news, this), &SettingFlow::change);
    new EventFlow(m_theme, m_session, *m_actions, m_panels->testEvent(), this);
    auto *files = new FileFlow({m_theme, m_session, *m_actions, *m_tabs, m_panels->project(), m_panels->testEvent(), *m_news}, this);
    connect(files, &FileFlow::findRequested, this, [this](const QString &folder) {
        m_actions->action(Act::FindInFiles)->trigger();
        m_panels->find().limitTo(folder);
    });
    connect(m_panels, &WindowPanels::newEventRequested, m_actions->action(Act::MakeEvent), &QAction::trigger);
    connect(m_panels, &WindowPanels::runRequested, m_flow, &RunFlow::run);
    connect(m_panels, &WindowPanels::runAsRequested, m_flow, &RunFlow::runAs);
    connect(m_panels, &WindowPanels::replayRequested, m_flow, &RunFlow::replay);
    connect(m_panels, &WindowPanels::testsRequested, m_flow, &RunFlow::runTests);
    connect(m_panels, &WindowPanels::deployRequested, m_flow, &RunFlow::deploy);
    connect(m_panels, &WindowPanels::invokeDeployedRequested, m_flow, &RunFlow::invokeDeployed);
    connect(m_locator, &Locator::fileChosen, this, [this](const QString &path, int line, int column) { m_tabs->open(path, line, column); });
    m_locator->setDocument([this] {
        const CodeEditor *editor = m_tabs->currentEditor();
        return std::pair(m_tabs->currentPath(), editor ? editor->text() : QString());
    });
    connect(m_locator, &Locator::placeChosen, this, [this](int line, int column) {
        if (CodeEditor *editor = m_tabs->currentEditor()) {
            editor->goTo(line, column);
            editor->setFocus();
        }
    });
    connect(m_locator, &Locator::eventChosen, &m_panels->testEvent(), &EventPanel::choose);
    connect(m_locator, &Locator::templateChosen, &m_panels->testEvent(), &EventPanel::createFromTemplate);
}

void MainWindow::connectEditor()
{
    QAction *whitespace = m_actions->action(Act::ShowWhitespace);
    whitespace->setChecked(m_settings.whitespace());
    m_tabs->setWhitespaceShown(whitespace->isChecked());
    connect(whitespace, &QAction::toggled, this, [this](bool shown) {
        m_settings.setWhitespace(shown);
        m_tabs->setWhitespaceShown(shown);
    });
    m_tabs->connectActions(*m_actions);
    if (!m_fixes) {
        m_fixes = new QuickFixFlow(m_theme, m_session, this);
        connect(m_fixes, &QuickFixFlow::failed, this, [this](const Error &error) { tell(m_news, error); });
    }
    m_fixes->setTabs(*m_tabs);
    m_tabs->setEventSource([this] {
        const QByteArray chosen = m_flow ? m_panels->testEvent().currentEvent() : QByteArray();
        return eventShape(chosen, m_session.hasProject() ? m_session.project().function(m_session.currentFunction()) : nullptr);
    });

    connect(m_tabs, &EditorTabs::saved, &m_session, &Session::noteSaved, Qt::UniqueConnection); // editors may come from another window
    connect(m_tabs, &EditorTabs::opened, this, [this](const QString &path) {
        noteText(path, false);
        m_session.sources().check(path);
    });
    connect(m_tabs, &EditorTabs::changedOutside, this, [this](const QString &path) { noteText(path, true); });
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
    connect(m_tabs, &EditorTabs::saved, this, form);
}

void MainWindow::connectSession()
{
    connect(m_status, &StatusLine::trustClicked, this, [this] { m_session.setTrusted(!m_session.isTrusted()); });
    connect(m_status, &StatusLine::serverClicked, this, [this] { m_docks->show(Act::ShowServer, true); });
    connect(&m_session, &Session::projectClosed, m_news, &NoticeBar::dismiss); // its buttons are about what went
    connect(&m_session, &Session::projectClosed, this, &MainWindow::showStart);
    connect(&m_session, &Session::diagnosticsChanged, this, [this] { m_tabs->setDiagnostics(m_session.diagnostics()); });
    connect(&m_session, &Session::trustChanged, this, [this] {
        for (const QString &path : m_tabs->openPaths())
            m_session.sources().check(path);
    });
    connect(&m_session, &Session::projectFailed, this, [this](const Error &error) {
        if (!m_session.hasProject() && m_tabs->count() == 0)
            showStart();
        else if (!m_session.hasProject())
            hideDocks();
        tell(m_news, error);
    });
    connect(&m_session, &Session::sampleFailed, this, [this](const Error &error) { tell(m_news, error); });
    connect(&m_session, &Session::sampleCreated, &m_session, &Session::openFolder);
    connect(&m_session, &Session::endpointFailed, this, [this](const Error &error) { tell(m_news, error); });
    connect(&m_session, &Session::trustChanged, this, &MainWindow::showTrust);
    connect(&m_session.deploys(), &DeployController::deployed, this, [this] {
        const QString keys = m_actions->action(Act::InvokeDeployed)->shortcut().toString(QKeySequence::NativeText);
        m_panels->result().showDeployed(m_session.deploys().plan().targetName, keys);
    });
    if (!m_settings.movedAside().isEmpty())
        m_news->showNotice(NoticeBar::Severity::Warning, tr("The settings were damaged; defaults are used."), tr("The old file is %1").arg(m_settings.movedAside()));
}

void MainWindow::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open Folder"), m_session.hasProject() ? QFileInfo(m_session.project().root).path() : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openAnother);
    dialog->open();
}

void MainWindow::openAnother(const QString &dir)
{
    m_tabs->closeAll([&session = m_session, dir](bool closed) { if (closed) session.openFolder(dir); });
}

void MainWindow::keepState()
{
    const auto saveTabs = [this] {
        if (m_tabs->count() > 0) // all are closed before another folder opens, and this one keeps them for its next time
            m_session.saveFiles(m_tabs->openPaths(), m_tabs->currentPath());
    };
    m_keeper = new StateKeeper(*m_tabs, *this, saveTabs, [this] {
        m_session.backups().settle(m_keeper, [this, places = m_tabs->places()] {
            if (m_keeper->isKeeping())
                saveStateWith(places);
        });
    });
}

void MainWindow::saveState()
{
    saveStateWith(m_tabs->places());
}

void MainWindow::saveStateWith(const QHash<QString, FilePlace> &places)
{
    m_session.saveFiles(m_tabs->openPaths(), m_tabs->currentPath());
    m_session.savePlaces(places);
    m_session.saveBookmarks(m_tabs->bookmarks());
    if (m_session.hasProject() || m_wantedFolder.isEmpty())
        m_settings.setLastFolder(m_session.hasProject() ? m_session.project().root : QString());
    const QByteArray docks = m_docksShown ? m_docks->save() : m_dockState;
    m_settings.setLayout(DockLayout::version, saveGeometry(), docks.isEmpty() ? m_settings.docks(DockLayout::version) : docks);
}

void MainWindow::noteText(const QString &path, bool outside)
{
    if (m_session.savedTexts() && m_session.hasProject())
        m_session.savedTexts()->note(m_session.project().root, path, outside ? TextChange::Outside : TextChange::Opened);
}

void MainWindow::showLocalHistory()
{
    if (!m_session.savedTexts() || !m_session.hasProject())
        return;
    auto *dialog = new LocalHistory(m_theme, *m_session.savedTexts(), *m_tabs, m_session.project().root, m_tabs->currentPath(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LocalHistory::restoreRequested, this, [this](const QString &path, const DocumentText &document) {
        if (!QFileInfo::exists(path)) { // a deleted file is written again, as it was
            QDir().mkpath(QFileInfo(path).path()); // what is missing then is told by the save
            const auto done = saveDocument(path, document.text, document.form);
            if (!done)
                return tell(m_news, done.error());
            m_session.noteSaved(path);
        }
        m_tabs->putText(path, document.text);
    });
    dialog->open();
}

void MainWindow::connectActions()
{
    const auto on = [this](Act act, auto slot) { connect(m_actions->action(act), &QAction::triggered, this, slot); };
    on(Act::OpenFolder, [this] { chooseFolder(); });
    on(Act::CloseFolder, [this] { m_tabs->closeAll([&session = m_session](bool closed) { if (closed) session.closeFolder(); }); });
    on(Act::Quit, [this] { close(); });
    on(Act::FormatJson, [this] { eventPanel().editor()->format(); });
    using Mode = ThemeMode;
    for (const auto &[act, mode] : {std::pair(Act::ThemeSystem, Mode::System), std::pair(Act::ThemeLight, Mode::Light), std::pair(Act::ThemeDark, Mode::Dark), std::pair(Act::ThemeHighContrast, Mode::HighContrast)})
        on(act, [this, mode = mode] { showTheme(mode); });
    for (const auto &[act, layout] : {std::pair(Act::LayoutCode, DockLayout::Code), std::pair(Act::LayoutTest, DockLayout::Test), std::pair(Act::LayoutRelease, DockLayout::Release), std::pair(Act::LayoutReset, DockLayout::Code)})
        on(act, [this, layout = layout] { m_docks->apply(layout); });
    on(Act::ChooseFunction, [this] { m_toolBar->openFunctions(); });
    on(Act::TrustFolder, [this] { m_session.setTrusted(true); });
    on(Act::ReloadProject, [this] { m_session.reloadProject(); });
    on(Act::BuildLayer, [this] {
        complete();
        m_docks->show(Act::ShowLayers, true);
        m_panels->layers().browseFiles();
    });
    on(Act::QuickFix, [this] { m_fixes->show(); });
    const auto versions = [this](void (VersionsPanel::*what)()) {
        complete();
        m_panels->makeAll();
        m_docks->show(Act::ShowVersions, false);
        (m_panels->versions().*what)();
    };
    on(Act::Publish, [versions] { versions(&VersionsPanel::publish); });
    on(Act::RollBack, [versions] { versions(&VersionsPanel::offerRollBack); });
    on(Act::LocalHistory, [this] { showLocalHistory(); });
    on(Act::FindInFiles, [this] {
        const CodeEditor *editor = m_tabs->currentEditor();
        const QString selected = editor ? editor->selectedText() : QString();
        complete();
        m_panels->makeAll();
        m_docks->show(Act::FindInFiles, false);
        m_panels->find().setOpenDocuments(m_tabs);
        m_panels->find().open(selected);
    });
    on(Act::CopyCommand, [this] { copyCommand(); });
    on(Act::NextProblem, [this] { stepProblem(1); });
    on(Act::PreviousProblem, [this] { stepProblem(-1); });
}

/// Keys of an action that cannot be used now come here: what stands in its way is said, and in restricted mode the keys go to what ends it.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    const QKeySequence keys(event->keyCombination());
    const QList<QAction *> all = m_actions->all();
    const auto found = std::find_if(all.begin(), all.end(), [&keys](const QAction *action) { return !action->isEnabled() && action->shortcut() == keys; });
    const QString why = found == all.end() ? QString() : (*found)->property("whyNot").toString();
    if (why.isEmpty())
        return QMainWindow::keyPressEvent(event);
    if (QPushButton *trust = m_session.hasProject() && !m_session.isTrusted() ? m_trust->findChild<QPushButton *>() : nullptr)
        trust->setFocus(Qt::ShortcutFocusReason);
    statusBar()->showMessage(visibleText(why), 6000);
}

} // namespace lathe
