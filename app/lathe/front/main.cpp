// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The program `lathe`: links the C library alone. A run that an engine takes over never loads more; everything else is
// in liblathe-command.so, which is loaded while the sandbox of a run from this folder grows.
#include "handover.h"
#include "process/aheadstart.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace lathe {

/// A program started with a closed standard stream would get its next file or socket in that stream's place.
static void occupyStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!::open("/dev/null",
                          fd == STDERR_FILENO ? O_WRONLY : O_RDONLY); // the lowest free number; writing data fails
}

/// Whether the command line runs a function from a folder. Wrong guesses cost a process that ends at once.
static bool runsFunction(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "invoke") != 0)
        return false;
    for (int i = 2; i < argc; ++i)
        if (strncmp(argv[i], "--target", 8) == 0 || strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return false;
    return true;
}

} // namespace lathe

int main(int argc, char **argv)
{
    using namespace lathe;
    occupyStandardStreams();
    char library[4096];
    plain::commandLibrary(library, sizeof library);
    AheadStart begun;
    if (runsFunction(argc, argv)) {
        const int code = handOver(argc, argv, library);
        if (code >= 0)
            return code;
        begun = startAhead();
    }
    void *command = dlopen(library, RTLD_LAZY);
    const auto run = reinterpret_cast<int (*)(int, char **, const AheadStart *)>(
        command ? dlsym(command, "lathe_command") : nullptr);
    if (!run) {
        fprintf(stderr, "lathe: the rest of the program cannot be loaded: %s. Install Lathe again.\n", dlerror());
        return 3;
    }
    return run(argc, argv, &begun);
}
