// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "cloud/cloudcontext.h"

/// The operations, one file per group. A handler either returns its answer, or takes the shared call and answers later.
namespace lathe::handlers {

/// Makes a route's handler of a function that returns its answer.
template <ApiResult<ApiAnswer> (*operation)(CloudContext &, const ApiCall &)>
void sync(CloudContext &context, const ApiCallPtr &call)
{
    if (const auto answer = operation(context, *call))
        call->answer(*answer);
    else
        call->fail(answer.error());
}

// functions.cpp
void createFunction(CloudContext &context, const ApiCallPtr &call);
ApiResult<ApiAnswer> getFunction(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listFunctions(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteFunction(CloudContext &context, const ApiCall &call);

// code.cpp
/// Notes which image the version is made of, when the request named one.
void setImage(VersionRecord &version, const CodeIntake &intake);
void updateFunctionCode(CloudContext &context, const ApiCallPtr &call);

// configuration.cpp
ApiResult<ApiAnswer> getFunctionConfiguration(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> updateFunctionConfiguration(CloudContext &context, const ApiCall &call);

// invoke.cpp
void invoke(CloudContext &context, const ApiCallPtr &call);
/// The older form of an asynchronous invocation.
void invokeAsync(CloudContext &context, const ApiCallPtr &call);

// invokestream.cpp
void invokeWithResponseStream(CloudContext &context, const ApiCallPtr &call);

// versions.cpp
ApiResult<ApiAnswer> publishVersion(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listVersionsByFunction(CloudContext &context, const ApiCall &call);

// aliases.cpp
ApiResult<ApiAnswer> createAlias(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> updateAlias(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteAlias(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getAlias(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listAliases(CloudContext &context, const ApiCall &call);

// concurrency.cpp
ApiResult<ApiAnswer> putFunctionConcurrency(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getFunctionConcurrency(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteFunctionConcurrency(CloudContext &context, const ApiCall &call);
/// The shape "Concurrency": empty without a share of its own.
QJsonObject concurrencyJson(const FunctionRecord &function);

// provisioned.cpp
ApiResult<ApiAnswer> putProvisionedConcurrency(CloudContext &context, const ApiCall &call);
/// Of one version or alias, or with ?List=ALL of all.
ApiResult<ApiAnswer> getProvisionedConcurrency(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteProvisionedConcurrency(CloudContext &context, const ApiCall &call);

// tags.cpp
ApiResult<ApiAnswer> listTags(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> tagResource(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> untagResource(CloudContext &context, const ApiCall &call);

// settings.cpp: what clients ask on their own, answered from what is true here
ApiResult<ApiAnswer> getAccountSettings(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> putRuntimeManagementConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getRuntimeManagementConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> putFunctionRecursionConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getFunctionRecursionConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listEventSourceMappings(CloudContext &context, const ApiCall &call);

// policies.cpp
ApiResult<ApiAnswer> addPermission(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getPolicy(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> removePermission(CloudContext &context, const ApiCall &call);

// eventinvoke.cpp
ApiResult<ApiAnswer> putFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> updateFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listFunctionEventInvokeConfigs(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteFunctionEventInvokeConfig(CloudContext &context, const ApiCall &call);

// urls.cpp
ApiResult<ApiAnswer> createFunctionUrlConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> updateFunctionUrlConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getFunctionUrlConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteFunctionUrlConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listFunctionUrlConfigs(CloudContext &context, const ApiCall &call);

// layers.cpp
void publishLayerVersion(CloudContext &context, const ApiCallPtr &call);
ApiResult<ApiAnswer> getLayerVersion(CloudContext &context, const ApiCall &call);
/// Also GetLayerVersionByArn, which has the same path.
ApiResult<ApiAnswer> listLayers(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listLayerVersions(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteLayerVersion(CloudContext &context, const ApiCall &call);
/// The version that the call's first two path parameters mean; `missing` says what is answered when there is none.
ApiResult<LayerVersionRecord> findLayerVersion(const CloudContext &context, const ApiCall &call, const std::function<ApiError(const QString &arn)> &missing);

// codesigning.cpp
ApiResult<ApiAnswer> createCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> updateCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listCodeSigningConfigs(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> listFunctionsByCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> putFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> deleteFunctionCodeSigningConfig(CloudContext &context, const ApiCall &call);

// layerpolicies.cpp
ApiResult<ApiAnswer> addLayerVersionPermission(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> getLayerVersionPolicy(CloudContext &context, const ApiCall &call);
ApiResult<ApiAnswer> removeLayerVersionPermission(CloudContext &context, const ApiCall &call);

// sts.cpp
ApiResult<ApiAnswer> securityTokenService(CloudContext &context, const ApiCall &call);

/// One page of `all` from Marker on, with NextMarker when there is more. Markers are opaque to clients.
/// `pageMax`: the most that MaxItems may ask for; [M] MaxListItems.
ApiResult<ApiAnswer> paged(const ApiCall &call, const QString &member, const QList<std::pair<QString, QJsonObject>> &all, int pageMax = 10000);
/// Publishes $LATEST in `function` as a new version, or returns the last one when nothing changed since.
VersionRecord publish(FunctionRecord &function, const std::optional<QString> &description, bool active);

} // namespace lathe::handlers
