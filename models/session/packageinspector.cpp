// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/packageinspector.h"
#include "core/async.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "package/xray/openrecorder.h"
#include "process/folderwatch.h"
#include "runtime/runtimeservice.h"
#include "session/runcontroller.h"
#include "session/sessionstate.h"
#include <QFileInfo>
#include <QSocketNotifier>

namespace lathe {

/// What the worker thread uses; lives until its last work is done.
struct PackageInspector::Shared
{
    explicit Shared(const QString &stateDir) : facts(paths::cache() + QStringLiteral("/xray.facts")), opened(stateDir + QStringLiteral("/opened")) {}
    FileFactsStore facts;
    OpenedFilesStore opened;
};

PackageInspector::PackageInspector(const SessionState &state, RunController &runs, const QString &stateDir, QObject *parent)
    : QObject(parent), m_state(state), m_runs(runs), m_shared(std::make_shared<Shared>(stateDir))
{
    m_pool.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(timeouts::templateSettle);
    connect(&m_settle, &QTimer::timeout, this, &PackageInspector::refresh);
    connect(&runs, &RunController::started, this, [this] {
        if (!m_recorder)
            return;
        if (m_cancel) {
            m_cancel->store(true); // Lathe's own reading would count as the run's
            m_stale = true;
        }
        m_recorder->take(); // what was opened between two runs was opened by somebody else
    });
    connect(&runs, &RunController::finished, this, &PackageInspector::noteRun);
}

PackageInspector::~PackageInspector()
{
    if (m_cancel)
        m_cancel->store(true);
    m_pool.waitForDone();
}

Availability PackageInspector::canInspect() const
{
    if (!m_state.project)
        return {false, tr("Open a folder to see what its package weighs.")};
    const FunctionDefinition *function = m_state.current();
    if (!function)
        return {false, tr("This folder has no function to package.")};
    if (!function->imageUri.isEmpty())
        return {false, tr("This function is a container image: it has no package.")};
    return {};
}

/// A first build makes the folder that is watched from then on.
void PackageInspector::refreshIfBuilt()
{
    if (m_watched && m_report && m_report->build > BuildState::Current)
        m_settle.start();
}

void PackageInspector::setWatched(bool watched, const void *by, Depth depth)
{
    watched ? (void)m_watchers.insert(by, depth) : (void)m_watchers.remove(by);
    m_watched = !m_watchers.isEmpty();
    const bool deeper = m_watchers.values().contains(Depth::Contents) && std::exchange(m_depth, Depth::Contents) == Depth::Sizes;
    if (!m_watchers.values().contains(Depth::Contents))
        m_depth = Depth::Sizes;
    if (deeper && !(m_report && m_report->measured))
        m_stale = true;
    if (!m_watched) {
        m_settle.stop();
        if (m_cancel) {
            m_cancel->store(true);
            m_stale = true;
        }
    } else if (m_stale && depth == Depth::Sizes) {
        m_settle.start(); // what is in sight anyway waits until everything else is there
    } else if (m_stale) {
        refresh();
    }
}

void PackageInspector::refresh()
{
    m_stale = true;
    if (!m_watched)
        return;
    if (m_recorder && m_runs.state() != RunController::State::Idle)
        return; // reading files now would count as the run's; noteRun() comes back
    if (m_cancel) {
        m_cancel->store(true); // end() begins anew
        return;
    }
    begin();
}

QStringList PackageInspector::roots() const
{
    const FunctionDefinition *function = m_state.current();
    return function ? QStringList{function->codeDir} + function->layerDirs : QStringList();
}

/// The folder whose rules decide what an owner's files are: that of the sources, whatever a build made of them.
QString PackageInspector::rulesOf(int owner) const
{
    return roots().value(m_report->owners.at(owner).layer);
}

void PackageInspector::begin()
{
    m_stale = false;
    const QString shown = canInspect() ? m_state.project->root + u'\n' + m_state.function : QString();
    if (m_shown != shown) {
        m_shown = shown;
        m_report.reset();
        m_exclusions.clear();
        m_shippedRoots.clear();
        setRecording(false);
        emit reportChanged();
    }
    if (shown.isEmpty()) {
        m_news.reset();
        m_watch.reset();
        emit stateChanged();
        return;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit stateChanged();
    const auto work = [this, function = *m_state.current(), layers = m_state.project->layers, root = m_state.project->root, sources = roots(), shared = m_shared, cancel = m_cancel,
                          sizesOnly = m_depth == Depth::Sizes]() {
        auto watch = std::make_shared<FolderWatch>(); // before the walk, so that no change falls between
        const QStringList builds = QFileInfo(root + QStringLiteral("/.lathe/build")).isDir() ? QStringList{root + QStringLiteral("/.lathe/build")} : QStringList();
        (void)watch->start(sources + builds, FolderWatch::changes, false, cancel.get());
        const LastBuild last = lastBuildOf(function, layers, root);
        const QStringList roots = QStringList{last.function.codeDir} + last.function.layerDirs;
        QMetaObject::invokeMethod(this, [this, watch, cancel, roots] {
            if (m_cancel != cancel)
                return;
            m_shippedRoots = roots;
            watchFolders(watch);
        }, Qt::QueuedConnection);
        XraySpec spec = xraySpecFor(last, paths::cache() + QStringLiteral("/packages"));
        spec.opened = shared->opened.load(roots, packageState(roots));
        XrayCallbacks callbacks;
        callbacks.walked = [this, cancel, sizesOnly](const XrayReport &report) {
            auto early = std::make_shared<const XrayReport>(report);
            QMetaObject::invokeMethod(this, [this, early, cancel] {
                if (m_cancel != cancel || (m_report && m_report->measured && m_report->files == early->files && m_report->bytes == early->bytes))
                    return; // what is shown says more
                m_report = early;
                emit reportChanged();
            }, Qt::QueuedConnection);
            if (sizesOnly)
                cancel->store(true);
        };
        auto told = std::make_shared<std::atomic_int>(0); // in percent: an event a file would flood the window
        callbacks.progress = [this, cancel, told](const PackageProgress &p) {
            const int now = p.totalBytes > 0 ? int(100 * p.bytes / p.totalBytes) : 0;
            if (told->exchange(now) != now)
                QMetaObject::invokeMethod(this, [this, now, cancel] { if (m_cancel == cancel) emit progressed(now / 100.0); }, Qt::QueuedConnection);
        };
        return inspectPackage(spec, shared->facts, callbacks, cancel.get()).transform([](XrayReport &&report) { return XrayPointer(std::make_shared<const XrayReport>(std::move(report))); });
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<XrayPointer> &result) { end(result); });
}

void PackageInspector::end(const Result<XrayPointer> &result)
{
    m_cancel.reset();
    if (result) {
        m_report = *result;
        emit reportChanged();
    } else if (result.error().code != ErrorCode::Cancelled) {
        emit failed(result.error());
    }
    emit stateChanged();
    if (m_stale && m_watched)
        refresh();
}

void PackageInspector::watchFolders(const std::shared_ptr<FolderWatch> &watch)
{
    m_news.reset();
    m_watch = watch;
    if (watch->descriptor() < 0)
        return;
    m_news = std::make_unique<QSocketNotifier>(watch->descriptor(), QSocketNotifier::Read);
    connect(m_news.get(), &QSocketNotifier::activated, this, &PackageInspector::onNews);
}

void PackageInspector::onNews()
{
    (void)m_watch->read([](const QByteArray &) {}); // the next look sees what happened
    if (!m_settle.isActive())
        m_settle.start();
}

void PackageInspector::exclude(int owner, const QStringList &patterns)
{
    if (!m_report || owner < 0 || owner >= m_report->owners.size() || !m_state.project)
        return;
    const auto exclusion = excludeFromPackage(*m_state.project, m_report->function, rulesOf(owner), patterns);
    if (!exclusion) {
        emit failed(exclusion.error());
        return;
    }
    m_exclusions.append(*exclusion);
    emit excluded(*exclusion);
    m_settle.start();
}

void PackageInspector::undoExclusion()
{
    if (m_exclusions.isEmpty())
        return;
    const Exclusion exclusion = m_exclusions.takeLast();
    if (const auto done = lathe::undoExclusion(exclusion); !done)
        emit failed(done.error());
    else
        emit undone(exclusion.file);
    m_settle.start();
}

void PackageInspector::setRecording(bool on)
{
    if (on == isRecording())
        return;
    m_recorder.reset();
    if (on && m_state.current()) {
        auto recorder = std::make_unique<OpenRecorder>();
        m_recordedRoots = m_shippedRoots.isEmpty() ? roots() : m_shippedRoots;
        if (!recorder->start(m_recordedRoots)) {
            emit failed({ErrorCode::Io, tr("The kernel gives no watches: what runs open cannot be recorded. Raise fs.inotify.max_user_watches."), {}, {}});
            emit stateChanged();
            return;
        }
        m_recorder = std::move(recorder);
        if (m_state.runtime)
            m_state.runtime->retire(m_state.function);
    }
    emit stateChanged();
}

void PackageInspector::noteRun()
{
    if (!m_recorder)
        return;
    const OpenRecorder::Recording recording = m_recorder->take();
    const auto work = [shared = m_shared, roots = m_recordedRoots, paths = recording.paths] { return shared->opened.add(roots, packageState(roots), paths); };
    whenDone(onWorker(m_pool, work), this, [this](const Result<> &added) {
        if (!added)
            emit failed(added.error());
        refresh();
    });
    if (!recording.whole)
        emit failed({ErrorCode::Io, tr("Some of what the run opened was not seen: the record is not complete."), {}, {}});
}

void PackageInspector::forgetRecords()
{
    m_shared->opened.clear(m_shippedRoots.isEmpty() ? roots() : m_shippedRoots);
    refresh();
}

} // namespace lathe
