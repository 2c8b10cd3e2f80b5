// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "items/testmatrixmodel.h"
#include "project/settingedit.h"
#include "session/session.h"
#include <QObject>
#include <QTimer>

namespace lathe {

class DeployPanel;
class DockLayout;
class EnvironmentsPanel;
class EventPanel;
class FindPanel;
class HistoryPanel;
class InspectorPanel;
class LayerPanel;
class LogPanel;
class MatrixPanel;
class PackagePanel;
class ProblemsPanel;
class ProjectPanel;
class ResultPanel;
class ServerPanel;
class TimelinePanel;
class VersionsPanel;

/// The panels in the window's docks. The docks stand there from the first frame on; what is in them is made right after it,
/// because it costs more than everything else together and no text waits for it. Owned by the main window.
class WindowPanels : public QObject
{
    Q_OBJECT
public:
    /// Adds the empty docks.
    WindowPanels(ThemeManager &theme, Session &session, DockLayout &docks, QObject *parent);

    /// The panels that are in sight by default, then those behind tabs. Both idempotent.
    void makeSeen();
    void makeAll();
    /// As makeAll(), one panel after the other, behind the next frame; ends in hiddenMade().
    void makeAllLater();

    bool allMade() const { return m_made > 12; }

    ProjectPanel &project() { return *m_project; }
    EventPanel &testEvent() { return *m_event; }
    ResultPanel &result() { return *m_result; }
    DeployPanel &deploy() { return *m_deploy; }
    VersionsPanel &versions() { return *m_versions; }
    TimelinePanel &timeline() { return *m_timeline; }
    LayerPanel &layers() { return *m_layers; }
    ProblemsPanel &problems() { return *m_problems; }
    FindPanel &find() { return *m_find; }
    HistoryPanel &history() { return *m_history; }

signals:
    void openRequested(const QString &path, int line, int column);
    void newEventRequested();
    void testsRequested(const QList<lathe::MatrixPlace> &places);
    void runRequested();
    void runAsRequested(lathe::RunController::Mode mode);
    void replayRequested(const QByteArray &event, const QString &eventName, const EventContext &context);
    void deployRequested();
    void settingChosen(const lathe::SettingChange &change);
    void invokeDeployedRequested();
    void layerWanted();
    /// The panels behind tabs are there.
    void hiddenMade();

private:
    bool makeNext();
    void connectHidden();
    void goToEvent(const QString &path, const QString &function);
    ThemeManager &m_theme;
    Session &m_session;
    DockLayout &m_docks;
    ProjectPanel *m_project = nullptr;
    InspectorPanel *m_inspector = nullptr;
    EventPanel *m_event = nullptr;
    ResultPanel *m_result = nullptr;
    LogPanel *m_log = nullptr;
    ProblemsPanel *m_problems = nullptr;
    FindPanel *m_find = nullptr;
    DeployPanel *m_deploy = nullptr;
    VersionsPanel *m_versions = nullptr;
    EnvironmentsPanel *m_environments = nullptr;
    ServerPanel *m_server = nullptr;
    TimelinePanel *m_timeline = nullptr;
    PackagePanel *m_package = nullptr;
    LayerPanel *m_layers = nullptr;
    HistoryPanel *m_history = nullptr;
    MatrixPanel *m_tests = nullptr;
    QTimer m_next;
    int m_made = 0; ///< Steps of makeNext().
};

} // namespace lathe
