// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/lambdaclient.h"
#include "aws/sigv4.h"
#include "http/httpserver.h"
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace lathe;
using namespace std::chrono_literals;

namespace {

/// Plays answers in order and keeps what came; every request's signature is checked.
struct FaultServer
{
    struct Seen
    {
        QByteArray method, target, body;
        HttpHeaders headers;
        sigv4::Verdict verdict;
    };
    using Answer = std::function<void(HttpExchange *)>;
    HttpServer server;
    quint16 port = 0;
    QList<Answer> answers; ///< The last one repeats.
    QList<Seen> seen;

    FaultServer()
        : server([] { HttpLimits l; l.bodyBytes = 100 * 1024 * 1024; return l; }())
    {
        server.setHandler([this](HttpExchange *x) {
            QObject::connect(x, &HttpExchange::bodyCompleted, x, [this, x] {
                sigv4::Request r{x->request().method, x->request().path(), x->request().query(), {}, sigv4::sha256Hex(x->body())};
                for (const HttpHeader &h : x->request().headers)
                    r.headers.append(std::pair(h.name, h.value));
                const auto verdict = sigv4::verify(r, [](const QByteArray &) { return QByteArray("s/e+c="); }, QDateTime::currentDateTimeUtc());
                seen.append({x->request().method, x->request().target, x->body(), x->request().headers, verdict});
                const Answer answer = answers.at(qMin(seen.size(), answers.size()) - 1);
                answer(x);
            });
        });
        port = server.listenLoopback(0).value_or(0);
    }
    static Answer json(int status, const QByteArray &body, HttpHeaders headers = {})
    {
        headers.append(HttpHeader{"Content-Type", "application/json"});
        return [=](HttpExchange *x) { x->respond(status, headers, body); };
    }
    static Answer error(int status, const QByteArray &type, const QByteArray &message = "why")
    {
        return json(status, "{\"Type\":\"User\",\"message\":\"" + message + "\"}", {{"x-amzn-ErrorType", type}, {"x-amzn-RequestId", "req-1"}});
    }
    static Answer reset()
    {
        return [](HttpExchange *x) { x->abort(); };
    }
};

/// Sends these bytes to whoever connects, then closes: what HttpServer would never say.
struct RawServer
{
    QTcpServer server;
    int connections = 0;
    explicit RawServer(const QByteArray &bytes, bool hold = false)
    {
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this, bytes, hold] {
            QTcpSocket *s = server.nextPendingConnection();
            ++connections;
            QObject::connect(s, &QTcpSocket::readyRead, s, [s, bytes, hold] {
                if (!s->readAll().contains("\r\n\r\n"))
                    return;
                s->write(bytes);
                if (!hold)
                    s->disconnectFromHost();
            });
        });
        server.listen(QHostAddress::LocalHost);
    }
};

template <class T>
T wait(QFuture<T> future, int ms = 10000)
{
    QElapsedTimer t;
    t.start();
    while (!future.isFinished() && t.elapsed() < ms)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    if (future.resultCount() == 0)
        return fail(ErrorCode::Internal, QStringLiteral("no result"));
    return future.resultAt(0);
}

AwsTarget targetOn(quint16 port)
{
    AwsTarget t;
    t.profile = QStringLiteral("dev");
    t.region = {QStringLiteral("eu-west-1"), QStringLiteral("test")};
    t.endpoint = {QStringLiteral("http://127.0.0.1:%1").arg(port), QStringLiteral("test")};
    t.retry.unit = 5ms;
    return t;
}

Credentials keys()
{
    return {QStringLiteral("AKIDTEST"), QStringLiteral("s/e+c="), QStringLiteral("tok+/=="), {}, {}};
}

} // namespace

class TestLambdaClient : public QObject
{
    Q_OBJECT
    Transport m_transport;

private slots:
    void operationsAreShapedAndSigned();
    void listJoinsPages();
    void listEndsOnRepeatedMarker();
    void invoke();
    void largeUploadReportsProgress();
    void retries_data();
    void retries();
    void invokeIsNotRepeatedAfterReset();
    void errors_data();
    void errors();
    void clockSkewIsNamed();
    void brokenAnswers_data();
    void brokenAnswers();
    void gzipIsNotUnpacked();
    void stall();
    void cancel();
    void cancelledWhileWaitingToRetry();
    void transportEndsWithWorkUnderWay();
    void refusedAddresses();
    void noRedirects();
    void proxyIsNotUsedForLoopback();
    void headerInjectionIsRefused();
    void notLinkedToLibcurl();
    void manyAtOnce();
};

