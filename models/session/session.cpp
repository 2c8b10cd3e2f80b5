// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_p.h"
#include "session/watchedpaths.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/epolldispatcher.h"
#include "core/paths.h"
#include "history/historystore.h"
#include "project/newfunction.h"
#include "runtime/interpreters.h"
#include "runtime/runtimeservice.h"
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <algorithm>
#include <iterator>
#include <unistd.h>

namespace lathe {

SessionOptions SessionOptions::standard()
{
    SessionOptions options;
    options.stateDir = paths::state();
    options.endpointDir = Workspace::defaultDir();
    options.historyDir = qgetenv("LATHE_HISTORY") == "0" ? QString() : HistoryStore::defaultDir();
    options.savedTextsDir = paths::data() + QStringLiteral("/texts");
    options.bootstrapDir = paths::resources() + QStringLiteral("/runtimes");
    // Beside this session's other temporary things; where somebody else holds that place, in the user's own cache.
    options.workDir = paths::makePrivate(paths::runtime()).value_or(paths::cache()) + QStringLiteral("/work-%1").arg(getpid());
    return options;
}


Session::Session(SessionOptions options, QObject *parent) : QObject(parent), d(std::make_unique<Private>(*this, options))
{
    d->reader.setMaxThreadCount(1);
    d->thread.setObjectName(QStringLiteral("engine"));
    connect(&d->samples, &SampleMaker::progressed, this, &Session::sampleProgress);
    connect(&d->samples, &SampleMaker::failed, this, &Session::sampleFailed);
    connect(&d->samples, &SampleMaker::made, this, [this](const QString &dir) {
        d->folders.setTrusted(dir, true);
        emit sampleCreated(dir);
    });
    connect(&d->deploys, &DeployController::signingKeyChanged, this, [this] {
        if (!d->state.project)
            return;
        FolderState saved = d->folders.state(d->state.project->root);
        saved.signingKey = d->state.signingKey;
        d->folders.setState(d->state.project->root, saved);
    });
    connect(&d->targets, &TargetConnector::chosen, this, [this](const QString &id) {
        if (!d->state.project)
            return;
        FolderState saved = d->folders.state(d->state.project->root);
        saved.target = id;
        d->folders.setState(d->state.project->root, saved);
    });
    connect(&d->activity, &ActivityPipe::eventsReady, this, &Session::environmentEvents);
    connect(&d->runs, &SessionRuns::usedUp, this, [this](const QString &logStream) {
        d->unwanted.append(logStream);
        d->activity.drain(); // its picture is whole before its imports come
        d->endUnwanted();
    });
    connect(&d->runs, &SessionRuns::kept, &d->history, &HistoryLog::noteKept);
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::currentFunctionChanged})
        connect(this, signal, &d->inspector, &PackageInspector::refresh);
    // What is built on the way to something else is built for all.
    connect(&d->builds, &BuildController::built, &d->inspector, &PackageInspector::refreshIfBuilt);
    connect(&d->builds, &BuildController::statesChanged, &d->layers, &LayerController::refresh); // their sizes
    connect(&d->runs, &RunController::finished, &d->inspector, &PackageInspector::refreshIfBuilt);
    connect(&d->deploys, &DeployController::planReady, &d->inspector, &PackageInspector::refreshIfBuilt);
    connect(&d->packages, &PackageSaver::saved, &d->inspector, &PackageInspector::refreshIfBuilt);
    connect(&d->inspector, &PackageInspector::reportChanged, &d->builds, [this] {
        if (const XrayPointer report = d->inspector.report())
            d->builds.note(report->function, report->build);
    });
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::currentFunctionChanged, &Session::eventsChanged,
             &Session::trustChanged, &Session::engineStarted})
        connect(this, signal, &d->tests, &TestController::refresh);
    connect(&d->tests, &TestController::kept, &d->history, &HistoryLog::noteKept);
    connect(&d->deploys, &DeployController::deployed, &d->tests, &TestController::refreshVersions);
    connect(this, &Session::endpointListening, &d->tests, &TestController::refreshVersions);
    for (auto signal : {&Session::projectOpened, &Session::projectChanged})
        connect(this, signal, this, [this] {
            d->sources.checkHandlers();
            emit diagnosticsChanged();
        });
    connect(this, &Session::projectClosed, this, &Session::diagnosticsChanged);
    connect(&d->sources, &SourceChecker::changed, this, &Session::diagnosticsChanged);
    const auto soon = [this] { d->settle.start(); };
    connect(&d->watcher, &QFileSystemWatcher::fileChanged, this, soon);
    connect(&d->watcher, &QFileSystemWatcher::directoryChanged, this, soon);
    connect(&d->settle, &QTimer::timeout, this, [this] {
        reloadProject();
        emit eventsChanged();
    });
}

