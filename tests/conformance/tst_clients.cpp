// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

using namespace lathe;

/// Real clients of AWS, unchanged, against the endpoint in this process. Each runs a script of its own language that goes
/// through a function's whole life and ends with status 0.
class TestClients : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }

    /// Runs a client to its end while the endpoint answers it from this event loop.
    void run(const QString &program, const QStringList &arguments, const QString &remedy)
    {
        QVERIFY2(QFileInfo(program).isExecutable(), qPrintable(program + q(" is missing: ") + remedy));
        QProcess client;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(q("LATHE_ENDPOINT"), f->endpoint->workspace().endpointUrl());
        environment.insert(q("AWS_ENDPOINT_URL"), f->endpoint->workspace().endpointUrl());
        environment.insert(q("AWS_ACCESS_KEY_ID"), f->keys().accessKeyId);
        environment.insert(q("AWS_SECRET_ACCESS_KEY"), f->keys().secretAccessKey);
        environment.insert(q("AWS_REGION"), q("us-east-1"));
        environment.insert(q("AWS_DEFAULT_REGION"), q("us-east-1"));
        environment.insert(q("AWS_EC2_METADATA_DISABLED"), q("true"));
        environment.insert(q("AWS_PAGER"), QString());
        environment.remove(q("PYTHONPATH"));
        client.setProcessEnvironment(environment);
        client.setProcessChannelMode(QProcess::MergedChannels);
        QEventLoop loop;
        connect(&client, &QProcess::finished, &loop, &QEventLoop::quit);
        connect(&client, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
        QTimer::singleShot(100000, &loop, &QEventLoop::quit);
        client.start(program, arguments);
        loop.exec();
        const bool ended = client.state() == QProcess::NotRunning;
        if (!ended)
            client.kill();
        client.waitForFinished();
        const QByteArray output = client.readAll();
        QVERIFY2(ended, "the client did not end: " + output.right(4000));
        QVERIFY2(client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0, output.right(6000).constData());
        QVERIFY2(output.contains("all is well"), output.constData());
    }
    static QString script(const char *name) { return QStringLiteral(LATHE_SOURCE_DIR) + q("/tests/conformance/") + q(name); }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanupTestCase() { f.reset(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void boto3()
    {
        run(q("/usr/bin/python3"), {q("-I"), script("boto3_client.py")}, q("install the Debian packages python3 and python3-boto3"));
    }
    void botocoreEventStream()
    {
        run(q("/usr/bin/python3"), {q("-I"), script("boto3_streams.py")}, q("install the Debian packages python3 and python3-boto3"));
    }
    void awscli()
    {
        QVERIFY2(QFileInfo(q("/usr/bin/aws")).isExecutable(), "/usr/bin/aws is missing: install the Debian package awscli");
        run(q("/usr/bin/python3"), {q("-I"), script("awscli_client.py")}, q("install the Debian package python3"));
    }
    void javaScriptSdk()
    {
        const QString modules = qEnvironmentVariable("LATHE_NPM_CACHE") + q("/node_modules");
        QVERIFY2(QFileInfo(modules + q("/@aws-sdk/client-lambda")).isDir(), "the npm client is not installed: run ctest -R conformance_npm_client");
        const QString node = QStandardPaths::findExecutable(q("node"));
        QVERIFY2(!node.isEmpty(), "node is missing: install the package nodejs");
        // An ES module finds its packages beside itself.
        const QString copy = f->dir.filePath(q("sdk_client.mjs"));
        QVERIFY(QFile::copy(script("sdk_client.mjs"), copy));
        QVERIFY(QFile::link(modules, f->dir.filePath(q("node_modules"))));
        run(node, {copy}, QString());
    }
};

QTEST_GUILESS_MAIN(TestClients)
#include "tst_clients.moc"
