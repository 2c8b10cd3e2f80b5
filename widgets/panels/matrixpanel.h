// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/commandsource.h"
#include "common/thememanager.h"
#include "items/testmatrixmodel.h"
#include "session/session.h"
#include <QTimer>
#include <QWidget>

class QComboBox;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace lathe {

class ElidedLabel;
class EmptyState;
class MatrixDetails;
class NoticeBar;

/// The run matrix: test events down, functions or runtimes across, what became of each, and of the chosen one why. Asks to run; the
/// window saves first. Owned by its dock.
class MatrixPanel : public QWidget, public CommandSource
{
    Q_OBJECT
public:
    MatrixPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// "lathe test …" for what is selected, else for all.
    QString command() const override;
    QTableView *view() const { return m_view; }
    MatrixDetails *details() const { return m_details; }
    QString summary() const;
    /// What is selected and can run, in the order of the matrix.
    QList<MatrixPlace> selected() const;

signals:
    /// Empty: everything.
    void runRequested(const QList<lathe::MatrixPlace> &places);
    void eventRequested(const QString &path, const QString &function);
    void newEventRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void makeView();
    void fitColumns();
    bool isAnySelected() const;
    void refresh();
    void showCurrent();
    void copyCommand();
    void saveJunit();

    ThemeManager &m_theme;
    Session &m_session;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QSplitter *m_split;
    QTableView *m_view;
    MatrixDetails *m_details;
    QPushButton *m_all;
    QToolButton *m_chosen;
    QToolButton *m_failed;
    QToolButton *m_stop;
    QToolButton *m_save;
    QToolButton *m_copy;
    QComboBox *m_across;
    ElidedLabel *m_summary;
    QTimer m_soon;         ///< Progress of many short tests is shown once a frame or two.
    MatrixPlace m_current; ///< Kept when the axes change.
};

} // namespace lathe
