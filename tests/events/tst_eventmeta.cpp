// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"
#include "events/eventmeta.h"
#include "events/eventstore.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// What stands beside an event, edited line by line.
class TestEventMeta : public QObject
{
    Q_OBJECT

    static RunFacts ran(const QByteArray &payload, bool failed = false)
    {
        RunFacts facts;
        facts.payload = payload;
        facts.failed = failed;
        facts.errorType = failed ? QStringLiteral("ValueError") : QString();
        facts.durationMs = 12.5;
        facts.maxMemoryMib = 40;
        facts.log = "START\nhello there\nEND\n";
        return facts;
    }

    static ExpectationLine path(const char *path, const char *test, const QString &value)
    {
        return {ExpectationLine::Path, -1, QLatin1String(path), QLatin1String(test), value};
    }

private slots:
    void linesAreWhatTheFileSays()
    {
        const QByteArray meta = R"({"expect": {"logContains": "one", "maxDurationMs": 1e2, "response": [{"path": "$.a", "equals": 1.0, "count": 1}, {"path": "$.b"}], "status": "error"}})";
        const QList<ExpectationLine> lines = expectationLines(QByteArray("{\"a\": 1}\n"), meta);
        QCOMPARE(lines.size(), 7);
        QCOMPARE(lines[0], (ExpectationLine{ExpectationLine::Status, -1, {}, {}, QStringLiteral("error")}));
        QCOMPARE(lines[1].kind, ExpectationLine::WholeResponse);
        QCOMPARE(lines[2], (ExpectationLine{ExpectationLine::Path, 0, QStringLiteral("$.a"), QStringLiteral("equals"), QStringLiteral("1.0")}));
        QCOMPARE(lines[3], (ExpectationLine{ExpectationLine::Path, 0, QStringLiteral("$.a"), QStringLiteral("count"), QStringLiteral("1")}));
        QCOMPARE(lines[4].test, QStringLiteral("exists"));
        QCOMPARE(lines[5].value, QStringLiteral("1e2"));
        QCOMPARE(lines[6], (ExpectationLine{ExpectationLine::LogContains, 0, {}, {}, QStringLiteral("one")}));
    }

    void eachLineIsJudgedAlone()
    {
        const RunFacts good = ran("{\"a\": {\"b\": [1, 2]}, \"s\": \"a word\"}"), bad = ran("{\"errorType\": \"ValueError\"}", true);
        QCOMPARE(lineFailure(path("$.a.b[0]", "equals", QStringLiteral("1")), {}, good), QString());
        QVERIFY(lineFailure(path("$.a.b[0]", "equals", QStringLiteral("2")), {}, good).contains(QStringLiteral("not 2")));
        QCOMPARE(lineFailure(path("$.s", "equals", QStringLiteral("a word")), {}, good), QString()); // no JSON: the text itself
        QCOMPARE(lineFailure(path("$.a.b[*]", "count", QStringLiteral("2")), {}, good), QString());
        QCOMPARE(lineFailure({ExpectationLine::MaxDuration, -1, {}, {}, QStringLiteral("100")}, {}, bad), QString()); // that it failed, another line says
        QVERIFY(!lineFailure({ExpectationLine::MaxDuration, -1, {}, {}, QStringLiteral("1")}, {}, good).isEmpty());
        QVERIFY(!lineFailure({ExpectationLine::MaxMemory, -1, {}, {}, QStringLiteral("8")}, {}, good).isEmpty());
        QCOMPARE(lineFailure({ExpectationLine::Status, -1, {}, {}, QStringLiteral("error")}, {}, bad), QString());
        QVERIFY(!lineFailure({ExpectationLine::Status, -1, {}, {}, QStringLiteral("success")}, {}, bad).isEmpty());
        QCOMPARE(lineFailure({ExpectationLine::ErrorType, -1, {}, {}, QStringLiteral("ValueError")}, {}, bad), QString());
        QVERIFY(!lineFailure({ExpectationLine::ErrorType, -1, {}, {}, QStringLiteral("ValueError")}, {}, good).isEmpty());
        QCOMPARE(lineFailure({ExpectationLine::LogContains, -1, {}, {}, QStringLiteral("hello")}, {}, good), QString());
        QVERIFY(!lineFailure({ExpectationLine::LogExcludes, -1, {}, {}, QStringLiteral("hello")}, {}, good).isEmpty());
        QCOMPARE(lineFailure({ExpectationLine::WholeResponse, -1, {}, {}, {}}, "{\"s\":\"a word\",\"a\":{\"b\":[1,2]}}", good), QString());
        QVERIFY(!lineFailure({ExpectationLine::WholeResponse, -1, {}, {}, {}}, "{}", good).isEmpty());
    }

