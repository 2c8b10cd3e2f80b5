// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/actiontable.h"
#include <QCoreApplication>
#include <array>

namespace lathe {

namespace {

struct Row
{
    Act act;
    ActGroup group;
    const char *id;
    const char *icon;
    const char *keys; ///< Portable text; one stroke; none needs a bare letter.
    const char *text;
    const char *tip;
};

using G = ActGroup;
constexpr std::array<Row, size_t(Act::Count)> rows = {{
    {Act::NewFromSample, G::File, "file.newFromSample", "sample", "Ctrl+N",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "New from Sample…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make a new project from one of the samples")},
    {Act::OpenFolder, G::File, "file.openFolder", "folder-open", "Ctrl+O",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Open Folder…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Open the folder of a project")},
    {Act::CloseFolder, G::File, "file.closeFolder", "", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close Folder"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close the open project")},
    {Act::Save, G::File, "file.save", "save", "Ctrl+S",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save the file in the editor")},
    {Act::SaveAll, G::File, "file.saveAll", "save-all", "Ctrl+Shift+S",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save All"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save all changed files")},
    {Act::SaveAsUtf8, G::File, "file.saveAsUtf8", "", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save as UTF-8"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Store the file in the editor as UTF-8 from now on")},
    {Act::LocalHistory, G::File, "file.localHistory", "history", "Ctrl+Alt+H",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Local History…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Earlier states of this file, and files that were deleted")},
    {Act::CloseTab, G::File, "file.closeTab", "close", "Ctrl+W",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close Tab"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close the file in the editor")},
    {Act::NewFile, G::File, "file.newFile", "file", "Ctrl+Alt+N",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "New File…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make an empty file in the chosen folder and open it")},
    {Act::NewFolder, G::File, "file.newFolder", "folder", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "New Folder…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make a folder in the chosen one")},
    {Act::RunEventFile, G::File, "file.runEvent", "run", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Run This Event"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Run the function on the chosen file of events/")},
    {Act::RenameFile, G::File, "file.rename", "edit", "F2",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Rename File…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Give the file or folder another name; an open text stays open")},
    {Act::DuplicateFile, G::File, "file.duplicate", "copy", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Duplicate File"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy the file or folder beside itself")},
    {Act::DeleteFile, G::File, "file.delete", "trash", "Del",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Delete File"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the file or folder to the trash")},
    {Act::CopyPath, G::File, "file.copyPath", "link", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy Path"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy the whole path to the clipboard")},
    {Act::CopyRelativePath, G::File, "file.copyRelativePath", "", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy Relative Path"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy the path from the project's folder on to the clipboard")},
    {Act::ShowInFileManager, G::File, "file.showInFileManager", "external", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Open in File Manager"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Open the folder in the desktop's file manager")},
    {Act::FindInFolder, G::File, "file.findInFolder", "search", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find in Folder…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find and replace in the files of the chosen folder")},
    {Act::Preferences, G::File, "file.preferences", "settings", "Ctrl+,",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Preferences…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Theme, language and type size")},
    {Act::Quit, G::File, "file.quit", "", "Ctrl+Q",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Quit"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close Lathe; unsaved text is kept")},
    {Act::Undo, G::Edit, "edit.undo", "undo", "Ctrl+Z",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Undo"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Undo the last change")},
    {Act::Redo, G::Edit, "edit.redo", "redo", "Ctrl+Shift+Z",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Redo"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Do the undone change again")},
    {Act::Cut, G::Edit, "edit.cut", "cut", "Ctrl+X",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Cut"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the selection to the clipboard")},
    {Act::Copy, G::Edit, "edit.copy", "copy", "Ctrl+C",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy the selection to the clipboard")},
    {Act::Paste, G::Edit, "edit.paste", "paste", "Ctrl+V",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Paste"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Insert the clipboard")},
    {Act::SelectAll, G::Edit, "edit.selectAll", "", "Ctrl+A",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Select All"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Select the whole text")},
    {Act::Find, G::Edit, "edit.find", "search", "Ctrl+F",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find in the file")},
    {Act::Replace, G::Edit, "edit.replace", "replace", "Ctrl+H",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Replace…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find and replace in the file")},
    {Act::FindNext, G::Edit, "edit.findNext", "chevron-down", "F3",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find Next"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the next match")},
    {Act::FindPrevious, G::Edit, "edit.findPrevious", "chevron-up", "Shift+F3",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find Previous"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the previous match")},
    {Act::FindInFiles, G::Edit, "edit.findInFiles", "search", "Ctrl+Shift+F",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find in Files…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find and replace in all files of the project")},
    {Act::ToggleComment, G::Edit, "edit.toggleComment", "", "Ctrl+/",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Toggle Comment"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Comment the selected lines out or in")},
    {Act::DuplicateLine, G::Edit, "edit.duplicateLine", "", "Ctrl+D",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Duplicate Line"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Repeat the line or the selection below")},
    {Act::DeleteLine, G::Edit, "edit.deleteLine", "", "Ctrl+Shift+K",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Delete Line"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Delete the lines of all carets and selections")},
    {Act::MoveLineUp, G::Edit, "edit.moveLineUp", "", "Ctrl+Shift+Up",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move Line Up"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the line or the selected lines up")},
    {Act::MoveLineDown, G::Edit, "edit.moveLineDown", "", "Ctrl+Shift+Down",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move Line Down"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the line or the selected lines down")},
    {Act::AddNextOccurrence, G::Edit, "edit.addNextOccurrence", "", "Ctrl+Shift+D",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Add Next Occurrence"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Select the next place with the same text as well, to edit both at once")},
    {Act::SelectAllOccurrences, G::Edit, "edit.selectAllOccurrences", "", "Ctrl+Shift+L",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Select All Occurrences"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Select all places with the same text, to edit them at once")},
    {Act::Complete, G::Edit, "edit.complete", "", "Ctrl+Space",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Complete Word"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Offer words that begin like this one")},
    {Act::QuickFix, G::Edit, "edit.quickFix", "lamp", "Alt+Return",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Quick Fix…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "What can be done about the problem in this line")},
    {Act::FormatJson, G::Edit, "edit.formatJson", "format", "Shift+Alt+F",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Format JSON"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Indent the test event; values stay as they are")},
    {Act::SplitRight, G::View, "view.splitRight", "split", "Ctrl+\\",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Split Side by Side"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the file twice, side by side; again goes to the other half")},
    {Act::SplitDown, G::View, "view.splitDown", "split-down", "Ctrl+Shift+\\",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Split Stacked"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the file twice, one above the other; again goes to the other half")},
    {Act::CloseSplit, G::View, "view.closeSplit", "", "Ctrl+Shift+W",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close Split"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the file once again")},
    {Act::FoldBlock, G::View, "view.foldBlock", "", "Ctrl+Shift+[",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Fold or Unfold Block"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close or open the block around the cursor")},
    {Act::FoldAll, G::View, "view.foldAll", "", "Ctrl+Alt+[",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Fold All"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Close all blocks of the file")},
    {Act::UnfoldAll, G::View, "view.unfoldAll", "", "Ctrl+Alt+]",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Unfold All"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Open all blocks of the file")},
    {Act::ShowWhitespace, G::View, "view.showWhitespace", "", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show Whitespace"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show spaces and tabs in the editor")},
    {Act::ZoomIn, G::View, "view.zoomIn", "", "Ctrl+=",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Zoom In"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Larger type in the editor")},
    {Act::ZoomOut, G::View, "view.zoomOut", "", "Ctrl+-",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Zoom Out"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Smaller type in the editor")},
    {Act::ZoomReset, G::View, "view.zoomReset", "", "Ctrl+0",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Reset Zoom"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Type of the usual size in the editor")},
    {Act::ThemeSystem, G::View, "view.themeSystem", "theme", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Theme: System"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Light or dark as the desktop says")},
    {Act::ThemeLight, G::View, "view.themeLight", "theme", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Theme: Light"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Dark text on a light ground")},
    {Act::ThemeDark, G::View, "view.themeDark", "theme", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Theme: Dark"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Light text on a dark ground")},
    {Act::ThemeHighContrast, G::View, "view.themeHighContrast", "theme", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Theme: High Contrast"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "White on black, strong lines")},
    {Act::ShowProject, G::View, "view.project", "folder", "Alt+1",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Project"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the project: functions, files and events")},
    {Act::ShowFunction, G::View, "view.function", "function", "Alt+2",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Function"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the function's settings")},
    {Act::ShowEvent, G::View, "view.event", "event", "Alt+3",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Test Event"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the test event")},
    {Act::ShowResult, G::View, "view.result", "result", "Alt+4",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Result"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show response, log and figures of the last run")},
    {Act::ShowProblems, G::View, "view.problems", "problem", "Alt+5",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Problems"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show what is wrong in the project")},
    {Act::ShowDeploy, G::View, "view.deploy", "deploy", "Alt+6",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Deploy Plan"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show what a deploy would change")},
    {Act::ShowServer, G::View, "view.server", "server", "Alt+7",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Server"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the local endpoint and its requests")},
    {Act::ShowLog, G::View, "view.log", "log", "Alt+8",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Log"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show what the function wrote to its log")},
    {Act::ShowEnvironments, G::View, "view.environments", "environment", "Alt+9",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Environments"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the execution environments and what they do")},
    {Act::ShowTimeline, G::View, "view.timeline", "timeline", "Alt+0",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Timeline"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show responses, cold starts and invocations in time")},
    {Act::ShowHistory, G::View, "view.history", "history", "Ctrl+Shift+H",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "History"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the runs that were made: search, run again, compare")},
    {Act::ShowPackage, G::View, "view.package", "package", "Ctrl+Shift+X",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Package"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show what the package weighs and what could go")},
    {Act::ShowLayers, G::View, "view.layers", "layers", "Ctrl+Shift+Y",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Layers"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the layers of the project and of the function")},
    {Act::ShowTests, G::View, "view.tests", "matrix", "Ctrl+Shift+M",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Tests"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the run matrix: test events and functions, and what became of them")},
    {Act::ShowVersions, G::View, "view.versions", "version", "Ctrl+F8",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Versions"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the published versions and who gets which")},
    {Act::LayoutCode, G::View, "view.layoutCode", "edit", "Ctrl+Alt+1",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Layout: Code"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "The panels for writing and running a function")},
    {Act::LayoutTest, G::View, "view.layoutTest", "event", "Ctrl+Alt+2",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Layout: Test"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "The panels for events, runs and what they took")},
    {Act::LayoutRelease, G::View, "view.layoutRelease", "deploy", "Ctrl+Alt+3",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Layout: Release"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "The panels for packages, layers and deploys")},
    {Act::LayoutReset, G::View, "view.layoutReset", "panel-left", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Reset Layout"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Put all panels back in their places")},
    {Act::Run, G::Run, "run.run", "run", "F5",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Run"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save and run the function on the test event, here")},
    {Act::Stop, G::Run, "run.stop", "stop", "Shift+F5",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Stop"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Stop the run")},
    {Act::RunTests, G::Run, "run.tests", "matrix", "Ctrl+Shift+F5",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Run All Tests"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save and run all test events on all functions, against what is expected")},
    {Act::InvokeDeployed, G::Run, "run.invokeDeployed", "invoke-cloud", "Ctrl+F5",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Invoke Deployed"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Invoke the deployed function on the target with the test event")},
    {Act::Deploy, G::Run, "run.deploy", "deploy", "F8",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Deploy…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save, package and show what a deploy would change")},
    {Act::Publish, G::Run, "run.publish", "version", "Shift+F8",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Publish Version"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Keep what is deployed as a version, then give it a share of an alias")},
    {Act::RollBack, G::Run, "run.rollBack", "undo", "Ctrl+Shift+F8",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Roll Back…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Take an alias back to the version before")},
    {Act::Package, G::Run, "run.package", "package", "Ctrl+Shift+B",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Save Package…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Write the deployment package to a zip file")},
    {Act::AddLayer, G::Run, "run.addLayer", "layers", "Ctrl+L",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Add Layer…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Attach a layer to the function, or build one of what the project holds")},
    {Act::BuildLayer, G::Run, "run.buildLayer", "layers", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Build Layer…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Build a layer from requirements.txt, package.json, a zip or other files")},
    {Act::ImportPackage, G::Run, "run.importPackage", "package", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Import Package…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make a project of a zip or of a deployed function's code")},
    {Act::SigningKeys, G::Run, "run.signingKeys", "lock", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Signing Keys…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make keys, and choose the one that packages are signed with")},
    {Act::NewEvent, G::Run, "run.newEvent", "event", "Ctrl+E",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Test Events…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Choose a test event or make one from a template")},
    {Act::MakeEvent, G::Run, "run.makeEvent", "add", "Ctrl+Shift+E",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "New Test Event…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Make a test event from a template with values of your own")},
    {Act::ChooseTarget, G::Run, "run.chooseTarget", "target", "Ctrl+T",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Choose Target…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Choose where to deploy and invoke")},
    {Act::ChooseFunction, G::Run, "run.chooseFunction", "function", "Ctrl+J",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Choose Function…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Choose the function to work on")},
    {Act::TrustFolder, G::Run, "run.trust", "trust", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Trust This Folder"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Allow the code of this folder to run")},
    {Act::ReloadProject, G::Run, "run.reload", "refresh", "Ctrl+R",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Reload Project"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Read the templates of the project again")},
    {Act::CopyCommand, G::Run, "run.copyCommand", "copy", "Ctrl+Shift+C",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy as Command"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Copy the shell command that does the same")},
    {Act::Locator, G::Go, "view.locator", "search", "Ctrl+K",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to Anything…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find a file, a function or a command by name")},
    {Act::Palette, G::Go, "view.palette", "command", "Ctrl+Shift+P",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Command Palette…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find a command by name")},
    {Act::GoToSymbol, G::Go, "edit.goToSymbol", "symbol", "Ctrl+Shift+O",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to Symbol…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Find a function, a class or a key in the file by name")},
    {Act::GoToLine, G::Go, "edit.goToLine", "", "Ctrl+G",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to Line…"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the cursor to a line")},
    {Act::GoToBracket, G::Go, "edit.goToBracket", "", "Ctrl+M",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to Matching Bracket"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Move the cursor to the bracket that belongs to the one beside it")},
    {Act::NextTab, G::Go, "view.nextTab", "", "Ctrl+Tab",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Next Tab"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the next open file")},
    {Act::PreviousTab, G::Go, "view.previousTab", "", "Ctrl+Shift+Tab",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Previous Tab"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show the previous open file")},
    {Act::NextProblem, G::Go, "run.nextProblem", "chevron-down", "F4",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Next Problem"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the next problem")},
    {Act::PreviousProblem, G::Go, "run.previousProblem", "chevron-up", "Shift+F4",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Previous Problem"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the previous problem")},
    {Act::ToggleBookmark, G::Go, "edit.toggleBookmark", "bookmark", "Ctrl+F7",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Toggle Bookmark"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Mark the line, or take its mark away")},
    {Act::NextBookmark, G::Go, "edit.nextBookmark", "", "F7",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Next Bookmark"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the next marked line of the file")},
    {Act::PreviousBookmark, G::Go, "edit.previousBookmark", "", "Shift+F7",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Previous Bookmark"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Go to the previous marked line of the file")},
    {Act::Help, G::Help, "help.pages", "help", "Shift+F1",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Lathe Help"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Read how things are done; works offline")},
    {Act::KeySheet, G::Help, "help.keys", "keyboard", "F1",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Keyboard Shortcuts"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Show all shortcuts")},
    {Act::About, G::Help, "help.about", "info", "",
     QT_TRANSLATE_NOOP("lathe::ActionTable", "About Lathe"),
     QT_TRANSLATE_NOOP("lathe::ActionTable", "Version, license and components")},
}};

