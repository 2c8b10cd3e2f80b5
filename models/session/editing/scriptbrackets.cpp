// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/scriptbrackets.h"
#include <QCoreApplication>
#include <QSet>
#include <algorithm>
#include <optional>

namespace lathe {

namespace {

struct Open
{
    QChar bracket; ///< '`' for a template that goes on behind its "${…}".
    qsizetype at = 0;
};

class Reader
{
public:
    Reader(const QString &text, bool jsx) : m_text(text), m_jsx(jsx) {}

    /// Where and what; nothing when all is well, or when it could not be told.
    std::optional<std::pair<qsizetype, QString>> fault()
    {
        if (m_text.startsWith(QLatin1String("#!")))
            m_at = lineEnd(0);
        while (m_at < m_text.size() && !m_fault && !m_lost)
            step();
        if (!m_fault && !m_lost && !m_open.isEmpty())
            say(m_open.constLast().at, QCoreApplication::translate("lathe", "This “%1” is never closed.").arg(m_open.constLast().bracket));
        return m_fault;
    }

private:
    enum class Before { Operand, Operator, Unsure }; ///< What a slash or an angle bracket would follow.

    qsizetype lineEnd(qsizetype at) const
    {
        while (at < m_text.size() && m_text[at] != u'\n' && m_text[at] != u'\r' && m_text[at].unicode() != 0x2028 && m_text[at].unicode() != 0x2029)
            ++at;
        return at;
    }
    void say(qsizetype at, const QString &what)
    {
        if (!m_fault)
            m_fault = std::pair(at, what);
    }

    void step()
    {
        const QChar c = m_text[m_at];
        const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        if (c.isSpace()) {
            ++m_at;
        } else if (c == u'/' && next == u'/') {
            m_at = lineEnd(m_at);
        } else if (c == u'/' && next == u'*') {
            const qsizetype end = m_text.indexOf(QLatin1String("*/"), m_at + 2);
            if (end < 0)
                say(m_at, QCoreApplication::translate("lathe", "This comment is never closed."));
            m_at = end + 2;
        } else if (c == u'"' || c == u'\'') {
            string(c);
        } else if (c == u'`') {
            ++m_at;
            m_open.append({u'`', m_at - 1});
            templateText();
        } else if (c == u'/') {
            slash();
        } else if (c.isLetterOrNumber() || c == u'_' || c == u'$' || c == u'#' || c == u'@' || c == u'\\' || c.isSurrogate() || c.unicode() > 0x7f) {
            word();
        } else {
            punctuation(c, next);
        }
    }

    void string(QChar quote)
    {
        const qsizetype start = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            if (m_text[m_at] == u'\\')
                m_at += m_text.mid(m_at + 1, 2) == QLatin1String("\r\n") ? 2 : 1;
            else if (m_text[m_at] == u'\n' || m_text[m_at] == u'\r')
                break;
            ++m_at;
        }
        if (m_at >= m_text.size() || m_text[m_at] != quote)
            say(start, QCoreApplication::translate("lathe", "This string does not end in its line."));
        ++m_at;
        m_before = Before::Operand;
    }

