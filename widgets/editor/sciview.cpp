// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/sciview.h"
#include <QAccessible>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QStringConverter>
#include <Qsci/qscicommandset.h>

namespace lathe {

SciView::SciView(QWidget *parent) : QsciScintilla(parent)
{
    setUtf8(true);
    freeWindowKeys();
}

void SciView::freeWindowKeys()
{
    // Whatever QScintilla binds beyond plain editing would take a shortcut away from the window (Ctrl+T, Ctrl+D, Ctrl+/ …).
    static constexpr int kept[] = {Qt::Key_C, Qt::Key_V, Qt::Key_X, Qt::Key_A, Qt::Key_Z, Qt::Key_Y, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,
                                   Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Insert};
    const auto belongs = [](int key) {
        if (!(key & int(Qt::CTRL)) && !(key & int(Qt::ALT)))
            return true;
        const int plain = key & ~int(Qt::KeyboardModifierMask);
        return std::find(std::begin(kept), std::end(kept), plain) != std::end(kept);
    };
    for (QsciCommand *command : standardCommands()->commands()) {
        if (!belongs(command->key()))
            command->setKey(0);
        if (!belongs(command->alternateKey()))
            command->setAlternateKey(0);
        if (command->command() == QsciCommand::Redo)
            command->setAlternateKey(int(Qt::CTRL) | int(Qt::SHIFT) | Qt::Key_Z);
    }
}

qsizetype SciView::byteCount() const
{
    return SendScintilla(SCI_GETLENGTH);
}

QByteArray SciView::bytes() const
{
    // Not text(): that stops at the first NUL.
    const auto *start = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return QByteArray(start, byteCount());
}

QString SciView::wholeText() const
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decode(bytes());
}

QString SciView::selectedText() const
{
    const long from = SendScintilla(SCI_GETSELECTIONSTART), to = SendScintilla(SCI_GETSELECTIONEND);
    QByteArray utf8(to - from + 1, Qt::Uninitialized); // it ends with a NUL
    SendScintilla(SCI_GETTEXTRANGE, from, to, utf8.data());
    return QString::fromUtf8(utf8.constData(), to - from);
}

void SciView::setBytes(const QByteArray &utf8, bool fresh)
{
    const bool locked = call(SCI_GETREADONLY);
    SendScintilla(SCI_SETREADONLY, 0UL);
    if (fresh)
        SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    else
        SendScintilla(SCI_BEGINUNDOACTION);
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL); // follows the lines that are seen, and only grows
    SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(utf8.size()), utf8.constData());
    if (fresh) {
        SendScintilla(SCI_SETUNDOCOLLECTION, 1UL);
        SendScintilla(SCI_EMPTYUNDOBUFFER);
        SendScintilla(SCI_SETSAVEPOINT);
    } else {
        SendScintilla(SCI_ENDUNDOACTION);
    }
    SendScintilla(SCI_SETREADONLY, static_cast<unsigned long>(locked));
}

void SciView::place(int position, int *line, int *character) const
{
    *line = call(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position));
    const int start = call(SCI_POSITIONFROMLINE, static_cast<unsigned long>(*line));
    *character = call(SCI_COUNTCHARACTERS, static_cast<unsigned long>(start), position);
}

int SciView::position(int line, int character) const
{
    const int last = std::max(0, call(SCI_GETLINECOUNT) - 1);
    const auto at = static_cast<unsigned long>(std::clamp(line, 0, last));
    const int start = call(SCI_POSITIONFROMLINE, at);
    const int end = call(SCI_GETLINEENDPOSITION, at);
    if (character <= 0)
        return start;
    const int found = call(SCI_POSITIONRELATIVE, static_cast<unsigned long>(start), character);
    return found <= 0 ? end : std::min(found, end);
}

void SciView::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    emit resized();
}

