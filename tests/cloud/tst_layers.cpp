// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include "core/limits.h"
#include <QCryptographicHash>

using namespace lathe;

static const QByteArray layersPath = "/2018-10-31/layers/";
static const char account[] = "arn:aws:lambda:us-east-1:000000000000:layer:";

/// Layers at the endpoint, over the wire: publishing, finding, deleting, permissions, and functions that use them.
class TestLayers : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }

    Answer publish(const QByteArray &name, const QByteArray &zip, QJsonObject request = {})
    {
        request.insert(q("Content"), QJsonObject{{q("ZipFile"), QString::fromLatin1(zip.toBase64())}});
        return f->json("POST", layersPath + name + "/versions", request);
    }
    QByteArray layerZip(const QByteArray &content, const char *name = "greeting.txt") { return f->zip(content, q(name)); }
    /// A zip with one file of that many zero bytes.
    QByteArray hugeZip(qint64 bytes)
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(q("zeros")));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(bytes))
            return {};
        file.close();
        PackageSpec spec;
        spec.rootDir = folder.path();
        spec.level = 1;
        const QString target = folder.path() + q(".zip");
        const auto report = writePackage(spec, target);
        QFile made(target);
        return report && made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
    }
    Answer downloaded(const QString &location)
    {
        const QByteArray path = QUrl(location).path().toLatin1();
        return f->exchange("GET " + path + " HTTP/1.1\r\nHost: " + f->host() + "\r\n\r\n");
    }
    QJsonArray versionsOf(const QByteArray &name, const QByteArray &query = {})
    {
        QJsonArray numbers;
        for (const QJsonValue &one : f->get(layersPath + name + "/versions" + query).json().value(QLatin1String("LayerVersions")).toArray())
            numbers.append(one.toObject().value(QLatin1String("Version")));
        return numbers;
    }
    int blobs() const
    {
        int count = 0;
        for (const QString &two : QDir(f->dir.filePath(q("state/blobs"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            count += int(QDir(f->dir.filePath(q("state/blobs/")) + two).entryList(QDir::Files).size());
        return count;
    }
    QJsonObject withLayers(const QString &name, const QStringList &arns, const QByteArray &python = reader)
    {
        QJsonObject request = f->createRequest(name, python);
        request.insert(q("Layers"), QJsonArray::fromStringList(arns));
        return request;
    }
    QByteArray invoked(const QByteArray &name, const QByteArray &payload = "{}")
    {
        return f->call({"POST", "/2015-03-31/functions/" + name + "/invocations", payload}).body;
    }
    /// Tells what is at /opt.
    static constexpr char reader[] = "import os\n"
                                     "def handler(event, context):\n"
                                     "    return {n: open('/opt/' + n).read() for n in sorted(os.listdir('/opt')) if os.path.isfile('/opt/' + n)}\n";

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanupTestCase() { f.reset(); }
    void init()
    {
        QVERIFY(f->deleteAll());
        const QJsonArray all = f->get("/2018-10-31/layers").json().value(QLatin1String("Layers")).toArray();
        for (const QJsonValue &one : all) {
            const QByteArray name = one.toObject().value(QLatin1String("LayerName")).toString().toLatin1();
            for (const QJsonValue &number : versionsOf(name))
                QCOMPARE(f->call({"DELETE", layersPath + name + "/versions/" + QByteArray::number(number.toInt())}).status, 204);
        }
    }

    void publishingAndGetting()
    {
        const QByteArray zip = layerZip("hello");
        const Answer made = publish("tools", zip, {{q("Description"), QStringLiteral("도구")}, {q("CompatibleRuntimes"), QJsonArray{q("python3.11"), q("python2.7")}},
            {q("CompatibleArchitectures"), QJsonArray{q("x86_64")}}, {q("LicenseInfo"), q("MIT")}});
        QCOMPARE(made.status, 201);
        QJsonObject o = made.json();
        QCOMPARE(o.value(QLatin1String("LayerArn")).toString(), q(account) + q("tools"));
        QCOMPARE(o.value(QLatin1String("LayerVersionArn")).toString(), q(account) + q("tools:1"));
        QCOMPARE(o.value(QLatin1String("Version")).toInt(), 1);
        QCOMPARE(o.value(QLatin1String("Description")).toString(), QStringLiteral("도구"));
        QCOMPARE(o.value(QLatin1String("LicenseInfo")).toString(), q("MIT"));
        QCOMPARE(o.value(QLatin1String("CompatibleRuntimes")).toArray(), (QJsonArray{q("python3.11"), q("python2.7")}));
        QCOMPARE(o.value(QLatin1String("CompatibleArchitectures")).toArray(), QJsonArray{q("x86_64")});
        QVERIFY(o.value(QLatin1String("CreatedDate")).toString().endsWith(q("+0000")));
        const QJsonObject content = o.value(QLatin1String("Content")).toObject();
        QCOMPARE(content.value(QLatin1String("CodeSize")).toInt(), int(zip.size()));
        QCOMPARE(content.value(QLatin1String("CodeSha256")).toString().toLatin1(), QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64());
        QCOMPARE(downloaded(content.value(QLatin1String("Location")).toString()).body, zip);

        const auto withoutLink = [](QJsonObject object) {
            QJsonObject inner = object.value(QLatin1String("Content")).toObject();
            inner.remove(QLatin1String("Location"));
            object.insert(QStringLiteral("Content"), inner);
            return object;
        };
        const Answer got = f->get(layersPath + "tools/versions/1");
        QCOMPARE(got.status, 200);
        QCOMPARE(withoutLink(got.json()), withoutLink(o));
        QCOMPARE(downloaded(got.json().value(QLatin1String("Content")).toObject().value(QLatin1String("Location")).toString()).body, zip);
        const QByteArray arn = QUrl::toPercentEncoding(q(account) + q("tools"));
        QCOMPARE(withoutLink(f->get(layersPath + arn + "/versions/1").json()), withoutLink(o));
        QCOMPARE(withoutLink(f->get("/2018-10-31/layers?find=LayerVersion&Arn=" + arn + "%3A1").json()), withoutLink(o));
        QCOMPARE(f->get("/2016-08-19/account-settings").json().value(QLatin1String("AccountUsage")).toObject().value(QLatin1String("TotalCodeSize")).toInt(), int(zip.size()));
        const QJsonObject bare = publish("bare", zip).json(); // what was not given is not shown, but for the description
        QCOMPARE(bare.value(QLatin1String("Description")).toString(), QString());
        QCOMPARE(bare.keys(), (QStringList{q("Content"), q("CreatedDate"), q("Description"), q("LayerArn"), q("LayerVersionArn"), q("Version")}));
    }

    void lists()
    {
        QCOMPARE(f->get("/2018-10-31/layers").body, QByteArray(R"({"Layers":[]})"));
        QCOMPARE(f->get(layersPath + "nobody/versions").body, QByteArray(R"({"LayerVersions":[]})"));
        for (int i = 0; i < 12; ++i) {
            const QJsonObject request = i < 11 ? QJsonObject{{q("CompatibleRuntimes"), QJsonArray{i % 2 ? q("python3.11") : q("nodejs22.x")}}, {q("CompatibleArchitectures"), QJsonArray{q("arm64")}}}
                                               : QJsonObject();
            QCOMPARE(publish("many", layerZip(QByteArray::number(i)), request).status, 201);
        }
        QCOMPARE(publish("other", layerZip("x")).status, 201);
        const int newest = versionsOf("many").first().toInt(); // earlier tests may have taken numbers
        QJsonArray all;
        for (int i = 0; i < 12; ++i)
            all.append(newest - i);
        QCOMPARE(versionsOf("many"), all);
        QJsonArray paged;
        QByteArray marker;
        do {
            const QJsonObject page = f->get(layersPath + "many/versions?MaxItems=5" + (marker.isEmpty() ? QByteArray() : "&Marker=" + marker)).json();
            for (const QJsonValue &one : page.value(QLatin1String("LayerVersions")).toArray())
                paged.append(one.toObject().value(QLatin1String("Version")));
            marker = page.value(QLatin1String("NextMarker")).toString().toLatin1();
        } while (!marker.isEmpty());
        QCOMPARE(paged, all);
        QCOMPARE(versionsOf("many", "?CompatibleRuntime=python3.11").size(), 5);
        QCOMPARE(versionsOf("many", "?CompatibleArchitecture=arm64").size(), 11);
        QCOMPARE(versionsOf("many", "?CompatibleRuntime=python3.11&CompatibleArchitecture=x86_64").size(), 0);

        const QJsonArray layers = f->get("/2018-10-31/layers").json().value(QLatin1String("Layers")).toArray();
        QCOMPARE(layers.size(), 2);
        QCOMPARE(layers[0].toObject().value(QLatin1String("LayerName")).toString(), q("many"));
        QCOMPARE(layers[0].toObject().value(QLatin1String("LayerArn")).toString(), q(account) + q("many"));
        QCOMPARE(layers[0].toObject().value(QLatin1String("LatestMatchingVersion")).toObject().value(QLatin1String("Version")).toInt(), newest);
        const QJsonArray python = f->get("/2018-10-31/layers?CompatibleRuntime=python3.11").json().value(QLatin1String("Layers")).toArray();
        QCOMPARE(python.size(), 1);
        const QJsonObject latest = python[0].toObject().value(QLatin1String("LatestMatchingVersion")).toObject();
        QCOMPARE(latest.value(QLatin1String("Version")).toInt(), newest - 2);
        QVERIFY(!latest.contains(QLatin1String("Content")));
        QCOMPARE(f->get("/2018-10-31/layers?MaxItems=51").error(), q("400 ValidationException: 1 validation error detected: Value '51' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 50"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *method, const char *target, const char *body, const QString &error) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(target) << QByteArray(body) << error;
        };
        const QString missing = q("404 ResourceNotFoundException: The resource you requested does not exist.");
        row("get", "GET", "/2018-10-31/layers/nobody/versions/1", "", missing);
        row("get by arn", "GET", "/2018-10-31/layers?find=LayerVersion&Arn=arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Alayer%3Anobody%3A1", "", missing);
        row("get zero", "GET", "/2018-10-31/layers/nobody/versions/0", "", q("400 InvalidParameterValueException: Layer Version Cannot be less than 1"));
        row("get word", "GET", "/2018-10-31/layers/nobody/versions/one", "", q("400 SerializationException: STRING_VALUE can not be converted to Long"));
        row("delete missing", "DELETE", "/2018-10-31/layers/nobody/versions/9", "", q("204 : "));
        row("bad name", "GET", "/2018-10-31/layers/a%20b/versions/1", "", q(R"(400 ValidationException: 1 validation error detected: Value 'a b' at 'layerName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+)"));
        row("arn without version", "GET", "/2018-10-31/layers?find=LayerVersion&Arn=arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Alayer%3Ax", "", q(R"(400 ValidationException: 1 validation error detected: Value 'arn:aws:lambda:us-east-1:000000000000:layer:x' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)"));
        row("no content", "POST", "/2018-10-31/layers/l/versions", "{}", q("400 ValidationException: 1 validation error detected: Value null at 'content' failed to satisfy constraint: Member must not be null"));
        row("empty content", "POST", "/2018-10-31/layers/l/versions", R"({"Content":{}})", q("400 InvalidParameterValueException: Please provide a source for layer content."));
        row("bucket", "POST", "/2018-10-31/layers/l/versions", R"({"Content":{"S3Bucket":"bbb","S3Key":"k"}})", q("400 InvalidParameterValueException: This local endpoint has no buckets. Send the layer as Content.ZipFile (up to 50 MB)."));
        row("no zip", "POST", "/2018-10-31/layers/l/versions", R"({"Content":{"ZipFile":"eHh4"}})", q("400 InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again."));
        row("architecture", "POST", "/2018-10-31/layers/l/versions", R"({"Content":{},"CompatibleArchitectures":["mips"]})", q("400 ValidationException: 1 validation error detected: Value '[mips]' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]"));
        row("many runtimes", "POST", "/2018-10-31/layers/l/versions", R"({"Content":{},"CompatibleRuntimes":["a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a"]})", q("400 ValidationException: 1 validation error detected: Value '[a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]' at 'compatibleRuntimes' failed to satisfy constraint: Member must have length less than or equal to 15"));
        row("policy of none", "GET", "/2018-10-31/layers/nobody/versions/1/policy", "", q("404 ResourceNotFoundException: Layer version arn:aws:lambda:us-east-1:000000000000:layer:nobody:1 does not exist."));
        row("other account", "GET", "/2018-10-31/layers/arn%3Aaws%3Alambda%3Aus-east-1%3A111122223333%3Alayer%3Ax/versions/1", "", q("403 AccessDeniedException: User: arn:aws:iam::000000000000:user/lathe is not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:us-east-1:111122223333:layer:x because no resource-based policy allows the lambda:GetLayerVersion action"));
    }
    void refusals()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        QCOMPARE(f->call({method, target, body}).error(), error);
    }

    void unknownRuntimesAreRefused()
    {
        const QString error = publish("l", layerZip("x"), {{q("CompatibleRuntimes"), QJsonArray{q("cobol")}}}).error();
        QVERIFY2(error.startsWith(q("400 ValidationException: 1 validation error detected: Value '[cobol]' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [")), qPrintable(error));
    }

    void numbersAreNeverUsedAgain()
    {
        f->restart(); // sweeps what refused requests left
        const int first = publish("counted", layerZip("1")).json().value(QLatin1String("Version")).toInt();
        QCOMPARE(publish("counted", layerZip("2")).json().value(QLatin1String("Version")).toInt(), first + 1);
        QCOMPARE(f->call({"DELETE", layersPath + "counted/versions/" + QByteArray::number(first + 1)}).status, 204);
        QCOMPARE(f->call({"DELETE", layersPath + "counted/versions/" + QByteArray::number(first)}).status, 204);
        QCOMPARE(f->get("/2018-10-31/layers").json().value(QLatin1String("Layers")).toArray().size(), 0);
        QCOMPARE(blobs(), 0);
        f->restart();
        QCOMPARE(publish("counted", layerZip("3")).json().value(QLatin1String("Version")).toInt(), first + 2);
        f->restart();
        QCOMPARE(versionsOf("counted"), QJsonArray{first + 2});
    }

    void permissions()
    {
        const QByteArray number = QByteArray::number(publish("shared", layerZip("x")).json().value(QLatin1String("Version")).toInt());
        const QByteArray policy = layersPath + "shared/versions/" + number + "/policy";
        QCOMPARE(f->get(policy).error(), q("404 ResourceNotFoundException: No policy is associated with the given resource."));
        const Answer added = f->json("POST", policy, {{q("StatementId"), q("one")}, {q("Action"), q("lambda:GetLayerVersion")}, {q("Principal"), q("111122223333")}});
        QCOMPARE(added.status, 201);
        const QJsonObject statement = QJsonDocument::fromJson(added.text("Statement").toUtf8()).object();
        QCOMPARE(statement, (QJsonObject{{q("Sid"), q("one")}, {q("Effect"), q("Allow")}, {q("Principal"), QJsonObject{{q("AWS"), q("arn:aws:iam::111122223333:root")}}},
            {q("Action"), q("lambda:GetLayerVersion")}, {q("Resource"), q(account) + q("shared:") + QString::fromLatin1(number)}}));
        QCOMPARE(f->json("POST", policy, {{q("StatementId"), q("one")}, {q("Action"), q("lambda:GetLayerVersion")}, {q("Principal"), q("*")}}).error(),
            q("409 ResourceConflictException: The statement id (one) provided already exists. Please provide a new statement id, or remove the existing statement."));
        QCOMPARE(f->json("POST", policy + "?RevisionId=other", {{q("StatementId"), q("two")}, {q("Action"), q("lambda:GetLayerVersion")}, {q("Principal"), q("*")}}).status, 412);
        const Answer two = f->json("POST", policy + "?RevisionId=" + added.text("RevisionId").toLatin1(),
            {{q("StatementId"), q("two")}, {q("Action"), q("lambda:GetLayerVersion")}, {q("Principal"), q("*")}, {q("OrganizationId"), q("o-0123456789")}});
        QCOMPARE(two.status, 201);
        f->restart();
        const Answer got = f->get(policy);
        QCOMPARE(got.text("RevisionId"), two.text("RevisionId"));
        const QJsonArray statements = QJsonDocument::fromJson(got.text("Policy").toUtf8()).object().value(QLatin1String("Statement")).toArray();
        QCOMPARE(statements.size(), 2);
        QCOMPARE(statements[1].toObject().value(QLatin1String("Principal")).toString(), q("*"));
        QCOMPARE(f->json("POST", policy, {{q("StatementId"), q("x")}, {q("Action"), q("lambda:*")}, {q("Principal"), q("*")}}).error(),
            q("400 ValidationException: 1 validation error detected: Value 'lambda:*' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: lambda:GetLayerVersion"));
        QCOMPARE(f->call({"DELETE", policy + "/three"}).error(), q("404 ResourceNotFoundException: Statement three is not found in resource policy."));
        QCOMPARE(f->call({"DELETE", policy + "/one"}).status, 204);
        QCOMPARE(f->call({"DELETE", policy + "/two"}).status, 204);
        QCOMPARE(f->get(policy).status, 404);
    }

    void functionsRunWithTheirLayersInOrder()
    {
        const QString one = publish("one", layerZip("from one")).text("LayerVersionArn");
        const QByteArray zip = layerZip("from two");
        const QString two = publish("two", zip).text("LayerVersionArn");
        const QString more = publish("more", layerZip("more", "more.txt")).text("LayerVersionArn");
        const Answer made = f->json("POST", "/2015-03-31/functions", withLayers(q("uses"), {one, more, two}));
        QCOMPARE(made.status, 201);
        const QJsonArray shown = made.json().value(QLatin1String("Layers")).toArray();
        QCOMPARE(shown.size(), 3);
        QCOMPARE(shown[2].toObject(), (QJsonObject{{q("Arn"), two}, {q("CodeSize"), int(zip.size())}}));
        QVERIFY(f->settle("uses"));
        QCOMPARE(invoked("uses"), QByteArray(R"({"greeting.txt": "from two", "more.txt": "more"})")); // the later layer hides the earlier
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/uses/configuration", {{q("Layers"), QJsonArray{two, one}}}).status, 200);
        QVERIFY(f->settle("uses"));
        QCOMPARE(invoked("uses"), QByteArray(R"({"greeting.txt": "from one"})"));
        f->restart(); // the layers are found again
        QCOMPARE(invoked("uses"), QByteArray(R"({"greeting.txt": "from one"})"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/uses/configuration", {{q("Layers"), QJsonArray()}}).status, 200);
        QVERIFY(f->settle("uses"));
        QCOMPARE(invoked("uses"), QByteArray("{}"));
    }

    void deletedVersionsStayWithTheirFunctions()
    {
        const Answer made = publish("old", layerZip("still here"));
        const QByteArray number = QByteArray::number(made.json().value(QLatin1String("Version")).toInt());
        const QString arn = made.text("LayerVersionArn");
        QCOMPARE(f->json("POST", "/2015-03-31/functions", withLayers(q("keeps"), {arn})).status, 201);
        QVERIFY(f->settle("keeps"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/keeps/versions", {}).status, 201);
        QCOMPARE(f->call({"DELETE", layersPath + "old/versions/" + number}).status, 204);
        QCOMPARE(f->get(layersPath + "old/versions/" + number).status, 404);
        QCOMPARE(versionsOf("old"), QJsonArray());
        f->restart();
        QCOMPARE(invoked("keeps"), QByteArray(R"({"greeting.txt": "still here"})"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/keeps/configuration", {{q("Timeout"), 5}}).status, 200); // layers untouched
        QVERIFY(f->settle("keeps"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions", withLayers(q("late"), {arn})).error(), q("400 InvalidParameterValueException: Layer version %1 does not exist.").arg(arn));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/keeps/configuration", {{q("Layers"), QJsonArray()}}).status, 200);
        QVERIFY(f->settle("keeps"));
        QCOMPARE(blobs(), 2); // the published version needs it yet
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/keeps"}).status, 204);
        QCOMPARE(blobs(), 0);
    }

    void layersThatCannotBeUsed()
    {
        const QString unknown = q(account) + q("nobody:7");
        QCOMPARE(f->json("POST", "/2015-03-31/functions", withLayers(q("x"), {unknown})).error(), q("400 InvalidParameterValueException: Layer version %1 does not exist.").arg(unknown));
        QVERIFY(f->createSettled(q("y")));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/y/configuration", {{q("Layers"), QJsonArray{unknown}}}).error(), q("400 InvalidParameterValueException: Layer version %1 does not exist.").arg(unknown));
        // Another account's layers are on no machine but AWS's: kept, and the function runs without them.
        const QString foreign = q("arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:14");
        const Answer kept = f->json("POST", "/2015-03-31/functions", withLayers(q("foreign"), {foreign}));
        QCOMPARE(kept.json().value(QLatin1String("Layers")).toArray(), (QJsonArray{QJsonObject{{q("Arn"), foreign}, {q("CodeSize"), 0}}}));
        QVERIFY(f->settle("foreign"));
        QCOMPARE(invoked("foreign"), QByteArray("{}"));
    }

    void functionAndLayersTogether()
    {
        const QByteArray huge = hugeZip(limits::unzippedBytes - 20);
        QVERIFY(!huge.isEmpty());
        const QString arn = publish("huge", huge).text("LayerVersionArn");
        const QString again = publish("again", huge).text("LayerVersionArn");
        const QString small = publish("small", layerZip("0123456789012345678901234")).text("LayerVersionArn");
        const QJsonObject code{{q("ZipFile"), QString::fromLatin1(f->zip("123456789").toBase64())}};
        QJsonObject request = withLayers(q("big"), {arn, again});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).error(), q("400 InvalidParameterValueException: Layers consume more than the available size of 262144000 bytes"));
        const auto exceeds = [](qint64 bytes) {
            return q("400 InvalidParameterValueException: Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is %1 bytes.").arg(bytes);
        };
        const qint64 python = QByteArray("def handler(event, context):\n    return event\n").size();
        QVERIFY(f->createSettled(q("big")));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/big/configuration", {{q("Layers"), QJsonArray{arn}}}).error(), exceeds(limits::unzippedBytes - 20 + python));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/big/configuration", {{q("Layers"), QJsonArray{small}}}).status, 200);
        QVERIFY(f->settle("big"));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/big/code", {{q("ZipFile"), QString::fromLatin1(huge.toBase64())}}).error(), exceeds(limits::unzippedBytes + 5));
        QVERIFY(f->settle("big")); // and nothing changed
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
