// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/actiontable.h"
#include "common/busyindicator.h"
#include "common/commandpalette.h"
#include "common/desktopscheme.h"
#include "common/elidedcombo.h"
#include "common/elidedlabel.h"
#include "common/emptystate.h"
#include "common/figurelabel.h"
#include "common/firstlines.h"
#include "common/fuzzymatch.h"
#include "common/lathestyle.h"
#include "common/noticebar.h"
#include "common/sectionheader.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "common/treeview.h"
#include <QtTest>
#include <QtWidgets>

using namespace lathe;

namespace {

QString resources()
{
    return QStringLiteral(LATHE_SOURCE_DIR "/resources");
}

Theme load(const QString &name)
{
    return Theme::load(resources() + QStringLiteral("/themes/%1.json").arg(name)).value_or(Theme());
}

int inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage();
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ink += qAlpha(image.pixel(x, y)) > 40;
    return ink;
}

} // namespace

class TestWCommon : public QObject
{
    Q_OBJECT
private slots:
    void emptyStatesFitLowPanels();
    void placesAreMarkedInTheAccent();
    void longTextsShowTheirFirstLines();
    void contrastHolds_data();
    void contrastHolds();
    void themeAssetsUseTokens_data() { contrastHolds_data(); }
    void themeAssetsUseTokens();
    void damagedThemeIsAnError();
    void styleSheetLeavesNoToken();
    void iconsRender();
    void everyNamedIconExists();
    void iconsFollowTheTheme();
    void fontsByRole();
    void fontsComeLast();
    void theRingOfATabGoesRoundIt();
    void actionTableIsSound();
    void shortcutsAreRefused();
    void fuzzy_data();
    void fuzzy();
    void treeSelectsAllByRanges();
    void paletteShowsTheBestOfMany();
    void paletteFindsAndTriggers();
    void paletteReturnsTheFocus();
    void paletteShowsDisabledLast();
    void plainTextEverywhere();
    void noticeActions();
    void noticeIconStandsBesideItsLine();
    void elidedComboCutsTheMiddle();
    void paletteSaysWhatToType();
    void whatFieldsAskForCanBeRead_data() { contrastHolds_data(); }
    void whatFieldsAskForCanBeRead();
    void fileDialogsAreOfTheHouse();
    void elidedLabelKeepsTheWhole();
    void figures();
    void chipSaysItInWords();
    void controlsAreNamed();
    void portalValues();
    void gallery();
};

void TestWCommon::contrastHolds_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"light", "dark", "high-contrast"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestWCommon::contrastHolds()
{
    QFETCH(QString, name);
    const auto loaded = Theme::load(resources() + QStringLiteral("/themes/%1.json").arg(name));
    LATHE_VERIFY_RESULT(loaded);
    const Theme theme = *loaded;
    QCOMPARE(theme.name(), name);
    QStringList bad;
    const auto pair = [&](const QString &what, const QColor &ink, Token ground, double least) {
        const double ratio = Theme::contrast(ink, theme.color(ground));
        if (ratio < least)
            bad.append(QStringLiteral("%1 on %2: %3").arg(what, Theme::tokenName(ground)).arg(ratio, 0, 'f', 2));
    };
    const auto tokens = [&](std::initializer_list<Token> inks, std::initializer_list<Token> grounds) {
        for (Token ink : inks)
            for (Token ground : grounds)
                pair(Theme::tokenName(ink), theme.color(ink), ground, 4.5);
    };
    tokens({Token::Text, Token::Muted},
           {Token::Window, Token::Panel, Token::Raised, Token::Hover, Token::Pressed, Token::Selection, Token::AccentSoft, Token::SuccessSoft,
            Token::WarningSoft, Token::ErrorSoft, Token::InfoSoft, Token::EditorLine});
    tokens({Token::Accent, Token::Link, Token::Success, Token::Warning, Token::Error, Token::Info, Token::Local, Token::Dev, Token::Stage,
            Token::Production},
           {Token::Window, Token::Panel, Token::Raised, Token::Selection, Token::Hover});
    tokens({Token::Success}, {Token::SuccessSoft});
    tokens({Token::Warning}, {Token::WarningSoft});
    tokens({Token::Error}, {Token::ErrorSoft});
    tokens({Token::Info}, {Token::InfoSoft});
    tokens({Token::Accent}, {Token::AccentSoft});
    tokens({Token::Accent, Token::Link}, {Token::SuccessSoft, Token::WarningSoft, Token::ErrorSoft, Token::InfoSoft}); // buttons of notices
    tokens({Token::Text}, {Token::EditorSelection, Token::EditorFind, Token::EditorBrace});
    for (Token ground : {Token::Window, Token::Panel, Token::Raised}) // what cannot be used now is still read
        pair(QStringLiteral("disabled"), theme.color(Token::Disabled), ground, 3.0);
    tokens({Token::OnAccent}, {Token::Accent, Token::AccentHover, Token::AccentPressed});
    tokens({Token::OnProduction}, {Token::Production});
    tokens({Token::EditorLineNumber}, {Token::EditorGutter, Token::EditorLine});
    for (int i = 0; i < int(Syntax::Count); ++i)
        for (Token ground : {Token::Editor, Token::EditorLine, Token::EditorSelection, Token::EditorBrace, Token::EditorFind})
            pair(Theme::syntaxName(Syntax(i)), theme.syntax(Syntax(i)), ground, 4.5);
    for (const QColor &color : theme.series())
        for (Token ground : {Token::Window, Token::Raised})
            pair(QStringLiteral("series ") + color.name(), color, ground, 3.0);
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QLatin1Char('\n'))));
    QVERIFY(theme.series().size() <= 5);
}

