// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>

namespace lathe {

/// Where the machine keeps what a scope of our own needs; another place in tests.
struct ScopePlace
{
    QString busSocket; ///< Of the user's message bus, or of the system's for root.
    QString mountInfo = QStringLiteral("/proc/self/mountinfo");
    QString ownCgroup = QStringLiteral("/proc/self/cgroup");
    /// From DBUS_SESSION_BUS_ADDRESS, else XDG_RUNTIME_DIR; for root without a session the system bus.
    static ScopePlace ofThisProcess();
};

/// Moves this process into a scope "lathe-PID.scope" that systemd delegates to us, and prepares it: own processes in its child
/// "app" (a group with processes of its own gives its children no controllers), then memory, cpu and pids for the others.
/// Returns the folder below which sandboxes make their groups; at once when the process is there already. The scope ends with
/// its last process. Errors: no version 2 hierarchy with a memory controller, no bus, a refusal. Blocking, at most
/// timeouts::scopeStart; not from two threads at once.
Result<QString> enterDelegatedScope(const ScopePlace &place);

/// Whether `cgroup`, a text of /proc/PID/cgroup, names a scope of that process's own.
bool isInOwnScope(const QByteArray &cgroup, qint64 pid);

} // namespace lathe
