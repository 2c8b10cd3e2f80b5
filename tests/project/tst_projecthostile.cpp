// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/checks.h"
#include "project/templateparser.h"
#include "project/templatereaders.h"
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <time.h>

using namespace lathe;

/// Processor time of this thread: other load on the machine must not fail a test.
class CpuClock
{
public:
    CpuClock() { start(); }
    void start() { m_begin = now(); }
    qint64 elapsed() const { return now() - m_begin; }

private:
    static qint64 now()
    {
        timespec t = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return qint64(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
    }
    qint64 m_begin = 0;
};

/// Templates that were made to hurt: no crash, no hang, always a diagnostic where something is wrong.
class TestProjectHostile : public QObject
{
    Q_OBJECT

    /// Everything that reading does with a template's bytes, without a disk.
    static Project readBytes(const QByteArray &bytes, bool json = false)
    {
        DiagnosticSink sink;
        const QString file = QStringLiteral("/nowhere/shop/template");
        const Node document = json ? parseJson(bytes, file, sink) : parseYaml(bytes, file, sink);
        Project project;
        project.root = QStringLiteral("/nowhere/shop");
        project.templateFile = file;
        project.name = QStringLiteral("shop");
        if (!document.isAbsent()) {
            readServerless(project, document, {}, sink);
            readSam(project, document, {}, sink);
            checkFunctions(project, QDate(2026, 11, 22), sink);
        }
        project.diagnostics = sink.all();
        return project;
    }

    static QStringList ids(const Project &project)
    {
        QStringList all;
        for (const Diagnostic &d : project.diagnostics)
            all << d.id;
        return all;
    }

    static QByteArray repeated(const char *text, int times) { return QByteArray(text).repeated(times); }

    static QByteArray aliasBomb(int levels, int width)
    {
        QByteArray text = "a0: &a0 [x]\n";
        for (int i = 1; i <= levels; ++i)
            text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + repeated(("*a" + QByteArray::number(i - 1) + ",").constData(), width) + "x]\n";
        return text;
    }

