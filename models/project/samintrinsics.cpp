// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/samintrinsics.h"
#include <QCoreApplication>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

constexpr int mostDepth = 160; // two for each condition that names another
constexpr int mostSteps = 100'000;
constexpr int mostMilliseconds = 1500;
constexpr qsizetype mostText = 64 * 1024;

} // namespace

SamIntrinsics::SamIntrinsics(Node document, QString stackName, const ProjectContext &context, DiagnosticSink &sink)
    : m_document(std::move(document)), m_stackName(std::move(stackName)), m_context(context), m_sink(sink)
{
    m_clock.start();
}

std::optional<SamIntrinsics::Call> SamIntrinsics::callOf(const Node &node)
{
    if (node.tag().size() > 1)
        return Call{node.tag().mid(1), node.withoutTag()};
    if (!node.isMap() || node.size() != 1)
        return {};
    const auto &[key, value] = node.members().front();
    const QString name = key.text();
    if (name == u"Ref" || name == u"Condition")
        return Call{name, value};
    if (name.startsWith(QStringLiteral("Fn::")))
        return Call{name.mid(4), value};
    return {};
}

QString SamIntrinsics::referenced(const Node &node)
{
    const auto call = callOf(node);
    if (!call)
        return {};
    if (call->name == u"Ref")
        return call->argument.text();
    if (call->name == u"GetAtt")
        return call->argument.isSequence() ? call->argument.items().empty() ? QString() : call->argument.items().front().text()
                                           : call->argument.text().section(u'.', 0, 0);
    if (call->name == u"Sub" && call->argument.isScalar()) {
        const QString text = call->argument.text();
        if (text.startsWith(QStringLiteral("${")) && text.indexOf(u'}') == text.size() - 1)
            return text.mid(2, text.size() - 3).section(u'.', 0, 0);
    }
    return {};
}

QString SamIntrinsics::describe(const Node &node, int depth)
{
    if (depth > 5)
        return QStringLiteral("…");
    if (const auto call = callOf(node))
        return (u'!' + call->name + u' ' + describe(call->argument, depth + 1)).left(400);
    if (node.isSequence()) {
        QStringList parts;
        for (const Node &item : node.items())
            parts << (parts.size() < 12 ? describe(item, depth + 1) : QStringLiteral("…"));
        return u'[' + parts.first(std::min<qsizetype>(parts.size(), 13)).join(QStringLiteral(", ")) + u']';
    }
    if (node.isScalar()) {
        const QString text = node.text().left(200);
        return text.trimmed() == text && !text.isEmpty() && text != u"," ? text : u'\'' + text + u'\'';
    }
    return node.isMap() ? QStringLiteral("{…}") : QStringLiteral("null");
}

Node SamIntrinsics::unresolved(const Node &at) const
{
    return Node::scalar(at.place(), describe(at), {}, true, false);
}

Node SamIntrinsics::text(const QString &value, const Node &at) const
{
    return Node::scalar(at.place(), value, {}, true);
}

Node SamIntrinsics::resolve(const Node &node)
{
    const auto call = callOf(node);
    if (!call) // {{resolve:ssm:…}} is looked up by CloudFormation
        return node.isScalar() && node.isResolved() && node.text().contains(QStringLiteral("{{resolve:"))
            ? Node::scalar(node.place(), node.text(), {}, true, false) : node;
    if (m_depth >= mostDepth || ++m_steps > mostSteps || m_clock.hasExpired(mostMilliseconds)) {
        m_sink.add({Severity::Error, QStringLiteral("LTH-PRJ-051"), node.file(), 0, 0, tr("The expressions of this template are nested too deep or too many to resolve."), tr("Write some of the values out.")});
        return unresolved(node);
    }
    ++m_depth;
    Node result = evaluate(*call, node);
    --m_depth;
    return result;
}

