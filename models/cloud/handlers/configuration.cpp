// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/codesigning.h"
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "cloud/layeruse.h"

namespace lathe::handlers {

ApiResult<ApiAnswer> getFunctionConfiguration(CloudContext &context, const ApiCall &call)
{
    const auto found = findVersion(context, call, NameForm::Namespaced);
    if (!found)
        return refuse(found.error());
    return ApiAnswer::json(configurationJson(*found->function, *found->version, context.scope(), found->qualifier));
}

ApiResult<ApiAnswer> updateFunctionConfiguration(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::updateFunctionConfiguration()); !ok)
        return refuse(ok.error());
    const auto found = findChangeable(context, call);
    if (!found)
        return refuse(found.error());
    FunctionRecord function = **found;
    VersionRecord &latest = function.latest();
    const QString revision = request->value(QLatin1String("RevisionId")).toString();
    if (!revision.isEmpty() && revision != latest.revisionId)
        return refuse(apierror::precondition());
    if (latest.state == QLatin1String("Pending"))
        return refuse(apierror::conflict(QStringLiteral("The operation cannot be performed at this time. The function is currently in the following state: Pending")));
    if (latest.isBusy())
        return refuse(apierror::updateInProgress(context.scope().functionArn(function.name)));
    QJsonObject wanted = knownMembers(*request, shapes::configuration());
    if (const auto ok = shapes::checkConfiguration(wanted, context.scope().region); !ok)
        return refuse(ok.error());
    if (const auto ok = layeruse::resolve(context, wanted); !ok)
        return refuse(ok.error());
    latest.configuration = configurationUpdated(latest.configuration, wanted, function.name);
    if (const auto ok = layeruse::checkSize(context, latest); wanted.contains(QLatin1String("Layers")) && !ok)
        return refuse(ok.error());
    const CodeSigningConfig *signing = context.store().codeSigning().find(context.store().codeSigning().of(function.name));
    if (const auto ok = codesigning::checkLayers(context, signing, latest); wanted.contains(QLatin1String("Layers")) && !ok)
        return refuse(ok.error());
    latest.beginUpdate();
    if (const auto ok = context.functions.save(function); !ok)
        return refuse(ok.error());
    return ApiAnswer::json(configurationJson(function, latest, context.scope(), {}));
}

} // namespace lathe::handlers