    static QByteArray mergeBomb(int levels)
    {
        QByteArray text = "m0: &m0 {k0: 1}\n";
        for (int i = 1; i <= levels; ++i) {
            const QByteArray n = QByteArray::number(i), p = QByteArray::number(i - 1);
            text += "m" + n + ": &m" + n + "\n  <<: [*m" + p + ", *m" + p + "]\n  k" + n + ": {a: *m" + p + "}\n";
        }
        return text + "functions: *m" + QByteArray::number(levels) + "\n";
    }

private slots:
    void shortDocuments()
    {
        static const char symbols[] = ",:-?[]{}&*!|>'\"%@#a\n";
        CpuClock clock;
        clock.start();
        const int n = int(sizeof symbols) - 1;
        for (int length = 1; length <= 3; ++length) {
            int total = 1;
            for (int i = 0; i < length; ++i)
                total *= n;
            for (int code = 0; code < total; ++code) {
                QByteArray text;
                for (int i = 0, rest = code; i < length; ++i, rest /= n)
                    text += symbols[rest % n];
                CpuClock one;
                one.start();
                readBytes(text);
                QVERIFY2(one.elapsed() < 10000, text.toHex().constData());
            }
        }
        QVERIFY2(clock.elapsed() < 30'000, "8,420 short documents");
    }

    void bombs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("id"); // "" : anything, as long as it ends
        const auto row = [](const char *name, const QByteArray &text, const char *id) { QTest::newRow(name) << text << QString::fromLatin1(id); };
        row("alias of itself in a list", "a: &a [*a]\n", "LTH-PRJ-004");
        row("alias of itself in a map", "a: &a\n  b: *a\n", "LTH-PRJ-004");
        row("merge of itself", "a: &a\n  <<: *a\n", "LTH-PRJ-004");
        row("alias that is not defined", "a: *nothing\n", "LTH-PRJ-002");
        row("billion laughs", aliasBomb(40, 10), "LTH-PRJ-003");
        row("aliases nested deep", aliasBomb(70, 1), "LTH-PRJ-003");
        row("merge bomb", mergeBomb(30), "LTH-PRJ-003");
        row("flow lists 65 deep", repeated("[", 65) + repeated("]", 65), "LTH-PRJ-003");
        row("flow lists 100,000 deep", repeated("[", 100'000), "LTH-PRJ-003");
        row("flow maps 100,000 deep", repeated("{a: ", 100'000), "LTH-PRJ-003");
        row("block lists 100,000 deep", repeated("- ", 100'000), "LTH-PRJ-003");
        row("explicit keys", repeated("? ", 100'000), "LTH-PRJ-003");
        row("too many values", "a: [" + repeated("x,", 150'000) + "]\n", "LTH-PRJ-003");
        row("many anchors", [] { QByteArray t; for (int i = 0; i < 90'000; ++i) t += "- &a" + QByteArray::number(i) + " x\n"; return t; }(), "");
        row("one key 90,000 times", repeated("a: 1\n", 45'000), "LTH-PRJ-005");
        row("2 MB in one plain scalar", repeated("abcdefg ", 250'000), "");
        row("2 MB in one quoted scalar", "a: \"" + repeated("abcdefgh", 250'000) + "\"", "");
        row("2 MB in one block scalar", "a: |\n" + repeated("  line of text\n", 130'000), "");
        row("2 MB of comments", repeated("# comment\n", 200'000), "");
        row("2 MB of blank lines", repeated("\n", 2'000'000), "");
        row("2 MB of spaces", repeated(" ", 2'000'000), "");
        row("2 MB of colons", repeated(":", 2'000'000), "");
        row("2 MB of dashes", repeated("-", 2'000'000), "");
        row("2 MB of quotes", repeated("'", 2'000'000), "");
        row("2 MB of ampersands", repeated("&", 2'000'000), "");
        row("2 MB of bangs", repeated("!", 2'000'000), "");
        row("2 MB of closing brackets", repeated("]", 2'000'000), "");
        row("2 MB of commas", repeated(",", 2'000'000), "");
        row("2 MB of a: in one line", repeated("a: ", 600'000), "");
        row("2 MB of question marks", repeated("?\n", 900'000), "");
        row("2 MB of percent lines", repeated("%a\n", 600'000), "");
        row("2 MB of document starts", repeated("---\n", 500'000), "");
        row("2 MB flow list open", "[" + repeated("a ", 900'000), "");
        row("2 MB of key candidates", "{" + repeated("a b", 600'000), "");
        row("2 MB of quoted key candidates in a flow", "[" + repeated("\"a\" ", 400'000), "");
        row("growing indentation", [] { QByteArray t; for (int i = 0; i < 1'900; ++i) t += QByteArray(i, ' ') + "a:\n"; return t; }(), "LTH-PRJ-003");
        row("quoted strings with escapes", "a: \"" + repeated("\\x41", 400'000) + "\"", "");
        row("an escape that is no character", "a: \"\\UFFFFFFFF\"\n", "");
    }

    void bombs()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, id);
        CpuClock clock;
        clock.start();
        const Project project = readBytes(text);
        QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
        if (!id.isEmpty())
            QVERIFY2(ids(project).contains(id), qPrintable(ids(project).join(u' ')));
        QVERIFY(project.diagnostics.size() <= 500);
    }

    void jsonBombs()
    {
        for (const QByteArray &text : {repeated("[", 100'000) + repeated("]", 100'000), repeated("[", 400) + repeated("]", 400), "[" + repeated("1,", 150'000) + "1]"})
            QVERIFY(!readBytes(text, true).diagnostics.isEmpty());
        QVERIFY(ids(readBytes("{\"a\":1,\"a\":2}", true)).contains(QStringLiteral("LTH-PRJ-005")));
    }

    void variableBombs()
    {
        QByteArray text = "service: ${self:custom.v30}\nfunctions: {f: {handler: a.b, name: '${self:custom.v30}'}}\ncustom:\n  v0: xxxxxxxxxxxxxxxx\n";
        for (int i = 1; i <= 30; ++i)
            text += "  v" + QByteArray::number(i) + ": ${self:custom.v" + QByteArray::number(i - 1) + "}${self:custom.v" + QByteArray::number(i - 1) + "}\n";
        CpuClock clock;
        clock.start();
        Project project = readBytes(text);
        QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(ids(project).contains(QStringLiteral("LTH-PRJ-051")));
        QCOMPARE(project.functions.size(), 1);

        project = readBytes("service: x\ncustom: {a: '${self:custom.b}', b: '${self:custom.a}'}\nfunctions: {f: {handler: '${self:custom.a}', runtime: python3.13}}\n");
        QVERIFY(ids(project).contains(QStringLiteral("LTH-PRJ-050")));
        QCOMPARE(project.functions[0].handler.resolved, false);

        project = readBytes("service: x\ncustom: '${self:}'\nfunctions: {f: {handler: '${self:custom.custom.custom.custom.x}', runtime: python3.13}}\n");
        QCOMPARE(project.functions.size(), 1);
        project = readBytes("service: x\nfunctions: {f: {handler: '" + repeated("${self:", 5'000) + "', runtime: python3.13}}\n");
        QCOMPARE(project.functions.size(), 1);
        project = readBytes("service: x\nfunctions: {f: {handler: '" + repeated("${a", 5'000) + repeated("}", 5'000) + "', runtime: python3.13}}\n");
        QCOMPARE(project.functions.size(), 1);
    }

    void intrinsicBombs()
    {
        QByteArray text = "Transform: AWS::Serverless-2016-10-31\nConditions:\n  A: !Condition B\n  B: !Condition A\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                          "      Handler: a.b\n      Runtime: !If [A, python3.12, python3.13]\n      FunctionName: "
            + QByteArray();
        text += repeated("!Join ['', [", 20) + "x" + repeated("]]", 20) + "\n";
        Project project = readBytes(text);
        QVERIFY(ids(project).contains(QStringLiteral("LTH-PRJ-050")));
        QCOMPARE(project.functions.size(), 1);
        QCOMPARE(project.functions[0].runtime.resolved, false);
        QCOMPARE(project.functions[0].deployedName.text, QStringLiteral("x"));
        // Each level doubles the work when it is done without a budget.
        QByteArray conditions = "Conditions:\n  C0: !Equals [a, a]\n";
        for (int i = 1; i < 60; ++i)
            conditions += "  C" + QByteArray::number(i) + ": !And [!Condition C" + QByteArray::number(i - 1) + ", !Condition C" + QByteArray::number(i - 1) + "]\n";
        CpuClock clock;
        clock.start();
        project = readBytes(conditions + "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Handler: a.b, Runtime: !If [C59, python3.13, x]}\n");
        QVERIFY(clock.elapsed() < 10000);
        QCOMPARE(project.functions[0].runtime.text, QStringLiteral("python3.13"));
    }

    void files_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("functions");
        QTest::addColumn<QString>("id");
        const QByteArray good = "service: shop\nprovider: {name: aws, runtime: python3.13}\nfunctions:\n  f:\n    handler: a.b\n";
        const auto row = [](const char *name, const QByteArray &bytes, int functions, const char *id) { QTest::newRow(name) << bytes << functions << QString::fromLatin1(id); };
        row("byte order mark", "\xEF\xBB\xBF" + good, 1, "");
        row("CRLF", QByteArray(good).replace("\n", "\r\n"), 1, "");
        row("old Mac line ends", QByteArray(good).replace("\n", "\r"), 1, "");
        row("no final line end", good.trimmed(), 1, "");
        row("NUL", good + QByteArray(1, '\0') + "x: 1\n", 0, "LTH-PRJ-007");
        row("UTF-16", QByteArray("\xFF\xFEs\0e\0", 6), 0, "LTH-PRJ-007");
        row("Latin-1", good + "# caf\xE9\n", 0, "LTH-PRJ-007");
        row("cut UTF-8", good + "# \xED\x95", 0, "LTH-PRJ-007");
        row("tabs", QByteArray(good).replace("    handler", "\thandler"), 0, "LTH-PRJ-002");
        row("over 2 MB", good + repeated("# comment\n", 210'000), 0, "LTH-PRJ-003");
        row("empty", "", 0, "LTH-PRJ-041");
        row("a comma", ",", 0, "");
        row("only a comment", "# nothing\n", 0, "LTH-PRJ-041");
        row("a list", "- a\n- b\n", 0, "LTH-PRJ-010");
        row("a word", "hello", 0, "LTH-PRJ-010");
        row("two documents", good + "---\nservice: other\nfunctions: {g: {handler: x.y}}\n", 1, "");
        row("unclosed double quote", "service: \"shop\nfunctions: {}\n", 0, "LTH-PRJ-002");
        row("unclosed single quote behind a tag", "service: shop\r\nx: !Sub '한''\r\nfunctions: {}\r\n", 0, "LTH-PRJ-002");
        row("markdown", "# Title\n\n* a\n* b: c: d\n", 0, "LTH-PRJ-002");
    }

    void files()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, functions);
        QFETCH(QString, id);
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("serverless.yml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const Result<Project> project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), functions);
        if (!id.isEmpty())
            QVERIFY2(ids(*project).contains(id), qPrintable(ids(*project).join(u' ')));
        for (const Diagnostic &d : project->diagnostics) {
            QCOMPARE(d.file, file.fileName());
            QVERIFY(!d.text.isEmpty());
        }
    }

    void specialFiles()
    {
        QTemporaryDir dir;
        QVERIFY(mkfifo(QFile::encodeName(dir.filePath(QStringLiteral("serverless.yml"))).constData(), 0600) == 0);
        auto project = readProject(dir.path()); // must not wait for a writer
        LATHE_VERIFY_RESULT(project);
        QVERIFY(ids(*project).contains(QStringLiteral("LTH-PRJ-001")));

        QTemporaryDir other;
        QVERIFY(QDir(other.path()).mkdir(QStringLiteral("template.yaml")));
        project = readProject(other.path());
        LATHE_VERIFY_RESULT(project);
        QTemporaryDir loop;
        QVERIFY(QFile::link(loop.filePath(QStringLiteral("serverless.yml")), loop.filePath(QStringLiteral("serverless.yml"))));
        LATHE_VERIFY_RESULT(readProject(loop.path()));
        QVERIFY(!readProject(loop.filePath(QStringLiteral("missing"))));
        QVERIFY(!readProject(QStringLiteral("/etc/hostname")));
        QVERIFY(!readProject(QString()));
    }

    void includesStayInside()
    {
        QTemporaryDir dir;
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        QDir(dir.path()).mkdir(QStringLiteral("shop"));
        write(QStringLiteral("secret.yml"), "key: stolen\n");
        QVERIFY(QFile::link(dir.filePath(QStringLiteral("secret.yml")), dir.filePath(QStringLiteral("shop/link.yml"))));
        write(QStringLiteral("shop/serverless.yml"), "service: shop\nprovider: {name: aws, runtime: provided.al2023}\nfunctions:\n  f:\n    handler: bootstrap\n    environment:\n"
            "      UP: ${file(../secret.yml):key}\n      ABSOLUTE: ${file(" + QFile::encodeName(dir.filePath(QStringLiteral("secret.yml"))) + "):key}\n"
            "      LINK: ${file(link.yml):key}\n      ROUND: ${file(x/../../secret.yml):key}\n      PASSWD: ${file(/etc/hostname)}\n");
        const auto project = readProject(dir.filePath(QStringLiteral("shop")));
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), 1);
        QCOMPARE(project->functions[0].environment.size(), 5);
        for (const auto &[key, value] : project->functions[0].environment) {
            QVERIFY2(!value.resolved, qPrintable(key));
            QVERIFY2(value.text.startsWith(QStringLiteral("${file(")), qPrintable(value.text));
        }
        QCOMPARE(ids(*project).count(QStringLiteral("LTH-PRJ-052")), 5);
    }

    void mutations()
    {
        QList<QByteArray> seeds;
        const QDir dir(QStringLiteral(LATHE_SOURCE_DIR "/tests/project/fixtures"));
        for (const QString &name : dir.entryList({QStringLiteral("*.fixture")}, QDir::Files, QDir::Name)) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray all = file.readAll();
            const qsizetype begin = all.indexOf("=== "), end = all.indexOf("\n=== ", begin + 1);
            if (begin >= 0 && (all.mid(begin + 4).startsWith("serverless.y") || all.mid(begin + 4).startsWith("template.y")))
                seeds << all.mid(all.indexOf('\n', begin) + 1, end - all.indexOf('\n', begin));
        }
        QVERIFY(seeds.size() >= 40);
        static const QList<QByteArray> pieces{"\n", " ", "\t", "  ", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: *a", "!Ref ", "!Sub ", "!If ", "!Join ", "${", "}", "'", "\"", "|\n", ">", "? ", "%", "#", ",",
            "${self:", "${self:}", "${file(", "null", "~", "\xED\x95\x9C", "0", "99999999999999999999", "---\n", "...\n", "Fn::Sub: ", "{Ref: X}", "[[", "functions:\n"};
        QRandomGenerator random(20261122);
        // LATHE_LONG_TESTS=1 runs the long form, which the preset "asan" is for.
        for (int i = 0, count = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 100000 : 5000; i < count; ++i) {
            QByteArray text = seeds[random.bounded(int(seeds.size()))];
            for (int k = random.bounded(1, 6); k > 0 && !text.isEmpty(); --k) {
                const int at = random.bounded(int(text.size()));
                switch (random.bounded(5)) {
                case 0: text.insert(at, pieces[random.bounded(int(pieces.size()))]); break;
                case 1: text.remove(at, random.bounded(1, 12)); break;
                case 2: text[at] = char(random.bounded(1, 128)); break;
                case 3: text.insert(at, text.mid(random.bounded(int(text.size())), random.bounded(40))); break;
                default: text.replace(at, random.bounded(1, 4), pieces[random.bounded(int(pieces.size()))]); break;
                }
            }
            CpuClock clock;
            clock.start();
            const Project project = readBytes(text);
            QVERIFY2(clock.elapsed() < 10000, text.constData());
            for (const Diagnostic &d : project.diagnostics)
                QVERIFY2(!d.text.isEmpty() && d.line >= 0 && d.column >= 0, text.constData());
            for (const FunctionDefinition &f : project.functions)
                for (const auto &[key, value] : f.environment)
                    QVERIFY2(value.resolved || !value.text.isEmpty(), text.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestProjectHostile)
#include "tst_projecthostile.moc"
