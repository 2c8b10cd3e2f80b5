// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "cloud/layeruse.h"

namespace lathe::handlers {

/// What must hold of the function before its code is replaced; asked before the body is worked on and again after.
static ApiResult<FunctionRecord> updatable(CloudContext &context, const ApiCall &call, const QString &revision)
{
    const auto found = findChangeable(context, call);
    if (!found)
        return refuse(found.error());
    const VersionRecord *latest = (*found)->find(latestVersion);
    if (!revision.isEmpty() && revision != latest->revisionId)
        return refuse(apierror::precondition());
    if (latest->state == QLatin1String("Pending"))
        return refuse(apierror::conflict(QStringLiteral("The operation cannot be performed at this time. The function is currently in the following state: Pending")));
    if (latest->isBusy())
        return refuse(apierror::updateInProgress(context.scope().functionArn((*found)->name)));
    return **found;
}

void setImage(VersionRecord &version, const CodeIntake &intake)
{
    if (intake.image)
        version.configuration.insert(QStringLiteral("lathe:image"), QJsonObject{{QStringLiteral("uri"), intake.image->uri}, {QStringLiteral("resolvedUri"), intake.image->resolvedUri()},
            {QStringLiteral("digest"), QString::fromLatin1(intake.image->digest)}});
}

static ApiResult<> checkSource(const QJsonObject &request, const CodeIntake &intake, bool image)
{
    if (image && intake.imageError)
        return refuse(*intake.imageError);
    if (image && intake.image)
        return {};
    if (image)
        return refuse(apierror::invalidParameter(QStringLiteral("Please provide ImageUri when updating a function with packageType Image.")));
    if (request.contains(QLatin1String("ImageUri")))
        return refuse(apierror::invalidParameter(QStringLiteral("Please don't provide ImageUri when updating a function with packageType Zip.")));
    if (request.contains(QLatin1String("S3Bucket")) || request.contains(QLatin1String("S3Key")))
        return refuse(apierror::invalidParameter(QStringLiteral("This local endpoint has no buckets. Send the package as ZipFile (up to 50 MB).")));
    if (intake.codeSha256.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("Please provide a source for function code.")));
    return {};
}

static ApiResult<ApiAnswer> update(CloudContext &context, const ApiCall &call, const CodeIntake &intake)
{
    const QJsonObject &request = intake.request;
    auto function = updatable(context, call, request.value(QLatin1String("RevisionId")).toString());
    if (!function)
        return refuse(function.error());
    if (const auto ok = checkSource(request, intake, function->latest().isImage()); !ok)
        return refuse(ok.error());
    VersionRecord &latest = function->latest();
    latest.codeSha256 = intake.codeSha256;
    latest.codeBytes = intake.codeBytes;
    setImage(latest, intake);
    layeruse::setUnzippedBytes(latest, intake.unzippedBytes);
    if (const auto ok = layeruse::checkSize(context, latest); !ok)
        return refuse(ok.error());
    const CodeSigningConfig *signing = context.store().codeSigning().find(context.store().codeSigning().of(function->name));
    if (const auto ok = codesigning::checkCode(context, signing, intake.signature, latest); !ok)
        return refuse(ok.error());
    if (request.contains(QLatin1String("Architectures")))
        latest.configuration.insert(QStringLiteral("Architectures"), request.value(QLatin1String("Architectures")));
    if (request.value(QLatin1String("DryRun")).toBool())
        return ApiAnswer::json(configurationJson(*function, latest, context.scope(), {}));
    latest.beginUpdate();
    VersionRecord answered = latest;
    QString qualifier;
    if (request.value(QLatin1String("Publish")).toBool()) {
        answered = publish(*function, {}, false);
        qualifier = answered.version;
    }
    if (const auto ok = context.functions.save(*function); !ok)
        return refuse(ok.error());
    return ApiAnswer::json(configurationJson(*function, answered, context.scope(), qualifier));
}

void updateFunctionCode(CloudContext &context, const ApiCallPtr &call)
{
    if (const auto ok = updatable(context, *call, {}); !ok)
        return call->fail(ok.error());
    context.functions.takeIn(call->body, shapes::updateFunctionCode(), {}, [&context, call](const ApiResult<CodeIntake> &intake) {
        const auto answer = intake ? update(context, *call, *intake) : ApiResult<ApiAnswer>(refuse(intake.error()));
        answer ? call->answer(*answer) : call->fail(answer.error());
    });
}

} // namespace lathe::handlers
