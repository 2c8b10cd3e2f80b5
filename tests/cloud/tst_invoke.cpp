// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/asyncqueue.h"
#include "cloud/endpointfixture.h"
#include "core/limits.h"
#include "process/filelimit.h"
#include <QElapsedTimer>
#include <QSignalSpy>
#include <algorithm>

using namespace lathe;

/// Invoke, with real functions in the sandbox behind the endpoint.
class TestInvoke : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    Answer invoke(const QByteArray &name, const QByteArray &payload, const sigv4::Headers &headers = {})
    {
        const qsizetype mark = name.indexOf('?');
        return f->call({"POST", "/2015-03-31/functions/" + (mark < 0 ? name : name.first(mark)) + "/invocations" + (mark < 0 ? QByteArray() : name.mid(mark)), payload, headers});
    }
    static QByteArray echo() { return "import os\ndef handler(event, context):\n    print('seen', context.invoked_function_arn)\n    return {'event': event, 'version': context.function_version, 'arn': context.invoked_function_arn, 'id': context.aws_request_id, 'env': os.environ.get('NAME'), 'custom': context.client_context.custom if context.client_context else None}\n"; }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanupTestCase() { f.reset(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void requestResponse()
    {
        QVERIFY(f->createSettled(q("hello"), echo()));
        const Answer answer = invoke("hello", R"({"a":1.0,"b":"가"})");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("X-Amz-Executed-Version"), QByteArray("$LATEST"));
        QVERIFY(answer.header("X-Amz-Function-Error").isEmpty());
        QVERIFY(answer.header("X-Amz-Log-Result").isEmpty());
        const QJsonObject o = answer.json();
        QCOMPARE(o.value(QLatin1String("event")).toObject().value(QLatin1String("b")).toString(), QString::fromUtf8("가"));
        QCOMPARE(o.value(QLatin1String("version")).toString(), q("$LATEST"));
        QCOMPARE(o.value(QLatin1String("arn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello"));
        QCOMPARE(o.value(QLatin1String("id")).toString().toLatin1(), answer.header("x-amzn-RequestId"));
        QCOMPARE(invoke("hello", "").status, 200);
    }

    void payloadsThatAreNoObjects_data()
    {
        QTest::addColumn<QByteArray>("payload");
        for (const char *json : {"null", "42", "\"hi\"", "[1,2]", "true", "18446744073709551615"})
            QTest::newRow(json) << QByteArray(json);
    }
    void payloadsThatAreNoObjects()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(f->createSettled(q("hello")));
        const Answer answer = invoke("hello", payload);
        QCOMPARE(answer.status, 200);
        QCOMPARE(QByteArray(answer.body).replace(" ", ""), payload);
    }

    void tailAndFunctionError()
    {
        QVERIFY(f->createSettled(q("broken"), "def handler(event, context):\n    print('x' * 6000)\n    print('last words')\n    raise ValueError('no')\n"));
        const Answer answer = invoke("broken", "{}", {{"X-Amz-Log-Type", "Tail"}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("X-Amz-Function-Error"), QByteArray("Unhandled"));
        QCOMPARE(answer.json().value(QLatin1String("errorType")).toString(), q("ValueError"));
        QCOMPARE(answer.json().value(QLatin1String("errorMessage")).toString(), q("no"));
        const QByteArray log = QByteArray::fromBase64(answer.header("X-Amz-Log-Result"));
        QVERIFY(log.size() <= limits::logTailBytes);
        QVERIFY(log.size() > 3000);
        QVERIFY2(log.contains("last words") && log.contains("REPORT RequestId: " + answer.header("x-amzn-RequestId")), log.constData());
    }

    void loggingConfigIsHonoured()
    {
        QJsonObject request = f->createRequest(q("hello"), echo());
        request.insert(q("LoggingConfig"), QJsonObject{{q("LogFormat"), q("JSON")}, {q("SystemLogLevel"), q("DEBUG")}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("hello"));
        const Answer answer = invoke("hello", "{}", {{"X-Amz-Log-Type", "Tail"}});
        const QByteArray log = QByteArray::fromBase64(answer.header("X-Amz-Log-Result"));
        for (const char *type : {"platform.start", "platform.runtimeDone", "platform.report"})
            QVERIFY2(log.contains("\"type\":\"" + QByteArray(type) + "\",\"record\":{\"requestId\":\"" + answer.header("x-amzn-RequestId")), log.constData());
        QVERIFY2(!log.contains("START RequestId"), log.constData());
    }

    void clientContextAndEnvironment()
    {
        QJsonObject request = f->createRequest(q("hello"), echo());
        request.insert(q("Environment"), QJsonObject{{q("Variables"), QJsonObject{{q("NAME"), QString::fromUtf8("값")}}}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("hello"));
        const Answer answer = invoke("hello", "{}", {{"X-Amz-Client-Context", QByteArray(R"({"custom":{"k":"v"}})").toBase64()}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(QLatin1String("env")).toString(), QString::fromUtf8("값"));
        QCOMPARE(answer.json().value(QLatin1String("custom")).toObject().value(QLatin1String("k")).toString(), q("v"));
        for (const QByteArray &bad : {QByteArray("%%%"), QByteArray("bm90IGpzb24="), QByteArray(3584, 'A')})
            QCOMPARE(invoke("hello", "{}", {{"X-Amz-Client-Context", bad}}).errorType(), QByteArray("InvalidRequestContentException"));
    }

    void versionsRunTheirOwnCode()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(e, c):\n    return 'one ' + c.function_version + ' ' + c.invoked_function_arn\n"));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/versions"}).text("Version"), q("1"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/hello/code", {{q("ZipFile"), QString::fromLatin1(f->zip("def handler(e, c):\n    return 'two ' + c.function_version\n").toBase64())}}).status, 200);
        QVERIFY(f->settle("hello"));
        const Answer one = invoke("hello?Qualifier=1", "{}");
        QCOMPARE(one.header("X-Amz-Executed-Version"), QByteArray("1"));
        QCOMPARE(one.body, QByteArray("\"one 1 arn:aws:lambda:us-east-1:000000000000:function:hello:1\""));
        QCOMPARE(invoke("hello:1", "{}").body, one.body);
        QCOMPARE(invoke("arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ahello%3A1", "{}").body, one.body);
        QCOMPARE(invoke("hello", "{}").body, QByteArray("\"two $LATEST\""));
    }

    void updatesReachWarmEnvironments()
    {
        QVERIFY(f->createSettled(q("hello"), "import os\ndef handler(e, c):\n    return os.environ.get('NAME')\n"));
        QCOMPARE(invoke("hello", "{}").body, QByteArray("null"));
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Environment":{"Variables":{"NAME":"new"}}})"}).status, 200);
        QVERIFY(f->settle("hello"));
        QCOMPARE(invoke("hello", "{}").body, QByteArray("\"new\""));
    }

    void refusals()
    {
        QVERIFY(f->createSettled(q("hello")));
        QCOMPARE(invoke("none", "{}").error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:none:$LATEST"));
        QCOMPARE(invoke("hello?Qualifier=live", "{}").error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:live"));
        QCOMPARE(invoke("hello", "{}", {{"X-Amz-Invocation-Type", "Sometimes"}}).error(), q("400 ValidationException: 1 validation error detected: Value 'Sometimes' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"));
        QCOMPARE(invoke("hello", "{}", {{"X-Amz-Log-Type", "All"}}).errorType(), QByteArray("ValidationException"));
        for (const char *bad : {"{", "{'a':1}", "nul", "{} x", "\"\xff\"", "01"}) {
            const Answer answer = invoke("hello", bad);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.errorType(), QByteArray("InvalidRequestContentException"));
            QVERIFY2(answer.text("message").startsWith(q("Could not parse request body into json: ")), answer.body.constData());
        }
    }

    void limitsOfThePayload()
    {
        QVERIFY(f->createSettled(q("size"), "def handler(e, c):\n    return len(e)\n"));
        const auto payload = [](qint64 size) { return '"' + QByteArray(size - 2, 'x') + '"'; };
        QCOMPARE(invoke("size", payload(6291556)).body, QByteArray::number(6291556 - 2));
        const Answer large = invoke("size", payload(6291556 + 1));
        QCOMPARE(large.error(), q("413 RequestTooLargeException: Request must be smaller than 6291556 bytes for the InvokeFunction operation"));
        QCOMPARE(invoke("size", payload(1024 * 1024), {{"X-Amz-Invocation-Type", "Event"}}).status, 202);
        QCOMPARE(invoke("size", payload(1024 * 1024 + 1), {{"X-Amz-Invocation-Type", "Event"}}).error(), q("413 RequestTooLargeException: Request must be smaller than 1048576 bytes for the InvokeFunction operation"));
        QCOMPARE(invoke("size", "{}").status, 200);
    }

    void dryRunRunsNothing()
    {
        QVERIFY(f->createSettled(q("hello"), "raise SystemExit\n"));
        const Answer answer = invoke("hello", "{}", {{"X-Amz-Invocation-Type", "DryRun"}});
        QCOMPARE(answer.status, 204);
        QVERIFY(answer.body.isEmpty());
        QCOMPARE(invoke("none", "{}", {{"X-Amz-Invocation-Type", "DryRun"}}).status, 404);
    }

    void eventIsRunLater()
    {
        QVERIFY(f->createSettled(q("hello"), "import time\ndef handler(e, c):\n    time.sleep(30)\n    return 1\n"));
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Timeout":60})"}).status, 200);
        QVERIFY(f->settle("hello"));
        QElapsedTimer timer;
        timer.start();
        const Answer answer = invoke("hello", "{}", {{"X-Amz-Invocation-Type", "Event"}});
        QCOMPARE(answer.status, 202);
        QVERIFY(answer.body.isEmpty());
        QVERIFY(answer.header("X-Amz-Executed-Version").isEmpty());
        QVERIFY(timer.elapsed() < 20000);
    }

    void eventsAreTriedAgain()
    {
        // The queue by itself, with short delays: a function that fails leaves one mark a try.
        QTemporaryDir dir;
        QStringList notes;
        auto store = FunctionStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        FunctionService functions(std::move(*store), {q("us-east-1"), q("000000000000")}, dir.filePath(q("unpacked")), *f->runtime);
        const auto add = [&](const QString &name, const QByteArray &code) {
            FunctionRecord function;
            function.name = name;
            VersionRecord &latest = function.latest();
            latest.configuration = configurationWithDefaults({{q("Handler"), q("app.handler")}, {q("Runtime"), q("python3.11")}}, name);
            latest.codeSha256 = *functions.store().blobs().put(f->zip(code));
            latest.beginCreate();
            return functions.save(function).has_value();
        };
        QVERIFY(add(q("bad"), "def handler(e, c):\n    raise RuntimeError\n"));
        QVERIFY(add(q("good"), "def handler(e, c):\n    return 1\n"));
        AsyncRetries retries;
        retries.afterError = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
        retries.firstThrottleDelay = std::chrono::milliseconds(1);
        retries.capacity = 2;
        AsyncQueue queue(functions, retries);
        QSignalSpy finished(&queue, &AsyncQueue::finished);
        InvokeRequest request;
        request.payload = "{}";
        request.requestId = q("bad-id");
        QVERIFY(queue.enqueue(q("bad"), latestVersion, request).has_value());
        request.requestId = q("good-id");
        QVERIFY(queue.enqueue(q("good"), latestVersion, request).has_value());
        const auto full = queue.enqueue(q("good"), latestVersion, request);
        QVERIFY(!full);
        QCOMPARE(full.error().type, QByteArray("TooManyRequestsException"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20000);
        QHash<QString, QList<QVariant>> byId;
        for (const auto &one : finished)
            byId.insert(one.first().toString(), one);
        QCOMPARE(byId[q("good-id")].at(1).toInt(), 1);
        QCOMPARE(byId[q("good-id")].at(2).toString(), QString());
        QCOMPARE(byId[q("bad-id")].at(1).toInt(), 3); // one try and two more
        QCOMPARE(byId[q("bad-id")].at(2).toString(), q("Unhandled"));
        QCOMPARE(queue.size(), 0);
    }

    void functionsCannotCallTheEndpoint()
    {
        // The keys that a function finds in its environment are refused (it may not even reach the port).
        QVERIFY(f->createSettled(q("hello"), "import os\ndef handler(e, c):\n    return {k: os.environ.get(k) for k in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN')}\n"));
        const QJsonObject seen = invoke("hello", "{}").json();
        Credentials keys;
        keys.accessKeyId = seen.value(QLatin1String("AWS_ACCESS_KEY_ID")).toString();
        keys.secretAccessKey = seen.value(QLatin1String("AWS_SECRET_ACCESS_KEY")).toString();
        keys.sessionToken = seen.value(QLatin1String("AWS_SESSION_TOKEN")).toString();
        QVERIFY(keys.accessKeyId != f->keys().accessKeyId);
        QVERIFY(keys.secretAccessKey != f->keys().secretAccessKey);
        if (keys.accessKeyId.isEmpty()) {
            keys.accessKeyId = q("x");
            keys.secretAccessKey = q("y");
        }
        const Answer answer = f->exchange(f->bytesOf({"GET", "/2015-03-31/functions"}, keys));
        QCOMPARE(answer.error(), q("403 UnrecognizedClientException: The security token included in the request is invalid."));
    }

    void afterARestartTheFirstInvokeUnpacks()
    {
        QVERIFY(f->createSettled(q("hello")));
        f->restart();
        QCOMPARE(invoke("hello", "7").body, QByteArray("7"));
        QVERIFY(QDir(f->dir.filePath(q("state/unpacked"))).removeRecursively());
        f->restart();
        QCOMPARE(invoke("hello", "8").body, QByteArray("8"));
    }

    void aDeletedFunctionIsGoneAtOnce()
    {
        QVERIFY(f->createSettled(q("hello")));
        QCOMPARE(invoke("hello", "1").status, 200);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello"}).status, 204);
        QCOMPARE(invoke("hello", "1").status, 404);
    }

    void anUpdateLetsTheRunningOneFinish()
    {
        QVERIFY(f->createSettled(q("hello"), "import time\ndef handler(e, c):\n    time.sleep(e)\n    import late\n    return late.text\n"));
        const auto update = [&](const QByteArray &text) {
            QTemporaryDir folder;
            PackageSpec spec;
            spec.rootDir = folder.path();
            spec.defaultExcludes = false;
            const QList<std::pair<QString, QByteArray>> files{{q("app.py"), "import time\ndef handler(e, c):\n    time.sleep(e)\n    import late\n    return late.text\n"},
                {q("late.py"), "text = '" + text + "'\n"}};
            for (const auto &[name, bytes] : files) {
                QFile file(folder.filePath(name));
                if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
                    return false;
            }
            if (!writePackage(spec, f->dir.filePath(q("two.zip"))))
                return false;
            QFile zip(f->dir.filePath(q("two.zip")));
            return zip.open(QIODevice::ReadOnly)
                && f->json("PUT", "/2015-03-31/functions/hello/code", {{q("ZipFile"), QString::fromLatin1(zip.readAll().toBase64())}}).status == 200 && f->settle("hello");
        };
        QVERIFY(update("old"));
        RawClient running(f->endpoint->port());
        running.send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations", "1.5"}, f->keys()));
        const auto states = [this] {
            QList<EnvironmentState> all;
            for (const EnvironmentInfo &info : f->runtime->environments())
                all << info.state;
            return all;
        };
        QTRY_COMPARE_WITH_TIMEOUT(states(), QList<EnvironmentState>{EnvironmentState::Busy}, 20000);
        QVERIFY(update("new"));
        QCOMPARE(invoke("hello", "0").body, QByteArray("\"new\""));
        QCOMPARE(running.receive().body, QByteArray("\"old\"")); // even what it imports only now is of its own package
    }

    void throttlesSayWhy()
    {
        QVERIFY(f->createSettled(q("hello"), "import time\ndef handler(e, c):\n    time.sleep(e)\n"));
        QCOMPARE(f->call({"PUT", "/2017-10-31/functions/hello/concurrency", R"({"ReservedConcurrentExecutions":1})"}).status, 200);
        RawClient busy(f->endpoint->port());
        busy.send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations", "1"}, f->keys()));
        QTRY_COMPARE(f->runtime->environments().size(), 1);
        const Answer refused = invoke("hello", "0");
        QCOMPARE(refused.error(), q("429 TooManyRequestsException: Rate Exceeded."));
        QCOMPARE(refused.text("Reason"), q("ReservedFunctionConcurrentInvocationLimitExceeded"));
        QCOMPARE(refused.text("Type"), q("User"));
        QCOMPARE(refused.header("Retry-After"), QByteArray("1"));
        QCOMPARE(busy.receive().status, 200);
        QCOMPARE(invoke("hello", "0").status, 200);
        QCOMPARE(f->call({"PUT", "/2017-10-31/functions/hello/concurrency", R"({"ReservedConcurrentExecutions":0})"}).status, 200);
        QCOMPARE(invoke("hello", "0").text("Reason"), q("ReservedFunctionConcurrentInvocationLimitExceeded"));
        QCOMPARE(invoke("hello", "0", {{"X-Amz-Invocation-Type", "Event"}}).status, 202); // waits for its turn
        QCOMPARE(f->call({"DELETE", "/2017-10-31/functions/hello/concurrency"}).status, 204);
        QCOMPARE(invoke("hello", "0").status, 200);
    }

    void theMachinesCapIsNamed()
    {
        f->pool.environments = 1;
        f->pool.queue = std::chrono::milliseconds(0);
        f->restart();
        QVERIFY(f->createSettled(q("hello"), "import time\ndef handler(e, c):\n    time.sleep(e)\n"));
        RawClient busy(f->endpoint->port());
        busy.send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations", "1"}, f->keys()));
        QTRY_COMPARE(f->runtime->environments().size(), 1);
        const Answer refused = invoke("hello", "0");
        QCOMPARE(refused.status, 429);
        QVERIFY2(refused.text("message").startsWith(q("This machine bears no more execution environments now (at most 1, ")), refused.body.constData());
        QCOMPARE(refused.text("Reason"), q("ConcurrentInvocationLimitExceeded"));
        QCOMPARE(busy.receive().status, 200);
        f->pool = PoolLimits();
        f->restart();
    }

    /// As many as a Region runs at once: every one is answered, and with the machine's cap they take turns.
    void aThousandAtOnce_data()
    {
        QTest::addColumn<int>("queueMs");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("all");
        QTest::newRow("all take turns") << 60000 << QByteArray("def handler(e, c):\n    return e\n") << true;
        QTest::newRow("some wait too long") << 400 << QByteArray("import time\ndef handler(e, c):\n    time.sleep(0.05)\n    return e\n") << false;
    }
    void aThousandAtOnce()
    {
        QFETCH(int, queueMs);
        QFETCH(QByteArray, code);
        QFETCH(bool, all);
        raiseFileLimit();
        f->pool.environments = 4;
        f->pool.queue = std::chrono::milliseconds(queueMs);
        f->restart();
        QVERIFY(f->createSettled(q("hello"), code));
        const int rounds = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 10 : 1;
        QList<double> took;
        int sum = 0;
        for (int round = 0; round < rounds; ++round) {
            std::vector<std::unique_ptr<RawClient>> clients;
            QElapsedTimer clock;
            clock.start();
            for (int i = 0; i < 1000; ++i) {
                clients.push_back(std::make_unique<RawClient>(f->endpoint->port()));
                clients.back()->send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations", QByteArray::number(i)}, f->keys()));
            }
            int good = 0, throttled = 0;
            for (int i = 0; i < 1000; ++i) {
                const Answer answer = clients[std::size_t(i)]->receive(60000);
                good += answer.status == 200 && answer.body == QByteArray::number(i);
                throttled += answer.status == 429 && answer.text("Reason") == q("ConcurrentInvocationLimitExceeded");
                took.append(double(clock.elapsed())); // since all began: what a client waits for is less
            }
            QCOMPARE(good + throttled, 1000);
            QVERIFY(good > 0);
            QVERIFY(throttled == 0 || !all);
            QVERIFY(f->runtime->environments().size() <= 4);
            sum += throttled;
        }
        QCOMPARE(sum == 0, all);
        std::sort(took.begin(), took.end());
        qInfo("R9 1,000 at once: n=%d, %d answers of 429, 0 lost, p99 %.0f ms", rounds * 1000, sum, took[took.size() * 99 / 100]);
        f->pool = PoolLimits();
        f->restart();
    }

    void snapStartAndTenants()
    {
        QFile script(QStringLiteral(LATHE_SOURCE_DIR "/tests/cloud/snapshot.sh"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        QJsonObject request = f->createRequest(q("own"));
        request.insert(q("Runtime"), q("provided.al2023"));
        request.insert(q("SnapStart"), QJsonObject{{q("ApplyOn"), q("PublishedVersions")}});
        request.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(f->zip(script.readAll(), q("bootstrap")).toBase64())}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("own"));
        QCOMPARE(invoke("own", "{}").body, QByteArray("\"on-demand 404 \"")); // $LATEST has no snapshots
        QCOMPARE(f->json("POST", "/2015-03-31/functions/own/versions", {}).status, 201);
        QVERIFY(f->settle("own", "1"));
        const auto status = [this](const QByteArray &query) { return f->get("/2015-03-31/functions/own/configuration" + query).json().value(q("SnapStart")).toObject().value(q("OptimizationStatus")).toString(); };
        QCOMPARE(status({}) + status("?Qualifier=1"), q("OffOn"));
        QCOMPARE(invoke("own:1", "{}").body, QByteArray("\"snap-start 200 \""));
        request.insert(q("Handler"), q("fails")); // of the hooks that run after the snapshot was restored
        request.insert(q("FunctionName"), q("fails"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("fails"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/fails/versions", {}).status, 201);
        QVERIFY(f->settle("fails", "1"));
        const QString refused = q("400 SnapStartException: The runtime restore hook encountered an error. For more information, check the Amazon CloudWatch logs.");
        QCOMPARE(invoke("fails:1", "{}").error(), refused);
        QCOMPARE(f->call({"POST", "/2021-11-15/functions/fails:1/response-streaming-invocations", "{}"}).error(), refused);
        request.insert(q("FunctionName"), q("shared"));
        request.remove(q("SnapStart"));
        request.insert(q("TenancyConfig"), QJsonObject{{q("TenantIsolationMode"), q("EACH")}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).errorType(), QByteArray("ValidationException"));
        request.insert(q("TenancyConfig"), QJsonObject{{q("TenantIsolationMode"), q("PER_TENANT")}});
        const Answer made = f->json("POST", "/2015-03-31/functions", request);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json().value(q("TenancyConfig")).toObject().value(q("TenantIsolationMode")).toString(), q("PER_TENANT"));
        QVERIFY(f->settle("shared"));
        const auto call = [this](const QByteArray &function, const char *tenant, const char *type = "RequestResponse") {
            Call call{"POST", "/2015-03-31/functions/" + function + "/invocations", "{}"};
            call.headers = {{"X-Amz-Tenant-Id", tenant}, {"X-Amz-Log-Type", "Tail"}, {"X-Amz-Invocation-Type", type}};
            return f->call(call);
        };
        QCOMPARE(invoke("shared", "{}").error(),
            q("400 InvalidParameterValueException: The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again."));
        QCOMPARE(call("own", "blue").errorType(), QByteArray("InvalidParameterValueException"));
        QCOMPARE(call("shared", "bl*e").errorType(), QByteArray("ValidationException"));
        QCOMPARE(call("shared", QByteArray(257, 'x').constData()).errorType(), QByteArray("ValidationException"));
        QCOMPARE(call("shared", "green", "Event").status, 202);
        QTRY_VERIFY(std::ranges::any_of(f->runtime->environments(), [](const EnvironmentInfo &e) { return e.function == q("shared") && e.invocations == 1; }));
        const auto as = [call](const char *tenant) { return call("shared", tenant); };
        const auto isCold = [](const Answer &answer) { return QByteArray::fromBase64(answer.header("X-Amz-Log-Result")).contains("Init Duration"); };
        const Answer blue = as("blue");
        QCOMPARE(blue.body, QByteArray("\"on-demand 404 blue\""));
        QVERIFY(isCold(blue) && !isCold(as("blue")));
        QVERIFY(isCold(as("red"))); // not in blue's environment
        QVERIFY(!isCold(as("green"))); // where its asynchronous event ran
    }

    void manyAtOnce()
    {
        QVERIFY(f->createSettled(q("hello")));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 6; ++i) {
            clients.push_back(std::make_unique<RawClient>(f->endpoint->port()));
            clients.back()->send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations", QByteArray::number(i)}, f->keys()));
        }
        for (int i = 0; i < 6; ++i)
            QCOMPARE(clients[std::size_t(i)]->receive().body, QByteArray::number(i));
    }
};

QTEST_GUILESS_MAIN(TestInvoke)
#include "tst_invoke.moc"
