// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/confirmdialog.h"
#include "core/readwatch.h"
#include "editor/editortabs.h"
#include <QtTest>
#include <QtWidgets>

using namespace lathe;

namespace {

QString resources()
{
    return QStringLiteral(LATHE_SOURCE_DIR "/resources");
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
}

QPushButton *buttonWith(QWidget *parent, const QString &text)
{
    for (auto *button : parent->findChildren<QPushButton *>())
        if (button->text() == text && !button->isHidden())
            return button;
    return nullptr;
}

} // namespace

class TestEditorTabs : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_dir.reset(); }
    void opensAndSaves();
    void openTwiceIsOneTab();
    void openMissing();
    void bigFilesOnAWorker();
    void aChangeBehindTheReadingIsSeen();
    void aChangeRightBehindTheReadingIsSeen();
    void takesATextThatWasReadAhead();
    void formIsKept_data();
    void formIsKept();
    void binaryStaysAsItIs();
    void composingThenSave();
    void saveFailureKeepsText();
    void hangulThatDoesNotFitIsSavedAsUtf8();
    void closeAsks_data();
    void closeAsks();
    void closeAll();
    void reloadsUnchanged();
    void largeChangesOnAWorker();
    void typedWhileAWorkerLooks();
    void savedWhileAWorkerLooks();
    void asksOnceAboutChanges();
    void keepMine();
    void compareShowsBoth();
    void largeTextsAreComparedOnAWorker();
    void deletedOutside();
    void backupsOfDeletedFiles();
    void backups();
    void backupsOfSeveral();
    void aLargeBackupStaysWhereItIs();
    void tabTitles();
    void diagnosticsReachLaterTabs();
    void findBar();
    void actions();

private:
    QString file(const QString &name) const { return m_dir->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_dir;
    ThemeManager m_theme{resources()};
};

void TestEditorTabs::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
    write(file(QStringLiteral("a.py")), "x = 1\n");
    write(file(QStringLiteral("b.py")), "y = 2\n");
}

void TestEditorTabs::opensAndSaves()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.show();
    QSignalSpy opened(&tabs, &EditorTabs::opened);
    QSignalSpy saved(&tabs, &EditorTabs::saved);
    tabs.open(file(QStringLiteral("a.py")), 1, 3);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
    QCOMPARE(tabs.currentEditor()->column(), 3);
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("zz"));
    QVERIFY(tabs.hasModified());
    QVERIFY(tabs.save());
    QVERIFY(!tabs.hasModified());
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("x zz= 1\n"));
    QCOMPARE(saved.count(), 1);
}

void TestEditorTabs::openTwiceIsOneTab()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    tabs.open(file(QStringLiteral("b.py")));
    tabs.open(m_dir->path() + QStringLiteral("/./a.py"), 1, 2);
    QCOMPARE(tabs.count(), 2);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
    QCOMPARE(tabs.openPaths().size(), 2);
    tabs.nextTab();
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("b.py")));
    tabs.nextTab(-1);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
}

void TestEditorTabs::openMissing()
{
    EditorTabs tabs(m_theme, nullptr);
    QSignalSpy failed(&tabs, &EditorTabs::openFailed);
    tabs.open(file(QStringLiteral("none.py")));
    tabs.open(m_dir->path());
    QCOMPARE(failed.count(), 2);
    QCOMPARE(tabs.count(), 0);
}

void TestEditorTabs::bigFilesOnAWorker()
{
    write(file(QStringLiteral("big.py")), QByteArray("x = 1\n").repeated(400000));
    EditorTabs tabs(m_theme, nullptr);
    QSignalSpy opened(&tabs, &EditorTabs::opened);
    tabs.open(file(QStringLiteral("big.py")), 300000, 1);
    QCOMPARE(opened.count(), 0); // the window's thread goes on
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(tabs.currentEditor()->line(), 300000);
    // Closed before it has arrived: nothing happens to a page that is gone.
    tabs.closeCurrent();
    tabs.open(file(QStringLiteral("big.py")));
    tabs.closeCurrent();
    QCOMPARE(tabs.count(), 0);
    QVERIFY(QThreadPool::globalInstance()->waitForDone(20000));
    QCoreApplication::processEvents();
    QCOMPARE(tabs.count(), 0);
}

