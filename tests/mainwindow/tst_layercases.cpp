// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One file dropped on a function, and it makes thumbnails: the way of a newcomer, with real libraries of compiled code.
#include "mainwindow/windowfixture.h"
#include "panels/functionlayers.h"
#include "panels/layerview.h"
#include "session/packageinspector.h"
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QProcess>
#include <QScopeGuard>

using namespace lathe;

class TestLayerCases : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;

    struct Case : WindowFixture
    {
        /// A folder with a picture "in the bucket" and the event that S3 sends for it.
        bool openProject(const QString &file, const QByteArray &code)
        {
            write(QStringLiteral("p/") + file, code);
            QDir(root).mkpath(QStringLiteral("p/bucket/photos"));
            QImage picture(400, 200, QImage::Format_RGB32);
            picture.fill(QColor(200, 60, 20));
            const bool saved = picture.save(root + QStringLiteral("/p/bucket/photos/summer hills.png"));
            write(QStringLiteral("p/events/put.json"), R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"photos"},"object":{"key":"summer+hills.png"}}}]})");
            return saved && show() && open(root + QStringLiteral("/p"), true);
        }
        QString dropOnFunction(const QString &file)
        {
            LayerView *list = window->findChild<FunctionLayers *>()->list();
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file)});
            const QPoint at(20, 10);
            QSignalSpy built(&session->layers(), &LayerController::built), failed(&session->layers(), &LayerController::failed);
            QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(list->viewport(), &enter);
            QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(list->viewport(), &drop);
            if (!enter.isAccepted() || !drop.isAccepted())
                return QStringLiteral("not taken");
            (void)QTest::qWaitFor([&] { return !built.isEmpty() || !failed.isEmpty(); }, 180000);
            if (!failed.isEmpty())
                return failed.first().first().value<Error>().text + failed.first().first().value<Error>().detail;
            return built.isEmpty() ? QStringLiteral("no end") : QString();
        }
        /// Runs on the S3 event, and reads the picture that came back.
        QImage thumbnail()
        {
            if (!QTest::qWaitFor([&] { return session->hasProject() && !session->project().functions.constFirst().layerDirs.isEmpty(); }, 10000))
                return {};
            window->eventPanel().choose(root + QStringLiteral("/p/events/put.json"));
            QSignalSpy finished(&session->runs(), &RunController::finished);
            if (const QString error = waitForRun(); !error.isEmpty()) {
                qWarning("%s", qPrintable(error));
                return {};
            }
            const InvokeOutcome outcome = finished.constFirst().constFirst().value<RunRecord>().outcome;
            const QJsonObject answer = QJsonDocument::fromJson(outcome.payload).object();
            const QImage image = QImage::fromData(QByteArray::fromBase64(answer[QStringLiteral("body")].toString().toLatin1()));
            if (image.isNull())
                qWarning("%s\n%s", outcome.payload.left(600).constData(), outcome.log.constData());
            return image;
        }
    };

    static void isThumbnail(const QImage &image)
    {
        QCOMPARE(image.size(), QSize(64, 32));
        const QColor middle = image.pixelColor(32, 16);
        QVERIFY2(std::abs(middle.red() - 200) < 12 && std::abs(middle.green() - 60) < 12 && std::abs(middle.blue() - 20) < 12, qPrintable(middle.name()));
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", (m_home.path() + QStringLiteral("/cache")).toUtf8());
        qputenv("HOME", m_home.path().toUtf8());
    }

    /// sharp of the npm registry, for which npm chooses compiled libraries by processor and C library.
    void aPackageJsonWithSharp()
    {
        Case f;
        QVERIFY(f.openProject(QStringLiteral("index.js"), R"(const fs = require('fs');
const sharp = require('sharp');
exports.handler = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  const key = decodeURIComponent(object.key.replace(/\+/g, ' '));
  const small = await sharp(fs.readFileSync(`bucket/${bucket.name}/${key}`)).resize(64).png().toBuffer();
  return { statusCode: 200, isBase64Encoded: true, headers: { 'content-type': 'image/png' }, body: small.toString('base64') };
};
)"));
        QCOMPARE(f.dropOnFunction(f.write(QStringLiteral("deps/package.json"), R"({"dependencies": {"sharp": "0.33.5"}})")), QString());
        isThumbnail(f.thumbnail());
        const QString name = f.session->layers().linksOf(f.session->currentFunction()).constFirst().name;
        QCOMPARE(name, QStringLiteral("sharp"));
        // Nothing in it will not load on Lambda.
        f.press(Act::ShowPackage);
        QTRY_VERIFY_WITH_TIMEOUT(f.session->inspector().report() && f.session->inspector().report()->measured && f.session->inspector().report()->owners.size() == 2, 30000);
        for (const XrayFinding &finding : f.session->inspector().report()->findings)
            QVERIFY2(finding.severity != Severity::Error, qPrintable(finding.text));
    }

    /// Pillow as Debian builds it, put into a wheel; pip's index is a folder.
    void aRequirementsTxtWithPillow()
    {
        const QByteArray path = qgetenv("PATH"); // Debian's library goes with Debian's interpreter, whatever else is installed
        const auto back = qScopeGuard([path] { qputenv("PATH", path); });
        qputenv("PATH", "/usr/bin:/bin");
        Case f;
        QVERIFY(f.openProject(QStringLiteral("lambda_function.py"), R"(import base64, io, urllib.parse
from PIL import Image

def lambda_handler(event, context):
    s3 = event['Records'][0]['s3']
    key = urllib.parse.unquote_plus(s3['object']['key'])
    image = Image.open(f"bucket/{s3['bucket']['name']}/{key}")
    image.thumbnail((64, 64))
    out = io.BytesIO()
    image.save(out, 'PNG')
    return {'statusCode': 200, 'isBase64Encoded': True, 'headers': {'content-type': 'image/png'}, 'body': base64.b64encode(out.getvalue()).decode()}
)"));
        f.write(QStringLiteral("deps/wheels/empty"), {});
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral(R"(import sys, os, zipfile, PIL
version = PIL.__version__; tag = 'cp%d%d' % sys.version_info[:2]; info = f'pillow-{version}.dist-info'
root = os.path.dirname(os.path.dirname(PIL.__file__)); names = []
with zipfile.ZipFile(os.path.join(sys.argv[1], f'pillow-{version}-{tag}-{tag}-manylinux2014_x86_64.whl'.replace('x86_64', os.uname().machine)), 'w') as z:
    for d, _, files in os.walk(os.path.join(root, 'PIL')):
        for f in files:
            if not f.endswith('.pyc'):
                names.append(os.path.relpath(os.path.join(d, f), root)); z.write(os.path.join(d, f), names[-1])
    z.writestr(info + '/METADATA', f'Metadata-Version: 2.1\nName: pillow\nVersion: {version}\n')
    z.writestr(info + '/WHEEL', f'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: {tag}-{tag}-manylinux2014_{os.uname().machine}\n')
    z.writestr(info + '/RECORD', ''.join(f'{n},,\n' for n in names + [info + '/METADATA', info + '/WHEEL', info + '/RECORD']))
print(version, end=''))"), f.root + QStringLiteral("/deps/wheels")});
        QVERIFY(python.waitForFinished(60000));
        const QByteArray version = python.readAllStandardOutput();
        QVERIFY2(!version.isEmpty(), python.readAllStandardError());
        const QString list = f.write(QStringLiteral("deps/requirements.txt"), "--no-index\n--find-links wheels\npillow==" + version + "\n");
        QCOMPARE(f.dropOnFunction(list), QString());
        isThumbnail(f.thumbnail());
        QCOMPARE(f.session->layers().linksOf(f.session->currentFunction()).constFirst().name, QStringLiteral("pillow"));
    }
};

QTEST_MAIN(TestLayerCases)
#include "tst_layercases.moc"
