// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/actiontable.h"
#include "mainwindow/tabstops.h"
#include "session/session.h"
#include "session/settings.h"
#include <QMainWindow>

class QMenu;
class QStackedWidget;

namespace lathe {

class DockLayout;
class EditorTabs;
class EmptyState;
class EventPanel;
class Locator;
class MainToolBar;
class NoticeBar;
class QuickFixFlow;
class ResultPanel;
class RunFlow;
class StartPage;
class StateKeeper;
class StatusLine;
class WindowPanels;

/// The window: panels around the editor, put together here and nowhere else. What happens is in the session, the panels and
/// RunFlow; this class wires them. It comes in two steps: what the first frame shows is made by the constructor, the rest
/// right after that frame (complete()). Owned by the composition root.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(ThemeManager &theme, Settings &settings, Session &session, const QString &language, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A folder becomes the project; a file is opened, with its folder as the project when none is open.
    void openPath(const QString &path, int line = 0);
    /// The folder that was open last, if it is still there.
    void openLast();

    /// Takes the open editors over from another window on the same session; that one is useless afterwards.
    void takeEditors(MainWindow &other);
    /// Keeps what is open, where the docks stand and how large the window is.
    void saveState();

    EditorTabs &tabs() { return *m_tabs; }
    EventPanel &eventPanel();
    ResultPanel &resultPanel();
    ActionTable &actions() { return *m_actions; }

signals:
    void languageChosen(const QString &language);
    void firstShown();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override { return focusNextSeen(*this, next); }
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void afterFirstFrame();
    void takeKeys();
    void complete();
    void buildMenus();
    void fillViewMenu(QMenu &menu);
    void connectEditor();
    void connectPanels();
    void connectSession();
    void connectActions();
    void showProject();
    void showDocks();
    void hideDocks();
    void makeEmptyState();
    void showStart();
    void showTrust();
    void showTheme(ThemeMode mode);
    void restoreFiles();
    void stepProblem(int direction);
    void retitle();
    void keepState();
    void saveStateWith(const QHash<QString, FilePlace> &places);
    void noteText(const QString &path, bool outside);
    void showLocalHistory();
    void chooseFolder();
    void openAnother(const QString &dir);
    void makeSample(const QString &id);
    void makeSampleIn(const QString &id, const QString &dir);
    void copyCommand();
    void tell(NoticeBar *bar, const Error &error);

    ThemeManager &m_theme;
    Settings &m_settings;
    Session &m_session;
    QString m_language;
    ActionTable *m_actions;
    EditorTabs *m_tabs;
    WindowPanels *m_panels;
    StartPage *m_start = nullptr; ///< Made when it is first shown.
    EmptyState *m_nothingOpen = nullptr;
    bool m_opening = false;       ///< A folder or file was asked for before the window was shown.
    QStackedWidget *m_center;
    NoticeBar *m_trust;
    NoticeBar *m_news;
    MainToolBar *m_toolBar;
    StatusLine *m_status;
    DockLayout *m_docks;
    Locator *m_locator = nullptr;
    QuickFixFlow *m_fixes = nullptr;
    StateKeeper *m_keeper;
    RunFlow *m_flow = nullptr; ///< Null until complete().
    QString m_wantedFile;   ///< To open once its folder is the project.
    QString m_wantedFolder; ///< To be opened after the first frame.
    int m_wantedLine = 0;
    QByteArray m_dockState; ///< Of the docks while they are hidden.
    bool m_docksShown = false;
    bool m_shown = false;
    QByteArray m_keptEvent;     ///< Unsaved test event of the window before this one.
    bool m_tookEditors = false; ///< Nothing is to be opened or restored.
    bool m_framed = false; ///< The first frame was painted.
};

} // namespace lathe
