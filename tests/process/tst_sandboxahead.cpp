// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox that was begun before its specification was known: the same inside, and no loss when it does not fit.
#include "process/initspec.h"
#include "process/sandboxahead.h"
#include "process/sandboxrun.h"
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace lathe;
using namespace lathe::test;

class TestSandboxAhead : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_runtime;

    /// A script that says what a program sees of its sandbox.
    static SandboxSpec looksAround()
    {
        SandboxSpec spec = shell("pwd; id -u; cat file; ls /; ls -A /var /dev /etc /tmp; cut -d' ' -f2-4 /proc/mounts | sort; hostname; "
                                 "grep -E 'Cap|NoNewPrivs|Seccomp:|Cpus_allowed' /proc/self/status; set -- /proc/[0-9]*; echo $#; touch /tmp/a /var/task/b; "
                                 "ulimit -n; echo $A");
        spec.memoryMib = 128;
        spec.env.append(std::pair<QByteArray, QByteArray>("A", "value"));
        return spec;
    }
    QString hintsFile() const { return m_runtime->filePath(QStringLiteral("lathe/ahead")); }

private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime->path()));
        QVERIFY(!SandboxAhead::start()); // nothing is known yet
    }

    void looksTheSameInside()
    {
        const SandboxCapabilities capabilities = probeSandbox();
        SandboxAhead::remember(capabilities);
        const auto ahead = SandboxAhead::start();
        QCOMPARE(ahead != nullptr, capabilities.tier == SandboxTier::Own);
        SandboxRun ordinary(looksAround());
        ordinary.write(QStringLiteral("file"), "task\n");
        QVERIFY(ordinary.finish());
        QCOMPARE(ordinary.exit.startError, QString());
        SandboxRun begun(looksAround());
        begun.write(QStringLiteral("file"), "task\n");
        LATHE_VERIFY_RESULT(begun.sandbox->start(begun.spec, ahead.get()));
        QVERIFY(begun.finish());
        QCOMPARE(begun.exit.startError, QString());
        const QByteArrayList lines = ordinary.output.split('\n');
        QCOMPARE(begun.output.split('\n').size(), lines.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QCOMPARE(begun.output.split('\n').at(i), lines.at(i));
        QCOMPARE(begun.errorOutput, ordinary.errorOutput);
        QVERIFY(begun.listener >= 0);
        QVERIFY(begun.output.contains("\ntask\n"));
    }
    void boundsMemory()
    {
        SandboxAhead::remember(probeSandbox());
        const auto ahead = SandboxAhead::start();
        SandboxSpec spec = shell("python3 -S -c 'b=[]\nwhile True: b.append(bytearray(1<<20))'; echo after");
        spec.memoryMib = 128;
        SandboxRun hungry(spec);
        LATHE_VERIFY_RESULT(hungry.sandbox->start(hungry.spec, ahead.get()));
        QVERIFY(hungry.finish());
        QVERIFY(hungry.exit.outOfMemory);
        QCOMPARE(hungry.output, QByteArray());
    }
    void servesOnce()
    {
        SandboxAhead::remember(probeSandbox());
        const auto ahead = SandboxAhead::start();
        for (int i = 0; i < 2; ++i) {
            SandboxRun run(looksAround());
            run.write(QStringLiteral("file"), "task\n");
            LATHE_VERIFY_RESULT(run.sandbox->start(run.spec, ahead.get()));
            QVERIFY(run.finish());
            QCOMPARE(run.exit.startError, QString());
            QVERIFY(run.output.contains("\ntask\n"));
        }
    }
    void startsAgainWhenTheMachineChanged()
    {
        SandboxCapabilities stale = probeSandbox();
        for (QString &folder : stale.cgroups)
            folder += QStringLiteral("/gone");
        SandboxAhead::remember(stale);
        const auto ahead = SandboxAhead::start(); // its helper fails
        SandboxRun run(looksAround(), probeSandbox());
        run.write(QStringLiteral("file"), "task\n");
        LATHE_VERIFY_RESULT(run.sandbox->start(run.spec, ahead.get()));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QVERIFY(run.output.contains("\ntask\n"));
    }
    void givesUpWhereItNeverWorks()
    {
        if (probeSandbox().tier != SandboxTier::Own)
            return; // another tier: nothing is begun
        const QByteArray real = qgetenv("LATHE_INIT");
        const QString helper = m_runtime->filePath(QStringLiteral("helper"));
        test::write(helper, "#!/bin/sh\n[ \"$1\" != ahead ] || exit 1\nexec " + real + " \"$@\"\n");
        chmod(QFile::encodeName(helper).constData(), 0755);
        const auto restore = qScopeGuard([&] { qputenv("LATHE_INIT", real); });
        qputenv("LATHE_INIT", QFile::encodeName(helper));
        const SandboxCapabilities capabilities = probeSandbox();
        QCOMPARE(capabilities.tier, SandboxTier::Own);
        SandboxAhead::remember(capabilities);
        const auto ahead = SandboxAhead::start();
        QVERIFY(ahead);
        SandboxRun run(looksAround(), capabilities);
        run.write(QStringLiteral("file"), "task\n");
        LATHE_VERIFY_RESULT(run.sandbox->start(run.spec, ahead.get()));
        QVERIFY(run.finish());
        QVERIFY2(run.output.contains("\ntask\n"), qPrintable(run.exit.startError));
        QVERIFY(!SandboxAhead::start());
        SandboxAhead::remember(capabilities); // the next run does not try it again
        QVERIFY(!SandboxAhead::start());
    }
    void reportsWhatAnOrdinaryStartReports()
    {
        SandboxAhead::remember(probeSandbox());
        SandboxSpec spec = looksAround();
        spec.binds.append({QStringLiteral("/nowhere/at/all"), QStringLiteral("/var/lang"), false});
        SandboxRun ordinary(spec);
        QVERIFY(ordinary.finish());
        QVERIFY(!ordinary.exit.startError.isEmpty());
        const auto ahead = SandboxAhead::start();
        SandboxRun begun(spec);
        LATHE_VERIFY_RESULT(begun.sandbox->start(begun.spec, ahead.get()));
        QVERIFY(begun.finish());
        QCOMPARE(begun.exit.startError, ordinary.exit.startError);
        QCOMPARE(begun.finishes, 1);
    }
    void endsWhenNobodyTakesIt()
    {
        SandboxAhead::remember(probeSandbox());
        auto ahead = SandboxAhead::start();
        if (!ahead)
            return; // another tier: nothing was begun
        ahead.reset();
        pid_t ended = 0;
        QVERIFY(QTest::qWaitFor([&] { return (ended = waitpid(-1, nullptr, WNOHANG)) != 0; }, 20000));
        QVERIFY(ended > 0);
    }
    void trustsOnlyItsOwnFile()
    {
        SandboxAhead::remember(probeSandbox());
        if (!QFile::exists(hintsFile()))
            return; // another tier
        chmod(QFile::encodeName(hintsFile()).constData(), 0666);
        QVERIFY(!SandboxAhead::start());
        QFile file(hintsFile());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() - 1));
        chmod(QFile::encodeName(hintsFile()).constData(), 0600);
        QVERIFY(!SandboxAhead::start());
    }
};

QTEST_GUILESS_MAIN(TestSandboxAhead)
#include "tst_sandboxahead.moc"
