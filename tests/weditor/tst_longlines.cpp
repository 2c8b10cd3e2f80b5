// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/codeeditor.h"
#include "editor/linerows.h"
#include "editor/plainpieces.h"
#include <QApplication>
#include <QClipboard>
#include <QRandomGenerator>
#include <QTest>

using namespace lathe;

namespace {

QByteArray cellsOf(const QByteArray &text, const QByteArray &styles)
{
    QByteArray cells;
    for (qsizetype i = 0; i < text.size(); ++i)
        cells.append(text[i]).append(i < styles.size() ? styles[i] : '\0');
    return cells;
}

/// Each piece that differs in text or style: what has to be measured before all of it is laid out.
QSet<QByteArray> measured(const QByteArray &text, const QByteArray &styles)
{
    QSet<QByteArray> pieces;
    for (qsizetype start = 0, end = 1; start < text.size(); start = end++) {
        while (end < text.size() && styles[end] == styles[start])
            ++end;
        pieces.insert(text.mid(start, end - start) + styles[start]);
    }
    return pieces;
}

int longestPiece(const QByteArray &styles)
{
    int longest = 0, run = 0;
    for (qsizetype i = 0; i < styles.size(); ++i) {
        run = i > 0 && styles[i] == styles[i - 1] ? run + 1 : 1;
        longest = std::max(longest, run);
    }
    return longest;
}

bool splitsCharacter(const QByteArray &text, const QByteArray &styles)
{
    for (qsizetype i = 1; i < text.size(); ++i)
        if ((uchar(text[i]) & 0xc0) == 0x80 && styles[i] != styles[i - 1])
            return true;
    return false;
}

} // namespace

/// Lines that are longer than anybody writes by hand.
class TestLongLines : public QObject
{
    Q_OBJECT
    ThemeManager m_theme{QStringLiteral(LATHE_SOURCE_DIR "/resources")};

    static DocumentText document(const QString &text) { return decodeDocument(text.toUtf8()); }

private slots:
    void piecesAreShort()
    {
        const QByteArray text = (QStringLiteral("값 = value(1), 이름 😀 ").repeated(200)).toUtf8();
        const QByteArray styles = plainPieces(cellsOf(text, {}));
        QCOMPARE(styles.size(), text.size());
        QVERIFY(longestPiece(styles) < 30);
        QVERIFY(!splitsCharacter(text, styles));
        QCOMPARE(plainPieces(cellsOf(text, styles)), styles); // nothing to do any more
        // Rows have few, which are drawn faster.
        const QByteArray rows = plainPieces(cellsOf(text, {}), plainPieceBytes);
        QVERIFY(longestPiece(rows) < 30);
        QVERIFY(!splitsCharacter(text, rows));
        qsizetype ends = 0;
        for (qsizetype i = 1; i < rows.size(); ++i)
            ends += rows[i] != rows[i - 1];
        QCOMPARE_LE(ends, text.size() / plainPieceBytes);
        QCOMPARE(plainPieces(cellsOf(text, rows), plainPieceBytes), rows);
    }

    /// However long a line is, what has to be measured of it is no more than its different characters, in each of the styles.
    void fewPiecesAreMeasured()
    {
        QRandomGenerator random(3);
        QByteArray hashes;
        while (hashes.size() < 600000)
            hashes += QByteArray::number(random.generate64()).toBase64() + ' ';
        const QByteArray styles = plainPieces(cellsOf(hashes, {}));
        const QSet<char> characters(hashes.begin(), hashes.end());
        QCOMPARE_LE(measured(hashes, styles).size(), characters.size() * plainPieceStyles);
        // Nor is it more behind keys.
        QByteArray typed = hashes.left(3000), kept = styles.left(3000);
        for (int i = 0; i < 500; ++i) {
            const int at = random.bounded(int(typed.size()));
            typed.insert(at, "z");
            kept.insert(at, '\0');
            kept = plainPieces(cellsOf(typed, kept));
        }
        QCOMPARE_LE(measured(typed, kept).size(), (characters.size() + 1) * plainPieceStyles);
    }

