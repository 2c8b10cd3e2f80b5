// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/functionrequest.h"
#include <QJsonArray>
#include <QTest>

using namespace lathe;
namespace request = lathe::functionrequest;

namespace {

FunctionDefinition hello()
{
    FunctionDefinition f;
    f.name = QStringLiteral("hello");
    f.handler = {QStringLiteral("app.handler")};
    f.runtime = {QStringLiteral("python3.11")};
    f.file = QStringLiteral("/p/serverless.yml");
    f.line = 4;
    f.environment = {{QStringLiteral("TABLE"), {QStringLiteral("t")}}};
    return f;
}

/// What Lambda answers for a function that was made from `f`.
QJsonObject deployed(const FunctionDefinition &f, const QString &role = QStringLiteral("arn:r"))
{
    QJsonObject o = request::wanted(f, role)->configuration;
    QJsonArray layers;
    for (const auto v : o[QStringLiteral("Layers")].toArray())
        layers.append(QJsonObject{{QStringLiteral("Arn"), v}, {QStringLiteral("CodeSize"), 5}});
    o[QStringLiteral("Layers")] = layers;
    o[QStringLiteral("CodeSha256")] = QStringLiteral("sha");
    return o;
}

const PlanLine *lineOf(const QList<PlanLine> &lines, const QString &field)
{
    for (const PlanLine &l : lines) {
        if (l.field == field)
            return &l;
    }
    return nullptr;
}

} // namespace

class TestFunctionRequest : public QObject
{
    Q_OBJECT
private slots:
    void everyFieldIsSeen_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"Handler", "Runtime", "MemorySize", "Timeout", "EphemeralStorage", "Description", "Role", "Layers", "LoggingConfig", "Environment", "Architectures"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void everyFieldIsSeen()
    {
        QFETCH(QString, key);
        const FunctionDefinition before = hello();
        FunctionDefinition after = before;
        QString field = key;
        if (key == u"Handler")
            after.handler.text = QStringLiteral("b.h");
        else if (key == u"Runtime")
            after.runtime.text = QStringLiteral("python3.12");
        else if (key == u"MemorySize")
            after.memoryMib = 300;
        else if (key == u"Timeout")
            after.timeoutSeconds = 30;
        else if (key == u"EphemeralStorage")
            after.tmpMib = 1024;
        else if (key == u"Description")
            after.description.text = QStringLiteral("d");
        else if (key == u"Role")
            after.role.text = QStringLiteral("arn:other");
        else if (key == u"Layers")
            after.layerArns = {{QStringLiteral("arn:layer:1")}};
        else if (key == u"LoggingConfig")
            after.logFormat = QStringLiteral("JSON");
        else if (key == u"Architectures")
            after.architecture = QStringLiteral("arm64");
        else {
            after.environment[0].second.text = QStringLiteral("u");
            field = QStringLiteral("Environment.TABLE");
        }
        const auto wanted = request::wanted(after, QStringLiteral("arn:r"));
        LATHE_VERIFY_RESULT(wanted);
        const QJsonObject remote = deployed(before);
        const QJsonObject changes = request::changes(*wanted, remote);
        if (key == u"Architectures") {
            QVERIFY(changes.isEmpty()); // It goes with the code.
            QVERIFY(!request::sameArchitecture(*wanted, remote));
        } else {
            QCOMPARE(changes.keys(), QStringList{key});
            QVERIFY(!request::holds(changes, remote));
        }
        const auto lines = request::lines(*wanted, remote, QStringLiteral("sha"), 10);
        int different = 0;
        for (const PlanLine &l : lines)
            different += l.kind != ChangeKind::Same;
        QCOMPARE(different, 1);
        QVERIFY(lineOf(lines, field) && lineOf(lines, field)->kind != ChangeKind::Same);
    }

