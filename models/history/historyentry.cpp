// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyentry.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "core/redactor.h"
#include "core/sha256.h"
#include "history/runcost.h"
#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <optional>

namespace lathe {

static constexpr int formVersion = 1;
static const QLatin1String cutNote("event cut");

QString HistoryEntry::status() const
{
    if (outcome.ok())
        return QStringLiteral("success");
    return outcome.report.status == QLatin1String("timeout") ? QStringLiteral("timeout") : QStringLiteral("error");
}

double HistoryEntry::wouldCost(double count) const
{
    return runCost(outcome, tmpMib, architecture, count);
}

bool HistoryEntry::isEventWhole() const
{
    return std::none_of(notes.begin(), notes.end(), [](const QString &note) { return note.startsWith(cutNote); });
}

void describeFunction(const FunctionSpec &spec, HistoryEntry *entry)
{
    QStringList names;
    for (const auto &[name, value] : spec.environment)
        names.append(name);
    names.sort();
    entry->function = spec.name;
    entry->runtime = spec.runtime;
    entry->architecture = spec.architecture;
    entry->tmpMib = spec.tmpMib;
    entry->codeHash = spec.codeHash;
    entry->environmentHash = QString::fromLatin1(Sha256::of(names.join(u'\0').toUtf8()).toHex());
}

static bool saysSecret(const QString &name)
{
    static const QRegularExpression expression(QStringLiteral("SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|API_?KEY|PRIVATE|ACCESS_KEY"), QRegularExpression::CaseInsensitiveOption);
    return expression.match(name).hasMatch();
}

namespace {

/// Takes out what one function's runs must not be kept with.
class Redaction
{
public:
    explicit Redaction(const QList<std::pair<QString, QString>> &environment)
    {
        constexpr int shortestSecret = 6; // shorter values stand everywhere
        for (const auto &[name, value] : environment)
            if (value.size() >= shortestSecret && saysSecret(name))
                m_secrets.append(value.toUtf8());
    }

    /// JSON stays JSON, so that it can be replayed: there the strings are looked at, each behind its key.
    QByteArray of(const QByteArray &bytes) { return of(bytes, deepest); }

private:
    static constexpr int deepest = 4; ///< So many JSON texts may be packed into each other, as in an envelope's body.

    QByteArray of(const QByteArray &bytes, int levels)
    {
        const bool may = Redactor::hasWords(bytes) || std::any_of(m_secrets.begin(), m_secrets.end(), [&bytes](const QByteArray &secret) { return bytes.contains(secret); });
        if (!may)
            return bytes;
        if (jsontext::check(bytes))
            return ofText(bytes);
        // Keys stay as they are, for they say what a value is; where one is itself a secret, the text is worth less than it.
        static const QRegularExpression strings(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:)?"));
        QSet<QByteArray> seen;
        for (auto it = strings.globalMatch(QString::fromUtf8(bytes)); it.hasNext();) {
            if (const auto match = it.next(); !match.captured(2).isEmpty())
                if (const QByteArray key = match.captured(1).toUtf8(); !seen.contains(key)) {
                    seen.insert(key);
                    if (ofText(key) != key)
                        return ofText(bytes);
                }
        }
        return jsontext::mapped(bytes, [this, levels](const QByteArray &key, const QByteArray &value) -> std::optional<QByteArray> {
            const QByteArray changed = ofValue(key, value, levels);
            return changed == value ? std::nullopt : std::optional(changed);
        });
    }

    QByteArray ofText(QByteArray bytes)
    {
        for (const QByteArray &secret : m_secrets)
            if (bytes.contains(secret))
                bytes.replace(secret, "[redacted]");
        if (const QString text = QString::fromUtf8(bytes); text.toUtf8() == bytes)
            if (const QString without = m_redactor.of(text); without != text)
                return without.toUtf8();
        return bytes;
    }

