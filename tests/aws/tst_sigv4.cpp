// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/sigv4.h"
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace lathe;
using sigv4::Verdict;

namespace {

QByteArray bytes(const QJsonValue &v)
{
    return v.toString().toUtf8();
}

QDateTime timeOf(const QJsonObject &o)
{
    QDateTime t = QDateTime::fromString(o[QStringLiteral("time")].toString(), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    t.setTimeSpec(Qt::UTC);
    return t;
}

sigv4::Request requestOf(const QJsonObject &o)
{
    sigv4::Request r;
    r.method = bytes(o[QStringLiteral("method")]);
    r.path = bytes(o[QStringLiteral("path")]);
    r.query = bytes(o[QStringLiteral("query")]);
    r.payloadSha256 = bytes(o[QStringLiteral("sha256")]);
    const auto headers = o[QStringLiteral("headers")].toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        r.headers.append({it.key().toUtf8(), bytes(it.value())});
    return r;
}

Credentials keysOf(const QJsonObject &o)
{
    Credentials c;
    c.accessKeyId = o[QStringLiteral("accessKeyId")].toString();
    c.secretAccessKey = o[QStringLiteral("secret")].toString();
    c.sessionToken = o[QStringLiteral("token")].toString();
    return c;
}

sigv4::Headers signedHeadersOf(const QJsonObject &o)
{
    return sigv4::sign(requestOf(o), keysOf(o), {bytes(o[QStringLiteral("region")]), bytes(o[QStringLiteral("service")])}, timeOf(o));
}

QByteArray valueOf(const sigv4::Headers &headers, const QByteArray &name)
{
    for (const auto &[n, v] : headers) {
        if (n == name)
            return v;
    }
    return {};
}

QJsonObject vectors()
{
    QFile f(QStringLiteral(LATHE_SOURCE_DIR "/tests/aws/sigv4_vectors.json"));
    return f.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(f.readAll()).object() : QJsonObject();
}

} // namespace

class TestSigV4 : public QObject
{
    Q_OBJECT
    QJsonObject m_vectors = vectors();

    /// A signed request as a server sees it.
    static sigv4::Request received(const QJsonObject &o)
    {
        sigv4::Request r = requestOf(o);
        r.headers += signedHeadersOf(o);
        return r;
    }
    static Verdict verify(const sigv4::Request &r, const QJsonObject &o, qint64 later = 0)
    {
        return sigv4::verify(r, [o](const QByteArray &id) {
            return id == bytes(o[QStringLiteral("accessKeyId")]) ? bytes(o[QStringLiteral("secret")]) : QByteArray(); },
            timeOf(o).addSecs(later));
    }

private slots:
    void committedVectors()
    {
        const auto all = m_vectors[QStringLiteral("signed")].toArray();
        QVERIFY(all.size() >= 45);
        for (const auto v : all) {
            const auto o = v.toObject();
            const QByteArray ours = valueOf(signedHeadersOf(o), "Authorization");
            QVERIFY2(ours == bytes(o[QStringLiteral("authorization")]),
                qPrintable(QStringLiteral("%1 ?%2\n%3\n%4").arg(o[QStringLiteral("path")].toString(), o[QStringLiteral("query")].toString(),
                    QString::fromUtf8(ours), o[QStringLiteral("authorization")].toString())));
        }
    }

