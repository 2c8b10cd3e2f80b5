// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventstore.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace lathe {

static const QLatin1String suffix(".json");
static constexpr int maxNameChars = 100;
static constexpr int maxNameBytes = 255 - 5 - 15; ///< Of a file name, less ".json" and what an atomic save puts around it.
static constexpr qint64 maxEventBytes = 64 * 1024 * 1024;

/// Expectations and metadata of an event stand beside it and are no events.
static bool isEventFile(const QString &fileName)
{
    return fileName.endsWith(suffix) && fileName.size() > suffix.size() && !fileName.startsWith(u'.')
        && !fileName.endsWith(QLatin1String(".expected.json")) && !fileName.contains(QLatin1String(".meta."));
}

QString eventNameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return QCoreApplication::translate("lathe", "An event needs a name.");
    const bool invisible = std::any_of(name.begin(), name.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (name.contains(u'/') || name.contains(u'\\') || name.startsWith(u'.') || name != name.trimmed() || invisible || !name.isValidUtf16())
        return QCoreApplication::translate("lathe",
            "The event name \"%1\" cannot be a file name: leave out slashes, control characters, a leading dot and spaces at the ends.").arg(name);
    if (name.size() > maxNameChars || name.toUtf8().size() > maxNameBytes)
        return QCoreApplication::translate("lathe", "The event name is too long; %1 characters are possible.").arg(maxNameChars);
    if (!isEventFile(name + suffix))
        return QCoreApplication::translate("lathe", "The event name \"%1\" is kept for files that belong to an event; choose another one.").arg(name);
    return {};
}

static QList<EventFile> eventsIn(const QString &dir, const QString &function)
{
    QList<EventFile> list;
    const auto files = QDir(dir).entryInfoList(QDir::Files);
    for (const QFileInfo &info : files)
        if (isEventFile(info.fileName()))
            list.append({info.fileName().chopped(suffix.size()), info.absoluteFilePath(), function});
    std::sort(list.begin(), list.end(), [](const EventFile &a, const EventFile &b) { return a.name < b.name; });
    return list;
}

EventStore::EventStore(QString projectRoot) : m_root(std::move(projectRoot)) {}

QList<EventFile> EventStore::events(const QString &function) const
{
    const QString base = m_root + QStringLiteral("/events");
    const QList<EventFile> shared = eventsIn(base, {});
    if (!function.isEmpty()) {
        const bool plain = !function.contains(u'/') && !function.startsWith(u'.');
        return (plain ? eventsIn(base + u'/' + function, function) : QList<EventFile>()) + shared;
    }
    QList<EventFile> all = shared;
    const auto folders = QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &folder : folders)
        all += eventsIn(base + u'/' + folder, folder);
    return all;
}

Result<QByteArray> EventStore::read(const EventFile &event) const { return readFile(event.path, maxEventBytes); }

Result<EventFile> EventStore::save(const QString &name, const QByteArray &body, bool replace)
{
    if (const QString problem = eventNameProblem(name); !problem.isEmpty())
        return fail(ErrorCode::Usage, problem, {}, QStringLiteral("LTH-EVT-001"));
    const QString dir = m_root + QStringLiteral("/events");
    const EventFile event{name, QFileInfo(dir + u'/' + name + suffix).absoluteFilePath(), {}};
    if (!replace && (QFileInfo::exists(event.path) || QFileInfo(event.path).isSymLink()))
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "There is an event \"%1\" already; choose another name or replace it.").arg(name),
            event.path, QStringLiteral("LTH-EVT-002"));
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1 cannot be created; check the permissions of the project folder.").arg(dir),
            {}, QStringLiteral("LTH-EVT-003"));
    if (auto written = writeFileAtomically(event.path, body); !written)
        return tl::unexpected(written.error());
    return event;
}

/// Files that stand beside an event: their ends behind its name.
static constexpr const char *companions[] = {".expected.json", ".meta.yaml", ".meta.yml", ".meta.json"};

QStringList companionsOf(const QString &eventPath)
{
    QStringList paths;
    for (const char *end : companions)
        if (const QString path = eventPath.chopped(suffix.size()) + QLatin1String(end); QFileInfo::exists(path))
            paths += path;
    return paths;
}

/// Nothing else below the project is ever renamed or deleted.
Result<> EventStore::checkOwn(const EventFile &event) const
{
    const QFileInfo info(event.path);
    const QString base = QFileInfo(m_root + QStringLiteral("/events")).absoluteFilePath();
    const QString dir = QDir::cleanPath(info.absolutePath());
    if ((dir != base && QFileInfo(dir).path() != base) || !isEventFile(info.fileName()))
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 is not an event of this project.").arg(event.path), {}, QStringLiteral("LTH-EVT-004"));
    if (!info.exists() && !info.isSymLink())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "The event \"%1\" does not exist any more.").arg(event.name), event.path,
            QStringLiteral("LTH-EVT-005"));
    return {};
}

