// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that wait for a turn of an environment of their own function. Thirty clients of a function that takes a tenth of a
// millisecond are served sooner by the few environments that keep the processors busy than by thirty that share them: each
// is warm in every respect, and none has to be started. Lambda's limits see these events as under way.
#include "runtime/environmentpool.h"
#include <algorithm>

namespace lathe {

using std::chrono::steady_clock;

bool EnvironmentPool::waitsForTurn(const FunctionSpec &function, const Group &group) const
{
    if (!m_waiting.empty() || !m_options.keepWarm || !(group.spec == function))
        return false;
    const auto now = steady_clock::now();
    int there = 0, atWork = 0;
    for (const Slot *slot : group.environments) {
        if (slot->retiring || !slot->environment->isBusy())
            continue;
        ++there;
        atWork += slot->environment->isAtWork() && !group.estimate.isUnusual(now - slot->runSince);
    }
    // Whoever waits already comes first, also where an environment is free this very moment.
    return (there >= m_options.pool.turns || !group.turns.empty()) && group.estimate.comesSoon(atWork, int(group.turns.size()));
}

void EnvironmentPool::waitForTurn(Group &group, Waiting waiting)
{
    group.turns.push_back(std::move(waiting));
    ++m_turns;
    if (!m_turnsExpire.isActive())
        m_turnsExpire.start();
}

EnvironmentPool::Waiting EnvironmentPool::takeTurn(Group &group)
{
    Waiting waiting = std::move(group.turns.front());
    group.turns.pop_front();
    if (--m_turns == 0)
        m_turnsExpire.stop();
    return waiting;
}

/// The environment is free: the oldest event that waits for its function runs, unless others wait for the machine for long.
bool EnvironmentPool::serveTurn(Slot &slot)
{
    Group &group = *slot.group;
    if (group.turns.empty() || slot.retiring || slot.environment->isBusy() || !(group.turns.front().function == slot.environment->function())
        || (!m_waiting.empty() && steady_clock::now() - m_waiting.front().since >= warmFirst))
        return false;
    run(slot, std::move(takeTurn(group).invocation));
    return true;
}

/// It did not come soon: what has waited for long enough goes the ordinary way.
void EnvironmentPool::expireTurns()
{
    const auto limit = steady_clock::now() - m_options.pool.turnWait;
    for (auto &[key, group] : m_groups)
        while (!group.turns.empty() && group.turns.front().since <= limit)
            admit(group, takeTurn(group));
}

/// Takes the events that wait for a turn out, all or the one with this request id.
std::vector<EnvironmentPool::Waiting> EnvironmentPool::withdrawTurns(const QString &requestId)
{
    std::vector<Waiting> out;
    for (auto &[key, group] : m_groups) {
        std::deque<Waiting> kept;
        for (Waiting &waiting : group.turns)
            if (requestId.isEmpty() || waiting.invocation->request.requestId == requestId)
                out.push_back(std::move(waiting));
            else
                kept.push_back(std::move(waiting));
        group.turns = std::move(kept);
    }
    m_turns -= int(out.size());
    return out;
}

} // namespace lathe
