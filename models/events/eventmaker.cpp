// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventmaker.h"
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include "core/jsontree.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {
namespace {

/// The titles of resources/events/parameters.json and envelopes.json, so that they reach the translation files.
[[maybe_unused]] const char *const titles[] = {
    QT_TRANSLATE_NOOP("lathe", "Region"), QT_TRANSLATE_NOOP("lathe", "Account"), QT_TRANSLATE_NOOP("lathe", "Bucket"), QT_TRANSLATE_NOOP("lathe", "Object key"),
    QT_TRANSLATE_NOOP("lathe", "Object size (bytes)"), QT_TRANSLATE_NOOP("lathe", "Queue"), QT_TRANSLATE_NOOP("lathe", "Topic"), QT_TRANSLATE_NOOP("lathe", "Stream"),
    QT_TRANSLATE_NOOP("lathe", "Table"), QT_TRANSLATE_NOOP("lathe", "API id"), QT_TRANSLATE_NOOP("lathe", "Path"), QT_TRANSLATE_NOOP("lathe", "User pool"),
    QT_TRANSLATE_NOOP("lathe", "User"), QT_TRANSLATE_NOOP("lathe", "Mail address"), QT_TRANSLATE_NOOP("lathe", "Client address (IP)"), 
    QT_TRANSLATE_NOOP("lathe", "Message"), QT_TRANSLATE_NOOP("lathe", "In SQS"), QT_TRANSLATE_NOOP("lathe", "In SNS"), QT_TRANSLATE_NOOP("lathe", "In EventBridge"),
    QT_TRANSLATE_NOOP("lathe", "In a Kinesis stream"), QT_TRANSLATE_NOOP("lathe", "In Data Firehose"), QT_TRANSLATE_NOOP("lathe", "In Kafka (MSK)"),
    QT_TRANSLATE_NOOP("lathe", "In a function URL's POST"), QT_TRANSLATE_NOOP("lathe", "In a REST API's POST"), QT_TRANSLATE_NOOP("lathe", "In Amazon MQ (ActiveMQ)"),
};

QString eventsDir() { return paths::resources() + QStringLiteral("/events/"); }

QJsonArray rowsOf(const char *file)
{
    const auto bytes = readFile(eventsDir() + QLatin1String(file));
    return bytes ? QJsonDocument::fromJson(*bytes).array() : QJsonArray();
}

QString translated(const QJsonObject &row)
{
    return QCoreApplication::translate("lathe", row.value(QLatin1String("title")).toString().toUtf8().constData());
}

/// A place of the text and what comes there.
struct Edit
{
    qsizetype begin, end;
    QByteArray bytes;
};

QByteArray applied(QByteArray text, QList<Edit> edits)
{
    std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) { return a.begin > b.begin; });
    for (const Edit &edit : edits)
        text.replace(edit.begin, edit.end - edit.begin, edit.bytes);
    return text;
}

/// Replaces `from` by `to` in the strings of a JSON text, and in the JSON that stands in its strings.
class Replacer
{
public:
    Replacer(QByteArray from, QByteArray to, bool isNumber) : m_from(std::move(from)), m_to(std::move(to)), m_isNumber(isNumber) {}
    /// Nothing when nothing changes.
    std::optional<QByteArray> in(const QByteArray &text, int depth = 0)
    {
        const auto tree = JsonTree::parse(text);
        if (!tree)
            return std::nullopt;
        QList<Edit> edits;
        visit(*tree, tree->root(), depth, &edits);
        return edits.isEmpty() ? std::nullopt : std::optional(applied(text, edits));
    }

private:
    void visit(const JsonTree &tree, const JsonNode &node, int depth, QList<Edit> *edits)
    {
        for (const JsonNode &child : node.children)
            visit(tree, child, depth, edits);
        if (m_isNumber && node.kind == JsonNode::Number && tree.bytes(node) == m_from)
            edits->append({node.begin, node.end, m_to});
        if (node.kind != JsonNode::String)
            return;
        const QByteArray text = tree.text(node);
        if (!text.contains(m_from))
            return;
        if (depth < 4 && (text.startsWith('{') || text.startsWith('['))) {
            if (const auto changed = in(text, depth + 1)) {
                edits->append({node.begin, node.end, jsontext::quoted(*changed)});
                return;
            }
        }
        if (!m_isNumber)
            edits->append({node.begin, node.end, jsontext::quoted(QByteArray(text).replace(m_from, m_to))});
    }

    const QByteArray m_from, m_to;
    const bool m_isNumber;
};

