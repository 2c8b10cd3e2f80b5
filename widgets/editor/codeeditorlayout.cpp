// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include "editor/plainpieces.h"
#include <algorithm>

namespace lathe {

void CodeEditor::Private::keepWidths(int longestBytes)
{
    constexpr int usual = 1024, most = 32 * 1024; // more than a text has different characters, in each style
    constexpr int shortBytes = 4 * 1024;
    pieceBytes = longestBytes > shortBytes ? 1 : plainPieceBytes;
    int wanted = usual;
    while (wanted < longestBytes / 2 && wanted < most)
        wanted *= 2;
    if (wanted <= std::max(usual, keptWidths))
        return;
    keptWidths = wanted;
    view->SendScintilla(SciView::SCI_SETPOSITIONCACHE, static_cast<unsigned long>(wanted));
}

void CodeEditor::Private::likePlain()
{
    view->SendScintilla(SciView::SCI_SETLEXER, static_cast<unsigned long>(SciView::SCLEX_CONTAINER));
    const QFont font = codeFont();
    for (unsigned long style = 0; style < static_cast<unsigned long>(plainPieceStyles); ++style) {
        view->SendScintilla(SciView::SCI_STYLESETFONT, style, font.family().toUtf8().constData());
        view->SendScintilla(SciView::SCI_STYLESETSIZEFRACTIONAL, style, long(font.pointSizeF() * int(SciView::SC_FONT_SIZE_MULTIPLIER)));
        view->SendScintilla(SciView::SCI_STYLESETFORE, style, theme.color(Token::Text));
        view->SendScintilla(SciView::SCI_STYLESETBACK, style, theme.color(Token::Editor));
    }
}

void CodeEditor::Private::cutPlain(int until)
{
    const int size = int(view->byteCount());
    const int to = std::min(until, size);
    int from = std::max(0, view->call(SciView::SCI_GETENDSTYLED) - 2 * plainPieceBytes);
    if (!plain || to <= from)
        return;
    if (!rows.isEmpty()) // they are far fewer on a page than were jumped over, and uncut ones are short enough
        from = std::max(from, to - ShownText::longPageBytes);
    while (from > 0 && (view->call(SciView::SCI_GETCHARAT, static_cast<unsigned long>(from)) & 0xc0) == 0x80)
        --from;
    QByteArray cells(2 * (to - from) + 2, '\0');
    view->SendScintilla(SciView::SCI_GETSTYLEDTEXT, long(from), long(to), cells.data());
    cells.chop(2);
    const QByteArray styles = plainPieces(cells, pieceBytes);
    qsizetype first = 0, end = styles.size(); // of what differs: to write all of it costs more than to look
    while (first < end && styles[first] == cells[2 * first + 1])
        ++first;
    while (end > first && styles[end - 1] == cells[2 * end - 1])
        --end;
    view->SendScintilla(SciView::SCI_STARTSTYLING, static_cast<unsigned long>(from + first), 31L);
    if (end > first)
        view->SendScintilla(SciView::SCI_SETSTYLINGEX, static_cast<unsigned long>(end - first), styles.constData() + first);
    view->SendScintilla(SciView::SCI_STARTSTYLING, static_cast<unsigned long>(to), 31L); // the rest has its styles
}

} // namespace lathe
