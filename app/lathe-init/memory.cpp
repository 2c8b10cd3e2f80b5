// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lathe::init {

static void descendants(pid_t pid, std::vector<pid_t> &found)
{
    const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
    DIR *dir = opendir(tasks.c_str());
    if (!dir)
        return;
    while (const dirent *entry = readdir(dir)) {
        if (entry->d_name[0] == '.')
            continue;
        const std::string text = readFile(tasks + '/' + entry->d_name + "/children", 1 << 20);
        for (const char *at = text.c_str(); *at;) {
            char *end = nullptr;
            const long child = strtol(at, &end, 10);
            if (end == at)
                break;
            at = end;
            found.push_back(pid_t(child));
            descendants(pid_t(child), found);
        }
    }
    closedir(dir);
}

static std::vector<pid_t> processes(bool everyone)
{
    std::vector<pid_t> found;
    if (!everyone) {
        descendants(getpid(), found);
        return found;
    }
    DIR *dir = opendir("/proc");
    if (!dir)
        return found;
    while (const dirent *entry = readdir(dir)) {
        const pid_t pid = pid_t(atol(entry->d_name));
        if (pid > 0 && pid != getpid())
            found.push_back(pid);
    }
    closedir(dir);
    return found;
}

static std::int64_t kilobytes(const std::string &status, const char *name)
{
    const size_t at = status.find(name);
    return at == std::string::npos ? 0 : atoll(status.c_str() + at + strlen(name)) * 1024;
}

// One after the other, so a process that ends in between leaves its share of common pages to those that are read later: the sum would count
// these twice. Then all are read again; what ends without pause is worth the least of three sums.
static std::int64_t sumOfShares(std::vector<pid_t> pids)
{
    std::int64_t least = INT64_MAX;
    for (int turn = 0; turn < 3; ++turn) {
        std::int64_t sum = 0;
        std::vector<pid_t> living;
        for (const pid_t pid : pids)
            if (const std::int64_t share = kilobytes(readFile("/proc/" + std::to_string(pid) + "/smaps_rollup", 4096), "\nPss:"); share > 0) {
                sum += share;
                living.push_back(pid);
            }
        least = std::min(least, sum);
        if (living.size() == pids.size())
            break;
        pids = std::move(living);
    }
    return least;
}

// The sum of the processes' shares of their pages; 0 when it is not to be had. Reading it takes each process's memory lock, and one
// that forks without pause lets nobody have it: a helper waits, and is killed when that takes too long.
static std::int64_t shares(const std::vector<pid_t> &pids)
{
    static constexpr int patience = 100; // milliseconds
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return 0;
    const pid_t helper = fork();
    if (helper == 0) {
        const std::int64_t sum = sumOfShares(pids);
        _exit(write(ends[1], &sum, sizeof sum) == ssize_t(sizeof sum) ? 0 : 1);
    }
    close(ends[1]);
    std::int64_t sum = 0;
    pollfd answer = {ends[0], POLLIN, 0};
    if (helper > 0 && (poll(&answer, 1, patience) <= 0 || read(ends[0], &sum, sizeof sum) != ssize_t(sizeof sum))) {
        kill(helper, SIGKILL);
        sum = 0;
    }
    close(ends[0]);
    if (helper > 0)
        waitpid(helper, nullptr, 0);
    return sum;
}

Usage measure(bool everyone, std::int64_t preciseAbove)
{
    Usage usage;
    std::int64_t largest = 0;
    std::vector<pid_t> living;
    for (const pid_t pid : processes(everyone)) {
        const std::string status = readFile("/proc/" + std::to_string(pid) + "/status", 4096);
        const std::int64_t resident = kilobytes(status, "\nVmRSS:");
        if (resident == 0)
            continue; // a zombie
        living.push_back(pid);
        ++usage.processes;
        usage.residentBytes += resident;
        largest = std::max(largest, resident);
        usage.peakBytes = std::max(usage.peakBytes, kilobytes(status, "\nVmHWM:"));
    }
    // Forked processes share pages: before a sum counts, let the kernel divide them.
    if (usage.processes > 1 && usage.residentBytes > preciseAbove) {
        const std::int64_t sum = shares(living);
        usage.residentBytes = sum > 0 ? sum : largest; // nobody told, or all ended meanwhile: one of them certainly had this much
    }
    return usage;
}

int signalAll(bool everyone, int signal)
{
    if (everyone)
        return kill(-1, signal) == 0 ? 1 : 0;
    const std::vector<pid_t> pids = processes(false);
    for (const pid_t pid : pids)
        kill(pid, signal);
    return int(pids.size());
}

} // namespace lathe::init
