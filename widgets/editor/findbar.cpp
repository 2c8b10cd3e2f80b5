// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/findbar.h"
#include "common/stylesheet.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

FindBar::FindBar(ThemeManager &theme, CodeEditor *editor, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_editor(editor), m_find(new QLineEdit(this)), m_replace(new QLineEdit(this)),
      m_count(new QLabel(this)), m_replaceRow(new QWidget(this))
{
    setObjectName(QStringLiteral("findBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 8, 4);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_find->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    m_find->setClearButtonEnabled(false);
    m_find->setMinimumWidth(200);
    m_find->setMaximumWidth(420);
    row->addWidget(m_find, 2);
    m_case = button(QStringLiteral("case"), tr("Match case"), true);
    m_word = button(QStringLiteral("word"), tr("Whole words"), true);
    m_regex = button(QStringLiteral("regex"), tr("Regular expression"), true);
    for (QToolButton *toggle : {m_case, m_word, m_regex}) {
        row->addWidget(toggle);
        connect(toggle, &QToolButton::toggled, this, &FindBar::search);
    }
    QToolButton *previous = button(QStringLiteral("chevron-up"), tr("Previous match"), false);
    QToolButton *next = button(QStringLiteral("chevron-down"), tr("Next match"), false);
    row->addWidget(previous);
    row->addWidget(next);
    m_count->setTextFormat(Qt::PlainText);
    setMuted(m_count);
    row->addSpacing(4);
    row->addWidget(m_count, 1);
    QToolButton *cross = button(QStringLiteral("close"), tr("Close the find bar"), false);
    row->addWidget(cross);
    column->addLayout(row);

    auto *second = new QHBoxLayout(m_replaceRow);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(4);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_replace->addAction(theme.icon(QStringLiteral("replace"), IconRole::Muted), QLineEdit::LeadingPosition);
    m_replace->setMinimumWidth(200);
    m_replace->setMaximumWidth(420);
    auto *one = new QPushButton(tr("Replace"), this);
    auto *all = new QPushButton(tr("Replace All"), this);
    second->addWidget(m_replace, 2);
    second->addWidget(one);
    second->addWidget(all);
    second->addStretch(1);
    column->addWidget(m_replaceRow);

    connect(previous, &QToolButton::clicked, this, [this] { findNext(false); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(true); });
    connect(cross, &QToolButton::clicked, this, &FindBar::close);
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::search);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(editor, &CodeEditor::textChanged, this, [this] {
        if (isVisible())
            show(m_editor->highlight(query()));
    });
    m_find->installEventFilter(this);
    m_replace->installEventFilter(this);
    hide();
}

QToolButton *FindBar::button(const QString &icon, const QString &text, bool checkable)
{
    auto *button = new QToolButton(this);
    button->setIcon(m_theme.icon(icon, checkable ? IconRole::Normal : IconRole::Muted));
    button->setIconSize({16, 16});
    button->setProperty("small", true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setCheckable(checkable);
    return button;
}

FindQuery FindBar::query() const
{
    return {m_find->text(), m_regex->isChecked(), m_case->isChecked(), m_word->isChecked()};
}

void FindBar::open(bool replace)
{
    m_replaceRow->setVisible(replace && !m_editor->isReadOnly());
    const QString selected = m_editor->selectedText();
    QFrame::show();
    if (!selected.isEmpty() && !selected.contains(QLatin1Char('\n')) && selected.size() < 200)
        m_find->setText(selected);
    m_find->selectAll();
    m_find->setFocus(Qt::ShortcutFocusReason);
    search();
}

void FindBar::close()
{
    hide();
    m_editor->clearHighlights();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void FindBar::findNext(bool forward)
{
    if (m_find->text().isEmpty()) {
        open(false);
        return;
    }
    show(m_editor->findNext(query(), forward));
}

void FindBar::search()
{
    show(m_editor->highlight(query()));
}

void FindBar::show(const FindState &state)
{
    const bool bad = !m_find->text().isEmpty() && (state.count == 0 || !state.error.isEmpty());
    if (m_find->property("invalid").toBool() != bad) {
        m_find->setProperty("invalid", bad);
        m_find->style()->unpolish(m_find);
        m_find->style()->polish(m_find);
    }
    if (m_find->text().isEmpty())
        m_count->clear();
    else if (!state.error.isEmpty())
        m_count->setText(state.error);
    else if (state.count == 0)
        m_count->setText(tr("Not found"));
    else if (state.current > 0)
        m_count->setText(tr("%1 of %2").arg(state.current).arg(state.count));
    else
        m_count->setText(tr("Matches: %1").arg(state.count));
}

void FindBar::replaceOne()
{
    show(m_editor->replaceCurrent(query(), m_replace->text()));
}

void FindBar::replaceAll()
{
    constexpr qsizetype searchedLater = 1024 * 1024; // of these the editor tells later, too
    const auto tell = [this, count = m_editor->replaceAll(query(), m_replace->text())] {
        search();
        m_count->setText(tr("Replaced: %1").arg(count));
    };
    if (m_editor->byteCount() > searchedLater)
        QTimer::singleShot(0, this, tell);
    else
        tell();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (watched == m_replace)
            replaceOne();
        else
            findNext(!(key->modifiers() & Qt::ShiftModifier));
        return true;
    default: return false;
    }
}

/// Both fields end at the same place.
void FindBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    layout()->activate();
    m_replace->setMaximumWidth(std::max(m_replace->minimumWidth(), m_find->width()));
}

} // namespace lathe
