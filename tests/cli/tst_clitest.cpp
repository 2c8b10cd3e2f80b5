// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe test` and `lathe events` as CI uses them: the real executable, real interpreters, every template through a function.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

class TestCliTest : public QObject
{
    Q_OBJECT

    struct Ran
    {
        int code = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    QTemporaryDir m_dir;

    Ran run(const QStringList &args, const QByteArray &input = {}) const
    {
        QProcess p;
        p.setWorkingDirectory(m_dir.path());
        p.start(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe"), args);
        p.write(input);
        p.closeWriteChannel();
        const bool ended = p.waitForFinished(100000);
        return {ended && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1, p.readAllStandardOutput(), p.readAllStandardError()};
    }
    void put(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private slots:
    void passesAndFails()
    {
        put(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    print('seen', event.get('n'))\n    if event.get('bad'):\n        raise ValueError('no')\n"
                                                   "    return {'n': event.get('n'), 'who': context.identity.cognito_identity_id if context.identity else None,\n"
                                                   "            'app': context.client_context.custom if context.client_context else None}\n");
        put(QStringLiteral("p/events/good.json"), "{\"n\": 1}");
        put(QStringLiteral("p/events/good.expected.json"), "{\"who\": null, \"n\": 1, \"app\": null}");
        put(QStringLiteral("p/events/ctx.json"), "{\"n\": 2}");
        put(QStringLiteral("p/events/ctx.meta.json"), "{\"clientContext\":{\"custom\":{\"a\":\"b\"}},\"identity\":{\"cognitoIdentityId\":\"me\",\"cognitoIdentityPoolId\":\"pool\"},"
                                                      "\"expect\":{\"response\":[{\"path\":\"$.who\",\"equals\":\"me\"},{\"path\":\"$.app.a\",\"equals\":\"b\"}],\"logContains\":[\"seen 2\"]}}");
        put(QStringLiteral("p/events/raises.json"), "{\"bad\": true}");
        put(QStringLiteral("p/events/raises.meta.json"), "{\"expect\":{\"errorType\":\"ValueError\"}}");
        const Ran all = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("--junit"), QStringLiteral("r.xml")});
        QVERIFY2(all.code == 0, (all.out + all.err).constData());
        QVERIFY(all.err.contains("3 passed, 0 failed"));

        put(QStringLiteral("p/events/wrong.json"), "{\"n\": \"\\u0007 bell\"}");
        put(QStringLiteral("p/events/wrong.expected.json"), "{\"n\": 4, \"who\": null, \"app\": null}");
        const Ran failed = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("--junit"), QStringLiteral("r.xml"), QStringLiteral("--json")});
        QCOMPARE(failed.code, 5);
        QCOMPARE(failed.json().value(QStringLiteral("passed")).toInt(), 3);
        QCOMPARE(failed.json().value(QStringLiteral("failed")).toInt(), 1);
        QFile xml(m_dir.filePath(QStringLiteral("r.xml")));
        QVERIFY(xml.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&xml);
        int cases = 0, failures = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            cases += reader.isStartElement() && reader.name() == u"testcase";
            failures += reader.isStartElement() && reader.name() == u"failure";
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(cases, 4);
        QCOMPARE(failures, 1);

