// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/expectation.h"
#include "core/atomicfile.h"
#include "core/jsontext.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <climits>
#include <cmath>

namespace lathe {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

/// A value for a sentence: one line, not longer than a line.
QString shortened(QByteArrayView json)
{
    QString text = QString::fromUtf8(jsontext::compact(json));
    return text.size() > 120 ? text.left(117) + QStringLiteral("…") : text;
}

/// On one line, without control characters: it goes to terminals.
QString visible(QString text)
{
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control)
            c = c == u'\n' || c == u'\t' || c == u'\r' ? u' ' : QChar(QChar::ReplacementCharacter);
    return text;
}

/// Reads the "expect" object; the first thing that is wrong ends it.
class Reader
{
public:
    /// `line`: where the root stands.
    Reader(const JsonTree &tree, QString name, qsizetype line) : m_tree(tree), m_name(std::move(name)), m_line(line) {}
    std::optional<Error> error;

    void read(const JsonNode &expect, Expectation *e)
    {
        for (const JsonNode &node : expect.children) {
            const QByteArray &key = node.name;
            if (key == "status")
                e->status = string(node);
            else if (key == "errorType")
                e->errorType = string(node);
            else if (key == "maxDurationMs")
                e->maxDurationMs = number(node);
            else if (key == "maxMemoryMB")
                e->maxMemoryMib = number(node);
            else if (key == "logContains")
                e->logContains = strings(node);
            else if (key == "logExcludes")
                e->logExcludes = strings(node);
            else if (key == "response")
                conditions(node, e);
            else
                wrong(node, tr("\"%1\" is no expectation; there are %2.").arg(QString::fromUtf8(key), members().join(QStringLiteral(", "))));
            if (error)
                return;
        }
        if (!QStringList{QString(), QStringLiteral("success"), QStringLiteral("error"), QStringLiteral("timeout")}.contains(e->status))
            wrong(expect, tr("The status is success, error or timeout, not \"%1\".").arg(e->status));
    }
    /// What is meant for "expect" and stands beside it would be looked at by nobody.
    void readRoot(const JsonNode &root)
    {
        for (const JsonNode &node : root.children)
            if (const QString key = QString::fromUtf8(node.name); key != u"expect" && (members().contains(key) || key.startsWith(QLatin1String("expect"), Qt::CaseInsensitive)))
                wrong(node, tr("\"%1\" is not looked at here; what is expected stands in \"expect\", with the members %2.").arg(key, members().join(QStringLiteral(", "))));
    }
    void wrong(const JsonNode &node, const QString &what)
    {
        const QByteArray before = m_tree.bytes(m_tree.root()).first(node.begin - m_tree.root().begin).toByteArray();
        if (!error)
            error = Error{ErrorCode::Config, QStringLiteral("%1:%2:%3: %4").arg(m_name).arg(m_line + before.count('\n')).arg(before.size() - before.lastIndexOf('\n')).arg(what), QString::fromUtf8(m_tree.bytes(node).first(std::min<qsizetype>(200, node.end - node.begin))), QStringLiteral("LTH-EVT-004")};
    }

private:
    static QStringList members()
    {
        return {QStringLiteral("status"), QStringLiteral("errorType"), QStringLiteral("response"), QStringLiteral("maxDurationMs"), QStringLiteral("maxMemoryMB"), QStringLiteral("logContains"), QStringLiteral("logExcludes")};
    }
    /// `name`: of the list that the text stands in.
    QString string(const JsonNode &node, const QByteArray &name = {})
    {
        if (node.kind != JsonNode::String)
            wrong(node, tr("\"%1\" has to be a text.").arg(QString::fromUtf8(name.isEmpty() ? node.name : name)));
        return QString::fromUtf8(m_tree.text(node));
    }
    double number(const JsonNode &node)
    {
        bool ok = false;
        const double value = m_tree.bytes(node).toDouble(&ok);
        if (node.kind != JsonNode::Number || !ok || value < 0)
            wrong(node, tr("\"%1\" has to be a number that is not negative.").arg(QString::fromUtf8(node.name)));
        return value;
    }
    QStringList strings(const JsonNode &node)
    {
        if (node.kind == JsonNode::String)
            return {string(node)};
        QStringList list;
        for (const JsonNode &child : node.children)
            list.append(string(child, node.name));
        if (node.kind != JsonNode::Array)
            wrong(node, tr("\"%1\" has to be a list of texts.").arg(QString::fromUtf8(node.name)));
        return list;
    }
    bool boolean(const JsonNode &node)
    {
        if (node.kind != JsonNode::Boolean)
            wrong(node, tr("\"%1\" has to be true or false.").arg(QString::fromUtf8(node.name)));
        return m_tree.bytes(node) == "true";
    }
    int whole(const JsonNode &node)
    {
        const double value = number(node);
        if (value != std::floor(value) || value > INT_MAX)
            wrong(node, tr("\"%1\" has to be a whole number.").arg(QString::fromUtf8(node.name)));
        return error ? 0 : int(value);
    }
    void conditions(const JsonNode &list, Expectation *e)
    {
        if (list.kind != JsonNode::Array)
            return wrong(list, tr("\"response\" has to be a list of conditions, as in %1").arg(QStringLiteral("[{\"path\": \"$.statusCode\", \"equals\": 200}]")));
        for (const JsonNode &row : list.children)
            row.kind == JsonNode::Object ? condition(row, e)
                                         : wrong(row, tr("A condition on the response has to be an object, as in %1").arg(QStringLiteral("{\"path\": \"$.statusCode\", \"equals\": 200}")));
    }
    void condition(const JsonNode &row, Expectation *e)
    {
        PathCondition condition;
        condition.text = QStringLiteral("$");
        for (const JsonNode &node : row.children) {
            if (node.name == "path")
                condition.text = string(node);
            else if (node.name == "equals")
                condition.equals = m_tree.bytes(node).toByteArray();
            else if (node.name == "contains")
                condition.contains = node.kind != JsonNode::Object && node.kind != JsonNode::Array ? QString::fromUtf8(m_tree.text(node)) : string(node);
            else if (node.name == "matches")
                condition.matches = QRegularExpression(string(node), QRegularExpression::UseUnicodePropertiesOption);
            else if (node.name == "exists")
                condition.exists = boolean(node);
            else if (node.name == "count")
                condition.count = whole(node);
            else
                wrong(node, tr("\"%1\" is no condition on a response; there are equals, contains, matches, exists and count.").arg(QString::fromUtf8(node.name)));
        }
        if (condition.matches && !condition.matches->isValid())
            wrong(row, tr("The regular expression is not valid: %1").arg(condition.matches->errorString()));
        if (!condition.equals && !condition.contains && !condition.matches && !condition.exists && !condition.count)
            condition.exists = true;
        if (auto path = JsonPath::parse(condition.text))
            condition.path = *path;
        else
            wrong(row, path.error().text);
        e->conditions.append(condition);
    }

