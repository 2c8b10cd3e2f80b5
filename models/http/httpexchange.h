// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "http/httptypes.h"
#include <QObject>

namespace lathe {

/// One request and its response. Owned by its connection; deleted after the response is written, with the connection's next request
/// at the latest, or when the peer is gone (aborted() first). Same thread as the server. Hold it in a QPointer when answering later.
class HttpExchange : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const HttpRequest &request() const = 0;
    /// The whole body so far when it is collected (default).
    virtual QByteArray body() const = 0;
    virtual bool isBodyComplete() const = 0;
    /// Call it in the handler: chunks come by bodyChunk() instead of being collected, and the limit on the body is `maxBytes`.
    virtual void streamBody(qint64 maxBytes) = 0;
    /// Call it in the handler: the body is collected up to `maxBytes`, and bodyChunk() shows each part as it comes; the bytes that it
    /// shows are those of body() and live as long.
    virtual void collectBody(qint64 maxBytes) = 0;
    /// Pauses or resumes reading the body (back-pressure).
    virtual void setPaused(bool paused) = 0;
    /// The trailers, once the body is complete.
    virtual HttpHeaders trailers() const = 0;

    /// The whole answer at once. Content-Length is added; Date and Server are not. Ignored after the first answer.
    virtual void respond(int status, const HttpHeaders &headers, const QByteArray &body) = 0;
    /// Before respond(): the answer may wait for the next one on this connection when that one's request is there already, or
    /// for HttpServer::flush(). The peer then gets both at once.
    virtual void joinWithNext() = 0;
    /// Starts a chunked answer.
    virtual void startStream(int status, const HttpHeaders &headers) = 0;
    virtual void writeChunk(const QByteArray &bytes) = 0;
    virtual void endStream(const HttpHeaders &trailers = {}) = 0;
    /// Bytes that wait to be sent.
    virtual qint64 bytesToWrite() const = 0;
    /// Drops the connection without an answer.
    virtual void abort() = 0;

signals:
    void bodyChunk(const QByteArray &chunk);
    void bodyCompleted();
    void bytesWritten();
    /// The peer went away before the answer was complete.
    void aborted();
};

} // namespace lathe
