// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is dropped lands where a runtime looks for it, nothing is lost, and moved things are told.
#include "package/layer/layerbuilder.h"
#include "package/layer/layerplan.h"
#include "package/layer/layertree.h"
#include "package/layer/wheel.h"
#include "package/packagewriter.h"
#include "treehelpers.h"
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace lathe;

class TestLayerPlan : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString at(const QString &name) const { return m_dir->filePath(name); }

    void make(const QStringList &files) const
    {
        for (const QString &file : files) {
            const QString name = file.section(u'|', 0, 0), content = file.contains(u'|') ? file.section(u'|', 1) : QStringLiteral("x");
            put(m_dir->path(), name.toUtf8(), QByteArray::fromHex("7f454c46").left(content == QLatin1String("ELF") ? 4 : 0) + (content == QLatin1String("ELF") ? QByteArray() : content.toUtf8()));
        }
    }

    /// Everything in the layer of these inputs, a path each; errors as "error: id".
    QStringList layerOf(const QStringList &inputs, QList<LayerNote> *notes = nullptr) const
    {
        QStringList paths;
        for (const QString &input : inputs)
            paths.append(at(input));
        QDir().mkpath(at(QStringLiteral("unpacked")));
        auto plan = planLayer(paths, at(QStringLiteral("unpacked")), QStringLiteral("3.3"));
        if (!plan)
            return {QStringLiteral("error: ") + plan.error().id};
        QStringList found;
        for (const LayerManifest &manifest : plan->manifests)
            found.append(QStringLiteral("install %1 %2").arg(int(manifest.kind)).arg(QFileInfo(manifest.file).fileName()) + (manifest.lock.isEmpty() ? QString() : u' ' + QFileInfo(manifest.lock).fileName()));
        QDir(at(QStringLiteral("layer"))).removeRecursively();
        QDir().mkpath(at(QStringLiteral("layer")));
        const auto copied = copyPlacements(plan->placements, at(QStringLiteral("layer")), plan->notes, {}, nullptr);
        if (notes)
            *notes = plan->notes;
        if (!copied)
            return {QStringLiteral("error: ") + copied.error().id};
        for (QDirIterator it(at(QStringLiteral("layer")), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories); it.hasNext();)
            found.append(it.next().mid(at(QStringLiteral("layer")).size() + 1));
        found.sort();
        return found;
    }

private slots:
    void namesAreThoseOfTheOnlyLibrary()
    {
        QTemporaryDir dir;
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
        };
        QCOMPARE(suggestedLayerName({put(QStringLiteral("requirements.txt"), "# one\n--no-index\n--find-links .\npillow>=10\n")}), QStringLiteral("pillow"));
        QCOMPARE(suggestedLayerName({put(QStringLiteral("package.json"), "{\"dependencies\": {\"@img/colour\": \"1\"}}")}), QStringLiteral("img-colour"));
        QVERIFY(suggestedLayerName({put(QStringLiteral("package.json"), "{\"dependencies\": {\"a\": \"1\", \"b\": \"1\"}}")}) != QStringLiteral("a"));
    }

    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void finds_data();
    void finds();
    void saysWhatItMoved();
    void conflictsNameBoth();
    void linksStayInside();
    void wheelsAreInstalledAsPipDoes();
    void wheelsForOthersAreRefused();
    void hostileWheels_data();
    void hostileWheels();
};

