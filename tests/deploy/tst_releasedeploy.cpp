// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Aliases and function URLs of a deploy, against a real endpoint.
#include "aws/transport.h"
#include "cloud/endpointfixture.h"
#include "deploy/deployer.h"
#include <QUrl>

using namespace lathe;

namespace {

QString q(const char *text) { return QString::fromUtf8(text); }

template <class T>
T wait(QFuture<T> future)
{
    QElapsedTimer clock;
    clock.start();
    while (!future.isFinished() && clock.elapsed() < 30000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return future.resultCount() ? future.resultAt(0) : T(fail(ErrorCode::Cancelled, QStringLiteral("no result")));
}

} // namespace

class TestReleaseDeploy : public QObject
{
    Q_OBJECT

    std::unique_ptr<EndpointFixture> f;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<LambdaClient> m_client;
    QTemporaryDir m_code;
    FunctionDefinition m_function;
    DeployOptions m_options;

    void code(const QByteArray &answer)
    {
        QFile file(m_code.filePath(q("app.py")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("def handler(event, context):\n    return '" + answer + "'\n");
    }
    Result<DeployPlan> plan()
    {
        Deployer deployer(*m_client, m_options);
        return wait(deployer.plan(m_function));
    }
    Result<DeployResult> deploy()
    {
        Deployer deployer(*m_client, m_options);
        const auto p = wait(deployer.plan(m_function));
        return p ? wait(deployer.apply(*p)) : Result<DeployResult>(tl::unexpected(p.error()));
    }
    static QString lineText(const DeployPlan &plan, const QString &field)
    {
        for (const PlanLine &line : plan.lines)
            if (line.field == field)
                return QString::number(int(line.kind)) + u' ' + line.before + q(" → ") + line.after;
        return {};
    }
    Answer aliasNow() { return f->get("/2015-03-31/functions/hello/aliases/live"); }
    QByteArray open(const QString &url)
    {
        const QByteArray path = QUrl(url).path().toLatin1();
        return f->exchange("GET " + path + " HTTP/1.1\r\nHost: " + f->host() + "\r\n\r\n").body;
    }

private slots:
    void init()
    {
        f = std::make_unique<EndpointFixture>();
        m_transport = std::make_unique<Transport>();
        AwsTarget target;
        target.region = {q("us-east-1"), q("test")};
        target.endpoint = {QStringLiteral("http://127.0.0.1:%1").arg(f->endpoint->port()), q("test")};
        m_client = std::make_unique<LambdaClient>(target, f->keys(), *m_transport);
        m_function = {};
        m_function.name = q("hello");
        m_function.handler = {q("app.handler")};
        m_function.runtime = {q("python3.11")};
        m_function.codeDir = m_code.path();
        m_options = {};
        m_options.isLocal = true;
        m_options.workDir = f->dir.filePath(q("packages"));
        code("one");
    }
    void cleanup()
    {
        m_client.reset();
        m_transport.reset();
        f.reset();
    }

    /// As SAM: a version for each state that is deployed, the URL is the alias's, and open.
    void aliasAndUrl()
    {
        m_function.publishAlias = {q("live")};
        m_function.url = FunctionUrl{q("NONE"), true, q("BUFFERED"), {{q("AllowOrigins"), QJsonArray{q("*")}}}, 3};
        const auto first = plan();
        LATHE_VERIFY_RESULT(first);
        QStringList steps;
        for (const PlanStep &step : first->steps)
            steps << QString::number(int(step.kind));
        QCOMPARE(steps.join(u' '), q("1 4 5 6 7 8 8")); // create, wait, publish, alias, URL, two permissions
        QCOMPARE(lineText(*first, q("Alias live")), q("1  → a new version"));
        QCOMPARE(lineText(*first, q("Function URL")), q("1  → NONE, BUFFERED, CORS {\"AllowOrigins\":[\"*\"]}"));
        QCOMPARE(lineText(*first, q("Permission lambda:InvokeFunction")), q("1  → everybody, through the URL"));
        const auto made = deploy();
        LATHE_VERIFY_RESULT(made);
        QCOMPARE(made->version + made->alias, q("1live"));
        QCOMPARE(aliasNow().text("FunctionVersion"), q("1"));
        QCOMPARE(open(made->url), QByteArray("one"));
        const auto again = plan();
        LATHE_VERIFY_RESULT(again);
        QVERIFY(again->isEmpty());
        QCOMPARE(lineText(*again, q("Alias live")), q("0 1 → 1"));
        QCOMPARE(deploy()->url, made->url);
        code("two");
        const auto second = deploy();
        LATHE_VERIFY_RESULT(second);
        QCOMPARE(second->version + second->url, q("2") + made->url);
        QCOMPARE(open(made->url), QByteArray("two"));
        m_function.memoryMib = 256; // the configuration is a version's too
        const auto third = plan();
        LATHE_VERIFY_RESULT(third);
        QCOMPARE(lineText(*third, q("Alias live")), q("2 2 → a new version"));
        QCOMPARE(deploy()->version, q("3"));
    }

    /// A weight that somebody set ends with the next version; a change between plan and deploy is noticed.
    void sharedAndChangedAliases()
    {
        m_options.alias = q("live");
        LATHE_VERIFY_RESULT(deploy());
        code("two");
        LATHE_VERIFY_RESULT(deploy());
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/hello/aliases/live", {{q("RoutingConfig"), QJsonObject{{q("AdditionalVersionWeights"), QJsonObject{{q("1"), 0.1}}}}}}).status, 200);
        code("three");
        const auto next = plan();
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(lineText(*next, q("Alias live")), q("2 2, 1 (10 %) → a new version"));
        QCOMPARE(deploy()->version, q("3"));
        QCOMPARE(aliasNow().text("FunctionVersion"), q("3"));
        QVERIFY(!aliasNow().json().contains(q("RoutingConfig")) || aliasNow().json().value(q("RoutingConfig")).toObject().value(q("AdditionalVersionWeights")).toObject().isEmpty());
        code("four");
        const auto stale = plan();
        LATHE_VERIFY_RESULT(stale);
        QCOMPARE(f->json("PUT", "/2015-03-31/functions/hello/aliases/live", {{q("FunctionVersion"), q("1")}}).status, 200);
        Deployer deployer(*m_client, m_options);
        const auto refused = wait(deployer.apply(*stale));
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        QCOMPARE(aliasNow().text("FunctionVersion"), q("1"));
    }

    void snapStart()
    {
        m_options.alias = q("live");
        LATHE_VERIFY_RESULT(deploy());
        m_function.snapStart = true;
        const auto next = plan();
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(lineText(*next, q("SnapStart")), q("2 None → PublishedVersions"));
        QCOMPARE(deploy()->version, q("2"));
        QCOMPARE(f->get("/2015-03-31/functions/hello/configuration?Qualifier=live").json().value(q("SnapStart")).toObject().value(q("OptimizationStatus")).toString(), q("On"));
        QVERIFY(plan()->isEmpty());
        m_function.snapStart.reset(); // not managed: stays
        QVERIFY(plan()->isEmpty());
    }

    /// A URL without an alias; what differs is changed, what is gone from the template stays, an alias that cannot be is refused.
    void urlAlone()
    {
        m_function.url = FunctionUrl{q("AWS_IAM")};
        const auto made = deploy();
        LATHE_VERIFY_RESULT(made);
        QVERIFY(made->url.contains(q("/lambda-url/")) && made->version == q("$LATEST"));
        QCOMPARE(f->get("/2015-03-31/functions/hello/policy").status, 404); // whoever signs needs none
        m_function.url = FunctionUrl{q("NONE"), true, q("RESPONSE_STREAM")};
        const auto next = plan();
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(lineText(*next, q("Function URL")), q("2 AWS_IAM, BUFFERED → NONE, RESPONSE_STREAM"));
        const auto changed = deploy();
        LATHE_VERIFY_RESULT(changed);
        QCOMPARE(changed->url, made->url);
        QCOMPARE(open(made->url), QByteArray("one"));
        m_function.url.reset();
        QVERIFY(plan()->isEmpty());
        m_function.url = FunctionUrl{q("!Ref Auth"), false, {}, {}, 7};
        const auto unknown = plan();
        LATHE_VERIFY_RESULT(unknown);
        QVERIFY2(unknown->isEmpty() && unknown->warnings.join(u' ').contains(q("FunctionUrlConfig")), qPrintable(unknown->warnings.join(u' ')));
        m_options.alias = q("123");
        QCOMPARE(plan().error().id, q("LTH-DEP-007"));
    }
};

QTEST_GUILESS_MAIN(TestReleaseDeploy)
#include "tst_releasedeploy.moc"
