// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The delegated scope: our own D-Bus encoding against a real bus daemon and QtDBus, and the steps in the control group tree
// against a folder that looks like one.
#include "core/result.h"
#include "process/cgroupscope.h"
#include "process/userbus.h"
#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <unistd.h>

using namespace lathe;

static void put(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(bytes);
}

static QByteArray text(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Stands for systemd's user manager, in a process of its own: takes the request apart with QtDBus and makes the scope below
/// the folder that looks like a control group tree.
class Manager : public QDBusVirtualObject
{
public:
    explicit Manager(QString root) : m_root(std::move(root)) {}
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != QStringLiteral("StartTransientUnit"))
            return false;
        if (QFile::exists(m_root + QStringLiteral("/refuse"))) {
            connection.send(message.createErrorReply(QStringLiteral("org.freedesktop.systemd1.NoSuchUnit"), QStringLiteral("no")));
            return true;
        }
        QString said = message.interface() + u' ' + message.path() + u' ' + message.signature() + u' ';
        const QString unit = message.arguments().value(0).toString();
        said += unit + u' ' + message.arguments().value(1).toString();
        const QDBusArgument list = message.arguments().value(2).value<QDBusArgument>();
        list.beginArray();
        while (!list.atEnd()) {
            QString name;
            QDBusVariant value;
            list.beginStructure();
            list >> name >> value;
            list.endStructure();
            said += u' ' + name + u'=';
            if (value.variant().canConvert<QDBusArgument>()) {
                const QDBusArgument numbers = value.variant().value<QDBusArgument>();
                numbers.beginArray();
                while (!numbers.atEnd()) {
                    uint one = 0;
                    numbers >> one;
                    said += QString::number(one);
                }
                numbers.endArray();
            } else {
                said += value.variant().toString();
            }
        }
        list.endArray();
        connection.send(message.createReply(QVariant::fromValue(QDBusObjectPath(QStringLiteral("/org/freedesktop/systemd1/job/1")))));
        const QString scope = m_root + QStringLiteral("/tree/app.slice/") + unit;
        put(scope + QStringLiteral("/cgroup.subtree_control"), "");
        put(scope + QStringLiteral("/cgroup.procs"), unit.mid(6, unit.size() - 12).toUtf8() + '\n');
        put(m_root + QStringLiteral("/said"), said.toUtf8());
        put(m_root + QStringLiteral("/cgroup"), "0::/app.slice/" + unit.toUtf8() + '\n');
        return true;
    }

private:
    QString m_root;
};

