// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/handlers.h"

namespace lathe::handlers {

static ApiAnswer xml(int status, const QString &text) { return {status, text.toUtf8(), {}, "text/xml"}; }

ApiResult<ApiAnswer> securityTokenService(CloudContext &context, const ApiCall &call)
{
    QByteArray action;
    for (const QByteArray &part : (call.body.isEmpty() ? call.request().query() : call.body).split('&'))
        if (part.startsWith("Action="))
            action = QByteArray::fromPercentEncoding(part.mid(7));
    if (action != "GetCallerIdentity")
        return xml(400, QStringLiteral("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>InvalidAction</Code>"
                                       "<Message>%1 is not available in this local endpoint.</Message></Error><RequestId>%2</RequestId></ErrorResponse>\n")
                            .arg(QString::fromUtf8(action).toHtmlEscaped(), call.requestId()));
    const QString account = context.scope().account;
    return xml(200, QStringLiteral("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
                                   "<Arn>arn:aws:iam::%1:user/lathe</Arn><UserId>%2</UserId><Account>%1</Account></GetCallerIdentityResult>"
                                   "<ResponseMetadata><RequestId>%3</RequestId></ResponseMetadata></GetCallerIdentityResponse>\n")
                        .arg(account, context.accessKeyId, call.requestId()));
}

} // namespace lathe::handlers
