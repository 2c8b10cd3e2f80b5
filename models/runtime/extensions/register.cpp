// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// POST /2020-01-01/extension/register: an extension says who it is and which events it wants.
#include "core/ids.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "runtime/apianswer.h"
#include "runtime/extensions/extensionsapi.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {

namespace {

/// The events that the body asks for, or what is wrong with it.
tl::expected<QList<QByteArray>, QByteArray> wantedEvents(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject())
        return tl::unexpected(body.isEmpty() ? QByteArrayLiteral("unexpected end of JSON input")
                                             : "the body is not a JSON object: " + error.errorString().toUtf8());
    const QJsonObject object = document.object();
    if (!object.value(QLatin1String("configurationKeys")).toArray().isEmpty())
        return tl::unexpected(QByteArrayLiteral("configurationKeys are deprecated; use environment variables instead"));
    const QJsonValue events = object.value(QLatin1String("events"));
    if (!events.isArray() && !events.isNull() && !events.isUndefined())
        return tl::unexpected(QByteArrayLiteral("events has to be an array of strings"));
    QList<QByteArray> list;
    for (const QJsonValue &event : events.toArray()) {
        if (!event.isString())
            return tl::unexpected(QByteArrayLiteral("events has to be an array of strings"));
        if (const QByteArray name = event.toString().toUtf8(); !list.contains(name))
            list.append(name);
    }
    std::sort(list.begin(), list.end());
    return list;
}

/// Empty when an extension of this kind may have the event.
QByteArray refusal(const QByteArray &event, bool external)
{
    if (event != "INVOKE" && event != "SHUTDOWN")
        return QByteArrayLiteral("ErrorInvalidEventType");
    return event == "SHUTDOWN" && !external ? QByteArrayLiteral("ShutdownEventNotSupportedForInternalExtension") : QByteArray();
}

} // namespace

void ExtensionsApi::registerExtension(HttpExchange *exchange)
{
    const auto refuse = [exchange](const QByteArray &type, const QByteArray &message) { answerApiError(exchange, 403, type, message); };
    const QByteArray name = exchange->request().header("Lambda-Extension-Name");
    if (name.isEmpty())
        return refuse(QByteArrayLiteral("Extension.InvalidExtensionName"), QByteArrayLiteral("Empty extension name"));
    const auto events = wantedEvents(exchange->body());
    if (!events)
        return refuse(QByteArrayLiteral("InvalidRequestFormat"), events.error());
    const auto known = std::find_if(m_extensions.begin(), m_extensions.end(), [&name](const Extension &one) { return one.name == name; });
    const bool external = known != m_extensions.end() && known->external;
    for (const QByteArray &event : *events)
        if (const QByteArray why = refusal(event, external); !why.isEmpty())
            return refuse(QByteArrayLiteral("Extension.InvalidEventType"), event + ": " + why);
    Extension fresh;
    if (!external) {
        if (!m_open)
            return refuse(QByteArrayLiteral("Extension.RegistrationClosed"), QByteArrayLiteral("Extension registration closed already"));
        if (m_extensions.size() >= limits::extensionsMax)
            return refuse(QByteArrayLiteral("Extension.TooManyExtensions"), "Extension limit (" + QByteArray::number(limits::extensionsMax) + ") reached");
        if (known != m_extensions.end())
            return refuse(QByteArrayLiteral("Extension.InvalidExtensionState"), QByteArrayLiteral("Extension with this name already registered"));
        fresh.name = name;
    }
    Extension &extension = external ? *known : fresh;
    if (!take(exchange, extension, ExtensionStep::Register, name))
        return;
    extension.events = *events;
    extension.id = newUuid().toUtf8();
    const QByteArray id = extension.id;
    if (!external)
        m_extensions.append(fresh);
    QByteArray body = "{";
    for (const QByteArray &feature : exchange->request().header("Lambda-Extension-Accept-Feature").split(','))
        if (feature.trimmed() == "accountId" && body.size() == 1)
            body += "\"accountId\":" + jsontext::quoted(m_function.account) + ',';
    body += "\"functionName\":" + jsontext::quoted(m_function.name) + ",\"functionVersion\":" + jsontext::quoted(m_function.version)
        + ",\"handler\":" + jsontext::quoted(m_function.handler) + '}';
    answerJson(exchange, 200, body, {{"Lambda-Extension-Identifier", id}});
    emit progressed();
}

} // namespace lathe
