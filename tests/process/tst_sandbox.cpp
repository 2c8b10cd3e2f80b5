// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Real sandboxes: what a program inside sees and what it does not, and how its end is reported.
// Started by root the whole file runs a second time as an ordinary user (the last test).
#include "process/childprocess.h"
#include "process/sandboxrun.h"
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>

using namespace lathe;
using namespace lathe::test;

class TestSandbox : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { LATHE_NEEDS_NAMESPACES(); }

    void runsAndReports()
    {
        SandboxRun run(shell("echo out; echo err >&2; exit 3"));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.output, QByteArray("out\n"));
        QCOMPARE(run.errorOutput, QByteArray("err\n"));
        QCOMPARE(run.exit.status, 3);
        QCOMPARE(run.exit.signal, 0);
        QVERIFY(!run.exit.outOfMemory);
        QVERIFY2(run.exit.peakBytes > 100000 && run.exit.peakBytes < 30 << 20, QByteArray::number(run.exit.peakBytes));
        QVERIFY(run.exit.cpuMicros > 0 && run.exit.cpuMicros < 5000000);
        QTest::qWait(20);
        QCOMPARE(run.finishes, 1);
        QVERIFY(!run.sandbox->isRunning());
        QVERIFY(!run.sandbox->start(run.spec)); // once only
    }
    /// A sandbox under a real-time policy would hold up the whole machine; only root may have one without asking.
    void inheritsNoRealTime()
    {
        const sched_param lowest = {1}, none = {};
        if (sched_setscheduler(0, SCHED_RR, &lowest) != 0)
            return; // and then there is nothing to inherit
        SandboxRun run(shell("cut -d ' ' -f 41 /proc/self/stat"));
        sched_setscheduler(0, SCHED_OTHER, &none);
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("0\n"));
    }
    /// Where it began does not bind it (OnThisProcessor in lathe-init).
    void mayUseEveryProcessor()
    {
        const auto allowed = [](const QByteArray &status) {
            const qsizetype at = status.indexOf("Cpus_allowed_list:");
            return status.mid(at, status.indexOf('\n', at) - at);
        };
        QFile own(QStringLiteral("/proc/self/status"));
        QVERIFY(own.open(QIODevice::ReadOnly));
        SandboxRun run(shell("cat /proc/self/status"));
        QVERIFY(run.finish());
        QCOMPARE(allowed(run.output), allowed(own.readAll()));
        QVERIFY(allowed(run.output).size() > 18);
    }
    void reportsSignals()
    {
        SandboxRun run(shell("kill -SEGV $$"));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.status, -1);
        QCOMPARE(run.exit.signal, SIGSEGV);
    }
    void reportsAProgramThatIsNotThere()
    {
        SandboxSpec spec = shell("");
        spec.argv = {QStringLiteral("/var/task/bootstrap")};
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.exit.status, 127);
        QCOMPARE(run.exit.execError, ENOENT);
    }
    void opensASocketToTheEngine()
    {
        SandboxSpec spec = shell("read -r line <&3; echo \"$_LATHE_RUNTIME_SOCKET $line\"; echo answer >&3");
        spec.connected = true;
        SandboxRun run(spec);
        int connection = -1;
        bool inOrder = false;
        connect(run.sandbox.get(), &Sandbox::connectionReady, this, [&](int fd) {
            connection = fd;
            inOrder = run.listener >= 0;
        });
        QVERIFY(run.start());
        QVERIFY(run.waitFor([&] { return connection >= 0; }));
        QVERIFY(inOrder);
        QCOMPARE(::write(connection, "question\n", 9), 9);
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("3 question\n"));
        char answer[16];
        QCOMPARE(QByteArray(answer, ::recv(connection, answer, sizeof answer, MSG_DONTWAIT)), QByteArray("answer\n"));
        QCOMPARE(::recv(connection, answer, sizeof answer, MSG_DONTWAIT), 0); // nobody else holds it
        ::close(connection);
    }
    void extensionsStartFirstAndEndByThemselves()
    {
        SandboxSpec spec = shell("cat /tmp/first; pwd; kill -KILL $$");
        spec.extensions = {QStringLiteral("/var/task/one"), QStringLiteral("/var/task/two"), QStringLiteral("/var/task/plain"),
                           QStringLiteral("/var/task/none")};
        spec.extensionEnv = {{"PATH", "/usr/bin:/bin"}, {"NAME", "ext"}};
        SandboxRun run(spec);
        run.write(QStringLiteral("one"), "#!/bin/sh\npwd > /tmp/first; echo \"$NAME ${AWS_LAMBDA_RUNTIME_API%:*}\"; echo err >&2; exit 7\n");
        run.write(QStringLiteral("two"), "#!/bin/sh\ntrap 'echo bye; exit 0' TERM\necho ready\nwhile :; do sleep 0.01; done\n");
        run.write(QStringLiteral("plain"), "#!/bin/sh\n");
        for (const char *name : {"one", "two"})
            QCOMPARE(::chmod(QFile::encodeName(run.task.filePath(QLatin1String(name))).constData(), 0755), 0);
        QByteArray written;
        QHash<int, SandboxExit> ends;
        connect(run.sandbox.get(), &Sandbox::extensionOutput, this, [&written](const QByteArray &chunk) { written += chunk; });
        connect(run.sandbox.get(), &Sandbox::programEnded, this, [&ends](int program, const SandboxExit &exit) { ends.insert(program, exit); });
        QVERIFY(run.start());
        QVERIFY(run.waitFor([&] { return ends.size() == 3 && written.contains("ready\n"); }));
        QCOMPARE(ends.value(1).status, 7);
        QCOMPARE(ends.value(3).execError, EACCES);
        QCOMPARE(ends.value(4).execError, ENOENT);
        QVERIFY2(written.contains("ext 127.0.0.1\n") && written.contains("err\n"), written.constData());
        QVERIFY(run.output.isEmpty()); // the program itself waits
        run.sandbox->launch();
        QVERIFY(run.waitFor([&ends] { return ends.contains(0); }));
        QCOMPARE(ends.value(0).signal, SIGKILL);
        run.sandbox->drainOutput();
        QCOMPARE(run.output, QByteArray("/\n/var/task\n"));
        QVERIFY(run.sandbox->isRunning() && run.finishes == 0); // the second extension still runs
        run.sandbox->setFrozen(true);
        run.sandbox->signalProgram(2, SIGTERM);
        QVERIFY(run.finish());
        QCOMPARE(ends.value(2).status, 0);
        QVERIFY(written.endsWith("bye\n"));
        QCOMPARE(run.exit.signal, SIGKILL);
    }
    void killEndsExtensionsToo()
    {
        SandboxSpec spec = shell("sleep 100");
        spec.extensions = {QStringLiteral("/var/task/one")};
        SandboxRun run(spec);
        run.write(QStringLiteral("one"), "#!/bin/sh\ntrap '' TERM\nwhile :; do /bin/sleep 0.01; done\n");
        QCOMPARE(::chmod(QFile::encodeName(run.task.filePath(QStringLiteral("one"))).constData(), 0755), 0);
        bool listening = false;
        connect(run.sandbox.get(), &Sandbox::listenerReady, this, [&listening] { listening = true; });
        QVERIFY(run.start());
        QVERIFY(run.waitFor([&listening] { return listening; }));
        run.sandbox->kill();
        QVERIFY(run.finish());
    }
    void reportsASetUpThatFails()
    {
        SandboxSpec spec = shell("true");
        spec.taskDir = QStringLiteral("/nowhere/at/all");
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QVERIFY2(run.exit.startError.contains(QStringLiteral("/nowhere/at/all")), qPrintable(run.exit.startError));
        QCOMPARE(run.finishes, 1);
    }
    void refusesARelativeProgram()
    {
        SandboxSpec spec = shell("true");
        spec.argv = {QStringLiteral("sh")};
        SandboxRun run(spec);
        QVERIFY(!run.start());
        QVERIFY(!run.sandbox->isRunning());
    }

    void identityAndPrivileges()
    {
        SandboxRun run(shell("id -u; id -g; grep -E '^(CapEff|CapPrm|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | "
                             "tr -d '\\t'; hostname; "
                             "ls /proc | grep -c '^[0-9]'; cat /proc/1/environ 2>/dev/null | wc -c; readlink "
                             "/proc/1/exe; cat /proc/1/fd/[0-9]* 2>/dev/null | wc -c; kill -9 1; echo still"));
        QVERIFY(run.finish());
        const QByteArrayList lines = run.output.trimmed().split('\n');
        QCOMPARE(lines.mid(0, 6), QByteArrayList({"993", "990", "CapPrm:0000000000000000", "CapEff:0000000000000000",
                                                  "CapBnd:0000000000000000", "NoNewPrivs:1"}));
        QCOMPARE(lines.value(6), QByteArray("Seccomp:2"));
        QCOMPARE(lines.value(7), QByteArray("169.254.100.1"));
        QVERIFY2(lines.value(8).toInt() <= 5, "its own process ids only");
        QCOMPARE(lines.value(9), QByteArray("0")); // the supervisor is closed to the program
        QCOMPARE(lines.mid(10), QByteArrayList({"0", "still"}));
    }
    void environmentIsExactlyWhatIsGiven()
    {
        qputenv("LATHE_PLANTED_SECRET", "planted");
        SandboxSpec spec = shell("");
        spec.argv = {QStringLiteral("/usr/bin/env")};
        spec.env = {{"A", "1"}, {"EMPTY", ""}, {"LINES", "a\nb=c"}, {"UTF", "한글"}, {"RAW", "\xff\xfe"}};
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QByteArrayList lines = run.output.trimmed().split('\n');
        const QByteArray api = lines.takeLast();
        QCOMPARE(lines, QByteArrayList({"A=1", "EMPTY=", "LINES=a", "b=c", "UTF=한글", "RAW=\xff\xfe"}));
        QVERIFY2(api.startsWith("AWS_LAMBDA_RUNTIME_API=127.0.0.1:"), api.constData());
    }
    void descriptorsAreNotInherited()
    {
        const int leaky = fcntl(STDOUT_FILENO, F_DUPFD, 60);
        SandboxRun run(shell("cd /proc/self/fd; echo *; readlink 0"));
        QVERIFY(run.finish());
        ::close(leaky);
        QVERIFY2(run.output == "0 1 2\n/dev/null\n" || run.output == "0 1 2 3\n/dev/null\n", run.output.constData());
    }
    void fileSystem()
    {
        const QString planted = QDir::homePath() + QStringLiteral("/.aws");
        QVERIFY(QDir().mkpath(planted));
        QFile credentials(planted + QStringLiteral("/credentials"));
        QVERIFY(credentials.open(QIODevice::WriteOnly));
        credentials.write("aws_secret_access_key = planted-secret\n");
        credentials.close();
        SandboxSpec spec = shell(
            "for f in /x /usr/x /etc/x /var/x /var/task/x /var/runtime/x /opt/x /dev/x /dev/shm/x "
            "/proc/sys/kernel/core_pattern; do "
            "(echo no > $f) 2>/dev/null && echo wrote $f; done; "
            "echo yes > /tmp/x && cat /tmp/x; stat -c %a /tmp; ls -A /; ls -A /var; cat /etc/passwd | wc -l; "
            "ls /sys /home /root /run/user 2>&1 | grep -v 'No such' | head -3; test -e \"$PLANTED\" && echo visible; "
            "ls /etc/shadow /etc/ssl/private 2>/dev/null; grep -c sandbox.localdomain /etc/hosts; pwd; cat file; "
            "head -c 4 /dev/zero | wc -c; echo x > /dev/null; readlink /bin; : > /dev/full || true");
        spec.env.append({"PLANTED", QFile::encodeName(credentials.fileName())});
        SandboxRun run(spec);
        run.write(QStringLiteral("file"), "task file\n");
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("yes\n1777\nbin\ndev\netc\nlib\nlib64\nopt\nproc\nsbin\ntmp\nusr\nvar\nruntime"
                                        "\ntask\n2\n1\n/var/task\ntask file\n4\nusr/bin\n"));
    }
    /// What scripts and programs made for Amazon Linux look at: a shell that is bash, the system's name.
    void looksLikeAmazonLinux_data() { tmpInMemoryIsKept_data(); }
    void looksLikeAmazonLinux()
    {
        QFETCH(int, tier);
        SandboxCapabilities machine = probeSandbox();
        machine.tier = SandboxTier(tier);
        machine.bubblewrap = findProgram(QStringLiteral("bwrap"));
        SandboxRun run(shell("set -euo pipefail; source /etc/os-release; [[ $ID == amzn ]] && echo $ID $VERSION_ID; /bin/sh -c 'set -o pipefail; echo again'"), machine);
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("amzn 2023\nagain\n"));
    }
    void tmpHasItsSize()
    {
        SandboxSpec spec = shell("head -c 20000000 /dev/zero > /tmp/big 2>/dev/null; stat -c %s /tmp/big");
        spec.tmpMib = 8;
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("8388608\n"));
    }
    void tmpFolderIsKept()
    {
        QTemporaryDir tmp;
        SandboxSpec spec = shell("echo kept > /tmp/file");
        spec.tmpDir = tmp.path();
        SandboxRun first(spec);
        QVERIFY(first.finish());
        QCOMPARE(first.exit.startError, QString());
        spec.argv.last() = QStringLiteral("cat /tmp/file");
        SandboxRun second(spec);
        QVERIFY(second.finish());
        QCOMPARE(second.output, QByteArray("kept\n"));
    }
    void tmpInMemoryIsKept_data()
    {
        QTest::addColumn<int>("tier");
        if (probeSandbox().tier == SandboxTier::Own)
            QTest::newRow("own") << int(SandboxTier::Own);
        QTest::newRow("bubblewrap") << int(SandboxTier::Bubblewrap);
    }
    void tmpInMemoryIsKept()
    {
        QFETCH(int, tier);
        SandboxCapabilities machine = probeSandbox();
        machine.tier = SandboxTier(tier);
        machine.bubblewrap = findProgram(QStringLiteral("bwrap"));
        SandboxSpec spec = shell("cat /tmp/d/file 2>/dev/null; mkdir -p /tmp/d; echo kept >> /tmp/d/file; stat -c '%u %a' /tmp; "
                                 "head -c 20000000 /dev/zero > /tmp/big 2>/dev/null; stat -c %s /tmp/big; rm /tmp/big; kill -9 $$");
        spec.tmpMib = 8;
        spec.keepTmp = true;
        const auto tmp = std::make_shared<KeptTmp>();
        QByteArray before;
        for (int i = 0; i < 4; ++i) { // through several sandboxes, each of which crashes
            SandboxRun run(spec, machine);
            run.sandbox->setKeptTmp(tmp);
            QVERIFY(run.finish());
            QCOMPARE(run.exit.startError, QString());
            QCOMPARE(run.exit.signal, SIGKILL);
            QVERIFY(tmp->mount);
            const QByteArrayList lines = run.output.trimmed().split('\n');
            QCOMPARE(lines.size(), i + 2);
            QCOMPARE(lines.count("kept"), i);
            QCOMPARE(lines.at(i), QByteArray("993 1777"));
            QVERIFY2(lines.last().toInt() > 8000000 && lines.last().toInt() <= 8 << 20, lines.last().constData()); // still bounded
        }
        SandboxRun killed(spec, machine); // and through one that is killed before it has begun
        killed.sandbox->setKeptTmp(tmp);
        LATHE_VERIFY_RESULT(killed.start());
        killed.sandbox.reset();
        spec.argv.last() = QStringLiteral("ls /tmp");
        SandboxRun other(spec, machine); // the files of one environment are not another's
        other.sandbox->setKeptTmp(std::make_shared<KeptTmp>());
        QVERIFY(other.finish());
        QCOMPARE(other.output, QByteArray());
    }
    void tmpIsKeptAsItWas()
    {
        SandboxCapabilities machine = probeSandbox();
        machine.tier = SandboxTier::Bubblewrap;
        machine.bubblewrap = findProgram(QStringLiteral("bwrap"));
        // 6 of 8 MB as two names of one file, and a hole that is larger than /tmp: copies would not fit.
        SandboxSpec spec = shell("cd /tmp; mkdir -p a/b c; head -c 6000000 /dev/zero | tr '\\0' x > a/big; ln a/big c/same; truncate -s 1G hole; printf end >> hole;"
                                 "ln -s a/big link; ln -s /etc/passwd out; mkfifo pipe; echo secret > a/b/f; chmod 0400 a/b/f; chmod 0111 a/b; touch -d @1000000000 c/same; chmod 2755 c;"
                                 "d=deep; for i in $(seq 60); do mkdir $d; d=$d/x; done; touch deep/end");
        spec.tmpMib = 8;
        spec.keepTmp = true;
        const auto tmp = std::make_shared<KeptTmp>();
        SandboxRun first(spec, machine);
        first.sandbox->setKeptTmp(tmp);
        QVERIFY(first.finish());
        QCOMPARE(first.errorOutput, QByteArray());
        spec.argv.last() = QStringLiteral("cd /tmp; stat -c '%n %a %h %F' a a/b a/b/f c link pipe; stat -c %s a/b/f; cat a/b/f; stat -c '%i' a/big c/same | uniq | wc -l; stat -c '%Y %s' c/same;"
                                          "stat -c %s hole; tail -c 3 hole; echo; readlink link out; du -sm . | cut -f1; find deep | wc -l; echo more > a/b/f; head -c 2000000 /dev/zero | cat > new; stat -c %s new");
        SandboxRun second(spec, machine);
        second.sandbox->setKeptTmp(tmp);
        QVERIFY(second.finish());
        const QByteArrayList lines = second.output.split('\n');
        QCOMPARE(lines.mid(0, 15), (QByteArrayList{"a 755 3 directory", "a/b 111 2 directory", "a/b/f 400 1 regular file", "c 2755 2 directory",
            "link 777 1 symbolic link", "pipe 644 1 fifo", "7", "secret", "1", "1000000000 6000000", "1073741827", "end", "a/big", "/etc/passwd", "6"}));
        QCOMPARE(lines.value(15), QByteArray("61"));
        QCOMPARE(lines.value(16), QByteArray("2000000"));
    }
    void whatCodeLeansOn()
    {
        const mode_t mask = umask(0077);
        SandboxSpec spec = shell("umask; ulimit -n; ulimit -c; ulimit -s; pwd; test -e /dev/shm && echo shm; readlink /proc/self/cwd /proc/self/exe; "
                                 "getent hosts sandbox sandbox.localdomain localhost | tr -s ' '; test -s /etc/resolv.conf && echo resolv; getent passwd 993");
        spec.network = NetworkMode::None;
        SandboxRun alone(spec);
        QVERIFY(alone.finish());
        umask(mask);
        const QByteArray hosts = "127.0.0.1 localhost sandbox.localdomain sandbox\n";
        QCOMPARE(alone.output, "0022\n1024\n0\n8192\n/var/task\n/var/task\n/usr/bin/readlink\n" + hosts + hosts + hosts
            + "sbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n");
        SandboxSpec shared = shell("cat /etc/resolv.conf");
        SandboxRun host(shared);
        QVERIFY(host.finish());
        QFile resolv(QStringLiteral("/etc/resolv.conf"));
        QVERIFY(!resolv.exists() || (resolv.open(QIODevice::ReadOnly) && host.output == resolv.readAll()));
    }
    void namespacesAndTracingAreRefused()
    {
        SandboxRun run(shell("unshare -U true 2>/dev/null && echo user; unshare -m true 2>/dev/null && echo mount; "
                             "python3 -c '\nimport ctypes,os\nlibc=ctypes.CDLL(None,use_errno=True)\n"
                             "print(libc.ptrace(0,0,0,0), ctypes.get_errno())\n"
                             "print(libc.mount(b\"none\",b\"/tmp\",b\"tmpfs\",0,None), ctypes.get_errno())\n"
                             "print(libc.syscall(56, 0x10000000|17, 0, 0, 0, 0), ctypes.get_errno()) if "
                             "os.uname().machine==\"x86_64\" else print(\"-1 1\")\n'"));
        QVERIFY(run.finish());
        QCOMPARE(run.output, QByteArray("-1 1\n-1 1\n-1 1\n"));
    }
    void bindsAppearWhereTheyShould()
    {
        QTemporaryDir extra;
        QVERIFY(QDir(extra.path()).mkpath(QStringLiteral("sub")));
        write(extra.filePath(QStringLiteral("sub/a")), "bound\n");
        write(extra.filePath(QStringLiteral("single")), "one file\n");
        SandboxSpec spec = shell("cat /srv/deep/er/sub/a /srv/single; echo no > /srv/deep/er/b 2>/dev/null || echo ro; "
                                 "echo rw > /srv/w/sub/new; "
                                 "ls /srv/own* > /dev/null 2>&1; cat \"$SELF/sub/a\"");
        spec.binds = {{extra.path(), QStringLiteral("/srv/deep/er"), false},
                      {extra.filePath(QStringLiteral("single")), QStringLiteral("/srv/single"), false},
                      {extra.path(), QStringLiteral("/srv/w"), true},
                      {extra.path(), QStringLiteral("/srv/at") + extra.path(), false}};
        spec.env.append({"SELF", QFile::encodeName(QStringLiteral("/srv/at") + extra.path())});
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.output, QByteArray("bound\none file\nro\nbound\n"));
        QVERIFY(QFile::exists(extra.filePath(QStringLiteral("sub/new"))));
    }
    void privateFoldersOfTheUserCanBeBound()
    {
        // An interpreter below a home folder that only its owner may enter.
        QTemporaryDir home;
        const QString inner = home.filePath(QStringLiteral(".tools/versions"));
        QVERIFY(QDir().mkpath(inner));
        QVERIFY(QFile::copy(QStringLiteral("/usr/bin/env"), inner + QStringLiteral("/tool")));
        QCOMPARE(::chmod(QFile::encodeName(home.path()).constData(), 0700), 0);
        QCOMPARE(::chmod(QFile::encodeName(home.filePath(QStringLiteral(".tools"))).constData(), 0700), 0);
        SandboxSpec spec = shell("");
        spec.argv = {inner + QStringLiteral("/tool"), QStringLiteral("-i"), QStringLiteral("echo"),
                     QStringLiteral("ran")};
        spec.binds = {{inner, inner, false}};
        SandboxRun run(spec);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.output, QByteArray("ran\n"));
    }

    void layers_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("overlay");
        for (const int count : {0, 1, 2, 5, 12, 60})
            QTest::addRow("%d", count) << count << true;
        QTest::addRow("2 merged") << 2 << false;
        QTest::addRow("5 merged") << 5 << false;
    }
    void layers()
    {
        QFETCH(int, count);
        QFETCH(bool, overlay);
        QTemporaryDir dir;
        SandboxSpec spec = shell("cat /opt/*; ls -v /opt/d 2>/dev/null | (cd /opt/d 2>/dev/null && xargs -r cat); echo no > /opt/x 2>/dev/null && echo wrote");
        QByteArray expected;
        for (int i = 0; i < count; ++i) {
            const QString layer =
                dir.filePath(QStringLiteral("layer %1, with:colon ").arg(i) + QString(180, u'x')); // overlay options split at these
            QVERIFY(QDir().mkpath(layer + QStringLiteral("/d")));
            write(layer + QStringLiteral("/all"), "all of " + QByteArray::number(i) + '\n');
            write(layer + QStringLiteral("/d/own") + QString::number(i), QByteArray::number(i) + '\n');
            expected += QByteArray::number(i) + '\n';
            spec.layerDirs.append(layer);
        }
        if (count > 0)
            expected.prepend("all of " + QByteArray::number(count - 1) + '\n'); // the last layer hides the others
        SandboxCapabilities capabilities = probeSandbox();
        capabilities.overlay = capabilities.overlay && overlay;
        SandboxRun run(spec, capabilities);
        QVERIFY(run.finish());
        QCOMPARE(run.exit.startError, QString());
        QCOMPARE(run.output, expected);
    }

    void listenerIsPassedOut_data()
    {
        QTest::addColumn<bool>("alone");
        QTest::newRow("own network") << true;
        QTest::newRow("shared network") << false;
    }
    void listenerIsPassedOut()
    {
        QFETCH(bool, alone);
        SandboxSpec spec =
            shell("python3 -S -c '\nimport socket,os\nh,p=os.environ[\"AWS_LAMBDA_RUNTIME_API\"].split(\":\")\n"
                  "s=socket.create_connection((h,int(p)));s.sendall(b\"hello\");print(h,s.recv(9).decode())\n'");
        spec.network = alone ? NetworkMode::None : NetworkMode::Shared;
        SandboxRun run(spec);
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(run.waitFor([&] { return run.listener >= 0; }));
        QVERIFY2(run.sandbox->elapsedMs() < 15000, "passed at once");
        int connection = -1;
        QVERIFY(
            run.waitFor([&] { return (connection = ::accept4(run.listener, nullptr, nullptr, SOCK_CLOEXEC)) >= 0; }));
        char text[6] = {};
        QCOMPARE(::recv(connection, text, 5, MSG_WAITALL), 5);
        QCOMPARE(text, "hello");
        QCOMPARE(::send(connection, "answer", 6, 0), 6);
        QVERIFY(run.finish());
        ::close(connection);
        const QByteArray host = !alone || probeSandbox().tier != SandboxTier::Own ? "127.0.0.1" : "169.254.100.1";
        QCOMPARE(run.output, host + " answer\n");
    }
    void hostLoopbackIsOutOfReachWithoutNetwork()
    {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        QCOMPARE(::bind(server, reinterpret_cast<sockaddr *>(&address), size), 0);
        QCOMPARE(::listen(server, 5), 0);
        QCOMPARE(::getsockname(server, reinterpret_cast<sockaddr *>(&address), &size), 0);
        SandboxSpec spec =
            shell("python3 -S -c '\nimport socket,sys\ns=socket.socket()\ns.settimeout(2)\n"
                  "print(\"reached\" if s.connect_ex((\"127.0.0.1\",int(sys.argv[1])))==0 else \"refused\")\n' $PORT; "
                  "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '");
        spec.env.append({"PORT", QByteArray::number(ntohs(address.sin_port))});
        spec.network = NetworkMode::Shared;
        SandboxRun shared(spec);
        QVERIFY(shared.finish());
        QVERIFY2(shared.output.startsWith("reached\n"), shared.output.constData());
        spec.network = NetworkMode::None;
        SandboxRun alone(spec);
        QVERIFY(alone.finish());
        QCOMPARE(alone.output, QByteArray("refused\nlo\n"));
        ::close(server);
    }
    void abstractSocketsOfTheHostAreFenced_data()
    {
        QTest::addColumn<bool>("alone");
        QTest::newRow("own network") << true;
        QTest::newRow("shared network") << false;
    }
    void abstractSocketsOfTheHostAreFenced()
    {
        QFETCH(bool, alone);
        const QByteArray name = "lathe-test-" + QByteArray::number(getpid());
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        memcpy(address.sun_path + 1, name.constData(), size_t(name.size()));
        const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::bind(server, reinterpret_cast<sockaddr *>(&address),
                        socklen_t(offsetof(sockaddr_un, sun_path) + 1 + size_t(name.size()))),
                 0);
        QCOMPARE(::listen(server, 5), 0);
        SandboxSpec spec = shell("python3 -S -c '\nimport socket,os\ns=socket.socket(socket.AF_UNIX)\n"
                                 "print(s.connect_ex(\"\\0\"+os.environ[\"NAME\"]))\n'");
        spec.env.append({"NAME", name});
        spec.network = alone ? NetworkMode::None : NetworkMode::Shared;
        SandboxRun run(spec);
        QVERIFY(run.finish());
        ::close(server);
        const bool kernelCan = ::syscall(444, nullptr, 0, 1) >= 6; // version of Landlock
        QCOMPARE(run.output, alone ? QByteArray("111\n") : kernelCan ? QByteArray("1\n") : QByteArray("0\n"));
    }
    void namesResolveOnlyWithNetwork()
    {
        SandboxSpec spec = shell("test -e /etc/resolv.conf && echo resolv; getent hosts sandbox | tr -s ' '");
        spec.network = NetworkMode::None;
        SandboxRun alone(spec);
        QVERIFY(alone.finish());
        QCOMPARE(alone.output.split('\n').constFirst().left(9), QByteArray("127.0.0.1"));
        spec.network = NetworkMode::Shared;
        SandboxRun shared(spec);
        QVERIFY(shared.finish());
        QCOMPARE(shared.output.startsWith("resolv\n"), QFile::exists(QStringLiteral("/etc/resolv.conf")));
    }

    void outputWaitsForSomebody()
    {
        // Nobody takes the output: the program stops at a full pipe instead of filling this process.
        Sandbox sandbox(probeSandbox());
        QTemporaryDir task;
        SandboxSpec spec = shell("head -c 300000 /dev/zero; echo done >&2");
        spec.taskDir = task.path();
        QSignalSpy errors(&sandbox, &Sandbox::standardError);
        QSignalSpy finished(&sandbox, &Sandbox::finished);
        const auto started = sandbox.start(spec);
        LATHE_VERIFY_RESULT(started);
        QVERIFY(!QTest::qWaitFor([&] { return !errors.isEmpty(); }, 300));
        qint64 bytes = 0;
        connect(&sandbox, &Sandbox::standardOutput, this, [&](const QByteArray &chunk) {
            bytes += chunk.size();
            QVERIFY(chunk.size() <= 64 * 1024);
        });
        QVERIFY(QTest::qWaitFor([&] { return !finished.isEmpty(); }));
        QCOMPARE(bytes, 300000);
        QCOMPARE(errors.size(), 1);
    }
    void drainsWhatIsThere()
    {
        SandboxRun run(shell("echo first; echo second >&2; echo ready > /tmp/ready; sleep 100"));
        QTemporaryDir tmp;
        run.spec.tmpDir = tmp.path();
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        while (
            !QFile::exists(tmp.filePath(QStringLiteral("ready")))) // without the event loop: nothing is read meanwhile
            sched_yield();
        QCOMPARE(run.output, QByteArray());
        run.sandbox->drainOutput();
        QCOMPARE(run.output, QByteArray("first\n"));
        QCOMPARE(run.errorOutput, QByteArray("second\n"));
        run.sandbox->kill();
        QVERIFY(run.finish());
    }
    void destroyedFromItsOwnSignals_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("output") << QStringLiteral("echo out; sleep 100");
        QTest::newRow("error output") << QStringLiteral("echo err >&2; sleep 100");
        QTest::newRow("finished") << QStringLiteral("exit 0");
    }
    void destroyedFromItsOwnSignals()
    {
        QFETCH(QString, script);
        QTemporaryDir task;
        SandboxSpec spec = shell(script.toUtf8().constData());
        spec.taskDir = task.path();
        QPointer<Sandbox> sandbox = new Sandbox(probeSandbox());
        connect(sandbox, &Sandbox::standardOutput, this, [&] { delete sandbox; });
        connect(sandbox, &Sandbox::standardError, this, [&] { delete sandbox; });
        connect(sandbox, &Sandbox::finished, this, [&] { delete sandbox; });
        const auto started = sandbox->start(spec);
        LATHE_VERIFY_RESULT(started);
        QTRY_VERIFY(!sandbox);
    }
    void freezesAndThaws()
    {
        SandboxRun run(shell("i=0; while :; do echo $i; i=$((i+1)); sleep 0.01; done"));
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(run.waitFor([&] { return run.output.size() > 20; }));
        run.sandbox->setFrozen(true);
        QVERIFY(run.waitFor([&] { // nothing new any more
            const qsizetype before = run.output.size();
            QTest::qWait(60);
            return run.output.size() == before;
        }));
        const qsizetype frozen = run.output.size();
        run.sandbox->setFrozen(false);
        QVERIFY(run.waitFor([&] { return run.output.size() > frozen; }));
        run.sandbox->terminate();
        QVERIFY(run.finish());
        QCOMPARE(run.exit.signal, SIGTERM);
    }

    void connectsToPortsInside_data()
    {
        QTest::addColumn<int>("network");
        QTest::newRow("its own network") << int(NetworkMode::None);
        QTest::newRow("the machine's network") << int(NetworkMode::Shared);
    }
    void connectsToPortsInside()
    {
        QFETCH(int, network);
        SandboxRun run(shell(""));
        run.spec.argv = {QStringLiteral("/usr/bin/python3"), QStringLiteral("-S"), QStringLiteral("-c"),
                         QStringLiteral("import socket\ns=socket.create_server(('127.0.0.1',0))\n"
                                        "print(s.getsockname()[1],flush=True)\nc=s.accept()[0]\nprint(c.recv(9),flush=True)")};
        run.spec.network = NetworkMode(network);
        const auto started = run.start();
        LATHE_VERIFY_RESULT(started);
        QVERIFY(run.waitFor([&] { return run.output.endsWith('\n'); }));
        int fd = -2;
        run.sandbox->connectInside(quint16(run.output.trimmed().toInt()), run.sandbox.get(), [&](int socket) { fd = socket; });
        QVERIFY(run.waitFor([&] { return fd != -2; }));
        QVERIFY(fd >= 0);
        QVERIFY(run.waitFor([&] { return ::write(fd, "knock", 5) == 5; }));
        QVERIFY(run.finish());
        ::close(fd);
        QVERIFY2(run.output.endsWith("b'knock'\n"), run.output.constData());
        int late = -2;
        run.sandbox->connectInside(1, run.sandbox.get(), [&](int socket) { late = socket; });
        QCOMPARE(late, -1);
    }
    void asAnOrdinaryUser()
    {
        if (geteuid() != 0)
            return; // this is that run
        const auto again = runAsNobody();
        QVERIFY2(again.first, again.second.constData());
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
