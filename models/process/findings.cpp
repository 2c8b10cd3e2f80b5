// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/findings.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <unistd.h>

namespace lathe {

static void describeTier(const SandboxFindings &findings, QStringList &out)
{
    const SandboxTier tier = findings.found.tier;
    const QStringList problems = {findings.ownProblem, findings.bubblewrapProblem};
    if (!findings.forcedProblem.isEmpty())
        out << QCoreApplication::translate("lathe", "The sandbox chosen by LATHE_SANDBOX does not start here: %1")
                   .arg(findings.forcedProblem);
    if (tier == SandboxTier::Bubblewrap && !findings.ownProblem.isEmpty())
        out << QCoreApplication::translate(
                   "lathe",
                   "Lathe's own sandbox is refused here (%1); bubblewrap is used instead, which starts a little later.")
                   .arg(findings.ownProblem);
    if (tier == SandboxTier::Unisolated) {
        out << QCoreApplication::translate(
            "lathe",
            "Functions are not isolated: they run as you and see your files, your network and /tmp. Allow user "
            "namespaces (sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces) or install bubblewrap.");
        if (problems != QStringList({QString(), QString()}))
            out << QCoreApplication::translate("lathe", "The trials of a sandbox said: %1")
                       .arg(problems.join(QStringLiteral("; ")));
    }
    if (tier == SandboxTier::Own && !findings.found.overlay)
        out << QCoreApplication::translate(
            "lathe", "Several layers are merged by copying instead of by the kernel: overlay file systems are refused "
                     "here. The first start with new layers takes longer.");
    if (tier == SandboxTier::Unisolated)
        out << QCoreApplication::translate(
            "lathe", "The size of /tmp is not limited in environments that are kept for the next event.");
    if (tier != SandboxTier::Unisolated && !findings.found.ownNetwork)
        out << QCoreApplication::translate(
            "lathe", "Functions cannot be cut off from the network: network namespaces are refused here.");
}

static void describeLimits(const SandboxFindings &findings, QStringList &out)
{
    const bool watched = findings.found.limits == LimitTier::Watch;
    if (watched)
        out << QCoreApplication::translate(
            "lathe", "Memory is watched every 20 ms instead of being limited by the kernel, so a function may pass its "
                     "limit for a moment. A delegated control group removes this: start Lathe with systemd-run --user "
                     "--scope -p Delegate=yes.");
    if (!findings.cpuController)
        out << QCoreApplication::translate(
            "lathe", "CPU is not scaled with memory: no control group with the cpu controller may be made here.");
    // The kernel counts an ordinary user's processes per user namespace, and root's not at all.
    if (!findings.pidsController && (geteuid() == 0 || findings.found.tier == SandboxTier::Unisolated))
        out << QCoreApplication::translate("lathe",
                                           "The limit of 1,024 processes is watched and not refused by the kernel: no "
                                           "control group with the pids controller may be made here.");
}

SandboxCapabilities capabilitiesOf(const SandboxFindings &findings)
{
    SandboxCapabilities found = findings.found;
    found.notEnforced.clear();
    describeTier(findings, found.notEnforced);
    describeLimits(findings, found.notEnforced);
    return found;
}

QJsonObject findingsToJson(const SandboxFindings &findings, const QByteArray &key)
{
    const SandboxCapabilities &found = findings.found;
    return {{QStringLiteral("key"), QString::fromLatin1(key)},
            {QStringLiteral("tier"), int(found.tier)},
            {QStringLiteral("limits"), int(found.limits)},
            {QStringLiteral("overlay"), found.overlay},
            {QStringLiteral("ownNetwork"), found.ownNetwork},
            {QStringLiteral("bubblewrap"), found.bubblewrap},
            {QStringLiteral("cgroups"), QJsonArray::fromStringList(found.cgroups)},
            {QStringLiteral("pids"), findings.pidsController},
            {QStringLiteral("cpu"), findings.cpuController},
            {QStringLiteral("scope"), findings.scope},
            {QStringLiteral("ownProblem"), findings.ownProblem},
            {QStringLiteral("bubblewrapProblem"), findings.bubblewrapProblem},
            {QStringLiteral("forcedProblem"), findings.forcedProblem}};
}

static QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &one : value.toArray())
        list.append(one.toString());
    return list;
}

std::optional<SandboxFindings> findingsFromJson(const QJsonObject &object, const QByteArray &key)
{
    const int tier = object.value(QStringLiteral("tier")).toInt(-1),
              limits = object.value(QStringLiteral("limits")).toInt(-1);
    if (object.value(QStringLiteral("key")).toString() != QString::fromLatin1(key) || tier < 0 ||
        tier > int(SandboxTier::Unisolated) || limits < 0 || limits > int(LimitTier::Watch))
        return std::nullopt;
    SandboxFindings findings;
    SandboxCapabilities &found = findings.found;
    found.tier = SandboxTier(tier);
    found.limits = LimitTier(limits);
    found.overlay = object.value(QStringLiteral("overlay")).toBool();
    found.ownNetwork = object.value(QStringLiteral("ownNetwork")).toBool();
    found.bubblewrap = object.value(QStringLiteral("bubblewrap")).toString();
    found.cgroups = strings(object.value(QStringLiteral("cgroups")));
    findings.pidsController = object.value(QStringLiteral("pids")).toBool();
    findings.cpuController = object.value(QStringLiteral("cpu")).toBool();
    findings.scope = object.value(QStringLiteral("scope")).toBool();
    findings.ownProblem = object.value(QStringLiteral("ownProblem")).toString();
    findings.bubblewrapProblem = object.value(QStringLiteral("bubblewrapProblem")).toString();
    findings.forcedProblem = object.value(QStringLiteral("forcedProblem")).toString();
    return findings;
}

} // namespace lathe
