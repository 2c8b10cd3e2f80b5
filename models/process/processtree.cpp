// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/processtree.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace lathe {

// Plain system calls: this runs once per invocation, and QFile costs more than the kernel does.
static size_t readProc(const char *path, char *buffer, size_t size)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    size_t used = 0;
    while (used + 1 < size) {
        const ssize_t n = read(fd, buffer + used, size - 1 - used);
        if (n <= 0)
            break;
        used += size_t(n);
    }
    close(fd);
    buffer[used] = 0;
    return used;
}

static qint64 field(const char *status, const char *name)
{
    const char *at = strstr(status, name);
    return at ? atoll(at + strlen(name)) * 1024 : 0;
}

static void add(pid_t pid, const char *status, TreeMemory &sum)
{
    const qint64 resident = field(status, "\nVmRSS:");
    if (resident == 0)
        return; // ended, not yet reaped
    ++sum.processes;
    sum.last = pid;
    sum.residentBytes += resident;
    sum.highWaterBytes = std::max(sum.highWaterBytes, field(status, "\nVmHWM:"));
}

static void add(pid_t pid, TreeMemory &sum)
{
    char path[64], status[4096];
    snprintf(path, sizeof path, "/proc/%d/status", int(pid));
    if (readProc(path, status, sizeof status) > 0)
        add(pid, status, sum);
}

static void walk(pid_t pid, int depth, int generation, TreeMemory &sum)
{
    if (generation > 64)
        return;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", int(pid));
    DIR *tasks = opendir(path);
    if (!tasks)
        return;
    std::string children; // listed per thread
    while (const dirent *task = readdir(tasks)) {
        char file[400], text[16384];
        if (task->d_name[0] == '.')
            continue;
        snprintf(file, sizeof file, "%s/%s/children", path, task->d_name);
        children.append(text, readProc(file, text, sizeof text));
    }
    closedir(tasks);
    for (const char *at = children.c_str(); *at;) {
        char *end = nullptr;
        const pid_t child = pid_t(strtol(at, &end, 10));
        if (end == at)
            break;
        at = end;
        if (generation + 1 >= depth)
            add(child, sum);
        walk(child, depth, generation + 1, sum);
    }
}

TreeMemory treeMemory(pid_t root, int depth)
{
    TreeMemory sum;
    walk(root, depth, 0, sum);
    return sum;
}

int openStatus(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", int(pid));
    return open(path, O_RDONLY | O_CLOEXEC);
}

TreeMemory statusMemory(int statusFd)
{
    char status[4096];
    const ssize_t size = pread(statusFd, status, sizeof status - 1, 0);
    TreeMemory sum;
    if (size > 0) {
        status[size] = 0;
        add(0, status, sum);
    }
    return sum;
}

} // namespace lathe
