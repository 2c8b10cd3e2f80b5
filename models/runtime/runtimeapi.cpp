// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/runtimeapi.h"
#include "core/ids.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "core/timeouts.h"
#include <QDateTime>
#include <algorithm>

namespace lathe {

static HttpLimits runtimeApiLimits()
{
    HttpLimits limits;
    limits.headerBytes = 1024 * 1024 + 16 * 1024; // Lambda-Runtime-Function-XRay-Error-Cause may have 1 MB
    limits.bodyBytes = limits::payloadSyncBytes + limits::payloadSyncSlackBytes;
    // A handler may think for 15 minutes, also between the moment when its client connects for a stream and the first byte of it.
    limits.headerTimeout = limits.idleTimeout = limits.keepAliveTimeout = timeouts::runtimeApiIdle;
    return limits;
}

RuntimeApi::RuntimeApi(QObject *parent) : QObject(parent), m_server(new HttpServer(runtimeApiLimits(), this))
{
    m_flush.setSingleShot(true);
    m_flush.setTimerType(Qt::PreciseTimer);
    m_flush.setInterval(timeouts::freezeDelay);
    connect(&m_flush, &QTimer::timeout, m_server, &HttpServer::flush);
    m_server->setHandler([this](HttpExchange *exchange) { dispatch(exchange); });
}

RuntimeApi::~RuntimeApi() = default;

Result<> RuntimeApi::adopt(int listener)
{
    return m_server->adopt(listener);
}

void RuntimeApi::adoptConnection(int fd)
{
    m_server->adoptConnection(fd);
}

Result<quint16> RuntimeApi::listen()
{
    return m_server->listenLoopback(0);
}

void RuntimeApi::flush()
{
    m_server->flush();
}

void RuntimeApi::dispatch(HttpExchange *exchange)
{
    const HttpRequest &request = exchange->request();
    const QByteArray path = request.path();
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    static const QByteArray prefix = QByteArrayLiteral("/2018-06-01/runtime/");
    if (path.startsWith(prefix)) {
        const QList<QByteArray> parts = path.mid(prefix.size()).split('/');
        if (parts.size() == 2 && parts[0] == "invocation" && parts[1] == "next")
            return get ? handleNext(exchange) : answer(exchange, 405, {});
        if (parts.size() == 2 && parts[0] == "init" && parts[1] == "error")
            return post ? handleInitError(exchange) : answer(exchange, 405, {});
        if (m_snapStart && parts.size() == 2 && parts[0] == "restore" && (parts[1] == "next" || parts[1] == "error")) {
            if (!(parts[1] == "next" ? get : post))
                return answer(exchange, 405, {});
            return parts[1] == "next" ? handleRestoreNext(exchange) : handleRestoreError(exchange);
        }
        if (parts.size() == 3 && parts[0] == "invocation" && (parts[2] == "response" || parts[2] == "error")) {
            if (!post)
                return answer(exchange, 405, {});
            const QByteArray id = QByteArray::fromPercentEncoding(parts[1]);
            return parts[2] == "response" ? handleResponse(exchange, id) : handleError(exchange, id);
        }
    }
    for (const auto &routes : std::as_const(m_routes))
        if (routes(exchange))
            return;
    exchange->respond(404, {{"Content-Type", "text/plain; charset=utf-8"}}, QByteArrayLiteral("404 page not found\n"));
}

void RuntimeApi::deliver(const RuntimeEvent &event)
{
    m_event = event;
    m_invocationId = newUuid().toLatin1();
    m_hasEvent = true;
    m_cut = false;
    if (m_parked && m_state == RuntimeState::Ready)
        handOut();
}

bool RuntimeApi::hasInvocation() const
{
    return m_state == RuntimeState::Running || m_state == RuntimeState::Restoring || isReceiving() || m_cut;
}

void RuntimeApi::handOut()
{
    m_state = RuntimeState::Running;
    HttpHeaders headers{{"Content-Type", "application/json"}, {"Date", httpDate(QDateTime::currentMSecsSinceEpoch())},
        {"Lambda-Runtime-Aws-Request-Id", m_event.requestId}, {"Lambda-Runtime-Invocation-Id", m_invocationId},
        {"Lambda-Runtime-Deadline-Ms", QByteArray::number(m_event.deadlineMs)},
        {"Lambda-Runtime-Invoked-Function-Arn", m_event.invokedArn}};
    const auto add = [&headers](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            headers.append({name, value});
    };
    add("Lambda-Runtime-Trace-Id", m_event.traceId);
    add("Lambda-Runtime-Client-Context", m_event.clientContext);
    add("Lambda-Runtime-Cognito-Identity", m_event.cognitoIdentity);
    add("Lambda-Runtime-Aws-Tenant-Id", m_event.tenantId);
    add("Lathe-Plain-Strings", m_event.plainStrings);
    HttpExchange *exchange = m_parked;
    m_parked.clear();
    emit handedOut();
    exchange->respond(200, headers, m_event.payload);
}

/// The snapshot wakes: the runtime runs its hooks and asks for the event then.
void RuntimeApi::wake()
{
    take(RuntimeStep::Restored);
    HttpExchange *exchange = m_parked;
    m_parked.clear();
    answer(exchange, 200, {});
}

bool RuntimeApi::admit(HttpExchange *exchange, RuntimeStep step, const QByteArray *id)
{
    if (id && (m_event.requestId.isEmpty() || *id != m_event.requestId)) { // before the order, as the emulator does
        answerError(exchange, 400, QByteArrayLiteral("InvalidRequestID"), QByteArrayLiteral("Invalid request ID"));
        return false;
    }
    // Newer clients send back what `next` gave them; older ones do not, which is no error.
    if (const QByteArray echo = id ? exchange->request().header("Lambda-Runtime-Invocation-Id") : QByteArray(); !echo.isEmpty() && echo != m_invocationId) {
        answerError(exchange, 410, QByteArrayLiteral("InvokeTimeout"), QByteArrayLiteral("Invoke timeout"));
        return false;
    }
    if (!runtimeStepAllowed(m_state, step, nullptr)) {
        answerError(exchange, 403, QByteArrayLiteral("InvalidStateTransition"),
            "State transition from " + runtimeStateName(m_state) + " to " + runtimeStepName(step)
                + " failed for runtime. Error: State transition is not allowed");
        return false;
    }
    return true;
}

void RuntimeApi::take(RuntimeStep step)
{
    runtimeStepAllowed(m_state, step, &m_state);
    if (step == RuntimeStep::Response || step == RuntimeStep::InvocationError)
        m_hasEvent = false;
}

void RuntimeApi::collect(HttpExchange *exchange, qint64 limit, QObject *owner,
    const std::function<void(const QByteArray &, bool)> &done, const std::function<void()> &cut)
{
    struct Collected
    {
        QByteArray bytes;
        bool tooLarge = false;
        bool ended = false;
    };
    auto state = std::make_shared<Collected>();
    const qint64 length = exchange->request().header("Content-Length").toLongLong();
    if (length > 0 && length <= limit && exchange->isBodyComplete())
        return done(exchange->body(), false);
    if (length > 0 && length <= limit) { // no byte of it is copied
        exchange->collectBody(limit);
        QObject::connect(exchange, &HttpExchange::bodyCompleted, owner, [exchange, state, done] {
            if (!std::exchange(state->ended, true))
                done(exchange->body(), false);
        });
        QObject::connect(exchange, &HttpExchange::aborted, owner, [state, cut] {
            if (!std::exchange(state->ended, true) && cut)
                cut();
        });
        return;
    }
    exchange->streamBody(std::numeric_limits<qint64>::max() / 2);
    const auto finish = [state, done] {
        if (!std::exchange(state->ended, true))
            done(state->bytes, state->tooLarge);
    };
    QObject::connect(exchange, &HttpExchange::bodyChunk, owner, [state, limit](const QByteArray &chunk) {
        state->tooLarge = state->tooLarge || state->bytes.size() + chunk.size() > limit;
        if (state->tooLarge)
            state->bytes.clear(); // read on to the end, so that the peer gets its answer
        else
            state->bytes += chunk;
    });
    QObject::connect(exchange, &HttpExchange::bodyCompleted, owner, finish);
    QObject::connect(exchange, &HttpExchange::aborted, owner, [state, cut] {
        if (!std::exchange(state->ended, true) && cut)
            cut();
    });
    if (exchange->isBodyComplete()) {
        state->bytes = exchange->body();
        state->tooLarge = state->bytes.size() > limit;
        finish();
    }
}

void RuntimeApi::answer(HttpExchange *exchange, int status, const QByteArray &json)
{
    exchange->respond(status, {{"Content-Type", "application/json"}, {"Date", httpDate(QDateTime::currentMSecsSinceEpoch())}}, json);
}

void RuntimeApi::answerError(HttpExchange *exchange, int status, const QByteArray &type, const QByteArray &message)
{
    answer(exchange, status, "{\"errorMessage\":" + jsontext::quoted(message) + ",\"errorType\":" + jsontext::quoted(type) + "}\n");
}

} // namespace lathe
