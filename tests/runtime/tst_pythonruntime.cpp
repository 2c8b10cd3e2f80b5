// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Python functions: what becomes of good and of nasty handlers. One service for all, as in the endpoint.
#include "core/jsontext.h"
#include "runtime/interpreters.h"
#include "runner.h"
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonArray>
#include <QRegularExpression>
#include <cmath>

using namespace lathe;
using lathe::test::Runner;

class TestPythonRuntime : public QObject
{
    Q_OBJECT

    std::unique_ptr<Runner> m_runner;

    /// $LATHE_TEST_PYTHON runs all of it with another one by hand.
    FunctionSpec spec(const QString &handler, const QString &runtime = qEnvironmentVariable("LATHE_TEST_PYTHON", QStringLiteral("python3.11"))) const
    {
        return m_runner->spec(runtime, handler);
    }
    static QString text(const QByteArray &json, QByteArrayView key)
    {
        return QString::fromUtf8(jsontext::unquoted(jsontext::member(json, key).value_or("\"\"")).value_or(QByteArray()));
    }

private slots:
    void initTestCase()
    {
        m_runner = std::make_unique<Runner>();
        m_runner->write(QStringLiteral("nasty.py"), Runner::file(QStringLiteral("nasty.py")));
    }
    void cleanupTestCase() { m_runner.reset(); }

    void answersColdAndWarm()
    {
        m_runner->write(QStringLiteral("app.py"), "print('init')\ndef h(event, context):\n    print('hello')\n    return event\n");
        const auto cold = m_runner->run(spec(QStringLiteral("app.h")), "{\"a\":1}");
        LATHE_VERIFY_RESULT(cold);
        QCOMPARE(cold->payload, QByteArray("{\"a\": 1}"));
        QVERIFY(cold->functionError.isEmpty());
        const QByteArray id = cold->report.requestId.toUtf8();
        const QByteArray first = cold->log.left(cold->log.indexOf('\n') + 1);
        QVERIFY2(QRegularExpression(QStringLiteral("^INIT_START Runtime Version: python:3\\.\\d+\\.lathe\\.3\\.\\d+\\.\\d+\\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$"))
                     .match(QString::fromUtf8(first)).hasMatch(), first);
        QCOMPARE(cold->log, first + "init\nSTART RequestId: " + id + " Version: $LATEST\nhello\nEND RequestId: " + id + '\n' + cold->report.reportLine() + '\n');
        QVERIFY(cold->report.initMs > 1);
        QCOMPARE(cold->report.billedMs, qint64(std::ceil(cold->report.initMs + cold->report.durationMs)));
        QVERIFY(cold->report.maxMemoryUsedMib >= 5 && cold->report.maxMemoryUsedMib <= 40);
        const auto warm = m_runner->run(spec(QStringLiteral("app.h")), "{\"a\":2}");
        LATHE_VERIFY_RESULT(warm);
        QCOMPARE(warm->payload, QByteArray("{\"a\": 2}"));
        QVERIFY(warm->report.initMs < 0);
        QCOMPARE(warm->logStream, cold->logStream);
        QVERIFY(!warm->log.contains("init"));
    }

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
        row("echo", "true", "true");
        row("echo", "18446744073709551615", "18446744073709551615");
        row("echo", "1.0", "1.0");
        row("echo", "  {\"b\":1,\"a\":[2, {}]}\n", "{\"b\": 1, \"a\": [2, {}]}");
        row("echo", "\"\\u00fc\xc3\xbc\"", "\"\\u00fc\\u00fc\"");
        row("raw_bytes", "{}", "\xff\xfeplain");
        row("nested_bytes", "{}", "{\"b\": \"text\"}");
        row("surrogate", "{}", "\"\\ud800\"");
        row("decimals", "{}", "[1.10, 100000000000000000000]");
        row("named", "{}", "{\"x\": 1, \"y\": 2}");
        row("odd_keys", "{}", "{\"1\": \"c\", \"null\": \"b\", \"1.5\": \"d\"}");
        row("as_dicts", "{}", "[{\"a\": 1}, {\"as\": \"dict\"}]");
        row("equal_keys", "{}", "{\"null\": {\"true\": {\"true\": {\"true\": 2}}}}"); // as simplejson keeps the texts of keys
        row("written", "{}", "[null, null]");
        row("names_of_lambda", "{}", "[true, \"awslambdaric.lambda_context\", \"LambdaLoggerHandler\", true, []]");
        row("nan", "{}", "{\"x\": NaN}"); // no JSON, but what Lambda's client writes
        row("infinite", "{}", "[Infinity, -Infinity]");
        row("nothing", "{}", "null");
        row("big_int", "{}", "1000000000000000000000000000000");
        row("closes_fds", "{}", "\"still here\"");
        row("inherits", "{}", "[false, []]");
        row("variables", "{}", "[true, true, false, false, false]");
        row("forks", "{}", "\"parent\"");
        row("leaves_thread", "{}", "\"answered\"");
        row("instance", "{}", "\"called\"");
        row("changes_signals", "{}", "\"deaf\"");
        row("leaves_daemon", "{}", "\"left one\"");
        if (probeSandbox().tier != SandboxTier::Unisolated)
            row("deletes_tmp", "{}", "[]");
        row("all_descriptors", "{}", "[true, 24]");
        row("odd_output", "{}", "1");
        row("breaks_json", "{}", "{\"a\": 1}");
        row("breaks_builtins", "{}", "1");
        row("clears_variables", "{}", "1");
        row("late_thread_raises", "{}", "\"early\"");
        row("forgets_modules", "{}", "1");
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

