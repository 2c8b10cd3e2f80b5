// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/exclusion.h"
#include "package/packagespec.h"
#include "package/treehelpers.h"
#include "project/patternedit.h"
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

class TestExclusion : public QObject
{
    Q_OBJECT

    static QStringList packaged(const QString &root)
    {
        QStringList names;
        const auto project = readProject(root);
        const auto list = listPackage(packageSpecFor(project->functions.first()));
        for (const PackageEntry &entry : list.value_or(QList<PackageEntry>()))
            names << entry.path;
        return names;
    }

private slots:
    void yamlIsEditedAsText_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray head = "service: s # keep\nprovider:\n  name: aws\n  runtime: python3.12\n";
        const QByteArray functions = "functions:\n  one:\n    handler: app.h\n";
        QTest::newRow("list at the end") << head + functions + "package:\n  patterns:\n    - '!a/**'  # why\n"
                                         << head + functions + "package:\n  patterns:\n    - '!a/**'  # why\n    - '!b/**'\n";
        QTest::newRow("no line end") << head + functions + "package:\n  patterns:\n  - \"!a/**\"" << head + functions + "package:\n  patterns:\n  - \"!a/**\"\n  - '!b/**'\n";
        QTest::newRow("in the middle") << head + "package:\n  patterns:\n    - '!a/**'\n  individually: true\n\n" + functions
                                       << head + "package:\n  patterns:\n    - '!a/**'\n    - '!b/**'\n  individually: true\n\n" + functions;
        QTest::newRow("in brackets") << head + "package: {patterns: ['!a/**', plain , '!it''s']}\n" + functions
                                     << head + "package: {patterns: ['!a/**', plain , '!it''s', '!b/**']}\n" + functions;
        QTest::newRow("in brackets, plain") << head + "package:\n  patterns: [ a ]\n" + functions << head + "package:\n  patterns: [ a, '!b/**' ]\n" + functions;
        QTest::newRow("no list yet") << head + "package:\n  individually: true\n" + functions << head + "package:\n  patterns:\n    - '!b/**'\n  individually: true\n" + functions;
        QTest::newRow("no package yet") << head + functions << head + functions + "\npackage:\n  patterns:\n    - '!b/**'\n";
        const QByteArray own = functions + "    package:\n      individually: true\n      patterns:\n        - 'c/**'\n", together = functions + "    package:\n      patterns:\n        - 'c/**'\n";
        QTest::newRow("the function's own") << head + "package:\n  patterns:\n    - '!a/**'\n" + own << head + "package:\n  patterns:\n    - '!a/**'\n" + own + "        - '!b/**'\n";
        QTest::newRow("its own do not count") << head + "package:\n  patterns:\n    - '!a/**'\n" + together << head + "package:\n  patterns:\n    - '!a/**'\n    - '!b/**'\n" + together;
        QByteArray windows = head + functions + "package:\n  patterns:\n    - '!a/**'\n", edited = windows + "    - '!b/**'\n";
        QTest::newRow("Windows line ends") << windows.replace("\n", "\r\n") << edited.replace("\n", "\r\n");
        QTest::newRow("there already") << head + functions + "package:\n  patterns:\n    - '!b/**'\n" << head + functions + "package:\n  patterns:\n    - '!b/**'\n";
    }
    void yamlIsEditedAsText()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto edited = withServerlessPatterns(before, QStringLiteral("/p/serverless.yml"), QStringLiteral("one"), {QStringLiteral("!b/**")});
        QVERIFY2(edited, edited ? "" : qPrintable(edited.error().text));
        QCOMPARE(*edited, after);
    }

    /// What cannot be edited safely is left alone, and the error brings what to paste.
    void oddYamlIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("empty brackets") << QByteArray("service: s\npackage:\n  patterns: []\n");
        QTest::newRow("block scalar") << QByteArray("service: s\npackage:\n  patterns:\n    - >-\n      a\n      b\n");
        QTest::newRow("elsewhere") << QByteArray("service: s\npackage: ${file(package.yml)}\n");
        QTest::newRow("flow map") << QByteArray("service: s\npackage: {individually: true}\n");
        QTest::newRow("no map") << QByteArray("- a\n");
        QTest::newRow("broken") << QByteArray("a: [\n");
    }
    void oddYamlIsLeftAlone()
    {
        QFETCH(QByteArray, yaml);
        const auto edited = withServerlessPatterns(yaml, QStringLiteral("/p/serverless.yml"), QStringLiteral("one"), {QStringLiteral("!it's")});
        QVERIFY(!edited);
        QCOMPARE(edited.error().id, QStringLiteral("LTH-PKG-040"));
        QCOMPARE(edited.error().detail, QStringLiteral("- '!it''s'"));
    }

    void serverlessFunctionsLoseFiles()
    {
        QTemporaryDir dir;
        const QString root = dir.path();
        const QByteArray yaml = "service: s\nprovider: {name: aws, runtime: python3.12}\nfunctions:\n  one: {handler: app.h}\n";
        put(root, "serverless.yml", yaml);
        put(root, "app.py", "def h(e, c): pass\n");
        put(root, "big/{a} [b].bin", "x");
        put(root, "map/x.js.map", "x");
        QCOMPARE(packaged(root).size(), 3); // without the configuration itself
        const auto done = excludeFromPackage(*readProject(root), QStringLiteral("one"), root, {QStringLiteral("/big/\\{a\\} \\[b\\].bin"), QStringLiteral("**/*.js.map")});
        QVERIFY2(done, done ? "" : qPrintable(done.error().text));
        QCOMPARE(done->patterns.first(), QStringLiteral("!big/\\{a\\} \\[b\\].bin"));
        QCOMPARE(packaged(root), QStringList{QStringLiteral("app.py")});
        QVERIFY(undoExclusion(*done));
        QCOMPARE(slurp(root + QStringLiteral("/serverless.yml")), yaml);
    }

    void plainFoldersKeepAnIgnoreFile()
    {
        QTemporaryDir dir;
        const QString root = dir.path();
        put(root, "lambda_function.py", "def lambda_handler(e, c): pass\n");
        put(root, "pkg/a.pyi", "x");
        const Project project = *readProject(root);
        const QString function = project.functions.first().name;
        const auto first = excludeFromPackage(project, function, root, {QStringLiteral("**/*.pyi")});
        QVERIFY(first && !first->existed);
        QCOMPARE(packaged(root), QStringList{QStringLiteral("lambda_function.py")}); // and not the file itself
        const auto second = excludeFromPackage(project, function, root, {QStringLiteral("/pkg/**")});
        QVERIFY(second && second->existed);
        QVERIFY(!undoExclusion(*first)); // changed since
        QVERIFY(undoExclusion(*second));
        QVERIFY(undoExclusion(*first));
        QVERIFY(!QFile::exists(root + QStringLiteral("/.latheignore")));
        QCOMPARE(packaged(root).size(), 2);
    }

    void layersKeepTheirOwn()
    {
        QTemporaryDir dir;
        const QString root = dir.path();
        put(root, "serverless.yml", "service: s\nprovider: {name: aws, runtime: python3.12}\nlayers:\n  lib: {path: layer}\nfunctions:\n  one:\n    handler: app.h\n    layers: [{Ref: LibLambdaLayer}]\n");
        put(root, "app.py", "def h(e, c): pass\n");
        put(root, "layer/python/a.pyi", "x");
        const Project project = *readProject(root);
        QCOMPARE(project.functions.first().layerDirs.size(), 1);
        const auto done = excludeFromPackage(project, QStringLiteral("one"), project.functions.first().layerDirs.first(), {QStringLiteral("**/*.pyi")});
        QVERIFY(done);
        QCOMPARE(done->file, root + QStringLiteral("/layer/.latheignore"));
    }
};

QTEST_GUILESS_MAIN(TestExclusion)
#include "tst_exclusion.moc"
