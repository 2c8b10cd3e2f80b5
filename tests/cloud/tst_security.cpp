// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include "cloud/requestguard.h"
#include <QNetworkInterface>
#include <QTcpServer>

using namespace lathe;

/// Who may talk to the endpoint: Host, web pages, signatures, addresses.
class TestSecurity : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    /// A signed ListFunctions with one header line put in before the signature's.
    QByteArray withLine(const QByteArray &line) const
    {
        QByteArray bytes = f->bytesOf({"GET", "/2015-03-31/functions"}, f->keys());
        return bytes.insert(bytes.indexOf("\r\n") + 2, line + "\r\n");
    }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanupTestCase() { f.reset(); }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("own");
        const auto row = [](const QByteArray &host, bool own) { QTest::newRow(host.isEmpty() ? "(empty)" : host.constData()) << host << own; };
        for (const char *name : {"127.0.0.1", "localhost", "LocalHost", "[::1]"}) {
            row(name, true);
            row(QByteArray(name) + ":PORT", true);
            row(QByteArray(name) + ":1", false);
            row(QByteArray(name) + ":", false);
            row(QByteArray(name) + ".", false);
            row(QByteArray(name) + ".:PORT", false);
            row("user@" + QByteArray(name), false);
            row("user:pw@" + QByteArray(name) + ":PORT", false);
            row(QByteArray(name) + ":PORT:PORT", false);
            row(QByteArray(name) + ":0PORT", false);
            row(QByteArray(name) + ",evil.example", false);
        }
        for (const char *bad : {"", "evil.example", "evil.example:PORT", "127.0.0.1.evil.example", "evil-127.0.0.1", "localhost.evil.example", "xlocalhost",
                 "2130706433", "2130706433:PORT", "0x7f000001", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.2", "0.0.0.0", "0", "::1", "[::]", "[::ffff:127.0.0.1]",
                 "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "ip6-localhost", "localhost.localdomain", "lambda.us-east-1.localhost", "127.0.0.1 evil", "http://127.0.0.1", "127.0.0.1/",
                 "127.0.0.1#", "127.0.0.1?", "127.0.0.1\\", "*", "null", "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1"})
            row(bad, false);
    }
    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, own);
        host.replace("PORT", QByteArray::number(f->endpoint->port()));
        QCOMPARE(requestguard::isOwnHost(host, f->endpoint->port()), own);
        for (const char *method : {"GET", "POST", "DELETE"}) {
            const Answer answer = f->exchange(QByteArray(method) + " /2015-03-31/functions HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
            // Ours get as far as the missing signature; others no further than the host (400: no HTTP at all).
            if (own)
                QCOMPARE(answer.errorType(), QByteArray("MissingAuthenticationTokenException"));
            else
                QVERIFY2(answer.status == 400 || (answer.status == 403 && answer.errorType() == "AccessDeniedException"), qPrintable(answer.error()));
        }
    }

    void noHostOrTwoAreRefused()
    {
        const QByteArray own = "Host: " + f->host() + "\r\n";
        for (const QByteArray &hosts : {QByteArray(), own + own, own + "Host: evil.example\r\n", "Host: evil.example\r\n" + own}) {
            const Answer answer = f->exchange("GET /2015-03-31/functions HTTP/1.1\r\n" + hosts + "\r\n");
            QVERIFY2(answer.status == 400 || answer.status == 403, qPrintable(answer.error()));
            QVERIFY(answer.errorType() != "MissingAuthenticationTokenException");
        }
    }

    void webPagesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("status");
        const auto row = [](const char *line, int status) { QTest::newRow(line) << QByteArray(line) << status; };
        row("Origin: http://evil.example", 403);
        row("Origin: null", 403);
        row("Origin: http://localhost:8080", 403);
        row("origin: http://127.0.0.1", 403);
        row("Origin:", 403);
        row("Sec-Fetch-Site: cross-site", 403);
        row("sec-fetch-site: same-site", 403);
        row("Sec-Fetch-Site: something-new", 403);
        row("Sec-Fetch-Site: none", 200);
        row("Sec-Fetch-Site: same-origin", 200);
        row("Referer: http://evil.example", 200);
        row("X-Other: 1", 200);
    }
    void webPagesAreRefused()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, status);
        const Answer answer = f->exchange(withLine(line)); // signed rightly: the refusal is the guard's
        QCOMPARE(answer.status, status);
        for (const HttpHeader &header : answer.headers)
            QVERIFY2(!header.name.toLower().startsWith("access-control-"), header.name.constData());
        QCOMPARE(answer.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(answer.header("Cross-Origin-Resource-Policy"), QByteArray("same-origin"));
    }

    void preflightsGetNothing()
    {
        const Answer answer = f->exchange("OPTIONS /2015-03-31/functions HTTP/1.1\r\nHost: " + f->host()
            + "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.header("Access-Control-Allow-Origin").isEmpty());
    }

    void signatures()
    {
        const Call list{"GET", "/2015-03-31/functions"};
        QCOMPARE(f->call(list).status, 200);
        const QByteArray head = "GET /2015-03-31/functions HTTP/1.1\r\nHost: " + f->host() + "\r\n";
        QCOMPARE(f->exchange(head + "\r\n").error(), q("403 MissingAuthenticationTokenException: Missing Authentication Token"));
        for (const char *value : {"", "Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=a/b"}) {
            const Answer answer = f->exchange(head + "Authorization: " + value + "\r\n\r\n");
            QCOMPARE(answer.status, 403);
        }
        Credentials other = f->keys();
        other.accessKeyId = q("AKIAIOSFODNN7EXAMPLE");
        QCOMPARE(f->exchange(f->bytesOf(list, other)).error(), q("403 UnrecognizedClientException: The security token included in the request is invalid."));
        other = f->keys();
        other.secretAccessKey[0] = other.secretAccessKey[0] == u'a' ? u'b' : u'a';
        const Answer wrong = f->exchange(f->bytesOf(list, other));
        QCOMPARE(wrong.error(), q("403 InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."));
        QVERIFY(!wrong.body.contains(f->keys().secretAccessKey.toUtf8()));
    }

    void theClockMayBeFiveMinutesOff()
    {
        const Call list{"GET", "/2015-03-31/functions"};
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(f->exchange(f->bytesOf(list, f->keys(), now.addSecs(-280))).status, 200);
        QCOMPARE(f->exchange(f->bytesOf(list, f->keys(), now.addSecs(280))).status, 200);
        const Answer late = f->exchange(f->bytesOf(list, f->keys(), now.addSecs(-320)));
        QCOMPARE(late.errorType(), QByteArray("InvalidSignatureException"));
        QVERIFY2(late.text("message").startsWith(q("Signature expired: ")) && late.text("message").endsWith(q("- 5 min.)")), late.body.constData());
        const Answer early = f->exchange(f->bytesOf(list, f->keys(), now.addSecs(320)));
        QVERIFY2(early.text("message").startsWith(q("Signature not yet current: ")), early.body.constData());
    }

    void everythingSignedIsChecked()
    {
        // A signature for one request opens no other: path, query, method, body and signed headers are all in it.
        QJsonObject request = f->createRequest(q("hello"));
        const QByteArray body = QJsonDocument(request).toJson(QJsonDocument::Compact);
        const QByteArray good = f->bytesOf({"POST", "/2015-03-31/functions", body}, f->keys());
        QByteArray changed = good;
        changed.replace("\"hello\"", "\"evil0\"");
        QCOMPARE(f->exchange(changed).errorType(), QByteArray("InvalidSignatureException"));
        const QByteArray list = f->bytesOf({"GET", "/2015-03-31/functions?MaxItems=1"}, f->keys());
        for (const auto &[from, to] : {std::pair{"MaxItems=1", "MaxItems=2"}, std::pair{"GET /", "DELETE /"}, std::pair{"/functions?", "/functionz?"}}) {
            QByteArray other = list;
            other.replace(from, to);
            QCOMPARE(f->exchange(other).errorType(), QByteArray("InvalidSignatureException"));
        }
        QCOMPARE(f->exchange(list).status, 200);
        QCOMPARE(f->exchange(good).status, 201);
        QVERIFY(f->settle("hello"));
    }

    void aBodyOfStrangersIsNotRead()
    {
        // Without a key of ours the answer comes on the header alone.
        f->client = std::make_unique<RawClient>(f->endpoint->port());
        const Answer answer = f->exchange("POST /2015-03-31/functions HTTP/1.1\r\nHost: " + f->host() + "\r\nContent-Length: 70000000\r\n\r\n");
        QCOMPARE(answer.status, 403);
        f->client.reset();
        Credentials keys = f->keys();
        const Answer large = f->exchange("POST /2015-03-31/functions HTTP/1.1\r\nHost: " + f->host() + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
            + keys.accessKeyId.toUtf8() + "/20261122/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00\r\nContent-Length: 70167212\r\n\r\n");
        QCOMPARE(large.error(), q("413 RequestEntityTooLargeException: Request must be smaller than 70167211 bytes for the CreateFunction operation"));
        f->client.reset();
    }

    void onlyLoopbackIsServed()
    {
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback())
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, f->endpoint->port());
            QVERIFY2(!socket.waitForConnected(300), qPrintable(address.toString()));
        }
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(q("127.0.0.1")), f->endpoint->port());
        QVERIFY(socket.waitForConnected(2000));
    }
};

QTEST_GUILESS_MAIN(TestSecurity)
#include "tst_security.moc"
