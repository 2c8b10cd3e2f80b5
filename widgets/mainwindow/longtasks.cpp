// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/longtasks.h"
#include "items/visibletext.h"
#include "session/layercontroller.h"
#include "session/packagesaver.h"
#include "session/session.h"
#include "session/testcontroller.h"
#include <QApplication>
#include <QWidget>

namespace lathe {

LongTasks::LongTasks(Session &session, QWidget &window) : QObject(&window), m_session(session), m_window(window), m_least(std::chrono::seconds(10))
{
    RunController &runs = session.runs();
    connect(&runs, &RunController::started, this, [this] { note(Run); });
    connect(&runs, &RunController::finished, this, [this](const RunRecord &record) {
        end(Run, record.outcome.ok() ? tr("The run succeeded: %1").arg(visibleText(record.functionName)) : tr("The run failed: %1").arg(visibleText(record.functionName)));
    });
    connect(&runs, &RunController::failed, this, [this](const Error &error) { end(Run, tr("The run failed: %1").arg(visibleText(m_session.currentFunction())), error.text); });
    DeployController &deploys = session.deploys();
    connect(&deploys, &DeployController::stateChanged, this, [this, &deploys] {
        if (deploys.state() == DeployController::State::Applying)
            note(Deploy);
    });
    connect(&deploys, &DeployController::deployed, this, [this] { end(Deploy, tr("Deployed: %1").arg(visibleText(m_session.currentFunction()))); });
    connect(&deploys, &DeployController::failed, this, [this](const Error &error) { end(Deploy, tr("The deploy failed: %1").arg(visibleText(m_session.currentFunction())), error.text); });
    TestController &tests = session.tests();
    connect(&tests, &TestController::stateChanged, this, [this, &tests] {
        if (tests.isRunning() && !m_begun.contains(Tests))
            note(Tests);
    });
    connect(&tests, &TestController::finished, this, [this, &tests] { end(Tests, tr("The tests have run"), tr("%1 of %2").arg(tests.done()).arg(tests.total())); });
    connect(&session.packages(), &PackageSaver::stateChanged, this, [this] {
        if (m_session.packages().isBusy() && !m_begun.contains(Package))
            note(Package);
    });
    connect(&session.packages(), &PackageSaver::saved, this, [this] { end(Package, tr("The package is written")); });
    connect(&session.packages(), &PackageSaver::failed, this, [this](const Error &error) { end(Package, tr("The package was not written"), error.text); });
    connect(&session.layers(), &LayerController::busyChanged, this, [this] {
        if (m_session.layers().isBusy())
            note(Layer);
    });
    connect(&session.layers(), &LayerController::built, this, [this](const LayerInfo &layer) { end(Layer, tr("The layer is built: %1").arg(visibleText(layer.name))); });
    connect(&session.layers(), &LayerController::failed, this, [this](const Error &error) { end(Layer, tr("The layer was not built"), error.text); });
    connect(&session, &Session::sampleProgress, this, [this] {
        if (!m_begun.contains(Sample))
            note(Sample);
    });
    connect(&session, &Session::sampleCreated, this, [this] { end(Sample, tr("The sample is ready")); });
    connect(&session, &Session::sampleFailed, this, [this](const Error &error) { end(Sample, tr("The sample was not made"), error.text); });
}

void LongTasks::note(Kind kind)
{
    m_begun[kind].start();
}

void LongTasks::end(Kind kind, const QString &title, const QString &detail)
{
    const QElapsedTimer begun = m_begun.take(kind);
    if (!begun.isValid() || std::chrono::milliseconds(begun.elapsed()) < m_least || QApplication::activeWindow())
        return; // whatever of Lathe is being looked at
    QApplication::alert(&m_window);
    emit ended(title, visibleText(detail));
}

} // namespace lathe
