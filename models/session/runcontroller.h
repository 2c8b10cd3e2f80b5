// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "events/eventmeta.h"
#include "items/coldstart.h"
#include "items/runrecord.h"
#include "session/availability.h"
#include <QObject>

namespace lathe {

class RunHistoryModel;

/// What is done before a function can run: a container image, or sources that have to be compiled.
struct RunPreparation
{
    enum class Phase { BuildingFunction, BuildingImage, UnpackingImage, Done };
    Phase phase = Phase::UnpackingImage;
    int layer = 0; ///< 1-based, of `layers`; 0 while it is built.
    int layers = 0;
    qint64 bytes = 0;      ///< Of the stored layers, all together.
    qint64 totalBytes = 0; ///< 0: not known.
};

/// Running the current function on a test event, here or where it is deployed. Lives on the window's thread; the work is
/// done on the engine's. At most one run at a time; stop() ends it.
class RunController : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    enum class State { Idle, Running, Stopping };
    /// Usual: in a warm environment if there is one. Cold: all environments of the function end first. ImportTimer: in an
    /// environment of its own that measures what each import costs; ends in importsProfiled() before finished(), and is not
    /// in the history, because the timer takes time itself.
    enum class Mode { Usual, Cold, ImportTimer };
    virtual State state() const = 0;
    /// False with a reason: no function, folder not trusted, a run under way, unresolved handler …
    virtual Availability canRun() const = 0;
    virtual Availability canInvokeDeployed() const = 0;
    virtual void run(const QByteArray &event, const QString &eventName, Mode mode = Mode::Usual, const EventContext &context = {}) = 0;
    /// False with a reason: the function's runtime has no import timer.
    virtual Availability canProfileImports() const = 0;
    virtual void invokeDeployed(const QByteArray &event, const QString &eventName, const EventContext &context = {}) = 0;
    virtual void stop() = 0;
    /// The last finished run of a function; empty functionName when there is none.
    virtual RunRecord lastRun(const QString &functionName) const = 0;
    /// The run before that one, for the difference in figures.
    virtual RunRecord previousRun(const QString &functionName) const = 0;
    /// All runs of this session, newest first.
    virtual RunHistoryModel &history() = 0;

signals:
    void stateChanged();
    void started();
    /// Between started() and the first of the log, for what is not ready here yet.
    void preparing(const lathe::RunPreparation &step);
    /// The function is built before it runs, as the project asks for it: what is done at the moment.
    void building(const QString &text);
    void logAppended(const QByteArray &bytes);
    /// Parts of a streamed response, each with its time and size, while the function runs; a response in one piece too.
    void responseAppended(const QList<lathe::ResponseChunk> &parts, const QByteArray &bytes);
    /// What loading the function's code cost, of the environment with this log stream; empty when nothing was measured.
    void importsProfiled(const QString &functionName, const QString &logStream, const QList<lathe::ColdSpan> &imports);
    void finished(const lathe::RunRecord &record);
    /// It was stopped; what had been asked for. Followed by failed() (Cancelled).
    void stopped(const lathe::RunRecord &run);
    void failed(const lathe::Error &error);
};

} // namespace lathe
