// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/bubblewrap.h"
#include "process/protocol.h"

namespace lathe {

QStringList bubblewrapArgv(const SandboxSpec &spec, const QStringList &layers, const QString &bubblewrap,
                           const QString &initHelper)
{
    QStringList argv = {bubblewrap};
    const auto add = [&](std::initializer_list<const char *> words) {
        for (const char *word : words)
            argv.append(QLatin1String(word));
    };
    const auto bind = [&](const QString &source, const QString &target, bool writable = false) {
        argv << (writable ? QStringLiteral("--bind") : QStringLiteral("--ro-bind")) << source << target;
    };
    // --disable-userns wants --unshare-user by name: --unshare-all only tries it.
    add({"--unshare-all", "--unshare-user", "--disable-userns"});
    if (spec.network == NetworkMode::Shared)
        add({"--share-net"});
    add({"--die-with-parent", "--new-session", "--as-pid-1", "--uid", "993", "--gid", "990", "--hostname",
         "169.254.100.1", "--clearenv"});
    const bool image = !spec.rootDir.isEmpty();
    if (image) // writable until the end, so that mount points can be made in it
        argv << QStringLiteral("--bind") << spec.rootDir << QStringLiteral("/");
    else
        add({"--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
             "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin", "--dir", "/etc"});
    QList<const char *> etc;
    if (!image)
        etc = {"/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ld.so.cache", "/etc/alternatives"};
    if (spec.network == NetworkMode::Shared)
        etc << "/etc/resolv.conf";
    if (spec.network == NetworkMode::Shared && !image)
        etc << "/etc/nsswitch.conf"
            << "/etc/ca-certificates";
    for (const char *path : etc)
        add({"--ro-bind-try", path, path});
    argv << QStringLiteral("--ro-bind-data") << QString::number(initproto::PasswdFd) << QStringLiteral("/etc/passwd");
    argv << QStringLiteral("--ro-bind-data") << QString::number(initproto::HostsFd) << QStringLiteral("/etc/hosts");
    if (!image)
        argv << QStringLiteral("--ro-bind-data") << QString::number(initproto::OsReleaseFd) << QStringLiteral("/etc/os-release");
    add({"--dev", "/dev", "--remount-ro", "/dev", "--proc", "/proc"});
    if (!image) {
        bind(spec.taskDir, QStringLiteral("/var/task"));
        if (spec.runtimeDir.isEmpty())
            add({"--dir", "/var/runtime"});
        else
            bind(spec.runtimeDir, QStringLiteral("/var/runtime"));
        if (layers.isEmpty())
            add({"--dir", "/opt"});
        else
            bind(layers.constFirst(), QStringLiteral("/opt"));
    }
    if (spec.tmpDir.isEmpty())
        argv << QStringLiteral("--perms") << QStringLiteral("1777") << QStringLiteral("--size")
             << QString::number(qint64(std::max(1, spec.tmpMib)) << 20) << QStringLiteral("--tmpfs")
             << QStringLiteral("/tmp");
    else
        bind(spec.tmpDir, QStringLiteral("/tmp"), true);
    for (const BindMount &extra : spec.binds)
        bind(extra.source, extra.target, extra.writable);
    bind(initHelper, QStringLiteral("/run/lathe-init"));
    add({"--remount-ro", "/", "--chdir", "/", "--", "/run/lathe-init", "inner"});
    return argv;
}

} // namespace lathe