    /// Lines go in, change and go out again, and the file is what it was.
    void editsKeepForeignBytes()
    {
        const QByteArray before = "{\n  \"mine\": 1.0,\n  \"expect\": {\n    \"logContains\": [\"a\"]\n  },\n  \"z\" : [ 1e400 ]\n}\n";
        QByteArray meta = before;
        const QList<ExpectationLine> wanted{{ExpectationLine::Status, -1, {}, {}, QStringLiteral("error")}, path("$.a", "equals", QStringLiteral("1")), path("$['b']", "matches", QStringLiteral("^\\d+$")),
            {ExpectationLine::LogContains, -1, {}, {}, QStringLiteral("\"quoted\" 한글")}, {ExpectationLine::MaxDuration, -1, {}, {}, QStringLiteral("250")}};
        for (const ExpectationLine &line : wanted) {
            const auto more = withLine(meta, {}, line);
            QVERIFY2(more, qPrintable(more ? QString() : more.error().text));
            QVERIFY(!jsontext::check(*more));
            QVERIFY(parseExpectation({}, *more, QStringLiteral("x")));
            meta = *more;
        }
        QList<ExpectationLine> lines = expectationLines({}, meta);
        QCOMPARE(lines.size(), wanted.size() + 1);
        QCOMPARE(lines[1].value, QStringLiteral("1"));
        ExpectationLine changed = lines[1];
        changed.path = QStringLiteral("$.c");
        changed.test = QStringLiteral("contains");
        changed.value = QStringLiteral("x");
        const auto edited = withLine(meta, lines[1], changed);
        QVERIFY(edited && edited->contains("{\"path\": \"$.c\", \"contains\": \"x\"}"));
        QVERIFY(edited->contains("\"mine\": 1.0") && edited->contains("\"z\" : [ 1e400 ]"));
        meta = *edited;
        while (true) {
            lines = expectationLines({}, meta);
            const auto other = std::find_if(lines.begin(), lines.end(), [](const ExpectationLine &line) { return line.kind != ExpectationLine::LogContains || line.index > 0; });
            if (other == lines.end())
                break;
            const auto less = withoutLine(meta, *other);
            QVERIFY(less);
            meta = *less;
        }
        QCOMPARE(meta, before);
        meta = withoutLine(meta, lines.first()).value_or("");
        QCOMPARE(meta, QByteArray("{\n  \"mine\": 1.0,\n  \"z\" : [ 1e400 ]\n}\n"));
        QCOMPARE(withoutLine(withLine({}, {}, wanted.first()).value_or(""), wanted.first()).value_or("?"), QByteArray()); // no file is left for nothing
    }

    void whatCannotBeMeantIsRefused()
    {
        for (const ExpectationLine &line : QList<ExpectationLine>{path("a..", "equals", QStringLiteral("1")), path("$.a", "matches", QStringLiteral("(")), path("$.a", "count", QStringLiteral("many")),
                 {ExpectationLine::MaxDuration, -1, {}, {}, QStringLiteral("-1")}, {ExpectationLine::MaxMemory, -1, {}, {}, QStringLiteral("0x10")}, {ExpectationLine::LogContains, -1, {}, {}, {}}}) {
            QVERIFY(!lineProblem(line).isEmpty());
            QVERIFY(!withLine({}, {}, line));
        }
        QVERIFY(!withLine("[1]", {}, path("$", "exists", QStringLiteral("true"))));
        QVERIFY(!withLine("{", {}, path("$", "exists", QStringLiteral("true"))));
    }

