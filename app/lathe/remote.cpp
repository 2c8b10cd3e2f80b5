// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote.h"
#include "cloud/endpoint.h"
#include "core/timeouts.h"
#include "shared.h"
#include <QDeadlineTimer>
#include <QTimer>

namespace lathe {

QList<OptionSpec> targetOptions(const QString &targetHelp)
{
    return {{QStringLiteral("target"), QStringLiteral("t"), QStringLiteral("TARGET"), targetHelp},
        {QStringLiteral("region"), {}, QStringLiteral("REGION"), QStringLiteral("Region of the target")},
        {QStringLiteral("state"), {}, QStringLiteral("DIR"), QStringLiteral("State folder of the embedded endpoint")}};
}

Remote::Remote(QObject *parent) : QObject(parent) {}

Remote::~Remote()
{
    m_client.reset();
    m_transport.reset();
    m_endpoint.reset();
}

Result<Remote *> Remote::open(const Arguments &args, Console &console, QObject *parent)
{
    std::unique_ptr<Remote> remote(new Remote(parent));
    const QString id = args.value(QStringLiteral("target"), QStringLiteral("local"));
    if (id == QStringLiteral("local")) {
        if (auto opened = remote->openLocal(args.value(QStringLiteral("state"), Workspace::defaultDir())); !opened)
            return tl::unexpected(opened.error());
    } else {
        auto resolved = resolveDeployTarget(AwsEnvironment::fromProcess(), id, args.value(QStringLiteral("region")));
        if (!resolved)
            return tl::unexpected(resolved.error());
        remote->m_target = *resolved;
        console.say(QStringLiteral("Target: %1 (%2)").arg(resolved->title, resolved->detail));
    }
    remote->m_transport = std::make_unique<Transport>();
    if (!remote->m_localSocket.isEmpty())
        remote->m_transport->reachLocally(quint16(remote->m_target.aws.url().port()), remote->m_localSocket);
    remote->m_client = std::make_unique<LambdaClient>(remote->m_target.aws, remote->m_target.credentials, *remote->m_transport);
    return remote.release();
}

void Remote::openWhenFree(const Arguments &args, Console &console, QObject *parent, std::function<void(const Result<Remote *> &)> ready)
{
    const auto attempt = std::make_shared<std::function<void()>>();
    *attempt = [args, &console, parent, ready = std::move(ready), again = std::weak_ptr(attempt), deadline = QDeadlineTimer(timeouts::stateBusy)] {
        const auto remote = open(args, console, parent);
        if (remote || remote.error().id != QStringLiteral("LTH-SRV-002") || deadline.hasExpired())
            return ready(remote);
        QTimer::singleShot(timeouts::stateBusyPoll, parent, [self = again.lock()] { (*self)(); });
    };
    (*attempt)();
}

Result<> Remote::openLocal(const QString &stateDir)
{
    const auto workspace = Workspace::open(stateDir);
    if (!workspace)
        return tl::unexpected(workspace.error());
    m_localSocket = workspace->socketPath();
    auto lock = StateLock::acquire(workspace->dir + QStringLiteral("/.command.lock"));
    if (!lock)
        return tl::unexpected(lock.error());
    m_runtime = std::make_unique<RuntimeService>(runtimeOptions(true));
    m_endpoint = std::make_unique<Endpoint>(*workspace, *m_runtime);
    const auto port = m_endpoint->start(0);
    if (port) {
        m_target = localTarget(*workspace, *port);
        m_commandLock.emplace(std::move(*lock));
        return {};
    }
    m_endpoint.reset();
    m_runtime.reset();
    // Somebody serves this state folder for longer than a command lives: use that one. Its port may be newer than what was read.
    const auto now = Workspace::open(stateDir);
    if (port.error().id != QStringLiteral("LTH-SRV-002") || !now || now->lastPort == 0)
        return tl::unexpected(port.error());
    m_target = localTarget(*now, now->lastPort);
    return {};
}

} // namespace lathe
