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

ApiError qualifierNotFound(const CloudContext &context, const FunctionRef &ref)
{
    bool number = false;
    ref.qualifier.toUInt(&number);
    const QString arn = context.scope().functionArn(ref.name, ref.qualifier);
    return number || ref.qualifier.contains(u'$') ? apierror::functionNotFound(arn) : apierror::notFound(QStringLiteral("Cannot find alias arn: ") + arn);
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

ApiResult<const FunctionRecord *> findChangeable(const CloudContext &context, const ApiCall &call)
{
    const auto ref = parseFunctionName(call.pathParameters.value(0), {}, NameForm::Plain, context.scope(), call.operation.toLatin1());
    if (ref && !ref->qualifier.isEmpty() && ref->qualifier != latestVersion)
        return refuse(apierror::invalidParameter(QStringLiteral("Current operation does not support versions other than $LATEST. Please set the version to $LATEST or do not set a version in your request.")));
    return findFunction(context, call);
}

} // namespace lathe
