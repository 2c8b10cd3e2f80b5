// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/workspace.h"
#include "core/result.h"
#include "items/environmentevent.h"
#include "process/sandboxcapabilities.h"
#include "runtime/environmentinfo.h"
#include <QObject>
#include <functional>
#include <memory>

namespace lathe {

class CacheSweep;
class Endpoint;
class RuntimeService;
class Transport;
struct SessionOptions;

/// The half of the session that works: runtime service, embedded endpoint and transport on a thread of their own. The
/// session makes it, moves it there and calls start(); it is destroyed on that thread when the thread ends.
class Engine : public QObject
{
    Q_OBJECT
public:
    /// `onEvent` gets what environments tell, on the engine's thread. `mayRun` tells, on any thread, whether code of the project
    /// with this root may run for somebody outside the window.
    Engine(const SessionOptions &options, std::function<void(const EnvironmentEvent &)> onEvent, std::function<bool(const QString &root)> mayRun);
    ~Engine() override;

    void start(); ///< On the engine's thread. Ends in started().
    void shutDown(); ///< On the engine's thread: takes no more work and ends every environment in good order. Ends in ended().

    /// Valid from started() until the thread ends; their methods that the session uses may be called from any thread.
    RuntimeService *runtime() const { return m_runtime.get(); }
    Transport *transport() const { return m_transport.get(); }

signals:
    void started(const lathe::SandboxCapabilities &capabilities);
    void ended();
    /// The endpoint can be called at this port: ours, or (`own` false) that of another Lathe on the same state folder.
    void listening(const lathe::Workspace &workspace, quint16 port, bool own);
    void endpointFailed(const lathe::Error &error);
    void environmentsChanged(int total, int busy);
    void poolChanged(const QList<lathe::EnvironmentInfo> &environments);
    void requestServed(const QString &method, const QString &path, int status, double ms);

private:
    void startEndpoint();

    std::unique_ptr<SessionOptions> m_options;
    std::function<void(const EnvironmentEvent &)> m_onEvent;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<RuntimeService> m_runtime;
    std::unique_ptr<Endpoint> m_endpoint; // after the runtime: it goes first
    std::unique_ptr<QObject> m_beside;    // as well
    std::unique_ptr<CacheSweep> m_sweep;
    const std::function<bool(const QString &root)> m_mayRun;
};

} // namespace lathe
