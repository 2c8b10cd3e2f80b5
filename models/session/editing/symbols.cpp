// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/symbols.h"
#include "session/editing/symbolgrammars.h"
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

namespace lathe {

namespace {

using Comments = SymbolGrammar::Comments;

constexpr qsizetype mostSymbols = 5000;
constexpr qsizetype mostLineLength = 2000;

/// A line that declares something: the group "name" is what it declares.
struct Pattern
{
    SymbolKind kind;
    QRegularExpression expression;
};

int columnOf(QStringView line, qsizetype at)
{
    int column = 1;
    for (qsizetype i = 0; i < at; ++i)
        column += !line[i].isLowSurrogate();
    return column;
}

qsizetype indentOf(QStringView line)
{
    qsizetype i = 0;
    while (i < line.size() && (line[i] == u' ' || line[i] == u'\t'))
        ++i;
    return i;
}

/// What stands around a line, by indentation.
class Containers
{
public:
    QString around(qsizetype indent)
    {
        while (!m_open.isEmpty() && m_open.last().first >= indent)
            m_open.removeLast();
        QStringList names;
        for (const auto &[at, name] : std::as_const(m_open))
            names.append(name);
        return names.join(u'.');
    }
    void open(qsizetype indent, const QString &name) { m_open.append({indent, name}); }
    qsizetype depth() const { return m_open.size(); }

private:
    QList<std::pair<qsizetype, QString>> m_open;
};

/// Follows comments and strings of many lines.
class Skipper
{
public:
    explicit Skipper(Comments comments) : m_comments(comments) {}
    /// Whether the line begins inside of one; then looks on to its end.
    bool skips(QStringView line)
    {
        if (!m_hereEnd.isEmpty()) {
            if (line.trimmed() == m_hereEnd)
                m_hereEnd.clear();
            return true;
        }
        if (m_comments == Comments::Shell || m_comments == Comments::Ruby)
            lookForHere(line);
        const bool inside = !m_until.isEmpty();
        qsizetype at = 0;
        while (at < line.size()) {
            if (!m_until.isEmpty()) {
                const qsizetype end = line.indexOf(m_until, at);
                if (end < 0)
                    return inside;
                at = end + m_until.size();
                m_until.clear();
                continue;
            }
            at = look(line, at);
        }
        if (m_comments == Comments::Ruby && line.startsWith(u"=begin"))
            m_until = QStringLiteral("=end");
        return inside;
    }

private:
    /// The rest of a line is code; what follows it up to a word is text.
    void lookForHere(QStringView line)
    {
        static const QRegularExpression shell(QStringLiteral("(?<!<)<<-?\\s*([\"']?)(?<end>[A-Za-z_]\\w*)\\1(?!\\w)")), ruby(QStringLiteral("<<[~-]?([\"'`]?)(?<end>[A-Z_]\\w*)\\1"));
        if (!m_until.isEmpty() || !line.contains(u"<<") || line.trimmed().startsWith(u'#'))
            return;
        const QRegularExpressionMatch match = (m_comments == Comments::Ruby ? ruby : shell).match(line);
        if (match.hasMatch())
            m_hereEnd = match.captured(QStringLiteral("end"));
    }

