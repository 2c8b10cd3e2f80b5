// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpserver.h"
#include "runtime/runtimestate.h"
#include "runtime/streamedresponse.h"
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>

namespace lathe {

/// What a runtime gets as the answer to `next`.
struct RuntimeEvent
{
    QByteArray requestId;
    QByteArray payload;
    QByteArray invokedArn;
    QByteArray traceId;
    QByteArray clientContext;
    QByteArray cognitoIdentity;
    qint64 deadlineMs = 0; ///< Milliseconds since 1970.
    QByteArray tenantId;   ///< Of a function with tenant isolation; else empty.
    QByteArray plainStrings; ///< For our own clients: "BEGIN-END,…" in the payload, see Environment::deliver().
    std::shared_ptr<ResponseSink> sink; ///< The caller wants the response as it comes; may be empty.
};

/// The Runtime API (2018-06-01) of one run of one environment. Answers wrong ids with 400, wrong order with 403 and
/// everything unknown with 404, as the official emulator does. Owned by its Environment, on its thread.
class RuntimeApi : public QObject
{
    Q_OBJECT
public:
    explicit RuntimeApi(QObject *parent = nullptr);
    ~RuntimeApi() override;

    /// The bounds of streamed responses; Lambda's when not called.
    void setStreamLimits(const StreamLimits &limits) { m_streamLimits = limits; }
    /// Whether the snapshot's calls (restore/next, restore/error) are there; without SnapStart they are unknown paths.
    void setSnapStart(bool on) { m_snapStart = on; }

    /// Takes over the sandbox's listening socket.
    Result<> adopt(int listener);
    /// Serves the runtime's end of a pair of sockets. Owns `fd` from then on.
    void adoptConnection(int fd);
    /// Listens on a local port instead (tests). Returns the port.
    Result<quint16> listen();
    /// What other APIs of the sandbox share the address: called for every path that is not the Runtime API's, until one answers
    /// (returns true).
    void addRoutes(std::function<bool(HttpExchange *)> routes) { m_routes.append(std::move(routes)); }
    /// Hands this event to the runtime: at once when it waits in `next`, else when it asks.
    void deliver(const RuntimeEvent &event);
    /// Whether the runtime sleeps in restore/next, which is where its snapshot is taken,
    bool isAsleep() const { return m_parked && m_state == RuntimeState::RestoreReady; }
    /// and its awakening: it runs its hooks and asks for an event then, or tells why it cannot. Precondition: isAsleep().
    void wake();
    /// Sends what may wait for the next event: before the runtime is frozen.
    void flush();
    RuntimeState state() const { return m_state; }
    /// What a bootstrap of Lathe told with its first `next`: nanoseconds of the monotonic clock at which it began, began to
    /// load the handler, and had it, with ';' between. Empty from other runtimes.
    QByteArray initTimes() const { return m_initTimes; }
    bool isWaiting() const { return m_parked != nullptr; }
    /// The runtime has the event (or was woken for it from a snapshot), and its answer is not complete (or broke off, until the next event).
    bool hasInvocation() const;
    /// True between the end of an answer's header and its last byte.
    bool isReceiving() const { return m_state == RuntimeState::InvocationResponse || m_state == RuntimeState::InvocationErrorResponse; }

signals:
    /// The runtime asked for an event (also when one is delivered in the same moment).
    void ready();
    /// The event left for the runtime: its time runs from here.
    void handedOut();
    /// The answer begins. `streaming`: the runtime sends it while it makes it. Only for responses, not for errors.
    void responding(bool streaming, const QByteArray &contentType);
    /// A part of a streamed answer came and goes on now, to the sink when there is one.
    void streamed(const QByteArray &bytes);
    /// The answer is complete. `payload` is empty when its bytes went to a sink.
    void responded(const QByteArray &payload);
    /// A failure that the runtime reported or that the answer itself is; `body` is the exact error object, or empty when
    /// the platform has to write one for `type` and `message`.
    void failed(const QByteArray &type, const QByteArray &body, const QString &message);
    /// The answer broke off before its end.
    void cut(const QByteArray &type, const QString &message);
    void initFailed(const QByteArray &type, const QByteArray &body);
    /// With the first result, from our own bootstrap: modules that the function's code imported, comma-separated.
    void imported(const QByteArray &modules);
    /// A hook that ran after the snapshot was woken failed.
    void restoreFailed(const QByteArray &type, const QByteArray &body);

private:
    void dispatch(HttpExchange *exchange);
    void handleNext(HttpExchange *exchange);
    void handleResponse(HttpExchange *exchange, const QByteArray &id);
    void handleError(HttpExchange *exchange, const QByteArray &id);
    void handleInitError(HttpExchange *exchange);
    void handleRestoreNext(HttpExchange *exchange);
    void handleRestoreError(HttpExchange *exchange);
    void receiveWhole(HttpExchange *exchange, bool streaming);
    void receiveStream(HttpExchange *exchange);
    /// `exchange` may be gone: the response was whole before its connection closed.
    void responseEnded(HttpExchange *exchange, const QByteArray &body, const HttpHeaders &trailers);
    void responseTooLong(HttpExchange *exchange, qint64 limit);
    void responseCut(const QByteArray &type, const QString &message);

    /// Checks id and order; answers 400 or 403 itself and returns false when they are wrong.
    bool admit(HttpExchange *exchange, RuntimeStep step, const QByteArray *id);
    void take(RuntimeStep step);
    void handOut();
    static void collect(HttpExchange *exchange, qint64 limit, QObject *owner, const std::function<void(const QByteArray &, bool tooLarge)> &done,
        const std::function<void()> &cut);
    static void answer(HttpExchange *exchange, int status, const QByteArray &json);
    static void answerError(HttpExchange *exchange, int status, const QByteArray &type, const QByteArray &message);

    HttpServer *m_server;
    QTimer m_flush; ///< Of an answer that waits for the next event.
    QList<std::function<bool(HttpExchange *)>> m_routes;
    RuntimeState m_state = RuntimeState::Started;
    QPointer<HttpExchange> m_parked;
    RuntimeEvent m_event;
    QByteArray m_invocationId; ///< Of this handing over of the event, never used again: tells a late answer from the one that is waited for.
    bool m_hasEvent = false;
    QByteArray m_initTimes;
    bool m_snapStart = false;
    bool m_cut = false;
    StreamLimits m_streamLimits;
};

} // namespace lathe
