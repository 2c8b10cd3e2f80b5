// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"
#include <QObject>
#include <QTimer>
#include <memory>

namespace lathe {

/// Carries a streamed response from the engine's thread to the window's while the function runs, gathered for a frame (16 ms).
/// Keeps the response's beginning, so that the finished run can be shown as a whole. Lives on the receiver's thread.
class ResponsePipe : public QObject
{
    Q_OBJECT
public:
    explicit ResponsePipe(QObject *parent = nullptr);
    ~ResponsePipe() override;

    /// A sink for one invocation; what an earlier one still sends is dropped from here on.
    std::shared_ptr<ResponseSink> begin();
    /// Gives out at once what is gathered.
    void drain();
    /// What came since begin(), at most the 6 MB of an invocation's payload.
    QByteArray received() const;

signals:
    /// The next parts, with the time of each, and their bytes in one piece.
    void partsReady(const QList<lathe::ResponseChunk> &parts, const QByteArray &bytes);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    QTimer m_frame;
};

} // namespace lathe
