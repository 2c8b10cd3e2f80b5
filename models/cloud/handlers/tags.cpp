// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include <QRegularExpression>

namespace lathe::handlers {

static constexpr int tagsMax = 50; // AWS, "Tag restrictions"
static constexpr char resourcePattern[] =
    R"(arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}))";

static ApiResult<const FunctionRecord *> taggedFunction(const CloudContext &context, const ApiCall &call)
{
    const QString arn = call.pathParameters.value(0);
    if (!QRegularExpression(QStringLiteral("\\A(?:%1)\\z").arg(QLatin1String(resourcePattern))).match(arn).hasMatch())
        return refuse(apierror::validation({apierror::finding(u'\'' + arn + u'\'', QStringLiteral("resource"),
            QStringLiteral("satisfy regular expression pattern: ") + QLatin1String(resourcePattern))}));
    if (arn.section(u':', 5, 5) != QLatin1String("function"))
        return refuse(apierror::notFound(QStringLiteral("The resource you requested does not exist.")));
    const auto ref = parseFunctionName(arn, {}, NameForm::Plain, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    if (!ref->qualifier.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("Tags on function aliases and versions are not supported. Please specify a function ARN.")));
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(apierror::functionNotFound(arn));
    return function;
}

ApiResult<ApiAnswer> listTags(CloudContext &context, const ApiCall &call)
{
    const auto function = taggedFunction(context, call);
    if (!function)
        return refuse(function.error());
    return ApiAnswer::json({{QStringLiteral("Tags"), (*function)->tags}});
}

ApiResult<ApiAnswer> tagResource(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::tagResource()); !ok)
        return refuse(ok.error());
    const auto found = taggedFunction(context, call);
    if (!found)
        return refuse(found.error());
    const QJsonObject tags = request->value(QLatin1String("Tags")).toObject();
    if (tags.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("An error occurred and the request cannot be processed.")));
    FunctionRecord function = **found;
    for (auto it = tags.begin(); it != tags.end(); ++it)
        function.tags.insert(it.key(), it.value());
    if (function.tags.size() > tagsMax)
        return refuse(apierror::invalidParameter(QStringLiteral("Number of tags exceeds resource tag limit.")));
    if (const auto ok = context.functions.save(function); !ok)
        return refuse(ok.error());
    return ApiAnswer::empty();
}

ApiResult<ApiAnswer> untagResource(CloudContext &context, const ApiCall &call)
{
    const auto found = taggedFunction(context, call);
    if (!found)
        return refuse(found.error());
    const QStringList keys = call.queryParameters(QStringLiteral("tagKeys"));
    if (keys.isEmpty())
        return refuse(apierror::validation({apierror::finding(QStringLiteral("null"), QStringLiteral("tagKeys"), QStringLiteral("not be null"))}));
    FunctionRecord function = **found;
    for (const QString &key : keys)
        function.tags.remove(key);
    if (const auto ok = context.functions.save(function); !ok)
        return refuse(ok.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
