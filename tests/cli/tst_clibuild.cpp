// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe build` and what packages are made of, in templates as other people write them. Every test runs the real executable
// and the real tools (make, pip); wheels are made here, so that no network is needed.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestCliBuild : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    int m_code = -1;
    QByteArray m_out, m_err;
    QString m_home; ///< Another home folder, where a test needs one.

    /// Runs `lathe` in the test's folder, which also holds its cache.
    QJsonObject run(const QString &line)
    {
        QProcess p;
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(QStringLiteral("XDG_CACHE_HOME"), at(QStringLiteral("cache")));
        env.insert(QStringLiteral("PIP_NO_INDEX"), QStringLiteral("1"));
        env.insert(QStringLiteral("PIP_FIND_LINKS"), at(QStringLiteral("wheels")));
        if (!m_home.isEmpty())
            env.insert(QStringLiteral("HOME"), m_home);
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
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_home.clear();
    }

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
        QVERIFY(QDir().mkpath(at(QStringLiteral("m/src/empty/folder"))));
        write(QStringLiteral("m/src/Makefile"), "build-Hello:\n\ttest -d empty/folder\n\tcp app.py $(ARTIFACTS_DIR)\n\techo made here > $(ARTIFACTS_DIR)/made.txt\n\ttouch beside\n");
        QJsonObject built = run(QStringLiteral("build -C m --json"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(built[QStringLiteral("builds")][0][QStringLiteral("method")].toString(), QStringLiteral("makefile"));
        QCOMPARE(read(QStringLiteral("m/.lathe/build/Hello/made.txt")), QByteArray("made here\n"));
        QVERIFY2(!QFile::exists(at(QStringLiteral("m/src/beside"))), "make wrote into the sources");
        built = run(QStringLiteral("build -C m --json"));
        QVERIFY2(built[QStringLiteral("builds")][0][QStringLiteral("fromCache")].toBool(), told());
        run(QStringLiteral("invoke -C m"));
        QVERIFY2(m_code == 0 && m_out.contains("made here"), told());
        QVERIFY2(!m_err.contains("out of date"), told());
        write(QStringLiteral("m/src/app.py"), "def handler(event, context):\n    return 'as it is'\n");
        run(QStringLiteral("invoke -C m"));
        QVERIFY2(m_code == 0 && m_out.contains("as it is") && m_err.contains("out of date"), told());

        write(QStringLiteral("m/src/Makefile"), "build-Hello:\n\techo the reason why >&2\n\tfalse\n");
        run(QStringLiteral("package -C m -o out.zip"));
        QVERIFY2(m_code == 3 && m_err.contains("LTH-BLD-003") && m_err.contains("the reason why"), told());
        QVERIFY(!QFile::exists(at(QStringLiteral("out.zip"))));
        run(QStringLiteral("package -C m -o out.zip --no-build"));
        QVERIFY2(m_code == 0, told());
    }

    /// Sources alone, no Maven and no Gradle: what runs and what is packaged are classes, made again when a source changed.
    void javaSourcesAreCompiled()
    {
        write(QStringLiteral("j/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Greet:\n    Type: AWS::Serverless::Function\n"
                                                 "    Properties: {Handler: 'shop.Greet::handle', Runtime: java17, CodeUri: ., MemorySize: 512, Timeout: 20}\n");
        const auto source = [this](const QByteArray &word) {
            write(QStringLiteral("j/src/main/java/shop/Greet.java"), "package shop;\npublic class Greet {\n  public String handle(String name) throws Exception {\n"
                "    return \"" + word + " \" + name + Words.mark() + new String(getClass().getResourceAsStream(\"/tail.txt\").readAllBytes(), \"UTF-8\");\n  }\n}\n");
        };
        source("Hello");
        write(QStringLiteral("j/src/main/java/shop/Words.java"), "package shop;\nclass Words { static String mark() { return \"\u00fc!\"; } }\n");
        write(QStringLiteral("j/src/main/resources/tail.txt"), "?");
        write(QStringLiteral("j/src/test/java/shop/Broken.java"), "no java\n");
        write(QStringLiteral("j/event.json"), "\"Ada\"");
        run(QStringLiteral("invoke -C j -e j/event.json"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(m_out, QByteArray("\"Hello Ada\xc3\xbc!?\""));
        QVERIFY(run(QStringLiteral("build -C j --json"))[QStringLiteral("builds")][0][QStringLiteral("fromCache")].toBool());
        source("Goodbye");
        run(QStringLiteral("invoke -C j -e j/event.json"));
        QVERIFY2(m_code == 0 && m_out.startsWith("\"Goodbye Ada"), told());
        run(QStringLiteral("package -C j -o out.zip"));
        QVERIFY2(m_code == 0, told());
        QCOMPARE(names(QStringLiteral("out.zip")), QByteArray("shop/Greet.class shop/Words.class tail.txt"));
        source("\" + none + \"");
        run(QStringLiteral("invoke -C j -e j/event.json"));
        QVERIFY2(m_code == 3 && m_err.contains("LTH-BLD-003") && m_err.contains("Greet.java:4") && m_err.contains("cannot find symbol"), told());
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

    /// A gem below vendor/cache with this specification.
    void makeGem(const QString &project, const QByteArray &name, const QByteArray &more, const QString &file, const QByteArray &content)
    {
        write(QStringLiteral("gem/") + file, content);
        write(QStringLiteral("gem/x.gemspec"), "Gem::Specification.new { |s| s.name='" + name + "'; s.version='1.0.0'; s.summary='x'; s.authors=['x']; s.homepage='http://x'; s.license='MIT'; s.files=['"
                                                   + file.toUtf8() + "']; " + more + " }\n");
        QProcess p;
        p.setWorkingDirectory(at(QStringLiteral("gem")));
        QVERIFY(QDir().mkpath(at(project + QStringLiteral("/vendor/cache"))));
        p.start(QStringLiteral("gem"), {QStringLiteral("build"), QStringLiteral("-q"), QStringLiteral("x.gemspec"), QStringLiteral("-o"), at(project + QStringLiteral("/vendor/cache/%1-1.0.0.gem").arg(QString::fromUtf8(name)))});
        QVERIFY2(p.waitForFinished(60000) && p.exitCode() == 0, p.readAllStandardError());
    }

    /// bundler takes the gems that the project keeps, without a network; what would run code while it is installed is refused.
    void rubyLibrariesFromTheProject()
    {
        write(QStringLiteral("r/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n"
                                                 "    Properties: {Handler: app.handler, Runtime: ruby3.3, CodeUri: src/}\n");
        write(QStringLiteral("r/src/app.rb"), "require 'hi_lathe'\ndef handler(event:, context:)\n  HiLathe::WORD\nend\n");
        write(QStringLiteral("r/src/Gemfile"), "source 'https://rubygems.invalid'\ngem 'hi_lathe'\n");
        const QByteArray lock = "GEM\n  remote: https://rubygems.invalid/\n  specs:\n    hi_lathe (1.0.0)\n\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n  hi_lathe\n";
        write(QStringLiteral("r/src/Gemfile.lock"), lock);
        makeGem(QStringLiteral("r/src"), "hi_lathe", {}, QStringLiteral("lib/hi_lathe.rb"), "module HiLathe; WORD = 'hi'; end\n");
        run(QStringLiteral("package -C r -o out.zip"));
        QVERIFY2(m_code == 0, told());
        const QByteArray in = names(QStringLiteral("out.zip"));
        QVERIFY2(in.contains("app.rb") && in.contains("vendor/bundle/ruby/3.3.0/gems/hi_lathe-1.0.0/lib/hi_lathe.rb") && !in.contains("vendor/cache"), in);
        run(QStringLiteral("invoke -C r -q"));
        QVERIFY2(m_code == 0 && m_out == "\"hi\"", told());

        makeGem(QStringLiteral("r/src"), "nat_lathe", "s.extensions=['ext/extconf.rb']", QStringLiteral("ext/extconf.rb"), "system('touch', '" + QFile::encodeName(at(QStringLiteral("ran"))) + "')\nexit 1\n");
        write(QStringLiteral("r/src/Gemfile"), "source 'https://rubygems.invalid'\ngem 'hi_lathe'\ngem 'nat_lathe'\n");
        QByteArray both = lock;
        both.replace("    hi_lathe (1.0.0)\n", "    hi_lathe (1.0.0)\n    nat_lathe (1.0.0)\n").replace("  hi_lathe\n", "  hi_lathe\n  nat_lathe\n");
        write(QStringLiteral("r/src/Gemfile.lock"), both);
        run(QStringLiteral("build -C r"));
        QVERIFY2(m_code != 0 && m_err.contains("LTH-LYR-018") && m_err.contains("nat_lathe"), told());
        run(QStringLiteral("build -C r --allow-scripts")); // it runs, and reaches nothing
        QVERIFY2(m_code != 0, told());
        QVERIFY(!QFile::exists(at(QStringLiteral("ran"))));
    }

    /// The tools of compiled languages, which are too large for every run: with LATHE_LONG_TESTS=1, where they are installed.
    void compiledLanguages_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QMap<QString, QByteArray>>("files");
        QTest::addColumn<QString>("made");
        using Files = QMap<QString, QByteArray>;
        if (qEnvironmentVariableIntValue("LATHE_LONG_TESTS") == 0) {
            QTest::newRow("make and a shell") << QStringLiteral("make") << QByteArray("Runtime: provided.al2023, Handler: bootstrap") << Files{{QStringLiteral("Makefile"), "build-Hello:\n\tprintf '#!/bin/sh\\n' > $(ARTIFACTS_DIR)/bootstrap\n"}} << QStringLiteral("bootstrap");
            return;
        }
        const QByteArray native = "Runtime: provided.al2023, Handler: bootstrap", java = "Runtime: java17, Handler: 'example.App::handle'";
        const QByteArray app = "package example;\npublic class App { public String handle(String event) { return event; } }\n";
        QTest::newRow("go") << QStringLiteral("go") << native << Files{{QStringLiteral("go.mod"), "module hello\ngo 1.19\n"}, {QStringLiteral("main.go"), "package main\nfunc main() { println(1) }\n"}} << QStringLiteral("bootstrap");
        QTest::newRow("cargo") << QStringLiteral("cargo") << native << Files{{QStringLiteral("Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"}, {QStringLiteral("src/main.rs"), "fn main() { println!(\"1\"); }\n"}} << QStringLiteral("bootstrap");
        QTest::newRow("maven") << QStringLiteral("mvn") << java << Files{{QStringLiteral("pom.xml"), "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>hello</artifactId><version>1</version>"
                                                                                               "<properties><maven.compiler.source>11</maven.compiler.source><maven.compiler.target>11</maven.compiler.target></properties></project>\n"},
                                                                   {QStringLiteral("src/main/java/example/App.java"), app}} << QStringLiteral("example/App.class");
        QTest::newRow("gradle") << QStringLiteral("gradle") << java << Files{{QStringLiteral("build.gradle"), "apply plugin: 'java'\nsourceCompatibility = 11\ndependencies { runtimeOnly files('own.jar') }\n"}, {QStringLiteral("own.jar"), "PK\5\6" + QByteArray(18, '\0')},
                                                                         {QStringLiteral("src/main/java/example/App.java"), app}} << QStringLiteral("lib/own.jar");
    }
    void compiledLanguages()
    {
        QFETCH(QString, tool);
        QFETCH(QByteArray, properties);
        using Files = QMap<QString, QByteArray>;
        QFETCH(Files, files);
        QFETCH(QString, made);
        QVERIFY2(!QStandardPaths::findExecutable(tool).isEmpty(), "not installed");
        write(QStringLiteral("t/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n"
                                                     + QByteArray(tool == u"make" ? "    Metadata: {BuildMethod: makefile}\n" : "") + "    Properties: {CodeUri: src/, " + properties + "}\n");
        for (auto it = files.cbegin(); it != files.cend(); ++it)
            write(QStringLiteral("t/src/") + it.key(), it.value());
        if (tool == u"mvn") { // Debian's packages of Maven's plugins are its repository
            write(QStringLiteral("home/.m2/settings.xml"), "<settings><localRepository>/usr/share/maven-repo</localRepository><offline>true</offline></settings>\n");
            m_home = at(QStringLiteral("home"));
        }
        for (int i = 0; i < 2; ++i) { // again: with what the tool has kept
            run(QStringLiteral("build -C t --again"));
            QVERIFY2(m_code == 0, told());
            QVERIFY2(QFile::exists(at(QStringLiteral("t/.lathe/build/Hello/") + made)), told());
        }
        for (const QString &name : {QStringLiteral("target"), QStringLiteral("build"), QStringLiteral(".gradle")})
            QVERIFY2(!QFile::exists(at(QStringLiteral("t/src/") + name)), "written into the sources");
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

    /// Layers have patterns of their own, tied to their folder, behind the service's; a ready zip is taken as it is.
    void layersOfServerless()
    {
        write(QStringLiteral("l/serverless.yml"), "service: shop\nprovider: {name: aws, runtime: python3.11}\npackage: {patterns: ['!**/*.md']}\n"
                                                  "layers:\n  own:\n    path: lib/own\n    package: {patterns: ['!python/tests/**', 'python/tests/kept.py'], exclude: ['python/*.txt']}\n"
                                                  "  ready:\n    path: lib/nowhere\n    package: {artifact: ready.zip}\n"
                                                  "functions:\n  hello:\n    handler: src/app.handler\n    layers: [{Ref: OwnLambdaLayer}, {Ref: ReadyLambdaLayer}]\n");
        write(QStringLiteral("l/src/app.py"), "import zipped, own\ndef handler(event, context):\n    return zipped.X + own.X\n");
        for (const char *name : {"own.py", "note.txt", "tests/a.py", "tests/kept.py", "README.md"})
            write(QStringLiteral("l/lib/own/python/") + QLatin1String(name), "X = 1\n");
        QProcess p;
        p.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import sys,zipfile\nzipfile.ZipFile(sys.argv[1],'w').writestr('python/zipped.py','X = 2\\n')"), at(QStringLiteral("l/ready.zip"))});
        QVERIFY(p.waitForFinished(30000) && p.exitCode() == 0);
        const QJsonObject report = run(QStringLiteral("package -C l --report --json"));
        QVERIFY2(m_code == 0, told());
        QStringList folders;
        for (const QJsonValue &folder : report[QStringLiteral("folders")].toArray())
            folders << QStringLiteral("%1:%2:%3").arg(folder[QStringLiteral("owner")].toInt()).arg(folder[QStringLiteral("path")].toString()).arg(folder[QStringLiteral("files")].toInt());
        folders.sort();
        QCOMPARE(folders, (QStringList{QStringLiteral("0:src:1"), QStringLiteral("1:python/tests:1"), QStringLiteral("1:python:2"), QStringLiteral("2:python:1")}));
        QCOMPARE(report[QStringLiteral("owners")][2][QStringLiteral("packedBytes")].toInt(), int(QFileInfo(at(QStringLiteral("l/ready.zip"))).size()));
        run(QStringLiteral("invoke -C l -q"));
        QVERIFY2(m_code == 0 && m_out == "3", told());
    }

    /// SAM builds layers that name a BuildMethod, and lays them out for /opt; the function finds them there.
    void layersOfSam()
    {
        write(QStringLiteral("a/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                                 "  Shared:\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: python3.11, BuildArchitecture: x86_64}\n    Properties: {ContentUri: shared/, CompatibleRuntimes: [python3.11]}\n"
                                                 "  Tools:\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: makefile}\n    Properties: {ContentUri: tools/, CompatibleRuntimes: [python3.11]}\n"
                                                 "  Plain:\n    Type: AWS::Lambda::LayerVersion\n    Properties: {Content: plain/}\n"
                                                 "  Hello:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: src/, Layers: [!Ref Shared, !Ref Tools, !Ref Plain]}\n");
        write(QStringLiteral("a/src/app.py"), "import shared, plain\ndef handler(event, context):\n    return shared.X + plain.X + open('/opt/made.txt').read()\n");
        write(QStringLiteral("a/shared/shared.py"), "X = 'a'\n");
        write(QStringLiteral("a/plain/python/plain.py"), "X = 'b'\n");
        write(QStringLiteral("a/tools/Makefile"), "build-Tools:\n\tprintf c > $(ARTIFACTS_DIR)/made.txt\n");
        run(QStringLiteral("invoke -C a -q"));
        QVERIFY2(m_code != 0 && m_err.contains("lathe build Tools"), told());
        run(QStringLiteral("layer export Tools tools.zip -C a"));
        QVERIFY2(m_code == 3 && m_err.contains("lathe build Tools") && !QFile::exists(at(QStringLiteral("tools.zip"))), told()); // its sources are no layer
        QCOMPARE(run(QStringLiteral("package -C a --report --json"))[QStringLiteral("build")].toString(), QStringLiteral("missing"));
        QJsonObject built = run(QStringLiteral("build Tools -C a --json"));
        QVERIFY2(m_code == 0 && built[QStringLiteral("builds")][0][QStringLiteral("layer")].toString() == u"Tools", told());
        QCOMPARE(read(QStringLiteral("a/.lathe/build/Tools.opt/made.txt")), QByteArray("c"));
        run(QStringLiteral("invoke -C a -q"));
        QVERIFY2(m_code == 0 && m_out == "\"abc\"", told());
        run(QStringLiteral("layer export Tools tools.zip -C a"));
        QVERIFY2(m_code == 0 && names(QStringLiteral("tools.zip")) == "made.txt", told());
        const QJsonObject report = run(QStringLiteral("package -C a --report --json"));
        QVERIFY2(report[QStringLiteral("build")].toString() == u"current" && report[QStringLiteral("owners")][2][QStringLiteral("name")].toString() == u"Tools"
                     && report[QStringLiteral("owners")][2][QStringLiteral("bytes")].toInt() == 1, told());
        built = run(QStringLiteral("build -C a --json"));
        QVERIFY2(m_code == 0 && built[QStringLiteral("builds")].toArray().size() == 2 && built[QStringLiteral("builds")][0][QStringLiteral("fromCache")].toBool(), told());
        write(QStringLiteral("a/shared/shared.py"), "X = 'A'\n"); // sources without libraries are laid out anew by themselves
        run(QStringLiteral("invoke -C a -q"));
        QVERIFY2(m_code == 0 && m_out == "\"Abc\"", told());
        QVERIFY(QFile::exists(at(QStringLiteral("a/.lathe/build/Shared.opt/python/shared.py"))));
    }

    /// Libraries from npm, a program from make, sources of Ruby, classes of Java: each where its runtime looks below /opt.
    void layersOfOtherLanguages()
    {
        const auto layer = [](const char *name, const char *method) {
            return QByteArray("  ") + name + ":\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: " + method + "}\n    Properties: {ContentUri: " + QByteArray(name).toLower() + "/}\n";
        };
        write(QStringLiteral("o/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n" + layer("Deps", "nodejs20.x") + layer("Tools", "makefile") + layer("Words", "ruby3.2")
                                                     + "  Js:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: js/, Handler: index.handler, Runtime: nodejs20.x, Layers: [!Ref Deps, !Ref Tools]}\n"
                                                       "  Rb:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: rb/, Handler: app.handler, Runtime: ruby3.2, Layers: [!Ref Words]}\n");
        write(QStringLiteral("o/deps/package.json"), R"({"dependencies": {"ms": "2.1.3"}})");
        write(QStringLiteral("o/tools/Makefile"), "build-Tools:\n\tmkdir -p $(ARTIFACTS_DIR)/bin\n\tcp tool $(ARTIFACTS_DIR)/bin/\n\tchmod +x $(ARTIFACTS_DIR)/bin/tool\n");
        write(QStringLiteral("o/tools/tool"), "#!/bin/sh\nprintf tool\n");
        write(QStringLiteral("o/words/words.rb"), "module Words; HELLO = 'from ruby'; end\n");
        write(QStringLiteral("o/js/index.js"), "const ms = require('ms');\nexports.handler = async () => ms('2 days') + require('child_process').execFileSync('tool').toString();\n");
        write(QStringLiteral("o/rb/app.rb"), "require 'words'\ndef handler(event:, context:)\n  Words::HELLO\nend\n");
        run(QStringLiteral("build -C o --json"));
        QVERIFY2(m_code == 0, told());
        run(QStringLiteral("invoke Js -C o -q"));
        QVERIFY2(m_code == 0 && m_out == "\"172800000tool\"", told());
        run(QStringLiteral("invoke Rb -C o -q"));
        QVERIFY2(m_code == 0 && m_out == "\"from ruby\"", told());
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
