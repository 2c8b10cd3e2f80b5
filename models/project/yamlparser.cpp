// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/templateparser.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>
#include <algorithm>
#include <istream>
#include <streambuf>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

/// Thrown by the handler to leave yaml-cpp early.
struct Abandoned { QString text; QString remedy; int line; int column; const char *id; };

/// Serves the bytes in small pieces and ends early when the time is over, so that a scanner that reads on and on stops.
class BoundedBuffer : public std::streambuf
{
public:
    BoundedBuffer(const QByteArray &bytes, const QElapsedTimer &clock, int milliseconds)
        : m_bytes(bytes), m_clock(clock), m_milliseconds(milliseconds) {}

protected:
    int_type underflow() override
    {
        if (m_offset >= m_bytes.size() || m_clock.hasExpired(m_milliseconds))
            return traits_type::eof();
        const qsizetype piece = std::min<qsizetype>(2048, m_bytes.size() - m_offset);
        char *begin = const_cast<char *>(m_bytes.constData()) + m_offset;
        setg(begin, begin, begin + piece);
        m_offset += piece;
        return traits_type::to_int_type(*gptr());
    }

private:
    const QByteArray &m_bytes;
    const QElapsedTimer &m_clock;
    int m_milliseconds;
    qsizetype m_offset = 0;
};

/// Turns yaml-cpp's 0-based byte columns into 1-based characters.
class LineTable
{
public:
    explicit LineTable(const QByteArray &bytes) : m_bytes(bytes)
    {
        m_ascii = std::none_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
        if (m_ascii)
            return;
        m_starts.push_back(0);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            if (bytes[i] == '\n')
                m_starts.push_back(i + 1);
    }
    int column(int line, int byteColumn) const
    {
        if (m_ascii || line < 0 || size_t(line) >= m_starts.size())
            return byteColumn + 1;
        const qsizetype start = m_starts[size_t(line)];
        const qsizetype end = std::min<qsizetype>(start + byteColumn, m_bytes.size());
        // The byte order mark and continuation bytes are no characters.
        return int(std::count_if(m_bytes.begin() + start, m_bytes.begin() + end, [](char c) { return (uchar(c) & 0xC0) != 0x80; })) + 1;
    }

private:
    const QByteArray &m_bytes;
    std::vector<qsizetype> m_starts;
    bool m_ascii = true;
};

/// Builds Nodes from yaml-cpp's events and stops at the limits.
class Builder : public YAML::EventHandler
{
public:
    Builder(const QString &file, const LineTable &lines, const TemplateLimits &limits, const QElapsedTimer &clock, DiagnosticSink &sink)
        : m_file(file), m_lines(lines), m_limits(limits), m_clock(clock), m_sink(sink) {}

    Node root() const { return m_root; }
    YAML::Mark lastScalar() const { return m_lastScalar; }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { put(Node::null(place(mark)), anchor, mark); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto it = m_anchors.constFind(qulonglong(anchor));
        if (it == m_anchors.constEnd())
            throw Abandoned{tr("An alias (*) refers to a value that contains itself."), tr("Write the value out instead of using the alias."),
                mark.line + 1, m_lines.column(mark.line, mark.column), "LTH-PRJ-004"};
        check(mark, int(m_frames.size()) + it->height(), it->weight());
        attach(*it, 0);
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        const bool quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        const QString text = QString::fromUtf8(value.data(), qsizetype(value.size()));
        const QString own = localTag(tag);
        m_lastScalar = mark;
        if (!quoted && own.isEmpty() && (text.isEmpty() || text == u'~' || text == u"null" || text == u"Null" || text == u"NULL"))
            put(Node::null(place(mark)), anchor, mark);
        else
            put(Node::scalar(place(mark), text, own, quoted), anchor, mark);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor);
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor);
    }
    void OnSequenceEnd() override
    {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        attach(Node::sequence(frame.place, std::move(frame.parts), frame.tag), frame.anchor);
    }
    void OnMapEnd() override
    {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        std::vector<Node::Member> members = pairs(frame.parts);
        attach(Node::map(frame.place, std::move(members), frame.tag), frame.anchor);
    }

