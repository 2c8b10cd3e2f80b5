// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to start a sandbox as values and text, the probe, and the two weaker tiers run for real.
#include "core/paths.h"
#include "process/alive.h"
#include "process/bubblewrap.h"
#include "process/cgroupfolders.h"
#include "process/initspec.h"
#include "process/launch.h"
#include "process/layermerge.h"
#include "process/sandboxrun.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <thread>

using namespace lathe;
using namespace lathe::test;

static SandboxCapabilities forced(const char *tier)
{
    qputenv("LATHE_SANDBOX", tier);
    const SandboxCapabilities found = probeSandbox(false);
    qunsetenv("LATHE_SANDBOX");
    return found;
}

class TestSandboxTiers : public QObject
{
    Q_OBJECT
private slots:
    void bubblewrapCommandLine()
    {
        SandboxSpec spec;
        spec.taskDir = QStringLiteral("/home/u/my task");
        spec.runtimeDir = QStringLiteral("/share/runtimes/python");
        spec.binds = {{QStringLiteral("/home/u/.pyenv/versions/3.12"), QStringLiteral("/var/lang"), false}};
        spec.env = {{"SECRET", "never on a command line"}};
        spec.argv = {QStringLiteral("/var/runtime/bootstrap")};
        spec.network = NetworkMode::None;
        const QString text = bubblewrapArgv(spec, {QStringLiteral("/layers/one")}, QStringLiteral("/usr/bin/bwrap"),
                                            QStringLiteral("/x/lathe-init"))
                                 .join(u' ');
        QCOMPARE(text, QStringLiteral("/usr/bin/bwrap --unshare-all --unshare-user --disable-userns --die-with-parent "
                                      "--new-session --as-pid-1 --uid 993 "
                                      "--gid 990 --hostname 169.254.100.1 --clearenv --ro-bind /usr /usr --symlink "
                                      "usr/lib /lib --symlink usr/lib64 /lib64 --symlink usr/bin "
                                      "/bin --symlink usr/sbin /sbin --dir /etc --ro-bind-try /etc/ssl/certs "
                                      "/etc/ssl/certs --ro-bind-try /etc/ssl/openssl.cnf "
                                      "/etc/ssl/openssl.cnf --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache "
                                      "--ro-bind-try /etc/alternatives /etc/alternatives --ro-bind-data 13 "
                                      "/etc/passwd --ro-bind-data 14 /etc/hosts --ro-bind-data 19 /etc/os-release --dev /dev --remount-ro /dev --proc "
                                      "/proc --ro-bind /home/u/my task /var/task --ro-bind "
                                      "/share/runtimes/python /var/runtime --ro-bind /layers/one /opt --perms 1777 "
                                      "--size 536870912 --tmpfs /tmp --ro-bind "
                                      "/home/u/.pyenv/versions/3.12 /var/lang --ro-bind /x/lathe-init /run/lathe-init "
                                      "--remount-ro / --chdir / -- /run/lathe-init inner"));
        QVERIFY(!text.contains(QStringLiteral("never")));
        spec.network = NetworkMode::Shared;
        spec.tmpDir = QStringLiteral("/t");
        spec.runtimeDir.clear();
        const QStringList shared = bubblewrapArgv(spec, {}, QStringLiteral("bwrap"), QStringLiteral("i"));
        QVERIFY(shared.contains(QStringLiteral("--share-net")));
        QVERIFY(shared.join(u' ').contains(QStringLiteral("--bind /t /tmp")));
        QVERIFY(!shared.contains(QStringLiteral("--tmpfs")));
        QVERIFY(shared.join(u' ').contains(QStringLiteral("--dir /var/runtime --dir /opt")));
    }
    void hostPathsReplaceWholePrefixes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("whole") << QByteArray("/var/task") << QByteArray("/p");
        QTest::newRow("below") << QByteArray("/var/task/a.py") << QByteArray("/p/a.py");
        QTest::newRow("list") << QByteArray("/opt/bin:/usr/bin:/var/task/bin") << QByteArray("/l/bin:/usr/bin:/p/bin");
        QTest::newRow("option") << QByteArray("--dir=/var/runtime/x") << QByteArray("--dir=/r/x");
        QTest::newRow("another name") << QByteArray("/var/tasks /optional") << QByteArray("/var/tasks /optional");
        QTest::newRow("in the middle") << QByteArray("/home/var/task/opt") << QByteArray("/home/var/task/opt");
        QTest::newRow("bind") << QByteArray("/var/lang/bin/python") << QByteArray("/py/bin/python");
        QTest::newRow("bind that stays") << QByteArray("/tmp/tool/run") << QByteArray("/tmp/tool/run");
        QTest::newRow("tmp") << QByteArray("/tmp/x") << QByteArray("/t/x");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void hostPathsReplaceWholePrefixes()
    {
        QFETCH(QByteArray, text);
        SandboxSpec spec;
        spec.taskDir = QStringLiteral("/p");
        spec.runtimeDir = QStringLiteral("/r");
        spec.tmpDir = QStringLiteral("/t");
        spec.binds = {{QStringLiteral("/py"), QStringLiteral("/var/lang"), false},
                      {QStringLiteral("/tmp/tool"), QStringLiteral("/tmp/tool"), false}};
        QTEST(hostPaths(text, spec, QStringLiteral("/l")), "expected");
    }
    void protocolRoundTrip()
    {
        initproto::Spec spec;
        spec.tier = initproto::Tier::Bubblewrap;
        spec.limits = initproto::Limits::CgroupV2;
        spec.memoryBytes = 1ull << 40;
        spec.tmp = initproto::Tmp::Given;
        spec.argv = {"/bin/a", "", std::string("n\0l", 3)};
        spec.env = {"A=\xff\n"};
        spec.binds = {{"/s", "/t", true}};
        spec.layers = {"/1", "/2"};
        const std::string bytes = initproto::encode(spec);
        initproto::Spec back;
        QVERIFY(initproto::decode(bytes.data(), bytes.size(), back));
        QVERIFY(initproto::encode(back) == bytes);
        QVERIFY(back.argv == spec.argv && back.binds.at(0).writable && back.memoryBytes == spec.memoryBytes && back.tmp == initproto::Tmp::Given && !back.connected);
        for (size_t cut = 0; cut < bytes.size(); ++cut) { // never past the end, never accepted
            initproto::Spec broken;
            const std::string part = bytes.substr(0, cut);
            QVERIFY(!initproto::decode(part.data(), part.size(), broken));
        }
        std::string lying = bytes;
        for (size_t i = 96; i < 104; ++i)
            lying[i] = '\xff'; // the length of the first string
        initproto::Spec broken;
        QVERIFY(!initproto::decode(lying.data(), lying.size(), broken));
    }
    void findsControlGroups()
    {
        const QByteArray mounts = "30 24 0:26 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n"
                                  "31 30 0:27 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n"
                                  "32 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
                                  "33 30 0:29 /docker/abc /sys/fs/cgroup/with\\040blank rw - cgroup cgroup rw,pids\n"
                                  "34 30 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
        const CgroupFolders both =
            cgroupFolders(mounts, "5:memory:/jobs/7\n4:cpu,cpuacct:/\n3:pids:/docker/abc/x\n0::/user.slice\n");
        QCOMPARE(both.v1, QStringList({QStringLiteral("/sys/fs/cgroup/memory/jobs/7"),
                                       QStringLiteral("/sys/fs/cgroup/with blank/x"),
                                       QStringLiteral("/sys/fs/cgroup/cpu,cpuacct")}));
        QCOMPARE(both.v2, QStringLiteral("/sys/fs/cgroup/unified/user.slice"));
        const CgroupFolders modern =
            cgroupFolders("29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "0::/user.slice/u.scope\n");
        QCOMPARE(modern.v1, QStringList());
        QCOMPARE(modern.v2, QStringLiteral("/sys/fs/cgroup/user.slice/u.scope"));
        QCOMPARE(cgroupFolders("garbage\n\n", "more garbage"), CgroupFolders());
    }
    void findsTheDelegatedFolder()
    {
        QTemporaryDir dir;
        const QString slice = dir.filePath(QStringLiteral("app.slice")), scope = slice + QStringLiteral("/x.scope");
        QVERIFY(QDir().mkpath(scope));
        write(dir.filePath(QStringLiteral("cgroup.subtree_control")), "cpu memory pids\n");
        write(slice + QStringLiteral("/cgroup.subtree_control"), "memory pids\n");
        write(scope + QStringLiteral("/cgroup.subtree_control"), "\n");
        QCOMPARE(delegatedFolder(scope, dir.path()), slice);
        write(slice + QStringLiteral("/cgroup.subtree_control"), "pids\n");
        QCOMPARE(delegatedFolder(scope, dir.path()), dir.path());
        write(dir.filePath(QStringLiteral("cgroup.subtree_control")), "cpu\n");
        QCOMPARE(delegatedFolder(scope, dir.path()), QString());
        QCOMPARE(delegatedFolder(QString(), QString()), QString());
    }
    void mergesLayers()
    {
        QTemporaryDir dir;
        const auto layer = [&](int i, const QString &rest) {
            return dir.filePath(QStringLiteral("%1/%2").arg(i).arg(rest));
        };
        for (const char *folder : {"0/lib/x", "1/lib", "2/lib/x", "2/was"})
            QVERIFY(QDir(dir.path()).mkpath(QString::fromLatin1(folder)));
        write(layer(0, QStringLiteral("lib/same")), "low");
        write(layer(0, QStringLiteral("lib/x/deep")), "deep");
        write(layer(0, QStringLiteral("was")), "a file once");
        write(layer(1, QStringLiteral("lib/same")), "high");
        write(layer(1, QStringLiteral("lib/x")), "a file over a folder");
        write(layer(2, QStringLiteral("lib/x/new")), "new");
        QVERIFY(QFile::link(QStringLiteral("same"), layer(2, QStringLiteral("lib/link"))));
        const QStringList layers = {layer(0, QString()), layer(1, QString()), layer(2, QString())};
        const QString cache = dir.filePath(QStringLiteral("cache/layers"));
        const auto merged = mergedLayers(layers, cache);
        LATHE_VERIFY_RESULT(merged);
        const auto text = [&](const char *name) {
            QFile file(*merged + u'/' + QString::fromLatin1(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("-");
        };
        QCOMPARE(text("lib/same"), QByteArray("high"));
        QCOMPARE(text("lib/link"), QByteArray("high"));
        QCOMPARE(text("lib/x/new"), QByteArray("new"));
        QCOMPARE(text("lib/x/deep"), QByteArray("-")); // layer 1 hid the folder
        QVERIFY(QFileInfo(*merged + QStringLiteral("/was")).isDir());
        QCOMPARE(mergedLayers(layers, cache).value(), *merged); // found again
        write(layer(1, QStringLiteral("lib/other")), "x");
        QVERIFY(mergedLayers(layers, cache).value() != *merged);
        QCOMPARE(QDir(cache).entryList(QDir::Hidden | QDir::AllEntries | QDir::NoDotAndDotDot).size(),
                 2); // no half ones
        QVERIFY(!mergedLayers(layers, QStringLiteral("/proc/nowhere")));
    }

    void names()
    {
        QCOMPARE(sandboxTierName(SandboxTier::Own), QStringLiteral("own"));
        QCOMPARE(sandboxTierName(SandboxTier::Bubblewrap), QStringLiteral("bubblewrap"));
        QCOMPARE(sandboxTierName(SandboxTier::Unisolated), QStringLiteral("unisolated"));
        QCOMPARE(limitTierName(LimitTier::CgroupV2), QStringLiteral("cgroup-v2"));
        QCOMPARE(limitTierName(LimitTier::CgroupV1), QStringLiteral("cgroup-v1"));
        QCOMPARE(limitTierName(LimitTier::Watch), QStringLiteral("watch"));
    }
    void probeIsRememberedAndChecked()
    {
        const QDir folder(paths::runtime());
        const auto files = [&folder] { return folder.entryList({QStringLiteral("sandbox-*.json")}, QDir::Files, QDir::Time); };
        for (const QString &name : files())
            QFile::remove(folder.filePath(name));
        const SandboxCapabilities found = probeSandbox(false);
        QCOMPARE(files().size(), 1);
        const QString file = folder.filePath(files().constFirst());
        const auto inode = [](const QString &path) {
            struct stat status = {};
            return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? quint64(status.st_ino) : 0;
        };
        const auto stamps = [&] {
            QStringList list;
            for (const QString &name : files())
                list.append(name + u' ' + QString::number(inode(folder.filePath(name))));
            list.sort();
            return list;
        };
        const quint64 written = inode(file);
        QCOMPARE(probeSandbox(), found);
        QCOMPARE(inode(file), written); // no trial: that would have written a new file
        for (const QByteArray &damage :
             {QByteArray("{"), QByteArray("[]"), QByteArray(R"({"key":"other","tier":2})")}) {
            write(file, damage);
            QCOMPARE(probeSandbox(), found);
        }
        // Two shells with different search paths do not undo each other's answer, and answers do not pile up.
        const QByteArray path = qgetenv("PATH");
        for (int i = 0; i < 20; ++i) {
            qputenv("PATH", path + ":/nowhere/" + QByteArray::number(i));
            probeSandbox();
        }
        const qsizetype kept = files().size();
        qputenv("PATH", path + ":/nowhere/19");
        const QStringList before = stamps();
        QCOMPARE(probeSandbox().tier, found.tier);
        qputenv("PATH", path);
        QCOMPARE(stamps(), before); // no trial
        QVERIFY2(kept > 1 && kept <= 16, qPrintable(QString::number(kept)));
        QCOMPARE(found.limits == LimitTier::Watch, found.cgroups.isEmpty());
        if (found.limits == LimitTier::Watch)
            QVERIFY(!found.notEnforced.isEmpty());
    }
    void probeNoticesAHelperThatCannotRun()
    {
        const QByteArray helper = qgetenv("LATHE_INIT");
        qputenv("LATHE_INIT", "/nowhere/lathe-init");
        const SandboxCapabilities found = probeSandbox(); // the remembered answer belongs to another helper
        qputenv("LATHE_INIT", helper);
        QCOMPARE(found.tier, SandboxTier::Unisolated);
        QVERIFY(!found.notEnforced.isEmpty());
    }

    void withoutUserNamespacesItSaysSo()
    {
        // A machine that allows no user namespaces, made with one: the probe must end at the last tier, and that works.
        QProcess machine;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LATHE_TEST_PROBE"), QStringLiteral("1"));
        machine.setProcessEnvironment(environment);
        machine.start(QStringLiteral("unshare"),
                      {QStringLiteral("--user"), QStringLiteral("--map-root-user"), QStringLiteral("sh"),
                       QStringLiteral("-c"),
                       QStringLiteral("echo 0 > /proc/sys/user/max_user_namespaces && exec \"$0\""),
                       QCoreApplication::applicationFilePath()});
        QVERIFY(machine.waitForFinished(20000));
        const QByteArray said = machine.readAllStandardOutput();
        QVERIFY2(said.startsWith("unisolated\nran 7\n"), (said + machine.readAllStandardError()).constData());
        QVERIFY2(said.contains("not isolated") && said.contains("No space left on device"), said.constData());
    }
    void bubblewrapRuns()
    {
        LATHE_NEEDS_NAMESPACES();
        const SandboxCapabilities capabilities = forced("bubblewrap");
        QCOMPARE(capabilities.tier, SandboxTier::Bubblewrap);
        QVERIFY2(!capabilities.bubblewrap.isEmpty(), "bubblewrap is a dependency of the package");
        QTemporaryDir layers, tmp;
        SandboxSpec spec = shell(
            "id -u; grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t'; cat file /opt/a /opt/b; "
            "for f in /x /usr/x /etc/x /var/task/x /opt/x /dev/x /dev/shm/x; do (echo no > $f) 2>/dev/null && echo "
            "wrote $f; done; "
            "unshare -U true 2>/dev/null && echo user; echo t > /tmp/t; ls -A /etc/ssl | head -3; ls /home "
            "2>/dev/null; echo $A; "
            "cat /proc/1/fd/4 2>/dev/null | wc -c; grep -c sandbox /etc/hosts; pwd; echo $AWS_LAMBDA_RUNTIME_API; exit "
            "4");
        for (const char *name : {"a", "b"}) {
            const QString layer = layers.filePath(QString::fromLatin1(name) + QStringLiteral("-layer"));
            QVERIFY(QDir().mkpath(layer));
            write(layer + u'/' + QString::fromLatin1(name), QByteArray(name) + '\n');
            spec.layerDirs.append(layer);
        }
        spec.env.append(std::pair<QByteArray, QByteArray>("A", "value"));
        spec.network = NetworkMode::None;
        spec.memoryMib = 128;
        spec.tmpDir = tmp.path();
        SandboxRun run(spec, capabilities);
        run.write(QStringLiteral("file"), "task\n");
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.errorOutput, QByteArray());
        QCOMPARE(run.output, QByteArray("993\nCapEff:0000000000000000\nNoNewPrivs:1\nSeccomp:"
                                        "2\ntask\na\nb\ncerts\nopenssl.cnf\nvalue\n0\n1\n/var/task\n127.0.0.1:9001\n"));
        QCOMPARE(run.exit.status, 4);
        QVERIFY(run.listener >= 0);
        QVERIFY(QFile::exists(tmp.filePath(QStringLiteral("t"))));
        QVERIFY2(run.exit.peakBytes > 100000 && run.exit.peakBytes < 30 << 20, QByteArray::number(run.exit.peakBytes));
    }
    /// A folder of the project is shown as it is: what its files may be beyond their bits means nothing inside.
    void nothingInALayerGivesRights_data()
    {
        QTest::addColumn<QByteArray>("tier");
        QTest::addColumn<int>("layers");
        for (const char *tier : {"own", "bubblewrap"})
            for (const int layers : {1, 2})
                QTest::addRow("%s, %d", tier, layers) << QByteArray(tier) << layers; // two are laid over each other, or merged
    }
    void nothingInALayerGivesRights()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QByteArray, tier);
        QFETCH(int, layers);
        if (tier == "own" && probeSandbox().tier != SandboxTier::Own)
            QSKIP("This machine refuses Lathe's own sandbox.");
        QTemporaryDir dir;
        SandboxSpec spec = shell("for f in /opt/bin/cat /var/task/cat; do $f /proc/self/status | grep -E '^(Uid|CapPrm|CapEff|NoNewPrivs)' | tr -s '\\t' ' '; done; "
                                 "stat -c '%A' /opt/bin/cat; touch /opt/bin/x 2>/dev/null && echo wrote");
        spec.taskDir = dir.filePath(QStringLiteral("task"));
        const auto plant = [](const QString &folder) {
            QDir().mkpath(folder);
            const QByteArray name = QFile::encodeName(folder + QStringLiteral("/cat"));
            QVERIFY(QFile::copy(QStringLiteral("/bin/cat"), folder + QStringLiteral("/cat")));
            QCOMPARE(::chmod(name.constData(), 06755), 0);
            const QByteArray all = QByteArray::fromHex("01000002ffffffff00000000ffffffff00000000"); // as setcap all=ep writes it; root alone may
            const bool capable = ::setxattr(name.constData(), "security.capability", all.constData(), std::size_t(all.size()), 0) == 0;
            QVERIFY(capable || ::geteuid() != 0 || errno == ENOTSUP || errno == EPERM);
            (void)::setxattr(name.constData(), "user.note", "x", 1, 0);
        };
        plant(spec.taskDir);
        for (int i = 0; i < layers; ++i) {
            spec.layerDirs << dir.filePath(QStringLiteral("layer%1").arg(i));
            plant(spec.layerDirs.last() + (i == 0 ? QStringLiteral("/bin") : QStringLiteral("/other")));
        }
        SandboxRun run(spec, forced(tier.constData()));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        const QByteArray none = "Uid: 993 993 993 993\nCapPrm: 0000000000000000\nCapEff: 0000000000000000\nNoNewPrivs: 1\n";
        QCOMPARE(run.output, none + none + "-rwsr-sr-x\n");
    }
    void bubblewrapKillsAndLimits()
    {
        LATHE_NEEDS_NAMESPACES();
        const SandboxCapabilities capabilities = forced("bubblewrap");
        SandboxSpec spec = shell("python3 -S -c 'b=[]\nwhile True: b.append(bytearray(1<<20))'; echo after");
        spec.memoryMib = 128;
        QTemporaryDir tmp;
        spec.tmpDir = tmp.path();
        SandboxRun hungry(spec, capabilities);
        QVERIFY(hungry.finish());
        QVERIFY(hungry.exit.outOfMemory);
        QCOMPARE(hungry.output, QByteArray()); // everything inside went, not only the largest
        const QByteArray marker = "lathe-bwrap-" + QByteArray::number(getpid());
        spec = shell("trap '' TERM; setsid sh -c 'sleep 1000; : '$0 & echo up; wait");
        spec.argv.append(QString::fromLatin1(marker));
        SandboxRun stubborn(spec, capabilities);
        const auto started = stubborn.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(stubborn.waitFor([&] { return stubborn.output == "up\n"; }));
        QVERIFY(stubborn.sandbox->peakBytes() > 100000);
        stubborn.sandbox->kill();
        QVERIFY(stubborn.finish());
        QCOMPARE(stubborn.exit.signal, SIGKILL);
        QCOMPARE(marked(marker), QList<pid_t>());
    }
    void outlivesTheThreadThatStartedIt_data()
    {
        QTest::addColumn<QByteArray>("tier");
        for (const char *tier : {"own", "bubblewrap", "unisolated"})
            QTest::newRow(tier) << QByteArray(tier);
    }
    void outlivesTheThreadThatStartedIt()
    {
        // Parent-death signals (bubblewrap's --die-with-parent too) come when the thread that spawned a child ends.
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QByteArray, tier);
        QTemporaryDir task;
        SandboxSpec spec = shell("sleep 0.3; exit 7");
        spec.taskDir = task.path();
        const auto wanted = helperSpec(spec, forced(tier.constData()));
        LATHE_VERIFY_RESULT(wanted);
        std::optional<Result<LaunchedHelper>> helper;
        std::thread([&] { helper.emplace(launchHelper(*wanted)); }).join();
        QVERIFY(helper->has_value());
        initproto::Message message;
        while (message.type != initproto::Message::Exited && message.type != initproto::Message::Failed) {
            pollfd wait = {(*helper)->control.get(), POLLIN, 0};
            OwnedFd attached;
            QVERIFY(poll(&wait, 1, 20000) == 1 && receiveMessage((*helper)->control.get(), message, attached) > 0);
        }
        QCOMPARE(char(message.type), char(initproto::Message::Exited));
        QCOMPARE(message.value, 7);
        (*helper)->control.reset();
        QCOMPARE(waitpid((*helper)->pid, nullptr, 0), (*helper)->pid);
    }
    void layersInEveryTier_data()
    {
        QTest::addColumn<QByteArray>("tier");
        QTest::addColumn<int>("count");
        for (const char *tier : {"own", "bubblewrap", "unisolated"})
            for (const int count : {1, 2, 12})
                QTest::addRow("%s, %d", tier, count) << QByteArray(tier) << count;
    }
    void layersInEveryTier()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QByteArray, tier);
        QFETCH(int, count);
        const SandboxCapabilities capabilities = forced(tier.constData());
        QTemporaryDir dir;
        // The last layer wins; a name that means "removed" to overlay tools is a file like others; programs stay programs, and
        // what a layer's file may do beyond that is not given to the function.
        SandboxSpec spec = shell("cd \"$OPT\"; cat same .wh.same; cat d/* | sort -n | tr '\\n' ' '; bin/tool; readlink link; test -d was && echo folder; "
                                 "stat -c %a bin/tool; for f in x d/x; do (echo no > $f) 2>/dev/null && echo wrote $f; done; exit 0");
        spec.env.append(std::pair<QByteArray, QByteArray>("OPT", "/opt"));
        for (int i = 0; i < count; ++i) {
            const QString layer = dir.filePath(QStringLiteral("layer %1").arg(i));
            for (const char *folder : {"d", "bin"})
                QVERIFY(QDir().mkpath(layer + u'/' + QLatin1String(folder)));
            const QByteArray number = QByteArray::number(i);
            write(layer + QStringLiteral("/same"), number + " wins\n");
            write(layer + QStringLiteral("/.wh.same"), "kept " + number + '\n');
            write(layer + QStringLiteral("/d/own") + QString::fromLatin1(number), number + '\n');
            write(layer + QStringLiteral("/bin/tool"), "#!/bin/sh\necho tool " + number + '\n');
            QCOMPARE(::chmod(QFile::encodeName(layer + QStringLiteral("/bin/tool")).constData(), 0755), 0);
            QVERIFY(QFile::link(QStringLiteral("bin/tool"), layer + QStringLiteral("/link")));
            if (i + 1 < count)
                write(layer + QStringLiteral("/was"), "a file");
            else
                QVERIFY(QDir().mkpath(layer + QStringLiteral("/was")));
            spec.layerDirs.append(layer);
        }
        SandboxRun run(spec, capabilities);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        const QByteArray last = QByteArray::number(count - 1);
        QByteArray expected = last + " wins\nkept " + last + '\n';
        for (int i = 0; i < count; ++i)
            expected += QByteArray::number(i) + ' ';
        expected += "tool " + last + "\nbin/tool\nfolder\n755\n";
        if (tier == "unisolated") // a plain process may write to what is its user's
            run.output.replace("wrote x\n", "").replace("wrote d/x\n", "");
        QCOMPARE(run.output, expected);
    }
    void unisolatedRuns()
    {
        const SandboxCapabilities capabilities = forced("unisolated");
        QCOMPARE(capabilities.tier, SandboxTier::Unisolated);
        QVERIFY(capabilities.notEnforced.constFirst().contains(QStringLiteral("not isolated")));
        QTemporaryDir layer, tmp;
        write(layer.filePath(QStringLiteral("in-layer")), "layer\n");
        SandboxSpec spec = shell("");
        spec.argv = {QStringLiteral("/bin/sh"), QStringLiteral("/var/task/run.sh"), QStringLiteral("/opt/in-layer")};
        spec.env.append(std::pair<QByteArray, QByteArray>("ROOT", "/var/task"));
        spec.env.append(std::pair<QByteArray, QByteArray>("HERE", "/opt/bin:/usr/bin"));
        spec.layerDirs = {layer.path()};
        spec.tmpDir = tmp.path();
        SandboxRun run(spec, capabilities);
        run.write(QStringLiteral("run.sh"), "cat \"$1\"; [ \"$ROOT\" = \"$PWD\" ] && echo same; echo $HERE; echo "
                                            "${AWS_LAMBDA_RUNTIME_API%:*}; exit 6\n");
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.errorOutput, QByteArray());
        QCOMPARE(run.output, "layer\nsame\n" + QFile::encodeName(layer.path()) + "/bin:/usr/bin\n127.0.0.1\n");
        QCOMPARE(run.exit.status, 6);
    }
    void unisolatedLeavesNothing()
    {
        const SandboxCapabilities capabilities = forced("unisolated");
        const QByteArray marker = "lathe-plain-" + QByteArray::number(getpid());
        const auto bomb = [&](const char *end) {
            SandboxSpec spec = shell(
                "trap '' TERM; for i in 1 2 3; do setsid sh -c 'sleep 1000; : '$0 & done; echo up; eval \"$END\"");
            spec.argv.append(QString::fromLatin1(marker));
            spec.env.append(std::pair<QByteArray, QByteArray>("END", end));
            return spec;
        };
        SandboxRun ended(bomb("exit 0"), capabilities);
        QVERIFY(ended.finish());
        QCOMPARE(ended.exit.status, 0);
        QTRY_COMPARE_WITH_TIMEOUT(marked(marker), QList<pid_t>(), 15000);
        SandboxRun killed(bomb("wait"), capabilities);
        const auto started = killed.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(killed.waitFor([&] { return killed.output == "up\n"; }));
        QVERIFY(killed.sandbox->peakBytes() > 100000);
        QElapsedTimer clock;
        clock.start();
        killed.sandbox->kill();
        QVERIFY(killed.finish());
        QVERIFY2(clock.elapsed() < 15000, QByteArray::number(clock.elapsed()));
        QTRY_COMPARE_WITH_TIMEOUT(marked(marker), QList<pid_t>(), 15000);
        SandboxSpec hungry = shell("python3 -S -c 'b=[]\nwhile True: b.append(bytearray(1<<20))'; echo after");
        hungry.memoryMib = 128;
        SandboxCapabilities watched = capabilities;
        watched.limits = LimitTier::Watch;
        watched.cgroups.clear();
        SandboxRun eaten(hungry, watched);
        QVERIFY(eaten.finish());
        QVERIFY(eaten.exit.outOfMemory);
        QCOMPARE(eaten.output, QByteArray());
    }
};

// What another machine finds: the tier, one run in it, and its sentences.
static int reportProbe()
{
    const SandboxCapabilities found = probeSandbox();
    SandboxRun run(shell("exit 7"), found);
    run.finish();
    puts(qPrintable(sandboxTierName(found.tier)));
    printf("ran %d\n%s\n", run.exit.status, qPrintable(found.notEnforced.join(u'\n')));
    return 0;
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (qEnvironmentVariableIsSet("LATHE_TEST_PROBE"))
        return reportProbe();
    TestSandboxTiers test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sandboxtiers.moc"
