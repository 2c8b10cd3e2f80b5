// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/image/imagereference.h"
#include <QHash>
#include <optional>

namespace lathe {

/// The images that were built here, by tag: <data>/images/<tag, percent-encoded> holds the path of the OCI layout. A
/// value; blocking, any thread.
class LocalImages
{
public:
    LocalImages();
    explicit LocalImages(QString dir) : m_dir(std::move(dir)) {}
    /// The image of this tag ("app" means "app:latest"), when it is still there.
    std::optional<ImageReference> find(const QString &tag) const;
    void forget(const QString &tag) const;
    /// All tags, by the path of their layout.
    QHash<QString, QString> tagsByFolder() const;
    Result<> remember(const QString &tag, const QString &layoutDir) const;

private:
    QString fileOf(const QString &tag) const;
    QString m_dir;
};

} // namespace lathe
