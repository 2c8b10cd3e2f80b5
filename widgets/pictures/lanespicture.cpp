// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/lanespicture.h"
#include "items/visibletext.h"
#include <QDateTime>
#include <QSet>
#include <algorithm>

namespace lathe {

static constexpr int laneHeight = 26;
static constexpr int foot = 22;
static constexpr qint64 pauseMicros = 2000000;

LanesPicture::LanesPicture(ThemeManager &theme, InvocationTimeline &model, QWidget *parent) : Picture(theme, model, parent), m_spans(model)
{
    m_clock.setInterval(100);
    connect(&m_clock, &QTimer::timeout, this, &LanesPicture::follow);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &LanesPicture::follow);
}

void LanesPicture::setRange(Range range)
{
    m_range = range;
    redrawSoon();
}

void LanesPicture::showEvent(QShowEvent *event)
{
    Picture::showEvent(event);
    follow();
}

/// What is under way grows.
void LanesPicture::follow()
{
    if (!m_spans.isAnyOpen() || !isVisible())
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
    redrawSoon();
}

qint64 LanesPicture::endOf(int row) const
{
    const auto &span = m_spans.at(row);
    return span.durationMs < 0 ? std::max(span.startMicros, QDateTime::currentMSecsSinceEpoch() * 1000) : span.startMicros + qint64(span.durationMs * 1000);
}

LanesPicture::Window LanesPicture::shown() const
{
    Window window;
    const int rows = m_spans.rowCount();
    if (rows == 0)
        return window;
    window.to = 0;
    for (int row = 0; row < rows; ++row)
        window.to = std::max(window.to, endOf(row));
    qint64 from = m_range == Range::Minute ? window.to - 60000000 : m_range == Range::TenMinutes ? window.to - 600000000 : 0;
    qint64 begin = window.to;
    window.first = rows;
    while (window.first > 0) {
        const int row = window.first - 1;
        if (endOf(row) < from || (m_range == Range::Burst && window.first < rows && endOf(row) < begin - pauseMicros))
            break;
        begin = std::min(begin, m_spans.at(row).startMicros);
        window.first = row;
    }
    window.from = std::max(begin, from);
    window.to = std::max(window.to, window.from + 1000);
    return window;
}

int LanesPicture::contentHeight() const
{
    const Window window = shown();
    QSet<quint64> lanes;
    for (int row = window.first; row < m_spans.rowCount(); ++row)
        lanes.insert(m_spans.at(row).environment);
    return 20 + int(std::max<qsizetype>(1, lanes.size())) * laneHeight + foot;
}

void LanesPicture::drawBar(PictureCanvas &canvas, const QRectF &box, int row) const
{
    const auto &span = m_spans.at(row);
    const QColor color = span.failed() ? canvas.color(Token::Error) : canvas.series(span.kind == InvocationTimeline::Kind::Init ? 4 : 1);
    if (span.kind == InvocationTimeline::Kind::Init)
        canvas.hatchedBar(box, color);
    else if (span.durationMs < 0)
        canvas.bar(box, canvas.tint(color, 0.55));
    else
        canvas.bar(box, color);
    if (span.durationMs < 0) // goes on
        canvas.line(box.topRight() + QPointF(2, 0), box.bottomRight() + QPointF(2, 0), color, 2, Qt::DotLine);
    if (span.failed() && box.width() >= 12) {
        const QPointF middle = box.center();
        canvas.line(middle + QPointF(-3, -3), middle + QPointF(3, 3), canvas.ground(), 1.75);
        canvas.line(middle + QPointF(-3, 3), middle + QPointF(3, -3), canvas.ground(), 1.75);
    }
    if (canvas.isHot(row))
        canvas.outline(box.adjusted(-1.5, -1.5, 1.5, 1.5), canvas.color(Token::Text), 1.5);
    canvas.mark(box, row);
}

void LanesPicture::draw(PictureCanvas &canvas) const
{
    const Window window = shown();
    if (window.first >= m_spans.rowCount())
        return;
    QList<quint64> lanes;
    QHash<quint64, QString> names;
    qreal labels = 60;
    for (int row = window.first; row < m_spans.rowCount(); ++row) {
        const auto &span = m_spans.at(row);
        if (names.contains(span.environment))
            continue;
        lanes.append(span.environment);
        names.insert(span.environment, QStringLiteral("#%1  %2").arg(span.environment).arg(visibleText(span.function)));
        labels = std::max(labels, canvas.textWidth(names.value(span.environment)) + 24);
    }
    std::sort(lanes.begin(), lanes.end());
    labels = std::min(labels, std::min(220.0, canvas.area().width() * 0.3));
    const QRectF plot(labels, 20, std::max(60.0, canvas.area().width() - labels - 20), qreal(lanes.size()) * laneHeight);
    const PictureAxis time(0, double(window.to - window.from) / 1000, plot.left(), plot.right());
    canvas.timeGrid(plot, time);
    const QString since = QDateTime::fromMSecsSinceEpoch(window.from / 1000).toString(QStringLiteral("HH:mm:ss.zzz"));
    canvas.text({plot.left(), 2, plot.width(), 16}, tr("Since %1").arg(since), TextRole::Caption);
    for (qsizetype i = 0; i < lanes.size(); ++i) {
        const qreal y = plot.top() + qreal(i) * laneHeight;
        canvas.text({12, y, labels - 20, laneHeight}, names.value(lanes.at(i)), TextRole::Label, Token::Text);
        canvas.line({plot.left(), y + laneHeight - 0.5}, {plot.right(), y + laneHeight - 0.5}, canvas.gridColor());
    }
    for (int row = window.first; row < m_spans.rowCount(); ++row) {
        const auto &span = m_spans.at(row);
        const qreal left = std::max(plot.left(), time.at(double(span.startMicros - window.from) / 1000));
        const qreal right = time.at(double(endOf(row) - window.from) / 1000);
        if (right < plot.left())
            continue;
        const qreal y = plot.top() + qreal(lanes.indexOf(span.environment)) * laneHeight;
        drawBar(canvas, {left, y + 5, std::max(2.0, right - left - 1), laneHeight - 11}, row);
    }
}

} // namespace lathe
