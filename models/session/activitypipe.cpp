// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/activitypipe.h"
#include <mutex>
#include <utility>

namespace lathe {

struct ActivityPipe::Shared
{
    std::mutex mutex;
    ActivityPipe *receiver = nullptr; // null once it is gone
    QList<EnvironmentEvent> pending;
    bool woken = false;
};

ActivityPipe::ActivityPipe(QObject *parent) : QObject(parent), m_shared(std::make_shared<Shared>())
{
    m_shared->receiver = this;
    m_frame.setSingleShot(true);
    m_frame.setInterval(33);
    connect(&m_frame, &QTimer::timeout, this, &ActivityPipe::drain);
}

ActivityPipe::~ActivityPipe()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->receiver = nullptr;
}

static bool isDrawn(PlatformEvent::Type type)
{
    using Type = PlatformEvent::Type;
    return type == Type::InitStart || type == Type::InitReport || type == Type::RestoreReport || type == Type::Start || type == Type::RuntimeDone || type == Type::Report;
}

std::function<void(const EnvironmentEvent &)> ActivityPipe::input() const
{
    return [shared = m_shared](const EnvironmentEvent &event) {
        if (!isDrawn(event.event.type))
            return;
        const std::lock_guard lock(shared->mutex);
        if (!shared->receiver)
            return;
        shared->pending.append(event);
        if (shared->pending.size() > maxPending)
            shared->pending.remove(0, maxPending / 4);
        if (!std::exchange(shared->woken, true))
            QMetaObject::invokeMethod(shared->receiver, [receiver = shared->receiver] { receiver->m_frame.start(); }, Qt::QueuedConnection);
    };
}

void ActivityPipe::drain()
{
    QList<EnvironmentEvent> events;
    {
        const std::lock_guard lock(m_shared->mutex);
        events.swap(m_shared->pending);
        m_shared->woken = false;
    }
    if (!events.isEmpty())
        emit eventsReady(events);
}

} // namespace lathe
