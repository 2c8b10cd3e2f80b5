// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/image/imagebuilder.h"
#include "package/image/imagestore.h"
#include "project/project.h"

namespace lathe {

/// How a function's image is brought to run.
struct FunctionImageOptions
{
    std::function<void(const ImageProgress &)> progress;     ///< On the calling thread.
    std::function<void(const QByteArray &line)> onBuildLine; ///< Output of a build, on the calling thread.
    const std::atomic_bool *cancel = nullptr;
    bool mayBuild = false; ///< A build runs programs of the project: for trusted folders only.
};

/// Where this function's image is: the file or folder that its ImageUri names, the image of that tag that was built
/// here, or else nothing yet, but it can be built. LTH-RUN-013: it is only in a registry.
struct FunctionImage
{
    ImageReference reference; ///< Empty path: build it first.
    ImageBuild build;
};
Result<FunctionImage> findFunctionImage(const FunctionDefinition &function);

/// Finds it, builds it where the template says from what, unpacks it (once per content) and applies the function's own
/// ImageConfig. Blocking: builds take minutes. Any thread but the window's.
Result<UnpackedImage> prepareFunctionImage(const FunctionDefinition &function,
                                           const FunctionImageOptions &options = {});

} // namespace lathe
