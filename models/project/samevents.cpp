// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/samintrinsics.h"
#include "project/templatereaders.h"
#include <QCoreApplication>
#include <array>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

struct EventType { const char *type; EventSource source; };

constexpr std::array types{EventType{"Api", EventSource::Api}, EventType{"HttpApi", EventSource::HttpApi}, EventType{"S3", EventSource::S3},
    EventType{"SQS", EventSource::Sqs}, EventType{"SNS", EventSource::Sns}, EventType{"DynamoDB", EventSource::DynamoDb},
    EventType{"Kinesis", EventSource::Kinesis}, EventType{"Schedule", EventSource::Schedule}, EventType{"ScheduleV2", EventSource::Schedule},
    EventType{"EventBridgeRule", EventSource::EventBridge}, EventType{"CloudWatchEvent", EventSource::EventBridge},
    EventType{"CloudWatchLogs", EventSource::CloudWatchLogs}, EventType{"Cognito", EventSource::Cognito}, EventType{"IoTRule", EventSource::Iot},
    EventType{"AlexaSkill", EventSource::Alexa}, EventType{"ALB", EventSource::Alb}};

/// A name for people: the last part of an ARN, or the expression.
QString shortName(const Node &node, const FieldReader &read)
{
    const Node value = read.resolve(node);
    if (value.isSequence()) {
        QStringList names;
        for (const Node &item : value.items())
            if (names.size() < 4)
                names << (item.isSequence() ? SamIntrinsics::describe(item) : shortName(item, read));
        return names.join(QStringLiteral(", "));
    }
    if (!value.isScalar())
        return SamIntrinsics::describe(node);
    const QString text = value.text();
    return value.isResolved() && text.startsWith(QStringLiteral("arn:")) && text.count(u':') >= 5 ? text.section(u':', 5) : text;
}

QString summaryOf(EventSource source, const Node &properties, const FieldReader &read)
{
    const auto field = [&](const char *key) { return properties.at(key).isAbsent() ? QString() : shortName(properties.at(key), read); };
    switch (source) {
    case EventSource::Api:
    case EventSource::HttpApi: {
        const QString method = field("Method").toUpper(), path = field("Path");
        return (method.isEmpty() || method == u"ANY" ? QStringLiteral("ANY") : method) + u' ' + (path.isEmpty() ? QStringLiteral("/*") : path);
    }
    case EventSource::S3: return tr("bucket %1").arg(field("Bucket")) + (field("Events").isEmpty() ? QString() : QStringLiteral(", ") + field("Events"));
    case EventSource::Sqs: return tr("queue %1").arg(field("Queue"));
    case EventSource::Sns: return tr("topic %1").arg(field("Topic"));
    case EventSource::DynamoDb:
    case EventSource::Kinesis: return tr("stream %1").arg(field("Stream"));
    case EventSource::Schedule: return field("Schedule").isEmpty() ? field("ScheduleExpression") : field("Schedule");
    case EventSource::EventBridge: return tr("a pattern");
    case EventSource::CloudWatchLogs: return tr("log group %1").arg(field("LogGroupName"));
    case EventSource::Cognito: return field("UserPool") + QStringLiteral(", ") + field("Trigger");
    case EventSource::Iot: return field("Sql");
    default:
        for (const char *key : {"Stream", "Broker", "Cluster", "Topics", "SkillId", "Path"})
            if (!properties.at(key).isAbsent())
                return field(key);
        return {};
    }
}

} // namespace

QList<Trigger> samTriggers(const Node &events, const FieldReader &read)
{
    QList<Trigger> triggers;
    if (!events.isMap())
        read.expect(events, QStringLiteral("Events"), tr("a map"));
    for (const auto &[key, raw] : events.members()) {
        const Node event = read.resolve(raw);
        if (!event.isMap()) {
            event.isAbsent() ? read.expectSomething(key, key.text(), tr("a map")) : read.expect(event, key.text(), tr("a map"));
            continue;
        }
        const QString type = read.textAt(event, "Type").text;
        EventSource source = EventSource::Other;
        for (const EventType &one : types)
            if (type == QLatin1String(one.type))
                source = one.source;
        triggers.append({source, type, summaryOf(source, read.at(event, "Properties"), read), key.line()});
    }
    return triggers;
}

} // namespace lathe
