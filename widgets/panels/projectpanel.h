// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include "items/eventlistmodel.h"
#include "items/filetreemodel.h"
#include "items/functionlistmodel.h"
#include "session/session.h"
#include <QWidget>

class QLabel;
class QListView;
class QSplitter;

namespace lathe {

class FileDelegate;
class FileTreeView;
class LayerView;

/// The open project at the left: functions, files, test events. Choosing a function makes it the current one.
class ProjectPanel : public QWidget
{
    Q_OBJECT
public:
    ProjectPanel(ThemeManager &theme, Session &session, QWidget *parent = nullptr);
    /// Shows which event the event editor holds (path; empty: none).
    void setCurrentEvent(const QString &path);
    QListView *functionView() const;
    FileTreeView *fileView() const { return m_fileView; }
    FileTreeModel &fileModel() { return m_files; }
    FileDelegate &fileNames() { return *m_fileNames; }
    QListView *eventView() const { return m_eventView; }
    void refreshEvents();
    const EventListModel &eventModel() const { return m_events; }

signals:
    void openRequested(const QString &path, int line);
    void eventChosen(const QString &path);
    /// Layers of the shelf or files were dropped on a function, which is the current one now.
    void droppedOnFunction(const QStringList &layers, const QStringList &files);
    void newEventRequested();
    void eventRenameRequested(const QString &path);
    void eventDuplicateRequested(const QString &path);
    void eventDeleteRequested(const QString &path);
    void eventFilesDropped(const QStringList &files);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitSections();
    void showProject();
    void showBuilds();
    void markCurrent();
    void makeEventActions();

    ThemeManager &m_theme;
    Session &m_session;
    FunctionListModel m_functions;
    FileTreeModel m_files;
    EventListModel m_events;
    QSplitter *m_sections = nullptr;
    bool m_arranged = false; ///< By hand.
    LayerView *m_functionView;
    FileTreeView *m_fileView;
    FileDelegate *m_fileNames;
    QListView *m_eventView;
    QLabel *m_noFunction;
    QLabel *m_noEvent;
    QString m_currentEvent;
};

} // namespace lathe
