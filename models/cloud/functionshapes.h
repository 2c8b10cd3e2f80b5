// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/shape.h"
#include <span>

/// The tables of the requests' members. Source: [M] SDK model lambda/2015-03-31, shapes CreateFunctionRequest,
/// UpdateFunctionCodeRequest, UpdateFunctionConfigurationRequest, PublishVersionRequest and what they hold; members that are
/// newer than Debian's botocore 1.29 (LoggingConfig, …) from npm @aws-sdk/client-lambda 3.1162.0.
namespace lathe::shapes {

std::span<const ShapeMember> createFunction();
std::span<const ShapeMember> updateFunctionCode();
std::span<const ShapeMember> updateFunctionConfiguration();
std::span<const ShapeMember> publishVersion();
std::span<const ShapeMember> tagResource();
std::span<const ShapeMember> createCodeSigningConfig();
/// What an update may have and what is stored: all of it optional.
std::span<const ShapeMember> codeSigningConfig();
std::span<const ShapeMember> putFunctionCodeSigningConfig();
std::span<const ShapeMember> putFunctionConcurrency();
std::span<const ShapeMember> putProvisionedConcurrency();
std::span<const ShapeMember> createAlias();
std::span<const ShapeMember> updateAlias();
/// What a request's path or query says of an alias, as an object: Name, FunctionVersion.
std::span<const ShapeMember> aliasParameters();

/// What both requests on a configuration share and what is stored of it: Description, Environment, MemorySize, …
std::span<const ShapeMember> configuration();

/// What no table can say: environment size and reserved names, the runtime, layers, logging levels. `configuration` holds
/// knownMembers(). Errors: InvalidParameterValueException.
ApiResult<> checkConfiguration(const QJsonObject &configuration, const QString &region);
/// Whether this runtime may be used for a function: known, and not yet blocked by its deprecation.
ApiResult<> checkRuntime(const QString &runtime);

} // namespace lathe::shapes
