// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/testrun.h"
#include "core/async.h"
#include "core/jsontext.h"
#include <QElapsedTimer>
#include <QXmlStreamWriter>
#include <algorithm>

namespace lathe {

RunFacts runFacts(const InvokeOutcome &outcome)
{
    RunFacts facts;
    facts.payload = outcome.payload;
    facts.failed = !outcome.ok();
    facts.timedOut = outcome.report.status == u"timeout";
    facts.errorType = outcome.report.errorType;
    if (facts.failed)
        if (const auto literal = jsontext::member(outcome.payload, "errorType"))
            if (const auto type = jsontext::unquoted(*literal); type && !type->isEmpty())
                facts.errorType = QString::fromUtf8(*type);
    facts.durationMs = outcome.report.durationMs;
    facts.maxMemoryMib = outcome.report.maxMemoryUsedMib;
    facts.log = outcome.log;
    return facts;
}

/// On the service's thread.
static TestRunning invokeHere(RuntimeService &service, const TestCase &one)
{
    QFuture<Result<InvokeOutcome>> future = service.invoke(one.spec, one.request);
    return {future, [future]() mutable { future.cancel(); }};
}

TestRun::TestRun(RuntimeService &service, QList<TestCase> cases, int atOnce, QObject *parent)
    : TestRun([&service](const TestCase &one) { return invokeHere(service, one); }, std::move(cases), atOnce, parent)
{
}

TestRun::TestRun(Invoke invoke, QList<TestCase> cases, int atOnce, QObject *parent)
    : QObject(parent), m_invoke(std::move(invoke)), m_cases(std::move(cases)), m_results(size_t(m_cases.size())), m_atOnce(std::max(1, atOnce))
{
}

TestRun::~TestRun()
{
    for (const TestRunning &one : std::as_const(m_running))
        one.cancel();
}

int TestRun::count(TestResult::State state) const
{
    return int(std::count_if(m_results.begin(), m_results.end(), [state](const TestResult &one) { return one.state == state; }));
}

void TestRun::start()
{
    QMetaObject::invokeMethod(this, &TestRun::startMore, Qt::QueuedConnection); // nobody is told before start() has returned
}

void TestRun::cancel()
{
    m_stopped = true;
    const auto running = m_running;
    for (const TestRunning &one : running)
        one.cancel();
    QMetaObject::invokeMethod(this, &TestRun::startMore, Qt::QueuedConnection);
}

void TestRun::startMore()
{
    while (!m_stopped && m_active < m_atOnce && m_next < m_cases.size()) {
        const qsizetype index = m_next++;
        ++m_active;
        m_results[size_t(index)].state = TestResult::Running;
        emit caseStarted(index);
        if (const QString problem = m_cases[index].problem; !problem.isEmpty()) {
            finish(index, fail(ErrorCode::Config, problem), 0);
            continue;
        }
        QElapsedTimer clock;
        clock.start();
        const TestRunning running = m_invoke(m_cases[index]);
        m_running.append(running);
        whenDone(running.outcome, this, [this, index, clock](const Result<InvokeOutcome> &outcome) { end(index, outcome, clock.elapsed()); });
    }
    if (m_active > 0 || m_ended || (!m_stopped && m_next < m_cases.size()))
        return;
    m_ended = true;
    for (TestResult &result : m_results)
        if (result.state == TestResult::Waiting)
            result.state = TestResult::Stopped;
    emit finished();
}

void TestRun::end(qsizetype index, const Result<InvokeOutcome> &outcome, qint64 wallMs)
{
    finish(index, outcome, wallMs);
    startMore();
}

void TestRun::finish(qsizetype index, const Result<InvokeOutcome> &outcome, qint64 wallMs)
{
    --m_active;
    m_running.removeIf([](const TestRunning &one) { return one.outcome.isFinished(); });
    TestResult &result = m_results[size_t(index)];
    result.wallMs = wallMs;
    if (outcome) {
        result.outcome = *outcome;
        result.failures = m_cases[index].expectation.failures(runFacts(*outcome));
        result.state = result.failures.isEmpty() ? TestResult::Passed : TestResult::Failed;
    } else {
        result.state = outcome.error().code == ErrorCode::Cancelled ? TestResult::Stopped : TestResult::Broken;
        result.failures = {outcome.error().text};
    }
    if (m_failFast && result.state != TestResult::Passed)
        m_stopped = true;
    emit caseFinished(index);
}

/// Text as XML 1.0 allows it: other control characters would make the whole report unreadable.
static QString xmlText(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            result += c;
            result += text[++i];
        } else {
            result += c.isSurrogate() || (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c >= QChar(0xfffe) ? QChar(QChar::ReplacementCharacter) : c;
        }
    }
    return result;
}

