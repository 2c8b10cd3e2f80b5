// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/functionrecord.h"
#include "http/httptypes.h"
#include <QMap>
#include <QString>
#include <optional>

/// Addresses of functions: where they are, and whose. On AWS a function's address is a host of its own,
/// "https://<id>.lambda-url.<region>.on.aws/"; such a name leads nowhere here, and names below .localhost are not known to every
/// client. So the endpoint gives out "http://127.0.0.1:<port>/lambda-url/<id>/", and answers to
/// "http://<id>.lambda-url.<region>.localhost:<port>/" too, for pages whose links begin with a slash.
namespace lathe::functionurls {

/// 32 letters and digits, from the system's generator: nobody guesses it.
QString newId();
QString url(const QString &baseUrl, const QString &id);
/// The name that it would have on AWS, as the function sees it.
QString domainName(const QString &id, const QString &region);

/// What a request means.
struct Address
{
    QString id;
    QByteArray path; ///< Within the function's URL, as on the wire; begins with a slash.
};
/// Nothing when it is not one of a function's address in either form.
std::optional<Address> addressOf(const HttpRequest &request, quint16 port);

/// Whose address it is.
struct Owner
{
    const FunctionRecord *function = nullptr;
    QString qualifier; ///< An alias, or empty.
    QJsonObject config;
};
std::optional<Owner> ownerOf(const QMap<QString, FunctionRecord> &functions, const QString &id);
/// What the resource policy lacks to let everybody call it, as AuthType NONE needs it: lambda:InvokeFunctionUrl, and for URLs made
/// since October 2025 lambda:InvokeFunction too. Empty: nothing. Source: "Control access to Lambda function URLs", AWS developer guide.
QString missingPermission(const FunctionRecord &function, const QString &qualifier);
/// The same of a policy's statements: all that is missing.
QStringList missingPermissions(const QJsonArray &statements);

} // namespace lathe::functionurls
