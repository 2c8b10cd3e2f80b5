// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "editor/eventeditor.h"
#include "session/session.h"
#include <QWidget>
#include <functional>

class QButtonGroup;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace lathe {

class ContextView;
class ExpectationView;
class NoticeBar;

/// The test event that Run sends: chosen from the project's events/ folder or made from a template, edited as exact bytes, with what is
/// expected of its runs and what goes along with it.
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
    /// What goes along with the event in the editor.
    EventContext context();
    enum class Part { Event, Expected, Context };
    void showPart(Part part);
    ExpectationView *expected();
    /// The last response of the event in the editor is what is expected from now on; shows what is.
    void expectLast();
    /// Makes the parts that are not in sight at first. Idempotent.
    void complete();
    NoticeBar *notice() const { return m_notice; }
    /// Files from elsewhere become events with exactly their bytes; the last one is chosen.
    void importFiles(const QStringList &files);
    void choose(const QString &path);
    /// Makes events/<id>.json from a template and chooses it.
    void createFromTemplate(const QString &id);
    /// Makes events/<name>.json with these bytes and chooses it; another name when that one is taken by now.
    void create(const QString &name, const QByteArray &bytes);
    /// Writes a changed event to its file; one without a file stays in the editor. False when it could not be written.
    bool saveChanged();
    /// Gives an event without a file one.
    bool save();
    /// Ask first, then work on a saved event; the one in the editor is followed or replaced.
    void askName(const QString &path);
    void askRemove(const QString &path);
    void duplicate(const QString &path);
    /// The same without asking.
    void renameTo(const QString &path, const QString &name);

signals:
    void newEventRequested();
    void eventChosen(const QString &path);

private:
    /// Writes the event to its file, which is made where it is gone.
    bool writeBack();
    void refresh();
    void chooseForFunction();
    void load(const EventFile &event, const QByteArray &bytes);
    EventFile eventAt(const QString &path) const;
    void rename(const EventFile &event, const QString &name);
    void remove(const EventFile &event);
    void openMenu();
    QWidget *makeParts();
    void offerUndo(const QString &text, std::function<void()> undo);
    void showJudged(int lines, int failed);
    void showBeside();
    void noteBackup();
    void restoreBackup();
    void showError(const Error &error);

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar *m_notice;
    QComboBox *m_chooser;
    QToolButton *m_saveButton;
    QToolButton *m_more;
    EventEditor *m_editor;
    ExpectationView *m_expected = nullptr; ///< Null until complete().
    ContextView *m_context = nullptr;
    QButtonGroup *m_parts;
    QStackedWidget *m_stack;
    EventFile m_event;
    bool m_loading = false;
    QString m_restored; ///< Folder whose unsaved event was put back.
    QString m_function;
};

} // namespace lathe
