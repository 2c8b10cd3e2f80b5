// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/epolldispatcher.h"
#include <QEventLoop>
#include <QFile>
#include <QSemaphore>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <array>
#include <atomic>
#include <climits>
#include <ctime>
#include <memory>
#include <optional>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace lathe;
using namespace std::chrono_literals;

/// A thread with the event loop under test.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(new EpollDispatcher);
        m_home.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread()
    {
        m_thread.quit();
        if (!m_thread.wait(20000))
            qFatal("The loop did not end.");
    }
    /// Runs `work` there and waits for it.
    template <class Work> void run(Work work) { QMetaObject::invokeMethod(&m_home, work, Qt::BlockingQueuedConnection); }
    QObject *home() { return &m_home; }

private:
    QThread m_thread;
    QObject m_home;
};

/// Two connected sockets.
struct Pair
{
    Pair() { [[maybe_unused]] const int made = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()); }
    ~Pair()
    {
        for (int &end : ends)
            shut(end);
    }
    static void shut(int &fd)
    {
        if (fd >= 0)
            ::close(fd);
        fd = -1;
    }
    static void put(int fd) { QCOMPARE(::write(fd, "x", 1), 1); }
    static void take(int fd)
    {
        char byte;
        (void)!::read(fd, &byte, 1);
    }
    std::array<int, 2> ends{-1, -1};
};

/// Runs the loop until `done` or for many seconds.
static bool loopUntil(const std::function<bool()> &done)
{
    QEventLoop loop;
    QTimer watch, limit;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] { if (done()) loop.quit(); });
    QObject::connect(&limit, &QTimer::timeout, &loop, [&] { loop.exit(1); });
    limit.start(20s);
    watch.start(1ms);
    return done() || loop.exec() == 0;
}

static constexpr int echoes = 2000;

/// How often the loop's thread gave its processor away during so many bytes that another thread sent back 15 µs later.
static long sleepsOfEchoes(LoopThread &loop)
{
    Pair pair;
    std::atomic<bool> over = false;
    std::thread echo([&] {
        char byte;
        while (!over.load())
            if (::read(pair.ends[1], &byte, 1) == 1) {
                const auto heard = std::chrono::steady_clock::now(); // so late that the loop has nothing to do before
                while (std::chrono::steady_clock::now() - heard < 15us) { }
                (void)!::write(pair.ends[1], &byte, 1);
            }
    });
    long sleeps = LONG_MAX;
    loop.run([&] {
        int heard = 0;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
            ++heard;
            Pair::take(pair.ends[0]);
            Pair::put(pair.ends[0]);
        });
        rusage before{}, after{};
        ::getrusage(RUSAGE_THREAD, &before);
        Pair::put(pair.ends[0]);
        QVERIFY(loopUntil([&] { return heard >= echoes; }));
        ::getrusage(RUSAGE_THREAD, &after);
        sleeps = after.ru_nvcsw - before.ru_nvcsw;
    });
    over.store(true);
    echo.join();
    return sleeps;
}

static std::chrono::nanoseconds processorTime()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

class TstEpollDispatcher : public QObject
{
    Q_OBJECT
private slots:
    void wakesUpForOtherThreads()
    {
        LoopThread loop;
        QSemaphore seen;
        for (int i = 0; i < 2000; ++i) {
            QMetaObject::invokeMethod(loop.home(), [&seen] { seen.release(); }, Qt::QueuedConnection);
            QVERIFY2(seen.tryAcquire(1, 20000), "a posted event did not wake the loop");
        }
    }

    void sendsWhatItPostsToItself()
    {
        LoopThread loop;
        QSemaphore end;
        int left = 1000;
        std::function<void()> again = [&] {
            if (--left > 0)
                QMetaObject::invokeMethod(loop.home(), again, Qt::QueuedConnection);
            else
                end.release();
        };
        QMetaObject::invokeMethod(loop.home(), again, Qt::QueuedConnection);
        QVERIFY(end.tryAcquire(1, 20000));
    }

