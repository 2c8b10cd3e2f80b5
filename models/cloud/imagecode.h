// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "core/cachefolder.h"
#include "core/imageconfig.h"
#include "core/result.h"
#include <QJsonObject>

namespace lathe {

/// The code of a function whose PackageType is Image: which image, as it was when the request came. Kept as a blob, as a
/// zip is, so that versions, links and sweeps need not know the difference.
struct ImageCode
{
    QString uri;       ///< As the request has it.
    QString path;      ///< Absolute file or folder.
    QString name;      ///< The one of several in it; may be empty.
    QByteArray digest; ///< "sha256:…"

    QByteArray toJson() const;
    static ImageCode fromJson(const QByteArray &json);
    /// The URI with the digest in the place of its tag, as GetFunction shows it.
    QString resolvedUri() const;

    /// Finds the image of a Code.ImageUri. Local forms only: "/path", "file://…", "oci:/dir[:name]",
    /// "docker-archive:/file[:name]", or the tag of an image that `lathe image build` made. Blocking; any thread.
    static ApiResult<ImageCode> find(const QString &uri, const QString &architecture);
};

/// What a version's code was unpacked to: a folder, or an image's root file system with what it starts.
struct UnpackedCode
{
    QString codeDir;
    QString imageRoot;
    ImageConfig image;
    QStringList layerDirs = {}; ///< In Lambda's order.
    CacheLease inUse = {};      ///< Of the image.
};

/// Unpacks the image; Verification when it is not the one of that digest any more. Blocking; any thread.
Result<UnpackedCode> unpackImageCode(const ImageCode &code, const QString &architecture);

/// A function's ImageConfig as the API has it.
ImageOverrides imageOverrides(const QJsonObject &imageConfig);

} // namespace lathe
