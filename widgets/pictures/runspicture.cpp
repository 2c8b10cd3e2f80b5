// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/runspicture.h"
#include "core/figuretext.h"
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace lathe {

static constexpr qreal leftSpace = 68;
static constexpr qreal rightSpace = 92; ///< For the names of the lines.

RunsPicture::RunsPicture(ThemeManager &theme, HistoryModel &model, QWidget *parent) : Picture(theme, model, parent), m_runs(model) {}

double RunsPicture::percentile(const HistoryModel &model, double share)
{
    QList<double> durations;
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.at(row).outcome.ok())
            durations.append(model.at(row).outcome.report.durationMs);
    if (durations.isEmpty())
        return -1;
    std::sort(durations.begin(), durations.end());
    const auto rank = qsizetype(std::ceil(share * double(durations.size())));
    return durations.at(std::clamp<qsizetype>(rank - 1, 0, durations.size() - 1));
}

qreal RunsPicture::placeOf(const QRectF &plot, qreal step, int row) const
{
    return plot.left() + (m_runs.rowCount() - 1 - row + 0.5) * step;
}

void RunsPicture::draw(PictureCanvas &canvas) const
{
    const int rows = m_runs.rowCount();
    if (rows == 0)
        return;
    const QRectF whole = canvas.area().adjusted(leftSpace, 22, -rightSpace, -10);
    const qreal memory = std::clamp(whole.height() * 0.3, 32.0, 90.0);
    const QRectF durations(whole.left(), whole.top(), whole.width(), whole.height() - memory - 18);
    const QRectF used(whole.left(), whole.bottom() - memory, whole.width(), memory);
    const qreal step = std::min(whole.width() / rows, 28.0);
    drawChanges(canvas, whole, step);
    drawDurations(canvas, durations, step);
    drawMemory(canvas, used, step);
    for (int row = 0; row < rows; ++row)
        canvas.mark(QRectF(placeOf(whole, step, row) - step / 2, whole.top(), step, whole.height()), row);
}

void RunsPicture::drawDurations(PictureCanvas &canvas, const QRectF &plot, qreal step) const
{
    double longest = 1;
    for (int row = 0; row < m_runs.rowCount(); ++row)
        longest = std::max(longest, m_runs.at(row).outcome.report.durationMs);
    const PictureAxis ms(0, longest * 1.1, plot.bottom(), plot.top(), 28);
    canvas.valueGrid(plot, ms, [](double value) { return durationText(value); });
    qreal free = plot.bottom() + 8; // names do not stand on each other
    for (const auto &[share, name] : {std::pair(0.5, tr("Median")), std::pair(0.95, tr("95 %"))}) {
        const double value = percentile(m_runs, share);
        if (value < 0)
            continue;
        const qreal y = ms.at(value);
        canvas.line({plot.left(), y}, {plot.right(), y}, canvas.color(Token::Muted), 1, Qt::DashLine);
        const qreal middle = std::min(y, free - 14);
        canvas.text({plot.right() + 6, middle - 8, rightSpace - 8, 16}, QStringLiteral("%1 %2").arg(name, durationText(value)), TextRole::Caption);
        free = middle;
    }
    QPainter &painter = canvas.painter();
    for (int row = 0; row < m_runs.rowCount(); ++row) {
        const HistoryEntry &run = m_runs.at(row);
        const QPointF place(placeOf(plot, step, row), ms.at(run.outcome.report.durationMs));
        const qreal radius = (canvas.isHot(row) ? 5 : 3.5) * (step < 6 ? 0.6 : 1);
        const QColor color = canvas.isHot(row) ? canvas.color(Token::Text) : run.outcome.ok() ? canvas.series(0) : canvas.color(Token::Error);
        if (!run.outcome.ok()) {
            canvas.line(place + QPointF(-radius, -radius), place + QPointF(radius, radius), color, 2);
            canvas.line(place + QPointF(-radius, radius), place + QPointF(radius, -radius), color, 2);
            continue;
        }
        const bool cold = run.outcome.report.initMs >= 0;
        painter.setPen(cold ? QPen(color, 1.75) : QPen(Qt::NoPen));
        painter.setBrush(cold ? canvas.ground() : color);
        painter.drawEllipse(place, radius, radius);
    }
    canvas.text({plot.left(), plot.top() - 20, plot.width(), 16}, tr("Duration  ● warm  ○ cold  × failed"), TextRole::Caption);
}

void RunsPicture::drawMemory(PictureCanvas &canvas, const QRectF &plot, qreal step) const
{
    int limit = 0;
    for (int row = 0; row < m_runs.rowCount(); ++row)
        limit = std::max({limit, m_runs.at(row).outcome.report.memoryMib, m_runs.at(row).outcome.report.maxMemoryUsedMib});
    if (limit == 0)
        return;
    const PictureAxis mib(0, limit * 1.08, plot.bottom(), plot.top(), 28);
    canvas.valueGrid(plot, mib, [](double value) { return QStringLiteral("%1 MB").arg(value, 0, 'f', 0); });
    const qreal width = std::clamp(step * 0.6, 1.0, 10.0);
    QPainterPath line; // the limit in force then
    for (int row = m_runs.rowCount() - 1; row >= 0; --row) {
        const InvocationReport &report = m_runs.at(row).outcome.report;
        if (report.memoryMib <= 0)
            continue;
        const qreal x = placeOf(plot, step, row);
        const qreal top = mib.at(report.maxMemoryUsedMib);
        const bool near = report.maxMemoryUsedMib * 10 >= report.memoryMib * 9;
        canvas.bar({x - width / 2, top, width, plot.bottom() - top}, canvas.isHot(row) ? canvas.color(Token::Text) : near ? canvas.color(Token::Warning) : canvas.series(1));
        const qreal y = mib.at(report.memoryMib);
        if (line.isEmpty())
            line.moveTo(x - step / 2, y);
        else
            line.lineTo(x - step / 2, y);
        line.lineTo(x + step / 2, y);
    }
    canvas.painter().setBrush(Qt::NoBrush);
    canvas.painter().setPen(QPen(canvas.color(Token::Error), 1.25));
    canvas.painter().drawPath(line);
    canvas.text({plot.right() + 6, line.currentPosition().y() - 8, rightSpace - 8, 16}, tr("Memory limit"), TextRole::Caption);
    canvas.text({plot.left(), plot.top() - 17, plot.width(), 16}, tr("Max memory used"), TextRole::Caption);
}

void RunsPicture::drawChanges(PictureCanvas &canvas, const QRectF &plot, qreal step) const
{
    qreal free = 0;
    for (int row = m_runs.rowCount() - 1; row >= 0; --row) {
        if (!m_runs.codeChanged(row))
            continue;
        const qreal x = placeOf(plot, step, row) - step / 2;
        canvas.line({x, plot.top()}, {x, plot.bottom()}, canvas.color(Token::Accent), 1, Qt::DotLine);
        const QString words = tr("Code changed");
        const qreal width = canvas.textWidth(words, TextRole::Caption) + 4;
        const qreal left = std::min(x - 2, plot.right() + rightSpace - width);
        if (left < std::max(free, plot.left() + canvas.textWidth(tr("Duration  ● warm  ○ cold  × failed"), TextRole::Caption) + 16))
            continue;
        canvas.text({left, plot.top() - 20, width, 16}, words, TextRole::Caption, Token::Accent);
        free = left + width + 12;
    }
}

} // namespace lathe
