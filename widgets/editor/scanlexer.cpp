// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/scanlexer.h"
#include <Qsci/qsciscintilla.h>

namespace lathe {

static QSet<QByteArray> setOf(const char *words)
{
    const QList<QByteArray> list = QByteArray(words).split(' ');
    return QSet<QByteArray>(list.begin(), list.end());
}

static bool isWord(char c)
{
    return (c & 0x80) != 0 || isalnum(uchar(c)) || c == '_';
}

ScanLexer::ScanLexer(const ScanRules &rules, QObject *parent)
    : QsciLexerCustom(parent), m_rules(rules), m_keywords(setOf(rules.keywords)), m_types(setOf(rules.types))
{
}

/// The words that syntaxOfStyle() knows.
QString ScanLexer::description(int style) const
{
    static constexpr const char *names[] = {"Default", "Comment", "String", "Triple double-quoted string", "Triple single-quoted string", "Number", "Keyword", "Type", "Key", "Section", "Operator", "Decorator"};
    return style >= 0 && style <= int(Decorator) ? QString::fromLatin1(names[style]) : QString();
}

void ScanLexer::put(int length, int style)
{
    if (length > 0)
        setStyling(length, style);
}

QByteArray ScanLexer::wordAt(const QByteArray &line, int at) const
{
    int end = at;
    while (end < line.size() && (isWord(line[end]) || (line[end] == '-' && end > at)))
        ++end;
    return line.mid(at, end - at);
}

void ScanLexer::styleText(int start, int end)
{
    QsciScintilla *view = editor();
    if (!view)
        return;
    const auto ask = [view](unsigned message, int w, int l = 0) { return int(view->SendScintilla(message, static_cast<unsigned long>(w), long(l))); };
    int line = ask(QsciScintilla::SCI_LINEFROMPOSITION, start);
    int at = ask(QsciScintilla::SCI_POSITIONFROMLINE, line);
    const int before = at > 0 ? ask(QsciScintilla::SCI_GETSTYLEAT, at - 1) : int(Default);
    int open = before == TripleDouble || before == TripleSingle ? before : int(Default);
    startStyling(at);
    const int lines = ask(QsciScintilla::SCI_GETLINECOUNT, 0);
    for (; line < lines && at < end; ++line) {
        QByteArray bytes(ask(QsciScintilla::SCI_LINELENGTH, line), '\0');
        if (!bytes.isEmpty())
            view->SendScintilla(QsciScintilla::SCI_GETLINE, static_cast<unsigned long>(line), bytes.data());
        const bool inside = open != Default;
        open = styleLine(bytes, open);
        if (m_rules.sections) { // one folds up to the next
            const bool head = !inside && bytes.trimmed().startsWith('[');
            ask(QsciScintilla::SCI_SETFOLDLEVEL, line, head ? QsciScintilla::SC_FOLDLEVELBASE | QsciScintilla::SC_FOLDLEVELHEADERFLAG : QsciScintilla::SC_FOLDLEVELBASE + 1);
        }
        at += int(bytes.size());
    }
}

/// Returns what reaches into the next line.
int ScanLexer::styleLine(const QByteArray &line, int open)
{
    int at = 0;
    const int size = int(line.size());
    const auto closes = [&](int from, const char *quotes) {
        const qsizetype end = line.indexOf(quotes, from);
        return end < 0 ? -1 : int(end) + 3;
    };
    if (open != Default) {
        const int end = closes(0, open == TripleDouble ? "\"\"\"" : "'''");
        put(end < 0 ? size : end, open);
        if (end < 0)
            return open;
        at = end;
    }
    bool first = at == 0;
    const qsizetype equals = m_rules.keysBeforeEquals ? line.indexOf('=') : -1;
    if (at == 0 && m_rules.sections && line.trimmed().startsWith('[')) {
        const qsizetype comment = line.indexOf('#');
        const qsizetype end = line.lastIndexOf(']', comment < 0 ? -1 : comment) + 1;
        put(int(end), Section);
        at = int(end);
    }
    while (at < size) {
        const char c = line[at];
        if (c == '#') {
            put(size - at, Comment);
            return Default;
        }
        if (c == '"' || c == '\'') {
            const char *quotes = c == '"' ? "\"\"\"" : "'''";
            if (m_rules.tripleStrings && line.mid(at, 3) == quotes) {
                const int style = c == '"' ? TripleDouble : TripleSingle;
                const int end = closes(at + 3, quotes);
                put((end < 0 ? size : end) - at, style);
                if (end < 0)
                    return style;
                at = end;
                continue;
            }
            int end = at + 1;
            while (end < size && line[end] != c && line[end] != '\n' && line[end] != '\r')
                end += line[end] == '\\' && end + 1 < size ? 2 : 1;
            end = std::min(end + (end < size && line[end] == c ? 1 : 0), size);
            put(end - at, equals > at && line.mid(end).trimmed().startsWith('=') ? Key : String);
            at = end;
            first = false;
            continue;
        }
        if (m_rules.options && c == '-' && (at == 0 || line[at - 1] == ' ')) {
            int end = at + 1;
            while (end < size && (isWord(line[end]) || line[end] == '-'))
                ++end;
            put(end - at, Keyword);
            at = end;
            first = false;
            continue;
        }
        if (c == '@' || (c == '$' && at + 1 < size && isWord(line[at + 1]))) {
            const int length = 1 + int(wordAt(line, at + 1).size());
            put(length, Decorator);
            at += length;
            continue;
        }
        if (isdigit(uchar(c))) {
            int end = at;
            while (end < size && (isWord(line[end]) || line[end] == '.' || line[end] == '-' || line[end] == ':' || line[end] == '+'))
                ++end;
            put(end - at, equals > at ? Key : Number);
            at = end;
            first = false;
            continue;
        }
        if (isWord(c)) {
            const QByteArray word = wordAt(line, at);
            const bool key = (m_rules.firstWordIsKey && first) || equals > at;
            put(int(word.size()), m_keywords.contains(word) ? Keyword : key ? Key : m_types.contains(word) ? Type : Default);
            at += int(word.size());
            first = false;
            continue;
        }
        const bool space = isspace(uchar(c));
        put(1, space ? Default : Operator);
        first = first && space;
        ++at;
    }
    return Default;
}

} // namespace lathe
