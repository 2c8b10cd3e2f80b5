// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/confirmdialog.h"
#include "common/namedialog.h"
#include "dialogs/aboutdialog.h"
#include "dialogs/helpdialog.h"
#include "dialogs/keysheet.h"
#include "dialogs/newfromsample.h"
#include "core/cachefolder.h"
#include "dialogs/preferences.h"
#include "core/async.h"
#include "session/historylog.h"
#include "session/cachecontroller.h"
#include <QtTest>
#include <QtWidgets>

using namespace lathe;

namespace {

QString resources()
{
    return QStringLiteral(LATHE_SOURCE_DIR "/resources");
}

QPushButton *buttonWith(QWidget *parent, const QString &text)
{
    for (auto *button : parent->findChildren<QPushButton *>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QList<SampleInfo> samples()
{
    SampleInfo python;
    python.id = QStringLiteral("hello-python");
    python.title = QStringLiteral("Hello");
    python.description = QStringLiteral("The least function");
    python.runtime = QStringLiteral("python3.11");
    SampleInfo node = python;
    node.id = QStringLiteral("thumbnail");
    node.title = QStringLiteral("Thumbnail");
    node.runtime = QStringLiteral("nodejs18.x");
    return {python, node};
}

} // namespace

class TestWDialogs : public QObject
{
    Q_OBJECT
private slots:
    void sampleIsChosen();
    void sampleFolderIsChecked();
    void parentFolderMayBeMade();
    void nameIsAsked();
    void noSamples();
    void keySheetListsAllShortcuts();
    void keysAreChanged();
    void preferencesAreFound();
    void preferencesShowAtOnce();
    void preferencesCancel();
    void cachesAreEmptied();
    void confirmTyped();
    void aboutIsPlain();
    void controlsAreNamed();
    void helpIsReadInBothLanguages();
    void gallery();

private:
    ThemeManager m_theme{resources()};
};

void TestWDialogs::sampleIsChosen()
{
    QTemporaryDir dir;
    NewFromSample dialog(m_theme, samples(), dir.path());
    QSignalSpy chosen(&dialog, &NewFromSample::chosen);
    dialog.show();
    dialog.selectSample(QStringLiteral("thumbnail"));
    auto *name = dialog.findChild<QLineEdit *>();
    QCOMPARE(name->text(), QStringLiteral("thumbnail")); // follows the sample
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("mine"));
    dialog.selectSample(QStringLiteral("hello-python"));
    QCOMPARE(name->text(), QStringLiteral("mine")); // until a name is typed
    QTest::mouseClick(buttonWith(&dialog, QStringLiteral("Create")), Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toString(), QStringLiteral("hello-python"));
    QCOMPARE(chosen[0][1].toString(), dir.filePath(QStringLiteral("mine")));
    QVERIFY(!QFileInfo::exists(dir.filePath(QStringLiteral("mine")))); // the session makes it
}

void TestWDialogs::sampleFolderIsChecked()
{
    QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("empty")));
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("full/x")));
    NewFromSample dialog(m_theme, samples(), dir.path());
    auto *name = dialog.findChild<QLineEdit *>();
    QPushButton *create = buttonWith(&dialog, QStringLiteral("Create"));
    const QList<QPair<QString, bool>> rows = {{QStringLiteral("new"), true}, {QStringLiteral("empty"), true}, {QStringLiteral("full"), false},
                                              {QString(), false}, {QStringLiteral("  "), false}, {QStringLiteral(".."), false},
                                              {QStringLiteral("a/b"), false}, {QStringLiteral("/etc"), false}};
    for (const auto &row : rows) {
        name->setText(row.first);
        QVERIFY2(create->isEnabled() == row.second, qPrintable(row.first));
    }
}

/// The first time, ~/lathe is not there yet.
void TestWDialogs::parentFolderMayBeMade()
{
    QTemporaryDir dir;
    NewFromSample dialog(m_theme, samples(), dir.filePath(QStringLiteral("not/there/yet")));
    QVERIFY(buttonWith(&dialog, QStringLiteral("Create"))->isEnabled());
    NewFromSample below(m_theme, samples(), QStringLiteral("/dev/null/x"));
    QVERIFY(!buttonWith(&below, QStringLiteral("Create"))->isEnabled());
}

