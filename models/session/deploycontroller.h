// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "deploy/deployplan.h"
#include "session/availability.h"
#include <QObject>

namespace lathe {

enum class TargetHue { Local, Dev, Stage, Production };

/// Where a deploy can go.
struct DeployTargetInfo
{
    QString id;       ///< "local", "aws:<profile>", or a URL.
    QString title;
    QString detail;   ///< Region, endpoint and where each came from.
    TargetHue hue = TargetHue::Local;
};

/// F8: look at the target, show the plan, carry it out. Window's thread.
class DeployController : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    enum class State { Idle, Planning, Reviewing, Applying };
    virtual State state() const = 0;
    virtual Availability canDeploy() const = 0;
    virtual QList<DeployTargetInfo> targets() const = 0;
    virtual QString currentTarget() const = 0;
    virtual void setCurrentTarget(const QString &id) = 0;
    /// Names of the keys of this machine that packages can be signed with.
    virtual QStringList signingKeys() const = 0;
    virtual QString signingKey() const = 0; ///< Empty: packages are not signed.
    virtual void setSigningKey(const QString &name) = 0;
    /// Packages and compares; ends in planReady() or failed().
    virtual void makePlan() = 0;
    virtual const DeployPlan &plan() const = 0;
    virtual void apply() = 0;
    virtual void cancel() = 0;

signals:
    void stateChanged();
    void targetChanged();
    void signingKeyChanged();
    void planReady();
    void progressed(int step, int steps, const QString &title, double fraction);
    void deployed(const lathe::DeployResult &result);
    void failed(const lathe::Error &error);
};

} // namespace lathe
