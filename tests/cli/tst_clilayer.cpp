// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `lathe layer` on templates of every form: layers are given to functions, ordered, taken away, renamed and removed as edits of the
// user's text; every other byte stays, and the function finds its layers.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestCliLayer : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    struct Ran
    {
        int code = -1;
        QByteArray out, err;
    };
    Ran run(const QString &project, const QString &line) const
    {
        QProcess p;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_dir.filePath(QStringLiteral("cache")));
        p.setProcessEnvironment(environment);
        p.setWorkingDirectory(m_dir.filePath(project));
        p.start(QString::fromUtf8(LATHE_BIN_DIR) + QStringLiteral("/lathe"), line.split(u' ', Qt::SkipEmptyParts));
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
    QByteArray get(const QString &name) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Whether every line of `before` still stands in `after`, in order.
    static bool keepsLines(const QByteArray &before, const QByteArray &after)
    {
        const QList<QByteArray> lines = after.split('\n');
        qsizetype at = 0;
        for (const QByteArray &line : before.split('\n')) {
            at = lines.indexOf(line, at);
            if (at < 0)
                return false;
            ++at;
        }
        return true;
    }

private slots:
    void templates_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("link");
        QTest::newRow("sam") << QStringLiteral("template.yaml") << QByteArray(
            "# comments stay\nAWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Timeout: 10   # seconds\n"
            "Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n"
            "  Other:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n"
            "Outputs:\n  X: {Value: !Ref Hello}\n") << QByteArray("!Ref OneLayer");
        QTest::newRow("serverless") << QStringLiteral("serverless.yml") << QByteArray(
            "service: demo   # a comment\nprovider:\n  name: aws\n  runtime: python3.11\nfunctions:\n  Hello:\n    handler: src/app.handler\n    # keep me\n"
            "  Other:\n    handler: src/app.handler\nplugins:\n  - serverless-offline\n") << QByteArray("{Ref: OneLambdaLayer}");
        QTest::newRow("serverless, CRLF") << QStringLiteral("serverless.yml") << QByteArray(
            "service: demo\r\nprovider:\r\n  name: aws\r\n  runtime: python3.11\r\nfunctions:\r\n  Hello:\r\n    handler: src/app.handler\r\n"
            "  Other:\r\n    handler: src/app.handler\r\n") << QByteArray("{Ref: OneLambdaLayer}");
    }
    void templates()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, link);
        const QString project = QString::fromLatin1(QTest::currentDataTag()).remove(u' ').remove(u',');
        put(project + u'/' + file, text);
        put(project + QStringLiteral("/src/app.py"), "def handler(event, context):\n    import mylib, other\n    return [mylib.X, other.Y]\n");
        put(QStringLiteral("one/mylib/__init__.py"), "X = 1\n"); // a level too high: mended
        put(QStringLiteral("two/python/other/__init__.py"), "Y = 2\n");
        put(QStringLiteral("two/python/mylib/__init__.py"), "X = 9\n");
        const Ran built = run(project, QStringLiteral("layer build ../one --name one --attach Hello"));
        QVERIFY2(built.code == 0, (built.out + built.err).constData());
        QVERIFY(QFileInfo::exists(m_dir.filePath(project + QStringLiteral("/layers/one/python/mylib/__init__.py"))));
        QVERIFY2(get(project + u'/' + file).contains(link), get(project + u'/' + file).constData());
        QCOMPARE(run(project, QStringLiteral("layer build ../two --name two --attach Hello")).code, 0);
        QVERIFY2(keepsLines(text, get(project + u'/' + file)), get(project + u'/' + file).constData());

        // The later layer hides the earlier one's files; the order is the user's.
        QCOMPARE(run(project, QStringLiteral("invoke Hello -q")).out, QByteArray("[9, 2]"));
        QCOMPARE(run(project, QStringLiteral("layer attach Hello two --position 1")).code, 0);
        QCOMPARE(run(project, QStringLiteral("invoke Hello -q")).out, QByteArray("[1, 2]"));
        QVERIFY(keepsLines(text, get(project + u'/' + file)));

        QVERIFY(run(project, QStringLiteral("layer remove two")).code != 0); // still used
        QCOMPARE(run(project, QStringLiteral("layer rename two both")).code, 0);
        QCOMPARE(run(project, QStringLiteral("invoke Hello -q")).out, QByteArray("[1, 2]"));
        QVERIFY(QFileInfo(m_dir.filePath(project + QStringLiteral("/layers/both/python"))).isDir());
        for (const char *line : {"layer detach Hello one", "layer detach Hello both", "layer remove one", "layer remove both"}) {
            const Ran ran = run(project, QString::fromLatin1(line));
            QVERIFY2(ran.code == 0, (QByteArray(line) + '\n' + ran.out + ran.err + get(project + u'/' + file)).constData());
        }
        QVERIFY2(keepsLines(text, get(project + u'/' + file)), get(project + u'/' + file).constData());
        QVERIFY2(!get(project + u'/' + file).contains("LayerVersion") && !get(project + u'/' + file).contains("LambdaLayer"), get(project + u'/' + file).constData());
        const auto list = QJsonDocument::fromJson(run(project, QStringLiteral("layer list --json")).out).object().value(QStringLiteral("layers")).toArray();
        QVERIFY(list.isEmpty());
    }

    void atMostFive()
    {
        put(QStringLiteral("many/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                 "      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n");
        put(QStringLiteral("many/src/app.py"), "def handler(event, context):\n    return 1\n");
        for (int i = 1; i <= 6; ++i) {
            put(QStringLiteral("many/in%1/python/m%1.py").arg(i), "X = 1\n");
            const Ran ran = run(QStringLiteral("many"), QStringLiteral("layer build in%1 --name n%1 --attach Hello").arg(i));
            QVERIFY2((ran.code == 0) == (i <= 5), (ran.out + ran.err).constData());
            if (i == 6)
                QVERIFY2(ran.err.contains("LTH-LYR-020"), ran.err.constData());
        }
    }

    void theOnlyFunctionNeedsNoName()
    {
        put(QStringLiteral("only/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                 "      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n");
        put(QStringLiteral("only/src/app.py"), "def handler(event, context):\n    import m1\n    return m1.X\n");
        for (const char *name : {"1", "2"}) {
            put(QStringLiteral("only/in%1/python/m%1.py").arg(QLatin1String(name)), "X = 1\n");
            QCOMPARE(run(QStringLiteral("only"), QStringLiteral("layer build in%1 --name n%1").arg(QLatin1String(name))).code, 0);
        }
        const Ran both = run(QStringLiteral("only"), QStringLiteral("layer attach n1 n2"));
        QVERIFY2(both.code == 0 && both.out == "n1\nn2\n", (both.out + both.err).constData());
        QCOMPARE(run(QStringLiteral("only"), QStringLiteral("invoke -q")).out, QByteArray("1"));
        QCOMPARE(run(QStringLiteral("only"), QStringLiteral("layer detach n2")).out, QByteArray("n1\n"));
        const Ran typo = run(QStringLiteral("only"), QStringLiteral("layer attach Helo n2"));
        QVERIFY2(typo.code != 0 && typo.err.contains("Helo") && typo.err.contains("Hello"), typo.err.constData());
    }

    /// A layer with libraries for the other processor: a run says why it cannot work here.
    void layersForAnotherProcessorAreTold()
    {
        put(QStringLiteral("other/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        put(QStringLiteral("other/layers/native/python/x.py"), "X = 1\n");
        put(QStringLiteral("other/layers/native.layer.json"), "{\"architectures\": [\"riscv64\"]}");
        const Ran ran = run(QStringLiteral("other"), QStringLiteral("invoke --no-handover"));
        QVERIFY2(ran.code == 0 && ran.err.contains("The layer native is built for riscv64"), ran.err.constData());
    }

    void exportsAndImports()
    {
        put(QStringLiteral("ex/lambda_function.py"), "def lambda_handler(event, context):\n    import mylib\n    return mylib.X\n");
        put(QStringLiteral("ex-in/mylib/__init__.py"), "X = 3\n");
        QCOMPARE(run(QStringLiteral("ex"), QStringLiteral("layer build ../ex-in --name lib")).code, 0);
        QCOMPARE(run(QStringLiteral("ex"), QStringLiteral("layer export lib -o ../lib.zip")).code, 0);
        const QByteArray first = get(QStringLiteral("lib.zip"));
        QCOMPARE(run(QStringLiteral("ex"), QStringLiteral("layer export lib -o ../lib2.zip")).code, 0);
        QCOMPARE(get(QStringLiteral("lib2.zip")), first);
        put(QStringLiteral("im/lambda_function.py"), get(QStringLiteral("ex/lambda_function.py")));
        const Ran imported = run(QStringLiteral("im"), QStringLiteral("layer import ../lib.zip --name lib"));
        QVERIFY2(imported.code == 0, (imported.out + imported.err).constData());
        QCOMPARE(run(QStringLiteral("im"), QStringLiteral("invoke -q")).out, QByteArray("3"));
    }
};

QTEST_GUILESS_MAIN(TestCliLayer)
#include "tst_clilayer.moc"
