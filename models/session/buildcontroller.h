// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/building/lastbuild.h"
#include "session/availability.h"
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

namespace lathe {

class Session;

/// Builds the current function and the layers it uses when somebody asks for it, and knows of each function how its last build stands to
/// its sources. Work is done on a thread of its own. Owned by the session; window's thread.
class BuildController : public QObject
{
    Q_OBJECT
public:
    explicit BuildController(Session &session);
    ~BuildController() override;

    /// False with a reason: no function, restricted mode, a build under way.
    Availability canBuild() const;
    bool isBusy() const { return m_cancel != nullptr; }
    /// What would have to be built is; ends in built() or failed().
    void build();
    void cancel();
    /// As statesChanged() told it last; NotNeeded of what is not known.
    BuildState stateOf(const QString &function) const { return m_states.value(function); }
    /// Looks at all functions again, on the worker.
    void refresh();
    /// Somebody else has just looked at this one.
    void note(const QString &function, BuildState state);

signals:
    void busyChanged();
    void statesChanged();
    /// One line for people: "Building hello: pip, 3 MB".
    void progressed(const QString &text);
    void built(const QString &function, const QStringList &warnings);
    void failed(const lathe::Error &error);

private:
    Session &m_session;
    QHash<QString, BuildState> m_states;
    std::shared_ptr<std::atomic_bool> m_cancel; ///< Of the build under way.
    std::shared_ptr<std::atomic_bool> m_look;   ///< Of the look at all functions that is under way.
    QThreadPool m_pool;
};

} // namespace lathe
