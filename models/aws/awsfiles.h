// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsconfig.h"
#include "aws/inifile.h"

namespace lathe {

/// Both AWS files together, as one look at them gave. Internal to models/aws. A value; thread: any.
struct AwsFiles
{
    QString configPath;
    QString credentialsPath;
    IniFile config;
    IniFile credentials;

    static Result<AwsFiles> read(const AwsEnvironment &environment);
    bool hasProfile(const QString &profile) const;
    /// The section of the config file that holds the profile, empty when there is none.
    QString configSection(const QString &profile) const;
    /// The profile's value; the credentials file comes before the config file.
    std::optional<QString> value(const QString &profile, const QString &key) const;
};

/// The profile that counts: the given one, AWS_DEFAULT_PROFILE, AWS_PROFILE, "default".
QString profileInEffect(const AwsEnvironment &environment, const QString &profile);
/// LTH-AWS-002 when a profile that somebody named is in neither file.
Result<> requireProfile(const AwsFiles &files, const AwsEnvironment &environment, const QString &profile);

/// The endpoint that is configured for a service ("lambda", "sts"), empty when none is, by botocore's order
/// (configprovider.py, ConfiguredEndpointProvider). LTH-AWS-012 when a named services section is missing.
Result<Sourced> configuredEndpoint(const AwsEnvironment &environment, const AwsFiles &files, const QString &profile, const QString &service);
/// `given`, AWS_REGION, AWS_DEFAULT_REGION, the profile's; empty when none is set.
Sourced configuredRegion(const AwsEnvironment &environment, const AwsFiles &files, const QString &profile, const QString &given);
/// Whether it can be part of a host name.
bool isRegionName(const QString &text);

} // namespace lathe
