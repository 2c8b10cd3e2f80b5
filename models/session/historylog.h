// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "history/historystore.h"
#include "history/rundifference.h"
#include <QFuture>
#include <QObject>
#include <QThreadPool>

namespace lathe {

/// Two runs and what differs between them, the older one first.
struct RunComparison
{
    HistoryEntry before;
    HistoryEntry after;
    QList<RunDifference> differences;
};

/// The runs that were made, by whatever Lathe of this user: read, compared and tidied on a worker thread. Each call opens the store
/// anew (a few milliseconds), for other processes write to it too. Owned by the session, on the window's thread.
class HistoryLog : public QObject
{
    Q_OBJECT
public:
    /// `dir`: SessionOptions::historyDir; empty: no run is kept.
    explicit HistoryLog(const QString &dir, QObject *parent = nullptr);
    ~HistoryLog() override;

    bool isKept() const { return !m_dir.isEmpty(); }
    QString dir() const { return m_dir; }
    QFuture<Result<QList<HistoryEntry>>> find(const HistoryFilter &filter);
    QFuture<Result<HistoryEntry>> entry(const QString &id);
    QFuture<Result<RunComparison>> compare(const QString &id, const QString &other);
    QFuture<Result<int>> remove(const QStringList &ids);
    /// The runs of this function, or all.
    QFuture<Result<int>> clear(const QString &function = {});
    /// Writes these runs, or all when there are none, to a file of mode 0600. Returns how many.
    QFuture<Result<int>> exportTo(const QString &file, const QStringList &ids);
    /// Returns how many of the file's runs are new.
    QFuture<Result<int>> importFrom(const QString &file);

    struct Size
    {
        qint64 used = 0;
        qint64 bound = 0;
    };
    QFuture<Result<Size>> size();
    QFuture<Result<Size>> setBound(qint64 bytes);
    /// A run was kept: tells the views, at most ten times a second.
    void noteKept();

signals:
    void changed();

private:
    template <class F> auto withStore(F work);
    template <class T> QFuture<T> telling(const QFuture<T> &future);

    const QString m_dir;
    QThreadPool m_pool;
    class QTimer *m_soon;
};

} // namespace lathe
