// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxspec.h"

namespace lathe {

/// The whole command line of bwrap for this sandbox, ending in lathe-init as its first process. Pure. `layers` is empty
/// or the one folder shown at /opt. No variable of the environment is in it: they travel in the helper's specification.
QStringList bubblewrapArgv(const SandboxSpec &spec, const QStringList &layers, const QString &bubblewrap,
                           const QString &initHelper);

} // namespace lathe