constexpr bool rowsAreInOrder()
{
    for (size_t i = 0; i < rows.size(); ++i)
        if (size_t(rows[i].act) != i)
            return false;
    return true;
}
static_assert(rowsAreInOrder());

QString translated(const char *text)
{
    return QCoreApplication::translate("lathe::ActionTable", text);
}

} // namespace

ActionTable::ActionTable(ThemeManager &theme, QObject *parent) : QObject(parent)
{
    for (const Row &row : rows) {
        auto *action = new QAction(this);
        action->setObjectName(QString::fromLatin1(row.id));
        if (*row.icon) {
            action->setIcon(theme.icon(QString::fromLatin1(row.icon), row.act == Act::Run ? IconRole::Accent : IconRole::Normal));
            action->setIconVisibleInMenu(true);
        }
        action->setShortcut(defaultShortcut(row.act));
        if (row.act == Act::RenameFile || row.act == Act::DeleteFile)
            action->setShortcutContext(Qt::WidgetShortcut); // of the tree: elsewhere these keys edit text
        action->setCheckable(row.act == Act::ShowWhitespace);
        action->setMenuRole(QAction::NoRole);
        m_actions.append(action);
    }
    retranslate();
}

/// Of the actions that work on a folder as well; the others are called the same for both.
static const char *folderText(Act act)
{
    switch (act) {
    case Act::RenameFile: return QT_TRANSLATE_NOOP("lathe::ActionTable", "Rename Folder…");
    case Act::DuplicateFile: return QT_TRANSLATE_NOOP("lathe::ActionTable", "Duplicate Folder");
    case Act::DeleteFile: return QT_TRANSLATE_NOOP("lathe::ActionTable", "Delete Folder");
    default: return nullptr;
    }
}

