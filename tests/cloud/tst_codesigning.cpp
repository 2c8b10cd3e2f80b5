// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include "package/signing/packagesignature.h"
#include <QProcess>

using namespace lathe;

/// Code signing configurations at the endpoint, over the wire, and what they let through.
class TestCodeSigning : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    SigningKey team;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    static QString profile(const SigningKey &key) { return key.profileArn(q("us-east-1"), q("000000000000")); }
    static constexpr char configs[] = "/2020-04-22/code-signing-configs";

    static QByteArray encoded(const QString &arn) { return QUrl::toPercentEncoding(arn); }
    QString createConfig(const QStringList &profiles, const char *policy = nullptr)
    {
        QJsonObject request{{q("AllowedPublishers"), QJsonObject{{q("SigningProfileVersionArns"), QJsonArray::fromStringList(profiles)}}}};
        if (policy)
            request.insert(q("CodeSigningPolicies"), QJsonObject{{q("UntrustedArtifactOnDeployment"), q(policy)}});
        const Answer made = f->json("POST", configs, request);
        return made.status == 201 ? made.json().value(QLatin1String("CodeSigningConfig")).toObject().value(QLatin1String("CodeSigningConfigArn")).toString() : made.error();
    }
    QByteArray zip(const QString &keyName, const QByteArray &python = "def handler(event, context):\n    return event\n", const char *name = "app.py")
    {
        const QByteArray plain = f->zip(python, q(name));
        if (keyName.isEmpty())
            return plain;
        const QString file = f->dir.filePath(q("signed.zip"));
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(plain) != plain.size())
            return {};
        out.close();
        if (!signPackage(file, SigningKeys(), keyName, f->dir.filePath(q("signatures"))))
            return {};
        return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
    }
    /// The signed zip with another app.py.
    QByteArray tampered()
    {
        QFile file(f->dir.filePath(q("tampered.zip")));
        if (!file.open(QIODevice::WriteOnly) || file.write(zip(q("team"))) <= 0)
            return {};
        file.close();
        QFile other(f->dir.filePath(q("app.py")));
        if (!other.open(QIODevice::WriteOnly) || other.write("def handler(event, context):\n    return 'evil'\n") <= 0)
            return {};
        other.close();
        QProcess p;
        p.setWorkingDirectory(f->dir.path());
        p.start(q("zip"), {q("-q"), q("tampered.zip"), q("app.py")});
        if (!p.waitForFinished() || p.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
            return {};
        return file.readAll();
    }
    QJsonObject createRequest(const QString &name, const QByteArray &zip, const QString &config)
    {
        QJsonObject request = f->createRequest(name);
        request.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(zip.toBase64())}});
        if (!config.isEmpty())
            request.insert(q("CodeSigningConfigArn"), config);
        return request;
    }
    Answer create(const QString &name, const QByteArray &zip, const QString &config = {}) { return f->json("POST", "/2015-03-31/functions", createRequest(name, zip, config)); }
    Answer update(const QByteArray &name, const QByteArray &zip)
    {
        return f->json("PUT", "/2015-03-31/functions/" + name + "/code", {{q("ZipFile"), QString::fromLatin1(zip.toBase64())}});
    }
    static QByteArray ofFunction(const QByteArray &name) { return "/2020-06-30/functions/" + name + "/code-signing-config"; }

