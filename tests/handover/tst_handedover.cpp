// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe invoke` beside a running engine: the same output and exit code as alone, in the engine's warm environments; and
// alone again, without a word, where the engine cannot. Every test runs the real executables.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <memory>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    bool handedOver() const { return json().value(QStringLiteral("handedOver")).toBool(); }
};

static QByteArray context(const Ran &r) { return "exit " + QByteArray::number(r.code) + "\nout: " + r.out.first(qMin(r.out.size(), 4000)) + "\nerr: " + r.err; }

/// What differs from run to run, and what a warm environment need not do, taken out.
static QString plain(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes);
    text.remove(QRegularExpression(QStringLiteral("INIT_START [^\n]*?(\\\\n|\n)")));
    text.remove(QRegularExpression(QStringLiteral("\\tInit Duration: [0-9.]+ ms|    \"handedOver\": true,\\n|        \"initDurationMs\": [0-9.]+,\\n|\\\\tInit Duration: [0-9.]+ ms")));
    text.replace(QRegularExpression(QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")), QStringLiteral("ID"));
    text.replace(QRegularExpression(QStringLiteral("\\][0-9a-f]{32}")), QStringLiteral("]STREAM"));
    text.replace(QRegularExpression(QStringLiteral("(Duration: |Max Memory Used: |DurationMs\": |durationMs\": |maxMemoryUsedMb\": |\"ms\": )[0-9.]+")), QStringLiteral("\\1N"));
    text.replace(QRegularExpression(QStringLiteral("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z")), QStringLiteral("TIME"));
    return text;
}

class TestHandedOver : public QObject
{
    Q_OBJECT

    const QString m_lathe = QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe");
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QProcess> m_engine;

    QStringList words(const QString &line) const
    {
        QStringList args = line.split(u' ', Qt::SkipEmptyParts);
        args.replaceInStrings(QStringLiteral("@"), m_dir->path());
        return args;
    }
    Ran run(const QString &line, const QByteArray &input = {}, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment()) const
    {
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        p.setProcessEnvironment(environment);
        p.start(m_lathe, words(line));
        p.write(input);
        p.closeWriteChannel();
        if (!p.waitForFinished(60000)) {
            p.kill();
            p.waitForFinished();
            return {-2, p.readAllStandardOutput(), p.readAllStandardError()};
        }
        return {p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    static QProcessEnvironment with(const QString &name, const QString &value)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(name, value);
        return environment;
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
    static QString runtimeFolder() { return qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/lathe"); }
    static QStringList sockets() { return QDir(runtimeFolder()).entryList({QStringLiteral("engine-*")}, QDir::System); }
    void startServer()
    {
        m_engine = std::make_unique<QProcess>();
        m_engine->start(m_lathe, words(QStringLiteral("serve --quiet --port 0 --state @/state")));
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->canReadLine(), 15000);
        QTRY_COMPARE(sockets().size(), 1);
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        if (m_engine && m_engine->state() != QProcess::NotRunning) {
            m_engine->terminate();
            QVERIFY(m_engine->waitForFinished(30000));
        }
        m_engine.reset();
        for (const QString &name : sockets())
            QFile::remove(runtimeFolder() + u'/' + name);
    }

    void sameAsAlone_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("input");
        const QByteArray echo = "def lambda_handler(event, context):\n    print('a line')\n    return event\n";
        QTest::newRow("success") << "invoke -C @/fn" << echo << QByteArray();
        QTest::newRow("from the folder") << "invoke -C fn -e fn/event.json" << echo << QByteArray();
        QTest::newRow("input") << "invoke -C @/fn -e -" << echo << QByteArray("{\"z\": 1.0, \"a\": [\"b\"]}");
        QTest::newRow("context") << "invoke -C @/fn --client-context -" << QByteArray("def lambda_handler(event, context):\n    return context.client_context.custom\n")
                                 << QByteArray("{\"custom\": {\"a\": \"b\"}}");
        QTest::newRow("error") << "invoke -C @/fn" << QByteArray("def lambda_handler(event, context):\n    raise ValueError('no')\n") << QByteArray();
        QTest::newRow("exit") << "invoke -C @/fn" << QByteArray("import os\ndef lambda_handler(event, context):\n    os._exit(3)\n") << QByteArray();
        QTest::newRow("import") << "invoke -C @/fn" << QByteArray("import nothing_of_that_name\n") << QByteArray();
        QTest::newRow("timeout") << "invoke -C @/fn --timeout 1" << QByteArray("import time\ndef lambda_handler(event, context):\n    print('begun', flush=True)\n    time.sleep(60)\n")
                                 << QByteArray();
        QTest::newRow("quiet") << "invoke -C @/fn --quiet" << echo << QByteArray();
        QTest::newRow("variables") << "invoke -C @/fn --env-vars fn/vars.json" << QByteArray("import os\ndef lambda_handler(event, context):\n    return os.environ['WHO']\n") << QByteArray();
        QTest::newRow("memory") << "invoke -C @/fn --memory 256" << QByteArray("def lambda_handler(event, context):\n    return context.memory_limit_in_mb\n") << QByteArray();
        QTest::newRow("large") << "invoke -C @/fn -e -" << echo << "\"" + QByteArray(5 * 1024 * 1024, 'x') + "\"";
        QTest::newRow("too large") << "invoke -C @/fn -e -" << echo << "\"" + QByteArray(8 * 1024 * 1024, 'x') + "\"";
        QTest::newRow("no JSON") << "invoke -C @/fn -e -" << echo << QByteArray("{\"a\": 1,}");
        QTest::newRow("nothing") << "invoke -C @/fn -e -" << echo << QByteArray();
        QTest::newRow("usage") << "invoke -C @/fn --memory 50" << echo << QByteArray();
        QTest::newRow("no function") << "invoke -C @/fn other" << echo << QByteArray();
        QTest::newRow("no folder") << "invoke -C @/none" << echo << QByteArray();
    }
    void sameAsAlone()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, input);
        python(body);
        write(QStringLiteral("fn/event.json"), "[1, 2.50]");
        write(QStringLiteral("fn/vars.json"), "{\"Parameters\": {\"WHO\": \"me\"}}");
        startServer();
        for (const QString &more : {QString(), QStringLiteral(" --json")}) {
            const Ran alone = run(line + more + QStringLiteral(" --no-handover"), input);
            QVERIFY2(alone.code >= 0 && !alone.handedOver(), context(alone));
            // An environment of the engine that is new, and one that is used again; after a failed init Lambda repeats it otherwise.
            for (int i = 0; i < (input.isNull() && body.startsWith("import nothing") ? int(more.isEmpty()) : 2); ++i) {
                const Ran here = run(line + more, input);
                QCOMPARE(here.code, alone.code);
                QCOMPARE(plain(here.out), plain(alone.out));
                QCOMPARE(plain(here.err), plain(alone.err));
                const bool runs = !plain(alone.out).contains(QStringLiteral("\"error\": {"));
                QCOMPARE(here.handedOver(), runs && !more.isEmpty());
            }
        }
    }

    void keepsTheHistory()
    {
        python("def lambda_handler(event, context):\n    print('kept')\n    return event['n']\n");
        write(QStringLiteral("event.json"), "{\"n\":   1.0}");
        startServer();
        const auto history = [this](const QString &line) { return run(QStringLiteral("history ") + line); };
        const auto count = [&] { return int(history(QStringLiteral("list --limit 100 --json")).json().value(QStringLiteral("runs")).toArray().size()); };
        QCOMPARE(history(QStringLiteral("clear --no-input")).code, 0);
        const QString line = QStringLiteral("invoke -C @/fn -e event.json --json");
        for (int i = 1; i <= 20; ++i) { // in the history when the command has ended, every time
            const Ran r = run(line);
            QVERIFY2(r.code == 0 && r.handedOver(), context(r));
            QCOMPARE(count(), i);
        }
        QVERIFY(run(line + QStringLiteral(" --no-history")).handedOver());
        run(line, {}, with(QStringLiteral("LATHE_HISTORY"), QStringLiteral("0"))); // theirs to say, not the engine's
        QCOMPARE(count(), 20);
        QVERIFY(run(QStringLiteral("invoke -C @/fn --json")).code == 1); // no n
        QCOMPARE(history(QStringLiteral("show 2 --part event")).out, QByteArray("{\"n\":   1.0}"));
        QCOMPARE(history(QStringLiteral("show 2 --part response")).out, QByteArray("1.0"));
        QVERIFY(history(QStringLiteral("show 2 --part log")).out.contains("\nkept\n"));
        QCOMPARE(run(line + QStringLiteral(" --no-handover")).code, 0);
        // But for times and ids, and what a warm environment need not do, it is the entry of a run alone.
        const auto entry = [&](const char *which) {
            QJsonObject one = history(QStringLiteral("show %1 --json").arg(QLatin1String(which))).json();
            return one;
        };
        const QJsonObject alone = entry("1"), here = entry("3");
        QCOMPARE(here.keys(), alone.keys());
        for (const QString &key : {QStringLiteral("function"), QStringLiteral("project"), QStringLiteral("where"), QStringLiteral("runtime"), QStringLiteral("eventName"),
                 QStringLiteral("codeHash"), QStringLiteral("environmentHash"), QStringLiteral("status")})
            QCOMPARE(here.value(key), alone.value(key));
    }

    void usesTheLastBuild()
    {
        write(QStringLiteral("sam/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Made:\n    Type: AWS::Serverless::Function\n    Metadata:\n      BuildMethod: makefile\n"
                                                   "    Properties:\n      CodeUri: src\n      Handler: h.run\n      Runtime: python3.11\n");
        write(QStringLiteral("sam/src/Makefile"), "build-Made:\n\tcp h.py $(ARTIFACTS_DIR)/\n\techo built > $(ARTIFACTS_DIR)/note\n");
        const QByteArray code = "import os\ndef run(event, context):\n    return open('note').read() if os.path.exists('note') else 'sources'\n";
        write(QStringLiteral("sam/src/h.py"), code);
        startServer();
        const QString line = QStringLiteral("invoke -C @/sam");
        const auto same = [&](const QByteArray &payload, bool handed = true) {
            const Ran here = run(line), alone = run(line + QStringLiteral(" --no-handover"));
            QVERIFY2(here.code == 0 && here.out == payload, context(here));
            QCOMPARE(here.out, alone.out);
            QCOMPARE(plain(here.err), plain(alone.err));
            QCOMPARE(run(line + QStringLiteral(" --json")).handedOver(), handed);
        };
        same("\"sources\"");
        const Ran built = run(QStringLiteral("build -C @/sam"));
        QVERIFY2(built.code == 0, context(built));
        same("\"built\\n\"");
        write(QStringLiteral("sam/src/h.py"), code + "# changed\n"); // the last build is not of these sources any more
        same("\"sources\"", false); // it says so, and only one place has the words
    }

    void refusesWhatNeedsMoreThanARun_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("recorded files") << QStringLiteral("invoke -C @/fn --record-files");
        QTest::newRow("signature") << QStringLiteral("invoke -C @/zip --signature warn");
        QTest::newRow("package") << QStringLiteral("invoke -C @/zip");
        QTest::newRow("build") << QStringLiteral("invoke -C @/sam --build");
    }
    void refusesWhatNeedsMoreThanARun()
    {
        QFETCH(QString, line);
        python("def lambda_handler(event, context):\n    print('ran')\n    return 1\n");
        write(QStringLiteral("zip/serverless.yml"), "service: z\nprovider:\n  name: aws\n  runtime: python3.11\npackage:\n  artifact: code.zip\nfunctions:\n  z:\n    handler: lambda_function.lambda_handler\n");
        write(QStringLiteral("sam/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Made:\n    Type: AWS::Serverless::Function\n    Metadata:\n      BuildMethod: makefile\n"
                                                   "    Properties:\n      CodeUri: ../fn\n      Handler: lambda_function.lambda_handler\n      Runtime: python3.11\n");
        write(QStringLiteral("fn/Makefile"), "build-Made:\n\tcp lambda_function.py $(ARTIFACTS_DIR)/\n");
        const Ran packed = run(QStringLiteral("package -C @/fn --output @/zip/code.zip"));
        QVERIFY2(packed.code == 0, context(packed));
        const Ran before = run(line); // nobody there
        startServer();
        const Ran beside = run(line), json = run(line + QStringLiteral(" --json"));
        QVERIFY2(before.code == 0 && before.out == "1" && before.err.contains("ran\n"), context(before));
        QCOMPARE(beside.code, before.code);
        QCOMPARE(beside.out, before.out);
        QCOMPARE(plain(beside.err), plain(before.err));
        QVERIFY2(json.code == 0 && !json.handedOver(), context(json));
    }

    void usesWarmEnvironments()
    {
        python("count = 0\ndef lambda_handler(event, context):\n    global count\n    count += 1\n    return count\n");
        startServer();
        QCOMPARE(run(QStringLiteral("invoke -C @/fn")).out, QByteArray("1"));
        const Ran second = run(QStringLiteral("invoke -C @/fn"));
        QVERIFY2(second.out == "2" && !second.err.contains("Init Duration"), context(second));
        python("count = 40\ndef lambda_handler(event, context):\n    global count\n    count += 1\n    return count\n"); // what is on disk runs
        QCOMPARE(run(QStringLiteral("invoke -C @/fn")).out, QByteArray("41"));
        QCOMPARE(run(QStringLiteral("invoke -C @/fn --no-handover")).out, QByteArray("41"));
        QCOMPARE(run(QStringLiteral("invoke -C @/fn"), {}, with(QStringLiteral("LATHE_HANDOVER"), QStringLiteral("0"))).out, QByteArray("41"));
        QCOMPARE(run(QStringLiteral("invoke -C @/fn")).out, QByteArray("42"));
    }

    void templatesSeeTheShellsVariables()
    {
        write(QStringLiteral("sls/serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\n  environment:\n    FROM_SHELL: ${env:LATHE_TEST_WORD, 'none'}\n"
                                                    "    UNKNOWN: ${ssm:/a/b}\nfunctions:\n  one:\n    handler: h.run\n");
        write(QStringLiteral("sls/h.py"), "import os\ndef run(event, context):\n    return os.environ['FROM_SHELL']\n");
        startServer();
        for (const char *word : {"first", "second"}) {
            const auto environment = with(QStringLiteral("LATHE_TEST_WORD"), QLatin1String(word));
            const Ran r = run(QStringLiteral("invoke -C @/sls --json"), {}, environment);
            QVERIFY2(r.handedOver(), context(r));
            QCOMPARE(r.json().value(QStringLiteral("payload")).toString(), u'"' + QLatin1String(word) + u'"');
            const Ran alone = run(QStringLiteral("invoke -C @/sls --no-handover"), {}, environment);
            QCOMPARE(plain(run(QStringLiteral("invoke -C @/sls"), {}, environment).err), plain(alone.err));
            QVERIFY2(alone.err.contains("UNKNOWN"), context(alone));
        }
    }

    void streamsAsItComes()
    {
        write(QStringLiteral("js/index.js"), R"js(
const fs = require('fs');
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write(Buffer.from([0, 255, 10]));
  while (!fs.existsSync('/mnt/shelf/go')) await new Promise((done) => setTimeout(done, 5));
  if (event.fails) throw new RangeError('in the middle');
  stream.end('two');
});)js");
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("shelf"))));
        startServer();
        const QString line = QStringLiteral("invoke -C @/js --timeout 30 --mount /mnt/shelf=shelf");
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        p.start(m_lathe, words(line));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += p.readAllStandardOutput()).size() >= 3 || p.state() == QProcess::NotRunning, 30000);
        QCOMPARE(out, QByteArray("\0\xff\n", 3));
        write(QStringLiteral("shelf/go"), {}); // without the first bytes outside it would never come to this
        QVERIFY(p.waitForFinished(30000));
        QCOMPARE(p.readAllStandardOutput(), QByteArray("two"));
        QCOMPARE(p.exitCode(), 0);
        const Ran json = run(line + QStringLiteral(" --json"));
        QVERIFY2(json.handedOver(), context(json));
        const Ran here = run(line + QStringLiteral(" -e -"), "{\"fails\": 1}"), alone = run(line + QStringLiteral(" -e - --no-handover"), "{\"fails\": 1}");
        QCOMPARE(here.code, 1);
        QCOMPARE(here.out, alone.out);
        QVERIFY2(here.err.contains("warning: The response broke off with an error: {\"errorType\":\"RangeError\""), context(here));
    }

    void interruptEndsTheRun_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("code");
        QTest::newRow("interrupt") << SIGINT << 130;
        QTest::newRow("terminate") << SIGTERM << 130;
        QTest::newRow("kill") << SIGKILL << -1;
    }
    void interruptEndsTheRun()
    {
        QFETCH(int, number);
        QFETCH(int, code);
        python("import time\ndef lambda_handler(event, context):\n    print('begun', flush=True)\n    while event.get('wait'):\n        open('/mnt/shelf/alive', 'a').write('x')\n        time.sleep(0.01)\n");
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("shelf"))));
        write(QStringLiteral("event.json"), "{\"wait\": true}");
        startServer();
        const QString line = QStringLiteral("invoke -C @/fn --timeout 60 --mount /mnt/shelf=shelf");
        QVERIFY(run(line + QStringLiteral(" --json")).handedOver());
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        p.start(m_lathe, words(line + QStringLiteral(" -e event.json")));
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += p.readAllStandardError()).contains("begun"), 15000);
        ::kill(pid_t(p.processId()), number);
        QVERIFY(p.waitForFinished(20000));
        QCOMPARE(p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, code);
        const QString alive = m_dir->filePath(QStringLiteral("shelf/alive"));
        QTRY_VERIFY_WITH_TIMEOUT(([&] { // nobody writes any more
            QFile::remove(alive);
            QTest::qWait(100);
            return !QFile::exists(alive);
        })(), 20000);
        const Ran next = run(line + QStringLiteral(" --json"));
        QVERIFY2(next.code == 0 && next.handedOver(), context(next));
    }

    void aKilledEngineIsSaid()
    {
        python("import time\ndef lambda_handler(event, context):\n    open('/mnt/shelf/begun', 'w').close()\n    time.sleep(60)\n");
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("shelf"))));
        for (const bool json : {false, true}) {
            startServer();
            QProcess p;
            p.start(m_lathe, words(QStringLiteral("invoke -C @/fn --timeout 60 --mount /mnt/shelf=@/shelf") + (json ? QStringLiteral(" --json") : QString())));
            const QString begun = m_dir->filePath(QStringLiteral("shelf/begun")); // with --json nothing is printed before the end
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(begun), 15000);
            QVERIFY(QFile::remove(begun));
            m_engine->kill();
            QVERIFY(m_engine->waitForFinished(20000));
            QVERIFY(p.waitForFinished(20000));
            QCOMPARE(p.exitCode(), 3);
            QVERIFY(p.readAllStandardError().contains("The Lathe that ran the function ended before the function did."));
            const QByteArray out = p.readAllStandardOutput();
            QCOMPARE(QJsonDocument::fromJson(out).object().value(QStringLiteral("error")).toObject().value(QStringLiteral("id")).toString(), json ? QStringLiteral("LTH-RUN-030") : QString());
            QCOMPARE(out.isEmpty(), !json);
            // Its socket is left: the next run goes alone, without a word.
            QCOMPARE(sockets().size(), 1);
            const Ran next = run(QStringLiteral("invoke -C @/fn --timeout 1 --mount /mnt/shelf=@/shelf"));
            QVERIFY2(next.code == 124 && next.err.contains("START RequestId") && !next.err.contains("lathe:"), context(next));
            QVERIFY(QFile::remove(begun));
        }
    }

    void oddEnginesAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("closes") << QByteArray();
        QTest::newRow("garbage") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("output that it never accepted") << QByteArray("O\0\0\0\4\0\0\0evil", 12);
        QTest::newRow("exit that it never accepted") << QByteArray("X\0\0\0\377\377\377\177", 8);
    }
    void oddEnginesAreIgnored()
    {
        QFETCH(QByteArray, answer);
        python("def lambda_handler(event, context):\n    return event\n");
        QVERIFY(run(QStringLiteral("invoke -C @/fn")).code == 0); // makes the folder
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(runtimeFolder() + QStringLiteral("/engine-1")).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::listen(fd, 8), 0);
        QProcess p;
        p.start(m_lathe, words(QStringLiteral("invoke -C @/fn -e -")));
        p.write("[7]");
        p.closeWriteChannel();
        int caller = -1;
        QTRY_VERIFY_WITH_TIMEOUT(caller >= 0 || (caller = ::accept(fd, nullptr, nullptr)) >= 0, 15000);
        QCOMPARE(::send(caller, answer.constData(), size_t(answer.size()), MSG_NOSIGNAL), ssize_t(answer.size()));
        ::close(caller);
        QVERIFY(p.waitForFinished(30000));
        ::close(fd);
        QCOMPARE(p.readAllStandardOutput(), QByteArray("[7]"));
        QCOMPARE(p.exitCode(), 0);
        const QByteArray err = p.readAllStandardError();
        QVERIFY2(err.contains("START RequestId") && !err.contains("lathe:"), err);
    }

    void refusesOtherPlaces()
    {
        python("import os\ndef lambda_handler(event, context):\n    return 1\n");
        startServer();
        QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("cache"))));
        QVERIFY(!run(QStringLiteral("invoke -C @/fn --json"), {}, with(QStringLiteral("XDG_CACHE_HOME"), m_dir->filePath(QStringLiteral("cache")))).handedOver());
        QVERIFY(!run(QStringLiteral("invoke -C @/fn --json --verbose")).handedOver());
        QVERIFY(run(QStringLiteral("invoke -C @/fn --json"), {}, with(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"))).handedOver());
        QVERIFY(run(QStringLiteral("invoke -C @/fn --json --network none")).handedOver());
    }

    void extensionsHearOfTheEnd_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("code");
        QTest::newRow("server, SIGTERM") << QStringLiteral("lathe") << SIGTERM << QStringLiteral("writes") << 0;
        QTest::newRow("server, SIGINT") << QStringLiteral("lathe") << SIGINT << QStringLiteral("writes") << 0;
        QTest::newRow("server, twice") << QStringLiteral("lathe") << -SIGTERM << QStringLiteral("deaf-writes") << 130;
        QTest::newRow("window, SIGTERM") << QStringLiteral("lathe-workbench") << SIGTERM << QStringLiteral("writes") << 0;
        QTest::newRow("window, twice") << QStringLiteral("lathe-workbench") << -SIGINT << QStringLiteral("deaf-writes") << 130;
    }
    void extensionsHearOfTheEnd()
    {
        QFETCH(QString, program);
        QFETCH(int, number);
        QFETCH(QString, extension);
        QFETCH(int, code);
        write(QStringLiteral("sls/serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\nlayers:\n  watch:\n    path: watch\n"
                                                    "functions:\n  one:\n    handler: h.run\n    layers:\n      - !Ref WatchLambdaLayer\n");
        write(QStringLiteral("sls/h.py"), "def run(event, context):\n    return 1\n");
        const QString file = m_dir->filePath(QStringLiteral("sls/watch/extensions/") + extension);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && QDir().mkpath(m_dir->filePath(QStringLiteral("shelf"))));
        QVERIFY(QFile::copy(QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/extension.py"), file));
        QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ExeOwner | QFile::ExeUser | QFile::ExeOther));
        if (program == QLatin1String("lathe")) {
            startServer();
        } else {
            m_engine = std::make_unique<QProcess>();
            m_engine->start(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe-workbench"), {QStringLiteral("--fresh")});
            QTRY_COMPARE_WITH_TIMEOUT(sockets().size(), 1, 30000);
        }
        const QString line = QStringLiteral("invoke -C @/sls --timeout 20 --json --mount /mnt/shelf=@/shelf");
        QTRY_VERIFY_WITH_TIMEOUT(run(line).handedOver(), 30000);
        ::kill(pid_t(m_engine->processId()), std::abs(number));
        if (number < 0) { // the extension is at it, and would not end
            const QString written = m_dir->filePath(QStringLiteral("shelf/") + extension);
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(written), 20000);
            ::kill(pid_t(m_engine->processId()), -number);
        }
        QVERIFY(m_engine->waitForFinished(30000));
        QCOMPARE(m_engine->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_engine->exitCode(), code);
        QFile kept(m_dir->filePath(QStringLiteral("shelf/") + extension));
        QVERIFY2(kept.open(QIODevice::ReadOnly), m_engine->readAllStandardError().constData());
        QCOMPARE(kept.readAll(), QByteArray("spindown"));
    }

    void extensionsHearOfACommandsEnd_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("code");
        QTest::newRow("ends") << QStringLiteral("invoke -C @/sls --mount /mnt/shelf=@/shelf") << 0 << 0;
        QTest::newRow("interrupted") << QStringLiteral("invoke -C @/sls --mount /mnt/shelf=@/shelf -e @/sls/waits.json") << SIGINT << 130;
        QTest::newRow("terminated") << QStringLiteral("invoke -C @/sls --mount /mnt/shelf=@/shelf -e @/sls/waits.json") << SIGTERM << 130;
        QTest::newRow("tests") << QStringLiteral("test -C @/sls") << 0 << 0;
    }
    void extensionsHearOfACommandsEnd()
    {
        QFETCH(QString, line);
        QFETCH(int, number);
        QFETCH(int, code);
        write(QStringLiteral("sls/serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\n  timeout: 60\nlayers:\n  watch:\n    path: watch\n"
                                                    "functions:\n  one:\n    handler: h.run\n    fileSystemConfig:\n      localMountPath: /mnt/shelf\n      arn: arn:aws:elasticfilesystem:eu-west-1:111111111111:access-point/fsap-0d0d0d0d0d0d0d0d0\n"
                                                    "    layers:\n      - !Ref WatchLambdaLayer\n");
        write(QStringLiteral("sls/h.py"), "import time\ndef run(event, context):\n    print('begun', flush=True)\n    time.sleep(event.get('wait', 0))\n    return 1\n");
        write(QStringLiteral("sls/waits.json"), "{\"wait\": 50}");
        write(QStringLiteral("sls/events/one/e.json"), "{}");
        const QString file = m_dir->filePath(QStringLiteral("sls/watch/extensions/writes"));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && QDir().mkpath(m_dir->filePath(QStringLiteral("shelf"))));
        QVERIFY(QFile::copy(QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/extension.py"), file));
        QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ExeOwner | QFile::ExeUser | QFile::ExeOther));
        QProcess p;
        p.setWorkingDirectory(m_dir->path());
        p.start(m_lathe, words(line));
        QByteArray log;
        if (number != 0) {
            QTRY_VERIFY_WITH_TIMEOUT((log += p.readAllStandardError()).contains("begun"), 15000);
            ::kill(pid_t(p.processId()), number);
        }
        QVERIFY(p.waitForFinished(30000));
        log += p.readAllStandardError();
        QVERIFY2(p.exitCode() == code, log.constData());
        QString written = m_dir->filePath(QStringLiteral("shelf/writes"));
        if (line.startsWith(QLatin1String("test"))) { // in the folder that stands for the function's file system
            QDirIterator places(qEnvironmentVariable("XDG_DATA_HOME"), {QStringLiteral("writes")}, QDir::Files, QDirIterator::Subdirectories);
            QVERIFY2(places.hasNext(), log.constData());
            written = places.next();
        }
        QFile kept(written);
        QVERIFY2(kept.open(QIODevice::ReadOnly), log.constData());
        QCOMPARE(kept.readAll(), QByteArray("spindown"));
        QVERIFY(kept.remove());
    }

    void fullOutputIsSaid()
    {
        python("def lambda_handler(event, context):\n    return event\n");
        startServer();
        for (const QString &more : {QString(), QStringLiteral(" --no-handover")}) {
            QProcess p;
            p.setStandardOutputFile(QStringLiteral("/dev/full"));
            p.start(m_lathe, words(QStringLiteral("invoke -C @/fn") + more));
            QVERIFY(p.waitForFinished(30000));
            QCOMPARE(p.exitCode(), 3);
            QVERIFY(p.readAllStandardError().contains("lathe: Standard output cannot be written: No space left on device. Give the command another file or pipe for its output.\n"));
        }
    }

    void theWindowTakesRuns()
    {
        python("def lambda_handler(event, context):\n    return 1\n");
        write(QStringLiteral("other/lambda_function.py"), "def lambda_handler(event, context):\n    return 2\n");
        m_engine = std::make_unique<QProcess>();
        m_engine->start(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe-workbench"), {m_dir->filePath(QStringLiteral("fn"))});
        QTRY_COMPARE_WITH_TIMEOUT(sockets().size(), 1, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(run(QStringLiteral("invoke -C @/other --json")).handedOver(), 30000);
        const Ran open = run(QStringLiteral("invoke -C @/fn --json")); // open there, and not trusted
        QVERIFY2(open.code == 0 && !open.handedOver(), context(open));
        m_engine->terminate();
        QVERIFY(m_engine->waitForFinished(20000));
        QCOMPARE(m_engine->exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHandedOver)
#include "tst_handedover.moc"