Node SamIntrinsics::evaluate(const Call &call, const Node &at)
{
    const Node &argument = call.argument;
    if (call.name == u"Ref")
        return reference(argument.text(), at);
    if (call.name == u"Sub")
        return substitute(argument, at);
    if (call.name == u"Join")
        return join(argument, at);
    if (call.name == u"Select")
        return select(argument, at);
    if (call.name == u"Split")
        return split(argument, at);
    if (call.name == u"FindInMap")
        return findInMap(argument, at);
    if (call.name == u"If")
        return choose(argument, at);
    if (call.name == u"Base64") {
        bool known = true;
        const QString inner = scalarText(argument, known);
        return known ? text(QString::fromLatin1(inner.toUtf8().toBase64()), at) : unresolved(at);
    }
    return unresolved(at);
}

QString SamIntrinsics::scalarText(const Node &node, bool &known)
{
    const Node value = resolve(node);
    known = known && value.isScalar() && value.isResolved();
    return value.text();
}

Node SamIntrinsics::reference(const QString &name, const Node &at)
{
    if (name == u"AWS::Partition")
        return text(QStringLiteral("aws"), at);
    if (name == u"AWS::URLSuffix")
        return text(QStringLiteral("amazonaws.com"), at);
    if (name == u"AWS::StackName")
        return text(m_stackName, at);
    if (name == u"AWS::NoValue")
        return Node::null(at.place());
    if (name == u"AWS::Region") {
        for (const QString &region : {m_context.options.value(QStringLiteral("region")), m_context.environment.value(QStringLiteral("AWS_REGION")), m_context.environment.value(QStringLiteral("AWS_DEFAULT_REGION"))})
            if (!region.isEmpty())
                return text(region, at);
        return unresolved(at);
    }
    const auto given = m_context.parameters.constFind(name);
    const Node parameter = m_document.at("Parameters").at(name);
    const QString type = parameter.at("Type").text();
    QString value;
    if (given != m_context.parameters.constEnd())
        value = *given;
    else if (parameter.at("Default").isScalar() && !type.startsWith(QStringLiteral("AWS::SSM::"))) // SSM: the default is a path
        value = parameter.at("Default").text();
    else
        return unresolved(at);
    if (type != u"CommaDelimitedList" && !type.startsWith(QStringLiteral("List<")))
        return text(value, at);
    std::vector<Node> items;
    for (const QString &part : value.split(u','))
        items.push_back(text(part.trimmed(), at));
    return Node::sequence(at.place(), std::move(items));
}

Node SamIntrinsics::substitute(const Node &argument, const Node &at)
{
    const Node pattern = argument.isSequence() ? (argument.items().empty() ? Node() : argument.items().front()) : argument;
    const Node locals = argument.isSequence() && argument.size() > 1 ? argument.items()[1] : Node();
    if (!pattern.isScalar())
        return unresolved(at);
    const QString source = pattern.text();
    QString out;
    bool known = true;
    qsizetype from = 0;
    for (;;) {
        const qsizetype dollar = source.indexOf(QStringLiteral("${"), from);
        const qsizetype end = dollar < 0 ? -1 : source.indexOf(u'}', dollar);
        if (end < 0)
            break;
        out += source.mid(from, dollar - from);
        const QString name = source.mid(dollar + 2, end - dollar - 2).trimmed();
        if (name.startsWith(u'!')) { // ${!Literal} is the text ${Literal}
            out += QStringLiteral("${") + name.mid(1) + u'}';
        } else {
            const Node local = locals.at(name);
            const Node value = local.isMissing() ? reference(name, at) : resolve(local);
            if (value.isScalar() && value.isResolved()) {
                out += value.text();
            } else {
                out += QStringLiteral("${") + name + u'}';
                known = false;
            }
        }
        from = end + 1;
        if (out.size() > mostText)
            return unresolved(at);
    }
    out += source.mid(from);
    return Node::scalar(at.place(), out, {}, true, known);
}

Node SamIntrinsics::join(const Node &argument, const Node &at)
{
    if (!argument.isSequence() || argument.size() != 2)
        return unresolved(at);
    bool known = true;
    const QString delimiter = scalarText(argument.items()[0], known);
    const Node list = resolve(argument.items()[1]);
    if (!list.isSequence())
        return unresolved(at);
    QStringList parts;
    qsizetype length = 0;
    for (const Node &item : list.items()) {
        parts << scalarText(item, known);
        length += parts.last().size() + delimiter.size();
        if (length > mostText)
            return unresolved(at);
    }
    return known ? text(parts.join(delimiter), at) : unresolved(at);
}

