// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionshapes.h"
#include "core/limits.h"
#include "core/runtimes.h"
#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <array>
#include <vector>

namespace lathe::shapes {

using M = ShapeMember;

static constexpr char rolePattern[] = R"(arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+)";
static constexpr char resourceArnPattern[] = R"((arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|())";
static constexpr char layerPattern[] = R"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)";
static constexpr char environmentNamePattern[] = R"([a-zA-Z]([a-zA-Z0-9_])+)";
static constexpr char fileSystemArnPattern[] =
    R"(arn:aws[a-zA-Z-]*:elasticfilesystem:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17})";
static constexpr char signingArnPattern[] =
    R"(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17})";
static constexpr char architectures[] = "x86_64|arm64";

static constexpr std::array vpcMembers{M{"SubnetIds", M::List, false, -1, 16}, M{"SecurityGroupIds", M::List, false, -1, 5},
    M{"Ipv6AllowedForDualStack", M::Boolean}};
static constexpr std::array deadLetterMembers{M{"TargetArn", M::String, false, -1, -1, resourceArnPattern}};
static constexpr std::array environmentMembers{M{"Variables", M::StringMap, false, -1, -1, environmentNamePattern}};
static constexpr std::array tracingMembers{M{"Mode", M::String, false, -1, -1, nullptr, "Active|PassThrough"}};
static constexpr std::array fileSystemMembers{M{"Arn", M::String, true, -1, 200, fileSystemArnPattern},
    M{"LocalMountPath", M::String, true, -1, 160, R"(/mnt/[a-zA-Z0-9-_.]+)"}};
static constexpr std::array imageMembers{M{"EntryPoint", M::List, false, -1, 1500}, M{"Command", M::List, false, -1, 1500},
    M{"WorkingDirectory", M::String, false, -1, 1000}};
static constexpr std::array storageMembers{M{"Size", M::Integer, true, limits::tmpMinMib, limits::tmpMaxMib}};
static constexpr std::array snapStartMembers{M{"ApplyOn", M::String, false, -1, -1, nullptr, "PublishedVersions|None"}};
static constexpr std::array loggingMembers{M{"LogFormat", M::String, false, -1, -1, nullptr, "JSON|Text"},
    M{"ApplicationLogLevel", M::String, false, -1, -1, nullptr, "TRACE|DEBUG|INFO|WARN|ERROR|FATAL"},
    M{"SystemLogLevel", M::String, false, -1, -1, nullptr, "DEBUG|INFO|WARN"},
    M{"LogGroup", M::String, false, 1, 512, R"([\.\-_/#A-Za-z0-9]+)"}};
static constexpr std::array tenancyMembers{M{"TenantIsolationMode", M::String, true, -1, -1, nullptr, "PER_TENANT"}};
static constexpr std::array codeMembers{M{"ZipFile"}, M{"S3Bucket", M::String, false, 3, 63, R"([0-9A-Za-z\.\-_]*(?<!\.))"},
    M{"S3Key", M::String, false, 1, 1024}, M{"S3ObjectVersion", M::String, false, 1, 1024}, M{"ImageUri"}, M{"SourceKMSKeyArn"}};

static constexpr std::array configurationMembers{
    M{"Role", M::String, false, -1, -1, rolePattern},
    M{"Handler", M::String, false, -1, limits::handlerChars, R"([^\s]+)"},
    M{"Description", M::String, false, 0, limits::descriptionChars},
    M{"Timeout", M::Integer, false, limits::timeoutMinSeconds, limits::timeoutMaxSeconds},
    M{"MemorySize", M::Integer, false, limits::memoryMinMib, limits::memoryMaxMib},
    M{"VpcConfig", M::Structure, false, -1, -1, nullptr, nullptr, vpcMembers},
    M{"DeadLetterConfig", M::Structure, false, -1, -1, nullptr, nullptr, deadLetterMembers},
    M{"Environment", M::Structure, false, -1, -1, nullptr, nullptr, environmentMembers},
    M{"Runtime"}, // its own text, see checkRuntime()
    M{"KMSKeyArn", M::String, false, -1, -1, resourceArnPattern},
    M{"TracingConfig", M::Structure, false, -1, -1, nullptr, nullptr, tracingMembers},
    M{"Layers", M::List, false, -1, -1, layerPattern},
    M{"FileSystemConfigs", M::List, false, -1, 1, nullptr, nullptr, fileSystemMembers},
    M{"ImageConfig", M::Structure, false, -1, -1, nullptr, nullptr, imageMembers},
    M{"EphemeralStorage", M::Structure, false, -1, -1, nullptr, nullptr, storageMembers},
    M{"SnapStart", M::Structure, false, -1, -1, nullptr, nullptr, snapStartMembers},
    M{"LoggingConfig", M::Structure, false, -1, -1, nullptr, nullptr, loggingMembers},
};

static constexpr std::array createOnlyMembers{
    M{"FunctionName", M::String, true, 1},
    M{"Code", M::Structure, true, -1, -1, nullptr, nullptr, codeMembers},
    M{"Publish", M::Boolean},
    M{"PackageType", M::String, false, -1, -1, nullptr, "Zip|Image"},
    M{"Tags", M::StringMap},
    M{"Architectures", M::List, false, 1, 1, nullptr, architectures},
    M{"CodeSigningConfigArn", M::String, false, -1, 200, signingArnPattern},
    M{"TenancyConfig", M::Structure, false, -1, -1, nullptr, nullptr, tenancyMembers}, // cannot be changed later
};

static constexpr auto createMembers = [] {
    std::array<M, createOnlyMembers.size() + configurationMembers.size()> all{createOnlyMembers[0]};
    std::size_t n = 0;
    for (const M &member : createOnlyMembers)
        all[n++] = member;
    for (const M &member : configurationMembers)
        all[n++] = member;
    all[createOnlyMembers.size()].required = true; // Role
    return all;
}();

static constexpr std::array codeUpdateMembers{M{"ZipFile"}, codeMembers[1], codeMembers[2], codeMembers[3], M{"ImageUri"}, M{"SourceKMSKeyArn"},
    M{"Publish", M::Boolean}, M{"DryRun", M::Boolean}, M{"RevisionId"}, M{"Architectures", M::List, false, 1, 1, nullptr, architectures}};

static constexpr auto configurationUpdateMembers = [] {
    std::array<M, configurationMembers.size() + 1> all{configurationMembers[0]};
    for (std::size_t i = 0; i < configurationMembers.size(); ++i)
        all[i] = configurationMembers[i];
    all[configurationMembers.size()] = M{"RevisionId"};
    return all;
}();

static constexpr std::array publishMembers{M{"CodeSha256"}, M{"Description", M::String, false, 0, limits::descriptionChars}, M{"RevisionId"}};
static constexpr std::array concurrencyMembers{M{"ReservedConcurrentExecutions", M::Integer, true, 0}};
static constexpr std::array provisionedMembers{M{"ProvisionedConcurrentExecutions", M::Integer, true, 1}};
static constexpr M aliasName{"Name", M::String, true, 1, 128, "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"};
static constexpr M aliasVersion{"FunctionVersion", M::String, false, 1, 1024, R"((\$LATEST|[0-9]+))"};
static constexpr std::array routingMembers{M{"AdditionalVersionWeights", M::NumberMap, false, 0, 1, "[0-9]+"}};
static constexpr std::array aliasUpdateMembers{aliasVersion, M{"Description", M::String, false, 0, limits::descriptionChars},
    M{"RoutingConfig", M::Structure, false, -1, -1, nullptr, nullptr, routingMembers}, M{"RevisionId"}};
static constexpr std::array aliasCreateMembers{aliasName, M{"FunctionVersion", M::String, true, 1, 1024, aliasVersion.pattern}, aliasUpdateMembers[1], aliasUpdateMembers[2]};
static constexpr std::array aliasParameterMembers{M{"Name", M::String, false, 1, 128, aliasName.pattern}, aliasVersion};
static constexpr std::array tagMembers{M{"Tags", M::StringMap, true}};

static constexpr char arnPattern[] = R"(arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*))"; // [M] Arn
static constexpr std::array publisherMembers{M{"SigningProfileVersionArns", M::List, true, 1, limits::signingProfilesMax, arnPattern}};
static constexpr std::array signingPolicyMembers{M{"UntrustedArtifactOnDeployment", M::String, false, -1, -1, nullptr, "Warn|Enforce"}};
static constexpr std::array signingMembers{M{"Description", M::String, false, 0, limits::descriptionChars},
    M{"AllowedPublishers", M::Structure, false, -1, -1, nullptr, nullptr, publisherMembers},
    M{"CodeSigningPolicies", M::Structure, false, -1, -1, nullptr, nullptr, signingPolicyMembers}};
static constexpr std::array createSigningMembers{signingMembers[0], M{"AllowedPublishers", M::Structure, true, -1, -1, nullptr, nullptr, publisherMembers}, signingMembers[2],
    M{"Tags", M::StringMap}};
static constexpr std::array functionSigningMembers{M{"CodeSigningConfigArn", M::String, true, -1, 200, signingArnPattern}};

std::span<const ShapeMember> createCodeSigningConfig() { return createSigningMembers; }
std::span<const ShapeMember> codeSigningConfig() { return signingMembers; }
std::span<const ShapeMember> putFunctionCodeSigningConfig() { return functionSigningMembers; }
std::span<const ShapeMember> createFunction() { return createMembers; }
std::span<const ShapeMember> updateFunctionCode() { return codeUpdateMembers; }
std::span<const ShapeMember> updateFunctionConfiguration() { return configurationUpdateMembers; }
std::span<const ShapeMember> publishVersion() { return publishMembers; }
std::span<const ShapeMember> tagResource() { return tagMembers; }
std::span<const ShapeMember> putFunctionConcurrency() { return concurrencyMembers; }
std::span<const ShapeMember> putProvisionedConcurrency() { return provisionedMembers; }
std::span<const ShapeMember> createAlias() { return aliasCreateMembers; }
std::span<const ShapeMember> updateAlias() { return aliasUpdateMembers; }
std::span<const ShapeMember> aliasParameters() { return aliasParameterMembers; }
std::span<const ShapeMember> configuration() { return configurationMembers; }

ApiResult<> checkRuntime(const QString &runtime)
{
    const RuntimeInfo *info = findRuntime(runtime);
    if (!info) {
        QStringList known;
        for (const RuntimeInfo &row : runtimeTable())
            known << QString::fromLatin1(row.id);
        return refuse(apierror::invalidParameter(QStringLiteral("Value %1 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [%2] or be a valid ARN")
                                                     .arg(runtime, known.join(QStringLiteral(", ")))));
    }
    const QDate blocked = QDate::fromString(QString::fromLatin1(info->blockCreate), Qt::ISODate);
    if (blocked.isValid() && blocked <= QDate::currentDate())
        return refuse(apierror::invalidParameter(QStringLiteral(
            "The runtime parameter of %1 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.").arg(runtime)));
    return {};
}

static ApiResult<> checkEnvironment(const QJsonObject &variables)
{
    // Source: AWS developer guide, "Defined runtime environment variables", reserved ones.
    static constexpr const char *reserved[] = {"_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"};
    QStringList used;
    for (const char *name : reserved)
        if (variables.contains(QLatin1String(name)))
            used << QString::fromLatin1(name);
    if (!used.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral(
            "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ")
            + used.join(QStringLiteral(", "))));
    const qsizetype bytes = QJsonDocument(variables).toJson(QJsonDocument::Compact).size();
    if (bytes > limits::environmentBytes) // AWS prints the variables; they may be secrets, so their size stands here
        return refuse(apierror::invalidParameter(QStringLiteral(
            "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: %1 bytes").arg(bytes)));
    return {};
}

