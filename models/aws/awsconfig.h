// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include "core/result.h"
#include <QHash>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace lathe {

/// Where the AWS configuration comes from; passed in so that tests need no real home.
struct AwsEnvironment
{
    QHash<QString, QString> variables; ///< The process environment.
    QString home;
    static AwsEnvironment fromProcess();
};

/// A value with the place it came from ("AWS_REGION", "profile dev").
struct Sourced
{
    QString value;
    QString source;
};

/// What a command or the window needs to talk to a service.
struct AwsTarget
{
    QString profile;      ///< Empty when the environment alone decides.
    Sourced region;
    Sourced endpoint;     ///< Empty value: the public endpoint of the region.
    QString caBundle;
    bool fips = false;    ///< use_fips_endpoint; only for public endpoints.
    /// Where requests for the service go: the endpoint, else the public one of the region. No trailing slash.
    QUrl url(const QString &service = QStringLiteral("lambda")) const;
};

/// Names of all profiles in both files.
Result<QStringList> awsProfiles(const AwsEnvironment &environment);
/// Region and endpoint by the rules of the AWS CLI; `profile` empty: AWS_DEFAULT_PROFILE, AWS_PROFILE, "default".
Result<AwsTarget> resolveTarget(const AwsEnvironment &environment, const QString &profile, const QString &region = {});
/// Credentials by the chain: an explicit profile removes the environment; else environment, credentials file, SSO cache,
/// credential_process (no shell, 60 s, never from the project), config file. Never contacts 169.254.169.254.
/// Blocking when credential_process is used; call it off the window's thread.
Result<Credentials> resolveCredentials(const AwsEnvironment &environment, const QString &profile);

} // namespace lathe
