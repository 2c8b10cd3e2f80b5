// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "core/result.h"
#include "deploy/deployplan.h"
#include "package/signing/packagesignature.h"
#include "project/project.h"
#include <optional>
#include <QFuture>
#include <QObject>
#include <memory>

namespace lathe {

struct DeployOptions
{
    QString targetName;
    QString role;           ///< Used when the project names none; an emulator takes any.
    bool publish = false;   ///< Publish a version after the update.
    bool isLocal = false;   ///< The embedded endpoint. There, and at any loopback address, a role is made up when there is none.
    QString workDir;        ///< Where packages are written.
    bool mayBuild = false;  ///< Images may be built, which runs programs of the project: for trusted folders only.
    std::optional<QString> signWith = {}; ///< Sign packages and layers with this key; an empty name: the only key.
    SignaturePolicy signatures = SignaturePolicy::Enforce; ///< For ready packages.
    QList<LayerDefinition> layers = {}; ///< The project's, which its functions name by their folders.
    QString alias = {};     ///< Publish a version where the alias's is another one, and point this alias at it; empty: what the project says (AutoPublishAlias).
};

/// Turns a function of the project into a plan and a plan into a deployed function. Packaging runs on a worker thread; the
/// signals come on the thread that created the object. One deploy at a time per object.
class Deployer : public QObject
{
    Q_OBJECT
public:
    Deployer(LambdaClient &client, DeployOptions options, QObject *parent = nullptr);
    ~Deployer() override;

    /// Packages the function, looks at the target, and says what differs. Changes nothing.
    QFuture<Result<DeployPlan>> plan(const FunctionDefinition &function);
    /// Carries the plan out. Refused with Conflict when the function changed since it was looked at (RevisionId).
    /// Repeating it is harmless: unchanged code is not uploaded again. Cancelling stops after the step under way.
    QFuture<Result<DeployResult>> apply(const DeployPlan &plan);

signals:
    /// `step` of `steps`; `fraction` 0..1 of this step, below 0 when unknown.
    void progressed(int step, int steps, const QString &title, double fraction);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
