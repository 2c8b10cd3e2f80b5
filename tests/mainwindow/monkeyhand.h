// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mainwindow/mainwindow.h"
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QDrag>
#include <QDropEvent>
#include <QFileDialog>
#include <QHash>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>
#include <QRandomGenerator>
#include <QTabBar>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

namespace lathe {

/// What a hand (or a screen reader) can do to whatever is in sight, each at random from one generator: the same seed does the same. Counts
/// which of the product's widgets were met. No event is sent twice by hand: what a press closes gets no release.
class MonkeyHand
{
public:
    explicit MonkeyHand(const QString &folder) : m_folder(folder) {}
    void seed(quint32 seed) { m_random.seed(seed); }
    int upTo(int bound) { return int(m_random.bounded(bound)); }

    /// Half of all events go into this one while it is in sight.
    void stayIn(QWidget *widget) { m_stay = widget; }
    /// How many events met a widget of this class, or one inside it, by name without namespace.
    const QHash<QByteArray, int> &met() const { return m_met; }
    void meet(const QWidget *widget)
    {
        for (; widget; widget = widget->parentWidget())
            for (const QMetaObject *type = widget->metaObject(); type; type = type->superClass())
                if (QByteArray(type->className()).startsWith("lathe::"))
                    ++m_met[QByteArray(type->className()).mid(7)];
    }

    /// A dialog of the platform or one that writes where it is told would leave the test's folder: it is turned away.
    void closeOthers(MainWindow &window, bool all)
    {
        if (all || upTo(3) == 0)
            QDrag::cancel(); // no release comes through the windows here that would end one
        const QPointer<MainWindow> still = &window;
        QList<QPointer<QWidget>> others;
        for (QWidget *widget : QApplication::topLevelWidgets())
            others.append(widget);
        for (const QPointer<QWidget> &widget : others) // closing one may take others along
            if (widget && widget != still && widget->isVisible() && (all || qobject_cast<QFileDialog *>(widget)))
                widget->close();
        while (QWidget *popup = all ? QApplication::activePopupWidget() : nullptr)
            popup->close();
        if (still)
            for (QFileDialog *dialog : still->findChildren<QFileDialog *>())
                dialog->reject();
    }

    /// What has the mouse: a menu, a modal dialog, else the window.
    static QWidget *front(MainWindow &window)
    {
        return QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &window;
    }
    QWidget *someWidget(MainWindow &window)
    {
        QWidget *top = front(window);
        if (m_stay && m_stay->isVisible() && top->isAncestorOf(m_stay) && upTo(2))
            top = m_stay;
        QList<QWidget *> all;
        for (QWidget *widget : top->findChildren<QWidget *>())
            if (widget->isVisible() && widget->isEnabled() && !widget->visibleRegion().isEmpty())
                all.append(widget);
        return all.isEmpty() ? top : all.at(upTo(int(all.size())));
    }

    QString someFile()
    {
        static const QString names[] = {QStringLiteral("one/app.py"), QStringLiteral("two/index.js"), QStringLiteral("events/a.json"), QStringLiteral("template.yaml"), QStringLiteral("two/sub/한글.txt"),
            QStringLiteral("requirements.txt"), QStringLiteral("one"), QStringLiteral("two/sub"), QStringLiteral("code.zip"), QStringLiteral("cut.zip"), QStringLiteral("binary.bin"), QStringLiteral("long.json"),
            QStringLiteral("not there")};
        return m_folder + u'/' + names[upTo(int(std::size(names)))];
    }
    /// Text as it comes from anywhere: composed and bidirectional letters, control characters, paths, JSON, very long lines.
    QString someText()
    {
        static const QString texts[] = {QStringLiteral("떨어진 글 {}"), QStringLiteral("{\"a\": [1, 2, {\"b\": null}]}"), QString(QChar(0)) + QStringLiteral("\x1b[31mred\x1b[0m\x07"), QStringLiteral("\u202egnp.exe\u2066"),
            QStringLiteral("👩‍👩‍👧e\u0301ᄒ\u1161\u11ab"), QString(QChar(0xd800)), QStringLiteral("(((([[[a-z*?"), QStringLiteral("/etc/passwd"), QStringLiteral("app.handler"), QStringLiteral("-1"), QStringLiteral("99999999999999999999"),
            QString(30000, u'x'), QStringLiteral("a\nb\r\nc\rd\u2028e"), QString()};
        return texts[upTo(int(std::size(texts)))];
    }

