// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/hextext.h"
#include "session/folderstore.h"
#include "session/logpipe.h"
#include "session/reportline.h"
#include "session/runremedy.h"
#include "session/session.h"
#include "session/sessionstate.h"
#include "session/settings.h"
#include "session/shellcommand.h"
#include "session/stackframes.h"
#include "session/targetconnector.h"
#include "runtime/treefingerprint.h"
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>
#include <thread>

using namespace lathe;

static void put(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

class TestSessionParts : public QObject
{
    Q_OBJECT
private slots:
    void failuresHaveTheirNextStep_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("action");
        using Step = RunRemedy::Step;
        QTest::newRow("timeout") << "Sandbox.Timedout" << "Task timed out after 3.00 seconds" << int(Step::ChangeSetting) << "Set 10 s";
        QTest::newRow("memory") << "Runtime.OutOfMemory" << "signal: killed" << int(Step::ChangeSetting) << "Set 512 MB";
        QTest::newRow("python library") << "Runtime.ImportModuleError" << "Unable to import module 'app': No module named 'PIL'" << int(Step::AddLayer) << "Add a Layer…";
        QTest::newRow("node library") << "Runtime.ImportModuleError" << "Error: Cannot find module 'sharp'\nRequire stack:" << int(Step::AddLayer) << "Add a Layer…";
        QTest::newRow("library in the handler") << "ModuleNotFoundError" << "No module named 'requests'" << int(Step::AddLayer) << "Add a Layer…";
        QTest::newRow("own file") << "Runtime.ImportModuleError" << "Error: Cannot find module './lib'" << int(Step::GoToHandler) << "Go to the Handler";
        QTest::newRow("handler's file") << "Runtime.ImportModuleError" << "Unable to import module 'app': No module named 'app'" << int(Step::GoToHandler) << "Go to the Handler";
        QTest::newRow("handler") << "Runtime.HandlerNotFound" << "Handler 'handlr' missing on module 'app'" << int(Step::GoToHandler) << "Go to the Handler";
        QTest::newRow("the function's own") << "ValueError" << "no" << int(Step::None) << "";
    }
    void failuresHaveTheirNextStep()
    {
        QFETCH(QString, type);
        QFETCH(QString, message);
        QFETCH(int, step);
        QFETCH(QString, action);
        FunctionDefinition function;
        function.handler = {QStringLiteral("app.handler"), true, 7, 3};
        function.memoryMib = 256;
        RunRecord run;
        run.outcome.functionError = "Unhandled";
        run.outcome.payload = QJsonDocument(QJsonObject{{QStringLiteral("errorType"), type}, {QStringLiteral("errorMessage"), message}}).toJson();
        const RunRemedy remedy = runRemedy(run, function);
        QCOMPARE(int(remedy.step), step);
        QCOMPARE(remedy.action, action);
        QCOMPARE(remedy.why.isEmpty(), action.isEmpty());
        run.deployed = true; // there a template's change does nothing yet
        QCOMPARE(runRemedy(run, function), RunRemedy());
        run.deployed = false;
        function.timeoutSeconds = 900;
        function.memoryMib = 10240;
        QVERIFY(runRemedy(run, function).step != RunRemedy::Step::ChangeSetting);
    }

    /// What is copied is run by a real shell, with a `lathe` that tells how it was called.
    void copiedCommandsSurviveAShell()
    {
        QTemporaryDir bin;
        put(bin.filePath(QStringLiteral("lathe")), "#!/bin/bash\nfor a in \"$@\"; do if [ -p \"$a\" ]; then printf '<%s>|' \"$(cat \"$a\")\"; else printf '%s|' \"$a\"; fi; done\n"
                                                   "[ \"${@: -1}\" = - ] && cat\nexit 0\n");
        QVERIFY(QFile::setPermissions(bin.filePath(QStringLiteral("lathe")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto said = [&](const QString &line) {
            QProcess shell;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("PATH"), bin.path() + u':' + environment.value(QStringLiteral("PATH")));
            shell.setProcessEnvironment(environment);
            shell.start(QStringLiteral("bash"), {QStringLiteral("-c"), line});
            return shell.waitForFinished(20000) ? shell.readAllStandardOutput() : QByteArray("no answer");
        };
        InvokeLine run;
        run.function = QStringLiteral("odd 'q\" $x`y`");
        run.root = QStringLiteral("/한글/two\nlines");
        run.eventPath = QStringLiteral("/e v/it's.json");
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|odd 'q\" $x`y`|-C|/한글/two\nlines|-e|/e v/it's.json|"));
        run.offline = run.cpuShare = true;
        run.eventPath.clear();
        run.event = " {} ";
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|odd 'q\" $x`y`|-C|/한글/two\nlines|--network|none|--cpu-share|"));
        run.function = run.root = QStringLiteral("f");
        run.offline = run.cpuShare = false;
        run.event = "{\"a\": \"it's\\n%s\"}\n";
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|f|-C|f|-e|-|") + run.event);
        run.event = QByteArray("\xff\x00\x01", 3);
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|f|-C|f|-e|-|") + run.event);
        run.event = "1";
        run.context.clientContext = "{\"custom\": {\"k\": \"it's\"}}";
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|f|-C|f|--client-context|<{\"custom\": {\"k\": \"it's\"}}>|-e|-|1"));
        run.context = {};
        run.target = QStringLiteral("aws:dev");
        run.context.qualifier = QStringLiteral("live");
        run.eventPath = QStringLiteral("e.json");
        QCOMPARE(said(invokeLine(run)), QByteArray("invoke|f|-C|f|--target|aws:dev|--qualifier|live|-e|e.json|"));
    }

    void theTemporaryPlaceOfSomebodyElseIsLeftAlone()
    {
        QTemporaryDir temporary, theirs;
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR"), before = qgetenv("TMPDIR");
        const auto back = qScopeGuard([&] {
            qputenv("XDG_RUNTIME_DIR", runtime);
            before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
        });
        qunsetenv("XDG_RUNTIME_DIR");
        qputenv("TMPDIR", QFile::encodeName(temporary.path()));
        const QString place = temporary.path() + QStringLiteral("/lathe-%1").arg(getuid());
        QCOMPARE(SessionOptions::standard().workDir, place + QStringLiteral("/work-%1").arg(getpid()));
        QVERIFY(QDir(place).removeRecursively() && QFile::link(theirs.path(), place));
        QVERIFY(!SessionOptions::standard().workDir.startsWith(temporary.path()));
        QVERIFY(QDir(theirs.path()).isEmpty());
    }

    void settingsRoundTrip()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("sub/workbench.ini"));
        {
            Settings settings(file);
            QCOMPARE(settings.theme(), QStringLiteral("system"));
            QVERIFY(settings.language().isEmpty());
            settings.setTheme(QStringLiteral("dark"));
            settings.setLanguage(QStringLiteral("ko"));
            QVERIFY(!settings.cpuShare());
            settings.setCpuShare(true);
            QVERIFY(settings.spares());
            settings.setSpares(false);
            settings.setLayout(3, QByteArray("\0geo", 4), "docks");
            settings.setViewState(QStringLiteral("plan"), "columns");
            settings.setLastFolder(QStringLiteral("/tmp/한글 폴더"));
        }
        Settings settings(file);
        QVERIFY(settings.movedAside().isEmpty());
        QCOMPARE(settings.theme(), QStringLiteral("dark"));
        QCOMPARE(settings.language(), QStringLiteral("ko"));
        QVERIFY(settings.cpuShare());
        QVERIFY(!settings.spares());
        QCOMPARE(settings.geometry(3), QByteArray("\0geo", 4));
        QCOMPARE(settings.docks(3), QByteArray("docks"));
        QVERIFY(settings.docks(4).isEmpty()); // another version of the layout
        QCOMPARE(settings.viewState(QStringLiteral("plan")), QByteArray("columns"));
        QCOMPARE(settings.lastFolder(), QStringLiteral("/tmp/한글 폴더"));
    }

    void damagedSettingsGiveDefaults()
    {
        QRandomGenerator random(7);
        QTemporaryDir dir;
        for (int round = 0; round < 100; ++round) {
            const QString file = dir.filePath(QStringLiteral("%1.ini").arg(round));
            QByteArray bytes = "[view]\ntheme=dark\nlanguage=ko\n[layout]\nversion=1\ndocks=@ByteArray(abc)\n[session]\nfolder=/x\n";
            for (int i = random.bounded(1, 30); i > 0; --i)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            put(file, bytes);
            const Settings settings(file);
            QVERIFY(QStringList({QStringLiteral("en"), QStringLiteral("ko"), QString()}).contains(settings.language()));
            QVERIFY(!settings.theme().isEmpty());
            if (!settings.movedAside().isEmpty()) {
                QFile aside(settings.movedAside());
                QVERIFY(aside.open(QIODevice::ReadOnly));
                QCOMPARE(aside.readAll(), bytes); // nothing is lost
            }
        }
        const QString file = dir.filePath(QStringLiteral("binary.ini"));
        put(file, QByteArray(1000, '\0'));
        const Settings settings(file);
        QVERIFY(!settings.movedAside().isEmpty());
    }

    void foldersRemember()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("state/folders.json"));
        const QString a = dir.filePath(QStringLiteral("a")), b = dir.filePath(QStringLiteral("b")), below = a + QStringLiteral("/sub");
        QDir().mkpath(below);
        QDir().mkpath(b);
        QVERIFY(QFile::link(a, dir.filePath(QStringLiteral("link"))));
        {
            FolderStore store(file);
            QVERIFY(!store.isTrusted(a));
            store.setTrusted(a, true);
            store.noteOpened(b);
            store.noteOpened(a);
            store.setState(a, {{a + QStringLiteral("/x.py")}, a + QStringLiteral("/x.py"), QStringLiteral("fn"), QStringLiteral("e"), {{a + QStringLiteral("/x.py"), {3, 7}}}, {QStringLiteral("fn")}});
        }
        FolderStore store(file);
        QVERIFY(store.isTrusted(a));
        QVERIFY(store.isTrusted(dir.filePath(QStringLiteral("link")))); // the same folder by another name
        QVERIFY(!store.isTrusted(below));                               // a clone inside is another matter
        QVERIFY(!store.isTrusted(dir.path()));
        QCOMPARE(store.recent(), (QStringList{QFileInfo(a).canonicalFilePath(), QFileInfo(b).canonicalFilePath()}));
        QCOMPARE(store.state(a).function, QStringLiteral("fn"));
        QCOMPARE(store.state(a).offline, QStringList{QStringLiteral("fn")});
        QCOMPARE(store.state(a).bookmarks.value(a + QStringLiteral("/x.py")), (QList<int>{3, 7}));
        QCOMPARE(store.state(b), FolderState());
        store.forget(a);
        QCOMPARE(store.recent().size(), 1);
        store.setTrusted(a, false);
        QVERIFY(!store.isTrusted(a));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void damagedFoldersTrustNothing()
    {
        QRandomGenerator random(11);
        QTemporaryDir dir;
        for (int round = 0; round < 60; ++round) {
            const QString file = dir.filePath(QStringLiteral("%1.json").arg(round));
            QByteArray bytes = R"({"schema":1,"recent":["/a"],"trusted":["/a"],"folders":{"/a":{"files":["x"],"active":5}}})";
            bytes.truncate(random.bounded(bytes.size()));
            put(file, bytes);
            FolderStore store(file);
            QVERIFY(!store.isTrusted(QStringLiteral("/a")));
            QVERIFY(store.recent().isEmpty());
        }
        QVERIFY(!QDir(dir.path()).entryList({QStringLiteral("*.damaged-*")}).isEmpty());
    }

    void pythonFramesBecomePlaces()
    {
        QTemporaryDir dir;
        put(dir.filePath(QStringLiteral("src/app.py")), "x");
        put(dir.filePath(QStringLiteral("layer/python/lib.py")), "x");
        const QByteArray payload = "{\"errorMessage\":\"boom <b>\",\"errorType\":\"ValueError\",\"requestId\":\"r\",\"stackTrace\":["
            "\"  File \\\"/var/task/src/app.py\\\", line 7, in handler\\n    return f()\\n\","
            "\"  File \\\"/opt/python/lib.py\\\", line 2, in f\\n    raise ValueError\\n\","
            "\"  File \\\"/usr/lib/python3.11/json/__init__.py\\\", line 346, in loads\\n\","
            "\"  File \\\"/var/task/../../etc/passwd\\\", line 1, in x\\n\"]}";
        const FunctionFailure failure = readFailure(payload, dir.path(), {dir.filePath(QStringLiteral("layer"))});
        QCOMPARE(failure.type, QStringLiteral("ValueError"));
        QCOMPARE(failure.message, QStringLiteral("boom <b>"));
        QCOMPARE(failure.frames.size(), 4);
        QCOMPARE(failure.frames.at(0).file, dir.filePath(QStringLiteral("src/app.py")));
        QCOMPARE(failure.frames.at(0).line, 7);
        QCOMPARE(failure.frames.at(0).text, QStringLiteral("File \"/var/task/src/app.py\", line 7, in handler")); // the code is no part of the sentence
        QCOMPARE(failure.frames.at(0).source, QStringLiteral("return f()"));
        QCOMPARE(failure.frames.at(2).source, QString());
        QCOMPARE(failure.frames.at(1).file, dir.filePath(QStringLiteral("layer/python/lib.py")));
        QVERIFY(failure.frames.at(2).file.isEmpty());
        QVERIFY(failure.frames.at(3).file.isEmpty()); // nothing outside the code
    }

    void nodeFramesBecomePlaces()
    {
        QTemporaryDir dir;
        put(dir.filePath(QStringLiteral("index.mjs")), "x");
        const QByteArray payload = "{\"errorType\":\"TypeError\",\"errorMessage\":\"x is not a function\",\"trace\":[\"TypeError: x is not a function\","
            "\"    at handler (file:///var/task/index.mjs:3:9)\", \"    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)\"]}";
        const FunctionFailure failure = readFailure(payload, dir.path(), {});
        QCOMPARE(failure.frames.size(), 2);
        QCOMPARE(failure.frames.at(0).file, dir.filePath(QStringLiteral("index.mjs")));
        QCOMPARE(failure.frames.at(0).line, 3);
        QCOMPARE(failure.frames.at(0).column, 9);
        QVERIFY(failure.frames.at(1).file.isEmpty());
    }

    void oddPayloadsGiveNoFrames_data()
    {
        QTest::addColumn<QByteArray>("payload");
        for (const char *text : {"", "null", "[1]", "{\"trace\": 5}", "{\"stackTrace\": [1, null, {}]}", "not json", "\"text\""})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("deep") << QByteArray(5000, '[');
    }
    void oddPayloadsGiveNoFrames()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(readFailure(payload, QStringLiteral("/nowhere"), {}).frames.isEmpty());
    }

    void reportLineIsRead()
    {
        const auto report = parseReportLine("START RequestId: a Version: 3\nhello\nEND RequestId: a\nREPORT RequestId: a-b\tDuration: 12.34 ms\tBilled Duration: 100 ms\t"
                                            "Memory Size: 128 MB\tMax Memory Used: 41 MB\tInit Duration: 87.1 ms\tStatus: error\tError Type: Runtime.ExitError\n");
        QVERIFY(report);
        QCOMPARE(report->requestId, QStringLiteral("a-b"));
        QCOMPARE(report->durationMs, 12.34);
        QCOMPARE(report->billedMs, 100);
        QCOMPARE(report->memoryMib, 128);
        QCOMPARE(report->maxMemoryUsedMib, 41);
        QCOMPARE(report->initMs, 87.1);
        QCOMPARE(report->status, QStringLiteral("error"));
        QCOMPARE(report->errorType, QStringLiteral("Runtime.ExitError"));
        QVERIFY(parseReportLine("REPORT RequestId: a\tDuration: 1 ms")->initMs < 0);
        QVERIFY(!parseReportLine("no report"));
        QVERIFY(!parseReportLine("my REPORT RequestId: a\tDuration: 1 ms\n"));
        QVERIFY(!parseReportLine(""));
    }

    void logPipeGathersAndBounds()
    {
        LogPipe pipe;
        QByteArray all;
        int signals_ = 0;
        connect(&pipe, &LogPipe::bytesReady, this, [&](const QByteArray &bytes) { all += bytes; ++signals_; });
        const auto input = pipe.input();
        std::thread writer([&] {
            for (int i = 0; i < 1000; ++i)
                input("line " + QByteArray::number(i) + '\n');
        });
        writer.join();
        QTRY_VERIFY(all.endsWith("line 999\n"));
        QVERIFY(all.startsWith("line 0\n"));
        QVERIFY(signals_ < 20);
        all.clear();
        std::thread flood([&] {
            const QByteArray chunk = QByteArray("y\n").repeated(32 * 1024);
            for (int i = 0; i < 200; ++i)
                input(chunk);
        });
        flood.join();
        pipe.drain();
        QVERIFY(all.size() <= LogPipe::maxPendingBytes + 100);
        QVERIFY(all.contains("kB dropped"));
    }

    void logPipeMayGoFirst()
    {
        auto pipe = std::make_unique<LogPipe>();
        const auto input = pipe->input();
        input("x");
        pipe.reset();
        input("y"); // must not touch the dead pipe
    }

    void fingerprintSeesEveryChange()
    {
        QTemporaryDir dir;
        put(dir.filePath(QStringLiteral("a/x.py")), "1");
        put(dir.filePath(QStringLiteral(".git/HEAD")), "1");
        const QStringList dirs{dir.path()};
        const QString first = treeFingerprint(dirs);
        QCOMPARE(treeFingerprint(dirs), first);
        put(dir.filePath(QStringLiteral(".git/HEAD")), "22");
        put(dir.filePath(QStringLiteral("__pycache__/x.pyc")), "2");
        const QString noise = treeFingerprint(dirs);
        QCOMPARE(noise, first);
        put(dir.filePath(QStringLiteral("a/x.py")), "2"); // same size
        const QString edited = treeFingerprint(dirs);
        QVERIFY(edited != first);
        put(dir.filePath(QStringLiteral("a/y.py")), "");
        QVERIFY(treeFingerprint(dirs) != edited);
        QVERIFY(treeFingerprint({dir.filePath(QStringLiteral("a"))}) != treeFingerprint({dir.filePath(QStringLiteral("b"))}));
    }

    void reasonsAreGiven()
    {
        SessionState state;
        QVERIFY(!state.canUseFunction().ok);
        state.project = Project();
        QVERIFY(!state.canUseFunction().why.isEmpty());
        state.trusted = true;
        FunctionDefinition function;
        function.name = QStringLiteral("f");
        function.runtime = {QStringLiteral("${param:x}"), false, 3};
        state.project->functions = {function};
        QVERIFY(!state.canUseFunction().ok);
        state.function = QStringLiteral("f");
        QVERIFY(state.canUseFunction().why.contains(QLatin1String("${param:x}")));
    }

    void targetHues()
    {
        QCOMPARE(hueOf(QStringLiteral("acme-PROD")), TargetHue::Production);
        QCOMPARE(hueOf(QStringLiteral("preprod")), TargetHue::Stage);
        QCOMPARE(hueOf(QStringLiteral("staging")), TargetHue::Stage);
        QCOMPARE(hueOf(QStringLiteral("alice")), TargetHue::Dev);
    }

    void hexShowsBytes()
    {
        QCOMPARE(hexText(QByteArrayView("AB\0\xff", 4)), QStringLiteral("00000000  41 42 00 ff") + QString(39, u' ') + QStringLiteral("AB..\n"));
        QVERIFY(hexText(QByteArray(40, 'x'), 16).endsWith(QStringLiteral("… +24\n")));
        QVERIFY(hexText({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionParts)
#include "tst_sessionparts.moc"
