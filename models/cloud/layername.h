// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/apierror.h"
#include "cloud/functionname.h"
#include <QString>
#include <optional>

namespace lathe {

/// One version of a layer, as its ARN names it.
struct LayerRef
{
    QString region, account, name;
    int version = 0;
    bool isOwn(const ArnScope &scope) const { return region == scope.region && account == scope.account; }
};

/// "arn:aws:lambda:<region>:<account>:layer:<name>:<version>", or nothing when the text is none.
std::optional<LayerRef> parseLayerArn(const QString &arn);

/// "arn:aws:lambda:<region>:<account>:layer:<name>[:<version>]"; without a version the layer's own.
QString layerArn(const ArnScope &scope, const QString &name, int version = 0);

/// The layer's name of a {LayerName} parameter, which may be a name or an ARN without a version. Errors: ValidationException,
/// ResourceNotFoundException (another Region), AccessDeniedException (another account).
ApiResult<QString> parseLayerName(const QString &text, const ArnScope &scope, const QString &operation);

} // namespace lathe
