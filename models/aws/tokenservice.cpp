// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/tokenservice.h"
#include "aws/sigv4.h"
#include "aws/transport.h"
#include "core/logging.h"
#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

namespace lathe::tokenservice {
namespace {

using Fields = QList<std::pair<QByteArray, QString>>;

QByteArray form(const Fields &fields)
{
    QByteArray out;
    for (const auto &[name, value] : fields) {
        if (value.isEmpty())
            continue;
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + QUrl::toPercentEncoding(value);
    }
    return out;
}

QByteArray hostOf(const QUrl &url)
{
    const int standard = url.scheme() == u"https" ? 443 : 80;
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return url.port(standard) == standard ? host : host + ':' + QByteArray::number(url.port());
}

Result<HttpAnswer> send(const HttpCall &call)
{
    Transport transport;
    const auto answers = transport.send(call).results(); // Blocks; the transport's own timeouts end it.
    return answers.isEmpty() ? fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Cancelled.")) : answers.first();
}

/// The text of every leaf of STS's answer by its name; the names that matter here are unique.
QHash<QString, QString> leaves(const QByteArray &xml)
{
    QHash<QString, QString> out;
    QXmlStreamReader reader(xml);
    QString name;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement())
            name = reader.name().toString();
        else if (reader.isCharacters() && !reader.isWhitespace())
            out[name] += reader.text();
    }
    return out;
}

Result<Credentials> refused(const QString &what, const QString &detail)
{
    return fail(ErrorCode::Credentials, QCoreApplication::translate("lathe", "AWS gave no keys for %1. See the details, or try: aws sts get-caller-identity").arg(what),
        redacted(detail.left(2000)), QStringLiteral("LTH-AWS-006"));
}

Result<Credentials> askSts(const Place &place, const Role &role, const QByteArray &body, const Credentials *signer)
{
    HttpCall call;
    call.method = "POST";
    call.url = place.url;
    call.url.setPath(place.url.path().isEmpty() ? QStringLiteral("/") : place.url.path());
    call.body = body;
    call.caBundle = place.caBundle;
    call.maxResponseBytes = 1024 * 1024;
    call.headers = {{"Host", hostOf(call.url)}, {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    if (signer) {
        const sigv4::Request request{call.method, call.url.path(QUrl::FullyEncoded).toLatin1(), {}, call.headers, sigv4::sha256Hex(body)};
        call.headers += sigv4::sign(request, *signer, {place.region.toUtf8(), "sts"}, QDateTime::currentDateTimeUtc());
    }
    const auto answer = send(call);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto all = leaves(answer->body);
    Credentials c;
    c.accessKeyId = all.value(QStringLiteral("AccessKeyId"));
    c.secretAccessKey = all.value(QStringLiteral("SecretAccessKey"));
    c.sessionToken = all.value(QStringLiteral("SessionToken"));
    c.expiration = QDateTime::fromString(all.value(QStringLiteral("Expiration")), Qt::ISODate);
    if (answer->status != 200 || c.isEmpty() || c.sessionToken.isEmpty())
        return refused(role.arn, QStringLiteral("%1 %2: %3").arg(answer->status).arg(all.value(QStringLiteral("Code")), all.value(QStringLiteral("Message"))));
    return c;
}

} // namespace

Result<Place> place(const AwsEnvironment &environment, const AwsFiles &files, const QString &profile, const QString &service, const QString &region)
{
    AwsTarget target;
    target.region = {region.isEmpty() ? configuredRegion(environment, files, profile, {}).value : region, {}};
    if (target.region.value.isEmpty())
        target.region.value = QStringLiteral("us-east-1");
    if (!isRegionName(target.region.value))
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "\"%1\" (from %2) is not the name of a region.").arg(target.region.value.left(80), profile), {}, QStringLiteral("LTH-AWS-003"));
    const auto endpoint = configuredEndpoint(environment, files, profile, service);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    target.endpoint = *endpoint;
    return Place{target.url(service == u"sso" ? QStringLiteral("portal.sso") : service), target.region.value,
        environment.variables.value(QStringLiteral("AWS_CA_BUNDLE"), files.value(profile, QStringLiteral("ca_bundle")).value_or(QString()))};
}

Result<Credentials> assumeRole(const Place &place, const Role &role, const Credentials &source)
{
    return askSts(place, role, form({{"Action", QStringLiteral("AssumeRole")}, {"Version", QStringLiteral("2011-06-15")}, {"RoleArn", role.arn},
        {"RoleSessionName", role.sessionName}, {"ExternalId", role.externalId},
        {"DurationSeconds", role.durationSeconds > 0 ? QString::number(role.durationSeconds) : QString()}}), &source);
}

Result<Credentials> assumeRoleWithWebIdentity(const Place &place, const Role &role, const QString &token)
{
    return askSts(place, role, form({{"Action", QStringLiteral("AssumeRoleWithWebIdentity")}, {"Version", QStringLiteral("2011-06-15")}, {"RoleArn", role.arn},
        {"RoleSessionName", role.sessionName}, {"WebIdentityToken", token}}), nullptr);
}

Result<Credentials> ssoRoleCredentials(const Place &place, const QString &account, const QString &role, const QString &accessToken)
{
    HttpCall call;
    call.url = QUrl::fromEncoded(place.url.toEncoded(QUrl::FullyEncoded) + "/federation/credentials?role_name=" + QUrl::toPercentEncoding(role)
            + "&account_id=" + QUrl::toPercentEncoding(account), QUrl::StrictMode);
    call.headers = {{"x-amz-sso_bearer_token", accessToken.toUtf8()}};
    call.caBundle = place.caBundle;
    call.maxResponseBytes = 1024 * 1024;
    const auto answer = send(call);
    if (!answer)
        return tl::unexpected(answer.error());
    const QJsonObject body = QJsonDocument::fromJson(answer->body).object();
    const QJsonObject o = body[QStringLiteral("roleCredentials")].toObject();
    Credentials c;
    c.accessKeyId = o[QStringLiteral("accessKeyId")].toString();
    c.secretAccessKey = o[QStringLiteral("secretAccessKey")].toString();
    c.sessionToken = o[QStringLiteral("sessionToken")].toString();
    c.expiration = QDateTime::fromMSecsSinceEpoch(qint64(o[QStringLiteral("expiration")].toDouble()), Qt::UTC);
    if (answer->status != 200 || c.isEmpty())
        return refused(role, QStringLiteral("%1 %2").arg(answer->status).arg(body[QStringLiteral("message")].toString()));
    return c;
}

} // namespace lathe::tokenservice