void TestWCommon::themeAssetsUseTokens()
{
    QFETCH(QString, name);
    const Theme theme = load(name);
    const QStringList files = QDir(theme.assets()).entryList({QStringLiteral("*.svg")});
    QSet<QString> known;
    for (int i = 0; i < int(Token::Count); ++i)
        known.insert(theme.color(Token(i)).name().toUpper());
    static const QRegularExpression hex(QStringLiteral("#[0-9A-Fa-f]{6}"));
    for (const QString &name : files) {
        QFile file(theme.assets() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto it = hex.globalMatch(QString::fromUtf8(file.readAll()));
        while (it.hasNext()) {
            const QString color = it.next().captured().toUpper();
            QVERIFY2(known.contains(color), qPrintable(name + QLatin1Char(' ') + color));
        }
    }
    // Each picture that the style sheet names is there, and no other.
    QSet<QString> named;
    static const QRegularExpression url(QStringLiteral("url\\(([^)]*)\\)"));
    auto it = url.globalMatch(styleSheet(theme));
    while (it.hasNext()) {
        const QString path = it.next().captured(1);
        QVERIFY2(QFile::exists(path), qPrintable(path));
        named.insert(QFileInfo(path).fileName());
    }
    QCOMPARE(QSet<QString>(files.begin(), files.end()), named);
}

void TestWCommon::damagedThemeIsAnError()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("light.json"));
    QFile source(resources() + QStringLiteral("/themes/light.json"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray good = source.readAll();
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{"), QByteArray("{}"), QByteArray("[1]"), good.left(good.size() / 2),
                                    QByteArray(good).replace("\"accent\": \"#A84A08\"", "\"accent\": \"no colour\""),
                                    QByteArray(good).replace("\"series\": [", "\"series\": [\"x\",")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
        file.close();
        const auto theme = Theme::load(path);
        QVERIFY2(!theme, bytes.left(80).constData());
        QCOMPARE(theme.error().code, ErrorCode::Config);
        QVERIFY(theme.error().text.contains(path));
    }
    QVERIFY(!Theme::load(dir.filePath(QStringLiteral("none.json"))));
    // A missing folder leaves a usable, neutral look and says why.
    ThemeManager manager(dir.path() + QStringLiteral("/nowhere"));
    QVERIFY(!manager.theme().valid());
    QVERIFY(!manager.problem().text.isEmpty());
    QVERIFY(manager.icon(QStringLiteral("run")).isNull());
}

void TestWCommon::styleSheetLeavesNoToken()
{
    const QString sheet = styleSheet(load(QStringLiteral("dark")));
    static const QRegularExpression empty(QStringLiteral(":\\s*;|\\s;\\s|solid ;"));
    QVERIFY(!sheet.contains(QLatin1Char('@')));
    const auto match = empty.match(sheet);
    QVERIFY2(!match.hasMatch(), qPrintable(sheet.mid(match.capturedStart() - 60, 100)));
    QCOMPARE(sheet.count(QLatin1Char('{')), sheet.count(QLatin1Char('}')));
}

void TestWCommon::iconsRender()
{
    ThemeManager manager(resources());
    const QStringList names = manager.icons().names();
    QVERIFY(names.size() >= 50);
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast}) {
        manager.setMode(mode);
        for (const QString &name : names) {
            const QPixmap one = manager.icons().pixmap(name, IconRole::Normal, 16, 1);
            const QPixmap two = manager.icons().pixmap(name, IconRole::Normal, 16, 2);
            QCOMPARE(two.width(), 32);
            QVERIFY2(inkOf(one) > 4 && inkOf(two) > inkOf(one), qPrintable(name));
        }
    }
    for (const QString &name : names) {
        QFile file(resources() + QStringLiteral("/icons/%1.svg").arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY2(svg.contains("currentColor") && svg.contains("stroke-width=\"1.75\"") && svg.contains("viewBox=\"0 0 24 24\""), qPrintable(name));
        QVERIFY2(!svg.contains("#") && !svg.contains("rgb("), qPrintable(name));
    }
}

void TestWCommon::everyNamedIconExists()
{
    // Every icon("name") and pixmap("name") in the sources, and every row of the action table.
    const QStringList names = ThemeManager(resources()).icons().names();
    static const QRegularExpression use(QStringLiteral("(?:icon|pixmap|addButton|EmptyState)\\((?:m_theme, |theme, )?QStringLiteral\\(\"([a-z-]+)\"\\)"));
    QDirIterator it(QStringLiteral(LATHE_SOURCE_DIR "/widgets"), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    int found = 0;
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto match = use.globalMatch(QString::fromUtf8(file.readAll()));
        while (match.hasNext()) {
            const QString name = match.next().captured(1);
            QVERIFY2(names.contains(name), qPrintable(it.filePath() + QLatin1Char(' ') + name));
            ++found;
        }
    }
    QVERIFY(found >= 2);
    for (const char *file : {"a.py", "b.mjs", "c.ts", "d.json", "e.yml", "bootstrap", "x.png", "README.md", "a.zip", "unknown.zzz", ".env", "", "main.go", "lib.rs", "A.java", "A.kt", "a.rb", "A.cs", "s.graphql", "c.toml", "requirements.txt", "Dockerfile", "index.html", "a.css", "q.sql", "Gemfile", "go.mod"})
        QVERIFY2(names.contains(IconProvider::forFile(QString::fromLatin1(file))), file);
}

void TestWCommon::iconsFollowTheTheme()
{
    ThemeManager manager(resources());
    manager.setMode(ThemeMode::Light);
    const QIcon icon = manager.icon(QStringLiteral("run"), IconRole::Accent);
    const QImage light = icon.pixmap(24, 24).toImage();
    manager.setMode(ThemeMode::Dark);
    const QImage dark = icon.pixmap(24, 24).toImage();
    QVERIFY(light != dark);
    QVERIFY(icon.pixmap(24, 24, QIcon::Disabled).toImage() != dark);
    QVERIFY(manager.icon(QStringLiteral("no-such-icon")).isNull());
}

