// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/aliasrecord.h"

namespace lathe {

QJsonObject AliasRecord::weights() const
{
    return isWeighted() ? QJsonObject{{additionalVersion, additionalWeight}} : QJsonObject();
}

void AliasRecord::setWeights(const QJsonObject &weights)
{
    additionalVersion = weights.isEmpty() ? QString() : weights.begin().key();
    additionalWeight = weights.isEmpty() ? 0 : weights.begin().value().toDouble();
}

QJsonObject AliasRecord::json(const QString &function, const ArnScope &scope) const
{
    QJsonObject json{{QStringLiteral("AliasArn"), scope.functionArn(function, name)}, {QStringLiteral("Name"), name}, {QStringLiteral("FunctionVersion"), version},
        {QStringLiteral("Description"), description}, {QStringLiteral("RevisionId"), revisionId}};
    if (isWeighted())
        json.insert(QStringLiteral("RoutingConfig"), QJsonObject{{QStringLiteral("AdditionalVersionWeights"), weights()}});
    return json;
}

} // namespace lathe
