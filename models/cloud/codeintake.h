// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/blobstore.h"
#include "cloud/imagecode.h"
#include "cloud/shape.h"
#include "package/signing/packagesignature.h"
#include <QJsonObject>

namespace lathe {

/// A request with a zip in it, taken apart and checked.
struct CodeIntake
{
    QJsonObject request;     ///< As sent, without the zip.
    QByteArray codeSha256;   ///< Hex; empty when the request brought no code.
    qint64 codeBytes = 0;
    qint64 unzippedBytes = 0; ///< Sum of the files in the zip.
    PackageSignature signature; ///< Of the zip.
    std::optional<ImageCode> image; ///< The request named an image; codeSha256 is that of its record.
    std::optional<ApiError> imageError; ///< Why the named image cannot be had; which refusal comes first is the handler's.
};

/// Reads a CreateFunction, UpdateFunctionCode or PublishLayerVersion body: JSON, the table's constraints, base64, limits; stores the zip as a blob
/// and looks through it, or finds the image and stores a record of it. Takes as long as hashing and writing 50 MB: any thread but the endpoint's. `codeMember`: "Code" or
/// "Content", or empty when ZipFile stands at the top.
ApiResult<CodeIntake> takeIn(const QByteArray &body, std::span<const ShapeMember> members, const QString &codeMember, const BlobStore &blobs);

} // namespace lathe
