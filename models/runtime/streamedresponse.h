// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httpexchange.h"
#include "runtime/streamlimits.h"
#include "runtime/tokenbucket.h"
#include <QPointer>
#include <QTimer>
#include <memory>

namespace lathe {

class ResponseSink;

/// One streamed response on its way from a runtime's request to whoever takes it: at Lambda's rate, no faster than the
/// taker, and never more than a read's worth in memory. Owned by the RuntimeApi, on its thread.
class StreamedResponse : public QObject
{
    Q_OBJECT
public:
    StreamedResponse(HttpExchange *exchange, std::shared_ptr<ResponseSink> sink, const StreamLimits &limits, QObject *parent);
    ~StreamedResponse() override;
    /// Of the whole body; they outlive a runtime that closes its connection before all was passed.
    const HttpHeaders &trailers() const { return m_trailers; }

signals:
    /// These bytes may go out now.
    void passed(const QByteArray &bytes);
    // Exactly one of:
    void ended();    ///< All of it was passed; the exchange, if it is still there, waits for its answer.
    void exceeded(); ///< It was longer than allowed; everything up to the limit was passed.
    void cut();      ///< The connection broke before its end.

private:
    void receive(const QByteArray &bytes);
    void pump();
    void end(void (StreamedResponse::*how)());

    QPointer<HttpExchange> m_exchange;
    std::shared_ptr<ResponseSink> m_sink;
    const StreamLimits m_limits;
    TokenBucket m_bucket;
    QTimer m_refill;
    QByteArray m_pending;
    HttpHeaders m_trailers;
    qint64 m_received = 0;
    bool m_complete = false; ///< Everything is here.
    bool m_tooLong = false;
    bool m_broken = false;
    bool m_over = false;
};

} // namespace lathe
