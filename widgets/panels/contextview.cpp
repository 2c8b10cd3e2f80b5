// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/contextview.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include <QComboBox>
#include <QFormLayout>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lathe {

ContextView::ContextView(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_none(new EmptyState(theme, QStringLiteral("key"), this)), m_scroll(new QScrollArea(this)),
      m_client(new QPlainTextEdit), m_problem(new QLabel), m_identity(new QLineEdit), m_pool(new QLineEdit), m_type(new QComboBox), m_qualifier(new QLineEdit)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_none->setText(tr("This event is not saved yet"), tr("What goes along with it stands in a file beside it."));
    m_none->setAction(tr("Save the Event"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(28);
    m_scroll->setWidget(makeForm());
    column->addWidget(m_none, 1);
    column->addWidget(m_scroll, 1);
    connect(m_none, &EmptyState::activated, this, &ContextView::saveRequested);
    connect(&session, &Session::eventsChanged, this, &ContextView::reload);
    setEvent({});
}

QWidget *ContextView::makeForm()
{
    auto *box = new QWidget;
    box->setProperty("scrollContent", true);
    auto *form = new QFormLayout(box);
    form->setContentsMargins(12, 8, 12, 8);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [&](const QString &name, QWidget *field, const char *object) {
        auto *label = new QLabel(name, box);
        label->setBuddy(field);
        field->setAccessibleName(name);
        field->setObjectName(QLatin1String(object));
        form->addRow(label, field);
    };
    m_client->setPlaceholderText(QStringLiteral("{\"custom\": {\"key\": \"value\"}}"));
    m_client->setTabChangesFocus(true);
    m_client->setFixedHeight(64);
    m_client->installEventFilter(this);
    add(tr("Client context"), m_client, "clientContext");
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("contextProblem"));
    form->addRow(m_problem);
    add(tr("Cognito identity"), m_identity, "identityId");
    add(tr("Identity pool"), m_pool, "identityPoolId");
    m_type->addItem(tr("Wait for the response"), QString());
    m_type->addItem(tr("Asynchronous (Event)"), QStringLiteral("Event"));
    m_type->addItem(tr("Only check (DryRun)"), QStringLiteral("DryRun"));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->setMinimumContentsLength(8);
    add(tr("Invocation type"), m_type, "invocationType");
    m_qualifier->setPlaceholderText(QStringLiteral("$LATEST"));
    add(tr("Qualifier"), m_qualifier, "qualifier");
    auto *hint = new QLabel(tr("The last two count where the function is deployed."), box);
    hint->setWordWrap(true);
    setMuted(hint);
    form->addRow(hint);
    for (QLineEdit *field : {m_identity, m_pool, m_qualifier})
        connect(field, &QLineEdit::editingFinished, this, &ContextView::commit);
    connect(m_type, &QComboBox::activated, this, &ContextView::commit);
    connect(m_client, &QPlainTextEdit::textChanged, this, &ContextView::check);
    const auto restyle = [this] {
        m_client->setFont(m_theme.type().font(TextRole::Code));
        QPalette palette = m_problem->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(Token::Error));
        m_problem->setPalette(palette);
    };
    restyle();
    connect(&m_theme, &ThemeManager::changed, this, restyle);
    return box;
}

void ContextView::setEvent(const EventFile &event)
{
    if (!m_event.path.isEmpty() && event.path != m_event.path)
        commit();
    m_event = event;
    m_meta.clear();
    m_none->setVisible(event.path.isEmpty());
    m_none->button()->setEnabled(m_session.hasProject());
    m_scroll->setVisible(!event.path.isEmpty());
    const auto meta = event.path.isEmpty() || !m_session.hasProject() ? std::optional<QByteArray>() : m_session.events().beside(event, EventPart::Meta).value_or(std::nullopt);
    m_meta = meta.value_or(QByteArray());
    showContext();
}

/// Changed outside: what is being typed stays.
void ContextView::reload()
{
    if (m_event.path.isEmpty() || !m_session.hasProject())
        return;
    const QByteArray meta = m_session.events().beside(m_event, EventPart::Meta).value_or(std::nullopt).value_or(QByteArray());
    const bool edited = typed() != eventContext(m_meta);
    m_meta = meta;
    if (!edited)
        showContext();
}

void ContextView::showContext()
{
    const EventContext context = eventContext(m_meta);
    m_client->setPlainText(QString::fromUtf8(context.clientContext));
    m_identity->setText(context.identityMember("cognitoIdentityId"));
    m_pool->setText(context.identityMember("cognitoIdentityPoolId"));
    m_type->setCurrentIndex(qMax(0, m_type->findData(context.invocationType)));
    m_qualifier->setText(context.qualifier);
    check();
}

EventContext ContextView::typed() const
{
    EventContext context = eventContext(m_meta);
    const QByteArray client = m_client->toPlainText().trimmed().toUtf8();
    if (client != QString::fromUtf8(context.clientContext).trimmed().toUtf8())
        context.clientContext = client;
    context.setIdentityMember("cognitoIdentityId", m_identity->text().trimmed());
    context.setIdentityMember("cognitoIdentityPoolId", m_pool->text().trimmed());
    if (m_type->currentIndex() != qMax(0, m_type->findData(context.invocationType)))
        context.invocationType = m_type->currentData().toString();
    context.qualifier = m_qualifier->text().trimmed();
    return context;
}

/// As it is typed: what is wrong stands below the field.
void ContextView::check()
{
    const auto meta = withEventContext(m_meta, typed());
    const QString wrong = meta ? QString() : meta.error().text;
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    if (m_client->property("invalid").toBool() != !wrong.isEmpty()) {
        m_client->setProperty("invalid", !wrong.isEmpty());
        repolish(m_client);
    }
}

bool ContextView::commit()
{
    if (m_event.path.isEmpty() || !m_session.hasProject())
        return true;
    const EventContext context = typed();
    if (context == eventContext(m_meta))
        return true;
    if (const auto now = m_session.events().beside(m_event, EventPart::Meta)) // what is expected stands in the same file
        m_meta = now->value_or(QByteArray());
    const auto meta = withEventContext(m_meta, context);
    if (!meta) {
        check();
        return false;
    }
    if (const auto saved = m_session.events().saveBeside(m_event, EventPart::Meta, meta->trimmed().isEmpty() ? std::nullopt : std::optional(*meta)); !saved) {
        emit problem(saved.error());
        return false;
    }
    m_meta = *meta;
    return true;
}

bool ContextView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_client && event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        commit();
    return QWidget::eventFilter(watched, event);
}

} // namespace lathe
