// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layershelf.h"
#include "project/layerlinks.h"
#include "session/availability.h"
#include "session/layerhistory.h"
#include <QObject>
#include <QThreadPool>
#include <memory>

namespace lathe {

class Session;

/// The layers of the open project: builds, keeps, attaches. Work is done on a thread of its own, one thing at a time.
/// Owned by the session; window's thread.
class LayerController : public QObject
{
    Q_OBJECT
public:
    explicit LayerController(Session &session);
    ~LayerController() override;

    /// As layersChanged() told them last.
    const QList<LayerInfo> &layers() const { return m_layers; }
    /// The links of a function, in order; empty when it is not known. Templates that take long to read are read by refresh(): what is in
    /// them now is told with layersChanged().
    QList<LayerLink> linksOf(const QString &function) const;
    Availability canBuild() const;
    bool isBusy() const { return m_busy; }
    /// Reads the layers again, on the worker; ends in layersChanged().
    void refresh();

    /// Runtimes and processor that a drop is built for: those of the function, or of all functions when it is empty.
    LayerSpec specFor(const QStringList &inputs, const QString &function) const;
    /// The name that a drop of these files is offered, free in this project; empty when it replaces the layer that was made of them.
    QString suggestedName(const QStringList &inputs) const;
    /// Builds, keeps it as `name` (empty: suggested, made unique) and attaches it to `attachTo` unless that is empty.
    /// Ends in built() or failed(). `replace` takes the place of a layer of this name.
    void build(const LayerSpec &spec, const QString &name = {}, const QString &attachTo = {}, bool replace = false);
    void rebuild(const QString &name);
    /// The function that the build under way is for; empty when it is for the shelf alone.
    QString buildingFor() const { return m_busy ? m_buildingFor : QString(); }
    /// Ends the build under way in failed() with code Cancelled; nothing is left of it.
    void cancel();
    // What changes the project's files: each can be undone, and emits failed() besides returning the error.
    /// Writes the function's whole list (attach, detach and reorder are all this). The project is read again.
    Result<> setLinks(const QString &function, const QStringList &names);
    Result<> attach(const QString &function, const QString &name, int at = -1);
    Result<> detach(const QString &function, const QString &name);
    /// Whether the function takes `more` layers; TooLarge (LTH-LYR-020) when not.
    Result<> checkRoom(const QString &function, int more) const;
    Result<> rename(const QString &name, const QString &to);
    /// Its files are kept until the folder is closed, for undo().
    Result<> remove(const QString &name);
    const LayerHistory &history() const { return m_history; }
    /// Puts back what the last change of files changed, byte for byte. Conflict when one of the files was changed since.
    Result<> undo();
    Result<> redo();
    /// Tells listeners of failed() what was found out elsewhere.
    void report(const Error &error) { emit failed(error); }
    /// Ends in exported() or failed().
    void exportZip(const QString &name, const QString &file);

signals:
    void layersChanged();
    /// The project's files were changed: `text` says how, for people.
    void edited(const QString &text);
    void removed(const QString &name);
    void detached(const QString &name, const QString &function);
    void busyChanged();
    void progressed(const lathe::LayerProgress &progress);
    void toolSaid(const QByteArray &line);
    void built(const lathe::LayerInfo &layer, bool fromCache);
    void exported(const lathe::PackageReport &report);
    void failed(const lathe::Error &error);

private:
    QList<LayerLink> linksNow(const QString &function) const;
    void setBusy(bool busy);
    Result<> write(const QString &function, const QStringList &names, const QList<LayerInfo> &layers);
    Result<> told(const Result<> &done, const QString &text);
    void finishBuild(const Result<LayerInfo> &layer, bool fromCache, const QString &attachTo);

    Session &m_session;
    LayerHistory m_history;
    QString m_buildingFor;
    QThreadPool m_pool;
    QList<LayerInfo> m_layers;
    QHash<QString, QList<LayerLink>> m_links; ///< By function, as the template had them when it was read.
    QByteArray m_linksStamp;                  ///< Of that template; empty: none was read.
    std::shared_ptr<std::atomic_bool> m_cancel;
    bool m_busy = false;
    bool m_again = false; ///< Asked to refresh while that was under way.
    bool m_refreshing = false;
};

} // namespace lathe
