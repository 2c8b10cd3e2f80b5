// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/expectationrow.h"
#include "common/elidedlabel.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

QString ExpectationRow::nameOf(ExpectationLine::Kind kind)
{
    switch (kind) {
    case ExpectationLine::Status: return tr("Ends in");
    case ExpectationLine::ErrorType: return tr("Error type");
    case ExpectationLine::Path: return tr("Response value");
    case ExpectationLine::MaxDuration: return tr("At most (ms)");
    case ExpectationLine::MaxMemory: return tr("At most (MB)");
    case ExpectationLine::LogContains: return tr("Log contains");
    case ExpectationLine::LogExcludes: return tr("Log does not contain");
    case ExpectationLine::WholeResponse: return tr("Response is");
    case ExpectationLine::None: break;
    }
    return {};
}

ExpectationRow::ExpectationRow(ThemeManager &theme, const ExpectationLine &line, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_line(line), m_mark(new QLabel(this)), m_message(new QLabel(this)), m_fields(new QWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 2, 4, 2);
    column->setSpacing(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_mark->setFixedSize(16, 16);
    row->addWidget(m_mark);
    row->addWidget(m_fields, 1);
    auto *remove = new QToolButton(this);
    remove->setIcon(theme.icon(QStringLiteral("close"), IconRole::Muted));
    remove->setProperty("small", true);
    remove->setToolTip(tr("Expect this no longer"));
    remove->setAccessibleName(tr("%1: expect this no longer").arg(nameOf(line.kind)));
    remove->setObjectName(QStringLiteral("removeLine"));
    row->addWidget(remove);
    QSizePolicy keeps = remove->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    remove->setSizePolicy(keeps);
    remove->setVisible(line.kind != ExpectationLine::Status);
    column->addLayout(row);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(24, 0, 24, 0);
    m_message->setMinimumWidth(80);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setObjectName(QStringLiteral("lineMessage"));
    column->addWidget(m_message);
    makeFields();
    setFocusProxy(m_choice && !m_path ? static_cast<QWidget *>(m_choice) : m_path ? m_path : m_value);
    connect(remove, &QToolButton::clicked, this, [this] { emit removed(m_line); });
    connect(&theme, &ThemeManager::changed, this, &ExpectationRow::showMessage);
    showMessage();
}

QLineEdit *ExpectationRow::addField(const QString &text, const QString &name, int stretch)
{
    auto *field = new QLineEdit(text, m_fields);
    field->setAccessibleName(name);
    field->setMinimumWidth(48);
    field->setCursorPosition(0);
    static_cast<QHBoxLayout *>(m_fields->layout())->addWidget(field, stretch);
    connect(field, &QLineEdit::editingFinished, this, &ExpectationRow::commit);
    return field;
}

void ExpectationRow::makeFields()
{
    auto *row = new QHBoxLayout(m_fields);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const QString name = nameOf(m_line.kind);
    if (m_line.kind != ExpectationLine::Path) {
        auto *label = new QLabel(name, m_fields);
        label->setMinimumWidth(92);
        row->addWidget(label);
    }
    const auto choice = [&](const QString &label, const QList<std::pair<QString, QString>> &values, const QString &now) {
        m_choice = new QComboBox(m_fields);
        m_choice->setAccessibleName(label);
        m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_choice->setMinimumContentsLength(m_line.kind == ExpectationLine::Path ? 2 : 4);
        for (const auto &[id, text] : values)
            m_choice->addItem(text, id);
        m_choice->setCurrentIndex(qMax(0, m_choice->findData(now)));
        connect(m_choice, &QComboBox::activated, this, &ExpectationRow::commit);
        row->addWidget(m_choice, m_line.kind == ExpectationLine::Path ? 2 : 3);
    };
    switch (m_line.kind) {
    case ExpectationLine::Status:
        choice(name, {{QStringLiteral("success"), tr("Success")}, {QStringLiteral("error"), tr("Error")}, {QStringLiteral("timeout"), tr("Timeout")}}, m_line.value);
        m_choice->setObjectName(QStringLiteral("expectedStatus"));
        break;
    case ExpectationLine::Path:
        m_path = addField(m_line.path, tr("JSON path"), 7);
        m_path->setPlaceholderText(QStringLiteral("$.statusCode"));
        choice(tr("Test"), {{QStringLiteral("equals"), tr("is")}, {QStringLiteral("contains"), tr("contains")}, {QStringLiteral("matches"), tr("matches")},
            {QStringLiteral("exists"), tr("is there")}, {QStringLiteral("count"), tr("count")}}, m_line.test);
        m_value = addField(m_line.value, tr("Value"), 3);
        break;
    case ExpectationLine::WholeResponse: {
        auto *value = new ElidedLabel(visibleText(m_line.value.left(400).simplified()), m_fields);
        value->setObjectName(QStringLiteral("wholeResponse"));
        value->setFont(m_theme.type().font(TextRole::Code));
        row->addWidget(value, 1);
        break;
    }
    default:
        m_value = addField(m_line.value, name, 1);
        break;
    }
}

void ExpectationRow::focusFirst()
{
    if (QWidget *first = focusProxy()) {
        first->setFocus(Qt::OtherFocusReason);
        if (auto *field = qobject_cast<QLineEdit *>(first))
            field->selectAll();
    }
}

void ExpectationRow::setLine(const ExpectationLine &line)
{
    const ExpectationLine before = m_line;
    m_line = line;
    const auto show = [](QLineEdit *field, const QString &was, const QString &now) {
        if (field && field->text() != now && (!field->hasFocus() || field->text() == was))
            field->setText(now);
    };
    show(m_path, before.path, line.path);
    show(m_value, before.value, line.value);
    if (m_choice)
        m_choice->setCurrentIndex(qMax(0, m_choice->findData(line.kind == ExpectationLine::Path ? line.test : line.value)));
    if (line.kind == ExpectationLine::WholeResponse)
        if (auto *value = findChild<ElidedLabel *>(QStringLiteral("wholeResponse")))
            value->setText(visibleText(line.value.left(400).simplified()));
    setProblem({});
}

ExpectationLine ExpectationRow::typed() const
{
    ExpectationLine line = m_line;
    if (m_path)
        line.path = m_path->text().trimmed();
    if (m_value)
        line.value = m_value->text();
    if (m_choice)
        (m_line.kind == ExpectationLine::Path ? line.test : line.value) = m_choice->currentData().toString();
    if (line.kind == ExpectationLine::Path && line.test != m_line.test) { // a value that the new test can mean
        if (line.test == u"exists")
            line.value = QStringLiteral("true");
        else if (line.test == u"count")
            line.value = QStringLiteral("1");
    }
    return line;
}

void ExpectationRow::commit()
{
    const ExpectationLine after = typed();
    if (m_value && m_value->text() != after.value)
        m_value->setText(after.value);
    setProblem(lineProblem(after));
    if (m_problem.isEmpty() && after != m_line)
        emit edited(m_line, after);
}

void ExpectationRow::setProblem(const QString &problem)
{
    m_problem = problem;
    for (QLineEdit *field : {m_path, m_value})
        if (field && field->property("invalid").toBool() != !problem.isEmpty()) {
            field->setProperty("invalid", !problem.isEmpty());
            repolish(field);
        }
    showMessage();
}

void ExpectationRow::setHeld(Held held, const QString &why)
{
    m_held = held;
    m_why = why;
    showMessage();
}

void ExpectationRow::showMessage()
{
    const bool yes = m_held == Held::Yes, no = m_held == Held::No;
    m_mark->setPixmap(m_theme.icons().pixmap(yes ? QStringLiteral("success") : no ? QStringLiteral("error") : QStringLiteral("clock"),
        yes ? IconRole::Success : no ? IconRole::Error : IconRole::Muted, 16, devicePixelRatioF()));
    m_mark->setToolTip(yes ? tr("Held in the last run") : no ? tr("Did not hold in the last run") : tr("Not run yet"));
    m_mark->setAccessibleName(m_mark->toolTip());
    const QString text = m_problem.isEmpty() ? no ? visibleText(m_why) : QString() : m_problem;
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Token::Error));
    m_message->setPalette(palette);
}

} // namespace lathe