/// A large file that is rewritten in place after it was read and before it has arrived.
void TestEditorTabs::aChangeBehindTheReadingIsSeen()
{
    const QByteArray before = QByteArray("x = 1\n").repeated(400000), after = QByteArray("y = 2\n").repeated(400000);
    write(file(QStringLiteral("big.py")), before);
    EditorTabs tabs(m_theme, nullptr);
    QSignalSpy opened(&tabs, &EditorTabs::opened);
    const ReadWatch read(file(QStringLiteral("big.py")));
    tabs.open(file(QStringLiteral("big.py")));
    QVERIFY(read.wait());
    QCOMPARE(opened.count(), 0);
    write(file(QStringLiteral("big.py")), after);
    QTRY_COMPARE(opened.count(), 1);
    QTRY_VERIFY(tabs.currentEditor()->text().toUtf8() == after);
    QVERIFY(!tabs.hasModified());
}

/// The kernel is asked to watch a moment after the file was opened.
void TestEditorTabs::aChangeRightBehindTheReadingIsSeen()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    write(file(QStringLiteral("a.py")), "z = 33\n");
    QTRY_COMPARE(tabs.currentEditor()->text(), QStringLiteral("z = 33\n"));
    write(file(QStringLiteral("a.py")), "z = 44\n"); // and from then on by the kernel
    QTRY_COMPARE(tabs.currentEditor()->text(), QStringLiteral("z = 44\n"));
    tabs.open(file(QStringLiteral("b.py")));
    QVERIFY(QFile::remove(file(QStringLiteral("b.py"))));
    QTRY_VERIFY(!tabs.currentPage()->notice()->isHidden());
}

void TestEditorTabs::takesATextThatWasReadAhead()
{
    const QString path = file(QStringLiteral("a.py"));
    const auto offered = [&](EditorTabs &tabs, const QString &text) {
        auto ahead = DocumentAhead::read(m_dir->path() + QStringLiteral("/./a.py"));
        QVERIFY(ahead && ahead->isCurrent());
        ahead->document.text = text; // not what the file says, so that it is known again
        tabs.offer(std::move(*ahead));
    };
    {
        EditorTabs tabs(m_theme, nullptr);
        offered(tabs, QStringLiteral("offered\n"));
        tabs.open(path);
        QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("offered\n"));
    }
    EditorTabs tabs(m_theme, nullptr);
    offered(tabs, QStringLiteral("offered\n"));
    tabs.open(file(QStringLiteral("b.py"))); // another one
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("y = 2\n"));
    offered(tabs, QStringLiteral("offered\n"));
    write(path, "changed = 1\n");
    tabs.open(path);
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("changed = 1\n"));
    QVERIFY(!DocumentAhead::read(m_dir->path()));
    QVERIFY(!DocumentAhead::read(file(QStringLiteral("none.py"))));
    write(file(QStringLiteral("big.py")), QByteArray(DocumentAhead::mostBytes + 1, 'x'));
    QVERIFY(!DocumentAhead::read(file(QStringLiteral("big.py"))));
}

void TestEditorTabs::formIsKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << QByteArray("Za\r\nb\r\n");
    QTest::newRow("mixed") << QByteArray("a\r\nb\nc") << QByteArray("Za\r\nb\nc");
    QTest::newRow("bom") << QByteArray("\xef\xbb\xbf" "a\n") << QByteArray("\xef\xbb\xbf" "Za\n");
    QTest::newRow("latin-1") << QByteArray("caf\xe9\n") << QByteArray("Zcaf\xe9\n");
    QTest::newRow("utf-16") << QByteArray("\xff\xfe" "a\0\n\0", 6) << QByteArray("\xff\xfe" "Z\0a\0\n\0", 8);
    QTest::newRow("korean") << QByteArray("한글") << QByteArray("Z한글");
}

