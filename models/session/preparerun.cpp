// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/preparerun.h"
#include "package/building/layerresource.h"
#include "package/building/neededbuild.h"
#include "package/image/functionimage.h"
#include "package/layer/layershelf.h"
#include "package/signing/readypackage.h"
#include "runtime/treefingerprint.h"

namespace lathe {

Result<SpecFromProject> prepareRun(FunctionBuildSpec build, const QList<LayerDefinition> &layers, const std::atomic_bool &cancel, const std::function<void(const QByteArray &)> &log,
    const std::function<void(const RunPreparation &)> &tell)
{
    build.cancel = &cancel;
    build.onLine = [&log](const QByteArray &line) { log(line + '\n'); };
    bool told = false;
    build.onProgress = [&told, &tell, more = build.onProgress](const LayerProgress &p) {
        if (!std::exchange(told, true))
            tell({RunPreparation::Phase::BuildingFunction});
        if (more)
            more(p);
    };
    auto built = buildWhereNeeded(build, layers, true); // nothing runs in a folder that is not trusted
    if (!built && built.error().code == ErrorCode::Unsupported && !mustBuildToRun(build.function, build.projectDir)) // no tool for it here: it may run as it is
        built = NeededBuild{build.function, true, {built.error().text}, {}};
    if (!built)
        return tl::unexpected(built.error());
    if (told)
        tell({RunPreparation::Phase::Done});
    QStringList problems;
    FunctionDefinition definition = withReadyLayers(built->function, layers, build.projectDir, &problems); // ready zips, too
    QString warning;
    CacheLease inUse;
    if (runsFromPackage(definition)) {
        const auto package = openReadyPackage(definition, SignaturePolicy::Enforce, SigningKeys());
        if (!package)
            return tl::unexpected(package.error());
        definition.codeDir = package->dir;
        warning = package->warning;
        inUse = package->inUse;
    }
    Result<SpecFromProject> prepared = functionSpecFor(definition, build.projectDir);
    if (prepared && !warning.isEmpty())
        prepared->warnings.append(warning);
    if (prepared)
        prepared->spec.inUse = inUse;
    if (prepared)
        prepared->warnings += problems + LayerShelf::foreignLayers(definition) + (built->built ? built->warnings : QStringList());
    if (prepared && !definition.imageUri.isEmpty()) {
        FunctionImageOptions options;
        options.mayBuild = true; // nothing runs in a folder that is not trusted
        options.cancel = &cancel;
        options.onBuildLine = [&log, &tell, told = false](const QByteArray &line) mutable {
            if (!std::exchange(told, true))
                tell({RunPreparation::Phase::BuildingImage});
            log(line + '\n');
        };
        options.progress = [&tell](const ImageProgress &p) { tell({RunPreparation::Phase::UnpackingImage, p.layer, p.layers, p.bytes, p.totalBytes}); };
        const auto image = prepareFunctionImage(definition, options);
        if (!image)
            return tl::unexpected(image.error());
        if (image->fresh)
            tell({RunPreparation::Phase::Done});
        prepared->spec.imageRoot = image->rootDir;
        prepared->spec.inUse = image->inUse;
        prepared->spec.image = image->description.config;
        prepared->spec.codeHash = image->rootDir; // named after what is in it
    } else if (prepared)
        prepared->spec.codeHash = treeFingerprint(QStringList{prepared->spec.codeDir} + prepared->spec.layerDirs);
    return prepared;
}

} // namespace lathe