void TestLayerPlan::finds_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("inputs");
    QTest::addColumn<QStringList>("layer");
    const auto row = [](const char *name, const QStringList &files, const QStringList &inputs, const QStringList &layer) { QTest::newRow(name) << files << inputs << layer; };
    using L = QStringList;
    const auto s = [](const char *text) { return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts); };

    row("a whole layer", s("l/python/a.py l/nodejs/node_modules/m/index.js l/bin/t l/lib/x.so l/extensions/e l/data.json"), {QStringLiteral("l")},
        s("bin/t data.json extensions/e lib/x.so nodejs/node_modules/m/index.js python/a.py"));
    row("versioned site-packages stay", s("l/python/lib/python3.12/site-packages/a.py"), {QStringLiteral("l")}, s("python/lib/python3.12/site-packages/a.py"));
    row("versioned Node.js stays", s("l/nodejs/node22/node_modules/m/index.js"), {QStringLiteral("l")}, s("nodejs/node22/node_modules/m/index.js"));
    row("python itself", s("python/requests/__init__.py"), {QStringLiteral("python")}, s("python/requests/__init__.py"));
    row("site-packages", s("site-packages/requests/__init__.py site-packages/six.py"), {QStringLiteral("site-packages")}, s("python/requests/__init__.py python/six.py"));
    row("one package", s("requests/__init__.py requests/api.py"), {QStringLiteral("requests")}, s("python/requests/__init__.py python/requests/api.py"));
    row("a package and its info", s("requests/__init__.py requests-2.0.dist-info/METADATA"), {QStringLiteral("requests"), QStringLiteral("requests-2.0.dist-info")},
        s("python/requests-2.0.dist-info/METADATA python/requests/__init__.py"));
    row("pip --target", s("out/requests/__init__.py out/requests-2.dist-info/RECORD out/bin/normalizer"), {QStringLiteral("out")},
        s("python/bin/normalizer python/requests-2.dist-info/RECORD python/requests/__init__.py"));
    row("a virtual environment", s("venv/pyvenv.cfg venv/bin/python venv/lib/python3.11/site-packages/a.py"), {QStringLiteral("venv")}, s("python/a.py"));
    row("site-packages in python", s("l/python/site-packages/a.py"), {QStringLiteral("l")}, s("python/a.py"));
    row("python3.12 in python", s("l/python/python3.12/site-packages/a.py"), {QStringLiteral("l")}, s("python/lib/python3.12/site-packages/a.py"));
    row("lib of an environment in a layer", s("l/python/b.py l/lib/python3.11/site-packages/a.py"), {QStringLiteral("l")}, s("python/a.py python/b.py"));
    row("one .py", s("tool.py"), {QStringLiteral("tool.py")}, s("python/tool.py"));
    row("an extension module", s("_x.cpython-311-x86_64-linux-gnu.so"), {QStringLiteral("_x.cpython-311-x86_64-linux-gnu.so")}, s("python/_x.cpython-311-x86_64-linux-gnu.so"));
    row("files of Python in a folder", s("tools/a.py tools/b.py"), {QStringLiteral("tools")}, s("python/tools/a.py python/tools/b.py"));
    row("a folder of packages", s("mine/a/__init__.py mine/b/__init__.py"), {QStringLiteral("mine")}, s("python/a/__init__.py python/b/__init__.py"));
    row("node_modules", s("node_modules/a/package.json node_modules/@img/b/package.json node_modules/.bin/x"), {QStringLiteral("node_modules")},
        s("nodejs/node_modules/.bin/x nodejs/node_modules/@img/b/package.json nodejs/node_modules/a/package.json"));
    row("a project with node_modules", s("app/package.json app/index.js app/node_modules/a/index.js"), {QStringLiteral("app")}, s("nodejs/node_modules/a/index.js"));
    row("a module", L{QStringLiteral("node_modules/sharp/package.json|{\"name\":\"sharp\",\"dependencies\":{\"x\":\"1\"}}")}, {QStringLiteral("node_modules/sharp")}, s("nodejs/node_modules/sharp/package.json"));
    row("a module from elsewhere", L{QStringLiteral("lib-1.0/package.json|{\"name\":\"@me/lib\"}")}, {QStringLiteral("lib-1.0")}, s("nodejs/node_modules/@me/lib/package.json"));
    row("a scoped module", L{QStringLiteral("node_modules/@img/s/package.json|{\"name\":\"@img/s\"}")}, {QStringLiteral("node_modules/@img/s")}, s("nodejs/node_modules/@img/s/package.json"));
    row("a scope", L{QStringLiteral("node_modules/@img/s/package.json|{\"name\":\"@img/s\"}")}, {QStringLiteral("node_modules/@img")}, s("nodejs/node_modules/@img/s/package.json"));
    row("modules beside node_modules", L{QStringLiteral("l/nodejs/express/package.json|{\"name\":\"express\"}")}, {QStringLiteral("l")}, s("nodejs/node_modules/express/package.json"));
    row("a project to install", L{QStringLiteral("app/package.json|{\"name\":\"app\",\"dependencies\":{\"x\":\"1\"}}"), QStringLiteral("app/package-lock.json|{}"), QStringLiteral("app/index.js")},
        {QStringLiteral("app")}, L{QStringLiteral("install 1 package.json package-lock.json")});
    row("the lock alone", s("p/package.json p/package-lock.json"), {QStringLiteral("p/package-lock.json")}, L{QStringLiteral("install 1 package.json package-lock.json")});
    row("one .js", s("util.js"), {QStringLiteral("util.js")}, s("nodejs/node_modules/util.js"));
    row("one .mjs", s("util.mjs"), {QStringLiteral("util.mjs")}, s("nodejs/util.mjs"));
    row("requirements", L{QStringLiteral("p/requirements-dev.txt|six")}, {QStringLiteral("p/requirements-dev.txt")}, L{QStringLiteral("install 0 requirements-dev.txt")});
    row("requirements by another name", L{QStringLiteral("p/deps.txt|six==1.0\n# c\nflask>=2 ; python_version > '3'\n")}, {QStringLiteral("p/deps.txt")}, L{QStringLiteral("install 0 deps.txt")});
    row("a text", L{QStringLiteral("p/words.txt|Hello, world!")}, {QStringLiteral("p/words.txt")}, s("words.txt"));
    row("a project of Python", L{QStringLiteral("p/requirements.txt|six"), QStringLiteral("p/app.py")}, {QStringLiteral("p")}, L{QStringLiteral("install 0 requirements.txt")});
    row("pyproject", s("p/pyproject.toml p/uv.lock"), {QStringLiteral("p/pyproject.toml")}, L{QStringLiteral("install 0 pyproject.toml uv.lock")});
    row("Gemfile", s("p/Gemfile p/Gemfile.lock"), {QStringLiteral("p/Gemfile")}, L{QStringLiteral("install 2 Gemfile Gemfile.lock")});
    row("bundler's folder", s("v/vendor/bundle/ruby/3.3.0/gems/a-1/lib/a.rb v/vendor/bundle/ruby/3.3.0/specifications/a-1.gemspec"), {QStringLiteral("v")},
        s("ruby/gems/3.3.0/gems/a-1/lib/a.rb ruby/gems/3.3.0/specifications/a-1.gemspec"));
    row("gems without version", s("g/gems/a-1/lib/a.rb g/specifications/a-1.gemspec"), {QStringLiteral("g")}, s("ruby/gems/3.3.0/gems/a-1/lib/a.rb ruby/gems/3.3.0/specifications/a-1.gemspec"));
    row("gems in ruby/gems", s("l/ruby/gems/gems/a-1/a.rb l/ruby/gems/specifications/a-1.gemspec"), {QStringLiteral("l")}, s("ruby/gems/3.3.0/gems/a-1/a.rb ruby/gems/3.3.0/specifications/a-1.gemspec"));
    row("gems in their place", s("l/ruby/gems/3.2.0/gems/a-1/a.rb l/ruby/gems/3.2.0/specifications/a"), {QStringLiteral("l")}, s("ruby/gems/3.2.0/gems/a-1/a.rb ruby/gems/3.2.0/specifications/a"));
    row("Ruby files", s("tools/a.rb b.rb"), {QStringLiteral("tools"), QStringLiteral("b.rb")}, s("ruby/lib/a.rb ruby/lib/b.rb"));
    row("jars", s("jars/a.jar jars/b.jar"), {QStringLiteral("jars")}, s("java/lib/a.jar java/lib/b.jar"));
    row("jars in java", s("l/java/a.jar"), {QStringLiteral("l")}, s("java/lib/a.jar"));
    row("a library", s("libz.so.1"), {QStringLiteral("libz.so.1")}, s("lib/libz.so.1"));
    row("libraries", s("libs/libz.so libs/liby.so.2"), {QStringLiteral("libs")}, s("lib/liby.so.2 lib/libz.so"));
    row("a program", L{QStringLiteral("ffmpeg|ELF")}, {QStringLiteral("ffmpeg")}, s("bin/ffmpeg"));
    row("a script", L{QStringLiteral("run.sh|#!/bin/sh")}, {QStringLiteral("run.sh")}, s("bin/run.sh"));
    row("bootstrap", L{QStringLiteral("bootstrap|#!/bin/sh")}, {QStringLiteral("bootstrap")}, s("bootstrap"));
    row("a prefix", s("ffmpeg-6/bin/ffmpeg ffmpeg-6/lib/libav.so ffmpeg-6/share/doc"), {QStringLiteral("ffmpeg-6")}, s("bin/ffmpeg lib/libav.so share/doc"));
    row("one folder around", s("out/layer/python/a.py"), {QStringLiteral("out")}, s("python/a.py"));
    row("data", s("fonts/a.ttf fonts/b.ttf"), {QStringLiteral("fonts")}, s("fonts/a.ttf fonts/b.ttf"));
    row("leavings of desktops", s("l/python/a.py l/.DS_Store l/python/.DS_Store l/__MACOSX/x"), {QStringLiteral("l")}, s("python/a.py"));
    row("sdist", s("x-1.0.tar.gz"), {QStringLiteral("x-1.0.tar.gz")}, L{QStringLiteral("error: LTH-LYR-001")});
    row("another archive", s("x.7z"), {QStringLiteral("x.7z")}, L{QStringLiteral("error: LTH-LYR-002")});
    row("zip: package in the root", s("z/requests/__init__.py z/requests-2.dist-info/RECORD"), {QStringLiteral("z.zip")}, s("python/requests-2.dist-info/RECORD python/requests/__init__.py"));
    row("zip: one package", s("z/requests/__init__.py"), {QStringLiteral("z.zip")}, s("python/requests/__init__.py"));
    row("zip: a layer", s("z/python/a.py z/bin/t"), {QStringLiteral("z.zip")}, s("bin/t python/a.py"));
    row("zip: a folder around", s("z/my-layer/python/a.py"), {QStringLiteral("z.zip")}, s("python/a.py"));
    row("zip: mixed", L{QStringLiteral("z/requests/__init__.py"), QStringLiteral("z/sharp/package.json|{\"name\":\"sharp\"}"), QStringLiteral("z/tool|ELF"), QStringLiteral("z/readme.md")}, {QStringLiteral("z.zip")},
        s("bin/tool nodejs/node_modules/sharp/package.json python/requests/__init__.py readme.md"));
    row("zip: node_modules", s("z/node_modules/a/index.js"), {QStringLiteral("z.zip")}, s("nodejs/node_modules/a/index.js"));
}

