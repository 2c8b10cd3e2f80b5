// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/environmentpool.h"
#include <QCoreApplication>
#include <algorithm>

namespace lathe {

using std::chrono::steady_clock;

EnvironmentPool::EnvironmentPool(const RuntimeOptions &options, QObject *parent)
    : QObject(parent), m_options(options), m_concurrency(options.pool)
{
    m_sweep.setInterval(std::max(options.pool.idle / 4, std::chrono::milliseconds(1)));
    connect(&m_sweep, &QTimer::timeout, this, &EnvironmentPool::sweep);
    m_refill.setSingleShot(true);
    m_refill.setInterval(timeouts::spareDelay);
    connect(&m_refill, &QTimer::timeout, this, &EnvironmentPool::refill);
    m_expire.setSingleShot(true);
    connect(&m_expire, &QTimer::timeout, this, &EnvironmentPool::serveWaiting);
    m_turnsExpire.setInterval(std::max(options.pool.turnWait / 4, std::chrono::milliseconds(1)));
    connect(&m_turnsExpire, &QTimer::timeout, this, &EnvironmentPool::expireTurns);
}

EnvironmentPool::~EnvironmentPool()
{
    for (const auto &slot : m_slots)
        slot->environment->disconnect(this);
    cancelWaiting();
    m_slots.clear();
    m_spares.clear();
}

EnvironmentPool::Group &EnvironmentPool::groupOf(const FunctionSpec &function)
{
    // What is deployed and what runs from its folder may have the same name, and nothing else in common; nor have tenants.
    const QString key = function.name + u'\n' + function.version + (function.arn.isEmpty() ? u'-' : function.provisioned ? u'*' : u'+') + QString::fromUtf8(function.tenantId.toHex());
    return m_groups.try_emplace(key, Group{{}, {}, 0, {}, 0, TurnEstimate(m_options.pool.shortInvocation), {}}).first->second;
}

/// Events under way that share the function's limit.
int EnvironmentPool::underWay(const QString &function) const
{
    const bool own = m_concurrency.reserved(function).has_value();
    if (!own && m_slots.size() + m_waiting.size() + std::size_t(m_turns) < std::size_t(m_concurrency.unreserved()))
        return 0; // cannot be over, whatever the exact number is
    const auto counts = [&](const QString &name) { return own ? name == function : !m_concurrency.reserved(name); };
    int sum = 0;
    for (const auto &slot : m_slots)
        sum += slot->environment->isBusy() && (own || !slot->provisioned) && counts(slot->environment->function().name);
    for (const Waiting &waiting : m_waiting)
        sum += counts(waiting.function.name);
    if (m_turns > 0)
        for (const auto &[key, group] : m_groups)
            sum += counts(group.spec.name) ? int(group.turns.size()) : 0;
    return sum;
}

void EnvironmentPool::submit(const FunctionSpec &function, std::unique_ptr<Invocation> invocation, bool synchronous)
{
    if (m_ending)
        return invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    const auto now = steady_clock::now();
    // Provisioned environments are set aside from the Region's concurrency; a function's own share holds for them too.
    const bool setAside = !m_provisioned.empty() && !m_concurrency.reserved(function.name) && freeProvisioned(function);
    if (const auto throttle = setAside ? std::nullopt : m_concurrency.admit(function.name, underWay(function.name), synchronous, now))
        return refuse(*invocation, *throttle);
    Group &group = groupOf(function);
    Waiting event{function, &group, std::move(invocation), now};
    !setAside && waitsForTurn(function, group) ? waitForTurn(group, std::move(event)) : admit(group, std::move(event));
}

/// Runs the event in an environment, or lets it wait for the machine.
void EnvironmentPool::admit(Group &group, Waiting event)
{
    if (m_waiting.empty()) {
        const Placement placement = place(event.function, group);
        if (placement.slot)
            return run(*placement.slot, std::move(event.invocation));
        if (placement.throttle)
            return refuse(*event.invocation, *placement.throttle);
    }
    if (m_options.pool.queue.count() <= 0)
        return refuse(*event.invocation, Throttle::Machine);
    ++group.waiting;
    m_waiting.push_back(std::move(event));
    serveWaiting();
}

/// A free environment of exactly this spec, the one that was used last; else a new one.
EnvironmentPool::Placement EnvironmentPool::place(const FunctionSpec &function, Group &group)
{
    if (Slot *slot = m_provisioned.empty() ? nullptr : freeProvisioned(function))
        return {slot, {}};
    if (!(group.spec == function)) {
        outdate(group);
        group.spec = function;
    }
    if (Slot *slot = warmest(group))
        return {slot, {}};
    const int mib = expectedMib(function, group);
    if (!makeRoom(mib))
        return {};
    if (!m_concurrency.admitEnvironment(function.name, steady_clock::now()))
        return {nullptr, Throttle::Scaling};
    return {make(function, group, mib), {}};
}

int EnvironmentPool::expectedMib(const FunctionSpec &function, const Group &group) const
{
    const int known = group.peakMib > 0 ? group.peakMib + group.peakMib / 4 : environmentExpectedMib;
    return std::clamp(known, environmentLeastMib, std::max(environmentLeastMib, function.memoryMib));
}

EnvironmentPool::Slot *EnvironmentPool::warmest(const Group &group) const
{
    Slot *best = nullptr;
    for (Slot *slot : group.environments) {
        if (slot->retiring || slot->environment->isBusy())
            continue;
        const auto rank = [](const Slot *x) { return std::pair(x->environment->isWarm(), x->lastUse); };
        if (!best || rank(slot) > rank(best))
            best = slot;
    }
    return best;
}

/// Whether the machine bears one more environment of this size; the ones that idled for longest make room. One alone always
/// may: then it is the function that is too large for the machine, and it is told so by its memory limit.
bool EnvironmentPool::makeRoom(int mib)
{
    const PoolLimits &pool = m_options.pool;
    if (m_chargedMib + mib > pool.memoryMib)
        dropSpares([](const Spare &) { return true; });
    while (!m_slots.empty() && (total() >= pool.environments || m_chargedMib + mib > pool.memoryMib)) {
        Slot *oldest = nullptr;
        for (const auto &slot : m_slots)
            if (!slot->environment->isBusy() && !slot->provisioned && (!oldest || slot->lastUse < oldest->lastUse))
                oldest = slot.get();
        if (!oldest)
            return false;
        drop(oldest);
    }
    return true;
}

EnvironmentPool::Slot *EnvironmentPool::make(const FunctionSpec &function, Group &group, int mib)
{
    auto slot = std::make_unique<Slot>();
    slot->provisioned = function.provisioned;
    slot->environment = takeSpare(function);
    slot->startedAhead = slot->environment != nullptr;
    if (!slot->environment)
        slot->environment = std::make_unique<Environment>(function, m_options, this);
    slot->group = &group;
    slot->id = ++m_lastId;
    slot->since = QDateTime::currentDateTimeUtc();
    slot->chargedMib = mib;
    m_chargedMib += mib;
    Environment *environment = slot->environment.get();
    connect(environment, &Environment::freed, this, [this, environment] { onFreed(environment); });
    connect(environment, &Environment::stateChanged, this, [this, environment] {
        emit changed();
        if (environment->function().provisioned)
            QMetaObject::invokeMethod(environment, [this, environment] { onProvisionedChanged(environment); }, Qt::QueuedConnection);
        // A shutdown without an invocation is over: what waited for it has its turn.
        if (const Slot *slot = m_byEnvironment.value(environment); slot && !environment->isBusy() && (slot->retiring || !m_waiting.empty()))
            QMetaObject::invokeMethod(environment, [this, environment] { settle(environment); }, Qt::QueuedConnection);
    });
    connect(environment, &Environment::platformEvent, this,
        [this, environment, id = slot->id](const PlatformEvent &event) { emit platformEvent(environment->function().name, event, id); });
    m_byEnvironment.insert(environment, slot.get());
    group.environments.append(slot.get());
    m_slots.push_back(std::move(slot));
    if (!m_sweep.isActive())
        m_sweep.start();
    return m_slots.back().get();
}

/// The code or the configuration changed: what runs finishes as it began, everything else goes now.
void EnvironmentPool::outdate(Group &group)
{
    const QList<Slot *> all = group.environments;
    for (Slot *slot : all)
        outdate(slot);
}

void EnvironmentPool::outdate(Slot *slot)
{
    if (!slot->environment->isBusy())
        return drop(slot);
    slot->retiring = true;
    emit changed();
}

void EnvironmentPool::refuse(Invocation &invocation, Throttle throttle) const
{
    if (throttle == Throttle::Machine) {
        invocation.done(fail(ErrorCode::Throttled,
            QCoreApplication::translate("lathe", "All environments that this machine bears are busy (%1 of at most %2, %3 of %4 MB). "
                                     "Try again when one is free, or raise the limit.")
                .arg(total()).arg(m_options.pool.environments).arg(m_chargedMib).arg(m_options.pool.memoryMib),
            throttleReason(throttle), QStringLiteral("LTH-RUN-006")));
        return;
    }
    invocation.done(fail(ErrorCode::Throttled,
        QCoreApplication::translate("lathe", "Lambda would refuse this event now: its limit of concurrency or of requests a second is reached."),
        throttleReason(throttle), QStringLiteral("LTH-RUN-007")));
}

void EnvironmentPool::run(Slot &slot, std::unique_ptr<Invocation> invocation)
{
    slot.lastUse = ++m_uses;
    slot.runSince = steady_clock::now();
    slot.environment->run(std::move(invocation)); // may end at once and call us again
    emit changed();
}

/// Called from the middle of the environment's own work: only notes, the rest comes later.
void EnvironmentPool::onFreed(Environment *environment)
{
    Slot *slot = m_byEnvironment.value(environment);
    if (!slot)
        return;
    if (++slot->served == 1) { // it was a cold start: the next one need not be
        if (const QByteArray &imports = environment->imports(); !imports.isEmpty())
            slot->group->imports = imports;
        if (!slot->retiring && !slot->provisioned && mayBeStartedAhead(environment->function()))
            wantSpare(environment->function());
    }
    slot->idleSince = steady_clock::now();
    if (slot->served > 1) // the first one is not what the others will be
        slot->group->estimate.ended(slot->idleSince - slot->runSince);
    if (const int peak = environment->peakMib(); peak > 0) {
        slot->group->peakMib = std::max(slot->group->peakMib, peak);
        const int charge = std::max(peak, environmentLeastMib);
        m_chargedMib += charge - std::exchange(slot->chargedMib, charge);
    }
    emit changed();
    if (slot->provisioned && environment->isDown())
        QMetaObject::invokeMethod(environment, [this, environment] { onProvisionedChanged(environment); }, Qt::QueuedConnection);
    if (slot->retiring || !m_options.keepWarm || !m_waiting.empty() || !slot->group->turns.empty())
        QMetaObject::invokeMethod(environment, [this, environment] { settle(environment); }, Qt::QueuedConnection);
}

void EnvironmentPool::settle(Environment *environment)
{
    Slot *slot = m_byEnvironment.value(environment);
    if (!slot || environment->isBusy()) // gone or taken again already
        return;
    if (slot->retiring || !m_options.keepWarm)
        drop(slot);
    else if (serveTurn(*slot))
        return;
    serveWaiting();
}

/// The oldest event, or the oldest for which an environment is warm.
std::deque<EnvironmentPool::Waiting>::iterator EnvironmentPool::nextWaiting()
{
    const auto head = m_waiting.begin();
    if (steady_clock::now() - head->since >= warmFirst)
        return head;
    for (const auto &slot : m_slots) {
        if (slot->retiring || slot->environment->isBusy() || slot->group->waiting == 0)
            continue;
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
            [&slot](const Waiting &w) { return w.group == slot->group && w.function == slot->environment->function(); });
        if (found != m_waiting.end())
            return found;
    }
    return head;
}

