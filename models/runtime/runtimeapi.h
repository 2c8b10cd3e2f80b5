// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpserver.h"
#include "runtime/runtimestate.h"
#include <QObject>
#include <QPointer>

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
};

/// The Runtime API (2018-06-01) of one run of one environment. Answers wrong ids with 400, wrong order with 403 and
/// everything unknown with 404, as the official emulator does. Owned by its Environment, on its thread.
class RuntimeApi : public QObject
{
    Q_OBJECT
public:
    explicit RuntimeApi(QObject *parent = nullptr);
    ~RuntimeApi() override;

    /// Takes over the sandbox's listening socket.
    Result<> adopt(int listener);
    /// Listens on a local port instead (tests). Returns the port.
    Result<quint16> listen();
    /// Hands this event to the runtime: at once when it waits in `next`, else when it asks.
    void deliver(const RuntimeEvent &event);
    RuntimeState state() const { return m_state; }
    bool isWaiting() const { return m_parked != nullptr; }
    /// True between the end of an answer's header and its last byte.
    bool isReceiving() const { return m_receiving; }

signals:
    /// The runtime asked for an event (also when one is delivered in the same moment).
    void ready();
    /// The event left for the runtime: its time runs from here.
    void handedOut();
    void responded(const QByteArray &payload);
    /// A failure that the runtime reported or that the answer itself is; `body` is the exact error object, or empty when
    /// the platform has to write one for `type` and `message`.
    void failed(const QByteArray &type, const QByteArray &body, const QString &message);
    void initFailed(const QByteArray &type, const QByteArray &body);

private:
    void dispatch(HttpExchange *exchange);
    void handleNext(HttpExchange *exchange);
    void handleResponse(HttpExchange *exchange, const QByteArray &id);
    void handleError(HttpExchange *exchange, const QByteArray &id);
    void handleInitError(HttpExchange *exchange);

    /// Checks id and order; answers 400 or 403 itself and returns false when they are wrong.
    bool admit(HttpExchange *exchange, RuntimeStep step, const QByteArray *id);
    void take(RuntimeStep step);
    void handOut();
    static void collect(HttpExchange *exchange, qint64 limit, QObject *owner, const std::function<void(const QByteArray &, bool tooLarge)> &done,
        const std::function<void()> &cut);
    static void answer(HttpExchange *exchange, int status, const QByteArray &json);
    static void answerError(HttpExchange *exchange, int status, const QByteArray &type, const QByteArray &message);

    HttpServer *m_server;
    RuntimeState m_state = RuntimeState::Started;
    QPointer<HttpExchange> m_parked;
    RuntimeEvent m_event;
    bool m_hasEvent = false;
    bool m_receiving = false;
};

} // namespace lathe
