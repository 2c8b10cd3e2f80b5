// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/functionimage.h"
#include "core/paths.h"
#include "package/cache/cacheprune.h"
#include "package/image/localimages.h"
#include <QCoreApplication>
#include <QFileInfo>

namespace lathe {

Result<FunctionImage> findFunctionImage(const FunctionDefinition &function)
{
    const QString base = QFileInfo(function.file).absolutePath();
    if (!function.imageBuild.contextDir.isEmpty())
        return FunctionImage{{}, function.imageBuild};
    if (ImageReference::isLocal(function.imageUri, base))
        return FunctionImage{ImageReference::parse(function.imageUri, base), {}};
    if (const auto known = LocalImages().find(function.imageUri))
        return FunctionImage{*known, {}};
    return fail(
        ErrorCode::Config,
        QCoreApplication::translate(
            "lathe",
            "The image %1 of the function %2 is in a registry, from which nothing is fetched. Save it with "
            "\"docker save -o image.tar %1\" or \"skopeo copy docker://%1 oci:image\" and name that file or folder "
            "as the function's image; or give a Dockerfile to build.")
            .arg(function.imageUri, function.name),
        {}, QStringLiteral("LTH-RUN-013"));
}

Result<UnpackedImage> prepareFunctionImage(const FunctionDefinition &function, const FunctionImageOptions &options)
{
    auto image = findFunctionImage(function);
    if (!image)
        return tl::unexpected(image.error());
    if (image->reference.path.isEmpty()) {
        if (!options.mayBuild)
            return fail(ErrorCode::NotTrusted,
                        QCoreApplication::translate(
                            "lathe", "Building an image runs programs of the folder, which is not trusted."));
        ImageBuildSpec build;
        build.build = image->build;
        build.architecture = function.architecture;
        build.onLine = options.onBuildLine;
        build.cancel = options.cancel;
        auto built = buildImage(build);
        if (!built)
            return tl::unexpected(built.error());
        image->reference = *built;
    }
    ImageUnpackOptions unpack;
    unpack.progress = options.progress;
    unpack.cancel = options.cancel;
    auto unpacked =
        unpackImage(image->reference, function.architecture, paths::cache() + QStringLiteral("/images"), unpack);
    if (unpacked && unpacked->fresh)
        boundImages(CachePlaces::standard());
    if (unpacked)
        unpacked->description.config = function.imageConfig.applied(unpacked->description.config);
    return unpacked;
}

} // namespace lathe
