// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project.h"
#include "project/samples.h"
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// Every sample: complete, understood by the project reader without a complaint, and its functions give the expected answers.
class TestSamples : public QObject
{
    Q_OBJECT

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Runs the program and gives its standard output.
    static QByteArray run(const QString &program, const QStringList &arguments, const QString &dir, bool *ok)
    {
        QProcess process;
        process.setWorkingDirectory(dir);
        process.start(program, arguments);
        *ok = process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        return *ok ? process.readAllStandardOutput() : process.readAllStandardError();
    }

    static QStringList eventsWithAnswers(const QString &root)
    {
        QStringList names;
        for (const QString &name : QDir(root + QStringLiteral("/events")).entryList({QStringLiteral("*.expected.json")}, QDir::Files, QDir::Name))
            names << name.chopped(14);
        return names;
    }

    /// Calls the handler on each event and compares the answers as JSON values.
    static void checkAnswers(const QString &root, const FunctionDefinition &f)
    {
        static const QString python = QStringLiteral("import sys, json, importlib\nsys.path.insert(0, sys.argv[1])\nsys.dont_write_bytecode = True\nm, n = sys.argv[2].rsplit('.', 1)\n"
                                                     "print(json.dumps(getattr(importlib.import_module(m), n)(json.load(open(sys.argv[3])), None)))\n");
        static const QString node = QStringLiteral("const [dir, file, event] = process.argv.slice(1); console.log = () => {};\n"
                                                   "import(file).then(m => m.handler(JSON.parse(require('fs').readFileSync(event)), {})).then(r => process.stdout.write(JSON.stringify(r)));\n");
        static const QString ruby = QStringLiteral("require 'json'\n$stdout.reopen('/dev/null') if (real = $stdout.dup)\nrequire File.join(ARGV[0], ARGV[1].split('.').first)\n"
                                                   "context = Struct.new(:aws_request_id).new('id')\nreal.write(JSON.generate(send(ARGV[1].split('.').last, event: JSON.parse(File.read(ARGV[2])), context: context)))\n");
        const QStringList names = eventsWithAnswers(root);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            const QString event = root + QStringLiteral("/events/") + name + QStringLiteral(".json");
            bool ok = false;
            const bool isPython = f.runtime.text.startsWith(QStringLiteral("python")), isRuby = f.runtime.text.startsWith(QStringLiteral("ruby"));
            const QByteArray out = isPython ? run(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), python, f.codeDir, f.handler.text, event}, f.codeDir, &ok)
                : isRuby ? run(QStringLiteral("ruby"), {QStringLiteral("-EUTF-8"), QStringLiteral("-e"), ruby, f.codeDir, f.handler.text, event}, f.codeDir, &ok)
                                            : run(QStringLiteral("node"), {QStringLiteral("-e"), node, f.codeDir, f.handlerFile, event}, f.codeDir, &ok);
            QVERIFY2(ok, out.constData());
            const QJsonDocument actual = QJsonDocument::fromJson(out), expected = QJsonDocument::fromJson(content(event.chopped(5) + QStringLiteral(".expected.json")));
            QVERIFY(!expected.isNull());
            QVERIFY2(actual == expected, (name.toUtf8() + ": " + out).constData());
        }
    }

