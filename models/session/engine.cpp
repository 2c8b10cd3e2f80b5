// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/engine.h"
#include "aws/transport.h"
#include "cloud/endpoint.h"
#include "core/logging.h"
#include "core/paths.h"
#include "core/treeremoval.h"
#include "package/cache/cachesweep.h"
#include "process/filelimit.h"
#include "runtime/runtimeservice.h"
#include "session/session.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

Engine::Engine(const SessionOptions &options, std::function<void(const EnvironmentEvent &)> onEvent,
    std::function<bool(const QString &root)> mayRun)
    : m_options(std::make_unique<SessionOptions>(options)), m_onEvent(std::move(onEvent)), m_mayRun(std::move(mayRun))
{
}

Engine::~Engine()
{
    m_sweep.reset();
    m_beside.reset();
    m_endpoint.reset();
    m_runtime.reset();
    if (!m_options->workDir.isEmpty())
        removeTree(m_options->workDir);
}

void Engine::start()
{
    const Result<QString> parent = paths::makePrivate(QFileInfo(m_options->workDir).path());
    if (parent)
        paths::sweepWork(*parent); // a killed window or command leaves its folder
    if (const Result<QString> dir = parent ? paths::makePrivate(m_options->workDir) : parent; !dir) {
        emit endpointFailed(dir.error());
        m_options->workDir.clear(); // somebody else's: nothing is written there, nothing removed
    }
    raiseFileLimit();
    const SandboxCapabilities capabilities = probeSandbox();
    RuntimeOptions options;
    options.sandbox = capabilities;
    options.bootstrapDir = m_options->bootstrapDir;
    options.workDir = m_options->workDir;
    options.cpuShare = m_options->cpuShare;
    const Result<int> spares = sparesFromEnvironment();
    if (!spares)
        qCWarning(logRuntime).noquote() << spares.error().text; // a window needs no exact number to open
    options.spares = m_options->spares ? spares.value_or(usualSpares) : 0;
    m_transport = std::make_unique<Transport>();
    m_runtime = std::make_unique<RuntimeService>(options);
    connect(m_runtime.get(), &RuntimeService::environmentsChanged, this, &Engine::environmentsChanged);
    connect(m_runtime.get(), &RuntimeService::poolChanged, this, &Engine::poolChanged);
    connect(m_runtime.get(), &RuntimeService::platformEvent, this,
        [this](const QString &function, const PlatformEvent &event, quint64 environment) { m_onEvent({function, environment, event}); });
    if (m_options->beside)
        m_beside = m_options->beside(*m_runtime, m_mayRun);
    emit started(capabilities);
    startEndpoint();
    m_sweep = std::make_unique<CacheSweep>();
}

void Engine::shutDown()
{
    m_endpoint.reset();
    if (!m_runtime) {
        emit ended();
        return;
    }
    connect(m_runtime.get(), &RuntimeService::shutDownEnded, this, &Engine::ended);
    m_runtime->shutDown();
}

void Engine::startEndpoint()
{
    const Result<Workspace> workspace = Workspace::open(m_options->endpointDir);
    if (!workspace) {
        emit endpointFailed(workspace.error());
        return;
    }
    m_endpoint = std::make_unique<Endpoint>(*workspace, *m_runtime);
    connect(m_endpoint.get(), &Endpoint::requestServed, this, &Engine::requestServed);
    const Result<quint16> port = m_endpoint->start();
    if (port || workspace->lastPort != 0)
        m_transport->reachLocally(port ? *port : workspace->lastPort, workspace->socketPath());
    if (port) {
        emit listening(*workspace, *port, true);
        return;
    }
    m_endpoint.reset();
    if (port.error().id == QLatin1String("LTH-SRV-002") && workspace->lastPort != 0)
        emit listening(*workspace, workspace->lastPort, false);
    else
        emit endpointFailed(port.error());
}

} // namespace lathe
