// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/imageconfig.h"
#include "package/image/imagefiles.h"

namespace lathe {

/// One layer of an image: a tar file, perhaps compressed.
struct ImageLayer
{
    std::string file;  ///< Name among the image's files.
    QByteArray digest; ///< "sha256:…" of the file as it is stored; empty in a docker-archive.
    QByteArray diffId; ///< "sha256:…" of the tar inside; empty only in archives older than 2016.
    qint64 bytes = -1; ///< Of the file as stored; -1 when not known.
    bool operator==(const ImageLayer &) const = default;
};

/// What one image consists of, checked against the digests that lead to it.
struct ImageManifest
{
    QByteArray digest;    ///< Of the manifest, else of the configuration: the image's id. Empty in very old archives.
    QStringList names;    ///< Tags, as far as the container says.
    QString architecture; ///< In OCI's words: "amd64", "arm64".
    QString created;      ///< ISO 8601, may be empty.
    ImageConfig config;
    QList<ImageLayer> layers; ///< Lowest first.

    qint64 storedBytes() const;
};

/// OCI's word for Lambda's ("x86_64" is "amd64").
QString ociArchitecture(const QString &lambdaArchitecture);

/// Finds the image of this name (any when empty and there is one) and architecture: an OCI layout, a docker-archive or
/// one of Docker before 1.10. LTH-IMG-003: damaged; LTH-IMG-004: no such name; LTH-IMG-005: not for this architecture;
/// LTH-IMG-006: a digest does not hold.
Result<ImageManifest> readImageManifest(const ImageFiles &files, const QString &name,
                                        const QString &lambdaArchitecture);

/// Whether it is "sha256:<64 hex>" or "sha512:<128 hex>".
bool isDigest(const QByteArray &digest);

} // namespace lathe
