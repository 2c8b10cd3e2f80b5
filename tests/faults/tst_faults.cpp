// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Faults that only repetition shows, with real executables: nothing survives a killed Lathe, nothing of its surroundings shows
// inside, nothing is written through links that others plant. LATHE_LONG_TESTS=1 runs the long forms.
#include "runtime/runner.h"
#include "process/spawn.h"
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>

using namespace lathe;
using lathe::test::Runner;

class TestFaults : public QObject
{
    Q_OBJECT

    const QString m_lathe = QStringLiteral(LATHE_BIN_DIR "/lathe");
    const bool m_long = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
    std::unique_ptr<QTemporaryDir> m_dir;

    void write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = name.startsWith(u'/') ? name : m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    qint64 size(const QString &name) const { return QFileInfo(m_dir->filePath(name)).size(); }

    /// Not a QProcess: its orphans are to be this process's children, to be reaped here.
    pid_t start(const QStringList &arguments, QList<std::pair<QByteArray, QByteArray>> changes = {}) const
    {
        SpawnSpec spec;
        spec.program = QFile::encodeName(m_lathe);
        spec.argv = {spec.program};
        for (const QString &argument : arguments)
            spec.argv.append(argument.toLocal8Bit());
        for (char **variable = environ; *variable; ++variable)
            if (std::none_of(changes.begin(), changes.end(), [variable](const auto &c) { return QByteArrayView(*variable).startsWith(QByteArray(c.first + '=')); }))
                spec.env.append(*variable);
        for (const auto &[name, value] : changes)
            if (!value.isNull())
                spec.env.append(name + '=' + value);
        spec.workingDir = QFile::encodeName(m_dir->path());
        const OwnedFd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        spec.descriptors = {{STDOUT_FILENO, nowhere.get()}, {STDERR_FILENO, nowhere.get()}};
        const auto pid = spawnProcess(spec);
        return pid ? *pid : -1;
    }
    bool until(const std::function<bool()> &holds, int ms = 20000) const
    {
        QElapsedTimer clock;
        clock.start();
        while (!holds()) {
            if (clock.elapsed() > ms)
                return false;
            ::usleep(500);
        }
        return true;
    }
    /// No process is left of what this one started, and nobody holds the lock.
    bool nobodyLeft(int lock) const
    {
        while (::waitpid(-1, nullptr, WNOHANG) > 0) { }
        if (::waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD || ::flock(lock, LOCK_EX | LOCK_NB) != 0)
            return false;
        ::flock(lock, LOCK_UN);
        return true;
    }
    static double quantile(QList<double> all, double part)
    {
        std::sort(all.begin(), all.end());
        return all.isEmpty() ? 0 : all[std::min(qsizetype(double(all.size()) * part), all.size() - 1)];
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_dir.reset(); }

