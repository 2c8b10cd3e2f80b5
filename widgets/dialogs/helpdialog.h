// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QDialog>
#include <QList>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace lathe {

/// The help pages of resources/help in the window's language, with a search over all of them. Works offline; links lead from page
/// to page and nowhere else. Owned by the window, main thread.
class HelpDialog : public QDialog
{
    Q_OBJECT
public:
    HelpDialog(ThemeManager &theme, const QString &language, QWidget *parent = nullptr);
    /// Opens a page by its file's name without number and ending, e.g. "events".
    void showPage(const QString &name);
    QStringList pages() const; ///< The names of those that the search leaves, in order.

private:
    struct Page
    {
        QString name, title, text;
    };
    void filter(const QString &words);
    void read(int row);

    QList<Page> m_pages;
    QLineEdit *m_search;
    QListWidget *m_list;
    QTextBrowser *m_view;
};

} // namespace lathe
