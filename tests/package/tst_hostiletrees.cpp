// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Folders and files that no package is made of easily, given to everything that reads them: the package writer, the layer builder, the report and
// the import. Each is right, or says which path is the matter and what to do; nothing half-written stays. Run by an ordinary user: root
// reads everything.
#include "package/layer/layerbuilder.h"
#include "package/packageimport.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/treehelpers.h"
#include "package/xray/packagexray.h"
#include "package/zipbuilder.h"
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <sys/wait.h>

using namespace lathe;

class TestHostileTrees : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString at(const char *name) const { return m_dir->filePath(QString::fromUtf8(name)); }

    static QByteArray told(const Error &error) { return error.id.toUtf8() + ' ' + error.text.toUtf8(); }

    XraySpec xraySpec() const
    {
        FunctionDefinition function;
        function.name = QStringLiteral("fn");
        function.runtime.text = QStringLiteral("python3.12");
        function.codeDir = at("tree");
        return xraySpecFor(function, at("cache"));
    }
    QByteArray packaged() const
    {
        PackageSpec spec;
        spec.rootDir = at("tree");
        const auto done = writePackage(spec, at("out.zip"));
        if (!done)
            return told(done.error());
        const auto list = readPackageList(at("out.zip"), ExtractLimits::lambda());
        return "ok " + QByteArray::number(done->entries.size()) + (list ? QByteArray() : " read: " + told(list.error()));
    }
    QByteArray layered() const
    {
        LayerSpec spec;
        spec.inputs = {at("tree")};
        spec.runtimes = {QStringLiteral("python3.12")};
        spec.cacheDir = at("cache/layers");
        const auto done = buildLayer(spec);
        if (!done)
            return told(done.error());
        QByteArray text = "ok";
        for (const LayerNote &note : done->notes)
            text += note.kind == LayerNote::Kind::LeftOut ? " out: " + note.text.toUtf8() : QByteArray();
        return text;
    }
    QByteArray inspected() const
    {
        FileFactsStore store;
        const auto report = inspectPackage(xraySpec(), store);
        return report ? "ok " + report->notes.join(u' ').toUtf8() : told(report.error());
    }

    /// `work` in a process of an ordinary user.
    void asUser(const std::function<void()> &work) const
    {
        const pid_t child = ::fork();
        if (child == 0) {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(3);
            work();
            ::_exit(0);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }
    static void keep(const QString &file, const QByteArray &text)
    {
        QFile f(file);
        if (f.open(QIODevice::WriteOnly))
            f.write(text);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/lathe-trees-XXXXXX"));
        QCOMPARE(::chmod(QFile::encodeName(m_dir->path()).constData(), 0777), 0);
    }
    void cleanup()
    {
        std::error_code ignored;
        const std::filesystem::path root(QFile::encodeName(m_dir->path()).toStdString());
        for (auto it = std::filesystem::recursive_directory_iterator(root, std::filesystem::directory_options::skip_permission_denied, ignored), end = std::filesystem::recursive_directory_iterator(); !ignored && it != end; it.increment(ignored))
            if (std::error_code e; it->is_directory(e) && !it->is_symlink(e))
                std::filesystem::permissions(it->path(), std::filesystem::perms::owner_all, e);
        std::filesystem::remove_all(root, ignored);
    }

    void trees_data()
    {
        QTest::addColumn<QByteArray>("make");
        QTest::addColumn<QString>("package");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("report");
        QTest::addColumn<QString>("words"); // in each refusal
        const auto row = [](const char *name, const char *make, const char *package, const char *layer, const char *report, const char *words) {
            QTest::newRow(name) << QByteArray(make) << QString::fromUtf8(package) << QString::fromUtf8(layer) << QString::fromUtf8(report) << QString::fromUtf8(words);
        };
        row("plain", "true", "ok 1", "ok", "ok ", "");
        row("unreadable file", "echo x > pkg/secret; chmod 000 pkg/secret", "LTH-PKG-004", "LTH-LYR-030", "ok 1 of the files", "secret");
        row("unreadable folder", "mkdir pkg/d; echo x > pkg/d/x; chmod 000 pkg/d", "LTH-PKG-004", "LTH-LYR-030", "LTH-PKG-004", "pkg/d");
        row("folder whose files cannot be reached", "mkdir pkg/d; echo x > pkg/d/x; chmod 444 pkg/d", "LTH-PKG-004", "LTH-LYR-030", "LTH-PKG-004", "pkg/d/x");
        row("pipe", "mkfifo pkg/pipe", "LTH-PKG-007", "ok out: ", "LTH-PKG-007", "pkg/pipe");
        row("pipe where patterns are looked for", "mkfifo .latheignore", "ok 1", "ok out: ", "ok ", "");
        row("pipes where lists are looked for", "mkfifo requirements.txt package.json Gemfile pyproject.toml", "LTH-PKG-007", "ok out: ", "LTH-PKG-007", "");
        row("socket", "python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('pkg/s')\"", "LTH-PKG-007", "ok out: ", "LTH-PKG-007", "pkg/s");
        row("links in a circle", "ln -s b pkg/a; ln -s a pkg/b; ln -s self pkg/self", "ok 4", "ok", "ok ", "");
        row("link to its own folder", "ln -s . pkg/here; ln -s .. pkg/up", "ok 3", "ok", "ok ", "");
        row("link to the folder above", "ln -s ../.. up", "LTH-PKG-002", "ok out: The link", "LTH-PKG-002", "up");
        row("links to one another from outside", "mkdir ../x ../y; ln -s $PWD/../y ../x/y; ln -s $PWD/../x ../y/x; ln -s $PWD/../x pkg/x", "LTH-PKG-002", "ok out: The link", "LTH-PKG-002", "pkg/x");
        row("link to the whole system", "ln -s / pkg/all", "LTH-PKG-002", "ok out: The link", "LTH-PKG-002", "pkg/all");
        row("link to a file elsewhere", "ln -s /etc/hostname pkg/name", "LTH-PKG-002", "ok", "LTH-PKG-002", "pkg/name");
        row("link to nowhere elsewhere", "ln -s /gone/really pkg/gone", "LTH-PKG-002", "ok out: ", "LTH-PKG-002", "pkg/gone");
        row("line end in a name", "touch 'pkg/a\nb'", "LTH-PKG-006", "LTH-LYR-029", "LTH-PKG-006", "pkg/a");
        row("no UTF-8 in a name", "touch $(printf 'pkg/bad\\377')", "LTH-PKG-006", "LTH-LYR-029", "LTH-PKG-006", "pkg/bad");
        row("no UTF-8 in a name at the top", "touch $(printf 'bad\\377.py')", "LTH-PKG-006", "LTH-LYR-029", "LTH-PKG-006", "bad");
        row("no UTF-8 in a folder's name", "mkdir $(printf 'bad\\377'); touch $(printf 'bad\\377/x')", "LTH-PKG-006", "LTH-LYR-029", "LTH-PKG-006", "bad");
        row("backslash in a name", "touch 'pkg/a\\b'", "LTH-PKG-006", "LTH-LYR-029", "LTH-PKG-006", "pkg/a");
        row("twins by case", "touch pkg/Readme pkg/README", "LTH-PKG-006", "LTH-PKG-006", "LTH-PKG-006", "pkg/R");
        row("twins by Unicode form", "touch $(printf 'pkg/\\303\\251') $(printf 'pkg/e\\314\\201')", "LTH-PKG-006", "LTH-PKG-006", "LTH-PKG-006", "pkg/");
        row("a long path", "python3 -c \"import os\nos.chdir('pkg')\nfor i in range(20):\n os.mkdir('d'*250); os.chdir('d'*250)\nopen('x','w')\"", "LTH-PKG-006", "LTH-LYR-030", "LTH-PKG-006", "ddd");
        row("deep folders", "python3 -c \"import os\nos.chdir('pkg')\nfor i in range(300):\n os.mkdir('d'); os.chdir('d')\nopen('x','w')\"", "LTH-PKG-006", "LTH-LYR", "LTH-PKG-006", "d/d/d");
        row("a gigabyte of nothing", "truncate -s 1G pkg/hole", "LTH-PKG-001", "LTH-LYR-009", "ok 1 of the files", "");
        row("a terabyte of nothing", "truncate -s 1T pkg/hole", "LTH-PKG-001", "LTH-LYR-009", "ok 1 of the files", "");
        row("odd modes", "touch pkg/a pkg/b pkg/c; chmod 0400 pkg/a; chmod 4755 pkg/b; chmod 2644 pkg/c; mkdir -m 0500 pkg/d; touch pkg/e", "ok 6", "ok", "ok ", "");
        row("100,001 files", "python3 -c \"import os\nfor i in range(100001): os.close(os.open('pkg/f%d' % i, os.O_CREAT | os.O_WRONLY))\"", "ok 100002 read: LTH-PKG-012", "LTH-LYR-009", "ok ", "");
    }
    void trees()
    {
        QFETCH(QByteArray, make);
        QFETCH(QString, package);
        QFETCH(QString, layer);
        QFETCH(QString, report);
        QFETCH(QString, words);
        asUser([&] {
            QDir().mkpath(at("tree/pkg"));
            QDir().mkpath(at("cache"));
            keep(at("tree/pkg/__init__.py"), "X = 1\n");
            QProcess shell;
            shell.setWorkingDirectory(at("tree"));
            shell.setProcessChannelMode(QProcess::ForwardedChannels);
            shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), QString::fromUtf8(make)});
            shell.waitForFinished(60000);
            QElapsedTimer timer;
            timer.start();
            keep(at("1"), packaged());
            keep(at("2"), layered());
            keep(at("3"), inspected());
            keep(at("4"), QByteArray::number(timer.elapsed()));
        });
        int i = 0;
        for (const QString &expected : {package, layer, report}) {
            const QString got = QString::fromUtf8(slurp(m_dir->filePath(QString::number(++i))));
            QVERIFY2(got.startsWith(expected), qPrintable(QString::number(i) + u' ' + got));
            if (got.startsWith(QLatin1String("LTH"))) {
                QVERIFY2(got.contains(words), qPrintable(got));
                QVERIFY2(got.count(u'.') >= 2 && got.endsWith(u'.'), qPrintable(got)); // what is the matter, and what to do
            }
            for (const QChar c : got)
                QVERIFY2(c.isPrint(), qPrintable(got));
        }
        QVERIFY2(slurp(at("4")).toInt() < 60000, slurp(at("4")).constData());
        QCOMPARE(QFileInfo::exists(at("out.zip")), package.startsWith(QLatin1String("ok")));
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral(".*")}, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot), QStringList());
        const QStringList builds = QDir(at("cache/layers")).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        QCOMPARE(builds.size(), layer.startsWith(QLatin1String("ok")) ? 1 : 0);
    }

    /// What goes or grows between the look at the folder and the reading of it.
    void whatChangesMeanwhile()
    {
        for (int i = 0; i < 300; ++i)
            put(at("tree"), "pkg/f" + QByteArray::number(i) + ".py", QByteArray(2000, 'x') + QByteArray::number(i));
        FileFactsStore store;
        XrayCallbacks callbacks;
        callbacks.walked = [&](const XrayReport &) {
            QVERIFY(QFile::remove(at("tree/pkg/f7.py")));
            put(at("tree"), "pkg/f8.py", "longer" + QByteArray(5000, 'y'));
            put(at("tree"), "pkg/f9.py", "shorter");
            QVERIFY(QFile::remove(at("tree/pkg/f10.py")));
            QCOMPARE(::mkfifo(QFile::encodeName(at("tree/pkg/f10.py")).constData(), 0644), 0);
        };
        const auto report = inspectPackage(xraySpec(), store, callbacks);
        LATHE_VERIFY_RESULT(report);
        QVERIFY2(report->notes.join(u' ').contains(QStringLiteral("4 of the files")), qPrintable(report->notes.join(u' ')));
        QVERIFY(QFile::remove(at("tree/pkg/f10.py")));

        LayerSpec spec;
        spec.inputs = {at("tree")};
        spec.runtimes = {QStringLiteral("python3.12")};
        spec.cacheDir = at("cache/layers");
        spec.onProgress = [&](const LayerProgress &progress) {
            if (progress.phase == LayerProgress::Phase::Copying)
                QDir(at("tree/pkg")).removeRecursively();
        };
        const auto gone = buildLayer(spec);
        QVERIFY(!gone);
        QCOMPARE(gone.error().id, QStringLiteral("LTH-LYR-030"));
        QVERIFY2(gone.error().text.contains(QStringLiteral("/tree/pkg")), qPrintable(gone.error().text));
        QCOMPARE(QDir(at("cache/layers")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    /// A link out of the folder brings what it leads to, and a change there makes a new layer.
    void whatLinksLeadToCounts()
    {
        put(at("shared"), "code.py", "X = 1\n");
        put(at("tree"), "pkg/__init__.py", "");
        ::link(at("tree"), "pkg/code.py", QFile::encodeName(at("shared/code.py")));
        LayerSpec spec;
        spec.inputs = {at("tree/pkg")};
        spec.runtimes = {QStringLiteral("python3.12")};
        spec.cacheDir = at("cache/layers");
        auto built = buildLayer(spec);
        LATHE_VERIFY_RESULT(built);
        QCOMPARE(slurp(built->dir + QStringLiteral("/python/pkg/code.py")), QByteArray("X = 1\n"));
        QVERIFY(buildLayer(spec)->fromCache);
        put(at("shared"), "code.py", "X = 2\n");
        built = buildLayer(spec);
        LATHE_VERIFY_RESULT(built);
        QVERIFY(!built->fromCache);
        QCOMPARE(slurp(built->dir + QStringLiteral("/python/pkg/code.py")), QByteArray("X = 2\n"));
    }

    void imports_data()
    {
        QTest::addColumn<QByteArray>("make");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, const char *make, const char *id) { QTest::newRow(name) << QByteArray(make) << QString::fromUtf8(id); };
        row("missing", "true", "LTH-PKG-010");
        row("unreadable", "cp good.zip x.zip; chmod 000 x.zip", "LTH-PKG-010");
        row("a folder", "mkdir x.zip", "LTH-PKG-010");
        row("a pipe", "mkfifo x.zip", "LTH-PKG-010");
        row("a device", "ln -s /dev/zero x.zip", "LTH-PKG-010");
        row("a circle of links", "ln -s x.zip x.zip", "LTH-PKG-010");
        row("empty", ": > x.zip", "LTH-PKG-010");
        row("a gigabyte of nothing", "truncate -s 1G x.zip", "LTH-PKG-010");
        row("a zip with a gigabyte in front", "truncate -s 1G x.zip; cat good.zip >> x.zip", "LTH-PKG-010");
        row("cut off", "head -c 100 good.zip > x.zip", "LTH-PKG-010");
    }
    void imports()
    {
        QFETCH(QByteArray, make);
        QFETCH(QString, id);
        Member member;
        member.name = "a.py";
        member.content = noise(1000);
        put(m_dir->path(), "good.zip", buildZip({member}));
        asUser([&] {
            QProcess shell;
            shell.setWorkingDirectory(m_dir->path());
            shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), QString::fromUtf8(make)});
            shell.waitForFinished(60000);
            const auto done = importPackage({at("x.zip"), at("new/deep/project"), QStringLiteral("fn"), {}, {}});
            keep(at("1"), done ? QByteArray("ok") : told(done.error()));
            FunctionDefinition function;
            function.name = QStringLiteral("fn");
            function.codeDir = m_dir->path();
            function.artifact = at("x.zip");
            FileFactsStore store;
            const auto report = inspectPackage(xraySpecFor(function, at("cache")), store);
            keep(at("2"), report ? QByteArray("ok") : told(report.error()));
            LayerSpec layer;
            layer.inputs = {at("x.zip")};
            layer.runtimes = {QStringLiteral("python3.12")};
            layer.cacheDir = at("cache/layers");
            const auto built = buildLayer(layer);
            keep(at("3"), built ? QByteArray("ok") : told(built.error()));
        });
        QVERIFY2(slurp(at("1")).startsWith(id.toUtf8()) && slurp(at("1")).contains("x.zip"), slurp(at("1")).constData());
        QVERIFY2(slurp(at("2")).startsWith("LTH") && slurp(at("2")).contains("x.zip"), slurp(at("2")).constData());
        QVERIFY2(!slurp(at("3")).startsWith("ok") && (QFileInfo(at("x.zip")).isDir() || slurp(at("3")).contains("x.zip")), slurp(at("3")).constData());
        QVERIFY(!QFileInfo::exists(at("new")));
    }
};

QTEST_GUILESS_MAIN(TestHostileTrees)
#include "tst_hostiletrees.moc"
