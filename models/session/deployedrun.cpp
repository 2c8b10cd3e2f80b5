// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/deployedrun.h"
#include "core/async.h"
#include "session/reportline.h"
#include <QJsonArray>
#include <algorithm>

namespace lathe {

namespace {

QString text(const QJsonObject &object, const char *member) { return object.value(QLatin1String(member)).toString(); }

DeployedVariant aliasOf(const QJsonObject &alias, const QHash<QString, QString> &hashes)
{
    const QString version = text(alias, "FunctionVersion");
    DeployedVariant variant{text(alias, "Name"), version, text(alias, "RevisionId") + hashes.value(version)};
    const QJsonObject weights = alias.value(QLatin1String("RoutingConfig")).toObject().value(QLatin1String("AdditionalVersionWeights")).toObject();
    for (auto it = weights.begin(); it != weights.end(); ++it) {
        variant.points += QStringLiteral(", %1 %2 %").arg(it.key()).arg(it.value().toDouble() * 100, 0, 'g', 4);
        variant.revision += hashes.value(it.key());
    }
    return variant;
}

} // namespace

void findVariants(LambdaClient &client, const QString &function, QObject *context, std::function<void(const Result<QList<DeployedVariant>> &)> found)
{
    whenDone(client.listVersions(function), context, [&client, function, context, found = std::move(found)](const Result<QJsonObject> &versions) {
        if (!versions && versions.error().code == ErrorCode::NotFound)
            return found(QList<DeployedVariant>());
        if (!versions)
            return found(tl::unexpected(versions.error()));
        QList<DeployedVariant> numbered;
        QHash<QString, QString> hashes;
        for (const QJsonValue &value : versions->value(QLatin1String("Versions")).toArray()) {
            const QJsonObject one = value.toObject();
            numbered.append({text(one, "Version"), {}, text(one, "CodeSha256") + text(one, "RevisionId")});
            hashes.insert(numbered.constLast().qualifier, numbered.constLast().revision);
        }
        std::sort(numbered.begin(), numbered.end(), [](const DeployedVariant &a, const DeployedVariant &b) { return a.qualifier.toInt() > b.qualifier.toInt(); });
        const auto latest = std::find_if(numbered.begin(), numbered.end(), [](const DeployedVariant &one) { return one.qualifier == QLatin1String("$LATEST"); });
        QList<DeployedVariant> all;
        if (latest != numbered.end()) {
            all.append(*latest);
            numbered.erase(latest);
        }
        whenDone(client.listAliases(function), context, [all, numbered, hashes, found](const Result<QJsonObject> &aliases) mutable {
            if (aliases)
                for (const QJsonValue &value : aliases->value(QLatin1String("Aliases")).toArray())
                    all.append(aliasOf(value.toObject(), hashes));
            found(all + numbered);
        });
    });
}

TestRunning invokeDeployedTest(LambdaClient &client, const QString &function, const TestCase &test)
{
    QFuture<Result<InvokeAnswer>> call = client.invoke(function, test.request.payload.isEmpty() ? QByteArray("{}") : test.request.payload, "RequestResponse", test.qualifier, test.request.clientContext.toBase64());
    TestRunning running;
    running.cancel = [call]() mutable { call.cancel(); };
    running.outcome = call.then([](const Result<InvokeAnswer> &answer) -> Result<InvokeOutcome> {
        if (!answer)
            return tl::unexpected(answer.error());
        InvokeOutcome outcome;
        outcome.payload = answer->payload;
        outcome.functionError = answer->functionError;
        outcome.log = answer->logTail;
        outcome.report = parseReportLine(answer->logTail).value_or(InvocationReport());
        return outcome;
    });
    return running;
}

} // namespace lathe