    QByteArray ofValue(const QByteArray &key, const QByteArray &value, int levels)
    {
        const QByteArray name = key + ": ";
        if (value == "true" || value == "false" || value == "null")
            return value;
        if (levels > 0 && (value.startsWith('{') || value.startsWith('[')) && !jsontext::check(value))
            return of(value, levels - 1);
        const auto known = m_keys.constFind(key);
        const bool secret = known != m_keys.constEnd() ? *known : *m_keys.insert(key, ofText(name + '0') != name + '0');
        return secret && !value.isEmpty() ? QByteArrayLiteral("[redacted]") : ofText(value);
    }

    QList<QByteArray> m_secrets;
    Redactor m_redactor;
    QHash<QByteArray, bool> m_keys; ///< Whether what stands behind the key is a credential, whatever it looks like.
};

} // namespace

void redactEntry(HistoryEntry *entry, const QList<std::pair<QString, QString>> &environment)
{
    Redaction redaction(environment);
    const auto clean = [&](QByteArray &bytes, QLatin1String what) {
        const QByteArray without = redaction.of(bytes);
        if (without == bytes)
            return;
        bytes = without;
        entry->notes.append(what + QLatin1String(": credentials were taken out"));
    };
    clean(entry->event, QLatin1String("event"));
    clean(entry->clientContext, QLatin1String("client context"));
    clean(entry->identity, QLatin1String("identity"));
    clean(entry->outcome.payload, QLatin1String("response"));
    clean(entry->partial, QLatin1String("partial response"));
    clean(entry->outcome.log, QLatin1String("log"));
}

void boundEntry(HistoryEntry *entry)
{
    const auto cut = [entry](QByteArray &bytes, QLatin1String what) {
        if (bytes.size() <= limits::historyBodyBytes)
            return;
        entry->notes.append(QStringLiteral("%1 cut: the first %2 of %3 bytes are kept").arg(what).arg(limits::historyBodyBytes).arg(bytes.size()));
        bytes.truncate(limits::historyBodyBytes);
    };
    cut(entry->event, QLatin1String("event"));
    cut(entry->outcome.payload, QLatin1String("response"));
    cut(entry->partial, QLatin1String("partial response"));
    cut(entry->outcome.log, QLatin1String("log"));
}

static void insertBytes(QJsonObject &object, const QString &name, const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes) // not so for a byte order mark
        object.insert(name, text);
    else
        object.insert(name + QStringLiteral("Base64"), QString::fromLatin1(bytes.toBase64()));
}

static QByteArray bytesOf(const QJsonObject &object, const QString &name)
{
    const QJsonValue encoded = object.value(name + QStringLiteral("Base64"));
    return encoded.isString() ? QByteArray::fromBase64(encoded.toString().toLatin1()) : object.value(name).toString().toUtf8();
}

