// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/localhistory.h"
#include "common/elidedcombo.h"
#include "common/fitscreen.h"
#include "common/stylesheet.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "editor/codeeditor.h"
#include "editor/linediff.h"
#include "items/visibletext.h"
#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lathe {

LocalHistory::LocalHistory(ThemeManager &theme, SavedTexts &texts, const OpenDocuments &documents, const QString &root, const QString &path, QWidget *parent)
    : QDialog(parent), m_texts(texts), m_documents(documents), m_root(root), m_files(new ElidedCombo(this)), m_states(new QTreeWidget(this)), m_none(new QLabel(this)),
      m_view(new CodeEditor(theme, this)), m_restore(new QPushButton(tr("Restore"), this))
{
    setWindowTitle(tr("Local History"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *title = new QLabel(tr("Local History"), this);
    title->setFont(theme.type().font(TextRole::Title));
    head->addWidget(title);
    m_files->setAccessibleName(tr("File"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    head->addWidget(m_files, 1);
    column->addLayout(head);
    auto *split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    m_states->setAccessibleName(tr("States of the file"));
    m_states->setColumnCount(3);
    m_states->setHeaderHidden(true);
    m_states->setRootIsDecorated(false);
    m_states->setUniformRowHeights(true);
    m_states->header()->setStretchLastSection(false);
    m_states->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int at : {1, 2})
        m_states->header()->setSectionResizeMode(at, QHeaderView::ResizeToContents);
    split->addWidget(m_states);
    split->addWidget(m_view);
    split->setSizes({320, 560});
    column->addWidget(split, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    m_none->setTextFormat(Qt::PlainText);
    m_none->setWordWrap(true);
    setMuted(m_none);
    whenDone(m_texts.size(), this, [this](const Result<SavedTexts::Size> &size) {
        m_days = size ? size->bounds.days : limits::savedTextDays;
        explain({});
    });
    foot->addWidget(m_none, 1);
    auto *close = new QPushButton(tr("Close"), this);
    foot->addWidget(close);
    foot->addWidget(m_restore);
    column->addLayout(foot);
    setButtonRole(m_restore, ButtonRole::Primary);
    m_restore->setEnabled(false);
    m_view->setReadOnly(true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &LocalHistory::restore);
    connect(m_files, &QComboBox::currentIndexChanged, this, &LocalHistory::listStates);
    connect(m_states, &QTreeWidget::currentItemChanged, this, &LocalHistory::showState);
    resize(boundedToScreen(this, {960, 600}));
    listFiles(path);
    m_states->setFocus();
}

void LocalHistory::listFiles(const QString &path)
{
    const auto add = [this](const QString &file, const QString &text) { m_files->addItem(text, file); };
    if (!path.isEmpty())
        add(path, visibleText(path.startsWith(m_root + u'/') ? path.mid(m_root.size() + 1) : path));
    whenDone(m_texts.deletedFiles(m_root), this, [this, add, path](const Result<QStringList> &deleted) {
        for (const QString &file : deleted ? *deleted : QStringList())
            if (file != path)
                add(file, tr("Deleted: %1").arg(visibleText(file.mid(m_root.size() + 1))));
    });
}

QString LocalHistory::path() const
{
    return m_files->currentData().toString();
}

int LocalHistory::stateCount() const
{
    return m_states->topLevelItemCount();
}

QString LocalHistory::difference() const
{
    return m_view->text();
}

QString LocalHistory::hint() const
{
    return m_none->text();
}

void LocalHistory::choose(int state)
{
    m_states->setCurrentItem(m_states->topLevelItem(state));
}

void LocalHistory::choosePath(const QString &path)
{
    m_files->setCurrentIndex(m_files->findData(path));
}

void LocalHistory::listStates()
{
    const int asked = ++m_asked;
    m_states->clear();
    showText({});
    whenDone(m_texts.statesOf(path()), this, [this, asked](const Result<QList<SavedText>> &states) {
        if (asked != m_asked)
            return;
        m_list = states ? *states : QList<SavedText>();
        for (const SavedText &state : std::as_const(m_list)) {
            const QString what = state.change == TextChange::Opened ? tr("as opened") : state.change == TextChange::Saved ? tr("saved") : tr("changed outside");
            auto *item = new QTreeWidgetItem(m_states, {QLocale().toString(state.when.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss")), what, sizeText(state.bytes)});
            item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        }
        if (m_list.isEmpty())
            showText(tr("No earlier state of this file is kept yet."));
        else
            choose(0);
    });
}

void LocalHistory::showText(const QString &text)
{
    m_view->setReadOnly(false);
    m_view->setPlainText(text, Language::Diff);
    m_view->setReadOnly(true);
    m_restore->setEnabled(false);
    explain({});
}

/// Why the file cannot hold another text; empty when it can.
QString LocalHistory::whyNot(const QString &file, bool open) const
{
    if (m_chosen.binary && open)
        return tr("A binary file that is open cannot be restored: close it first.");
    const auto onDisk = QFileInfo::exists(file) ? loadDocument(file) : Result<DocumentText>(DocumentText());
    if (!onDisk || !onDisk->readOnly)
        return {};
    if (onDisk->binary)
        return open ? tr("The file is binary now and open, so it cannot be changed: close it first.") : QString();
    return QFileInfo(file).isWritable() ? tr("The file has a line of over 1 MB now, so it cannot be changed here.") : tr("The file is read-only, so it cannot be restored.");
}

void LocalHistory::explain(const QString &why)
{
    m_none->setText(!why.isEmpty() ? why
                                   : tr("Kept on this computer for %1 days: files of the project up to %2 MB, without .env, keys and credentials.").arg(m_days).arg(limits::savedTextFileBytes / (1024 * 1024)));
    setMuted(m_none, why.isEmpty());
}

void LocalHistory::showState()
{
    const int row = m_states->indexOfTopLevelItem(m_states->currentItem());
    if (row < 0 || row >= m_list.size())
        return;
    const int asked = ++m_asked;
    const QString file = path();
    const QString when = m_states->currentItem()->text(0);
    whenDone(m_texts.bytesOf(m_list[row].hash), this, [this, asked, file, when](const Result<QByteArray> &bytes) {
        if (asked != m_asked)
            return;
        if (!bytes) {
            showText(bytes.error().text);
            return;
        }
        compare(*bytes, file, when);
    });
}

/// On a worker: two texts of megabytes with nothing in common take a tenth of a second.
void LocalHistory::compare(const QByteArray &bytes, const QString &file, const QString &when)
{
    struct Compared
    {
        DocumentText chosen;
        bool differs = false;
        QString difference;
    };
    const int asked = ++m_asked;
    const std::optional<QString> open = m_documents.openText(file);
    const QString name = visibleText(QFileInfo(file).fileName());
    const auto work = [bytes, file, open, before = QStringLiteral("%1 (%2)").arg(name, when), now = tr("%1 (now)").arg(name)]() -> Result<Compared> {
        Compared found{decodeDocument(bytes), false, {}};
        const bool there = open || QFileInfo::exists(file);
        const auto onDisk = open || !there ? Result<DocumentText>(DocumentText()) : loadDocument(file);
        const QString present = open ? *open : onDisk ? onDisk->text : QString();
        found.differs = !there || present != found.chosen.text;
        if (found.differs && !found.chosen.binary)
            found.difference = unifiedDiff(found.chosen.text, present, before, now);
        return found;
    };
    whenDone(onWorker(*QThreadPool::globalInstance(), work), this, [this, asked, file, isOpen = open.has_value()](const Result<Compared> &found) {
        if (asked != m_asked || !found)
            return;
        m_chosen = found->chosen;
        showText(!found->differs ? tr("This is how the file is now.") : m_chosen.binary ? tr("A binary file; its differences are not shown.") : found->difference);
        const QString why = found->differs ? whyNot(file, isOpen) : QString();
        explain(why);
        m_restore->setEnabled(found->differs && why.isEmpty());
    });
}

void LocalHistory::restore()
{
    emit restoreRequested(path(), m_chosen);
    accept();
}

} // namespace lathe
