// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Container images on the command line: look into them, run them, have them built. The builder is a script in the place of
// buildah that does what it is told and says so; everything else is real.
#include "runtime/busyboximage.h"
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace lathe::test;

struct Ran
{
    int code = -1;
    QByteArray out, err;
    QByteArray text() const { return "exit " + QByteArray::number(code) + "\nout: " + out + "\nerr: " + err; }
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

class TestCliImage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    QString path(const char *name) const { return m_dir->filePath(q(name)); }

    Ran run(const QStringList &args, const QString &searchPath = {}) const
    {
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        if (!searchPath.isEmpty())
            env.insert(q("PATH"), searchPath);
        for (const char *name : {"XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            env.insert(q(name), path("home/") + q(name));
        p.setProcessEnvironment(env);
        p.start(QString::fromUtf8(LATHE_BIN_DIR) + q("/lathe"), args);
        p.closeWriteChannel();
        if (!p.waitForFinished(60000))
            p.kill();
        p.waitForFinished();
        return {p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }

    void templateWith(const QByteArray &function) const
    {
        writeBytes(path("template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n" + function);
    }

    /// A builder that notes its arguments and saves what lies in "made".
    QString builder(const QByteArray &bud = "echo 'STEP 1/1: FROM scratch'") const
    {
        busyboxImage().writeLayout(path("made"));
        const QString script = path("tools/buildah");
        writeBytes(script, "#!/bin/sh\necho \"$*\" >>'" + m_dir->path().toUtf8() + "/calls'\ncase $1 in\nbud) " + bud + ";;\n"
                           "push) to=${3#oci:}; cp -r '" + path("made").toUtf8() + "' \"${to%:latest}\";;\nesac\n");
        ::chmod(QFile::encodeName(script).constData(), 0755);
        return path("tools:") + q("/usr/bin:/bin");
    }
    QByteArrayList calls() const
    {
        QFile file(path("calls"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
    }

    bool hasSandbox() const
    {
        return run({q("doctor"), q("--json")}).json().value(QLatin1String("sandbox")).toObject().value(QLatin1String("tier")).toString() != q("unisolated");
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void inspect()
    {
        writeBytes(path("app.tar"), busyboxImage().dockerArchive());
        Ran r = run({q("image"), q("inspect"), q("app.tar")});
        QVERIFY2(r.code == 0, r.text());
        for (const char *text : {"app:latest", "amd64", "/app/bootstrap", "app.handler", "/work", "FROM_IMAGE=1"})
            QVERIFY2(r.out.contains(text), r.text());
        r = run({q("image"), q("inspect"), q("app.tar"), q("--json")});
        QCOMPARE(r.json().value(QLatin1String("layers")).toInt(), 2);
        QCOMPARE(r.json().value(QLatin1String("config")).toObject().value(QLatin1String("command")).toArray(), QJsonArray{q("app.handler")});
        r = run({q("image"), q("inspect"), q("none.tar")});
        QVERIFY2(r.code == 3 && r.err.contains("docker save"), r.text());
        QCOMPARE(run({q("image"), q("look")}).code, 2);
        QCOMPARE(run({q("image"), q("inspect")}).code, 2);
    }

    void invokesSavedImages()
    {
        if (!hasSandbox())
            QSKIP("This machine allows no namespaces, and images need them.");
        writeBytes(path("app.tar"), busyboxImage().dockerArchive());
        templateWith("    Properties: {PackageType: Image, ImageUri: ./app.tar, Timeout: 20, ImageConfig: {Command: [two, words], WorkingDirectory: /app}, Environment: {Variables: {X: 1}}}\n");
        const Ran r = run({q("invoke")});
        QVERIFY2(r.code == 0, r.text());
        QCOMPARE(r.out, QByteArray("{\"event\":{},\"cwd\":\"/app\",\"args\":\"two words\"}"));
        QVERIFY2(r.err.contains("REPORT RequestId"), r.text());
        QCOMPARE(run({q("package")}).code, 2);
    }

    /// As public.ecr.aws/lambda images are laid out: their own entry script, the client in /var/runtime, the code in /var/task.
    void invokesImagesLaidOutAsLambdas()
    {
        if (!hasSandbox())
            QSKIP("This machine allows no namespaces, and images need them.");
        ImageMaker maker = busyboxImage();
        maker.add({fileEntry("usr/local/bin/aws-lambda-rie", "#!/bin/sh\necho emulator started >&2\n", 0755),
                   fileEntry("var/runtime/bootstrap", shellRuntime("printf '\"%s in %s\"' \"$_HANDLER\" \"$PWD\" >/tmp/answer"), 0755), folderEntry("var/task"), fileEntry("var/task/app.py", "x"),
                   fileEntry("lambda-entrypoint.sh", "#!/bin/sh\nif [ $# -ne 1 ]; then echo 'entrypoint requires the handler name to be the first argument' 1>&2; exit 142; fi\n"
                                                     "export _HANDLER=\"$1\"\nRUNTIME_ENTRYPOINT=/var/runtime/bootstrap\nif [ -z \"${AWS_LAMBDA_RUNTIME_API}\" ]; then\n"
                                                     "  exec /usr/local/bin/aws-lambda-rie $RUNTIME_ENTRYPOINT\nelse\n  exec $RUNTIME_ENTRYPOINT\nfi\n", 0755)});
        maker.config.insert(q("Entrypoint"), QJsonArray{q("/lambda-entrypoint.sh")});
        maker.config.insert(q("Cmd"), QJsonArray{q("app.handler")});
        maker.config.insert(q("WorkingDir"), q("/var/task"));
        maker.config.insert(q("User"), q("nobody"));
        maker.writeLayout(path("layout"));
        const auto function = [this](const QByteArray &config) { templateWith("    Properties: {PackageType: Image, ImageUri: 'oci:layout:latest', Timeout: 20" + config + "}\n"); };
        function("");
        Ran r = run({q("invoke")});
        QVERIFY2(r.code == 0 && r.out == "\"app.handler in /var/task\"" && !r.err.contains("emulator"), r.text());
        function(", ImageConfig: {Command: [other.handler]}");
        r = run({q("invoke")});
        QVERIFY2(r.code == 0 && r.out == "\"other.handler in /var/task\"", r.text());
        function(", ImageConfig: {EntryPoint: [sh, -c, 'cd /app && exec ./bootstrap shell'], WorkingDirectory: /app}");
        r = run({q("invoke")});
        QVERIFY2(r.code == 0 && r.out.contains("\"args\":\"shell\""), r.text());
        function(", ImageConfig: {Command: [a, b]}");
        r = run({q("invoke")});
        QVERIFY2(r.code == 1 && r.err.contains("entrypoint requires the handler name") && r.out.contains("exit status 142"), r.text());
        function(", ImageConfig: {WorkingDirectory: /nowhere}");
        r = run({q("invoke")});
        QVERIFY2(r.code == 1 && r.out.contains("Runtime.InvalidWorkingDir") && r.err.contains("IMAGE\tLaunch error: stat /nowhere"), r.text());
    }

    /// On a terminal it says how far unpacking is, in a line that goes; into a pipe nothing of it.
    void unpackingIsShownOnATerminal()
    {
        if (!hasSandbox())
            QSKIP("This machine allows no namespaces, and images need them.");
        ImageMaker maker = busyboxImage();
        maker.packing = Packing::Plain;
        maker.add({fileEntry("big", QByteArray(12 << 20, 'b'))});
        writeBytes(path("big.tar"), maker.dockerArchive());
        templateWith("    Properties: {PackageType: Image, ImageUri: ./big.tar, Timeout: 20}\n");
        Ran r = run({q("invoke")});
        QVERIFY2(r.code == 0 && !r.err.contains("Unpacking"), r.text());
        QCOMPARE(run({q("image"), q("prune"), q("--all")}).code, 0);
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            env.insert(q(name), path("home/") + q(name));
        env.insert(q("TERM"), q("xterm"));
        env.remove(q("NO_COLOR"));
        p.setProcessEnvironment(env);
        p.start(q("python3"), {q("-c"), q("import os,pty,sys\nsys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"), QString::fromUtf8(LATHE_BIN_DIR) + q("/lathe"), q("invoke")});
        p.closeWriteChannel();
        QVERIFY(p.waitForFinished(60000));
        r = {p.exitCode(), p.readAllStandardOutput(), p.readAllStandardError()};
        QVERIFY2(r.code == 0, r.text());
        QVERIFY2(r.out.contains("Unpacking the image: layer 3 of 3, ") && r.out.contains(" MB of 1"), r.text());
        QVERIFY2(r.out.contains("\"event\":{}"), r.text());
    }

    void listsWhatIsKept()
    {
        QCOMPARE(run({q("image"), q("list"), q("--json")}).json().value(QLatin1String("images")).toArray(), QJsonArray());
        const QString search = builder();
        writeBytes(path("src/Dockerfile"), "FROM scratch\n");
        QCOMPARE(run({q("image"), q("build"), q("src"), q("-t"), q("shop/app:1")}, search).code, 0);
        const Ran r = run({q("image"), q("list"), q("--json")});
        const QJsonArray images = r.json().value(QLatin1String("images")).toArray();
        QVERIFY2(r.code == 0 && images.size() == 1, r.text());
        QCOMPARE(images[0][q("kind")].toString(), q("built"));
        QCOMPARE(images[0][q("tag")].toString(), q("shop/app:1"));
        QVERIFY2(images[0][q("bytes")].toInt() > 100000 && r.json().value(QLatin1String("bytes")) == images[0][q("bytes")], r.text());
        const Ran shown = run({q("image"), q("list")});
        QVERIFY2(shown.out.contains("shop/app:1") && shown.err.contains("1 images"), shown.text());
    }

    void prunesWhatNobodyUses()
    {
        const QString search = builder();
        writeBytes(path("src/Dockerfile"), "FROM scratch\n");
        QCOMPARE(run({q("image"), q("build"), q("src"), q("-t"), q("app:1")}, search).code, 0);
        writeBytes(path("src/more"), "x");
        QCOMPARE(run({q("image"), q("build"), q("src"), q("-t"), q("app:1")}, search).code, 0);
        Ran r = run({q("image"), q("prune"), q("--json")}); // both are of today
        QVERIFY2(r.code == 0 && r.json().value(QLatin1String("removed")).toInt() == 0, r.text());
        r = run({q("cache"), q("--json"), q("--all")});
        QVERIFY2(r.code == 0 && r.json().value(QLatin1String("freeableBytes")).toInt() > 200000, r.text());
        QCOMPARE(r.json().value(QLatin1String("imageBound")).toInteger(), qint64(20) << 30);
        r = run({q("image"), q("prune"), q("--all")});
        QVERIFY2(r.code == 0 && r.out.contains("2 entries"), r.text());
        QCOMPARE(run({q("image"), q("list"), q("--json")}).json().value(QLatin1String("images")).toArray(), QJsonArray());
        r = run({q("cache"), q("size"), q("40.5")});
        QVERIFY2(r.code == 0 && r.out == "Container images may take 40.5 GB\n" && run({q("cache"), q("size")}).out == r.out, r.text());
        for (const QStringList &wrong : QList<QStringList>{{q("cache"), q("look")}, {q("cache"), q("prune"), q("nothing")}, {q("cache"), q("size"), q("0.2")}})
            QCOMPARE(run(wrong).code, 2);
    }

    void prunesBesideRuns()
    {
        if (!hasSandbox())
            QSKIP("This machine allows no namespaces, and images need them.");
        writeBytes(path("app.tar"), busyboxImage().dockerArchive());
        templateWith("    Properties: {PackageType: Image, ImageUri: ./app.tar, Timeout: 20}\n");
        std::atomic_bool stop = false;
        std::atomic_int removed = 0;
        std::thread pruning([&] {
            while (!stop)
                removed += run({q("image"), q("prune"), q("--all"), q("--json")}).json().value(QLatin1String("removed")).toInt();
        });
        QByteArray wrong;
        for (int i = 0; i < 12; ++i)
            if (const Ran r = run({q("invoke")}); r.code != 0 || !r.out.startsWith("{\"event\":{}"))
                wrong += r.text();
        stop = true;
        pruning.join();
        QVERIFY2(wrong.isEmpty(), wrong);
        QVERIFY(removed > 0);
    }

    void registriesAreNotAsked()
    {
        templateWith("    Properties: {PackageType: Image, ImageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1'}\n");
        const Ran r = run({q("invoke")});
        QVERIFY2(r.code == 3 && r.err.contains("LTH-RUN-013") && r.err.contains("docker save") && r.err.contains("skopeo copy"), r.text());
    }

    void buildsAndRuns()
    {
        if (!hasSandbox())
            QSKIP("This machine allows no namespaces, and images need them.");
        const QString search = builder();
        writeBytes(path("src/Dockerfile.x"), "FROM scratch\n");
        templateWith("    Metadata: {DockerContext: ./src, Dockerfile: Dockerfile.x, DockerTag: 'shop:1', DockerBuildArgs: {A: b}, DockerBuildTarget: prod}\n"
                     "    Properties: {PackageType: Image, Timeout: 20}\n");
        Ran r = run({q("invoke")}, search);
        QVERIFY2(r.code == 0, r.text());
        QVERIFY2(r.err.contains("STEP 1/1: FROM scratch"), r.text());
        QCOMPARE(calls().size(), 2);
        QCOMPARE(calls()[0], QByteArray("bud -t shop:1 -f @/src/Dockerfile.x --platform linux/amd64 --layers --isolation chroot --target prod --build-arg A=b @/src")
                                 .replace("@", m_dir->path().toUtf8()));
        // Unchanged: not built again; known by its tag; built again when a file changes or when it is wanted.
        QVERIFY2(run({q("invoke")}, search).code == 0, r.text());
        QCOMPARE(calls().size(), 2);
        templateWith("    Properties: {PackageType: Image, ImageUri: 'shop:1', Timeout: 20}\n");
        QCOMPARE(run({q("invoke")}, q("/usr/bin:/bin")).code, 0);
        r = run({q("image"), q("build"), q("src"), q("-f"), q("Dockerfile.x"), q("-t"), q("other:2"), q("--json")}, search);
        QVERIFY2(r.code == 0 && r.json().value(QLatin1String("architecture")).toString() == q("amd64"), r.text());
        QCOMPARE(calls().size(), 4);
        writeBytes(path("src/more"), "x");
        QCOMPARE(run({q("image"), q("build"), q("src"), q("-f"), q("Dockerfile.x"), q("-t"), q("other:2")}, search).code, 0);
        QCOMPARE(calls().size(), 6);
        QCOMPARE(run({q("image"), q("build"), q("src"), q("-f"), q("Dockerfile.x"), q("-t"), q("other:2"), q("--again")}, search).code, 0);
        QCOMPARE(calls().size(), 8);
    }

    void buildsThatFail()
    {
        writeBytes(path("src/Dockerfile"), "FROM nothing\n");
        Ran r = run({q("image"), q("build"), q("src")}, builder("echo 'no such image' >&2; exit 7"));
        QVERIFY2(r.code == 3 && r.err.contains("no such image") && r.err.contains("LTH-IMG-012"), r.text());
        QVERIFY(QDir(path("home/XDG_CACHE_HOME/lathe/builds")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        r = run({q("image"), q("build"), q("src"), q("-f"), q("None")}, builder());
        QVERIFY2(r.code == 3 && r.err.contains("LTH-IMG-011"), r.text());
        QDir().mkpath(path("empty"));
        r = run({q("image"), q("build"), q("src")}, path("empty"));
        QVERIFY2(r.code == 3 && r.err.contains("buildah, podman or docker.io"), r.text());
        // A tool of the project's own folder is never taken.
        writeBytes(path("src/buildah"), "#!/bin/sh\ntouch '" + path("ran").toUtf8() + "'\n");
        ::chmod(QFile::encodeName(path("src/buildah")).constData(), 0755);
        r = run({q("image"), q("build"), q("src")}, path("src"));
        QVERIFY2(r.code == 3 && !QFile::exists(path("ran")), r.text());
    }

    void interruptedBuildsLeaveNothing()
    {
        const QString search = builder("echo $$ >'" + path("pid").toUtf8() + "'; echo begun; exec sleep 60");
        writeBytes(path("src/Dockerfile"), "FROM scratch\n");
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(q("PATH"), search);
        env.insert(q("XDG_CACHE_HOME"), path("home/XDG_CACHE_HOME"));
        p.setProcessEnvironment(env);
        p.start(QString::fromUtf8(LATHE_BIN_DIR) + q("/lathe"), {q("image"), q("build"), q("src")});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += p.readAllStandardError()).contains("begun"), 30000);
        p.terminate();
        QVERIFY(p.waitForFinished(30000));
        QCOMPARE(p.exitCode(), 130);
        QFile pid(path("pid"));
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const QString process = q("/proc/") + QString::fromLatin1(pid.readAll().trimmed());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(process), 10000);
        QVERIFY(QDir(path("home/XDG_CACHE_HOME/lathe/builds")).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
};

QTEST_GUILESS_MAIN(TestCliImage)
#include "tst_cliimage.moc"
