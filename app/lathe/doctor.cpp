// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/awsconfig.h"
#include "cloud/workspace.h"
#include "core/paths.h"
#include "package/image/imagebuilder.h"
#include "process/childprocess.h"
#include "runtime/interpreters.h"
#include "shared.h"
#include <sys/utsname.h>

namespace lathe {

namespace {

/// One thing that was looked at, with what was found and what to do about it.
struct Finding
{
    bool good = true;
    QString what;
    QString found;
    QString remedy;
};

QString sandboxText(const SandboxCapabilities &c)
{
    switch (c.tier) {
    case SandboxTier::Own:
        return QStringLiteral("own namespaces (user, mount, pid, net, ipc, uts)");
    case SandboxTier::Bubblewrap:
        return QStringLiteral("bubblewrap (%1)").arg(c.bubblewrap);
    case SandboxTier::Unisolated:
        break;
    }
    return QStringLiteral("none: functions run as plain processes");
}

QString limitsText(const SandboxCapabilities &c)
{
    switch (c.limits) {
    case LimitTier::CgroupV2:
        return QStringLiteral("cgroup v2: memory, processes, CPU share (below %1)").arg(c.cgroups.value(0));
    case LimitTier::CgroupV1:
        return QStringLiteral("cgroup v1: memory, processes, CPU share");
    case LimitTier::Watch:
        break;
    }
    return QStringLiteral("memory watched every 20 ms, processes and files by rlimit; no CPU share");
}

QList<Finding> examine(const SandboxCapabilities &sandbox)
{
    QList<Finding> findings;
    findings << Finding{sandbox.tier != SandboxTier::Unisolated, QStringLiteral("Sandbox"), sandboxText(sandbox),
        sandbox.tier == SandboxTier::Unisolated ? QStringLiteral("Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1) or install bubblewrap.") : QString()};
    findings << Finding{sandbox.limits != LimitTier::Watch, QStringLiteral("Limits"), limitsText(sandbox), {}};
    const auto interpreters = allInterpreters();
    for (const auto &[family, name] : {std::pair{RuntimeFamily::Python, QStringLiteral("Python")}, {RuntimeFamily::Node, QStringLiteral("Node.js")},
             {RuntimeFamily::Ruby, QStringLiteral("Ruby")}, {RuntimeFamily::Java, QStringLiteral("Java")}}) {
        QStringList versions;
        for (const Interpreter &i : interpreters)
            if (i.family == family)
                versions << QStringLiteral("%1 (%2)").arg(i.version, i.path);
        findings << Finding{!versions.isEmpty(), name, versions.isEmpty() ? QStringLiteral("none found") : versions.join(QStringLiteral(", ")),
            versions.isEmpty() ? interpreterRemedy(family) : QString()};
    }
    for (const auto &[tool, why] : {std::pair{QStringLiteral("npm"), QStringLiteral("installs the libraries of samples and layers")}, {QStringLiteral("git"), QStringLiteral("shows what changed")}}) {
        const QString path = findProgram(tool);
        findings << Finding{!path.isEmpty(), tool, path.isEmpty() ? QStringLiteral("not found") : path, path.isEmpty() ? QStringLiteral("apt install %1 (%2)").arg(tool, why) : QString()};
    }
    const QStringList builders = imageBuilders();
    findings << Finding{!builders.isEmpty(), QStringLiteral("Image builder"), builders.isEmpty() ? QStringLiteral("not found") : builders.join(QStringLiteral(", ")),
        builders.isEmpty() ? QStringLiteral("apt install buildah (builds images from Dockerfiles; saved images run without it)") : QString()};
    findings << Finding{QFileInfo(paths::initHelper()).isExecutable(), QStringLiteral("Sandbox helper"), paths::initHelper(), {}};
    findings << Finding{QFileInfo(paths::resources() + QStringLiteral("/runtimes")).isDir(), QStringLiteral("Resources"), paths::resources(), {}};
    const auto profiles = awsProfiles(AwsEnvironment::fromProcess());
    findings << Finding{profiles.has_value(), QStringLiteral("AWS profiles"),
        profiles ? (profiles->isEmpty() ? QStringLiteral("none (everything local works)") : profiles->join(QStringLiteral(", "))) : profiles.error().text, {}};
    return findings;
}

void run(const Arguments &, Console &console, CommandScope &scope)
{
    const SandboxCapabilities sandbox = probeSandbox(false);
    const QList<Finding> findings = examine(sandbox);
    utsname kernel = {};
    uname(&kernel);
    if (console.isJson()) {
        QJsonArray checks;
        for (const Finding &f : findings)
            checks.append(QJsonObject{{QStringLiteral("name"), f.what}, {QStringLiteral("ok"), f.good}, {QStringLiteral("found"), f.found}, {QStringLiteral("remedy"), f.remedy}});
        QJsonArray interpreters;
        for (const Interpreter &i : allInterpreters())
            interpreters.append(QJsonObject{{QStringLiteral("path"), i.path}, {QStringLiteral("version"), i.version}});
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("version"), QStringLiteral(LATHE_VERSION)}, {QStringLiteral("kernel"), QString::fromLatin1(kernel.release)},
            {QStringLiteral("sandbox"), QJsonObject{{QStringLiteral("tier"), sandboxTierName(sandbox.tier)}, {QStringLiteral("limits"), limitTierName(sandbox.limits)},
                                            {QStringLiteral("overlay"), sandbox.overlay}, {QStringLiteral("ownNetwork"), sandbox.ownNetwork},
                                            {QStringLiteral("notEnforced"), QJsonArray::fromStringList(sandbox.notEnforced)}}},
            {QStringLiteral("interpreters"), interpreters}, {QStringLiteral("runtimes"), runtimeRows()}, {QStringLiteral("checks"), checks}});
        return scope.finish(0);
    }
    console.line(QStringLiteral("Lathe %1, kernel %2").arg(QStringLiteral(LATHE_VERSION), QString::fromLatin1(kernel.release)));
    for (const Finding &f : findings) {
        console.line(QStringLiteral("%1 %2 %3").arg(f.good ? QStringLiteral("ok ") : QStringLiteral("-- "), f.what.leftJustified(15), f.found));
        if (!f.remedy.isEmpty())
            console.line(QStringLiteral("                    to do: %1").arg(f.remedy));
    }
    console.line(QStringLiteral("Which of them runs which Lambda runtime: lathe runtime"));
    if (!sandbox.notEnforced.isEmpty())
        console.line(QStringLiteral("Not enforced on this machine:"));
    for (const QString &text : sandbox.notEnforced)
        console.line(QStringLiteral("  %1").arg(text));
    console.line(QStringLiteral("A guard for development, not Firecracker: do not run code here that you would not run."));
    scope.finish(0);
}

} // namespace

CommandSpec doctorCommand()
{
    return {QStringLiteral("doctor"), QStringLiteral("Show what this machine has and what it can enforce"), {}, {}, QStringLiteral("  lathe doctor\n  lathe doctor --json\n"), run};
}

} // namespace lathe