void TestEditorTabs::formIsKept()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, after);
    const QString path = file(QStringLiteral("f.txt"));
    write(path, bytes);
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(path);
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("Z"));
    QVERIFY(tabs.save());
    QCOMPARE(bytesOf(path), after);
    tabs.currentEditor()->undo();
    QVERIFY(tabs.save());
    QCOMPARE(bytesOf(path), bytes);
}

void TestEditorTabs::binaryStaysAsItIs()
{
    const QString path = file(QStringLiteral("b.bin"));
    const QByteArray bytes("\x7f" "ELF\0\x01\x02\0tail", 12);
    write(path, bytes);
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(path);
    QVERIFY(tabs.currentEditor()->isReadOnly());
    QVERIFY(!tabs.currentPage()->notice()->isHidden());
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("Z"));
    QVERIFY(tabs.save());
    QVERIFY(tabs.saveAll());
    QCOMPARE(bytesOf(path), bytes);
}

void TestEditorTabs::composingThenSave()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    for (const QString &step : {QStringLiteral("ㅎ"), QStringLiteral("하"), QStringLiteral("한")}) {
        QInputMethodEvent event(step, {});
        QCoreApplication::sendEvent(tabs.currentEditor()->focusProxy(), &event);
    }
    QVERIFY(tabs.saveAll());
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("한x = 1\n"));
    QVERIFY(!tabs.hasModified());
}

void TestEditorTabs::saveFailureKeepsText()
{
    EditorTabs tabs(m_theme, nullptr);
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("sub")));
    const QString path = file(QStringLiteral("sub/c.py"));
    write(path, "z\n");
    tabs.open(path);
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("new "));
    QVERIFY(QDir(file(QStringLiteral("sub"))).removeRecursively());
    QVERIFY(!tabs.save());
    QVERIFY(tabs.hasModified());
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("new z\n"));
    QCOMPARE(tabs.currentPage()->notice()->severity(), NoticeBar::Severity::Error);
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("sub")));
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Try Again")), Qt::LeftButton);
    QCOMPARE(bytesOf(path), QByteArray("new z\n"));
}

void TestEditorTabs::hangulThatDoesNotFitIsSavedAsUtf8()
{
    EditorTabs tabs(m_theme, nullptr);
    const QString path = file(QStringLiteral("west.py"));
    write(path, "# caf\xe9\n");
    tabs.open(path);
    QCOMPARE(tabs.currentPage()->document().form.encoding, QByteArray("ISO-8859-1"));
    tabs.currentEditor()->replaceText(QStringLiteral("# café 가\n"));
    QVERIFY(!tabs.save());
    QCOMPARE(bytesOf(path), QByteArray("# caf\xe9\n"));
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Save as UTF-8")), Qt::LeftButton);
    QCOMPARE(bytesOf(path), QByteArray("# café 가\n"));
    QVERIFY(!tabs.hasModified());
    QCOMPARE(tabs.currentPage()->document().form.encoding, QByteArray("UTF-8"));
    // A Korean file of before UTF-8 is read, and kept as it is until it is asked for.
    const QString korean = file(QStringLiteral("korean.py"));
    write(korean, "# \xc7\xd1\xb1\xdb\n");
    tabs.open(korean);
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("# 한글\n"));
    tabs.currentPage()->saveAsUtf8();
    QCOMPARE(bytesOf(korean), QByteArray("# 한글\n"));
}

void TestEditorTabs::closeAsks_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<int>("tabsLeft");
    QTest::addColumn<QByteArray>("onDisk");
    QTest::newRow("save") << QStringLiteral("Save") << 0 << QByteArray("Zx = 1\n");
    QTest::newRow("discard") << QStringLiteral("Discard") << 0 << QByteArray("x = 1\n");
    QTest::newRow("cancel") << QStringLiteral("Cancel") << 1 << QByteArray("x = 1\n");
    QTest::newRow("escape") << QString() << 1 << QByteArray("x = 1\n");
}