/// A name that cannot be taken is told while it is typed; the one that is there is no new name.
void TestWDialogs::nameIsAsked()
{
    QString given;
    QWidget window;
    const auto problem = [](const QString &name) { return name == QLatin1String("bad") ? QStringLiteral("why not") : QString(); };
    NameDialog *dialog = NameDialog::ask(m_theme, {QStringLiteral("Rename"), QStringLiteral("Rename"), QStringLiteral("Name"), QStringLiteral("old"), problem}, &window,
                                         [&](const QString &name) { given = name; });
    auto *name = dialog->findChild<QLineEdit *>();
    QPushButton *button = buttonWith(dialog, QStringLiteral("Rename"));
    for (const QString &no : {QStringLiteral("old"), QStringLiteral("bad"), QStringLiteral("  ")}) {
        name->setText(no);
        QVERIFY2(!button->isEnabled(), qPrintable(no));
    }
    name->setText(QStringLiteral(" new "));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(given, QStringLiteral("new"));
}

void TestWDialogs::noSamples()
{
    NewFromSample dialog(m_theme, {}, QDir::tempPath());
    QVERIFY(!buttonWith(&dialog, QStringLiteral("Create"))->isEnabled());
    QVERIFY(dialog.sampleId().isEmpty());
}

void TestWDialogs::keySheetListsAllShortcuts()
{
    ActionTable actions(m_theme);
    KeySheet sheet(m_theme, actions);
    auto *tree = sheet.findChild<QTreeWidget *>();
    QStringList keys;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
            keys.append(tree->topLevelItem(i)->child(j)->text(1));
    QCOMPARE(keys.size(), actions.all().size()); // also those that have none yet
    QVERIFY(keys.contains(QStringLiteral("F5")) && keys.contains(QStringLiteral("F8")));
    sheet.findChild<QLineEdit *>()->setText(QStringLiteral("Ctrl+Shift+F5"));
    int visible = 0;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
            visible += !tree->topLevelItem(i)->isHidden() && !tree->topLevelItem(i)->child(j)->isHidden();
    QCOMPARE(visible, 1);
    // Without a mouse: Down leads to what was found, Tab on to its keys.
    sheet.show();
    QVERIFY(QTest::qWaitForWindowActive(&sheet));
    QTest::keyClick(sheet.findChild<QLineEdit *>(), Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), tree);
    QCOMPARE(tree->currentItem()->text(1), QStringLiteral("Ctrl+Shift+F5"));
    QTest::keyClick(tree, Qt::Key_Tab);
    QVERIFY(sheet.findChild<QWidget *>(QStringLiteral("newKeys"))->isAncestorOf(QApplication::focusWidget()) || QApplication::focusWidget()->objectName() == QLatin1String("newKeys"));
    sheet.findChild<QKeySequenceEdit *>()->setKeySequence(QKeySequence(Qt::ALT | Qt::Key_F)); // opens a menu
    QVERIFY(!sheet.findChild<QPushButton *>(QStringLiteral("setKeys"))->isEnabled());
}

static QTreeWidgetItem *rowWith(QTreeWidget *tree, const QString &text)
{
    const auto found = tree->findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : found.first();
}

