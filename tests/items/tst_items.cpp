// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/readwatch.h"
#include "items/jsonreading.h"
#include "items/diagnosticmodel.h"
#include "items/environmentsmodel.h"
#include "items/eventlistmodel.h"
#include "items/filetreemodel.h"
#include "items/functionlistmodel.h"
#include "items/historymodel.h"
#include "items/logmodel.h"
#include "items/planmodel.h"
#include "items/requestlogmodel.h"
#include "items/runhistorymodel.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"
#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;
using Tester = QAbstractItemModelTester;

static QStringList texts(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row)
        out += model.index(row, 0, parent).data().toString();
    return out;
}

static void touch(const QString &path, const QByteArray &bytes = "x")
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

class TestItems : public QObject
{
    Q_OBJECT
private slots:
    void controlCharactersAreShown()
    {
        QCOMPARE(visibleText(QStringLiteral("a\x1b[2J\r\n\u202Eb\u0085\x7f\tc")),
            QStringLiteral("a\u241B[2J\u240D\u240A\u27E8U+202E\u27E9b\u27E8U+0085\u27E9\u2421\tc"));
        QCOMPARE(visibleText(QStringLiteral("함수 <b>x</b>")), QStringLiteral("함수 <b>x</b>"));
    }

    /// Python writes all that is not ASCII as escapes; who reads it wants the letters.
    void escapesOfLettersAreRead()
    {
        QCOMPARE(readableJson(R"({"\ud14c": "\uc774\ube14\n\uD83D\uDE00", "n": 1.0})"), QByteArray("{\"테\": \"이블\\n😀\", \"n\": 1.0}"));
        // These are no letters, and a backslash that is one begins no escape.
        for (const char *kept : {R"("\u0022 \u005c \u0007 \u00a0 \u202e \u2028 \ud83d \udE00 \ufeff")", R"("\\uc774")", R"("\\\"\u0041")", R"(\uc774)", R"("\uc77)"})
            QCOMPARE(readableJson(kept), QByteArray(kept));
        QCOMPARE(readableJson(R"("\\\uc774")"), QByteArray("\"\\\\이\""));
    }

    /// No part is longer than a view lays out at once, and nothing is lost or cut in two.
    void longLinesAreBroken()
    {
        QCOMPARE(brokenLine(QStringLiteral("abcdef"), 6), QStringLiteral("abcdef"));
        QCOMPARE(brokenLine(QStringLiteral("abcdefg"), 3), QStringLiteral("abc\ndef\ng"));
        QCOMPARE(brokenLine(QStringLiteral("abcdef"), 3), QStringLiteral("abc\ndef")); // none behind its end
        QCOMPARE(brokenLine(QStringLiteral("a😀b😀c"), 2), QStringLiteral("a😀\nb😀\nc"));
        const QString word = QString(u'x').repeated(1'000'000);
        const QString broken = brokenLine(word);
        for (const QString &part : broken.split(u'\n'))
            QVERIFY(part.size() <= layoutCharacters);
        QCOMPARE(QString(broken).remove(u'\n'), word);
    }

    void bytesThatAreNoText()
    {
        QCOMPARE(textOfBytes("한글 \xff né"), QStringLiteral("한글 \uFFFD né")); // a text with a fault
        QCOMPARE(textOfBytes("\xff\xfe \xc7\xa1 \xb7\xce"), QStringLiteral("\uFFFD\uFFFD \uFFFD \uFFFD\uFFFD")); // hardly one: what looks like a letter is chance
        QByteArray noise(100000, Qt::Uninitialized);
        QRandomGenerator(1).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        QSet<QChar::Script> scripts;
        for (const QChar c : textOfBytes(noise))
            scripts.insert(c.script());
        QCOMPARE(scripts, (QSet<QChar::Script>{QChar::Script_Common, QChar::Script_Latin})); // few fonts have them all
    }

