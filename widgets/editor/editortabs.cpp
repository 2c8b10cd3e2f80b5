// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editortabs.h"
#include "common/confirmdialog.h"
#include "core/async.h"
#include "core/timeouts.h"
#include "editor/linediff.h"
#include "editor/showntext.h"
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QFuture>
#include <QPromise>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QThreadPool>
#include <QVBoxLayout>

namespace lathe {

namespace {

constexpr qsizetype gatheredBytes = 256 * 1024; ///< Larger texts are backed up a moment after the key.

/// A document and how it is shown.
struct Loaded
{
    DocumentText document;
    ShownText shown;
};

Result<Loaded> shownAs(DocumentText document)
{
    ShownText shown = shownText(document);
    return Loaded{std::move(document), std::move(shown)};
}

Result<Loaded> load(const QString &path)
{
    return loadDocument(path).and_then([](DocumentText document) { return shownAs(std::move(document)); });
}

/// Reads on a worker thread, unless the page has gone when its turn comes.
QFuture<Result<Loaded>> loadLater(const QString &path, QObject *page)
{
    auto promise = std::make_shared<QPromise<Result<Loaded>>>();
    promise->start();
    const auto gone = std::make_shared<std::atomic_bool>(false);
    QObject::connect(page, &QObject::destroyed, [gone] { *gone = true; });
    QThreadPool::globalInstance()->start([promise, path, gone] {
        if (!*gone)
            promise->addResult(load(path));
        promise->finish();
    });
    return promise->future();
}

QString cleaned(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

EditorTabs::EditorTabs(ThemeManager &theme, BackupStore *backups, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_backups(backups), m_stack(new QStackedWidget(this)), m_tabs(new QTabWidget(this)),
      m_empty(new QWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tabs);
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setAccessibleName(tr("Open files"));
    m_tabs->tabBar()->setElideMode(Qt::ElideNone); // many files are scrolled, not cut to two letters each; see updateTab()
    m_tabs->tabBar()->setExpanding(false);
    m_backupDelay.setSingleShot(true);
    m_backupDelay.setInterval(timeouts::unsavedBackup / 5); // the store has the rest of the promised second
    connect(&m_backupDelay, &QTimer::timeout, this, [this] {
        for (const QString &path : std::exchange(m_due, {}))
            if (EditorPage *one = page(path))
                noteBackup(one);
    });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, [this](int index) {
        if (EditorPage *page = pageAt(index))
            requestClose(page);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        emit currentChanged(currentPath());
        if (CodeEditor *editor = currentEditor())
            emit cursorMoved(editor->line(), editor->column());
    });
    connect(&m_watch, &FileWatch::settled, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            if (EditorPage *one = page(path)) {
                emit changedOutside(path);
                one->lookAtDisk();
            }
    });
}

void EditorTabs::setEmptyWidget(QWidget *widget)
{
    const bool shown = m_stack->currentWidget() == m_empty;
    m_stack->removeWidget(m_empty);
    m_empty->deleteLater();
    m_empty = widget;
    m_stack->addWidget(widget);
    if (shown)
        m_stack->setCurrentWidget(widget);
}

void EditorTabs::showEmptyOrTabs()
{
    m_stack->setCurrentWidget(m_tabs->count() > 0 ? static_cast<QWidget *>(m_tabs) : m_empty);
}

EditorPage *EditorTabs::pageAt(int index) const { return qobject_cast<EditorPage *>(m_tabs->widget(index)); }
EditorPage *EditorTabs::currentPage() const { return qobject_cast<EditorPage *>(m_tabs->currentWidget()); }
int EditorTabs::count() const { return m_tabs->count(); }
QString EditorTabs::currentPath() const { return currentPage() ? currentPage()->path() : QString(); }
CodeEditor *EditorTabs::currentEditor() const { return currentPage() ? currentPage()->active() : nullptr; }

QList<EditorPage *> EditorTabs::pages() const
{
    QList<EditorPage *> list;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (EditorPage *one = pageAt(i))
            list.append(one);
    return list;
}

EditorPage *EditorTabs::page(const QString &path) const
{
    const QString wanted = cleaned(path);
    for (EditorPage *one : pages())
        if (!wanted.isEmpty() && one->path() == wanted)
            return one;
    return nullptr;
}

CodeEditor *EditorTabs::editor(const QString &path) const
{
    EditorPage *one = page(path);
    return one ? one->editor() : nullptr;
}

QStringList EditorTabs::openPaths() const
{
    QStringList paths;
    for (EditorPage *one : pages())
        if (QFileInfo(one->path()).isAbsolute())
            paths.append(one->path());
    return paths;
}

QStringList EditorTabs::modifiedPaths() const
{
    QStringList paths;
    for (EditorPage *one : pages())
        if (one->isModified())
            paths.append(one->path());
    return paths;
}

EditorPage *EditorTabs::addPage(const QString &path)
{
    auto *one = new EditorPage(m_theme, path, this);
    one->setWhitespaceShown(m_whitespace);
    const int index = m_tabs->addTab(one, m_theme.icon(IconProvider::forFile(path), IconRole::Muted), QString());
    connect(one, &EditorPage::modifiedChanged, this, [this, one] {
        updateTab(one);
        emit modifiedChanged();
    });
    connect(one, &EditorPage::deletedChanged, this, [this, one] {
        updateTab(one);
        if (!one->isDeleted()) { // it is another file in what may be another folder
            m_watch.forget(one->path());
            m_watch.watch(one->path());
        }
    });
    connect(one, &EditorPage::saved, this, [this, one] {
        if (m_backups)
            m_backups->forget(one->path());
        updateTab(one);
        emit saved(one->path());
    });
    connect(one, &EditorPage::compareRequested, this, [this, one](const QString &mine, const QString &theirs) { compare(one, mine, theirs); });
    connect(one, &EditorPage::closeRequested, this, [this, one] { requestClose(one); });
    connect(one, &EditorPage::cursorMoved, this, [this, one](int line, int column) {
        if (one == currentPage())
            emit cursorMoved(line, column);
    });
    connect(one, &EditorPage::contextMenuAboutToShow, this, &EditorTabs::contextMenuAboutToShow);
    connect(one, &EditorPage::fixesRequested, this, &EditorTabs::fixesRequested);
    connect(one->editor(), &CodeEditor::foldsChanged, this, &EditorTabs::marksChanged);
    connect(one->editor(), &CodeEditor::bookmarksChanged, this, &EditorTabs::marksChanged);
    connect(one->editor(), &CodeEditor::textChanged, this, [this, one] {
        if (one->editor()->byteCount() >= gatheredBytes && one->isModified()) {
            m_due.insert(one->path()); // not megabytes at each key
            if (!m_backupDelay.isActive())
                m_backupDelay.start();
        } else if (!m_noting.contains(one)) {
            m_noting.insert(one); // once for all of a key's changes, and after the cursor has moved
            QMetaObject::invokeMethod(one, [this, one] {
                m_noting.remove(one);
                noteBackup(one);
            }, Qt::QueuedConnection);
        }
    });
    one->editor()->setCompleter([this](CompletionPlace place, bool asked) {
        place.eventSource = m_event;
        return asked ? completionsFor(place) : knownCompletions(place);
    });
    updateTab(one);
    m_tabs->setCurrentIndex(index);
    showEmptyOrTabs();
    return one;
}

void EditorTabs::open(const QString &path, int line, int column)
{
    const QString clean = cleaned(path);
    if (EditorPage *one = page(clean)) {
        m_tabs->setCurrentWidget(one);
        if (line > 0)
            one->isLoaded() ? one->editor()->goTo(line, std::max(1, column)) : void(m_wanted.insert(clean, {line, column}));
        one->editor()->setFocus();
        emit opened(clean);
        return;
    }
    if (line > 0)
        m_wanted.insert(clean, {line, column});
    m_watch.watch(clean); // before it is read: what changes meanwhile is seen
    if (QFileInfo(clean).size() <= DocumentAhead::mostBytes) {
        std::optional<DocumentAhead> ahead = std::exchange(m_offered, {});
        auto read = ahead && ahead->path == clean && ahead->isCurrent() ? shownAs(std::move(ahead->document)) : load(clean);
        if (!read) {
            m_wanted.remove(clean);
            m_watch.forget(clean);
            emit openFailed(clean, read.error());
            return;
        }
        loaded(addPage(clean), std::move(read->document), read->shown);
        return;
    }
    EditorPage *one = addPage(clean);
    one->editor()->setReadOnly(true);
    whenDone(loadLater(clean, one), one, [this, one](const Result<Loaded> &read) {
        if (read)
            loaded(one, read->document, read->shown);
        else
            notLoaded(one, read.error());
    });
}

void EditorTabs::putText(const QString &path, const QString &text)
{
    m_putting.insert(cleaned(path), text);
    open(path);
    if (EditorPage *one = page(path); one && one->isLoaded())
        put(one);
}

void EditorTabs::compare(EditorPage *one, const QString &mine, const QString &theirs)
{
    const QString name = QFileInfo(one->path()).fileName();
    const auto work = [mine, theirs, disk = tr("On disk: %1").arg(name), here = tr("In the editor: %1").arg(name)]() -> Result<QString> { return unifiedDiff(theirs, mine, disk, here); };
    const auto show = [this, title = tr("Changes: %1").arg(name)](const Result<QString> &difference) { showText(title, difference.value_or(QString()), Language::Diff); };
    if (mine.size() + theirs.size() <= gatheredBytes)
        show(work());
    else
        whenDone(onWorker(*QThreadPool::globalInstance(), work), one, show);
}

void EditorTabs::put(EditorPage *one)
{
    if (!m_putting.contains(one->path()))
        return;
    const QString text = m_putting.take(one->path());
    if (one->editor()->isReadOnly())
        one->tellNotChanged();
    else
        one->editor()->replaceText(text);
}

void EditorTabs::loaded(EditorPage *one, DocumentText document, const ShownText &shown)
{
    const QString path = one->path();
    one->setDocument(std::move(document), shown);
    one->editor()->setBookmarks(m_bookmarks.value(path));
    markPage(one);
    if (m_restoring.contains(path)) {
        const Backup backup = m_restoring.take(path);
        putBack(one, backup);
    } else {
        goBack(one, false);
    }
    if (m_restored)
        m_places.remove(path);
    put(one);
    if (m_wanted.contains(path)) {
        const Place place = m_wanted.take(path);
        one->editor()->goTo(place.line, std::max(1, place.column));
    }
    updateTab(one);
    if (one == currentPage())
        one->editor()->setFocus();
    emit opened(path);
    if (one == currentPage())
        emit currentChanged(path);
}

bool EditorTabs::save()
{
    return !currentPage() || currentPage()->save().has_value();
}

bool EditorTabs::saveAll()
{
    bool all = true;
    for (EditorPage *one : pages()) {
        one->active()->commitComposition();
        if (one->isModified() && !one->save()) {
            m_tabs->setCurrentWidget(one);
            all = false;
        }
    }
    return all;
}

QHash<QString, QString> EditorTabs::unsavedTexts() const
{
    QHash<QString, QString> texts;
    for (EditorPage *one : pages())
        if (one->isModified())
            texts.insert(one->path(), one->editor()->text());
    return texts;
}

std::optional<QString> EditorTabs::openText(const QString &path) const
{
    EditorPage *one = page(path);
    return one && one->isLoaded() ? std::optional(one->editor()->text()) : std::nullopt;
}

EditOutcome EditorTabs::applyEdits(const QString &path, const QList<TextEdit> &edits)
{
    EditorPage *one = page(path);
    if (!one || !one->isLoaded() || one->editor()->isReadOnly())
        return EditOutcome::Refused;
    const bool save = !one->isModified();
    one->editor()->applyEdits(edits);
    return !save || one->save() ? EditOutcome::Applied : EditOutcome::Unsaved;
}

void EditorTabs::commitComposition()
{
    for (EditorPage *one : pages())
        one->active()->commitComposition();
}

void EditorTabs::removePage(EditorPage *one)
{
    const QString path = one->path();
    noteBookmarks(one);
    m_noting.remove(one);
    m_watch.forget(path);
    m_trim.noteFreed(one->editor()->byteCount());
    m_tabs->removeTab(m_tabs->indexOf(one));
    one->dropText();
    one->deleteLater();
    for (EditorPage *other : pages())
        updateTab(other);
    showEmptyOrTabs();
    emit closed(path);
    emit modifiedChanged();
}

void EditorTabs::requestClose(EditorPage *one)
{
    one->active()->commitComposition();
    if (!one->isModified()) {
        if (m_backups)
            m_backups->forget(one->path());
        removePage(one);
        return;
    }
    m_tabs->setCurrentWidget(one);
    const ConfirmSpec spec{tr("Save changes? %1").arg(QFileInfo(one->path()).fileName()),
                           tr("The file has changes that are not saved."),
                           {{tr("Save"), ButtonRole::Primary}, {tr("Discard"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}},
                           {}};
    ConfirmDialog::ask(m_theme, spec, one, [this, one](int button) {
        if (button == 2 || (button == 0 && !one->save()))
            return;
        if (m_backups)
            m_backups->forget(one->path());
        removePage(one);
    });
}

void EditorTabs::closeCurrent()
{
    if (EditorPage *one = currentPage())
        requestClose(one);
}

void EditorTabs::close(const QString &path)
{
    if (EditorPage *one = page(path))
        requestClose(one);
}

void EditorTabs::closeAll(std::function<void(bool)> closed)
{
    commitComposition();
    const auto finish = [this, closed] {
        for (EditorPage *one : pages()) {
            if (m_backups)
                m_backups->forget(one->path());
            removePage(one);
        }
        closed(true);
    };
    const QStringList modified = modifiedPaths();
    if (modified.isEmpty()) {
        finish();
        return;
    }
    QStringList names;
    for (const QString &path : modified.mid(0, 8))
        names.append(QFileInfo(path).fileName());
    if (modified.size() > 8)
        names.append(QStringLiteral("…"));
    const ConfirmSpec spec{tr("Save all changes? Files: %1").arg(modified.size()), names.join(QStringLiteral(", ")),
                           {{tr("Save All"), ButtonRole::Primary}, {tr("Discard"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}},
                           {}};
    ConfirmDialog::ask(m_theme, spec, this, [this, finish, closed](int button) {
        if (button == 2 || (button == 0 && !saveAll()))
            closed(false);
        else
            finish();
    });
}

void EditorTabs::nextTab(int step)
{
    const int count = m_tabs->count();
    if (count < 2)
        return;
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + count) % count);
    if (CodeEditor *editor = currentEditor())
        editor->setFocus();
}

void EditorTabs::noteBackup(EditorPage *one)
{
    // Half a syllable is no text yet; the event that ends the composition comes here too.
    if (!m_backups || !one->isLoaded() || one->active()->isComposing())
        return;
    if (one->isModified())
        m_backups->noteUtf8(one->path(), one->editor()->utf8(), one->editor()->line() - 1, one->editor()->column() - 1, one->editor()->folded());
    else
        m_backups->forget(one->path()); // undone to what is on disk
}

void EditorTabs::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    m_diagnostics = diagnostics;
    for (EditorPage *one : pages())
        markPage(one);
}

