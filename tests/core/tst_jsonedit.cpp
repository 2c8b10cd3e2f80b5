// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonedit.h"
#include "core/jsontext.h"
#include "core/jsontree.h"
#include <QTest>

using namespace lathe;
using namespace lathe::jsonedit;

/// Edits of other people's JSON: what is not meant keeps every byte.
class TestJsonEdit : public QObject
{
    Q_OBJECT
private slots:
    void valuesAreReplacedAdded_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("replaced") << QByteArray("{ \"z\":1.0, \"a\" : {\"b\" : [ 1,2 ] } }\n") << QByteArray("{ \"z\":1.0, \"a\" : {\"b\" : 7 } }\n");
        QTest::newRow("added, indented") << QByteArray("{\n  \"a\": {\n    \"x\": 1e2\n  },\n  \"c\": 0.10\n}\n") << QByteArray("{\n  \"a\": {\n    \"x\": 1e2,\n    \"b\": 7\n  },\n  \"c\": 0.10\n}\n");
        QTest::newRow("added, crlf") << QByteArray("{\r\n\t\"a\": {\r\n\t\t\"x\": 1\r\n\t}\r\n}\r\n") << QByteArray("{\r\n\t\"a\": {\r\n\t\t\"x\": 1,\r\n\t\t\"b\": 7\r\n\t}\r\n}\r\n");
        QTest::newRow("one line") << QByteArray("{\"a\": {\"x\": 1, \"y\": 2}}") << QByteArray("{\"a\": {\"x\": 1, \"y\": 2, \"b\": 7}}");
        QTest::newRow("made on the way") << QByteArray("{\"q\": \"}\\\"\"}") << QByteArray("{\"q\": \"}\\\"\", \"a\": {\"b\": 7}}");
        QTest::newRow("of nothing") << QByteArray() << QByteArray("{\n  \"a\": {\"b\": 7}\n}\n");
        QTest::newRow("the last of a name counts") << QByteArray("{\"a\":{\"b\":1},\"a\":{\"b\":2}}") << QByteArray("{\"a\":{\"b\":1},\"a\":{\"b\":7}}");
    }
    void valuesAreReplacedAdded()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        const auto edited = with(text, {"a", "b"}, "7");
        QVERIFY(edited);
        QCOMPARE(*edited, wanted);
        QVERIFY(!jsontext::check(*edited));
    }

    void arraysGrowAtTheirEnd()
    {
        QCOMPARE(with("{\"l\": [\n  1,\n  2\n]}", {"l", 2}, "3").value_or(""), QByteArray("{\"l\": [\n  1,\n  2,\n  3\n]}"));
        QCOMPARE(with("{\"l\": []}", {"l", 0}, "3").value_or(""), QByteArray("{\"l\": [3]}"));
        QCOMPARE(with("{\"l\": [1, 2]}", {"l", 0}, "3").value_or(""), QByteArray("{\"l\": [3, 2]}"));
        QCOMPARE(with("{}", {"l", 0, "k"}, "3").value_or(""), QByteArray("{\n  \"l\": [{\"k\": 3}]\n}"));
        QVERIFY(!with("{\"l\": [1]}", {"l", 5}, "3"));
        QVERIFY(!with("{\"l\": 1}", {"l", "k"}, "3"));
        QVERIFY(!with("{\"l\": ", {"l"}, "3"));
    }

    void whatIsTakenOutLeavesTheRest_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("first") << QByteArray("{\n  \"a\": {\"b\": 1},\n  \"c\" : 2.0\n}\n") << QByteArray("{\n  \"c\" : 2.0\n}\n");
        QTest::newRow("middle") << QByteArray("{\"x\": \"a,{\", \"a\": [1 , 2], \"c\":3}") << QByteArray("{\"x\": \"a,{\", \"c\":3}");
        QTest::newRow("last") << QByteArray("{\n  \"c\": 3,\n  \"a\": 1\n}") << QByteArray("{\n  \"c\": 3\n}");
        QTest::newRow("only") << QByteArray("{\n  \"a\": 1\n}\n") << QByteArray("{}\n");
        QTest::newRow("none") << QByteArray("{ \"c\": 3 }") << QByteArray("{ \"c\": 3 }");
    }
    void whatIsTakenOutLeavesTheRest()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QCOMPARE(without(text, {"a"}).value_or(""), wanted);
    }

    /// Adding and taking out again gives the text of before, wherever it happens.
    void thereAndBack()
    {
        const QByteArray text = "{\n  \"expect\": {\"response\": [{\"path\": \"$.a\", \"equals\": 1.0}], \"logContains\": [\"x\", \"y\"]},\n  \"mine\": {\"n\": 1e400, \"k\": \"\\u00e4\"}\n}\n";
        for (const QList<Step> &path : QList<QList<Step>>{{"expect", "status"}, {"expect", "response", 1}, {"expect", "logContains", 2}, {"mine", "z"}, {"other"}}) {
            const auto there = with(text, path, "{\"v\": [true]}");
            QVERIFY(there && *there != text && !jsontext::check(*there));
            QCOMPARE(without(*there, path).value_or(""), text);
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonEdit)
#include "tst_jsonedit.moc"
