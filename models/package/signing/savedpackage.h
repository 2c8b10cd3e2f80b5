// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"

namespace lathe {

/// A package to write to a file, signed or not.
struct SavedPackageSpec
{
    PackageSpec package;
    QString artifact;  ///< A finished zip, which is copied as it is instead; empty: `package` is packed.
    QString file;
    QString signWith;  ///< A key's name; empty: not signed.
    SigningKeys keys;
};

/// Packs or copies, and signs; the report is that of the zip as it is then. On failure the file of before stays, unless it was
/// packed and could not be signed. Blocking; any thread. Errors: Config (LTH-DEP-006: no such artifact), those of writePackage(),
/// readPackageList() and signPackage().
Result<PackageReport> savePackage(const SavedPackageSpec &spec, const std::function<void(const PackageProgress &)> &progress = {},
    const std::atomic_bool *cancel = nullptr);

} // namespace lathe