void TestWDialogs::keysAreChanged()
{
    ActionTable actions(m_theme);
    KeySheet sheet(m_theme, actions);
    QSignalSpy changed(&sheet, &KeySheet::keysChanged);
    sheet.show();
    auto *tree = sheet.findChild<QTreeWidget *>();
    auto *keys = sheet.findChild<QKeySequenceEdit *>(QStringLiteral("newKeys"));
    auto *set = sheet.findChild<QPushButton *>(QStringLiteral("setKeys"));
    auto *byDefault = sheet.findChild<QPushButton *>(QStringLiteral("defaultKeys"));
    QVERIFY(!keys->isEnabled()); // nothing is chosen yet
    tree->setCurrentItem(rowWith(tree, actions.action(Act::Deploy)->text()));
    QVERIFY(keys->isEnabled() && !byDefault->isEnabled());
    keys->setKeySequence(QKeySequence(Qt::Key_A)); // would type
    QVERIFY(!set->isEnabled());
    keys->setKeySequence(QKeySequence(Qt::Key_F5)); // is Run's
    QVERIFY(!set->isEnabled());
    bool told = false;
    for (const QLabel *label : sheet.findChildren<QLabel *>())
        told = told || label->text().contains(actions.action(Act::Run)->text());
    QVERIFY(told);
    keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+K, Ctrl+J"))); // the last stroke alone
    QCOMPARE(keys->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_J));
    keys->setKeySequence(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_9));
    QTest::mouseClick(set, Qt::LeftButton);
    QCOMPARE(actions.action(Act::Deploy)->shortcut(), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_9));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), ActionTable::idOf(Act::Deploy));
    QVERIFY(!changed[0][2].toBool());
    QVERIFY(tree->currentItem()->text(1).contains(u'9'));
    QTest::mouseClick(byDefault, Qt::LeftButton);
    QCOMPARE(actions.action(Act::Deploy)->shortcut(), actions.defaultShortcut(Act::Deploy));
    QVERIFY(changed[1][2].toBool());
    QVERIFY(!byDefault->isEnabled());
}

void TestWDialogs::preferencesAreFound()
{
    ThemeManager theme(resources());
    QTemporaryDir dir;
    HistoryLog history(dir.path());
    Preferences dialog(theme, {ThemeMode::Light, QString(), 13}, nullptr, &history);
    dialog.show();
    auto *words = dialog.findChild<QLineEdit *>(QStringLiteral("preferenceSearch"));
    auto *mode = dialog.findChild<QComboBox *>(QStringLiteral("theme"));
    auto *share = dialog.findChild<QCheckBox *>(QStringLiteral("cpuShare"));
    words->setText(QStringLiteral("dark"));
    QVERIFY(mode->isVisible() && !share->isVisible());
    words->setText(QStringLiteral("cpu MEMORY"));
    QVERIFY(!mode->isVisible() && share->isVisible());
    words->setText(QStringLiteral("qwertz"));
    QVERIFY(!mode->isVisible() && !share->isVisible());
    words->clear();
    QVERIFY(mode->isVisible() && share->isVisible());

    auto *bound = dialog.findChild<QSpinBox *>(QStringLiteral("historyMegabytes"));
    QTRY_VERIFY(bound->isEnabled());
    bound->setValue(77);
    QTest::mouseClick(buttonWith(&dialog, QStringLiteral("Apply")), Qt::LeftButton);
    qint64 now = 0;
    whenDone(history.size(), this, [&now](const Result<HistoryLog::Size> &size) { now = size ? size->bound : -1; });
    QTRY_COMPARE(now, qint64(77) << 20);
}

void TestWDialogs::preferencesShowAtOnce()
{
    ThemeManager theme(resources());
    Preferences dialog(theme, {ThemeMode::Light, QString(), 13});
    QSignalSpy changed(&dialog, &Preferences::changed);
    auto *mode = dialog.findChild<QComboBox *>(QStringLiteral("theme"));
    mode->setCurrentIndex(mode->findData(QStringLiteral("dark")));
    QCOMPARE(theme.mode(), ThemeMode::Dark);
    dialog.findChild<QSpinBox *>(QStringLiteral("size"))->setValue(16);
    QCOMPARE(theme.type().basePixels(), 16);
    auto *language = dialog.findChild<QComboBox *>(QStringLiteral("language"));
    language->setCurrentIndex(language->findData(QStringLiteral("ko")));
    auto *share = dialog.findChild<QCheckBox *>(QStringLiteral("cpuShare"));
    QVERIFY(!share->isChecked());
    share->click();
    auto *spares = dialog.findChild<QCheckBox *>(QStringLiteral("spares"));
    QVERIFY(spares->isChecked());
    spares->click();
    dialog.accept();
    QCOMPARE(changed.count(), 1);
    QVERIFY((dialog.values() == PreferenceValues{ThemeMode::Dark, QStringLiteral("ko"), 16, true, false}));
}

