// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The history's store with real files: bytes, bound, damage, two at once, and what two runs differ in.
#include "core/jsontext.h"
#include "core/limits.h"
#include "core/prices.h"
#include "history/historystore.h"
#include "history/rundifference.h"
#include "history/runspool.h"
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestHistory : public QObject
{
    Q_OBJECT

    static HistoryEntry made(qint64 at, const QByteArray &event, const QByteArray &response)
    {
        HistoryEntry entry;
        entry.startedMs = at;
        entry.function = QStringLiteral("hello");
        entry.event = event;
        entry.outcome.payload = response;
        entry.outcome.chunks = {{1.5, 7}};
        entry.outcome.report = {QStringLiteral("id-%1").arg(at), 12.25, 13, 128, 40, -1, {}, {}};
        return entry;
    }

private slots:
    void bytesStayAsTheyAre()
    {
        QTemporaryDir dir;
        QStringList notes;
        QByteArray large(100000, 'x');
        for (const QByteArray &bytes : {QByteArray("{\"n\": 12345678901234567890,  \"a\":1e2}"), QByteArray("\xff\x00\xfe", 3), QByteArray("\xef\xbb\xbf{}"), QByteArray(), large}) {
            RunSpool(dir.path()).put(made(1, bytes, bytes));
            auto store = HistoryStore::open(dir.path(), &notes);
            LATHE_VERIFY_RESULT(store);
            QCOMPARE(RunSpool(dir.path()).waiting().size(), 0);
            const auto entry = (*store)->entry(QStringLiteral("last"));
            LATHE_VERIFY_RESULT(entry);
            QCOMPARE(entry->event, bytes);
            QCOMPARE(entry->outcome.payload, bytes);
            QCOMPARE(entry->outcome.chunks, (QList<ResponseChunk>{{1.5, 7}}));
            QCOMPARE(entry->outcome.report.initMs, -1.0);
            const auto again = entryFromLine(entryLine(*entry));
            LATHE_VERIFY_RESULT(again);
            QCOMPARE(again->event, bytes);
            QCOMPARE((*store)->add({*entry}).value_or(-1), 0); // known by its id
            QCOMPARE((*store)->clear().value_or(-1), 1);
        }
        QVERIFY(notes.isEmpty());
        QVERIFY(!entryFromLine("{}"));
    }

    void staysWithinItsBound()
    {
        QTemporaryDir dir;
        QStringList notes;
        auto store = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        LATHE_VERIFY_RESULT((*store)->setBound(200000));
        for (int i = 0; i < 40; ++i) {
            QByteArray noise(10000, Qt::Uninitialized);
            for (char &c : noise)
                c = char(QRandomGenerator::global()->generate());
            LATHE_VERIFY_RESULT((*store)->add({made(i, noise, {})}));
            QVERIFY((*store)->used().value_or(1000000) <= 200000);
        }
        QCOMPARE((*store)->entry(QStringLiteral("1"))->startedMs, 39);
        HistoryEntry huge = made(50, "{}", QByteArray(limits::historyBodyBytes + 1, 'a'));
        huge.event = huge.outcome.payload;
        boundEntry(&huge);
        QCOMPARE(huge.outcome.payload.size(), limits::historyBodyBytes);
        QVERIFY(!huge.isEventWhole());
    }

    void damageIsMovedAside()
    {
        for (int round = 0; round < 20; ++round) {
            QTemporaryDir dir;
            QStringList notes;
            {
                auto store = HistoryStore::open(dir.path(), &notes);
                LATHE_VERIFY_RESULT(store);
                LATHE_VERIFY_RESULT((*store)->add({made(1, QByteArray(20000, 'e'), "r")}));
            }
            QFile file(dir.filePath(QStringLiteral("runs.sqlite")));
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qint64 at = round % 2 ? 0 : QRandomGenerator::global()->bounded(int(file.size()));
            file.seek(at);
            file.write(QByteArray(500, char(round)));
            file.close();
            auto store = HistoryStore::open(dir.path(), &notes);
            LATHE_VERIFY_RESULT(store);
            LATHE_VERIFY_RESULT((*store)->add({made(2, "{}", "r")}));
            QVERIFY(!(round % 2) || notes.size() == 1);
        }
    }

    void twoAtOnce()
    {
        QTemporaryDir dir;
        QStringList notes;
        auto a = HistoryStore::open(dir.path(), &notes);
        auto b = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(a);
        LATHE_VERIFY_RESULT(b);
        for (int i = 0; i < 20; ++i) {
            RunSpool(dir.path()).put(made(i, "{}", {}));
            LATHE_VERIFY_RESULT((i % 2 ? *a : *b)->takeIn());
        }
        QCOMPARE((*a)->find({})->size(), 20);
        QCOMPARE((*b)->find({})->size(), 20);
        QVERIFY(notes.isEmpty());
    }

    void aPlaceAheadIsTakenOrGone()
    {
        QTemporaryDir dir;
        const RunSpool spool(dir.path());
        const QDir incoming(dir.filePath(QStringLiteral("incoming")));
        const auto files = [&incoming] { return incoming.entryList(QDir::Files).size(); };
        auto place = spool.place();
        QVERIFY(place);
        QCOMPARE(files(), 1);
        QVERIFY(spool.waiting().isEmpty()); // nothing to read yet
        LATHE_VERIFY_RESULT(spool.put(made(1, "{}", "r"), std::move(place)));
        QCOMPARE(files(), 1);
        QCOMPARE(spool.waiting().size(), 1);
        spool.place().reset(); // a run that was stopped
        QCOMPARE(files(), 1);

        QFile left(incoming.filePath(QStringLiteral("killed.part"))), fresh(incoming.filePath(QStringLiteral("running.part")));
        QVERIFY(left.open(QIODevice::WriteOnly) && left.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
        QVERIFY(fresh.open(QIODevice::WriteOnly));
        left.close();
        QStringList notes;
        auto store = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        QCOMPARE((*store)->find({})->size(), 1);
        QCOMPARE(incoming.entryList(QDir::Files), QStringList{QStringLiteral("running.part")});
    }

    void spoolStaysSmall()
    {
        QTemporaryDir dir;
        for (int i = 0; i < 120; ++i) {
            LATHE_VERIFY_RESULT(HistoryStore::keep(dir.path(), made(i, "{}", {})));
            QVERIFY(RunSpool(dir.path()).waiting().size() < 60);
        }
        QStringList notes;
        auto store = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        HistoryFilter filter;
        filter.most = 1000;
        QCOMPARE((*store)->find(filter)->size(), 120);
    }

    void isSearched()
    {
        QTemporaryDir dir;
        QStringList notes;
        auto store = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        HistoryEntry failed = made(2, "{\"who\": \"Ada\"}", "{}");
        failed.function = QStringLiteral("other");
        failed.outcome.functionError = "Unhandled";
        LATHE_VERIFY_RESULT((*store)->add({made(1, "{\"who\": \"Grace\"}", "{}"), failed}));
        HistoryFilter filter;
        filter.text = QStringLiteral("aDA");
        QCOMPARE((*store)->find(filter)->size(), 1);
        filter = {};
        filter.status = QStringLiteral("error");
        QCOMPARE((*store)->find(filter)->first().function, QStringLiteral("other"));
        filter = {};
        filter.function = QStringLiteral("hello");
        QCOMPARE((*store)->find(filter)->first().startedMs, 1);
        QVERIFY((*store)->find(filter)->first().event.isEmpty());
        QVERIFY(!(*store)->entry(QStringLiteral("3")));
    }

    void redactedJsonStaysJson_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("kept");
        const auto row = [](const char *name, const char *event, const char *kept) { QTest::newRow(name) << QByteArray(event) << QByteArray(kept); };
        row("header", R"({"headers": {"Authorization": "Basic dXNlcjpwYXNz", "accept": "text/html"}, "n": 1.0})", R"({"headers": {"Authorization": "[redacted]", "accept": "text/html"}, "n": 1.0})");
        row("on one line", R"({"cookie":"a=b","after":[1,2]})", R"({"cookie":"[redacted]","after":[1,2]})");
        row("several values", R"({"multiValueHeaders":{"Cookie":["a=1","b=2"],"X":["y"]}})", R"({"multiValueHeaders":{"Cookie":["[redacted]","[redacted]"],"X":["y"]}})");
        row("list of cookies", R"({"cookies":["session=abc"],"version":"2.0"})", R"({"cookies":["[redacted]"],"version":"2.0"})");
        // moc 6.4 loses the thread in raw strings with escapes.
        row("escapes", "{\"note\":\"line\\nAuthorization: x\\\"y\\\\z\",\"next\":\"\\u00e9\"}", "{\"note\":\"line\\nAuthorization: [redacted]\",\"next\":\"\\u00e9\"}");
        row("packed", "{\"body\":\"{\\\"password\\\": \\\"hunter2\\\", \\\"n\\\": 1}\",\"isBase64Encoded\":false}", "{\"body\":\"{\\\"password\\\": \\\"[redacted]\\\", \\\"n\\\": 1}\",\"isBase64Encoded\":false}");
        row("number", R"({"password":12345,"pin":12345})", R"({"password":"[redacted]","pin":12345})");
        row("with spaces", R"({"password":"two words"})", R"({"password":"[redacted]"})");
        row("words", R"({"password":null,"api_key":true})", R"({"password":null,"api_key":true})");
        row("variable", R"({"deep":[{"p":"xhunter22x"},"hunter22"],"hunter":22})", R"({"deep":[{"p":"x[redacted]x"},"[redacted]"],"hunter":22})");
        row("as a number", R"({"a":[31415926]})", R"({"a":["[redacted]"]})");
        row("string alone", R"("Bearer abcdefghijkl")", R"("Bearer [redacted]")");
        row("nothing", R"({"a": [ 1.0 , "b" ] })", R"({"a": [ 1.0 , "b" ] })");
        row("in a key", R"({"hunter22": {"n": 1}, "a": 2})", R"({"[redacted]": {"n": 1}, "a": 2})");
        row("no JSON", "password=hunter2 {", "password=[redacted] {");
    }
    void redactedJsonStaysJson()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, kept);
        HistoryEntry entry;
        entry.event = event;
        redactEntry(&entry, {{QStringLiteral("DB_PASSWORD"), QStringLiteral("hunter22")}, {QStringLiteral("PRIVATE_PIN"), QStringLiteral("31415926")}});
        QCOMPARE(entry.event, kept);
        QCOMPARE(jsontext::check(entry.event).has_value(), jsontext::check(event).has_value());
        QCOMPARE(entry.notes.isEmpty(), kept == event);
        redactEntry(&entry, {});
        QCOMPARE(entry.event, kept); // nothing more the second time
    }

    void secretsAreTakenOut()
    {
        HistoryEntry entry = made(1, "{\"p\": \"hunter22\", \"n\": 1}", "\xff");
        entry.outcome.log = "key AKIAIOSFODNN7EXAMPLE secret hunter22\n";
        redactEntry(&entry, {{QStringLiteral("DB_PASSWORD"), QStringLiteral("hunter22")}, {QStringLiteral("STAGE"), QStringLiteral("production")}});
        QCOMPARE(entry.event, QByteArray("{\"p\": \"[redacted]\", \"n\": 1}"));
        QVERIFY(!entry.outcome.log.contains("hunter22"));
        QCOMPARE(entry.outcome.payload, QByteArray("\xff"));
        QVERIFY(!entry.notes.isEmpty());
        FunctionSpec spec;
        spec.environment = {{QStringLiteral("A"), QStringLiteral("one")}};
        HistoryEntry other;
        describeFunction(spec, &entry);
        spec.environment = {{QStringLiteral("A"), QStringLiteral("two")}};
        describeFunction(spec, &other);
        QCOMPARE(entry.environmentHash, other.environmentHash); // names only
    }

    void differencesAreTold()
    {
        HistoryEntry a = made(1, "{}", "{\"n\": 1, \"same\": [1,2]}");
        HistoryEntry b = made(2, "{}", "{\"same\":[1, 2], \"n\": 2, \"new\": null}");
        a.outcome.log = "START RequestId: id-1\nfirst id-1\ngone\nlast\n";
        b.outcome.log = "START RequestId: id-2\nfirst id-2\nlast\nmore\n";
        const QList<RunDifference> all = runDifferences(a, b);
        QCOMPARE(all.size(), 4);
        QVERIFY(all.contains({RunDifference::Changed, QStringLiteral("response"), QStringLiteral("$.n"), "1", "2"}));
        QVERIFY(all.contains({RunDifference::Added, QStringLiteral("response"), QStringLiteral("$.new"), {}, "null"}));
        QVERIFY(all.contains({RunDifference::Removed, QStringLiteral("log"), {}, "gone", {}}));
        QVERIFY(all.contains({RunDifference::Added, QStringLiteral("log"), {}, {}, "more"}));
        QVERIFY(runDifferences(a, a).isEmpty());
    }

    /// What is beyond a smaller bound leaves the disk and not only the table.
    void givesSpaceBack()
    {
        QTemporaryDir dir;
        QStringList notes;
        const auto store = HistoryStore::open(dir.path(), &notes);
        LATHE_VERIFY_RESULT(store);
        QRandomGenerator random(3);
        QStringList ids;
        for (int i = 0; i < 12; ++i) {
            HistoryEntry entry = made(i, "{}", "{}");
            entry.id = QStringLiteral("id-%1").arg(i);
            ids.append(entry.id);
            entry.outcome.payload.resize(400'000);
            for (char &c : entry.outcome.payload)
                c = char(random.bounded(256));
            LATHE_VERIFY_RESULT((*store)->add({entry}));
        }
        const QString file = dir.filePath(QStringLiteral("runs.sqlite"));
        const auto bytes = [&file] { return QFileInfo(file).size() + QFileInfo(file + QStringLiteral("-wal")).size(); };
        LATHE_VERIFY_RESULT((*store)->setBound(2'000'000));
        QVERIFY2(QFileInfo(file).size() < 2'500'000, qPrintable(QString::number(bytes())));
        LATHE_VERIFY_RESULT((*store)->remove(ids));
        QVERIFY2(QFileInfo(file).size() < 200'000, qPrintable(QString::number(bytes())));
    }

    void costsAsAwsCounts()
    {
        QVERIFY(qAbs(prices::cost(1, 1, 128, 512, false) - 2e-7 - 2.0833e-9) < 1e-12); // Power Tuning: 2.1e-9 a ms at 128 MB
        QVERIFY(qAbs(prices::cost(1e6, 1000, 1024, 512, true) - (0.2 + 13.3334)) < 1e-6);
        QVERIFY(prices::cost(1e6, 1000, 1024, 1536, false) > prices::cost(1e6, 1000, 1024, 512, false));
        QVERIFY(qAbs(prices::cost(7e9, 1000, 1024, 512, false) - (7e9 * 2e-7 + 6e9 * 0.0000166667 + 1e9 * 0.000015)) < 1);
        const double plain = prices::cost(1e6, 10, 128, 512, false);
        QCOMPARE(prices::cost(1e6, 10, 128, 512, false, 6 * 1024 * 1024), plain); // the first 6 MB of a stream are free
        QVERIFY(qAbs(prices::cost(1e6, 10, 128, 512, false, (6 + 1024) * 1024 * 1024) - plain - 1e6 * 0.008) < 1e-6);
        HistoryEntry entry = made(1, "{}", "{}");
        entry.outcome.report.memoryMib = 0;
        QVERIFY(entry.wouldCost() < 0);
        entry.outcome.report.memoryMib = 1024;
        entry.outcome.report.billedMs = 1000;
        entry.architecture = QStringLiteral("arm64");
        QVERIFY(qAbs(entry.wouldCost(1e6) - (0.2 + 13.3334)) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
