// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/statuschip.h"
#include <QPainter>

namespace lathe {

namespace {

struct ChipColors
{
    Token ink;
    Token ground;
    IconRole icon;
};

ChipColors colorsOf(StatusChip::Hue hue)
{
    using Hue = StatusChip::Hue;
    switch (hue) {
    case Hue::Neutral: return {Token::Muted, Token::Hover, IconRole::Muted};
    case Hue::Accent: return {Token::Accent, Token::AccentSoft, IconRole::Accent};
    case Hue::Success:
    case Hue::Local: return {Token::Success, Token::SuccessSoft, IconRole::Success};
    case Hue::Warning:
    case Hue::Stage: return {Token::Warning, Token::WarningSoft, IconRole::Warning};
    case Hue::Info:
    case Hue::Dev: return {Token::Info, Token::InfoSoft, IconRole::Info};
    case Hue::Error: return {Token::Error, Token::ErrorSoft, IconRole::Error};
    case Hue::Production: return {Token::OnProduction, Token::Production, IconRole::OnAccent};
    }
    return {Token::Muted, Token::Hover, IconRole::Muted};
}

constexpr int padding = 8;
constexpr int gap = 4;
constexpr int mark = 14;

} // namespace

StatusChip::StatusChip(ThemeManager &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const auto restyle = [this] {
        setFont(m_theme.type().font(TextRole::Label));
        updateGeometry();
        update();
    };
    restyle();
    connect(&theme, &ThemeManager::changed, this, restyle);
}

void StatusChip::set(Hue hue, const QString &text, const QString &icon)
{
    m_hue = hue;
    m_icon = icon;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void StatusChip::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    updateGeometry();
}

QSize StatusChip::sizeHint() const
{
    const int width = padding + mark + gap + fontMetrics().horizontalAdvance(text()) + 2 + (m_clickable ? gap + mark : 0) + padding;
    return {width, 24};
}

QSize StatusChip::minimumSizeHint() const
{
    return {padding + mark + gap + fontMetrics().horizontalAdvance(QLatin1Char('m')) * 2 + (m_clickable ? gap + mark : 0) + padding, 24};
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChipColors colors = colorsOf(m_hue);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QColor edge = m_theme.color(colors.ink);
    edge.setAlphaF(hasFocus() || (m_clickable && underMouse()) ? 1.0F : 0.28F);
    painter.setPen(QPen(edge, hasFocus() ? 1.5 : 1));
    painter.setBrush(m_theme.color(colors.ground));
    painter.drawRoundedRect(box, 6, 6);

    int x = padding;
    const int middle = height() / 2;
    if (m_icon.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(colors.ink));
        painter.drawEllipse(QPointF(x + mark / 2.0, height() / 2.0), 4, 4);
    } else {
        painter.drawPixmap(x, middle - mark / 2, m_theme.icons().pixmap(m_icon, colors.icon, mark, devicePixelRatioF()));
    }
    x += mark + gap;
    const int right = width() - padding - (m_clickable ? mark + gap : 0);
    painter.setPen(m_theme.color(colors.ink));
    painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideRight, right - x));
    if (m_clickable)
        painter.drawPixmap(width() - padding - mark, middle - mark / 2,
                           m_theme.icons().pixmap(QStringLiteral("chevron-down"), colors.icon, mark, devicePixelRatioF()));
}

} // namespace lathe
