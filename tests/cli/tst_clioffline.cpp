// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/nonetwork.h"
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>

/// The command where even the loopback device is down, as under `unshare -n`: what needs no other program works, what cannot be done
/// says so and what to do, and nothing waits.
class TestCliOffline : public QObject
{
    Q_OBJECT

    struct Done
    {
        int code = -1;
        QByteArray out, err;
    };
    Done lathe(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(LATHE_BIN_DIR "/lathe"), arguments);
        if (!process.waitForFinished(60000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_dir.filePath(name)).path()));
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        QVERIFY(file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeUser));
    }
    QTemporaryDir m_dir;

private slots:
    void initTestCase()
    {
        write(QStringLiteral("event.json"), "{\"n\": 7}");
        write(QStringLiteral("py/lambda_function.py"), "def lambda_handler(event, context):\n    return event['n'] * 6\n");
        write(QStringLiteral("node/index.js"), "exports.handler = async (event) => event.n * 6;\n");
        // Goes to the Runtime API over TCP, as AWS's own clients do.
        write(QStringLiteral("own/bootstrap"), R"py(#!/usr/bin/env python3
import http.client, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
while True:
    api.request('GET', '/2018-06-01/runtime/invocation/next')
    event = api.getresponse()
    body = event.read()
    api.request('POST', '/2018-06-01/runtime/invocation/%s/response' % event.headers['Lambda-Runtime-Aws-Request-Id'], b'42')
    api.getresponse().read()
)py");
    }

    void runsHereAndDeployed_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder : {"py", "node", "own"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }
    void runsHereAndDeployed()
    {
        QFETCH(QString, folder);
        const QString event = m_dir.filePath(QStringLiteral("event.json")), state = m_dir.filePath(QStringLiteral("state"));
        const Done here = lathe({QStringLiteral("invoke"), QStringLiteral("-C"), m_dir.filePath(folder), QStringLiteral("-e"), event});
        QVERIFY2(here.code == 0, here.err.constData());
        QCOMPARE(here.out, QByteArray("42"));
        const Done deployed = lathe({QStringLiteral("deploy"), QStringLiteral("-C"), m_dir.filePath(folder), QStringLiteral("--target"), QStringLiteral("local"), QStringLiteral("--state"), state});
        QVERIFY2(deployed.code == 0, deployed.err.constData());
        const Done there = lathe({QStringLiteral("invoke"), QStringLiteral("-C"), m_dir.filePath(folder), QStringLiteral("-e"), event, QStringLiteral("--target"), QStringLiteral("local"), QStringLiteral("--state"), state});
        QVERIFY2(there.code == 0, there.err.constData());
        QCOMPARE(there.out, QByteArray("42"));
    }

    void aServerSaysWhatToDo()
    {
        QProcess server;
        const QStringList place{QStringLiteral("--state"), m_dir.filePath(QStringLiteral("served"))};
        server.start(QStringLiteral(LATHE_BIN_DIR "/lathe"), QStringList{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")} + place);
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardError()).contains("ip link set lo up"), 20000);
        QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardError()).contains("Ctrl-C ends it"), 20000);
        // Another command reaches it all the same.
        const Done deployed = lathe(QStringList{QStringLiteral("deploy"), QStringLiteral("-C"), m_dir.filePath(QStringLiteral("py"))} + place);
        QVERIFY2(deployed.code == 0, deployed.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardError()).contains("POST /2015-03-31/functions"), 20000);
        server.terminate();
        QVERIFY(server.waitForFinished(20000));
        QCOMPARE(server.exitCode(), 0);
    }

    void anotherEndpointIsNotReached()
    {
        const Done deployed = lathe({QStringLiteral("deploy"), QStringLiteral("-C"), m_dir.filePath(QStringLiteral("py")), QStringLiteral("--yes"), QStringLiteral("--target"), QStringLiteral("http://127.0.0.1:4566")});
        QCOMPARE(deployed.code, 4);
        QVERIFY2(deployed.err.contains("ip link set lo up"), deployed.err.constData());
    }
};

int main(int argc, char **argv)
{
    if (!leaveTheNetwork()) {
        std::puts("This system gives no network namespace to an ordinary process.");
        return 77;
    }
    QCoreApplication application(argc, argv);
    TestCliOffline test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_clioffline.moc"