        const Ran one = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("-e"), QStringLiteral("g*d"), QStringLiteral("--json")});
        QCOMPARE(one.json().value(QStringLiteral("results")).toArray().size(), 1);
        QCOMPARE(run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("--update"), QStringLiteral("-e"), QStringLiteral("wrong")}).code, 0);
        QCOMPARE(run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("-e"), QStringLiteral("wrong")}).code, 0);
        put(QStringLiteral("p/events/good.meta.json"), "{\"expect\":{\"colour\":1}}");
        const Ran broken = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p")});
        QCOMPARE(broken.code, 3);
        QVERIFY2(broken.out.contains("good.meta.json:1:21: \"colour\" is no expectation"), broken.out.constData());
        QVERIFY2(broken.err.contains("3 passed, 0 failed, 1 could not run"), broken.err.constData()); // the others ran
        put(QStringLiteral("p/events/good.json"), "{\n  \"n\": }");
        put(QStringLiteral("p/events/good.meta.json"), "{}");
        const Ran invalid = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("--json"), QStringLiteral("--junit"), QStringLiteral("r.xml")});
        QCOMPARE(invalid.code, 3);
        QCOMPARE(invalid.json().value(QStringLiteral("errors")).toInt(), 1);
        QVERIFY2(invalid.out.contains("good.json:2:8: "), invalid.out.constData());
        QFile report(m_dir.filePath(QStringLiteral("r.xml")));
        QVERIFY(report.open(QIODevice::ReadOnly) && report.readAll().contains("<error type=\"CouldNotRun\" message="));
        QCOMPARE(run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("-e"), QStringLiteral("none")}).code, 3);
        QCOMPARE(run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("p"), QStringLiteral("--jobs"), QStringLiteral("0")}).code, 2);
    }

    void runtimesAreThoseThatThereAre()
    {
        put(QStringLiteral("m/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                               "  Py: {Type: AWS::Serverless::Function, Properties: {CodeUri: py, Handler: a.h, Runtime: python3.11}}\n"
                                               "  Js: {Type: AWS::Serverless::Function, Properties: {CodeUri: js, Handler: a.h, Runtime: nodejs22.x}}\n");
        put(QStringLiteral("m/py/a.py"), "def h(event, context):\n    return 1\n");
        put(QStringLiteral("m/js/a.js"), "exports.h = async () => 1;\n");
        put(QStringLiteral("m/events/e.json"), "{}");
        const Ran typo = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("m"), QStringLiteral("--runtimes"), QStringLiteral("python3.11,python3.99")});
        QVERIFY2(typo.code == 2 && typo.err.contains("python3.99"), typo.err.constData());
        const Ran only = run({QStringLiteral("test"), QStringLiteral("-C"), QStringLiteral("m"), QStringLiteral("--runtimes"), QStringLiteral("python3.11"), QStringLiteral("--json")});
        QVERIFY2(only.code == 0 && only.json().value(QStringLiteral("passed")).toInt() == 1 && only.err.contains("Js is left out"), (only.out + only.err).constData());
        const bool missing = QStandardPaths::findExecutable(QStringLiteral("python3.14")).isEmpty() && QStandardPaths::findExecutable(QStringLiteral("python3.15")).isEmpty(); // as on Debian 12
        const Ran standIn = run({QStringLiteral("test"), QStringLiteral("Py"), QStringLiteral("-C"), QStringLiteral("m"), QStringLiteral("--runtimes"), QStringLiteral("python3.14,python3.15")});
        QVERIFY2(standIn.code == 0 && (standIn.err.contains("stands in for it") || !missing), (standIn.out + standIn.err).constData());
    }

    /// Every template goes through a Python and a Node.js function unchanged.
    void everyTemplateReachesAFunction_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("python") << QStringLiteral("lambda_function.py") << QByteArray("def lambda_handler(event, context):\n    return event\n");
        QTest::newRow("node") << QStringLiteral("index.js") << QByteArray("exports.handler = async (event) => event;\n");
    }
    void everyTemplateReachesAFunction()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, code);
        const QString project = QString::fromLatin1(QTest::currentDataTag());
        put(project + u'/' + file, code);
        const QDir templates(QStringLiteral(LATHE_SOURCE_DIR "/resources/events"));
        int count = 0;
        for (const QString &name : templates.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            if (QStringList{QStringLiteral("index.json"), QStringLiteral("parameters.json"), QStringLiteral("envelopes.json")}.contains(name))
                continue;
            QFile event(templates.filePath(name));
            QVERIFY(event.open(QIODevice::ReadOnly));
            const QByteArray bytes = event.readAll();
            put(project + QStringLiteral("/events/") + name, bytes);
            put(project + QStringLiteral("/events/") + name.chopped(5) + QStringLiteral(".expected.json"), bytes);
            ++count;
        }
        const Ran all = run({QStringLiteral("test"), QStringLiteral("-C"), project, QStringLiteral("--json")});
        QVERIFY2(all.code == 0, (all.out.right(2000) + all.err.right(2000)).constData());
        QCOMPARE(all.json().value(QStringLiteral("passed")).toInt(), count);
    }

    void makesEvents()
    {
        QVERIFY(QDir().mkpath(m_dir.filePath(QStringLiteral("e"))));
        const Ran made = run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("s3-put"), QStringLiteral("up"), QStringLiteral("--set"), QStringLiteral("bucket=photos,key=a b.jpg"), QStringLiteral("-C"), QStringLiteral("e")});
        QVERIFY2(made.code == 0, made.err.constData());
        QFile file(m_dir.filePath(QStringLiteral("e/events/up.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("\"key\": \"a+b.jpg\"") && bytes.contains("arn:aws:s3:::photos"));
        QCOMPARE(run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("s3-put"), QStringLiteral("up"), QStringLiteral("-C"), QStringLiteral("e")}).code, 3);
        QCOMPARE(run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("sqs"), QStringLiteral("up"), QStringLiteral("-C"), QStringLiteral("e"), QStringLiteral("--force")}).code, 0);
        const Ran commas = run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("sqs"), QStringLiteral("--print"), QStringLiteral("--set"), QStringLiteral("message=Hello, Kim\\,x=1 C:\\\\a,queue=mine")});
        QVERIFY2(commas.code == 0 && commas.out.contains("\"body\": \"Hello, Kim,x=1 C:\\\\a\"") && commas.out.contains(":mine\""), (commas.out + commas.err).constData());
        const Ran own = run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("-"), QStringLiteral("--in"), QStringLiteral("sqs"), QStringLiteral("--print")}, "{\"id\": 1.0}");
        QVERIFY2(own.code == 0 && own.out.contains("{\\\"id\\\":1.0}"), (own.out + own.err).constData());
        QCOMPARE(run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("pigeon")}).code, 2);
        QCOMPARE(run({QStringLiteral("events"), QStringLiteral("new"), QStringLiteral("sqs"), QStringLiteral("--print"), QStringLiteral("--set"), QStringLiteral("x=1")}).code, 2);
        const Ran table = run({QStringLiteral("events"), QStringLiteral("templates"), QStringLiteral("--json")});
        QVERIFY(table.json().value(QStringLiteral("templates")).toArray().size() >= 100);
    }
};

QTEST_GUILESS_MAIN(TestCliTest)
#include "tst_clitest.moc"
