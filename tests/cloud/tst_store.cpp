// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include "cloud/functionservice.h"
#include "cloud/functionstore.h"
#include "core/atomicfile.h"
#include <QCryptographicHash>
#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>
#include <csignal>

using namespace lathe;

/// What is kept: over restarts, kills, and damage.
class TestStore : public QObject
{
    Q_OBJECT
    static QString q(const char *text) { return QString::fromLatin1(text); }
    static FunctionRecord record(FunctionStore &store, const QString &name, const QByteArray &content)
    {
        FunctionRecord function;
        function.name = name;
        VersionRecord &latest = function.latest();
        latest.configuration = configurationWithDefaults({{q("Handler"), q("app.handler")}, {q("Runtime"), q("python3.11")}}, name);
        latest.codeSha256 = store.blobs().put(content).value_or(QByteArray());
        latest.codeBytes = content.size();
        latest.beginCreate();
        return function;
    }
    static std::unique_ptr<FunctionStore> open(const QString &dir, QStringList *notes = nullptr)
    {
        QStringList own;
        auto store = FunctionStore::open(dir, notes ? notes : &own);
        return store ? std::move(*store) : nullptr;
    }
    static int blobCount(const QString &dir)
    {
        int count = 0;
        for (QDirIterator it(dir + q("/blobs"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext(); it.next())
            ++count;
        return count;
    }

private slots:
    void everythingSurvives()
    {
        QTemporaryDir dir;
        FunctionRecord written;
        {
            const auto store = open(dir.path());
            QVERIFY(store);
            written = record(*store, QString::fromUtf8("name"), "zip bytes");
            written.tags = {{q("k"), QString::fromUtf8("값")}};
            written.nextVersion = 8;
            VersionRecord version = written.latest();
            version.version = q("7");
            version.source = "abc";
            version.finish({}, {});
            written.versions.insert(version.version, version);
            QVERIFY(store->put(written).has_value());
        }
        const auto store = open(dir.path());
        QVERIFY(store);
        const FunctionRecord *found = store->find(q("name"));
        QVERIFY(found);
        QCOMPARE(found->tags, written.tags);
        QCOMPARE(found->nextVersion, 8);
        QVERIFY(found->versions == written.versions);
        QCOMPARE(store->codeBytes(), qint64(9));
        QFile db(dir.filePath(q("functions.sqlite")));
        QVERIFY(!(db.permissions() & (QFile::ReadGroup | QFile::ReadOther))); // environment variables are in it
    }

    void blobsLiveAsLongAsTheyAreUsed()
    {
        QTemporaryDir dir;
        const auto store = open(dir.path());
        FunctionRecord a = record(*store, q("a"), "same"), b = record(*store, q("b"), "same");
        QVERIFY(store->put(a).has_value());
        QVERIFY(store->put(b).has_value());
        QCOMPARE(blobCount(dir.path()), 1);
        QVERIFY(store->remove(q("a")).has_value());
        QCOMPARE(blobCount(dir.path()), 1);
        b.latest().codeSha256 = *store->blobs().put("other");
        const QByteArray same = a.latest().codeSha256;
        store->pin(same);
        QVERIFY(store->put(b).has_value());
        QCOMPARE(blobCount(dir.path()), 2); // the old one is pinned
        store->unpin(same);
        QCOMPARE(blobCount(dir.path()), 1);
        QVERIFY(store->remove(q("b")).has_value());
        QCOMPARE(blobCount(dir.path()), 0);
        QVERIFY(store->remove(q("b")).has_value());
    }

    void theStartSweepsWhatNobodyUses()
    {
        QTemporaryDir dir;
        {
            const auto store = open(dir.path());
            QVERIFY(store->put(record(*store, q("a"), "used")).has_value());
            QVERIFY(store->blobs().put("unused").has_value());
        }
        QCOMPARE(blobCount(dir.path()), 2);
        QVERIFY(open(dir.path()));
        QCOMPARE(blobCount(dir.path()), 1);
    }

    void aDamagedDatabaseIsMovedAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("this is no database at all, but long enough to be looked at");
        QTest::newRow("zeros") << QByteArray(8192, '\0');
        QTest::newRow("torn") << QByteArray();
    }
    void aDamagedDatabaseIsMovedAside()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir dir;
        const QString file = dir.filePath(q("functions.sqlite"));
        {
            const auto store = open(dir.path());
            for (int i = 0; i < 40; ++i)
                QVERIFY(store->put(record(*store, QStringLiteral("f%1").arg(i), QByteArray::number(i))).has_value());
        }
        if (bytes.isEmpty()) { // pages in the middle overwritten
            bytes = *readFile(file);
            bytes.replace(4096, bytes.size() - 4096, QByteArray(bytes.size() - 4096, '\xa5'));
        }
        LATHE_VERIFY_RESULT(writeFileAtomically(file, bytes));
        QStringList notes;
        const auto store = open(dir.path(), &notes);
        QVERIFY(store);
        QCOMPARE(store->all().size(), 0);
        QCOMPARE(notes.size(), 1);
        const QStringList aside = QDir(dir.path()).entryList({q("functions.sqlite.damaged-*")});
        QVERIFY(!aside.isEmpty());
        QCOMPARE(*readFile(dir.filePath(aside.first())), bytes);
        QVERIFY(store->put(record(*store, q("new"), "x")).has_value());
    }