void SciView::paintEvent(QPaintEvent *event)
{
    // QScintilla tells its accessible object of the cursor at each frame and counts all characters before it: 30 ms in 10 MB. Qt makes such
    // an object also when nobody listens (whoever gives a widget a name or the keyboard asks for it); a reader that comes gets a new one, and what it missed is told from then on.
    if (m_unheard && QAccessible::isActive())
        emit readerCame();
    else if (m_unheard)
        if (QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(this))
            QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(accessible));
    QsciScintilla::paintEvent(event);
}

void SciView::keyPressEvent(QKeyEvent *event)
{
    const bool leaves = std::exchange(m_mayLeave, event->key() == Qt::Key_Escape && !call(SCI_AUTOCACTIVE));
    if (leaves && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab)) {
        QAbstractScrollArea::focusNextPrevChild(event->key() == Qt::Key_Tab); // QsciScintilla's own keeps Tab for the text
        return;
    }
#ifndef Q_OS_MACOS // where Alt makes characters
    // QScintilla would type the letter of a key that belongs to a menu or to nobody.
    if ((event->modifiers() & Qt::AltModifier) && !(event->modifiers() & Qt::ControlModifier) && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();
        return;
    }
#endif
    // The next line's indentation comes from the lexer's marks of this one, and text is coloured no sooner than it is seen.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        if (const int done = call(SCI_GETENDSTYLED), caret = call(SCI_GETCURRENTPOS); done < caret)
            SendScintilla(SCI_COLOURISE, static_cast<unsigned long>(done), long(caret));
    if (m_typesAtAll && m_typesAtAll(*event))
        event->accept();
    else
        QsciScintilla::keyPressEvent(event);
}

void SciView::inputMethodEvent(QInputMethodEvent *event)
{
    if (isReadOnly()) {
        event->ignore();
        return;
    }
    if (!event->preeditString().isEmpty() || !event->commitString().isEmpty())
        SendScintilla(SCI_AUTOCCANCEL); // Enter is the input method's now
    // A Hangul input method often commits one syllable and begins the next in a single event. QScintilla looks at the
    // commit only, so the two halves are given to it one after the other.
    const QString commit = event->commitString();
    const QString preedit = event->preeditString();
    if (!commit.isEmpty() && !preedit.isEmpty()) {
        QInputMethodEvent first;
        first.setCommitString(commit, event->replacementStart(), event->replacementLength());
        m_preedit.clear();
        QsciScintilla::inputMethodEvent(&first);
        QInputMethodEvent second(preedit, event->attributes());
        m_preedit = preedit;
        QsciScintilla::inputMethodEvent(&second);
    } else {
        m_preedit = preedit;
        QsciScintilla::inputMethodEvent(event);
    }
    event->accept();
}

void SciView::finishComposition()
{
    if (!isComposing())
        return;
    if (QInputMethod *method = QGuiApplication::inputMethod())
        method->commit();
    if (!isComposing())
        return;
    // The input method did not answer: keep what is seen, and make it forget.
    QInputMethodEvent event;
    event.setCommitString(m_preedit);
    inputMethodEvent(&event);
    if (QInputMethod *method = QGuiApplication::inputMethod())
        method->reset();
}

QMimeData *SciView::toMimeData(const QByteArray &text, bool rectangular) const
{
    return QsciScintilla::toMimeData(rectangular ? text : asInFile(text), rectangular);
}

void SciView::contextMenuEvent(QContextMenuEvent *event)
{
    emit menuRequested(event->globalPos());
    event->accept();
}

/// Files are the window's, layers and rows of lists the panels'; neither has a place in a text.
static bool isText(const QMimeData &data)
{
    return data.hasText() && !data.hasUrls();
}

void SciView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!isText(*event->mimeData()))
        event->ignore();
    else
        QsciScintilla::dragEnterEvent(event);
}

void SciView::dragMoveEvent(QDragMoveEvent *event)
{
    if (!isText(*event->mimeData()))
        event->ignore();
    else
        QsciScintilla::dragMoveEvent(event);
}

void SciView::dropEvent(QDropEvent *event)
{
    if (!isText(*event->mimeData()))
        event->ignore();
    else
        QsciScintilla::dropEvent(event);
}

} // namespace lathe
