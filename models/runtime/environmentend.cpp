// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How an environment ends, or what runs in it: the Shutdown phase, resets, cancelled runs.
#include "runtime/environment.h"
#include "core/treeremoval.h"
#include "runtime/responsesink.h"
#include "runtime/telemetry/telemetryhub.h"
#include <QCoreApplication>
#include <QDir>

namespace lathe {

static Error cancelled()
{
    return {ErrorCode::Cancelled, QCoreApplication::translate("lathe", "The run was cancelled."), {}, {}};
}

Environment::~Environment()
{
    if (m_invocation && !m_delivered)
        m_invocation->done(tl::unexpected(cancelled()));
    if (m_finished && !m_delivered) { // it is over; only the shutdown behind it is cut short
        m_outcome.log = m_finished->log.text();
        m_finished->done(std::move(m_outcome));
    }
    dropSandbox();
    if (!m_dir.isEmpty())
        removeTree(m_dir);
}

/// The environment cannot be had at all: an Error for the caller, not an outcome of the function.
void Environment::abandon(const Error &error)
{
    dropSandbox();
    m_invokeTimer.stop();
    std::unique_ptr<Invocation> invocation = std::move(m_invocation);
    const bool delivered = std::exchange(m_delivered, false);
    if (m_finished)
        handOver();
    if (!invocation)
        return;
    m_delivered = delivered;
    dismiss(std::move(invocation), error);
    emit freed();
}

/// Its caller hears that there will be no outcome, unless it had the answer early.
void Environment::dismiss(std::unique_ptr<Invocation> invocation, const Error &error)
{
    if (invocation->request.sink)
        invocation->request.sink->close();
    if (!std::exchange(m_delivered, false))
        invocation->done(tl::unexpected(error));
}

/// Ends what runs. Without extensions that is a matter of microseconds; with them they get the time that Lambda gives.
void Environment::stop(const QByteArray &reason)
{
    m_initTimer.stop();
    m_restoreTimer.stop();
    m_freezeTimer.stop();
    m_frozen = false;
    if (!advance(EnvironmentStep::Stop))
        return;
    m_suppressed = reason != "spindown";
    emit stateChanged();
    if (!m_sandbox || !m_sandbox->isRunning() || !hasExtensions())
        return stopped();
    m_shutdown = new SandboxShutdown(m_sandbox, m_extensions, reason, this);
    connect(m_shutdown, &SandboxShutdown::ended, this, &Environment::stopped);
    m_shutdown->start();
    m_telemetry->setPaused(false);
    m_telemetry->flush(); // what subscribers get before they end
}

void Environment::stopped()
{
    if (m_sandbox)
        m_sandbox->drainOutput();
    closeLines();
    dropSandbox();
    if (m_retiring)
        return deleteLater();
    if (m_invocation)
        return startSandbox(EnvironmentStep::StartInvokeInit); // its init phase failed: once more, inside its own time
    emit stateChanged();
    if (m_finished)
        handOver();
}

void Environment::retire()
{
    m_retiring = true;
    m_invokeTimer.stop();
    if (m_invocation)
        dismiss(std::move(m_invocation), cancelled());
    if (m_phase == EnvironmentPhase::Stop)
        return; // deleted when that is over
    if (hasExtensions() && !isInit())
        return stop(QByteArrayLiteral("spindown"));
    deleteLater();
}

/// Drops the sandbox with everything inside; its /tmp stays.
void Environment::dropSandbox()
{
    m_initTimer.stop();
    m_restoreTimer.stop();
    m_freezeTimer.stop();
    m_frozen = false;
    advance(EnvironmentStep::Drop);
    const auto drop = [this](auto *&object) {
        if (!object)
            return;
        object->disconnect(this);
        object->deleteLater();
        object = nullptr;
    };
    if (m_shutdown)
        m_shutdown->disconnect();
    drop(m_shutdown);
    drop(m_api);
    drop(m_extensions);
    if (m_sandbox) {
        m_peakBytes = std::max(m_peakBytes, m_sandbox->peakBytes());
        m_sandbox->disconnect();
        m_sandbox->kill();
    }
    drop(m_sandbox);
}

void Environment::cancel(const QString &requestId)
{
    if (m_invocation && m_invocation->request.requestId == requestId)
        cancelAny();
}

void Environment::cancelAny()
{
    abandon(cancelled());
}

} // namespace lathe
