// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's side of a hand-over: who may call, what a request is, and that a slow or odd caller harms nobody.
#include "core/paths.h"
#include "core/plainpaths.h"
#include "core/sendfd.h"
#include "handover/handovercall.h"
#include "handover/handoverlistener.h"
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>

using namespace lathe;

/// A caller that speaks the protocol byte by byte.
class Caller
{
public:
    explicit Caller(const QString &path) : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        m_connected = ::connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~Caller() { hangUp(); }
    void hangUp()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }
    bool isConnected() const { return m_connected; }
    void send(const QByteArray &bytes) { QCOMPARE(::send(m_fd, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL), ssize_t(bytes.size())); }
    void sendWith(const QByteArray &bytes, int attached)
    {
        QVERIFY(lathe::sendWithDescriptor(m_fd, bytes.constData(), size_t(bytes.size()), attached));
    }
    /// What came so far; `ended` when the other side closed.
    QByteArray received()
    {
        char buffer[65536];
        ssize_t size;
        while ((size = recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0)
            m_in.append(buffer, size);
        m_ended = m_ended || size == 0 || (size < 0 && errno != EAGAIN);
        return m_in;
    }
    bool hasEnded()
    {
        (void)received();
        return m_ended;
    }

private:
    int m_fd;
    bool m_connected = false;
    bool m_ended = false;
    QByteArray m_in;
};

static QByteArray frame(handover::Frame type, const QByteArray &payload = {})
{
    const handover::Header header{type, std::uint32_t(payload.size())};
    return QByteArray(reinterpret_cast<const char *>(&header), sizeof header) + payload;
}

/// A request as the command's first program makes it.
static QByteArray hello(const QByteArrayList &arguments, const QByteArrayList &variables, const QByteArray &folder = "/tmp", bool otherBuild = false)
{
    char library[4096];
    plain::commandLibrary(library, sizeof library);
    handover::HelloHead head = {handover::version, std::uint32_t(arguments.size()), std::uint32_t(variables.size()), 0, handover::buildOf(library)};
    head.build.nanoseconds += otherBuild;
    QByteArray payload(reinterpret_cast<const char *>(&head), sizeof head);
    for (const QByteArray &text : QByteArrayList{folder} + arguments + variables)
        payload += text + '\0';
    return frame(handover::Hello, payload);
}

class TestHandover : public QObject
{
    Q_OBJECT

    std::unique_ptr<HandoverListener> m_listener;
    HandoverCall *m_call = nullptr;

private slots:
    void init()
    {
        m_call = nullptr;
        m_listener = std::make_unique<HandoverListener>();
        connect(m_listener.get(), &HandoverListener::called, this, [this](HandoverCall *call) { m_call = call; });
        QVERIFY(m_listener->listen());
    }
    void cleanup()
    {
        const QString path = m_listener->path();
        m_listener.reset();
        QVERIFY(!QFile::exists(path));
    }

    void pathsAgree_data()
    {
        QTest::addColumn<QByteArray>("runtime");
        QTest::addColumn<QByteArray>("temporary");
        QTest::newRow("usual") << qgetenv("XDG_RUNTIME_DIR") << QByteArray();
        QTest::newRow("no runtime folder") << QByteArray() << qgetenv("TMPDIR");
        QTest::newRow("a slash too many") << QByteArray() << qgetenv("TMPDIR") + "/";
        QTest::newRow("nothing that exists") << QByteArray("/no/such/folder") << QByteArray("/nor/this");
        QTest::newRow("relative") << QByteArray("run") << QByteArray("tmp");
    }
    void pathsAgree()
    {
        QFETCH(QByteArray, runtime);
        QFETCH(QByteArray, temporary);
        const QByteArray before[] = {qgetenv("XDG_RUNTIME_DIR"), qgetenv("TMPDIR")};
        runtime.isEmpty() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", runtime);
        temporary.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", temporary);
        char plainly[4096];
        plain::runtimeFolder(plainly, sizeof plainly);
        const QString usual = paths::runtime();
        qputenv("XDG_RUNTIME_DIR", before[0]);
        qputenv("TMPDIR", before[1]);
        QCOMPARE(QString::fromUtf8(plainly), usual);
    }

    void onlyAPrivateFolderIsUsed()
    {
        QTemporaryDir dir;
        const QByteArray name = QFile::encodeName(dir.path());
        int fd = plain::openPrivateFolder(name.constData());
        QVERIFY(fd >= 0);
        ::close(fd);
        QVERIFY(::chmod(name.constData(), 0750) == 0);
        QCOMPARE(plain::openPrivateFolder(name.constData()), -1);
        QVERIFY(QFile::link(dir.path(), dir.path() + QStringLiteral(".link")));
        QVERIFY(::chmod(name.constData(), 0700) == 0);
        fd = plain::openPrivateFolder((name + ".link").constData());
        QFile::remove(dir.path() + QStringLiteral(".link"));
        QCOMPARE(fd, -1);
    }

    void carriesBothWays()
    {
        Caller caller(m_listener->path());
        QVERIFY(caller.isConnected());
        const QByteArray whole = hello({"fn", "--json", "", "\xff"}, {"A=1=2", "KOR=\xed\x95\x9c", "broken"}, "/tmp/a b");
        caller.send(whole.first(13)); // in pieces
        caller.send(whole.sliced(13, 40));
        caller.send(whole.sliced(53));
        QTRY_VERIFY(m_call);
        QCOMPARE(m_call->request().arguments, QByteArrayList({"fn", "--json", "", "\xff"}));
        QCOMPARE(m_call->request().folder, QStringLiteral("/tmp/a b"));
        QCOMPARE(m_call->request().variables.size(), 2);
        QCOMPARE(m_call->request().variables.value(QStringLiteral("A")), QStringLiteral("1=2"));
        QCOMPARE(m_call->request().variables.value(QStringLiteral("KOR")), QStringLiteral("한"));
        QSignalSpy gone(m_call, &HandoverCall::gone);
        m_call->accept();
        m_call->write(false, "out");
        m_call->write(true, "err");
        m_call->finish(124);
        const std::int32_t code = 124;
        QTRY_VERIFY(caller.hasEnded());
        QCOMPARE(caller.received(), frame(handover::Accepted) + frame(handover::Output, "out") + frame(handover::ErrorOutput, "err")
                + frame(handover::Exit, QByteArray(reinterpret_cast<const char *>(&code), sizeof code)));
        QCOMPARE(gone.count(), 0);
    }

