// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/epolldispatcher.h"
#include "core/timerqueue.h"
#include <QCoreApplication>
#include <QHash>
#include <QSocketNotifier>
#include <QThread>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace lathe {

using Clock = TimerQueue::Clock;

/// How long the loop looks again and again before it sleeps, while answers come as fast as this. A wake-up from another processor that
/// sleeps costs 20 to 50 µs on a virtual machine, several times what an invocation's parts take.
static constexpr std::chrono::microseconds shortWait{60};
static constexpr int steadiness = 4; ///< Long waits in a row until the loop sleeps at once again.

/// The notifiers of one descriptor, by QSocketNotifier::Type.
struct Watched
{
    std::array<QSocketNotifier *, 3> notifiers{};
    quint32 generation = 0; ///< Another one where the same number means another file.
    bool always = false;    ///< A regular file, which is always ready and which epoll refuses.

    quint32 mask() const { return (notifiers[0] ? EPOLLIN : 0u) | (notifiers[1] ? EPOLLOUT : 0u) | (notifiers[2] ? EPOLLPRI : 0u); }
};

struct EpollDispatcher::Private
{
    int poll = ::epoll_create1(EPOLL_CLOEXEC);
    int bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    QHash<int, Watched> watched;
    quint32 generations = 0;
    int always = 0; ///< Descriptors that are always ready.
    int strays = 0; ///< Turns in a row in which the kernel told of what nobody watches.
    bool stray = false;
    int shortWaits = 0;                                   ///< Of late, at most `steadiness`.
    const bool alone = QThread::idealThreadCount() < 2;   ///< The other side could not answer while this one looks.
    TimerQueue timers;
    // Together they make the bell silent while nobody sleeps. Both are of the strictest order: whoever wants attention sets the first and
    // then reads the second, the sleeper does it the other way round, so one of them sees the other.
    std::atomic<bool> wanted = false;
    std::atomic<bool> sleeping = false;
    std::atomic<bool> interrupted = false;

    void ring()
    {
        wanted.store(true);
        if (sleeping.load()) {
            const quint64 one = 1;
            (void)!::write(bell, &one, sizeof one);
        }
    }
    void listenToBell();
    void silenceBell();
    void update(int fd, Watched &watch, int operation);
    void renew();
    int patience(bool wait, bool withTimers);
    int look(std::array<epoll_event, 64> &events, Clock::time_point until);
    int sleep(std::array<epoll_event, 64> &events, bool wait, bool withTimers);
    void sleepDeaf(bool wait, bool withTimers);
    int notify(int fd, quint32 generation, quint32 happened);
    int notifyAlways();
};

EpollDispatcher::EpollDispatcher(QObject *parent) : QAbstractEventDispatcher(parent), d(std::make_unique<Private>())
{
    if (d->poll < 0 || d->bell < 0)
        qFatal("No event loop: the limit of open descriptors is reached.");
    d->listenToBell();
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(d->bell);
    ::close(d->poll);
}

void EpollDispatcher::Private::listenToBell()
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = quint64(bell);
    ::epoll_ctl(poll, EPOLL_CTL_ADD, bell, &event);
}

void EpollDispatcher::Private::silenceBell()
{
    quint64 rings;
    (void)!::read(bell, &rings, sizeof rings);
}

/// Somebody closed a descriptor that was watched and of which there is a copy: only a new list is free of it.
void EpollDispatcher::Private::renew()
{
    const int fresh = ::epoll_create1(EPOLL_CLOEXEC);
    if (fresh < 0)
        return;
    ::close(std::exchange(poll, fresh));
    listenToBell();
    for (auto it = watched.begin(); it != watched.end(); ++it)
        if (!it->always)
            update(it.key(), *it, EPOLL_CTL_ADD);
}

void EpollDispatcher::Private::update(int fd, Watched &watch, int operation)
{
    epoll_event event{};
    event.events = watch.mask();
    event.data.u64 = quint64(watch.generation) << 32 | quint32(fd);
    if (::epoll_ctl(poll, operation, fd, &event) == 0 || operation == EPOLL_CTL_DEL)
        return;
    // Closed behind our back, and the number means another file now; or a copy of a closed one is in the list still.
    if ((operation == EPOLL_CTL_MOD && errno == ENOENT && ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) == 0)
        || (operation == EPOLL_CTL_ADD && errno == EEXIST && ::epoll_ctl(poll, EPOLL_CTL_MOD, fd, &event) == 0))
        return;
    if (errno == EPERM && !std::exchange(watch.always, true))
        ++always;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    const auto found = d->watched.find(fd);
    const bool isNew = found == d->watched.end();
    Watched &watch = isNew ? d->watched[fd] : *found;
    if (isNew)
        watch.generation = ++d->generations;
    watch.notifiers[size_t(notifier->type())] = notifier;
    if (!watch.always)
        d->update(fd, watch, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    const auto found = d->watched.find(fd);
    if (found == d->watched.end() || found->notifiers[size_t(notifier->type())] != notifier)
        return;
    found->notifiers[size_t(notifier->type())] = nullptr;
    const bool empty = found->mask() == 0;
    if (found->always)
        d->always -= empty;
    else
        d->update(fd, *found, empty ? EPOLL_CTL_DEL : EPOLL_CTL_MOD);
    if (empty)
        d->watched.erase(found);
}

