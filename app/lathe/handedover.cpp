// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "handedover.h"
#include "console.h"
#include "core/async.h"
#include "handover/handovercall.h"
#include "invokeoutput.h"
#include "preparedrun.h"
#include "runrecording.h"
#include "runtime/runtimeservice.h"
#include "shared.h"
#include <QFutureWatcher>
#include <QPointer>
#include <QThreadPool>
#include <memory>

namespace lathe {

namespace {

/// One run that was taken over, from its start to its exit code. Its call owns it.
class HandedOverRun : public QObject
{
public:
    HandedOverRun(HandoverCall *call, const PreparedRun &prepared, RuntimeService &runtime, QThreadPool &pool)
        : QObject(call), m_call(*call), m_prepared(prepared), m_runtime(runtime), m_pool(pool),
          m_console(prepared.args.has(QStringLiteral("json")), prepared.args.has(QStringLiteral("quiet")), true,
                    {[this](bool error, const QByteArray &bytes) {
                         write(error, bytes);
                         return 0;
                     },
                     prepared.errorIsTerminal, false}),
          m_response(responseTo(m_console, RunRecording::begin(prepared.args, prepared.root, prepared.request)))
    {
        connect(call, &HandoverCall::gone, this,
                [this] { m_watcher.future().cancel(); }); // ends the environment, as an interrupt does
        connect(call, &HandoverCall::drained, this, [this] { m_response->sink->setHeld(false); });
        connect(&m_watcher, &QFutureWatcherBase::finished, this, &HandedOverRun::finish);
    }
    ~HandedOverRun() override { m_response->sink->close(); }

    void start()
    {
        if (m_response->recording)
            m_response->recording->describe(m_prepared.spec);
        InvokeRequest request = m_prepared.request;
        request.sink = m_response->sink;
        const auto onLog = [self = QPointer<HandedOverRun>(this)](const QByteArray &bytes) {
            if (self)
                self->m_console.log(bytes);
        };
        m_call.accept();
        m_watcher.setFuture(m_runtime.invoke(
            m_prepared.spec, request, m_console.isJson() ? nullptr : std::function<void(const QByteArray &)>(onLog)));
    }

private:
    void write(bool error, const QByteArray &bytes)
    {
        if (!std::exchange(m_began, true))
            for (const auto &[toError, said] : std::as_const(m_prepared.talk))
                m_call.write(toError, said);
        m_call.write(error, bytes);
        if (m_call.pending() > HandoverCall::enough)
            m_response->sink->setHeld(true);
    }

    void finish()
    {
        if (m_watcher.future().resultCount() == 0)
            return m_call.finish(130);
        const Result<InvokeOutcome> outcome = m_watcher.result();
        if (outcome) {
            const int code = printOutcome(*outcome, *m_response, m_prepared.spec.name, m_runtime.options().sandbox, m_console, true);
            return m_response->recording ? record(*outcome, code) : m_call.finish(code);
        }
        if (outcome.error().code == ErrorCode::Cancelled) // by the window, or by the end of this engine
            return m_call.finish(
                m_console.error({ErrorCode::Cancelled,
                                 QStringLiteral("The run was stopped in the Lathe that it was handed over to."),
                                 {},
                                 {}}));
        if (!m_began) // nothing ran: the command may have better luck, or says the error
            return m_call.refuse();
        m_call.finish(m_console.error(outcome.error()));
    }

    /// What was printed is on its way; the command ends when its run is in the history, and nobody else waits for that.
    void record(const InvokeOutcome &outcome, int code)
    {
        whenDone(onWorker(m_pool, [recording = m_response->recording, outcome, kept = m_response->kept] { return recording->leave(outcome, kept); }), this,
                 [this, code](const Result<> &left) {
                     if (!left)
                         m_console.warn(left.error().text);
                     m_call.finish(code);
                 });
    }

    HandoverCall &m_call;
    PreparedRun m_prepared;
    RuntimeService &m_runtime;
    QThreadPool &m_pool;
    Console m_console;
    std::shared_ptr<Response> m_response;
    QFutureWatcher<Result<InvokeOutcome>> m_watcher;
    bool m_began = false; ///< Something was written.
};

} // namespace

HandedOverRuns::HandedOverRuns(RuntimeService &runtime, std::function<bool(const QString &root)> mayRun,
                               QObject *parent)
    : QObject(parent), m_runtime(runtime), m_mayRun(std::move(mayRun))
{
    m_pool.setMaxThreadCount(2);
    connect(&m_listener, &HandoverListener::called, this, &HandedOverRuns::take);
}

HandedOverRuns::~HandedOverRuns()
{
    m_pool.waitForDone();
}

void HandedOverRuns::take(HandoverCall *call)
{
    const RuntimeOptions &options = m_runtime.options();
    const auto work = [request = call->request(), facts = EngineFacts{options.sandbox, options.cpuShare}] {
        return prepareRun(request, facts);
    };
    whenDone(onWorker(m_pool, work), call, [this, call](const Result<PreparedRun> &prepared) {
        if (!prepared || m_runtime.isEnding() || (m_mayRun && !m_mayRun(prepared->root)))
            call->refuse();
        else if (prepared->needsInput)
            takeInput(call, *prepared);
        else
            run(call, *prepared);
    });
}

void HandedOverRuns::takeInput(HandoverCall *call, const PreparedRun &prepared)
{
    connect(call, &HandoverCall::inputArrived, this, [this, call, prepared](const QByteArray &bytes) {
        whenDone(onWorker(m_pool, [prepared, bytes] { return withInput(prepared, bytes); }), call,
                 [this, call](const Result<PreparedRun> &whole) {
                     if (whole)
                         run(call, *whole);
                     else
                         call->refuse();
                 });
    });
    call->askInput();
}

void HandedOverRuns::run(HandoverCall *call, const PreparedRun &prepared)
{
    (new HandedOverRun(call, prepared, m_runtime, m_pool))->start();
}

} // namespace lathe
