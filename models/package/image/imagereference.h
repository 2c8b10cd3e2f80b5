// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// Where an image lies on this machine.
struct ImageReference
{
    QString path; ///< Absolute: a folder with an OCI layout, or a tar file of either form.
    QString name; ///< The one of several that is meant ("app:1.0", "latest"); may be empty.
    bool operator==(const ImageReference &) const = default;

    /// Whether an image is named as a file at all: "oci:DIR[:NAME]", "oci-archive:FILE", "docker-archive:FILE[:NAME]"
    /// (the forms of skopeo and buildah), "file://…", a path that begins with "/", "./", "../" or "~/" or ends in
    /// ".tar",
    /// ".tar.gz", ".tgz", or one that exists below `baseDir`. Everything else is a name in a registry.
    static bool isLocal(const QString &text, const QString &baseDir);
    /// Reads such a text; relative paths start at `baseDir`.
    static ImageReference parse(const QString &text, const QString &baseDir);
};

} // namespace lathe