/// SQS tells the MD5 of a body beside it, HTTP its length in a header.
void correctDigests(const JsonTree &tree, const JsonNode &node, QList<Edit> *edits)
{
    for (const JsonNode &child : node.children)
        correctDigests(tree, child, edits);
    const JsonNode *body = node.member("body"), *digest = node.member("md5OfBody"), *headers = node.member("headers"), *base64 = node.member("isBase64Encoded");
    if (!body || body->kind != JsonNode::String)
        return;
    if (digest)
        edits->append({digest->begin, digest->end, jsontext::quoted(QCryptographicHash::hash(tree.text(*body), QCryptographicHash::Md5).toHex())});
    const QByteArray bytes = base64 && tree.bytes(*base64) == "true" ? QByteArray::fromBase64(tree.text(*body)) : tree.text(*body);
    for (const JsonNode &header : headers ? headers->children : std::vector<JsonNode>())
        if (header.kind == JsonNode::String && header.name.toLower() == "content-length")
            edits->append({header.begin, header.end, jsontext::quoted(QByteArray::number(bytes.size()))});
}

QByteArray digested(const QByteArray &text)
{
    const auto tree = JsonTree::parse(text);
    if (!tree)
        return text;
    QList<Edit> edits;
    correctDigests(*tree, tree->root(), &edits);
    return applied(text, edits);
}

/// The value at a JSON Pointer (RFC 6901, without escapes).
const JsonNode *at(const JsonNode &root, const QString &pointer)
{
    const JsonNode *node = &root;
    const QStringList steps = pointer.split(u'/', Qt::SkipEmptyParts);
    for (const QString &step : steps) {
        if (!node)
            return nullptr;
        const size_t index = step.toUInt();
        node = node->kind == JsonNode::Array ? (index < node->children.size() ? &node->children[index] : nullptr) : node->member(step.toUtf8());
    }
    return node;
}

using Values = QList<std::pair<QString, QString>>;

/// As it stands in the event. Error: Usage (no number).
Result<QByteArray> encoded(const EventParameter &parameter, const QString &value)
{
    QByteArray bytes = value.toUtf8();
    if (parameter.formEncoded || parameter.urlEncoded) { // as Java's URLEncoder, which S3 uses: it leaves fewer characters than RFC 3986
        bytes = bytes.toPercentEncoding("/*", "~");
        if (parameter.formEncoded)
            bytes.replace("%20", "+");
    }
    if (const auto tree = parameter.isNumber ? JsonTree::parse(bytes) : std::nullopt; parameter.isNumber && (!tree || tree->root().kind != JsonNode::Number))
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "The parameter \"%1\" is a number, not \"%2\".").arg(parameter.name, value), {}, QStringLiteral("LTH-EVT-005"));
    return parameter.isNumber ? bytes.trimmed() : bytes;
}

/// The text with the values of those parameters that it has. Values come last, so that none is looked for inside another's new one,
/// and what is not to change but holds a changed one (the mail address of a user) is kept aside meanwhile. Regions and accounts are parts
/// of other names and change in them.
Result<QByteArray> filled(const QByteArray &body, const Values &values)
{
    const QList<EventParameter> known = eventParameters(body); // what holds another's value comes first
    QByteArray text = body;
    QList<std::pair<QByteArray, QByteArray>> later;
    const auto replace = [&text](const QByteArray &from, const QByteArray &to, bool isNumber) {
        if (const auto changed = Replacer(from, to, isNumber).in(text))
            text = *changed;
    };
    const auto wanted = [&values](const EventParameter &one) { return std::find_if(values.begin(), values.end(), [&](const auto &pair) { return pair.first == one.name; }); };
    for (const EventParameter &one : known) {
        const auto value = wanted(one);
        const bool holdsChanged = std::any_of(known.begin(), known.end(), [&](const EventParameter &other) {
            return other.name != one.name && !other.isPart && wanted(other) != values.end() && one.value.contains(other.value);
        });
        if (value == values.end() && !holdsChanged)
            continue;
        const auto to = value == values.end() ? Result<QByteArray>(one.value) : encoded(one, value->second);
        if (!to)
            return to;
        const QByteArray aside = QByteArray("\xEF\xA3\xBE") + char('A' + later.size()) + "\xEF\xA3\xBF"; // private use (U+F8FE), in no event; JSON inside strings has it as it is
        replace(one.value, one.isNumber ? *to : aside, one.isNumber);
        if (!one.isNumber)
            later.append({aside, *to});
    }
    for (const auto &[aside, to] : std::as_const(later))
        replace(aside, to, false);
    return values.isEmpty() ? body : digested(text);
}

/// Usage, with the names that there are.
Result<> checkNames(const Values &values, const QList<EventParameter> &known)
{
    QStringList names;
    for (const EventParameter &one : known)
        names.append(one.name);
    for (const auto &[name, value] : values)
        if (!names.contains(name))
            return fail(ErrorCode::Usage, names.isEmpty() ? QCoreApplication::translate("lathe", "This event has no parameters, so none called \"%1\".").arg(name)
                                                          : QCoreApplication::translate("lathe", "This event has no parameter \"%1\". It has: %2").arg(name, names.join(QStringLiteral(", "))), {}, QStringLiteral("LTH-EVT-005"));
    return {};
}

} // namespace

