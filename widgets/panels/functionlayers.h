// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/layerslotmodel.h"
#include "session/session.h"
#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace lathe {

class LayerView;
class PackageGauge;
class SectionHeader;
class ThemeManager;

/// The layers of the current function in Lambda's order, with what the package weighs: layers and files are dropped here,
/// rows moved and detached. Part of the inspector, which owns it.
class FunctionLayers : public QWidget
{
    Q_OBJECT
public:
    FunctionLayers(ThemeManager &theme, Session &session, QWidget *parent);
    LayerView *list() const { return m_list; }
    PackageGauge *gauge() const { return m_gauge; }
    /// Rows that are shown before the list scrolls.
    void setMostRows(int rows);
    /// To the current function, as a drop does: layers on top of those that are there, files become a layer of it.
    void give(const QStringList &layers, const QStringList &files);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeList();
    void showLayers();
    void showHistory();
    void fitList();
    void build(const QStringList &files);
    void place(const QStringList &names, int row);
    void detachCurrent();
    void move(int by);

    ThemeManager &m_theme;
    Session &m_session;
    LayerController &m_layers;
    LayerSlotModel m_model;
    SectionHeader *m_head;
    QToolButton *m_undoButton;
    LayerView *m_list;
    QAction *m_undo;
    QAction *m_redo;
    QLabel *m_hint;
    PackageGauge *m_gauge;
    QStringList m_refused; ///< What was dropped before the folder was trusted.
    int m_mostRows = 5;
    QString m_wanted; ///< To choose when the links were read again.
};

} // namespace lathe
