// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventmeta.h"
#include "core/jsonedit.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include <QCoreApplication>

namespace lathe {
namespace {

using Steps = QList<jsonedit::Step>;

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

Error noObject()
{
    return {ErrorCode::Config, tr("The file beside the event is no JSON object. Mend it in the editor first."), {}, QStringLiteral("LTH-EVT-004")};
}

bool isObject(const QByteArray &meta)
{
    if (meta.trimmed().isEmpty())
        return true;
    const auto tree = JsonTree::parse(meta);
    return tree && tree->root().kind == JsonNode::Object;
}

/// The string of a member, or nothing.
QString stringMember(const QByteArray &object, const char *name)
{
    const auto literal = jsontext::member(object, name);
    const auto text = literal ? jsontext::unquoted(*literal) : std::nullopt;
    return text ? QString::fromUtf8(*text) : QString();
}

QByteArray quoted(const QString &text) { return jsontext::quoted(text.toUtf8()); }

/// JSON as it is typed, else the text itself as a string.
QByteArray literal(const QString &typed)
{
    const QByteArray bytes = typed.trimmed().toUtf8();
    return bytes.isEmpty() || jsontext::check(bytes) ? quoted(typed) : bytes;
}

const char *memberOf(ExpectationLine::Kind kind)
{
    switch (kind) {
    case ExpectationLine::Status: return "status";
    case ExpectationLine::ErrorType: return "errorType";
    case ExpectationLine::Path: return "response";
    case ExpectationLine::MaxDuration: return "maxDurationMs";
    case ExpectationLine::MaxMemory: return "maxMemoryMB";
    case ExpectationLine::LogContains: return "logContains";
    case ExpectationLine::LogExcludes: return "logExcludes";
    default: return "";
    }
}

bool isListed(ExpectationLine::Kind kind)
{
    return kind == ExpectationLine::Path || kind == ExpectationLine::LogContains || kind == ExpectationLine::LogExcludes;
}

/// The value of a line in the file; of Path that of its condition.
QByteArray valueOf(const ExpectationLine &line)
{
    switch (line.kind) {
    case ExpectationLine::Path:
        if (line.test == u"equals")
            return literal(line.value);
        return line.test == u"exists" || line.test == u"count" ? line.value.trimmed().toUtf8() : quoted(line.value);
    case ExpectationLine::MaxDuration:
    case ExpectationLine::MaxMemory: return line.value.trimmed().toUtf8();
    default: return quoted(line.value);
    }
}

QByteArray rowOf(const ExpectationLine &line)
{
    return line.kind == ExpectationLine::Path ? "{\"path\": " + quoted(line.path) + ", " + quoted(line.test) + ": " + valueOf(line) + "}" : valueOf(line);
}

const JsonNode *expectOf(const JsonTree &tree)
{
    const JsonNode *expect = tree.root().kind == JsonNode::Object ? tree.root().member("expect") : nullptr;
    return expect && expect->kind == JsonNode::Object ? expect : nullptr;
}

/// The member of a kind as it stands in the text.
struct Place
{
    std::optional<JsonTree> tree;
    const JsonNode *node = nullptr;
    Place(const QByteArray &meta, ExpectationLine::Kind kind) : tree(JsonTree::parse(meta))
    {
        const JsonNode *expect = tree ? expectOf(*tree) : nullptr;
        node = expect ? expect->member(memberOf(kind)) : nullptr;
    }
};

void append(QList<ExpectationLine> *lines, const JsonTree &tree, const JsonNode &node, ExpectationLine::Kind kind)
{
    if (kind != ExpectationLine::Path) {
        if (node.kind != JsonNode::Array)
            return lines->append({kind, isListed(kind) ? 0 : -1, {}, {}, QString::fromUtf8(tree.text(node))});
        for (size_t i = 0; i < node.children.size(); ++i)
            lines->append({kind, int(i), {}, {}, QString::fromUtf8(tree.text(node.children[i]))});
        return;
    }
    for (size_t i = 0; i < node.children.size(); ++i) {
        const JsonNode &row = node.children[i];
        const JsonNode *path = row.member("path");
        const QString text = path ? QString::fromUtf8(tree.text(*path)) : QStringLiteral("$");
        const qsizetype before = lines->size();
        for (const char *test : {"equals", "contains", "matches", "exists", "count"})
            if (const JsonNode *value = row.member(test))
                lines->append({kind, int(i), text, QLatin1String(test), QString::fromUtf8(qstrcmp(test, "equals") == 0 ? tree.bytes(*value).toByteArray() : tree.text(*value))});
        if (lines->size() == before)
            lines->append({kind, int(i), text, QStringLiteral("exists"), QStringLiteral("true")});
    }
}

/// Lists and objects that are empty now go with their last member.
QByteArray tidied(QByteArray meta, ExpectationLine::Kind kind)
{
    if (const Place place(meta, kind); place.node && place.node->children.empty() && (place.node->kind == JsonNode::Array))
        meta = jsonedit::without(meta, {"expect", memberOf(kind)}).value_or(meta);
    if (const auto tree = JsonTree::parse(meta))
        if (const JsonNode *expect = expectOf(*tree); expect && expect->children.empty())
            meta = jsonedit::without(meta, {"expect"}).value_or(meta);
    const auto tree = JsonTree::parse(meta);
    return tree && tree->root().kind == JsonNode::Object && tree->root().children.empty() ? QByteArray() : meta;
}

Result<QByteArray> orFail(const std::optional<QByteArray> &text)
{
    if (!text)
        return tl::unexpected(noObject());
    return *text;
}

} // namespace

QString EventContext::identityMember(const char *name) const { return stringMember(identity, name); }

void EventContext::setIdentityMember(const char *name, const QString &value)
{
    if (value == identityMember(name))
        return;
    const QByteArray before = identity.isEmpty() ? QByteArrayLiteral("{}") : identity;
    if (!value.isEmpty() && before == "{}")
        identity = "{" + jsontext::quoted(name) + ": " + quoted(value) + "}";
    else
        identity = (value.isEmpty() ? jsonedit::without(before, {name}) : jsonedit::with(before, {name}, quoted(value))).value_or(identity);
    const auto tree = JsonTree::parse(identity);
    if (tree && tree->root().kind == JsonNode::Object && tree->root().children.empty())
        identity.clear();
}

EventContext eventContext(const QByteArray &meta)
{
    EventContext context;
    context.clientContext = jsontext::member(meta, "clientContext").value_or(QByteArray());
    context.identity = jsontext::member(meta, "identity").value_or(QByteArray());
    context.invocationType = stringMember(meta, "invocationType");
    context.qualifier = stringMember(meta, "qualifier");
    return context;
}

Result<QByteArray> withEventContext(const QByteArray &meta, const EventContext &context)
{
    if (!isObject(meta))
        return tl::unexpected(noObject());
    if (const auto bad = context.clientContext.trimmed().isEmpty() ? std::nullopt : jsontext::check(context.clientContext))
        return fail(ErrorCode::Usage, tr("The client context is no JSON. Line %1, column %2: %3").arg(bad->line).arg(bad->column).arg(bad->text), {}, QStringLiteral("LTH-EVT-004"));
    if (context.clientContext.size() > limits::clientContextBase64Bytes * 3 / 4)
        return fail(ErrorCode::Usage, tr("The client context is too long; Lambda takes %1 bytes.").arg(limits::clientContextBase64Bytes * 3 / 4), {}, QStringLiteral("LTH-EVT-004"));
    const EventContext before = eventContext(meta);
    const auto name = [](const QString &text) { return text.isEmpty() ? QByteArray() : quoted(text); };
    const struct { const char *member; QByteArray was, now; } rows[] = {
        {"clientContext", before.clientContext, context.clientContext.trimmed()}, {"identity", before.identity, context.identity.trimmed()},
        {"invocationType", name(before.invocationType), name(context.invocationType)}, {"qualifier", name(before.qualifier), name(context.qualifier)}};
    std::optional<QByteArray> text = meta;
    for (const auto &row : rows)
        if (text && row.was != row.now)
            text = row.now.isEmpty() ? jsonedit::without(*text, {row.member}) : jsonedit::with(*text, {row.member}, row.now);
    if (!text)
        return tl::unexpected(noObject());
    return tidied(*text, ExpectationLine::None);
}

QList<ExpectationLine> expectationLines(const std::optional<QByteArray> &expected, const QByteArray &meta)
{
    QList<ExpectationLine> lines;
    const auto tree = JsonTree::parse(meta);
    const JsonNode *expect = tree ? expectOf(*tree) : nullptr;
    if (expect)
        for (const auto kind : {ExpectationLine::Status, ExpectationLine::ErrorType})
            if (const JsonNode *node = expect->member(memberOf(kind)))
                append(&lines, *tree, *node, kind);
    if (expected)
        lines.append({ExpectationLine::WholeResponse, -1, {}, {}, QString::fromUtf8(expected->trimmed())});
    if (expect)
        for (const auto kind : {ExpectationLine::Path, ExpectationLine::MaxDuration, ExpectationLine::MaxMemory, ExpectationLine::LogContains, ExpectationLine::LogExcludes})
            if (const JsonNode *node = expect->member(memberOf(kind)))
                append(&lines, *tree, *node, kind);
    return lines;
}

QString lineProblem(const ExpectationLine &line)
{
    const auto number = [&line] {
        bool ok = false;
        const QByteArray bytes = line.value.trimmed().toUtf8();
        const double value = bytes.toDouble(&ok);
        return ok && value >= 0 && !jsontext::check(bytes);
    };
    switch (line.kind) {
    case ExpectationLine::MaxDuration: return number() ? QString() : tr("Type milliseconds, as 250.");
    case ExpectationLine::MaxMemory: return number() ? QString() : tr("Type megabytes, as 64.");
    case ExpectationLine::ErrorType:
    case ExpectationLine::LogContains:
    case ExpectationLine::LogExcludes: return line.value.isEmpty() ? tr("Type a text.") : QString();
    case ExpectationLine::Path: break;
    default: return {};
    }
    if (const auto path = JsonPath::parse(line.path); !path)
        return path.error().text;
    if (line.test == u"matches") {
        const QRegularExpression pattern(line.value, QRegularExpression::UseUnicodePropertiesOption);
        return pattern.isValid() ? QString() : tr("The regular expression is not valid: %1").arg(pattern.errorString());
    }
    bool ok = false;
    if (line.test == u"count" && (line.value.trimmed().toInt(&ok) < 0 || !ok))
        return tr("Type how many values there are, as 3.");
    return line.test == u"exists" && line.value != u"true" && line.value != u"false" ? tr("Type true or false.") : QString();
}

Result<QByteArray> withLine(const QByteArray &meta, const ExpectationLine &before, const ExpectationLine &after)
{
    if (!isObject(meta))
        return tl::unexpected(noObject());
    if (const QString problem = lineProblem(after); !problem.isEmpty())
        return fail(ErrorCode::Usage, problem, {}, QStringLiteral("LTH-EVT-004"));
    const char *member = memberOf(after.kind);
    if (!isListed(after.kind))
        return orFail(jsonedit::with(meta, {"expect", member}, valueOf(after)));
    const Place place(meta, after.kind);
    const bool listed = !place.node || place.node->kind == JsonNode::Array;
    if (before.kind != after.kind) {
        if (!listed) // one text, not a list: it becomes one
            return orFail(jsonedit::with(meta, {"expect", member}, "[" + place.tree->bytes(*place.node).toByteArray() + ", " + rowOf(after) + "]"));
        return orFail(jsonedit::with(meta, {"expect", member, place.node ? qsizetype(place.node->children.size()) : 0}, rowOf(after)));
    }
    if (after.kind != ExpectationLine::Path)
        return orFail(listed ? jsonedit::with(meta, {"expect", member, before.index}, valueOf(after)) : jsonedit::with(meta, {"expect", member}, valueOf(after)));
    const Steps row{"expect", member, before.index};
    std::optional<QByteArray> text = meta;
    if (before.test != after.test)
        text = jsonedit::without(*text, row + Steps{before.test.toUtf8()});
    if (text && before.path != after.path)
        text = jsonedit::with(*text, row + Steps{"path"}, quoted(after.path));
    if (text && (before.test != after.test || before.value != after.value))
        text = jsonedit::with(*text, row + Steps{after.test.toUtf8()}, valueOf(after));
    return orFail(text);
}

Result<QByteArray> withoutLine(const QByteArray &meta, const ExpectationLine &line)
{
    if (!isObject(meta))
        return tl::unexpected(noObject());
    const char *member = memberOf(line.kind);
    const Place place(meta, line.kind);
    if (!place.node)
        return meta;
    std::optional<QByteArray> text;
    if (!isListed(line.kind) || place.node->kind != JsonNode::Array) {
        text = jsonedit::without(meta, {"expect", member});
    } else {
        const JsonNode *row = line.index >= 0 && size_t(line.index) < place.node->children.size() ? &place.node->children[size_t(line.index)] : nullptr;
        size_t others = 0; // conditions that the row has beside this one
        if (row && line.kind == ExpectationLine::Path)
            for (const JsonNode &child : row->children)
                others += child.name != "path" && child.name != line.test.toUtf8();
        text = others > 0 ? jsonedit::without(meta, {"expect", member, line.index, line.test.toUtf8()}) : jsonedit::without(meta, {"expect", member, line.index});
    }
    if (!text)
        return tl::unexpected(noObject());
    return tidied(*text, line.kind);
}

QString lineFailure(const ExpectationLine &line, const QByteArray &expected, const RunFacts &run)
{
    std::optional<QByteArray> meta;
    if (line.kind != ExpectationLine::WholeResponse) {
        ExpectationLine alone = line;
        alone.index = -1;
        const auto made = withLine({}, {}, alone);
        if (!made)
            return made.error().text;
        meta = *made;
    }
    auto expectation = parseExpectation(line.kind == ExpectationLine::WholeResponse ? std::optional(expected) : std::nullopt, meta, QStringLiteral("meta.json"));
    if (!expectation)
        return expectation.error().text;
    if (line.kind == ExpectationLine::ErrorType && !run.failed)
        return tr("The function succeeded, and an error was expected.");
    if (line.kind != ExpectationLine::Status)
        expectation->status = run.failed ? QStringLiteral("error") : QStringLiteral("success"); // what another line says
    return expectation->failures(run).join(u' ');
}

} // namespace lathe