    const JsonTree &m_tree;
    const QString m_name;
    const qsizetype m_line; ///< Of the root.
};

/// An error object as people say it, "ValueError: no"; anything else as it is.
QString saidError(const QByteArray &payload)
{
    const auto tree = JsonTree::parse(payload);
    const JsonNode *message = tree ? tree->root().member("errorMessage") : nullptr, *type = tree ? tree->root().member("errorType") : nullptr;
    if (!message || message->kind != JsonNode::String)
        return shortened(payload);
    const QString text = visible(QString::fromUtf8(type && type->kind == JsonNode::String ? tree->text(*type) + ": " + tree->text(*message) : tree->text(*message)));
    return text.size() > 300 ? text.left(297) + QStringLiteral("…") : text;
}

/// What one condition says of a response; empty when it holds.
QString failureOf(const PathCondition &condition, const std::optional<JsonTree> &response)
{
    if (!response)
        return tr("The response is not JSON, so %1 is not there.").arg(condition.text);
    const QList<const JsonNode *> found = condition.path.select(*response);
    if (condition.exists && *condition.exists != !found.isEmpty())
        return *condition.exists ? tr("%1 is not there.").arg(condition.text) : tr("%1 is there: %2").arg(condition.text, shortened(response->bytes(*found.first())));
    if (condition.count && found.size() != *condition.count)
        return tr("%1 names %2 values, not %3.").arg(condition.text).arg(found.size()).arg(*condition.count);
    if (!condition.equals && !condition.contains && !condition.matches)
        return {};
    if (found.isEmpty())
        return tr("%1 is not there.").arg(condition.text);
    for (const JsonNode *node : found) {
        const QString shown = shortened(response->bytes(*node));
        if (condition.equals) {
            const auto wanted = JsonTree::parse(*condition.equals);
            if (!wanted || !sameJson(*wanted, wanted->root(), *response, *node))
                return tr("%1 is %2, not %3.").arg(condition.text, shown, shortened(*condition.equals));
        }
        if (condition.contains) {
            const bool holds = node->kind == JsonNode::Array
                ? std::any_of(node->children.begin(), node->children.end(), [&](const JsonNode &child) { return QString::fromUtf8(response->text(child)) == *condition.contains; })
                : QString::fromUtf8(response->text(*node)).contains(*condition.contains);
            if (!holds)
                return tr("%1 is %2 and does not contain %3.").arg(condition.text, shown, *condition.contains);
        }
        if (condition.matches && !condition.matches->match(QString::fromUtf8(response->text(*node))).hasMatch())
            return tr("%1 is %2 and does not match %3.").arg(condition.text, shown, condition.matches->pattern());
    }
    return {};
}

