// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/sched.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::init {

// Lambda's user and group inside; outside they are whoever runs Lathe.
static void mapIds(uid_t uid, gid_t gid)
{
    if (!writeFile("/proc/self/setgroups", "deny") && errno != ENOENT)
        fail("setgroups");
    if (!writeFile("/proc/self/uid_map", "993 " + std::to_string(uid) + " 1"))
        fail("user map");
    if (!writeFile("/proc/self/gid_map", "990 " + std::to_string(gid) + " 1"))
        fail("group map");
    // No further user namespaces inside; the system call filter forbids them as well.
    writeFile("/proc/sys/user/max_user_namespaces", "0");
}

namespace {

/// While it lives, new processes begin on this processor, which the caller leaves to them at once. The scheduler else puts them where
/// the command is busy loading, as often as not, and lets them wait there until it sleeps: three milliseconds of a cold start.
class OnThisProcessor
{
public:
    OnThisProcessor()
    {
        cpu_set_t here;
        CPU_ZERO(&here);
        const int processor = sched_getcpu();
        if (processor < 0 || processor >= CPU_SETSIZE || sched_getaffinity(0, sizeof m_before, &m_before) != 0)
            return;
        CPU_SET(processor, &here);
        m_set = sched_setaffinity(0, sizeof here, &here) == 0;
    }
    ~OnThisProcessor() { release(); }
    OnThisProcessor(const OnThisProcessor &) = delete;
    OnThisProcessor &operator=(const OnThisProcessor &) = delete;
    /// In the new process, which may go anywhere again.
    void release()
    {
        if (m_set)
            sched_setaffinity(0, sizeof m_before, &m_before);
        m_set = false;
    }

private:
    cpu_set_t m_before;
    bool m_set = false;
};

} // namespace

pid_t startInNamespaces(const Spec &spec, int (*inner)(const Spec &spec))
{
    const uid_t uid = geteuid();
    const gid_t gid = getegid();
    clone_args args = {};
    args.flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP |
                 (spec.sharedNetwork ? 0 : CLONE_NEWNET);
    args.exit_signal = SIGCHLD;
    OnThisProcessor begin;
    const long pid = syscall(SYS_clone3, &args, sizeof args);
    if (pid < 0)
        fail("new namespaces");
    if (pid > 0)
        return pid_t(pid);
    begin.release();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    mapIds(uid, gid);
    _exit(inner(spec));
}

static void memoryFile(const char *name, const std::string &text, int number)
{
    const int fd = memfd_create(name, 0);
    if (fd < 0 || write(fd, text.data(), text.size()) != ssize_t(text.size()) || lseek(fd, 0, SEEK_SET) != 0 || dup2(fd, number) < 0)
        fail(name);
    if (fd != number)
        close(fd);
}

pid_t startBubblewrap(const Spec &spec)
{
    if (spec.bubblewrap.empty()) {
        errno = ENOENT;
        fail("bubblewrap");
    }
    memoryFile("passwd", passwdOf(spec), initproto::PasswdFd);
    memoryFile("hosts", hostsText, initproto::HostsFd);
    if (spec.rootDir.empty())
        memoryFile("os-release", osReleaseText, initproto::OsReleaseFd);
    const std::vector<char *> argv = pointers(spec.bubblewrap);
    char *none[] = {nullptr};
    volatile int error = 0;
    const pid_t pid = vfork();
    if (pid < 0)
        fail("bubblewrap");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execve(argv.front(), argv.data(), none);
        error = errno;
        _exit(127);
    }
    if (error) {
        errno = error;
        fail("bubblewrap");
    }
    return pid;
}

// A loopback of its own with the address that Lambda's Runtime API has.
static void bringUpLoopback()
{
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request = {};
    strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0)
        fail("loopback");
    strcpy(request.ifr_name, "lo:1");
    auto *address = reinterpret_cast<sockaddr_in *>(&request.ifr_addr);
    *address = {};
    address->sin_family = AF_INET;
    inet_pton(AF_INET, "169.254.100.1", &address->sin_addr);
    if (ioctl(fd, SIOCSIFADDR, &request) < 0)
        fail("address 169.254.100.1");
    close(fd);
}

// A pair and not a connection to the listener: no byte takes the way through TCP, which costs both sides microseconds at each
// event. Without one it is no fault: the program makes its own connection.
static int passConnection()
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return -1;
    const timeval patience = {0, initproto::connectionReadMicros};
    int connection = -1;
    Message message;
    message.type = Message::Connection;
    if (setsockopt(pair[1], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 && send(message, pair[0]))
        connection = fcntl(pair[1], F_DUPFD_CLOEXEC, initproto::LastInnerFd + 1); // the numbers below have a meaning each
    close(pair[0]);
    close(pair[1]);
    return connection;
}

RuntimeApiPeer passListener(const Spec &spec)
{
    const bool alone = !spec.sharedNetwork && spec.tier != initproto::Tier::Unisolated;
    const bool linkLocal = alone && spec.tier == initproto::Tier::Own; // bubblewrap leaves no right to add an address
    if (linkLocal)
        bringUpLoopback();
    const char *host = linkLocal ? "169.254.100.1" : "127.0.0.1";
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(alone ? 9001 : 0);
    inet_pton(AF_INET, host, &address.sin_addr);
    socklen_t size = sizeof address;
    if (fd < 0 || bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0 || listen(fd, 128) < 0 ||
        getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size) < 0)
        fail("listener of the Runtime API");
    Message message;
    message.type = Message::Listener;
    message.value = ntohs(address.sin_port);
    if (!send(message, fd))
        _exit(0); // the engine is gone
    close(fd);
    return {std::string(host) + ':' + std::to_string(ntohs(address.sin_port)),
            spec.connected ? passConnection() : -1};
}

} // namespace lathe::init