    void takesStandardInput()
    {
        Caller caller(m_listener->path());
        caller.send(hello({}, {}));
        QTRY_VERIFY(m_call);
        QSignalSpy input(m_call, &HandoverCall::inputArrived);
        m_call->askInput();
        QTRY_COMPARE(caller.received(), frame(handover::WantInput));
        const int held = memfd_create("input", MFD_CLOEXEC);
        QCOMPARE(::write(held, "{\"a\": 1}", 8), ssize_t(8)); // stands at its end
        caller.sendWith(frame(handover::Input), held);
        ::close(held);
        QTRY_COMPARE(input.count(), 1);
        QCOMPARE(input.at(0).at(0).toByteArray(), QByteArray("{\"a\": 1}"));
        m_call->refuse();
        QTRY_VERIFY(caller.hasEnded());
    }

    void refusesWhatIsTooLargeForAnEvent()
    {
        Caller caller(m_listener->path());
        caller.send(hello({}, {}));
        QTRY_VERIFY(m_call);
        QSignalSpy input(m_call, &HandoverCall::inputArrived);
        m_call->askInput();
        const int held = memfd_create("input", MFD_CLOEXEC);
        QCOMPARE(ftruncate(held, handover::inputBytes + 1), 0);
        caller.sendWith(frame(handover::Input), held);
        ::close(held);
        QTRY_VERIFY(caller.hasEnded());
        QVERIFY(caller.received().endsWith(frame(handover::Refused)));
        QCOMPARE(input.count(), 0);
    }

    void oddCallersAreTurnedAway_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("answered");
        QTest::newRow("garbage") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") << false;
        QTest::newRow("zeros") << QByteArray(4096, '\0') << false;
        QTest::newRow("too much") << frame(handover::Hello, {}).first(4) + QByteArray("\xff\xff\xff\x7f", 4) << false;
        QTest::newRow("another frame first") << frame(handover::Input) << false;
        QTest::newRow("an empty request") << frame(handover::Hello) << true;
        QTest::newRow("counts that lie") << hello({"a"}, {}).replace(12, 4, QByteArray("\xff\xff\xff\xff", 4)) << true;
        QTest::newRow("another build") << hello({"a"}, {}, "/tmp", true) << true;
        QTest::newRow("a relative folder") << hello({"a"}, {}, "tmp") << true;
        QByteArray version = hello({"a"}, {});
        version[8] = char(version[8] + 1);
        QTest::newRow("another version") << version << true;
    }
    void oddCallersAreTurnedAway()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, answered);
        Caller caller(m_listener->path());
        caller.send(bytes);
        QTRY_VERIFY(caller.hasEnded());
        QCOMPARE(caller.received(), answered ? frame(handover::Refused) : QByteArray());
        QVERIFY(!m_call);
        Caller next(m_listener->path()); // nobody else suffers
        next.send(hello({"b"}, {}));
        QTRY_VERIFY(m_call);
    }

    void tellsThatTheCallerIsGone()
    {
        Caller caller(m_listener->path());
        caller.send(hello({}, {}));
        QTRY_VERIFY(m_call);
        QSignalSpy gone(m_call, &HandoverCall::gone), destroyed(m_call, &QObject::destroyed);
        m_call->accept();
        caller.hangUp();
        QTRY_COMPARE(gone.count(), 1);
        QTRY_COMPARE(destroyed.count(), 1);
    }

    void aSlowReaderHoldsOnlyItself()
    {
        Caller caller(m_listener->path());
        caller.send(hello({}, {}));
        QTRY_VERIFY(m_call);
        QSignalSpy drained(m_call, &HandoverCall::drained);
        m_call->accept();
        m_call->write(false, QByteArray(3 * 1024 * 1024, 'x')); // returns at once
        QVERIFY(m_call->pending() > HandoverCall::enough);
        qsizetype seen = 0;
        QTRY_VERIFY((seen = caller.received().size()) > 3 * 1024 * 1024 && drained.count() == 1);
        QCOMPARE(m_call->pending(), 0);
        m_call->finish(0);
        QTRY_VERIFY(caller.hasEnded());
    }

    void aReaderThatNeverReadsIsDropped()
    {
        Caller caller(m_listener->path());
        caller.send(hello({}, {}));
        QTRY_VERIFY(m_call);
        QSignalSpy gone(m_call, &HandoverCall::gone);
        m_call->accept();
        for (int i = 0; i < 80 && gone.isEmpty(); ++i)
            m_call->write(true, QByteArray(1024 * 1024, 'x'));
        QCOMPARE(gone.count(), 1);
    }

    void leftoversOfKilledEnginesGo()
    {
        const QString folder = paths::runtime();
        const QString left = folder + QStringLiteral("/engine-999999");
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(left).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(fd);
        QVERIFY(QFileInfo::exists(left));
        HandoverListener second;
        QVERIFY(second.listen());
        QVERIFY(!QFileInfo::exists(left));
        QVERIFY(QFileInfo::exists(m_listener->path()) && second.path() != m_listener->path());
    }
};

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
