// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/samintrinsics.h"
#include "project/templatereaders.h"
#include <QCoreApplication>
#include <array>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

struct EventWord { const char *word; EventSource source; };

constexpr std::array words{EventWord{"http", EventSource::Api}, EventWord{"httpApi", EventSource::HttpApi}, EventWord{"websocket", EventSource::WebSocket},
    EventWord{"s3", EventSource::S3}, EventWord{"sqs", EventSource::Sqs}, EventWord{"sns", EventSource::Sns}, EventWord{"schedule", EventSource::Schedule},
    EventWord{"eventBridge", EventSource::EventBridge}, EventWord{"cloudwatchEvent", EventSource::EventBridge}, EventWord{"alb", EventSource::Alb},
    EventWord{"cloudwatchLog", EventSource::CloudWatchLogs}, EventWord{"cognitoUserPool", EventSource::Cognito}, EventWord{"iot", EventSource::Iot},
    EventWord{"iotFleetProvisioning", EventSource::Iot}, EventWord{"alexaSkill", EventSource::Alexa}, EventWord{"alexaSmartHome", EventSource::Alexa},
    EventWord{"url", EventSource::FunctionUrl}};

/// The last part of an ARN, or the expression of something that is only known after a deployment.
QString shortName(const Node &node, const FieldReader &read)
{
    const Node value = read.resolve(node);
    if (!SamIntrinsics::referenced(value).isEmpty())
        return SamIntrinsics::describe(value);
    if (value.isMap() && !value.members().empty()) {
        const auto &[key, inner] = value.members().front();
        const Node first = inner.isSequence() && !inner.items().empty() ? inner.items().front() : inner;
        return key.text() + u' ' + first.text();
    }
    if (value.isSequence() && !value.items().empty())
        return shortName(value.items().front(), read);
    const QString text = value.text();
    if (!value.tag().isEmpty())
        return value.tag() + u' ' + text;
    return text.startsWith(QStringLiteral("arn:")) ? text.section(u':', 5).section(u'/', 0, 1).isEmpty() ? text : text.section(u':', 5) : text;
}

QString joined(const QStringList &parts)
{
    QStringList present;
    for (const QString &part : parts)
        if (!part.trimmed().isEmpty())
            present << part.trimmed();
    return present.join(QStringLiteral(", "));
}

/// "GET /items" of "get items", of { method: get, path: items } and of "*".
QString httpSummary(const Node &value, const FieldReader &read)
{
    QString method, path;
    if (value.isScalar()) {
        const QString text = value.text().simplified();
        method = text.section(u' ', 0, 0).toUpper();
        path = text.section(u' ', 1);
        if (path.isEmpty())
            std::swap(method, path);
    } else {
        method = read.textAt(value, "method").text.toUpper();
        path = read.textAt(value, "path").text;
    }
    if (method.isEmpty() || method == u"*")
        method = QStringLiteral("ANY");
    if (!path.startsWith(u'/') && path != u"*")
        path.prepend(u'/');
    return method + u' ' + path;
}

QString summaryOf(EventSource source, const Node &value, const FieldReader &read)
{
    const auto field = [&](const char *key) { return shortName(value.at(key), read); };
    const QString whole = value.isScalar() ? shortName(value, read) : QString();
    switch (source) {
    case EventSource::Api:
    case EventSource::HttpApi: return httpSummary(value, read);
    case EventSource::WebSocket: return value.isScalar() ? whole : field("route");
    case EventSource::S3: {
        const QString bucket = value.isScalar() ? whole : field("bucket");
        const QString event = value.isMap() && value.has("event") ? field("event") : QStringLiteral("s3:ObjectCreated:*");
        return joined({tr("bucket %1").arg(bucket), event});
    }
    case EventSource::Sqs: return tr("queue %1").arg(value.isScalar() || !value.has("arn") ? shortName(value, read) : field("arn"));
    case EventSource::Sns:
        return tr("topic %1").arg(value.isMap() && value.has("topicName") ? field("topicName") : value.isMap() && value.has("arn") ? field("arn") : shortName(value, read));
    case EventSource::DynamoDb:
    case EventSource::Kinesis: return tr("stream %1").arg(value.isScalar() || !value.has("arn") ? shortName(value, read) : field("arn"));
    case EventSource::Schedule: return value.isMap() && value.has("rate") ? field("rate") : shortName(value, read);
    case EventSource::EventBridge: return joined({field("eventBus"), value.has("schedule") ? field("schedule") : value.has("pattern") || value.has("event") ? tr("a pattern") : QString()});
    case EventSource::Alb: return joined({field("listenerArn"), shortName(read.at(value, "conditions").at("path"), read)});
    case EventSource::CloudWatchLogs: return tr("log group %1").arg(value.isScalar() ? whole : field("logGroup"));
    case EventSource::Cognito: return joined({field("pool"), field("trigger")});
    case EventSource::Iot: return value.has("sql") ? field("sql") : whole;
    case EventSource::FunctionUrl: return tr("Function URL");
    default:
        for (const char *key : {"arn", "broker", "topic", "cluster"})
            if (value.isMap() && value.has(key))
                return field(key);
        return whole;
    }
}

EventSource sourceOf(const QString &kind, const Node &value, const FieldReader &read)
{
    for (const EventWord &word : words)
        if (kind == QLatin1String(word.word))
            return word.source;
    if (kind == u"stream") {
        const QString text = shortName(value.isScalar() ? value : value.at("arn"), read) + value.text() + read.textAt(value, "type").text;
        return text.contains(QStringLiteral("kinesis"), Qt::CaseInsensitive) ? EventSource::Kinesis : EventSource::DynamoDb;
    }
    return EventSource::Other;
}

} // namespace

QList<Trigger> serverlessTriggers(const Node &events, const FieldReader &read)
{
    QList<Trigger> triggers;
    if (!events.isSequence())
        read.expect(events, QStringLiteral("events"), tr("a list"));
    for (const Node &raw : events.items()) {
        const Node event = read.resolve(raw);
        if (event.isScalar() && event.isResolved()) { // "- alexaSkill"
            triggers.append({sourceOf(event.text(), Node(), read), event.text(), QString(), event.line()});
            continue;
        }
        if (!event.isMap()) {
            read.expect(event, QStringLiteral("events"), tr("a map"));
            continue;
        }
        for (const auto &[key, rawValue] : event.members()) {
            const Node value = read.resolve(rawValue);
            const EventSource source = sourceOf(key.text(), value, read);
            triggers.append({source, key.text(), summaryOf(source, value, read), key.line()});
        }
    }
    return triggers;
}

} // namespace lathe
