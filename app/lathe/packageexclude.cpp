// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packageexclude.h"
#include "package/exclusion.h"
#include "package/packagespec.h"
#include <algorithm>
#include <utility>

namespace lathe {

namespace {

struct Held
{
    qsizetype files = 0;
    qint64 bytes = 0;
};

/// What the package of the function, or layer, holds now.
Result<Held> held(const Project &project, const QString &function, const LayerDefinition *layer)
{
    PackageSpec spec;
    if (layer) {
        spec.rootDir = layer->dir;
        spec.patterns = layer->packagePatterns;
    } else {
        spec = packageSpecFor(*project.function(function));
    }
    return listPackage(spec).transform([](const QList<PackageEntry> &entries) {
        Held all{entries.size(), 0};
        for (const PackageEntry &entry : entries)
            all.bytes += entry.bytes;
        return all;
    });
}

} // namespace

void excludeOrInclude(const Arguments &args, Console &console, CommandScope &scope)
{
    const bool include = args.positional(0) == u"include";
    QString pattern = args.positional(1);
    const QString name = args.positional(2);
    if (pattern.startsWith(u'!') || pattern.trimmed().isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Give a pattern without \"!\": exclude leaves out, include puts back."), {}, {}}));
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    const auto layer = std::find_if(project->layers.cbegin(), project->layers.cend(), [&](const LayerDefinition &one) { return one.name == name && !name.isEmpty(); });
    const bool ofLayer = layer != project->layers.cend() && !project->function(name);
    const auto function = functionFrom(*project, ofLayer && !project->functions.isEmpty() ? project->functions.constFirst().name : name);
    if (!function)
        return scope.finish(console.error(function.error()));
    const LayerDefinition *ownLayer = ofLayer ? &*layer : nullptr;
    const auto before = held(*project, function->name, ownLayer);
    if (!before)
        return scope.finish(console.error(before.error()));
    const auto written = excludeFromPackage(*project, function->name, ofLayer ? layer->dir : function->codeDir, {include ? u'!' + pattern : pattern});
    if (!written)
        return scope.finish(console.error(written.error()));
    const auto again = projectFrom(args, console);
    const auto layerAgain = again ? std::find_if(again->layers.cbegin(), again->layers.cend(), [&](const LayerDefinition &one) { return one.name == name; }) : decltype(again->layers.cend())();
    const auto after = again ? held(*again, function->name, ofLayer ? &*layerAgain : nullptr) : tl::unexpected(again.error());
    if (!after)
        return scope.finish(console.error(after.error()));
    const qsizetype files = std::abs(before->files - after->files);
    const qint64 bytes = std::abs(before->bytes - after->bytes);
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("file"), written->file}, {QStringLiteral("patterns"), QJsonArray::fromStringList(written->patterns)},
                        {QStringLiteral("files"), files}, {QStringLiteral("bytes"), bytes}});
    else
        console.line(QStringLiteral("%1: %2").arg(written->file, written->patterns.join(QStringLiteral(", "))));
    if (files == 0)
        console.warn(include ? QStringLiteral("Nothing comes back by it: no file that was left out fits, or another pattern has the last word.") : QStringLiteral("Nothing goes by it: no file of the package fits."));
    else
        console.say(QStringLiteral("%1 %2, %3; the package now has %4 files, %5").arg(include ? QStringLiteral("Puts back") : QStringLiteral("Leaves out")).arg(files == 1 ? QStringLiteral("1 file") : QStringLiteral("%1 files").arg(files)).arg(sizeText(bytes)).arg(after->files).arg(sizeText(after->bytes)));
    scope.finish(0);
}

} // namespace lathe
