// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsfiles.h"

/// Temporary keys from STS and IAM Identity Center. Blocking, bounded by the transport's timeouts; any thread but the
/// window's. Internal to models/aws. Errors: Credentials LTH-AWS-006 with AWS's own words in the detail, or the transport's.
namespace lathe::tokenservice {

/// Where the calls go and how they are signed.
struct Place
{
    QUrl url;
    QString region;
    QString caBundle;
};
/// The endpoint of "sts" or "sso" for this profile; regional, us-east-1 when no region is set.
Result<Place> place(const AwsEnvironment &environment, const AwsFiles &files, const QString &profile, const QString &service, const QString &region = {});

struct Role
{
    QString arn;
    QString sessionName;
    QString externalId;
    int durationSeconds = 0; ///< 0: the service's default.
};
Result<Credentials> assumeRole(const Place &place, const Role &role, const Credentials &source);
Result<Credentials> assumeRoleWithWebIdentity(const Place &place, const Role &role, const QString &token);
Result<Credentials> ssoRoleCredentials(const Place &place, const QString &account, const QString &role, const QString &accessToken);

} // namespace lathe::tokenservice
