// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Environments that are started ahead: that they are used, that a function cannot tell, and when there must be none.
#include "runner.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace lathe;
using lathe::test::Runner;

class TestSpares : public QObject
{
    Q_OBJECT

    static void one(RuntimeOptions &options) { options.spares = 1; }
    static QJsonObject object(const Result<InvokeOutcome> &outcome) { return outcome ? QJsonDocument::fromJson(outcome->payload).object() : QJsonObject(); }
    /// Runs in an environment that was started ahead: a first run makes one wished for, ending its environment makes it needed.
    static Result<InvokeOutcome> runAhead(Runner &runner, const FunctionSpec &spec, const QByteArray &payload = "{}")
    {
        const auto first = runner.run(spec, payload);
        if (!first || !wait(runner))
            return fail(ErrorCode::TimedOut, QStringLiteral("No environment was started ahead."));
        runner.service->stop(runner.service->environments().constFirst().id);
        auto second = runner.run(spec, payload);
        const auto all = runner.service->environments();
        if (all.size() != 1 || !all.constFirst().startedAhead)
            return fail(ErrorCode::Internal, QStringLiteral("It was not used."));
        return second;
    }
    static bool wait(const Runner &runner, int count = 1)
    {
        return QTest::qWaitFor([&] { return runner.service->waitingSpares() == count; }, 20000);
    }

private slots:
    void pythonCannotTell()
    {
        const QByteArray code = "import os, sys\n"
                                "seen = sorted(sys.modules)\n"
                                "def h(e, c):\n"
                                "    return {'argv': sys.argv, 'cwd': os.getcwd(), 'path': sys.path, 'modules': seen, 'env': sorted(os.environ),\n"
                                "            'proc': sorted(v.split('=')[0] for v in open('/proc/self/environ').read().split('\\0') if v),\n"
                                "            'seed': hash('x'), 'stream': os.environ['AWS_LAMBDA_LOG_STREAM_NAME'], 'key': os.environ['AWS_ACCESS_KEY_ID'],\n"
                                "            'random': os.urandom(8).hex(), 'ppid': os.getppid(), 'tmp': os.listdir('/tmp')}\n";
        Runner plain, ahead(one);
        plain.write(QStringLiteral("app.py"), code);
        ahead.write(QStringLiteral("app.py"), code);
        const auto expected = plain.run(plain.spec(QStringLiteral("python3.11"), QStringLiteral("app.h")));
        const auto found = runAhead(ahead, ahead.spec(QStringLiteral("python3.11"), QStringLiteral("app.h")));
        LATHE_VERIFY_RESULT(expected);
        LATHE_VERIFY_RESULT(found);
        const QJsonObject a = object(expected), b = object(found);
        for (const char *same : {"argv", "cwd", "path", "env", "proc", "ppid", "tmp"})
            QCOMPARE(b.value(QLatin1String(same)), a.value(QLatin1String(same)));
        for (const char *other : {"seed", "stream", "key", "random"})
            QVERIFY2(b.value(QLatin1String(other)) != a.value(QLatin1String(other)), other);
        QCOMPARE(found->logStream, b.value(QLatin1String("stream")).toString());
        QVERIFY(found->report.initMs >= 0 && found->report.initMs < 10000);
        QSet<QString> more;
        for (const QJsonValue &name : b.value(QLatin1String("modules")).toArray())
            more.insert(name.toString());
        for (const QJsonValue &name : a.value(QLatin1String("modules")).toArray())
            more.remove(name.toString());
        for (const QString &name : std::as_const(more)) // ours, what finds modules, and what the function imports anyway
            QVERIFY2(name == QLatin1String("_lathe_spare") || name.startsWith(QLatin1String("importlib")) || name == QLatin1String("warnings") || name.startsWith(u'_'), qPrintable(name));
    }

    void nodeCannotTell()
    {
        const QByteArray code = "exports.h = async () => ({ argv: process.argv.slice(1), cwd: process.cwd(), env: Object.keys(process.env).sort(),\n"
                                "  main: require.main === undefined, paths: module.paths, stream: process.env.AWS_LAMBDA_LOG_STREAM_NAME, exec: process.execArgv });\n";
        Runner plain, ahead(one);
        plain.write(QStringLiteral("index.js"), code);
        ahead.write(QStringLiteral("index.js"), code);
        const auto expected = plain.run(plain.spec(QStringLiteral("nodejs20.x"), QStringLiteral("index.h")));
        const auto found = runAhead(ahead, ahead.spec(QStringLiteral("nodejs20.x"), QStringLiteral("index.h")));
        LATHE_VERIFY_RESULT(expected);
        LATHE_VERIFY_RESULT(found);
        const QJsonObject a = object(expected), b = object(found);
        for (const char *same : {"argv", "cwd", "env", "main", "paths", "exec"})
            QCOMPARE(b.value(QLatin1String(same)), a.value(QLatin1String(same)));
        QVERIFY(b.value(QLatin1String("stream")) != a.value(QLatin1String("stream")));
        LATHE_VERIFY_RESULT(ahead.run(ahead.spec(QStringLiteral("nodejs20.x"), QStringLiteral("index.h"))));
    }