void EnvironmentPool::serveWaiting()
{
    while (!m_waiting.empty()) {
        const auto next = nextWaiting();
        const Placement placement = place(next->function, *next->group);
        const auto age = steady_clock::now() - next->since;
        if (!placement.slot && !placement.throttle && age < m_options.pool.queue)
            break;
        Waiting waiting = std::move(*next);
        m_waiting.erase(next);
        --waiting.group->waiting;
        if (placement.slot)
            run(*placement.slot, std::move(waiting.invocation));
        else
            refuse(*waiting.invocation, placement.throttle.value_or(Throttle::Machine));
    }
    if (m_waiting.empty())
        m_expire.stop();
    else
        m_expire.start(std::max(std::chrono::milliseconds(0),
            std::chrono::ceil<std::chrono::milliseconds>(m_waiting.front().since + m_options.pool.queue - steady_clock::now())));
}

void EnvironmentPool::drop(Slot *slot)
{
    slot->environment->disconnect(this);
    m_byEnvironment.remove(slot->environment.get());
    Environment *environment = slot->environment.release(); // it may be in the middle of its own work
    environment->setParent(this);
    slot->group->environments.removeOne(slot);
    m_chargedMib -= slot->chargedMib;
    if (slot->provisioned) // another one takes its place, while that is wanted
        QMetaObject::invokeMethod(this, [this, key = provisionedKey(environment->function())] { topUp(key); }, Qt::QueuedConnection);
    std::erase_if(m_slots, [slot](const auto &one) { return one.get() == slot; });
    if (m_slots.empty() && m_spares.empty())
        m_sweep.stop();
    environment->retire();
    emit changed();
}

