// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/commandpalette.h"
#include "common/fuzzymatch.h"
#include "common/stylesheet.h"
#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

namespace lathe {

namespace {

constexpr int detailRole = Qt::UserRole + 1;
constexpr int matchRole = Qt::UserRole + 2;
constexpr int maxShown = 200;

/// Icon, title with the matched characters in weight 600, detail at the right in muted type.
class RowDelegate : public QStyledItemDelegate
{
public:
    RowDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, 32}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(option.state & QStyle::State_Selected ? Token::Selection : Token::Hover));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        QRect area = option.rect.adjusted(8, 0, -8, 0);
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(area.left(), area.center().y() - 7, 16, 16), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        area.setLeft(area.left() + 24);
        const QString detail = index.data(detailRole).toString();
        painter->setFont(m_theme.type().font(TextRole::Label));
        const int wide = std::min(painter->fontMetrics().horizontalAdvance(detail) + 2, area.width() / 2);
        painter->setPen(m_theme.color(enabled ? Token::Muted : Token::Disabled));
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(detail, Qt::ElideMiddle, wide));
        area.setRight(area.right() - wide - (wide > 0 ? 12 : 0));
        drawTitle(painter, area, index, enabled);
        painter->restore();
    }

private:
    void drawTitle(QPainter *painter, const QRect &area, const QModelIndex &index, bool enabled) const
    {
        const QFont plain = m_theme.type().font(TextRole::Body);
        const QString title = QFontMetrics(plain).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, area.width());
        QTextLayout layout(title, plain);
        QList<QTextLayout::FormatRange> formats;
        QTextCharFormat strong;
        strong.setForeground(m_theme.color(Token::Accent));
        for (int position : index.data(matchRole).value<QList<int>>())
            if (enabled && position < title.size())
                formats.append({position, 1, strong});
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(area.width());
        layout.endLayout();
        painter->setPen(m_theme.color(enabled ? Token::Text : Token::Disabled));
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2.0));
    }
    ThemeManager &m_theme;
};

} // namespace

