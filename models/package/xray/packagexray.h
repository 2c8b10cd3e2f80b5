// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/packagewriter.h"
#include "package/xray/filefacts.h"
#include "package/xray/openedfiles.h"
#include "package/xray/xrayreport.h"
#include "project/project.h"

namespace lathe {

/// Files of one owner: a folder with its patterns, or a finished zip.
struct XraySource
{
    QString name;
    PackageSpec spec;
    QString zip;    ///< Looked at instead of the folder when not empty.
    int layer = 0;  ///< 0: the function.
    bool operator==(const XraySource &) const = default;
};

/// What to look at.
struct XraySpec
{
    QString function, runtime, architecture;
    QList<XraySource> sources; ///< The function first, then layers in Lambda's order.
    QStringList notes;         ///< What is known to be missing from them.
    BuildState build = BuildState::NotNeeded; ///< Of what is looked at.
    QString cacheDir;          ///< For unpacked zips.
    OpenedFiles opened;        ///< Of recorded runs; none: no file is called unopened.
    int threads = 0;           ///< 0: one a core.
};

/// Function and layer folders of this function. `cacheDir` as in XraySpec.
XraySpec xraySpecFor(const FunctionDefinition &function, const QString &cacheDir);
/// The same of what would be shipped.
XraySpec xraySpecFor(const LastBuild &last, const QString &cacheDir);

struct XrayCallbacks
{
    std::function<void(const XrayReport &)> walked;         ///< Sizes and names are known; contents follow. On the calling thread.
    std::function<void(const PackageProgress &)> progress;  ///< From any thread, while contents are read.
};

/// Sizes of function and layers as a tree, and findings about them. What it walks is what the package writer would pack.
/// Blocking; any thread; `store` is used by one call at a time. `cancel` may become true at any time (ErrorCode::Cancelled).
Result<XrayReport> inspectPackage(const XraySpec &spec, FileFactsStore &store, const XrayCallbacks &callbacks = {},
    const std::atomic_bool *cancel = nullptr);

} // namespace lathe
