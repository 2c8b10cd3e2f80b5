// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <Qsci/qsciscintilla.h>
#include <functional>

namespace lathe {

/// QScintilla with its sharp edges covered: NUL, input methods, keys that belong to the window, dropped files, positions in
/// bytes. Internal to widgets/editor.
class SciView : public QsciScintilla
{
    Q_OBJECT
public:
    explicit SciView(QWidget *parent);

    QByteArray bytes() const;
    /// The whole text; a byte order mark at its beginning stays, which QString::fromUtf8() would drop.
    QString wholeText() const;
    qsizetype byteCount() const;
    /// That of the main selection. Not QScintilla's: it makes room for that one, but has all of them written there.
    QString selectedText() const;
    /// Replaces everything; NUL bytes survive. Undo is emptied when `fresh`.
    void setBytes(const QByteArray &utf8, bool fresh);

    /// 0-based line and character (code point) of a byte position, and back.
    void place(int position, int *line, int *character) const;
    int position(int line, int character) const;

    bool isComposing() const { return !m_preedit.isEmpty(); }
    void finishComposition();
    QString preedit() const { return m_preedit; }

    int call(unsigned int message, unsigned long w = 0, long l = 0) const { return int(SendScintilla(message, w, l)); }

    /// Makes of selected text what is in the file: rows of long lines are ended by more than that.
    void setAsInFile(std::function<QByteArray(const QByteArray &)> asInFile) { m_asInFile = std::move(asInFile); }
    QByteArray asInFile(const QByteArray &selected) const { return m_asInFile ? m_asInFile(selected) : selected; }

    /// Asked for each key first: true when it is done.
    void setTypesAtAll(std::function<bool(const QKeyEvent &)> types) { m_typesAtAll = std::move(types); }

    /// The text is large and nothing listens to what assistive technology is told: it costs nothing until readerCame().
    void setUnheard(bool unheard) { m_unheard = unheard; }

signals:
    void readerCame();
    void menuRequested(const QPoint &globalPos);
    void resized();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    QMimeData *toMimeData(const QByteArray &text, bool rectangular) const override;

private:
    void freeWindowKeys();
    bool m_mayLeave = false; ///< Escape was the last key: Tab goes to the next widget, as everywhere else.
    bool m_unheard = false;
    std::function<QByteArray(const QByteArray &)> m_asInFile;
    std::function<bool(const QKeyEvent &)> m_typesAtAll;
    QString m_preedit;
};

} // namespace lathe
