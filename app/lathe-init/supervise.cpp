// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lathe::init {

static initproto::Page *mapPage()
{
    void *page = mmap(nullptr, initproto::Page::size, PROT_READ | PROT_WRITE, MAP_SHARED, initproto::PageFd, 0);
    if (page == MAP_FAILED)
        fail("shared page");
    close(initproto::PageFd);
    close(initproto::SpecFd); // read, and the values in it are secrets
    return static_cast<initproto::Page *>(page);
}

/// The program and everything that it started, from execve to the last one reaped.
class Supervisor
{
public:
    explicit Supervisor(const Spec &spec) : m_spec(spec), m_page(mapPage()) {}
    void start(const RuntimeApiPeer &runtimeApi);
    void run();

private:
    /// One of the programs of the specification: number 0 is argv's, the others are the extensions.
    struct Program
    {
        pid_t pid = -1;
        int error = 0; ///< errno of execve.
        bool ended = false;
        int status = 0;
    };
    void execute(std::uint32_t number);
    void ended(std::uint32_t number, int status);
    bool hasExtensions() const { return !m_spec.extensions.empty(); }
    bool isOver() const;
    void sample();
    bool answer();
    bool reap();
    void killAll();
    void noticeCgroup();
    void report(int status);
    int interval() const;
    bool everyone() const { return m_spec.tier != initproto::Tier::Unisolated; }
    void raise(std::int64_t peak)
    {
        m_peak = std::max(m_peak, peak);
        m_page->peakBytes.store(m_peak, std::memory_order_relaxed);
    }

    const Spec &m_spec;
    initproto::Page *m_page;
    Message m_exit;
    RuntimeApiPeer m_runtimeApi;
    std::vector<Program> m_programs;
    bool m_killed = false; ///< The engine wants the end.
    bool m_frozen = false; ///< Stopped processes take no memory: nothing to watch, no wake-ups.
    std::int64_t m_peak = 0;
    std::int64_t m_resident = 0;
    std::int64_t m_cpuMicros = 0;
};

void Supervisor::start(const RuntimeApiPeer &runtimeApi)
{
    m_runtimeApi = runtimeApi;
    m_programs.resize(1 + m_spec.extensions.size());
    for (std::uint32_t number = 1; number < m_programs.size(); ++number)
        execute(number);
    if (!hasExtensions())
        execute(0);
}

void Supervisor::execute(std::uint32_t number)
{
    Program &program = m_programs[number];
    if (program.pid > 0)
        return;
    std::vector<std::string> environment = number == 0 ? m_spec.env : m_spec.extensionEnv;
    environment.push_back("AWS_LAMBDA_RUNTIME_API=" + m_runtimeApi.address);
    const int connection = number == 0 ? m_runtimeApi.connection : -1;
    if (connection >= 0)
        environment.push_back(std::string(initproto::connectionVariable) + '=' +
                              std::to_string(initproto::ConnectionFd));
    const std::vector<std::string> command =
        number == 0 ? m_spec.argv : std::vector<std::string>{m_spec.extensions[number - 1]};
    const std::vector<char *> argv = pointers(command);
    const std::vector<char *> env = pointers(environment);
    const char *folder = number > 0 || m_spec.workingDir.empty() ? "/" : m_spec.workingDir.c_str();
    volatile int error = 0;
    const pid_t pid = vfork();
    if (pid < 0)
        fail("first process");
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        setsid();
        if (number > 0 && (dup2(initproto::ExtensionFd, STDOUT_FILENO) < 0 || dup2(initproto::ExtensionFd, STDERR_FILENO) < 0))
            _exit(126);
        if (chdir(folder) == 0) {
            enterCgroups();
            confineProgram(m_spec);
            int first = STDERR_FILENO + 1;
            if (connection >= 0 && dup2(connection, initproto::ConnectionFd) >= 0)
                first = initproto::ConnectionFd + 1;
            close_range(unsigned(first), ~0U, 0);
            execve(argv.front(), argv.data(), env.data());
        }
        error = errno;
        _exit(127);
    }
    if (connection >= 0)
        close(connection);
    program.pid = pid;
    program.error = error;
    Message started;
    started.type = Message::Started;
    started.program = number;
    started.value = pid;
    if (error == 0)
        send(started);
}

void Supervisor::ended(std::uint32_t number, int status)
{
    m_programs[number].ended = true;
    m_programs[number].status = status;
    if (!hasExtensions())
        return;
    Message message;
    message.type = Message::Ended;
    message.program = number;
    message.value = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    message.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    message.execError = m_programs[number].error;
    message.outOfMemory = m_exit.outOfMemory || memoryIsOut();
    message.tooManyProcesses = m_exit.tooManyProcesses;
    message.peakBytes = m_peak;
    message.cpuMicros = m_cpuMicros;
    send(message);
}

/// Without extensions the first process is the sandbox: with it everything ends. With them the engine decides.
bool Supervisor::isOver() const
{
    if (!hasExtensions())
        return m_programs[0].ended;
    return m_killed || (m_programs[0].pid > 0 && std::all_of(m_programs.begin(), m_programs.end(), [](const Program &program) { return program.ended; }));
}

static std::int64_t milliseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// A control group refuses memory by itself; then the sampling only serves the sum over several processes. Files in a
// tmpfs count against the group too, so its limit lies higher by the tmpfs and the watch stays in charge.
int Supervisor::interval() const
{
    const bool guarded = m_spec.limits != initproto::Limits::Watch && !m_spec.tmpDir.empty();
    if (guarded || m_spec.memoryBytes == 0)
        return int(m_spec.pollMs) * 5;
    return int(m_resident > std::int64_t(m_spec.memoryBytes / 2) ? std::max(1U, m_spec.pollMs / 4)
                                                                 : std::max(1U, m_spec.pollMs));
}

