// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/coldstartpicture.h"
#include "core/figuretext.h"
#include <algorithm>

namespace lathe {

static constexpr int rowHeight = 22;
static constexpr int head = 22; // the axis: in sight without scrolling
static constexpr int foot = 6;

ColdStartPicture::ColdStartPicture(ThemeManager &theme, ColdStartModel &model, QWidget *parent) : Picture(theme, model, parent), m_starts(model) {}

/// All phases, and the imports that are written in the project's own code, the dearest of them; where that is not known, those of
/// the handler's own module.
QList<int> ColdStartPicture::shownRows() const
{
    const QList<ColdSpan> &spans = m_starts.start().spans;
    const bool placed = std::any_of(spans.begin(), spans.end(), [](const ColdSpan &span) { return span.depth > 0 && !span.file.isEmpty(); });
    const auto candidate = [placed](const ColdSpan &span) { return span.depth > 0 && (placed ? !span.file.isEmpty() : span.depth == 1); };
    QList<double> costs;
    for (const ColdSpan &span : spans)
        if (span.part == ColdPart::Import && candidate(span))
            costs.append(span.durationMs);
    std::sort(costs.begin(), costs.end(), std::greater<>());
    const double least = std::max(costs.size() > shownImports ? costs.at(shownImports) : 0.0, m_starts.start().endMs() * 0.002);
    QList<int> rows;
    for (int row = 0; row < spans.size(); ++row)
        if (spans.at(row).part != ColdPart::Import || (candidate(spans.at(row)) && spans.at(row).durationMs > least))
            rows.append(row);
    return rows;
}

int ColdStartPicture::contentHeight() const
{
    return head + int(shownRows().size()) * rowHeight + foot;
}

bool ColdStartPicture::hasAction(int row) const
{
    return !m_starts.at(row).file.isEmpty();
}

QList<std::pair<QString, QString>> ColdStartPicture::readout(int row) const
{
    QList<std::pair<QString, QString>> lines = Picture::readout(row);
    if (!lines.isEmpty())
        lines.first().second = lines.first().second.trimmed();
    return lines;
}

QColor ColdStartPicture::colorOf(const PictureCanvas &canvas, const ColdSpan &span) const
{
    switch (span.part) {
    case ColdPart::Sandbox:
    case ColdPart::Extensions:
        return canvas.series(4);
    case ColdPart::Interpreter:
    case ColdPart::Bootstrap:
        return canvas.series(1);
    case ColdPart::FunctionCode:
        return canvas.series(0);
    case ColdPart::Import:
        return canvas.tint(canvas.series(0), span.depth <= 1 ? 0.7 : 0.45);
    case ColdPart::Restore:
        return canvas.series(3);
    case ColdPart::Handler:
    case ColdPart::Response:
        return canvas.series(2);
    case ColdPart::Rest:
    case ColdPart::RuntimeOverhead:
    case ColdPart::ExtensionOverhead:
        return canvas.color(Token::LineStrong);
    }
    return canvas.series(0);
}

void ColdStartPicture::drawRow(PictureCanvas &canvas, const QRectF &line, const PictureAxis &time, int row) const
{
    const ColdSpan &span = m_starts.at(row);
    const qreal indent = 12 + 12 * std::min(span.depth, 6);
    if (canvas.isHot(row))
        canvas.painter().fillRect(line, canvas.color(Token::Hover));
    canvas.text({line.left() + indent, line.top(), time.start() - line.left() - indent - 10, line.height()}, m_starts.nameOf(span),
        span.part == ColdPart::Import ? TextRole::Label : TextRole::Body, span.part == ColdPart::Import ? Token::Muted : Token::Text);
    const ColdSpan *before = m_starts.beforeOf(row);
    const qreal height = before ? 11 : 14;
    const qreal left = time.at(span.startMs);
    const QRectF bar(left, line.top() + (before ? 3 : 4), std::max(1.5, time.at(span.startMs + span.durationMs) - left), height);
    canvas.bar(bar, colorOf(canvas, span));
    if (before) {
        const QRectF ghost(time.at(before->startMs), line.top() + 16, std::max(1.0, time.at(before->startMs + before->durationMs) - time.at(before->startMs)), 3);
        canvas.bar(ghost, canvas.tint(canvas.color(Token::Muted), 0.55));
    }
    const QString words = durationText(span.durationMs);
    const qreal width = canvas.textWidth(words) + 4;
    // Beside the bar; where that is too narrow, before it. On a ground of its own: lines of the grid go behind it.
    const bool room = bar.right() + 6 + width <= time.end() + 72;
    const QRectF box(room ? bar.right() + 6 : bar.left() - width - 6, bar.center().y() - 8, width, 16);
    canvas.painter().fillRect(box.adjusted(-2, 1, 0, 0), canvas.isHot(row) ? canvas.color(Token::Hover) : canvas.ground());
    canvas.text(box, words, TextRole::Label, Token::Muted);
    canvas.mark(line.adjusted(4, 0, -4, 0), row);
}

void ColdStartPicture::draw(PictureCanvas &canvas) const
{
    const QList<int> rows = shownRows();
    if (rows.isEmpty())
        return;
    qreal labels = 80;
    for (const int row : rows)
        labels = std::max(labels, canvas.textWidth(m_starts.nameOf(m_starts.at(row)), TextRole::Body) + 12 + 12 * std::min(m_starts.at(row).depth, 6));
    labels = std::min(labels, std::min(260.0, canvas.area().width() * 0.35));
    const QRectF plot(labels + 10, head, std::max(60.0, canvas.area().width() - labels - 10 - 76), qreal(rows.size()) * rowHeight);
    const double end = std::max(m_starts.start().endMs(), m_starts.hasBefore() ? m_starts.before().endMs() : 0.0);
    const PictureAxis time(0, std::max(1.0, end), plot.left(), plot.right());
    drawAxis(canvas, plot, time);
    qreal y = plot.top();
    for (const int row : rows) {
        drawRow(canvas, {0, y, canvas.area().width(), rowHeight}, time, row);
        y += rowHeight;
    }
}

/// Ticks and their words above the rows, and where the init phase ended.
void ColdStartPicture::drawAxis(PictureCanvas &canvas, const QRectF &plot, const PictureAxis &time) const
{
    QRectF taken;
    if (const double init = m_starts.start().initMs; init > 0) {
        const qreal x = time.at(init);
        const QString words = tr("Init: %1").arg(durationText(init));
        const qreal width = canvas.textWidth(words, TextRole::Caption) + 4;
        taken = QRectF(std::clamp(x - width / 2, 0.0, canvas.area().width() - width), 2, width, 16);
        canvas.text(taken, words, TextRole::Caption, Token::Accent);
        canvas.line({x, plot.top() - 3}, {x, plot.bottom()}, canvas.color(Token::Accent), 1, Qt::DashLine);
    }
    for (const double tick : time.ticks()) {
        const qreal x = qRound(time.at(tick)) + 0.5;
        canvas.line({x, plot.top()}, {x, plot.bottom()}, canvas.gridColor());
        const QString words = tickTime(tick, time);
        const qreal width = canvas.textWidth(words, TextRole::Caption) + 2;
        const QRectF box(x - width / 2, 2, width, 16);
        if (!box.adjusted(-8, 0, 8, 0).intersects(taken))
            canvas.text(box, words, TextRole::Caption);
    }
}

} // namespace lathe