static void writeCase(QXmlStreamWriter &xml, const TestCase &one, const TestResult &result, const QString &suite)
{
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("classname"), xmlText(suite));
    xml.writeAttribute(QStringLiteral("name"), xmlText(one.event));
    xml.writeAttribute(QStringLiteral("time"), QString::number(double(result.wallMs) / 1000, 'f', 3));
    const auto note = [&](const char *element, const char *type) {
        xml.writeStartElement(QLatin1String(element));
        xml.writeAttribute(QStringLiteral("type"), QLatin1String(type)); // Surefire's schema demands it
        xml.writeAttribute(QStringLiteral("message"), xmlText(result.failures.value(0)));
        xml.writeCharacters(xmlText(result.failures.join(u'\n')));
        xml.writeEndElement();
    };
    if (result.state == TestResult::Failed)
        note("failure", "ExpectationFailed");
    else if (result.state == TestResult::Broken)
        note("error", "CouldNotRun");
    else if (result.state != TestResult::Passed)
        xml.writeEmptyElement(QStringLiteral("skipped"));
    if (!result.outcome.payload.isEmpty())
        xml.writeTextElement(QStringLiteral("system-out"), xmlText(QString::fromUtf8(result.outcome.payload)));
    if (!result.outcome.log.isEmpty())
        xml.writeTextElement(QStringLiteral("system-err"), xmlText(QString::fromUtf8(result.outcome.log)));
    xml.writeEndElement();
}

QByteArray junitXml(const TestRun &run)
{
    return junitXml(run.cases(), [&run](qsizetype index) -> const TestResult & { return run.result(index); });
}

QByteArray junitXml(const QList<TestCase> &cases, const std::function<const TestResult &(qsizetype)> &resultOf)
{
    QStringList suites; // in the order of the cases
    const auto suiteOf = [](const TestCase &one) { return one.variant.isEmpty() ? one.function : QStringLiteral("%1 (%2)").arg(one.function, one.variant); };
    for (const TestCase &one : cases)
        if (!suites.contains(suiteOf(one)))
            suites.append(suiteOf(one));
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    for (const QString &suite : suites) {
        int tests = 0, failures = 0, errors = 0, skipped = 0;
        qint64 ms = 0;
        for (qsizetype i = 0; i < cases.size(); ++i) {
            if (suiteOf(cases[i]) != suite)
                continue;
            const TestResult &result = resultOf(i);
            ++tests;
            ms += result.wallMs;
            failures += result.state == TestResult::Failed;
            errors += result.state == TestResult::Broken;
            skipped += result.state == TestResult::Stopped || result.state == TestResult::Waiting;
        }
        xml.writeStartElement(QStringLiteral("testsuite"));
        xml.writeAttribute(QStringLiteral("name"), xmlText(suite));
        for (const auto &[name, value] : {std::pair{"tests", tests}, {"failures", failures}, {"errors", errors}, {"skipped", skipped}})
            xml.writeAttribute(QLatin1String(name), QString::number(value));
        xml.writeAttribute(QStringLiteral("time"), QString::number(double(ms) / 1000, 'f', 3));
        for (qsizetype i = 0; i < cases.size(); ++i)
            if (suiteOf(cases[i]) == suite)
                writeCase(xml, cases[i], resultOf(i), suite);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace lathe
