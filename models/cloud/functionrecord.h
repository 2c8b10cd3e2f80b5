// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/aliasrecord.h"
#include "cloud/functionname.h"
#include "cloud/functionsetting.h"
#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <optional>

namespace lathe {

inline const QString latestVersion = QStringLiteral("$LATEST");

/// One version of a function as it is stored: "$LATEST", which changes, or a published one, which never does (but for its
/// state).
struct VersionRecord
{
    QString version = latestVersion;
    /// The members of shapes::configuration() and Architectures, PackageType; defaults filled in. Layers are
    /// objects with Arn and CodeSize. Of an image also "lathe:image" (uri, resolvedUri, digest), of a zip "lathe:unzippedBytes";
    /// no answer shows these.
    QJsonObject configuration;
    QByteArray codeSha256;      ///< Hex of the hash of the zip, or of an image's record: the name of its blob.
    qint64 codeBytes = 0;
    QString revisionId;
    qint64 modifiedMs = 0;
    QString state;              ///< Pending, Active, Inactive, Failed.
    QString stateReason;
    QString stateReasonCode;
    QString updateStatus;       ///< Empty (never), InProgress, Successful, Failed.
    QString updateReason;
    QString updateReasonCode;
    QByteArray source;          ///< Of a published version: $LATEST's contentId() when it was published.

    /// Hash of the configuration and the code: equal when there is nothing new to publish.
    QByteArray contentId() const;
    bool operator==(const VersionRecord &) const = default;
    /// Of the layers in its configuration, in their order.
    QStringList layerArns() const;
    /// Each tenant has environments of its own, and each event has to name one.
    bool isPerTenant() const { return configuration.contains(QLatin1String("TenancyConfig")); }
    bool isImage() const { return configuration.value(QLatin1String("PackageType")).toString() == QLatin1String("Image"); }
    /// CodeSha256 as Lambda shows it: Base64 of a zip's, hex of an image's digest.
    QString shownSha256() const;
    bool isBusy() const { return state == QLatin1String("Pending") || updateStatus == QLatin1String("InProgress"); }
    /// A new revision id and the time of now.
    void touch();
    void beginCreate();
    void beginUpdate();
    /// What beginCreate() or beginUpdate() started has ended; `failure` empty: well.
    void finish(const QString &failure, const QString &failureCode);
};

/// Provisioned concurrency as it was asked for.
struct ProvisionedRecord
{
    int requested = 0;
    qint64 modifiedMs = 0;
    bool operator==(const ProvisionedRecord &) const = default;
};

/// A function with all of its versions and aliases.
struct FunctionRecord
{
    QString name;
    QJsonObject tags;
    int nextVersion = 1;
    std::optional<int> reservedConcurrency;
    QMap<QString, ProvisionedRecord> provisioned; ///< By version or alias, as it was asked for.
    QMap<QString, AliasRecord> aliases;           ///< By name.
    QMap<FunctionSettingKey, QJsonObject> settings;
    QMap<QString, VersionRecord> versions; ///< By name of the version; see sortedVersions().

    QJsonObject setting(FunctionSetting setting, const QString &qualifier = {}) const { return settings.value({setting, qualifier}); }
    /// An empty document takes the setting away.
    void setSetting(FunctionSetting setting, const QString &qualifier, const QJsonObject &document);
    /// Takes a version or an alias away, with all that belongs to it. False: there was none.
    bool removeQualifier(const QString &qualifier);

    /// Of all versions together.
    int provisionedConcurrency() const;
    /// By version: what is asked for an alias belongs to its FunctionVersion, and moves with it.
    QMap<QString, ProvisionedRecord> provisionedVersions() const;
    VersionRecord &latest() { return versions[latestVersion]; }
    const VersionRecord *find(const QString &version) const;
    /// The version that a qualifier stands for: of an alias its FunctionVersion.
    const VersionRecord *resolve(const QString &qualifier) const;
    /// The version that one invocation of a qualifier goes to: of an alias with weights by chance, each time anew.
    const VersionRecord *route(const QString &qualifier) const;
    /// Names of the aliases that a version cannot be deleted for.
    QStringList aliasesOf(const QString &version) const;
    /// $LATEST first, then published ones by number.
    QList<const VersionRecord *> sortedVersions() const;
    /// The published version with the highest number, or nullptr.
    const VersionRecord *lastPublished() const;
};

/// Which members of FunctionConfiguration an answer has: lists leave the states out, as AWS's do.
enum class ConfigurationView { Full, Listed };

/// FunctionConfiguration in the SDK model's shape. `arnQualifier` is put at the end of FunctionArn when not empty.
QJsonObject configurationJson(const FunctionRecord &function, const VersionRecord &version, const ArnScope &scope, const QString &arnQualifier,
    ConfigurationView view = ConfigurationView::Full);

/// The configuration of a new function, with Lambda's defaults for what the request leaves out.
QJsonObject configurationWithDefaults(const QJsonObject &requested, const QString &functionName);
/// The configuration after an update: members that the request has replace the stored ones.
QJsonObject configurationUpdated(QJsonObject stored, const QJsonObject &requested, const QString &functionName);

} // namespace lathe