EnvironmentPool::Slot *EnvironmentPool::slotOf(quint64 id) const
{
    const auto found = std::find_if(m_slots.begin(), m_slots.end(), [id](const auto &slot) { return slot->id == id; });
    return found == m_slots.end() ? nullptr : found->get();
}

void EnvironmentPool::sweep()
{
    const auto limit = steady_clock::now() - m_options.pool.idle;
    dropSpares([limit](const Spare &spare) { return spare.since <= limit; });
    QList<Slot *> old;
    for (const auto &slot : m_slots)
        if (!slot->environment->isBusy() && !slot->provisioned && slot->idleSince <= limit)
            old.append(slot.get());
    for (Slot *slot : std::as_const(old))
        drop(slot);
}

void EnvironmentPool::cancel(const QString &requestId)
{
    for (auto it = m_waiting.begin(); it != m_waiting.end(); ++it)
        if (it->invocation->request.requestId == requestId) {
            const Waiting waiting = std::move(*it);
            m_waiting.erase(it);
            --waiting.group->waiting;
            return waiting.invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
        }
    for (const Waiting &waiting : m_turns > 0 ? withdrawTurns(requestId) : std::vector<Waiting>())
        return waiting.invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    QList<Environment *> all;
    for (const auto &slot : m_slots)
        all.append(slot->environment.get());
    for (Environment *environment : std::as_const(all))
        if (m_byEnvironment.contains(environment))
            environment->cancel(requestId);
}

