// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layerpanel.h"
#include "common/emptystate.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include "panels/layerview.h"
#include "panels/packagegauge.h"
#include "panels/rowdelegate.h"
#include "session/packageinspector.h"
#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

static QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

static QHBoxLayout *headOf(QVBoxLayout *column, QLabel *label)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 2, 8, 2);
    label->setTextFormat(Qt::PlainText);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(label);
    head->addWidget(label, 1);
    column->addLayout(head);
    return head;
}

static QToolButton *toolButton(ThemeManager &theme, const QString &icon, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme.icon(icon, IconRole::Muted));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    return button;
}

LayerPanel::LayerPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_layers(session.layers()), m_notice(new NoticeBar(theme, this)), m_task(makeTask())
{
    setSurface(this, Surface::Window);
    setAcceptDrops(true); // also where there is no list yet
    auto *column = columnOf(this);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(m_task);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeShelf());
    split->addWidget(makeSlots());
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    follow();
    showLayers();
    showState();
}

QWidget *LayerPanel::makeTask()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    m_taskText = new QLabel(bar);
    m_taskText->setTextFormat(Qt::PlainText);
    m_taskText->setObjectName(QStringLiteral("layerTask"));
    m_progress = new QProgressBar(bar);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    m_progress->setAccessibleName(tr("Progress of the layer"));
    auto *cancel = new QPushButton(tr("Cancel"), bar);
    cancel->setObjectName(QStringLiteral("cancelLayer"));
    connect(cancel, &QPushButton::clicked, &m_layers, &LayerController::cancel);
    row->addWidget(m_taskText, 1);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    return bar;
}

QAction *LayerPanel::addTo(LayerView *view, const QString &text, const QKeySequence &keys, void (LayerPanel::*slot)())
{
    auto *action = new QAction(text, view);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    view->addAction(action);
    return action;
}

QWidget *LayerPanel::makeShelf()
{
    auto *side = new QWidget(this);
    auto *column = columnOf(side);
    QHBoxLayout *head = headOf(column, new QLabel(tr("Layers of the project"), side));
    auto *files = toolButton(m_theme, QStringLiteral("add"), tr("Build a layer from files…"), side);
    auto *folder = toolButton(m_theme, QStringLiteral("folder-open"), tr("Build a layer from a folder…"), side);
    connect(files, &QToolButton::clicked, this, &LayerPanel::browseFiles);
    connect(folder, &QToolButton::clicked, this, &LayerPanel::browseFolder);
    head->addWidget(files);
    head->addWidget(folder);
    m_stack = new QStackedWidget(side);
    m_shelf = new LayerView(m_theme, false, m_stack);
    m_shelf->setObjectName(QStringLiteral("layerShelf"));
    m_shelf->setAccessibleName(tr("Layers of the project"));
    m_shelf->setModel(&m_model);
    m_shelf->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_shelf->setItemDelegate(new RowDelegate(m_theme, [](const QModelIndex &index) {
        return RowFace{.icon = QStringLiteral("layers"), .iconRole = index.data(LayerListModel::UsedRole).toBool() ? IconRole::Accent : IconRole::Muted,
                       .detail = index.data(LayerListModel::DetailRole).toString()};
    }, m_shelf));
    addTo(m_shelf, tr("Attach to the Function"), {}, &LayerPanel::attachCurrent);
    addTo(m_shelf, tr("Rename"), {}, &LayerPanel::renameCurrent);
    addTo(m_shelf, tr("Build Again"), QKeySequence(Qt::CTRL | Qt::Key_R), &LayerPanel::rebuildCurrent);
    addTo(m_shelf, tr("Export as Zip…"), {}, &LayerPanel::exportCurrent);
    addTo(m_shelf, tr("Remove…"), QKeySequence(Qt::Key_Delete), &LayerPanel::removeCurrent);
    m_empty = new EmptyState(m_theme, QStringLiteral("layers"), m_stack);
    m_empty->setText(tr("Drop a folder or requirements.txt"), tr("Also zips, wheels, package.json, Gemfile and single files"));
    m_empty->setAction(tr("Browse…"));
    m_empty->setSecondAction(tr("Folder…"));
    connect(m_empty, &EmptyState::activated, this, &LayerPanel::browseFiles);
    connect(m_empty, &EmptyState::secondActivated, this, &LayerPanel::browseFolder);
    m_stack->addWidget(m_shelf);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    return side;
}

