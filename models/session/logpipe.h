// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

namespace lathe {

/// Carries a running function's log from the engine's thread to the window's: bytes are gathered for a frame (16 ms) and
/// bounded, so that a function that writes without end cannot flood the event loop. Lives on the receiver's thread.
class LogPipe : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maxPendingBytes = 512 * 1024;
    explicit LogPipe(QObject *parent = nullptr);
    ~LogPipe() override;
    /// To be called on any thread, also after this object is gone.
    std::function<void(const QByteArray &)> input() const;
    /// Gives out at once what is gathered.
    void drain();

signals:
    void bytesReady(const QByteArray &bytes);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    QTimer m_frame;
};

} // namespace lathe