void TestEditorTabs::closeAsks()
{
    QFETCH(QString, button);
    QFETCH(int, tabsLeft);
    QFETCH(QByteArray, onDisk);
    EditorTabs tabs(m_theme, nullptr);
    tabs.show();
    tabs.open(file(QStringLiteral("a.py")));
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("Z"));
    tabs.closeCurrent();
    QCOMPARE(tabs.count(), 1); // not before the answer
    auto *dialog = tabs.findChild<ConfirmDialog *>();
    QVERIFY(dialog);
    if (button.isEmpty())
        QTest::keyClick(dialog, Qt::Key_Escape);
    else
        QTest::mouseClick(buttonWith(dialog, button), Qt::LeftButton);
    QCOMPARE(tabs.count(), tabsLeft);
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), onDisk);
    if (tabsLeft == 1)
        QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("Zx = 1\n"));
}

void TestEditorTabs::closeAll()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.show();
    QList<bool> answers;
    const auto answer = [&](bool closed) { answers.append(closed); };
    tabs.open(file(QStringLiteral("a.py")));
    tabs.open(file(QStringLiteral("b.py")));
    tabs.closeAll(answer);
    QCOMPARE(answers, QList<bool>{true});
    QCOMPARE(tabs.count(), 0);
    for (const char *name : {"a.py", "b.py"}) {
        tabs.open(file(QString::fromLatin1(name)));
        QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("Z"));
    }
    tabs.closeAll(answer);
    QCOMPARE(tabs.findChildren<ConfirmDialog *>().size(), 1); // one question for all
    QTest::keyClick(tabs.findChild<ConfirmDialog *>(), Qt::Key_Escape);
    QCOMPARE(answers, (QList<bool>{true, false}));
    QCOMPARE(tabs.count(), 2);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    tabs.closeAll(answer);
    QTest::mouseClick(buttonWith(tabs.findChild<ConfirmDialog *>(), QStringLiteral("Save All")), Qt::LeftButton);
    QCOMPARE(answers.last(), true);
    QCOMPARE(bytesOf(file(QStringLiteral("b.py"))), QByteArray("Zy = 2\n"));
}

void TestEditorTabs::reloadsUnchanged()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    QSignalSpy modified(&tabs, &EditorTabs::modifiedChanged);
    write(file(QStringLiteral("a.py")), "x = 99\n");
    QTRY_COMPARE(tabs.currentEditor()->text(), QStringLiteral("x = 99\n"));
    QVERIFY(modified.isEmpty()); // it was not unsaved in between
    QVERIFY(!tabs.hasModified());
    QVERIFY(tabs.currentPage()->notice()->isHidden());
    // Replaced by renaming, as other editors and git do; twice, so that the watch must have followed.
    for (const char *text : {"one\n", "two\n"}) {
        write(file(QStringLiteral("tmp")), text);
        QVERIFY(QFile::remove(file(QStringLiteral("a.py"))));
        QVERIFY(QFile::rename(file(QStringLiteral("tmp")), file(QStringLiteral("a.py"))));
        QTRY_COMPARE(tabs.currentEditor()->text(), QString::fromLatin1(text));
    }
}

void TestEditorTabs::largeChangesOnAWorker()
{
    const QByteArray before = QByteArray("x = 1  # \xea\xb0\x80\n").repeated(60000);
    const QByteArray after = QByteArray(before).insert(before.size() / 2 / 13 * 13, "y = 2  # \xea\xb0\x81\n");
    write(file(QStringLiteral("big.py")), before);
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("big.py")));
    CodeEditor *editor = tabs.currentEditor();
    editor->goTo(50000, 3);
    write(file(QStringLiteral("big.py")), after);
    tabs.currentPage()->lookAtDisk();
    QVERIFY(tabs.currentPage()->isLooking()); // the window's thread goes on
    QVERIFY(editor->utf8() == before);
    QTRY_VERIFY(!tabs.currentPage()->isLooking());
    QTRY_VERIFY(editor->utf8() == after);
    QVERIFY(!tabs.hasModified());
    QVERIFY(tabs.currentPage()->document().text.toUtf8() == after);
    editor->undo(); // one step, of what differed
    QVERIFY(editor->utf8() == before);
}

