// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

namespace lathe {

/// What an execution environment is doing.
enum class EnvironmentState {
    Starting,  ///< Its sandbox is being set up.
    Init,      ///< The runtime and the code outside the handler load.
    Idle,      ///< Warm, waiting for an event.
    Busy,      ///< An event is being handled.
    Resetting, ///< The runtime is gone (crash, timeout); the next event starts another one over the same /tmp.
    Ending     ///< Ends when the event that it handles is done.
};

/// One execution environment as a value, for showing: no references into the pool.
struct EnvironmentInfo
{
    quint64 id = 0;       ///< Unique within one RuntimeService; never used again.
    QString function;
    QString version;
    QString runtime;      ///< Identifier, e.g. "python3.11".
    bool startedAhead = false; ///< It was a spare: its init phase began with the runtime waiting already.
    bool deployed = false; ///< Of the endpoint; else it runs a folder as it is.
    EnvironmentState state = EnvironmentState::Starting;
    qint64 invocations = 0; ///< Events handled so far.
    QDateTime since;        ///< When it was made, UTC.
    qint64 peakBytes = 0;
    int memoryMib = 0; ///< What the function may use.
    QString logStream;
    bool operator==(const EnvironmentInfo &) const = default;
};

} // namespace lathe

Q_DECLARE_METATYPE(lathe::EnvironmentInfo)
