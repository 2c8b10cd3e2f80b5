// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include "core/result.h"
#include <QString>

namespace lathe {

/// The state folder of one embedded endpoint: functions.sqlite, blobs/, keys.json (0600), port. Access keys are random and
/// made with the folder, so that only programs that were given them can call the endpoint.
struct Workspace
{
    QString dir;
    Credentials credentials;
    QString region = QStringLiteral("us-east-1");
    QString account = QStringLiteral("000000000000");
    quint16 lastPort = 0;   ///< Where an endpoint last listened, 0: never.

    /// Opens the folder, makes it and its keys when missing.
    static Result<Workspace> open(const QString &dir);
    /// $XDG_DATA_HOME/lathe/endpoint
    static QString defaultDir();
};

} // namespace lathe
