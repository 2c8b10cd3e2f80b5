// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/cloudcontext.h"
#include <QJsonObject>

/// What the Layers of a function's configuration mean at this endpoint.
namespace lathe::layeruse {

/// Turns the request's ARNs in `configuration` into what is stored: objects with Arn and CodeSize. Errors:
/// InvalidParameterValueException for a version that does not exist. A layer of another account cannot be had here; it is kept
/// with the size 0, and the function runs without it.
ApiResult<> resolve(const CloudContext &context, QJsonObject &configuration);

/// Whether code and layers of this version are within Lambda's bound together. Errors: InvalidParameterValueException.
ApiResult<> checkSize(const CloudContext &context, const VersionRecord &version);

/// Remembers how much a version's zip holds.
void setUnzippedBytes(VersionRecord &version, qint64 bytes);

} // namespace lathe::layeruse
