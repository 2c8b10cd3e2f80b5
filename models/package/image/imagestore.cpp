// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagestore.h"
#include "core/paths.h"
#include "core/treeremoval.h"
#include "package/image/layerreader.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe {
namespace {

constexpr char form[] =
    "lathe-image-1\n"; ///< Changes when unpacking does, so that old trees are not taken for new ones.

tl::unexpected<Error> cacheError(const QString &dir)
{
    return fail(ErrorCode::Io,
                QCoreApplication::translate("lathe", "The image cannot be unpacked to %1: %2. Nothing was kept.")
                    .arg(dir, qt_error_string()),
                {}, QStringLiteral("LTH-IMG-009"));
}

ImageDescription described(const ImageManifest &image)
{
    return {image.digest,       image.names, image.architecture, image.created, image.config, int(image.layers.size()),
            image.storedBytes()};
}

QByteArray keyOf(const ImageManifest &image)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(form));
    for (const ImageLayer &layer : image.layers)
        hash.addData(layer.diffId + '\n');
    return hash.result().toHex();
}

/// Layers of very old archives name no diff id: it is worked out.
Result<> nameLayers(const ImageFiles &files, ImageManifest &image, const ImageUnpackOptions &options)
{
    ImageBudget budget{options.limits.bytes, options.limits.entries, options.limits.ratio};
    for (ImageLayer &layer : image.layers) {
        if (!layer.diffId.isEmpty())
            continue;
        const auto api = ArchiveApi::load();
        if (!api)
            return tl::unexpected(api.error());
        const auto id = LayerReader(*api, files, layer, budget, options.cancel).diffId();
        if (!id)
            return tl::unexpected(id.error());
        layer.diffId = *id;
    }
    return {};
}

Result<> fill(int root, const ImageFiles &files, const ImageManifest &image, const ImageUnpackOptions &options)
{
    const auto api = ArchiveApi::load();
    if (!api)
        return tl::unexpected(api.error());
    ImageBudget budget{options.limits.bytes, options.limits.entries, options.limits.ratio};
    ImageProgress progress{0, int(image.layers.size()), 0, image.storedBytes()};
    qint64 told = -1;
    RootBuilder builder(root);
    for (const ImageLayer &layer : image.layers) {
        ++progress.layer;
        const auto onBytes = [&](qint64 bytes) {
            progress.bytes += bytes;
            static constexpr qint64 step = 4 * 1024 * 1024;
            if (options.progress && progress.bytes / step != told) {
                told = progress.bytes / step;
                options.progress(progress);
            }
        };
        if (auto done = LayerReader(*api, files, layer, budget, options.cancel).apply(builder, onBytes); !done)
            return done;
    }
    if (!builder.mountPoints())
        return fail(ErrorCode::Io,
                    QCoreApplication::translate("lathe", "%1 of the image cannot be unpacked: %2. Nothing was kept.")
                        .arg(QStringLiteral("/"), qt_error_string()),
                    {}, QStringLiteral("LTH-IMG-009"));
    return {};
}

Result<CacheLease> unpackTo(const QString &key, const ImageFiles &files, const ImageManifest &image,
                            const QString &cacheDir, const ImageUnpackOptions &options)
{
    const OwnedFd cache(::open(QFile::encodeName(cacheDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!cache)
        return cacheError(cacheDir);
    CacheFolder(cacheDir).sweepLeftovers();
    QByteArray temporary = QFile::encodeName(cacheDir + QStringLiteral("/.unpack-%1-XXXXXX").arg(::getpid()));
    if (!::mkdtemp(temporary.data()))
        return cacheError(cacheDir);
    const std::string name = temporary.mid(temporary.lastIndexOf('/') + 1).toStdString();
    const OwnedFd root(::openat(cache.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    Result<> done = root ? fill(root.get(), files, image, options) : Result<>(cacheError(cacheDir));
    CacheLease kept;
    if (done)
        kept = CacheFolder(cacheDir).put(QString::fromStdString(name), key);
    if (kept)
        return kept;
    const int saved = errno;
    removeTree(cache.get(), name);
    errno = saved;
    return done ? cacheError(cacheDir) : tl::unexpected(done.error());
}

} // namespace

Result<ImageDescription> inspectImage(const ImageReference &image, const QString &architecture)
{
    const auto files = ImageFiles::at(image.path);
    if (!files)
        return tl::unexpected(files.error());
    return readImageManifest(**files, image.name, architecture).map(described);
}

Result<UnpackedImage> unpackImage(const ImageReference &image, const QString &architecture, const QString &cacheDir,
                                  const ImageUnpackOptions &options)
{
    // A layout that was built here stays while it is read; elsewhere this finds nothing.
    const CacheLease layout = CacheFolder(QFileInfo(cacheDir).path() + QStringLiteral("/builds"))
                                  .take(QFileInfo(QFileInfo(image.path).path()).fileName());
    const auto files = ImageFiles::at(image.path);
    if (!files)
        return tl::unexpected(files.error());
    auto manifest = readImageManifest(**files, image.name, architecture);
    if (!manifest)
        return tl::unexpected(manifest.error());
    if (auto named = nameLayers(**files, *manifest, options); !named)
        return tl::unexpected(named.error());
    if (const auto folder = paths::makePrivate(cacheDir); !folder)
        return tl::unexpected(folder.error());
    const QString key = QString::fromLatin1(keyOf(*manifest));
    UnpackedImage unpacked{cacheDir + u'/' + key, described(*manifest), false, CacheFolder(cacheDir).take(key)};
    if (unpacked.inUse)
        return unpacked;
    auto made = unpackTo(key, **files, *manifest, cacheDir, options);
    if (!made)
        return tl::unexpected(made.error());
    unpacked.fresh = true;
    unpacked.inUse = *made;
    return unpacked;
}

} // namespace lathe
