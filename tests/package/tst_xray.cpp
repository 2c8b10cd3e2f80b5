// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "package/elfmaker.h"
#include "package/ignorefile.h"
#include "package/treehelpers.h"
#include "package/xray/filekind.h"
#include "package/xray/nativecheck.h"
#include "package/xray/packagexray.h"
#include "package/xray/runtimeimage.h"
#include "package/xray/xrayjson.h"
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <random>

using namespace lathe;
using Kind = XrayFinding::Kind;

static NativeFile parsed(const QByteArray &bytes)
{
    return readNative(NativeBytes(bytes)).value_or(NativeFile());
}

class TestXray : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_made = 0;
    QString folder() { return m_dir.filePath(QStringLiteral("tree%1").arg(++m_made)); }

    static XraySpec specFor(const QString &code, const QStringList &layers = {}, const QString &runtime = QStringLiteral("python3.12"))
    {
        FunctionDefinition function;
        function.name = QStringLiteral("fn");
        function.runtime.text = runtime;
        function.codeDir = code;
        function.layerDirs = layers;
        return xraySpecFor(function, code + QStringLiteral("-cache"));
    }
    static XrayReport inspect(const XraySpec &spec)
    {
        FileFactsStore store;
        auto report = inspectPackage(spec, store);
        if (!report)
            qWarning("%s", qPrintable(report.error().text));
        return report.value_or(XrayReport());
    }
    static const XrayFinding *finding(const XrayReport &report, Kind kind, int owner = -2)
    {
        for (const XrayFinding &one : report.findings)
            if (one.kind == kind && (owner == -2 || one.owner == owner))
                return &one;
        return nullptr;
    }
    static QStringList filesOf(const XrayReport &report, const XrayFinding *finding)
    {
        QStringList list;
        for (const int n : finding ? finding->nodes : std::vector<int>())
            list << report.path(n);
        list.sort();
        return list;
    }

