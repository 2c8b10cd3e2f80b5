// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/templateparser.h"
#include "core/jsontext.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

struct TooMuch { QString text; Node::Place place; };

/// Makes Nodes of JSON text whose syntax has been checked already.
class JsonNodes
{
public:
    JsonNodes(QByteArrayView text, const QString &file, const TemplateLimits &limits, DiagnosticSink &sink)
        : m_text(text), m_file(file), m_limits(limits), m_sink(sink) {}

    Node value(int depth = 1)
    {
        space();
        const Node::Place place = here();
        if (depth > m_limits.depth)
            throw TooMuch{tr("The template is nested more than %1 levels deep.").arg(m_limits.depth), place};
        if (++m_count > m_limits.nodes)
            throw TooMuch{tr("The template has more than %1 values.").arg(m_limits.nodes), place};
        switch (peek()) {
        case '{': return object(place, depth);
        case '[': return array(place, depth);
        case '"': return Node::scalar(place, string(), {}, true);
        default: break;
        }
        const QString word = bareWord();
        return word == u"null" ? Node::null(place) : Node::scalar(place, word);
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void step()
    {
        const char c = m_text[m_at++];
        if (c == '\n') {
            ++m_line;
            m_column = 1;
        } else if ((uchar(c) & 0xC0) != 0x80) {
            ++m_column;
        }
    }
    void space()
    {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            step();
    }
    void skip() { space(); if (m_at < m_text.size()) step(); }
    Node::Place here() const { return {m_file, m_line, m_column}; }

    QString string()
    {
        const qsizetype begin = m_at;
        step();
        while (m_at < m_text.size() && peek() != '"') {
            if (peek() == '\\')
                step();
            if (m_at < m_text.size())
                step();
        }
        if (m_at < m_text.size())
            step();
        return QString::fromUtf8(jsontext::unquoted(m_text.sliced(begin, m_at - begin)).value_or(QByteArray()));
    }

    QString bareWord()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !strchr(",]} \t\r\n", peek()))
            step();
        return QString::fromUtf8(m_text.sliced(begin, m_at - begin));
    }

    Node array(const Node::Place &place, int depth)
    {
        std::vector<Node> items;
        skip();
        for (space(); m_at < m_text.size() && peek() != ']'; space()) {
            items.push_back(value(depth + 1));
            space();
            if (peek() == ',')
                step();
        }
        skip();
        return Node::sequence(place, std::move(items));
    }

    Node object(const Node::Place &place, int depth)
    {
        std::vector<Node::Member> members;
        QHash<QString, qsizetype> seen;
        skip();
        for (space(); m_at < m_text.size() && peek() != '}'; space()) {
            const Node key = Node::scalar(here(), string(), {}, true);
            skip(); // the colon
            Node content = value(depth + 1);
            if (const auto it = seen.constFind(key.text()); it != seen.constEnd()) {
                m_sink.add(Severity::Warning, "LTH-PRJ-005", key, tr("The key %1 stands here a second time; the first is in line %2.").arg(key.text()).arg(members[size_t(*it)].first.line()),
                    tr("Remove one of the two. Only the last one counts."));
                members[size_t(*it)] = {key, content};
            } else {
                seen.insert(key.text(), qsizetype(members.size()));
                members.emplace_back(key, content);
            }
            space();
            if (peek() == ',')
                step();
        }
        skip();
        return Node::map(place, std::move(members));
    }

    QByteArrayView m_text;
    QString m_file;
    const TemplateLimits &m_limits;
    DiagnosticSink &m_sink;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_column = 1;
    int m_count = 0;
};

} // namespace

Node parseJson(const QByteArray &bytes, const QString &file, DiagnosticSink &sink, const TemplateLimits &limits)
{
    if (const auto error = jsontext::check(bytes)) {
        sink.add({Severity::Error, QStringLiteral("LTH-PRJ-002"), file, error->line, error->column, tr("This is not valid JSON: %1").arg(error->text), {}});
        return {};
    }
    try {
        return JsonNodes(bytes, file, limits, sink).value();
    } catch (const TooMuch &stop) {
        sink.add({Severity::Error, QStringLiteral("LTH-PRJ-003"), file, stop.place.line, stop.place.column, stop.text, tr("Split it into smaller files.")});
    }
    return {};
}

/// A reason not to parse these bytes at all.
static bool acceptable(const QByteArray &bytes, const QString &file, DiagnosticSink &sink)
{
    const auto lineOf = [&](qsizetype at) { return int(bytes.first(at).count('\n')) + 1; };
    if (const qsizetype nul = bytes.indexOf('\0'); nul >= 0) {
        sink.add({Severity::Error, QStringLiteral("LTH-PRJ-007"), file, lineOf(nul), 1, tr("The template holds a NUL byte, so it is not a text file or not in UTF-8."), tr("Save it as UTF-8 text.")});
        return false;
    }
    const char *data = bytes.constData();
    for (qsizetype i = 0; i < bytes.size();) {
        const uchar c = uchar(data[i]);
        const int more = c < 0x80 ? 0 : (c >= 0xC2 && c < 0xE0) ? 1 : (c & 0xF0) == 0xE0 ? 2 : (c >= 0xF0 && c < 0xF5) ? 3 : -1;
        bool good = more >= 0 && i + more < bytes.size();
        for (int k = 1; good && k <= more; ++k)
            good = (uchar(data[i + k]) & 0xC0) == 0x80;
        if (!good) {
            sink.add({Severity::Error, QStringLiteral("LTH-PRJ-007"), file, lineOf(i), 1, tr("The template is not valid UTF-8."), tr("Save it as UTF-8 text.")});
            return false;
        }
        i += more + 1;
    }
    return true;
}

Node parseTemplateFile(const QString &path, DiagnosticSink &sink, const TemplateLimits &limits)
{
    const auto problem = [&](const char *id, const QString &text, const QString &remedy) {
        sink.add({Severity::Error, QString::fromLatin1(id), path, 0, 0, text, remedy});
        return Node();
    };
    if (!QFileInfo(path).isFile()) // a FIFO or a device would block or never end
        return problem("LTH-PRJ-001", tr("The template cannot be read: it is not a regular file."), {});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem("LTH-PRJ-001", tr("The template cannot be read: %1.").arg(file.errorString()), tr("Check the file's permissions."));
    QByteArray bytes = file.read(limits.bytes + 1);
    if (bytes.size() > limits.bytes)
        return problem("LTH-PRJ-003", tr("The template is larger than %1 bytes.").arg(limits.bytes), tr("Split it into smaller files."));
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    if (bytes.contains('\r') && !bytes.contains('\n')) // line ends of old Macs
        bytes.replace('\r', '\n');
    if (!acceptable(bytes, path, sink))
        return {};
    const bool json = path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)
        || (bytes.trimmed().startsWith('{') && !jsontext::check(bytes));
    return json ? parseJson(bytes, path, sink, limits) : parseYaml(bytes, path, sink, limits);
}

} // namespace lathe
