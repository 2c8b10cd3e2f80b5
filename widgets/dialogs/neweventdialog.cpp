// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/neweventdialog.h"
#include "common/fitscreen.h"
#include "common/stylesheet.h"
#include "dialogs/eventpicker.h"
#include "editor/codeeditor.h"
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

static constexpr int maxEnvelopes = 4; ///< More are in nobody's architecture, and chips stay on one line.

NewEventDialog::NewEventDialog(ThemeManager &theme, const QString &root, const QString &wanted, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_store(root), m_root(root), m_picker(new EventPicker(theme, this)), m_title(new QLabel(this)), m_description(new QLabel(this)),
      m_name(new QLineEdit(this)), m_problem(new QLabel(this)), m_chips(new QWidget(this)), m_chipRow(new QHBoxLayout(m_chips)), m_addEnvelope(new QToolButton(m_chips)),
      m_scroll(new QScrollArea(this)), m_preview(new CodeEditor(theme, this)), m_size(new QLabel(this)), m_create(new QPushButton(tr("Create"), this))
{
    setWindowTitle(tr("New Test Event"));
    setAccessibleName(windowTitle());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(16);
    m_picker->setMinimumWidth(240);
    sides->addWidget(m_picker, 4);
    sides->addWidget(makeForm(), 6);
    column->addLayout(sides, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("eventProblem"));
    const auto restyle = [this] {
        QPalette palette = m_problem->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(Token::Error));
        m_problem->setPalette(palette);
    };
    restyle();
    connect(&theme, &ThemeManager::changed, this, restyle);
    row->addWidget(m_problem, 1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    row->addWidget(cancel);
    row->addWidget(m_create);
    m_create->setObjectName(QStringLiteral("createEvent"));
    setButtonRole(m_create, ButtonRole::Primary);
    m_create->setDefault(true);
    column->addLayout(row);
    connect(m_picker, &EventPicker::currentChanged, this, &NewEventDialog::showTemplate);
    connect(m_picker, &EventPicker::activated, m_create, &QPushButton::click);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_named = true; });
    connect(m_name, &QLineEdit::textChanged, this, &NewEventDialog::refresh);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, [this] {
        const QByteArray bytes = m_bytes;
        const QString called = name();
        accept();
        emit chosen(called, bytes);
    });
    resize(boundedToScreen(this, {960, 620}));
    m_picker->select(wanted);
    showEnvelopes();
    showTemplate();
    m_picker->search()->setFocus();
}

