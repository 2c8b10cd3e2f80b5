// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner.h"

using namespace lathe;
using lathe::test::Runner;

class TestPythonRuntime : public QObject
{
    Q_OBJECT
private slots:
    void answersColdAndWarm()
    {
        Runner runner;
        runner.write(QStringLiteral("app.py"), "print('init')\ndef h(event, context):\n    print('hello')\n    return event\n");
        const FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        const auto cold = runner.run(spec, "{\"a\":1}");
        LATHE_VERIFY_RESULT(cold);
        QCOMPARE(cold->payload, QByteArray("{\"a\": 1}"));
        QVERIFY(cold->functionError.isEmpty());
        const QByteArray id = cold->report.requestId.toUtf8();
        QCOMPARE(cold->log, "init\nSTART RequestId: " + id + " Version: $LATEST\nhello\nEND RequestId: " + id + '\n' + cold->report.reportLine() + '\n');
        QVERIFY(cold->report.initMs > 1);
        const auto warm = runner.run(spec, "{\"a\":2}");
        LATHE_VERIFY_RESULT(warm);
        QCOMPARE(warm->payload, QByteArray("{\"a\": 2}"));
        QVERIFY(warm->report.initMs < 0);
        QCOMPARE(warm->logStream, cold->logStream);
        QVERIFY(!warm->log.contains("init"));
        qInfo() << cold->report.reportLine() << warm->report.reportLine();
    }
};

QTEST_GUILESS_MAIN(TestPythonRuntime)
#include "tst_pythonruntime.moc"