void TestWDialogs::preferencesCancel()
{
    ThemeManager theme(resources());
    theme.setMode(ThemeMode::Light);
    Preferences dialog(theme, {ThemeMode::Light, QStringLiteral("en"), 13});
    QSignalSpy changed(&dialog, &Preferences::changed);
    auto *mode = dialog.findChild<QComboBox *>(QStringLiteral("theme"));
    mode->setCurrentIndex(mode->findData(QStringLiteral("high-contrast")));
    dialog.findChild<QSpinBox *>(QStringLiteral("size"))->setValue(20);
    dialog.reject();
    QCOMPARE(theme.mode(), ThemeMode::Light);
    QCOMPARE(theme.type().basePixels(), 13);
    QCOMPARE(changed.count(), 0);
}

void TestWDialogs::cachesAreEmptied()
{
    QTemporaryDir dir;
    const CachePlaces places{dir.filePath(QStringLiteral("cache")), dir.filePath(QStringLiteral("tags")), dir.filePath(QStringLiteral("config/caches.json"))};
    for (const char *entry : {"/images/a", "/images/b", "/layers/c"}) {
        QVERIFY(QDir().mkpath(places.cacheDir + QLatin1String(entry)));
        QFile file(places.cacheDir + QLatin1String(entry) + QStringLiteral("/file"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(500000, 'x')) > 0);
    }
    const CacheLease used = CacheFolder(places.cacheDir + QStringLiteral("/images")).take(QStringLiteral("b"));
    CacheController caches(places);
    ThemeManager theme(resources());
    Preferences dialog(theme, {}, &caches);
    dialog.show();
    auto *text = dialog.findChild<QLabel *>(QStringLiteral("cacheText"));
    auto *button = dialog.findChild<QPushButton *>(QStringLiteral("emptyCaches"));
    QTRY_VERIFY_WITH_TIMEOUT(text->text().startsWith(QStringLiteral("1.4")), 20000);
    QVERIFY(button->isEnabled());
    QSignalSpy progressed(&caches, &CacheController::progressed);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(dialog.findChild<QProgressBar *>(QStringLiteral("cacheProgress"))->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(QStringLiteral("in use: 1")) && !button->isEnabled(), 20000);
    QVERIFY(!progressed.isEmpty());
    QVERIFY(!QFile::exists(places.cacheDir + QStringLiteral("/images/a")) && !QFile::exists(places.cacheDir + QStringLiteral("/layers/c")));
    QVERIFY(QFile::exists(places.cacheDir + QStringLiteral("/images/b/file")));
    dialog.findChild<QSpinBox *>(QStringLiteral("imageGigabytes"))->setValue(40);
    dialog.accept();
    QCOMPARE(dialog.values().imageGigabytes, 40);
}

void TestWDialogs::confirmTyped()
{
    QWidget window;
    QList<int> answers;
    const ConfirmSpec spec{QStringLiteral("Deploy to production?"), QStringLiteral("<b>thumbnail</b>"),
                           {{QStringLiteral("Deploy"), ButtonRole::Danger}, {QStringLiteral("Cancel"), ButtonRole::Secondary}},
                           QStringLiteral("thumbnail")};
    ConfirmDialog *dialog = ConfirmDialog::ask(m_theme, spec, &window, [&](int button) { answers.append(button); });
    QPushButton *deploy = buttonWith(dialog, QStringLiteral("Deploy"));
    QVERIFY(!deploy->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("thumbnai"));
    QVERIFY(!deploy->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("l"));
    QTest::mouseClick(deploy, Qt::LeftButton);
    QCOMPARE(answers, QList<int>{0});
    ConfirmDialog *second = ConfirmDialog::ask(m_theme, spec, &window, [&](int button) { answers.append(button); });
    QTest::keyClick(second, Qt::Key_Escape);
    QCOMPARE(answers, (QList<int>{0, 1}));
}

void TestWDialogs::aboutIsPlain()
{
    AboutDialog dialog(m_theme, QStringLiteral("1.2.3"));
    bool found = false;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        found = found || label->text().contains(QStringLiteral("1.2.3"));
    QVERIFY(found);
}

