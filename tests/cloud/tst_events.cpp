// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/asyncqueue.h"
#include "cloud/endpointfixture.h"
#include <QCryptographicHash>
#include <QDateTime>
#include <QProcess>
#include <QSignalSpy>
#include <csignal>
#include <unistd.h>

using namespace lathe;

static QString q(const char *text) { return QString::fromLatin1(text); }
/// JSON that no parser would write again as it is, with the number of the event.
static QByteArray payload(int n) { return "{ \"a\" : 1.0e2,\t\"b\":\"\xea\xb0\x80\\u0000\", \"n\":[" + QByteArray::number(n) + "]}\n"; }

/// A bootstrap that succeeds when the bytes and the request id that it gets are those which it was told of in WANTED.
static const char witness[] = R"(#!/usr/bin/python3
import hashlib, http.client, os
wanted = os.environ['WANTED'].split()
base = '/2018-06-01/runtime/invocation/'
while True:
    link = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
    link.request('GET', base + 'next')
    answer = link.getresponse()
    body, request = answer.read(), answer.getheader('Lambda-Runtime-Aws-Request-Id')
    good = request + ':' + hashlib.sha256(body).hexdigest() in wanted
    link.request('POST', base + request + ('/response' if good else '/error'), '{"errorType":"Wrong"}')
    link.getresponse().read()
)";

/// A queue on a state folder, as an endpoint has it.
struct Place
{
    Place(const QString &dir, RuntimeService &runtime, const AsyncRetries &retries = fast())
    {
        QStringList notes;
        auto store = FunctionStore::open(dir, &notes);
        if (!store || !notes.isEmpty())
            qFatal("the state cannot be opened");
        functions = std::make_unique<FunctionService>(std::move(*store), ArnScope{q("us-east-1"), q("000000000000")}, dir + q("/unpacked"), runtime);
        queue = std::make_unique<AsyncQueue>(*functions, retries);
        finished = std::make_unique<QSignalSpy>(queue.get(), &AsyncQueue::finished);
    }
    static AsyncRetries fast()
    {
        AsyncRetries retries;
        retries.afterError = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
        retries.firstThrottleDelay = std::chrono::milliseconds(1);
        return retries;
    }
    Database &database() const { return functions->store().database(); }
    bool sql(const QString &statement, const QVariantList &values = {}) const { return database().run(statement, values).has_value(); }
    int rows() const
    {
        int count = -1;
        (void)database().run(q("SELECT count(*) FROM events"), {}, [&count](const QVariantList &row) { count = row[0].toInt(); });
        return count;
    }
    bool add(const QString &name, const QByteArray &zip, const QString &runtime, const QString &wanted = {}) const
    {
        FunctionRecord function;
        function.name = name;
        VersionRecord &latest = function.latest();
        latest.configuration = configurationWithDefaults({{q("Handler"), q("app.handler")}, {q("Runtime"), runtime}, {q("Timeout"), 20},
            {q("Environment"), QJsonObject{{q("Variables"), QJsonObject{{q("WANTED"), wanted}}}}}}, name);
        latest.codeSha256 = functions->store().blobs().put(zip).value_or(QByteArray());
        latest.beginCreate();
        return functions->save(function).has_value();
    }
    bool enqueue(const QString &name, const QString &id, const QByteArray &bytes) const
    {
        InvokeRequest request;
        request.payload = bytes;
        request.requestId = id;
        return queue->enqueue(name, latestVersion, request).has_value();
    }
    /// "tries error" of the event with this id that has ended.
    QString outcome(const QString &id) const
    {
        QStringList found;
        for (const auto &one : *finished)
            if (one.at(0).toString() == id)
                found << QStringLiteral("%1 %2").arg(one.at(1).toInt()).arg(one.at(2).toString());
        return found.join(u'|');
    }

    std::unique_ptr<FunctionService> functions;
    std::unique_ptr<AsyncQueue> queue;
    std::unique_ptr<QSignalSpy> finished;
};

/// Asynchronous invocations over stops, kills, damage and deletes.
class TestEvents : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f; ///< For its runtime, and to make packages.
    QByteArray m_python, m_witness;

    static QString wanted(int count)
    {
        QStringList all;
        for (int i = 0; i < count; ++i)
            all << QStringLiteral("id-%1:%2").arg(i).arg(QString::fromLatin1(QCryptographicHash::hash(payload(i), QCryptographicHash::Sha256).toHex()));
        return all.join(u' ');
    }

