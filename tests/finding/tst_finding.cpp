// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "session/finding/filereplacer.h"
#include "session/finding/filesearch.h"
#include "session/finding/searchresults.h"
#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// Search and replace in the files of real folders.
class TestFinding : public QObject
{
    Q_OBJECT

    struct Folder
    {
        QTemporaryDir dir;
        void write(const QString &name, const QByteArray &bytes)
        {
            const QString path = dir.filePath(name);
            QDir().mkpath(path.left(path.lastIndexOf(u'/')));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        QByteArray read(const QString &name)
        {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
        }
    };
    struct Found
    {
        QList<FileMatches> files;
        FileSearchOutcome outcome;
        QStringList names() const
        {
            QStringList list;
            for (const FileMatches &file : files)
                list << file.shown;
            return list;
        }
    };
    static Found search(const FileSearchSpec &spec)
    {
        Found found;
        FileSearch search;
        connect(&search, &FileSearch::found, [&](const QList<FileMatches> &files) { found.files += files; });
        bool ended = false;
        connect(&search, &FileSearch::finished, [&](const FileSearchOutcome &outcome) {
            found.outcome = outcome;
            ended = true;
        });
        if (search.start(spec))
            (void)QTest::qWaitFor([&] { return ended; }, 300000); // a million lines, with a sanitizer, on a busy machine
        return found;
    }
    static FileSearchSpec specOf(const Folder &folder, const QString &text, bool regex = false)
    {
        FileSearchSpec spec;
        spec.root = folder.dir.path();
        spec.query = {text, regex, false, false};
        return spec;
    }
    static ReplaceOutcome ended(FileReplacer &replacer)
    {
        QSignalSpy spy(&replacer, &FileReplacer::finished);
        (void)spy.wait(20000);
        return spy.isEmpty() ? ReplaceOutcome() : spy.first().first().value<ReplaceOutcome>();
    }

private slots:
    void openFilesThatCannotBeSavedAreTold()
    {
        struct Documents : OpenDocuments
        {
            QHash<QString, QString> texts;
            EditOutcome outcome = EditOutcome::Unsaved;
            QHash<QString, QString> unsavedTexts() const override { return texts; }
            std::optional<QString> openText(const QString &path) const override { return texts.contains(path) ? std::optional(texts[path]) : std::nullopt; }
            EditOutcome applyEdits(const QString &path, const QList<TextEdit> &edits) override
            {
                if (outcome != EditOutcome::Refused)
                    texts[path] = applied(texts[path], edits);
                return outcome;
            }
        } documents;
        Folder f;
        f.write(QStringLiteral("a.txt"), "x y x");
        f.write(QStringLiteral("b.txt"), "x");
        const QString path = f.dir.filePath(QStringLiteral("a.txt"));
        documents.texts[path] = QStringLiteral("x y x");
        const Found found = search(specOf(f, QStringLiteral("x")));
        FileReplacer replacer;
        replacer.setOpenDocuments(&documents);
        replacer.replace(found.files, {QStringLiteral("x")}, QStringLiteral("zz"));
        ReplaceOutcome outcome = ended(replacer);
        QCOMPARE(std::pair(outcome.files, outcome.matches), std::pair(2, 3)); // the text in the editor is changed
        QCOMPARE(outcome.unsaved, QStringList{path});
        QVERIFY(outcome.left.isEmpty());
        QCOMPARE(documents.texts[path], QStringLiteral("zz y zz"));
        documents.outcome = EditOutcome::Refused;
        replacer.undo();
        outcome = ended(replacer);
        QCOMPARE(outcome.left, QStringList{path});
        QCOMPARE(f.read(QStringLiteral("b.txt")), QByteArray("x"));
    }

