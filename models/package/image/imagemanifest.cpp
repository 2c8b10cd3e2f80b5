// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: OCI image-spec v1.1 (image-layout.md, image-index.md, manifest.md, config.md); Docker image spec v1 and
// v1.2.
#include "package/image/imagemanifest.h"
#include "core/limits.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {

bool isDigest(const QByteArray &digest)
{
    const qsizetype colon = digest.indexOf(':');
    const QByteArray algorithm = digest.left(colon), hex = digest.mid(colon + 1);
    const qsizetype wanted = algorithm == "sha256" ? 64 : algorithm == "sha512" ? 128 : -1;
    return hex.size() == wanted &&
           std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

QString ociArchitecture(const QString &lambdaArchitecture)
{
    return lambdaArchitecture == QLatin1String("x86_64") ? QStringLiteral("amd64") : lambdaArchitecture;
}

qint64 ImageManifest::storedBytes() const
{
    qint64 sum = 0;
    for (const ImageLayer &layer : layers)
        sum += std::max<qint64>(0, layer.bytes);
    return sum;
}

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

QByteArray ascii(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

Result<QJsonDocument> parsed(const QByteArray &bytes, const std::string &name)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isNull())
        return imageDamaged(tr("the file %1 is no JSON").arg(QString::fromStdString(name)), error.errorString());
    return document;
}

Result<QJsonDocument> json(const ImageFiles &files, const std::string &name)
{
    return files.small(name).and_then([&](const QByteArray &bytes) { return parsed(bytes, name); });
}

std::string blobFile(QByteArray digest)
{
    return "blobs/" + digest.replace(':', '/').toStdString();
}

/// A blob that a descriptor names, with its size and hash checked.
Result<QByteArray> blob(const ImageFiles &files, const QJsonObject &descriptor)
{
    const QByteArray digest = ascii(descriptor.value(QLatin1String("digest")));
    if (!isDigest(digest))
        return imageDamaged(tr("%1 is no digest").arg(QString::fromLatin1(digest.left(100))));
    auto bytes = files.small(blobFile(digest));
    if (!bytes)
        return bytes;
    const auto algorithm = digest.startsWith("sha512:") ? QCryptographicHash::Sha512 : QCryptographicHash::Sha256;
    const QJsonValue size = descriptor.value(QLatin1String("size"));
    if (QCryptographicHash::hash(*bytes, algorithm).toHex() != digest.mid(7) ||
        (size.isDouble() && size.toInteger() != bytes->size()))
        return fail(ErrorCode::Verification,
                    tr("%1 of the image does not have the content that its digest says; save the image again.")
                        .arg(QString::fromLatin1(digest)),
                    {}, QStringLiteral("LTH-IMG-006"));
    return bytes;
}

Result<> readConfig(const QJsonObject &object, ImageManifest &image)
{
    const QJsonObject config = object.value(QLatin1String("config")).toObject();
    image.architecture = object.value(QLatin1String("architecture")).toString();
    image.created = object.value(QLatin1String("created")).toString();
    image.config.entryPoint = strings(config.value(QLatin1String("Entrypoint")));
    image.config.command = strings(config.value(QLatin1String("Cmd")));
    image.config.workingDir = config.value(QLatin1String("WorkingDir")).toString();
    for (const QString &one : strings(config.value(QLatin1String("Env")))) {
        const qsizetype equals = one.indexOf(u'=');
        if (equals > 0 && !one.contains(QChar(0)))
            image.config.environment.append({one.left(equals), one.mid(equals + 1)});
    }
    const QString os = object.value(QLatin1String("os")).toString();
    if (!os.isEmpty() && os != QLatin1String("linux"))
        return imageDamaged(tr("it is for %1, not for Linux").arg(os));
    return {};
}

/// Gives the layers the diff ids of the configuration, one each.
Result<> readDiffIds(const QJsonObject &config, ImageManifest &image)
{
    const QStringList ids = strings(config.value(QLatin1String("rootfs")).toObject().value(QLatin1String("diff_ids")));
    if (ids.size() != image.layers.size())
        return imageDamaged(tr("it has %1 layers but names %2").arg(image.layers.size()).arg(ids.size()));
    for (qsizetype i = 0; i < ids.size(); ++i) {
        image.layers[i].diffId = ids[i].toLatin1();
        if (!isDigest(image.layers[i].diffId))
            return imageDamaged(tr("%1 is no digest").arg(ids[i].left(100)));
    }
    if (image.layers.size() > limits::imageLayers)
        return imageDamaged(tr("it has more than %1 layers").arg(limits::imageLayers));
    return {};
}

tl::unexpected<Error> wrongArchitecture(const QStringList &there, const QString &wanted)
{
    return fail(ErrorCode::Config,
                tr("The image is for %1, the function for %2. Build it with --platform linux/%2, or change the "
                   "function's architecture.")
                    .arg(there.join(QStringLiteral(", ")), wanted),
                {}, QStringLiteral("LTH-IMG-005"));
}

