// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A function whose package is a container image, run from its file to its answer, in each tier of the sandbox.
#include "busyboximage.h"
#include "package/image/imagestore.h"
#include "runner.h"

using namespace lathe;
using namespace lathe::test;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestImageRuntime : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    FunctionSpec spec(const ImageMaker &maker, const QString &name)
    {
        const QString layout = m_dir.filePath(name);
        maker.writeLayout(layout);
        const auto image = unpackImage({layout, {}}, q("x86_64"), m_dir.filePath(q("cache")));
        if (!image)
            qWarning("%s", qPrintable(image.error().text));
        FunctionSpec function;
        function.name = q("fn");
        function.timeoutSeconds = 20;
        function.imageRoot = image ? image->rootDir : q("/nowhere");
        function.image = image ? image->description.config : ImageConfig();
        return function;
    }

    static SandboxCapabilities tier(SandboxTier wanted)
    {
        SandboxCapabilities capabilities = probeSandbox();
        capabilities.tier = wanted;
        if (capabilities.bubblewrap.isEmpty())
            capabilities.bubblewrap = q("/usr/bin/bwrap");
        return capabilities;
    }

    void everyTier()
    {
        QTest::addColumn<int>("tier");
        QTest::newRow("own") << int(SandboxTier::Own);
        QTest::newRow("bubblewrap") << int(SandboxTier::Bubblewrap);
    }

