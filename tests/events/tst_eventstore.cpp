// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"
#include "events/eventstore.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestEventStore : public QObject
{
    Q_OBJECT

    static void put(const QString &path, const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile f(path);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(bytes);
    }
    static QStringList names(const QList<EventFile> &events)
    {
        QStringList list;
        for (const EventFile &e : events)
            list.append(e.function.isEmpty() ? e.name : e.function + u':' + e.name);
        return list;
    }

private slots:
    void listsWhatIsAnEvent()
    {
        QTemporaryDir dir;
        const QString base = dir.filePath(QStringLiteral("events/"));
        for (const char *name : {"b.json", "a.json", "한글.json", "a.expected.json", "a.meta.json", "a.meta.yaml", ".hidden.json", "note.txt", ".json", "with space.json"})
            put(base + QString::fromUtf8(name), "{}");
        put(base + QStringLiteral("resize/z.json"), "1");
        put(base + QStringLiteral("resize/a.json"), "2");
        put(base + QStringLiteral("other/x.json"), "3");
        QVERIFY(QDir(base).mkpath(QStringLiteral("folder.json")));
        const EventStore store(dir.path());
        const QStringList shared = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("with space"), QStringLiteral("한글")};
        QCOMPARE(names(store.events(QStringLiteral("resize"))), QStringList({QStringLiteral("resize:a"), QStringLiteral("resize:z")}) + shared);
        QCOMPARE(names(store.events(QStringLiteral("unknown"))), shared);
        QCOMPARE(names(store.events(QStringLiteral("../events/resize"))), shared);
        QCOMPARE(names(store.events()), shared + QStringList({QStringLiteral("other:x"), QStringLiteral("resize:a"), QStringLiteral("resize:z")}));
    }

    void noFolderMeansNoEvents()
    {
        QTemporaryDir dir;
        QVERIFY(EventStore(dir.path()).events().isEmpty());
        QVERIFY(!QFileInfo::exists(dir.filePath(QStringLiteral("events"))));
    }

    void keepsExactBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("large integer and order") << QByteArray("{\"z\":18446744073709551616,\"a\":1.0 ,\"a\":2}\r\n");
        QTest::newRow("text at the top") << QByteArray("\"hi\"");
        QTest::newRow("not JSON") << QByteArray("{oops");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("NUL and bad UTF-8") << QByteArray("\x00\xff\xfe{}", 5);
        QTest::newRow("BOM") << QByteArray("\xef\xbb\xbf{}");
    }
    void keepsExactBytes()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir dir;
        EventStore store(dir.path());
        const auto saved = store.save(QStringLiteral("내 이벤트 (1)"), bytes);
        LATHE_VERIFY_RESULT(saved);
        QCOMPARE(saved->path, dir.filePath(QStringLiteral("events/내 이벤트 (1).json")));
        const auto read = store.read(*saved);
        LATHE_VERIFY_RESULT(read);
        QCOMPARE(*read, bytes);
        QCOMPARE(store.events(), QList<EventFile>{*saved});
    }

    void refusesNames_data()
    {
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const QString &name) { QTest::newRow(what) << name; };
        row("empty", {});
        row("blank", QStringLiteral("  "));
        row("slash", QStringLiteral("a/b"));
        row("up", QStringLiteral("../a"));
        row("backslash", QStringLiteral("a\\b"));
        row("hidden", QStringLiteral(".a"));
        row("newline", QStringLiteral("a\nb"));
        row("NUL", QString(QChar(0)) + u'a');
        row("space at the end", QStringLiteral("a "));
        row("lone surrogate", QString(QChar(0xd800)));
        row("101 characters", QString(101, u'a'));
        row("too many bytes", QString(100, QChar(0xac00)));
        row("expectation", QStringLiteral("a.expected"));
        row("metadata", QStringLiteral("a.meta.b"));
    }
    void refusesNames()
    {
        QFETCH(QString, name);
        QTemporaryDir dir;
        const auto saved = EventStore(dir.path()).save(name, "{}");
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Usage);
        QVERIFY(QDir(dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void longestNamesWork()
    {
        QTemporaryDir dir;
        EventStore store(dir.path());
        LATHE_VERIFY_RESULT(store.save(QString(100, u'a'), "{}"));
        LATHE_VERIFY_RESULT(store.save(QString(78, QChar(0xac00)), "{}"));
    }

    void replacesOnlyWhenAsked()
    {
        QTemporaryDir dir;
        EventStore store(dir.path());
        LATHE_VERIFY_RESULT(store.save(QStringLiteral("a"), "1"));
        const auto again = store.save(QStringLiteral("a"), "2");
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
        QCOMPARE(*store.read(store.events().first()), QByteArray("1"));
        LATHE_VERIFY_RESULT(store.save(QStringLiteral("a"), "2", true));
        QCOMPARE(*store.read(store.events().first()), QByteArray("2"));
    }

    void renamesWithWhatBelongsToIt()
    {
        QTemporaryDir dir;
        EventStore store(dir.path());
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(QStringLiteral("events/") + name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        const auto event = store.save(QStringLiteral("one"), "{\"a\":1.0}");
        LATHE_VERIFY_RESULT(event);
        LATHE_VERIFY_RESULT(store.save(QStringLiteral("two"), "{}"));
        put(QStringLiteral("one.expected.json"), "1");
        QCOMPARE(store.rename(*event, QStringLiteral("two")).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(store.rename(*event, QStringLiteral("a/b")).error().code, ErrorCode::Usage);
        const auto renamed = store.rename(*event, QStringLiteral("주문 1"));
        LATHE_VERIFY_RESULT(renamed);
        QCOMPARE(*store.read(*renamed), QByteArray("{\"a\":1.0}"));
        QVERIFY(!QFile::exists(event->path));
        QVERIFY(QFile::exists(dir.filePath(QStringLiteral("events/주문 1.expected.json"))));
        QCOMPARE(store.rename(*event, QStringLiteral("x")).error().code, ErrorCode::NotFound);
        LATHE_VERIFY_RESULT(store.remove(*renamed));
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("events/주문 1.expected.json"))));
        QCOMPARE(store.events().size(), 1);
    }

    void removesItsOwnOnly()
    {
        QTemporaryDir dir;
        EventStore store(dir.path());
        const auto event = store.save(QStringLiteral("a"), "1");
        LATHE_VERIFY_RESULT(event);
        put(dir.filePath(QStringLiteral("package.json")), "{}");
        for (const char *path : {"package.json", "events/../package.json", "events/a/../../package.json"}) {
            const auto refused = store.remove({QStringLiteral("x"), dir.filePath(QString::fromLatin1(path)), {}});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Usage);
        }
        QVERIFY(QFileInfo::exists(dir.filePath(QStringLiteral("package.json"))));
        LATHE_VERIFY_RESULT(store.remove(*event));
        QVERIFY(store.events().isEmpty());
        QCOMPARE(store.remove(*event).error().code, ErrorCode::NotFound);
    }

    void everyTemplateIsWhole()
    {
        const QList<EventTemplate> all = eventTemplates();
        QVERIFY(all.size() >= 100);
        QCOMPARE(all.first().id, QStringLiteral("hello"));
        QSet<QString> ids, titles;
        for (const EventTemplate &one : all) {
            QVERIFY2(!jsontext::check(one.body), qPrintable(one.id));
            QCOMPARE(jsontext::pretty(one.body).trimmed(), one.body.trimmed());
            QVERIFY2(!one.title.isEmpty(), qPrintable(one.id));
            ids.insert(one.id);
            titles.insert(one.title);
            QTemporaryDir dir;
            EventStore store(dir.path());
            const auto saved = store.save(one.id, one.body);
            LATHE_VERIFY_RESULT(saved);
            QCOMPARE(*store.read(*saved), one.body);
        }
        QCOMPARE(ids.size(), all.size());
        QCOMPARE(titles.size(), all.size());
        const auto files = QDir(QStringLiteral(LATHE_SOURCE_DIR "/resources/events")).entryList({QStringLiteral("*.json")});
        QCOMPARE(files.size(), all.size() + 3); // none forgotten in the index (and parameters.json, envelopes.json)
    }

    void everyTitleReachesTheTranslators()
    {
        QFile source(QStringLiteral(LATHE_SOURCE_DIR "/models/events/eventtemplates.cpp"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        for (const EventTemplate &one : eventTemplates())
            QVERIFY2(text.contains("QT_TRANSLATE_NOOP(\"lathe\", \"" + one.title.toUtf8() + "\")"), qPrintable(one.title));
        QFile texts(QStringLiteral(LATHE_SOURCE_DIR "/models/events/eventtemplatetexts.cpp"));
        QVERIFY(texts.open(QIODevice::ReadOnly));
        const QByteArray words = texts.readAll();
        for (const EventTemplate &one : eventTemplates())
            QVERIFY2(words.contains("QT_TRANSLATE_NOOP(\"lathe\", \"" + one.description.toUtf8() + "\")"), qPrintable(one.id));
    }

    void everyTemplateHasAGroupAndADescription()
    {
        QStringList groups;
        for (const EventGroup &group : eventGroups())
            groups += group.id;
        QStringList used;
        for (const EventTemplate &one : eventTemplates()) {
            QVERIFY2(groups.contains(one.group), qPrintable(one.id));
            QVERIFY2(one.description.endsWith(u'.'), qPrintable(one.id));
            used += one.group;
        }
        for (const QString &group : groups)
            QVERIFY2(used.contains(group), qPrintable(group));
    }

    void templatesHaveTheirMarkers_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value"); // empty: it must just be there
        const auto row = [](const char *id, const char *path, const char *value = "") {
            QTest::newRow(id) << QString::fromLatin1(path) << QString::fromLatin1(value);
        };
        row("s3-put", "Records/0/eventSource", "aws:s3");
        row("s3-delete", "Records/0/eventName", "ObjectRemoved:Delete");
        row("sqs", "Records/0/eventSource", "aws:sqs");
        row("sns", "Records/0/EventSource", "aws:sns");
        row("dynamodb-stream", "Records/2/eventName", "REMOVE");
        row("kinesis", "Records/0/eventSource", "aws:kinesis");
        row("api-gateway-rest", "requestContext/resourcePath", "/users/{id}");
        row("api-gateway-http", "version", "2.0");
        row("api-gateway-authorizer", "type", "TOKEN");
        row("api-gateway-websocket", "requestContext/eventType", "MESSAGE");
        row("function-url", "requestContext/stage", "$default");
        row("alb", "requestContext/elb/targetGroupArn");
        row("schedule", "detail-type", "Scheduled Event");
        row("eventbridge", "detail-type", "Order Placed");
        row("eventbridge-ec2", "source", "aws.ec2");
        row("cloudwatch-logs", "awslogs/data");
        row("cloudwatch-alarm", "source", "aws.cloudwatch");
        row("cognito-post-confirmation", "triggerSource", "PostConfirmation_ConfirmSignUp");
        row("cognito-pre-sign-up", "triggerSource", "PreSignUp_SignUp");
        row("ses", "Records/0/eventSource", "aws:ses");
        row("iot-button", "clickType", "SINGLE");
        row("iot-rule", "deviceId", "sensor-1");
        row("kafka", "eventSource", "aws:kafka");
        row("mq-rabbitmq", "eventSource", "aws:rmq");
        row("config-rule", "resultToken");
        row("codepipeline", "CodePipeline.job/id");
        row("codecommit", "Records/0/eventSource", "aws:codecommit");
        row("cloudformation", "RequestType", "Create");
        row("lex", "invocationSource", "FulfillmentCodeHook");
        row("alexa", "request/type", "IntentRequest");
        row("kinesis-firehose", "records/0/recordId");
    }
    void templatesHaveTheirMarkers()
    {
        QFETCH(QString, path);
        QFETCH(QString, value);
        QJsonValue at;
        for (const EventTemplate &one : eventTemplates())
            if (one.id == QLatin1String(QTest::currentDataTag()))
                at = QJsonDocument::fromJson(one.body).object();
        QVERIFY(!at.isUndefined() && !at.isNull());
        for (const QString &part : path.split(u'/'))
            at = at.isArray() ? at.toArray().at(part.toInt()) : at.toObject().value(part);
        QVERIFY2(at.isString(), qPrintable(path));
        if (!value.isEmpty())
            QCOMPARE(at.toString(), value);
    }

    void encodedBodiesDecode()
    {
        for (const EventTemplate &one : eventTemplates()) {
            const QJsonObject body = QJsonDocument::fromJson(one.body).object();
            if (one.source == EventSource::Kinesis)
                QCOMPARE(QByteArray::fromBase64(body[QStringLiteral("Records")][0][QStringLiteral("kinesis")][QStringLiteral("data")].toString().toLatin1()),
                    QByteArray("Hello, this is a test."));
            if (one.source != EventSource::CloudWatchLogs)
                continue;
            const auto zipped = QByteArray::fromBase64Encoding(body[QStringLiteral("awslogs")][QStringLiteral("data")].toString().toLatin1(),
                QByteArray::AbortOnBase64DecodingErrors);
            QVERIFY(zipped);
            QProcess gzip;
            gzip.start(QStringLiteral("gzip"), {QStringLiteral("-dc")});
            gzip.write(*zipped);
            gzip.closeWriteChannel();
            QVERIFY(gzip.waitForFinished());
            QCOMPARE(gzip.exitCode(), 0);
            const QByteArray text = gzip.readAllStandardOutput();
            QVERIFY(!jsontext::check(text));
            QCOMPARE(QJsonDocument::fromJson(text)[QStringLiteral("messageType")].toString(), QStringLiteral("DATA_MESSAGE"));
        }
    }

    void templateForEverySource()
    {
        for (int s = int(EventSource::Other); s <= int(EventSource::WebSocket); ++s) {
            const EventTemplate one = templateFor(EventSource(s));
            QCOMPARE(int(one.source), s);
            QVERIFY(!one.body.isEmpty());
        }
        QCOMPARE(templateFor(EventSource::Other).id, QStringLiteral("hello"));
        QCOMPARE(templateFor(EventSource::S3).id, QStringLiteral("s3-put"));
        QCOMPARE(templateFor(EventSource::Api).id, QStringLiteral("api-gateway-rest"));
    }
};

QTEST_GUILESS_MAIN(TestEventStore)
#include "tst_eventstore.moc"
