// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "session/session.h"
#include "session/settings.h"
#include <QObject>

namespace lathe {

/// Opens the window's dialogs from their actions: preferences, key sheet, about, new from sample, signing
/// keys, import. Owned by the main window.
class WindowDialogs : public QObject
{
    Q_OBJECT
public:
    WindowDialogs(ThemeManager &theme, ActionTable &actions, Settings &settings, Session &session, const QString &language, QWidget *window);

signals:
    void languageChosen(const QString &language);
    void failed(const lathe::Error &error);
    void sampleChosen(const QString &id, const QString &dir);
    void packageImported(const QString &dir);

private:
    void openPreferences();
    void openSamples();
    void openKeys();
    void openImport();
    ThemeManager &m_theme;
    ActionTable &m_actions;
    Settings &m_settings;
    Session &m_session;
    QString m_language;
    QWidget *m_window;
};

} // namespace lathe
