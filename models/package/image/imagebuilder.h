// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/image/imagereference.h"
#include "project/project.h"
#include <atomic>
#include <functional>

namespace lathe {

/// A build of a Dockerfile.
struct ImageBuildSpec
{
    ImageBuild build;
    QString architecture = QStringLiteral("x86_64");    ///< Lambda's word.
    QString cacheDir;                                   ///< Empty: <cache>/builds.
    bool again = false;                                 ///< Build although nothing changed.
    std::function<void(const QByteArray &line)> onLine; ///< What the tool says, on the calling thread.
    const std::atomic_bool *cancel = nullptr;
};

/// The tools that can build here, best first: buildah, podman, docker. Empty when there is none.
QStringList imageBuilders();

/// Builds it with the first of these tools into <cacheDir>/<hash of the context, the Dockerfile and the arguments>, an
/// OCI layout, unless it is there, and remembers it by its tag. The tool runs with the user's own rights and network,
/// as it would in a terminal: for trusted folders only. Blocking for minutes; any thread but the window's. Errors:
/// Unsupported (LTH-IMG-010: no tool), Config (LTH-IMG-011: no Dockerfile; LTH-IMG-012: the build failed), Cancelled.
Result<ImageReference> buildImage(const ImageBuildSpec &spec);

} // namespace lathe
