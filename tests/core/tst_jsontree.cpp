// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpath.h"
#include "core/jsontree.h"
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace lathe;

class TestJsonTree : public QObject
{
    Q_OBJECT

private slots:
    void placesAreExact()
    {
        const QByteArray text = " {\"a\" : [1.0, \"\\u00e9\", null], \"a\": {\"b\":true} } ";
        const auto tree = JsonTree::parse(text);
        QVERIFY(tree);
        QCOMPARE(tree->root().children.size(), size_t(2));
        QCOMPARE(tree->bytes(tree->root().children[0]).toByteArray(), QByteArray("[1.0, \"\\u00e9\", null]"));
        QCOMPARE(tree->bytes(tree->root().children[0].children[0]).toByteArray(), QByteArray("1.0"));
        QCOMPARE(tree->text(tree->root().children[0].children[1]), QByteArray("\xc3\xa9"));
        QCOMPARE(tree->bytes(*tree->root().member("a")).toByteArray(), QByteArray("{\"b\":true}")); // the last one counts
        QVERIFY(!tree->root().member("b"));
    }

    void refusesWhatIsNoJson()
    {
        for (const char *text : {"", "{", "[1,]", "nul", "{\"a\":1}x", "\xff"})
            QVERIFY2(!JsonTree::parse(text), text);
        QVERIFY(JsonTree::parse(QByteArray(500, '[') + QByteArray(500, ']')));
        QVERIFY(!JsonTree::parse(QByteArray(600, '[') + QByteArray(600, ']')));
    }

