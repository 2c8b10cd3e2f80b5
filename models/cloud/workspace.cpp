// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/workspace.h"
#include "cloud/statelock.h"
#include "core/atomicfile.h"
#include "core/ids.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <optional>
#include <sys/stat.h>

namespace lathe {

static constexpr int keyIdChars = 20; // as AWS's; the prefix says whose they are
static constexpr int secretChars = 40;

static QString randomText(int count, QLatin1String alphabet)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(int(alphabet.size()))]);
    return text;
}

static Credentials newKeys()
{
    const QString prefix = QStringLiteral("LATHE");
    return {prefix + randomText(keyIdChars - int(prefix.size()), QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
        randomText(secretChars, QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")), {}, {}, {}};
}

static std::optional<Credentials> parseKeys(const QByteArray &bytes)
{
    static const QRegularExpression idForm(QStringLiteral("^LATHE[A-Z2-7]{15}$"));
    static const QRegularExpression secretForm(QStringLiteral("^[A-Za-z0-9+/]{40}$"));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    Credentials keys;
    keys.accessKeyId = object.value(QLatin1String("accessKeyId")).toString();
    keys.secretAccessKey = object.value(QLatin1String("secretAccessKey")).toString();
    if (!idForm.match(keys.accessKeyId).hasMatch() || !secretForm.match(keys.secretAccessKey).hasMatch())
        return {};
    return keys;
}

static Result<> writeKeys(const QString &file, const Credentials &keys)
{
    const QJsonObject object{{QStringLiteral("schema"), 1}, {QStringLiteral("accessKeyId"), keys.accessKeyId},
        {QStringLiteral("secretAccessKey"), keys.secretAccessKey}};
    return writeFileAtomically(file, QJsonDocument(object).toJson(), 0600);
}

/// Reads the keys, or makes them. Called with the folder's short lock held.
static Result<Credentials> keysOf(const QString &file, QStringList *notes)
{
    const auto bytes = readFile(file, 64 * 1024);
    if (!bytes && bytes.error().code != ErrorCode::NotFound && bytes.error().code != ErrorCode::TooLarge)
        return tl::unexpected(bytes.error()); // unreadable is not damaged: new keys would lock other programs out
    if (bytes)
        if (auto keys = parseKeys(*bytes)) {
            ::chmod(QFile::encodeName(file).constData(), 0600);
            return *keys;
        }
    if (QFile::exists(file)) {
        const QString aside = file + QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz"));
        if (!QFile::rename(file, aside))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The damaged file %1 cannot be moved aside; move it away and try again.").arg(file));
        notes->append(QCoreApplication::translate("lathe",
            "The access keys of the endpoint were damaged. They were moved to %1 and new ones were made: run \"lathe env\" again in open shells.").arg(aside));
    }
    const Credentials keys = newKeys();
    if (auto written = writeKeys(file, keys); !written)
        return tl::unexpected(written.error());
    return keys;
}

Result<Workspace> Workspace::open(const QString &dir)
{
    Workspace workspace;
    workspace.dir = QDir::cleanPath(QFileInfo(dir).absoluteFilePath());
    if (auto made = paths::makePrivate(workspace.dir); !made)
        return tl::unexpected(made.error());
    auto lock = StateLock::acquire(workspace.dir + QStringLiteral("/.open.lock"), StateLock::Wait);
    if (!lock)
        return tl::unexpected(lock.error());
    sweepStrayFiles(workspace.dir);
    auto keys = keysOf(workspace.dir + QStringLiteral("/keys.json"), &workspace.notes);
    if (!keys)
        return tl::unexpected(keys.error());
    workspace.credentials = *keys;
    workspace.credentials.source = QCoreApplication::translate("lathe", "keys of the local endpoint in %1").arg(workspace.dir);
    if (const auto port = readFile(workspace.dir + QStringLiteral("/port"), 64))
        workspace.lastPort = port->trimmed().toUShort(); // anything else than a port is 0: never
    return workspace;
}

Result<> Workspace::savePort(quint16 port)
{
    if (auto written = writeFileAtomically(dir + QStringLiteral("/port"), QByteArray::number(port) + '\n', 0600); !written)
        return written;
    lastPort = port;
    return {};
}

QString Workspace::endpointUrl() const
{
    return lastPort == 0 ? QString() : QStringLiteral("http://127.0.0.1:%1").arg(lastPort);
}

QString Workspace::socketPath() const { return dir + QStringLiteral("/endpoint.sock"); }

QString Workspace::defaultDir() { return paths::data() + QStringLiteral("/endpoint"); }

} // namespace lathe
