// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// load PORT REQUEST_FILE MILLISECONDS CLIENTS: that many kept connections, each with one request at a time, from one thread.
// Prints "requests_per_second errors p50_us p99_us"; an error is a closed connection or a status other than 200.
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Client
{
    int fd = -1;
    size_t sent = 0;
    std::string answer;
    size_t want = 0; ///< Of the whole answer; 0 while its head is not complete.
    Clock::time_point begin;
};

static size_t wholeLength(const std::string &answer)
{
    const size_t end = answer.find("\r\n\r\n");
    if (end == std::string::npos)
        return 0;
    for (size_t at = 0; at < end; ++at)
        if (strncasecmp(answer.c_str() + at, "\ncontent-length:", 16) == 0)
            return end + 4 + size_t(std::atol(answer.c_str() + at + 16));
    return end + 4;
}

static int open(const char *port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(std::atoi(port)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return ::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 ? fd : -1;
}

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    std::ifstream file(argv[2], std::ios::binary);
    const std::string request((std::istreambuf_iterator<char>(file)), {});
    std::vector<Client> clients(size_t(std::atoi(argv[4])));
    const int poll = ::epoll_create1(0);
    long errors = 0, done = 0;
    const auto send = [&](Client &c) {
        c.answer.clear();
        c.want = 0;
        c.begin = Clock::now();
        for (c.sent = 0; c.sent < request.size();) {
            const ssize_t n = ::write(c.fd, request.data() + c.sent, request.size() - c.sent);
            if (n <= 0)
                return false;
            c.sent += size_t(n);
        }
        return true;
    };
    for (Client &c : clients) {
        if ((c.fd = open(argv[1])) < 0)
            return 4;
        epoll_event e{};
        e.events = EPOLLIN;
        e.data.ptr = &c;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, c.fd, &e);
        if (!send(c))
            return 4;
    }
    std::vector<double> micros;
    const auto begin = Clock::now(), end = begin + std::chrono::milliseconds(std::atoi(argv[3]));
    std::vector<char> buffer(1 << 18);
    while (Clock::now() < end && errors < long(clients.size())) {
        epoll_event events[64];
        const int n = ::epoll_wait(poll, events, 64, 100);
        for (int i = 0; i < n; ++i) {
            Client &c = *static_cast<Client *>(events[i].data.ptr);
            const ssize_t size = ::read(c.fd, buffer.data(), buffer.size());
            if (size <= 0) {
                ++errors;
                ::close(c.fd);
                continue;
            }
            c.answer.append(buffer.data(), size_t(size));
            if (c.want == 0)
                c.want = wholeLength(c.answer);
            if (c.want == 0 || c.answer.size() < c.want)
                continue;
            ++done;
            errors += c.answer.compare(0, 12, "HTTP/1.1 200") != 0;
            micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - c.begin).count());
            errors += !send(c);
        }
    }
    if (micros.empty())
        return 4;
    std::sort(micros.begin(), micros.end());
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::printf("%.0f %ld %.1f %.1f\n", double(done) / seconds, errors, micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
    return 0;
}
