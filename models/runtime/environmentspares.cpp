// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Environments that are started ahead. A spare is an environment of its own function in every respect, with its code, layers,
// variables and credentials, whose runtime waits where it would load the function's code: nothing has to be undone or changed
// when its turn comes, and every process has its own hash seed and random state.
#include "core/runtimes.h"
#include "runtime/environmentpool.h"
#include <QDir>
#include <QFile>
#include <algorithm>
#include <sys/stat.h>

namespace lathe {

using std::chrono::steady_clock;

void Environment::prepare(const QByteArray &imports)
{
    m_gate = new SpareGate(imports, this);
    startSandbox(EnvironmentStep::StartInit);
}

/// The init phase of a spare begins here: what came before is not the function's.
void Environment::takeTurn()
{
    m_turnMs = m_sandbox->elapsedMs();
    m_initPaid = true;
    announceInitStart();
    m_listeningMs = 0;
    m_initTimer.start(m_options.initPhase);
    SpareGate *gate = std::exchange(m_gate, nullptr);
    gate->open();
}

/// What our own bootstraps are told by an argument: that they wait for their turn, or that imports are worth telling.
void Environment::addRole(QStringList &argv) const
{
    if (argv.isEmpty())
        return; // nothing that could be started
    const QString program = argv.constLast();
    const bool python = program == QLatin1String("/var/runtime/bootstrap.py") && argv.constFirst() != QLatin1String("/bin/sh"); // wrappers count on what is last
    if (m_gate)
        argv.append(QStringLiteral("spare"));
    else if (python && m_options.keepWarm && m_options.spares > 0)
        argv.append(QStringLiteral("server"));
}

static bool hasExtensions(const FunctionSpec &function)
{
    return std::any_of(function.layerDirs.begin(), function.layerDirs.end(), [](const QString &layer) { return QDir(layer + QStringLiteral("/extensions")).exists(); });
}

static bool hasCode(const FunctionSpec &function)
{
    return !function.codeDir.isEmpty() && QDir(function.codeDir).exists();
}

/// A custom runtime is the function's own from its first instruction on: it cannot be stopped before the function's code. What was
/// deployed a moment ago goes through its whole init phase, once, as Lambda pre-initialises environments of on-demand functions too
/// ("Understanding the Lambda execution environment lifecycle", Cold starts and latency).
bool EnvironmentPool::mayBeInitialisedAhead(const FunctionSpec &function)
{
    return runtimeFamily(function.runtime) == RuntimeFamily::Provided && !function.arn.isEmpty() && !function.snapStart && !function.provisioned
        && !hasExtensions(function) && hasCode(function);
}

/// Only where nothing of the function's runs before its handler is loaded.
bool EnvironmentPool::mayBeStartedAhead(const FunctionSpec &function)
{
    const RuntimeFamily family = runtimeFamily(function.runtime);
    if ((family != RuntimeFamily::Python && family != RuntimeFamily::Node) || function.snapStart || function.provisioned)
        return false;
    for (const auto &[name, value] : function.environment)
        if (name == QLatin1String("AWS_LAMBDA_EXEC_WRAPPER") || name.startsWith(QLatin1String("NODE_")) || name.startsWith(QLatin1String("PYTHON"))
            || name.startsWith(QLatin1String("LD_")))
            return false;
    return !hasExtensions(function) && hasCode(function);
}

int EnvironmentPool::waitingSpares() const
{
    return int(std::count_if(m_spares.begin(), m_spares.end(), [](const Spare &spare) { return spare.environment->isWaiting() || spare.environment->isWarm(); }));
}

/// The same function in the same state; `code` false: whatever its code is.
static bool fits(FunctionSpec spare, const FunctionSpec &function, bool code)
{
    if (!code)
        spare.codeHash = function.codeHash;
    return spare == function;
}

/// Whether the spare is right for exactly one state of the code: it imported modules of it, or its layers were laid one over
/// another when it started.
bool EnvironmentPool::boundToCode(const Spare &spare)
{
    return spare.loadedAhead || spare.initialised || spare.environment->function().layerDirs.size() > 1;
}

/// The folders that a sandbox of the function shows, whatever their names are.
static QList<std::pair<quint64, quint64>> foldersOf(const FunctionSpec &function)
{
    QList<std::pair<quint64, quint64>> folders;
    for (const QString &path : QStringList(function.codeDir) + function.layerDirs) {
        struct stat status = {};
        if (::stat(QFile::encodeName(path).constData(), &status) == 0)
            folders.append({status.st_dev, status.st_ino});
    }
    return folders;
}

std::unique_ptr<Environment> EnvironmentPool::takeSpare(const FunctionSpec &function)
{
    for (auto it = m_spares.begin(); it != m_spares.end(); ++it) {
        const bool waits = it->initialised ? it->environment->isWarm() || it->environment->isInitialising() : it->environment->hasListener() && it->environment->isSpare() && mayBeStartedAhead(function);
        if (!waits || !fits(it->environment->function(), function, boundToCode(*it)) || it->folders != foldersOf(function))
            continue;
        std::unique_ptr<Environment> environment = std::move(it->environment);
        m_chargedMib -= it->chargedMib;
        m_spares.erase(it);
        environment->setCodeHash(function.codeHash);
        return environment;
    }
    return nullptr;
}

void EnvironmentPool::prepare(const FunctionSpec &function)
{
    if (mayBeInitialisedAhead(function) || mayBeStartedAhead(function))
        wantSpare(function);
    if (!m_wanted.isEmpty() && mayBeInitialisedAhead(function))
        refill(); // at once: who deploys invokes next, and an event that comes meanwhile joins
}

void EnvironmentPool::wantSpare(const FunctionSpec &function)
{
    if (m_ending || m_options.spares <= 0 || !m_options.keepWarm)
        return;
    m_wanted.removeIf([&function](const FunctionSpec &one) {
        return one.name == function.name && one.version == function.version && one.arn.isEmpty() == function.arn.isEmpty() && one.tenantId == function.tenantId;
    });
    m_wanted.append(function);
    if (m_wanted.size() > m_options.spares)
        m_wanted.removeFirst();
    m_refill.start(); // again with each cold start: while they come, the machine has other things to do
}

/// One spare for each of the functions that were started cold last.
void EnvironmentPool::refill()
{
    dropSpares([this](const Spare &spare) {
        const FunctionSpec &function = spare.environment->function();
        if (spare.folders != foldersOf(function))
            return true;
        if (spare.initialised)
            return spare.environment->isDown();
        return !spare.environment->isSpare() || std::none_of(m_wanted.begin(), m_wanted.end(), [&](const FunctionSpec &one) { return fits(function, one, boundToCode(spare)); });
    });
    for (const FunctionSpec &function : std::as_const(m_wanted)) {
        const auto there = [&function](const Spare &spare) { return fits(spare.environment->function(), function, boundToCode(spare)); };
        const bool whole = mayBeInitialisedAhead(function);
        if (std::any_of(m_spares.begin(), m_spares.end(), there) || (!whole && !mayBeStartedAhead(function)))
            continue;
        const Group &group = groupOf(function);
        const int mib = expectedMib(function, group);
        if (m_chargedMib + mib > m_options.pool.memoryMib || total() + spares() >= m_options.pool.environments)
            continue;
        if (whole)
            makeRoomForInitialised();
        Spare spare{std::make_unique<Environment>(function, m_options, this), !group.imports.isEmpty(), mib, steady_clock::now(), foldersOf(function), whole};
        m_chargedMib += mib;
        whole ? spare.environment->initialise() : spare.environment->prepare(group.imports);
        m_spares.push_back(std::move(spare));
    }
    m_wanted.removeIf(&EnvironmentPool::mayBeInitialisedAhead); // whether or not it comes up: it is not tried over and over
    if (!m_spares.empty() && !m_sweep.isActive())
        m_sweep.start();
}

/// As many as there are spares of other functions, at most: the oldest one goes.
void EnvironmentPool::makeRoomForInitialised()
{
    const auto count = std::count_if(m_spares.begin(), m_spares.end(), [](const Spare &spare) { return spare.initialised; });
    const auto oldest = std::find_if(m_spares.begin(), m_spares.end(), [](const Spare &spare) { return spare.initialised; });
    if (count < m_options.spares)
        return;
    const Environment *gone = oldest->environment.get();
    dropSpares([gone](const Spare &spare) { return spare.environment.get() == gone; });
}

void EnvironmentPool::dropSpares(const std::function<bool(const Spare &)> &which)
{
    std::erase_if(m_spares, [&](Spare &spare) {
        if (!which(spare))
            return false;
        m_chargedMib -= spare.chargedMib;
        spare.environment.release()->deleteLater();
        return true;
    });
}

} // namespace lathe
