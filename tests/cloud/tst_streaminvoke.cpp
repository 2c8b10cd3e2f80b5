// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// InvokeWithResponseStream on the wire: frames as they come, completion, errors before and after the first byte.
#include "aws/eventstream.h"
#include "aws/lambdaclient.h"
#include "cloud/endpointfixture.h"
#include "core/jsontext.h"
#include <QDirIterator>
#include <mutex>

using namespace lathe;

class TestStreamInvoke : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }

    struct Streamed
    {
        int status = 0;
        QByteArray head;
        QByteArray payload;
        int chunks = 0;
        QJsonObject complete;
        bool whole = false; ///< Ended as chunked answers do, with a whole message.
        QByteArray header(const QByteArray &name) const
        {
            for (const QByteArray &line : head.split('\n'))
                if (line.toLower().startsWith(name.toLower() + ':'))
                    return line.mid(name.size() + 1).trimmed();
            return {};
        }
    };

    /// Sends a signed request on a connection of its own and reads its answer; `onChunk` is called with the payload so far.
    Streamed stream(const QByteArray &name, const QByteArray &payload, const sigv4::Headers &headers = {}, const std::function<void(const QByteArray &)> &onChunk = {})
    {
        Call call{"POST", "/2021-11-15/functions/" + name + "/response-streaming-invocations", payload};
        call.headers = headers;
        Streamed got;
        QTcpSocket socket;
        socket.connectToHost(q("127.0.0.1"), f->endpoint->port());
        socket.write(f->bytesOf(call, f->keys()));
        QByteArray in;
        eventstream::Decoder decoder;
        QEventLoop loop;
        const auto look = [&] {
            in += socket.readAll();
            if (got.head.isEmpty() && in.contains("\r\n\r\n")) {
                got.head = in.first(in.indexOf("\r\n\r\n"));
                in.remove(0, got.head.size() + 4);
                got.status = got.head.mid(9, 3).toInt();
            }
            if (got.head.isEmpty())
                return;
            if (got.header("Transfer-Encoding") != "chunked") {
                if (in.size() >= got.header("Content-Length").toLongLong()) {
                    got.payload = in;
                    loop.quit();
                }
                return;
            }
            for (qsizetype end = in.indexOf("\r\n"); end >= 0; end = in.indexOf("\r\n")) {
                const qsizetype size = in.first(end).toLongLong(nullptr, 16);
                if (in.size() < end + 2 + size + 2)
                    break;
                decoder.feed(QByteArrayView(in).sliced(end + 2, size));
                in.remove(0, end + 2 + size + 2);
                while (const auto message = decoder.next()) {
                    if (message->header(":event-type") == "InvokeComplete") {
                        got.complete = QJsonDocument::fromJson(message->payload).object();
                        continue;
                    }
                    ++got.chunks;
                    got.payload += message->payload;
                    if (onChunk)
                        onChunk(got.payload);
                }
                if (size == 0) {
                    got.whole = decoder.isAtEnd();
                    return loop.quit();
                }
            }
        };
        connect(&socket, &QIODevice::readyRead, &loop, look);
        connect(&socket, &QAbstractSocket::disconnected, &loop, &QEventLoop::quit);
        QTimer::singleShot(30000, &loop, &QEventLoop::quit);
        loop.exec();
        return got;
    }
    bool create(const QString &name, const QByteArray &javascript)
    {
        QJsonObject request = f->createRequest(name);
        request.insert(q("Runtime"), q("nodejs20.x"));
        request.insert(q("Handler"), q("index.handler"));
        request.insert(q("Timeout"), 20);
        request.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(f->zip(javascript, q("index.js")).toBase64())}});
        return f->json("POST", "/2015-03-31/functions", request).status == 201 && f->settle(name.toLatin1());
    }
    /// Makes a file beside the function's unpacked code.
    void putBesideCode(const QString &name)
    {
        QDirIterator files(f->dir.path() + q("/state"), {q("index.js")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(QFileInfo(files.next()).path() + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }

private slots:
    void initTestCase()
    {
        f = std::make_unique<EndpointFixture>();
        QVERIFY(create(q("streams"), R"js(
const fs = require('fs');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one');
  console.log('said one');
  if (event.waits) while (!fs.existsSync(__dirname + '/go')) await new Promise((done) => setTimeout(done, 5));
  if (event.fails) throw new RangeError('in the middle');
  if (event.exits) { fs.writeSync(1, 'leaving\n'); await new Promise((done) => setTimeout(done, 50)); process.exit(3); }
  if (event.much) stream.write(Buffer.alloc(event.much, 'x'));
  stream.end('two');
});)js"));
        QVERIFY(create(q("plain"), "exports.handler = async (event) => { if (event.fails) throw new Error('no'); return event; };"));
    }
    void cleanupTestCase() { f.reset(); }

    void chunksComeWhileTheFunctionRuns()
    {
        const Streamed got = stream("streams", "{\"waits\":true}", {{"X-Amz-Log-Type", "Tail"}}, [this](const QByteArray &sofar) {
            if (sofar == "one") // without this it would wait for ever
                putBesideCode(q("go"));
        });
        QCOMPARE(got.status, 200);
        QCOMPARE(got.header("Content-Type"), QByteArray("application/vnd.amazon.eventstream"));
        QCOMPARE(got.header("X-Amz-Executed-Version"), QByteArray("$LATEST"));
        QVERIFY(!got.header("x-amzn-RequestId").isEmpty());
        QCOMPARE(got.payload, QByteArray("onetwo"));
        QVERIFY(got.whole);
        QCOMPARE(got.complete.keys(), QStringList{q("LogResult")});
        const QByteArray log = QByteArray::fromBase64(got.complete.value(QLatin1String("LogResult")).toString().toLatin1());
        QVERIFY2(log.contains("said one") && log.contains("REPORT RequestId: " + got.header("x-amzn-RequestId")), log.constData());
    }

    void errorsInTheMiddle()
    {
        const Streamed raised = stream("streams", "{\"fails\":true}");
        QCOMPARE(raised.payload, QByteArray("one"));
        QCOMPARE(raised.complete.value(QLatin1String("ErrorCode")).toString(), q("Unhandled"));
        const QByteArray details = raised.complete.value(QLatin1String("ErrorDetails")).toString().toUtf8();
        QCOMPARE(jsontext::member(details, "errorType").value_or(QByteArray()), QByteArray("\"RangeError\""));
        QVERIFY(!raised.complete.contains(QLatin1String("LogResult")));
        const Streamed exited = stream("streams", "{\"exits\":true}");
        QCOMPARE(exited.payload, QByteArray("one"));
        QCOMPARE(exited.complete, (QJsonObject{{q("ErrorCode"), q("Runtime.TruncatedResponse")}}));
        QVERIFY(exited.whole);
    }

    void theClientReadsIt()
    {
        AwsTarget target;
        target.region.value = q("us-east-1");
        target.endpoint.value = f->endpoint->workspace().endpointUrl();
        Transport transport;
        LambdaClient client(target, f->keys(), transport);
        std::mutex mutex;
        QByteArray parts;
        const auto invoke = [&](const QString &name, const QByteArray &event) {
            const auto future = client.invokeStreamed(name, event, [&](const QByteArray &bytes) {
                const std::lock_guard lock(mutex);
                parts += bytes;
            });
            (void)QTest::qWaitFor([&] { return future.isFinished(); }, 30000);
            return future.result();
        };
        const auto answer = invoke(q("streams"), "{\"much\":1000000}");
        LATHE_VERIFY_RESULT(answer);
        QCOMPARE(parts, "one" + QByteArray(1000000, 'x') + "two");
        QCOMPARE(answer->functionError, QByteArray());
        QCOMPARE(answer->executedVersion, QByteArray("$LATEST"));
        QVERIFY(answer->logTail.contains("REPORT RequestId: "));
        parts.clear();
        const auto failed = invoke(q("streams"), "{\"fails\":true}");
        LATHE_VERIFY_RESULT(failed);
        QCOMPARE(parts, QByteArray("one"));
        QCOMPARE(failed->functionError, QByteArray("Unhandled"));
        QVERIFY(failed->payload.contains("in the middle"));
        const auto nobody = invoke(q("nobody"), "{}");
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().code, ErrorCode::NotFound);
    }

    void bufferedFunctions()
    {
        const Streamed got = stream("plain", "{ \"a\": 1.0 }");
        QCOMPARE(got.payload, QByteArray("{\"a\":1}"));
        QCOMPARE(got.complete, QJsonObject());
        const Streamed failed = stream("plain", "{\"fails\":true}");
        QCOMPARE(failed.status, 200);
        QCOMPARE(failed.chunks, 0);
        QCOMPARE(failed.complete.value(QLatin1String("ErrorCode")).toString(), q("Unhandled"));
    }

    void muchIsWholeAndInParts()
    {
        const Streamed got = stream("streams", "{\"much\":5000000}");
        QCOMPARE(got.payload, "one" + QByteArray(5000000, 'x') + "two");
        QVERIFY(got.chunks > 10);
        QVERIFY(got.whole);
    }

    void aCallerThatGoesAwayEndsNothing()
    {
        Call call{"POST", "/2021-11-15/functions/streams/response-streaming-invocations", "{\"much\":5000000}"};
        QTcpSocket socket;
        socket.connectToHost(q("127.0.0.1"), f->endpoint->port());
        socket.write(f->bytesOf(call, f->keys()));
        int busy = -1; // the function is held back by what is not read; when nobody reads, it runs to its end
        QObject context;
        connect(f->runtime.get(), &RuntimeService::environmentsChanged, &context, [&busy](int, int now) { busy = now; });
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        socket.abort();
        QTRY_COMPARE_WITH_TIMEOUT(busy, 0, 15000);
        const Streamed next = stream("streams", "{}");
        QCOMPARE(next.payload, QByteArray("onetwo"));
    }

    void refusals()
    {
        QCOMPARE(stream("streams", "{}", {{"X-Amz-Invocation-Type", "DryRun"}}).status, 204);
        const Streamed event = stream("streams", "{}", {{"X-Amz-Invocation-Type", "Event"}});
        QCOMPARE(event.status, 400);
        QVERIFY2(event.payload.contains("satisfy enum value set: [RequestResponse, DryRun]"), event.payload.constData());
        QCOMPARE(stream("nobody", "{}").status, 404);
        QCOMPARE(stream("streams", "{").status, 400);
        QCOMPARE(stream("streams", '"' + QByteArray(6 << 20, 'x') + QByteArray(200, 'x') + '"').status, 413);
    }
};

QTEST_GUILESS_MAIN(TestStreamInvoke)
#include "tst_streaminvoke.moc"
