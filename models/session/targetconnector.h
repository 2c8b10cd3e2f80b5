// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/awsconfig.h"
#include "core/result.h"
#include "deploy/targets.h"
#include "session/deploycontroller.h"
#include <QFuture>
#include <QObject>
#include <QThreadPool>

namespace lathe {

struct SessionState;

/// Knows the targets (the embedded endpoint, AWS profiles, AWS_ENDPOINT_URL) and turns one into
/// what a client needs. Files and
/// credential helpers are read on a
/// worker thread. Owned by the session; window's thread.
class TargetConnector : public QObject
{
    Q_OBJECT
public:
    TargetConnector(const SessionState &state, AwsEnvironment environment, QObject *parent = nullptr);
    ~TargetConnector() override;

    /// Reads the profiles; ends in targetsChanged().
    void refresh();
    QList<DeployTargetInfo> targets() const;
    QString current() const { return m_current; }
    void setCurrent(const QString &id);
    /// Chooses what was chosen the last time, once it is known that it is still there; until then, and without it, the embedded endpoint.
    void restore(const QString &id);
    DeployTargetInfo info(const QString &id) const;
    QFuture<Result<ResolvedTarget>> connectTo(const QString &id);

signals:
    void targetsChanged();
    /// Somebody chose one.
    void chosen(const QString &id);

private:
    void takeWanted();
    const SessionState &m_state;
    AwsEnvironment m_environment;
    QList<DeployTargetInfo> m_remote;
    QString m_current = QStringLiteral("local");
    QString m_wanted; ///< To be chosen once it is known.
    QThreadPool m_pool;
};

/// How dangerous a target is, by its name: "prod" anywhere is production, "stag" or "preprod" is a stage.
TargetHue hueOf(const QString &name);

} // namespace lathe
