// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace lathe {

/// A random version 4 UUID in lower case, without braces: request ids, revision ids.
QString newUuid();
/// `count` random bytes from the system's generator.
QByteArray randomBytes(int count);
/// A trace id in X-Ray's form: "Root=1-<8 hex: time>-<24 hex>;Parent=<16 hex>;Sampled=0".
QByteArray newTraceId();
/// Current time as Lambda writes LastModified: "2026-11-22T14:16:37.123+0000".
QString lambdaTimestamp(qint64 msSinceEpoch);

} // namespace lathe
