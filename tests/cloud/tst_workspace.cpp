// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/statelock.h"
#include "cloud/workspace.h"
#include "core/atomicfile.h"
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <thread>
#include <vector>

using namespace lathe;

class TestWorkspace : public QObject
{
    Q_OBJECT
    static int modeOf(const QString &path)
    {
        struct stat st = {};
        return ::stat(QFile::encodeName(path).constData(), &st) == 0 ? int(st.st_mode & 0777) : -1;
    }

private slots:
    void makesKeysThatOnlyTheUserReads()
    {
        QTemporaryDir dir;
        const auto w = Workspace::open(dir.path() + QStringLiteral("/a/state"));
        LATHE_VERIFY_RESULT(w);
        QCOMPARE(modeOf(w->dir), 0700);
        QCOMPARE(modeOf(w->dir + QStringLiteral("/keys.json")), 0600);
        QVERIFY(QRegularExpression(QStringLiteral("^LATHE[A-Z2-7]{15}$")).match(w->credentials.accessKeyId).hasMatch());
        QCOMPARE(w->credentials.secretAccessKey.size(), 40);
        QVERIFY(!w->credentials.source.isEmpty());
        QVERIFY(!w->credentials.source.contains(w->credentials.secretAccessKey));
        QCOMPARE(w->lastPort, quint16(0));
        QVERIFY(w->endpointUrl().isEmpty());
        QVERIFY(w->notes.isEmpty());
    }

    void keysAndPortSurvive()
    {
        QTemporaryDir dir;
        auto first = Workspace::open(dir.path());
        LATHE_VERIFY_RESULT(first);
        LATHE_VERIFY_RESULT(first->savePort(3001));
        const auto second = Workspace::open(dir.path() + QStringLiteral("/"));
        LATHE_VERIFY_RESULT(second);
        QCOMPARE(second->credentials.accessKeyId, first->credentials.accessKeyId);
        QCOMPARE(second->credentials.secretAccessKey, first->credentials.secretAccessKey);
        QCOMPARE(second->lastPort, quint16(3001));
        QCOMPARE(second->endpointUrl(), QStringLiteral("http://127.0.0.1:3001"));
        QTemporaryDir other;
        const auto third = Workspace::open(other.path());
        LATHE_VERIFY_RESULT(third);
        QVERIFY(third->credentials.accessKeyId != first->credentials.accessKeyId);
        QVERIFY(third->credentials.secretAccessKey != first->credentials.secretAccessKey);
    }

    void damagedKeysAreMovedAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("{\"accessKeyId\": \"LATHE");
        QTest::newRow("other type") << QByteArray("[1,2]");
        QTest::newRow("AWS's own key") << QByteArray(R"({"accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})");
        QTest::newRow("huge") << QByteArray(100000, 'x');
        QTest::newRow("NUL") << QByteArray(64, '\0');
    }
    void damagedKeysAreMovedAside()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("keys.json"));
        LATHE_VERIFY_RESULT(writeFileAtomically(file, bytes, 0644));
        const auto w = Workspace::open(dir.path());
        LATHE_VERIFY_RESULT(w);
        QVERIFY(w->credentials.accessKeyId.startsWith(QStringLiteral("LATHE")));
        QCOMPARE(w->notes.size(), 1);
        const QStringList aside = QDir(dir.path()).entryList({QStringLiteral("keys.json.damaged-*")});
        QCOMPARE(aside.size(), 1);
        QCOMPARE(*readFile(dir.filePath(aside.first())), bytes);
        QCOMPARE(modeOf(file), 0600);
        QCOMPARE(Workspace::open(dir.path())->credentials.secretAccessKey, w->credentials.secretAccessKey);
    }

    void aWrongPortFileIsNoPort_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *text : {"", "abc", "-1", "65536", "80 81"})
            QTest::newRow(text) << QByteArray(text);
    }
    void aWrongPortFileIsNoPort()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir dir;
        LATHE_VERIFY_RESULT(writeFileAtomically(dir.filePath(QStringLiteral("port")), bytes));
        const auto w = Workspace::open(dir.path());
        LATHE_VERIFY_RESULT(w);
        QCOMPARE(w->lastPort, quint16(0));
    }

    void openKeysAreClosed()
    {
        QTemporaryDir dir;
        LATHE_VERIFY_RESULT(Workspace::open(dir.path()));
        const QString file = dir.filePath(QStringLiteral("keys.json"));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        LATHE_VERIFY_RESULT(Workspace::open(dir.path()));
        QCOMPARE(modeOf(file), 0600);
    }

    void aFolderThatIsNoneIsRefused()
    {
        QTemporaryDir dir;
        LATHE_VERIFY_RESULT(writeFileAtomically(dir.filePath(QStringLiteral("file")), "x"));
        const auto w = Workspace::open(dir.filePath(QStringLiteral("file")));
        QVERIFY(!w);
        QCOMPARE(w.error().code, ErrorCode::Io);
        QVERIFY(QFile::link(dir.path(), dir.filePath(QStringLiteral("link"))));
        QVERIFY(!Workspace::open(dir.filePath(QStringLiteral("link"))));
    }

    void manyOpenersAgreeOnTheKeys()
    {
        QTemporaryDir dir;
        std::vector<QString> secrets(16);
        {
            std::vector<std::thread> openers;
            for (QString &secret : secrets)
                openers.emplace_back([&secret, path = dir.path()] {
                    if (const auto w = Workspace::open(path))
                        secret = w->credentials.secretAccessKey;
                });
            for (std::thread &opener : openers)
                opener.join();
        }
        QCOMPARE(secrets.front().size(), 40);
        for (const QString &secret : secrets)
            QCOMPARE(secret, secrets.front());
    }

    void aSecondOwnerIsRefusedWithThePid()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("lock"));
        {
            const auto first = StateLock::acquire(file);
            LATHE_VERIFY_RESULT(first);
            const auto second = StateLock::acquire(file);
            QVERIFY(!second);
            QCOMPARE(second.error().id, QStringLiteral("LTH-SRV-002"));
            QCOMPARE(second.error().code, ErrorCode::Conflict);
            QVERIFY(second.error().text.contains(QString::number(QCoreApplication::applicationPid())));
        }
        LATHE_VERIFY_RESULT(StateLock::acquire(file));
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
