// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QString>

namespace lathe {

/// The bytes of a file of Lathe's own. NotFound: there is none; Verification: what is there is no such file (a folder, or too large), it is
/// to be moved aside; Io: it cannot be read (rights, a failing disk), which says nothing about its content: it must stay as it is. Blocking.
Result<QByteArray> readStateFile(const QString &file, qint64 maxBytes);

/// Renames a damaged file of Lathe's own to "<name>.damaged-<time>", so that nothing is lost; returns the new path, or an
/// empty string when that was not possible. Any thread.
QString moveAside(const QString &file);

} // namespace lathe
