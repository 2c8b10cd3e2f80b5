// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/noticebar.h"
#include "editor/codeeditor.h"
#include "editor/disklook.h"
#include "editor/findbar.h"
#include <QWidget>
#include <optional>

class QSplitter;
class QVBoxLayout;

namespace lathe {

/// One open file: its editor, its one notice bar and its find bar. Owned by EditorTabs; window's thread.
class EditorPage : public QWidget
{
    Q_OBJECT
public:
    EditorPage(ThemeManager &theme, const QString &path, QWidget *parent = nullptr);
    QString path() const { return m_path; }
    /// The file was renamed or moved here; the text stays as it is, unsaved or not.
    void setPath(const QString &path);
    CodeEditor *editor() const { return m_editor; }
    /// A second view of the same text beside (Horizontal) or below the first. When there is one in that place already, the
    /// other half gets the focus.
    void split(Qt::Orientation orientation);
    void unsplit();
    /// Null unless the page is split.
    CodeEditor *second() const { return m_second; }
    /// The half that has or last had the focus.
    CodeEditor *active() const;
    void setDiagnostics(const QList<Diagnostic> &diagnostics, const QList<Diagnostic> &fixable);
    /// Made when they are first asked for: most pages never show them.
    FindBar *findBar();
    NoticeBar *notice();
    const DocumentText &document() const { return m_document; }
    bool isLoaded() const { return m_loaded; }
    /// The file is not on disk; the text is still here, and saving makes the file again.
    bool isDeleted() const { return m_deleted; }
    bool isModified() const { return m_loaded && m_editor->isModified(); }

    void setDocument(DocumentText document);
    void setDocument(DocumentText document, const ShownText &shown); ///< Made of it on a worker.
    /// It is closed and goes with the next turn of the event loop; its texts go now.
    void dropText();
    /// Puts back text of a killed program over what the file holds; stays unsaved.
    void restore(const QString &text, int line, int column);
    /// Ends compositions, saves atomically in the file's own form. A failure is told in the notice bar too.
    Result<void> save();
    /// In UTF-8 without a mark, and from now on.
    void saveAsUtf8();
    void setWhitespaceShown(bool shown);
    /// Says in the bar that another text was to stand here, and why it does not.
    void tellNotChanged();
    /// Looks at the disk: reloads an unchanged text, asks with one bar about a changed one, tells about a deleted file. Large files are
    /// read and compared on a worker.
    void lookAtDisk();
    /// Takes the text on disk, as one step that can be undone; a large one a moment later.
    void reload();
    /// A worker reads the file now.
    bool isLooking() const { return m_looking; }

signals:
    void saved();
    void modifiedChanged();
    void deletedChanged();
    /// The user wants to see both texts.
    void compareRequested(const QString &mine, const QString &theirs);
    void closeRequested();
    void cursorMoved(int line, int column);
    /// Of the half that is active then.
    void contextMenuAboutToShow(QMenu *menu);
    void fixesRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void explainReadOnly();
    QString whyReadOnly() const;
    void look();
    void judge(const Result<DiskLook> &look, bool typed);
    void take(const DiskLook &look);
    void askAboutChange(const DocumentText &theirs);
    void tellDeleted();
    void setDeleted(bool deleted);
    void dismissNotice();
    QString m_path;
    DocumentText m_document; ///< As it is on disk, as far as this page knows.
    std::optional<DocumentText> m_ignored; ///< The version on disk that the user chose to leave.
    CodeEditor *m_editor;
    CodeEditor *m_second = nullptr;
    QSplitter *m_split = nullptr; ///< Made when the page is split for the first time.
    bool m_secondActive = false;
    ThemeManager &m_theme;
    QVBoxLayout *m_column;
    FindBar *m_find = nullptr;
    NoticeBar *m_notice = nullptr;
    bool m_loaded = false;
    bool m_changedBefore = false; ///< Touched while it was being read.
    bool m_deleted = false;
    bool m_taking = false;  ///< What is on disk is being put in place.
    bool m_takes = false;   ///< The next look ends with the text on disk, whatever is here.
    bool m_looking = false;
    bool m_again = false;   ///< Looked for once more while a worker read.
    int m_version = 0;      ///< Of m_document: what a worker found out about another one is nothing.
    int m_typed = 0;        ///< Changes of the text.
};

} // namespace lathe