/// What waits for the machine or for its turn.
void EnvironmentPool::cancelWaiting()
{
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        --waiting.group->waiting;
        waiting.invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
    }
    for (const Waiting &waiting : withdrawTurns({}))
        waiting.invocation->done(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled.")));
}

void EnvironmentPool::cancelAll()
{
    cancelWaiting();
    QList<Environment *> all;
    for (const auto &slot : m_slots)
        all.append(slot->environment.get());
    for (Environment *environment : std::as_const(all))
        if (m_byEnvironment.contains(environment))
            environment->cancelAny();
}

void EnvironmentPool::retire(const QString &function)
{
    m_wanted.removeIf([&function](const FunctionSpec &one) { return one.name == function; });
    dropSpares([&function](const Spare &spare) { return spare.environment->function().name == function; });
    for (auto &[key, group] : m_groups)
        if (group.spec.name == function && !group.spec.provisioned) // a published version, which never changes
            outdate(group);
    serveWaiting();
}

static bool belongs(const FunctionSpec &function, const QString &file)
{
    const QStringList dirs = QStringList{function.codeDir} + function.layerDirs;
    return std::any_of(dirs.begin(), dirs.end(), [&file](const QString &dir) { return !dir.isEmpty() && file.startsWith(dir + u'/'); });
}

void EnvironmentPool::retireCode(const QString &file)
{
    dropSpares([&file](const Spare &spare) { return spare.loadedAhead && belongs(spare.environment->function(), file); });
    QList<Slot *> outdated;
    for (const auto &slot : m_slots)
        if (belongs(slot->environment->function(), file))
            outdated.append(slot.get());
    for (Slot *slot : std::as_const(outdated))
        outdate(slot);
    serveWaiting();
}

void EnvironmentPool::stop(quint64 id)
{
    if (Slot *slot = slotOf(id)) {
        outdate(slot);
        serveWaiting();
    }
}

void EnvironmentPool::kill(quint64 id)
{
    Slot *slot = slotOf(id);
    if (!slot)
        return;
    slot->retiring = true; // its caller is answered from within, and must not get this one again
    slot->environment->cancelAny();
    if (slotOf(id) == slot)
        drop(slot);
    serveWaiting();
}

int EnvironmentPool::busy() const
{
    return int(std::count_if(m_slots.begin(), m_slots.end(), [](const auto &slot) { return slot->environment->isBusy(); }));
}

QList<EnvironmentInfo> EnvironmentPool::environments() const
{
    QList<EnvironmentInfo> all;
    all.reserve(qsizetype(m_slots.size()));
    for (const auto &slot : m_slots) {
        const Environment &environment = *slot->environment;
        const FunctionSpec &function = environment.function();
        const EnvironmentState state = slot->retiring ? EnvironmentState::Ending : environment.state();
        all.append({slot->id, function.name, function.version, function.runtime, slot->startedAhead, !function.arn.isEmpty(), state, slot->served, slot->since,
            qint64(environment.peakMib()) << 20, function.memoryMib, environment.logStream()});
    }
    return all;
}

} // namespace lathe
