// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowfixture.h"
#include <QFileDialog>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>
#include <QWheelEvent>

using namespace lathe;

/// Somebody who presses whatever there is, in no order: the window stands it. The short form is the suite's; LATHE_LONG_TESTS=1 makes
/// 100,000 events of a seed that is printed, which LATHE_SEED repeats; the preset "asan" is for that.
class TestMonkey : public QObject
{
    Q_OBJECT
private slots:
    void anything()
    {
        const bool isLong = qEnvironmentVariableIsSet("LATHE_LONG_TESTS");
        const quint32 seed = qEnvironmentVariableIsSet("LATHE_SEED") ? qEnvironmentVariable("LATHE_SEED").toUInt() : isLong ? QRandomGenerator::global()->generate() : 20261126u;
        qInfo("seed %u", seed);
        m_random.seed(seed);
        WindowFixture f;
        QVERIFY(f.show());
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  One:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler, Runtime: python3.11, CodeUri: one/, Timeout: 2}\n"
            "  Two:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: index.handler, Runtime: nodejs18.x, CodeUri: two/, Timeout: 2}\n");
        f.write(QStringLiteral("p/one/app.py"), "def handler(event, context):\n    print('한글', event)\n    return event\n");
        f.write(QStringLiteral("p/two/index.js"), "exports.handler = async (event) => event;\n");
        f.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        // Each event asks for the next one before it happens: menus and drags run event loops of their own, and somebody must press on
        // in them.
        int left = isLong ? 100000 : 1500;
        QObject hand;
        std::function<void()> press = [&] {
            if (--left <= 0)
                return closeOthers(*f.window, true);
            QTimer::singleShot(0, &hand, press);
            if (f.window->isVisible())
                one(*f.window);
            else
                f.window->show();
        };
        press();
        QTRY_VERIFY_WITH_TIMEOUT(left <= 0, isLong ? 6 * 3600 * 1000 : 200000);
        closeOthers(*f.window, true);
        // It still does what it is for.
        f.session->runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(f.session->runs().state() == RunController::State::Idle, 20000);
        QVERIFY(f.window->isVisible());
        f.window->openPath(f.root + QStringLiteral("/p"));
        QTRY_VERIFY_WITH_TIMEOUT(f.session->hasProject(), 20000);
    }

private:
    QRandomGenerator m_random;

    int upTo(int bound) { return int(m_random.bounded(bound)); }

    /// A dialog of the platform or one that writes where it is told would leave the test's folder: it is turned away.
    void closeOthers(MainWindow &window, bool all)
    {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (widget != &window && widget->isVisible() && (all || qobject_cast<QFileDialog *>(widget)))
                widget->close();
        while (QWidget *popup = all ? QApplication::activePopupWidget() : nullptr)
            popup->close();
        for (QFileDialog *dialog : window.findChildren<QFileDialog *>())
            dialog->reject();
    }

    QWidget *someWidget(MainWindow &window)
    {
        QWidget *top = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &window;
        QList<QWidget *> all;
        for (QWidget *widget : top->findChildren<QWidget *>())
            if (widget->isVisible() && widget->isEnabled() && !widget->size().isEmpty())
                all.append(widget);
        return all.isEmpty() ? top : all.at(upTo(int(all.size())));
    }

    /// Not QTest::mouseClick(): what a press closes gets no release.
    void click(const QPointer<QWidget> &target, Qt::KeyboardModifiers modifiers, const QPoint &place)
    {
        QTest::mousePress(target, Qt::LeftButton, modifiers, place);
        if (target)
            QTest::mouseRelease(target, Qt::LeftButton, modifiers, place);
    }

    void one(MainWindow &window)
    {
        closeOthers(window, false);
        const QPointer<QWidget> target = someWidget(window);
        const QPoint place(upTo(std::max(1, target->width())), upTo(std::max(1, target->height())));
        const Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        switch (upTo(12)) {
        case 0:
        case 1:
            click(target, modifiers[upTo(4)], place);
            break;
        case 2:
            click(target, {}, place);
            if (target) {
                QMouseEvent twice(QEvent::MouseButtonDblClick, place, target->mapToGlobal(place), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
                QCoreApplication::sendEvent(target, &twice);
            }
            if (target)
                QTest::mouseRelease(target, Qt::LeftButton, {}, place);
            break;
        case 3: {
            QTest::mousePress(target, Qt::LeftButton, {}, place);
            if (target)
                QTest::mouseMove(target, QPoint(upTo(target->width() + 1), upTo(target->height() + 1)));
            if (target)
                QTest::mouseRelease(target, Qt::LeftButton, {}, place);
            break;
        }
        case 4: {
            QWheelEvent wheel(place, target->mapToGlobal(place), {}, {0, upTo(2) ? 120 : -120}, Qt::NoButton, upTo(5) ? Qt::NoModifier : Qt::ControlModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(target, &wheel);
            break;
        }
        case 5:
            window.resize(640 + upTo(1000), 420 + upTo(600));
            break;
        case 6: {
            QWidget *focus = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
            QInputMethodEvent composing(upTo(2) ? QStringLiteral("하") : QStringLiteral("ㅎ"), {});
            if (upTo(2))
                composing.setCommitString(QStringLiteral("한"));
            QCoreApplication::sendEvent(focus, &composing);
            break;
        }
        case 7: {
            QList<QAction *> actions = window.actions().all();
            QAction *action = actions.at(upTo(int(actions.size())));
            if (action->isEnabled() && action != window.actions().action(Act::Quit))
                action->trigger();
            break;
        }
        default: {
            static const Qt::Key keys[] = {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space, Qt::Key_A, Qt::Key_E, Qt::Key_X, Qt::Key_Z, Qt::Key_QuoteDbl, Qt::Key_BraceLeft, Qt::Key_F1, Qt::Key_F2, Qt::Key_F4, Qt::Key_F5,
                Qt::Key_F8, Qt::Key_1, Qt::Key_0};
            QWidget *focus = QApplication::focusWidget() && QApplication::focusWidget()->isVisible() ? QApplication::focusWidget() : target.data();
            QTest::keyClick(focus, keys[upTo(int(std::size(keys)))], modifiers[upTo(5)]);
        }
        }
    }
};

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