QWidget *NewEventDialog::makeForm()
{
    auto *form = new QWidget(this);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(m_theme.type().font(TextRole::Title));
    m_title->setWordWrap(true);
    m_description->setTextFormat(Qt::PlainText);
    m_description->setWordWrap(true);
    setMuted(m_description);
    column->addWidget(m_title);
    column->addWidget(m_description);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(12);
    m_nameLabel = new QLabel(tr("Name"), form);
    m_nameLabel->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name"));
    m_name->setObjectName(QStringLiteral("eventName"));
    nameRow->addWidget(m_nameLabel);
    nameRow->addWidget(m_name, 1);
    column->addLayout(nameRow);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(4);
    m_addEnvelope->setText(tr("Put in an Envelope"));
    m_addEnvelope->setIcon(m_theme.icon(QStringLiteral("envelope"), IconRole::Muted));
    m_addEnvelope->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_addEnvelope->setPopupMode(QToolButton::InstantPopup);
    m_addEnvelope->setFocusPolicy(Qt::StrongFocus);
    m_addEnvelope->setToolTip(tr("Another service carries the event inside its own, as S3 in SNS in SQS"));
    m_addEnvelope->setObjectName(QStringLiteral("addEnvelope"));
    auto *menu = new QMenu(m_addEnvelope);
    for (const EventEnvelope &one : eventEnvelopes())
        connect(menu->addAction(one.title), &QAction::triggered, this, [this, id = one.id] { addEnvelope(id); });
    m_addEnvelope->setMenu(menu);
    column->addWidget(m_chips);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_scroll);
    auto *head = new QHBoxLayout;
    auto *label = new QLabel(tr("What the function gets"), form);
    setMuted(label);
    m_size->setTextFormat(Qt::PlainText);
    m_size->setFont(m_theme.type().figures(TextRole::Label));
    setMuted(m_size);
    head->addWidget(label, 1);
    head->addWidget(m_size);
    m_copy = new QToolButton(form);
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy"), IconRole::Muted));
    m_copy->setProperty("small", true);
    m_copy->setToolTip(tr("Copy as a command: lathe events new …"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_copy->setObjectName(QStringLiteral("copyEventCommand"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    head->addWidget(m_copy);
    column->addLayout(head);
    m_preview->setMinimumHeight(120);
    m_preview->setAccessibleName(tr("What the function gets"));
    for (QWidget *part : m_preview->findChildren<QWidget *>())
        if (part->focusPolicy() & Qt::TabFocus)
            part->setFocusPolicy(Qt::ClickFocus); // Tab leads on to Create
    column->addWidget(m_preview, 1);
    return form;
}

QString NewEventDialog::name() const
{
    return m_name->text().trimmed();
}

void NewEventDialog::nameFreely()
{
    if (m_named || !m_picker->current())
        return;
    QString wanted = m_picker->currentId();
    for (const QString &envelope : std::as_const(m_envelopes))
        wanted += u'-' + envelope;
    m_name->setText(m_store.freeName(wanted.left(80)));
}

/// The parameters of the template become a form; what was typed for one that the last template had too stays.
void NewEventDialog::showTemplate()
{
    const EventTemplate *one = m_picker->current();
    m_title->setText(one ? one->title : QString());
    m_description->setText(one ? one->description : QString());
    m_fields.clear();
    m_fieldBox = new QWidget; // the scroll area deletes the one before
    m_fieldBox->setProperty("scrollContent", true);
    auto *form = new QFormLayout(m_fieldBox);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    int labels = 0;
    for (const EventParameter &parameter : one ? eventParameters(one->body, m_envelopes) : QList<EventParameter>()) {
        const QString usual = QString::fromUtf8(parameter.formEncoded ? QByteArray::fromPercentEncoding(QByteArray(parameter.value).replace('+', ' '))
                : parameter.urlEncoded                                ? QByteArray::fromPercentEncoding(parameter.value)
                                                                      : parameter.value);
        auto *field = new QLineEdit(m_typed.value(parameter.name, usual), m_fieldBox);
        field->setObjectName(QStringLiteral("parameter.") + parameter.name);
        field->setAccessibleName(parameter.title);
        field->setPlaceholderText(usual);
        auto *label = new QLabel(parameter.title, m_fieldBox);
        label->setBuddy(field);
        labels = qMax(labels, label->sizeHint().width());
        form->addRow(label, field);
        m_fields.append({parameter, field});
        connect(field, &QLineEdit::textEdited, this, [this, name = parameter.name](const QString &text) {
            m_typed.insert(name, text);
            refresh();
        });
    }
    m_nameLabel->setMinimumWidth(labels); // one column with the parameters' names
    m_scroll->setWidget(m_fieldBox);
    QWidget *before = m_addEnvelope;
    for (const auto &[parameter, field] : std::as_const(m_fields)) {
        setTabOrder(before, field);
        before = field;
    }
    m_scroll->setVisible(!m_fields.isEmpty());
    m_scroll->setMaximumHeight(qMin(184, m_fieldBox->sizeHint().height()));
    m_scroll->setMinimumHeight(qMin(92, m_fieldBox->sizeHint().height()));
    nameFreely();
    refresh();
}

void NewEventDialog::addEnvelope(const QString &id)
{
    if (m_envelopes.size() >= maxEnvelopes)
        return;
    m_envelopes.append(id);
    showEnvelopes();
    showTemplate(); // the envelope has parameters, too
}

void NewEventDialog::removeEnvelope(qsizetype at)
{
    m_envelopes.removeAt(at);
    showEnvelopes();
    m_addEnvelope->setFocus();
    showTemplate();
}

void NewEventDialog::showEnvelopes()
{
    while (QLayoutItem *item = m_chipRow->takeAt(0)) {
        if (item->widget() && item->widget() != m_addEnvelope) {
            item->widget()->disconnect(this); // it is on the stack, and its place may be another's now
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (qsizetype i = 0; i < m_envelopes.size(); ++i) {
        const QList<EventEnvelope> known = eventEnvelopes();
        const auto one = std::find_if(known.begin(), known.end(), [&](const EventEnvelope &each) { return each.id == m_envelopes[i]; });
        auto *chip = new QToolButton(m_chips);
        chip->setText(one == known.end() ? m_envelopes[i] : one->title);
        chip->setIcon(m_theme.icon(QStringLiteral("close"), IconRole::Muted));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(tr("Take this envelope away"));
        chip->setAccessibleName(tr("%1: take this envelope away").arg(chip->text()));
        chip->setObjectName(QStringLiteral("envelope.") + m_envelopes[i]);
        chip->setProperty("chip", true);
        chip->setFocusPolicy(Qt::StrongFocus);
        connect(chip, &QToolButton::clicked, this, [this, i] { removeEnvelope(i); });
        m_chipRow->addWidget(chip);
        setTabOrder(i == 0 ? static_cast<QWidget *>(m_name) : m_chipRow->itemAt(int(i) - 1)->widget(), chip);
    }
    m_chipRow->addWidget(m_addEnvelope);
    m_chipRow->addStretch(1);
    m_addEnvelope->setEnabled(m_envelopes.size() < maxEnvelopes);
}

QString NewEventDialog::command() const
{
    if (m_bytes.isEmpty())
        return {};
    const auto quoted = [](QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\''; };
    QStringList values;
    for (const auto &[parameter, field] : m_fields) {
        if (field->text() == field->placeholderText() || field->text().isEmpty())
            continue;
        values += parameter.name + u'=' + field->text().replace(u'\\', QStringLiteral("\\\\")).replace(u',', QStringLiteral("\\,"));
    }
    QString line = QStringLiteral("lathe events new %1 %2").arg(m_picker->currentId(), quoted(name()));
    if (!values.isEmpty())
        line += QStringLiteral(" --set ") + quoted(values.join(u','));
    if (!m_envelopes.isEmpty())
        line += QStringLiteral(" --in ") + m_envelopes.join(u',');
    return line + QStringLiteral(" -C ") + quoted(m_root);
}

/// The bytes, or what is wrong and where.
void NewEventDialog::refresh()
{
    const EventTemplate *one = m_picker->current();
    QString problem = one ? QString() : tr("Choose a template.");
    QList<std::pair<QString, QString>> values;
    for (const auto &[parameter, field] : std::as_const(m_fields)) {
        const QString usual = field->placeholderText();
        const QString text = field->text();
        QString wrong;
        if (text != usual && !text.isEmpty()) {
            if (const auto alone = madeEvent(one->body, {{parameter.name, text}}, m_envelopes); !alone)
                wrong = alone.error().text;
            values.append({parameter.name, text});
        }
        if (field->property("invalid").toBool() != !wrong.isEmpty()) {
            field->setProperty("invalid", !wrong.isEmpty());
            repolish(field);
        }
        field->setToolTip(wrong.toHtmlEscaped());
        if (problem.isEmpty())
            problem = wrong;
    }
    m_bytes.clear();
    if (problem.isEmpty()) {
        const auto made = madeEvent(one->body, values, m_envelopes);
        if (made)
            m_bytes = *made;
        else
            problem = made.error().text;
    }
    const QString shown = QString::fromUtf8(m_bytes);
    if (problem.isEmpty() && (m_preview->text() != shown || !m_preview->isReadOnly())) { // else the last that was right stays
        m_preview->setReadOnly(false);
        m_preview->setPlainText(shown, Language::Json);
        m_preview->setReadOnly(true);
    }
    m_size->setText(m_bytes.isEmpty() ? QString() : tr("%1 bytes").arg(QLocale().toString(m_bytes.size())));
    QString nameProblem = eventNameProblem(name());
    if (nameProblem.isEmpty() && m_store.freeName(name()) != name())
        nameProblem = tr("There is a test event of this name already.");
    if (m_name->property("invalid").toBool() != !nameProblem.isEmpty()) {
        m_name->setProperty("invalid", !nameProblem.isEmpty());
        repolish(m_name);
    }
    m_problem->setText(problem.isEmpty() ? nameProblem : problem);
    m_copy->setEnabled(!command().isEmpty());
    m_create->setEnabled(problem.isEmpty() && nameProblem.isEmpty() && !m_bytes.isEmpty());
}

} // namespace lathe
