// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QAction>
#include <QFrame>
#include <QStandardItemModel>
#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace lathe {

/// One thing to go to or to do. Plain text.
struct PaletteItem
{
    QString title;
    QString detail;                ///< Muted, at the right: a folder, a shortcut.
    QString icon;                  ///< Name in IconProvider.
    std::function<void()> trigger; ///< Called after the palette has closed.
    bool enabled = true;
};

/// Ctrl+K and Ctrl+Shift+P: a line to type in and what fits it, over the middle of the window. Lives as a child of the
/// window; Escape or a click elsewhere closes it.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    /// Items for a query; called at each keystroke, must be quick. Unless `filtered`, the palette does the fuzzy filter.
    struct Provider
    {
        QString prefix; ///< "" always; otherwise only when the text begins with it (it is cut off), e.g. ">" or ":".
        std::function<QList<PaletteItem>(const QString &query)> items;
        bool filtered = false;
        QString hint = {}; ///< What to type, while nothing is typed and nothing is to be chosen.
    };

    CommandPalette(ThemeManager &theme, QWidget *window);
    void addProvider(Provider provider);
    /// A provider over actions: enabled first, shortcut as detail.
    void addActions(const QString &prefix, std::function<QList<QAction *>()> actions);
    /// Opens with this text (a prefix such as ">"); fills the list at once.
    void open(const QString &text = {}, const QString &placeholder = {});
    void close();
    QStringList shownTitles() const;

signals:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refill();
    void place();
    void activate(int row);
    ThemeManager &m_theme;
    QList<Provider> m_providers;
    QList<PaletteItem> m_shown;
    QLineEdit *m_edit;
    QListView *m_list;
    QLabel *m_none;
    QStandardItemModel m_model;
    QPointer<QWidget> m_before;
};

} // namespace lathe