Session::~Session()
{
    d->runs.stop();
    d->tests.stop();
    d->deploys.shutDown();
    d->versions.shutDown();
    d->imports.shutDown();
    if (d->engine) {
        d->thread.quit();
        d->thread.wait();
    }
    d->reader.waitForDone();
}

void Session::startEngine()
{
    if (d->engine)
        return;
    d->engine = new Engine(d->options, d->activity.input(), [trust = d->trust](const QString &root) { return trust->mayRun(root); });
    d->engine->moveToThread(&d->thread);
    connect(&d->thread, &QThread::started, d->engine, &Engine::start);
    connect(&d->thread, &QThread::finished, d->engine, &QObject::deleteLater);
    connect(d->engine, &Engine::started, this, [this](const SandboxCapabilities &capabilities) { d->engineUp(capabilities); });
    connect(d->engine, &Engine::listening, this, [this](const Workspace &workspace, quint16 port, bool own) {
        d->state.workspace = workspace;
        d->state.port = port;
        d->state.ownEndpoint = own;
        emit endpointListening();
        emit d->deploys.targetChanged();
        emit d->runs.stateChanged();
        emit d->deploys.stateChanged();
    });
    connect(d->engine, &Engine::endpointFailed, this, &Session::endpointFailed);
    connect(d->engine, &Engine::environmentsChanged, this, &Session::environmentsChanged);
    connect(d->engine, &Engine::poolChanged, this, [this](const QList<EnvironmentInfo> &environments) {
        d->environments = environments;
        d->endUnwanted();
        emit poolChanged(environments);
    });
    connect(d->engine, &Engine::requestServed, this, &Session::requestServed);
    d->thread.setEventDispatcher(new EpollDispatcher); // a thread that never starts would not delete it
    d->thread.start();
    d->targets.refresh();
}

void Session::shutDown()
{
    if (!d->engine) {
        emit ended();
        return;
    }
    connect(d->engine, &Engine::ended, this, &Session::ended, Qt::UniqueConnection);
    QMetaObject::invokeMethod(d->engine, &Engine::shutDown);
}

void Session::Private::engineUp(const SandboxCapabilities &capabilities)
{
    state.capabilities = capabilities;
    state.runtime = engine->runtime();
    state.transport = engine->transport();
    emit q.engineStarted();
    emit runs.stateChanged();
    emit deploys.stateChanged();
}

/// A run with the import timer on leaves an environment that no other run can use.
void Session::Private::endUnwanted()
{
    for (const EnvironmentInfo &info : std::as_const(environments))
        if (unwanted.removeOne(info.logStream) && state.runtime)
            state.runtime->stop(info.id);
}

void Session::openFolder(const QString &dir)
{
    const QFileInfo info(dir);
    if (!info.isDir()) {
        emit projectFailed({ErrorCode::NotFound, tr("The folder %1 does not exist.").arg(dir), {}, {}});
        return;
    }
    d->read(QDir::cleanPath(info.absoluteFilePath()), true);
}

/// ${env:…} of an untrusted template is not answered from the user's environment.
void Session::Private::read(const QString &dir, bool opening)
{
    if (!opening && opensAnother) {
        readAgain = true; // what is open goes; its news must not take the place of the folder that comes
        return;
    }
    opensAnother = opening;
    const bool trusted = folders.isTrusted(dir);
    const int number = ++reading;
    const auto begun = fileClock();
    struct Read
    {
        Project project;
        QStringList watched; ///< Thousands of events take their time to be listed.
    };
    const auto future = onWorker(reader, [dir, trusted] {
        ProjectContext context = trusted ? ProjectContext::fromProcess() : ProjectContext();
        context.plainRuntime = runtimeOnThisMachine;
        context.inlineDir = paths::cache() + QStringLiteral("/inline");
        return readProject(dir, context).transform([](const Project &project) { return Read{project, watchedPaths(project)}; });
    });
    whenDone(future, &q, [this, number, opening, begun](const Result<Read> &read) {
        if (number != reading)
            return;
        opensAnother = false;
        const bool again = std::exchange(readAgain, false);
        if (read)
            take(read->project, read->watched, opening, begun);
        else
            emit q.projectFailed(read.error());
        if (again && !read)
            q.reloadProject(); // it stays open after all
    });
}

