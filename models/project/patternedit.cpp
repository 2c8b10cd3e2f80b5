// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/patternedit.h"
#include "project/templateparser.h"
#include "project/yamlquote.h"
#include <QCoreApplication>

namespace lathe {

namespace {

/// Text with its lines, for edits by 1-based line and column in characters.
class Lines
{
public:
    explicit Lines(const QByteArray &bytes) : m_end(bytes.contains("\r\n") ? QStringLiteral("\r\n") : QStringLiteral("\n"))
    {
        QString text = QString::fromUtf8(bytes);
        m_endsInLine = text.isEmpty() || text.endsWith(u'\n');
        m_lines = text.split(u'\n');
        if (m_endsInLine)
            m_lines.removeLast();
    }
    QString line(int number) const { return m_lines.value(number - 1); }
    void setLine(int number, const QString &text) { m_lines[number - 1] = text; }
    /// Text without line ends goes behind line `number`; 0: at the top.
    void insertAfter(int number, const QStringList &lines)
    {
        for (qsizetype i = 0; i < lines.size(); ++i)
            m_lines.insert(number + i, lines.at(i) + (m_end.size() == 2 ? QStringLiteral("\r") : QString()));
    }
    int count() const { return int(m_lines.size()); }
    QByteArray bytes()
    {
        // A last line without an end gets one when something stands behind it now.
        return (m_lines.join(u'\n') + (m_endsInLine || m_grew ? QStringLiteral("\n") : QString())).toUtf8();
    }
    void append(const QStringList &lines)
    {
        if (!m_endsInLine && !m_lines.isEmpty() && m_end.size() == 2)
            m_lines.last() += u'\r';
        m_grew = true;
        insertAfter(count(), lines);
    }

private:
    QString m_end;
    QStringList m_lines;
    bool m_endsInLine = true;
    bool m_grew = false;
};

QStringList textsOf(const Node &sequence)
{
    QStringList list;
    for (const Node &item : sequence.items())
        list << item.text();
    return list;
}

Node parsed(const QByteArray &yaml, const QString &file)
{
    DiagnosticSink sink;
    return parseYaml(yaml, file, sink);
}

/// The list that an edit appends to, or where one is to be made. A function's own patterns count only where it is packaged
/// individually.
Node patternsOf(const Node &root, const QString &function)
{
    const Node package = root.at("functions").at(function).at("package"), own = package.at("patterns");
    const bool individually = package.at("individually").text() == u"true" || root.at("package").at("individually").text() == u"true";
    return individually && own.isSequence() && !own.items().empty() ? own : root.at("package").at("patterns");
}

void appendToBlock(Lines &lines, const Node &last, const QStringList &patterns)
{
    const QString line = lines.line(last.line());
    const QString indent = line.left(line.lastIndexOf(u'-', last.column() - 2));
    QStringList added;
    for (const QString &pattern : patterns)
        added << indent + QStringLiteral("- ") + singleQuoted(pattern);
    if (last.line() == lines.count())
        lines.append(added);
    else
        lines.insertAfter(last.line(), added);
}

void appendToFlow(Lines &lines, const Node &last, const QStringList &patterns)
{
    QString line = lines.line(last.line());
    qsizetype at = last.column() - 1;
    if (at < line.size() && (line.at(at) == u'\'' || line.at(at) == u'"')) {
        const QChar quote = line.at(at);
        for (++at; at < line.size() && (line.at(at) != quote || (quote == u'\'' && line.mid(at + 1, 1) == u"'")); ++at)
            if ((quote == u'"' && line.at(at) == u'\\') || (quote == u'\'' && line.at(at) == quote))
                ++at;
        ++at;
    } else {
        while (at < line.size() && line.at(at) != u',' && line.at(at) != u']')
            ++at;
        while (at > 0 && line.at(at - 1).isSpace())
            --at;
    }
    for (const QString &pattern : patterns) {
        const QString text = QStringLiteral(", ") + singleQuoted(pattern);
        line.insert(std::min(at, line.size()), text);
        at += text.size();
    }
    lines.setLine(last.line(), line);
}

} // namespace

Result<QByteArray> withServerlessPatterns(const QByteArray &yaml, const QString &file, const QString &function, const QStringList &patterns)
{
    const Node root = parsed(yaml, file);
    const Node list = patternsOf(root, function), package = root.at("package");
    QStringList wanted = textsOf(list), added;
    for (const QString &pattern : patterns)
        if (!wanted.contains(pattern) && !added.contains(pattern))
            added << pattern;
    if (added.isEmpty() && root.isMap())
        return yaml;
    wanted << added;
    Lines lines(yaml);
    if (list.isSequence() && !list.items().empty()) {
        const Node &last = list.items().back();
        const QString before = lines.line(last.line()).left(last.column() - 1).trimmed();
        before.endsWith(u'-') ? appendToBlock(lines, last, added) : appendToFlow(lines, last, added);
    } else if (package.isMap() && !package.members().empty() && list.isMissing()) {
        const Node &first = package.members().front().first;
        const QString indent(first.column() - 1, u' ');
        QStringList block{indent + QStringLiteral("patterns:")};
        for (const QString &pattern : std::as_const(added))
            block << indent + QStringLiteral("  - ") + singleQuoted(pattern);
        lines.insertAfter(first.line() - 1, block);
    } else if (root.isMap() && package.isMissing()) {
        QStringList block{QString(), QStringLiteral("package:"), QStringLiteral("  patterns:")};
        for (const QString &pattern : std::as_const(added))
            block << QStringLiteral("    - ") + singleQuoted(pattern);
        lines.append(block);
    }
    const QByteArray result = lines.bytes();
    if (const Node again = parsed(result, file); root.isMap() && textsOf(patternsOf(again, function)) == wanted && again.members().size() >= root.members().size())
        return result;
    QStringList byHand;
    for (const QString &pattern : std::as_const(added))
        byHand << QStringLiteral("- ") + singleQuoted(pattern);
    return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The patterns in %1 are written in a way that is not edited here. Add them to package.patterns yourself.").arg(file),
        byHand.join(u'\n'), QStringLiteral("LTH-PKG-040"));
}

} // namespace lathe
