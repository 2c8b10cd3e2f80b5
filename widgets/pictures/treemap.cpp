// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/treemap.h"
#include "core/figuretext.h"
#include "items/treemaplayout.h"
#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace lathe {

static constexpr qreal headHeight = 18;  ///< A folder's name above its boxes.
static constexpr qreal leastSide = 3;    ///< Smaller boxes are not drawn: their folder's ground stands for them.
static constexpr qreal hatchFrom = 10;   ///< Sides from which a hatch can be told from noise.

Treemap::Treemap(ThemeManager &theme, XrayModel &model, QWidget *parent) : Picture(theme, model, parent), m_model(model)
{
    setTitle(tr("Package"));
    setContextMenuPolicy(Qt::DefaultContextMenu);
    connect(&model, &QAbstractItemModel::modelReset, this, &Treemap::restoreZoom);
}

QColor Treemap::ownerColor(const Theme &theme, int owner)
{
    const auto series = theme.series();
    return owner < 0 ? theme.color(Token::Muted) : owner < series.size() ? series.at(owner) : theme.color(Token::Muted);
}

void Treemap::setZoom(int node)
{
    const XrayReport *shown = report();
    while (shown && node > 0 && (node >= int(shown->nodes.size()) || shown->nodes[std::size_t(node)].count == 0))
        node = node < int(shown->nodes.size()) ? shown->nodes[std::size_t(node)].parent : 0;
    node = std::max(0, shown ? node : 0);
    m_zoomPath = shown && node > 0 ? QString::number(shown->nodes[std::size_t(node)].owner) + u'\n' + shown->path(node) : QString();
    if (std::exchange(m_zoom, node) != node) {
        setCurrentRow(-1);
        emit zoomChanged(node);
    }
    redrawSoon();
}

/// After a new report: the same folder, or the nearest above that is still there.
void Treemap::restoreZoom()
{
    m_marked.clear();
    setCurrentRow(-1);
    const XrayReport *shown = report();
    int node = 0;
    if (const int owner = m_zoomPath.section(u'\n', 0, 0).toInt(); shown && !m_zoomPath.isEmpty() && owner < shown->owners.size()) {
        node = shown->owners.at(owner).node;
        for (const QString &name : m_zoomPath.section(u'\n', 1).split(u'/', Qt::SkipEmptyParts)) {
            const XrayNode &folder = shown->nodes[std::size_t(node)];
            int next = -1;
            for (int c = folder.first; c < folder.first + folder.count; ++c)
                if (shown->nodes[std::size_t(c)].name == name)
                    next = c;
            if (next < 0)
                break;
            node = next;
        }
    }
    m_zoom = -1; // tell in any case: numbers of nodes mean something else now
    setZoom(node);
}

void Treemap::setColours(Colours colours)
{
    m_colours = colours;
    redrawSoon();
}

void Treemap::setMarked(const std::vector<int> &nodes)
{
    m_marked.assign(report() ? report()->nodes.size() : 0, 0);
    for (const int node : nodes)
        if (node >= 0 && node < int(m_marked.size()))
            m_marked[std::size_t(node)] = 1;
    if (nodes.empty())
        m_marked.clear();
    redrawSoon();
}

QColor Treemap::fillOf(const PictureCanvas &canvas, int node) const
{
    const XrayNode &n = report()->nodes[std::size_t(node)];
    if (n.flags & xrayflag::broken)
        return canvas.tint(canvas.color(Token::Error), 0.45);
    if (m_colours == Colours::Findings)
        return (n.flags & xrayflag::removable) ? canvas.tint(canvas.color(Token::Warning), 0.42) : canvas.tint(canvas.color(Token::Muted), 0.2);
    const QColor base = n.owner < 5 && n.owner >= 0 ? canvas.series(n.owner) : canvas.color(Token::Muted);
    return canvas.tint(base, 0.44);
}

