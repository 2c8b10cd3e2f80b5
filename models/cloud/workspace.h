// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include "core/result.h"
#include <QString>
#include <QStringList>

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

    QStringList notes;      ///< For people: what was found damaged and what was done about it.

    /// Opens the folder; makes it and its keys when missing. Damaged keys are moved aside, new ones are made and `notes`
    /// says so. Safe when several programs open the same folder at once. Blocking (one small file); any thread.
    static Result<Workspace> open(const QString &dir);
    /// Remembers where the endpoint listens, for the next start and for other programs.
    Result<> savePort(quint16 port);
    /// "http://127.0.0.1:<lastPort>"; empty when no endpoint ever listened.
    QString endpointUrl() const;
    /// Where an endpoint of this folder listens for Lathe itself, beside its port.
    QString socketPath() const;
    /// $XDG_DATA_HOME/lathe/endpoint
    static QString defaultDir();
};

} // namespace lathe
