// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines that move, several carets, bookmarks and the second view of a document.
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include <QHash>
#include <QKeyEvent>
#include <Qsci/qscidocument.h>
#include <algorithm>

namespace lathe {

/// The main selection, or all that a rectangle reaches over, as one. Scintilla takes lines away and puts as many bytes back; of a rectangle
/// it has kept fewer.
void CodeEditor::Private::selectAsOne()
{
    const bool rectangle = view->call(SciView::SCI_SELECTIONISRECTANGLE) != 0;
    if (!rectangle && view->call(SciView::SCI_GETSELECTIONS) == 1)
        return;
    const int anchor = view->call(rectangle ? SciView::SCI_GETRECTANGULARSELECTIONANCHOR : SciView::SCI_GETANCHOR);
    const int caret = view->call(rectangle ? SciView::SCI_GETRECTANGULARSELECTIONCARET : SciView::SCI_GETCURRENTPOS);
    view->SendScintilla(SciView::SCI_CLEARSELECTIONS); // the mode goes with them
    view->SendScintilla(SciView::SCI_SETSELECTION, static_cast<unsigned long>(caret), static_cast<long>(anchor));
}

void CodeEditor::moveLines(bool up)
{
    if (isReadOnly())
        return;
    commitComposition();
    d->selectAsOne();
    d->view->SendScintilla(up ? SciView::SCI_MOVESELECTEDLINESUP : SciView::SCI_MOVESELECTEDLINESDOWN);
}

/// Whole words for a caret, exactly the text for a selection; case counts.
void CodeEditor::Private::searchSelection()
{
    view->SendScintilla(SciView::SCI_TARGETWHOLEDOCUMENT);
    const bool empty = view->call(SciView::SCI_GETSELECTIONEMPTY) != 0;
    if (empty)
        wholeWord = true;
    else if (view->call(SciView::SCI_GETSELECTIONS) == 1 && view->selectedText() != grown)
        wholeWord = false;
    view->SendScintilla(SciView::SCI_SETSEARCHFLAGS, static_cast<unsigned long>(SciView::SCFIND_MATCHCASE | (wholeWord ? int(SciView::SCFIND_WHOLEWORD) : 0)));
}

void CodeEditor::addNextOccurrence()
{
    commitComposition();
    d->searchSelection();
    d->view->SendScintilla(SciView::SCI_MULTIPLESELECTADDNEXT);
    d->grown = d->view->selectedText();
}

void CodeEditor::selectAllOccurrences()
{
    commitComposition();
    d->searchSelection();
    if (d->view->call(SciView::SCI_GETSELECTIONEMPTY) != 0) // the word first
        d->view->SendScintilla(SciView::SCI_MULTIPLESELECTADDNEXT);
    d->grown = d->view->selectedText();
    d->view->SendScintilla(SciView::SCI_TARGETWHOLEDOCUMENT);
    d->view->SendScintilla(SciView::SCI_MULTIPLESELECTADDEACH);
}

/// Scintilla moves every caret with each change at one of them: a second for a key at five thousand. Here the text changes in a few pieces and
/// the carets are put where they belong then.
bool CodeEditor::Private::typeAtAll(const QKeyEvent &key)
{
    constexpr int many = 200;
    constexpr qsizetype fewPieces = 64;
    const int count = view->call(SciView::SCI_GETSELECTIONS);
    const QString typed = key.text();
    const bool backspace = key.key() == Qt::Key_Backspace && key.modifiers() == Qt::NoModifier;
    const bool removes = backspace || (key.key() == Qt::Key_Delete && key.modifiers() == Qt::NoModifier);
    if (count <= many || view->isReadOnly() || view->isComposing() || view->call(SciView::SCI_SELECTIONISRECTANGLE) || view->call(SciView::SCI_AUTOCACTIVE))
        return false;
    if (!removes && (typed.isEmpty() || !typed[0].isPrint() || (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))))
        return false;
    const QByteArray put = removes ? QByteArray() : typed.toUtf8();
    const auto at = [this](unsigned int message, int n) { return view->call(message, static_cast<unsigned long>(n)); };
    QList<ByteEdit> edits;
    for (int n = 0; n < count; ++n) {
        int start = at(SciView::SCI_GETSELECTIONNSTART, n);
        int end = at(SciView::SCI_GETSELECTIONNEND, n);
        if (backspace && start == end) {
            start = view->call(SciView::SCI_POSITIONBEFORE, static_cast<unsigned long>(end));
            if (const int before = view->call(SciView::SCI_GETCHARAT, static_cast<unsigned long>(start)); before == ' ' || before == '\t')
                return false; // it may take a whole indentation
        }
        if (removes && !backspace && start == end)
            end = view->call(SciView::SCI_POSITIONAFTER, static_cast<unsigned long>(end));
        edits.append({start, end - start, put});
    }
    const QList<ByteEdit> mine = edits; // by caret
    std::sort(edits.begin(), edits.end(), [](const ByteEdit &a, const ByteEdit &b) { return a.start < b.start; });
    edits.erase(std::unique(edits.begin(), edits.end()), edits.end());
    for (qsizetype i = 1; i < edits.size(); ++i)
        if (edits[i].start < edits[i - 1].start + edits[i - 1].length)
            return false;
    QHash<int, int> caretOf; // by where it stood
    int moved = 0;
    for (const ByteEdit &edit : std::as_const(edits)) {
        caretOf.insert(edit.start, edit.start + moved + int(put.size()));
        moved += int(put.size()) - edit.length;
    }
    const QList<ByteEdit> pieces = inPieces(edits);
    const int main = view->call(SciView::SCI_GETMAINSELECTION);
    const bool anew = pieces.size() > fewPieces; // it is less to make the carets again than to move them
    if (anew)
        view->SendScintilla(SciView::SCI_SETSEL, static_cast<unsigned long>(mine[main].start), long(mine[main].start));
    view->SendScintilla(SciView::SCI_BEGINUNDOACTION);
    putEdits(pieces);
    view->SendScintilla(SciView::SCI_ENDUNDOACTION);
    for (int n = 0; n < count; ++n) {
        const int caret = caretOf.value(mine[n].start);
        if (anew) {
            view->SendScintilla(n == 0 ? SciView::SCI_SETSELECTION : SciView::SCI_ADDSELECTION, static_cast<unsigned long>(caret), long(caret));
        } else {
            view->SendScintilla(SciView::SCI_SETSELECTIONNCARET, static_cast<unsigned long>(n), long(caret));
            view->SendScintilla(SciView::SCI_SETSELECTIONNANCHOR, static_cast<unsigned long>(n), long(caret));
        }
    }
    view->SendScintilla(SciView::SCI_SETMAINSELECTION, static_cast<unsigned long>(main));
    view->SendScintilla(SciView::SCI_SCROLLCARET);
    return true;
}

