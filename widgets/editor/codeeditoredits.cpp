// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <algorithm>

namespace lathe {

void CodeEditor::undo()
{
    if (canUndo())
        d->asOneChange([this] { d->view->undo(); });
}
void CodeEditor::redo()
{
    if (canRedo())
        d->asOneChange([this] { d->view->redo(); });
}
void CodeEditor::cut() { d->view->cut(); }
void CodeEditor::copy() { d->view->copy(); }
void CodeEditor::paste()
{
    if (!isReadOnly() && QGuiApplication::clipboard()->mimeData() && QGuiApplication::clipboard()->mimeData()->hasText())
        d->asOneChange([this] { d->view->paste(); });
}
void CodeEditor::selectAll() { d->view->selectAll(); }
bool CodeEditor::canUndo() const { return d->view->isUndoAvailable(); }
bool CodeEditor::canRedo() const { return d->view->isRedoAvailable(); }
void CodeEditor::zoomReset() { d->view->zoomTo(0); }

void CodeEditor::zoomBy(int steps)
{
    const int zoom = d->view->call(SciView::SCI_GETZOOM);
    d->view->zoomTo(std::clamp(zoom + steps, -6, 24));
}

void CodeEditor::goToBracket() { d->view->moveToMatchingBrace(); }

void CodeEditor::deleteLines()
{
    if (isReadOnly())
        return;
    const QList<LineRange> ranges = d->selectedLines();
    d->view->SendScintilla(SciView::SCI_BEGINUNDOACTION);
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        const bool last = range->last + 1 >= d->view->call(SciView::SCI_GETLINECOUNT);
        // The last line goes with the line end before it.
        const int start = last && range->first > 0 ? d->view->call(SciView::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(range->first - 1))
                                                   : d->view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(range->first));
        const int end = last ? int(d->view->byteCount()) : d->view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(range->last + 1));
        d->view->SendScintilla(SciView::SCI_DELETERANGE, static_cast<unsigned long>(start), long(end - start));
    }
    d->view->SendScintilla(SciView::SCI_ENDUNDOACTION);
}

void CodeEditor::setWhitespaceShown(bool shown)
{
    d->view->setWhitespaceSize(2); // one pixel is hardly seen
    d->view->setWhitespaceVisibility(shown ? QsciScintilla::WsVisible : QsciScintilla::WsInvisible);
}

bool CodeEditor::isWhitespaceShown() const
{
    return d->view->whitespaceVisibility() != QsciScintilla::WsInvisible;
}

void CodeEditor::duplicateLine()
{
    if (isReadOnly())
        return;
    d->view->SendScintilla(SciView::SCI_SELECTIONDUPLICATE);
}

void CodeEditor::toggleComment()
{
    const CommentSyntax syntax = commentSyntax(d->language);
    if (isReadOnly() || (syntax.prefix.isEmpty() && syntax.open.isEmpty()))
        return;
    const QList<LineRange> ranges = d->selectedLines();
    d->view->SendScintilla(SciView::SCI_BEGINUNDOACTION);
    if (!syntax.prefix.isEmpty())
        d->commentLines(ranges, syntax.prefix);
    else
        for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) // the places of those above stay
            d->commentPair(range->first, range->last, syntax);
    d->view->SendScintilla(SciView::SCI_ENDUNDOACTION);
}

/// The lines of all selections and carets, in order and each once.
QList<LineRange> CodeEditor::Private::selectedLines() const
{
    QList<LineRange> found;
    const int count = view->call(SciView::SCI_GETSELECTIONS);
    for (int i = 0; i < count; ++i) {
        const int start = view->call(SciView::SCI_GETSELECTIONNSTART, static_cast<unsigned long>(i)), end = view->call(SciView::SCI_GETSELECTIONNEND, static_cast<unsigned long>(i));
        LineRange range{view->call(SciView::SCI_LINEFROMPOSITION, static_cast<unsigned long>(start)), view->call(SciView::SCI_LINEFROMPOSITION, static_cast<unsigned long>(end))};
        // A selection that ends at the beginning of a line does not mean that line.
        if (range.last > range.first && end == view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(range.last)))
            --range.last;
        found.append(range);
    }
    std::sort(found.begin(), found.end(), [](const LineRange &a, const LineRange &b) { return a.first < b.first; });
    QList<LineRange> merged;
    for (const LineRange &range : std::as_const(found)) {
        if (!merged.isEmpty() && range.first <= merged.last().last + 1)
            merged.last().last = std::max(merged.last().last, range.last);
        else
            merged.append(range);
    }
    return merged;
}

