// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/ignorepatterns.h"
#include "project/serverlesspatterns.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestIgnorePatterns : public QObject
{
    Q_OBJECT
private slots:
    void table_data()
    {
        QTest::addColumn<QString>("patterns"); // one a line
        QTest::addColumn<QString>("path");     // a trailing slash makes it a folder
        QTest::addColumn<bool>("excluded");
        int n = 0;
        const auto row = [&](const char *patterns, const char *path, bool excluded) {
            QTest::newRow(qPrintable(QStringLiteral("%1: %2 | %3").arg(++n).arg(QString::fromUtf8(patterns).replace(u'\n', u' '), QString::fromUtf8(path))))
                << QString::fromUtf8(patterns) << QString::fromUtf8(path) << excluded;
        };
        row("", "a", false);
        row("*.log", "a.log", true);
        row("*.log", "d/e/a.log", true);
        row("*.log", "a.logs", false);
        row("*.log", ".log", true);
        row("/a", "a", true);
        row("/a", "d/a", false);
        row("/a", "a/b/c", true);
        row("a", "d/a/b", true);
        row("a/", "a", false);
        row("a/", "a/", true);
        row("a/", "a/b", true);
        row("a/", "d/a/b", true);
        row("d/a", "d/a", true);
        row("d/a", "e/d/a", false);
        row("d/*", "d/a", true);
        row("d/*", "d/a/b", true);
        row("d/*.js", "d/e/a.js", false);
        row("**/a", "a", true);
        row("**/a", "d/e/a", true);
        row("d/**", "d/", false);
        row("d/**", "d/a", true);
        row("d/**", "d/e/f", true);
        row("d/**/z", "d/z", true);
        row("d/**/z", "d/e/f/z", true);
        row("d/**/z", "e/d/z", false);
        row("**", "a", true);
        row("a?c", "abc", true);
        row("a?c", "ac", false);
        row("a?c", "a/c", false);
        row("가?다", "가나다", true);
        row("?", "가", true);
        row("[a-c].txt", "b.txt", true);
        row("[a-c].txt", "d.txt", false);
        row("[!a-c].txt", "d.txt", true);
        row("[^a-c].txt", "b.txt", false);
        row("[가-나]", "각", true);
        row("[]x]", "]", true);
        row("[a", "[a", true);
        row("[a", "a", false);
        row("a[*]b", "a*b", true);
        row("a[*]b", "axb", false);
        row("\\*", "*", true);
        row("\\*", "a", false);
        row("\\!a", "!a", true);
        row("\\#a", "#a", true);
        row("#a", "#a", false);
        row("a ", "a", true);
        row("*.txt\n!b.txt", "a.txt", true);
        row("*.txt\n!b.txt", "b.txt", false);
        row("*.txt\n!b.txt\nb.txt", "b.txt", true);
        row("!b.txt\n*.txt", "b.txt", true);
        row("d/\n!d/a", "d/a", false);
        row("d/\n!d/a", "d/b", true);
        row("d/\n!a", "d/a", true);
        row("d/**\n!d/keep/**", "d/keep/x/y", false);
        row("d/**\n!d/keep/**", "d/other/x", true);
        row("d/**\n!d/keep", "d/keep/x", false);
        row("d/**\n!d/keep/**\nd/keep/secret", "d/keep/secret", true);
        row("*.pyc\n!src/", "src/a.pyc", true);
        row("/*\n!/src/", "src/a/b", false);
        row("/*\n!/src/", "a", true);
        row(":(file)/*", "a", true);
        row(":(file)/*", "d/a", false);
        row(":(file)/d", "d/a", false);
        row("./a", "a", true);
        row("./a", "d/a", false);
        row("a\n\n  \nb", "b", true);
        row("*a*b*c", "xaybzc", true);
        row("*a*b*c", "xaybz", false);
        row("A", "a", false);
    }
    void table()
    {
        QFETCH(QString, patterns);
        QFETCH(QString, path);
        const bool dir = path.endsWith(u'/');
        const IgnorePatterns compiled(patterns.split(u'\n'));
        QTEST(compiled.excludes((dir ? path.chopped(1) : path).toStdString(), dir), "excluded");
    }

    void guardedFoldersMustBeSpelledOut_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("head");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("everything") << QStringLiteral("!/**") << true;
        QTest::newRow("every HEAD") << QStringLiteral("!**/HEAD") << true;
        QTest::newRow("by name") << QStringLiteral("!HEAD") << true;
        QTest::newRow("spelled out") << QStringLiteral("!.git/HEAD") << false;
        QTest::newRow("spelled out, all") << QStringLiteral("!/.git/**") << false;
        QTest::newRow("a longer name") << QStringLiteral("!.github/**") << true;
        QTest::newRow("the folder") << QStringLiteral("!.git/") << false;
    }
    void guardedFoldersMustBeSpelledOut()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, head);
        const QStringList defaults = defaultPackageExcludes();
        QCOMPARE(IgnorePatterns(defaults + QStringList{pattern}, int(defaults.size())).excludes(".git/HEAD"), head);
    }

    void defaults_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("excluded");
        for (const char *path : {".git/config", "sub/.git/HEAD", "a/__pycache__/b.cpython-311.pyc", "x.pyc", ".DS_Store", "d/.DS_Store", ".aws-sam/build/x",
                 ".serverless/s.zip", ".lathe/x", "events/a.json", "events/f/a.json", "events/a.meta.yaml", ".venv/bin/python", ".gitignore", "node_modules/.cache/x",
                 ".app.py.lathe-a1B2c3", "a.swp"})
            QTest::newRow(path) << QString::fromLatin1(path) << true;
        for (const char *path : {"app.py", "node_modules/a/index.js", "node_modules/.bin/x", "events/__init__.py", "src/events/a.json", ".env", ".github.txt", "venvs/a",
                 "lib/venv/x", "package.json", "bootstrap", ".config/a"})
            QTest::newRow(path) << QString::fromLatin1(path) << false;
    }
    void defaults()
    {
        QFETCH(QString, path);
        QTEST(IgnorePatterns(defaultPackageExcludes()).excludes(path.toStdString()), "excluded");
    }

    void serverless_data()
    {
        QTest::addColumn<QString>("patterns");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("excluded");
        int n = 0;
        const auto row = [&](const char *patterns, const char *path, bool excluded) {
            QTest::newRow(qPrintable(QStringLiteral("%1: %2 | %3").arg(++n).arg(QString::fromUtf8(patterns).replace(u'\n', u' '), QString::fromUtf8(path))))
                << QString::fromUtf8(patterns) << QString::fromUtf8(path) << excluded;
        };
        row("!node_modules/**\nnode_modules/sharp/**", "node_modules/a/x", true);
        row("!node_modules/**\nnode_modules/sharp/**", "node_modules/sharp/x/y", false);
        row("!node_modules/**\nnode_modules/sharp/**", "app.js", false);
        row("!**\nsrc/f/**", "src/f/a.js", false);
        row("!**\nsrc/f/**", "src/g/a.js", true);
        row("!**\nsrc/f/**", "a.js", true);
        row("!./**\n./handler.js", "handler.js", false);
        row("!./**\n./handler.js", "other.js", true);
        row("!*", "a", true);
        row("!*", "lib/a", false);
        row("!*.md", "README.md", true);
        row("!*.md", "docs/a.md", false);
        row("!**/*.md", "docs/a.md", true);
        row("!**/*.md\n**/keep.md", "docs/keep.md", false);
        row("!{docs,tests}/**", "tests/a", true);
        row("!{docs,tests}/**", "src/a", false);
        row("!src/{a,b{c,d}}.js", "src/bd.js", true);
        row("!docs", "docs/a", false);
        row("!foo/**\n!foo", "foo/a", true);
        row("src/**", ".git/HEAD", false); // the defaults guard that, not this list
        row("!../shared/**", "shared/a", false);
    }
    void serverless()
    {
        QFETCH(QString, patterns);
        QFETCH(QString, path);
        QTEST(IgnorePatterns(excludesFromServerlessPatterns(patterns.split(u'\n'))).excludes(path.toStdString()), "excluded");
    }

    /// Where no folder is put back, the answers are git's.
    void agreesWithGit()
    {
        QTemporaryDir dir;
        const auto git = [&](const QStringList &arguments, const QByteArray &input = {}) {
            QProcess p;
            p.setWorkingDirectory(dir.path());
            p.start(QStringLiteral("git"), arguments);
            p.write(input);
            p.closeWriteChannel();
            p.waitForFinished();
            return p.readAllStandardOutput();
        };
        git({QStringLiteral("init"), QStringLiteral("-q")});
        QRandomGenerator random(5);
        const auto pick = [&](const QStringList &list) { return list.at(random.bounded(int(list.size()))); };
        const QStringList names = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("ab"), QStringLiteral("a.js"), QStringLiteral("b.js"), QStringLiteral(".h")};
        const QStringList atoms = names + QStringList{QStringLiteral("*"), QStringLiteral("*.js"), QStringLiteral("?"), QStringLiteral("[ab]"), QStringLiteral("[!a]*"), QStringLiteral("a*")};
        QStringList paths;
        for (const QString &a : names)
            for (const QString &b : names)
                for (const QString &c : {QStringLiteral("a"), QStringLiteral("x.js"), QStringLiteral("b")})
                    paths << a + u'/' + b + u'/' + c;
        for (int round = 0; round < 25; ++round) {
            QStringList patterns;
            for (int i = 0; i < 3; ++i) {
                QString p = pick({QString(), QStringLiteral("/"), QStringLiteral("**/")}) + pick(atoms);
                if (random.bounded(2))
                    p += pick({QStringLiteral("/"), QStringLiteral("/**/")}) + pick(atoms);
                patterns << p + pick({QString(), QString(), QStringLiteral("/"), QStringLiteral("/**")});
            }
            QFile file(dir.filePath(QStringLiteral(".gitignore")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(patterns.join(u'\n').toUtf8() + '\n');
            file.close();
            const auto ignored = QString::fromUtf8(git({QStringLiteral("check-ignore"), QStringLiteral("--no-index"), QStringLiteral("--stdin")}, paths.join(u'\n').toUtf8())).split(u'\n');
            const IgnorePatterns ours(patterns);
            for (const QString &path : paths)
                QVERIFY2(ours.excludes(path.toStdString()) == ignored.contains(path), qPrintable(patterns.join(u'|') + u' ' + path));
        }
    }

    void hostilePatternsEnd()
    {
        QElapsedTimer timer;
        timer.start();
        const QString stars = QStringLiteral("*a").repeated(2000) + u'b';
        const QString deep = QStringLiteral("**/a/").repeated(500) + u'b';
        const std::string path = std::string(5000, 'a');
        std::string nested;
        for (int i = 0; i < 1000; ++i)
            nested += "a/";
        QVERIFY(!IgnorePatterns({stars}).excludes(path));
        const IgnorePatterns patterns({deep});
        QVERIFY(!patterns.decide(nested + "c", false, {}).excluded);
        QStringList bombs = excludesFromServerlessPatterns({QStringLiteral("!") + QStringLiteral("{a,b}").repeated(40)});
        QVERIFY(bombs.size() <= 256);
        QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestIgnorePatterns)
#include "tst_ignorepatterns.moc"
