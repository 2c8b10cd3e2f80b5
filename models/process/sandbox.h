// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "process/sandboxcapabilities.h"
#include "process/sandboxspec.h"
#include "process/spawn.h"
#include <QObject>
#include <functional>
#include <memory>

namespace lathe {

class SandboxAhead;

/// The /tmp of an execution environment between two of its sandboxes: the descriptor of a mount (under bubblewrap: of its folder) that no namespace holds, kept
/// by whoever owns the environment. When it closes, the files are gone.
struct KeptTmp
{
    OwnedFd mount;
};

/// One running sandbox, started through the static helper lathe-init. Owned by whoever created it; lives on that
/// thread, which needs an event loop. Emits exactly one terminal signal: finished(). Destroying it kills everything
/// inside (PID namespace and parent-death signal: no orphans).
class Sandbox : public QObject
{
    Q_OBJECT
public:
    explicit Sandbox(SandboxCapabilities capabilities, QObject *parent = nullptr);
    ~Sandbox() override;

    /// For a process that ends together with the sandbox: letting go waits for nobody, the system reaps the helper.
    void setReapedBySystem(bool bySystem);
    /// Where the sandbox finds its /tmp and leaves it, for a specification with keepTmp. Before start().
    void setKeptTmp(std::shared_ptr<KeptTmp> tmp);
    /// Starts the helper at once (posix_spawn, never fork). Errors of the set-up arrive in finished(). `ahead`: begun
    /// earlier, used when it fits.
    Result<> start(const SandboxSpec &spec, SandboxAhead *ahead = nullptr);
    bool isRunning() const;
    /// Where there are extensions: starts the program itself, which has waited for them.
    void launch();
    /// Sends a signal to the process group of one program: 0 is argv's, from 1 the extensions in their order.
    void signalProgram(int program, int signal);
    /// SIGTERM to the processes inside.
    void terminate();
    /// SIGKILL to everything inside; finished() follows within milliseconds.
    void kill();
    /// Stops or resumes all processes inside (cgroup freezer, else SIGSTOP/SIGCONT).
    void setFrozen(bool frozen);
    /// Opens a connection to this port on the loopback that the processes inside have. `done` gets the socket, which it
    /// owns then, or -1 when nobody listens or the sandbox is gone; it is called once, unless `context` is gone.
    void connectInside(quint16 port, QObject *context, std::function<void(int fd)> done);
    /// The init phase is over: scales the CPU with memory, when the specification wants it and this machine can.
    void throttle();
    /// Peak resident bytes so far of all processes inside. Cheap enough to be called once per invocation.
    qint64 peakBytes() const;
    /// Reads what the pipes hold at this moment (at most 1 MiB each) and emits it before returning, so that a log is
    /// complete up to now.
    void drainOutput();
    /// Milliseconds since start() on a monotonic clock.
    double elapsedMs() const;

signals:
    /// The Runtime API's listening socket, opened inside the sandbox's own network and passed out. The receiver owns
    /// `fd`.
    void listenerReady(int fd);
    /// The other end of the socket that the program finds open to the Runtime API, where the specification asks for one; after
    /// listenerReady(). The receiver owns `fd`.
    void connectionReady(int fd);
    /// What the processes inside wrote. Bounded: reading pauses while nobody takes it.
    void standardOutput(const QByteArray &chunk);
    void standardError(const QByteArray &chunk);
    /// Standard output and error of all extensions.
    void extensionOutput(const QByteArray &chunk);
    /// Only where there are extensions: one of the programs (numbers as in signalProgram()) ended; the others go on.
    void programEnded(int program, const lathe::SandboxExit &exit);
    void finished(const lathe::SandboxExit &exit);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
