// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "handover/protocol.h"
#include <QObject>
#include <memory>

class QSocketNotifier;

namespace lathe {

class HandoverCall;

/// Where commands of the same user reach this engine: the socket "engine-<pid>" in the runtime folder. Takes
/// connections of this user alone, from the same file system, network and user namespaces: a path must mean the same to
/// both. Owned by the engine's composition root; engine's thread.
class HandoverListener : public QObject
{
    Q_OBJECT
public:
    explicit HandoverListener(QObject *parent = nullptr);
    ~HandoverListener() override;

    /// Makes the socket; removes what killed engines left. Io errors.
    Result<> listen();
    QString path() const { return m_path; }

signals:
    /// A complete request. Whoever hears it answers the call, now or later.
    void called(lathe::HandoverCall *call);

private:
    void accept();
    void remove();

    int m_socket = -1;
    QString m_path;
    const handover::Build m_build;
    std::unique_ptr<QSocketNotifier> m_incoming;
};

} // namespace lathe
