// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What comes after a function's code: a version, the alias that names it, the URL, and that everybody may call it. As SAM does it for
// AutoPublishAlias and FunctionUrlConfig: the URL is the alias's where there is one. What the project does not ask for is left alone.
#include "cloud/functionurls.h"
#include "deploy/deployedversions.h"
#include "deploy/deploywork.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace lathe {

namespace {

/// "3", or "3, 4 (10 %)" where the alias shares its invocations.
QString versionsText(const DeployedAlias &alias)
{
    return alias.other.isEmpty() ? alias.version : QStringLiteral("%1, %2 (%3 %)").arg(alias.version, alias.other).arg(alias.share * 100);
}

/// What a URL's configuration says, whatever the service adds to it.
QJsonObject meaning(const QJsonObject &url)
{
    QJsonObject out{{QStringLiteral("AuthType"), url.value(QStringLiteral("AuthType"))}, {QStringLiteral("InvokeMode"), url.value(QStringLiteral("InvokeMode")).toString(QStringLiteral("BUFFERED"))}};
    if (const QJsonObject cors = url.value(QStringLiteral("Cors")).toObject(); !cors.isEmpty())
        out.insert(QStringLiteral("Cors"), cors);
    return out;
}

QString urlText(const QJsonObject &url)
{
    if (url.isEmpty())
        return {};
    QString text = QStringLiteral("%1, %2").arg(url.value(QStringLiteral("AuthType")).toString(), url.value(QStringLiteral("InvokeMode")).toString(QStringLiteral("BUFFERED")));
    if (const QJsonObject cors = url.value(QStringLiteral("Cors")).toObject(); !cors.isEmpty())
        text += QStringLiteral(", CORS ") + QString::fromUtf8(QJsonDocument(cors).toJson(QJsonDocument::Compact));
    return text;
}

/// The answer, or an empty object where the thing does not exist.
Result<QJsonObject> orNothing(Result<QJsonObject> answer)
{
    return !answer && answer.error().code == ErrorCode::NotFound ? QJsonObject() : std::move(answer);
}

ChangeKind kindOf(bool exists, bool same)
{
    return same ? ChangeKind::Same : exists ? ChangeKind::Update : ChangeKind::Create;
}

} // namespace

Result<> DeployWork::addRelease(DeployPlan &plan, const functionrequest::Wanted &wanted, const FunctionDefinition &function)
{
    const QString place = QFileInfo(function.file).fileName() + u':';
    plan.alias = m_options.alias;
    if (plan.alias.isEmpty() && function.publishAlias.resolved)
        plan.alias = function.publishAlias.text;
    else if (plan.alias.isEmpty())
        plan.warnings.append(QCoreApplication::translate("lathe", "%1: %2 is left out, because %3 is not known here.").arg(place + QString::number(function.publishAlias.line), QStringLiteral("AutoPublishAlias"), function.publishAlias.text));
    static const QRegularExpression valid(QStringLiteral("^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$"));
    if (!plan.alias.isEmpty() && !valid.match(plan.alias).hasMatch())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "\"%1\" cannot be the name of an alias: letters, digits, - and _ are allowed, at most 128, and not digits alone.").arg(plan.alias), {}, QStringLiteral("LTH-DEP-007"));
    if (!plan.alias.isEmpty()) {
        if (const auto added = addAlias(plan, wanted); !added)
            return added;
    } else if (m_options.publish) {
        plan.steps.append({StepKind::PublishVersion, QCoreApplication::translate("lathe", "Publish a version"),
            plan.codeSha256.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("CodeSha256"), plan.codeSha256}}});
    }
    if (!function.url)
        return {};
    if (function.url->resolved)
        return addUrl(plan, *function.url);
    plan.warnings.append(QCoreApplication::translate("lathe", "%1: %2 is left out, because %3 is not known here.").arg(place + QString::number(function.url->line), QStringLiteral("FunctionUrlConfig"), function.url->authType));
    return {};
}

/// A version is published where the one that the alias names is not what the project wants.
Result<> DeployWork::addAlias(DeployPlan &plan, const functionrequest::Wanted &wanted)
{
    DeployedAlias alias;
    bool exists = false, same = false;
    if (!plan.remote.isEmpty()) {
        const auto found = orNothing(await(m_client.getAlias(plan.functionName, plan.alias)));
        if (!found)
            return tl::unexpected(found.error());
        exists = !found->isEmpty();
        alias = deployedAlias(*found);
        plan.aliasVersion = alias.version;
    }
    if (!plan.aliasVersion.isEmpty() && alias.other.isEmpty()) {
        const auto version = orNothing(await(m_client.getFunctionConfiguration(plan.functionName, plan.aliasVersion)));
        if (!version)
            return tl::unexpected(version.error());
        same = !m_options.publish && !plan.codeSha256.isEmpty() && version->value(QStringLiteral("CodeSha256")).toString() == plan.codeSha256 && functionrequest::sameArchitecture(wanted, *version)
            && functionrequest::changes(wanted, *version).isEmpty();
    }
    plan.lines.append({kindOf(exists, same), QCoreApplication::translate("lathe", "Alias %1").arg(plan.alias), versionsText(alias), same ? plan.aliasVersion : QCoreApplication::translate("lathe", "a new version"), false});
    if (same)
        return {};
    plan.steps.append({StepKind::PublishVersion, QCoreApplication::translate("lathe", "Publish a version"), plan.codeSha256.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("CodeSha256"), plan.codeSha256}}});
    QJsonObject request{{QStringLiteral("Name"), plan.alias}};
    if (!alias.other.isEmpty()) // the new version gets all of it
        request.insert(QStringLiteral("RoutingConfig"), QJsonObject{{QStringLiteral("AdditionalVersionWeights"), QJsonObject()}});
    if (!alias.revisionId.isEmpty())
        request.insert(QStringLiteral("RevisionId"), alias.revisionId);
    plan.steps.append({StepKind::SetAlias, QCoreApplication::translate("lathe", "Point the alias %1 at it").arg(plan.alias), request});
    return {};
}