private slots:
    void elfTellsWhatItNeeds()
    {
        const NativeFile file = parsed(ElfMaker{EM_AARCH64, "/lib/ld-linux-aarch64.so.1", "libx.so.1", {"libc.so.6", "libm.so.6"},
            {"GLIBC_2.4", "GLIBC_2.26", "GLIBC_2.9", "GLIBC_PRIVATE", "GLIBCXX_3.4.30", "CXXABI_1.3.9"}}.make());
        QCOMPARE(file.format, NativeFile::Format::Elf);
        QCOMPARE(file.machine, NativeFile::aarch64);
        QCOMPARE(file.interpreter, QStringLiteral("/lib/ld-linux-aarch64.so.1"));
        QCOMPARE(file.soname, QStringLiteral("libx.so.1"));
        QCOMPARE(file.needed, QStringList({QStringLiteral("libc.so.6"), QStringLiteral("libm.so.6")}));
        QCOMPARE(file.glibc, QStringLiteral("2.26")); // as numbers: 2.26 is above 2.4 and 2.9
        QCOMPARE(file.glibcxx, QStringLiteral("3.4.30"));
        QCOMPARE(file.cxxabi, QStringLiteral("1.3.9"));
        QVERIFY(!file.isMusl());
    }

    void aRealProgramIsRead()
    {
        const QByteArray own = QFile::encodeName(QCoreApplication::applicationFilePath());
        const int fd = ::open(own.constData(), O_RDONLY | O_CLOEXEC);
        const auto file = readNative(NativeBytes(fd, quint64(QFileInfo(QFile::decodeName(own)).size())));
        ::close(fd);
        QVERIFY(file && file->dynamic);
        QVERIFY2(file->needed.contains(QStringLiteral("libQt6Core.so.6")), qPrintable(file->needed.join(u' ')));
        QVERIFY(compareVersions(file->glibc, QStringLiteral("2.17")) > 0);
        QCOMPARE(file->bits, 64);
        QCOMPARE(*file->interpreter.begin(), QChar(u'/'));
    }

    void otherFormatsAreTold()
    {
        QCOMPARE(parsed(QByteArray::fromHex("cffaedfe07000001030000000200000010000000")).format, NativeFile::Format::MachO);
        QCOMPARE(parsed(QByteArray::fromHex("cafebabe00000002010000070000000300000000")).format, NativeFile::Format::MachO);
        QVERIFY(!readNative(NativeBytes(QByteArray::fromHex("cafebabe0000003d001d0a000200030700040c00")))); // a class of Java 17
        QByteArray pe("MZ");
        pe.resize(0x40, '\0');
        pe[0x3c] = 0x40;
        pe += QByteArray("PE\0\0\x64\x86", 6);
        QCOMPARE(parsed(pe).format, NativeFile::Format::Pe);
        QVERIFY(!readNative(NativeBytes(QByteArray("MZ is how this text begins, for no reason at all, and it is long enough for a header"))));
        QVERIFY(!readNative(NativeBytes(QByteArray())));
        QVERIFY(!readNative(NativeBytes(QByteArray("#!/bin/sh\nexec true\n"))));
    }

    /// Whatever stands in the file: an answer, within the bounds. ASan and UBSan watch in their build.
    void hostileFilesDoNoHarm()
    {
        const QByteArray good = ElfMaker{EM_X86_64, "/lib64/ld-linux-x86-64.so.2", "libx.so", {"libc.so.6", "libm.so.6"}, {"GLIBC_2.34", "GLIBC_2.17"}}.make();
        std::mt19937 random(7);
        for (int round = 0; round < 20000; ++round) {
            QByteArray bytes = good;
            for (int k = 0; k < 1 + int(random() % 6); ++k) {
                const auto at = qsizetype(random() % quint32(bytes.size()));
                bytes[at] = random() % 3 == 0 ? '\xff' : random() % 2 ? '\0' : char(random());
            }
            if (random() % 4 == 0)
                bytes.truncate(qsizetype(random() % quint32(bytes.size())));
            if (const auto file = readNative(NativeBytes(bytes))) {
                QVERIFY(file->needed.size() <= 512);
                for (const QString &name : file->needed)
                    QVERIFY(name.size() <= 4096);
                checkNative(*file, "x.so", {QStringLiteral("python3.12"), QStringLiteral("x86_64"), {}});
            }
        }
        QByteArray loop = good; // a chain of versions that leads nowhere and claims four thousand million entries
        loop.replace(QByteArray("\x02\x00\x00\x00\x10\x00\x00\x00", 8), QByteArray("\x02\x00\x00\x00\x00\x00\x00\x00", 8));
        QVERIFY(readNative(NativeBytes(loop)).has_value());
    }

    void imagesOfRuntimes_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("glibc");
        for (const auto &[runtime, glibc] : {std::pair("python3.11", "2.26"), std::pair("python3.12", "2.34"), std::pair("python3.7", "2.17"), std::pair("nodejs18.x", "2.26"),
                 std::pair("nodejs22.x", "2.34"), std::pair("ruby3.2", "2.26"), std::pair("ruby3.4", "2.34"), std::pair("java17", "2.26"), std::pair("java17.al2023", "2.34"),
                 std::pair("java21", "2.34"), std::pair("java8.al2", "2.26"), std::pair("java8", "2.17"), std::pair("dotnet6", "2.26"), std::pair("dotnet8", "2.34"),
                 std::pair("provided.al2", "2.26"), std::pair("provided.al2023", "2.34"), std::pair("provided", "2.17"), std::pair("go1.x", "2.17"), std::pair("cobol1", "")})
            QTest::newRow(runtime) << QString::fromLatin1(runtime) << QString::fromLatin1(glibc);
    }
    void imagesOfRuntimes()
    {
        QFETCH(QString, runtime);
        QFETCH(QString, glibc);
        const RuntimeImage *image = runtimeImage(runtime);
        QCOMPARE(image ? QString::fromLatin1(image->glibc) : QString(), glibc);
    }

    void nativeProblems_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("words"); // "kind severity", comma separated
        const auto elf = [](quint16 machine, const QByteArrayList &needed, const QByteArrayList &versions, const QByteArray &interpreter = {}) {
            return ElfMaker{machine, interpreter, {}, needed, versions}.make();
        };
        const QString py12 = QStringLiteral("python3.12"), lib = QStringLiteral("pkg/mod.so");
        QTest::newRow("fits") << elf(EM_X86_64, {"libc.so.6"}, {"GLIBC_2.34"}) << lib << py12 << QString();
        QTest::newRow("newer glibc") << elf(EM_X86_64, {"libc.so.6"}, {"GLIBC_2.38"}) << lib << py12 << QStringLiteral("newer-glibc 2");
        QTest::newRow("newer than AL2") << elf(EM_X86_64, {"libc.so.6"}, {"GLIBC_2.28"}) << lib << QStringLiteral("python3.11") << QStringLiteral("newer-glibc 2");
        QTest::newRow("newer libstdc++") << elf(EM_X86_64, {"libstdc++.so.6", "libc.so.6"}, {"GLIBCXX_3.4.30"}) << lib << py12 << QStringLiteral("newer-libstdcxx 2");
        QTest::newRow("musl") << elf(EM_X86_64, {"libc.musl-x86_64.so.1"}, {}) << lib << py12 << QStringLiteral("musl 2");
        QTest::newRow("musl program") << elf(EM_X86_64, {}, {}, "/lib/ld-musl-x86_64.so.1") << QStringLiteral("bin/tool") << py12 << QStringLiteral("musl 2");
        QTest::newRow("missing") << elf(EM_X86_64, {"libcrypt.so.1", "libpq.so.5", "libc.so.6"}, {}) << lib << py12 << QStringLiteral("missing-library 1,missing-library 1");
        QTest::newRow("its own python") << elf(EM_X86_64, {"libpython3.12.so.1.0"}, {}) << lib << py12 << QString();
        QTest::newRow("another python") << elf(EM_X86_64, {"libpython3.10.so.1.0"}, {}) << lib << py12 << QStringLiteral("missing-library 1");
        QTest::newRow("in the package") << elf(EM_X86_64, {"libmine.so.2"}, {}) << lib << py12 << QString();
        QTest::newRow("arm") << elf(EM_AARCH64, {}, {}) << lib << py12 << QStringLiteral("wrong-machine 2");
        QTest::newRow("arm variant") << elf(EM_AARCH64, {}, {}) << QStringLiteral("node_modules/x/prebuilds/linux-arm64/x.node") << QStringLiteral("nodejs22.x") << QStringLiteral("wrong-machine 0");
        QTest::newRow("macOS") << QByteArray::fromHex("cffaedfe07000001030000000200000010000000") << QStringLiteral("pkg/mod.so") << py12 << QStringLiteral("wrong-system 1");
        QTest::newRow("Android") << elf(EM_X86_64, {"libc.so", "libdl.so"}, {}) << lib << py12 << QStringLiteral("wrong-system 1");
        QTest::newRow("Android variant") << elf(EM_X86_64, {"libm.so", "libc.so"}, {}) << QStringLiteral("node_modules/x/prebuilds/android-x64/x.bare") << QStringLiteral("nodejs22.x") << QStringLiteral("wrong-system 0");
        QTest::newRow("unknown runtime") << elf(EM_X86_64, {"libodd.so"}, {"GLIBC_2.99"}) << lib << QStringLiteral("cobol1") << QString();
    }
    void nativeProblems()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, path);
        QFETCH(QString, runtime);
        QFETCH(QString, words);
        const QByteArray encoded = path.toUtf8();
        QStringList found;
        for (const NativeProblem &problem : checkNative(parsed(file), std::string_view(encoded.constData(), std::size_t(encoded.size())),
                 {runtime, QStringLiteral("x86_64"), {QStringLiteral("libmine.so.2")}})) {
            found << XrayFinding::word(problem.kind) + u' ' + QString::number(int(problem.severity));
            QVERIFY(!problem.text.isEmpty() && !problem.remedy.isEmpty());
        }
        QCOMPARE(found.join(u','), words);
    }

    void kindsOfFiles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<FileKind>("kind");
        const auto row = [](const char *path, FileKind kind) { QTest::newRow(path) << QString::fromLatin1(path) << kind; };
        row("numpy/core/tests/test_x.py", FileKind::Test);
        row("node_modules/bl/test/test.js", FileKind::Test);
        row("node_modules/test/index.js", FileKind::Needed); // a package of this name
        row("node_modules/@node-rs/test/index.js", FileKind::Needed);
        row("tests/mine.py", FileKind::Needed); // the project's own folder, above all
        row("numpy/testing/utils.py", FileKind::Needed);
        row("boto3/docs/action.py", FileKind::Needed); // boto3 imports it
        row("pkg/docs/manual.txt", FileKind::Docs);
        row("node_modules/x/README.md", FileKind::Docs);
        row("README.md", FileKind::Needed);
        row("node_modules/x/LICENSE.md", FileKind::Needed);
        row("node_modules/x/index.js.map", FileKind::SourceMap);
        row("node_modules/x/world.map", FileKind::Needed);
        row("node_modules/x/index.d.ts", FileKind::Typings);
        row("pkg/py.typed", FileKind::Typings);
        row("pkg/__pycache__/a.cpython-312.pyc", FileKind::Bytecode);
        row("pkg-1.0.dist-info/RECORD", FileKind::Metadata);
        row("pkg-1.0.dist-info/METADATA", FileKind::Needed);
        row("pkg-1.0.dist-info/entry_points.txt", FileKind::Needed);
        row("node_modules/x/src/a.cc", FileKind::Build);
        row("mine.c", FileKind::Needed);
        row("pkg/include/a.h", FileKind::Build);
        row("node_modules/.cache/a", FileKind::Cache);
    }
    void kindsOfFiles()
    {
        QFETCH(QString, path);
        QFETCH(FileKind, kind);
        const QByteArray encoded = path.toUtf8();
        QCOMPARE(fileKind(std::string_view(encoded.constData(), std::size_t(encoded.size()))), kind);
    }

    void sizesAreThoseOfTheZip()
    {
        const QString code = folder();
        put(code, "app.py", "def handler(e, c):\n    return 1\n" + QByteArray(5000, 'x'));
        put(code, "lib/noise.bin", noise(40000));
        put(code, "lib/한글.txt", QByteArray(3000, 'y'));
        put(code, "bin/tool", "#!/bin/sh\n", 0755);
        link(code, "lib/same.bin", "noise.bin");
        QVERIFY(QDir().mkpath(code + QStringLiteral("/empty")));
        const XrayReport report = inspect(specFor(code));
        const auto package = writePackage(specFor(code).sources.first().spec, m_dir.filePath(QStringLiteral("out.zip")));
        QVERIFY(package);
        QCOMPARE(report.owners.first().packedBytes, package->zipBytes);
        QCOMPARE(report.bytes, package->unzippedBytes);
        QCOMPARE(report.files, 5);
        QVERIFY(report.measured);
        const XrayNode &root = report.nodes.front();
        QCOMPARE(root.count, 1);
        QCOMPARE(report.path(root.first), QString());
        QCOMPARE(report.absolutePath(root.first), code);
        const XrayNode &top = report.nodes[std::size_t(root.first)];
        QCOMPARE(report.nodes[std::size_t(top.first)].name, QStringLiteral("lib")); // the largest first
        QCOMPARE(report.lambdaPath(top.first), QStringLiteral("/var/task/lib"));
        QCOMPARE(report.pattern(top.first), QStringLiteral("/lib/**"));
    }

    void laterLayersHide()
    {
        const QString code = folder(), one = folder(), two = folder();
        put(code, "app.py", "x");
        put(one, "python/pkg/a.py", QByteArray(2000, 'a'));
        put(one, "python/pkg/b.py", QByteArray(2000, 'b'));
        put(one, "python/own.py", "own");
        put(two, "python/pkg/a.py", QByteArray(2000, 'A'));
        put(two, "python/pkg/b.py", QByteArray(2000, 'B'));
        const XrayReport report = inspect(specFor(code, {one, two}));
        const XrayFinding *hidden = finding(report, Kind::Hidden);
        QVERIFY(hidden);
        QCOMPARE(hidden->owner, 1);
        QCOMPARE(filesOf(report, hidden), QStringList({QStringLiteral("python/pkg/a.py"), QStringLiteral("python/pkg/b.py")}));
        QCOMPARE(hidden->bytes, 4000);
        QCOMPARE(hidden->patterns, QStringList{QStringLiteral("/python/pkg/**")}); // a folder of which nothing is seen
        QCOMPARE(report.owners.at(2).layer, 2);
        QCOMPARE(report.removableBytes, 4000);
    }

    void duplicatesAreFound()
    {
        const QString code = folder(), layer = folder();
        const QByteArray lib = noise(5000), other = noise(6000, 3);
        put(code, "requests/api.py", lib);
        put(code, "a/x.bin", other);
        put(code, "b/x.bin", other);
        put(code, "empty1.py", "");
        put(code, "empty2.py", "");
        put(layer, "python/lib/python3.12/site-packages/requests/api.py", lib);
        const XrayReport report = inspect(specFor(code, {layer}));
        QList<const XrayFinding *> found;
        for (const XrayFinding &one : report.findings)
            if (one.kind == Kind::Duplicate)
                found << &one;
        QCOMPARE(found.size(), 2);
        QCOMPARE(filesOf(report, found.at(0)), QStringList{QStringLiteral("requests/api.py")}); // the layer's does
        QCOMPARE(found.at(0)->patterns, QStringList{QStringLiteral("/requests/**")});
        QCOMPARE(found.at(1)->bytes, 6000);
        QVERIFY(found.at(1)->patterns.isEmpty()); // both paths may be needed
        QCOMPARE(report.removableBytes, 5000);
    }

    void findingsGoWhenTheirPatternsAreKept()
    {
        const QString code = folder();
        put(code, "app.py", "x");
        put(code, "pkg/index.js.map", QByteArray(4000, 'm'));
        put(code, "pkg/tests/test_a.py", QByteArray(3000, 't'));
        put(code, "pkg/[odd] {name}/tests/b.py", QByteArray(3000, 'u'));
        put(code, "pkg/core.py", "core");
        const XrayReport before = inspect(specFor(code));
        QStringList patterns;
        for (const XrayFinding &one : before.findings)
            patterns << one.patterns;
        QCOMPARE(before.removableBytes, 10000);
        put(code, ".latheignore", withPatterns("# mine\r\n", patterns));
        const XrayReport after = inspect(specFor(code));
        QVERIFY(after.findings.isEmpty());
        QCOMPARE(after.files, 2);
        QCOMPARE(withPatterns("# mine\r\n", {QStringLiteral("*.map")}), QByteArray("# mine\r\n*.map\r\n"));
        QCOMPARE(withPatterns("*.map", {QStringLiteral("*.map"), QStringLiteral("b")}), QByteArray("*.map\nb\n"));
    }

    void openedFilesAreSpared()
    {
        const QString code = folder(), state = m_dir.filePath(QStringLiteral("opened"));
        put(code, "app.py", "x");
        put(code, "used/__init__.py", "x");
        put(code, "used/tests/data.py", QByteArray(100, 'd'));
        put(code, "used/tests/other.py", QByteArray(100, 'e'));
        put(code, "never/a.py", QByteArray(100, 'n'));
        put(code, "never/b.py", QByteArray(100, 'm'));
        const OpenedFilesStore store(state);
        const QStringList roots{code};
        const QByteArray root = QFile::encodeName(code);
        OpenedFilesStore writer(state);
        const QByteArray now = packageState(roots);
        QVERIFY(writer.add(roots, now, {root + "/app.py", root + "/used/__pycache__/__init__.cpython-311.pyc"}));
        QVERIFY(writer.add(roots, now, {root + "/used/tests/data.py", root + "/with\ttab\nand\\more"}));
        OpenedFiles opened = store.load(roots, now);
        QCOMPARE(opened.runs, 2);
        QVERIFY(!opened.before);
        QVERIFY(opened.paths.contains(root + "/with\ttab\nand\\more"));
        XraySpec spec = specFor(code);
        spec.opened = opened;
        const XrayReport report = inspect(spec);
        QCOMPARE(filesOf(report, finding(report, Kind::Unopened)), QStringList({QStringLiteral("never/a.py"), QStringLiteral("never/b.py"), QStringLiteral("used/tests/other.py")}));
        QVERIFY(finding(report, Kind::Unopened)->patterns.contains(QStringLiteral("/never/**")));
        QCOMPARE(filesOf(report, finding(report, Kind::Test)), QStringList{QStringLiteral("used/tests/other.py")}); // a run needs the other
        QCOMPARE(finding(report, Kind::Test)->patterns, QStringList{QStringLiteral("/used/tests/other.py")});
        put(code, "app.py", "changed");
        opened = store.load(roots, packageState(roots));
        QVERIFY(opened.before); // what is known is of the state before, and says so
        QCOMPARE(opened.runs, 2);
        for (int i = 0; i < OpenedFilesStore::maxRuns + 5; ++i)
            QVERIFY(writer.add(roots, packageState(roots), {root + "/app.py"}));
        QCOMPARE(store.load(roots, packageState(roots)).runs, OpenedFilesStore::maxRuns);
    }

    void contentsAreReadOnce()
    {
        const QString code = folder(), cache = m_dir.filePath(QStringLiteral("facts"));
        for (int i = 0; i < 50; ++i)
            put(code, "f" + QByteArray::number(i), noise(2000, quint32(i + 1)));
        put(code, "m.so", ElfMaker{EM_X86_64, {}, {}, {"libnone.so.9"}, {}}.make());
        qint64 packed = 0;
        {
            FileFactsStore store(cache);
            const auto report = inspectPackage(specFor(code), store);
            QVERIFY(report);
            QCOMPARE(store.filesRead(), 51);
            packed = report->packedBytes;
        }
        FileFactsStore store(cache);
        const auto again = inspectPackage(specFor(code), store);
        QCOMPARE(store.filesRead(), 0);
        QCOMPARE(again->packedBytes, packed);
        QVERIFY(finding(*again, Kind::MissingLibrary)); // known without reading the whole file
        put(code, "f7", noise(2001, 99));
        QVERIFY(inspectPackage(specFor(code), store));
        QCOMPARE(store.filesRead(), 1);
        put(QFileInfo(cache).path(), "facts", "no cache at all");
        FileFactsStore damaged(cache);
        QVERIFY(inspectPackage(specFor(code), damaged));
        QCOMPARE(damaged.filesRead(), 51);
    }

    void sizesComeBeforeContentsAndStop()
    {
        const QString code = folder();
        for (int i = 0; i < 200; ++i)
            put(code, "f" + QByteArray::number(i), noise(4000, quint32(i + 1)));
        FileFactsStore store;
        XrayCallbacks callbacks;
        qint64 early = -1;
        std::atomic_bool cancel = false;
        callbacks.walked = [&](const XrayReport &report) {
            early = report.bytes;
            QVERIFY(!report.measured);
            QCOMPARE(report.packedBytes, -1);
            cancel = true;
        };
        const auto report = inspectPackage(specFor(code), store, callbacks, &cancel);
        QCOMPARE(early, 800000);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
    }

    void theWallIsNamed()
    {
        const QString code = folder();
        put(code, "app.py", "x");
        QFile large(code + QStringLiteral("/model.bin"));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(limits::unzippedBytes)); // no blocks on disk
        large.close();
        XrayReport report;
        std::atomic_bool cancel = false;
        XrayCallbacks callbacks;
        callbacks.walked = [&](const XrayReport &early) {
            report = early;
            cancel = true; // its zeros need not be packed
        };
        FileFactsStore store;
        (void)inspectPackage(specFor(code), store, callbacks, &cancel);
        const XrayFinding *wall = finding(report, Kind::TooLarge);
        QVERIFY(wall);
        QCOMPARE(wall->bytes, 1);
        QCOMPARE(wall->severity, Severity::Error);
        QCOMPARE(&report.findings.first(), wall);
    }

    void finishedZipsAreLookedInto()
    {
        const QString code = folder();
        put(code, "app.py", QByteArray(2000, 'x'));
        put(code, "pkg/a.d.ts", QByteArray(2000, 't'));
        const QString zip = m_dir.filePath(QStringLiteral("art.zip"));
        QVERIFY(writePackage(specFor(code).sources.first().spec, zip));
        XraySpec spec = specFor(code);
        spec.sources.first().zip = zip;
        const XrayReport report = inspect(spec);
        QCOMPARE(report.bytes, 4000);
        QCOMPARE(report.owners.first().packedBytes, QFileInfo(zip).size());
    }

    void reportsAsData()
    {
        const QString code = folder();
        put(code, "app.py", "x");
        put(code, "pkg/=cmd.d.ts", QByteArray(2000, 't'));
        put(code, "pkg/mod.so", ElfMaker{EM_AARCH64, {}, {}, {}, {}}.make());
        const XrayReport report = inspect(specFor(code));
        const QJsonObject object = xrayObject(report);
        QCOMPARE(object.value(QStringLiteral("limitBytes")).toInteger(), limits::unzippedBytes);
        const QJsonArray findings = object.value(QStringLiteral("findings")).toArray();
        QCOMPARE(findings.first().toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("wrong-machine"));
        QCOMPARE(findings.first().toObject().value(QStringLiteral("severity")).toString(), QStringLiteral("error"));
        const QByteArray csv = xrayCsv(report);
        QVERIFY(csv.startsWith("owner,path,kind,bytes,packedBytes,files,flags\r\n"));
        QVERIFY(csv.contains("\"fn\",\"pkg/=cmd.d.ts\",file,2000,"));
        QCOMPARE(csv.count("\r\n"), qsizetype(report.nodes.size()));
    }
};

QTEST_GUILESS_MAIN(TestXray)
#include "tst_xray.moc"
