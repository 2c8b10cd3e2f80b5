// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/picture.h"
#include <QAccessible>
#include <QBuffer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

namespace lathe {

Picture::Picture(ThemeManager &theme, QAbstractItemModel &model, QWidget *parent) : QWidget(parent), m_theme(theme), m_model(model)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_frame.setSingleShot(true);
    m_frame.setInterval(1000 / framesPerSecond);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        if (m_current >= m_model.rowCount())
            setCurrentRow(-1);
        updateGeometry();
        update();
        say();
    });
    connect(&theme, &ThemeManager::changed, this, [this] {
        m_kept = {};
        update();
    });
    connect(&model, &QAbstractItemModel::dataChanged, this, &Picture::redrawSoon);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &Picture::redrawSoon);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &Picture::redrawSoon);
    connect(&model, &QAbstractItemModel::modelReset, this, &Picture::redrawSoon);
}

void Picture::setTitle(const QString &title)
{
    m_title = title;
    setAccessibleName(title);
    redrawSoon();
}

/// What is gone from the model is not pointed at until then.
void Picture::redrawSoon()
{
    m_kept = {};
    const int rows = m_model.rowCount();
    m_marks.removeIf([rows](const PictureMark &mark) { return mark.row >= rows; });
    if (m_current >= rows)
        setCurrentRow(-1);
    if (!m_frame.isActive())
        m_frame.start();
}

bool Picture::hasAction(int) const
{
    return false;
}

QList<std::pair<QString, QString>> Picture::readout(int row) const
{
    QList<std::pair<QString, QString>> lines;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const QString text = m_model.index(row, column).data().toString();
        if (!text.isEmpty())
            lines.append({m_model.headerData(column, Qt::Horizontal).toString(), text});
    }
    return lines;
}

QString Picture::readoutText() const
{
    QStringList lines;
    if (m_current >= 0 && m_current < m_model.rowCount())
        for (const auto &[label, value] : readout(m_current))
            lines += label.isEmpty() ? value : QStringLiteral("%1: %2").arg(label, value);
    return lines.join(u'\n');
}

void Picture::setCurrentRow(int row)
{
    if (row >= m_model.rowCount())
        row = -1;
    if (row == m_current)
        return;
    m_current = row;
    setCursor(row >= 0 && hasAction(row) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    say();
    update();
    emit currentRowChanged(row);
}

/// Tells screen readers what is pointed at.
void Picture::say()
{
    const QString text = readoutText();
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    if (hasFocus()) {
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

/// Before the next frame the marks may be older than the model.
void Picture::findMarks()
{
    if (!m_marks.isEmpty() && !m_frame.isActive())
        return;
    QImage scrap(size(), QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&scrap);
    PictureCanvas canvas(painter, size(), m_theme.theme(), m_theme.type(), m_theme.color(Token::Window), m_current);
    draw(canvas);
    m_marks = canvas.marks();
}

QRectF Picture::markOf(int row)
{
    findMarks();
    QRectF box;
    for (const PictureMark &mark : m_marks)
        if (mark.row == row)
            box = box.isNull() ? mark.box : box.united(mark.box);
    return box;
}

void Picture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isKept()) {
        drawKept(painter);
    } else {
        ++m_drawn;
        PictureCanvas canvas(painter, size(), m_theme.theme(), m_theme.type(), m_theme.color(Token::Window), m_current);
        draw(canvas);
        m_marks = canvas.marks();
    }
    if (m_current >= 0 && (underMouse() || hasFocus()))
        drawReadout(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Token::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void Picture::drawKept(QPainter &painter)
{
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_kept.size() != pixels) {
        ++m_drawn;
        m_kept = QPixmap(pixels);
        m_kept.setDevicePixelRatio(devicePixelRatioF());
        m_kept.fill(m_theme.color(Token::Window));
        QPainter on(&m_kept);
        on.setFont(font());
        PictureCanvas canvas(on, size(), m_theme.theme(), m_theme.type(), m_theme.color(Token::Window));
        draw(canvas);
        m_marks = canvas.marks();
    }
    painter.drawPixmap(0, 0, m_kept);
    const auto mark = std::find_if(m_marks.cbegin(), m_marks.cend(), [this](const PictureMark &one) { return one.row == m_current; });
    if (m_current < 0 || mark == m_marks.cend())
        return;
    PictureCanvas canvas(painter, size(), m_theme.theme(), m_theme.type(), m_theme.color(Token::Window), m_current);
    drawHot(canvas, m_current, mark->box);
}

void Picture::drawReadout(QPainter &painter) const
{
    const auto lines = readout(m_current);
    const auto mark = std::find_if(m_marks.begin(), m_marks.end(), [this](const PictureMark &one) { return one.row == m_current; });
    if (lines.isEmpty() || mark == m_marks.end())
        return;
    const QFont label = m_theme.type().font(TextRole::Caption);
    const QFont value = m_theme.type().figures(TextRole::Label);
    const QFontMetricsF labelMetrics(label), valueMetrics(value);
    qreal labels = 0, values = 0, titles = 0;
    for (const auto &[head, text] : lines) {
        labels = std::max(labels, labelMetrics.horizontalAdvance(head));
        qreal &widest = head.isEmpty() ? titles : values; // what has no name is the name of the whole and stands at the left
        widest = std::max(widest, valueMetrics.horizontalAdvance(text));
    }
    const qreal step = std::ceil(valueMetrics.height()) + 2;
    const qreal gap = labels > 0 ? 12 : 0;
    values = std::max(values, titles - labels - gap);
    values = std::min(values, std::max(60.0, width() - labels - gap - 32));
    const QSizeF size(labels + gap + values + 20, step * qreal(lines.size()) + 12);
    QPointF at(mark->box.center().x() + 12, mark->box.top() - size.height() - 6);
    if (at.y() < 4)
        at.setY(mark->box.bottom() + 8);
    at.setY(std::clamp(at.y(), 4.0, std::max(4.0, height() - size.height() - 4)));
    if (at.x() + size.width() > width() - 4)
        at.setX(mark->box.center().x() - size.width() - 12);
    if (mark->box.width() > width() / 2.0) // a whole row: what is drawn in it is mostly at its left
        at.setX(width() - size.width() - 12);
    at.setX(std::clamp(at.x(), 4.0, std::max(4.0, width() - size.width() - 4)));
    const QRectF card(at, size);
    painter.setPen(QPen(m_theme.color(Token::LineStrong), 1));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    qreal y = card.top() + 6;
    for (const auto &[head, text] : lines) {
        painter.setFont(label);
        painter.setPen(m_theme.color(Token::Muted));
        painter.drawText(QRectF(card.left() + 10, y, labels + 2, step), Qt::AlignLeft | Qt::AlignVCenter, head);
        painter.setFont(value);
        painter.setPen(m_theme.color(Token::Text));
        const qreal left = head.isEmpty() ? 0 : labels + gap, room = labels + gap + values - left;
        painter.drawText(QRectF(card.left() + 10 + left, y, room + 2, step), Qt::AlignLeft | Qt::AlignVCenter, valueMetrics.elidedText(text, Qt::ElideRight, room + 1));
        y += step;
    }
}

/// The mark under the place, else the nearest within a few pixels; what was drawn last lies on top.
int Picture::rowAt(const QPointF &place) const
{
    int found = -1;
    qreal best = 6.01;
    for (const PictureMark &mark : m_marks) {
        const qreal dx = std::max({mark.box.left() - place.x(), 0.0, place.x() - mark.box.right()});
        const qreal dy = std::max({mark.box.top() - place.y(), 0.0, place.y() - mark.box.bottom()});
        const qreal distance = std::hypot(dx, dy);
        if (distance <= best) {
            best = distance;
            found = mark.row;
        }
    }
    return found;
}

void Picture::mouseMoveEvent(QMouseEvent *event)
{
    setCurrentRow(rowAt(event->position()));
}

void Picture::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    setCurrentRow(row);
    if (event->button() == Qt::LeftButton && row >= 0 && hasAction(row))
        emit activated(row);
}

void Picture::leaveEvent(QEvent *)
{
    if (!hasFocus())
        setCurrentRow(-1);
    update();
}

void Picture::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (!underMouse())
        setCurrentRow(-1);
    update();
}

