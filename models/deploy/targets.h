// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsconfig.h"
#include "aws/credentials.h"
#include "cloud/workspace.h"
#include "core/result.h"
#include <QString>

namespace lathe {

/// What a target's name suggests; views colour it.
enum class TargetKind { Local, Development, Staging, Production };

/// Where a deploy goes, ready to be used: region, endpoint and credentials, each with the place it came from.
struct ResolvedTarget
{
    QString id;           ///< "local", "aws", "aws:<profile>" or the URL as given.
    QString title;        ///< e.g. "local", "dev · eu-west-1".
    QString detail;       ///< "region: AWS_REGION · credentials: profile dev in ~/.aws/credentials".
    AwsTarget aws;
    Credentials credentials;
    bool isLocal = false; ///< The embedded endpoint.
    TargetKind kind = TargetKind::Local;
};

/// The embedded endpoint of this workspace, listening on this loopback port.
ResolvedTarget localTarget(const Workspace &workspace, quint16 port);

/// "aws", "aws:PROFILE" or an http(s) URL. An http URL must be a loopback address. Real AWS credentials are never sent to a
/// URL that is not AWS's unless they come from an explicitly named profile or from the environment; without any, a loopback
/// URL gets the placeholder keys test/test that emulators take. May block on credential_process.
/// Errors: Usage (no such form), Config, Credentials.
Result<ResolvedTarget> resolveDeployTarget(const AwsEnvironment &environment, const QString &id, const QString &region = {});

} // namespace lathe
