// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/eventstream.h"
#include "core/crc32.h"
#include <QTest>

using namespace lathe;

class TestEventStream : public QObject
{
    Q_OBJECT
    static QByteArray sample() { return eventstream::event("PayloadChunk", "application/octet-stream", QByteArray("a\0b", 3)); }

private slots:
    void checksum()
    {
        static_assert(crc32("123456789") == 0xCBF43926);
        QCOMPARE(crc32("6789", crc32("12345")), 0xCBF43926u);
        QCOMPARE(crc32({}), 0u);
    }

    void knownMessages_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("value");
        // The two first vectors of AWS's event stream test suite.
        QTest::newRow("empty") << QByteArray("\0\0\0\x10\0\0\0\0\x05\xc2H\xeb}\x98\xc8\xff", 16) << QByteArray() << QByteArray();
        QTest::newRow("number") << QByteArray("\0\0\0+\0\0\0\x0e" "4\x8b\xec{\x08" "event-id\x04\0\0\xa0\x0c{'foo':'bar'}\xd3\x89\x02\x85", 43)
                                << QByteArray("{'foo':'bar'}") << QByteArray("\0\0\xa0\x0c", 4);
    }
    void knownMessages()
    {
        QFETCH(QByteArray, wire);
        eventstream::Decoder decoder;
        decoder.feed(wire);
        const auto message = decoder.next();
        QVERIFY(message.has_value());
        QTEST(message->payload, "payload");
        QTEST(message->header("event-id"), "value");
        QVERIFY(decoder.isAtEnd());
        if (message->headers.isEmpty())
            QCOMPARE(eventstream::encode(*message), wire);
    }

    void allTypesOfHeaders()
    {
        QByteArray headers("\1a\0\1b\1\1c\2\x7f\1d\3\1\2\1e\4\1\2\3\4\1f\5", 25);
        headers += "12345678";
        headers += QByteArray("\1g\6\0\2xy\1h\7\0\1z\1i\x08", 16) + "12345678" + QByteArray("\1j\x09", 3) + "0123456789abcdef";
        QByteArray wire = eventstream::encode({{}, headers});
        wire[7] = char(headers.size()); // the payload declared to be headers
        const auto put = [&wire](qsizetype at, quint32 value) {
            for (int i = 0; i < 4; ++i)
                wire[at + i] = char(value >> (24 - 8 * i));
        };
        put(8, crc32(QByteArrayView(wire).first(8)));
        put(wire.size() - 4, crc32(QByteArrayView(wire).chopped(4)));
        eventstream::Decoder decoder;
        decoder.feed(wire);
        const auto message = decoder.next();
        QVERIFY(message.has_value());
        QCOMPARE(message->headers.size(), 10);
        QCOMPARE(message->header("a"), QByteArray("\1"));
        QCOMPARE(message->header("b"), QByteArray("\0", 1));
        QCOMPARE(message->header("d"), QByteArray("\1\2"));
        QCOMPARE(message->header("g"), QByteArray("xy"));
        QCOMPARE(message->header("h"), QByteArray("z"));
        QCOMPARE(message->header("j"), QByteArray("0123456789abcdef"));
    }

    void piecesOfAnySize()
    {
        const QByteArray wire = sample() + sample() + eventstream::event("InvokeComplete", "application/json", "{}");
        for (qsizetype size = 1; size <= wire.size(); ++size) {
            eventstream::Decoder decoder;
            QList<QByteArray> types;
            for (qsizetype at = 0; at < wire.size(); at += size) {
                decoder.feed(wire.mid(at, size));
                while (const auto message = decoder.next()) {
                    types.append(message->header(":event-type"));
                    QCOMPARE(message->header(":message-type"), QByteArray("event"));
                }
            }
            QVERIFY(decoder.isAtEnd());
            QCOMPARE(types, QList<QByteArray>({"PayloadChunk", "PayloadChunk", "InvokeComplete"}));
        }
    }

    void everyDamagedByteIsSeen()
    {
        const QByteArray wire = sample();
        for (qsizetype i = 0; i < wire.size(); ++i) {
            QByteArray damaged = wire;
            damaged[i] = char(damaged[i] ^ 0x20);
            eventstream::Decoder decoder;
            decoder.feed(damaged);
            QVERIFY(!decoder.next());
            QVERIFY(decoder.isBroken());
        }
        eventstream::Decoder cut;
        cut.feed(wire.chopped(1));
        QVERIFY(!cut.next() && !cut.isBroken() && !cut.isAtEnd());
    }
};

QTEST_APPLESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
