// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote.h"
#include "cloud/endpoint.h"
#include "shared.h"

namespace lathe {

QList<OptionSpec> targetOptions()
{
    return {{QStringLiteral("target"), QStringLiteral("t"), QStringLiteral("TARGET"), QStringLiteral("local (default), aws, aws:PROFILE or the URL of an emulator")},
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
    remote->m_client = std::make_unique<LambdaClient>(remote->m_target.aws, remote->m_target.credentials, *remote->m_transport);
    return remote.release();
}

Result<> Remote::openLocal(const QString &stateDir)
{
    const auto workspace = Workspace::open(stateDir);
    if (!workspace)
        return tl::unexpected(workspace.error());
    m_runtime = std::make_unique<RuntimeService>(runtimeOptions(true));
    m_endpoint = std::make_unique<Endpoint>(*workspace, *m_runtime);
    const auto port = m_endpoint->start(0);
    if (port) {
        m_target = localTarget(*workspace, *port);
        return {};
    }
    m_endpoint.reset();
    m_runtime.reset();
    if (port.error().id != QStringLiteral("LTH-SRV-002") || workspace->lastPort == 0)
        return tl::unexpected(port.error());
    m_target = localTarget(*workspace, workspace->lastPort); // somebody else serves this state folder: use that one
    return {};
}

} // namespace lathe
