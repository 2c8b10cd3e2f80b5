// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventpicker.h"
#include "dialogs/neweventdialog.h"
#include "mainwindow/gallery.h"
#include "panels/expectationview.h"
#include "panels/matrixdetails.h"
#include "panels/matrixpanel.h"
#include "session/testcontroller.h"
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

using namespace lathe;

/// Pictures of test events: the dialog, what is expected, the context, the run matrix.
class TestEventGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data() { test::galleryRows(); }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        const auto picture = [&](QWidget &widget, const char *state) { &widget == f.window.get() ? gallery.take(widget, state, 200) : gallery.takePart(widget, state, 200); };
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                                                   "  orders:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: orders/, Handler: app.handler, Runtime: python3.11}\n"
                                                   "  thumbnail:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: orders/, Handler: app.picture, Runtime: python3.11}\n"
                                                   "  audit:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: orders/, Handler: app.broken, Runtime: python3.11}\n");
        f.write(QStringLiteral("p/orders/app.py"), "def handler(event, context):\n    print('order', event.get('id'))\n    return {'statusCode': 200, 'id': event.get('id')}\n\n\n"
                                                   "def picture(event, context):\n    return {'statusCode': 200, 'size': [128, 96]}\n\n\ndef broken(event, context):\n    raise ValueError('no table')\n");
        QVERIFY(f.show());
        gallery.fit(*f.window);
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->findChild<MatrixPanel *>());
        f.press(Act::ShowTests);
        picture(*f.window, "events-1-empty");
        f.press(Act::MakeEvent);
        NewEventDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = f.window->findChild<NewEventDialog *>()) && dialog->isVisible());
        picture(*dialog, "events-2-new");
        QTest::keyClicks(dialog->picker()->search(), QStringLiteral("s3 put"));
        dialog->addEnvelope(QStringLiteral("sns"));
        dialog->addEnvelope(QStringLiteral("sqs"));
        auto *number = dialog->findChild<QLineEdit *>(QStringLiteral("parameter.size"));
        number->setFocus();
        picture(*dialog, "events-3-nested");
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("big"));
        picture(*dialog, "events-4-problem");
        dialog->reject();
        QTRY_VERIFY(!f.window->findChild<NewEventDialog *>());
        f.write(QStringLiteral("p/events/paid order.json"), "{\"id\": 7}");
        f.write(QStringLiteral("p/events/paid order.meta.json"), "{\"clientContext\": {\"custom\": {\"tenant\": \"blue\"}}, \"identity\": {\"cognitoIdentityId\": \"us-east-1:1234\"}, \"qualifier\": \"live\",\n"
                                                                "  \"expect\": {\"response\": [{\"path\": \"$.statusCode\", \"equals\": 200}, {\"path\": \"$.id\", \"equals\": 8}], \"maxDurationMs\": 500, \"logContains\": [\"order 7\"]}}");
        f.write(QStringLiteral("p/events/empty order.json"), "{}");
        f.write(QStringLiteral("p/events/refused.json"), "{\"id\": -1}");
        f.write(QStringLiteral("p/events/refused.meta.json"), "{\"expect\": {\"status\": \"error\", \"errorType\": \"ValueError\"}}");
        f.write(QStringLiteral("p/events/thumbnail/upload.json"), "{\"Records\": []}");
        QTRY_COMPARE(f.session->tests().matrix().rowCount(), 4);
        QSignalSpy finished(&f.session->tests(), &TestController::finished);
        f.window->actions().action(Act::RunTests)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 60000);
        auto &matrix = *f.window->findChild<MatrixPanel *>();
        matrix.view()->setCurrentIndex(matrix.view()->model()->index(1, 0));
        f.window->eventPanel().choose(f.root + QStringLiteral("/p/events/paid order.json"));
        f.window->eventPanel().showPart(EventPanel::Part::Expected);
        picture(*f.window, "events-5-matrix");
        if (gallery.look().size.width() >= 1920) // there is room for three functions
            QVERIFY2(matrix.view()->horizontalHeader()->length() <= matrix.view()->viewport()->width(), qPrintable(QString::number(matrix.view()->horizontalHeader()->length())));
        f.window->eventPanel().showPart(EventPanel::Part::Context);
        f.window->findChild<MatrixDetails *>()->setView(MatrixDetails::View::Response);
        picture(*f.window, "events-6-context");
        // What is deployed beside the folder's code, after an event changed.
        f.session->tests().setAcross(TestController::Across::Versions);
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        f.session->deploys().makePlan();
        QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty(), 30000);
        f.session->deploys().apply();
        QTRY_VERIFY_WITH_TIMEOUT(f.session->tests().matrix().columnCount() == 2, 30000);
        finished.clear();
        f.session->tests().run(f.session->tests().matrix().places());
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 60000);
        f.session->noteSaved(f.write(QStringLiteral("p/events/empty order.json"), "{\"id\": 1}"));
        QTRY_VERIFY(f.session->tests().matrix().staleCount() == 2);
        f.window->actions().action(Act::ShowTests)->trigger();
        picture(*f.window, "events-8-versions");
        f.window->eventPanel().showPart(EventPanel::Part::Event);
        f.window->eventPanel().editor()->editor()->replaceText(QStringLiteral("{\"id\": }"));
        QTRY_VERIFY(!f.window->eventPanel().editor()->isValid());
        f.window->actions().action(Act::Run)->trigger();
        picture(*f.window, "events-7-invalid");
    }
};

QTEST_MAIN(TestEventGallery)
#include "tst_eventgallery.moc"
