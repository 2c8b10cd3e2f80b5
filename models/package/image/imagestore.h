// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/imageconfig.h"
#include "core/limits.h"
#include "core/result.h"
#include "package/image/imagereference.h"
#include <atomic>
#include <functional>

namespace lathe {

/// What an image holds, without unpacking it.
struct ImageDescription
{
    QByteArray digest; ///< "sha256:…" of the manifest (OCI) or of the configuration (docker-archive); may be empty.
    QStringList names;
    QString architecture; ///< In OCI's words.
    QString created;
    ImageConfig config;
    int layers = 0;
    qint64 storedBytes = 0;
};

/// An image that can run.
struct UnpackedImage
{
    QString rootDir; ///< Its root file system, read-only by agreement.
    ImageDescription description;
    bool fresh = false; ///< It was unpacked just now.
    CacheLease inUse;   ///< The root file system stays as long as this does.
};

struct ImageProgress
{
    int layer = 0; ///< 1-based.
    int layers = 0;
    qint64 bytes = 0; ///< Of the stored layers.
    qint64 totalBytes = 0;
};

/// Bounds of an unpacking; the defaults are Lambda's.
struct ImageLimits
{
    qint64 bytes = limits::imageBytes;
    qint64 entries = limits::imageEntries;
    int ratio = limits::imageRatio;
};

struct ImageUnpackOptions
{
    ImageLimits limits;
    std::function<void(const ImageProgress &)> progress; ///< On the calling thread, at most every 4 MB.
    const std::atomic_bool *cancel = nullptr;
};

/// Reads what the image is. `architecture`: Lambda's word. Blocking, any thread; errors as in imagemanifest.h.
Result<ImageDescription> inspectImage(const ImageReference &image, const QString &architecture);

/// Unpacks an untrusted image once: <cacheDir>/<hash of its layers> is its root file system, made under another name
/// and renamed when it is whole. One folder an image and no overlay of layers: it starts with one bind mount, needs
/// nothing of the kernel, and an entry that goes through an earlier layer's link lands where it would when that image
/// runs. What the cache may take is pruneImages()'s. Nothing is left behind after a failure or a cancel. Blocking, any
/// thread.
Result<UnpackedImage> unpackImage(const ImageReference &image, const QString &architecture, const QString &cacheDir,
                                  const ImageUnpackOptions &options = {});

} // namespace lathe