class TestCgroupScope : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    QProcess m_bus, m_manager;

    QString at(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    ScopePlace place() const
    {
        put(at("mountinfo"), "29 23 0:26 / " + QFile::encodeName(at("tree")) + " rw - cgroup2 cgroup2 rw\n");
        put(at("cgroup"), "0::/user.slice/session-2.scope\n");
        put(at("tree/cgroup.controllers"), "cpuset cpu io memory pids\n");
        return {at("bus"), at("mountinfo"), at("cgroup")};
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        QVERIFY2(!daemon.isEmpty(), "dbus-daemon is needed: apt install dbus-daemon");
        put(at("bus.conf"), "<busconfig><type>session</type><listen>unix:path=" + QFile::encodeName(at("bus"))
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/>"
              "<allow receive_type=\"method_call\"/><allow receive_type=\"method_return\"/><allow receive_type=\"error\"/>"
              "<allow receive_type=\"signal\"/><allow own=\"*\"/></policy></busconfig>");
        m_bus.setStandardErrorFile(QProcess::nullDevice()); // it may not raise its limits here
        m_bus.start(daemon, {QStringLiteral("--config-file=") + at("bus.conf"), QStringLiteral("--nofork")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(at("bus")), 20000);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LATHE_TEST_MANAGER"), m_dir->path());
        m_manager.setProcessEnvironment(environment);
        m_manager.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(m_manager.waitForReadyRead(20000));
    }
    void cleanup()
    {
        for (QProcess *process : {&m_manager, &m_bus}) {
            process->kill();
            process->waitForFinished(20000);
        }
    }

    void entersAScope()
    {
        const ScopePlace where = place();
        const auto folder = enterDelegatedScope(where);
        LATHE_VERIFY_RESULT(folder);
        const QByteArray pid = QByteArray::number(getpid());
        const QString scope = at("tree/app.slice/lathe-") + QString::fromLatin1(pid) + QStringLiteral(".scope");
        QCOMPARE(*folder, scope);
        QCOMPARE(text(at("said")), "org.freedesktop.systemd1.Manager /org/freedesktop/systemd1 ssa(sv)a(sa(sv)) lathe-" + pid
            + ".scope fail PIDs=" + pid + " Delegate=true Description=Lathe CollectMode=inactive-or-failed");
        QVERIFY(QFileInfo(scope + QStringLiteral("/app")).isDir());
        QCOMPARE(text(scope + QStringLiteral("/cgroup.subtree_control")), QByteArray("+memory +cpu +pids"));
        QCOMPARE(text(scope + QStringLiteral("/app/cgroup.procs")), pid); // the tree has taken us in as systemd does
    }
    void anotherCallFindsIt()
    {
        ScopePlace where = place();
        const QByteArray unit = "lathe-" + QByteArray::number(getpid()) + ".scope";
        put(at("cgroup"), "0::/app.slice/" + unit + "/app\n");
        where.busSocket.clear(); // nobody is asked
        const auto folder = enterDelegatedScope(where);
        LATHE_VERIFY_RESULT(folder);
        QCOMPARE(*folder, at("tree/app.slice/") + QString::fromLatin1(unit));
        QVERIFY(isInOwnScope("0::/a/lathe-7.scope/app\n", 7));
        QVERIFY(!isInOwnScope("0::/a/lathe-7.scope/app\n", 8));
        QVERIFY(!isInOwnScope("1:memory:/a/lathe-7.scope/app\n0::/\n", 7));
    }
    void refusals()
    {
        ScopePlace where = place();
        put(at("refuse"), "");
        const auto refused = enterDelegatedScope(where);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(QStringLiteral("org.freedesktop.systemd1.NoSuchUnit")), qPrintable(refused.error().text));
        QFile::remove(at("refuse"));
        m_manager.kill(); // nobody has the name
        m_manager.waitForFinished(20000);
        const auto nobody = enterDelegatedScope(where);
        QVERIFY(!nobody);
        QVERIFY2(nobody.error().text.contains(QStringLiteral("org.freedesktop.DBus.Error")), qPrintable(nobody.error().text));
        put(at("tree/cgroup.controllers"), "cpu pids\n"); // nothing that bounds memory: the bus is not even asked
        QVERIFY(!enterDelegatedScope(where));
        where = place();
        where.busSocket = at("nothing");
        QVERIFY(!enterDelegatedScope(where));
        where.busSocket = at("bus");
        put(at("mountinfo"), "31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
        QVERIFY(!enterDelegatedScope(where));
    }
    void hostileBus_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("closes") << QByteArray();
        QTest::newRow("refuses") << QByteArray("REJECTED EXTERNAL\r\n");
        QTest::newRow("garbage") << QByteArray("OK 1\r\n") + QByteArray(64, '\xff');
        QTest::newRow("endless header") << QByteArray("OK 1\r\nl\3\0\1\0\0\0\0\1\0\0\0\xff\xff\xff\x7f", 22);
        QTest::newRow("lying field") << QByteArray("OK 1\r\nl\3\0\1\0\0\0\0\1\0\0\0\x10\0\0\0\4\1s\0\xff\xff\xff\x7f________", 38);
    }
    void hostileBus()
    {
        QFETCH(QByteArray, answer);
        const QString path = at("hostile");
        QThread thread;
        auto *server = new QLocalServer;
        QVERIFY(server->listen(path));
        server->moveToThread(&thread);
        connect(server, &QLocalServer::newConnection, server, [server, answer] {
            QLocalSocket *client = server->nextPendingConnection();
            client->write(answer);
            client->disconnectFromServer();
        });
        connect(&thread, &QThread::finished, server, &QObject::deleteLater);
        thread.start();
        const auto asked = startDelegatedScope(path, QStringLiteral("lathe-1.scope"), 1);
        thread.quit();
        QVERIFY(thread.wait(20000));
        QVERIFY(!asked);
        QVERIFY(!asked.error().text.isEmpty());
    }
    void whereTheBusIs()
    {
        const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS"), runtime = qgetenv("XDG_RUNTIME_DIR");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=x;unix:path=/run/user/7/bus,guid=1");
        const QString named = ScopePlace::ofThisProcess().busSocket;
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_dir->path()));
        const QString beside = ScopePlace::ofThisProcess().busSocket;
        address.isEmpty() ? qunsetenv("DBUS_SESSION_BUS_ADDRESS") : qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        runtime.isEmpty() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", runtime);
        QCOMPARE(named, geteuid() == 0 ? QStringLiteral("/run/dbus/system_bus_socket") : QStringLiteral("/run/user/7/bus"));
        QCOMPARE(beside, at("bus"));
    }
};

static int manager(const QString &root)
{
    QDBusConnection bus = QDBusConnection::connectToBus(QStringLiteral("unix:path=") + root + QStringLiteral("/bus"), QStringLiteral("test"));
    Manager object(root);
    if (!bus.registerVirtualObject(QStringLiteral("/org/freedesktop/systemd1"), &object) || !bus.registerService(QStringLiteral("org.freedesktop.systemd1")))
        return 1;
    puts("ready");
    fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QString root = qEnvironmentVariable("LATHE_TEST_MANAGER"); !root.isEmpty())
        return manager(root);
    TestCgroupScope test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_cgroupscope.moc"
