// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <sys/stat.h>

/// What `lathe invoke` and an engine that already runs say to each other over the engine's Unix socket. Plain C++
/// without the standard library: the command's first program includes it, which loads nothing but the C library.
///
/// The command connects to each socket "engine-<pid>" of its user's runtime folder, newest first, and sends a Hello:
/// its command line, folder and variables. The engine answers Refused (the command runs by itself), WantInput (standard
/// input is needed; comes back as a memfd) or Accepted, after which come output and, last, the exit code.
namespace lathe::handover {

inline constexpr std::uint32_t version = 1;

enum Frame : std::uint32_t {
    Hello = 'H',       ///< command → engine: HelloHead and NUL-terminated texts: folder, arguments, variables.
    Input = 'I',       ///< command → engine: whole standard input is attached as a memfd; no payload.
    WantInput = 'W',   ///< engine → command: no payload.
    Refused = 'R',     ///< engine → command: nothing was run, nothing will be printed; no payload. The last frame.
    Accepted = 'A',    ///< engine → command: no payload.
    Output = 'O',      ///< engine → command: bytes for standard output.
    ErrorOutput = 'E', ///< engine → command: bytes for standard error.
    Exit = 'X',        ///< engine → command: std::int32_t. The last frame.
};

struct Header
{
    std::uint32_t type;
    std::uint32_t bytes; ///< Of the payload that follows.
};

/// The file whose code both sides run: another build, and the command runs by itself.
struct Build
{
    std::uint64_t device, inode, bytes, seconds, nanoseconds;
};

struct HelloHead
{
    std::uint32_t version;
    std::uint32_t arguments; ///< Without the program's name and "invoke".
    std::uint32_t variables;
    std::uint32_t errorIsTerminal;
    Build build;
};

inline constexpr std::uint32_t helloBytes =
    4 * 1024 * 1024;                                     ///< The kernel's own bound of arguments and variables, about.
inline constexpr std::uint32_t frameBytes = 1024 * 1024; ///< Payload of any other frame.
inline constexpr long inputBytes = 7 * 1024 * 1024;      ///< Larger than any event: such a run is the command's own.
inline constexpr int answerMs = 2000;                    ///< How long the command waits for the engine's first answer.
inline constexpr const char *socketPrefix = "engine-";
inline constexpr int engines = 8; ///< Sockets that are tried.

/// Variables that say where Lathe keeps and finds things: with others than its own an engine refuses.
inline constexpr const char *placeVariables[] = {
    "HOME",           "TMPDIR",          "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
    "XDG_STATE_HOME", "LATHE_RESOURCES", "LATHE_JAVA",      "LATHE_INIT",    "LATHE_SANDBOX",
    "LATHE_HISTORY"};

/// All zero, which matches nothing, when the file cannot be looked at.
inline Build buildOf(const char *library)
{
    struct stat status;
    if (stat(library, &status) != 0)
        return {};
    return {std::uint64_t(status.st_dev), std::uint64_t(status.st_ino), std::uint64_t(status.st_size),
            std::uint64_t(status.st_mtim.tv_sec), std::uint64_t(status.st_mtim.tv_nsec)};
}

inline bool isSame(const Build &a, const Build &b)
{
    return a.inode != 0 && a.inode == b.inode && a.device == b.device && a.bytes == b.bytes && a.seconds == b.seconds &&
           a.nanoseconds == b.nanoseconds;
}

} // namespace lathe::handover
