// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractEventDispatcher>
#include <memory>

namespace lathe {

/// The event loop of a thread that serves many descriptors: the kernel keeps the list (epoll), where Qt's own hands in all of
/// them at each turn (poll: a tenth of the time of an endpoint with a hundred), and what the thread posts to itself costs no
/// system call. Given to QThread::setEventDispatcher() or QCoreApplication::setEventDispatcher(), which own it from then on; lives on
/// that thread, wakeUp() and interrupt() may be called from any.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    /// Precise timers are late by less than a millisecond; coarse ones by a twentieth of their interval, so that several end at once.
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
