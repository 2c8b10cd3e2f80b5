// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/targets.h"
#include "core/loopback.h"
#include <QCoreApplication>
#include <QStringList>
#include <QUrl>
#include <algorithm>

namespace lathe {
namespace {

bool isAws(const QString &host)
{
    return host.endsWith(u".amazonaws.com") || host.endsWith(u".amazonaws.com.cn") || host.endsWith(u".api.aws");
}

/// What a profile's or host's name suggests, by its words.
TargetKind kindOf(const QString &name)
{
    const QString n = name.toLower().remove(u'-').remove(u'_');
    const auto has = [&n](std::initializer_list<const char *> words) {
        return std::any_of(words.begin(), words.end(), [&n](const char *word) { return n.contains(QLatin1String(word)); });
    };
    if (has({"nonprod"}))
        return TargetKind::Development;
    if (!has({"preprod"}) && has({"prod", "prd", "live"}))
        return TargetKind::Production;
    if (has({"preprod", "stag", "stg", "uat", "qa"}))
        return TargetKind::Staging;
    return TargetKind::Development;
}

QString describe(const ResolvedTarget &t)
{
    QStringList parts{QCoreApplication::translate("lathe", "region: %1 (%2)").arg(t.aws.region.value, t.aws.region.source)};
    if (!t.aws.endpoint.value.isEmpty())
        parts.append(QCoreApplication::translate("lathe", "endpoint: %1 (%2)").arg(t.aws.endpoint.value, t.aws.endpoint.source));
    parts.append(QCoreApplication::translate("lathe", "credentials: %1").arg(t.credentials.source));
    return parts.join(QStringLiteral(" · "));
}

Error noSuchForm(const QString &id)
{
    return {ErrorCode::Usage, QCoreApplication::translate("lathe", "\"%1\" is not a target. Give local, aws, aws:PROFILE or an http(s) address.").arg(id.left(200)), {}, QStringLiteral("LTH-DEP-020")};
}

Result<ResolvedTarget> awsTarget(const AwsEnvironment &environment, const QString &id, const QString &profile, const QString &region)
{
    auto target = resolveTarget(environment, profile, region);
    if (!target)
        return tl::unexpected(target.error());
    auto credentials = resolveCredentials(environment, profile);
    if (!credentials)
        return tl::unexpected(credentials.error());
    ResolvedTarget out;
    out.id = id;
    out.aws = *target;
    out.credentials = *credentials;
    const QString name = !profile.isEmpty() ? profile : target->profile.isEmpty() ? QStringLiteral("aws") : target->profile;
    out.title = QStringLiteral("%1 · %2").arg(name, target->region.value);
    out.kind = kindOf(name);
    out.detail = describe(out);
    return out;
}

/// Keys for an address that is not AWS's: only such as somebody gave on purpose for this shell or profile.
Result<Credentials> keysFor(const AwsEnvironment &environment, const QUrl &url)
{
    const bool chosen = !environment.variables.value(QStringLiteral("AWS_ACCESS_KEY_ID")).isEmpty()
        || !environment.variables.value(QStringLiteral("AWS_PROFILE")).isEmpty() || !environment.variables.value(QStringLiteral("AWS_DEFAULT_PROFILE")).isEmpty();
    if (chosen || isAws(url.host()))
        return resolveCredentials(environment, {});
    if (isLoopbackHost(url.host())) {
        Credentials placeholder{QStringLiteral("test"), QStringLiteral("test"), {}, {}, QCoreApplication::translate("lathe", "placeholder keys for an emulator")};
        return placeholder;
    }
    return fail(ErrorCode::Credentials, QCoreApplication::translate("lathe", "%1 is not an AWS address, so the default profile's keys are not sent there. Set AWS_PROFILE or AWS_ACCESS_KEY_ID to choose keys.").arg(url.host()),
        {}, QStringLiteral("LTH-DEP-021"));
}

Result<ResolvedTarget> urlTarget(const AwsEnvironment &environment, const QString &id, const QString &region)
{
    const QUrl url(id, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty())
        return tl::unexpected(noSuchForm(url.toDisplayString(QUrl::RemoveUserInfo)));
    if (url.scheme() == u"http" && !isLoopbackHost(url.host())) {
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 is reached without encryption. Use https, or a loopback address.").arg(url.host()), {}, QStringLiteral("LTH-DEP-022"));
    }
    AwsEnvironment without = environment; // The given address wins over a configured one.
    without.variables.insert(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), QStringLiteral("false"));
    without.variables.insert(QStringLiteral("AWS_ENDPOINT_URL_LAMBDA"), id);
    auto target = resolveTarget(without, {}, region);
    if (!target)
        return tl::unexpected(target.error());
    target->endpoint = {id, QCoreApplication::translate("lathe", "target")};
    const auto credentials = keysFor(environment, url);
    if (!credentials)
        return tl::unexpected(credentials.error());
    ResolvedTarget out;
    out.id = id;
    out.aws = *target;
    out.credentials = *credentials;
    out.title = url.host() + (url.port() > 0 ? QStringLiteral(":%1").arg(url.port()) : QString());
    out.kind = kindOf(url.host());
    out.detail = describe(out);
    return out;
}

} // namespace

ResolvedTarget localTarget(const Workspace &workspace, quint16 port)
{
    ResolvedTarget out;
    out.id = QStringLiteral("local");
    out.title = QCoreApplication::translate("lathe", "local");
    out.isLocal = true;
    out.kind = TargetKind::Local;
    out.credentials = workspace.credentials;
    out.credentials.source = QCoreApplication::translate("lathe", "workspace %1").arg(workspace.dir);
    out.aws.region = {workspace.region, QCoreApplication::translate("lathe", "workspace")};
    out.aws.endpoint = {QStringLiteral("http://127.0.0.1:%1").arg(port), QCoreApplication::translate("lathe", "workspace")};
    out.detail = describe(out);
    return out;
}

Result<ResolvedTarget> resolveDeployTarget(const AwsEnvironment &environment, const QString &id, const QString &region)
{
    if (id == u"aws" || id == u"aws:")
        return awsTarget(environment, QStringLiteral("aws"), {}, region);
    if (id.startsWith(u"aws:"))
        return awsTarget(environment, id, id.mid(4), region);
    if (id.startsWith(u"http://") || id.startsWith(u"https://"))
        return urlTarget(environment, id, region);
    return tl::unexpected(noSuchForm(id));
}

} // namespace lathe
