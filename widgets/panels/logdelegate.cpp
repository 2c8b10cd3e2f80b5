// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/logdelegate.h"
#include "items/logmodel.h"
#include <QApplication>
#include <QPainter>

namespace lathe {

LogDelegate::LogDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
    refresh();
    connect(&theme, &ThemeManager::changed, this, &LogDelegate::refresh);
}

void LogDelegate::refresh()
{
    m_font = m_theme.type().font(TextRole::Code);
}

QSize LogDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QFontMetrics metrics(m_font);
    return {24 + metrics.horizontalAdvance(QLatin1Char('m')) * int(qMin<qsizetype>(index.data().toString().size(), 4000)), metrics.height() + 2};
}

/// The terminal's sixteen by the theme's own tokens; the readable ones of the theme, not the terminal's literal colours.
static Token tokenOf(int colour)
{
    switch (colour % 8) {
    case 1: return Token::Error;
    case 2: return Token::Success;
    case 3: return Token::Warning;
    case 4: return Token::Info;
    case 5: return Token::Accent;
    case 6: return Token::Info;
    default: return colour == 8 || colour == 0 ? Token::Muted : Token::Text;
    }
}

void LogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row(option);
    const QStyle *style = row.widget ? row.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, row.widget);
    const QString text = index.data().toString();
    Token base = Token::Text;
    const auto kind = LogModel::LineKind(index.data(LogModel::KindRole).toInt());
    const int severity = index.data(LogModel::SeverityRole).toInt();
    if (kind != LogModel::LineKind::Function)
        base = Token::Muted;
    else if (severity >= 0)
        base = severity == int(Severity::Error) ? Token::Error : Token::Warning;
    painter->save();
    painter->setClipRect(option.rect);
    constexpr qsizetype pieceCharacters = 200;
    const QFontMetrics metrics(m_font);
    int x = option.rect.left() + 12;
    const int baseline = option.rect.top() + 1 + metrics.ascent();
    const auto draw = [&](qsizetype from, qsizetype length, Token token, bool bold) {
        if (length <= 0 || x > option.rect.right())
            return;
        QFont font = m_font;
        font.setBold(bold);
        painter->setFont(font);
        painter->setPen(m_theme.color(token));
        const QFontMetrics fontMetrics(font);
        // In pieces, as far as they are seen: bytes that are no text want a font for each script, and a line may be long.
        const qsizetype end = from + qMin<qsizetype>(length, 4000);
        while (from < end && x <= option.rect.right()) {
            qsizetype count = qMin(pieceCharacters, end - from);
            if (from + count < end && text[from + count].isLowSurrogate())
                ++count;
            const QString piece = text.mid(from, count).replace(u'\t', QStringLiteral("    "));
            const int advance = fontMetrics.horizontalAdvance(piece);
            if (x + advance >= 0)
                painter->drawText(x, baseline, piece);
            x += advance;
            from += count;
        }
    };
    qsizetype at = 0;
    for (const LogSpan &span : index.data(LogModel::SpansRole).value<QList<LogSpan>>()) {
        draw(at, span.start - at, base, false);
        draw(span.start, span.length, span.style.colour < 0 ? base : tokenOf(span.style.colour), span.style.bold);
        at = span.start + span.length;
    }
    draw(at, text.size() - at, base, kind == LogModel::LineKind::Note);
    painter->restore();
}

} // namespace lathe
