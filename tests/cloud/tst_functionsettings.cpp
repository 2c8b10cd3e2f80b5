// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of functions, versions and aliases: resource policies, asynchronous invocations, runtime updates, recursive calls.
#include "endpointfixture.h"

using namespace lathe;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestFunctionSettings : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static constexpr char policyPath[] = "/2015-03-31/functions/hello/policy";
    static constexpr char eventPath[] = "/2019-09-25/functions/hello/event-invoke-config";
    static constexpr char arn[] = "arn:aws:lambda:us-east-1:000000000000:function:hello";

    /// hello with version 1 and the alias live on it.
    bool publish()
    {
        return f->createSettled(q("hello")) && f->json("POST", "/2015-03-31/functions/hello/versions", {}).status == 201
            && f->call({"POST", "/2015-03-31/functions/hello/aliases", R"({"Name":"live","FunctionVersion":"1"})"}).status == 201;
    }
    Answer add(const QByteArray &body, const QByteArray &query = {}) { return f->call({"POST", policyPath + query, body}); }
    static QJsonObject parsed(const QString &json) { return QJsonDocument::fromJson(json.toUtf8()).object(); }
    QJsonArray statements(const QByteArray &query = {}) { return parsed(f->get(policyPath + query).text("Policy")).value(QLatin1String("Statement")).toArray(); }
    QString revision(const QByteArray &query = {}) { return f->get("/2015-03-31/functions/hello/configuration" + query).text("RevisionId"); }
    Answer put(const QByteArray &body, const QByteArray &query = {}) { return f->call({"PUT", eventPath + query, body}); }
    /// Without its time.
    static QJsonObject config(const Answer &answer)
    {
        QJsonObject json = answer.json();
        const double modified = json.take(q("LastModified")).toDouble();
        return qAbs(modified - double(QDateTime::currentSecsSinceEpoch())) < 60 ? json : QJsonObject();
    }
    static QJsonObject event(const char *qualifier, QJsonObject members, const QJsonObject &success = {}, const QJsonObject &failure = {})
    {
        members.insert(q("FunctionArn"), q(arn) + u':' + q(qualifier));
        members.insert(q("DestinationConfig"), QJsonObject{{q("OnSuccess"), success}, {q("OnFailure"), failure}});
        return members;
    }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void aPolicyGrowsAndShrinks()
    {
        QVERIFY(publish());
        const QString before = revision();
        QCOMPARE(add(R"({"StatementId":"s3","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com","RevisionId":"wrong"})").error(),
            q("412 PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"));
        const Answer first = f->json("POST", policyPath, {{q("StatementId"), q("s3")}, {q("Action"), q("lambda:InvokeFunction")}, {q("Principal"), q("s3.amazonaws.com")},
            {q("SourceArn"), q("arn:aws:s3:::bucket")}, {q("RevisionId"), before}});
        QCOMPARE(first.status, 201);
        const QJsonObject statement{{q("Sid"), q("s3")}, {q("Effect"), q("Allow")}, {q("Principal"), QJsonObject{{q("Service"), q("s3.amazonaws.com")}}}, {q("Action"), q("lambda:InvokeFunction")},
            {q("Resource"), q(arn)}, {q("Condition"), QJsonObject{{q("ArnLike"), QJsonObject{{q("AWS:SourceArn"), q("arn:aws:s3:::bucket")}}}}}};
        QCOMPARE(parsed(first.text("Statement")), statement);
        QVERIFY(revision() != before);
        QCOMPARE(f->get(policyPath).text("RevisionId"), revision()); // a policy's revision is the function's
        QCOMPARE(parsed(f->get(policyPath).text("Policy")), (QJsonObject{{q("Version"), q("2012-10-17")}, {q("Id"), q("default")}, {q("Statement"), QJsonArray{statement}}}));
        // A version and an alias have policies of their own.
        QCOMPARE(f->get(policyPath + QByteArray("?Qualifier=1")).error(), q("404 ResourceNotFoundException: The resource you requested does not exist."));
        for (const char *qualifier : {"1", "live"}) {
            const QByteArray query = QByteArray("?Qualifier=") + qualifier;
            QCOMPARE(add(R"({"StatementId":"s3","Action":"lambda:*","Principal":"123456789012"})", query).status, 201);
            QCOMPARE(statements(query).at(0).toObject().value(QLatin1String("Resource")).toString(), q(arn) + u':' + q(qualifier));
            QCOMPARE(statements(query).at(0).toObject().value(QLatin1String("Principal")).toObject(), (QJsonObject{{q("AWS"), q("arn:aws:iam::123456789012:root")}}));
        }
        QCOMPARE(f->get(policyPath + QByteArray("?Qualifier=live")).text("RevisionId"), f->get("/2015-03-31/functions/hello/aliases/live").text("RevisionId"));
        f->restart();
        QCOMPARE(statements(), QJsonArray{statement});
        QCOMPARE(f->call({"DELETE", policyPath + QByteArray("/other")}).error(), q("404 ResourceNotFoundException: Statement other is not found in resource policy."));
        QCOMPARE(f->call({"DELETE", policyPath + QByteArray("/s3?RevisionId=wrong")}).status, 412);
        QCOMPARE(f->call({"DELETE", policyPath + QByteArray("/s3?RevisionId=") + revision().toLatin1()}).status, 204);
        QCOMPARE(f->get(policyPath).status, 404);
        QCOMPARE(f->call({"DELETE", policyPath + QByteArray("/s3")}).error(), q("404 ResourceNotFoundException: No policy is associated with the given resource."));
        // It goes with what it belongs to.
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello/aliases/live"}).status, 204);
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/aliases", R"({"Name":"live","FunctionVersion":"1"})"}).status, 201);
        QCOMPARE(f->get(policyPath + QByteArray("?Qualifier=live")).status, 404);
    }

    void conditions()
    {
        QVERIFY(publish());
        const Answer all = add(R"({"StatementId":"all","Action":"lambda:InvokeFunctionUrl","Principal":"*","SourceAccount":"111111111111","SourceArn":"arn:aws:s3:::b",)"
                               R"("EventSourceToken":"token","PrincipalOrgID":"o-1234567890","FunctionUrlAuthType":"NONE","InvokedViaFunctionUrl":true})");
        QCOMPARE(all.status, 201);
        const QJsonObject statement = parsed(all.text("Statement"));
        QCOMPARE(statement.value(QLatin1String("Principal")).toString(), q("*"));
        QCOMPARE(statement.value(QLatin1String("Condition")).toObject(),
            (QJsonObject{{q("StringEquals"), QJsonObject{{q("AWS:SourceAccount"), q("111111111111")}, {q("lambda:EventSourceToken"), q("token")}, {q("lambda:FunctionUrlAuthType"), q("NONE")},
                                                 {q("aws:PrincipalOrgID"), q("o-1234567890")}}},
                {q("ArnLike"), QJsonObject{{q("AWS:SourceArn"), q("arn:aws:s3:::b")}}}, {q("Bool"), QJsonObject{{q("lambda:InvokedViaFunctionUrl"), q("true")}}}}));
        QCOMPARE(add(R"({"StatementId":"user","Action":"*","Principal":"arn:aws:iam::111111111111:user/u"})").status, 201);
        QCOMPARE(statements().at(1).toObject().value(QLatin1String("Principal")).toObject(), (QJsonObject{{q("AWS"), q("arn:aws:iam::111111111111:user/u")}}));
        // 20 KB in all.
        Answer last;
        for (int i = 0; i < 200 && last.status != 400; ++i)
            last = f->json("POST", policyPath, {{q("StatementId"), QString(u's').repeated(80) + QString::number(i)}, {q("Action"), q("lambda:InvokeFunction")}, {q("Principal"), q("sns.amazonaws.com")}});
        QCOMPARE(last.errorType(), QByteArray("PolicyLengthExceededException"));
        QVERIFY(last.error().endsWith(q("is bigger than the limit (20480).")));
    }

    void policyRefusals_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const char *good = R"({"StatementId":"a","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"})";
        QTest::newRow("statement") << QByteArray() << QByteArray(R"({"StatementId":"example.com","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"})")
                                   << q("400 ValidationException: 1 validation error detected: Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)");
        QTest::newRow("principal") << QByteArray() << QByteArray(R"({"StatementId":"a","Action":"lambda:InvokeFunction","Principal":"invalid.nonaws.com"})")
                                   << q("400 InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again.");
        QTest::newRow("latest") << QByteArray("?Qualifier=%24LATEST") << QByteArray(good) << q("400 InvalidParameterValueException: We currently do not support adding policies for $LATEST.");
        QTest::newRow("alias") << QByteArray("?Qualifier=gone") << QByteArray(good) << q("404 ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:hello:gone");
        QTest::newRow("version") << QByteArray("?Qualifier=42") << QByteArray(good) << q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:42");
        QTest::newRow("twice") << QByteArray() << QByteArray(R"({"StatementId":"there","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"})")
                               << q("409 ResourceConflictException: The statement id (there) provided already exists. Please provide a new statement id, or remove the existing statement.");
        QTest::newRow("alias revision") << QByteArray("?Qualifier=live") << QByteArray(R"({"StatementId":"a","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com","RevisionId":"x"})")
                                        << q("412 PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id");
    }
    void policyRefusals()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        QVERIFY(publish());
        QCOMPARE(add(R"({"StatementId":"there","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"})").status, 201);
        QCOMPARE(add(body, query).error(), error);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/none/policy/a"}).error(), q("404 ResourceNotFoundException: No policy found for: arn:aws:lambda:us-east-1:000000000000:function:none"));
    }

    void eventSettingsOfEachQualifier()
    {
        QVERIFY(publish());
        QVERIFY(f->createSettled(q("other")));
        QCOMPARE(put("{}").error(), q("400 InvalidParameterValueException: You must specify at least one of error handling or destination setting."));
        QCOMPARE(config(put(R"({"MaximumRetryAttempts":0})")), event("$LATEST", {{q("MaximumRetryAttempts"), 0}}));
        QCOMPARE(config(put(R"({"MaximumEventAgeInSeconds":60,"MaximumRetryAttempts":2})", "?Qualifier=live")), event("live", {{q("MaximumEventAgeInSeconds"), 60}, {q("MaximumRetryAttempts"), 2}}));
        const QJsonObject destination{{q("Destination"), q("arn:aws:lambda:us-east-1:000000000000:function:other")}};
        QCOMPARE(config(f->json("PUT", eventPath + QByteArray("?Qualifier=1"), {{q("DestinationConfig"), QJsonObject{{q("OnFailure"), destination}}}})), event("1", {}, {}, destination));
        // Put replaces, update keeps what it does not name.
        const Answer updated = f->call({"POST", eventPath + QByteArray("?Qualifier=live"), R"({"MaximumRetryAttempts":1})"});
        QCOMPARE(config(updated), event("live", {{q("MaximumEventAgeInSeconds"), 60}, {q("MaximumRetryAttempts"), 1}}));
        QCOMPARE(config(put(R"({"MaximumRetryAttempts":1})", "?Qualifier=live")), event("live", {{q("MaximumRetryAttempts"), 1}}));
        f->restart();
        QCOMPARE(f->get(eventPath + QByteArray("?Qualifier=1")).json().value(QLatin1String("DestinationConfig")).toObject().value(QLatin1String("OnFailure")).toObject(), destination);
        const QJsonArray all = f->get(eventPath + QByteArray("/list")).json().value(QLatin1String("FunctionEventInvokeConfigs")).toArray();
        QStringList arns;
        for (const QJsonValue &one : all)
            arns << one.toObject().value(QLatin1String("FunctionArn")).toString().section(u':', 7);
        QCOMPARE(arns, (QStringList{q("$LATEST"), q("1"), q("live")}));
        QCOMPARE(f->call({"DELETE", eventPath}).status, 204);
        QCOMPARE(f->call({"DELETE", eventPath}).error(), q("404 ResourceNotFoundException: The function ") + q(arn) + q(":$LATEST doesn't have an EventInvokeConfig"));
        QCOMPARE(f->call({"POST", eventPath, R"({"MaximumRetryAttempts":1})"}).status, 404);
        QCOMPARE(f->get("/2019-09-25/functions/none/event-invoke-config/list").error(), q("404 ResourceNotFoundException: The function doesn't exist."));
    }

    void eventRefusals_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &destination, const char *error) {
            QTest::newRow(name) << QStringLiteral("{\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"%1\"}}}").arg(QString::fromLatin1(destination)).toLatin1() << q(error);
        };
        row("itself", arn, "400 InvalidParameterValueException: You can't specify the function as a destination for itself.");
        row("nobody", "arn:aws:lambda:us-east-1:000000000000:function:nobody", "400 InvalidParameterValueException: The destination ARN arn:aws:lambda:us-east-1:000000000000:function:nobody is invalid.");
        row("service", "arn:aws:iam:us-east-1:000000000000:function:x", "400 InvalidParameterValueException: The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:000000000000:function:x), onFailure=null) is invalid.");
        row("pattern", "elsewhere", "400 ValidationException: 1 validation error detected: Value 'elsewhere' at 'destinationConfig.onSuccess.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                                    "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");
        QTest::newRow("retries") << QByteArray(R"({"MaximumRetryAttempts":3})") << q("400 ValidationException: 1 validation error detected: Value '3' at 'maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 2");
        QTest::newRow("age") << QByteArray(R"({"MaximumEventAgeInSeconds":59})") << q("400 ValidationException: 1 validation error detected: Value '59' at 'maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60");
    }
    void eventRefusals()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        QVERIFY(publish());
        QCOMPARE(put(body).error(), error);
        QCOMPARE(put(body, "?Qualifier=gone").status, error.contains(u"Validation") ? 400 : 404);
        QCOMPARE(put(R"({"DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:000000000000:dead"},"OnSuccess":{}}})").status, 200);
    }

    /// A function that fails once, and one that gets what came of it.
    void recordsGoToAnotherFunction()
    {
        QVERIFY(f->createSettled(q("hello"), "def handler(event, context):\n    if event.get('bad'): raise KeyError('no')\n    return {'a': 1.0}\n"));
        const QByteArray keeper = "import json\ndef handler(event, context):\n    print('RECORD ' + json.dumps(event))\n";
        for (const char *name : {"good", "bad"})
            QVERIFY(f->createSettled(q(name), keeper));
        const auto there = [](const char *name) { return QJsonObject{{q("Destination"), QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:%1").arg(q(name))}}; };
        QCOMPARE(f->json("PUT", eventPath, {{q("MaximumRetryAttempts"), 0}, {q("DestinationConfig"), QJsonObject{{q("OnSuccess"), there("good")}, {q("OnFailure"), there("bad")}}}}).status, 200);
        // The endpoint's own queue; its log is where the record shows.
        QMap<QString, int> ran;
        connect(f->runtime.get(), &RuntimeService::platformEvent, this, [&ran](const QString &function, const PlatformEvent &event, quint64) {
            if (event.type == PlatformEvent::Type::RuntimeDone)
                ++ran[function];
        });
        const auto send = [this](const char *body) { return f->call({"POST", "/2015-03-31/functions/hello/invocations", body, {{"X-Amz-Invocation-Type", "Event"}}}).status; };
        QCOMPARE(send(R"({"n":1})"), 202);
        QTRY_COMPARE_WITH_TIMEOUT(ran.value(q("good")), 1, 20000);
        QCOMPARE(send(R"({"bad":1})"), 202); // no second try: a minute would pass before it
        QTRY_COMPARE_WITH_TIMEOUT(ran.value(q("bad")), 1, 20000);
        QCOMPARE(ran, (QMap<QString, int>{{q("hello"), 2}, {q("good"), 1}, {q("bad"), 1}}));
        f->runtime->disconnect(this);
    }

    void runtimeUpdatesAndRecursion()
    {
        QVERIFY(publish());
        const QByteArray management = "/2021-07-20/functions/hello/runtime-management-config";
        QCOMPARE(f->call({"PUT", management, R"({"UpdateRuntimeOn":"Sometimes"})"}).errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->call({"PUT", management, R"({"UpdateRuntimeOn":"Manual"})"}).errorType(), QByteArray("InvalidParameterValueException"));
        QCOMPARE(f->call({"PUT", management + "?Qualifier=1", R"({"UpdateRuntimeOn":"FunctionUpdate"})"}).json(),
            (QJsonObject{{q("FunctionArn"), q(arn) + q(":1")}, {q("UpdateRuntimeOn"), q("FunctionUpdate")}}));
        QCOMPARE(f->call({"PUT", management + "?Qualifier=live", R"({"UpdateRuntimeOn":"Auto"})"}).status, 404);
        const QByteArray recursion = "/2024-08-31/functions/hello/recursion-config";
        QCOMPARE(f->call({"PUT", recursion, R"({"RecursiveLoop":"Never"})"}).errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->call({"PUT", recursion, R"({"RecursiveLoop":"Allow"})"}).body, QByteArray(R"({"RecursiveLoop":"Allow"})"));
        f->restart();
        QCOMPARE(f->get(recursion).body, QByteArray(R"({"RecursiveLoop":"Allow"})"));
        QCOMPARE(f->get(management + "?Qualifier=1").text("UpdateRuntimeOn"), q("FunctionUpdate"));
        QCOMPARE(f->get(management).text("UpdateRuntimeOn"), q("Auto"));
    }
};

QTEST_MAIN(TestFunctionSettings)
#include "tst_functionsettings.moc"
