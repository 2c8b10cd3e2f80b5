// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/timeouts.h"
#include "process/sandboxcapabilities.h"
#include "runtime/environmentinfo.h"
#include "runtime/functionspec.h"
#include "runtime/platformevent.h"
#include "runtime/poollimits.h"
#include "runtime/provisionedstate.h"
#include "runtime/streamlimits.h"
#include <QFuture>
#include <QObject>
#include <functional>
#include <memory>
#include <optional>

namespace lathe {

class SandboxAhead;

/// How a RuntimeService behaves, as a value.
struct RuntimeOptions
{
    SandboxCapabilities sandbox;
    QString bootstrapDir;        ///< Folder with python/, node/ … (resources/runtimes).
    QString workDir;             ///< Private folder for /tmp of environments and merged layers.
    PoolLimits pool;             ///< Lambda's limits and the machine's; what is 0 is computed when the service is made.
    std::chrono::milliseconds initPhase = timeouts::initPhase; ///< Shorter in tests only.
    std::chrono::milliseconds restorePhase = timeouts::restorePhase; ///< As well.
    StreamLimits stream;         ///< Of streamed responses; other than Lambda's in tests only.
    std::shared_ptr<SandboxAhead> ahead; ///< Begun for the first environment before its function was known; may be empty.
    std::chrono::milliseconds freezeDelay = timeouts::freezeDelay; ///< Idle for this long, an environment is frozen; below 0: never.
    bool cpuShare = false;       ///< Scale CPU with memory for every function, once its init phase is over (1,769 MB = 1 vCPU).
    int spares = 0;              ///< Environments that may be started ahead of their events, all functions together; 0: none.
    bool keepWarm = true;        ///< false: each environment ends after its invoke (one-shot command); /tmp is a file system of its size then.
};

/// How many environments a server starts ahead when nothing is said.
constexpr int usualSpares = 2;
/// LATHE_SPARES, how many environments a server may start ahead (0: none), or the usual number. Error: Usage, when it is no number
/// from 0 to limits::concurrencyRegion.
Result<int> sparesFromEnvironment();

/// Runs functions: finds or makes an execution environment per function, hands it the event over the Runtime API, meters
/// it, and ends it when idle. Lives on the thread that created it (an event loop is needed); all but the invoke() with a
/// context, setReserved(), provision(), provisioned() and environments() may be called from any thread. Destroying it kills every environment.
class RuntimeService : public QObject
{
    Q_OBJECT
public:
    explicit RuntimeService(RuntimeOptions options, QObject *parent = nullptr);
    ~RuntimeService() override;

    /// Runs one event. The future ends exactly once. Errors (not outcomes): Config (no interpreter, LTH-RUN-001),
    /// TooLarge (payload over 6 MB), Throttled (`detail` is the ThrottleReason; LTH-RUN-006: the machine's cap, after
    /// waiting for PoolLimits::queue; LTH-RUN-007: one of Lambda's limits), Cancelled. `onLog` gets the log's bytes as they come,
    /// on the service's thread. Cancelling the future kills the environment.
    QFuture<Result<InvokeOutcome>> invoke(const FunctionSpec &function, const InvokeRequest &request,
        std::function<void(const QByteArray &)> onLog = {});
    /// The same without a future, for callers on the service's thread to whom microseconds matter: `done` is called once,
    /// from inside the service's work, unless `context` is gone by then. Such a run ends early only with its environment.
    void invoke(const FunctionSpec &function, const InvokeRequest &request, QObject *context,
        std::function<void(const Result<InvokeOutcome> &)> done);
    /// Ends idle environments of this function; running invokes finish on the old code.
    void retire(const QString &functionName);
    /// The same for environments whose code or layers this file belongs to: for a saved file of a folder that runs as it is.
    /// There the code itself is live: an import that a running handler makes only now reads the new file.
    void retireCode(const QString &file);
    void cancelAll();
    /// The service is about to go: ends every environment in good order, so that extensions get their Shutdown event and its time.
    /// What runs or comes ends with Cancelled. Ends in shutDownEnded(), timeouts::shutdownWithExtensions later at most.
    void shutDown();
    /// From shutDown() on. On the service's thread.
    bool isEnding() const;
    /// Starts an environment of this function ahead of its first event, if RuntimeOptions::spares has room for one.
    void prepare(const FunctionSpec &function);
    /// A function's reserved concurrency, over all of its versions; nothing: it shares the Region's.
    void setReserved(const QString &functionName, std::optional<int> concurrency);
    /// Provisioned concurrency of a version: this many environments are kept initialised; 0: none. Only its name and version count then.
    void provision(const FunctionSpec &function, int environments);
    ProvisionedState provisioned(const QString &functionName, const QString &version) const;
    /// Ends an environment, after the event that it handles. One that is gone is no error.
    void stop(quint64 environmentId);
    /// Ends an environment now; the event that it handles ends with Cancelled.
    void kill(quint64 environmentId);
    /// All environments as they are now, oldest first.
    QList<EnvironmentInfo> environments() const;
    /// Environments that were started ahead and have come to where they wait.
    int waitingSpares() const;
    const RuntimeOptions &options() const;

signals:
    /// After shutDown(): nothing runs any more.
    void shutDownEnded();
    /// For the status bar: how many environments there are and how many are busy. Like poolChanged(), sent every
    /// timeouts::poolReport at most: what comes and goes within that time is not told.
    void environmentsChanged(int total, int busy);
    /// What environments of this function did, as it happens: phases of cold starts, starts, reports, extensions.
    void platformEvent(const QString &functionName, const lathe::PlatformEvent &event, quint64 environmentId);
    /// The same in full, and for changes of states and counts too.
    void poolChanged(const QList<lathe::EnvironmentInfo> &environments);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
