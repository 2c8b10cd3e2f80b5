// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/expectation.h"
#include "runtime/runtimeservice.h"
#include <QObject>
#include <functional>
#include <memory>
#include <vector>

namespace lathe {

/// One cell of the run matrix: an event on a function, in a version or with a runtime of its own.
struct TestCase
{
    QString function;
    QString event;     ///< The event's name.
    QString variant;   ///< What makes this column differ from others, e.g. "python3.12"; may be empty.
    FunctionSpec spec;
    InvokeRequest request;
    Expectation expectation;
    QString qualifier = {}; ///< Version or alias of a deployed function; empty: the folder's code.
    QString problem = {};   ///< Why it cannot run, a sentence; empty where it can.
};

/// What became of a TestCase.
struct TestResult
{
    enum State { Waiting, Running, Passed, Failed, Broken, Stopped } state = Waiting;
    QStringList failures;       ///< Of Failed: what does not hold. Of Broken: why it could not run.
    InvokeOutcome outcome;      ///< Of Passed and Failed.
    qint64 wallMs = 0;
    bool cut = false;           ///< Response and log are no longer whole: too many were kept.
};

/// An invocation under way, and how to end it.
struct TestRunning
{
    QFuture<Result<InvokeOutcome>> outcome;
    std::function<void()> cancel;
};

/// What an outcome is to expectations.
RunFacts runFacts(const InvokeOutcome &outcome);

/// Runs test cases on a runtime service, or deployed functions, a few at once and in order, and checks what came back. Owned by who starts it (the command,
/// the window's session); lives on the service's thread. A result stays as it is from its caseFinished() on. finished() is emitted exactly once, after start().
class TestRun : public QObject
{
    Q_OBJECT
public:
    /// `atOnce` from 1 on; cases of one function share its environments.
    TestRun(RuntimeService &service, QList<TestCase> cases, int atOnce, QObject *parent = nullptr);
    /// `invoke` runs a case in another way, on this thread; what it uses must outlive this.
    using Invoke = std::function<TestRunning(const TestCase &)>;
    TestRun(Invoke invoke, QList<TestCase> cases, int atOnce, QObject *parent = nullptr);
    ~TestRun() override;
    void start();
    /// No further case starts, running ones are ended.
    void cancel();
    /// Stop at the first case that does not pass.
    void setFailFast(bool on) { m_failFast = on; }

    const QList<TestCase> &cases() const { return m_cases; }
    const TestResult &result(qsizetype index) const { return m_results[size_t(index)]; }
    int count(TestResult::State state) const;

signals:
    void caseStarted(qsizetype index);
    void caseFinished(qsizetype index);
    void finished();

private:
    void startMore();
    void finish(qsizetype index, const Result<InvokeOutcome> &outcome, qint64 wallMs);
    void end(qsizetype index, const Result<InvokeOutcome> &outcome, qint64 wallMs);

    const Invoke m_invoke;
    const QList<TestCase> m_cases;
    std::vector<TestResult> m_results;
    QList<TestRunning> m_running;
    const int m_atOnce;
    qsizetype m_next = 0;
    int m_active = 0;
    bool m_stopped = false;
    bool m_failFast = false;
    bool m_ended = false;
};

/// The results as JUnit XML, which CI systems read: a testsuite a function and variant, a testcase an event.
QByteArray junitXml(const TestRun &run);
/// The same of cases that were run at different times; `result` gives that of a case by its index.
QByteArray junitXml(const QList<TestCase> &cases, const std::function<const TestResult &(qsizetype index)> &result);

} // namespace lathe
