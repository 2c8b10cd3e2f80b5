// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "handover/protocol.h"
#include <QByteArrayList>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <memory>

class QSocketNotifier;

namespace lathe {

/// A command line that somebody else was given.
struct HandoverRequest
{
    QByteArrayList arguments; ///< Behind "lathe invoke", exact bytes.
    QString folder;           ///< The command's current folder, absolute.
    QHash<QString, QString> variables;
    bool errorIsTerminal = false; ///< Its standard error, TERM=dumb taken off.
};

/// One command that connected to this engine: its request, and the way back to its streams. The listener makes it, it
/// deletes itself when the connection is over. Nothing here blocks: what the command does not read waits in memory.
/// Engine's thread.
class HandoverCall : public QObject
{
    Q_OBJECT
public:
    /// Owns the connected socket.
    HandoverCall(int socket, const handover::Build &build, QObject *parent);
    ~HandoverCall() override;

    const HandoverRequest &request() const { return m_request; }
    /// Nothing was run and nothing written: the command runs by itself.
    void refuse();
    /// Asks for standard input; ends in inputArrived() or gone().
    void askInput();
    /// It will run: the command waits without a bound from now on. It can still be refused as long as nothing was
    /// written.
    void accept();
    /// Bytes for the command's standard output or standard error.
    void write(bool error, const QByteArray &bytes);
    /// The last word: what was written and the exit code are delivered, then the connection ends.
    void finish(int exitCode);
    /// Bytes that the command has not taken yet.
    qint64 pending() const { return m_out.size() - m_sent; }
    /// Above this many pending() bytes whoever can wait should, until drained().
    static constexpr qint64 enough = 1024 * 1024;

signals:
    void arrived();                             ///< The request is complete and from the same build.
    void inputArrived(const QByteArray &bytes); ///< Whole standard input; nothing came when it was too large.
    void drained();                             ///< pending() is 0 again, after it was more.
    void gone();                                ///< The command ended or broke off before finish().

private:
    void read();
    bool takeFrame();
    bool takeHello(const QByteArray &payload);
    void takeInput();
    void send(handover::Frame type, const QByteArray &payload = {});
    void flush();
    void end();

    int m_socket;
    const handover::Build m_build;
    HandoverRequest m_request;
    QByteArray m_in;
    QByteArray m_out;
    qint64 m_sent = 0;
    int m_attached = -1; ///< A descriptor that came with the bytes.
    bool m_hasRequest = false;
    bool m_wantsInput = false;
    bool m_last = false; ///< finish() or refuse() was called.
    bool m_over = false;
    QTimer m_patience; ///< Until the request is complete.
    std::unique_ptr<QSocketNotifier> m_readable, m_writable;
};

} // namespace lathe