CommandPalette::CommandPalette(ThemeManager &theme, QWidget *window)
    : QFrame(window), m_theme(theme), m_edit(new QLineEdit(this)), m_list(new QListView(this)), m_none(new QLabel(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Command palette"));
    setAttribute(Qt::WA_StyledBackground);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    setGraphicsEffect(shadow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_edit);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(4, 4, 4, 4);
    inner->addWidget(m_list);
    inner->addWidget(m_none);
    column->addLayout(inner, 1);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setMinimumHeight(64);
    setMuted(m_none);
    m_edit->setAccessibleName(tr("Search"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RowDelegate(theme, m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    const auto restyle = [this, shadow] {
        QColor color = m_theme.color(Token::Shadow);
        color.setAlphaF(m_theme.theme().isDark() ? 0.6F : 0.22F);
        shadow->setColor(color);
    };
    restyle();
    connect(&theme, &ThemeManager::changed, this, restyle);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { activate(index.row()); });
    hide();
}

void CommandPalette::addProvider(Provider provider)
{
    m_providers.append(std::move(provider));
}

void CommandPalette::addActions(const QString &prefix, std::function<QList<QAction *>()> actions)
{
    const auto items = [actions = std::move(actions)](const QString &) {
        QList<PaletteItem> list;
        for (QAction *action : actions()) {
            if (action->isSeparator() || action->text().isEmpty() || !action->isVisible())
                continue;
            QString title = action->text();
            title.remove(QLatin1Char('&'));
            QPointer<QAction> guarded(action);
            const QString why = action->isEnabled() ? QString() : action->property("whyNot").toString();
            list.append({title, why.isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : why, action->icon().name(),
                         [guarded] { if (guarded) guarded->trigger(); }, action->isEnabled()});
        }
        return list;
    };
    addProvider({prefix, items, false});
}

void CommandPalette::open(const QString &text, const QString &placeholder)
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_edit->setPlaceholderText(placeholder.isEmpty() ? tr("Type a name; “>” for commands") : placeholder);
    m_edit->setText(text);
    refill();
    place();
    show();
    raise();
    m_edit->setFocus(Qt::OtherFocusReason); // the shortcut reason would select the prefix, and typing replace it
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    emit closed();
}

QStringList CommandPalette::shownTitles() const
{
    QStringList titles;
    for (const PaletteItem &item : m_shown)
        titles.append(item.title);
    return titles;
}

void CommandPalette::refill()
{
    struct Candidate
    {
        int score;
        PaletteItem item;
        QList<int> positions;
    };
    const QString text = m_edit->text();
    QList<Candidate> candidates;
    // The longest prefix that fits decides; providers without one answer only when no prefix was typed.
    QString prefix, hint;
    for (const Provider &provider : std::as_const(m_providers))
        if (provider.prefix.size() > prefix.size() && text.startsWith(provider.prefix))
            prefix = provider.prefix;
    for (const Provider &provider : std::as_const(m_providers)) {
        if (provider.prefix != prefix)
            continue;
        const QString query = text.mid(prefix.size()).trimmed();
        if (query.isEmpty())
            hint = provider.hint;
        for (PaletteItem &item : provider.items(query)) {
            const FuzzyMatch match = provider.filtered ? FuzzyMatch{0, {}} : fuzzyMatch(query, item.title);
            if (match)
                candidates.append({match.score + (item.enabled ? 0 : -1000), std::move(item), match.positions});
        }
    }
    // The best of them, of equals the first: of fifty thousand files few are shown.
    std::vector<qsizetype> order(size_t(candidates.size()), 0);
    std::iota(order.begin(), order.end(), 0);
    const auto shown = order.begin() + std::min<qsizetype>(maxShown, candidates.size());
    std::partial_sort(order.begin(), shown, order.end(), [&candidates](qsizetype a, qsizetype b) {
        const int first = candidates.at(a).score, second = candidates.at(b).score;
        return first != second ? first > second : a < b;
    });
    m_model.clear();
    m_shown.clear();
    for (auto at = order.begin(); at != shown; ++at) {
        const Candidate &candidate = candidates.at(*at);
        auto *row = new QStandardItem(m_theme.icon(candidate.item.icon, IconRole::Muted), candidate.item.title);
        row->setData(candidate.item.detail, detailRole);
        row->setData(QVariant::fromValue(candidate.positions), matchRole);
        row->setEnabled(candidate.item.enabled);
        m_model.appendRow(row);
        m_shown.append(candidate.item);
    }
    m_none->setText(hint.isEmpty() ? tr("Nothing matches") : hint);
    m_none->setVisible(m_shown.isEmpty());
    m_list->setVisible(!m_shown.isEmpty());
    if (!m_shown.isEmpty())
        m_list->setCurrentIndex(m_model.index(0, 0));
    place();
}

void CommandPalette::place()
{
    const QSize window = parentWidget()->size();
    const int width = std::clamp(window.width() * 6 / 10, std::min(320, window.width()), 640);
    const int rows = std::min<int>(int(m_shown.size()), 10);
    const int height = std::min(m_edit->sizeHint().height() + (rows > 0 ? rows * 32 : 64) + 12, std::max(120, window.height() - 96));
    setGeometry((window.width() - width) / 2, 56, width, height);
}

void CommandPalette::activate(int row)
{
    if (row < 0 || row >= m_shown.size() || !m_shown[row].enabled)
        return;
    const auto trigger = m_shown[row].trigger;
    close();
    if (trigger)
        trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit || !isVisible())
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        m_before.clear();
        close();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape)
            event->accept();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const int row = m_list->currentIndex().row();
    const auto move = [&](int to) {
        m_list->setCurrentIndex(m_model.index(std::clamp(to, 0, std::max(0, m_model.rowCount() - 1)), 0));
    };
    switch (key->key()) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(row); return true;
    case Qt::Key_Down: move(row + 1 >= m_model.rowCount() ? 0 : row + 1); return true;
    case Qt::Key_Up: move(row <= 0 ? m_model.rowCount() - 1 : row - 1); return true;
    case Qt::Key_PageDown: move(row + 10); return true;
    case Qt::Key_PageUp: move(row - 10); return true;
    default: return false;
    }
}

} // namespace lathe
