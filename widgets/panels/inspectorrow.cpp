// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/inspectorrow.h"
#include "items/visibletext.h"
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <algorithm>

namespace lathe {

static constexpr int rowHeight = 28, stackedHeight = 40, nameHeight = 19; // a name above its value, and the way to its line beside it
static constexpr int arrowSize = 14;

InspectorRow::InspectorRow(ThemeManager &theme, const QString &label, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_label(visibleText(label))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    connect(&theme, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

QSize InspectorRow::sizeHint() const
{
    return {m_stacked ? 64 : 220, m_stacked ? stackedHeight : rowHeight};
}

void InspectorRow::setStacked(bool stacked)
{
    m_stacked = stacked;
    updateGeometry();
    update();
}

QRect InspectorRow::labelBox() const
{
    if (m_stacked)
        return {12, 1, width() - 16, nameHeight - 3};
    // Values stand below the second of three columns; a name that is longer may take half.
    const int name = QFontMetrics(m_theme.type().font(TextRole::Label)).horizontalAdvance(m_label) + 8;
    return {m_icon.isEmpty() ? 12 : 36, 0, m_label.isEmpty() ? 0 : std::clamp(name, width() / 3, width() / 2), height()};
}

QRect InspectorRow::valueBox() const
{
    if (m_stacked)
        return {12, nameHeight - 1, width() - 16, height() - nameHeight - 1};
    const QRect label = labelBox();
    return {label.left() + label.width(), 0, width() - 12 - label.left() - label.width(), height()};
}

void InspectorRow::setValue(const QString &value, const QString &unit)
{
    m_value = visibleText(value);
    m_unit = unit;
    describe();
}

void InspectorRow::setUnresolved(bool unresolved)
{
    m_unresolved = unresolved;
    describe();
}

void InspectorRow::setMasked(bool masked)
{
    m_masked = masked;
    describe();
}

void InspectorRow::setIcon(const QString &name)
{
    m_icon = name;
    update();
}

void InspectorRow::setLine(int line)
{
    m_line = line;
    setCursor(line > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    describe();
}

void InspectorRow::setMenu(QMenu *menu)
{
    m_menu = menu;
    menu->setParent(this, menu->windowFlags());
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::clicked, menu, [this, menu] { menu->popup(mapToGlobal(QPoint(12, height()))); });
    describe();
}

void InspectorRow::setEditable(const QString &text)
{
    m_editable = true;
    m_text = text;
    setCursor(Qt::IBeamCursor);
    connect(this, &QAbstractButton::clicked, this, [this] { edit(); });
    describe();
}

void InspectorRow::edit(const QString &typed)
{
    if (!m_editable || m_field)
        return;
    m_field = new QLineEdit(m_masked ? QString() : m_text, this);
    m_field->setObjectName(QStringLiteral("settingField"));
    m_field->setAccessibleName(m_label);
    m_field->setProperty("commitsOnRun", true);
    if (typed.isEmpty())
        m_field->selectAll();
    else
        m_field->setText(typed);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::editingFinished, this, [this] { endEdit(true); });
    placeField();
    m_field->show();
    m_field->setFocus();
}

/// Enter, or the focus went elsewhere: the value is taken when it is another one.
void InspectorRow::endEdit(bool take)
{
    QLineEdit *field = std::exchange(m_field, nullptr);
    if (!field)
        return;
    field->removeEventFilter(this);
    const QString value = field->text();
    const bool focused = field->hasFocus();
    field->hide();
    field->deleteLater();
    if (focused)
        setFocus();
    if (take && value != m_text && !(m_masked && value.isEmpty()))
        emit edited(value);
}

bool InspectorRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && watched == m_field && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (event->type() != QEvent::KeyPress || watched != m_field || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QAbstractButton::eventFilter(watched, event);
    endEdit(false);
    return true;
}

void InspectorRow::placeField()
{
    const QRect value = valueBox();
    if (m_field)
        m_field->setGeometry(value.left() - 6, m_stacked ? value.top() - 1 : 1, value.width() + (m_stacked ? 6 : 10), m_stacked ? height() - value.top() + 1 : height() - 2); // below its name
}

void InspectorRow::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    placeField();
}

/// Where the arrow that leads to the line in the template stands.
QRect InspectorRow::lineBox() const
{
    return {width() - arrowSize - 8, 0, arrowSize + 8, m_stacked ? nameHeight : height()};
}

/// While the mouse is over the row; with the keys only where Enter goes there, too.
bool InspectorRow::showsWay() const
{
    return m_line > 0 && !m_menu && (underMouse() || (hasFocus() && !m_editable));
}

void InspectorRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_editable && m_line > 0 && event->button() == Qt::LeftButton && isDown() && lineBox().contains(event->pos())) {
        setDown(false);
        emit goToRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void InspectorRow::describe()
{
    const QString value = m_masked ? tr("hidden") : m_value;
    QString text = m_label.isEmpty() ? value : QStringLiteral("%1: %2").arg(m_label, value);
    if (!m_unit.isEmpty())
        text += u' ' + m_unit;
    if (m_unresolved)
        text += QStringLiteral(" \u2014 ") + tr("cannot be known here");
    setAccessibleName(text);
    const QString place = m_line > 0 ? tr("Line %1").arg(m_line) : QString();
    QString tip = m_editable ? QStringLiteral("%1\n%2").arg(text, tr("Click to change it")) : text;
    if (!place.isEmpty())
        tip += (m_editable ? QStringLiteral(" \u00B7 ") : QStringLiteral("\n")) + place;
    setToolTip(tip);
    update();
}

void InspectorRow::enterEvent(QEnterEvent *)
{
    update();
}

void InspectorRow::leaveEvent(QEvent *)
{
    update();
}

void InspectorRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (m_editable && event->key() == Qt::Key_F2)
        edit();
    else if (const QString typed = event->text(); m_editable && !typed.isEmpty() && typed.at(0).isPrint() && typed.at(0) != u' '
             && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        edit(typed);
    else
        QAbstractButton::keyPressEvent(event);
}

void InspectorRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Typography &type = m_theme.type();
    if ((m_line > 0 || m_menu || m_editable) && (underMouse() || hasFocus()))
        painter.fillRect(rect(), m_theme.color(Token::Hover));
    if (hasFocus())
        painter.fillRect(QRect(0, 0, 2, height()), m_theme.color(Token::Accent));
    const auto text = [&](const QRect &where, const QFont &font, Token token, const QString &words, Qt::Alignment alignment = Qt::AlignLeft) {
        painter.setFont(font);
        painter.setPen(m_theme.color(token));
        painter.drawText(where, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, QFontMetrics(font).elidedText(words, Qt::ElideMiddle, where.width()));
    };
    QRect label = labelBox(), box = valueBox();
    if (!m_icon.isEmpty())
        painter.drawPixmap(12, rect().center().y() - 7, m_theme.icons().pixmap(m_icon, IconRole::Muted, 16, devicePixelRatioF()));
    if (m_menu) {
        painter.drawPixmap(box.right() - 14, box.center().y() - 7, m_theme.icons().pixmap(QStringLiteral("chevron-down"), IconRole::Muted, 16, devicePixelRatioF()));
        box.setRight(box.right() - 20);
    } else if (showsWay()) {
        const QRect way = lineBox();
        painter.drawPixmap(way.left(), way.center().y() - arrowSize / 2 + 1, m_theme.icons().pixmap(QStringLiteral("arrow-right"), IconRole::Accent, arrowSize, devicePixelRatioF()));
        QRect &beside = m_stacked ? label : box;
        beside.setRight(way.left() - 4);
    }
    if (!m_label.isEmpty())
        text(label.adjusted(0, 0, m_stacked ? 0 : -8, 0), type.font(m_stacked ? TextRole::Caption : TextRole::Label), Token::Muted, m_label);
    if (m_unresolved) {
        painter.drawPixmap(box.left(), box.center().y() - 7, m_theme.icons().pixmap(QStringLiteral("warning"), IconRole::Warning, 14, devicePixelRatioF()));
        box.setLeft(box.left() + 20);
    }
    const QString value = m_masked ? QString(8, u'\u2022') : m_value;
    const QFont font = type.figures(TextRole::Body);
    text(box, font, m_unresolved ? Token::Warning : Token::Text, value);
    if (!m_unit.isEmpty()) {
        const int used = QFontMetrics(font).horizontalAdvance(value) + 4;
        if (used < box.width())
            text(box.adjusted(used, 0, 0, 0), type.font(TextRole::Label), Token::Muted, m_unit);
    }
}

} // namespace lathe
