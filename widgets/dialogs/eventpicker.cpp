// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventpicker.h"
#include "common/fuzzymatch.h"
#include "common/stylesheet.h"
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int textRole = Qt::UserRole + 1;

/// A group's quiet head, or a template: title and, below it in muted type, its sentence.
class TemplateDelegate : public QStyledItemDelegate
{
public:
    TemplateDelegate(ThemeManager &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override { return {200, index.data(idRole).isValid() ? 48 : 32}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect area = option.rect.adjusted(12, 0, -8, 0);
        if (!index.data(idRole).isValid()) {
            painter->setFont(m_theme.type().font(TextRole::Label));
            painter->setPen(m_theme.color(Token::Muted));
            painter->drawText(area.adjusted(0, 8, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
            painter->restore();
            return;
        }
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(selected ? Token::Selection : Token::Hover));
            painter->drawRoundedRect(option.rect, 6, 6);
        }
        if (selected)
            painter->fillRect(QRect(option.rect.left(), option.rect.top() + 6, 3, option.rect.height() - 12), m_theme.color(Token::Accent));
        const auto line = [&](TextRole role, Token token, const QString &text, const QRect &box) {
            painter->setFont(m_theme.type().font(role));
            painter->setPen(m_theme.color(token));
            painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        };
        area.adjust(0, 4, 0, -4);
        const int half = area.height() / 2;
        line(TextRole::Body, Token::Text, index.data().toString(), QRect(area.left(), area.top(), area.width(), half));
        line(TextRole::Label, Token::Muted, index.data(textRole).toString(), QRect(area.left(), area.top() + half, area.width(), half));
        painter->restore();
    }

private:
    ThemeManager &m_theme;
};

} // namespace

EventPicker::EventPicker(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_templates(eventTemplates()), m_groups(eventGroups()), m_search(new QLineEdit(this)), m_list(new QListView(this)), m_none(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_search->setPlaceholderText(tr("Search: s3 put, sqs, cognito …"));
    m_search->setAccessibleName(tr("Search the templates"));
    m_search->setObjectName(QStringLiteral("templateSearch"));
    m_search->addAction(theme.icon(QStringLiteral("search"), IconRole::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    column->addWidget(m_search);
    m_list->setModel(&m_model);
    m_list->setObjectName(QStringLiteral("templates"));
    m_list->setAccessibleName(tr("Templates"));
    m_list->setItemDelegate(new TemplateDelegate(theme, m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(m_list, 1);
    m_none->setText(tr("No template matches"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setMinimumHeight(64);
    setMuted(m_none);
    column->addWidget(m_none, 1);
    connect(m_search, &QLineEdit::textChanged, this, &EventPicker::fill);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &EventPicker::currentChanged);
    connect(m_list, &QListView::activated, this, &EventPicker::activated);
    connect(&theme, &ThemeManager::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    fill();
}

void EventPicker::add(const EventTemplate &one)
{
    auto *item = new QStandardItem(one.title);
    item->setData(one.id, idRole);
    item->setData(one.description, textRole);
    item->setData(QStringLiteral("%1. %2").arg(one.title, one.description), Qt::AccessibleTextRole);
    m_model.appendRow(item);
}

/// By group without a search; with one the best first, as the palette has it, then those whose sentence or group has the words.
void EventPicker::fill()
{
    const QString query = m_search->text().trimmed();
    const QString before = currentId();
    const QSignalBlocker blocker(m_list->selectionModel());
    m_model.clear();
    if (query.isEmpty()) {
        for (const EventGroup &group : std::as_const(m_groups)) {
            auto *head = new QStandardItem(group.title);
            head->setFlags(Qt::ItemIsEnabled);
            m_model.appendRow(head);
            for (const EventTemplate &one : std::as_const(m_templates))
                if (one.group == group.id)
                    add(one);
        }
    } else {
        QList<std::pair<int, const EventTemplate *>> found;
        const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
        for (const EventTemplate &one : std::as_const(m_templates)) {
            const FuzzyMatch match = fuzzyMatch(query, QStringLiteral("%1 (%2)").arg(one.title, one.id));
            const auto group = std::find_if(m_groups.begin(), m_groups.end(), [&](const EventGroup &each) { return each.id == one.group; });
            const QString text = one.description + u' ' + (group == m_groups.end() ? QString() : group->title);
            const bool said = std::all_of(words.begin(), words.end(), [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
            if (match || said)
                found.append({match ? match.score + 1 : 0, &one});
        }
        std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
        for (const auto &entry : std::as_const(found))
            add(*entry.second);
    }
    m_none->setVisible(m_model.rowCount() == 0);
    m_list->setVisible(m_model.rowCount() > 0);
    if (query.isEmpty() && !before.isEmpty())
        select(before);
    else
        for (int row = 0; row < m_model.rowCount() && currentId().isEmpty(); ++row)
            if (m_model.index(row, 0).data(idRole).isValid())
                m_list->setCurrentIndex(m_model.index(row, 0));
    emit currentChanged();
}

QString EventPicker::currentId() const
{
    return m_list->currentIndex().data(idRole).toString();
}

const EventTemplate *EventPicker::current() const
{
    const QString id = currentId();
    const auto it = std::find_if(m_templates.begin(), m_templates.end(), [&id](const EventTemplate &one) { return one.id == id; });
    return it == m_templates.end() ? nullptr : &*it;
}

void EventPicker::select(const QString &id)
{
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (m_model.index(row, 0).data(idRole).toString() == id && !id.isEmpty()) {
            m_list->setCurrentIndex(m_model.index(row, 0));
            m_list->scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
        }
}

QStringList EventPicker::shownIds() const
{
    QStringList ids;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (const QString id = m_model.index(row, 0).data(idRole).toString(); !id.isEmpty())
            ids += id;
    return ids;
}

/// Groups are passed over.
void EventPicker::move(int rows)
{
    const int step = rows < 0 ? -1 : 1;
    int row = m_list->currentIndex().row(), best = row;
    for (int left = std::abs(rows); left > 0;) {
        row += step;
        if (row < 0 || row >= m_model.rowCount())
            break;
        if (!m_model.index(row, 0).data(idRole).isValid())
            continue;
        best = row;
        --left;
    }
    if (best >= 0)
        m_list->setCurrentIndex(m_model.index(best, 0));
}

bool EventPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_PageDown: move(8); return true;
    case Qt::Key_PageUp: move(-8); return true;
    default: return false;
    }
}

} // namespace lathe
