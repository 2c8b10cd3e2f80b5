// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The laws of the architecture (models/README.md), read off the sources and the built command.
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

/// Source lines that break a law, as "file:line: text".
using Breaches = QStringList;

struct SourceFile
{
    QString path; ///< Relative to the root of the tree.
    QStringList lines;
};

class TestLaws : public QObject
{
    Q_OBJECT

    const QString m_root = QString::fromUtf8(LATHE_SOURCE_DIR);
    QList<SourceFile> m_files;

    QList<SourceFile> below(const QString &folder) const
    {
        QList<SourceFile> found;
        for (const SourceFile &f : m_files)
            if (f.path.startsWith(folder + u'/'))
                found << f;
        return found;
    }
    QList<SourceFile> product() const { return below(QStringLiteral("models")) + below(QStringLiteral("widgets")) + below(QStringLiteral("app")); }
    Breaches matching(const QList<SourceFile> &files, const QString &pattern, const QString &unless = {}) const
    {
        const QRegularExpression re(pattern), except(unless);
        Breaches found;
        for (const SourceFile &f : files)
            for (int i = 0; i < f.lines.size(); ++i) {
                const QString code = f.lines[i].section(QStringLiteral("//"), 0, 0);
                if (re.match(code).hasMatch() && (unless.isEmpty() || !except.match(code).hasMatch()))
                    found << QStringLiteral("%1:%2: %3").arg(f.path).arg(i + 1).arg(code.trimmed());
            }
        return found;
    }
    static void verifyNone(const Breaches &found)
    {
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("\n  ") + found.join(QStringLiteral("\n  "))));
    }

    /// The libraries that an ELF file names.
    static QString neededBy(const QString &file)
    {
        QProcess readelf;
        readelf.start(QStringLiteral("readelf"), {QStringLiteral("-d"), QString::fromUtf8(LATHE_BIN_DIR) + file});
        if (!readelf.waitForFinished())
            qFatal("readelf (package binutils) is needed");
        return QString::fromUtf8(readelf.readAllStandardOutput());
    }

