// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>

/// Every wait in the product takes its bound from here.
namespace lathe::timeouts {
using namespace std::chrono_literals;

inline constexpr std::chrono::milliseconds initPhase = 10s;          ///< Lambda: Init phase, then repeated inside the first invoke.
inline constexpr std::chrono::milliseconds initProvisioned = 130s;   ///< Lambda: Init phase of provisioned concurrency, or the function's timeout if longer.
inline constexpr std::chrono::milliseconds restorePhase = 10s;       ///< Lambda: a snapshot is restored and the runtime's hooks have run. Source: "Lambda SnapStart", AWS developer guide.
inline constexpr std::chrono::milliseconds shutdownWithExtensions = 2s;            ///< Lambda: Shutdown phase with external extensions,
inline constexpr std::chrono::milliseconds shutdownWithInternalExtensions = 500ms; ///< with internal ones only,
inline constexpr std::chrono::milliseconds shutdownOfRuntime = 300ms;              ///< and of it what the runtime gets after SIGTERM.
inline constexpr std::chrono::milliseconds freezeDelay = 5ms;        ///< Between the end of an invocation and the freeze: back-to-back ones need no thaw.
inline constexpr std::chrono::milliseconds sandboxStart = 5s;        ///< From spawn of lathe-init to its listener.
inline constexpr std::chrono::milliseconds scopeStart = 1s;          ///< systemd's user manager makes a delegated scope.
inline constexpr std::chrono::milliseconds killGrace = 100ms;        ///< Between SIGTERM and SIGKILL of a cancelled environment.
inline constexpr std::chrono::milliseconds exitNotice = 500ms;       ///< Between a runtime's cut connection and the news that it is gone.
inline constexpr std::chrono::milliseconds httpHeader = 5s;          ///< A client must send its whole header within this.
inline constexpr std::chrono::milliseconds httpIdle = 10s;           ///< A body that stops arriving.
inline constexpr std::chrono::milliseconds httpKeepAlive = 120s;     ///< An idle kept connection.
inline constexpr std::chrono::milliseconds httpCloseGrace = 2s;      ///< A server that closes lets answers under way end.
inline constexpr std::chrono::milliseconds httpLinger = 2s;          ///< After an early answer, the rest of the request is read away.
inline constexpr std::chrono::milliseconds parseTemplate = 2s;       ///< A YAML or JSON template.
inline constexpr std::chrono::milliseconds connect = 10s;            ///< Client side: TCP and TLS.
inline constexpr std::chrono::milliseconds clientStall = 60s;        ///< Client side: no byte in either direction.
inline constexpr std::chrono::milliseconds credentialProcess = 60s;
inline constexpr std::chrono::milliseconds waitUpdate = 120s;        ///< Waiting for State / LastUpdateStatus.
inline constexpr std::chrono::milliseconds waitUpdatePoll = 1s;
inline constexpr std::chrono::milliseconds unsavedBackup = 1s;       ///< Unsaved text is on disk this long after the last key.
inline constexpr std::chrono::milliseconds environmentIdle = 300s;   ///< An idle environment is ended.
inline constexpr std::chrono::milliseconds memoryCalm = 2s;         ///< After the last request, until a server gives memory back that it kept for the next.
inline constexpr std::chrono::milliseconds turnWait = 50ms;          ///< How long an event waits for a warm environment while the processors are taken.
inline constexpr std::chrono::milliseconds machineQueue = 10s;       ///< The machine bears no more environments: how long an event waits for one.
inline constexpr std::chrono::milliseconds spareDelay = 100ms;       ///< After a cold start, until an environment is started ahead for the next.
inline constexpr std::chrono::milliseconds poolReport = 50ms;        ///< Changes of the pool are reported this often at most.
inline constexpr std::chrono::milliseconds npmInstall = 300s;        ///< A sample's packages from the npm registry.
inline constexpr std::chrono::milliseconds layerInstall = 20min;     ///< A layer's dependencies from their registry, downloads included.
inline constexpr std::chrono::milliseconds searchPause = 200ms;      ///< After the last key in a search field, before it is searched.
inline constexpr std::chrono::milliseconds templateSettle = 200ms;   ///< After a change of a template outside, before it is read again.
inline constexpr std::chrono::milliseconds searchHeap = 40ms;        ///< What a search in files has found is shown this often.
inline constexpr std::chrono::milliseconds searchDelay = 250ms;      ///< After the last key in the search field, until files are searched.
inline constexpr std::chrono::milliseconds syntaxCheck = 10s;        ///< An interpreter's parser reads one source.
inline constexpr std::chrono::milliseconds runtimeApiIdle = 1h;      ///< The Runtime API's own connections: longer than any function runs.
inline constexpr std::chrono::milliseconds telemetryDelivery = 5s;    ///< A subscriber of telemetry that does not take a batch.
inline constexpr std::chrono::milliseconds interpreterProbe = 10s;   ///< Asking an interpreter for its version.
inline constexpr std::chrono::milliseconds rssPoll = 20ms;           ///< Memory watch where no cgroup is to be had.
inline constexpr std::chrono::milliseconds stateBusy = 30s;          ///< Another command uses the same state folder: how long to wait for it.
inline constexpr std::chrono::milliseconds stateBusyPoll = 50ms;
inline constexpr std::chrono::milliseconds codeLink = 10min;         ///< Lambda: a Code.Location of GetFunction is valid this long.
inline constexpr std::chrono::milliseconds staleCode = 16min;        ///< Longer than any invocation: nobody runs a replaced package any more.
inline constexpr std::chrono::milliseconds unusedCache = 24h * 30;    ///< An unpacked image or package that nobody ran is removed.
inline constexpr std::chrono::milliseconds freshPackage = 1h;        ///< A packed zip may be on its way to a target this long.
inline constexpr std::chrono::milliseconds imageBuild = 1h;          ///< A Dockerfile's build, downloads included.

} // namespace lathe::timeouts
