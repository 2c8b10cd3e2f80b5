// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Function URLs of both frameworks, in the API's form.
#include "project/functionurl.h"
#include "project/templatereaders.h"
#include <QJsonArray>
#include <initializer_list>

namespace lathe {

namespace {

struct CorsKeys
{
    const char *origins, *methods, *headers, *exposed, *credentials, *maxAge;
};

QJsonObject corsOf(const Node &cors, const CorsKeys &keys, const FieldReader &read)
{
    QJsonObject out;
    for (const auto &[key, name] : {std::pair{keys.origins, "AllowOrigins"}, {keys.methods, "AllowMethods"}, {keys.headers, "AllowHeaders"}, {keys.exposed, "ExposeHeaders"}})
        if (const Node list = read.at(cors, key); !list.isAbsent())
            out.insert(QLatin1String(name), QJsonArray::fromStringList(read.texts(list, QString::fromLatin1(key))));
    if (const Node allowed = read.at(cors, keys.credentials); !allowed.isAbsent())
        out.insert(QStringLiteral("AllowCredentials"), read.boolean(allowed, false));
    if (const auto seconds = read.integer(read.at(cors, keys.maxAge), QString::fromLatin1(keys.maxAge), {0, 86400}))
        out.insert(QStringLiteral("MaxAge"), *seconds);
    return out;
}

FunctionUrl urlOf(const TemplateText &authType, const TemplateText &invokeMode, int line)
{
    FunctionUrl url{authType.text, authType.resolved, QStringLiteral("BUFFERED"), {}, line};
    if (invokeMode.resolved && !invokeMode.text.isEmpty())
        url.invokeMode = invokeMode.text;
    return url;
}

} // namespace

FunctionUrl samFunctionUrl(const Node &node, const FieldReader &read)
{
    FunctionUrl url = urlOf(read.textAt(node, "AuthType"), read.textAt(node, "InvokeMode"), node.line());
    url.cors = corsOf(read.at(node, "Cors"), {"AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders", "AllowCredentials", "MaxAge"}, read);
    return url;
}

FunctionUrl serverlessFunctionUrl(const Node &node, int line, const FieldReader &read)
{
    const TemplateText authorizer = read.textAt(node, "authorizer");
    FunctionUrl url = urlOf({authorizer.text.compare(QLatin1String("aws_iam"), Qt::CaseInsensitive) == 0 ? QStringLiteral("AWS_IAM") : QStringLiteral("NONE"), authorizer.resolved},
        read.textAt(node, "invokeMode"), line);
    const Node cors = read.at(node, "cors");
    url.cors = corsOf(cors, {"allowedOrigins", "allowedMethods", "allowedHeaders", "exposedResponseHeaders", "allowCredentials", "maxAge"}, read);
    if (cors.isMap() || cors.text() == u"true") { // the framework's defaults
        const std::pair<const char *, QJsonArray> defaults[] = {{"AllowOrigins", {QStringLiteral("*")}}, {"AllowMethods", {QStringLiteral("*")}},
            {"AllowHeaders", QJsonArray::fromStringList({QStringLiteral("Content-Type"), QStringLiteral("X-Amz-Date"), QStringLiteral("Authorization"), QStringLiteral("X-Api-Key"),
                                 QStringLiteral("X-Amz-Security-Token"), QStringLiteral("X-Amzn-Trace-Id")})}};
        for (const auto &[name, list] : defaults)
            if (!url.cors.contains(QLatin1String(name)))
                url.cors.insert(QLatin1String(name), list);
    }
    return url;
}

} // namespace lathe
