// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/sectionheader.h"
#include "common/stylesheet.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lathe {

SectionHeader::SectionHeader(ThemeManager &theme, const QString &text, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_label(new QLabel(text, this)), m_row(new QHBoxLayout(this))
{
    setFixedHeight(32);
    m_row->setContentsMargins(12, 0, 4, 0);
    m_row->setSpacing(4);
    m_label->setTextFormat(Qt::PlainText);
    setMuted(m_label);
    m_row->addWidget(m_label);
    m_row->addStretch(1);
    const auto restyle = [this] {
        QFont font = m_theme.type().font(TextRole::Label);
        font.setWeight(QFont::DemiBold);
        m_label->setFont(font);
    };
    restyle();
    connect(&theme, &ThemeManager::changed, this, restyle);
}

void SectionHeader::setText(const QString &text)
{
    m_label->setText(text);
}

QToolButton *SectionHeader::addButton(const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setIcon(m_theme.icon(icon, IconRole::Muted));
    button->setIconSize({16, 16});
    button->setProperty("small", true);
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    m_row->addWidget(button);
    return button;
}

void SectionHeader::addWidget(QWidget *widget)
{
    m_row->addWidget(widget);
}

} // namespace lathe
