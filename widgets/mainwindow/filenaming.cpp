// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filenaming.h"
#include "common/namedialog.h"
#include "items/visibletext.h"
#include "panels/filedelegate.h"
#include "panels/filetreeview.h"
#include "panels/namefield.h"
#include "panels/projectpanel.h"
#include "session/filework.h"
#include <QFileInfo>

namespace lathe {

static QString taken()
{
    return FileNaming::tr("There is something of this name already.");
}

static QString newProblem(const QString &dir, const QString &name)
{
    if (const QString why = newNameProblem(name); !why.isEmpty())
        return why;
    for (qsizetype at = name.indexOf(u'/'); at >= 0; at = name.indexOf(u'/', at + 1))
        if (const QFileInfo above(dir + u'/' + name.left(at)); above.exists() && !above.isDir())
            return taken();
    const QFileInfo there(dir + u'/' + name);
    return there.exists() || there.isSymLink() ? taken() : QString();
}

static QString renameProblem(const QString &path, const QString &name)
{
    const QString why = fileNameProblem(name), other = QFileInfo(path).path() + u'/' + name;
    return !why.isEmpty() || other == path || !QFileInfo::exists(other) ? why : taken();
}

FileNaming::FileNaming(ThemeManager &theme, Session &session, ProjectPanel &project, QWidget *window, QObject *parent)
    : QObject(parent), m_theme(theme), m_session(session), m_project(project), m_window(window)
{
    project.fileNames().setNameCheck([this](const QModelIndex &row, const QString &name) { return problem(row, name); });
    connect(&project.fileModel(), &FileTreeModel::listed, this, &FileNaming::go);
    connect(&project.fileModel(), &FileTreeModel::renameRequested, this, &FileNaming::renameRequested);
    connect(&project.fileModel(), &FileTreeModel::newRequested, this,
            [this](const QString &dir, const QString &name, bool folder) { emit newRequested(dir, name.trimmed(), folder); });
}

QString FileNaming::problem(const QModelIndex &row, const QString &name) const
{
    if (m_project.fileModel().isBlank(row))
        return newProblem(m_project.fileModel().pathOf(row.parent()), name.trimmed());
    return renameProblem(row.data(FileTreeModel::PathRole).toString(), name);
}

void FileNaming::askNew(const QString &dir, bool folder)
{
    if (m_project.fileView()->isVisible())
        begin(dir, {folder, {}, {}});
    else
        askByDialog(dir, folder);
}

bool FileNaming::askNewAgain(const QString &path, bool folder, const QString &why)
{
    if (!m_project.fileView()->isVisible())
        return false;
    begin(QFileInfo(path).path(), {folder, QFileInfo(path).fileName(), why});
    return true;
}

void FileNaming::askRename(const QString &path, bool inTree)
{
    const QModelIndex index = m_project.fileModel().indexOf(path);
    if (inTree && index.isValid() && m_project.fileView()->isVisible())
        return m_project.fileView()->editName(index);
    const QString title = QFileInfo(path).isDir() ? tr("Rename the folder") : tr("Rename the file");
    NameDialog::ask(m_theme, {title, tr("Rename"), tr("Name"), QFileInfo(path).fileName(), [path](const QString &name) { return renameProblem(path, name); }}, m_window,
                    [this, path](const QString &name) { emit renameRequested(path, name); });
}

bool FileNaming::askRenameAgain(const QString &path, const QString &name, const QString &why)
{
    const QModelIndex index = m_project.fileModel().indexOf(path);
    if (!index.isValid() || !m_project.fileView()->isVisible())
        return false;
    m_project.fileView()->editName(index);
    if (NameField *field = m_project.fileView()->nameField()) {
        field->setText(name);
        field->explain(why);
    }
    return true;
}

void FileNaming::askByDialog(const QString &dir, bool folder)
{
    const QString root = m_session.project().root;
    const QString place = dir == root ? visibleText(QFileInfo(root).fileName()) : visibleText(dir.mid(root.size() + 1));
    const NameSpec spec{folder ? tr("New folder") : tr("New file"), tr("Make"), tr("Name, in %1").arg(place), {},
                        [dir](const QString &name) { return newProblem(dir, name); }};
    NameDialog::ask(m_theme, spec, m_window, [this, dir, folder](const QString &name) { emit newRequested(dir, name, folder); });
}

void FileNaming::choose(const QString &path)
{
    m_wanted = path;
    m_new.reset();
    go();
}

void FileNaming::begin(const QString &dir, const New &what)
{
    m_wanted = dir;
    m_new = what;
    go();
}

/// One step on the way: lists the folder that is nearest. What is closed stays closed until the row is there.
void FileNaming::go()
{
    if (m_wanted.isEmpty() || !m_session.hasProject())
        return;
    FileTreeModel &model = m_project.fileModel();
    FileTreeView *view = m_project.fileView();
    const QString wanted = m_wanted;
    if (wanted == model.root() || model.indexOf(wanted).isValid()) {
        m_wanted.clear();
        const std::optional<New> begun = std::exchange(m_new, std::nullopt);
        if (begun && view->editNew(wanted, begun->folder) && !begun->name.isEmpty() && view->nameField()) {
            view->nameField()->setText(begun->name);
            view->nameField()->explain(begun->why);
        } else if (!begun && wanted != model.root()) {
            view->setCurrentIndex(model.indexOf(wanted));
            view->scrollTo(view->currentIndex());
        }
        return;
    }
    if (!wanted.startsWith(model.root() + u'/'))
        return m_wanted.clear();
    QString above = QFileInfo(wanted).path();
    while (above != model.root() && !model.indexOf(above).isValid())
        above = QFileInfo(above).path();
    const QModelIndex row = model.indexOf(above);
    if (model.canFetchMore(row))
        return model.fetchMore(row);
    if (!m_new)
        return; // it is listed in a moment
    m_wanted.clear(); // the tree does not show it
    askByDialog(wanted, std::exchange(m_new, std::nullopt)->folder);
}

} // namespace lathe
