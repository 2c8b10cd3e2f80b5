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
        const auto p = server.listen(QHostAddress::LocalHost, 0);
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
    QTRY_VERIFY(!service.held.first());
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
