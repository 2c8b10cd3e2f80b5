// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/propertynames.h"
#include <QStringList>
#include <algorithm>

namespace lathe {

namespace {

/// AWS SAM's specification and CloudFormation's reference, AWS::Serverless::Function and AWS::Lambda::Function, July 2026.
constexpr char samFunction[] = "Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256 CapacityProviderConfig CodeSigningConfigArn CodeUri "
                               "DeadLetterQueue DeploymentPreference Description DurableConfig Environment EphemeralStorage EventInvokeConfig Events FileSystemConfigs FunctionName "
                               "FunctionScalingConfig FunctionUrlConfig Handler ImageConfig ImageUri InlineCode KmsKeyArn Layers LoggingConfig MemorySize PackageType PermissionsBoundary Policies "
                               "PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime RuntimeManagementConfig "
                               "SnapStart SourceKMSKeyArn Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VersionDescription VpcConfig";
constexpr char lambdaFunction[] = "Architectures CapacityProviderConfig Code CodeSigningConfigArn DeadLetterConfig Description DurableConfig Environment EphemeralStorage FileSystemConfigs FunctionName "
                                  "FunctionScalingConfig Handler ImageConfig KmsKeyArn Layers LoggingConfig MemorySize PackageType PublishToLatestPublished RecursiveLoop "
                                  "ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags TenancyConfig Timeout TracingConfig VpcConfig";
/// The Serverless Framework's reference of serverless.yml.
constexpr char serverlessFunction[] = "architecture awsKmsKeyArn condition dependsOn description destinations disableLogs durableConfig environment ephemeralStorageSize events fileSystemConfig handler "
                                      "image kmsKeyArn layers logRetentionInDays logs maximumEventAge maximumRetryAttempts memorySize name onError package provisionedConcurrency reservedConcurrency "
                                      "role runtime runtimeManagement snapStart tags tenancy timeout tracing url versionFunction vpc";

/// Edits of one character between two words, two neighbours that changed places among them.
int edits(const QString &a, const QString &b)
{
    QList<QList<int>> row(a.size() + 1, QList<int>(b.size() + 1));
    for (qsizetype i = 0; i <= a.size(); ++i)
        for (qsizetype j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                row[i][j] = int(i + j);
                continue;
            }
            row[i][j] = std::min({row[i - 1][j] + 1, row[i][j - 1] + 1, row[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[i][j] = std::min(row[i][j], row[i - 2][j - 2] + 1);
        }
    return row[a.size()][b.size()];
}

} // namespace

QString misspeltProperty(PropertyPlace place, const QString &key)
{
    const QStringList names = QString::fromLatin1(place == PropertyPlace::SamFunction ? samFunction : place == PropertyPlace::LambdaFunction ? lambdaFunction : serverlessFunction).split(u' ');
    if (key.size() < 4 || key.size() > 40 || names.contains(key))
        return {};
    QString best;
    int least = key.size() < 7 ? 2 : 3; // fewer edits than these
    for (const QString &name : names)
        if (const int count = key.compare(name, Qt::CaseInsensitive) == 0 ? 0 : edits(key, name); count < least) {
            least = count;
            best = name;
        }
    return best;
}

} // namespace lathe
