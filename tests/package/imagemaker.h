// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <archive.h>
#include <archive_entry.h>

/// Container images made by hand, entry by entry: what no honest tool would write, too.
namespace lathe::test {

struct TarEntry
{
    QByteArray name;
    QByteArray content;
    char type = '0'; ///< ustar: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 pipe.
    QByteArray link;
    int mode = 0644;
    qint64 claimedBytes = -1; ///< Size in the header when it lies.
    QList<std::pair<QByteArray, QByteArray>> pax = {}; ///< Further records of its pax header.
};

inline TarEntry fileEntry(const QByteArray &name, const QByteArray &content = "x", int mode = 0644)
{
    return {name, content, '0', {}, mode, -1, {}};
}
inline TarEntry folderEntry(const QByteArray &name, int mode = 0755)
{
    return {name, {}, '5', {}, mode, -1, {}};
}
/// With the extended attributes that a container tool would put into the archive: a file capability among them.
inline TarEntry withAttributes(TarEntry entry)
{
    // VFS_CAP_REVISION_2, effective; permitted: all of the first 32.
    const QByteArray capability = QByteArray::fromHex("01000002ffffffff000000000000000000000000");
    entry.pax = {{"SCHILY.xattr.security.capability", capability}, {"SCHILY.xattr.user.note", "x"}, {"SCHILY.xattr.trusted.overlay.opaque", "y"},
                 {"SCHILY.xattr.user.overlay.whiteout", "y"}, {"LIBARCHIVE.xattr.user.other", "eA"}, {"SCHILY.acl.access", "user::rwx,user:0:rwx,group::rwx,mask::rwx,other::rwx"}};
    return entry;
}
inline TarEntry linkEntry(const QByteArray &name, const QByteArray &target)
{
    return {name, {}, '2', target, 0777, -1, {}};
}
inline TarEntry hardEntry(const QByteArray &name, const QByteArray &target)
{
    return {name, {}, '1', target, 0644, -1, {}};
}

inline QByteArray tarHeader(const QByteArray &name, char type, const QByteArray &link, int mode, qint64 bytes)
{
    QByteArray h(512, '\0');
    const auto put = [&h](int at, QByteArray text, int most) { h.replace(at, std::min<int>(most, int(text.size())), text.left(most)); };
    put(0, name, 100);
    put(100, QByteArray::number(mode, 8).rightJustified(7, '0'), 7);
    put(108, "0000000", 7);
    put(116, "0000000", 7);
    put(124, QByteArray::number(bytes, 8).rightJustified(11, '0'), 11);
    put(136, "14000000000", 11);
    put(148, "        ", 8);
    h[156] = type;
    put(157, link, 100);
    put(257, QByteArray("ustar\00000", 8), 8);
    int sum = 0;
    for (const char c : h)
        sum += uchar(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0', 7);
    return h;
}

inline QByteArray padded(QByteArray content)
{
    return content.append(QByteArray((512 - content.size() % 512) % 512, '\0'));
}

/// A record of a pax header: its length counts itself.
inline QByteArray paxRecord(const QByteArray &key, const QByteArray &value)
{
    qsizetype length = key.size() + value.size() + 3;
    length += QByteArray::number(length + QByteArray::number(length).size()).size();
    return QByteArray::number(length) + ' ' + key + '=' + value + '\n';
}

inline QByteArray tarOf(const QList<TarEntry> &entries, bool end = true)
{
    QByteArray tar;
    for (const TarEntry &e : entries) {
        QByteArray pax;
        if (e.name.size() > 100 || e.name.contains('\0'))
            pax += paxRecord("path", e.name);
        if (e.link.size() > 100)
            pax += paxRecord("linkpath", e.link);
        for (const auto &[key, value] : e.pax)
            pax += paxRecord(key, value);
        if (!pax.isEmpty())
            tar += tarHeader("PaxHeader", 'x', {}, 0644, pax.size()) + padded(pax);
        tar += tarHeader(e.name, e.type, e.link, e.mode, e.claimedBytes >= 0 ? e.claimedBytes : e.content.size());
        tar += padded(e.content);
    }
    return end ? tar + QByteArray(1024, '\0') : tar;
}

enum class Packing { Plain, Gzip, Zstd };

inline QByteArray packed(const QByteArray &bytes, Packing packing)
{
    if (packing == Packing::Plain)
        return bytes;
    QByteArray out(bytes.size() + bytes.size() / 8 + 65536, '\0');
    std::size_t used = 0;
    archive *writer = archive_write_new();
    archive_write_set_format_raw(writer);
    if (packing == Packing::Gzip)
        archive_write_add_filter_gzip(writer);
    else
        archive_write_add_filter_zstd(writer);
    archive_write_set_bytes_per_block(writer, 0);
    archive_write_open_memory(writer, out.data(), std::size_t(out.size()), &used);
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "data");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.constData(), std::size_t(bytes.size()));
    archive_entry_free(entry);
    archive_write_close(writer);
    archive_write_free(writer);
    out.truncate(qsizetype(used));
    return out;
}