    void loggingMeansLambdasDefaultsToo()
    {
        FunctionDefinition f = hello();
        f.logFormat = QStringLiteral("JSON");
        const auto wanted = request::wanted(f, QStringLiteral("arn:r"));
        QJsonObject remote = deployed(f);
        remote[QStringLiteral("LoggingConfig")] = QJsonObject{{QStringLiteral("LogFormat"), QStringLiteral("JSON")}, {QStringLiteral("ApplicationLogLevel"), QStringLiteral("INFO")},
            {QStringLiteral("SystemLogLevel"), QStringLiteral("INFO")}, {QStringLiteral("LogGroup"), QStringLiteral("/aws/lambda/hello")}};
        QVERIFY(request::changes(*wanted, remote).isEmpty());
        // A project that says nothing of it leaves what is deployed.
        QVERIFY(request::changes(*request::wanted(hello(), QStringLiteral("arn:r")), remote).isEmpty());
    }

    void sameGivesNothing()
    {
        FunctionDefinition f = hello();
        f.layerArns = {{QStringLiteral("arn:layer:1")}, {QStringLiteral("arn:layer:2")}};
        const auto wanted = request::wanted(f, QStringLiteral("arn:r"));
        QVERIFY(request::changes(*wanted, deployed(f)).isEmpty());
        // Lambda leaves out what is empty.
        FunctionDefinition plain = hello();
        plain.environment.clear();
        QJsonObject remote = deployed(plain);
        for (const char *key : {"Environment", "Layers", "Architectures", "EphemeralStorage", "Description"})
            remote.remove(QLatin1String(key));
        const auto bare = request::wanted(plain, QStringLiteral("arn:r"));
        QVERIFY(request::changes(*bare, remote).isEmpty());
        QVERIFY(request::sameArchitecture(*bare, remote));
    }

    void variables()
    {
        FunctionDefinition f = hello();
        const QJsonObject remote = deployed(f);
        f.environment = {{QStringLiteral("NEW"), {QStringLiteral("1")}}, {QStringLiteral("API_KEY"), {QStringLiteral("k")}}};
        const auto lines = request::lines(*request::wanted(f, QStringLiteral("arn:r")), remote, QStringLiteral("sha"), 10);
        QVERIFY(lineOf(lines, QStringLiteral("Environment.NEW"))->kind == ChangeKind::Create);
        QVERIFY(!lineOf(lines, QStringLiteral("Environment.NEW"))->sensitive);
        QVERIFY(lineOf(lines, QStringLiteral("Environment.API_KEY"))->sensitive);
        QVERIFY(lineOf(lines, QStringLiteral("Environment.TABLE"))->kind == ChangeKind::Remove);
    }

    void secretNames()
    {
        for (const char *name : {"DB_PASSWORD", "password", "JwtSecret", "GITHUB_TOKEN", "API_KEY", "APIKEY", "AWS_ACCESS_KEY", "PRIVATE_PEM", "AUTH_HEADER", "SENTRY_DSN"})
            QVERIFY2(request::isSensitive(QLatin1String(name)), name);
        for (const char *name : {"TABLE", "STAGE", "LOG_LEVEL", "KEYBOARD", "REGION"})
            QVERIFY2(!request::isSensitive(QLatin1String(name)), name);
    }

    void unknownValuesStayAsTheyAreDeployed()
    {
        FunctionDefinition f = hello();
        f.environment.append({QStringLiteral("SECRET"), {QStringLiteral("${ssm:/x}"), false, 12}});
        f.layerArns = {{QStringLiteral("!Ref Layer"), false, 14}};
        f.role = {QStringLiteral("!GetAtt Role.Arn"), false, 16};
        const auto wanted = request::wanted(f, {});
        LATHE_VERIFY_RESULT(wanted);
        QCOMPARE(wanted->warnings.size(), 3);
        QVERIFY2(wanted->warnings.join(u' ').contains(QStringLiteral("serverless.yml:12")), qPrintable(wanted->warnings.join(u'\n')));
        QVERIFY(wanted->warnings.join(u' ').contains(QStringLiteral("serverless.yml:14")));
        QVERIFY(wanted->warnings.join(u' ').contains(QStringLiteral("serverless.yml:16")));
        QVERIFY(!wanted->configuration.contains(QStringLiteral("Role")));
        QJsonObject remote = deployed(hello());
        QJsonObject variables = remote[QStringLiteral("Environment")].toObject()[QStringLiteral("Variables")].toObject();
        variables[QStringLiteral("SECRET")] = QStringLiteral("kept");
        remote[QStringLiteral("Environment")] = QJsonObject{{QStringLiteral("Variables"), variables}};
        remote[QStringLiteral("Layers")] = QJsonArray{QJsonObject{{QStringLiteral("Arn"), QStringLiteral("arn:deployed")}}};
        QVERIFY(request::changes(*wanted, remote).isEmpty());
        // Another variable changes: the deployed secret goes along.
        f.environment[0].second.text = QStringLiteral("t2");
        const auto again = request::wanted(f, {});
        const auto sent = request::changes(*again, remote)[QStringLiteral("Environment")].toObject()[QStringLiteral("Variables")].toObject();
        QCOMPARE(sent, (QJsonObject{{QStringLiteral("TABLE"), QStringLiteral("t2")}, {QStringLiteral("SECRET"), QStringLiteral("kept")}}));
        // The source expression is never deployed as a value.
        for (const PlanLine &l : request::lines(*again, {}, QStringLiteral("sha"), 1))
            QVERIFY(!l.after.contains(u"ssm"));
    }

