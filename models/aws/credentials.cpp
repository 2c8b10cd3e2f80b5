// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/awsconfig.h"
#include "aws/awsfiles.h"
#include "aws/tokenservice.h"
#include "core/logging.h"
#include "core/timeouts.h"
#include "process/childprocess.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <optional>
#include <utility>

namespace lathe {
namespace {

using Found = std::optional<Result<Credentials>>;

Found noneHere()
{
    return std::nullopt;
}

Result<Credentials> refused(QString text, QString id, QString detail = {})
{
    return fail(ErrorCode::Credentials, std::move(text), std::move(detail), std::move(id));
}

QDateTime timeIn(const QString &text)
{
    QDateTime t = QDateTime::fromString(text.endsWith(u"UTC") ? text.left(text.size() - 3) + u'Z' : text, Qt::ISODate);
    if (t.isValid() && t.timeSpec() == Qt::LocalTime && !text.contains(u'+'))
        t.setTimeSpec(Qt::UTC);
    return t;
}

bool isOver(const QDateTime &t)
{
    return t.isValid() && t <= QDateTime::currentDateTimeUtc();
}

/// Keys come from text files: whatever cannot be in a header line is not a key.
bool isPlain(const Credentials &c)
{
    for (const QString &s : {c.accessKeyId, c.secretAccessKey, c.sessionToken}) {
        for (const QChar ch : s) {
            if (ch < u' ' || ch == u'\x7f')
                return false;
        }
    }
    return true;
}

Result<Credentials> checked(Credentials c)
{
    if (c.isEmpty())
        return refused(QCoreApplication::translate("lathe", "The credentials from %1 are incomplete: both the access key id and the secret key are needed.").arg(c.source), QStringLiteral("LTH-AWS-004"));
    if (!isPlain(c))
        return refused(QCoreApplication::translate("lathe", "The credentials from %1 hold a line break or a control character. Enter them again.").arg(c.source), QStringLiteral("LTH-AWS-004"));
    if (isOver(c.expiration))
        return refused(QCoreApplication::translate("lathe", "The credentials from %1 ended at %2. Get new ones and try again.").arg(c.source, c.expiration.toString(Qt::ISODate)), QStringLiteral("LTH-AWS-005"));
    return c;
}

Found fromEnvironment(const AwsEnvironment &e)
{
    const auto get = [&e](const char *name) { return e.variables.value(QLatin1String(name)); };
    Credentials c;
    c.accessKeyId = get("AWS_ACCESS_KEY_ID");
    if (c.accessKeyId.isEmpty())
        return noneHere();
    c.secretAccessKey = get("AWS_SECRET_ACCESS_KEY");
    c.sessionToken = get("AWS_SESSION_TOKEN");
    if (c.sessionToken.isEmpty())
        c.sessionToken = get("AWS_SECURITY_TOKEN");
    c.expiration = timeIn(get("AWS_CREDENTIAL_EXPIRATION"));
    c.source = QCoreApplication::translate("lathe", "environment");
    return checked(c);
}

Result<Credentials> roleRefused(const QString &text)
{
    return refused(text, QStringLiteral("LTH-AWS-006"));
}

Credentials fromJson(const QJsonObject &o, const QString &id, const QString &secret, const QString &token, const QString &expires)
{
    Credentials c;
    c.accessKeyId = o[id].toString();
    c.secretAccessKey = o[secret].toString();
    c.sessionToken = o[token].toString();
    c.expiration = timeIn(o[expires].toString());
    return c;
}

QJsonObject readJson(const QString &file)
{
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(f.read(1024 * 1024)).object() : QJsonObject();
}

/// The role's keys that the AWS CLI left in ~/.aws/cli/cache after it used the session (botocore SSOCredentialFetcher).
Found fromSso(const AwsEnvironment &e, const AwsFiles &files, const QString &profile)
{
    const auto account = files.value(profile, QStringLiteral("sso_account_id"));
    const auto role = files.value(profile, QStringLiteral("sso_role_name"));
    const auto session = files.value(profile, QStringLiteral("sso_session"));
    auto start = files.value(profile, QStringLiteral("sso_start_url"));
    if (!session && !start)
        return noneHere();
    if (!account || !role)
        return refused(QCoreApplication::translate("lathe", "Profile %1 uses SSO but lacks sso_account_id or sso_role_name. Run: aws configure sso --profile %1").arg(profile), QStringLiteral("LTH-AWS-007"));
    if (session && !files.config.has(QStringLiteral("sso-session ") + *session))
        return refused(QCoreApplication::translate("lathe", "Profile %1 names the SSO session %2, which is not in %3. Run: aws configure sso --profile %1").arg(profile, *session, files.configPath), QStringLiteral("LTH-AWS-007"));

    const auto sha1 = [](const QString &text) {
        return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
    };
    const QString login = QStringLiteral("aws sso login --profile %1").arg(profile);
    const QJsonObject token = readJson(e.home + QStringLiteral("/.aws/sso/cache/%1.json").arg(sha1(session.value_or(start.value_or(QString())))));
    const QDateTime ends = timeIn(token[QStringLiteral("expiresAt")].toString());
    if (token[QStringLiteral("accessToken")].toString().isEmpty() || !ends.isValid())
        return refused(QCoreApplication::translate("lathe", "Profile %1 has no SSO session. Run: %2").arg(profile, login), QStringLiteral("LTH-AWS-008"), login);
    if (isOver(ends))
        return refused(QCoreApplication::translate("lathe", "The SSO session of profile %1 ended at %2. Run: %3").arg(profile, ends.toString(Qt::ISODate), login), QStringLiteral("LTH-AWS-008"), login);

    // json.dumps(sort_keys=True, separators=(",", ":")): QJsonDocument sorts keys and writes none of these characters.
    QJsonObject key{{QStringLiteral("accountId"), *account}, {QStringLiteral("roleName"), *role}};
    if (session)
        key.insert(QStringLiteral("sessionName"), *session);
    else
        key.insert(QStringLiteral("startUrl"), *start);
    const QString keyText = QString::fromUtf8(QJsonDocument(key).toJson(QJsonDocument::Compact));
    const QJsonObject cached = readJson(e.home + QStringLiteral("/.aws/cli/cache/%1.json").arg(sha1(keyText)))[QStringLiteral("Credentials")].toObject();
    Credentials c = fromJson(cached, QStringLiteral("AccessKeyId"), QStringLiteral("SecretAccessKey"), QStringLiteral("SessionToken"), QStringLiteral("Expiration"));
    if (c.isEmpty() || isOver(c.expiration)) { // The AWS CLI has not fetched them yet.
        const QString section = QStringLiteral("sso-session ") + session.value_or(QString());
        const auto region = session ? files.config.value(section, QStringLiteral("sso_region")) : files.value(profile, QStringLiteral("sso_region"));
        const auto place = tokenservice::place(e, files, profile, QStringLiteral("sso"), region.value_or(QString()));
        if (!place)
            return tl::unexpected(place.error());
        const auto fetched = tokenservice::ssoRoleCredentials(*place, *account, *role, token[QStringLiteral("accessToken")].toString());
        if (!fetched)
            return fetched;
        c = *fetched;
    }
    c.source = QCoreApplication::translate("lathe", "SSO session of profile %1").arg(profile);
    return checked(c);
}

Found fromLogin(const AwsEnvironment &e, const AwsFiles &files, const QString &profile)
{
    const auto session = files.value(profile, QStringLiteral("login_session"));
    if (!session)
        return noneHere();
    const QString dir = e.variables.value(QStringLiteral("AWS_LOGIN_CACHE_DIRECTORY"), e.home + QStringLiteral("/.aws/login/cache"));
    const QByteArray hash = QCryptographicHash::hash(session->trimmed().toUtf8(), QCryptographicHash::Sha256).toHex();
    const QJsonObject token = readJson(dir + u'/' + QString::fromLatin1(hash) + QStringLiteral(".json"))[QStringLiteral("accessToken")].toObject();
    Credentials c = fromJson(token, QStringLiteral("accessKeyId"), QStringLiteral("secretAccessKey"), QStringLiteral("sessionToken"), QStringLiteral("expiresAt"));
    if (c.isEmpty() || isOver(c.expiration)) {
        const QString login = QStringLiteral("aws login --profile %1").arg(profile);
        return refused(QCoreApplication::translate("lathe", "Profile %1 is not logged in any more. Run: %2").arg(profile, login), QStringLiteral("LTH-AWS-008"), login);
    }
    c.source = QCoreApplication::translate("lathe", "login session of profile %1").arg(profile);
    return checked(c);
}

Found fromStaticKeys(const IniFile &ini, const QString &section, const QString &source)
{
    const auto id = ini.value(section, QStringLiteral("aws_access_key_id"));
    if (!id)
        return noneHere();
    Credentials c;
    c.accessKeyId = *id;
    c.secretAccessKey = ini.value(section, QStringLiteral("aws_secret_access_key")).value_or(QString());
    c.sessionToken = ini.value(section, QStringLiteral("aws_session_token")).value_or(ini.value(section, QStringLiteral("aws_security_token")).value_or(QString()));
    c.source = source;
    return checked(c);
}

Found fromProcess(const AwsEnvironment &e, const AwsFiles &files, const QString &profile)
{
    const auto command = files.value(profile, QStringLiteral("credential_process"));
    if (!command)
        return noneHere();
    const QString who = QStringLiteral("credential_process");
    const auto words = shellWords(*command);
    if (!words || words->isEmpty())
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 is not a command: a quote is not closed.").arg(profile), QStringLiteral("LTH-AWS-009"));
    ChildSpec spec;
    spec.program = words->first().contains(u'/') ? words->first() : findProgram(words->first());
    if (spec.program.startsWith(u"~/"))
        spec.program.replace(0, 1, e.home);
    if (!QFileInfo(spec.program).isExecutable() || !QFileInfo(spec.program).isAbsolute())
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 was not found: %2. Give its absolute path.").arg(profile, words->first()), QStringLiteral("LTH-AWS-009"));
    spec.args = words->mid(1);
    spec.workingDir = e.home;
    for (auto it = e.variables.begin(); it != e.variables.end(); ++it)
        spec.env.append({it.key(), it.value()});
    spec.timeout = timeouts::credentialProcess;
    spec.maxOutputBytes = 1024 * 1024;
    const auto run = runChildBlocking(spec);
    if (!run)
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 did not run: %2").arg(profile, run.error().text), QStringLiteral("LTH-AWS-009"), run.error().detail);
    if (run->timedOut)
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 gave no answer within 60 s.").arg(profile), QStringLiteral("LTH-AWS-009"));
    if (run->status != 0) {
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 failed with status %2.").arg(profile).arg(run->status), QStringLiteral("LTH-AWS-009"),
            redacted(QString::fromUtf8(run->errorOutput.left(4096))));
    }
    const QJsonObject o = QJsonDocument::fromJson(run->output).object();
    Credentials c = fromJson(o, QStringLiteral("AccessKeyId"), QStringLiteral("SecretAccessKey"), QStringLiteral("SessionToken"), QStringLiteral("Expiration"));
    if (o[QStringLiteral("Version")].toInt() != 1 || c.isEmpty()) // What it wrote may be a secret, so it is not shown.
        return refused(QCoreApplication::translate("lathe", "The credential_process of profile %1 did not print the JSON that the AWS CLI expects (Version 1, AccessKeyId, SecretAccessKey).").arg(profile), QStringLiteral("LTH-AWS-009"));
    c.source = QCoreApplication::translate("lathe", "%1 of profile %2").arg(who, profile);
    return checked(c);
}

Result<Credentials> resolveProfile(const AwsEnvironment &e, const AwsFiles &files, const QString &name, QStringList visited);

/// Keys that a role's profile takes to assume it: its source_profile or credential_source.
Result<Credentials> sourceOf(const AwsEnvironment &e, const AwsFiles &files, const QString &profile, const QStringList &visited)
{
    const auto source = files.value(profile, QStringLiteral("source_profile"));
    const auto kind = files.value(profile, QStringLiteral("credential_source"));
    if (kind && *kind == u"Environment") {
        if (auto found = fromEnvironment(e))
            return *found;
        return roleRefused(QCoreApplication::translate("lathe", "Profile %1 takes its keys from the environment, where AWS_ACCESS_KEY_ID is not set.").arg(profile));
    }
    if (kind)
        return roleRefused(QCoreApplication::translate("lathe", "Profile %1 takes its keys from %2, which is there on AWS machines only. Use source_profile.").arg(profile, *kind));
    if (!source)
        return roleRefused(QCoreApplication::translate("lathe", "Profile %1 has a role_arn but no source_profile. Add the profile whose keys may assume the role.").arg(profile));
    if (*source == profile) { // Its own keys, as botocore has it.
        for (const auto &[ini, section] : {std::pair(&files.credentials, profile), std::pair(&files.config, files.configSection(profile))}) {
            if (auto found = fromStaticKeys(*ini, section, profile))
                return *found;
        }
    }
    if (visited.contains(*source))
        return roleRefused(QCoreApplication::translate("lathe", "The profiles %1 name each other as source_profile.").arg(visited.join(QStringLiteral(", "))));
    if (!files.hasProfile(*source))
        return roleRefused(QCoreApplication::translate("lathe", "Profile %1 names the source_profile %2, which does not exist.").arg(profile, *source));
    return resolveProfile(e, files, *source, visited);
}

Result<Credentials> fromWebIdentity(const tokenservice::Place &place, const tokenservice::Role &role, const QString &tokenFile)
{
    QFile f(tokenFile);
    if (!f.open(QIODevice::ReadOnly))
        return roleRefused(QCoreApplication::translate("lathe", "The web identity token %1 cannot be read: %2.").arg(tokenFile, f.errorString()));
    return tokenservice::assumeRoleWithWebIdentity(place, role, QString::fromUtf8(f.read(64 * 1024)).trimmed());
}

Found fromRole(const AwsEnvironment &e, const AwsFiles &files, const QString &profile, bool environmentCounts, const QStringList &visited)
{
    tokenservice::Role role;
    role.arn = files.value(profile, QStringLiteral("role_arn")).value_or(QString());
    QString tokenFile = files.value(profile, QStringLiteral("web_identity_token_file")).value_or(QString());
    role.sessionName = files.value(profile, QStringLiteral("role_session_name")).value_or(QStringLiteral("lathe-%1").arg(QDateTime::currentSecsSinceEpoch()));
    if (role.arn.isEmpty() && environmentCounts) {
        tokenFile = e.variables.value(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE"));
        role.arn = tokenFile.isEmpty() ? QString() : e.variables.value(QStringLiteral("AWS_ROLE_ARN"));
        role.sessionName = e.variables.value(QStringLiteral("AWS_ROLE_SESSION_NAME"), role.sessionName);
    }
    if (role.arn.isEmpty())
        return noneHere();
    if (files.value(profile, QStringLiteral("mfa_serial"))) {
        return roleRefused(QCoreApplication::translate("lathe", "Profile %1 asks for an MFA code. Run: eval \"$(aws configure export-credentials --profile %1 --format env)\"").arg(profile));
    }
    role.externalId = files.value(profile, QStringLiteral("external_id")).value_or(QString());
    role.durationSeconds = files.value(profile, QStringLiteral("duration_seconds")).value_or(QString()).toInt();
    const auto place = tokenservice::place(e, files, profile, QStringLiteral("sts"));
    if (!place)
        return tl::unexpected(place.error());
    Result<Credentials> keys;
    if (!tokenFile.isEmpty()) {
        keys = fromWebIdentity(*place, role, tokenFile);
    } else {
        const auto source = sourceOf(e, files, profile, visited);
        if (!source)
            return source;
        keys = tokenservice::assumeRole(*place, role, *source);
    }
    if (!keys)
        return keys;
    keys->source = QCoreApplication::translate("lathe", "role %1 of profile %2").arg(role.arn, profile);
    return checked(*keys);
}

/// The chain for one profile without the environment's keys; `visited`: the profiles that led here.
Result<Credentials> resolveProfile(const AwsEnvironment &e, const AwsFiles &files, const QString &name, QStringList visited)
{
    const bool first = visited.isEmpty();
    visited.append(name);
    if (auto found = fromRole(e, files, name, first && !e.variables.value(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE")).isEmpty(), visited))
        return *found;
    if (auto found = fromSso(e, files, name))
        return *found;
    if (auto found = fromStaticKeys(files.credentials, name, QCoreApplication::translate("lathe", "profile %1 in %2").arg(name, files.credentialsPath)))
        return *found;
    if (auto found = fromLogin(e, files, name))
        return *found;
    if (auto found = fromProcess(e, files, name))
        return *found;
    if (auto found = fromStaticKeys(files.config, files.configSection(name), QCoreApplication::translate("lathe", "profile %1 in %2").arg(name, files.configPath)))
        return *found;
    return refused(QCoreApplication::translate("lathe", "There are no AWS credentials for profile %1. Run: aws configure --profile %1").arg(name), QStringLiteral("LTH-AWS-001"));
}

} // namespace

Result<Credentials> resolveCredentials(const AwsEnvironment &environment, const QString &profile)
{
    const auto files = AwsFiles::read(environment);
    if (!files)
        return tl::unexpected(files.error());
    if (profile.isEmpty()) {
        if (auto found = fromEnvironment(environment))
            return *found;
    }
    if (const auto known = requireProfile(*files, environment, profile); !known)
        return tl::unexpected(known.error());
    AwsEnvironment seen = environment; // An explicit profile removes the environment's web identity too.
    if (!profile.isEmpty())
        seen.variables.remove(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE"));
    return resolveProfile(seen, *files, profileInEffect(environment, profile), {});
}

} // namespace lathe
