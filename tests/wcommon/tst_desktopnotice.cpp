// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's notifications are told, over a real bus.
#include "common/desktopnotice.h"
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

/// Stands for the desktop's notification server.
class Server : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QList<QDBusMessage> told;
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        told.append(message);
        return connection.send(message.createReply(uint(1)));
    }
};

class TestDesktopNotice : public QObject
{
    Q_OBJECT
private slots:
    void isToldAsText()
    {
        QTemporaryDir dir;
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        QVERIFY2(!daemon.isEmpty(), "dbus-daemon is needed: apt install dbus-daemon");
        const QString socket = dir.filePath(QStringLiteral("bus"));
        QFile conf(dir.filePath(QStringLiteral("bus.conf")));
        QVERIFY(conf.open(QIODevice::WriteOnly));
        conf.write("<busconfig><type>session</type><listen>unix:path=" + QFile::encodeName(socket)
                   + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/><allow receive_type=\"method_call\"/>"
                     "<allow receive_type=\"method_return\"/><allow receive_type=\"error\"/><allow receive_type=\"signal\"/><allow own=\"*\"/></policy></busconfig>");
        conf.close();
        QProcess bus;
        bus.setStandardErrorFile(QProcess::nullDevice());
        bus.start(daemon, {QStringLiteral("--config-file=") + conf.fileName(), QStringLiteral("--nofork")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), 20000);
        const QString address = QStringLiteral("unix:path=") + socket;
        {
            QDBusConnection desktop = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
            QTRY_VERIFY(desktop.isConnected());
            Server server;
            QVERIFY(desktop.registerVirtualObject(QStringLiteral("/org/freedesktop/Notifications"), &server));
            QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
            qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
            QGuiApplication::setDesktopFileName(QStringLiteral("io.github.lathe.Lathe"));
            tellDesktop(QStringLiteral("실행 실패: <b>"), QStringLiteral("a <i>& b"));
            QTRY_COMPARE_WITH_TIMEOUT(server.told.size(), 1, 20000);
            const QVariantList values = server.told.first().arguments();
            QCOMPARE(server.told.first().member(), QStringLiteral("Notify"));
            QCOMPARE(values.size(), 8);
            QCOMPARE(values[2].toString(), QStringLiteral("io.github.lathe.Lathe"));
            QCOMPARE(values[3].toString(), QStringLiteral("실행 실패: <b>"));
            QCOMPARE(values[4].toString(), QStringLiteral("a &lt;i&gt;&amp; b"));
        }
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        bus.kill();
        bus.waitForFinished(20000);
        tellDesktop(QStringLiteral("nobody"), QStringLiteral("listens")); // and nothing happens
    }
};

QTEST_MAIN(TestDesktopNotice)
#include "tst_desktopnotice.moc"
