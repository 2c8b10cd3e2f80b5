// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/concurrency.h"
#include "runtime/environment.h"
#include "runtime/environmentinfo.h"
#include "runtime/provisionedstate.h"
#include "runtime/turnestimate.h"
#include <QHash>
#include <QObject>
#include <QTimer>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace lathe {

/// The environments of all functions: finds the warm one that was used last, makes another where Lambda's limits and this
/// machine allow it, lets an event wait for a short time where only the machine does not, and ends what idles. Owned by the
/// RuntimeService, on its thread.
class EnvironmentPool : public QObject
{
    Q_OBJECT
public:
    explicit EnvironmentPool(const RuntimeOptions &options, QObject *parent = nullptr);
    ~EnvironmentPool() override;

    /// Runs the event, now or when an environment is free; the invocation's `done` is called exactly once.
    void submit(const FunctionSpec &function, std::unique_ptr<Invocation> invocation, bool synchronous);
    /// Ends the event with Cancelled, and the environment that handles it.
    void cancel(const QString &requestId);
    void cancelAll();
    /// Ends every environment as Lambda ends one that it does not need any more; what runs or waits ends with Cancelled, and so
    /// does every event from now on. Takes timeouts::shutdownWithExtensions at most; ends in ended().
    void shutDown();
    bool isEnding() const { return m_ending; }
    /// Idle environments of the function end; one that handles an event ends after it.
    void retire(const QString &function);
    /// The same for environments whose code or layers this file belongs to.
    void retireCode(const QString &file);
    void stop(quint64 id);
    void kill(quint64 id);
    Concurrency &concurrency() { return m_concurrency; }
    /// Starts an environment of the function, which was deployed a moment ago, ahead of its first event, soon.
    void prepare(const FunctionSpec &function);
    /// From now on this many environments of exactly this function and version are kept initialised; 0: none any more. The spec's
    /// `provisioned` does not count.
    void provision(const FunctionSpec &function, int wanted);
    /// What there is of it; nothing is asked for: all zero.
    ProvisionedState provisioned(const QString &function, const QString &version) const;
    int spares() const { return int(m_spares.size()); }
    int waitingSpares() const;

    int total() const { return int(m_slots.size()); }
    int busy() const;
    QList<EnvironmentInfo> environments() const;

signals:
    /// An environment came, went or changed its state; sent for every change.
    void changed();
    void platformEvent(const QString &functionName, const lathe::PlatformEvent &event, quint64 environmentId);
    /// After shutDown(): no environment is left.
    void ended();

private:
    /// While the oldest event waits no longer than this, one for which an environment is warm may go first: else two functions
    /// that take turns would start anew for each event.
    static constexpr std::chrono::milliseconds warmFirst{500};

    struct Group;
    struct Waiting
    {
        FunctionSpec function;
        Group *group;
        std::unique_ptr<Invocation> invocation;
        std::chrono::steady_clock::time_point since;
    };
    /// An environment and what the pool has to know of it.
    struct Slot
    {
        std::unique_ptr<Environment> environment;
        Group *group;
        quint64 id = 0;
        QDateTime since;
        bool retiring = false;
        bool startedAhead = false;
        bool provisioned = false; ///< It stays while its provisioned concurrency does.
        qint64 served = 0;
        int chargedMib = 0; ///< What it counts towards the machine's memory.
        quint64 lastUse = 0;
        std::chrono::steady_clock::time_point runSince;
        std::chrono::steady_clock::time_point idleSince;
    };
    /// The environments of one version of one function. All that do not retire are of the same spec.
    struct Group
    {
        FunctionSpec spec;
        QList<Slot *> environments;
        int waiting = 0;
        QByteArray imports; ///< What its environments imported; see Environment::prepare().
        int peakMib = 0; ///< The most that one of them has used; 0: nothing is known.
        TurnEstimate estimate;
        std::deque<Waiting> turns; ///< Oldest first: events that have their turn soon.
    };
    /// An environment that was started ahead. It counts towards the machine's memory, but serves nothing yet.
    struct Spare
    {
        std::unique_ptr<Environment> environment;
        bool loadedAhead = false; ///< It imported modules: right for exactly this state of the code only.
        int chargedMib = 0;
        std::chrono::steady_clock::time_point since;
        QList<std::pair<quint64, quint64>> folders; ///< Devices and inodes of its code and layers: a folder that replaced one is another.
        bool initialised = false; ///< It went, or goes, through the whole init phase: a custom runtime.
    };
    /// What is kept initialised of one version.
    struct Provisioned
    {
        FunctionSpec spec;
        int wanted = 0;
        int failures = 0; ///< Init phases that failed, none having ended well since.
        QString failure;  ///< Why no more of them are made; empty: they are.
    };
    struct Placement
    {
        Slot *slot = nullptr;
        std::optional<Throttle> throttle; ///< Of Lambda's; neither: it has to wait for the machine.
    };

