// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/deployedversions.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lathe;

class TestDeployedVersions : public QObject
{
    Q_OBJECT

    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }
    static DeployedVersions some()
    {
        return deployedVersions(json(R"({"Versions":[{"Version":"$LATEST","CodeSha256":"c"},{"Version":"2","CodeSha256":"a","LastModified":"2026-01-31T09:26:53.589+0000"},
                                     {"Version":"10","CodeSha256":"c","Description":"faster"}]})"),
            json(R"({"Aliases":[{"Name":"live","FunctionVersion":"2","RevisionId":"r1","RoutingConfig":{"AdditionalVersionWeights":{"10":0.1}}},{"Name":"beta","FunctionVersion":"10","RevisionId":"r2"}]})"));
    }

private slots:
    void answersAreRead()
    {
        const DeployedVersions all = some();
        QCOMPARE(all.latestSha256, QStringLiteral("c"));
        QCOMPARE(all.versions.size(), 2);
        QCOMPARE(all.versions[0].version, QStringLiteral("10")); // by number, the newest first
        QCOMPARE(all.versions[1].modified.toUTC().toString(Qt::ISODateWithMs), QStringLiteral("2026-01-31T09:26:53.589Z"));
        QCOMPARE(all.alias(QStringLiteral("live"))->other, QStringLiteral("10"));
        QCOMPARE(all.aliasesText(QStringLiteral("2")), QStringLiteral("live 90 %"));
        QCOMPARE(all.aliasesText(QStringLiteral("10")), QStringLiteral("live 10 %, beta"));
        QCOMPARE(all.before(QStringLiteral("10")), QStringLiteral("2"));
        QCOMPARE(all.before(QStringLiteral("2")), QString());
        QVERIFY(!all.alias(QStringLiteral("none")));
    }

    void requests()
    {
        const DeployedVersions all = some();
        const DeployedAlias *live = all.alias(QStringLiteral("live"));
        const auto text = [](const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); };
        QCOMPARE(text(aliasRequest(live, QStringLiteral("live"), QStringLiteral("2"), QStringLiteral("10"), 0.25)),
            QStringLiteral(R"({"FunctionVersion":"2","RevisionId":"r1","RoutingConfig":{"AdditionalVersionWeights":{"10":0.25}}})"));
        QCOMPARE(text(aliasRequest(live, QStringLiteral("live"), QStringLiteral("2"), QStringLiteral("10"), 1)), // promoted
            QStringLiteral(R"({"FunctionVersion":"10","RevisionId":"r1","RoutingConfig":{"AdditionalVersionWeights":{}}})"));
        QCOMPARE(text(aliasRequest(live, QStringLiteral("live"), QStringLiteral("2"), {}, 0)), // taken away
            QStringLiteral(R"({"FunctionVersion":"2","RevisionId":"r1","RoutingConfig":{"AdditionalVersionWeights":{}}})"));
        QCOMPARE(text(aliasRequest(nullptr, QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("1"), 0.1)), // made; one version shares with nobody
            QStringLiteral(R"({"FunctionVersion":"1","Name":"live","RoutingConfig":{"AdditionalVersionWeights":{}}})"));
    }
};

QTEST_GUILESS_MAIN(TestDeployedVersions)
#include "tst_deployedversions.moc"