    /// Open files are changed a few at a time, so that what happens meanwhile finds its turn.
    void manyOpenFilesAreChangedInTurns()
    {
        struct Documents : OpenDocuments
        {
            QHash<QString, QString> texts;
            mutable int asked = 0;
            QHash<QString, QString> unsavedTexts() const override { return texts; }
            std::optional<QString> openText(const QString &path) const override
            {
                ++asked;
                QThread::msleep(2); // what a large text takes
                return texts.contains(path) ? std::optional(texts[path]) : std::nullopt;
            }
            EditOutcome applyEdits(const QString &path, const QList<TextEdit> &edits) override
            {
                texts[path] = applied(texts[path], edits);
                return EditOutcome::Applied;
            }
        } documents;
        Folder f;
        for (int i = 0; i < 30; ++i) {
            const QString name = QStringLiteral("%1.txt").arg(i);
            f.write(name, "x y");
            if (i % 3)
                documents.texts[f.dir.filePath(name)] = QStringLiteral("x y");
        }
        const Found found = search(specOf(f, QStringLiteral("x")));
        QCOMPARE(found.files.size(), 30);
        FileReplacer replacer;
        replacer.setOpenDocuments(&documents);
        replacer.replace(found.files, {QStringLiteral("x")}, QStringLiteral("zz"));
        QVERIFY(replacer.isBusy());
        QVERIFY(documents.asked < 30);
        QCOMPARE(ended(replacer).matches, 30);
        for (const QString &text : documents.texts)
            QCOMPARE(text, QStringLiteral("zz y"));
        QCOMPARE(f.read(QStringLiteral("3.txt")), QByteArray("zz y"));
        documents.texts[f.dir.filePath(QStringLiteral("1.txt"))] += u'!'; // typed since
        documents.asked = 0;
        replacer.undo();
        QVERIFY(documents.asked < 30);
        const ReplaceOutcome back = ended(replacer);
        QCOMPARE(back.left, QStringList{f.dir.filePath(QStringLiteral("1.txt"))});
        QCOMPARE(back.files, 29);
        QCOMPARE(documents.texts[f.dir.filePath(QStringLiteral("1.txt"))], QStringLiteral("zz y!"));
        QCOMPARE(documents.texts[f.dir.filePath(QStringLiteral("2.txt"))], QStringLiteral("x y"));
        QCOMPARE(f.read(QStringLiteral("3.txt")), QByteArray("x y"));
    }

    void matchesCrossThePieces()
    {
        // Around each two millionth character something begins before it and ends behind it.
        QString text = QString(QStringLiteral("lorem ipsum\n")).repeated(500'000); // 6 M characters
        const QString across = QStringLiteral("BEGIN\n") + QString(QStringLiteral("x\n")).repeated(20) + QStringLiteral("END");
        QList<qsizetype> places;
        for (qsizetype at : {qsizetype(1'999'980), qsizetype(3'999'999), qsizetype(5'000'000)}) {
            text.replace(at, across.size(), across);
            places << at;
        }
        std::atomic_bool stop = false;
        const auto found = [&](const QString &pattern) {
            const auto expression = expressionOf({pattern, true, true, false});
            QList<std::pair<qsizetype, qsizetype>> list;
            eachMatch(*expression, text, stop, [&](qsizetype start, const QRegularExpressionMatch &match) {
                list.append({start, match.capturedLength()});
                return true;
            });
            return list;
        };
        const auto whole = [&](const QString &pattern) { // in one piece
            const auto expression = expressionOf({pattern, true, true, false});
            QList<std::pair<qsizetype, qsizetype>> list;
            auto it = expression->globalMatch(text);
            while (it.hasNext()) {
                const QRegularExpressionMatch match = it.next();
                if (match.capturedLength() > 0)
                    list.append({match.capturedStart(), match.capturedLength()});
            }
            return list;
        };
        for (const char *pattern : {"BEGIN[\\s\\S]*?END", "BEGIN\\n(x\\n)+END$", "(?<=BEGIN\\n)(?:x\\n)+", "[xE]+\\n?", "(?:x\\n)*x(?=\\nEND)", "ipsum$", "\\bEND\\b", "lorem[^B]+ipsum", "nothing at all"}) {
            const auto pieces = found(QLatin1String(pattern));
            QVERIFY2(pieces == whole(QLatin1String(pattern)), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(pattern)).arg(pieces.size())));
        }
        QCOMPARE(found(QStringLiteral("BEGIN[\\s\\S]*?END")).size(), places.size());
        stop = true;
        QVERIFY(found(QStringLiteral("lorem")).isEmpty());
    }