void TestWDialogs::controlsAreNamed()
{
    ActionTable actions(m_theme);
    NewFromSample fromSample(m_theme, samples(), QDir::tempPath());
    KeySheet sheet(m_theme, actions);
    Preferences preferences(m_theme, {});
    AboutDialog about(m_theme, QStringLiteral("1"));
    HelpDialog help(m_theme, QStringLiteral("en"));
    for (QWidget *dialog : QList<QWidget *>{&fromSample, &sheet, &preferences, &about, &help})
        for (QWidget *widget : dialog->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QStringLiteral("qt_")) || !widget->isEnabledTo(dialog))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(" in ") + dialog->windowTitle()));
        }
}

void TestWDialogs::helpIsReadInBothLanguages()
{
    HelpDialog en(m_theme, QStringLiteral("en_US")), ko(m_theme, QStringLiteral("ko_KR")), other(m_theme, QStringLiteral("fr_FR"));
    QVERIFY(en.pages().size() >= 7);
    QCOMPARE(ko.pages(), en.pages()); // every page exists in both
    QCOMPARE(other.pages(), en.pages());
    auto *view = ko.findChild<QTextBrowser *>();
    ko.showPage(QStringLiteral("layers"));
    QVERIFY2(view->toPlainText().startsWith(QStringLiteral("계층")), qPrintable(view->toPlainText().left(40)));
    for (const QString &page : en.pages()) { // links lead to pages that exist
        en.showPage(page);
        auto *text = en.findChild<QTextBrowser *>();
        QVERIFY(text->toPlainText().size() > 100);
        static const QRegularExpression link(QStringLiteral("href=\"([^\"]+)\""));
        for (auto it = link.globalMatch(text->toHtml()); it.hasNext();) {
            const QString target = it.next().captured(1);
            emit text->anchorClicked(QUrl(target));
            QVERIFY2(text->toPlainText().size() > 100 && en.pages().contains(target.section(u'-', 1).remove(QStringLiteral(".md"))), qPrintable(page + u' ' + target));
            en.showPage(page);
        }
    }
    auto *search = en.findChild<QLineEdit *>();
    QTest::keyClicks(search, QStringLiteral("junit"));
    QVERIFY(en.pages().size() < 4 && en.pages().contains(QStringLiteral("events")));
    QTest::keyClicks(search, QStringLiteral(" zzz"));
    QVERIFY(en.pages().isEmpty());
    en.showPage(QStringLiteral("deploy")); // clears the search
    QVERIFY(en.findChild<QTextBrowser *>()->toPlainText().startsWith(QStringLiteral("Deploying")));
}

void TestWDialogs::gallery()
{
    const QString dir = qEnvironmentVariable("LATHE_SHOTS");
    if (dir.isEmpty())
        return; // pictures for the eye only
    ThemeManager theme(resources());
    theme.apply(*qApp);
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        theme.setMode(mode);
        const QString suffix = QStringLiteral("-%1.png").arg(ThemeManager::modeId(mode));
        ActionTable actions(theme);
        NewFromSample fromSample(theme, samples(), QDir::tempPath());
        fromSample.grab().save(dir + QStringLiteral("/g-sample") + suffix);
        KeySheet sheet(theme, actions);
        sheet.grab().save(dir + QStringLiteral("/g-keys") + suffix);
        CacheController caches;
        QTemporaryDir kept;
        HistoryLog history(kept.path());
        Preferences preferences(theme, {mode, QString(), 13}, &caches, &history);
        QTest::qWait(200);
        preferences.grab().save(dir + QStringLiteral("/g-preferences") + suffix);
        HelpDialog help(theme, mode == ThemeMode::Light ? QStringLiteral("en") : QStringLiteral("ko"));
        help.showPage(QStringLiteral("events"));
        help.grab().save(dir + QStringLiteral("/g-help") + suffix);
        AboutDialog about(theme, QStringLiteral("0.1.0"));
        about.grab().save(dir + QStringLiteral("/g-about") + suffix);
        ConfirmDialog confirm(theme, {QStringLiteral("Save changes? app.py"), QStringLiteral("The file has changes that are not saved."),
                                      {{QStringLiteral("Save"), ButtonRole::Primary}, {QStringLiteral("Discard"), ButtonRole::Danger}, {QStringLiteral("Cancel"), ButtonRole::Secondary}}, {}}, nullptr);
        confirm.grab().save(dir + QStringLiteral("/g-confirm") + suffix);
    }
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestWDialogs)
#include "tst_wdialogs.moc"