static ApiResult<> checkLayers(const QJsonArray &layers, const QString &region)
{
    if (layers.size() > limits::layersMax)
        return refuse(apierror::invalidParameter(QStringLiteral("Cannot reference more than %1 layers.").arg(limits::layersMax)));
    QHash<QString, QString> seen;
    for (const QJsonValue &value : layers) {
        const QString arn = value.toString();
        if (arn.section(u':', 3, 3) != region)
            return refuse(apierror::invalidParameter(QStringLiteral(
                "Layers are not in the same region as the function. Layers are expected to be in region %1.").arg(region)));
        const QString layer = arn.section(u':', 0, -2);
        if (const QString other = seen.value(layer); !other.isEmpty())
            return refuse(apierror::invalidParameter(QStringLiteral(
                "Two different versions of the same layer are not allowed to be referenced in the same function. %1 and %2 are versions of the same layer.").arg(other, arn)));
        seen.insert(layer, arn);
    }
    return {};
}

ApiResult<> checkConfiguration(const QJsonObject &configuration, const QString &region)
{
    if (auto ok = checkEnvironment(configuration.value(QLatin1String("Environment")).toObject().value(QLatin1String("Variables")).toObject()); !ok)
        return ok;
    if (auto ok = checkLayers(configuration.value(QLatin1String("Layers")).toArray(), region); !ok)
        return ok;
    const QJsonObject logging = configuration.value(QLatin1String("LoggingConfig")).toObject();
    if (logging.value(QLatin1String("LogFormat")).toString() == QLatin1String("Text")
        && (logging.contains(QLatin1String("ApplicationLogLevel")) || logging.contains(QLatin1String("SystemLogLevel"))))
        return refuse(apierror::invalidParameter(QStringLiteral(
            "LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your request or change the LogFormat to \"JSON\" and try again.")));
    if (configuration.contains(QLatin1String("Runtime")))
        return checkRuntime(configuration.value(QLatin1String("Runtime")).toString());
    return {};
}

} // namespace lathe::shapes
