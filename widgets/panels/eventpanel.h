// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "editor/eventeditor.h"
#include "session/session.h"
#include <QWidget>

class QComboBox;
class QToolButton;

namespace lathe {

class NoticeBar;

/// The test event that Run sends: chosen from the project's events/ folder or made from a template, edited as exact bytes.
class EventPanel : public QWidget
{
    Q_OBJECT
public:
    EventPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);

    /// Ends a composition and gives the bytes as they stand in the editor.
    QByteArray currentEvent() { return m_editor->eventBytes(); }
    /// Empty for an event that was never saved.
    QString currentName() const { return m_event.name; }
    QString currentPath() const { return m_event.path; }
    EventEditor *editor() const { return m_editor; }
    void choose(const QString &path);
    /// Makes events/<id>.json from a template and chooses it.
    void createFromTemplate(const QString &id);
    /// Writes a changed event to its file; one without a file stays in the editor. False when it could not be written.
    bool saveChanged();
    /// Gives an event without a file one.
    bool save();
    /// Ask first, then work on a saved event; the one in the editor is followed or replaced.
    void askName(const QString &path);
    void askRemove(const QString &path);
    void duplicate(const QString &path);

signals:
    void newEventRequested();
    void eventChosen(const QString &path);

private:
    void refresh();
    void chooseForFunction();
    void load(const EventFile &event, const QByteArray &bytes);
    QString freeName(const QString &wanted) const;
    EventFile eventAt(const QString &path) const;
    void rename(const EventFile &event, const QString &name);
    void remove(const EventFile &event);
    void openMenu();
    void showError(const Error &error);

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar *m_notice;
    QComboBox *m_chooser;
    QToolButton *m_saveButton;
    QToolButton *m_more;
    EventEditor *m_editor;
    EventFile m_event;
    QString m_function;
};

} // namespace lathe
