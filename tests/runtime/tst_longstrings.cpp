// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Events and results with long strings, which go by another way: functions get and give the same as by the usual one.
#include "core/jsontext.h"
#include "runner.h"
#include <QJsonDocument>
#include <QJsonObject>

using namespace lathe;
using lathe::test::Runner;

class TestLongStrings : public QObject
{
    Q_OBJECT

    std::unique_ptr<Runner> m_runner;

    FunctionSpec spec(const QString &language, const QString &handler) const
    {
        FunctionSpec function = m_runner->spec(language == QLatin1String("python") ? QStringLiteral("python3.11") : QStringLiteral("nodejs20.x"), handler);
        function.name = language + handler.section(u'.', 1);
        function.memoryMib = 512;
        return function;
    }
    Result<InvokeOutcome> run(const FunctionSpec &function, const QByteArray &payload, bool told) const
    {
        InvokeRequest request;
        request.payload = payload;
        if (told && jsontext::check(payload, &request.plain))
            return fail(ErrorCode::Usage, QStringLiteral("The test's event is no JSON."));
        const auto future = m_runner->service->invoke(function, request);
        if (!Runner::wait(future))
            return fail(ErrorCode::TimedOut, QStringLiteral("The test waited too long."));
        return future.result();
    }

private slots:
    void initTestCase()
    {
        m_runner = std::make_unique<Runner>();
        m_runner->write(QStringLiteral("app.py"), Runner::file(QStringLiteral("longstrings.py")));
        m_runner->write(QStringLiteral("index.js"), Runner::file(QStringLiteral("longstrings.js")));
    }
    void cleanupTestCase() { m_runner.reset(); }

