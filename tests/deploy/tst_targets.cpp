// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/targets.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lathe;

namespace {

const QHash<QString, QString> envKeys{{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("EK")}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("ES")},
    {QStringLiteral("AWS_REGION"), QStringLiteral("eu-west-1")}};

struct Home
{
    QTemporaryDir dir;
    AwsEnvironment environment;
    explicit Home(const QHash<QString, QString> &variables = {}, const QByteArray &credentials = {})
    {
        environment.home = dir.path();
        environment.variables = variables;
        QDir(dir.path()).mkdir(QStringLiteral(".aws"));
        QFile f(dir.filePath(QStringLiteral(".aws/credentials")));
        if (f.open(QIODevice::WriteOnly))
            f.write(credentials);
    }
    Result<ResolvedTarget> resolve(const char *id, const QString &region = {}) const { return resolveDeployTarget(environment, QLatin1String(id), region); }
};

const QByteArray profiles = "[default]\naws_access_key_id=DK\naws_secret_access_key=DS\n[acme-prod]\naws_access_key_id=PK\naws_secret_access_key=PS\n";

} // namespace

class TestTargets : public QObject
{
    Q_OBJECT
private slots:
    void local()
    {
        Workspace w;
        w.dir = QStringLiteral("/w");
        w.credentials = {QStringLiteral("K"), QStringLiteral("S"), {}, {}, {}};
        const auto t = localTarget(w, 3001);
        QVERIFY(t.isLocal && t.kind == TargetKind::Local);
        QCOMPARE(t.aws.url().toString(), QStringLiteral("http://127.0.0.1:3001"));
        QCOMPARE(t.aws.region.value, QStringLiteral("us-east-1"));
        QCOMPARE(t.credentials.accessKeyId, QStringLiteral("K"));
        QVERIFY(!t.detail.contains(u'S' + QStringLiteral("ecret")));
    }

    void aws()
    {
        const auto t = Home(envKeys).resolve("aws");
        LATHE_VERIFY_RESULT(t);
        QCOMPARE(t->credentials.accessKeyId, QStringLiteral("EK"));
        QCOMPARE(t->title, QStringLiteral("aws · eu-west-1"));
        QVERIFY(t->detail.contains(QStringLiteral("AWS_REGION")));
        QCOMPARE(Home(envKeys).resolve("aws", QStringLiteral("x-1"))->aws.region.value, QStringLiteral("x-1"));
        QCOMPARE(Home().resolve("aws").error().id, QStringLiteral("LTH-AWS-003"));
    }

    void profile()
    {
        const auto t = Home(envKeys, profiles).resolve("aws:acme-prod");
        LATHE_VERIFY_RESULT(t);
        QCOMPARE(t->credentials.accessKeyId, QStringLiteral("PK")); // The environment is out of it.
        QVERIFY(t->kind == TargetKind::Production);
        QCOMPARE(Home(envKeys).resolve("aws:nope").error().id, QStringLiteral("LTH-AWS-002"));
    }

    void kinds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, TargetKind kind) { QTest::newRow(name) << QString::fromLatin1(name) << int(kind); };
        row("prod", TargetKind::Production);
        row("Company-PRODUCTION", TargetKind::Production);
        row("live", TargetKind::Production);
        row("staging", TargetKind::Staging);
        row("preprod-eu", TargetKind::Staging);
        row("qa", TargetKind::Staging);
        row("dev", TargetKind::Development);
        row("nonprod", TargetKind::Development);
        row("sandbox", TargetKind::Development);
    }
    void kinds()
    {
        QFETCH(QString, name);
        QFETCH(int, kind);
        const Home home(envKeys, '[' + name.toLatin1() + "]\naws_access_key_id=K\naws_secret_access_key=S\n");
        const auto t = resolveDeployTarget(home.environment, QStringLiteral("aws:") + name);
        LATHE_VERIFY_RESULT(t);
        QCOMPARE(int(t->kind), kind);
    }

    void loopbackUrl()
    {
        const auto t = Home({}, profiles).resolve("http://127.0.0.1:4566/");
        LATHE_VERIFY_RESULT(t);
        QCOMPARE(t->credentials.accessKeyId, QStringLiteral("test")); // The default profile's keys stay at home.
        QCOMPARE(t->title, QStringLiteral("127.0.0.1:4566"));
        QVERIFY(!t->isLocal);
        QCOMPARE(Home(envKeys).resolve("http://localhost:4566")->credentials.accessKeyId, QStringLiteral("EK"));
        QVERIFY(Home().resolve("http://[::1]:4566").has_value());
    }

    void givenUrlWinsOverConfiguredOne()
    {
        auto variables = envKeys;
        variables.insert(QStringLiteral("AWS_ENDPOINT_URL_LAMBDA"), QStringLiteral("http://other"));
        variables.insert(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), QStringLiteral("true"));
        QCOMPARE(Home(variables).resolve("http://127.0.0.1:1")->aws.url().toString(), QStringLiteral("http://127.0.0.1:1"));
    }

    void remoteUrl()
    {
        QCOMPARE(Home({}, profiles).resolve("https://emulator.example").error().id, QStringLiteral("LTH-DEP-021"));
        QCOMPARE(Home({{QStringLiteral("AWS_PROFILE"), QStringLiteral("acme-prod")}}, profiles).resolve("https://emulator.example")->credentials.accessKeyId, QStringLiteral("PK"));
        QCOMPARE(Home({}, profiles).resolve("https://lambda.eu-west-1.amazonaws.com")->credentials.accessKeyId, QStringLiteral("DK"));
        QCOMPARE(Home({}, profiles).resolve("https://evilamazonaws.com").error().id, QStringLiteral("LTH-DEP-021"));
        QCOMPARE(Home(envKeys).resolve("http://emulator.example").error().id, QStringLiteral("LTH-DEP-022"));
        QCOMPARE(Home(envKeys).resolve("http://127.0.0.1.evil.example").error().id, QStringLiteral("LTH-DEP-022"));
    }

    void badForms()
    {
        for (const char *bad : {"", "Local", "aws-prod", "ftp://x", "http://", "http://u:secret@127.0.0.1/", "http://127.0.0.1/?x=1", "127.0.0.1:4566"}) {
            const auto r = Home(envKeys).resolve(bad);
            QCOMPARE(r.error().id, QStringLiteral("LTH-DEP-020"));
            QVERIFY(!r.error().text.contains(u"secret"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"
