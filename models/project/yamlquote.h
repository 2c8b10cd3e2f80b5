// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace lathe {

/// The text of one line as a single-quoted YAML scalar (YAML 1.2, 7.3.2): nothing in it means anything but itself.
inline QString singleQuoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("''")) + u'\'';
}

} // namespace lathe
