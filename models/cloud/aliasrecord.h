// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/functionname.h"
#include <QJsonObject>
#include <QString>

namespace lathe {

/// An alias of a function as it is stored: a name for one version, or for two that share its invocations.
struct AliasRecord
{
    QString name;
    QString version;             ///< FunctionVersion: "$LATEST" or a published one.
    QString description;
    QString additionalVersion;   ///< RoutingConfig's other version, published; empty: all invocations go to `version`.
    double additionalWeight = 0; ///< The share of the invocations, 0 to 1, that go to it.
    QString revisionId;

    bool isWeighted() const { return !additionalVersion.isEmpty(); }
    bool refersTo(const QString &other) const { return other == version || (isWeighted() && other == additionalVersion); }
    /// The version of one invocation. `chance`: a fresh random number, at least 0 and below 1.
    const QString &versionFor(double chance) const { return isWeighted() && chance < additionalWeight ? additionalVersion : version; }
    bool operator==(const AliasRecord &) const = default;

    /// RoutingConfig's map; empty without another version.
    QJsonObject weights() const;
    void setWeights(const QJsonObject &weights);
    /// AliasConfiguration in the SDK model's shape.
    QJsonObject json(const QString &function, const ArnScope &scope) const;
};

} // namespace lathe
