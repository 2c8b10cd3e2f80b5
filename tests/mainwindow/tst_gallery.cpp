// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layerpanel.h"
#include "session/packageinspector.h"
#include "dialogs/importdialog.h"
#include "dialogs/signingkeysdialog.h"
#include "mainwindow/gallery.h"
#include "session/keyring.h"
#include "session/versioncontroller.h"
#include <QLibraryInfo>
#include <QPushButton>
#include <QTreeView>

using namespace lathe;

/// Writes a picture of each main state in the rows of galleryRows() into gallery/ of the build folder.
class TestGallery : public QObject
{
    Q_OBJECT
private slots:
    void pictures_data() { test::galleryRows(); }

    void layers_data() { test::galleryRows(); }

    void layers()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        const auto picture = [&](const char *state) { gallery.take(*f.window, state, 300); };
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(event, context):\n    return 1\n");
        f.write(QStringLiteral("utils/helpers/__init__.py"), QByteArray(40000, '#'));
        f.write(QStringLiteral("fonts/fonts/sans.ttf"), QByteArray(900000, 'f'));
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowLayers);
        picture("layers-1-empty");
        QSignalSpy built(&f.session->layers(), &LayerController::built);
        for (const char *name : {"/fonts", "/utils"}) {
            f.session->layers().build(f.session->layers().specFor({f.root + QLatin1String(name)}, {}), {}, qstrcmp(name, "/utils") == 0 ? f.session->currentFunction() : QString());
            QVERIFY(built.wait(20000));
        }
        QTRY_COMPARE(f.session->layers().layers().size(), 2);
        QTRY_VERIFY(f.session->inspector().report() && f.session->inspector().report()->bytes > 40000);
        picture("layers-2-built");
        f.window->findChild<LayerPanel *>()->give({f.write(QStringLiteral("requirements.txt"), "pillow\n")});
        picture("layers-3-naming");
        f.window->actions().action(Act::SigningKeys)->trigger();
        auto *keys = f.window->findChild<SigningKeysDialog *>();
        QVERIFY(keys);
        QTRY_VERIFY(!f.session->keys().isBusy());
        gallery.takePart(*keys, "signing-keys");
        keys->accept();
        f.window->actions().action(Act::ImportPackage)->trigger();
        auto *import = f.window->findChild<ImportDialog *>();
        QVERIFY(import);
        gallery.takePart(*import, "import-package");
        import->reject();
    }

    void pictures()
    {
        const test::Gallery gallery;
        WindowFixture f(gallery.look().language, gallery.look().theme);
        gallery.fit(*f.window);
        QVERIFY(f.show());
        const auto picture = [&](const char *state) { gallery.take(*f.window, state); };
        picture("1-start");
        QVERIFY(f.openSample(QStringLiteral("rest-backend")));
        QTRY_VERIFY(f.window->tabs().currentEditor() != nullptr);
        picture("2-project");
        QCOMPARE(f.waitForRun(), QString());
        picture("3-result");
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(20000));
        auto *plan = f.window->findChild<QTreeView *>(QStringLiteral("plan"));
        QVERIFY(plan->isColumnHidden(PlanModel::BeforeColumn)); // nothing is there yet
        picture("4-deploy");
        QSignalSpy deployed(&f.session->deploys(), &DeployController::deployed);
        f.window->findChild<QPushButton *>(QStringLiteral("deployButton"))->click();
        QVERIFY(deployed.wait(30000));
        picture("5-deployed");
        f.press(Act::ShowVersions);
        auto *publish = f.window->findChild<QPushButton *>(QStringLiteral("publishVersion"));
        QTRY_VERIFY(f.session->versions().isKnown());
        QVERIFY(!publish->isVisible()); // the middle has that button
        picture("5-versions-none");
        QSignalSpy published(&f.session->versions(), &VersionController::published);
        f.press(Act::Publish);
        QVERIFY(published.wait(20000));
        f.session->versions().share(QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("1"), 0);
        CodeEditor *editor = f.window->tabs().currentEditor();
        editor->replaceText(editor->text() + QStringLiteral("\n# faster\n"));
        QVERIFY(f.window->tabs().saveAll());
        f.session->deploys().makePlan();
        QVERIFY(ready.wait(20000));
        QVERIFY(!plan->isColumnHidden(PlanModel::BeforeColumn));
        f.session->deploys().apply();
        QVERIFY(deployed.wait(30000));
        f.press(Act::Publish);
        QVERIFY(published.wait(20000));
        QVERIFY(publish->isVisible());
        picture("5-versions");
        f.press(Act::ShowFunction);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        picture("5-memory");
        f.key(Qt::Key_Escape);
        f.press(Act::AddLayer);
        picture("5-add-layer");
        f.key(Qt::Key_Escape);
        f.window->tabs().currentEditor()->replaceText(QStringLiteral("def lambda_handler(event, context):\n    return helper(event)\n\n\ndef helper(event):\n    raise ValueError(\"테이블이 없습니다\")\n"));
        QCOMPARE(f.waitForRun(), QString());
        picture("6-error");
        f.press(Act::Locator);
        picture("7-locator");
        f.key(Qt::Key_Escape);
        f.write(QStringLiteral("other/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        QVERIFY(f.open(f.root + QStringLiteral("/other"), false));
        picture("8-restricted");
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
