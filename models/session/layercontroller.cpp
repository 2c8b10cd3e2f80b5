// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/layercontroller.h"
#include "core/async.h"
#include "core/limits.h"
#include "package/layer/layerbuilder.h"
#include "runtime/interpreters.h"
#include "session/session.h"
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <sys/stat.h>

namespace lathe {

LayerController::LayerController(Session &session) : m_session(session)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &Session::projectOpened, this, [this] {
        m_history.open(m_session.project().root);
        refresh();
    });
    connect(&session, &Session::projectChanged, this, &LayerController::refresh);
    connect(&session, &Session::projectClosed, this, [this] {
        cancel();
        m_layers.clear();
        m_links.clear();
        m_linksStamp.clear();
        m_history.clear();
        emit layersChanged();
    });
}

LayerController::~LayerController()
{
    cancel();
    m_pool.waitForDone();
}

/// Which bytes a file has, as far as looking at it says.
static QByteArray stampOf(const QString &file)
{
    struct stat st = {};
    if (::stat(QFile::encodeName(file).constData(), &st) != 0)
        return {};
    return QByteArray::number(quint64(st.st_ino)) + ' ' + QByteArray::number(qint64(st.st_size)) + ' ' + QByteArray::number(qint64(st.st_mtim.tv_sec)) + ' ' + QByteArray::number(qint64(st.st_mtim.tv_nsec));
}

QList<LayerLink> LayerController::linksOf(const QString &function) const
{
    constexpr qint64 mostBytes = 32 * 1024; // what is read in a moment
    if (!m_session.hasProject())
        return {};
    const Project &project = m_session.project();
    if (project.kind != ProjectKind::Plain && QFileInfo(project.templateFile).size() > mostBytes)
        return m_links.value(function); // of one that changed: those that it had, until refresh() has read it
    return linksNow(function);
}

/// What is changed starts from what is there.
QList<LayerLink> LayerController::linksNow(const QString &function) const
{
    if (!m_session.hasProject())
        return {};
    const Project &project = m_session.project();
    if (project.kind != ProjectKind::Plain && !m_linksStamp.isEmpty() && stampOf(project.templateFile) == m_linksStamp)
        return m_links.value(function);
    return functionLayers(project, function).value_or(QList<LayerLink>());
}

Availability LayerController::canBuild() const
{
    if (m_busy)
        return {false, tr("A layer is being built.")};
    if (!m_session.hasProject())
        return {false, tr("Open a folder first (Ctrl+O).")};
    if (!m_session.isTrusted())
        return {false, tr("Restricted mode: layers are built only for a folder that you trust.")};
    return {};
}

void LayerController::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        emit busyChanged();
}

void LayerController::refresh()
{
    if (!m_session.hasProject())
        return;
    m_again = m_refreshing;
    if (std::exchange(m_refreshing, true))
        return;
    struct Read
    {
        QList<LayerInfo> layers;
        QByteArray stamp;
        QHash<QString, QList<LayerLink>> links;
    };
    const auto work = [project = m_session.project()]() -> Result<Read> {
        const QByteArray stamp = stampOf(project.templateFile);
        return Read{LayerShelf(project.root).layers(project), stamp, allFunctionLayers(project)};
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<Read> &read) {
        m_refreshing = false;
        if (std::exchange(m_again, false))
            return refresh();
        m_layers = read ? read->layers : QList<LayerInfo>();
        m_links = read ? read->links : QHash<QString, QList<LayerLink>>();
        m_linksStamp = read ? read->stamp : QByteArray();
        emit layersChanged();
    });
}

LayerSpec LayerController::specFor(const QStringList &inputs, const QString &function) const
{
    LayerSpec spec = m_session.hasProject() ? LayerShelf::specFor(m_session.project(), inputs, function) : LayerSpec{.inputs = inputs};
    if (spec.runtimes.isEmpty()) // the function that comes will be of what this machine has, as plain folders' are
        for (const RuntimeFamily family : {RuntimeFamily::Python, RuntimeFamily::Node, RuntimeFamily::Ruby})
            spec.runtimes.append(runtimeOnThisMachine(family));
    return spec;
}

QString LayerController::suggestedName(const QStringList &inputs) const
{
    for (const LayerInfo &layer : m_layers)
        if (layer.inputs == inputs)
            return {};
    LayerOutcome outcome;
    outcome.inputs = inputs;
    outcome.suggestedName = suggestedLayerName(inputs);
    return LayerShelf::nameFor(m_layers, outcome).first;
}