void TestEditorTabs::typedWhileAWorkerLooks()
{
    write(file(QStringLiteral("big.py")), QByteArray("x = 1\n").repeated(100000));
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("big.py")));
    write(file(QStringLiteral("big.py")), "theirs\n" + QByteArray("x = 1\n").repeated(100000));
    tabs.currentPage()->lookAtDisk();
    QVERIFY(tabs.currentPage()->isLooking());
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    QTRY_VERIFY(!tabs.currentPage()->notice()->isHidden());
    QVERIFY(tabs.currentEditor()->text().startsWith(QStringLiteral("mine x = 1\n"))); // nothing typed is lost
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Reload")), Qt::LeftButton);
    QTRY_VERIFY(tabs.currentEditor()->text().startsWith(QStringLiteral("theirs\n")));
    QVERIFY(!tabs.hasModified());
}

void TestEditorTabs::savedWhileAWorkerLooks()
{
    write(file(QStringLiteral("big.py")), QByteArray("x = 1\n").repeated(100000));
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("big.py")));
    write(file(QStringLiteral("big.py")), "theirs\n" + QByteArray("x = 1\n").repeated(100000));
    tabs.currentPage()->lookAtDisk();
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    QVERIFY(tabs.save());
    QTRY_VERIFY(!tabs.currentPage()->isLooking());
    QCoreApplication::processEvents();
    QTRY_VERIFY(!tabs.currentPage()->isLooking());
    QVERIFY(tabs.currentEditor()->text().startsWith(QStringLiteral("mine x = 1\n"))); // what the worker read is older than the file
    QVERIFY(!tabs.hasModified());
    QVERIFY(bytesOf(file(QStringLiteral("big.py"))).startsWith("mine "));
}

void TestEditorTabs::asksOnceAboutChanges()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    for (int i = 0; i < 200; ++i)
        write(file(QStringLiteral("a.py")), "theirs " + QByteArray::number(i) + '\n');
    NoticeBar *notice = tabs.currentPage()->notice();
    QTRY_VERIFY(!notice->isHidden());
    QCOMPARE(tabs.findChildren<NoticeBar *>().size(), 1);
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("mine x = 1\n"));
    QTest::mouseClick(buttonWith(notice, QStringLiteral("Reload")), Qt::LeftButton);
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("theirs 199\n"));
    QVERIFY(!tabs.hasModified());
    QVERIFY(notice->isHidden());
    tabs.currentEditor()->undo(); // what was thrown away can be had back
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("mine x = 1\n"));
}

void TestEditorTabs::keepMine()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    write(file(QStringLiteral("a.py")), "theirs\n");
    NoticeBar *notice = tabs.currentPage()->notice();
    QTRY_VERIFY(!notice->isHidden());
    QTest::mouseClick(buttonWith(notice, QStringLiteral("Keep Mine")), Qt::LeftButton);
    QVERIFY(notice->isHidden());
    tabs.currentPage()->lookAtDisk(); // the same version is not asked about again
    QVERIFY(notice->isHidden());
    QVERIFY(tabs.save());
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("mine x = 1\n"));
}

void TestEditorTabs::compareShowsBoth()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    write(file(QStringLiteral("a.py")), "theirs\n");
    QTRY_VERIFY(!tabs.currentPage()->notice()->isHidden());
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Compare")), Qt::LeftButton);
    QCOMPARE(tabs.count(), 2);
    QVERIFY(tabs.currentEditor()->text().contains(QStringLiteral("-theirs\n+mine x = 1\n")));
    QVERIFY(tabs.currentEditor()->isReadOnly());
    QCOMPARE(tabs.openPaths().size(), 1);
    tabs.closeCurrent();
    QCOMPARE(tabs.count(), 1);
}

/// The tab comes when the difference is known; until then there is the one that asked.
void TestEditorTabs::largeTextsAreComparedOnAWorker()
{
    const QByteArray before = QByteArray("x = 1\n").repeated(60'000);
    write(file(QStringLiteral("big.py")), before);
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("big.py")));
    tabs.currentEditor()->goTo(30'000);
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("mine "));
    write(file(QStringLiteral("big.py")), before + "theirs\n");
    QTRY_VERIFY(!tabs.currentPage()->notice()->isHidden());
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Compare")), Qt::LeftButton);
    QCOMPARE(tabs.count(), 1);
    QTRY_COMPARE(tabs.count(), 2);
    QVERIFY(tabs.currentEditor()->text().contains(QStringLiteral("+mine x = 1\n")));
    QVERIFY(tabs.currentEditor()->text().contains(QStringLiteral("-theirs\n")));
}

