// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventstore.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lathe {

/// The titles of resources/events/index.json, so that they reach the translation files.
[[maybe_unused]] static const char *const titles[] = {
    QT_TRANSLATE_NOOP("lathe", "Hello"),
    QT_TRANSLATE_NOOP("lathe", "Empty object"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: REST API (proxy)"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: HTTP API (payload 2.0)"),
    QT_TRANSLATE_NOOP("lathe", "Function URL"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: WebSocket message"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: token authorizer"),
    QT_TRANSLATE_NOOP("lathe", "Application Load Balancer"),
    QT_TRANSLATE_NOOP("lathe", "S3: object created"),
    QT_TRANSLATE_NOOP("lathe", "S3: object removed"),
    QT_TRANSLATE_NOOP("lathe", "SQS: messages"),
    QT_TRANSLATE_NOOP("lathe", "SNS: notification"),
    QT_TRANSLATE_NOOP("lathe", "DynamoDB stream"),
    QT_TRANSLATE_NOOP("lathe", "Kinesis data stream"),
    QT_TRANSLATE_NOOP("lathe", "Data Firehose: transformation"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: schedule"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: own event"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: EC2 instance state"),
    QT_TRANSLATE_NOOP("lathe", "CloudWatch Logs: subscription"),
    QT_TRANSLATE_NOOP("lathe", "CloudWatch: alarm"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: after confirmation"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: before sign-up"),
    QT_TRANSLATE_NOOP("lathe", "SES: mail received"),
    QT_TRANSLATE_NOOP("lathe", "IoT: rule"),
    QT_TRANSLATE_NOOP("lathe", "IoT: button"),
    QT_TRANSLATE_NOOP("lathe", "Kafka (MSK)"),
    QT_TRANSLATE_NOOP("lathe", "Amazon MQ (RabbitMQ)"),
    QT_TRANSLATE_NOOP("lathe", "Config: rule evaluation"),
    QT_TRANSLATE_NOOP("lathe", "CodePipeline: job"),
    QT_TRANSLATE_NOOP("lathe", "CodeCommit: push"),
    QT_TRANSLATE_NOOP("lathe", "CloudFormation: custom resource"),
    QT_TRANSLATE_NOOP("lathe", "Lex V2: fulfilment"),
    QT_TRANSLATE_NOOP("lathe", "Alexa skill: intent"),
    QT_TRANSLATE_NOOP("lathe", "Step Functions: task input"),
};

static EventSource sourceOf(const QString &word)
{
    static const struct
    {
        QLatin1String word;
        EventSource source;
    } table[] = {
        {QLatin1String("Api"), EventSource::Api}, {QLatin1String("HttpApi"), EventSource::HttpApi},
        {QLatin1String("FunctionUrl"), EventSource::FunctionUrl}, {QLatin1String("Alb"), EventSource::Alb},
        {QLatin1String("S3"), EventSource::S3}, {QLatin1String("Sqs"), EventSource::Sqs}, {QLatin1String("Sns"), EventSource::Sns},
        {QLatin1String("DynamoDb"), EventSource::DynamoDb}, {QLatin1String("Kinesis"), EventSource::Kinesis},
        {QLatin1String("Schedule"), EventSource::Schedule}, {QLatin1String("EventBridge"), EventSource::EventBridge},
        {QLatin1String("CloudWatchLogs"), EventSource::CloudWatchLogs}, {QLatin1String("Cognito"), EventSource::Cognito},
        {QLatin1String("Iot"), EventSource::Iot}, {QLatin1String("Alexa"), EventSource::Alexa},
        {QLatin1String("WebSocket"), EventSource::WebSocket},
    };
    for (const auto &row : table)
        if (row.word == word)
            return row.source;
    return EventSource::Other;
}

QList<EventTemplate> eventTemplates()
{
    const QString dir = paths::resources() + QStringLiteral("/events/");
    QList<EventTemplate> list;
    const auto index = readFile(dir + QStringLiteral("index.json"));
    if (!index)
        return list;
    const QJsonArray rows = QJsonDocument::fromJson(*index).array();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        EventTemplate one;
        one.id = row.value(QLatin1String("id")).toString();
        one.title = QCoreApplication::translate("lathe", row.value(QLatin1String("title")).toString().toUtf8().constData());
        one.source = sourceOf(row.value(QLatin1String("source")).toString());
        auto body = readFile(dir + one.id + QStringLiteral(".json"));
        if (!body)
            continue; // an incomplete installation loses that one only
        one.body = std::move(*body);
        list.append(one);
    }
    return list;
}

EventTemplate templateFor(EventSource source)
{
    const QList<EventTemplate> all = eventTemplates();
    for (const EventTemplate &one : all) // the first of a source is its usual one; "hello" is the first of all
        if (one.source == source)
            return one;
    return all.isEmpty() ? EventTemplate{QStringLiteral("hello"), QString(), EventSource::Other, QByteArrayLiteral("{}\n")} : all.first();
}

} // namespace lathe
