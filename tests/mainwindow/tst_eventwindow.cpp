// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "core/jsontext.h"
#include "dialogs/eventpicker.h"
#include "dialogs/neweventdialog.h"
#include "editor/codeeditor.h"
#include "events/eventmaker.h"
#include "mainwindow/windowfixture.h"
#include "panels/expectationrow.h"
#include "panels/expectationview.h"
#include "panels/matrixdetails.h"
#include "panels/matrixpanel.h"
#include "panels/projectpanel.h"
#include "session/testcontroller.h"
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace lathe;

/// Test events in the real window: made, expected, run in the matrix; by keys.
class TestEventWindow : public QObject
{
    Q_OBJECT

    struct Bench : WindowFixture
    {
        using WindowFixture::WindowFixture;
        /// Two functions and no event.
        bool openTwo(bool trust = true)
        {
            write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                                     "  one:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: one/, Handler: app.handler, Runtime: python3.11}\n"
                                                     "  two:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: two/, Handler: app.handler, Runtime: python3.11}\n");
            write(QStringLiteral("p/one/app.py"), "def handler(e, c):\n    print('seen', c.client_context.custom['n'] if c.client_context else None, c.identity.cognito_identity_id)\n    return {'from': 'one', 'n': e.get('n')}\n");
            write(QStringLiteral("p/two/app.py"), "def handler(e, c):\n    return {'from': 'two', 'n': e.get('n')}\n");
            return show() && open(root + QStringLiteral("/p"), trust) && QTest::qWaitFor([this] { return window->findChild<MatrixPanel *>() != nullptr; });
        }
        QByteArray file(const QString &name)
        {
            QFile file(root + u'/' + name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        NewEventDialog *newEvent()
        {
            if (!QTest::qWaitFor([&] { return !window->findChild<NewEventDialog *>(); })) // the one before is gone
                return nullptr;
            window->activateWindow(); // what a window manager does when a dialog closes
            (void)QTest::qWaitFor([&] { return window->isActiveWindow(); });
            press(Act::MakeEvent);
            NewEventDialog *dialog = nullptr;
            (void)QTest::qWaitFor([&] {
                dialog = window->findChild<NewEventDialog *>();
                return dialog && dialog->isVisible() && QApplication::focusWidget() == dialog->picker()->search();
            });
            return dialog;
        }
        template <class T> T *child(const char *name) { return window->findChild<T *>(QLatin1String(name)); }
        MatrixPanel &matrix() { return *window->findChild<MatrixPanel *>(); }
        ExpectationView &expected() { return *window->eventPanel().expected(); }
        bool runTests()
        {
            QSignalSpy finished(&session->tests(), &TestController::finished);
            press(Act::RunTests);
            return QTest::qWaitFor([&] { return !finished.isEmpty(); }, 60000);
        }
    };

    static void type(QWidget *field, const QString &text)
    {
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    /// The list says what is in the editor, and Save brings it back.
    void eventDeletedOutsideStays()
    {
        Bench f;
        f.write(QStringLiteral("p/events/a.json"), "{\"a\": 1}");
        f.write(QStringLiteral("p/events/b.json"), "{\"b\": 1}");
        QVERIFY(f.openTwo());
        EventPanel &panel = f.window->eventPanel();
        QTRY_COMPARE(panel.currentName(), QStringLiteral("a"));
        auto *chooser = f.child<QComboBox>("eventChooser");
        QVERIFY(QFile::remove(f.root + QStringLiteral("/p/events/a.json")));
        QTRY_COMPARE(chooser->currentText(), QStringLiteral("a (deleted)"));
        QCOMPARE(panel.currentEvent(), QByteArray("{\"a\": 1}"));
        QVERIFY(panel.save());
        QCOMPARE(f.file(QStringLiteral("p/events/a.json")), QByteArray("{\"a\": 1}"));
        QTRY_COMPARE(chooser->currentText(), QStringLiteral("a"));
    }

    /// The third of the twelve tasks, by the dialog: its key, what it is, Enter.
    void aNewEventTakesThreeActions()
    {
        Bench b;
        QVERIFY(b.openTwo());
        NewEventDialog *dialog = b.newEvent(); // 1
        QVERIFY(dialog);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("s3 put")); // 2
        QCOMPARE(dialog->picker()->currentId(), QStringLiteral("s3-put"));
        b.key(Qt::Key_Return); // 3
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("s3-put"));
        QCOMPARE(b.window->eventPanel().currentEvent(), b.file(QStringLiteral("p/events/s3-put.json")));
        QVERIFY(!b.file(QStringLiteral("p/events/s3-put.json")).isEmpty());
        QTRY_VERIFY(!b.window->findChild<NewEventDialog *>());
    }

