// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QHash>
#include <chrono>

namespace lathe {

/// Links from which the code of a function can be downloaded without a signature, as Lambda's Code.Location: random, for
/// ten minutes. Not persistent.
class CodeLinks
{
public:
    /// Path of a new link, e.g. "/code/<64 hex>".
    QByteArray make(const QByteArray &codeSha256);
    /// The blob behind a path, or empty when it is none, unknown or too old.
    QByteArray resolve(QByteArrayView path) const;
    static bool isLink(QByteArrayView path);

private:
    using Clock = std::chrono::steady_clock;
    struct Link
    {
        QByteArray codeSha256;
        Clock::time_point until;
    };
    QHash<QByteArray, Link> m_links;
};

} // namespace lathe