    void leavesOsToTheFunction()
    {
        m_runner->write(QStringLiteral("late.py"), "import sys\nbefore = 'os' in sys.modules\n"
                                                   "def h(event, context):\n    import os\n"
                                                   "    return [before, os.environ['_X_AMZN_TRACE_ID'] != '', os.environ['_HANDLER']]\n");
        for (int i = 0; i < 2; ++i) { // the second event comes when os is loaded
            const auto outcome = m_runner->run(m_runner->spec(QStringLiteral("python3.11"), QStringLiteral("late.h")));
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray("[false, true, \"late.h\"]"));
        }
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
        row(nasty("raises"), "ValueError", QStringLiteral("bäd \U0001f600"), none);
        row(nasty("raises_odd"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 1"), error);
        row(nasty("raises_surrogate"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 1"), error);
        row(nasty("raises_fault"), "Fault", QStringLiteral("mine"), none);
        row(nasty("bad_as_dict"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: _asdict() must return a dict, not int"), none);
        row(nasty("raises_deep"), "KeyError", QStringLiteral("'missing'"), none);
        row(nasty("exits"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 3"), error);
        row(nasty("exits_plainly"), "Runtime.ExitError", exited + QStringLiteral("without providing a reason"), error);
        row(nasty("quits"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 4"), error);
        row(nasty("os_exit"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 7"), error);
        row(nasty("segfault"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: segmentation fault"), error);
        row(nasty("aborts"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: aborted"), error);
        row(nasty("kills_itself"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: killed"), error);
        row(nasty("keyboard"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: interrupt"), error);
        row(nasty("terminates"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: terminated"), error);
        row(nasty("kills_group"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: killed"), error);
        row(nasty("becomes_another"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 9"), error);
        row(nasty("becomes_true"), "Runtime.ExitError", exited + QStringLiteral("without providing a reason"), error);
        row(nasty("thread_exits"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 5"), error);
        row(nasty("exits_with_text"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 1"), error);
        row(nasty("raises_base"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 1"), error);
        row(nasty("huge_error"), "Function.ResponseSizeTooLarge",
            QStringLiteral("Response payload size exceeded maximum allowed payload size (6291556 bytes)."), error);
        row(nasty("recursion"), "RecursionError", QStringLiteral("maximum recursion depth exceeded"), none);
        row(nasty("decimal_key"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: keys must be str, int, float, bool or None, not Decimal"), none);
        row(nasty("cyclic"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: Circular reference detected"), none);
        row(nasty("a_set"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: Object of type set is not JSON serializable"), none);
        row(nasty("bad_key"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: keys must be str, int, float, bool or None, not tuple"), none);
        row(nasty("deep_result"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: maximum recursion depth exceeded while encoding a JSON object"), none);
        row(nasty("generator"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: Object of type generator is not JSON serializable"), none);
        row(nasty("coroutine"), "Runtime.MarshalError", QStringLiteral("Unable to marshal response: Object of type coroutine is not JSON serializable"), none);
        row(nasty("stdout_gone"), "OSError", QStringLiteral("in the dark"), none);
        row(nasty("one_argument"), "TypeError", QStringLiteral("one_argument() takes 1 positional argument but 2 were given"), none);
        row(nasty("not_callable"), "TypeError", QStringLiteral("'int' object is not callable"), none);
        row(nasty("over_limit"), "Function.ResponseSizeTooLarge",
            QStringLiteral("Response payload size exceeded maximum allowed payload size (6291556 bytes)."), error);
        row(nasty("absent"), "Runtime.HandlerNotFound", QStringLiteral("Handler 'absent' missing on module 'nasty'"), error);
        row(QStringLiteral("nomodule.h"), "Runtime.ImportModuleError", QStringLiteral("Unable to import module 'nomodule': No module named 'nomodule'"), error);
        row(QStringLiteral("nohandler"), "Runtime.MalformedHandlerName", QStringLiteral("Bad handler 'nohandler': not enough values to unpack (expected 2, got 1)"), error);
        row(QStringLiteral("sys.exit"), "Runtime.BuiltInModuleConflict", QStringLiteral("Cannot use built-in module sys as a handler module"), error);
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
        QVERIFY2(said.startsWith(wanted) && (!wanted.isEmpty() || said.isEmpty()), qPrintable(said));
        QTEST(outcome->report.status, "status");
        QCOMPARE(outcome->report.errorType, text(outcome->payload, "errorType"));
        QVERIFY(outcome->log.endsWith(outcome->report.reportLine() + '\n'));
        // and the next one works
        const auto next = m_runner->run(spec(QStringLiteral("nasty.echo")), "7");
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(next->payload, QByteArray("7"));
    }

    void aForkStormEnds()
    {
        LATHE_NEEDS_NAMESPACES();
        for (const bool warm : {false, true}) {
            Runner runner([warm](RuntimeOptions &options) { options.keepWarm = warm; });
            runner.write(QStringLiteral("nasty.py"), Runner::file(QStringLiteral("nasty.py")));
            FunctionSpec storm = runner.spec(QStringLiteral("python3.11"), QStringLiteral("nasty.fork_storm"));
            storm.timeoutSeconds = 1;
            const auto outcome = runner.run(storm);
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->report.status, QStringLiteral("timeout"));
            const qsizetype at = outcome->log.indexOf("namespace ") + 10;
            const QString space = QString::fromUtf8(outcome->log.mid(at, outcome->log.indexOf('\n', at) - at));
            QVERIFY2(space.startsWith(QStringLiteral("pid:[")), outcome->log.constData());
            const auto processesIn = [](const QString &wanted) {
                int count = 0;
                for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
                    count += QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/pid").arg(pid)).endsWith(wanted);
                return count;
            };
            QVERIFY(processesIn(QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(u'/', -1)) > 0);
            QTRY_COMPARE_WITH_TIMEOUT(processesIn(space), 0, 20000);
        }
    }

    void errorObjectAndLog()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.raises_deep")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject object = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(object.keys(), QStringList({QStringLiteral("errorMessage"), QStringLiteral("errorType"), QStringLiteral("requestId"), QStringLiteral("stackTrace")}));
        QCOMPARE(object.value(QStringLiteral("requestId")).toString(), outcome->report.requestId);
        const QJsonArray trace = object.value(QStringLiteral("stackTrace")).toArray();
        QCOMPARE(trace.size(), 2);
        QVERIFY(trace[0].toString().startsWith(QStringLiteral("  File \"/var/task/nasty.py\", line ")));
        QVERIFY(trace[1].toString().contains(QStringLiteral("in inner\n    {}[\"missing\"]\n")));
        QVERIFY(outcome->log.contains("\n[ERROR] KeyError: 'missing'\nTraceback (most recent call last):\n  File \"/var/task/nasty.py\", line "));
    }

    /// Where no frame is the function's: what people know from Lambda.
    void framesOfTheClient()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.one_argument")));
        LATHE_VERIFY_RESULT(outcome);
        const QString frame = QJsonDocument::fromJson(outcome->payload).object().value(QStringLiteral("stackTrace")).toArray()[0].toString();
        QVERIFY2(QRegularExpression(QStringLiteral("^  File \"/var/runtime/awslambdaric/bootstrap.py\", line \\d+, in handle_event_request\n"
                                                   "    response = request_handler\\(event, lambda_context\\)\n$")).match(frame).hasMatch(), qPrintable(frame));
    }

    /// A file that is no source: the frames are those of the interpreter's loader, not of this runtime.
    void framesOfTheLoader()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(QStringLiteral("nul.py"), QByteArray("x = 1\n\0\n", 8));
        const auto outcome = m_runner->run(spec(QStringLiteral("nul.handler")));
        LATHE_VERIFY_RESULT(outcome);
        if (text(outcome->payload, "errorType") == QLatin1String("Runtime.UserCodeSyntaxError"))
            return; // from Python 3.12 on
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("ValueError"));
        QVERIFY2(outcome->payload.contains("/importlib/__init__.py") && !outcome->payload.contains("load_handler"), outcome->payload.constData());
    }

    /// Lambda's client says so in the log and ends: the next event finds a new process.
    void resultsThatAreTooLarge()
    {
        m_runner->write(QStringLiteral("large.py"), "n = 0\ndef handler(e, c):\n    global n\n    n += 1\n    return 'x' * 6300000 if e else n\n");
        QCOMPARE(m_runner->run(spec(QStringLiteral("large.handler")), "0")->payload, QByteArray("1"));
        QCOMPARE(m_runner->run(spec(QStringLiteral("large.handler")), "0")->payload, QByteArray("2"));
        auto outcome = m_runner->run(spec(QStringLiteral("large.handler")), "1");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Function.ResponseSizeTooLarge"));
        QVERIFY2(outcome->log.contains("] LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413.\n"), outcome->log.constData());
        QVERIFY2(outcome->log.contains("\nRuntimeError: Failed to post invocation response\n"), outcome->log.constData());
        outcome = m_runner->run(spec(QStringLiteral("large.handler")), "0");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("1"));
    }

    /// As the module site makes them, which does not run here.
    void builtinsOfSite()
    {
        m_runner->write(QStringLiteral("site_builtins.py"), "def handler(e, c):\n    return [type(exit).__name__, type(quit).__name__, type(help).__name__]\n"
                                                           "def leaves(e, c):\n    exit(4)\n");
        auto outcome = m_runner->run(spec(QStringLiteral("site_builtins.handler")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"Quitter\", \"Quitter\", \"_Helper\"]"));
        outcome = m_runner->run(spec(QStringLiteral("site_builtins.leaves")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("exit status 4"), outcome->payload.constData());
    }

    void failedInitWarns()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.absent")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("Z\t\tLAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code."), outcome->log.constData());
        QCOMPARE(outcome->log.count("runtimes-update.html"), outcome->log.count("INIT_REPORT"));
    }

    /// What Lambda's client loaded before the function cannot be replaced by a file of its; other modules can.
    void standardModulesComeFirst()
    {
        Runner runner;
        for (const char *name : {"json", "logging", "types", "traceback", "os", "decimal"})
            runner.write(QLatin1String(name) + QStringLiteral(".py"), "raise RuntimeError('the function\'s')\n");
        runner.write(QStringLiteral("queue.py"), "own = True\n");
        runner.write(QStringLiteral("first.py"), "import decimal, json, logging, queue, types\ndef h(event, context):\n    return [json.loads('1'), queue.own]\n"
                                                 "def f(event, context):\n    raise KeyError(1)\n");
        auto outcome = runner.run(runner.spec(QStringLiteral("python3.11"), QStringLiteral("first.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[1, true]"));
        outcome = runner.run(runner.spec(QStringLiteral("python3.11"), QStringLiteral("first.f")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("KeyError"));
    }

    void lostOutputOfACrashIsThere()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.os_exit")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("no line end\n"), outcome->log.constData());
        QVERIFY(outcome->log.contains("Error: Runtime exited with error: exit status 7\nRuntime.ExitError\n"));
    }

    void context()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.needs_context")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(got.value(QStringLiteral("function_name")).toString(), QStringLiteral("fn"));
        QCOMPARE(got.value(QStringLiteral("function_version")).toString(), QStringLiteral("$LATEST"));
        QCOMPARE(got.value(QStringLiteral("invoked_function_arn")).toString(), QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn"));
        QCOMPARE(got.value(QStringLiteral("memory_limit_in_mb")).toString(), QStringLiteral("128"));
        QCOMPARE(got.value(QStringLiteral("log_group_name")).toString(), QStringLiteral("/aws/lambda/fn"));
        QVERIFY(got.value(QStringLiteral("tenant_id")).isNull() && got.value(QStringLiteral("client_context")).isNull()
            && got.value(QStringLiteral("identity")).isNull());
        QCOMPARE(got.value(QStringLiteral("left")).toBool(), true);
        QCOMPARE(got.value(QStringLiteral("stream")).toBool(), true);
        QCOMPARE(got.value(QStringLiteral("id")).toInt(), 36);
    }

    void logging()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.logs")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("1"));
        const QRegularExpression line(QStringLiteral("\\n\\[INFO\\]\\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t%1\\tseen 5\\n").arg(outcome->report.requestId));
        QVERIFY2(line.match(QString::fromUtf8(outcome->log)).hasMatch(), outcome->log.constData());
        QVERIFY(outcome->log.contains("to stderr\n"));
        QVERIFY(!outcome->log.contains("unseen"));
        QVERIFY2(outcome->log.contains("ZeroDivisionError: division by zero\n"), outcome->log.constData());
    }

    /// Field by field as Lambda's client: AWS_LAMBDA_LOG_FORMAT=JSON.
    void jsonLogging()
    {
        m_runner->write(QStringLiteral("jsonlog.py"), "import logging\nlog = logging.getLogger('mine')\ndef h(event, context):\n    log.info('seen %s', 5)\n    log.debug('unseen')\n"
                                                      "    log.log(25, 'own', extra={'order': 7, 'absent': None})\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        log.exception('b\u00e4d')\n"
                                                      "    log.error('no error', exc_info=True)\n    raise ValueError('thrown')\n");
        FunctionSpec function = spec(QStringLiteral("jsonlog.h"));
        function.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}, {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QStringLiteral("INFO")}};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QList<QByteArray> lines;
        for (const QByteArray &line : outcome->log.split('\n'))
            if (line.startsWith('{'))
                lines << line;
        QCOMPARE(lines.size(), 5);
        const QString id = outcome->report.requestId;
        const auto is = [](const QByteArray &line, const QString &pattern) { return QRegularExpression(u'^' + pattern + u'$').match(QString::fromUtf8(line)).hasMatch(); };
        const QString stamp = QStringLiteral("\\{\"timestamp\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\", ");
        QVERIFY2(is(lines[0], stamp + QStringLiteral("\"level\": \"INFO\", \"message\": \"seen 5\", \"logger\": \"mine\", \"requestId\": \"%1\"\\}").arg(id)), lines[0].constData());
        QVERIFY2(is(lines[1], stamp + QStringLiteral("\"level\": \"INFO\", \"message\": \"own\", \"logger\": \"mine\", \"requestId\": \"%1\", \"order\": 7\\}").arg(id)), lines[1].constData());
        QVERIFY2(is(lines[2], stamp + QStringLiteral("\"level\": \"ERROR\", \"message\": \"bäd\", \"logger\": \"mine\", \"stackTrace\": \\[\"  File .*\"\\], \"errorType\": \"ZeroDivisionError\", "
                                                     "\"errorMessage\": \"division by zero\", \"requestId\": \"%1\", \"location\": \".*jsonlog.py:h:10\"\\}").arg(id)), lines[2].constData());
        QVERIFY2(is(lines[3], stamp + QStringLiteral("\"level\": \"ERROR\", \"message\": \"no error\", .*")), lines[3].constData());
        QVERIFY2(is(lines[4], stamp + QStringLiteral("\"log_level\": \"ERROR\", \"errorMessage\": \"thrown\", \"errorType\": \"ValueError\", \"requestId\": \"%1\", \"stackTrace\": \\[.*\\]\\}").arg(id)), lines[4].constData());
    }

    void onlyTheSdkOfTheMachineIsVisible()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.modules")));
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(got.value(QStringLiteral("boto3")).toBool(), QFile::exists(QStringLiteral("/usr/lib/python3/dist-packages/boto3")));
        for (const char *name : {"yaml", "apt", "pip", "requests"})
            QVERIFY2(!got.value(QLatin1String(name)).toBool(), name);
    }

    void invalidEvents()
    {
        auto outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), "{bad");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.UnmarshalError"));
        outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), "\"\xff\"");
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(text(outcome->payload, "errorMessage").startsWith(QStringLiteral("Unable to unmarshal input: 'utf-8' codec can't decode byte 0xff")));
    }

    void bigPayloads()
    {
        const QByteArray event = '"' + QByteArray(5900000, 'x') + '"';
        auto outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->payload == event);
        outcome = m_runner->run(spec(QStringLiteral("nasty.limit")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload.size(), 6291556);
        const auto refused = m_runner->run(spec(QStringLiteral("nasty.echo")), QByteArray(6 * 1024 * 1024 + 101, ' '));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }

    void initFailuresAreRepeatedOnce()
    {
        m_runner->write(QStringLiteral("broken.py"), "print('loading')\nimport nowhere\ndef h(e, c): pass\n");
        auto outcome = m_runner->run(spec(QStringLiteral("broken.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("Unable to import module 'broken': No module named 'nowhere'"));
        QCOMPARE(outcome->log.count("loading\n"), 2);
        QCOMPARE(outcome->log.count("\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError\n"), 1);
        QCOMPARE(outcome->log.count("\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError\n"), 1);
        QVERIFY(outcome->log.indexOf("Phase: init") < outcome->log.indexOf("Phase: invoke"));
        QVERIFY2(outcome->log.indexOf("Phase: invoke") < outcome->log.indexOf("START RequestId"), outcome->log.constData()); // as in CloudWatch
        QCOMPARE(outcome->log.count("INIT_START Runtime"), 1);
        QVERIFY(outcome->report.initMs < 0);
        // the first try fails, the repetition works: /tmp is the same
        m_runner->write(QStringLiteral("second.py"), "import os\nif not os.path.exists('/tmp/x'):\n    open('/tmp/x', 'w')\n    os._exit(1)\ndef h(e, c): return 'second'\n");
        outcome = m_runner->run(spec(QStringLiteral("second.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"second\""));
        QCOMPARE(outcome->log.count("INIT_REPORT"), 1);
        QVERIFY2(outcome->log.indexOf("Phase: init") < outcome->log.indexOf("START RequestId"), outcome->log.constData());
    }

    void snapshotHooks()
    {
        m_runner->write(QStringLiteral("snap.py"), R"(
from snapshot_restore_py import register_after_restore, register_before_snapshot
import os
said = []
def note(what):
    said.append(what)
    print(what)
@register_before_snapshot
def last():
    note('before 2')
register_before_snapshot(note, 'before 1')
register_after_restore(note, 'after 1')
@register_after_restore
def second():
    note('after 2')
    if os.environ.get('FAIL') == 'after': raise KeyError('hook')
if os.environ.get('FAIL') == 'before': register_before_snapshot(lambda: [][1])
def h(e, c): return [said, os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']]
)");
        FunctionSpec function = spec(QStringLiteral("snap.h"));
        function.snapStart = true;
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray(R"([["before 1", "before 2", "after 1", "after 2"], "snap-start"])"));
        const QByteArray &log = outcome->log;
        QVERIFY2(log.indexOf("before 2\n") < log.indexOf("INIT_REPORT") && log.indexOf("RESTORE_START") < log.indexOf("after 1\n")
                && log.indexOf("after 2\n") < log.indexOf("RESTORE_REPORT") && log.indexOf("RESTORE_REPORT") < log.indexOf("START RequestId"), log.constData());
        function.environment = {{QStringLiteral("FAIL"), QStringLiteral("after")}};
        const auto after = m_runner->run(function);
        LATHE_VERIFY_RESULT(after);
        QVERIFY(after->restoreFailed);
        QCOMPARE(after->report.errorType, QStringLiteral("Runtime.AfterRestoreError"));
        QCOMPARE(text(after->payload, "errorType"), QStringLiteral("KeyError"));
        function.environment = {{QStringLiteral("FAIL"), QStringLiteral("before")}};
        const auto before = m_runner->run(function);
        LATHE_VERIFY_RESULT(before);
        QCOMPARE(before->report.errorType, QStringLiteral("Runtime.BeforeSnapshotError"));
        QVERIFY(!before->restoreFailed);
    }

    /// Where a module fails while it is loaded, Lambda's trace begins with the interpreter's own frames; recorded on Lambda with Python 3.13.
    void failuresOfLoading()
    {
        m_runner->write(QStringLiteral("atload.py"), "def f():\n    raise KeyError('TABLE')\nf()\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("atload.h")));
        LATHE_VERIFY_RESULT(outcome);
        const QByteArray &got = outcome->payload;
        const auto place = [&got](const char *part) { return got.indexOf(part); };
        const qsizetype first = place("/importlib/__init__.py\\\", line "), frozen = place("  File \\\"<frozen importlib._bootstrap>\\\", line "),
                        called = place(", in _call_with_frames_removed\\n\", \"  File \\\"/var/task/atload.py\\\", line 3, in <module>\\n    f()\\n\", \"  File \\\"/var/task/atload.py\\\", line 2, in f\\n");
        QVERIFY2(got.startsWith("{\"errorMessage\": \"'TABLE'\", \"errorType\": \"KeyError\", \"requestId\": \"\", \"stackTrace\": [\"  File \\\"/"), got.constData());
        QVERIFY2(first > 0 && first < frozen && frozen < called, got.constData());
        QVERIFY2(got.contains(", in import_module\\n    return _bootstrap._gcd_import(name[level:], package, level)\\n"), got.constData());
    }

    void syntaxError()
    {
        m_runner->write(QStringLiteral("syn.py"), "x = (\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("syn.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Runtime.UserCodeSyntaxError"));
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("Syntax error in module 'syn': '(' was never closed (syn.py, line 1)"));
    }

    void handlerPaths()
    {
        m_runner->write(QStringLiteral("pkg/sub/mod.py"), "from . import beside\ndef h(e, c): return beside.x\n");
        m_runner->write(QStringLiteral("pkg/sub/beside.py"), "x = __name__\n");
        m_runner->write(QStringLiteral("pkg/sub/__init__.py"), "");
        for (const char *name : {"pkg.sub.mod.h", "pkg/sub/mod.h", "pkg/sub.mod.h"}) {
            const auto outcome = m_runner->run(spec(QLatin1String(name)));
            LATHE_VERIFY_RESULT(outcome);
            QCOMPARE(outcome->payload, QByteArray("\"pkg.sub.beside\""));
        }
    }

    void layers()
    {
        LATHE_NEEDS_NAMESPACES();
        QTemporaryDir layer;
        QDir(layer.path()).mkpath(QStringLiteral("python/lib/python3.11/site-packages"));
        const auto put = [&layer](const char *name, const QByteArray &bytes) {
            QFile file(layer.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        put("python/one.py", "x = 1\n");
        put("python/lib/python3.11/site-packages/two.py", "x = 2\n");
        m_runner->write(QStringLiteral("lay.py"), "import one, two, sys\ndef h(e, c): return [one.__file__, two.x, sys.path[0]]\n");
        FunctionSpec function = spec(QStringLiteral("lay.h"));
        function.layerDirs = {layer.path()};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"/opt/python/one.py\", 2, \"/var/task\"]"));
    }

    void plainUnicodeSince312()
    {
        m_runner->write(QStringLiteral("uni.py"), "def h(e, c): return e\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("uni.h"), QStringLiteral("python3.12")), "\"\xc3\xbc\"");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"\xc3\xbc\""));
        const auto warned = outcome->warnings.join(u' ').contains(QStringLiteral("python3.12"));
        const auto found = interpreterFor(QStringLiteral("python3.12"));
        LATHE_VERIFY_RESULT(found);
        QCOMPARE(warned, !found->exact);
    }
};

QTEST_GUILESS_MAIN(TestPythonRuntime)
#include "tst_pythonruntime.moc"
