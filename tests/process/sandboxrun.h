// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandbox.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe::test {

/// A specification of a shell script, without a limit on memory.
inline SandboxSpec shell(const char *script)
{
    SandboxSpec spec;
    spec.argv = {QStringLiteral("/bin/sh"), QStringLiteral("-c"), QString::fromUtf8(script)};
    spec.env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}};
    spec.memoryMib = 0;
    return spec;
}

inline void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(bytes);
}

/// Skips a test of isolation on a machine that refuses namespaces (some containers): there is nothing to test with, and
/// the product says so too (`lathe doctor`, status bar). Everywhere else the test runs.
#define LATHE_NEEDS_NAMESPACES()                                                                                       \
    do {                                                                                                               \
        if (lathe::probeSandbox().tier == lathe::SandboxTier::Unisolated)                                              \
            QSKIP("This machine allows no namespaces, neither our own nor through bubblewrap: nothing can be isolated."); \
    } while (false)

/// Runs one sandbox and keeps all it said. The listener is kept until somebody takes it.
struct SandboxRun
{
    explicit SandboxRun(SandboxSpec wanted, const SandboxCapabilities &capabilities = probeSandbox())
        : spec(std::move(wanted)), sandbox(std::make_unique<Sandbox>(capabilities))
    {
        if (spec.taskDir.isEmpty())
            spec.taskDir = task.path();
        Sandbox *box = sandbox.get();
        QObject::connect(box, &Sandbox::standardOutput, box, [this](const QByteArray &chunk) { output += chunk; });
        QObject::connect(box, &Sandbox::standardError, box, [this](const QByteArray &chunk) { errorOutput += chunk; });
        QObject::connect(box, &Sandbox::listenerReady, box, [this](int fd) { listener = fd; });
        QObject::connect(box, &Sandbox::finished, box, [this](const SandboxExit &how) {
            exit = how;
            ++finishes;
        });
    }
    ~SandboxRun()
    {
        if (listener >= 0)
            ::close(listener);
    }
    void write(const QString &name, const QByteArray &bytes) { test::write(task.filePath(name), bytes); }
    Result<> start() { return sandbox->start(spec); }
    /// Until `condition` holds or the time is over.
    bool waitFor(const std::function<bool()> &condition, int milliseconds = 20000)
    {
        return QTest::qWaitFor(condition, milliseconds);
    }
    /// Starts it when that did not happen, and waits for its end.
    bool finish(int milliseconds = 20000)
    {
        if (!sandbox->isRunning() && finishes == 0) {
            const auto started = start();
            if (!started) {
                exit.startError = started.error().text;
                return false;
            }
        }
        return waitFor([this] { return finishes > 0; }, milliseconds);
    }

    SandboxSpec spec;
    QTemporaryDir task;
    std::unique_ptr<Sandbox> sandbox;
    QByteArray output, errorOutput;
    SandboxExit exit;
    int listener = -1;
    int finishes = 0;
};

/// What a failed test program said, with its failures first: Qt Test cuts a message after about a kilobyte.
inline QByteArray failuresFirst(const QByteArray &text)
{
    QByteArrayList failures;
    const QByteArrayList lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (lines[i].startsWith("FAIL!") || lines[i].startsWith("QFATAL") || lines[i].startsWith("XPASS")) {
            failures.append(lines[i]);
            while (i + 1 < lines.size() && lines[i + 1].startsWith("   ")) // actual, expected, place
                failures.append(lines[++i]);
        }
    return failures.join('\n') + '\n' + text;
}

/// This test program once more as uid 65534, from a folder that it can read. Whether it passed, and what it said.
inline std::pair<bool, QByteArray> runAsNobody()
{
    QTemporaryDir dir(QStringLiteral("/tmp/lathe-user-XXXXXX"));
    const QString program = dir.filePath(QStringLiteral("test")), helper = dir.filePath(QStringLiteral("lathe-init"));
    const QString home = dir.filePath(QStringLiteral("home"));
    if (!QFile::copy(QCoreApplication::applicationFilePath(), program) ||
        !QFile::copy(qEnvironmentVariable("LATHE_INIT"), helper))
        return {false, "copy"};
    QDir().mkpath(home);
    for (const QString &path : {dir.path(), program, helper, home})
        ::chmod(QFile::encodeName(path).constData(), path == home ? 0700 : 0755);
    if (::chown(QFile::encodeName(home).constData(), 65534, 65534) != 0)
        return {false, "chown"};
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    environment.insert(QStringLiteral("LATHE_INIT"), helper);
    for (const char *name : {"HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home);
    QProcess user;
    user.setProcessEnvironment(environment);
    user.setWorkingDirectory(home);
    user.setProcessChannelMode(QProcess::MergedChannels);
    user.start(QStringLiteral("/usr/bin/setpriv"), {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                                                    QStringLiteral("--clear-groups"), program});
    const bool ended = user.waitForFinished(240000);
    return {ended && user.exitStatus() == QProcess::NormalExit && user.exitCode() == 0,
            failuresFirst(ended ? user.readAll() : "FAIL! it did not end\n" + user.readAll())};
}

} // namespace lathe::test
