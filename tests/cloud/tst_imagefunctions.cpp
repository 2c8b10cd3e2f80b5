// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Functions of PackageType Image at the endpoint: made of a local image, invoked, updated, published, kept over a restart.
#include "cloud/endpointfixture.h"
#include "package/image/localimages.h"
#include "runtime/busyboximage.h"

using namespace lathe;
using namespace lathe::test;

class TestImageFunctions : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    QTemporaryDir m_dir;
    static QString q(const char *text) { return QString::fromLatin1(text); }

    QString layout(const char *name, const QByteArray &answer)
    {
        const QString dir = m_dir.filePath(q(name));
        busyboxImage(shellRuntime("printf '" + answer + "' >/tmp/answer")).writeLayout(dir);
        return dir;
    }

    static QJsonObject request(const QString &name, const QString &uri)
    {
        return {{q("FunctionName"), name}, {q("PackageType"), q("Image")}, {q("Role"), q("arn:aws:iam::000000000000:role/r")},
                {q("Timeout"), 20}, {q("Code"), QJsonObject{{q("ImageUri"), uri}}}};
    }

    static QByteArray digestIn(const QString &layout)
    {
        QFile index(layout + q("/index.json"));
        return index.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(index.readAll()).object().value(QLatin1String("manifests")).toArray().first().toObject().value(QLatin1String("digest")).toString().toLatin1()
            : QByteArray();
    }