QWidget *LayerPanel::makeSlots()
{
    auto *side = new QWidget(this);
    auto *column = columnOf(side);
    QHBoxLayout *head = headOf(column, m_slotHead = new QLabel(side));
    m_undo = toolButton(m_theme, QStringLiteral("undo"), tr("Undo the last change of the function's layers"), side);
    m_undo->setObjectName(QStringLiteral("undoLayers"));
    connect(m_undo, &QToolButton::clicked, this, &LayerPanel::undo);
    head->addWidget(m_undo);
    m_slots = new LayerView(m_theme, true, side);
    m_slots->setObjectName(QStringLiteral("functionLayers"));
    m_slots->setAccessibleName(tr("Layers of the function"));
    m_slots->setModel(&m_slotModel);
    m_slots->setItemDelegate(new RowDelegate(m_theme, [](const QModelIndex &index) {
        const bool outside = index.data(LayerSlotModel::OutsideRole).toBool();
        return RowFace{.icon = outside ? QStringLiteral("cloud") : QStringLiteral("layers"), .detail = index.data(LayerSlotModel::DetailRole).toString(), .muted = outside};
    }, m_slots));
    addTo(m_slots, tr("Move Up"), QKeySequence(Qt::ALT | Qt::Key_Up), &LayerPanel::moveUp);
    addTo(m_slots, tr("Move Down"), QKeySequence(Qt::ALT | Qt::Key_Down), &LayerPanel::moveDown);
    addTo(m_slots, tr("Detach"), QKeySequence(Qt::Key_Delete), &LayerPanel::detachCurrent);
    column->addWidget(m_slots, 1);
    m_slotHint = new QLabel(tr("Drop layers or files here. A later layer hides files of an earlier one."), side);
    m_slotHint->setContentsMargins(12, 2, 12, 2);
    m_slotHint->setWordWrap(true);
    setMuted(m_slotHint);
    column->addWidget(m_slotHint);
    m_gauge = new PackageGauge(m_theme, side);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 4);
    foot->addWidget(m_gauge);
    column->addLayout(foot);
    return side;
}

void LayerPanel::follow()
{
    connect(&m_layers, &LayerController::layersChanged, this, &LayerPanel::showLayers);
    connect(&m_layers, &LayerController::busyChanged, this, &LayerPanel::showState);
    connect(&m_layers, &LayerController::progressed, this, &LayerPanel::showProgress);
    connect(&m_layers, &LayerController::built, this, &LayerPanel::showBuilt);
    connect(&m_layers, &LayerController::failed, this, &LayerPanel::showError);
    connect(&m_layers, &LayerController::exported, this, [this](const PackageReport &report) {
        m_notice->showNotice(NoticeBar::Severity::Success, tr("Layer exported: %1").arg(visibleText(report.file)), tr("Zipped: %1, CodeSha256 %2").arg(sizeText(report.zipBytes), report.codeSha256()));
    });
    for (auto signal : {&Session::currentFunctionChanged, &Session::projectChanged, &Session::projectOpened, &Session::projectClosed})
        connect(&m_session, signal, this, &LayerPanel::showLayers);
    connect(&m_session.inspector(), &PackageInspector::reportChanged, this, [this] { m_gauge->setReport(m_session.inspector().report()); });
    connect(&m_model, &LayerListModel::renameRequested, this, [this](const QString &name, const QString &to) {
        QMetaObject::invokeMethod(this, [this, name, to] { tell(m_layers.rename(name, to)); }, Qt::QueuedConnection); // the editor closes first
    });
    connect(m_shelf, &QAbstractItemView::activated, this, &LayerPanel::attachCurrent);
    connect(m_shelf, &LayerView::filesDropped, this, [this](const QStringList &files) { build(files, {}); });
    connect(m_slots, &LayerView::filesDropped, this, [this](const QStringList &files) { build(files, m_session.currentFunction()); });
    connect(m_slots, &LayerView::layersDropped, this, &LayerPanel::place);
}

