// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/spawn.h"
#include <QCoreApplication>
#include <QString>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <vector>

namespace lathe {

static std::vector<char *> pointers(const QList<QByteArray> &texts)
{
    std::vector<char *> list;
    list.reserve(size_t(texts.size()) + 1);
    for (const QByteArray &text : texts)
        list.push_back(const_cast<char *>(text.constData()));
    list.push_back(nullptr);
    return list;
}

Result<pid_t> spawnProcess(const SpawnSpec &spec)
{
    int last = STDERR_FILENO;
    for (const auto &[target, source] : spec.descriptors)
        last = std::max(last, target);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    // Sources above all targets: one dup2 never overwrites the source of the next.
    std::vector<OwnedFd> sources;
    bool ok = true;
    for (const auto &[target, source] : spec.descriptors) {
        sources.emplace_back(fcntl(source, F_DUPFD_CLOEXEC, last + 1));
        ok = ok && sources.back() && posix_spawn_file_actions_adddup2(&actions, sources.back().get(), target) == 0;
    }
    ok = ok && posix_spawn_file_actions_addclosefrom_np(&actions, last + 1) == 0;
    ok = ok && posix_spawn_file_actions_addchdir_np(&actions,
                                                    spec.workingDir.isEmpty() ? "/" : spec.workingDir.constData()) == 0;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (spec.newSession)
        flags |= POSIX_SPAWN_SETSID;
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, flags);
    const std::vector<char *> argv = pointers(spec.argv);
    const std::vector<char *> env = pointers(spec.env);
    pid_t pid = -1;
    const int error =
        ok ? posix_spawn(&pid, spec.program.constData(), &actions, &attributes, argv.data(), env.data()) : errno;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error == 0)
        return pid;
    return fail(
        error == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
        QCoreApplication::translate("lathe", "%1 cannot be started. Check that it is installed and may be executed.")
            .arg(QString::fromLocal8Bit(spec.program)),
        QString::fromLocal8Bit(strerror(error)));
}

Result<std::pair<OwnedFd, OwnedFd>> makePipe(bool readNonBlocking)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(ErrorCode::Io,
                    QCoreApplication::translate("lathe", "Too many files are open; close something and try again."),
                    QString::fromLocal8Bit(strerror(errno)));
    if (readNonBlocking)
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return std::pair<OwnedFd, OwnedFd>(OwnedFd(ends[0]), OwnedFd(ends[1]));
}

} // namespace lathe
