// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/samplecard.h"
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

namespace lathe {

SampleCard::SampleCard(ThemeManager &theme, const SampleInfo &sample, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_sample(sample)
{
    setObjectName(QStringLiteral("sample-") + sample.id);
    setAccessibleName(sample.title);
    setAccessibleDescription(sample.description);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void SampleCard::enterEvent(QEnterEvent *)
{
    update();
}

void SampleCard::leaveEvent(QEvent *)
{
    update();
}

void SampleCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

static QString iconOf(const SampleInfo &sample)
{
    if (sample.id.contains(QLatin1String("thumbnail")))
        return QStringLiteral("image");
    return IconProvider::forRuntime(sample.runtime);
}

void SampleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = isEnabled() && (underMouse() || hasFocus());
    painter.setPen(QPen(m_theme.color(hasFocus() ? Token::Accent : lit ? Token::LineStrong : Token::Line), 1));
    painter.setBrush(m_theme.color(isDown() ? Token::Pressed : Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QRect box = rect().adjusted(12, 10, -12, -8);
    painter.drawPixmap(box.left(), box.top() + 1, m_theme.icons().pixmap(iconOf(m_sample), IconRole::Accent, 20, devicePixelRatioF()));
    const QFont title = m_theme.type().font(TextRole::Strong);
    painter.setFont(title);
    painter.setPen(m_theme.color(isEnabled() ? Token::Text : Token::Disabled));
    const QRect head(box.left() + 28, box.top(), box.width() - 28, 22);
    painter.drawText(head, Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(title).elidedText(m_sample.title, Qt::ElideRight, head.width()));

    // Three lines of description, the last one cut.
    const QFont small = m_theme.type().font(TextRole::Label);
    const QFontMetrics metrics(small);
    QTextLayout layout(m_sample.description, small);
    layout.beginLayout();
    painter.setFont(small);
    painter.setPen(m_theme.color(Token::Muted));
    int y = box.top() + 28;
    for (int n = 0; n < 3; ++n) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        const bool last = n == 2;
        const QString text = last ? metrics.elidedText(m_sample.description.mid(line.textStart()), Qt::ElideRight, box.width())
                                  : m_sample.description.mid(line.textStart(), line.textLength()).trimmed();
        painter.drawText(QRect(box.left(), y, box.width(), metrics.height()), Qt::AlignLeft | Qt::TextSingleLine, text);
        y += metrics.height() + 2;
    }
    layout.endLayout();
}

} // namespace lathe