void TestEditorTabs::deletedOutside()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    QVERIFY(QFile::remove(file(QStringLiteral("a.py"))));
    NoticeBar *notice = tabs.currentPage()->notice();
    QTRY_VERIFY(!notice->isHidden());
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("x = 1\n"));
    QTest::mouseClick(buttonWith(notice, QStringLiteral("Save Again")), Qt::LeftButton);
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("x = 1\n"));
    QVERIFY(notice->isHidden());
}

void TestEditorTabs::backups()
{
    const QString store = file(QStringLiteral("backups"));
    {
        BackupStore backups(store);
        EditorTabs tabs(m_theme, &backups);
        tabs.open(file(QStringLiteral("a.py")));
        QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("unsaved "));
        tabs.open(file(QStringLiteral("b.py")));
        QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("saved "));
        QVERIFY(tabs.save());
        tabs.flushBackups();
    }
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("x = 1\n"));
    {
        BackupStore backups(store);
        EditorTabs tabs(m_theme, &backups);
        QCOMPARE(tabs.restoreBackups(), 1);
        QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
        QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("unsaved x = 1\n"));
        QCOMPARE(tabs.currentEditor()->column(), 9);
        QVERIFY(tabs.hasModified());
        QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Discard")), Qt::LeftButton);
        QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("x = 1\n"));
        backups.flush();
    }
    BackupStore backups(store);
    EditorTabs tabs(m_theme, &backups);
    QCOMPARE(tabs.restoreBackups(), 0);
}

void TestEditorTabs::backupsOfSeveral()
{
    BackupStore backups(file(QStringLiteral("backups")));
    backups.note(file(QStringLiteral("a.py")), QStringLiteral("first\n"), 0, 0);
    backups.note(file(QStringLiteral("b.py")), QStringLiteral("second\n"), 0, 0);
    backups.flush();
    EditorTabs tabs(m_theme, &backups);
    QCOMPARE(tabs.restoreBackups(), 2);
    QCOMPARE(tabs.openPaths(), (QStringList{file(QStringLiteral("a.py")), file(QStringLiteral("b.py"))}));
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("b.py"))); // what was typed in last
}

void TestEditorTabs::aLargeBackupStaysWhereItIs()
{
    const QByteArray large = QByteArray("0123456789abcdef\n").repeated(100000); // read on a worker
    write(file(QStringLiteral("large.txt")), large);
    BackupStore backups(file(QStringLiteral("backups")));
    backups.note(file(QStringLiteral("large.txt")), QStringLiteral("unsaved"), 0, 0);
    backups.flush();
    EditorTabs tabs(m_theme, &backups);
    tabs.open(file(QStringLiteral("large.txt")));
    tabs.open(file(QStringLiteral("a.py")));
    QVERIFY(tabs.editor(file(QStringLiteral("large.txt")))->isReadOnly()); // it is still being read
    QCOMPARE(tabs.restoreBackups(), 1);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
    QTRY_COMPARE_WITH_TIMEOUT(tabs.editor(file(QStringLiteral("large.txt")))->text(), QStringLiteral("unsaved"), 20000);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
}

/// Its file went before the program came back: the text does not.
void TestEditorTabs::backupsOfDeletedFiles()
{
    const QString store = file(QStringLiteral("backups"));
    {
        BackupStore backups(store);
        EditorTabs tabs(m_theme, &backups);
        tabs.open(file(QStringLiteral("a.py")));
        QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("unsaved "));
        tabs.flushBackups();
        QVERIFY(QFile::remove(file(QStringLiteral("a.py"))));
    }
    BackupStore backups(store);
    EditorTabs tabs(m_theme, &backups);
    QCOMPARE(tabs.restoreBackups(), 1);
    QCOMPARE(tabs.currentPath(), file(QStringLiteral("a.py")));
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("unsaved x = 1\n"));
    QVERIFY(tabs.hasModified() && tabs.currentPage()->isDeleted());
    QTest::mouseClick(buttonWith(tabs.currentPage()->notice(), QStringLiteral("Save Again")), Qt::LeftButton);
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("unsaved x = 1\n"));
    QVERIFY(!tabs.hasModified() && !tabs.currentPage()->isDeleted());
}

