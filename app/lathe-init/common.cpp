// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common.h"
#include "core/sendfd.h"
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace lathe::init {

const char passwdText[] =
    "root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n";
// Of the system under Lambda's managed runtimes. Programs choose their native parts by it (Prisma's engines do).
const char osReleaseText[] = "NAME=\"Amazon Linux\"\nVERSION=\"2023\"\nID=\"amzn\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"2023\"\n"
                             "PLATFORM_ID=\"platform:al2023\"\nPRETTY_NAME=\"Amazon Linux 2023\"\n"
                             "CPE_NAME=\"cpe:2.3:o:amazon:amazon_linux:2023\"\n";
const char hostsText[] = "127.0.0.1 localhost sandbox.localdomain sandbox\n";

std::string passwdOf(const Spec &spec)
{
    if (spec.rootDir.empty())
        return passwdText;
    std::string text = readFile(spec.rootDir + "/etc/passwd", 1 << 20); // never a link: unpacking saw to it
    if (text.find("\nroot:") == text.npos && !text.starts_with("root:"))
        return text + (text.empty() || text.back() == '\n' ? "" : "\n") + passwdText;
    const char *own = strchr(passwdText, '\n') + 1;
    return text + (text.back() == '\n' ? "" : "\n") + own;
}

std::vector<char *> pointers(const std::vector<std::string> &texts)
{
    std::vector<char *> list;
    for (const std::string &text : texts)
        list.push_back(const_cast<char *>(text.c_str()));
    list.push_back(nullptr);
    return list;
}

void fail(const std::string &step)
{
    Message message;
    message.type = Message::Failed;
    message.value = errno;
    snprintf(message.text, sizeof message.text, "%s: %s", step.c_str(), strerror(errno));
    send(message);
    _exit(125);
}

bool send(const Message &message, int fd)
{
    return lathe::sendWithDescriptor(initproto::ControlFd, &message, sizeof message, fd);
}

bool writeFile(const std::string &path, const std::string &text, int mode, int folder)
{
    const int fd = mode < 0 ? openat(folder, path.c_str(), O_WRONLY | O_CLOEXEC)
                            : openat(folder, path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return false;
    const bool ok = write(fd, text.data(), text.size()) == ssize_t(text.size());
    const int error = errno;
    close(fd);
    errno = error;
    return ok;
}

std::string readAll(int fd, size_t limit)
{
    std::string text;
    char buffer[8192];
    while (text.size() < limit) {
        const ssize_t n = read(fd, buffer, std::min(sizeof buffer, limit - text.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        text.append(buffer, size_t(n));
    }
    return text;
}

std::string readFile(const std::string &path, size_t limit)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return {};
    std::string text = readAll(fd, limit);
    close(fd);
    return text;
}

} // namespace lathe::init
