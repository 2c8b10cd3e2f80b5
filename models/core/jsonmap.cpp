// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"
#include <QList>

namespace lathe::jsontext {

namespace {

/// Behind the string that begins at `at`, in valid JSON.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    for (++at; text[at] != '"'; ++at)
        if (text[at] == '\\')
            ++at;
    return at + 1;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

QByteArray mapped(QByteArrayView text, const std::function<std::optional<QByteArray>(const QByteArray &, const QByteArray &)> &change)
{
    if (check(text))
        return text.toByteArray();
    QByteArray result;
    result.reserve(text.size());
    QList<QByteArray> keys{QByteArray()}; // the nearest one of each open container
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '{' || c == '[')
            keys.append(keys.constLast());
        else if (c == '}' || c == ']')
            keys.removeLast();
        if (isSpace(c) || QByteArrayView("{}[]:,").contains(c)) {
            result += c;
            ++at;
            continue;
        }
        qsizetype end = at + 1;
        if (c == '"') {
            end = endOfString(text, at);
        } else {
            while (end < text.size() && !isSpace(text[end]) && !QByteArrayView(",]}").contains(text[end]))
                ++end;
        }
        const QByteArrayView token = text.sliced(at, end - at);
        at = end;
        const QByteArray value = c == '"' ? unquoted(token).value_or(QByteArray()) : token.toByteArray();
        qsizetype next = end;
        while (next < text.size() && isSpace(text[next]))
            ++next;
        if (c == '"' && next < text.size() && text[next] == ':') {
            keys.last() = value;
            result += token;
        } else if (const auto changed = change(keys.constLast(), value)) {
            result += quoted(*changed);
        } else {
            result += token;
        }
    }
    return result;
}

} // namespace lathe::jsontext
