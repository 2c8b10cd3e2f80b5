// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagespec.h"
#include "core/paths.h"
#include <QDir>

namespace lathe {

PackageSpec packageSpecFor(const FunctionDefinition &function)
{
    PackageSpec spec;
    spec.rootDir = function.codeDir;
    spec.storeDir = paths::cache() + QStringLiteral("/members");
    const QDir root(function.codeDir);
    for (const QString &layer : function.layerDirs) {
        const QString relative = root.relativeFilePath(layer);
        if (!relative.startsWith(QStringLiteral("../")) && !QDir::isAbsolutePath(relative))
            spec.patterns << u'/' + relative + u'/';
    }
    spec.patterns << function.packagePatterns; // later patterns win, so a project may put a folder back
    return spec;
}

} // namespace lathe