void LayerPanel::showLayers()
{
    const QString chosen = currentLayer();
    const QString slot = m_wantedSlot.isEmpty() ? m_slots->currentIndex().data(LayerSlotModel::NameRole).toString() : m_wantedSlot;
    m_model.setLayers(m_layers.layers());
    if (const int row = m_model.rowOf(chosen); row >= 0)
        m_shelf->setCurrentIndex(m_model.index(row, 0));
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_shelf) : m_empty);
    const QString function = m_session.currentFunction();
    m_slotModel.setLinks(m_layers.linksOf(function), m_layers.layers());
    if (const int row = int(m_slotModel.names().indexOf(slot)); row >= 0)
        m_slots->setCurrentIndex(m_slotModel.index(row, 0));
    m_slotHead->setText(function.isEmpty() ? tr("Layers of the function") : tr("Layers of %1 (%2 of %3)").arg(visibleText(function)).arg(m_slotModel.rowCount()).arg(limits::layersMax));
    m_slots->setEnabled(!function.isEmpty());
    m_undo->setEnabled(m_layers.canUndo());
    if (m_attach && m_slotModel.names().contains(m_built))
        m_attach->hide(); // it was attached meanwhile
}

void LayerPanel::showState()
{
    m_task->setVisible(m_layers.isBusy());
    if (m_layers.isBusy())
        showProgress({});
}

void LayerPanel::showProgress(const LayerProgress &p)
{
    m_progress->setRange(0, p.total);
    m_progress->setValue(p.count);
    const QString size = sizeText(p.bytes);
    switch (p.phase) {
    case LayerProgress::Phase::Looking: return m_taskText->setText(tr("Looking at what was given"));
    case LayerProgress::Phase::Installing: return m_taskText->setText(tr("%1 installs. Libraries: %2, %3").arg(p.tool).arg(p.count).arg(size));
    case LayerProgress::Phase::Copying: return m_taskText->setText(tr("Copying. Files: %1, %2").arg(p.count).arg(size));
    case LayerProgress::Phase::Checking: return m_taskText->setText(tr("Checking the layer"));
    }
}

void LayerPanel::showBuilt(const LayerInfo &layer, bool fromCache)
{
    bool warn = false;
    QStringList notes;
    for (const LayerNote &note : layer.notes) {
        warn = warn || note.kind == LayerNote::Kind::Warning;
        notes << visibleText(note.text);
    }
    const QString size = sizeText(layer.bytes);
    m_notice->showNotice(warn ? NoticeBar::Severity::Warning : NoticeBar::Severity::Success,
        fromCache ? tr("Layer %1 is there again, from the cache: %2").arg(visibleText(layer.name), size) : tr("Layer %1 is built: %2").arg(visibleText(layer.name), size), notes.join(u'\n'));
    const QString function = m_session.currentFunction();
    m_built = layer.name;
    if (function.isEmpty() || m_slotModel.names().contains(layer.name))
        return;
    m_attach = m_notice->addAction(tr("Attach to %1").arg(visibleText(function)));
    m_attach->setObjectName(QStringLiteral("attachBuilt"));
    connect(m_attach, &QPushButton::clicked, this, [this, name = layer.name] { place({name}, m_slotModel.rowCount()); });
}

