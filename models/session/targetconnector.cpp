// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/targetconnector.h"
#include "core/async.h"
#include "session/sessionstate.h"
#include <QCoreApplication>
#include <QUrl>

namespace lathe {

TargetHue hueOf(const QString &name)
{
    const QString lower = name.toLower();
    if (lower.contains(QLatin1String("stag")) || lower.contains(QLatin1String("preprod")) || lower.contains(QLatin1String("pre-prod"))
        || lower.contains(QLatin1String("nonprod")) || lower.contains(QLatin1String("non-prod")))
        return TargetHue::Stage;
    return lower.contains(QLatin1String("prod")) || lower == QLatin1String("live") ? TargetHue::Production : TargetHue::Dev;
}

TargetConnector::TargetConnector(const SessionState &state, AwsEnvironment environment, QObject *parent)
    : QObject(parent), m_state(state), m_environment(std::move(environment))
{
}

TargetConnector::~TargetConnector()
{
    m_pool.waitForDone();
}

/// "eu-west-1 (profile dev), https://… (AWS_ENDPOINT_URL)"
static QString describe(const AwsTarget &target)
{
    QStringList parts;
    if (!target.region.value.isEmpty())
        parts += QStringLiteral("%1 (%2)").arg(target.region.value, target.region.source);
    if (!target.endpoint.value.isEmpty())
        parts += QStringLiteral("%1 (%2)").arg(target.endpoint.value, target.endpoint.source);
    return parts.join(QStringLiteral(", "));
}

static QList<DeployTargetInfo> readTargets(const AwsEnvironment &environment)
{
    QList<DeployTargetInfo> out;
    for (const char *variable : {"AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL"}) {
        const QString url = environment.variables.value(QLatin1String(variable));
        if (url.isEmpty())
            continue;
        out.append({url, QUrl(url).host() + (QUrl(url).port() > 0 ? QStringLiteral(":%1").arg(QUrl(url).port()) : QString()),
            QStringLiteral("%1 (%2)").arg(url, QLatin1String(variable)), TargetHue::Dev});
        break;
    }
    if (environment.variables.contains(QStringLiteral("AWS_ACCESS_KEY_ID")) && out.isEmpty()) {
        const Result<AwsTarget> target = resolveTarget(environment, {});
        out.append({QStringLiteral("aws:"), QStringLiteral("AWS"), target ? describe(*target) : target.error().text, TargetHue::Dev});
    }
    const Result<QStringList> profiles = awsProfiles(environment);
    for (const QString &profile : profiles.value_or(QStringList())) {
        const Result<AwsTarget> target = resolveTarget(environment, profile);
        out.append({QStringLiteral("aws:") + profile, QStringLiteral("AWS \u00B7 ") + profile,
            target ? describe(*target) : target.error().text, hueOf(profile)});
    }
    return out;
}

void TargetConnector::refresh()
{
    const auto future = onWorker(m_pool, [environment = m_environment]() -> Result<QList<DeployTargetInfo>> { return readTargets(environment); });
    whenDone(future, this, [this](const Result<QList<DeployTargetInfo>> &targets) {
        if (!targets)
            return;
        m_remote = *targets;
        emit targetsChanged();
    });
}

QList<DeployTargetInfo> TargetConnector::targets() const
{
    const QString detail = m_state.port != 0
        ? QStringLiteral("http://127.0.0.1:%1, %2").arg(m_state.port).arg(m_state.workspace.region)
        : QCoreApplication::translate("lathe", "The embedded endpoint is not running yet.");
    QList<DeployTargetInfo> all{{QStringLiteral("local"), QCoreApplication::translate("lathe", "local"), detail, TargetHue::Local}};
    return all + m_remote;
}

DeployTargetInfo TargetConnector::info(const QString &id) const
{
    for (const DeployTargetInfo &target : targets())
        if (target.id == id)
            return target;
    return {id, id, {}, TargetHue::Dev};
}

void TargetConnector::setCurrent(const QString &id)
{
    if (id == m_current)
        return;
    m_current = id;
    emit targetsChanged();
}

QFuture<Result<Connection>> TargetConnector::connectTo(const QString &id)
{
    Connection connection;
    connection.info = info(id);
    if (id == QLatin1String("local")) {
        connection.isLocal = true;
        connection.credentials = m_state.workspace.credentials;
        connection.target.region = {m_state.workspace.region, QStringLiteral("local")};
        connection.target.endpoint = {QStringLiteral("http://127.0.0.1:%1").arg(m_state.port), QStringLiteral("local")};
        const quint16 port = m_state.port;
        return onWorker(m_pool, [connection, port]() -> Result<Connection> {
            if (port == 0)
                return fail(ErrorCode::Network, QCoreApplication::translate("lathe", "The embedded endpoint is not running. See the Server tab for the reason."));
            return connection;
        });
    }
    return onWorker(m_pool, [connection, id, environment = m_environment]() mutable -> Result<Connection> {
        const QString profile = id.startsWith(QLatin1String("aws:")) ? id.mid(4) : QString();
        const Result<AwsTarget> target = resolveTarget(environment, profile);
        if (!target)
            return tl::unexpected(target.error());
        const Result<Credentials> credentials = resolveCredentials(environment, profile);
        if (!credentials)
            return tl::unexpected(credentials.error());
        connection.target = *target;
        connection.credentials = *credentials;
        if (!id.startsWith(QLatin1String("aws:")))
            connection.target.endpoint = {id, QStringLiteral("target")};
        return connection;
    });
}

} // namespace lathe
