// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Real sandboxes: what a program inside sees, how it ends, what it leaves behind.
#include "process/sandboxrun.h"
#include <QTest>
#include <csignal>

using namespace lathe;
using namespace lathe::test;

class TestSandbox : public QObject
{
    Q_OBJECT
private slots:
    void runsAndReports()
    {
        SandboxRun run(shell("echo out; echo err >&2; exit 3"));
        run.finish();
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.output, QByteArray("out\n"));
        QCOMPARE(run.errorOutput, QByteArray("err\n"));
        QCOMPARE(run.exit.status, 3);
        QCOMPARE(run.exit.signal, 0);
        QCOMPARE(run.finishes, 1);
        QVERIFY2(run.exit.peakBytes > 100000 && run.exit.peakBytes < 30 << 20, QByteArray::number(run.exit.peakBytes));
    }
    void killedBySignal()
    {
        SandboxRun run(shell("kill -SEGV $$"));
        run.finish();
        QCOMPARE(run.exit.status, -1);
        QCOMPARE(run.exit.signal, SIGSEGV);
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
