// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/exittext.h"
#include <csignal>
#include <cstring>

namespace lathe {

/// Signal names as Go's runtime prints them, which is what Lambda's platform is written in.
static QString signalName(int number)
{
    switch (number) {
    case SIGHUP: return QStringLiteral("hangup");
    case SIGINT: return QStringLiteral("interrupt");
    case SIGQUIT: return QStringLiteral("quit");
    case SIGILL: return QStringLiteral("illegal instruction");
    case SIGTRAP: return QStringLiteral("trace/breakpoint trap");
    case SIGABRT: return QStringLiteral("aborted");
    case SIGBUS: return QStringLiteral("bus error");
    case SIGFPE: return QStringLiteral("floating point exception");
    case SIGKILL: return QStringLiteral("killed");
    case SIGUSR1: return QStringLiteral("user defined signal 1");
    case SIGSEGV: return QStringLiteral("segmentation fault");
    case SIGUSR2: return QStringLiteral("user defined signal 2");
    case SIGPIPE: return QStringLiteral("broken pipe");
    case SIGALRM: return QStringLiteral("alarm clock");
    case SIGTERM: return QStringLiteral("terminated");
    case SIGXCPU: return QStringLiteral("CPU time limit exceeded");
    case SIGXFSZ: return QStringLiteral("file size limit exceeded");
    case SIGSYS: return QStringLiteral("bad system call");
    default: return QStringLiteral("signal %1").arg(number);
    }
}

static QString launchText(const SandboxExit &exit, const QString &path)
{
    QString reason = QString::fromLocal8Bit(std::strerror(exit.execError));
    if (!reason.isEmpty())
        reason[0] = reason[0].toLower();
    return QStringLiteral("fork/exec %1: %2").arg(path, reason);
}

ExitText extensionExitText(const SandboxExit &exit, const QString &path)
{
    if (exit.execError != 0)
        return {QByteArrayLiteral("Extension.LaunchError"), launchText(exit, path)};
    const QByteArray type = QByteArrayLiteral("Extension.Crash");
    if (exit.signal != 0)
        return {type, QStringLiteral("signal: %1").arg(signalName(exit.signal))};
    return {type, exit.status == 0 ? QStringLiteral("exit code 0") : QStringLiteral("exit status %1").arg(exit.status)};
}

ExitText exitText(const SandboxExit &exit, const QString &entrypoint)
{
    if (exit.execError != 0)
        return {QByteArrayLiteral("Runtime.InvalidEntrypoint"), launchText(exit, entrypoint)};
    if (exit.outOfMemory)
        return {QByteArrayLiteral("Runtime.OutOfMemory"), QStringLiteral("Runtime exited with error: signal: killed")};
    const QByteArray type = QByteArrayLiteral("Runtime.ExitError");
    if (exit.signal != 0)
        return {type, QStringLiteral("Runtime exited with error: signal: %1").arg(signalName(exit.signal))};
    if (exit.status != 0)
        return {type, QStringLiteral("Runtime exited with error: exit status %1").arg(exit.status)};
    return {type, QStringLiteral("Runtime exited without providing a reason")};
}

} // namespace lathe
