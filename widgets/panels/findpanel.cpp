// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/findpanel.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include "common/treeview.h"
#include "core/async.h"
#include "core/timeouts.h"
#include "items/visibletext.h"
#include "panels/matchdelegate.h"
#include "session/savedtexts.h"
#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace lathe {

FindPanel::FindPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_state(new QLabel(this)), m_notice(new NoticeBar(theme, this)), m_empty(new EmptyState(theme, QStringLiteral("search"), this)), m_view(new TreeView(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 8, 8);
    head->setSpacing(4);
    head->addLayout(makeFields(theme));
    head->addLayout(makeFilters(theme));
    column->addLayout(head);
    column->addWidget(m_notice);
    m_notice->hide();
    m_view->setModel(&m_results);
    m_view->setObjectName(QStringLiteral("findResults"));
    m_view->setAccessibleName(tr("Results of the search"));
    m_view->setHeaderHidden(true);
    m_view->setIndentation(16);
    m_view->setItemDelegate(new MatchDelegate(theme, m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMinimumHeight(28);
    m_view->installEventFilter(this);
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);
    connect(&theme, &ThemeManager::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_view, &QTreeView::activated, this, &FindPanel::go);
    connect(m_view, &QTreeView::doubleClicked, this, &FindPanel::go);

    m_delay.setSingleShot(true);
    m_delay.setInterval(timeouts::searchDelay);
    connect(&m_delay, &QTimer::timeout, this, &FindPanel::search);
    connect(&m_search, &FileSearch::found, this, [this](const QList<FileMatches> &files) {
        const int first = m_results.rowCount();
        m_results.append(files);
        for (int row = first; row < m_results.rowCount() && m_results.matchCount() < 2000; ++row)
            m_view->expand(m_results.index(row, 0));
        refreshButtons();
    });
    connect(&m_search, &FileSearch::progressed, this, [this](int files) { showState(tr("Searching… %1 files").arg(files)); });
    connect(&m_search, &FileSearch::finished, this, &FindPanel::show);
    connect(&m_replacer, &FileReplacer::written, &session, &Session::noteAllSaved);
    connect(&m_replacer, &FileReplacer::finished, this, &FindPanel::tell);
    for (auto signal : {&Session::projectClosed, &Session::projectOpened}) // what stands there is of the folder before
        connect(&session, signal, this, [this] {
            m_search.cancel();
            m_results.clear();
            showState({});
            refreshButtons();
            if (m_session.hasProject() && !query().text.isEmpty())
                m_delay.start();
        });
    refreshButtons();
}

QLineEdit *FindPanel::field(ThemeManager &theme, const QString &icon, const QString &name)
{
    auto *edit = new QLineEdit(this);
    edit->setPlaceholderText(name);
    edit->setAccessibleName(name);
    edit->addAction(theme.icon(icon, IconRole::Muted), QLineEdit::LeadingPosition);
    edit->setMinimumWidth(80);
    edit->installEventFilter(this);
    return edit;
}

QToolButton *FindPanel::toggle(ThemeManager &theme, const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setIcon(theme.icon(icon));
    button->setIconSize({16, 16});
    button->setProperty("small", true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, &m_delay, qOverload<>(&QTimer::start));
    return button;
}

QBoxLayout *FindPanel::makeFields(ThemeManager &theme)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    m_text = field(theme, QStringLiteral("search"), tr("Find in files"));
    m_text->setObjectName(QStringLiteral("findText"));
    m_case = toggle(theme, QStringLiteral("case"), tr("Match case"));
    m_word = toggle(theme, QStringLiteral("word"), tr("Whole words"));
    m_regex = toggle(theme, QStringLiteral("regex"), tr("Regular expression"));
    m_preview = toggle(theme, QStringLiteral("replace"), tr("Replace"));
    m_replace = field(theme, QStringLiteral("replace"), tr("Replace with"));
    m_replace->setObjectName(QStringLiteral("replaceText"));
    m_all = new QPushButton(tr("Replace All"), this);
    row->addWidget(m_text, 3);
    for (QToolButton *button : {m_case, m_word, m_regex, m_preview})
        row->addWidget(button);
    row->addWidget(m_replace, 3);
    row->addWidget(m_all);
    const auto showReplace = [this](bool on) {
        m_replace->setVisible(on);
        m_all->setVisible(on);
    };
    showReplace(false);
    connect(m_preview, &QToolButton::toggled, this, showReplace);
    connect(m_text, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_replace, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_all, &QPushButton::clicked, this, &FindPanel::replaceAll);
    return row;
}

