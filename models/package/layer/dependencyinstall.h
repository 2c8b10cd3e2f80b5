// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerplan.h"
#include "package/layer/layertarget.h"

namespace lathe {

/// Dependencies to install for a target that is not this machine.
struct DependencyInstall
{
    const LayerSpec &layer;         ///< Scripts, progress, cancel, what tools may not come from.
    QList<LayerManifest> manifests; ///< All of one kind.
    LayerTarget target;
    QString workDir;                ///< An empty private folder; the caller removes it.
    QList<LayerNote> &notes;
};

/// pip for the target's wheels: only ready ones, unless scripts are allowed and this machine is like the target. The
/// user's index settings hold (pip.conf, PIP_INDEX_URL, PIP_FIND_LINKS …). Blocking; each returns what goes in the layer.
/// Errors: NotTrusted (LTH-LYR-006: a library names sources by an address of its own), Unsupported (LTH-LYR-011: no
/// pip), NotFound (LTH-LYR-012: no wheel of a package for the target), Network, Config (LTH-LYR-013), TimedOut, Cancelled; the tool's last lines are the detail.
Result<QList<LayerPlacement>> installWithPip(const DependencyInstall &install);
/// npm: `ci` from a lock file, else `install`, for linux, the target's processor and glibc; the project's and the user's
/// .npmrc hold. Errors as above: LTH-LYR-014 (no npm, or too old for another machine), LTH-LYR-015, LTH-LYR-016, LTH-LYR-032
/// (a git repository, whose scripts would run).
Result<QList<LayerPlacement>> installWithNpm(const DependencyInstall &install);
/// bundler, in deployment mode where there is a lock file. Gems are fetched first; one that has to be compiled is named
/// and refused unless scripts are allowed. Errors as above: LTH-LYR-017 (no bundler), LTH-LYR-018, LTH-LYR-019.
Result<QList<LayerPlacement>> installWithBundler(const DependencyInstall &install);

/// Text that changes when what would be installed may: the manifests and locks with all files that they include.
Result<QByteArray> manifestText(const LayerManifest &manifest);

} // namespace lathe
