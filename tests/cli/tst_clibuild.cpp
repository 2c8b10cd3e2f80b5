// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe build` and what packages are made of, in templates as other people write them. Every test runs the real executable
// and the real tools (make, pip); wheels are made here, so that no network is needed.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestCliBuild : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    int m_code = -1;
    QByteArray m_out, m_err;

    /// Runs `lathe` in the test's folder, which also holds its cache.
    QJsonObject run(const QString &line)
    {
        QProcess p;
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(QStringLiteral("XDG_CACHE_HOME"), at(QStringLiteral("cache")));
        env.insert(QStringLiteral("PIP_NO_INDEX"), QStringLiteral("1"));
        env.insert(QStringLiteral("PIP_FIND_LINKS"), at(QStringLiteral("wheels")));
        p.setProcessEnvironment(env);
        p.setWorkingDirectory(m_dir->path());
        p.start(QStringLiteral(LATHE_BIN_DIR "/lathe"), line.split(u' '));
        p.closeWriteChannel();
        m_code = p.waitForFinished(120000) && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1;
        m_out = p.readAllStandardOutput();
        m_err = p.readAllStandardError();
        return QJsonDocument::fromJson(m_out).object();
    }
    QByteArray told() const { return "exit " + QByteArray::number(m_code) + "\nout: " + m_out + "\nerr: " + m_err; }
    QString at(const QString &name) const { return m_dir->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString &name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Names in a zip, sorted and separated by spaces.
    QByteArray names(const QString &zip) const
    {
        QProcess p;
        p.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import sys,zipfile;print(*sorted(zipfile.ZipFile(sys.argv[1]).namelist()))"), at(zip)});
        p.waitForFinished(30000);
        return p.readAllStandardOutput().trimmed();
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    /// The framework's packaging: excludes before includes, service before function, all layers and the configuration
    /// left out, development packages left out last.
    void serverlessRules_data()
    {
        QTest::addColumn<QByteArray>("package");
        QTest::addColumn<QByteArray>("own");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray always = "package-lock.json package.json src/a.js src/b.js test/t.js", modules = "node_modules/kept/index.js ";
        QTest::newRow("nothing said") << QByteArray() << QByteArray() << modules + always;
        QTest::newRow("dev packages kept") << QByteArray("  excludeDevDependencies: false\n") << QByteArray() << "node_modules/.bin/tool node_modules/kept/index.js node_modules/tool/cli.js " + always;
        QTest::newRow("patterns") << QByteArray("  patterns:\n    - '!**'\n    - 'src/**'\n    - 'node_modules/**'\n") << QByteArray() << modules + "src/a.js src/b.js";
        QTest::newRow("old words") << QByteArray("  exclude:\n    - '**'\n  include:\n    - src/a.js\n") << QByteArray() << QByteArray("src/a.js");
        QTest::newRow("own patterns do not count together") << QByteArray("  patterns: ['!test/**']\n") << QByteArray("    package:\n      patterns: ['!src/b.js']\n") << modules + "package-lock.json package.json src/a.js src/b.js";
        QTest::newRow("own patterns, individually") << QByteArray("  individually: true\n  patterns: ['!test/**']\n") << QByteArray("    package:\n      patterns: ['!src/b.js']\n") << modules + "package-lock.json package.json src/a.js";
        QTest::newRow("the service's include after the function's exclude") << QByteArray("  individually: true\n  include: ['src/b.js']\n") << QByteArray("    package:\n      exclude: ['src/**', 'test/**']\n") << modules + "package-lock.json package.json src/b.js";
    }

    void serverlessRules()
    {
        QFETCH(QByteArray, package);
        QFETCH(QByteArray, own);
        QFETCH(QByteArray, expected);
        write(QStringLiteral("s/serverless.yml"), "service: shop\nprovider:\n  name: aws\n  runtime: nodejs18.x\n" + (package.isEmpty() ? QByteArray() : "package:\n" + package)
                                                      + "layers:\n  other:\n    path: lib-layer\nfunctions:\n  hello:\n    handler: src/a.handler\n" + own);
        for (const char *name : {"src/a.js", "src/b.js", "test/t.js", "lib-layer/nodejs/x.js", "node_modules/kept/index.js", "node_modules/tool/cli.js", "node_modules/.bin/tool", ".serverless/old.zip"})
            write(QStringLiteral("s/") + QLatin1String(name), "x");
        write(QStringLiteral("s/package.json"), "{\"dependencies\":{\"kept\":\"1\"},\"devDependencies\":{\"tool\":\"1\"}}");
        write(QStringLiteral("s/package-lock.json"), R"({"lockfileVersion":3,"packages":{"":{},"node_modules/kept":{},"node_modules/tool":{"dev":true,"bin":{"tool":"cli.js"}}}})");
        run(QStringLiteral("package -C s -o out.zip --json"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(names(QStringLiteral("out.zip")), expected);
    }

    void makefileAsSamDoesIt()
    {
        write(QStringLiteral("m/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {Runtime: python3.11, CodeUri: src/}\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n"
                                                 "    Metadata: {BuildMethod: makefile}\n    Properties: {Handler: app.handler}\n");
        write(QStringLiteral("m/src/app.py"), "def handler(event, context):\n    return open('made.txt').read()\n");
        write(QStringLiteral("m/src/Makefile"), "build-Hello:\n\tcp app.py $(ARTIFACTS_DIR)\n\techo made here > $(ARTIFACTS_DIR)/made.txt\n\ttouch beside\n");
        QJsonObject built = run(QStringLiteral("build -C m --json"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(built[QStringLiteral("builds")][0][QStringLiteral("method")].toString(), QStringLiteral("makefile"));
        QCOMPARE(read(QStringLiteral("m/.lathe/build/Hello/made.txt")), QByteArray("made here\n"));
        QVERIFY2(!QFile::exists(at(QStringLiteral("m/src/beside"))), "make wrote into the sources");
        built = run(QStringLiteral("build -C m --json"));
        QVERIFY2(built[QStringLiteral("builds")][0][QStringLiteral("fromCache")].toBool(), told());
        run(QStringLiteral("invoke -C m"));
        QVERIFY2(m_code == 0 && m_out.contains("made here"), told());

        write(QStringLiteral("m/src/Makefile"), "build-Hello:\n\techo the reason why >&2\n\tfalse\n");
        run(QStringLiteral("package -C m -o out.zip"));
        QVERIFY2(m_code == 3 && m_err.contains("LTH-BLD-003") && m_err.contains("the reason why"), told());
        QVERIFY(!QFile::exists(at(QStringLiteral("out.zip"))));
        run(QStringLiteral("package -C m -o out.zip --no-build"));
        QVERIFY2(m_code == 0, told());
    }

    void pythonLibrariesAreMerged()
    {
        QProcess p;
        QDir().mkpath(at(QStringLiteral("wheels")));
        p.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w')\nz.writestr('greet/__init__.py','WORD=\"hi\"\\n')\n"
                                                                                 "z.writestr('greet-1.0.dist-info/METADATA','Metadata-Version: 2.1\\nName: greet\\nVersion: 1.0\\n')\n"
                                                                                 "z.writestr('greet-1.0.dist-info/WHEEL','Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')\nz.writestr('greet-1.0.dist-info/RECORD','')\n"),
                                             at(QStringLiteral("wheels/greet-1.0-py3-none-any.whl"))});
        QVERIFY(p.waitForFinished(30000) && p.exitCode() == 0);
        write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Greeter:\n    Type: AWS::Serverless::Function\n"
                                                 "    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: greeter/}\n");
        write(QStringLiteral("p/greeter/app.py"), "import greet\ndef handler(event, context):\n    return greet.WORD\n");
        write(QStringLiteral("p/greeter/requirements.txt"), "greet==1.0\n");
        run(QStringLiteral("package -C p -o out.zip"));
        QVERIFY2(m_code == 0, told());
        const QByteArray in = names(QStringLiteral("out.zip"));
        QVERIFY2(in.contains("app.py") && in.contains("greet/__init__.py"), in);
        run(QStringLiteral("package -C p --report --json"));
        QVERIFY2(m_code == 0 && m_out.contains("greet"), told());
        run(QStringLiteral("invoke -C p"));
        QVERIFY2(m_code == 0 && m_out.contains("\"hi\""), told());
        write(QStringLiteral("p/greeter/requirements.txt"), "absent==1.0\n");
        run(QStringLiteral("build -C p"));
        QVERIFY2(m_code != 0 && m_err.contains("absent"), told());
    }

    /// WorkingDirectory is where make runs; SkipBuild takes the folder as it is; an unknown method is told.
    void samMetadata()
    {
        const auto function = [](const char *name, const char *metadata) {
            return QByteArray("  ") + name + ":\n    Type: AWS::Serverless::Function\n    Metadata: " + metadata + "\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: src/}\n";
        };
        write(QStringLiteral("w/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function("Below", "{BuildMethod: makefile, BuildProperties: {WorkingDirectory: .}}")
                                                     + function("Ready", "{SkipBuild: true}") + function("Bundled", "{BuildMethod: esbuild}"));
        write(QStringLiteral("w/src/app.py"), "def handler(event, context):\n    return 1\n");
        write(QStringLiteral("w/src/requirements.txt"), "absent==1.0\n");
        write(QStringLiteral("w/shared.txt"), "shared\n");
        write(QStringLiteral("w/Makefile"), "build-Below:\n\tcp src/app.py shared.txt $(ARTIFACTS_DIR)\n");
        run(QStringLiteral("package Below -C w -o below.zip"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(names(QStringLiteral("below.zip")), QByteArray("app.py shared.txt"));
        run(QStringLiteral("package Ready -C w -o ready.zip"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(names(QStringLiteral("ready.zip")), QByteArray("app.py requirements.txt"));
        run(QStringLiteral("package Bundled -C w -o bundled.zip"));
        QVERIFY2(m_code != 0 && m_err.contains("LTH-BLD-005") && m_err.contains("esbuild"), told());
    }

    void nothingToBuild()
    {
        write(QStringLiteral("n/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        run(QStringLiteral("build -C n"));
        QVERIFY2(m_code == 2 && m_err.contains("LTH-BLD-001"), told());
    }
};

QTEST_GUILESS_MAIN(TestCliBuild)
#include "tst_clibuild.moc"
