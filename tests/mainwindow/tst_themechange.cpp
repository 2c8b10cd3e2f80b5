// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/stylesheet.h"
#include "mainwindow/gapwatch.h"
#include "mainwindow/windowfixture.h"

using namespace lathe;

namespace {

/// Counts how often each widget hears that it is styled anew.
class StyleCount : public QObject
{
public:
    StyleCount() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::StyleChange && object->isWidgetType())
            ++counts[object];
        return false;
    }
    int most() const { return counts.isEmpty() ? 0 : *std::max_element(counts.begin(), counts.end()); }
    QHash<QObject *, int> counts;
};

} // namespace

/// Another theme while the window is open: what is seen is what a window has that began with it, and no widget is styled again and again.
class TestThemeChange : public QObject
{
    Q_OBJECT

    static void openAll(WindowFixture &f)
    {
        QVERIFY(f.show());
        QVERIFY(f.openSample(QStringLiteral("hello-python")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->openPath(f.write(QStringLiteral("projects/hello-python/other.ts"), "// a tab behind\nexport const other = (value: number) => `text ${value}`;\n\x1b\n"));
        f.press(Act::PreviousTab);
        for (const Act act : {Act::ShowTests, Act::ShowEnvironments, Act::ShowTimeline, Act::ShowHistory, Act::ShowLayers, Act::ShowServer, Act::ShowProblems, Act::ShowLog, Act::ShowPackage, Act::FindInFiles})
            f.press(act);
        QTest::qWait(300);
    }

private slots:
    void eachWidgetOnce()
    {
        GapWatch watch;
        WindowFixture f;
        openAll(f);
        StyleCount styled;
        int changed = 0;
        connect(&f.theme, &ThemeManager::changed, this, [&changed] { ++changed; });
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::HighContrast, ThemeMode::Light}) {
            styled.counts.clear();
            watch.begin("a theme with everything open: " + ThemeManager::modeId(mode).toLatin1());
            f.theme.setMode(mode);
            QTest::qWait(100);
            watch.end();
            QVERIFY(styled.counts.size() > 300); // all that is there
            QVERIFY2(styled.most() <= 2, qPrintable(QString::number(styled.most()))); // those that others style along with themselves: twice
            QCOMPARE(qApp->styleSheet(), styleSheet(f.theme.theme()));
        }
        QCOMPARE(changed, 3);
    }

    /// What is behind other panels is styled when it comes to the front, and looks as what was in front all the time.
    void hiddenOnesLater()
    {
        WindowFixture f;
        openAll(f);
        const auto hidden = [] {
            qsizetype styled = 0;
            for (const QWidget *widget : QApplication::allWidgets())
                styled += !widget->isVisible() && widget->testAttribute(Qt::WA_WState_Polished);
            return styled;
        };
        QVERIFY(hidden() > 100);
        f.theme.setMode(ThemeMode::HighContrast);
        QVERIFY2(hidden() < 20, qPrintable(QString::number(hidden())));
        for (const Act act : {Act::ShowTests, Act::ShowServer, Act::ShowHistory, Act::ShowLayers, Act::ShowPackage}) {
            for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
                f.press(Act::FindInFiles);
                f.theme.setMode(mode);
                f.press(act);
                QTest::qWait(50);
                const QImage came = f.window->grab().toImage();
                f.theme.setMode(ThemeMode::HighContrast);
                QVERIFY(f.window->grab().toImage() != came);
                f.theme.setMode(mode);
                QVERIFY(QTest::qWaitFor([&] { return f.window->grab().toImage() == came; }, 10000));
            }
        }
    }

    void looksAsFromTheBeginning_data()
    {
        QTest::addColumn<ThemeMode>("mode");
        QTest::addColumn<ThemeMode>("before");
        QTest::newRow("dark") << ThemeMode::Dark << ThemeMode::Light;
        QTest::newRow("light") << ThemeMode::Light << ThemeMode::Dark;
        QTest::newRow("high contrast") << ThemeMode::HighContrast << ThemeMode::Dark;
    }
    void looksAsFromTheBeginning()
    {
        QFETCH(ThemeMode, mode);
        QFETCH(ThemeMode, before);
        WindowFixture f(QStringLiteral("en"), mode);
        openAll(f);
        const auto picture = [&f] { return f.window->grab().toImage(); };
        const QImage first = picture();
        f.theme.setMode(before);
        QVERIFY(picture() != first);
        f.theme.setMode(mode);
        QVERIFY(QTest::qWaitFor([&] { return picture() == first; }, 10000)); // a caret blinks
        // A text that is not seen takes the theme on when it is.
        f.press(Act::NextTab);
        const QImage here = picture();
        f.theme.setMode(before);
        f.press(Act::PreviousTab);
        f.theme.setMode(mode);
        f.press(Act::NextTab);
        QVERIFY(QTest::qWaitFor([&] { return picture() == here; }, 10000));
    }
};

QTEST_MAIN(TestThemeChange)
#include "tst_themechange.moc"
