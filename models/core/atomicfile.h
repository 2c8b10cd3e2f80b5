// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

namespace lathe {

/// Replaces the file as a whole or leaves the old one untouched: a temporary file beside it, written, fsynced, renamed
/// over it, then the folder fsynced (QSaveFile does neither of the two syncs). Follows a symbolic link to its target and
/// keeps the permissions of an existing file; a new one gets `mode`. Safe against kill -9 at any moment; a stray
/// temporary file is named ".<name>.lathe-XXXXXX" and is swept by sweepStrayFiles().
Result<> writeFileAtomically(const QString &path, const QByteArray &bytes, int mode = 0644);

/// Several files that belong together: all are written beside their targets before the first is replaced, so that a full disk changes
/// none. Where replacing one fails, the others get their old bytes back as far as the disk lets them.
Result<> writeFilesAtomically(const QList<std::pair<QString, QByteArray>> &files);

/// Reads a whole file of at most `maxBytes`. Never waits for a pipe, but for those that a shell hands over (/dev/fd, /proc).
Result<QByteArray> readFile(const QString &path, qint64 maxBytes = 64 * 1024 * 1024);

/// Removes temporary files that a killed save left in `dir` (older than a minute). Returns how many.
int sweepStrayFiles(const QString &dir);

} // namespace lathe
