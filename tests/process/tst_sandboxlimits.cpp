// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory, processes, CPU, and that nothing outlives its sandbox. Every limit is tried with the kernel's control groups
// where there are some, and with the watch that stands in for them.
#include "process/alive.h"
#include "process/sandboxrun.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <sys/stat.h>

using namespace lathe;
using namespace lathe::test;

static SandboxSpec python(const char *code)
{
    SandboxSpec spec = shell("");
    spec.argv = {QStringLiteral("/usr/bin/python3"), QStringLiteral("-S"), QStringLiteral("-c"),
                 QString::fromUtf8(code)};
    return spec;
}

static void addLimitRows()
{
    QTest::addColumn<bool>("cgroup");
    if (probeSandbox().limits != LimitTier::Watch)
        QTest::newRow("control group") << true;
    QTest::newRow("watch") << false;
}

static SandboxCapabilities machine(bool cgroup)
{
    SandboxCapabilities capabilities = probeSandbox();
    if (!cgroup) {
        capabilities.limits = LimitTier::Watch;
        capabilities.cgroups.clear();
    }
    return capabilities;
}

static QStringList leftGroups()
{
    QStringList left;
    for (const QString &parent : probeSandbox().cgroups)
        for (const QString &name :
             parent.isEmpty() ? QStringList() : QDir(parent).entryList({QStringLiteral("lathe-*")}, QDir::Dirs))
            if (!alive(name.mid(6).toInt()))
                left.append(parent + u'/' + name);
    return left;
}

/// Waits for a moment without any. Not QTRY_COMPARE, which looks again after it was satisfied: other tests of this machine
/// have groups in the same folder, and those of a supervisor that they killed stand there until the next one sweeps.
static bool noGroupsLeft()
{
    return QTest::qWaitFor([] { return leftGroups().isEmpty(); }, 20000);
}