QPoint CodeEditor::caretPoint() const
{
    const auto caret = static_cast<long>(d->view->call(SciView::SCI_GETCURRENTPOS));
    const int x = d->view->call(SciView::SCI_POINTXFROMPOSITION, 0, caret);
    const int y = d->view->call(SciView::SCI_POINTYFROMPOSITION, 0, caret) + d->view->call(SciView::SCI_TEXTHEIGHT, 0);
    return d->view->viewport()->mapToGlobal(QPoint(x, y));
}

int CodeEditor::selectionCount() const
{
    return d->view->call(SciView::SCI_GETSELECTIONS);
}

void CodeEditor::Private::defineMark(const char *icon, IconRole role, int size, int marker)
{
    const QPixmap pixmap = theme.icons().pixmap(QString::fromLatin1(icon), role, size, q->devicePixelRatioF());
    if (!pixmap.isNull())
        view->markerDefine(pixmap.toImage(), marker);
}

void CodeEditor::Private::needMarks()
{
    if (std::exchange(marks, true))
        return;
    static constexpr IconRole severities[] = {IconRole::Info, IconRole::Warning, IconRole::Error};
    static constexpr const char *icons[] = {"info", "warning", "error"};
    for (int i = 0; i < 3; ++i) {
        defineMark(icons[i], severities[i], 14, firstSeverityMarker + i);
        defineMark("lamp", severities[i], 16, firstLampMarker + i);
    }
    defineMark("bookmark", IconRole::Accent, 14, bookmarkMarker);
}