/// Its icon and its cross lie within.
void TestWCommon::theRingOfATabGoesRoundIt()
{
    ThemeManager theme(resources());
    theme.apply(*qApp);
    QWidget window;
    QTabBar tabs(&window);
    tabs.setTabsClosable(true);
    tabs.addTab(theme.icon(QStringLiteral("python")), QStringLiteral("app.py"));
    tabs.resize(tabs.sizeHint());
    window.resize(300, 60);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    tabs.setFocus(Qt::TabFocusReason);
    const QImage image = tabs.grab().toImage();
    const QRect tab = tabs.tabRect(0);
    const auto accents = [&](int x) {
        int count = 0;
        for (int y = tab.top() + 10; y < tab.bottom() - 10; ++y)
            count += image.pixelColor(x, y).name() == theme.color(Token::Accent).name();
        return count;
    };
    QVERIFY(accents(tab.left() + 2) > 5);
    QVERIFY(accents(tab.right() - 2) > 5);
}

/// All but the fonts is in force before the first question about one.
void TestWCommon::fontsComeLast()
{
    const QFont before = QApplication::font();
    QApplication::setFont(QFont(QStringLiteral("Nobody's Font"), 40));
    ThemeManager theme(resources());
    theme.setBasePixels(15);
    theme.setMode(ThemeMode::Dark);
    int asked = 0;
    theme.prepare(*qApp, [&] {
        ++asked;
        QCOMPARE(QApplication::font().pointSize(), 40);
    });
    QCOMPARE(asked, 1);
    QCOMPARE(QApplication::font(), theme.type().font(TextRole::Body));
    QCOMPARE(QApplication::font().pixelSize(), 15);
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(Token::Window));
    QApplication::setFont(before);
}

void TestWCommon::fontsByRole()
{
    const Typography type;
    QCOMPARE(type.font(TextRole::Caption).pixelSize(), 11);
    QCOMPARE(type.font(TextRole::Label).pixelSize(), 12);
    QCOMPARE(type.font(TextRole::Body).pixelSize(), 13);
    QCOMPARE(type.font(TextRole::Title).pixelSize(), 16);
    QCOMPARE(type.font(TextRole::Display).pixelSize(), 22);
    QCOMPARE(int(type.font(TextRole::Title).weight()), int(QFont::DemiBold));
    QCOMPARE(Typography(1000).basePixels(), 20);
    QCOMPARE(Typography(-4).basePixels(), 11);
    const QFontMetricsF metrics(type.figures(TextRole::Strong));
    for (char c = '0'; c <= '9'; ++c)
        QCOMPARE(metrics.horizontalAdvance(QLatin1Char(c)), metrics.horizontalAdvance(QLatin1Char('0')));
}

void TestWCommon::actionTableIsSound()
{
    ThemeManager manager(resources());
    ActionTable table(manager);
    QCOMPARE(table.all().size(), int(Act::Count));
    QSet<QString> ids;
    QSet<QString> keys;
    int grouped = 0;
    for (int i = 0; i < int(Act::Count); ++i) {
        const Act act = Act(i);
        QAction *action = table.action(act);
        QVERIFY2(!ids.contains(ActionTable::idOf(act)), qPrintable(ActionTable::idOf(act)));
        ids.insert(ActionTable::idOf(act));
        QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty() && !action->statusTip().isEmpty());
        QCOMPARE(action->objectName(), ActionTable::idOf(act));
        const QKeySequence shortcut = action->shortcut();
        if (shortcut.isEmpty())
            continue;
        QCOMPARE(shortcut.count(), 1);
        const QString text = shortcut.toString(QKeySequence::PortableText);
        QVERIFY2(!keys.contains(text), qPrintable(text));
        keys.insert(text);
        // A bare letter is the input method's.
        const bool function = shortcut[0].key() >= Qt::Key_F1 && shortcut[0].key() <= Qt::Key_F35;
        const bool tree = table.action(Act(i))->shortcutContext() == Qt::WidgetShortcut; // holds where nothing is typed
        QVERIFY2(function || tree || (shortcut[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier)), qPrintable(text));
    }
    for (ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Go, ActGroup::Run, ActGroup::Help}) {
        QVERIFY(!ActionTable::groupTitle(group).isEmpty());
        const QString menu = QKeySequence::mnemonic(ActionTable::menuTitle(group)).toString(QKeySequence::PortableText);
        QVERIFY2(menu.startsWith(QLatin1String("Alt+")) && !keys.contains(menu), qPrintable(menu));
        keys.insert(menu);
        grouped += int(table.group(group).size());
    }
    QCOMPARE(grouped, int(Act::Count));
    QCOMPARE(table.action(Act::Run)->shortcut(), QKeySequence(Qt::Key_F5));
    QCOMPARE(table.action(Act::Deploy)->shortcut(), QKeySequence(Qt::Key_F8));
}

void TestWCommon::shortcutsAreRefused()
{
    ThemeManager manager(resources());
    ActionTable table(manager);
    QVERIFY(!table.setShortcut(Act::About, QKeySequence(QStringLiteral("Ctrl+K, Ctrl+A"))));
    QVERIFY(!table.setShortcut(Act::About, QKeySequence(Qt::Key_F5)));
    QVERIFY(!table.setShortcut(Act::About, QKeySequence(Qt::ALT | Qt::Key_F))); // opens a menu
    QVERIFY(table.setShortcut(Act::About, QKeySequence(Qt::CTRL | Qt::Key_F1)));
    QVERIFY(table.action(Act::About)->toolTip().contains(QKeySequence(Qt::CTRL | Qt::Key_F1).toString(QKeySequence::NativeText)));
    QVERIFY(table.setShortcut(Act::Run, {}));
    QVERIFY(table.setShortcut(Act::About, QKeySequence(Qt::Key_F5)));
}

