// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include "aws/sigv4.h"
#include "cloud/apierror.h"
#include "http/httptypes.h"
#include <QDateTime>
#include <optional>

namespace lathe {

/// Checks that a request was signed with the workspace's keys. Nothing else opens the endpoint's API: a web page cannot sign, and
/// the keys that functions get are others. (Download links and function URLs are opened by who knows them.) Any Region is accepted in the signature's scope, because the endpoint stands for
/// all of them; the service must be the operation's.
class Authenticator
{
public:
    explicit Authenticator(const Credentials &credentials) : m_keyId(credentials.accessKeyId.toUtf8()), m_secret(credentials.secretAccessKey.toUtf8()) {}
    /// Whether the request carries a signature of our key at all, as far as its head tells; asked before a body is read.
    std::optional<ApiError> checkHead(const HttpRequest &request) const;
    /// `bodySha256`: hex of the body as it was received.
    std::optional<ApiError> check(const HttpRequest &request, const QByteArray &bodySha256, const QByteArray &service, const QDateTime &utcNow) const;

private:
    std::optional<ApiError> checkCredential(const HttpRequest &request, const QByteArray &credential) const;

    QByteArray m_keyId;
    QByteArray m_secret;
    mutable sigv4::SigningKeys m_keys;
};

} // namespace lathe