void TestEditorTabs::tabTitles()
{
    EditorTabs tabs(m_theme, nullptr);
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("sub")));
    write(file(QStringLiteral("sub/a.py")), "1\n");
    tabs.open(file(QStringLiteral("a.py")));
    auto *bar = tabs.findChild<QTabBar *>();
    QCOMPARE(bar->tabText(0), QStringLiteral("a.py"));
    tabs.open(file(QStringLiteral("sub/a.py")));
    QCOMPARE(bar->tabText(1), QStringLiteral("sub/a.py"));
    QTest::keyClicks(tabs.currentEditor()->focusProxy(), QStringLiteral("Z"));
    QVERIFY(bar->tabText(1).endsWith(QStringLiteral("•")));
    QVERIFY(tabs.save());
    QVERIFY(!bar->tabText(1).endsWith(QStringLiteral("•")));
    write(file(QStringLiteral("two\nlines.py")), "1\n");
    tabs.open(file(QStringLiteral("two\nlines.py")));
    QVERIFY(!bar->tabText(2).contains(u'\n'));
}

void TestEditorTabs::diagnosticsReachLaterTabs()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.open(file(QStringLiteral("a.py")));
    Diagnostic one;
    one.file = file(QStringLiteral("b.py"));
    one.line = 1;
    one.text = QStringLiteral("wrong");
    tabs.setDiagnostics({one});
    QVERIFY(tabs.currentEditor()->diagnostics().isEmpty());
    tabs.open(file(QStringLiteral("b.py")));
    QCOMPARE(tabs.currentEditor()->diagnostics().size(), 1);
}

void TestEditorTabs::findBar()
{
    EditorTabs tabs(m_theme, nullptr);
    tabs.show();
    tabs.open(file(QStringLiteral("a.py")));
    tabs.currentEditor()->replaceText(QStringLiteral("foo Foo bar\nfoo\n"));
    FindBar *bar = tabs.currentPage()->findBar();
    bar->open(true);
    QVERIFY(bar->isVisible());
    const auto edits = bar->findChildren<QLineEdit *>();
    QTest::keyClicks(edits[0], QStringLiteral("foo"));
    QTest::keyClick(edits[0], Qt::Key_Return);
    QCOMPARE(tabs.currentEditor()->selectedText(), QStringLiteral("foo"));
    QTest::keyClicks(edits[1], QStringLiteral("baz"));
    QTest::mouseClick(buttonWith(bar, QStringLiteral("Replace All")), Qt::LeftButton);
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("baz baz bar\nbaz\n"));
    edits[0]->setText(QStringLiteral("nothing"));
    QVERIFY(edits[0]->property("invalid").toBool());
    QTest::keyClick(edits[0], Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

void TestEditorTabs::actions()
{
    EditorTabs tabs(m_theme, nullptr);
    ActionTable table(m_theme);
    tabs.connectActions(table);
    tabs.show();
    for (QAction *action : table.all())
        if (action != table.action(Act::Quit))
            action->trigger(); // nothing is open: nothing happens
    tabs.open(file(QStringLiteral("a.py")));
    table.action(Act::ToggleComment)->trigger();
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("# x = 1\n"));
    table.action(Act::Save)->trigger();
    QCOMPARE(bytesOf(file(QStringLiteral("a.py"))), QByteArray("# x = 1\n"));
    table.action(Act::Undo)->trigger();
    QCOMPARE(tabs.currentEditor()->text(), QStringLiteral("x = 1\n"));
    table.action(Act::Find)->trigger();
    QVERIFY(tabs.currentPage()->findBar()->isVisible());
}

QTEST_MAIN(TestEditorTabs)
#include "tst_editortabs.moc"
