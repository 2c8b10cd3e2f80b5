// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "editor/codeeditor.h"
#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace lathe {

/// Find and replace in one editor, over its text; Escape closes it. Owned by the page of that editor.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    FindBar(ThemeManager &theme, CodeEditor *editor, QWidget *parent = nullptr);
    /// Shows the bar with what is selected; with the line for a replacement when asked.
    void open(bool replace);
    void close();
    void findNext(bool forward);
    FindQuery query() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *button(const QString &icon, const QString &text, bool checkable);
    void search();
    void show(const FindState &state);
    void replaceOne();
    void replaceAll();
    ThemeManager &m_theme;
    CodeEditor *m_editor;
    QLineEdit *m_find;
    QLineEdit *m_replace;
    QLabel *m_count;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_regex;
    QWidget *m_replaceRow;
};

} // namespace lathe
