/* SPDX-FileCopyrightText: 2026 The Lathe developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To be preloaded: a disk that takes its time. Syncing what lies below the folder LATHE_HOLD_BELOW lasts LATHE_HOLD_MS longer, or for ever
 * without it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void hold(int fd)
{
    const char *folder = getenv("LATHE_HOLD_BELOW"), *time = getenv("LATHE_HOLD_MS");
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t n = readlink(link, path, sizeof path - 1);
    if (!folder || n < 0)
        return;
    path[n] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0)
        return;
    if (time)
        usleep((useconds_t)atoi(time) * 1000);
    else
        for (;;)
            pause();
}

int fsync(int fd)
{
    hold(fd);
    return ((__typeof__(&fsync))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd)
{
    hold(fd);
    return ((__typeof__(&fdatasync))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
