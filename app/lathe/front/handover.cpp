// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "handover.h"
#include "core/plainpaths.h"
#include "core/sendfd.h"
#include "handover/protocol.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

extern char **environ;

namespace lathe {

using namespace handover;

namespace {

/// Signals end the command as one that runs by itself: with 130, whatever the engine does about it.
void onSignal(int)
{
    _exit(130);
}

constexpr int endSignals[] = {SIGINT, SIGTERM, SIGHUP};

void handleSignals(void (*from)(int), void (*to)(int))
{
    for (const int number : endSignals) {
        struct sigaction now = {};
        if (sigaction(number, nullptr, &now) != 0 || now.sa_handler != from)
            continue; // ignored by whoever started us: stays so
        struct sigaction wanted = {};
        wanted.sa_handler = to;
        sigaction(number, &wanted, nullptr);
    }
}

bool writeAll(int fd, const char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EAGAIN) { // somebody made it non-blocking
            pollfd one = {fd, POLLOUT, 0};
            poll(&one, 1, -1);
        } else if (written < 0 && errno != EINTR) {
            return false;
        } else if (written > 0) {
            bytes += written;
            size -= std::size_t(written);
        }
    }
    return true;
}

bool readAll(int fd, void *out, std::size_t size)
{
    char *at = static_cast<char *>(out);
    while (size > 0) {
        const ssize_t got = recv(fd, at, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= std::size_t(got);
    }
    return true;
}

/// Standard input as a file in memory, so that it can be read again where no engine takes the run in the end. -1: it
/// cannot.
int heldInput()
{
    const int held = memfd_create("lathe-input", MFD_CLOEXEC);
    char *buffer = static_cast<char *>(malloc(1 << 16));
    ssize_t got = -1;
    while (held >= 0 && buffer && ((got = read(STDIN_FILENO, buffer, 1 << 16)) > 0 || (got < 0 && errno == EINTR)))
        if (got > 0 && !writeAll(held, buffer, std::size_t(got)))
            break;
    free(buffer);
    return held;
}

/// The Hello with its header, in memory from malloc().
char *makeHello(int argc, char **argv, const char *library, std::size_t *size)
{
    char folder[4096];
    if (!getcwd(folder, sizeof folder) || folder[0] != '/')
        return nullptr;
    Header header = {Hello, 0};
    HelloHead head = {version, 0, 0, 0, buildOf(library)};
    const char *terminal = getenv("TERM");
    head.errorIsTerminal = isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
    std::size_t whole = sizeof header + sizeof head + strlen(folder) + 1;
    for (int i = 2; i < argc; ++i, ++head.arguments)
        whole += strlen(argv[i]) + 1;
    for (char **entry = environ; *entry; ++entry, ++head.variables)
        whole += strlen(*entry) + 1;
    char *bytes = whole - sizeof header <= helloBytes ? static_cast<char *>(malloc(whole)) : nullptr;
    if (!bytes)
        return nullptr;
    header.bytes = std::uint32_t(whole - sizeof header);
    char *at = bytes;
    const auto put = [&at](const void *from, std::size_t count) {
        memcpy(at, from, count);
        at += count;
    };
    put(&header, sizeof header);
    put(&head, sizeof head);
    put(folder, strlen(folder) + 1);
    for (int i = 2; i < argc; ++i)
        put(argv[i], strlen(argv[i]) + 1);
    for (char **entry = environ; *entry; ++entry)
        put(*entry, strlen(*entry) + 1);
    *size = whole;
    return bytes;
}

bool sendInput(int socket, int held)
{
    Header header = {Input, 0};
    return sendWithDescriptor(socket, &header, sizeof header, held);
}

/// One engine's socket, by the time at which it was made.
struct Engine
{
    char name[64];
    long long made;
};

int findEngines(int folder, Engine *engines)
{
    const int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again < 0 ? nullptr : fdopendir(again);
    int count = 0;
    while (const dirent *entry = dir ? readdir(dir) : nullptr) {
        struct stat status;
        if (count >= handover::engines || strncmp(entry->d_name, socketPrefix, strlen(socketPrefix)) != 0 ||
            strlen(entry->d_name) >= sizeof engines->name ||
            fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISSOCK(status.st_mode) ||
            status.st_uid != geteuid())
            continue;
        strcpy(engines[count].name, entry->d_name);
        engines[count++].made = status.st_mtim.tv_sec * 1000000000LL + status.st_mtim.tv_nsec;
    }
    if (dir)
        closedir(dir);
    std::sort(engines, engines + count, [](const Engine &a, const Engine &b) { return a.made > b.made; });
    return count;
}

/// A connection to a process of this user; -1 when nobody of that kind listens.
int connectTo(int folder, const char *name)
{
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder, name);
    ucred peer = {};
    socklen_t size = sizeof peer;
    if (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid())
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

void limitWaits(int socket, int milliseconds)
{
    const timeval limit = {milliseconds / 1000, (milliseconds % 1000) * 1000};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

/// What a run that broke off after it began says, in the form of any other error.
int lost(bool json, bool printed)
{
    static constexpr const char *text =
        "The Lathe that ran the function ended before the function did. Run it again, or with --no-handover.";
    if (json && !printed)
        printf("{\n    \"error\": {\n        \"detail\": \"\",\n        \"exitCode\": 3,\n        \"id\": "
               "\"LTH-RUN-030\",\n        \"text\": \"%s\"\n    },\n"
               "    \"ok\": false,\n    \"schema\": 1\n}\n",
               text);
    fflush(stdout);
    fprintf(stderr, "lathe: %s [LTH-RUN-030]\n", text);
    return 3;
}

/// One run on one engine.
class Run
{
public:
    Run(int socket, int *held, bool json) : m_socket(socket), m_held(held), m_json(json) {}
    ~Run()
    {
        free(m_buffer);
        close(m_socket);
    }

    /// The exit code; -1 when the engine did not run anything.
    int take(const char *hello, std::size_t size)
    {
        fcntl(m_socket, F_SETFL, 0);
        limitWaits(m_socket, answerMs);
        if (!sendAll(hello, size))
            return -1;
        for (;;) {
            Header header;
            if (!readAll(m_socket, &header, sizeof header))
                return m_accepted ? lost(m_json, m_outputBegan) : -1;
            const int code = frame(header);
            if (code != goOn)
                return code;
        }
    }

private:
    static constexpr int goOn = -2;

    bool sendAll(const char *bytes, std::size_t size)
    {
        while (size > 0) {
            const ssize_t sent = send(m_socket, bytes, size, MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR)
                continue;
            if (sent <= 0)
                return false;
            bytes += sent;
            size -= std::size_t(sent);
        }
        return true;
    }

    int frame(const Header &header)
    {
        switch (header.type) {
        case WantInput:
            if (*m_held < 0)
                *m_held = heldInput();
            if (*m_held < 0 || !sendInput(m_socket, *m_held))
                return -1;
            return goOn;
        case Accepted:
            m_accepted = true;
            limitWaits(m_socket, 0);
            return goOn;
        case Output:
        case ErrorOutput:
            return pass(header);
        case Exit: {
            std::int32_t code = 0;
            if (!m_accepted)
                return -1;
            if (header.bytes != sizeof code || !readAll(m_socket, &code, sizeof code))
                return lost(m_json, m_outputBegan);
            return ended(code);
        }
        default: // Refused, or no engine of ours
            return m_accepted && (m_began || header.type != Refused) ? lost(m_json, m_outputBegan) : -1;
        }
    }

    int pass(const Header &header)
    {
        if (!m_accepted || header.bytes > frameBytes)
            return m_accepted ? lost(m_json, m_outputBegan) : -1;
        if (!m_buffer)
            m_buffer = static_cast<char *>(malloc(frameBytes));
        if (!m_buffer || !readAll(m_socket, m_buffer, header.bytes))
            return lost(m_json, m_outputBegan);
        m_began = true;
        if (header.type == ErrorOutput) {
            writeAll(STDERR_FILENO, m_buffer, header.bytes);
            return goOn;
        }
        m_outputBegan = true;
        if (!writeAll(STDOUT_FILENO, m_buffer, header.bytes) &&
            errno != EPIPE) // a reader that has seen enough is no fault
            m_outputError = errno;
        return goOn;
    }

    int ended(int code) const
    {
        if (m_outputError == 0 || code != 0)
            return code & 0xff;
        // As a command that runs by itself says it: command.cpp has the same sentence.
        fprintf(stderr,
                "lathe: Standard output cannot be written: %s. Give the command another file or pipe for its output.\n",
                strerror(m_outputError));
        return 3;
    }

    const int m_socket;
    int *m_held; ///< Standard input, once it was read.
    const bool m_json;
    char *m_buffer = nullptr;
    bool m_accepted = false;
    bool m_began = false;
    bool m_outputBegan = false;
    int m_outputError = 0;
};

} // namespace

int handOver(int argc, char **argv, const char *library)
{
    const char *wanted = getenv("LATHE_HANDOVER");
    if (wanted && strcmp(wanted, "0") == 0)
        return -1;
    bool json = false;
    for (int i = 2; i < argc; ++i) {
        if (strcmp(argv[i], "--no-handover") == 0)
            return -1;
        json = json || strcmp(argv[i], "--json") == 0;
    }
    char path[4096];
    plain::runtimeFolder(path, sizeof path);
    const int folder = path[0] ? plain::openPrivateFolder(path) : -1;
    if (folder < 0)
        return -1;
    Engine engines[handover::engines];
    const int count = findEngines(folder, engines);
    std::size_t size = 0;
    char *hello = count > 0 ? makeHello(argc, argv, library, &size) : nullptr;
    int code = -1, held = -1;
    if (hello) {
        handleSignals(SIG_DFL, onSignal);
        struct sigaction ignore = {}, pipeBefore = {};
        ignore.sa_handler = SIG_IGN;
        sigaction(SIGPIPE, &ignore, &pipeBefore);
        for (int i = 0; i < count && code < 0; ++i)
            if (const int socket = connectTo(folder, engines[i].name); socket >= 0)
                code = Run(socket, &held, json).take(hello, size);
        sigaction(SIGPIPE, &pipeBefore, nullptr);
        handleSignals(onSignal, SIG_DFL);
    }
    free(hello);
    close(folder);
    if (held >= 0) { // read by now: the command reads it here
        lseek(held, 0, SEEK_SET);
        dup2(held, STDIN_FILENO);
        close(held);
    }
    return code;
}

} // namespace lathe
