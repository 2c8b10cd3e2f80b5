// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
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
    std::function<void(qint64 sent, qint64 total)> onUpload; ///< Called on the transport's thread.
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
/// called from any thread; cancelling the future aborts the transfer.
class Transport : public QObject
{
    Q_OBJECT
public:
    explicit Transport(QObject *parent = nullptr);
    ~Transport() override;
    QFuture<Result<HttpAnswer>> send(const HttpCall &call);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
