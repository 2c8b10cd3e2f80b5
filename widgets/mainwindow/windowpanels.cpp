// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowpanels.h"
#include "mainwindow/docklayout.h"
#include "panels/deploypanel.h"
#include "panels/environmentspanel.h"
#include "panels/eventpanel.h"
#include "panels/findpanel.h"
#include "panels/functionlayers.h"
#include "panels/historypanel.h"
#include "panels/inspectorpanel.h"
#include "panels/layerpanel.h"
#include "panels/logpanel.h"
#include "panels/matrixpanel.h"
#include "panels/packagepanel.h"
#include "panels/problemspanel.h"
#include "panels/projectpanel.h"
#include "panels/resultpanel.h"
#include "panels/serverpanel.h"
#include "panels/timelinepanel.h"
#include "panels/versionspanel.h"
#include <QToolButton>
#include <type_traits>

namespace lathe {

namespace {
constexpr int behindTheFrameMs = 10; // Qt draws 5 ms after it was asked to
}

WindowPanels::WindowPanels(ThemeManager &theme, Session &session, DockLayout &docks, QObject *parent)
    : QObject(parent), m_theme(theme), m_session(session), m_docks(docks)
{
    connect(&m_next, &QTimer::timeout, this, [this] {
        if (makeNext())
            m_next.setInterval(1); // 0 would wait until there is nothing else to do
        else
            m_next.stop();
    });
    connect(&docks, &DockLayout::aboutToShow, this, [this] {
        if (m_project) // what is asked for does not wait for its turn
            makeAll();
    });
    using Place = DockLayout::Place;
    docks.add(Act::ShowProject, Place::Left, tr("Project"));
    docks.add(Act::ShowLayers, Place::Left, tr("Layers"));
    docks.add(Act::ShowFunction, Place::Right, tr("Function"));
    docks.add(Act::ShowEvent, Place::BottomLeft, tr("Test event"), DockLayout::Code | DockLayout::Test);
    docks.add(Act::ShowResult, Place::BottomRight, tr("Result"));
    docks.add(Act::ShowLog, Place::BottomRight, tr("Log"), DockLayout::Code | DockLayout::Test);
    docks.add(Act::ShowTimeline, Place::BottomRight, tr("Timeline"), DockLayout::Code | DockLayout::Test);
    docks.add(Act::ShowHistory, Place::BottomRight, tr("History"), DockLayout::Code | DockLayout::Test);
    docks.add(Act::ShowProblems, Place::BottomRight, tr("Problems"), DockLayout::Code | DockLayout::Release);
    docks.add(Act::FindInFiles, Place::BottomRight, tr("Find"), DockLayout::OnDemand);
    docks.add(Act::ShowDeploy, Place::BottomRight, tr("Deploy"), DockLayout::Code | DockLayout::Release);
    docks.add(Act::ShowVersions, Place::BottomRight, tr("Versions"), DockLayout::Release);
    docks.add(Act::ShowPackage, Place::BottomRight, tr("Package"), DockLayout::Release);
    docks.add(Act::ShowTests, Place::BottomRight, tr("Tests"), DockLayout::Test);
    docks.add(Act::ShowEnvironments, Place::BottomRight, tr("Environments"), DockLayout::Test);
    docks.add(Act::ShowServer, Place::BottomRight, tr("Server"), DockLayout::Test | DockLayout::Release);
}

void WindowPanels::makeSeen()
{
    if (m_project)
        return;
    // Each panel is born in its dock: a style sheet makes moving a widget as dear as making it.
    const auto in = [this](Act act) { return m_docks.parentOf(act); };
    m_docks.setPanel(Act::ShowProject, m_project = new ProjectPanel(m_theme, m_session, in(Act::ShowProject)));
    m_docks.setPanel(Act::ShowLayers, m_layers = new LayerPanel(m_theme, m_session, in(Act::ShowLayers)));
    m_docks.setPanel(Act::ShowFunction, m_inspector = new InspectorPanel(m_theme, m_session, in(Act::ShowFunction)));
    m_docks.setPanel(Act::ShowEvent, m_event = new EventPanel(m_theme, m_session, in(Act::ShowEvent)));
    m_docks.setPanel(Act::ShowResult, m_result = new ResultPanel(m_theme, m_session, in(Act::ShowResult)));

    connect(m_project, &ProjectPanel::openRequested, this, [this](const QString &path, int line) { emit openRequested(path, line, 0); });
    connect(m_project, &ProjectPanel::eventChosen, m_event, &EventPanel::choose);
    connect(m_project, &ProjectPanel::newEventRequested, this, &WindowPanels::newEventRequested);
    connect(m_project, &ProjectPanel::eventRenameRequested, m_event, &EventPanel::askName);
    connect(m_project, &ProjectPanel::eventDuplicateRequested, m_event, &EventPanel::duplicate);
    connect(m_project, &ProjectPanel::eventFilesDropped, m_event, &EventPanel::importFiles);
    connect(m_project, &ProjectPanel::eventDeleteRequested, m_event, &EventPanel::askRemove);
    connect(m_project, &ProjectPanel::droppedOnFunction, this, [this](const QStringList &layers, const QStringList &files) {
        m_docks.show(Act::ShowFunction, false);
        m_inspector->layers()->give(layers, files);
    });
    connect(m_docks.addHeadButton(Act::ShowLayers, QStringLiteral("add"), tr("Build a layer from files…")), &QToolButton::clicked, m_layers, &LayerPanel::browseFiles);
    connect(m_docks.addHeadButton(Act::ShowLayers, QStringLiteral("folder-open"), tr("Build a layer from a folder…")), &QToolButton::clicked, m_layers, &LayerPanel::browseFolder);
    connect(m_inspector, &InspectorPanel::openRequested, this, [this](const QString &path, int line) { emit openRequested(path, line, 0); });
    connect(m_inspector, &InspectorPanel::settingChosen, this, &WindowPanels::settingChosen);
    connect(m_event, &EventPanel::eventChosen, m_project, &ProjectPanel::setCurrentEvent);
    connect(m_event, &EventPanel::newEventRequested, this, &WindowPanels::newEventRequested);
    connect(m_result, &ResultPanel::openRequested, this, &WindowPanels::openRequested);
    connect(m_result, &ResultPanel::settingChosen, this, &WindowPanels::settingChosen);
    connect(m_result, &ResultPanel::layerWanted, this, &WindowPanels::layerWanted);
    connect(m_result, &ResultPanel::runRequested, this, &WindowPanels::runRequested);
    connect(m_result, &ResultPanel::expectRequested, m_event, &EventPanel::expectLast);
    connect(m_result, &ResultPanel::invokeDeployedRequested, this, &WindowPanels::invokeDeployedRequested);
    m_project->setCurrentEvent(m_event->currentPath());
}

/// One panel, so that no event waits for them all. False when there is no other.
bool WindowPanels::makeNext()
{
    const auto place = [this](Act act, auto *&panel) {
        using Panel = std::remove_reference_t<decltype(*panel)>;
        m_docks.setPanel(act, panel = new Panel(m_theme, m_session, m_docks.parentOf(act)));
    };
    switch (m_made++) {
    case 0: m_event->complete(); return true;
    case 1: place(Act::ShowLog, m_log); return true;
    case 2: place(Act::ShowTimeline, m_timeline); return true;
    case 3: place(Act::ShowHistory, m_history); return true;
    case 4: place(Act::ShowProblems, m_problems); return true;
    case 5: place(Act::FindInFiles, m_find); return true;
    case 6: place(Act::ShowDeploy, m_deploy); return true;
    case 7: place(Act::ShowVersions, m_versions); return true;
    case 8: place(Act::ShowPackage, m_package); return true;
    case 9: place(Act::ShowTests, m_tests); return true;
    case 10: place(Act::ShowEnvironments, m_environments); return true;
    case 11: place(Act::ShowServer, m_server); return true;
    case 12: connectHidden(); return false;
    default: m_made = 13; return false;
    }
}

void WindowPanels::connectHidden()
{
    connect(m_log, &LogPanel::runRequested, this, &WindowPanels::runRequested);
    connect(m_environments, &EnvironmentsPanel::runRequested, this, &WindowPanels::runRequested);
    connect(m_history, &HistoryPanel::runRequested, this, &WindowPanels::runRequested);
    connect(m_timeline, &TimelinePanel::openRequested, this, &WindowPanels::openRequested);
    connect(m_timeline, &TimelinePanel::runRequested, this, &WindowPanels::runAsRequested);
    connect(m_history, &HistoryPanel::replayRequested, this, &WindowPanels::replayRequested);
    connect(m_problems, &ProblemsPanel::openRequested, this, &WindowPanels::openRequested);
    connect(m_find, &FindPanel::openRequested, this, &WindowPanels::openRequested);
    connect(m_find, &FindPanel::closeRequested, this, [this] { m_docks.hide(Act::FindInFiles); });
    const auto count = [this](int, int, int all) { m_docks.setBadge(Act::ShowProblems, all); };
    connect(m_problems, &ProblemsPanel::countChanged, this, count);
    count(0, 0, m_problems->model().rowCount());
    connect(m_package, &PackagePanel::openRequested, this, [this](const QString &path, int line) { emit openRequested(path, line, 0); });
    connect(m_tests, &MatrixPanel::runRequested, this, &WindowPanels::testsRequested);
    connect(m_tests, &MatrixPanel::eventRequested, this, &WindowPanels::goToEvent);
    connect(m_tests, &MatrixPanel::newEventRequested, this, &WindowPanels::newEventRequested);
    connect(m_versions, &VersionsPanel::planRequested, this, &WindowPanels::deployRequested);
    connect(m_deploy, &DeployPanel::planRequested, this, &WindowPanels::deployRequested);
    connect(m_deploy, &DeployPanel::invokeDeployedRequested, this, &WindowPanels::invokeDeployedRequested);
    emit hiddenMade();
}

void WindowPanels::goToEvent(const QString &path, const QString &function)
{
    m_session.setCurrentFunction(function);
    m_event->choose(path);
    m_docks.show(Act::ShowEvent, true);
}

void WindowPanels::makeAll()
{
    makeSeen();
    m_next.stop();
    while (makeNext()) {
    }
}

void WindowPanels::makeAllLater()
{
    makeSeen();
    m_next.start(behindTheFrameMs);
}

} // namespace lathe
