// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/session.h"
#include <QObject>
#include <optional>

namespace lathe {

class ProjectPanel;

/// Asks for names of files: in a row of the tree where it is in sight, else by a dialog; and chooses rows that are not listed yet. Owned by FileFlow.
class FileNaming : public QObject
{
    Q_OBJECT
public:
    FileNaming(ThemeManager &theme, Session &session, ProjectPanel &project, QWidget *window, QObject *parent);
    void askNew(const QString &dir, bool folder);
    /// By a dialog where the row is not in sight.
    void askRename(const QString &path, bool inTree);
    /// The disk refused a name: asks for it once more and says why. False where the tree is not in sight.
    bool askNewAgain(const QString &path, bool folder, const QString &why);
    bool askRenameAgain(const QString &path, const QString &name, const QString &why);
    /// Makes the row current once it is listed; empty: whatever is current stays.
    void choose(const QString &path);

signals:
    /// `name` may have folders: "a/b.py".
    void newRequested(const QString &dir, const QString &name, bool folder);
    void renameRequested(const QString &path, const QString &name);

private:
    struct New
    {
        bool folder = false;
        QString name;
        QString why;
    };
    void go();
    void begin(const QString &dir, const New &what);
    void askByDialog(const QString &dir, bool folder);
    QString problem(const QModelIndex &row, const QString &name) const;

    ThemeManager &m_theme;
    Session &m_session;
    ProjectPanel &m_project;
    QWidget *m_window;
    QString m_wanted;         ///< To be the tree's current row once it is listed.
    std::optional<New> m_new; ///< To be begun in that row then.
};

} // namespace lathe
