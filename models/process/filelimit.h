// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lathe {

/// Lets this process open as many files as the system allows it (at most 65,536), for a server: each execution environment
/// takes about six descriptors and each client one. The functions' own limit is set by lathe-init and does not change.
void raiseFileLimit();

} // namespace lathe
