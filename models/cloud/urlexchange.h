// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httptypes.h"
#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace lathe {

/// What a call of a function's URL is to the function: the event. Form: AWS "Request and response payloads", version 2.0.
struct UrlEvent
{
    HttpRequest request;
    QByteArray body;
    QByteArray path;       ///< Within the function's URL.
    QString id;
    QString domainName;
    QString requestId;
    quint16 port = 0;
    QJsonObject authorizer; ///< Of a signed call; empty: anonymous.
    QString account;        ///< Of a signed call.
    QByteArray json(const QDateTime &now) const;
};

/// What a function's response is to the caller.
struct UrlResponse
{
    int status = 200;
    HttpHeaders headers; ///< With Content-Type, without those of the connection.
    QByteArray body;

    /// Of a whole payload: an object with statusCode says everything; anything else is the body itself.
    static UrlResponse fromPayload(const QByteArray &payload);
    /// Of the JSON before the eight NUL bytes of a streamed response; no body.
    static UrlResponse fromPrelude(const QByteArray &json);
};

/// Adds what the URL's Cors settings say to the answer of a request, instead of what the function said of it.
void applyCors(const QJsonObject &cors, const HttpRequest &request, HttpHeaders &headers);
/// The answer of a preflight request; its headers are empty when the origin is not allowed.
HttpHeaders preflightHeaders(const QJsonObject &cors, const HttpRequest &request);
/// Whether a request asks what it may ask.
bool isPreflight(const HttpRequest &request);

} // namespace lathe
