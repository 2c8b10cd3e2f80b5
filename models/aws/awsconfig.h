// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/credentials.h"
#include "core/result.h"
#include <QHash>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <chrono>

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

/// Standard mode of the SDKs: rand(0,1) * min(2^i, 20) units between attempts.
struct RetryPolicy
{
    int maxAttempts = 3;                        ///< AWS_MAX_ATTEMPTS, max_attempts; 1: no retry.
    std::chrono::milliseconds unit{1000};
};

/// What a command or the window needs to talk to a service.
struct AwsTarget
{
    QString profile;      ///< Empty when the environment alone decides.
    Sourced region;
    Sourced endpoint;     ///< Empty value: the public endpoint of the region.
    QString caBundle;
    bool fips = false;    ///< use_fips_endpoint; only for public endpoints.
    RetryPolicy retry;
    /// Where requests for the service go: the endpoint, else the public one of the region. No trailing slash.
    QUrl url(const QString &service = QStringLiteral("lambda")) const;
};

/// Names of all profiles in both files.
Result<QStringList> awsProfiles(const AwsEnvironment &environment);
/// Region and endpoint by the rules of the AWS CLI; `profile` empty: AWS_DEFAULT_PROFILE, AWS_PROFILE, "default".
Result<AwsTarget> resolveTarget(const AwsEnvironment &environment, const QString &profile, const QString &region = {});
/// Credentials by the chain: an explicit profile removes the environment; else environment, role (STS, with source_profile,
/// credential_source = Environment or a web identity token), SSO, credentials file, login session, credential_process (no
/// shell, 60 s, never from the project), config file. Never contacts 169.254.169.254.
/// Blocking when credential_process, STS or SSO is used; call it off the window's thread.
Result<Credentials> resolveCredentials(const AwsEnvironment &environment, const QString &profile);

} // namespace lathe
