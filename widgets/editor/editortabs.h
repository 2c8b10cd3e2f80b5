// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "editor/editorpage.h"
#include "editor/filewatch.h"
#include "editor/heaptrim.h"
#include "session/backupstore.h"
#include "session/documentahead.h"
#include "session/folderstate.h"
#include "session/opendocuments.h"
#include <QSet>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

class QStackedWidget;
class QTabWidget;

namespace lathe {

/// The open files as tabs: opening, saving, closing with a question, changes from outside, backups of unsaved text. Owned by
/// the main window; window's thread. Files over 1 MB are read on a worker thread.
class EditorTabs : public QWidget, public OpenDocuments
{
    Q_OBJECT
public:
    /// `backups` may be null (then nothing is backed up) and must outlive this.
    EditorTabs(ThemeManager &theme, BackupStore *backups, QWidget *parent = nullptr);

    /// What is shown while no file is open; taken over.
    void setEmptyWidget(QWidget *widget);
    /// Opens a file, or shows its tab, and goes to a place (1-based; 0 leaves the cursor). Ends in opened() or openFailed().
    void open(const QString &path, int line = 0, int column = 0);
    /// For the next open() of that file, if it is still the same then.
    void offer(DocumentAhead ahead) { m_offered = std::move(ahead); }
    /// A read-only text in a tab of its own, e.g. a difference. The same title shows in the same tab.
    void showText(const QString &title, const QString &text, Language language);

    int count() const;
    QString currentPath() const;
    /// Null when no tab is open.
    CodeEditor *currentEditor() const;
    EditorPage *currentPage() const;
    CodeEditor *editor(const QString &path) const;
    QStringList openPaths() const;
    /// A file or folder was renamed or moved: its open files follow with text, undo history, marks and backups.
    void follow(const QString &from, const QString &to);
    /// Looks at once for what became of the open files at or below a path. Those that are gone say so; their text stays.
    void lookAtDisk(const QString &path);
    /// Opens the file and puts a text in place, as one step that can be undone; it stays unsaved.
    void putText(const QString &path, const QString &text);
    QStringList modifiedPaths() const;
    bool hasModified() const { return !modifiedPaths().isEmpty(); }

    /// Saves the current file or all of them; compositions are ended first. False when one could not be saved (its bar says why).
    bool save();
    bool saveAll();
    /// Of all files, also those that are opened later.
    void setWhitespaceShown(bool shown);
    /// Asks when there is unsaved text; the tab closes after the answer.
    void closeCurrent();
    void close(const QString &path);
    /// Asks once for all; `closed(false)` when the user cancelled. Without unsaved text it answers at once.
    void closeAll(std::function<void(bool)> closed);
    void nextTab(int step = 1);

    QHash<QString, QString> unsavedTexts() const override;
    std::optional<QString> openText(const QString &path) const override;
    EditOutcome applyEdits(const QString &path, const QList<TextEdit> &edits) override;

    /// Ends compositions in all editors, e.g. before a run.
    void commitComposition();
    /// Opens the files an earlier program left with unsaved text, with that text; also those that are gone meanwhile. Returns how many.
    /// Without `except`, which are shown elsewhere.
    int restoreBackups(const QStringList &except = {});
    /// Notes everything unsaved and writes it now (end of program). Blocking.
    void flushBackups();

    /// Marks the places in open files; kept for files opened later.
    void setDiagnostics(const QList<Diagnostic> &diagnostics);
    /// Those among them that have a quick fix.
    void setFixable(const QList<Diagnostic> &fixable);
    /// The test event whose keys are offered in handlers.
    void setEventSource(std::function<QByteArray()> event) { m_event = std::move(event); }
    /// Marked lines by absolute path, also of files that are not open any more.
    QHash<QString, QList<int>> bookmarks() const;
    void setBookmarks(const QHash<QString, QList<int>> &bookmarks);
    /// Cursor and closed blocks of the open files, by absolute path; those of files that are opened later wait for them.
    QHash<QString, FilePlace> places() const;
    void setPlaces(const QHash<QString, FilePlace> &places);
    /// Connects the actions of editing to the editor that has the focus, else to the current tab.
    void connectActions(ActionTable &actions);

signals:
    void currentChanged(const QString &path);
    void opened(const QString &path);
    void openFailed(const QString &path, const lathe::Error &error);
    void saved(const QString &path);
    /// Another program wrote an open file, or removed it.
    void changedOutside(const QString &path);
    void closed(const QString &path);
    void cursorMoved(int line, int column);
    void modifiedChanged();
    /// Fill in what concerns the current editor's line.
    void contextMenuAboutToShow(QMenu *menu);
    void fixesRequested();
    /// A block was closed or opened, or a mark was set.
    void marksChanged();

private:
    EditorPage *page(const QString &path) const;
    EditorPage *pageAt(int index) const;
    QList<EditorPage *> pages() const;
    EditorPage *addPage(const QString &path);
    void loaded(EditorPage *page, DocumentText document, const ShownText &shown);
    void notLoaded(EditorPage *page, const Error &error);
    void updateTab(EditorPage *page);
    void removePage(EditorPage *page);
    void requestClose(EditorPage *page);
    void noteBackup(EditorPage *page);
    void compare(EditorPage *page, const QString &mine, const QString &theirs);
    CodeEditor *focusedEditor() const;
    void put(EditorPage *page);
    void goBack(EditorPage *page, bool sameText);
    void putBack(EditorPage *page, const Backup &backup);
    void openDeleted(const QString &path, const Backup &backup);
    void markPage(EditorPage *page);
    void noteBookmarks(EditorPage *page) const;
    void showEmptyOrTabs();

    struct Place
    {
        int line = 0;
        int column = 0;
    };
    ThemeManager &m_theme;
    BackupStore *m_backups;
    QStackedWidget *m_stack;
    QTabWidget *m_tabs;
    QWidget *m_empty;
    FileWatch m_watch;
    std::optional<DocumentAhead> m_offered;
    std::function<QByteArray()> m_event;
    QList<Diagnostic> m_diagnostics;
    QList<Diagnostic> m_fixable;
    QHash<QString, Place> m_wanted;
    QHash<QString, FilePlace> m_places; ///< Of the last time, until the file and its unsaved text are there.
    bool m_restored = false;
    QSet<EditorPage *> m_noting; ///< Their text changed; it is noted when the event is over.
    mutable QHash<QString, QList<int>> m_bookmarks; ///< Of open files as they stood when it was last asked for.
    QHash<QString, Backup> m_restoring;
    QTimer m_backupDelay;
    HeapTrim m_trim;
    QSet<QString> m_due; ///< Large texts that changed since it was started.
    QHash<QString, QString> m_putting; ///< Texts for files that are still being read.
    bool m_whitespace = false;
};

} // namespace lathe
