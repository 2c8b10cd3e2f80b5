// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/packagegauge.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include "pictures/treemap.h"
#include <QPainter>

namespace lathe {

static constexpr int barHeight = 8;

PackageGauge::PackageGauge(ThemeManager &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void PackageGauge::setReport(const XrayPointer &report)
{
    m_report = report;
    m_text.clear();
    m_detail.clear();
    m_more.clear();
    if (report) {
        const qint64 left = limits::unzippedBytes - report->bytes;
        m_text = tr("%1 of %2 MB").arg(sizeText(report->bytes)).arg(limits::unzippedBytes / (1024 * 1024));
        m_detail = left >= 0 ? tr("%1 left").arg(sizeText(left)) : tr("%1 too much").arg(sizeText(-left));
        if (!report->owners.isEmpty() && report->owners.first().packedBytes >= 0)
            m_more = QStringLiteral("  \u00b7  ") + tr("function zipped %1 of %2 MB").arg(sizeText(report->owners.first().packedBytes)).arg(limits::zipDirectBytes / (1024 * 1024));
        QStringList lines;
        for (const XrayOwner &owner : report->owners)
            lines << (owner.layer > 0 ? tr("Layer %1: %2").arg(owner.layer).arg(visibleText(owner.name)) : visibleText(owner.name)) + QStringLiteral("  ") + sizeText(owner.bytes);
        for (const QString &note : report->notes)
            lines << visibleText(note);
        setToolTip(QStringLiteral("<p>%1</p>").arg(lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"))));
        setAccessibleDescription(lines.join(QStringLiteral(", ")));
    }
    setAccessibleName(m_text + (m_detail.isEmpty() ? QString() : QStringLiteral(", ") + m_detail + m_more));
    update();
}

void PackageGauge::paintEvent(QPaintEvent *)
{
    if (!m_report)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool over = m_report->bytes > limits::unzippedBytes;
    const QFont strong = m_theme.type().figures(TextRole::Strong), label = m_theme.type().figures(TextRole::Label);
    const QRect words(0, 0, width(), height() - barHeight - 6);
    painter.setFont(strong);
    painter.setPen(m_theme.color(over ? Token::Error : Token::Text));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, m_text);
    const int used = QFontMetrics(strong).horizontalAdvance(m_text) + 12;
    painter.setFont(label);
    painter.setPen(m_theme.color(over ? Token::Error : Token::Muted));
    painter.drawText(words.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(label).horizontalAdvance(m_detail + m_more) <= width() - used ? m_detail + m_more : QFontMetrics(label).elidedText(m_detail, Qt::ElideRight, width() - used));

    // The wall stands near the right end, so that what is beyond it has room to be seen.
    const QRectF track(0, height() - barHeight - 3, width() - 1, barHeight);
    const double wall = track.width() * 0.92;
    const double scale = over ? (track.width() - 2) / double(m_report->bytes) : wall / double(limits::unzippedBytes);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Pressed));
    painter.drawRoundedRect(track, 2, 2);
    double at = track.left();
    for (int i = 0; i < m_report->owners.size(); ++i) {
        const double length = double(m_report->owners.at(i).bytes) * scale;
        painter.setBrush(Treemap::ownerColor(m_theme.theme(), i));
        painter.drawRect(QRectF(at, track.top(), std::max(length - 1, length > 0 ? 1.0 : 0.0), track.height()));
        at += length;
    }
    const double wallAt = track.left() + double(limits::unzippedBytes) * scale;
    if (over) {
        painter.setBrush(m_theme.color(Token::Error));
        painter.drawRect(QRectF(wallAt, track.top(), at - wallAt, track.height()));
    }
    painter.setBrush(m_theme.color(Token::Error));
    painter.drawRect(QRectF(wallAt - 1, track.top() - 3, 2, track.height() + 6));
}

} // namespace lathe
