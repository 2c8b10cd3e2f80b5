// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pool of environments: Lambda's limits as values, the machine's cap and its queue, reuse, retirement, the report.
#include "runner.h"
#include "runtime/concurrency.h"
#include "runtime/turnestimate.h"
#include <QDir>
#include <malloc.h>

using namespace lathe;
using namespace std::chrono_literals;
using lathe::test::Runner;

class TestPool : public QObject
{
    Q_OBJECT

    using Time = TokenBucket::Time;
    using Future = QFuture<Result<InvokeOutcome>>;

    static FunctionSpec prepare(Runner &runner, const char *function, const QString &name = QStringLiteral("fn"))
    {
        runner.write(QStringLiteral("app.py"), Runner::file(QStringLiteral("service.py")));
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.") + QLatin1String(function));
        spec.name = name;
        return spec;
    }
    /// How many of the futures succeeded; the reasons of the others go to `reasons`.
    static int succeeded(const QList<Future> &futures, QStringList *reasons = nullptr)
    {
        int sum = 0;
        for (const Future &future : futures) {
            if (!Runner::wait(future))
                return -1;
            const auto result = future.result();
            sum += result.has_value();
            if (!result && reasons)
                *reasons << result.error().id + u' ' + result.error().detail;
        }
        return sum;
    }
    static EnvironmentInfo only(const Runner &runner)
    {
        const auto all = runner.service->environments();
        return all.size() == 1 ? all.first() : EnvironmentInfo();
    }

private slots:
    void rulesOfConcurrency()
    {
        PoolLimits limits;
        limits.concurrency = 10;
        limits.requestsPerEnvironment = 2;
        Concurrency rules(limits);
        const Time now = std::chrono::steady_clock::now();
        const QString own = QStringLiteral("own"), other = QStringLiteral("other");
        QCOMPARE(rules.unreserved(), 10);
        QCOMPARE(rules.admit(other, 9, false, now), std::nullopt);
        QCOMPARE(rules.admit(other, 10, false, now), Throttle::Concurrency);
        rules.setReserved(own, 4);
        QCOMPARE(rules.unreserved(), 6);
        QCOMPARE(rules.reserved(own), 4);
        QCOMPARE(rules.reserved(other), std::nullopt);
        QCOMPARE(rules.admit(other, 6, false, now), Throttle::Concurrency);
        QCOMPARE(rules.admit(own, 3, false, now), std::nullopt);
        QCOMPARE(rules.admit(own, 4, false, now), Throttle::ReservedConcurrency);
        for (int i = 0; i < 8; ++i) // 2 a second for each of 4
            QCOMPARE(rules.admit(own, 0, true, now), std::nullopt);
        QCOMPARE(rules.admit(own, 0, true, now), Throttle::ReservedRate);
        QCOMPARE(rules.admit(own, 0, false, now), std::nullopt); // asynchronous events have no rate
        rules.setReserved(own, 4); // the same again gives no new tokens
        QCOMPARE(rules.admit(own, 0, true, now), Throttle::ReservedRate);
        QCOMPARE(rules.admit(own, 0, true, now + 1s), std::nullopt);
        for (int i = 0; i < 12; ++i)
            QCOMPARE(rules.admit(other, 0, true, now), std::nullopt);
        QCOMPARE(rules.admit(other, 0, true, now), Throttle::Rate);
        rules.setReserved(own, 0);
        QCOMPARE(rules.admit(own, 0, false, now), Throttle::ReservedConcurrency);
        rules.setReserved(own, std::nullopt);
        QCOMPARE(rules.unreserved(), 10);
        QCOMPARE(rules.admit(own, 0, false, now), std::nullopt);
    }

    void newEnvironmentsComeAtLambdasPace()
    {
        PoolLimits limits;
        limits.scalingEnvironments = 5;
        limits.scalingPerSecond = 5;
        Concurrency rules(limits);
        const Time now = std::chrono::steady_clock::now();
        const QString one = QStringLiteral("one"), two = QStringLiteral("two");
        for (int i = 0; i < 5; ++i)
            QVERIFY(rules.admitEnvironment(one, now));
        QVERIFY(!rules.admitEnvironment(one, now));
        QVERIFY(rules.admitEnvironment(two, now)); // each function by itself
        QVERIFY(rules.admitEnvironment(one, now + 210ms));
        QVERIFY(!rules.admitEnvironment(one, now + 210ms));
    }