    /// What changes its shape beside others, or belongs to what is before it, is not taken apart.
    void whatBelongsTogether()
    {
        for (const char *together : {"e\xcc\x81", "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xe0\xa4\xa8\xe0\xa4\xae\xe0\xa4\xb8\xe0\xa5\x8d\xe0\xa4\xa4\xe0\xa5\x87"}) {
            const QByteArray word(together), before(40, 'x'), text = before + word + 'y';
            const QByteArray styles = plainPieces(cellsOf(text, {}));
            QCOMPARE(QSet<char>(styles.begin() + before.size(), styles.end() - 1).size(), 1);
            QVERIFY(styles.back() != styles[styles.size() - 2]);
        }
        QCOMPARE(plainPieces(cellsOf(QStringLiteral("a값bc").repeated(9).toUtf8(), {})), QByteArray("\1\2\2\2\1\2").repeated(9));
    }

    void keysChangeOnePiece()
    {
        QRandomGenerator random(7);
        QByteArray text = (QStringLiteral("가나다 abc, ").repeated(300)).toUtf8();
        QByteArray styles = plainPieces(cellsOf(text, {}));
        for (int round = 0; round < 3000; ++round) {
            qsizetype at = random.bounded(int(text.size()));
            while (at > 0 && (uchar(text[at]) & 0xc0) == 0x80)
                --at;
            text.insert(at, "x");
            styles.insert(at, char(random.bounded(2) ? 0 : styles[at])); // as Scintilla leaves it
            const QByteArray next = plainPieces(cellsOf(text, styles));
            QVERIFY(longestPiece(next) < 30);
            QVERIFY(!splitsCharacter(text, next));
            qsizetype changed = 0;
            for (qsizetype i = 0; i < next.size(); ++i)
                changed += next[i] != styles[i];
            QVERIFY2(changed <= 60, qPrintable(QString::number(changed)));
            styles = next;
        }
    }

    void rowsAndPlaces()
    {
        const QString text = QStringLiteral("short\r\n") + QStringLiteral("😀x").repeated(1200) + QStringLiteral("\n\n\rend");
        QString shown;
        const LineRows rows = LineRows::cut(text, &shown);
        QCOMPARE(rows.lineCount(), 5);
        QCOMPARE(QString(shown).remove(u'\r'), QString(text).remove(u'\r'));
        QCOMPARE(shown.size(), text.size() + 2);
        QCOMPARE(rows.uncut(shown.toUtf8(), {1, 1}), text.toUtf8());
        for (const auto &[line, column] : {std::pair(1, 1), {1, 6}, {2, 1}, {2, 1000}, {2, 1001}, {2, 2400}, {3, 1}, {5, 2}}) {
            const LineRows::Place there = rows.shown({line, column});
            QVERIFY(there.column <= LineRows::rowCharacters);
            QCOMPARE(rows.real(there).line, line);
            QCOMPARE(rows.real(there).column, column);
        }
        QCOMPARE(rows.shown({2, 1001}).line, 3);
        QCOMPARE(rows.shown({3, 1}).line, 5);
        QCOMPARE(rows.shown({2, 99999}).line, 4); // beyond its end: its last row
        QCOMPARE(rows.real({4, 1}).line, 2);
        const QString few = QStringLiteral("x").repeated(1000) + QStringLiteral("\n한\0\r\n");
        QVERIFY(LineRows::cut(few, &shown).isEmpty());
        QCOMPARE(shown, few);
        QVERIFY(!LineRows::cut(few + few.first(1000) + u'x', &shown).isEmpty());
    }

    /// A line of megabytes is looked at in rows; what is told and copied is the file's.
    void lockedLines()
    {
        const QString line = QStringLiteral("{\"id\": 12345, \"이름\": \"값\"}, ").repeated(50000);
        const QString text = QStringLiteral("first\n") + line + QStringLiteral("\nlast");
        CodeEditor editor(m_theme);
        editor.resize(600, 300);
        editor.setDocument(document(text), QStringLiteral("a.json"));
        editor.show();
        QVERIFY(editor.isReadOnly());
        QCOMPARE(editor.lineCount(), 3);
        QVERIFY(editor.text() == text);
        QVERIFY(editor.utf8() == text.toUtf8());
        editor.goTo(2, 250001);
        QCOMPARE(editor.line(), 2);
        QCOMPARE(editor.column(), 250001);
        editor.goTo(3, 2);
        QCOMPARE(editor.line(), 3);
        editor.selectAll();
        QVERIFY(editor.selectedText() == text);
        editor.copy();
        QVERIFY(QApplication::clipboard()->text() == text);
        CodeEditor second(m_theme);
        second.shareDocument(editor);
        QCOMPARE(second.line(), editor.line());
        QCOMPARE(second.lineCount(), 3);
        second.selectAll();
        QVERIFY(second.selectedText() == text);
        // The same editor, with a text of the usual kind.
        editor.setDocument(document(QStringLiteral("x = 1\ny = 2\n")), QStringLiteral("a.py"));
        QCOMPARE(editor.text(), QStringLiteral("x = 1\ny = 2\n"));
        QCOMPARE(editor.lineCount(), 3);
        QVERIFY(!editor.isReadOnly());
    }

