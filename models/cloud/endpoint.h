// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/workspace.h"
#include "core/result.h"
#include <QObject>
#include <memory>

namespace lathe {

class RuntimeService;

/// The embedded Lambda-compatible API. Loopback only; Host checked; browsers' cross-site requests refused; SigV4 with the
/// workspace's keys required on every operation. State, asynchronous events that wait included, is in
/// SQLite with content-addressed blobs and survives a restart. Lives on the thread that created it.
class Endpoint : public QObject
{
    Q_OBJECT
public:
    Endpoint(Workspace workspace, RuntimeService &runtime, QObject *parent = nullptr);
    ~Endpoint() override;

    /// Listens on 127.0.0.1 and, for Lathe itself, on Workspace::socketPath(), which works without a loopback device; port 0: the workspace's last port if it is free, else any. A second endpoint on the same
    /// state folder is refused (LTH-SRV-002). Returns the port.
    Result<quint16> start(quint16 port = 0);
    void stop();
    quint16 port() const;
    const Workspace &workspace() const;

signals:
    /// A request was answered; for the server log panel.
    /// A request was answered; told in full by requestServed(), whose texts are made for listeners only.
    void answered();
    void requestServed(const QString &method, const QString &path, int status, double ms);
    void functionChanged(const QString &name);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
