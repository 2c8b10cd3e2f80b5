// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/cgroupscope.h"
#include "core/timeouts.h"
#include "process/cgroupfolders.h"
#include "process/userbus.h"
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <poll.h>
#include <unistd.h>

namespace lathe {

static QByteArray text(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static bool put(const QString &path, const QByteArray &value)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(value) == value.size();
}

static QString unitName(qint64 pid)
{
    return QStringLiteral("lathe-%1.scope").arg(pid);
}

ScopePlace ScopePlace::ofThisProcess()
{
    ScopePlace place;
    for (const QByteArray &address : qgetenv("DBUS_SESSION_BUS_ADDRESS").split(';'))
        if (address.startsWith("unix:path=") && place.busSocket.isEmpty())
            place.busSocket = QFile::decodeName(address.mid(10).split(',').first());
    if (place.busSocket.isEmpty() && qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
        place.busSocket = qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus");
    if (geteuid() == 0 && !QFile::exists(place.busSocket))
        place.busSocket = QStringLiteral("/run/dbus/system_bus_socket");
    return place;
}

bool isInOwnScope(const QByteArray &cgroup, qint64 pid)
{
    for (const QByteArray &line : cgroup.split('\n'))
        if (line.startsWith("0::") && line.endsWith('/' + unitName(pid).toLatin1() + "/app"))
            return true;
    return false;
}

// Own processes down into "app", controllers to the children.
static Result<QString> prepare(const QString &scope)
{
    const QString app = scope + QStringLiteral("/app");
    bool ok = QDir(app).exists() || QDir().mkdir(app);
    for (int round = 0; ok && round < 100; ++round) { // a process may start another one meanwhile
        const QByteArrayList pids = text(scope + QStringLiteral("/cgroup.procs")).simplified().split(' ');
        if (pids.isEmpty() || pids.first().isEmpty())
            break;
        for (const QByteArray &pid : pids)
            ok = put(app + QStringLiteral("/cgroup.procs"), pid) && ok;
    }
    const QString control = scope + QStringLiteral("/cgroup.subtree_control");
    if (ok && !put(control, "+memory +cpu +pids"))
        for (const char *controller : {"+memory", "+cpu", "+pids"}) // what is not delegated must not spoil the rest
            put(control, controller);
    if (ok && text(control).contains("memory"))
        return scope;
    return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "The user's service manager gives no control group: %1").arg(qt_error_string()));
}

Result<QString> enterDelegatedScope(const ScopePlace &place)
{
    const qint64 pid = QCoreApplication::applicationPid();
    const QByteArray mounts = text(place.mountInfo), before = text(place.ownCgroup);
    const CgroupFolders now = cgroupFolders(mounts, before);
    if (isInOwnScope(before, pid))
        return now.v2.left(now.v2.lastIndexOf(u'/'));
    if (now.v2.isEmpty() || !text(now.v2Root + QStringLiteral("/cgroup.controllers")).simplified().split(' ').contains("memory"))
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "The user's service manager gives no control group: %1").arg(QStringLiteral("cgroup v2")));
    if (const Result<> asked = startDelegatedScope(place.busSocket, unitName(pid), pid_t(pid)); !asked)
        return tl::unexpected(asked.error());
    QElapsedTimer clock;
    clock.start();
    for (;;) { // systemd has accepted it and moves us
        const CgroupFolders moved = cgroupFolders(mounts, text(place.ownCgroup));
        if (moved.v2.endsWith(u'/' + unitName(pid)))
            return prepare(moved.v2);
        if (clock.elapsed() > timeouts::scopeStart.count())
            return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "The user's service manager gives no control group: %1").arg(unitName(pid)));
        poll(nullptr, 0, 1);
    }
}

} // namespace lathe
