// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpserver.h"
#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QPointer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace lathe;
using namespace std::chrono_literals;

namespace {

qint64 residentKib()
{
    QFile f(QStringLiteral("/proc/self/status"));
    if (!f.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = f.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return text.mid(at + 6).trimmed().split(' ').first().toLongLong();
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LATHE_UNDER_ASAN
#endif
#endif
#ifdef LATHE_UNDER_ASAN
constexpr qint64 growthKib = 1024 * 1024; // The sanitizer keeps freed memory.
#else
constexpr qint64 growthKib = 16 * 1024;
#endif

/// A server with a small service behind it: /echo gives the body back, /hold waits, /sink counts a streamed body, /big
/// streams megabytes, /early answers before the body, everything else is described in one line.
struct Service
{
    HttpServer server;
    quint16 port = 0;
    QList<QPointer<HttpExchange>> held;
    int handled = 0;
    int aborted = 0;

    explicit Service(HttpLimits limits = {})
        : server(limits)
    {
        server.setHandler([this](HttpExchange *x) { handle(x); });
        const auto p = server.listenLoopback(0);
        port = p.value_or(0);
    }

    void handle(HttpExchange *x)
    {
        ++handled;
        QObject::connect(x, &HttpExchange::aborted, &server, [this] { ++aborted; });
        const QByteArray path = x->request().path();
        if (path == "/hold") {
            held.append(x);
        } else if (path == "/sink") {
            x->streamBody(1LL << 40);
            auto total = std::make_shared<qint64>(0);
            QObject::connect(x, &HttpExchange::bodyChunk, x, [total](const QByteArray &c) { *total += c.size(); });
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [total, x] { x->respond(200, {}, QByteArray::number(*total)); });
        } else if (path == "/big") {
            auto left = std::make_shared<qint64>(x->request().query().toLongLong() * 1024 * 1024);
            x->startStream(200, {{"Content-Type", "application/octet-stream"}});
            const auto fill = [left, x] {
                const QByteArray block(65536, 'x');
                while (*left > 0 && x->bytesToWrite() < 512 * 1024) {
                    x->writeChunk(block);
                    *left -= block.size();
                }
                if (*left == 0) {
                    *left = -1;
                    x->endStream({{"X-Sum", "42"}});
                }
            };
            QObject::connect(x, &HttpExchange::bytesWritten, x, fill);
            fill();
        } else if (path == "/early") {
            x->respond(403, {}, "no");
        } else {
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [x, path] {
                if (path == "/echo") {
                    x->respond(200, {{"X-Trailers", QByteArray::number(x->trailers().size())}}, x->body());
                    return;
                }
                x->respond(200, {}, x->request().method + ' ' + x->request().target + ' ' + QByteArray::number(x->request().headers.size()));
            });
        }
    }
};

/// A raw client; talk() sends bytes and returns everything that comes until `until` is there or the peer closes.
struct Client
{
    QTcpSocket socket;
    QByteArray got;
    explicit Client(quint16 port)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { got += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.waitForConnected(5000);
    }
    bool closed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    QByteArray talk(const QByteArray &bytes, const QByteArray &until = {})
    {
        socket.write(bytes);
        QElapsedTimer t;
        t.start();
        while (t.elapsed() < 5000 && !closed() && (until.isEmpty() || !got.contains(until)))
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        return got;
    }
};

QByteArray statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3);
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT
private slots:
    void requests_data();
    void requests();
    void splitAtEveryByte();
    void pipelining();
    void expectContinue();
    void expectIsNotAnsweredForRefusedBodies();
    void headHasNoBody();
    void keepAliveForms();
    void upload200MB();
    void pausedUploadHoldsTheSender();
    void downloadToASlowReader();
    void trailersBothWays();
    void halfOpenConnectionsEnd();
    void slowBodyEnds();
    void longPollOutlivesTheTimers();
    void keptConnectionEnds();
    void capMakesRoom();
    void capRefusesWhenAllAreBusy();
    void peerGoesAway();
    void answersAfterThePeerIsGone();
    void halfClosedPeerGetsItsAnswer_data();
    void halfClosedPeerGetsItsAnswer();
    void halfClosingServerSurvivesLostPeers();
    void unixSocket();
    void staleUnixSocketIsReplaced();
    void adoptedSocket();
    void adoptRefusesOtherDescriptors();
    void adoptsConnections();
    void smallBodiesAreThereWithTheirHead();
    void busyPort();
    void gracefulClose();
    void headersCannotBeSplit();
    void answersOnce();
    void fuzz();
};

