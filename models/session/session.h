// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "events/eventstore.h"
#include "items/environmentevent.h"
#include "process/sandboxcapabilities.h"
#include "project/project.h"
#include "runtime/environmentinfo.h"
#include "session/backupstore.h"
#include "session/deploycontroller.h"
#include "session/folderstate.h"
#include "session/layercontroller.h"
#include "session/packagesaver.h"
#include "session/runcontroller.h"
#include <QObject>
#include <functional>
#include <memory>

namespace lathe {

class BuildController;
class CacheController;
class FileCopier;
class FixFinder;
class HistoryLog;
class KeyRing;
class PackageImporter;
class PackageInspector;
class RuntimeService;
class SavedTexts;
class SourceChecker;
class TestController;
class VersionController;

struct SessionOptions
{
    QString stateDir;     ///< Unsaved text, trust list, last session.
    QString endpointDir;  ///< State of the embedded endpoint.
    QString bootstrapDir; ///< resources/runtimes
    QString workDir;      ///< Temporary files of environments and packages.
    QString historyDir;   ///< Runs that are kept; empty: none is.
    QString savedTextsDir; ///< Earlier states of saved files; empty: none are kept.
    bool cpuShare = false; ///< Functions get CPU in proportion to their memory.
    bool spares = true;    ///< Environments are started ahead of their events, as many as LATHE_SPARES says.
    /// What else uses the runtime service, from the composition root: made on the engine's thread, destroyed there before the
    /// service. `mayRun` tells of a project's root whether its code may run for somebody outside the window.
    std::function<std::unique_ptr<QObject>(RuntimeService &runtime, std::function<bool(const QString &root)> mayRun)> beside;
    static SessionOptions standard();
};

/// The open project, its documents' backups, runs, deploys and the embedded endpoint: what the widgets talk to. Lives on the
/// window's thread; the engine (runtime service, endpoint, transport) has a thread of its own and starts after the first
/// frame (startEngine()). Owned by the composition root.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(SessionOptions options, QObject *parent = nullptr);
    ~Session() override;

    /// Starts sandbox probe, runtime service and endpoint on the engine's thread. Idempotent.
    void startEngine();
    /// The window is closed: ends the environments in good order, so that extensions get their Shutdown event. Ends in ended(),
    /// timeouts::shutdownWithExtensions later at most.
    void shutDown();

    /// Reads the folder on a worker thread; ends in projectOpened() or projectFailed().
    void openFolder(const QString &dir);
    void closeFolder();
    bool hasProject() const;
    const Project &project() const;
    /// What reading the project and checking its sources found.
    QList<Diagnostic> diagnostics() const;
    SourceChecker &sources();
    /// Which of the problems have a quick fix; the window asks, since it has the unsaved texts.
    FixFinder &fixes();
    /// Reads the templates again (after a save, or when a file changed outside).
    void reloadProject();

    /// Code of an untrusted folder never runs. Samples made by Lathe are trusted from the start.
    bool isTrusted() const;
    void setTrusted(bool trusted);

    QString currentFunction() const;
    void setCurrentFunction(const QString &name);
    /// Whether a function has the network in local runs: a setting of this computer, kept per folder.
    NetworkMode network(const QString &function) const;
    void setNetwork(const QString &function, NetworkMode mode);
    EventStore events() const;
    /// Replaces a saved event's bytes, atomically.
    Result<> writeEvent(const EventFile &event, const QByteArray &bytes);
    /// An event was made or removed: tells the views.
    void noteEventsChanged();

    RunController &runs();
    DeployController &deploys();
    PackageSaver &packages();
    LayerController &layers();
    BuildController &builds();
    PackageInspector &inspector();
    /// Runs that are kept, of all of this user's folders.
    HistoryLog &history();
    PackageImporter &imports();
    /// Files of elsewhere on their way into the project.
    FileCopier &copies();
    KeyRing &keys();
    TestController &tests();
    VersionController &versions();
    BackupStore &backups();
    CacheController &caches();
    /// Null when none are kept.
    SavedTexts *savedTexts();

    bool isEngineUp() const;
    SandboxCapabilities capabilities() const; ///< Defaults until the engine is up.
    quint16 endpointPort() const;             ///< 0 until the endpoint listens.
    QStringList recentFolders() const;
    /// Writes the smallest function into the open folder, which has none (see writeNewFunction()); returns its file.
    Result<QString> addFunction(RuntimeFamily family);
    /// Makes a sample project (see SampleStore) in `dir` and trusts it; progress by sampleProgress().
    void createSample(const QString &sampleId, const QString &dir);
    /// Session restore: open files and the active one, per folder.
    QStringList savedFiles() const;
    QString savedActiveFile() const;
    void saveFiles(const QStringList &openFiles, const QString &active = {});
    /// The event that was last chosen in this folder (path), empty when none.
    QString savedEvent() const;
    void saveEvent(const QString &path);
    /// Marked lines by path, in this folder.
    QHash<QString, QList<int>> savedBookmarks() const;
    void saveBookmarks(const QHash<QString, QList<int>> &bookmarks);
    /// Cursor and closed blocks of the open files, in this folder.
    QHash<QString, FilePlace> savedPlaces() const;
    void savePlaces(const QHash<QString, FilePlace> &places);
    void forgetRecent(const QString &dir);
    bool isMakingSample() const;
    /// Ends in sampleFailed() with code Cancelled, if something is still to be installed.
    void cancelSample();
    /// True when the endpoint is this program's own, false when another Lathe serves the same state folder.
    bool ownsEndpoint() const;
    /// Whether other programs can connect to it: not while the loopback device is down.
    bool isEndpointReachable() const;
    /// Shell lines that point an AWS client at the endpoint; they hold its keys, so only for the clipboard on demand.
    QString endpointEnvironment() const;
    /// A file below the project was saved: templates are read again, problems and events are brought up to date.
    void noteSaved(const QString &path);
    /// The same of many files at once, without standing still: earlier states are kept on a worker, and the first hundred are checked.
    void noteAllSaved(const QStringList &paths);
    /// Files of the project, relative to its root, at most 20,000, without node_modules, .git and the like; empty until
    /// they were listed once (on a worker thread, asked for by refreshFiles()).
    QStringList projectFiles() const;
    void refreshFiles();
    /// The execution environments as poolChanged() told them last.
    QList<EnvironmentInfo> environments() const;
    /// Ends an execution environment, after the event that it handles.
    void stopEnvironment(quint64 id);
    /// Ends it now; the event that it handles is cancelled.
    void killEnvironment(quint64 id);

signals:
    void projectOpened();
    void projectClosed();
    void projectFailed(const lathe::Error &error);
    void projectChanged();
    /// What diagnostics() gives has changed.
    void diagnosticsChanged();
    void trustChanged();
    void currentFunctionChanged();
    void engineStarted();
    void ended();
    void endpointListening();
    void eventsChanged();
    void networkChanged(const QString &function);
    void endpointFailed(const lathe::Error &error);
    void environmentsChanged(int total, int busy);
    /// All execution environments, local runs' and the endpoint's, whenever one comes, goes or changes.
    void poolChanged(const QList<lathe::EnvironmentInfo> &environments);
    /// What environments did, local runs' and the endpoint's: init phases and invocations, gathered for 33 ms.
    void environmentEvents(const QList<lathe::EnvironmentEvent> &events);
    void requestServed(const QString &method, const QString &path, int status, double ms);
    void sampleProgress(const QString &phase, int done, int total);
    void sampleCreated(const QString &dir);
    void sampleFailed(const lathe::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lathe
