// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function reaches from its environment: the network or none, and its file systems.
#include "core/limits.h"
#include "core/paths.h"
#include "project/project.h"
#include "runtime/runner.h"
#include "runtime/specfromproject.h"
#include <QDir>
#include <QTcpServer>

using namespace lathe;
using namespace lathe::test;

static const char code[] = R"(import os, socket, time

def names(event, context):
    return [socket.gethostbyname(n) for n in ("localhost", "sandbox", "sandbox.localdomain")]

def connect(event, context):
    try:
        socket.create_connection(("127.0.0.1", event), 10).close()
        return "connected"
    except OSError as e:
        return type(e).__name__

def loopback(event, context):
    server = socket.create_server(("127.0.0.1", 4243))
    client = socket.create_connection(("sandbox.localdomain", 4243), 10)
    client.close()
    server.close()
    return sorted(name for _, name in socket.if_nameindex())

def meet(event, context):
    mine, other = event
    open("/mnt/data/" + mine, "w").close()
    for _ in range(2000):
        if os.path.exists("/mnt/data/" + other):
            return sorted(os.listdir("/mnt/data"))
        time.sleep(0.01)
    return "alone"

def listing(event, context):
    return sorted(os.listdir("/mnt/data"))
)";

class TestPlaces : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }

    static FunctionSpec prepare(Runner &runner, const char *handler)
    {
        runner.write(QStringLiteral("app.py"), code);
        return runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.") + QLatin1String(handler));
    }

    void hostNamesOfLambda_data()
    {
        QTest::addColumn<bool>("alone");
        QTest::newRow("own network") << true;
        QTest::newRow("host's network") << false;
    }
    void hostNamesOfLambda()
    {
        QFETCH(bool, alone);
        Runner runner;
        FunctionSpec spec = prepare(runner, "names");
        spec.network = alone ? NetworkMode::None : NetworkMode::Shared;
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray(R"(["127.0.0.1", "127.0.0.1", "127.0.0.1"])"));
    }
    void theNetworkCanBeTakenAway()
    {
        if (!probeSandbox().ownNetwork)
            QSKIP("This machine gives no function a network of its own; the run says so.");
        QTcpServer server; // stands for whatever is outside
        QVERIFY(server.listen(QHostAddress::LocalHost));
        Runner runner;
        FunctionSpec spec = prepare(runner, "connect");
        const QByteArray port = QByteArray::number(server.serverPort());
        const auto shared = runner.run(spec, port);
        LATHE_VERIFY_RESULT(shared);
        QCOMPARE(shared->payload, QByteArray("\"connected\""));
        spec.network = NetworkMode::None;
        const auto alone = runner.run(spec, port);
        LATHE_VERIFY_RESULT(alone);
        QCOMPARE(alone->payload, QByteArray("\"ConnectionRefusedError\"")); // its own loopback, where nobody listens
        spec.handler = QStringLiteral("app.loopback");
        const auto own = runner.run(spec);
        LATHE_VERIFY_RESULT(own);
        QCOMPARE(own->payload, QByteArray(R"(["lo"])"));
    }
    void aMachineThatCannotSaysSo()
    {
        Runner runner([](RuntimeOptions &options) { options.sandbox.ownNetwork = false; });
        FunctionSpec spec = prepare(runner, "names");
        spec.network = NetworkMode::None;
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->ok());
        QVERIFY(outcome->warnings.join(u' ').contains(QStringLiteral("whole network")));
    }

    void layersOfTheRuntimeThatIsAskedFor()
    {
        QTemporaryDir layer;
        const QString folder = layer.filePath(QStringLiteral("python/lib/python3.13/site-packages")); // whatever version stands in
        QVERIFY(QDir().mkpath(folder));
        QFile module(folder + QStringLiteral("/layered.py"));
        QVERIFY(module.open(QIODevice::WriteOnly) && module.write("place = __file__\n") > 0);
        module.close();
        Runner runner;
        runner.write(QStringLiteral("app.py"), "import layered\ndef h(e, c): return layered.place\n");
        FunctionSpec spec = runner.spec(QStringLiteral("python3.13"), QStringLiteral("app.h"));
        spec.layerDirs = {layer.path()};
        const auto outcome = runner.run(spec);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"/opt/python/lib/python3.13/site-packages/layered.py\""));
    }
    void fileSystemIsSharedAndKept()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(QStringLiteral("made/when/missing"));
        Runner runner;
        FunctionSpec spec = prepare(runner, "meet");
        spec.mounts = {{data, QStringLiteral("/mnt/data"), true}};
        const auto first = runner.start(spec, R"(["a","b"])"), second = runner.start(spec, R"(["b","a"])"); // two at once
        QVERIFY(Runner::wait(first) && Runner::wait(second));
        for (const auto &one : {first.result(), second.result()}) {
            LATHE_VERIFY_RESULT(one);
            QCOMPARE(one->payload, QByteArray(R"(["a", "b"])"));
        }
        QVERIFY(QFile::exists(data + QStringLiteral("/a")));
        Runner later;
        spec = prepare(later, "listing");
        spec.mounts = {{data, QStringLiteral("/mnt/data"), true}};
        const auto kept = later.run(spec);
        LATHE_VERIFY_RESULT(kept);
        QCOMPARE(kept->payload, QByteArray(R"(["a", "b"])"));
    }
    void mountPathIsChecked()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "listing");
        for (const char *bad : {"/data", "/mnt/", "/mnt/a/b", "/mnt/..", "/mnt/a b", "mnt/a"}) {
            spec.mounts = {{QDir::tempPath(), QString::fromLatin1(bad), true}};
            const auto outcome = runner.run(spec);
            QVERIFY2(!outcome, bad);
            QCOMPARE(outcome.error().text, QStringLiteral("1 validation error detected: Value '%1' at 'fileSystemConfigs.1.member.localMountPath' failed to "
                "satisfy constraint: Member must satisfy regular expression pattern: ^/mnt/[a-zA-Z0-9-_.]+$").arg(QLatin1String(bad)));
        }
        spec.mounts = {{QStringLiteral("/proc/nowhere"), QStringLiteral("/mnt/data"), true}};
        QCOMPARE(runner.run(spec).error().id, QStringLiteral("LTH-RUN-017"));
    }
    void foldersOfFileSystems()
    {
        const QString known = fileSystemFolder(QStringLiteral("arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0"), {});
        QCOMPARE(known, paths::data() + QStringLiteral("/filesystems/fsap-0123456789abcdef0"));
        const QString one = fileSystemFolder(QStringLiteral("!GetAtt P.Arn"), QStringLiteral("/p/template.yaml"));
        QCOMPARE(fileSystemFolder(QStringLiteral("!GetAtt P.Arn"), QStringLiteral("/p/template.yaml")), one);
        QVERIFY(fileSystemFolder(QStringLiteral("!GetAtt Q.Arn"), QStringLiteral("/p/template.yaml")) != one);
        const QString hostile = fileSystemFolder(QStringLiteral("x/fsap-/../../etc"), {});
        QCOMPARE(QDir::cleanPath(hostile), hostile);
        QVERIFY(hostile.startsWith(paths::data() + QStringLiteral("/filesystems/")));
    }
    void variablesHaveLambdasLimit()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "names");
        // As compact JSON: {"A":"…"} has 8 bytes beside the value.
        spec.environment = {{QStringLiteral("A"), QString(limits::environmentBytes - 8, u'x')}};
        LATHE_VERIFY_RESULT(runner.run(spec));
        spec.environment.first().second += u'x';
        const auto outcome = runner.run(spec);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().text, QStringLiteral("Lambda was unable to configure your environment variables because the environment variables you have "
            "provided exceeded the 4KB limit. String measured: 4097 bytes"));
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
