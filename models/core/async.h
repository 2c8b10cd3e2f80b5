// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace lathe {

/// Runs `work` on a thread of `pool` and returns its answer as a future. The pool's owner outlives the work
/// (QThreadPool::waitForDone() in its destructor).
template <class F>
auto onWorker(QThreadPool &pool, F work) -> QFuture<std::invoke_result_t<F>>
{
    using T = std::invoke_result_t<F>;
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QFuture<T> future = promise->future();
    pool.start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

/// Calls `done` with the future's answer on the thread of `context`, exactly once, or never when `context` is gone by
/// then. A cancelled future gives an Error with code Cancelled.
template <class R, class F>
void whenDone(const QFuture<R> &future, QObject *context, F done)
{
    auto *watcher = new QFutureWatcher<R>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        const QFuture<R> answer = watcher->future();
        if (answer.resultCount() > 0)
            done(answer.resultAt(0));
        else
            done(R(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Stopped."))));
    });
    watcher->setFuture(future);
}

} // namespace lathe
