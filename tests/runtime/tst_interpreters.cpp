// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding interpreters: on made-up machines, and on this one.
#include "runtime/bytecode.h"
#include "runtime/interpretersearch.h"
#include "runtime/interpreterversion.h"
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>

using namespace lathe;

class TestInterpreters : public QObject
{
    Q_OBJECT

    /// A machine in a folder. Its interpreters begin like ELF files but cannot run: nothing here may need to run them.
    struct Machine
    {
        QTemporaryDir dir;
        InterpreterPlaces places;
        Machine()
        {
            places.root = dir.path();
            places.home = dir.filePath(QStringLiteral("home"));
        }
        void add(const QString &path, const QByteArray &content = "\x7f" "ELF")
        {
            const QString full = dir.filePath(path);
            QDir().mkpath(QFileInfo(full).path());
            QFile file(full);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.close();
            chmod(QFile::encodeName(full).constData(), 0755);
        }
        void node(const QString &prefix, int major)
        {
            add(prefix + QStringLiteral("/bin/node"));
            add(prefix + QStringLiteral("/include/node/node_version.h"),
                "#define NODE_MAJOR_VERSION " + QByteArray::number(major) + "\n#define NODE_MINOR_VERSION 5\n#define NODE_PATCH_VERSION 1\n");
        }
        QString below(const Interpreter &found) const { return found.path.mid(dir.path().size() + 1); }
    };

private slots:
    void versionsFromPlaces_data()
    {
        QTest::addColumn<QString>("executable");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("version");
        QTest::newRow("name") << QStringLiteral("/usr/bin/python3.11") << QString() << QStringLiteral("3.11");
        QTest::newRow("plain name") << QStringLiteral("/usr/bin/python3") << QString() << QString();
        QTest::newRow("pyenv") << QStringLiteral("/p/bin/python3.12") << QStringLiteral("3.12.1") << QStringLiteral("3.12.1");
        QTest::newRow("uv") << QStringLiteral("/p/bin/python3.12") << QStringLiteral("cpython-3.12.9-linux-x86_64-gnu") << QStringLiteral("3.12.9");
        QTest::newRow("nvm") << QStringLiteral("/p/bin/python3.12") << QStringLiteral("v20.1.2") << QStringLiteral("20.1.2");
        QTest::newRow("virtual env") << QStringLiteral("/p/bin/python3.9") << QStringLiteral("myenv") << QStringLiteral("3.9");
        QTest::newRow("other") << QStringLiteral("/p/bin/python3.9") << QStringLiteral("pypy3.9-7.3.11") << QStringLiteral("3.9");
    }
    void versionsFromPlaces()
    {
        QFETCH(QString, executable);
        QFETCH(QString, label);
        QTEST(versionFromPath(RuntimeFamily::Python, executable, label), "version");
    }

    void managersAndPreferences()
    {
        Machine machine;
        machine.add(QStringLiteral("home/.pyenv/versions/3.12.1/bin/python3.12"));
        machine.add(QStringLiteral("home/.pyenv/versions/3.12.7/bin/python3.12"));
        machine.add(QStringLiteral("home/.local/share/uv/python/cpython-3.13.2-linux-x86_64-gnu/bin/python3.13"));
        machine.add(QStringLiteral("home/.asdf/installs/python/3.9.18/bin/python3.9"));
        const auto choose = [&machine](const char *wanted) { return chooseInterpreter(RuntimeFamily::Python, QLatin1String(wanted), machine.places); };
        auto found = choose("3.12");
        QVERIFY(found);
        QCOMPARE(found->version, QStringLiteral("3.12.7")); // the newest patch
        QVERIFY(found->exact);
        QCOMPARE(found->prefix, machine.dir.filePath(QStringLiteral("home/.pyenv/versions/3.12.7")));
        found = choose("3.14");
        QCOMPARE(found->version, QStringLiteral("3.13.2")); // the nearest
        QVERIFY(!found->exact);
        QCOMPARE(choose("3.8")->version, QStringLiteral("3.9.18"));
        QVERIFY(choose("3.9")->exact);
    }

