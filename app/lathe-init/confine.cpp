// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::init {

void leaveRealTime()
{
    const sched_param none = {};
    const int policy = int(syscall(SYS_sched_getscheduler, 0));
    if (policy == SCHED_FIFO || policy == SCHED_RR)
        syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &none);
}

void dropPrivileges()
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        fail("no_new_privs");
    for (int capability = 0; capability <= 63; ++capability)
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); // past the last one: EINVAL, harmless
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {};
    if (syscall(SYS_capset, &header, data) != 0)
        fail("capabilities");
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); // the program must not read or steer its supervisor
}

// Calls that no function needs and that widen the kernel's attack surface.
static const unsigned denied[] = {
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_reboot,
    SYS_setns,
    SYS_unshare,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_open_by_handle_at,
    SYS_name_to_handle_at,
    SYS_swapon,
    SYS_swapoff,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_adjtimex,
    SYS_clock_adjtime,
    SYS_syslog,
    SYS_acct,
    SYS_quotactl,
    SYS_fanotify_init,
    SYS_lookup_dcookie,
    SYS_open_tree,
    SYS_move_mount,
    SYS_fsopen,
    SYS_fsconfig,
    SYS_fsmount,
    SYS_fspick,
    SYS_mount_setattr,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_vhangup,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef __x86_64__
    SYS_iopl,
    SYS_ioperm,
    SYS_modify_ldt,
#endif
};

#if defined(__x86_64__)
static constexpr unsigned nativeArch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static constexpr unsigned nativeArch = AUDIT_ARCH_AARCH64;
#else
#error "The system call filter knows x86_64 and aarch64."
#endif

static int filterCalls()
{
    constexpr unsigned count = sizeof denied / sizeof *denied;
    static_assert(count < 200, "jumps of the filter are 8 bits wide");
    sock_filter code[count + 24];
    unsigned short n = 0;
    const auto add = [&](sock_filter step) { code[n++] = step; };
    add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nativeArch, 1, 0));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
#ifdef __x86_64__
    add(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1)); // x32
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
    // clone3's flags cannot be seen from here: the C library falls back to clone, whose flags can.
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
    for (unsigned i = 0; i < count; ++i)
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, denied[i], static_cast<unsigned char>(count - i + 4), 0));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 2));
    add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])));
    add(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET, 2, 0));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    add(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
    sock_fprog program = {n, code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

// With the host's network come its abstract sockets (X server, message bus). Linux 6.12 can fence them off; older
// kernels refuse this and nothing else is lost.
static void fenceAbstractSockets()
{
    const struct
    {
        std::uint64_t files, network, scoped;
    } rules = {0, 0, 1};                                    // LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET
    constexpr long createRuleset = 444, restrictSelf = 446; // same numbers on all architectures
    const long fd = syscall(createRuleset, &rules, sizeof rules, 0);
    if (fd >= 0) {
        syscall(restrictSelf, fd, 0);
        close(int(fd));
    }
}

static void limit(__rlimit_resource resource, rlim_t value)
{
    rlimit now = {};
    getrlimit(resource, &now);
    const rlim_t bounded = now.rlim_max == RLIM_INFINITY ? value : std::min(value, now.rlim_max);
    const rlimit wanted = {bounded, bounded};
    setrlimit(resource, &wanted);
}

/// The soft limit only: a program may ask for more.
static void soften(__rlimit_resource resource, rlim_t value)
{
    rlimit now = {};
    if (getrlimit(resource, &now) == 0 && (now.rlim_max == RLIM_INFINITY || value <= now.rlim_max)) {
        now.rlim_cur = value;
        setrlimit(resource, &now);
    }
}

static constexpr rlim_t reserveBytes = rlim_t(4) << 30;

void confineProgram(const Spec &spec)
{
    umask(022); // as on Lambda, whoever started Lathe
    limit(RLIMIT_CORE, 0);
    soften(RLIMIT_STACK, 8 << 20);
    if (spec.fileLimit)
        limit(RLIMIT_NOFILE, spec.fileLimit);
    if (spec.tier == initproto::Tier::Unisolated) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        return; // the process limit would count the user's other programs
    }
    // A watch looks every few milliseconds; what a program can take in between is bounded by the kernel. Generous, because
    // virtual machines reserve far more than they use.
    if (spec.limits == initproto::Limits::Watch && spec.memoryBytes)
        limit(RLIMIT_DATA, spec.memoryBytes + reserveBytes);
    if (spec.processLimit)
        limit(RLIMIT_NPROC, spec.processLimit);
    if (spec.sharedNetwork)
        fenceAbstractSockets();
    if (filterCalls() != 0)
        _exit(126);
}

} // namespace lathe::init
