// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/completion.h"
#include "core/jsontree.h"
#include "session/editing/templatewords.h"
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace lathe {

namespace {

constexpr qsizetype mostWords = 500;

enum class Kind { Other, Python, Script, Ruby, Java, Kotlin, DotNet, Go, Rust, PowerShell, Yaml };

Kind kindOf(const QString &fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    if (suffix == QLatin1String("py"))
        return Kind::Python;
    if (QStringList{QStringLiteral("js"), QStringLiteral("mjs"), QStringLiteral("cjs"), QStringLiteral("ts"), QStringLiteral("mts"), QStringLiteral("cts")}.contains(suffix))
        return Kind::Script;
    static constexpr std::pair<const char *, Kind> others[] = {{"rb", Kind::Ruby}, {"java", Kind::Java}, {"kt", Kind::Kotlin}, {"cs", Kind::DotNet}, {"fs", Kind::DotNet}, {"go", Kind::Go}, {"rs", Kind::Rust}, {"ps1", Kind::PowerShell}};
    for (const auto &[other, kind] : others)
        if (suffix == QLatin1String(other))
            return kind;
    return suffix == QLatin1String("yml") || suffix == QLatin1String("yaml") ? Kind::Yaml : Kind::Other;
}

struct Members
{
    Kind kind;
    const char *of; ///< "" for the context object itself, else one of its members.
    const char *words;
};

/// Source: AWS "Using the Lambda context object" for each language; github.com/awslabs/aws-lambda-rust-runtime, lambda_runtime::Context.
constexpr Members contextMembers[] = {
    {Kind::Python, "", "aws_request_id client_context function_name function_version get_remaining_time_in_millis() identity invoked_function_arn log_group_name log_stream_name memory_limit_in_mb"},
    {Kind::Python, "identity", "cognito_identity_id cognito_identity_pool_id"},
    {Kind::Python, "client_context", "client custom env"},
    {Kind::Python, "client_context.client", "app_package_name app_title app_version_code app_version_name installation_id"},
    {Kind::Script, "", "awsRequestId callbackWaitsForEmptyEventLoop clientContext functionName functionVersion getRemainingTimeInMillis() identity invokedFunctionArn logGroupName logStreamName memoryLimitInMB"},
    {Kind::Script, "identity", "cognitoIdentityId cognitoIdentityPoolId"},
    {Kind::Script, "clientContext", "client Custom env"},
    {Kind::Script, "clientContext.client", "app_package_name app_title app_version_code app_version_name installation_id"},
    {Kind::Ruby, "", "aws_request_id client_context deadline_ms function_name function_version get_remaining_time_in_millis identity invoked_function_arn log_group_name log_stream_name memory_limit_in_mb"},
    {Kind::Java, "", "getAwsRequestId() getClientContext() getFunctionName() getFunctionVersion() getIdentity() getInvokedFunctionArn() getLogGroupName() getLogStreamName() getLogger() getMemoryLimitInMB() getRemainingTimeInMillis()"},
    {Kind::Java, "getIdentity", "getIdentityId() getIdentityPoolId()"},
    {Kind::Java, "getClientContext", "getClient() getCustom() getEnvironment()"},
    {Kind::Java, "getLogger", "log()"},
    {Kind::Kotlin, "", "awsRequestId clientContext functionName functionVersion identity invokedFunctionArn logGroupName logStreamName logger memoryLimitInMB remainingTimeInMillis"},
    {Kind::Kotlin, "identity", "identityId identityPoolId"},
    {Kind::Kotlin, "clientContext", "client custom environment"},
    {Kind::Kotlin, "logger", "log()"},
    {Kind::DotNet, "", "AwsRequestId ClientContext FunctionName FunctionVersion Identity InvokedFunctionArn Logger LogGroupName LogStreamName MemoryLimitInMB RemainingTime TenantId TraceId"},
    {Kind::DotNet, "Identity", "IdentityId IdentityPoolId"},
    {Kind::DotNet, "ClientContext", "Client Custom Environment"},
    {Kind::DotNet, "Logger", "Log() LogCritical() LogDebug() LogError() LogInformation() LogLine() LogTrace() LogWarning()"},
    {Kind::PowerShell, "", "AwsRequestId ClientContext FunctionName FunctionVersion Identity InvokedFunctionArn Logger LogGroupName LogStreamName MemoryLimitInMB RemainingTime"},
    {Kind::Go, "", "AwsRequestID ClientContext Identity InvokedFunctionArn"},
    {Kind::Go, "Identity", "CognitoIdentityID CognitoIdentityPoolID"},
    {Kind::Go, "ClientContext", "Client Custom Env"},
    {Kind::Go, "lambdacontext", "FromContext() FunctionName FunctionVersion LambdaContext LogGroupName LogStreamName MemoryLimitInMB NewContext()"},
    {Kind::Rust, "", "client_context deadline env_config identity invoked_function_arn request_id tenant_id xray_trace_id"}};

/// How the nearest function of two parameters above calls them; "event" and "context" when there is none.
std::pair<QString, QString> parameters(const QString &before, Kind kind)
{
    static const QRegularExpression python(QStringLiteral("def\\s+\\w+\\s*\\(\\s*(\\w+)\\s*(?::[^,()]*)?,\\s*(\\w+)\\s*(?::[^,()]*)?\\)"));
    static const QRegularExpression script(QStringLiteral("\\(\\s*(\\w+)\\s*(?::[^,()]*)?,\\s*(\\w+)\\s*(?::[^,()]*)?(?:,\\s*\\w+\\s*(?::[^,()]*)?)?\\)\\s*(?::\\s*[\\w<>. ]+)?\\s*(?:=>|\\{)"));
    static const QRegularExpression typed(QStringLiteral("\\b(?:ILambda)?Context\\??\\s+(\\w+)|\\b(\\w+)\\s*:\\s*(?:ILambda)?Context\\b|\\b(\\w+)\\s*,\\s*\\w+\\s*:=\\s*lambdacontext\\.FromContext"));
    std::pair<QString, QString> names(QStringLiteral("event"), kind == Kind::PowerShell ? QStringLiteral("LambdaContext") : kind == Kind::Go ? QStringLiteral("lc") : QStringLiteral("context"));
    if (kind == Kind::Java || kind == Kind::Kotlin || kind == Kind::DotNet || kind == Kind::Go) {
        for (auto it = typed.globalMatch(before.right(20000)); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            names.second = match.captured(1) + match.captured(2) + match.captured(3);
        }
        return names;
    }
    if (kind != Kind::Python && kind != Kind::Script)
        return names;
    const QString near = before.right(20000);
    auto it = (kind == Kind::Python ? python : script).globalMatch(near);
    while (it.hasNext()) {
        const QRegularExpressionMatch match = it.next();
        names = {match.captured(1), match.captured(2)};
    }
    return names;
}

CompletionList sorted(QString typed, QStringList words, bool known)
{
    words.removeDuplicates();
    std::sort(words.begin(), words.end(), [](const QString &a, const QString &b) {
        const int order = a.compare(b, Qt::CaseInsensitive);
        return order == 0 ? a < b : order < 0;
    });
    CompletionList list{std::move(typed), {}, known};
    for (const QString &word : words)
        if (word.startsWith(list.typed, Qt::CaseInsensitive) && word != list.typed && list.words.size() < mostWords)
            list.words.append(word);
    return list;
}

CompletionList contextCompletions(const QString &line, const QString &name, Kind kind)
{
    static const QRegularExpression chain(QStringLiteral("(?<![\\w.])(\\$?)(\\w+)((?:\\??\\.\\w+(?:\\(\\))?)*)\\??\\.(\\w*)$"));
    const QRegularExpressionMatch match = chain.match(line);
    if (!match.hasMatch() || match.captured(1).isEmpty() == (kind == Kind::PowerShell))
        return {};
    const QString first = match.captured(2);
    QString of = match.captured(3).remove(u'?').remove(QStringLiteral("()")).mid(1);
    if (kind == Kind::Go && first == QLatin1String("lambdacontext") && of.isEmpty())
        of = first;
    else if (kind == Kind::Rust && of == QLatin1String("context")) // of the event that carries both
        of.clear();
    else if (first != name && first != QLatin1String("context"))
        return {};
    for (const Members &row : contextMembers)
        if (row.kind == kind && of == QLatin1String(row.of))
            return sorted(match.captured(4), QString::fromLatin1(row.words).split(u' '), true);
    return {};
}

/// The steps of event["a"][0].get("b") and their like; the last, open one is what is typed.
CompletionList eventCompletions(const QString &line, const QString &name, Kind kind, const CompletionPlace &place)
{
    static const QRegularExpression chain(QStringLiteral("(?<![\\w.$])(\\w+)((?:\\[(?:\\d+|\"[^\"\\]]*\"|'[^'\\]]*')\\]|\\.get\\((?:\"[^\"]*\"|'[^']*')(?:,[^()]*)?\\)|\\??\\.\\w+)*)"
                                                     "(\\[[\"']|\\.get\\([\"']|\\??\\.)([^\"'\\[\\].()]*)$"));
    static const QRegularExpression step(QStringLiteral("\\[(\\d+)\\]|\\[\"([^\"]*)\"\\]|\\['([^']*)'\\]|\\.get\\([\"']([^\"']*)[\"'][^)]*\\)|\\??\\.(\\w+)"));
    const QRegularExpressionMatch match = chain.match(line);
    if (!match.hasMatch() || (match.captured(1) != name && match.captured(1) != QLatin1String("event")))
        return {};
    const bool dotted = match.captured(3).endsWith(u'.');
    if (dotted && kind != Kind::Script)
        return {};
    const auto tree = JsonTree::parse(place.eventSource ? place.eventSource() : place.event);
    if (!tree)
        return {};
    const JsonNode *node = &tree->root();
    auto it = step.globalMatch(match.captured(2));
    while (node && it.hasNext()) {
        const QRegularExpressionMatch one = it.next();
        if (!one.captured(1).isEmpty()) {
            const size_t at = one.captured(1).toULong();
            node = node->kind == JsonNode::Array && !node->children.empty() ? &node->children[std::min(at, node->children.size() - 1)] : nullptr;
            continue;
        }
        QString key;
        for (int group = 2; group <= 5 && key.isEmpty(); ++group)
            key = one.captured(group);
        node = node->kind == JsonNode::Object ? node->member(key.toUtf8()) : nullptr;
    }
    if (!node || node->kind != JsonNode::Object)
        return {};
    static const QRegularExpression identifier(QStringLiteral("^[A-Za-z_$][\\w$]*$"));
    QStringList keys;
    for (const JsonNode &child : node->children)
        if (const QString key = QString::fromUtf8(child.name); !key.contains(u'\n') && (!dotted || identifier.match(key).hasMatch()))
            keys.append(key);
    return sorted(match.captured(4), keys, true);
}

/// The keys around the last line, from outside in, and what stands at "Type:" beside or above.
struct YamlPlace
{
    QStringList path;
    QString type;
};

qsizetype indentOf(QStringView line)
{
    qsizetype i = 0;
    while (i < line.size() && (line[i] == u' ' || (line[i] == u'-' && i + 1 < line.size() && line[i + 1] == u' ')))
        ++i;
    return i;
}

YamlPlace yamlPlace(const QStringList &lines, qsizetype indent)
{
    static const QRegularExpression key(QStringLiteral("^(?<name>[\\w.:/-]+|\"[^\"]*\"|'[^']*')\\s*:(?:\\s+(?<value>.*))?$"));
    YamlPlace place;
    qsizetype level = indent;
    for (qsizetype i = lines.size() - 2; i >= 0 && i > lines.size() - 2000; --i) {
        const QString &line = lines[i];
        const qsizetype at = indentOf(line);
        const QString text = line.mid(at).trimmed();
        if (text.isEmpty() || text.startsWith(u'#') || at > level)
            continue;
        const QRegularExpressionMatch match = key.match(text);
        if (!match.hasMatch())
            continue;
        if (at == level || (place.type.isEmpty() && match.captured(QStringLiteral("name")) == QLatin1String("Type") && place.path.size() <= 1)) {
            if (match.captured(QStringLiteral("name")) == QLatin1String("Type") && place.type.isEmpty())
                place.type = match.captured(QStringLiteral("value")).trimmed();
            if (at == level)
                continue;
        }
        place.path.prepend(match.captured(QStringLiteral("name")));
        level = at;
        if (at == 0)
            break;
    }
    return place;
}

/// What "Type:" says in lines of exactly this indentation around, for Properties that come before or after it.
QString typeBeside(const QStringList &lines, const QStringList &after, qsizetype indent)
{
    const auto typeOf = [indent](const QString &line) {
        return indentOf(line) == indent && line.mid(indent).startsWith(QLatin1String("Type:")) ? line.mid(indent + 5).trimmed() : QString();
    };
    for (qsizetype i = lines.size() - 2; i >= 0 && (lines[i].trimmed().isEmpty() || indentOf(lines[i]) >= indent); --i)
        if (const QString type = typeOf(lines[i]); !type.isEmpty())
            return type;
    for (const QString &line : after)
        if (!line.trimmed().isEmpty() && indentOf(line) < indent)
            break;
        else if (const QString type = typeOf(line); !type.isEmpty())
            return type;
    return {};
}

CompletionList yamlCompletions(const CompletionPlace &place)
{
    const QString name = QFileInfo(place.fileName).fileName();
    const bool serverless = name.startsWith(QLatin1String("serverless."));
    const bool sam = !serverless && (place.before.contains(QLatin1String("AWS::Serverless")) || place.after.contains(QLatin1String("AWS::Serverless")) || name.startsWith(QLatin1String("template.")));
    if (!serverless && !sam)
        return {};
    const QStringList lines = place.before.right(100000).split(u'\n');
    const QString line = lines.last();
    if (line.trimmed().startsWith(u'#'))
        return {};
    static const QRegularExpression value(QStringLiteral("^\\s*(?:- )?([\\w]+):\\s+\\[?(?:[^#\\[\\]]*,\\s*)?([\\w:.'-]*)$"));
    static const QRegularExpression item(QStringLiteral("^\\s*- ([\\w:.'-]*)$"));
    static const QRegularExpression fresh(QStringLiteral("^\\s*(?:- )*([\\w]*)$"));
    const qsizetype indent = indentOf(line);
    YamlPlace around = yamlPlace(lines, indent);
    if (const QRegularExpressionMatch match = value.match(line); match.hasMatch())
        return sorted(match.captured(2), TemplateWords::values(around.path, match.captured(1), sam), true);
    if (const QRegularExpressionMatch match = item.match(line); match.hasMatch() && !around.path.isEmpty())
        if (const QStringList words = TemplateWords::values(around.path.mid(0, around.path.size() - 1), around.path.last(), sam); !words.isEmpty())
            return sorted(match.captured(1), words, true);
    const QRegularExpressionMatch match = fresh.match(line);
    if (!match.hasMatch())
        return {};
    if (serverless)
        return sorted(match.captured(1), TemplateWords::serverlessKeys(around.path), true);
    // "Type" stands beside "Properties", one level out.
    QString type;
    if (!around.path.isEmpty() && around.path.last() == QLatin1String("Properties")) {
        for (qsizetype i = lines.size() - 2; i >= 0; --i)
            if (indentOf(lines[i]) < indent && lines[i].trimmed().startsWith(QLatin1String("Properties:"))) {
                type = typeBeside(lines.mid(0, i + 1), place.after.left(20000).split(u'\n').mid(1), indentOf(lines[i]));
                break;
            }
    }
    return sorted(match.captured(1), TemplateWords::samKeys(around.path, type), true);
}

CompletionList wordCompletions(const CompletionPlace &place)
{
    static const QRegularExpression last(QStringLiteral("[\\w$]+$"), QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression word(QStringLiteral("[\\w$]{3,}"), QRegularExpression::UseUnicodePropertiesOption);
    const QString typed = last.match(place.before.right(200)).captured(0);
    if (typed.isEmpty())
        return {};
    QSet<QString> words;
    const auto gather = [&](const QString &text) {
        auto it = word.globalMatch(text);
        while (it.hasNext() && words.size() < 5000)
            if (const QString found = it.next().captured(0); found.size() > typed.size() && found.size() < 100 && found.startsWith(typed, Qt::CaseInsensitive))
                words.insert(found);
    };
    gather(place.before.chopped(typed.size()));
    gather(place.after);
    return sorted(typed, QStringList(words.begin(), words.end()), false);
}

} // namespace

CompletionList knownCompletions(const CompletionPlace &place)
{
    const Kind kind = kindOf(place.fileName);
    if (kind == Kind::Other)
        return {};
    if (kind == Kind::Yaml)
        return yamlCompletions(place);
    const QString line = place.before.mid(place.before.lastIndexOf(u'\n') + 1).right(2000);
    const auto [event, context] = parameters(place.before, kind);
    if (CompletionList list = contextCompletions(line, context, kind); !list.words.isEmpty())
        return list;
    if (kind != Kind::Python && kind != Kind::Script && kind != Kind::Ruby) // there an event is an object of a class
        return {};
    return eventCompletions(line, event, kind, place);
}

CompletionList completionsFor(const CompletionPlace &place)
{
    if (CompletionList list = knownCompletions(place); !list.words.isEmpty())
        return list;
    return wordCompletions(place);
}

} // namespace lathe
