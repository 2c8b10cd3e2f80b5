// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/signaturemanifest.h"
#include "core/sha256.h"
#include <QCoreApplication>
#include <QMap>
#include <libdeflate.h>

namespace lathe::manifest {

static constexpr char heading[] = "Lathe-Signature: 1\nDigest: SHA-256\n\n";

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

static Decompressor decompressor() { return {libdeflate_alloc_decompressor(), libdeflate_free_decompressor}; }

bool isOurs(const ZipMember &member) { return member.path == listName || member.path == signatureName; }

/// A path in one line of text.
static QByteArray escaped(const std::string &path)
{
    QByteArray out;
    for (const char c : path) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '%')
            out += '%' + QByteArray(1, c).toHex().toUpper();
        else
            out += c;
    }
    return out;
}

Result<QByteArray> of(const ZipArchive &archive)
{
    const Decompressor inflate = decompressor();
    QByteArray list = heading;
    for (const ZipMember &member : archive.members()) { // sorted by path
        if (isOurs(member))
            continue;
        QByteArrayView bytes;
        std::unique_ptr<char[]> content;
        if (member.kind == ZipMember::Kind::Link) {
            bytes = QByteArrayView(member.target.data(), qsizetype(member.target.size()));
        } else if (member.kind == ZipMember::Kind::File) {
            auto read = archive.read(member, inflate.get());
            if (!read)
                return tl::unexpected(read.error());
            content = std::move(*read);
            bytes = QByteArrayView(content.get(), qsizetype(member.bytes));
        }
        const char kind = member.kind == ZipMember::Kind::Link ? 'l' : member.kind == ZipMember::Kind::Folder ? 'd' : member.executable ? 'x' : 'f';
        list += Sha256::of(bytes).toHex() + ' ' + kind + ' ' + escaped(member.path) + '\n';
    }
    return list;
}

static QMap<QByteArray, QByteArray> rows(const QByteArray &list)
{
    QMap<QByteArray, QByteArray> map; // path → hash and kind
    for (const QByteArray &line : list.split('\n'))
        if (line.size() > 67)
            map.insert(line.mid(67), line.first(66));
    return map;
}

QStringList differences(const QByteArray &signedList, const QByteArray &list)
{
    const auto before = rows(signedList), now = rows(list);
    QStringList found;
    const auto add = [&found](const char *form, const QByteArray &path) { found << QCoreApplication::translate("lathe", form).arg(QString::fromUtf8(path)); };
    for (auto it = now.begin(); it != now.end(); ++it) {
        if (!before.contains(it.key()))
            add(QT_TRANSLATE_NOOP("lathe", "%1 (added)"), it.key());
        else if (before.value(it.key()) != it.value())
            add(QT_TRANSLATE_NOOP("lathe", "%1 (changed)"), it.key());
    }
    for (auto it = before.begin(); it != before.end(); ++it)
        if (!now.contains(it.key()))
            add(QT_TRANSLATE_NOOP("lathe", "%1 (missing)"), it.key());
    return found;
}

Result<QByteArray> content(const ZipArchive &archive, const char *name)
{
    static constexpr std::uint64_t bytesMax = 64 * 1024 * 1024;
    for (const ZipMember &member : archive.members()) {
        if (member.path != name || member.kind != ZipMember::Kind::File || member.bytes > bytesMax)
            continue;
        const auto bytes = archive.read(member, decompressor().get());
        if (!bytes)
            return tl::unexpected(bytes.error());
        return QByteArray(bytes->get(), qsizetype(member.bytes));
    }
    return QByteArray();
}

} // namespace lathe::manifest
