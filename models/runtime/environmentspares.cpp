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
    for (const QString &layer : function.layerDirs)
        if (QDir(layer + QStringLiteral("/extensions")).exists())
            return false;
    return !function.codeDir.isEmpty() && QDir(function.codeDir).exists();
}

int EnvironmentPool::waitingSpares() const
{
    return int(std::count_if(m_spares.begin(), m_spares.end(), [](const Spare &spare) { return spare.environment->isWaiting(); }));
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
    return spare.loadedAhead || spare.environment->function().layerDirs.size() > 1;
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
        if (!it->environment->hasListener() || !it->environment->isSpare() || !fits(it->environment->function(), function, boundToCode(*it))
            || it->folders != foldersOf(function) || !mayBeStartedAhead(function))
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
    wantSpare(function);
}

void EnvironmentPool::wantSpare(const FunctionSpec &function)
{
    if (m_ending || m_options.spares <= 0 || !m_options.keepWarm || !mayBeStartedAhead(function))
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
        return !spare.environment->isSpare()
            || spare.folders != foldersOf(function)
            || std::none_of(m_wanted.begin(), m_wanted.end(), [&](const FunctionSpec &one) { return fits(function, one, boundToCode(spare)); });
    });
    for (const FunctionSpec &function : std::as_const(m_wanted)) {
        const auto there = [&function](const Spare &spare) { return fits(spare.environment->function(), function, boundToCode(spare)); };
        if (std::any_of(m_spares.begin(), m_spares.end(), there) || !mayBeStartedAhead(function))
            continue;
        const Group &group = groupOf(function);
        const int mib = expectedMib(function, group);
        if (m_chargedMib + mib > m_options.pool.memoryMib || total() + spares() >= m_options.pool.environments)
            continue;
        Spare spare{std::make_unique<Environment>(function, m_options, this), !group.imports.isEmpty(), mib, steady_clock::now(), foldersOf(function)};
        m_chargedMib += mib;
        spare.environment->prepare(group.imports);
        m_spares.push_back(std::move(spare));
    }
    if (!m_spares.empty() && !m_sweep.isActive())
        m_sweep.start();
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
