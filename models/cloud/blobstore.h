// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QSet>
#include <QString>

namespace lathe {

/// Zips by their hash in a folder: blobs/<2 hex>/<64 hex>. A blob is written once, atomically, and never changes. Methods
/// may be called from any thread.
class BlobStore
{
public:
    explicit BlobStore(QString dir) : m_dir(std::move(dir)) {}
    /// Stores the bytes (nothing to do when they are there already) and returns their hash in hex.
    Result<QByteArray> put(const QByteArray &bytes) const;
    QString path(const QByteArray &sha256Hex) const;
    bool contains(const QByteArray &sha256Hex) const;
    void remove(const QByteArray &sha256Hex) const;
    /// Removes every blob and stray file that is not in `wanted`; returns how many. For the start, when nothing is under way.
    int sweep(const QSet<QByteArray> &wanted) const;

private:
    QString m_dir;
};

} // namespace lathe
