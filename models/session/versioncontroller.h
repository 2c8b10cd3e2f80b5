// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "deploy/deployedversions.h"
#include "session/availability.h"
#include "session/targetconnector.h"
#include <QObject>
#include <functional>
#include <memory>

namespace lathe {

struct SessionState;

/// Versions and aliases of the current function at the current target: looks, publishes, shares invocations, rolls back. One thing at
/// a time; a change by somebody else in between is refused by the service (RevisionId). Owned by the session; window's thread.
class VersionController : public QObject
{
    Q_OBJECT
public:
    VersionController(SessionState &state, TargetConnector &targets, QObject *parent = nullptr);
    ~VersionController() override;

    Availability canAsk() const;
    bool isBusy() const { return m_busy; }
    /// False until they were looked at for this function and target, and when it is not deployed there.
    bool isKnown() const { return m_known; }
    /// It was looked for and is not deployed there.
    bool isMissing() const { return m_missing; }
    const DeployedVersions &versions() const { return m_versions; }
    QString functionName() const; ///< As the target calls it.

    /// Looks again; ends in changed() or failed().
    void refresh();
    /// Ends in published() and changed(), or failed().
    void publish();
    /// Gives `other` this share (0 to 1) of the alias's invocations, the rest stays with the version that it names or, where the alias is to
    /// be made, with `main`. Ends in changed() or failed().
    void share(const QString &alias, const QString &main, const QString &other, double share);
    /// What rollBack() would leave the alias at; empty: there is nothing to go back to.
    QString rollBackTo(const QString &alias) const;
    /// Takes the second version's share away or, without one, goes back to the version before. Ends in changed() or failed().
    void rollBack(const QString &alias);
    /// No answer comes any more. Before the engine ends, whose transport it uses.
    void shutDown();

signals:
    void changed();
    void busyChanged();
    void published(const QString &version, bool isNew);
    void failed(const lathe::Error &error);

private:
    void forget();
    void begin(std::function<void()> then);
    void look(std::function<void()> then = {});
    void send(const QString &alias, const QJsonObject &request, bool make);
    void end(const Error &error);
    void setBusy(bool busy);

    SessionState &m_state;
    TargetConnector &m_targets;
    std::unique_ptr<LambdaClient> m_client;
    DeployedVersions m_versions;
    QString m_name;       ///< Of the function that was looked at.
    bool m_known = false;
    bool m_missing = false;
    bool m_busy = false;
    std::function<void()> m_next; ///< Asked for while another thing was under way; the last one counts.
    int m_attempt = 0; ///< Answers of an older attempt are not listened to.
};

} // namespace lathe