private slots:
    void list()
    {
        QStringList ids;
        for (const SampleInfo &sample : sampleList(QStringLiteral("en_US"))) {
            ids << sample.id;
            QVERIFY2(!sample.title.isEmpty() && !sample.description.isEmpty() && !sample.runtime.isEmpty(), qPrintable(sample.id));
            for (const QString &package : sample.npmPackages)
                QVERIFY2(package.contains(QRegularExpression(QStringLiteral("^[a-z@/-]+@\\d+\\.\\d+\\.\\d+$"))), qPrintable(package));
            QCOMPARE(sample.npmPackages.isEmpty(), sample.layer.isEmpty());
        }
        QCOMPARE(ids, (QStringList{QStringLiteral("hello-python"), QStringLiteral("hello-node"), QStringLiteral("hello-ruby"), QStringLiteral("hello-java"), QStringLiteral("hello-provided"), QStringLiteral("rest-backend"), QStringLiteral("thumbnail"), QStringLiteral("crawler")}));
        for (const SampleInfo &sample : sampleList(QStringLiteral("ko_KR")))
            QVERIFY2(sample.description.contains(QRegularExpression(QStringLiteral("[가-힣]"))), qPrintable(sample.id));
        QCOMPARE(sampleList(QStringLiteral("fr")).first().title, sampleList(QStringLiteral("en")).first().title);
    }

    void copies_data()
    {
        QTest::addColumn<QString>("id");
        for (const SampleInfo &sample : sampleList(QStringLiteral("en")))
            QTest::newRow(qPrintable(sample.id)) << sample.id;
    }

    void copies()
    {
        QFETCH(QString, id);
        QTemporaryDir dir;
        const QString root = dir.filePath(QStringLiteral("a/b"));
        const Result<SampleInfo> copied = copySample(id, root);
        LATHE_VERIFY_RESULT(copied);
        QVERIFY(!QFile::exists(root + QStringLiteral("/sample.json")));
        const int lines = int(content(root + QStringLiteral("/README.md")).count('\n'));
        QVERIFY2(lines >= 8 && lines <= 14, qPrintable(QString::number(lines)));
        ProjectContext context;
        context.today = QDate(2026, 11, 22);
        const Result<Project> project = readProject(root, context);
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), 1);
        for (const Diagnostic &d : project->diagnostics)
            QFAIL(qPrintable(d.text));
        QVERIFY(!project->functions.first().handlerFile.isEmpty());
        QVERIFY(!eventsWithAnswers(root).isEmpty());
        for (const QString &name : eventsWithAnswers(root))
            QVERIFY2(QFile::exists(root + QStringLiteral("/events/") + name + QStringLiteral(".json")), qPrintable(name));
        // Only those files are programs that the sample says are, whatever the permissions of its source were.
        QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo file(files.next());
            QCOMPARE(file.isExecutable(), file.fileName() == u"bootstrap");
            QVERIFY(file.isWritable());
        }
        const Result<SampleInfo> again = copySample(id, root);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    }

    void refusals()
    {
        QTemporaryDir dir;
        for (const char *id : {"", "nothing", "..", "../samples/hello-python", "/etc", "."}) {
            const Result<SampleInfo> copied = copySample(QString::fromLatin1(id), dir.filePath(QStringLiteral("x")));
            QVERIFY2(!copied, id);
            QCOMPARE(copied.error().code, ErrorCode::NotFound);
            QVERIFY(copied.error().text.contains(QStringLiteral("hello-python")));
        }
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("x"))));
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!copySample(QStringLiteral("hello-python"), file.fileName()));
        QDir(dir.path()).mkdir(QStringLiteral("hidden"));
        QFile hidden(dir.filePath(QStringLiteral("hidden/.keep")));
        QVERIFY(hidden.open(QIODevice::WriteOnly));
        QVERIFY(!copySample(QStringLiteral("hello-python"), dir.filePath(QStringLiteral("hidden"))));
        LATHE_VERIFY_RESULT(copySample(QStringLiteral("hello-python"), QDir(dir.path()).mkdir(QStringLiteral("empty")) ? dir.filePath(QStringLiteral("empty")) : QString()));
    }

    void npmArguments()
    {
        for (const SampleInfo &sample : sampleList(QStringLiteral("en"))) {
            const QStringList args = npmInstallArgs(sample, QStringLiteral("/p"));
            QCOMPARE(args.isEmpty(), sample.npmPackages.isEmpty());
            if (args.isEmpty())
                continue;
            QVERIFY(args.contains(QStringLiteral("--ignore-scripts")));
            QCOMPARE(args.at(args.indexOf(QStringLiteral("--prefix")) + 1), QStringLiteral("/p/layers/imaging/nodejs"));
            QVERIFY(args.endsWith(sample.npmPackages.last()));
        }
    }

    void answers_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"hello-python", "hello-node", "rest-backend", "crawler"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }

    void answers()
    {
        QFETCH(QString, id);
        QTemporaryDir dir;
        LATHE_VERIFY_RESULT(copySample(id, dir.path()));
        const Result<Project> project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        checkAnswers(dir.path(), project->functions.first());
    }

    void bootstrapTalksToTheRuntimeApi()
    {
        QTemporaryDir dir;
        LATHE_VERIFY_RESULT(copySample(QStringLiteral("hello-provided"), dir.path()));
        QStringList waiting = eventsWithAnswers(dir.path()) << QStringLiteral("bad-name");
        const qsizetype total = waiting.size();
        QMap<QString, std::pair<QString, QByteArray>> answers; // event -> (response or error, body)
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->setParent(&server);
            connect(socket, &QTcpSocket::readyRead, socket, [&, socket, buffer = QByteArray()]() mutable {
                buffer += socket->readAll();
                const qsizetype end = buffer.indexOf("\r\n\r\n");
                const auto length = QRegularExpression(QStringLiteral("Content-Length: (\\d+)")).match(QString::fromUtf8(buffer)).captured(1).toLongLong();
                if (end < 0 || buffer.size() < end + 4 + length)
                    return;
                const QStringList path = QString::fromUtf8(buffer.left(buffer.indexOf('\r'))).section(u' ', 1, 1).split(u'/');
                if (path.last() == u"next") {
                    if (waiting.isEmpty())
                        return; // it waits, as it does on Lambda
                    const QString event = waiting.takeFirst();
                    const QByteArray body = content(dir.filePath(QStringLiteral("events/") + event + QStringLiteral(".json")));
                    socket->write("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: " + event.toUtf8() + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                } else {
                    answers[path.at(path.size() - 2)] = {path.last(), buffer.mid(end + 4)};
                    socket->write("HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                }
                socket->disconnectFromHost();
            });
        });
        QProcess bootstrap;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("TMPDIR"), dir.path());
        environment.insert(QStringLiteral("AWS_LAMBDA_RUNTIME_API"), QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
        bootstrap.setProcessEnvironment(environment);
        bootstrap.start(dir.filePath(QStringLiteral("bootstrap")));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), total, 20'000);
        bootstrap.kill();
        bootstrap.waitForFinished();
        for (auto it = answers.begin(); it != answers.end(); ++it) {
            QCOMPARE(it->first, it.key() == u"bad-name" ? QStringLiteral("error") : QStringLiteral("response"));
            if (it.key() != u"bad-name")
                QCOMPARE(QJsonDocument::fromJson(it->second), QJsonDocument::fromJson(content(dir.filePath(QStringLiteral("events/") + it.key() + QStringLiteral(".expected.json")))));
        }
    }
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
