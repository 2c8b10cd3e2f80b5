// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QString>
#include <sys/types.h>

namespace lathe {

/// Asks systemd, over the message bus at the Unix socket `socket`, for a transient scope `unit` around the process `pid`
/// with its control group delegated to us (org.freedesktop.systemd1.Manager.StartTransientUnit). Returns when systemd has
/// accepted it; the process is in its new group a moment later. Plain D-Bus in one write and a few reads: loading QtDBus
/// costs a one-shot run more than the whole call. Blocking, at most timeouts::scopeStart; any thread.
Result<> startDelegatedScope(const QString &socket, const QString &unit, pid_t pid);

/// The message that startDelegatedScope() sends, for tests: a method call in D-Bus's own encoding, little-endian.
QByteArray scopeRequest(const QString &unit, pid_t pid, quint32 serial);

} // namespace lathe
