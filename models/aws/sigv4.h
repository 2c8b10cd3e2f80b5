// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <functional>
#include <utility>

/// AWS Signature Version 4, pure functions: one signer for the client and for the embedded endpoint's check.
/// Ours, because libcurl 7.88.1 signs ARNs in the path and unsorted or valueless queries wrongly.
/// Source: AWS General Reference, "Create a signed AWS API request". Thread: any.
namespace lathe::sigv4 {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

struct Request
{
    QByteArray method;
    QByteArray path;   ///< As on the wire (percent-encoded once), e.g. "/2015-03-31/functions/a%3Ab/invocations".
    QByteArray query;  ///< As on the wire, without '?'.
    Headers headers;   ///< Must hold Host.
    QByteArray payloadSha256; ///< Hex; "UNSIGNED-PAYLOAD" is allowed.
};

struct Scope
{
    QByteArray region;
    QByteArray service = "lambda";
};

/// Lower-case hex SHA-256.
QByteArray sha256Hex(QByteArrayView bytes);
/// The canonical request; every service but S3 encodes the path a second time.
QByteArray canonicalRequest(const Request &request, const QList<QByteArray> &signedHeaders, bool doubleEncodePath);
/// Headers to add: Authorization, X-Amz-Date, X-Amz-Security-Token when there is one, X-Amz-Content-Sha256 for S3.
Headers sign(const Request &request, const Credentials &credentials, const Scope &scope, const QDateTime &utcNow);

enum class Verdict { Ok, Missing, Malformed, UnknownKey, WrongSignature, Expired };
/// Checks the Authorization header (or the X-Amz-* query of a presigned URL) against the secret that `secretFor`
/// returns for an access key id (empty: unknown). Clock skew of more than 5 minutes is Expired. Constant-time compare.
Verdict verify(const Request &request, const std::function<QByteArray(const QByteArray &)> &secretFor, const QDateTime &utcNow);

} // namespace lathe::sigv4