void ActionTable::setForFolder(bool folder)
{
    m_forFolder = folder;
    for (const Row &row : rows)
        if (folderText(row.act))
            m_actions[int(row.act)]->setText(translated(folder ? folderText(row.act) : row.text)); // says nothing when it is the same
}

void ActionTable::retranslate()
{
    for (const Row &row : rows) {
        QAction *action = m_actions[int(row.act)];
        const char *forFolder = m_forFolder ? folderText(row.act) : nullptr;
        const QString text = translated(forFolder ? forFolder : row.text);
        const QString tip = translated(row.tip);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setText(text);
        action->setStatusTip(tip);
        action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    }
}

QList<QAction *> ActionTable::group(ActGroup group) const
{
    QList<QAction *> list;
    for (const Row &row : rows)
        if (row.group == group)
            list.append(m_actions[int(row.act)]);
    return list;
}

QString ActionTable::groupTitle(ActGroup group)
{
    switch (group) {
    case ActGroup::File: return tr("File");
    case ActGroup::Edit: return tr("Edit");
    case ActGroup::View: return tr("View");
    case ActGroup::Run: return tr("Run");
    case ActGroup::Go: return tr("Go");
    case ActGroup::Help: return tr("Help");
    }
    return {};
}

QString ActionTable::menuTitle(ActGroup group)
{
    switch (group) {
    case ActGroup::File: return tr("&File");
    case ActGroup::Edit: return tr("&Edit");
    case ActGroup::View: return tr("&View");
    case ActGroup::Run: return tr("&Run");
    case ActGroup::Go: return tr("&Go");
    case ActGroup::Help: return tr("&Help");
    }
    return {};
}