    void placesAreLinesAndCharacters()
    {
        Folder f;
        f.write(QStringLiteral("a.py"), "# 가나다 \xf0\x9f\x98\x80 needle\r\nx\r    needle\n");
        const Found found = search(specOf(f, QStringLiteral("NEEDLE")));
        QCOMPARE(found.files.size(), 1);
        const QList<FileMatch> matches = found.files.first().matches;
        QCOMPARE(matches.size(), 2);
        QCOMPARE(std::pair(matches[0].line, matches[0].column), std::pair(1, 9));
        QCOMPARE(std::pair(matches[1].line, matches[1].column), std::pair(3, 5));
        QCOMPARE(matches[1].preview, QStringLiteral("needle"));
        QCOMPARE(matches[0].preview.mid(matches[0].previewStart, matches[0].previewLength), QStringLiteral("needle"));
        QCOMPARE(found.outcome.matches, 2);
    }

    void binaryFilesAndIgnoredFoldersAreLeftOut()
    {
        Folder f;
        f.write(QStringLiteral("app.py"), "needle");
        f.write(QStringLiteral(".env"), "needle");
        f.write(QStringLiteral("pic.bin"), QByteArray("needle\0needle", 13));
        f.write(QStringLiteral("wide.txt"), QByteArray("\xff\xfe", 2) + QByteArray("n\0e\0e\0d\0l\0e\0", 12));
        f.write(QStringLiteral("node_modules/a/index.js"), "needle");
        f.write(QStringLiteral(".git/config"), "needle");
        f.write(QStringLiteral("src/.aws-sam/x.py"), "needle");
        QVERIFY(QFile::link(f.dir.filePath(QStringLiteral("app.py")), f.dir.filePath(QStringLiteral("link.py"))));
        Found found = search(specOf(f, QStringLiteral("needle")));
        QCOMPARE(found.names(), QStringList({QStringLiteral(".env"), QStringLiteral("app.py"), QStringLiteral("wide.txt")}));
        QCOMPARE(found.outcome.skipped, 1);
        FileSearchSpec all = specOf(f, QStringLiteral("needle"));
        all.ignored = true;
        QCOMPARE(search(all).names().size(), 6);
    }

