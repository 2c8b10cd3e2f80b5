// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpconnection.h"
#include "http/serverexchange.h"
#include <QByteArray>
#include <array>
#include <llhttp/llhttp.h>
#include <utility>

namespace lathe {
namespace {
constexpr qsizetype readAheadMax = 256 * 1024; ///< What may come behind a request that is not answered yet.
constexpr qsizetype readAtOnce = 64 * 1024;
constexpr qint64 bodyAtOnce = 256 * 1024;
constexpr qint64 discardMax = 1024 * 1024;  ///< Rest of an answered request that is read to keep the connection.
constexpr int trailerFieldsMax = 100;
} // namespace

/// llhttp and what its callbacks leave for the connection to act on afterwards: no callback calls out.
struct HttpConnection::Parser
{
    llhttp_t llhttp;
    HttpRequest request;
    HttpHeaders trailers;
    QByteArray name, value, chunk;
    qint64 length = -1;      ///< Content-Length; -1: chunked.
    int trailerBytes = 0;
    int trailerBytesMax = 0; ///< As many as of headers: an error in a streamed response's trailers may be long.
    bool lastWasValue = false, headDone = false, bodyDone = false, keep = true;

    static const llhttp_settings_t *settings();
    void begin()
    {
        llhttp_init(&llhttp, HTTP_REQUEST, settings());
        llhttp.data = this;
        request = {};
        request.headers.reserve(16);
        trailers.clear();
        chunk.clear();
        length = 0;
        trailerBytes = 0;
        lastWasValue = headDone = bodyDone = false;
    }
    void endField()
    {
        if (!lastWasValue)
            return;
        while (value.endsWith(' ') || value.endsWith('\t'))
            value.chop(1);
        (headDone ? trailers : request.headers).append({std::move(name), std::move(value)});
        name = {};
        value = {};
        lastWasValue = false;
    }
    int countTrailer(size_t n)
    {
        if (!headDone)
            return 0;
        trailerBytes += int(qMin(n, size_t(trailerBytesMax)));
        return trailerBytes > trailerBytesMax || trailers.size() >= trailerFieldsMax ? HPE_USER : 0;
    }
};

const llhttp_settings_t *HttpConnection::Parser::settings()
{
    static const llhttp_settings_t table = [] {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        s.on_method = [](llhttp_t *p, const char *a, size_t n) {
            static_cast<Parser *>(p->data)->request.method.append(a, qsizetype(n));
            return 0;
        };
        s.on_url = [](llhttp_t *p, const char *a, size_t n) {
            static_cast<Parser *>(p->data)->request.target.append(a, qsizetype(n));
            return 0;
        };
        s.on_header_field = [](llhttp_t *p, const char *a, size_t n) {
            auto *d = static_cast<Parser *>(p->data);
            d->endField();
            d->name.append(a, qsizetype(n));
            return d->countTrailer(n);
        };
        s.on_header_value = [](llhttp_t *p, const char *a, size_t n) {
            auto *d = static_cast<Parser *>(p->data);
            d->lastWasValue = true;
            d->value.append(a, qsizetype(n));
            return d->countTrailer(n);
        };
        s.on_header_value_complete = [](llhttp_t *p) {
            static_cast<Parser *>(p->data)->lastWasValue = true;
            return 0;
        };
        s.on_headers_complete = [](llhttp_t *p) {
            auto *d = static_cast<Parser *>(p->data);
            d->endField();
            d->headDone = true;
            d->keep = llhttp_should_keep_alive(p) != 0;
            d->length = (p->flags & F_CHUNKED) ? -1 : qint64(qMin<quint64>(p->content_length, quint64(INT64_MAX)));
            p->upgrade = 0; // Upgrades are not offered, so an Upgrade header is ignored (RFC 9110, 7.8).
            return 0;
        };
        s.on_body = [](llhttp_t *p, const char *a, size_t n) {
            static_cast<Parser *>(p->data)->chunk.append(a, qsizetype(n));
            return 0;
        };
        s.on_message_complete = [](llhttp_t *p) {
            auto *d = static_cast<Parser *>(p->data);
            d->endField();
            d->bodyDone = true;
            return int(HPE_PAUSED);
        };
        return s;
    }();
    return &table;
}

HttpConnection::HttpConnection(int fd, const HttpLimits &limits, const Handler &handler, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_handler(handler)
    , m_socket(fd)
    , m_parser(std::make_unique<Parser>())
{
    m_parser->trailerBytesMax = m_limits.headerBytes;
    m_socket.onReadable = [this] { onReadable(); };
    m_socket.onWritten = [this] { onBytesWritten(); };
    m_socket.onGone = [this] { onDisconnected(); };
    enter(Phase::Head);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::enter(Phase phase)
{
    m_phase = phase;
    m_phaseStart = m_progress = Clock::now();
    if (m_limits.answersHalfClosed && phase == Phase::Answer)
        holdReading(true);
}

/// The end of what the peer sends is taken for the end of the connection. Where that is not so, nobody looks while an answer
/// is under way.
void HttpConnection::holdReading(bool hold)
{
    m_held = hold;
}

/// Whether reading must wait still.
bool HttpConnection::isHeld() const
{
    return m_held && (m_phase == Phase::Answer || m_socket.bytesToWrite() > 0);
}

void HttpConnection::onReadable()
{
    qDeleteAll(std::exchange(m_answered, {}));
    m_readable = true;
    if (isHeld())
        m_socket.setReading(false);
    else
        pump();
}

void HttpConnection::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    for (bool more = true; more;) {
        switch (m_phase) {
        case Phase::Head:
            more = pumpHead();
            break;
        case Phase::Body:
            more = pumpBody();
            break;
        case Phase::Answer: // only to see whether the peer is still there
            more = m_in.size() - m_at < readAheadMax && readMore();
            break;
        case Phase::Linger:
        case Phase::Closed:
            more = false;
            break;
        }
    }
    m_pumping = false;
    if (m_phase == Phase::Linger)
        readAway();
    if (std::exchange(m_unflushed, false) && !m_exchange)
        flush(); // nothing follows
    if (m_phase == Phase::Closed)
        return;
    if (m_readable)
        m_socket.setReading(false); // whoever can take more pumps again
    else if (!isHeld())
        m_socket.setReading(true);
}

/// Reads from the socket. A short read has emptied it: that is cheaper than asking once more.
qint64 HttpConnection::receive(char *to, qint64 most)
{
    if (!m_readable || isHeld())
        return 0;
    const qint64 n = m_socket.read(to, most);
    m_readable = n == most;
    if (n < 0)
        onDisconnected();
    else if (n > 0)
        m_progress = Clock::now();
    return n;
}

/// Takes what nobody wants any more.
void HttpConnection::readAway()
{
    m_in.clear();
    m_at = 0;
    std::array<char, readAtOnce> bytes;
    while (receive(bytes.data(), readAtOnce) > 0) {
    }
}

/// Appends what the socket holds, at most one portion; false when there is nothing.
bool HttpConnection::readMore()
{
    if (!m_readable || isHeld())
        return false;
    if (m_at == m_in.size()) {
        m_in.clear();
        m_at = 0;
    } else if (m_at > 0) {
        m_in.remove(0, m_at);
        m_at = 0;
    }
    std::array<char, readAtOnce> bytes; // not into m_in: it would be as large for each connection
    const qint64 n = receive(bytes.data(), readAtOnce);
    if (n > 0)
        m_in.append(bytes.data(), n);
    return n > 0;
}

bool HttpConnection::pumpHead()
{
    if (!m_partialHead) {
        // Empty lines before a request are allowed (RFC 9112, 2.2).
        while (m_at < m_in.size() && (m_in.at(m_at) == '\r' || m_in.at(m_at) == '\n'))
            ++m_at;
        m_scanned = 0;
        if (m_at == m_in.size())
            return readMore();
        m_partialHead = true;
        m_phaseStart = Clock::now();
    }
    const auto view = QByteArrayView(m_in).sliced(m_at);
    const auto scan = httphead::scan(view, m_limits, m_scanned);
    m_scanned = view.size();
    if (scan.state == httphead::Scan::NeedMore)
        return readMore();
    if (scan.state == httphead::Scan::Bad) {
        fail(scan.status, scan.reason);
        return false;
    }
    m_parser->begin();
    const auto error = llhttp_execute(&m_parser->llhttp, view.data(), size_t(scan.end));
    m_at += scan.end;
    m_partialHead = false;
    m_scanned = 0;
    m_http11 = m_parser->llhttp.http_major == 1 && m_parser->llhttp.http_minor == 1;
    m_keep = m_keep && m_parser->keep;
    if ((error != HPE_OK && error != HPE_PAUSED) || !m_parser->headDone) {
        const auto line = view.first(qMax<qsizetype>(0, view.indexOf('\r')));
        const bool version = error == HPE_INVALID_VERSION || line.startsWith("PRI * HTTP/2");
        const bool method = error == HPE_INVALID_METHOD && line.contains(" HTTP/1.");
        const char *reason = llhttp_get_error_reason(&m_parser->llhttp);
        fail(version ? 505 : method ? 501 : 400, reason ? reason : "malformed request");
        return false;
    }
    const char *reason = "";
    const bool versionOk = m_parser->llhttp.http_major == 1 && m_parser->llhttp.http_minor <= 1;
    if (const int status = versionOk ? httphead::check(m_parser->request, m_http11, &reason) : 505) {
        fail(status, versionOk ? reason : "only version 1.1 is served");
        return false;
    }
    beginExchange();
    return true;
}

void HttpConnection::beginExchange()
{
    auto *exchange = new ServerExchange(this, m_limits.bodyBytes);
    m_exchange = exchange;
    exchange->m_request = std::move(m_parser->request);
    m_bodyBytes = m_wireBytes = m_discarded = 0;
    const bool expects = m_http11 && !m_parser->bodyDone && !exchange->m_request.header("expect").isEmpty();
    exchange->m_early = !expects && takeEarlyBody(*exchange);
    exchange->m_bodyComplete = m_parser->bodyDone;
    enter(m_parser->bodyDone ? Phase::Answer : Phase::Body);
    ++m_served;
    if (m_handler)
        m_handler(exchange);
    else
        exchange->respond(503, {}, {});
    if (m_exchange && m_parser->bodyDone) {
        if (std::exchange(m_exchange->m_early, false) && m_bodyBytes > m_exchange->m_bodyLimit)
            return fail(413, "the body is too large");
        if (m_exchange->m_shown && m_bodyBytes > 0)
            emit m_exchange->bodyChunk(m_exchange->m_body);
        if (m_exchange)
            emit m_exchange->bodyCompleted();
        return;
    }
    if (m_phase != Phase::Body)
        return;
    if (!m_exchange) {
        // Answered without the body. A client that waits for "100 Continue" may or may not send it: start afresh.
        if (expects || m_parser->length > discardMax)
            linger();
        return;
    }
    if (m_parser->length > m_exchange->m_bodyLimit)
        fail(413, "the body is too large");
    else if (!m_exchange->m_streamed && m_parser->length > readAtOnce)
        m_exchange->m_body.reserve(m_parser->length);
    if (expects && m_phase == Phase::Body && m_exchange) {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
}

/// A small body that came with its head is there before the handler is called: nobody has to wait for it.
bool HttpConnection::takeEarlyBody(ServerExchange &exchange)
{
    const qint64 length = m_parser->length;
    if (m_parser->bodyDone || length <= 0 || length > qMin<qint64>(readAtOnce, exchange.m_bodyLimit) || m_in.size() - m_at < length)
        return false;
    exchange.m_body = m_in.mid(m_at, length);
    m_at += length;
    m_bodyBytes = m_wireBytes = length;
    m_parser->bodyDone = true;
    return true;
}

/// The handler wants such a body piece by piece after all.
void HttpConnection::takeBack(qsizetype bytes)
{
    m_at -= bytes;
    m_bodyBytes = m_wireBytes = 0;
    m_parser->bodyDone = false;
    enter(Phase::Body);
}

bool HttpConnection::pumpBody()
{
    if (m_exchange && m_exchange->m_paused)
        return false;
    if (m_parser->length >= 0)
        return pumpPlainBody();
    if (m_at == m_in.size() && !readMore())
        return false;
    const char *data = m_in.constData() + m_at;
    const qsizetype size = m_in.size() - m_at;
    m_parser->chunk.clear();
    const auto error = llhttp_execute(&m_parser->llhttp, data, size_t(size));
    const qsizetype used = error == HPE_OK ? size : qMax<qsizetype>(0, llhttp_get_error_pos(&m_parser->llhttp) - data);
    m_at += used;
    if (error != HPE_OK && error != HPE_PAUSED) {
        const char *reason = llhttp_get_error_reason(&m_parser->llhttp);
        fail(error == HPE_USER ? 431 : 400, reason ? reason : "malformed body");
        return false;
    }
    return takeBody(used);
}

/// A body whose length is known needs no parser: it goes from the socket to the handler in large parts.
bool HttpConnection::pumpPlainBody()
{
    const qint64 left = m_parser->length - m_bodyBytes;
    QByteArray &chunk = m_parser->chunk;
    if (const qsizetype have = m_in.size() - m_at; have > 0) {
        const qsizetype used = qMin<qint64>(left, have);
        chunk = m_at == 0 && used == have ? std::exchange(m_in, {}) : m_in.mid(m_at, used);
        m_at = m_in.isEmpty() ? 0 : m_at + used;
    } else {
        if (!m_readable || isHeld())
            return false;
        if (m_exchange && !m_exchange->m_streamed && left > readAtOnce)
            return readIntoBody(left);
        chunk = QByteArray(qMin(left, bodyAtOnce), Qt::Uninitialized);
        chunk.truncate(qMax<qint64>(0, receive(chunk.data(), chunk.size())));
        if (chunk.isEmpty())
            return false;
    }
    m_parser->bodyDone = chunk.size() == left;
    return takeBody(chunk.size());
}

/// A large body that is collected goes straight to where it is wanted.
bool HttpConnection::readIntoBody(qint64 left)
{
    QByteArray &body = m_exchange->m_body;
    const qsizetype before = body.size();
    body.resize(before + qMin(left, bodyAtOnce)); // its room was reserved
    const qint64 n = receive(body.data() + before, body.size() - before);
    if (!m_exchange) // the peer is gone, and body with it
        return false;
    body.resize(before + qMax<qint64>(0, n));
    if (n <= 0)
        return false;
    m_wireBytes += n;
    m_bodyBytes += n;
    m_parser->bodyDone = n == left;
    if (m_bodyBytes > m_exchange->m_bodyLimit)
        fail(413, "the body is too large");
    else if (m_exchange->m_shown)
        emit m_exchange->bodyChunk(QByteArray::fromRawData(body.constData() + before, n));
    if (m_parser->bodyDone && m_phase == Phase::Body)
        bodyEnded();
    return true;
}

/// Passes on a part of the body that came in this many bytes.
bool HttpConnection::takeBody(qsizetype wireBytes)
{
    m_wireBytes += wireBytes;
    m_bodyBytes += m_parser->chunk.size();
    // Chunk extensions and one-byte chunks cost the reader more than they carry (CVE-2023-39326 class).
    if (m_wireBytes > 64 * 1024 + m_limits.headerBytes + 16 * m_bodyBytes) {
        fail(400, "too much chunk framing");
        return false;
    }
    if (!m_exchange) {
        m_discarded += wireBytes;
        if (!m_parser->bodyDone && m_discarded > discardMax) {
            linger();
            return false;
        }
    } else if (m_bodyBytes > m_exchange->m_bodyLimit) {
        fail(413, "the body is too large");
        return false;
    } else {
        deliverBody();
    }
    if (m_parser->bodyDone && m_phase == Phase::Body)
        bodyEnded();
    return true;
}

void HttpConnection::deliverBody()
{
    if (m_parser->chunk.isEmpty())
        return;
    if (!m_exchange->m_streamed) {
        QByteArray &body = m_exchange->m_body;
        const qsizetype before = body.size();
        if (before == 0 && m_parser->bodyDone)
            body = std::exchange(m_parser->chunk, {});
        else
            body += m_parser->chunk;
        if (m_exchange->m_shown)
            emit m_exchange->bodyChunk(QByteArray::fromRawData(body.constData() + before, body.size() - before));
        return;
    }
    const QByteArray chunk = std::exchange(m_parser->chunk, {});
    emit m_exchange->bodyChunk(chunk);
}

void HttpConnection::bodyEnded()
{
    if (!m_exchange) {
        m_keep ? enter(Phase::Head) : linger();
        return;
    }
    m_exchange->m_trailers = m_parser->trailers;
    m_exchange->m_bodyComplete = true;
    enter(Phase::Answer);
    emit m_exchange->bodyCompleted();
}

/// An exchange is over, perhaps in the middle of its own call. Small ones wait for the next turn without an event for each.
void HttpConnection::retire(ServerExchange *exchange)
{
    static constexpr qsizetype most = 4; // of a client that sends many at once
    if (exchange->m_body.size() > readAtOnce || m_answered.size() >= most)
        exchange->deleteLater();
    else
        m_answered.append(exchange);
}

/// The handler has given its whole answer. Called by the exchange, perhaps from inside pump().
void HttpConnection::answerEnded()
{
    if (m_exchange) {
        m_exchange->m_connection = nullptr;
        retire(m_exchange);
        m_exchange = nullptr;
    }
    if (!isAlive())
        return;
    if (m_phase == Phase::Answer)
        m_keep ? enter(Phase::Head) : linger();
    else if (m_phase == Phase::Body && !m_keep)
        linger();
    if (!isHeld())
        holdReading(false);
    pump();
}

/// A request that cannot be served: answers it if nothing was answered yet, then closes.
void HttpConnection::fail(int status, const char *reason)
{
    m_keep = false;
    QPointer<ServerExchange> exchange = m_exchange;
    m_exchange = nullptr;
    const bool mayAnswer = !exchange || exchange->m_state == ServerExchange::State::Open;
    if (exchange) {
        exchange->m_state = ServerExchange::State::Done;
        exchange->m_connection = nullptr;
    }
    if (mayAnswer) {
        const QByteArray text = QByteArray(reason) + '\n';
        write(httphead::response(status, {{"Content-Type", "text/plain"}}, httphead::Framing::Length, text.size(), false, true, text.size()) + text);
        linger();
        flush();
    }
    if (exchange) {
        emit exchange->aborted();
        if (exchange)
            exchange->deleteLater();
    }
    if (!mayAnswer)
        drop();
}

void HttpConnection::refuse(int status, const char *reason)
{
    fail(status, reason);
}

} // namespace lathe
