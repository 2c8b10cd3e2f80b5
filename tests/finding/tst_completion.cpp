// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/eventstore.h"
#include "session/editing/completion.h"
#include "session/editing/eventshape.h"
#include <QTest>

using namespace lathe;

/// What is offered where. The caret is written |.
class TestCompletion : public QObject
{
    Q_OBJECT

    static CompletionPlace placeOf(const QString &file, const QString &text, const QByteArray &event = {})
    {
        const qsizetype caret = text.indexOf(u'|');
        return {file, text.left(caret), text.mid(caret + 1), event, {}};
    }

private slots:
    void known_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("has");    ///< One of the words.
        QTest::addColumn<QString>("hasNot"); ///< None of the words.
        QTest::newRow("python context") << "a.py" << "def handler(event, context):\n    context.|" << "" << "get_remaining_time_in_millis()" << "functionName";
        QTest::newRow("python typed") << "a.py" << "def handler(event, context):\n    print(context.func|" << "func" << "function_name" << "aws_request_id";
        QTest::newRow("python other names") << "a.py" << "def run(e: dict, ctx: object):\n    ctx.aws|" << "aws" << "aws_request_id" << "";
        QTest::newRow("python identity") << "a.py" << "def h(event, context):\n    context.identity.|" << "" << "cognito_identity_id" << "function_name";
        QTest::newRow("python client") << "a.py" << "def h(event, context):\n    context.client_context.client.|" << "" << "app_title" << "custom";
        QTest::newRow("script context") << "a.mjs" << "export const handler = async (event, context) => {\n  context.get|" << "get" << "getRemainingTimeInMillis()" << "get_remaining_time_in_millis()";
        QTest::newRow("typescript context") << "a.ts" << "export const handler = async (e: Event, c: Context): Promise<void> => {\n  c.mem|" << "mem" << "memoryLimitInMB" << "";
        QTest::newRow("ruby context") << "a.rb" << "def handler(event:, context:)\n  context.|" << "" << "deadline_ms" << "deadlineMs";
        QTest::newRow("java context") << "A.java" << "  public String handleRequest(Map<String, String> event, Context ctx) {\n    ctx.get|" << "get" << "getRemainingTimeInMillis()" << "functionName";
        QTest::newRow("java identity") << "A.java" << "  public String handleRequest(S3Event event, Context context) {\n    context.getIdentity().|" << "" << "getIdentityPoolId()" << "getAwsRequestId()";
        QTest::newRow("java other") << "A.java" << "  public String handleRequest(S3Event event, Context context) {\n    event.|" << "" << "" << "getAwsRequestId()";
        QTest::newRow("kotlin context") << "A.kt" << "override fun handleRequest(e: Event, c: Context): String {\n    c.aws|" << "aws" << "awsRequestId" << "";
        QTest::newRow("c# context") << "F.cs" << "public string Handler(string input, ILambdaContext context) {\n    context.Logger.Log|" << "Log" << "LogInformation()" << "LogGroupName";
        QTest::newRow("f# context") << "F.fs" << "let handler (e: string) (ctx: ILambdaContext) =\n    ctx.Rem|" << "Rem" << "RemainingTime" << "";
        QTest::newRow("go context") << "main.go" << "lc, ok := lambdacontext.FromContext(ctx)\nlog.Print(lc.|" << "" << "AwsRequestID" << "FromContext()";
        QTest::newRow("go package") << "main.go" << "log.Print(lambdacontext.F|" << "F" << "FunctionName" << "AwsRequestID";
        QTest::newRow("rust context") << "main.rs" << "async fn handler(event: LambdaEvent<Value>) {\n    event.context.req|" << "req" << "request_id" << "";
        QTest::newRow("powershell context") << "h.ps1" << "Write-Host $LambdaContext.|" << "" << "RemainingTime" << "getRemainingTimeInMillis()";
        QTest::newRow("not something else's") << "a.py" << "def h(event, context):\n    self.context.|" << "" << "" << "function_name";
        QTest::newRow("event brackets") << "a.py" << "def h(event, context):\n    event[\"|" << "" << "Records" << "";
        QTest::newRow("event by path") << "a.py" << "def h(event, context):\n    event['Records'][0]['s3'][\"b|" << "b" << "bucket" << "object";
        QTest::newRow("event get") << "a.py" << "def h(e, context):\n    e.get('Records')[0].get('|" << "" << "s3" << "Records";
        QTest::newRow("no dots in python") << "a.py" << "def h(event, context):\n    event.|" << "" << "" << "Records";
        QTest::newRow("event dots") << "a.js" << "exports.handler = async (event) => {\n  event.Records[0].s3.|" << "" << "object" << "Records";
        QTest::newRow("event optional") << "a.js" << "exports.handler = async (event) => {\n  event?.Records?.[0]|" << "" << "" << "s3";
        QTest::newRow("event keys that are no names") << "a.js" << "exports.handler = async (event) => {\n  event.|" << "" << "Records" << "detail-type";
        QTest::newRow("the same in brackets") << "a.js" << "exports.handler = async (event) => {\n  event['|" << "" << "detail-type" << "";
        QTest::newRow("sam property") << "template.yaml" << "Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Mem|" << "Mem" << "MemorySize" << "Timeout";
        QTest::newRow("sam layer") << "template.yaml" << "Resources:\n  L:\n    Type: AWS::Serverless::LayerVersion\n    Properties:\n      C|" << "C" << "ContentUri" << "CodeUri";
        QTest::newRow("type below") << "template.yaml" << "Resources:\n  L:\n    Properties:\n      C|\n    Type: AWS::Serverless::LayerVersion\n" << "C" << "ContentUri" << "CodeUri";
        QTest::newRow("sam runtime") << "template.yaml" << "Resources:\n  H:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: py|" << "py" << "python3.12" << "nodejs22.x";
        QTest::newRow("closed runtime") << "template.yaml" << "Globals:\n  Function:\n    Runtime: |" << "" << "nodejs22.x" << "nodejs12.x";
        QTest::newRow("sam resource") << "template.yaml" << "Resources:\n  H:\n    Type: AWS::Serverless::F|" << "AWS::Serverless::F" << "AWS::Serverless::Function" << "AWS::S3::Bucket";
        QTest::newRow("sam event") << "template.yaml"
            << "Resources:\n  H:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        Up:\n          Type: SQS\n          Properties:\n            Ba|" << "Ba" << "BatchSize" << "Bucket";
        QTest::newRow("sam event type") << "template.yaml" << "Resources:\n  H:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        Up:\n          Type: S|" << "S" << "Schedule" << "AWS::S3::Bucket";
        QTest::newRow("sam list") << "template.yaml" << "Resources:\n  H:\n    Type: AWS::Serverless::Function\n    Properties:\n      Architectures:\n        - |" << "" << "arm64" << "";
        QTest::newRow("sam environment") << "template.yaml" << "Resources:\n  H:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment:\n        V|" << "V" << "Variables" << "VpcConfig";
        QTest::newRow("serverless top") << "serverless.yml" << "service: x\npro|" << "pro" << "provider" << "";
        QTest::newRow("serverless function") << "serverless.yml" << "functions:\n  hello:\n    handler: app.handler\n    me|" << "me" << "memorySize" << "handler";
        QTest::newRow("serverless runtime") << "serverless.yml" << "provider:\n  name: aws\n  runtime: nod|" << "nod" << "nodejs22.x" << "python3.12";
        QTest::newRow("serverless event") << "serverless.yml" << "functions:\n  hello:\n    events:\n      - sq|" << "sq" << "sqs" << "";
        QTest::newRow("comment") << "serverless.yml" << "# pro|" << "" << "" << "provider";
        QTest::newRow("other yaml") << "ci.yaml" << "Resources:\n  M|" << "" << "" << "Metadata";
    }
    void known()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, typed);
        QFETCH(QString, has);
        QFETCH(QString, hasNot);
        const QByteArray event = "{\"Records\": [{\"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"k\"}}}], \"detail-type\": \"x\"}";
        const CompletionList list = knownCompletions(placeOf(file, text, event));
        if (has.isEmpty())
            QVERIFY2(list.words.isEmpty(), qPrintable(list.words.join(u' ')));
        else
            QVERIFY2(list.words.contains(has), qPrintable(list.words.join(u' ')));
        QVERIFY(hasNot.isEmpty() || !list.words.contains(hasNot));
        QVERIFY(list.words.isEmpty() || list.typed == typed);
        QVERIFY(list.words.isEmpty() || list.known);
    }

    void wordsOfTheText()
    {
        const CompletionList list = completionsFor(placeOf(QStringLiteral("a.py"), QStringLiteral("orders = 1\norderly = 2\n주문목록 = 3\nor|\norient = 4\n")));
        QCOMPARE(list.words, QStringList({QStringLiteral("orderly"), QStringLiteral("orders"), QStringLiteral("orient")}));
        QVERIFY(!list.known);
        QCOMPARE(completionsFor(placeOf(QStringLiteral("a.txt"), QStringLiteral("주문목록\n주|"))).words, QStringList{QStringLiteral("주문목록")});
        QVERIFY(completionsFor(placeOf(QStringLiteral("a.py"), QStringLiteral("word |"))).words.isEmpty());
    }

    void theTriggersTemplateStandsInForAnEmptyEvent()
    {
        FunctionDefinition function;
        Trigger trigger;
        trigger.source = EventSource::S3;
        function.triggers.append(trigger);
        QVERIFY(eventShape("{}", &function).contains("Records"));
        QVERIFY(eventShape("", &function).contains("Records"));
        QCOMPARE(eventShape("{\"a\": 1}", &function), QByteArray("{\"a\": 1}"));
        QCOMPARE(eventShape("{}", nullptr), QByteArray("{}"));
    }

    void hostilePlacesEndSoon()
    {
        for (const char *file : {"a.py", "a.js", "template.yaml", "a.txt"}) {
            for (const QString &text : {QString(200000, u'('), QStringLiteral("event[").repeated(30000), QStringLiteral("a.b").repeated(60000), QStringLiteral("AWS::Serverless\n  - ").repeated(10000)})
                QVERIFY(completionsFor({QString::fromLatin1(file), text, text, "{}", {}}).words.size() <= 500);
        }
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
