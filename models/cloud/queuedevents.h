// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/database.h"
#include "runtime/functionspec.h"
#include <QList>

namespace lathe {

/// An accepted asynchronous invocation, without its bytes. Times are milliseconds since 1970, UTC.
struct StoredEvent
{
    qint64 id = 0;          ///< Our own number, in the order of acceptance.
    QString name;           ///< Of the function.
    QString qualifier;      ///< It was called with: a version or an alias, $LATEST without one.
    QString requestId;
    int attempts = 0;       ///< Tries that have ended.
    qint64 nextMs = 0;      ///< Not to be tried before.
    qint64 expiresMs = 0;   ///< Not to be tried after.
};

/// The events of an endpoint's queue in its database. A function that is deleted takes its events with it. Used
/// on the database's thread.
class QueuedEvents
{
public:
    explicit QueuedEvents(Database &database) : m_database(database) {}
    /// Keeps an event; when this returns well, a restart finds it.
    Result<> add(const StoredEvent &event, const InvokeRequest &request);
    /// All events in the order of acceptance.
    Result<QList<StoredEvent>> all() const;
    /// What the function is to be called with, byte for byte. NotFound: there is no such event any more.
    Result<InvokeRequest> request(qint64 id) const;
    /// A try has ended and another is due.
    Result<> setTried(qint64 id, int attempts, qint64 nextMs);
    Result<> remove(qint64 id);

private:
    Database &m_database;
};

} // namespace lathe
