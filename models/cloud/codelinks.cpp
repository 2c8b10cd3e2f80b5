// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codelinks.h"
#include "core/ids.h"
#include "core/timeouts.h"

namespace lathe {

static constexpr QByteArrayView prefix("/code/");

QByteArray CodeLinks::make(const QByteArray &codeSha256)
{
    const auto now = Clock::now();
    m_links.removeIf([now](const auto &entry) { return entry.value().until < now; });
    const QByteArray token = randomBytes(32).toHex();
    m_links.insert(token, {codeSha256, now + timeouts::codeLink});
    return prefix.toByteArray() + token;
}

QByteArray CodeLinks::resolve(QByteArrayView path) const
{
    if (!isLink(path))
        return {};
    const auto it = m_links.constFind(path.sliced(prefix.size()).toByteArray());
    return it == m_links.constEnd() || it->until < Clock::now() ? QByteArray() : it->codeSha256;
}

bool CodeLinks::isLink(QByteArrayView path) { return path.startsWith(prefix); }

} // namespace lathe