    /// What is found may begin in one row and end in another; it is selected as a whole, and marked.
    void foundOverTheEndOfARow()
    {
        QString line = QStringLiteral("가x").repeated(600000);
        for (const int at : {994, 5000, 499997, 1199990})
            line.replace(at, 9, QStringLiteral("needle 값!"));
        CodeEditor editor(m_theme);
        editor.resize(600, 300);
        editor.setDocument(document(QStringLiteral("first\n") + line + QStringLiteral("\nlast")), QStringLiteral("a.json"));
        QVERIFY(editor.isReadOnly());
        const FindQuery query{QStringLiteral("needle 값!"), false, true, false};
        QCOMPARE(editor.highlight(query).count, 4);
        for (const auto &[number, column] : {std::pair(1, 1003), {2, 5009}, {3, 500006}, {4, 1199999}}) {
            const FindState state = editor.findNext(query);
            QCOMPARE(state.current, number);
            QCOMPARE(state.count, 4);
            QCOMPARE(editor.line(), 2);
            QCOMPARE(editor.column(), column + 1);
            QCOMPARE(editor.selectedText(), query.text);
        }
        QCOMPARE(editor.findNext(query).current, 1); // round the end
        QCOMPARE(editor.findNext(query, false).current, 4);
        QCOMPARE(editor.highlight({QStringLiteral("first\n가x"), false, false, false}).count, 1); // a line's end is one
        QCOMPARE(editor.highlight({QStringLiteral("\\r"), true, false, false}).count, 0);     // a row's is none
    }

    /// Colours end where a page of lines is too much to be coloured with each key; one such line alone keeps them.
    void pagesOfLongLines()
    {
        const QString line = QStringLiteral("{\"id\": 12345, \"name\": \"value\"}, ").repeated(500) + u'\n';
        CodeEditor editor(m_theme);
        editor.setDocument(document(line.repeated(3)), QStringLiteral("a.json"));
        QVERIFY(!editor.isPlainMode());
        editor.setDocument(document(line.repeated(60)), QStringLiteral("a.json"));
        QVERIFY(editor.isPlainMode());
        QVERIFY(!editor.isReadOnly());
        editor.setDocument(document((line + QStringLiteral("\n").repeated(60)).repeated(60)), QStringLiteral("a.json"));
        QVERIFY(!editor.isPlainMode());
    }

    void zeros()
    {
        CodeEditor editor(m_theme);
        editor.show();
        editor.setDocument(decodeDocument(QByteArray(300000, '\0')), QStringLiteral("a.bin"));
        QVERIFY(editor.isReadOnly());
        QCOMPARE(editor.lineCount(), 1);
        QCOMPARE(editor.text().size(), 300000);
        editor.goTo(1, 123456);
        QCOMPARE(editor.column(), 123456);
    }

    /// What is typed into a long line is all that changes, undo takes it back, and the text is seen as before.
    void typedIntoALongLine()
    {
        const QString text = QStringLiteral("{\"id\": 12345, \"이름\": \"값\"}, ").repeated(2000);
        CodeEditor editor(m_theme);
        editor.resize(600, 300);
        editor.setDocument(document(text), QStringLiteral("a.json"));
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        QVERIFY(editor.isPlainMode());
        QVERIFY(!editor.isReadOnly());
        editor.goTo(1, 30001);
        QTest::keyClicks(editor.focusProxy(), QStringLiteral("new "));
        QVERIFY(editor.text() == QString(text).insert(30000, QStringLiteral("new ")));
        for (int i = 0; i < 4 && editor.canUndo(); ++i)
            editor.undo();
        QVERIFY(editor.text() == text);
        QVERIFY(!editor.isModified());
    }
};

QTEST_MAIN(TestLongLines)
#include "tst_longlines.moc"
