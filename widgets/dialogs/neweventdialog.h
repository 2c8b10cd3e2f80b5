// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "events/eventmaker.h"
#include <QDialog>
#include <QHash>

class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace lathe {

class CodeEditor;
class EventPicker;

/// A new test event: which template, with which values, in which envelopes, under which name; the bytes that come out stand beside it.
/// Writes nothing itself: the panel does, after chosen().
class NewEventDialog : public QDialog
{
    Q_OBJECT
public:
    /// `root`: the project, which says what names are free. `wanted`: the template to begin with.
    NewEventDialog(ThemeManager &theme, const QString &root, const QString &wanted, QWidget *parent = nullptr);
    EventPicker *picker() const { return m_picker; }
    QString name() const;
    /// What Create would write; empty while a value is wrong.
    QByteArray bytes() const { return m_bytes; }
    QStringList envelopes() const { return m_envelopes; }
    void addEnvelope(const QString &id);
    /// The shell line that makes the same event; empty while a value is wrong, or where it cannot say a value (one with a comma).
    QString command() const;

signals:
    void chosen(const QString &name, const QByteArray &bytes);

private:
    QWidget *makeForm();
    void showTemplate();
    void showEnvelopes();
    void removeEnvelope(qsizetype at);
    void refresh();
    void nameFreely();

    ThemeManager &m_theme;
    EventStore m_store;
    QString m_root;
    QToolButton *m_copy = nullptr;
    EventPicker *m_picker;
    QLabel *m_title;
    QLabel *m_description;
    QLabel *m_nameLabel = nullptr;
    QLineEdit *m_name;
    QLabel *m_problem;
    QWidget *m_chips;
    QHBoxLayout *m_chipRow;
    QToolButton *m_addEnvelope;
    QScrollArea *m_scroll;
    QWidget *m_fieldBox = nullptr;
    QList<std::pair<EventParameter, QLineEdit *>> m_fields;
    QHash<QString, QString> m_typed; ///< Values by parameter; they stay when the template changes.
    QStringList m_envelopes;         ///< Innermost first.
    CodeEditor *m_preview;
    QLabel *m_size;
    QPushButton *m_create;
    QByteArray m_bytes;
    bool m_named = false; ///< The user typed a name; it no longer follows the template.
};

} // namespace lathe
