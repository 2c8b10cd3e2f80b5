// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/localhistory.h"
#include "dialogs/preferences.h"
#include "mainwindow/windowfixture.h"
#include "panels/findpanel.h"
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSpinBox>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>

using namespace lathe;

/// Pictures of what belongs to the editor in {en, ko} × {light, dark} at 1280×720, in gallery/ of the build folder.
class TestEditorGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const char *language : {"en", "ko"})
            for (const bool dark : {false, true})
                QTest::newRow(qPrintable(QStringLiteral("%1-%2").arg(QLatin1String(language), dark ? QStringLiteral("dark") : QStringLiteral("light"))))
                    << QString::fromLatin1(language) << dark;
    }

    void pictures()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        QTranslator own;
        if (own.load(QStringLiteral(":/i18n/lathe_") + language))
            QCoreApplication::installTranslator(&own);
        const QString folder = QStringLiteral(LATHE_BIN_DIR "/../gallery");
        QVERIFY(QDir().mkpath(folder));
        WindowFixture f(language, dark ? ThemeMode::Dark : ThemeMode::Light);
        QVERIFY(f.show());
        const auto picture = [&](const char *state) {
            QTest::qWait(200); // layouts and busy marks settle
            const QImage image = f.window->grab().toImage();
            QVERIFY(image.save(QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1String(state), QLatin1String(QTest::currentDataTag()))));
            QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1280, 720));
        };
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Report:\n    Type: AWS::Serverless::Function\n"
                                                   "    Properties:\n      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n");
        f.write(QStringLiteral("p/src/app.py"), "import json\n\nfrom orders import total\n\nTABLE = \"orders\"\n\n\ndef handler(event, context):\n"
                                                "    # 주문 합계를 돌려줍니다\n    orders = event.get(\"orders\", [])\n    return {\"statusCode\": 200, \"body\": json.dumps({\"total\": total(orders)})}\n");
        f.write(QStringLiteral("p/src/orders.py"), "def total(orders):\n    return sum(order[\"price\"] * order[\"count\"] for order in orders)\n");
        f.write(QStringLiteral("p/web/cart.ts"), "export const orders: Order[] = [];\nexport function add(order: Order) { orders.push(order); }\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"orders\": [{\"price\": 3, \"count\": 2}]}\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.press(Act::FindInFiles);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("orders"));
        f.key(Qt::Key_Return);
        auto *find = f.window->findChild<FindPanel *>();
        QTRY_VERIFY(find->results().matchCount() > 0 && !find->isSearching());
        picture("40-find");
        for (QToolButton *button : find->findChildren<QToolButton *>())
            if (button->isCheckable() && button->accessibleName() == QCoreApplication::translate("lathe::FindPanel", "Replace"))
                button->click();
        find->findChild<QLineEdit *>(QStringLiteral("replaceText"))->setText(QStringLiteral("purchases"));
        find->findChild<QLineEdit *>(QStringLiteral("replaceText"))->setFocus();
        f.key(Qt::Key_Return);
        QTRY_VERIFY(find->results().matchCount() > 0 && !find->isSearching());
        find->findChild<QTreeView *>()->setCurrentIndex(find->results().index(0, 0));
        picture("41-replace");
        f.window->tabs().open(f.root + QStringLiteral("/p/src/app.py"));
        CodeEditor *editor = f.window->tabs().currentEditor();
        editor->goTo(8);
        f.press(Act::ToggleBookmark);
        f.press(Act::SplitRight);
        f.press(Act::GoToSymbol);
        picture("42-split-symbols");
        f.key(Qt::Key_Escape);
        f.press(Act::CloseSplit);
        editor->goTo(8);
        editor->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("def extra(): pass"));
        f.key(Qt::Key_Return);
        f.key(Qt::Key_Return);
        f.press(Act::Save);
        f.press(Act::LocalHistory);
        auto *history = f.window->findChild<LocalHistory *>();
        QTRY_COMPARE(history->stateCount(), 2);
        history->choose(1);
        QTRY_VERIFY(history->difference().contains(QStringLiteral("+def extra")));
        QTest::qWait(200);
        QVERIFY(history->grab().toImage().save(QStringLiteral("%1/43-local-history-%2.png").arg(folder, QLatin1String(QTest::currentDataTag()))));
        history->close();
        // Something to mend: lamp, its menu, the list of problems.
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Report:\n    Type: AWS::Serverless::Function\n"
                                                   "    Properties:\n      Handler: app.handlr\n      Runtime: python3.11\n      CodeUri: src/\n");
        f.session->reloadProject();
        f.window->tabs().open(f.root + QStringLiteral("/p/template.yaml"));
        f.window->actions().action(Act::ShowProblems)->trigger();
        QTRY_VERIFY(f.window->tabs().currentEditor()->hasFix(6));
        f.window->tabs().currentEditor()->goTo(6, 16);
        f.window->tabs().currentEditor()->setFocus();
        f.window->actions().action(Act::QuickFix)->trigger(); // no window manager gives the keyboard back after the dialog
        auto *fixes = f.window->findChild<QMenu *>(QStringLiteral("quickFixes"));
        QVERIFY(fixes && fixes->isVisible());
        QTest::qWait(200);
        QPixmap shot = f.window->grab();
        {
            QPainter painter(&shot); // a menu is a window of its own
            painter.drawPixmap(f.window->mapFromGlobal(fixes->pos()), fixes->grab());
        }
        QVERIFY(shot.save(QStringLiteral("%1/44-quick-fix-%2.png").arg(folder, QLatin1String(QTest::currentDataTag()))));
        fixes->close();
        f.window->actions().action(Act::Preferences)->trigger();
        auto *preferences = f.window->findChild<Preferences *>();
        QVERIFY(preferences);
        QTRY_VERIFY(preferences->findChild<QSpinBox *>(QStringLiteral("localHistoryDays"))->isEnabled());
        QTest::qWait(200);
        QVERIFY(preferences->grab().toImage().save(QStringLiteral("%1/45-preferences-%2.png").arg(folder, QLatin1String(QTest::currentDataTag()))));
        preferences->reject();
    }
};

QTEST_MAIN(TestEditorGallery)
#include "tst_editorgallery.moc"
