// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupts.h"
#include <QSocketNotifier>
#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace lathe {

static sigset_t interrupting()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

void Interrupts::hold()
{
    // Threads made later inherit the mask. Children get a clean one: lathe-init and runChild reset it.
    const sigset_t set = interrupting();
    sigprocmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

Interrupts::Interrupts(QObject *parent) : QObject(parent)
{
    hold();
    const sigset_t set = interrupting();
    m_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interrupts::read);
}

Interrupts::~Interrupts()
{
    m_notifier.reset();
    ::close(m_fd);
}

void Interrupts::read()
{
    signalfd_siginfo info = {};
    while (::read(m_fd, &info, sizeof info) == ssize_t(sizeof info)) {
        if (++m_count > 1)
            ::_exit(130);
        emit interrupted();
    }
}

} // namespace lathe
