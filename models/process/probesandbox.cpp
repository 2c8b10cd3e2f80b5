// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine enforces, found by running /usr/bin/true in a sandbox of each kind.
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "process/cgroupfolders.h"
#include "process/childprocess.h"
#include "process/launch.h"
#include "process/sandboxcapabilities.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonArray>
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

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

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
        m_problem = tr("no answer");
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
    QTemporaryDir m_dir;
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

// The limits that look possible; the trial decides.
void proposeLimits(SandboxCapabilities &found)
{
    const CgroupFolders folders = cgroupFolders(fileText("/proc/self/mountinfo"), fileText("/proc/self/cgroup"));
    const QString delegated = delegatedFolder(folders.v2, folders.v2Root);
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

/// What the probe finds; the sentences are made from it in the user's language each time.
struct Findings
{
    SandboxCapabilities found;
    QString ownProblem, bubblewrapProblem, forcedProblem;
};

SandboxCapabilities described(const Findings &findings)
{
    const auto &[given, ownProblem, bubblewrapProblem, forcedProblem] = findings;
    SandboxCapabilities found = given;
    QStringList &out = found.notEnforced;
    if (!forcedProblem.isEmpty())
        out << tr("The sandbox chosen by LATHE_SANDBOX does not start here: %1").arg(forcedProblem);
    if (found.tier == SandboxTier::Bubblewrap && !ownProblem.isEmpty())
        out << tr("Lathe's own sandbox is refused here (%1); bubblewrap is used instead, which starts a little later.")
                   .arg(ownProblem);
    if (found.tier == SandboxTier::Unisolated) {
        out << tr("Functions are not isolated: they run as you and see your files, your network and /tmp. Allow user "
                  "namespaces (sysctl "
                  "kernel.unprivileged_userns_clone=1, user.max_user_namespaces) or install bubblewrap.");
        if (!ownProblem.isEmpty() || !bubblewrapProblem.isEmpty())
            out << tr("The trials of a sandbox said: %1")
                       .arg(QStringList({ownProblem, bubblewrapProblem}).join(QStringLiteral("; ")));
    }
    if (found.limits == LimitTier::Watch) {
        out << tr("Memory is watched every 20 ms instead of being limited by the kernel, so a function may pass its "
                  "limit for a moment. A "
                  "delegated control group removes this: start Lathe with systemd-run --user --scope -p Delegate=yes.");
        out << tr("CPU is not scaled with memory: that needs a control group.");
        if (found.tier == SandboxTier::Unisolated || geteuid() == 0)
            out << tr("The limit of 1,024 processes is watched and not refused by the kernel; run Lathe as an ordinary "
                      "user for that.");
    }
    if (found.limits == LimitTier::CgroupV1 && found.cgroups.value(1).isEmpty())
        out << tr(
            "The limit of 1,024 processes is not enforced by a control group: the pids controller is not writable.");
    if (found.limits == LimitTier::CgroupV1 && found.cgroups.value(2).isEmpty())
        out << tr("CPU is not scaled with memory: the cpu controller is not writable.");
    if (found.tier == SandboxTier::Own && !found.overlay)
        out << tr("Several layers are merged by copying instead of by the kernel: overlay file systems are refused "
                  "here. The first start with "
                  "new layers takes longer.");
    if (!found.ownNetwork && found.tier != SandboxTier::Unisolated)
        out << tr("Functions cannot be cut off from the network: network namespaces are refused here.");
    return found;
}

Findings probe()
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
        proposeLimits(found);
        if (tryTier(trial, found) || tier == SandboxTier::Unisolated || forced) {
            return {found, ownProblem, bubblewrapProblem, forced ? trial.problem() : QString()};
        }
        (tier == SandboxTier::Own ? ownProblem : bubblewrapProblem) = trial.problem();
    }
    return {};
}

QByteArray cacheKey()
{
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
                                fileText("/proc/self/cgroup"),
                                qgetenv("LATHE_SANDBOX"),
                                qgetenv("PATH")};
    for (const QByteArray &part : parts) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().toHex();
}

QJsonObject toJson(const Findings &findings, const QByteArray &key)
{
    const SandboxCapabilities &found = findings.found;
    return {{QStringLiteral("key"), QString::fromLatin1(key)},
            {QStringLiteral("tier"), int(found.tier)},
            {QStringLiteral("limits"), int(found.limits)},
            {QStringLiteral("overlay"), found.overlay},
            {QStringLiteral("ownNetwork"), found.ownNetwork},
            {QStringLiteral("bubblewrap"), found.bubblewrap},
            {QStringLiteral("cgroups"), QJsonArray::fromStringList(found.cgroups)},
            {QStringLiteral("ownProblem"), findings.ownProblem},
            {QStringLiteral("bubblewrapProblem"), findings.bubblewrapProblem},
            {QStringLiteral("forcedProblem"), findings.forcedProblem}};
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

std::optional<Findings> fromJson(const QJsonObject &object, const QByteArray &key)
{
    const int tier = object.value(QStringLiteral("tier")).toInt(-1),
              limits = object.value(QStringLiteral("limits")).toInt(-1);
    if (object.value(QStringLiteral("key")).toString() != QString::fromLatin1(key) || tier < 0 ||
        tier > int(SandboxTier::Unisolated) || limits < 0 || limits > int(LimitTier::Watch))
        return std::nullopt;
    Findings findings;
    SandboxCapabilities &found = findings.found;
    found.tier = SandboxTier(tier);
    found.limits = LimitTier(limits);
    found.overlay = object.value(QStringLiteral("overlay")).toBool();
    found.ownNetwork = object.value(QStringLiteral("ownNetwork")).toBool();
    found.bubblewrap = object.value(QStringLiteral("bubblewrap")).toString();
    found.cgroups = strings(object.value(QStringLiteral("cgroups")));
    findings.ownProblem = object.value(QStringLiteral("ownProblem")).toString();
    findings.bubblewrapProblem = object.value(QStringLiteral("bubblewrapProblem")).toString();
    findings.forcedProblem = object.value(QStringLiteral("forcedProblem")).toString();
    return findings;
}

} // namespace

SandboxCapabilities probeSandbox(bool cached)
{
    const QByteArray key = cacheKey();
    const auto folder = paths::makePrivate(paths::runtime());
    const QString file = paths::runtime() + QStringLiteral("/sandbox.json");
    if (cached && folder)
        if (const auto text = readFile(file, 65536))
            if (const auto found = fromJson(QJsonDocument::fromJson(*text).object(), key))
                return described(*found);
    const Findings found = probe();
    if (folder)
        (void)writeFileAtomically(file, QJsonDocument(toJson(found, key)).toJson(QJsonDocument::Compact), 0600);
    return described(found);
}

} // namespace lathe
