// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/quickfix.h"
#include "core/limits.h"
#include "core/runtimes.h"
#include "project/handlerfinder.h"
#include "project/propertynames.h"
#include "session/editing/symbols.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// UTF-16 offset of a place; -1 when there is none.
qsizetype offsetOf(const QString &text, int line, int column)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        at = text.indexOf(u'\n', at);
        if (at < 0)
            return -1;
        ++at;
    }
    for (int i = 1; i < column && at < text.size() && text[at] != u'\n'; ++i)
        at += text[at].isHighSurrogate() ? 2 : 1;
    return at;
}

/// The first `word` in the line at or behind the column.
qsizetype wordAt(const QString &text, int line, int column, const QString &word)
{
    const qsizetype from = offsetOf(text, line, std::max(1, column));
    if (from < 0 || word.isEmpty())
        return -1;
    const qsizetype end = text.indexOf(u'\n', from);
    const qsizetype at = text.indexOf(word, from);
    return at >= 0 && (end < 0 || at < end) ? at : -1;
}

/// Edits between two words: fewest of one character.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int corner = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = above;
        }
    }
    return row.last();
}

class Fixer
{
public:
    Fixer(const Diagnostic &diagnostic, const Project &project, const std::function<std::optional<QString>(const QString &)> &textOf)
        : m_told(diagnostic), m_project(project), m_textOf(textOf)
    {
    }