    void globs_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::addColumn<QStringList>("names");
        const QStringList py{QStringLiteral("a.py"), QStringLiteral("src/b.py"), QStringLiteral("src/deep/c.py")};
        QTest::newRow("name") << QStringLiteral("*.py") << py;
        QTest::newRow("folder") << QStringLiteral("src") << QStringList{QStringLiteral("src/b.py"), QStringLiteral("src/d.js"), QStringLiteral("src/deep/c.py")};
        QTest::newRow("folder/") << QStringLiteral("src/") << QStringList{QStringLiteral("src/b.py"), QStringLiteral("src/d.js"), QStringLiteral("src/deep/c.py")};
        QTest::newRow("one level") << QStringLiteral("src/*.py") << QStringList{QStringLiteral("src/b.py")};
        QTest::newRow("levels") << QStringLiteral("src/**/*.py") << QStringList{QStringLiteral("src/b.py"), QStringLiteral("src/deep/c.py")};
        QTest::newRow("braces") << QStringLiteral("*.{js,x}") << QStringList{QStringLiteral("src/d.js")};
        QTest::newRow("one character") << QStringLiteral("?.py") << py;
        QTest::newRow("dots are dots") << QStringLiteral("a?py") << QStringList{QStringLiteral("a.py")};
    }
    void globs()
    {
        QFETCH(QString, glob);
        QFETCH(QStringList, names);
        Folder f;
        for (const char *name : {"a.py", "src/b.py", "src/deep/c.py", "src/d.js", "z.txt"})
            f.write(QString::fromLatin1(name), "needle");
        FileSearchSpec spec = specOf(f, QStringLiteral("needle"));
        spec.include = {glob};
        QStringList found = search(spec).names();
        found.sort();
        QCOMPARE(found, names);
        spec.include.clear();
        spec.exclude = {glob};
        QCOMPARE(search(spec).names().size(), 5 - names.size());
    }

    void expressionsWordsAndCase()
    {
        Folder f;
        f.write(QStringLiteral("a"), "cat concat Cat\ncats 42\n");
        FileSearchSpec spec = specOf(f, QStringLiteral("cat"));
        QCOMPARE(search(spec).outcome.matches, 4);
        spec.query.wholeWord = true;
        QCOMPARE(search(spec).outcome.matches, 2);
        spec.query.caseSensitive = true;
        QCOMPARE(search(spec).outcome.matches, 1);
        QCOMPARE(search(specOf(f, QStringLiteral("^c\\w+ (\\d+)$"), true)).outcome.matches, 1);
        FileSearch bad;
        const auto begun = bad.start(specOf(f, QStringLiteral("("), true));
        QVERIFY(!begun);
        QVERIFY(!bad.isRunning());
    }

    void unsavedTextIsSearchedInsteadOfTheFile()
    {
        Folder f;
        f.write(QStringLiteral("a.py"), "old");
        FileSearchSpec spec = specOf(f, QStringLiteral("new"));
        spec.unsaved.insert(f.dir.filePath(QStringLiteral("a.py")), QStringLiteral("line\nnew"));
        const Found found = search(spec);
        QCOMPARE(found.outcome.matches, 1);
        QCOMPARE(found.files[0].matches[0].line, 2);
    }

    void manyFilesAndManyLinesAreBoundedAndCanBeStopped()
    {
        Folder f;
        for (int i = 0; i < 10000; ++i)
            f.write(QStringLiteral("d%1/f%2.txt").arg(i % 100).arg(i), i % 10 ? "nothing here\n" : "a needle\n");
        QByteArray lines;
        for (int i = 0; i < 1'000'000; ++i)
            lines += i % 50 ? "no such thing\n" : "the needle here\n";
        f.write(QStringLiteral("z.log"), lines);
        const Found found = search(specOf(f, QStringLiteral("needle")));
        QCOMPARE(found.outcome.files, 10001);
        QCOMPARE(found.outcome.matches, 1000 + limits::searchFileMatches);
        QVERIFY(found.outcome.cut);

        FileSearch search;
        QSignalSpy finished(&search, &FileSearch::finished);
        QVERIFY(search.start(specOf(f, QStringLiteral("needle"))));
        search.cancel();
        QVERIFY(finished.wait(20000));
        QVERIFY(finished.first().first().value<FileSearchOutcome>().cancelled);
        QVERIFY(!search.isRunning());
        // A new search silences the one before.
        QVERIFY(search.start(specOf(f, QStringLiteral("needle"))));
        QVERIFY(search.start(specOf(f, QStringLiteral("no such file has it"))));
        QVERIFY(finished.wait(60000));
        QCOMPARE(finished.size(), 2);
        QCOMPARE(finished.last().first().value<FileSearchOutcome>().matches, 0);
    }

    void replacingKeepsEncodingAndLineEndsAndCanBeUndone()
    {
        Folder f;
        const QByteArray crlf = "\xef\xbb\xbfone cat\r\ntwo cats\r\n";
        const QByteArray latin = "caf\xe9 cat\rend";
        f.write(QStringLiteral("crlf.txt"), crlf);
        f.write(QStringLiteral("latin.txt"), latin);
        const Found found = search(specOf(f, QStringLiteral("(c)at"), true));
        QCOMPARE(found.outcome.matches, 3);
        FileReplacer replacer;
        replacer.replace(found.files, specOf(f, QStringLiteral("(c)at"), true).query, QStringLiteral("$1ow"));
        QCOMPARE(ended(replacer).matches, 3);
        QCOMPARE(f.read(QStringLiteral("crlf.txt")), QByteArray("\xef\xbb\xbfone cow\r\ntwo cows\r\n"));
        QCOMPARE(f.read(QStringLiteral("latin.txt")), QByteArray("caf\xe9 cow\rend"));
        QVERIFY(replacer.canUndo());
        replacer.undo();
        QCOMPARE(ended(replacer).files, 2);
        QCOMPARE(f.read(QStringLiteral("crlf.txt")), crlf);
        QCOMPARE(f.read(QStringLiteral("latin.txt")), latin);
        QVERIFY(!replacer.canUndo());
    }

    void onlyChosenMatchesOfUnchangedFilesAreReplaced()
    {
        Folder f;
        f.write(QStringLiteral("a.txt"), "x x x");
        f.write(QStringLiteral("b.txt"), "x");
        QList<FileMatches> files = search(specOf(f, QStringLiteral("x"))).files;
        files[0].matches.remove(1);
        f.write(QStringLiteral("b.txt"), "changed x meanwhile");
        FileReplacer replacer;
        QSignalSpy written(&replacer, &FileReplacer::written);
        replacer.replace(files, {QStringLiteral("x")}, QStringLiteral("$1"));
        const ReplaceOutcome outcome = ended(replacer);
        QCOMPARE(outcome.matches, 2);
        QCOMPARE(outcome.left, QStringList{f.dir.filePath(QStringLiteral("b.txt"))});
        QCOMPARE(written.size(), 1);
        QCOMPARE(written[0][0].toStringList(), QStringList{f.dir.filePath(QStringLiteral("a.txt"))});
        QCOMPARE(f.read(QStringLiteral("a.txt")), QByteArray("$1 x $1"));
        f.write(QStringLiteral("a.txt"), "somebody else");
        replacer.undo();
        QCOMPARE(ended(replacer).left.size(), 1);
        QCOMPARE(f.read(QStringLiteral("a.txt")), QByteArray("somebody else"));
    }

    void resultsAreATree()
    {
        SearchResults results;
        QAbstractItemModelTester tester(&results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        results.append({{QStringLiteral("/p/src/a.py"), QStringLiteral("src/a.py"), {{1, 1, 0, 1, QStringLiteral("x"), 0, 1, {}}, {2, 1, 2, 1, QStringLiteral("x"), 0, 1, {}}}},
            {QStringLiteral("/p/b.py"), QStringLiteral("b.py"), {{7, 3, 0, 1, QStringLiteral("  x"), 2, 1, {}}}}});
        QCOMPARE(results.matchCount(), 3);
        const QModelIndex second = results.index(1, 0);
        QCOMPARE(results.index(0, 0, second).data(SearchResults::LineRole).toInt(), 7);
        QCOMPARE(results.index(0, 0).data(SearchResults::FolderRole).toString(), QStringLiteral("src"));
        QVERIFY(results.removeRow(0, second)); // the last match takes its file along
        QCOMPARE(results.rowCount(), 1);
        QVERIFY(results.removeRow(1, results.index(0, 0)));
        QCOMPARE(results.matchCount(), 1);
    }

    /// Rows beside each other go at once, however many were chosen and in whatever order.
    void manyResultsAreTakenOut()
    {
        SearchResults results;
        QAbstractItemModelTester tester(&results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<FileMatches> files;
        for (int i = 0; i < 30; ++i) {
            FileMatches file{QStringLiteral("/p/%1.py").arg(i), QStringLiteral("%1.py").arg(i), {}};
            for (int line = 1; line <= 6; ++line)
                file.matches.append({line, 1, line, 1, QStringLiteral("x"), 0, 1, {}});
            files.append(file);
        }
        results.append(files);
        const QPersistentModelIndex kept(results.index(3, 0, results.index(20, 0)));
        QModelIndexList chosen;
        for (int i = 19; i >= 2; --i) { // all of these, in one way or another
            if (i % 2)
                chosen.append(results.index(i, 0));
            for (int row = 0; row < 6; ++row)
                chosen.append(results.index(row, 0, results.index(i, 0)));
        }
        for (const int row : {4, 1, 2})
            chosen.append(results.index(row, 0, results.index(20, 0)));
        QSignalSpy removed(&results, &QAbstractItemModel::rowsRemoved);
        results.remove(chosen);
        QCOMPARE(removed.size(), 3); // the files, and two pieces of the one behind them
        QCOMPARE(results.rowCount(), 12);
        QCOMPARE(results.matchCount(), 11 * 6 + 3);
        QCOMPARE(results.index(2, 0).data(SearchResults::PathRole).toString(), QStringLiteral("/p/20.py"));
        QCOMPARE(kept.row(), 1);
        QCOMPARE(kept.data(SearchResults::LineRole).toInt(), 4);
        QCOMPARE(kept.parent().row(), 2);
        chosen.clear();
        for (int i = 0; i < results.rowCount(); ++i)
            chosen.append(results.index(i, 0));
        results.remove(chosen);
        QCOMPARE(results.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFinding)
#include "tst_finding.moc"