private slots:
    void initTestCase()
    {
        if (probeSandbox().tier == SandboxTier::Unisolated)
            QSKIP("This machine allows no namespaces, and images need them.");
        f = std::make_unique<EndpointFixture>();
    }
    void cleanupTestCase() { f.reset(); }
    void cleanup() { QVERIFY(!f || f->deleteAll()); }

    void createGetInvoke()
    {
        const QString dir = layout("one", "\"one\"");
        QJsonObject wanted = request(q("one"), q("oci:") + dir);
        wanted.insert(q("ImageConfig"), QJsonObject{{q("Command"), QJsonArray{q("x.y")}}, {q("WorkingDirectory"), q("/app")}});
        const Answer made = f->json("POST", "/2015-03-31/functions", wanted);
        QVERIFY2(made.status == 201, made.body.constData());
        const QJsonObject o = made.json();
        QCOMPARE(o.value(QLatin1String("PackageType")).toString(), q("Image"));
        QCOMPARE(o.value(QLatin1String("CodeSha256")).toString().toLatin1(), digestIn(dir).mid(7));
        QCOMPARE(o.value(QLatin1String("CodeSize")).toInt(-1), 0);
        QVERIFY(!o.contains(QLatin1String("Runtime")) && !o.contains(QLatin1String("Handler")) && !o.contains(QLatin1String("lathe:image")));
        QCOMPARE(o.value(QLatin1String("ImageConfigResponse")).toObject().value(QLatin1String("ImageConfig")).toObject(), wanted.value(q("ImageConfig")).toObject());
        QVERIFY(f->settle("one"));
        const QJsonObject code = f->get("/2015-03-31/functions/one").json().value(QLatin1String("Code")).toObject();
        QCOMPARE(code.value(QLatin1String("RepositoryType")).toString(), q("ECR"));
        QCOMPARE(code.value(QLatin1String("ImageUri")).toString(), q("oci:") + dir);
        QVERIFY(code.value(QLatin1String("ResolvedImageUri")).toString().endsWith(u'@' + QString::fromLatin1(digestIn(dir))));
        for (int i = 0; i < 2; ++i) {
            const Answer answer = f->call({"POST", "/2015-03-31/functions/one/invocations", "{}"});
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray("\"one\""));
        }
        f->restart();
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/one/invocations", "{}"}).body, QByteArray("\"one\""));
    }

    void imageConfigIsFollowed()
    {
        const QString dir = m_dir.filePath(q("config"));
        busyboxImage().writeLayout(dir);
        const auto answer = [&](const QString &name, const QJsonObject &config) {
            QJsonObject wanted = request(name, q("oci:") + dir);
            wanted.insert(q("ImageConfig"), config);
            if (const Answer made = f->json("POST", "/2015-03-31/functions", wanted); made.status != 201 || !f->settle(name.toUtf8()))
                return made;
            return f->call({"POST", "/2015-03-31/functions/" + name.toUtf8() + "/invocations", "{}"});
        };
        QCOMPARE(answer(q("shell"), {{q("EntryPoint"), QJsonArray{q("/bin/sh"), q("-c"), q("exec /app/bootstrap \"$0\"")}}, {q("Command"), QJsonArray{q("x.y")}}, {q("WorkingDirectory"), q("/app")}}).body,
                 QByteArray("{\"event\":{},\"cwd\":\"/app\",\"args\":\"x.y\"}"));
        const Answer nowhere = answer(q("nowhere"), {{q("WorkingDirectory"), q("/no/such")}});
        QVERIFY2(nowhere.body.contains("Runtime.InvalidWorkingDir"), nowhere.body.constData());
    }

    void updateAndPublish()
    {
        const QString first = layout("first", "1"), second = layout("second", "2");
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request(q("two"), first)).status, 201);
        QVERIFY(f->settle("two"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/two/versions", {}).status, 201);
        const Answer updated = f->json("PUT", "/2015-03-31/functions/two/code", {{q("ImageUri"), q("file://") + second}});
        QVERIFY2(updated.status == 200, updated.body.constData());
        QCOMPARE(updated.text("CodeSha256").toLatin1(), digestIn(second).mid(7));
        QVERIFY(f->settle("two"));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/two/invocations", "{}"}).body, QByteArray("2"));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/two/invocations?Qualifier=1", "{}"}).body, QByteArray("1"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/two/code", {{q("ZipFile"), QString::fromLatin1(f->zip("x").toBase64())}}).error(),
                 q("400 InvalidParameterValueException: Please provide ImageUri when updating a function with packageType Image."));
        const Answer config = f->json("PUT", "/2015-03-31/functions/two/configuration", {{q("ImageConfig"), QJsonObject{{q("EntryPoint"), QJsonArray{q("/no/such")}}}}});
        QCOMPARE(config.status, 200);
        QVERIFY(f->settle("two"));
        QVERIFY(f->call({"POST", "/2015-03-31/functions/two/invocations", "{}"}).body.contains("Runtime.InvalidEntrypoint"));
    }

    void aBuiltImageByItsTag()
    {
        const QString dir = layout("tagged", "\"tag\"");
        LATHE_VERIFY_RESULT(LocalImages().remember(q("shop/app:1.0"), dir));
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request(q("tag"), q("shop/app:1.0"))).status, 201);
        QVERIFY(f->settle("tag"));
        QVERIFY(f->get("/2015-03-31/functions/tag").json().value(QLatin1String("Code")).toObject().value(QLatin1String("ResolvedImageUri")).toString().startsWith(q("shop/app@sha256:")));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/tag/invocations", "{}"}).body, QByteArray("\"tag\""));
        QVERIFY(!LocalImages().find(q("shop/app:2.0")));
        QVERIFY(!LocalImages().find(q("../../etc/passwd")));
    }

    void refusals()
    {
        const QString dir = layout("bad", "1");
        QJsonObject wanted = request(q("bad"), dir);
        wanted.insert(q("Runtime"), q("python3.11"));
        QVERIFY(f->json("POST", "/2015-03-31/functions", wanted).error().contains(q("Please don't provide Handler or Runtime or Layer")));
        QVERIFY(f->json("POST", "/2015-03-31/functions", request(q("bad"), m_dir.filePath(q("nothing.tar")))).error().contains(q("does not exist")));
        wanted = request(q("bad"), dir);
        wanted.insert(q("Architectures"), QJsonArray{q("arm64")});
        QVERIFY(f->json("POST", "/2015-03-31/functions", wanted).error().contains(q("The image is for linux/amd64, the function for arm64")));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/none/code", {{q("ImageUri"), dir}}).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestImageFunctions)
#include "tst_imagefunctions.moc"