    void theContextIsEditedInPlace()
    {
        const QByteArray meta = "{\"expect\": {},\n \"clientContext\": {\"custom\": {\"n\": 1.0}},\n \"identity\": {\"cognitoIdentityId\": \"me\"}, \"who\":1}";
        EventContext context = eventContext(meta);
        QCOMPARE(context.clientContext, QByteArray("{\"custom\": {\"n\": 1.0}}"));
        QCOMPARE(context.identityMember("cognitoIdentityId"), QStringLiteral("me"));
        QCOMPARE(withEventContext("{\"who\":1}", eventContext("{\"who\":1}")).value_or(""), QByteArray("{\"who\":1}"));
        context.setIdentityMember("cognitoIdentityPoolId", QStringLiteral("pool"));
        QCOMPARE(context.identity, QByteArray("{\"cognitoIdentityId\": \"me\", \"cognitoIdentityPoolId\": \"pool\"}"));
        context.setIdentityMember("cognitoIdentityPoolId", {});
        QCOMPARE(context.identity, QByteArray("{\"cognitoIdentityId\": \"me\"}"));
        context.setIdentityMember("cognitoIdentityId", {});
        QVERIFY(context.identity.isEmpty());
        context.setIdentityMember("cognitoIdentityId", QStringLiteral("you"));
        QCOMPARE(context.identity, QByteArray("{\"cognitoIdentityId\": \"you\"}"));
        context.qualifier = QStringLiteral("live");
        context.clientContext.clear();
        const auto edited = withEventContext(meta, context);
        QVERIFY(edited);
        QVERIFY(edited->contains("\"qualifier\": \"live\"") && !edited->contains("clientContext") && edited->contains("\"who\":1"));
        context.clientContext = "{";
        QVERIFY(!withEventContext(meta, context));
    }

    void filesBesideAnEventComeAndGo()
    {
        QTemporaryDir dir;
        EventStore store(dir.path());
        const auto event = store.save(QStringLiteral("a"), "{}");
        QVERIFY(event);
        QVERIFY(!*store.beside(*event, EventPart::Meta));
        QVERIFY(store.saveBeside(*event, EventPart::Meta, QByteArray("{\"x\": 1.0}")));
        QVERIFY(store.saveBeside(*event, EventPart::Expected, QByteArray("1")));
        QCOMPARE(**store.beside(*event, EventPart::Meta), QByteArray("{\"x\": 1.0}"));
        const auto kept = store.keep(*event);
        QVERIFY(kept && store.remove(*event));
        QVERIFY(!QFile::exists(dir.path() + QStringLiteral("/events/a.meta.json")));
        QVERIFY(store.restore(*kept));
        QCOMPARE(*store.read(*event), QByteArray("{}"));
        QCOMPARE(**store.beside(*event, EventPart::Expected), QByteArray("1"));
        QVERIFY(!store.restore(*kept)); // never over a file
        QVERIFY(store.saveBeside(*event, EventPart::Expected, std::nullopt));
        QVERIFY(!*store.beside(*event, EventPart::Expected));
        QFile file(dir.path() + QStringLiteral("/a.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\xff{ ") == 3);
        file.close();
        const auto imported = store.import(file.fileName());
        QVERIFY(imported);
        QCOMPARE(imported->name, QStringLiteral("a-2"));
        QCOMPARE(*store.read(*imported), QByteArray("\xff{ "));
    }
};

QTEST_APPLESS_MAIN(TestEventMeta)
#include "tst_eventmeta.moc"
