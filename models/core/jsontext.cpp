// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"
#include <QCoreApplication>
#include <QString>
#include <cstdint>
#include <cstring>

namespace lathe::jsontext {
namespace {

struct Token
{
    enum Kind { ObjectOpen, ObjectClose, ArrayOpen, ArrayClose, Comma, Colon, String, Number, Literal, End, Bad } kind = End;
    qsizetype begin = 0;
    qsizetype end = 0;
    bool plain = false; ///< A string without escapes.
};

/// Where in [at, end) the first byte is that means something inside a string: '"', '\\' or a control character. Payloads of
/// megabytes are mostly long strings, so that 32 bytes are looked at together.
const char *endOfPlain(const char *at, const char *end)
{
    using Bytes = unsigned char __attribute__((vector_size(32)));
    using Words = std::uint64_t __attribute__((vector_size(32)));
    for (Bytes bytes; end - at >= qsizetype(sizeof bytes); at += sizeof bytes) {
        std::memcpy(&bytes, at, sizeof bytes);
        const auto hit = Words((bytes == '"') | (bytes == '\\') | (bytes < 0x20));
        if ((hit[0] | hit[1] | hit[2] | hit[3]) != 0)
            break;
    }
    while (at < end && *at != '"' && *at != '\\' && uchar(*at) >= 0x20)
        ++at;
    return at;
}

/// Splits JSON text into tokens; keeps no copy.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text) : m_text(text) {}

    Token next()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        const qsizetype begin = m_at;
        if (m_at >= m_text.size())
            return {Token::End, begin, begin};
        const char c = m_text[m_at];
        switch (c) {
        case '{': return one(Token::ObjectOpen);
        case '}': return one(Token::ObjectClose);
        case '[': return one(Token::ArrayOpen);
        case ']': return one(Token::ArrayClose);
        case ',': return one(Token::Comma);
        case ':': return one(Token::Colon);
        case '"': return string();
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        default: return (c == '-' || isDigit(c)) ? number() : bad();
        }
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    static bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
    Token one(Token::Kind kind)
    {
        ++m_at;
        return {kind, m_at - 1, m_at};
    }
    Token bad() { return {Token::Bad, m_at, m_at}; }
    Token literal(QByteArrayView word)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return bad();
        m_at += word.size();
        return {Token::Literal, m_at - word.size(), m_at};
    }
    Token string()
    {
        const qsizetype begin = m_at++;
        bool plain = true;
        while ((m_at = endOfPlain(m_text.begin() + m_at, m_text.end()) - m_text.begin()) < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return {Token::String, begin, m_at, plain};
            }
            if (uchar(c) < 0x20)
                return bad();
            if (c == '\\') {
                plain = false;
                ++m_at;
                if (m_at >= m_text.size())
                    return bad();
                const char e = m_text[m_at];
                if (e == 'u') {
                    for (int i = 1; i <= 4; ++i)
                        if (m_at + i >= m_text.size() || !isHex(m_text[m_at + i]))
                            return bad();
                    m_at += 4;
                } else if (!QByteArrayView("\"\\/bfnrt").contains(e)) {
                    return bad();
                }
            }
            ++m_at;
        }
        return bad();
    }
    Token number()
    {
        const qsizetype begin = m_at;
        if (m_text[m_at] == '-')
            ++m_at;
        if (m_at >= m_text.size() || !isDigit(m_text[m_at]))
            return bad();
        if (m_text[m_at] == '0')
            ++m_at;
        else
            digits();
        if (m_at < m_text.size() && m_text[m_at] == '.') {
            ++m_at;
            if (!digits())
                return bad();
        }
        if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
            ++m_at;
            if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-'))
                ++m_at;
            if (!digits())
                return bad();
        }
        return {Token::Number, begin, m_at};
    }
    bool digits()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
        return m_at > begin;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

SyntaxError errorAt(QByteArrayView text, qsizetype offset, const QString &what)
{
    SyntaxError error{1, 1, offset, what};
    for (qsizetype i = 0; i < offset && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++error.line;
            error.column = 1;
        } else {
            ++error.column;
        }
    }
    return error;
}

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

} // namespace

/// Notes a string's text when it is long and stands as it is.
static void notePlain(QByteArrayView text, const Token &token, QList<PlainString> &plain)
{
    const PlainString inside{token.begin + 1, token.end - 1};
    const qsizetype size = inside.end - inside.begin;
    if (token.plain && size >= plainStringBytes && plain.size() < plainStrings && QtPrivate::isAscii(QLatin1StringView(text.data() + inside.begin, size)))
        plain.append(inside);
}

