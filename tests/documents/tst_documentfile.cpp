// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/documentfile.h"
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lathe;

class TestDocumentFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString file(const char *name = "file.txt") const { return m_dir.filePath(QString::fromLatin1(name)); }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile f(path);
        QVERIFY(f.open(QIODevice::WriteOnly));
        QCOMPARE(f.write(bytes), qint64(bytes.size()));
    }
    static QByteArray slurp(const QString &path)
    {
        QFile f(path);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray("unreadable");
    }

    /// A file of the kind `kind`, from a seeded generator: every form, odd endings, broken sequences.
    static QByteArray generated(QRandomGenerator &random, int kind)
    {
        const auto pick = [&](auto list) { return list[random.bounded(int(list.size()))]; };
        QString text;
        const int parts = int(random.bounded(60));
        for (int i = 0; i < parts; ++i)
            text += pick(QStringList{QStringLiteral("def f(x):"), QStringLiteral("\n"), QStringLiteral("\r\n"), QStringLiteral("\r"), QStringLiteral("가나다"),
                QStringLiteral("\t"), QStringLiteral("é"), QStringLiteral("😀"), QStringLiteral("e\u0301"), QString(QChar(0x2028)), QStringLiteral("\uFEFF"),
                QStringLiteral("\x0c"), QStringLiteral("\x1a"), QString(QChar(0xFFFF)), QStringLiteral("x")});
        const auto utf16 = [&](bool big) {
            QByteArray b = big ? QByteArray("\xfe\xff") : QByteArray("\xff\xfe");
            if (random.bounded(4) == 0)
                text += QChar(0xD800 + random.bounded(0x800)); // lone surrogates exist in real files
            for (QChar c : text) {
                const char hi = char(c.unicode() >> 8), lo = char(c.unicode());
                b += big ? hi : lo;
                b += big ? lo : hi;
            }
            return b;
        };
        QByteArray bytes;
        switch (kind % 8) {
        case 0: return text.toUtf8();
        case 1: return "\xef\xbb\xbf" + text.toUtf8();
        case 2: return utf16(false);
        case 3: return utf16(true);
        case 4: return text.toLatin1() + "\xe9\n";
        case 5: // cut in the middle of a character
            bytes = text.toUtf8();
            return bytes.left(int(random.bounded(bytes.size() + 1)));
        case 6: // any bytes but NUL
            for (int i = int(random.bounded(80)); i > 0; --i)
                bytes += char(1 + random.bounded(255));
            return bytes;
        default: // any bytes after a BOM
            bytes = pick(QList<QByteArray>{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\xef\xbb", "\xef\xbb\xbf\xef\xbb\xbf"});
            for (int i = int(random.bounded(20)); i > 0; --i)
                bytes += char(random.bounded(256));
            return bytes;
        }
    }

private slots:
    void recognises_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<bool>("bom");
        QTest::addColumn<int>("ending");
        QTest::addColumn<bool>("mixed");
        QTest::addColumn<bool>("binary");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &bytes, const char *encoding, bool bom, LineEnding ending, bool mixed, bool binary, const QString &text) {
            QTest::newRow(name) << bytes << QByteArray(encoding) << bom << int(ending) << mixed << binary << text;
        };
        row("empty", "", "UTF-8", false, LineEnding::Lf, false, false, {});
        row("ascii", "a\nb\n", "UTF-8", false, LineEnding::Lf, false, false, QStringLiteral("a\nb\n"));
        row("no newline at the end", "a\r\nb", "UTF-8", false, LineEnding::CrLf, false, false, QStringLiteral("a\r\nb"));
        row("old Mac", "a\rb\r", "UTF-8", false, LineEnding::Cr, false, false, QStringLiteral("a\rb\r"));
        row("mixed, mostly CRLF", "a\r\nb\r\nc\n", "UTF-8", false, LineEnding::CrLf, true, false, QStringLiteral("a\r\nb\r\nc\n"));
        row("mixed, mostly LF", "a\nb\nc\r\n\r", "UTF-8", false, LineEnding::Lf, true, false, QStringLiteral("a\nb\nc\r\n\r"));
        row("UTF-8", "가\n", "UTF-8", false, LineEnding::Lf, false, false, QStringLiteral("가\n"));
        row("UTF-8 BOM", "\xef\xbb\xbfx", "UTF-8", true, LineEnding::Lf, false, false, QStringLiteral("x"));
        row("BOM only", "\xef\xbb\xbf", "UTF-8", true, LineEnding::Lf, false, false, {});
        row("two BOMs", "\xef\xbb\xbf\xef\xbb\xbfx", "UTF-8", true, LineEnding::Lf, false, false, QStringLiteral("\uFEFFx"));
        row("UTF-16LE", QByteArray("\xff\xfe\x00\xac\x0a\x00", 6), "UTF-16LE", true, LineEnding::Lf, false, false, QStringLiteral("가\n"));
        row("UTF-16BE", QByteArray("\xfe\xff\xac\x00\x00\x0d\x00\x0a", 8), "UTF-16BE", true, LineEnding::CrLf, false, false, QStringLiteral("가\r\n"));
        row("UTF-16, odd length", "\xff\xfe\x61", "ISO-8859-1", false, LineEnding::Lf, false, false, QString::fromLatin1("\xff\xfe\x61"));
        row("UTF-16 with NUL", QByteArray("\xff\xfe\x00\x00", 4), "UTF-16LE", true, LineEnding::Lf, false, true, QString(QChar(0)));
        row("Latin-1", "caf\xe9\n", "ISO-8859-1", false, LineEnding::Lf, false, false, QStringLiteral("café\n"));
        row("EUC-KR", "# \xc7\xd1\xb1\xdb \xc1\xd6\xbc\xae\\\r\n", "CP949", false, LineEnding::CrLf, false, false, QStringLiteral("# 한글 주석\\\r\n"));
        row("CP949 with its own syllables", "\x8c\x63\xb9\xe6\xb0\xa2\xc7\xcf\n", "CP949", false, LineEnding::Lf, false, false, QStringLiteral("똠방각하\n"));
        row("Latin-1, two letters that are a pair in CP949", "\xfc\xdf, 25 \xb0" "C\n", "ISO-8859-1", false, LineEnding::Lf, false, false, QStringLiteral("üß, 25 °C\n"));
        row("EUC-KR, cut", "\xc7\xd1\xb1", "ISO-8859-1", false, LineEnding::Lf, false, false, QString::fromLatin1("\xc7\xd1\xb1"));
        row("overlong UTF-8", "\xc0\xaf", "ISO-8859-1", false, LineEnding::Lf, false, false, QString::fromLatin1("\xc0\xaf"));
        row("surrogate in UTF-8", "\xed\xa0\x80", "ISO-8859-1", false, LineEnding::Lf, false, false, QString::fromLatin1("\xed\xa0\x80"));
        row("bad UTF-8 after BOM", "\xef\xbb\xbf\xff", "ISO-8859-1", false, LineEnding::Lf, false, false, QString::fromLatin1("\xef\xbb\xbf\xff"));
        row("binary", QByteArray("\x7f" "ELF\x00\x01\n", 7), "ISO-8859-1", false, LineEnding::Lf, false, true, QString::fromLatin1("\x7f" "ELF\x00\x01\n", 7));
    }
    void recognises()
    {
        QFETCH(QByteArray, bytes);
        put(file(), bytes);
        const auto loaded = loadDocument(file());
        LATHE_VERIFY_RESULT(loaded);
        QTEST(loaded->form.encoding, "encoding");
        QTEST(loaded->form.bom, "bom");
        QTEST(int(loaded->form.ending), "ending");
        QTEST(loaded->form.mixedEndings, "mixed");
        QTEST(loaded->binary, "binary");
        QTEST(loaded->text, "text");
        QCOMPARE(loaded->readOnly, loaded->binary);
        const auto saved = saveDocument(file(), loaded->text, loaded->form);
        LATHE_VERIFY_RESULT(saved);
        QCOMPARE(slurp(file()), bytes);
        QVERIFY(loadDocument(file())->sameOnDisk(*loaded));
    }

    void anotherVersionOnDiskIsNoticed()
    {
        const auto read = [&](const QByteArray &bytes) {
            put(file(), bytes);
            return loadDocument(file()).value_or(DocumentText());
        };
        const DocumentText first = read("caf\xc3\xa9\n");
        QVERIFY(first.sameOnDisk(read("caf\xc3\xa9\n")));
        QVERIFY(!first.sameOnDisk(read("caf\xc3\xa9\r\n")));
        QVERIFY(!first.sameOnDisk(read("caf\xe9\n")));             // the same text in Latin-1
        QVERIFY(!first.sameOnDisk(read("\xef\xbb\xbf" "caf\xc3\xa9\n")));
        DocumentText ascii = read("a\n");
        const DocumentText again = ascii;
        ascii.form.encoding = "ISO-8859-1"; // its last other character was taken out before it was saved
        QVERIFY(ascii.sameOnDisk(again));
    }

    void generatedFilesComeBackByteForByte()
    {
        // LATHE_LONG_TESTS=1 runs the long form.
        const int count = qEnvironmentVariableIsSet("LATHE_LONG_TESTS") ? 10000 : 1000;
        const QString path = QFileInfo(QStringLiteral("/dev/shm")).isWritable()
            ? QStringLiteral("/dev/shm/lathe-doc-%1").arg(::getpid()) : file(); // fsync on a disk is all this would measure
        QRandomGenerator random(20261122);
        for (int i = 0; i < count; ++i) {
            const QByteArray bytes = generated(random, i);
            put(path, bytes);
            const auto loaded = loadDocument(path);
            LATHE_VERIFY_RESULT(loaded);
            // type something and take it back, as an editor does
            QString edited = loaded->text + QStringLiteral("x");
            edited.chop(1);
            LATHE_VERIFY_RESULT(saveDocument(path, edited, loaded->form));
            QVERIFY2(slurp(path) == bytes, bytes.toHex().constData());
        }
        QFile::remove(path);
    }

    void longLines()
    {
        const auto flags = [&](int length) {
            put(file(), QByteArray("short\n") + QByteArray(length, 'x') + "\nshort\n");
            const auto loaded = loadDocument(file());
            return loaded ? std::pair(loaded->longLines, loaded->readOnly) : std::pair(false, false);
        };
        QCOMPARE(flags(20000), std::pair(false, false));
        QCOMPARE(flags(20001), std::pair(true, false));
        QCOMPARE(flags(1000000), std::pair(true, false));
        QCOMPARE(flags(1000001), std::pair(true, true));
    }

    void tooLargeIsRefusedUnread()
    {
        QFile f(file("large"));
        QVERIFY(f.open(QIODevice::WriteOnly));
        QVERIFY(f.resize(64 * 1024 * 1024 + 1)); // sparse
        const auto loaded = loadDocument(file("large"));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::TooLarge);
        QVERIFY(loaded.error().text.contains(QStringLiteral("65 MB")));
        QVERIFY(loaded.error().text.contains(QStringLiteral("64 MB")));
    }

    void whatIsNoFileIsRefusedWithoutWaiting()
    {
        QCOMPARE(loadDocument(file("missing")).error().code, ErrorCode::NotFound);
        QCOMPARE(loadDocument(m_dir.path()).error().code, ErrorCode::Unsupported);
        QCOMPARE(::mkfifo(QFile::encodeName(file("pipe")).constData(), 0600), 0);
        QCOMPARE(loadDocument(file("pipe")).error().code, ErrorCode::Unsupported);
    }

    void koreanThatWasReadStaysKorean()
    {
        // Hanja alone are not told from Western letters, but in a file that was Korean before they stay.
        put(file(), "\xf9\xd0\n");
        QCOMPARE(loadDocument(file())->form.encoding, QByteArray("ISO-8859-1"));
        QCOMPARE(loadDocument(file(), "CP949")->form.encoding, QByteArray("CP949"));
        put(file(), "\xb0\xa1\xb0\xa1\n");
        QCOMPARE(loadDocument(file())->text, QStringLiteral("가가\n"));
        QCOMPARE(loadDocument(file(), "ISO-8859-1")->form.encoding, QByteArray("ISO-8859-1"));
    }

    void charactersThatDoNotFit_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QString>("text");
        QTest::newRow("Hangul in Latin-1") << QByteArray("ISO-8859-1") << QStringLiteral("ab\nc가");
        QTest::newRow("a letter of the West in CP949") << QByteArray("CP949") << QStringLiteral("가\ncé");
        QTest::newRow("picture in CP949") << QByteArray("CP949") << QStringLiteral("가\nc😀");
        QTest::newRow("high surrogate in UTF-8") << QByteArray("UTF-8") << QStringLiteral("ab\nc") + QChar(0xD800);
        QTest::newRow("low surrogate in UTF-8") << QByteArray("UTF-8") << QStringLiteral("ab\nc") + QChar(0xDC00) + u'x';
    }
    void charactersThatDoNotFit()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QString, text);
        put(file(), "old");
        const auto saved = saveDocument(file(), text, {encoding, false, LineEnding::Lf, false});
        QVERIFY(!saved);
        QCOMPARE(saved.error().id, QStringLiteral("LTH-DOC-002"));
        QVERIFY2(saved.error().text.contains(QStringLiteral("line 2, column 2")), qPrintable(saved.error().text));
        QCOMPARE(slurp(file()), QByteArray("old"));
    }

    void pairsFitIntoUtf8()
    {
        LATHE_VERIFY_RESULT(saveDocument(file(), QStringLiteral("😀"), {}));
        QCOMPARE(slurp(file()), QByteArray("😀"));
    }

    void unknownEncodingIsRefused() { QCOMPARE(saveDocument(file("new"), QStringLiteral("a"), {"EBCDIC", false, LineEnding::Lf, false}).error().code, ErrorCode::Usage); }

    void keepsModeAndLink()
    {
        put(file("script.sh"), "a");
        QCOMPARE(::chmod(QFile::encodeName(file("script.sh")).constData(), 0750), 0);
        QVERIFY(QFile::link(file("script.sh"), file("link.sh")));
        LATHE_VERIFY_RESULT(saveDocument(file("link.sh"), QStringLiteral("b"), {}));
        struct stat st = {};
        QCOMPARE(::lstat(QFile::encodeName(file("link.sh")).constData(), &st), 0);
        QVERIFY(S_ISLNK(st.st_mode));
        QCOMPARE(::stat(QFile::encodeName(file("script.sh")).constData(), &st), 0);
        QCOMPARE(int(st.st_mode & 07777), 0750);
        QCOMPARE(slurp(file("script.sh")), QByteArray("b"));
    }

    /// A full disk, in a child: files may not grow over 1,000 bytes there.
    void aFullDiskLosesNothing()
    {
        put(file("full"), "old");
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto saved = saveDocument(file("full"), QString(5000, u'x'), {});
            ::_exit(!saved && saved.error().code == ErrorCode::Io && saved.error().text.contains(QStringLiteral("full")) ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(slurp(file("full")), QByteArray("old"));
        QCOMPARE(QDir(m_dir.path()).entryList({QStringLiteral(".*.lathe-*")}, QDir::Files | QDir::Hidden), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_documentfile.moc"
