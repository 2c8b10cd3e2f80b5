// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <tl/expected.hpp>

namespace lathe {

/// An error of the Lambda API as it goes over the wire: status, the name for x-amzn-ErrorType, and the text that AWS gives.
/// API texts are English, as AWS's are: clients match on them.
struct ApiError
{
    int status = 500;
    QByteArray type;
    QString message;
    QJsonObject extra;  ///< Further members of the body, e.g. "Reason".
    int retryAfterSeconds = 0; ///< Above 0: the header Retry-After.
    /// The JSON body. AWS writes "Message" for ResourceNotFoundException and "message" for the others.
    QByteArray body() const;
};

template <class T = void>
using ApiResult = tl::expected<T, ApiError>;

inline tl::unexpected<ApiError> refuse(ApiError error) { return tl::unexpected<ApiError>(std::move(error)); }

/// The errors that the handlers give. Sources of the statuses: SDK model, shapes with "exception"; of the texts: AWS's
/// recorded answers.
namespace apierror {

ApiError notFound(const QString &message);
ApiError functionNotFound(const QString &arn);
ApiError conflict(const QString &message);
ApiError updateInProgress(const QString &arn);
ApiError invalidParameter(const QString &message);
ApiError precondition();
ApiError invalidContent(const QString &message);
ApiError requestTooLarge(const QString &message);
ApiError entityTooLarge(const QString &message);
ApiError throttled(const QString &message, const QString &reason);
ApiError forbidden(const QByteArray &type, const QString &message);
ApiError unknownOperation(const QString &what);
ApiError service(const QString &message);
/// The hooks that run after a snapshot was restored failed, or took too long.
ApiError snapStart(bool timedOut);
ApiError serialization(const QString &message);
/// "n validation error(s) detected: a; b".
ApiError validation(const QStringList &found);
/// One finding in the form "Value 'v' at 'member' failed to satisfy constraint: …".
QString finding(const QString &value, const QString &member, const QString &constraint);

} // namespace apierror
} // namespace lathe
