// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/sandboxshutdown.h"
#include "core/timeouts.h"
#include <QDateTime>
#include <algorithm>
#include <csignal>

namespace lathe {

SandboxShutdown::SandboxShutdown(Sandbox *sandbox, ExtensionsApi *extensions, const QByteArray &reason, QObject *parent)
    : QObject(parent), m_sandbox(sandbox), m_extensions(extensions), m_reason(reason)
{
    for (QTimer *timer : {&m_runtimeTimer, &m_deadline}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_runtimeTimer, &QTimer::timeout, this, [this] {
        m_sandbox->signalProgram(0, SIGKILL);
        m_runtimeEnded = true;
        tellExtensions();
    });
    connect(&m_deadline, &QTimer::timeout, this, [this] { m_sandbox->kill(); });
    connect(m_sandbox, &Sandbox::programEnded, this, &SandboxShutdown::onProgramEnded);
    connect(m_sandbox, &Sandbox::finished, this, &SandboxShutdown::ended);
}

void SandboxShutdown::start()
{
    const bool external = m_extensions->hasExternal();
    const auto budget = external ? timeouts::shutdownWithExtensions : timeouts::shutdownWithInternalExtensions;
    m_deadlineMs = QDateTime::currentMSecsSinceEpoch() + budget.count();
    m_deadline.start(budget);
    m_sandbox->setFrozen(false);
    m_runtimeEnded = m_runtimeEnded || (external && m_extensions->isRuntimeEnded());
    if (m_runtimeEnded)
        return tellExtensions();
    m_sandbox->signalProgram(0, SIGTERM);
    m_runtimeTimer.start(external ? timeouts::shutdownOfRuntime : budget);
}

void SandboxShutdown::onProgramEnded(int program, const SandboxExit &exit)
{
    if (program == 0) {
        m_runtimeEnded = true;
        tellExtensions();
    } else {
        m_extensions->ended(program, true, exit.status == 0);
    }
    killWhenAlone();
}

void SandboxShutdown::tellExtensions()
{
    m_runtimeTimer.stop();
    if (std::exchange(m_told, true))
        return;
    m_extensions->shutDown(m_reason, m_deadlineMs);
    for (const Extension &extension : m_extensions->extensions())
        if (extension.external && !extension.ended && !extension.wants("SHUTDOWN"))
            m_sandbox->signalProgram(extension.program, SIGKILL);
    killWhenAlone();
}

/// The helper ends by itself only after a runtime; here there may never have been one.
void SandboxShutdown::killWhenAlone()
{
    const QList<Extension> &all = m_extensions->extensions();
    const bool gone = std::all_of(all.cbegin(), all.cend(), [](const Extension &extension) { return !extension.external || extension.ended; });
    if (m_runtimeEnded && gone)
        m_sandbox->kill();
}

} // namespace lathe
