// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// rtt PORT REQUEST_FILE COUNT: sends the same raw HTTP request COUNT times over one kept connection and prints
// "p50_us p99_us mean_us" of the round trips after a tenth of warm-up.
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
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

static long contentLength(const std::string &head)
{
    for (size_t at = 0; at < head.size(); ++at)
        if (strncasecmp(head.c_str() + at, "\ncontent-length:", 16) == 0)
            return std::atol(head.c_str() + at + 16);
    return 0;
}

/// Reads one answer into `all`, whose room is kept from one to the next: a client that asks the kernel for memory anew each time
/// would measure that (6 ms for 6 MB).
static bool readAnswer(int fd, std::vector<char> *all, std::string *status)
{
    size_t have = 0, end = std::string::npos, want = 0;
    for (;;) {
        if (all->size() < have + 65536)
            all->resize(all->size() * 2 + 65536);
        const ssize_t n = ::read(fd, all->data() + have, all->size() - have);
        if (n <= 0)
            return false;
        have += size_t(n);
        if (end == std::string::npos) {
            const std::string head(all->data(), std::min<size_t>(have, 65536));
            if ((end = head.find("\r\n\r\n")) == std::string::npos)
                continue;
            want = end + 4 + size_t(contentLength(head.substr(0, end + 2)));
            *status = head.substr(0, head.find('\r'));
        }
        if (have >= want)
            return true;
    }
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    std::ifstream file(argv[2], std::ios::binary);
    const std::string request((std::istreambuf_iterator<char>(file)), {});
    const int count = std::atoi(argv[3]);
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(std::atoi(argv[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return 4;
    const int one = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    std::vector<double> micros;
    std::string status;
    std::vector<char> answer;
    for (int i = 0; i < count + count / 10; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (::write(fd, request.data(), request.size()) != ssize_t(request.size()) || !readAnswer(fd, &answer, &status))
            return 4;
        if (i == 0)
            std::fprintf(stderr, "%s\n", status.c_str());
        if (i >= count / 10)
            micros.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(micros.begin(), micros.end());
    double sum = 0;
    for (const double m : micros)
        sum += m;
    std::printf("%.1f %.1f %.1f\n", micros[micros.size() / 2], micros[micros.size() * 99 / 100], sum / double(micros.size()));
    return 0;
}
