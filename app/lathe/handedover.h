// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "handover/handoverlistener.h"
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>

namespace lathe {

class RuntimeService;
struct PreparedRun;

/// Runs what other shells' `lathe invoke` hands over, in the warm environments of this engine, and sends them exactly
/// what they would print. Whatever is not plainly the same here (another home, another interpreter by their PATH, an
/// error before the function runs …) is refused, and they run it by themselves. Made by the composition root of whoever
/// runs an engine, on the runtime service's thread; outlived by the service.
class HandedOverRuns : public QObject
{
    Q_OBJECT
public:
    /// `mayRun` tells of a project's root whether its code may run here; null: any.
    explicit HandedOverRuns(RuntimeService &runtime, std::function<bool(const QString &root)> mayRun = {},
                            QObject *parent = nullptr);
    ~HandedOverRuns() override;

    Result<> start() { return m_listener.listen(); }

private:
    void take(HandoverCall *call);
    void takeInput(HandoverCall *call, const PreparedRun &prepared);
    void run(HandoverCall *call, const PreparedRun &prepared);

    RuntimeService &m_runtime;
    const std::function<bool(const QString &root)> m_mayRun;
    HandoverListener m_listener;
    QThreadPool m_pool;
};

} // namespace lathe
