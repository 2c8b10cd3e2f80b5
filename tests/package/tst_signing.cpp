// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"
#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace lathe;

/// Keys, signing, and finding what changed in a signed package.
class TestSigning : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> dir;
    static QString q(const char *text) { return QString::fromLatin1(text); }
    SigningKeys keys() const { return SigningKeys(dir->filePath(q("keys"))); }
    QString cache() const { return dir->filePath(q("cache")); }

    void put(const QString &name, const QByteArray &bytes, bool executable = false)
    {
        const QString file = dir->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(bytes);
        f.close();
        if (executable)
            QVERIFY(f.setPermissions(f.permissions() | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther));
    }
    static QByteArray bytesOf(const QString &file)
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    /// The package of the folder "src".
    QString package(const char *name = "p.zip")
    {
        PackageSpec spec;
        spec.rootDir = dir->filePath(q("src"));
        const QString file = dir->filePath(q(name));
        const auto report = writePackage(spec, file);
        return report ? file : QString();
    }
    QString signedPackage()
    {
        const QString file = package();
        const auto done = signPackage(file, keys(), q("team"), cache());
        return done ? file : QString();
    }
    int zipTool(const QString &program, const QStringList &arguments) const
    {
        QProcess p;
        p.setWorkingDirectory(dir->filePath(q("edit")));
        p.start(program, arguments);
        return p.waitForFinished() ? p.exitCode() : -1;
    }
    QStringList changesOf(const QString &file)
    {
        const auto signature = checkSignature(file, keys());
        return signature && signature->state == PackageSignature::State::Changed ? signature->changes : QStringList{signature ? q("(not changed)") : signature.error().text};
    }

