// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Node.js functions: what becomes of good and of nasty handlers. One service for all, as in the endpoint.
#include "core/jsontext.h"
#include "runner.h"
#include "runtime/interpreters.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QScopeGuard>

using namespace lathe;
using lathe::test::Runner;

class TestNodeRuntime : public QObject
{
    Q_OBJECT

    std::unique_ptr<Runner> m_runner;

    /// $LATHE_TEST_NODE runs all of it with another one by hand.
    FunctionSpec spec(const QString &handler, const QString &runtime = qEnvironmentVariable("LATHE_TEST_NODE", QStringLiteral("nodejs20.x"))) const
    {
        return m_runner->spec(runtime, handler);
    }
    static QString text(const QByteArray &json, QByteArrayView key)
    {
        return QString::fromUtf8(jsontext::unquoted(jsontext::member(json, key).value_or("\"\"")).value_or(QByteArray()));
    }

private slots:
    void coldStartTellsItsPhases()
    {
        Runner runner;
        runner.write(QStringLiteral("app.js"), "exports.h = async () => 1;\n");
        QList<PlatformEvent> events;
        connect(runner.service.get(), &RuntimeService::platformEvent, this, [&events](const QString &, const PlatformEvent &event) { events.append(event); });
        LATHE_VERIFY_RESULT(runner.run(runner.spec(QStringLiteral("nodejs20.x"), QStringLiteral("app.h"))));
        QByteArrayList spans;
        for (const PlatformEvent &event : std::as_const(events))
            for (const PlatformSpan &span : event.type == PlatformEvent::Type::InitReport ? event.spans : QList<PlatformSpan>())
                spans.append(span.name);
        QCOMPARE(spans.join(' '), QByteArray("sandbox interpreter bootstrap handler runtime"));
    }

    void initTestCase()
    {
        m_runner = std::make_unique<Runner>();
        m_runner->write(QStringLiteral("nasty.js"), Runner::file(QStringLiteral("nasty.js")));
    }
    void cleanupTestCase() { m_runner.reset(); }

    void succeeds_data()
    {
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("payload");
        const auto row = [](const char *handler, const QByteArray &event, const QByteArray &payload) {
            QTest::addRow("%s %s", handler, event.first(qMin<qsizetype>(event.size(), 24)).constData()) << QString::fromLatin1(handler) << event << payload;
        };
        row("echo", "\"hi\"", "\"hi\"");
        row("echo", "42", "42");
        row("echo", "null", "null");
        row("echo", "{\"b\":1,\"a\":[2, {}]}", "{\"b\":1,\"a\":[2,{}]}");
        row("echo", "\"\xc3\xbc\"", "\"\xc3\xbc\"");
        row("plain", "7", "7");
        row("waits", "{}", "\"first\"");
        row("doesNotWait", "{}", "\"at once\"");
        row("twice", "{}", "1");
        row("succeed", "{}", "{\"s\":1}");
        row("done", "{}", "\"done\"");
        row("thenable", "{}", "\"thenable\"");
        row("nothing", "{}", "null");
        row("silent", "{}", "null");
        row("neverCalls", "{}", "null");
        row("itself", "{}", "[\"function\",\"Runtime\",true]");
        row("streamEndsAlone", "{}", "only");
        row("streamNotAsync", "{}", "x");
        row("streamFailsLate", "{}", "whole");
        row("streamKind", "{}", "[false,\"Object\",null,true,false]");
        row("nan", "{}", "[null,null]");
        row("buffer", "{}", "{\"type\":\"Buffer\",\"data\":[97,98]}");
        row("surrogate", "{}", "\"\\ud800\"");
        row("nested.deep.handler", "{}", "\"deep\"");
        row("queuedFirst", "{}", "[\"tick\",\"promise\",\"immediate\"]");
        row("inherits", "{}", "[false,[],[]]");
        row("closesFds", "{}", "\"still here\"");
        row("closesSockets", "{}", "\"still here\"");
        row("printsMuch", "{}", "\"printed\"");
        row("streams", "{}", "one two");
        row("streamsHttp", "{}", QByteArray("{\"statusCode\":201}") + QByteArray(8, '\0') + "body");
        row("streamPipeline", "{}", "abc");
        row("leavesDaemon", "{}", "\"left one\"");
        row("leavesWorker", "{}", "\"left one\"");
        row("allDescriptors", "{}", "[true,\"EMFILE\"]");
        row("oddOutput", "{}", "1");
        row("clearsVariables", "{}", "1");
        row("neverEmpty", "{}", "\"no wait\"");
        row("exitCode", "{}", "1");
        row("breaksConsole", "{}", "1");
    }
    void succeeds()
    {
        QFETCH(QString, handler);
        QFETCH(QByteArray, event);
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.") + handler), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QTEST(outcome->payload, "payload");
    }