Result<EventFile> EventStore::rename(const EventFile &event, const QString &name)
{
    if (auto own = checkOwn(event); !own)
        return tl::unexpected(own.error());
    if (const QString problem = eventNameProblem(name); !problem.isEmpty())
        return fail(ErrorCode::Usage, problem, {}, QStringLiteral("LTH-EVT-001"));
    const QString stem = QFileInfo(event.path).absolutePath() + u'/';
    const EventFile renamed{name, stem + name + suffix, event.function};
    if (renamed.path == event.path)
        return event;
    QFile file(event.path);
    if (QFileInfo(renamed.path).isSymLink() || QFileInfo::exists(renamed.path))
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "There is an event \"%1\" already; choose another name or replace it.").arg(name),
            renamed.path, QStringLiteral("LTH-EVT-002"));
    if (!file.rename(renamed.path)) // never over another file
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The event \"%1\" cannot be renamed: %2.").arg(event.name, file.errorString()),
            event.path, QStringLiteral("LTH-EVT-007"));
    QList<std::pair<QString, QString>> moved{{event.path, renamed.path}};
    for (const char *end : companions) {
        QFile companion(stem + event.name + QLatin1String(end));
        const QString to = stem + name + QLatin1String(end);
        if (!companion.exists())
            continue;
        if (!companion.rename(to)) { // an event without what is expected of it would pass every test
            for (auto move = moved.crbegin(); move != moved.crend(); ++move)
                QFile::rename(move->second, move->first);
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The event \"%1\" cannot be renamed: %2.").arg(event.name, companion.errorString()),
                companion.fileName(), QStringLiteral("LTH-EVT-007"));
        }
        moved.append({stem + event.name + QLatin1String(end), to});
    }
    return renamed;
}

Result<> EventStore::remove(const EventFile &event)
{
    if (auto own = checkOwn(event); !own)
        return own;
    QFile file(event.path);
    if (!file.remove())
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The event \"%1\" cannot be deleted: %2.").arg(event.name, file.errorString()),
            event.path, QStringLiteral("LTH-EVT-006"));
    for (const char *end : companions)
        QFile::remove(event.path.chopped(suffix.size()) + QLatin1String(end));
    return {};
}

QString EventStore::freeName(const QString &name) const
{
    QStringList taken;
    for (const EventFile &event : events())
        taken += event.name;
    QString free = name;
    for (int n = 2; taken.contains(free); ++n)
        free = QStringLiteral("%1-%2").arg(name).arg(n);
    return free;
}

Result<EventFile> EventStore::import(const QString &file)
{
    const auto bytes = readFile(file, maxEventBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QString name = QFileInfo(file).fileName();
    name = name.endsWith(suffix, Qt::CaseInsensitive) ? name.chopped(suffix.size()) : QFileInfo(file).completeBaseName();
    name = name.trimmed().left(maxNameChars - 4);
    return save(freeName(eventNameProblem(name).isEmpty() ? name : QStringLiteral("event")), *bytes);
}

static QString besidePath(const EventFile &event, EventPart part)
{
    return event.path.chopped(suffix.size()) + QLatin1String(part == EventPart::Expected ? ".expected.json" : ".meta.json");
}

Result<std::optional<QByteArray>> EventStore::beside(const EventFile &event, EventPart part) const
{
    const QString path = besidePath(event, part);
    if (!QFileInfo::exists(path))
        return std::optional<QByteArray>();
    const auto bytes = readFile(path, maxEventBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return std::optional(*bytes);
}

Result<> EventStore::saveBeside(const EventFile &event, EventPart part, const std::optional<QByteArray> &bytes)
{
    if (auto own = checkOwn(event); !own)
        return own;
    const QString path = besidePath(event, part);
    if (bytes)
        return writeFileAtomically(path, *bytes);
    QFile file(path);
    if (file.exists() && !file.remove())
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The event \"%1\" cannot be deleted: %2.").arg(QFileInfo(path).fileName(), file.errorString()),
            path, QStringLiteral("LTH-EVT-006"));
    return {};
}

Result<KeptEvent> EventStore::keep(const EventFile &event) const
{
    KeptEvent kept{event, {}};
    QStringList paths{event.path};
    for (const char *end : companions)
        paths += event.path.chopped(suffix.size()) + QLatin1String(end);
    for (const QString &path : paths) {
        if (path != event.path && !QFileInfo::exists(path))
            continue;
        const auto bytes = readFile(path, maxEventBytes);
        if (!bytes)
            return tl::unexpected(bytes.error());
        kept.files.append({path, *bytes});
    }
    return kept;
}

Result<> EventStore::restore(const KeptEvent &kept)
{
    if (QFileInfo::exists(kept.event.path))
        return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("lathe", "There is an event \"%1\" already; choose another name or replace it.").arg(kept.event.name),
            kept.event.path, QStringLiteral("LTH-EVT-002"));
    for (const auto &[path, bytes] : kept.files)
        if (auto written = writeFileAtomically(path, bytes); !written)
            return written;
    return {};
}

} // namespace lathe
