// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "editor/language.h"
#include "project/diagnostic.h"
#include "session/documentfile.h"
#include "session/editing/completion.h"
#include "session/finding/findquery.h"
#include "session/textedit.h"
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>

class QMenu;

namespace lathe {

struct ShownText;

/// What was found.
struct FindState
{
    int count = 0;    ///< All matches; at most 10,000 are counted.
    int current = 0;  ///< 1-based number of the selected match, 0 when none is selected.
    QString error;    ///< Why the regular expression is none.
};

/// One text being edited. Lines and columns are 1-based and columns count characters (code points), never bytes. Line ends
/// are kept as they are in the file. Lines over 20 kB are shown without colours, many of half that too; binary files and lines
/// over 1 MB are read-only, their long lines shown in rows. Owned by its page; window's thread.
class CodeEditor : public QWidget
{
    Q_OBJECT
public:
    explicit CodeEditor(ThemeManager &theme, QWidget *parent = nullptr);
    ~CodeEditor() override;

    /// Shows a file's text; undo starts anew and the text counts as saved.
    void setDocument(const DocumentText &document, const QString &path);
    /// The same with what a worker made of it; in this language rather than the one of the path.
    void setDocument(const DocumentText &document, const ShownText &shown, const QString &path, std::optional<Language> language = {});
    /// Shows any text in a language, with Unix line ends.
    void setPlainText(const QString &text, Language language);
    /// Puts another text in place as one step that can be undone; the cursor stays on its line.
    void replaceText(const QString &text);
    /// The same for a range of utf8() that is known to differ; not between the bytes of a character.
    void replaceUtf8(qsizetype start, qsizetype length, const QByteArray &utf8);
    /// Applies edits of text() as one step that can be undone; the cursor and what is marked outside of them stay.
    void applyEdits(const QList<TextEdit> &edits);
    /// The whole text, NUL characters included, line ends as typed. While Hangul is composed it holds the half syllable:
    /// call commitComposition() first.
    QString text() const;
    /// The same as UTF-8, as it is held: a copy of bytes and no more.
    QByteArray utf8() const;
    qsizetype byteCount() const;
    bool isModified() const;
    void setSaved();
    Language language() const;
    void setLanguage(Language language);
    /// The file is called so from now on; text, undo history and places stay.
    void setPath(const QString &path);
    bool isReadOnly() const;
    void setReadOnly(bool readOnly);
    /// No lexer and no folding, because a line is over 20 kB, or what is seen at once may be over 400 kB.
    bool isPlainMode() const;

    int line() const;
    int column() const;
    int lineCount() const;
    void goTo(int line, int column = 1);
    QString selectedText() const;
    /// Below the cursor, on the screen.
    QPoint caretPoint() const;

    /// Ends an input method's composition and keeps what is composed. Call it before text is saved, run or deployed.
    void commitComposition();
    bool isComposing() const;

    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void selectAll();
    bool canUndo() const;
    bool canRedo() const;
    void toggleComment();
    void duplicateLine();
    /// The line, or all lines of the selection.
    void moveLines(bool up);
    /// Selects the word at the cursor, then each time one more place with the same text; typing changes all of them.
    void addNextOccurrence();
    void selectAllOccurrences();
    int selectionCount() const;

    /// Marked lines move with the text.
    void toggleBookmark();
    QList<int> bookmarks() const;
    void setBookmarks(const QList<int> &lines);
    /// Round the end; false when none is marked.
    bool goToBookmark(bool forward);

    /// Becomes a second view of the other's text, with one undo history. The other must outlive this.
    void shareDocument(CodeEditor &other);
    /// Whoever shows it is about to go: its text goes now and not with the widget, which waits for the event loop. Silent; for good.
    void dropText();

    /// What could stand at a place; `asked` when the user wants to know, else it must be sure. Without one words of the text are offered.
    using Completer = std::function<CompletionList(const CompletionPlace &place, bool asked)>;
    void setCompleter(Completer completer);
    /// Offers what could stand at the cursor. Tab or Enter takes it, Escape closes the list, an input method too.
    void complete();
    bool isCompleting() const;
    QStringList offered() const;
    void zoomBy(int steps);
    void zoomReset();
    void foldAll(bool fold);
    /// The block around the cursor.
    void toggleFold();
    /// From the bracket beside the cursor to the one that belongs to it.
    void goToBracket();
    /// Those of all carets and selections.
    void deleteLines();
    void setWhitespaceShown(bool shown);
    bool isWhitespaceShown() const;
    /// Lines whose block is closed, 1-based; closing them again opens all others.
    QList<int> folded() const;
    void setFolded(const QList<int> &lines);
    bool isLineVisible(int line) const;

    /// Marks all matches; the cursor stays.
    FindState highlight(const FindQuery &query);
    void clearHighlights();
    /// Selects the next (or previous) match, around the end if need be.
    FindState findNext(const FindQuery &query, bool forward = true);
    /// Replaces the selected match, if one is selected, and goes to the next. In a regular expression \1 or $1 are groups.
    FindState replaceCurrent(const FindQuery &query, const QString &replacement);
    /// One undo step; the number of replacements.
    int replaceAll(const FindQuery &query, const QString &replacement);

    /// Underlines and margin marks; replaces those of before. The file name in them is not looked at.
    void setDiagnostics(const QList<Diagnostic> &diagnostics);
    QList<Diagnostic> diagnostics() const;
    /// Those of the diagnostics that something can be done about: a lamp stands in their lines.
    void setFixable(const QList<Diagnostic> &fixable);
    QList<Diagnostic> fixable() const;
    bool hasFix(int line) const;
    /// Texts of the diagnostics that cover a place, for the hover.
    QString diagnosticsAt(int line, int column) const;

    QSize sizeHint() const override { return {640, 400}; }

signals:
    void textChanged();
    void modifiedChanged(bool modified);
    void cursorMoved(int line, int column);
    /// Fill in further actions before the context menu opens.
    void contextMenuAboutToShow(QMenu *menu);
    /// The lamp of the cursor's line was clicked.
    void fixesRequested();
    void plainModeChanged(bool plain);
    void bookmarksChanged();
    void foldsChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
