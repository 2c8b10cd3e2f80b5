// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "process/childprocess.h"
#include <QFuture>
#include <QObject>
#include <QThreadPool>

namespace lathe {

struct SampleInfo;

/// Makes a sample project: copies its files and installs what it needs from the npm registry into a layer folder, without
/// running scripts of the packages. Works on a worker thread; a failed attempt leaves no half folder that it made itself.
/// One at a time. Owned by the session; window's thread.
class SampleMaker : public QObject
{
    Q_OBJECT
public:
    explicit SampleMaker(QObject *parent = nullptr);
    ~SampleMaker() override;
    bool isBusy() const { return m_busy; }
    /// Ends in made() or failed().
    void make(const QString &sampleId, const QString &dir);
    /// Ends an installation under way in failed() with code Cancelled; what was made so far goes.
    void cancel();

signals:
    void progressed(const QString &phase, int done, int total);
    void made(const QString &dir);
    void failed(const lathe::Error &error);

private:
    void install(const SampleInfo &sample, const QString &dir, bool existed);
    void removeHalf(const QString &dir, bool existed);
    void end(const QString &dir, const Error &error, bool ok);

    QThreadPool m_pool;
    QFuture<Result<ChildOutcome>> m_install;
    bool m_busy = false;
    bool m_stopping = false;
};

} // namespace lathe
