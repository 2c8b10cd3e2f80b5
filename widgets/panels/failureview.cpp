// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/failureview.h"
#include "common/firstlines.h"
#include "items/visibletext.h"
#include "panels/rowdelegate.h"
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

namespace {

constexpr int mostLines = 4, mostFrames = 8, fewFrames = 2, frameHeight = 28;
constexpr int responseLines = 5; ///< So many of the response stay in sight where there is room.
constexpr int messageBytes = 2000;
enum FrameRole { OwnRole = Qt::UserRole, PlaceRole, SourceRole };

} // namespace

FailureView::FailureView(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_message(new QLabel(this)), m_frames(new QListView(this)), m_model(new QStandardItemModel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 4);
    column->setSpacing(4);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 0, 12, 0);
    m_message->setMinimumWidth(120); // a word without end does not widen the window
    m_message->setObjectName(QStringLiteral("failureMessage"));
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_message);
    m_frames->setModel(m_model);
    m_frames->setObjectName(QStringLiteral("frames"));
    m_frames->setAccessibleName(tr("Stack trace"));
    m_frames->setItemDelegate(new RowDelegate(m_theme, [](const QModelIndex &index) {
        RowFace face;
        const bool ours = index.data(OwnRole).toBool();
        face.icon = ours ? QStringLiteral("arrow-right") : QString();
        face.iconRole = IconRole::Accent;
        face.muted = !ours;
        face.code = index.data(SourceRole).toString();
        face.detail = index.data(PlaceRole).toString();
        return face;
    }, m_frames));
    m_frames->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QScrollBar *bar = m_frames->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (m_innermostLast && !m_frames->currentIndex().isValid())
            bar->setValue(bar->maximum()); // there it was raised
    });
    column->addWidget(m_frames);
    connect(m_frames, &QListView::clicked, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_frames, &QListView::activated, this, [this](const QModelIndex &index) { open(index.row()); });
    const auto restyle = [this] { m_message->setFont(m_theme.type().font(TextRole::Body)); };
    restyle();
    connect(&m_theme, &ThemeManager::changed, this, restyle);
}

void FailureView::clear()
{
    m_model->clear();
    m_stackFrames.clear();
    m_whole.clear();
    hide();
}

void FailureView::setFailure(const FunctionFailure &failure, const QString &root)
{
    QString message = failure.message.left(messageBytes);
    if (!failure.type.isEmpty())
        message.prepend(failure.type + QStringLiteral(": "));
    QStringList lines = message.split(u'\n');
    for (QString &line : lines)
        line = visibleText(line);
    m_whole = lines.join(u'\n');
    m_stackFrames = failure.frames;
    m_innermostLast = failure.innermostLast;
    m_model->clear();
    for (const StackFrame &frame : m_stackFrames) {
        auto *item = new QStandardItem(visibleText(frame.text));
        item->setEditable(false);
        item->setData(!frame.file.isEmpty(), OwnRole);
        item->setData(visibleText(frame.source), SourceRole);
        if (!frame.file.isEmpty())
            item->setData(QStringLiteral("%1:%2").arg(!root.isEmpty() && frame.file.startsWith(root) ? frame.file.mid(root.size()) : frame.file).arg(frame.line), PlaceRole);
        m_model->appendRow(item);
    }
    m_frames->setVisible(!m_stackFrames.isEmpty());
    layOut();
    show();
}

void FailureView::fit(int height)
{
    m_height = height;
    layOut();
}

void FailureView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        layOut();
}

/// The message first, then frames, and the response has the rest.
void FailureView::layOut()
{
    if (m_whole.isEmpty() && m_stackFrames.isEmpty())
        return;
    const int response = QFontMetrics(m_theme.type().font(TextRole::Code)).lineSpacing() * responseLines;
    const int line = m_message->fontMetrics().lineSpacing();
    const QMargins edges = layout()->contentsMargins();
    const int frames = int(std::min<qsizetype>(m_stackFrames.size(), mostFrames));
    const int around = edges.top() + edges.bottom() + layout()->spacing();
    const int spare = m_height - around - response - std::min(frames, fewFrames) * frameHeight;
    showFirstLines(*m_message, m_whole, std::max(120, width()), std::clamp(spare / line, 1, mostLines));
    const int room = m_height - around - response - m_message->height();
    m_frames->setFixedHeight(std::clamp(room / frameHeight, std::min(frames, fewFrames), frames) * frameHeight);
}

void FailureView::open(int row)
{
    const StackFrame frame = m_stackFrames.value(row);
    if (!frame.file.isEmpty())
        emit openRequested(frame.file, frame.line, frame.column);
}

bool FailureView::stepFrame(int direction)
{
    QList<int> own;
    for (int i = 0; i < m_stackFrames.size(); ++i)
        if (!m_stackFrames[i].file.isEmpty())
            own += i;
    if (own.isEmpty())
        return false;
    const qsizetype at = own.indexOf(m_frames->currentIndex().row());
    // The innermost of the user's own frames first: there it was raised.
    const qsizetype next = at < 0 ? (m_innermostLast ? own.size() - 1 : 0) : (at + direction + own.size()) % own.size();
    m_frames->setCurrentIndex(m_model->index(own[next], 0));
    open(own[next]);
    return true;
}

} // namespace lathe
