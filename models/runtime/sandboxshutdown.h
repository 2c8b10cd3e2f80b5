// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandbox.h"
#include "runtime/extensions/extensionsapi.h"
#include <QTimer>

namespace lathe {

/// Lambda's Shutdown phase of one sandbox with extensions: SIGTERM to the runtime, the Shutdown event to whoever asked for
/// it, SIGKILL for the rest and for everybody when the time is over. Without extensions there is no such phase: kill the
/// sandbox at once. Owned by its Environment, on its thread; works on objects of the Environment. One terminal signal.
class SandboxShutdown : public QObject
{
    Q_OBJECT
public:
    /// `reason`: "spindown", "timeout" or "failure".
    SandboxShutdown(Sandbox *sandbox, ExtensionsApi *extensions, const QByteArray &reason, QObject *parent);
    void start();

signals:
    /// Nothing runs any more.
    void ended();

private:
    void onProgramEnded(int program, const SandboxExit &exit);
    void tellExtensions();
    void killWhenAlone();

    Sandbox *m_sandbox;
    ExtensionsApi *m_extensions;
    const QByteArray m_reason;
    QTimer m_runtimeTimer, m_deadline;
    qint64 m_deadlineMs = 0; ///< Since 1970.
    bool m_runtimeEnded = false;
    bool m_told = false;
};

} // namespace lathe
