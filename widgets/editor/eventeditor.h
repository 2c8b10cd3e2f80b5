// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "editor/codeeditor.h"
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace lathe {

/// A test event being edited: JSON, checked while typing, kept byte for byte. Window's thread.
class EventEditor : public QWidget
{
    Q_OBJECT
public:
    explicit EventEditor(ThemeManager &theme, QWidget *parent = nullptr);
    /// The exact bytes; another event, so undo starts anew.
    void setEvent(const QByteArray &json);
    /// The exact bytes as typed, after ending a composition.
    QByteArray eventBytes();
    bool isModified() const { return m_editor->isModified(); }
    void setSaved() { m_editor->setSaved(); }
    /// Empty text counts as valid (Run then sends {}).
    bool isValid() const { return m_valid; }
    /// What is wrong, with its place; empty when valid.
    QString problem() const;
    CodeEditor *editor() const { return m_editor; }
    /// Indents; numbers, strings and the order of keys stay as they are. One undo step; nothing happens to invalid JSON.
    void format();

signals:
    void eventChanged();
    void validityChanged(bool valid);

private:
    void check();
    ThemeManager &m_theme;
    CodeEditor *m_editor;
    QLabel *m_icon;
    QLabel *m_message;
    QToolButton *m_format;
    QTimer m_delay;
    bool m_valid = true;
};

} // namespace lathe
