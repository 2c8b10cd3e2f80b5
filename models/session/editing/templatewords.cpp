// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/templatewords.h"
#include "core/runtimes.h"
#include <QDate>

namespace lathe {

namespace {

constexpr char samTop[] = "AWSTemplateFormatVersion Transform Description Globals Metadata Parameters Mappings Conditions Resources Outputs";
constexpr char samResource[] = "Type Properties DependsOn Metadata Condition DeletionPolicy UpdateReplacePolicy Connectors";
constexpr char samFunction[] = "Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishCodeSha256 CodeSigningConfigArn CodeUri DeadLetterQueue DeploymentPreference "
                               "Description Environment EphemeralStorage EventInvokeConfig Events FileSystemConfigs FunctionName FunctionUrlConfig Handler ImageConfig ImageUri "
                               "InlineCode KmsKeyArn Layers LoggingConfig MemorySize PackageType PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig "
                               "RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime RuntimeManagementConfig SnapStart SourceKMSKeyArn Tags Timeout Tracing "
                               "VersionDescription VpcConfig";
constexpr char samGlobals[] = "Function Api HttpApi SimpleTable StateMachine LayerVersion";
constexpr char samLayer[] = "CompatibleArchitectures CompatibleRuntimes ContentUri Description LayerName LicenseInfo RetentionPolicy";
constexpr char samApi[] = "AccessLogSetting ApiKeySourceType Auth BinaryMediaTypes CacheClusterEnabled Cors DefinitionBody DefinitionUri Description Domain EndpointConfiguration "
                          "MethodSettings MinimumCompressionSize Name OpenApiVersion StageName Tags TracingEnabled Variables";
constexpr char samTable[] = "PointInTimeRecoverySpecification PrimaryKey ProvisionedThroughput SSESpecification TableName Tags";
constexpr char resourceTypes[] = "AWS::Serverless::Function AWS::Serverless::Api AWS::Serverless::HttpApi AWS::Serverless::LayerVersion AWS::Serverless::SimpleTable "
                                 "AWS::Serverless::StateMachine AWS::Serverless::Application AWS::Serverless::Connector AWS::Lambda::Function AWS::Lambda::Permission "
                                 "AWS::Lambda::Url AWS::Lambda::Alias AWS::Lambda::Version AWS::Lambda::LayerVersion AWS::Lambda::EventSourceMapping AWS::S3::Bucket "
                                 "AWS::SQS::Queue AWS::SNS::Topic AWS::DynamoDB::Table AWS::Events::Rule AWS::Scheduler::Schedule AWS::Kinesis::Stream AWS::Logs::LogGroup "
                                 "AWS::IAM::Role AWS::SecretsManager::Secret AWS::SSM::Parameter";
constexpr char eventTypes[] = "AlexaSkill Api CloudWatchEvent CloudWatchLogs Cognito DocumentDB DynamoDB EventBridgeRule HttpApi IoTRule Kinesis MQ MSK S3 SNS SQS Schedule ScheduleV2 "
                              "SelfManagedKafka";
constexpr char slsTop[] = "app configValidationMode custom disabledDeprecations frameworkVersion functions layers org package params plugins provider resources service stages useDotenv "
                          "variablesResolutionMode";
constexpr char slsProvider[] = "alb apiGateway apiName architecture deploymentBucket deploymentMethod ecr environment eventBridge httpApi iam kmsKeyArn lambdaHashingVersion layers "
                               "logRetentionInDays logs memorySize name profile region runtime runtimeManagement s3 stackName stackParameters stage tags timeout tracing versionFunctions vpc";
constexpr char slsFunction[] = "architecture condition dependsOn description destinations disableLogs environment ephemeralStorageSize events fileSystemConfig handler image "
                               "kmsKeyArn layers logRetentionInDays maximumEventAge maximumRetryAttempts memorySize name onError package provisionedConcurrency reservedConcurrency role "
                               "runtime runtimeManagement snapStart tags timeout tracing url versionFunction vpc";
constexpr char slsEvents[] = "activemq alb alexaSkill cloudFront cloudwatchEvent cloudwatchLog cognitoUserPool eventBridge http httpApi iot kafka msk rabbitmq s3 schedule sns sqs stream websocket";

struct Words
{
    const char *type;
    const char *words;
};

/// Properties of an event, by its type.
constexpr Words eventKeys[] = {{"Api", "Auth Method Path RequestModel RequestParameters RestApiId"}, {"HttpApi", "ApiId Auth Method Path PayloadFormatVersion RouteSettings TimeoutInMillis"},
    {"S3", "Bucket Events Filter"}, {"SQS", "BatchSize Enabled FilterCriteria FunctionResponseTypes MaximumBatchingWindowInSeconds Queue ScalingConfig"},
    {"SNS", "FilterPolicy FilterPolicyScope RedrivePolicy Region SqsSubscription Topic"},
    {"DynamoDB", "BatchSize BisectBatchOnFunctionError DestinationConfig Enabled FilterCriteria FunctionResponseTypes MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds "
                 "MaximumRetryAttempts ParallelizationFactor StartingPosition Stream TumblingWindowInSeconds"},
    {"Kinesis", "BatchSize BisectBatchOnFunctionError DestinationConfig Enabled FilterCriteria FunctionResponseTypes MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds "
                "MaximumRetryAttempts ParallelizationFactor StartingPosition StartingPositionTimestamp Stream TumblingWindowInSeconds"},
    {"Schedule", "DeadLetterConfig Description Enabled Input Name RetryPolicy RoleArn Schedule State"},
    {"ScheduleV2", "DeadLetterConfig Description EndDate FlexibleTimeWindow GroupName Input KmsKeyArn Name OmitName PermissionsBoundary RetryPolicy RoleArn ScheduleExpression "
                   "ScheduleExpressionTimezone StartDate State"},
    {"EventBridgeRule", "DeadLetterConfig EventBusName Input InputPath InputTransformer Pattern RetryPolicy RuleName State Target"},
    {"CloudWatchLogs", "FilterPattern LogGroupName"}, {"Cognito", "Trigger UserPool"}, {"IoTRule", "AwsIotSqlVersion Sql"}};

/// Keys of well-known objects, whatever stands around them.
constexpr Words objects[] = {{"Environment", "Variables"}, {"EphemeralStorage", "Size"}, {"FunctionUrlConfig", "AuthType Cors InvokeMode"}, {"VpcConfig", "SecurityGroupIds SubnetIds"},
    {"LoggingConfig", "ApplicationLogLevel LogFormat LogGroup SystemLogLevel"}, {"DeadLetterQueue", "TargetArn Type"}, {"EventInvokeConfig", "DestinationConfig MaximumEventAgeInSeconds MaximumRetryAttempts"},
    {"ImageConfig", "Command EntryPoint WorkingDirectory"}, {"SnapStart", "ApplyOn"}, {"ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions"},
    {"DeploymentPreference", "Alarms Enabled Hooks PassthroughCondition Role TriggerConfigurations Type"}, {"RuntimeManagementConfig", "RuntimeVersionArn UpdateRuntimeOn"},
    {"Cors", "AllowCredentials AllowHeaders AllowMethods AllowOrigins ExposeHeaders MaxAge"}};

QStringList split(const char *words)
{
    return QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts);
}

QStringList rowOf(const Words *begin, const Words *end, const QString &type)
{
    for (const Words *row = begin; row != end; ++row)
        if (type == QLatin1String(row->type))
            return split(row->words);
    return {};
}

QStringList openRuntimes()
{
    QStringList ids;
    const QString today = QDate::currentDate().toString(Qt::ISODate);
    for (const RuntimeInfo &runtime : runtimeTable())
        if (!runtime.preview && (!*runtime.blockCreate || today < QLatin1String(runtime.blockCreate)))
            ids.append(QString::fromLatin1(runtime.id));
    return ids;
}

} // namespace

