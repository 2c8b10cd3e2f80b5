// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apicall.h"
#include "cloud/asyncqueue.h"
#include "cloud/codelinks.h"
#include "cloud/functionservice.h"
#include <QString>

namespace lathe {

/// What the handlers of operations work on: references to the endpoint's parts.
struct CloudContext
{
    FunctionService &functions;
    AsyncQueue &events;
    CodeLinks &links;
    QString baseUrl;      ///< "http://127.0.0.1:<port>"
    QString accessKeyId;  ///< For GetCallerIdentity.

    const FunctionStore &store() const { return functions.store(); }
    const ArnScope &scope() const { return functions.scope(); }
};

/// A function and one of its versions that exist.
struct FoundVersion
{
    const FunctionRecord *function = nullptr;
    const VersionRecord *version = nullptr;
    QString qualifier; ///< As asked for, empty when none was.

    /// The alias that was asked for, or nullptr.
    const AliasRecord *alias() const;
};

/// Finds the version that the call's first path parameter and Qualifier mean; of an alias its FunctionVersion. `form`: what the operation takes as a name.
ApiResult<FoundVersion> findVersion(const CloudContext &context, const ApiCall &call, NameForm form);
/// The same for operations that take a whole function: a name without a qualifier.
ApiResult<const FunctionRecord *> findFunction(const CloudContext &context, const ApiCall &call, NameForm form = NameForm::Plain);

/// The same for operations that change $LATEST: no other version may be named.
ApiResult<const FunctionRecord *> findChangeable(const CloudContext &context, const ApiCall &call);
/// What AWS says of a qualifier that the function does not have: of what could be an alias, or a version.
ApiError qualifierNotFound(const CloudContext &context, const FunctionRef &ref);

} // namespace lathe
