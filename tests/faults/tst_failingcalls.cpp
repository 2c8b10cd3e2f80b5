// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "events/eventstore.h"
#include "history/historystore.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "project/layerlinks.h"
#include "session/backupstore.h"
#include "session/documentfile.h"
#include "session/folderstore.h"
#include "session/savedtexts.h"
#include "session/settings.h"
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cerrno>
#include <cstdio>

using namespace lathe;

namespace {

const QByteArray oldText = QByteArray("old line\n").repeated(3000);
const QByteArray newText = QByteArray("new line, 새 줄\n").repeated(4000);

HistoryEntry run(int number)
{
    HistoryEntry entry;
    entry.id = QStringLiteral("%1-0000").arg(number, 8, 10, QLatin1Char('0'));
    entry.startedMs = 1700000000000 + number * 1000;
    entry.function = QStringLiteral("hello");
    entry.event = "{\"n\": 1}";
    entry.outcome.payload = newText;
    return entry;
}

PackageSpec package(const QString &dir)
{
    PackageSpec spec;
    spec.rootDir = dir + QStringLiteral("/code");
    spec.storeDir = dir + QStringLiteral("/store");
    return spec;
}

/// "": it is done. Else why it is not; "?" where nobody is told.
QString change(const QString &what, const QString &dir)
{
    const auto said = [](const auto &result) { return result ? QString() : result.error().text; };
    const QString file = dir + QStringLiteral("/app.py");
    if (what == QLatin1String("document")) {
        const auto document = loadDocument(file);
        return document ? said(saveDocument(file, QString::fromUtf8(newText), document->form)) : document.error().text;
    }
    if (what == QLatin1String("backup")) {
        BackupStore store(dir + QStringLiteral("/texts"));
        QString why;
        QObject::connect(&store, &BackupStore::failed, &store, [&why](const Error &error) { why = error.text; });
        store.note(file, QString::fromUtf8(newText), 1, 1);
        store.flush();
        QCoreApplication::processEvents();
        return why;
    }
    if (what == QLatin1String("unsaved text")) {
        BackupStore store(dir + QStringLiteral("/texts"));
        if (store.pending().size() == 1)
            return {}; // whoever asked has it
        store.note(file, QStringLiteral("another text"), 1, 1);
        store.flush();
        return QStringLiteral("?");
    }
    if (what == QLatin1String("event"))
        return said(EventStore(dir).save(QStringLiteral("a"), newText, true));
    if (what == QLatin1String("event's neighbour")) {
        const EventStore store(dir);
        return said(EventStore(dir).saveBeside(store.events().value(0), EventPart::Expected, newText));
    }
    if (what == QLatin1String("event's name")) {
        EventStore store(dir);
        return said(store.rename(store.events().value(0), QStringLiteral("b")));
    }
    if (what == QLatin1String("template"))
        return said(applyEdits({{dir + QStringLiteral("/template.yaml"), newText}, {dir + QStringLiteral("/layers/functions.json"), newText}}));
    if (what == QLatin1String("package"))
        return said(writePackage(package(dir), dir + QStringLiteral("/out.zip")));
    if (what == QLatin1String("run"))
        return said(HistoryStore::keep(dir + QStringLiteral("/history"), run(2)));
    if (what == QLatin1String("history")) {
        QStringList notes;
        const auto store = HistoryStore::open(dir + QStringLiteral("/history"), &notes);
        return store ? said((*store)->add({run(3), run(4)})) : store.error().text;
    }
    if (what == QLatin1String("settings")) {
        Settings(dir + QStringLiteral("/workbench.ini")).setTheme(QStringLiteral("dark"));
        return QStringLiteral("?");
    }
    if (what == QLatin1String("folders")) {
        FolderStore(dir + QStringLiteral("/state/folders.json")).setTrusted(dir + QStringLiteral("/code"), true);
        return QStringLiteral("?");
    }
    if (what == QLatin1String("local history")) {
        SavedTexts(dir + QStringLiteral("/kept")).note(dir, file, TextChange::Saved);
        return QStringLiteral("?");
    }
    return QStringLiteral("what?");
}

} // namespace