void EditorTabs::setFixable(const QList<Diagnostic> &fixable)
{
    m_fixable = fixable;
    for (EditorPage *one : pages())
        markPage(one);
}

void EditorTabs::markPage(EditorPage *one)
{
    const auto here = [one](const QList<Diagnostic> &all) {
        QList<Diagnostic> list;
        for (const Diagnostic &diagnostic : all)
            if (cleaned(diagnostic.file) == one->path())
                list.append(diagnostic);
        return list;
    };
    one->setDiagnostics(here(m_diagnostics), here(m_fixable));
}

void EditorTabs::noteBookmarks(EditorPage *one) const
{
    if (!one->isLoaded() || !QFileInfo(one->path()).isAbsolute())
        return;
    const QList<int> lines = one->editor()->bookmarks();
    if (lines.isEmpty())
        m_bookmarks.remove(one->path());
    else
        m_bookmarks.insert(one->path(), lines);
}

QHash<QString, QList<int>> EditorTabs::bookmarks() const
{
    for (EditorPage *one : pages())
        noteBookmarks(one);
    return m_bookmarks;
}

void EditorTabs::setBookmarks(const QHash<QString, QList<int>> &bookmarks)
{
    m_bookmarks = bookmarks;
    for (EditorPage *one : pages())
        if (one->isLoaded())
            one->editor()->setBookmarks(bookmarks.value(one->path()));
}

