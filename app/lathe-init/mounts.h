// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common.h"
#include <linux/mount.h>

// Not sys/mount.h: it clashes with linux/mount.h in glibc 2.36.
extern "C" int mount(const char *, const char *, const char *, unsigned long, const void *);
extern "C" int umount2(const char *, int);

/// What mounts.cpp (a root made of this machine's system) and imageroot.cpp (a container image as the root) share.
namespace lathe::init {

inline constexpr unsigned long nosuid = 2, nodev = 4, noexec = 8, readOnly = 1, recursive = 16384, privateMount = 1 << 18;
inline constexpr int detach = 2;

/// A host tree on its way to its place inside: cloned while the host's paths still mean what the engine meant.
struct Tree
{
    std::string target; ///< Relative to the new root.
    int fd;
    bool directory;
    bool writable;
    bool devices;
};

bool grab(std::vector<Tree> &trees, const std::string &source, const std::string &target, bool writable = false,
          bool devices = false);
/// The same for what must be there.
void need(std::vector<Tree> &trees, const std::string &source, const std::string &target, bool writable = false);
void grabDevices(std::vector<Tree> &trees);
/// dev/fd and the standard streams, relative to the working directory as all places here.
void linkDevices();
void place(const Tree &tree);
void mountProc();
void mountTmp(const Spec &spec);
/// After pivot_root: the old root lies over the new one. Makes the new one read-only.
void leaveOldRoot();
/// Enters spec.rootDir and furnishes it.
void enterImageRoot(const Spec &spec);

} // namespace lathe::init
