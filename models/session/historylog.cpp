// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/historylog.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/logging.h"
#include "history/historyfile.h"
#include <QFile>
#include <QTimer>
#include <limits>

namespace lathe {

HistoryLog::HistoryLog(const QString &dir, QObject *parent) : QObject(parent), m_dir(dir), m_soon(new QTimer(this))
{
    m_pool.setMaxThreadCount(1); // in the order in which they were asked
    m_soon->setSingleShot(true);
    m_soon->setInterval(100);
    connect(m_soon, &QTimer::timeout, this, &HistoryLog::changed);
}

HistoryLog::~HistoryLog()
{
    m_pool.waitForDone();
}

void HistoryLog::noteKept()
{
    if (!m_soon->isActive())
        m_soon->start();
}

template <class F>
auto HistoryLog::withStore(F work)
{
    using R = std::invoke_result_t<F, HistoryStore &>;
    return onWorker(m_pool, [dir = m_dir, work = std::move(work)]() -> R {
        if (dir.isEmpty())
            return fail(ErrorCode::NotFound, HistoryLog::tr("Runs are not kept: LATHE_HISTORY is 0."));
        QStringList notes;
        const auto store = HistoryStore::open(dir, &notes);
        for (const QString &note : notes)
            qCWarning(logUi).noquote() << note;
        if (!store)
            return tl::unexpected(store.error());
        return work(**store);
    });
}

/// The views look again once it is done.
template <class T>
QFuture<T> HistoryLog::telling(const QFuture<T> &future)
{
    whenDone(future, this, [this](const T &) { emit changed(); });
    return future;
}

QFuture<Result<QList<HistoryEntry>>> HistoryLog::find(const HistoryFilter &filter)
{
    return withStore([filter](HistoryStore &store) { return store.find(filter); });
}

QFuture<Result<HistoryEntry>> HistoryLog::entry(const QString &id)
{
    return withStore([id](HistoryStore &store) { return store.entry(id); });
}

QFuture<Result<RunComparison>> HistoryLog::compare(const QString &id, const QString &other)
{
    return withStore([id, other](HistoryStore &store) -> Result<RunComparison> {
        auto one = store.entry(id), two = store.entry(other);
        if (!one || !two)
            return tl::unexpected(one ? two.error() : one.error());
        if (one->startedMs > two->startedMs)
            std::swap(*one, *two);
        return RunComparison{*one, *two, runDifferences(*one, *two)};
    });
}

QFuture<Result<int>> HistoryLog::remove(const QStringList &ids)
{
    return telling(withStore([ids](HistoryStore &store) { return store.remove(ids); }));
}

QFuture<Result<int>> HistoryLog::clear(const QString &function)
{
    return telling(withStore([function](HistoryStore &store) { return store.clear(function); }));
}

QFuture<Result<int>> HistoryLog::exportTo(const QString &file, const QStringList &ids)
{
    return withStore([file, ids](HistoryStore &store) -> Result<int> {
        auto found = store.find({.most = std::numeric_limits<int>::max(), .bodies = true});
        if (!found)
            return tl::unexpected(found.error());
        if (!ids.isEmpty())
            found->removeIf([&ids](const HistoryEntry &entry) { return !ids.contains(entry.id); });
        if (const auto written = writeFileAtomically(file, historyLines(*found), 0600); !written)
            return tl::unexpected(written.error());
        return int(found->size());
    });
}

QFuture<Result<int>> HistoryLog::importFrom(const QString &file)
{
    return telling(withStore([file](HistoryStore &store) -> Result<int> {
        QFile device(file);
        if (!device.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, tr("The file %1 cannot be read.").arg(file), device.errorString());
        const auto entries = historyFromLines(device, file);
        if (!entries)
            return tl::unexpected(entries.error());
        return store.add(*entries);
    }));
}

static Result<HistoryLog::Size> sizeOf(HistoryStore &store)
{
    const auto used = store.used(), bound = store.bound();
    if (!used || !bound)
        return tl::unexpected(used ? bound.error() : used.error());
    return HistoryLog::Size{*used, *bound};
}

QFuture<Result<HistoryLog::Size>> HistoryLog::size()
{
    return withStore(sizeOf);
}

QFuture<Result<HistoryLog::Size>> HistoryLog::setBound(qint64 bytes)
{
    return telling(withStore([bytes](HistoryStore &store) -> Result<Size> {
        if (const auto set = store.setBound(bytes); !set)
            return tl::unexpected(set.error());
        return sizeOf(store);
    }));
}

} // namespace lathe
