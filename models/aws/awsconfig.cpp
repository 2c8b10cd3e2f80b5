// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/awsconfig.h"
#include "aws/awsfiles.h"
#include <QCoreApplication>
#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <optional>

namespace lathe {
namespace {

QString fileFrom(const AwsEnvironment &e, const QString &variable, const QString &standard)
{
    QString path = e.variables.value(variable);
    if (path.isEmpty())
        return e.home + standard;
    if (path == u"~" || path.startsWith(u"~/"))
        path.replace(0, 1, e.home);
    return path;
}

bool isTrue(const QString &text)
{
    return text.compare(u"true", Qt::CaseInsensitive) == 0;
}

QString domainOf(const QString &region)
{
    if (region.startsWith(u"cn-"))
        return QStringLiteral("amazonaws.com.cn");
    if (region.startsWith(u"us-isob-"))
        return QStringLiteral("sc2s.sgov.gov");
    if (region.startsWith(u"us-iso-"))
        return QStringLiteral("c2s.ic.gov");
    return QStringLiteral("amazonaws.com");
}

} // namespace

Result<Sourced> configuredEndpoint(const AwsEnvironment &e, const AwsFiles &files, const QString &profile, const QString &service)
{
    const QString off = e.variables.value(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
        files.value(profile, QStringLiteral("ignore_configured_endpoint_urls")).value_or(QString()));
    if (isTrue(off))
        return Sourced{};
    for (const QString &name : {QStringLiteral("AWS_ENDPOINT_URL_") + service.toUpper(), QStringLiteral("AWS_ENDPOINT_URL")}) {
        if (const QString url = e.variables.value(name); !url.isEmpty())
            return Sourced{url, name};
    }
    if (const auto services = files.value(profile, QStringLiteral("services"))) {
        const QString section = QStringLiteral("services ") + *services;
        if (!files.config.has(section)) {
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "Profile %1 names the services section %2, which is not in %3. Add it, or remove the line \"services\".")
                .arg(profile, *services, files.configPath), {}, QStringLiteral("LTH-AWS-012"));
        }
        if (const auto url = files.config.nested(section, service, QStringLiteral("endpoint_url")))
            return Sourced{*url, section};
    }
    if (const auto url = files.value(profile, QStringLiteral("endpoint_url")))
        return Sourced{*url, QStringLiteral("profile ") + profile};
    return Sourced{};
}

Sourced configuredRegion(const AwsEnvironment &e, const AwsFiles &files, const QString &profile, const QString &given)
{
    if (!given.isEmpty())
        return {given, QStringLiteral("--region")};
    for (const QString &name : {QStringLiteral("AWS_REGION"), QStringLiteral("AWS_DEFAULT_REGION")}) {
        if (const QString region = e.variables.value(name); !region.isEmpty())
            return {region, name};
    }
    if (const auto region = files.value(profile, QStringLiteral("region")))
        return {*region, QStringLiteral("profile ") + profile};
    return {};
}

bool isRegionName(const QString &text)
{
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9-]{0,62}$"));
    return valid.match(text).hasMatch();
}

AwsEnvironment AwsEnvironment::fromProcess()
{
    AwsEnvironment e;
    const auto all = QProcessEnvironment::systemEnvironment();
    const auto keys = all.keys();
    for (const QString &key : keys)
        e.variables.insert(key, all.value(key));
    e.home = QDir::homePath();
    return e;
}

QUrl AwsTarget::url(const QString &service) const
{
    if (!endpoint.value.isEmpty()) {
        QString text = endpoint.value;
        while (text.endsWith(u'/'))
            text.chop(1);
        return QUrl(text, QUrl::StrictMode);
    }
    return QUrl(QStringLiteral("https://%1%2.%3.%4").arg(service, fips ? QStringLiteral("-fips") : QString(), region.value, domainOf(region.value)));
}

Result<AwsFiles> AwsFiles::read(const AwsEnvironment &e)
{
    AwsFiles files;
    files.configPath = fileFrom(e, QStringLiteral("AWS_CONFIG_FILE"), QStringLiteral("/.aws/config"));
    files.credentialsPath = fileFrom(e, QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QStringLiteral("/.aws/credentials"));
    auto config = IniFile::read(files.configPath);
    if (!config)
        return tl::unexpected(config.error());
    auto credentials = IniFile::read(files.credentialsPath);
    if (!credentials)
        return tl::unexpected(credentials.error());
    files.config = std::move(*config);
    files.credentials = std::move(*credentials);
    return files;
}

