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

#define T(text) QT_TRANSLATE_NOOP("lathe::ActionTable", text)
using G = ActGroup;
constexpr std::array<Row, size_t(Act::Count)> rows = {{
    {Act::NewFromSample, G::File, "file.newFromSample", "sample", "Ctrl+N", T("New from Sample…"), T("Make a new project from one of the samples")},
    {Act::OpenFolder, G::File, "file.openFolder", "folder-open", "Ctrl+O", T("Open Folder…"), T("Open the folder of a project")},
    {Act::CloseFolder, G::File, "file.closeFolder", "", "", T("Close Folder"), T("Close the open project")},
    {Act::Save, G::File, "file.save", "save", "Ctrl+S", T("Save"), T("Save the file in the editor")},
    {Act::SaveAll, G::File, "file.saveAll", "save-all", "Ctrl+Shift+S", T("Save All"), T("Save all changed files")},
    {Act::CloseTab, G::File, "file.closeTab", "close", "Ctrl+W", T("Close Tab"), T("Close the file in the editor")},
    {Act::Preferences, G::File, "file.preferences", "settings", "Ctrl+,", T("Preferences…"), T("Theme, language and type size")},
    {Act::Quit, G::File, "file.quit", "", "Ctrl+Q", T("Quit"), T("Close Lathe; unsaved text is kept")},
    {Act::Undo, G::Edit, "edit.undo", "undo", "Ctrl+Z", T("Undo"), T("Undo the last change")},
    {Act::Redo, G::Edit, "edit.redo", "redo", "Ctrl+Shift+Z", T("Redo"), T("Do the undone change again")},
    {Act::Cut, G::Edit, "edit.cut", "", "Ctrl+X", T("Cut"), T("Move the selection to the clipboard")},
    {Act::Copy, G::Edit, "edit.copy", "copy", "Ctrl+C", T("Copy"), T("Copy the selection to the clipboard")},
    {Act::Paste, G::Edit, "edit.paste", "", "Ctrl+V", T("Paste"), T("Insert the clipboard")},
    {Act::SelectAll, G::Edit, "edit.selectAll", "", "Ctrl+A", T("Select All"), T("Select the whole text")},
    {Act::Find, G::Edit, "edit.find", "search", "Ctrl+F", T("Find…"), T("Find in the file")},
    {Act::Replace, G::Edit, "edit.replace", "replace", "Ctrl+H", T("Replace…"), T("Find and replace in the file")},
    {Act::FindNext, G::Edit, "edit.findNext", "chevron-down", "F3", T("Find Next"), T("Go to the next match")},
    {Act::FindPrevious, G::Edit, "edit.findPrevious", "chevron-up", "Shift+F3", T("Find Previous"), T("Go to the previous match")},
    {Act::GoToLine, G::Edit, "edit.goToLine", "", "Ctrl+G", T("Go to Line…"), T("Move the cursor to a line")},
    {Act::ToggleComment, G::Edit, "edit.toggleComment", "", "Ctrl+/", T("Toggle Comment"), T("Comment the selected lines out or in")},
    {Act::DuplicateLine, G::Edit, "edit.duplicateLine", "", "Ctrl+D", T("Duplicate Line"), T("Repeat the line or the selection below")},
    {Act::Complete, G::Edit, "edit.complete", "", "Ctrl+Space", T("Complete Word"), T("Offer words that begin like this one")},
    {Act::FormatJson, G::Edit, "edit.formatJson", "format", "Ctrl+Shift+F", T("Format JSON"), T("Indent the test event; values stay as they are")},
    {Act::Locator, G::View, "view.locator", "search", "Ctrl+K", T("Go to Anything…"), T("Find a file, a function or a command by name")},
    {Act::Palette, G::View, "view.palette", "command", "Ctrl+Shift+P", T("Command Palette…"), T("Find a command by name")},
    {Act::NextTab, G::View, "view.nextTab", "", "Ctrl+Tab", T("Next Tab"), T("Show the next open file")},
    {Act::PreviousTab, G::View, "view.previousTab", "", "Ctrl+Shift+Tab", T("Previous Tab"), T("Show the previous open file")},
    {Act::ZoomIn, G::View, "view.zoomIn", "", "Ctrl+=", T("Zoom In"), T("Larger type in the editor")},
    {Act::ZoomOut, G::View, "view.zoomOut", "", "Ctrl+-", T("Zoom Out"), T("Smaller type in the editor")},
    {Act::ZoomReset, G::View, "view.zoomReset", "", "Ctrl+0", T("Reset Zoom"), T("Type of the usual size in the editor")},
    {Act::ThemeSystem, G::View, "view.themeSystem", "theme", "", T("Theme: System"), T("Light or dark as the desktop says")},
    {Act::ThemeLight, G::View, "view.themeLight", "theme", "", T("Theme: Light"), T("Dark text on a light ground")},
    {Act::ThemeDark, G::View, "view.themeDark", "theme", "", T("Theme: Dark"), T("Light text on a dark ground")},
    {Act::ThemeHighContrast, G::View, "view.themeHighContrast", "theme", "", T("Theme: High Contrast"), T("White on black, strong lines")},
    {Act::ShowProject, G::View, "view.project", "folder", "Alt+1", T("Project"), T("Show the project: functions, files and events")},
    {Act::ShowFunction, G::View, "view.function", "function", "Alt+2", T("Function"), T("Show the function's settings")},
    {Act::ShowEvent, G::View, "view.event", "event", "Alt+3", T("Test Event"), T("Show the test event")},
    {Act::ShowResult, G::View, "view.result", "result", "Alt+4", T("Result"), T("Show response, log and figures of the last run")},
    {Act::ShowProblems, G::View, "view.problems", "problem", "Alt+5", T("Problems"), T("Show what is wrong in the project")},
    {Act::ShowDeploy, G::View, "view.deploy", "deploy", "Alt+6", T("Deploy Plan"), T("Show what a deploy would change")},
    {Act::ShowServer, G::View, "view.server", "server", "Alt+7", T("Server"), T("Show the local endpoint and its requests")},
    {Act::LayoutReset, G::View, "view.layoutReset", "panel-left", "", T("Reset Layout"), T("Put all panels back in their places")},
    {Act::Run, G::Run, "run.run", "run", "F5", T("Run"), T("Save and run the function on the test event, here")},
    {Act::Stop, G::Run, "run.stop", "stop", "Shift+F5", T("Stop"), T("Stop the run")},
    {Act::InvokeDeployed, G::Run, "run.invokeDeployed", "invoke-cloud", "Ctrl+F5", T("Invoke Deployed"), T("Invoke the deployed function on the target with the test event")},
    {Act::Deploy, G::Run, "run.deploy", "deploy", "F8", T("Deploy…"), T("Save, package and show what a deploy would change")},
    {Act::Package, G::Run, "run.package", "package", "Ctrl+Shift+B", T("Save Package…"), T("Write the deployment package to a zip file")},
    {Act::NewEvent, G::Run, "run.newEvent", "event", "Ctrl+E", T("Test Events…"), T("Choose a test event or make one from a template")},
    {Act::ChooseTarget, G::Run, "run.chooseTarget", "target", "Ctrl+T", T("Choose Target…"), T("Choose where to deploy and invoke")},
    {Act::ChooseFunction, G::Run, "run.chooseFunction", "function", "Ctrl+J", T("Choose Function…"), T("Choose the function to work on")},
    {Act::TrustFolder, G::Run, "run.trust", "trust", "", T("Trust This Folder"), T("Allow the code of this folder to run")},
    {Act::ReloadProject, G::Run, "run.reload", "refresh", "Ctrl+R", T("Reload Project"), T("Read the templates of the project again")},
    {Act::CopyCommand, G::Run, "run.copyCommand", "copy", "Ctrl+Shift+C", T("Copy as Command"), T("Copy the shell command that does the same")},
    {Act::NextProblem, G::Run, "run.nextProblem", "chevron-down", "F4", T("Next Problem"), T("Go to the next problem")},
    {Act::PreviousProblem, G::Run, "run.previousProblem", "chevron-up", "Shift+F4", T("Previous Problem"), T("Go to the previous problem")},
    {Act::KeySheet, G::Help, "help.keys", "keyboard", "F1", T("Keyboard Shortcuts"), T("Show all shortcuts")},
    {Act::About, G::Help, "help.about", "info", "", T("About Lathe"), T("Version, license and components")},
}};
#undef T

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
        action->setMenuRole(QAction::NoRole);
        m_actions.append(action);
    }
    retranslate();
}

void ActionTable::retranslate()
{
    for (const Row &row : rows) {
        QAction *action = m_actions[int(row.act)];
        const QString text = translated(row.text);
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
    case ActGroup::Help: return tr("Help");
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

bool ActionTable::setShortcut(Act act, const QKeySequence &shortcut)
{
    if (shortcut.count() > 1)
        return false;
    for (int i = 0; i < m_actions.size(); ++i)
        if (i != int(act) && !shortcut.isEmpty() && m_actions[i]->shortcut() == shortcut)
            return false;
    m_actions[int(act)]->setShortcut(shortcut);
    retranslate();
    return true;
}

} // namespace lathe
