// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/blobstore.h"
#include "cloud/shape.h"
#include <QJsonObject>

namespace lathe {

/// A request with a zip in it, taken apart and checked.
struct CodeIntake
{
    QJsonObject request;     ///< As sent, without the zip.
    QByteArray codeSha256;   ///< Hex; empty when the request brought no code.
    qint64 codeBytes = 0;
};

/// Reads a CreateFunction or UpdateFunctionCode body: JSON, the table's constraints, base64, limits; stores the zip as a blob
/// and looks through it. Takes as long as hashing and writing 50 MB: any thread but the endpoint's. `codeMember`: "Code",
/// or empty when ZipFile stands at the top.
ApiResult<CodeIntake> takeIn(const QByteArray &body, std::span<const ShapeMember> members, const QString &codeMember, const BlobStore &blobs);

} // namespace lathe