void Session::Private::take(const Project &project, const QStringList &watched, bool opening, std::chrono::nanoseconds begun)
{
    const bool same = !opening && state.project && state.project->root == project.root;
    if (!same)
        sources.clear();
    state.project = project;
    state.trusted = folders.isTrusted(project.root);
    state.offline = folders.state(project.root).offline;
    if (!same)
        state.signingKey = folders.state(project.root).signingKey;
    noteTrust();
    const QStringList added = watch(watched);
    if (changedSince(added, begun))
        settle.start(); // after it was read and before it was watched: once more
    QString wanted = same ? state.function : folders.state(project.root).function;
    const FunctionDefinition *kept = wanted.isEmpty() ? nullptr : project.function(wanted); // also by its deployed name: a template may call it otherwise
    wanted = kept ? kept->name : project.functions.isEmpty() ? QString() : project.functions.first().name;
    const bool moved = wanted != state.function;
    state.function = wanted;
    if (same) {
        emit q.projectChanged();
        if (!added.isEmpty())
            emit q.eventsChanged(); // one may have come into a folder before that was watched
    } else {
        tests.stop();
        folders.noteOpened(project.root);
        targets.restore(folders.state(project.root).target);
        sweep();
        emit q.projectOpened();
    }
    if (moved || !same)
        emit q.currentFunctionChanged();
    emit runs.stateChanged();
    emit deploys.stateChanged();
}

/// What a killed save left beside the files that are edited.
void Session::Private::sweep()
{
    QSet<QString> dirs{state.project->root, state.project->root + QStringLiteral("/events")};
    for (const FunctionDefinition &function : state.project->functions)
        if (!function.handlerFile.isEmpty())
            dirs.insert(QFileInfo(function.handlerFile).path());
    for (const QString &file : q.savedFiles())
        dirs.insert(QFileInfo(file).path());
    reader.start([dirs] {
        for (const QString &dir : dirs)
            sweepStrayFiles(dir);
    });
}

/// What stays watched is not let go for a moment, in which a change of it would not be seen.
QStringList Session::Private::watch(const QStringList &wanted)
{
    const QStringList before = watcher.files() + watcher.directories();
    const QSet<QString> old(before.begin(), before.end()), now(wanted.begin(), wanted.end());
    QStringList added, gone;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(added), [&old](const QString &path) { return !old.contains(path); });
    std::copy_if(before.begin(), before.end(), std::back_inserter(gone), [&now](const QString &path) { return !now.contains(path); });
    if (!gone.isEmpty())
        watcher.removePaths(gone);
    if (added.isEmpty())
        return {};
    const QStringList refused = watcher.addPaths(added); // no more watches of the kernel, or gone again
    added.removeIf([&refused](const QString &path) { return refused.contains(path); });
    return added;
}

void Session::closeFolder()
{
    ++d->reading;
    d->opensAnother = d->readAgain = false;
    if (!d->state.project)
        return;
    d->runs.stop();
    d->tests.stop();
    d->deploys.cancel();
    if (const QStringList old = d->watcher.files() + d->watcher.directories(); !old.isEmpty())
        d->watcher.removePaths(old);
    d->state.project.reset();
    d->sources.clear();
    d->files.clear();
    d->state.function.clear();
    d->state.trusted = false;
    d->noteTrust();
    emit projectClosed();
    emit currentFunctionChanged();
    emit d->runs.stateChanged();
    emit d->deploys.stateChanged();
}

bool Session::hasProject() const
{
    return d->state.project.has_value();
}

const Project &Session::project() const
{
    static const Project none; // for whoever asks too late
    Q_ASSERT(d->state.project);
    return d->state.project ? *d->state.project : none;
}

QList<Diagnostic> Session::diagnostics() const
{
    return d->state.project ? d->state.project->diagnostics + d->sources.diagnostics() : QList<Diagnostic>();
}

SourceChecker &Session::sources()
{
    return d->sources;
}

FixFinder &Session::fixes()
{
    return d->fixes;
}

void Session::reloadProject()
{
    if (d->state.project)
        d->read(d->state.project->root, false);
}

void Session::noteSaved(const QString &path)
{
    if (d->state.runtime)
        d->state.runtime->retireCode(path); // their memory is free before the next run, which would not use them
    d->sources.check(path);
    if (d->savedTexts && d->state.project)
        d->savedTexts->note(d->state.project->root, path, TextChange::Saved);
    if (d->state.project && path.startsWith(d->state.project->root + u'/'))
        d->settle.start();
}

