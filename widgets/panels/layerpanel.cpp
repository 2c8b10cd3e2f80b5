// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layerpanel.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "panels/layertask.h"
#include "panels/layerview.h"
#include "panels/rowdelegate.h"
#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lathe {

LayerPanel::LayerPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_layers(session.layers()), m_stack(new QStackedWidget(this))
{
    setSurface(this, Surface::Panel);
    setAcceptDrops(true); // also where there is no list yet
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeShelf();
    m_stack->addWidget(m_shelf);
    m_stack->addWidget(m_empty = makeEmpty());
    column->addWidget(m_stack, 1);
    column->addWidget(new LayerTask(m_layers, this));
    connect(&m_layers, &LayerController::layersChanged, this, &LayerPanel::showLayers);
    connect(&m_layers, &LayerController::edited, this, &LayerPanel::showHistory);
    connect(&m_layers, &LayerController::busyChanged, this, [this] {
        if (!m_layers.isBusy() && m_given.isEmpty())
            m_model.setComing({});
        showLayers();
    });
    connect(&session, &Session::projectClosed, this, &LayerPanel::endName);
    connect(&session, &Session::trustChanged, this, [this] {
        if (const QStringList files = std::exchange(m_refused, {}); m_session.isTrusted() && !files.isEmpty())
            give(files);
    });
    connect(&m_model, &LayerListModel::renameRequested, this, [this](const QString &name, const QString &to) {
        QMetaObject::invokeMethod(this, [this, name, to] { (void)m_layers.rename(name, to); }, Qt::QueuedConnection); // the editor closes first
    });
    connect(&m_model, &LayerListModel::named, this, [this](const QString &name) {
        m_named = true;
        QMetaObject::invokeMethod(this, [this, name] { takeName(name); }, Qt::QueuedConnection);
    });
    showLayers();
    showHistory();
}

void LayerPanel::makeShelf()
{
    m_shelf = new LayerView(m_theme, LayerView::Takes::Files, m_stack);
    m_shelf->setObjectName(QStringLiteral("layerShelf"));
    m_shelf->setAccessibleName(tr("Layers of the project"));
    m_shelf->setTextElideMode(Qt::ElideMiddle);
    m_shelf->setModel(&m_model);
    m_shelf->setEditTriggers(QAbstractItemView::EditKeyPressed);
    auto *delegate = new RowDelegate(m_theme, [](const QModelIndex &index) {
        const bool accent = index.data(LayerListModel::UsedRole).toBool() || index.data(LayerListModel::ComingRole).toBool();
        return RowFace{.icon = QStringLiteral("layers"), .iconRole = accent ? IconRole::Accent : IconRole::Muted, .detail = index.data(LayerListModel::DetailRole).toString()};
    }, m_shelf);
    m_shelf->setItemDelegate(delegate);
    connect(delegate, &QAbstractItemDelegate::closeEditor, this, [this] {
        if (!m_given.isEmpty() && !m_named)
            QMetaObject::invokeMethod(this, &LayerPanel::endName, Qt::QueuedConnection); // Esc
    });
    m_shelf->addAction(tr("Attach to the Function"), {}, [this] { attachCurrent(); });
    m_shelf->addAction(tr("Rename"), QKeySequence(Qt::Key_F2), [this] {
        if (m_shelf->currentIndex().isValid())
            m_shelf->edit(m_shelf->currentIndex());
    });
    m_shelf->addAction(tr("Build Again"), QKeySequence(Qt::CTRL | Qt::Key_R), [this] { rebuildCurrent(); });
    m_shelf->addAction(tr("Export as Zip…"), {}, [this] { exportCurrent(); });
    m_shelf->addAction(tr("Remove"), QKeySequence(Qt::Key_Delete), [this] { removeCurrent(); });
    m_undo = m_shelf->addAction({}, QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { (void)m_layers.undo(); });
    m_redo = m_shelf->addAction({}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { (void)m_layers.redo(); });
    connect(m_shelf, &QAbstractItemView::activated, this, &LayerPanel::attachCurrent);
    connect(m_shelf, &LayerView::filesDropped, this, &LayerPanel::give);
}

QWidget *LayerPanel::makeEmpty()
{
    auto *empty = new QWidget(m_stack);
    auto *column = new QVBoxLayout(empty);
    column->setContentsMargins(12, 4, 12, 8);
    column->setSpacing(8);
    auto *hint = new QLabel(tr("Drop a folder or requirements.txt here"), empty);
    hint->setToolTip(tr("Also zips, wheels, package.json, Gemfile and single files"));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignLeft | Qt::AlignTop); // in a low window its first lines are read in full
    setMuted(hint);
    auto *browse = new QPushButton(tr("Browse…"), empty);
    connect(browse, &QPushButton::clicked, this, &LayerPanel::browseFiles);
    column->addWidget(hint);
    column->addWidget(browse, 0, Qt::AlignLeft);
    column->addStretch(1);
    return empty;
}

