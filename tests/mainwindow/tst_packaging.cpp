// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/noticebar.h"
#include "dialogs/importdialog.h"
#include "dialogs/signingkeysdialog.h"
#include "mainwindow/windowfixture.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"
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
