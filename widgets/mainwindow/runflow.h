// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/testmatrixmodel.h"
#include "session/session.h"
#include <QObject>
#include <optional>

namespace lathe {

class ActionTable;
class DockLayout;
class EditorTabs;
class EventPanel;
class ResultPanel;

/// What F5, F8 and their like do in order: end compositions, save, read the templates again if one changed, then run or
/// plan. Keeps the actions' enabled state and the reason why not. Owned by the main window.
class RunFlow : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Session &session;
        ActionTable &actions;
        EditorTabs &tabs;
        EventPanel &event;
        ResultPanel &result;
        DockLayout &docks;
    };
    RunFlow(Parts parts, QObject *parent);

    void run();
    /// The same cold or with the import timer; the panel in front stays there.
    void runAs(RunController::Mode mode);
    /// Saves like run(), then runs these bytes and not the test event; the panel in front stays there.
    void replay(const QByteArray &event, const QString &eventName, const EventContext &context);
    void deploy();
    void invokeDeployed();
    /// Saves like run(), then runs these places of the matrix; empty: all of them.
    void runTests(const QList<MatrixPlace> &places = {});
    /// Saves and reads the templates again like run(), then asks for the package.
    void package();

signals:
    void packageWanted();

private:
    enum class Pending { None, Run, Deploy, Invoke, Package, Tests };
    void begin(Pending what);
    void go();
    bool saveEverything(bool *changed);
    void refreshActions();
    Parts m_parts;
    Pending m_pending = Pending::None;
    RunController::Mode m_mode = RunController::Mode::Usual;
    struct Replay
    {
        QByteArray event;
        QString eventName;
        EventContext context;
    };
    std::optional<Replay> m_replay;
    QList<MatrixPlace> m_places; ///< For Pending::Tests; empty: all.
    bool m_asBytes = false; ///< The event runs although it is no JSON.
    bool m_reading = false; ///< Waiting for the templates to be read again.
};

} // namespace lathe
