// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ruby functions: what becomes of good and of nasty handlers. One service for all, as in the endpoint.
#include "core/jsontext.h"
#include "runner.h"
#include "runtime/interpreters.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace lathe;
using lathe::test::Runner;

class TestRubyRuntime : public QObject
{
    Q_OBJECT

    std::unique_ptr<Runner> m_runner;

    FunctionSpec spec(const QString &handler, const QString &runtime = QStringLiteral("ruby3.4")) const
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
        m_runner->write(QStringLiteral("nasty.rb"), Runner::file(QStringLiteral("nasty.rb")));
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
        row("echo", "1.0", "1.0");
        row("echo", "18446744073709551615", "18446744073709551615");
        row("echo", " {\"b\":1,\"a\":[2, {}]}\n", "{\"b\":1,\"a\":[2,{}]}");
        row("echo", "\"\\u00fc\xc3\xbc\"", "\"\xc3\xbc\xc3\xbc\"");
        row("Deep::Inner.handler", "7", "[\"Deep::Inner\",7]");
        row("Deep::Inner.hidden", "7", "\"seen\"");
        row("Deep.mod", "7", "\"module\"");
        row("keys", "{}", "{\"1\":\"a\",\"\":\"b\",\"sym\":\"c\",\"1.5\":\"d\"}");
        row("nothing", "{}", "null");
        row("symbol", "{}", "\"sym\"");
        row("big", "{}", "1000000000000000000000000000000");
        row("unicode", "{}", "\"\xc3\xbc\"");
        row("object", "{}", "true");
        row("string_io", "{}", "\xff\xfeplain");
        row("a_file", "{}", "from a file");
        row("range", "{}", "\"1..3\"");
        row("time", "{}", "\"1970-01-01 00:00:00 UTC\"");
        row("prints", "{}", "\"printed\"");
        row("prints_much", "{}", "\"printed\"");
        row("closes_fds", "{}", "\"still here\"");
        row("forks", "{}", "\"parent\"");
        row("leaves_thread", "{}", "\"answered\"");
        row("thread_raises", "{}", "\"answered\"");
        row("changes_signals", "{}", "\"deaf\"");
        row("leaves_children", "{}", "\"left\"");
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
        QTest::addColumn<QString>("message"); ///< What it begins with; "%1" stands for the request id.
        QTest::addColumn<QString>("reported"); ///< The REPORT line's type: Lambda names few of Ruby's classes.
        const QString exited = QStringLiteral("RequestId: %1 Error: Runtime exited ");
        const auto row = [](const QString &handler, const char *type, const QString &message, const char *reported = nullptr) {
            QTest::newRow(qPrintable(handler)) << handler << QString::fromLatin1(type) << message << QString::fromLatin1(reported ? reported : type);
        };
        const auto nasty = [](const char *name) { return QStringLiteral("nasty.") + QLatin1String(name); };
        const char *other = "Function<UserException>";
        row(nasty("raises"), "Function<ArgumentError>", QStringLiteral("bäd \U0001f600"));
        row(nasty("raises_text"), "Function<RuntimeError>", QStringLiteral("only text"), other);
        row(nasty("raises_custom"), "Function<Odd>", QStringLiteral("plain odd"), other);
        row(nasty("raises_deep"), "Function<KeyError>", QStringLiteral("key not found: :missing"), other);
        row(nasty("raises_without_trace"), "Function<RuntimeError>", QStringLiteral("bare"), other);
        row(nasty("raises_bytes"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 252")); // no JSON can be made of it
        row(nasty("no_method"), "Function<NoMethodError>", QStringLiteral("undefined method"));
        row(nasty("no_name"), "Function<NameError>", QStringLiteral("undefined local variable or method"));
        row(nasty("exits"), "Function<SystemExit>", QStringLiteral("exit"));
        row(nasty("aborts"), "Function<SystemExit>", QStringLiteral("bye"));
        row(nasty("exits_at_once"), "Runtime.ExitError", exited + QStringLiteral("with error: exit status 7"));
        row(nasty("kills_itself"), "Runtime.ExitError", exited + QStringLiteral("with error: signal: killed"));
        row(nasty("interrupts"), "Function<Interrupt>", QString(), other);
        row(nasty("terminates"), "Function<SignalException>", QStringLiteral("SIGTERM"), other);
        row(nasty("recursion"), "Function<SystemStackError>", QStringLiteral("stack level too deep"));
        row(nasty("throws"), "Function<UncaughtThrowError>", QStringLiteral("uncaught throw :nobody"), other);
        row(nasty("not_implemented"), "Function<NotImplementedError>", QStringLiteral("later"), other);
        row(nasty("out_of_memory"), "Function<NoMemoryError>", QStringLiteral("full"), other);
        row(nasty("load_late"), "Function<LoadError>", QStringLiteral("cannot load such file -- no/such/library"));
        row(nasty("positional"), "Function<ArgumentError>", QStringLiteral("wrong number of arguments"));
        row(nasty("no_arguments"), "Function<ArgumentError>", QStringLiteral("wrong number of arguments"));
        row(nasty("stdout_gone"), "Function<IOError>", QStringLiteral("in the dark"), other);
        row(nasty("nan"), "Function<JSON::GeneratorError>", QString(), other);
        row(nasty("cyclic"), "Function<JSON::NestingError>", QStringLiteral("nesting of "), other);
        row(nasty("deep_result"), "Function<JSON::NestingError>", QStringLiteral("nesting of "), other);
        row(nasty("absent"), "Function<NoMethodError>", QStringLiteral("undefined method"));
        row(nasty("No::Such.handler"), "Function<NameError>", QStringLiteral("uninitialized constant Kernel::No"));
        row(nasty("over_limit"), "Function.ResponseSizeTooLarge",
            QStringLiteral("Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
        row(QStringLiteral("nowhere.h"), "Init<LoadError>", QStringLiteral("cannot load such file -- nowhere"));
        row(QStringLiteral("nohandler"), "Init<ArgumentError>", QStringLiteral("Invalid handler [\"nohandler\"], must be of form"));
        row(QStringLiteral("a.b.c.d"), "Init<ArgumentError>", QStringLiteral("Invalid handler [\"a\", \"b\", \"c\", \"d\"]"));
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
        QTEST(outcome->report.errorType, "reported");
        QVERIFY(outcome->log.endsWith(outcome->report.reportLine() + '\n'));
        // and the next one works
        const auto next = m_runner->run(spec(QStringLiteral("nasty.echo")), "7");
        LATHE_VERIFY_RESULT(next);
        QCOMPARE(next->payload, QByteArray("7"));
    }

    void errorObjectAndLog()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.raises_deep")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.startsWith("{\"errorMessage\":\"key not found: :missing\",\"errorType\":\"Function<KeyError>\",\"stackTrace\":[\"/var/task/nasty.rb:"),
            outcome->payload.constData());
        const QJsonArray trace = QJsonDocument::fromJson(outcome->payload).object().value(QStringLiteral("stackTrace")).toArray();
        QCOMPARE(trace.size(), 3); // nothing of the bootstrap
        QVERIFY(outcome->log.contains("Error raised from handler method\n{\n  \"errorMessage\": \"key not found: :missing\",\n"));
        const auto noText = m_runner->run(spec(QStringLiteral("nasty.raises_bytes")));
        LATHE_VERIFY_RESULT(noText);
        QVERIFY2(noText->log.contains("Error raised from handler method\nInit error when loading handler \n{"), noText->log.constData());
    }

    void aMissingLibraryNamesTheCaller()
    {
        LATHE_NEEDS_NAMESPACES();
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.load_late")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload.contains("\"/var/task/nasty.rb:"), outcome->payload.constData());
        QVERIFY2(!outcome->payload.contains("/var/runtime/"), outcome->payload.constData());
    }

    /// RubyGems stands between what requires a library and the library, as on Lambda, also where this runtime had not loaded it.
    void framesOfRequire()
    {
        LATHE_NEEDS_NAMESPACES();
        m_runner->write(QStringLiteral("broken.rb"), "require 'beneath'\n");
        m_runner->write(QStringLiteral("beneath.rb"), "raise 'at load'\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("broken.h")));
        LATHE_VERIFY_RESULT(outcome);
        QStringList places;
        for (const QJsonValue &frame : QJsonDocument::fromJson(outcome->payload).object().value(QStringLiteral("stackTrace")).toArray())
            places.append(frame.toString().contains(QStringLiteral("/core_ext/kernel_require.rb")) ? QStringLiteral("require") : frame.toString().section(u':', 0, 1));
        const QString require = QStringLiteral("require");
        QCOMPARE(places, (QStringList{QStringLiteral("/var/task/beneath.rb:1"), require, require, QStringLiteral("/var/task/broken.rb:1"), require, require}));
    }

    void criticalOnesEndTheProcess()
    {
        const FunctionSpec counting = spec(QStringLiteral("count.h"));
        m_runner->write(QStringLiteral("count.rb"), "$n = 0\ndef h(event:, context:)\n  $n += 1\n  raise event['raise'] && 'soft' if event['raise']\n  nil.foo if event['critical']\n  $n\nend\n");
        QCOMPARE(m_runner->run(counting)->payload, QByteArray("1"));
        QVERIFY(!m_runner->run(counting, "{\"raise\":true}")->ok());
        QCOMPARE(m_runner->run(counting)->payload, QByteArray("3")); // the same process
        QVERIFY(!m_runner->run(counting, "{\"critical\":true}")->ok());
        const auto fresh = m_runner->run(counting);
        LATHE_VERIFY_RESULT(fresh);
        QCOMPARE(fresh->payload, QByteArray("1"));
    }

    void context()
    {
        InvokeRequest request;
        request.payload = "{}";
        request.clientContext = "{\"custom\":{\"a\":1}}";
        request.cognitoIdentity = "{\"cognitoIdentityId\":\"i\",\"cognitoIdentityPoolId\":\"p\"}";
        const auto future = m_runner->service->invoke(spec(QStringLiteral("nasty.wants_context")), request);
        QVERIFY(Runner::wait(future));
        const auto outcome = future.result();
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        const auto is = [&got](const char *name, const QString &value) { return got.value(QLatin1String(name)).toString() == value; };
        QVERIFY(is("function_name", QStringLiteral("fn")) && is("function_version", QStringLiteral("$LATEST")));
        QVERIFY(is("invoked_function_arn", QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:fn")));
        QVERIFY(is("memory_limit_in_mb", QStringLiteral("128")) && is("log_group_name", QStringLiteral("/aws/lambda/fn")));
        QVERIFY(is("aws_request_id", outcome->report.requestId) && is("log_stream_name", outcome->logStream) && is("class", QStringLiteral("LambdaContext")));
        QVERIFY(got.value(QStringLiteral("tenant_id")).isNull());
        QCOMPARE(got.value(QStringLiteral("identity")).toObject().value(QStringLiteral("cognitoIdentityId")).toString(), QStringLiteral("i"));
        QCOMPARE(got.value(QStringLiteral("client_context")).toObject().value(QStringLiteral("custom")).toObject().value(QStringLiteral("a")).toInt(), 1);
        const int left = got.value(QStringLiteral("left")).toInt();
        QVERIFY2(left > 0 && left <= 20000, qPrintable(QString::number(left)));
        QVERIFY(got.value(QStringLiteral("deadline_ms")).toDouble() > 1.7e12);
    }

    void logging()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.logs")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("1"));
        const QString stamp = QStringLiteral(", \\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6} #\\d+\\] ");
        for (const QString &line : {QStringLiteral("\\nI") + stamp + QStringLiteral(" INFO %1 -- : seen 5\\n"), QStringLiteral("\\nE") + stamp + QStringLiteral("ERROR %1 -- p: thrown \\(ArgumentError\\)\\n")})
            QVERIFY2(QRegularExpression(line.arg(outcome->report.requestId)).match(QString::fromUtf8(outcome->log)).hasMatch(), outcome->log.constData());
        QVERIFY(!outcome->log.contains("elsewhere"));
    }

    void outputKeepsItsOrder()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.prints")));
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->log.contains("put\nprinted without endto stderr\nwarned\n\xc3\xbc\n"), outcome->log.constData());
    }

    void whatLambdaHasLoadedIsThere()
    {
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.loaded")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"/y\",\"Net::HTTP\",\"2026-01-02T03:04:05Z\",[1],true,\"2026-01-02\",\"a\",true,\"e3b0\"]"));
    }

    void environmentAndEncodings()
    {
        LATHE_NEEDS_NAMESPACES();
        FunctionSpec function = spec(QStringLiteral("nasty.environment"));
        function.environment = {{QStringLiteral("WORD"), QStringLiteral("가나")}};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        const QJsonObject got = QJsonDocument::fromJson(outcome->payload).object();
        QCOMPARE(got.value(QStringLiteral("encodings")).toArray(), QJsonArray({QStringLiteral("UTF-8"), QStringLiteral("UTF-8"), QStringLiteral("UTF-8")}));
        QCOMPARE(got.value(QStringLiteral("word")).toString(), QStringLiteral("가나"));
        QVERIFY(got.value(QStringLiteral("locale")).isNull());
        QVERIFY(got.value(QStringLiteral("trace")).toString().startsWith(QStringLiteral("Root=1-")));
        QVERIFY(got.value(QStringLiteral("gems")).toString().startsWith(QStringLiteral("/var/task/vendor/bundle/ruby/3.4.0:")));
        QCOMPARE(got.value(QStringLiteral("here")).toString(), QStringLiteral("/var/task"));
    }

    void gemsAndLibrariesOfLayers()
    {
        LATHE_NEEDS_NAMESPACES();
        QTemporaryDir layer;
        const auto put = [&layer](const QString &name, const QByteArray &bytes) {
            QDir().mkpath(QFileInfo(layer.filePath(name)).path());
            QFile file(layer.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        put(QStringLiteral("ruby/gems/3.4.0/specifications/lathe_gem-1.0.gemspec"),
            "Gem::Specification.new do |s|\n  s.name = 'lathe_gem'\n  s.version = '1.0'\n  s.authors = ['a']\n  s.summary = 's'\n  s.files = ['lib/lathe_gem.rb']\n  s.require_paths = ['lib']\nend\n");
        put(QStringLiteral("ruby/gems/3.4.0/gems/lathe_gem-1.0/lib/lathe_gem.rb"), "module LatheGem\n  NAME = 'of a layer'\nend\n");
        put(QStringLiteral("ruby/lib/lathe_lib.rb"), "LATHE_LIB = 5\n");
        FunctionSpec function = spec(QStringLiteral("nasty.gem_of_layer"));
        function.layerDirs = {layer.path()};
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("[\"of a layer\",5]"));
    }

    void syntaxErrorsAndFailingCode()
    {
        m_runner->write(QStringLiteral("syn.rb"), "def h(event:, context:\n");
        auto outcome = m_runner->run(spec(QStringLiteral("syn.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Init<SyntaxError>"));
        m_runner->write(QStringLiteral("boom.rb"), "puts 'loading'\nraise 'at load'\n");
        outcome = m_runner->run(spec(QStringLiteral("boom.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Init<RuntimeError>"));
        QCOMPARE(text(outcome->payload, "errorMessage"), QStringLiteral("at load"));
        QCOMPARE(outcome->log.count("loading\n"), 2); // Lambda tries an init twice
        QVERIFY(outcome->log.contains("Init error when loading handler \n"));
    }

    void filesInFolders()
    {
        m_runner->write(QStringLiteral("app/web.rb"), "require_relative 'beside'\nrequire 'app/beside'\ndef h(event:, context:) = BESIDE\n");
        m_runner->write(QStringLiteral("app/beside.rb"), "BESIDE = __dir__.end_with?('/app')\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("app/web.h")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("true"));
    }

    void invalidEventsAndBigOnes()
    {
        auto outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), "{bad");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Function<JSON::ParserError>"));
        const QByteArray event = '"' + QByteArray(5900000, 'x') + '"';
        outcome = m_runner->run(spec(QStringLiteral("nasty.echo")), event);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY(outcome->payload == event);
        outcome = m_runner->run(spec(QStringLiteral("nasty.limit")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload.size(), 6 * 1024 * 1024 + 100);
    }

    void timesOut()
    {
        FunctionSpec function = spec(QStringLiteral("nasty.sleeps"));
        function.timeoutSeconds = 1;
        const auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(text(outcome->payload, "errorType"), QStringLiteral("Sandbox.Timedout"));
    }

    void theMarshallerCanBeReplaced()
    {
        m_runner->write(QStringLiteral("own.rb"), "module AwsLambda\n  class Marshaller\n    class << self\n      def marshall_request(raw) = [raw.body, raw['lambda-runtime-aws-request-id'].size]\n"
                                                  "      def marshall_response(result) = ['<' + result.inspect + '>', 'text/plain']\n    end\n  end\nend\ndef h(event:, context:) = event\n");
        const auto outcome = m_runner->run(spec(QStringLiteral("own.h")), "{\"a\": 1}");
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("<[\"{\\\"a\\\": 1}\", 36]>"));
    }

    /// What a wrapper or RUBYOPT loads before the runtime finds RubyGems and the libraries as on Lambda, and leaves the runtime whole.
    void startUpCode()
    {
        m_runner->write(QStringLiteral("early.rb"), "Gem::Version.new('1.2'); require 'logger'; require 'uri'; $early = [defined?(URI), Gem.loaded_specs.class.name]\n");
        m_runner->write(QStringLiteral("late.rb"), "gem 'json'\ndef h(event:, context:)\n  Logger.new($stdout).info('said')\n  $early + [URI('http://a.b/').host, ENV['WRAPPED']]\nend\n");
        m_runner->write(QStringLiteral("wrap"), "#!/bin/sh\nexport WRAPPED=yes\nexport RUBYOPT=-r/var/task/early\nexec \"$@\"\n", true);
        FunctionSpec function = spec(QStringLiteral("late.h"));
        function.environment = {{QStringLiteral("RUBYOPT"), QStringLiteral("-r/var/task/early")}};
        auto outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload == R"(["constant","Hash","a.b",null])", (outcome->payload + outcome->log).constData());
        QVERIFY2(outcome->log.contains(outcome->report.requestId.toUtf8() + " -- : said\n"), outcome->log.constData());
        function.environment = {{QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/var/task/wrap")}};
        outcome = m_runner->run(function);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->payload == R"(["constant","Hash","a.b","yes"])", (outcome->payload + outcome->log).constData());
    }

    void anotherVersionStandsInWithAWarning()
    {
        const auto found = interpreterFor(QStringLiteral("ruby3.4"));
        LATHE_VERIFY_RESULT(found);
        QCOMPARE(found->family, RuntimeFamily::Ruby);
        const auto outcome = m_runner->run(spec(QStringLiteral("nasty.echo")));
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->warnings.join(u' ').contains(QStringLiteral("ruby3.4")), !found->exact);
    }
};

QTEST_GUILESS_MAIN(TestRubyRuntime)
#include "tst_rubyruntime.moc"
