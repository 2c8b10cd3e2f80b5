// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QHash>
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

/// The signing keys of a few scopes, so that a server need not derive one with four HMACs for every request. Holds at most
/// `most` keys, and only such as a right signature was made with: strangers cannot fill it. Thread: its owner's.
class SigningKeys
{
public:
    static constexpr int most = 16;
    /// The key of a scope ("20261122/us-east-1/lambda/aws4_request"), derived unless it is remembered.
    QByteArray key(const QByteArray &secret, const QByteArray &scope) const;
    void remember(const QByteArray &secret, const QByteArray &scope, const QByteArray &key);
    int size() const { return int(m_keys.size()); }

private:
    QByteArray m_secret; ///< What the keys are derived from; another secret empties the rest.
    QHash<QByteArray, QByteArray> m_keys;
};

enum class Verdict { Ok, Missing, Malformed, UnknownKey, WrongSignature, Expired };
/// Checks the Authorization header (or the X-Amz-* query of a presigned URL) against the secret that `secretFor`
/// returns for an access key id (empty: unknown). Clock skew of more than 5 minutes is Expired. Constant-time compare.
/// `keys`, where given, remembers the signing keys of right requests.
Verdict verify(const Request &request, const std::function<QByteArray(const QByteArray &)> &secretFor, const QDateTime &utcNow,
    SigningKeys *keys = nullptr);

} // namespace lathe::sigv4