private:
    struct Frame { Node::Place place; QString tag; YAML::anchor_t anchor; std::vector<Node> parts; };

    Node::Place place(const YAML::Mark &mark) const { return {m_file, mark.line + 1, m_lines.column(mark.line, mark.column)}; }

    static QString localTag(const std::string &tag)
    {
        return tag.size() > 1 && tag[0] == '!' ? QString::fromUtf8(tag.data(), qsizetype(tag.size())) : QString();
    }

    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        check(mark, int(m_frames.size()) + 1, 1);
        m_frames.push_back({place(mark), localTag(tag), anchor, {}});
    }

    void check(const YAML::Mark &mark, int depth, int weight)
    {
        const int line = mark.line + 1, column = m_lines.column(mark.line, mark.column);
        if (depth > m_limits.depth)
            throw Abandoned{tr("The template is nested more than %1 levels deep.").arg(m_limits.depth), tr("Flatten this part."), line, column, "LTH-PRJ-003"};
        m_count += weight;
        if (m_count > m_limits.nodes)
            throw Abandoned{tr("The template has more than %1 values once its aliases are written out.").arg(m_limits.nodes),
                tr("Split it into smaller files."), line, column, "LTH-PRJ-003"};
        if (m_clock.hasExpired(m_limits.milliseconds))
            throw Abandoned{tr("Reading the template took longer than %1 ms.").arg(m_limits.milliseconds), tr("Split it into smaller files."), line, column, "LTH-PRJ-003"};
    }

    void put(const Node &scalar, YAML::anchor_t anchor, const YAML::Mark &mark)
    {
        check(mark, int(m_frames.size()) + 1, 1);
        attach(scalar, anchor);
    }

    void attach(const Node &node, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            m_anchors.insert(qulonglong(anchor), node);
        if (m_frames.empty())
            m_root = node;
        else
            m_frames.back().parts.push_back(node);
    }

    std::vector<Node::Member> pairs(std::vector<Node> &parts)
    {
        std::vector<Node::Member> members;
        std::vector<Node> merges;
        QHash<QString, qsizetype> seen;
        members.reserve(parts.size() / 2);
        for (size_t i = 0; i + 1 < parts.size(); i += 2) {
            const Node &key = parts[i];
            if (key.isScalar() && !key.isQuoted() && key.text() == u"<<") {
                merges.push_back(parts[i + 1]);
                continue;
            }
            const QString name = key.text();
            if (const auto it = seen.constFind(name); key.isScalar() && it != seen.constEnd()) {
                m_sink.add(Severity::Warning, "LTH-PRJ-005", key, tr("The key %1 stands here a second time; the first is in line %2.").arg(name).arg(members[size_t(*it)].first.line()),
                    tr("Remove one of the two. Only the last one counts."));
                members[size_t(*it)] = {key, parts[i + 1]};
                continue;
            }
            if (key.isScalar())
                seen.insert(name, qsizetype(members.size()));
            members.emplace_back(key, parts[i + 1]);
        }
        for (const Node &merge : merges)
            mergeInto(members, seen, merge);
        return members;
    }

    void mergeInto(std::vector<Node::Member> &members, QHash<QString, qsizetype> &seen, const Node &merge)
    {
        if (merge.isSequence()) {
            for (const Node &item : merge.items())
                if (item.isMap())
                    mergeInto(members, seen, item);
            return;
        }
        if (!merge.isMap()) {
            m_sink.add(Severity::Error, "LTH-PRJ-006", merge, tr("A merge key (<<) takes a map or a list of maps."), tr("Give an alias of a map, for example <<: *defaults."));
            return;
        }
        for (const Node::Member &member : merge.members()) {
            if (!member.first.isScalar() || seen.contains(member.first.text()))
                continue;
            seen.insert(member.first.text(), qsizetype(members.size()));
            members.push_back(member);
        }
    }

    QString m_file;
    const LineTable &m_lines;
    const TemplateLimits &m_limits;
    const QElapsedTimer &m_clock;
    DiagnosticSink &m_sink;
    QHash<qulonglong, Node> m_anchors;
    std::vector<Frame> m_frames;
    Node m_root;
    YAML::Mark m_lastScalar = YAML::Mark::null_mark();
    int m_count = 0;
};

/// yaml-cpp takes a quote that is never closed for a text up to the end of the file. Only the last scalar can be one.
bool isUnclosedQuote(const QByteArray &bytes, const YAML::Mark &mark)
{
    qsizetype at = 0;
    for (int line = 0; line < mark.line && at >= 0; ++line)
        at = bytes.indexOf('\n', at) + 1;
    at += mark.column;
    while (at < bytes.size() && (bytes[at] == '!' || bytes[at] == '&')) { // tag and anchor stand before it
        while (at < bytes.size() && !isspace(uchar(bytes[at])))
            ++at;
        while (at < bytes.size() && isspace(uchar(bytes[at])))
            ++at;
    }
    if (at < 0 || at >= bytes.size() || (bytes[at] != '"' && bytes[at] != '\''))
        return false;
    const char quote = bytes[at];
    for (++at; at < bytes.size(); ++at) {
        if (quote == '"' && bytes[at] == '\\') {
            ++at;
        } else if (bytes[at] == quote) {
            if (quote == '"' || at + 1 >= bytes.size() || bytes[at + 1] != quote)
                return false;
            ++at;
        }
    }
    return true;
}