void TestLayerPlan::finds()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, inputs);
    QFETCH(QStringList, layer);
    make(files);
    if (inputs.constFirst() == QLatin1String("z.zip"))
        LATHE_VERIFY_RESULT(writePackage({.rootDir = at(QStringLiteral("z")), .defaultExcludes = false}, at(QStringLiteral("z.zip"))));
    QCOMPARE(layerOf(inputs), layer);
}

void TestLayerPlan::saysWhatItMoved()
{
    make({QStringLiteral("requests/__init__.py"), QStringLiteral("l/extensions/mine|#!/bin/sh"), QStringLiteral("fonts/a.ttf")});
    QList<LayerNote> notes;
    layerOf({QStringLiteral("requests"), QStringLiteral("l"), QStringLiteral("fonts")}, &notes);
    const auto has = [&](LayerNote::Kind kind, const QString &to) {
        return std::any_of(notes.cbegin(), notes.cend(), [&](const LayerNote &n) { return n.kind == kind && n.to == to && !n.text.isEmpty(); });
    };
    QVERIFY(has(LayerNote::Kind::Moved, QStringLiteral("python/requests")));
    QVERIFY(has(LayerNote::Kind::Made, QStringLiteral("extensions/mine")));
    QVERIFY(has(LayerNote::Kind::Warning, QStringLiteral("fonts")));
    QVERIFY(QFileInfo(at(QStringLiteral("layer/extensions/mine"))).isExecutable());
}