private slots:
    void initTestCase()
    {
        qputenv("LATHE_INIT", LATHE_BIN_DIR "/lathe-init");
        QVERIFY2(QFile::exists(q("/bin/busybox")), "the package busybox-static is needed");
        LATHE_NEEDS_NAMESPACES();
    }

    void runs_data() { everyTier(); }
    void runs()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(int, tier);
        Runner runner([&](RuntimeOptions &options) { options.sandbox = TestImageRuntime::tier(SandboxTier(tier)); });
        const FunctionSpec function = spec(busyboxImage(), q("runs"));
        for (int i = 0; i < 3; ++i) {
            const auto outcome = runner.run(function, "{\"n\": 1.0}");
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->ok(), outcome->log.constData());
            QCOMPARE(outcome->payload, QByteArray("{\"event\":{\"n\": 1.0},\"cwd\":\"/work\",\"args\":\"app.handler\"}"));
            QVERIFY(outcome->log.contains("handling app.handler"));
            QVERIFY(outcome->report.maxMemoryUsedMib > 0);
            QCOMPARE(outcome->report.initMs >= 0, i == 0); // then it stays warm
        }
    }

    void seesOnlyTheImage_data() { everyTier(); }
    void seesOnlyTheImage()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(int, tier);
        Runner runner([&](RuntimeOptions &options) { options.sandbox = TestImageRuntime::tier(SandboxTier(tier)); });
        const QByteArray report = "{ id -u; ls / | tr '\\n' ' '; echo; env | grep -v KEY; cat /etc/hosts; cat /etc/passwd; cat /proc/self/status | grep Cap; "
                                  "touch /x /app/x /etc/hosts /dev/x 2>&1; touch /tmp/ok && echo tmp-ok; head -c 3 /dev/zero | tr '\\0' z; echo; ls /dev/ | tr '\\n' ' '; "
                                  "ls -d /root /home /usr 2>&1; } >/tmp/text 2>&1; cat /tmp/text >&2; echo '{}' >/tmp/answer";
        ImageMaker maker = busyboxImage(shellRuntime(report));
        QList<TarEntry> more;
        for (const char *name : {"grep"})
            more << linkEntry(QByteArray("bin/") + name, "busybox");
        more << folderEntry("etc") << fileEntry("etc/passwd", "app:x:1:1::/:/bin/sh\n") << linkEntry("etc/hosts", "/app/bootstrap");
        maker.add(more);
        FunctionSpec function = spec(maker, q("sees"));
        function.environment = {{q("BOTH"), q("function")}, {q("OWN"), q("2")}, {q("AWS_REGION"), q("elsewhere")}};
        const auto outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), outcome->log.constData());
        const QByteArray log = outcome->log;
        const QList<QByteArray> lines = log.split('\n');
        const auto has = [&](const char *line) { return lines.contains(QByteArray(line)); };
        QVERIFY2(has("993"), log.constData()); // whatever user the image names
        for (const char *line : {"FROM_IMAGE=1", "BOTH=function", "OWN=2", "AWS_REGION=us-east-1", "PATH=/bin", "LAMBDA_TASK_ROOT=/app", "AWS_EXECUTION_ENV=AWS_Lambda_Image",
                                 "_HANDLER=app.handler", "127.0.0.1 localhost sandbox.localdomain sandbox", "tmp-ok", "zzz", "app:x:1:1::/:/bin/sh"})
            QVERIFY2(has(line), (QByteArray(line) + "\n" + log).constData());
        QVERIFY2(log.contains("sbx_user1051:x:993:990"), log.constData());
        QVERIFY2(log.contains("CapEff:\t0000000000000000"), log.constData());
        QVERIFY(!log.contains("LD_LIBRARY_PATH"));
        for (const char *path : {"/x", "/app/x", "/dev/x"})
            QVERIFY2(log.contains(QByteArray("touch: ") + path + ": Read-only file system"), log.constData());
        for (const char *path : {"/root", "/home", "/usr"})
            QVERIFY2(log.contains(QByteArray("ls: ") + path + ": No such file"), log.constData());
        // The shared root is as it was.
        QVERIFY(!QFile::exists(function.imageRoot + q("/x")));
        QCOMPARE(QFileInfo(function.imageRoot + q("/etc/hosts")).size(), 0);
    }

    void nothingInAnImageGivesRights_data() { everyTier(); }
    void nothingInAnImageGivesRights()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(int, tier);
        Runner runner([&](RuntimeOptions &options) { options.sandbox = TestImageRuntime::tier(SandboxTier(tier)); });
        ImageMaker maker = busyboxImage(shellRuntime("{ /rooted/busybox id -u; /rooted/busybox grep -E 'Cap|NoNewPrivs' /proc/self/status; /rooted/busybox touch /x 2>&1; } >&2; echo '{}' >/tmp/answer"));
        QFile busybox(q("/bin/busybox"));
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        maker.add({withAttributes(fileEntry("rooted/busybox", busybox.readAll(), 06755))});
        const auto outcome = runner.run(spec(maker, q("rights")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), outcome->log.constData());
        for (const char *line : {"\n993\n", "CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1", "touch: /x: Read-only file system"})
            QVERIFY2(outcome->log.contains(line), outcome->log.constData());
    }

    void shellForms_data()
    {
        QTest::addColumn<QStringList>("entryPoint");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QByteArray>("arguments");
        const QStringList shell{q("/bin/sh"), q("-c")};
        // ENTRYPOINT exec /app/bootstrap: what CMD says becomes the shell's own arguments, as in Docker.
        QTest::newRow("shell ENTRYPOINT") << shell + QStringList{q("exec /app/bootstrap")} << QStringList{q("app.handler")} << QByteArray();
        QTest::newRow("that takes CMD") << shell + QStringList{q("exec /app/bootstrap \"$0\" \"$@\"")} << QStringList{q("app.handler"), q("a b")} << QByteArray("app.handler a b");
        QTest::newRow("without exec") << shell + QStringList{q("cd /app; ./bootstrap from-shell; exit $?")} << QStringList() << QByteArray("from-shell");
        QTest::newRow("shell CMD") << QStringList() << shell + QStringList{q("/app/bootstrap $FROM_IMAGE")} << QByteArray("1");
        QTest::newRow("shell CMD behind a program") << QStringList{q("env")} << shell + QStringList{q("/app/bootstrap x")} << QByteArray("x");
    }
    void shellForms()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QStringList, entryPoint);
        QFETCH(QStringList, command);
        QFETCH(QByteArray, arguments);
        Runner runner;
        FunctionSpec function = spec(busyboxImage(), q("shell"));
        function.image.entryPoint = entryPoint;
        function.image.command = command;
        for (int i = 0; i < 2; ++i) {
            const auto outcome = runner.run(function);
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->ok() && outcome->payload.contains("\"args\":\"" + arguments + "\""), (outcome->payload + outcome->log).constData());
            QCOMPARE(outcome->report.initMs >= 0, i == 0);
        }
    }

    void workingFolders_data()
    {
        QTest::addColumn<QString>("dir");
        QTest::addColumn<QByteArray>("cwd"); // empty: there is none
        QTest::newRow("not said") << QString() << QByteArray("/");
        QTest::newRow("there") << q("/app/") << QByteArray("/app");
        QTest::newRow("relative") << q("work") << QByteArray("/work");
        QTest::newRow("through a link") << q("/link") << QByteArray("/link");
        QTest::newRow("tmp") << q("/tmp") << QByteArray("/tmp");
        QTest::newRow("task") << q("/var/task") << QByteArray("/var/task");
        QTest::newRow("missing") << q("/no/such") << QByteArray();
        QTest::newRow("a file") << q("/app/bootstrap") << QByteArray();
        QTest::newRow("a link out") << q("/out/lathe") << QByteArray();
    }
    void workingFolders()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QString, dir);
        QFETCH(QByteArray, cwd);
        Runner runner;
        ImageMaker maker = busyboxImage();
        maker.add({linkEntry("link", "app"), linkEntry("out", "/usr/share")});
        FunctionSpec function = spec(maker, q("folders"));
        function.image.workingDir = dir;
        const auto outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        if (!cwd.isEmpty()) {
            QVERIFY2(outcome->payload.contains("\"cwd\":\"" + (cwd == "/link" ? QByteArray("/app") : cwd) + "\"") || outcome->payload.contains("\"cwd\":\"" + cwd + "\""), (outcome->payload + outcome->log).constData());
            return;
        }
        const QByteArray problem = "stat " + dir.toUtf8() + ": no such file or directory";
        QVERIFY2(outcome->payload.contains("Runtime.InvalidWorkingDir") && outcome->payload.contains(problem), outcome->payload.constData());
        QVERIFY2(outcome->log.contains("IMAGE\tLaunch error: " + problem + "\tEntrypoint: [/app/bootstrap]\tCmd: [app.handler]\tWorkingDir: [" + dir.toUtf8() + "]"), outcome->log.constData());
    }

    void overrides()
    {
        LATHE_NEEDS_NAMESPACES();
        Runner runner;
        FunctionSpec function = spec(busyboxImage(), q("overrides"));
        const ImageConfig own = function.image;
        function.image = ImageOverrides{std::nullopt, QStringList{q("other.handler"), q("two")}, q("/app")}.applied(own);
        auto outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("{\"event\":{},\"cwd\":\"/app\",\"args\":\"other.handler two\"}"));
        // Another entry point takes the image's command away; a name without a slash is looked for on the image's PATH.
        function.image = ImageOverrides{QStringList{q("sh"), q("bootstrap")}, std::nullopt, q("/app")}.applied(own);
        QVERIFY(function.image.command.isEmpty());
        outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("{\"event\":{},\"cwd\":\"/app\",\"args\":\"\"}"));
        function.image = ImageOverrides{QStringList{q("./bootstrap")}, std::nullopt, q("/app")}.applied(own);
        LATHE_VERIFY_RESULT(runner.run(function));
        QVERIFY(runner.run(function)->ok());
    }

    void entryPointsThatAreNone_data()
    {
        QTest::addColumn<QStringList>("entryPoint");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("missing") << QStringList{q("/no/such")} << QByteArray("fork/exec /no/such: no such file or directory");
        QTest::newRow("not on PATH") << QStringList{q("nothing")} << QByteArray("exec: \\\"nothing\\\": executable file not found in $PATH");
        QTest::newRow("not executable") << QStringList{q("/etc/hosts")} << QByteArray("fork/exec /etc/hosts: permission denied");
        QTest::newRow("none") << QStringList() << QByteArray("Couldn't find valid bootstrap(s)");
    }

    void entryPointsThatAreNone()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QStringList, entryPoint);
        QFETCH(QByteArray, message);
        Runner runner;
        FunctionSpec function = spec(busyboxImage(), q("none"));
        function.image.entryPoint = entryPoint;
        function.image.command.clear();
        const auto outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("Runtime.InvalidEntrypoint"), outcome->payload.constData());
        QVERIFY2(outcome->payload.contains(message), outcome->payload.constData());
        QVERIFY2(outcome->log.contains("IMAGE\tLaunch error: ") && outcome->log.contains("\tEntrypoint: [" + entryPoint.join(u',').toUtf8() + "]\tCmd: []\tWorkingDir: [/work]"), outcome->log.constData());
    }

    void limitsHold()
    {
        LATHE_NEEDS_NAMESPACES();
        Runner runner;
        FunctionSpec slow = spec(busyboxImage(shellRuntime("sleep 30")), q("slow"));
        slow.timeoutSeconds = 1;
        auto outcome = runner.run(slow);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->report.status, q("timeout"));
        FunctionSpec greedy = spec(busyboxImage(shellRuntime("x=a; while :; do x=$x$x; done")), q("greedy"));
        outcome = runner.run(greedy);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->ok(), outcome->log.constData());
    }

    /// AWS's own entry script starts the client only where Lambda is: this variable says so.
    void entryScriptOfTheBaseImages()
    {
        LATHE_NEEDS_NAMESPACES();
        Runner runner;
        ImageMaker maker = busyboxImage();
        // The emulator lies in AWS's images, too: it must not be started beside the Runtime API that is there.
        maker.add({fileEntry("usr/local/bin/aws-lambda-rie", "#!/bin/sh\necho emulator started >&2\nexec \"$@\"\n", 0755), folderEntry("var/runtime"), fileEntry("var/runtime/bootstrap", shellRuntime("printf '\"%s\"' \"$_HANDLER\" >/tmp/answer"), 0755),
                   fileEntry("lambda-entrypoint.sh", "#!/bin/sh\nif [ $# -ne 1 ]; then echo 'entrypoint requires the handler name to be the first argument' 1>&2; exit 142; fi\n"
                                                     "export _HANDLER=\"$1\"\nif [ -z \"${AWS_LAMBDA_RUNTIME_API}\" ]; then exec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap\n"
                                                     "else exec /var/runtime/bootstrap; fi\n", 0755)});
        maker.config.insert(q("Entrypoint"), QJsonArray{q("/lambda-entrypoint.sh")});
        maker.config.insert(q("Cmd"), QJsonArray{q("index.handler")});
        FunctionSpec function = spec(maker, q("rie"));
        auto outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"index.handler\""));
        QVERIFY2(!outcome->log.contains("emulator started"), outcome->log.constData());
        function.image.command = ImageOverrides{std::nullopt, QStringList{q("other.handler")}, std::nullopt}.applied(function.image).command;
        outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"other.handler\""));
        function.image.command.clear();
        outcome = runner.run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("exit status 142"), outcome->payload.constData());
    }

    void extensionsOfTheImageRun()
    {
        LATHE_NEEDS_NAMESPACES();
        Runner runner;
        ImageMaker maker = busyboxImage();
        maker.add({folderEntry("opt/extensions"), fileEntry("opt/extensions/watcher", "#!/bin/sh\napi=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension\n"
            "wget -q -S -O /dev/null --header 'Lambda-Extension-Name: watcher' --post-data '{\"events\":[\"INVOKE\"]}' $api/register 2>/tmp/registered\n"
            "id=$(sed -n 's/.*[Ii]dentifier: *//p' /tmp/registered | tr -d '\\r')\n"
            "while wget -q -O /tmp/seen --header \"Lambda-Extension-Identifier: $id\" $api/event/next; do echo \"extension saw $(head -c 21 /tmp/seen)\"; done\n", 0755)});
        const auto outcome = runner.run(spec(maker, q("extension")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), outcome->log.constData());
        QVERIFY2(outcome->log.contains("extension saw {\"eventType\":\"INVOKE\""), outcome->log.constData());
    }

    void withoutNamespacesItIsAnError()
    {
        Runner runner([](RuntimeOptions &options) { options.sandbox.tier = SandboxTier::Unisolated; });
        const auto outcome = runner.run(spec(busyboxImage(), q("bare")));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().id, q("LTH-RUN-018"));
    }

    void aRootThatIsGone()
    {
        Runner runner;
        FunctionSpec function = spec(busyboxImage(), q("gone"));
        function.imageRoot = q("/no/such/root");
        const auto outcome = runner.run(function);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().id, q("LTH-RUN-003"));
    }
};

QTEST_GUILESS_MAIN(TestImageRuntime)
#include "tst_imageruntime.moc"
