// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/protocol.h"
#include <string>
#include <sys/types.h>

/// Everything of the helper in one place: each function belongs to the file that is named over it.
namespace lathe::init {

using initproto::Message;
using initproto::Spec;

// common.cpp
/// Tells the engine which step of the set-up failed with errno, and ends this process.
[[noreturn]] void fail(const std::string &step);
/// Sends one record, with a descriptor when fd >= 0. False when the engine is gone.
bool send(const Message &message, int fd = -1);
/// Writes a whole small file (kernel knobs too); a relative path starts at `folder`. False with errno when it does not take it.
bool writeFile(const std::string &path, const std::string &text, int mode = -1, int folder = -100 /* AT_FDCWD */);
/// Reads a small file of at most `limit` bytes; empty when there is none.
std::string readFile(const std::string &path, size_t limit = 65536);
std::string readAll(int fd, size_t limit);
/// The texts of /etc files that every sandbox has.
extern const char passwdText[];
/// An image's own users and Lambda's; passwdText without an image.
std::string passwdOf(const Spec &spec);
extern const char hostsText[];
extern const char osReleaseText[];
/// The list with the final nullptr that execve takes; points into `texts`.
std::vector<char *> pointers(const std::vector<std::string> &texts);

// namespaces.cpp
/// Starts bwrap with this helper as its first process; returns bwrap's process id.
pid_t startBubblewrap(const Spec &spec);
/// Starts `inner` as the first process of new namespaces; returns its process id here.
pid_t startInNamespaces(const Spec &spec, int (*inner)(const Spec &spec));
/// Where the program finds the Runtime API.
struct RuntimeApiPeer
{
    std::string address;  ///< "host:port".
    int connection = -1; ///< A socket that is open to it, where the specification asks for one.
};
/// Opens the Runtime API's listener in this network and passes it to the engine.
RuntimeApiPeer passListener(const Spec &spec);

// mounts.cpp
/// Builds Lambda's file system in this mount namespace and enters it.
void buildRoot(const Spec &spec);
/// The same in two steps: what every sandbox has, then what belongs to the function.
void stageRoot(const Spec &hints);
void furnishRoot(const Spec &spec);

// kepttmp.cpp
/// Under bubblewrap: brings the files of an earlier /tmp into this one and hands its folder out, which keeps it.
void keepTmp(const Spec &spec);

// confine.cpp
/// Gives up a real-time policy that Lathe itself was started with: two such processes can wait for a third one in the kernel
/// (release_task) and never let it run, and a function under one would starve the machine.
void leaveRealTime();
/// Gives up every privilege for this process and all that it will start.
void dropPrivileges();
/// In the child just before execve: resource limits and the system call filter (the latter not when unisolated).
void confineProgram(const Spec &spec);

// cgroup.cpp
/// Makes the control groups of one sandbox and leaves them open: ProcsFd, FoldersFd. Returns their folders.
std::vector<std::string> makeCgroups(const Spec &spec);
/// Writes their limits through FoldersFd, which it closes, and leaves CounterFd, EventFd and CpuFd open.
void limitCgroups(const Spec &spec);
/// The init phase is over: from now on the CPU is scaled with memory, where the machine can and the engine wants it.
void throttle(const Spec &spec);
/// In the child just before execve: enters them.
void enterCgroups();
/// Kills what is left inside and removes the folders, and those of sandboxes whose helper was killed.
void removeCgroups(const std::vector<std::string> &folders);
/// Whether the control group has hit its memory limit, or the kernel killed for it.
bool memoryIsOut();

// memory.cpp
/// What all processes but this one (and not its ancestors) hold.
struct Usage
{
    int processes = 0;
    std::int64_t residentBytes = 0; ///< Sum; of proportional sizes when there are several processes.
    std::int64_t peakBytes = 0;     ///< Largest high-water mark of one process.
};
/// `everyone`: /proc shows this sandbox's processes only. Otherwise only descendants of this process are looked at.
Usage measure(bool everyone, std::int64_t preciseAbove);
/// Sends `signal` to all of them and returns how many there were.
int signalAll(bool everyone, int signal);

// supervise.cpp
/// Starts the program, reaps everything, answers the engine, reports the end. Returns the exit status of this process.
int supervise(const Spec &spec, const RuntimeApiPeer &runtimeApi);

} // namespace lathe::init
