// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/gallery.h"
#include "panels/inspectorpanel.h"
#include "panels/serverpanel.h"
#include <QDockWidget>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>

using namespace lathe;

/// Pictures of every panel: with nothing in it yet, with something, and with what goes wrong; the three layouts; an image function.
class TestPanelGallery : public QObject
{
    Q_OBJECT
private slots:
    void empty_data() { test::galleryRows(); }
    void empty()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        QVERIFY(QDir().mkpath(f.root + QStringLiteral("/nothing")));
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/nothing"), true));
        gallery.take(*f.window, "80-no-function");
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().closeCurrent();
        int n = 0;
        for (const Act act : {Act::ShowResult, Act::ShowLog, Act::ShowProblems, Act::ShowDeploy, Act::ShowPackage, Act::ShowServer, Act::ShowEnvironments, Act::FindInFiles}) {
            f.window->actions().action(act)->trigger();
            gallery.take(*f.window, qPrintable(QStringLiteral("81-empty-%1").arg(++n)));
        }
    }

    void full_data() { test::galleryRows(); }
    void full()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        f.write(QStringLiteral("p/template.yaml"),
            "Transform: AWS::Serverless-2016-10-31\nResources:\n"
            "  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      Description: 대기열의 주문을 받아 테이블에 한 번씩 기록합니다\n"
            "      Handler: app.handler\n      Runtime: python3.11\n      CodeUri: src/\n      MemorySize: 1769\n      Timeout: 29\n      EphemeralStorage: {Size: 2048}\n"
            "      Architectures: [x86_64]\n      Role: arn:aws:iam::123456789012:role/orders-role\n      VpcConfig: {SubnetIds: [subnet-1]}\n"
            "      FileSystemConfigs: [{Arn: arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1, LocalMountPath: /mnt/orders}]\n"
            "      Environment:\n        Variables:\n          TABLE: orders\n          DB_PASSWORD: hunter2hunter2\n          STAGE: !Ref Stage\n"
            "      Events:\n        Api: {Type: HttpApi, Properties: {Path: /orders, Method: post}}\n        Queue: {Type: SQS, Properties: {Queue: arn:aws:sqs:eu-west-1:123456789012:orders}}\n"
            "        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n        Uploads: {Type: S3, Properties: {Bucket: uploads, Events: s3:ObjectCreated:*}}\n"
            "  Lost:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: gone.handler, Runtime: python3.6, CodeUri: src/}\n"
            "  Picture:\n    Type: AWS::Serverless::Function\n    Properties: {PackageType: Image, ImageUri: 'registry.example/thumbnails:1.4', MemorySize: 1024}\n");
        f.write(QStringLiteral("p/src/app.py"), "import logging\n\nlogger = logging.getLogger()\nlogger.setLevel(logging.INFO)\n\n\ndef handler(event, context):\n"
                                                "    logger.info('주문 %s', event.get('id'))\n    print('\\x1b[32mstored\\x1b[0m in table')\n    logger.warning('the queue is long: 42 messages')\n"
                                                "    logger.error('no price for item 7')\n    return {'statusCode': 200, 'body': '{\"stored\": true}', 'items': list(range(12))}\n");
        f.write(QStringLiteral("p/src/broken.py"), "def half(:\n    pass\n");
        f.write(QStringLiteral("p/events/order.json"), "{\"id\": 7}");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.session->setCurrentFunction(QStringLiteral("Orders"));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        f.window->tabs().open(f.root + QStringLiteral("/p/src/broken.py"));
        QCOMPARE(f.waitForRun(), QString());
        f.window->actions().action(Act::ShowLog)->trigger();
        gallery.take(*f.window, "82-log");
        f.window->actions().action(Act::ShowProblems)->trigger();
        gallery.take(*f.window, "83-problems");
        QTRY_VERIFY(f.window->actions().action(Act::Deploy)->isEnabled());
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        f.window->actions().action(Act::Deploy)->trigger();
        QVERIFY(ready.wait(20000));
        f.window->actions().action(Act::LayoutRelease)->trigger();
        gallery.take(*f.window, "84-layout-release");
        f.window->actions().action(Act::LayoutTest)->trigger();
        f.window->actions().action(Act::ShowServer)->trigger();
        gallery.take(*f.window, "85-layout-test");
        f.window->actions().action(Act::LayoutCode)->trigger();
        takenOut(f);
        gallery.take(*f.window, "85-tab-alone");
        f.window->actions().action(Act::LayoutCode)->trigger();
        auto *dock = f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowFunction));
        f.window->resizeDocks({dock}, {360}, Qt::Horizontal);
        auto *scroll = f.window->findChild<InspectorPanel *>()->findChild<QScrollArea *>();
        gallery.take(*f.window, "86-inspector");
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        gallery.take(*f.window, "87-inspector-end");
        f.session->setCurrentFunction(QStringLiteral("Picture"));
        gallery.take(*f.window, "88-image-function");
        f.session->setCurrentFunction(QStringLiteral("Lost"));
        QCOMPARE(f.waitForRun(), QString());
        gallery.take(*f.window, "89-cannot-run");
    }

    /// The log's tab is dragged to the right.
    static void takenOut(WindowFixture &f)
    {
        QCoreApplication::processEvents();
        auto *log = f.window->findChild<QDockWidget *>(ActionTable::idOf(Act::ShowLog));
        for (QTabBar *tabs : f.window->findChildren<QTabBar *>(Qt::FindDirectChildrenOnly))
            for (int i = 0; i < tabs->count() && tabs->isVisible(); ++i)
                if (tabs->tabText(i) == log->windowTitle()) {
                    const QRect middle = f.window->centralWidget()->geometry();
                    const QPoint to = tabs->mapFrom(f.window.get(), QPoint(middle.right() - 30, middle.center().y()));
                    QTest::mousePress(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
                    QTest::mouseMove(tabs, tabs->tabRect(i).center() + QPoint(30, 3));
                    QTest::mouseMove(tabs, to);
                    QTest::mouseRelease(tabs, Qt::LeftButton, {}, to);
                    QTRY_COMPARE(log->titleBarWidget()->height(), 32);
                    return;
                }
        QFAIL("the log has no tab");
    }
};

QTEST_MAIN(TestPanelGallery)
#include "tst_panelgallery.moc"
