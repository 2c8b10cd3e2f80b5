// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/queuedevents.h"
#include <QCoreApplication>
#include <optional>

namespace lathe {

// What is null becomes SQL's NULL, which the columns refuse.
static QString text(const QString &value) { return value.isNull() ? QString(QLatin1String("")) : value; }
static QByteArray blob(const QByteArray &value) { return value.isNull() ? QByteArray("") : value; }

Result<> QueuedEvents::add(const StoredEvent &event, const InvokeRequest &request)
{
    return m_database.run(QStringLiteral("INSERT INTO events VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        {event.id, event.name, event.qualifier, text(event.requestId), event.attempts, event.nextMs, event.expiresMs, text(request.invokedArn),
            blob(request.traceId), blob(request.clientContext), blob(request.cognitoIdentity), blob(request.payload), blob(request.tenantId)});
}

Result<QList<StoredEvent>> QueuedEvents::all() const
{
    QList<StoredEvent> events;
    auto read = m_database.run(QStringLiteral("SELECT id, name, qualifier, request_id, attempts, next_ms, expires_ms FROM events ORDER BY id"), {},
        [&events](const QVariantList &row) {
            events.append({row[0].toLongLong(), row[1].toString(), row[2].toString(), row[3].toString(), row[4].toInt(), row[5].toLongLong(), row[6].toLongLong()});
        });
    if (!read)
        return tl::unexpected(read.error());
    return events;
}

Result<InvokeRequest> QueuedEvents::request(qint64 id) const
{
    std::optional<InvokeRequest> request;
    auto read = m_database.run(QStringLiteral("SELECT request_id, invoked_arn, trace_id, client_context, cognito_identity, payload, tenant_id FROM events WHERE id=?"), {id},
        [&request](const QVariantList &row) {
            InvokeRequest &r = request.emplace();
            r.requestId = row[0].toString();
            r.invokedArn = row[1].toString();
            r.traceId = row[2].toByteArray();
            r.clientContext = row[3].toByteArray();
            r.cognitoIdentity = row[4].toByteArray();
            r.payload = row[5].toByteArray();
            r.tenantId = row[6].toByteArray();
        });
    if (!read)
        return tl::unexpected(read.error());
    if (!request)
        return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "The event is gone: its function was deleted."));
    return *request;
}

Result<> QueuedEvents::setTried(qint64 id, int attempts, qint64 nextMs)
{
    return m_database.run(QStringLiteral("UPDATE events SET attempts=?, next_ms=? WHERE id=?"), {attempts, nextMs, id});
}

Result<> QueuedEvents::remove(qint64 id) { return m_database.run(QStringLiteral("DELETE FROM events WHERE id=?"), {id}); }

} // namespace lathe
