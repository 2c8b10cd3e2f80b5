// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <execinfo.h>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace lathe {

/// Looks at the event loop of the thread it was made on, with a clock that ticks every 2 ms: what lies between two ticks was a gap.
/// The thread's own processor time in it tells work from waiting for a processor. LATHE_GAP_STACKS=1 prints where the thread is
/// each time 40 ms of its own work have passed without a tick, as addresses for llvm-symbolizer.
class GapWatch : public QObject
{
public:
    struct Gap
    {
        QByteArray during;
        double wallMs = 0;
        double cpuMs = 0; ///< Of this thread alone.
    };

    GapWatch()
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(2);
        connect(&m_tick, &QTimer::timeout, this, &GapWatch::look);
        pthread_getcpuclockid(pthread_self(), &m_clock);
        if (qEnvironmentVariableIsSet("LATHE_GAP_STACKS"))
            startSampler();
    }
    ~GapWatch() override
    {
        m_ends = true;
        if (m_sampler.joinable())
            m_sampler.join();
    }

    /// From here on, gaps are of this; they are counted anew.
    void begin(const QByteArray &during)
    {
        m_during = during;
        m_worst = {during, 0, 0};
        m_over50 = 0;
        m_wall.start();
        m_cpu = cpu();
        m_seen = m_cpu;
        m_tick.start();
    }
    /// The worst since begin(), by the thread's own time; it is printed.
    Gap end()
    {
        look();
        m_tick.stop();
        m_seen = -1;
        qInfo("event loop, %s: longest gap %.1f ms of own work (%.1f ms in all), over 50 ms: %d (aim: 0)", m_during.constData(), m_worst.cpuMs, m_worst.wallMs, m_over50);
        return m_worst;
    }

private:
    double cpu() const
    {
        timespec now = {};
        clock_gettime(m_clock, &now);
        return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
    }
    void look()
    {
        const double now = cpu(), own = now - m_cpu, wall = double(m_wall.nsecsElapsed()) / 1e6;
        if (own > m_worst.cpuMs)
            m_worst = {m_during, wall, own};
        m_over50 += own > 50;
        m_cpu = now;
        m_seen = now;
        m_wall.start();
    }
    static void printStack(int)
    {
        void *frames[64];
        const int count = backtrace(frames, 64);
        static constexpr char head[] = "-- gap\n";
        (void)!::write(2, head, sizeof head - 1);
        backtrace_symbols_fd(frames, count, 2);
    }
    void startSampler()
    {
        void *first[1];
        backtrace(first, 1); // loads what it needs outside the handler
        std::signal(SIGUSR2, printStack);
        m_sampler = std::thread([this, thread = pthread_self()] {
            double told = -1;
            while (!m_ends) {
                ::usleep(5000);
                const double since = m_seen;
                if (since >= 0 && cpu() - std::max(since, told) > 40) {
                    told = cpu();
                    pthread_kill(thread, SIGUSR2);
                }
            }
        });
    }

    QTimer m_tick;
    QElapsedTimer m_wall;
    clockid_t m_clock = 0;
    QByteArray m_during;
    Gap m_worst;
    double m_cpu = 0;
    int m_over50 = 0;
    std::atomic<double> m_seen = -1;
    std::atomic<bool> m_ends = false;
    std::thread m_sampler;
};

} // namespace lathe
