// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of package that is made here (a function's, a fast one, one from the store, a layer built of a folder, a signed one) is the same,
// byte for byte, on another clock, in another time zone, with another umask and locale, for files made in another order or on another file system,
// with other modes that do not matter, for any number of threads, fresh or not, and for another user.
#include "package/layer/layerbuilder.h"
#include "package/packagewriter.h"
#include "package/signing/packagesignature.h"
#include "package/treehelpers.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <clocale>
#include <sys/wait.h>

using namespace lathe;

namespace {

struct Thing
{
    QByteArray path, content; ///< Or the target of a link.
    int mode = 0644;          ///< 0: a link, 1: an empty folder.
};

QList<Thing> things()
{
    QByteArray text;
    for (int i = 0; i < 400000; ++i)
        text += "line " + QByteArray::number(i * 7919 % 100003) + '\n';
    return {{"app.py", "def h(e, c):\n    return 1\n"}, {"bin/tool", "#!/bin/sh\n", 0755}, {"secret.cfg", "x=1\n", 0600}, {"readonly", "r\n", 0400}, {"setuid", "#!/bin/sh\n", 04755}, {"setgid", "g\n", 02644},
        {"group", "only others may run it\n", 0611}, {"큰/파일.bin", text + noise(3000000), 0644}, {"mid.bin", noise(200000)}, {"zeros", QByteArray(2000000, '\0')}, {"empty", ""}, {"한글.txt", "가"},
        {"lib/x.so.1", noise(5000, 3), 0755}, {"lib/x.so", "x.so.1", 0}, {"lib/up", "../app.py", 0}, {"folder", "lib", 0}, {"gone", "not/there", 0}, {"nothing/inside", "", 1}, {"a/b/c/d", "deep"}, {"a.b", "sorts beside a/"}, {"a0", "x"}};
}

/// The same tree, made in another order and with other bits where they do not count.
void makeTree(const QString &root, quint32 seed, bool otherBits = false)
{
    QList<Thing> list = things();
    QRandomGenerator random(seed);
    for (qsizetype i = list.size() - 1; i > 0; --i)
        list.swapItemsAt(i, random.bounded(i + 1));
    for (const Thing &one : list) {
        if (one.mode == 0)
            ::link(root, one.path, one.content);
        else if (one.mode == 1)
            QDir().mkpath(root + u'/' + QString::fromUtf8(one.path));
        else
            ::put(root, one.path, one.content, otherBits ? (one.mode & 0100 ? 0711 : 0600) : one.mode);
    }
}

/// Makes everything of `tree` and says what came out: a line a kind.
QByteArray makeAll(const QString &tree, const QString &work, const QString &keys, int threads)
{
    QByteArray told;
    const auto note = [&](const char *kind, const QString &file, const QString &error) {
        told += QByteArray(kind) + ' ' + (error.isEmpty() ? QCryptographicHash::hash(slurp(file), QCryptographicHash::Sha256).toHex() : error.toUtf8()) + '\n';
    };
    QDir().mkpath(work);
    PackageSpec spec;
    spec.rootDir = tree;
    spec.threads = threads;
    const auto write = [&](const char *kind, const PackageSpec &what, const QString &file) {
        const auto done = writePackage(what, file);
        note(kind, file, done ? QString() : done.error().text);
    };
    write("function", spec, work + QStringLiteral("/f.zip"));
    PackageSpec fast = spec;
    fast.fast = true;
    write("fast", fast, work + QStringLiteral("/q.zip"));
    PackageSpec stored = spec;
    stored.storeDir = work + QStringLiteral("/store");
    for (int i = 0; i < 2; ++i) {
        QFile::remove(work + QStringLiteral("/s.zip"));
        write("function", stored, work + QStringLiteral("/s.zip"));
    }
    LayerSpec layer;
    layer.inputs = {tree};
    layer.runtimes = {QStringLiteral("python3.12")};
    layer.cacheDir = work + QStringLiteral("/layers");
    if (const auto built = buildLayer(layer)) {
        PackageSpec zip;
        zip.rootDir = built->dir;
        zip.threads = threads;
        zip.defaultExcludes = false;
        write("layer", zip, work + QStringLiteral("/l.zip"));
        told += "layer's hash " + built->hash.toHex() + '\n';
    } else {
        note("layer", {}, built.error().text);
    }
    QFile::copy(work + QStringLiteral("/f.zip"), work + QStringLiteral("/signed.zip"));
    const auto done = signPackage(work + QStringLiteral("/signed.zip"), SigningKeys(keys), QStringLiteral("team"), work + QStringLiteral("/signatures"));
    note("signed", work + QStringLiteral("/signed.zip"), done ? QString() : done.error().text);
    return told;
}

} // namespace

