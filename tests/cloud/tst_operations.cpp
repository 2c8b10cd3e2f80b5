// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpointfixture.h"
#include "cloud/routes.h"
#include <QCryptographicHash>
#include <QSignalSpy>

using namespace lathe;

/// One test (or more) per operation of the table of routes, over the wire.
class TestOperations : public QObject
{
    Q_OBJECT
    std::unique_ptr<EndpointFixture> f;
    static QString q(const char *text) { return QString::fromLatin1(text); }

private slots:
    void initTestCase() { f = std::make_unique<EndpointFixture>(); }
    void cleanupTestCase() { f.reset(); }
    void cleanup() { QVERIFY(f->deleteAll()); }

    void CreateFunction()
    {
        const Answer made = f->create(q("hello"));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.header("Content-Type"), QByteArray("application/json"));
        QVERIFY(!made.header("x-amzn-RequestId").isEmpty());
        const QJsonObject o = made.json();
        QCOMPARE(o.value(QLatin1String("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello"));
        QCOMPARE(o.value(QLatin1String("State")).toString(), q("Pending"));
        QCOMPARE(o.value(QLatin1String("StateReasonCode")).toString(), q("Creating"));
        QVERIFY(!o.contains(QLatin1String("LastUpdateStatus")));
        QCOMPARE(o.value(QLatin1String("Version")).toString(), q("$LATEST"));
        QCOMPARE(o.value(QLatin1String("MemorySize")).toInt(), 128);
        QCOMPARE(o.value(QLatin1String("Timeout")).toInt(), 3);
        QCOMPARE(o.value(QLatin1String("PackageType")).toString(), q("Zip"));
        QCOMPARE(o.value(QLatin1String("Architectures")).toArray(), QJsonArray{q("x86_64")});
        QCOMPARE(o.value(QLatin1String("EphemeralStorage")).toObject().value(QLatin1String("Size")).toInt(), 512);
        QCOMPARE(o.value(QLatin1String("TracingConfig")).toObject().value(QLatin1String("Mode")).toString(), q("PassThrough"));
        QCOMPARE(o.value(QLatin1String("LoggingConfig")).toObject().value(QLatin1String("LogGroup")).toString(), q("/aws/lambda/hello"));
        QVERIFY(!o.contains(QLatin1String("Code")));
        QVERIFY(!o.contains(QLatin1String("Environment")));
        const QByteArray zip = f->zip("def handler(event, context):\n    return event\n");
        QCOMPARE(o.value(QLatin1String("CodeSize")).toInt(), int(zip.size()));
        QCOMPARE(o.value(QLatin1String("CodeSha256")).toString().toLatin1(), QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64());
        QVERIFY(f->settle("hello"));
        const Answer twice = f->create(q("hello"));
        QCOMPARE(twice.error(), q("409 ResourceConflictException: Function already exist: hello"));
        QCOMPARE(twice.text("Type"), q("User"));
    }

