// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The restore phase of functions with SnapStart. No memory is written to disk here: what has ended its init phase is the
// snapshot, and its first event restores it. A runtime that sleeps in restore/next is woken, runs the hooks that its function
// registered, and asks for the event then; any other one is ready at once. Lines, events and errors: AWS developer guide,
// "Monitoring for Lambda SnapStart" and "Telemetry API Event schema reference"; types of errors: the official emulator.
#include "runtime/environment.h"

namespace lathe {

void Environment::restore()
{
    if (!advance(EnvironmentStep::Restore))
        return;
    m_restored = true;
    announceRestoreStart();
    m_restoreClock.start();
    if (!m_api->isAsleep())
        return restored();
    m_restoreTimer.start(m_options.restorePhase);
    m_api->wake();
}

void Environment::restored()
{
    m_restoreTimer.stop();
    m_restoreMs = double(m_restoreClock.nsecsElapsed()) / 1e6;
    m_sandbox->drainOutput(); // the hooks' own, before their report
    announceRestoreEnd(QByteArrayLiteral("success"), {});
    advance(EnvironmentStep::Restored);
    deliver();
}

/// The function never gets the event: the environment goes.
void Environment::restoreFailed(const QByteArray &type, const QByteArray &body, bool timedOut)
{
    if (m_phase != EnvironmentPhase::Restore || !m_invocation)
        return;
    m_restoreTimer.stop();
    m_restoreMs = double(m_restoreClock.nsecsElapsed()) / 1e6;
    m_restoreFailed = true;
    m_sandbox->drainOutput();
    announceRestoreEnd(timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("error"), type);
    const QString text = timedOut ? QStringLiteral("The runtime restore hook failed to complete within the timeout limit (%1 seconds).")
                                        .arg(QString::number(double(m_options.restorePhase.count()) / 1000, 'f', 2))
                                  : QStringLiteral("The runtime restore hook encountered an error.");
    finish({body.isEmpty() ? platformError(type, text) : body, type, QStringLiteral("error"), true, false, {}, {}});
}

void Environment::announceRestoreStart()
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::RestoreStart);
    nameRuntime(event);
    announce(event, event.runtime.isEmpty() ? QByteArrayLiteral("RESTORE_START") : "RESTORE_START Runtime Version: " + event.runtime + "\tRuntime Version ARN: " + event.runtimeArn);
}

void Environment::announceRestoreEnd(const QByteArray &status, const QByteArray &errorType)
{
    PlatformEvent event = PlatformEvent::now(PlatformEvent::Type::RestoreRuntimeDone);
    event.status = status;
    event.errorType = errorType;
    announce(event);
    event.type = PlatformEvent::Type::RestoreReport;
    event.durationMs = m_restoreMs;
    QByteArray line = "RESTORE_REPORT Restore Duration: " + QByteArray::number(m_restoreMs, 'f', 2) + " ms";
    if (status != "success")
        line += "\tStatus: " + status + (status == "error" ? "\tError Type: " + errorType : QByteArray());
    announce(event, line);
}

} // namespace lathe