void TestLayerPlan::conflictsNameBoth()
{
    make({QStringLiteral("a/python/x.py|1"), QStringLiteral("b/python/x.py|2"), QStringLiteral("c/python/x.py|1")});
    QCOMPARE(layerOf({QStringLiteral("a"), QStringLiteral("c")}), QStringList{QStringLiteral("python/x.py")}); // equal bytes are no conflict
    QList<LayerNote> notes;
    const auto copied = copyPlacements({{at(QStringLiteral("a")), {}}, {at(QStringLiteral("b")), {}}}, at(QStringLiteral("layer2")), notes, {}, nullptr);
    QVERIFY(!copied);
    QCOMPARE(copied.error().id, QStringLiteral("LTH-LYR-003"));
    QVERIFY(copied.error().text.contains(at(QStringLiteral("a/python/x.py"))) && copied.error().text.contains(at(QStringLiteral("b/python/x.py"))));
}

void TestLayerPlan::linksStayInside()
{
    make({QStringLiteral("l/lib/libz.so.1.2|z"), QStringLiteral("outside.txt|secret? no")});
    link(m_dir->path(), "l/lib/libz.so.1", "libz.so.1.2");
    link(m_dir->path(), "l/lib/copy", "../../outside.txt");
    link(m_dir->path(), "l/lib/gone", "nowhere");
    link(m_dir->path(), "l/lib/away", "/nonexistent/x");
    QList<LayerNote> notes;
    layerOf({QStringLiteral("l")}, &notes);
    QCOMPARE(QFile::symLinkTarget(at(QStringLiteral("layer/lib/libz.so.1"))), at(QStringLiteral("layer/lib/libz.so.1.2")));
    QVERIFY(!QFileInfo(at(QStringLiteral("layer/lib/copy"))).isSymLink());
    QCOMPARE(slurp(at(QStringLiteral("layer/lib/copy"))), QByteArray("secret? no"));
    QVERIFY(QFileInfo(at(QStringLiteral("layer/lib/gone"))).isSymLink());
    QVERIFY(!QFileInfo(at(QStringLiteral("layer/lib/away"))).isSymLink());
    QVERIFY(std::any_of(notes.cbegin(), notes.cend(), [](const LayerNote &n) { return n.kind == LayerNote::Kind::LeftOut; }));
}

