// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/transport.h"
#include "cloud/endpointfixture.h"
#include "deploy/deployer.h"
#include <QElapsedTimer>

using namespace lathe;

template <class T>
static T wait(QFuture<T> future)
{
    QElapsedTimer t;
    t.start();
    while (!future.isFinished() && t.elapsed() < 30000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return future.resultCount() ? future.resultAt(0) : T(fail(ErrorCode::Cancelled, QStringLiteral("no result")));
}

/// A project's layers, deployed to the embedded endpoint with the function that uses them.
class TestLayerDeploy : public QObject
{
    Q_OBJECT
    static QString q(const char *text) { return QString::fromLatin1(text); }
    static constexpr char handler[] = "import os\n"
                                      "def handler(event, context):\n"
                                      "    return [open('/opt/' + n).read() for n in sorted(os.listdir('/opt'))]\n";

    std::unique_ptr<EndpointFixture> f;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<LambdaClient> client;
    std::unique_ptr<Deployer> deployer;
    std::unique_ptr<QTemporaryDir> dir;
    Project project;

    void put(const QString &name, const QByteArray &text)
    {
        const QString file = dir->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(text);
    }
    void read()
    {
        const auto found = readProject(dir->path());
        LATHE_VERIFY_RESULT(found);
        project = *found;
        DeployOptions options;
        options.targetName = q("local");
        options.isLocal = true;
        options.workDir = f->dir.filePath(q("packages"));
        options.layers = project.layers;
        deployer = std::make_unique<Deployer>(*client, options);
    }
    Result<DeployPlan> plan(int function = 0) { return wait(deployer->plan(project.functions.at(function))); }
    Result<DeployResult> deploy(int function = 0)
    {
        const auto p = plan(function);
        return p ? wait(deployer->apply(*p)) : Result<DeployResult>(tl::unexpected(p.error()));
    }
    QByteArray invoked(const QByteArray &name) { return f->call({"POST", "/2015-03-31/functions/" + name + "/invocations", "{}"}).body; }
    int versionsOf(const QByteArray &layer)
    {
        return int(f->get("/2018-10-31/layers/" + layer + "/versions").json().value(QLatin1String("LayerVersions")).toArray().size());
    }
    static const PlanLine *lineOf(const DeployPlan &plan, const QString &field)
    {
        for (const PlanLine &line : plan.lines)
            if (line.field == field)
                return &line;
        return nullptr;
    }
    static int count(const DeployPlan &plan, StepKind kind)
    {
        return int(std::count_if(plan.steps.begin(), plan.steps.end(), [kind](const PlanStep &step) { return step.kind == kind; }));
    }
    void samProject()
    {
        put(q("template.yaml"), "Transform: AWS::Serverless-2016-10-31\n"
                                "Resources:\n"
                                "  Deps:\n"
                                "    Type: AWS::Serverless::LayerVersion\n"
                                "    Properties:\n"
                                "      LayerName: my-deps\n"
                                "      Description: libraries\n"
                                "      LicenseInfo: MIT\n"
                                "      ContentUri: deps/\n"
                                "      CompatibleRuntimes: [python3.11]\n"
                                "      CompatibleArchitectures: [x86_64]\n"
                                "  Data:\n"
                                "    Type: AWS::Serverless::LayerVersion\n"
                                "    Properties:\n"
                                "      ContentUri: data/\n"
                                "  One:\n"
                                "    Type: AWS::Serverless::Function\n"
                                "    Properties:\n"
                                "      FunctionName: one\n"
                                "      CodeUri: src/\n"
                                "      Handler: app.handler\n"
                                "      Runtime: python3.11\n"
                                "      Layers:\n"
                                "        - !Ref Data\n"
                                "        - arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:14\n"
                                "        - !Ref Deps\n"
                                "  Two:\n"
                                "    Type: AWS::Serverless::Function\n"
                                "    Properties:\n"
                                "      FunctionName: two\n"
                                "      CodeUri: src/\n"
                                "      Handler: app.handler\n"
                                "      Runtime: python3.11\n"
                                "      Layers: [!Ref Deps]\n");
        put(q("src/app.py"), handler);
        put(q("deps/text.txt"), "deps");
        put(q("data/text.txt"), "hidden");
        put(q("data/more.txt"), "data");
        read();
    }

private slots:
    void init()
    {
        deployer.reset();
        client.reset();
        f = std::make_unique<EndpointFixture>();
        dir = std::make_unique<QTemporaryDir>();
        transport = std::make_unique<Transport>();
        AwsTarget target;
        target.region = {q("us-east-1"), q("test")};
        target.endpoint = {f->endpoint->workspace().endpointUrl(), q("test")};
        target.retry.unit = std::chrono::milliseconds(5);
        client = std::make_unique<LambdaClient>(target, f->keys(), *transport);
    }
    void cleanupTestCase()
    {
        deployer.reset();
        client.reset();
        f.reset();
    }

    void layersArePublishedOnce()
    {
        samProject();
        const auto first = plan();
        LATHE_VERIFY_RESULT(first);
        QCOMPARE(count(*first, StepKind::PublishLayer), 2);
        QVERIFY(first->steps.first().kind == StepKind::PublishLayer); // before the function that names them
        QVERIFY(lineOf(*first, q("Layer my-deps")));
        QCOMPARE(lineOf(*first, q("Layer my-deps"))->kind, ChangeKind::Create);
        QCOMPARE(lineOf(*first, q("Layers"))->after, q("Data (new version), arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:14, my-deps (new version)"));
        QVERIFY2(first->warnings.join(u'\n').contains(q("LambdaInsightsExtension:14 is not on this machine")), qPrintable(first->warnings.join(u'\n')));
        QCOMPARE(versionsOf("my-deps"), 0); // a plan changes nothing
        const auto result = wait(deployer->apply(*first));
        LATHE_VERIFY_RESULT(result);
        QCOMPARE(result->publishedLayers, (QStringList{q("arn:aws:lambda:us-east-1:000000000000:layer:Data:1"), q("arn:aws:lambda:us-east-1:000000000000:layer:my-deps:1")}));
        QCOMPARE(invoked("one"), QByteArray(R"(["data", "deps"])"));
        const QJsonObject published = f->get("/2018-10-31/layers/my-deps/versions/1").json();
        QCOMPARE(published.value(QLatin1String("Description")).toString(), q("libraries"));
        QCOMPARE(published.value(QLatin1String("LicenseInfo")).toString(), q("MIT"));
        QCOMPARE(published.value(QLatin1String("CompatibleRuntimes")).toArray(), QJsonArray{q("python3.11")});
        QCOMPARE(published.value(QLatin1String("CompatibleArchitectures")).toArray(), QJsonArray{q("x86_64")});

        const auto again = plan();
        LATHE_VERIFY_RESULT(again);
        QVERIFY2(again->isEmpty(), qPrintable(again->steps.isEmpty() ? QString() : again->steps.first().title));
        QCOMPARE(lineOf(*again, q("Layer my-deps"))->kind, ChangeKind::Same);

        const auto two = deploy(1); // another function with the same layer
        LATHE_VERIFY_RESULT(two);
        QVERIFY(two->publishedLayers.isEmpty());
        QCOMPARE(versionsOf("my-deps"), 1);
        QCOMPARE(invoked("two"), QByteArray(R"(["deps"])"));
    }

    void aChangedLayerGivesItsFunctionANewVersion()
    {
        samProject();
        LATHE_VERIFY_RESULT(deploy());
        put(q("deps/text.txt"), "changed");
        const auto p = plan();
        LATHE_VERIFY_RESULT(p);
        QCOMPARE(count(*p, StepKind::PublishLayer), 1);
        QCOMPARE(count(*p, StepKind::UpdateCode), 0);
        QCOMPARE(count(*p, StepKind::UpdateConfiguration), 1);
        const PlanLine *line = lineOf(*p, q("Layer my-deps"));
        QVERIFY(line && line->kind == ChangeKind::Update);
        QVERIFY2(line->before.startsWith(QStringLiteral("version 1 · ")), qPrintable(line->before));
        QVERIFY2(line->after.startsWith(QStringLiteral("new version · sha256 ")), qPrintable(line->after));
        LATHE_VERIFY_RESULT(wait(deployer->apply(*p)));
        QCOMPARE(invoked("one"), QByteArray(R"(["data", "changed"])"));
        QCOMPARE(versionsOf("my-deps"), 2);
        QCOMPARE(versionsOf("Data"), 1);
        // The same plan once more: everything is there already.
        const auto repeated = wait(deployer->apply(*p));
        LATHE_VERIFY_RESULT(repeated);
        QVERIFY(repeated->publishedLayers.isEmpty());
        QCOMPARE(versionsOf("my-deps"), 2);
    }

    void layersOfPlainFoldersBelongToTheirProject()
    {
        put(q("app.py"), handler);
        put(q("lambda_function.py"), "import app\ndef lambda_handler(event, context):\n    return app.handler(event, context)\n");
        put(q("layers/deps/text.txt"), "plain");
        read();
        const QString name = QFileInfo(dir->path()).fileName().replace(QRegularExpression(q("[^A-Za-z0-9_-]+")), q("-"));
        QCOMPARE(project.layers.first().publishedName.text, name + q("-deps"));
        project.functions[0].deployedName.text = q("plain");
        const auto result = deploy();
        LATHE_VERIFY_RESULT(result);
        QCOMPARE(result->publishedLayers, QStringList{q("arn:aws:lambda:us-east-1:000000000000:layer:%1-deps:1").arg(name)});
        QCOMPARE(invoked("plain"), QByteArray(R"(["plain"])"));
    }

    void serverlessLayers()
    {
        put(q("serverless.yml"), "service: s\nprovider:\n  name: aws\n  runtime: python3.11\n"
                                 "layers:\n  my-tools:\n    path: tools\n    name: named-tools\n    description: d\n  other:\n    path: other\n"
                                 "functions:\n  f:\n    handler: app.handler\n    layers:\n      - !Ref MyDashtoolsLambdaLayer\n      - !Ref OtherLambdaLayer\n");
        put(q("app.py"), handler);
        put(q("tools/a.txt"), "A");
        put(q("other/b.txt"), "B");
        read();
        const auto result = deploy();
        LATHE_VERIFY_RESULT(result);
        QCOMPARE(result->publishedLayers, (QStringList{q("arn:aws:lambda:us-east-1:000000000000:layer:named-tools:1"), q("arn:aws:lambda:us-east-1:000000000000:layer:other:1")}));
        QCOMPARE(invoked(project.functions.first().deployedName.text.toLatin1()), QByteArray(R"(["A", "B"])"));
    }

    void layersOfAnotherRegionAreLeftOutHere()
    {
        samProject();
        const QString arn = q("arn:aws:lambda:ap-northeast-2:111122223333:layer:x:1");
        project.functions[1].layerArns = {{arn}};
        const auto p = plan(1);
        LATHE_VERIFY_RESULT(p);
        QVERIFY(p->warnings.join(u' ').contains(arn));
        QCOMPARE(lineOf(*p, q("Layers"))->after, q("my-deps (new version)"));
        LATHE_VERIFY_RESULT(wait(deployer->apply(*p)));
    }

    void whatCannotBePublished()
    {
        samProject();
        QVERIFY(QDir(dir->filePath(q("deps"))).removeRecursively());
        QCOMPARE(plan().error().code, ErrorCode::Config);
        samProject();
        project.layers[0].publishedName.text = q("not a name");
        DeployOptions options;
        options.isLocal = true;
        options.layers = project.layers;
        deployer = std::make_unique<Deployer>(*client, options);
        QCOMPARE(plan().error().code, ErrorCode::Config);
        samProject();
        QFile huge(dir->filePath(q("deps/huge")));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(200 * 1024 * 1024));
        huge.close();
        QVERIFY(QFile::copy(dir->filePath(q("deps/huge")), dir->filePath(q("data/huge"))));
        const auto p = plan();
        QVERIFY(!p);
        QCOMPARE(p.error().code, ErrorCode::TooLarge);
        QVERIFY2(p.error().text.contains(q("400.0 MB unpacked")), qPrintable(p.error().text));
    }
};

QTEST_GUILESS_MAIN(TestLayerDeploy)
#include "tst_layerdeploy.moc"
