// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project.h"
#include "session/editing/parsererrors.h"
#include "session/editing/quickfix.h"
#include "session/editing/scriptbrackets.h"
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
        QTest::newRow("toml") << "samconfig.toml" << QByteArray("version = 0.1\n[default]\n가 = 1\n") << 3 << 1;
        QTest::newRow("toml list") << "a.toml" << QByteArray("b = [1, 2\nc = 3\n") << 2 << 1;
        QTest::newRow("toml good") << "a.toml" << QByteArray("version = 0.1\n[default.deploy.parameters]\nstack_name = \"a\"\nd = 1979-05-27T07:32:00Z\n[[x]]\ny = {z = 1}\n") << 0 << 0;
        QTest::newRow("toml bomb") << "a.toml" << "a = " + QByteArray(200000, '[') << 0 << 0;
        QTest::newRow("typescript") << "a.ts" << QByteArray("type A = { b: string };\nexport const f = (a: A) => { return a.b; ;\n") << -1 << -1;
        QTest::newRow("typescript good") << "a.ts" << QByteArray("enum E { A = 1 }\nexport const f = async <T,>(a: T, e: E = E.A): Promise<T> => { return a!; };\n") << 0 << 0;
        QTest::newRow("tsx good") << "a.tsx" << QByteArray("export const f = () => <p>Don't {`x`}</p>;\n") << 0 << 0;
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
        f.write(file, file.endsWith(QStringLiteral("json")) ? "{}" : file.endsWith(QStringLiteral("toml")) ? "a = 1\n" : file.endsWith(QStringLiteral("yaml")) ? "a: 1\n" : "\n");
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

    void typeScriptIsReadByTheProjectsOwnCompiler()
    {
        // A stand-in with the parser's interface: which package is installed is no matter of this test.
        Folder f;
        f.write(QStringLiteral("node_modules/typescript/lib/typescript.js"),
            "exports.ScriptKind = { TSX: 4, TS: 3 }; exports.ScriptTarget = { Latest: 99 }; exports.flattenDiagnosticMessageText = (m) => m;\n"
            "exports.createSourceFile = (name, text, target, parents, kind) => {\n"
            "  const start = text.indexOf('WRONG');\n"
            "  const starts = [0, text.indexOf('\\n') + 1];\n"
            "  return { getLineStarts: () => starts, getLineAndCharacterOfPosition: (p) => ({ line: p >= starts[1] ? 1 : 0 }),\n"
            "    parseDiagnostics: start < 0 ? [] : [{ start, messageText: 'kind ' + kind + ' of ' + name }] };\n"
            "};\n");
        const QString path = f.write(QStringLiteral("src/a.tsx"), "const a = 1;\n/* \xea\xb0\x80 \xf0\x9f\x98\x80 */ WRONG ) it's\n");
        QVERIFY(f.open());
        SourceChecker checker(f.state);
        QList<Diagnostic> found = checked(checker, path);
        QCOMPARE(found.size(), 1);
        QCOMPARE(std::pair(found[0].line, found[0].column), std::pair(2, 11));
        QVERIFY2(found[0].text.startsWith(QStringLiteral("TypeScript cannot read this: kind 4 of ")), qPrintable(found[0].text));
        // Not in a folder that is not trusted: there brackets are counted.
        f.state.trusted = false;
        found = checked(checker, path);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].id, QStringLiteral("LTH-SYN-003"));
        // A package that has no such parser answers nothing, and the next reader is asked.
        f.state.trusted = true;
        f.write(QStringLiteral("node_modules/typescript/lib/typescript.js"), "module.exports = {};\n");
        found = checked(checker, path);
        QCOMPARE(found.size(), 1);
        // Nor is a package taken that is a link out of the folder.
        QVERIFY(QDir(f.root + QStringLiteral("/node_modules/typescript")).removeRecursively());
        QDir().mkpath(f.dir.filePath(QStringLiteral("outside/lib")));
        QFile outside(f.dir.filePath(QStringLiteral("outside/lib/typescript.js")));
        QVERIFY(outside.open(QIODevice::WriteOnly) && outside.write("console.log('LATHE\\t1\\t1\\tran'); console.log('LATHE-ANSWERED'); process.exit(0);\n") > 0);
        outside.close();
        QVERIFY(QFile::link(f.dir.filePath(QStringLiteral("outside")), f.root + QStringLiteral("/node_modules/typescript")));
        found = checked(checker, path);
        QVERIFY(found.isEmpty() || !found[0].text.contains(QStringLiteral("ran")));
    }

    void nodesOwnParserIsRead()
    {
        const auto found = typeScriptErrors("LATHE\t3\t0\tExpected ';'\nLATHE-ANSWERED\n", QStringLiteral("/p/a.ts"), QStringLiteral("Node.js 22"));
        QVERIFY(found && found->size() == 1);
        QCOMPARE(found->first().line, 3);
        QVERIFY(!typeScriptErrors("TypeError: strip is not a function\n", QStringLiteral("/p/a.ts"), QStringLiteral("Node.js 20")));
        QVERIFY(typeScriptErrors("LATHE-ANSWERED\n", QStringLiteral("/p/a.ts"), QStringLiteral("Node.js 22"))->isEmpty());
    }

    void bracketsAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line"); ///< 0: nothing is told.
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("jsx");
        const auto row = [](const char *name, const char *text, int line, int column, bool jsx = false) { QTest::newRow(name) << QString::fromUtf8(text) << line << column << jsx; };
        row("closed wrongly", "f(\n  [1, 2)\n)", 2, 8);
        row("closes nothing", "f();\n}", 2, 1);
        row("never closed", "function f() {\n  if (x) {\n}\n", 1, 14);
        row("characters", "/* \xf0\x9f\x98\x80 */ )", 1, 9);
        row("string", "const a = 'x;\nconst b = 1;", 1, 11);
        row("string goes on", "const a = 'x\\\n y'; const b = \"x\\\r\ny\";", 0, 0);
        row("comment", "a;\n/* b", 2, 1);
        row("template", "const a = `x ${ {b: `${c}`}.b } } ' \" (`;", 0, 0);
        row("template open", "const a = `x\n${b}", 1, 11);
        row("template brace", "const a = `x ${ (b } y`;", 1, 20);
        row("regular expression", "const a = /[/'(]/.test(b) || /\\/\"/.exec(c);", 0, 0);
        row("after return", "return /['\"({]/.test(x)", 0, 0);
        row("division", "const a = (b + c) / 2 * d;\nf(')", 2, 3);
        row("unsure", "if (x) /['(]/.test(y);\n)", 0, 0);
        row("unsure member", "x.of / 2; y = '/(';\n", 0, 0);
        row("increment", "a++ / 2; b = '/)'", 0, 0);
        row("not null", "a! / 2; b = '/)'", 0, 0);
        row("assertion", "const a = <any>b; const f = <T>(x: T) => x;\n)", 2, 1);
        row("generics", "const a: Map<string, Array<number>> = new Map<string, Array<number>>();", 0, 0);
        row("decorator", "@Injectable()\nclass A { #b = 1; @Input() c!: string; }", 0, 0);
        row("hash bang", "#!/usr/bin/env -S node 'x\nconst a = 1;", 0, 0);
        row("jsx", "const a = <p>Don't ( do</p>;", 0, 0, true);
        row("jsx before", "f(]; const a = <p>Don't</p>;", 1, 3, true);
        row("jsx returned", "return <p>it's</p>", 0, 0, true);
        row("jsx arrow", "const f = () => <p>it's</p>", 0, 0, true);
        row("jsx condition", "return (a && <p>it's</p>)", 0, 0, true);
        row("less", "if (a < b && c > d) { f('x') }", 0, 0, true);
        row("hangul", "const \xea\xb0\x80 = '\xeb\x82\x98'; {", 1, 16);
    }
    void bracketsAlone()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(bool, jsx);
        const QList<Diagnostic> found = bracketErrors(text, jsx ? QStringLiteral("/p/a.tsx") : QStringLiteral("/p/a.ts"));
        QVERIFY2(found.size() == (line > 0 ? 1 : 0), qPrintable(found.isEmpty() ? QStringLiteral("nothing") : found[0].text));
        if (line > 0)
            QCOMPARE(std::pair(found[0].line, found[0].column), std::pair(line, column));
    }

    void rubyErrorsAreRead()
    {
        const QList<Diagnostic> found = parserErrors(RuntimeFamily::Ruby, "/var/task/source.rb:3: syntax error, unexpected end-of-input\n", QStringLiteral("/p/a.rb"), QStringLiteral("Ruby 3.1"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].line, 3);
        QVERIFY(found[0].text.contains(QStringLiteral("unexpected end-of-input")));
        QVERIFY(parserErrors(RuntimeFamily::Ruby, "Syntax OK\n", QStringLiteral("/p/a.rb"), QStringLiteral("Ruby 3.1")).isEmpty());
    }

    void valuesKeysAndTabsAndTheirFixes()
    {
        Folder f;
        const QString sam = f.write(QStringLiteral("template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                                                    "      CodeUri: .\n      Handler: app.handler\n      Runtime: python3.13\n      MemorySize: 99999 # MB\n      Timeout: 0\n"
                                                                    "      Arhitectures: [arm64]\n      Metadata: {a: 1}\n");
        f.write(QStringLiteral("app.py"), "def handler(event, context):\n    return 1\n");
        QVERIFY(f.open());
        QString text = f.read(sam);
        const auto fixOf = [&f](const char *id, int line) {
            for (const Diagnostic &one : f.state.project->diagnostics)
                if (one.id == QLatin1String(id) && one.line == line)
                    return f.fixes(one);
            return QList<QuickFix>();
        };
        const auto applies = [&](const char *id, int line, const char *before, const char *after) {
            const QList<QuickFix> fixes = fixOf(id, line);
            return fixes.size() == 1 && applied(text, fixes[0].edits) == QString(text).replace(QString::fromLatin1(before), QString::fromLatin1(after));
        };
        QVERIFY(applies("LTH-PRJ-020", 9, "99999", "10240"));
        QVERIFY(applies("LTH-PRJ-020", 10, "Timeout: 0", "Timeout: 1"));
        QVERIFY(applies("LTH-PRJ-046", 11, "Arhitectures", "Architectures"));
        QVERIFY(fixOf("LTH-PRJ-046", 12).isEmpty()); // like none that is known
        // Tabs, and only those that stand before a first word around the place.
        Folder g;
        text = QStringLiteral("a:\n  - |\n    x\n    \ty\nResources:\n\tHello:\n\t\tType: X\n  \tB: 1\n");
        const QString broken = g.write(QStringLiteral("template.yaml"), text.toUtf8());
        QVERIFY(g.open());
        QCOMPARE(g.state.project->diagnostics.value(0).id, QStringLiteral("LTH-PRJ-002"));
        const QList<QuickFix> fixes = g.fixes(g.state.project->diagnostics[0]);
        QCOMPARE(fixes.size(), 1);
        QCOMPARE(applied(text, fixes[0].edits), QStringLiteral("a:\n  - |\n    x\n    \ty\nResources:\n  Hello:\n    Type: X\n    B: 1\n"));
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