void Session::noteAllSaved(const QStringList &paths)
{
    constexpr qsizetype mostChecks = 100; // others are checked when they are opened: each may start an interpreter
    if (!d->state.project)
        return;
    if (d->state.runtime)
        for (const QString &path : paths)
            d->state.runtime->retireCode(path);
    for (const QString &path : paths.mid(0, mostChecks))
        d->sources.check(path);
    if (d->savedTexts)
        d->savedTexts->noteAll(d->state.project->root, paths, TextChange::Saved);
    d->settle.start();
}

QList<EnvironmentInfo> Session::environments() const
{
    return d->environments;
}

void Session::stopEnvironment(quint64 id)
{
    if (d->state.runtime)
        d->state.runtime->stop(id);
}

void Session::killEnvironment(quint64 id)
{
    if (d->state.runtime)
        d->state.runtime->kill(id);
}

static QStringList filesBelow(const QString &root)
{
    QStringList files;
    QStringList dirs{QString()};
    while (!dirs.isEmpty() && files.size() < 20000) {
        const QString dir = dirs.takeFirst();
        for (const QFileInfo &info : QDir(root + u'/' + dir).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name)) {
            const QString path = dir.isEmpty() ? info.fileName() : dir + u'/' + info.fileName();
            if (!info.isDir())
                files += path;
            else if (!info.isSymLink() && info.fileName() != QLatin1String("node_modules") && info.fileName() != QLatin1String("__pycache__"))
                dirs += path;
        }
    }
    return files;
}

QStringList Session::projectFiles() const
{
    return d->files;
}

void Session::refreshFiles()
{
    if (!d->state.project)
        return;
    const QString root = d->state.project->root;
    const auto future = onWorker(d->reader, [root]() -> Result<QStringList> { return filesBelow(root); });
    whenDone(future, this, [this, root](const Result<QStringList> &files) {
        if (files && d->state.project && d->state.project->root == root)
            d->files = *files;
    });
}

Result<QString> Session::addFunction(RuntimeFamily family)
{
    if (!d->state.project)
        return fail(ErrorCode::Usage, tr("Open a folder first (Ctrl+O)."));
    const auto written = writeNewFunction(d->state.project->root, family);
    reloadProject();
    return written;
}

bool Session::isTrusted() const
{
    return d->state.trusted;
}

void Session::setTrusted(bool trusted)
{
    if (!d->state.project || d->state.trusted == trusted)
        return;
    d->folders.setTrusted(d->state.project->root, trusted);
    d->state.trusted = trusted;
    d->noteTrust();
    if (!trusted) {
        d->runs.stop();
        d->tests.stop();
        d->sources.clear();
    }
    emit trustChanged();
    emit d->runs.stateChanged();
    emit d->deploys.stateChanged();
    reloadProject(); // ${env:…} is answered for trusted folders only
}

QString Session::currentFunction() const
{
    return d->state.function;
}

void Session::setCurrentFunction(const QString &name)
{
    if (!d->state.project || name == d->state.function || name.isEmpty() || !d->state.project->function(name))
        return;
    d->state.function = name;
    if (d->deploys.state() == DeployController::State::Planning || d->deploys.state() == DeployController::State::Reviewing)
        d->deploys.cancel(); // a plan is for one function
    FolderState saved = d->folders.state(d->state.project->root);
    saved.function = name;
    d->folders.setState(d->state.project->root, saved);
    emit currentFunctionChanged();
    emit d->runs.stateChanged();
    emit d->deploys.stateChanged();
}

NetworkMode Session::network(const QString &function) const
{
    return d->state.offline.contains(function) ? NetworkMode::None : NetworkMode::Shared;
}

void Session::setNetwork(const QString &function, NetworkMode mode)
{
    if (!d->state.project || network(function) == mode)
        return;
    if (mode == NetworkMode::None)
        d->state.offline.append(function);
    else
        d->state.offline.removeAll(function);
    FolderState saved = d->folders.state(d->state.project->root);
    saved.offline = d->state.offline;
    d->folders.setState(d->state.project->root, saved);
    emit networkChanged(function);
}

EventStore Session::events() const
{
    return EventStore(d->state.project ? d->state.project->root : QString());
}

Result<> Session::writeEvent(const EventFile &event, const QByteArray &bytes)
{
    return writeFileAtomically(event.path, bytes);
}

void Session::noteEventsChanged()
{
    emit eventsChanged();
}

} // namespace lathe
