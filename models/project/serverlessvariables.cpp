// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/serverlessvariables.h"
#include "project/templateparser.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

constexpr int mostDepth = 40;
constexpr int mostSteps = 20'000;
constexpr int mostFiles = 200;
constexpr qsizetype mostText = 64 * 1024;
constexpr int mostMilliseconds = 1500;

/// Position of the brace that closes the one at `open` ("${" at open-1), or -1.
qsizetype closingBrace(const QString &text, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        if (text[i] == u'{')
            ++depth;
        else if (text[i] == u'}' && --depth == 0)
            return i;
    }
    return -1;
}

/// Splits at commas outside quotes, braces and parentheses.
QStringList splitTop(const QString &text)
{
    QStringList parts;
    int depth = 0;
    QChar quote;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'{' || c == u'(' || c == u'[') {
            ++depth;
        } else if (c == u'}' || c == u')' || c == u']') {
            --depth;
        } else if (c == u',' && depth == 0) {
            parts << text.mid(begin, i - begin).trimmed();
            begin = i + 1;
        }
    }
    parts << text.mid(begin).trimmed();
    return parts;
}

bool isQuoted(const QString &text)
{
    return text.size() >= 2 && (text[0] == u'\'' || text[0] == u'"') && text.back() == text[0];
}

} // namespace

ServerlessVariables::ServerlessVariables(Node document, QString root, const ProjectContext &context, DiagnosticSink &sink)
    : m_document(std::move(document)), m_root(std::move(root)), m_context(context), m_sink(sink)
{
    m_clock.start();
}

Node ServerlessVariables::resolve(const Node &node)
{
    if (!node.isScalar() || !node.isResolved())
        return node;
    const QString text = node.text();
    return text.contains(QStringLiteral("${")) ? expand(text, node) : node;
}

bool ServerlessVariables::enter(const QString &key, const Node &at)
{
    if (m_active.contains(key)) {
        m_sink.add(Severity::Error, "LTH-PRJ-050", at, tr("The variable ${%1} refers to itself.").arg(key.left(80)), tr("Break the circle: %1").arg(m_active.join(QStringLiteral(" → ")).left(300)));
        return false;
    }
    if (m_active.size() >= mostDepth || ++m_steps > mostSteps || m_clock.hasExpired(mostMilliseconds)) {
        m_sink.add({Severity::Error, QStringLiteral("LTH-PRJ-051"), at.file(), 0, 0, tr("The variables of this template are nested too deep or too many to resolve."), tr("Write some of the values out.")});
        return false;
    }
    m_active << key;
    return true;
}

Node ServerlessVariables::expand(const QString &text, const Node &at)
{
    QString out;
    bool resolved = true;
    qsizetype from = 0;
    for (;;) {
        const qsizetype dollar = text.indexOf(QStringLiteral("${"), from);
        if (dollar < 0)
            break;
        const qsizetype end = closingBrace(text, dollar + 1);
        if (end < 0)
            break;
        const QString inner = text.mid(dollar + 2, end - dollar - 2);
        // ${AWS::Region} and ${Resource} belong to CloudFormation, in a Fn::Sub: they are not ours to answer.
        const bool foreign = inner.startsWith(QStringLiteral("AWS::"));
        const Answer answer = foreign ? Answer() : evaluate(inner, at);
        const bool whole = dollar == 0 && end == text.size() - 1;
        if (whole && answer.known)
            return answer.node;
        out += text.mid(from, dollar - from);
        if (answer.known && answer.node.isScalar() && answer.node.isResolved()) {
            out += answer.node.text();
        } else {
            out += answer.known && answer.node.isScalar() ? answer.node.text() : text.mid(dollar, end - dollar + 1);
            resolved = false;
        }
        from = end + 1;
        if (out.size() > mostText) {
            m_sink.add(Severity::Error, "LTH-PRJ-051", at, tr("A value grows beyond %1 characters when its variables are resolved.").arg(mostText), tr("Write some of the values out."));
            return Node::scalar(at.place(), text.left(1000), {}, true, false);
        }
    }
    out += text.mid(from);
    return Node::scalar(at.place(), out, at.tag(), at.isQuoted(), resolved);
}

ServerlessVariables::Answer ServerlessVariables::text(const QString &value, const Node &at) const
{
    return {Node::scalar(at.place(), value), true};
}

