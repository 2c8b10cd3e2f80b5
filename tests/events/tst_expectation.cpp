// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"
#include "core/jsontree.h"
#include "events/eventmaker.h"
#include "events/expectation.h"
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestExpectation : public QObject
{
    Q_OBJECT

    static RunFacts facts()
    {
        RunFacts run;
        run.payload = "{\"statusCode\":200,\"body\":\"Hello, Kim\",\"list\":[\"a\",\"b\"],\"big\":18446744073709551615}";
        run.durationMs = 12.5;
        run.maxMemoryMib = 40;
        run.log = "START\nhello from the log\nEND\n";
        return run;
    }
    static QStringList check(const QByteArray &expect, const RunFacts &run)
    {
        const auto e = parseExpectation({}, QByteArray("{\"expect\":" + expect + "}"), QStringLiteral("x.meta.json"));
        return e ? e->failures(run) : QStringList{QStringLiteral("ERROR ") + e.error().text};
    }

private slots:
    void conditions_data()
    {
        QTest::addColumn<QByteArray>("expect");
        QTest::addColumn<int>("failures");
        const auto row = [](const char *expect, int failures) { QTest::newRow(expect) << QByteArray(expect) << failures; };
        row("{}", 0);
        row("{\"status\":\"success\"}", 0);
        row("{\"status\":\"error\"}", 1);
        row("{\"status\":\"timeout\"}", 1);
        row("{\"errorType\":\"ValueError\"}", 1);
        row("{\"response\":[{\"path\":\"$.statusCode\",\"equals\":200}]}", 0);
        row("{\"response\":[{\"path\":\"$.statusCode\",\"equals\":2e2}]}", 0);
        row("{\"response\":[{\"path\":\"$.statusCode\",\"equals\":\"200\"}]}", 1);
        row("{\"response\":[{\"path\":\"$.big\",\"equals\":18446744073709551615}]}", 0);
        row("{\"response\":[{\"path\":\"$.big\",\"equals\":18446744073709551616}]}", 1);
        row("{\"response\":[{\"path\":\"$.body\",\"contains\":\"Kim\"}]}", 0);
        row("{\"response\":[{\"path\":\"$.body\",\"contains\":\"Lee\"}]}", 1);
        row("{\"response\":[{\"path\":\"$.list\",\"contains\":\"b\"}]}", 0);
        row("{\"response\":[{\"path\":\"$.list\",\"contains\":\"c\"}]}", 1);
        row("{\"response\":[{\"path\":\"$.body\",\"matches\":\"^Hello, \\\\w+$\"}]}", 0);
        row("{\"response\":[{\"path\":\"$.body\",\"matches\":\"^Bye\"}]}", 1);
        row("{\"response\":[{\"path\":\"$.none\"}]}", 1);
        row("{\"response\":[{\"path\":\"$.none\",\"exists\":false},{\"path\":\"$.body\",\"exists\":true}]}", 0);
        row("{\"response\":[{\"path\":\"$.list[*]\",\"count\":2}]}", 0);
        row("{\"response\":[{\"path\":\"$.list[*]\",\"count\":3}]}", 1);
        row("{\"response\":[{\"path\":\"$.list[?@ > 'a']\",\"equals\":\"b\"}]}", 0);
        row("{\"maxMemoryMB\":39.5}", 1);
        row("{\"maxDurationMs\":13,\"maxMemoryMB\":40}", 0);
        row("{\"maxDurationMs\":12,\"maxMemoryMB\":39}", 2);
        row("{\"logContains\":[\"from the log\"],\"logExcludes\":\"Traceback\"}", 0);
        row("{\"logContains\":[\"nothing\"],\"logExcludes\":[\"hello\"]}", 2);
    }
    void conditions()
    {
        QFETCH(QByteArray, expect);
        QFETCH(int, failures);
        const QStringList found = check(expect, facts());
        QVERIFY2(found.size() == failures && !found.join(u' ').startsWith(QStringLiteral("ERROR")), qPrintable(found.join(u'\n')));
    }

    void errorsAreExpectedToo()
    {
        RunFacts run;
        run.failed = true;
        run.errorType = QStringLiteral("ValueError");
        run.payload = "{\"errorMessage\":\"no\",\"errorType\":\"ValueError\"}";
        QCOMPARE(check("{\"status\":\"error\"}", run), QStringList());
        QCOMPARE(check("{\"errorType\":\"ValueError\"}", run), QStringList());
        QCOMPARE(check("{\"errorType\":\"KeyError\"}", run).size(), 1);
        QCOMPARE(check("{}", run).size(), 1);
        run.timedOut = true;
        QCOMPARE(check("{\"status\":\"timeout\"}", run), QStringList());
    }

    void wrongFilesAreSaidWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("meta");
        for (const char *meta : {"{", "[]", "{\"expect\":[]}", "{\"expect\":{\"colour\":1}}", "{\"expect\":{\"status\":\"ok\"}}", "{\"expect\":{\"maxDurationMs\":\"1\"}}",
                 "{\"expect\":{\"response\":[{\"path\":\"body\"}]}}", "{\"expect\":{\"response\":[{\"path\":\"$\",\"matches\":\"(\"}]}}", "{\"expect\":{\"response\":[{\"is\":1}]}}",
                 // What was read as something that always holds.
                 "{\"expect\":{\"response\":{\"path\":\"$.none\",\"equals\":1}}}", "{\"expect\":{\"response\":[\"$.none\"]}}", "{\"expect\":{\"response\":[{\"path\":\"$.none\",\"exists\":\"yes\"}]}}",
                 "{\"expect\":{\"response\":[{\"path\":\"$.list\",\"count\":1.5}]}}", "{\"expect\":{\"response\":[{\"contains\":{\"a\":1}}]}}", "{\"expects\":{\"status\":\"error\"}}", "{\"status\":\"error\"}"})
            QTest::newRow(meta) << QByteArray(meta);
    }
    void wrongFilesAreSaidWithTheirPlace()
    {
        QFETCH(QByteArray, meta);
        const auto e = parseExpectation({}, meta, QStringLiteral("events/x.meta.json"));
        QVERIFY(!e);
        QCOMPARE(e.error().code, ErrorCode::Config);
        QVERIFY2(e.error().text.startsWith(QStringLiteral("events/x.meta.json:")), qPrintable(e.error().text));
    }

    void placesAndErrorsAreSaidAsPeopleReadThem()
    {
        const auto wrong = parseExpectation({}, QByteArray("\n{\n  \"expect\": {\"logContains\": [\"한\", 5]}\n}"), QStringLiteral("x"));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().text, QStringLiteral("x:3:37: \"logContains\" has to be a text."));
        RunFacts run;
        run.failed = true;
        run.payload = "{\"errorMessage\":\"\\ud55c\\uae00\\u001b[31m\\nno\",\"errorType\":\"ValueError\",\"stackTrace\":[]}";
        QCOMPARE(check("{}", run), QStringList{QStringLiteral("The function failed: ValueError: 한글\uFFFD[31m no")});
    }

    void readsWhatStandsBesideTheEvent()
    {
        QTemporaryDir dir;
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        put(QStringLiteral("a.expected.json"), "{\"statusCode\": 200, \"body\": \"Hello, Kim\", \"big\": 18446744073709551615, \"list\": [\"a\", \"c\"]}\n");
        put(QStringLiteral("a.meta.json"), "{\"clientContext\": {\"custom\": {\"n\": 1.0}}, \"identity\":{\"cognitoIdentityId\":\"me\"}}");
        const auto e = expectationFor(dir.filePath(QStringLiteral("a.json")));
        LATHE_VERIFY_RESULT(e);
        QCOMPARE(e->clientContext, QByteArray("{\"custom\": {\"n\": 1.0}}"));
        QCOMPARE(e->identity, QByteArray("{\"cognitoIdentityId\":\"me\"}"));
        const QStringList failures = e->failures(facts());
        QCOMPARE(failures.size(), 1);
        QVERIFY2(failures.first().contains(QStringLiteral("$.list[1]")), qPrintable(failures.first()));
        const auto none = expectationFor(dir.filePath(QStringLiteral("b.json")));
        LATHE_VERIFY_RESULT(none);
        QVERIFY(!none->saysAnything());
    }

    void parametersChangeOnlyTheirPlaces()
    {
        QByteArray s3;
        for (const EventTemplate &one : eventTemplates())
            if (one.id == u"s3-put")
                s3 = one.body;
        const auto made = withParameters(s3, {{QStringLiteral("key"), QStringLiteral("내 사진 +1.jpg")}, {QStringLiteral("bucket"), QStringLiteral("b\"q")}, {QStringLiteral("size"), QStringLiteral("18446744073709551615")}});
        LATHE_VERIFY_RESULT(made);
        const auto tree = JsonTree::parse(*made);
        QVERIFY(tree);
        const auto at = [&](const char *path) { return tree->text(*JsonPath::parse(QString::fromLatin1(path))->select(*tree).value(0, &tree->root())); };
        QCOMPARE(at("$.Records[0].s3.object.key"), QByteArray("%EB%82%B4+%EC%82%AC%EC%A7%84+%2B1.jpg")); // as S3 writes it
        QCOMPARE(at("$.Records[0].s3.bucket.name"), QByteArray("b\"q"));
        QCOMPARE(at("$.Records[0].s3.bucket.arn"), QByteArray("arn:aws:s3:::b\"q"));
        QCOMPARE(at("$.Records[0].s3.object.size"), QByteArray("18446744073709551615"));
        QCOMPARE(jsonDifferences(*JsonTree::parse(s3), *tree).size(), 4);
        QCOMPARE(*withParameters(s3, {}), s3);
        QCOMPARE(withParameters(s3, {{QStringLiteral("colour"), QStringLiteral("red")}}).error().code, ErrorCode::Usage);
        QCOMPARE(withParameters(s3, {{QStringLiteral("size"), QStringLiteral("big")}}).error().code, ErrorCode::Usage);
    }

    static QByteArray templateBody(const char *id) { return eventTemplate(QString::fromLatin1(id)).value_or(EventTemplate{}).body; }

    /// A value is looked for in what the template says, never in another one's new value.
    void parametersDoNotMeetInEachOther()
    {
        const auto bucket = withParameters(templateBody("s3-put"), {{QStringLiteral("bucket"), QStringLiteral("logs-us-east-1")}, {QStringLiteral("region"), QStringLiteral("ap-northeast-2")}});
        LATHE_VERIFY_RESULT(bucket);
        QVERIFY(bucket->contains("\"name\": \"logs-us-east-1\"") && bucket->contains("\"awsRegion\": \"ap-northeast-2\""));
        const auto both = withParameters(templateBody("cognito-post-confirmation"), {{QStringLiteral("user"), QStringLiteral("lee")}, {QStringLiteral("mail"), QStringLiteral("kim@corp.example")}});
        LATHE_VERIFY_RESULT(both);
        QVERIFY(both->contains("\"userName\": \"lee\"") && both->contains("\"email\": \"kim@corp.example\""));
        const auto user = withParameters(templateBody("cognito-post-confirmation"), {{QStringLiteral("user"), QStringLiteral("lee")}, {QStringLiteral("region"), QStringLiteral("eu-west-1")}});
        LATHE_VERIFY_RESULT(user);
        QVERIFY(user->contains("\"email\": \"kim@example.com\"")); // its own parameter, which nobody set
        QVERIFY(user->contains("\"eu-west-1_EXAMPLE\"")); // a pool's id begins with its region
    }

    void keysAreWrittenAsTheirServicesDo()
    {
        const auto key = [](const char *id) { return withParameters(templateBody(id), {{QStringLiteral("key"), QStringLiteral("a (1)~한=.jpg")}}).value_or(QByteArray()); };
        QVERIFY(key("s3-put").contains("\"a+%281%29%7E%ED%95%9C%3D.jpg\""));
        QVERIFY(key("s3-batch").contains("\"a%20%281%29%7E%ED%95%9C%3D.jpg\""));
        QVERIFY(key("s3-object-lambda").contains("amazonaws.com/a%20%281%29%7E%ED%95%9C%3D.jpg"));
        QVERIFY(key("s3-eventbridge").contains("\"a (1)~한=.jpg\""));
    }

    void lengthsAndEnvelopesFollow()
    {
        const auto url = withParameters(templateBody("function-url-post"), {{QStringLiteral("mail"), QStringLiteral("a@한.example")}});
        LATHE_VERIFY_RESULT(url);
        QVERIFY2(url->contains("\"content-length\": \"38\""), url->constData()); // {"name":"Kim","email":"a@한.example"} in UTF-8
        const auto post = inEnvelope("{}", QStringLiteral("function-url"));
        LATHE_VERIFY_RESULT(post);
        QVERIFY2(post->contains("\"content-length\": \"2\""), post->constData());
        const QStringList in{QStringLiteral("sns"), QStringLiteral("sqs")};
        const auto made = madeEvent(templateBody("s3-put"), {{QStringLiteral("bucket"), QStringLiteral("example-queue")}, {QStringLiteral("queue"), QStringLiteral("mine")}, {QStringLiteral("topic"), QStringLiteral("news")},
            {QStringLiteral("region"), QStringLiteral("eu-west-1")}}, in);
        LATHE_VERIFY_RESULT(made);
        QVERIFY(made->contains("\"arn:aws:sqs:eu-west-1:123456789012:mine\""));
        QVERIFY(made->contains("arn:aws:sns:eu-west-1:123456789012:news") && made->contains("arn:aws:s3:::example-queue"));
        QVERIFY(!made->contains("us-east-1"));
        const auto tree = JsonTree::parse(*made);
        const JsonNode &record = tree->root().member("Records")->children[0];
        QCOMPARE(tree->text(*record.member("md5OfBody")), QCryptographicHash::hash(tree->text(*record.member("body")), QCryptographicHash::Md5).toHex());
        QCOMPARE(madeEvent("{}", {{QStringLiteral("message"), QStringLiteral("x")}}, in).error().code, ErrorCode::Usage); // the event itself is the message
        QVERIFY(eventParameters("{}", in).size() >= 4);
        QVERIFY(eventParameters("{}", {}).isEmpty());
    }

    void everyParameterOfEveryTemplateWorks()
    {
        for (const EventTemplate &one : eventTemplates())
            for (const EventParameter &parameter : eventParameters(one.body)) {
                const auto made = withParameters(one.body, {{parameter.name, parameter.isNumber ? QStringLiteral("7") : QStringLiteral("q\\\"한 ")}});
                LATHE_VERIFY_RESULT(made);
                QVERIFY2(!jsontext::check(*made), qPrintable(one.id));
                QVERIFY2(*made != one.body, qPrintable(one.id + u' ' + parameter.name));
            }
    }

    void envelopesCarryTheEvent()
    {
        const QByteArray event = "{\n  \"id\": 1.0,\n  \"name\": \"한\"\n}\n";
        for (const EventEnvelope &envelope : eventEnvelopes()) {
            QVERIFY2(!envelope.title.isEmpty(), qPrintable(envelope.id));
            const auto made = inEnvelope(event, envelope.id);
            LATHE_VERIFY_RESULT(made);
            QVERIFY2(!jsontext::check(*made), qPrintable(envelope.id));
            const bool found = made->contains("{\\\"id\\\":1.0,") || made->contains(event.toBase64()) || made->contains("\"id\": 1.0");
            QVERIFY2(found, made->constData());
        }
        const auto nested = inEnvelopes(event, {QStringLiteral("sns"), QStringLiteral("sqs")});
        LATHE_VERIFY_RESULT(nested);
        const auto tree = JsonTree::parse(*nested);
        const JsonNode &record = tree->root().member("Records")->children[0];
        const QByteArray body = tree->text(*record.member("body"));
        QCOMPARE(tree->text(*record.member("md5OfBody")), QCryptographicHash::hash(body, QCryptographicHash::Md5).toHex());
        const auto notification = JsonTree::parse(body);
        QVERIFY(notification);
        QCOMPARE(notification->text(*notification->root().member("Type")), QByteArray("Notification"));
        QCOMPARE(notification->text(*notification->root().member("Message")), QByteArray("{\"id\":1.0,\"name\":\"한\"}"));
        QCOMPARE(inEnvelope(event, QStringLiteral("pigeon")).error().code, ErrorCode::Usage);
        QCOMPARE(*inEnvelopes(event, {}), event);
    }
};

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"
