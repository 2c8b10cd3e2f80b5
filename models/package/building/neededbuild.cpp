// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/neededbuild.h"
#include "package/building/layerresource.h"
#include <QCoreApplication>

namespace lathe {

static Error mustBeTrusted(const QString &name)
{
    return {ErrorCode::NotTrusted, QCoreApplication::translate("lathe", "%1 has to be built first, and restricted mode runs no tools. Trust the folder if you know where it comes from.").arg(name), {}, QStringLiteral("LTH-BLD-006")};
}

static void addWarnings(const FunctionBuildOutcome &outcome, NeededBuild &build)
{
    for (const LayerNote &note : outcome.notes)
        if (note.kind == LayerNote::Kind::Warning)
            build.warnings.append(note.text);
    build.built = build.built || !outcome.fromCache;
}

/// The function alone; its layers stay as they are named.
static Result<NeededBuild> buildCode(const FunctionBuildSpec &spec, bool mayRun)
{
    NeededBuild build{spec.function, false, {}, {}};
    if (!planFunctionBuild(spec.function).needed)
        return build;
    if (!mayRun) {
        const QString dir = currentFunctionBuild(spec.function, spec.projectDir);
        if (dir.isEmpty())
            return tl::unexpected(mustBeTrusted(spec.function.name));
        build.function = builtFunction(spec.function, dir);
        return build;
    }
    const auto outcome = buildFunction(spec);
    if (!outcome)
        return tl::unexpected(outcome.error());
    build.function = builtFunction(spec.function, outcome->dir);
    addWarnings(*outcome, build);
    return build;
}

Result<NeededBuild> buildWhereNeeded(const FunctionBuildSpec &given, const QList<LayerDefinition> &layers, bool mayRun)
{
    if (!given.function.imageUri.isEmpty())
        return NeededBuild{given.function, false, {}, layers};
    FunctionBuildSpec spec = given;
    NeededBuild all{{}, false, {}, layers};
    QList<std::pair<QString, QString>> places; // only after the function's own build, which sees its sources as they are named
    for (LayerDefinition &layer : all.layers) {
        if (layer.buildMethod.isEmpty() || !given.function.layerDirs.contains(layer.dir))
            continue;
        BuildState state = BuildState::NotNeeded;
        FunctionDefinition last = withReadyLayers(given.function, {layer}, given.projectDir, nullptr, &state);
        const qsizetype place = given.function.layerDirs.indexOf(layer.dir);
        QString dir = last.layerDirs.value(place);
        if (state != BuildState::Current) {
            if (!mayRun)
                return tl::unexpected(mustBeTrusted(layer.name));
            spec.onProgress = [&](LayerProgress progress) {
                progress.of = layer.name;
                if (given.onProgress)
                    given.onProgress(progress);
            };
            const auto outcome = buildLayerResource(spec, layer);
            if (!outcome)
                return tl::unexpected(outcome.error());
            addWarnings(*outcome, all);
            dir = outcome->dir;
        }
        places.append({layer.dir, dir});
        layer.dir = dir;
        spec.builtLayerDirs.append(dir);
    }
    spec.onProgress = given.onProgress;
    auto code = buildCode(spec, mayRun);
    if (!code)
        return code;
    for (const auto &[from, to] : std::as_const(places))
        replaceLayerDir(code->function, from, to);
    all.function = code->function;
    all.built = all.built || code->built;
    all.warnings += code->warnings;
    return all;
}

} // namespace lathe
