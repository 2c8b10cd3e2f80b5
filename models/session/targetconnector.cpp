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
    for (const char *stage : {"stag", "preprod", "pre-prod", "nonprod", "non-prod"})
        if (lower.contains(QLatin1String(stage)))
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

/// Without credentials: a helper that fetches them is not asked just to fill a list.
static DeployTargetInfo describe(const AwsEnvironment &environment, const QString &id, const QString &profile, const QString &title)
{
    const Result<AwsTarget> target = resolveTarget(environment, profile);
    if (!target)
        return {id, title, target.error().text, hueOf(profile)};
    QStringList parts;
    if (!target->region.value.isEmpty())
        parts += QStringLiteral("%1 (%2)").arg(target->region.value, target->region.source);
    if (!target->endpoint.value.isEmpty())
        parts += QStringLiteral("%1 (%2)").arg(target->endpoint.value, target->endpoint.source);
    return {id, title, parts.join(QStringLiteral(", ")), hueOf(profile)};
}

static QList<DeployTargetInfo> readTargets(const AwsEnvironment &environment)
{
    QList<DeployTargetInfo> out;
    for (const char *variable : {"AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL"}) {
        const QString url = environment.variables.value(QLatin1String(variable));
        if (url.isEmpty())
            continue;
        const int port = QUrl(url).port();
        out.append({url, QUrl(url).host() + (port > 0 ? QStringLiteral(":%1").arg(port) : QString()), QStringLiteral("%1 (%2)").arg(url, QLatin1String(variable)),
            hueOf(url)});
        break;
    }
    if (out.isEmpty() && environment.variables.contains(QStringLiteral("AWS_ACCESS_KEY_ID")))
        out.append(describe(environment, QStringLiteral("aws"), {}, QStringLiteral("AWS")));
    for (const QString &profile : awsProfiles(environment).value_or(QStringList()))
        out.append(describe(environment, QStringLiteral("aws:") + profile, profile, QStringLiteral("AWS \u00B7 ") + profile));
    return out;
}

void TargetConnector::refresh()
{
    const auto future = onWorker(m_pool, [environment = m_environment]() -> Result<QList<DeployTargetInfo>> { return readTargets(environment); });
    whenDone(future, this, [this](const Result<QList<DeployTargetInfo>> &targets) {
        if (!targets)
            return;
        m_remote = *targets;
        takeWanted();
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
    m_wanted.clear();
    if (id == m_current)
        return;
    m_current = id;
    emit chosen(id);
    emit targetsChanged();
}

void TargetConnector::restore(const QString &id)
{
    m_wanted = id.isEmpty() ? QStringLiteral("local") : id;
    const QString before = std::exchange(m_current, QStringLiteral("local"));
    takeWanted();
    if (m_current != before)
        emit targetsChanged();
}

void TargetConnector::takeWanted()
{
    for (const DeployTargetInfo &target : targets())
        if (target.id == m_wanted) {
            m_current = target.id;
            m_wanted.clear();
            return;
        }
}

QFuture<Result<ResolvedTarget>> TargetConnector::connectTo(const QString &id)
{
    if (id != QLatin1String("local"))
        return onWorker(m_pool, [id, environment = m_environment] { return resolveDeployTarget(environment, id); });
    return onWorker(m_pool, [workspace = m_state.workspace, port = m_state.port]() -> Result<ResolvedTarget> {
        if (port == 0)
            return fail(ErrorCode::Network, QCoreApplication::translate("lathe", "The embedded endpoint is not running. See the Server tab for the reason."));
        return localTarget(workspace, port);
    });
}

} // namespace lathe