inline QByteArray digestOf(const QByteArray &bytes)
{
    return "sha256:" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

inline void writeBytes(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

/// One image as a value, and the forms in which it is saved.
struct ImageMaker
{
    QList<QByteArray> layers; ///< Tar files, lowest first.
    QJsonObject config;       ///< The "config" member: Entrypoint, Cmd, Env, WorkingDir.
    QString architecture = QStringLiteral("amd64");
    Packing packing = Packing::Gzip;
    QString name = QStringLiteral("latest");

    void add(const QList<TarEntry> &entries) { layers.append(tarOf(entries)); }

    QByteArray configJson() const
    {
        QJsonArray ids;
        for (const QByteArray &layer : layers)
            ids.append(QString::fromLatin1(digestOf(layer)));
        return QJsonDocument(QJsonObject{{QStringLiteral("architecture"), architecture},
                                         {QStringLiteral("os"), QStringLiteral("linux")},
                                         {QStringLiteral("config"), config},
                                         {QStringLiteral("rootfs"), QJsonObject{{QStringLiteral("type"), QStringLiteral("layers")},
                                                                                {QStringLiteral("diff_ids"), ids}}}})
            .toJson(QJsonDocument::Compact);
    }

    static QJsonObject blob(const QString &dir, const QByteArray &bytes, const QString &type)
    {
        const QByteArray digest = digestOf(bytes);
        writeBytes(dir + QStringLiteral("/blobs/sha256/") + QString::fromLatin1(digest.mid(7)), bytes);
        return {{QStringLiteral("mediaType"), type}, {QStringLiteral("digest"), QString::fromLatin1(digest)}, {QStringLiteral("size"), bytes.size()}};
    }

    /// Adds this image to the OCI layout in `dir` and returns its descriptor.
    QJsonObject writeManifest(const QString &dir) const
    {
        QJsonArray list;
        for (const QByteArray &layer : layers)
            list.append(blob(dir, packed(layer, packing), QStringLiteral("application/vnd.oci.image.layer.v1.tar+gzip")));
        const QJsonObject manifest{{QStringLiteral("schemaVersion"), 2},
                                   {QStringLiteral("config"), blob(dir, configJson(), QStringLiteral("application/vnd.oci.image.config.v1+json"))},
                                   {QStringLiteral("layers"), list}};
        QJsonObject descriptor = blob(dir, QJsonDocument(manifest).toJson(), QStringLiteral("application/vnd.oci.image.manifest.v1+json"));
        descriptor.insert(QStringLiteral("annotations"), QJsonObject{{QStringLiteral("org.opencontainers.image.ref.name"), name}});
        return descriptor;
    }

    static void writeIndex(const QString &dir, const QJsonArray &manifests)
    {
        writeBytes(dir + QStringLiteral("/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        writeBytes(dir + QStringLiteral("/index.json"),
                   QJsonDocument(QJsonObject{{QStringLiteral("schemaVersion"), 2}, {QStringLiteral("manifests"), manifests}}).toJson());
    }

    void writeLayout(const QString &dir) const { writeIndex(dir, {writeManifest(dir)}); }

    /// As `docker save` of versions 1.10 to 24 writes it.
    QByteArray dockerArchive() const
    {
        const QByteArray json = configJson();
        const QByteArray configName = digestOf(json).mid(7) + ".json";
        QList<TarEntry> entries{fileEntry(configName, json)};
        QJsonArray names;
        for (const QByteArray &layer : layers) {
            const QByteArray file = digestOf(layer).mid(7) + "/layer.tar";
            entries.append(fileEntry(file, packed(layer, packing)));
            names.append(QString::fromLatin1(file));
        }
        const QJsonArray manifest{QJsonObject{{QStringLiteral("Config"), QString::fromLatin1(configName)},
                                              {QStringLiteral("RepoTags"), QJsonArray{QStringLiteral("app:") + name}},
                                              {QStringLiteral("Layers"), names}}};
        entries.append(fileEntry("manifest.json", QJsonDocument(manifest).toJson()));
        return tarOf(entries);
    }

    /// As Docker before 1.10 wrote it: no digests at all.
    QByteArray oldArchive() const
    {
        QList<TarEntry> entries;
        QByteArray parent;
        for (qsizetype i = 0; i < layers.size(); ++i) {
            const QByteArray id = digestOf(layers[i]).mid(7);
            QJsonObject json{{QStringLiteral("id"), QString::fromLatin1(id)}, {QStringLiteral("os"), QStringLiteral("linux")}, {QStringLiteral("config"), config}};
            if (!parent.isEmpty())
                json.insert(QStringLiteral("parent"), QString::fromLatin1(parent));
            entries << fileEntry(id + "/VERSION", "1.0") << fileEntry(id + "/json", QJsonDocument(json).toJson())
                    << fileEntry(id + "/layer.tar", packed(layers[i], packing));
            parent = id;
        }
        entries << fileEntry("repositories", "{\"app\":{\"latest\":\"" + parent + "\"}}");
        return tarOf(entries);
    }
};

} // namespace lathe::test