    void names()
    {
        FunctionDefinition f = hello();
        f.deployedName = {QStringLiteral("svc-dev-hello")};
        QCOMPARE(request::wanted(f, {})->name, QStringLiteral("svc-dev-hello"));
        f.deployedName = {QStringLiteral("${self:x}-hello"), false, 3};
        QCOMPARE(request::wanted(f, {})->name, QStringLiteral("hello"));
        QCOMPARE(request::wanted(f, {})->warnings.size(), 1);
        for (const QString &bad : {QStringLiteral("a b"), QStringLiteral("함수"), QString(65, u'x'), QStringLiteral("a/b")}) {
            f.deployedName = {bad};
            QCOMPARE(request::wanted(f, {}).error().id, QStringLiteral("LTH-DEP-005"));
        }
    }

    void imagesBringTheirOwnRuntime()
    {
        FunctionDefinition image = hello();
        image.imageUri = QStringLiteral("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1");
        image.layerArns = {{QStringLiteral("arn:aws:lambda:eu-west-1:1:layer:l:1")}};
        image.imageConfig.command = QStringList{QStringLiteral("app.handler")};
        image.imageConfig.entryPoint = QStringList();
        const auto wanted = request::wanted(image, {});
        LATHE_VERIFY_RESULT(wanted);
        for (const char *key : {"Handler", "Runtime", "Layers"})
            QVERIFY2(!wanted->configuration.contains(QLatin1String(key)), key);
        const QJsonObject config{{QStringLiteral("Command"), QJsonArray{QStringLiteral("app.handler")}}};
        QCOMPARE(wanted->configuration[QStringLiteral("ImageConfig")].toObject(), config);
        // The answer has it under another name, and with empty lists where nothing is set.
        QJsonObject remote = wanted->configuration;
        remote.remove(QStringLiteral("ImageConfig"));
        QJsonObject answered = config;
        answered.insert(QStringLiteral("EntryPoint"), QJsonArray());
        remote.insert(QStringLiteral("ImageConfigResponse"), QJsonObject{{QStringLiteral("ImageConfig"), answered}});
        QCOMPARE(request::changes(*wanted, remote), QJsonObject());
        image.imageConfig = {};
        QCOMPARE(request::changes(*request::wanted(image, {}), remote), (QJsonObject{{QStringLiteral("ImageConfig"), QJsonObject()}}));
    }

    void refused()
    {
        FunctionDefinition large = hello();
        large.environment = {{QStringLiteral("A"), {QString(4096, u'x')}}};
        QCOMPARE(request::wanted(large, {}).error().code, ErrorCode::TooLarge);
        large.environment[0].second.text.chop(1);
        LATHE_VERIFY_RESULT(request::wanted(large, {}));
    }

    void localLayersAreNotLostSilently()
    {
        FunctionDefinition f = hello();
        f.layerDirs = {QStringLiteral("/p/layer")};
        const auto wanted = request::wanted(f, {});
        QVERIFY(wanted->warnings.join(u' ').contains(QStringLiteral("/p/layer")));
        QVERIFY(!wanted->layersKnown);
    }
};

QTEST_GUILESS_MAIN(TestFunctionRequest)
#include "tst_functionrequest.moc"
