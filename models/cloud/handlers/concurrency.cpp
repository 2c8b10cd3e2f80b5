// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionshapes.h"
#include "cloud/handlers/handlers.h"
#include "core/limits.h"

namespace lathe::handlers {

QJsonObject concurrencyJson(const FunctionRecord &function)
{
    if (!function.reservedConcurrency)
        return {};
    return {{QStringLiteral("ReservedConcurrentExecutions"), *function.reservedConcurrency}};
}

/// The function whose share is to change; a version or an alias has none.
static ApiResult<FunctionRecord> changeable(CloudContext &context, const ApiCall &call)
{
    const auto ref = parseFunctionName(call.pathParameters.value(0), {}, NameForm::Plain, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    if (!ref->qualifier.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
                                                                "Please specify either a function name or an unqualified function ARN.")));
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name)));
    return *function;
}

ApiResult<ApiAnswer> putFunctionConcurrency(CloudContext &context, const ApiCall &call)
{
    const auto request = call.jsonBody();
    if (!request)
        return refuse(request.error());
    if (const auto ok = validateShape(*request, shapes::putFunctionConcurrency()); !ok)
        return refuse(ok.error());
    auto function = changeable(context, call);
    if (!function)
        return refuse(function.error());
    const double reserved = request->value(QLatin1String("ReservedConcurrentExecutions")).toDouble();
    if (context.functions.unreservedConcurrency(function->name) - reserved < limits::concurrencyUnreservedMin)
        return refuse(apierror::invalidParameter(
            QStringLiteral("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [%1].")
                .arg(limits::concurrencyUnreservedMin)));
    if (const int provisioned = function->provisionedConcurrency(); reserved < provisioned) // two spaces: AWS's own
        return refuse(apierror::invalidParameter(QStringLiteral("ReservedConcurrentExecutions  %1 should not be lower than function's total provisioned concurrency [%2].")
                                                     .arg(int(reserved)).arg(provisioned)));
    function->reservedConcurrency = int(reserved);
    if (const auto ok = context.functions.save(*function); !ok)
        return refuse(ok.error());
    return ApiAnswer::json(concurrencyJson(*function));
}

ApiResult<ApiAnswer> getFunctionConcurrency(CloudContext &context, const ApiCall &call)
{
    const auto function = findFunction(context, call);
    if (!function)
        return refuse(function.error());
    return ApiAnswer::json(concurrencyJson(**function));
}

ApiResult<ApiAnswer> deleteFunctionConcurrency(CloudContext &context, const ApiCall &call)
{
    auto function = changeable(context, call);
    if (!function)
        return refuse(function.error());
    function->reservedConcurrency.reset();
    if (const auto ok = context.functions.save(*function); !ok)
        return refuse(ok.error());
    return ApiAnswer::empty();
}

} // namespace lathe::handlers