/// SCI_INSERTTEXT would give up what is selected.
void CodeEditor::Private::insert(int at, const QByteArray &bytes)
{
    view->SendScintilla(SciView::SCI_SETTARGETRANGE, static_cast<unsigned long>(at), long(at));
    view->SendScintilla(SciView::SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
}

/// Comments all of them out, unless all are comments already.
void CodeEditor::Private::commentLines(const QList<LineRange> &ranges, const QString &prefix)
{
    const QByteArray mark = prefix.toLatin1();
    const auto startOf = [this](int line) { return view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line)); };
    const auto indentOf = [](QByteArrayView line) {
        int i = 0;
        while (i < line.size() && (line[i] == ' ' || line[i] == '\t'))
            ++i;
        return i;
    };
    struct Line
    {
        int start;
        int indent;
        bool commented;
        bool space; ///< Behind the mark.
    };
    std::vector<std::pair<int, std::vector<Line>>> blocks; // with the indentation of all their lines
    bool allCommented = true;
    for (const LineRange &range : ranges) {
        const int from = startOf(range.first), to = view->call(SciView::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(range.last));
        QByteArray block(to - from + 1, Qt::Uninitialized); // it ends with a NUL
        view->SendScintilla(SciView::SCI_GETTEXTRANGE, long(from), long(to), block.data());
        auto &[least, lines] = blocks.emplace_back(INT_MAX, std::vector<Line>());
        for (int i = range.first, start = from, next = 0; i <= range.last; ++i, start = next) {
            next = i == range.last ? to : startOf(i + 1);
            const QByteArrayView line = QByteArrayView(block).sliced(start - from, next - start);
            if (line.trimmed().isEmpty())
                continue;
            const int at = indentOf(line);
            lines.push_back({start, at, line.trimmed().startsWith(mark), line.size() > at + mark.size() && line[at + mark.size()] == ' '});
            least = std::min(least, at);
            allCommented = allCommented && lines.back().commented;
        }
    }
    QList<ByteEdit> edits;
    const QByteArray put = mark + ' ';
    for (const auto &[least, lines] : blocks)
        for (const Line &line : lines)
            edits.append(allCommented ? ByteEdit{line.start + line.indent, int(mark.size()) + line.space, {}} : ByteEdit{line.start + least, 0, put});
    makeEdits(edits);
}

/// Marks of lines stay where they are: thousands of edits are made in larger pieces that end before them. Closed blocks would open, so there
/// each edit is made by itself.
QList<ByteEdit> CodeEditor::Private::inPieces(const QList<ByteEdit> &edits) const
{
    constexpr qsizetype many = 500;
    constexpr unsigned marks = 7U << firstSeverityMarker | 1U << bookmarkMarker | 7U << firstLampMarker;
    if (edits.size() <= many || view->call(SciView::SCI_CONTRACTEDFOLDNEXT, 0UL) >= 0)
        return edits;
    std::vector<int> apart;
    for (int line = view->markerFindNext(0, marks); line >= 0; line = view->markerFindNext(line + 1, marks))
        apart.push_back(view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line)));
    return gathered(view->bytes(), edits, apart);
}

void CodeEditor::Private::putEdits(const QList<ByteEdit> &edits)
{
    constexpr qsizetype few = 8, fewBytes = 64 * 1024;
    qsizetype bytes = 0;
    for (const ByteEdit &edit : edits)
        bytes += edit.length + edit.text.size();
    const auto put = [&] {
        for (auto it = edits.crbegin(); it != edits.crend(); ++it) {
            view->SendScintilla(SciView::SCI_SETTARGETRANGE, static_cast<unsigned long>(it->start), long(it->start + it->length));
            view->SendScintilla(SciView::SCI_REPLACETARGET, static_cast<unsigned long>(it->text.size()), it->text.constData());
        }
    };
    if (edits.size() > few || bytes > fewBytes)
        asOneChange(put);
    else
        put();
}

