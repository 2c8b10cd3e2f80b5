/* SPDX-FileCopyrightText: 2026 The Lathe developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To be preloaded: the n-th call that changes something below a folder fails. LATHE_FAIL_BELOW: the folder; LATHE_FAIL_AT: n, from 1;
 * LATHE_FAIL_ALSO=1: all later ones fail too, as on a full disk; LATHE_FAIL_WITH: the errno; LATHE_FAIL_MARK: a file that is made when
 * a call has failed. Counted are writing, syncing, shortening, renaming, linking and creating; with LATHE_FAIL_READS=1 opening for
 * reading and reading instead. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

static int below(const char *path)
{
    const char *folder = getenv("LATHE_FAIL_BELOW");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int belowFd(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t n = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (n < 0)
        return 0;
    path[n] = 0;
    return below(path);
}

/* Relative ones are of the folder that is open there. */
static int belowAt(int dir, const char *path)
{
    return path && (path[0] == '/' ? below(path) : dir == AT_FDCWD ? 0 : belowFd(dir));
}

static int failsIn(int reads, int ours)
{
    const char *at = getenv("LATHE_FAIL_AT");
    if (!ours || !at || reads != (getenv("LATHE_FAIL_READS") != NULL))
        return 0;
    const long call = atomic_fetch_add(&calls, 1) + 1, wanted = atol(at);
    if (call != wanted && !(call > wanted && getenv("LATHE_FAIL_ALSO")))
        return 0;
    const char *mark = getenv("LATHE_FAIL_MARK");
    const long fd = mark ? syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600) : -1;
    if (fd >= 0)
        syscall(SYS_close, fd);
    const char *with = getenv("LATHE_FAIL_WITH");
    errno = with ? atoi(with) : EIO;
    return 1;
}

static int fails(int ours)
{
    return failsIn(0, ours);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRAP(result, name, parameters, ours, arguments) \
    result name parameters { return fails(ours) ? -1 : REAL(name) arguments; }

#define WRAP_READ(name, parameters, fd, arguments) \
    ssize_t name parameters { return failsIn(1, belowFd(fd)) ? -1 : REAL(name) arguments; }
WRAP_READ(read, (int fd, void *p, size_t n), fd, (fd, p, n))
WRAP_READ(pread, (int fd, void *p, size_t n, off_t at), fd, (fd, p, n, at))
WRAP_READ(pread64, (int fd, void *p, size_t n, off64_t at), fd, (fd, p, n, at))

WRAP(ssize_t, write, (int fd, const void *p, size_t n), belowFd(fd), (fd, p, n))
WRAP(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), belowFd(fd), (fd, p, n, at))
WRAP(ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at), belowFd(fd), (fd, p, n, at))
WRAP(ssize_t, writev, (int fd, const struct iovec *v, int n), belowFd(fd), (fd, v, n))
WRAP(ssize_t, copy_file_range, (int in, off64_t *from, int fd, off64_t *to, size_t n, unsigned flags), belowFd(fd), (in, from, fd, to, n, flags))
WRAP(int, fsync, (int fd), belowFd(fd), (fd))
WRAP(int, fdatasync, (int fd), belowFd(fd), (fd))
WRAP(int, ftruncate, (int fd, off_t size), belowFd(fd), (fd, size))
WRAP(int, ftruncate64, (int fd, off64_t size), belowFd(fd), (fd, size))
WRAP(int, rename, (const char *from, const char *to), below(to), (from, to))
WRAP(int, renameat, (int a, const char *from, int b, const char *to), belowAt(b, to), (a, from, b, to))
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), belowAt(b, to), (a, from, b, to, flags))
WRAP(int, link, (const char *from, const char *to), below(to), (from, to))
WRAP(int, linkat, (int a, const char *from, int b, const char *to, int flags), belowAt(b, to), (a, from, b, to, flags))
WRAP(int, mkostemp, (char *name, int flags), below(name), (name, flags))
WRAP(int, mkostemp64, (char *name, int flags), below(name), (name, flags))

#define OPENS(flags) (((flags) & (O_WRONLY | O_RDWR | O_CREAT)) != 0)
static int modeOf(int flags, va_list more) { return (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, int) : 0; }
#define WRAP_OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list more; \
        va_start(more, flags); \
        const int mode = modeOf(flags, more); \
        va_end(more); \
        return failsIn(!OPENS(flags), below(path)) ? -1 : REAL(name)(path, flags, mode); \
    }
#define WRAP_OPENAT(name) \
    int name(int dir, const char *path, int flags, ...) \
    { \
        va_list more; \
        va_start(more, flags); \
        const int mode = modeOf(flags, more); \
        va_end(more); \
        return failsIn(!OPENS(flags), belowAt(dir, path)) ? -1 : REAL(name)(dir, path, flags, mode); \
    }
WRAP_OPEN(open)
WRAP_OPEN(open64)
WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)
