// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace lathe {

/// AWS access keys. Never logged, never in argv, never in an Error.
struct Credentials
{
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken;   ///< May be empty.
    QDateTime expiration;   ///< Invalid: does not expire.
    QString source;         ///< Where it came from, for people: "environment", "profile dev in ~/.aws/credentials" …
    bool isEmpty() const { return accessKeyId.isEmpty() || secretAccessKey.isEmpty(); }
};

} // namespace lathe