tl::unexpected<Error> noSuchName(const QStringList &there, const QString &wanted)
{
    const QString names = there.isEmpty() ? tr("(none)") : there.join(QStringLiteral(", "));
    return fail(
        ErrorCode::Config,
        wanted.isEmpty()
            ? tr("There are several images in it; write one of these names behind its path and a colon: %1").arg(names)
            : tr("There is no image \"%1\" in it; it holds: %2").arg(wanted, names),
        {}, QStringLiteral("LTH-IMG-004"));
}

// --- OCI image layout
// -------------------------------------------------------------------------------------------------

struct Candidate
{
    QJsonObject descriptor;
    QString name;
    QString platform; ///< "linux/amd64"; empty when the index does not say.
};

constexpr int maxCandidates = 1000;
constexpr int maxNesting = 4;
constexpr int maxIndexes = 200; ///< Read in all: one that is named a thousand times, and names another so, has no end.

Result<> collect(const ImageFiles &files, const QJsonObject &index, const QString &outerName, int depth,
                 QList<Candidate> &found, int &indexes)
{
    if (++indexes > maxIndexes)
        return imageDamaged(tr("its index is too long"));
    if (depth > maxNesting)
        return imageDamaged(tr("its index is nested too deep"));
    for (const QJsonValue &value : index.value(QLatin1String("manifests")).toArray()) {
        const QJsonObject descriptor = value.toObject();
        const QJsonObject notes = descriptor.value(QLatin1String("annotations")).toObject();
        if (notes.contains(QLatin1String("vnd.docker.reference.type")))
            continue; // an attestation about another manifest
        QString name = notes.value(QLatin1String("org.opencontainers.image.ref.name")).toString();
        if (const QString whole = notes.value(QLatin1String("io.containerd.image.name")).toString(); !whole.isEmpty())
            name = whole;
        if (name.isEmpty())
            name = outerName;
        const QString type = descriptor.value(QLatin1String("mediaType")).toString();
        if (type.endsWith(QLatin1String("image.index.v1+json")) ||
            type.endsWith(QLatin1String("manifest.list.v2+json"))) {
            const auto inner =
                blob(files, descriptor).and_then([](const QByteArray &bytes) { return parsed(bytes, "index"); });
            if (!inner)
                return tl::unexpected(inner.error());
            if (auto done = collect(files, inner->object(), name, depth + 1, found, indexes); !done)
                return done;
            continue;
        }
        const QJsonObject platform = descriptor.value(QLatin1String("platform")).toObject();
        const QString os = platform.value(QLatin1String("os")).toString();
        found.append({descriptor, name,
                      os.isEmpty() ? QString() : os + u'/' + platform.value(QLatin1String("architecture")).toString()});
        if (found.size() > maxCandidates)
            return imageDamaged(tr("its index is too long"));
    }
    return {};
}

Result<ImageManifest> ociImage(const ImageFiles &files, const Candidate &candidate)
{
    const auto manifest =
        blob(files, candidate.descriptor).and_then([](const QByteArray &bytes) { return parsed(bytes, "manifest"); });
    if (!manifest)
        return tl::unexpected(manifest.error());
    ImageManifest image;
    image.digest = ascii(candidate.descriptor.value(QLatin1String("digest")));
    if (!candidate.name.isEmpty())
        image.names.append(candidate.name);
    for (const QJsonValue &value : manifest->object().value(QLatin1String("layers")).toArray()) {
        const QJsonObject descriptor = value.toObject();
        ImageLayer layer;
        layer.digest = ascii(descriptor.value(QLatin1String("digest")));
        if (!isDigest(layer.digest))
            return imageDamaged(tr("%1 is no digest").arg(QString::fromLatin1(layer.digest.left(100))));
        layer.file = blobFile(layer.digest);
        layer.bytes = descriptor.value(QLatin1String("size")).toInteger(-1);
        image.layers.append(layer);
    }
    const auto config =
        blob(files, manifest->object().value(QLatin1String("config")).toObject()).and_then([](const QByteArray &bytes) {
            return parsed(bytes, "config");
        });
    if (!config)
        return tl::unexpected(config.error());
    if (auto read = readConfig(config->object(), image); !read)
        return tl::unexpected(read.error());
    if (auto read = readDiffIds(config->object(), image); !read)
        return tl::unexpected(read.error());
    return image;
}

/// Whether `wanted` ("app", "app:1.0", "1.0", "docker.io/library/app:1.0") means the image that is called `name`.
bool isNamed(const QString &name, const QString &wanted)
{
    return wanted.isEmpty() || name == wanted || name == wanted + QLatin1String(":latest") ||
           name.endsWith(u'/' + wanted) || name.endsWith(u'/' + wanted + QLatin1String(":latest")) ||
           (!wanted.contains(u':') && name.endsWith(u':' + wanted));
}