    /// Where to go on behind this character; m_until is set where something longer begins.
    qsizetype look(QStringView line, qsizetype at)
    {
        const QStringView rest = line.mid(at);
        const QChar c = line[at];
        if (m_comments == Comments::Slashes) {
            if (rest.startsWith(u"//"))
                return line.size();
            if (rest.startsWith(u"/*")) {
                m_until = QStringLiteral("*/");
                return at + 2;
            }
            if (c == u'`') {
                m_until = QStringLiteral("`");
                return at + 1;
            }
        } else if (m_comments == Comments::PowerShell && rest.startsWith(u"<#")) {
            m_until = QStringLiteral("#>");
            return at + 2;
        } else if (m_comments == Comments::PowerShell && (rest == u"@\"" || rest == u"@'")) {
            m_until = rest[1] + QStringLiteral("@");
            return line.size();
        } else if (m_comments == Comments::Sql) {
            if (rest.startsWith(u"--"))
                return line.size();
        } else if (m_comments != Comments::None) {
            if (c == u'#' && (m_comments != Comments::Shell || at == 0 || line[at - 1].isSpace()))
                return line.size();
            for (const char16_t *quotes : {u"\"\"\"", u"'''"})
                if (m_comments == Comments::Python && rest.startsWith(QStringView(quotes))) {
                    m_until = QString::fromUtf16(quotes);
                    return at + 3;
                }
        }
        if (c != u'"' && c != u'\'')
            return at + 1;
        for (qsizetype i = at + 1; i < line.size(); ++i) {
            if (line[i] == u'\\')
                ++i;
            else if (line[i] == c)
                return i + 1;
        }
        return at + 1; // an apostrophe, a lifetime
    }
    Comments m_comments;
    QString m_until;
    QString m_hereEnd; ///< The word that ends a text of several lines.
};

QList<QStringView> linesOf(const QString &text)
{
    QList<QStringView> lines = QStringView(text).split(u'\n');
    for (QStringView &line : lines)
        if (line.endsWith(u'\r'))
            line.chop(1);
    return lines;
}

QList<Symbol> scanLines(const SymbolGrammar &grammar, const QString &text)
{
    QList<Pattern> patterns;
    const QRegularExpression::PatternOptions options = grammar.ignoreCase ? QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption
                                                                          : QRegularExpression::PatternOptions(QRegularExpression::UseUnicodePropertiesOption);
    for (const auto &[kind, expression] : grammar.patterns)
        patterns.append({kind, QRegularExpression(QString::fromLatin1(expression), options)});
    const QRegularExpression groupOpens(QString::fromLatin1(grammar.groupOpens), options), groupMember(QString::fromLatin1(grammar.groupMember), options);
    SymbolKind group = SymbolKind::Key; // none
    QList<Symbol> symbols;
    Containers containers;
    Skipper skipper(grammar.comments);
    int number = 0;
    for (const QStringView line : linesOf(text)) {
        ++number;
        if (symbols.size() >= mostSymbols)
            break;
        if (skipper.skips(line) || line.size() > mostLineLength || line.trimmed().isEmpty())
            continue;
        if (group != SymbolKind::Key) {
            if (line.startsWith(u')'))
                group = SymbolKind::Key;
            else if (const auto member = groupMember.match(line); member.hasMatch())
                symbols.append({member.captured(QStringLiteral("name")), group, number, columnOf(line, member.capturedStart(QStringLiteral("name"))), {}});
            continue;
        }
        if (*grammar.groupOpens)
            if (const auto opens = groupOpens.match(line); opens.hasMatch()) {
                group = opens.captured(1) == u"type" ? SymbolKind::Class : SymbolKind::Constant;
                continue;
            }
        for (const Pattern &pattern : std::as_const(patterns)) {
            const QRegularExpressionMatch match = pattern.expression.match(line);
            if (!match.hasMatch())
                continue;
            const qsizetype indent = indentOf(line);
            const QString name = match.captured(QStringLiteral("name"));
            symbols.append({name, pattern.kind, number, columnOf(line, match.capturedStart(QStringLiteral("name"))), containers.around(indent)});
            if (pattern.kind != SymbolKind::Constant)
                containers.open(indent, name);
            break;
        }
    }
    return symbols;
}

QList<Symbol> scanYaml(const QString &text)
{
    static const QRegularExpression key(QStringLiteral("^(?<indent>\\s*(?:- +)*)(?<name>\"[^\"]*\"|'[^']*'|[^\\s#&*!|>%@`\"'\\[\\]{},-][^#]*?|-[^\\s#][^#]*?)\\s*:(?:\\s+(?<value>.*))?$"));
    static const QRegularExpression block(QStringLiteral("(?:^|\\s)[|>][+-]?\\d?[+-]?\\s*(?:#.*)?$"));
    QList<Symbol> symbols;
    Containers containers;
    qsizetype blockIndent = -1;
    int number = 0;
    for (const QStringView line : linesOf(text)) {
        ++number;
        if (symbols.size() >= mostSymbols)
            break;
        if (line.trimmed().isEmpty() || line.size() > mostLineLength)
            continue;
        if (blockIndent >= 0 && indentOf(line) > blockIndent)
            continue;
        blockIndent = -1;
        if (line.trimmed().startsWith(u'#'))
            continue;
        if (block.match(line).hasMatch())
            blockIndent = indentOf(line);
        const QRegularExpressionMatch match = key.match(line);
        if (!match.hasMatch())
            continue;
        const qsizetype at = match.capturedStart(QStringLiteral("name"));
        QString name = match.captured(QStringLiteral("name"));
        if (name.size() > 1 && (name.startsWith(u'"') || name.startsWith(u'\'')))
            name = name.mid(1, name.size() - 2);
        const QString container = containers.around(at);
        if (containers.depth() < 4)
            symbols.append({name, SymbolKind::Key, number, columnOf(line, at), container});
        containers.open(at, name);
    }
    return symbols;
}

/// A string before a colon is a key; how deep it stands say the brackets.
QList<Symbol> scanJson(const QString &text)
{
    QList<Symbol> symbols;
    QStringList path;
    QString last;
    Symbol candidate;
    bool waiting = false;
    int line = 1;
    qsizetype lineStart = 0;
    for (qsizetype i = 0; i < text.size() && symbols.size() < mostSymbols; ++i) {
        const QChar c = text[i];
        if (c == u'\n') {
            ++line;
            lineStart = i + 1;
        } else if (c == u'"') {
            qsizetype end = i + 1;
            while (end < text.size() && text[end] != u'"' && text[end] != u'\n')
                end += text[end] == u'\\' ? 2 : 1;
            candidate = {text.mid(i + 1, std::min(end, text.size()) - i - 1), SymbolKind::Key, line, columnOf(QStringView(text).mid(lineStart), i + 1 - lineStart), {}};
            waiting = true;
            i = end;
        } else if (c == u':' && waiting) {
            waiting = false;
            last = candidate.name;
            QStringList names = path;
            names.removeAll(QString());
            candidate.container = names.join(u'.');
            if (path.size() <= 5 && names.size() < 4)
                symbols.append(candidate);
        } else if (c == u'{' || c == u'[') {
            path.append(last);
            last.clear();
        } else if (c == u'}' || c == u']') {
            if (!path.isEmpty())
                path.removeLast();
            last.clear();
        } else if (!c.isSpace()) {
            waiting = false;
        }
    }
    return symbols;
}

/// Sections and the keys in them: TOML, INI.
QList<Symbol> scanSections(const QString &text, Comments comments)
{
    static const QRegularExpression head(QStringLiteral("^\\s*\\[\\[?\\s*(?<name>[^\\[\\]#]+?)\\s*\\]\\]?\\s*(?:[#;].*)?$")), key(QStringLiteral("^\\s*(?<name>[\\w.\"'-]+)\\s*="));
    QList<Symbol> symbols;
    Skipper skipper(comments);
    QString section;
    int number = 0;
    for (const QStringView line : linesOf(text)) {
        ++number;
        if (symbols.size() >= mostSymbols)
            break;
        if (skipper.skips(line) || line.size() > mostLineLength || line.trimmed().isEmpty() || line.trimmed().startsWith(u';'))
            continue;
        QRegularExpressionMatch match = head.match(line);
        const bool opens = match.hasMatch();
        if (!opens)
            match = key.match(line);
        if (!match.hasMatch())
            continue;
        const QString name = match.captured(QStringLiteral("name"));
        symbols.append({name, SymbolKind::Key, number, columnOf(line, match.capturedStart(QStringLiteral("name"))), opens ? QString() : section});
        if (opens)
            section = name;
    }
    return symbols;
}

QList<Symbol> scanMarkdown(const QString &text)
{
    static const QRegularExpression head(QStringLiteral("^(#{1,6})\\s+(?<name>.+?)\\s*#*$"));
    QList<Symbol> symbols;
    Containers containers;
    bool code = false;
    int number = 0;
    for (const QStringView line : linesOf(text)) {
        ++number;
        if (line.startsWith(u"```"))
            code = !code;
        const QRegularExpressionMatch match = code ? QRegularExpressionMatch() : head.match(line);
        if (!match.hasMatch() || symbols.size() >= mostSymbols)
            continue;
        const QString name = match.captured(QStringLiteral("name"));
        symbols.append({name, SymbolKind::Heading, number, int(match.capturedStart(QStringLiteral("name"))) + 1, containers.around(match.capturedLength(1))});
        containers.open(match.capturedLength(1), name);
    }
    return symbols;
}

} // namespace

QList<Symbol> symbolsOf(const QString &fileName, const QString &text)
{
    const QString kind = symbolKindOfFile(fileName, text);
    if (kind == QLatin1String("yaml") || kind == QLatin1String("yml"))
        return scanYaml(text);
    if (kind == QLatin1String("json"))
        return scanJson(text);
    if (kind == QLatin1String("md") || kind == QLatin1String("markdown"))
        return scanMarkdown(text);
    if (kind == QLatin1String("toml"))
        return scanSections(text, Comments::Python);
    if (kind == QLatin1String("ini") || kind == QLatin1String("cfg") || kind == QLatin1String("properties") || kind == QLatin1String("env"))
        return scanSections(text, Comments::None);
    if (const SymbolGrammar *grammar = symbolGrammar(kind))
        return scanLines(*grammar, text);
    return {};
}

} // namespace lathe