ServerlessVariables::Answer ServerlessVariables::evaluate(const QString &expression, const Node &at)
{
    if (!enter(expression, at))
        return {};
    // Inner variables first: ${self:custom.${sls:stage}.x}. Those in later fallbacks only when they are reached.
    Answer answer;
    bool anyUnknown = false;
    for (const QString &part : splitTop(expression)) {
        QString one = part;
        if (one.contains(QStringLiteral("${")) && !(one.startsWith(QStringLiteral("${")) && closingBrace(one, 1) == one.size() - 1)) {
            const Node inner = expand(one, at);
            if (!inner.isResolved()) {
                anyUnknown = true;
                continue;
            }
            one = inner.text();
        }
        answer = source(one, at);
        if (answer.known && !answer.node.isAbsent())
            break;
        anyUnknown = anyUnknown || !answer.known;
    }
    m_active.removeLast();
    if (answer.missing && !expression.contains(u','))
        m_sink.add(Severity::Warning, "LTH-PRJ-057", at, tr("Nothing was found for ${%1}.").arg(expression.left(120)), tr("Add the value, or give a default behind a comma."));
    if (answer.known && answer.node.isAbsent() && anyUnknown)
        return {};
    return answer;
}

ServerlessVariables::Answer ServerlessVariables::source(const QString &one, const Node &at)
{
    if (isQuoted(one))
        return text(one.mid(1, one.size() - 2), at);
    if (one.startsWith(QStringLiteral("${")) && one.endsWith(u'}'))
        return evaluate(one.mid(2, one.size() - 3), at);
    if (one.isEmpty() || one == u"null")
        return {Node::null(at.place()), true};
    bool number = false;
    one.toDouble(&number);
    if (number || one == u"true" || one == u"false")
        return text(one, at);
    // type(argument):address
    const qsizetype paren = one.indexOf(u'(');
    const qsizetype colon = one.indexOf(u':');
    if (paren > 0 && (colon < 0 || paren < colon)) {
        const qsizetype close = one.indexOf(u')', paren);
        if (close > 0)
            return named(one.left(paren), one.mid(paren + 1, close - paren - 1).trimmed(), one.mid(close + 1).startsWith(u':') ? one.mid(close + 2) : QString(), at);
    }
    if (colon > 0)
        return named(one.left(colon), {}, one.mid(colon + 1), at);
    return {};
}

ServerlessVariables::Answer ServerlessVariables::named(const QString &type, const QString &argument, const QString &address, const Node &at)
{
    if (type == u"self")
        return self(address, at);
    if (type == u"env") {
        const auto it = m_context.environment.constFind(address);
        return it == m_context.environment.constEnd() ? Answer{Node(), false} : text(*it, at);
    }
    if (type == u"opt") {
        const auto it = m_context.options.constFind(address);
        return it == m_context.options.constEnd() ? Answer{Node(), false} : text(*it, at);
    }
    if (type == u"param")
        return parameter(address, at);
    if (type == u"sls" && address == u"stage")
        return text(stage(), at);
    if (type == u"aws" && address == u"region") {
        const QString name = region();
        return name.isEmpty() ? Answer() : text(name, at);
    }
    if (type == u"file" && !argument.isEmpty())
        return file(argument, address, at);
    if (type == u"strToBool") {
        const Answer inner = argument.contains(QStringLiteral("${")) ? Answer{expand(argument, at), true} : text(argument, at);
        if (!inner.known || !inner.node.isResolved())
            return {};
        const QString word = inner.node.text().trimmed().toLower();
        return text(word == u"true" || word == u"1" ? QStringLiteral("true") : QStringLiteral("false"), at);
    }
    return {};
}

ServerlessVariables::Answer ServerlessVariables::walk(Node node, const QString &address)
{
    if (!address.isEmpty()) {
        for (const QString &step : address.split(u'.')) {
            node = resolve(node);
            if (node.isScalar() && !node.isResolved())
                return {};
            bool number = false;
            const qsizetype index = step.toLongLong(&number);
            if (node.isSequence())
                node = number && index >= 0 && index < node.size() ? node.items()[size_t(index)] : Node();
            else
                node = node.at(step);
        }
    }
    node = resolve(node);
    // An absent value lets the next fallback speak; alone it stays an expression.
    return {node, !node.isMissing(), node.isMissing()};
}

