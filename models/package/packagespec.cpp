// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagespec.h"
#include "core/paths.h"
#include <QDir>
#include <QFileInfo>

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
            spec.patterns << u'/' + relative + (QFileInfo(layer).isFile() ? QString() : QStringLiteral("/"));
    }
    // Layers that Lathe built are no part of a function, used or not.
    const QDir shelf(function.codeDir + QStringLiteral("/layers"));
    for (const QString &record : shelf.entryList({QStringLiteral("*.layer.json")}, QDir::Files))
        spec.patterns << QStringLiteral("/layers/") + record << QStringLiteral("/layers/") + record.chopped(11) + u'/';
    if (shelf.exists(QStringLiteral("functions.json")))
        spec.patterns << QStringLiteral("/layers/functions.json");
    for (const char *name : {"serverless.yml", "serverless.yaml", "serverless.json"}) // the framework leaves its configuration out
        if (root.exists(QLatin1String(name)))
            spec.patterns << u'/' + QLatin1String(name);
    spec.patterns << function.packagePatterns; // later patterns win, so a project may put a folder back
    return spec;
}

} // namespace lathe