    void click(const QPointer<QWidget> &target, Qt::KeyboardModifiers modifiers, const QPoint &place)
    {
        QTest::mousePress(target, Qt::LeftButton, modifiers, place);
        if (target && target->isVisible())
            QTest::mouseRelease(target, Qt::LeftButton, modifiers, place);
    }
    void clickTwice(const QPointer<QWidget> &target, const QPoint &place)
    {
        click(target, {}, place);
        if (target && target->isVisible()) {
            QMouseEvent twice(QEvent::MouseButtonDblClick, place, target->mapToGlobal(place), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(target, &twice);
        }
        if (target && target->isVisible())
            QTest::mouseRelease(target, Qt::LeftButton, {}, place);
    }
    void drag(const QPointer<QWidget> &target, const QPoint &place)
    {
        QTest::mousePress(target, Qt::LeftButton, {}, place);
        if (target)
            QTest::mouseMove(target, QPoint(upTo(target->width() + 1), upTo(target->height() + 1)));
        if (target)
            QTest::mouseRelease(target, Qt::LeftButton, {}, place);
    }
    /// Over something without a button, and long enough for its tool tip.
    void hover(const QPointer<QWidget> &target, const QPoint &place)
    {
        QTest::mouseMove(target, place);
        if (!target)
            return;
        QHelpEvent tip(upTo(6) ? QEvent::ToolTip : QEvent::WhatsThis, place, target->mapToGlobal(place));
        QCoreApplication::sendEvent(target, &tip);
    }
    void wheel(const QPointer<QWidget> &target, const QPoint &place)
    {
        QWheelEvent wheel(place, target->mapToGlobal(place), {}, {upTo(4) ? 0 : 120, upTo(2) ? 120 : -120}, Qt::NoButton, upTo(5) ? Qt::NoModifier : Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(target, &wheel);
    }
    void contextMenu(const QPointer<QWidget> &target, const QPoint &place)
    {
        const bool byKey = upTo(3) == 0;
        if (!byKey)
            QTest::mousePress(target, Qt::RightButton, {}, place);
        if (target) {
            QContextMenuEvent asked(byKey ? QContextMenuEvent::Keyboard : QContextMenuEvent::Mouse, place, target->mapToGlobal(place));
            QCoreApplication::sendEvent(target, &asked);
        }
        if (target && !byKey)
            QTest::mouseRelease(target, Qt::RightButton, {}, place);
    }
    QWidget *focusOr(QWidget *other) { return QApplication::focusWidget() && QApplication::focusWidget()->isVisible() ? QApplication::focusWidget() : other; }
    void compose(QWidget *target)
    {
        QInputMethodEvent composing(upTo(2) ? QStringLiteral("하") : QStringLiteral("ㅎ"), {});
        if (upTo(2))
            composing.setCommitString(QStringLiteral("한"));
        QCoreApplication::sendEvent(focusOr(target), &composing);
    }
    void key(QWidget *target)
    {
        static const Qt::Key keys[] = {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
            Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space, Qt::Key_A, Qt::Key_E, Qt::Key_X, Qt::Key_Z, Qt::Key_QuoteDbl, Qt::Key_BraceLeft, Qt::Key_F1, Qt::Key_F2, Qt::Key_F4, Qt::Key_F5,
            Qt::Key_F8, Qt::Key_1, Qt::Key_0};
        static constexpr Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        const Qt::Key one = keys[upTo(int(std::size(keys)))];
        QTest::keyClick(focusOr(target), one, modifiers[upTo(5)]);
    }
    void paste(QWidget *target)
    {
        QGuiApplication::clipboard()->setText(someText());
        QTest::keyClick(focusOr(target), Qt::Key_V, Qt::ControlModifier);
    }

    /// Files of the project, or text, from a file manager.
    void drop(QPointer<QWidget> target)
    {
        while (target && !target->acceptDrops())
            target = target->isWindow() ? nullptr : target->parentWidget();
        if (!target)
            return;
        QMimeData data;
        if (upTo(4) == 0) {
            data.setText(someText());
        } else {
            QList<QUrl> urls;
            for (int i = upTo(3); i >= 0; --i)
                urls.append(QUrl::fromLocalFile(someFile()));
            data.setUrls(urls);
        }
        const Qt::DropActions actions = Qt::CopyAction | Qt::MoveAction;
        const Qt::KeyboardModifiers keys = upTo(2) ? Qt::NoModifier : Qt::ControlModifier;
        QPoint place(upTo(target->width() + 1), upTo(target->height() + 1));
        QDragEnterEvent enter(place, actions, &data, Qt::LeftButton, keys);
        QCoreApplication::sendEvent(target, &enter);
        bool taken = enter.isAccepted();
        for (int i = upTo(3); taken && target && i >= 0; --i) {
            place = QPoint(upTo(target->width() + 1), upTo(target->height() + 1));
            QDragMoveEvent move(place, actions, &data, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(target, &move);
            taken = move.isAccepted();
        }
        if (taken && target && upTo(5)) {
            QDropEvent dropped(place, actions, &data, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(target, &dropped);
        } else if (target) {
            QDragLeaveEvent leave;
            QCoreApplication::sendEvent(target, &leave);
        }
    }

    /// A dock by its head or tab, to anywhere. Only what is in sight (Qt parks tab bars without tabs outside), and it is always let go.
    void dragDock(MainWindow &window)
    {
        QList<QWidget *> grips;
        for (QDockWidget *dock : window.findChildren<QDockWidget *>())
            grips.append(dock->titleBarWidget() && dock->titleBarWidget()->isVisible() ? dock->titleBarWidget() : dock);
        for (QTabBar *tabs : window.findChildren<QTabBar *>())
            grips.append(tabs);
        grips.removeIf([](QWidget *grip) { return !grip->isVisible() || grip->visibleRegion().isEmpty(); });
        if (grips.isEmpty() || front(window) != &window)
            return;
        const QPointer<QWidget> grip = grips.at(upTo(int(grips.size())));
        const QPointer<MainWindow> still = &window;
        const auto anywhere = [&] { return grip->mapFromGlobal(still->mapToGlobal(QPoint(upTo(still->width()), upTo(still->height())))); };
        QTest::mousePress(grip, Qt::LeftButton, {}, QPoint(upTo(grip->width()), std::min(6, grip->height() - 1)));
        for (int i = upTo(6); grip && still && grip->isVisible() && i >= 0; --i)
            QTest::mouseMove(grip, anywhere());
        if (grip && still)
            QTest::mouseRelease(grip, Qt::LeftButton, {}, anywhere());
    }

    /// What a screen reader asks of a widget, and now and then what it does for who listens.
    void listen(QWidget *target)
    {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(target);
        if (!face || !face->isValid())
            return;
        hear(face);
        for (int i = 0; i < 4 && face->childCount() > 0; ++i)
            if (QAccessibleInterface *child = face->child(upTo(face->childCount())); child && child->isValid())
                hear(child);
        if (QAccessibleTableInterface *table = face->tableInterface(); table && table->rowCount() > 0 && table->columnCount() > 0)
            if (QAccessibleInterface *cell = table->cellAt(upTo(table->rowCount()), upTo(table->columnCount())); cell && cell->isValid())
                hear(cell);
        if (QAccessibleActionInterface *acts = face->actionInterface(); acts && upTo(4) == 0)
            if (const QStringList names = acts->actionNames(); !names.isEmpty())
                acts->doAction(names.at(upTo(int(names.size()))));
    }

private:
    static void hear(QAccessibleInterface *face)
    {
        for (const QAccessible::Text what : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help, QAccessible::Accelerator})
            (void)face->text(what);
        (void)face->rect();
        (void)face->role();
        (void)face->state();
        if (const QAccessibleInterface *parent = face->parent())
            (void)parent->indexOfChild(face);
        if (QAccessibleTextInterface *text = face->textInterface()) {
            const int count = text->characterCount();
            (void)text->text(0, std::min(count, 200));
            (void)text->characterRect(count / 2);
            int from = 0, to = 0;
            (void)text->textAtOffset(text->cursorPosition(), QAccessible::LineBoundary, &from, &to);
        }
    }

    QString m_folder;
    QRandomGenerator m_random;
    QPointer<QWidget> m_stay;
    QHash<QByteArray, int> m_met;
};

} // namespace lathe
