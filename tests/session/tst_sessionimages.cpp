// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// F5 on a function whose package is a container image, without a window.
#include "core/paths.h"
#include "runtime/busyboximage.h"
#include "session/session.h"
#include <QEventLoop>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <sys/stat.h>

using namespace lathe;
using namespace lathe::test;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestSessionImages : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Session> m_session;
    QByteArray m_log;

    void openWith(const QByteArray &function)
    {
        const QString folder = m_dir.filePath(q("project"));
        writeBytes(folder + q("/template.yaml"), "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n" + function);
        QSignalSpy opened(m_session.get(), &Session::projectOpened);
        m_session->openFolder(folder);
        QVERIFY(opened.wait(20000));
        m_session->setTrusted(true);
    }

    /// The record, or the error's id as the function's name.
    RunRecord run(int stopAfterLog = 0)
    {
        RunRecord record;
        QEventLoop loop;
        QObject context;
        m_log.clear();
        RunController &runs = m_session->runs();
        connect(&runs, &RunController::finished, &context, [&](const RunRecord &finished) { record = finished; loop.quit(); });
        connect(&runs, &RunController::failed, &context, [&](const Error &error) { record.functionName = error.id.isEmpty() ? QString::number(int(error.code)) : error.id; loop.quit(); });
        connect(&runs, &RunController::logAppended, &context, [&](const QByteArray &bytes) {
            m_log += bytes;
            if (stopAfterLog > 0)
                runs.stop();
        });
        QTimer::singleShot(60000, &loop, &QEventLoop::quit);
        runs.run("{\"a\":1}", q("e"));
        if (runs.state() != RunController::State::Idle)
            loop.exec();
        return record;
    }

private slots:
    void initTestCase()
    {
        if (probeSandbox().tier == SandboxTier::Unisolated)
            QSKIP("This machine allows no namespaces, and images need them.");
        SessionOptions options;
        options.stateDir = m_dir.filePath(q("state"));
        options.endpointDir = m_dir.filePath(q("endpoint"));
        options.bootstrapDir = q(LATHE_SOURCE_DIR "/resources/runtimes");
        options.workDir = m_dir.filePath(q("run/work-%1")).arg(QCoreApplication::applicationPid());
        m_session = std::make_unique<Session>(options);
        QSignalSpy listening(m_session.get(), &Session::endpointListening);
        m_session->startEngine();
        QVERIFY(listening.wait(30000));
    }
    void cleanupTestCase() { m_session.reset(); }

    void runsASavedImage()
    {
        writeBytes(m_dir.filePath(q("project/app.tar")), busyboxImage().dockerArchive());
        openWith("    Properties: {PackageType: Image, ImageUri: ./app.tar, Timeout: 20, ImageConfig: {Command: [seen]}}\n");
        RunRecord record = run();
        QCOMPARE(record.outcome.payload, QByteArray("{\"event\":{\"a\":1},\"cwd\":\"/work\",\"args\":\"seen\"}"));
        QVERIFY(record.outcome.report.initMs >= 0);
        record = run();
        QVERIFY(record.outcome.ok());
        QVERIFY(record.outcome.report.initMs < 0); // warm: the same image
        // Another image behind the same name is another environment.
        writeBytes(m_dir.filePath(q("project/app.tar")), busyboxImage(shellRuntime("echo 2 >/tmp/answer")).dockerArchive());
        record = run();
        QCOMPARE(record.outcome.payload, QByteArray("2\n"));
        QVERIFY(record.outcome.report.initMs >= 0);
    }

    void saysWhatIsMissing()
    {
        openWith("    Properties: {PackageType: Image, ImageUri: 'registry.example/app:1'}\n");
        QCOMPARE(run().functionName, q("LTH-RUN-013"));
        openWith("    Properties: {PackageType: Image, ImageUri: ./none.tar}\n");
        QCOMPARE(run().functionName, q("LTH-IMG-002"));
    }

    void unpackingIsShownAndStopped()
    {
        ImageMaker maker = busyboxImage();
        maker.packing = Packing::Plain;
        maker.add({fileEntry("big", QByteArray(20 << 20, 'b'))});
        writeBytes(m_dir.filePath(q("project/big.tar")), maker.dockerArchive());
        openWith("    Properties: {PackageType: Image, ImageUri: ./big.tar, Timeout: 20}\n");
        QObject context;
        QList<RunPreparation> steps;
        bool stop = true;
        connect(&m_session->runs(), &RunController::preparing, &context, [&](const RunPreparation &step) {
            steps << step;
            if (stop)
                m_session->runs().stop();
        });
        QCOMPARE(run().functionName, QString::number(int(ErrorCode::Cancelled)));
        QCOMPARE(steps.size(), 1);
        QVERIFY(steps[0].phase == RunPreparation::Phase::UnpackingImage && steps[0].layers == 3 && steps[0].totalBytes > 20 << 20);
        stop = false;
        steps.clear();
        RunRecord record = run();
        QVERIFY2(record.outcome.ok(), m_log.constData());
        QVERIFY(steps.size() >= 4 && steps.last().phase == RunPreparation::Phase::Done);
        const RunPreparation &last = steps[steps.size() - 2];
        QVERIFY(last.layer == 3 && last.bytes > 16 << 20);
        QCOMPARE(QDir(paths::cache() + q("/images")).entryList({q(".unpack*")}, QDir::Hidden | QDir::Dirs), QStringList());
        steps.clear();
        record = run(); // kept here now
        QVERIFY(record.outcome.ok() && steps.isEmpty());
    }

    void aBuildIsShownAndStopped()
    {
        const QString tool = m_dir.filePath(q("tools/buildah"));
        writeBytes(tool, "#!/bin/sh\necho STEP 1; exec sleep 60\n");
        QCOMPARE(::chmod(QFile::encodeName(tool).constData(), 0755), 0);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(m_dir.filePath(q("tools"))) + ':' + path);
        writeBytes(m_dir.filePath(q("project/Dockerfile")), "FROM scratch\n");
        openWith("    Metadata: {DockerContext: ., Dockerfile: Dockerfile}\n    Properties: {PackageType: Image}\n");
        const RunRecord record = run(1);
        qputenv("PATH", path);
        QCOMPARE(record.functionName, QString::number(int(ErrorCode::Cancelled)));
        QVERIFY2(m_log.contains("STEP 1"), m_log.constData());
    }
};

QTEST_GUILESS_MAIN(TestSessionImages)
#include "tst_sessionimages.moc"
