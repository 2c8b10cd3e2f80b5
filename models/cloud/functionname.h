// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include <QString>

namespace lathe {

/// Which function, and which version of it, a request means.
struct FunctionRef
{
    QString name;
    QString qualifier; ///< Empty: none was given. Else "$LATEST", a version number or an alias.
};

/// The place that an endpoint stands for; names in ARNs are checked against it.
struct ArnScope
{
    QString region;
    QString account;
    /// "arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]"
    QString functionArn(const QString &name, const QString &qualifier = {}) const;
};

/// What the SDK model allows as a function's name differs between operations.
enum class NameForm { Create, Plain, Namespaced };

/// Reads a name, a partial ARN ("000000000000:function:x", "function:x") or an ARN, each with or without ":qualifier", and
/// puts it together with the Qualifier parameter. Errors: ValidationException, InvalidParameterValueException (the two
/// qualifiers differ), ResourceNotFoundException (other Region), AccessDeniedException (other account).
ApiResult<FunctionRef> parseFunctionName(const QString &text, const QString &qualifier, NameForm form, const ArnScope &scope,
    const QByteArray &operation);

} // namespace lathe
