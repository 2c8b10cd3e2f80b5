// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/fileflow.h"
#include "common/actiontable.h"
#include "common/confirmdialog.h"
#include "common/noticebar.h"
#include "core/async.h"
#include "editor/editortabs.h"
#include "items/visibletext.h"
#include "mainwindow/filecopyflow.h"
#include "mainwindow/filenaming.h"
#include "panels/eventpanel.h"
#include "panels/filetreeview.h"
#include "panels/projectpanel.h"
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QUrl>

namespace lathe {

static QString nameOf(const QString &path)
{
    return visibleText(QFileInfo(path).fileName());
}

/// At most three: the rest is counted.
static QString keptNames(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths.mid(0, 3))
        names += nameOf(path);
    return paths.size() <= 3 ? names.join(QStringLiteral(", ")) : FileFlow::tr("%1 and %2 more").arg(names.join(QStringLiteral(", "))).arg(paths.size() - 3);
}

FileFlow::FileFlow(const Parts &parts, QWidget *window) : QObject(window), m_parts(parts), m_session(parts.session), m_window(window), m_names(new FileNaming(parts.theme, parts.session, parts.project, window, this))
{
    FileTreeView *view = parts.project.fileView();
    for (const Act act : {Act::RenameFile, Act::DeleteFile})
        view->addAction(parts.actions.action(act)); // their keys hold in the tree alone
    const auto on = [this](Act act, auto slot) { connect(m_parts.actions.action(act), &QAction::triggered, this, slot); };
    for (const auto &[act, folder] : {std::pair(Act::NewFile, false), std::pair(Act::NewFolder, true)})
        on(act, [this, folder = folder] {
            if (!target().isEmpty())
                m_names->askNew(targetFolder(), folder);
        });
    on(Act::RenameFile, [this] {
        if (const QString path = target(); !path.isEmpty() && path != m_session.project().root)
            m_names->askRename(path, m_fromTree);
    });
    on(Act::DuplicateFile, [this] { duplicate(); });
    on(Act::DeleteFile, [this] { remove(); });
    on(Act::CopyPath, [this] { copyPath(false); });
    on(Act::CopyRelativePath, [this] { copyPath(true); });
    on(Act::ShowInFileManager, [this] {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(targetFolder())))
            m_parts.news.showNotice(NoticeBar::Severity::Warning, tr("No file manager answers. The folder: %1").arg(visibleText(targetFolder())));
    });
    on(Act::FindInFolder, [this] { emit findRequested(targetFolder().mid(m_session.project().root.size() + 1)); });
    on(Act::RunEventFile, [this] { runEvent(); });
    connect(new FileCopyFlow(parts.theme, parts.session, parts.project.fileModel(), parts.news, window, this), &FileCopyFlow::changed, this, &FileFlow::settle);
    connect(view, &FileTreeView::menuRequested, this, &FileFlow::showMenu);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &FileFlow::refreshActions);
    connect(m_names, &FileNaming::renameRequested, this, &FileFlow::rename);
    connect(m_names, &FileNaming::newRequested, this, &FileFlow::make);
    connect(&parts.project.fileModel(), &FileTreeModel::moveRequested, this, &FileFlow::moveInto);
    connect(&parts.tabs, &EditorTabs::currentChanged, this, &FileFlow::refreshActions);
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::trustChanged})
        connect(&m_session, signal, this, &FileFlow::refreshActions);
    connect(parts.actions.action(Act::Run), &QAction::enabledChanged, this, &FileFlow::refreshActions);
    connect(qApp, &QApplication::focusChanged, this, [this, view](QWidget *, QWidget *now) {
        const bool tree = now && (now == view || view->isAncestorOf(now));
        if (tree || (now && m_parts.tabs.isAncestorOf(now))) {
            m_fromTree = tree;
            refreshActions();
        }
    });
    refreshActions();
}

/// The row of the tree, or the file in the editor when that had the keys later; the project's folder when there is neither.
QString FileFlow::target() const
{
    if (!m_session.hasProject())
        return {};
    const QString root = m_session.project().root;
    if (!m_fromTree && m_parts.tabs.currentPath().startsWith(root + u'/'))
        return m_parts.tabs.currentPath();
    const QString path = m_parts.project.fileView()->currentIndex().data(FileTreeModel::PathRole).toString();
    return path.isEmpty() ? root : path;
}

