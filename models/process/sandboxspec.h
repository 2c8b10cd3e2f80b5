// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

namespace lathe {

/// How well this machine can separate a function from the rest; the best one is chosen by a trial run.
enum class SandboxTier {
    Own,        ///< clone3 with user, mount, pid, net, ipc, uts and cgroup namespaces, made by lathe-init itself.
    Bubblewrap, ///< The same layout through bwrap (distributions give it an AppArmor profile).
    Unisolated  ///< A plain process group: the machine allows no namespaces. Shown to the user, trusted folders only.
};

/// What bounds memory, processes and CPU here.
enum class LimitTier {
    CgroupV2, ///< A delegated cgroup v2 scope.
    CgroupV1, ///< Writable cgroup v1 controllers (memory, cpu, pids).
    Watch     ///< Resident size watched every 20 ms, RLIMIT_DATA, RLIMIT_NPROC; no CPU share.
};

/// None: a loopback of its own and nothing else. Shared: the host's network; its abstract sockets (X server, message
/// bus) are fenced off only by Linux 6.12 and newer.
enum class NetworkMode { None, Shared };

/// A read-only host folder shown at another place inside.
struct BindMount
{
    QString source;
    QString target;
    bool writable = false;
    bool operator==(const BindMount &) const = default;
};

/// Everything about one sandbox as a value: nothing is read from the environment or the working directory.
struct SandboxSpec
{
    QString taskDir;        ///< Shown read-only at /var/task.
    /// A container image's root file system, shown read-only at / with everything in it: then there is no taskDir, no
    /// layer and no runtimeDir. Needs namespaces. Mount points for /proc, /dev, /tmp and three files of /etc are in it.
    QString rootDir;
    QStringList layerDirs;  ///< In Lambda's order: a later one hides an earlier one; shown at /opt.
    QString runtimeDir;     ///< Lathe's bootstrap files, shown read-only at /var/runtime. May be empty.
    QList<BindMount> binds; ///< Further binds, e.g. an interpreter outside /usr.
    QString tmpDir;         ///< Host folder bound writable at /tmp; empty: a tmpfs of tmpMib.
    int tmpMib = 512;
    bool keepTmp = false; ///< The tmpfs outlives this sandbox, see KeptTmp. Not when unisolated.
    QStringList argv; ///< Absolute path inside the sandbox and its arguments.
    QList<std::pair<QByteArray, QByteArray>>
        env; ///< The whole environment; AWS_LAMBDA_RUNTIME_API is added by lathe-init.
    QStringList extensions; ///< Programs inside that start first, in "/"; argv then waits for Sandbox::launch().
    QList<std::pair<QByteArray, QByteArray>> extensionEnv; ///< As env.
    QString workingDir = QStringLiteral("/var/task");
    int memoryMib = 128; ///< 0: no limit.
    int processLimit = 1024;
    int fileLimit = 1024;
    NetworkMode network = NetworkMode::Shared;
    bool cpuShare = false; ///< Scale CPU with memory (1,769 MB = 1 vCPU) from Sandbox::throttle() on.
    /// The program finds a socket that is open to the Runtime API, its number in _LATHE_RUNTIME_SOCKET. For bootstraps of
    /// Lathe only, which hide both from the function: making a connection costs Node.js 2 ms for its `net` module.
    bool connected = false;

    bool operator==(const SandboxSpec &) const = default;
};

/// How the first process of a sandbox, or one of its programs, ended, with what it used.
struct SandboxExit
{
    int status = -1;   ///< Exit status, or -1 when a signal ended it.
    int signal = 0;    ///< The signal, or 0.
    int execError = 0; ///< errno of execve when the program itself could not be started (status is 127 then).
    bool outOfMemory = false;
    bool tooManyProcesses = false; ///< Killed over processLimit where the kernel does not refuse the next fork itself.
    qint64 peakBytes = 0;          ///< True peak resident size of all processes inside (never the spawner's).
    qint64 cpuMicros = 0;          ///< User and system time.
    QString startError;            ///< Set when the sandbox could not even be set up.
};

} // namespace lathe
