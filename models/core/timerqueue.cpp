// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timerqueue.h"
#include <QCoreApplication>
#include <QTimerEvent>
#include <QVarLengthArray>
#include <algorithm>

namespace lathe {

using std::chrono::milliseconds;

/// Coarse timers end on a common raster, so that one wake-up serves several.
static TimerQueue::Clock::time_point endOf(TimerQueue::Clock::time_point from, milliseconds interval, Qt::TimerType type)
{
    const auto end = from + interval;
    const milliseconds raster = type == Qt::VeryCoarseTimer ? milliseconds(1000) : type == Qt::CoarseTimer ? milliseconds(interval.count() / 20) : milliseconds(0);
    if (raster.count() < 2)
        return end;
    const auto since = std::chrono::ceil<milliseconds>(end.time_since_epoch());
    return TimerQueue::Clock::time_point((since + raster - milliseconds(1)) / raster.count() * raster.count());
}

void TimerQueue::insert(Timer timer)
{
    const auto at = std::upper_bound(m_timers.begin(), m_timers.end(), timer.end, [](Clock::time_point end, const Timer &one) { return end < one.end; });
    m_timers.insert(at, timer);
}

std::vector<TimerQueue::Timer>::iterator TimerQueue::find(int id)
{
    return std::find_if(m_timers.begin(), m_timers.end(), [id](const Timer &timer) { return timer.id == id; });
}

void TimerQueue::add(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    const milliseconds every(std::max<qint64>(0, interval));
    insert({endOf(Clock::now(), every, type), id, every, type, object, false});
}

bool TimerQueue::remove(int id)
{
    const auto found = find(id);
    if (found == m_timers.end())
        return false;
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAll(const QObject *object)
{
    return std::erase_if(m_timers, [object](const Timer &timer) { return timer.object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::of(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const Timer &timer : m_timers)
        if (timer.object == object)
            infos.append({timer.id, int(timer.interval.count()), timer.type});
    return infos;
}

int TimerQueue::remaining(int id) const
{
    for (const Timer &timer : m_timers)
        if (timer.id == id)
            return int(std::max<qint64>(0, std::chrono::ceil<milliseconds>(timer.end - Clock::now()).count()));
    return -1;
}

std::optional<TimerQueue::Clock::time_point> TimerQueue::next() const
{
    for (const Timer &timer : m_timers)
        if (!timer.active)
            return timer.end;
    return {};
}

int TimerQueue::activate()
{
    if (m_timers.empty())
        return 0;
    const auto now = Clock::now();
    QVarLengthArray<int, 16> due;
    for (const Timer &timer : m_timers) {
        if (timer.end > now)
            break;
        if (!timer.active)
            due.append(timer.id);
    }
    int sent = 0;
    for (const int id : due) {
        const auto found = find(id);
        if (found == m_timers.end() || found->active || found->end > now) // removed, or started anew, by one before
            continue;
        Timer timer = *found;
        m_timers.erase(found);
        timer.active = true;
        // The next end counts from this one, so that a repeated timer keeps its pace; ends that were missed are not made up for.
        const auto from = timer.end + timer.interval < now ? now : timer.end;
        timer.end = endOf(from, timer.interval, timer.type);
        insert(timer);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        ++sent;
        if (const auto still = find(id); still != m_timers.end())
            still->active = false;
    }
    return sent;
}

} // namespace lathe