    void events_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QByteArray>("event");
        const QByteArray x(300000, 'x'), z(400000, 'z');
        const QList<std::pair<const char *, QByteArray>> events{
            {"alone", '"' + x + '"'}, {"spaces", " \n\"" + x + "\"\t "}, {"field", "{\"body\": \"" + x + "\", \"n\": 1.50}"}, {"deep", "[[{\"a\":[null,\"" + x + "\"]},true]]"},
            {"two", "{\"a\":\"" + x + "\",\"b\":[\"" + z + "\",\"" + x + "\"]}"}, {"key", "{\"" + x + "\":\"" + z + "\"}"}, {"twice", "{\"a\":\"" + x + "\",\"a\":\"" + z + "\"}"},
            {"unicode around", "{\"\xed\x95\x9c\":\"" + x + "\",\"\xc3\xa9\":\"\\ud55c\\n\"}"}, {"escaped", "{\"a\":\"" + x + "\\n\",\"b\":\"" + z + "\"}"},
            {"not ascii", "{\"a\":\"" + x + "\xc3\xa9\",\"b\":\"" + z + "\"}"}, {"proto", "{\"__proto__\":\"" + x + "\"}"}, {"many", '[' + QByteArrayList(12, '"' + x + '"').join(',') + ']'},
            {"much around", "{\"a\":\"" + x + "\",\"b\":[" + QByteArrayList(40000, "1").join(',') + "]}"}, {"delete", "\"\x7f" + x + "\""}};
        for (const char *language : {"python", "node"})
            for (const auto &[name, event] : events)
                QTest::addRow("%s %s", language, name) << QString::fromLatin1(language) << event;
    }
    void events()
    {
        QFETCH(QString, language);
        QFETCH(QByteArray, event);
        const FunctionSpec function = spec(language, language == QLatin1String("python") ? QStringLiteral("app.echo") : QStringLiteral("index.echo"));
        const auto usual = run(function, event, false), told = run(function, event, true);
        LATHE_VERIFY_RESULT(usual);
        LATHE_VERIFY_RESULT(told);
        QVERIFY(usual->ok() && told->ok());
        QVERIFY(usual->payload.size() > 200000);
        QVERIFY(told->payload == usual->payload);
        QVERIFY(!jsontext::check(told->payload));
    }

    void results_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray y(300000, 'y'), text = '"' + y + '"';
        const QList<std::tuple<const char *, QByteArray, QByteArray>> same{{"other", text, text}, {"plain", "{\"body\": " + text + ", \"n\": 1}", "{\"body\":" + text + ",\"n\":1}"},
            {"quote", '"' + y + "\\\"\"", '"' + y + "\\\"\""}, {"slash", "\"\\\\" + y + '"', "\"\\\\" + y + '"'}, {"line", '"' + y + "\\n\"", '"' + y + "\\n\""},
            {"delete", "\"\\u007f" + y + '"', "\"\x7f" + y + '"'}, {"wide", '"' + y + "\\ud55c\"", '"' + y + "\xed\x95\x9c\""}, {"accent", "\"\\u00e9" + y + '"', "\"\xc3\xa9" + y + '"'},
            {"null", "\"\\u0000" + y + '"', "\"\\u0000" + y + '"'}, {"keys", '{' + text + ": " + text + '}', '{' + text + ':' + text + ",\"x\":" + text + '}'}};
        for (const auto &[kind, python, node] : same) {
            QTest::addRow("python %s", kind) << QStringLiteral("python") << QByteArray(kind) << python;
            QTest::addRow("node %s", kind) << QStringLiteral("node") << QByteArray(kind) << node;
        }
        QTest::addRow("python tuple") << QStringLiteral("python") << QByteArray("tuple") << "[" + text + ", 1.50]";
        const QList<std::pair<const char *, QByteArray>> node{{"half", '"' + y + "\\ud800\""}, {"list", '[' + text + ",1.5]"}, {"undefined", "{\"b\":" + text + '}'},
            {"mark", "{\"a\":\"lathe:0\",\"b\":" + text + '}'}, {"json", "{\"b\":" + text + ",\"c\":\"" + y + "!\",\"d\":1}"}, {"getter", "{\"b\":" + text + ",\"n\":1}"},
            {"boxed", "{\"a\":" + text + ",\"b\":" + text + '}'}, {"both", "{\"a\":" + text + ",\"b\":\"\\\"" + y + "\",\"c\":{\"d\":[" + text + "]}}"},
            {"bytes", "{\"type\":\"Buffer\",\"data\":[97,98,99]}"}};
        for (const auto &[kind, expected] : node)
            QTest::addRow("node %s", kind) << QStringLiteral("node") << QByteArray(kind) << expected;
    }
    void results()
    {
        QFETCH(QString, language);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, expected);
        const auto outcome = run(spec(language, language == QLatin1String("python") ? QStringLiteral("app.results") : QStringLiteral("index.results")), '"' + kind + '"', false);
        LATHE_VERIFY_RESULT(outcome);
        QVERIFY2(outcome->ok(), outcome->payload.left(500).constData());
        QCOMPARE(outcome->payload.size(), expected.size());
        QVERIFY(outcome->payload == expected);
    }

    /// What makes the interpreter keep its memory is no variable of the function's.
    void noVariableIsLeft()
    {
        for (const QString &handler : {QStringLiteral("app.variables"), QStringLiteral("index.variables")}) {
            const auto outcome = run(spec(handler.startsWith(u'a') ? QStringLiteral("python") : QStringLiteral("node"), handler), "{}", false);
            LATHE_VERIFY_RESULT(outcome);
            QVERIFY(outcome->ok() && outcome->payload.contains("\"AWS_REGION\""));
            for (const char *ours : {"GLIBC_TUNABLES", "_LATHE"})
                QVERIFY2(!outcome->payload.contains(ours), outcome->payload.constData());
        }
        FunctionSpec function = spec(QStringLiteral("python"), QStringLiteral("app.variables"));
        function.environment = {{QStringLiteral("GLIBC_TUNABLES"), QStringLiteral("glibc.malloc.arena_max=1")}};
        const auto own = run(function, "{}", false);
        LATHE_VERIFY_RESULT(own);
        QCOMPARE(own->payload.count("\"GLIBC_TUNABLES\""), 2); // the function's own stays
    }

    /// Clients that are not ours get Lambda's headers and no more.
    void othersAreNotTold()
    {
        m_runner->write(QStringLiteral("bootstrap"), Runner::file(QStringLiteral("headers.sh")), true);
        FunctionSpec function = m_runner->spec(QStringLiteral("provided.al2023"), QStringLiteral("x"));
        const auto outcome = run(function, '"' + QByteArray(300000, 'x') + '"', true);
        LATHE_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->payload, QByteArray("\"0 0\""));
    }
};

QTEST_GUILESS_MAIN(TestLongStrings)
#include "tst_longstrings.moc"