class TestSandboxLimits : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }

    void memoryOverTheLimitIsKilled_data() { addLimitRows(); }
    void memoryOverTheLimitIsKilled()
    {
        QFETCH(bool, cgroup);
        SandboxSpec spec = python("b=[]\nwhile True: b.append(bytearray(1<<20))");
        spec.memoryMib = 128;
        QTemporaryDir tmp;
        spec.tmpDir = tmp.path();
        SandboxRun run(spec, machine(cgroup));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.signal, SIGKILL);
        QVERIFY(run.exit.outOfMemory);
        QVERIFY2(run.exit.peakBytes >= 128ll << 20, QByteArray::number(run.exit.peakBytes));
        QVERIFY2(run.exit.peakBytes < (128ll << 20) * 5 / 4, QByteArray::number(run.exit.peakBytes));
    }
    void childrenCountTowardsTheLimit_data() { addLimitRows(); }
    void childrenCountTowardsTheLimit()
    {
        // No process alone is over it; the first process holds nothing and must end all the same.
        QFETCH(bool, cgroup);
        SandboxSpec spec = python(
            "import os,time\nfor i in range(4):\n  if os.fork()==0:\n    b=bytearray(60<<20)\n    time.sleep(20)\n"
            "time.sleep(20)");
        spec.memoryMib = 128;
        QTemporaryDir tmp;
        spec.tmpDir = tmp.path();
        SandboxRun run(spec, machine(cgroup));
        QVERIFY(run.finish());
        QVERIFY(run.exit.outOfMemory);
        QCOMPARE(run.exit.signal, SIGKILL);
    }
    void sharedPagesCountOnce_data() { addLimitRows(); }
    void sharedPagesCountOnce()
    {
        QFETCH(bool, cgroup);
        SandboxSpec spec = python("import os,time\nb=bytearray(60<<20)\nfor i in range(4):\n  if os.fork()==0:\n    "
                                  "time.sleep(0.3)\n    os._exit(0)\n"
                                  "for i in range(4): os.wait()\nprint('fine')");
        spec.memoryMib = 128;
        QTemporaryDir tmp;
        spec.tmpDir = tmp.path();
        SandboxRun run(spec, machine(cgroup));
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("fine\n"));
        QVERIFY(!run.exit.outOfMemory);
        QVERIFY2(run.exit.peakBytes < 100 << 20, QByteArray::number(run.exit.peakBytes));
    }
    void filesInTmpAreNotMemory_data() { addLimitRows(); }
    void filesInTmpAreNotMemory()
    {
        QFETCH(bool, cgroup);
        SandboxSpec spec =
            python("f=open('/tmp/big','wb')\nfor i in range(300): f.write(bytes(1<<20))\nprint('written')");
        spec.memoryMib = 128;
        SandboxRun run(spec, machine(cgroup)); // a tmpfs, whose files the kernel counts to the group
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("written\n"));
        QVERIFY2(run.exit.peakBytes < 40 << 20, QByteArray::number(run.exit.peakBytes));
    }
    void tmpfsDoesNotLiftTheMemoryLimit_data() { addLimitRows(); }
    void tmpfsDoesNotLiftTheMemoryLimit()
    {
        QFETCH(bool, cgroup);
        SandboxSpec spec = python("b=[]\nfor i in range(400): b.append(bytearray(1<<20))\nprint('all')");
        spec.memoryMib = 128;
        SandboxRun run(spec, machine(cgroup));
        QVERIFY(run.finish());
        QVERIFY(run.exit.outOfMemory);
        QCOMPARE(run.output, QByteArray());
    }
    void peakIsTrue_data() { addLimitRows(); }
    void peakIsTrue()
    {
        // This process is large; nothing of it may be seen in the figure.
        QFETCH(bool, cgroup);
        const QByteArray ballast(300 << 20, 'x');
        SandboxSpec spec = python("import sys\nb=bytearray(90<<20)\ndel "
                                  "b\nprint('now',flush=True)\nsys.stdin.read()\nimport time\ntime.sleep(30)");
        spec.memoryMib = 256;
        SandboxRun run(spec, machine(cgroup));
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(run.waitFor([&] { return run.output == "now\n"; }));
        QElapsedTimer clock;
        clock.start();
        const qint64 peak = run.sandbox->peakBytes(); // at once: no sample need have seen it
        const qint64 micros = clock.nsecsElapsed() / 1000;
        QVERIFY2(peak > 95 << 20 && peak < 115 << 20, QByteArray::number(peak));
        QVERIFY2(micros < 2000000, QByteArray::number(micros));
        run.sandbox->kill();
        QVERIFY(run.finish());
        QVERIFY2(run.exit.peakBytes >= peak && run.exit.peakBytes < 115 << 20, QByteArray::number(run.exit.peakBytes));
        QCOMPARE(ballast.size(), 300 << 20);
    }
    void forkBombIsBounded_data() { addLimitRows(); }
    void forkBombIsBounded()
    {
        QFETCH(bool, cgroup);
        SandboxSpec spec =
            python("import os,time\nn=0\ntry:\n  while n<2000:\n    if os.fork()==0:\n      time.sleep(30)\n    n+=1\n"
                   "except OSError: print('refused',flush=True)\nelse: time.sleep(30)\nprint(n,flush=True)");
        spec.processLimit = 64;
        SandboxRun run(spec, machine(cgroup));
        QVERIFY(run.finish());
        if (run.exit.tooManyProcesses) { // the kernel does not refuse it to root without a control group
            QVERIFY(!cgroup && geteuid() == 0);
            QCOMPARE(run.exit.signal, SIGKILL);
        } else {
            QVERIFY2(run.output.startsWith("refused\n"), run.output.constData());
            QVERIFY2(run.output.mid(8).trimmed().toInt() <= 64, run.output.constData());
        }
    }
    void fileLimit()
    {
        SandboxRun run(shell("ulimit -n; ulimit -c"));
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("1024\n0\n"));
    }
    void cpuShareFollowsMemory()
    {
        const SandboxCapabilities capabilities = probeSandbox();
        const bool canLimit = capabilities.limits != LimitTier::Watch && !capabilities.cgroups.constLast().isEmpty();
        SandboxSpec spec = python("import time\nprint('up',flush=True)\ntime.sleep(1)\nt=time.monotonic()\nc=time.process_time()\n"
                                  "while time.monotonic()-t<2: pass\nprint(int((time.process_time()-c)*1000))");
        spec.cpuShare = true;
        spec.memoryMib = 256; // 256 / 1769 = 14 %
        SandboxRun run(spec, capabilities);
        LATHE_VERIFY_RESULT(run.start());
        QVERIFY(run.waitFor([&] { return run.output == "up\n"; }));
        const auto limits = [&] { // what the kernel was told, of all sandboxes that run now
            QByteArrayList found;
            const QDir parent(capabilities.cgroups.value(capabilities.cgroups.size() - 1));
            for (const QString &name : canLimit ? parent.entryList({QStringLiteral("lathe-*")}, QDir::Dirs) : QStringList())
                for (const char *file : {"/cpu.cfs_quota_us", "/cpu.max"})
                    if (QFile in(parent.filePath(name) + QLatin1String(file)); alive(name.mid(6).toInt()) && in.open(QIODevice::ReadOnly))
                        found.append(in.readAll().trimmed());
            return found;
        };
        const QByteArray expected = capabilities.limits == LimitTier::CgroupV2 ? "2894 20000" : "2894"; // 20,000 us * 256 / 1769
        QVERIFY2(!limits().contains(expected), "the init phase has the whole CPU");
        run.sandbox->throttle();
        if (canLimit)
            QTRY_VERIFY_WITH_TIMEOUT(limits().contains(expected), 15000);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        const int milliseconds = run.output.mid(3).trimmed().toInt();
        if (canLimit)
            QVERIFY2(milliseconds > 0 && milliseconds < 600, run.output.constData()); // of 2,000
        else
            QVERIFY(milliseconds > 0);
    }
    void betweenTwoLooksTheKernelBounds()
    {
        SandboxSpec spec = python("from mmap import *\nkind=MAP_PRIVATE|MAP_ANONYMOUS\nb=mmap(-1,1<<30,kind)\nprint('reserved')\n"
                                  "try:\n  c=mmap(-1,8<<30,kind)\nexcept OSError: print('refused')");
        spec.memoryMib = 128;
        SandboxRun run(spec, machine(false));
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("reserved\nrefused\n")); // nothing of it was touched: the watch has seen nothing
    }

    void killIsQuickAndComplete_data() { addLimitRows(); }
    void killIsQuickAndComplete()
    {
        QFETCH(bool, cgroup);
        const QByteArray marker = "lathe-marker-" + QByteArray::number(getpid()) + QByteArray::number(cgroup);
        SandboxSpec spec = shell("trap '' TERM INT HUP; for i in 1 2 3; do sh -c 'trap \"\" TERM; setsid sh -c \"sleep "
                                 "1000; : $1\" & while :; do :; done' $0 $0 & "
                                 "done; echo up; while :; do sleep 1; done");
        spec.argv.append(QString::fromLatin1(marker));
        spec.memoryMib = 128;
        SandboxRun run(spec, machine(cgroup));
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(run.waitFor([&] { return run.output == "up\n" && marked(marker).size() >= 4; }));
        QElapsedTimer clock;
        clock.start();
        run.sandbox->kill();
        QVERIFY(run.finish());
        QVERIFY2(clock.elapsed() < 15000, QByteArray::number(clock.elapsed()));
        QCOMPARE(run.exit.signal, SIGKILL);
        QVERIFY(!run.exit.outOfMemory);
        QCOMPARE(marked(marker), QList<pid_t>());
        QVERIFY2(noGroupsLeft(), qPrintable(leftGroups().join(u' ')));
    }
    void theFirstProcessTakesAllWithIt()
    {
        const QByteArray marker = "lathe-first-" + QByteArray::number(getpid());
        SandboxSpec spec = shell("setsid sh -c 'sleep 1000; : '$0 & sleep 0.1; exit 5");
        spec.argv.append(QString::fromLatin1(marker));
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.status, 5);
        QCOMPARE(marked(marker), QList<pid_t>());
    }
    void destroyingItKills()
    {
        const QByteArray marker = "lathe-destroy-" + QByteArray::number(getpid());
        SandboxSpec spec = shell("sleep 1000 & echo up; wait");
        spec.argv.append(QString::fromLatin1(marker));
        spec.memoryMib = 128;
        {
            SandboxRun run(spec);
            const auto started = run.start();
            LATHE_VERIFY_RESULT(started);
            QVERIFY(run.waitFor([&] { return run.output == "up\n"; }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(marked(marker), QList<pid_t>(), 20000);
        QVERIFY2(noGroupsLeft(), qPrintable(leftGroups().join(u' ')));
    }
    void destroyingItAtOnceKills()
    {
        const QByteArray marker = "lathe-early-" + QByteArray::number(getpid());
        for (int i = 0; i < 20; ++i) {
            SandboxSpec spec = shell("sleep 1000");
            spec.argv.append(QString::fromLatin1(marker));
            SandboxRun run(spec);
            const auto started = run.start();
            LATHE_VERIFY_RESULT(started);
            QTest::qWait(i % 5);
        }
        QTRY_COMPARE_WITH_TIMEOUT(marked(marker), QList<pid_t>(), 20000);
    }
    void aKilledEngineLeavesNothing()
    {
        // Another process of this program starts sandboxes; it dies without any chance to clean up.
        const QByteArray marker = "lathe-orphan-" + QByteArray::number(getpid());
        for (int i = 0; i < 20; ++i) {
            QProcess engine;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("LATHE_TEST_ENGINE"), QString::fromLatin1(marker));
            engine.setProcessEnvironment(environment);
            engine.start(QCoreApplication::applicationFilePath(), {});
            QVERIFY(engine.waitForReadyRead(30000));
            if (i % 2)
                // Not QTRY_VERIFY, which looks a second time: a child carries the marker until it executes its program.
                QVERIFY(QTest::qWaitFor([&] { return marked(marker).size() > 1; }, 20000));
            ::kill(pid_t(engine.processId()), SIGKILL);
            QVERIFY(engine.waitForFinished(20000));
        }
        QTRY_COMPARE_WITH_TIMEOUT(marked(marker), QList<pid_t>(), 20000);
        QVERIFY2(noGroupsLeft(), qPrintable(leftGroups().join(u' ')));
    }

    void asAnOrdinaryUser()
    {
        if (geteuid() != 0)
            return; // this is that run
        const auto again = runAsNobody();
        QVERIFY2(again.first, again.second.constData());
    }
};

// The part of the killed engine: a sandbox with children, and then waiting for the end.
static int engine(const QByteArray &marker)
{
    SandboxSpec spec = shell("trap '' TERM; sleep 1000 & setsid sh -c 'sleep 1000; : '$0 & wait");
    spec.argv.append(QString::fromLatin1(marker));
    spec.memoryMib = 128;
    SandboxRun run(spec);
    if (!run.start())
        return 1;
    puts("started");
    fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QByteArray marker = qgetenv("LATHE_TEST_ENGINE"); !marker.isEmpty())
        return engine(marker);
    TestSandboxLimits test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sandboxlimits.moc"