QByteArray entryLine(const HistoryEntry &entry, bool bodies)
{
    const InvokeOutcome &outcome = entry.outcome;
    const InvocationReport &report = outcome.report;
    QJsonObject object{{QStringLiteral("lathe"), formVersion}, {QStringLiteral("id"), entry.id}, {QStringLiteral("startedMs"), entry.startedMs},
        {QStringLiteral("function"), entry.function}, {QStringLiteral("project"), entry.project}, {QStringLiteral("where"), entry.where},
        {QStringLiteral("eventName"), entry.eventName}, {QStringLiteral("deployed"), entry.deployed}, {QStringLiteral("codeHash"), entry.codeHash},
        {QStringLiteral("environmentHash"), entry.environmentHash}, {QStringLiteral("runtime"), entry.runtime}, {QStringLiteral("architecture"), entry.architecture},
        {QStringLiteral("tmpMb"), entry.tmpMib}, {QStringLiteral("status"), entry.status()}, {QStringLiteral("functionError"), QString::fromUtf8(outcome.functionError)},
        {QStringLiteral("streamed"), outcome.streamed}, {QStringLiteral("logStream"), outcome.logStream},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(outcome.warnings)}, {QStringLiteral("notes"), QJsonArray::fromStringList(entry.notes)},
        {QStringLiteral("report"), QJsonObject{{QStringLiteral("requestId"), report.requestId}, {QStringLiteral("durationMs"), report.durationMs},
            {QStringLiteral("billedDurationMs"), report.billedMs}, {QStringLiteral("memorySizeMb"), report.memoryMib},
            {QStringLiteral("maxMemoryUsedMb"), report.maxMemoryUsedMib}, {QStringLiteral("initDurationMs"), report.initMs},
            {QStringLiteral("status"), report.status}, {QStringLiteral("errorType"), report.errorType}}}};
    QJsonArray chunks;
    for (const ResponseChunk &chunk : outcome.chunks)
        chunks.append(QJsonArray{chunk.ms, chunk.bytes});
    object.insert(QStringLiteral("chunks"), chunks);
    insertBytes(object, QStringLiteral("clientContext"), entry.clientContext);
    if (!entry.identity.isEmpty())
        insertBytes(object, QStringLiteral("identity"), entry.identity);
    if (bodies) {
        insertBytes(object, QStringLiteral("event"), entry.event);
        insertBytes(object, QStringLiteral("response"), outcome.payload);
        insertBytes(object, QStringLiteral("partial"), entry.partial);
        insertBytes(object, QStringLiteral("log"), outcome.log);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<HistoryEntry> entryFromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    HistoryEntry entry;
    entry.id = object.value(QStringLiteral("id")).toString();
    if (entry.id.isEmpty() || object.value(QStringLiteral("lathe")).toInt() != formVersion)
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "This is no run as Lathe exports it, or of a newer Lathe."));
    const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
    entry.startedMs = qint64(object.value(QStringLiteral("startedMs")).toDouble());
    entry.function = text("function");
    entry.project = text("project");
    entry.where = text("where");
    entry.eventName = text("eventName");
    entry.deployed = object.value(QStringLiteral("deployed")).toBool();
    entry.codeHash = text("codeHash");
    entry.environmentHash = text("environmentHash");
    entry.runtime = text("runtime");
    entry.architecture = text("architecture");
    entry.tmpMib = object.value(QStringLiteral("tmpMb")).toInt();
    entry.notes = object.value(QStringLiteral("notes")).toVariant().toStringList();
    entry.event = bytesOf(object, QStringLiteral("event"));
    entry.clientContext = bytesOf(object, QStringLiteral("clientContext"));
    entry.identity = bytesOf(object, QStringLiteral("identity"));
    entry.partial = bytesOf(object, QStringLiteral("partial"));
    InvokeOutcome &outcome = entry.outcome;
    outcome.payload = bytesOf(object, QStringLiteral("response"));
    outcome.log = bytesOf(object, QStringLiteral("log"));
    outcome.functionError = text("functionError").toUtf8();
    outcome.streamed = object.value(QStringLiteral("streamed")).toBool();
    outcome.logStream = text("logStream");
    outcome.warnings = object.value(QStringLiteral("warnings")).toVariant().toStringList();
    for (const QJsonValue &chunk : object.value(QStringLiteral("chunks")).toArray())
        outcome.chunks.append({chunk.toArray().at(0).toDouble(), qint64(chunk.toArray().at(1).toDouble())});
    const QJsonObject report = object.value(QStringLiteral("report")).toObject();
    outcome.report = {report.value(QStringLiteral("requestId")).toString(), report.value(QStringLiteral("durationMs")).toDouble(),
        qint64(report.value(QStringLiteral("billedDurationMs")).toDouble()), report.value(QStringLiteral("memorySizeMb")).toInt(),
        report.value(QStringLiteral("maxMemoryUsedMb")).toInt(), report.value(QStringLiteral("initDurationMs")).toDouble(-1),
        report.value(QStringLiteral("status")).toString(), report.value(QStringLiteral("errorType")).toString()};
    return entry;
}

} // namespace lathe