void LayerPanel::showLayers()
{
    const QString chosen = currentLayer();
    m_model.setLayers(m_layers.layers());
    if (const int row = m_model.rowOf(chosen); row >= 0)
        m_shelf->setCurrentIndex(m_model.index(row, 0));
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_shelf) : m_empty);
    showHistory();
}

void LayerPanel::showHistory()
{
    const LayerHistory &history = m_layers.history();
    m_undo->setText(history.canUndo() ? tr("Undo: %1").arg(visibleText(history.undoText())) : tr("Undo"));
    m_undo->setEnabled(history.canUndo());
    m_redo->setText(history.canRedo() ? tr("Redo: %1").arg(visibleText(history.redoText())) : tr("Redo"));
    m_redo->setEnabled(history.canRedo());
}

void LayerPanel::give(const QStringList &files)
{
    if (!m_given.isEmpty())
        endName(); // another drop takes the place of the one before
    if (const Availability can = m_layers.canBuild(); !can) {
        m_refused = m_session.hasProject() && !m_session.isTrusted() ? files : QStringList();
        return m_layers.build(m_layers.specFor(files, {})); // says why not
    }
    const QString name = m_layers.suggestedName(files);
    if (name.isEmpty())
        return m_layers.build(m_layers.specFor(files, {})); // made of the same files again
    m_given = files;
    m_model.setComing(name);
    askName();
}

/// In place, with the suggestion selected: Enter takes it, Esc gives the drop up.
void LayerPanel::askName()
{
    m_named = false;
    m_stack->setCurrentWidget(m_shelf);
    window()->activateWindow(); // the file manager had the keys
    const QModelIndex row = m_model.coming();
    m_shelf->scrollTo(row);
    m_shelf->setCurrentIndex(row);
    m_shelf->setFocus();
    m_shelf->edit(row);
}

void LayerPanel::takeName(const QString &name)
{
    if (m_given.isEmpty())
        return;
    const bool taken = m_model.rowOf(name) >= 0;
    if (taken || !LayerShelf::isName(name)) {
        m_layers.report(taken ? Error{ErrorCode::AlreadyExists, tr("The project already has a layer %1. Give another name.").arg(name), {}, QStringLiteral("LTH-LYR-024")}
                              : Error{ErrorCode::Usage, tr("\"%1\" is no name for a layer: letters, digits, \"-\" and \"_\", at most 64.").arg(name), {}, QStringLiteral("LTH-LYR-023")});
        return askName();
    }
    m_model.setComing(name);
    m_layers.build(m_layers.specFor(std::exchange(m_given, {}), {}), name);
}

void LayerPanel::endName()
{
    m_given.clear();
    m_refused.clear();
    m_model.setComing({});
    showLayers();
}

QString LayerPanel::currentLayer() const
{
    return m_shelf->currentIndex().data(LayerListModel::NameRole).toString();
}

void LayerPanel::attachCurrent()
{
    const QString name = currentLayer(), function = m_session.currentFunction();
    if (name.isEmpty() || function.isEmpty())
        return;
    for (const LayerLink &link : m_layers.linksOf(function))
        if (link.name == name)
            return;
    if (const auto room = m_layers.checkRoom(function, 1); !room)
        m_layers.report(room.error());
    else
        (void)m_layers.attach(function, name);
}

void LayerPanel::rebuildCurrent()
{
    if (const QString name = currentLayer(); !name.isEmpty())
        m_layers.rebuild(name);
}

void LayerPanel::exportCurrent()
{
    const QString name = currentLayer();
    if (name.isEmpty())
        return;
    auto *dialog = new QFileDialog(this, tr("Export the Layer"), QDir::homePath(), tr("Zip archives (*.zip)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    dialog->selectFile(name + QStringLiteral(".zip"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, name](const QString &file) { m_layers.exportZip(name, file); });
    dialog->open();
}

/// At once and without a question: it can be put back until the folder is closed.
void LayerPanel::removeCurrent()
{
    if (const QString name = currentLayer(); !name.isEmpty())
        (void)m_layers.remove(name);
}

void LayerPanel::browseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Build a Layer"), m_session.hasProject() ? m_session.project().root : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &LayerPanel::give);
    dialog->open();
}

void LayerPanel::browseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Build a Layer"), m_session.hasProject() ? m_session.project().root : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &dir) { give({dir}); });
    dialog->open();
}

void LayerPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!LayerView::filesOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void LayerPanel::dropEvent(QDropEvent *event)
{
    const QStringList files = LayerView::filesOf(*event->mimeData());
    if (files.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    give(files);
}

} // namespace lathe