void TestLayerPlan::wheelsAreInstalledAsPipDoes()
{
    const QString w = QStringLiteral("w/");
    make({w + QStringLiteral("tool/__init__.py|def main(): pass"), w + QStringLiteral("tool-1.0.data/purelib/extra.py"), w + QStringLiteral("tool-1.0.data/platlib/fast.so"),
          w + QStringLiteral("tool-1.0.data/scripts/run|#!python\nprint(1)\n"), w + QStringLiteral("tool-1.0.data/data/share/t.txt"),
          w + QStringLiteral("tool-1.0.dist-info/WHEEL|Wheel-Version: 1.0\n"), w + QStringLiteral("tool-1.0.dist-info/METADATA|Name: tool\nRequires-Dist: six (>=1)\nRequires-Dist: x; extra == 'dev'\n"),
          w + QStringLiteral("tool-1.0.dist-info/entry_points.txt|[console_scripts]\ntool = tool:main\n[other]\na = b:c\n"),
          w + QStringLiteral("tool-1.0.dist-info/RECORD|tool/__init__.py,sha256=x,19\ntool-1.0.data/scripts/run,sha256=y,1\ntool-1.0.dist-info/RECORD,,\n")});
    const QString wheel = at(QStringLiteral("tool-1.0-py3-none-any.whl"));
    LATHE_VERIFY_RESULT(writePackage({.rootDir = at(QStringLiteral("w")), .defaultExcludes = false}, wheel));
    QList<LayerNote> notes;
    LATHE_VERIFY_RESULT(installWheel(wheel, at(QStringLiteral("out")), {QStringLiteral("python3.12"), QStringLiteral("x86_64")}, notes));
    QStringList files;
    for (QDirIterator it(at(QStringLiteral("out")), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next().mid(at(QStringLiteral("out")).size() + 1));
    files.sort();
    QCOMPARE(files, QStringLiteral("bin/run bin/tool extra.py fast.so share/t.txt tool-1.0.dist-info/INSTALLER tool-1.0.dist-info/METADATA tool-1.0.dist-info/RECORD tool-1.0.dist-info/WHEEL "
                                   "tool-1.0.dist-info/entry_points.txt tool/__init__.py").split(u' '));
    QVERIFY(slurp(at(QStringLiteral("out/bin/run"))).startsWith("#!/usr/bin/env python3\nprint(1)"));
    QVERIFY(QFileInfo(at(QStringLiteral("out/bin/tool"))).isExecutable());
    const QByteArray record = slurp(at(QStringLiteral("out/tool-1.0.dist-info/RECORD")));
    QVERIFY2(record.contains("\nbin/run,sha256=") && !record.contains(".data/"), record.constData());
    QVERIFY(record.contains("bin/tool,sha256=") && record.contains("INSTALLER,sha256="));
    QVERIFY(std::any_of(notes.cbegin(), notes.cend(), [](const LayerNote &n) { return n.text.contains(QLatin1String("six")) && !n.text.contains(QLatin1String(" x.")); }));
}

void TestLayerPlan::wheelsForOthersAreRefused()
{
    const LayerTarget al2023{QStringLiteral("python3.12"), QStringLiteral("x86_64")}, al2{QStringLiteral("python3.11"), QStringLiteral("arm64")};
    const auto problem = [](const LayerTarget &target, const char *name) { return !target.wheelProblem(QString::fromLatin1(name)).isEmpty(); };
    QVERIFY(!problem(al2023, "a-1-py3-none-any.whl") && !problem(al2023, "a-1-py2.py3-none-any.whl") && !problem(al2023, "a-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"));
    QVERIFY(!problem(al2023, "a-1-cp38-abi3-manylinux_2_28_x86_64.whl") && !problem(al2023, "a-1-cp312-cp312-manylinux_2_34_x86_64.whl") && !problem(al2, "a-1-1-cp311-cp311-manylinux2014_aarch64.whl"));
    QVERIFY(problem(al2023, "a-1-cp311-cp311-manylinux2014_x86_64.whl") && problem(al2023, "a-1-cp312-cp312-manylinux2014_aarch64.whl") && problem(al2023, "a-1-cp312-cp312-win_amd64.whl"));
    QVERIFY(problem(al2023, "a-1-cp312-cp312-musllinux_1_1_x86_64.whl") && problem(al2, "a-1-cp311-cp311-manylinux_2_28_aarch64.whl") && problem(al2023, "a-1-cp313-abi3-manylinux2014_x86_64.whl"));
    QVERIFY(problem(al2023, "a-1-py2-none-any.whl") && problem(al2023, "nonsense.whl"));
}

void TestLayerPlan::hostileWheels_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QByteArray>("link"); ///< "path target"
    QTest::addColumn<QString>("outcome"); ///< An error's id, or what must be in the notes.
    QTest::addColumn<QString>("words");
    using L = QStringList;
    QTest::newRow("a link that leads out when it is moved") << L{QStringLiteral("t-1.data/purelib/l/evil|x")} << QByteArray("t-1.data/data/l ../../shared") << QStringLiteral("LTH-LYR-005") << QStringLiteral("t-1.data/data/l");
    QTest::newRow("any link") << L{} << QByteArray("t/l __init__.py") << QStringLiteral("LTH-LYR-005") << QStringLiteral("t/l");
    QTest::newRow("a list that lies") << L{QStringLiteral("t-1.dist-info/RECORD|t/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFA,0\n")} << QByteArray() << QStringLiteral("LTH-LYR-005") << QStringLiteral("t/__init__.py");
    QTest::newRow("a list that leads out") << L{QStringLiteral("t-1.dist-info/RECORD|../../../etc/passwd,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFA,0\n/etc/passwd,,\n")} << QByteArray() << QStringLiteral("ok") << QStringLiteral("t-1-py3");
    QTest::newRow("no list") << L{QStringLiteral("t-1.dist-info/RECORD")} << QByteArray("-") << QStringLiteral("LTH-LYR-005") << QStringLiteral("RECORD");
    QTest::newRow("programs outside") << L{QStringLiteral("t-1.dist-info/entry_points.txt|[console_scripts]\n../evil = t:m\n.. = t:m\n. = t:m\n/evil = t:m\na b = t:m\nx = t:m; import os\ngood = t:m\n")} << QByteArray() << QStringLiteral("ok") << QStringLiteral("t-1-py3");
    QTest::newRow("an unknown place") << L{QStringLiteral("t-1.data/evil/x|x")} << QByteArray() << QStringLiteral("LTH-LYR-005") << QStringLiteral("evil");
    QTest::newRow("onto its own list") << L{QStringLiteral("t-1.data/purelib/t-1.dist-info/RECORD|x")} << QByteArray() << QStringLiteral("LTH-LYR-005") << QStringLiteral("twice");
    QTest::newRow("two of them") << L{QStringLiteral("u-1.dist-info/WHEEL|Wheel-Version: 1.0\n")} << QByteArray() << QStringLiteral("LTH-LYR-005") << QStringLiteral("dist-info");
    QTest::newRow("a library by its address") << L{QStringLiteral("t-1.dist-info/METADATA|Name: t\nRequires-Dist: evil @ https://user:pass@evil.example/evil-1.tar.gz\n")} << QByteArray() << QStringLiteral("ok") << QStringLiteral("evil @ https://****@evil.example/evil-1.tar.gz");
}

