// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/shape.h"
#include <span>

/// The tables of requests about a function's settings. Source: [M] SDK model lambda/2015-03-31, npm @aws-sdk/client-lambda 3.1162.0;
/// patterns as AWS prints them today.
namespace lathe::shapes {

std::span<const ShapeMember> addPermission();
/// Put and Update: all of it optional.
std::span<const ShapeMember> eventInvokeConfig();
std::span<const ShapeMember> createFunctionUrl();
std::span<const ShapeMember> updateFunctionUrl();
std::span<const ShapeMember> runtimeManagement();
std::span<const ShapeMember> recursion();

} // namespace lathe::shapes
