// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "items/xraymodel.h"
#include "package/exclusion.h"
#include "package/xray/packagexray.h"
#include "session/availability.h"
#include <QObject>
#include <QHash>
#include <QThreadPool>
#include <QTimer>
#include <memory>

class QSocketNotifier;

namespace lathe {

class FolderWatch;
class OpenRecorder;
class RunController;
struct SessionState;

/// Looks into the current function's package on a worker thread, again whenever its files change, and leaves things out of it.
/// Works only while somebody looks (setWatched). Nothing of the folder runs, so it needs no trust. Window's thread; owned by
/// the session.
class PackageInspector : public QObject
{
    Q_OBJECT
public:
    PackageInspector(const SessionState &state, RunController &runs, const QString &stateDir, QObject *parent = nullptr);
    ~PackageInspector() override;

    /// False with a reason: no project, no function, a container image.
    Availability canInspect() const;
    /// How much of the package is read: names and sizes alone are known in an instant and cost next to nothing.
    enum class Depth { Sizes, Contents };
    /// While true, the report is kept current; when false, work under way is stopped. Several may look, each with an address of
    /// its own; contents are read while one of them asks for them.
    void setWatched(bool watched, const void *by = nullptr, Depth depth = Depth::Contents);
    bool isBusy() const { return m_cancel != nullptr; }
    /// The newest report, or null. `measured` is false while contents are still read.
    XrayPointer report() const { return m_report; }
    void refresh();
    /// Something was built: looks again where the report is not of a current build.
    void refreshIfBuilt();

    /// Leaves these patterns out of an owner's files, where the project keeps such things; ends in excluded() or failed().
    void exclude(int owner, const QStringList &patterns);
    bool canUndo() const { return !m_exclusions.isEmpty(); }
    void undoExclusion();

    /// Records what runs open from now on; environments that are warm are ended, so that the next run starts from nothing.
    void setRecording(bool on);
    bool isRecording() const { return m_recorder != nullptr; }
    void forgetRecords();

signals:
    void reportChanged();
    void stateChanged();
    /// 0 to 1.
    void progressed(double fraction);
    void failed(const lathe::Error &error);
    void excluded(const lathe::Exclusion &exclusion);
    void undone(const QString &file);

private:
    struct Shared;
    void begin();
    void end(const Result<XrayPointer> &result);
    void watchFolders(const std::shared_ptr<FolderWatch> &watch);
    void onNews();
    void noteRun();
    QStringList roots() const;
    QString rulesOf(int owner) const;

    const SessionState &m_state;
    RunController &m_runs;
    std::shared_ptr<Shared> m_shared;
    XrayPointer m_report;
    std::shared_ptr<std::atomic_bool> m_cancel; ///< Of the look under way.
    std::shared_ptr<FolderWatch> m_watch;
    std::unique_ptr<QSocketNotifier> m_news;
    std::unique_ptr<OpenRecorder> m_recorder;
    QStringList m_recordedRoots;
    QStringList m_shippedRoots;    ///< Of the report: code and layers where builds have put them.
    QList<Exclusion> m_exclusions; ///< Newest last.
    QString m_shown;               ///< Function and folder of the report.
    QTimer m_settle;
    bool m_watched = false;
    QHash<const void *, Depth> m_watchers;
    Depth m_depth = Depth::Sizes; ///< The deepest that somebody asks for.
    bool m_stale = true;
    QThreadPool m_pool; ///< One thread: what it shares is used by one at a time.
};

} // namespace lathe
