// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/emptystate.h"
#include "common/firstlines.h"
#include "common/stylesheet.h"
#include <QAbstractItemView>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

EmptyState::EmptyState(ThemeManager &theme, const QString &icon, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_iconName(icon), m_icon(new QLabel(this)), m_why(new QLabel(this)),
      m_hint(new QLabel(this)), m_button(new QPushButton(this)), m_second(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(0);
    column->addStretch(2);
    m_icon->setAlignment(Qt::AlignCenter);
    column->addWidget(m_icon);
    m_belowIcon = new QSpacerItem(0, 12, QSizePolicy::Minimum, QSizePolicy::Fixed);
    column->addItem(m_belowIcon);
    for (QLabel *label : {m_why, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setWordWrap(true);
        column->addWidget(label);
        if (label == m_why)
            column->addSpacing(4);
    }
    m_aboveButton = new QSpacerItem(0, 16, QSizePolicy::Minimum, QSizePolicy::Fixed);
    column->addItem(m_aboveButton);
    setMuted(m_hint);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_button);
    row->addWidget(m_second);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);
    m_button->setProperty("large", true);
    m_second->setProperty("large", true);
    setButtonRole(m_button, ButtonRole::Primary);
    m_button->hide();
    m_second->hide();
    m_hint->hide();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::activated);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondActivated);
    connect(&theme, &ThemeManager::changed, this, &EmptyState::restyle);
    restyle();
}

void EmptyState::restyle()
{
    m_icon->setPixmap(m_theme.icons().pixmap(m_iconName, IconRole::Muted, 40, devicePixelRatioF()));
    m_why->setFont(m_theme.type().font(TextRole::Strong));
    m_hint->setFont(m_theme.type().font(TextRole::Label));
}

/// With little room the words and the button matter, the drawing and the hint do not.
void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void EmptyState::fit()
{
    const bool low = height() < 190;
    const int edge = low ? 8 : 24, gap = low ? 8 : 16;
    layout()->setContentsMargins(24, edge, 24, edge);
    m_icon->setVisible(!low);
    m_belowIcon->changeSize(0, low ? 0 : 12, QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_aboveButton->changeSize(0, gap, QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_hint->setVisible(!m_hint->text().isEmpty() && height() >= 120);
    layout()->invalidate();
    if (!low) {
        m_why->setText(m_text);
        m_why->setToolTip(QString());
        m_why->setMinimumHeight(0);
        m_why->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int below = m_button->isHidden() ? 0 : gap + m_button->sizeHint().height(), hint = m_hint->isHidden() ? 0 : m_hint->heightForWidth(width() - 48);
    showFirstLines(*m_why, m_text, width() - 48, std::max(1, (height() - 2 * edge - below - hint - 4) / m_why->fontMetrics().lineSpacing()));
}

void EmptyState::setText(const QString &why, const QString &hint)
{
    m_text = why;
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty() && (!isVisible() || height() >= 120));
    setAccessibleName(why);
    if (isVisible())
        fit();
    else
        m_why->setText(why);
}

void EmptyState::standInFor(QAbstractItemView *view)
{
    const auto refresh = [this, view] {
        const bool none = view->model()->rowCount() == 0;
        if (view->isHidden() == none && isHidden() != none)
            return; // a log grows often
        const bool focused = view->hasFocus() || isAncestorOf(QApplication::focusWidget());
        setVisible(none);
        view->setVisible(!none);
        if (focused && !(none && m_button->isHidden()))
            (none ? static_cast<QWidget *>(m_button) : view)->setFocus(); // the focus stays in the panel
    };
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(view->model(), signal, this, refresh);
    connect(view->model(), &QAbstractItemModel::modelReset, this, refresh);
    refresh();
}

void EmptyState::setAction(const QString &text)
{
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
    if (isVisible())
        fit();
}

void EmptyState::setSecondAction(const QString &text)
{
    m_second->setText(text);
    m_second->setVisible(!text.isEmpty());
}

} // namespace lathe
