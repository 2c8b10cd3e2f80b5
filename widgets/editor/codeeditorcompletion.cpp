// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of completions: when it comes, what is in it.
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"

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
    CompletionPlace place;
    place.fileName = path;
    place.before = range(start, caret - start);
    place.after = range(caret, int(std::min<qsizetype>(room, view->byteCount() - caret)));
    const CompletionList list = completer ? completer(place, asked) : asked ? completionsFor(place) : CompletionList();
    if (list.words.isEmpty())
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
    view->SendScintilla(SciView::SCI_AUTOCSHOW, static_cast<unsigned long>(list.typed.toUtf8().size()), list.words.join(u'\n').toUtf8().constData());
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
