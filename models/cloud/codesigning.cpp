// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/layername.h"
#include "core/logging.h"

namespace lathe::codesigning {

static const QString profileKey = QStringLiteral("SigningProfileVersionArn");
static const QString changedKey = QStringLiteral("lathe:changed");

QString configArn(const ArnScope &scope, const QString &id)
{
    return QStringLiteral("arn:aws:lambda:") + scope.region + u':' + scope.account + QStringLiteral(":code-signing-config:") + id;
}

const CodeSigningConfig *find(const CloudContext &context, const QString &arn)
{
    const QString id = arn.section(u':', -1);
    return arn == configArn(context.scope(), id) ? context.store().codeSigning().find(id) : nullptr;
}

ApiError missing(const QString &arn)
{
    return {404, "CodeSigningConfigNotFoundException", QStringLiteral("The code signing configuration cannot be found. Check that the provided configuration is not deleted: %1.").arg(arn), {}};
}

/// One artifact by one configuration: `changed` names an entry that differs from what was signed, `profile` the signer's ARN.
static ApiResult<> judge(const CodeSigningConfig &config, const QString &profile, const QString &changed, const QString &what)
{
    if (!changed.isEmpty())
        return refuse({400, "InvalidCodeSignatureException",
            QStringLiteral("The code signature failed the integrity check. If the integrity check fails, then Lambda blocks deployment, even if the code signing policy is set to WARN. (%1)").arg(changed), {}});
    if (!profile.isEmpty() && config.allowedProfiles().contains(profile))
        return {};
    const QString text = QStringLiteral("Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for %1.").arg(what);
    if (config.isEnforced())
        return refuse({400, "CodeVerificationFailedException", text, {}});
    qCWarning(logCloud).noquote() << text;
    return {};
}

static QString profileOf(const CloudContext &context, const PackageSignature &signature)
{
    return signature.state == PackageSignature::State::Valid && signature.isKnown() ? signature.key.profileArn(context.scope().region, context.scope().account) : QString();
}

static QString changedEntry(const PackageSignature &signature)
{
    return signature.state == PackageSignature::State::Changed ? signature.changes.join(QStringLiteral(", ")) : QString();
}

ApiResult<> checkCode(const CloudContext &context, const CodeSigningConfig *config, const PackageSignature &signature, VersionRecord &version)
{
    const QString profile = profileOf(context, signature);
    if (profile.isEmpty())
        version.configuration.remove(profileKey);
    else
        version.configuration.insert(profileKey, profile);
    return config && !version.isImage() ? judge(*config, profile, changedEntry(signature), profile.isEmpty() ? QStringLiteral("unsigned") : profile) : ApiResult<>();
}

ApiResult<> checkLayers(const CloudContext &context, const CodeSigningConfig *config, const VersionRecord &version)
{
    if (!config)
        return {};
    for (const QString &arn : version.layerArns()) {
        const auto ref = parseLayerArn(arn);
        const LayerVersionRecord *layer = ref && ref->isOwn(context.scope()) ? context.store().layers().find(ref->name, ref->version) : nullptr;
        const QJsonObject attributes = layer ? layer->attributes : QJsonObject();
        if (auto ok = judge(*config, attributes.value(profileKey).toString(), attributes.value(changedKey).toString(), arn); !ok)
            return ok;
    }
    return {};
}

QJsonObject signatureAttributes(const CloudContext &context, const PackageSignature &signature)
{
    QJsonObject attributes;
    if (const QString profile = profileOf(context, signature); !profile.isEmpty())
        attributes.insert(profileKey, profile);
    if (const QString changed = changedEntry(signature); !changed.isEmpty())
        attributes.insert(changedKey, changed);
    return attributes;
}

} // namespace lathe::codesigning
