// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "project/plaintemplate.h"
#include "project/settingedit.h"
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

Q_DECLARE_METATYPE(lathe::SettingChange)

/// Settings written into templates: one value changes, every other byte stays.
class TestSettingEdit : public QObject
{
    Q_OBJECT

    static QByteArray sam(const QByteArray &properties)
    {
        return "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Timeout: 9\nResources:\n  F: # mine\n    Type: AWS::Serverless::Function\n    Properties:\n"
               "      Handler: a.h # here\n" + properties + "      Runtime: python3.11\n";
    }
    static QByteArray serverless(const QByteArray &function, const QByteArray &end = "\n")
    {
        return QByteArray("service: s\nprovider: {name: aws, runtime: python3.11, memorySize: 512}\nfunctions:\n  F:\n    handler: a.h\n" + function + "  G:\n    handler: b.h\n").replace("\n", end);
    }

private slots:
    void changes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<SettingChange>("change");
        QTest::addColumn<QByteArray>("after"); // empty: refused
        const int isSam = int(ProjectKind::Sam), isServerless = int(ProjectKind::Serverless);
        const SettingChange memory{FunctionSetting::Memory, {}, QStringLiteral("256")}, timeout{FunctionSetting::Timeout, {}, QStringLiteral("30")},
            tmp{FunctionSetting::Tmp, {}, QStringLiteral("1024")};
        const auto variable = [](const char *name, const QString &value) { return SettingChange{FunctionSetting::Variable, QString::fromLatin1(name), value}; };
        QTest::newRow("replaced") << isSam << sam("      MemorySize: 128   # enough\n") << memory << sam("      MemorySize: 256   # enough\n");
        QTest::newRow("quoted") << isSam << sam("      MemorySize: \"128\"\n") << memory << sam("      MemorySize: 256\n");
        QTest::newRow("put in") << isSam << sam("") << memory << sam("").replace("    Properties:\n", "    Properties:\n      MemorySize: 256\n");
        QTest::newRow("over Globals") << isSam << sam("") << timeout << sam("").replace("    Properties:\n", "    Properties:\n      Timeout: 30\n");
        QTest::newRow("nested, put in") << isSam << sam("") << tmp << sam("").replace("    Properties:\n", "    Properties:\n      EphemeralStorage:\n        Size: 1024\n");
        QTest::newRow("nested, replaced") << isSam << sam("      EphemeralStorage: {Size: 512}\n") << tmp << sam("      EphemeralStorage: {Size: 1024}\n");
        QTest::newRow("a function") << isSam << sam("      MemorySize: !Ref Size\n") << memory << QByteArray();
        QTest::newRow("variable") << isSam << sam("      Environment:\n        Variables:\n          A1: one\n") << variable("B2", QStringLiteral("two: 2"))
                                  << sam("      Environment:\n        Variables:\n          B2: 'two: 2'\n          A1: one\n");
        QTest::newRow("first variable") << isSam << sam("") << variable("B2", QStringLiteral("yes"))
                                        << sam("").replace("    Properties:\n", "    Properties:\n      Environment:\n        Variables:\n          B2: 'yes'\n");
        QTest::newRow("apostrophes") << isSam << sam("      Environment:\n        Variables:\n          A1: 'it''s'\n") << variable("A1", QStringLiteral("it's 5 o'clock"))
                                     << sam("      Environment:\n        Variables:\n          A1: 'it''s 5 o''clock'\n");
        QTest::newRow("한글") << isSam << sam("      Environment:\n        Variables: {A1: 가나, B2: \"다 \\\" 라\"}\n") << variable("B2", QStringLiteral("마"))
                            << sam("      Environment:\n        Variables: {A1: 가나, B2: '마'}\n");
        QTest::newRow("in a line") << isSam << sam("      Environment: {Variables: {A1: one}}\n") << variable("B2", QStringLiteral("two")) << QByteArray();
        QTest::newRow("serverless") << isServerless << serverless("    memorySize: 128\n") << memory << serverless("    memorySize: 256\n");
        QTest::newRow("serverless, put in") << isServerless << serverless("") << memory << serverless("").replace("  F:\n", "  F:\n    memorySize: 256\n");
        QTest::newRow("serverless, CRLF") << isServerless << serverless("", "\r\n") << tmp << serverless("", "\r\n").replace("  F:\r\n", "  F:\r\n    ephemeralStorageSize: 1024\r\n");
        QTest::newRow("serverless, variable") << isServerless << serverless("    environment:\n      A1: one\n") << variable("A1", QStringLiteral("1"))
                                              << serverless("    environment:\n      A1: '1'\n");
        QTest::newRow("anchor") << isServerless << serverless("    memorySize: &m 128\n") << memory << QByteArray(); // others may have it too
        QTest::newRow("alias") << isServerless << serverless("    timeout: &m 128\n    memorySize: *m\n") << memory << QByteArray();
        const QByteArray defaults = "x-defaults: &d {memorySize: 128, environment: {A1: one}}\n";
        QTest::newRow("merged") << isServerless << defaults + serverless("    <<: *d\n") << memory << defaults + serverless("    <<: *d\n").replace("    handler: a.h\n", "    memorySize: 256\n    handler: a.h\n");
        QTest::newRow("in a merged map") << isServerless << defaults + serverless("    <<: *d\n") << variable("A1", QStringLiteral("two")) << QByteArray();
        QTest::newRow("variable of the framework") << isServerless << serverless("    memorySize: ${self:custom.m}\n") << memory << serverless("    memorySize: 256\n");
    }
    void changes()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, before);
        QFETCH(SettingChange, change);
        QFETCH(QByteArray, after);
        const auto done = withSetting(before, QStringLiteral("/p/template.yaml"), ProjectKind(kind), QStringLiteral("F"), change);
        if (after.isEmpty()) {
            QVERIFY(!done);
            QCOMPARE(done.error().id, QStringLiteral("LTH-PRJ-081"));
            QVERIFY(!done.error().detail.isEmpty()); // what to write by hand
            return;
        }
        QVERIFY2(done, done ? "" : qPrintable(done.error().text));
        QCOMPARE(QString::fromUtf8(*done), QString::fromUtf8(after));
        // The project is what it was but for that value.
        QTemporaryDir dir;
        const QString name = dir.filePath(ProjectKind(kind) == ProjectKind::Sam ? QStringLiteral("template.yaml") : QStringLiteral("serverless.yml"));
        QVERIFY(writeFileAtomically(name, *done));
        const auto project = readProject(dir.path());
        QVERIFY(project);
        const FunctionDefinition *function = project->function(QStringLiteral("F"));
        QVERIFY(function);
        if (change.setting == FunctionSetting::Memory)
            QCOMPARE(function->memoryMib, change.value.toInt());
        if (change.setting == FunctionSetting::Timeout)
            QCOMPARE(function->timeoutSeconds, change.value.toInt());
        if (change.setting == FunctionSetting::Tmp)
            QCOMPARE(function->tmpMib, change.value.toInt());
        for (const auto &[variable, value] : function->environment)
            if (change.setting == FunctionSetting::Variable && variable == change.variable)
                QCOMPARE(value.text, change.value);
    }

    /// A plain folder's template means what the folder meant.
    void aPlainFolderGetsATemplate()
    {
        QTemporaryDir dir;
        const QString root = dir.filePath(QStringLiteral("my-fn"));
        QVERIFY(QDir().mkpath(root) && writeFileAtomically(root + QStringLiteral("/lambda_function.py"), "def lambda_handler(e, c):\n    return 1\n"));
        const auto before = readProject(root);
        QVERIFY(before && before->kind == ProjectKind::Plain);
        const auto made = templateOfPlainFolder(*before);
        QVERIFY(made);
        const auto text = withSetting(made->yaml, root + QStringLiteral("/template.yaml"), ProjectKind::Sam, made->function, {FunctionSetting::Memory, {}, QStringLiteral("256")});
        QVERIFY(text && writeFileAtomically(root + QStringLiteral("/template.yaml"), *text));
        const auto after = readProject(root);
        QVERIFY(after);
        QCOMPARE(after->kind, ProjectKind::Sam);
        QVERIFY2(after->diagnostics.isEmpty(), after->diagnostics.isEmpty() ? "" : qPrintable(after->diagnostics.first().text));
        const FunctionDefinition &now = after->functions.first(), &then = before->functions.first();
        QCOMPARE(now.name, QStringLiteral("MyFn"));
        QCOMPARE(now.memoryMib, 256);
        QCOMPARE(now.deployedName.text, QStringLiteral("my-fn"));
        QCOMPARE(now.handler.text, then.handler.text);
        QCOMPARE(now.runtime.text, then.runtime.text);
        QCOMPARE(now.codeDir, then.codeDir);
        QCOMPARE(now.handlerFile, then.handlerFile);
        QCOMPARE(now.timeoutSeconds, then.timeoutSeconds);
        QVERIFY(!templateOfPlainFolder(*after)); // it has one
    }

    void whatLambdaDoesNotTakeIsRefused()
    {
        const auto refused = [](FunctionSetting setting, const char *variable, const char *value) {
            const auto checked = checkSetting({setting, QString::fromLatin1(variable), QString::fromLatin1(value)});
            return !checked && checked.error().id == QLatin1String("LTH-PRJ-080");
        };
        for (const char *value : {"127", "10241", "", "1 GB", "-128", "128.5"})
            QVERIFY2(refused(FunctionSetting::Memory, "", value), value);
        QVERIFY(refused(FunctionSetting::Timeout, "", "0") && refused(FunctionSetting::Timeout, "", "901") && refused(FunctionSetting::Tmp, "", "511"));
        for (const char *name : {"", "A", "1A", "A-B", "AWS LAMBDA"})
            QVERIFY2(refused(FunctionSetting::Variable, name, "x"), name);
        QVERIFY(refused(FunctionSetting::Variable, "AB", "two\nlines"));
        QVERIFY(checkSetting({FunctionSetting::Memory, {}, QStringLiteral("10240")}));
        QVERIFY(checkSetting({FunctionSetting::Variable, QStringLiteral("A_1"), QString()}));
    }
};

QTEST_GUILESS_MAIN(TestSettingEdit)
#include "tst_settingedit.moc"
