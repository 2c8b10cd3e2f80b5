// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of strangers with bytes changed at random: native libraries, signatures, certificates, lists of libraries and settings. LATHE_LONG_TESTS=1 runs the long form, which the
// preset "asan" is for; what it looks for are crashes, endless loops, and signatures that hold although something changed.
#include "aws/inifile.h"
#include "package/elfmaker.h"
#include "package/ignorepatterns.h"
#include "package/layer/npmsources.h"
#include "package/layer/pipinputs.h"
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

    void certificates()
    {
        QTemporaryDir dir;
        const SigningKeys keys(dir.filePath(QStringLiteral("keys"))), others(dir.filePath(QStringLiteral("others")));
        LATHE_VERIFY_RESULT(keys.create(QStringLiteral("team"), SigningKeys::Algorithm::EcdsaP256));
        const QByteArray pem = slurp(keys.certificateFile(QStringLiteral("team"))), key = slurp(keys.keyFile(QStringLiteral("team")));
        const QByteArray der = QByteArray::fromBase64(pem.mid(28).chopped(27));
        QVERIFY(der.size() > 200);
        for (int i = 0, count = rounds(500, 50000); i < count; ++i) {
            const QByteArray changed = i % 2 ? mutated(pem) : "-----BEGIN CERTIFICATE-----\n" + mutated(der).toBase64() + "\n-----END CERTIFICATE-----\n";
            if (others.trust(QStringLiteral("x"), changed))
                LATHE_VERIFY_RESULT(others.remove(QStringLiteral("x")));
            if (i % 10 == 0) {
                put(dir.filePath(QStringLiteral("others")), "y.crt", changed);
                put(dir.filePath(QStringLiteral("others")), "y.key", mutated(key), 0600);
                (void)others.list();
                QVERIFY(QFile::remove(others.certificateFile(QStringLiteral("y"))) && QFile::remove(others.keyFile(QStringLiteral("y"))));
            }
        }
    }

    /// The lists that a layer's libraries are read from; what is included stays within what a list may name.
    void listsOfLibraries()
    {
        QTemporaryDir dir;
        put(dir.path(), "base.txt", "a==1\n");
        const QList<QByteArray> lists = {"# all\nrequests[socks]==2.31.0 ; python_version >= '3.8' \\\n  --hash=sha256:aa\n-r base.txt\n-c base.txt\n--find-links ./wheels\n--index-url https://u:${TOKEN}@x/simple\n./a-1-py3-none-any.whl\nb @ https://x/b-1-py3-none-any.whl#sha256=1\n",
            "-e git+https://x/y.git@v1#egg=y\n"};
        const QByteArray project = "[build-system]\nrequires = []\n[project]\nname = 'x'\ndependencies = [ # all\n \"requests>=2\", 'six',\n \"a\\\"b\",\n]\n[tool.x]\na = 1\n";
        const QByteArray lock = "version = 1\n[[package]]\nname = \"six\"\nversion = \"1.16\"\nsource = { registry = \"https://x\" }\n[[package]]\nname = \"six\"\nversion = \"1.17\"\n[[package]]\nname = \"requests\"\nversion = \"2.31\"\n";
        int good = 0;
        for (int i = 0, count = rounds(1500, 50000); i < count; ++i) {
            put(dir.path(), "requirements.txt", mutated(lists.at(i % lists.size())));
            put(dir.path(), "pyproject.toml", mutated(project));
            put(dir.path(), "uv.lock", mutated(lock));
            PipInputs inputs;
            good += addPipInput(dir.filePath(QStringLiteral("requirements.txt")), {}, inputs).has_value();
            good += addPipInput(dir.filePath(QStringLiteral("pyproject.toml")), dir.filePath(QStringLiteral("uv.lock")), inputs).has_value();
            QVERIFY2(!('\n' + inputs.requirements).contains("\ngit+"), inputs.requirements.constData());
            QVERIFY(inputs.requirements.size() < 100000);
        }
        QVERIFY(good > 100);
        for (int i = 1; i < 8; ++i) // 40 to the power of 7 readings
            put(dir.path(), "f" + QByteArray::number(i) + ".txt", QByteArray("-r f" + QByteArray::number(i + 1) + ".txt\n").repeated(40));
        put(dir.path(), "f8.txt", "six\n");
        PipInputs inputs;
        QVERIFY(!addPipInput(dir.filePath(QStringLiteral("f1.txt")), {}, inputs));
        QVERIFY(addPipInput(dir.filePath(QStringLiteral("f7.txt")), {}, inputs));
    }

    void npmLists()
    {
        QTemporaryDir dir;
        const QByteArray package = QByteArray("{'name':'app','dependencies':{'a':'^1.0.0','b':'npm:c@2','@s/d':'https:~~x.example/d.tgz'},'optionalDependencies':{'e':'*'}}").replace('\'', '"').replace("~~", "//");
        const QByteArray lock = QByteArray("{'name':'app','lockfileVersion':2,'packages':{'':{'name':'app'},'node_modules/a':{'version':'1.0.0','resolved':'https:~~registry.npmjs.org/a/-/a-1.0.0.tgz'},"
            "'node_modules/a/node_modules/@s/d':{'version':'2.0.0','resolved':'https:~~evil.example/d.tgz'}},'dependencies':{'a':{'version':'1.0.0','dependencies':{'f':{'version':'1.0.0','dependencies':{'g':{'version':'1.0.0'}}}}}}}")
            .replace('\'', '"').replace("~~", "//");
        put(dir.path(), ".npmrc", "registry=https://r.example/\n@s:registry = 'https://s.example/npm/'\n");
        const auto hosts = [&] { return foreignNpmHosts({dir.filePath(QStringLiteral("package.json")), dir.filePath(QStringLiteral("package-lock.json")), {dir.filePath(QStringLiteral(".npmrc"))}, {}, false}); };
        put(dir.path(), "package.json", package);
        put(dir.path(), "package-lock.json", lock);
        QCOMPARE(hosts().value_or(QStringList()), QStringList{QStringLiteral("evil.example")});
        for (int i = 0, count = rounds(1500, 50000); i < count; ++i) {
            put(dir.path(), i % 2 ? "package.json" : "package-lock.json", mutated(i % 2 ? package : lock));
            (void)hosts();
        }
        // Nested without end, and very many: both have an end.
        put(dir.path(), "package.json", package);
        put(dir.path(), "package-lock.json", QByteArray("{\"dependencies\":{\"a\":").repeated(500) + "{}" + QByteArray("}}").repeated(500));
        (void)hosts();
    }

    void settings()
    {
        const QByteArray ini = "[default]\nregion = eu-west-1\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n[profile \"a b\"]\nrole_arn: arn:aws:iam::1:role/x\n# note\nsource_profile=default\ncredential_process = \"/bin/a b\" --x 'y z'\n";
        for (int i = 0, count = rounds(20000, 200000); i < count; ++i) {
            const QByteArray text = mutated(ini);
            if (const auto file = IniFile::parse(text, QStringLiteral("config")))
                for (const QString &section : file->sections()) {
                    (void)file->nested(section, QStringLiteral("s3"), QStringLiteral("addressing_style"));
                    (void)shellWords(file->value(section, QStringLiteral("credential_process")).value_or(QString()));
                }
        }
    }

    /// Patterns of a project's, with what makes naive matching exponential.
    void patterns()
    {
        const QByteArray seed = "node_modules/**\n!node_modules/sharp/**\n*.py[cod]\n/build/\n**/test?/*.map\na\\*b\n[!a-z]*\n:(file)x\n#no\n";
        const std::string path = "node_modules/sharp/lib/test1/index.js.map";
        int left = 0;
        for (int i = 0, count = rounds(20000, 200000); i < count; ++i) {
            const IgnorePatterns patterns(QString::fromUtf8(mutated(seed)).split(u'\n'));
            left += patterns.excludes(path);
        }
        QVERIFY(left > 0);
        const IgnorePatterns stars({QStringLiteral("a*").repeated(200) + u'b', QStringLiteral("**/a/").repeated(100) + u'b'});
        QVERIFY(!stars.excludes(std::string(4000, 'a')));
        std::string deep;
        for (int i = 0; i < 1000; ++i)
            deep += "a/";
        QVERIFY(!stars.excludes(deep + "a"));
    }
};

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
