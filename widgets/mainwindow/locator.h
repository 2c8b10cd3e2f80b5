// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "common/commandpalette.h"
#include "session/editing/symbols.h"
#include "session/session.h"
#include <QObject>
#include <functional>

namespace lathe {

/// Ctrl+K and its like: files, functions (!), test events and templates (e ), lines (:) and commands (>). The palette
/// is made when it is first opened. Owned by the main window.
class Locator : public QObject
{
    Q_OBJECT
public:
    Locator(ThemeManager &theme, ActionTable &actions, Session &session, QWidget *window);
    void open(const QString &prefix = {}, const QString &placeholder = {});
    void openEvents();
    /// Where “@” finds its symbols: file name and text of the editor that is looked at.
    void setDocument(std::function<std::pair<QString, QString>()> document) { m_document = std::move(document); }
    CommandPalette *palette() const { return m_palette; }

signals:
    void fileChosen(const QString &path, int line, int column);
    void placeChosen(int line, int column);
    void eventChosen(const QString &path);
    void templateChosen(const QString &id);

private:
    void build();
    QList<PaletteItem> files(const QString &query);
    QList<PaletteItem> functions();
    QList<PaletteItem> eventItems();
    QList<PaletteItem> targets();
    QList<PaletteItem> layers();
    QList<PaletteItem> symbols();

    ThemeManager &m_theme;
    ActionTable &m_actions;
    Session &m_session;
    QWidget *m_window;
    CommandPalette *m_palette = nullptr;
    std::function<std::pair<QString, QString>()> m_document;
    QList<Symbol> m_symbols; ///< Since the palette was opened.
    bool m_scanned = false;
    QList<EventFile> m_events; ///< Since the palette was opened.
    bool m_listed = false;
    QList<EventTemplate> m_templates; ///< Titles alone; read once.
};

} // namespace lathe