void Supervisor::sample()
{
    const Usage usage = measure(everyone(), m_peak);
    m_resident = usage.residentBytes;
    raise(std::max(usage.residentBytes, usage.peakBytes));
    m_page->samples.fetch_add(1, std::memory_order_relaxed);
    const bool over = m_spec.memoryBytes && usage.residentBytes > std::int64_t(m_spec.memoryBytes);
    const bool crowd = m_spec.processLimit && usage.processes > int(m_spec.processLimit);
    if (!over && !crowd)
        return;
    m_exit.outOfMemory |= over;
    m_exit.tooManyProcesses |= crowd;
    killAll();
}

void Supervisor::killAll()
{
    if (everyone()) {
        signalAll(true, SIGKILL);
        return;
    }
    // Outside a PID namespace a fork may slip between two looks; repeat until nobody new shows up.
    for (int round = 0; round < 50 && signalAll(false, SIGKILL) > 0; ++round)
        reap();
}

void Supervisor::noticeCgroup()
{
    std::uint64_t count;
    if (m_spec.limits == initproto::Limits::CgroupV1)
        (void)!read(initproto::EventFd, &count, sizeof count);
    if (memoryIsOut()) {
        m_exit.outOfMemory = 1;
        killAll();
    }
}

// True while there is something left to wait for.
bool Supervisor::reap()
{
    for (;;) {
        int status = 0;
        rusage used = {};
        const pid_t pid = wait4(-1, &status, WNOHANG, &used);
        if (pid < 0)
            return errno != ECHILD;
        if (pid == 0)
            return true;
        m_cpuMicros +=
            (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
        raise(used.ru_maxrss * 1024LL); // true: this small process spawned it, so nothing is inherited
        for (std::uint32_t number = 0; number < m_programs.size(); ++number)
            if (pid == m_programs[number].pid)
                ended(number, status);
    }
}

// A connection inside this network, handed to the engine. It may still be on its way: loopback needs no patience.
static void connectFor(int port)
{
    Message reply;
    reply.type = Message::Connect;
    reply.value = port;
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool ok =
        fd >= 0 && (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 || errno == EINPROGRESS);
    reply.execError = ok ? 0 : errno;
    send(reply, ok ? fd : -1);
    if (fd >= 0)
        close(fd);
}

// False when the engine is gone.
bool Supervisor::answer()
{
    Message message;
    const ssize_t size = recv(initproto::ControlFd, &message, sizeof message, MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
        return false;
    if (size != ssize_t(sizeof message))
        return true;
    switch (message.type) {
    case Message::Sample:
        sample();
        break;
    case Message::Throttle:
        throttle(m_spec);
        break;
    case Message::Terminate:
        signalAll(everyone(), SIGTERM);
        signalAll(everyone(), SIGCONT);
        break;
    case Message::Kill:
        m_killed = true;
        killAll();
        break;
    case Message::Connect:
        connectFor(message.value);
        break;
    case Message::Launch:
        execute(0);
        break;
    case Message::Signal:
        if (message.program < m_programs.size() && m_programs[message.program].pid > 0 && !m_programs[message.program].ended) {
            kill(-m_programs[message.program].pid, message.signal);
            kill(-m_programs[message.program].pid, SIGCONT);
        }
        break;
    case Message::Freeze:
        signalAll(everyone(), SIGSTOP);
        m_frozen = true;
        break;
    case Message::Thaw:
        signalAll(everyone(), SIGCONT);
        m_frozen = false;
        break;
    default:
        break;
    }
    return true;
}

void Supervisor::report(int status)
{
    if (memoryIsOut())
        m_exit.outOfMemory = 1;
    if (m_exit.outOfMemory)
        raise(std::int64_t(m_spec.memoryBytes)); // the limit was reached, whatever the last sample saw
    m_exit.type = Message::Exited;
    m_exit.execError = m_programs[0].error;
    m_exit.value = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    m_exit.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    m_exit.peakBytes = m_peak;
    m_exit.cpuMicros = m_cpuMicros;
    send(m_exit);
}

void Supervisor::run()
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    const int childFd = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    const bool cgroup = fcntl(initproto::EventFd, F_GETFD) >= 0;
    std::int64_t next = milliseconds() + interval();
    for (;;) {
        reap();
        if (isOver())
            break;
        if (!m_frozen && milliseconds() >= next) {
            sample();
            next = milliseconds() + interval();
        }
        pollfd waits[3] = {{initproto::ControlFd, POLLIN, 0},
                           {childFd, POLLIN, 0},
                           {cgroup ? int(initproto::EventFd) : -1,
                            short(m_spec.limits == initproto::Limits::CgroupV2 ? POLLPRI : POLLIN), 0}};
        if (poll(waits, 3, m_frozen ? -1 : int(std::max<std::int64_t>(0, next - milliseconds()))) <= 0)
            continue;
        if (waits[1].revents) {
            signalfd_siginfo info;
            while (read(childFd, &info, sizeof info) > 0) {
            }
        }
        if (waits[2].revents)
            noticeCgroup();
        if (waits[0].revents && !answer())
            break; // nobody wants the answer any more
    }
    do {
        killAll();
        reap();
    } while (!everyone() && measure(false, INT64_MAX).processes > 0);
    for (int waited = 0; waited < 200 && reap(); ++waited)
        poll(nullptr, 0, 1);
    report(m_programs[0].status);
}

int supervise(const Spec &spec, const RuntimeApiPeer &runtimeApi)
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, nullptr);
    Supervisor supervisor(spec);
    supervisor.start(runtimeApi);
    supervisor.run();
    return 0;
}

} // namespace lathe::init
