// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "package/cache/cacheprune.h"
#include <QObject>
#include <QThreadPool>
#include <atomic>

namespace lathe {

/// What Lathe's caches hold, and emptying them, on a worker thread. Window's thread; owned by the session, so that it
/// goes on when who asked for it is gone.
class CacheController : public QObject
{
    Q_OBJECT
public:
    explicit CacheController(CachePlaces places = CachePlaces::standard(), QObject *parent = nullptr);
    ~CacheController() override;

    QString path() const { return m_places.cacheDir; }
    /// Ends in measured().
    void measure();
    bool isEmptying() const { return m_emptying; }
    /// Frees everything that nobody uses; ends in emptied(), and then measures anew. One at a time.
    void empty();
    void cancel() { m_cancel = true; }
    qint64 imageBytes() const { return imageCacheBytes(m_places); }
    Result<> setImageBytes(qint64 bytes) { return setImageCacheBytes(m_places, bytes); }

signals:
    /// All together, and what empty() would free of it.
    void measured(qint64 bytes, qint64 freeableBytes);
    /// 0 to 1.
    void progressed(double fraction);
    /// `inUse`: entries that stay because somebody uses them.
    void emptied(qint64 bytes, int inUse);

private:
    const CachePlaces m_places;
    std::atomic_bool m_cancel = false;
    bool m_emptying = false;
    QThreadPool m_pool;
};

} // namespace lathe
