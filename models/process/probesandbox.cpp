// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine enforces, found by running /usr/bin/true in a sandbox of each kind.
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "process/cgroupfolders.h"
#include "process/cgroupscope.h"
#include "process/childprocess.h"
#include "process/findings.h"
#include "process/launch.h"
#include "process/sandboxcapabilities.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>

namespace lathe {

namespace {

QByteArray fileText(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Runs trials with folders of its own and remembers why the last one failed.
class Trial
{
public:
    bool passes(const SandboxCapabilities &capabilities, int layers)
    {
        SandboxSpec spec;
        spec.taskDir = m_dir.path();
        for (int i = 0; i < layers; ++i) {
            spec.layerDirs.append(m_dir.filePath(QString::number(i)));
            QDir().mkpath(spec.layerDirs.constLast());
        }
        spec.argv = {QStringLiteral("/usr/bin/true")};
        spec.network = capabilities.ownNetwork ? NetworkMode::None : NetworkMode::Shared;
        spec.memoryMib = capabilities.limits == LimitTier::Watch ? 0 : 128;
        const auto wanted = helperSpec(spec, capabilities);
        if (!wanted)
            return false;
        auto helper = launchHelper(*wanted);
        if (!helper) {
            m_problem = helper.error().text;
            return false;
        }
        const bool ok = await(*helper);
        helper->control.reset();
        if (!ok)
            ::kill(helper->pid, SIGKILL);
        waitpid(helper->pid, nullptr, 0);
        return ok;
    }
    const QString &problem() const { return m_problem; }

private:
    bool await(LaunchedHelper &helper)
    {
        m_problem = QCoreApplication::translate("lathe", "no answer");
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < timeouts::sandboxStart.count()) {
            pollfd wait = {helper.control.get(), POLLIN, 0};
            if (poll(&wait, 1, int(timeouts::sandboxStart.count() - clock.elapsed())) <= 0)
                continue;
            initproto::Message message;
            OwnedFd attached;
            const ssize_t size = receiveMessage(helper.control.get(), message, attached);
            if (size == 0)
                return false;
            if (size != ssize_t(sizeof message))
                continue;
            if (message.type == initproto::Message::Failed) {
                m_problem = QString::fromLocal8Bit(message.text);
                return false;
            }
            if (message.type == initproto::Message::Exited) {
                m_problem = message.execError ? QString::fromLocal8Bit(strerror(message.execError)) : QString();
                return message.value == 0;
            }
        }
        return false;
    }
    QTemporaryDir m_dir{paths::temporary() + QStringLiteral("/lathe-XXXXXX")};
    QString m_problem;
};

std::optional<SandboxTier> forcedTier()
{
    const QString name = qEnvironmentVariable("LATHE_SANDBOX");
    for (const SandboxTier tier : {SandboxTier::Own, SandboxTier::Bubblewrap, SandboxTier::Unisolated})
        if (name == sandboxTierName(tier))
            return tier;
    return std::nullopt;
}

bool writable(const QString &folder)
{
    return !folder.isEmpty() && access(QFile::encodeName(folder).constData(), W_OK) == 0;
}

// A scope of our own from systemd's user manager; empty where there is none.
QString ownScope()
{
    return enterDelegatedScope(ScopePlace::ofThisProcess()).value_or(QString());
}

// The limits that look possible; the trial decides. True when they stand in a scope of our own.
bool proposeLimits(SandboxCapabilities &found)
{
    const QByteArray own = fileText("/proc/self/cgroup");
    const CgroupFolders folders = cgroupFolders(fileText("/proc/self/mountinfo"), own);
    QString delegated = delegatedFolder(folders.v2, folders.v2Root);
    bool scope = isInOwnScope(own, QCoreApplication::applicationPid());
    if (delegated.isEmpty()) {
        delegated = ownScope();
        scope = !delegated.isEmpty();
    }
    if (!delegated.isEmpty()) {
        found.limits = LimitTier::CgroupV2;
        found.cgroups = {delegated};
    } else if (!folders.v1.isEmpty() && writable(folders.v1[0])) {
        found.limits = LimitTier::CgroupV1;
        found.cgroups = folders.v1;
        for (QString &folder : found.cgroups)
            if (!writable(folder))
                folder.clear();
    }
    return scope;
}

// With everything first, since one trial then says it all; part by part only where something is refused.
bool tryTier(Trial &trial, SandboxCapabilities &found)
{
    const SandboxCapabilities wanted = found;
    const bool own = found.tier == SandboxTier::Own;
    const auto set = [&](bool cgroup, bool overlay, bool network) {
        found = wanted;
        found.overlay = own && overlay;
        found.ownNetwork = network;
        if (!cgroup) {
            found.limits = LimitTier::Watch;
            found.cgroups.clear();
        }
        return trial.passes(found, found.overlay ? 2 : 0);
    };
    const bool isolated = found.tier != SandboxTier::Unisolated;
    if (set(true, own, isolated))
        return true;
    if (!set(false, false, false))
        return false;
    const bool cgroup = wanted.limits != LimitTier::Watch && set(true, false, false);
    const bool overlay = own && set(false, true, false);
    const bool network = isolated && set(false, false, true);
    return set(cgroup, overlay, network) || set(false, false, false);
}

// Which limits the chosen groups bring besides memory.
SandboxFindings finish(SandboxFindings findings)
{
    const QStringList &groups = findings.found.cgroups;
    if (findings.found.limits == LimitTier::CgroupV1) {
        findings.pidsController = !groups.value(1).isEmpty();
        findings.cpuController = !groups.value(2).isEmpty();
    } else if (findings.found.limits == LimitTier::CgroupV2) {
        const QByteArray path = QFile::encodeName(groups.value(0) + QStringLiteral("/cgroup.subtree_control"));
        const QByteArrayList handed = fileText(path.constData()).simplified().split(' ');
        findings.pidsController = handed.contains("pids");
        findings.cpuController = handed.contains("cpu");
    }
    return findings;
}

SandboxFindings probe()
{
    const std::optional<SandboxTier> forced = forcedTier();
    Trial trial;
    QString ownProblem, bubblewrapProblem;
    for (const SandboxTier tier : {SandboxTier::Own, SandboxTier::Bubblewrap, SandboxTier::Unisolated}) {
        if (forced && *forced != tier)
            continue;
        SandboxCapabilities found;
        found.tier = tier;
        found.bubblewrap = findProgram(QStringLiteral("bwrap"));
        if (tier == SandboxTier::Bubblewrap && found.bubblewrap.isEmpty() && !forced)
            continue;
        const bool scope = proposeLimits(found);
        if (tryTier(trial, found) || tier == SandboxTier::Unisolated || forced) {
            return finish({found, ownProblem, bubblewrapProblem, forced ? trial.problem() : QString(), false, false,
                           scope && found.limits == LimitTier::CgroupV2});
        }
        (tier == SandboxTier::Own ? ownProblem : bubblewrapProblem) = trial.problem();
    }
    return {};
}

QByteArray cacheKey()
{
    // The name of a scope of our own is new with each process.
    QByteArray group = fileText("/proc/self/cgroup");
    if (isInOwnScope(group, QCoreApplication::applicationPid()))
        group = "scope";
    QCryptographicHash hash(QCryptographicHash::Sha256);
    utsname kernel = {};
    uname(&kernel);
    struct stat helper = {};
    stat(QFile::encodeName(paths::initHelper()).constData(), &helper);
    const QByteArray parts[] = {LATHE_VERSION,
                                fileText("/proc/sys/kernel/random/boot_id"),
                                kernel.release,
                                kernel.version,
                                paths::initHelper().toUtf8(),
                                QByteArray::number(qint64(helper.st_size)),
                                QByteArray::number(qint64(helper.st_mtim.tv_sec)),
                                QByteArray::number(qint64(helper.st_mtim.tv_nsec)),
                                QByteArray::number(geteuid()),
                                QFile::symLinkTarget(QStringLiteral("/proc/self/ns/user")).toUtf8(),
                                group,
                                qgetenv("LATHE_SANDBOX"),
                                qgetenv("PATH")};
    for (const QByteArray &part : parts) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().toHex();
}

// Keeps the newest few.
void dropOldFindings(const QString &folder)
{
    static constexpr int kept = 15;
    const QDir dir(folder);
    const QStringList files = dir.entryList({QStringLiteral("sandbox*.json")}, QDir::Files, QDir::Time);
    for (const QString &name : files.mid(kept))
        QFile::remove(dir.filePath(name));
}

// What was found earlier holds for this process too: only its own scope has to be asked for.
bool isStillThere(SandboxFindings &findings)
{
    if (!findings.scope)
        return true;
    const QString scope = ownScope();
    findings.found.cgroups = {scope};
    return !scope.isEmpty();
}

} // namespace

SandboxCapabilities probeSandbox(bool cached)
{
    const QByteArray key = cacheKey();
    const auto folder = paths::makePrivate(paths::runtime());
    // A file for each state of the machine that was met: two shells with different PATHs must not undo each other's.
    const QString file = paths::runtime() + QStringLiteral("/sandbox-") + QString::fromLatin1(key.first(16)) + QStringLiteral(".json");
    if (cached && folder)
        if (const auto text = readFile(file, 65536))
            if (auto found = findingsFromJson(QJsonDocument::fromJson(*text).object(), key); found && isStillThere(*found))
                return capabilitiesOf(*found);
    const SandboxFindings found = probe();
    if (folder)
        dropOldFindings(paths::runtime());
    if (folder)
        (void)writeFileAtomically(file, QJsonDocument(findingsToJson(found, key)).toJson(QJsonDocument::Compact), 0600);
    return capabilitiesOf(found);
}

} // namespace lathe
