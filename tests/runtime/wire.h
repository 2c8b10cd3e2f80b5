// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

namespace lathe::test {

struct WireAnswer
{
    int status = 0;
    QByteArray head;
    QByteArray body;
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n'))
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        return {};
    }
};

/// A runtime that speaks HTTP by hand.
class Wire
{
public:
    explicit Wire(quint16 port)
    {
        socket.connectToHost(QHostAddress::LocalHost, port);
        connected = socket.waitForConnected(3000);
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    void get(const QByteArray &path) { send("GET /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n"); }
    void post(const QByteArray &path, const QByteArray &body, const QByteArray &headers = {})
    {
        send("POST /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
    }
    WireAnswer read()
    {
        WireAnswer answer;
        const auto whole = [&] {
            buffer += socket.readAll();
            const qsizetype end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return false;
            answer.head = buffer.first(end);
            const qsizetype length = answer.header("Content-Length").toLongLong();
            if (buffer.size() < end + 4 + length)
                return false;
            answer.status = answer.head.mid(9, 3).toInt();
            answer.body = buffer.mid(end + 4, length);
            buffer.remove(0, end + 4 + length);
            return true;
        };
        (void)QTest::qWaitFor(whole, 5000);
        return answer;
    }
    QTcpSocket socket;
    QByteArray buffer;
    bool connected = false;
};

} // namespace lathe::test
