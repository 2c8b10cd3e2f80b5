// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Java functions: what becomes of good and of nasty handlers. Their classes are compiled once, by the machine's javac.
#include "core/jsontext.h"
#include "runner.h"
#include "runtime/interpreters.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>

using namespace lathe;
using lathe::test::Runner;

class TestJavaRuntime : public QObject
{
    Q_OBJECT

    std::unique_ptr<Runner> m_runner;

    /// `handler` follows the name of the test's class: "::method", "$Inner".
    /// $LATHE_TEST_JAVA runs all of it on another one by hand.
    FunctionSpec spec(const QString &handler, const QString &runtime = qEnvironmentVariable("LATHE_TEST_JAVA", QStringLiteral("java17"))) const
    {
        FunctionSpec function = m_runner->spec(runtime, QStringLiteral("nasty.Nasty") + handler);
        function.memoryMib = 256;
        return function;
    }
    static QString text(const QByteArray &json, QByteArrayView key)
    {
        return QString::fromUtf8(jsontext::unquoted(jsontext::member(json, key).value_or("\"\"")).value_or(QByteArray()));
    }
    static bool tool(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(program, arguments);
        return process.waitForFinished(120000) && process.exitCode() == 0;
    }
    static QString jar() { return QStringLiteral(LATHE_BIN_DIR "/../lib/lathe/java/lathe-runtime.jar"); }

private slots:
    void initTestCase()
    {
        qputenv("LATHE_JAVA", LATHE_BIN_DIR "/../lib/lathe/java");
        m_runner = std::make_unique<Runner>();
        QVERIFY(tool(QStringLiteral("javac"), {QStringLiteral("-nowarn"), QStringLiteral("-encoding"), QStringLiteral("UTF-8"), QStringLiteral("--release"), QStringLiteral("17"),
            QStringLiteral("-cp"), jar(), QStringLiteral("-d"), m_runner->code.path(), QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/java/Nasty.java"),
            QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/java/Snap.java"), QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/java/SQSEvent.java"),
            QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/java/ScheduledEvent.java")}));
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
        row("::echo", "\"hi\"", "\"hi\"");
        row("::echo", "null", "null");
        row("::echo", " {\"b\":1,\"a\":[2, {}],\"n\":null,\"c\":1.50}\n", "{\"b\":1,\"a\":[2,{}],\"c\":1.5}");
        row("::echo", "[18446744073709551616,3000000000,-1,1e3]", "[18446744073709551616,3000000000,-1,1000.0]");
        row("::echo", "\"\\u00fc\xc3\xbc\\n\"", "\"\xc3\xbc\xc3\xbc\\n\"");
        row("::text", "\"x\"", "\"<x>\"");
        row("::text", "5", "\"<5>\"");
        row("::length", "null", "-1");
        row("::twice", "21", "42");
        row("::twice", "\"21\"", "42");
        row("::boxed", "null", "null");
        row("::half", "3", "1.5");
        row("::not", "true", "false");
        row("::person", "{\"name\":\"Ann\",\"age\":7,\"size\":null,\"active\":true,\"colour\":\"GREEN\",\"address\":{\"street\":\"s\",\"number\":\"5\"},"
                        "\"more\":[{\"street\":\"t\"}],\"counts\":{\"a\":1},\"tags\":[\"x\",\"y\"],\"nick\":\"n\",\"born\":\"1970-01-01T00:00:01Z\",\"data\":\"AQID\","
                        "\"numbers\":[1,2.5],\"price\":1.10,\"id\":\"00000000-0000-0001-0000-000000000002\",\"URL\":\"u\",\"unknown\":1,\"Name\":\"wrong\"}",
            "{\"name\":\"Ann\",\"age\":7,\"active\":true,\"colour\":\"GREEN\",\"address\":{\"street\":\"s\",\"number\":5},\"more\":[{\"street\":\"t\",\"number\":0}],"
            "\"counts\":{\"a\":1},\"tags\":[\"x\",\"y\"],\"nick\":\"n\",\"born\":1000,\"data\":\"AQID\",\"numbers\":[1.0,2.5],\"price\":1.10,"
            "\"id\":\"00000000-0000-0001-0000-000000000002\",\"URL\":\"u\",\"fixed\":\"fixed\",\"greeting\":\"I am Ann\"}");
        row("::point", "{\"x\":1,\"y\":2,\"labels\":[\"a\"]}", "{\"x\":2,\"y\":1,\"labels\":[\"a\"]}");
        row("::maps", "{\"a\":[1,2]}", "{\"a\":[2,1,2]}");
        row("::people", "[{\"name\":\"bob\"}]", "[{\"name\":\"BOB\",\"age\":0,\"active\":false,\"nick\":null,\"fixed\":\"fixed\",\"greeting\":\"I am BOB\"}]");
        row("::colour", "\"RED\"", "\"RED\"");
        row("::colour", "\"BLUE\"", "null");
        row("::array", "[7,8]", "[2,7]");
        row("::array", "7", "[1,7]");
        row("::nothingIn", "{}", "\"nothing instance\"");
        row("::nothingOut", "\"x\"", "null");
        row("::boxedNothing", "\"x\"", "null");
        row("::onlyContext", "{}", "\"fn\"");
        row("::isStatic", "\"x\"", "\"static\"");
        row("::lonely", "{}", "{}");
        row("::overloaded", "\"x\"", "\"long\"");
        row("::values", "{}", "{\"nan\":\"NaN\",\"float\":1.5,\"whole\":2.0,\"big\":1000000000000000000000000000000,\"char\":\"c\",\"chars\":\"ab\",\"bytes\":\"AQID\",\"buffer\":\"AQ==\","
                              "\"date\":1000,\"instant\":5.000000006,\"day\":[2026,1,2],\"uuid\":\"00000000-0000-0001-0000-000000000002\",\"optional\":\"x\","
                              "\"quoted\":\"\\\"\\\\\\n\\u0001\xc3\xbc\xe2\x80\xa8/\",\"nested\":[1,\"a\",null,[2]],\"empty\":{}}");
        // As Lambda's Jackson is set up.
        row("::echo", "[\"\\ud83d\\ude00\\ud800\",-0.0,1e2]", "[\"\\uD83D\\uDE00\\uD800\",-0.0,100.0]");
        row("::text", "1e2", "\"<1e2>\"");
        row("::text", "[]", "\"<null>\"");
        row("::person", "[]", "null");
        row("::boxed", "\"\"", "null");
        row("::colour", "\"1\"", "\"GREEN\"");
        row("::colour", "7", "null");
        row("::forms", "{\"when\":\"2026-01-02T03:04:05.678+0900\",\"day\":[2026,1,2],\"clock\":\"01:02\",\"took\":1.5,\"month\":\"2026-05\",\"size\":5,\"count\":\"6\","
                       "\"byColour\":{\"RED\":1,\"BLUE\":2},\"properties\":{\"a\":1},\"line\":\"one\",\"fixed\":\"set\",\"letter\":\"\",\"yes\":\"\"}",
            "{\"when\":1767290645678,\"day\":[2026,1,2],\"clock\":[1,2],\"took\":1.500000000,\"month\":[2026,5],\"size\":5,\"count\":6,\"byColour\":{\"RED\":1},"
            "\"properties\":{\"a\":\"1\"},\"line\":[\"one\"],\"fixed\":\"set\",\"letter\":\"\\u0000\",\"yes\":false}");
        row("::forms", "{}", "{\"size\":null,\"fixed\":\"fixed\",\"letter\":\"\\u0000\",\"yes\":false}");
        row("::villa", "{}", "{\"number\":0}"); // what the declared class has
        row("::villas", "{}", "[{\"number\":0}]");
        row("::iterators", "{}", "[[1,2],[3],{\"k\":4},{\"1970-01-01T00:00:00.000+00:00\":null}]");
        row("::queue", "{\"Records\":[{\"body\":\"b\",\"eventSourceARN\":\"arn\"}]}", "{\"Records\":[{\"body\":\"b\",\"eventSourceARN\":\"arn\"}]}");
        row("::queue", "{\"records\":[]}", "{}");
        row("::queues", "[{\"Records\":[{\"body\":\"b\"}]}]", "[{}]"); // only where a handler declares the event itself
        row("::schedule", "{\"detail-type\":\"D\",\"id\":\"i\"}", "{\"id\":\"i\",\"detail-type\":\"D\"}");
        row("::security", "{}", "[\"1\",false]");
        row("$Concrete::named", "{\"x\":1}", "\"LinkedHashMap\""); // a method's own types count, not what a subclass says of them
        row("::interrupts", "{}", "\"interrupted\"");
        row("::prints", "{}", "\"printed\"");
        row("::leavesThread", "{}", "\"answered\"");
        row("::threadRaises", "{}", "\"answered\"");
        row("::leavesChildren", "{}", "\"left\"");
        row("::stream", "{\"a\": 1}", "raw {\"a\": 1}");
        row("::streamAll", "{}", "fn");
        row("::onlyOut", "{}", "[1]");
        row("::onlyIn", "{}", "null");
        row("::emptyStream", "{}", "");
        row("$Typed", "{\"name\":\"T\"}", "\"T\"");
        row("$Inherited", "{\"x\":4}", "4");
        row("$Streaming", "{\"a\": 1.0}", "{\"a\": 1.0}");
        row("$Lambdas", "[\"a\",\"b\"]", "\"AB\"");
    }
    void succeeds()
    {
        QFETCH(QString, handler);
        QFETCH(QByteArray, event);
        const auto outcome = m_runner->run(spec(handler), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), (outcome->payload + outcome->log).constData());
        QTEST(outcome->payload, "payload");
    }

    void fails_data()
    {
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("message"); ///< What it begins with; "%1" stands for the request id.
        const auto row = [](const char *handler, const char *type, const QString &message, const QByteArray &event = "{}") {
            QTest::addRow("%s %s", handler, event.first(qMin<qsizetype>(event.size(), 24)).constData()) << QString::fromLatin1(handler) << event << QString::fromLatin1(type) << message;
        };
        const QString exited = QStringLiteral("RequestId: %1 Error: Runtime exited ");
        const QString parsing = QStringLiteral("An error occurred during JSON parsing"), writing = QStringLiteral("An error occurred during JSON serialization of response");
        row("::raises", "java.lang.IllegalArgumentException", QStringLiteral("bäd \U0001f600"));
        row("::raisesNothing", "java.lang.RuntimeException", QStringLiteral("java.lang.RuntimeException"));
        row("::raisesChecked", "java.io.IOException", QStringLiteral("checked"));
        row("::raisesCause", "java.lang.IllegalStateException", QStringLiteral("outer"));
        row("::raisesError", "java.lang.AssertionError", QStringLiteral("asserted"));
        row("::linkage", "java.lang.NoClassDefFoundError", QStringLiteral("no/Such"));
        row("::exits", "Runtime.ExitError", exited + QStringLiteral("with error: exit status 3"));
        row("::halts", "Runtime.ExitError", exited + QStringLiteral("with error: exit status 7"));
        row("::recursion", "java.lang.StackOverflowError", QStringLiteral("java.lang.StackOverflowError"));
        row("::outOfMemory", "java.lang.OutOfMemoryError", QStringLiteral("Java heap space"));
        row("::cyclic", "java.lang.RuntimeException", writing);
        row("::itself", "java.lang.RuntimeException", writing);
        row("::explodes", "java.lang.RuntimeException", writing);
        row("::point", "java.lang.RuntimeException", parsing, "{\"x\":-1}");
        row("::picky", "java.lang.RuntimeException", parsing, "{\"only\":1}");
        row("::text", "java.lang.RuntimeException", parsing, "{\"a\":1}");
        row("::twice", "java.lang.RuntimeException", parsing, "\"x\"");
        row("::twice", "java.lang.RuntimeException", parsing, "1e999999999");
        row("::twice", "java.lang.RuntimeException", parsing, "99999999999999999999");
        row("::echo", "java.lang.RuntimeException", parsing, "{bad");
        row("::echo", "java.lang.RuntimeException", parsing, QByteArray(100000, '['));
        row("::twice", "java.lang.RuntimeException", parsing, "\"1e3\"");
        row("::not", "java.lang.RuntimeException", parsing, "1.5");
        row("$Shared", "", QStringLiteral("Invalid class signature for RequestHandler. Expected two generic types, got 1"));
        row("::overLimit", "Function.ResponseSizeTooLarge", QStringLiteral("Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
        row("$BadConstructor", "java.lang.IllegalStateException", QStringLiteral("in the constructor"));
        row("$BadStatic", "java.lang.ExceptionInInitializerError", QStringLiteral("Error loading class nasty.Nasty$BadStatic"));
        row("$NoConstructor", "java.lang.Exception", QStringLiteral("Class nasty.Nasty$NoConstructor has no public zero-argument constructor"));
        row("$Inner", "java.lang.Exception", QStringLiteral("Class nasty.Nasty$Inner cannot be instantiated because it is a non-static inner class"));
        row("Absent::h", "java.lang.ClassNotFoundException", QStringLiteral("Class not found: nasty.NastyAbsent"));
        row("$Raw", "", QStringLiteral("Class nasty.Nasty$Raw does not implement RequestHandler with concrete type parameters"));
        row("$Unbound", "", QStringLiteral("Class nasty.Nasty$Unbound does not implement RequestHandler with concrete type parameters: parameter T has no upper bound."));
        row("$NoInterface", "", QStringLiteral("Class does not implement an appropriate handler interface: nasty.Nasty$NoInterface"));
        row("::absent", "", QStringLiteral("No public method named absent with appropriate method signature found on class nasty.Nasty"));
        row("::tooMany", "", QStringLiteral("No public method named tooMany with appropriate method signature found on class nasty.Nasty"));
        row("::hidden", "", QStringLiteral("No public method named hidden with appropriate method signature found on class nasty.Nasty"));
        row("::", "", QStringLiteral("Invalid handler: `nasty.Nasty::'"));
    }
    void fails()
    {
        QFETCH(QString, handler);
        QFETCH(QByteArray, event);
        QFETCH(QString, message);
        const auto outcome = m_runner->run(spec(handler), event);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->functionError, QByteArray("Unhandled"));
        QTEST(text(outcome->payload, "errorType"), "type");
        const QString said = text(outcome->payload, "errorMessage");
        const QString wanted = message.contains(QStringLiteral("%1")) ? message.arg(outcome->report.requestId) : message;
        QVERIFY2(said.startsWith(wanted), qPrintable(said));
        QVERIFY(outcome->log.endsWith(outcome->report.reportLine() + '\n'));
        // and the next one works
        const auto next = m_runner->run(spec(QStringLiteral("::echo")), "7");
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(next->payload, QByteArray("7"));
    }

    void errorObjectAndLog()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("::raisesCause")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject object = QJsonDocument::fromJson(outcome->payload).object();
        QVERIFY(object.value(QStringLiteral("stackTrace")).toArray().at(0).toString().startsWith(QStringLiteral("nasty.Nasty.raisesCause(Nasty.java:")));
        QVERIFY2(!outcome->payload.contains("lathe.runtime"), outcome->payload.constData());
        QVERIFY2(outcome->log.contains("\nouter: java.lang.IllegalStateException\njava.lang.IllegalStateException: outer\n\tat nasty.Nasty.raisesCause(Nasty.java:"), outcome->log.constData());
        QVERIFY2(outcome->log.contains("\nCaused by: java.lang.NullPointerException"), outcome->log.constData());
    }

    /// Lambda's client says so in the log and ends.
    void resultsThatAreTooLarge()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("::overLimit")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Function.ResponseSizeTooLarge"));
        QVERIFY2(outcome->log.contains("\nFailed to post invocation response. Response code: '413'.: com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeClientException\n"), outcome->log.constData());
        const auto next = m_runner->run(spec(QStringLiteral("::counts")));
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(next->payload, QByteArray("1")); // a new process
    }

