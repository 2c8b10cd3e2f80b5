// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/// The paths that the command's first program needs before Qt is loaded: plain C++ without the standard library. The
/// same answers as core/paths.h.
namespace lathe::plain {

/// The folder of all that lives no longer than this session: the same as paths::runtime() for a path without "." and
/// "..", or an empty text.
inline void runtimeFolder(char *out, std::size_t size)
{
    const char *base = getenv("XDG_RUNTIME_DIR");
    out[0] = '\0';
    int length = -1;
    if (base && base[0] == '/' && access(base, W_OK) == 0) {
        length = snprintf(out, size, "%s/lathe", base);
    } else {
        const char *const places[] = {getenv("TMPDIR"), "/tmp", "/var/tmp", "/dev/shm"};
        for (const char *place : places) {
            if (!place || place[0] != '/' || access(place, W_OK | X_OK) != 0)
                continue;
            int end = int(strlen(place));
            while (end > 1 && place[end - 1] == '/')
                --end;
            length = snprintf(out, size, "%.*s/lathe-%u", end, place, unsigned(getuid()));
            break;
        }
    }
    if (length < 0 || std::size_t(length) >= size)
        out[0] = '\0';
}

/// Opens that folder, if it is this user's alone; -1 otherwise.
inline int openPrivateFolder(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    if (fd >= 0 && (fstat(fd, &status) != 0 || status.st_uid != geteuid() || (status.st_mode & 077) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

/// Where the command's code is: beside the program in an installation and in a build tree. Empty when it cannot be
/// told.
inline void commandLibrary(char *out, std::size_t size)
{
    static constexpr const char *below = "/../lib/lathe/command/liblathe-command.so";
    const ssize_t length = readlink("/proc/self/exe", out, size);
    if (length <= 0 || std::size_t(length) >= size) {
        out[0] = '\0';
        return;
    }
    out[length] = '\0';
    char *slash = strrchr(out, '/');
    if (slash && std::size_t(slash - out) + strlen(below) < size)
        memcpy(slash, below, strlen(below) + 1);
    else
        out[0] = '\0';
}

} // namespace lathe::plain