    void shimsAreResolved()
    {
        Machine machine;
        machine.add(QStringLiteral("elsewhere/.pyenv/shims/python3"), "#!/bin/bash\nexec pyenv\n");
        machine.add(QStringLiteral("elsewhere/.pyenv/versions/3.10.1/bin/python3.10"));
        machine.places.path = {machine.dir.filePath(QStringLiteral("elsewhere/.pyenv/shims"))};
        const auto found = chooseInterpreter(RuntimeFamily::Python, QStringLiteral("3.10"), machine.places);
        QVERIFY(found);
        QCOMPARE(machine.below(*found), QStringLiteral("elsewhere/.pyenv/versions/3.10.1/bin/python3.10"));
    }

    void linksAreResolvedOnce()
    {
        Machine machine;
        machine.add(QStringLiteral("opt/py/bin/python3.11"));
        QDir().mkpath(machine.dir.filePath(QStringLiteral("bin")));
        QVERIFY(QFile::link(machine.dir.filePath(QStringLiteral("opt/py/bin/python3.11")), machine.dir.filePath(QStringLiteral("bin/python3"))));
        machine.places.path = {machine.dir.filePath(QStringLiteral("bin"))};
        const auto found = findCandidates(RuntimeFamily::Python, machine.places);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].prefix, machine.dir.filePath(QStringLiteral("opt/py")));
    }

    void nodes()
    {
        Machine machine;
        machine.node(QStringLiteral("usr"), 20);
        machine.node(QStringLiteral("home/.nvm/versions/node/v22.5.1"), 22);
        machine.node(QStringLiteral("home/.local/share/fnm/node-versions/v18.5.1/installation"), 18);
        machine.node(QStringLiteral("home/.volta/tools/image/node/24.5.1"), 24);
        const auto choose = [&machine](const char *wanted) { return chooseInterpreter(RuntimeFamily::Node, QLatin1String(wanted), machine.places); };
        for (const char *major : {"18", "20", "22", "24"}) {
            const auto found = choose(major);
            QVERIFY(found);
            QVERIFY(found->exact);
            QCOMPARE(found->version, QLatin1String(major) + QStringLiteral(".5.1"));
        }
        QVERIFY(choose("20")->prefix.isEmpty());
        machine.add(QStringLiteral("data/runtimes/node/26.1.0/bin/node")); // fetched by `lathe runtime install`
        machine.places.own = machine.dir.filePath(QStringLiteral("data/runtimes"));
        QCOMPARE(choose("26")->version, QStringLiteral("26.1.0"));
        machine.places.own.clear();
        QCOMPARE(choose("26")->version, QStringLiteral("24.5.1"));
    }

    void rubies()
    {
        Machine machine;
        machine.add(QStringLiteral("usr/bin/ruby3.1"));
        machine.add(QStringLiteral("home/.rbenv/versions/3.3.6/bin/ruby"));
        machine.add(QStringLiteral("home/.rvm/rubies/ruby-3.4.1/bin/ruby"));
        machine.add(QStringLiteral("opt/rubies/ruby-2.7.8/bin/ruby"));
        const auto choose = [&machine](const char *wanted) { return chooseInterpreter(RuntimeFamily::Ruby, QLatin1String(wanted), machine.places); };
        QCOMPARE(choose("3.3")->version, QStringLiteral("3.3.6"));
        QCOMPARE(choose("3.3")->prefix, machine.dir.filePath(QStringLiteral("home/.rbenv/versions/3.3.6")));
        QCOMPARE(choose("3.4")->version, QStringLiteral("3.4.1"));
        QCOMPARE(choose("2.7")->version, QStringLiteral("2.7.8"));
        QVERIFY(choose("3.4")->exact);
        QCOMPARE(choose("4.0")->version, QStringLiteral("3.4.1")); // the nearest across major versions
        QVERIFY(!choose("4.0")->exact);
        QCOMPARE(choose("3.2")->version, QStringLiteral("3.3.6"));
    }

    void javaMachines()
    {
        Machine machine;
        const auto jdk = [&machine](const QString &home, const QByteArray &version) {
            machine.add(home + QStringLiteral("/bin/java"));
            machine.add(home + QStringLiteral("/release"), "IMPLEMENTOR=\"x\"\nJAVA_RUNTIME_VERSION=\"9\"\nJAVA_VERSION=\"" + version + "\"\n");
        };
        jdk(QStringLiteral("usr/lib/jvm/java-17-openjdk-amd64"), "17.0.21.1");
        jdk(QStringLiteral("home/.sdkman/candidates/java/21.0.2-tem"), "21.0.2");
        jdk(QStringLiteral("opt/jdk8"), "1.8.0_392");
        jdk(QStringLiteral("home/.jdks/corretto-25"), "25");
        const auto choose = [&machine](const char *wanted) { return chooseInterpreter(RuntimeFamily::Java, QLatin1String(wanted), machine.places); };
        QCOMPARE(choose("17")->version, QStringLiteral("17.0.21"));
        QVERIFY(choose("17")->prefix.isEmpty());
        QCOMPARE(choose("21")->version, QStringLiteral("21.0.2"));
        QCOMPARE(choose("8")->version, QStringLiteral("8.0.392"));
        QCOMPARE(choose("25")->version, QStringLiteral("25.0.0"));
        QCOMPARE(choose("11")->version, QStringLiteral("17.0.21")); // 8 is nearer, but refuses newer classes
        QVERIFY(!choose("11")->exact);
    }

    void theSystemsOwnWinsAtEqualVersion()
    {
        Machine machine;
        machine.node(QStringLiteral("home/.nvm/versions/node/v20.9.9"), 20);
        machine.node(QStringLiteral("usr"), 20);
        QCOMPARE(machine.below(*chooseInterpreter(RuntimeFamily::Node, QStringLiteral("20"), machine.places)), QStringLiteral("usr/bin/node"));
    }

    void none()
    {
        Machine machine;
        QVERIFY(!chooseInterpreter(RuntimeFamily::Python, QStringLiteral("3.11"), machine.places));
        QVERIFY(!chooseInterpreter(RuntimeFamily::Node, QStringLiteral("20"), machine.places));
        machine.add(QStringLiteral("usr/bin/python3"), "#!/bin/sh\n");
        QVERIFY(!chooseInterpreter(RuntimeFamily::Python, QStringLiteral("3.11"), machine.places));
        qputenv("HOME", QFile::encodeName(machine.dir.path()));
        for (const char *runtime : {"dotnet8", "dotnet10", "dotnet6"}) {
            const Error error = interpreterFor(QString::fromLatin1(runtime)).error();
            QCOMPARE(error.id, QStringLiteral("LTH-RUN-002"));
            QVERIFY2(error.text.contains(QLatin1String(runtime)) && error.text.contains(QStringLiteral("provided.al2023")) && error.text.contains(QStringLiteral("container image")), qPrintable(error.text));
            QVERIFY(error.detail.contains(QStringLiteral("--self-contained")));
        }
        QVERIFY(interpreterFor(QStringLiteral("go1.x")).error().text.contains(QStringLiteral("bootstrap")));
    }

    void versionsAreKept()
    {
        QTemporaryDir dir;
        const QString program = dir.filePath(QStringLiteral("python3")), log = dir.filePath(QStringLiteral("log")), cache = dir.filePath(QStringLiteral("c/interpreters"));
        const auto write = [&](const char *version) {
            QFile file(program);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("#!/bin/sh\necho x >> " + QFile::encodeName(log) + "\necho " + version + "\n");
            file.close();
            chmod(QFile::encodeName(program).constData(), 0755);
        };
        const auto ask = [&] {
            InterpreterVersions versions(cache);
            const QString version = versions.of(RuntimeFamily::Python, program);
            versions.save();
            return version;
        };
        const auto runs = [&] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) ? file.readAll().count('x') : 0;
        };
        write("3.11.2");
        QCOMPARE(ask(), QStringLiteral("3.11.2"));
        QCOMPARE(ask(), QStringLiteral("3.11.2"));
        QCOMPARE(runs(), 1);
        write("3.11.10"); // another size: asked again
        QCOMPARE(ask(), QStringLiteral("3.11.10"));
        QCOMPARE(runs(), 2);
        QFile broken(cache);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("\xff\xff no tabs\n\t\n");
        broken.close();
        QCOMPARE(ask(), QStringLiteral("3.11.10"));
        write("nonsense");
        QCOMPARE(ask(), QString());
    }

    void byteCodeIsMadeOnce()
    {
        const auto python = interpreterFor(QStringLiteral("python3.11"));
        LATHE_VERIFY_RESULT(python);
        QTemporaryDir dir;
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(dir.path())); // what was found whole is remembered there
        const QString source = dir.filePath(QStringLiteral("source")), cache = dir.filePath(QStringLiteral("cache"));
        QDir().mkpath(source);
        const auto write = [&source](const char *name, const QByteArray &text) {
            QFile file(source + u'/' + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("bootstrap.py", "import part\n");
        write("part.py", "x = 1\n");
        const QString first = compiledBootstrap(*python, source, cache);
        QVERIFY(first.startsWith(cache));
        QCOMPARE(QDir(first + QStringLiteral("/__pycache__")).entryList(QDir::Files).size(), 1);
        QCOMPARE(compiledBootstrap(*python, source, cache), first);
        QFile damaged(first + QStringLiteral("/part.py")); // what is damaged is made again
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("?");
        damaged.close();
        QCOMPARE(compiledBootstrap(*python, source, cache), first);
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        QCOMPARE(damaged.readAll(), QByteArray("x = 1\n"));
        QCOMPARE(compiledBootstrap(*python, source, cache), first); // found whole
        struct stat before = {};
        QCOMPARE(stat(QFile::encodeName(damaged.fileName()).constData(), &before), 0);
        damaged.close();
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.write("y"); // as long as it was, with the time that it had
        damaged.close();
        const timespec times[] = {before.st_atim, before.st_mtim};
        QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(damaged.fileName()).constData(), times, 0), 0);
        QCOMPARE(compiledBootstrap(*python, source, cache), first);
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        QCOMPARE(damaged.readAll(), QByteArray("x = 1\n"));
        write("part.py", "x = 12\n");
        const QString second = compiledBootstrap(*python, source, cache);
        QVERIFY(second != first && second.startsWith(cache));
        write("part.py", "x = (\n"); // cannot be compiled: the source itself is used, and nothing is left behind
        QCOMPARE(compiledBootstrap(*python, source, cache), source);
        QCOMPARE(QDir(cache).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    }

    void thisMachine()
    {
        const auto all = allInterpreters();
        QVERIFY(!all.isEmpty());
        for (const Interpreter &interpreter : all) {
            QVERIFY2(QFileInfo(interpreter.path).isExecutable(), qPrintable(interpreter.path));
            QVERIFY2(interpreter.version.count(u'.') == 2, qPrintable(interpreter.path + interpreter.version));
        }
        const auto first = interpreterFor(QStringLiteral("python3.11"));
        LATHE_VERIFY_RESULT(first);
        QBENCHMARK {
            (void)interpreterFor(QStringLiteral("python3.11"));
        }
    }
};

QTEST_GUILESS_MAIN(TestInterpreters)
#include "tst_interpreters.moc"
