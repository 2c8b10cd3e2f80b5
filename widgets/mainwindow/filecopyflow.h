// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "session/filecopy.h"
#include "session/session.h"
#include <QObject>

namespace lathe {

class FileTreeModel;
class NoticeBar;

/// Files of a file manager that are dropped on the tree are copied into its folders: asks what becomes of names that are there, tells what was copied
/// and offers the way back. Owned by FileFlow.
class FileCopyFlow : public QObject
{
    Q_OBJECT
public:
    FileCopyFlow(ThemeManager &theme, Session &session, FileTreeModel &tree, NoticeBar &news, QWidget *window, QObject *parent);

signals:
    /// The disk has changed; the row to choose, or none.
    void changed(const QString &chosen);

private:
    void begin(const QStringList &sources, const QString &dir);
    void ask(const FileCopySpec &spec, const QStringList &taken);
    void showCopied(const FileCopySpec &spec, const FileCopyOutcome &outcome);
    void showFailure(const Error &error);

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar &m_news;
    QWidget *m_window;
};

} // namespace lathe