void CodeEditor::Private::makeEdits(const QList<ByteEdit> &edits)
{
    const int anchor = view->call(SciView::SCI_GETANCHOR), caret = view->call(SciView::SCI_GETCURRENTPOS);
    const QList<ByteEdit> pieces = view->call(SciView::SCI_GETSELECTIONS) == 1 ? inPieces(edits) : edits; // of several, each moves along
    putEdits(pieces);
    if (pieces.size() < edits.size()) { // each of these would have moved along
        const int first = view->firstVisibleLine();
        view->SendScintilla(SciView::SCI_SETSEL, static_cast<unsigned long>(placeAfter(edits, anchor)), long(placeAfter(edits, caret)));
        view->setFirstVisibleLine(first);
    }
}

void CodeEditor::Private::commentPair(int first, int last, const CommentSyntax &syntax)
{
    const QByteArray open = syntax.open.toLatin1() + ' ';
    const QByteArray close = ' ' + syntax.close.toLatin1();
    int start = view->call(SciView::SCI_GETLINEINDENTPOSITION, static_cast<unsigned long>(first));
    const int end = view->call(SciView::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(last));
    const QByteArray text = view->bytes().mid(start, end - start);
    const QByteArray body = text.trimmed();
    if (body.startsWith(open.trimmed()) && body.endsWith(close.trimmed()) && body.size() >= open.size() + close.size() - 2) {
        QByteArray inner = body.mid(open.trimmed().size());
        inner.chop(close.trimmed().size());
        if (inner.startsWith(' '))
            inner.remove(0, 1);
        if (inner.endsWith(' '))
            inner.chop(1);
        view->SendScintilla(SciView::SCI_SETTARGETRANGE, static_cast<unsigned long>(start), long(end));
        view->SendScintilla(SciView::SCI_REPLACETARGET, static_cast<unsigned long>(inner.size()), inner.constData());
        return;
    }
    if (body.isEmpty())
        return;
    insert(end, close);
    insert(start, open);
}

void CodeEditor::Private::select(int start, int length)
{
    const int line = view->call(SciView::SCI_LINEFROMPOSITION, static_cast<unsigned long>(start));
    view->ensureLineVisible(line);
    view->SendScintilla(SciView::SCI_SETSEL, static_cast<unsigned long>(start), long(start + length));
}

/// In the file's text: what is found may reach over the end of a row.
Result<QList<ByteMatch>> CodeEditor::Private::matches(const FindQuery &query, const QString *replacement, int limit) const
{
    if (rows.isEmpty())
        return findAll(view->bytes(), query, replacement, limit);
    auto found = findAllInText(whole, query, replacement, limit);
    if (found)
        for (ByteMatch &match : *found) {
            const qsizetype start = rows.shownByte(match.start);
            match.length = int(rows.shownByte(match.start + match.length - 1) + 1 - start);
            match.start = int(start);
        }
    return found;
}

FindState CodeEditor::highlight(const FindQuery &query)
{
    return d->mark(d->matches(query));
}

FindState CodeEditor::Private::mark(const Result<QList<ByteMatch>> &found)
{
    q->clearHighlights();
    FindState state;
    if (!found) {
        state.error = found.error().text;
        return state;
    }
    const int start = view->call(SciView::SCI_GETSELECTIONSTART);
    const int end = view->call(SciView::SCI_GETSELECTIONEND);
    view->SendScintilla(SciView::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(findIndicator));
    for (const ByteMatch &match : *found) {
        view->SendScintilla(SciView::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(match.start), long(match.length));
        ++state.count;
        if (match.start == start && match.start + match.length == end)
            state.current = state.count;
    }
    return state;
}

void CodeEditor::clearHighlights()
{
    d->view->SendScintilla(SciView::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(Private::findIndicator));
    d->view->SendScintilla(SciView::SCI_INDICATORCLEARRANGE, 0UL, long(d->view->byteCount()));
}

