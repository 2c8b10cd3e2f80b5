// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/timeouts.h"
#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>
#include <utility>

namespace lathe {

struct HttpCall
{
    QByteArray method = "GET";
    QUrl url;               ///< http or https; sent exactly as encoded.
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString caBundle;
    qint64 maxResponseBytes = 16 * 1024 * 1024;
    std::chrono::milliseconds stall = timeouts::clientStall; ///< No byte in either direction for so long: given up.
    std::chrono::milliseconds delay{0};                      ///< Waits before it is sent (retries).
    std::function<void(qint64 sent, qint64 total)> onUpload; ///< Called on the transport's thread.
    /// Gets the body of an answer with status 200 on the transport's thread as it comes; it is not collected then, nor bounded.
    std::function<void(const QByteArray &bytes)> onBody;
    std::function<bool()> isCancelled;                       ///< Asked on the transport's thread, beside the future's own state.
};

struct HttpAnswer
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray header(QByteArrayView name) const;
};

/// libcurl's multi interface on a thread of its own. libcurl is opened at run time (dlopen), because loading it costs
/// 14 ms that most commands need not pay. No redirects, http and https only, proxies from the environment. send() may be
/// called from any thread; cancelling the future aborts the transfer within 100 ms. Continuations without a context run on
/// the transport's thread. Answers are never decompressed. Header values are never logged.
/// Errors: Unsupported LTH-NET-006 (no libcurl), Network LTH-NET-001 (no connection), 002 (TLS), 003 (broken or cut),
/// 004 (stalled, code TimedOut), 005 (answer over maxResponseBytes, code TooLarge), Cancelled when the transport ends.
class Transport : public QObject
{
    Q_OBJECT
public:
    explicit Transport(QObject *parent = nullptr);
    ~Transport() override;
    QFuture<Result<HttpAnswer>> send(const HttpCall &call);
    /// What is sent to http://127.0.0.1:`port` from now on goes through that Unix socket while it is there: it works without a
    /// loopback device too. Any thread.
    void reachLocally(quint16 port, const QString &socketPath);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
