// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mounts.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::init {

static void setAttributes(int fd, unsigned flags, std::uint64_t attributes)
{
    mount_attr change = {};
    change.attr_set = attributes;
    if (syscall(SYS_mount_setattr, fd, "", flags | AT_EMPTY_PATH, &change, sizeof change) < 0)
        fail("attributes of the image");
}

// An image is the root as it stands. This process enters it before anything is mounted inside, so that the image's links
// lead nowhere else; what every sandbox has of its own is prepared in a tmpfs, whose parts outlive it as mounts.
void enterImageRoot(const Spec &spec)
{
    static constexpr const char *stage = "/tmp";
    std::vector<Tree> root, devices, trees, binds;
    need(root, spec.rootDir, "", true);
    grabDevices(devices);
    if (!spec.tmpDir.empty())
        need(trees, spec.tmpDir, "tmp", true);
    for (const initproto::Bind &bind : spec.binds)
        if (const size_t start = bind.target.find_first_not_of('/'); start != std::string::npos)
            need(binds, bind.source, bind.target.substr(start), bind.writable);
    const std::string resolv = spec.sharedNetwork ? readFile("/etc/resolv.conf") : std::string();
    const std::string passwd = passwdOf(spec); // before the stage hides it
    if (mount("tmpfs", stage, "tmpfs", nosuid | nodev, "size=4m,mode=755") != 0 || chdir(stage) != 0)
        fail("new root");
    if (mkdir("dev", 0755) != 0 || !writeFile("hosts", hostsText, 0644) || !writeFile("passwd", passwd, 0644) ||
        !writeFile("resolv.conf", resolv, 0644))
        fail("/etc");
    linkDevices();
    for (const Tree &device : devices)
        place(device);
    need(trees, "hosts", "etc/hosts");
    need(trees, "passwd", "etc/passwd");
    if (!resolv.empty())
        need(trees, "resolv.conf", "etc/resolv.conf");
    if (!grab(trees, "dev", "dev", false, true))
        fail("/dev");
    setAttributes(trees.back().fd, 0, MOUNT_ATTR_RDONLY); // the folder, not the devices in it
    setAttributes(root.front().fd, AT_RECURSIVE, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    if (syscall(SYS_move_mount, root.front().fd, "", AT_FDCWD, stage, MOVE_MOUNT_F_EMPTY_PATH) < 0 ||
        close(root.front().fd) != 0 || chdir(stage) != 0 || syscall(SYS_pivot_root, ".", ".") != 0)
        fail("image as root");
    for (const Tree &tree : trees)
        place(tree);
    if (spec.tmpDir.empty())
        mountTmp(spec);
    for (const Tree &tree : binds)
        place(tree);
    mountProc();
    leaveOldRoot();
}

} // namespace lathe::init
