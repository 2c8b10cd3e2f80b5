// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/iconprovider.h"
#include "editor/byteedits.h"
#include "editor/codeeditor.h"
#include "editor/linerows.h"
#include "editor/sciview.h"
#include "editor/showntext.h"
#include "editor/textsearch.h"
#include <QPointer>

class QsciLexer;

namespace lathe {

/// Lines of the text, 0-based.
struct LineRange
{
    int first;
    int last;
};

/// What CodeEditor's parts share. Internal to widgets/editor.
struct CodeEditor::Private
{
    Private(CodeEditor *editor, ThemeManager &manager) : q(editor), theme(manager) {}

    static constexpr int markMargin = 1;
    static constexpr int foldMargin = 2;
    static constexpr int findIndicator = 8;
    static constexpr int firstSeverityIndicator = 9; ///< Hint, warning, error.
    static constexpr int firstSeverityMarker = 1;
    static constexpr int bookmarkMarker = 4;
    static constexpr int firstLampMarker = 5; ///< In place of the severity's own, in its colour.
    static constexpr qsizetype quietBytes = 1024 * 1024;
    /// All but those of the text itself.
    static constexpr int hushedEvents = SciView::SC_MOD_CHANGESTYLE | SciView::SC_MOD_CHANGEFOLD | SciView::SC_MOD_CHANGEMARKER | SciView::SC_MOD_CHANGEINDICATOR
        | SciView::SC_MOD_CHANGELINESTATE | SciView::SC_MOD_CHANGEMARGIN | SciView::SC_MOD_CHANGEANNOTATION | SciView::SC_MOD_CONTAINER;
    static constexpr qsizetype spareBytes = 2 * 1024 * 1024; ///< See spareWork().

    CodeEditor *q;
    ThemeManager &theme;
    SciView *view = nullptr;
    QPointer<QsciLexer> lexer;
    QString path;
    Language language = Language::Plain;
    bool plain = false;
    bool quiet = false;    ///< A large text: see listenTo().
    bool changing = false; ///< It was told of a change, and q will be.
    bool shares = false;    ///< The document belongs to another view as well.
    bool wholeWord = false; ///< Occurrences are words, because it began at a caret.
    QString grown;          ///< What addNextOccurrence() selected last.
    bool marks = false;  ///< Pictures of problems and bookmarks are defined.
    bool styled = false; ///< Fonts, colours and markers are set.
    qsizetype lastSize = 0;
    int keptWidths = 0;     ///< Entries of Scintilla's cache, if more than usual.
    int pieceBytes = 1;     ///< Of plain text: see plainPieces().
    LineRows rows;          ///< Of a text that is only looked at and has lines without end.
    QString whole;          ///< That text as it is.
    std::function<void()> afterStyling; ///< What whenStyled() waits for; the newest only.
    Completer completer;
    QStringList offered; ///< In the list of completions.
    QList<Diagnostic> diagnostics;
    QList<Diagnostic> fixable;

    QFont codeFont() const;
    void build();
    void restyle();
    /// The same for another theme or font: the text keeps its styles, which take long to make anew in a large one.
    void redress();
    void styleRest();
    void restyleMarkers();
    /// Before one is set here, and a moment after the first frame in any case: in another view of the same text it is seen as well.
    void needMarks();
    void defineMark(const char *icon, IconRole role, int size, int marker);
    void applyLexer();
    void spareWork();
    /// Lets Scintilla keep as many pieces' widths as a line of that length has, and says how long these are.
    void keepWidths(int longestBytes);
    /// The styles that cutPlain() uses look as plain text.
    void likePlain();
    /// Cuts plain text up to a position into pieces that Scintilla keeps.
    void cutPlain(int until);
    LineRows::Place caret() const;
    void applyIndentation();
    void setPlainMode(bool on);
    void watchLineLength();
    void listenTo(qsizetype bytes);
    /// What consists of many changes, or of a large one, is told as one: QScintilla makes a string of each and counts the characters before it.
    void asOneChange(const std::function<void()> &change);
    void tellSoon();
    void tellChange();
    int longestLine() const;
    void fitNumberMargin();
    void searchSelection();
    void selectAsOne();
    void offer(bool asked);
    void noteTyped(int character);
    void letGo();
    void showMenu(const QPoint &globalPos);
    void markDiagnostics();
    void clickMargin(int margin, int line);
    /// Of a place in the margins, for the hover.
    QString marginText(int x, int y) const;
    QList<LineRange> selectedLines() const;
    void insert(int at, const QByteArray &bytes);
    void commentLines(const QList<LineRange> &ranges, const QString &prefix);
    void commentPair(int first, int last, const CommentSyntax &syntax);
    QByteArray lineBytes(int line) const;
    void replaceBytes(const QList<ByteEdit> &edits);
    QList<ByteEdit> inPieces(const QList<ByteEdit> &edits) const;
    void putEdits(const QList<ByteEdit> &edits);
    /// Types at hundreds of carets; false: the key is none of those that this does.
    bool typeAtAll(const QKeyEvent &key);
    /// The same as part of an undo step; selection and what is in sight stay.
    void makeEdits(const QList<ByteEdit> &edits);
    /// Does it once all of the text has its colours, with which fold points come: megabytes get them a piece at a time, between events.
    void whenStyled(std::function<void()> then);
    void styleNext();
    void select(int start, int length);
    Result<QList<ByteMatch>> matches(const FindQuery &query, const QString *replacement = nullptr, int limit = mostMatches) const;
    FindState mark(const Result<QList<ByteMatch>> &found);
};

} // namespace lathe