/// Disks are full, broken or read-only at every single call in turn: what was there is there as it was, what is said to be done is
/// done, and once the disk is well again so is everything else.
class TestFailingCalls : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_mark;

    QString at(const QString &name) const { return m_dir->filePath(QStringLiteral("d/") + name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
        QVERIFY(writeFileAtomically(at(name), bytes, 0644).has_value());
    }
    QByteArray bytes(const QString &name) const { return readFile(at(name)).value_or(QByteArray("(none)")); }

    /// In a process of its own, with call `n` failing (0: none). What change() says.
    QString changed(const QString &what, int n, int error, bool also, bool reads = false) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (n > 0) {
            environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(LATHE_FAILING_CALLS));
            environment.insert(QStringLiteral("LATHE_FAIL_BELOW"), m_dir->filePath(QStringLiteral("d")));
            environment.insert(QStringLiteral("LATHE_FAIL_AT"), QString::number(n));
            environment.insert(QStringLiteral("LATHE_FAIL_WITH"), QString::number(error));
            environment.insert(QStringLiteral("LATHE_FAIL_MARK"), m_mark);
            if (reads)
                environment.insert(QStringLiteral("LATHE_FAIL_READS"), QStringLiteral("1"));
            if (also)
                environment.insert(QStringLiteral("LATHE_FAIL_ALSO"), QStringLiteral("1"));
        }
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--change"), what, m_dir->filePath(QStringLiteral("d"))});
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return QStringLiteral("(crashed)");
        return QString::fromUtf8(process.readAllStandardOutput());
    }

    void prepare(const QString &what)
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_mark = m_dir->filePath(QStringLiteral("mark"));
        write(QStringLiteral("app.py"), oldText);
        if (what.startsWith(QLatin1String("event"))) {
            write(QStringLiteral("events/a.json"), oldText);
            write(QStringLiteral("events/a.expected.json"), oldText);
        } else if (what == QLatin1String("template")) {
            write(QStringLiteral("template.yaml"), oldText);
            write(QStringLiteral("layers/functions.json"), oldText);
        } else if (what == QLatin1String("backup") || what == QLatin1String("unsaved text")) {
            QCOMPARE(changed(QStringLiteral("backup"), 0, 0, false), QString()); // the text of another program
        } else if (what == QLatin1String("package")) {
            for (int i = 0; i < 20; ++i)
                write(QStringLiteral("code/m%1.py").arg(i), oldText + QByteArray::number(i));
            QVERIFY(writePackage(package(m_dir->filePath(QStringLiteral("d"))), at(QStringLiteral("out.zip"))).has_value());
            for (int i = 0; i < 5; ++i)
                write(QStringLiteral("code/m%1.py").arg(i), newText + QByteArray::number(i));
        } else if (what == QLatin1String("run") || what == QLatin1String("history")) {
            QStringList notes;
            QVERIFY(HistoryStore::open(at(QStringLiteral("history")), &notes).value()->add({run(0)}).has_value());
            QVERIFY(HistoryStore::keep(at(QStringLiteral("history")), run(1)).has_value());
        } else if (what == QLatin1String("settings")) {
            Settings settings(at(QStringLiteral("workbench.ini")));
            settings.setTheme(QStringLiteral("light"));
            settings.setLanguage(QStringLiteral("ko"));
        } else if (what == QLatin1String("folders")) {
            FolderStore(at(QStringLiteral("state/folders.json"))).setTrusted(at(QStringLiteral("events")), true);
            QVERIFY(QDir().mkpath(at(QStringLiteral("events"))) && QDir().mkpath(at(QStringLiteral("code"))));
        } else if (what == QLatin1String("local history")) {
            QCOMPARE(changed(what, 0, 0, false), QStringLiteral("?"));
            write(QStringLiteral("app.py"), newText);
        }
    }

    /// What is wrong with what is there; `done`: the change must be there, `undone`: it must not.
    QString look(const QString &what, bool done, bool undone) const
    {
        const auto one = [&](const QString &name, const QByteArray &before, const QByteArray &after) -> QString {
            const QByteArray now = bytes(name);
            if (now != before && now != after)
                return name + QStringLiteral(" is torn");
            if (done && now != after)
                return name + QStringLiteral(" is not there, and nobody was told");
            return undone && now != before ? name + QStringLiteral(" has changed all the same") : QString();
        };
        if (what == QLatin1String("document"))
            return one(QStringLiteral("app.py"), oldText, newText);
        if (what == QLatin1String("event"))
            return one(QStringLiteral("events/a.json"), oldText, newText);
        if (what == QLatin1String("event's neighbour"))
            return one(QStringLiteral("events/a.expected.json"), oldText, newText);
        if (what == QLatin1String("event's name")) {
            const QString event = one(QStringLiteral("events/b.json"), "(none)", oldText);
            const bool both = bytes(QStringLiteral("events/b.json")) == bytes(QStringLiteral("events/b.expected.json")) && bytes(QStringLiteral("events/a.json")) == bytes(QStringLiteral("events/a.expected.json"));
            return !event.isEmpty() || both ? event : QStringLiteral("event and expectation have different names");
        }
        if (what == QLatin1String("template")) {
            const QString file = one(QStringLiteral("template.yaml"), oldText, newText);
            return file.isEmpty() ? one(QStringLiteral("layers/functions.json"), oldText, newText) : file;
        }
        if (what == QLatin1String("backup")) {
            const QList<Backup> pending = BackupStore(at(QStringLiteral("texts"))).pending();
            return pending.size() == 1 && pending.first().text == QString::fromUtf8(newText) ? QString() : QStringLiteral("%1 backups").arg(pending.size());
        }
        if (what == QLatin1String("unsaved text")) {
            for (const QString &name : QDir(at(QStringLiteral("texts"))).entryList(QDir::Files))
                if (bytes(QStringLiteral("texts/") + name).contains(newText))
                    return {};
            return QStringLiteral("the unsaved text is lost");
        }
        if (what == QLatin1String("package")) {
            const auto list = readPackageList(at(QStringLiteral("out.zip")));
            if (!list || list->size() != 20)
                return QStringLiteral("the package is torn");
            const bool isNew = list->first().bytes == newText.size() + 1;
            return done && !isNew ? QStringLiteral("the package is the old one") : undone && isNew ? QStringLiteral("the package is the new one") : QString();
        }
        if (what == QLatin1String("run") || what == QLatin1String("history")) {
            QStringList notes;
            const auto store = HistoryStore::open(at(QStringLiteral("history")), &notes);
            if (!store || !notes.isEmpty())
                return QStringLiteral("the history is damaged: ") + notes.join(u' ');
            QStringList ids;
            for (const HistoryEntry &entry : (*store)->find({}).value_or(QList<HistoryEntry>()))
                ids.append(entry.id);
            const QStringList added = what == QLatin1String("run") ? QStringList{run(2).id} : QStringList{run(3).id, run(4).id};
            if (!ids.contains(run(0).id) || !ids.contains(run(1).id))
                return QStringLiteral("a run is lost");
            const qsizetype there = std::count_if(added.begin(), added.end(), [&ids](const QString &id) { return ids.contains(id); });
            return (done && there != added.size()) || (there != 0 && there != added.size()) ? QStringLiteral("%1 of the new runs").arg(there) : QString();
        }
        if (what == QLatin1String("settings")) {
            const Settings settings(at(QStringLiteral("workbench.ini")));
            const bool isOld = settings.theme() == QLatin1String("light"), isNew = settings.theme() == QLatin1String("dark");
            return settings.language() == QLatin1String("ko") && (isNew || (isOld && !done)) ? QString() : QStringLiteral("settings are lost");
        }
        if (what == QLatin1String("folders")) {
            const FolderStore folders(at(QStringLiteral("state/folders.json")));
            return folders.isTrusted(at(QStringLiteral("events"))) && (!done || folders.isTrusted(at(QStringLiteral("code")))) ? QString() : QStringLiteral("trust is lost");
        }
        SavedTexts texts(at(QStringLiteral("kept")));
        const auto states = texts.statesOf(at(QStringLiteral("app.py"))).result();
        QList<QByteArray> kept;
        for (const SavedText &state : states.value_or(QList<SavedText>()))
            kept.append(texts.bytesOf(state.hash).result().value_or("(none)"));
        return kept.contains(oldText) && (!done || kept.first() == newText) && !kept.contains("(none)") ? QString() : QStringLiteral("%1 states").arg(kept.size());
    }

