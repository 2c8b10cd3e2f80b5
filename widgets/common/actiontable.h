// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "common/thememanager.h"
#include <QAction>
#include <QList>
#include <QObject>

namespace lathe {

/// Every action of the window. Names (see ActionTable::idOf) are stable: changed shortcuts are kept under them.
enum class Act {
    NewFromSample, OpenFolder, CloseFolder, Save, SaveAll, SaveAsUtf8, LocalHistory, CloseTab,
    NewFile, NewFolder, RunEventFile, RenameFile, DuplicateFile, DeleteFile, CopyPath, CopyRelativePath, ShowInFileManager, FindInFolder, Preferences, Quit,
    Undo, Redo, Cut, Copy, Paste, SelectAll, Find, Replace, FindNext, FindPrevious, FindInFiles, ToggleComment, DuplicateLine, DeleteLine, MoveLineUp, MoveLineDown,
    AddNextOccurrence, SelectAllOccurrences, Complete, QuickFix, FormatJson,
    SplitRight, SplitDown, CloseSplit, FoldBlock, FoldAll, UnfoldAll, ShowWhitespace, ZoomIn, ZoomOut, ZoomReset, ThemeSystem, ThemeLight, ThemeDark, ThemeHighContrast,
    ShowProject, ShowFunction, ShowEvent, ShowResult, ShowProblems, ShowDeploy, ShowServer, ShowLog, ShowEnvironments, ShowTimeline, ShowHistory, ShowPackage, ShowLayers, ShowTests, ShowVersions, LayoutCode, LayoutTest, LayoutRelease, LayoutReset,
    Run, Stop, RunTests, InvokeDeployed, Deploy, Publish, RollBack, Package, AddLayer, BuildLayer, ImportPackage, SigningKeys, NewEvent, MakeEvent, ChooseTarget, ChooseFunction, TrustFolder, ReloadProject,
    CopyCommand,
    Locator, Palette, GoToSymbol, GoToLine, GoToBracket, NextTab, PreviousTab, NextProblem, PreviousProblem, ToggleBookmark, NextBookmark, PreviousBookmark,
    Help, KeySheet, About,
    Count
};

enum class ActGroup { File, Edit, View, Run, Go, Help };

/// The one table of actions: text, tool tip, status tip, icon, shortcut and group. Menus, tool bar, command palette and key
/// sheet are made from it; whoever does an action connects to its QAction::triggered. Owned by the main window.
class ActionTable : public QObject
{
    Q_OBJECT
public:
    explicit ActionTable(ThemeManager &theme, QObject *parent = nullptr);
    QAction *action(Act act) const { return m_actions[int(act)]; }
    QList<QAction *> all() const { return m_actions; }
    QList<QAction *> group(ActGroup group) const;
    static QString groupTitle(ActGroup group);
    /// Of the menu: with the letter that opens it with Alt, the same one in every language.
    static QString menuTitle(ActGroup group);
    static ActGroup groupOf(Act act);
    /// Works on the file or folder that is chosen in the tree, else on the one in the editor.
    static bool isForFile(Act act) { return act >= Act::NewFile && act <= Act::FindInFolder; }
    /// Stable, not translated: "file.save".
    static QString idOf(Act act);
    QKeySequence defaultShortcut(Act act) const;
    /// Why the action cannot have this shortcut, in the user's language: more than one stroke, a key that types, another action's;
    /// empty when it can. No shortcut at all is always fine.
    QString shortcutProblem(Act act, const QKeySequence &shortcut) const;
    /// Another shortcut; refused (false) when there is a problem.
    bool setShortcut(Act act, const QKeySequence &shortcut);
    /// Texts again, after the language changed.
    void retranslate();
    /// What the actions for files work on now is a folder, and is called one.
    void setForFolder(bool folder);

private:
    bool m_forFolder = false;
    QList<QAction *> m_actions;
};

} // namespace lathe