void LayerController::build(const LayerSpec &given, const QString &name, const QString &attachTo, bool replace)
{
    if (const Availability can = canBuild(); !can) {
        emit failed({m_session.hasProject() && !m_session.isTrusted() ? ErrorCode::NotTrusted : ErrorCode::Conflict, can.why, {}, {}});
        return;
    }
    m_buildingFor = attachTo;
    setBusy(true);
    m_cancel = std::make_shared<std::atomic_bool>(false);
    LayerSpec spec = given;
    spec.onProgress = [this](const LayerProgress &progress) {
        QMetaObject::invokeMethod(this, [this, progress] { emit progressed(progress); }, Qt::QueuedConnection);
    };
    spec.onLine = [this](const QByteArray &line) {
        QMetaObject::invokeMethod(this, [this, line] { emit toolSaid(line); }, Qt::QueuedConnection);
    };
    struct Built
    {
        LayerInfo layer;
        bool fromCache = false;
        QList<LayerInfo> all; ///< With it: what the window knows may be older.
    };
    const auto work = [spec, name, replace, cancel = m_cancel, project = m_session.project()]() mutable -> Result<Built> {
        spec.cancel = cancel.get();
        const auto outcome = buildLayer(spec);
        if (!outcome)
            return tl::unexpected(outcome.error());
        const LayerShelf shelf(project.root);
        const auto [free, over] = name.isEmpty() ? LayerShelf::nameFor(shelf.layers(project), *outcome) : std::pair(name, replace);
        return shelf.keep(*outcome, spec, free, over).transform([&](const LayerInfo &layer) { return Built{layer, outcome->fromCache, shelf.layers(project)}; });
    };
    whenDone(onWorker(m_pool, work), this, [this, attachTo, root = m_session.project().root](const Result<Built> &built) {
        if (!m_session.hasProject() || m_session.project().root != root) { // another folder is open: this layer is none of its
            m_cancel.reset();
            setBusy(false);
            return;
        }
        if (built)
            m_layers = built->all;
        finishBuild(built.transform([](const Built &b) { return b.layer; }), built && built->fromCache, attachTo);
    });
}

void LayerController::finishBuild(const Result<LayerInfo> &layer, bool fromCache, const QString &attachTo)
{
    m_cancel.reset();
    setBusy(false);
    if (!layer) {
        emit failed(layer.error());
        return;
    }
    QStringList names;
    for (const LayerLink &link : linksNow(attachTo))
        names.append(link.name);
    Result<> attached;
    if (!attachTo.isEmpty() && !names.contains(layer->name))
        attached = write(attachTo, names + QStringList{layer->name}, m_layers);
    m_session.reloadProject();
    emit built(*layer, fromCache);
    if (!attached)
        emit failed(attached.error());
}

void LayerController::rebuild(const QString &name)
{
    for (const LayerInfo &layer : m_layers)
        if (layer.name == name) {
            auto spec = LayerShelf(m_session.project().root).rebuildSpec(layer);
            if (!spec) {
                emit failed(spec.error());
                return;
            }
            spec->again = true;
            return build(*spec, name, {}, true);
        }
}

void LayerController::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

Result<> LayerController::told(const Result<> &done, const QString &text)
{
    m_session.reloadProject();
    if (!done)
        emit failed(done.error());
    else
        emit edited(text);
    return done;
}

static QStringList filesOf(const Result<QList<FileEdit>> &edits)
{
    QStringList files;
    for (const FileEdit &edit : edits.value_or(QList<FileEdit>()))
        files.append(edit.file);
    return files;
}

Result<> LayerController::write(const QString &function, const QStringList &names, const QList<LayerInfo> &layers)
{
    QStringList before;
    for (const LayerLink &link : linksNow(function))
        before.append(link.name);
    QString text = tr("Order of the layers");
    for (const QString &name : names)
        if (!before.contains(name))
            text = tr("Attach %1").arg(name);
    for (const QString &name : std::as_const(before))
        if (!names.contains(name))
            text = tr("Detach %1").arg(name);
    const auto edits = setFunctionLayers(m_session.project(), function, names, LayerShelf::definitions(layers));
    if (!edits)
        return tl::unexpected(edits.error());
    auto step = LayerHistory::before(text, filesOf(edits));
    const auto done = applyEdits(*edits);
    if (done)
        m_history.add(step);
    return done;
}