QList<EventParameter> eventParameters(const QByteArray &body)
{
    QList<EventParameter> list;
    QByteArray rest = body; // without the values of those that were found: "kim" in a mail address alone is no user's name
    for (const QJsonValue &value : rowsOf("parameters.json")) {
        const QJsonObject row = value.toObject();
        EventParameter one{row.value(QLatin1String("name")).toString(), translated(row), row.value(QLatin1String("value")).toString().toUtf8(),
            row.value(QLatin1String("number")).toBool(), row.value(QLatin1String("form")).toBool(), row.value(QLatin1String("url")).toBool(), row.value(QLatin1String("part")).toBool()};
        const bool known = std::any_of(list.begin(), list.end(), [&](const EventParameter &other) { return other.name == one.name; });
        const auto without = !known && rest.contains(one.value) ? Replacer(one.value, "0", one.isNumber).in(rest) : std::nullopt;
        if (!without)
            continue;
        rest = *without;
        list.append(one);
    }
    return list;
}

QList<EventParameter> eventParameters(const QByteArray &body, const QStringList &envelopes)
{
    QList<EventParameter> list = eventParameters(body);
    const auto carrier = envelopes.isEmpty() ? Result<QByteArray>() : inEnvelopes("{}", envelopes);
    for (const EventParameter &one : carrier ? eventParameters(*carrier) : QList<EventParameter>())
        if (std::none_of(list.begin(), list.end(), [&](const EventParameter &other) { return other.name == one.name; }))
            list.append(one);
    return list;
}

Result<QByteArray> withParameters(const QByteArray &body, const Values &values)
{
    if (const auto names = checkNames(values, eventParameters(body)); !names)
        return tl::unexpected(names.error());
    return filled(body, values);
}

Result<QByteArray> madeEvent(const QByteArray &body, const Values &values, const QStringList &envelopes)
{
    if (const auto names = values.isEmpty() ? Result<>() : checkNames(values, eventParameters(body, envelopes)); !names)
        return tl::unexpected(names.error());
    const auto event = filled(body, values);
    return event ? inEnvelopes(*event, envelopes, values) : event;
}

QList<EventEnvelope> eventEnvelopes()
{
    QList<EventEnvelope> list;
    for (const QJsonValue &value : rowsOf("envelopes.json"))
        list.append({value.toObject().value(QLatin1String("id")).toString(), translated(value.toObject())});
    return list;
}

Result<QByteArray> inEnvelope(const QByteArray &body, const QString &envelope, bool inner, const Values &values)
{
    QStringList names;
    for (const QJsonValue &value : rowsOf("envelopes.json")) {
        const QJsonObject row = value.toObject();
        names.append(row.value(QLatin1String("id")).toString());
        if (names.last() != envelope)
            continue;
        const QJsonObject form = inner && row.contains(QLatin1String("inner")) ? row.value(QLatin1String("inner")).toObject() : row;
        const auto plain = readFile(eventsDir() + form.value(QLatin1String("template")).toString() + QStringLiteral(".json"));
        const auto carrier = plain && !values.isEmpty() ? filled(*plain, values) : plain;
        if (plain && !carrier)
            return carrier; // a number that is none
        const auto tree = carrier ? JsonTree::parse(*carrier) : std::nullopt;
        const JsonNode *place = tree ? at(tree->root(), form.value(QLatin1String("at")).toString()) : nullptr;
        if (!place)
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The event template %1 is damaged or missing; install Lathe again.").arg(envelope));
        const QString as = row.value(QLatin1String("as")).toString();
        QList<Edit> edits{{place->begin, place->end, as == u"json" ? body.trimmed() : jsontext::quoted(as == u"base64" ? body.toBase64() : jsontext::compact(body))}};
        for (const QJsonValue &extra : form.value(QLatin1String("set")).toArray()) // e.g. the attributes of the template's own message
            if (const JsonNode *other = at(tree->root(), extra[QLatin1String("at")].toString()))
                edits.append({other->begin, other->end, extra[QLatin1String("to")].toString().toUtf8()});
        return digested(applied(*carrier, edits));
    }
    return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "There is no envelope \"%1\". There are: %2").arg(envelope, names.join(QStringLiteral(", "))), {}, QStringLiteral("LTH-EVT-006"));
}

Result<QByteArray> inEnvelopes(const QByteArray &body, const QStringList &envelopes, const Values &values)
{
    Result<QByteArray> text = body;
    for (qsizetype i = 0; i < envelopes.size() && text; ++i)
        text = inEnvelope(*text, envelopes[i], i + 1 < envelopes.size(), values);
    return text;
}

} // namespace lathe
