// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/layerlistmodel.h"
#include "session/session.h"
#include <QWidget>

class QStackedWidget;

namespace lathe {

class LayerView;
class ThemeManager;

/// The layer shelf: the layers of the project. What is dropped becomes one, after its name was asked for in place; from here
/// they are dragged to functions. What came of it is told by the window (LayerFlow). Owned by its dock.
class LayerPanel : public QWidget
{
    Q_OBJECT
public:
    LayerPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    LayerView *shelf() const { return m_shelf; }
    /// Takes files as a drop does: a name is asked for, then the layer is built.
    void give(const QStringList &files);

public slots:
    void browseFiles();
    void browseFolder();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeShelf();
    QWidget *makeEmpty();
    void showLayers();
    void showHistory();
    void askName();
    void takeName(const QString &name);
    void endName();
    void attachCurrent();
    void rebuildCurrent();
    void exportCurrent();
    void removeCurrent();
    QString currentLayer() const;

    ThemeManager &m_theme;
    Session &m_session;
    LayerController &m_layers;
    LayerListModel m_model;
    QStackedWidget *m_stack;
    LayerView *m_shelf;
    QWidget *m_empty;
    QAction *m_undo;
    QAction *m_redo;
    QStringList m_given; ///< What the coming layer is made of, until it has a name.
    QStringList m_refused; ///< What was dropped before the folder was trusted.
    bool m_named = false;
};

} // namespace lathe
