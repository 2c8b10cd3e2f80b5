// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/versioncontroller.h"
#include "core/async.h"
#include "session/sessionstate.h"

namespace lathe {

VersionController::VersionController(SessionState &state, TargetConnector &targets, QObject *parent)
    : QObject(parent), m_state(state), m_targets(targets)
{
    connect(&m_targets, &TargetConnector::targetsChanged, this, &VersionController::forget);
}

VersionController::~VersionController()
{
    shutDown();
}

void VersionController::shutDown()
{
    ++m_attempt;
    m_client.reset();
}

QString VersionController::functionName() const
{
    const FunctionDefinition *function = m_state.current();
    if (!function)
        return {};
    return function->deployedName.resolved && !function->deployedName.text.isEmpty() ? function->deployedName.text : function->name;
}

Availability VersionController::canAsk() const
{
    if (!m_state.project)
        return {false, tr("Open a folder first (Ctrl+O).")};
    if (!m_state.current())
        return {false, tr("Choose a function first.")};
    if (!m_state.transport)
        return {false, tr("The engine is still starting.")};
    if (m_targets.current() == QLatin1String("local") && m_state.port == 0)
        return {false, tr("The embedded endpoint is not running.")};
    return {};
}

/// Another target: what was seen is of no use any more.
void VersionController::forget()
{
    ++m_attempt;
    m_next = {};
    m_versions = {};
    m_known = m_missing = false;
    setBusy(false);
    emit changed();
}

void VersionController::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) == busy)
        return;
    emit busyChanged();
    if (auto next = std::exchange(m_next, {}); !busy && next)
        QMetaObject::invokeMethod(this, [this, next = std::move(next)]() mutable { begin(std::move(next)); }, Qt::QueuedConnection); // what just ended is told first
}

void VersionController::end(const Error &error)
{
    setBusy(false);
    emit failed(error);
}

/// Connects anew each time: credentials may have changed.
void VersionController::begin(std::function<void()> then)
{
    if (const Availability can = canAsk(); !can)
        return end({ErrorCode::Usage, can.why, {}, {}});
    if (m_busy) {
        m_next = std::move(then);
        return;
    }
    setBusy(true);
    if (const QString name = functionName(); name != m_name) {
        m_name = name;
        m_versions = {};
        m_known = m_missing = false;
    }
    whenDone(m_targets.connectTo(m_targets.current()), this, [this, then = std::move(then), attempt = ++m_attempt](const Result<ResolvedTarget> &target) {
        if (attempt != m_attempt)
            return;
        if (!target)
            return end(target.error());
        m_client = std::make_unique<LambdaClient>(target->aws, target->credentials, *m_state.transport);
        then();
    });
}

void VersionController::look(std::function<void()> then)
{
    whenDone(m_client->listVersions(m_name), this, [this, then = std::move(then), attempt = m_attempt](const Result<QJsonObject> &versions) {
        if (attempt != m_attempt)
            return;
        if (!versions) {
            m_versions = {};
            m_known = false;
            m_missing = versions.error().code == ErrorCode::NotFound;
            if (!m_missing)
                return end(versions.error());
            setBusy(false);
            emit changed();
            return;
        }
        whenDone(m_client->listAliases(m_name), this, [this, then, all = *versions, attempt](const Result<QJsonObject> &aliases) {
            if (attempt != m_attempt)
                return;
            if (!aliases)
                return end(aliases.error());
            m_versions = deployedVersions(all, *aliases);
            m_known = true;
            m_missing = false;
            setBusy(false);
            emit changed();
            if (then)
                then();
        });
    });
}

void VersionController::refresh()
{
    begin([this] { look(); });
}

void VersionController::publish()
{
    begin([this] {
        whenDone(m_client->publishVersion(m_name, {}), this, [this, attempt = m_attempt](const Result<QJsonObject> &answer) {
            if (attempt != m_attempt)
                return;
            if (!answer && answer.error().code == ErrorCode::NotFound)
                return end({ErrorCode::NotFound, tr("%1 is not deployed there yet. Deploy it with F8.").arg(m_name), answer.error().detail, {}});
            if (!answer)
                return end(answer.error());
            const QString version = answer->value(QLatin1String("Version")).toString();
            bool isNew = true; // unchanged code gives the version that was published of it
            for (const DeployedVersion &one : m_versions.versions)
                isNew = isNew && one.version != version;
            look([this, version, isNew] { emit published(version, isNew); });
        });
    });
}

void VersionController::share(const QString &alias, const QString &main, const QString &other, double share)
{
    const DeployedAlias *now = m_versions.alias(alias);
    send(alias, aliasRequest(now, alias, now ? now->version : main, other, share), !now);
}

QString VersionController::rollBackTo(const QString &alias) const
{
    const DeployedAlias *now = m_versions.alias(alias);
    if (!now)
        return {};
    return now->other.isEmpty() ? m_versions.before(now->version) : now->version;
}

void VersionController::rollBack(const QString &alias)
{
    const DeployedAlias *now = m_versions.alias(alias);
    if (const QString to = rollBackTo(alias); now && !to.isEmpty())
        send(alias, aliasRequest(now, alias, to, {}, 0), false);
}

void VersionController::send(const QString &alias, const QJsonObject &request, bool make)
{
    begin([this, alias, request, make] {
        whenDone(make ? m_client->createAlias(m_name, request) : m_client->updateAlias(m_name, alias, request), this,
            [this, attempt = m_attempt](const Result<QJsonObject> &done) {
                if (attempt != m_attempt)
                    return;
                if (!done)
                    return end(done.error());
                look();
            });
    });
}

} // namespace lathe
