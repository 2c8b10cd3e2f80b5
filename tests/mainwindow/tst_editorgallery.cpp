// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/localhistory.h"
#include "dialogs/preferences.h"
#include "mainwindow/gallery.h"
#include "panels/findpanel.h"
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace lathe;

/// Pictures of what belongs to the editor in gallery/ of the build folder.
class TestEditorGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        QVERIFY(f.show());
        const auto picture = [&](const char *state) { gallery.take(*f.window, state, 200); };
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
        gallery.takePart(*history, "43-local-history", 200);
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
        QVERIFY(shot.save(gallery.path("44-quick-fix")));
        fixes->close();
        f.window->actions().action(Act::Preferences)->trigger();
        auto *preferences = f.window->findChild<Preferences *>();
        QVERIFY(preferences);
        QTRY_VERIFY(preferences->findChild<QSpinBox *>(QStringLiteral("localHistoryDays"))->isEnabled());
        gallery.takePart(*preferences, "45-preferences", 200);
        preferences->reject();
    }
};

QTEST_MAIN(TestEditorGallery)
#include "tst_editorgallery.moc"
