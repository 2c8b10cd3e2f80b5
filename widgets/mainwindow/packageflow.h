// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/session.h"
#include <QObject>

class QWidget;

namespace lathe {

class ActionTable;
class NoticeBar;

/// "Save Package…": asks for the file, has it written, and tells in the notice bar what became of it. Owned by the main window.
class PackageFlow : public QObject
{
    Q_OBJECT
public:
    PackageFlow(Session &session, ActionTable &actions, NoticeBar &news, QWidget *window);
    /// Opens the file dialog; everything is saved by now.
    void ask();

private:
    void refreshAction();
    void showSaved(const PackageReport &report, const QString &key, const QStringList &warnings);
    void showFailure(const Error &error);

    Session &m_session;
    ActionTable &m_actions;
    NoticeBar &m_news;
    QWidget *m_window;
    QString m_folder; ///< Where the last package went.
};

} // namespace lathe
