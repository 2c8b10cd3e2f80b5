// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The session's parts for who asks, and what it keeps of a folder.
#include "session/session_p.h"
#include "core/loopback.h"
#include <QFileInfo>

namespace lathe {

RunController &Session::runs()
{
    return d->runs;
}

DeployController &Session::deploys()
{
    return d->deploys;
}

PackageSaver &Session::packages()
{
    return d->packages;
}

BuildController &Session::builds()
{
    return d->builds;
}

LayerController &Session::layers()
{
    return d->layers;
}

PackageInspector &Session::inspector()
{
    return d->inspector;
}

CacheController &Session::caches()
{
    return d->caches;
}

HistoryLog &Session::history()
{
    return d->history;
}

PackageImporter &Session::imports()
{
    return d->imports;
}

FileCopier &Session::copies()
{
    return d->copies;
}

KeyRing &Session::keys()
{
    return d->keys;
}

TestController &Session::tests()
{
    return d->tests;
}

VersionController &Session::versions()
{
    return d->versions;
}

BackupStore &Session::backups()
{
    return d->backups;
}

bool Session::isEngineUp() const
{
    return d->state.runtime != nullptr;
}

SandboxCapabilities Session::capabilities() const
{
    return d->state.capabilities;
}

quint16 Session::endpointPort() const
{
    return d->state.port;
}

bool Session::ownsEndpoint() const
{
    return d->state.ownEndpoint;
}

bool Session::isEndpointReachable() const
{
    return isLoopbackUp();
}

QString Session::endpointEnvironment() const
{
    if (d->state.port == 0)
        return {};
    const Workspace &workspace = d->state.workspace;
    return QStringLiteral("export AWS_ENDPOINT_URL=http://127.0.0.1:%1\nexport AWS_ACCESS_KEY_ID=%2\nexport AWS_SECRET_ACCESS_KEY=%3\nexport AWS_REGION=%4\n")
        .arg(QString::number(d->state.port), workspace.credentials.accessKeyId, workspace.credentials.secretAccessKey, workspace.region);
}

QStringList Session::recentFolders() const
{
    return d->folders.recent();
}

void Session::forgetRecent(const QString &dir)
{
    d->folders.forget(dir);
}

void Session::createSample(const QString &sampleId, const QString &dir)
{
    d->samples.make(sampleId, QDir::cleanPath(QFileInfo(dir).absoluteFilePath()));
}

void Session::cancelSample()
{
    d->samples.cancel();
}

bool Session::isMakingSample() const
{
    return d->samples.isBusy();
}

QStringList Session::savedFiles() const
{
    return d->state.project ? d->folders.state(d->state.project->root).files : QStringList();
}

QString Session::savedActiveFile() const
{
    return d->state.project ? d->folders.state(d->state.project->root).active : QString();
}

void Session::saveFiles(const QStringList &openFiles, const QString &active)
{
    if (!d->state.project)
        return;
    FolderState saved = d->folders.state(d->state.project->root);
    saved.files = openFiles;
    saved.active = active;
    d->folders.setState(d->state.project->root, saved);
}

QHash<QString, QList<int>> Session::savedBookmarks() const
{
    return d->state.project ? d->folders.state(d->state.project->root).bookmarks : QHash<QString, QList<int>>();
}

void Session::saveBookmarks(const QHash<QString, QList<int>> &bookmarks)
{
    if (!d->state.project)
        return;
    FolderState saved = d->folders.state(d->state.project->root);
    saved.bookmarks.clear();
    for (auto it = bookmarks.begin(); it != bookmarks.end(); ++it)
        if (it.key().startsWith(d->state.project->root + u'/'))
            saved.bookmarks.insert(it.key(), *it);
    d->folders.setState(d->state.project->root, saved);
}

QHash<QString, FilePlace> Session::savedPlaces() const
{
    return d->state.project ? d->folders.state(d->state.project->root).places : QHash<QString, FilePlace>();
}

void Session::savePlaces(const QHash<QString, FilePlace> &places)
{
    if (!d->state.project)
        return;
    FolderState saved = d->folders.state(d->state.project->root);
    saved.places = places;
    d->folders.setState(d->state.project->root, saved);
}

SavedTexts *Session::savedTexts()
{
    return d->savedTexts.get();
}

QString Session::savedEvent() const
{
    return d->state.project ? d->folders.state(d->state.project->root).event : QString();
}

void Session::saveEvent(const QString &path)
{
    if (!d->state.project)
        return;
    FolderState saved = d->folders.state(d->state.project->root);
    saved.event = path;
    d->folders.setState(d->state.project->root, saved);
}

} // namespace lathe