    void botocoreAgrees()
    {
        QProcess p;
        p.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(LATHE_SOURCE_DIR "/tests/aws/sigv4_oracle.py")});
        QVERIFY(p.waitForFinished(30000));
        QVERIFY2(p.exitCode() == 0, p.readAllStandardError().constData()); // Needs Debian's python3-botocore.
        QCOMPARE(QJsonDocument::fromJson(p.readAllStandardOutput()).object(), m_vectors);
    }

    void verifyAcceptsWhatBotocoreSigned()
    {
        const auto all = m_vectors[QStringLiteral("signed")].toArray();
        for (const auto v : all) {
            const auto o = v.toObject();
            QVERIFY2(verify(received(o), o) == Verdict::Ok, qPrintable(o[QStringLiteral("path")].toString()));
        }
    }

    void verifyPresigned()
    {
        const auto all = m_vectors[QStringLiteral("presigned")].toArray();
        QCOMPARE(all.size(), 2);
        for (const auto v : all) {
            const auto o = v.toObject();
            sigv4::Request r{"GET", bytes(o[QStringLiteral("path")]), bytes(o[QStringLiteral("query")]),
                {{"Host", bytes(o[QStringLiteral("host")])}}, sigv4::sha256Hex("")};
            const auto check = [&](const sigv4::Request &q, qint64 later) {
                return sigv4::verify(q, [&](const QByteArray &) { return bytes(o[QStringLiteral("secret")]); }, timeOf(o).addSecs(later));
            };
            QCOMPARE(check(r, 0), Verdict::Ok);
            QCOMPARE(check(r, 899), Verdict::Ok);
            QCOMPARE(check(r, 901), Verdict::Expired);
            QCOMPARE(check(r, -299), Verdict::Ok);
            QCOMPARE(check(r, -301), Verdict::Expired);
            auto longer = r;
            longer.query.replace("Expires=900", "Expires=90000");
            QCOMPARE(check(longer, 0), Verdict::WrongSignature);
            auto other = r;
            other.query += "&y=2";
            QCOMPARE(check(other, 0), Verdict::WrongSignature);
            auto cut = r;
            cut.query = cut.query.left(cut.query.indexOf("X-Amz-Signature="));
            QCOMPARE(check(cut, 0), Verdict::Missing);
        }
    }

    void everyChangeIsSeen()
    {
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(12).toObject();
        const auto good = received(o);
        QCOMPARE(verify(good, o), Verdict::Ok);
        auto r = good;
        r.method = "PUT";
        QCOMPARE(verify(r, o), Verdict::WrongSignature);
        r = good;
        r.path += "x";
        QCOMPARE(verify(r, o), Verdict::WrongSignature);
        r = good;
        r.query = "a=b";
        QCOMPARE(verify(r, o), Verdict::WrongSignature);
        r = good;
        r.payloadSha256 = sigv4::sha256Hex("other");
        QCOMPARE(verify(r, o), Verdict::WrongSignature);
        for (qsizetype i = 0; i < good.headers.size(); ++i) {
            const QByteArray name = good.headers.at(i).first.toLower();
            if (name == "authorization" || name == "x-amz-date")
                continue;
            r = good;
            r.headers[i].second += "x";
            QVERIFY2(verify(r, o) == Verdict::WrongSignature, name.constData());
            r = good;
            r.headers.removeAt(i);
            QVERIFY2(verify(r, o) == Verdict::WrongSignature, name.constData());
        }
        r = good;
        r.headers.append(std::pair(QByteArray("X-Unsigned"), QByteArray("may be added by a proxy")));
        QCOMPARE(verify(r, o), Verdict::Ok);
    }

    void clock()
    {
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        const auto r = received(o);
        QCOMPARE(verify(r, o, 300), Verdict::Ok);
        QCOMPARE(verify(r, o, -300), Verdict::Ok);
        QCOMPARE(verify(r, o, 301), Verdict::Expired);
        QCOMPARE(verify(r, o, -301), Verdict::Expired);
    }

    void badHeaders_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, const QByteArray &a, Verdict v) { QTest::newRow(name) << a << int(v); };
        const QByteArray c = "Credential=AKIDEXAMPLE/20261122/eu-west-1/lambda/aws4_request";
        const QByteArray sig = QByteArray(64, '0');
        row("basic", "Basic dXNlcjpwYXNz", Verdict::Malformed);
        row("bearer", "Bearer abc", Verdict::Malformed);
        row("empty", "", Verdict::Malformed);
        row("only the algorithm", "AWS4-HMAC-SHA256", Verdict::Malformed);
        row("no signature", "AWS4-HMAC-SHA256 " + c + ", SignedHeaders=host", Verdict::Malformed);
        row("host not signed", "AWS4-HMAC-SHA256 " + c + ", SignedHeaders=x-amz-date, Signature=" + sig, Verdict::Malformed);
        row("short scope", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122, SignedHeaders=host, Signature=" + sig, Verdict::Malformed);
        row("scope of another day", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=" + sig, Verdict::Malformed);
        row("unknown key", "AWS4-HMAC-SHA256 Credential=AKIDOTHER/20261122/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=" + sig, Verdict::UnknownKey);
        row("wrong", "AWS4-HMAC-SHA256 " + c + ", SignedHeaders=host, Signature=" + sig, Verdict::WrongSignature);
        row("no spaces", "AWS4-HMAC-SHA256 " + c + ",SignedHeaders=host,Signature=" + sig, Verdict::WrongSignature);
        row("short signature", "AWS4-HMAC-SHA256 " + c + ",SignedHeaders=host,Signature=0", Verdict::WrongSignature);
        row("absent header is signed", "AWS4-HMAC-SHA256 " + c + ",SignedHeaders=host;x-no,Signature=" + sig, Verdict::WrongSignature);
    }
    void badHeaders()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(int, verdict);
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        auto r = requestOf(o);
        r.headers.append(std::pair(QByteArray("X-Amz-Date"), QByteArray("20261122T144500Z")));
        r.headers.append(std::pair(QByteArray("Authorization"), QByteArray(authorization)));
        QCOMPARE(int(verify(r, o)), verdict);
    }

    void missing()
    {
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        QCOMPARE(verify(requestOf(o), o), Verdict::Missing);
        auto r = received(o);
        r.headers.removeIf([](const auto &h) { return h.first == "X-Amz-Date"; });
        QCOMPARE(verify(r, o), Verdict::Malformed);
    }

    void unsignedPayload()
    {
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(12).toObject();
        auto r = requestOf(o);
        r.headers.append(std::pair(QByteArray("X-Amz-Content-Sha256"), QByteArray("UNSIGNED-PAYLOAD")));
        r.payloadSha256 = "UNSIGNED-PAYLOAD";
        r.headers += sigv4::sign(r, keysOf(o), {"eu-west-1", "lambda"}, timeOf(o));
        r.payloadSha256 = sigv4::sha256Hex("whatever came");
        QCOMPARE(verify(r, o), Verdict::Ok);
        // The header alone must not switch the check off.
        auto forged = received(o);
        forged.headers.append(std::pair(QByteArray("X-Amz-Content-Sha256"), QByteArray("UNSIGNED-PAYLOAD")));
        forged.payloadSha256 = sigv4::sha256Hex("other");
        QCOMPARE(verify(forged, o), Verdict::Malformed);
    }

    void rememberedKeys()
    {
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        const QByteArray secret = bytes(o[QStringLiteral("secret")]);
        sigv4::SigningKeys keys;
        const auto check = [&](const sigv4::Request &r, const QByteArray &with) {
            return sigv4::verify(r, [&with](const QByteArray &) { return with; }, timeOf(o), &keys);
        };
        auto forged = received(o);
        forged.path += "x";
        QCOMPARE(check(forged, secret), Verdict::WrongSignature);
        QCOMPARE(keys.size(), 0); // strangers cannot fill it
        QCOMPARE(check(received(o), secret), Verdict::Ok);
        QCOMPARE(keys.size(), 1);
        QCOMPARE(check(received(o), secret), Verdict::Ok); // with the remembered key now
        QCOMPARE(check(forged, secret), Verdict::WrongSignature);
        QCOMPARE(check(received(o), "another secret"), Verdict::WrongSignature); // never with the key of another secret
        QCOMPARE(check(received(o), secret), Verdict::Ok);
        QCOMPARE(keys.size(), 1);
    }

    void rememberedKeysAreBounded()
    {
        sigv4::SigningKeys keys;
        const QByteArray derived = keys.key("s", "20261122/a/lambda/aws4_request");
        for (int i = 0; i < 100; ++i) {
            keys.remember("s", QByteArray::number(i), "k");
            QVERIFY(keys.size() <= sigv4::SigningKeys::most);
        }
        QCOMPARE(keys.key("s", "99"), QByteArray("k"));
        keys.remember("t", "1", "l");
        QCOMPARE(keys.size(), 1);
        QVERIFY(keys.key("t", "99") != QByteArray("k"));
        QCOMPARE(keys.key("s", "20261122/a/lambda/aws4_request"), derived);
        QCOMPARE(derived.size(), 32);
    }

    void malformedDates_data()
    {
        QTest::addColumn<QByteArray>("date");
        for (const char *text : {"", "20261322T000000Z", "20261122T250000Z", "20261122T000000", "20261122 000000Z", "2026112xT000000Z", "20261122T0000000Z", "+0261122T000000Z"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }
    void malformedDates()
    {
        QFETCH(QByteArray, date);
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        auto r = received(o);
        for (auto &[name, value] : r.headers)
            if (name == "X-Amz-Date")
                value = date;
        QCOMPARE(verify(r, o), Verdict::Malformed);
    }

    void bareQueryCharacters()
    {
        // Signed as if encoded, sent bare (Go and Java clients normalise before they sign).
        const auto o = m_vectors[QStringLiteral("signed")].toArray().at(0).toObject();
        auto r = requestOf(o);
        r.query = "Arn=arn%3Aaws&Marker=a%2Fb";
        r.headers += sigv4::sign(r, keysOf(o), {"eu-west-1", "lambda"}, timeOf(o));
        r.query = "Marker=a/b&Arn=arn:aws";
        QCOMPARE(verify(r, o), Verdict::Ok);
    }
};

QTEST_GUILESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
