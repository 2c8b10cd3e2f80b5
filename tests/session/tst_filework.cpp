// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/result.h"
#include "project/pathmentions.h"
#include "session/filecopy.h"
#include "session/filework.h"
#include <QDir>
#include <QFile>
#include <QDateTime>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace lathe;

/// What happens to files of a project: never over another, never outside, and back from the trash.
class TestFileWork : public QObject
{
    Q_OBJECT

    struct Place
    {
        Place()
        {
            QDir().mkpath(root + QStringLiteral("/src/deep"));
            QDir().mkpath(dir.filePath(QStringLiteral("outside")));
            write(QStringLiteral("src/app.py"), "app");
            write(QStringLiteral("src/deep/x.txt"), "x");
            qputenv("HOME", QFile::encodeName(dir.path()));
            qputenv("XDG_DATA_HOME", QFile::encodeName(dir.filePath(QStringLiteral("data"))));
        }
        QString at(const QString &name) const { return root + u'/' + name; }
        void write(const QString &name, const QByteArray &bytes) const
        {
            QFile file(at(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        QByteArray read(const QString &path) const
        {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
        }
        QTemporaryDir dir;
        QString root = dir.filePath(QStringLiteral("p"));
    };

private slots:
    void namesThatCannotBe()
    {
        for (const QString &name : {QString(), QStringLiteral("  "), QStringLiteral("."), QStringLiteral(".."), QStringLiteral("a/b"), QStringLiteral("a") + QChar(0),
                 QString(256, u'a'), QString(86, QChar(0xAC00))}) // 258 bytes in UTF-8
            QVERIFY2(!fileNameProblem(name).isEmpty(), qPrintable(name));
        for (const QString &name : {QStringLiteral(".env"), QStringLiteral("a b"), QString(255, u'a'), QString(85, QChar(0xAC00)), QStringLiteral("주문.py")})
            QVERIFY2(fileNameProblem(name).isEmpty(), qPrintable(name));
        const Place p;
        for (const QString &name : {QStringLiteral("a/"), QStringLiteral("/a"), QStringLiteral("a//b"), QStringLiteral("../a"), QStringLiteral("a/../b")})
            QCOMPARE(makeFile(p.root, p.root, name).error().code, ErrorCode::Usage);
        QCOMPARE(moveFile(p.root, p.at(QStringLiteral("src/app.py")), p.at(QStringLiteral("src/") + QString(256, u'a'))).error().code, ErrorCode::Usage);
    }

    void foldersOfANameAreMade()
    {
        const Place p;
        QCOMPARE(*makeFile(p.root, p.root, QStringLiteral("src/new/deep/a.py")), p.at(QStringLiteral("src/new/deep/a.py")));
        QVERIFY(QFileInfo(p.at(QStringLiteral("src/new/deep/a.py"))).isFile());
        QCOMPARE(*makeFolder(p.root, p.at(QStringLiteral("src")), QStringLiteral("new/x/y")), p.at(QStringLiteral("src/new/x/y")));
        QVERIFY(QFileInfo(p.at(QStringLiteral("src/new/x/y"))).isDir());
        QCOMPARE(makeFile(p.root, p.root, QStringLiteral("src/app.py/b")).error().code, ErrorCode::AlreadyExists); // a file is in the way
        QCOMPARE(makeFolder(p.root, p.root, QStringLiteral("src/new/deep/a.py")).error().code, ErrorCode::AlreadyExists);
        // What was made on the way goes again: this is over PATH_MAX.
        QCOMPARE(makeFile(p.root, p.root, QStringList(20, QString(250, u'a')).join(u'/')).error().code, ErrorCode::Io);
        QVERIFY(!QFileInfo::exists(p.at(QString(250, u'a'))));
        QVERIFY(symlink(QFile::encodeName(p.dir.filePath(QStringLiteral("outside"))).constData(), QFile::encodeName(p.at(QStringLiteral("link"))).constData()) == 0);
        QCOMPARE(makeFile(p.root, p.root, QStringLiteral("link/a.py")).error().code, ErrorCode::Config);
        QVERIFY(!QFileInfo::exists(p.dir.filePath(QStringLiteral("outside/a.py"))));
    }

    void nothingIsOverwritten()
    {
        const Place p;
        const QString app = p.at(QStringLiteral("src/app.py"));
        QCOMPARE(makeFile(p.root, p.at(QStringLiteral("src")), QStringLiteral("app.py")).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(makeFolder(p.root, p.root, QStringLiteral("src")).error().code, ErrorCode::AlreadyExists);
        const auto made = makeFile(p.root, p.at(QStringLiteral("src")), QStringLiteral("b.py"));
        LATHE_VERIFY_RESULT(made);
        QCOMPARE(moveFile(p.root, app, *made).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(p.read(app), QByteArray("app"));
        LATHE_VERIFY_RESULT(moveFile(p.root, app, p.at(QStringLiteral("src/App.py")))); // another name where the disk tells case apart
        QVERIFY(!QFileInfo::exists(app));
        QCOMPARE(p.read(p.at(QStringLiteral("src/App.py"))), QByteArray("app"));
        QCOMPARE(moveFile(p.root, app, p.at(QStringLiteral("src/c.py"))).error().code, ErrorCode::NotFound);
        QCOMPARE(moveFile(p.root, p.at(QStringLiteral("src")), p.at(QStringLiteral("src/deep/src"))).error().code, ErrorCode::Usage);
    }

    void copiesAreWholeAndFree()
    {
        const Place p;
        const std::atomic_bool on = false, stopped = true;
        QCOMPARE(duplicateFile(p.root, p.at(QStringLiteral("src/app.py")), on).value_or(QString()), p.at(QStringLiteral("src/app-copy.py")));
        QCOMPARE(duplicateFile(p.root, p.at(QStringLiteral("src/app.py")), on).value_or(QString()), p.at(QStringLiteral("src/app-copy-2.py")));
        QVERIFY(QFile::link(QStringLiteral("/etc/hostname"), p.at(QStringLiteral("src/deep/link"))));
        const auto copy = duplicateFile(p.root, p.at(QStringLiteral("src")), on);
        LATHE_VERIFY_RESULT(copy);
        QCOMPARE(p.read(*copy + QStringLiteral("/deep/x.txt")), QByteArray("x"));
        QVERIFY(QFileInfo(*copy + QStringLiteral("/deep/link")).isSymLink());
        QCOMPARE(duplicateFile(p.root, p.at(QStringLiteral("src")), stopped).error().code, ErrorCode::Cancelled);
        QVERIFY(!QFileInfo::exists(p.at(QStringLiteral("src-copy-2"))));
    }

    void linksLeadNowhere()
    {
        const Place p;
        const QString outside = p.dir.filePath(QStringLiteral("outside"));
        QFile file(outside + QStringLiteral("/kept"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(outside, p.at(QStringLiteral("link"))));
        QCOMPARE(makeFile(p.root, p.at(QStringLiteral("link")), QStringLiteral("a")).error().code, ErrorCode::Config);
        QCOMPARE(moveFile(p.root, p.at(QStringLiteral("link/kept")), p.at(QStringLiteral("kept"))).error().code, ErrorCode::Config);
        QCOMPARE(moveFile(p.root, p.at(QStringLiteral("src/app.py")), p.at(QStringLiteral("link/app.py"))).error().code, ErrorCode::Config);
        QCOMPARE(trashFile(p.root, p.at(QStringLiteral("link/kept"))).error().code, ErrorCode::Config);
        QCOMPARE(deleteFile(p.root, p.root).error().code, ErrorCode::Config);
        LATHE_VERIFY_RESULT(deleteFile(p.root, p.at(QStringLiteral("link")))); // the link, and not what it leads to
        QVERIFY(QFileInfo::exists(outside + QStringLiteral("/kept")));
        QVERIFY(!QFileInfo(p.at(QStringLiteral("link"))).isSymLink());
    }

    void theTrashGivesBack()
    {
        const Place p;
        const auto trashed = trashFile(p.root, p.at(QStringLiteral("src")));
        LATHE_VERIFY_RESULT(trashed);
        QVERIFY(!QFileInfo::exists(p.at(QStringLiteral("src"))));
        QVERIFY(QFileInfo(trashed->inTrash).isDir());
        QDir().mkpath(p.at(QStringLiteral("src")));
        QCOMPARE(restoreFile(p.root, *trashed).error().code, ErrorCode::AlreadyExists);
        QVERIFY(QDir().rmdir(p.at(QStringLiteral("src"))));
        LATHE_VERIFY_RESULT(restoreFile(p.root, *trashed));
        QCOMPARE(p.read(p.at(QStringLiteral("src/deep/x.txt"))), QByteArray("x"));
        const QDir info(QFileInfo(QFileInfo(trashed->inTrash).path()).path() + QStringLiteral("/info"));
        QVERIFY(info.exists());
        QCOMPARE(info.entryList(QDir::Files), QStringList()); // nothing is told of what is not there
        QCOMPARE(restoreFile(p.root, *trashed).error().code, ErrorCode::NotFound);
        const auto again = trashFile(p.root, p.at(QStringLiteral("src/deep/x.txt")));
        LATHE_VERIFY_RESULT(again);
        LATHE_VERIFY_RESULT(deleteFile(p.root, p.at(QStringLiteral("src"))));
        LATHE_VERIFY_RESULT(restoreFile(p.root, *again)); // its folders are made again
        QCOMPARE(p.read(p.at(QStringLiteral("src/deep/x.txt"))), QByteArray("x"));
    }

    void withoutATrash()
    {
        const Place p;
        p.write(QStringLiteral("file"), "");
        qputenv("XDG_DATA_HOME", QFile::encodeName(p.at(QStringLiteral("file"))));
        QCOMPARE(trashFile(p.root, p.at(QStringLiteral("src/app.py"))).error().code, ErrorCode::Unsupported);
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
        LATHE_VERIFY_RESULT(deleteFile(p.root, p.at(QStringLiteral("src/app.py"))));
    }

    /// Root may write everywhere: for it the rights are no obstacle.
    void foldersThatMayNotBeChanged()
    {
        const Place p;
        QVERIFY(QFile::setPermissions(p.at(QStringLiteral("src")), QFile::ReadOwner | QFile::ExeOwner));
        const auto made = makeFile(p.root, p.at(QStringLiteral("src")), QStringLiteral("n"));
        const auto trashed = trashFile(p.root, p.at(QStringLiteral("src/app.py")));
        QVERIFY(QFile::setPermissions(p.at(QStringLiteral("src")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        if (geteuid() != 0) {
            QCOMPARE(made.error().code, ErrorCode::Io);
            QCOMPARE(trashed.error().code, ErrorCode::Io);
        } else {
            LATHE_VERIFY_RESULT(made);
            LATHE_VERIFY_RESULT(trashed);
        }
    }

    void whatTheTemplateNames()
    {
        Project project;
        project.root = QStringLiteral("/p");
        project.kind = ProjectKind::Sam;
        project.templateFile = QStringLiteral("/p/template.yaml");
        FunctionDefinition one;
        one.name = QStringLiteral("one");
        one.codeDir = QStringLiteral("/p/src");
        one.handlerFile = QStringLiteral("/p/src/app.py");
        one.handler.line = 7;
        one.file = project.templateFile;
        one.line = 3;
        project.functions = {one};
        LayerDefinition layer;
        layer.name = QStringLiteral("shared");
        layer.dir = QStringLiteral("/p/layers/shared");
        project.layers = {layer};
        const auto texts = [&](const char *path) {
            QStringList all;
            for (const PathMention &mention : mentionsOf(project, QLatin1String(path)))
                all += QStringLiteral("%1 %2 %3").arg(mention.owner, mention.setting).arg(mention.line);
            return all.join(u';');
        };
        QCOMPARE(texts("/p/src/app.py"), QStringLiteral("one Handler 7"));
        QCOMPARE(texts("/p/src"), QStringLiteral("one Handler 7;one CodeUri 3"));
        QCOMPARE(texts("/p/src/other.py"), QString());
        QCOMPARE(texts("/p/sr"), QString());
        QCOMPARE(texts("/p/layers"), QStringLiteral("shared ContentUri 0"));
        QCOMPARE(mentionsOf(project, project.templateFile).size(), 1);
        project.kind = ProjectKind::Plain;
        QCOMPARE(texts("/p/src/app.py"), QString());
    }

    /// Rights, times and links stay; what is no content is left out.
    void copiesFromElsewhere()
    {
        const Place p;
        const QString out = p.dir.filePath(QStringLiteral("outside"));
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QDir().mkpath(QFileInfo(out + u'/' + name).path());
            QFile file(out + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        };
        put(QStringLiteral("lib/a.py"), "a");
        put(QStringLiteral("lib/deep/b.py"), QByteArray(700000, 'b'));
        put(QStringLiteral("run.sh"), "#!/bin/sh\n");
        QVERIFY(chmod(QFile::encodeName(out + QStringLiteral("/run.sh")).constData(), 0750) == 0);
        QVERIFY(symlink("a.py", QFile::encodeName(out + QStringLiteral("/lib/link")).constData()) == 0);
        QVERIFY(mkfifo(QFile::encodeName(out + QStringLiteral("/lib/pipe")).constData(), 0600) == 0);
        std::atomic_bool stopped = false;
        qint64 last = 0, all = 0;
        const FileCopySpec spec{p.root, p.at(QStringLiteral("src")), {out + QStringLiteral("/lib"), out + QStringLiteral("/run.sh")}};
        const auto copied = copyFiles(spec, stopped, [&](qint64 done, qint64 total) { last = done, all = total; });
        QVERIFY2(copied, copied ? "" : qPrintable(copied.error().text));
        QCOMPARE(copied->made, (QStringList{p.at(QStringLiteral("src/lib")), p.at(QStringLiteral("src/run.sh"))}));
        QCOMPARE(last, 700011);
        QCOMPARE(all, 700011);
        QCOMPARE(p.read(p.at(QStringLiteral("src/lib/deep/b.py"))), QByteArray(700000, 'b'));
        QCOMPARE(QFileInfo(p.at(QStringLiteral("src/lib/link"))).symLinkTarget(), p.at(QStringLiteral("src/lib/a.py")));
        QVERIFY(!QFileInfo::exists(p.at(QStringLiteral("src/lib/pipe"))));
        QVERIFY(QFileInfo(p.at(QStringLiteral("src/run.sh"))).isExecutable());
        QCOMPARE(QFileInfo(p.at(QStringLiteral("src/run.sh"))).lastModified(), QFileInfo(out + QStringLiteral("/run.sh")).lastModified());
        QVERIFY(QFileInfo::exists(out + QStringLiteral("/lib/a.py"))); // copied, not moved
        QVERIFY(undoCopy(p.root, *copied));
        QVERIFY(!QFileInfo::exists(p.at(QStringLiteral("src/lib"))) && !QFileInfo::exists(p.at(QStringLiteral("src/run.sh"))));
    }

    void namesThatAreTaken()
    {
        const Place p;
        const QString out = p.dir.filePath(QStringLiteral("outside"));
        QFile file(out + QStringLiteral("/app.py"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("other") == 5);
        file.close();
        std::atomic_bool stopped = false;
        FileCopySpec spec{p.root, p.at(QStringLiteral("src")), {file.fileName()}};
        QCOMPARE(takenNames(spec), QStringList{file.fileName()});
        QCOMPARE(copyFiles(spec, stopped).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
        spec.taken = NameTaken::Skip;
        QCOMPARE(copyFiles(spec, stopped)->skipped, spec.sources);
        spec.taken = NameTaken::KeepBoth;
        QCOMPARE(copyFiles(spec, stopped)->made, QStringList{p.at(QStringLiteral("src/app-copy.py"))});
        QCOMPARE(p.read(p.at(QStringLiteral("src/app-copy.py"))), QByteArray("other"));
        spec.taken = NameTaken::Replace;
        const auto replaced = copyFiles(spec, stopped);
        QVERIFY(replaced);
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("other"));
        QVERIFY(undoCopy(p.root, *replaced));
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
        spec.sources = {p.at(QStringLiteral("src/app.py"))}; // by itself: it would be gone
        QCOMPARE(copyFiles(spec, stopped)->skipped, spec.sources);
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
    }

    /// All or nothing: what was there is there again.
    void aCopyThatFailsIsTakenBack()
    {
        const Place p;
        const QString out = p.dir.filePath(QStringLiteral("outside"));
        QVERIFY(QDir().mkpath(out + QStringLiteral("/lib")));
        for (const char *name : {"/app.py", "/lib/one", "/lib/two"}) {
            QFile file(out + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("other") == 5);
        }
        std::atomic_bool stopped = false;
        FileCopySpec spec{p.root, p.at(QStringLiteral("src")), {out + QStringLiteral("/app.py"), out + QStringLiteral("/lib")}, NameTaken::Replace};
        const auto cut = copyFiles(spec, stopped, [&](qint64 done, qint64) { stopped = done >= 10; }); // within the folder
        QVERIFY(!cut);
        QCOMPARE(cut.error().code, ErrorCode::Cancelled);
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
        QVERIFY(!QFileInfo::exists(p.at(QStringLiteral("src/lib"))));
        stopped = false;
        QDir().mkpath(out + QStringLiteral("/app.py.d"));
        spec.sources = {out + QStringLiteral("/app.py"), out + QStringLiteral("/gone")};
        QVERIFY(!copyFiles(spec, stopped)); // known before anything is done
        QCOMPARE(p.read(p.at(QStringLiteral("src/app.py"))), QByteArray("app"));
        spec.dir = out + QStringLiteral("/lib/deep"); // below itself, and outside
        QVERIFY(QDir().mkpath(spec.dir));
        spec.sources = {out + QStringLiteral("/lib")};
        QVERIFY(copyProblem(spec).contains(QStringLiteral("itself")));
        QVERIFY(!copyFiles(spec, stopped));
        spec.sources = {out + QStringLiteral("/app.py")};
        QCOMPARE(copyFiles(spec, stopped).error().code, ErrorCode::Config);
        QVERIFY(!QFileInfo::exists(spec.dir + QStringLiteral("/app.py")));
    }
};

QTEST_GUILESS_MAIN(TestFileWork)
#include "tst_filework.moc"
