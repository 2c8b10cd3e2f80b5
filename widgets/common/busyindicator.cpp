// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/busyindicator.h"
#include <QPainter>

namespace lathe {

BusyIndicator::BusyIndicator(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(16, 16);
    setAccessibleName(tr("Working"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(100);
    m_turn.setInterval(40);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        update();
        if (m_theme.animates())
            m_turn.start();
    });
    connect(&m_turn, &QTimer::timeout, this, [this] {
        m_angle = (m_angle + 18) % 360;
        update();
    });
}

void BusyIndicator::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    if (busy) {
        m_delay.start();
    } else {
        m_delay.stop();
        m_turn.stop();
        update();
    }
}

void BusyIndicator::paintEvent(QPaintEvent *)
{
    if (!m_busy || m_delay.isActive())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_theme.animates()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Accent));
        for (int x : {3, 8, 13})
            painter.drawEllipse(QPointF(x, 8), 1.5, 1.5);
        return;
    }
    const QRectF box = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setPen(QPen(m_theme.color(Token::Line), 2));
    painter.drawEllipse(box);
    painter.setPen(QPen(m_theme.color(Token::Accent), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(box, (90 - m_angle) * 16, -100 * 16);
}

} // namespace lathe
