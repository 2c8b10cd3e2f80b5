// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/wireerror.h"
#include "core/logging.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

namespace lathe::wireerror {
namespace {

QJsonObject bodyOf(const HttpAnswer &answer)
{
    return answer.body.size() < 1024 * 1024 ? QJsonDocument::fromJson(answer.body).object() : QJsonObject();
}

QString messageOf(const HttpAnswer &answer)
{
    const QJsonObject o = bodyOf(answer);
    for (const char *key : {"message", "Message", "errorMessage"}) {
        if (const QString text = o[QLatin1String(key)].toString(); !text.isEmpty())
            return redacted(text.left(2000));
    }
    return {};
}

ErrorCode codeFor(const HttpAnswer &answer)
{
    if (isThrottling(answer))
        return ErrorCode::Throttled;
    switch (answer.status) {
    case 404:
        return ErrorCode::NotFound;
    case 409:
    case 412:
        return ErrorCode::Conflict;
    case 413:
        return ErrorCode::TooLarge;
    default:
        return ErrorCode::Api;
    }
}

/// Minutes by which this computer's clock is ahead of the service's; 0 when unknown or within five.
int minutesAhead(const HttpAnswer &answer, const QDateTime &now)
{
    QByteArray text = answer.header("date");
    if (text.endsWith("GMT"))
        text = text.chopped(3) + "+0000";
    const QDateTime theirs = QDateTime::fromString(QString::fromLatin1(text), Qt::RFC2822Date);
    if (!theirs.isValid())
        return 0;
    const qint64 seconds = theirs.secsTo(now);
    return std::abs(seconds) > 240 ? int(seconds / 60) : 0;
}

QString refusedKeys(const QByteArray &type, const HttpAnswer &answer, const AwsTarget &target, const QDateTime &now)
{
    if (type == "ExpiredTokenException" || type == "ExpiredToken") {
        return target.profile.isEmpty()
            ? QCoreApplication::translate("lathe", "The AWS session has ended. Get new credentials and try again.")
            : QCoreApplication::translate("lathe", "The session of profile %1 has ended. Run: aws sso login --profile %1").arg(target.profile);
    }
    if (type == "InvalidSignatureException" || type == "SignatureDoesNotMatch" || type == "RequestExpired" || type == "RequestTimeTooSkewed") {
        if (const int ahead = minutesAhead(answer, now)) {
            return ahead > 0 ? QCoreApplication::translate("lathe", "Signature refused. This computer's clock is %1 min ahead: set it and try again.").arg(ahead)
                             : QCoreApplication::translate("lathe", "Signature refused. This computer's clock is %1 min behind: set it and try again.").arg(-ahead);
        }
        return QCoreApplication::translate("lathe", "Signature refused. Check the secret key of %1.")
            .arg(target.profile.isEmpty() ? QCoreApplication::translate("lathe", "the environment") : QCoreApplication::translate("lathe", "profile %1").arg(target.profile));
    }
    if (type == "UnrecognizedClientException" || type == "InvalidClientTokenId" || type == "InvalidAccessKeyId" || type == "MissingAuthenticationTokenException"
        || type == "MissingAuthenticationToken" || type == "IncompleteSignatureException") {
        return QCoreApplication::translate("lathe", "The service does not know this access key. Check the credentials and whether they belong to %1.").arg(target.url().host());
    }
    return {};
}

} // namespace

QByteArray typeOf(const HttpAnswer &answer)
{
    QByteArray type = answer.header("x-amzn-ErrorType");
    if (type.isEmpty()) {
        const QJsonObject o = bodyOf(answer);
        for (const char *key : {"__type", "code", "Code", "Type"}) {
            type = o[QLatin1String(key)].toString().toLatin1();
            if (!type.isEmpty() && type != "User" && type != "Server") // Lambda's "Type" is the side at fault.
                break;
            type.clear();
        }
    }
    type = type.left(type.indexOf(':') < 0 ? type.size() : type.indexOf(':')); // "Name:http://…"
    return type.mid(type.lastIndexOf('#') + 1).trimmed().left(200);             // "com.amazon…#Name"
}

bool isThrottling(const HttpAnswer &answer)
{
    static const QList<QByteArray> types{"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException"};
    return answer.status == 429 || types.contains(typeOf(answer));
}

bool isRetryable(const HttpAnswer &answer)
{
    return answer.status == 500 || answer.status == 502 || answer.status == 503 || answer.status == 504 || isThrottling(answer);
}

Error toError(const HttpAnswer &answer, const AwsTarget &target, const QDateTime &now)
{
    const QByteArray type = typeOf(answer);
    const QString message = messageOf(answer);
    const QString requestId = QString::fromLatin1(answer.header("x-amzn-requestid").left(100));
    QString detail = QStringLiteral("%1: %2").arg(QString::fromLatin1(type.isEmpty() ? QByteArray::number(answer.status) : type), message);
    if (!requestId.isEmpty())
        detail += QStringLiteral(" (%1)").arg(requestId);
    if (const QString keys = refusedKeys(type, answer, target, now); !keys.isEmpty())
        return {ErrorCode::Credentials, keys, detail, QStringLiteral("LTH-API-002")};
    const QString host = target.url().host();
    if (type.isEmpty() && message.isEmpty()) {
        return {codeFor(answer), QCoreApplication::translate("lathe", "%1 answered with HTTP %2 and nothing that Lambda would say. Check the endpoint's address and the proxy.").arg(host).arg(answer.status),
            detail + redacted(QString::fromUtf8(answer.body.left(500))), QStringLiteral("LTH-API-003")};
    }
    return {codeFor(answer), QCoreApplication::translate("lathe", "%1 refused: %2").arg(host, message.isEmpty() ? QString::fromLatin1(type) : message), detail, QStringLiteral("LTH-API-001")};
}

} // namespace lathe::wireerror
