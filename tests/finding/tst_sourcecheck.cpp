// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project.h"
#include "session/editing/parsererrors.h"
#include "session/editing/quickfix.h"
#include "session/editing/sourcechecker.h"
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// Real interpreters in real sandboxes look at real files.
class TestSourceCheck : public QObject
{
    Q_OBJECT

    struct Folder
    {
        QTemporaryDir dir;
        SessionState state;
        QString root = dir.filePath(QStringLiteral("p"));
        QString write(const QString &name, const QByteArray &bytes)
        {
            const QString path = root + u'/' + name;
            QDir().mkpath(path.left(path.lastIndexOf(u'/')));
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
        }
        bool open(bool trusted = true)
        {
            QDir().mkpath(root);
            auto project = readProject(root, {});
            if (project)
                state.project = *project;
            state.trusted = trusted;
            state.capabilities = probeSandbox();
            state.workDir = dir.filePath(QStringLiteral("work"));
            return project.has_value();
        }
        QString read(const QString &path)
        {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        }
        /// What quick fixes there are, and the file's text after the one of this title.
        QStringList titles(const Diagnostic &diagnostic)
        {
            QStringList list;
            for (const QuickFix &fix : fixes(diagnostic))
                list << fix.title;
            return list;
        }
        QList<QuickFix> fixes(const Diagnostic &diagnostic)
        {
            return quickFixes(diagnostic, *state.project, [this](const QString &file) { return std::optional(read(file)); });
        }
    };
    static QList<Diagnostic> checked(SourceChecker &checker, const QString &path)
    {
        checker.check(path);
        (void)QTest::qWaitFor([&] { return !checker.isBusy(); }, 30000);
        return checker.diagnostics();
    }

private slots:
    void errors_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line"); ///< 0: no error.
        QTest::addColumn<int>("column");
        QTest::newRow("python") << "a.py" << QByteArray("x = 1\ndef f(:\n    pass\n") << 2 << 7;
        QTest::newRow("python outside") << "a.py" << QByteArray("# 가\nreturn 1\n") << 2 << 1;
        QTest::newRow("python good") << "a.py" << QByteArray("import no_such_module\nopen('/tmp/ran', 'w')\n") << 0 << 0;
        QTest::newRow("node") << "a.js" << QByteArray("const a = 1;\nfoo(;\n") << 2 << 5;
        QTest::newRow("node module") << "a.mjs" << QByteArray("import x from 'y';\nexport const a = ;\n") << 2 << 18;
        QTest::newRow("node good") << "a.mjs" << QByteArray("import x from 'y';\nawait x();\n") << 0 << 0;
        QTest::newRow("node script good") << "a.js" << QByteArray("exports.handler = async () => { return 1; };\n") << 0 << 0;
        QTest::newRow("json") << "a.json" << QByteArray("{\n  \"a\": 1,,\n}") << 2 << -1;
        QTest::newRow("json good") << "a.json" << QByteArray("{\"a\": 1}") << 0 << 0;
        QTest::newRow("yaml") << "a.yaml" << QByteArray("a: 1\nb: [1, 2\nc: 3\n") << -1 << -1;
        QTest::newRow("yaml good") << "a.yaml" << QByteArray("a: 1\n") << 0 << 0;
        QTest::newRow("text") << "a.txt" << QByteArray("def f(:") << 0 << 0;
    }
    void errors()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        Folder f;
        const QString path = f.write(file, text);
        f.write(QStringLiteral("other.txt"), "x");
        QVERIFY(f.open());
        SourceChecker checker(f.state);
        const QList<Diagnostic> found = checked(checker, path);
        if (line == 0) {
            QVERIFY2(found.isEmpty(), qPrintable(found.value(0).text));
            return;
        }
        QVERIFY(!found.isEmpty());
        QCOMPARE(found[0].file, path);
        QVERIFY(found[0].severity == Severity::Error);
        QVERIFY(line < 0 || found[0].line == line);
        QVERIFY2(column < 0 || found[0].column == column, qPrintable(QStringLiteral("%1: %2").arg(found[0].column).arg(found[0].text)));
        // Mended and saved again, it is gone.
        f.write(file, file.endsWith(QStringLiteral("json")) ? "{}" : file.endsWith(QStringLiteral("yaml")) ? "a: 1\n" : "\n");
        QVERIFY(checked(checker, path).isEmpty());
    }

    void jsFilesAreWhatTheirPackageSays()
    {
        Folder f;
        f.write(QStringLiteral("package.json"), "{\"type\": \"module\"}");
        const QString path = f.write(QStringLiteral("src/a.js"), "import x from 'y';\nexport const a = await x();\n");
        QVERIFY(f.open());
        SourceChecker checker(f.state);
        QVERIFY2(checked(checker, path).isEmpty(), qPrintable(checker.diagnostics().value(0).text));
        f.write(QStringLiteral("package.json"), "{}");
        QVERIFY(!checked(checker, path).isEmpty());
    }

    void nothingRunsWithoutTrust()
    {
        Folder f;
        const QString path = f.write(QStringLiteral("a.py"), "def f(:\n");
        const QString json = f.write(QStringLiteral("a.json"), "{,}");
        QVERIFY(f.open(false));
        SourceChecker checker(f.state);
        QVERIFY(checked(checker, path).isEmpty());
        QCOMPARE(checked(checker, json).size(), 1); // Lathe reads JSON itself
        checker.clear();
        QVERIFY(checker.diagnostics().isEmpty());
        // Files of elsewhere are none of the project.
        QVERIFY(checked(checker, QStringLiteral("/etc/hostname")).isEmpty());
    }

    void rubyErrorsAreRead()
    {
        const QList<Diagnostic> found = parserErrors(RuntimeFamily::Ruby, "/var/task/source.rb:3: syntax error, unexpected end-of-input\n", QStringLiteral("/p/a.rb"), QStringLiteral("Ruby 3.1"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].line, 3);
        QVERIFY(found[0].text.contains(QStringLiteral("unexpected end-of-input")));
        QVERIFY(parserErrors(RuntimeFamily::Ruby, "Syntax OK\n", QStringLiteral("/p/a.rb"), QStringLiteral("Ruby 3.1")).isEmpty());
    }

    void handlersThatAreNotThereAndTheirFixes()
    {
        Folder f;
        const QString sam = f.write(QStringLiteral("template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                                    "      CodeUri: src/\n      Handler: app.lambda_handlr # mine\n      Runtime: python3.11\n");
        const QString app = f.write(QStringLiteral("src/app.py"), "def other():\n    pass\n\n\ndef lambda_handler(event, context):\n    return {\n        \"StatusCode\": 200\n    }\n");
        QVERIFY(f.open());
        SourceChecker checker(f.state);
        checker.checkHandlers();
        QTRY_COMPARE(checker.diagnostics().size(), 1);
        const Diagnostic told = checker.diagnostics().first();
        QCOMPARE(told.id, QStringLiteral("LTH-LINT-002"));
        QCOMPARE(std::pair(told.file, told.line), std::pair(sam, 7));
        const QList<QuickFix> fixes = f.fixes(told);
        QCOMPARE(fixes.size(), 3);
        QCOMPARE(applied(f.read(sam), fixes[0].edits).section(u'\n', 6, 6), QStringLiteral("      Handler: app.lambda_handler # mine"));
        QCOMPARE(fixes[2].file, app);
        QVERIFY(applied(f.read(app), fixes[2].edits).contains(QStringLiteral("def lambda_handlr(event")));
        // The answer's key.
        Diagnostic lint;
        for (const Diagnostic &one : f.state.project->diagnostics)
            if (one.id == QStringLiteral("LTH-LINT-001"))
                lint = one;
        QCOMPARE(f.titles(lint), QStringList{QStringLiteral("Write statusCode")});
        QCOMPARE(applied(f.read(app), f.fixes(lint)[0].edits), f.read(app).replace(QStringLiteral("StatusCode"), QStringLiteral("statusCode")));
        // A text that is no longer what it was gets no edit.
        f.write(QStringLiteral("src/app.py"), "nothing\n");
        QVERIFY(f.fixes(lint).isEmpty());
    }

    void runtimesAreAddedAndChanged()
    {
        Folder f;
        const QString sam = f.write(QStringLiteral("template.yaml"), "Transform: AWS::Serverless-2016-10-31\r\nResources:\r\n  Old:\r\n    Type: AWS::Serverless::Function\r\n    Properties:\r\n"
                                                                    "      Handler: app.handler\r\n      Runtime: python2.7\r\n  New:\r\n    Type: AWS::Serverless::Function\r\n    Properties:\r\n      Handler: app.handler\r\n");
        f.write(QStringLiteral("app.py"), "def handler(event, context):\n    pass\n");
        QVERIFY(f.open());
        QStringList texts;
        for (const Diagnostic &one : f.state.project->diagnostics)
            for (const QuickFix &fix : f.fixes(one))
                texts << applied(f.read(sam), fix.edits);
        QCOMPARE(texts.size(), 2);
        texts.sort();
        const QString newest = defaultRuntime(RuntimeFamily::Python);
        QVERIFY(std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return text == f.read(sam).replace(QStringLiteral("python2.7"), newest); }));
        QVERIFY(std::any_of(texts.begin(), texts.end(), [&](const QString &text) {
            return text.contains(QStringLiteral("    Properties:\r\n      Runtime: %1\r\n      Handler: app.handler\r\n").arg(newest));
        }));
    }
};

QTEST_GUILESS_MAIN(TestSourceCheck)
#include "tst_sourcecheck.moc"
