// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"
#include "runtime/extensions/extensionstate.h"
#include <QList>
#include <QPointer>

namespace lathe {

/// One extension of a running environment.
struct Extension
{
    QByteArray name;            ///< Of an external one the file's, of an internal one what it gave.
    QByteArray id;              ///< Lambda-Extension-Identifier; empty before it registered.
    bool external = false;      ///< A process of its own; else a part of the runtime's.
    int program = 0;            ///< External: its number in the sandbox, from 1.
    bool ended = false;         ///< External: its process is gone.
    ExtensionState state = ExtensionState::Started;
    QList<QByteArray> events;   ///< "INVOKE", "SHUTDOWN", sorted.
    QByteArray errorType;       ///< What it reported, or why it could not be launched ("PermissionDenied").
    QPointer<HttpExchange> parked; ///< Its open `event/next`.

    bool wants(const char *event) const { return events.contains(event); }
    /// `EXTENSION	Name: x	State: Ready	Events: [INVOKE,SHUTDOWN]`, as Lambda logs it when the init phase ends.
    QByteArray logLine() const;
};

} // namespace lathe