/// How long the loop may sleep now; -1: until something happens. Others ring the bell from now on.
int EpollDispatcher::Private::patience(bool wait, bool withTimers)
{
    int milliseconds = wait ? -1 : 0;
    if (const auto next = timers.next(); wait && withTimers && next)
        milliseconds = int(std::clamp<qint64>(std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now()).count(), 0, INT_MAX));
    sleeping.store(milliseconds != 0);
    return wanted.load() ? 0 : milliseconds;
}

/// Awake while waits are short: what the kernel has, 0 once that takes too long or somebody wants attention.
int EpollDispatcher::Private::look(std::array<epoll_event, 64> &events, Clock::time_point until)
{
    int count = 0;
    do
        count = ::epoll_wait(poll, events.data(), int(events.size()), 0);
    while (count == 0 && !wanted.load() && Clock::now() < until);
    return count;
}

int EpollDispatcher::Private::sleep(std::array<epoll_event, 64> &events, bool wait, bool withTimers)
{
    const bool may = wait && always == 0;
    if (!may || alone) {
        const int count = ::epoll_wait(poll, events.data(), int(events.size()), patience(may, withTimers));
        sleeping.store(false);
        return count;
    }
    const Clock::time_point begin = Clock::now();
    int count = shortWaits > 0 ? look(events, begin + shortWait) : 0;
    if (count == 0) {
        count = ::epoll_wait(poll, events.data(), int(events.size()), patience(may, withTimers));
        sleeping.store(false);
    }
    const bool wasShort = count > 0 && Clock::now() - begin < 2 * shortWait; // whoever slept lost about as much as it waited
    shortWaits = std::clamp(shortWaits + (wasShort ? 1 : -1), 0, steadiness);
    return count;
}

/// Sleeps without a look at the descriptors.
void EpollDispatcher::Private::sleepDeaf(bool wait, bool withTimers)
{
    pollfd only{bell, POLLIN, 0};
    ::poll(&only, 1, patience(wait, withTimers));
    sleeping.store(false);
    silenceBell();
}

int EpollDispatcher::Private::notify(int fd, quint32 generation, quint32 happened)
{
    // An end or an error concerns whoever waits, as poll() tells it.
    static constexpr std::array<quint32, 3> reasons{EPOLLIN | EPOLLHUP | EPOLLERR, EPOLLOUT | EPOLLHUP | EPOLLERR, EPOLLPRI | EPOLLHUP | EPOLLERR};
    int told = 0;
    for (size_t type = 0; type < reasons.size(); ++type) {
        // Looked up each time: whoever was told before may have closed it and opened another.
        const auto found = watched.constFind(fd);
        if (found == watched.cend() || found->generation != generation) {
            stray = stray || type == 0;
            break;
        }
        if (QSocketNotifier *notifier = found->notifiers[type]; notifier && (happened & reasons[type])) {
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &event);
            ++told;
        }
    }
    return told;
}

int EpollDispatcher::Private::notifyAlways()
{
    int told = 0;
    if (always > 0) {
        const QHash<int, Watched> now = watched;
        for (auto it = now.cbegin(); it != now.cend(); ++it)
            if (it->always)
                told += notify(it.key(), it->generation, it->mask());
    }
    return told;
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    d->interrupted.store(false);
    d->wanted.store(false); // what was posted until now is sent now
    emit awake();
    QCoreApplication::sendPostedEvents();
    const bool wait = (flags & QEventLoop::WaitForMoreEvents) && !d->interrupted.load();
    const bool withTimers = !(flags & QEventLoop::X11ExcludeTimers), withSockets = !(flags & QEventLoop::ExcludeSocketNotifiers);
    if (wait)
        emit aboutToBlock();
    if (d->interrupted.load())
        return false;
    std::array<epoll_event, 64> events;
    int count = 0;
    if (withSockets)
        count = d->sleep(events, wait, withTimers);
    else
        d->sleepDeaf(wait, withTimers);
    int done = 0;
    for (int i = 0; i < count; ++i) {
        const int fd = int(quint32(events[size_t(i)].data.u64));
        if (fd == d->bell) {
            d->silenceBell();
            ++done;
        } else {
            done += d->notify(fd, quint32(events[size_t(i)].data.u64 >> 32), events[size_t(i)].events);
        }
    }
    if (withSockets) {
        done += d->notifyAlways();
        d->strays = std::exchange(d->stray, false) ? d->strays + 1 : 0;
        if (d->strays > 1) // one may be of a descriptor that was given up in that very turn
            d->renew();
    }
    if (withTimers)
        done += d->timers.activate();
    return done > 0;
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    d->timers.add(timerId, interval, timerType, object);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return d->timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return d->timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return d->timers.of(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    return d->timers.remaining(timerId);
}

void EpollDispatcher::wakeUp()
{
    d->ring();
}

void EpollDispatcher::interrupt()
{
    d->interrupted.store(true);
    d->wanted.store(true);
    // Always, and it stays readable: who enters the loop in this moment clears both flags, and would sleep for ever on what ended it.
    const quint64 one = 1;
    (void)!::write(d->bell, &one, sizeof one);
}

} // namespace lathe
