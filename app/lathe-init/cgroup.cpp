// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lathe::init {

using initproto::Limits;

// Below 1,000 us the kernel refuses a quota; 20 ms is the shortest period that gives the smallest function its share.
static constexpr unsigned long periodMicros = 20000;
static constexpr std::uint64_t bytesPerCpu = std::uint64_t(1769) << 20; // Lambda: 1,769 MB are one vCPU

static void put(int folder, const char *file, const std::string &text)
{
    if (!writeFile(file, text, -1, folder))
        fail(file);
}

static bool isOpen(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

static void place(int fd, int number)
{
    if (fd == number)
        return;
    if (fd < 0 || dup2(fd, number) < 0)
        fail("control group");
    close(fd);
}

static std::string make(const std::string &parent)
{
    const std::string folder = parent + "/lathe-" + std::to_string(getpid());
    rmdir(folder.c_str()); // of an earlier process with this number
    if (mkdir(folder.c_str(), 0755) != 0)
        fail(folder);
    return folder;
}

static std::uint64_t memoryLimit(const Spec &spec)
{
    return spec.memoryBytes + (spec.tmpDir.empty() ? spec.tmpBytes : 0);
}

static std::string quota(const Spec &spec)
{
    return std::to_string(std::max<std::uint64_t>(1000, periodMicros * spec.memoryBytes / bytesPerCpu));
}

static void limitV1(const Spec &spec, int memory, int pids, int cpu)
{
    if (isOpen(memory)) {
        const std::string bytes = std::to_string(memoryLimit(spec));
        put(memory, "memory.limit_in_bytes", bytes);
        writeFile("memory.memsw.limit_in_bytes", bytes, -1, memory); // absent without swap accounting
        place(openat(memory, "memory.oom_control", O_RDONLY | O_CLOEXEC), initproto::CounterFd);
        place(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), initproto::EventFd);
        // The supervisor kills everything at once, where the kernel would take only the largest: until then they wait.
        writeFile("memory.oom_control", "1", -1, memory);
        put(memory, "cgroup.event_control",
            std::to_string(initproto::EventFd) + ' ' + std::to_string(initproto::CounterFd));
    }
    if (isOpen(pids))
        put(pids, "pids.max", std::to_string(spec.processLimit));
    if (isOpen(cpu)) {
        put(cpu, "cpu.cfs_period_us", std::to_string(periodMicros));
        place(openat(cpu, "cpu.cfs_quota_us", O_WRONLY | O_CLOEXEC), initproto::CpuFd);
    }
}

static void limitV2(const Spec &spec, int folder)
{
    if (spec.memoryBytes) {
        put(folder, "memory.max", std::to_string(memoryLimit(spec)));
        writeFile("memory.swap.max", "0", -1, folder);
        writeFile("memory.oom.group", "1", -1, folder);
        place(openat(folder, "memory.events", O_RDONLY | O_CLOEXEC), initproto::CounterFd);
        place(fcntl(initproto::CounterFd, F_DUPFD, 20), initproto::EventFd);
    }
    // Controllers that the parent does not hand on have no files here; the probe says so to the user.
    const auto bound = [&](const char *file, const std::string &value) {
        if (faccessat(folder, file, F_OK, 0) == 0)
            put(folder, file, value);
    };
    if (spec.processLimit)
        bound("pids.max", std::to_string(spec.processLimit));
    if (spec.cpuShare && spec.memoryBytes && faccessat(folder, "cpu.max", F_OK, 0) == 0)
        place(openat(folder, "cpu.max", O_WRONLY | O_CLOEXEC), initproto::CpuFd);
}

void limitCgroups(const Spec &spec)
{
    const int first = initproto::FoldersFd;
    if (spec.limits == Limits::CgroupV1)
        limitV1(spec, first, first + 1, first + 2);
    else if (spec.limits == Limits::CgroupV2 && isOpen(first))
        limitV2(spec, first);
    close_range(first, first + 2, 0);
}

