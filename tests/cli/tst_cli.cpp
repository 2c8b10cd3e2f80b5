// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The command as scripts see it: streams, exit codes, JSON, files. Every test runs the real executable.
#include "../deploy/fakelambda.h"
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <csignal>
#include <memory>
#include <unistd.h>

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

static QByteArray context(const Ran &r) { return "exit " + QByteArray::number(r.code) + "\nout: " + r.out + "\nerr: " + r.err; }

class TestCli : public QObject
{
    Q_OBJECT

    const QString m_lathe = QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe");
    std::unique_ptr<QTemporaryDir> m_dir;

    /// Runs `lathe` with words split at spaces; "@" stands for the test's folder.
    Ran run(const QString &line, const QByteArray &input = {}) const
    {
        QStringList args = line.split(u' ', Qt::SkipEmptyParts);
        args.replaceInStrings(QStringLiteral("@"), m_dir->path());
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        p.start(m_lathe, args);
        p.write(input);
        p.closeWriteChannel();
        if (!p.waitForFinished(60000)) {
            p.kill();
            p.waitForFinished();
            return {-2, p.readAllStandardOutput(), p.readAllStandardError()};
        }
        return {p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    void python(const QByteArray &body) const { write(QStringLiteral("fn/lambda_function.py"), body); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void codeThatStandsInATemplateRuns()
    {
        write(QStringLiteral("t/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  Py:\n    Type: AWS::Lambda::Function\n    Properties:\n      Runtime: python3.13\n      Handler: index.handler\n      Code:\n        ZipFile: |\n"
            "          import cfnresponse\n          def handler(event, context):\n              return {'n': event['n'] + 1, 'word': cfnresponse.SUCCESS}\n"
            "  Js:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: nodejs22.x\n      Handler: index.run\n      InlineCode: |\n"
            "        const r = require('cfn-response');\n        exports.run = async (event) => ({n: event.n + 2, word: r.FAILED});\n"
            "  Bucket:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: python3.13, Handler: a.b, Code: {S3Bucket: b, S3Key: k}}\n");
        Ran r = run(QStringLiteral("invoke Py -C @/t -e -"), "{\"n\": 1}");
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(r.json()[QStringLiteral("n")].toInt(), 2);
        QCOMPARE(r.json()[QStringLiteral("word")].toString(), QStringLiteral("SUCCESS"));
        r = run(QStringLiteral("invoke Js -C @/t -e -"), "{\"n\": 1}");
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(r.json()[QStringLiteral("n")].toInt(), 3);
        QCOMPARE(r.json()[QStringLiteral("word")].toString(), QStringLiteral("FAILED"));
        r = run(QStringLiteral("package Js -C @/t -o @/js.zip"));
        QVERIFY2(r.code == 0 && QFile::exists(m_dir->filePath(QStringLiteral("js.zip"))), context(r));
        r = run(QStringLiteral("invoke Bucket -C @/t"));
        QVERIFY2(r.code == 3 && r.err.contains("is not in a folder of this project (") && r.err.contains("template.yaml:21)") && r.err.contains("CodeUri"), context(r));
    }

    void whatStandsBesideAnEventGoesAlong()
    {
        write(QStringLiteral("b/lambda_function.py"), "def lambda_handler(e, c):\n    return [c.client_context.custom if c.client_context else None, c.identity.cognito_identity_id if c.identity else None]\n");
        write(QStringLiteral("b/events/one.json"), "{}");
        write(QStringLiteral("b/events/one.meta.json"), "{\"clientContext\": {\"custom\": {\"k\": \"v\"}}, \"identity\": {\"cognitoIdentityId\": \"id-1\"}}");
        write(QStringLiteral("other.json"), "{\"custom\": {\"k\": \"w\"}}");
        QCOMPARE(run(QStringLiteral("invoke -C @/b -e @/b/events/one.json")).out.trimmed(), QByteArray("[{\"k\": \"v\"}, \"id-1\"]"));
        QCOMPARE(run(QStringLiteral("invoke -C @/b -e @/b/events/one.json --client-context @/other.json")).out.trimmed(), QByteArray("[{\"k\": \"w\"}, \"id-1\"]"));
        QCOMPARE(run(QStringLiteral("invoke -C @/b -e @/other.json")).out.trimmed(), QByteArray("[null, null]"));
    }

    void helpAndVersion()
    {
        Ran r = run(QStringLiteral("--help"));
        QCOMPARE(r.code, 0);
        QCOMPARE(run(QStringLiteral("--version")).out, QByteArray("lathe " LATHE_VERSION "\n"));
        for (const char *command : {"invoke", "history", "package", "key", "image", "deploy", "version", "alias", "serve", "env", "init", "runtime", "doctor", "tour"}) {
            QVERIFY(r.out.contains(command));
            const Ran help = run(QLatin1String(command) + QStringLiteral(" --help"));
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains("Examples:") && help.out.contains("--json"), command);
        }
    }

    void usageErrors_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"invok", "invoke --nonsense", "invoke -e", "serve --port many", "serve --max-environments 0", "serve --concurrency 0", "serve --memory lots", "serve --spares many", "serve --spares -1", "serve --spares 1001", "init", "invoke a b", "invoke --memory 50", "invoke --timeout 901", "invoke --qualifier 3",
                 "invoke --state s", "invoke --stream", "invoke --target local --memory 256"})
            QTest::newRow(line) << QString::fromLatin1(line);
        for (const char *line : {"invoke --network lan", "invoke --mount /data=.", "invoke --mount /mnt/data=no-such-folder", "invoke --mount /mnt/data", "invoke --target local --network none", "invoke --cpu-share --no-cpu-share"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void usageErrors()
    {
        QFETCH(QString, line);
        write(QStringLiteral("lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        const Ran r = run(line);
        QVERIFY2(r.code == 2, context(r));
        QVERIFY(r.out.isEmpty());
        QVERIFY(!r.err.isEmpty());
        const Ran json = run(line + QStringLiteral(" --json"));
        if (line == QStringLiteral("invoke -e"))
            return; // --json is the event's name then
        QVERIFY2(json.code == 2 && json.json().value(QStringLiteral("schema")).toInt() == 1 && !json.json().value(QStringLiteral("ok")).toBool(true), context(json));
        QVERIFY2(!json.json().value(QStringLiteral("error")).toObject().value(QStringLiteral("text")).toString().isEmpty(), context(json));
    }

    void deprecatedRuntimeOfABareFolder()
    {
        write(QStringLiteral("lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        const Ran old = run(QStringLiteral("invoke --runtime python3.9"));
        QVERIFY2(old.err.contains("python3.9 is deprecated since 2025-12-15"), context(old));
        const Ran current = run(QStringLiteral("invoke --runtime python3.13"));
        QVERIFY2(!current.err.contains("deprecated"), context(current));
    }

    void sparesFromTheEnvironment()
    {
        QProcess p;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LATHE_SPARES"), QStringLiteral("several"));
        p.setProcessEnvironment(environment);
        p.start(m_lathe, {QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--state"), m_dir->filePath(QStringLiteral("state"))});
        QVERIFY(p.waitForFinished());
        const QByteArray err = p.readAllStandardError();
        QCOMPARE(p.exitCode(), 2);
        QVERIFY2(err.contains("LATHE_SPARES takes 0") && err.contains("several"), err);
    }

    void invokeKeepsBytes_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::newRow("order and numbers") << QByteArray(R"({"z": 1.0, "a": 18446744073709551615, "k": [1, {}]})");
        QTest::newRow("string") << QByteArray("\"hi\"");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("korean") << QByteArray("{\"이름\": \"각도 😀\"}");
    }
    void invokeKeepsBytes()
    {
        QFETCH(QByteArray, event);
        // What the handler prints must not reach standard output.
        python("def lambda_handler(event, context):\n    print('a line')\n    return event\n");
        // python3.12 is the first runtime whose answers keep characters beyond ASCII.
        const Ran r = run(QStringLiteral("invoke -C @/fn -e - --runtime python3.12 --handler lambda_function.lambda_handler"), event);
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(r.out, event);
        QVERIFY2(r.err.contains("a line\n") && r.err.contains("START RequestId: ") && r.err.contains("END RequestId: ") && r.err.contains("REPORT RequestId: "), r.err);
        QVERIFY2(r.err.contains("Max Memory Used: ") && r.err.contains("Init Duration: "), r.err);
    }

    void invokeWithPlaces()
    {
        if (!run(QStringLiteral("doctor --json")).json().value(QStringLiteral("sandbox")).toObject().value(QStringLiteral("ownNetwork")).toBool())
            QSKIP("This machine allows no namespaces: a function has neither a network nor paths of its own.");
        python("import os, socket\ndef lambda_handler(event, context):\n    open('/mnt/data/new', 'w').close()\n"
               "    return [sorted(os.listdir('/mnt/data')), [n for _, n in socket.if_nameindex()]]\n");
        write(QStringLiteral("shelf/old"), "1");
        const Ran r = run(QStringLiteral("invoke -C @/fn --handler lambda_function.lambda_handler --runtime python3.11 --network none --mount /mnt/data=@/shelf"));
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(r.out, QByteArray(R"([["new", "old"], ["lo"]])"));
    }

    void invokeFailures_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("errorType");
        QTest::newRow("raises") << QByteArray("def lambda_handler(e, c):\n    raise ValueError('no')\n") << 1 << QByteArray("ValueError");
        QTest::newRow("exits") << QByteArray("import os\ndef lambda_handler(e, c):\n    os._exit(3)\n") << 1 << QByteArray("Runtime.ExitError");
        QTest::newRow("syntax") << QByteArray("def lambda_handler(e, c)\n    return 1\n") << 1 << QByteArray("Runtime.UserCodeSyntaxError");
        QTest::newRow("import") << QByteArray("import not_there\ndef lambda_handler(e, c):\n    return 1\n") << 1 << QByteArray("Runtime.ImportModuleError");
        QTest::newRow("handler") << QByteArray("def other(e, c):\n    return 1\n") << 1 << QByteArray("Runtime.HandlerNotFound");
        QTest::newRow("timeout") << QByteArray("import time\ndef lambda_handler(e, c):\n    time.sleep(30)\n") << 124 << QByteArray("Sandbox.Timedout");
    }
    void invokeFailures()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QByteArray, errorType);
        python(body);
        const Ran r = run(QStringLiteral("invoke -C @/fn --timeout 1 --handler lambda_function.lambda_handler --runtime python3.11"));
        QVERIFY2(r.code == code, context(r));
        QVERIFY2(r.out.contains(errorType), context(r));
        QVERIFY(r.err.contains("REPORT RequestId: "));
    }

    void badInputNamesThePlace()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        write(QStringLiteral("bad.json"), "{\n  \"a\": 1,\n}\n");
        Ran r = run(QStringLiteral("invoke -C @/fn -e @/bad.json"));
        QVERIFY2(r.code == 3 && r.err.contains("bad.json:3:1"), context(r));
        r = run(QStringLiteral("invoke -C @/fn -e absent.json"));
        QVERIFY2(r.code == 3 && r.err.contains("absent.json"), context(r));
        r = run(QStringLiteral("invoke -C no-such-folder"));
        QVERIFY2(r.code == 3 && r.err.contains("no-such-folder"), context(r));
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("empty"))));
        r = run(QStringLiteral("invoke -C empty --json"));
        QVERIFY2(r.code == 3 && r.json().value(QStringLiteral("schema")).toInt() == 1 && !r.json().value(QStringLiteral("ok")).toBool(true), context(r));
    }

    void severalFunctionsNeedAName()
    {
        write(QStringLiteral("two/serverless.yml"),
            "service: demo\nprovider:\n  name: aws\n  runtime: python3.11\nfunctions:\n  one:\n    handler: a.f\n  two:\n    handler: a.g\n");
        write(QStringLiteral("two/a.py"), "def f(e, c):\n    return 'one'\ndef g(e, c):\n    return 'two'\n");
        Ran r = run(QStringLiteral("invoke -C two"));
        QVERIFY2(r.code == 2 && r.err.contains("one, two"), context(r));
        r = run(QStringLiteral("invoke two -C two"));
        QVERIFY2(r.code == 0 && r.out == "\"two\"", context(r));
        r = run(QStringLiteral("invoke three -C two"));
        QVERIFY2(r.code == 2 && r.err.contains("three"), context(r));
    }

    void invokeJson()
    {
        python("def lambda_handler(e, c):\n    return {'a': 1}\n");
        const Ran r = run(QStringLiteral("invoke -C @/fn --json"));
        QVERIFY2(r.code == 0, context(r));
        const QJsonObject o = r.json();
        QCOMPARE(o.value(QStringLiteral("schema")).toInt(), 1);
        QCOMPARE(o.value(QStringLiteral("payload")).toString(), QStringLiteral("{\"a\": 1}"));
        const QJsonObject report = o.value(QStringLiteral("report")).toObject();
        QVERIFY(report.value(QStringLiteral("durationMs")).toDouble() > 0);
        QVERIFY(report.value(QStringLiteral("maxMemoryUsedMb")).toInt() > 1);
        QVERIFY(report.value(QStringLiteral("billedDurationMs")).toInt() >= 1);
    }

    void invokePrintsAStreamAsItComes()
    {
        write(QStringLiteral("js/index.js"), R"js(
const fs = require('fs');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write(Buffer.from([0, 255, 10]));
  while (!fs.existsSync(__dirname + '/go')) await new Promise((done) => setTimeout(done, 5));
  if (event.fails) throw new RangeError('in the middle');
  stream.end('two');
});)js");
        QProcess p;
        p.start(m_lathe, {QStringLiteral("invoke"), QStringLiteral("-C"), m_dir->filePath(QStringLiteral("js")), QStringLiteral("--timeout"), QStringLiteral("30")});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += p.readAllStandardOutput()).size() >= 3 || p.state() == QProcess::NotRunning, 30000);
        QCOMPARE(out, QByteArray("\0\xff\n", 3));
        write(QStringLiteral("js/go"), {}); // without the first bytes outside it would never come to this
        QVERIFY(p.waitForFinished(30000));
        QCOMPARE(p.readAllStandardOutput(), QByteArray("two"));
        QCOMPARE(p.exitCode(), 0);

        Ran r = run(QStringLiteral("invoke -C @/js --json"));
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(QByteArray::fromBase64(r.json().value(QStringLiteral("payloadBase64")).toString().toLatin1()), QByteArray("\0\xff\ntwo", 6));
        const QJsonArray chunks = r.json().value(QStringLiteral("chunks")).toArray();
        QVERIFY2(!chunks.isEmpty() && chunks[0].toObject().value(QStringLiteral("bytes")).toInt() >= 3, context(r));
        r = run(QStringLiteral("invoke -C @/js -e -"), "{\"fails\":1}");
        QVERIFY2(r.code == 1 && r.out == QByteArray("\0\xff\n", 3) && r.err.contains("warning: The response broke off with an error: {\"errorType\":\"RangeError\""), context(r));
        r = run(QStringLiteral("invoke -C @/js -e - --json"), "{\"fails\":1}");
        QVERIFY2(r.code == 1 && r.json().value(QStringLiteral("payload")).toString().contains(QStringLiteral("in the middle")), context(r));
        QCOMPARE(r.json().value(QStringLiteral("partialBase64")).toString(), QStringLiteral("AP8K"));
    }

    void nothingOfTheUserIsVisible()
    {
        qputenv("PLANTED_SECRET", "do-not-show");
        qputenv("AWS_SECRET_ACCESS_KEY", "planted-aws-secret");
        write(QStringLiteral("home-file"), "x");
        python("import os\ndef lambda_handler(e, c):\n    return {'home': os.path.exists(e), 'env': dict(os.environ)}\n");
        const Ran r = run(QStringLiteral("invoke -C @/fn -e -"), '"' + m_dir->filePath(QStringLiteral("home-file")).toUtf8() + '"');
        qunsetenv("PLANTED_SECRET");
        qunsetenv("AWS_SECRET_ACCESS_KEY");
        QVERIFY2(r.code == 0, context(r));
        QVERIFY(!r.out.contains("do-not-show") && !r.out.contains("planted-aws-secret"));
        QVERIFY2(r.out.contains("AWS_LAMBDA_FUNCTION_NAME"), r.out);
        const QJsonObject sandbox = run(QStringLiteral("doctor --json")).json().value(QStringLiteral("sandbox")).toObject();
        if (sandbox.value(QStringLiteral("tier")).toString() != QStringLiteral("unisolated"))
            QVERIFY2(r.out.contains("\"home\": false"), r.out);
    }

    void packageIsDeterministic()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        Ran r = run(QStringLiteral("package -C @/fn -o @/a.zip --json"));
        QVERIFY2(r.code == 0, context(r));
        const QString hash = r.json().value(QStringLiteral("codeSha256")).toString();
        QCOMPARE(hash.size(), 44);
        QFile touched(m_dir->filePath(QStringLiteral("fn/lambda_function.py")));
        QVERIFY(touched.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(touched.open(QIODevice::ReadWrite));
        QVERIFY(touched.setFileTime(QDateTime::fromSecsSinceEpoch(1000000000), QFileDevice::FileModificationTime));
        touched.close();
        QCOMPARE(run(QStringLiteral("package -C @/fn -o @/b.zip --json")).json().value(QStringLiteral("codeSha256")).toString(), hash);
        QProcess unzip;
        unzip.start(QStringLiteral("unzip"), {QStringLiteral("-t"), m_dir->filePath(QStringLiteral("a.zip"))});
        QVERIFY(unzip.waitForFinished());
        QCOMPARE(unzip.exitCode(), 0);
    }

    /// What a run in the sandbox opened is kept, and the report tells the rest; a library for another machine ends it with 5.
    void reportsAndRecords()
    {
        python("import used\ndef lambda_handler(e, c):\n    return used.x\n");
        write(QStringLiteral("fn/used.py"), "x = 1\n");
        write(QStringLiteral("fn/never/big.py"), QByteArray(5000, '#'));
        write(QStringLiteral("fn/web/app.js.map"), QByteArray(3000, 'm'));
        Ran r = run(QStringLiteral("package -C @/fn --report --json"));
        QVERIFY2(r.code == 0, context(r));
        const auto kinds = [&] {
            QStringList list;
            for (const QJsonValue &finding : r.json().value(QStringLiteral("findings")).toArray())
                list << finding.toObject().value(QStringLiteral("kind")).toString();
            return list;
        };
        QCOMPARE(kinds(), QStringList{QStringLiteral("source-map")});
        QCOMPARE(r.json().value(QStringLiteral("removableBytes")).toInt(), 3000);
        QVERIFY(!QFile::exists(m_dir->filePath(QStringLiteral("fn/.lathe"))));
        r = run(QStringLiteral("invoke -C @/fn --record-files"));
        QVERIFY2(r.code == 0 && r.out == "1" && r.err.contains("opened files recorded"), context(r));
        r = run(QStringLiteral("package -C @/fn --report --json"));
        QCOMPARE(r.json().value(QStringLiteral("recordedRuns")).toInt(), 1);
        QVERIFY(kinds().contains(QStringLiteral("unopened")));
        for (const QJsonValue &finding : r.json().value(QStringLiteral("findings")).toArray())
            if (finding.toObject().value(QStringLiteral("kind")) == QStringLiteral("unopened"))
                QCOMPARE(finding.toObject().value(QStringLiteral("files")).toArray(), QJsonArray({QStringLiteral("never/big.py"), QStringLiteral("web/app.js.map")}));
        write(QStringLiteral("fn/mod.so"), QByteArray::fromHex("7f454c4602010100000000000000000003002800010000000000000000000000"));
        r = run(QStringLiteral("package -C @/fn --report"));
        QVERIFY2(r.code == 5 && r.out.contains("Compiled for arm") && r.out.contains("of 250 MB unzipped"), context(r));
        QCOMPARE(run(QStringLiteral("package -C @/fn --report -o @/x.zip")).code, 2);
        QCOMPARE(run(QStringLiteral("invoke -C @/fn --record-files --target local")).code, 2);
    }

    void serveDeployInvoke()
    {
        python("def lambda_handler(e, c):\n    return {'version': c.function_version, 'got': e}\n");
        QProcess server;
        server.start(m_lathe, {QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--state"), m_dir->filePath(QStringLiteral("state"))});
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 10000);
        QVERIFY(server.readLine().startsWith("Listening on http://127.0.0.1:"));
        const Ran second = run(QStringLiteral("serve --port 0 --state @/state"));
        QVERIFY2(second.code != 0 && second.err.contains("LTH-SRV-002"), context(second));

        for (const bool changed : {true, false}) { // the second deploy finds nothing to do
            const Ran r = run(QStringLiteral("deploy -C @/fn --state @/state --json"));
            QVERIFY2(r.code == 0, context(r));
            QCOMPARE(r.json().value(QStringLiteral("functions")).toArray().at(0).toObject().value(QStringLiteral("changed")).toBool(), changed);
        }
        Ran r = run(QStringLiteral("invoke -C @/fn --target local --state @/state -e -"), "[1]");
        QVERIFY2(r.code == 0, context(r));
        QCOMPARE(r.out, QByteArray(R"({"version": "$LATEST", "got": [1]})"));
        r = run(QStringLiteral("invoke -C @/fn --target local --state @/state --stream -e -"), "[1]");
        QVERIFY2(r.code == 0 && r.err.contains("REPORT RequestId: "), context(r));
        QCOMPARE(r.out, QByteArray(R"({"version": "$LATEST", "got": [1]})"));
        r = run(QStringLiteral("env --state @/state"));
        for (const char *name : {"AWS_ENDPOINT_URL=", "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_REGION="})
            QVERIFY2(r.out.contains(name), r.out);
        QProcess shell; // Debian's aws knows no AWS_ENDPOINT_URL: the function that `lathe env` defines tells it, in sh and bash
        for (const QString &sh : {QStringLiteral("sh"), QStringLiteral("bash")}) {
            shell.start(sh, {QStringLiteral("-euc"), QStringLiteral("eval \"$(\"$0\" env --state \"$1\")\"; aws lambda list-functions --query 'Functions[].FunctionName' --output text"), m_lathe,
                                m_dir->filePath(QStringLiteral("state"))});
            QVERIFY(shell.waitForFinished(60000));
            QCOMPARE(shell.readAllStandardOutput(), QByteArray("fn\n"));
        }

        ::kill(pid_t(server.processId()), SIGTERM);
        QVERIFY(server.waitForFinished(20000));
        QCOMPARE(server.exitCode(), 0);
        python("import time\ndef lambda_handler(e, c):\n    time.sleep(9)\n"); // what is deployed times out as a local run does
        write(QStringLiteral("fn/template.yaml"), "Resources:\n  fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: lambda_function.lambda_handler\n"
                                                 "      Runtime: python3.11\n      Timeout: 1\n      FunctionName: late\n");
        r = run(QStringLiteral("deploy -C @/fn --state @/state"));
        QVERIFY2(r.code == 0, context(r));
        r = run(QStringLiteral("invoke -C @/fn --target local --state @/state --json"));
        QVERIFY2(r.code == 124 && r.json().value(QStringLiteral("functionError")).toString() == QStringLiteral("Unhandled"), context(r));
        r = run(QStringLiteral("invoke -C @/fn --target local --state @/state --stream --json"));
        QVERIFY2(r.code == 124 && r.json().value(QStringLiteral("functionError")).toString() == QStringLiteral("Sandbox.Timedout"), context(r));
        QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("fn/template.yaml"))));
        // No server runs now: the command serves the same state itself, and the function is still there.
        r = run(QStringLiteral("invoke -C @/fn --target local --state @/state"));
        QVERIFY2(r.code == 0, context(r));
    }

    void anotherEndpointAsAnEmulator()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        QProcess server;
        server.start(m_lathe, {QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--state"), m_dir->filePath(QStringLiteral("state"))});
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 10000);
        const QString url = QString::fromLatin1(server.readLine()).section(u' ', -1).trimmed();
        const QJsonObject keys = run(QStringLiteral("env --state @/state --json")).json().value(QStringLiteral("variables")).toObject();
        const QStringList names{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("AWS_REGION")};
        for (const QString &name : names)
            qputenv(qPrintable(name), keys.value(name).toString().toUtf8());
        const Ran missing = run(QStringLiteral("invoke -C @/fn -t ") + url);
        // The project names no role; an emulator on this machine takes any.
        const Ran deployed = run(QStringLiteral("deploy -C @/fn --yes --target ") + url);
        const Ran invoked = run(QStringLiteral("invoke -C @/fn -e - -t ") + url, "[1]");
        for (const QString &name : names)
            qunsetenv(qPrintable(name));
        ::kill(pid_t(server.processId()), SIGTERM);
        QVERIFY(server.waitForFinished(20000));
        QVERIFY2(missing.code != 0 && missing.err.contains("lathe deploy fn --target"), context(missing));
        QVERIFY2(deployed.code == 0, context(deployed));
        QVERIFY2(invoked.code == 0 && invoked.out == "[1]", context(invoked));
    }

    void commandsAtOnceShareAState()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        std::array<QProcess, 4> all;
        for (QProcess &p : all)
            p.start(m_lathe, {QStringLiteral("deploy"), QStringLiteral("-C"), m_dir->filePath(QStringLiteral("fn")), QStringLiteral("--state"), m_dir->filePath(QStringLiteral("state"))});
        for (QProcess &p : all) {
            QVERIFY(p.waitForFinished(30000));
            QVERIFY2(p.exitCode() == 0, p.readAllStandardError());
        }
    }

    void standardStreamsMayBeClosedOrFull_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::newRow("no input") << QStringLiteral("<&-") << 0;
        QTest::newRow("no output") << QStringLiteral(">&-") << 3;
        QTest::newRow("full output") << QStringLiteral("> /dev/full") << 3;
        QTest::newRow("no talk") << QStringLiteral("2>&-") << 0;
        QTest::newRow("nothing") << QStringLiteral("<&- >&- 2>&-") << 3;
    }
    void standardStreamsMayBeClosedOrFull()
    {
        QFETCH(QString, line);
        QFETCH(int, code);
        python("def lambda_handler(e, c):\n    return 'said'\n");
        QProcess p;
        p.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exec '%1' invoke -C '%2' %3").arg(m_lathe, m_dir->filePath(QStringLiteral("fn")), line)});
        QVERIFY(p.waitForFinished(30000));
        const QByteArray err = p.readAllStandardError();
        QVERIFY2(p.exitCode() == code, err);
        QCOMPARE(p.readAllStandardOutput(), code == 0 ? QByteArray("\"said\"") : QByteArray());
    }

    /// Another folder for temporary files must not cost the isolation.
    void unusableTmpKeepsTheSandbox()
    {
        const QString usual = run(QStringLiteral("doctor --json")).json().value(QStringLiteral("sandbox")).toObject().value(QStringLiteral("tier")).toString();
        const QByteArray tmp = qgetenv("TMPDIR"), runtime = qgetenv("XDG_RUNTIME_DIR");
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("run"))));
        qputenv("XDG_RUNTIME_DIR", m_dir->filePath(QStringLiteral("run")).toUtf8()); // nothing is known of the machine there
        qputenv("TMPDIR", "/not-there");
        const Ran r = run(QStringLiteral("doctor --json"));
        qputenv("TMPDIR", tmp);
        qputenv("XDG_RUNTIME_DIR", runtime);
        QCOMPARE(r.json().value(QStringLiteral("sandbox")).toObject().value(QStringLiteral("tier")).toString(), usual);
    }

    void killedCommandLeavesNothing()
    {
        python("import time\ndef lambda_handler(e, c):\n    open('/tmp/left', 'w').write('x')\n    print('begun', flush=True)\n    time.sleep(e)\n");
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        const QDir own(m_dir->filePath(QStringLiteral("run/lathe")));
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("run"))));
        qputenv("XDG_RUNTIME_DIR", m_dir->filePath(QStringLiteral("run")).toUtf8());
        write(QStringLiteral("long.json"), "60");
        QProcess p;
        p.start(m_lathe, {QStringLiteral("invoke"), QStringLiteral("-C"), m_dir->filePath(QStringLiteral("fn")), QStringLiteral("--timeout"), QStringLiteral("60"), QStringLiteral("-e"),
                             m_dir->filePath(QStringLiteral("long.json"))});
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += p.readAllStandardError()).contains("begun"), 15000);
        p.kill();
        QVERIFY(p.waitForFinished(20000));
        const Ran next = run(QStringLiteral("invoke -C @/fn -e -"), "0");
        qputenv("XDG_RUNTIME_DIR", runtime);
        QVERIFY2(next.code == 0, context(next));
        QCOMPARE(own.entryList({QStringLiteral("work-*")}, QDir::Dirs), QStringList());
    }

    void tmpHasItsSize()
    {
        const QString tier = run(QStringLiteral("doctor --json")).json().value(QStringLiteral("sandbox")).toObject().value(QStringLiteral("tier")).toString();
        if (tier == QStringLiteral("unisolated"))
            return; // nothing can bound /tmp there, and doctor says so
        python("import os, shutil\ndef lambda_handler(e, c):\n    size = shutil.disk_usage('/tmp').total\n    try:\n        os.posix_fallocate(os.open('/tmp/x', os.O_RDWR | os.O_CREAT), 0, 600 << 20)\n"
               "    except OSError as x:\n        return [size >> 20, x.strerror]\n    return 'no limit'\n");
        const Ran r = run(QStringLiteral("invoke -C @/fn"));
        QVERIFY2(r.code == 0 && r.out == "[512, \"No space left on device\"]", context(r));
    }

    void emptyAndMissingNamesSaySo()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        Ran r = run(QStringLiteral("invoke -C @/fn -e -"), "\n");
        QVERIFY2(r.code == 3 && r.err.contains("Standard input is empty"), context(r));
        r = run(QStringLiteral("invoke -C @/fn -e -"), "\xef\xbb\xbf{}");
        QVERIFY2(r.code == 3 && r.err.contains("byte order mark"), context(r));
        r = run(QStringLiteral("invoke -C @/fn -e -"), "{\n\"a\": \"\xc3\xa4\xff\"}");
        QVERIFY2(r.code == 3 && r.err.contains("(standard input):2:9: This is not UTF-8"), context(r));
        r = run(QStringLiteral("invoke -C @/fn --handler nowhere.f"));
        QVERIFY2(r.code == 3 && r.err.contains("nowhere.py"), context(r));
        write(QStringLiteral("vars.json"), "{\n  \"Parameters\": {,}\n}");
        r = run(QStringLiteral("invoke -C @/fn --env-vars @/vars.json"));
        QVERIFY2(r.code == 3 && r.err.contains("vars.json:2:18"), context(r));
    }

    void brokenTemplateIsTheError()
    {
        write(QStringLiteral("broken/template.yaml"), "Resources: [\n");
        const Ran r = run(QStringLiteral("invoke -C @/broken --json"));
        const QString text = r.json().value(QStringLiteral("error")).toObject().value(QStringLiteral("text")).toString();
        QVERIFY2(r.code == 3 && text.contains(QStringLiteral("template.yaml:2:1: ")), context(r));
        QCOMPARE(r.err.count("template.yaml:2:1"), 1);
    }

    void failedDeployNamesWhatIsDone()
    {
        write(QStringLiteral("p/serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\nfunctions:\n  good:\n    handler: a.f\n  bad:\n    image: some/image\n");
        write(QStringLiteral("p/a.py"), "def f(e, c):\n    return 1\n");
        const Ran r = run(QStringLiteral("deploy -C @/p --state @/state --json"));
        QVERIFY2(r.code != 0 && r.err.contains("Deployed before the failure: s-dev-good"), context(r));
        QCOMPARE(r.json().value(QStringLiteral("functions")).toArray().size(), 1);
        QVERIFY(!r.json().value(QStringLiteral("error")).toObject().isEmpty());
    }

    void templateCannotShowTheHomeFolder()
    {
        write(QStringLiteral("proj/m.py"), "import os\ndef h(e, c):\n    return os.listdir('/var/task')\n");
        const auto project = [this](const QByteArray &uri) {
            write(QStringLiteral("proj/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: "
                    + uri + ", Handler: m.h, Runtime: python3.11}\n");
        };
        const QByteArray home = qgetenv("HOME");
        qputenv("HOME", m_dir->path().toUtf8());
        QList<Ran> refused;
        for (const QByteArray uri : {"../", "/"}) {
            project(uri);
            refused << run(QStringLiteral("invoke -C @/proj"));
        }
        project(".");
        const Ran good = run(QStringLiteral("invoke -C @/proj"));
        qputenv("HOME", home);
        for (const Ran &r : refused)
            QVERIFY2(r.code == 3 && r.err.contains("home folder"), context(r));
        QVERIFY2(good.code == 0, context(good));
    }

    void bootstrapWithoutItsBit()
    {
        write(QStringLiteral("b/bootstrap"), "#!/bin/sh\n");
        const Ran r = run(QStringLiteral("invoke -C @/b"));
        QVERIFY2(r.code == 3 && r.err.contains("chmod +x"), context(r));
    }

    void packageStaysInTheProject()
    {
        write(QStringLiteral("p/serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\nfunctions:\n  ../../out:\n    handler: a.f\n");
        write(QStringLiteral("p/a.py"), "def f(e, c):\n    return 1\n");
        const Ran r = run(QStringLiteral("package -C @/p"));
        QVERIFY2(!QFile::exists(m_dir->filePath(QStringLiteral("out.zip"))), context(r));
        QVERIFY2(r.code != 0 || r.out.startsWith(m_dir->filePath(QStringLiteral("p/.lathe/")).toUtf8()), context(r));
    }

    void otherTargetsNeedConsent()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        const Ran r = run(QStringLiteral("deploy -C @/fn --target http://192.0.2.1:1/")); // plain http to another machine is refused before anything is sent
        QVERIFY2(r.code == 2 || r.code == 3, context(r));
    }

    void interruptEndsEverything()
    {
        python("import time\ndef lambda_handler(e, c):\n    print('begun', flush=True)\n    time.sleep(60)\n");
        QProcess p;
        p.start(m_lathe, {QStringLiteral("invoke"), QStringLiteral("-C"), m_dir->filePath(QStringLiteral("fn")), QStringLiteral("--timeout"), QStringLiteral("60")});
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += p.readAllStandardError()).contains("begun"), 15000);
        ::kill(pid_t(p.processId()), SIGINT);
        QVERIFY(p.waitForFinished(20000));
        QCOMPARE(p.exitCode(), 130);
    }

    void interruptedDeployEndsCleanly()
    {
        python("def lambda_handler(e, c):\n    return e\n");
        lathe::test::FakeLambda lambda;
        lambda.pollsUntilReady = 1000 * 1000; // never active: the deploy looks again and again
        QProcess p;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AWS_REGION"), QStringLiteral("eu-west-1"));
        p.setProcessEnvironment(environment);
        p.start(m_lathe, {QStringLiteral("deploy"), QStringLiteral("-C"), m_dir->filePath(QStringLiteral("fn")), QStringLiteral("--yes"), QStringLiteral("--target"),
                             QStringLiteral("http://127.0.0.1:%1").arg(lambda.port)});
        QTRY_VERIFY_WITH_TIMEOUT(lambda.count(QStringLiteral("GET configuration")) >= 2, 15000);
        ::kill(pid_t(p.processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(p.state(), QProcess::NotRunning, 5000);
        QVERIFY2(p.exitStatus() == QProcess::NormalExit, p.readAllStandardError());
        QCOMPARE(p.exitCode(), 130);
    }

    void samplesAnswerAsExpected_data()
    {
        QTest::addColumn<QString>("sample");
        for (const char *id : {"hello-python", "hello-node", "hello-ruby", "hello-java", "hello-provided", "rest-backend", "crawler"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void samplesAnswerAsExpected()
    {
        QFETCH(QString, sample);
        Ran r = run(QStringLiteral("init %1 @/made").arg(sample));
        QVERIFY2(r.code == 0, context(r));
        const QDir events(m_dir->filePath(QStringLiteral("made/events")));
        int compared = 0;
        for (const QString &name : events.entryList({QStringLiteral("*.json")})) {
            if (name.contains(QStringLiteral(".expected.")))
                continue;
            r = run(QStringLiteral("invoke -C @/made -e @/made/events/") + name);
            QFile expected(events.filePath(QFileInfo(name).completeBaseName() + QStringLiteral(".expected.json")));
            if (expected.open(QIODevice::ReadOnly)) {
                QVERIFY2(r.code == 0, context(r));
                QCOMPARE(QJsonDocument::fromJson(r.out), QJsonDocument::fromJson(expected.readAll()));
                ++compared;
            } else {
                QVERIFY2(r.code == 0 || name.startsWith(QStringLiteral("bad")) || sample == QStringLiteral("crawler"), context(r));
            }
        }
        QVERIFY2(compared > 0, "the sample has no expected answer");
        QVERIFY2(run(QStringLiteral("init %1 @/made").arg(sample)).code != 0, "a folder that is not empty is not overwritten");
    }

    void initLists()
    {
        const Ran r = run(QStringLiteral("init --list --json"));
        QCOMPARE(r.code, 0);
        QVERIFY(r.json().value(QStringLiteral("samples")).toArray().size() >= 6);
    }

    void doctor()
    {
        Ran r = run(QStringLiteral("doctor --json"));
        QVERIFY2(r.code == 0 && r.json().value(QStringLiteral("schema")).toInt() == 1, context(r));
        QVERIFY(r.json().value(QStringLiteral("sandbox")).toObject().contains(QStringLiteral("tier")));
        r = run(QStringLiteral("doctor"));
        QVERIFY2(r.code == 0 && r.out.contains("Sandbox"), context(r));
    }

    void runtimeTable()
    {
        Ran r = run(QStringLiteral("runtime --json"));
        QVERIFY2(r.code == 0, context(r));
        bool python = false, provided = false;
        for (const QJsonValue &value : r.json().value(QStringLiteral("runtimes")).toArray()) {
            const QJsonObject row = value.toObject();
            const QString id = row.value(QStringLiteral("runtime")).toString();
            python = python || (id == u"python3.11" && row.value(QStringLiteral("runs")).toBool() && QFileInfo(row.value(QStringLiteral("interpreter")).toString()).isExecutable());
            provided = provided || (id == u"provided.al2023" && row.value(QStringLiteral("runs")).toBool() && !row.contains(QStringLiteral("interpreter")));
        }
        QVERIFY2(python && provided, context(r));
        QCOMPARE(run(QStringLiteral("doctor --json")).json().value(QStringLiteral("runtimes")).toArray(), r.json().value(QStringLiteral("runtimes")).toArray());
        r = run(QStringLiteral("runtime"));
        QVERIFY2(r.code == 0 && r.out.contains("\nnodejs14.x ") && r.out.contains("Lambda refuses new functions since 2024-01-09"), context(r));
        r = run(QStringLiteral("runtime install python3.12"));
        QVERIFY2(r.code == 3 && r.err.contains("LTH-RUN-020"), context(r));
        r = run(QStringLiteral("runtime remove"));
        QCOMPARE(r.code, 2);
    }

    /// With an npm that lays down what the registry's would: an interpreter that only knows its version.
    void installsARuntime()
    {
        write(QStringLiteral("bin/npm"), "#!/bin/sh\necho \"$@\" > '" + m_dir->path().toUtf8() + "/said'\necho 'npm http fetch GET 200 x' >&2\nd=node_modules/${2%@*}/bin\nmkdir -p $d\n"
                                         "[ -e '" + m_dir->path().toUtf8() + "/offline' ] && { echo 'getaddrinfo ENOTFOUND registry' >&2; exit 1; }\n"
                                         "printf '#!/bin/sh\\necho v22.9.1\\n' > $d/node\nchmod 755 $d/node\n");
        QFile(m_dir->filePath(QStringLiteral("bin/npm"))).setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        const QByteArray path = qgetenv("PATH"), data = qgetenv("XDG_DATA_HOME");
        const auto restore = qScopeGuard([&] {
            qputenv("PATH", path);
            data.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", data);
        });
        qputenv("PATH", m_dir->filePath(QStringLiteral("bin")).toUtf8() + ':' + path);
        qputenv("XDG_DATA_HOME", m_dir->filePath(QStringLiteral("data")).toUtf8());
        Ran r = run(QStringLiteral("runtime install nodejs22.x --json"));
        QVERIFY2(r.code == 0, context(r));
        const QString runtimes = m_dir->filePath(QStringLiteral("data/lathe/runtimes"));
        QCOMPARE(r.json().value(QStringLiteral("path")).toString(), runtimes + QStringLiteral("/node/22.9.1/bin/node"));
        QVERIFY(QFileInfo(runtimes + QStringLiteral("/node/22.9.1/bin/node")).isExecutable());
        QCOMPARE(QDir(runtimes).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{QStringLiteral("node")}); // nothing half done stays
        QFile said(m_dir->filePath(QStringLiteral("said")));
        QVERIFY(said.open(QIODevice::ReadOnly));
        QVERIFY(said.readAll().contains("--ignore-scripts"));
        r = run(QStringLiteral("runtime install nodejs24.x")); // what came is another version
        QVERIFY2(r.code == 3 && r.err.contains("LTH-RUN-022"), context(r));
        write(QStringLiteral("offline"), "");
        r = run(QStringLiteral("runtime install nodejs22.x"));
        QVERIFY2(r.code == 4, context(r));
        QCOMPARE(QDir(runtimes).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{QStringLiteral("node")});
    }

    void tour()
    {
        const Ran r = run(QStringLiteral("tour"));
        QVERIFY2(r.code == 0, context(r));
        for (const char *step : {"Open", "Package", "Run", "Deploy", "Invoke", "Compare"})
            QVERIFY2(r.out.contains(step), r.out);
    }

    void worksAsAnOrdinaryUser()
    {
        if (::geteuid() != 0)
            return; // every other test has shown it then
        python("def lambda_handler(e, c):\n    return 'as a user'\n");
        const QString home = m_dir->filePath(QStringLiteral("user"));
        QVERIFY(QDir().mkpath(home));
        QVERIFY(::chown(qPrintable(home), 65534, 65534) == 0);
        // The folders of a test are private to root; a user's project is the user's.
        for (QString up = m_dir->path(); up.count(u'/') > 1; up = QFileInfo(up).path())
            QFile::setPermissions(up, QFile::permissions(up) | QFile::ExeOther | QFile::ReadOther);
        // The build may stand in a folder that only root can enter.
        const QString bin = m_dir->filePath(QStringLiteral("bin")), share = m_dir->filePath(QStringLiteral("share/lathe/runtimes"));
        QVERIFY(QDir().mkpath(bin) && QDir().mkpath(share));
        for (const char *name : {"/lathe", "/lathe-init"})
            QVERIFY(QFile::copy(QString::fromUtf8(LATHE_BIN_DIR) + QLatin1String(name), bin + QLatin1String(name)));
        const QString library = QStringLiteral("lib/lathe/command/liblathe-command.so");
        QVERIFY(QDir(m_dir->path()).mkpath(QStringLiteral("lib/lathe/command")) && QFile::copy(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/../") + library, m_dir->filePath(library)));
        QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes/."), share}), 0);
        QProcess p;
        QProcessEnvironment env;
        env.insert(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
        env.insert(QStringLiteral("HOME"), home);
        env.insert(QStringLiteral("TMPDIR"), home);
        p.setProcessEnvironment(env);
        p.setWorkingDirectory(home);
        p.start(QStringLiteral("setpriv"), {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups"), bin + QStringLiteral("/lathe"), QStringLiteral("invoke"),
                                               QStringLiteral("-C"), m_dir->filePath(QStringLiteral("fn"))});
        QVERIFY(p.waitForFinished(30000));
        const QByteArray err = p.readAllStandardError();
        QVERIFY2(p.exitCode() == 0, err);
        QCOMPARE(p.readAllStandardOutput(), QByteArray("\"as a user\""));
        QVERIFY2(!err.contains("warning: Memory is watched"), err); // the machine's standing limits are doctor's to explain
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
