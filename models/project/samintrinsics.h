// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/fieldreader.h"
#include <QElapsedTimer>
#include <QHash>
#include <optional>

namespace lathe {

/// CloudFormation's intrinsic functions, in short (!Ref x) and long ({"Fn::Sub": x}) form: Ref of parameters and pseudo
/// parameters, Sub, Join, Select, Split, FindInMap, If with computable conditions, Base64. GetAtt, ImportValue, Ref of a
/// resource and the like are known only after a deployment and stay unresolved. Bounded in depth, steps, time and length.
/// Owned by one reading; thread: its reader's.
class SamIntrinsics : public Resolver
{
public:
    SamIntrinsics(Node document, QString stackName, const ProjectContext &context, DiagnosticSink &sink);
    Node resolve(const Node &node) override;
    /// The logical id that a Ref or GetAtt points to, or an empty string.
    static QString referenced(const Node &node);
    /// What an expression looks like in the template, for people.
    static QString describe(const Node &node, int depth = 0);

private:
    struct Call { QString name; Node argument; };
    static std::optional<Call> callOf(const Node &node);

    Node evaluate(const Call &call, const Node &at);
    Node reference(const QString &name, const Node &at);
    Node substitute(const Node &argument, const Node &at);
    Node join(const Node &argument, const Node &at);
    Node select(const Node &argument, const Node &at);
    Node split(const Node &argument, const Node &at);
    Node findInMap(const Node &argument, const Node &at);
    Node choose(const Node &argument, const Node &at);
    std::optional<bool> condition(const Node &node);
    std::optional<bool> conditionNamed(const QString &name, const Node &at);
    Node unresolved(const Node &at) const;
    Node text(const QString &value, const Node &at) const;
    QString scalarText(const Node &node, bool &known);

    Node m_document;
    QString m_stackName;
    const ProjectContext &m_context;
    DiagnosticSink &m_sink;
    QHash<QString, std::optional<bool>> m_conditions;
    QStringList m_openConditions;
    QElapsedTimer m_clock;
    int m_depth = 0;
    int m_steps = 0;
};

} // namespace lathe