std::optional<SyntaxError> check(QByteArrayView text, QList<PlainString> *plain)
{
    Scanner scanner(text);
    QByteArray open; // '{' or '[' for each level
    enum { Value, ValueOrClose, KeyOrClose, Key, AfterKey, AfterValue } want = Value;
    for (;;) {
        const Token t = scanner.next();
        if (t.kind == Token::Bad)
            return errorAt(text, t.begin, tr("This is not valid JSON here."));
        if (t.kind == Token::End) {
            if (want == AfterValue && open.isEmpty())
                return std::nullopt;
            return errorAt(text, t.begin, tr("The JSON text ends too early."));
        }
        const bool isValue = t.kind == Token::String || t.kind == Token::Number || t.kind == Token::Literal;
        const bool isOpen = t.kind == Token::ObjectOpen || t.kind == Token::ArrayOpen;
        if (plain && t.kind == Token::String)
            notePlain(text, t, *plain);
        if (want == AfterValue && open.isEmpty())
            return errorAt(text, t.begin, tr("There is text after the end of the JSON value."));
        if ((want == Value || want == ValueOrClose) && (isValue || isOpen)) {
            if (isOpen) {
                if (open.size() >= maxDepth)
                    return errorAt(text, t.begin, tr("The JSON is nested deeper than 512 levels."));
                open.append(t.kind == Token::ObjectOpen ? '{' : '[');
                want = t.kind == Token::ObjectOpen ? KeyOrClose : ValueOrClose;
            } else {
                want = AfterValue;
            }
        } else if ((want == Key || want == KeyOrClose) && t.kind == Token::String) {
            want = AfterKey;
        } else if (want == AfterKey && t.kind == Token::Colon) {
            want = Value;
        } else if (want == AfterValue && t.kind == Token::Comma) {
            want = open.back() == '{' ? Key : Value;
        } else if ((t.kind == Token::ObjectClose && open.endsWith('{') && (want == AfterValue || want == KeyOrClose))
            || (t.kind == Token::ArrayClose && open.endsWith('[') && (want == AfterValue || want == ValueOrClose))) {
            open.chop(1);
            want = AfterValue;
        } else {
            return errorAt(text, t.begin, want == AfterKey ? tr("A colon is missing here.")
                    : want == AfterValue ? tr("A comma or a closing bracket is missing here.")
                    : want == Key || want == KeyOrClose ? tr("A key in double quotes is missing here.") : tr("A value is missing here."));
        }
    }
}

QByteArray pretty(QByteArrayView text, int indent)
{
    if (check(text))
        return text.toByteArray();
    QByteArray out;
    out.reserve(text.size() * 2);
    Scanner scanner(text);
    int depth = 0;
    const auto newLine = [&] { out += '\n'; out += QByteArray(qsizetype(depth) * indent, ' '); };
    Token::Kind before = Token::End;
    for (Token t = scanner.next(); t.kind != Token::End; t = scanner.next()) {
        const bool close = t.kind == Token::ObjectClose || t.kind == Token::ArrayClose;
        const bool afterOpen = before == Token::ObjectOpen || before == Token::ArrayOpen;
        if (close)
            --depth;
        if ((close && !afterOpen) || (!close && afterOpen) || before == Token::Comma)
            newLine();
        out += text.sliced(t.begin, t.end - t.begin);
        if (t.kind == Token::Colon)
            out += ' ';
        if (t.kind == Token::ObjectOpen || t.kind == Token::ArrayOpen)
            ++depth;
        before = t.kind;
    }
    return out;
}

QByteArray compact(QByteArrayView text)
{
    if (check(text))
        return text.toByteArray();
    QByteArray out;
    out.reserve(text.size());
    Scanner scanner(text);
    for (Token t = scanner.next(); t.kind != Token::End; t = scanner.next())
        out += text.sliced(t.begin, t.end - t.begin);
    return out;
}

std::optional<QByteArray> member(QByteArrayView object, QByteArrayView key)
{
    if (check(object))
        return std::nullopt;
    Scanner scanner(object);
    if (scanner.next().kind != Token::ObjectOpen)
        return std::nullopt;
    std::optional<QByteArray> found;
    for (Token t = scanner.next(); t.kind == Token::String; t = scanner.next()) {
        const auto name = unquoted(object.sliced(t.begin, t.end - t.begin));
        scanner.next(); // colon
        const Token value = scanner.next();
        qsizetype end = value.end;
        if (value.kind == Token::ObjectOpen || value.kind == Token::ArrayOpen) {
            for (int depth = 1; depth > 0;) {
                const Token inner = scanner.next();
                depth += inner.kind == Token::ObjectOpen || inner.kind == Token::ArrayOpen;
                depth -= inner.kind == Token::ObjectClose || inner.kind == Token::ArrayClose;
                end = inner.end;
            }
        }
        if (name && *name == key)
            found = object.sliced(value.begin, end - value.begin).toByteArray();
        if (scanner.next().kind != Token::Comma)
            break;
    }
    return found;
}

QByteArray quoted(QByteArrayView utf8)
{
    // Only invalid UTF-8 needs the detour through QString.
    QByteArray clean = utf8.isValidUtf8() ? utf8.toByteArray() : QString::fromUtf8(utf8).toUtf8();
    QByteArray out;
    out.reserve(clean.size() + 2);
    out += '"';
    for (const char c : std::as_const(clean)) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (uchar(c) < 0x20)
                out += "\\u00" + QByteArray(1, "01"[uchar(c) >> 4]) + QByteArray(1, "0123456789abcdef"[c & 15]);
            else
                out += c;
        }
    }
    out += '"';
    return out;
}

std::optional<QByteArray> unquoted(QByteArrayView literal)
{
    if (Scanner s(literal); s.next().kind != Token::String || s.next().kind != Token::End)
        return std::nullopt;
    literal = literal.trimmed();
    QByteArray out;
    QString pending; // UTF-16 units of consecutive \u escapes, so that surrogate pairs join
    const auto flush = [&] { out += pending.toUtf8(); pending.clear(); };
    for (qsizetype i = 1; i + 1 < literal.size(); ++i) {
        if (literal[i] != '\\') {
            flush();
            out += literal[i];
            continue;
        }
        const char e = literal[++i];
        if (e == 'u') {
            pending += QChar(literal.sliced(i + 1, 4).toByteArray().toUShort(nullptr, 16));
            i += 4;
            continue;
        }
        flush();
        out += e == 'n' ? '\n' : e == 'r' ? '\r' : e == 't' ? '\t' : e == 'b' ? '\b' : e == 'f' ? '\f' : e;
    }
    flush();
    return out;
}

} // namespace lathe::jsontext
