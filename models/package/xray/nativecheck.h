// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/xray/nativefile.h"
#include "package/xray/xrayreport.h"
#include <QSet>
#include <string_view>

namespace lathe {

/// For what a package's native files must be made.
struct NativeTarget
{
    QString runtime;       ///< "python3.12"
    QString architecture;  ///< "x86_64" or "arm64"
    QSet<QString> provided; ///< File names and sonames of all libraries in function and layers.
};

/// One reason why a native file does not belong into the package or will not load.
struct NativeProblem
{
    XrayFinding::Kind kind;
    Severity severity;
    QString text;   ///< The same for all files with the same problem, so that they can be told together.
    QString remedy;
    bool mayGo = false; ///< A variant for another machine that nothing loads on this one.
};

/// Holds one file against the target; several things may be wrong with it. `path` decides whether a foreign file is a variant
/// that its package picks at run time ("prebuilds/darwin-arm64/…"). Any thread.
QList<NativeProblem> checkNative(const NativeFile &file, std::string_view path, const NativeTarget &target);

} // namespace lathe