CodeEditor *EditorTabs::focusedEditor() const
{
    for (QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget())
        if (auto *editor = qobject_cast<CodeEditor *>(widget))
            return editor;
    return currentEditor();
}

void EditorTabs::setWhitespaceShown(bool shown)
{
    m_whitespace = shown;
    for (EditorPage *one : pages())
        one->setWhitespaceShown(shown);
}

void EditorTabs::connectActions(ActionTable &actions)
{
    const auto onEditor = [this, &actions](Act act, auto slot) {
        connect(actions.action(act), &QAction::triggered, this, [this, slot] {
            if (CodeEditor *editor = focusedEditor())
                slot(editor);
        });
    };
    onEditor(Act::Undo, [](CodeEditor *e) { e->undo(); });
    onEditor(Act::Redo, [](CodeEditor *e) { e->redo(); });
    onEditor(Act::Cut, [](CodeEditor *e) { e->cut(); });
    onEditor(Act::Copy, [](CodeEditor *e) { e->copy(); });
    onEditor(Act::Paste, [](CodeEditor *e) { e->paste(); });
    onEditor(Act::SelectAll, [](CodeEditor *e) { e->selectAll(); });
    onEditor(Act::ToggleComment, [](CodeEditor *e) { e->toggleComment(); });
    onEditor(Act::DuplicateLine, [](CodeEditor *e) { e->duplicateLine(); });
    onEditor(Act::DeleteLine, [](CodeEditor *e) { e->deleteLines(); });
    onEditor(Act::FoldBlock, [](CodeEditor *e) { e->toggleFold(); });
    onEditor(Act::FoldAll, [](CodeEditor *e) { e->foldAll(true); });
    onEditor(Act::UnfoldAll, [](CodeEditor *e) { e->foldAll(false); });
    onEditor(Act::GoToBracket, [](CodeEditor *e) { e->goToBracket(); });
    onEditor(Act::MoveLineUp, [](CodeEditor *e) { e->moveLines(true); });
    onEditor(Act::MoveLineDown, [](CodeEditor *e) { e->moveLines(false); });
    onEditor(Act::AddNextOccurrence, [](CodeEditor *e) { e->addNextOccurrence(); });
    onEditor(Act::SelectAllOccurrences, [](CodeEditor *e) { e->selectAllOccurrences(); });
    onEditor(Act::ToggleBookmark, [](CodeEditor *e) { e->toggleBookmark(); });
    onEditor(Act::NextBookmark, [](CodeEditor *e) { e->goToBookmark(true); });
    onEditor(Act::PreviousBookmark, [](CodeEditor *e) { e->goToBookmark(false); });
    onEditor(Act::Complete, [](CodeEditor *e) { e->complete(); });
    onEditor(Act::ZoomIn, [](CodeEditor *e) { e->zoomBy(1); });
    onEditor(Act::ZoomOut, [](CodeEditor *e) { e->zoomBy(-1); });
    onEditor(Act::ZoomReset, [](CodeEditor *e) { e->zoomReset(); });
    const auto onPage = [this, &actions](Act act, auto slot) {
        connect(actions.action(act), &QAction::triggered, this, [this, slot] {
            if (EditorPage *one = currentPage())
                slot(one);
        });
    };
    onPage(Act::SplitRight, [](EditorPage *p) { p->split(Qt::Horizontal); });
    onPage(Act::SplitDown, [](EditorPage *p) { p->split(Qt::Vertical); });
    onPage(Act::CloseSplit, [](EditorPage *p) { p->unsplit(); });
    onPage(Act::SaveAsUtf8, [](EditorPage *p) { p->saveAsUtf8(); });
    onPage(Act::Find, [](EditorPage *p) { p->findBar()->open(false); });
    onPage(Act::Replace, [](EditorPage *p) { p->findBar()->open(true); });
    onPage(Act::FindNext, [](EditorPage *p) { p->findBar()->findNext(true); });
    onPage(Act::FindPrevious, [](EditorPage *p) { p->findBar()->findNext(false); });
    connect(actions.action(Act::Save), &QAction::triggered, this, [this] { save(); });
    connect(actions.action(Act::SaveAll), &QAction::triggered, this, [this] { saveAll(); });
    connect(actions.action(Act::CloseTab), &QAction::triggered, this, [this] { closeCurrent(); });
    connect(actions.action(Act::NextTab), &QAction::triggered, this, [this] { nextTab(1); });
    connect(actions.action(Act::PreviousTab), &QAction::triggered, this, [this] { nextTab(-1); });
}

} // namespace lathe
