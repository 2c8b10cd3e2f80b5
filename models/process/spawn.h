// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/ownedfd.h"
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace lathe {

/// A process to start. Nothing is inherited: no variables, no descriptors but the named ones, no signal settings.
struct SpawnSpec
{
    QByteArray program;                     ///< Absolute path.
    QList<QByteArray> argv;                 ///< With argv[0].
    QList<QByteArray> env;                  ///< "NAME=value".
    QByteArray workingDir;                  ///< Empty: "/".
    QList<std::pair<int, int>> descriptors; ///< (number in the child, descriptor here); 0 is /dev/null when not named.
    bool newSession = false;                ///< A session and process group of its own.
};

/// Starts it with posix_spawn: the cost does not grow with the size of this process. The caller reaps the child.
Result<pid_t> spawnProcess(const SpawnSpec &spec);

/// Both ends close-on-exec; `first` is the read end, non-blocking when asked.
Result<std::pair<OwnedFd, OwnedFd>> makePipe(bool readNonBlocking);

} // namespace lathe
