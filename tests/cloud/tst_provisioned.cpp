// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Provisioned concurrency: operations, environments that are initialised ahead, spill-over, a restart.
#include "endpointfixture.h"
#include "core/limits.h"
#include <QPointer>
#include <QRegularExpression>
#include <QSemaphore>

using namespace lathe;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestProvisioned : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;

    static QByteArray target(const QByteArray &name, const QByteArray &qualifier) { return "/2019-09-30/functions/" + name + "/provisioned-concurrency?Qualifier=" + qualifier; }
    Answer put(const QByteArray &qualifier, int count, const QByteArray &name = "hello")
    {
        return f->json("PUT", target(name, qualifier), {{q("ProvisionedConcurrentExecutions"), count}});
    }
    QJsonObject state(const QByteArray &qualifier = "1") { return f->get(target("hello", qualifier)).json(); }
    /// Waits for a status; the endpoint is in this thread.
    bool becomes(const char *status, const QByteArray &qualifier = "1")
    {
        for (QElapsedTimer clock = EndpointFixture::started(); clock.elapsed() < 20000;) {
            if (state(qualifier).value(QLatin1String("Status")).toString() == QLatin1String(status))
                return true;
            QTest::qWait(5);
        }
        return false;
    }
    Answer invoke(const QByteArray &qualifier = "1", const QByteArray &event = "{}")
    {
        return f->call({"POST", "/2015-03-31/functions/hello/invocations?Qualifier=" + qualifier, event, {{"X-Amz-Log-Type", "Tail"}}});
    }
    static QByteArray log(const Answer &answer) { return QByteArray::fromBase64(answer.header("X-Amz-Log-Result")); }
    static double figure(const QByteArray &log, const char *name)
    {
        const auto match = QRegularExpression(QStringLiteral("\\t%1: ([0-9.]+) ms").arg(QLatin1String(name))).match(QString::fromUtf8(log));
        return match.hasMatch() ? match.captured(1).toDouble() : -1;
    }
    bool publish(const QByteArray &python)
    {
        return f->createSettled(q("hello"), python) && f->json("POST", "/2015-03-31/functions/hello/versions", {}).status == 201 && f->settle("hello", "1");
    }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void refusals()
    {
        QVERIFY(publish("def handler(event, context):\n    return 1\n"));
        QCOMPARE(put("%24LATEST", 1).error(), q("400 InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions."));
        QCOMPARE(put("7", 1).error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:7"));
        QCOMPARE(put("live", 1).error(), q("404 ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:hello:live"));
        QCOMPARE(put("1", 1, "nobody").status, 404);
        QCOMPARE(put("1", 0).errorType(), QByteArray("ValidationException"));
        QCOMPARE(put("1", limits::concurrencyRegion + 1).error(),
            q("400 InvalidParameterValueException: Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000]."));
        QCOMPARE(put("1", limits::concurrencyRegion - limits::concurrencyUnreservedMin + 1).error(),
            q("400 InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."));
        const QByteArray reserve = "/2017-10-31/functions/hello/concurrency";
        QCOMPARE(f->json("PUT", reserve, {{q("ReservedConcurrentExecutions"), 2}}).status, 200);
        QCOMPARE(put("1", 3).error(), q("400 InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"));
        QCOMPARE(put("1", 2).status, 202);
        QCOMPARE(f->json("PUT", reserve, {{q("ReservedConcurrentExecutions"), 1}}).error(),
            q("400 InvalidParameterValueException: ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2]."));
        QCOMPARE(f->get(target("hello", "%24LATEST")).error(), q("400 InvalidParameterValueException: The function resource provided must be an alias or a published version."));
        QCOMPARE(f->call({"DELETE", target("hello", "%24LATEST")}).status, 400);
        QCOMPARE(f->call({"DELETE", target("hello", "1")}).status, 204);
        QCOMPARE(f->call({"DELETE", target("hello", "1")}).status, 204);
        QCOMPARE(f->get(target("hello", "1")).error(), q("404 ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function"));
    }

    void isInitialisedAhead()
    {
        QVERIFY(publish("import os, time\ntime.sleep(0.3)\nmade = time.time()\ndef handler(event, context):\n"
                        "    return [os.environ['AWS_LAMBDA_INITIALIZATION_TYPE'], made, context.function_version]\n"));
        const Answer answer = put("1", 2);
        QCOMPARE(answer.status, 202);
        QJsonObject first = answer.json();
        QVERIFY(QRegularExpression(q("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0000$")).match(first.take(q("LastModified")).toString()).hasMatch());
        QCOMPARE(first, (QJsonObject{{q("RequestedProvisionedConcurrentExecutions"), 2}, {q("AvailableProvisionedConcurrentExecutions"), 0},
                            {q("AllocatedProvisionedConcurrentExecutions"), 0}, {q("Status"), q("IN_PROGRESS")}}));
        QVERIFY(becomes("READY"));
        QCOMPARE(state().value(QLatin1String("AvailableProvisionedConcurrentExecutions")).toInt(), 2);
        QCOMPARE(f->runtime->environments().size(), 2);
        const double before = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
        const Answer got = invoke();
        const QJsonArray value = QJsonDocument::fromJson(got.body).array();
        QCOMPARE(value.at(0).toString(), q("provisioned-concurrency"));
        QVERIFY2(value.at(1).toDouble() < before, got.body);
        QCOMPARE(value.at(2).toString(), q("1"));
        // The first REPORT tells how long the init phase was; the invocation does not pay for it.
        const QByteArray report = log(got);
        QVERIFY2(figure(report, "Init Duration") >= 300 && figure(report, "Billed Duration") < 300, report);
        QCOMPARE(f->runtime->environments().size(), 2);
        // Without a qualifier it is $LATEST, which has none of them.
        const Answer other = f->call({"POST", "/2015-03-31/functions/hello/invocations", "{}"});
        QCOMPARE(QJsonDocument::fromJson(other.body).array().at(0).toString(), q("on-demand"));
        const QJsonArray list = f->get("/2019-09-30/functions/hello/provisioned-concurrency?List=ALL").json().value(QLatin1String("ProvisionedConcurrencyConfigs")).toArray();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.at(0).toObject().value(QLatin1String("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello:1"));
        // Fewer, then none: what is not wanted any more ends.
        QCOMPARE(put("1", 1).status, 202);
        QVERIFY(becomes("READY"));
        QCOMPARE(f->call({"DELETE", target("hello", "1")}).status, 204);
        QTRY_COMPARE(f->runtime->environments().size(), 1); // that of $LATEST
        QCOMPARE(QJsonDocument::fromJson(invoke().body).array().at(0).toString(), q("on-demand"));
    }

    void spillsOver()
    {
        QVERIFY(publish("import os, time\ndef handler(event, context):\n    time.sleep(event['s'])\n    return os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']\n"));
        QCOMPARE(put("1", 1).status, 202);
        QVERIFY(becomes("READY"));
        RawClient slow(f->endpoint->port());
        slow.send(f->bytesOf({"POST", "/2015-03-31/functions/hello/invocations?Qualifier=1", R"({"s":1.5})"}, f->keys()));
        QTRY_VERIFY(std::ranges::any_of(f->runtime->environments(), [](const EnvironmentInfo &e) { return e.state == EnvironmentState::Busy; }));
        QCOMPARE(invoke("1", R"({"s":0})").body, QByteArray("\"on-demand\""));
        QCOMPARE(slow.receive().body, QByteArray("\"provisioned-concurrency\""));
        QCOMPARE(invoke("1", R"({"s":0})").body, QByteArray("\"provisioned-concurrency\""));
    }

    void comesBackAfterACrash()
    {
        QVERIFY(publish("import os\ndef handler(event, context):\n    if event: os._exit(3)\n    return os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']\n"));
        QCOMPARE(put("1", 1).status, 202);
        QVERIFY(becomes("READY"));
        QVERIFY(invoke("1", "{\"die\":1}").body.contains("Runtime.ExitError"));
        QVERIFY(becomes("READY"));
        QCOMPARE(invoke().body, QByteArray("\"provisioned-concurrency\""));
    }

    void failsWithTheInitPhase()
    {
        QVERIFY(publish("raise RuntimeError('no')\n"));
        QCOMPARE(put("1", 1).status, 202);
        QVERIFY(becomes("FAILED"));
        QCOMPARE(state().value(QLatin1String("StatusReason")).toString(), q("FUNCTION_ERROR_INIT_FAILURE"));
        QTRY_COMPARE(f->runtime->environments().size(), 0);
    }

    /// Deploy tools do not wait between their calls.
    void isAskedForWhileTheVersionIsPending()
    {
        QJsonObject request = f->createRequest(q("hello"));
        request.insert(q("Publish"), true);
        const QByteArray made = f->bytesOf({"POST", "/2015-03-31/functions", QJsonDocument(request).toJson()}, f->keys());
        const QByteArray alias = f->bytesOf({"POST", "/2015-03-31/functions/hello/aliases", R"({"Name":"live","FunctionVersion":"1"})"}, f->keys());
        const QByteArray wanted = f->bytesOf({"PUT", target("hello", "live"), R"({"ProvisionedConcurrentExecutions":1})"}, f->keys());
        QCOMPARE(f->exchange(made).status, 201);
        f->client->send(alias + wanted);
        QCOMPARE(f->client->receive().status, 201);
        QCOMPARE(f->client->receive().status, 202);
        QVERIFY(becomes("READY", "live"));
    }

    void movesWithItsAlias()
    {
        QVERIFY(publish("import os\ndef handler(event, context):\n    return os.environ['AWS_LAMBDA_INITIALIZATION_TYPE'] + ' ' + context.function_version\n"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/hello/configuration", {{q("Timeout"), 9}}).status, 200);
        QVERIFY(f->settle("hello"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/hello/versions", {}).text("Version"), q("2"));
        const auto alias = [this](const char *name, const char *body) { return f->call({"PUT", QByteArray("/2015-03-31/functions/hello/aliases/") + name, body}); };
        for (const char *name : {"live", "test", "latest"})
            QCOMPARE(f->json("POST", "/2015-03-31/functions/hello/aliases", {{q("Name"), q(name)}, {q("FunctionVersion"), q(QByteArrayView(name) == "latest" ? "$LATEST" : "1")}}).status, 201);
        QCOMPARE(f->get(target("hello", "live")).error(), q("404 ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function"));
        QCOMPARE(put("latest", 1).error(), q("400 InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions."));

        QCOMPARE(put("live", 1).status, 202);
        QVERIFY(becomes("READY", "live"));
        QCOMPARE(invoke("live").body, QByteArray("\"provisioned-concurrency 1\""));
        QCOMPARE(invoke("1").body, QByteArray("\"provisioned-concurrency 1\"")); // it is the version's, however that is called
        // A version has one setting: its own, or that of one alias.
        QCOMPARE(put("1", 1).error(), q("409 ResourceConflictException: Version is pointed by a Provisioned Concurrency alias"));
        QCOMPARE(put("test", 1).error(), q("409 ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"));
        QCOMPARE(f->get(target("hello", "1")).status, 404);
        QCOMPARE(f->get("/2019-09-30/functions/hello/provisioned-concurrency?List=ALL").json().value(QLatin1String("ProvisionedConcurrencyConfigs")).toArray().at(0).toObject()
                     .value(QLatin1String("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello:live"));

        QCOMPARE(alias("live", R"({"FunctionVersion":"2"})").status, 200);
        QVERIFY(becomes("READY", "live"));
        QCOMPARE(invoke("live").body, QByteArray("\"provisioned-concurrency 2\""));
        QCOMPARE(invoke("1").body, QByteArray("\"on-demand 1\""));
        QCOMPARE(put("1", 1).status, 202);
        QCOMPARE(alias("live", R"({"FunctionVersion":"1"})").error(),
            q("409 ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"));
        QCOMPARE(alias("live", R"({"FunctionVersion":"$LATEST"})").status, 400);
        QCOMPARE(f->call({"DELETE", target("hello", "1")}).status, 204);

        // With weights it stays as it is and cannot be changed.
        QCOMPARE(alias("live", R"({"RoutingConfig":{"AdditionalVersionWeights":{"1":0}}})").status, 200);
        QCOMPARE(put("live", 2).error(), q("400 InvalidParameterValueException: Alias with weights can not be used with Provisioned Concurrency"));
        QCOMPARE(invoke("live").body, QByteArray("\"provisioned-concurrency 2\""));
        f->restart();
        QVERIFY(becomes("READY", "live"));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello/aliases/live"}).status, 204);
        QCOMPARE(f->get(target("hello", "live")).error(), q("404 ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:hello:live"));
        QTRY_COMPARE(f->runtime->environments().size(), 0);
    }

    void isThereAgainAfterARestart()
    {
        QVERIFY(publish("import os\ndef handler(event, context):\n    return os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']\n"));
        QCOMPARE(put("1", 1).status, 202);
        f->restart();
        QVERIFY(becomes("READY"));
        QCOMPARE(invoke().body, QByteArray("\"provisioned-concurrency\""));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello?Qualifier=1"}).status, 204);
        QTRY_COMPARE(f->runtime->environments().size(), 0);
        f->restart();
        QCOMPARE(f->get("/2019-09-30/functions/hello/provisioned-concurrency?List=ALL").json().value(QLatin1String("ProvisionedConcurrencyConfigs")).toArray().size(), 0);
    }
};

QTEST_MAIN(TestProvisioned)
#include "tst_provisioned.moc"