    void valuesAndEnvelopesShowTheirBytes()
    {
        Bench b;
        QVERIFY(b.openTwo());
        NewEventDialog *dialog = b.newEvent();
        QVERIFY(dialog);
        QVERIFY(dialog->picker()->shownIds().size() >= 100);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("s3 put"));
        type(dialog->findChild<QLineEdit *>(QStringLiteral("parameter.bucket")), QStringLiteral("photos"));
        auto *key = dialog->findChild<QLineEdit *>(QStringLiteral("parameter.key"));
        QCOMPARE(key->text(), QStringLiteral("uploads/photo 1.jpg")); // as people write it
        type(key, QStringLiteral("a b.jpg"));
        auto *size = dialog->findChild<QLineEdit *>(QStringLiteral("parameter.size"));
        auto *create = dialog->findChild<QPushButton *>(QStringLiteral("createEvent"));
        type(size, QStringLiteral("big"));
        QVERIFY(size->property("invalid").toBool());
        QVERIFY(!create->isEnabled());
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("eventProblem"))->text().contains(QStringLiteral("big")));
        type(size, QStringLiteral("77"));
        QVERIFY(!size->property("invalid").toBool() && create->isEnabled());
        dialog->addEnvelope(QStringLiteral("sns"));
        dialog->addEnvelope(QStringLiteral("sqs"));
        dialog->addEnvelope(QStringLiteral("eventbridge"));
        QCOMPARE(dialog->name(), QStringLiteral("s3-put-sns-sqs-eventbridge"));
        auto *chip = dialog->findChild<QToolButton *>(QStringLiteral("envelope.eventbridge"));
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Space); // away again, by the keys
        QCOMPARE(dialog->envelopes(), (QStringList{QStringLiteral("sns"), QStringLiteral("sqs")}));
        QByteArray s3;
        for (const EventTemplate &one : eventTemplates())
            if (one.id == u"s3-put")
                s3 = one.body;
        const auto wanted = inEnvelopes(*withParameters(s3, {{QStringLiteral("bucket"), QStringLiteral("photos")}, {QStringLiteral("key"), QStringLiteral("a b.jpg")}, {QStringLiteral("size"), QStringLiteral("77")}}),
            {QStringLiteral("sns"), QStringLiteral("sqs")});
        QVERIFY(wanted);
        QCOMPARE(dialog->bytes(), *wanted);
        QCOMPARE(dialog->findChild<CodeEditor *>()->text().toUtf8(), *wanted);
        QVERIFY(wanted->contains("a+b.jpg"));
        type(dialog->findChild<QLineEdit *>(QStringLiteral("eventName")), QStringLiteral("nested"));
        dialog->findChild<QToolButton *>(QStringLiteral("copyEventCommand"))->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("lathe events new s3-put 'nested' --set 'bucket=photos,key=a b.jpg,size=77' --in sns,sqs -C '%1'").arg(b.session->project().root));
        dialog->findChild<QLineEdit *>(QStringLiteral("eventName"))->setFocus();
        b.key(Qt::Key_Return);
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("nested"));
        QCOMPARE(b.file(QStringLiteral("p/events/nested.json")), *wanted);

        dialog = b.newEvent();
        QVERIFY(dialog);
        type(dialog->findChild<QLineEdit *>(QStringLiteral("eventName")), QStringLiteral("nested"));
        create = dialog->findChild<QPushButton *>(QStringLiteral("createEvent"));
        QVERIFY(!create->isEnabled()); // there is one of this name
        type(dialog->picker()->search(), QStringLiteral("zzzz"));
        QVERIFY2(dialog->picker()->currentId().isEmpty(), qPrintable(dialog->picker()->search()->text() + dialog->picker()->currentId()));
        QVERIFY(!create->isEnabled());
        type(dialog->picker()->search(), QStringLiteral("drop"));
        QTest::keyClick(dialog->picker()->search(), Qt::Key_Escape);
        QTRY_VERIFY(!b.window->findChild<NewEventDialog *>());
    }

    void arrowsLeadThroughTheTemplatesAndTabThroughTheForm()
    {
        Bench b;
        QVERIFY(b.openTwo());
        NewEventDialog *dialog = b.newEvent();
        QVERIFY(dialog);
        const QStringList ids = dialog->picker()->shownIds();
        QCOMPARE(dialog->picker()->currentId(), ids.first());
        for (int i = 0; i < 3; ++i)
            b.key(Qt::Key_Down);
        QCOMPARE(dialog->picker()->currentId(), ids.at(3)); // heads of groups are passed over
        b.key(Qt::Key_Up);
        QCOMPARE(dialog->picker()->currentId(), ids.at(2));
        QStringList seen;
        for (int i = 0; i < 20 && !seen.contains(QStringLiteral("createEvent")); ++i) {
            b.key(Qt::Key_Tab);
            seen += QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
        }
        for (const char *name : {"templates", "eventName", "addEnvelope", "parameter.api", "createEvent"})
            QVERIFY2(seen.contains(QLatin1String(name)), qPrintable(QLatin1String(name) + QStringLiteral(" is not in ") + seen.join(u' ')));
        b.key(Qt::Key_Escape);
    }

    void whatIsExpectedIsEditedAndJudged()
    {
        Bench b;
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        b.write(QStringLiteral("p/events/a.meta.json"), "{\n  \"mine\": 1.0\n}\n");
        QVERIFY(b.openTwo());
        EventPanel &panel = b.window->eventPanel();
        QTRY_COMPARE(panel.currentName(), QStringLiteral("a"));
        auto *part = b.child<QToolButton>("expectedPart");
        QTest::mouseClick(part, Qt::LeftButton);
        QTRY_VERIFY(b.expected().isVisible());
        QCOMPARE(b.expected().rows().size(), 1); // that it succeeds
        QCOMPARE(b.expected().rows()[0]->held(), ExpectationRow::Held::Unknown);
        QVERIFY(!b.child<QPushButton>("expectResponse")->isEnabled());
        QCOMPARE(b.waitForRun(), QString());
        QTRY_COMPARE(b.expected().rows()[0]->held(), ExpectationRow::Held::Yes);
        QCOMPARE(part->text(), QStringLiteral("Expected 1/1"));

        b.expected().addLine(ExpectationLine::Path); // with a value of the run
        QCOMPARE(b.expected().rows().size(), 2);
        ExpectationRow *row = b.expected().rows()[1];
        QCOMPARE(row->line().path, QStringLiteral("$.from"));
        QCOMPARE(row->line().value, QStringLiteral("\"one\""));
        QCOMPARE(row->held(), ExpectationRow::Held::Yes);
        const QList<QLineEdit *> fields = row->findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 2);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(fields[0]));
        QTest::keyClicks(fields[0], QStringLiteral("$.n")); // it was selected
        QTest::keyClick(fields[0], Qt::Key_Tab);
        type(fields[1], QStringLiteral("2"));
        QTest::keyClick(fields[1], Qt::Key_Return);
        QTRY_COMPARE(row->held(), ExpectationRow::Held::No);
        QCOMPARE(row, b.expected().rows()[1]); // the row and its focus stay
        QVERIFY(row->findChild<QLabel *>(QStringLiteral("lineMessage"))->text().contains(QStringLiteral("not 2")));
        QVERIFY(b.file(QStringLiteral("p/events/a.meta.json")).contains("\"mine\": 1.0"));
        QVERIFY(b.file(QStringLiteral("p/events/a.meta.json")).contains("{\"path\": \"$.n\", \"equals\": 2}"));
        QCOMPARE(part->text(), QStringLiteral("Expected 1/2"));
        type(fields[0], QStringLiteral("n..")); // no path: it says so and keeps the old one
        QTest::keyClick(fields[0], Qt::Key_Return);
        QVERIFY(fields[0]->property("invalid").toBool());
        QVERIFY(!b.file(QStringLiteral("p/events/a.meta.json")).contains("n.."));
        row->findChild<QToolButton *>(QStringLiteral("removeLine"))->click();
        QCOMPARE(b.expected().rows().size(), 1);

        b.expected().addLine(ExpectationLine::LogContains); // nothing is written before something is typed
        QCOMPARE(b.expected().rows().size(), 2);
        QVERIFY(!b.file(QStringLiteral("p/events/a.meta.json")).contains("logContains"));
        auto *text = b.expected().rows()[1]->findChild<QLineEdit *>();
        type(text, QStringLiteral("seen"));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(b.expected().rows()[1]->held(), ExpectationRow::Held::Yes);
        b.expected().addLine(ExpectationLine::MaxDuration);
        auto *status = b.child<QComboBox>("expectedStatus");
        status->setFocus();
        QTest::keyClick(status, Qt::Key_Down);
        emit status->activated(status->currentIndex());
        QTRY_COMPARE(b.expected().rows()[0]->held(), ExpectationRow::Held::No);
        QVERIFY(b.file(QStringLiteral("p/events/a.meta.json")).contains("\"status\": \"error\""));
    }

    void thisResponseIsExpected()
    {
        Bench b;
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        QVERIFY(b.openTwo());
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("a"));
        QCOMPARE(b.waitForRun(), QString());
        b.window->eventPanel().showPart(EventPanel::Part::Expected);
        auto *expect = b.child<QPushButton>("expectResponse");
        QTRY_VERIFY(expect->isEnabled());
        QTest::mouseClick(expect, Qt::LeftButton);
        QCOMPARE(b.file(QStringLiteral("p/events/a.expected.json")), QByteArray("{\"from\": \"one\", \"n\": 1}"));
        QTRY_COMPARE(b.expected().rows().size(), 2);
        QCOMPARE(b.expected().rows()[1]->held(), ExpectationRow::Held::Yes);
        QVERIFY(b.window->eventPanel().notice()->isVisible());
        b.child<QPushButton>("undoEvent")->click();
        QVERIFY(b.file(QStringLiteral("p/events/a.expected.json")).isEmpty());
        QTRY_COMPARE(b.expected().rows().size(), 1);
        b.window->eventPanel().showPart(EventPanel::Part::Event);
        QTest::mouseClick(b.child<QToolButton>("expectResult"), Qt::LeftButton); // the same beside the result
        QTRY_COMPARE(b.expected().rows().size(), 2);
        QVERIFY(b.expected().isVisible());
        QVERIFY(!b.file(QStringLiteral("p/events/a.expected.json")).isEmpty());
    }

    /// What is large is compared on a worker; the verdict is the same.
    void aLargeResponseIsExpected()
    {
        Bench b;
        b.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  One:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: one/, Handler: app.handler, Runtime: python3.11}\n");
        b.write(QStringLiteral("p/one/app.py"), "def handler(event, context):\n    return [{'id': i, 'n': event['n']} for i in range(20000)]\n");
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        QVERIFY(b.show());
        QVERIFY(b.open(b.root + QStringLiteral("/p"), true));
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("a"));
        QCOMPARE(b.waitForRun(), QString());
        QSignalSpy judged(&b.expected(), &ExpectationView::judged);
        b.expected().expectLast();
        QCOMPARE(b.expected().rows().size(), 2);
        QCOMPARE(b.expected().rows()[1]->held(), ExpectationRow::Held::Unknown);
        QVERIFY(judged.isEmpty()); // not before the event loop runs again
        QTRY_COMPARE(b.expected().rows()[1]->held(), ExpectationRow::Held::Yes);
        QCOMPARE(judged.last().at(1).toInt(), 0);
        b.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"n\": 2}"));
        QCOMPARE(b.waitForRun(), QString());
        QTRY_COMPARE(b.expected().rows()[1]->held(), ExpectationRow::Held::No);
        QVERIFY(b.expected().rows()[1]->findChild<QLabel *>(QStringLiteral("lineMessage"))->text().contains(QStringLiteral("is 2, not 1")));
    }

    void theContextReachesTheFunction()
    {
        Bench b;
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        QVERIFY(b.openTwo());
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("a"));
        QTest::mouseClick(b.child<QToolButton>("contextPart"), Qt::LeftButton);
        auto *client = b.child<QPlainTextEdit>("clientContext");
        QTRY_VERIFY(client->isVisible());
        client->setFocus();
        QTest::keyClicks(client, QStringLiteral("{\"custom\": {\"n\": 42}"));
        QTRY_VERIFY(b.child<QLabel>("contextProblem")->isVisible()); // while it is typed
        QTest::keyClicks(client, QStringLiteral("}"));
        QVERIFY(!b.child<QLabel>("contextProblem")->isVisible());
        type(b.child<QLineEdit>("identityId"), QStringLiteral("someone"));
        QSignalSpy finished(&b.session->runs(), &RunController::finished);
        QCOMPARE(b.waitForRun(), QString());
        QVERIFY2(finished.first().first().value<RunRecord>().outcome.log.contains("seen 42 someone"), finished.first().first().value<RunRecord>().outcome.log.constData());
        const QByteArray meta = b.file(QStringLiteral("p/events/a.meta.json"));
        QVERIFY2(meta.contains("\"clientContext\": {\"custom\": {\"n\": 42}}") && meta.contains("\"cognitoIdentityId\": \"someone\"") && !jsontext::check(meta), meta.constData());
    }

    void theMatrixRunsByKeysAndSaysWhatDiffers()
    {
        Bench b;
        QVERIFY(b.openTwo());
        QAbstractItemModelTester tester(&b.session->tests().matrix(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        b.press(Act::ShowTests);
        QTRY_VERIFY(b.matrix().isVisible());
        QVERIFY(!b.matrix().view()->isVisible()); // it says why there is nothing, and what to do
        QVERIFY(!b.window->actions().action(Act::RunTests)->isEnabled());
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": 1}");
        b.write(QStringLiteral("p/events/a.meta.json"), "{\"expect\": {\"response\": [{\"path\": \"$.from\", \"equals\": \"one\"}]}}");
        b.write(QStringLiteral("p/events/two/own.json"), "{\"n\": 2}"); // both made outside
        QTRY_COMPARE(b.session->tests().matrix().rowCount(), 2);
        QTRY_VERIFY(b.matrix().view()->isVisible());
        b.window->tabs().open(b.root + QStringLiteral("/p/two/app.py"));
        b.window->tabs().currentEditor()->replaceText(QStringLiteral("def handler(e, c):\n    print('unsaved too')\n    return {'from': 'TWO', 'n': e.get('n')}\n"));
        QVERIFY(b.runTests()); // saves first
        QCOMPARE(b.session->tests().matrix().count(MatrixCell::Passed), 2);
        QCOMPARE(b.session->tests().matrix().count(MatrixCell::Failed), 1);
        QCOMPARE(b.matrix().summary(), QStringLiteral("Passed: 2, failed: 1"));

        QTableView *view = b.matrix().view();
        b.press(Act::ShowTests); // focus by its key
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Right);
        MatrixDetails *details = b.matrix().details();
        QVERIFY2(details->shownText().contains(QStringLiteral("\"TWO\"")), qPrintable(details->shownText()));
        details->setView(MatrixDetails::View::Response);
        QVERIFY(details->shownText().contains(QStringLiteral("\"from\": \"TWO\"")));
        details->setView(MatrixDetails::View::Log);
        QVERIFY(details->shownText().contains(QStringLiteral("unsaved too")));

        QTest::keyClick(view, Qt::Key_F2); // to the event
        QTRY_COMPARE(b.session->currentFunction(), QStringLiteral("two"));
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("a"));

        b.write(QStringLiteral("p/two/app.py"), "def handler(e, c):\n    return {'from': 'one', 'n': e.get('n')}\n");
        QTRY_VERIFY(b.window->tabs().currentEditor()->text().contains(QStringLiteral("'one'")));
        QSignalSpy finished(&b.session->tests(), &TestController::finished);
        QTest::mouseClick(b.child<QToolButton>("runFailedTests"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 60000);
        QCOMPARE(b.session->tests().matrix().count(MatrixCell::Passed), 3);
        QVERIFY(!b.child<QToolButton>("runFailedTests")->isEnabled());

        QTest::mouseClick(b.child<QToolButton>("copyTests"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("lathe test -C '%1'").arg(b.session->project().root));
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(b.matrix().selected().size(), 2);
        QTest::mouseClick(b.child<QToolButton>("copyTests"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("lathe test 'one' -e 'a' -C '%1'\nlathe test 'two' -e 'a' -C '%1'").arg(b.session->project().root));
        finished.clear();
        QTest::keyClick(view, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(b.session->tests().isRunning());
        QCOMPARE(b.session->tests().total(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 60000);
    }

    void theTaskLineShowsAndStopsTests()
    {
        Bench b;
        b.write(QStringLiteral("p/events/slow.json"), "{}");
        QVERIFY(b.openTwo());
        b.write(QStringLiteral("p/one/app.py"), "import time\ndef handler(e, c):\n    time.sleep(2.5)\n");
        b.press(Act::RunTests);
        auto *stop = b.child<QToolButton>("cancelTask");
        QTRY_VERIFY(b.session->tests().isRunning() && stop->isVisible());
        QTRY_VERIFY(b.session->tests().matrix().count(MatrixCell::Running) > 0);
        QSignalSpy finished(&b.session->tests(), &TestController::finished);
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 10000);
        QCOMPARE(b.session->tests().matrix().cell(b.session->tests().matrix().placeOf(b.session->tests().matrix().index(0, 0))).state, MatrixCell::Stopped);
        QTRY_VERIFY(!stop->isVisible());
    }

    void aBrokenEventRunsAsBytesOnRequest()
    {
        Bench b;
        b.write(QStringLiteral("p/events/a.json"), "{\"n\": }");
        QVERIFY(b.openTwo());
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("a"));
        const QList<Diagnostic> marks = b.window->eventPanel().editor()->editor()->diagnostics();
        QCOMPARE(marks.size(), 1); // underlined where it is wrong
        QCOMPARE(marks.first().column, 7);
        QSignalSpy started(&b.session->runs(), &RunController::started), finished(&b.session->runs(), &RunController::finished);
        b.press(Act::Run);
        QVERIFY(started.isEmpty());
        QPushButton *anyway = nullptr;
        QTRY_VERIFY((anyway = b.child<QPushButton>("runAsBytes")));
        QTest::mouseClick(anyway, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
        QCOMPARE(finished.first().first().value<RunRecord>().event, QByteArray("{\"n\": }"));
        b.press(Act::Run); // asks again
        QCOMPARE(started.size(), 1);
    }

    void droppedFilesBecomeEventsAndDeletedOnesComeBack()
    {
        Bench b;
        QVERIFY(b.openTwo());
        const QString outside = b.write(QStringLiteral("mail/new order.json"), "{ \"n\":1.0 }");
        QListView *list = b.window->findChild<ProjectPanel *>()->eventView();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(outside)});
        QWidget *target = list->parentWidget(); // no event yet: the section takes it
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &drop);
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("new order"));
        QCOMPARE(b.file(QStringLiteral("p/events/new order.json")), QByteArray("{ \"n\":1.0 }"));
        QTRY_VERIFY(list->isVisible());
        QDragEnterEvent over(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(list->viewport(), &over);
        QVERIFY(over.isAccepted());
        QDropEvent again(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(list->viewport(), &again);
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("new order-2"));
        QMimeData other;
        other.setUrls({QUrl::fromLocalFile(b.write(QStringLiteral("mail/a.txt"), "x"))});
        QDragEnterEvent no(QPoint(5, 5), Qt::CopyAction, &other, Qt::LeftButton, {});
        QApplication::sendEvent(list->viewport(), &no);
        QVERIFY(b.session->events().events().size() == 2);

        b.write(QStringLiteral("p/events/new order-2.meta.json"), "{\"x\": 1}");
        b.window->eventPanel().askRemove(b.window->eventPanel().currentPath());
        QPushButton *remove = nullptr;
        QTRY_VERIFY((remove = [&]() -> QPushButton * {
            for (QPushButton *button : b.window->findChildren<QPushButton *>())
                if (button->text() == QLatin1String("Delete") && button->isVisible())
                    return button;
            return nullptr;
        }()));
        remove->click();
        QTRY_COMPARE(b.session->events().events().size(), 1);
        QTRY_VERIFY(b.child<QPushButton>("undoEvent"));
        b.child<QPushButton>("undoEvent")->click();
        QTRY_COMPARE(b.window->eventPanel().currentName(), QStringLiteral("new order-2"));
        QCOMPARE(b.file(QStringLiteral("p/events/new order-2.meta.json")), QByteArray("{\"x\": 1}"));
    }

    void nothingRunsUntrusted()
    {
        Bench b;
        b.write(QStringLiteral("p/events/a.json"), "{}");
        QVERIFY(b.openTwo(false));
        b.press(Act::ShowTests);
        QTRY_VERIFY(b.matrix().isVisible());
        QVERIFY(!b.matrix().view()->isVisible());
        QVERIFY(!b.window->actions().action(Act::RunTests)->isEnabled());
    }
};

QTEST_MAIN(TestEventWindow)
#include "tst_eventwindow.moc"