QString FileFlow::targetFolder() const
{
    const QString path = target();
    return QFileInfo(path).isDir() ? path : QFileInfo(path).path();
}

bool FileFlow::isEvent(const QString &path) const
{
    if (!m_session.hasProject() || !path.startsWith(m_session.project().root + QStringLiteral("/events/")))
        return false;
    const QList<EventFile> events = m_session.events().events();
    return std::any_of(events.begin(), events.end(), [&](const EventFile &event) { return event.path == path; });
}

void FileFlow::refreshActions()
{
    const QString path = target();
    const bool open = !path.isEmpty(), file = open && path != m_session.project().root;
    m_parts.actions.setForFolder(file && QFileInfo(path).isDir());
    for (const Act act : {Act::NewFile, Act::NewFolder, Act::CopyPath, Act::CopyRelativePath, Act::ShowInFileManager, Act::FindInFolder})
        m_parts.actions.action(act)->setEnabled(open);
    for (const Act act : {Act::RenameFile, Act::DuplicateFile, Act::DeleteFile})
        m_parts.actions.action(act)->setEnabled(file);
    m_parts.actions.action(Act::RunEventFile)->setEnabled(file && m_parts.actions.action(Act::Run)->isEnabled() && m_session.isTrusted() && isEvent(path));
}