/// A status that is not the expected one, said with what the function said.
QString statusFailure(const Expectation &expected, const RunFacts &run)
{
    const QString wanted = !expected.status.isEmpty() ? expected.status : expected.errorType.isEmpty() ? QStringLiteral("success") : QStringLiteral("error");
    if (wanted == u"timeout")
        return run.timedOut ? QString() : tr("The function did not time out.");
    if (wanted == u"error")
        return run.failed ? QString() : tr("The function succeeded, and an error was expected.");
    return run.failed ? tr("The function failed: %1").arg(saidError(run.payload)) : QString();
}

} // namespace

bool Expectation::saysAnything() const
{
    return response || !status.isEmpty() || !errorType.isEmpty() || !conditions.isEmpty() || maxDurationMs || maxMemoryMib || !logContains.isEmpty() || !logExcludes.isEmpty();
}

QStringList Expectation::failures(const RunFacts &run) const
{
    QStringList list;
    if (const QString failure = statusFailure(*this, run); !failure.isEmpty())
        list.append(failure);
    if (!errorType.isEmpty() && run.failed && run.errorType != errorType)
        list.append(tr("The error is %1, not %2.").arg(run.errorType, errorType));
    const std::optional<JsonTree> got = response || !conditions.isEmpty() ? JsonTree::parse(run.payload) : std::nullopt;
    if (response) {
        const auto wanted = JsonTree::parse(*response);
        if (!got || !wanted) {
            if (run.payload != *response)
                list.append(tr("The response is %1, not %2.").arg(shortened(run.payload), shortened(*response)));
        } else {
            for (const JsonDifference &difference : jsonDifferences(*wanted, *got, 5))
                list.append(difference.kind == JsonDifference::Added ? tr("%1 is there, and should not be: %2").arg(difference.path, shortened(difference.after))
                        : difference.kind == JsonDifference::Removed ? tr("%1 is not there; %2 was expected.").arg(difference.path, shortened(difference.before))
                                                                     : tr("%1 is %2, not %3.").arg(difference.path, shortened(difference.after), shortened(difference.before)));
        }
    }
    for (const PathCondition &condition : conditions)
        if (const QString failure = failureOf(condition, got); !failure.isEmpty())
            list.append(failure);
    if (maxDurationMs && run.durationMs > *maxDurationMs)
        list.append(tr("It took %1 ms; at most %2 ms were expected.").arg(run.durationMs, 0, 'f', 2).arg(*maxDurationMs));
    if (maxMemoryMib && run.maxMemoryMib > *maxMemoryMib)
        list.append(tr("It used %1 MB; at most %2 MB were expected.").arg(run.maxMemoryMib).arg(*maxMemoryMib));
    for (const QString &text : logContains)
        if (!run.log.contains(text.toUtf8()))
            list.append(tr("The log does not contain %1.").arg(text));
    for (const QString &text : logExcludes)
        if (run.log.contains(text.toUtf8()))
            list.append(tr("The log contains %1.").arg(text));
    return list;
}

Result<Expectation> parseExpectation(const std::optional<QByteArray> &expected, const std::optional<QByteArray> &meta, const QString &name)
{
    Expectation e;
    if (expected)
        e.response = expected->trimmed();
    if (!meta)
        return e;
    const auto bad = jsontext::check(*meta);
    const auto tree = bad ? std::nullopt : JsonTree::parse(*meta);
    if (!tree || tree->root().kind != JsonNode::Object)
        return fail(ErrorCode::Config, bad ? QStringLiteral("%1:%2:%3: %4").arg(name).arg(bad->line).arg(bad->column).arg(bad->text) : QStringLiteral("%1: %2").arg(name, tr("This file has to hold a JSON object.")),
            {}, QStringLiteral("LTH-EVT-004"));
    if (const JsonNode *node = tree->root().member("clientContext"))
        e.clientContext = tree->bytes(*node).toByteArray();
    if (const JsonNode *node = tree->root().member("identity"))
        e.identity = tree->bytes(*node).toByteArray();
    Reader reader(*tree, name, meta->first(tree->root().begin).count('\n') + 1);
    reader.readRoot(tree->root());
    if (const JsonNode *node = tree->root().member("expect"))
        node->kind == JsonNode::Object ? reader.read(*node, &e) : reader.wrong(*node, tr("\"expect\" has to be an object."));
    if (reader.error)
        return tl::unexpected(*reader.error);
    return e;
}

Result<Expectation> expectationFor(const QString &eventPath)
{
    const QString base = eventPath.endsWith(QLatin1String(".json")) ? eventPath.chopped(5) : eventPath;
    std::optional<QByteArray> texts[2];
    const QString paths[2] = {base + QStringLiteral(".expected.json"), base + QStringLiteral(".meta.json")};
    for (int i = 0; i < 2; ++i) {
        if (!QFileInfo::exists(paths[i]))
            continue;
        auto bytes = readFile(paths[i]);
        if (!bytes)
            return tl::unexpected(bytes.error());
        texts[i] = *bytes;
    }
    return parseExpectation(texts[0], texts[1], paths[1]);
}

} // namespace lathe