    void reasonsAreThoseOfTheModel()
    {
        QStringList names;
        for (const Throttle one : {Throttle::Concurrency, Throttle::ReservedConcurrency, Throttle::Rate, Throttle::ReservedRate, Throttle::Scaling, Throttle::Machine})
            names << throttleReason(one);
        QCOMPARE(names.join(u' '), QStringLiteral("ConcurrentInvocationLimitExceeded ReservedFunctionConcurrentInvocationLimitExceeded CallerRateLimitExceeded "
                                                  "ReservedFunctionInvocationRateLimitExceeded FunctionInvocationRateLimitExceeded ConcurrentInvocationLimitExceeded"));
    }

    void limitsOfAMachine()
    {
        const PoolLimits small = PoolLimits().completed(2048), large = PoolLimits().completed(256 * 1024);
        QCOMPARE(small.memoryMib, 1024);
        QCOMPARE(small.environments, 21);
        QCOMPARE(large.environments, 1000);
        PoolLimits given;
        given.environments = 7;
        given.memoryMib = 300;
        QCOMPARE(given.completed(2048).environments, 7);
        QCOMPARE(given.completed(2048).memoryMib, 300);
    }

    void theMostRecentlyUsedIsUsedAgain()
    {
        Runner runner([](RuntimeOptions &options) { options.pool.idle = 1s; });
        const FunctionSpec spec = prepare(runner, "sleep");
        QCOMPARE(succeeded({runner.start(spec, "0.2"), runner.start(spec, "0.4")}), 2);
        const auto warm = runner.service->environments();
        QCOMPARE(warm.size(), 2);
        for (int i = 0; i < 5; ++i)
            LATHE_VERIFY_RESULT(runner.run(spec, "0"));
        const auto after = runner.service->environments();
        QCOMPARE(after.size(), 2);
        QCOMPARE(after[0].invocations, 1);
        QCOMPARE(after[1].invocations, 6);
        QTRY_COMPARE_WITH_TIMEOUT(runner.service->environments().size(), 0, 20000); // both idle too long in the end
    }