/// yaml-cpp's message in the reader's words where that helps.
QString explanation(const std::string &message)
{
    static constexpr std::pair<const char *, const char *> known[] = {
        {"end of map not found", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: the indentation of this line does not fit the lines above it.")},
        {"end of sequence not found", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: the indentation of this line does not fit the list above it.")},
        {"end of map flow not found", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: a { is not closed before this place, or a comma is missing.")},
        {"end of sequence flow not found", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: a [ is not closed before this place, or a comma is missing.")},
        {"illegal map value", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: a key with a colon cannot stand here.")},
        {"unknown token", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: a value cannot begin with this character; put it in quotes.")},
        {"the referenced anchor is not defined", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: the alias (*) refers to an anchor (&) that is not defined above.")},
        {"illegal EOF in scalar", QT_TRANSLATE_NOOP("lathe", "This is not valid YAML: the quote is never closed.")},
    };
    for (const auto &[theirs, ours] : known)
        if (message.rfind(theirs, 0) == 0)
            return tr(ours);
    return tr("This is not valid YAML: %1.").arg(QString::fromStdString(message));
}

/// Of the line of the error (0-based) and the few above it: where the last lines that are indented with tabs begin (1-based), or 0. Earlier ones may be text.
int tabInIndentation(const QByteArray &bytes, int errorLine)
{
    int number = 0, first = 0;
    bool before = false;
    for (qsizetype at = 0; at < bytes.size() && number <= errorLine; ++number) {
        qsizetype end = bytes.indexOf('\n', at);
        end = end < 0 ? bytes.size() : end;
        qsizetype i = at;
        while (i < end && bytes[i] == ' ')
            ++i;
        const bool tabbed = number >= errorLine - 3 && i < end && bytes[i] == '\t' && !QByteArrayView(bytes).sliced(at, end - at).trimmed().isEmpty();
        if (tabbed && !before)
            first = number + 1;
        before = tabbed;
        at = end + 1;
    }
    return first;
}

} // namespace

Node parseYaml(const QByteArray &bytes, const QString &file, DiagnosticSink &sink, const TemplateLimits &limits)
{
    QElapsedTimer clock;
    clock.start();
    const LineTable lines(bytes);
    BoundedBuffer buffer(bytes, clock, limits.milliseconds);
    std::istream stream(&buffer);
    Builder builder(file, lines, limits, clock, sink);
    try {
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder); // one document only: asking for more of "," never ends in yaml-cpp 0.7
        const YAML::Mark last = builder.lastScalar();
        if (last.line >= 0 && isUnclosedQuote(bytes, last)) {
            sink.add({Severity::Error, QStringLiteral("LTH-PRJ-002"), file, last.line + 1, lines.column(last.line, last.column),
                tr("The quote that opens here is never closed."), tr("Close it at the end of the text.")});
            return {};
        }
        if (clock.hasExpired(limits.milliseconds)) { // the buffer has ended the text early
            sink.add({Severity::Error, QStringLiteral("LTH-PRJ-003"), file, 0, 0, tr("Reading the template took longer than %1 ms.").arg(limits.milliseconds), tr("Split it into smaller files.")});
            return {};
        }
        return builder.root();
    } catch (const Abandoned &stop) {
        sink.add({Severity::Error, QString::fromLatin1(stop.id), file, stop.line, stop.column, stop.text, stop.remedy});
    } catch (const YAML::Exception &error) {
        const int line = std::max(error.mark.line, 0);
        const int tab = tabInIndentation(bytes, line);
        sink.add({Severity::Error, QStringLiteral("LTH-PRJ-002"), file, tab > 0 ? tab : line + 1, tab > 0 ? 1 : lines.column(line, std::max(error.mark.column, 0)),
            tab > 0 ? tr("A tab stands in the indentation; YAML allows spaces only.") : explanation(error.msg),
            tab > 0 ? tr("Replace the tab by spaces.") : tr("Look at the indentation, quotes and colons in this line and the one above it.")});
    } catch (const std::exception &error) { // bad_alloc, length_error
        sink.add({Severity::Error, QStringLiteral("LTH-PRJ-002"), file, 1, 1, tr("The template cannot be read: %1.").arg(QString::fromLocal8Bit(error.what())), {}});
    }
    return {};
}

} // namespace lathe
