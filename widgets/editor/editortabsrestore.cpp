// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs were the last time: unsaved text, cursors, closed blocks.
#include "editor/editortabs.h"
#include <QDir>
#include <QFileInfo>
#include <QTabWidget>
#include <algorithm>

namespace lathe {

static QString cleaned(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

/// Where somebody was the last time; a place that is asked for now comes after it.
void EditorTabs::goBack(EditorPage *one)
{
    const FilePlace place = m_places.take(one->path());
    if (place.line < 1)
        return;
    one->editor()->goTo(place.line, std::max(1, place.column)); // opens the block that it is in
    if (!place.folded.isEmpty())
        one->editor()->setFolded(place.folded);
}

QHash<QString, FilePlace> EditorTabs::places() const
{
    QHash<QString, FilePlace> out;
    for (EditorPage *one : pages())
        if (one->isLoaded() && QFileInfo(one->path()).isAbsolute())
            out.insert(one->path(), {one->editor()->line(), one->editor()->column(), one->editor()->folded()});
        else if (m_places.contains(one->path()))
            out.insert(one->path(), m_places.value(one->path())); // it is still being read
    return out;
}

void EditorTabs::setPlaces(const QHash<QString, FilePlace> &places)
{
    m_places = places;
    for (EditorPage *one : pages())
        m_places.remove(one->path());
}

int EditorTabs::restoreBackups(const QStringList &except)
{
    if (!m_backups)
        return 0;
    int count = 0;
    const QList<Backup> pending = m_backups->pending();
    for (const Backup &backup : pending) {
        const QString path = cleaned(backup.path);
        if (!QFileInfo::exists(path) || m_restoring.contains(path) || except.contains(path))
            continue;
        if (EditorPage *one = page(path); one && one->isLoaded()) {
            const FilePlace place = one->editor()->line() > 1 || one->editor()->column() > 1 ? FilePlace{one->editor()->line(), one->editor()->column(), one->editor()->folded()} : FilePlace();
            one->restore(backup.text, backup.line, backup.column);
            m_places.insert(path, place); // later than the text, for it is kept at each move
            goBack(one);
        } else {
            m_restoring.insert(path, backup);
            open(path);
        }
        ++count;
    }
    return count;
}

} // namespace lathe
