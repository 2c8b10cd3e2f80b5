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
    QT_TRANSLATE_NOOP("lathe", "API Gateway: REST API, POST with JSON"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: HTTP API (payload 2.0)"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: HTTP API with a JWT authorizer"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: HTTP API (payload 1.0)"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: HTTP API, request authorizer (2.0)"),
    QT_TRANSLATE_NOOP("lathe", "Function URL"),
    QT_TRANSLATE_NOOP("lathe", "Function URL: POST with JSON"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: WebSocket message"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: WebSocket, connected"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: WebSocket, disconnected"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: token authorizer"),
    QT_TRANSLATE_NOOP("lathe", "API Gateway: request authorizer"),
    QT_TRANSLATE_NOOP("lathe", "Application Load Balancer"),
    QT_TRANSLATE_NOOP("lathe", "Application Load Balancer: multi-value headers"),
    QT_TRANSLATE_NOOP("lathe", "CloudFront: viewer request"),
    QT_TRANSLATE_NOOP("lathe", "CloudFront: origin request"),
    QT_TRANSLATE_NOOP("lathe", "CloudFront: origin response"),
    QT_TRANSLATE_NOOP("lathe", "CloudFront: viewer response"),
    QT_TRANSLATE_NOOP("lathe", "AppSync: direct resolver"),
    QT_TRANSLATE_NOOP("lathe", "AppSync: authorizer"),
    QT_TRANSLATE_NOOP("lathe", "VPC Lattice"),
    QT_TRANSLATE_NOOP("lathe", "S3: object created"),
    QT_TRANSLATE_NOOP("lathe", "S3: upload completed in parts"),
    QT_TRANSLATE_NOOP("lathe", "S3: object removed"),
    QT_TRANSLATE_NOOP("lathe", "S3: restored from the archive"),
    QT_TRANSLATE_NOOP("lathe", "S3 Batch Operations"),
    QT_TRANSLATE_NOOP("lathe", "S3 Object Lambda: GetObject"),
    QT_TRANSLATE_NOOP("lathe", "S3 by EventBridge: object created"),
    QT_TRANSLATE_NOOP("lathe", "S3 in SNS"),
    QT_TRANSLATE_NOOP("lathe", "S3 in SQS"),
    QT_TRANSLATE_NOOP("lathe", "S3 in SNS in SQS"),
    QT_TRANSLATE_NOOP("lathe", "SQS: messages"),
    QT_TRANSLATE_NOOP("lathe", "SQS: FIFO queue"),
    QT_TRANSLATE_NOOP("lathe", "SNS in SQS"),
    QT_TRANSLATE_NOOP("lathe", "SNS: notification"),
    QT_TRANSLATE_NOOP("lathe", "DynamoDB stream"),
    QT_TRANSLATE_NOOP("lathe", "DynamoDB: tumbling window"),
    QT_TRANSLATE_NOOP("lathe", "DocumentDB: change stream"),
    QT_TRANSLATE_NOOP("lathe", "Kinesis data stream"),
    QT_TRANSLATE_NOOP("lathe", "Kinesis: tumbling window"),
    QT_TRANSLATE_NOOP("lathe", "Data Firehose: transformation"),
    QT_TRANSLATE_NOOP("lathe", "Kinesis Data Analytics: preprocessing"),
    QT_TRANSLATE_NOOP("lathe", "Data Firehose: CloudWatch Logs"),
    QT_TRANSLATE_NOOP("lathe", "Data Firehose: from a Kinesis stream"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: schedule"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge Scheduler"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: own event"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: EC2 instance state"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: CodeBuild state"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: CodePipeline state"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: ECR image pushed"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: ECS task state"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: EC2 Auto Scaling launch"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: GuardDuty finding"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: Step Functions execution"),
    QT_TRANSLATE_NOOP("lathe", "EventBridge: AWS Health"),
    QT_TRANSLATE_NOOP("lathe", "CloudWatch Logs: subscription"),
    QT_TRANSLATE_NOOP("lathe", "CloudWatch: alarm"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: after confirmation"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: before sign-up"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: before sign-in"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: after sign-in"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: before the token"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: before the token (version 2)"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: own message"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: user migration"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: which challenge comes next"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: make a challenge"),
    QT_TRANSLATE_NOOP("lathe", "Cognito: check the challenge"),
    QT_TRANSLATE_NOOP("lathe", "Cognito Sync"),
    QT_TRANSLATE_NOOP("lathe", "SES: mail received"),
    QT_TRANSLATE_NOOP("lathe", "Connect: contact flow"),
    QT_TRANSLATE_NOOP("lathe", "SES in SNS: mail received"),
    QT_TRANSLATE_NOOP("lathe", "WorkMail: mail flow"),
    QT_TRANSLATE_NOOP("lathe", "Secrets Manager: rotation"),
    QT_TRANSLATE_NOOP("lathe", "Bedrock agent: action group"),
    QT_TRANSLATE_NOOP("lathe", "SageMaker Ground Truth: before a task"),
    QT_TRANSLATE_NOOP("lathe", "Client VPN: connection handler"),
    QT_TRANSLATE_NOOP("lathe", "IoT: rule"),
    QT_TRANSLATE_NOOP("lathe", "IoT: button"),
    QT_TRANSLATE_NOOP("lathe", "IoT: custom authorizer"),
    QT_TRANSLATE_NOOP("lathe", "IoT: fleet provisioning hook"),
    QT_TRANSLATE_NOOP("lathe", "Kafka (MSK)"),
    QT_TRANSLATE_NOOP("lathe", "Kafka (self-managed)"),
    QT_TRANSLATE_NOOP("lathe", "Amazon MQ (ActiveMQ)"),
    QT_TRANSLATE_NOOP("lathe", "Amazon MQ (RabbitMQ)"),
    QT_TRANSLATE_NOOP("lathe", "Config: rule evaluation"),
    QT_TRANSLATE_NOOP("lathe", "Config: periodic evaluation"),
    QT_TRANSLATE_NOOP("lathe", "CodePipeline: job"),
    QT_TRANSLATE_NOOP("lathe", "CodeDeploy: traffic hook"),
    QT_TRANSLATE_NOOP("lathe", "CodeCommit: push"),
    QT_TRANSLATE_NOOP("lathe", "CloudFormation: custom resource"),
    QT_TRANSLATE_NOOP("lathe", "CloudFormation: custom resource, update"),
    QT_TRANSLATE_NOOP("lathe", "CloudFormation: custom resource, delete"),
    QT_TRANSLATE_NOOP("lathe", "Lex V2: fulfilment"),
    QT_TRANSLATE_NOOP("lathe", "Lex V1: dialog"),
    QT_TRANSLATE_NOOP("lathe", "Alexa skill: intent"),
    QT_TRANSLATE_NOOP("lathe", "Alexa: smart home"),
    QT_TRANSLATE_NOOP("lathe", "Step Functions: task input"),
    QT_TRANSLATE_NOOP("lathe", "Step Functions: caught error"),
    QT_TRANSLATE_NOOP("lathe", "Lambda: destination of an asynchronous invocation"),
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

static QString bodyFile(const QString &name)
{
    return QStringLiteral("%1/events/%2.json").arg(paths::resources(), name);
}

QList<EventTemplate> eventTemplateTitles()
{
    QList<EventTemplate> list;
    const auto index = readFile(bodyFile(QStringLiteral("index")));
    if (!index)
        return list;
    const QJsonArray rows = QJsonDocument::fromJson(*index).array();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        EventTemplate one;
        one.id = row.value(QLatin1String("id")).toString();
        one.title = QCoreApplication::translate("lathe", row.value(QLatin1String("title")).toString().toUtf8().constData());
        one.group = row.value(QLatin1String("group")).toString();
        one.description = QCoreApplication::translate("lathe", row.value(QLatin1String("text")).toString().toUtf8().constData());
        one.source = sourceOf(row.value(QLatin1String("source")).toString());
        list.append(one);
    }
    return list;
}

QList<EventTemplate> eventTemplates()
{
    QList<EventTemplate> list;
    for (EventTemplate one : eventTemplateTitles()) {
        auto body = readFile(bodyFile(one.id));
        if (!body)
            continue; // an incomplete installation loses that one only
        one.body = std::move(*body);
        list.append(one);
    }
    return list;
}

std::optional<EventTemplate> eventTemplate(const QString &id)
{
    QList<EventTemplate> all = eventTemplateTitles();
    for (EventTemplate &one : all)
        if (one.id == id)
            if (auto body = readFile(bodyFile(id))) {
                one.body = std::move(*body);
                return one;
            }
    return std::nullopt;
}

EventTemplate templateFor(EventSource source)
{
    for (const EventTemplate &one : eventTemplateTitles()) // the first of a source is its usual one; "hello" is the first of all
        if (one.source == source)
            if (const auto whole = eventTemplate(one.id))
                return *whole;
    return eventTemplate(QStringLiteral("hello")).value_or(EventTemplate{QStringLiteral("hello"), QString(), EventSource::Other, QByteArrayLiteral("{}\n")});
}

} // namespace lathe
