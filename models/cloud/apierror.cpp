// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/apierror.h"
#include <QJsonDocument>

namespace lathe {

QByteArray ApiError::body() const
{
    QJsonObject object = extra;
    const bool capital = type == "ResourceNotFoundException";
    object.insert(capital ? QStringLiteral("Message") : QStringLiteral("message"), message);
    // Answers of the front end (signatures, validation, unknown operations) carry no Type.
    if (type != "ValidationException" && type != "SerializationException" && status != 403)
        object.insert(QStringLiteral("Type"), status >= 500 ? QStringLiteral("Service") : QStringLiteral("User"));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

namespace apierror {

ApiError notFound(const QString &message) { return {404, "ResourceNotFoundException", message, {}}; }
ApiError functionNotFound(const QString &arn) { return notFound(QStringLiteral("Function not found: ") + arn); }
ApiError conflict(const QString &message) { return {409, "ResourceConflictException", message, {}}; }

ApiError updateInProgress(const QString &arn)
{
    return conflict(QStringLiteral("The operation cannot be performed at this time. An update is in progress for resource: ") + arn);
}

ApiError invalidParameter(const QString &message) { return {400, "InvalidParameterValueException", message, {}}; }

ApiError precondition()
{
    return {412, "PreconditionFailedException",
        QStringLiteral("The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"), {}};
}

ApiError invalidContent(const QString &message) { return {400, "InvalidRequestContentException", message, {}}; }
ApiError requestTooLarge(const QString &message) { return {413, "RequestTooLargeException", message, {}}; }
ApiError entityTooLarge(const QString &message) { return {413, "RequestEntityTooLargeException", message, {}}; }

ApiError throttled(const QString &message, const QString &reason)
{
    return {429, "TooManyRequestsException", message, {{QStringLiteral("Reason"), reason}}, 1}; // each of the limits has room again within a second
}

ApiError forbidden(const QByteArray &type, const QString &message) { return {403, type, message, {}}; }

ApiError unknownOperation(const QString &what)
{
    return {404, "UnknownOperationException", what + QStringLiteral(" is not available in this local endpoint."), {}};
}

ApiError snapStart(bool timedOut)
{
    if (timedOut)
        return {408, "SnapStartTimeoutException", QStringLiteral("Lambda couldn't restore the snapshot within the timeout limit."), {}};
    return {400, "SnapStartException", QStringLiteral("The runtime restore hook encountered an error. For more information, check the Amazon CloudWatch logs."), {}};
}

ApiError service(const QString &message) { return {500, "ServiceException", message, {}}; }
ApiError serialization(const QString &message) { return {400, "SerializationException", message, {}}; }

ApiError validation(const QStringList &found)
{
    return {400, "ValidationException",
        QStringLiteral("%1 validation error%2 detected: %3").arg(found.size()).arg(found.size() == 1 ? QString() : QStringLiteral("s"), found.join(QStringLiteral("; "))), {}};
}

QString finding(const QString &value, const QString &member, const QString &constraint)
{
    return QStringLiteral("Value %1 at '%2' failed to satisfy constraint: Member must %3").arg(value, member, constraint);
}

} // namespace apierror
} // namespace lathe
