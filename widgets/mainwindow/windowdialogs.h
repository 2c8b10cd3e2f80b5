// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "session/settings.h"
#include <QObject>

namespace lathe {

class Session;

/// Opens the window's dialogs from their actions: preferences, key sheet, about, new from sample. Owned by the main window.
class WindowDialogs : public QObject
{
    Q_OBJECT
public:
    WindowDialogs(ThemeManager &theme, ActionTable &actions, Settings &settings, Session &session, const QString &language, QWidget *window);

signals:
    void languageChosen(const QString &language);
    void failed(const lathe::Error &error);
    void sampleChosen(const QString &id, const QString &dir);

private:
    void openPreferences();
    void openSamples();
    void openKeys();
    ThemeManager &m_theme;
    ActionTable &m_actions;
    Settings &m_settings;
    Session &m_session;
    QString m_language;
    QWidget *m_window;
};

} // namespace lathe