private slots:
    void initTestCase()
    {
        f = std::make_unique<EndpointFixture>();
        m_python = f->zip("def handler(e, c):\n    if e == 'bad':\n        raise RuntimeError\n    return 1\n");
        m_witness = f->zip(witness, q("bootstrap"));
    }
    void cleanupTestCase() { f.reset(); }

    void aKillLosesNothing()
    {
        // The child accepts events, says so, and never comes to run them: it is killed.
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("seen"), m_witness, q("provided.al2023"), wanted(3)));
        }
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {q("--accept"), dir.path()});
        QVERIFY(child.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(child.bytesAvailable() >= 9 || child.state() == QProcess::NotRunning, 10000);
        QCOMPARE(child.readAllStandardOutput(), QByteArray("accepted\n"));
        ::kill(pid_t(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        {
            Place place(dir.path(), *f->runtime);
            QCOMPARE(place.queue->size(), 3);
            QTRY_COMPARE_WITH_TIMEOUT(place.finished->size(), 3, 20000);
            for (const char *id : {"id-0", "id-1", "id-2"})
                QCOMPARE(place.outcome(q(id)), q("1 ")); // the first try was right
            QCOMPARE(place.rows(), 0);
        }
        QCOMPARE(Place(dir.path(), *f->runtime).queue->size(), 0); // and they run once
    }

    void aPlainStopKeepsWhatWaits()
    {
        EndpointFixture here;
        QVERIFY(here.createSettled(q("hello"), "def handler(e, c):\n    raise RuntimeError\n"));
        const Answer answer = here.call({"POST", "/2015-03-31/functions/hello/invocations", payload(7), {{"X-Amz-Invocation-Type", "Event"}}});
        QCOMPARE(answer.status, 202);
        QStringList notes;
        auto side = Database::open(here.endpoint->workspace().dir + q("/functions.sqlite"), &notes);
        LATHE_VERIFY_RESULT(side);
        const auto event = [&side] {
            QVariantList found;
            (void)(*side)->run(q("SELECT request_id, payload, attempts, next_ms, expires_ms FROM events"), {}, [&found](const QVariantList &row) { found = row; });
            return found;
        };
        QTRY_COMPARE_WITH_TIMEOUT(event().value(2).toInt(), 1, 20000);
        const QVariantList before = event();
        QCOMPARE(before[0].toString().toLatin1(), answer.header("x-amzn-RequestId"));
        QCOMPARE(before[1].toByteArray(), payload(7));
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(before[3].toLongLong() > now + 50000 && before[3].toLongLong() <= now + 60000);
        QVERIFY(before[4].toLongLong() > now + 21590000 && before[4].toLongLong() <= now + 21600000);
        QCOMPARE(here.json("PUT", "/2015-03-31/functions/hello/code",
            {{q("ZipFile"), QString::fromLatin1(here.zip("def handler(e, c):\n    return 1\n").toBase64())}}).status, 200);
        QVERIFY(here.settle("hello"));
        here.restart();
        QCOMPARE(event(), before); // it waits for its time, as before
        LATHE_VERIFY_RESULT((*side)->run(q("UPDATE events SET next_ms=0")));
        here.restart();
        QTRY_VERIFY_WITH_TIMEOUT(event().isEmpty(), 20000);
    }

    void aStopDuringATryCostsNoTry()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("slow"), f->zip("import time\ndef handler(e, c):\n    time.sleep(1.5)\n"), q("python3.11")));
            QVERIFY(place.enqueue(q("slow"), q("id"), "1"));
            QSignalSpy busy(f->runtime.get(), &RuntimeService::environmentsChanged);
            QTRY_VERIFY_WITH_TIMEOUT(!busy.isEmpty() && busy.last().at(1).toInt() == 1, 20000);
        }
        Place place(dir.path(), *f->runtime);
        QCOMPARE(place.queue->size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("id")), q("1 "), 20000);
    }

    void triesGoOnWhereTheyWere()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            QVERIFY(place.enqueue(q("f"), q("id"), "\"bad\""));
            QVERIFY(place.sql(q("UPDATE events SET attempts=2")));
        }
        Place place(dir.path(), *f->runtime);
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("id")), q("3 Unhandled"), 20000);
        QCOMPARE(place.rows(), 0);
    }

    void aDamagedEventStopsNoOther()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            for (const char *id : {"negative", "many", "text", "bytes", "nobody", "far", "", "good"})
                QVERIFY(place.enqueue(q("f"), q(id), "1"));
            QVERIFY(place.sql(q("PRAGMA foreign_keys=OFF")));
            for (const char *damage : {"attempts=-5 WHERE request_id='negative'", "attempts=9999999999 WHERE request_id='many'",
                     "attempts='x', next_ms='y', trace_id=7 WHERE request_id='text'", "payload=x'00ff7b' WHERE request_id='bytes'",
                     "name='nobody' WHERE request_id='nobody'", "next_ms=9223372036854775807, expires_ms=9223372036854775807 WHERE request_id='far'"})
                QVERIFY2(place.sql(q("UPDATE events SET ") + q(damage)), damage);
        }
        AsyncRetries retries = Place::fast();
        retries.longestThrottleDelay = std::chrono::milliseconds(2);
        Place place(dir.path(), *f->runtime, retries);
        QCOMPARE(place.queue->size(), 8);
        QTRY_COMPARE_WITH_TIMEOUT(place.finished->size(), 8, 20000);
        QCOMPARE(place.outcome(q("good")), q("1 "));
        QCOMPARE(place.outcome(q("far")), q("1 "));
        QCOMPARE(place.outcome(q("negative")), q("-5 the stored event is damaged"));
        QVERIFY(place.outcome(q("nobody")).startsWith(q("0 Function not found")));
        QVERIFY(place.outcome(q("bytes")).startsWith(q("3 ")));
        QCOMPARE(place.rows(), 0);
    }

    void aDeletedFunctionTakesItsEvents()
    {
        QTemporaryDir dir;
        AsyncRetries slow; // a minute until the second try
        Place place(dir.path(), *f->runtime, slow);
        QVERIFY(place.add(q("gone"), m_python, q("python3.11")));
        QVERIFY(place.add(q("stays"), m_python, q("python3.11")));
        for (const char *name : {"gone", "stays"})
            QVERIFY(place.enqueue(q(name), q(name), "\"bad\""));
        const auto tried = [&place] {
            int least = 9;
            (void)place.database().run(q("SELECT min(attempts) FROM events"), {}, [&least](const QVariantList &row) { least = row[0].toInt(); });
            return least;
        };
        QTRY_COMPARE_WITH_TIMEOUT(tried(), 1, 20000);
        QVERIFY(place.functions->remove(q("gone")).has_value());
        QCOMPARE(place.outcome(q("gone")), q("1 deleted"));
        QCOMPARE(place.queue->size(), 1);
        QCOMPARE(place.rows(), 1);
        QVERIFY(place.add(q("gone"), m_python, q("python3.11"))); // another one of that name gets nothing
        QCOMPARE(place.queue->size(), 1);
        // A version that is deleted takes its own only; a stopped queue finds the same.
        FunctionRecord function = *place.functions->store().find(q("stays"));
        VersionRecord version = function.latest();
        version.version = q("1");
        function.versions.insert(q("1"), version);
        QVERIFY(place.functions->save(function).has_value());
        InvokeRequest request;
        request.requestId = q("one");
        QVERIFY(place.queue->enqueue(q("stays"), q("1"), request).has_value());
        function.versions.remove(q("1"));
        QVERIFY(place.functions->save(function).has_value());
        QCOMPARE(place.outcome(q("one")), q("0 deleted"));
        QCOMPARE(place.rows(), 1);
    }

    void whatIsTooOldIsGivenUp()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            QVERIFY(place.enqueue(q("f"), q("old"), "1"));
            QVERIFY(place.sql(q("UPDATE events SET expires_ms=?"), {QDateTime::currentMSecsSinceEpoch() - 1}));
            QVERIFY(place.enqueue(q("f"), q("new"), "")); // no payload is one too
        }
        Place place(dir.path(), *f->runtime);
        QTRY_COMPARE_WITH_TIMEOUT(place.finished->size(), 2, 20000);
        QCOMPARE(place.outcome(q("old")), q("0 EventAgeExceeded"));
        QCOMPARE(place.outcome(q("new")), q("1 "));
    }

    void thePlacesAreCountedOverARestart()
    {
        QTemporaryDir dir;
        AsyncRetries retries;
        retries.capacity = 2;
        {
            Place place(dir.path(), *f->runtime, retries);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            QVERIFY(place.enqueue(q("f"), q("1"), "1"));
            QVERIFY(place.enqueue(q("f"), q("2"), "1"));
        }
        Place place(dir.path(), *f->runtime, retries);
        const auto refused = place.queue->enqueue(q("f"), latestVersion, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().type, QByteArray("TooManyRequestsException"));
    }

    void whatCannotBeKeptIsNotAccepted()
    {
        QTemporaryDir dir;
        Place place(dir.path(), *f->runtime);
        QVERIFY(place.add(q("f"), m_python, q("python3.11")));
        QVERIFY(place.sql(q("DROP TABLE events")));
        const auto refused = place.queue->enqueue(q("f"), latestVersion, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().type, QByteArray("ServiceException"));
        QCOMPARE(place.queue->size(), 0);
    }

    /// The first try runs version 1, which fails; the second one runs what the alias points to by then.
    void anEventOfAnAliasGoesWhereThatPoints()
    {
        QTemporaryDir dir;
        const auto point = [](const Place &place, const char *version) {
            FunctionRecord function = *place.functions->store().find(q("f"));
            function.aliases.insert(q("live"), AliasRecord{q("live"), q(version), {}, {}, 0, q("r")});
            return place.functions->save(function).has_value();
        };
        AsyncRetries retries = Place::fast();
        retries.afterError = {std::chrono::hours(1), std::chrono::hours(1)};
        const auto enqueue = [](const Place &place, const char *id) {
            InvokeRequest request;
            request.payload = "1";
            request.requestId = q(id);
            request.invokedArn = q("arn:aws:lambda:us-east-1:000000000000:function:f:live");
            return place.queue->enqueue(q("f"), q("live"), request).has_value();
        };
        {
            Place place(dir.path(), *f->runtime, retries);
            QVERIFY(place.add(q("f"), f->zip("def handler(e, c):\n    if c.function_version == '1' or not c.invoked_function_arn.endswith(':live'):\n        raise RuntimeError\n"), q("python3.11")));
            QTRY_COMPARE_WITH_TIMEOUT(place.functions->store().find(q("f"))->find(latestVersion)->state, q("Active"), 20000);
            FunctionRecord function = *place.functions->store().find(q("f"));
            for (const char *number : {"1", "2"}) {
                VersionRecord version = *function.find(latestVersion);
                version.version = q(number);
                function.versions.insert(version.version, version);
            }
            QVERIFY(place.functions->save(function));
            QVERIFY(point(place, "1"));
            QVERIFY(enqueue(place, "id"));
            QVERIFY(enqueue(place, "other"));
            const auto tried = [&place] {
                int count = -1;
                (void)place.database().run(q("SELECT count(*) FROM events WHERE attempts=1"), {}, [&count](const QVariantList &row) { count = row[0].toInt(); });
                return count;
            };
            QTRY_COMPARE_WITH_TIMEOUT(tried(), 2, 20000);
            QVERIFY(point(place, "2"));
            QVERIFY(place.sql(q("UPDATE events SET next_ms=0 WHERE request_id='id'")));
        }
        Place place(dir.path(), *f->runtime, retries);
        QCOMPARE(place.queue->size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("id")), q("2 "), 20000);
        // With the alias go the events that wait for it.
        FunctionRecord function = *place.functions->store().find(q("f"));
        function.aliases.clear();
        QVERIFY(place.functions->save(function));
        QCOMPARE(place.outcome(q("other")), q("1 deleted"));
        QCOMPARE(place.rows(), 0);
    }

    /// The record as it was kept for the other function, byte for byte where payloads stand in it.
    void theRecordOfAnEventWaitsForItsDestination()
    {
        QTemporaryDir dir;
        Place place(dir.path(), *f->runtime);
        QVERIFY(place.add(q("f"), f->zip("def handler(e, c):\n    raise KeyError('gone')\n"), q("python3.11")));
        QVERIFY(place.add(q("keeper"), f->zip("def handler(e, c):\n    raise RuntimeError\n"), q("python3.11")));
        FunctionRecord function = *place.functions->store().find(q("f"));
        function.setSetting(FunctionSetting::EventInvoke, latestVersion, {{q("MaximumRetryAttempts"), 1}, {q("DestinationConfig"),
            QJsonObject{{q("OnFailure"), QJsonObject{{q("Destination"), q("arn:aws:lambda:us-east-1:000000000000:function:keeper")}}}}}});
        QVERIFY(place.functions->save(function));
        QVERIFY(place.sql(q("CREATE TABLE seen(payload BLOB, trace BLOB)")));
        QVERIFY(place.sql(q("CREATE TRIGGER keep AFTER INSERT ON events WHEN NEW.name='keeper' BEGIN INSERT INTO seen VALUES(NEW.payload, NEW.trace_id); END")));
        QVERIFY(place.enqueue(q("f"), q("id"), payload(3)));
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("id")), q("2 Unhandled"), 20000); // one retry, as the function has it
        QByteArray record, trace;
        (void)place.database().run(q("SELECT payload, trace FROM seen"), {}, [&](const QVariantList &row) { record = row[0].toByteArray(), trace = row[1].toByteArray(); });
        QVERIFY2(record.contains("\"requestPayload\":" + payload(3) + ",\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},"
                                 "\"responsePayload\":{\"errorMessage\": \"'gone'\", \"errorType\": \"KeyError\""), record);
        const QJsonObject json = QJsonDocument::fromJson(record).object();
        QCOMPARE(json.value(q("version")).toString(), q("1.0"));
        QVERIFY(QDateTime::fromString(json.value(q("timestamp")).toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(json.value(q("requestContext")).toObject(), (QJsonObject{{q("requestId"), q("id")}, {q("functionArn"), q("arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST")},
                                                                 {q("condition"), q("RetriesExhausted")}, {q("approximateInvokeCount"), 2}}));
        QCOMPARE(traceLineage(trace), 1);
    }

    void functionsThatCallEachOtherEnd()
    {
        QTemporaryDir dir;
        Place place(dir.path(), *f->runtime);
        for (const char *name : {"a", "b"})
            QVERIFY(place.add(q(name), f->zip("def handler(e, c):\n    return 1\n"), q("python3.11")));
        for (const auto &[name, other] : {std::pair{"a", "b"}, {"b", "a"}}) {
            FunctionRecord function = *place.functions->store().find(q(name));
            function.setSetting(FunctionSetting::EventInvoke, latestVersion, {{q("DestinationConfig"),
                QJsonObject{{q("OnSuccess"), QJsonObject{{q("Destination"), QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:") + q(other)}}}}}});
            QVERIFY(place.functions->save(function));
        }
        QVERIFY(place.enqueue(q("a"), q("id"), "1"));
        QTRY_COMPARE_WITH_TIMEOUT(place.finished->size(), 17, 20000); // the first one, and sixteen that follow
        QTRY_COMPARE_WITH_TIMEOUT(place.queue->size(), 0, 20000);
        QCOMPARE(place.finished->size(), 17);
        // Unless that is what one of them is made for.
        FunctionRecord function = *place.functions->store().find(q("b"));
        function.setSetting(FunctionSetting::Recursion, {}, {{q("RecursiveLoop"), q("Allow")}});
        QVERIFY(place.functions->save(function));
        function = *place.functions->store().find(q("a"));
        function.setSetting(FunctionSetting::Recursion, {}, {{q("RecursiveLoop"), q("Allow")}});
        QVERIFY(place.functions->save(function));
        QVERIFY(place.enqueue(q("a"), q("again"), "1"));
        QTRY_VERIFY_WITH_TIMEOUT(place.finished->size() > 17 + 20, 20000);
    }

    /// As it was before there were aliases: what belonged to versions belongs to qualifiers now.
    void whatAnOlderStateHeldGoesOn()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            QTRY_COMPARE_WITH_TIMEOUT(place.functions->store().find(q("f"))->find(latestVersion)->state, q("Active"), 20000);
            FunctionRecord function = *place.functions->store().find(q("f"));
            VersionRecord version = *function.find(latestVersion);
            version.version = q("1");
            function.versions.insert(version.version, version);
            QVERIFY(place.functions->save(function));
            for (const char *statement : {"PRAGMA foreign_keys=OFF", "DROP TABLE events", "DROP TABLE aliases", "DROP TABLE settings", "DROP TABLE provisioned_concurrency",
                     "CREATE TABLE events(id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, request_id TEXT NOT NULL, attempts INTEGER NOT NULL,"
                     " next_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, invoked_arn TEXT NOT NULL, trace_id BLOB NOT NULL, client_context BLOB NOT NULL,"
                     " cognito_identity BLOB NOT NULL, payload BLOB NOT NULL, tenant_id BLOB NOT NULL DEFAULT x'',"
                     " FOREIGN KEY(name, version) REFERENCES versions(name, version) ON DELETE CASCADE)",
                     "CREATE TABLE provisioned(name TEXT NOT NULL, version TEXT NOT NULL, requested INTEGER NOT NULL, modified_ms INTEGER NOT NULL,"
                     " PRIMARY KEY(name, version), FOREIGN KEY(name, version) REFERENCES versions(name, version) ON DELETE CASCADE) WITHOUT ROWID",
                     "INSERT INTO provisioned VALUES('f', '1', 1, 5)", "PRAGMA user_version=7"})
                QVERIFY2(place.sql(q(statement)), statement);
            QVERIFY(place.sql(q("INSERT INTO events VALUES(3,'f','1','old',1,0,?,'arn:aws:lambda:us-east-1:000000000000:function:f:1',x'',x'',x'',?,x'')"),
                {QDateTime::currentMSecsSinceEpoch() + 3600000, payload(1)}));
        }
        Place place(dir.path(), *f->runtime);
        QCOMPARE(place.functions->store().find(q("f"))->provisioned, (QMap<QString, ProvisionedRecord>{{q("1"), {1, 5}}}));
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("old")), q("2 "), 20000); // its second try
        QVERIFY(place.enqueue(q("f"), q("new"), "1"));
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("new")), q("1 "), 20000);
    }

    void aStateWithoutEventsIsBroughtUp()
    {
        QTemporaryDir dir;
        {
            Place place(dir.path(), *f->runtime);
            QVERIFY(place.add(q("f"), m_python, q("python3.11")));
            // Back to what version 1 was, whatever later migrations brought.
            QStringList tables, columns;
            (void)place.database().run(q("SELECT name FROM sqlite_master WHERE type='table' AND name NOT IN ('functions', 'versions') AND name NOT LIKE 'sqlite_%'"), {},
                [&](const QVariantList &row) { tables.append(row[0].toString()); });
            (void)place.database().run(q("SELECT name FROM pragma_table_info('functions') WHERE name NOT IN ('name', 'tags', 'next_version')"), {},
                [&](const QVariantList &row) { columns.append(row[0].toString()); });
            QVERIFY(tables.contains(q("events")) && columns.contains(q("reserved_concurrency")));
            QVERIFY(place.sql(q("PRAGMA foreign_keys=OFF")));
            for (const QString &table : tables)
                QVERIFY(place.sql(q("DROP TABLE ") + table));
            for (const QString &column : columns)
                QVERIFY(place.sql(q("ALTER TABLE functions DROP COLUMN ") + column));
            QVERIFY(place.sql(q("PRAGMA user_version=1")));
        }
        Place place(dir.path(), *f->runtime);
        QVERIFY(place.functions->store().find(q("f")));
        QVERIFY(place.enqueue(q("f"), q("id"), "1"));
        QTRY_COMPARE_WITH_TIMEOUT(place.outcome(q("id")), q("1 "), 20000);
    }

public:
    /// The child of aKillLosesNothing().
    static int accept(const QString &dir)
    {
        RuntimeService runtime({});
        Place place(dir, runtime);
        for (int i = 0; i < 3; ++i)
            if (!place.enqueue(q("seen"), QStringLiteral("id-%1").arg(i), payload(i)))
                return 1;
        printf("accepted\n");
        fflush(stdout);
        for (;;)
            ::pause();
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--accept") == 0)
        return TestEvents::accept(QString::fromLocal8Bit(argv[2]));
    TestEvents test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_events.moc"