Node SamIntrinsics::select(const Node &argument, const Node &at)
{
    if (!argument.isSequence() || argument.size() != 2)
        return unresolved(at);
    bool known = true;
    bool number = false;
    const qsizetype index = scalarText(argument.items()[0], known).toLongLong(&number);
    const Node list = resolve(argument.items()[1]);
    if (!known || !number || !list.isSequence() || index < 0 || index >= list.size())
        return unresolved(at);
    return resolve(list.items()[size_t(index)]);
}

Node SamIntrinsics::split(const Node &argument, const Node &at)
{
    if (!argument.isSequence() || argument.size() != 2)
        return unresolved(at);
    bool known = true;
    const QString delimiter = scalarText(argument.items()[0], known);
    const QString source = scalarText(argument.items()[1], known);
    if (!known || delimiter.isEmpty())
        return unresolved(at);
    std::vector<Node> items;
    for (const QString &part : source.split(delimiter))
        items.push_back(text(part, at));
    return Node::sequence(at.place(), std::move(items));
}

Node SamIntrinsics::findInMap(const Node &argument, const Node &at)
{
    if (!argument.isSequence() || argument.size() < 3)
        return unresolved(at);
    bool known = true;
    Node node = m_document.at("Mappings");
    for (size_t i = 0; i < 3; ++i)
        node = node.at(scalarText(argument.items()[i], known));
    if (known && !node.isMissing())
        return resolve(node);
    const Node fallback = argument.size() > 3 ? argument.items()[3].at("DefaultValue") : Node();
    return known && !fallback.isMissing() ? resolve(fallback) : unresolved(at);
}

Node SamIntrinsics::choose(const Node &argument, const Node &at)
{
    if (!argument.isSequence() || argument.size() != 3)
        return unresolved(at);
    const std::optional<bool> chosen = conditionNamed(argument.items()[0].text(), at);
    return chosen ? resolve(argument.items()[*chosen ? 1 : 2]) : unresolved(at);
}

std::optional<bool> SamIntrinsics::conditionNamed(const QString &name, const Node &at)
{
    if (const auto it = m_conditions.constFind(name); it != m_conditions.constEnd())
        return *it;
    if (m_openConditions.contains(name)) {
        m_sink.add(Severity::Error, "LTH-PRJ-050", at, tr("The condition %1 refers to itself.").arg(name), tr("Break the circle."));
        return {};
    }
    m_openConditions << name;
    const std::optional<bool> value = condition(m_document.at("Conditions").at(name));
    m_openConditions.removeLast();
    m_conditions.insert(name, value);
    return value;
}

std::optional<bool> SamIntrinsics::condition(const Node &node)
{
    const auto call = callOf(node);
    if (!call || m_depth >= mostDepth || ++m_steps > mostSteps)
        return {};
    const std::vector<Node> &items = call->argument.items();
    ++m_depth;
    std::optional<bool> result;
    if (call->name == u"Condition") {
        result = conditionNamed(call->argument.text(), node);
    } else if (call->name == u"Equals" && items.size() == 2) {
        bool known = true;
        const QString left = scalarText(items[0], known), right = scalarText(items[1], known);
        if (known)
            result = left == right;
    } else if (call->name == u"Not" && items.size() == 1) {
        if (const auto inner = condition(items[0]))
            result = !*inner;
    } else if (call->name == u"And" || call->name == u"Or") {
        const bool decisive = call->name == u"Or"; // one true decides Or, one false decides And
        bool all = true;
        for (const Node &item : items) {
            const auto inner = condition(item);
            if (inner == decisive) {
                result = decisive;
                break;
            }
            all = all && inner.has_value();
        }
        if (!result && all)
            result = !decisive;
    }
    --m_depth;
    return result;
}

} // namespace lathe
