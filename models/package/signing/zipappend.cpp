// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/signing/zipappend.h"
#include "core/crc32.h"
#include "core/sha256.h"
#include "package/zipformat.h"
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <string>

namespace lathe {

static constexpr std::uint16_t versionNeeded = 20, madeByUnix = (3 << 8) | versionNeeded;
static constexpr std::uint32_t fileAttributes = 0100644u << 16;

static tl::unexpected<Error> ioError(const QFileDevice &file)
{
    return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be read or written: %2.").arg(file.fileName(), file.errorString()));
}

/// What a local and a central header have in common, from the version needed to the length of the name.
static void putCommon(std::string &out, const QByteArray &name, const QByteArray &content)
{
    zip::put<std::uint16_t>(out, versionNeeded);
    zip::put<std::uint16_t>(out, zip::flagUtf8);
    zip::put<std::uint16_t>(out, zip::methodStore);
    zip::put<std::uint16_t>(out, 0);
    zip::put<std::uint16_t>(out, zip::dosDate1980);
    zip::put<std::uint32_t>(out, crc32(content));
    zip::put<std::uint32_t>(out, std::uint32_t(content.size()));
    zip::put<std::uint32_t>(out, std::uint32_t(content.size()));
    zip::put<std::uint16_t>(out, std::uint16_t(name.size()));
    zip::put<std::uint16_t>(out, 0); // extra
}

namespace {

/// The end record: where the directory is.
struct End
{
    std::uint16_t count = 0;
    std::uint32_t directoryBytes = 0, directoryStart = 0;
    qint64 base = 0; ///< What stands in front of the archive and is not counted in its offsets.
};

} // namespace

static Result<End> readEnd(QFile &file)
{
    const qint64 longest = zip::endSize + zip::all16;
    const qint64 from = qMax<qint64>(0, file.size() - longest);
    if (!file.seek(from))
        return ioError(file);
    const QByteArray tail = file.read(longest);
    const auto *bytes = reinterpret_cast<const unsigned char *>(tail.constData());
    for (qsizetype at = tail.size() - qsizetype(zip::endSize); at >= 0; --at) {
        if (zip::get<std::uint32_t>(bytes + at) != zip::endSignature || at + qsizetype(zip::endSize) + zip::get<std::uint16_t>(bytes + at + 20) != tail.size())
            continue;
        if (at >= qsizetype(zip::end64LocatorSize) && zip::get<std::uint32_t>(bytes + at - zip::end64LocatorSize) == zip::end64LocatorSignature)
            break;
        const End end{zip::get<std::uint16_t>(bytes + at + 10), zip::get<std::uint32_t>(bytes + at + 12), zip::get<std::uint32_t>(bytes + at + 16),
            from + at - qint64(zip::get<std::uint32_t>(bytes + at + 12)) - qint64(zip::get<std::uint32_t>(bytes + at + 16))};
        if (end.count >= zip::all16 - 2 || end.directoryStart == zip::all32 || end.directoryBytes == zip::all32 || end.base < 0)
            break;
        return end;
    }
    return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "The package %1 has a form (zip64) that is not signed here.").arg(file.fileName()));
}

Result<std::pair<QByteArray, qint64>> appendToZip(const QString &zipFile, const QList<std::pair<QByteArray, QByteArray>> &files)
{
    QFile in(zipFile);
    if (!in.open(QIODevice::ReadOnly))
        return ioError(in);
    const auto end = readEnd(in);
    if (!end)
        return tl::unexpected(end.error());
    if (!in.seek(end->directoryStart + end->base))
        return ioError(in);
    std::string directory = in.read(end->directoryBytes).toStdString();
    if (directory.size() != end->directoryBytes || !in.seek(0))
        return ioError(in);

    QSaveFile out(zipFile);
    if (!out.open(QIODevice::WriteOnly))
        return ioError(out);
    Sha256 hash;
    qint64 written = 0;
    const auto put = [&](QByteArrayView bytes) {
        hash.add(bytes);
        written += bytes.size();
        return out.write(bytes.data(), bytes.size()) == bytes.size();
    };
    for (qint64 left = end->directoryStart + end->base; left > 0;) {
        const QByteArray part = in.read(qMin<qint64>(left, 1024 * 1024));
        if (part.isEmpty() || !put(part))
            return ioError(part.isEmpty() ? static_cast<QFileDevice &>(in) : out);
        left -= part.size();
    }
    for (const auto &[name, content] : files) {
        const auto at = std::uint32_t(written - end->base);
        std::string local;
        zip::put<std::uint32_t>(local, zip::localSignature);
        putCommon(local, name, content);
        local += name.toStdString();
        if (!put(QByteArrayView(local.data(), qsizetype(local.size()))) || !put(content))
            return ioError(out);
        zip::put<std::uint32_t>(directory, zip::centralSignature);
        zip::put<std::uint16_t>(directory, madeByUnix);
        putCommon(directory, name, content);
        zip::put<std::uint16_t>(directory, 0); // comment
        zip::put<std::uint16_t>(directory, 0); // disk
        zip::put<std::uint16_t>(directory, 0); // internal attributes
        zip::put<std::uint32_t>(directory, fileAttributes);
        zip::put<std::uint32_t>(directory, at);
        directory += name.toStdString();
    }
    const auto count = std::uint16_t(end->count + files.size());
    const auto directoryStart = std::uint32_t(written - end->base);
    std::string tail;
    zip::put<std::uint32_t>(tail, zip::endSignature);
    zip::put<std::uint16_t>(tail, 0);
    zip::put<std::uint16_t>(tail, 0);
    zip::put<std::uint16_t>(tail, count);
    zip::put<std::uint16_t>(tail, count);
    zip::put<std::uint32_t>(tail, std::uint32_t(directory.size()));
    zip::put<std::uint32_t>(tail, directoryStart);
    zip::put<std::uint16_t>(tail, 0);
    if (!put(QByteArrayView(directory.data(), qsizetype(directory.size()))) || !put(QByteArrayView(tail.data(), qsizetype(tail.size()))) || !out.flush() || !out.commit()) // commit() misses a buffer that cannot be written
        return ioError(out);
    return std::pair(hash.result(), written);
}

} // namespace lathe
