// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/layertemplate.h"

namespace lathe {

static const QByteArray byteOrderMark = "\xEF\xBB\xBF";

LayerTemplate::LayerTemplate(const QByteArray &bytes, QString file) : m_file(std::move(file))
{
    QByteArray text = bytes;
    m_mark = text.startsWith(byteOrderMark);
    if (m_mark)
        text.remove(0, 3);
    m_end = text.contains("\r\n") ? "\r\n" : "\n";
    m_lastEnds = text.endsWith('\n');
    for (QByteArray line : text.split('\n')) {
        if (line.endsWith('\r') && m_end == "\r\n")
            line.chop(1);
        m_lines.append(line);
    }
    if (m_lastEnds)
        m_lines.removeLast();
}

QByteArray LayerTemplate::bytes() const
{
    return (m_mark ? byteOrderMark : QByteArray()) + m_lines.join(m_end) + (m_lastEnds ? m_end : QByteArray());
}

/// -1 for empty lines.
int LayerTemplate::indentOf(int line) const
{
    const QByteArray &text = m_lines[line - 1];
    for (int i = 0; i < text.size(); ++i)
        if (text[i] != ' ')
            return text[i] == '\r' || text[i] == '\t' ? -1 : i;
    return -1;
}

LayerTemplate::Items LayerTemplate::items(const Node &key, const Node &list) const
{
    Items items;
    items.found = !list.isMissing();
    items.keyLine = key.line();
    items.changeable = list.isSequence() && key.file() == m_file && list.file() == m_file && !list.items().empty();
    int last = key.line();
    for (const Node &item : list.items()) {
        const int line = item.line(), indent = line > 0 && line <= m_lines.size() ? indentOf(line) : -1;
        const bool dash = indent >= 0 && m_lines[line - 1].mid(indent).startsWith("- ");
        if (!dash || line <= last || (!items.texts.isEmpty() && indent != items.indent)) {
            items.changeable = false;
            return items;
        }
        if (!items.texts.isEmpty())
            for (int more = last + 1; more < line; ++more)
                items.texts.last().append(m_lines[more - 1]);
        else if (line != key.line() + 1)
            for (int between = key.line() + 1; between < line; ++between)
                if (indentOf(between) >= 0 && !m_lines[between - 1].trimmed().startsWith('#'))
                    items.changeable = false;
        items.indent = indent;
        items.texts.append({m_lines[line - 1]});
        last = line;
    }
    while (last < m_lines.size() && indentOf(last + 1) > items.indent)
        items.texts.last().append(m_lines[last++]);
    return items;
}

void LayerTemplate::setItems(const Items &old, const QList<QByteArrayList> &texts)
{
    qsizetype count = 0;
    for (const QByteArrayList &text : old.texts)
        count += text.size();
    int first = old.keyLine + 1;
    while (first <= m_lines.size() && (m_lines[first - 1] != old.texts.constFirst().constFirst()))
        ++first;
    for (qsizetype i = 0; i < count; ++i)
        m_lines.removeAt(first - 1);
    if (texts.isEmpty()) {
        m_lines.removeAt(old.keyLine - 1);
        return;
    }
    qsizetype at = first - 1;
    for (const QByteArrayList &text : texts)
        for (const QByteArray &line : text)
            m_lines.insert(at++, line);
}

void LayerTemplate::insertBelow(int keyLine, const QByteArrayList &lines)
{
    for (qsizetype i = 0; i < lines.size(); ++i)
        m_lines.insert(keyLine + i, lines[i]);
}

bool LayerTemplate::replaceScalar(const Node &node, const QByteArray &text)
{
    if (node.line() < 1 || node.line() > m_lines.size() || node.file() != m_file || !node.isScalar())
        return false;
    QByteArray &line = m_lines[node.line() - 1];
    qsizetype at = QString::fromUtf8(line).left(node.column() - 1).toUtf8().size();
    if (at < line.size() && (line[at] == '"' || line[at] == '\''))
        ++at;
    const QByteArray old = node.text().toUtf8();
    if (line.mid(at, old.size()) != old)
        return false;
    line.replace(at, old.size(), text);
    return true;
}

void LayerTemplate::removeMember(const Node &key)
{
    const int indent = key.column() - 1;
    qsizetype end = key.line(); // one past the last line, 0-based
    for (qsizetype line = key.line(); line < m_lines.size(); ++line) {
        const int depth = indentOf(int(line) + 1);
        if (depth >= 0 && depth <= indent)
            break;
        if (depth > indent)
            end = line + 1;
    }
    m_lines.remove(key.line() - 1, end - key.line() + 1);
}

void LayerTemplate::append(const QByteArrayList &lines)
{
    while (!m_lines.isEmpty() && m_lines.last().trimmed().isEmpty())
        m_lines.removeLast();
    m_lines.append(QByteArray());
    m_lines += lines;
    m_lastEnds = true;
}

int LayerTemplate::memberIndent(const Node &key, const Node &map)
{
    if (!map.isMap() || map.members().empty())
        return -1;
    const Node &first = map.members().front().first;
    return first.line() > key.line() && first.file() == key.file() ? first.column() - 1 : -1;
}

} // namespace lathe