FindState CodeEditor::findNext(const FindQuery &query, bool forward)
{
    const auto found = d->matches(query);
    if (!found || found->isEmpty())
        return d->mark(found);
    const int start = d->view->call(SciView::SCI_GETSELECTIONSTART);
    const int end = d->view->call(SciView::SCI_GETSELECTIONEND);
    const ByteMatch *chosen = nullptr;
    if (forward) {
        for (const ByteMatch &match : *found)
            if (match.start >= end && !(match.start == start && match.start + match.length == end)) {
                chosen = &match;
                break;
            }
        if (!chosen)
            chosen = &found->first();
    } else {
        for (const ByteMatch &match : *found)
            if (match.start < start)
                chosen = &match;
        if (!chosen)
            chosen = &found->last();
    }
    d->select(chosen->start, chosen->length);
    return d->mark(found);
}

FindState CodeEditor::replaceCurrent(const FindQuery &query, const QString &replacement)
{
    if (isReadOnly())
        return highlight(query);
    const auto found = d->matches(query, &replacement);
    if (!found)
        return d->mark(found);
    const int start = d->view->call(SciView::SCI_GETSELECTIONSTART);
    const int end = d->view->call(SciView::SCI_GETSELECTIONEND);
    for (const ByteMatch &match : *found) {
        if (match.start != start || match.start + match.length != end)
            continue;
        const QByteArray text = match.replacement.toUtf8();
        d->view->SendScintilla(SciView::SCI_SETTARGETRANGE, static_cast<unsigned long>(start), long(end));
        d->view->SendScintilla(SciView::SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
        d->view->SendScintilla(SciView::SCI_SETEMPTYSELECTION, static_cast<unsigned long>(start + text.size()));
        break;
    }
    return findNext(query, true);
}

int CodeEditor::replaceAll(const FindQuery &query, const QString &replacement)
{
    if (isReadOnly())
        return 0;
    const auto found = d->matches(query, query.regex ? &replacement : nullptr, INT_MAX);
    if (!found || found->isEmpty())
        return 0;
    const QByteArray same = replacement.toUtf8();
    QList<ByteEdit> edits;
    edits.reserve(found->size());
    for (const ByteMatch &match : *found)
        edits.append({match.start, match.length, query.regex ? match.replacement.toUtf8() : same});
    d->view->SendScintilla(SciView::SCI_BEGINUNDOACTION);
    d->makeEdits(edits);
    d->view->SendScintilla(SciView::SCI_ENDUNDOACTION);
    return int(found->size());
}

void CodeEditor::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    if (diagnostics == d->diagnostics)
        return;
    d->diagnostics = diagnostics;
    d->markDiagnostics();
}

QList<Diagnostic> CodeEditor::diagnostics() const
{
    return d->diagnostics;
}

void CodeEditor::setFixable(const QList<Diagnostic> &fixable)
{
    if (fixable == d->fixable)
        return;
    d->fixable = fixable;
    d->markDiagnostics();
}

QList<Diagnostic> CodeEditor::fixable() const
{
    return d->fixable;
}

/// By the mark, which moves with the text.
bool CodeEditor::hasFix(int line) const
{
    return line > 0 && (d->view->markersAtLine(line - 1) & (7U << Private::firstLampMarker)) != 0;
}

void CodeEditor::Private::clickMargin(int margin, int line)
{
    if (margin != markMargin || !q->hasFix(line + 1))
        return;
    q->setFocus(Qt::MouseFocusReason);
    if (q->line() != line + 1)
        q->goTo(line + 1, view->call(SciView::SCI_COUNTCHARACTERS, static_cast<unsigned long>(view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line))),
                              view->call(SciView::SCI_GETLINEINDENTPOSITION, static_cast<unsigned long>(line))) + 1);
    emit q->fixesRequested();
}

QString CodeEditor::Private::marginText(int x, int y) const
{
    if (x < 0 || x >= view->marginWidth(0) + view->marginWidth(markMargin))
        return {};
    const int place = view->call(SciView::SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(view->marginWidth(0) + view->marginWidth(markMargin) + view->marginWidth(foldMargin) + 4), y);
    const int line = view->call(SciView::SCI_LINEFROMPOSITION, static_cast<unsigned long>(std::max(0, place)));
    if (place < 0 || (view->markersAtLine(line) & (7U << firstSeverityMarker | 7U << firstLampMarker)) == 0)
        return {};
    QStringList texts;
    for (const Diagnostic &one : std::as_const(diagnostics))
        if (one.line == line + 1)
            texts.append(one.remedy.isEmpty() ? one.text : one.text + QLatin1Char('\n') + one.remedy);
    return texts.join(QLatin1Char('\n'));
}