QBoxLayout *FindPanel::makeFilters(ThemeManager &theme)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    m_include = field(theme, QStringLiteral("filter"), tr("Only in: src/**, *.py"));
    m_exclude = field(theme, QStringLiteral("remove"), tr("Not in: tests, *.min.js"));
    m_ignored = toggle(theme, QStringLiteral("package"), tr("Search folders of packages and builds too (node_modules, .git, .aws-sam)"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setMinimumWidth(0);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(m_state);
    m_stop = toggle(theme, QStringLiteral("stop"), tr("Stop the search"));
    m_stop->setCheckable(false);
    m_stop->hide();
    connect(m_stop, &QToolButton::clicked, &m_search, &FileSearch::cancel);
    row->addWidget(m_include, 2);
    row->addWidget(m_exclude, 2);
    row->addWidget(m_ignored);
    row->addSpacing(4);
    row->addWidget(m_state, 3);
    row->addWidget(m_stop);
    for (QLineEdit *edit : {m_include, m_exclude})
        connect(edit, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    return row;
}

void FindPanel::setOpenDocuments(OpenDocuments *documents)
{
    m_documents = documents;
    m_replacer.setOpenDocuments(documents);
}

void FindPanel::limitTo(const QString &folder)
{
    m_include->setText(folder.isEmpty() ? QString() : folder + QStringLiteral("/**"));
}

void FindPanel::open(const QString &text)
{
    if (!text.isEmpty() && !text.contains(u'\n') && text.size() < 200)
        m_text->setText(text);
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

QString FindPanel::status() const
{
    return m_state->text();
}

FindQuery FindPanel::query() const
{
    return {m_text->text(), m_regex->isChecked(), m_case->isChecked(), m_word->isChecked()};
}

static QStringList globs(const QString &text)
{
    QStringList list;
    QString one;
    int depth = 0;
    for (const QChar c : text + u',') {
        depth += (c == u'{') - (c == u'}');
        if (c == u',' && depth <= 0) {
            if (!one.trimmed().isEmpty())
                list.append(one.trimmed());
            one.clear();
            depth = 0;
        } else {
            one += c;
        }
    }
    return list;
}

void FindPanel::search()
{
    m_delay.stop();
    if (m_keeping || m_replacer.isBusy())
        return;
    m_search.cancel();
    m_results.clear();
    m_searched = query();
    m_replaced = m_replace->text();
    m_results.setReplacing(m_preview->isChecked());
    refreshButtons();
    if (m_searched.text.isEmpty() || !m_session.hasProject()) {
        showState({});
        return;
    }
    FileSearchSpec spec;
    spec.root = m_session.project().root;
    spec.query = m_searched;
    spec.include = globs(m_include->text());
    spec.exclude = globs(m_exclude->text());
    spec.ignored = m_ignored->isChecked();
    if (m_documents)
        spec.unsaved = m_documents->unsavedTexts();
    if (m_preview->isChecked())
        spec.replacement = m_replaced;
    const auto begun = m_search.start(spec);
    if (!begun) {
        showState(begun.error().text, true);
        return;
    }
    showState(tr("Searching…"));
    refreshButtons();
}

void FindPanel::show(const FileSearchOutcome &outcome)
{
    QString text = outcome.matches == 0 ? tr("Nothing found in %1 files").arg(outcome.files)
                                        : tr("Matches: %1 in %2 files").arg(outcome.matches).arg(outcome.matchedFiles);
    if (outcome.cancelled)
        text = tr("Stopped. %1").arg(text);
    else if (outcome.cut)
        text = tr("%1; there are more").arg(text);
    showState(text);
    refreshButtons();
}

void FindPanel::showState(const QString &text, bool bad)
{
    m_state->setText(visibleText(text));
    m_state->setToolTip(text.toHtmlEscaped());
    if (m_text->property("invalid").toBool() != bad) {
        m_text->setProperty("invalid", bad);
        repolish(m_text);
    }
}

void FindPanel::refreshButtons()
{
    m_stop->setVisible(m_search.isRunning());
    showEmpty();
    m_all->setEnabled(m_results.hasReplacements() && m_results.rowCount() > 0 && !m_search.isRunning() && !m_keeping && !m_replacer.isBusy());
}

/// Instead of the results when there are none: what can be typed, or why there is nothing.
void FindPanel::showEmpty()
{
    const bool none = m_results.rowCount() == 0;
    const bool typed = !m_searched.text.isEmpty() && m_session.hasProject();
    if (none && typed && m_search.isRunning())
        m_empty->setText(tr("Searching…"));
    else if (none && typed)
        m_empty->setText(tr("No matches"), tr("Other spellings, whole words, or the two filters may hide them."));
    else if (none)
        m_empty->setText(tr("Find in all files of the folder"), tr("Matches appear as you type; ↓ leads to them, Enter opens the line."));
    if (none && m_view->hasFocus())
        m_text->setFocus();
    m_empty->setVisible(none);
    m_view->setVisible(!none);
}

void FindPanel::go(const QModelIndex &index)
{
    if (index.isValid())
        emit openRequested(index.data(SearchResults::PathRole).toString(), index.data(SearchResults::LineRole).toInt(), index.data(SearchResults::ColumnRole).toInt());
}

void FindPanel::removeSelected()
{
    const QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
    m_view->clearSelection(); // a selection takes its time to follow each row that goes
    m_results.remove(chosen);
    refreshButtons();
}

void FindPanel::replaceAll()
{
    if (query() != m_searched || m_replace->text() != m_replaced || m_delay.isActive()) {
        search(); // what is seen is what is replaced
        return;
    }
    const QList<FileMatches> files = m_results.files();
    SavedTexts *texts = m_session.savedTexts();
    if (!texts || !m_session.hasProject()) {
        m_replacer.replace(files, m_searched, m_replaced);
        refreshButtons();
        return;
    }
    QStringList paths;
    for (const FileMatches &file : files)
        paths.append(file.path);
    m_keeping = true; // what stood there before, whatever comes later
    showState(tr("Replacing…"));
    whenDone(texts->noteAll(m_session.project().root, paths, TextChange::Opened), this, [this, files, query = m_searched, text = m_replaced](const Result<int> &) {
        m_keeping = false;
        m_replacer.replace(files, query, text);
        refreshButtons();
    });
    refreshButtons();
}

void FindPanel::tell(const ReplaceOutcome &outcome)
{
    QStringList left;
    for (const QString &path : outcome.left.mid(0, 5))
        left.append(path.section(u'/', -1));
    QStringList unsaved;
    for (const QString &path : outcome.unsaved.mid(0, 5))
        unsaved.append(path.section(u'/', -1));
    QStringList details;
    if (!unsaved.isEmpty())
        details += tr("Changed in the editor but not saved, because the files cannot be written: %1").arg(visibleText(unsaved.join(QStringLiteral(", "))));
    if (!left.isEmpty())
        details += tr("Left as they are, because they changed meanwhile or cannot be written: %1").arg(visibleText(left.join(QStringLiteral(", "))));
    const QString detail = details.join(u'\n');
    m_notice->showNotice(details.isEmpty() ? NoticeBar::Severity::Success : NoticeBar::Severity::Warning,
        (outcome.undone ? tr("Put back: %1 in %2 files") : tr("Replaced: %1 in %2 files")).arg(outcome.matches).arg(outcome.files), detail);
    if (m_replacer.canUndo())
        connect(m_notice->addAction(tr("Undo")), &QPushButton::clicked, this, [this] {
            m_notice->dismiss();
            m_replacer.undo();
        });
    search();
}

bool FindPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        m_search.cancel();
        emit closeRequested();
        return true;
    }
    if (watched == m_view) {
        if (key != Qt::Key_Delete && key != Qt::Key_Backspace)
            return false;
        removeSelected();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        search();
        return true;
    }
    if (key == Qt::Key_Down && m_results.rowCount() > 0) {
        m_view->setFocus(Qt::TabFocusReason);
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_results.index(0, 0));
        return true;
    }
    return false;
}

} // namespace lathe