ServerlessVariables::Answer ServerlessVariables::self(const QString &address, const Node &at)
{
    if (address == u"provider.stage" && m_document.at("provider").at("stage").isAbsent())
        return text(stage(), at);
    if (address == u"provider.region" && m_document.at("provider").at("region").isAbsent())
        return text(region().isEmpty() ? QStringLiteral("us-east-1") : region(), at); // the framework's own default
    if (address == u"service.name" && m_document.at("service").isScalar())
        return walk(m_document, QStringLiteral("service"));
    return walk(m_document, address);
}

ServerlessVariables::Answer ServerlessVariables::parameter(const QString &name, const Node &at)
{
    if (const auto it = m_context.parameters.constFind(name); it != m_context.parameters.constEnd())
        return text(*it, at);
    for (const char *base : {"stages", "params"}) {
        Node all = resolve(m_document.at(base));
        for (const QString &stageName : {stage(), QStringLiteral("default")}) {
            Node own = resolve(all.at(stageName));
            if (qstrcmp(base, "stages") == 0)
                own = resolve(own.at("params"));
            if (const Node value = resolve(own.at(name)); !value.isMissing())
                return {value, true};
        }
    }
    return {};
}

ServerlessVariables::Answer ServerlessVariables::file(const QString &path, const QString &address, const Node &at)
{
    QString clean = path;
    if (isQuoted(clean))
        clean = clean.mid(1, clean.size() - 2);
    if (clean.contains(QStringLiteral("${"))) {
        const Node inner = expand(clean, at);
        if (!inner.isResolved())
            return {};
        clean = inner.text();
    }
    const QString absolute = QDir::cleanPath(QDir(m_root).absoluteFilePath(clean));
    const QString real = QFileInfo(absolute).canonicalFilePath(); // a link must not lead outside either
    const QString realRoot = QFileInfo(m_root).canonicalFilePath();
    if (!absolute.startsWith(m_root + u'/') || (!real.isEmpty() && !real.startsWith(realRoot + u'/'))) {
        m_sink.add(Severity::Warning, "LTH-PRJ-052", at, tr("file(%1) lies outside the project and is not read.").arg(clean.left(200)), tr("Copy the file into the project."));
        return {};
    }
    if (!QFileInfo(absolute).isFile())
        return {}; // the framework goes on with the fallback
    const QString suffix = QFileInfo(absolute).suffix().toLower();
    if (suffix == u"js" || suffix == u"ts" || suffix == u"mjs" || suffix == u"cjs") {
        m_sink.add(Severity::Hint, "LTH-PRJ-053", at, tr("file(%1) is code and is not run here.").arg(clean.left(200)), {});
        return {};
    }
    auto it = m_files.find(absolute);
    if (it == m_files.end()) {
        if (m_files.size() >= mostFiles)
            return {};
        if (suffix == u"yml" || suffix == u"yaml" || suffix == u"json") {
            it = m_files.insert(absolute, parseTemplateFile(absolute, m_sink));
        } else { // any other file is one text
            QFile in(absolute);
            const QByteArray bytes = in.open(QIODevice::ReadOnly) ? in.read(mostText) : QByteArray();
            it = m_files.insert(absolute, Node::scalar(at.place(), QString::fromUtf8(bytes).trimmed(), {}, true));
        }
    }
    return walk(*it, address);
}

QString ServerlessVariables::stage()
{
    if (const QString given = m_context.options.value(QStringLiteral("stage")); !given.isEmpty())
        return given;
    const Node own = m_document.at("provider").at("stage");
    if (own.isAbsent() || m_active.contains(QStringLiteral("\x01stage")))
        return QStringLiteral("dev");
    m_active << QStringLiteral("\x01stage");
    const Node value = resolve(own);
    m_active.removeLast();
    return value.isScalar() && value.isResolved() && !value.text().isEmpty() ? value.text() : QStringLiteral("dev");
}

QString ServerlessVariables::region()
{
    if (const QString given = m_context.options.value(QStringLiteral("region")); !given.isEmpty())
        return given;
    const Node own = m_document.at("provider").at("region");
    if (!own.isAbsent() && !m_active.contains(QStringLiteral("\x01region"))) {
        m_active << QStringLiteral("\x01region");
        const Node value = resolve(own);
        m_active.removeLast();
        if (value.isScalar() && value.isResolved())
            return value.text();
    }
    return m_context.environment.value(QStringLiteral("AWS_REGION"), m_context.environment.value(QStringLiteral("AWS_DEFAULT_REGION")));
}

} // namespace lathe
