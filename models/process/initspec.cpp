// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/initspec.h"
#include "core/timeouts.h"
#include <QFile>

namespace lathe {

static std::string native(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

static std::vector<std::string> natives(const QStringList &paths)
{
    std::vector<std::string> list;
    for (const QString &path : paths)
        list.push_back(native(path));
    return list;
}

QByteArray hostPaths(const QByteArray &text, const SandboxSpec &spec, const QString &layer)
{
    QList<std::pair<QByteArray, QByteArray>> places = {{"/var/task", QFile::encodeName(spec.taskDir)}};
    if (!spec.runtimeDir.isEmpty())
        places.append({"/var/runtime", QFile::encodeName(spec.runtimeDir)});
    if (!layer.isEmpty())
        places.append({"/opt", QFile::encodeName(layer)});
    if (!spec.tmpDir.isEmpty())
        places.append({"/tmp", QFile::encodeName(spec.tmpDir)});
    for (const BindMount &bind : spec.binds) // also those that stay where they are: the longest prefix decides
        places.append({QFile::encodeName(bind.target), QFile::encodeName(bind.source)});
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        const bool boundary = at == 0 || QByteArrayView(":=,").contains(text[at - 1]);
        const std::pair<QByteArray, QByteArray> *hit = nullptr;
        for (const auto &place : places) {
            const qsizetype end = at + place.first.size();
            if (boundary && QByteArrayView(text).sliced(at).startsWith(place.first) &&
                (end == text.size() || QByteArrayView("/:,").contains(text[end])) &&
                (!hit || hit->first.size() < place.first.size()))
                hit = &place;
        }
        out += hit ? hit->second : QByteArray(1, text[at]);
        at += hit ? hit->first.size() : 1;
    }
    return out;
}

initproto::Spec initSpecFor(const SandboxSpec &spec, const SandboxCapabilities &capabilities, const QStringList &layers)
{
    initproto::Spec out;
    out.tier = static_cast<initproto::Tier>(capabilities.tier);
    out.limits = capabilities.limits == LimitTier::CgroupV2   ? initproto::Limits::CgroupV2
                 : capabilities.limits == LimitTier::CgroupV1 ? initproto::Limits::CgroupV1
                                                              : initproto::Limits::Watch;
    out.sharedNetwork = spec.network == NetworkMode::Shared;
    out.cpuShare = spec.cpuShare;
    out.connected = spec.connected;
    const bool isolated = capabilities.tier != SandboxTier::Unisolated;
    out.tmp = spec.keepTmp && spec.tmpDir.isEmpty() && isolated ? initproto::Tmp::Kept : initproto::Tmp::Own;
    out.memoryBytes = std::uint64_t(std::max(0, spec.memoryMib)) << 20;
    out.tmpBytes = std::uint64_t(std::max(1, spec.tmpMib)) << 20;
    out.processLimit = std::uint32_t(std::max(0, spec.processLimit));
    out.fileLimit = std::uint32_t(std::max(0, spec.fileLimit));
    out.pollMs = std::uint32_t(timeouts::rssPoll.count());
    out.taskDir = native(spec.taskDir);
    out.runtimeDir = native(spec.runtimeDir);
    out.tmpDir = native(spec.tmpDir);
    out.rootDir = native(spec.rootDir);
    out.layers = natives(layers);
    out.cgroups = natives(capabilities.cgroups);
    for (const BindMount &bind : spec.binds)
        out.binds.push_back({native(bind.source), native(bind.target), bind.writable});
    const bool host = capabilities.tier == SandboxTier::Unisolated;
    const QString layer = layers.isEmpty() ? QString() : layers.constFirst();
    const auto place = [&](const QByteArray &text) {
        return (host ? hostPaths(text, spec, layer) : text).toStdString();
    };
    out.workingDir = place(QFile::encodeName(spec.workingDir));
    for (const QString &argument : spec.argv)
        out.argv.push_back(place(QFile::encodeName(argument)));
    for (const auto &[name, value] : spec.env)
        out.env.push_back((name + '=').toStdString() + place(value));
    for (const QString &program : spec.extensions)
        out.extensions.push_back(place(QFile::encodeName(program)));
    for (const auto &[name, value] : spec.extensionEnv)
        out.extensionEnv.push_back((name + '=').toStdString() + place(value));
    return out;
}

} // namespace lathe
