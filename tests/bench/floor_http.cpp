// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// floor_http: the least that answers HTTP on loopback (epoll, fixed answer; a request over 4 KB comes back as it is, read and written
// in one go). Prints its port; ends with standard input.
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static bool echo(int fd, const char *first, size_t size)
{
    std::string all(first, size);
    const size_t end = all.find("\r\n\r\n"), field = all.find("Content-Length:");
    if (end == std::string::npos || field > end)
        return false;
    const size_t length = size_t(std::atol(all.c_str() + field + 15));
    size_t have = all.size() - end - 4;
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
    const size_t head = answer.size();
    answer.resize(head + length);
    std::memcpy(answer.data() + head, all.data() + end + 4, have);
    for (ssize_t n; have < length; have += size_t(n))
        if ((n = ::read(fd, answer.data() + head + have, length - have)) <= 0)
            return false;
    for (size_t sent = 0; sent < answer.size();) {
        const ssize_t n = ::write(fd, answer.data() + sent, answer.size() - sent);
        if (n <= 0)
            return false;
        sent += size_t(n);
    }
    return true;
}

int main()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(listener, 64) != 0)
        return 1;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    const int poll = ::epoll_create1(0);
    const auto watch = [poll](int fd) {
        epoll_event e{};
        e.events = EPOLLIN;
        e.data.fd = fd;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e);
    };
    watch(listener);
    watch(STDIN_FILENO);
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"ok\": true}\n";
    char buffer[65536];
    for (;;) {
        epoll_event events[64];
        const int n = ::epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < n; ++i) {
            const int fd = events[i].data.fd;
            if (fd == STDIN_FILENO)
                return 0;
            if (fd == listener) {
                const int client = ::accept(listener, nullptr, nullptr);
                const int one = 1;
                ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                watch(client);
                continue;
            }
            const ssize_t size = ::read(fd, buffer, sizeof buffer);
            if (size <= 0 || (size > 4096 ? !echo(fd, buffer, size_t(size)) : ::write(fd, answer, sizeof answer - 1) < 0))
                ::close(fd);
        }
    }
}
