// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/backupfile.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <fcntl.h>
#include <unistd.h>

namespace lathe {
namespace {

constexpr char magic[] = "lathe-backup 1\n";

/// Empty when there is no such process.
QString startOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' '); // the name may hold spaces
    return fields.size() > 19 ? QString::fromLatin1(fields.at(19)) : QString();
}

/// A header line of JSON, then the exact text: UTF-8, or UTF-16 when it holds lone surrogates.
QByteArray serialised(const Backup &backup, const QByteArray &utf8)
{
    const bool wide = !backup.text.isValidUtf16();
    const QByteArray text = !utf8.isNull() ? utf8 : wide ? QByteArray(reinterpret_cast<const char *>(backup.text.utf16()), backup.text.size() * 2) : backup.text.toUtf8();
    QJsonArray folded;
    for (const int line : backup.folded)
        folded.append(line);
    const QJsonObject header{
        {QStringLiteral("path"), backup.path},
        {QStringLiteral("when"), backup.when.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("line"), backup.line},
        {QStringLiteral("column"), backup.column},
        {QStringLiteral("folded"), folded},
        {QStringLiteral("encoding"), wide ? QStringLiteral("UTF-16") : QStringLiteral("UTF-8")},
        {QStringLiteral("bytes"), qint64(text.size())},
        {QStringLiteral("sha256"), QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())},
        {QStringLiteral("pid"), qint64(::getpid())},
        {QStringLiteral("started"), startOf(::getpid())},
    };
    return magic + QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + text;
}

bool writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t n = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (n < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(n, 0);
    }
    return true;
}

Error ioError(const QString &path, const char *what)
{
    return {ErrorCode::Io, QCoreApplication::translate("lathe", "%1 could not be saved: %2. The old file is unchanged.").arg(path, qt_error_string()),
        QString::fromLatin1(what), QStringLiteral("LTH-FILE-001")};
}

} // namespace

std::optional<StoredBackup> StoredBackup::in(const QByteArray &bytes)
{
    if (!bytes.startsWith(magic))
        return std::nullopt;
    const qsizetype from = qsizetype(sizeof magic) - 1;
    const qsizetype end = bytes.indexOf('\n', from);
    if (end < 0)
        return std::nullopt;
    const QJsonObject header = QJsonDocument::fromJson(bytes.mid(from, end - from)).object();
    const QByteArray text = bytes.mid(end + 1);
    if (header.value(QLatin1String("bytes")).toInteger(-1) != text.size()
        || header.value(QLatin1String("sha256")).toString().toLatin1() != QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())
        return std::nullopt;
    StoredBackup stored;
    stored.backup.path = header.value(QLatin1String("path")).toString();
    stored.backup.when = QDateTime::fromString(header.value(QLatin1String("when")).toString(), Qt::ISODateWithMs);
    stored.backup.line = header.value(QLatin1String("line")).toInt();
    stored.backup.column = header.value(QLatin1String("column")).toInt();
    for (const QJsonValue line : header.value(QLatin1String("folded")).toArray())
        if (line.toInt() > 0)
            stored.backup.folded.append(line.toInt());
    stored.pid = header.value(QLatin1String("pid")).toInteger();
    stored.started = header.value(QLatin1String("started")).toString();
    if (header.value(QLatin1String("encoding")).toString() == QLatin1String("UTF-16"))
        stored.backup.text = QString(reinterpret_cast<const QChar *>(text.constData()), text.size() / 2);
    else
        stored.backup.text = QString::fromUtf8(text);
    if (stored.backup.path.isEmpty())
        return std::nullopt;
    return stored;
}

bool StoredBackup::isOthers() const
{
    return pid != ::getpid() && !started.isEmpty() && startOf(pid) == started;
}

Result<QString> writeBackup(const QString &dir, const Backup &backup, const QByteArray &utf8)
{
    if (const auto made = paths::makePrivate(dir); !made)
        return tl::unexpected(made.error());
    const QByteArray hash = QCryptographicHash::hash(backup.path.toUtf8(), QCryptographicHash::Sha256).toHex();
    QByteArray name = QFile::encodeName(dir) + "/." + hash + ".lathe-XXXXXX"; // left alone it is swept
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0)
        return tl::unexpected(ioError(QFile::decodeName(name), "mkostemp"));
    const bool written = writeAll(fd, serialised(backup, utf8));
    const Error error = written ? Error() : ioError(QFile::decodeName(name), "write");
    if (::close(fd) == 0 && written)
        return QFile::decodeName(name);
    ::unlink(name.constData());
    return tl::unexpected(written ? ioError(QFile::decodeName(name), "close") : error);
}

Result<QString> nameBackup(const QString &written)
{
    const QFileInfo info(written);
    const QString fresh = info.path() + u'/' + info.fileName().mid(1, 64) + u'.' + written.right(6) + QStringLiteral(".fresh");
    if (::rename(QFile::encodeName(written).constData(), QFile::encodeName(fresh).constData()) == 0)
        return fresh;
    const Error error = ioError(fresh, "rename");
    QFile::remove(written);
    return tl::unexpected(error);
}

Result<> syncBackup(const QString &fresh)
{
    const int fd = ::open(QFile::encodeName(fresh).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return tl::unexpected(ioError(fresh, "open"));
    const bool synced = ::fsync(fd) == 0;
    const Error error = synced ? Error() : ioError(fresh, "fsync");
    ::close(fd);
    return synced ? Result<>() : Result<>(tl::unexpected(error));
}

} // namespace lathe