void Treemap::drawLeaf(PictureCanvas &canvas, int node, const QRectF &box) const
{
    const XrayNode &n = report()->nodes[std::size_t(node)];
    const QRectF inner = box.adjusted(0.5, 0.5, -0.5, -0.5);
    canvas.painter().fillRect(inner, fillOf(canvas, node));
    if ((n.flags & (xrayflag::removable | xrayflag::broken)) && std::min(box.width(), box.height()) >= hatchFrom)
        canvas.hatchedBar(inner, canvas.color(n.flags & xrayflag::broken ? Token::Error : Token::Warning));
    if (!m_marked.empty() && m_marked[std::size_t(node)])
        canvas.outline(inner.adjusted(0.5, 0.5, -0.5, -0.5), canvas.color(Token::Accent), 2);
    canvas.mark(box, node);
    if (box.width() < 44 || box.height() < 18)
        return;
    const QRectF words = box.adjusted(5, 2, -4, -2);
    const qreal line = canvas.lineHeight(TextRole::Caption);
    if (n.flags & (xrayflag::removable | xrayflag::broken)) // words on a hatch need a ground
        canvas.painter().fillRect(QRectF(words.left() - 2, words.top(), std::min(words.width() + 3, canvas.textWidth(n.name, TextRole::Caption) + 5), line), fillOf(canvas, node));
    canvas.text(QRectF(words.left(), words.top(), words.width(), line), n.name, TextRole::Caption, Token::Text);
    if (words.height() >= 2 * line && box.width() >= 56 && !(n.flags & (xrayflag::removable | xrayflag::broken)))
        canvas.text(QRectF(words.left(), words.top() + line, words.width(), line), sizeText(n.bytes), TextRole::Caption, Token::Text);
}

void Treemap::drawNode(PictureCanvas &canvas, int node, const QRectF &box, int depth) const
{
    const XrayNode &n = report()->nodes[std::size_t(node)];
    if (box.width() < leastSide || box.height() < leastSide)
        return;
    if (n.count == 0)
        return drawLeaf(canvas, node, box);
    QRectF inside = box;
    if (depth > 0) {
        const bool headed = box.width() >= 48 && box.height() >= headHeight + 16;
        canvas.painter().fillRect(box.adjusted(0.5, 0.5, -0.5, -0.5), canvas.tint(fillOf(canvas, node), headed ? 0.4 : 0.8));
        canvas.outline(box.adjusted(0.5, 0.5, -0.5, -0.5), canvas.color(Token::Line));
        canvas.mark(box, node);
        if (headed) {
            const QRectF head(box.left() + 5, box.top() + 1, box.width() - 9, headHeight - 1);
            const QString size = sizeText(n.bytes);
            const qreal sizeWidth = canvas.textWidth(size, TextRole::Caption);
            const bool both = head.width() > sizeWidth + 56;
            const QString name = depth == 1 && n.parent == 0 ? m_model.index(node, XrayModel::NameColumn).data().toString() : n.name;
            canvas.text(head.adjusted(0, 0, both ? -sizeWidth - 6 : 0, 0), name, TextRole::Caption, Token::Text);
            if (both)
                canvas.text(head, size, TextRole::Caption, Token::Text, Qt::AlignRight | Qt::AlignVCenter);
        }
        inside = box.adjusted(2, headed ? headHeight : 2, -2, -2);
    }
    std::vector<double> sizes;
    sizes.reserve(std::size_t(n.count));
    for (int c = n.first; c < n.first + n.count; ++c)
        sizes.push_back(double(report()->nodes[std::size_t(c)].bytes));
    if (node == 0) { // owners stand in their order; boxes are laid out by size
        std::vector<int> order(std::size_t(n.count), 0);
        for (int i = 0; i < n.count; ++i)
            order[std::size_t(i)] = i;
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sizes[std::size_t(a)] > sizes[std::size_t(b)]; });
        std::vector<double> sorted;
        for (const int i : order)
            sorted.push_back(sizes[std::size_t(i)]);
        const auto boxes = squarified(sorted, inside);
        for (std::size_t i = 0; i < boxes.size(); ++i)
            drawNode(canvas, n.first + order[i], boxes[i], depth + 1);
        return;
    }
    const auto boxes = squarified(sizes, inside);
    for (std::size_t i = 0; i < boxes.size(); ++i)
        drawNode(canvas, n.first + int(i), boxes[i], depth + 1);
}

void Treemap::draw(PictureCanvas &canvas) const
{
    if (!report() || report()->nodes.empty())
        return;
    drawNode(canvas, m_zoom, canvas.area().adjusted(4, 4, -4, -4), 0);
}

void Treemap::drawHot(PictureCanvas &canvas, int, const QRectF &box) const
{
    canvas.outline(box.adjusted(1, 1, -1, -1), canvas.color(Token::Text), 2);
}