QStringList TemplateWords::samKeys(const QStringList &path, const QString &type)
{
    const QString last = path.value(path.size() - 1);
    if (path.isEmpty())
        return split(samTop);
    if (const QStringList keys = rowOf(std::begin(objects), std::end(objects), last); !keys.isEmpty())
        return keys;
    if (path[0] == QLatin1String("Globals"))
        return path.size() == 1 ? split(samGlobals) : path.size() == 2 && last == QLatin1String("Function") ? split(samFunction) : path.size() == 2 && last == QLatin1String("Api") ? split(samApi) : QStringList();
    if (path[0] != QLatin1String("Resources"))
        return {};
    if (path.size() == 2)
        return split(samResource);
    if (path.size() == 3 && last == QLatin1String("Properties")) {
        if (type == QLatin1String("AWS::Serverless::LayerVersion"))
            return split(samLayer);
        if (type == QLatin1String("AWS::Serverless::Api"))
            return split(samApi);
        if (type == QLatin1String("AWS::Serverless::SimpleTable"))
            return split(samTable);
        return type.isEmpty() || type == QLatin1String("AWS::Serverless::Function") ? split(samFunction) : QStringList();
    }
    const qsizetype events = path.indexOf(QStringLiteral("Events"));
    if (events >= 0 && path.size() == events + 2)
        return split("Type Properties");
    if (events >= 0 && path.size() == events + 3 && last == QLatin1String("Properties"))
        return rowOf(std::begin(eventKeys), std::end(eventKeys), type);
    return {};
}