    /// Lathe is killed at any moment: in the middle of its start, of an init phase, of a handler that has put daemons aside, or
    /// while an environment of a server is frozen.
    void nothingSurvivesAKilledLathe()
    {
        LATHE_NEEDS_NAMESPACES();
        const int count = m_long ? 1000 : 200;
        QVERIFY(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
        const auto off = qScopeGuard([] { ::prctl(PR_SET_CHILD_SUBREAPER, 0); });
        write(QStringLiteral("fn/lambda_function.py"), R"(
import fcntl, os, signal, time
def stay():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    file = open('/mnt/shelf/lock')
    fcntl.flock(file, fcntl.LOCK_SH)
    open('/mnt/shelf/begun', 'a').write('x')
    time.sleep(600)
def lambda_handler(event, context):
    for _ in range(2):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                stay()
            stay()
    while os.path.getsize('/mnt/shelf/begun') < 4:
        time.sleep(0.001)
    if event.get('ends'):
        return 1
    stay()
)");
        write(QStringLiteral("ends.json"), "{\"ends\": true}");
        write(QStringLiteral("shelf/lock"), {});
        const int lock = ::open(QFile::encodeName(m_dir->filePath(QStringLiteral("shelf/lock"))).constData(), O_RDONLY | O_CLOEXEC);
        const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/lathe");
        const QStringList invoke{QStringLiteral("invoke"), QStringLiteral("-C"), QStringLiteral("fn"), QStringLiteral("--timeout"), QStringLiteral("900"),
            QStringLiteral("--mount"), QStringLiteral("/mnt/shelf=shelf"), QStringLiteral("--no-history")};
        QRandomGenerator random(20261126);
        QList<double> left;
        int late = 0;
        for (int i = 0; i < count; ++i) {
            write(QStringLiteral("shelf/begun"), {});
            pid_t victim = -1;
            if (i % 5 == 0) { // a server with a warm environment, whose daemons are frozen with it
                victim = start({QStringLiteral("serve"), QStringLiteral("--quiet"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--state"), QStringLiteral("state")});
                const QString socket = runtime + QStringLiteral("/engine-%1").arg(victim);
                QVERIFY(until([&socket] { return QFile::exists(socket); }));
                const pid_t client = start(invoke + QStringList{QStringLiteral("-e"), QStringLiteral("ends.json")});
                int status = -1;
                QVERIFY(until([&] { return ::waitpid(client, &status, WNOHANG) == client; }));
                QCOMPARE(status, 0);
                QCOMPARE(size(QStringLiteral("shelf/begun")), 4);
            } else {
                victim = start(invoke + QStringList{QStringLiteral("--no-handover")});
                if (i % 5 == 1)
                    QVERIFY(until([this] { return size(QStringLiteral("shelf/begun")) == 5; }));
                else
                    ::usleep(random.bounded(80000));
            }
            QVERIFY(victim > 0);
            QElapsedTimer clock;
            clock.start();
            QCOMPARE(::kill(victim, SIGKILL), 0);
            const bool gone = until([this, lock] { return nobodyLeft(lock); });
            QVERIFY2(gone, qPrintable(QStringLiteral("run %1 left processes").arg(i)));
            left.append(double(clock.nsecsElapsed()) / 1e6);
            late += left.constLast() > 1000;
        }
        ::close(lock);
        // What a killed one could not remove, the next one does.
        const pid_t last = start({QStringLiteral("serve"), QStringLiteral("--quiet"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--state"), QStringLiteral("state")});
        QVERIFY(until([&] { return QFile::exists(runtime + QStringLiteral("/engine-%1").arg(last)); }));
        QCOMPARE(::kill(last, SIGTERM), 0);
        QVERIFY(until([last] { return ::waitpid(last, nullptr, WNOHANG) == last; }));
        QCOMPARE(QDir(runtime).entryList({QStringLiteral("work-*"), QStringLiteral("engine-*")}, QDir::AllEntries | QDir::System), QStringList());
        qInfo("R6 orphans: n=%d, survivors=0, there for more than 1 s=%d, all gone after p50 %.1f ms, p99 %.1f ms, most %.1f ms", count, late, quantile(left, 0.5),
            quantile(left, 0.99), quantile(left, 1));
    }

    void nothingOfTheSurroundingsShowsInside_data()
    {
        QTest::addColumn<SandboxTier>("tier");
        QTest::addColumn<QString>("runtime");
        for (const auto &[name, tier] : {std::pair{"own", SandboxTier::Own}, {"bubblewrap", SandboxTier::Bubblewrap}, {"unisolated", SandboxTier::Unisolated}})
            for (const char *runtime : {"python3.11", "nodejs20.x"})
                QTest::addRow("%s, %s", name, runtime) << tier << QString::fromLatin1(runtime);
    }
    /// Secrets in variables, in files that tools keep them in, in temporary folders, on a command line and behind open descriptors.
    void nothingOfTheSurroundingsShowsInside()
    {
        QFETCH(SandboxTier, tier);
        QFETCH(QString, runtime);
        qputenv("LATHE_INIT", LATHE_BIN_DIR "/lathe-init");
        qputenv("LATHE_SANDBOX", sandboxTierName(tier).toUtf8());
        const SandboxCapabilities found = probeSandbox(false);
        qunsetenv("LATHE_SANDBOX");
        if (found.tier != tier) {
            QVERIFY2(found.tier == SandboxTier::Unisolated || tier != SandboxTier::Unisolated, "a tier that always is");
            QSKIP("This machine has no such tier.");
        }
        const bool hidden = tier != SandboxTier::Unisolated; // there files are as they are; it is for trusted folders only
        int planted = 0;
        const auto secret = [&planted] { return "PLANTED-" + QByteArray::number(++planted) + "-hunter2"; };
        QList<QByteArray> variables;
        const auto gone = qScopeGuard([&variables] {
            for (const QByteArray &name : variables)
                qunsetenv(name.constData());
        });
        for (const char *name : {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "GITHUB_TOKEN", "GH_TOKEN", "NPM_TOKEN", "DATABASE_URL", "PGPASSWORD", "DOCKER_AUTH_CONFIG",
                 "SSH_AUTH_SOCK", "KUBECONFIG", "GOOGLE_APPLICATION_CREDENTIALS", "AZURE_CLIENT_SECRET", "SLACK_TOKEN", "HTTP_PROXY", "PIP_INDEX_URL", "NODE_AUTH_TOKEN", "VAULT_TOKEN",
                 "SOME_VARIABLE", "LATHE_PLANTED"}) {
            variables.append(name);
            qputenv(name, secret());
        }
        if (hidden) {
            for (const char *name : {".aws/credentials", ".aws/config", ".aws/sso/cache/a.json", ".ssh/id_ed25519", ".netrc", ".npmrc", ".pypirc", ".docker/config.json", ".kube/config",
                     ".config/gh/hosts.yml", ".git-credentials", ".pgpass", ".my.cnf", ".bash_history", ".gnupg/secring.gpg", ".config/lathe/workbench.ini", ".local/share/lathe/history/x.jsonl",
                     ".local/share/lathe/workspace.json", ".local/state/lathe/state", ".cache/lathe/planted"})
                write(QDir::homePath() + u'/' + QLatin1String(name), secret());
            for (const QString &base : {qEnvironmentVariable("TMPDIR"), qEnvironmentVariable("XDG_RUNTIME_DIR"), QStringLiteral("/tmp"), QStringLiteral("/dev/shm"), QStringLiteral("/var/tmp")})
                for (int i = 0; i < 3; ++i)
                    write(base + QStringLiteral("/lathe-planted-%1-%2").arg(getpid()).arg(i), secret());
        }
        const auto swept = qScopeGuard([] {
            for (const QString &base : {QStringLiteral("/tmp"), QStringLiteral("/dev/shm"), QStringLiteral("/var/tmp")})
                for (int i = 0; i < 3; ++i)
                    QFile::remove(base + QStringLiteral("/lathe-planted-%1-%2").arg(getpid()).arg(i));
        });
        Runner runner([&found](RuntimeOptions &options) { options.sandbox = found; });
        QTemporaryDir beside(QFileInfo(runner.code.path()).path() + QStringLiteral("/beside-XXXXXX"));
        QList<int> open;
        if (hidden) {
            write(beside.filePath(QStringLiteral(".env")), secret());
            write(QFileInfo(runner.code.path()).path() + QStringLiteral("/.env"), secret());
            write(runner.work.path() + QStringLiteral("/planted"), secret());
            write(QStringLiteral(LATHE_BIN_DIR "/planted-%1").arg(getpid()), secret());
            const int fd = ::open(QFile::encodeName(beside.filePath(QStringLiteral(".env"))).constData(), O_RDONLY); // no close-on-exec
            open.append(fd);
            open.append(::dup(fd));
        }
        QProcess witness; // its command line
        witness.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("read line"), QString::fromLatin1(secret())});
        QVERIFY(witness.waitForStarted());
        const auto closed = qScopeGuard([&] {
            for (const int fd : open)
                ::close(fd);
            witness.kill();
            witness.waitForFinished();
            QFile::remove(QFileInfo(runner.code.path()).path() + QStringLiteral("/.env"));
            QFile::remove(QStringLiteral(LATHE_BIN_DIR "/planted-%1").arg(getpid()));
        });
        const bool python = runtime.startsWith(QLatin1String("python"));
        runner.write(python ? QStringLiteral("look.py") : QStringLiteral("look.js"), python ? R"(
import os, re, glob
seen = set()
def look(data):
    seen.update(m.decode() for m in re.findall(rb'PLANTED-[A-Za-z0-9]+', data))
def read(path):
    try:
        with open(path, 'rb') as file: look(file.read(1 << 20))
    except OSError: pass
def h(event, context):
    look(repr(dict(os.environ)).encode())
    for name in ('environ', 'cmdline'):
        for path in (['/proc/self/' + name] if event == 'own' else glob.glob('/proc/[0-9]*/' + name)): read(path)
    for path in glob.glob('/proc/self/fd/*'):
        if not os.path.realpath(path).startswith('/proc') and os.path.isfile(os.path.realpath(path)): read(path)
    if event == 'all':
        for folder, folders, files in os.walk('/'):
            folders[:] = [f for f in folders if os.path.join(folder, f) not in ('/proc', '/sys', '/usr', '/dev/fd')]
            for name in files:
                if os.path.isfile(os.path.join(folder, name)): read(os.path.join(folder, name))
    return sorted(seen)
)" : R"(
const fs = require('fs'), path = require('path');
const seen = new Set();
const look = data => { for (const m of data.toString('latin1').matchAll(/PLANTED-[A-Za-z0-9]+/g)) seen.add(m[0]); };
const room = Buffer.alloc(1 << 20);
const read = file => {
  let fd = -1;
  try {
    fd = fs.openSync(file);
    const part = room.subarray(0, fs.readSync(fd, room));
    if (part.includes('PLANTED-')) look(part);
  } catch {}
  if (fd >= 0) fs.closeSync(fd);
};
const list = folder => { try { return fs.readdirSync(folder, {withFileTypes: true}); } catch { return []; } };
const walk = folder => {
  for (const entry of list(folder)) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && !['/proc', '/sys', '/usr', '/dev/fd'].includes(full)) walk(full);
    else if (entry.isFile()) read(full);
  }
};
exports.h = async event => {
  look(Buffer.from(JSON.stringify(process.env)));
  for (const name of ['environ', 'cmdline'])
    for (const pid of event === 'own' ? ['self'] : list('/proc').map(e => e.name).filter(n => /^\d+$/.test(n))) read(`/proc/${pid}/${name}`);
  for (const fd of list('/proc/self/fd')) try { const real = fs.realpathSync(`/proc/self/fd/${fd.name}`); if (!real.startsWith('/proc') && fs.statSync(real).isFile()) read(real); } catch {}
  if (event === 'all') walk('/');
  return [...seen].sort();
};
)");
        runner.write(QStringLiteral("control.txt"), "PLANTED-inTheCode");
        FunctionSpec spec = runner.spec(runtime, QStringLiteral("look.h"));
        spec.environment = {{QStringLiteral("CONTROL"), QStringLiteral("PLANTED-inTheFunction")}};
        spec.memoryMib = 512;
        spec.timeoutSeconds = 100;
        const auto outcome = runner.run(spec, hidden ? "\"all\"" : "\"own\"");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QSet<QString> seen;
        for (const QJsonValue &value : QJsonDocument::fromJson(outcome->payload).array())
            seen.insert(value.toString());
        const QSet<QString> own = hidden ? QSet<QString>{QStringLiteral("PLANTED-inTheCode"), QStringLiteral("PLANTED-inTheFunction")}
                                         : QSet<QString>{QStringLiteral("PLANTED-inTheFunction")};
        QCOMPARE(seen, own);
        qInfo("R7 leaks: %s: n=%d planted, 0 seen", QTest::currentDataTag(), planted);
    }

    /// Somebody else on this machine plants links where Lathe's folder in the temporary one will be; where this runs as root, that is
    /// another user, who may not touch what is not his.
    void plantedLinksAreNotFollowed()
    {
        const int plants = m_long ? 100000 : 1000, runs = m_long ? 200 : 20;
        const QString temporary = m_dir->filePath(QStringLiteral("t")), victim = m_dir->filePath(QStringLiteral("victim"));
        QVERIFY(QDir().mkpath(temporary) && QDir().mkpath(victim));
        for (const QString &dir : {m_dir->path(), temporary, victim})
            QCOMPARE(::chmod(QFile::encodeName(dir).constData(), dir == temporary ? 01777 : 0777), 0);
        for (QString up = QFileInfo(m_dir->path()).path(); up != QLatin1String("/") && ::geteuid() == 0; up = QFileInfo(up).path())
            if (!(QFileInfo(up).permissions() & QFile::ExeOther))
                ::chmod(QFile::encodeName(up).constData(), 0711);
        const int bait = m_long ? 20000 : 3000; // folders as Lathe names its own, of processes to come and of one that is gone
        for (int i = 0; i < bait; ++i) {
            const QString dir = victim + QStringLiteral("/work-%1").arg(i == 0 ? 4194305 : getpid() + i);
            write(dir + QStringLiteral("/precious"), "x");
            QCOMPARE(::chmod(QFile::encodeName(dir).constData(), 0777), 0);
        }
        write(QStringLiteral("fn/lambda_function.py"), "def lambda_handler(event, context):\n    open('/tmp/mine', 'w').write('x')\n    return 1\n");
        const QByteArray target = QFile::encodeName(victim), place = QFile::encodeName(temporary + QStringLiteral("/lathe-%1").arg(::getuid()));
        int counted[2] = {-1, -1};
        QCOMPARE(::pipe2(counted, O_CLOEXEC), 0);
        const pid_t attacker = ::fork(); // a process, for another user's identity; async-signal-safe calls only
        if (attacker == 0) {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(1);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // another identity forgets it
            for (;;) {
                const char made = ::symlink(target.constData(), place.constData()) == 0;
                if (made && ::write(counted[1], &made, 1) != 1)
                    ::_exit(1);
                ::unlink(place.constData());
            }
        }
        ::close(counted[1]);
        auto ended = qScopeGuard([attacker] {
            ::kill(attacker, SIGKILL);
            ::waitpid(attacker, nullptr, 0);
        });
        ::fcntl(counted[0], F_SETFL, O_NONBLOCK);
        int planted = 0, ran = 0, owned = 0, other = 0;
        const auto count = [&] {
            char bytes[4096];
            for (ssize_t n; (n = ::read(counted[0], bytes, sizeof bytes)) > 0;)
                planted += int(n);
        };
        QElapsedTimer clock;
        clock.start();
        while ((planted < plants || ran + other < runs) && clock.elapsed() < (m_long ? 600000 : 60000)) {
            const pid_t pid = start({QStringLiteral("invoke"), QStringLiteral("-C"), QStringLiteral("fn"), QStringLiteral("--no-history"), QStringLiteral("--quiet")},
                {{"TMPDIR", QFile::encodeName(temporary)}, {"XDG_RUNTIME_DIR", QByteArray()}, {"LATHE_SANDBOX", "unisolated"}}); // with its /tmp in a folder of Lathe's
            int status = -1;
            QVERIFY(until([&] {
                count();
                return ::waitpid(pid, &status, WNOHANG) == pid;
            }));
            const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            code == 0 ? ++ran : ++other;
            struct stat found = {};
            if (::lstat(place.constData(), &found) == 0 && S_ISDIR(found.st_mode)) {
                ++owned;
                QCOMPARE(found.st_uid, ::geteuid());
                QDir(QFile::decodeName(place)).removeRecursively(); // the next one has to make it again
            }
            QCOMPARE(QDir(temporary).entryList({QStringLiteral("env-*")}, QDir::AllEntries), QStringList()); // where it stayed out of there
        }
        ended.dismiss();
        ::kill(attacker, SIGKILL);
        QCOMPARE(::waitpid(attacker, nullptr, 0), attacker);
        ::close(counted[0]);
        QVERIFY2(planted >= plants, qPrintable(QStringLiteral("%1 plants, %2 runs").arg(planted).arg(ran + other)));
        QCOMPARE(other, 0);
        int inside = 0; // what was there is there, and nothing else
        for (QDirIterator it(victim, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext(); it.next())
            ++inside;
        QCOMPARE(inside, 2 * bait);
        QCOMPARE(QFileInfo(victim).permissions() & (QFile::ReadOther | QFile::WriteOther | QFile::ExeOther), QFile::ReadOther | QFile::WriteOther | QFile::ExeOther);
        qInfo("R8 planted links: n=%d in %d runs (%d found the place free), 0 followed", planted, ran, owned);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
