// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mounts.h"
#include <cerrno>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::init {

bool grab(std::vector<Tree> &trees, const std::string &source, const std::string &target, bool writable, bool devices)
{
    const int fd =
        int(syscall(SYS_open_tree, AT_FDCWD, source.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
    struct stat status = {};
    if (fd < 0 || fstat(fd, &status) != 0)
        return false;
    trees.push_back({target, fd, S_ISDIR(status.st_mode), writable, devices});
    return true;
}

void need(std::vector<Tree> &trees, const std::string &source, const std::string &target, bool writable)
{
    if (!grab(trees, source, target, writable))
        fail("folder " + source);
}

// The folders over `path`, and `path` itself when it is a folder.
static void makePath(const std::string &path, bool directory)
{
    for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
        if (slash > 0 && mkdir(path.substr(0, slash).c_str(), 0755) != 0 && errno != EEXIST)
            fail("mount point /" + path.substr(0, slash));
    if (directory) {
        if (mkdir(path.c_str(), 0755) != 0 && errno != EEXIST)
            fail("mount point /" + path);
        return;
    }
    const int fd = open(path.c_str(), O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_RDONLY, 0644);
    if (fd >= 0)
        close(fd);
    else if (access(path.c_str(), F_OK) != 0)
        fail("mount point /" + path);
}

void place(const Tree &tree)
{
    makePath(tree.target, tree.directory);
    mount_attr attributes = {};
    attributes.attr_set = MOUNT_ATTR_NOSUID | (tree.devices ? 0 : MOUNT_ATTR_NODEV) |
                          (tree.writable || tree.devices ? 0 : MOUNT_ATTR_RDONLY);
    if (syscall(SYS_mount_setattr, tree.fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) < 0)
        fail("attributes of /" + tree.target);
    if (syscall(SYS_move_mount, tree.fd, "", AT_FDCWD, tree.target.c_str(), MOVE_MOUNT_F_EMPTY_PATH) < 0)
        fail("mount at /" + tree.target);
    close(tree.fd);
}

static void makeReadOnly(const std::string &path)
{
    const int fd =
        int(syscall(SYS_open_tree, AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
    if (fd < 0)
        return; // this kernel has no such entry
    mount_attr attributes = {};
    attributes.attr_set = MOUNT_ATTR_RDONLY;
    if (syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) < 0 ||
        syscall(SYS_move_mount, fd, "", AT_FDCWD, path.c_str(), MOVE_MOUNT_F_EMPTY_PATH) < 0)
        fail("read-only /" + path);
    close(fd);
}

void grabDevices(std::vector<Tree> &trees)
{
    for (const char *path : {"dev/null", "dev/zero", "dev/full", "dev/random", "dev/urandom", "dev/tty"})
        if (!grab(trees, std::string("/") + path, path, false, true))
            fail(path);
}

void linkDevices()
{
    for (const auto &[name, target] : {std::pair{"dev/fd", "/proc/self/fd"},
                                       {"dev/stdin", "/proc/self/fd/0"},
                                       {"dev/stdout", "/proc/self/fd/1"},
                                       {"dev/stderr", "/proc/self/fd/2"}})
        if (symlink(target, name) != 0)
            fail(name);
}

// Amazon Linux's /bin/sh is bash: bootstraps and wrappers written for Lambda, those of AWS's tutorials among them, need it.
static void grabShell(std::vector<Tree> &trees)
{
    struct stat sh = {}, bash = {};
    const bool same = stat("/usr/bin/sh", &sh) == 0 && stat("/usr/bin/bash", &bash) == 0 && sh.st_dev == bash.st_dev && sh.st_ino == bash.st_ino;
    if (!same && S_ISREG(bash.st_mode))
        grab(trees, "/usr/bin/bash", "usr/bin/sh");
}

static void grabSystem(const Spec &spec, std::vector<Tree> &trees)
{
    need(trees, "/usr", "usr");
    grabShell(trees);
    // Never /etc/ssl as a whole: its private keys are readable to whoever runs Lathe as root.
    for (const char *path : {"etc/ssl/certs", "etc/ssl/openssl.cnf", "etc/pki/tls/certs", "etc/pki/ca-trust/extracted",
                             "etc/ld.so.cache", "etc/alternatives", "etc/crypto-policies"})
        grab(trees, std::string("/") + path, path);
    glob_t found = {};
    if (glob("/etc/java-*", GLOB_NOSORT, nullptr, &found) == 0) // Debian's JDK keeps its configuration there
        for (size_t i = 0; i < found.gl_pathc; ++i)
            grab(trees, found.gl_pathv[i], found.gl_pathv[i] + 1);
    globfree(&found);
    if (spec.sharedNetwork)
        grab(trees, "/etc/ca-certificates", "etc/ca-certificates");
    grabDevices(trees);
}

static void writeEtc(const Spec &spec, const std::string &resolv, const std::string &nsswitch)
{
    mkdir("etc", 0755);
    bool ok = writeFile("etc/passwd", passwdText, 0644) &&
              writeFile("etc/group", "root:x:0:\nsbx_user1051:x:990:\n", 0644) &&
              writeFile("etc/hosts", hostsText, 0644) &&
              writeFile("etc/os-release", osReleaseText, 0644);
    if (spec.sharedNetwork) {
        ok = ok && (resolv.empty() || writeFile("etc/resolv.conf", resolv, 0644));
        ok = ok && writeFile("etc/nsswitch.conf", nsswitch.empty() ? "hosts: files dns\n" : nsswitch, 0644);
    }
    if (!ok)
        fail("/etc");
}

// Several layers: the kernel's overlay, the last layer on top. Lower folders are named by descriptor, so that the
// option page (4 KiB) is never too short and no path is read twice.
static void mountLayers(const std::vector<int> &layers)
{
    std::string options;
    for (size_t i = layers.size(); i-- > 0;)
        options +=
            (options.empty() ? "userxattr,lowerdir=/proc/self/fd/" : ":/proc/self/fd/") + std::to_string(layers[i]);
    if (mount("overlay", "opt", "overlay", readOnly | nosuid | nodev, options.c_str()) != 0)
        fail("overlay of layers");
    for (const int fd : layers)
        close(fd);
}

/// /tmp is a file system of its size. Between two sandboxes of one environment it lives on in a mount that belongs to no
/// namespace, which the engine holds by its descriptor; a mount can be attached once, so each sandbox hands out a copy.
void mountTmp(const Spec &spec)
{
    const bool given = spec.tmp == initproto::Tmp::Given &&
                       syscall(SYS_move_mount, initproto::TmpFd, "", AT_FDCWD, "tmp", MOVE_MOUNT_F_EMPTY_PATH) == 0;
    if (spec.tmp == initproto::Tmp::Given)
        close(initproto::TmpFd);
    const std::string options = "mode=1777,size=" + std::to_string(spec.tmpBytes);
    if (!given && mount("tmpfs", "tmp", "tmpfs", nosuid | nodev, options.c_str()) != 0)
        fail("/tmp");
    if (spec.tmp == initproto::Tmp::Own)
        return;
    Message message;
    message.type = Message::TmpMount;
    const int fd = int(syscall(SYS_open_tree, AT_FDCWD, "tmp", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    if (fd < 0)
        fail("copy of /tmp");
    send(message, fd);
    close(fd);
}

void mountProc()
{
    if (mount("proc", "proc", "proc", nosuid | nodev | noexec, nullptr) != 0)
        fail("/proc");
    for (const char *path : {"proc/sys", "proc/sysrq-trigger", "proc/irq", "proc/bus", "proc/fs"})
        makeReadOnly(path); // whoever is root outside could write these
    for (const char *path : {"proc/keys", "proc/kcore", "proc/timer_list"})
        if (access(path, F_OK) == 0)
            mount("dev/null", path, nullptr, 4096, nullptr);
}

static void makeFolders()
{
    for (const char *path : {"usr", "etc", "var", "var/task", "var/runtime", "opt", "tmp", "proc", "dev"})
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            fail(path);
    for (const auto &[name, target] :
         {std::pair{"lib", "usr/lib"}, {"lib64", "usr/lib64"}, {"bin", "usr/bin"}, {"sbin", "usr/sbin"}})
        if (symlink(target, name) != 0)
            fail(name);
    linkDevices();
    chmod("tmp", 01777);
}

// What belongs to the function, cloned while the host's paths are what they were.
struct Furniture
{
    std::vector<Tree> trees, binds; ///< Binds come last, so that one may lie below /tmp or /opt.
    std::vector<int> layers;
};

static Furniture grabFunction(const Spec &spec)
{
    Furniture of;
    need(of.trees, spec.taskDir, "var/task");
    if (!spec.runtimeDir.empty())
        need(of.trees, spec.runtimeDir, "var/runtime");
    if (spec.layers.size() == 1)
        need(of.trees, spec.layers.front(), "opt");
    if (!spec.tmpDir.empty())
        need(of.trees, spec.tmpDir, "tmp", true);
    for (const initproto::Bind &bind : spec.binds) {
        const size_t start = bind.target.find_first_not_of('/');
        if (start == std::string::npos)
            continue;
        need(of.binds, bind.source, bind.target.substr(start), bind.writable);
    }
    for (const std::string &layer : spec.layers) {
        if (spec.layers.size() == 1)
            break;
        of.layers.push_back(open(layer.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (of.layers.back() < 0)
            fail("layer " + layer);
    }
    return of;
}

static void leaveHost()
{
    umask(022);
    sethostname("169.254.100.1", 13);
    if (mount(nullptr, "/", nullptr, recursive | privateMount, nullptr) != 0)
        fail("private mounts");
}

static void furnishSystem(const Spec &spec, const char *stage)
{
    std::vector<Tree> trees;
    grabSystem(spec, trees);
    const std::string resolv = spec.sharedNetwork ? readFile("/etc/resolv.conf") : std::string();
    const std::string nsswitch = spec.sharedNetwork ? readFile("/etc/nsswitch.conf") : std::string();
    if (mount("tmpfs", stage, "tmpfs", nosuid | nodev, "size=4m,mode=755") != 0 || chdir(stage) != 0)
        fail("new root");
    makeFolders();
    writeEtc(spec, resolv, nsswitch);
    for (const Tree &tree : trees)
        place(tree);
    mountProc();
}

void leaveOldRoot()
{
    if (umount2(".", detach) != 0 || chdir("/") != 0)
        fail("pivot_root");
    mount_attr attributes = {};
    attributes.attr_set = MOUNT_ATTR_RDONLY;
    if (syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &attributes, sizeof attributes) < 0)
        fail("read-only root");
}

static void furnish(const Spec &spec, const Furniture &of)
{
    for (const Tree &tree : of.trees)
        place(tree);
    if (!of.layers.empty())
        mountLayers(of.layers);
    if (spec.tmpDir.empty())
        mountTmp(spec);
    for (const Tree &tree : of.binds)
        place(tree);
    if (syscall(SYS_pivot_root, ".", ".") != 0)
        fail("pivot_root");
    leaveOldRoot();
}

void buildRoot(const Spec &spec)
{
    leaveHost();
    if (!spec.rootDir.empty())
        return enterImageRoot(spec);
    const Furniture function = grabFunction(spec);
    furnishSystem(spec, "/tmp");
    furnish(spec, function);
}

// The function's folders are not known yet and may lie below /tmp, but never below /sys.
void stageRoot(const Spec &hints)
{
    leaveHost();
    furnishSystem(hints, "/sys");
}

void furnishRoot(const Spec &spec)
{
    if (!spec.rootDir.empty())
        return enterImageRoot(spec); // what was made ahead goes with the old root
    furnish(spec, grabFunction(spec));
}

} // namespace lathe::init