    QList<QuickFix> fixes()
    {
        if (m_told.id == QLatin1String("LTH-LINT-001"))
            replaceAt(m_told.file, m_told.line, m_told.column, QStringLiteral("StatusCode"), QStringLiteral("statusCode"), tr("Write %1"));
        else if (m_told.id == QLatin1String("LTH-PRJ-020"))
            changeNumber();
        else if (m_told.id == QLatin1String("LTH-PRJ-046"))
            changeKey();
        else if (m_told.id == QLatin1String("LTH-PRJ-002"))
            indentWithSpaces();
        for (const FunctionDefinition &function : m_project.functions) {
            const bool here = function.file == m_told.file;
            if (here && m_told.id == QLatin1String("LTH-PRJ-026") && function.handler.line == m_told.line)
                for (const QString &handler : similarHandlers(function.codeDir, function.handler.text, function.runtime.text))
                    changeHandler(function, handler);
            else if (here && m_told.id == QLatin1String("LTH-LINT-002") && function.handler.line == m_told.line)
                mendFunction(function);
            else if (here && (m_told.id == QLatin1String("LTH-PRJ-023") || m_told.id == QLatin1String("LTH-PRJ-022")) && function.runtime.line == m_told.line && function.runtime.column == m_told.column)
                changeRuntime(function);
            else if (here && (m_told.id == QLatin1String("LTH-PRJ-021") || m_told.id == QLatin1String("LTH-PRJ-024")) && function.line == m_told.line)
                addMissing(function);
        }
        return m_fixes;
    }

private:
    void add(const QString &title, const QString &file, const QList<TextEdit> &edits)
    {
        const QuickFix fix{title, file, edits};
        if (!m_fixes.contains(fix))
            m_fixes.append(fix);
    }
    void replaceAt(const QString &file, int line, int column, const QString &before, const QString &after, const QString &title)
    {
        const auto text = m_textOf(file);
        const qsizetype at = text ? wordAt(*text, line, column, before) : -1;
        if (at >= 0 && before != after)
            add(title.arg(after), file, {{at, before.size(), after}});
    }
    QStringView lineOf(const QString &text, int line) const
    {
        const qsizetype from = offsetOf(text, line, 1);
        return from < 0 ? QStringView() : QStringView(text).sliced(from).left(std::max<qsizetype>(0, (text.indexOf(u'\n', from) < 0 ? text.size() : text.indexOf(u'\n', from)) - from));
    }
    /// To the nearest value that Lambda takes; which limits hold says the key before it.
    void changeNumber()
    {
        static const QRegularExpression keyed(QStringLiteral("(?<key>[A-Za-z]+)[\"']?\\s*:\\s*[\"']?(?<number>-?\\d+)"));
        const auto text = m_textOf(m_told.file);
        if (!text)
            return;
        auto matches = keyed.globalMatch(lineOf(*text, m_told.line));
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const QString key = match.captured(QStringLiteral("key")).toLower();
            const std::pair<int, int> range = key == u"memorysize" ? std::pair(limits::memoryMinMib, limits::memoryMaxMib) : key == u"timeout" ? std::pair(limits::timeoutMinSeconds, limits::timeoutMaxSeconds)
                : key == u"size" || key == u"ephemeralstoragesize" ? std::pair(limits::tmpMinMib, limits::tmpMaxMib) : std::pair(0, 0);
            const QString number = match.captured(QStringLiteral("number"));
            const qint64 best = std::clamp<qint64>(number.toLongLong(), range.first, range.second);
            if (range.second > 0 && QString::number(best) != number && match.capturedEnd(QStringLiteral("number")) >= m_told.column)
                return replaceAt(m_told.file, m_told.line, int(match.capturedStart(QStringLiteral("number"))) + 1, number, QString::number(best), tr("Change to %1"));
        }
    }
    void changeKey()
    {
        static const QRegularExpression word(QStringLiteral("^[\\w-]+"));
        const auto text = m_textOf(m_told.file);
        const qsizetype at = text ? offsetOf(*text, m_told.line, m_told.column) : -1;
        if (at < 0)
            return;
        const QString key = word.match(text->mid(at + (text->mid(at, 1) == u"\"" || text->mid(at, 1) == u"'"), 60)).captured();
        for (const PropertyPlace place : m_project.kind == ProjectKind::Serverless ? QList{PropertyPlace::ServerlessFunction} : QList{PropertyPlace::SamFunction, PropertyPlace::LambdaFunction})
            if (const QString meant = misspeltProperty(place, key); !meant.isEmpty())
                replaceAt(m_told.file, m_told.line, m_told.column, key, meant, tr("Write %1"));
    }
    /// YAML takes no tabs before the first word of a line: two spaces for each, in this line and those around it that have some. Others may be text.
    void indentWithSpaces()
    {
        const auto text = m_textOf(m_told.file);
        static const QRegularExpression indent(QStringLiteral("^[ \\t]*\\t[ \\t]*"));
        if (!text || !(m_told.file.endsWith(QStringLiteral(".yaml")) || m_told.file.endsWith(QStringLiteral(".yml"))) || !indent.match(lineOf(*text, m_told.line)).hasMatch())
            return;
        int first = m_told.line;
        while (first > 1 && indent.match(lineOf(*text, first - 1)).hasMatch())
            --first;
        QList<TextEdit> edits;
        for (int line = first;; ++line) {
            const QRegularExpressionMatch match = indent.match(lineOf(*text, line));
            if (!match.hasMatch())
                break;
            edits.append({offsetOf(*text, line, 1), match.capturedLength(), match.captured().replace(u'\t', QStringLiteral("  "))});
        }
        add(tr("Indent with spaces"), m_told.file, edits);
    }
    void changeHandler(const FunctionDefinition &function, const QString &handler)
    {
        replaceAt(function.file, function.handler.line, function.handler.column, function.handler.text, handler, tr("Change the handler to %1"));
    }
    void changeRuntime(const FunctionDefinition &function)
    {
        const QString newest = defaultRuntime(runtimeFamily(function.runtime.text));
        if (!newest.isEmpty())
            replaceAt(function.file, function.runtime.line, function.runtime.column, function.runtime.text, newest, tr("Change the runtime to %1"));
    }
    /// The functions of the file, nearest spelling first: the template says another, or the function gets the name.
    void mendFunction(const FunctionDefinition &function)
    {
        const auto text = m_textOf(function.handlerFile);
        if (!text)
            return;
        const QString wanted = function.handler.text.section(u'.', -1);
        QList<Symbol> symbols;
        for (const Symbol &symbol : symbolsOf(function.handlerFile, *text))
            if (symbol.kind == SymbolKind::Function && symbol.container.isEmpty())
                symbols.append(symbol);
        std::stable_sort(symbols.begin(), symbols.end(), [&](const Symbol &a, const Symbol &b) { return distance(a.name, wanted) < distance(b.name, wanted); });
        for (const Symbol &symbol : symbols.mid(0, 2))
            changeHandler(function, function.handler.text.section(u'.', 0, -2) + u'.' + symbol.name);
        if (!symbols.isEmpty()) {
            const qsizetype at = wordAt(*text, symbols[0].line, symbols[0].column, symbols[0].name);
            if (at >= 0)
                add(tr("Rename function %1 to %2").arg(symbols[0].name, wanted), function.handlerFile, {{at, symbols[0].name.size(), wanted}});
        }
    }
    /// A line below the function's key (serverless.yml) or its Properties (SAM), indented as what follows.
    void addMissing(const FunctionDefinition &function)
    {
        const auto text = m_textOf(function.file);
        if (!text || m_project.kind == ProjectKind::Plain || function.file.endsWith(QStringLiteral(".json")))
            return;
        const bool sam = m_project.kind == ProjectKind::Sam;
        const bool runtime = m_told.id == QLatin1String("LTH-PRJ-021");
        const auto found = findHandler(function.codeDir);
        const RuntimeFamily family = found ? found->family : RuntimeFamily::Python;
        const QString value = runtime ? defaultRuntime(family) : found ? found->handler : QString();
        if (value.isEmpty())
            return;
        const QString key = runtime ? (sam ? QStringLiteral("Runtime") : QStringLiteral("runtime")) : sam ? QStringLiteral("Handler") : QStringLiteral("handler");
        const qsizetype start = offsetOf(*text, function.line, 1);
        if (start < 0)
            return;
        static const QRegularExpression properties(QStringLiteral("^( +)Properties:[ ]*\\r?\\n( +)(?=\\S)"), QRegularExpression::MultilineOption);
        static const QRegularExpression entry(QStringLiteral("^( *)\\S[^\\n]*:[ ]*\\r?\\n( +)(?=\\S)"), QRegularExpression::MultilineOption);
        const QRegularExpressionMatch match = (sam ? properties : entry).match(*text, start);
        if (!match.hasMatch() || match.capturedLength(2) <= match.capturedLength(1) || (!sam && match.capturedStart() != start) || (sam && match.capturedStart() - start > 400))
            return;
        const QString end = text->mid(match.capturedStart(), match.capturedLength()).contains(QStringLiteral("\r\n")) ? QStringLiteral("\r\n") : QStringLiteral("\n");
        const QString line = QStringLiteral("%1: %2").arg(key, value);
        add(tr("Add “%1”").arg(line), function.file, {{match.capturedEnd(2), 0, line + end + match.captured(2)}});
    }

    const Diagnostic &m_told;
    const Project &m_project;
    const std::function<std::optional<QString>(const QString &)> &m_textOf;
    QList<QuickFix> m_fixes;
};

} // namespace

QList<QuickFix> quickFixes(const Diagnostic &diagnostic, const Project &project, const std::function<std::optional<QString>(const QString &file)> &textOf)
{
    return Fixer(diagnostic, project, textOf).fixes();
}

} // namespace lathe
