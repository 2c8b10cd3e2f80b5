// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

/// What the engine and the static helper lathe-init say to each other. Standard C++ only: both sides include it.
/// The helper is started with fixed descriptors; the specification travels in a sealed memfd and never in argv,
/// because the values of environment variables may be secrets.
namespace lathe::initproto {

inline constexpr std::uint32_t version = 5;

/// Descriptors that the helper inherits.
enum Descriptor : int {
    ControlFd = 3,
    SpecFd = 4,
    PageFd = 5,
    ExtensionFd = 6, ///< Standard output and error of all extensions; absent where there are none.
    TmpFd = 7, ///< The mount, or the folder, of /tmp that an earlier sandbox of the same environment handed out; absent for the first.
    LastFd = TmpFd
};
/// Descriptors that the outer helper process hands on to the inner one, closed where there is nothing to hand on.
enum InnerDescriptor : int {
    ProcsFd = 8,    ///< Up to three open tasks or cgroup.procs files: the program enters its control groups through them.
    CounterFd = 11, ///< Text with a line "oom_kill N" and, version 1, "under_oom N".
    EventFd = 12,   ///< Wakes the supervisor when the kernel kills for want of memory.
    PasswdFd = 13,
    HostsFd = 14, ///< Contents of /etc files for bubblewrap.
    FoldersFd = 15, ///< Up to three folders of control groups whose limits are not written yet.
    CpuFd = 18,     ///< The file that takes the share of the CPU once the init phase is over.
    OsReleaseFd = 19, ///< Contents of /etc/os-release for bubblewrap.
    LastInnerFd = OsReleaseFd
};
/// The program's descriptor of Spec::connected, and the variable that tells its number.
inline constexpr int ConnectionFd = 3;
inline constexpr const char *connectionVariable = "_LATHE_RUNTIME_SOCKET";
/// How long a read of that socket blocks, in microseconds: the first event is there at once, or it will take its time.
inline constexpr long connectionReadMicros = 20000;

enum class Tier : std::uint32_t { Own, Bubblewrap, Unisolated };
enum class Limits : std::uint32_t { None, Watch, CgroupV1, CgroupV2 };

/// Where tmpDir is empty, /tmp is a tmpfs. Own: it ends with the sandbox. Kept: its mount is handed out, so that the next
/// sandbox finds its files. Given: TmpFd is such a mount, which is attached and handed out anew. Under bubblewrap, where no
/// mount can be attached, it is an open folder that keeps the file system, and its files are copied over.
enum class Tmp : std::uint32_t { Own, Kept, Given };

struct Bind
{
    std::string source;
    std::string target;
    bool writable = false;
};

/// The sandbox as the helper needs it. Paths are the host's; relative ones are refused.
struct Spec
{
    Tier tier = Tier::Own;
    Limits limits = Limits::Watch;
    bool sharedNetwork = true;
    bool cpuShare = false; ///< Scales the CPU with memory from the record Throttle on: the init phase has all of it.
    Tmp tmp = Tmp::Own;
    bool connected = false; ///< The program finds a socket open to the Runtime API.
    std::uint64_t memoryBytes = 0; ///< 0: no limit.
    std::uint64_t tmpBytes = 0;    ///< Size of the tmpfs at /tmp when tmpDir is empty.
    std::uint32_t processLimit = 1024;
    std::uint32_t fileLimit = 1024;
    std::uint32_t pollMs = 20; ///< Between two looks at resident sizes.
    std::string taskDir, runtimeDir, tmpDir, workingDir, rootDir;
    std::vector<std::string> layers; ///< Lowest first.
    std::vector<Bind> binds;
    std::vector<std::string> argv;
    std::vector<std::string> env;        ///< "NAME=value".
    std::vector<std::string> extensions; ///< Programs that start first; the one of argv then waits for Launch.
    std::vector<std::string> extensionEnv;
    std::vector<std::string> bubblewrap; ///< Whole argv of bwrap up to and including "--" and the inner helper.
    std::vector<std::string> cgroups;    ///< Folders below which its own cgroups are made: version 1: memory, pids, cpu
                                         ///< (empty where absent); version 2: one.
};

/// A record on the control socket (SOCK_SEQPACKET), either way.
struct Message
{
    enum Type : std::uint32_t {
        Listener = 'L', ///< helper → engine: the Runtime API's listening socket is attached; value is the port.
        Connection = 'V', ///< helper → engine, behind Listener: the engine's end of the socket that the program finds open.
        Started = 'S',  ///< helper → engine: the program was executed.
        Ended = 'D',    ///< helper → engine, only where there are extensions: one of the programs ended.
        Exited = 'X',   ///< helper → engine: everything ended, with how argv's program did; the last record.
        Failed = 'E',   ///< helper → engine: the set-up failed; text says where and why. The last record.
        Connect = 'C',  ///< engine → helper: connect to port `value` inside; helper → engine: the socket is attached, or
                        ///< `execError` says why there is none. Answers come in the order of the questions.
        Launch = 'R',   ///< engine → helper: the extensions are registered, start argv.
        Signal = 'G',   ///< engine → helper: `signal` to the process group of `program`.
        Begin = 'B',    ///< engine → a helper started ahead: the specification is attached.
        TmpMount = 'M', ///< helper → engine: the mount of /tmp is attached.
        Throttle = 'Q', ///< engine → helper: the init phase is over.
        Sample = 'P',   ///< engine → helper: bring the page up to date.
        Terminate = 'T',
        Kill = 'K',
        Freeze = 'F',
        Thaw = 'U' ///< engine → helper.
    };
    std::uint32_t type = 0;
    std::uint32_t program = 0; ///< 0: argv's; from 1: the extensions, in their order.
    std::int32_t value = 0; ///< Port; exit status (-1 when a signal ended it); errno of a failed step.
    std::int32_t signal = 0;
    std::int32_t execError = 0; ///< errno of execve when the program could not be started.
    std::uint32_t outOfMemory = 0;
    std::uint32_t tooManyProcesses = 0;
    std::int64_t peakBytes = 0;
    std::int64_t cpuMicros = 0;
    char text[400] = {};
};

/// One page that the helper writes and the engine reads without a round trip.
struct Page
{
    std::atomic<std::int64_t> peakBytes;
    std::atomic<std::uint64_t> samples;
    static constexpr std::size_t size = 4096;
};

/// Little-endian 32-bit and 64-bit numbers and length-prefixed strings, in a fixed order.
class Writer
{
public:
    void number(std::uint64_t value)
    {
        for (int i = 0; i < 8; ++i)
            m_bytes.push_back(static_cast<char>(value >> (8 * i)));
    }
    void text(const std::string &value)
    {
        number(value.size());
        m_bytes += value;
    }
    void texts(const std::vector<std::string> &values)
    {
        number(values.size());
        for (const std::string &value : values)
            text(value);
    }
    const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Reads what Writer wrote; every length is checked, and after the first error all answers are empty.
class Reader
{
public:
    Reader(const char *bytes, std::size_t size) : m_at(bytes), m_left(size) {}
    std::uint64_t number()
    {
        if (!take(8))
            return 0;
        std::uint64_t value = 0;
        for (int i = 0; i < 8; ++i)
            value |= std::uint64_t(static_cast<unsigned char>(m_at[i - 8])) << (8 * i);
        return value;
    }
    std::string text()
    {
        const std::uint64_t size = number();
        return take(size) ? std::string(m_at - size, size) : std::string();
    }
    std::vector<std::string> texts()
    {
        std::vector<std::string> values;
        const std::uint64_t count = number();
        for (std::uint64_t i = 0; i < count && m_ok; ++i)
            values.push_back(text());
        return values;
    }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_left == 0; }

private:
    bool take(std::uint64_t size)
    {
        if (!m_ok || size > m_left) {
            m_ok = false;
            return false;
        }
        m_at += size;
        m_left -= size;
        return true;
    }
    const char *m_at;
    std::size_t m_left;
    bool m_ok = true;
};

inline std::string encode(const Spec &spec)
{
    Writer w;
    w.number(version);
    for (const std::uint64_t value :
         {std::uint64_t(spec.tier), std::uint64_t(spec.limits), std::uint64_t(spec.sharedNetwork),
          std::uint64_t(spec.cpuShare), std::uint64_t(spec.tmp), std::uint64_t(spec.connected), spec.memoryBytes, spec.tmpBytes, std::uint64_t(spec.processLimit),
          std::uint64_t(spec.fileLimit), std::uint64_t(spec.pollMs)})
        w.number(value);
    for (const std::string *value : {&spec.taskDir, &spec.runtimeDir, &spec.tmpDir, &spec.workingDir, &spec.rootDir})
        w.text(*value);
    for (const auto *list :
         {&spec.layers, &spec.argv, &spec.env, &spec.extensions, &spec.extensionEnv, &spec.bubblewrap, &spec.cgroups})
        w.texts(*list);
    w.number(spec.binds.size());
    for (const Bind &bind : spec.binds) {
        w.text(bind.source);
        w.text(bind.target);
        w.number(bind.writable);
    }
    return w.bytes();
}

/// False when the bytes are not a whole specification of this version.
inline bool decode(const char *bytes, std::size_t size, Spec &spec)
{
    Reader r(bytes, size);
    if (r.number() != version)
        return false;
    spec.tier = static_cast<Tier>(r.number());
    spec.limits = static_cast<Limits>(r.number());
    spec.sharedNetwork = r.number() != 0;
    spec.cpuShare = r.number() != 0;
    spec.tmp = static_cast<Tmp>(r.number());
    spec.connected = r.number() != 0;
    spec.memoryBytes = r.number();
    spec.tmpBytes = r.number();
    spec.processLimit = static_cast<std::uint32_t>(r.number());
    spec.fileLimit = static_cast<std::uint32_t>(r.number());
    spec.pollMs = static_cast<std::uint32_t>(r.number());
    for (std::string *value : {&spec.taskDir, &spec.runtimeDir, &spec.tmpDir, &spec.workingDir, &spec.rootDir})
        *value = r.text();
    for (auto *list :
         {&spec.layers, &spec.argv, &spec.env, &spec.extensions, &spec.extensionEnv, &spec.bubblewrap, &spec.cgroups})
        *list = r.texts();
    const std::uint64_t count = r.number();
    for (std::uint64_t i = 0; i < count && r.ok(); ++i) {
        Bind bind;
        bind.source = r.text();
        bind.target = r.text();
        bind.writable = r.number() != 0;
        spec.binds.push_back(std::move(bind));
    }
    return r.ok() && r.atEnd();
}

} // namespace lathe::initproto