/// To the next row that was drawn.
void Picture::step(int direction)
{
    findMarks();
    QList<int> rows;
    for (const PictureMark &mark : std::as_const(m_marks))
        rows.append(mark.row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.isEmpty())
        return;
    const auto after = std::upper_bound(rows.begin(), rows.end(), m_current);
    const auto here = std::lower_bound(rows.begin(), rows.end(), m_current);
    if (direction > 0)
        setCurrentRow(after == rows.end() ? rows.last() : *after);
    else
        setCurrentRow(m_current < 0 ? rows.last() : here == rows.begin() ? rows.first() : *std::prev(here));
}

void Picture::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        step(1);
        return;
    case Qt::Key_Left:
    case Qt::Key_Up:
        step(-1);
        return;
    case Qt::Key_Home:
        setCurrentRow(-1);
        step(1);
        return;
    case Qt::Key_End:
        setCurrentRow(-1);
        step(-1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0 && hasAction(m_current)) {
            emit activated(m_current);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_current >= 0) {
            setCurrentRow(-1);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void Picture::render(QPainter &painter, const QSize &size, const Theme &theme) const
{
    painter.fillRect(QRect(QPoint(), size), Qt::white);
    const int top = titleHeight(size.width());
    if (top > 0) {
        painter.setFont(m_theme.type().font(TextRole::Strong));
        painter.setPen(theme.color(Token::Text));
        painter.drawText(QRectF(12, 8, size.width() - 24, 20), Qt::AlignLeft | Qt::AlignVCenter, m_title);
        painter.setFont(m_theme.type().font(TextRole::Label));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(12, 30, size.width() - 24, top - 30), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_note);
    }
    painter.save();
    painter.translate(0, top);
    PictureCanvas canvas(painter, QSizeF(size.width(), size.height() - top), theme, m_theme.type(), Qt::white);
    draw(canvas);
    painter.restore();
}

int Picture::titleHeight(int width) const
{
    if (m_title.isEmpty() || m_note.isEmpty())
        return m_title.isEmpty() ? 0 : 32;
    const QFontMetricsF metrics(m_theme.type().font(TextRole::Label));
    return 36 + int(std::ceil(metrics.boundingRect(QRectF(0, 0, width - 24, 1000), Qt::TextWordWrap, m_note).height()));
}

QSize Picture::paperSize() const
{
    const int wide = std::max(720, width());
    return {wide, std::max({280, std::min(height(), 600), contentHeight()}) + titleHeight(wide)};
}

QImage Picture::image(const QSize &size, qreal scale) const
{
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    render(painter, size, m_theme.paperTheme());
    return image;
}

QByteArray Picture::svg(const QSize &size) const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(m_title.toHtmlEscaped()); // it is written as it is
    generator.setResolution(96);
    QPainter painter(&generator);
    render(painter, size, m_theme.paperTheme());
    painter.end();
    return bytes;
}

} // namespace lathe
