// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/ziparchive.h"
#include <QByteArray>
#include <QStringList>

/// The list of a package's entries that is signed. Internal to models/package/signing.
namespace lathe::manifest {

inline constexpr char listName[] = "META-INF/LATHE.SF";
inline constexpr char signatureName[] = "META-INF/LATHE.P7";

bool isOurs(const ZipMember &member);
/// One line for each entry but the two above, sorted by path. Reads every entry; errors are those of ZipArchive::read().
Result<QByteArray> of(const ZipArchive &archive);
/// Which entries differ between what was signed and what is there: "app.py (changed)", "x (added)", "y (missing)".
QStringList differences(const QByteArray &signedList, const QByteArray &list);
/// The content of an entry; empty when there is none of that name.
Result<QByteArray> content(const ZipArchive &archive, const char *name);

} // namespace lathe::manifest
