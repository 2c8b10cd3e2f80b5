// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

namespace lathe {

/// Adds stored files to a zip, behind what is there and not touching it, and replaces the file as a whole. The zip must be one
/// that ZipArchive opens. Times and modes are those of the package writer. Returns the SHA-256 (raw) and size of the new file.
/// Errors: Io; Unsupported for zip64. Internal to models/package.
Result<std::pair<QByteArray, qint64>> appendToZip(const QString &zipFile, const QList<std::pair<QByteArray, QByteArray>> &files);

} // namespace lathe