    void CreateFunction_echoesEveryMember()
    {
        QJsonObject request = f->createRequest(q("full"));
        const auto object = [](const char *json) { return QJsonDocument::fromJson(json).object(); };
        const QJsonObject members = object(R"({"Description":"d","Timeout":30,"MemorySize":256,"KMSKeyArn":"arn:aws:kms:us-east-1:000000000000:key/k",
            "VpcConfig":{"SubnetIds":["subnet-1"],"SecurityGroupIds":["sg-1"]},"DeadLetterConfig":{"TargetArn":"arn:aws:sqs:us-east-1:000000000000:q"},
            "Environment":{"Variables":{"NAME":"가나다","TWO":""}},"TracingConfig":{"Mode":"Active"},
            "Layers":["arn:aws:lambda:us-east-1:111122223333:layer:l:3"],
            "FileSystemConfigs":[{"Arn":"arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0","LocalMountPath":"/mnt/x"}],
            "ImageConfig":{"Command":["a"]},"EphemeralStorage":{"Size":1024},"SnapStart":{"ApplyOn":"PublishedVersions"},
            "LoggingConfig":{"LogFormat":"JSON","SystemLogLevel":"WARN"},"Architectures":["arm64"],"PackageType":"Zip"})");
        for (auto it = members.begin(); it != members.end(); ++it)
            request.insert(it.key(), it.value());
        request.insert(q("Tags"), object(R"({"k":"v"})"));
        QCOMPARE(f->json("POST", "/2015-03-31/functions/", request).status, 201);
        QVERIFY(f->settle("full"));
        const QJsonObject all = f->get("/2015-03-31/functions/full").json();
        const QJsonObject o = all.value(QLatin1String("Configuration")).toObject();
        for (const char *same : {"Description", "Timeout", "MemorySize", "KMSKeyArn", "DeadLetterConfig", "Environment", "TracingConfig", "FileSystemConfigs",
                 "EphemeralStorage", "Architectures", "PackageType"})
            QCOMPARE(o.value(QLatin1String(same)), members.value(QLatin1String(same)));
        QCOMPARE(o.value(QLatin1String("VpcConfig")).toObject().value(QLatin1String("SubnetIds")).toArray(), QJsonArray{q("subnet-1")});
        QCOMPARE(o.value(QLatin1String("Layers")).toArray().first().toObject().value(QLatin1String("Arn")).toString(), q("arn:aws:lambda:us-east-1:111122223333:layer:l:3"));
        QCOMPARE(o.value(QLatin1String("ImageConfigResponse")).toObject().value(QLatin1String("ImageConfig")).toObject(), members.value(QLatin1String("ImageConfig")).toObject());
        QVERIFY(!o.contains(QLatin1String("ImageConfig")));
        QCOMPARE(o.value(QLatin1String("SnapStart")).toObject().value(QLatin1String("ApplyOn")).toString(), q("PublishedVersions"));
        QCOMPARE(o.value(QLatin1String("LoggingConfig")).toObject(),
            object(R"({"LogFormat":"JSON","SystemLogLevel":"WARN","ApplicationLogLevel":"INFO","LogGroup":"/aws/lambda/full"})"));
        QCOMPARE(all.value(QLatin1String("Tags")).toObject(), object(R"({"k":"v"})"));
    }

    void CreateFunction_refuses_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("error");
        const char *validation = "400 ValidationException: 1 validation error detected: ";
        const auto row = [&](const char *name, const QByteArray &members, const QString &error) { QTest::newRow(name) << members << error; };
        row("memory too small", R"({"MemorySize":64})", q(validation) + q("Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128"));
        row("memory too large", R"({"MemorySize":10241})", q(validation) + q("Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240"));
        row("timeout", R"({"Timeout":901})", q(validation) + q("Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900"));
        row("two", R"({"Timeout":0,"MemorySize":1})", q("400 ValidationException: 2 validation errors detected: Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128"));
        row("role", R"({"Role":"r1"})", q(validation) + q("Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"));
        row("no role", R"({"Role":null})", q(validation) + q("Value null at 'role' failed to satisfy constraint: Member must not be null"));
        row("two architectures", R"({"Architectures":["x86_64","arm64"]})", q(validation) + q("Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1"));
        row("architecture", R"({"Architectures":["X86_64"]})", q(validation) + q("Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]"));
        row("snap start", R"({"SnapStart":{"ApplyOn":"invalidOption"}})", q(validation) + q("Value 'invalidOption' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]"));
        row("tmp", R"({"EphemeralStorage":{"Size":511}})", q(validation) + q("Value '511' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value greater than or equal to 512"));
        row("variable name", R"({"Environment":{"Variables":{"1A":"secret"}}})", q(validation) + q("Value '1A' at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, Member must not be null]"));
        row("type", R"({"MemorySize":"128"})", q("400 SerializationException: STRING_VALUE can not be converted to Integer"));
        row("fraction", R"({"MemorySize":128.5})", q("400 SerializationException: NUMBER_VALUE can not be converted to Integer"));
        row("list", R"({"Layers":"x"})", q("400 SerializationException: STRING_VALUE can not be converted to List"));
        row("name", R"({"FunctionName":"a b"})", q(validation) + q(R"(Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?)"));
        row("long name", "{\"FunctionName\":\"" + QByteArray(65, 'a') + "\"}", q("400 InvalidParameterValueException: 1 validation error detected: Value '") + QString(65, u'a') + q("' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64"));
        row("reserved", R"({"Environment":{"Variables":{"AWS_REGION":"x"}}})", q("400 InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION"));
        row("layers", R"({"Layers":["arn:aws:lambda:us-east-1:000000000000:layer:l:1","arn:aws:lambda:us-east-1:000000000000:layer:l:2"]})", q("400 InvalidParameterValueException: Two different versions of the same layer are not allowed to be referenced in the same function. arn:aws:lambda:us-east-1:000000000000:layer:l:1 and arn:aws:lambda:us-east-1:000000000000:layer:l:2 are versions of the same layer."));
        row("blocked runtime", R"({"Runtime":"python3.7"})", q("400 InvalidParameterValueException: The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions."));
        row("no zip", R"({"Code":{}})", q("400 InvalidParameterValueException: Please provide a source for function code."));
        row("not a zip", R"({"Code":{"ZipFile":"aGVsbG8="}})", q("400 InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again."));
        row("empty zip", R"({"Code":{"ZipFile":"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="}})", q("400 InvalidParameterValueException: Uploaded file must be a non-empty zip"));
        row("not base64", R"({"Code":{"ZipFile":"%%%"}})", q("400 SerializationException: ZipFile is not Base64"));
        row("bucket", R"({"Code":{"S3Bucket":"bucket","S3Key":"k"}})", q("400 InvalidParameterValueException: This local endpoint has no buckets. Send the package as Code.ZipFile (up to 50 MB)."));
        row("image", R"({"PackageType":"Image","Code":{"ImageUri":"x"}})", q("400 InvalidParameterValueException: Source image x does not exist on this machine, and this local endpoint fetches nothing from registries. "
              "Save it (docker save -o /path/image.tar x) and provide that path as ImageUri, or build it with: lathe image build FOLDER -t x"));
        row("imageasczip", R"({"Code":{"ImageUri":"x"}})", q("400 InvalidParameterValueException: Please provide PackageType Image for a function whose code is an ImageUri."));
        row("imageless", R"({"PackageType":"Image"})", q("400 InvalidParameterValueException: Please provide Code.ImageUri for a function with PackageType Image."));
        row("no handler", R"({"Handler":null})", q("400 InvalidParameterValueException: Runtime and Handler are mandatory parameters for functions created with deployment packages."));
    }
    void CreateFunction_refuses()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, error);
        QJsonObject request = f->createRequest(q("hello"));
        const QJsonObject changes = QJsonDocument::fromJson(members).object();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            request.insert(it.key(), it.value());
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).error(), error);
        QCOMPARE(f->get("/2015-03-31/functions").json().value(QLatin1String("Functions")).toArray().size(), 0);
    }

    void CreateFunction_unknownRuntimeAndEnvironmentSize()
    {
        QJsonObject request = f->createRequest(q("hello"));
        request.insert(q("Runtime"), q("PYTHON3.11"));
        const Answer runtime = f->json("POST", "/2015-03-31/functions", request);
        QCOMPARE(runtime.errorType(), QByteArray("InvalidParameterValueException"));
        QVERIFY(runtime.text("message").startsWith(q("Value PYTHON3.11 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [")));
        request = f->createRequest(q("hello"));
        const auto withVariable = [&](int size) {
            request.insert(q("Environment"), QJsonObject{{q("Variables"), QJsonObject{{q("VV"), QString(size, u'x')}}}});
            return f->json("POST", "/2015-03-31/functions", request);
        };
        const Answer large = withVariable(4088); // {"VV":"…"} is 9 bytes more
        QVERIFY2(large.text("message").contains(q("exceeded the 4KB limit. String measured: 4097 bytes")), large.body.constData());
        QVERIFY(!large.body.contains("xxxx"));
        QCOMPARE(withVariable(4087).status, 201);
    }

    void CreateFunction_packagesThatAreTooLarge()
    {
        QJsonObject zeros = f->createRequest(q("zeros")); // a thousand times smaller as a zip: Lambda takes it
        zeros.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(f->zip(QByteArray(30 * 1024 * 1024, '\0'), q("data")).toBase64())}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", zeros).status, 201);
        QTRY_COMPARE(f->get("/2015-03-31/functions/zeros/configuration").json().value(QLatin1String("State")).toString(), q("Active"));
        // A zip's directory can say any size: 250 MB of it need not be made.
        QByteArray zip = f->zip(QByteArray(1000, 'x'), q("data"));
        const QByteArray size("\xe8\x03\x00\x00", 4);
        for (qsizetype at = zip.indexOf(size); at >= 0; at = zip.indexOf(size, at + 4))
            zip.replace(at, 4, QByteArray("\x01\x00\xa0\x0f", 4)); // 262,144,001
        QJsonObject request = f->createRequest(q("large"));
        request.insert(q("Code"), QJsonObject{{q("ZipFile"), QString::fromLatin1(zip.toBase64())}});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).error(), q("400 InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes"));
    }

    void CreateFunction_badBodies()
    {
        for (const char *body : {"", "{", "[]", "nonsense", "{\"FunctionName\":", "\xff\xfe"}) {
            const Answer answer = f->call({"POST", "/2015-03-31/functions", body});
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.errorType(), QByteArray("SerializationException"));
        }
    }

    void CreateFunction_publishes()
    {
        QJsonObject request = f->createRequest(q("hello"));
        request.insert(q("Publish"), true);
        const Answer made = f->json("POST", "/2015-03-31/functions", request);
        QCOMPARE(made.text("Version"), q("1"));
        QCOMPARE(made.text("FunctionArn"), q("arn:aws:lambda:us-east-1:000000000000:function:hello"));
        QVERIFY(f->settle("hello"));
        QVERIFY(f->settle("hello", "1"));
    }

    void GetFunction()
    {
        QVERIFY(f->createSettled(q("hello")));
        const Answer answer = f->get("/2015-03-31/functions/hello");
        QCOMPARE(answer.status, 200);
        const QJsonObject code = answer.json().value(QLatin1String("Code")).toObject();
        QCOMPARE(code.value(QLatin1String("RepositoryType")).toString(), q("S3"));
        QVERIFY(!answer.json().contains(QLatin1String("Tags")));
        const QByteArray location = code.value(QLatin1String("Location")).toString().toLatin1();
        const QByteArray prefix = "http://" + f->host();
        QVERIFY(location.startsWith(prefix + "/code/"));
        const QByteArray path = location.mid(prefix.size());
        const Answer zip = f->exchange("GET " + path + " HTTP/1.1\r\nHost: " + f->host() + "\r\n\r\n"); // no signature: the link is the secret
        QCOMPARE(zip.status, 200);
        QCOMPARE(zip.body, f->zip("def handler(event, context):\n    return event\n"));
        QByteArray wrong = path;
        wrong[wrong.size() - 1] = wrong.back() == '0' ? '1' : '0';
        QCOMPARE(f->exchange("GET " + wrong + " HTTP/1.1\r\nHost: " + f->host() + "\r\n\r\n").status, 403);
        QCOMPARE(f->exchange("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 403);
        QCOMPARE(f->get("/2015-03-31/functions/none").error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:none"));
        QVERIFY(f->get("/2015-03-31/functions/none").json().contains(QLatin1String("Message")));
        QCOMPARE(f->get("/2015-03-31/functions/hello?Qualifier=7").error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello:7"));
    }

    void GetFunctionConfiguration_names_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("outcome"); ///< The ARN, or the error.
        const QString arn = q("arn:aws:lambda:us-east-1:000000000000:function:hello");
        const auto row = [](const char *name, const QString &outcome) { QTest::newRow(name) << QByteArray(name) << outcome; };
        row("hello", arn);
        row("hello:$LATEST", arn + q(":$LATEST"));
        row("hello%3A%24LATEST", arn + q(":$LATEST"));
        row("hello?Qualifier=%24LATEST", arn + q(":$LATEST"));
        row("function%3Ahello", arn);
        row("000000000000%3Afunction%3Ahello", arn);
        row("arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ahello", arn);
        row("arn:aws:lambda:us-east-1:000000000000:function:hello:$LATEST", arn + q(":$LATEST"));
        row("hello:$LATEST?Qualifier=$LATEST", arn + q(":$LATEST"));
        row("hello:$LATEST?Qualifier=1", q("400 InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier."));
        row("arn:aws:lambda:eu-west-1:000000000000:function:hello", q("404 ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"));
        row("123456789012:function:hello", q("403 AccessDeniedException: User: arn:aws:iam::000000000000:user/lathe is not authorized to perform: lambda:GetFunctionConfiguration on resource: arn:aws:lambda:us-east-1:123456789012:function:hello because no resource-based policy allows the lambda:GetFunctionConfiguration action"));
        const QString pattern = q(R"((arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?)");
        for (const char *bad : {"my-function!", "invalid-account:function:my-function", "arn:aws:lambda:invalid-region:000000000000:function:hello", "arn:aws:ec2:us-east-1:000000000000:instance:i-1", "hello:a:b", "%2e%2e%2f", "%00"})
            row(bad, q("400 ValidationException: 1 validation error detected: Value '%1' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ").arg(QString::fromUtf8(QByteArray::fromPercentEncoding(bad))) + pattern);
        row("hello?Qualifier=invalid!", q("400 ValidationException: 1 validation error detected: Value 'invalid!' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ") + q(R"(\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+)"));
    }
    void GetFunctionConfiguration_names()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, outcome);
        QVERIFY(f->createSettled(q("hello")));
        const qsizetype mark = name.indexOf('?');
        const QByteArray target = "/2015-03-31/functions/" + (mark < 0 ? name : name.first(mark)) + "/configuration" + (mark < 0 ? QByteArray() : name.mid(mark));
        const Answer answer = f->get(target);
        if (answer.status == 200)
            QCOMPARE(answer.text("FunctionArn"), outcome);
        else
            QCOMPARE(answer.error(), outcome);
    }

    void ListFunctions()
    {
        QStringList expected;
        for (int i = 0; i < 7; ++i) {
            expected << QStringLiteral("fn%1").arg(i);
            QVERIFY(f->createSettled(expected.last()));
        }
        QStringList seen;
        QByteArray marker;
        int pages = 0;
        do {
            const Answer page = f->get("/2015-03-31/functions/?MaxItems=3" + (marker.isEmpty() ? QByteArray() : "&Marker=" + marker.toPercentEncoding()));
            const QJsonArray functions = page.json().value(QLatin1String("Functions")).toArray();
            for (const QJsonValue &one : functions) {
                seen << one.toObject().value(QLatin1String("FunctionName")).toString();
                QVERIFY(!one.toObject().contains(QLatin1String("State"))); // as AWS: lists have no states
            }
            marker = page.text("NextMarker").toLatin1();
            ++pages;
        } while (!marker.isEmpty());
        QCOMPARE(seen, expected);
        QCOMPARE(pages, 3);
        QCOMPARE(f->get("/2015-03-31/functions?FunctionVersion=x").error(), q("400 ValidationException: 1 validation error detected: Value 'x' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]"));
        QCOMPARE(f->get("/2015-03-31/functions?MaxItems=0").errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->get("/2015-03-31/functions?MaxItems=abc").errorType(), QByteArray("SerializationException"));
        QCOMPARE(f->get("/2015-03-31/functions?Marker=%21").status, 400);
        const QJsonArray all = f->get("/2015-03-31/functions?FunctionVersion=ALL").json().value(QLatin1String("Functions")).toArray();
        QCOMPARE(all.first().toObject().value(QLatin1String("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:fn0:$LATEST"));
    }

    void UpdateFunctionCode()
    {
        QVERIFY(f->createSettled(q("hello")));
        const QJsonObject before = f->get("/2015-03-31/functions/hello/configuration").json();
        const QByteArray zip = f->zip("def handler(event, context):\n    return 2\n");
        QJsonObject request{{q("ZipFile"), QString::fromLatin1(zip.toBase64())}, {q("DryRun"), true}};
        const QByteArray target = "/2015-03-31/functions/hello/code";
        const QString sha = QString::fromLatin1(QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64());
        QCOMPARE(f->json("PUT", target, request).text("CodeSha256"), sha);
        QCOMPARE(f->get("/2015-03-31/functions/hello/configuration").json(), before);
        request.remove(q("DryRun"));
        request.insert(q("RevisionId"), q("wrong"));
        QCOMPARE(f->json("PUT", target, request).error(), q("412 PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"));
        request.insert(q("RevisionId"), before.value(QLatin1String("RevisionId")));
        const Answer updated = f->json("PUT", target, request);
        QCOMPARE(updated.status, 200);
        QCOMPARE(updated.text("CodeSha256"), sha);
        QCOMPARE(updated.text("LastUpdateStatus"), q("InProgress"));
        QCOMPARE(updated.text("State"), q("Active"));
        QVERIFY(updated.text("RevisionId") != before.value(QLatin1String("RevisionId")).toString());
        QVERIFY(f->settle("hello"));
        for (const auto &[body, error] : {std::pair{R"({"S3Bucket":"bbb","S3Key":"k"})", "400 InvalidParameterValueException: This local endpoint has no buckets. Send the package as ZipFile (up to 50 MB)."},
                 std::pair{R"({"ImageUri":"x"})", "400 InvalidParameterValueException: Please don't provide ImageUri when updating a function with packageType Zip."},
                 std::pair{R"({})", "400 InvalidParameterValueException: Please provide a source for function code."}})
            QCOMPARE(f->call({"PUT", target, body}).error(), q(error));
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/none/code", request).status, 404);
        QJsonObject publish{{q("ZipFile"), QString::fromLatin1(f->zip("x=3\n").toBase64())}, {q("Publish"), true}};
        const Answer published = f->json("PUT", target, publish);
        QCOMPARE(published.text("FunctionArn"), q("arn:aws:lambda:us-east-1:000000000000:function:hello:1"));
        QVERIFY(f->settle("hello", "1"));
    }

    void UpdateWhileInProgressConflicts()
    {
        QVERIFY(f->createSettled(q("hello")));
        // Both are sent before the server runs, so the second finds the first's update in progress.
        const QByteArray update = f->bytesOf({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Timeout":5})"}, f->keys());
        f->client->send(update + update);
        QCOMPARE(f->client->receive().text("LastUpdateStatus"), q("InProgress"));
        QCOMPARE(f->client->receive().error(), q("409 ResourceConflictException: The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:000000000000:function:hello"));
        QVERIFY(f->settle("hello"));
        QCOMPARE(f->exchange(f->bytesOf({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Timeout":5})"}, f->keys())).status, 200);
    }

    void UpdateFunctionConfiguration()
    {
        QJsonObject request = f->createRequest(q("hello"));
        request.insert(q("Environment"), QJsonObject{{q("Variables"), QJsonObject{{q("AA"), q("1")}}}});
        request.insert(q("Layers"), QJsonArray{q("arn:aws:lambda:us-east-1:111122223333:layer:l:1")});
        QCOMPARE(f->json("POST", "/2015-03-31/functions", request).status, 201);
        QVERIFY(f->settle("hello"));
        const QByteArray target = "/2015-03-31/functions/hello/configuration";
        const Answer updated = f->call({"PUT", target, R"({"MemorySize":512,"Description":"new","Layers":[]})"});
        QCOMPARE(updated.status, 200);
        QCOMPARE(updated.json().value(QLatin1String("MemorySize")).toInt(), 512);
        QCOMPARE(updated.text("LastUpdateStatus"), q("InProgress"));
        QVERIFY(f->settle("hello"));
        const QJsonObject now = f->get(target).json();
        QCOMPARE(now.value(QLatin1String("Description")).toString(), q("new"));
        QVERIFY(!now.contains(QLatin1String("Layers")));
        QCOMPARE(now.value(QLatin1String("Environment")).toObject().value(QLatin1String("Variables")).toObject().value(QLatin1String("AA")).toString(), q("1"));
        QCOMPARE(now.value(QLatin1String("Timeout")).toInt(), 3);
        QCOMPARE(f->call({"PUT", target, R"({"RevisionId":"no","Timeout":4})"}).status, 412);
        QCOMPARE(f->call({"PUT", target, R"({"Timeout":0})"}).errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->call({"PUT", target, R"({"Runtime":"cobol"})"}).errorType(), QByteArray("InvalidParameterValueException"));
        QCOMPARE(f->call({"PUT", target, "{"}).errorType(), QByteArray("SerializationException"));
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/none/configuration", "{}"}).status, 404);
        QCOMPARE(f->get(target).json(), now);
    }

    void DeleteFunction()
    {
        QVERIFY(f->createSettled(q("hello")));
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/versions"}).status, 201);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello?Qualifier=%24LATEST"}).error(), q("400 InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function."));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello?Qualifier=live"}).error(), q("400 InvalidParameterValueException: Deletion of aliases is not currently supported."));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello?Qualifier=1"}).status, 204);
        QCOMPARE(f->get("/2015-03-31/functions/hello?Qualifier=1").status, 404);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello?Qualifier=1"}).status, 204);
        QCOMPARE(f->get("/2015-03-31/functions/hello").status, 200);
        const Answer gone = f->call({"DELETE", "/2015-03-31/functions/hello"});
        QCOMPARE(gone.status, 204);
        QVERIFY(gone.body.isEmpty());
        QCOMPARE(f->get("/2015-03-31/functions/hello").status, 404);
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello"}).error(), q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:hello"));
        QCOMPARE(QDir(f->dir.filePath(q("state/blobs"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 0
                ? QDir(f->dir.filePath(q("state/blobs/")) + QDir(f->dir.filePath(q("state/blobs"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first()).entryList(QDir::Files).size() : 0, 0);
        QVERIFY(f->createSettled(q("hello"))); // the name is free again, and numbers start afresh
    }

    void PublishVersion()
    {
        QVERIFY(f->createSettled(q("hello")));
        const QByteArray target = "/2015-03-31/functions/hello/versions";
        const QJsonObject latest = f->get("/2015-03-31/functions/hello/configuration").json();
        QVERIFY(f->call({"POST", target, R"({"CodeSha256":"other"})"}).error().startsWith(q("400 InvalidParameterValueException: CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (")));
        QCOMPARE(f->call({"POST", target, R"({"RevisionId":"other"})"}).status, 412);
        const Answer first = f->json("POST", target, {{q("Description"), q("first")}, {q("CodeSha256"), latest.value(QLatin1String("CodeSha256"))}, {q("RevisionId"), latest.value(QLatin1String("RevisionId"))}});
        QCOMPARE(first.status, 201);
        QCOMPARE(first.text("Version"), q("1"));
        QCOMPARE(first.text("Description"), q("first"));
        QCOMPARE(first.text("FunctionArn"), q("arn:aws:lambda:us-east-1:000000000000:function:hello:1"));
        QCOMPARE(first.text("State"), q("Active"));
        QCOMPARE(f->get("/2015-03-31/functions/hello/configuration").json(), latest); // publishing leaves $LATEST as it is
        const Answer again = f->call({"POST", target, R"({"Description":"second"})"});
        QCOMPARE(again.status, 201);
        QCOMPARE(again.json(), first.json()); // nothing new to publish
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Timeout":9})"}).status, 200);
        QVERIFY(f->settle("hello"));
        const Answer second = f->call({"POST", target});
        QCOMPARE(second.text("Version"), q("2"));
        QCOMPARE(f->get("/2015-03-31/functions/hello:1/configuration").json().value(QLatin1String("Timeout")).toInt(), 3); // a version never changes
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/hello:2"}).status, 204);
        QCOMPARE(f->call({"PUT", "/2015-03-31/functions/hello/configuration", R"({"Timeout":10})"}).status, 200);
        QVERIFY(f->settle("hello"));
        QCOMPARE(f->call({"POST", target}).text("Version"), q("3")); // numbers are never given twice
        QCOMPARE(f->call({"POST", "/2015-03-31/functions/none/versions"}).status, 404);
    }

    void ListVersionsByFunction()
    {
        QVERIFY(f->createSettled(q("hello")));
        for (int i = 1; i <= 11; ++i) {
            QCOMPARE(f->json("PUT", "/2015-03-31/functions/hello/configuration", {{q("Timeout"), i + 3}}).status, 200);
            QVERIFY(f->settle("hello"));
            QCOMPARE(f->call({"POST", "/2015-03-31/functions/hello/versions"}).text("Version"), QString::number(i));
        }
        QStringList seen;
        QByteArray marker;
        do {
            const Answer page = f->get("/2015-03-31/functions/hello/versions?MaxItems=5" + (marker.isEmpty() ? QByteArray() : "&Marker=" + marker.toPercentEncoding()));
            const QJsonArray versions = page.json().value(QLatin1String("Versions")).toArray();
            for (const QJsonValue &one : versions)
                seen << one.toObject().value(QLatin1String("Version")).toString();
            marker = page.text("NextMarker").toLatin1();
        } while (!marker.isEmpty());
        QCOMPARE(seen.join(u','), q("$LATEST,1,2,3,4,5,6,7,8,9,10,11")); // by number, not by letter
        const QJsonArray versions = f->get("/2015-03-31/functions/hello/versions").json().value(QLatin1String("Versions")).toArray();
        QCOMPARE(versions.first().toObject().value(QLatin1String("FunctionArn")).toString(), q("arn:aws:lambda:us-east-1:000000000000:function:hello:$LATEST"));
        QCOMPARE(f->get("/2015-03-31/functions/none/versions").status, 404);
    }

    void Tags()
    {
        QVERIFY(f->createSettled(q("hello")));
        const QByteArray target = "/2017-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ahello";
        QCOMPARE(f->get(target).body, QByteArray(R"({"Tags":{}})"));
        QCOMPARE(f->call({"POST", target, R"({"Tags":{"a":"1","b c":"2","c":"3"}})"}).status, 204);
        QCOMPARE(f->get(target).body, QByteArray(R"({"Tags":{"a":"1","b c":"2","c":"3"}})"));
        QCOMPARE(f->call({"DELETE", target + "?tagKeys=b%20c&tagKeys=c"}).status, 204);
        QCOMPARE(f->get(target).body, QByteArray(R"({"Tags":{"a":"1"}})"));
        QCOMPARE(f->call({"DELETE", target}).error(), q("400 ValidationException: 1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null"));
        QCOMPARE(f->call({"POST", target, R"({"Tags":{}})"}).status, 400);
        QJsonObject many;
        for (int i = 0; i < 50; ++i)
            many.insert(QString::number(i), q("v"));
        QCOMPARE(f->json("POST", target, {{q("Tags"), many}}).error(), q("400 InvalidParameterValueException: Number of tags exceeds resource tag limit."));
        QCOMPARE(f->get(target + "%3A1").error(), q("400 InvalidParameterValueException: Tags on function aliases and versions are not supported. Please specify a function ARN."));
        QCOMPARE(f->get("/2017-03-31/tags/arn:aws:something").errorType(), QByteArray("ValidationException"));
    }

    void reservedConcurrency()
    {
        QCOMPARE(f->create(q("hello")).status, 201);
        QCOMPARE(f->create(q("other")).status, 201);
        const QByteArray put = "/2017-10-31/functions/hello/concurrency", get = "/2019-09-30/functions/hello/concurrency";
        const auto unreserved = [this] {
            return f->get("/2016-08-19/account-settings").json().value(q("AccountLimit")).toObject().value(q("UnreservedConcurrentExecutions")).toInt();
        };
        QCOMPARE(unreserved(), 1000);
        Answer answer = f->call({"PUT", put, R"({"ReservedConcurrentExecutions":250})"});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"ReservedConcurrentExecutions":250})"));
        QCOMPARE(f->get(get).body, answer.body);
        QCOMPARE(unreserved(), 750);
        QCOMPARE(f->get("/2015-03-31/functions/hello").json().value(q("Concurrency")).toObject().value(q("ReservedConcurrentExecutions")).toInt(), 250);
        QVERIFY(!f->get("/2015-03-31/functions/other").json().contains(q("Concurrency")));
        const QByteArray other = "/2017-10-31/functions/other/concurrency";
        QCOMPARE(f->call({"PUT", other, R"({"ReservedConcurrentExecutions":651})"}).error(),
            q("400 InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."));
        QCOMPARE(f->call({"PUT", other, R"({"ReservedConcurrentExecutions":650})"}).status, 200);
        QCOMPARE(f->call({"PUT", put, R"({"ReservedConcurrentExecutions":0})"}).status, 200); // its own share counts as free
        QCOMPARE(f->get(get).body, QByteArray(R"({"ReservedConcurrentExecutions":0})"));
        f->restart();
        QCOMPARE(f->get(get).body, QByteArray(R"({"ReservedConcurrentExecutions":0})"));
        QCOMPARE(unreserved(), 350);
        QCOMPARE(f->call({"DELETE", put}).status, 204);
        QCOMPARE(f->get(get).body, QByteArray("{}"));
        QCOMPARE(f->call({"DELETE", put}).status, 204); // once more is no error
        QCOMPARE(f->call({"PUT", put, R"({"ReservedConcurrentExecutions":-1})"}).errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->call({"PUT", put, "{}"}).errorType(), QByteArray("ValidationException"));
        QCOMPARE(f->call({"PUT", "/2017-10-31/functions/hello%3A1/concurrency", R"({"ReservedConcurrentExecutions":1})"}).errorType(), QByteArray("InvalidParameterValueException"));
        QCOMPARE(f->call({"PUT", "/2017-10-31/functions/none/concurrency", R"({"ReservedConcurrentExecutions":1})"}).error(),
            q("404 ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:none"));
        QCOMPARE(f->call({"DELETE", "/2015-03-31/functions/other"}).status, 204);
        QCOMPARE(unreserved(), 1000); // a deleted function gives its share back
    }

    void settingsThatClientsAskFor_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        const auto row = [](const char *target, int status, const char *body) { QTest::newRow(target) << QByteArray(target) << status << QString::fromLatin1(body); };
        row("/2015-03-31/functions/hello/policy", 404, "The resource you requested does not exist.");
        row("/2015-03-31/functions/hello/aliases", 200, R"({"Aliases":[]})");
        row("/2015-03-31/functions/hello/aliases/live", 404, "Cannot find alias arn: arn:aws:lambda:us-east-1:000000000000:function:hello:live");
        row("/2021-10-31/functions/hello/url", 404, "The resource you requested does not exist.");
        row("/2021-10-31/functions/hello/urls", 200, R"({"FunctionUrlConfigs":[]})");
        row("/2020-06-30/functions/hello/code-signing-config", 200, "{}");
        row("/2019-09-30/functions/hello/concurrency", 200, "{}");
        row("/2019-09-30/functions/hello/provisioned-concurrency?List=ALL", 200, R"({"ProvisionedConcurrencyConfigs":[]})");
        row("/2019-09-30/functions/hello/provisioned-concurrency?Qualifier=%24LATEST", 400, "The function resource provided must be an alias or a published version.");
        row("/2019-09-25/functions/hello/event-invoke-config", 404, "The function arn:aws:lambda:us-east-1:000000000000:function:hello:$LATEST doesn't have an EventInvokeConfig");
        row("/2019-09-25/functions/hello/event-invoke-config/list", 200, R"({"FunctionEventInvokeConfigs":[]})");
        row("/2021-07-20/functions/hello/runtime-management-config", 200, R"({"FunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:hello:$LATEST","UpdateRuntimeOn":"Auto"})");
        row("/2024-08-31/functions/hello/recursion-config", 200, R"({"RecursiveLoop":"Terminate"})");
        row("/2015-03-31/event-source-mappings", 200, R"({"EventSourceMappings":[]})");
        row("/2018-10-31/layers", 200, R"({"Layers":[]})");
        row("/2019-09-30/functions/none/concurrency", 404, "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none");
        row("/2021-07-20/functions/none/runtime-management-config", 404, "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none");
        row("/2015-03-31/functions/none/policy", 404, "The resource you requested does not exist.");
    }
    void settingsThatClientsAskFor()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QString, body);
        QVERIFY(f->createSettled(q("hello")));
        const Answer answer = f->get(target);
        QCOMPARE(answer.status, status);
        if (status == 200)
            QCOMPARE(QString::fromUtf8(answer.body), body);
        else
            QVERIFY2(answer.error().endsWith(body), answer.body.constData());
    }

    void GetAccountSettings()
    {
        QVERIFY(f->createSettled(q("a")));
        QVERIFY(f->createSettled(q("b")));
        const QJsonObject o = f->get("/2016-08-19/account-settings").json();
        QCOMPARE(o.value(QLatin1String("AccountUsage")).toObject().value(QLatin1String("FunctionCount")).toInt(), 2);
        QVERIFY(o.value(QLatin1String("AccountUsage")).toObject().value(QLatin1String("TotalCodeSize")).toInt() > 0);
        QCOMPARE(o.value(QLatin1String("AccountLimit")).toObject().value(QLatin1String("CodeSizeUnzipped")).toInt(), 262144000);
        QCOMPARE(o.value(QLatin1String("AccountLimit")).toObject().value(QLatin1String("ConcurrentExecutions")).toInt(), 1000);
    }

    void GetCallerIdentity()
    {
        const sigv4::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
        const Answer answer = f->call({"POST", "/", "Action=GetCallerIdentity&Version=2011-06-15", form, "sts"});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.contains("<Account>000000000000</Account>"));
        QVERIFY(answer.body.contains("<Arn>arn:aws:iam::000000000000:user/lathe</Arn>"));
        QCOMPARE(f->call({"POST", "/", "Action=AssumeRole&Version=2011-06-15", form, "sts"}).status, 400);
        QCOMPARE(f->call({"POST", "/", "Action=GetCallerIdentity&Version=2011-06-15", form, "lambda"}).status, 403);
    }

    void unknownOperationsAreNamed()
    {
        const Answer mapping = f->call({"POST", "/2015-03-31/event-source-mappings", "{}"});
        QCOMPARE(mapping.error(), q("404 UnknownOperationException: CreateEventSourceMapping is not available in this local endpoint."));
        QCOMPARE(f->get("/2015-03-31/nonsense").error(), q("404 UnknownOperationException: GET /2015-03-31/nonsense is not available in this local endpoint."));
        QCOMPARE(f->call({"PATCH", "/2015-03-31/functions"}).status, 404);
        for (const Route &route : routes())
            if (!route.handler) {
                QByteArray target = route.path;
                while (target.contains('{'))
                    target = target.first(target.indexOf('{')) + 'x' + target.mid(target.indexOf('}') + 1);
                QVERIFY2(f->call({route.method, target, "{}"}).error().contains(QString::fromLatin1(route.operation)), route.operation);
            }
    }

    void everyAnswerIsLogged()
    {
        QSignalSpy served(f->endpoint.get(), &Endpoint::requestServed);
        QSignalSpy changed(f->endpoint.get(), &Endpoint::functionChanged);
        QVERIFY(f->create(q("hello")).status == 201);
        QCOMPARE(served.size(), 1);
        QCOMPARE(served.first().at(0).toString(), q("POST"));
        QCOMPARE(served.first().at(1).toString(), q("/2015-03-31/functions"));
        QCOMPARE(served.first().at(2).toInt(), 201);
        QVERIFY(served.first().at(3).toDouble() > 0);
        QTRY_VERIFY(changed.size() >= 2); // created, then active
        QCOMPARE(changed.first().first().toString(), q("hello"));
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
