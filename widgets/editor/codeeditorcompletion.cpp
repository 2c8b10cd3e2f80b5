// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of completions: when it comes, what is in it.
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include <QGuiApplication>

namespace lathe {

static constexpr int around = 200 * 1024; ///< Bytes of text on each side that words come from.

void CodeEditor::setCompleter(Completer completer)
{
    d->completer = std::move(completer);
}

bool CodeEditor::isCompleting() const
{
    return d->view->call(SciView::SCI_AUTOCACTIVE) != 0;
}

QStringList CodeEditor::offered() const
{
    return isCompleting() ? d->offered : QStringList();
}

void CodeEditor::complete()
{
    d->offer(true);
}

void CodeEditor::Private::offer(bool asked)
{
    if (view->isReadOnly() || view->isComposing() || view->call(SciView::SCI_GETSELECTIONS) > 1)
        return;
    const int caret = view->call(SciView::SCI_GETCURRENTPOS);
    const auto range = [this](int start, int length) {
        // Not the pointer to the whole text: for that megabytes would be moved, and back again at the next key.
        QByteArray bytes(length + 1, '\0');
        view->SendScintilla(SciView::SCI_GETTEXTRANGE, start, start + length, bytes.data());
        return QString::fromUtf8(bytes.constData(), length);
    };
    const int room = asked ? around : around / 4;
    const int start = std::max(0, caret - room);
    CompletionPlace here;
    here.fileName = path;
    here.before = range(start, caret - start);
    here.after = range(caret, int(std::min<qsizetype>(room, view->byteCount() - caret)));
    const CompletionList list = completer ? completer(here, asked) : asked ? completionsFor(here) : CompletionList();
    if (list.words.isEmpty())
        return;
    const QByteArray typed = list.typed.toUtf8();
    view->SendScintilla(SciView::SCI_SCROLLCARET); // the list stands below what it completes
    const auto begin = static_cast<long>(caret - typed.size());
    const QPoint place(view->call(SciView::SCI_POINTXFROMPOSITION, 0, begin), view->call(SciView::SCI_POINTYFROMPOSITION, 0, begin));
    if (!QGuiApplication::screenAt(view->viewport()->mapToGlobal(place))) // that part of the window is on none, and QScintilla asks it for its size
        return;
    offered = list.words;
    view->SendScintilla(SciView::SCI_AUTOCSETSEPARATOR, static_cast<unsigned long>('\n'));
    view->SendScintilla(SciView::SCI_AUTOCSETTYPESEPARATOR, 1UL);
    view->SendScintilla(SciView::SCI_AUTOCSETIGNORECASE, 1UL);
    view->SendScintilla(SciView::SCI_AUTOCSETORDER, static_cast<unsigned long>(SciView::SC_ORDER_PERFORMSORT));
    view->SendScintilla(SciView::SCI_AUTOCSETCHOOSESINGLE, 0UL);
    view->SendScintilla(SciView::SCI_AUTOCSETAUTOHIDE, 1UL);
    view->SendScintilla(SciView::SCI_AUTOCSETDROPRESTOFWORD, 1UL);
    view->SendScintilla(SciView::SCI_AUTOCSETMAXHEIGHT, 10UL);
    view->SendScintilla(SciView::SCI_AUTOCSHOW, static_cast<unsigned long>(typed.size()), list.words.join(u'\n').toUtf8().constData());
}

/// Behind these a name follows that is known; letters of a template's key do too. Words of the text only come when asked for.
void CodeEditor::Private::noteTyped(int character)
{
    if (!completer || plain || view->call(SciView::SCI_AUTOCACTIVE) != 0)
        return;
    const bool yaml = language == Language::Yaml;
    const bool letter = character < 0x80 && (isalpha(character) || character == '_');
    const bool opens = character == '.' || character == '"' || character == '\'';
    if (yaml ? letter || character == ' ' : opens)
        offer(false);
}

} // namespace lathe