    void sgrBecomesSpans()
    {
        LogStyle style;
        const LogText text = parseSgr(QStringLiteral("a\x1b[1;31mred\x1b[0m b\x1b[38;5;196mx\x1b[38;2;0;0;255my"), style);
        QCOMPARE(text.text, QStringLiteral("ared bxy"));
        QCOMPARE(text.spans.size(), 3);
        QCOMPARE(text.spans.at(0), (LogSpan{1, 3, {1, true}}));
        QCOMPARE(text.spans.at(1).style.colour, 9);
        QCOMPARE(text.spans.at(2).style.colour, 12);
        QCOMPARE(parseSgr(QStringLiteral("next"), style).spans.size(), 1); // the style lasts to the next line
        LogStyle dark;
        const LogText black = parseSgr(QStringLiteral("\x1b[38;2;1;2;3mz"), dark); // nearly black has no hue
        QCOMPARE(dark.colour, 0);
    }

    void otherEscapesStayVisible_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *escape : {"\x1b[2J", "\x1b]0;title\x07", "\x1b[31", "\x1bP1$r", "\x1b[?25l", "\x1b[999999999999"})
            QTest::newRow(escape + 1) << QString::fromLatin1(escape);
    }
    void otherEscapesStayVisible()
    {
        QFETCH(QString, line);
        LogStyle style;
        const LogText text = parseSgr(line, style);
        QVERIFY(text.text.startsWith(QChar(0x241B)));
        QVERIFY(!text.text.contains(QChar(0x1b)));
        QVERIFY(text.spans.isEmpty());
        QCOMPARE(style, LogStyle{});
    }

    void logGathersLines()
    {
        LogModel model;
        Tester tester(&model);
        model.append("START RequestId: 1 Version: $LATEST\nhel");
        QCOMPARE(model.rowCount(), 1);
        model.append("lo \xEA\xB0");
        model.append("\x80\r\n[ERROR] bad\n");
        QCOMPARE(texts(model).mid(1), (QStringList{QStringLiteral("hello 가"), QStringLiteral("[ERROR] bad")}));
        QCOMPARE(model.index(0).data(LogModel::KindRole).toInt(), int(LogModel::LineKind::Platform));
        QCOMPARE(model.index(2).data(LogModel::SeverityRole).toInt(), int(Severity::Error));
        model.append("no end");
        model.endLine();
        model.appendNote(QStringLiteral("note"));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.textOf(3, 4), QStringLiteral("no end\nnote\n"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void logIsBounded()
    {
        LogModel model(100);
        Tester tester(&model);
        QSignalSpy dropped(&model, &LogModel::linesDropped);
        for (int i = 0; i < 250; ++i)
            model.append("line " + QByteArray::number(i) + '\n');
        QVERIFY(model.rowCount() <= 100);
        QVERIFY(!dropped.isEmpty());
        QCOMPARE(model.droppedLines() + model.rowCount(), 250);
        QCOMPARE(texts(model).last(), QStringLiteral("line 249"));
        model.append(QByteArray(1000, '\n'));
        QVERIFY(model.rowCount() <= 100);
    }

    void logBreaksLongLines()
    {
        LogModel model;
        model.append(QByteArray("\xEA\xB0\x80").repeated(30000)); // 90 kB without a line feed, never cut inside a character
        QCOMPARE(model.rowCount(), 2);
        model.endLine();
        for (const QString &text : texts(model))
            QVERIFY(!text.contains(QChar::ReplacementCharacter));
    }

    void functionsCarryTheirProblems()
    {
        Project project;
        project.root = QStringLiteral("/p");
        FunctionDefinition one;
        one.name = QStringLiteral("one");
        one.runtime.text = QStringLiteral("python3.11");
        one.file = QStringLiteral("/p/template.yaml");
        one.line = 5;
        FunctionDefinition two = one;
        two.name = QStringLiteral("two");
        two.line = 20;
        two.handler = {QStringLiteral("${self:custom.x}"), false, 21};
        project.functions = {one, two};
        project.diagnostics = {{Severity::Error, {}, one.file, 21, 1, QStringLiteral("bad"), {}}, {Severity::Hint, {}, one.file, 25, 1, {}, {}}};
        FunctionListModel model;
        Tester tester(&model);
        model.setProject(project);
        QCOMPARE(texts(model), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(model.index(0).data(FunctionListModel::DiagnosticCountRole).toInt(), 0);
        QCOMPARE(model.index(0).data(FunctionListModel::WorstSeverityRole).toInt(), -1);
        QCOMPARE(model.index(1).data(FunctionListModel::DiagnosticCountRole).toInt(), 2);
        QCOMPARE(model.index(1).data(FunctionListModel::WorstSeverityRole).toInt(), int(Severity::Error));
        QVERIFY(!model.index(1).data(FunctionListModel::ResolvedRole).toBool());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCurrent(QStringLiteral("two"));
        model.setRunState(QStringLiteral("two"), FunctionListModel::RunState::Failed);
        QCOMPARE(changed.size(), 2);
        QVERIFY(model.index(1).data(FunctionListModel::CurrentRole).toBool());
        QCOMPARE(model.index(1).data(FunctionListModel::RunStateRole).toInt(), int(FunctionListModel::RunState::Failed));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void eventsKeepRowsThatStay()
    {
        const auto event = [](const char *name) { return EventFile{QString::fromLatin1(name), QStringLiteral("/e/") + QString::fromLatin1(name), {}}; };
        EventListModel model;
        Tester tester(&model);
        model.setEvents({event("b"), event("d")});
        const QPersistentModelIndex stays(model.index(1));
        model.setEvents({event("a"), event("d"), event("c")});
        QCOMPARE(texts(model), (QStringList{QStringLiteral("a"), QStringLiteral("d"), QStringLiteral("c")}));
        QVERIFY(stays.isValid());
        QCOMPARE(stays.row(), 1);
        model.setEvents({event("c"), event("d"), event("a")});
        QCOMPARE(texts(model), (QStringList{QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("a")}));
        QCOMPARE(model.rowOf(QStringLiteral("/e/a")), 2);
        model.setEvents({});
        QCOMPARE(model.rowCount(), 0);
    }

    void diagnosticsAreSorted()
    {
        DiagnosticModel model;
        Tester tester(&model);
        model.setDiagnostics({{Severity::Hint, QStringLiteral("H"), QStringLiteral("/p/a"), 1, 1, QStringLiteral("h"), {}},
                                 {Severity::Error, QStringLiteral("E"), QStringLiteral("/p/b"), 9, 1, QStringLiteral("e\x1b"), QStringLiteral("fix")}},
            QStringLiteral("/p"));
        QCOMPARE(texts(model), (QStringList{QStringLiteral("e\u241B"), QStringLiteral("h")}));
        QCOMPARE(model.index(0, DiagnosticModel::PlaceColumn).data().toString(), QStringLiteral("b:9"));
        QCOMPARE(model.index(0, 0).data(DiagnosticModel::LineRole).toInt(), 9);
        QVERIFY(!model.index(0, 0).data(DiagnosticModel::FixRole).toBool());
        model.setFixable({model.at(0)});
        QVERIFY(model.index(0, 0).data(DiagnosticModel::FixRole).toBool() && !model.index(1, 0).data(DiagnosticModel::FixRole).toBool());
        QCOMPARE(model.count(Severity::Error), 1);
        QCOMPARE(model.count(Severity::Warning), 0);
    }

    void planMasksSecrets()
    {
        DeployPlan plan;
        plan.lines = {{ChangeKind::Same, QStringLiteral("Handler"), QStringLiteral("a.b"), QStringLiteral("a.b"), false},
            {ChangeKind::Update, QStringLiteral("Environment.API_KEY"), QStringLiteral("old-secret"), QStringLiteral("new-secret"), true},
            {ChangeKind::Create, QStringLiteral("Environment.TOKEN"), {}, QStringLiteral("s3"), true}};
        PlanModel model;
        Tester tester(&model);
        model.setPlan(plan);
        QCOMPARE(model.changes(), 2);
        QCOMPARE(texts(model).first(), QStringLiteral("Environment.API_KEY")); // changes come first
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 0; column < model.columnCount(); ++column)
                for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::EditRole), int(Qt::AccessibleTextRole)})
                    QVERIFY(!model.index(row, column).data(role).toString().contains(QLatin1String("secret")));
        QCOMPARE(model.index(1, PlanModel::BeforeColumn).data().toString(), QString());
        QCOMPARE(model.index(0, 0).data(PlanModel::KindRole).toInt(), int(ChangeKind::Update));
    }

    void requestsAreBounded()
    {
        RequestLogModel model(3);
        Tester tester(&model);
        for (int i = 0; i < 5; ++i)
            model.append(QStringLiteral("GET"), QStringLiteral("/%1\x1b").arg(i), i == 4 ? 404 : 200, 1.25);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, RequestLogModel::PathColumn).data().toString(), QStringLiteral("/4\u241B"));
        QVERIFY(model.index(2, 0).data(RequestLogModel::FailedRole).toBool());
        QVERIFY(!model.index(1, 0).data(RequestLogModel::FailedRole).toBool());
    }

    void historyFindsThePreviousRun()
    {
        RunHistoryModel model(3);
        Tester tester(&model);
        for (int i = 0; i < 5; ++i) {
            RunRecord record;
            record.functionName = i % 2 ? QStringLiteral("odd") : QStringLiteral("even");
            record.outcome.report.durationMs = i;
            record.outcome.functionError = i == 4 ? "Unhandled" : "";
            model.prepend(record);
        }
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.nth(QStringLiteral("even"), 0)->outcome.report.durationMs, 4.0);
        QCOMPARE(model.nth(QStringLiteral("even"), 1)->outcome.report.durationMs, 2.0);
        QVERIFY(!model.nth(QStringLiteral("odd"), 1));
        QVERIFY(!model.index(0, 0).data(RunHistoryModel::SucceededRole).toBool());
    }

    /// A file of runs says what its numbers are, in any language.
    void runsHaveUnitsInFiles()
    {
        HistoryModel model;
        HistoryEntry entry;
        entry.id = QStringLiteral("a");
        entry.startedMs = 1768469400000;
        entry.function = QStringLiteral("한 \"f\"");
        entry.where = QStringLiteral("here");
        entry.outcome.report.durationMs = 2.5;
        entry.outcome.report.initMs = -1;
        entry.outcome.report.maxMemoryUsedMib = 40;
        entry.codeHash = QStringLiteral("c");
        model.setEntries({entry});
        QCOMPARE(tableCsv(model), QStringLiteral("time,function,status,event,duration_ms,init_ms,max_memory_mb,where,code\r\n"
                                                 "2026-01-15T09:30:00.000Z,\"한 \"\"f\"\"\",success,,2.5,,40,here,c\r\n").toUtf8());
    }

    void filesAreLazyAndWatched()
    {
        QTemporaryDir dir;
        const QString root = dir.path();
        touch(root + QStringLiteral("/b.py"));
        touch(root + QStringLiteral("/A.py"));
        touch(root + QStringLiteral("/src/deep/x.js"));
        touch(root + QStringLiteral("/node_modules/m/index.js"));
        touch(root + QStringLiteral("/.git/config"));
        touch(root + QStringLiteral("/__pycache__/b.pyc"));
        FileTreeModel model; // a model tester would fetch every folder by itself
        QSignalSpy listed(&model, &FileTreeModel::listed);
        model.setRoot(root);
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(texts(model), (QStringList{QStringLiteral("node_modules"), QStringLiteral("src"), QStringLiteral("A.py"), QStringLiteral("b.py")}));
        QVERIFY(model.index(0, 0).data(FileTreeModel::IsNoiseRole).toBool());
        const QModelIndex src = model.index(1, 0);
        QVERIFY(model.hasChildren(src));
        QCOMPARE(model.rowCount(src), 0);
        model.fetchMore(src);
        QTRY_COMPARE(model.rowCount(src), 1);
        QCOMPARE(model.pathOf(model.index(0, 0, src)), root + QStringLiteral("/src/deep"));
        const QPersistentModelIndex kept(src);
        touch(root + QStringLiteral("/app.py"));
        QVERIFY(QFile::remove(root + QStringLiteral("/b.py")));
        QTRY_COMPARE(texts(model).mid(2), (QStringList{QStringLiteral("A.py"), QStringLiteral("app.py")}));
        QVERIFY(kept.isValid()); // an open folder stays open
        QCOMPARE(model.rowCount(kept), 1);
        model.setRoot({});
        QCOMPARE(model.rowCount(), 0);
    }

    void fileTreeKeepsTheModelRules()
    {
        QTemporaryDir dir;
        touch(dir.filePath(QStringLiteral("a/b/c")));
        touch(dir.filePath(QStringLiteral("d")));
        FileTreeModel model;
        Tester tester(&model);
        model.setRoot(dir.path());
        QTRY_COMPARE(model.rowCount(), 2);
        touch(dir.filePath(QStringLiteral("c")));
        QTRY_COMPARE(texts(model), (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("d")}));
        QVERIFY(QDir(dir.filePath(QStringLiteral("a"))).removeRecursively());
        QTRY_COMPARE(texts(model), (QStringList{QStringLiteral("c"), QStringLiteral("d")}));
    }

    /// What comes after a folder was listed and before its list has arrived is not waited for until the next change.
    void aFileBehindTheListIsSeen()
    {
        QTemporaryDir dir;
        touch(dir.filePath(QStringLiteral("a.py")));
        FileTreeModel model;
        const ReadWatch listed(dir.path());
        model.setRoot(dir.path());
        QVERIFY(listed.wait());
        touch(dir.filePath(QStringLiteral("b.py")));
        QTRY_COMPARE(texts(model), (QStringList{QStringLiteral("a.py"), QStringLiteral("b.py")}));
    }

    /// The row of a new name stays at the top, whatever comes and goes below it, and is no file.
    void anEmptyRowWaitsForAName()
    {
        QTemporaryDir dir;
        touch(dir.filePath(QStringLiteral("a/c")));
        touch(dir.filePath(QStringLiteral("d")));
        FileTreeModel model;
        Tester tester(&model);
        QSignalSpy asked(&model, &FileTreeModel::newRequested), renamed(&model, &FileTreeModel::renameRequested);
        model.setRoot(dir.path());
        QTRY_COMPARE(model.rowCount(), 2);
        const QPersistentModelIndex blank = model.addBlank(dir.path(), false);
        QVERIFY(model.isBlank(blank));
        QVERIFY(blank.data(FileTreeModel::PathRole).toString().isEmpty());
        touch(dir.filePath(QStringLiteral("b")));
        QTRY_COMPARE(texts(model), (QStringList{QString(), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("d")}));
        QVERIFY(QFile::remove(dir.filePath(QStringLiteral("d"))));
        QTRY_COMPARE(texts(model), (QStringList{QString(), QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(blank.row(), 0);
        model.setData(blank, QStringLiteral("x/y.py"), Qt::EditRole);
        QCOMPARE(asked.takeFirst(), (QVariantList{dir.path(), QStringLiteral("x/y.py"), false}));
        QVERIFY(renamed.isEmpty());
        const QString below = dir.filePath(QStringLiteral("a"));
        model.addBlank(below, true); // the other one goes
        QCOMPARE(texts(model), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(QDir(below).removeRecursively());
        QTRY_COMPARE(texts(model), (QStringList{QStringLiteral("b")}));
        model.removeBlank(); // went with its folder
        QVERIFY(!model.addBlank(below, true).isValid());
        QVERIFY(model.addBlank(dir.path(), true).isValid());
        model.removeBlank();
        QCOMPARE(texts(model), (QStringList{QStringLiteral("b")}));
    }

    /// Rows keep themselves and what was listed below them, in their place among the others; whatever comes first, the listing or the word.
    void rowsGoAlongWithAMove_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("listedFirst");
        for (const bool first : {false, true})
            for (const char *to : {"z", "a", "bb", "c/b", "c/0"})
                QTest::addRow("%s %d", to, first) << QString::fromLatin1(to) << first;
    }

    void rowsGoAlongWithAMove()
    {
        QFETCH(QString, to);
        QFETCH(bool, listedFirst);
        QTemporaryDir dir;
        touch(dir.filePath(QStringLiteral("b/deep/x")));
        touch(dir.filePath(QStringLiteral("c/b2/y")));
        touch(dir.filePath(QStringLiteral("d/y")));
        touch(dir.filePath(QStringLiteral("f")));
        FileTreeModel model;
        Tester tester(&model, Tester::FailureReportingMode::Fatal);
        model.setRoot(dir.path());
        const auto at = [&](const QString &name) { return model.indexOf(dir.filePath(name)); };
        QTRY_VERIFY(at(QStringLiteral("b/deep/x")).isValid() || (model.canFetchMore(at(QStringLiteral("b/deep"))) ? (model.fetchMore(at(QStringLiteral("b/deep"))), false) : false));
        const QPersistentModelIndex folder = at(QStringLiteral("b")), file = at(QStringLiteral("b/deep/x"));
        const QString from = dir.filePath(QStringLiteral("b")), target = dir.filePath(to);
        model.expectMove(from, target);
        QVERIFY(QFile::rename(from, target));
        if (listedFirst)
            QTRY_VERIFY(at(to).isValid() && !at(QStringLiteral("b")).isValid());
        model.endMove(from, true);
        QVERIFY(folder.isValid());
        QCOMPARE(QModelIndex(folder), at(to));
        QCOMPARE(model.pathOf(file), target + QStringLiteral("/deep/x"));
        touch(target + QStringLiteral("/deep/z")); // it is looked at where it is now
        QTRY_VERIFY(at(to + QStringLiteral("/deep/z")).isValid());
        QVERIFY(folder.isValid() && file.isValid());
        if (!to.contains(u'/')) {
            QStringList sorted{QStringLiteral("c"), QStringLiteral("d"), to};
            sorted.sort();
            QCOMPARE(texts(model), sorted + QStringList{QStringLiteral("f")});
        }
        model.expectMove(target, from); // it did not come to it
        model.endMove(target, false);
        QCOMPARE(QModelIndex(folder), at(to));
    }

    void hugeFoldersAreCut()
    {
        QTemporaryDir dir;
        for (int i = 0; i < FileTreeModel::maxEntries + 7; ++i)
            touch(dir.filePath(QString::number(i)));
        FileTreeModel model;
        model.setRoot(dir.path());
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), FileTreeModel::maxEntries + 1, 10000);
        QCOMPARE(texts(model).last(), QStringLiteral("… 7"));
    }

    void environmentsKeepTheirRows()
    {
        EnvironmentsModel model;
        const Tester tester(&model, Tester::FailureReportingMode::Fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), removed(&model, &QAbstractItemModel::rowsRemoved),
            changed(&model, &QAbstractItemModel::dataChanged);
        QList<EnvironmentInfo> all(3);
        for (int i = 0; i < 3; ++i) {
            all[i].id = quint64(i + 1);
            all[i].function = QStringLiteral("fn%1").arg(i);
            all[i].version = QStringLiteral("$LATEST");
            all[i].memoryMib = 128;
        }
        all[1].deployed = true;
        model.setEnvironments(all);
        QCOMPARE(texts(model), (QStringList{QStringLiteral("fn0"), QStringLiteral("fn1"), QStringLiteral("fn2")}));
        QCOMPARE(model.index(0, EnvironmentsModel::VersionColumn).data().toString(), QStringLiteral("local"));
        QCOMPARE(model.index(1, EnvironmentsModel::VersionColumn).data().toString(), QStringLiteral("$LATEST"));
        const QPersistentModelIndex second = model.index(1, 0);
        all.removeFirst();
        all[0].state = EnvironmentState::Busy;
        all[0].invocations = 7;
        all[0].peakBytes = 64 << 20;
        all.append(EnvironmentInfo());
        all.last().id = 9;
        model.setEnvironments(all);
        QCOMPARE(second.row(), 0);
        QCOMPARE(second.data(EnvironmentsModel::IdRole).toULongLong(), 2u);
        QCOMPARE(second.data(EnvironmentsModel::StateRole).toInt(), int(EnvironmentState::Busy));
        QCOMPARE(second.data(EnvironmentsModel::MemoryRole).toDouble(), 0.5);
        QCOMPARE(second.sibling(second.row(), EnvironmentsModel::InvocationsColumn).data().toString(), QStringLiteral("7"));
        QCOMPARE(second.sibling(second.row(), EnvironmentsModel::MemoryColumn).data().toString(), QStringLiteral("64 of 128 MB"));
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(changed.size(), 1);
        model.setEnvironments(all); // nothing new: nothing said
        QCOMPARE(changed.size(), 1);
        model.setEnvironments({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestItems)
#include "tst_items.moc"