void CodeEditor::toggleBookmark()
{
    d->needMarks();
    const int line = this->line() - 1;
    if (d->view->markersAtLine(line) & (1U << Private::bookmarkMarker))
        d->view->markerDelete(line, Private::bookmarkMarker);
    else
        d->view->markerAdd(line, Private::bookmarkMarker);
    emit bookmarksChanged();
}

QList<int> CodeEditor::bookmarks() const
{
    QList<int> lines;
    for (int line = d->view->markerFindNext(0, 1U << Private::bookmarkMarker); line >= 0; line = d->view->markerFindNext(line + 1, 1U << Private::bookmarkMarker))
        lines.append(line + 1);
    return lines;
}

void CodeEditor::setBookmarks(const QList<int> &lines)
{
    d->view->markerDeleteAll(Private::bookmarkMarker);
    if (!lines.isEmpty())
        d->needMarks();
    for (const int line : lines)
        if (line >= 1 && line <= lineCount())
            d->view->markerAdd(line - 1, Private::bookmarkMarker);
    emit bookmarksChanged();
}

bool CodeEditor::goToBookmark(bool forward)
{
    const unsigned mask = 1U << Private::bookmarkMarker;
    const int here = line() - 1;
    int found = forward ? d->view->markerFindNext(here + 1, mask) : here > 0 ? d->view->markerFindPrevious(here - 1, mask) : -1;
    if (found < 0) // round the end
        found = forward ? d->view->markerFindNext(0, mask) : d->view->markerFindPrevious(lineCount() - 1, mask);
    if (found < 0)
        return false;
    goTo(found + 1);
    return true;
}

/// The lexer belongs to Scintilla's document: this view takes its own while its document is still empty, so that the text is
/// not coloured anew.
void CodeEditor::shareDocument(CodeEditor &other)
{
    d->path = other.d->path;
    d->language = other.d->language;
    d->plain = other.d->plain;
    d->rows = other.d->rows;
    d->whole = other.d->whole;
    d->restyle();
    d->keepWidths(2 * other.d->keptWidths);
    d->view->setEolMode(other.d->view->eolMode());
    d->view->setIndentationsUseTabs(other.d->view->indentationsUseTabs());
    d->view->setTabWidth(other.d->view->tabWidth());
    d->view->setIndentationWidth(other.d->view->indentationWidth());
    d->view->setDocument(other.d->view->document());
    d->shares = true;
    d->completer = other.d->completer;
    d->lastSize = d->view->byteCount();
    d->listenTo(d->lastSize);
    d->diagnostics = other.d->diagnostics;
    d->view->setAccessibleName(tr("Second view of %1").arg(other.d->view->accessibleName()));
    d->fitNumberMargin();
    d->view->zoomTo(other.d->view->call(SciView::SCI_GETZOOM));
    goTo(other.line(), other.column());
    d->view->setFirstVisibleLine(other.d->view->firstVisibleLine());
}

void CodeEditor::dropText()
{
    blockSignals(true);
    d->view->blockSignals(true);
    d->view->setDocument(QsciDocument());
    d->shares = false;
}

/// QScintilla wipes the styles of the document that a view leaves behind, which must not be the shared one.
void CodeEditor::Private::letGo()
{
    if (shares)
        view->setDocument(QsciDocument());
    shares = false;
}

} // namespace lathe
