// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/lastbuild.h"
#include "package/building/layerresource.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>

namespace lathe {

LastBuild lastBuildOf(const FunctionDefinition &function, const QList<LayerDefinition> &layers, const QString &projectDir)
{
    LastBuild last{function, BuildState::NotNeeded, {}, {}};
    for (const QString &dir : function.layerDirs) {
        const auto known = std::find_if(layers.cbegin(), layers.cend(), [&](const LayerDefinition &one) { return one.dir == dir && !one.buildMethod.isEmpty(); });
        last.layerNames.append(known == layers.cend() ? QFileInfo(dir).fileName() : known->name);
    }
    if (!function.imageUri.isEmpty())
        return last;
    if (planFunctionBuild(function).needed) {
        const QString dir = functionBuildDir(function.name, projectDir);
        last.state = !QFileInfo(dir).isDir() ? BuildState::Missing : currentFunctionBuild(function, projectDir).isEmpty() ? BuildState::OutOfDate : BuildState::Current;
        if (last.state == BuildState::Missing)
            last.problems.append(QCoreApplication::translate("lathe", "%1 is not built: its sources are not what would be shipped. Run: lathe build %1").arg(function.name));
        else if (last.state == BuildState::OutOfDate)
            last.problems.append(QCoreApplication::translate("lathe", "The last build of %1 is older than its sources. Run: lathe build %1").arg(function.name));
        if (last.state != BuildState::Missing)
            last.function = builtFunction(function, dir);
    }
    BuildState worst = BuildState::NotNeeded;
    last.function = withReadyLayers(last.function, layers, projectDir, &last.problems, &worst, false);
    last.state = std::max(last.state, worst);
    return last;
}

BuildState buildStateOf(const FunctionDefinition &function, const QList<LayerDefinition> &layers, const QString &projectDir)
{
    return lastBuildOf(function, layers, projectDir).state;
}

} // namespace lathe
