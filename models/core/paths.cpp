// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/paths.h"
#include "core/treeremoval.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe::paths {

/// HOME, or what the user database says where it is not set (services, cron).
static QString home()
{
    const QString given = qEnvironmentVariable("HOME");
    if (given.startsWith(u'/'))
        return QDir::cleanPath(given);
    passwd entry = {}, *found = nullptr;
    char text[4096];
    if (getpwuid_r(getuid(), &entry, text, sizeof text, &found) == 0 && found && found->pw_dir && *found->pw_dir)
        return QFile::decodeName(found->pw_dir);
    return QDir::homePath();
}

static QString xdg(const char *variable, const QString &fallback)
{
    const QString value = qEnvironmentVariable(variable);
    const QString base = value.startsWith(u'/') ? value : home() + fallback; // the specification ignores relative paths
    return QDir::cleanPath(base) + QStringLiteral("/lathe");
}

QString config() { return xdg("XDG_CONFIG_HOME", QStringLiteral("/.config")); }
QString data() { return xdg("XDG_DATA_HOME", QStringLiteral("/.local/share")); }
QString cache() { return xdg("XDG_CACHE_HOME", QStringLiteral("/.cache")); }
QString state() { return xdg("XDG_STATE_HOME", QStringLiteral("/.local/state")); }

QString temporary()
{
    for (const QString &dir : {qEnvironmentVariable("TMPDIR"), QStringLiteral("/tmp"), QStringLiteral("/var/tmp"), QStringLiteral("/dev/shm")})
        if (dir.startsWith(u'/') && QFileInfo(dir).isDir() && access(QFile::encodeName(dir).constData(), W_OK | X_OK) == 0)
            return QDir::cleanPath(dir);
    return QStringLiteral("/tmp");
}

QString runtime()
{
    const QString base = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (base.startsWith(u'/') && QFileInfo(base).isWritable())
        return base + QStringLiteral("/lathe");
    return temporary() + QStringLiteral("/lathe-") + QString::number(getuid());
}

QString work()
{
    return runtime() + QStringLiteral("/work-%1").arg(getpid());
}

void sweepWork(const QString &parent)
{
    const QDir dir(parent);
    for (const QString &name : dir.entryList({QStringLiteral("work-*")}, QDir::Dirs | QDir::NoSymLinks)) {
        bool isPid = false;
        const int pid = name.mid(5).toInt(&isPid);
        if (isPid && pid > 0 && !QFileInfo::exists(QStringLiteral("/proc/%1").arg(pid)))
            removeTree(dir.filePath(name));
    }
}

Result<QString> makeWork()
{
    const auto parent = makePrivate(runtime());
    if (!parent)
        return parent;
    sweepWork(*parent);
    return makePrivate(work());
}

/// A folder itself and no link to one, and this user's.
static bool isOwnFolder(const QByteArray &name, struct stat *found)
{
    return lstat(name.constData(), found) == 0 && S_ISDIR(found->st_mode) && found->st_uid == geteuid();
}

void removeWork()
{
    struct stat found = {};
    if (isOwnFolder(QFile::encodeName(runtime()), &found))
        removeTree(work());
}

Result<QString> makePrivate(const QString &dir)
{
    const QString parent = QFileInfo(dir).path();
    if (!QDir().mkpath(parent))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created. Make it by hand, or choose another place for it.").arg(parent), qt_error_string());
    const QByteArray name = QFile::encodeName(dir);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created. Make it by hand, or choose another place for it.").arg(dir), qt_error_string());
    struct stat st = {};
    if (!isOwnFolder(name, &st))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "%1 is not a folder of yours; remove it and try again.").arg(dir));
    if ((st.st_mode & 077) != 0)
        chmod(name.constData(), 0700);
    return dir;
}

QString resources()
{
    const QString own = qEnvironmentVariable("LATHE_RESOURCES");
    if (!own.isEmpty())
        return own;
    const QString bin = QCoreApplication::applicationDirPath();
    for (const QString &candidate : {bin + QStringLiteral("/../share/lathe"), bin + QStringLiteral("/../resources"),
             QStringLiteral(LATHE_SOURCE_RESOURCES)})
        if (QFileInfo(candidate + QStringLiteral("/runtimes")).isDir())
            return QDir::cleanPath(candidate);
    return QDir::cleanPath(bin + QStringLiteral("/../share/lathe"));
}

QString javaBootstrap()
{
    const QString own = qEnvironmentVariable("LATHE_JAVA");
    if (!own.isEmpty())
        return own;
    const QString bin = QCoreApplication::applicationDirPath();
    for (const QString &candidate : {bin + QStringLiteral("/../lib/lathe/java"), bin + QStringLiteral("/../share/lathe/java")})
        if (QFileInfo(candidate + QStringLiteral("/lathe-runtime.jar")).isFile())
            return QDir::cleanPath(candidate);
    return QDir::cleanPath(bin + QStringLiteral("/../lib/lathe/java"));
}

QString initHelper()
{
    const QString own = qEnvironmentVariable("LATHE_INIT");
    if (!own.isEmpty())
        return own;
    const QString bin = QCoreApplication::applicationDirPath();
    for (const QString &candidate : {bin + QStringLiteral("/lathe-init"), bin + QStringLiteral("/../bin/lathe-init"),
             bin + QStringLiteral("/../lib/lathe/lathe-init"), bin + QStringLiteral("/../libexec/lathe/lathe-init")})
        if (QFileInfo(candidate).isExecutable())
            return QDir::cleanPath(candidate);
    return bin + QStringLiteral("/lathe-init");
}

} // namespace lathe::paths