ActGroup ActionTable::groupOf(Act act)
{
    return rows[size_t(act)].group;
}

QString ActionTable::idOf(Act act)
{
    return QString::fromLatin1(rows[size_t(act)].id);
}

QKeySequence ActionTable::defaultShortcut(Act act) const
{
    return QKeySequence(QString::fromLatin1(rows[size_t(act)].keys), QKeySequence::PortableText);
}

QString ActionTable::shortcutProblem(Act act, const QKeySequence &shortcut) const
{
    if (shortcut.isEmpty())
        return {};
    if (shortcut.count() > 1)
        return tr("Only one stroke: two do not work with every input method.");
    const QKeyCombination keys = shortcut[0];
    const bool function = keys.key() >= Qt::Key_F1 && keys.key() <= Qt::Key_F35;
    const bool free = keys == QKeyCombination(Qt::Key_Delete) && m_actions[int(act)]->shortcutContext() == Qt::WidgetShortcut;
    if (!function && !free && !(keys.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return tr("With Ctrl, Alt or Meta, or a function key: this one types.");
    for (int i = 0; i < m_actions.size(); ++i)
        if (i != int(act) && m_actions[i]->shortcut() == shortcut)
            return tr("These keys belong to: %1").arg(m_actions[i]->text());
    for (const ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Run, ActGroup::Go, ActGroup::Help})
        if (QKeySequence::mnemonic(menuTitle(group)) == shortcut) // Qt would do neither
            return tr("These keys open a menu: %1").arg(groupTitle(group));
    return {};
}

bool ActionTable::setShortcut(Act act, const QKeySequence &shortcut)
{
    if (!shortcutProblem(act, shortcut).isEmpty())
        return false;
    m_actions[int(act)]->setShortcut(shortcut);
    retranslate();
    return true;
}

} // namespace lathe