    void sameness_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *a, const char *b, bool same) { QTest::addRow("%s | %s", a, b) << QByteArray(a) << QByteArray(b) << same; };
        row("{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }", true);
        row("{\"a\":1}", "{\"a\":1,\"b\":2}", false);
        row("{\"a\":1,\"b\":2}", "{\"a\":1}", false);
        row("[1,2]", "[2,1]", false);
        row("1.0", "1e0", true);
        row("1", "1.0", true);
        row("9007199254740992", "9007199254740993", false);
        row("18446744073709551615", "18446744073709551616", false);
        row("-0", "0", true);
        row("\"\\u0041\"", "\"A\"", true);
        row("\"1\"", "1", false);
        row("true", "false", false);
        row("null", "null", true);
        row("{\"a\":1,\"a\":2}", "{\"a\":2}", true);
        row("{}", "[]", false);
    }
    void sameness()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(bool, same);
        const auto x = JsonTree::parse(a), y = JsonTree::parse(b);
        QVERIFY(x && y);
        QCOMPARE(sameJson(*x, x->root(), *y, y->root()), same);
        QCOMPARE(sameJson(*y, y->root(), *x, x->root()), same);
        QCOMPARE(jsonDifferences(*x, *y).isEmpty(), same);
    }

    void differencesNameTheirPlace()
    {
        const auto a = JsonTree::parse(R"({"id":1,"items":[{"n":"x"},2],"gone":null,"odd key":1})");
        const auto b = JsonTree::parse(R"({"id":2,"items":[{"n":"y"},2,3],"odd key":2,"new":true})");
        QStringList lines;
        for (const JsonDifference &one : jsonDifferences(*a, *b))
            lines.append(QStringLiteral("%1 %2 %3>%4").arg(int(one.kind)).arg(one.path, QString::fromUtf8(one.before), QString::fromUtf8(one.after)));
        QCOMPARE(lines, QStringList({QStringLiteral("2 $.id 1>2"), QStringLiteral("2 $.items[0].n \"x\">\"y\""), QStringLiteral("0 $.items[2] >3"),
                            QStringLiteral("1 $.gone null>"), QStringLiteral("2 $['odd key'] 1>2"), QStringLiteral("0 $.new >true")}));
        QCOMPARE(jsonDifferences(*a, *b, 2).size(), 2);
    }

    void manyMembersAreQuick()
    {
        QByteArray a = "{", b = "{";
        for (int i = 0; i < 50000; ++i) {
            a += "\"k" + QByteArray::number(i) + "\":" + QByteArray::number(i) + ",";
            b += "\"k" + QByteArray::number(49999 - i) + "\":" + QByteArray::number(49999 - i) + ",";
        }
        a.back() = b.back() = '}';
        const auto x = JsonTree::parse(a), y = JsonTree::parse(b);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(sameJson(*x, x->root(), *y, y->root()));
        QVERIFY(clock.elapsed() < 20000); // seconds of milliseconds: a quadratic search takes minutes
    }

    void paths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArrayList>("found");
        const auto row = [](const char *path, QByteArrayList found) { QTest::newRow(path) << QString::fromUtf8(path) << found; };
        row("$", {"{\"a\":{\"b\":[10,20,30,{\"b\":4}]},\"x y\":\"t\",\"한글\":5}"});
        row("$.a.b[0]", {"10"});
        row("$.a.b[-1].b", {"4"});
        row("$['a']['b'][1]", {"20"});
        row("$[\"x y\"]", {"\"t\""});
        row("$.한글", {"5"});
        row("$.a.b[*]", {"10", "20", "30", "{\"b\":4}"});
        row("$.a.b[1:3]", {"20", "30"});
        row("$.a.b[::2]", {"10", "30"});
        row("$.a.b[::-1]", {"{\"b\":4}", "30", "20", "10"});
        row("$.a.b[0,2]", {"10", "30"});
        row("$..b", {"[10,20,30,{\"b\":4}]", "4"});
        row("$..[1]", {"20"});
        row("$.a.b[9]", {});
        row("$.a.b.c", {});
        row("$.missing.b", {});
        row("$.a.b[?@ > 10]", {"20", "30"});
        row("$.a.b[?@>=10 && @<30.0]", {"10", "20"});
        row("$.a.b[?(@.b == 4)].b", {"4"});
        row("$.a.b[?@.b]", {"{\"b\":4}"});
        row("$.a.b[?!@.b]", {"10", "20", "30"});
        row("$.a.b[?@ == 10 || !(@ != 30), 1]", {"10", "30", "20"});
        row("$.a.b[?@.none == @.nothing && @ < 20]", {"10"});
        row("$.a.b[?@ == $['한글'] || @ == $.a.b[0]]", {"10"});
        row("$[?@ == 't']", {"\"t\""});
        row("$[?@ == \"\\u0074\"]", {"\"t\""});
        row("$[?@ >= 's' && @ < 'u']", {"\"t\""});
        row("$..[?@.b == 4]", {"{\"b\":4}"});
        row("$['x\\u0020y']", {"\"t\""});
    }
    void paths()
    {
        QFETCH(QString, path);
        QFETCH(QByteArrayList, found);
        const auto tree = JsonTree::parse("{\"a\":{\"b\":[10,20,30,{\"b\":4}]},\"x y\":\"t\",\"한글\":5}");
        QVERIFY(tree);
        const auto parsed = JsonPath::parse(path);
        LATHE_VERIFY_RESULT(parsed);
        QByteArrayList got;
        for (const JsonNode *node : parsed->select(*tree))
            got.append(tree->bytes(*node).toByteArray());
        QCOMPARE(got, found);
    }

    void badPathsAreRefused()
    {
        for (const char *path : {"", "a", "$a", "$.", "$[", "$[]", "$['a", "$[a]", "$.a b", "$.a..", "$[1", "$[--1]", "$[?]", "$[?@", "$[?@ ==]", "$[?@ = 1]", "$[?1]", "$[?@ == [1]]", "$[?@ == x]", "$[?(@]", "$[?@ &&]", "$[?length(@) == 1]",
                 "$[?((((((((((((((((((((((((((((((((((((((((@))))))))))))))))))))))))))))))))))))))))]"}) {
            const auto parsed = JsonPath::parse(QString::fromLatin1(path));
            QVERIFY2(!parsed, path);
            QCOMPARE(parsed.error().code, ErrorCode::Usage);
        }
    }

    /// Random bytes never lead outside the text.
    void randomTexts()
    {
        QRandomGenerator random(7);
        const QByteArray letters = "{}[]\",:0123.eE-+ truefalsn\\u\xed\xa0\x80?@$=<>!&|()'";
        const auto values = JsonTree::parse("[{\"e\":[1,2.0,\"e\"],\"t\":null},true,[[]]]");
        for (int i = 0; i < 20000; ++i) {
            QByteArray text;
            for (int n = random.bounded(24); n >= 0; --n)
                text += letters[random.bounded(int(letters.size()))];
            if (const auto tree = JsonTree::parse(text))
                QVERIFY(sameJson(*tree, tree->root(), *tree, tree->root()));
            if (const auto path = JsonPath::parse(u'$' + QString::fromLatin1(text)); path)
                path->select(*values);
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
