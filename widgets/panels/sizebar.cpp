// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/sizebar.h"
#include "core/figuretext.h"
#include <QPainter>

namespace lathe {

SizeBar::SizeBar(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void SizeBar::setBytes(qint64 bytes, qint64 limit)
{
    m_bytes = bytes;
    m_limit = qMax<qint64>(1, limit);
    m_text = tr("Package %1 of %2 MB").arg(sizeText(bytes)).arg(limit / (1024 * 1024));
    setAccessibleName(m_text);
    setToolTip(m_text);
    update();
}

void SizeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.type().figures(TextRole::Label));
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(QRect(0, 0, width(), height() - 8), Qt::AlignLeft | Qt::AlignVCenter, m_text);
    const QRectF track(0, height() - 7, width(), 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Pressed));
    painter.drawRoundedRect(track, 2, 2);
    const double part = qBound(0.0, double(m_bytes) / double(m_limit), 1.0);
    painter.setBrush(m_theme.color(m_bytes > m_limit ? Token::Error : part > 0.8 ? Token::Warning : Token::Accent));
    painter.drawRoundedRect(QRectF(0, track.top(), qMax(4.0, track.width() * part), 4), 2, 2);
}

} // namespace lathe
