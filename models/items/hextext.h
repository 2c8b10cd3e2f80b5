// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QString>

namespace lathe {

/// Bytes as rows of sixteen: offset, hexadecimal, printable ASCII. At most `maxBytes` of them. Pure; any thread.
QString hexText(QByteArrayView bytes, qsizetype maxBytes = 64 * 1024);

} // namespace lathe
