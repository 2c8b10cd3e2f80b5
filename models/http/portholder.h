// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// The program that listens on a TCP port of this machine, as "python3 (pid 4121)"; empty when /proc does not tell, e.g.
/// because it belongs to another user. Control characters of its name are left out. Blocking (reads /proc once, a few
/// milliseconds); any thread.
QString portHolder(quint16 port);

} // namespace lathe