QString AwsFiles::configSection(const QString &profile) const
{
    const QString named = QStringLiteral("profile ") + profile;
    if (config.has(named))
        return named;
    return profile == u"default" && config.has(profile) ? profile : QString();
}

bool AwsFiles::hasProfile(const QString &profile) const
{
    return credentials.has(profile) || !configSection(profile).isEmpty();
}

std::optional<QString> AwsFiles::value(const QString &profile, const QString &key) const
{
    if (const auto v = credentials.value(profile, key))
        return v;
    return config.value(configSection(profile), key);
}

QString profileInEffect(const AwsEnvironment &e, const QString &profile)
{
    if (!profile.isEmpty())
        return profile;
    for (const QString &name : {QStringLiteral("AWS_DEFAULT_PROFILE"), QStringLiteral("AWS_PROFILE")}) {
        if (const QString v = e.variables.value(name); !v.isEmpty())
            return v;
    }
    return QStringLiteral("default");
}

Result<> requireProfile(const AwsFiles &files, const AwsEnvironment &e, const QString &profile)
{
    const QString name = profileInEffect(e, profile);
    if (files.hasProfile(name) || (profile.isEmpty() && name == u"default"))
        return {};
    return fail(ErrorCode::Credentials, QCoreApplication::translate("lathe", "There is no profile %1 in %2 or %3. Run: aws configure --profile %1")
        .arg(name, files.configPath, files.credentialsPath), {}, QStringLiteral("LTH-AWS-002"));
}

Result<QStringList> awsProfiles(const AwsEnvironment &environment)
{
    const auto files = AwsFiles::read(environment);
    if (!files)
        return tl::unexpected(files.error());
    QStringList names;
    const auto add = [&names](const QString &name) {
        if (!names.contains(name))
            names.append(name);
    };
    for (const QString &section : files->config.sections()) {
        if (section.startsWith(u"profile "))
            add(section.mid(8));
        else if (section == u"default")
            add(section);
    }
    for (const QString &section : files->credentials.sections())
        add(section);
    return names;
}

Result<AwsTarget> resolveTarget(const AwsEnvironment &environment, const QString &profile, const QString &region)
{
    const auto files = AwsFiles::read(environment);
    if (!files)
        return tl::unexpected(files.error());
    if (const auto known = requireProfile(*files, environment, profile); !known)
        return tl::unexpected(known.error());
    const QString name = profileInEffect(environment, profile);
    AwsTarget target;
    target.profile = files->hasProfile(name) ? name : QString();
    const auto endpoint = configuredEndpoint(environment, *files, name, QStringLiteral("lambda"));
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    target.endpoint = *endpoint;
    target.region = configuredRegion(environment, *files, name, region);
    if (target.region.value.isEmpty()) {
        if (target.endpoint.value.isEmpty()) {
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "No AWS region is set. Give --region, set AWS_REGION, or add \"region\" to profile %1.").arg(name),
                {}, QStringLiteral("LTH-AWS-003"));
        }
        target.region = {QStringLiteral("us-east-1"), QStringLiteral("default")};
    }
    if (!isRegionName(target.region.value)) { // It becomes part of a host name.
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "\"%1\" (from %2) is not the name of a region.").arg(target.region.value.left(80), target.region.source),
            {}, QStringLiteral("LTH-AWS-003"));
    }
    target.caBundle = environment.variables.value(QStringLiteral("AWS_CA_BUNDLE"), files->value(name, QStringLiteral("ca_bundle")).value_or(QString()));
    target.fips = isTrue(environment.variables.value(QStringLiteral("AWS_USE_FIPS_ENDPOINT"),
        files->value(name, QStringLiteral("use_fips_endpoint")).value_or(QString())));
    bool isNumber = false;
    const QString attempts = environment.variables.value(QStringLiteral("AWS_MAX_ATTEMPTS"), files->value(name, QStringLiteral("max_attempts")).value_or(QString()));
    if (const int n = attempts.toInt(&isNumber); isNumber && n >= 1 && n <= 20)
        target.retry.maxAttempts = n;
    const QUrl url = target.url();
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https")) {
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "\"%1\" (from %2) is not an http or https address.").arg(target.endpoint.value.left(200), target.endpoint.source),
            {}, QStringLiteral("LTH-AWS-013"));
    }
    return target;
}

} // namespace lathe
