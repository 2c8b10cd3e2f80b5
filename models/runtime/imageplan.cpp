// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/imageplan.h"
#include "process/spawn.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace lathe {

/// Whether the image has a folder there, or something is mounted there in every sandbox.
static bool isFolder(int root, const QString &path, const FunctionSpec &function)
{
    for (const QString &mounted : {QStringLiteral("/tmp"), QStringLiteral("/dev"), QStringLiteral("/proc")})
        if (path == mounted || path.startsWith(mounted + u'/'))
            return true;
    for (const BindMount &mount : function.mounts)
        if (path == mount.target || path.startsWith(mount.target + u'/'))
            return true;
    open_how how = {};
    how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    return bool(OwnedFd(int(::syscall(SYS_openat2, root, QFile::encodeName(path).constData(), &how, sizeof how))));
}

QByteArray imageLaunchLine(const FunctionSpec &function, const QString &problem)
{
    const ImageConfig &image = function.image;
    return QStringLiteral("IMAGE\tLaunch error: %1\tEntrypoint: [%2]\tCmd: [%3]\tWorkingDir: [%4]")
        .arg(problem, image.entryPoint.join(u','), image.command.join(u','), image.workingDir)
        .toUtf8();
}

/// Whether the image has a program there, its links followed as they will be inside.
static bool isProgram(int root, const QString &path)
{
    open_how how = {};
    how.flags = O_PATH | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const OwnedFd fd(int(::syscall(SYS_openat2, root, QFile::encodeName(path).constData(), &how, sizeof how)));
    struct stat status = {};
    return fd && ::fstat(fd.get(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 0111) != 0;
}

QStringList imageExtensions(const QString &imageRoot)
{
    const OwnedFd root(::open(QFile::encodeName(imageRoot).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    open_how how = {};
    how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const OwnedFd folder(int(::syscall(SYS_openat2, root.get(), "opt/extensions", &how, sizeof how)));
    QStringList programs;
    if (!folder)
        return programs;
    const QStringList names = QDir(QStringLiteral("/proc/self/fd/%1").arg(folder.get()))
                                  .entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
    for (const QString &name : names)
        programs.append(QStringLiteral("/opt/extensions/") + name);
    return programs;
}

static QString searchPath(const FunctionSpec &function)
{
    QString path = QStringLiteral("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    for (const auto *list : {&function.image.environment, &function.environment})
        for (const auto &[name, value] : *list)
            if (name == QLatin1String("PATH"))
                path = value;
    return path;
}

Result<> planImage(const FunctionSpec &function, LaunchPlan &plan)
{
    const OwnedFd root(::open(QFile::encodeName(function.imageRoot).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root)
        return fail(
            ErrorCode::Config,
            QCoreApplication::translate("lathe", "The unpacked image of the function %1 is gone from %2. Try again.")
                .arg(function.name, function.imageRoot),
            qt_error_string(), QStringLiteral("LTH-RUN-003"));
    SandboxSpec &sandbox = plan.sandbox;
    sandbox.rootDir = function.imageRoot;
    sandbox.workingDir = QDir::cleanPath(u'/' + function.image.workingDir);
    if (!isFolder(root.get(), sandbox.workingDir, function)) {
        plan.launchErrorType = QByteArrayLiteral("Runtime.InvalidWorkingDir");
        plan.invalidEntrypoint = QStringLiteral("stat %1: no such file or directory").arg(sandbox.workingDir);
        return {};
    }
    sandbox.argv = function.image.entryPoint + function.image.command;
    if (sandbox.argv.isEmpty()) {
        for (const char *bootstrap : {"/var/runtime/bootstrap", "/var/task/bootstrap", "/opt/bootstrap"})
            if (sandbox.argv.isEmpty() && isProgram(root.get(), QLatin1String(bootstrap)))
                sandbox.argv = {QLatin1String(bootstrap)};
        if (sandbox.argv.isEmpty())
            plan.invalidEntrypoint = QStringLiteral(
                "Couldn't find valid bootstrap(s): [/var/runtime/bootstrap /var/task/bootstrap /opt/bootstrap]");
        return {};
    }
    QString &program = sandbox.argv.first();
    if (program.startsWith(u'/'))
        return {};
    if (program.contains(u'/')) {
        program = QDir::cleanPath(sandbox.workingDir + u'/' + program);
        return {};
    }
    for (const QString &dir : searchPath(function).split(u':', Qt::SkipEmptyParts)) {
        const QString candidate =
            QDir::cleanPath((dir.startsWith(u'/') ? dir : sandbox.workingDir + u'/' + dir) + u'/' + program);
        if (isProgram(root.get(), candidate)) {
            program = candidate;
            return {};
        }
    }
    plan.invalidEntrypoint = QStringLiteral("exec: \"%1\": executable file not found in $PATH").arg(program);
    return {};
}

} // namespace lathe