private slots:
    void initTestCase()
    {
        for (const char *top : {"app", "widgets", "models", "tests"}) {
            QDirIterator it(m_root + u'/' + QLatin1String(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                m_files << SourceFile{QDir(m_root).relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()).split(u'\n')};
            }
        }
        QVERIFY(m_files.size() > 20);
    }

    void topLevelIsTheUsersChoice()
    {
        const QStringList folders = QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &folder : folders)
            QVERIFY2(QStringList({QStringLiteral("app"), QStringLiteral("widgets"), QStringLiteral("models"), QStringLiteral("resources"),
                         QStringLiteral("tests"), QStringLiteral("installer"), QStringLiteral("build")}).contains(folder), qPrintable(folder));
    }

    void commandLinksNoGui()
    {
        const QString out = neededBy(QStringLiteral("/../lib/lathe/command/liblathe-command.so"));
        QVERIFY(out.contains(QStringLiteral("libQt6Core")));
        for (const char *banned : {"libQt6Gui", "libQt6Widgets", "libqscintilla", "libcurl", "libcrypto", "libQt6Network"})
            QVERIFY2(!out.contains(QLatin1String(banned)), banned);
    }
    /// Each of these would come with a dozen others before the first frame.
    void windowLinksOnlyWhatItShows()
    {
        const QString out = neededBy(QStringLiteral("/lathe-workbench"));
        QVERIFY(out.contains(QStringLiteral("libQt6Widgets")));
        for (const char *banned : {"libQt6Network", "libcurl", "libarchive", "libcrypto"})
            QVERIFY2(!out.contains(QLatin1String(banned)), banned);
    }
    /// A run that is handed over takes a fifth of an interpreter's start: loading Qt alone takes more.
    void programLinksTheCLibraryAlone()
    {
        const QString out = neededBy(QStringLiteral("/lathe"));
        QVERIFY(out.contains(QStringLiteral("libc.so")));
        for (const char *banned : {"libQt6", "libstdc++"})
            QVERIFY2(LATHE_SANITIZED || !out.contains(QLatin1String(banned)), banned);
    }

    void includesFollowTheOrder()
    {
        const QHash<QString, int> rank{{QStringLiteral("core"), 0}, {QStringLiteral("process"), 1}, {QStringLiteral("http"), 1}, {QStringLiteral("handover"), 1}, {QStringLiteral("project"), 2},
            {QStringLiteral("runtime"), 3}, {QStringLiteral("package"), 3}, {QStringLiteral("events"), 3}, {QStringLiteral("aws"), 3}, {QStringLiteral("cloud"), 4},
            {QStringLiteral("deploy"), 5}, {QStringLiteral("history"), 5}, {QStringLiteral("items"), 6}, {QStringLiteral("session"), 7}, {QStringLiteral("common"), 10}, {QStringLiteral("editor"), 11}, {QStringLiteral("pictures"), 11},
            {QStringLiteral("panels"), 12}, {QStringLiteral("dialogs"), 12}, {QStringLiteral("mainwindow"), 13}};
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"(\\w+)/"));
        Breaches found;
        for (const SourceFile &f : m_files) {
            const QString own = f.path.section(u'/', 1, 1);
            if (f.path.startsWith(QStringLiteral("tests/")) || f.path.startsWith(QStringLiteral("app/")) || !rank.contains(own))
                continue;
            for (int i = 0; i < f.lines.size(); ++i) {
                const auto match = include.match(f.lines[i]);
                const QString other = match.captured(1);
                if (match.hasMatch() && other != own && rank.contains(other) && rank[other] >= rank[own])
                    found << QStringLiteral("%1:%2: %3").arg(f.path).arg(i + 1).arg(f.lines[i].trimmed());
            }
        }
        verifyNone(found);
    }

    void modelsDoNotDraw()
    {
        verifyNone(matching(below(QStringLiteral("models")), QStringLiteral("#\\s*include\\s*[<\"](QtGui|QtWidgets|Qsci|QWidget|QIcon|QColor|QPixmap|QPainter|QImage|QFont|QBrush|QMessageBox|QClipboard)\\b")));
    }

    void widgetsOnlyDraw()
    {
        verifyNone(matching(below(QStringLiteral("widgets")), QStringLiteral("#\\s*include\\s*[<\"](QProcess|QTcp|QLocalS|QNetwork|QSql|QSettings|yaml-cpp|curl|archive|spawn\\.h|process/sandbox\\.h|process/childprocess|http/)")));
    }

    void eachLibraryHasOneOwner()
    {
        struct Owner { const char *include; const char *folder; };
        static constexpr Owner owners[] = {{"yaml-cpp/", "models/project"}, {"toml\\.hpp", "models/project"}, {"curl/", "models/aws"}, {"llhttp", "models/http"}, {"libdeflate", "models/package"},
            {"archive", "models/package"}, {"openssl/", "models/package/signing"}, {"Qsci/", "widgets/editor"}, {"QSql", "models/cloud"}, {"CLI/", "app/lathe"}};
        const QRegularExpression otherInclude(QStringLiteral("#\\s*include\\s*\"(\\w+/\\w+\\.h)\""));
        QSet<QString> used; // "models/aws/transport.h": included from outside its own folder, hence public
        for (const SourceFile &f : m_files)
            for (const QString &line : f.lines)
                if (const auto match = otherInclude.match(line); match.hasMatch() && f.path.section(u'/', 1, 1) != match.captured(1).section(u'/', 0, 0))
                    used << QStringLiteral("models/") + match.captured(1) << QStringLiteral("widgets/") + match.captured(1);
        for (const Owner &owner : owners) {
            QList<SourceFile> others;
            for (const SourceFile &f : m_files)
                if (!f.path.startsWith(QStringLiteral("tests/")) && (!f.path.startsWith(QLatin1String(owner.folder) + u'/') || used.contains(f.path)))
                    others << f;
            verifyNone(matching(others, QStringLiteral("#\\s*include\\s*[<\"]") + QLatin1String(owner.include)));
        }
    }

    void noGlobals()
    {
        verifyNone(matching(product(), QStringLiteral("\\binstance\\s*\\(\\s*\\)"), QStringLiteral("Q(Core|Gui)?Application::instance|qApp")));
        verifyNone(matching(product(), QStringLiteral("^\\s*(static|thread_local)\\s+(?!const\\b|constexpr\\b|inline\\b)[\\w:<>, ]+[ &*]+\\w+\\s*(=(?!=)|;|\\{[^}]*\\};)")));
    }

    void everyWaitHasAnEnd()
    {
        QList<SourceFile> users = product();
        users.removeIf([](const SourceFile &f) { return f.path.startsWith(QStringLiteral("models/core/epolldispatcher.")); }); // the loop itself
        verifyNone(matching(users, QStringLiteral("\\bwaitFor(Finished|Started|ReadyRead|Connected|BytesWritten|Disconnected)\\s*\\(|\\bprocessEvents\\s*\\(|\\bQEventLoop\\b|YAML::LoadAll|\\bQHttpServer\\b")));
    }

    /// disconnect() of everything takes Qt's own connections along: its style sheets then hold on to a widget that is gone.
    void nobodyDisconnectsEverything()
    {
        verifyNone(matching(below(QStringLiteral("widgets")), QStringLiteral("(->|\\.)\\s*disconnect\\s*\\(\\s*\\)")));
    }

    /// QLayout::replaceWidget() hands back the item of the widget before, which nobody owns then.
    void replacedItemsAreDeleted()
    {
        verifyNone(matching(below(QStringLiteral("widgets")), QStringLiteral("replaceWidget\\s*\\("), QStringLiteral("delete\\s+[\\w.>-]+replaceWidget|=\\s*[\\w.>-]+replaceWidget")));
    }

    void testsCompileNoProductSource()
    {
        QDirIterator it(m_root + QStringLiteral("/tests"), {QStringLiteral("*.cmake"), QStringLiteral("CMakeLists.txt")}, QDir::Files, QDirIterator::Subdirectories);
        const QRegularExpression source(QStringLiteral("^\\s*(?!#|if\\b).*(models|widgets|app)/[\\w/]+\\.(cpp|c|h)\\b"), QRegularExpression::MultilineOption);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!source.match(QString::fromUtf8(file.readAll())).hasMatch(), qPrintable(file.fileName()));
        }
        verifyNone(matching(below(QStringLiteral("tests")), QStringLiteral("#\\s*include\\s*\"[\\w/]*\\.cpp\"")));
    }

    void houseKeeping()
    {
        Breaches found;
        for (const SourceFile &f : m_files) {
            if (f.lines.value(0) != QStringLiteral("// SPDX-FileCopyrightText: 2026 The Lathe developers")
                || f.lines.value(1) != QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later"))
                found << f.path + QStringLiteral(": the two SPDX lines are missing");
            if (!f.path.startsWith(QStringLiteral("tests/")) && f.lines.size() > 601)
                found << f.path + QStringLiteral(": %1 lines, at most 600").arg(f.lines.size());
        }
        verifyNone(found);
        QFile readme(m_root + QStringLiteral("/models/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        for (const QString &folder : QDir(m_root + QStringLiteral("/models")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(text.contains(QStringLiteral("`%1`").arg(folder)), qPrintable(folder + QStringLiteral(" has no line in models/README.md")));
    }
};

QTEST_GUILESS_MAIN(TestLaws)
#include "tst_laws.moc"
