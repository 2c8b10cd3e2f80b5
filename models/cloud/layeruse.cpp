// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/layeruse.h"
#include "cloud/layername.h"
#include "core/limits.h"
#include "package/packagereader.h"
#include <QJsonArray>

namespace lathe::layeruse {

static const QString layersKey = QStringLiteral("Layers");
static const QString bytesKey = QStringLiteral("lathe:unzippedBytes");

ApiResult<> resolve(const CloudContext &context, QJsonObject &configuration)
{
    if (!configuration.contains(layersKey))
        return {};
    QJsonArray stored;
    const QJsonArray arns = configuration.value(layersKey).toArray();
    for (const QJsonValue &value : arns) {
        const QString arn = value.toString();
        const auto ref = parseLayerArn(arn);
        const bool own = ref && ref->isOwn(context.scope());
        const LayerVersionRecord *record = own ? context.store().layers().find(ref->name, ref->version) : nullptr;
        if (own && (!record || record->deleted))
            return refuse(apierror::invalidParameter(QStringLiteral("Layer version %1 does not exist.").arg(arn)));
        stored.append(QJsonObject{{QStringLiteral("Arn"), arn}, {QStringLiteral("CodeSize"), record ? record->codeBytes : 0}});
    }
    configuration.insert(layersKey, stored);
    return {};
}

/// Of the version's zip. Versions of earlier editions have no number: their zip is read.
static qint64 unzippedBytes(const CloudContext &context, const VersionRecord &version)
{
    if (version.configuration.contains(bytesKey))
        return qint64(version.configuration.value(bytesKey).toDouble());
    qint64 sum = 0;
    if (const auto entries = readPackageList(context.store().blobs().path(version.codeSha256), ExtractLimits::lambda()))
        for (const PackageEntry &entry : *entries)
            sum += entry.bytes;
    return sum;
}

ApiResult<> checkSize(const CloudContext &context, const VersionRecord &version)
{
    const QStringList arns = version.layerArns();
    if (arns.isEmpty() || version.isImage())
        return {};
    qint64 layers = 0;
    for (const QString &arn : arns)
        if (const auto ref = parseLayerArn(arn); ref && ref->isOwn(context.scope()))
            if (const LayerVersionRecord *record = context.store().layers().find(ref->name, ref->version))
                layers += record->unzippedBytes;
    if (layers > limits::unzippedBytes)
        return refuse(apierror::invalidParameter(QStringLiteral("Layers consume more than the available size of %1 bytes").arg(limits::unzippedBytes)));
    const qint64 all = layers + unzippedBytes(context, version);
    if (all > limits::unzippedBytes)
        return refuse(apierror::invalidParameter(QStringLiteral("Function code combined with layers exceeds the maximum allowed size of %1 bytes. The actual size is %2 bytes.")
                                                     .arg(limits::unzippedBytes).arg(all)));
    return {};
}

void setUnzippedBytes(VersionRecord &version, qint64 bytes) { version.configuration.insert(bytesKey, bytes); }

} // namespace lathe::layeruse