void TestWCommon::fuzzy_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("word starts win") << QStringLiteral("na") << QStringList{QStringLiteral("banana"), QStringLiteral("new app")}
                                     << QStringList{QStringLiteral("new app"), QStringLiteral("banana")};
    QTest::newRow("none") << QStringLiteral("xyz") << QStringList{QStringLiteral("run"), QString()} << QStringList();
    QTest::newRow("two parts") << QStringLiteral("py app") << QStringList{QStringLiteral("src/app.py"), QStringLiteral("app.js")}
                               << QStringList{QStringLiteral("src/app.py")};
    QTest::newRow("camel") << QStringLiteral("gf") << QStringList{QStringLiteral("getFile"), QStringLiteral("agf")}
                           << QStringList{QStringLiteral("getFile"), QStringLiteral("agf")};
    QTest::newRow("case") << QStringLiteral("README") << QStringList{QStringLiteral("readme.md")} << QStringList{QStringLiteral("readme.md")};
    QTest::newRow("hangul") << QStringLiteral("함수") << QStringList{QStringLiteral("함수 선택"), QStringLiteral("실행")}
                            << QStringList{QStringLiteral("함수 선택")};
    QTest::newRow("first consonants") << QStringLiteral("ㅎㅅ") << QStringList{QStringLiteral("배포"), QStringLiteral("함수 선택")}
                                      << QStringList{QStringLiteral("함수 선택")};
    QTest::newRow("empty shows all") << QString() << QStringList{QStringLiteral("a"), QStringLiteral("b")}
                                     << QStringList{QStringLiteral("a"), QStringLiteral("b")};
}

void TestWCommon::fuzzy()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, texts);
    QFETCH(QStringList, expected);
    QList<QPair<int, QString>> found;
    for (const QString &text : texts)
        if (const FuzzyMatch match = fuzzyMatch(pattern, text)) {
            for (int position : match.positions)
                QVERIFY(position >= 0 && position < text.size());
            found.append({-match.score, text});
        }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList names;
    for (const auto &pair : found)
        names.append(pair.second);
    QCOMPARE(names, expected);
}

/// The same as QTreeView selects: all that is open, and nothing that is closed.
void TestWCommon::treeSelectsAllByRanges()
{
    QStandardItemModel model;
    for (int i = 0; i < 40; ++i) {
        auto *folder = new QStandardItem(QString::number(i));
        for (int n = 0; n < 25; ++n)
            folder->appendRow({new QStandardItem(QString::number(n)), new QStandardItem});
        model.appendRow({folder, new QStandardItem});
    }
    TreeView ours;
    QTreeView theirs;
    for (QTreeView *view : std::initializer_list<QTreeView *>{&ours, &theirs}) {
        view->setModel(&model);
        view->setSelectionMode(QAbstractItemView::ExtendedSelection);
        for (int i = 0; i < 40; i += 2)
            view->expand(model.index(i, 0));
        view->show();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
    }
    const auto rows = [](const QTreeView &view) {
        const QModelIndexList list = view.selectionModel()->selectedIndexes();
        return QSet<QModelIndex>(list.begin(), list.end());
    };
    QCOMPARE(rows(ours).size(), 2 * (40 + 20 * 25));
    QCOMPARE(rows(ours), rows(theirs));
    QCOMPARE(ours.selectionModel()->selection().size(), 21); // one a folder
    ours.setSelectionMode(QAbstractItemView::SingleSelection);
    ours.clearSelection();
    ours.selectAll();
    QVERIFY(!ours.selectionModel()->hasSelection());
    model.clear();
    ours.setSelectionMode(QAbstractItemView::ExtendedSelection);
    ours.selectAll();
    QVERIFY(!ours.selectionModel()->hasSelection());
}

/// Of equals those that came first, in their order.
void TestWCommon::paletteShowsTheBestOfMany()
{
    ThemeManager manager(QStringLiteral(LATHE_SOURCE_DIR "/resources"));
    QWidget window;
    window.resize(600, 400);
    CommandPalette palette(manager, &window);
    palette.addProvider({QString(), [](const QString &) {
                             QList<PaletteItem> items;
                             for (int i = 0; i < 3000; ++i)
                                 items.append({i == 2500 ? QStringLiteral("word") : QStringLiteral("other word %1").arg(i), {}, {}, [] {}, true});
                             return items;
                         }, false});
    window.show();
    palette.open(QStringLiteral("word"));
    const QStringList shown = palette.shownTitles();
    QCOMPARE(shown.size(), 200);
    QCOMPARE(shown[0], QStringLiteral("word"));
    palette.open();
    for (int i = 0; i < 200; ++i)
        QCOMPARE(palette.shownTitles()[i], QStringLiteral("other word %1").arg(i));
}

