// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/settingedit.h"
#include "session/session.h"
#include <QObject>

namespace lathe {

class EditorTabs;
class NoticeBar;

/// Writes a setting of the current function into its template: in the editor when it is open there, so that it can be undone, else in
/// the file. Owned by the main window.
class SettingFlow : public QObject
{
    Q_OBJECT
public:
    SettingFlow(Session &session, EditorTabs &tabs, NoticeBar &news, QObject *window);
    void change(const SettingChange &change);

private:
    Result<> write(const SettingChange &change);
    Result<> writeTemplate(const SettingChange &change);
    Session &m_session;
    EditorTabs &m_tabs;
    NoticeBar &m_news;
};

} // namespace lathe
