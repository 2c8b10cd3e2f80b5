// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/shape.h"
#include <span>

/// The tables of the layers' requests. Source: [M] SDK model lambda/2015-03-31, shapes PublishLayerVersionRequest and
/// AddLayerVersionPermissionRequest.
namespace lathe::shapes {

std::span<const ShapeMember> publishLayerVersion();
/// What is stored of it and shown again: Description, CompatibleRuntimes, CompatibleArchitectures, LicenseInfo.
std::span<const ShapeMember> layerAttributes();
std::span<const ShapeMember> addLayerVersionPermission();
/// Whether all of these are runtimes of Lambda; past ones are, too. Errors: ValidationException.
ApiResult<> checkCompatibleRuntimes(const QStringList &runtimes, const QString &member);

} // namespace lathe::shapes
