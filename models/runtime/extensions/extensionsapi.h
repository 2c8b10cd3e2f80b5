// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/extensions/extension.h"
#include <QObject>

namespace lathe {

/// What every extension is told of the function when it registers.
struct ExtensionFunction
{
    QByteArray name, version, handler, account;
};

/// The Extensions API (2020-01-01) of one run of one environment: who registered for what, and where each one stands.
/// Statuses, error types and texts are the official emulator's. Owned by its Environment, on its thread.
class ExtensionsApi : public QObject
{
    Q_OBJECT
public:
    explicit ExtensionsApi(ExtensionFunction function, QObject *parent = nullptr);

    /// The external extensions by name, in the order of their programs. Beyond limits::extensionsMax they fail to launch.
    void expect(const QList<QByteArray> &names);
    /// Answers the request when it is one of this API; false: it is not.
    bool handle(HttpExchange *exchange);
    /// The extension that the request names in its Lambda-Extension-Identifier header; answers the request itself, with
    /// `unknown` as the text for an identifier that nobody has, and returns nullptr when there is none.
    Extension *admit(HttpExchange *exchange, const QByteArray &unknown);
    /// From now on nobody may register any more.
    void closeRegistration() { m_open = false; }

    const QList<Extension> &extensions() const { return m_extensions; }
    bool isEmpty() const { return m_extensions.isEmpty(); }
    /// Processes of their own, or what registered from inside the runtime.
    bool hasExternal() const;
    /// Whether every external one has registered: the runtime may start.
    bool allRegistered() const;
    /// Whether every one has asked for its first event: the init phase may end.
    bool allReady() const;
    /// Whether everyone who got the last event has asked for the next one.
    bool allIdle() const;
    /// The extension with this identifier, or nullptr.
    const Extension *withId(const QByteArray &id) const;
    const Extension *ofProgram(int program) const;

    /// Hands the event to all that asked for INVOKE.
    void invoke(const QByteArray &requestId, const QByteArray &invokedArn, const QByteArray &traceId, qint64 deadlineMs);
    /// Hands the event to all that asked for SHUTDOWN. `reason`: spindown, timeout or failure.
    void shutDown(const QByteArray &reason, qint64 deadlineMs);
    /// The runtime's process is gone, or was never started.
    void setRuntimeEnded(bool ended) { m_runtimeEnded = ended; }
    bool isRuntimeEnded() const { return m_runtimeEnded; }
    /// The program could not be started, with its errno.
    void launchFailed(int program, int error);
    /// The process of an external extension is gone. `expected`: after a Shutdown event.
    void ended(int program, bool expected, bool cleanly);

    /// The first failure that an extension reported itself: Extension.InitError or Extension.ExitError; empty: none.
    QByteArray reportedError() const { return m_reported; }

signals:
    /// An extension registered or asked for its next event.
    void progressed();

private:
    void registerExtension(HttpExchange *exchange);
    void next(HttpExchange *exchange, Extension &extension);
    void reportError(HttpExchange *exchange, Extension &extension, ExtensionStep step);
    bool take(HttpExchange *exchange, Extension &extension, ExtensionStep step, const QByteArray &shownName);
    static void deliver(Extension &extension, const QByteArray &event);

    const ExtensionFunction m_function;
    QList<Extension> m_extensions;
    bool m_open = true;
    bool m_runtimeEnded = false;
    QByteArray m_shutdown; ///< The Shutdown event, once it was sent: whoever asks later gets it too.
    QByteArray m_reported;
};

} // namespace lathe
