// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/cloudcontext.h"

namespace lathe {

const AliasRecord *FoundVersion::alias() const
{
    const auto it = function->aliases.constFind(qualifier);
    return it == function->aliases.constEnd() ? nullptr : &*it;
}

ApiResult<FoundVersion> findVersion(const CloudContext &context, const ApiCall &call, NameForm form)
{
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    const auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, form, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    const VersionRecord *version = function ? function->resolve(ref->qualifier) : nullptr;
    if (!version)
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name, ref->qualifier)));
    return FoundVersion{function, version, ref->qualifier};
}

ApiResult<const FunctionRecord *> findFunction(const CloudContext &context, const ApiCall &call, NameForm form)
{
    const auto ref = parseFunctionName(call.pathParameters.value(0), {}, form, context.scope(), call.operation.toLatin1());
    if (!ref)
        return refuse(ref.error());
    const FunctionRecord *function = context.store().find(ref->name);
    if (!function)
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name)));
    return function;
}

} // namespace lathe
