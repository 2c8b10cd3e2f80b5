// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Aliases: their operations, invocations through them with and without weights, events that wait, what is provisioned for them.
#include "endpointfixture.h"
#include "cloud/aliasrecord.h"
#include <QUrl>

using namespace lathe;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestAliases : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static constexpr char functions[] = "/2015-03-31/functions/hello";
    static constexpr char arn[] = "arn:aws:lambda:us-east-1:000000000000:function:hello";
    static constexpr char whoAmI[] = "def handler(event, context):\n    return [context.function_version, context.invoked_function_arn]\n";

    Answer make(const QByteArray &body) { return f->call({"POST", functions + QByteArray("/aliases"), body}); }
    Answer change(const QByteArray &name, const QByteArray &body) { return f->call({"PUT", functions + QByteArray("/aliases/") + name, body}); }
    Answer show(const QByteArray &name) { return f->get(functions + QByteArray("/aliases/") + name); }
    Answer invoke(const QByteArray &name, const QByteArray &rest = {}) { return f->call({"POST", "/2015-03-31/functions/" + name + "/invocations" + rest, "{}"}); }
    /// hello with this code and the versions 1 to `count`, which differ in their timeout.
    bool publish(int count, const QByteArray &python = whoAmI)
    {
        if (!f->createSettled(q("hello"), python))
            return false;
        for (int n = 1; n <= count; ++n)
            if (f->json("PUT", functions + QByteArray("/configuration"), {{q("Timeout"), 5 + n}}).status != 200 || !f->settle("hello")
                || f->json("POST", functions + QByteArray("/versions"), {}).text("Version") != QString::number(n))
                return false;
        return true;
    }
    QStringList names(const QByteArray &query = {})
    {
        QStringList found;
        const QJsonArray all = f->get(functions + QByteArray("/aliases") + query).json().value(QLatin1String("Aliases")).toArray();
        for (const QJsonValue &one : all)
            found << one.toObject().value(QLatin1String("Name")).toString();
        return found;
    }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void aLife()
    {
        QVERIFY(publish(2));
        const Answer made = make(R"({"Name":"live","FunctionVersion":"1","Description":"for all"})");
        QCOMPARE(made.status, 201);
        const QString revision = made.text("RevisionId");
        QVERIFY(!revision.isEmpty());
        QCOMPARE(made.json(), (QJsonObject{{q("AliasArn"), q(arn) + q(":live")}, {q("Name"), q("live")}, {q("FunctionVersion"), q("1")}, {q("Description"), q("for all")},
                                  {q("RevisionId"), revision}}));
        QCOMPARE(show("live").json(), made.json());
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"2"})").error(), q("409 ResourceConflictException: Alias already exists: ") + q(arn) + q(":live"));

        QCOMPARE(change("live", R"({"FunctionVersion":"2","RevisionId":"other"})").error(),
            q("412 PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"));
        const Answer moved = change("live", QByteArray(R"({"RoutingConfig":{"AdditionalVersionWeights":{"2":0.25}},"RevisionId":"REVISION"})").replace("REVISION", revision.toLatin1()));
        QCOMPARE(moved.status, 200);
        QCOMPARE(moved.text("FunctionVersion"), q("1"));
        QCOMPARE(moved.text("Description"), q("for all"));
        QCOMPARE(moved.json().value(QLatin1String("RoutingConfig")).toObject(), (QJsonObject{{q("AdditionalVersionWeights"), QJsonObject{{q("2"), 0.25}}}}));
        QVERIFY(moved.text("RevisionId") != revision);
        f->restart();
        QCOMPARE(show("live").json(), moved.json());
        // Without a change too, there is a new revision; an empty map ends the sharing.
        QVERIFY(change("live", "{}").text("RevisionId") != moved.text("RevisionId"));
        const Answer alone = change("live", R"({"RoutingConfig":{"AdditionalVersionWeights":{}},"Description":""})");
        QVERIFY(!alone.json().contains(QLatin1String("RoutingConfig")));
        QCOMPARE(alone.json().value(QLatin1String("Description")), QJsonValue(QString(QLatin1String(""))));

        QCOMPARE(change("nobody", "{}").error(), q("404 ResourceNotFoundException: Alias not found: ") + q(arn) + q(":nobody"));
        QCOMPARE(show("nobody").error(), q("404 ResourceNotFoundException: Cannot find alias arn: ") + q(arn) + q(":nobody"));
        QCOMPARE(f->call({"DELETE", functions + QByteArray("/aliases/live")}).status, 204);
        QCOMPARE(f->call({"DELETE", functions + QByteArray("/aliases/live")}).status, 204);
        QCOMPARE(show("live").status, 404);
        QCOMPARE(make(R"({"Name":"latest","FunctionVersion":"$LATEST"})").status, 201);
        QCOMPARE(make(R"({"Name":"2024-01-02","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{}}})").status, 201);
        f->restart();
        QCOMPARE(names(), (QStringList{q("2024-01-02"), q("latest")}));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const QByteArray &body, const char *error) { QTest::newRow(body) << body << q(error); };
        const auto weights = [&row](const char *version, const char *map, const char *error) {
            row(QStringLiteral("{\"Name\":\"custom\",\"FunctionVersion\":\"%1\",\"RoutingConfig\":{\"AdditionalVersionWeights\":%2}}").arg(q(version), q(map)).toLatin1(), error);
        };
        row(R"({"Name":"2024","FunctionVersion":"1"})", "400 ValidationException: 1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: "
                                                        "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)");
        row(R"({"Name":"a","FunctionVersion":"live"})", "400 ValidationException: 1 validation error detected: Value 'live' at 'functionVersion' failed to satisfy constraint: "
                                                        "Member must satisfy regular expression pattern: (\\$LATEST|[0-9]+)");
        row(R"({"Name":"a"})", "400 ValidationException: 1 validation error detected: Value null at 'functionVersion' failed to satisfy constraint: Member must not be null");
        row(R"({"Name":1,"FunctionVersion":"1"})", "400 SerializationException: NUMBER_VALUE can not be converted to String");
        row(R"({"Name":"a","FunctionVersion":"10"})", "404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:10");
        weights("1", R"({"1":0.8,"2":0.2})", "400 InvalidParameterValueException: Number of items in AdditionalVersionWeights cannot be greater than 1");
        weights("1", R"({"2":2})", "400 ValidationException: 1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "
                                   "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]");
        weights("1", R"({"2":-0.5})", "400 ValidationException: 1 validation error detected: Value '{2=-0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "
                                      "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]");
        weights("1", R"({"$LATEST":0.5})", "400 ValidationException: 1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "
                                           "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]");
        weights("1", R"({"2":"half"})", "400 SerializationException: STRING_VALUE can not be converted to Double");
        weights("1", R"([])", "400 SerializationException: START_ARRAY can not be converted to Map");
        weights("1", R"({"1":0.5})", "400 InvalidParameterValueException: Invalid function version 1. Function version 1 is already included in routing configuration.");
        weights("1", R"({"10":0.5})", "404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:10");
        weights("$LATEST", R"({"1":0.5})", "400 InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version");
        weights("1", R"({"3":0.5})", "400 InvalidParameterValueException: Specified versions must be associated with the same execution role");
        weights("1", R"({"4":0.5})", "400 InvalidParameterValueException: Specified versions must be associated with the same dead letter queue");
    }
    void refusals()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        QVERIFY(publish(2));
        const auto another = [this](const char *configuration) {
            return f->call({"PUT", functions + QByteArray("/configuration"), configuration}).status == 200 && f->settle("hello") && f->json("POST", functions + QByteArray("/versions"), {}).status == 201;
        };
        QVERIFY(another(R"({"Role":"arn:aws:iam::000000000000:role/other"})"));
        QVERIFY(another(R"({"Role":"arn:aws:iam::000000000000:role/r","DeadLetterConfig":{"TargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}})"));
        QCOMPARE(make(body).error(), error);
        QCOMPARE(names(), QStringList());
    }

    void otherRefusals()
    {
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"1"})").error(), q("404 ResourceNotFoundException: Function not found: ") + q(arn) + q(":1"));
        QVERIFY(publish(2));
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":0.5}}})").status, 201);
        // Moved to the version that shares already, and no word of the sharing.
        QCOMPARE(change("live", R"({"FunctionVersion":"2"})").error(),
            q("400 InvalidParameterValueException: Invalid function version 2. Function version 2 is already included in routing configuration."));
        QCOMPARE(change("12", "{}").errorType(), QByteArray("ValidationException"));
        QCOMPARE(show("a%3Fb").errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->get(functions + QByteArray("/aliases?FunctionVersion=live")).errorType(), QByteArray("ValidationException"));
        // Versions that an alias needs stay, whichever of its two they are.
        for (const char *version : {"1", "2"})
            QCOMPARE(f->call({"DELETE", functions + QByteArray("?Qualifier=") + version}).error(),
                q("409 ResourceConflictException: Unable to delete version because the following aliases reference it: [live]"));
        QCOMPARE(f->call({"DELETE", functions + QByteArray("?Qualifier=live")}).error(), q("400 InvalidParameterValueException: Deletion of aliases is not currently supported."));
        QCOMPARE(change("live", R"({"RoutingConfig":{"AdditionalVersionWeights":{}}})").status, 200);
        QCOMPARE(f->call({"DELETE", functions + QByteArray("?Qualifier=2")}).status, 204);
    }

    void listsInPages()
    {
        QVERIFY(publish(2));
        for (const char *body : {R"({"Name":"c","FunctionVersion":"1"})", R"({"Name":"a","FunctionVersion":"2"})", R"({"Name":"d","FunctionVersion":"$LATEST"})",
                 R"({"Name":"b","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":0}}})"})
            QCOMPARE(make(body).status, 201);
        QStringList all;
        QByteArray marker;
        int pages = 0;
        do {
            const Answer page = f->get(functions + QByteArray("/aliases?MaxItems=3") + (marker.isEmpty() ? QByteArray() : "&Marker=" + QUrl::toPercentEncoding(QString::fromLatin1(marker))));
            QCOMPARE(page.status, 200);
            const QJsonArray aliases = page.json().value(QLatin1String("Aliases")).toArray();
            for (const QJsonValue &alias : aliases)
                all << alias.toObject().value(QLatin1String("Name")).toString();
            marker = page.text("NextMarker").toLatin1();
            ++pages;
        } while (!marker.isEmpty() && pages < 9);
        QCOMPARE(all, (QStringList{q("a"), q("b"), q("c"), q("d")}));
        QCOMPARE(pages, 2);
        QCOMPARE(names("?FunctionVersion=1"), (QStringList{q("b"), q("c")}));
        QCOMPARE(names("?FunctionVersion=2"), (QStringList{q("a"), q("b")})); // those that invoke it, by a weight too
        QCOMPARE(names("?FunctionVersion=%24LATEST"), QStringList{q("d")});
    }

    void isAQualifierEverywhere()
    {
        QVERIFY(publish(2));
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"1"})").status, 201);
        const QByteArray whole = QUrl::toPercentEncoding(q(arn) + q(":live"));
        const QByteArray expected = R"(["1", "arn:aws:lambda:us-east-1:000000000000:function:hello:live"])";
        for (const QByteArray &name : {QByteArray("hello:live"), QByteArray("function:hello:live"), whole}) {
            const Answer answer = invoke(name);
            QCOMPARE(answer.body, expected);
            QCOMPARE(answer.header("X-Amz-Executed-Version"), QByteArray("1"));
            const QJsonObject configuration = f->get("/2015-03-31/functions/" + name + "/configuration").json();
            QCOMPARE(configuration.value(QLatin1String("FunctionArn")).toString(), q(arn) + q(":live"));
            QCOMPARE(configuration.value(QLatin1String("Version")).toString(), q("1"));
            QCOMPARE(f->get("/2015-03-31/functions/" + name).json().value(QLatin1String("Configuration")).toObject(), configuration);
        }
        QCOMPARE(invoke("hello", "?Qualifier=live").body, expected);
        QCOMPARE(invoke("hello:live", "?Qualifier=1").error(), q("400 InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier."));
        for (const char *qualifier : {"live", "1"})
            QCOMPARE(f->call({"PUT", QByteArray("/2015-03-31/functions/hello%3A") + qualifier + "/configuration", R"({"Timeout":9})"}).error(),
                q("400 InvalidParameterValueException: Current operation does not support versions other than $LATEST. Please set the version to $LATEST or do not set a version in your request."));
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/hello%3Alive/code", "{}"}).errorType(), QByteArray("InvalidParameterValueException"));
        QCOMPARE(invoke("hello:gone").error(), q("404 ResourceNotFoundException: Function not found: ") + q(arn) + q(":gone"));
        QCOMPARE(invoke("hello:1").body, QByteArray(R"(["1", "arn:aws:lambda:us-east-1:000000000000:function:hello:1"])"));
        const Answer dry = f->call({"POST", functions + QByteArray("/invocations?Qualifier=live"), "{}", {{"X-Amz-Invocation-Type", "DryRun"}}});
        QCOMPARE(dry.status, 204);
        // It moves, and the next invocation goes where it points to now.
        QCOMPARE(change("live", R"({"FunctionVersion":"2"})").status, 200);
        const Answer moved = invoke("hello:live");
        QCOMPARE(moved.header("X-Amz-Executed-Version"), QByteArray("2"));
        QVERIFY(moved.body.startsWith(R"(["2")"));
        const Answer streamed = f->call({"POST", "/2021-11-15/functions/hello%3Alive/response-streaming-invocations", "{}"});
        QCOMPARE(streamed.status, 200);
        QCOMPARE(streamed.header("X-Amz-Executed-Version"), QByteArray("2"));
        f->client.reset(); // its body comes in chunks and is not read here
    }

    void theChoiceIsOfTheWeight()
    {
        AliasRecord alias;
        alias.version = q("1");
        alias.setWeights({{q("2"), 0.25}});
        QCOMPARE(alias.versionFor(0), q("2"));
        QCOMPARE(alias.versionFor(0.2499), q("2"));
        QCOMPARE(alias.versionFor(0.25), q("1"));
        QCOMPARE(alias.versionFor(0.9999), q("1"));
        alias.setWeights({{q("2"), 0.0}});
        QCOMPARE(alias.versionFor(0), q("1"));
        alias.setWeights({{q("2"), 1.0}});
        QCOMPARE(alias.versionFor(0.9999), q("2"));
    }

    /// Over one connection. At a half, fewer than 120 or more than 280 of 400 come by chance once in 10^15 runs.
    void sharesInvocationsByWeight()
    {
        QVERIFY(publish(2));
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":0.5}}})").status, 201);
        const auto second = [this] {
            int count = 0;
            for (int i = 0; i < 400; ++i) {
                const Answer answer = invoke("hello:live");
                const QByteArray version = answer.header("X-Amz-Executed-Version");
                if (answer.status != 200 || answer.body != "[\"" + version + "\", \"arn:aws:lambda:us-east-1:000000000000:function:hello:live\"]")
                    return -1;
                count += version == "2";
            }
            return count;
        };
        const int half = second();
        QVERIFY2(half >= 120 && half <= 280, qPrintable(QString::number(half)));
        QCOMPARE(change("live", R"({"RoutingConfig":{"AdditionalVersionWeights":{"2":0.05}}})").status, 200);
        const int few = second(); // more than 100 where 20 are expected: never
        QVERIFY2(few >= 0 && few <= 100, qPrintable(QString::number(few)));
        QCOMPARE(change("live", R"({"RoutingConfig":{"AdditionalVersionWeights":{"2":1}}})").status, 200);
        QCOMPARE(second(), 400);
        // What the sharing says of the function is its FunctionVersion.
        QCOMPARE(f->get(functions + QByteArray("/configuration?Qualifier=live")).text("Version"), q("1"));
    }

    void takesEvents()
    {
        QVERIFY(publish(1, "def handler(event, context):\n    assert context.invoked_function_arn.endswith(':hello:live') and context.function_version == '1'\n"));
        QCOMPARE(make(R"({"Name":"live","FunctionVersion":"1"})").status, 201);
        QList<QByteArray> statuses;
        const auto seen = connect(f->runtime.get(), &RuntimeService::platformEvent, this, [&statuses](const QString &, const PlatformEvent &event, quint64) {
            if (event.type == PlatformEvent::Type::RuntimeDone)
                statuses << event.status;
        });
        QCOMPARE(f->call({"POST", functions + QByteArray("/invocations?Qualifier=live"), "{}", {{"X-Amz-Invocation-Type", "Event"}}}).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(statuses, QList<QByteArray>{"success"}, 20000);
        const QByteArray older = "/2014-11-13/functions/hello%3Alive/invoke-async/";
        const Answer taken = f->call({"POST", older, "{}"});
        QCOMPARE(taken.status, 202);
        QCOMPARE(taken.body, QByteArray());
        QTRY_COMPARE_WITH_TIMEOUT(statuses, (QList<QByteArray>{"success", "success"}), 20000);
        QCOMPARE(f->call({"POST", older, "{no json"}).errorType(), QByteArray("InvalidRequestContentException"));
        QCOMPARE(f->call({"POST", "/2014-11-13/functions/hello%3Agone/invoke-async/", "{}"}).status, 404);
        disconnect(seen);
    }
};

QTEST_MAIN(TestAliases)
#include "tst_aliases.moc"
