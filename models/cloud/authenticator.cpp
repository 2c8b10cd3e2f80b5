// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/authenticator.h"
#include "aws/sigv4.h"

namespace lathe {

static ApiError missing() { return apierror::forbidden("MissingAuthenticationTokenException", QStringLiteral("Missing Authentication Token")); }
static ApiError unknownKey()
{
    return apierror::forbidden("UnrecognizedClientException", QStringLiteral("The security token included in the request is invalid."));
}

/// "AKID/20261122/us-east-1/lambda/aws4_request" from the header or from the query of a presigned URL; empty when absent.
static QByteArray credentialOf(const HttpRequest &request)
{
    const QByteArray header = request.header("Authorization");
    QByteArray text;
    if (const qsizetype at = header.indexOf("Credential="); at >= 0)
        text = header.mid(at + 11);
    else if (const QByteArray query = request.query(); query.contains("X-Amz-Credential="))
        text = QByteArray::fromPercentEncoding(query.mid(query.indexOf("X-Amz-Credential=") + 17).split('&').first());
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i] == ',' || text[i] == ' ')
            return text.first(i);
    return text;
}

std::optional<ApiError> Authenticator::checkHead(const HttpRequest &request) const
{
    return checkCredential(request, credentialOf(request));
}

std::optional<ApiError> Authenticator::checkCredential(const HttpRequest &request, const QByteArray &credential) const
{
    if (credential.isEmpty() && request.header("Authorization").isEmpty())
        return missing();
    if (credential.isEmpty() || credential.count('/') < 4)
        return apierror::forbidden("IncompleteSignatureException",
            QStringLiteral("Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter."));
    if (credential.first(credential.indexOf('/')) != m_keyId)
        return unknownKey();
    return {};
}

static ApiError expired(const HttpRequest &request, const QDateTime &utcNow)
{
    static constexpr int skewSeconds = 5 * 60;
    const QString form = QStringLiteral("yyyyMMdd'T'hhmmss'Z'");
    const QString stamp = QString::fromLatin1(request.header("X-Amz-Date"));
    QDateTime signedAt = QDateTime::fromString(stamp, form);
    signedAt.setTimeSpec(Qt::UTC);
    const bool early = signedAt.isValid() && signedAt > utcNow;
    const QDateTime bound = utcNow.addSecs(early ? skewSeconds : -skewSeconds);
    return apierror::forbidden("InvalidSignatureException",
        QStringLiteral("Signature %1: %2 is %3 %4 (%5 %6 5 min.)")
            .arg(early ? QStringLiteral("not yet current") : QStringLiteral("expired"), stamp, early ? QStringLiteral("still later than") : QStringLiteral("now earlier than"),
                bound.toString(form), utcNow.toString(form), early ? QStringLiteral("+") : QStringLiteral("-")));
}

std::optional<ApiError> Authenticator::check(const HttpRequest &request, const QByteArray &bodySha256, const QByteArray &service, const QDateTime &utcNow) const
{
    const QByteArray credential = credentialOf(request);
    if (auto refused = checkCredential(request, credential))
        return refused;
    if (!service.isEmpty() && credential.split('/').value(3) != service)
        return apierror::forbidden("InvalidSignatureException", QStringLiteral("Credential should be scoped to correct service: '%1'. ").arg(QString::fromLatin1(service)));
    sigv4::Request canonical{request.method, request.path(), request.query(), {}, bodySha256};
    canonical.headers.reserve(request.headers.size());
    for (const HttpHeader &header : request.headers)
        canonical.headers.append({header.name, header.value});
    const auto secretFor = [this](const QByteArray &keyId) { return keyId == m_keyId ? m_secret : QByteArray(); };
    switch (sigv4::verify(canonical, secretFor, utcNow, &m_keys)) {
    case sigv4::Verdict::Ok: return {};
    case sigv4::Verdict::Missing: return missing();
    case sigv4::Verdict::UnknownKey: return unknownKey();
    case sigv4::Verdict::Expired: return expired(request, utcNow);
    case sigv4::Verdict::Malformed:
        return apierror::forbidden("IncompleteSignatureException", QStringLiteral("The request signature does not conform to AWS standards."));
    case sigv4::Verdict::WrongSignature: break;
    }
    return apierror::forbidden("InvalidSignatureException",
        QStringLiteral("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
}

} // namespace lathe
