// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/environmentevent.h"
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

namespace lathe {

/// Carries what environments tell from the engine's thread to the window's: gathered for 33 ms and bounded, so that thousands of
/// invocations a second cannot flood the event loop. Lives on the receiver's thread.
class ActivityPipe : public QObject
{
    Q_OBJECT
public:
    /// Beyond it the oldest are dropped: an invocation whose beginning is lost is not shown at all.
    static constexpr qsizetype maxPending = 4000;
    explicit ActivityPipe(QObject *parent = nullptr);
    ~ActivityPipe() override;
    /// To be called on any thread, also after this object is gone. Takes only what pictures are made of.
    std::function<void(const EnvironmentEvent &)> input() const;
    /// Gives out at once what is gathered.
    void drain();

signals:
    void eventsReady(const QList<lathe::EnvironmentEvent> &events);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    QTimer m_frame;
};

} // namespace lathe
