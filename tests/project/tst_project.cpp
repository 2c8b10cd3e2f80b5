// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project.h"
#include "project/samples.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// The three kinds of folder, end to end.
class TestProject : public QObject
{
    Q_OBJECT

    static void write(const QString &path, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void plainPython()
    {
        QTemporaryDir dir;
        write(dir.filePath(QStringLiteral("lambda_function.py")), "import json\n\ndef lambda_handler(event, context):\n    return event\n");
        const auto project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), 1);
        QCOMPARE(project->functions[0].handler.text, QStringLiteral("lambda_function.lambda_handler"));
        QCOMPARE(project->functions[0].line, 3);
        QVERIFY(project->functions[0].runtime.text.startsWith(QStringLiteral("python3.")));
        QCOMPARE(project->diagnostics.size(), 0);
        QVERIFY(project->function({}));
    }

    void serverless()
    {
        QTemporaryDir dir;
        write(dir.filePath(QStringLiteral("src/app.js")), "exports.handler = async () => ({ statusCode: 200 });\n");
        write(dir.filePath(QStringLiteral("serverless.yml")), R"(service: shop
custom:
  defaults: &defaults
    memorySize: 256
provider:
  name: aws
  runtime: nodejs22.x
  stage: ${opt:stage, 'test'}
  environment:
    STAGE: ${self:provider.stage}
    TABLE: ${self:service}-${sls:stage}-items
    SECRET: ${ssm:/x/y}
functions:
  api:
    <<: *defaults
    handler: src/app.handler
    timeout: 10
    events:
      - httpApi: 'GET /items/{id}'
      - s3: photos
)");
        const auto project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), 1);
        const FunctionDefinition &f = project->functions[0];
        QCOMPARE(f.deployedName.text, QStringLiteral("shop-test-api"));
        QCOMPARE(f.memoryMib, 256);
        QCOMPARE(f.timeoutSeconds, 10);
        QCOMPARE(f.environment.size(), 3);
        QCOMPARE(f.environment[1].second.text, QStringLiteral("shop-test-items"));
        QCOMPARE(f.environment[2].second.resolved, false);
        QCOMPARE(f.environment[2].second.text, QStringLiteral("${ssm:/x/y}"));
        QCOMPARE(f.environment[2].second.line, 12);
        QCOMPARE(f.triggers.size(), 2);
        QCOMPARE(f.triggers[0].summary, QStringLiteral("GET /items/{id}"));
        QCOMPARE(f.line, 14);
        QVERIFY(f.handlerFile.endsWith(QStringLiteral("/src/app.js")));
        QVERIFY2(project->diagnostics.isEmpty(), qPrintable(project->diagnostics.isEmpty() ? QString() : project->diagnostics[0].text));
    }

    /// What a deploy makes of the URL and the alias.
    void functionUrls()
    {
        QTemporaryDir dir;
        write(dir.filePath(QStringLiteral("template.yaml")), R"(Transform: AWS::Serverless-2016-10-31
Parameters: {Auth: {Type: String}}
Globals: {Function: {Runtime: python3.12, CodeUri: ., Handler: app.h, AutoPublishAlias: live}}
Resources:
  whole: {Type: AWS::Serverless::Function, Properties: {FunctionUrlConfig: {AuthType: NONE, InvokeMode: RESPONSE_STREAM, Cors: {AllowOrigins: [a, b], AllowCredentials: true, MaxAge: 5}}}}
  unknown: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: test, FunctionUrlConfig: {AuthType: !Ref Auth}}}
  none: {Type: AWS::Serverless::Function, Properties: {MemorySize: 256, SnapStart: {ApplyOn: PublishedVersions}}}
)");
        const auto project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        const QJsonObject cors{{QStringLiteral("AllowOrigins"), QJsonArray{QStringLiteral("a"), QStringLiteral("b")}}, {QStringLiteral("AllowCredentials"), true}, {QStringLiteral("MaxAge"), 5}};
        const FunctionDefinition *whole = project->function(QStringLiteral("whole")), *unknown = project->function(QStringLiteral("unknown"));
        QVERIFY(whole && unknown && whole->url && unknown->url);
        QVERIFY(*whole->url == (FunctionUrl{QStringLiteral("NONE"), true, QStringLiteral("RESPONSE_STREAM"), cors, 5}));
        QCOMPARE(whole->publishAlias.text, QStringLiteral("live"));
        QVERIFY(!unknown->url->resolved && unknown->publishAlias.text == QLatin1String("test"));
        QVERIFY(!project->function(QStringLiteral("none"))->url && project->function(QStringLiteral("none"))->snapStart == true && !whole->snapStart);

        QTemporaryDir other;
        write(other.filePath(QStringLiteral("serverless.yml")), R"(service: s
provider: {name: aws, runtime: nodejs22.x}
functions:
  plain: {handler: a.h, url: true}
  open: {handler: a.h, url: {cors: true, authorizer: aws_iam, invokeMode: RESPONSE_STREAM}}
  own: {handler: a.h, url: {cors: {allowedOrigins: [https://a.example], maxAge: 9}}}
  off: {handler: a.h, url: false, snapStart: true}
)");
        const auto serverless = readProject(other.path());
        LATHE_VERIFY_RESULT(serverless);
        QVERIFY(*serverless->function(QStringLiteral("plain"))->url == (FunctionUrl{QStringLiteral("NONE"), true, QStringLiteral("BUFFERED"), {}, 4}));
        const FunctionUrl open = *serverless->function(QStringLiteral("open"))->url, own = *serverless->function(QStringLiteral("own"))->url;
        QCOMPARE(open.authType + open.invokeMode, QStringLiteral("AWS_IAMRESPONSE_STREAM"));
        QCOMPARE(open.cors.value(QStringLiteral("AllowOrigins")).toArray(), QJsonArray{QStringLiteral("*")});
        QCOMPARE(open.cors.value(QStringLiteral("AllowHeaders")).toArray().size(), 6);
        QCOMPARE(own.cors.value(QStringLiteral("AllowOrigins")).toArray(), QJsonArray{QStringLiteral("https://a.example")});
        QCOMPARE(own.cors.value(QStringLiteral("MaxAge")).toInt(), 9);
        QVERIFY(!serverless->function(QStringLiteral("off"))->url && serverless->function(QStringLiteral("off"))->snapStart == true);
    }

    void sam()
    {
        QTemporaryDir dir;
        write(dir.filePath(QStringLiteral("hello/app.py")), "def lambda_handler(event, context):\n    return {'StatusCode': 200}\n");
        write(dir.filePath(QStringLiteral("template.yaml")), R"(AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
Globals:
  Function:
    Timeout: 7
    Environment: {Variables: {A: '1', B: global}}
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello/
      Handler: app.lambda_handler
      Runtime: python3.13
      FunctionName: !Sub '${Stage}-hello'
      Environment:
        Variables:
          B: !Ref Stage
          ROLE: !GetAtt Role.Arn
      Events:
        Get: {Type: HttpApi, Properties: {Path: /hello, Method: get}}
)");
        const auto project = readProject(dir.path());
        LATHE_VERIFY_RESULT(project);
        QCOMPARE(project->functions.size(), 1);
        const FunctionDefinition &f = project->functions[0];
        QCOMPARE(f.deployedName.text, QStringLiteral("dev-hello"));
        QCOMPARE(f.timeoutSeconds, 7);
        QCOMPARE(f.codeDir, dir.filePath(QStringLiteral("hello")));
        QCOMPARE(f.environment.size(), 3);
        QCOMPARE(f.environment[1].second.text, QStringLiteral("dev"));
        QCOMPARE(f.environment[2].second.text, QStringLiteral("!GetAtt Role.Arn"));
        QCOMPARE(f.environment[2].second.resolved, false);
        QCOMPARE(f.triggers[0].summary, QStringLiteral("GET /hello"));
        QCOMPARE(project->diagnostics.size(), 1);
        QCOMPARE(project->diagnostics[0].id, QStringLiteral("LTH-LINT-001"));
        QCOMPARE(project->diagnostics[0].line, 2);
        QCOMPARE(project->diagnostics[0].column, 14);
    }
};

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
