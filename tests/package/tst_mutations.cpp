// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of strangers with bytes changed at random: native libraries and signatures. LATHE_LONG_TESTS=1 runs the long form, which the
// preset "asan" is for; what it looks for are crashes, endless loops, and signatures that hold although something changed.
#include "package/elfmaker.h"
#include "package/packagereader.h"
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"
#include "package/treehelpers.h"
#include "package/xray/nativefile.h"
#include "package/ziparchive.h"
#include "package/zipbuilder.h"
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestMutations : public QObject
{
    Q_OBJECT

    QRandomGenerator m_random{20261126};

    static int rounds(int few, int many) { return qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? many : few; }
    /// One to four changes: a byte, a bit, a number at its limits, something taken out, doubled or cut off.
    QByteArray mutated(QByteArray bytes)
    {
        for (int k = 1 + int(m_random.bounded(4)); k > 0 && bytes.size() > 8; --k) {
            const int at = int(m_random.bounded(int(bytes.size()) - 8));
            switch (m_random.bounded(7)) {
            case 0: bytes[at] = char(m_random.bounded(256)); break;
            case 1: bytes[at] = char(bytes[at] ^ (1 << m_random.bounded(8))); break;
            case 2: bytes.replace(at, 4, QByteArray(4, char(0xff))); break;
            case 3: bytes.replace(at, 8, QByteArray::fromHex(QList<QByteArray>{"ffffffffffffff7f", "0000000000000080", "0000000100000000", "f8ffffffffffffff"}[m_random.bounded(4)])); break;
            case 4: bytes.remove(at, 1 + m_random.bounded(16)); break;
            case 5: bytes.insert(at, bytes.mid(at, 1 + m_random.bounded(64))); break;
            default: bytes.truncate(at + 1); break;
            }
        }
        return bytes;
    }

private slots:
    void nativeFiles()
    {
        ElfMaker maker;
        maker.interpreter = "/lib64/ld-linux-x86-64.so.2";
        maker.soname = "libthing.so.1";
        maker.needed = {"libc.so.6", "libstdc++.so.6"};
        maker.versions = {"GLIBC_2.34", "GLIBC_2.2.5", "GLIBCXX_3.4.29"};
        QList<QByteArray> seeds = {maker.make()};
        for (const char *file : {"/bin/sh", "/lib/x86_64-linux-gnu/libz.so.1", "/lib/aarch64-linux-gnu/libz.so.1"}) // real ones, their beginning and end
            if (const QByteArray real = slurp(QLatin1String(file)); !real.isEmpty())
                seeds << real.left(64 * 1024);
        seeds << QByteArray::fromHex("cffaedfe0c000001000000000600000002000000") + QByteArray(200, '\x01') << QByteArray("MZ") + QByteArray(58, '\0') + QByteArray::fromHex("40000000") + QByteArray("PE\0\0", 4) + QByteArray(200, '\x02');
        QVERIFY(readNative(NativeBytes(seeds.first())));
        int read = 0;
        for (int i = 0, count = rounds(20000, 2000000); i < count; ++i) {
            const QByteArray bytes = mutated(seeds.at(i % seeds.size()));
            const auto native = readNative(NativeBytes(bytes));
            read += native.has_value();
            if (native) {
                QVERIFY(native->needed.size() <= 4096);
                QVERIFY(compareVersions(native->glibc, QStringLiteral("2.34")) != 12345);
            }
        }
        QVERIFY(read > 0);
    }

    void signatures()
    {
        QTemporaryDir dir;
        const SigningKeys keys(dir.filePath(QStringLiteral("keys")));
        LATHE_VERIFY_RESULT(keys.create(QStringLiteral("team"), SigningKeys::Algorithm::EcdsaP256));
        put(dir.filePath(QStringLiteral("src")), "app.py", "pass\n");
        PackageSpec spec;
        spec.rootDir = dir.filePath(QStringLiteral("src"));
        const QString zip = dir.filePath(QStringLiteral("p.zip"));
        LATHE_VERIFY_RESULT(writePackage(spec, zip));
        LATHE_VERIFY_RESULT(signPackage(zip, keys, QStringLiteral("team"), dir.filePath(QStringLiteral("cache"))));
        const auto sound = checkSignature(zip, keys);
        LATHE_VERIFY_RESULT(sound);
        QVERIFY(sound->state == PackageSignature::State::Valid);
        LATHE_VERIFY_RESULT(extractPackage(zip, dir.filePath(QStringLiteral("out"))));
        const QByteArray list = slurp(dir.filePath(QStringLiteral("out/META-INF/LATHE.SF"))), signature = slurp(dir.filePath(QStringLiteral("out/META-INF/LATHE.P7")));
        QVERIFY(!list.isEmpty() && !signature.isEmpty());
        for (int i = 0, count = rounds(1500, 200000); i < count; ++i) {
            const bool ofList = i % 3 == 0;
            const QByteArray newList = ofList ? mutated(list) : list, newSignature = ofList ? signature : mutated(signature);
            Member app, sf, p7;
            app.name = "app.py";
            app.content = "pass\n";
            sf.name = "META-INF/LATHE.SF";
            sf.content = newList;
            p7.name = "META-INF/LATHE.P7";
            p7.content = newSignature;
            put(dir.path(), "m.zip", buildZip({app, sf, p7}));
            const auto checked = checkSignature(dir.filePath(QStringLiteral("m.zip")), keys);
            if (newList != list)
                QVERIFY2(!checked || checked->state != PackageSignature::State::Valid, newList.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