    Group &groupOf(const FunctionSpec &function);
    int underWay(const QString &function) const;
    Placement place(const FunctionSpec &function, Group &group);
    Slot *warmest(const Group &group) const;
    bool makeRoom(int mib);
    Slot *make(const FunctionSpec &function, Group &group, int mib);
    int expectedMib(const FunctionSpec &function, const Group &group) const;
    void admit(Group &group, Waiting waiting);
    // Turns: environmentturns.cpp
    bool waitsForTurn(const FunctionSpec &function, const Group &group) const;
    void waitForTurn(Group &group, Waiting waiting);
    Waiting takeTurn(Group &group);
    bool serveTurn(Slot &slot);
    void expireTurns();
    std::vector<Waiting> withdrawTurns(const QString &requestId);
    void cancelWaiting();
    // Spares: environmentspares.cpp
    static QString provisionedKey(const FunctionSpec &function);
    static bool mayBeStartedAhead(const FunctionSpec &function);
    static bool mayBeInitialisedAhead(const FunctionSpec &function);
    void makeRoomForInitialised();
    static bool boundToCode(const Spare &spare);
    std::unique_ptr<Environment> takeSpare(const FunctionSpec &function);
    void wantSpare(const FunctionSpec &function);
    void refill();
    void dropSpares(const std::function<bool(const Spare &)> &which);
    // Provisioned concurrency: provisionedenvironments.cpp
    Slot *freeProvisioned(const FunctionSpec &function);
    void topUp(const QString &key);
    void onProvisionedChanged(Environment *environment);
    void outdate(Group &group);
    void outdate(Slot *slot);
    void refuse(Invocation &invocation, Throttle throttle) const;
    void run(Slot &slot, std::unique_ptr<Invocation> invocation);
    void onFreed(Environment *environment);
    void settle(Environment *environment);
    void serveWaiting();
    std::deque<Waiting>::iterator nextWaiting();
    void drop(Slot *slot);
    Slot *slotOf(quint64 id) const;
    void sweep();

    const RuntimeOptions m_options;
    Concurrency m_concurrency;
    std::map<QString, Group> m_groups; // nodes stay where they are
    std::vector<std::unique_ptr<Slot>> m_slots;
    QHash<const Environment *, Slot *> m_byEnvironment;
    std::deque<Waiting> m_waiting; ///< Oldest first. Not empty: the machine's cap is reached.
    std::vector<Spare> m_spares;
    std::map<QString, Provisioned> m_provisioned; ///< By function and version.
    QList<FunctionSpec> m_wanted;  ///< Functions that a spare would serve, the latest last.
    QTimer m_refill;
    QTimer m_sweep;                ///< Of idle environments.
    QTimer m_expire;               ///< Of events that wait.
    int m_turns = 0;               ///< Events that wait for a turn, all groups together.
    QTimer m_turnsExpire;
    quint64 m_lastId = 0;
    quint64 m_uses = 0;
    int m_chargedMib = 0;
    bool m_ending = false;
    qsizetype m_leaving = 0; ///< Environments that the end still waits for.
};

} // namespace lathe
