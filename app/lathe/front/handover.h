// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lathe {

/// Lets an engine that already runs (`lathe serve`, the window) run this `lathe invoke` and passes its output on.
/// Returns the exit code, or -1 when there is none that does: then nothing was printed, and standard input is as it
/// was. `library` is the file with the command's code.
int handOver(int argc, char **argv, const char *library);

} // namespace lathe
