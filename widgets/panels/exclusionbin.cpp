// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/exclusionbin.h"
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

namespace lathe {

ExclusionBin::ExclusionBin(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("exclusionBin"));
    setAccessibleName(tr("Drop here to leave out"));
    connect(&theme, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ExclusionBin::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasFormat(QString::fromLatin1(exclusionMime)))
        return;
    m_over = true;
    event->acceptProposedAction();
    update();
}

void ExclusionBin::dragLeaveEvent(QDragLeaveEvent *)
{
    m_over = false;
    update();
}

void ExclusionBin::dropEvent(QDropEvent *event)
{
    m_over = false;
    update();
    const DraggedExclusion exclusion = exclusionFrom(event->mimeData()->data(QString::fromLatin1(exclusionMime)));
    if (exclusion.owner < 0 || exclusion.patterns.isEmpty())
        return;
    event->acceptProposedAction();
    emit dropped(exclusion);
}

void ExclusionBin::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(m_theme.color(m_over ? Token::Accent : Token::LineStrong), 1, Qt::DashLine));
    painter.setBrush(m_over ? QBrush(m_theme.color(Token::AccentSoft)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box, 6, 6);
    const QString text = tr("Drop here to leave out");
    const QFont font = m_theme.type().font(TextRole::Label);
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(text) + 24;
    const int left = std::max(8, int(box.center().x()) - width / 2);
    painter.drawPixmap(left, int(box.center().y()) - 8, m_theme.icons().pixmap(QStringLiteral("trash"), m_over ? IconRole::Accent : IconRole::Muted, 16, devicePixelRatioF()));
    painter.setFont(font);
    painter.setPen(m_theme.color(m_over ? Token::Text : Token::Muted));
    painter.drawText(QRectF(left + 24, box.top(), box.right() - left - 28, box.height()), Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, int(box.right()) - left - 28));
}

} // namespace lathe
