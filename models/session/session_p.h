// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/timeouts.h"
#include "session/activitypipe.h"
#include "session/buildcontroller.h"
#include "session/cachecontroller.h"
#include "session/editing/fixfinder.h"
#include "session/editing/sourcechecker.h"
#include "session/engine.h"
#include "session/folderstore.h"
#include "session/foldertrust.h"
#include "session/historylog.h"
#include "session/keyring.h"
#include "session/filecopier.h"
#include "session/packageimporter.h"
#include "session/packageinspector.h"
#include "session/samplemaker.h"
#include "session/savedtexts.h"
#include "session/session.h"
#include "session/sessiondeploys.h"
#include "session/sessionruns.h"
#include "session/sessionstate.h"
#include "session/targetconnector.h"
#include "session/testcontroller.h"
#include "session/versioncontroller.h"
#include <QFileSystemWatcher>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

namespace lathe {

/// The session's parts. For session.cpp and sessionaccess.cpp only.
struct Session::Private
{
    Private(Session &session, const SessionOptions &options)
        : q(session), options(options), folders(options.stateDir + QStringLiteral("/folders.json")),
          backups(options.stateDir + QStringLiteral("/unsaved")), targets(state, AwsEnvironment::fromProcess()),
          deploys(state, targets), runs(state, targets), packages(state), layers(session), builds(session),
          inspector(state, runs, options.stateDir), sources(state), history(options.historyDir), imports(state, targets), tests(state, targets), versions(state, targets)
    {
        state.workDir = options.workDir;
        state.historyDir = options.historyDir;
        if (!options.savedTextsDir.isEmpty())
            savedTexts = std::make_unique<SavedTexts>(options.savedTextsDir);
        settle.setSingleShot(true);
        settle.setInterval(timeouts::templateSettle);
    }

    void read(const QString &dir, bool opening);
    void take(const Project &project, const QStringList &watched, bool opening, std::chrono::nanoseconds begun);
    void sweep();
    QStringList watch(const QStringList &wanted); ///< What is watched from now on, and was not before.
    void engineUp(const SandboxCapabilities &capabilities);
    void endUnwanted();
    void noteTrust() { trust->setUntrusted(state.project && !state.trusted ? state.project->root : QString()); }

    Session &q;
    SessionOptions options;
    SessionState state;
    FolderStore folders;
    BackupStore backups;
    std::unique_ptr<SavedTexts> savedTexts;
    TargetConnector targets;
    SampleMaker samples;
    QList<EnvironmentInfo> environments;
    ActivityPipe activity;
    QStringList unwanted; ///< Log streams of environments that have served their one run.
    SessionDeploys deploys;
    SessionRuns runs;
    PackageSaver packages;
    LayerController layers;
    BuildController builds;
    PackageInspector inspector;
    SourceChecker sources;
    FixFinder fixes;
    CacheController caches;
    HistoryLog history;
    PackageImporter imports;
    FileCopier copies;
    KeyRing keys;
    TestController tests;
    VersionController versions;
    const std::shared_ptr<FolderTrust> trust = std::make_shared<FolderTrust>();
    QThread thread;
    Engine *engine = nullptr; ///< Lives on `thread` and ends with it.
    QFileSystemWatcher watcher;
    QTimer settle;
    QThreadPool reader;
    QStringList files;
    int reading = 0; ///< Only the newest reading counts.
    bool opensAnother = false; ///< The newest is that of a folder that opens,
    bool readAgain = false;    ///< and what is still open should have been read meanwhile.
};

} // namespace lathe
