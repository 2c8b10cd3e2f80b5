// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>
#include <utility>

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
    QString group = {};       ///< Id of an EventGroup.
    QString description = {}; ///< One translated sentence.
};

/// What templates are for, as menus show them together.
struct EventGroup
{
    QString id;
    QString title; ///< Translated.
};

/// The files that Lathe reads and writes beside an event.
enum class EventPart { Expected, Meta };

/// An event with all that belongs to it, as bytes by path.
struct KeptEvent
{
    EventFile event;
    QList<std::pair<QString, QByteArray>> files;
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
    /// A file from anywhere becomes an event with exactly its bytes, under its own name or the next that is free.
    Result<EventFile> import(const QString &file);
    /// "name", or "name-2", "name-3" … when events of the project are called that.
    QString freeName(const QString &name) const;
    /// What stands beside an event; nothing when there is no such file.
    Result<std::optional<QByteArray>> beside(const EventFile &event, EventPart part) const;
    /// Writes it atomically; nothing: deletes it.
    Result<> saveBeside(const EventFile &event, EventPart part, const std::optional<QByteArray> &bytes);
    /// The bytes of an event and of what belongs to it, and the way back after remove().
    Result<KeptEvent> keep(const EventFile &event) const;
    Result<> restore(const KeptEvent &kept);

private:
    Result<> checkOwn(const EventFile &event) const;
    QString m_root;
};

/// Files that belong to an event and are there: what is expected of it, and its metadata.
QStringList companionsOf(const QString &eventPath);
/// Why an event cannot be called that; empty when it can.
QString eventNameProblem(const QString &name);
/// All built-in templates, in menu order.
QList<EventTemplate> eventTemplates();
/// The same without their bodies: one file is read and not one a template.
QList<EventTemplate> eventTemplateTitles();
/// One of them; nothing when there is none of this id.
std::optional<EventTemplate> eventTemplate(const QString &id);
/// In the order of menus.
QList<EventGroup> eventGroups();
/// The template that suits a trigger, or "hello".
EventTemplate templateFor(EventSource source);

} // namespace lathe
