// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// lathe-init: started by posix_spawn with the descriptors of protocol.h. The outer process makes the limits, starts
// the inner one in new namespaces (itself, or through bubblewrap) and cleans up after it; the inner one is the first
// process of the sandbox. Started ahead, it makes what every sandbox has and waits for the specification. Nothing is read from the environment or from the command line but the role.
#include "common.h"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lathe::init {

static Spec readSpec(int fd = initproto::SpecFd)
{
    struct stat status = {};
    if (fstat(fd, &status) != 0)
        fail("specification");
    std::string bytes(size_t(status.st_size), '\0');
    if (pread(fd, bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()))
        fail("specification");
    Spec spec;
    if (!initproto::decode(bytes.data(), bytes.size(), spec) || spec.argv.empty()) {
        errno = EPROTO;
        fail("specification");
    }
    return spec;
}

static int innerOwn(const Spec &spec)
{
    const RuntimeApiPeer api = passListener(spec);
    buildRoot(spec);
    dropPrivileges();
    return supervise(spec, api);
}

static int innerBubblewrap(const Spec &spec)
{
    const RuntimeApiPeer api = passListener(spec);
    keepTmp(spec);
    dropPrivileges();
    return supervise(spec, api);
}

// The specification that a helper started ahead is waiting for; ends this process when the engine wants nothing.
static Spec awaitSpec()
{
    Message message;
    iovec part = {&message, sizeof message};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header = {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t size;
    while ((size = recvmsg(initproto::ControlFd, &header, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    const cmsghdr *attached = CMSG_FIRSTHDR(&header);
    if (size != ssize_t(sizeof message) || message.type != Message::Begin || !attached ||
        attached->cmsg_type != SCM_RIGHTS)
        _exit(0);
    int fd = -1;
    memcpy(&fd, CMSG_DATA(attached), sizeof fd);
    Spec spec = readSpec(fd);
    close(fd);
    return spec;
}

static int innerAhead(const Spec &hints)
{
    stageRoot(hints);
    const Spec spec = awaitSpec();
    limitCgroups(spec);
    furnishRoot(spec);
    const RuntimeApiPeer api = passListener(spec);
    dropPrivileges();
    return supervise(spec, api);
}

static int waitFor(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int outer(const Spec &spec, bool ahead)
{
    setsid();
    const std::vector<std::string> cgroups = makeCgroups(spec);
    if (!ahead)
        limitCgroups(spec);
    if (spec.tier == initproto::Tier::Unisolated) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        const int status = supervise(spec, passListener(spec));
        removeCgroups(cgroups);
        return status;
    }
    const pid_t pid =
        spec.tier == initproto::Tier::Bubblewrap ? startBubblewrap(spec) : startInNamespaces(spec, ahead ? innerAhead : innerOwn);
    close_range(initproto::FoldersFd, initproto::LastInnerFd, 0);
    // From here on the inner process speaks; holding its descriptors would hide its end.
    for (const int fd : {STDOUT_FILENO, STDERR_FILENO, int(initproto::ControlFd), int(initproto::ExtensionFd), int(initproto::TmpFd)})
        close(fd);
    const int status = waitFor(pid);
    removeCgroups(cgroups);
    return status;
}

} // namespace lathe::init

int main(int argc, char **argv)
{
    using namespace lathe::init;
    const std::string role = argc == 2 ? argv[1] : "";
    leaveRealTime();
    if (role == "outer" || role == "ahead") { // ahead: the specification tells only what is known of the machine
        close_range(lathe::initproto::LastFd + 1, ~0U, 0);
        return outer(readSpec(), role == "ahead");
    }
    if (role == "inner")
        return innerBubblewrap(readSpec());
    fprintf(stderr, "lathe-init is started by Lathe and does nothing by itself.\n");
    return 64;
}
