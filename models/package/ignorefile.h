// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QStringList>

namespace lathe {

/// `.latheignore`: what a package of this folder leaves out, a pattern a line as in gitignore(5) (see IgnorePatterns). It stands
/// in the root of a function's code or of a layer, where a project has no place of its own for such patterns (plain folders,
/// SAM, layers). Its patterns come after the defaults and before the project's.
QString ignoreFileOf(const QString &rootDir);
/// Its patterns; none when there is no such file. At most 1 MB is read. Blocking; any thread.
QStringList readIgnoreFile(const QString &rootDir);
/// The file's bytes with these patterns at the end; what was there stays byte for byte. Patterns that it has are not repeated.
QByteArray withPatterns(const QByteArray &bytes, const QStringList &patterns);

} // namespace lathe