    void fails_data()
    {
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("message"); ///< "%1" stands for the request id.
        QTest::addColumn<QString>("status");
        const QString error = QStringLiteral("error"), none;
        const QString exited = QStringLiteral("RequestId: %1 Error: Runtime exited ");
        const auto row = [](const QString &handler, const char *type, const QString &message, const QString &status) {
            QTest::newRow(qPrintable(handler)) << handler << QString::fromLatin1(type) << message << status;
        };
        const auto nasty = [](const char *name) { return QStringLiteral("nasty.") + QLatin1String(name); };
        row(nasty("raises"), "TypeError", QStringLiteral("böse 😀"), none);
        row(nasty("raisesSync"), "RangeError", QStringLiteral("sync"), none);
        row(nasty("raisesText"), "string", QStringLiteral("only text"), none);
        row(nasty("raisesNull"), "string", QStringLiteral("handled"), none);
        row(nasty("raisesSymbol"), "TypeError", QStringLiteral("Cannot convert a Symbol value to a string"), none);
        row(nasty("raisesNumberName"), "handled", QStringLiteral("callback called with Error argument, but there was a problem"), none);
        row(nasty("rejectsNothing"), "Runtime.UnhandledPromiseRejection", QString(), none);
        row(nasty("aFunction"), "TypeError", QStringLiteral("Wrong arguments"), none);
        row(nasty("aSymbol"), "TypeError", QStringLiteral("Wrong arguments"), none);
        row(nasty("streamAfterEnd"), "Runtime.UnhandledPromiseRejection", QStringLiteral("Error [ERR_STREAM_WRITE_AFTER_END]: write after end"), none);
        row(nasty("streamNull"), "TypeError", QStringLiteral("Cannot read properties of null (reading 'length')"), none);
        row(nasty("streamBreaks"), "Runtime.UnhandledPromiseRejection", QStringLiteral("RangeError: in the source"), none);
        row(nasty("raisesOdd"), "Error", QStringLiteral("y"), none); // what its text raised
        row(nasty("raisesCustom"), "Custom", QStringLiteral("mine"), none);
        row(nasty("failText"), "string", QStringLiteral("text"), none);
        row(nasty("failNothing"), "string", QStringLiteral("handled"), none);
        row(nasty("never"), "Runtime.NodeJsExit", QStringLiteral("The Lambda runtime client detected an unexpected Node.js exit code."), none);
        row(nasty("cyclic"), "Error", QStringLiteral("Unable to stringify response body"), none);
        row(nasty("bigint"), "Error", QStringLiteral("Unable to stringify response body"), none);
        row(nasty("uncaught"), "RangeError", QStringLiteral("late"), none);
        row(nasty("rejection"), "Runtime.UnhandledPromiseRejection", QStringLiteral("Error: nobody"), none);
        row(nasty("exits"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 3"), error);
        row(nasty("exitsPlainly"), "Runtime.ExitError", exited + QStringLiteral("without providing a reason"), error);
        row(nasty("aborts"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: aborted"), error);
        row(nasty("killsItself"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: killed"), error);
        row(nasty("terminates"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: terminated"), error);
        row(nasty("killsGroup"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: killed"), error);
        row(nasty("workerThrows"), "RangeError", QStringLiteral("in a worker"), none);
        row(nasty("ownUncaught"), "RangeError", QStringLiteral("caught"), none);
        row(nasty("ownRejection"), "Runtime.UnhandledPromiseRejection", QStringLiteral("Error: nobody"), none);
        row(nasty("raisesNumber"), "number", QStringLiteral("42"), none);
        row(nasty("raisesObject"), "object", QStringLiteral("[object Object]"), none);
        row(nasty("toJsonRaises"), "Error", QStringLiteral("Unable to stringify response body"), none);
        row(nasty("proxyResult"), "Error", QStringLiteral("Unable to stringify response body"), none);
        row(nasty("deepResult"), "Error", QStringLiteral("Unable to stringify response body"), none);
        row(nasty("recursion"), "RangeError", QStringLiteral("Maximum call stack size exceeded"), none);
        row(nasty("overLimit"), "Function.ResponseSizeTooLarge",
            QStringLiteral("Response payload size exceeded maximum allowed payload size (6291556 bytes)."), error);
        row(nasty("streamsAndFails"), "Error", QStringLiteral("in the middle"), none);
        row(nasty("streamFailsFirst"), "Error", QStringLiteral("before"), none);
        row(nasty("absent"), "Runtime.HandlerNotFound", QStringLiteral("nasty.absent is undefined or not exported"), error);
        row(nasty("notFunction"), "Runtime.HandlerNotFound", QStringLiteral("nasty.notFunction is not a function"), error);
        row(QStringLiteral("nomodule.h"), "Runtime.ImportModuleError", QStringLiteral("Error: Cannot find module 'nomodule'\nRequire stack:\n- /var/runtime/index.mjs"), error);
        row(QStringLiteral("nohandler"), "Runtime.MalformedHandlerName", QStringLiteral("Bad handler"), error);
        row(QStringLiteral("../x.h"), "Runtime.MalformedHandlerName", QStringLiteral("'../x.h' is not a valid handler name."), error);
    }
    void fails()
    {
        QFETCH(QString, handler);
        QFETCH(QString, message);
        const auto outcome = m_runner->run(spec(handler));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->functionError, QByteArray("Unhandled"));
        QTEST(text(outcome->payload, "errorType"), "type");
        const QString said = text(outcome->payload, "errorMessage");
        const QString wanted = message.contains(QStringLiteral("%1")) ? message.arg(outcome->report.requestId) : message;
        QVERIFY2(said.startsWith(wanted), qPrintable(said));
        QTEST(outcome->report.status, "status");
        QVERIFY(outcome->log.endsWith(outcome->report.reportLine() + '\n'));
        const auto next = m_runner->run(spec(handler)); // the same again: a reset environment starts anew
        LATHE_VERIFY_RESULT(next);
        QTEST(text(next->payload, "errorType"), "type");
    }

    void quickStartLeavesNoTrace()
    {
        Runner once([](RuntimeOptions &options) { options.keepWarm = false; });
        for (Runner *runner : {m_runner.get(), &once})
            runner->write(QStringLiteral("flags.js"),
                "const at = process.execArgv.length, quiet = 'noDeprecation' in process;\n"
                "exports.h = async () => [require('v8').cachedDataVersionTag(), at, quiet, process.execArgv,\n"
                "  require('child_process').execFileSync(process.execPath, ['-p', 'process.execArgv.length']).toString()];\n");
        const auto usual = m_runner->run(m_runner->spec(QStringLiteral("nodejs20.x"), QStringLiteral("flags.h")));
        const auto quick = once.run(once.spec(QStringLiteral("nodejs20.x"), QStringLiteral("flags.h")));
        LATHE_VERIFY_RESULT(usual);
        LATHE_VERIFY_RESULT(quick);
        QVERIFY2(usual->ok(), usual->payload.constData());
        QCOMPARE(quick->payload, usual->payload); // the tag covers V8's flags
        QVERIFY2(!quick->log.contains("Warning"), quick->log.constData());
    }

    void errorObjectAndLog()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.raisesCustom")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject object = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(object.keys(), QStringList({QStringLiteral("errorMessage"), QStringLiteral("errorType"), QStringLiteral("trace")}));
        QVERIFY(object.value(QStringLiteral("trace")).toArray()[1].toString().startsWith(QStringLiteral("    at exports.raisesCustom [as handler] (/var/task/nasty.js:")));
        QVERIFY2(outcome->log.contains("\tERROR\tInvoke Error \t{\"errorType\":\"Custom\",\"errorMessage\":\"mine\""), outcome->log.constData());
    }

    void logging()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.logs")));
        LATHE_VERIFY_RESULT(outcome);
        const QString log = QString::fromUtf8(outcome->log);
        for (const char *line : {"INFO\\ta b \\{ c: 1 \\}", "INFO\\ti", "WARN\\tw", "ERROR\\te", "DEBUG\\td", "TRACE\\tt"}) {
            const QRegularExpression pattern(QStringLiteral("\\n\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t%1\\t%2\\n")
                                                 .arg(outcome->report.requestId, QLatin1String(line)));
            QVERIFY2(pattern.match(log).hasMatch(), line);
        }
    }

    void context()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.contextFields")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(got.value(QStringLiteral("functionName")).toString(), QStringLiteral("fn"));
        QCOMPARE(got.value(QStringLiteral("memoryLimitInMB")).toString(), QStringLiteral("128"));
        for (const char *flag : {"left", "trace", "stream"})
            QVERIFY2(got.value(QLatin1String(flag)).toBool(), flag);
        const QJsonArray keys = got.value(QStringLiteral("keys")).toArray();
        for (const char *key : {"awsRequestId", "callbackWaitsForEmptyEventLoop", "clientContext", "done", "fail", "functionVersion",
                 "getRemainingTimeInMillis", "identity", "invokedFunctionArn", "logGroupName", "logStreamName", "succeed"})
            QVERIFY2(keys.contains(QLatin1String(key)), key);
    }

    void contextInLambdasOrder()
    {
        m_runner->write(QStringLiteral("keys.js"), "exports.h = async (e, c) => Object.keys(c);\nexports.cb = (e, c, done) => done(null, 1);\n");
        auto outcome = m_runner->run(spec(QStringLiteral("keys.h"), QStringLiteral("nodejs22.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"callbackWaitsForEmptyEventLoop\",\"succeed\",\"fail\",\"done\",\"functionVersion\",\"functionName\",\"memoryLimitInMB\","
                                              "\"logGroupName\",\"logStreamName\",\"clientContext\",\"identity\",\"invokedFunctionArn\",\"awsRequestId\",\"tenantId\",\"getRemainingTimeInMillis\"]"));
        FunctionSpec function = spec(QStringLiteral("keys.cb"), QStringLiteral("nodejs22.x"));
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("\tWARN\tAWS Lambda plans to remove support for callback-based function handlers"), outcome->log.constData());
        function.environment = {{QStringLiteral("AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING"), QStringLiteral("1")}};
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(!outcome->log.contains("plans to remove"));
    }

    void unreadableClientContext()
    {
        InvokeRequest request;
        request.payload = "{}";
        request.clientContext = "{bad";
        const auto future = m_runner->service->invoke(spec(QStringLiteral("nasty.echo")), request);
        QVERIFY(Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(text(outcome->payload, "errorMessage").startsWith(QStringLiteral("Cannot parse ClientContext as json: SyntaxError: ")), outcome->payload.constData());
        QVERIFY(outcome->log.contains("\tERROR\tInvoke Error \t{"));
    }

    void smallThings()
    {
        m_runner->write(QStringLiteral("small.js"), "exports.empty = async () => { console.log(); return global[Symbol.for('aws.lambda.runtime.requestId')]; };\n"
                                                    "exports.del = async () => { throw new Error('a\\x7fb'); };\n");
        auto outcome = m_runner->run(spec(QStringLiteral("small.empty")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, '"' + outcome->report.requestId.toUtf8() + '"');
        QVERIFY(outcome->log.contains("\tINFO\tundefined\n"));
        outcome = m_runner->run(spec(QStringLiteral("small.del")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("a%7Fb"));
    }

    /// Lambda's client says so in the log and goes on.
    void resultsThatAreTooLarge()
    {
        m_runner->write(QStringLiteral("large.js"), "let n = 0;\nexports.h = async (large) => { n += 1; return large ? 'x'.repeat(6300000) : n; };\n");
        auto outcome = m_runner->run(spec(QStringLiteral("large.h")), "true");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Function.ResponseSizeTooLarge"));
        QVERIFY2(outcome->log.contains("] LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413.\n"), outcome->log.constData());
        outcome = m_runner->run(spec(QStringLiteral("large.h")), "false");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("2"));
    }

    /// What a handler has queued when it returns comes before the wish for the next event, as in Lambda's clients.
    void whatIsQueuedBelongsToTheInvocation()
    {
        m_runner->write(QStringLiteral("queued.js"), "exports.h = async () => { setImmediate(() => console.log('immediate')); process.nextTick(() => console.log('tick')); return 1; };\n"
                                                     "exports.cb = (e, c, done) => { done(null, 2); setImmediate(() => console.log('immediate')); process.nextTick(() => console.log('tick')); };\n");
        for (const char *handler : {"queued.h", "queued.cb"}) {
            const auto outcome = m_runner->run(spec(QLatin1String(handler)));
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY(outcome->ok());
            const QByteArray &log = outcome->log;
            QVERIFY2(log.contains("tick\n") && log.indexOf("tick\n") < log.indexOf("immediate\n") && log.indexOf("immediate\n") < log.indexOf("END RequestId"), log.constData());
        }
    }

    void jsonLogging()
    {
        m_runner->write(QStringLiteral("jsonlog.js"), "exports.h = async () => { console.info('seen', { a: 1 }); console.debug('unseen'); console.warn({ order: 7 });\n"
                                                      "  console.error('failed', new RangeError('r')); console.fatal('f'); throw new TypeError('thrown'); };\n");
        FunctionSpec function = spec(QStringLiteral("jsonlog.h"));
        function.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}, {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QStringLiteral("INFO")}};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        const QString log = QString::fromUtf8(outcome->log), head = QStringLiteral("\n\\{\"timestamp\":\"[0-9T:.-]+Z\",\"level\":\"%2\",\"requestId\":\"%1\",");
        for (const auto &[level, rest] : {std::pair{"INFO", "\"message\":\"seen { a: 1 }\"}"}, {"WARN", "\"message\":{\"order\":7}}"},
                 {"ERROR", "\"message\":\"failed RangeError: r"}, {"FATAL", "\"message\":\"f\"}"},
                 {"ERROR", "\"message\":{\"errorType\":\"TypeError\",\"errorMessage\":\"thrown\",\"stackTrace\":[\"TypeError: thrown\","}})
            QVERIFY2(QRegularExpression(head.arg(outcome->report.requestId, QLatin1String(level)) + QRegularExpression::escape(QLatin1String(rest))).match(log).hasMatch(), outcome->log.constData());
        QVERIFY(!outcome->log.contains("unseen"));
    }

    void modules_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("mjs") << QStringLiteral("m1.mjs") << QByteArray("import fs from 'fs';\nconst x = await Promise.resolve(3);\nexport const h = async () => [x, typeof fs.readFileSync];\n")
                             << QStringLiteral("m1.h") << QByteArray("[3,\"function\"]");
        QTest::newRow("cjs") << QStringLiteral("m2.cjs") << QByteArray("exports.h = async () => __filename;\n") << QStringLiteral("m2.h") << QByteArray("\"/var/task/m2.cjs\"");
        QTest::newRow("folder") << QStringLiteral("src/m3.js") << QByteArray("exports.h = async () => 3;\n") << QStringLiteral("src/m3.h") << QByteArray("3");
        QTest::newRow("esm package") << QStringLiteral("esm/m4.js") << QByteArray("export const h = async () => import.meta.url;\n") << QStringLiteral("esm/m4.h")
                                     << QByteArray("\"file:///var/task/esm/m4.js\"");
    }
    void modules()
    {
        LATHE_NEEDS_NAMESPACES();
        QFETCH(QString, file);
        QFETCH(QByteArray, source);
        QFETCH(QString, handler);
        m_runner->write(QStringLiteral("esm/package.json"), "{\"type\":\"module\"}");
        m_runner->write(file, source);
        const auto outcome = m_runner->run(spec(handler));
        LATHE_VERIFY_RESULT(outcome);
        QTEST(outcome->payload, "payload");
    }

    void brokenModules()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(QStringLiteral("syn.js"), "const x = ;\n");
        auto outcome = m_runner->run(spec(QStringLiteral("syn.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.UserCodeSyntaxError"));
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("SyntaxError: Unexpected token ';'"));
        QCOMPARE(outcome->log.count("INIT_REPORT"), 2);
        m_runner->write(QStringLiteral("synm.mjs"), "const x = ;\n");
        outcome = m_runner->run(spec(QStringLiteral("synm.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.UserCodeSyntaxError"));
        m_runner->write(QStringLiteral("dep.js"), "require('left-pad');\n");
        outcome = m_runner->run(spec(QStringLiteral("dep.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("Error: Cannot find module 'left-pad'\nRequire stack:\n- /var/task/dep.js\n- /var/runtime/index.mjs"));
        QVERIFY2(outcome->payload.contains("\"trace\":[\"Runtime.ImportModuleError: Error: Cannot find module 'left-pad'\",\"Require stack:\",\"- /var/task/dep.js\",\"- /var/runtime/index.mjs\",\"    at "), outcome->payload.constData());
        m_runner->write(QStringLiteral("throws.js"), "throw new TypeError('at load');\n");
        outcome = m_runner->run(spec(QStringLiteral("throws.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("TypeError"));
    }

    void withoutCallbacksSince24()
    {
        m_runner->write(QStringLiteral("new.js"), "exports.cb = (e, c, callback) => callback(null, 1);\n"
                                                  "exports.h = async (e, c) => [typeof c.done, 'callbackWaitsForEmptyEventLoop' in c];\n"
                                                  "exports.cyc = async () => { const a = {}; a.a = a; return a; };\n"
                                                  "exports.value = () => 5;\n");
        const QString runtime = QStringLiteral("nodejs24.x");
        auto outcome = m_runner->run(spec(QStringLiteral("new.cb"), runtime));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.CallbackHandlerDeprecated"));
        QVERIFY2(outcome->log.contains("triggerUncaughtException(") && outcome->log.contains("\nNode.js v"), outcome->log.constData()); // thrown on by the client
        outcome = m_runner->run(spec(QStringLiteral("new.h"), runtime));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"undefined\",false]"));
        outcome = m_runner->run(spec(QStringLiteral("new.value"), runtime));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("5"));
        outcome = m_runner->run(spec(QStringLiteral("new.cyc"), runtime));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.JSONStringifyError"));
    }

    /// What a default export holds is found by Lambda's newer client only.
    void defaultExports()
    {
        m_runner->write(QStringLiteral("m5.mjs"), "export default { h: async () => 5 };\n");
        auto outcome = m_runner->run(spec(QStringLiteral("m5.h"), QStringLiteral("nodejs24.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("5"));
        outcome = m_runner->run(spec(QStringLiteral("m5.h"), QStringLiteral("nodejs22.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("m5.h is undefined or not exported"));
    }

    void framesOfTheClient()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(QStringLiteral("deep.mjs"), "export const handler = async () => { throw new Error('e'); };\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("deep.handler"), QStringLiteral("nodejs22.x")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonArray trace = QJsonDocument::fromJson(outcome->payload).object().value(QStringLiteral("trace")).toArray();
        QVERIFY2(trace[1].toString().startsWith(QStringLiteral("    at Runtime.handler (file:///var/task/deep.mjs:1:")), outcome->payload.constData());
        QVERIFY2(trace[2].toString().startsWith(QStringLiteral("    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:")), outcome->payload.constData());
        QVERIFY2(!outcome->payload.contains(".cjs"), outcome->payload.constData());
    }

    /// From Node.js 24 on: Lambda's newer client, with its store for libraries and its order of the context's members.
    void storeSince24()
    {
        m_runner->write(QStringLiteral("store.js"), "exports.h = async (e, c) => { const s = awslambda.InvokeStore; s.set('k', 1); let refused;\n"
                                                    "  try { s.set(Symbol.for('_AWS_LAMBDA_REQUEST_ID'), 'x'); } catch (error) { refused = error.message; }\n"
                                                    "  return [s.getRequestId() === c.awsRequestId, s.getXRayTraceId() === c.xRayTraceId, s.get('k'), s.getTenantId() === undefined, refused]; };\n"
                                                    "exports.keys = async (e, c) => Object.keys(c);\n"
                                                    "exports.none = async () => typeof awslambda.InvokeStore;\n");
        auto outcome = m_runner->run(spec(QStringLiteral("store.h"), QStringLiteral("nodejs24.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[true,true,1,true,\"Cannot modify protected Lambda context field: Symbol(_AWS_LAMBDA_REQUEST_ID)\"]"));
        outcome = m_runner->run(spec(QStringLiteral("store.keys"), QStringLiteral("nodejs24.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"clientContext\",\"identity\",\"invokedFunctionArn\",\"awsRequestId\",\"tenantId\",\"xRayTraceId\",\"getRemainingTimeInMillis\","
                                              "\"functionName\",\"functionVersion\",\"memoryLimitInMB\",\"logGroupName\",\"logStreamName\"]"));
        outcome = m_runner->run(spec(QStringLiteral("store.none"), QStringLiteral("nodejs22.x")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"undefined\""));
    }

    void layersByNodePath()
    {
        LATHE_NEEDS_NAMESPACES();
        QTemporaryDir layer;
        QDir(layer.path()).mkpath(QStringLiteral("nodejs/node_modules/lib"));
        QFile file(layer.filePath(QStringLiteral("nodejs/node_modules/lib/index.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("module.exports = __filename;\n");
        file.close();
        m_runner->write(QStringLiteral("lay.js"), "exports.h = async () => require('lib');\n");
        FunctionSpec function = spec(QStringLiteral("lay.h"));
        function.layerDirs = {layer.path()};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"/opt/nodejs/node_modules/lib/index.js\""));
        // From Node.js 18 on for ES modules too, as on Lambda; with subpaths, and errors as Node.js words them.
        m_runner->write(QStringLiteral("laym.mjs"), "import lib from 'lib';\nimport again from 'lib/index.js';\n"
                                                    "export const h = async () => [lib, lib === again, await import('nolib').catch((e) => e.code)];\n");
        function = spec(QStringLiteral("laym.h"));
        function.layerDirs = {layer.path()};
        const auto modules = m_runner->run(function);
        LATHE_VERIFY_RESULT(modules);
        QCOMPARE(modules->payload, QByteArray("[\"/opt/nodejs/node_modules/lib/index.js\",true,\"ERR_MODULE_NOT_FOUND\"]"));
    }

    /// What `lathe runtime install aws-sdk-js` fetched: for require and import, after the function's own and a layer's.
    void bundledSdk()
    {
        LATHE_NEEDS_NAMESPACES();
        QTemporaryDir data, layer;
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", QFile::encodeName(data.path()));
        const auto restore = qScopeGuard([&before] { before.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before); });
        const auto put = [](const QString &folder, const QByteArray &word) {
            QDir().mkpath(folder);
            QFile package(folder + QStringLiteral("/package.json")), index(folder + QStringLiteral("/index.js"));
            QVERIFY(package.open(QIODevice::WriteOnly) && index.open(QIODevice::WriteOnly));
            package.write("{\"name\":\"@aws-sdk/client-s3\",\"version\":\"3.0.1\",\"main\":\"index.js\"}");
            index.write("exports.word = '" + word + "';\n");
        };
        put(data.filePath(QStringLiteral("lathe/runtimes/aws-sdk-js/node_modules/@aws-sdk/client-s3")), "bundled");
        m_runner->write(QStringLiteral("sdk.js"), "exports.h = async () => require('@aws-sdk/client-s3').word;\n");
        m_runner->write(QStringLiteral("sdkm.mjs"), "import { word } from '@aws-sdk/client-s3';\nexport const h = async () => word;\n");
        for (const char *handler : {"sdk.h", "sdkm.h"}) {
            const auto outcome = m_runner->run(spec(QLatin1String(handler)));
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray("\"bundled\""));
        }
        put(layer.filePath(QStringLiteral("nodejs/node_modules/@aws-sdk/client-s3")), "of a layer");
        FunctionSpec function = spec(QStringLiteral("sdk.h"));
        function.layerDirs = {layer.path()};
        auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"of a layer\""));
        put(m_runner->code.filePath(QStringLiteral("node_modules/@aws-sdk/client-s3")), "its own");
        function.layerDirs.clear();
        function.codeHash = QStringLiteral("2");
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"its own\""));
        QDir(m_runner->code.filePath(QStringLiteral("node_modules"))).removeRecursively();
    }

    void bigPayload()
    {
        const QByteArray event = '"' + QByteArray(5900000, 'x') + '"';
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->payload == event);
    }
};

QTEST_GUILESS_MAIN(TestNodeRuntime)
#include "tst_noderuntime.moc"