    void overloadsThatAreNone()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("::tooMany")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("Ignoring two-argument overload because second parameter type is not Context\n"), outcome->log.constData());
    }

    void initFailuresAreRepeatedOnce()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("$BadStatic")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->log.count("loading\n"), 2);
        QCOMPARE(outcome->log.count("Phase: init\tStatus: error\tError Type: Runtime.BadFunctionCode\n"), 1);
        QVERIFY(outcome->log.contains("Caused by: java.lang.IllegalStateException: in the class"));
        QVERIFY(!outcome->payload.contains("stackTrace"));
    }

    void warmOnesKeepTheirState()
    {
        for (const char *expected : {"1", "2", "3"}) {
            const auto outcome = m_runner->run(spec(QStringLiteral("::counts")));
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray(expected));
        }
    }

    void context()
    {
        InvokeRequest request;
        request.payload = "{}";
        request.clientContext = "{\"custom\":{\"a\":\"1\"},\"env\":{\"platform\":\"x\"},\"client\":{\"app_title\":\"T\",\"installation_id\":\"I\"}}";
        request.cognitoIdentity = "{\"cognitoIdentityId\":\"i\",\"cognitoIdentityPoolId\":\"p\"}";
        FunctionSpec function = spec(QStringLiteral("::context"));
        function.environment = {{QStringLiteral("WORD"), QStringLiteral("가나")}};
        const auto future = m_runner->service->invoke(function, request);
        QVERIFY(Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        const QJsonObject expected{{QStringLiteral("id"), outcome->report.requestId}, {QStringLiteral("group"), QStringLiteral("/aws/lambda/fn")},
            {QStringLiteral("stream"), outcome->logStream}, {QStringLiteral("name"), QStringLiteral("fn")}, {QStringLiteral("version"), QStringLiteral("$LATEST")},
            {QStringLiteral("arn"), QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn")}, {QStringLiteral("memory"), 256},
            {QStringLiteral("identity"), QStringLiteral("i,p")}, {QStringLiteral("custom"), QJsonObject{{QStringLiteral("a"), QStringLiteral("1")}}},
            {QStringLiteral("env"), QJsonObject{{QStringLiteral("platform"), QStringLiteral("x")}}}, {QStringLiteral("title"), QStringLiteral("T")},
            {QStringLiteral("installation"), QStringLiteral("I")}, {QStringLiteral("trace"), true}, {QStringLiteral("word"), QStringLiteral("가나")},
            {QStringLiteral("charset"), QStringLiteral("UTF-8")}};
        for (auto it = expected.begin(); it != expected.end(); ++it)
            QVERIFY2(got.value(it.key()) == it.value(), qPrintable(it.key() + u' ' + QString::fromUtf8(outcome->payload)));
        QVERIFY(got.value(QStringLiteral("left")).toInt() > 0 && got.value(QStringLiteral("left")).toInt() <= 20000);
        QVERIFY(!got.contains(QStringLiteral("tenant")));
        const int heap = got.value(QStringLiteral("heap")).toInt(); // of 256 MB
        QVERIFY2(heap > 180 && heap <= 218, qPrintable(QString::number(heap)));
    }

    /// Lambda's Gson makes maps of texts of it, or nothing at all.
    void clientContextsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("message");
        QTest::newRow("object in it") << QByteArray("{\"custom\":{\"a\":{}}}") << QStringLiteral("java.lang.IllegalStateException: Expected a string but was BEGIN_OBJECT path $.custom.");
        QTest::newRow("list") << QByteArray("[]") << QStringLiteral("java.lang.IllegalStateException: Expected BEGIN_OBJECT but was BEGIN_ARRAY path $");
    }
    void clientContextsThatAreNone()
    {
        QFETCH(QByteArray, given);
        InvokeRequest request;
        request.payload = "{}";
        request.clientContext = given;
        const auto future = m_runner->service->invoke(spec(QStringLiteral("::context")), request);
        QVERIFY(Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("com.amazonaws.lambda.thirdparty.com.google.gson.JsonSyntaxException"));
        QTEST(text(outcome->payload, "errorMessage"), "message");
    }

    void logging()
    {
        FunctionSpec function = spec(QStringLiteral("::levels"));
        auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("\n[WARN] seen\n[DEBUG] unseen\nalways\n"), outcome->log.constData());
        function.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}, {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QStringLiteral("INFO")}};
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        const QRegularExpression line(QStringLiteral("\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"message\":\"seen\",\"level\":\"WARN\",\"AWSRequestId\":\"%1\"\\}\\n").arg(outcome->report.requestId));
        QVERIFY2(line.match(QString::fromUtf8(outcome->log)).hasMatch(), outcome->log.constData());
        QVERIFY(!outcome->log.contains("unseen"));
        QVERIFY2(outcome->log.contains("\"message\":\"aside\",\"level\":\"WARN\"}\n"), outcome->log.constData()); // no request of its own
        QVERIFY(outcome->log.contains("\"message\":\"always\",\"level\":\"UNDEFINED\""));
    }

    void outputKeepsItsOrder()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("::prints")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("put\nto stderr \xc3\xbc\nlogged\nbytes\n"), outcome->log.constData());
    }

    void bigPayloads()
    {
        const QByteArray event = '"' + QByteArray(5900000, 'x') + '"';
        const auto outcome = m_runner->run(spec(QStringLiteral("::echo")), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->payload == event);
    }

    void timesOut()
    {
        FunctionSpec function = spec(QStringLiteral("::sleeps"));
        function.timeoutSeconds = 1;
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
    }

    /// The handler stands at the end of the command line, as on Lambda: wrappers of agents put their own one there.
    void wrapperReplacesTheHandler()
    {
        m_runner->write(QStringLiteral("wrap"), "#!/bin/bash\nexport ORIG=\"$_HANDLER\"\nexec \"${@//$_HANDLER/nasty.Nasty::echo}\"\n", true);
        FunctionSpec function = spec(QStringLiteral("::no"));
        function.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/wrap")}};
        const auto outcome = m_runner->run(function, "7");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload == "7", (outcome->payload + outcome->log).constData());
    }

    void proxies()
    {
        m_runner->write(QStringLiteral("proxy"), Runner::file(QStringLiteral("proxy.py")), true);
        FunctionSpec function = spec(QStringLiteral("::counts"));
        function.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/proxy")}};
        for (const char *expected : {"1", "2", "3"}) {
            const auto outcome = m_runner->run(function);
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY2(outcome->payload == expected && !outcome->log.contains("two at a time"), (outcome->payload + outcome->log).constData());
        }
        function.handler = QStringLiteral("nasty.Nasty::echo");
        const QByteArray event = '"' + QByteArray(200000, 'x') + '"';
        const auto outcome = m_runner->run(function, event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload == event, outcome->log.constData());
    }

    /// CRaC hooks as the library org.crac registers them: around the snapshot, in the documented order, with the documented errors.
    void hooksOfSnapStart()
    {
        FunctionSpec function = m_runner->spec(QStringLiteral("java17"), QStringLiteral("snap.Snap::handle"));
        function.memoryMib = 256;
        auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray(R"(["on-demand"])")); // no snapshot, no hooks
        function.snapStart = true;
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray(R"(["beforeCheckpoint 2","beforeCheckpoint 1","afterRestore 1","afterRestore 2","snap-start"])"));
        const QByteArray &log = outcome->log;
        QVERIFY2(log.indexOf("beforeCheckpoint 1\n") < log.indexOf("INIT_REPORT") && log.indexOf("RESTORE_START") < log.indexOf("afterRestore 1\n")
                && log.indexOf("afterRestore 2\n") < log.indexOf("RESTORE_REPORT") && log.indexOf("RESTORE_REPORT") < log.indexOf("START RequestId"), log.constData());
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.endsWith(R"("snap-start","snap-start"])"), outcome->payload.constData());
    }

    void hooksOfSnapStartThatFail()
    {
        FunctionSpec function = m_runner->spec(QStringLiteral("java17"), QStringLiteral("snap.Snap::handle"));
        function.memoryMib = 256;
        function.snapStart = true;
        function.environment = {{QStringLiteral("SNAP"), QStringLiteral("fail afterRestore")}};
        const auto after = m_runner->run(function);
        LATHE_VERIFY_RESULT(after);
        QVERIFY(after->restoreFailed);
        QCOMPARE(after->report.errorType, QStringLiteral("Runtime.AfterRestoreError"));
        QCOMPARE(text(after->payload, "errorType"), QStringLiteral("com.amazonaws.services.lambda.crac.RestoreException"));
        QVERIFY2(after->log.contains("afterRestore 2\n"), after->log.constData()); // one that fails keeps no other from running
        QVERIFY2(after->log.contains("Suppressed: java.lang.IllegalStateException: hook 1\n") && after->log.contains("Suppressed: java.lang.IllegalStateException: hook 2\n"), after->log.constData());
        function.environment = {{QStringLiteral("SNAP"), QStringLiteral("fail beforeCheckpoint")}};
        const auto before = m_runner->run(function);
        LATHE_VERIFY_RESULT(before);
        QCOMPARE(before->report.errorType, QStringLiteral("Runtime.BeforeCheckpointError"));
        QVERIFY(!before->restoreFailed);
        Runner impatient([](RuntimeOptions &options) { options.restorePhase = std::chrono::milliseconds(400); });
        function.codeDir = m_runner->code.path();
        function.environment = {{QStringLiteral("SNAP"), QStringLiteral("sleep afterRestore")}};
        const auto late = impatient.run(function);
        LATHE_VERIFY_RESULT(late);
        QVERIFY(late->restoreFailed);
        QCOMPARE(late->report.errorType, QStringLiteral("Runtime.RestoreHookUserTimeout"));
    }

    /// Jars of the package's folder lib and of a layer; a core library that the package brings is not a second identity.
    void jarsOfPackageAndLayer()
    {
        LATHE_NEEDS_NAMESPACES();
        QTemporaryDir build, layer;
        const auto compile = [&build](const char *name, const QByteArray &source, const QString &into, const QString &path) {
            const QString file = build.filePath(QLatin1String(name) + QStringLiteral(".java"));
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(source);
            out.close();
            QDir().mkpath(QFileInfo(into).path());
            const QString classes = build.filePath(QLatin1String(name));
            QVERIFY(tool(QStringLiteral("javac"), {QStringLiteral("--release"), QStringLiteral("17"), QStringLiteral("-cp"), path, QStringLiteral("-d"), classes, file}));
            QVERIFY(tool(QStringLiteral("jar"), {QStringLiteral("cf"), into, QStringLiteral("-C"), classes, QStringLiteral(".")}));
        };
        Runner runner;
        const QString shelf = layer.filePath(QStringLiteral("java/lib/shelf.jar")), lib = runner.code.filePath(QStringLiteral("lib"));
        compile("Shelf", "package shelf; public class Shelf { public static String word() { return \"of a layer\"; } }", shelf, jar());
        compile("Main", "package main; import com.amazonaws.services.lambda.runtime.*; public class Main implements RequestHandler<String, String> {"
                        " public String handleRequest(String s, Context c) { return shelf.Shelf.word() + s + (RequestHandler.class.getClassLoader() == Main.class.getClassLoader()); } }",
            lib + QStringLiteral("/function.jar"), jar() + u':' + shelf);
        QVERIFY(QFile::copy(jar(), lib + QStringLiteral("/aws-lambda-java-core.jar")));
        FunctionSpec function = runner.spec(QStringLiteral("java17"), QStringLiteral("main.Main"));
        function.memoryMib = 256;
        function.layerDirs = {layer.path()};
        const auto outcome = runner.run(function, "\" \"");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"of a layer false\""));
    }

    void anotherVersionStandsInWithAWarning()
    {
        const auto found = interpreterFor(QStringLiteral("java21"));
        LATHE_VERIFY_RESULT(found);
        const auto outcome = m_runner->run(spec(QStringLiteral("::echo"), QStringLiteral("java21")), "1");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("1"));
        QCOMPARE(outcome->warnings.join(u' ').contains(QStringLiteral("java21")), !found->exact);
    }
};

QTEST_GUILESS_MAIN(TestJavaRuntime)
#include "tst_javaruntime.moc"