    /// Within a template, up to its end or to "${".
    void templateText()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'\\') {
                ++m_at;
            } else if (c == u'`') {
                m_open.removeLast();
                m_before = Before::Operand;
                return;
            } else if (c == u'$' && m_at < m_text.size() && m_text[m_at] == u'{') {
                m_open.append({u'{', m_at++});
                m_before = Before::Operator;
                return;
            }
        }
    }

    void word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_' || m_text[m_at] == u'$' || m_text[m_at] == u'#' || m_text[m_at] == u'@' || m_text[m_at] == u'\\'
                   || m_text[m_at].unicode() > 0x7f))
            ++m_at;
        if (m_at == start)
            ++m_at;
        static const QSet<QString> operators{QStringLiteral("return"), QStringLiteral("typeof"), QStringLiteral("case"), QStringLiteral("in"), QStringLiteral("of"), QStringLiteral("do"),
            QStringLiteral("else"), QStringLiteral("void"), QStringLiteral("delete"), QStringLiteral("new"), QStringLiteral("throw"), QStringLiteral("await"), QStringLiteral("yield"),
            QStringLiteral("instanceof"), QStringLiteral("extends"), QStringLiteral("default"), QStringLiteral("as"), QStringLiteral("satisfies"), QStringLiteral("keyof"), QStringLiteral("is")};
        // "x.of / 2" divides: names of members are no operators, and who could tell an "of" that is a variable?
        m_before = operators.contains(m_text.mid(start, m_at - start)) ? Before::Unsure : Before::Operand;
        if (m_before == Before::Unsure && m_text.mid(start, m_at - start) == QLatin1String("return") && !(start > 0 && m_text[start - 1] == u'.'))
            m_before = Before::Operator;
    }

    void slash()
    {
        if (m_before == Before::Operand) {
            ++m_at;
            m_before = Before::Operator;
            return;
        }
        if (m_before == Before::Unsure) {
            // It divides where no second slash follows; and where nothing follows that counts, it makes no difference.
            const QString rest = m_text.mid(m_at + 1, lineEnd(m_at) - m_at - 1);
            m_lost = rest.contains(u'/') && std::any_of(rest.begin(), rest.end(), [](QChar one) { return QStringLiteral("()[]{}'\"`\\").contains(one); });
            ++m_at;
            m_before = Before::Unsure;
            return;
        }
        bool set = false;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'\n' || c == u'\r')
                break;
            if (c == u'\\')
                ++m_at;
            else if (c == u'[')
                set = true;
            else if (c == u']')
                set = false;
            else if (c == u'/' && !set)
                break;
        }
        if (m_at >= m_text.size() || m_text[m_at] != u'/')
            m_lost = true; // no regular expression after all
        ++m_at;
        m_before = Before::Operand;
    }

    void punctuation(QChar c, QChar next)
    {
        if (c == u'(' || c == u'[' || c == u'{') {
            m_open.append({c, m_at++});
            m_before = Before::Operator;
            return;
        }
        if (c == u')' || c == u']' || c == u'}') {
            close(c);
            return;
        }
        if (m_jsx && c == u'<' && m_before != Before::Operand) {
            m_lost = true; // an element, whose text follows other rules
            return;
        }
        const bool twice = next == c && (c == u'+' || c == u'-');
        m_at += twice ? 2 : 1;
        // "a++ / b" divides, "x = ++ /re/" does not exist; "a!" is an operand in TypeScript, "!/re/" is not.
        m_before = twice ? Before::Unsure : c == u'!' ? (m_before == Before::Operator ? Before::Operator : Before::Unsure) : c == u'>' ? Before::Unsure : c == u'.' ? Before::Unsure : Before::Operator;
    }

    void close(QChar c)
    {
        const QChar wanted = c == u')' ? u'(' : c == u']' ? u'[' : u'{';
        if (m_open.isEmpty()) {
            say(m_at, QCoreApplication::translate("lathe", "This “%1” closes nothing.").arg(c));
            return;
        }
        if (m_open.constLast().bracket != wanted) {
            const qsizetype line = 1 + QStringView(m_text).first(m_open.constLast().at).count(u'\n');
            say(m_at, QCoreApplication::translate("lathe", "This “%1” does not close the “%2” of line %3.").arg(c).arg(m_open.constLast().bracket).arg(line));
            return;
        }
        m_open.removeLast();
        ++m_at;
        if (c == u'}' && !m_open.isEmpty() && m_open.constLast().bracket == u'`') {
            templateText();
            return;
        }
        m_before = c == u']' ? Before::Operand : Before::Unsure; // "if (x) /re/" and "f(x) / 2", a block and an object
    }

    const QString &m_text;
    const bool m_jsx;
    qsizetype m_at = 0;
    QList<Open> m_open;
    Before m_before = Before::Operator;
    bool m_lost = false;
    std::optional<std::pair<qsizetype, QString>> m_fault;
};

} // namespace

QList<Diagnostic> bracketErrors(const QString &text, const QString &file)
{
    const auto fault = Reader(text, file.endsWith(u'x', Qt::CaseInsensitive)).fault();
    if (!fault)
        return {};
    const QStringView before = QStringView(text).first(fault->first);
    const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
    return {{Severity::Error, QStringLiteral("LTH-SYN-003"), file, int(before.count(u'\n')) + 1, int(before.mid(lineStart).toUcs4().size()) + 1, fault->second, {}}};
}

} // namespace lathe
