// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/layerlistmodel.h"
#include "items/layerslotmodel.h"
#include "session/session.h"
#include <QPointer>
#include <QPushButton>
#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace lathe {

class EmptyState;
class LayerView;
class NoticeBar;
class PackageGauge;
class ThemeManager;

/// The layer shelf: at the left the project's layers, at the right those of the current function in their order. Files that
/// are dropped at the left become a layer, at the right one that the function uses. Owned by its dock.
class LayerPanel : public QWidget
{
    Q_OBJECT
public:
    LayerPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    LayerView *shelf() const { return m_shelf; }
    LayerView *functionList() const { return m_slots; }
    NoticeBar *notice() const { return m_notice; }
    PackageGauge *gauge() const { return m_gauge; }

public slots:
    void browseFiles();
    void browseFolder();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeShelf();
    QWidget *makeSlots();
    QWidget *makeTask();
    QAction *addTo(LayerView *view, const QString &text, const QKeySequence &keys, void (LayerPanel::*slot)());
    void follow();
    void showLayers();
    void showState();
    void showProgress(const LayerProgress &progress);
    void showBuilt(const LayerInfo &layer, bool fromCache);
    void showError(const Error &error);
    void tell(const Result<> &done);
    void build(const QStringList &files, const QString &function);
    void place(const QStringList &names, int row);
    void attachCurrent();
    void renameCurrent();
    void rebuildCurrent();
    void exportCurrent();
    void removeCurrent();
    void detachCurrent();
    void moveUp() { move(-1); }
    void moveDown() { move(1); }
    void move(int by);
    void undo();
    QString currentLayer() const;

    ThemeManager &m_theme;
    Session &m_session;
    LayerController &m_layers;
    LayerListModel m_model;
    LayerSlotModel m_slotModel;
    NoticeBar *m_notice;
    QWidget *m_task;
    QLabel *m_taskText;
    QProgressBar *m_progress;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    LayerView *m_shelf;
    LayerView *m_slots;
    QLabel *m_slotHead;
    QLabel *m_slotHint;
    QToolButton *m_undo;
    PackageGauge *m_gauge;
    QPointer<QPushButton> m_attach; ///< In the notice of a built layer, until the function has it.
    QString m_built;      ///< That layer.
    QString m_wantedSlot; ///< To choose when the links were read again.
};

} // namespace lathe
