// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "project/pathmentions.h"
#include "session/fileoperations.h"
#include "session/session.h"
#include <QObject>
#include <functional>

namespace lathe {

class ActionTable;
class EditorTabs;
class EventPanel;
class FileNaming;
class NoticeBar;
class ProjectPanel;
enum class Act;

/// What people do to files of the project: lets open files follow, tells what still names a file, offers the way back.
/// Test events keep what belongs to them, so their panel does it for them. Owned by the main window.
class FileFlow : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        ThemeManager &theme;
        Session &session;
        ActionTable &actions;
        EditorTabs &tabs;
        ProjectPanel &project;
        EventPanel &event;
        NoticeBar &news;
    };
    FileFlow(const Parts &parts, QWidget *window);

signals:
    /// A folder relative to the project; empty: all of it.
    void findRequested(const QString &folder);

private:
    void showMenu(const QPoint &globalPos);
    void refreshActions();
    QString target() const;
    QString targetFolder() const;
    bool isEvent(const QString &path) const;
    void make(const QString &dir, const QString &name, bool folder);
    void rename(const QString &path, const QString &name);
    void moveInto(const QStringList &paths, const QString &dir);
    void carry(const QString &from, const QString &to, bool back);
    void carried(const FileMove &move, const QList<PathMention> &mentions, bool back, bool event);
    void carryBeside(const QString &event, const QString &dir);
    void duplicate();
    void remove();
    void askRemoveForGood(const QString &path, const QString &why);
    void removed(const QString &path, const QList<PathMention> &mentions, const TrashedFile *trashed);
    void restore(const TrashedFile &trashed, const QStringList &open);
    void runEvent();
    void copyPath(bool relative);
    void settle(const QString &chosen);
    void tell(const Error &error);
    void tellMentions(const QString &text, const QList<PathMention> &mentions, const QString &more = {});
    void offerUndo(std::function<void()> undo);
    QString mentionText(const QList<PathMention> &mentions) const;

    Parts m_parts;
    Session &m_session;
    QWidget *m_window;
    FileNaming *m_names;
    FileOperations m_files;
    bool m_fromTree = true; ///< The tree had the keys later than the editor.
};

} // namespace lathe