void TestLambdaClient::operationsAreShapedAndSigned()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, "{\"FunctionName\":\"f\"}")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    const QString arn = QStringLiteral("arn:aws:lambda:eu-west-1:123456789012:function:my-fn");
    LATHE_VERIFY_RESULT(wait(c.getFunction(arn, QStringLiteral("$LATEST"))));
    LATHE_VERIFY_RESULT(wait(c.getFunctionConfiguration(QStringLiteral("f:prod"))));
    LATHE_VERIFY_RESULT(wait(c.createFunction({{QStringLiteral("FunctionName"), QStringLiteral("함수")}}, "zip")));
    LATHE_VERIFY_RESULT(wait(c.updateFunctionCode(QStringLiteral("f"), {}, "zip")));
    LATHE_VERIFY_RESULT(wait(c.updateFunctionConfiguration(QStringLiteral("f"), {{QStringLiteral("Timeout"), 9}})));
    LATHE_VERIFY_RESULT(wait(c.deleteFunction(QStringLiteral("f"), QStringLiteral("3"))));
    LATHE_VERIFY_RESULT(wait(c.publishVersion(QStringLiteral("f"), {{QStringLiteral("CodeSha256"), QStringLiteral("x=")}})));
    const QList<QByteArray> expected{
        "GET /2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Amy-fn?Qualifier=%24LATEST ",
        "GET /2015-03-31/functions/f%3Aprod/configuration ",
        "POST /2015-03-31/functions {\"FunctionName\":\"함수\",\"Code\":{\"ZipFile\":\"emlw\"}}",
        "PUT /2015-03-31/functions/f/code {\"ZipFile\":\"emlw\"}",
        "PUT /2015-03-31/functions/f/configuration {\"Timeout\":9}",
        "DELETE /2015-03-31/functions/f?Qualifier=3 ",
        "POST /2015-03-31/functions/f/versions {\"CodeSha256\":\"x=\"}"};
    QCOMPARE(s.seen.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const auto &r = s.seen.at(i);
        QCOMPARE(r.method + ' ' + r.target + ' ' + r.body, expected.at(i));
        QVERIFY(r.verdict == sigv4::Verdict::Ok);
        QCOMPARE(headerValue(r.headers, "x-amz-security-token"), "tok+/==");
        QCOMPARE(headerCount(r.headers, "expect"), 0);
        QCOMPARE(headerCount(r.headers, "host"), 1);
        QVERIFY(headerValue(r.headers, "content-type") != "application/x-www-form-urlencoded");
    }
    QCOMPARE(wait(c.getFunction({})).error().code, ErrorCode::Usage);
    QCOMPARE(s.seen.size(), expected.size());
}

void TestLambdaClient::listJoinsPages()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, R"({"Functions":[{"a":1},{"a":2}],"NextMarker":"m/1="})"), FaultServer::json(200, R"({"Functions":[{"a":3}],"NextMarker":null})")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    const auto r = wait(c.listFunctions());
    LATHE_VERIFY_RESULT(r);
    QCOMPARE((*r)[QStringLiteral("Functions")].toArray().size(), 3);
    QCOMPARE(s.seen.at(0).target, "/2015-03-31/functions/?MaxItems=50");
    QCOMPARE(s.seen.at(1).target, "/2015-03-31/functions/?Marker=m%2F1%3D&MaxItems=50");
    QVERIFY(s.seen.at(1).verdict == sigv4::Verdict::Ok);
    s.answers = {FaultServer::json(200, R"({"Versions":[{"Version":"1"}]})")};
    QCOMPARE((*wait(c.listVersions(QStringLiteral("f"))))[QStringLiteral("Versions")].toArray().size(), 1);
}

void TestLambdaClient::listEndsOnRepeatedMarker()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, R"({"Functions":[{"a":1}],"NextMarker":"same"})")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    LATHE_VERIFY_RESULT(wait(c.listFunctions()));
    QCOMPARE(s.seen.size(), 2);
}

