// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/folderstore.h"
#include "core/atomicfile.h"
#include "core/logging.h"
#include "core/paths.h"
#include "session/movedaside.h"
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lathe {

static constexpr int mostRecent = 20;

static QString canonical(const QString &dir)
{
    const QString path = QFileInfo(dir).canonicalFilePath();
    return path.isEmpty() ? dir : path;
}

static QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue item : value.toArray())
        if (item.isString())
            out += item.toString();
    return out;
}

static QHash<QString, QList<int>> bookmarksOf(const QJsonObject &object)
{
    QHash<QString, QList<int>> out;
    for (auto it = object.begin(); it != object.end(); ++it)
        for (const QJsonValue line : it.value().toArray())
            if (line.toInt() > 0)
                out[it.key()].append(line.toInt());
    return out;
}

static QJsonObject objectOf(const QHash<QString, QList<int>> &bookmarks)
{
    QJsonObject out;
    for (auto it = bookmarks.begin(); it != bookmarks.end(); ++it) {
        QJsonArray lines;
        for (const int line : *it)
            lines.append(line);
        out.insert(it.key(), lines);
    }
    return out;
}

static QHash<QString, FilePlace> placesOf(const QJsonObject &object)
{
    QHash<QString, FilePlace> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject one = it.value().toObject();
        FilePlace place{one.value(QLatin1String("line")).toInt(), one.value(QLatin1String("column")).toInt(), {}};
        for (const QJsonValue line : one.value(QLatin1String("folded")).toArray())
            if (line.toInt() > 0)
                place.folded.append(line.toInt());
        out.insert(it.key(), place);
    }
    return out;
}

static QJsonObject objectOf(const QHash<QString, FilePlace> &places)
{
    QJsonObject out;
    for (auto it = places.begin(); it != places.end(); ++it) {
        QJsonArray folded;
        for (const int line : it->folded)
            folded.append(line);
        out.insert(it.key(), QJsonObject{{QStringLiteral("line"), it->line}, {QStringLiteral("column"), it->column}, {QStringLiteral("folded"), folded}});
    }
    return out;
}

FolderStore::FolderStore(QString file) : m_file(std::move(file))
{
    m_writer.setMaxThreadCount(1);
    read();
}

FolderStore::~FolderStore()
{
    m_writer.waitForDone();
}

void FolderStore::read()
{
    if (!QFileInfo::exists(m_file))
        return;
    const Result<QByteArray> bytes = readFile(m_file, 8 * 1024 * 1024);
    QJsonParseError problem;
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes, &problem) : QJsonDocument();
    if (!document.isObject()) {
        qCWarning(logUi) << "folders.json is damaged and was moved to" << moveAside(m_file);
        return;
    }
    const QJsonObject root = document.object();
    m_recent = strings(root.value(QStringLiteral("recent")));
    m_trusted = strings(root.value(QStringLiteral("trusted")));
    const QJsonObject folders = root.value(QStringLiteral("folders")).toObject();
    for (auto it = folders.begin(); it != folders.end(); ++it) {
        const QJsonObject state = it.value().toObject();
        m_states.insert(it.key(), {strings(state.value(QStringLiteral("files"))), state.value(QStringLiteral("active")).toString(),
                                      state.value(QStringLiteral("function")).toString(), state.value(QStringLiteral("event")).toString(),
                                      bookmarksOf(state.value(QStringLiteral("bookmarks")).toObject()), strings(state.value(QStringLiteral("offline"))),
                                      placesOf(state.value(QStringLiteral("places")).toObject()), state.value(QStringLiteral("target")).toString(),
                                      state.value(QStringLiteral("signingKey")).toString()});
    }
}

void FolderStore::write()
{
    QJsonObject folders;
    for (auto it = m_states.begin(); it != m_states.end(); ++it)
        if (m_recent.contains(it.key()))
            folders.insert(it.key(), QJsonObject{{QStringLiteral("files"), QJsonArray::fromStringList(it->files)},
                                         {QStringLiteral("active"), it->active}, {QStringLiteral("function"), it->function},
                                         {QStringLiteral("event"), it->event}, {QStringLiteral("bookmarks"), objectOf(it->bookmarks)}, {QStringLiteral("offline"), QJsonArray::fromStringList(it->offline)},
                                         {QStringLiteral("places"), objectOf(it->places)}, {QStringLiteral("target"), it->target}, {QStringLiteral("signingKey"), it->signingKey}});
    const QJsonObject root{{QStringLiteral("schema"), 1}, {QStringLiteral("recent"), QJsonArray::fromStringList(m_recent)},
        {QStringLiteral("trusted"), QJsonArray::fromStringList(m_trusted)}, {QStringLiteral("folders"), folders}};
    m_writer.start([file = m_file, bytes = QJsonDocument(root).toJson()] {
        const Result<QString> dir = paths::makePrivate(QFileInfo(file).path());
        const Result<> done = dir ? writeFileAtomically(file, bytes, 0600) : Result<>(fail(dir.error().code, dir.error().text));
        if (!done)
            qCWarning(logUi) << "folders.json was not written:" << done.error().text;
    });
}

bool FolderStore::isTrusted(const QString &dir) const
{
    return m_trusted.contains(canonical(dir));
}

void FolderStore::setTrusted(const QString &dir, bool trusted)
{
    const QString path = canonical(dir);
    if (m_trusted.contains(path) == trusted)
        return;
    if (trusted)
        m_trusted.append(path);
    else
        m_trusted.removeAll(path);
    write();
}

QStringList FolderStore::recent() const
{
    QStringList out;
    for (const QString &dir : m_recent)
        if (QFileInfo(dir).isDir())
            out += dir;
    return out;
}

void FolderStore::noteOpened(const QString &dir)
{
    const QString path = canonical(dir);
    if (!m_recent.isEmpty() && m_recent.first() == path)
        return;
    m_recent.removeAll(path);
    m_recent.prepend(path);
    while (m_recent.size() > mostRecent)
        m_states.remove(m_recent.takeLast());
    write();
}

void FolderStore::forget(const QString &dir)
{
    if (m_recent.removeAll(canonical(dir)) + m_recent.removeAll(dir) > 0)
        write();
}

FolderState FolderStore::state(const QString &dir) const
{
    return m_states.value(canonical(dir));
}

void FolderStore::setState(const QString &dir, const FolderState &state)
{
    const QString path = canonical(dir);
    if (m_states.value(path) == state)
        return;
    m_states.insert(path, state);
    write();
}

} // namespace lathe
