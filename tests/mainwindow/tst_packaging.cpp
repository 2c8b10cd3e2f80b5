// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "dialogs/importdialog.h"
#include "dialogs/signingkeysdialog.h"
#include "mainwindow/windowfixture.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"
#include "items/functionlistmodel.h"
#include "panels/buildline.h"
#include "panels/packagepanel.h"
#include "session/buildcontroller.h"
#include "session/keyring.h"
#include "session/packageimporter.h"
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace lathe;

/// What the window builds, signs and imports before packages leave or enter it; with the real tools.
class TestPackaging : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;

    struct Work : WindowFixture
    {
        using WindowFixture::WindowFixture;
        NoticeBar *news() { return window->centralWidget()->findChild<NoticeBar *>({}, Qt::FindDirectChildrenOnly); }
        /// A function whose library is a wheel beside it: pip needs no network.
        bool openWithRequirements(bool trust = true)
        {
            write(QStringLiteral("w/tool/__init__.py"), "word = 'built'\n");
            write(QStringLiteral("w/tool-1.0.dist-info/METADATA"), "Metadata-Version: 2.1\nName: tool\nVersion: 1.0\n");
            write(QStringLiteral("w/tool-1.0.dist-info/WHEEL"), "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            write(QStringLiteral("w/tool-1.0.dist-info/RECORD"), "tool/__init__.py,,\ntool-1.0.dist-info/METADATA,,\ntool-1.0.dist-info/WHEEL,,\ntool-1.0.dist-info/RECORD,,\n");
            QDir(root).mkpath(QStringLiteral("p/wheels"));
            if (!writePackage({.rootDir = root + QStringLiteral("/w"), .defaultExcludes = false}, root + QStringLiteral("/p/wheels/tool-1.0-py3-none-any.whl")))
                return false;
            write(QStringLiteral("p/requirements.txt"), "--no-index\n--find-links wheels\ntool==1.0\n");
            write(QStringLiteral("p/lambda_function.py"), "import tool\ndef lambda_handler(e, c):\n    return tool.word\n");
            return show() && open(root + QStringLiteral("/p"), trust);
        }
        QByteArray result(QSignalSpy &finished) { return finished.isEmpty() ? QByteArray() : finished.last().first().value<RunRecord>().outcome.payload; }
    };

    static QStringList pathsOf(const QString &zip)
    {
        QStringList paths;
        for (const PackageEntry &entry : readPackageList(zip).value_or(QList<PackageEntry>()))
            paths << entry.path;
        return paths;
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_home.path() + QStringLiteral("/data")).toUtf8());
        qputenv("XDG_CACHE_HOME", (m_home.path() + QStringLiteral("/cache")).toUtf8());
        qputenv("HOME", m_home.path().toUtf8());
    }

    void whatIsNeededIsBuiltBeforeItRunsAndLeaves()
    {
        Work f;
        QVERIFY(f.openWithRequirements());
        QSignalSpy finished(&f.session->runs(), &RunController::finished), building(&f.session->runs(), &RunController::building);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(f.result(finished), QByteArray("\"built\""));
        QVERIFY(!building.isEmpty());
        building.clear();
        f.write(QStringLiteral("p/lambda_function.py"), "import tool\ndef lambda_handler(e, c):\n    return tool.word + '!'\n");
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(f.result(finished), QByteArray("\"built!\"")); // never a build that is out of date

        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved);
        const QString zip = f.root + QStringLiteral("/out.zip");
        f.session->packages().save(zip);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 30000);
        QVERIFY2(pathsOf(zip).contains(QStringLiteral("tool/__init__.py")), qPrintable(pathsOf(zip).join(u' ')));

        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady), deployed(&f.session->deploys(), &DeployController::deployed);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(30000));
        f.session->deploys().apply();
        QVERIFY(deployed.wait(30000));
        f.press(Act::InvokeDeployed);
        QVERIFY(finished.wait(30000));
        QCOMPARE(f.result(finished), QByteArray("\"built!\""));
    }

    /// The picture, the plan and the zip tell of the same bytes, and a build that is missing or old is said so.
    void sizesAreThoseOfWhatIsShipped()
    {
        Work f;
        QVERIFY(f.openWithRequirements());
        f.press(Act::ShowPackage);
        const auto report = [&] { return f.session->inspector().report(); };
        const auto is = [&](BuildState state) { return report() && report()->measured && report()->build == state; };
        QTRY_VERIFY_WITH_TIMEOUT(is(BuildState::Missing), 20000);
        auto *line = f.window->findChild<PackagePanel *>()->findChild<BuildLine *>();
        QTRY_VERIFY(line->isVisible());
        QVERIFY2(line->text().contains(QStringLiteral("Not built")), qPrintable(line->text()));
        auto *functions = f.window->findChild<QAbstractItemView *>(QStringLiteral("functions"));
        const auto marked = [&] { return BuildState(functions->model()->index(0, 0).data(FunctionListModel::BuildRole).toInt()); };
        QTRY_COMPARE(marked(), BuildState::Missing);
        line->button()->click();
        QTRY_VERIFY_WITH_TIMEOUT(is(BuildState::Current), 60000);
        QTRY_VERIFY(!line->isVisible());
        QTRY_COMPARE(marked(), BuildState::Current);
        const auto has = [&](const QString &path) {
            for (int n = 0; n < int(report()->nodes.size()); ++n)
                if (report()->path(n) == path)
                    return true;
            return false;
        };
        QVERIFY(has(QStringLiteral("tool/__init__.py")));

        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved), ready(&f.session->deploys(), &DeployController::planReady);
        f.session->packages().save(f.root + QStringLiteral("/out.zip"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 30000);
        const auto written = saved.first().first().value<PackageReport>();
        QCOMPARE(report()->bytes, written.unzippedBytes);
        QCOMPARE(report()->owners.first().packedBytes, written.zipBytes);
        f.press(Act::Deploy);
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30000);
        QCOMPARE(f.session->deploys().plan().packageBytes, written.zipBytes);

        f.press(Act::ShowPackage);
        f.write(QStringLiteral("p/lambda_function.py"), "import tool\ndef lambda_handler(e, c):\n    return 'other'\n");
        QTRY_VERIFY_WITH_TIMEOUT(is(BuildState::OutOfDate), 20000);
        QTRY_VERIFY(line->isVisible());
        QVERIFY(has(QStringLiteral("tool/__init__.py"))); // the last build is nearer to what comes than the sources
        QCOMPARE(f.waitForRun(), QString()); // builds on the way
        f.press(Act::ShowPackage);
        QTRY_VERIFY_WITH_TIMEOUT(is(BuildState::Current), 20000);

        // What is left out is left out of the libraries too, by the rules of the sources.
        f.session->inspector().exclude(0, {QStringLiteral("/tool-1.0.dist-info/**")});
        QTRY_VERIFY_WITH_TIMEOUT(!has(QStringLiteral("tool-1.0.dist-info/METADATA")), 20000);
        QVERIFY(QFile::exists(f.root + QStringLiteral("/p/.latheignore")));
        f.session->inspector().undoExclusion();
        QTRY_VERIFY_WITH_TIMEOUT(has(QStringLiteral("tool-1.0.dist-info/METADATA")), 20000);
    }

    /// Layers of a SAM template that name a BuildMethod are built before a run, a package and a deploy.
    void layersAreBuiltWhereTheTemplateSaysSo()
    {
        Work f;
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Deps:\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: makefile}\n"
                                                   "    Properties: {ContentUri: deps/, CompatibleRuntimes: [python3.11]}\n"
                                                   "  Words:\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: python3.11}\n    Properties: {ContentUri: words/, CompatibleRuntimes: [python3.11]}\n"
                                                   "  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: .\n      Handler: app.handler\n      Runtime: python3.11\n"
                                                   "      Layers: [!Ref Deps, !Ref Words]\n");
        f.write(QStringLiteral("p/deps/Makefile"), "build-Deps:\n\tmkdir -p $(ARTIFACTS_DIR)/python\n\tcp made.py $(ARTIFACTS_DIR)/python/\n");
        f.write(QStringLiteral("p/deps/made.py"), "word = 'made'\n");
        f.write(QStringLiteral("p/words/words.py"), "import sys\nword = 'copied'\n");
        f.write(QStringLiteral("p/app.py"), "import made, words\ndef handler(e, c):\n    return made.word + ' ' + words.word + ' ' + made.__file__\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.press(Act::ShowPackage);
        const auto report = [&] { return f.session->inspector().report(); };
        QTRY_VERIFY_WITH_TIMEOUT(report() && report()->measured && report()->build == BuildState::Missing, 20000);
        QSignalSpy finished(&f.session->runs(), &RunController::finished);
        QCOMPARE(f.waitForRun(), QString());
        QCOMPARE(f.result(finished), QByteArray("\"made copied /opt/python/made.py\""));
        QTRY_VERIFY_WITH_TIMEOUT(report() && report()->measured && report()->build == BuildState::Current, 20000);
        QCOMPARE(report()->owners.size(), 3);
        QCOMPARE(report()->owners.at(1).name, QStringLiteral("Deps"));
        QCOMPARE(report()->owners.at(1).bytes, qint64(14));
        QTRY_COMPARE(f.session->layers().layers().constFirst().bytes, qint64(14)); // on the shelf too
        QCOMPARE(report()->owners.at(0).files, 2); // app.py and the template: sources of layers are no part of the function

        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady), deployed(&f.session->deploys(), &DeployController::deployed);
        f.press(Act::Deploy);
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30000);
        QCOMPARE(f.session->deploys().plan().layers.size(), 2);
        QCOMPARE(f.session->deploys().plan().layers.first().name, QStringLiteral("Deps"));
        QCOMPARE(f.session->deploys().plan().layers.first().unzippedBytes, qint64(14));
        f.session->deploys().apply();
        QTRY_COMPARE_WITH_TIMEOUT(deployed.size(), 1, 30000);
        finished.clear();
        f.press(Act::InvokeDeployed);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
        QCOMPARE(f.result(finished), QByteArray("\"made copied /opt/python/made.py\""));

        f.write(QStringLiteral("p/deps/made.py"), "word = 'anew'\n"); // never a build that is out of date
        QCOMPARE(f.waitForRun(), QString());
        QTRY_VERIFY(finished.size() == 2);
        QCOMPARE(f.result(finished), QByteArray("\"anew copied /opt/python/made.py\""));
    }

    void aBuildIsStopped()
    {
        Work f;
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Slow:\n    Type: AWS::Serverless::Function\n    Metadata:\n      BuildMethod: makefile\n"
                                                   "    Properties:\n      CodeUri: .\n      Handler: app.handler\n      Runtime: python3.11\n");
        f.write(QStringLiteral("p/app.py"), "def handler(e, c):\n    return 1\n");
        f.write(QStringLiteral("p/Makefile"), "build-Slow:\n\tsleep 100\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QSignalSpy building(&f.session->runs(), &RunController::building), failed(&f.session->runs(), &RunController::failed);
        f.press(Act::Run);
        QTRY_VERIFY_WITH_TIMEOUT(!building.isEmpty(), 20000);
        auto *cancel = f.window->findChild<QToolButton *>(QStringLiteral("cancelTask"));
        QTRY_VERIFY(cancel->isVisible());
        cancel->click();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20000);
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/.lathe/build/Slow")));
        QSignalSpy notSaved(&f.session->packages(), &PackageSaver::failed), told(&f.session->packages(), &PackageSaver::progressed);
        f.session->packages().save(f.root + QStringLiteral("/slow.zip"));
        QTRY_VERIFY_WITH_TIMEOUT(told.size() > 1, 20000);
        cancel->click();
        QTRY_COMPARE_WITH_TIMEOUT(notSaved.size(), 1, 20000);
        QCOMPARE(notSaved.first().first().value<Error>().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/slow.zip")));
    }

    void noToolRunsInAnUntrustedFolder()
    {
        Work f;
        QVERIFY(f.openWithRequirements(false));
        QSignalSpy failed(&f.session->packages(), &PackageSaver::failed);
        f.session->packages().save(f.root + QStringLiteral("/out.zip"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::NotTrusted);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/p/.lathe/build")));
        QVERIFY(f.news()->isVisible());
    }

    void aKeyIsMadeChosenAndSigns()
    {
        Work f;
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        f.window->actions().action(Act::SigningKeys)->trigger();
        auto *dialog = f.window->findChild<SigningKeysDialog *>();
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("keyName"));
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("makeKey"))->isEnabled()); // without a name
        QTRY_VERIFY(!f.session->keys().isBusy());
        QTest::keyClicks(name, QStringLiteral("team"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.session->deploys().signingKey(), QStringLiteral("team"), 20000); // made, and chosen
        auto *list = dialog->findChild<QListWidget *>(QStringLiteral("signingKeys"));
        QTRY_COMPARE(list->count(), 2);
        dialog->accept();

        const QString zip = f.root + QStringLiteral("/out.zip");
        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved);
        f.session->packages().save(zip);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 20000);
        const auto signature = checkSignature(zip, SigningKeys());
        QVERIFY(signature);
        QCOMPARE(signature->state, PackageSignature::State::Valid);
        QCOMPARE(signature->key.name, QStringLiteral("team"));
        QVERIFY(f.news()->text().contains(zip));
        QVERIFY(f.news()->accessibleDescription().contains(QStringLiteral("team")));

        // The choice is kept with the folder; without a signature by the keys again.
        WindowFixture g(QStringLiteral("en"), ThemeMode::Light, f.root);
        QVERIFY(g.show());
        QVERIFY(g.open(f.root + QStringLiteral("/p"), true));
        QCOMPARE(g.session->deploys().signingKey(), QStringLiteral("team"));
        g.window->actions().action(Act::SigningKeys)->trigger();
        dialog = g.window->findChild<SigningKeysDialog *>();
        list = dialog->findChild<QListWidget *>(QStringLiteral("signingKeys"));
        QTRY_COMPARE(list->count(), 2);
        list->setFocus();
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(g.session->deploys().signingKey(), QString());
    }

    void aReadyPackageIsCopiedAndSigned()
    {
        Work f;
        f.write(QStringLiteral("src/app.py"), "def handler(e, c):\n    return 1\n");
        QDir(f.root).mkdir(QStringLiteral("p"));
        const QString ready = f.root + QStringLiteral("/p/code.zip");
        QVERIFY(writePackage({.rootDir = f.root + QStringLiteral("/src")}, ready));
        f.write(QStringLiteral("p/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: code.zip\n      Handler: app.handler\n      Runtime: python3.11\n");
        LATHE_VERIFY_RESULT(SigningKeys().create(QStringLiteral("ready"), SigningKeys::Algorithm::EcdsaP256));
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QSignalSpy saved(&f.session->packages(), &PackageSaver::saved), failed(&f.session->packages(), &PackageSaver::failed);
        const QString copy = f.root + QStringLiteral("/copy.zip");
        f.session->packages().save(copy);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 20000);
        QFile a(ready), b(copy);
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QCOMPARE(b.readAll(), a.readAll());
        f.session->deploys().setSigningKey(QStringLiteral("ready"));
        f.session->packages().save(copy);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, 20000);
        QCOMPARE(checkSignature(copy, SigningKeys())->state, PackageSignature::State::Valid);
        QCOMPARE(checkSignature(ready, SigningKeys())->state, PackageSignature::State::Unsigned);
        f.session->packages().save(ready); // the user's own file is never written
        QTRY_COMPARE(failed.size(), 1);
    }

    void aZipThatIsDroppedBecomesAProject()
    {
        Work f;
        f.write(QStringLiteral("src/lambda_function.py"), "def lambda_handler(e, c):\n    return 'imported'\n");
        const QString zip = f.root + QStringLiteral("/code.zip");
        const auto report = writePackage({.rootDir = f.root + QStringLiteral("/src")}, zip);
        QVERIFY(report);
        QVERIFY(f.show());
        f.window->actions().action(Act::ImportPackage)->trigger();
        auto *dialog = f.window->findChild<ImportDialog *>();
        QVERIFY(dialog);
        auto *start = dialog->findChild<QPushButton *>(QStringLiteral("startImport"));
        QVERIFY(!start->isEnabled());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(zip)});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(dialog, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPoint(20, 20), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(dialog, &drop);
        auto *folder = dialog->findChild<QLineEdit *>(QStringLiteral("importFolder"));
        QVERIFY2(folder->text().endsWith(QStringLiteral("/lathe/code")), qPrintable(folder->text()));
        folder->setText(f.root + QStringLiteral("/new"));
        QSignalSpy opened(f.session.get(), &Session::projectOpened);
        QTest::keyClick(start, Qt::Key_Return);
        QVERIFY(opened.wait(20000));
        QCOMPARE(f.session->project().root, QFileInfo(f.root + QStringLiteral("/new")).canonicalFilePath());
        QVERIFY(QFile::exists(f.root + QStringLiteral("/new/code/lambda_function.py")));
    }

    void anImportIsStoppedAndLeavesNothing()
    {
        Work f;
        for (int i = 0; i < 200; ++i)
            f.write(QStringLiteral("src/%1.txt").arg(i), QByteArray(2000, 'x'));
        const QString zip = f.root + QStringLiteral("/code.zip");
        QVERIFY(writePackage({.rootDir = f.root + QStringLiteral("/src")}, zip));
        QVERIFY(f.show());
        QSignalSpy failed(&f.session->imports(), &PackageImporter::failed);
        f.session->imports().importZip(zip, f.root + QStringLiteral("/new"));
        QVERIFY(f.session->imports().isBusy());
        f.session->imports().cancel(); // the worker sees it before its first file
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(f.root + QStringLiteral("/new")));
    }

    void deployedCodeComesBack()
    {
        Work f;
        f.write(QStringLiteral("p/lambda_function.py"), "def lambda_handler(e, c):\n    return 'there'\n");
        QVERIFY(f.show());
        QVERIFY(f.open(f.root + QStringLiteral("/p"), true));
        QSignalSpy ready(&f.session->deploys(), &DeployController::planReady), deployed(&f.session->deploys(), &DeployController::deployed);
        f.press(Act::Deploy);
        QVERIFY(ready.wait(30000));
        f.session->deploys().apply();
        QVERIFY(deployed.wait(30000));
        const QString sha = deployed.first().first().value<DeployResult>().codeSha256;
        f.window->actions().action(Act::ImportPackage)->trigger();
        auto *dialog = f.window->findChild<ImportDialog *>();
        QVERIFY(dialog);
        for (QRadioButton *button : dialog->findChildren<QRadioButton *>())
            if (!button->isChecked()) {
                button->click();
                break;
            }
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("importFunction")), f.session->currentFunction());
        dialog->findChild<QLineEdit *>(QStringLiteral("importFolder"))->setText(f.root + QStringLiteral("/back"));
        QSignalSpy imported(&f.session->imports(), &PackageImporter::imported), opened(f.session.get(), &Session::projectOpened);
        dialog->findChild<QPushButton *>(QStringLiteral("startImport"))->click();
        QVERIFY(opened.wait(30000));
        QCOMPARE(imported.size(), 1);
        QCOMPARE(imported.first().first().value<PackageImport>().codeSha256, sha);
        QVERIFY(QFile::exists(f.root + QStringLiteral("/back/template.yaml")));
    }
};

QTEST_MAIN(TestPackaging)
#include "tst_packaging.moc"