private slots:
    void initTestCase()
    {
        f = std::make_unique<EndpointFixture>();
        const auto made = SigningKeys().create(q("team"), SigningKeys::Algorithm::EcdsaP256);
        LATHE_VERIFY_RESULT(made);
        team = *made;
        LATHE_VERIFY_RESULT(SigningKeys().create(q("stranger"), SigningKeys::Algorithm::EcdsaP256));
    }
    void cleanupTestCase() { f.reset(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void configurations()
    {
        const Answer made = f->json("POST", configs, {{q("AllowedPublishers"), QJsonObject{{q("SigningProfileVersionArns"), QJsonArray{profile(team)}}}}});
        QCOMPARE(made.status, 201);
        const QJsonObject config = made.json().value(QLatin1String("CodeSigningConfig")).toObject();
        const QString arn = config.value(QLatin1String("CodeSigningConfigArn")).toString(), id = config.value(QLatin1String("CodeSigningConfigId")).toString();
        QVERIFY(QRegularExpression(q("^csc-[a-z0-9]{17}$")).match(id).hasMatch());
        QCOMPARE(arn, q("arn:aws:lambda:us-east-1:000000000000:code-signing-config:") + id);
        QCOMPARE(config.value(QLatin1String("Description")).toString(), QString());
        QCOMPARE(config.value(QLatin1String("CodeSigningPolicies")).toObject().value(QLatin1String("UntrustedArtifactOnDeployment")).toString(), q("Warn"));
        QVERIFY(config.value(QLatin1String("LastModified")).toString().endsWith(q("+0000")));
        const QByteArray path = QByteArray(configs) + '/' + encoded(arn);
        QCOMPARE(f->get(path).json().value(QLatin1String("CodeSigningConfig")).toObject(), config);
        const Answer changed = f->json("PUT", path, {{q("Description"), q("d")}, {q("CodeSigningPolicies"), QJsonObject{{q("UntrustedArtifactOnDeployment"), q("Enforce")}}}});
        QCOMPARE(changed.status, 200);
        f->restart();
        const QJsonObject now = f->get(path).json().value(QLatin1String("CodeSigningConfig")).toObject();
        QCOMPARE(now.value(QLatin1String("Description")).toString(), q("d"));
        QCOMPARE(now.value(QLatin1String("AllowedPublishers")), config.value(QLatin1String("AllowedPublishers")));
        createConfig({profile(team)});
        const Answer page = f->get(QByteArray(configs) + "?MaxItems=1");
        QCOMPARE(page.json().value(QLatin1String("CodeSigningConfigs")).toArray().size(), 1);
        QVERIFY(!page.text("NextMarker").isEmpty());
        QCOMPARE(f->call({"DELETE", path}).status, 204);
        QCOMPARE(f->get(path).error(), q("404 ResourceNotFoundException: The Lambda code signing configuration %1 can not be found.").arg(arn));
        QCOMPARE(f->json("POST", configs, {}).error(), q("400 ValidationException: 1 validation error detected: Value null at 'allowedPublishers' failed to satisfy constraint: Member must not be null"));
        QCOMPARE(f->json("POST", configs, {{q("AllowedPublishers"), QJsonObject{{q("SigningProfileVersionArns"), QJsonArray()}}}}).error(),
            q("400 ValidationException: 1 validation error detected: Value '[]' at 'allowedPublishers.signingProfileVersionArns' failed to satisfy constraint: Member must have length greater than or equal to 1"));
    }

    void configurationsOfFunctions()
    {
        const QString arn = createConfig({profile(team)});
        QVERIFY(f->createSettled(q("fn")));
        QCOMPARE(f->get(ofFunction("fn")).body, QByteArray("{}"));
        const Answer put = f->json("PUT", ofFunction("fn"), {{q("CodeSigningConfigArn"), arn}});
        QCOMPARE(put.json(), (QJsonObject{{q("CodeSigningConfigArn"), arn}, {q("FunctionName"), q("fn")}}));
        f->restart();
        QCOMPARE(f->get(ofFunction("fn")).json(), put.json());
        const QByteArray users = QByteArray(configs) + '/' + encoded(arn) + "/functions";
        QCOMPARE(f->get(users).json().value(QLatin1String("FunctionArns")).toArray(), QJsonArray{q("arn:aws:lambda:us-east-1:000000000000:function:fn")});
        QCOMPARE(f->call({"DELETE", QByteArray(configs) + '/' + encoded(arn)}).status, 409);
        QCOMPARE(f->call({"DELETE", ofFunction("fn")}).status, 204);
        QCOMPARE(f->get(ofFunction("fn")).body, QByteArray("{}"));
        QCOMPARE(f->json("PUT", ofFunction("fn"), {{q("CodeSigningConfigArn"), arn}}).status, 200);
        QVERIFY(f->deleteAll()); // goes with its function
        QCOMPARE(f->get(users).json().value(QLatin1String("FunctionArns")).toArray(), QJsonArray());
        QCOMPARE(f->call({"DELETE", QByteArray(configs) + '/' + encoded(arn)}).status, 204);
        const QString gone = q("404 CodeSigningConfigNotFoundException: The code signing configuration cannot be found. Check that the provided configuration is not deleted: %1.").arg(arn);
        QCOMPARE(create(q("fn"), zip(q("team")), arn).error(), gone);
        QVERIFY(f->createSettled(q("fn")));
        QCOMPARE(f->json("PUT", ofFunction("fn"), {{q("CodeSigningConfigArn"), arn}}).error(), gone);
        QCOMPARE(f->json("PUT", ofFunction("nobody"), {{q("CodeSigningConfigArn"), arn}}).status, 404);
    }

    void enforced()
    {
        const QString arn = createConfig({profile(team)}, "Enforce");
        const QString refused = q("400 CodeVerificationFailedException: Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for %1.");
        QCOMPARE(create(q("fn"), zip({}), arn).error(), refused.arg(q("unsigned")));
        QCOMPARE(create(q("fn"), zip(q("stranger")), arn).error(), refused.arg(profile(*SigningKeys().find(q("stranger")))));
        const QString broken = create(q("fn"), tampered(), arn).error();
        QVERIFY2(broken.startsWith(q("400 InvalidCodeSignatureException: The code signature failed the integrity check.")) && broken.contains(q("app.py (changed)")), qPrintable(broken));
        const Answer made = create(q("fn"), zip(q("team")), arn);
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("SigningProfileVersionArn"), profile(team));
        QVERIFY(f->settle("fn"));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/fn/invocations", "5"}).body, QByteArray("5"));
        QCOMPARE(f->get(ofFunction("fn")).text("CodeSigningConfigArn"), arn);
        QCOMPARE(update("fn", zip({})).error(), refused.arg(q("unsigned")));
        QCOMPARE(update("fn", tampered()).status, 400);
        QCOMPARE(update("fn", zip(q("team"), "def handler(event, context):\n    return 'new'\n")).status, 200);
        QVERIFY(f->settle("fn"));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/fn/invocations", "5"}).body, QByteArray("\"new\""));
        QCOMPARE(f->call({"DELETE", ofFunction("fn")}).status, 204);
        QCOMPARE(update("fn", zip({})).status, 200);
        QVERIFY(f->settle("fn"));
        QVERIFY(f->get("/2015-03-31/functions/fn/configuration").text("SigningProfileVersionArn").isEmpty());
    }

    void warned()
    {
        const QString arn = createConfig({profile(team)}, "Warn");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(q("Check the provided signature for unsigned")));
        QCOMPARE(create(q("fn"), zip({}), arn).status, 201);
        QVERIFY(f->settle("fn"));
        QVERIFY(update("fn", tampered()).error().startsWith(q("400 InvalidCodeSignatureException"))); // whatever the policy
        QVERIFY(f->createSettled(q("free")));
        QCOMPARE(update("free", tampered()).status, 200); // without a configuration nobody asked for a signature
        QVERIFY(f->settle("free"));
    }

    void layers()
    {
        const QString arn = createConfig({profile(team)}, "Enforce");
        const auto publish = [this](const QByteArray &name, const QByteArray &zip) {
            return f->json("POST", "/2018-10-31/layers/" + name + "/versions", {{q("Content"), QJsonObject{{q("ZipFile"), QString::fromLatin1(zip.toBase64())}}}});
        };
        const Answer good = publish("good", zip(q("team"), "x", "x.txt"));
        QCOMPARE(good.json().value(QLatin1String("Content")).toObject().value(QLatin1String("SigningProfileVersionArn")).toString(), profile(team));
        const QString bare = publish("bare", zip({}, "x", "x.txt")).text("LayerVersionArn"), changed = publish("changed", tampered()).text("LayerVersionArn");
        QJsonObject request = createRequest(q("fn"), zip(q("team")), arn);
        request.insert(q("Layers"), QJsonArray{bare});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).error(),
            q("400 CodeVerificationFailedException: Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for %1.").arg(bare));
        request.insert(q("Layers"), QJsonArray{changed});
        QVERIFY(f->json("POST", "/2015-03-31/functions", request).error().startsWith(q("400 InvalidCodeSignatureException")));
        request.insert(q("Layers"), QJsonArray{good.text("LayerVersionArn")});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("fn"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/fn/configuration", {{q("Layers"), QJsonArray{bare}}}).status, 400);
    }
};

QTEST_GUILESS_MAIN(TestCodeSigning)
#include "tst_codesigning.moc"
