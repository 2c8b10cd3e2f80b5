// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace lathe {

/// What an asynchronous invocation came to, as its destination gets it. Form: AWS "Capturing records of Lambda asynchronous
/// invocations". Payloads stand in it byte for byte.
struct InvocationRecord
{
    QString requestId;
    QString functionArn;
    QByteArray condition;       ///< Success, RetriesExhausted, EventAgeExceeded.
    int attempts = 0;
    QByteArray requestPayload;
    QString executedVersion;    ///< Empty: it never ran.
    QByteArray functionError;
    QByteArray responsePayload;
    QByteArray json(const QDateTime &now) const;
};

/// How many functions of this endpoint have called each other before, by destinations: told by the trace header, as Lambda does it.
int traceLineage(const QByteArray &traceId);
/// The header of one call further.
QByteArray withLineage(const QByteArray &traceId, int count);

} // namespace lathe
