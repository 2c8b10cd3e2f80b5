// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractEventDispatcher>
#include <QList>
#include <chrono>
#include <optional>
#include <vector>

namespace lathe {

/// The running timers of one event loop, the next one first. Owned by its EpollDispatcher, on its thread.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;

    /// `interval` in milliseconds.
    void add(int id, qint64 interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    /// Of this object; false: it had none.
    bool removeAll(const QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> of(const QObject *object) const;
    /// Milliseconds, rounded up; -1: there is no such timer.
    int remaining(int id) const;
    /// When the next one ends that is not in the middle of its event.
    std::optional<Clock::time_point> next() const;
    /// Sends the events of those whose time has come by now, each once; returns how many. Their receivers may add and remove any.
    int activate();

private:
    struct Timer
    {
        Clock::time_point end;
        int id;
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        bool active; ///< Its event is being handled: a nested loop does not send another.
    };
    void insert(Timer timer);
    std::vector<Timer>::iterator find(int id);

    std::vector<Timer> m_timers; ///< By their ends; few, and most are removed before they end.
};

} // namespace lathe