    void reservedConcurrency()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "sleep");
        runner.service->setReserved(spec.name, 2);
        QStringList reasons;
        QList<Future> futures;
        for (int i = 0; i < 5; ++i)
            futures << runner.start(spec, "0.5");
        const FunctionSpec other = prepare(runner, "sleep", QStringLiteral("other"));
        futures << runner.start(other, "0");
        QCOMPARE(succeeded(futures, &reasons), 3);
        QCOMPARE(reasons, QStringList(3, QStringLiteral("LTH-RUN-007 ReservedFunctionConcurrentInvocationLimitExceeded")));
        for (int i = 0; i < 5; ++i) // one after the other is never refused
            LATHE_VERIFY_RESULT(runner.run(spec, "0"));
        runner.service->setReserved(spec.name, 0);
        QCOMPARE(runner.run(spec, "0").error().code, ErrorCode::Throttled);
        runner.service->setReserved(spec.name, std::nullopt);
        LATHE_VERIFY_RESULT(runner.run(spec, "0"));
    }

    void concurrencyOfTheRegion()
    {
        Runner runner([](RuntimeOptions &options) { options.pool.concurrency = 3; });
        const FunctionSpec one = prepare(runner, "sleep"), two = prepare(runner, "sleep", QStringLiteral("two"));
        runner.service->setReserved(two.name, 1);
        QStringList reasons;
        QCOMPARE(succeeded({runner.start(one, "0.4"), runner.start(one, "0.4"), runner.start(one, "0.4"), runner.start(two, "0.4")}, &reasons), 3);
        QCOMPARE(reasons, QStringList{QStringLiteral("LTH-RUN-007 ConcurrentInvocationLimitExceeded")});
    }

    void theMachinesCapLetsEventsWait()
    {
        Runner runner([](RuntimeOptions &options) { options.pool.environments = 2; });
        const FunctionSpec one = prepare(runner, "sleep"), two = prepare(runner, "echo", QStringLiteral("two"));
        QList<Future> futures;
        for (int i = 0; i < 20; ++i)
            futures << runner.start(i % 2 ? one : two, "0.01");
        QCOMPARE(succeeded(futures), 20);
        QCOMPARE(runner.service->environments().size(), 2);
    }

    void butNotForEver()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.environments = 1;
            options.pool.queue = 200ms;
        });
        const FunctionSpec spec = prepare(runner, "sleep");
        QStringList reasons;
        QList<Future> futures{runner.start(spec, "2"), runner.start(spec, "0")};
        QVERIFY(Runner::wait(futures[1]));
        QVERIFY(!futures[0].isFinished());
        QCOMPARE(succeeded(futures, &reasons), 1);
        QCOMPARE(reasons, QStringList{QStringLiteral("LTH-RUN-006 ConcurrentInvocationLimitExceeded")});
    }

    void cancellingWhatWaits()
    {
        Runner runner([](RuntimeOptions &options) { options.pool.environments = 1; });
        const FunctionSpec spec = prepare(runner, "sleep");
        const Future busy = runner.start(spec, "1");
        Future waiting = runner.start(spec, "0");
        QTRY_COMPARE(runner.service->environments().size(), 1);
        waiting.cancel();
        QVERIFY(Runner::wait(waiting));
        QVERIFY(!busy.isFinished());
        const Future all = runner.start(spec, "0");
        runner.service->cancelAll();
        QVERIFY(Runner::wait(all));
        QCOMPARE(all.result().error().code, ErrorCode::Cancelled);
        QVERIFY(Runner::wait(busy));
        const Future last = runner.start(spec, "30"), behind = runner.start(spec, "0");
        QTRY_COMPARE(runner.service->environments().size(), 1);
        runner.service.reset();
        QVERIFY(Runner::wait(last) && Runner::wait(behind));
        QCOMPARE(behind.result().error().code, ErrorCode::Cancelled);
    }

    void memoryOfTheMachine()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.memoryMib = 300; // two of 128 MB that nothing is known of
            options.pool.queue = 0ms;
        });
        FunctionSpec spec = prepare(runner, "sleep");
        spec.memoryMib = 512;
        QCOMPARE(succeeded({runner.start(spec, "0.5"), runner.start(spec, "0.5"), runner.start(spec, "0.5")}), 2);
        // Known now to be small.
        QList<Future> futures;
        for (int i = 0; i < 5; ++i)
            futures << runner.start(spec, "0.5");
        QCOMPARE(succeeded(futures), 5);
        // One alone always may.
        Runner tiny([](RuntimeOptions &options) { options.pool.memoryMib = 1; });
        LATHE_VERIFY_RESULT(tiny.run(prepare(tiny, "echo")));
    }

    void shortInvocationsTakeTurns()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.turns = 1;
            options.pool.shortInvocation = 20s;
            options.pool.turnWait = 20s; // no machine is so slow that one of them starts another environment
        });
        const FunctionSpec spec = prepare(runner, "echo");
        for (int i = 0; i < 20; ++i) // what they take is not known before
            LATHE_VERIFY_RESULT(runner.run(spec));
        QList<Future> all;
        for (int i = 0; i < 30; ++i)
            all << runner.start(spec, QByteArray::number(i));
        QCOMPARE(succeeded(all), 30);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(all.at(i).result()->payload, QByteArray::number(i));
        QVERIFY2(runner.service->environments().size() < 4, qPrintable(QString::number(runner.service->environments().size())));
    }

    void longOnesDoNot()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.turns = 1;
            options.pool.turnWait = 20ms;
        });
        const FunctionSpec spec = prepare(runner, "sleep");
        for (int i = 0; i < 20; ++i)
            LATHE_VERIFY_RESULT(runner.run(spec, "0"));
        QElapsedTimer clock;
        clock.start();
        QList<Future> all;
        for (int i = 0; i < 4; ++i)
            all << runner.start(spec, "3");
        QCOMPARE(succeeded(all), 4);
        QCOMPARE(runner.service->environments().size(), 4); // an environment each, as on Lambda
        QVERIFY(clock.elapsed() < 11000);
    }

    void cancellingWhatWaitsForATurn()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.turns = 1;
            options.pool.shortInvocation = 20s;
            options.pool.turnWait = 20s;
        });
        const FunctionSpec spec = prepare(runner, "sleep");
        for (int i = 0; i < 20; ++i)
            LATHE_VERIFY_RESULT(runner.run(spec, "0"));
        Future first = runner.start(spec, "0.5"), second = runner.start(spec, "0"), third = runner.start(spec, "0");
        second.cancel();
        QVERIFY(Runner::wait(first) && first.result());
        QVERIFY(Runner::wait(third) && third.result());
        QVERIFY(Runner::wait(second));
        runner.service->cancelAll();
        LATHE_VERIFY_RESULT(runner.run(spec, "0"));
    }

    void rulesOfTurns()
    {
        TurnEstimate estimate;
        QVERIFY2(!estimate.comesSoon(8, 0), "nothing is known");
        estimate.ended(1ms);
        QVERIFY(estimate.comesSoon(1, 4));
        QVERIFY2(!estimate.comesSoon(1, 5), "more than 10 ms");
        QVERIFY(estimate.comesSoon(4, 19));
        QVERIFY2(!estimate.comesSoon(0, 0), "all that work are unusual");
        for (int i = 0; i < 30; ++i)
            estimate.ended(50ms); // they wait for something now
        QVERIFY(!estimate.comesSoon(8, 0));
        estimate.ended(200us);
        QVERIFY(estimate.comesSoon(1, 10));
    }

    void scalingOfOneFunction()
    {
        Runner runner([](RuntimeOptions &options) {
            options.pool.scalingEnvironments = 2;
            options.pool.scalingPerSecond = 1;
        });
        const FunctionSpec spec = prepare(runner, "sleep");
        QStringList reasons;
        QCOMPARE(succeeded({runner.start(spec, "1"), runner.start(spec, "1"), runner.start(spec, "1")}, &reasons), 2);
        QCOMPARE(reasons, QStringList{QStringLiteral("LTH-RUN-007 FunctionInvocationRateLimitExceeded")});
        LATHE_VERIFY_RESULT(runner.run(spec, "0"));
    }

    void reportOfThePool()
    {
        Runner runner;
        QSignalSpy pool(runner.service.get(), &RuntimeService::poolChanged);
        FunctionSpec spec = prepare(runner, "sleep");
        spec.memoryMib = 256;
        const Future first = runner.start(spec, "1");
        QTRY_COMPARE(only(runner).state, EnvironmentState::Busy);
        const quint64 id = only(runner).id;
        QVERIFY(Runner::wait(first));
        const EnvironmentInfo idle = only(runner);
        QCOMPARE(idle.state, EnvironmentState::Idle);
        QCOMPARE(idle.id, id);
        QCOMPARE(idle.function, QStringLiteral("fn"));
        QCOMPARE(idle.version, QStringLiteral("$LATEST"));
        QCOMPARE(idle.runtime, QStringLiteral("python3.11"));
        QCOMPARE(idle.invocations, 1);
        QCOMPARE(idle.memoryMib, 256);
        QVERIFY(idle.peakBytes > 0);
        QCOMPARE(idle.logStream, first.result()->logStream);
        QVERIFY(idle.since.secsTo(QDateTime::currentDateTimeUtc()) < 30);
        QTRY_VERIFY(!pool.isEmpty() && pool.last().first().value<QList<EnvironmentInfo>>() == QList<EnvironmentInfo>{idle});
        QSet<EnvironmentState> seen;
        for (const auto &one : pool)
            for (const EnvironmentInfo &info : one.first().value<QList<EnvironmentInfo>>())
                seen.insert(info.state);
        QVERIFY(seen.contains(EnvironmentState::Busy) && seen.contains(EnvironmentState::Idle));
    }

    void stoppingAndKilling()
    {
        Runner runner;
        const FunctionSpec spec = prepare(runner, "sleep");
        const Future finishes = runner.start(spec, "0.5");
        QTRY_COMPARE(only(runner).state, EnvironmentState::Busy);
        runner.service->stop(only(runner).id);
        QTRY_COMPARE(only(runner).state, EnvironmentState::Ending);
        LATHE_VERIFY_RESULT(runner.run(spec, "0")); // gets another one
        QVERIFY(Runner::wait(finishes));
        LATHE_VERIFY_RESULT(finishes.result());
        QTRY_COMPARE(runner.service->environments().size(), 1);
        runner.service->stop(only(runner).id);
        QTRY_COMPARE(runner.service->environments().size(), 0);
        const Future killed = runner.start(spec, "30");
        QTRY_COMPARE(only(runner).state, EnvironmentState::Busy);
        runner.service->kill(only(runner).id);
        QVERIFY(Runner::wait(killed));
        QCOMPARE(killed.result().error().code, ErrorCode::Cancelled);
        QTRY_COMPARE(runner.service->environments().size(), 0);
        runner.service->stop(12345);
        runner.service->kill(12345);
    }

    void afterACrashItIsReset()
    {
        Runner runner;
        FunctionSpec spec = prepare(runner, "keep");
        LATHE_VERIFY_RESULT(runner.run(spec));
        QCOMPARE(only(runner).state, EnvironmentState::Resetting);
        LATHE_VERIFY_RESULT(runner.run(spec));
        QCOMPARE(only(runner).state, EnvironmentState::Idle);
        QCOMPARE(only(runner).invocations, 2);
    }

    /// What is deployed and what runs from its folder share a name and nothing else.
    void deployedAndLocalStandSideBySide()
    {
        Runner runner;
        const FunctionSpec local = prepare(runner, "echo");
        FunctionSpec deployed = local;
        deployed.arn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn");
        for (int i = 0; i < 3; ++i) {
            LATHE_VERIFY_RESULT(runner.run(local));
            LATHE_VERIFY_RESULT(runner.run(deployed));
        }
        QCOMPARE(runner.service->environments().size(), 2);
        QVERIFY(runner.service->environments().last().deployed);
    }

    /// A file is saved while its function runs: that run ends on the old code, the next one has the new code. The long form
    /// (LATHE_LONG_TESTS) is 500 rounds.
    void savedWhileItRuns()
    {
        const int rounds = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 500 : 25;
        Runner runner;
        FunctionSpec spec = runner.spec(QStringLiteral("python3.11"), QStringLiteral("app.h"));
        const auto save = [&](int number) {
            runner.write(QStringLiteral("app.py"), "import time\ndef h(e, c):\n    print('begun')\n    time.sleep(e)\n    return " + QByteArray::number(number) + "\n");
            spec.codeHash = QString::number(number);
        };
        save(0);
        for (int i = 0; i < rounds; ++i) {
            QByteArray log;
            InvokeRequest request;
            request.payload = "0.1";
            const Future running = runner.service->invoke(spec, request, [&log](const QByteArray &bytes) { log += bytes; });
            QTRY_VERIFY_WITH_TIMEOUT(log.contains("begun\n"), 20000);
            save(i + 1);
            runner.service->retireCode(runner.code.path() + QStringLiteral("/app.py"));
            const auto next = runner.run(spec, "0");
            QVERIFY(Runner::wait(running));
            LATHE_VERIFY_RESULT(running.result());
            LATHE_VERIFY_RESULT(next);
            QCOMPARE(running.result()->payload, QByteArray::number(i));
            QCOMPARE(next->payload, QByteArray::number(i + 1));
        }
        QTRY_COMPARE(runner.service->environments().size(), 1);
        runner.service->retireCode(runner.code.path() + QStringLiteral("other/app.py"));
        QCOMPARE(runner.service->environments().size(), 1);
        runner.service->retireCode(runner.code.path() + QStringLiteral("/app.py"));
        QCOMPARE(runner.service->environments().size(), 0);
    }

    /// Nothing of an invocation stays: neither memory nor descriptors. The long form (LATHE_LONG_TESTS) is 100,000 of them.
    void manyInvocationsLeaveNothing()
    {
        const int warmUp = 1000, count = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 100000 : 2000;
        Runner runner([](RuntimeOptions &options) { options.pool.requestsPerEnvironment = 1000; });
        const FunctionSpec spec = prepare(runner, "echo");
        const auto descriptors = [] { return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size(); };
        const auto used = [] {
#ifdef __SANITIZE_ADDRESS__
            return qint64(0); // the sanitizer keeps what is freed
#else
            return qint64(mallinfo2().uordblks);
#endif
        };
        InvokeRequest request;
        request.payload = "{\"a\": 1}";
        int done = 0, failed = 0;
        QEventLoop loop;
        qint64 before = 0;
        qsizetype open = 0;
        std::function<void(const Result<InvokeOutcome> &)> next = [&](const Result<InvokeOutcome> &result) {
            failed += !result || !result->ok();
            if (++done == warmUp) {
                before = used();
                open = descriptors();
            }
            if (done == warmUp + count)
                return loop.quit();
            QTimer::singleShot(0, &loop, [&] { runner.service->invoke(spec, request, &loop, next); });
        };
        QTimer::singleShot(std::chrono::minutes(20), &loop, &QEventLoop::quit);
        runner.service->invoke(spec, request, &loop, next);
        loop.exec();
        QCOMPARE(done, warmUp + count);
        QCOMPARE(failed, 0);
        QCOMPARE(descriptors(), open);
        QVERIFY2(used() - before <= 50 * count, qPrintable(QString::number(used() - before)));
        qInfo("bytes an invocation left: %.1f", double(used() - before) / count);
    }
};

QTEST_GUILESS_MAIN(TestPool)
#include "tst_pool.moc"
