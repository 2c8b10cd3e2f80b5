// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/keysheet.h"
#include "common/downtolist.h"
#include "common/fitscreen.h"
#include "common/fuzzymatch.h"
#include "common/stylesheet.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <iterator>

namespace lathe {

static constexpr int ActRole = Qt::UserRole;

KeySheet::KeySheet(ThemeManager &theme, ActionTable &actions, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_actions(actions), m_tree(new QTreeWidget(this))
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 8);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Keyboard Shortcuts"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    auto *words = new QLineEdit(this);
    words->setPlaceholderText(tr("Filter"));
    words->setAccessibleName(tr("Filter"));
    words->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    column->addWidget(words);
    m_tree->setAccessibleName(tr("Keyboard Shortcuts"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(12);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    fill();
    column->addWidget(m_tree, 1);
    column->addWidget(makeEditor());
    connect(words, &QLineEdit::textChanged, this, &KeySheet::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeySheet::showChosen);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (m_keys->isEnabled())
            m_keys->setFocus();
    });
    m_tree->setMinimumHeight(84);
    resize(boundedToScreen(this, {640, 600}));
    letDownLeadTo(*words, *m_tree);
    QWidget *const order[] = {words, m_tree, m_keys, m_set, m_default};
    for (size_t i = 1; i < std::size(order); ++i)
        setTabOrder(order[i - 1], order[i]);
    words->setFocus();
    showChosen();
}

void KeySheet::fill()
{
    for (ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Go, ActGroup::Run, ActGroup::Help}) {
        auto *head = new QTreeWidgetItem(m_tree, {ActionTable::groupTitle(group)});
        head->setFlags(Qt::ItemIsEnabled);
        head->setFont(0, m_theme.type().font(TextRole::Strong));
        head->setForeground(0, m_theme.color(Token::Muted));
        for (int i = 0; i < int(Act::Count); ++i) {
            const Act act = Act(i);
            if (ActionTable::groupOf(act) != group)
                continue;
            const QAction *action = m_actions.action(act);
            auto *item = new QTreeWidgetItem(head, {action->text()});
            item->setData(0, ActRole, i);
            item->setIcon(0, m_theme.icon(action->icon().name(), IconRole::Muted));
            item->setForeground(1, m_theme.color(Token::Muted));
            item->setToolTip(0, action->statusTip());
            refresh(item);
        }
        head->setHidden(head->childCount() == 0);
    }
    m_tree->expandAll();
}

/// Keys that somebody changed stand out.
void KeySheet::refresh(QTreeWidgetItem *item)
{
    const Act act = Act(item->data(0, ActRole).toInt());
    const QKeySequence keys = m_actions.action(act)->shortcut();
    item->setText(1, keys.toString(QKeySequence::NativeText));
    item->setFont(1, m_theme.type().figures(keys == m_actions.defaultShortcut(act) ? TextRole::Label : TextRole::Strong));
}

void KeySheet::filter(const QString &text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *head = m_tree->topLevelItem(i);
        bool any = false;
        for (int j = 0; j < head->childCount(); ++j) {
            QTreeWidgetItem *item = head->child(j);
            const bool fits = fuzzyMatch(text, item->text(0)) || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!fits);
            any = any || fits;
        }
        head->setHidden(!any);
    }
}

QWidget *KeySheet::makeEditor()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_name = new QLabel(box);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_keys = new QKeySequenceEdit(box);
    m_keys->setObjectName(QStringLiteral("newKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    m_set = new QPushButton(tr("Set"), box);
    m_set->setObjectName(QStringLiteral("setKeys"));
    m_set->setAutoDefault(false);
    m_default = new QPushButton(tr("Default"), box);
    m_default->setObjectName(QStringLiteral("defaultKeys"));
    m_default->setAutoDefault(false);
    row->addWidget(m_name, 1);
    row->addWidget(m_keys, 1);
    row->addWidget(m_set);
    row->addWidget(m_default);
    column->addLayout(row);
    m_problem = new QLabel(box);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    setMuted(m_problem);
    column->addWidget(m_problem);
    // One stroke only: the second one begins again.
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence &keys) {
        if (keys.count() > 1)
            m_keys->setKeySequence(QKeySequence(keys[uint(keys.count()) - 1]));
        else
            showChosen();
    });
    connect(m_set, &QPushButton::clicked, this, [this] { set(m_keys->keySequence()); });
    connect(m_default, &QPushButton::clicked, this, [this] {
        if (const QTreeWidgetItem *item = m_tree->currentItem())
            set(m_actions.defaultShortcut(Act(item->data(0, ActRole).toInt())));
    });
    return box;
}

void KeySheet::showChosen()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const bool any = item && item->parent();
    m_keys->setEnabled(any);
    m_name->setText(any ? item->text(0) : tr("Choose an action to change its keys."));
    if (!any) {
        m_set->setEnabled(false);
        m_default->setEnabled(false);
        m_problem->clear();
        return;
    }
    const Act act = Act(item->data(0, ActRole).toInt());
    const QKeySequence keys = m_keys->keySequence();
    const QString problem = m_actions.shortcutProblem(act, keys);
    m_problem->setText(problem);
    m_set->setEnabled(problem.isEmpty() && keys != m_actions.action(act)->shortcut());
    m_set->setText(keys.isEmpty() ? tr("No Keys") : tr("Set"));
    m_default->setEnabled(m_actions.action(act)->shortcut() != m_actions.defaultShortcut(act));
}

void KeySheet::set(const QKeySequence &keys)
{
    QTreeWidgetItem *item = m_tree->currentItem();
    const Act act = Act(item->data(0, ActRole).toInt());
    if (const QString problem = m_actions.shortcutProblem(act, keys); !problem.isEmpty()) {
        m_problem->setText(problem);
        return;
    }
    m_actions.setShortcut(act, keys);
    refresh(item);
    emit keysChanged(ActionTable::idOf(act), keys, keys == m_actions.defaultShortcut(act));
    m_keys->clear();
    showChosen();
    m_tree->setFocus();
}

} // namespace lathe