    void aNewerDatabaseStaysAsItIs()
    {
        QTemporaryDir dir;
        QVERIFY(open(dir.path()));
        QStringList notes;
        {
            auto database = Database::open(dir.filePath(q("functions.sqlite")), &notes);
            LATHE_VERIFY_RESULT(database);
            LATHE_VERIFY_RESULT((*database)->run(q("PRAGMA user_version=99")));
        }
        const auto store = FunctionStore::open(dir.path(), &notes);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::Config);
        QCOMPARE(notes.size(), 0);
        QVERIFY(QFile::exists(dir.filePath(q("functions.sqlite"))));
    }

    void aMissingBlobFailsItsFunctionOnly()
    {
        QTemporaryDir dir;
        {
            const auto store = open(dir.path());
            FunctionRecord bad = record(*store, q("bad"), "1"), good = record(*store, q("good"), "2");
            for (FunctionRecord *one : {&bad, &good}) {
                one->latest().finish({}, {});
                QVERIFY(store->put(*one).has_value());
            }
            QVERIFY(QFile::remove(store->blobs().path(bad.latest().codeSha256)));
        }
        QStringList notes;
        const auto store = open(dir.path(), &notes);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(store->find(q("bad"))->find(latestVersion)->state, q("Failed"));
        QCOMPARE(store->find(q("good"))->find(latestVersion)->state, q("Active"));
    }

    void unpackedTreesOfReplacedCodeGo()
    {
        EndpointFixture f;
        QTemporaryDir dir;
        FunctionService functions(open(dir.path()), {q("us-east-1"), q("000000000000")}, dir.filePath(q("unpacked")), *f.runtime);
        functions.setTreeGrace(std::chrono::milliseconds(50));
        const auto upload = [&](const QByteArray &content) {
            const QByteArray sha = functions.store().blobs().put(f.zip(content)).value_or(QByteArray());
            FunctionRecord function;
            if (const FunctionRecord *old = functions.store().find(q("hello")))
                function = *old;
            function.name = q("hello");
            VersionRecord &latest = function.latest();
            latest.configuration = configurationWithDefaults({{q("Handler"), q("app.handler")}, {q("Runtime"), q("python3.11")}}, q("hello"));
            latest.codeSha256 = sha;
            latest.state.isEmpty() ? latest.beginCreate() : latest.beginUpdate();
            return functions.save(function) ? dir.filePath(q("unpacked/") + QString::fromLatin1(sha)) : QString();
        };
        const QString first = upload("a = 1\n");
        QTRY_VERIFY(QFile::exists(first + q("/app.py")) && functions.readySpec(q("hello"), latestVersion));
        const QString second = upload("a = 2\n");
        QTRY_VERIFY(functions.readySpec(q("hello"), latestVersion)->codeDir == second);
        QTRY_VERIFY(!QFile::exists(first));
        QVERIFY(QFile::exists(second + q("/app.py")));
        QCOMPARE(upload("a = 1\n"), first); // uploaded again: unpacked again
        QTRY_VERIFY(functions.readySpec(q("hello"), latestVersion)->codeDir == first);
        QVERIFY(QFile::exists(first + q("/app.py")));
        QTRY_VERIFY(!QFile::exists(second));
        QVERIFY(QFile::exists(first + q("/app.py")));
        QTRY_COMPARE(QDir(dir.filePath(q("unpacked"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void theEndpointComesBackAsItWas()
    {
        EndpointFixture f;
        QVERIFY(f.createSettled(q("hello")));
        QCOMPARE(f.call({"POST", "/2015-03-31/functions/hello/versions"}).status, 201);
        const QByteArray all = f.get("/2015-03-31/functions?FunctionVersion=ALL").body;
        const QJsonObject one = f.get("/2015-03-31/functions/hello/configuration").json();
        const quint16 port = f.endpoint->port();
        const QString key = f.keys().accessKeyId;
        f.restart();
        QCOMPARE(f.endpoint->port(), port);
        QCOMPARE(f.keys().accessKeyId, key);
        QCOMPARE(f.get("/2015-03-31/functions?FunctionVersion=ALL").body, all);
        QCOMPARE(f.get("/2015-03-31/functions/hello/configuration").json(), one);
    }

    void aTakenPortIsReplacedAndASecondEndpointRefused()
    {
        EndpointFixture f;
        const quint16 port = f.endpoint->port();
        auto workspace = Workspace::open(f.endpoint->workspace().dir);
        LATHE_VERIFY_RESULT(workspace);
        QCOMPARE(workspace->lastPort, port);
        Endpoint second(*workspace, *f.runtime);
        const auto refused = second.start();
        QVERIFY(!refused);
        QCOMPARE(refused.error().id, q("LTH-SRV-002"));
        QVERIFY(f.call({"GET", "/2015-03-31/functions"}).status == 200);
        QTemporaryDir other;
        auto elsewhere = Workspace::open(other.path());
        LATHE_VERIFY_RESULT(elsewhere);
        LATHE_VERIFY_RESULT(elsewhere->savePort(port)); // its last port is taken by now
        Endpoint third(*elsewhere, *f.runtime);
        const auto started = third.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(*started != port);
        Endpoint fourth(*Workspace::open(other.path() + q("/4")), *f.runtime);
        QVERIFY(!fourth.start(port)); // a wish is not replaced
        third.stop();
        third.stop();
        LATHE_VERIFY_RESULT(third.start());
    }

    void aKillTearsNothing()
    {
        // A child writes functions and versions as fast as it can and is killed at any moment; each time, what it had said
        // to have stored is there, and every blob that is referred to exists and is whole.
        QTemporaryDir dir;
        for (int round = 0; round < 12; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {q("--write"), dir.path(), QString::number(round)});
            QVERIFY(child.waitForStarted());
            QTRY_VERIFY_WITH_TIMEOUT(child.bytesAvailable() > 0 || child.state() == QProcess::NotRunning, 10000);
            QTest::qSleep(int(QRandomGenerator::global()->bounded(25))); // the moment of the kill, not a wait for something
            ::kill(pid_t(child.processId()), SIGKILL);
            QVERIFY(child.waitForFinished());
            const QByteArray said = child.readAllStandardOutput();
            QStringList notes;
            const auto store = open(dir.path(), &notes);
            QVERIFY(store);
            QVERIFY2(notes.isEmpty(), qPrintable(notes.join(u'\n')));
            for (const QByteArray &line : said.first(said.lastIndexOf('\n') + 1).split('\n'))
                QVERIFY2(line.isEmpty() || store->find(QString::fromLatin1(line)), line.constData());
            for (const FunctionRecord &function : store->all()) {
                QVERIFY(!function.versions.isEmpty());
                for (const VersionRecord &version : function.versions) {
                    const auto blob = readFile(store->blobs().path(version.codeSha256));
                    LATHE_VERIFY_RESULT(blob);
                    QCOMPARE(QCryptographicHash::hash(*blob, QCryptographicHash::Sha256).toHex(), version.codeSha256);
                }
            }
        }
    }

    void whatAKillLeftPendingGoesOn()
    {
        EndpointFixture f;
        QVERIFY(f.createSettled(q("hello")));
        const QString state = f.endpoint->workspace().dir;
        f.client.reset();
        f.endpoint.reset();
        {
            const auto store = open(state);
            FunctionRecord function = *store->find(q("hello"));
            function.latest().beginCreate();
            QVERIFY(store->put(function).has_value());
        }
        f.restart();
        QVERIFY(f.settle("hello"));
    }

public:
    /// The child of aKillTearsNothing().
    static int write(const QString &dir, int round)
    {
        const auto store = open(dir);
        if (!store)
            return 1;
        for (int i = 0;; ++i) {
            const QString name = QStringLiteral("r%1-%2").arg(round).arg(i);
            FunctionRecord function = record(*store, name, QByteArray(1000 + i, char('a' + i % 20)) + name.toLatin1());
            for (int v = 1; v < 4; ++v) {
                VersionRecord version = function.latest();
                version.version = QString::number(v);
                version.codeSha256 = *store->blobs().put(name.toLatin1() + QByteArray::number(v));
                function.versions.insert(version.version, version);
            }
            if (!store->put(function))
                return 2;
            if (i % 3 == 2 && !store->remove(QStringLiteral("r%1-%2").arg(round - 1).arg(i)))
                return 3;
            printf("%s\n", qPrintable(name));
            fflush(stdout);
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--write") == 0)
        return TestStore::write(QString::fromLocal8Bit(argv[2]), atoi(argv[3]));
    TestStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_store.moc"