void TestLambdaClient::invoke()
{
    FaultServer s;
    s.answers = {[](HttpExchange *x) {
        x->respond(200, {{"X-Amz-Function-Error", "Unhandled"}, {"X-Amz-Log-Result", QByteArray("line\n").toBase64()}, {"X-Amz-Executed-Version", "$LATEST"}}, "1.0 ");
    }};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    const auto r = wait(c.invoke(QStringLiteral("f"), " \"hi\" ", "RequestResponse", QStringLiteral("prod"), "eyJ9"));
    LATHE_VERIFY_RESULT(r);
    QCOMPARE(r->payload, "1.0 ");
    QCOMPARE(r->functionError, "Unhandled");
    QCOMPARE(r->logTail, "line\n");
    QCOMPARE(r->executedVersion, "$LATEST");
    QCOMPARE(s.seen.first().body, " \"hi\" ");
    QCOMPARE(s.seen.first().target, "/2015-03-31/functions/f/invocations?Qualifier=prod");
    QCOMPARE(headerValue(s.seen.first().headers, "x-amz-client-context"), "eyJ9");
    QCOMPARE(headerValue(s.seen.first().headers, "x-amz-log-type"), "Tail");
    QVERIFY(s.seen.first().verdict == sigv4::Verdict::Ok);
}

void TestLambdaClient::largeUploadReportsProgress()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, "{}")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    std::atomic<qint64> last = 0, total = 0;
    QByteArray zip(10 * 1024 * 1024, 'z');
    LATHE_VERIFY_RESULT(wait(c.updateFunctionCode(QStringLiteral("f"), {}, zip, [&](qint64 n, qint64 of) { last = n; total = of; })));
    QCOMPARE(total.load(), qint64(s.seen.first().body.size()));
    QCOMPARE(last.load(), total.load());
}

void TestLambdaClient::retries_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("requests"); // When it fails twice and then works.
    for (const char *kind : {"500", "502", "503", "504", "429", "throttled400", "reset"})
        QTest::newRow(kind) << QString::fromLatin1(kind) << 3;
    for (const char *kind : {"400", "403", "404", "409", "412", "501"})
        QTest::newRow(kind) << QString::fromLatin1(kind) << 1;
}

void TestLambdaClient::retries()
{
    QFETCH(QString, kind);
    QFETCH(int, requests);
    FaultServer s;
    FaultServer::Answer bad = FaultServer::error(kind.toInt(), "SomeException");
    if (kind == u"throttled400")
        bad = FaultServer::error(400, "ThrottlingException");
    if (kind == u"reset")
        bad = FaultServer::reset();
    s.answers = {bad, bad, FaultServer::json(200, "{}")};
    Transport fresh;
    LambdaClient c(targetOn(s.port), keys(), fresh);
    QCOMPARE(wait(c.getFunction(QStringLiteral("f"))).has_value(), requests == 3);
    QCOMPARE(s.seen.size(), requests);
    s.seen.clear();
    s.answers = {bad};
    const auto failed = wait(c.getFunction(QStringLiteral("f")));
    QVERIFY(!failed.has_value());
    QCOMPARE(s.seen.size(), kind == u"reset" ? 4 : requests); // libcurl itself repeats on a kept connection that died.
    auto once = targetOn(s.port);
    once.retry.maxAttempts = 1;
    s.seen.clear();
    LambdaClient single(once, keys(), fresh);
    QVERIFY(!wait(single.getFunction(QStringLiteral("f"))).has_value());
    QCOMPARE(s.seen.size(), 1);
}

void TestLambdaClient::invokeIsNotRepeatedAfterReset()
{
    FaultServer s;
    s.answers = {FaultServer::reset()};
    Transport fresh; // No kept connection.
    LambdaClient c(targetOn(s.port), keys(), fresh);
    const auto r = wait(c.invoke(QStringLiteral("f"), "{}"));
    QCOMPARE(r.error().id, QStringLiteral("LTH-NET-003"));
    QCOMPARE(s.seen.size(), 1);
}

void TestLambdaClient::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    const auto row = [](int status, const char *type, ErrorCode code, const char *text) {
        QTest::newRow(type) << status << QByteArray(type) << int(code) << QString::fromUtf8(text);
    };
    row(404, "ResourceNotFoundException", ErrorCode::NotFound, "why");
    row(404, "ResourceNotFoundException:http://internal.amazon.com/", ErrorCode::NotFound, "why");
    row(409, "ResourceConflictException", ErrorCode::Conflict, "why");
    row(412, "PreconditionFailedException", ErrorCode::Conflict, "why");
    row(413, "RequestTooLargeException", ErrorCode::TooLarge, "why");
    row(400, "com.amazonaws.lambda#InvalidParameterValueException", ErrorCode::Api, "why");
    row(403, "ExpiredTokenException", ErrorCode::Credentials, "aws sso login --profile dev");
    row(403, "UnrecognizedClientException", ErrorCode::Credentials, "access key");
    row(403, "InvalidSignatureException", ErrorCode::Credentials, "secret key of profile dev");
    row(403, "AccessDeniedException", ErrorCode::Api, "why");
}

