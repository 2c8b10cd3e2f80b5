// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowfixture.h"
#include <QRegularExpression>

using namespace lathe;

/// The window's memory stays where it is, whatever is done again and again. Sizes are of this test's own process (proportional set
/// size); a sanitizer's are not judged.
class TestWindowMemory : public QObject
{
    Q_OBJECT

    const bool m_long = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    const bool m_judged = false;
#else
    const bool m_judged = true;
#endif

    static double mib()
    {
        QFile file(QStringLiteral("/proc/self/smaps_rollup"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        static const QRegularExpression pss(QStringLiteral("^Pss:\\s+(\\d+) kB"), QRegularExpression::MultilineOption);
        return pss.match(QString::fromLatin1(file.readAll())).captured(1).toDouble() / 1024;
    }
    /// Does it `times` times after as many for a start; how much more there is then.
    double growth(const char *what, int times, const std::function<void()> &once)
    {
        for (int i = 0; i < times; ++i)
            once();
        QTest::qWait(300);
        const double before = mib();
        for (int i = 0; i < times; ++i)
            once();
        QTest::qWait(300);
        const double after = mib();
        qInfo("memory, %s: %.1f MiB, after %d more %.1f MiB (%.0f kB each)", what, before, times, after, (after - before) * 1024 / times);
        return after - before;
    }

    /// The most that there was since forget(), in MiB.
    static double peak()
    {
        QFile file(QStringLiteral("/proc/self/status"));
        static const QRegularExpression most(QStringLiteral("^VmHWM:\\s+(\\d+) kB"), QRegularExpression::MultilineOption);
        return file.open(QIODevice::ReadOnly) ? most.match(QString::fromLatin1(file.readAll())).captured(1).toDouble() / 1024 : 0;
    }
    static bool forget()
    {
        QFile file(QStringLiteral("/proc/self/clear_refs"));
        return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("5") == 1;
    }

private slots:
    /// What was begun for a file that is closed again does not keep its text, and what the heaps keep is given back.
    void filesThatComeAndGo()
    {
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return event\n");
        QStringList files;
        for (int i = 0; i < 100; ++i)
            files += f.write(QStringLiteral("p/m%1.py").arg(i), QByteArray("x = ") + QByteArray::number(i) + "  # 한글\n" + QByteArray("y = 'word'  # 말\n").repeated(51000));
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor());
        QTest::qWait(300);
        const double before = mib();
        QVERIFY(!m_judged || forget());
        for (const QString &file : std::as_const(files)) {
            f.window->openPath(file);
            QTRY_VERIFY(f.window->tabs().editor(file));
            f.window->tabs().close(file);
            QTRY_VERIFY(!f.window->tabs().editor(file));
        }
        const double most = peak();
        double after = 0;
        const bool back = QTest::qWaitFor([&] { return (after = mib()) < before + 32; }, 60000);
        qInfo("memory, 100 files of 1 MB opened and closed: %.1f MiB before, at most %.1f, then %.1f", before, most, after);
        QVERIFY(!m_judged || most < before + 200);
        QVERIFY(!m_judged || back);
    }

    void nothingGrows()
    {
        WindowFixture f;
        QVERIFY(f.show());
        for (const char *folder : {"p", "q"}) {
            f.write(QLatin1String(folder) + QStringLiteral("/lambda_function.py"), "def lambda_handler(event, context):\n    print('word')\n    return event\n");
            f.write(QLatin1String(folder) + QStringLiteral("/events/a.json"), "{\"n\": 1}");
        }
        const QString large = f.write(QStringLiteral("p/large.py"), QByteArray("x = 1  # 한글\n").repeated(60000));
        QVERIFY(f.open(f.root + QStringLiteral("/q"), true));
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(f.window->eventPanel().currentName(), QStringLiteral("a"));
        constexpr double bound = 16;
        // What workers' heaps keep settles after some rounds; what is lost is lost in each.
        const auto settles = [&](const char *what, int times, const std::function<void()> &once) {
            for (int round = 0; round < 6; ++round)
                if (!m_judged || growth(what, times, once) < bound)
                    return true;
            return false;
        };
        const auto judge = [&](double grown) { return !m_judged || grown < bound; };
        QVERIFY(judge(growth("runs", m_long ? 200 : 30, [&] { QCOMPARE(f.waitForRun(), QString()); })));
        QVERIFY(judge(growth("panels", m_long ? 100 : 20, [&] {
            for (const Act act : {Act::ShowLog, Act::ShowTimeline, Act::ShowHistory, Act::ShowPackage, Act::ShowTests, Act::ShowLayers, Act::ShowServer, Act::ShowResult}) {
                f.press(act);
                QTest::qWait(1);
            }
        })));
        QVERIFY(settles("files", m_long ? 100 : 20, [&] {
            f.window->openPath(large);
            QTRY_VERIFY(f.window->tabs().editor(large));
            f.window->tabs().close(large);
            QTRY_VERIFY(!f.window->tabs().editor(large));
        }));
        bool second = false;
        QVERIFY(judge(growth("projects", m_long ? 50 : 8, [&] {
            second = !second;
            QVERIFY(f.open(f.root + (second ? QStringLiteral("/q") : QStringLiteral("/p")), false));
        })));
    }
};

QTEST_MAIN(TestWindowMemory)
#include "tst_windowmemory.moc"
