// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QObject>
#include <QTranslator>
#include <memory>

namespace lathe {

class MainWindow;
class Session;
class Settings;

/// Owns the window and the translators. Another language is another window on the same session: it takes the open editors
/// over, with their undo history, cursor and unsaved text, and stands where the first one stood. Owned by the composition root.
class WindowHost : public QObject
{
    Q_OBJECT
public:
    /// `forced` is the command line's language and wins over the settings until the user chooses another; empty: none.
    WindowHost(ThemeManager &theme, Settings &settings, Session &session, const QString &forced);
    ~WindowHost() override;
    MainWindow &window() { return *m_window; }
    QString language() const { return m_language; }
    /// Keeps the choice ("" as the desktop, "en", "ko") and shows it at once.
    void chooseLanguage(const QString &id);

private:
    QString wanted() const;
    void translate();
    void makeWindow();
    void replaceWindow();

    ThemeManager &m_theme;
    Settings &m_settings;
    Session &m_session;
    QString m_forced;
    QString m_language;
    QTranslator m_own;
    QTranslator m_qt;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace lathe
