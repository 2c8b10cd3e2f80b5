// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/imagecode.h"
#include "core/paths.h"
#include "package/cache/cacheprune.h"
#include "package/image/imagestore.h"
#include "package/image/localimages.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace lathe {

QByteArray ImageCode::toJson() const
{
    return QJsonDocument(QJsonObject{{QStringLiteral("uri"), uri},
                                     {QStringLiteral("path"), path},
                                     {QStringLiteral("name"), name},
                                     {QStringLiteral("digest"), QString::fromLatin1(digest)}})
        .toJson(QJsonDocument::Compact);
}

ImageCode ImageCode::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
    return {text("uri"), text("path"), text("name"), text("digest").toLatin1()};
}

QString ImageCode::resolvedUri() const
{
    const qsizetype colon = uri.indexOf(u':', uri.lastIndexOf(u'/') + 1);
    return (colon > 0 ? uri.left(colon) : uri) + u'@' + QString::fromLatin1(digest);
}

ApiResult<ImageCode> ImageCode::find(const QString &uri, const QString &architecture)
{
    ImageReference reference;
    if (ImageReference::isLocal(uri, QStringLiteral("/")))
        reference = ImageReference::parse(uri, QStringLiteral("/"));
    else if (const auto known = LocalImages().find(uri))
        reference = *known;
    else
        return refuse(apierror::invalidParameter(
            QStringLiteral("Source image %1 does not exist on this machine, and this local endpoint fetches nothing from registries. Save it "
                           "(docker save -o /path/image.tar %1) and provide that path as ImageUri, or build it with: lathe image build FOLDER -t %1")
                .arg(uri)));
    const auto image = inspectImage(reference, architecture);
    if (!image)
        return refuse(apierror::invalidParameter(QStringLiteral("Source image %1 is not valid. %2").arg(uri, image.error().text)));
    return ImageCode{uri, reference.path, reference.name, image->digest};
}

Result<UnpackedCode> unpackImageCode(const ImageCode &code, const QString &architecture)
{
    const auto image = unpackImage({code.path, code.name}, architecture, paths::cache() + QStringLiteral("/images"));
    if (!image)
        return tl::unexpected(image.error());
    if (image->description.digest != code.digest)
        return fail(ErrorCode::Verification,
                    QCoreApplication::translate("lathe", "The image %1 is not the one any more that the function was made with; update the function's code.")
                        .arg(code.path),
                    QString::fromLatin1(image->description.digest), QStringLiteral("LTH-IMG-006"));
    if (image->fresh)
        boundImages(CachePlaces::standard());
    return UnpackedCode{{}, image->rootDir, image->description.config, {}, image->inUse};
}

ImageOverrides imageOverrides(const QJsonObject &imageConfig)
{
    ImageOverrides overrides;
    const auto list = [&imageConfig](const char *name) -> std::optional<QStringList> {
        const QJsonValue value = imageConfig.value(QLatin1String(name));
        if (!value.isArray() || value.toArray().isEmpty()) // an empty list gives the image's own back
            return std::nullopt;
        QStringList texts;
        for (const QJsonValue &one : value.toArray())
            texts.append(one.toString());
        return texts;
    };
    overrides.entryPoint = list("EntryPoint");
    overrides.command = list("Command");
    if (const QString dir = imageConfig.value(QLatin1String("WorkingDirectory")).toString(); !dir.isEmpty())
        overrides.workingDir = dir;
    return overrides;
}

} // namespace lathe
