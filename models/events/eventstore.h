// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"
#include <QByteArray>
#include <QList>
#include <QString>

namespace lathe {

/// One saved test event: a JSON file in the project's events/ folder, exact bytes.
struct EventFile
{
    QString name;   ///< File name without ".json", as people call it.
    QString path;   ///< Absolute.
    QString function; ///< Set when it stands in events/<function>/; else it fits every function.
    bool operator==(const EventFile &) const = default;
};

/// One built-in event template, from resources/events.
struct EventTemplate
{
    QString id;     ///< e.g. "s3-put".
    QString title;  ///< Translatable.
    EventSource source = EventSource::Other;
    QByteArray body;
};

/// Events of one project folder. Stateless but for the folder's name; blocking, small files; any thread.
class EventStore
{
public:
    explicit EventStore(QString projectRoot);
    /// Sorted by name; those of `function` first, then the shared ones.
    QList<EventFile> events(const QString &function = {}) const;
    Result<QByteArray> read(const EventFile &event) const;
    /// Writes events/<name>.json atomically; refuses invalid file names. Overwrites only when `replace`.
    Result<EventFile> save(const QString &name, const QByteArray &body, bool replace = false);
    /// Gives the file another name in the same folder; what belongs to the event (expected answer, metadata) goes with it.
    Result<EventFile> rename(const EventFile &event, const QString &name);
    /// Deletes the file and what belongs to it.
    Result<> remove(const EventFile &event);

private:
    Result<> checkOwn(const EventFile &event) const;
    QString m_root;
};

/// Why an event cannot be called that; empty when it can.
QString eventNameProblem(const QString &name);
/// All built-in templates, in menu order.
QList<EventTemplate> eventTemplates();
/// The template that suits a trigger, or "hello".
EventTemplate templateFor(EventSource source);

} // namespace lathe