void TestLayerPlan::hostileWheels()
{
    QFETCH(QStringList, files);
    QFETCH(QByteArray, link);
    QFETCH(QString, outcome);
    QFETCH(QString, words);
    make({QStringLiteral("w/t/__init__.py|def m(): pass"), QStringLiteral("w/t-1.dist-info/WHEEL|Wheel-Version: 1.0\n"), QStringLiteral("w/t-1.dist-info/METADATA|Name: t\n"), QStringLiteral("w/t-1.dist-info/RECORD|\n")});
    for (const QString &file : files)
        make({QStringLiteral("w/") + file});
    if (link == "-")
        QVERIFY(QFile::remove(at(QStringLiteral("w/t-1.dist-info/RECORD"))));
    else if (!link.isEmpty())
        ::link(m_dir->path(), "w/" + link.split(' ')[0], link.split(' ')[1]);
    QVERIFY(QDir().mkpath(at(QStringLiteral("shared"))));
    const QString wheel = at(QStringLiteral("t-1-py3-none-any.whl"));
    LATHE_VERIFY_RESULT(writePackage({.rootDir = at(QStringLiteral("w")), .defaultExcludes = false}, wheel));
    QList<LayerNote> notes;
    const auto done = installWheel(wheel, at(QStringLiteral("deep/out")), {QStringLiteral("python3.12"), QStringLiteral("x86_64")}, notes);
    QCOMPARE(done ? QStringLiteral("ok") : done.error().id, outcome);
    QString told = done ? QString() : done.error().text;
    for (const LayerNote &note : notes)
        told += note.text;
    QVERIFY2(told.contains(words), qPrintable(told));
    QVERIFY(QDir(at(QStringLiteral("shared"))).isEmpty());
    QCOMPARE(QDir(at(QStringLiteral("deep"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("out")});
    if (!done)
        return;
    QVERIFY(!slurp(at(QStringLiteral("deep/out/t-1.dist-info/RECORD"))).contains("passwd"));
    if (QDir bin(at(QStringLiteral("deep/out/bin"))); bin.exists())
        QCOMPARE(bin.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("good")});
}

QTEST_APPLESS_MAIN(TestLayerPlan)
#include "tst_layerplan.moc"
