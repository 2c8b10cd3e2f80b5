// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/keysheet.h"
#include "common/fitscreen.h"
#include "common/fuzzymatch.h"
#include "common/stylesheet.h"
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lathe {

KeySheet::KeySheet(ThemeManager &theme, const ActionTable &actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Keyboard Shortcuts"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    auto *filter = new QLineEdit(this);
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter"));
    filter->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    column->addWidget(filter);
    auto *tree = new QTreeWidget(this);
    tree->setAccessibleName(tr("Keyboard Shortcuts"));
    tree->setColumnCount(2);
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setIndentation(12);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (ActGroup group : {ActGroup::File, ActGroup::Edit, ActGroup::View, ActGroup::Run, ActGroup::Help}) {
        auto *head = new QTreeWidgetItem(tree, {ActionTable::groupTitle(group)});
        head->setFlags(Qt::ItemIsEnabled);
        head->setFont(0, theme.type().font(TextRole::Strong));
        head->setForeground(0, theme.color(Token::Muted));
        for (const QAction *action : actions.group(group)) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            if (keys.isEmpty())
                continue;
            auto *item = new QTreeWidgetItem(head, {action->text(), keys});
            item->setIcon(0, theme.icon(action->icon().name(), IconRole::Muted));
            item->setFont(1, theme.type().figures(TextRole::Label));
            item->setForeground(1, theme.color(Token::Muted));
            item->setToolTip(0, action->statusTip());
        }
        head->setHidden(head->childCount() == 0);
    }
    tree->expandAll();
    column->addWidget(tree, 1);
    connect(filter, &QLineEdit::textChanged, this, [tree](const QString &text) {
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            QTreeWidgetItem *head = tree->topLevelItem(i);
            bool any = false;
            for (int j = 0; j < head->childCount(); ++j) {
                QTreeWidgetItem *item = head->child(j);
                const bool fits = fuzzyMatch(text, item->text(0)) || item->text(1).contains(text, Qt::CaseInsensitive);
                item->setHidden(!fits);
                any = any || fits;
            }
            head->setHidden(!any);
        }
    });
    tree->setMinimumHeight(84);
    resize(boundedToScreen(this, {640, 560}));
    filter->setFocus();
}

} // namespace lathe