class TestSameBytes : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir{QStringLiteral("/tmp/lathe-bytes-XXXXXX")};
    QByteArray m_first;
    QString at(const char *name) const { return m_dir.filePath(QString::fromUtf8(name)); }

    /// In another process, begun by `shell`.
    QByteArray elsewhere(const QString &shell, const QStringList &variables, const QString &tree, const QString &work, int threads = 0) const
    {
        QProcess p;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &v : variables)
            environment.insert(v.section(u'=', 0, 0), v.section(u'=', 1));
        p.setProcessEnvironment(environment);
        p.start(QStringLiteral("sh"), {QStringLiteral("-c"), shell + QStringLiteral("; exec \"$0\" \"$@\""), QCoreApplication::applicationFilePath(), QStringLiteral("--make"), tree, work, at("keys"), QString::number(threads)});
        return p.waitForFinished(60000) && p.exitCode() == 0 ? p.readAllStandardOutput() : p.readAllStandardError();
    }

private slots:
    void initTestCase()
    {
        QCOMPARE(::chmod(QFile::encodeName(m_dir.path()).constData(), 0755), 0);
        // RSA: its signatures depend on nothing but the content; those of ECDSA are kept in the cache instead.
        LATHE_VERIFY_RESULT(SigningKeys(at("keys")).create(QStringLiteral("team"), SigningKeys::Algorithm::Rsa3072));
        makeTree(at("one/tree"), 1);
        m_first = makeAll(at("one/tree"), at("w1"), at("keys"), 1);
        QVERIFY2(m_first.count('\n') == 7 && !m_first.contains("  "), m_first.constData());
        QCOMPARE(m_first.count("function "), 3);
    }

    void otherOrders()
    {
        for (const quint32 seed : {2, 3, 4}) {
            const QString tree = m_dir.filePath(QStringLiteral("order%1/tree").arg(seed)), work = tree + QStringLiteral("-w");
            makeTree(tree, seed);
            QCOMPARE(makeAll(tree, work, at("keys"), int(seed) * 2 - 1), m_first);
            QVERIFY(QDir(tree).removeRecursively() && QDir(work).removeRecursively());
        }
    }
    void otherBits()
    {
        makeTree(at("bits/tree"), 9, true);
        QCOMPARE(makeAll(at("bits/tree"), at("bits-w"), at("keys"), 0), m_first);
    }
    void otherEnvironments()
    {
        QCOMPARE(elsewhere(QStringLiteral("umask 000"), {QStringLiteral("TZ=Asia/Seoul"), QStringLiteral("LC_ALL=C.UTF-8")}, at("one/tree"), at("e1"), 3), m_first);
        QCOMPARE(elsewhere(QStringLiteral("umask 077"), {QStringLiteral("TZ=America/Caracas"), QStringLiteral("LC_ALL=tr_TR.UTF-8"), QStringLiteral("LANG=tr_TR.UTF-8"), QStringLiteral("LANGUAGE=ko")}, at("one/tree"), at("e2"), 16), m_first);
        QCOMPARE(elsewhere(QStringLiteral("umask 022; cd /"), {QStringLiteral("TZ=:nonsense"), QStringLiteral("HOME=/nonexistent"), QStringLiteral("SOURCE_DATE_EPOCH=86400")}, at("one/tree"), at("e3")), m_first);
    }
    void otherClocks()
    {
        QVERIFY2(QFile::exists(QStringLiteral(LATHE_OTHERCLOCK)), LATHE_OTHERCLOCK);
        for (const char *shift : {"-1500000000", "600000000", "7776000"}) {
            const QString preload = QStringLiteral("LD_PRELOAD=" LATHE_OTHERCLOCK), by = QStringLiteral("LATHE_CLOCK_SHIFT=") + QString::fromLatin1(shift), work = m_dir.filePath(QStringLiteral("clock") + QString::fromLatin1(shift));
            // `date` shows that the clock is another one.
            QCOMPARE(elsewhere(QStringLiteral("test $(date +%s) -lt %1 -o $(date +%s) -gt %2 || exit 9").arg(QDateTime::currentSecsSinceEpoch() - 5000000).arg(QDateTime::currentSecsSinceEpoch() + 5000000), {preload, by}, at("one/tree"), work), m_first);
        }
    }
    void otherFileSystems()
    {
        for (const char *place : {"/dev/shm", "/var/tmp", "/tmp"}) {
            if (!QFileInfo(QString::fromLatin1(place)).isWritable())
                continue;
            QTemporaryDir dir(QString::fromLatin1(place) + QStringLiteral("/lathe-bytes-XXXXXX"));
            makeTree(dir.filePath(QStringLiteral("t/tree")), 5);
            QCOMPARE(makeAll(dir.filePath(QStringLiteral("t/tree")), dir.filePath(QStringLiteral("w")), at("keys"), 2), m_first);
        }
    }
    void fromAnEarlierState()
    {
        makeTree(at("again/tree"), 6);
        QCOMPARE(makeAll(at("again/tree"), at("again-w"), at("keys"), 0), m_first);
        put(at("again/tree"), "app.py", "changed\n");
        put(at("again/tree"), "more/new", "x");
        QVERIFY(makeAll(at("again/tree"), at("again-w"), at("keys"), 0) != m_first);
        put(at("again/tree"), "app.py", things().first().content);
        QVERIFY(QDir(at("again/tree/more")).removeRecursively());
        QVERIFY(QFile::remove(at("again-w/signed.zip")));
        QCOMPARE(makeAll(at("again/tree"), at("again-w"), at("keys"), 0), m_first);
    }
    void anotherUser()
    {
        QTemporaryDir dir(QStringLiteral("/tmp/lathe-user-XXXXXX"));
        QCOMPARE(::chmod(QFile::encodeName(dir.path()).constData(), 0777), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            // Its own key folder: keys are 0600. The same key, read before the identity goes.
            const SigningKeys keys(at("keys"));
            const QByteArray pem = slurp(keys.keyFile(QStringLiteral("team"))), certificate = slurp(keys.certificateFile(QStringLiteral("team")));
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(2);
            const QString own = dir.filePath(QStringLiteral("keys"));
            put(own, "team.key", pem, 0600);
            put(own, "team.crt", certificate);
            makeTree(dir.filePath(QStringLiteral("t/tree")), 7);
            put(dir.path(), "told", makeAll(dir.filePath(QStringLiteral("t/tree")), dir.filePath(QStringLiteral("w")), own, 0));
            ::_exit(0);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(slurp(dir.filePath(QStringLiteral("told"))), m_first);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 6 && qstrcmp(argv[1], "--make") == 0) {
        std::setlocale(LC_ALL, "");
        const QByteArray told = makeAll(QFile::decodeName(argv[2]), QFile::decodeName(argv[3]), QFile::decodeName(argv[4]), atoi(argv[5]));
        return ::write(1, told.constData(), std::size_t(told.size())) == told.size() ? 0 : 1;
    }
    TestSameBytes test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_samebytes.moc"
