// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "cloud/layeruse.h"
#include "runtime/runtimeservice.h"
#include <QJsonArray>

namespace lathe::handlers {

/// What CreateFunction wants beyond its table.
static ApiResult<> checkCreate(const QJsonObject &request, const CodeIntake &intake, const QString &region)
{
    const QJsonObject code = request.value(QLatin1String("Code")).toObject();
    const bool image = request.value(QLatin1String("PackageType")).toString() == QLatin1String("Image");
    if (image != code.contains(QLatin1String("ImageUri")))
        return refuse(apierror::invalidParameter(image ? QStringLiteral("Please provide Code.ImageUri for a function with PackageType Image.")
                                                       : QStringLiteral("Please provide PackageType Image for a function whose code is an ImageUri.")));
    if (intake.imageError)
        return refuse(*intake.imageError);
    if (image) {
        for (const char *member : {"Runtime", "Handler", "Layers"})
            if (const QJsonValue value = request.value(QLatin1String(member)); !value.isUndefined() && !value.isNull() && value != QJsonValue(QJsonArray()))
                return refuse(apierror::invalidParameter(QStringLiteral("Please don't provide Handler or Runtime or Layer when the intent is to create a function with PackageType Image.")));
        return shapes::checkConfiguration(request, region);
    }
    if (code.contains(QLatin1String("S3Bucket")))
        return refuse(apierror::invalidParameter(QStringLiteral("This local endpoint has no buckets. Send the package as Code.ZipFile (up to 50 MB).")));
    for (const char *member : {"Runtime", "Handler"})
        if (!request.contains(QLatin1String(member)) || request.value(QLatin1String(member)).isNull())
            return refuse(apierror::invalidParameter(QStringLiteral("Runtime and Handler are mandatory parameters for functions created with deployment packages.")));
    if (intake.codeSha256.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("Please provide a source for function code.")));
    return shapes::checkConfiguration(request, region);
}

static ApiResult<ApiAnswer> create(CloudContext &context, const CodeIntake &intake)
{
    const QJsonObject &request = intake.request;
    const auto ref = parseFunctionName(request.value(QLatin1String("FunctionName")).toString(), {}, NameForm::Create, context.scope(), "CreateFunction");
    if (!ref)
        return refuse(ref.error());
    if (const auto ok = checkCreate(request, intake, context.scope().region); !ok)
        return refuse(ok.error());
    if (context.store().find(ref->name))
        return refuse(apierror::conflict(QStringLiteral("Function already exist: ") + ref->name));
    const QString signing = request.value(QLatin1String("CodeSigningConfigArn")).toString();
    const CodeSigningConfig *config = codesigning::find(context, signing);
    if (!signing.isEmpty() && !config)
        return refuse(codesigning::missing(signing));
    FunctionRecord function;
    function.name = ref->name;
    function.tags = request.value(QLatin1String("Tags")).toObject();
    QJsonObject wanted = knownMembers(request, shapes::configuration());
    for (const char *member : {"Architectures", "PackageType", "TenancyConfig"})
        if (request.contains(QLatin1String(member)))
            wanted.insert(QLatin1String(member), request.value(QLatin1String(member)));
    if (const auto ok = layeruse::resolve(context, wanted); !ok)
        return refuse(ok.error());
    VersionRecord &latest = function.latest();
    latest.configuration = configurationUpdated(configurationWithDefaults(wanted, ref->name), {}, ref->name);
    latest.codeSha256 = intake.codeSha256;
    latest.codeBytes = intake.codeBytes;
    setImage(latest, intake);
    layeruse::setUnzippedBytes(latest, intake.unzippedBytes);
    if (const auto ok = layeruse::checkSize(context, latest); !ok)
        return refuse(ok.error());
    if (const auto ok = codesigning::checkCode(context, config, intake.signature, latest); !ok)
        return refuse(ok.error());
    if (const auto ok = codesigning::checkLayers(context, config, latest); !ok)
        return refuse(ok.error());
    latest.beginCreate();
    VersionRecord answered = latest;
    if (request.value(QLatin1String("Publish")).toBool())
        answered = publish(function, {}, false);
    if (const auto ok = context.functions.save(function); !ok)
        return refuse(ok.error());
    if (config)
        if (const auto ok = context.functions.codeSigning().attach(function.name, config->id); !ok)
            return refuse(apierror::service(ok.error().text));
    return ApiAnswer::json(configurationJson(function, answered, context.scope(), {}), 201);
}

