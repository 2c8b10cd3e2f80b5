// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Provisioned concurrency: environments of a published version that are initialised ahead of their events and stay. An event
// goes to a free one of them; when all are busy, or not ready yet, it spills over to the version's other environments.
#include "core/timeouts.h"
#include "runtime/environmentpool.h"
#include <algorithm>

namespace lathe {

/// So many init phases may fail in a row before no more are tried.
static constexpr int initAttempts = 3;

void Environment::initialise()
{
    Q_ASSERT(isDown() && !m_invocation);
    startSandbox(EnvironmentStep::StartInit);
    if (isDown()) // it could not even be begun
        emit stateChanged();
}

std::chrono::milliseconds Environment::initPhase() const
{
    if (!(m_function.provisioned || m_function.snapStart) || m_options.initPhase != timeouts::initPhase)
        return m_options.initPhase;
    return std::max<std::chrono::milliseconds>(timeouts::initProvisioned, std::chrono::seconds(m_function.timeoutSeconds));
}

QString EnvironmentPool::provisionedKey(const FunctionSpec &function)
{
    return function.name + u'\n' + function.version;
}

void EnvironmentPool::provision(const FunctionSpec &function, int wanted)
{
    if (m_ending)
        return;
    const QString key = provisionedKey(function);
    if (wanted > 0) {
        Provisioned &entry = m_provisioned[key];
        entry = {function, wanted, 0, {}};
        entry.spec.provisioned = true;
        Group &group = groupOf(entry.spec);
        if (!(group.spec == entry.spec)) {
            outdate(group);
            group.spec = entry.spec;
        }
    } else if (const auto it = m_provisioned.find(key); it != m_provisioned.end()) {
        Group &group = groupOf(it->second.spec);
        m_provisioned.erase(it);
        outdate(group);
    }
    int all = 0;
    for (const auto &[other, entry] : m_provisioned)
        all += entry.spec.name == function.name ? entry.wanted : 0;
    m_concurrency.setProvisioned(function.name, all);
    topUp(key);
}

ProvisionedState EnvironmentPool::provisioned(const QString &function, const QString &version) const
{
    const auto it = m_provisioned.find(function + u'\n' + version);
    if (it == m_provisioned.end())
        return {};
    ProvisionedState state{it->second.wanted, 0, it->second.failure};
    for (const auto &slot : m_slots)
        if (slot->provisioned && !slot->retiring && provisionedKey(slot->environment->function()) == it->first)
            state.ready += slot->environment->isWarm() || slot->environment->isBusy();
    state.ready = std::min(state.ready, state.wanted);
    return state;
}

EnvironmentPool::Slot *EnvironmentPool::freeProvisioned(const FunctionSpec &function)
{
    const auto it = function.tenantId.isEmpty() ? m_provisioned.find(provisionedKey(function)) : m_provisioned.end();
    if (it == m_provisioned.end())
        return nullptr;
    FunctionSpec own = function;
    own.provisioned = true;
    Slot *slot = own == it->second.spec ? warmest(groupOf(own)) : nullptr;
    return slot && slot->environment->isWarm() ? slot : nullptr;
}

/// As many as are wanted: further ones begin their init phases, surplus ones end.
void EnvironmentPool::topUp(const QString &key)
{
    const auto it = m_provisioned.find(key);
    if (it == m_provisioned.end())
        return;
    Provisioned &entry = it->second;
    Group &group = groupOf(entry.spec);
    QList<Slot *> alive = group.environments;
    alive.removeIf([](const Slot *slot) { return slot->retiring; });
    while (alive.size() > entry.wanted)
        outdate(alive.takeLast());
    while (alive.size() < entry.wanted && entry.failure.isEmpty()) {
        const int mib = expectedMib(entry.spec, group);
        if (!makeRoom(mib) || total() >= m_options.pool.environments || (total() > 0 && m_chargedMib + mib > m_options.pool.memoryMib)) {
            entry.failure = QStringLiteral("This machine bears no more environments (%1 of at most %2, %3 of %4 MB). This is not a limit of Lambda's.") // for the API
                                .arg(total()).arg(m_options.pool.environments).arg(m_chargedMib).arg(m_options.pool.memoryMib);
            break;
        }
        Slot *slot = make(entry.spec, group, mib);
        alive.append(slot);
        slot->environment->initialise();
    }
    emit changed();
}

/// One of them came up, or went down: a failed init phase is tried again, and so is one whose invocation ended in a reset.
void EnvironmentPool::onProvisionedChanged(Environment *environment)
{
    Slot *slot = m_byEnvironment.value(environment);
    if (!slot || slot->retiring)
        return;
    const auto it = m_provisioned.find(provisionedKey(environment->function()));
    if (it == m_provisioned.end())
        return;
    if (environment->isWarm())
        it->second.failures = 0;
    if (!environment->isDown() || environment->isBusy())
        return;
    if (environment->wasReady() || ++it->second.failures < initAttempts)
        return environment->initialise();
    it->second.failure = QStringLiteral("FUNCTION_ERROR_INIT_FAILURE"); // AWS's own reason
    drop(slot);
}

} // namespace lathe
