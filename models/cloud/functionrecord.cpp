// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionrecord.h"
#include "core/ids.h"
#include "core/limits.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <algorithm>

namespace lathe {

static QString text(const char *latin1) { return QString::fromLatin1(latin1); }

void VersionRecord::touch()
{
    revisionId = newUuid();
    modifiedMs = QDateTime::currentMSecsSinceEpoch();
}

QString VersionRecord::shownSha256() const
{
    const QJsonObject image = configuration.value(QLatin1String("lathe:image")).toObject();
    return image.isEmpty() ? QString::fromLatin1(QByteArray::fromHex(codeSha256).toBase64()) : image.value(QLatin1String("digest")).toString().section(u':', 1);
}

QByteArray VersionRecord::contentId() const
{
    const QByteArray json = QJsonDocument(configuration).toJson(QJsonDocument::Compact); // keys are sorted
    return QCryptographicHash::hash(json + codeSha256, QCryptographicHash::Sha256).toHex();
}

void VersionRecord::beginCreate()
{
    state = QStringLiteral("Pending");
    stateReason = QStringLiteral("The function is being created.");
    stateReasonCode = QStringLiteral("Creating");
    updateStatus.clear();
    updateReason.clear();
    updateReasonCode.clear();
    touch();
}

void VersionRecord::beginUpdate()
{
    updateStatus = QStringLiteral("InProgress");
    updateReason = QStringLiteral("The function is being created.");
    updateReasonCode = QStringLiteral("Creating");
    touch();
}

void VersionRecord::finish(const QString &failure, const QString &failureCode)
{
    const bool creating = state == QLatin1String("Pending") || state == QLatin1String("Failed");
    if (creating) {
        state = failure.isEmpty() ? QStringLiteral("Active") : QStringLiteral("Failed");
        stateReason = failure;
        stateReasonCode = failureCode;
    }
    updateStatus = failure.isEmpty() ? QStringLiteral("Successful") : QStringLiteral("Failed");
    updateReason = failure;
    updateReasonCode = failureCode;
    revisionId = newUuid(); // the time of the last change stays that of the request
}

int FunctionRecord::provisionedConcurrency() const
{
    int sum = 0;
    for (const ProvisionedRecord &record : provisioned)
        sum += record.requested;
    return sum;
}

const VersionRecord *FunctionRecord::find(const QString &version) const
{
    const auto it = versions.constFind(version.isEmpty() ? latestVersion : version);
    return it == versions.constEnd() ? nullptr : &*it;
}

QMap<QString, ProvisionedRecord> FunctionRecord::provisionedVersions() const
{
    QMap<QString, ProvisionedRecord> byVersion;
    for (auto it = provisioned.begin(); it != provisioned.end(); ++it) {
        const auto alias = aliases.constFind(it.key());
        byVersion.insert(alias == aliases.constEnd() ? it.key() : alias->version, *it);
    }
    return byVersion;
}

const VersionRecord *FunctionRecord::resolve(const QString &qualifier) const
{
    const auto alias = aliases.constFind(qualifier);
    return find(alias == aliases.constEnd() ? qualifier : alias->version);
}

const VersionRecord *FunctionRecord::route(const QString &qualifier) const
{
    const auto alias = aliases.constFind(qualifier);
    if (alias == aliases.constEnd())
        return find(qualifier);
    return find(alias->isWeighted() ? alias->versionFor(QRandomGenerator::system()->generateDouble()) : alias->version);
}

void FunctionRecord::setSetting(FunctionSetting setting, const QString &qualifier, const QJsonObject &document)
{
    if (document.isEmpty())
        settings.remove({setting, qualifier});
    else
        settings.insert({setting, qualifier}, document);
}

bool FunctionRecord::removeQualifier(const QString &qualifier)
{
    if (aliases.remove(qualifier) + versions.remove(qualifier) == 0)
        return false;
    provisioned.remove(qualifier);
    settings.removeIf([&qualifier](const auto &setting) { return setting.key().second == qualifier; });
    return true;
}

QStringList FunctionRecord::aliasesOf(const QString &version) const
{
    QStringList names;
    for (const AliasRecord &alias : aliases)
        if (alias.refersTo(version))
            names << alias.name;
    return names;
}

QList<const VersionRecord *> FunctionRecord::sortedVersions() const
{
    QList<const VersionRecord *> sorted;
    for (const VersionRecord &version : versions)
        sorted << &version;
    std::sort(sorted.begin(), sorted.end(), [](const VersionRecord *a, const VersionRecord *b) { return a->version.toInt() < b->version.toInt(); });
    return sorted;
}

const VersionRecord *FunctionRecord::lastPublished() const
{
    const auto sorted = sortedVersions();
    return sorted.isEmpty() || sorted.last()->version == latestVersion ? nullptr : sorted.last();
}

QStringList VersionRecord::layerArns() const
{
    QStringList arns;
    const QJsonArray layers = configuration.value(QLatin1String("Layers")).toArray();
    for (const QJsonValue &layer : layers) // earlier editions stored the ARNs alone
        arns << (layer.isString() ? layer.toString() : layer.toObject().value(QLatin1String("Arn")).toString());
    return arns;
}

static QJsonArray layersJson(const QJsonArray &stored)
{
    QJsonArray layers;
    for (const QJsonValue &layer : stored)
        layers.append(layer.isString() ? QJsonObject{{text("Arn"), layer}, {text("CodeSize"), 0}} : layer.toObject());
    return layers;
}

static QJsonObject vpcJson(QJsonObject vpc)
{
    for (const char *list : {"SubnetIds", "SecurityGroupIds"})
        if (!vpc.contains(QLatin1String(list)))
            vpc.insert(text(list), QJsonArray());
    // A made-up VPC would be a lie; it is empty where there is none, as AWS has it after a function left its VPC.
    vpc.insert(text("VpcId"), QString());
    if (!vpc.contains(QLatin1String("Ipv6AllowedForDualStack")))
        vpc.insert(text("Ipv6AllowedForDualStack"), false);
    return vpc;
}

QJsonObject configurationJson(const FunctionRecord &function, const VersionRecord &version, const ArnScope &scope, const QString &arnQualifier,
    ConfigurationView view)
{
    QJsonObject json = version.configuration;
    json.insert(text("FunctionName"), function.name);
    json.insert(text("FunctionArn"), scope.functionArn(function.name, arnQualifier));
    json.insert(text("Version"), version.version);
    json.remove(QLatin1String("lathe:image"));
    json.remove(QLatin1String("lathe:unzippedBytes"));
    json.insert(text("CodeSha256"), version.shownSha256());
    json.insert(text("CodeSize"), version.codeBytes);
    json.insert(text("RevisionId"), version.revisionId);
    json.insert(text("LastModified"), lambdaTimestamp(version.modifiedMs));
    if (json.contains(QLatin1String("Layers")))
        json.insert(text("Layers"), layersJson(json.value(QLatin1String("Layers")).toArray()));
    if (json.contains(QLatin1String("VpcConfig")))
        json.insert(text("VpcConfig"), vpcJson(json.value(QLatin1String("VpcConfig")).toObject()));
    if (json.contains(QLatin1String("ImageConfig")))
        json.insert(text("ImageConfigResponse"), QJsonObject{{text("ImageConfig"), json.take(QLatin1String("ImageConfig"))}});
    QJsonObject snapStart = json.value(QLatin1String("SnapStart")).toObject();
    const bool optimised = version.version != latestVersion && snapStart.value(QLatin1String("ApplyOn")).toString() == QLatin1String("PublishedVersions");
    snapStart.insert(text("OptimizationStatus"), optimised ? text("On") : text("Off")); // as on Lambda, where snapshots are of versions
    json.insert(text("SnapStart"), snapStart);
    if (view == ConfigurationView::Listed)
        return json;
    const std::pair<const char *, QString> states[] = {{"State", version.state}, {"StateReason", version.stateReason},
        {"StateReasonCode", version.stateReasonCode}, {"LastUpdateStatus", version.updateStatus},
        {"LastUpdateStatusReason", version.updateReason}, {"LastUpdateStatusReasonCode", version.updateReasonCode}};
    for (const auto &[name, value] : states)
        if (!value.isEmpty())
            json.insert(text(name), value);
    return json;
}

static QJsonObject loggingWithDefaults(QJsonObject logging, const QString &functionName)
{
    if (!logging.contains(QLatin1String("LogFormat")))
        logging.insert(text("LogFormat"), text("Text"));
    if (!logging.contains(QLatin1String("LogGroup")))
        logging.insert(text("LogGroup"), QStringLiteral("/aws/lambda/") + functionName);
    const bool json = logging.value(QLatin1String("LogFormat")).toString() == QLatin1String("JSON");
    for (const char *level : {"ApplicationLogLevel", "SystemLogLevel"}) {
        if (!json)
            logging.remove(QLatin1String(level));
        else if (!logging.contains(QLatin1String(level)))
            logging.insert(text(level), text("INFO"));
    }
    return logging;
}

QJsonObject configurationWithDefaults(const QJsonObject &requested, const QString &functionName)
{
    QJsonObject all{{text("Description"), QString()}, {text("Timeout"), limits::timeoutDefaultSeconds}, {text("MemorySize"), limits::memoryDefaultMib},
        {text("TracingConfig"), QJsonObject{{text("Mode"), text("PassThrough")}}},
        {text("EphemeralStorage"), QJsonObject{{text("Size"), limits::tmpMinMib}}},
        {text("SnapStart"), QJsonObject{{text("ApplyOn"), text("None")}}},
        {text("Architectures"), QJsonArray{text("x86_64")}}, {text("PackageType"), text("Zip")}};
    for (auto it = requested.begin(); it != requested.end(); ++it)
        all.insert(it.key(), it.value());
    all.insert(text("LoggingConfig"), loggingWithDefaults(requested.value(QLatin1String("LoggingConfig")).toObject(), functionName));
    return all;
}

QJsonObject configurationUpdated(QJsonObject stored, const QJsonObject &requested, const QString &functionName)
{
    for (auto it = requested.begin(); it != requested.end(); ++it) {
        if (it.key() == QLatin1String("LoggingConfig")) {
            QJsonObject logging = stored.value(it.key()).toObject();
            const QJsonObject wanted = it.value().toObject();
            for (auto one = wanted.begin(); one != wanted.end(); ++one)
                logging.insert(one.key(), one.value());
            stored.insert(it.key(), loggingWithDefaults(logging, functionName));
            continue;
        }
        stored.insert(it.key(), it.value());
    }
    // An empty list takes the layers, the dead letter queue's ARN or the key away.
    if (stored.value(QLatin1String("Layers")).toArray().isEmpty())
        stored.remove(QLatin1String("Layers"));
    if (stored.value(QLatin1String("FileSystemConfigs")).toArray().isEmpty())
        stored.remove(QLatin1String("FileSystemConfigs"));
    if (stored.value(QLatin1String("KMSKeyArn")).toString().isEmpty())
        stored.remove(QLatin1String("KMSKeyArn"));
    if (stored.value(QLatin1String("DeadLetterConfig")).toObject().value(QLatin1String("TargetArn")).toString().isEmpty())
        stored.remove(QLatin1String("DeadLetterConfig"));
    return stored;
}

} // namespace lathe