    void tellsWhatIsReady()
    {
        LoopThread loop;
        loop.run([] {
            Pair pair;
            int reads = 0, writes = 0;
            QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
            QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] { Pair::take(pair.ends[0]); ++reads; });
            QObject::connect(&writer, &QSocketNotifier::activated, &writer, [&] { writer.setEnabled(false); ++writes; });
            QVERIFY(loopUntil([&] { return writes == 1; }));
            QCOMPARE(reads, 0);
            Pair::put(pair.ends[1]);
            QVERIFY(loopUntil([&] { return reads == 1; }));
            reader.setEnabled(false);
            Pair::put(pair.ends[1]);
            writer.setEnabled(true);
            QVERIFY(loopUntil([&] { return writes == 2; }));
            QCOMPARE(reads, 1);
            reader.setEnabled(true); // what waits is told, not only what is new
            QVERIFY(loopUntil([&] { return reads == 2; }));
            Pair::shut(pair.ends[1]);
            QVERIFY(loopUntil([&] { return reads > 2; })); // the end, too
        });
    }

    void takesThatOneNotifierRemovesAnother()
    {
        LoopThread loop;
        loop.run([] {
            Pair a, b;
            int told = 0;
            auto one = std::make_unique<QSocketNotifier>(a.ends[0], QSocketNotifier::Read);
            auto other = std::make_unique<QSocketNotifier>(b.ends[0], QSocketNotifier::Read);
            QObject::connect(one.get(), &QSocketNotifier::activated, one.get(), [&] { ++told; other.reset(); one->setEnabled(false); });
            QObject::connect(other.get(), &QSocketNotifier::activated, other.get(), [&] { ++told; one.reset(); other->setEnabled(false); });
            Pair::put(a.ends[1]);
            Pair::put(b.ends[1]);
            QVERIFY(loopUntil([&] { return told > 0; }));
            QVERIFY(!one || !other);
            int turns = 0;
            QVERIFY(loopUntil([&] { return ++turns > 5; }));
            QCOMPARE(told, 1);
        });
    }

    void takesAnotherFileOfTheSameNumber()
    {
        LoopThread loop;
        loop.run([] {
            Pair first;
            const int number = first.ends[0];
            auto old = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
            old.reset();
            Pair::shut(first.ends[0]);
            Pair second;
            QVERIFY(::dup2(second.ends[0], number) == number);
            first.ends[0] = number;
            int told = 0;
            QSocketNotifier fresh(number, QSocketNotifier::Read);
            QObject::connect(&fresh, &QSocketNotifier::activated, &fresh, [&] { Pair::take(number); ++told; });
            Pair::put(second.ends[1]);
            QVERIFY(loopUntil([&] { return told == 1; }));
        });
    }

    void sleepsAlthoughAClosedDescriptorHasACopy()
    {
        LoopThread loop;
        loop.run([] {
            Pair pair;
            const int copy = ::dup(pair.ends[0]);
            {
                QSocketNotifier forgotten(pair.ends[0], QSocketNotifier::Read);
                Pair::shut(pair.ends[0]); // too early: the kernel's list holds the copy's file from now on
            }
            Pair::put(pair.ends[1]);
            int turns = 0;
            QAbstractEventDispatcher *dispatcher = QThread::currentThread()->eventDispatcher();
            QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, dispatcher, [&turns] { ++turns; });
            QEventLoop wait;
            QTimer::singleShot(200ms, &wait, &QEventLoop::quit);
            wait.exec();
            QVERIFY2(turns < 50, qPrintable(QString::number(turns)));
            ::close(copy);
        });
    }

    void readsRegularFiles()
    {
        LoopThread loop;
        loop.run([] {
            QTemporaryFile file;
            QVERIFY(file.open());
            int told = 0;
            QSocketNotifier notifier(file.handle(), QSocketNotifier::Read);
            QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
                if (++told == 3)
                    notifier.setEnabled(false);
            });
            QVERIFY(loopUntil([&] { return told == 3; }));
            int turns = 0;
            QVERIFY(loopUntil([&] { return ++turns > 5; }));
            QCOMPARE(told, 3);
        });
    }

    void keepsTimersInOrder()
    {
        LoopThread loop;
        loop.run([] {
            QList<int> order;
            const std::array<int, 4> waits{30, 0, 10, 20};
            std::array<QTimer, 4> timers;
            for (size_t i = 0; i < timers.size(); ++i) {
                timers[i].setSingleShot(true);
                timers[i].setTimerType(Qt::PreciseTimer);
                QObject::connect(&timers[i], &QTimer::timeout, &timers[i], [&order, wait = waits[i]] { order.append(wait); });
                timers[i].start(waits[i]);
            }
            QVERIFY(timers[0].remainingTime() > 0 && timers[0].remainingTime() <= 30);
            timers[3].stop();
            QCOMPARE(timers[3].remainingTime(), -1);
            QVERIFY(loopUntil([&] { return order.size() == 3; }));
            QCOMPARE(order, QList<int>({0, 10, 30}));
        });
    }

    void doesNotEndTimersEarly()
    {
        LoopThread loop;
        loop.run([] {
            for (const Qt::TimerType type : {Qt::PreciseTimer, Qt::CoarseTimer}) {
                const auto begin = std::chrono::steady_clock::now();
                std::optional<std::chrono::steady_clock::time_point> end;
                QTimer::singleShot(60ms, type, QThread::currentThread()->eventDispatcher(), [&end] { end = std::chrono::steady_clock::now(); });
                QVERIFY(loopUntil([&] { return end.has_value(); }));
                QVERIFY(*end - begin >= 60ms);
            }
        });
    }

    void repeatsTimersUntilTheyAreStopped()
    {
        LoopThread loop;
        loop.run([] {
            int ticks = 0, nested = 0;
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
                if (++ticks == 2) { // a loop inside does not send the same again
                    QEventLoop inner;
                    QTimer::singleShot(20ms, &inner, &QEventLoop::quit);
                    const int before = ticks;
                    inner.exec();
                    nested = ticks - before;
                }
                if (ticks == 4)
                    timer.stop();
            });
            timer.start(1ms);
            QVERIFY(loopUntil([&] { return ticks == 4; }));
            QCOMPARE(nested, 0);
            int turns = 0;
            QVERIFY(loopUntil([&] { return ++turns > 10; }));
            QCOMPARE(ticks, 4);
        });
    }

    void goesOnWhileATimerAlwaysRuns()
    {
        LoopThread loop;
        loop.run([] {
            Pair pair;
            int told = 0;
            QTimer busy;
            busy.start(0ms);
            QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] { Pair::take(pair.ends[0]); ++told; });
            Pair::put(pair.ends[1]);
            QVERIFY(loopUntil([&] { return told == 1; }));
        });
    }

    void leavesSocketsAloneWhenAsked()
    {
        LoopThread loop;
        loop.run([] {
            Pair pair;
            int told = 0, ticks = 0;
            QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] { Pair::take(pair.ends[0]); ++told; });
            Pair::put(pair.ends[1]);
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer, [&ticks] { ++ticks; });
            timer.start(1ms);
            QAbstractEventDispatcher *dispatcher = QThread::currentThread()->eventDispatcher();
            while (ticks < 3)
                dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
            QCOMPARE(told, 0);
            QVERIFY(loopUntil([&] { return told == 1; }));
        });
    }

    /// A sleep and its end cost more than what they wait for, where the other side answers within microseconds.
    void staysAwakeWhileAnswersAreQuick()
    {
        if (QThread::idealThreadCount() < 2)
            return; // then nobody could answer meanwhile
        LoopThread loop;
        long fewest = LONG_MAX;
        for (int attempt = 0; attempt < 50 && fewest > echoes / 2; ++attempt) // on a busy machine the echo loses its processor
            fewest = std::min(fewest, sleepsOfEchoes(loop));
        QVERIFY2(fewest <= echoes / 2, qPrintable(QString::number(fewest)));
    }

    void sleepsWhereWaitsAreLong()
    {
        LoopThread loop;
        if (QThread::idealThreadCount() > 1)
            sleepsOfEchoes(loop);
        loop.run([] {
            const auto begin = std::chrono::steady_clock::now();
            const auto used = processorTime();
            int ticks = 0;
            QTimer timer;
            timer.setTimerType(Qt::PreciseTimer);
            QObject::connect(&timer, &QTimer::timeout, &timer, [&ticks] { ++ticks; });
            timer.start(3ms);
            QVERIFY(loopUntil([&] { return ticks >= 60; }));
            QVERIFY((processorTime() - used) * 2 < std::chrono::steady_clock::now() - begin);
        });
    }

    void forgetsTheTimersOfWhatIsDeleted()
    {
        LoopThread loop;
        loop.run([] {
            QAbstractEventDispatcher *dispatcher = QThread::currentThread()->eventDispatcher();
            auto object = std::make_unique<QObject>();
            const int id = object->startTimer(5ms, Qt::PreciseTimer);
            object->startTimer(1h, Qt::VeryCoarseTimer);
            QCOMPARE(dispatcher->registeredTimers(object.get()).size(), 2);
            object->killTimer(id);
            QCOMPARE(dispatcher->registeredTimers(object.get()).size(), 1);
            const QObject *gone = object.get();
            object.reset();
            QVERIFY(dispatcher->registeredTimers(const_cast<QObject *>(gone)).isEmpty());
        });
    }
};

QTEST_GUILESS_MAIN(TstEpollDispatcher)
#include "tst_epolldispatcher.moc"
