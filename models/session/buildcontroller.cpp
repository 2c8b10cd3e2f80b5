// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/buildcontroller.h"
#include "core/async.h"
#include "package/building/neededbuild.h"
#include "session/buildwords.h"
#include "session/session.h"

namespace lathe {

BuildController::BuildController(Session &session) : m_session(session)
{
    m_pool.setMaxThreadCount(1);
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed})
        connect(&session, signal, this, &BuildController::refresh);
}

BuildController::~BuildController()
{
    cancel();
    if (m_look)
        m_look->store(true);
    m_pool.waitForDone();
}

Availability BuildController::canBuild() const
{
    if (isBusy())
        return {false, tr("A build is under way.")};
    if (!m_session.hasProject() || !m_session.project().function(m_session.currentFunction()))
        return {false, tr("There is no function to build.")};
    if (!m_session.isTrusted())
        return {false, tr("Restricted mode: nothing is built before you trust the folder.")};
    return {};
}

void BuildController::build()
{
    if (const Availability can = canBuild(); !can) {
        emit failed({m_session.hasProject() && !m_session.isTrusted() ? ErrorCode::NotTrusted : ErrorCode::Conflict, can.why, {}, {}});
        return;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit busyChanged();
    FunctionBuildSpec spec;
    spec.function = *m_session.project().function(m_session.currentFunction());
    spec.projectDir = m_session.project().root;
    spec.onProgress = [this, name = spec.function.name, cancel = m_cancel](const LayerProgress &p) {
        QMetaObject::invokeMethod(this, [this, text = buildProgressText(name, p), cancel] { if (m_cancel == cancel) emit progressed(text); }, Qt::QueuedConnection);
    };
    emit progressed(buildProgressText(spec.function.name, {}));
    const auto work = [spec, layers = m_session.project().layers, cancel = m_cancel]() mutable {
        spec.cancel = cancel.get();
        return buildWhereNeeded(spec, layers, true);
    };
    whenDone(onWorker(m_pool, work), this, [this, name = spec.function.name](const Result<NeededBuild> &done) {
        m_cancel.reset();
        emit busyChanged();
        if (done)
            emit built(name, done->warnings);
        else
            emit failed(done.error());
        refresh();
    });
}

void BuildController::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

void BuildController::refresh()
{
    if (m_look)
        m_look->store(true);
    m_look.reset();
    if (!m_session.hasProject()) {
        m_states.clear();
        emit statesChanged();
        return;
    }
    m_look = std::make_shared<std::atomic_bool>(false);
    const auto work = [project = m_session.project(), cancel = m_look]() -> Result<QHash<QString, BuildState>> {
        QHash<QString, BuildState> states;
        for (const FunctionDefinition &function : project.functions)
            if (!*cancel)
                states.insert(function.name, buildStateOf(function, project.layers, project.root));
        return states;
    };
    whenDone(onWorker(m_pool, work), this, [this, look = m_look](const Result<QHash<QString, BuildState>> &states) {
        if (m_look != look)
            return; // a newer one is under way
        m_look.reset();
        if (std::exchange(m_states, *states) != *states)
            emit statesChanged();
    });
}

void BuildController::note(const QString &function, BuildState state)
{
    if (m_states.value(function) == state)
        return;
    m_states.insert(function, state);
    emit statesChanged();
}

} // namespace lathe
