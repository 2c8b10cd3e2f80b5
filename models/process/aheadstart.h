// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/plainpaths.h"
#include "process/protocol.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>

/// How a sandbox is begun before Qt is loaded: plain C++, as the command's first program does it while the rest of the
/// command is loaded. SandboxAhead takes over what it made and decides what fits.
namespace lathe {

/// A helper at work, and what was left of the machine for it. Descriptors are close-on-exec; the receiver owns all.
struct AheadStart
{
    pid_t pid = -1; ///< Below 0: nothing was begun.
    int control = -1, output = -1, errorOutput = -1, page = -1;
    char *hints = nullptr; ///< The encoded initproto::Spec, from malloc().
    std::size_t hintsBytes = 0;
};

namespace aheadstart {

/// What SandboxAhead::remember() left: executable, helper, specification. `text` keeps them alive.
struct Hints
{
    char *text = nullptr;
    const char *executable = nullptr, *program = nullptr, *spec = nullptr;
    std::size_t executableBytes = 0, programBytes = 0, specBytes = 0;
};

inline std::uint64_t number(const char *bytes)
{
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// One text of initproto::Writer.
inline bool takeText(const char *&at, const char *end, const char *&text, std::size_t &bytes)
{
    if (end - at < 8 || number(at) > std::uint64_t(end - at - 8))
        return false;
    bytes = std::size_t(number(at));
    text = at + 8;
    at = text + bytes;
    return true;
}

/// The file, when it is a plain one of this user that nobody else can write: it names a program to start.
inline Hints readHints()
{
    Hints hints;
    char name[4096];
    plain::runtimeFolder(name, sizeof name);
    if (name[0] == '\0' || strlen(name) + sizeof "/ahead" > sizeof name)
        return hints;
    strcat(name, "/ahead");
    const int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
        (status.st_mode & 022) == 0 && status.st_size <= 65536) {
        const std::size_t size = std::size_t(status.st_size);
        hints.text = static_cast<char *>(malloc(size + 1));
        const char *at = hints.text, *end = hints.text + size;
        if (!hints.text || pread(fd, hints.text, size, 0) != ssize_t(size) ||
            !takeText(at, end, hints.executable, hints.executableBytes) ||
            !takeText(at, end, hints.program, hints.programBytes) || !takeText(at, end, hints.spec, hints.specBytes) ||
            at != end)
            hints.spec = nullptr;
    }
    if (fd >= 0)
        close(fd);
    return hints;
}

/// Another build of this program has another helper.
inline bool isForThisProgram(const Hints &hints)
{
    char own[4096];
    const ssize_t size = readlink("/proc/self/exe", own, sizeof own);
    const char *named = getenv("LATHE_INIT");
    return hints.spec && size > 0 && hints.executableBytes == std::size_t(size) &&
           memcmp(own, hints.executable, std::size_t(size)) == 0 && hints.programBytes > 0 &&
           hints.programBytes < 4096 &&
           (!named || !*named ||
            (strlen(named) == hints.programBytes && memcmp(named, hints.program, hints.programBytes) == 0));
}

/// posix_spawn with nothing inherited but the descriptors of initproto.
inline pid_t spawnHelper(const char *program, int output, int errorOutput, int control, int spec, int page)
{
    struct Place
    {
        int target, source;
    } places[] = {{STDOUT_FILENO, output},
                  {STDERR_FILENO, errorOutput},
                  {initproto::ControlFd, control},
                  {initproto::SpecFd, spec},
                  {initproto::PageFd, page}};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    bool ok = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0;
    for (Place &place : places) { // sources above all targets: one dup2 never overwrites the source of the next
        place.source = fcntl(place.source, F_DUPFD_CLOEXEC, initproto::PageFd + 1);
        ok = ok && place.source >= 0 && posix_spawn_file_actions_adddup2(&actions, place.source, place.target) == 0;
    }
    ok = ok && posix_spawn_file_actions_addclosefrom_np(&actions, initproto::PageFd + 1) == 0 &&
         posix_spawn_file_actions_addchdir_np(&actions, "/") == 0;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const char *const argv[] = {"lathe-init", "ahead", nullptr};
    char *const environment[] = {nullptr};
    pid_t pid = -1;
    if (!ok || posix_spawn(&pid, program, &actions, &attributes, const_cast<char *const *>(argv), environment) != 0)
        pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    for (const Place &place : places)
        if (place.source >= 0)
            close(place.source);
    return pid;
}

} // namespace aheadstart

/// Begins a sandbox as the last run of this executable found the machine; nothing (pid -1) when it left nothing.
inline AheadStart startAhead()
{
    using namespace aheadstart;
    AheadStart start;
    if (getenv("LATHE_SANDBOX"))
        return start;
    const Hints hints = readHints();
    if (!isForThisProgram(hints)) {
        free(hints.text);
        return start;
    }
    char program[4096];
    memcpy(program, hints.program, hints.programBytes);
    program[hints.programBytes] = '\0';
    int out[2] = {-1, -1}, err[2] = {-1, -1}, ends[2] = {-1, -1};
    const int spec = memfd_create("lathe-spec", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    const int page = memfd_create("lathe-page", MFD_CLOEXEC);
    if (spec >= 0 && page >= 0 && write(spec, hints.spec, hints.specBytes) == ssize_t(hints.specBytes) &&
        fcntl(spec, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0 &&
        ftruncate(page, initproto::Page::size) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0 &&
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0) {
        for (const int fd : {out[0], err[0], ends[0]})
            fcntl(fd, F_SETFL, O_NONBLOCK);
        start.pid = spawnHelper(program, out[1], err[1], ends[1], spec, page);
    }
    for (const int fd : {out[1], err[1], ends[1], spec})
        if (fd >= 0)
            close(fd);
    if (start.pid < 0) {
        for (const int fd : {out[0], err[0], ends[0], page})
            if (fd >= 0)
                close(fd);
        free(hints.text);
        return start;
    }
    start.control = ends[0];
    start.output = out[0];
    start.errorOutput = err[0];
    start.page = page;
    start.hintsBytes = hints.specBytes;
    start.hints = hints.text;
    memmove(start.hints, hints.spec, hints.specBytes);
    return start;
}

} // namespace lathe