void TestWCommon::paletteFindsAndTriggers()
{
    ThemeManager manager(resources());
    ActionTable table(manager);
    QMainWindow window;
    window.resize(1000, 700);
    CommandPalette palette(manager, &window);
    palette.addActions(QStringLiteral(">"), [&] { return table.all(); });
    QStringList opened;
    palette.addProvider({QString(), [&](const QString &) {
                             QList<PaletteItem> items;
                             for (const char *name : {"app.py", "template.yaml", "util/strings.py"})
                                 items.append({QString::fromLatin1(name), {}, QStringLiteral("file"), [&opened, name] { opened.append(QString::fromLatin1(name)); }, true});
                             return items;
                         }, false});
    QString line;
    palette.addProvider({QStringLiteral(":"), [&](const QString &query) {
                             return QList<PaletteItem>{{QStringLiteral("Line ") + query, {}, {}, [&line, query] { line = query; }, true}};
                         }, true});
    window.show();
    auto *line0 = palette.findChild<QLineEdit *>();
    palette.open();
    QVERIFY(palette.isVisible());
    QCOMPARE(palette.shownTitles().size(), 3);
    QTest::keyClicks(line0, QStringLiteral("tmpl"));
    QCOMPARE(palette.shownTitles(), QStringList{QStringLiteral("template.yaml")});
    QTest::keyClick(line0, Qt::Key_Return);
    QCOMPARE(opened, QStringList{QStringLiteral("template.yaml")});
    QVERIFY(!palette.isVisible());

    QSignalSpy spy(table.action(Act::SaveAll), &QAction::triggered);
    palette.open(QStringLiteral(">"));
    QCOMPARE(palette.shownTitles().size(), int(Act::Count));
    QTest::keyClicks(line0, QStringLiteral("save all"));
    QTest::keyClick(line0, Qt::Key_Enter);
    QCOMPARE(spy.count(), 1);

    palette.open(QStringLiteral(":"));
    QTest::keyClicks(line0, QStringLiteral("42"));
    QTest::keyClick(line0, Qt::Key_Return);
    QCOMPARE(line, QStringLiteral("42"));

    palette.open(QStringLiteral("zzzz"));
    QVERIFY(palette.shownTitles().isEmpty());
    QTest::keyClick(line0, Qt::Key_Return);
    QVERIFY(palette.isVisible());
    QTest::keyClick(line0, Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
}

void TestWCommon::paletteReturnsTheFocus()
{
    ThemeManager manager(resources());
    QMainWindow window;
    auto *edit = new QLineEdit(&window);
    window.setCentralWidget(edit);
    CommandPalette palette(manager, &window);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    edit->setFocus();
    palette.open();
    QVERIFY(!edit->hasFocus());
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(edit->hasFocus());
    palette.open();
    edit->setFocus(Qt::MouseFocusReason);
    QVERIFY(!palette.isVisible());
}

void TestWCommon::paletteShowsDisabledLast()
{
    ThemeManager manager(resources());
    ActionTable table(manager);
    QWidget window;
    window.resize(800, 600);
    CommandPalette palette(manager, &window);
    palette.addActions(QString(), [&] { return QList<QAction *>{table.action(Act::Stop), table.action(Act::Run)}; });
    table.action(Act::Stop)->setEnabled(false);
    window.show();
    palette.open();
    QCOMPARE(palette.shownTitles(), (QStringList{table.action(Act::Run)->text(), table.action(Act::Stop)->text()}));
}

void TestWCommon::plainTextEverywhere()
{
    ThemeManager manager(resources());
    const QString hostile = QStringLiteral("<img src=x><b>bold</b>&amp;");
    QWidget window;
    NoticeBar notice(manager, &window);
    notice.showNotice(NoticeBar::Severity::Error, hostile, hostile);
    EmptyState empty(manager, QStringLiteral("folder"), &window);
    empty.setText(hostile, hostile);
    FigureLabel figure(manager, &window);
    figure.setFigure(hostile, hostile, hostile);
    SectionHeader header(manager, hostile, &window);
    int seen = 0;
    for (const QLabel *label : window.findChildren<QLabel *>())
        if (!label->text().isEmpty()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            ++seen;
        }
    QVERIFY(seen >= 8);
    ElidedLabel elided(hostile, &window);
    elided.resize(20, 20);
    QVERIFY(!elided.toolTip().contains(QStringLiteral("<img")));
}

void TestWCommon::noticeActions()
{
    ThemeManager manager(resources());
    QWidget window;
    NoticeBar notice(manager, &window);
    QVERIFY(notice.isHidden());
    notice.showNotice(NoticeBar::Severity::Warning, QStringLiteral("changed"));
    QVERIFY(!notice.isHidden());
    int clicks = 0;
    connect(notice.addAction(QStringLiteral("Reload")), &QPushButton::clicked, this, [&] { ++clicks; });
    notice.addAction(QStringLiteral("Keep"));
    auto buttons = notice.findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 2);
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    QCOMPARE(clicks, 1);
    // The next notice starts without the buttons of this one.
    notice.showNotice(NoticeBar::Severity::Error, QStringLiteral("gone"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(notice.findChildren<QPushButton *>().size(), 0);
    QSignalSpy spy(&notice, &NoticeBar::dismissed);
    QTest::mouseClick(notice.findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QVERIFY(notice.isHidden());
}

void TestWCommon::noticeIconStandsBesideItsLine()
{
    ThemeManager manager(resources());
    manager.apply(*qApp);
    QWidget window;
    window.resize(600, 200);
    auto *column = new QVBoxLayout(&window);
    auto *notice = new NoticeBar(manager, &window);
    column->addWidget(notice, 0, Qt::AlignTop);
    window.show();
    const auto middles = [&] {
        QCoreApplication::processEvents();
        const QList<QLabel *> labels = notice->findChildren<QLabel *>();
        const auto icon = std::find_if(labels.begin(), labels.end(), [](QLabel *label) { return !label->pixmap(Qt::ReturnByValue).isNull(); });
        const auto text = std::find_if(labels.begin(), labels.end(), [](QLabel *label) { return label->text() == QLatin1String("news"); });
        return std::pair((*icon)->geometry().center().y(), (*text)->geometry().center().y());
    };
    notice->showNotice(NoticeBar::Severity::Info, QStringLiteral("news"));
    auto [icon, text] = middles();
    QVERIFY2(std::abs(icon - text) <= 1, qPrintable(QStringLiteral("%1 %2").arg(icon).arg(text)));
    notice->showNotice(NoticeBar::Severity::Info, QStringLiteral("news"), QStringLiteral("more of it"));
    std::tie(icon, text) = middles();
    QVERIFY2(std::abs(icon - text) <= 1, qPrintable(QStringLiteral("%1 %2").arg(icon).arg(text)));
}

void TestWCommon::elidedComboCutsTheMiddle()
{
    // Two names that differ at their end only look different where neither has room.
    const auto shot = [](const QString &name) {
        ElidedCombo combo;
        combo.addItem(name);
        combo.resize(140, 28);
        return combo.grab().toImage();
    };
    const QString long_(60, u'n');
    QVERIFY(shot(long_ + u'A') != shot(long_ + u'B'));
    QVERIFY(shot(QStringLiteral("short")) != shot(QStringLiteral("shore")));
    ElidedCombo nothing;
    nothing.resize(140, 28);
    const QImage before = nothing.grab().toImage();
    nothing.setPlaceholderText(QStringLiteral("No function"));
    QVERIFY(nothing.grab().toImage() != before); // says what is missing
}

/// With little room its words are cut, not covered, and the button is whole.
void TestWCommon::emptyStatesFitLowPanels()
{
    ThemeManager manager(resources());
    QWidget window;
    EmptyState empty(manager, QStringLiteral("run"), &window);
    const QString why = QStringLiteral("Press F5 to run the function on the test event");
    empty.setText(why);
    empty.setAction(QStringLiteral("Run"));
    const auto words = [&] {
        for (auto *label : empty.findChildren<QLabel *>())
            if (label->isVisible() && label->pixmap().isNull())
                return label;
        return static_cast<QLabel *>(nullptr);
    };
    window.show();
    for (const QSize size : {QSize(220, 84), QSize(220, 110), QSize(600, 84), QSize(220, 400)}) {
        window.resize(size);
        empty.resize(size);
        QCoreApplication::processEvents();
        QVERIFY(words());
        QVERIFY2(words()->heightForWidth(words()->width()) <= words()->height() + 2, qPrintable(words()->text()));
        QVERIFY(empty.rect().contains(empty.button()->geometry()));
        QCOMPARE(words()->text() == why, size != QSize(220, 84));
        QCOMPARE(words()->toolTip().isEmpty(), words()->text() == why);
    }
}

/// Where a dragged panel would go is marked in the accent of the theme.
void TestWCommon::placesAreMarkedInTheAccent()
{
    ThemeManager manager(resources());
    LatheStyle style(manager.theme());
    QRubberBand mark(QRubberBand::Rectangle);
    mark.setStyle(&style);
    mark.resize(40, 40);
    QCOMPARE(mark.grab().toImage().pixelColor(0, 20).name(), manager.color(Token::Accent).name());
}

void TestWCommon::longTextsShowTheirFirstLines()
{
    const QFont font = QGuiApplication::font();
    const int width = QFontMetrics(font).horizontalAdvance(QStringLiteral("a word and another"));
    QCOMPARE(firstLines(QStringLiteral("a word"), font, width, 2).text, QStringLiteral("a word"));
    QCOMPARE(firstLines(QStringLiteral("a word"), font, width, 2).lines, 1);
    QCOMPARE(firstLines(QStringLiteral("one\ntwo"), font, width, 2).text, QStringLiteral("one\ntwo"));
    QCOMPARE(firstLines(QStringLiteral("one\ntwo\nthree"), font, width, 2).text, QStringLiteral("one\ntwo\u2026"));
    const FirstLines cut = firstLines(QStringLiteral("a word and another ").repeated(9), font, width, 3);
    QVERIFY2(cut.lines == 3 && cut.text.startsWith(QStringLiteral("a word and")) && cut.text.endsWith(u'\u2026') && cut.text.size() < 70, qPrintable(cut.text));
    QCOMPARE(firstLines(QString(400, u'x'), font, width, 2).lines, 2); // a word without an end
    QLabel label;
    label.setWordWrap(true);
    showFirstLines(label, QStringLiteral("one\ntwo\nthree"), 200, 2);
    QCOMPARE(label.height(), 2 * label.fontMetrics().lineSpacing());
    QVERIFY(label.toolTip().contains(QStringLiteral("three")));
    showFirstLines(label, QStringLiteral("one"), 200, 2);
    QVERIFY(label.toolTip().isEmpty());
}

void TestWCommon::paletteSaysWhatToType()
{
    ThemeManager manager(resources());
    QWidget window;
    window.resize(800, 600);
    CommandPalette palette(manager, &window);
    palette.addProvider({QStringLiteral(":"), [](const QString &) { return QList<PaletteItem>(); }, true, QStringLiteral("a line")});
    window.show();
    const auto said = [&](const QString &words) {
        for (const QLabel *label : palette.findChildren<QLabel *>())
            if (label->isVisible() && label->text() == words)
                return true;
        return false;
    };
    palette.open(QStringLiteral(":"));
    QVERIFY(said(QStringLiteral("a line")));
    palette.open(QStringLiteral(":x"));
    QVERIFY(!said(QStringLiteral("a line")));
}

void TestWCommon::whatFieldsAskForCanBeRead()
{
    QFETCH(QString, name);
    ThemeManager manager(resources());
    manager.setMode(name == QLatin1String("light") ? ThemeMode::Light : name == QLatin1String("dark") ? ThemeMode::Dark : ThemeMode::HighContrast);
    manager.apply(*qApp);
    QLineEdit field;
    field.setPlaceholderText(QStringLiteral("Search"));
    field.ensurePolished();
    const QColor words = field.palette().color(QPalette::Active, QPalette::PlaceholderText);
    QCOMPARE(words.alpha(), 255);
    QVERIFY(Theme::contrast(words, manager.color(Token::Raised)) >= 4.5);
}

void TestWCommon::fileDialogsAreOfTheHouse()
{
    ThemeManager manager(resources());
    manager.apply(*qApp);
    QFileDialog dialog;
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    dialog.show();
    QVERIFY(dialog.width() >= 780);
    for (const QPushButton *button : dialog.findChildren<QPushButton *>())
        QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
}

void TestWCommon::elidedLabelKeepsTheWhole()
{
    ElidedLabel label(QStringLiteral("a rather long name of a function that has no room\nsecond"));
    label.show();
    label.resize(80, 20);
    QVERIFY(label.toolTip().contains(QStringLiteral("second")));
    QVERIFY(!label.text().contains(QLatin1Char('\n')));
    label.resize(label.sizeHint());
    QVERIFY(label.toolTip().isEmpty());
    QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
}

void TestWCommon::figures()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(FigureLabel::significant(0.4816), QStringLiteral("0.482"));
    QCOMPARE(FigureLabel::significant(1.2345), QStringLiteral("1.23"));
    QCOMPARE(FigureLabel::significant(12.345), QStringLiteral("12.3"));
    QCOMPARE(FigureLabel::significant(123.45), QStringLiteral("123"));
    QCOMPARE(FigureLabel::significant(0), QStringLiteral("0.000"));
    ThemeManager manager(resources());
    FigureLabel figure(manager);
    figure.setCaption(QStringLiteral("Duration"));
    figure.setFigure(QStringLiteral("12.3"), QStringLiteral("ms"));
    QCOMPARE(figure.accessibleName(), QStringLiteral("Duration 12.3 ms"));
}

void TestWCommon::chipSaysItInWords()
{
    ThemeManager manager(resources());
    StatusChip chip(manager);
    chip.set(StatusChip::Hue::Production, QStringLiteral("prod"));
    QCOMPARE(chip.accessibleName(), QStringLiteral("prod"));
    QCOMPARE(chip.focusPolicy(), Qt::NoFocus);
    const int width = chip.sizeHint().width();
    chip.setClickable(true);
    QCOMPARE(chip.focusPolicy(), Qt::StrongFocus);
    QVERIFY(chip.sizeHint().width() > width);
    QSignalSpy spy(&chip, &QAbstractButton::clicked);
    chip.resize(chip.sizeHint());
    QTest::keyClick(&chip, Qt::Key_Space);
    QCOMPARE(spy.count(), 1);
}

void TestWCommon::controlsAreNamed()
{
    ThemeManager manager(resources());
    QWidget window;
    NoticeBar notice(manager, &window);
    CommandPalette palette(manager, &window);
    SectionHeader header(manager, QStringLiteral("Files"), &window);
    header.addButton(QStringLiteral("add"), QStringLiteral("New file"));
    notice.showNotice(NoticeBar::Severity::Info, QStringLiteral("news"), QStringLiteral("more"));
    palette.open(QStringLiteral("x"));
    BusyIndicator busy(manager, &window);
    QVERIFY(!busy.accessibleName().isEmpty());
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY(face);
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

void TestWCommon::portalValues()
{
    using Preference = DesktopScheme::Preference;
    QCOMPARE(DesktopScheme::meaning(QVariant(1U)), Preference::Dark);
    QCOMPARE(DesktopScheme::meaning(QVariant(2U)), Preference::Light);
    for (const QVariant &other : {QVariant(), QVariant(0U), QVariant(7U), QVariant(QStringLiteral("x"))})
        QCOMPARE(DesktopScheme::meaning(other), Preference::Unknown);
}

namespace {

/// One window with everything that the style sheet dresses.
void fillGallery(QMainWindow &window, ThemeManager &theme, ActionTable &table)
{
    QMenuBar *bar = window.menuBar();
    for (ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Go, ActGroup::Run})
        bar->addMenu(ActionTable::groupTitle(group))->addActions(table.group(group));
    QToolBar *tools = window.addToolBar(QStringLiteral("tools"));
    tools->setMovable(false);
    auto *chip = new StatusChip(theme);
    chip->set(StatusChip::Hue::Local, QStringLiteral("local"));
    chip->setClickable(true);
    tools->addWidget(chip);
    tools->addAction(table.action(Act::OpenFolder));
    tools->addAction(table.action(Act::Save));
    tools->addSeparator();
    auto *run = new QToolButton;
    run->setDefaultAction(table.action(Act::Run));
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->addWidget(run);
    tools->addAction(table.action(Act::Stop));
    table.action(Act::Stop)->setEnabled(false);
    auto *deploy = new QToolButton;
    deploy->setText(table.action(Act::Deploy)->text());
    deploy->setIcon(theme.icon(QStringLiteral("deploy"), IconRole::OnAccent));
    deploy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    deploy->setProperty("role", QStringLiteral("primary"));
    tools->addWidget(deploy);

    auto *dock = new QDockWidget(QStringLiteral("Project"));
    auto *tree = new QTreeWidget;
    tree->setHeaderHidden(true);
    setSurface(tree, Surface::Panel);
    auto *functions = new QTreeWidgetItem(tree, {QStringLiteral("Functions")});
    for (const char *name : {"thumbnail", "rest-backend", "crawler"}) {
        auto *item = new QTreeWidgetItem(functions, {QString::fromLatin1(name)});
        item->setIcon(0, theme.icon(QStringLiteral("function"), IconRole::Accent));
    }
    auto *files = new QTreeWidgetItem(tree, {QStringLiteral("src")});
    files->setIcon(0, theme.icon(QStringLiteral("folder"), IconRole::Muted));
    for (const char *name : {"app.py", "index.mjs", "template.yaml", "event.json", "bootstrap", "한국어 이름.md"}) {
        auto *item = new QTreeWidgetItem(files, {QString::fromUtf8(name)});
        item->setIcon(0, theme.icon(IconProvider::forFile(QString::fromUtf8(name)), IconRole::Muted));
    }
    tree->expandAll();
    tree->setCurrentItem(functions->child(0));
    dock->setWidget(tree);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);

    auto *right = new QDockWidget(QStringLiteral("Function"));
    auto *form = new QWidget;
    setSurface(form, Surface::Panel);
    auto *layout = new QFormLayout(form);
    auto *handler = new QLineEdit(QStringLiteral("app.lambda_handler"));
    layout->addRow(QStringLiteral("Handler"), handler);
    auto *runtime = new QComboBox;
    runtime->addItems({QStringLiteral("python3.11"), QStringLiteral("nodejs18.x")});
    layout->addRow(QStringLiteral("Runtime"), runtime);
    auto *memory = new QSpinBox;
    memory->setRange(128, 10240);
    memory->setSuffix(QStringLiteral(" MB"));
    layout->addRow(QStringLiteral("Memory"), memory);
    auto *bad = new QLineEdit(QStringLiteral("bad value"));
    bad->setProperty("invalid", true);
    layout->addRow(QStringLiteral("Timeout"), bad);
    auto *check = new QCheckBox(QStringLiteral("Write zip"));
    check->setChecked(true);
    layout->addRow(check);
    auto *check2 = new QCheckBox(QStringLiteral("Trust folder"));
    layout->addRow(check2);
    auto *radio = new QRadioButton(QStringLiteral("Local"));
    radio->setChecked(true);
    layout->addRow(radio);
    auto *progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setValue(40);
    layout->addRow(progress);
    auto *buttons = new QHBoxLayout;
    for (ButtonRole role : {ButtonRole::Primary, ButtonRole::Secondary, ButtonRole::Ghost}) {
        auto *button = new QPushButton(role == ButtonRole::Primary ? QStringLiteral("Deploy") : role == ButtonRole::Ghost ? QStringLiteral("Details") : QStringLiteral("Cancel"));
        setButtonRole(button, role);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    layout->addRow(buttons);
    auto *chips = new QVBoxLayout;
    const QList<QPair<StatusChip::Hue, QString>> hues = {
        {StatusChip::Hue::Success, QStringLiteral("Succeeded")}, {StatusChip::Hue::Error, QStringLiteral("Failed")},
        {StatusChip::Hue::Stage, QStringLiteral("stage")}, {StatusChip::Hue::Dev, QStringLiteral("dev · ap-northeast-2")},
        {StatusChip::Hue::Production, QStringLiteral("production")}, {StatusChip::Hue::Neutral, QStringLiteral("draft")}};
    for (const auto &hue : hues) {
        auto *one = new StatusChip(theme);
        one->set(hue.first, hue.second, hue.first == StatusChip::Hue::Success ? QStringLiteral("success") : hue.first == StatusChip::Hue::Error ? QStringLiteral("error") : QString());
        chips->addWidget(one, 0, Qt::AlignLeft);
    }
    layout->addRow(chips);
    right->setWidget(form);
    window.addDockWidget(Qt::RightDockWidgetArea, right);

    auto *bottom = new QDockWidget(QStringLiteral("Result"));
    auto *pane = new QWidget;
    setSurface(pane, Surface::Panel);
    auto *strip = new QHBoxLayout(pane);
    strip->setSpacing(24);
    const QList<QStringList> figures = {{QStringLiteral("Duration"), QStringLiteral("12.3"), QStringLiteral("ms")}, {QStringLiteral("Would bill"), QStringLiteral("13"), QStringLiteral("ms")},
                                        {QStringLiteral("Memory"), QStringLiteral("41"), QStringLiteral("/ 128 MB")}, {QStringLiteral("Init"), QStringLiteral("87.1"), QStringLiteral("ms")}};
    for (const QStringList &f : figures) {
        auto *label = new FigureLabel(theme);
        label->setCaption(f[0]);
        label->setFigure(f[1], f[2], f[0] == QStringLiteral("Duration") ? QStringLiteral("−4.0 ms") : QString());
        strip->addWidget(label);
    }
    strip->addStretch(1);
    bottom->setWidget(pane);
    window.addDockWidget(Qt::BottomDockWidgetArea, bottom);

    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *tabs = new QTabBar;
    tabs->setTabsClosable(true);
    tabs->addTab(theme.icon(QStringLiteral("python"), IconRole::Muted), QStringLiteral("app.py"));
    tabs->addTab(theme.icon(QStringLiteral("yaml"), IconRole::Muted), QStringLiteral("template.yaml"));
    tabs->setExpanding(false);
    column->addWidget(tabs);
    auto *notice = new NoticeBar(theme);
    notice->showNotice(NoticeBar::Severity::Warning, QStringLiteral("app.py was changed by another program."), QStringLiteral("Your text differs from it in 3 lines."));
    notice->addAction(QStringLiteral("Reload"));
    notice->addAction(QStringLiteral("Keep Mine"));
    column->addWidget(notice);
    auto *empty = new EmptyState(theme, QStringLiteral("sample"));
    empty->setText(QStringLiteral("Open a folder or start from a sample"), QStringLiteral("폴더를 열거나 예제로 시작하세요"));
    empty->setAction(QStringLiteral("Run a Sample"));
    empty->setSecondAction(QStringLiteral("Open Folder…"));
    column->addWidget(empty, 1);
    window.setCentralWidget(centre);
    window.statusBar()->addWidget(new QLabel(QStringLiteral("trusted   local :3001   14:8   UTF-8   LF   한국어")));
}

} // namespace

void TestWCommon::gallery()
{
    const QString dir = qEnvironmentVariable("LATHE_SHOTS");
    ThemeManager theme(resources());
    theme.apply(*qApp);
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast}) {
        theme.setMode(mode);
        ActionTable table(theme);
        QMainWindow window;
        window.resize(1280, 720);
        fillGallery(window, theme, table);
        CommandPalette palette(theme, &window);
        palette.addActions(QString(), [&] { return table.all(); });
        window.show();
        const QImage plain = window.grab().toImage();
        // The ground is the theme's, not a grey of the toolkit.
        QCOMPARE(plain.pixelColor(640, 8).name(), theme.color(Token::Panel).name());
        QCOMPARE(plain.pixelColor(400, 500).name(), theme.color(Token::Window).name());
        palette.open(QStringLiteral("de"));
        const QPixmap open = window.grab();
        if (dir.isEmpty())
            continue;
        plain.save(dir + QStringLiteral("/g-common-%1.png").arg(ThemeManager::modeId(mode)));
        open.save(dir + QStringLiteral("/g-palette-%1.png").arg(ThemeManager::modeId(mode)));
        QMenu *menu = window.menuBar()->actions().value(3)->menu();
        menu->grab().save(dir + QStringLiteral("/g-menu-%1.png").arg(ThemeManager::modeId(mode)));
        QWidget sheet;
        setSurface(&sheet, Surface::Window);
        auto *grid = new QGridLayout(&sheet);
        int i = 0;
        for (const QString &name : theme.icons().names()) {
            auto *label = new QLabel;
            label->setPixmap(theme.icons().pixmap(name, IconRole::Normal, 24, 2));
            auto *text = new QLabel(name);
            text->setFont(theme.type().font(TextRole::Caption));
            grid->addWidget(label, i / 10 * 2, i % 10, Qt::AlignCenter);
            grid->addWidget(text, i / 10 * 2 + 1, i % 10, Qt::AlignCenter);
            ++i;
        }
        sheet.grab().save(dir + QStringLiteral("/g-icons-%1.png").arg(ThemeManager::modeId(mode)));
    }
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestWCommon)
#include "tst_wcommon.moc"
