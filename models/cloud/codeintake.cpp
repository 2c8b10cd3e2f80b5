// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codeintake.h"
#include "core/limits.h"
#include "package/packagereader.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

namespace lathe {

static ApiError zipError(const Error &error)
{
    if (error.code == ErrorCode::TooLarge)
        return apierror::invalidParameter(QStringLiteral("Unzipped size must be smaller than %1 bytes").arg(limits::unzippedBytes));
    QString message = QStringLiteral("Could not unzip uploaded file. Please check your file, then try to upload again.");
    if (error.id != QLatin1String("LTH-PKG-010"))
        message += QStringLiteral(" (%1)").arg(error.text); // a zip, but one of its entries is refused: which
    return apierror::invalidParameter(message);
}

/// Stores the zip and checks that it can be unpacked within Lambda's limits.
static ApiResult<QByteArray> storeZip(const QByteArray &zip, const BlobStore &blobs, qint64 *unzippedBytes)
{
    if (zip.size() > limits::zipDirectBytes)
        return refuse(apierror::entityTooLarge(QStringLiteral("Zipped size must be smaller than %1 bytes").arg(limits::zipDirectBytes)));
    const auto sha = blobs.put(zip);
    if (!sha)
        return refuse(apierror::service(sha.error().text));
    const auto entries = readPackageList(blobs.path(*sha), ExtractLimits::lambda());
    if (!entries || entries->isEmpty()) {
        // Left where it is: another function may have the same bytes; the next sweep takes it otherwise.
        return refuse(entries ? apierror::invalidParameter(QStringLiteral("Uploaded file must be a non-empty zip")) : zipError(entries.error()));
    }
    for (const PackageEntry &entry : *entries)
        *unzippedBytes += entry.bytes;
    return *sha;
}

/// Lambda's word for the processor that the request names, else this machine's.
static QString architectureOf(const QJsonObject &request)
{
    const QString named = request.value(QLatin1String("Architectures")).toArray().first().toString();
    return !named.isEmpty() ? named : QSysInfo::currentCpuArchitecture() == QLatin1String("arm64") ? QStringLiteral("arm64") : QStringLiteral("x86_64");
}

static ApiResult<CodeIntake> withImage(CodeIntake intake, const QString &uri, const BlobStore &blobs)
{
    const auto image = ImageCode::find(uri, architectureOf(intake.request));
    if (!image) {
        intake.imageError = image.error();
        return intake;
    }
    const auto sha = blobs.put(image->toJson());
    if (!sha)
        return refuse(apierror::service(sha.error().text));
    intake.image = *image;
    intake.codeSha256 = *sha;
    return intake;
}

ApiResult<CodeIntake> takeIn(const QByteArray &body, std::span<const ShapeMember> members, const QString &codeMember, const BlobStore &blobs)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (!document.isObject())
        return refuse(apierror::serialization(QStringLiteral("Could not parse request body into json: %1 at byte %2").arg(parse.errorString()).arg(parse.offset)));
    CodeIntake intake{document.object(), {}, 0, 0, {}, {}, {}};
    if (auto valid = validateShape(intake.request, members); !valid)
        return refuse(valid.error());
    QJsonObject code = codeMember.isEmpty() ? intake.request : intake.request.value(codeMember).toObject();
    const QJsonValue zip = code.take(QStringLiteral("ZipFile"));
    if (codeMember.isEmpty())
        intake.request = code;
    else
        intake.request.insert(codeMember, code);
    if (const QString uri = code.value(QLatin1String("ImageUri")).toString(); !uri.isEmpty() && !zip.isString())
        return withImage(std::move(intake), uri, blobs);
    if (!zip.isString())
        return intake;
    const auto bytes = QByteArray::fromBase64Encoding(zip.toString().toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return refuse(apierror::serialization(QStringLiteral("ZipFile is not Base64")));
    const auto sha = storeZip(*bytes, blobs, &intake.unzippedBytes);
    if (!sha)
        return refuse(sha.error());
    intake.codeSha256 = *sha;
    intake.codeBytes = (*bytes).size();
    const auto signature = checkSignature(blobs.path(*sha), SigningKeys());
    if (!signature)
        return refuse(signature.error().code == ErrorCode::Verification || signature.error().code == ErrorCode::TooLarge ? zipError(signature.error()) : apierror::service(signature.error().text));
    intake.signature = *signature;
    return intake;
}

} // namespace lathe
