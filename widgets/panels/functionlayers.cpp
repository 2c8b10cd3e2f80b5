// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/functionlayers.h"
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include "panels/buildline.h"
#include "panels/layertask.h"
#include "panels/layerview.h"
#include "panels/packagegauge.h"
#include "panels/rowdelegate.h"
#include "session/packageinspector.h"
#include <QAction>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

FunctionLayers::FunctionLayers(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_layers(session.layers()), m_head(new SectionHeader(theme, tr("Layers"), this)),
      m_undoButton(m_head->addButton(QStringLiteral("undo"), tr("Undo"))), m_hint(new QLabel(tr("A later layer hides files of an earlier one."), this)),
      m_gauge(new PackageGauge(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0); // the line
    column->setSpacing(0);
    m_undoButton->setObjectName(QStringLiteral("undoLayers"));
    connect(m_undoButton, &QToolButton::clicked, this, [this] { (void)m_layers.undo(); });
    makeList();
    m_hint->setContentsMargins(12, 0, 12, 2);
    m_hint->setWordWrap(true);
    setMuted(m_hint);
    auto *task = new LayerTask(m_layers, this);
    task->setForFunction(true);
    column->addWidget(m_head);
    column->addWidget(m_list);
    column->addWidget(m_hint);
    column->addWidget(task);
    auto *state = new BuildLine(theme, session, this);
    column->addWidget(state);
    connect(&m_layers, &LayerController::busyChanged, state, [this, state] { state->setHeldBack(m_layers.isBusy() && !m_layers.buildingFor().isEmpty()); }); // the layer may hold what is missing
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 8);
    foot->addWidget(m_gauge);
    column->addLayout(foot);
    connect(&m_layers, &LayerController::layersChanged, this, &FunctionLayers::showLayers);
    connect(&m_layers, &LayerController::edited, this, &FunctionLayers::showHistory);
    connect(&session, &Session::trustChanged, this, [this] {
        if (const QStringList files = std::exchange(m_refused, {}); m_session.isTrusted() && !files.isEmpty())
            build(files);
    });
    connect(&session, &Session::currentFunctionChanged, this, [this] { m_refused.clear(); });
    for (auto signal : {&Session::currentFunctionChanged, &Session::projectChanged, &Session::projectOpened, &Session::projectClosed})
        connect(&session, signal, this, &FunctionLayers::showLayers);
    connect(&session.inspector(), &PackageInspector::reportChanged, this, [this] { m_gauge->setReport(m_session.inspector().report()); });
    showLayers();
}

void FunctionLayers::makeList()
{
    m_list = new LayerView(m_theme, LayerView::Takes::Order, this);
    m_list->setObjectName(QStringLiteral("functionLayers"));
    m_list->setAccessibleName(tr("Layers of the function"));
    m_list->setPlaceholder(tr("No layer: drop layers or files here"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RowDelegate(m_theme, [](const QModelIndex &index) {
        const bool outside = index.data(LayerSlotModel::OutsideRole).toBool();
        return RowFace{.icon = outside ? QStringLiteral("cloud") : QStringLiteral("layers"), .detail = index.data(LayerSlotModel::DetailRole).toString(), .muted = outside};
    }, m_list));
    m_list->addAction(tr("Move Up"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { move(-1); });
    m_list->addAction(tr("Move Down"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { move(1); });
    m_list->addAction(tr("Detach"), QKeySequence(Qt::Key_Delete), [this] { detachCurrent(); });
    m_undo = m_list->addAction({}, QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { (void)m_layers.undo(); });
    m_redo = m_list->addAction({}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { (void)m_layers.redo(); });
    connect(m_list, &LayerView::filesDropped, this, &FunctionLayers::build);
    connect(m_list, &LayerView::layersDropped, this, &FunctionLayers::place);
}

void FunctionLayers::showLayers()
{
    const QString function = m_session.currentFunction();
    const QString wanted = m_wanted.isEmpty() ? m_list->currentIndex().data(LayerSlotModel::NameRole).toString() : m_wanted;
    const QList<LayerLink> links = m_layers.linksOf(function);
    m_model.setLinks(links, m_layers.layers());
    if (const int row = int(m_model.names().indexOf(wanted)); row >= 0) {
        m_list->setCurrentIndex(m_model.index(row, 0));
        m_wanted.clear();
    }
    fitList();
    m_head->setText(links.isEmpty() ? tr("Layers") : tr("Layers (%1 of %2)").arg(links.size()).arg(limits::layersMax));
    showHistory();
}

void FunctionLayers::setMostRows(int rows)
{
    m_mostRows = rows;
    fitList();
}

void FunctionLayers::fitList()
{
    m_list->setFixedHeight(std::clamp(m_model.rowCount(), 1, m_mostRows) * 28);
    m_hint->setVisible(m_model.rowCount() > 1 && m_mostRows > 2);
}

void FunctionLayers::showHistory()
{
    const LayerHistory &history = m_layers.history();
    m_undo->setText(history.canUndo() ? tr("Undo: %1").arg(visibleText(history.undoText())) : tr("Undo"));
    m_undo->setEnabled(history.canUndo());
    m_redo->setText(history.canRedo() ? tr("Redo: %1").arg(visibleText(history.redoText())) : tr("Redo"));
    m_redo->setEnabled(history.canRedo());
    m_undoButton->setToolTip(m_undo->text().toHtmlEscaped());
    m_undoButton->setAccessibleName(m_undo->text());
    m_undoButton->setEnabled(history.canUndo());
    m_head->setVisible(m_model.rowCount() > 0 || history.canUndo()); // without layers the list's own words say it all
}

void FunctionLayers::give(const QStringList &layers, const QStringList &files)
{
    if (!layers.isEmpty())
        place(layers, m_model.rowCount());
    else if (!files.isEmpty())
        build(files);
}

void FunctionLayers::build(const QStringList &files)
{
    const QString function = m_session.currentFunction();
    if (const auto room = m_layers.checkRoom(function, 1); !room)
        return m_layers.report(room.error());
    m_refused = m_session.isTrusted() ? QStringList() : files;
    m_layers.build(m_layers.specFor(files, function), {}, function);
}

/// Puts layers in front of a row: new ones are attached, those that are there are moved.
void FunctionLayers::place(const QStringList &names, int row)
{
    const QString function = m_session.currentFunction();
    QStringList before = m_model.names(), after;
    if (function.isEmpty())
        return;
    for (int i = 0; i <= before.size(); ++i) {
        if (i == row)
            after << names;
        if (i < before.size() && !names.contains(before.at(i)))
            after << before.at(i);
    }
    if (after == before)
        return;
    m_wanted = names.constFirst();
    if (const auto room = m_layers.checkRoom(function, int(after.size() - before.size())); !room)
        m_layers.report(room.error());
    else
        (void)m_layers.setLinks(function, after);
}

void FunctionLayers::detachCurrent()
{
    QStringList names = m_model.names();
    const int row = m_list->currentIndex().row();
    if (row < 0)
        return;
    names.removeAt(row);
    m_wanted = names.value(qMin(row, int(names.size()) - 1));
    (void)m_layers.setLinks(m_session.currentFunction(), names);
}

void FunctionLayers::move(int by)
{
    const int from = m_list->currentIndex().row(), to = from + by;
    if (from >= 0 && to >= 0 && to < m_model.rowCount())
        place({m_model.names().at(from)}, by > 0 ? to + 1 : to);
}

void FunctionLayers::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
}

void FunctionLayers::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.inspector().setWatched(true, this, PackageInspector::Depth::Sizes);
}

void FunctionLayers::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_session.inspector().setWatched(false, this);
}

} // namespace lathe