private slots:
    void everyCallInTurn_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"document", "backup", "event", "event's neighbour", "event's name", "template", "package", "run", "history", "settings", "folders", "local history"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void everyCallInTurn()
    {
        QFETCH(QString, what);
        static constexpr int errors[] = {ENOSPC, EIO, EROFS, EDQUOT};
        int tries = 0, told = 0;
        for (const bool also : {true, false})
            for (int n = 1;; ++n) {
                prepare(what);
                const QString said = changed(what, n, errors[n % 4], also);
                const QByteArray where = QStringLiteral("call %1%2, said “%3”: ").arg(n).arg(also ? QStringLiteral(" and on") : QString(), said).toUtf8();
                const bool failed = QFile::exists(m_mark);
                QVERIFY2(said != QLatin1String("(crashed)"), where.constData());
                // What takes several renames cannot be taken back on a disk that lets none through any more; it is said then.
                const bool several = what == QLatin1String("template") || what == QLatin1String("event's name");
                const QString wrong = also && several && !said.isEmpty() ? QString() : look(what, said.isEmpty() || !failed, !said.isEmpty() && said != QLatin1String("?"));
                QVERIFY2(wrong.isEmpty(), (where + wrong.toUtf8()).constData());
                if (!failed)
                    break;
                ++tries;
                told += !said.isEmpty();
                const QString again = changed(what, 0, 0, false);
                QVERIFY2(again.isEmpty() || again == QLatin1String("?") || what == QLatin1String("event's name"), (where + "then " + again.toUtf8()).constData());
                const bool between = also && what == QLatin1String("event's name") && !said.isEmpty();
                const QString later = between ? QString() : look(what, true, false);
                QVERIFY2(later.isEmpty(), (where + "then " + later.toUtf8()).constData());
            }
        QVERIFY(tries > 2);
        qInfo("F3 failing calls: %s: n=%d, told=%d, 0 losses", qPrintable(what), tries, told);
    }

    /// A disk that does not let a file be read says nothing about its content: the file stays where it is and as it is.
    void everyReadInTurn_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"unsaved text", "history", "settings", "folders", "local history"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void everyReadInTurn()
    {
        QFETCH(QString, what);
        static constexpr int errors[] = {EIO, EACCES};
        int tries = 0;
        for (const bool also : {true, false})
            for (int n = 1;; ++n) {
                prepare(what);
                const QString said = changed(what, n, errors[n % 2], also, true);
                const QByteArray where = QStringLiteral("reading %1%2, said “%3”: ").arg(n).arg(also ? QStringLiteral(" and on") : QString(), said).toUtf8();
                const bool failed = QFile::exists(m_mark);
                QVERIFY2(said != QLatin1String("(crashed)"), where.constData());
                QStringList aside;
                for (QDirIterator it(m_dir->path(), {QStringLiteral("*.damaged-*"), QStringLiteral("*.bad")}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
                    aside += it.next();
                QVERIFY2(aside.isEmpty() || what == QLatin1String("unsaved text"), (where + aside.join(u' ').toUtf8()).constData());
                const QString wrong = look(what, !failed, false);
                QVERIFY2(wrong.isEmpty(), (where + wrong.toUtf8()).constData());
                if (!failed)
                    break;
                ++tries;
            }
        QVERIFY(tries > 0);
        qInfo("F3 failing reads: %s: n=%d, 0 losses", qPrintable(what), tries);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--change") == 0) {
        const QString said = change(QString::fromUtf8(argv[2]), QFile::decodeName(argv[3]));
        std::fputs(said.toUtf8().constData(), stdout);
        return 0;
    }
    TestFailingCalls test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_failingcalls.moc"