Result<> LayerController::undo()
{
    const QString text = tr("Undone: %1").arg(m_history.undoText());
    return m_history.canUndo() ? told(m_history.undo(), text) : Result<>();
}

Result<> LayerController::redo()
{
    const QString text = m_history.redoText();
    return m_history.canRedo() ? told(m_history.redo(), text) : Result<>();
}

Result<> LayerController::setLinks(const QString &function, const QStringList &names)
{
    QStringList gone;
    for (const LayerLink &link : linksNow(function))
        if (!names.contains(link.name))
            gone.append(link.name);
    const auto done = told(write(function, names, m_layers), m_history.undoText());
    if (done && gone.size() == 1)
        emit detached(gone.constFirst(), function);
    return done;
}

Result<> LayerController::checkRoom(const QString &function, int more) const
{
    if (linksNow(function).size() + more > limits::layersMax)
        return fail(ErrorCode::TooLarge, tr("The function has as many layers as Lambda takes (%1). Detach one first.").arg(limits::layersMax), {}, QStringLiteral("LTH-LYR-020"));
    return {};
}

Result<> LayerController::attach(const QString &function, const QString &name, int at)
{
    QStringList names;
    for (const LayerLink &link : linksNow(function))
        names.append(link.name);
    names.removeAll(name);
    names.insert(at < 0 ? names.size() : std::min<qsizetype>(at, names.size()), name);
    return setLinks(function, names);
}

Result<> LayerController::detach(const QString &function, const QString &name)
{
    QStringList names;
    for (const LayerLink &link : linksNow(function))
        names.append(link.name);
    names.removeAll(name);
    return setLinks(function, names);
}

Result<> LayerController::rename(const QString &name, const QString &to)
{
    const Project &project = m_session.project();
    const LayerShelf shelf(project.root);
    const QString text = tr("Rename %1 to %2").arg(name, to);
    const auto layer = shelf.layer(project, name);
    if (!layer)
        return told(tl::unexpected(layer.error()), text);
    LayerInfo after = *layer;
    after.dir = shelf.dirOf(to);
    auto step = LayerHistory::before(text, filesOf(moveLayer(project, layer->dir, after.dir)));
    step.moves.append({layer->dir, after.dir});
    if (QFile::exists(LayerShelf::recordFile(*layer)))
        step.moves.append({LayerShelf::recordFile(*layer), LayerShelf::recordFile(after)});
    const auto done = shelf.rename(project, *layer, to);
    if (done)
        m_history.add(step);
    return told(done, text);
}

Result<> LayerController::remove(const QString &name)
{
    const Project &project = m_session.project();
    const LayerShelf shelf(project.root);
    const QString text = tr("Remove %1").arg(name);
    const auto layer = shelf.layer(project, name);
    if (!layer)
        return told(tl::unexpected(layer.error()), text);
    LayerInfo after = *layer;
    const QString bin = m_history.binFor();
    after.dir = bin + u'/' + QFileInfo(layer->dir).fileName();
    auto step = LayerHistory::before(text, filesOf(dropLayer(project, layer->dir)));
    step.moves.append({layer->dir, after.dir});
    if (QFile::exists(LayerShelf::recordFile(*layer)))
        step.moves.append({LayerShelf::recordFile(*layer), LayerShelf::recordFile(after)});
    const auto done = shelf.remove(project, *layer, bin);
    if (done)
        m_history.add(step);
    if (const auto result = told(done, text); !result)
        return result;
    emit removed(name);
    return {};
}

void LayerController::exportZip(const QString &name, const QString &file)
{
    const auto layer = std::find_if(m_layers.cbegin(), m_layers.cend(), [&](const LayerInfo &one) { return one.name == name; });
    if (layer == m_layers.cend() || m_busy)
        return;
    m_buildingFor.clear();
    setBusy(true);
    m_cancel = std::make_shared<std::atomic_bool>(false);
    whenDone(onWorker(m_pool, [info = *layer, file, cancel = m_cancel] { return LayerShelf::exportZip(info, file, {}, cancel.get()); }), this,
             [this](const Result<PackageReport> &report) {
                 m_cancel.reset();
                 setBusy(false);
                 if (report)
                     emit exported(*report);
                 else
                     emit failed(report.error());
             });
}

} // namespace lathe