void TestLambdaClient::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(int, code);
    QFETCH(QString, text);
    FaultServer s;
    s.answers = {FaultServer::error(status, type)};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    const Error e = wait(c.getFunction(QStringLiteral("f"))).error();
    QCOMPARE(int(e.code), code);
    QVERIFY2(e.text.contains(text), qPrintable(e.text));
    QVERIFY2(e.detail.endsWith(QStringLiteral("Exception: why (req-1)")), qPrintable(e.detail));
    QVERIFY(!e.detail.startsWith(u"com."));
}

void TestLambdaClient::clockSkewIsNamed()
{
    FaultServer s;
    const auto answer = [](qint64 seconds) {
        return [seconds](HttpExchange *x) {
            const QByteArray date = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(seconds), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " GMT";
            x->respond(403, {{"Date", date}, {"x-amzn-ErrorType", "InvalidSignatureException"}}, R"({"message":"Signature expired"})");
        };
    };
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    s.answers = {answer(-600)};
    QVERIFY(wait(c.getFunction(QStringLiteral("f"))).error().text.contains(u"10 min ahead"));
    s.answers = {answer(610)};
    QVERIFY(wait(c.getFunction(QStringLiteral("f"))).error().text.contains(u"10 min behind"));
}

void TestLambdaClient::brokenAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("cut body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\"") << QStringLiteral("LTH-NET-003");
    QTest::newRow("cut chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"a\"") << QStringLiteral("LTH-NET-003");
    QTest::newRow("cut header") << QByteArray("HTTP/1.1 200 OK\r\nConte") << QStringLiteral("LTH-NET-003");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("LTH-NET-003");
    QTest::newRow("not http") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << QStringLiteral("LTH-NET-003");
    QTest::newRow("html") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>") << QStringLiteral("LTH-API-003");
    QTest::newRow("html error") << QByteArray("HTTP/1.1 407 Proxy\r\nContent-Length: 6\r\n\r\n<html>") << QStringLiteral("LTH-API-003");
    QTest::newRow("array") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]") << QStringLiteral("LTH-API-003");
    QTest::newRow("empty") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << QStringLiteral("LTH-API-003");
    QTest::newRow("10,000 headers") << "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(10000) + "\r\n" << QStringLiteral("LTH-NET-005");
    QTest::newRow("endless header") << "HTTP/1.1 200 OK\r\nA: " + QByteArray(3000000, 'a') << QStringLiteral("LTH-NET-0");
    QTest::newRow("17 MB") << "HTTP/1.1 200 OK\r\nContent-Length: 17825792\r\n\r\n" + QByteArray(17825792, ' ') << QStringLiteral("LTH-NET-005");
}

void TestLambdaClient::brokenAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, id);
    RawServer s(bytes);
    LambdaClient c(targetOn(s.server.serverPort()), keys(), m_transport);
    const auto r = wait(c.getFunction(QStringLiteral("f")));
    QVERIFY(!r.has_value());
    QVERIFY2(r.error().id.startsWith(id), qPrintable(r.error().id + r.error().detail));
    QVERIFY(!r.error().text.isEmpty());
    QVERIFY(s.connections <= 6);
}

void TestLambdaClient::gzipIsNotUnpacked()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, "\x1f\x8b\x08", {{"Content-Encoding", "gzip"}})};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    QCOMPARE(wait(c.getFunction(QStringLiteral("f"))).error().id, QStringLiteral("LTH-API-003"));
    QCOMPARE(headerCount(s.seen.first().headers, "accept-encoding"), 0);
}

void TestLambdaClient::stall()
{
    RawServer s("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", true);
    HttpCall call;
    call.url = QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(s.server.serverPort()));
    call.stall = 250ms;
    QElapsedTimer t;
    t.start();
    const auto r = wait(m_transport.send(call));
    QCOMPARE(r.error().code, ErrorCode::TimedOut);
    QVERIFY(t.elapsed() < 15000);
}

void TestLambdaClient::cancel()
{
    FaultServer s;
    s.answers = {[](HttpExchange *) {}};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    auto future = c.getFunction(QStringLiteral("f"));
    QTRY_COMPARE(s.seen.size(), 1);
    QElapsedTimer t;
    t.start();
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(t.elapsed() < 15000);
    QCOMPARE(future.resultCount(), 0);
    QTRY_COMPARE(s.server.connectionCount(), 0); // The transfer itself ended.
}