private slots:
    void init()
    {
        dir = std::make_unique<QTemporaryDir>();
        put(q("src/app.py"), "def handler(event, context):\n    return 1\n");
        put(q("src/lib/data.bin"), QByteArray(100000, 'x'));
        put(q("src/bootstrap"), "#!/bin/sh\n", true);
        QVERIFY(QFile::link(q("app.py"), dir->filePath(q("src/alias.py"))));
        QVERIFY(QDir(dir->path()).mkdir(q("edit")));
        LATHE_VERIFY_RESULT(keys().create(q("team"), SigningKeys::Algorithm::EcdsaP256));
    }

    void keysAreKept()
    {
        const auto rsa = keys().create(q("old_one"), SigningKeys::Algorithm::Rsa3072);
        LATHE_VERIFY_RESULT(rsa);
        QCOMPARE(rsa->algorithm, q("RSA 3072"));
        QCOMPARE(rsa->fingerprint.size(), 64);
        const auto all = keys().list();
        LATHE_VERIFY_RESULT(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(1).name, q("team"));
        QCOMPARE(all->at(1).algorithm, q("ECDSA P-256"));
        QVERIFY(all->at(1).canSign);
        QVERIFY(qAbs(all->at(1).created.secsTo(QDateTime::currentDateTimeUtc())) < 300);
        struct stat info{};
        QCOMPARE(::stat(QFile::encodeName(keys().keyFile(q("team"))).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
        QCOMPARE(::stat(QFile::encodeName(dir->filePath(q("keys"))).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0700);
        QCOMPARE(keys().create(q("team"), SigningKeys::Algorithm::EcdsaP256).error().code, ErrorCode::AlreadyExists);
        for (const char *bad : {"x", "../up", "a b", "a/b", ""})
            QCOMPARE(keys().create(q(bad), SigningKeys::Algorithm::EcdsaP256).error().code, ErrorCode::Usage);
        QCOMPARE(keys().signer({}).error().code, ErrorCode::Usage); // which of the two
        LATHE_VERIFY_RESULT(keys().remove(q("old_one")));
        QCOMPARE(keys().signer({})->name, q("team"));
        QVERIFY(!QFile::exists(keys().keyFile(q("old_one"))));
        QCOMPARE(keys().find(q("old_one")).error().code, ErrorCode::NotFound);
    }

    void aSignedPackageIsAPackage()
    {
        const QString file = package();
        const qint64 plain = QFileInfo(file).size();
        const auto before = readPackageList(file);
        const auto done = signPackage(file, keys(), {}, cache());
        LATHE_VERIFY_RESULT(done);
        QCOMPARE(done->zipBytes, QFileInfo(file).size());
        QCOMPARE(done->sha256, QCryptographicHash::hash(bytesOf(file), QCryptographicHash::Sha256));
        QVERIFY(done->zipBytes > plain);
        const auto after = readPackageList(file);
        LATHE_VERIFY_RESULT(after);
        QCOMPARE(after->size(), before->size() + 2);
        LATHE_VERIFY_RESULT(extractPackage(file, dir->filePath(q("out"))));
        QCOMPARE(bytesOf(dir->filePath(q("out/app.py"))), bytesOf(dir->filePath(q("src/app.py"))));
        QCOMPARE(zipTool(q("unzip"), {q("-tq"), file}), 0); // another tool reads it too
        const auto signature = checkSignature(file, keys());
        LATHE_VERIFY_RESULT(signature);
        QCOMPARE(signature->state, PackageSignature::State::Valid);
        QCOMPARE(signature->key.name, q("team"));
        QCOMPARE(signPackage(file, keys(), {}, cache()).error().code, ErrorCode::AlreadyExists);
    }

    void openSslsOwnCommandChecksIt()
    {
        const QString file = signedPackage();
        LATHE_VERIFY_RESULT(extractPackage(file, dir->filePath(q("out"))));
        const QStringList verify{q("cms"), q("-verify"), q("-binary"), q("-noverify"), q("-inform"), q("DER"), q("-in"), dir->filePath(q("out/META-INF/LATHE.P7")), q("-out"), q("/dev/null"), q("-content")};
        QCOMPARE(zipTool(q("openssl"), verify + QStringList{dir->filePath(q("out/META-INF/LATHE.SF"))}), 0);
        put(q("other.SF"), "something else");
        QVERIFY(zipTool(q("openssl"), verify + QStringList{dir->filePath(q("other.SF"))}) != 0);
    }

    void equalContentGivesEqualBytes()
    {
        const QByteArray first = bytesOf(signedPackage()); // ECDSA would give another signature each time
        QVERIFY(!first.isEmpty());
        QCOMPARE(bytesOf(signedPackage()), first);
        put(q("src/app.py"), "other\n");
        QVERIFY(bytesOf(signedPackage()) != first);
    }

    void whatChangedIsNamed()
    {
        const QString file = signedPackage();
        put(q("edit/app.py"), "def handler(event, context):\n    return 2\n");
        QCOMPARE(zipTool(q("zip"), {q("-q"), file, q("app.py")}), 0);
        QCOMPARE(changesOf(file), QStringList{q("app.py (changed)")});

        const QString added = signedPackage();
        put(q("edit/extra/evil.py"), "import os\n");
        QCOMPARE(zipTool(q("zip"), {q("-qD"), added, q("extra/evil.py")}), 0);
        QCOMPARE(changesOf(added), QStringList{q("extra/evil.py (added)")});

        const QString missing = signedPackage();
        QCOMPARE(zipTool(q("zip"), {q("-qd"), missing, q("lib/data.bin")}), 0);
        QCOMPARE(changesOf(missing), QStringList{q("lib/data.bin (missing)")});

        const QString mode = signedPackage(); // the same bytes, but not executable any more
        put(q("edit/bootstrap"), "#!/bin/sh\n");
        QVERIFY(QFile(dir->filePath(q("edit/bootstrap"))).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        QCOMPARE(zipTool(q("zip"), {q("-q"), mode, q("bootstrap")}), 0);
        QCOMPARE(changesOf(mode), QStringList{q("bootstrap (changed)")});

        const QString link = signedPackage();
        QVERIFY(QFile::link(q("bootstrap"), dir->filePath(q("edit/alias.py"))));
        QCOMPARE(zipTool(q("zip"), {q("-qy"), link, q("alias.py")}), 0);
        QCOMPARE(changesOf(link), QStringList{q("alias.py (changed)")});
    }

    void aForgedListIsFound()
    {
        const QString file = signedPackage();
        LATHE_VERIFY_RESULT(extractPackage(file, dir->filePath(q("out"))));
        QByteArray list = bytesOf(dir->filePath(q("out/META-INF/LATHE.SF")));
        list[list.size() / 2] = char(list[list.size() / 2] ^ 1);
        put(q("edit/META-INF/LATHE.SF"), list);
        QCOMPARE(zipTool(q("zip"), {q("-q"), file, q("META-INF/LATHE.SF")}), 0);
        QCOMPARE(changesOf(file), QStringList{q("META-INF/LATHE.P7")});
        const QString half = signedPackage();
        QCOMPARE(zipTool(q("zip"), {q("-qd"), half, q("META-INF/LATHE.SF")}), 0);
        QCOMPARE(changesOf(half), QStringList{q("META-INF/LATHE.SF")});
        const QString garbage = signedPackage();
        put(q("edit/META-INF/LATHE.P7"), "not a signature");
        QCOMPARE(zipTool(q("zip"), {q("-q"), garbage, q("META-INF/LATHE.P7")}), 0);
        QCOMPARE(changesOf(garbage), QStringList{q("META-INF/LATHE.P7")});
    }

    void anotherKeyIsNotOurs()
    {
        const QString file = package();
        const SigningKeys others(dir->filePath(q("others")));
        LATHE_VERIFY_RESULT(others.create(q("team"), SigningKeys::Algorithm::Rsa3072)); // the same name says nothing
        LATHE_VERIFY_RESULT(signPackage(file, others, q("team"), cache()));
        auto signature = checkSignature(file, keys());
        LATHE_VERIFY_RESULT(signature);
        QCOMPARE(signature->state, PackageSignature::State::Valid);
        QVERIFY(!signature->isKnown());
        QCOMPARE(signature->signer, q("team"));
        const auto certificate = others.certificate(q("team"));
        LATHE_VERIFY_RESULT(certificate);
        QVERIFY(!certificate->contains("PRIVATE"));
        LATHE_VERIFY_RESULT(keys().trust(q("friends"), *certificate));
        QCOMPARE(checkSignature(file, keys())->key.name, q("friends"));
        QVERIFY(!keys().find(q("friends"))->canSign);
        QCOMPARE(keys().signer({})->name, q("team"));
        QCOMPARE(keys().trust(q("rubbish"), "rubbish").error().code, ErrorCode::Usage);
    }

    void policies()
    {
        PackageSignature changed;
        changed.state = PackageSignature::State::Changed;
        changed.changes = {q("app.py (changed)")};
        QVERIFY(judgeSignature(changed, SignaturePolicy::Warn, q("p.zip"))->contains(q("app.py (changed)")));
        const auto refused = judgeSignature(changed, SignaturePolicy::Enforce, q("p.zip"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Verification);
        QVERIFY(refused.error().text.contains(q("app.py (changed)")));
        const PackageSignature none;
        QVERIFY(judgeSignature(none, SignaturePolicy::Enforce, q("p.zip"))->isEmpty());
        QCOMPARE(judgeSignature(none, SignaturePolicy::Require, q("p.zip")).error().id, q("LTH-SIG-011"));
        PackageSignature foreign;
        foreign.state = PackageSignature::State::Valid;
        foreign.signer = q("someone");
        QVERIFY(judgeSignature(foreign, SignaturePolicy::Enforce, q("p.zip"))->contains(q("someone")));
        QCOMPARE(judgeSignature(foreign, SignaturePolicy::Require, q("p.zip")).error().id, q("LTH-SIG-012"));
        QCOMPARE(checkSignature(package(), keys())->state, PackageSignature::State::Unsigned);
    }

    void damagedKeysDoNotSign()
    {
        LATHE_VERIFY_RESULT(keys().create(q("second"), SigningKeys::Algorithm::EcdsaP256));
        QVERIFY(QFile::remove(keys().keyFile(q("second"))));
        QVERIFY(QFile::copy(keys().keyFile(q("team")), keys().keyFile(q("second")))); // of another certificate
        const auto done = signPackage(package(), keys(), q("second"), cache());
        QVERIFY(!done);
        QCOMPARE(done.error().id, q("LTH-SIG-003"));
        QVERIFY(!done.error().detail.contains(q("BEGIN")));
    }
};

QTEST_GUILESS_MAIN(TestSigning)
#include "tst_signing.moc"
