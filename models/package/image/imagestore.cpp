// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagestore.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "package/image/layerreader.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <signal.h>
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

/// Trees that a killed process left, and those that nobody has used for long.
void sweep(int cache, const QString &cacheDir)
{
    const QStringList names = QDir(cacheDir).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    const qint64 oldest = QDateTime::currentSecsSinceEpoch() -
                          std::chrono::duration_cast<std::chrono::seconds>(timeouts::unusedImage).count();
    for (const QString &name : names) {
        const QByteArray native = QFile::encodeName(name);
        struct stat status = {};
        if (name.startsWith(QLatin1String(".unpack-"))) {
            const pid_t pid = name.section(u'-', 1, 1).toInt();
            if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH)
                RootBuilder::removeTree(cache, native.toStdString());
        } else if (name.size() == 64 && ::fstatat(cache, native.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                   status.st_mtim.tv_sec < oldest) {
            const QByteArray aside = ".unpack-" + QByteArray::number(::getpid()) + "-old-" + native;
            if (::renameat(cache, native.constData(), cache, aside.constData()) == 0)
                RootBuilder::removeTree(cache, aside.toStdString());
        }
    }
}

Result<> unpackTo(const QByteArray &key, const ImageFiles &files, const ImageManifest &image, const QString &cacheDir,
                  const ImageUnpackOptions &options)
{
    const OwnedFd cache(::open(QFile::encodeName(cacheDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!cache)
        return cacheError(cacheDir);
    sweep(cache.get(), cacheDir);
    QByteArray temporary = QFile::encodeName(cacheDir + QStringLiteral("/.unpack-%1-XXXXXX").arg(::getpid()));
    if (!::mkdtemp(temporary.data()))
        return cacheError(cacheDir);
    const std::string name = temporary.mid(temporary.lastIndexOf('/') + 1).toStdString();
    const OwnedFd root(::openat(cache.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    Result<> done = root ? fill(root.get(), files, image, options) : Result<>(cacheError(cacheDir));
    if (done && ::renameat(cache.get(), name.c_str(), cache.get(), key.constData()) == 0)
        return {};
    const int saved = errno;
    RootBuilder::removeTree(cache.get(), name);
    struct stat status = {};
    if (done && ::fstatat(cache.get(), key.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) { // else another was faster
        errno = saved;
        done = cacheError(cacheDir);
    }
    return done;
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
    const auto files = ImageFiles::at(image.path);
    if (!files)
        return tl::unexpected(files.error());
    auto manifest = readImageManifest(**files, image.name, architecture);
    if (!manifest)
        return tl::unexpected(manifest.error());
    if (auto named = nameLayers(**files, *manifest, options); !named)
        return tl::unexpected(named.error());
    if (const auto made = paths::makePrivate(cacheDir); !made)
        return tl::unexpected(made.error());
    const QByteArray key = keyOf(*manifest);
    const QString root = cacheDir + u'/' + QString::fromLatin1(key);
    if (!QFileInfo(root).isDir())
        if (auto done = unpackTo(key, **files, *manifest, cacheDir, options); !done)
            return tl::unexpected(done.error());
    ::utimensat(AT_FDCWD, QFile::encodeName(root).constData(), nullptr, 0); // used today
    return UnpackedImage{root, described(*manifest)};
}

} // namespace lathe
