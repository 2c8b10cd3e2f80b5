// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/paths.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe::paths {

static QString xdg(const char *variable, const QString &fallback)
{
    const QString value = qEnvironmentVariable(variable);
    const QString base = value.startsWith(u'/') ? value : QDir::homePath() + fallback; // the specification ignores relative paths
    return base + QStringLiteral("/lathe");
}

QString config() { return xdg("XDG_CONFIG_HOME", QStringLiteral("/.config")); }
QString data() { return xdg("XDG_DATA_HOME", QStringLiteral("/.local/share")); }
QString cache() { return xdg("XDG_CACHE_HOME", QStringLiteral("/.cache")); }
QString state() { return xdg("XDG_STATE_HOME", QStringLiteral("/.local/state")); }

QString runtime()
{
    const QString base = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (base.startsWith(u'/') && QFileInfo(base).isWritable())
        return base + QStringLiteral("/lathe");
    return QDir::tempPath() + QStringLiteral("/lathe-") + QString::number(getuid());
}

Result<QString> makePrivate(const QString &dir)
{
    const QString parent = QFileInfo(dir).path();
    if (!QDir().mkpath(parent))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created.").arg(parent));
    const QByteArray name = QFile::encodeName(dir);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created.").arg(dir), qt_error_string());
    struct stat st = {};
    if (lstat(name.constData(), &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != geteuid())
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