void TestHttpServer::requests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status"); // Empty: closed without an answer.
    QTest::addColumn<QByteArray>("end");    // What the answer ends with.
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &status, const QByteArray &end = {}) {
        QTest::newRow(name) << bytes << status << end;
    };
    const QByteArray h = "Host: x\r\n";
    row("get", "GET /a?b=c HTTP/1.1\r\n" + h + "\r\n", "200", "GET /a?b=c 1");
    row("percent-encoding untouched", "GET /a%2Fb%3A?q=%20 HTTP/1.1\r\n" + h + "\r\n", "200", "GET /a%2Fb%3A?q=%20 1");
    row("post", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 5\r\n\r\nhello", "200", "\r\n\r\nhello");
    row("post without a body", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 0\r\n\r\n", "200", "\r\n\r\n");
    row("chunked", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "200", "\r\n\r\nabcde");
    row("chunked, trailers", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: Chunked\r\n\r\n1\r\nz\r\n0\r\nA: 1\r\nB: 2\r\n\r\n", "200", "\r\n\r\nz");
    row("empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n" + h + "\r\n", "200", "GET / 1");
    row("upgrade is ignored", "GET / HTTP/1.1\r\n" + h + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n", "200", "GET / 4");
    row("upgrade with a body", "POST /echo HTTP/1.1\r\n" + h + "Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nok", "200", "\r\n\r\nok");
    row("http/1.0", "GET / HTTP/1.0\r\n\r\n", "200", "GET / 0");
    row("options star", "OPTIONS * HTTP/1.1\r\n" + h + "\r\n", "200", "OPTIONS * 1");
    row("head", "HEAD / HTTP/1.1\r\n" + h + "\r\n", "200", "\r\n\r\n");
    row("early answer", "POST /early HTTP/1.1\r\n" + h + "Content-Length: 3\r\n\r\nabc", "403", "no");
    // Refused
    row("garbage", "hello\r\n\r\n", "400");
    row("tls", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), "400");
    row("http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
    row("http/0.9", "GET /\r\n\r\n", "505");
    row("http/3.0", "GET / HTTP/3.0\r\n" + h + "\r\n", "505");
    row("unknown method", "BREW / HTTP/1.1\r\n" + h + "\r\n", "501");
    row("connect", "CONNECT x:443 HTTP/1.1\r\n" + h + "\r\n", "405");
    row("no host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", "400");
    row("two hosts", "GET / HTTP/1.1\r\n" + h + h + "\r\n", "400");
    row("absolute target", "GET http://evil/ HTTP/1.1\r\n" + h + "\r\n", "400");
    row("space in the target", "GET /a b HTTP/1.1\r\n" + h + "\r\n", "400");
    row("bare LF", "GET / HTTP/1.1\n" + h + "\r\n", "400");
    row("bare LF at the end", "GET / HTTP/1.1\r\n" + h + "\n", "400");
    row("bare CR", "GET / HTTP/1.1\r\nA: b\rc\r\n" + h + "\r\n", "400");
    row("NUL", QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\nHost: x\r\n\r\n", 36), "400");
    row("folded line", "GET / HTTP/1.1\r\n" + h + "A: b\r\n c\r\n\r\n", "400");
    row("folded first line", "GET / HTTP/1.1\r\n " + h + "\r\n", "400");
    row("space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "400");
    row("line without a colon", "GET / HTTP/1.1\r\n" + h + "abc\r\n\r\n", "400");
    row("control character in a value", "GET / HTTP/1.1\r\n" + h + "A: \x01\r\n\r\n", "400");
    row("CL and TE", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    row("TE and CL", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", "400");
    row("two TE", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    row("TE gzip, chunked", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501");
    row("TE identity", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: identity\r\n\r\n", "400");
    row("TE xchunked", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "400");
    row("TE in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    row("two equal CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", "400");
    row("two CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400");
    row("list of CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 1, 1\r\n\r\na", "400");
    row("signed CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: +1\r\n\r\na", "400");
    row("negative CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: -1\r\n\r\n", "400");
    row("hex CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 0x1\r\n\r\na", "400");
    row("huge CL", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 99999999999999999999999\r\n\r\n", "400");
    row("CL over the limit", "POST /echo HTTP/1.1\r\n" + h + "Content-Length: 9999999\r\n\r\n", "413");
    row("bad chunk size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", "400");
    row("negative chunk size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", "400");
    row("0x chunk size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n", "400");
    row("huge chunk size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", "400");
    row("chunk too long for its size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n", "400");
    row("bare LF after a chunk size", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n", "400");
    row("chunk extension flood", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(200000, 'e') + "\r\na\r\n0\r\n\r\n", "400");
    row("trailer flood", "POST /echo HTTP/1.1\r\n" + h + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " + QByteArray(50000, 'e') + "\r\n\r\n", "431");
    row("unknown expectation", "POST /echo HTTP/1.1\r\n" + h + "Expect: tea\r\nContent-Length: 1\r\n\r\na", "417");
    row("header too large", "GET / HTTP/1.1\r\n" + h + "A: " + QByteArray(17000, 'a') + "\r\n\r\n", "431");
    row("endless request line", "GET /" + QByteArray(20000, 'a'), "431");
    row("too many fields", "GET / HTTP/1.1\r\n" + h + QByteArray("A: b\r\n").repeated(100) + "\r\n", "431");
}

void TestHttpServer::requests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, end);
    Service service;
    Client client(service.port);
    const bool good = !end.isEmpty();
    const QByteArray answer = client.talk(bytes, good ? end : QByteArray());
    QCOMPARE(statusOf(answer), status);
    if (good) {
        QVERIFY2(answer.endsWith(end), answer.constData());
        return;
    }
    QVERIFY2(client.closed(), "a refused connection is closed");
    QVERIFY(answer.contains("Connection: close\r\n"));
    QCOMPARE(answer.count("HTTP/1.1 "), 1);
}

void TestHttpServer::splitAtEveryByte()
{
    Service service;
    const QByteArray all = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: 1\r\n\r\n"
                           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\ndefg";
    for (qsizetype i = 1; i < all.size(); ++i) {
        Client client(service.port);
        client.socket.write(all.left(i));
        client.socket.flush();
        QTRY_COMPARE(client.socket.bytesToWrite(), 0);
        QCoreApplication::processEvents();
        const QByteArray answer = client.talk(all.mid(i), "defg");
        QCOMPARE(answer.count("HTTP/1.1 200"), 2);
        QVERIFY(answer.contains("X-Trailers: 1\r\n"));
        QVERIFY(answer.contains("\r\n\r\nabc"));
    }
}

void TestHttpServer::pipelining()
{
    Service service;
    Client client(service.port);
    QByteArray all;
    for (int i = 0; i < 200; ++i)
        all += "GET /n" + QByteArray::number(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    all += "GET /hold HTTP/1.1\r\nHost: x\r\n\r\nGET /last HTTP/1.1\r\nHost: x\r\n\r\n";
    client.talk(all, "GET /n199 1");
    QTRY_COMPARE(service.held.size(), 1);
    QVERIFY(!client.got.contains("/last"));
    for (int i = 1; i < 200; ++i)
        QVERIFY(client.got.indexOf("/n" + QByteArray::number(i) + ' ') > client.got.indexOf("/n" + QByteArray::number(i - 1) + ' '));
    service.held.first()->respond(200, {}, "held");
    client.talk({}, "GET /last 1");
    QVERIFY(client.got.indexOf("held") < client.got.indexOf("/last"));
    client.talk("GET /more HTTP/1.1\r\nHost: x\r\n\r\n", "GET /more 1");
    QTRY_VERIFY(!service.held.first()); // gone with the next request at the latest
}

void TestHttpServer::expectContinue()
{
    Service service;
    Client client(service.port);
    client.talk("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", "\r\n\r\n");
    QCOMPARE(client.got, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.talk("abc", "\r\n\r\nabc");
    QVERIFY(client.got.contains("HTTP/1.1 200 OK"));
}

void TestHttpServer::expectIsNotAnsweredForRefusedBodies()
{
    Service service;
    Client early(service.port);
    early.talk("POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(statusOf(early.got), "403");
    QVERIFY(early.closed());
    Client large(service.port);
    large.talk("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(statusOf(large.got), "413");
}

void TestHttpServer::headHasNoBody()
{
    Service service;
    Client client(service.port);
    client.talk("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n", "GET /next 1");
    QVERIFY(client.got.startsWith("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nHTTP/1.1 200 OK"));
    Client stream(service.port);
    stream.talk("HEAD /big?1 HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n", "GET /next 1");
    QVERIFY(stream.got.size() < 500);
}

void TestHttpServer::keepAliveForms()
{
    Service service;
    Client close(service.port);
    close.talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QVERIFY(close.closed());
    QVERIFY(close.got.contains("Connection: close\r\n"));
    Client old(service.port);
    old.talk("GET / HTTP/1.0\r\n\r\n");
    QVERIFY(old.closed());
    Client kept(service.port);
    kept.talk("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / 1");
    QVERIFY(kept.got.contains("Connection: keep-alive\r\n"));
    QVERIFY(!kept.closed());
    Client oldStream(service.port); // HTTP/1.0 knows no chunks.
    oldStream.talk("GET /big?1 HTTP/1.0\r\n\r\n");
    QVERIFY(!oldStream.got.contains("chunked"));
    QVERIFY(oldStream.got.endsWith(QByteArray(1000, 'x')));
}

void TestHttpServer::upload200MB()
{
    Service service;
    Client client(service.port);
    constexpr qint64 total = 200LL * 1024 * 1024;
    const qint64 before = residentKib();
    qint64 peak = before;
    client.socket.write("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(total) + "\r\n\r\n");
    const QByteArray block(256 * 1024, 'u');
    for (qint64 sent = 0; sent < total;) {
        while (client.socket.bytesToWrite() < 1024 * 1024 && sent < total)
            sent += client.socket.write(block);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        peak = qMax(peak, residentKib());
    }
    client.talk({}, QByteArray::number(total));
    QVERIFY(client.got.endsWith(QByteArray::number(total)));
    QVERIFY2(peak - before < growthKib, qPrintable(QString::number(peak - before)));
}

void TestHttpServer::pausedUploadHoldsTheSender()
{
    HttpServer server;
    QPointer<HttpExchange> x;
    qint64 got = 0;
    server.setHandler([&](HttpExchange *e) {
        x = e;
        e->streamBody(1LL << 30);
        QObject::connect(e, &HttpExchange::bodyChunk, e, [&, e](const QByteArray &c) {
            got += c.size();
            if (got < 100000)
                e->setPaused(true);
        });
        QObject::connect(e, &HttpExchange::bodyCompleted, e, [e] { e->respond(200, {}, "done"); });
    });
    Client client(server.listenLoopback(0).value());
    constexpr qint64 total = 64LL * 1024 * 1024;
    client.socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(total) + "\r\n\r\n" + QByteArray(total, 'x'));
    QTRY_VERIFY(got > 0);
    qint64 left = -1; // Until the sender makes no more progress.
    while (left != client.socket.bytesToWrite()) {
        left = client.socket.bytesToWrite();
        QTest::qWait(50);
    }
    QVERIFY(left > total / 2);
    QVERIFY(got < 100000);
    x->setPaused(false);
    client.talk({}, "done");
    QCOMPARE(got, total);
}

void TestHttpServer::downloadToASlowReader()
{
    Service service;
    QTcpSocket socket;
    socket.setReadBufferSize(64 * 1024);
    socket.connectToHost(QHostAddress::LocalHost, service.port);
    QVERIFY(socket.waitForConnected(5000));
    const qint64 before = residentKib();
    socket.write("GET /big?100 HTTP/1.1\r\nHost: x\r\n\r\n");
    qint64 got = 0, peak = before;
    QByteArray tail;
    QElapsedTimer t;
    t.start();
    while (t.elapsed() < 30000 && !tail.endsWith("0\r\nX-Sum: 42\r\n\r\n")) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        const QByteArray part = socket.read(64 * 1024);
        got += part.size();
        tail = (tail + part).right(64);
        peak = qMax(peak, residentKib());
    }
    QVERIFY(got > 100LL * 1024 * 1024);
    QVERIFY2(peak - before < growthKib, qPrintable(QString::number(peak - before)));
}

void TestHttpServer::trailersBothWays()
{
    HttpServer server;
    HttpHeaders seen;
    server.setHandler([&](HttpExchange *x) {
        QObject::connect(x, &HttpExchange::bodyCompleted, x, [&, x] {
            seen = x->trailers();
            x->startStream(200, {{"Trailer", "Lambda-Runtime-Function-Error-Type"}});
            x->writeChunk("part");
            x->endStream({{"Lambda-Runtime-Function-Error-Type", "Runtime.X"}});
        });
    });
    Client client(server.listenLoopback(0).value());
    client.talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: E\r\n\r\n1\r\na\r\n0\r\nE: first \r\nEmpty:\r\n\r\n", "Runtime.X\r\n\r\n");
    QCOMPARE(seen.size(), 2);
    QCOMPARE(headerValue(seen, "e"), "first");
    QCOMPARE(headerCount(seen, "empty"), 1);
    QVERIFY(client.got.endsWith("\r\n\r\n4\r\npart\r\n0\r\nLambda-Runtime-Function-Error-Type: Runtime.X\r\n\r\n"));
}

void TestHttpServer::halfOpenConnectionsEnd()
{
    HttpLimits limits;
    limits.headerTimeout = 600ms;
    Service service(limits);
    std::vector<std::unique_ptr<Client>> open;
    for (int i = 0; i < 300; ++i) {
        open.push_back(std::make_unique<Client>(service.port));
        if (i % 3)
            open.back()->socket.write(i % 3 == 1 ? "GET / HTTP/1.1\r\nHost:" : "G");
        QCoreApplication::processEvents();
    }
    QVERIFY(service.server.connectionCount() <= limits.connections);
    QElapsedTimer t;
    for (int i = 0; i < 20; ++i) { // Good requests are answered meanwhile.
        t.start();
        Client good(service.port);
        good.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
        QCOMPARE(statusOf(good.got), "200");
        QVERIFY2(t.elapsed() < 5000, qPrintable(QString::number(t.elapsed())));
    }
    QTRY_COMPARE_WITH_TIMEOUT(service.server.connectionCount(), 0, 30000);
    int told = 0;
    for (const auto &c : open) {
        QTRY_VERIFY(c->closed());
        told += statusOf(c->got) == "408";
    }
    QVERIFY(told > 50);
}

void TestHttpServer::slowBodyEnds()
{
    HttpLimits limits;
    limits.idleTimeout = 150ms;
    Service service(limits);
    Client client(service.port);
    client.talk("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    QCOMPARE(statusOf(client.got), "408");
    QCOMPARE(service.aborted, 1);
}

void TestHttpServer::longPollOutlivesTheTimers()
{
    HttpLimits limits;
    limits.headerTimeout = limits.idleTimeout = limits.keepAliveTimeout = 50ms;
    Service service(limits);
    Client client(service.port);
    client.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(service.held.size(), 1);
    QTest::qWait(400); // Eight times every limit.
    QVERIFY(service.held.first());
    service.held.first()->respond(200, {}, "late");
    client.talk({}, "late");
    QVERIFY(client.got.endsWith("late"));
}

void TestHttpServer::keptConnectionEnds()
{
    HttpLimits limits;
    limits.keepAliveTimeout = 100ms;
    Service service(limits);
    Client client(service.port);
    client.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
    QTRY_VERIFY_WITH_TIMEOUT(client.closed(), 15000);
}

void TestHttpServer::capMakesRoom()
{
    HttpLimits limits;
    limits.connections = 3;
    Service service(limits);
    Client busy(service.port);
    busy.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(service.held.size(), 1);
    Client kept(service.port);
    kept.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
    Client half(service.port);
    half.socket.write("GET");
    QTRY_COMPARE(service.server.connectionCount(), 3);
    Client good(service.port);
    good.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
    QCOMPARE(statusOf(good.got), "200");
    QTRY_VERIFY(half.closed()); // The one that never sent a request gave way.
    QVERIFY(!kept.closed());
    QVERIFY(!busy.closed());
}

void TestHttpServer::capRefusesWhenAllAreBusy()
{
    HttpLimits limits;
    limits.connections = 2;
    Service service(limits);
    Client a(service.port), b(service.port);
    a.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    b.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(service.held.size(), 2);
    Client c(service.port);
    c.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(statusOf(c.got), "503");
    service.held.first()->respond(200, {}, "a");
    QVERIFY(a.talk({}, "\r\n\r\na").endsWith("a"));
}

void TestHttpServer::peerGoesAway()
{
    Service service;
    Client client(service.port);
    client.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(service.held.size(), 1);
    client.socket.abort();
    QTRY_COMPARE(service.aborted, 1);
    QTRY_VERIFY(!service.held.first());
    QTRY_COMPARE(service.server.connectionCount(), 0);
}

void TestHttpServer::answersAfterThePeerIsGone()
{
    HttpServer server;
    int aborted = 0;
    server.setHandler([&](HttpExchange *x) {
        QObject::connect(x, &HttpExchange::aborted, x, [&, x] {
            ++aborted;
            x->respond(200, {}, "nobody reads this");
            x->writeChunk("x");
            x->endStream();
            x->setPaused(false);
            x->abort();
        });
    });
    Client client(server.listenLoopback(0).value());
    client.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(server.connectionCount(), 1);
    client.socket.waitForBytesWritten(1000);
    QTest::qWait(20);
    client.socket.abort();
    QTRY_COMPARE(aborted, 1);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void TestHttpServer::halfClosedPeerGetsItsAnswer_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<qsizetype>("least");
    QTest::newRow("at once") << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello") << qsizetype(5);
    QTest::newRow("later") << QByteArray("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n") << qsizetype(4);
    QTest::newRow("large") << QByteArray("GET /big?20 HTTP/1.1\r\nHost: x\r\n\r\n") << qsizetype(20 * 1024 * 1024);
    QTest::newRow("large, closing") << QByteArray("GET /big?20 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") << qsizetype(20 * 1024 * 1024);
    QTest::newRow("two") << QByteArray("GET /big?1 HTTP/1.1\r\nHost: x\r\n\r\nGET /big?20 HTTP/1.1\r\nHost: x\r\n\r\n") << qsizetype(21 * 1024 * 1024);
}

void TestHttpServer::halfClosedPeerGetsItsAnswer()
{
    QFETCH(QByteArray, request);
    QFETCH(qsizetype, least);
    HttpLimits limits;
    limits.answersHalfClosed = true;
    Service service(limits);
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, service.port);
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QByteArray got;
    connect(&client, &QTcpSocket::readyRead, &client, [&] { got += client.readAll(); });
    client.write(request);
    client.flush();
    ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    if (request.contains("/hold")) {
        QTRY_COMPARE(service.held.size(), 1);
        // A round trip over another connection: the end of the first one's sending was seen long before that is over.
        Client other(service.port);
        other.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
        QVERIFY(service.held.first());
        service.held.first()->respond(200, {}, "late");
    }
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, 20000); // the server closes behind its answer
    QVERIFY2(got.startsWith("HTTP/1.1 200 "), got.left(200).constData());
    QVERIFY2(got.size() > least, QByteArray::number(got.size()).constData());
    QCOMPARE(service.aborted, 0);
    QTRY_COMPARE(service.server.connectionCount(), 0);
}

void TestHttpServer::halfClosingServerSurvivesLostPeers()
{
    HttpLimits limits;
    limits.answersHalfClosed = true;
    Service service(limits);
    {
        Client gone(service.port);
        gone.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(service.held.size(), 1);
        gone.socket.abort();
    }
    Client kept(service.port);
    QVERIFY(kept.talk("GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a 1").endsWith("GET /a 1"));
    service.held.first()->respond(200, {}, QByteArray(8 * 1024 * 1024, 'x'));
    QTRY_COMPARE(service.server.connectionCount(), 1);
    QVERIFY(kept.talk("GET /b HTTP/1.1\r\nHost: x\r\n\r\n", "GET /b 1").endsWith("GET /b 1")); // kept connections are read again after an answer
}

void TestHttpServer::unixSocket()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("s"));
    HttpServer server;
    server.setHandler([](HttpExchange *x) { x->respond(200, {}, "local"); });
    LATHE_VERIFY_RESULT(server.listenLocal(path));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadOther | QFile::WriteOther | QFile::ReadGroup | QFile::WriteGroup), QFile::Permissions());
    QLocalSocket socket;
    socket.connectToServer(path);
    QVERIFY(socket.waitForConnected(1000));
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QByteArray got;
    QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [&] { got += socket.readAll(); });
    QTRY_COMPARE(got.count("local"), 2);
    HttpServer second;
    QCOMPARE(second.listenLocal(path).error().id, QStringLiteral("LTH-HTTP-001"));
    QVERIFY(!HttpServer().listenLocal(dir.filePath(QString(200, u'x'))).has_value());
}

void TestHttpServer::staleUnixSocketIsReplaced()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("s"));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    struct { sa_family_t family = AF_UNIX; char path[108] = {}; } address;
    qstrncpy(address.path, QFile::encodeName(path).constData(), sizeof address.path);
    QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    ::close(fd); // The file stays, as after kill -9.
    QVERIFY(QFileInfo::exists(path));
    HttpServer server;
    LATHE_VERIFY_RESULT(server.listenLocal(path));
}

void TestHttpServer::adoptedSocket()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    QCOMPARE(::listen(fd, 16), 0);
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    HttpServer server;
    server.setHandler([](HttpExchange *x) { x->respond(200, {}, "adopted"); });
    LATHE_VERIFY_RESULT(server.adopt(fd));
    QVERIFY(::fcntl(fd, F_GETFL) & O_NONBLOCK);
    QVERIFY(::fcntl(fd, F_GETFD) & FD_CLOEXEC);
    Client client(ntohs(address.sin_port));
    client.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "adopted");
    QVERIFY(client.got.endsWith("adopted"));
    server.close();
    QCOMPARE(::fcntl(fd, F_GETFD), -1); // Owned, so closed.
}

void TestHttpServer::smallBodiesAreThereWithTheirHead()
{
    HttpServer server;
    QByteArrayList seen;
    server.setHandler([&seen](HttpExchange *x) {
        const QByteArray path = x->request().path();
        seen.append(path + (x->isBodyComplete() ? " whole " : " later ") + x->body());
        auto chunks = std::make_shared<QByteArray>();
        QObject::connect(x, &HttpExchange::bodyChunk, x, [chunks](const QByteArray &c) { *chunks += '[' + c + ']'; });
        QObject::connect(x, &HttpExchange::bodyCompleted, x, [x, chunks] { x->respond(200, {}, x->request().path() + ' ' + x->body() + *chunks + ";"); });
        if (path == "/streamed")
            x->streamBody(100);
        else if (path == "/collected")
            x->collectBody(100);
        else if (path == "/bounded")
            x->collectBody(2);
        else if (path == "/now")
            x->respond(200, {}, "now " + x->body() + ";");
    });
    Client client(server.listenLoopback(0).value());
    const auto post = [](const char *path) { return QByteArray("POST ") + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"; };
    client.talk(post("/plain") + post("/streamed") + post("/collected") + post("/now") + post("/bounded"), "large");
    for (const char *answer : {"/plain hello;", "/streamed [hello];", "/collected hello[hello];", "now hello;"})
        QVERIFY2(client.got.contains(answer), client.got);
    QVERIFY(client.got.contains("HTTP/1.1 413"));
    QCOMPARE(seen, QByteArrayList({"/plain whole hello", "/streamed whole hello", "/collected whole hello", "/now whole hello", "/bounded whole hello"}));
    seen.clear();
    Client slow(server.listenLoopback(0).value());
    slow.socket.write("POST /plain HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel");
    QTRY_COMPARE(seen, QByteArrayList({"/plain later "}));
    slow.talk("lo", "hello;");
    QVERIFY(slow.got.contains("/plain hello;"));
}

void TestHttpServer::adoptsConnections()
{
    int pair[2];
    QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    QVERIFY(::write(pair[1], "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n", 62) > 0); // before anybody looks
    HttpServer server;
    server.setHandler([](HttpExchange *x) { x->respond(200, {}, "at " + x->request().target); });
    server.adoptConnection(pair[0]);
    QCOMPARE(server.connectionCount(), 1);
    QByteArray got(4096, '\0');
    qsizetype size = 0;
    QTRY_VERIFY(([&] {
        if (const ssize_t n = ::recv(pair[1], got.data() + size, size_t(got.size() - size), MSG_DONTWAIT); n > 0)
            size += n;
        return got.first(size).contains("at /a") && got.first(size).contains("at /b");
    }()));
    ::close(pair[1]);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void TestHttpServer::adoptRefusesOtherDescriptors()
{
    HttpServer server;
    QVERIFY(!server.adopt(-1).has_value());
    const int file = ::open("/dev/null", O_RDONLY);
    QVERIFY(!server.adopt(file).has_value());
    QCOMPARE(::fcntl(file, F_GETFD), -1);
    const int unconnected = ::socket(AF_INET, SOCK_STREAM, 0);
    QVERIFY(!server.adopt(unconnected).has_value());
}

void TestHttpServer::busyPort()
{
    Service service;
    HttpServer second;
    const auto r = second.listenLoopback(service.port);
    QVERIFY(!r.has_value());
    QCOMPARE(r.error().id, QStringLiteral("LTH-HTTP-001"));
    QVERIFY(r.error().text.contains(QString::number(service.port)));
    QVERIFY2(r.error().text.contains(QStringLiteral("tst_httpserver (pid %1)").arg(getpid())), qPrintable(r.error().text));
}

void TestHttpServer::gracefulClose()
{
    Service service;
    Client idle(service.port), busy(service.port), stuck(service.port);
    idle.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / 1");
    busy.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    stuck.socket.write("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(service.held.size(), 2);
    service.server.close(300ms);
    QTRY_VERIFY(idle.closed());
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, service.port);
    QVERIFY(!late.waitForConnected(500));
    QVERIFY(!busy.closed());
    service.held.first()->respond(200, {}, "finished");
    busy.talk({});
    stuck.talk({});
    const QByteArray finished = busy.got + stuck.got; // Which of both came first is open.
    QCOMPARE(finished.count("finished"), 1);
    QVERIFY(finished.contains("Connection: close"));
    QVERIFY(busy.closed() && stuck.closed());
    QCOMPARE(service.aborted, 1);
    QTRY_COMPARE(service.server.connectionCount(), 0);
}

void TestHttpServer::headersCannotBeSplit()
{
    HttpServer server;
    server.setHandler([](HttpExchange *x) {
        x->respond(200, {{"A", "b\r\nInjected: 1"}, {"Content-Length", "999"}, {"Transfer-Encoding", "chunked"}}, "ok");
    });
    Client client(server.listenLoopback(0).value());
    client.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\nok");
    QCOMPARE(client.got, QByteArray("HTTP/1.1 200 OK\r\nA: b  Injected: 1\r\nContent-Length: 2\r\n\r\nok"));
}

void TestHttpServer::answersOnce()
{
    HttpServer server;
    server.setHandler([](HttpExchange *x) {
        x->respond(200, {}, "one");
        x->respond(500, {}, "two");
        x->startStream(200, {});
        x->writeChunk("three");
        x->endStream();
    });
    Client client(server.listenLoopback(0).value());
    client.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.0\r\n\r\n");
    QCOMPARE(client.got.count("HTTP/1.1 200 OK"), 2);
    QVERIFY(!client.got.contains("two") && !client.got.contains("three"));
}

void TestHttpServer::fuzz()
{
    HttpLimits limits;
    limits.headerTimeout = limits.idleTimeout = 200ms;
    Service service(limits);
    const QList<QByteArray> seeds{
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: 1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\ndefg",
        "GET /a?b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\ndefgGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\nabc",
    };
    const QList<QByteArray> pieces{"\r\n", "\n", "\r", QByteArray(1, '\0'), ":", " ", "Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n", "ffffffff\r\n",
        "0\r\n\r\n", "Host: y\r\n", "HTTP/1.0", "Connection: upgrade\r\nUpgrade: x\r\n", "\xff", "-1", ";"};
    QRandomGenerator random(20261122);
    QTcpSocket sender;
    for (int i = 0; i < 20000; ++i) {
        QByteArray m = seeds.at(int(random.bounded(seeds.size())));
        for (int k = 1 + random.bounded(4); k > 0; --k) {
            const qsizetype at = random.bounded(int(m.size()));
            switch (random.bounded(4)) {
            case 0: m[at] = char(random.bounded(256)); break;
            case 1: m.insert(at, pieces.at(int(random.bounded(pieces.size())))); break;
            case 2: m.remove(at, 1 + random.bounded(6)); break;
            case 3: m = m.left(at) + m; break;
            }
            if (m.isEmpty())
                m = "x";
        }
        // A connection takes requests until the server ends it, so both fresh and used ones are hit.
        if (sender.state() != QAbstractSocket::ConnectedState) {
            sender.abort();
            sender.connectToHost(QHostAddress::LocalHost, service.port);
            QVERIFY(sender.waitForConnected(2000));
        }
        sender.write(m);
        sender.flush();
        for (int turn = 0; turn < 3; ++turn) // Accept, read, answer.
            QCoreApplication::processEvents();
        sender.readAll();
        if (i % 7 == 0)
            sender.abort();
    }
    sender.abort();
    QVERIFY2(service.handled > 1000, qPrintable(QString::number(service.handled)));
    Client good(service.port);
    good.talk("GET /alive HTTP/1.1\r\nHost: x\r\n\r\n", "GET /alive 1");
    QVERIFY(good.got.endsWith("GET /alive 1"));
    good.socket.abort();
    QTRY_COMPARE_WITH_TIMEOUT(service.server.connectionCount(), 0, 15000);
    for (const auto &x : service.held)
        QVERIFY(!x);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