QStringList TemplateWords::serverlessKeys(const QStringList &path)
{
    if (path.isEmpty())
        return split(slsTop);
    const QString last = path.last();
    if (path.size() == 1 && last == QLatin1String("provider"))
        return split(slsProvider);
    if (path.size() == 2 && path[0] == QLatin1String("functions"))
        return split(slsFunction);
    if (path.size() == 3 && path[0] == QLatin1String("functions") && last == QLatin1String("events"))
        return split(slsEvents);
    if (last == QLatin1String("package"))
        return split("artifact excludeDevDependencies individually patterns");
    if (path.size() == 2 && path[0] == QLatin1String("layers"))
        return split("allowedAccounts compatibleArchitectures compatibleRuntimes description licenseInfo name package path retain");
    return {};
}

QStringList TemplateWords::values(const QStringList &path, const QString &key, bool sam)
{
    const QString lower = key.toLower();
    if (lower == QLatin1String("runtime") || lower == QLatin1String("compatibleruntimes"))
        return openRuntimes();
    if (lower == QLatin1String("architectures") || lower == QLatin1String("architecture") || lower == QLatin1String("compatiblearchitectures"))
        return split("arm64 x86_64");
    if (sam && key == QLatin1String("Type"))
        return path.contains(QStringLiteral("Events")) ? split(eventTypes) : path.size() == 2 && path[0] == QLatin1String("Resources") ? split(resourceTypes) : QStringList();
    static constexpr struct { const char *key, *values; } table[] = {{"Tracing", "Active PassThrough Disabled"}, {"PackageType", "Image Zip"}, {"AuthType", "AWS_IAM NONE"},
        {"InvokeMode", "BUFFERED RESPONSE_STREAM"}, {"LogFormat", "JSON Text"}, {"ApplicationLogLevel", "DEBUG ERROR FATAL INFO TRACE WARN"}, {"SystemLogLevel", "DEBUG INFO WARN"},
        {"StartingPosition", "AT_TIMESTAMP LATEST TRIM_HORIZON"}, {"Method", "any delete get head options patch post put"}, {"Transform", "AWS::Serverless-2016-10-31"},
        {"AWSTemplateFormatVersion", "'2010-09-09'"}, {"ApplyOn", "None PublishedVersions"}, {"UpdateRuntimeOn", "Auto FunctionUpdate Manual"}, {"RetentionPolicy", "Delete Retain"}};
    for (const auto &row : table)
        if (sam && key == QLatin1String(row.key))
            return split(row.values);
    return {};
}

} // namespace lathe
