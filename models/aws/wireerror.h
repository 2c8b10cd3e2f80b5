// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsconfig.h"
#include "aws/transport.h"

/// AWS's error form on the wire, read. Pure; internal to models/aws.
namespace lathe::wireerror {

/// The error's type: x-amzn-ErrorType, or __type, code or Type of the body; without name space and URL.
QByteArray typeOf(const HttpAnswer &answer);
/// Whether the SDKs' standard mode tries again.
bool isRetryable(const HttpAnswer &answer);
bool isThrottling(const HttpAnswer &answer);
/// What an answer outside 200 to 299 means to the user. `now` is compared with the Date header when a signature was refused.
Error toError(const HttpAnswer &answer, const AwsTarget &target, const QDateTime &now);

} // namespace lathe::wireerror