Result<ImageManifest> readLayout(const ImageFiles &files, const QString &name, const QString &architecture)
{
    const auto index = json(files, "index.json");
    if (!index)
        return tl::unexpected(index.error());
    QList<Candidate> all;
    int indexes = 0;
    if (auto done = collect(files, index->object(), {}, 0, all, indexes); !done)
        return tl::unexpected(done.error());
    QStringList names, platforms;
    QList<Candidate> named;
    for (const Candidate &candidate : all) {
        if (!names.contains(candidate.name))
            names.append(candidate.name);
        if (isNamed(candidate.name, name))
            named.append(candidate);
    }
    if (named.isEmpty() || (name.isEmpty() && names.size() > 1))
        return noSuchName(names, name);
    for (const Candidate &candidate : named) {
        if (!candidate.platform.isEmpty() && candidate.platform != QLatin1String("linux/") + architecture) {
            platforms.append(candidate.platform);
            continue;
        }
        auto image = ociImage(files, candidate);
        if (!image || image->architecture == architecture)
            return image;
        platforms.append(QLatin1String("linux/") + image->architecture);
    }
    return wrongArchitecture(platforms, architecture);
}

// --- docker-archive
// ---------------------------------------------------------------------------------------------------

Result<ImageManifest> archivedImage(const ImageFiles &files, const QJsonObject &entry)
{
    ImageManifest image;
    image.names = strings(entry.value(QLatin1String("RepoTags")));
    for (const QString &layer : strings(entry.value(QLatin1String("Layers"))))
        image.layers.append({layer.toStdString(), {}, {}, files.sizeOf(layer.toStdString())});
    const std::string file = entry.value(QLatin1String("Config")).toString().toStdString();
    const auto bytes = files.small(file);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto config = parsed(*bytes, file);
    if (!config)
        return tl::unexpected(config.error());
    image.digest = "sha256:" + QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex();
    if (auto read = readConfig(config->object(), image); !read)
        return tl::unexpected(read.error());
    if (auto read = readDiffIds(config->object(), image); !read)
        return tl::unexpected(read.error());
    return image;
}

Result<ImageManifest> readArchive(const ImageFiles &files, const QString &name, const QString &architecture)
{
    const auto manifest = json(files, "manifest.json");
    if (!manifest)
        return tl::unexpected(manifest.error());
    QStringList names, platforms;
    QList<QJsonObject> named;
    for (const QJsonValue &value : manifest->array()) {
        const QStringList tags = strings(value.toObject().value(QLatin1String("RepoTags")));
        names += tags;
        if (name.isEmpty() ||
            std::any_of(tags.begin(), tags.end(), [&](const QString &tag) { return isNamed(tag, name); }))
            named.append(value.toObject());
    }
    if (named.isEmpty() || (name.isEmpty() && named.size() > 1))
        return noSuchName(names, name);
    for (const QJsonObject &entry : named) {
        auto image = archivedImage(files, entry);
        if (!image || image->architecture.isEmpty() || image->architecture == architecture)
            return image;
        platforms.append(QLatin1String("linux/") + image->architecture);
    }
    return wrongArchitecture(platforms, architecture);
}

/// Docker before 1.10: "repositories" names the top layer's folder, and each folder's "json" its parent's.
Result<ImageManifest> readOldArchive(const ImageFiles &files, const QString &name)
{
    const auto repositories = json(files, "repositories");
    if (!repositories)
        return tl::unexpected(repositories.error());
    QStringList names;
    std::string top;
    const QJsonObject all = repositories->object();
    for (auto repository = all.begin(); repository != all.end(); ++repository) {
        const QJsonObject tags = repository.value().toObject();
        for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
            const QString whole = repository.key() + u':' + tag.key();
            names.append(whole);
            if (isNamed(whole, name))
                top = tag.value().toString().toStdString();
        }
    }
    if (top.empty() || (name.isEmpty() && names.size() > 1))
        return noSuchName(names, name);
    ImageManifest image;
    image.names = {name.isEmpty() ? names.constFirst() : name};
    for (std::string id = top; !id.empty();) {
        const auto description = json(files, id + "/json");
        if (!description)
            return tl::unexpected(description.error());
        if (image.layers.size() >= limits::imageLayers)
            return imageDamaged(tr("it has more than %1 layers").arg(limits::imageLayers));
        if (image.layers.isEmpty())
            if (auto read = readConfig(description->object(), image); !read)
                return tl::unexpected(read.error());
        image.layers.prepend({id + "/layer.tar", {}, {}, files.sizeOf(id + "/layer.tar")});
        id = description->object().value(QLatin1String("parent")).toString().toStdString();
    }
    return image;
}

} // namespace

Result<ImageManifest> readImageManifest(const ImageFiles &files, const QString &name, const QString &lambdaArchitecture)
{
    const QString architecture = ociArchitecture(lambdaArchitecture);
    if (files.contains("index.json"))
        return readLayout(files, name, architecture);
    if (files.contains("manifest.json"))
        return readArchive(files, name, architecture);
    if (files.contains("repositories"))
        return readOldArchive(files, name);
    return imageDamaged(tr("it has neither index.json nor manifest.json"));
}

} // namespace lathe
