// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "core/ids.h"
#include "core/jsontext.h"
#include "core/logging.h"
#include "core/loopback.h"
#include "core/runtimes.h"
#include "core/sha256.h"
#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace lathe;

class TestCore : public QObject
{
    Q_OBJECT
private slots:
    void loopbackHosts()
    {
        for (const char *host : {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
            QVERIFY2(isLoopbackHost(QLatin1String(host)), host);
        for (const char *host : {"", "127.0.0.1.example.org", "127.1", "0x7f000001", "localhost.example.org", "128.0.0.1", "::2", "0.0.0.0", "[::1]"})
            QVERIFY2(!isLoopbackHost(QLatin1String(host)), host);
    }

    void jsonCheck_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line"); // 0: valid
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QByteArray &text, int line = 0, int column = 0) {
            Q_UNUSED(column)
            QTest::newRow(name) << text << line;
        };
        row("string at the top", "\"hi\"");
        row("number at the top", "42");
        row("null at the top", " null\n");
        row("large integer", "18446744073709551616");
        row("nested", R"({"a":[1,2.0,{"b":[]}],"c":{}})");
        row("empty", "", 1, 1);
        row("trailing comma", "{\n \"a\": 1,\n}", 3, 1);
        row("single quotes", "{'a':1}", 1, 2);
        row("leading zero", "01", 1, 2);
        row("two values", "1 2", 1, 3);
        row("control character", "\"a\x01\"", 1, 1);
        row("bad escape", "\"\\x\"", 1, 1);
        row("missing colon", "{\"a\" 1}", 1, 6);
        row("NaN", "[NaN]", 1, 2);
        row("cut", "[1,", 1, 4);
        row("depth 512", QByteArray(512, '[') + QByteArray(512, ']'));
        row("depth 513", QByteArray(513, '[') + QByteArray(513, ']'), 1, 513);
    }
    void jsonCheck()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto error = jsontext::check(text);
        QCOMPARE(error ? error->line : 0, line);
        if (line)
            QVERIFY2(error->column >= 1, "a place is named");
    }

    /// Long strings are looked at many bytes at a time: what ends or breaks them is found wherever it stands.
    void jsonLongStrings()
    {
        for (qsizetype length = 0; length < 100; ++length) {
            const QByteArray text = '"' + QByteArray(length, '\x7f') + "\"";
            QVERIFY(!jsontext::check(text));
            QCOMPARE(jsontext::member("{\"a\":" + text + ",\"b\":1}", "a"), text);
            QVERIFY(jsontext::check(text.chopped(1)));
            for (qsizetype at = 1; at <= length; ++at) {
                QVERIFY(jsontext::check(QByteArray(text).replace(at, 1, "\x1f")));
                QVERIFY(jsontext::check(QByteArray(text).replace(at, 1, "\"")));
                QCOMPARE(bool(jsontext::check(QByteArray(text).replace(at, 1, "\\"))), true);
                QVERIFY(!jsontext::check(QByteArray(text).replace(at, 1, "\\n")));
                QVERIFY(!jsontext::check(QByteArray(text).replace(at, 1, "\xc3\xa4")));
            }
        }
    }

    /// Where long strings stand that are their text as they are.
    void jsonPlainStrings()
    {
        const QByteArray x(jsontext::plainStringBytes, 'x');
        const auto plain = [](const QByteArray &text) {
            QList<jsontext::PlainString> found;
            return jsontext::check(text, &found) ? QList<jsontext::PlainString>{{-1, -1}} : found;
        };
        const QByteArray text = " {\"a\":\"" + x + "\",\"b\":[\"" + x.chopped(1) + "\",\"" + x + "\\n\",\"" + x + "\xc3\xa4\",\"" + x + "!\"]}";
        const auto found = plain(text);
        QCOMPARE(found.size(), 2);
        QVERIFY(text.sliced(found[0].begin, found[0].end - found[0].begin) == x && found[0].begin == 7);
        QVERIFY(text.sliced(found[1].begin, found[1].end - found[1].begin) == x + '!');
        QCOMPARE(plain('[' + QByteArrayList(20, '"' + x + '"').join(',') + ']').size(), jsontext::plainStrings);
        QVERIFY(plain("\"short\"").isEmpty());
        QCOMPARE(plain('"' + x).size(), 1); // broken
    }

    void jsonKeepsTokens()
    {
        const QByteArray text = R"({"z":1.0,"a":18446744073709551615,"b":"\u00e9\/","c":[],"d":{}})";
        const QByteArray pretty = jsontext::pretty(text);
        QCOMPARE(pretty, QByteArray("{\n  \"z\": 1.0,\n  \"a\": 18446744073709551615,\n  \"b\": \"\\u00e9\\/\",\n  \"c\": [],\n  \"d\": {}\n}"));
        QCOMPARE(jsontext::compact(pretty), text);
        QCOMPARE(jsontext::pretty("{nonsense"), QByteArray("{nonsense"));
    }

    void jsonMember()
    {
        const QByteArray text = R"({"a": {"x": [1, 2]}, "b" : 1.50, "\u0061": "last"})";
        QCOMPARE(jsontext::member(text, "b").value_or(""), QByteArray("1.50"));
        QCOMPARE(jsontext::member(text, "a").value_or(""), QByteArray("\"last\""));
        QVERIFY(!jsontext::member(text, "c"));
        QCOMPARE(jsontext::member(R"({"o": {"x": [1, {}]}})", "o").value_or(""), QByteArray(R"({"x": [1, {}]})"));
    }

    void jsonQuoting()
    {
        const QByteArray text = "a\"b\\c\n\x01한글 😀";
        QCOMPARE(jsontext::unquoted(jsontext::quoted(text)).value_or(""), text);
        QCOMPARE(jsontext::unquoted("\"\\ud83d\\ude00\"").value_or(""), QByteArray("😀"));
        QCOMPARE(jsontext::quoted("\xff"), QByteArray("\"\xef\xbf\xbd\""));
    }

    void atomicSaveKeepsModeAndLink()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("a.sh"));
        LATHE_VERIFY_RESULT(writeFileAtomically(file, "one", 0755));
        const QString link = dir.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(file, link));
        LATHE_VERIFY_RESULT(writeFileAtomically(link, "two"));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(readFile(file).value(), QByteArray("two"));
        struct stat st = {};
        QCOMPARE(::stat(QFile::encodeName(file).constData(), &st), 0);
        QCOMPARE(int(st.st_mode & 0777), 0755);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

    void atomicSaveFailsWithoutLoss()
    {
        const auto result = writeFileAtomically(QStringLiteral("/proc/nowhere/file"), "x");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Io);
        // Where nothing may be made, by nobody: what to do is said, and nothing of an old file that there is none of.
        const auto refused = writeFileAtomically(QStringLiteral("/sys/lathe-test"), "x");
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(QStringLiteral("Allow writing")) && !refused.error().text.contains(QStringLiteral("old file")), qPrintable(refused.error().text));
    }

    void redaction_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::newRow("authorization") << QStringLiteral("Authorization: AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=deadbeef") << QStringLiteral("deadbeef");
        QTest::newRow("secret key") << QStringLiteral("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG") << QStringLiteral("wJalr");
        QTest::newRow("json") << QStringLiteral("{\"SecretAccessKey\": \"abc/def+1\"}") << QStringLiteral("abc/def");
        QTest::newRow("url") << QStringLiteral("https://user:hunter2@example.com/") << QStringLiteral("hunter2");
        QTest::newRow("presigned") << QStringLiteral("GET /?X-Amz-Signature=0123abcd&x=1") << QStringLiteral("0123abcd");
        QTest::newRow("bearer") << QStringLiteral("token Bearer abcdefghijkl") << QStringLiteral("abcdefghijkl");
        QTest::newRow("key block") << QStringLiteral("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----") << QStringLiteral("MIIEow");
    }
    void redaction()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(!redacted(text).contains(secret));
        QCOMPARE(redacted(QStringLiteral("plain words stay")), QStringLiteral("plain words stay"));
    }

    void runtimeTableIsConsistent()
    {
        QCOMPARE(runtimeFamily(QStringLiteral("python3.99")), RuntimeFamily::Python);
        QVERIFY(findRuntime(QStringLiteral("nodejs22.x")));
        QVERIFY(!findRuntime(QStringLiteral("cobol85")));
        QCOMPARE(defaultRuntime(RuntimeFamily::Python), QStringLiteral("python3.14"));
        for (const RuntimeInfo &row : runtimeTable())
            QCOMPARE(runtimeFamily(QString::fromLatin1(row.id)), row.family);
    }

    void sha256_data()
    {
        QTest::addColumn<bool>("native");
        QTest::newRow("portable") << false;
        QTest::newRow("the processor's own") << true;
    }
    void sha256()
    {
        QFETCH(bool, native);
        const Sha256::Compress compress = native && Sha256::native() ? Sha256::native() : Sha256::portable();
        QRandomGenerator random(7);
        QByteArray bytes(1 << 16, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.generate());
        for (int length = 0; length < 300; ++length) {
            Sha256 whole(compress), parts(compress);
            whole.add(QByteArrayView(bytes).first(length));
            QCOMPARE(whole.result(), QCryptographicHash::hash(bytes.first(length), QCryptographicHash::Sha256));
            for (int at = 0; at < length; at += 1 + length / 3)
                parts.add(QByteArrayView(bytes).sliced(at, std::min(1 + length / 3, length - at)));
            QCOMPARE(parts.result(), QCryptographicHash::hash(bytes.first(length), QCryptographicHash::Sha256));
            QCOMPARE(Sha256::hmac(bytes.first(length), bytes.last(length)), QMessageAuthenticationCode::hash(bytes.last(length), bytes.first(length), QCryptographicHash::Sha256));
        }
        Sha256 large(compress);
        large.add(bytes);
        QCOMPARE(large.result(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
    }

    void ids()
    {
        static const QRegularExpression uuid(QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        QSet<QString> seen;
        for (int i = 0; i < 100; ++i) {
            const QString id = newUuid();
            QVERIFY2(uuid.match(id).hasMatch(), qPrintable(id));
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 100);
        QCOMPARE(randomBytes(1000).size(), 1000);
        QCOMPARE(randomBytes(0).size(), 0);
        QCOMPARE(lambdaTimestamp(0), QStringLiteral("1970-01-01T00:00:00.000+0000"));
        static const QRegularExpression trace(QStringLiteral("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$"));
        QVERIFY(trace.match(QString::fromLatin1(newTraceId())).hasMatch());
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "tst_core.moc"
