// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Images that honest tools write: every form, every platform, what layers do to each other.
#include "imagemaker.h"
#include "package/image/imagestore.h"
#include "treehelpers.h"
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>

using namespace lathe;
using namespace lathe::test;

static QString q(const char *text) { return QString::fromLatin1(text); }

class TestImage : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString cache() const { return m_dir.path() + q("/cache"); }
    QString path(const char *name) const { return m_dir.path() + u'/' + q(name); }

    Result<UnpackedImage> unpacked(const QString &path, const QString &name = {}, const QString &architecture = q("x86_64"))
    {
        return unpackImage({path, name}, architecture, cache());
    }

    /// The image's tree less the places that are made for every image.
    static QStringList tree(const QString &root)
    {
        QStringList lines = describe(root);
        const QStringList places{q("d proc"), q("d dev"), q("d tmp"), q("d etc"), q("d run"), q("d var"), q("d var/task")};
        lines.removeIf([&](const QString &line) { return places.contains(line) || line.startsWith(q("f - etc/")); });
        return lines;
    }

    static ImageMaker simple()
    {
        ImageMaker image;
        image.add({folderEntry("app"), fileEntry("app/run", "#!/bin/sh\n", 0755), linkEntry("bin", "/app"), fileEntry("old", "old")});
        image.add({fileEntry(".wh.old", ""), hardEntry("app/same", "app/run")});
        image.config = {{q("Entrypoint"), QJsonArray{q("/app/run")}}, {q("Cmd"), QJsonArray{q("app.handler")}},
                        {q("WorkingDir"), q("/app")}, {q("Env"), QJsonArray{q("PATH=/app:/bin"), q("A=1=2"), q("=bad"), q("B=")}}};
        return image;
    }