void LayerPanel::showError(const Error &error)
{
    QStringList detail = error.detail.split(u'\n', Qt::SkipEmptyParts).mid(0, 6);
    for (QString &line : detail)
        line = visibleText(line.left(300));
    m_notice->showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error, visibleText(error.text), detail.join(u'\n'));
    if (error.code == ErrorCode::NotTrusted)
        connect(m_notice->addAction(tr("Trust This Folder")), &QPushButton::clicked, this, [this] {
            m_session.setTrusted(true);
            m_notice->dismiss();
        });
}

void LayerPanel::tell(const Result<> &done)
{
    if (!done)
        showError(done.error());
    else
        m_notice->dismiss();
}

void LayerPanel::build(const QStringList &files, const QString &function)
{
    if (!function.isEmpty() && m_slotModel.rowCount() >= limits::layersMax)
        return showError({ErrorCode::TooLarge, tr("The function has as many layers as Lambda takes (%1). Detach one first.").arg(limits::layersMax), {}, QStringLiteral("LTH-LYR-020")});
    m_layers.build(m_layers.specFor(files, function), {}, function);
}

/// Puts layers in front of a row: new ones are attached, those that are there are moved.
void LayerPanel::place(const QStringList &names, int row)
{
    const QString function = m_session.currentFunction();
    if (function.isEmpty())
        return;
    QStringList before = m_slotModel.names(), after;
    for (int i = 0; i <= before.size(); ++i) {
        if (i == row)
            after << names;
        if (i < before.size() && !names.contains(before.at(i)))
            after << before.at(i);
    }
    if (after == before)
        return;
    m_wantedSlot = names.constFirst();
    tell(m_layers.setLinks(function, after));
}

QString LayerPanel::currentLayer() const
{
    return m_shelf->currentIndex().data(LayerListModel::NameRole).toString();
}

void LayerPanel::attachCurrent()
{
    if (const QString name = currentLayer(); !name.isEmpty() && !m_slotModel.names().contains(name))
        place({name}, m_slotModel.rowCount());
}

void LayerPanel::renameCurrent()
{
    if (m_shelf->currentIndex().isValid())
        m_shelf->edit(m_shelf->currentIndex());
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

void LayerPanel::removeCurrent()
{
    const QString name = currentLayer();
    if (name.isEmpty())
        return;
    m_notice->showNotice(NoticeBar::Severity::Warning, tr("Remove the layer %1 and its files?").arg(visibleText(name)));
    QPushButton *remove = m_notice->addAction(tr("Remove"));
    remove->setObjectName(QStringLiteral("confirmRemove"));
    setButtonRole(remove, ButtonRole::Danger);
    connect(remove, &QPushButton::clicked, this, [this, name] { tell(m_layers.remove(name)); });
    remove->setFocus();
}

void LayerPanel::detachCurrent()
{
    const QString name = m_slots->currentIndex().data(LayerSlotModel::NameRole).toString();
    if (name.isEmpty())
        return;
    QStringList names = m_slotModel.names();
    const int row = int(names.indexOf(name));
    names.removeAt(row);
    m_wantedSlot = names.value(qMin(row, int(names.size()) - 1));
    tell(m_layers.setLinks(m_session.currentFunction(), names));
}

void LayerPanel::move(int by)
{
    const int from = m_slots->currentIndex().row();
    const int to = from + by;
    if (from >= 0 && to >= 0 && to < m_slotModel.rowCount())
        place({m_slotModel.names().at(from)}, by > 0 ? to + 1 : to);
}

void LayerPanel::undo()
{
    tell(m_layers.undo());
}

void LayerPanel::browseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Build a Layer"), m_session.hasProject() ? m_session.project().root : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) { build(files, {}); });
    dialog->open();
}

void LayerPanel::browseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Build a Layer"), m_session.hasProject() ? m_session.project().root : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &dir) { build({dir}, {}); });
    dialog->open();
}

void LayerPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.inspector().setWatched(true, this);
}

void LayerPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_session.inspector().setWatched(false, this);
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
    build(files, {});
}

} // namespace lathe
