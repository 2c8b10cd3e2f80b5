// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks that are closed and opened.
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include <QTimer>

namespace lathe {

void CodeEditor::foldAll(bool fold)
{
    d->whenStyled([this, fold] {
        d->view->SendScintilla(SciView::SCI_FOLDALL, fold ? 0UL : 1UL);
        emit foldsChanged();
    });
}

void CodeEditor::toggleFold()
{
    d->whenStyled([this] { // fold points come with the colours
        int head = line() - 1;
        if (!(d->view->call(SciView::SCI_GETFOLDLEVEL, static_cast<unsigned long>(head)) & SciView::SC_FOLDLEVELHEADERFLAG))
            head = d->view->call(SciView::SCI_GETFOLDPARENT, static_cast<unsigned long>(head));
        if (head < 0)
            return;
        if (head != line() - 1) // the cursor stays in sight
            d->view->SendScintilla(SciView::SCI_GOTOPOS, static_cast<unsigned long>(d->view->call(SciView::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(head))));
        d->view->SendScintilla(SciView::SCI_TOGGLEFOLD, static_cast<unsigned long>(head));
        emit foldsChanged();
    });
}

void CodeEditor::Private::whenStyled(std::function<void()> then)
{
    const bool waits = std::exchange(afterStyling, std::move(then)) != nullptr;
    if (!waits)
        styleNext();
}

void CodeEditor::Private::styleNext()
{
    constexpr int sliceBytes = 512 * 1024;
    if (!afterStyling)
        return;
    const int done = view->call(SciView::SCI_GETENDSTYLED), size = int(view->byteCount());
    const int from = view->call(SciView::SCI_POSITIONFROMLINE, static_cast<unsigned long>(view->call(SciView::SCI_LINEFROMPOSITION, static_cast<unsigned long>(done))));
    if (done < size)
        view->SendScintilla(SciView::SCI_COLOURISE, static_cast<unsigned long>(from), size - done <= sliceBytes ? -1L : long(done + sliceBytes));
    const int now = view->call(SciView::SCI_GETENDSTYLED);
    if (now > done && now < size) // else all has them, or there are none
        QTimer::singleShot(0, q, [this] { styleNext(); });
    else
        std::exchange(afterStyling, {})();
}

QList<int> CodeEditor::folded() const
{
    QList<int> lines;
    for (int line = d->view->call(SciView::SCI_CONTRACTEDFOLDNEXT, 0UL); line >= 0; line = d->view->call(SciView::SCI_CONTRACTEDFOLDNEXT, static_cast<unsigned long>(line) + 1))
        lines.append(line + 1);
    return lines;
}

void CodeEditor::setFolded(const QList<int> &lines)
{
    if (lines.isEmpty() && folded().isEmpty())
        return;
    d->whenStyled([this, lines] {
        d->view->SendScintilla(SciView::SCI_FOLDALL, 1UL);
        for (auto line = lines.crbegin(); line != lines.crend(); ++line) // inner ones first
            if (d->view->call(SciView::SCI_GETFOLDLEVEL, static_cast<unsigned long>(*line - 1)) & SciView::SC_FOLDLEVELHEADERFLAG)
                d->view->SendScintilla(SciView::SCI_FOLDLINE, static_cast<unsigned long>(*line - 1), 0L);
        emit foldsChanged();
    });
}

bool CodeEditor::isLineVisible(int line) const
{
    return d->view->call(SciView::SCI_GETLINEVISIBLE, static_cast<unsigned long>(std::max(0, line - 1))) != 0;
}

} // namespace lathe