void TestLambdaClient::cancelledWhileWaitingToRetry()
{
    FaultServer s;
    s.answers = {FaultServer::error(503, "ServiceUnavailable")};
    auto target = targetOn(s.port);
    target.retry.unit = 3600s;
    LambdaClient c(target, keys(), m_transport);
    auto future = c.getFunction(QStringLiteral("f"));
    QTRY_COMPARE(s.seen.size(), 1);
    future.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 15000);
}

void TestLambdaClient::transportEndsWithWorkUnderWay()
{
    FaultServer s;
    s.answers = {[](HttpExchange *) {}};
    auto transport = std::make_unique<Transport>();
    LambdaClient c(targetOn(s.port), keys(), *transport);
    auto future = c.getFunction(QStringLiteral("f"));
    QTRY_COMPARE(s.seen.size(), 1);
    transport.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultAt(0).error().code, ErrorCode::Cancelled);
    Transport unused; // Ends without ever having started.
}

void TestLambdaClient::refusedAddresses()
{
    for (const char *url : {"file:///etc/passwd", "gopher://127.0.0.1/", "", "127.0.0.1:1", "http://"}) {
        HttpCall call;
        call.url = QUrl(QString::fromLatin1(url));
        QCOMPARE(wait(m_transport.send(call)).error().code, ErrorCode::Usage);
    }
    QTcpServer closed;
    closed.listen(QHostAddress::LocalHost);
    const quint16 port = closed.serverPort();
    closed.close();
    LambdaClient c(targetOn(port), keys(), m_transport);
    QElapsedTimer t;
    t.start();
    const auto r = wait(c.getFunction(QStringLiteral("f")));
    QCOMPARE(r.error().id, QStringLiteral("LTH-NET-001"));
    QVERIFY(r.error().text.contains(QStringLiteral("127.0.0.1:%1").arg(port)));
    QVERIFY(t.elapsed() < 15000);
}

void TestLambdaClient::noRedirects()
{
    FaultServer s;
    s.answers = {FaultServer::json(307, "{}", {{"Location", "http://127.0.0.1:1/"}})};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    QVERIFY(!wait(c.getFunction(QStringLiteral("f"))).has_value());
    QCOMPARE(s.seen.size(), 1);
}

void TestLambdaClient::proxyIsNotUsedForLoopback()
{
    qputenv("http_proxy", "http://127.0.0.1:1/");
    FaultServer s;
    s.answers = {FaultServer::json(200, "{}")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    const auto local = wait(c.getFunction(QStringLiteral("f")));
    auto remote = targetOn(s.port);
    remote.endpoint.value = QStringLiteral("http://lambda.invalid");
    LambdaClient far(remote, keys(), m_transport);
    const auto viaProxy = wait(far.getFunction(QStringLiteral("f")));
    qunsetenv("http_proxy");
    LATHE_VERIFY_RESULT(local);
    QVERIFY2(viaProxy.error().detail.contains(QStringLiteral("127.0.0.1")), qPrintable(viaProxy.error().detail));
}

void TestLambdaClient::headerInjectionIsRefused()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, "{}")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    QVERIFY(!wait(c.invoke(QStringLiteral("f"), "{}", "Event\r\nX-Evil: 1")).has_value());
    QCOMPARE(s.seen.size(), 0);
}

void TestLambdaClient::notLinkedToLibcurl()
{
    QProcess p;
    p.start(QStringLiteral("readelf"), {QStringLiteral("-d"), QCoreApplication::applicationFilePath()});
    QVERIFY(p.waitForFinished(10000));
    const QByteArray needed = p.readAllStandardOutput();
    QVERIFY(needed.contains("libQt6Core"));
    QVERIFY(!needed.contains("libcurl"));
}

void TestLambdaClient::manyAtOnce()
{
    FaultServer s;
    s.answers = {FaultServer::json(200, "{\"ok\":true}")};
    LambdaClient c(targetOn(s.port), keys(), m_transport);
    QList<QFuture<Result<QJsonObject>>> all;
    for (int i = 0; i < 100; ++i)
        all.append(c.getFunction(QStringLiteral("f%1").arg(i)));
    for (auto &f : all)
        LATHE_VERIFY_RESULT(wait(f));
    QCOMPARE(s.seen.size(), 100);
}

QTEST_GUILESS_MAIN(TestLambdaClient)
#include "tst_lambdaclient.moc"