private slots:
    void init() { QVERIFY(QDir(cache()).removeRecursively()); }

    void everyForm_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<int>("packing");
        for (const char *form : {"layout", "layout-tar", "docker", "docker-gz", "old"})
            for (const auto packing : {Packing::Plain, Packing::Gzip, Packing::Zstd})
                QTest::addRow("%s %d", form, int(packing)) << q(form) << int(packing);
    }

    void everyForm()
    {
        QFETCH(QString, form);
        QFETCH(int, packing);
        ImageMaker image = simple();
        image.packing = Packing(packing);
        const QString place = path("image-") + form + QString::number(packing);
        if (form == q("layout")) {
            image.writeLayout(place);
        } else if (form == q("layout-tar")) {
            image.writeLayout(place + q(".d"));
            QList<TarEntry> entries;
            QDirIterator it(place + q(".d"), QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString file = it.next();
                entries << fileEntry("./" + file.mid(place.size() + 3).toUtf8(), slurp(file));
            }
            writeBytes(place, tarOf(entries));
        } else {
            const QByteArray archive = form == q("old") ? image.oldArchive() : image.dockerArchive();
            writeBytes(place, form == q("docker-gz") ? packed(archive, Packing::Gzip) : archive);
        }
        const auto got = unpacked(place);
        LATHE_VERIFY_RESULT(got);
        const QString content = QString::fromLatin1(QByteArray("#!/bin/sh\n").toHex()) + q("10");
        QCOMPARE(tree(got->rootDir), QStringList({q("d app"), q("f x app/run ") + content, q("f x app/same ") + content, q("l bin -> /app")}));
        const ImageConfig &config = got->description.config;
        QCOMPARE(config.entryPoint, QStringList(q("/app/run")));
        QCOMPARE(config.command, QStringList(q("app.handler")));
        QCOMPARE(config.workingDir, q("/app"));
        QCOMPARE(config.environment.size(), 3);
        QCOMPARE(config.environment[1].second, q("1=2"));
        QCOMPARE(got->description.layers, 2);
        struct stat one = {}, two = {};
        QCOMPARE(::stat(QFile::encodeName(got->rootDir + q("/app/run")).constData(), &one), 0);
        QCOMPARE(::stat(QFile::encodeName(got->rootDir + q("/app/same")).constData(), &two), 0);
        QCOMPARE(one.st_ino, two.st_ino);
        QCOMPARE(one.st_mtim.tv_sec, time_t(014000000000)); // what the header says
    }

    void isUnpackedOnce()
    {
        const QString place = path("once");
        simple().writeLayout(place);
        const auto first = unpacked(place);
        LATHE_VERIFY_RESULT(first);
        writeBytes(first->rootDir + q("/mark"), "1");
        const auto second = unpacked(place);
        LATHE_VERIFY_RESULT(second);
        QCOMPARE(second->rootDir, first->rootDir);
        QVERIFY(QFile::exists(second->rootDir + q("/mark")));
        // The same layers in another form and packing are the same root.
        ImageMaker again = simple();
        again.packing = Packing::Zstd;
        writeBytes(path("once.tar"), again.dockerArchive());
        QCOMPARE(unpacked(path("once.tar"))->rootDir, first->rootDir);
        QCOMPARE(QDir(cache()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void layersLieOverEachOther()
    {
        ImageMaker image;
        image.add({folderEntry("usr/lib"), linkEntry("lib", "usr/lib"), fileEntry("usr/lib/a", "a1"), fileEntry("usr/lib/b", "b1"),
                   folderEntry("keep"), fileEntry("keep/1"), fileEntry("keep/2"), folderEntry("swap"), fileEntry("swap/in"), fileEntry("file", "f"),
                   linkEntry("abs", "/usr"), linkEntry("up", "../../../../usr/lib"), fileEntry("both", "1")});
        image.add({fileEntry("lib/c", "c2"), fileEntry("lib/a", "a2"), hardEntry("hard", "lib/b"), fileEntry("abs/lib/d", "d2"), fileEntry("up/e", "e2"),
                   fileEntry("keep/.wh..wh..opq", ""), fileEntry("keep/3"), fileEntry("swap", "now a file"), folderEntry("file"), fileEntry("file/in"),
                   fileEntry(".wh.both", ""), fileEntry("both", "2")});
        image.add({fileEntry("usr/lib/.wh.d", ""), fileEntry(".wh.none", ""), fileEntry("none/.wh.none", ""), fileEntry("lib/.wh.e", ""),
                   fileEntry("keep/4"), fileEntry("keep/.wh..wh..opq", "")});
        image.writeLayout(path("over"));
        const auto got = unpacked(path("over"));
        LATHE_VERIFY_RESULT(got);
        QStringList names;
        for (const QString &line : tree(got->rootDir))
            names << line.section(u' ', line.startsWith(u'f') ? 2 : 1).section(u' ', 0, line.startsWith(u'l') ? 2 : 0);
        names.sort();
        QCOMPARE(names, QStringList({q("abs -> /usr"), q("both"), q("file"), q("file/in"), q("hard"), q("keep"), q("keep/4"), q("lib -> usr/lib"), q("swap"),
                            q("up -> ../../../../usr/lib"), q("usr"), q("usr/lib"), q("usr/lib/a"), q("usr/lib/b"), q("usr/lib/c")}));
        QCOMPARE(slurp(got->rootDir + q("/usr/lib/a")), QByteArray("a2"));
        QCOMPARE(slurp(got->rootDir + q("/hard")), QByteArray("b1"));
        QCOMPARE(slurp(got->rootDir + q("/both")), QByteArray("2"));
    }

    void modesAreThoseOfStrangers()
    {
        ImageMaker image;
        image.add({fileEntry("setuid", "x", 06755), fileEntry("secret", "x", 0600), fileEntry("open", "x", 0644), folderEntry("closed", 0), fileEntry("closed/x")});
        image.writeLayout(path("modes"));
        const auto got = unpacked(path("modes"));
        LATHE_VERIFY_RESULT(got);
        const auto mode = [&](const char *name) {
            struct stat status = {};
            return ::stat(QFile::encodeName(got->rootDir + u'/' + q(name)).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
        };
        QCOMPARE(mode("setuid"), 0555);
        QCOMPARE(mode("secret"), 0);
        QCOMPARE(mode("open") & 0777, 0444);
        QCOMPARE(mode("closed"), 0700);
    }

    void picksThePlatform()
    {
        const QString dir = path("multi");
        ImageMaker amd = simple(), arm = simple();
        arm.architecture = q("arm64");
        arm.layers.removeLast();
        QJsonArray inner;
        for (const ImageMaker *image : {&arm, &amd}) {
            QJsonObject descriptor = image->writeManifest(dir);
            descriptor.remove(q("annotations"));
            descriptor.insert(q("platform"), QJsonObject{{q("os"), q("linux")}, {q("architecture"), image->architecture}});
            inner.append(descriptor);
        }
        inner.append(QJsonObject{{q("mediaType"), q("application/vnd.oci.image.manifest.v1+json")}, {q("digest"), q("sha256:") + QString(64, u'0')},
                                 {q("annotations"), QJsonObject{{q("vnd.docker.reference.type"), q("attestation-manifest")}}}});
        const QByteArray index = QJsonDocument(QJsonObject{{q("manifests"), inner}}).toJson();
        QJsonObject outer = ImageMaker::blob(dir, index, q("application/vnd.oci.image.index.v1+json"));
        outer.insert(q("annotations"), QJsonObject{{q("org.opencontainers.image.ref.name"), q("1.0")}});
        ImageMaker::writeIndex(dir, {outer});
        const auto here = inspectImage({dir, {}}, q("x86_64")), there = inspectImage({dir, q("1.0")}, q("arm64"));
        LATHE_VERIFY_RESULT(here);
        LATHE_VERIFY_RESULT(there);
        QCOMPARE(here->layers, 2);
        QCOMPARE(there->layers, 1);
        QCOMPARE(inspectImage({dir, q("2.0")}, q("arm64")).error().id, q("LTH-IMG-004"));
        ImageMaker::writeIndex(dir, {arm.writeManifest(dir)});
        QCOMPARE(inspectImage({dir, {}}, q("x86_64")).error().id, q("LTH-IMG-005"));
    }

    void anEndWithoutPadding()
    {
        for (const int size : {3, 511, 513, 512}) { // umoci leaves out what fills the last block
            ImageMaker image;
            const QByteArray whole = tarOf({fileEntry("a"), fileEntry("b", noise(size))}, false);
            image.layers = {whole.left(1024 + 512 + size)};
            const QString dir = path("unpadded") + QString::number(size);
            image.writeLayout(dir);
            const auto got = unpacked(dir);
            LATHE_VERIFY_RESULT(got);
            QCOMPARE(slurp(got->rootDir + q("/b")), noise(size));
            image.layers = {whole.left(1024 + 512 + size - 1)}; // but not a byte of the file
            image.writeLayout(dir + q("cut"));
            QCOMPARE(unpacked(dir + q("cut")).error().id, q("LTH-IMG-003"));
        }
    }

    void severalNames()
    {
        const QString dir = path("names");
        ImageMaker one = simple(), two = simple();
        one.name = q("one");
        two.name = q("two");
        two.layers.removeLast();
        ImageMaker::writeIndex(dir, {one.writeManifest(dir), two.writeManifest(dir)});
        const auto none = inspectImage({dir, {}}, q("x86_64"));
        QCOMPARE(none.error().id, q("LTH-IMG-004"));
        QVERIFY(none.error().text.contains(q("one, two")));
        QCOMPARE(inspectImage({dir, q("two")}, q("x86_64"))->layers, 1);
        writeBytes(path("names.tar"), one.dockerArchive());
        LATHE_VERIFY_RESULT(inspectImage({path("names.tar"), q("app:one")}, q("x86_64")));
        QCOMPARE(inspectImage({path("names.tar"), q("app:three")}, q("x86_64")).error().id, q("LTH-IMG-004"));
    }

    void references()
    {
        const QString base = m_dir.path();
        writeBytes(base + q("/a:b.tar"), "x");
        QDir().mkpath(base + q("/oci"));
        const auto reference = [&](const char *text) { return ImageReference::parse(q(text), base); };
        QCOMPARE(reference("oci:oci:1.0"), ImageReference({base + q("/oci"), q("1.0")}));
        QCOMPARE(reference("docker-archive:a:b.tar:app:1.0"), ImageReference({base + q("/a:b.tar"), q("app:1.0")}));
        QCOMPARE(reference("./new.tar"), ImageReference({base + q("/new.tar"), QString()}));
        QCOMPARE(reference("file:///x/y.tar"), ImageReference({q("/x/y.tar"), QString()}));
        QVERIFY(ImageReference::isLocal(q("oci"), base));
        QVERIFY(ImageReference::isLocal(q("build/app.tar"), base));
        QVERIFY(!ImageReference::isLocal(q("app:latest"), base));
        QVERIFY(!ImageReference::isLocal(q("123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"), base));
        QVERIFY(!ImageReference::isLocal(QString(), base));
    }

    void sharedLayersOfOldArchives()
    {
        ImageMaker image = simple();
        image.layers = {image.layers[0], image.layers[0]};
        QByteArray archive = image.dockerArchive();
        // The second copy is a link to the first, as `docker save` of 1.10 to 24 writes it.
        const QByteArray json = image.configJson(), configName = "c.json";
        const QByteArray manifest = "[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[\"one/layer.tar\",\"two/layer.tar\"]}]";
        writeBytes(path("links.tar"), tarOf({folderEntry("one/"), fileEntry("one/layer.tar", image.layers[0]), folderEntry("two/"),
                                          linkEntry("two/layer.tar", "../one/layer.tar"), fileEntry(configName, json), fileEntry("manifest.json", manifest)}));
        LATHE_VERIFY_RESULT(unpacked(path("links.tar")));
    }

    void progressAndCancel()
    {
        ImageMaker image;
        image.packing = Packing::Plain;
        image.add({fileEntry("big", noise(20 * 1024 * 1024))});
        image.writeLayout(path("big"));
        ImageUnpackOptions options;
        QList<ImageProgress> seen;
        options.progress = [&seen](const ImageProgress &p) { seen << p; };
        LATHE_VERIFY_RESULT(unpackImage({path("big"), {}}, q("x86_64"), cache(), options));
        QVERIFY(seen.size() >= 5);
        QCOMPARE(seen.last().layers, 1);
        QVERIFY(seen.last().bytes <= seen.last().totalBytes);
        QVERIFY(QDir(cache()).removeRecursively());
        std::atomic_bool cancel = false;
        options.cancel = &cancel;
        options.progress = [&cancel](const ImageProgress &) { cancel = true; };
        const auto stopped = unpackImage({path("big"), {}}, q("x86_64"), cache(), options);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(QDir(cache()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    void strayTreesGo()
    {
        simple().writeLayout(path("sweep"));
        const QString stray = cache() + q("/.unpack-4194304-abcdef/deep");
        QVERIFY(QDir().mkpath(stray));
        LATHE_VERIFY_RESULT(unpacked(path("sweep")));
        QVERIFY(!QFile::exists(stray));
    }
};

QTEST_GUILESS_MAIN(TestImage)
#include "tst_image.moc"