std::vector<std::string> makeCgroups(const Spec &spec)
{
    std::vector<std::string> folders;
    const bool first = spec.limits == Limits::CgroupV1 && spec.cgroups.size() == 3;
    if (!first && !(spec.limits == Limits::CgroupV2 && spec.cgroups.size() == 1))
        return folders;
    for (size_t i = 0; i < spec.cgroups.size(); ++i) {
        // Each entered group costs time at every start: only what bounds something.
        const bool wanted = !first || (i == 0 && spec.memoryBytes) || (i == 1 && spec.processLimit) ||
                            (i == 2 && spec.cpuShare && spec.memoryBytes);
        folders.push_back(wanted && !spec.cgroups[i].empty() ? make(spec.cgroups[i]) : std::string());
    }
    for (size_t i = 0; i < folders.size(); ++i)
        if (!folders[i].empty())
            place(open(folders[i].c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), initproto::FoldersFd + int(i));
    // A thread that moves itself needs no lock on all forks and exits of the machine, whose taking waits for an RCU grace
    // period (8 to 20 ms); the program has one thread when it enters. Version 2 takes only whole processes.
    const char *entrance = first ? "/tasks" : "/cgroup.procs";
    int number = initproto::ProcsFd;
    for (const std::string &folder : folders)
        if (!folder.empty())
            place(open((folder + entrance).c_str(), O_WRONLY | O_CLOEXEC), number++);
    return folders;
}

void throttle(const Spec &spec)
{
    std::string text = quota(spec);
    if (spec.limits == Limits::CgroupV2)
        text += ' ' + std::to_string(periodMicros);
    if (spec.cpuShare && spec.memoryBytes)
        (void)!pwrite(initproto::CpuFd, text.data(), text.size(), 0); // no such descriptor: no such controller
}

void enterCgroups()
{
    for (int fd = initproto::ProcsFd; fd < initproto::ProcsFd + 3; ++fd)
        if (isOpen(fd) && write(fd, "0", 1) != 1)
            _exit(126); // never run without the limit that was promised
}

// Helpers that were killed left their groups; their number is in the name.
static void sweep(const std::string &parent)
{
    DIR *dir = opendir(parent.c_str());
    if (!dir)
        return;
    while (const dirent *entry = readdir(dir)) {
        if (strncmp(entry->d_name, "lathe-", 6) != 0)
            continue;
        const long pid = atol(entry->d_name + 6);
        if (pid > 0 && kill(pid_t(pid), 0) != 0 && errno == ESRCH)
            rmdir((parent + '/' + entry->d_name).c_str());
    }
    closedir(dir);
}

static void killMembers(const std::string &folder)
{
    if (writeFile(folder + "/cgroup.kill", "1"))
        return;
    const std::string members = readFile(folder + "/cgroup.procs", 1 << 20);
    for (const char *at = members.c_str(); *at;) {
        char *end = nullptr;
        const long pid = strtol(at, &end, 10);
        if (end == at)
            break;
        if (pid > 0)
            kill(pid_t(pid), SIGKILL);
        at = *end ? end + 1 : end;
    }
}

void removeCgroups(const std::vector<std::string> &folders)
{
    for (const std::string &folder : folders) {
        if (folder.empty())
            continue;
        for (int attempt = 0; rmdir(folder.c_str()) != 0 && errno == EBUSY && attempt < 1000; ++attempt) {
            killMembers(folder);
            poll(nullptr, 0, 2); // busy until the last member is reaped
        }
        sweep(folder.substr(0, folder.rfind('/')));
    }
}

bool memoryIsOut()
{
    char buffer[512] = {};
    if (pread(initproto::CounterFd, buffer, sizeof buffer - 1, 0) <= 0)
        return false; // no control group
    const auto number = [&](const char *name) {
        const char *at = strstr(buffer, name);
        return at ? atol(at + strlen(name)) : 0;
    };
    return number("under_oom ") > 0 || number("oom_kill ") > 0;
}

} // namespace lathe::init