void FileFlow::showMenu(const QPoint &globalPos)
{
    if (!m_session.hasProject())
        return;
    m_fromTree = true;
    refreshActions();
    auto *menu = new QMenu(m_parts.project.fileView());
    menu->setObjectName(QStringLiteral("fileMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool event = isEvent(target());
    for (int i = int(Act::NewFile); i <= int(Act::FindInFolder); ++i) {
        if (Act(i) == Act::RunEventFile && !event)
            continue;
        if (Act(i) == Act::RenameFile || Act(i) == Act::CopyPath || Act(i) == Act::ShowInFileManager || Act(i) == Act::RunEventFile)
            menu->addSeparator();
        menu->addAction(m_parts.actions.action(Act(i)));
    }
    menu->popup(globalPos);
}

void FileFlow::make(const QString &dir, const QString &name, bool folder)
{
    if (!m_session.hasProject())
        return;
    const QString root = m_session.project().root;
    whenDone(folder ? m_files.makeFolder(root, dir, name) : m_files.makeFile(root, dir, name), this, [this, path = dir + u'/' + name, folder](const Result<QString> &made) {
        if (!made)
            return m_names->askNewAgain(path, folder, visibleText(made.error().text)) ? void() : tell(made.error());
        settle(*made);
        if (!folder)
            m_parts.tabs.open(*made);
    });
}

void FileFlow::rename(const QString &path, const QString &name)
{
    if (name == QFileInfo(path).fileName() || !m_session.hasProject())
        return;
    if (const QString why = fileNameProblem(name); !why.isEmpty())
        return tell({ErrorCode::Usage, why, name, {}});
    if (isEvent(path) && name.endsWith(QLatin1String(".json"))) {
        const QString to = QFileInfo(path).path() + u'/' + name;
        m_parts.event.renameTo(path, name.chopped(5));
        if (!QFileInfo::exists(path) && QFileInfo::exists(to))
            m_parts.tabs.follow(path, to);
        return m_names->choose(to);
    }
    carry(path, QFileInfo(path).path() + u'/' + name, false);
}

void FileFlow::moveInto(const QStringList &paths, const QString &dir)
{
    for (const QString &path : paths) {
        if (isEvent(path))
            carryBeside(path, dir);
        carry(path, dir + u'/' + QFileInfo(path).fileName(), false);
    }
}

/// What belongs to an event goes with it.
void FileFlow::carryBeside(const QString &event, const QString &dir)
{
    for (const QString &one : companionsOf(event))
        carry(one, dir + u'/' + QFileInfo(one).fileName(), true);
}

/// `back`: it undoes another move, so there is nothing to tell.
void FileFlow::carry(const QString &from, const QString &to, bool back)
{
    if (!m_session.hasProject())
        return;
    m_parts.tabs.commitComposition();
    const QList<PathMention> mentions = mentionsOf(m_session.project(), from);
    const bool event = isEvent(from);
    m_parts.project.fileModel().expectMove(from, to);
    whenDone(m_files.move(m_session.project().root, from, to), this, [this, from, to, mentions, back, event](const Result<FileMove> &moved) {
        m_parts.project.fileModel().endMove(from, moved.has_value());
        if (moved)
            carried(*moved, mentions, back, event);
        else if (QFileInfo(from).path() != QFileInfo(to).path() || back || !m_names->askRenameAgain(from, QFileInfo(to).fileName(), visibleText(moved.error().text)))
            tell(moved.error());
    });
}

void FileFlow::carried(const FileMove &move, const QList<PathMention> &mentions, bool back, bool event)
{
    m_parts.tabs.follow(move.from, move.to);
    if (!m_session.hasProject()) // closed meanwhile
        return;
    if (m_parts.event.currentPath() == move.from)
        m_parts.event.choose(move.to);
    const QString current = m_parts.project.fileView()->currentIndex().data(FileTreeModel::PathRole).toString();
    settle(current.startsWith(move.to + u'/') ? current : move.to);
    const bool renamed = QFileInfo(move.from).path() == QFileInfo(move.to).path();
    if (back || (renamed && mentions.isEmpty())) // it is seen in the tree
        return m_parts.news.dismiss();
    const QString text = renamed ? tr("Renamed: %1 → %2").arg(nameOf(move.from), nameOf(move.to))
                                 : tr("Moved: %1 → %2").arg(nameOf(move.from), visibleText(QDir(m_session.project().root).relativeFilePath(move.to)));
    if (mentions.isEmpty())
        m_parts.news.showNotice(NoticeBar::Severity::Info, text);
    else
        tellMentions(tr("%1. The template still names it.").arg(text), mentions);
    offerUndo([this, move, renamed, event] {
        if (event && !renamed)
            carryBeside(move.to, QFileInfo(move.from).path());
        carry(move.to, move.from, true);
    });
}

void FileFlow::duplicate()
{
    const QString path = target();
    if (path.isEmpty() || path == m_session.project().root)
        return;
    if (isEvent(path))
        return m_parts.event.duplicate(path);
    whenDone(m_files.duplicate(m_session.project().root, path), this, [this](const Result<QString> &copy) {
        if (!copy)
            return tell(copy.error());
        settle(*copy);
    });
}

void FileFlow::remove()
{
    const QString path = target();
    if (path.isEmpty() || path == m_session.project().root)
        return;
    if (isEvent(path))
        return m_parts.event.askRemove(path);
    m_parts.tabs.commitComposition();
    const QList<PathMention> mentions = mentionsOf(m_session.project(), path);
    whenDone(m_files.trash(m_session.project().root, path), this, [this, path, mentions](const Result<TrashedFile> &trashed) {
        if (trashed)
            removed(path, mentions, &*trashed);
        else if (trashed.error().code == ErrorCode::Unsupported)
            askRemoveForGood(path, visibleText(trashed.error().text));
        else
            tell(trashed.error());
    });
}

void FileFlow::askRemoveForGood(const QString &path, const QString &why)
{
    if (!m_session.hasProject()) // closed meanwhile
        return;
    const ConfirmSpec spec{tr("Delete for good? %1").arg(nameOf(path)), why + u'\n' + tr("It cannot be brought back."),
                           {{tr("Delete for Good"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
    ConfirmDialog::ask(m_parts.theme, spec, m_window, [this, path, root = m_session.project().root](int button) {
        if (button != 0 || !m_session.hasProject())
            return;
        const QList<PathMention> mentions = mentionsOf(m_session.project(), path);
        whenDone(m_files.remove(root, path), this, [this, path, mentions](const Result<> &done) {
            if (!done)
                return tell(done.error());
            removed(path, mentions, nullptr);
        });
    });
}

/// Open files without unsaved text go with it; the others stay with theirs, and say that their file is gone.
void FileFlow::removed(const QString &path, const QList<PathMention> &mentions, const TrashedFile *trashed)
{
    QStringList open, kept;
    const QStringList modified = m_parts.tabs.modifiedPaths();
    for (const QString &one : m_parts.tabs.openPaths()) {
        if (one != path && !one.startsWith(path + u'/'))
            continue;
        (modified.contains(one) ? kept : open) += one;
        if (!modified.contains(one))
            m_parts.tabs.close(one);
    }
    m_parts.tabs.lookAtDisk(path);
    settle({});
    const QString text = trashed ? tr("Moved to the trash: %1").arg(nameOf(path)) : tr("Deleted: %1").arg(nameOf(path));
    const QString stays = kept.isEmpty() ? QString() : tr("Unsaved text stays open, and saving makes the file again: %1").arg(keptNames(kept));
    if (mentions.isEmpty())
        m_parts.news.showNotice(kept.isEmpty() ? NoticeBar::Severity::Info : NoticeBar::Severity::Warning, text, stays);
    else
        tellMentions(tr("%1. The template still names it.").arg(text), mentions, stays);
    if (trashed)
        offerUndo([this, trashed = *trashed, open] { restore(trashed, open); });
}

void FileFlow::restore(const TrashedFile &trashed, const QStringList &open)
{
    if (!m_session.hasProject())
        return;
    whenDone(m_files.restore(m_session.project().root, trashed), this, [this, open](const Result<QString> &back) {
        if (!back)
            return tell(back.error());
        m_parts.tabs.lookAtDisk(*back);
        settle(*back);
        for (const QString &path : open)
            m_parts.tabs.open(path);
    });
}

void FileFlow::runEvent()
{
    const QString path = target();
    if (!isEvent(path))
        return;
    for (const EventFile &event : m_session.events().events())
        if (event.path == path && !event.function.isEmpty())
            m_session.setCurrentFunction(event.function);
    m_parts.event.choose(path);
    m_parts.actions.action(Act::Run)->trigger();
}

void FileFlow::copyPath(bool relative)
{
    const QString path = target();
    if (!path.isEmpty())
        QGuiApplication::clipboard()->setText(relative ? QDir(m_session.project().root).relativeFilePath(path) : path);
}

/// The disk has changed: what reads it looks again.
void FileFlow::settle(const QString &chosen)
{
    m_session.reloadProject();
    m_session.refreshFiles();
    m_session.noteEventsChanged();
    m_names->choose(chosen);
}

void FileFlow::tell(const Error &error)
{
    m_parts.news.showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(300)));
}

QString FileFlow::mentionText(const QList<PathMention> &mentions) const
{
    QStringList lines;
    for (const PathMention &one : mentions.mid(0, 4)) {
        const QString place = nameOf(one.file) + (one.line > 0 ? QStringLiteral(":%1").arg(one.line) : QString());
        lines += one.setting.isEmpty() ? tr("%1 is the template itself.").arg(place) : tr("%1: %2 of %3").arg(place, one.setting, visibleText(one.owner));
    }
    if (mentions.size() > 4)
        lines += tr("and %1 more").arg(mentions.size() - 4);
    return lines.join(u'\n');
}

/// A way to each first place: that is what has to be changed.
void FileFlow::tellMentions(const QString &text, const QList<PathMention> &mentions, const QString &more)
{
    m_parts.news.showNotice(NoticeBar::Severity::Warning, text, mentionText(mentions) + (more.isEmpty() ? QString() : u'\n' + more));
    const PathMention first = mentions.first();
    if (first.setting.isEmpty())
        return;
    connect(m_parts.news.addAction(tr("Go to Template")), &QPushButton::clicked, this, [this, first] { m_parts.tabs.open(first.file, first.line); });
}

void FileFlow::offerUndo(std::function<void()> undo)
{
    QPushButton *button = m_parts.news.addAction(tr("Undo"));
    button->setObjectName(QStringLiteral("undoFile"));
    connect(button, &QPushButton::clicked, this, [this, undo = std::move(undo)] {
        m_parts.news.dismiss();
        undo();
    });
}

} // namespace lathe