QList<std::pair<QString, QString>> Treemap::readout(int row) const
{
    QList<std::pair<QString, QString>> lines;
    for (const auto &[label, value] : Picture::readout(row))
        lines.append({label, value});
    if (const XrayReport *shown = report(); shown && row >= 0 && row < int(shown->nodes.size()))
        lines.first() = {QString(), m_model.index(row, XrayModel::NameColumn).data().toString()};
    return lines;
}

void Treemap::enter(int node)
{
    if (!report() || node < 0)
        return;
    if (report()->nodes[std::size_t(node)].count > 0)
        return setZoom(node);
    emit fileChosen(node);
}

/// From box to box of the same folder, in the arrow's direction; from none to the largest.
void Treemap::stepTo(int key)
{
    const XrayReport *shown = report();
    if (!shown || shown->nodes[std::size_t(m_zoom)].count == 0)
        return;
    const int current = currentRow();
    const int parent = current > 0 ? shown->nodes[std::size_t(current)].parent : m_zoom;
    const XrayNode &folder = shown->nodes[std::size_t(std::max(0, parent))];
    if (current <= 0)
        return setCurrentRow(folder.first);
    const QRectF from = markOf(current);
    int best = -1;
    qreal least = 0;
    for (int c = folder.first; c < folder.first + std::min(folder.count, 400); ++c) {
        const QRectF box = c == current ? QRectF() : markOf(c);
        if (box.isNull())
            continue;
        const QPointF way = box.center() - from.center();
        const qreal ahead = key == Qt::Key_Right ? box.left() - from.right() : key == Qt::Key_Left ? from.left() - box.right() : key == Qt::Key_Down ? box.top() - from.bottom() : from.top() - box.bottom();
        if (ahead < -1)
            continue;
        const qreal aside = key == Qt::Key_Right || key == Qt::Key_Left ? std::abs(way.y()) : std::abs(way.x());
        if (const qreal distance = ahead + 2 * aside; best < 0 || distance < least) {
            best = c;
            least = distance;
        }
    }
    if (best >= 0)
        setCurrentRow(best);
}

void Treemap::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right: case Qt::Key_Left: case Qt::Key_Up: case Qt::Key_Down:
        return stepTo(event->key());
    case Qt::Key_Return: case Qt::Key_Enter:
        return enter(currentRow() > 0 ? currentRow() : -1);
    case Qt::Key_Backspace:
        if (m_zoom > 0 && report()) {
            const int from = m_zoom;
            setZoom(report()->nodes[std::size_t(m_zoom)].parent);
            setCurrentRow(from);
        }
        return;
    case Qt::Key_Menu:
        if (currentRow() > 0)
            emit menuRequested(currentRow(), mapToGlobal(markOf(currentRow()).center().toPoint()));
        return;
    default:
        Picture::keyPressEvent(event);
    }
}

void Treemap::mousePressEvent(QMouseEvent *event)
{
    Picture::mousePressEvent(event);
    m_pressed = event->position();
    m_pressedNode = event->button() == Qt::LeftButton ? currentRow() : -1;
    event->accept();
}

void Treemap::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return Picture::mouseMoveEvent(event);
    if (m_pressedNode <= 0 || !report() || (event->position() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    const DraggedExclusion dragged = exclusionOf(*report(), {std::exchange(m_pressedNode, -1)});
    if (dragged.patterns.isEmpty())
        return;
    auto *data = new QMimeData;
    data->setData(QString::fromLatin1(exclusionMime), exclusionData(dragged));
    auto *drag = new QDrag(this);
    drag->setMimeData(data);
    drag->exec(Qt::CopyAction);
}

void Treemap::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_pressedNode = -1;
    if (event->button() == Qt::LeftButton && currentRow() > 0 && report()) {
        // Boxes lie in boxes: one folder deeper, as the hover names the innermost.
        int node = currentRow();
        while (node > 0 && report()->nodes[std::size_t(node)].parent != m_zoom && report()->nodes[std::size_t(node)].parent > 0)
            node = report()->nodes[std::size_t(node)].parent;
        enter(node);
    }
}

void Treemap::contextMenuEvent(QContextMenuEvent *event)
{
    if (currentRow() > 0)
        emit menuRequested(currentRow(), event->globalPos());
}

} // namespace lathe
