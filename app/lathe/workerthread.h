// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFuture>
#include <QObject>
#include <QPromise>
#include <memory>
#include <thread>

namespace lathe {

/// Runs `work` on a thread of its own, which may take minutes and is joined, and then `done` on the thread of
/// `context`.
template <class T, class Work, class Done>
void onOwnThread(QObject *context, Work work, Done done)
{
    QPromise<T> promise;
    promise.start();
    QFuture<T> future = promise.future();
    auto worker = std::make_shared<std::thread>([promise = std::move(promise), work = std::move(work)]() mutable {
        promise.addResult(work());
        promise.finish();
    });
    future.then(context, [worker, done = std::move(done)](const T &answer) mutable {
        worker->join();
        done(answer);
    });
}

} // namespace lathe