Result<> DeployWork::addUrl(DeployPlan &plan, const FunctionUrl &url)
{
    QJsonObject request{{QStringLiteral("AuthType"), url.authType}, {QStringLiteral("InvokeMode"), url.invokeMode}};
    if (!url.cors.isEmpty())
        request.insert(QStringLiteral("Cors"), url.cors);
    QJsonObject now;
    QJsonArray statements;
    if (!plan.remote.isEmpty()) {
        const auto found = orNothing(await(m_client.getFunctionUrl(plan.functionName, plan.alias)));
        if (!found)
            return tl::unexpected(found.error());
        now = *found;
        const auto policy = orNothing(await(m_client.getPolicy(plan.functionName, plan.alias)));
        if (!policy)
            return tl::unexpected(policy.error());
        statements = QJsonDocument::fromJson(policy->value(QStringLiteral("Policy")).toString().toUtf8()).object().value(QStringLiteral("Statement")).toArray();
    }
    plan.url = now.value(QStringLiteral("FunctionUrl")).toString();
    const bool same = meaning(now) == meaning(request);
    plan.lines.append({kindOf(!now.isEmpty(), same), QCoreApplication::translate("lathe", "Function URL"), urlText(now), urlText(request), false});
    if (!same) {
        QJsonObject sent = request;
        if (!now.value(QStringLiteral("Cors")).toObject().isEmpty() && !sent.contains(QStringLiteral("Cors")))
            sent.insert(QStringLiteral("Cors"), QJsonObject()); // taken away
        plan.steps.append({StepKind::SetUrl, now.isEmpty() ? QCoreApplication::translate("lathe", "Make the function URL") : QCoreApplication::translate("lathe", "Change the function URL"), sent});
    }
    if (url.authType != u"NONE")
        return {};
    for (const QString &action : functionurls::missingPermissions(statements)) {
        const bool byUrl = action == u"lambda:InvokeFunctionUrl";
        QJsonObject permission{{QStringLiteral("StatementId"), byUrl ? QStringLiteral("FunctionURLAllowPublicAccess") : QStringLiteral("FunctionURLInvokeAllowPublicAccess")}, // the console's names
            {QStringLiteral("Action"), action}, {QStringLiteral("Principal"), QStringLiteral("*")}};
        if (byUrl)
            permission.insert(QStringLiteral("FunctionUrlAuthType"), QStringLiteral("NONE"));
        else
            permission.insert(QStringLiteral("InvokedViaFunctionUrl"), true);
        plan.lines.append({ChangeKind::Create, QCoreApplication::translate("lathe", "Permission %1").arg(action), {}, QCoreApplication::translate("lathe", "everybody, through the URL"), false});
        plan.steps.append({StepKind::AddPermission, QCoreApplication::translate("lathe", "Open the URL to everybody"), permission});
    }
    return {};
}

/// Each of them may be repeated: what an earlier try of the plan has done is found done.
Result<> DeployWork::release(const DeployPlan &plan, const PlanStep &step)
{
    if (step.kind == StepKind::SetAlias)
        return setAlias(plan, step);
    if (step.kind == StepKind::AddPermission) {
        const auto added = await(m_client.addPermission(plan.functionName, step.request, plan.alias));
        return added || added.error().detail.startsWith(u"ResourceConflictException") ? Result<>() : tl::unexpected(added.error()); // the statement is there
    }
    auto set = orNothing(await(m_client.updateFunctionUrl(plan.functionName, step.request, plan.alias)));
    if (set && set->isEmpty())
        set = await(m_client.createFunctionUrl(plan.functionName, step.request, plan.alias));
    if (!set)
        return tl::unexpected(set.error());
    m_url = set->value(QStringLiteral("FunctionUrl")).toString();
    return {};
}

Result<> DeployWork::setAlias(const DeployPlan &plan, const PlanStep &step)
{
    QJsonObject request = step.request;
    request.insert(QStringLiteral("FunctionVersion"), m_version);
    if (plan.aliasVersion.isEmpty()) {
        const auto made = await(m_client.createAlias(plan.functionName, request));
        if (made || made.error().code != ErrorCode::Conflict)
            return made ? Result<>() : tl::unexpected(made.error());
    }
    request.remove(QStringLiteral("Name"));
    const auto changed = await(m_client.updateAlias(plan.functionName, plan.alias, request));
    if (changed || changed.error().code != ErrorCode::Conflict)
        return changed ? Result<>() : tl::unexpected(changed.error());
    const auto now = await(m_client.getAlias(plan.functionName, plan.alias)); // an earlier try may have come this far
    if (now)
        if (const DeployedAlias alias = deployedAlias(*now); alias.version == m_version && alias.other.isEmpty())
            return {};
    return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "Someone changed the alias %1 after you looked. Make a new plan and look at the difference again.").arg(plan.alias), changed.error().detail, QStringLiteral("LTH-DEP-010"));
}

} // namespace lathe
