// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs were the last time: unsaved text, cursors, closed blocks; what they are when files get other names or go, and tabs of no file.
#include "editor/editortabs.h"
#include "items/visibletext.h"
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
void EditorTabs::goBack(EditorPage *one, bool sameText)
{
    const FilePlace place = m_places.value(one->path());
    if (place.line < 1 || (sameText && place.bytes != one->editor()->byteCount()))
        return;
    one->editor()->goTo(place.line, std::max(1, place.column)); // opens the block that it is in
    one->editor()->setFolded(place.folded);
}

/// Unsaved text with its own place, which fits it; the one that was kept at each move is later, if it is of the same text.
void EditorTabs::putBack(EditorPage *one, const Backup &backup)
{
    one->restore(backup.text, backup.line, backup.column);
    one->editor()->setFolded(backup.folded);
    goBack(one, true);
}

QHash<QString, FilePlace> EditorTabs::places() const
{
    QHash<QString, FilePlace> out;
    for (EditorPage *one : pages())
        if (one->isLoaded() && QFileInfo(one->path()).isAbsolute())
            out.insert(one->path(), {one->editor()->line(), one->editor()->column(), one->editor()->folded(), one->editor()->byteCount()});
        else if (m_places.contains(one->path()))
            out.insert(one->path(), m_places.value(one->path())); // it is still being read
    return out;
}

void EditorTabs::setPlaces(const QHash<QString, FilePlace> &places)
{
    m_places = places;
    m_restored = false;
    for (EditorPage *one : pages())
        m_places.remove(one->path());
}

int EditorTabs::restoreBackups(const QStringList &except)
{
    if (!m_backups)
        return 0;
    int count = 0;
    const QList<Backup> pending = m_backups->pending();
    for (auto it = pending.crbegin(); it != pending.crend(); ++it) { // what was typed in last comes to the front
        const Backup &backup = *it;
        const QString path = cleaned(backup.path);
        if (m_restoring.contains(path) || except.contains(path))
            continue;
        if (!QFileInfo::exists(path)) {
            openDeleted(path, backup);
        } else if (EditorPage *one = page(path); one && one->isLoaded()) {
            putBack(one, backup);
        } else {
            m_restoring.insert(path, backup);
            if (!one) // one that is still being read stays where it is
                open(path);
        }
        ++count;
    }
    m_restored = true;
    for (EditorPage *one : pages())
        if (one->isLoaded())
            m_places.remove(one->path());
    return count;
}

void EditorTabs::flushBackups()
{
    if (!m_backups)
        return;
    commitComposition();
    for (EditorPage *one : pages())
        if (one->isModified())
            noteBackup(one);
    m_backups->flush();
}

void EditorTabs::notLoaded(EditorPage *one, const Error &error)
{
    const QString path = one->path();
    m_wanted.remove(path);
    m_putting.remove(path);
    removePage(one);
    emit openFailed(path, error);
}

void EditorTabs::updateTab(EditorPage *one)
{
    const int index = m_tabs->indexOf(one);
    if (index < 0)
        return;
    const QFileInfo info(one->path());
    QString title = info.fileName();
    for (EditorPage *other : pages())
        if (other != one && QFileInfo(other->path()).fileName() == title) {
            title = info.dir().dirName() + QLatin1Char('/') + title;
            break;
        }
    static constexpr int longest = 40;
    if (title.size() > longest)
        title = title.left(longest / 2) + QChar(u'\u2026') + title.right(longest / 2 - 1);
    title = visibleText(title);
    title.replace(QLatin1Char('&'), QLatin1String("&&"));
    if (one->isDeleted())
        title = tr("%1 (deleted)").arg(title);
    if (one->isModified())
        title += QStringLiteral("  •");
    if (m_tabs->tabText(index) != title) // each time all tabs are laid out anew
        m_tabs->setTabText(index, title);
    const QString path = QStringLiteral("<p>%1</p>").arg(visibleText(QDir::toNativeSeparators(one->path())).toHtmlEscaped());
    m_tabs->setTabToolTip(index, one->isDeleted() ? path + QStringLiteral("<p>%1</p>").arg(tr("The file was deleted. Saving makes it again.").toHtmlEscaped()) : path);
}

void EditorTabs::openDeleted(const QString &path, const Backup &backup)
{
    EditorPage *one = page(path);
    if (!one) {
        m_watch.watch(path);
        one = addPage(path);
        one->setDocument({});
        markPage(one);
    }
    putBack(one, backup);
    one->lookAtDisk();
}

void EditorTabs::lookAtDisk(const QString &path)
{
    for (EditorPage *one : pages())
        if (one->path() == path || one->path().startsWith(path + u'/'))
            one->lookAtDisk();
}

void EditorTabs::follow(const QString &from, const QString &to)
{
    bool current = false;
    for (EditorPage *one : pages()) {
        const QString before = one->path();
        if (before != from && !before.startsWith(from + u'/'))
            continue;
        const QString path = to + before.mid(from.size());
        noteBookmarks(one);
        const auto carry = [&](auto &byPath) {
            if (byPath.contains(before))
                byPath.insert(path, byPath.take(before));
        };
        carry(m_bookmarks);
        carry(m_places);
        carry(m_wanted);
        carry(m_restoring);
        carry(m_putting);
        m_due.remove(before);
        m_watch.forget(before);
        one->setPath(path);
        m_watch.watch(path);
        if (m_backups)
            m_backups->forget(before);
        noteBackup(one);
        m_tabs->setTabIcon(m_tabs->indexOf(one), m_theme.icon(IconProvider::forFile(path), IconRole::Muted));
        current = current || one == currentPage();
        markPage(one);
    }
    for (EditorPage *one : pages())
        updateTab(one);
    if (current)
        emit currentChanged(currentPath());
    emit marksChanged();
}

void EditorTabs::showText(const QString &title, const QString &text, Language language)
{
    EditorPage *one = nullptr;
    for (EditorPage *other : pages())
        if (other->path() == title)
            one = other;
    if (!one)
        one = addPage(title);
    one->editor()->setReadOnly(false);
    one->editor()->setPlainText(text, language);
    one->editor()->setReadOnly(true);
    m_tabs->setTabIcon(m_tabs->indexOf(one), m_theme.icon(QStringLiteral("diff"), IconRole::Muted));
    m_tabs->setCurrentWidget(one);
}

} // namespace lathe
