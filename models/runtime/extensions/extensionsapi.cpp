// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/extensions/extensionsapi.h"
#include "core/ids.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "runtime/apianswer.h"
#include <QUuid>
#include <algorithm>
#include <cerrno>

namespace lathe {

ExtensionsApi::ExtensionsApi(ExtensionFunction function, QObject *parent) : QObject(parent), m_function(std::move(function))
{
}

void ExtensionsApi::expect(const QList<QByteArray> &names)
{
    for (const QByteArray &name : names) {
        Extension extension;
        extension.name = name;
        extension.external = true;
        extension.program = int(m_extensions.size()) + 1;
        m_extensions.append(extension);
    }
}

bool ExtensionsApi::handle(HttpExchange *exchange)
{
    static const QByteArray prefix = QByteArrayLiteral("/2020-01-01/extension/");
    const QByteArray path = exchange->request().path();
    if (!path.startsWith(prefix))
        return false;
    const QByteArray what = path.mid(prefix.size());
    const bool get = what == "event/next";
    if (!get && what != "register" && what != "init/error" && what != "exit/error")
        return false;
    if (exchange->request().method != (get ? "GET" : "POST")) {
        exchange->respond(405, {}, {});
        return true;
    }
    const auto answer = [this, exchange, what] {
        if (what == "register")
            return registerExtension(exchange);
        const bool next = what == "event/next";
        const QByteArray id = exchange->request().header("Lambda-Extension-Identifier");
        Extension *extension = admit(exchange, next ? "Unknown extension " + id : QByteArrayLiteral("Unknown Lambda-Extension-Identifier"));
        if (!extension)
            return;
        if (next)
            return this->next(exchange, *extension);
        reportError(exchange, *extension, what == "init/error" ? ExtensionStep::InitError : ExtensionStep::ExitError);
    };
    if (exchange->isBodyComplete())
        answer();
    else
        connect(exchange, &HttpExchange::bodyCompleted, this, answer);
    return true;
}

Extension *ExtensionsApi::admit(HttpExchange *exchange, const QByteArray &unknown)
{
    const QByteArray id = exchange->request().header("Lambda-Extension-Identifier");
    const auto refuse = [exchange](const QByteArray &type, const QByteArray &message) {
        answerApiError(exchange, 403, type, message);
        return nullptr;
    };
    if (id.isEmpty())
        return refuse(QByteArrayLiteral("Extension.MissingExtensionIdentifier"), QByteArrayLiteral("Missing Lambda-Extension-Identifier header"));
    if (QUuid(QString::fromLatin1(id)).isNull())
        return refuse(QByteArrayLiteral("Extension.InvalidExtensionIdentifier"), QByteArrayLiteral("Invalid Lambda-Extension-Identifier"));
    const auto found = std::find_if(m_extensions.begin(), m_extensions.end(), [&id](const Extension &extension) { return extension.id == id; });
    if (found == m_extensions.end())
        return refuse(QByteArrayLiteral("Extension.UnknownExtensionIdentifier"), unknown);
    return &*found;
}

bool ExtensionsApi::take(HttpExchange *exchange, Extension &extension, ExtensionStep step, const QByteArray &shownName)
{
    ExtensionState after;
    if (extensionStepAllowed(extension.state, step, &after)) {
        extension.state = after;
        return true;
    }
    const ExtensionState wanted = step == ExtensionStep::Register    ? ExtensionState::Registered
                                  : step == ExtensionStep::Next      ? ExtensionState::Ready
                                  : step == ExtensionStep::InitError ? ExtensionState::InitError
                                                                     : ExtensionState::Exited; // the emulator's name for it
    answerApiError(exchange, 403, QByteArrayLiteral("Extension.InvalidExtensionState"),
        "State transition from " + extensionStateName(extension.state) + " to " + extensionStateName(wanted) + " failed for extension "
            + shownName + ". Error: State transition is not allowed");
    return false;
}

void ExtensionsApi::next(HttpExchange *exchange, Extension &extension)
{
    if (!take(exchange, extension, ExtensionStep::Next, extension.id))
        return;
    extension.parked = exchange;
    if (!m_shutdown.isEmpty() && extension.wants("SHUTDOWN"))
        return deliver(extension, m_shutdown);
    emit progressed();
}

void ExtensionsApi::reportError(HttpExchange *exchange, Extension &extension, ExtensionStep step)
{
    const QByteArray type = exchange->request().header("Lambda-Extension-Function-Error-Type");
    if (type.isEmpty()) {
        answerApiError(exchange, 403, QByteArrayLiteral("Extension.MissingHeader"), QByteArrayLiteral("Lambda-Extension-Function-Error-Type not found"));
        return;
    }
    if (!take(exchange, extension, step, extension.id))
        return;
    if (extension.errorType.isEmpty())
        extension.errorType = type;
    if (m_reported.isEmpty())
        m_reported = step == ExtensionStep::InitError ? QByteArrayLiteral("Extension.InitError") : QByteArrayLiteral("Extension.ExitError");
    answerJson(exchange, 202, QByteArrayLiteral("{\"status\":\"OK\"}\n"));
}

bool ExtensionsApi::hasExternal() const
{
    return std::any_of(m_extensions.cbegin(), m_extensions.cend(), [](const Extension &extension) { return extension.external; });
}

bool ExtensionsApi::allRegistered() const
{
    return std::none_of(m_extensions.cbegin(), m_extensions.cend(), [](const Extension &extension) { return extension.id.isEmpty(); });
}

bool ExtensionsApi::allReady() const
{
    return std::all_of(m_extensions.cbegin(), m_extensions.cend(), [](const Extension &extension) { return extension.state == ExtensionState::Ready; });
}

bool ExtensionsApi::allIdle() const
{
    return std::all_of(m_extensions.cbegin(), m_extensions.cend(),
        [](const Extension &extension) { return !extension.wants("INVOKE") || extension.state == ExtensionState::Ready; });
}

const Extension *ExtensionsApi::withId(const QByteArray &id) const
{
    for (const Extension &extension : m_extensions)
        if (!id.isEmpty() && extension.id == id)
            return &extension;
    return nullptr;
}

const Extension *ExtensionsApi::ofProgram(int program) const
{
    for (const Extension &extension : m_extensions)
        if (extension.external && extension.program == program)
            return &extension;
    return nullptr;
}

void ExtensionsApi::deliver(Extension &extension, const QByteArray &event)
{
    ExtensionState after;
    if (!extension.parked || !extensionStepAllowed(extension.state, ExtensionStep::Deliver, &after))
        return;
    extension.state = after;
    HttpExchange *exchange = extension.parked;
    extension.parked.clear();
    answerJson(exchange, 200, event, {{"Lambda-Extension-Event-Identifier", newUuid().toUtf8()}});
}

void ExtensionsApi::invoke(const QByteArray &requestId, const QByteArray &invokedArn, const QByteArray &traceId, qint64 deadlineMs)
{
    QByteArray event = "{\"eventType\":\"INVOKE\",\"deadlineMs\":" + QByteArray::number(deadlineMs) + ",\"requestId\":" + jsontext::quoted(requestId)
        + ",\"invokedFunctionArn\":" + jsontext::quoted(invokedArn);
    if (!traceId.isEmpty())
        event += ",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":" + jsontext::quoted(traceId) + '}';
    event += '}';
    for (Extension &extension : m_extensions)
        if (extension.wants("INVOKE"))
            deliver(extension, event);
}

void ExtensionsApi::shutDown(const QByteArray &reason, qint64 deadlineMs)
{
    m_shutdown = "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":" + QByteArray::number(deadlineMs) + ",\"shutdownReason\":"
        + jsontext::quoted(reason) + '}';
    for (Extension &extension : m_extensions)
        if (extension.wants("SHUTDOWN"))
            deliver(extension, m_shutdown);
}

void ExtensionsApi::launchFailed(int program, int error)
{
    for (Extension &extension : m_extensions) {
        if (!extension.external || extension.program != program)
            continue;
        extensionStepAllowed(extension.state, ExtensionStep::FailToLaunch, &extension.state);
        extension.ended = true; // there never was a process: nobody has to wait for one
        extension.errorType = error == EACCES || error == EPERM ? QByteArrayLiteral("PermissionDenied")
            : error == E2BIG                                    ? QByteArrayLiteral("TooManyExtensions")
                                                                : QByteArrayLiteral("UnknownError");
    }
}

void ExtensionsApi::ended(int program, bool expected, bool cleanly)
{
    for (Extension &extension : m_extensions) {
        if (!extension.external || extension.program != program)
            continue;
        extension.ended = true;
        extension.parked.clear();
        if (expected)
            extensionStepAllowed(extension.state, cleanly ? ExtensionStep::Exit : ExtensionStep::Kill, &extension.state);
    }
}

} // namespace lathe
