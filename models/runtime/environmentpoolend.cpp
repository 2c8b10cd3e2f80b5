// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The end of all environments in good order: extensions hear of it, and have the time that Lambda gives them to send what they
// still hold. Without extensions it is a matter of milliseconds.
#include "core/timeouts.h"
#include "runtime/environmentpool.h"

namespace lathe {

void EnvironmentPool::shutDown()
{
    if (std::exchange(m_ending, true))
        return;
    m_refill.stop();
    m_wanted.clear();
    m_provisioned.clear();
    dropSpares([](const Spare &) { return true; });
    cancelWaiting();
    while (!m_slots.empty())
        drop(m_slots.back().get());
    const auto leaving = findChildren<Environment *>(QString(), Qt::FindDirectChildrenOnly); // with those that were ending already
    m_leaving = leaving.size();
    for (Environment *environment : leaving)
        connect(environment, &QObject::destroyed, this, [this] {
            if (--m_leaving == 0)
                emit ended();
        });
    if (leaving.isEmpty())
        QMetaObject::invokeMethod(this, &EnvironmentPool::ended, Qt::QueuedConnection);
    // Each Shutdown phase has the same bound; this one is for what may not come to its end for another reason.
    QTimer::singleShot(timeouts::shutdownWithExtensions, Qt::PreciseTimer, this, [this] {
        qDeleteAll(findChildren<Environment *>(QString(), Qt::FindDirectChildrenOnly));
    });
}

} // namespace lathe
