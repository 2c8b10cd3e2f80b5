// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Function URLs: their settings, who may call them, the event, the answer as a whole and as it comes.
#include "endpointfixture.h"
#include "cloud/urlexchange.h"
#include <QRegularExpression>
#include <QUrl>

using namespace lathe;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestFunctionUrls : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static constexpr char urlPath[] = "/2021-10-31/functions/hello/url";

    Answer make(const QByteArray &body, const QByteArray &query = {}) { return f->call({"POST", urlPath + query, body}); }
    /// The path of a new URL that everybody may call, or that wants keys.
    QByteArray open(const QByteArray &members = R"({"AuthType":"NONE"})", const QByteArray &query = {})
    {
        const Answer made = make(members, query);
        if (!members.contains("AWS_IAM")) {
            f->call({"POST", "/2015-03-31/functions/hello/policy" + query, R"({"StatementId":"url","Action":"lambda:InvokeFunctionUrl","Principal":"*","FunctionUrlAuthType":"NONE"})"});
            f->call({"POST", "/2015-03-31/functions/hello/policy" + query, R"({"StatementId":"invoke","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":true})"});
        }
        return QUrl(made.text("FunctionUrl")).path().toLatin1();
    }
    QByteArray idOf(const QByteArray &path) const { return path.split('/').value(2); }
    /// A request without a signature.
    Answer plain(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {}, const QByteArray &body = {}, const QByteArray &host = {})
    {
        return f->exchange(method + ' ' + target + " HTTP/1.1\r\nHost: " + (host.isEmpty() ? f->host() : host) + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void settings()
    {
        QCOMPARE(make(R"({"AuthType":"NONE"})").error(), q("404 ResourceNotFoundException: Function does not exist"));
        QVERIFY(f->createSettled(q("hello")));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/hello/versions", {}).status, 201);
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/aliases", R"({"Name":"live","FunctionVersion":"1"})"}).status, 201);
        QCOMPARE(make("{}").error(), q("400 ValidationException: 1 validation error detected: Value null at 'authType' failed to satisfy constraint: Member must not be null"));
        QCOMPARE(make(R"({"AuthType":"NONE","InvokeMode":"UNKNOWN"})").error(),
            q("400 ValidationException: 1 validation error detected: Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]"));
        for (const char *qualifier : {"1", "$LATEST"})
            QCOMPARE(make(R"({"AuthType":"NONE"})", "?Qualifier=" + QByteArray(qualifier).replace('$', "%24")).error(),
                QStringLiteral("400 ValidationException: 1 validation error detected: Value '%1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)").arg(q(qualifier)));
        QCOMPARE(make(R"({"AuthType":"NONE"})", "?Qualifier=gone").status, 404);
        const Answer made = make(R"({"AuthType":"AWS_IAM","Cors":{"AllowOrigins":["*"],"MaxAge":5}})");
        QCOMPARE(made.status, 201);
        QVERIFY(made.text("FunctionUrl").startsWith(q("http://127.0.0.1:")) && made.text("FunctionUrl").endsWith(u'/'));
        QVERIFY(QDateTime::fromString(made.text("CreationTime"), Qt::ISODateWithMs).isValid());
        QCOMPARE(made.json().value(q("Cors")).toObject(), (QJsonObject{{q("AllowOrigins"), QJsonArray{q("*")}}, {q("MaxAge"), 5}}));
        QVERIFY(!made.json().contains(q("id")) && !made.json().contains(q("LastModifiedTime")));
        QCOMPARE(make(R"({"AuthType":"NONE"})").error(),
            q("409 ResourceConflictException: Failed to create function url config for [functionArn = arn:aws:lambda:us-east-1:000000000000:function:hello]. Error message:  FunctionUrlConfig exists for this Lambda function"));
        QCOMPARE(make(R"({"AuthType":"NONE"})", "?Qualifier=live").status, 201);
        const Answer changed = f->call({"PUT", urlPath, R"({"InvokeMode":"RESPONSE_STREAM"})"});
        QCOMPARE(changed.text("AuthType") + changed.text("InvokeMode"), q("AWS_IAMRESPONSE_STREAM"));
        f->restart();
        const QString url = f->get(urlPath).text("FunctionUrl");
        QCOMPARE(QUrl(url).path(), QUrl(made.text("FunctionUrl")).path());
        const QJsonArray all = f->get("/2021-10-31/functions/hello/urls").json().value(q("FunctionUrlConfigs")).toArray();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(1).toObject().value(q("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello:live"));
        QCOMPARE(f->call({"DELETE", urlPath}).status, 204);
        QCOMPARE(f->get(urlPath).error(), q("404 ResourceNotFoundException: The resource you requested does not exist."));
        QCOMPARE(f->call({"DELETE", urlPath}).status, 404);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello/aliases/live"}).status, 204); // and with it its URL
        QCOMPARE(f->get("/2021-10-31/functions/hello/urls").json().value(q("FunctionUrlConfigs")).toArray().size(), 0);
    }

    void whoMayCall()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    return event['requestContext'].get('authorizer', {}).get('iam', {}).get('userArn', event['requestContext']['accountId'])\n"));
        const QByteArray forbidden = R"({"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"})";
        const QByteArray path = QUrl(make(R"({"AuthType":"NONE"})").text("FunctionUrl")).path().toLatin1();
        const Answer closed = plain("GET", path);
        QCOMPARE(closed.status, 403);
        QCOMPARE(closed.body, forbidden);
        QCOMPARE(closed.errorType(), QByteArray("AccessDeniedException"));
        const auto permit = [this](const QByteArray &statement) { return f->call({"POST", "/2015-03-31/functions/hello/policy", statement}).status; };
        // Both permissions, with whatever else shuts nobody out.
        QCOMPARE(permit(R"({"StatementId":"url","Action":"lambda:InvokeFunctionUrl","Principal":"*","FunctionUrlAuthType":"NONE"})"), 201);
        QCOMPARE(plain("GET", path).body, forbidden);
        QCOMPARE(permit(R"({"StatementId":"api","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":false})"), 201);
        QCOMPARE(permit(R"({"StatementId":"mine","Action":"lambda:InvokeFunction","Principal":"*","SourceAccount":"111111111111"})"), 201);
        QCOMPARE(plain("GET", path).body, forbidden);
        QCOMPARE(permit(R"({"StatementId":"invoke","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":true})"), 201);
        QCOMPARE(plain("GET", path).body, QByteArray("anonymous"));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello/policy/url", {}}).status, 204);
        QCOMPARE(plain("GET", path).body, forbidden);
        QCOMPARE(permit(R"({"StatementId":"url","Action":"lambda:InvokeFunctionUrl","Principal":"*"})"), 201);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello/policy/invoke", {}}).status, 204);
        QCOMPARE(permit(R"({"StatementId":"invoke","Action":"lambda:InvokeFunction","Principal":"*"})"), 201);
        QCOMPARE(plain("GET", path).body, QByteArray("anonymous"));
        QCOMPARE(plain("GET", path, "Origin: https://example.com\r\nSec-Fetch-Site: cross-site\r\n").status, 200);
        const Answer nobody = plain("GET", "/lambda-url/" + QByteArray(32, 'a') + '/');
        QCOMPARE(QByteArray::number(nobody.status) + nobody.body, QByteArray(R"(403{"Message":null})"));
        QCOMPARE(plain("GET", path, {}, {}, "evil.example").status, 403); // a name that was made to lead here
        // With keys.
        QCOMPARE(f->call({"PUT", urlPath, R"({"AuthType":"AWS_IAM"})"}).status, 200);
        QCOMPARE(plain("GET", path).body, forbidden);
        QCOMPARE(f->call({"GET", path + "a"}).body, QByteArray("arn:aws:iam::000000000000:user/lathe"));
        QCOMPARE(f->exchange(f->bytesOf({"GET", path}, {q("AKIAIOSFODNN7EXAMPLE"), q("x"), {}, {}, {}})).status, 403);
        QCOMPARE(f->call({"DELETE", urlPath}).status, 204);
        QCOMPARE(plain("GET", path).status, 403);
    }

    void theEvent()
    {
        QVERIFY(f->createSettled(q("hello")));
        const QByteArray path = open();
        const auto event = [](const Answer &answer) { return answer.json(); };
        const Answer got = plain("POST", path + "pa2%Fth/1?q=a%20b&multi=foo&multi=%2Fbar", "Content-Type: application/json\r\nUser-Agent: test/echo\r\nX-Odd: One\r\nx-odd: Two\r\nCookie: a=1; b=2\r\n", R"({"foo": "bar"})");
        QCOMPARE(got.status, 200);
        QJsonObject o = event(got);
        QJsonObject context = o.take(q("requestContext")).toObject();
        QJsonObject headers = o.take(q("headers")).toObject();
        QCOMPARE(o, (QJsonObject{{q("version"), q("2.0")}, {q("routeKey"), q("$default")}, {q("rawPath"), q("/pa2%Fth/1")}, {q("rawQueryString"), q("q=a%20b&multi=foo&multi=%2Fbar")},
                        {q("cookies"), QJsonArray{q("a=1"), q("b=2")}}, {q("queryStringParameters"), QJsonObject{{q("q"), q("a b")}, {q("multi"), q("foo,/bar")}}},
                        {q("body"), q("{\"foo\": \"bar\"}")}, {q("isBase64Encoded"), false}}));
        QVERIFY(headers.take(q("x-amzn-trace-id")).toString().startsWith(q("Root=1-")));
        QCOMPARE(headers.take(q("x-forwarded-port")).toString(), QString::number(f->endpoint->port()));
        QCOMPARE(headers, (QJsonObject{{q("host"), QString::fromLatin1(f->host())}, {q("content-type"), q("application/json")}, {q("content-length"), q("14")}, {q("user-agent"), q("test/echo")},
                              {q("x-odd"), q("One,Two")}, {q("x-forwarded-for"), q("127.0.0.1")}, {q("x-forwarded-proto"), q("http")}}));
        QCOMPARE(context.take(q("requestId")).toString().toLatin1(), got.header("x-amzn-RequestId"));
        QVERIFY(qAbs(context.take(q("timeEpoch")).toDouble() - double(QDateTime::currentMSecsSinceEpoch())) < 60000);
        QVERIFY(QRegularExpression(q("^\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000$")).match(context.take(q("time")).toString()).hasMatch());
        const QString id = QString::fromLatin1(idOf(path));
        QCOMPARE(context, (QJsonObject{{q("accountId"), q("anonymous")}, {q("apiId"), id}, {q("domainName"), id + q(".lambda-url.us-east-1.on.aws")}, {q("domainPrefix"), id}, {q("routeKey"), q("$default")},
                              {q("stage"), q("$default")}, {q("http"), QJsonObject{{q("method"), q("POST")}, {q("path"), q("/pa2%Fth/1")}, {q("protocol"), q("HTTP/1.1")}, {q("sourceIp"), q("127.0.0.1")},
                                                                                        {q("userAgent"), q("test/echo")}}}}));
        // What is no text goes as Base64; without a body and a query there are no such members.
        o = event(plain("PUT", path, "Content-Type: application/octet-stream\r\n", QByteArray("\0\xff", 2)));
        QCOMPARE(o.value(q("body")).toString(), q("AP8="));
        QCOMPARE(o.value(q("isBase64Encoded")).toBool(), true);
        o = event(plain("GET", path.chopped(1)));
        QCOMPARE(o.value(q("rawPath")).toString(), q("/"));
        QVERIFY(!o.contains(q("body")) && !o.contains(q("queryStringParameters")) && !o.contains(q("cookies")));
        // The other form of the address: the path is whole.
        o = event(plain("GET", "/a/b", {}, {}, idOf(path) + ".lambda-url.us-east-1.localhost:" + QByteArray::number(f->endpoint->port())));
        QCOMPARE(o.value(q("rawPath")).toString(), q("/a/b"));
    }

    void theAnswer_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *payload, int status, const char *type, const char *body) { QTest::newRow(payload) << QByteArray(payload) << status << QByteArray(type) << QByteArray(body); };
        row("{\"hello\": \"world\"}", 200, "application/json", "{\"hello\":\"world\"}");
        row("[\"hello\", 3, true]", 200, "application/json", "[\"hello\",3,true]");
        row("\"hello\"", 200, "application/json", "hello");
        row("3.10", 200, "application/json", "3.10");
        row("null", 200, "application/json", "null");
        row("{\"statusCode\": 201, \"body\": \"body123\"}", 201, "application/json", "body123");
        row("{\"statusCode\": \"404\"}", 404, "application/json", "");
        row("{\"statusCode\": 200, \"body\": {\"a\": 1.0}}", 200, "application/json", "{\"a\":1.0}");
        row("{\"statusCode\": 200, \"headers\": {\"content-type\": \"text/html\"}, \"body\": \"\\u003cp>\"}", 200, "text/html", "<p>");
        row("{\"statusCode\": 200, \"headers\": {\"Content-Type\": \"image/png\"}, \"isBase64Encoded\": true, \"body\": \"AP8=\"}", 200, "image/png", "\0\xff");
        row("{\"statusCode\": 7}", 502, "application/json", "");
        row("{\"statusCode\": 100}", 502, "application/json", ""); // a client would wait for the rest
    }
    void theAnswer()
    {
        QFETCH(QByteArray, payload);
        const UrlResponse response = UrlResponse::fromPayload(payload);
        QTEST(response.status, "status");
        QTEST(headerValue(response.headers, "Content-Type"), "type");
        if (payload.contains("AP8="))
            QCOMPARE(response.body, QByteArray("\0\xff", 2));
        else
            QTEST(response.body, "body");
    }

    void headersOfTheFunction()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    if event['rawPath'] == '/bad': raise KeyError('secret')\n"
                                             "    return {'statusCode': 202, 'headers': {'X-One': 'a\\r\\nX-Two: b', 'x-number': 3, 'Connection': 'upgrade', 'Content-Length': '9', 'bad name': 'x'},"
                                             " 'cookies': ['a=1; HttpOnly', 'b=2'], 'body': 'ok'}\n"));
        const QByteArray path = open();
        const Answer answer = plain("GET", path);
        QCOMPARE(QByteArray::number(answer.status) + answer.body, QByteArray("202ok"));
        QCOMPARE(answer.header("X-One"), QByteArray("a  X-Two: b"));
        QCOMPARE(answer.header("X-Two"), QByteArray());
        QCOMPARE(answer.header("x-number"), QByteArray("3"));
        QCOMPARE(answer.header("bad name"), QByteArray());
        QCOMPARE(answer.header("Content-Length"), QByteArray("2"));
        QStringList cookies;
        for (const HttpHeader &header : answer.headers)
            if (header.name.toLower() == "set-cookie")
                cookies << QString::fromLatin1(header.value);
        QCOMPARE(cookies, (QStringList{q("a=1; HttpOnly"), q("b=2")}));
        QVERIFY(answer.header("X-Content-Type-Options").isEmpty() && !answer.header("x-amzn-RequestId").isEmpty());
        const Answer bad = plain("GET", path + "bad");
        QCOMPARE(QByteArray::number(bad.status) + bad.body, QByteArray("502Internal Server Error"));
        QCOMPARE(f->json("PUT", "/2017-10-31/functions/hello/concurrency", {{q("ReservedConcurrentExecutions"), 0}}).status, 200);
        QCOMPARE(plain("GET", path).status, 429); // reserved 0 shuts it
    }

    void otherOrigins()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    return {'statusCode': 200, 'headers': {'access-control-allow-origin': 'https://own.example'}, 'body': event['requestContext']['http']['method']}\n"));
        const QByteArray path = open("{\"AuthType\":\"NONE\",\"Cors\":{\"AllowOrigins\":[\"https://a.example\"],\"AllowMethods\":[\"GET\",\"PUT\"],\"AllowHeaders\":[\"x-one\"],\"ExposeHeaders\":[\"x-two\"],\"MaxAge\":60,\"AllowCredentials\":true}}");
        Answer answer = plain("OPTIONS", path, "Origin: https://a.example\r\nAccess-Control-Request-Method: PUT\r\n");
        QCOMPARE(QByteArray::number(answer.status) + answer.body, QByteArray("200"));
        const std::pair<const char *, const char *> wanted[] = {{"Access-Control-Allow-Origin", "https://a.example"}, {"Access-Control-Allow-Methods", "GET,PUT"}, {"Access-Control-Allow-Headers", "x-one"},
            {"Access-Control-Expose-Headers", "x-two"}, {"Access-Control-Max-Age", "60"}, {"Access-Control-Allow-Credentials", "true"}, {"Vary", "Origin"}};
        for (const auto &[name, value] : wanted)
            QCOMPARE(answer.header(name), QByteArray(value));
        answer = plain("OPTIONS", path, "Origin: https://b.example\r\nAccess-Control-Request-Method: PUT\r\n");
        QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray());
        answer = plain("GET", path, "Origin: https://a.example\r\n");
        QCOMPARE(answer.body + answer.header("Access-Control-Allow-Origin"), QByteArray("GEThttps://a.example"));
        answer = plain("GET", path, "Origin: https://b.example\r\n");
        QCOMPARE(answer.body + answer.header("Access-Control-Allow-Origin"), QByteArray("GET"));
        QCOMPARE(plain("OPTIONS", path).body, QByteArray("OPTIONS")); // no preflight: the function's
        // Without settings it is the function's to say.
        QCOMPARE(f->call({"DELETE", urlPath}).status, 204);
        QCOMPARE(plain("GET", open(), "Origin: https://b.example\r\n").header("Access-Control-Allow-Origin"), QByteArray("https://own.example"));
    }

    void anAliasAndItsWeights()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    return context.function_version + ' ' + context.invoked_function_arn.split(':')[-1]\n"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/hello/versions", {}).status, 201);
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/aliases", R"({"Name":"live","FunctionVersion":"1"})"}).status, 201);
        QCOMPARE(plain("GET", open(R"({"AuthType":"NONE"})", "?Qualifier=live")).body, QByteArray("1 live"));
        QCOMPARE(plain("GET", open()).body, QByteArray("$LATEST hello"));
    }

    void asItComes()
    {
        const QByteArray streaming = "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
                                     "  if (event.rawPath === '/bad') throw new RangeError('before');\n"
                                     "  const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'Content-Type': 'text/event-stream' }, cookies: ['c=1'] });\n"
                                     "  http.write('one');\n"
                                     "  if (event.rawPath === '/middle') { await new Promise((done) => setTimeout(done, 50)); throw new RangeError('in the middle'); }\n  http.write('x'.repeat(100000)); http.end('two');\n});\n";
        QJsonObject request = f->createRequest(q("hello"));
        request.insert(q("Runtime"), q("nodejs22.x"));
        request.insert(q("Handler"), q("index.handler"));
        request.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(f->zip(streaming, q("index.js")).toBase64())}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("hello"));
        const QByteArray path = open(R"({"AuthType":"NONE","InvokeMode":"RESPONSE_STREAM"})");
        QTcpSocket socket;
        socket.connectToHost(q("127.0.0.1"), f->endpoint->port());
        socket.write("GET " + path + " HTTP/1.1\r\nHost: " + f->host() + "\r\nConnection: close\r\n\r\n");
        QByteArray all;
        QTRY_VERIFY_WITH_TIMEOUT((all += socket.readAll()).endsWith("\r\n0\r\n\r\n"), 20000);
        const QByteArray head = all.first(all.indexOf("\r\n\r\n")).toLower();
        QVERIFY2(head.startsWith("http/1.1 201") && head.contains("content-type: text/event-stream") && head.contains("set-cookie: c=1") && head.contains("transfer-encoding: chunked"), head);
        QVERIFY(all.contains("one") && all.contains("two") && all.size() > 100000 && !all.contains('\0') && !all.contains("statusCode"));
        const Answer bad = plain("GET", path + "bad");
        QCOMPARE(QByteArray::number(bad.status) + bad.body, QByteArray("502Internal Server Error"));
        // What breaks off has no last chunk.
        QTcpSocket broken;
        broken.connectToHost(q("127.0.0.1"), f->endpoint->port());
        broken.write("GET " + path + "middle HTTP/1.1\r\nHost: " + f->host() + "\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(broken.state(), QAbstractSocket::UnconnectedState, 20000);
        const QByteArray part = broken.readAll();
        QVERIFY2(part.contains(" 201 ") && part.contains("one") && !part.contains("\r\n0\r\n"), part);
    }

    /// A function that does not stream answers such a URL as any other.
    void asItComesFromPython()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    return {'statusCode': 203, 'body': 'whole'}\n"));
        const Answer answer = plain("GET", open(R"({"AuthType":"NONE","InvokeMode":"RESPONSE_STREAM"})"));
        QCOMPARE(QByteArray::number(answer.status) + answer.body, QByteArray("203whole"));
    }
};

QTEST_MAIN(TestFunctionUrls)
#include "tst_functionurls.moc"
