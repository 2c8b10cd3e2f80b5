// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/protocol.h"
#include "process/sandboxcapabilities.h"
#include "process/sandboxspec.h"

namespace lathe {

/// The specification as the helper takes it: paths made fit for the tier, nothing else decided later. Pure.
/// `layers` are the folders really shown at /opt (one when they had to be merged), lowest first.
initproto::Spec initSpecFor(const SandboxSpec &spec, const SandboxCapabilities &capabilities,
                            const QStringList &layers);

/// Where no namespaces are to be had: names inside the sandbox replaced by the host's, in a program path, an argument
/// or a list like PATH. Only whole path prefixes after the start, ':', '=' or ',' count. Pure.
QByteArray hostPaths(const QByteArray &text, const SandboxSpec &spec, const QString &layer);

} // namespace lathe
