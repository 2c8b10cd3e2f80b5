// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/figurelabel.h"
#include "common/stylesheet.h"
#include "core/figuretext.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lathe {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FigureLabel::FigureLabel(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_caption(plainLabel(this)), m_number(plainLabel(this)), m_unit(plainLabel(this)),
      m_hint(plainLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_caption);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_number, 0, Qt::AlignBaseline);
    row->addWidget(m_unit, 0, Qt::AlignBaseline);
    row->addWidget(m_hint, 0, Qt::AlignBaseline);
    row->addStretch(1);
    column->addLayout(row);
    m_caption->hide();
    m_hint->hide();
    setMuted(m_caption);
    setMuted(m_unit);
    setMuted(m_hint);
    restyle();
    connect(&theme, &ThemeManager::changed, this, &FigureLabel::restyle);
}

void FigureLabel::restyle()
{
    m_caption->setFont(m_theme.type().font(TextRole::Caption));
    m_number->setFont(m_theme.type().figures(TextRole::Strong));
    m_unit->setFont(m_theme.type().font(TextRole::Label));
    m_hint->setFont(m_theme.type().figures(TextRole::Label));
}

void FigureLabel::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    setFigure(m_number->text(), m_unit->text(), m_hint->text());
}

void FigureLabel::setFigure(const QString &number, const QString &unit, const QString &hint)
{
    m_number->setText(number);
    m_unit->setText(unit);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    setAccessibleName(QStringList{m_caption->text(), number, unit, hint}.join(QLatin1Char(' ')).simplified());
}

QString FigureLabel::number() const
{
    return m_number->text();
}

QString FigureLabel::significant(double value)
{
    return significantText(value);
}

} // namespace lathe