    void moduleKindsOfNode()
    {
        Runner runner(one);
        runner.write(QStringLiteral("index.mjs"), "import { basename } from 'path';\nawait new Promise((done) => { setTimeout(done, 20); });\nexport const h = async (e) => basename(e);\n");
        const auto outcome = runAhead(runner, runner.spec(QStringLiteral("nodejs20.x"), QStringLiteral("index.h")), "\"/a/b\"");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"b\""));
    }

    void whatWasImportedIsThereAlready()
    {
        Runner runner(one);
        // The function imports a module of the machine and one of its own that has a machine's name.
        runner.write(QStringLiteral("colorsys.py"), "mine = True\n");
        runner.write(QStringLiteral("app.py"), "import sys\nbefore = 'decimal' in sys.modules, 'colorsys' in sys.modules\nimport decimal, colorsys\n"
                                               "def h(e, c): return [before, str(decimal.Decimal('1.10')), colorsys.mine]\n");
        const FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        const auto first = runner.run(spec);
        LATHE_VERIFY_RESULT(first);
        QCOMPARE(first->payload, QByteArray("[[false, false], \"1.10\", true]"));
        const auto ahead = runAhead(runner, spec);
        LATHE_VERIFY_RESULT(ahead);
        QCOMPARE(ahead->payload, QByteArray("[[true, false], \"1.10\", true]"));
    }

    void failuresAreTheSame()
    {
        Runner runner(one);
        runner.write(QStringLiteral("app.py"), "def h(e, c): return 1\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        LATHE_VERIFY_RESULT(runner.run(spec));
        QVERIFY(wait(runner));
        runner.write(QStringLiteral("app.py"), "import nothing_of_that_name\n");
        spec.codeHash = QStringLiteral("2");
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("Runtime.ImportModuleError"), outcome->payload.constData());
        QVERIFY2(outcome->log.contains("Unable to import module 'app': No module named 'nothing_of_that_name'"), outcome->log.constData());
    }

    void savedFilesAreSeen()
    {
        Runner runner(one);
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        for (int i = 0; i < 5; ++i) {
            runner.write(QStringLiteral("app.py"), "import json\ndef h(e, c): return " + QByteArray::number(i) + "\n");
            spec.codeHash = QString::number(i);
            runner.service->retireCode(runner.code.path() + QStringLiteral("/app.py"));
            const auto outcome = runner.run(spec);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray::number(i));
            QVERIFY(wait(runner));
        }
    }

    void aFolderThatWasReplacedIsAnother()
    {
        // As a build does it: the folder is made anew under its old name.
        Runner runner(one);
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        spec.codeDir += QStringLiteral("/dist");
        for (int i = 0; i < 3; ++i) {
            QDir().rename(spec.codeDir, spec.codeDir + QStringLiteral("-before-%1").arg(i));
            runner.write(QStringLiteral("dist/app.py"), "def h(e, c): return " + QByteArray::number(i) + "\n");
            spec.codeHash = QString::number(i);
            const auto outcome = runner.run(spec);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray::number(i));
            QVERIFY(wait(runner));
        }
    }

    void tenantsKeepTheirEnvironments()
    {
        Runner runner;
        runner.write(QStringLiteral("app.py"), "def h(e, c): return 1\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        QHash<QByteArray, QString> streams;
        for (const char *tenant : {"blue", "green", "blue", "green"}) {
            spec.tenantId = tenant;
            const auto outcome = runner.run(spec);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->report.initMs >= 0, !streams.contains(tenant)); // warm the second time
            QVERIFY(!streams.contains(tenant) || streams.value(tenant) == outcome->logStream);
            streams.insert(tenant, outcome->logStream);
        }
        QVERIFY(streams.value("blue") != streams.value("green"));
    }

    void aSpareThatDiedIsReplaced()
    {
        Runner runner(one);
        runner.write(QStringLiteral("app.py"), "import os\ndef h(e, c): return os.getpid()\n");
        const FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        LATHE_VERIFY_RESULT(runner.run(spec));
        QVERIFY(wait(runner));
        runner.service->retire(spec.name); // ends spares too
        QCOMPARE(runner.service->waitingSpares(), 0);
        LATHE_VERIFY_RESULT(runner.run(spec));
        QVERIFY(!runner.service->environments().constLast().startedAhead);
    }

    /// A custom runtime that was deployed has its init phase before its first event, once; its first REPORT tells how long that took.
    void deployedCustomRuntimes()
    {
        Runner runner(one);
        const QByteArray bootstrap = Runner::file(QStringLiteral("bootstrap.sh"));
        runner.write(QStringLiteral("bootstrap"), "#!/bin/bash\necho begun\n" + bootstrap, true);
        FunctionSpec spec = runner.spec(QStringLiteral("provided.al2023"), QStringLiteral("x"));
        spec.arn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn");
        spec.codeHash = QStringLiteral("1");
        runner.service->prepare(spec);
        QVERIFY(wait(runner));
        QCOMPARE(runner.service->environments().size(), 0);
        const auto outcome = runner.run(spec, "7");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("{\"echo\":7}"));
        QVERIFY(runner.service->environments().constFirst().startedAhead);
        QVERIFY(outcome->report.initMs > 0);
        QVERIFY2(outcome->log.startsWith("INIT_START") && outcome->log.contains("begun\n") && outcome->log.count("begun") == 1, outcome->log.constData());
        const auto warm = runner.run(spec, "8");
        LATHE_VERIFY_RESULT(warm);
        QCOMPARE(warm->report.initMs, -1.0);
        QVERIFY(!warm->log.contains("begun"));
        // Other code is another environment's; so is what runs from a folder, whose author has not asked for it.
        runner.service->prepare(spec);
        QVERIFY(wait(runner));
        FunctionSpec other = spec;
        other.codeHash = QStringLiteral("2");
        LATHE_VERIFY_RESULT(runner.run(other, "9"));
        QVERIFY(!runner.service->environments().constLast().startedAhead);
        runner.service->retire(spec.name);
        QCOMPARE(runner.service->waitingSpares(), 0);
        spec.arn.clear();
        runner.service->prepare(spec);
        QTest::qWait(300);
        QCOMPARE(runner.service->waitingSpares(), 0);
    }

    /// An event that comes while the init phase after a deploy is under way waits for that one; it does not begin another.
    void anEventJoinsTheInitPhase()
    {
        Runner runner(one);
        runner.write(QStringLiteral("bootstrap"), "#!/bin/bash\necho begun\nsleep 1\n" + Runner::file(QStringLiteral("bootstrap.sh")), true);
        FunctionSpec spec = runner.spec(QStringLiteral("provided.al2023"), QStringLiteral("x"));
        spec.arn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn");
        spec.codeHash = QStringLiteral("1");
        runner.service->prepare(spec);
        const auto outcome = runner.run(spec, "7");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("{\"echo\":7}"));
        QCOMPARE(runner.service->environments().size(), 1);
        QVERIFY(runner.service->environments().constFirst().startedAhead);
        QVERIFY2(outcome->report.initMs >= 1000, QByteArray::number(outcome->report.initMs).constData());
        QVERIFY2(outcome->log.startsWith("INIT_START") && outcome->log.count("INIT_START") == 1 && outcome->log.count("begun") == 1 && outcome->log.count("START RequestId") == 1, outcome->log.constData());
        // One that fails meanwhile is repeated inside the event's own time, as ever.
        Runner failing(one);
        failing.write(QStringLiteral("bootstrap"), "#!/bin/bash\necho begun >&2\nsleep 1\nexit 3\n", true);
        spec.codeDir = failing.spec(spec.runtime, spec.handler).codeDir;
        failing.service->prepare(spec);
        const auto failed = failing.run(spec, "7");
        LATHE_VERIFY_RESULT(failed);
        QCOMPARE(failed->report.errorType, QStringLiteral("Runtime.ExitError"));
        QCOMPARE(failed->log.count("begun"), 2);
        QCOMPARE(failing.service->environments().size(), 1);
    }

    /// One that fails is not tried again and again; its first event finds out.
    void aCustomRuntimeThatFails()
    {
        Runner runner(one);
        runner.write(QStringLiteral("bootstrap"), "#!/bin/bash\necho begun >&2\nexit 3\n", true);
        FunctionSpec spec = runner.spec(QStringLiteral("provided.al2023"), QStringLiteral("x"));
        spec.arn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn");
        runner.service->prepare(spec);
        QTest::qWait(500);
        QCOMPARE(runner.service->waitingSpares(), 0);
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->report.errorType, QStringLiteral("Runtime.ExitError"));
        QCOMPARE(outcome->log.count("begun"), 2); // the event's own init phase, and its repetition
    }

    void onDemandOnly()
    {
        Runner runner(one);
        runner.write(QStringLiteral("app.py"), "def h(e, c): return 1\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        runner.service->prepare(spec); // as after a deploy
        QVERIFY(wait(runner));
        QCOMPARE(runner.service->environments().size(), 0);
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(runner.service->environments().constFirst().startedAhead);
        // What runs something of the function's before its handler is never started ahead.
        Runner other(one);
        other.write(QStringLiteral("app.py"), "def h(e, c): return 1\n");
        spec = other.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        spec.environment = {{QStringLiteral("PYTHONPATH"), QStringLiteral("/var/task/lib")}};
        other.service->prepare(spec);
        Runner none;
        none.service->prepare(none.spec(QStringLiteral("python3.11"), QStringLiteral("app.h")));
        QTest::qWait(300);
        QCOMPARE(other.service->waitingSpares(), 0);
        QCOMPARE(none.service->waitingSpares(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSpares)
#include "tst_spares.moc"
