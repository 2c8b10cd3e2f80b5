// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Deploys of container images: to the embedded endpoint, which finds them on this machine, and to one that has a registry.
#include "aws/transport.h"
#include "cloud/endpointfixture.h"
#include "deploy/deployer.h"
#include "deploy/fakelambda.h"
#include "runtime/busyboximage.h"
#include <QElapsedTimer>

using namespace lathe;
using namespace lathe::test;

namespace {

template <class T>
T wait(QFuture<T> future)
{
    QElapsedTimer t;
    t.start();
    while (!future.isFinished() && t.elapsed() < 60000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return future.resultCount() ? future.resultAt(0) : T(fail(ErrorCode::Cancelled, QStringLiteral("no result")));
}

QString q(const char *text) { return QString::fromLatin1(text); }

struct Bench
{
    Transport transport;
    std::unique_ptr<LambdaClient> client;
    std::unique_ptr<Deployer> deployer;
    FunctionDefinition function;

    /// `port` 0: AWS itself.
    Bench(quint16 port, bool isLocal, const Credentials &credentials = {q("test"), q("test"), {}, {}, {}})
    {
        AwsTarget target;
        target.region = {q("us-east-1"), q("test")};
        if (port > 0)
            target.endpoint = {q("http://127.0.0.1:%1").arg(port), q("test")};
        client = std::make_unique<LambdaClient>(target, credentials, transport);
        DeployOptions options;
        options.targetName = q("there");
        options.isLocal = isLocal;
        options.role = q("arn:aws:iam::000000000000:role/r");
        deployer = std::make_unique<Deployer>(*client, options);
        function.name = q("Shop");
        function.file = q("/nowhere/template.yaml");
        function.timeoutSeconds = 20;
    }
    Result<DeployPlan> plan() { return wait(deployer->plan(function)); }
    Result<DeployResult> apply(const DeployPlan &p) { return wait(deployer->apply(p)); }
};

QList<StepKind> kinds(const DeployPlan &p)
{
    QList<StepKind> out;
    for (const PlanStep &s : p.steps)
        out.append(s.kind);
    return out;
}

} // namespace

class TestImageDeploy : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    QString layout(const char *name, const QByteArray &answer)
    {
        const QString dir = m_dir.filePath(q(name));
        busyboxImage(shellRuntime("printf '" + answer + "' >/tmp/answer")).writeLayout(dir);
        return dir;
    }

private slots:
    void toTheEmbeddedEndpoint()
    {
        if (probeSandbox().tier == SandboxTier::Unisolated)
            QSKIP("This machine allows no namespaces, and images need them.");
        EndpointFixture f;
        Bench b(f.endpoint->port(), true, f.keys());
        b.function.imageUri = layout("one", "1");
        b.function.imageConfig.command = QStringList{q("x.y")};
        auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(kinds(*plan), (QList<StepKind>{StepKind::CreateFunction, StepKind::WaitUpdated}));
        QVERIFY2(plan->lines.first().after.startsWith(q("image sha256:") + plan->codeSha256 + QStringLiteral(" · ")), qPrintable(plan->lines.first().after));
        auto done = b.apply(*plan);
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(f.call({"POST", "/2015-03-31/functions/Shop/invocations", "{}"}).body, QByteArray("1"));
        QCOMPARE(f.get("/2015-03-31/functions/Shop").json()[q("Configuration")][q("ImageConfigResponse")][q("ImageConfig")].toObject(), (QJsonObject{{q("Command"), QJsonArray{q("x.y")}}}));
        // The same again: nothing to do. Another image and no override: both are sent.
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QVERIFY(plan->isEmpty());
        b.function.imageUri = layout("two", "2");
        b.function.imageConfig = {};
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(kinds(*plan), (QList<StepKind>{StepKind::UpdateCode, StepKind::WaitUpdated, StepKind::UpdateConfiguration, StepKind::WaitUpdated}));
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(f.call({"POST", "/2015-03-31/functions/Shop/invocations", "{}"}).body, QByteArray("2"));
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QVERIFY(plan->isEmpty());
        // The image changes between the look and the deploy.
        b.function.imageUri = layout("three", "3");
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QDir(m_dir.filePath(q("three"))).removeRecursively();
        layout("three", "4");
        QCOMPARE(b.apply(*plan).error().code, ErrorCode::Verification);
        QVERIFY(f.deleteAll());
    }

    void localImagesAreNotSentToAws()
    {
        Bench b(0, false);
        b.function.imageUri = layout("local", "1");
        auto plan = b.plan();
        QCOMPARE(plan.error().id, q("LTH-DEP-013"));
        QVERIFY2(plan.error().detail.contains(q("skopeo copy 'oci:%1' docker://ACCOUNT.dkr.ecr.us-east-1.amazonaws.com/shop:TAG").arg(b.function.imageUri)), qPrintable(plan.error().detail));
        for (const char *uri : {"shop:latest", "docker.io/library/busybox:1", "public.ecr.aws/lambda/python:3.12", "localhost:5000/app"}) {
            b.function.imageUri = q(uri);
            plan = b.plan();
            QVERIFY2(!plan && plan.error().id == q("LTH-DEP-013") && plan.error().detail.contains(q("docker push")), uri);
        }
        b.function.imageBuild.contextDir = m_dir.path();
        b.function.imageUri = q("shop:latest");
        QVERIFY(b.plan().error().detail.contains(q("docker build -t ACCOUNT.dkr.ecr.us-east-1.amazonaws.com/shop:TAG -f '%1/Dockerfile'").arg(m_dir.path())));
    }

    void registriesNamesAreSentAsTheyAre()
    {
        FakeLambda lambda;
        Bench b(lambda.port, false);
        const QString name = q("123456789012.dkr.ecr.us-east-1.amazonaws.com/shop"), one(64, u'1'), two(64, u'2');
        b.function.imageUri = name + q("@sha256:") + one;
        b.function.imageConfig.workingDir = q("/app");
        auto plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(plan->steps.first().request[q("Code")].toObject(), (QJsonObject{{q("ImageUri"), b.function.imageUri}}));
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(lambda.imageUri, b.function.imageUri);
        QCOMPARE(lambda.function[q("PackageType")].toString(), q("Image"));
        QCOMPARE(lambda.function[q("ImageConfigResponse")][q("ImageConfig")][q("WorkingDirectory")].toString(), q("/app"));
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QVERIFY(plan->isEmpty());
        // A tag may have moved: it is sent again, and said so.
        b.function.imageUri = name + q(":stable");
        lambda.registry.insert(b.function.imageUri, two);
        plan = b.plan();
        LATHE_VERIFY_RESULT(plan);
        QCOMPARE(kinds(*plan), (QList<StepKind>{StepKind::UpdateCode, StepKind::WaitUpdated}));
        QVERIFY(plan->warnings.join(u' ').contains(q("@sha256:")));
        LATHE_VERIFY_RESULT(b.apply(*plan));
        QCOMPARE(lambda.function[q("CodeSha256")].toString(), two);
        // A zip stays a zip.
        lambda.function[q("PackageType")] = q("Zip");
        QCOMPARE(b.plan().error().id, q("LTH-DEP-004"));
    }
};

QTEST_GUILESS_MAIN(TestImageDeploy)
#include "tst_imagedeploy.moc"