void createFunction(CloudContext &context, const ApiCallPtr &call)
{
    context.functions.takeIn(call->body, shapes::createFunction(), QStringLiteral("Code"), [&context, call](const ApiResult<CodeIntake> &intake) {
        const auto answer = intake ? create(context, *intake) : ApiResult<ApiAnswer>(refuse(intake.error()));
        answer ? call->answer(*answer) : call->fail(answer.error());
    });
}

ApiResult<ApiAnswer> getFunction(CloudContext &context, const ApiCall &call)
{
    const auto found = findVersion(context, call, NameForm::Namespaced);
    if (!found)
        return refuse(found.error());
    QJsonObject code{{QStringLiteral("RepositoryType"), QStringLiteral("S3")}};
    if (found->version->isImage()) {
        const QJsonObject image = found->version->configuration.value(QLatin1String("lathe:image")).toObject();
        code = {{QStringLiteral("RepositoryType"), QStringLiteral("ECR")}, {QStringLiteral("ImageUri"), image.value(QLatin1String("uri"))},
            {QStringLiteral("ResolvedImageUri"), image.value(QLatin1String("resolvedUri"))}};
    } else {
        code.insert(QStringLiteral("Location"), context.baseUrl + QString::fromLatin1(context.links.make(found->version->codeSha256)));
    }
    QJsonObject answer{{QStringLiteral("Configuration"), configurationJson(*found->function, *found->version, context.scope(), found->qualifier)},
        {QStringLiteral("Code"), code}};
    if (!found->function->tags.isEmpty())
        answer.insert(QStringLiteral("Tags"), found->function->tags);
    if (found->function->reservedConcurrency)
        answer.insert(QStringLiteral("Concurrency"), concurrencyJson(*found->function));
    return ApiAnswer::json(answer);
}

ApiResult<ApiAnswer> listFunctions(CloudContext &context, const ApiCall &call)
{
    const auto which = call.queryParameter(QStringLiteral("FunctionVersion"));
    if (which && *which != QLatin1String("ALL"))
        return refuse(apierror::validation({apierror::finding(u'\'' + *which + u'\'', QStringLiteral("functionVersion"), QStringLiteral("satisfy enum value set: [ALL]"))}));
    QList<std::pair<QString, QJsonObject>> all;
    for (const FunctionRecord &function : context.store().all()) {
        if (!which) {
            if (const VersionRecord *latest = function.find(latestVersion))
                all.append({function.name, configurationJson(function, *latest, context.scope(), {}, ConfigurationView::Listed)});
            continue;
        }
        for (const VersionRecord *version : function.sortedVersions())
            all.append({function.name + u':' + version->version, configurationJson(function, *version, context.scope(), version->version, ConfigurationView::Listed)});
    }
    return paged(call, QStringLiteral("Functions"), all);
}

ApiResult<ApiAnswer> deleteFunction(CloudContext &context, const ApiCall &call)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    const auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Namespaced, context.scope(), "DeleteFunction");
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name)));
    if (ref->qualifier == latestVersion)
        return refuse(apierror::invalidParameter(QStringLiteral("$LATEST version cannot be deleted without deleting the function.")));
    if (ref->qualifier.isEmpty()) {
        const auto removed = context.functions.remove(ref->name);
        return removed ? ApiResult<ApiAnswer>(ApiAnswer::empty()) : refuse(removed.error());
    }
    bool number = false;
    ref->qualifier.toUInt(&number);
    if (!number)
        return refuse(apierror::invalidParameter(QStringLiteral("Deletion of aliases is not currently supported.")));
    if (const QStringList aliases = function->aliasesOf(ref->qualifier); !aliases.isEmpty())
        return refuse(apierror::conflict(QStringLiteral("Unable to delete version because the following aliases reference it: [%1]").arg(aliases.join(QStringLiteral(", ")))));
    FunctionRecord changed = *function;
    if (changed.removeQualifier(ref->qualifier))
        if (const auto saved = context.functions.save(changed); !saved)
            return refuse(saved.error());
    return ApiAnswer::empty(); // a version that is gone already is no error, as in AWS
}

} // namespace lathe::handlers