void CodeEditor::Private::markDiagnostics()
{
    for (int i = 0; i < 3; ++i) {
        view->SendScintilla(SciView::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(firstSeverityIndicator + i));
        view->SendScintilla(SciView::SCI_INDICATORCLEARRANGE, 0UL, long(view->byteCount()));
        view->markerDeleteAll(firstSeverityMarker + i);
        view->markerDeleteAll(firstLampMarker + i);
    }
    QHash<int, int> worst; // one mark a line
    QSet<int> lamps;
    for (const Diagnostic &one : std::as_const(diagnostics)) {
        if (one.line < 1 || one.line > view->lines() || !rows.isEmpty()) // rows are no lines
            continue;
        const int severity = int(one.severity);
        const auto line = static_cast<unsigned long>(one.line - 1);
        worst[one.line - 1] = std::max(worst.value(one.line - 1), severity);
        if (fixable.contains(one))
            lamps.insert(one.line - 1);
        int start = one.column > 0 ? view->position(one.line - 1, one.column - 1) : view->call(SciView::SCI_GETLINEINDENTPOSITION, line);
        const int lineEnd = view->call(SciView::SCI_GETLINEENDPOSITION, line);
        int end = one.column > 0 ? view->call(SciView::SCI_WORDENDPOSITION, static_cast<unsigned long>(start), 1L) : lineEnd;
        if (end <= start)
            end = view->call(SciView::SCI_POSITIONAFTER, static_cast<unsigned long>(start));
        end = std::min(end, lineEnd);
        if (end <= start) // behind the last character: underline that one
            start = view->call(SciView::SCI_POSITIONBEFORE, static_cast<unsigned long>(end));
        view->SendScintilla(SciView::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(firstSeverityIndicator + severity));
        view->SendScintilla(SciView::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(start), long(std::max(1, end - start)));
    }
    if (!worst.isEmpty())
        needMarks();
    for (auto it = worst.cbegin(); it != worst.cend(); ++it)
        view->markerAdd(it.key(), (lamps.contains(it.key()) ? firstLampMarker : firstSeverityMarker) + it.value());
}

QString CodeEditor::diagnosticsAt(int line, int column) const
{
    QStringList texts;
    const int position = d->view->position(line - 1, column - 1);
    for (const Diagnostic &one : std::as_const(d->diagnostics)) {
        if (one.line != line)
            continue;
        const int indicator = Private::firstSeverityIndicator + int(one.severity);
        if (!d->view->call(SciView::SCI_INDICATORVALUEAT, static_cast<unsigned long>(indicator), position))
            continue;
        texts.append(one.remedy.isEmpty() ? one.text : one.text + QLatin1Char('\n') + one.remedy);
    }
    return texts.join(QLatin1Char('\n'));
}

void CodeEditor::Private::showMenu(const QPoint &globalPos)
{
    auto *menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char *icon, const QString &text, bool enabled, void (CodeEditor::*slot)()) {
        QAction *action = menu->addAction(theme.icon(QString::fromLatin1(icon)), text, q, slot);
        action->setEnabled(enabled);
    };
    const bool writable = !view->isReadOnly();
    const bool selected = view->hasSelectedText();
    add("undo", CodeEditor::tr("Undo"), q->canUndo(), &CodeEditor::undo);
    add("redo", CodeEditor::tr("Redo"), q->canRedo(), &CodeEditor::redo);
    menu->addSeparator();
    add("cut", CodeEditor::tr("Cut"), writable && selected, &CodeEditor::cut);
    add("copy", CodeEditor::tr("Copy"), selected, &CodeEditor::copy);
    add("paste", CodeEditor::tr("Paste"), writable, &CodeEditor::paste);
    add("", CodeEditor::tr("Select All"), true, &CodeEditor::selectAll);
    menu->addSeparator();
    const CommentSyntax syntax = commentSyntax(language);
    add("", CodeEditor::tr("Toggle Comment"), writable && !(syntax.prefix.isEmpty() && syntax.open.isEmpty()), &CodeEditor::toggleComment);
    emit q->contextMenuAboutToShow(menu);
    menu->popup(globalPos);
}

} // namespace lathe
