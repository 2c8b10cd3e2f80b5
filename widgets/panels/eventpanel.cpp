// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/eventpanel.h"
#include "common/elidedcombo.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "panels/contextview.h"
#include "panels/expectationview.h"
#include <QLineEdit>
#include <QInputMethod>
#include <QFileInfo>
#include <QGuiApplication>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

EventPanel::EventPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_chooser(new ElidedCombo(this)),
      m_saveButton(new QToolButton(this)), m_more(new QToolButton(this)), m_editor(new EventEditor(theme, this)),
      m_parts(new QButtonGroup(this)), m_stack(new QStackedWidget(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 4, 4);
    row->setSpacing(4);
    m_chooser->setObjectName(QStringLiteral("eventChooser"));
    m_chooser->setAccessibleName(tr("Test event"));
    m_chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(6);
    row->addWidget(m_chooser, 1);
    auto *add = new QToolButton(this);
    add->setIcon(theme.icon(QStringLiteral("add")));
    add->setToolTip(tr("New test event from a template"));
    add->setAccessibleName(add->toolTip());
    m_saveButton->setIcon(theme.icon(QStringLiteral("save")));
    m_saveButton->setToolTip(tr("Save the test event"));
    m_saveButton->setAccessibleName(m_saveButton->toolTip());
    row->addWidget(add);
    row->addWidget(m_saveButton);
    m_more->setIcon(theme.icon(QStringLiteral("more")));
    m_more->setObjectName(QStringLiteral("eventMenu"));
    m_more->setToolTip(tr("Rename, duplicate or delete the test event"));
    m_more->setAccessibleName(m_more->toolTip());
    row->addWidget(m_more);
    column->addLayout(row);
    m_notice->hide();
    column->addWidget(m_notice);
    column->addWidget(makeParts());
    m_editor->setMinimumHeight(72);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_stack->setMinimumHeight(72);
    m_stack->addWidget(m_editor);
    m_stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // an editor asks for more than there is, and what stands over it would give way
    column->addWidget(m_stack, 1);

    connect(add, &QToolButton::clicked, this, &EventPanel::newEventRequested);
    connect(m_saveButton, &QToolButton::clicked, this, &EventPanel::save);
    connect(m_more, &QToolButton::clicked, this, &EventPanel::openMenu);
    connect(m_chooser, &QComboBox::activated, this, [this] { choose(m_chooser->currentData().toString()); });
    connect(m_editor, &EventEditor::eventChanged, this, [this] {
        m_saveButton->setEnabled(m_editor->isModified() || m_event.path.isEmpty());
        noteBackup();
    });
    connect(&session, &Session::projectOpened, this, [this] {
        m_function.clear();
        m_event = {};
    });
    connect(&session, &Session::projectClosed, this, [this] {
        m_function.clear();
        load({}, "{}");
        refresh();
    });
    connect(&session, &Session::currentFunctionChanged, this, &EventPanel::chooseForFunction);
    connect(&session, &Session::eventsChanged, this, &EventPanel::refresh);
    load({}, "{}");
    refresh();
    chooseForFunction(); // the project may have been read before this was made
}

QWidget *EventPanel::makeParts()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(4);
    const struct { Part part; QString text, tip; const char *name; } parts[] = {{Part::Event, tr("Event"), tr("The bytes that the function gets"), "eventPart"},
        {Part::Expected, tr("Expected"), tr("What is expected of this event's runs"), "expectedPart"}, {Part::Context, tr("Context"), tr("What goes to the function along with the event"), "contextPart"}};
    for (const auto &entry : parts) {
        auto *button = new QToolButton(bar);
        button->setText(entry.text);
        button->setToolTip(entry.tip);
        button->setObjectName(QLatin1String(entry.name));
        button->setCheckable(true);
        button->setChecked(entry.part == Part::Event);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("small", true);
        m_parts->addButton(button, int(entry.part));
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(m_parts, &QButtonGroup::idClicked, this, [this](int id) { showPart(Part(id)); });
    return bar;
}

void EventPanel::complete()
{
    if (m_expected)
        return;
    m_expected = new ExpectationView(m_theme, m_session, m_stack);
    m_context = new ContextView(m_theme, m_session, m_stack);
    m_stack->addWidget(m_expected);
    m_stack->addWidget(m_context);
    connect(m_expected, &ExpectationView::judged, this, &EventPanel::showJudged);
    connect(m_expected, &ExpectationView::problem, this, &EventPanel::showError);
    connect(m_context, &ContextView::problem, this, &EventPanel::showError);
    connect(m_expected, &ExpectationView::saveRequested, this, &EventPanel::save);
    connect(m_context, &ContextView::saveRequested, this, &EventPanel::save);
    connect(m_expected, &ExpectationView::replaced, this, [this](const QString &text, const std::optional<QByteArray> &before) {
        offerUndo(text, [this, event = m_event, before] {
            if (const auto saved = m_session.events().saveBeside(event, EventPart::Expected, before); !saved)
                return showError(saved.error());
            m_session.noteEventsChanged();
        });
    });
    showBeside();
}

ExpectationView *EventPanel::expected()
{
    complete();
    return m_expected;
}

void EventPanel::expectLast()
{
    showPart(Part::Expected);
    m_expected->expectLast();
}

void EventPanel::showBeside()
{
    if (!m_expected)
        return;
    m_expected->setEvent(m_event);
    m_context->setEvent(m_event);
}

void EventPanel::showPart(Part part)
{
    complete();
    m_parts->button(int(part))->setChecked(true);
    m_stack->setCurrentIndex(int(part));
}

/// The part's name says how many lines hold: nobody has to look to know.
void EventPanel::showJudged(int lines, int failed)
{
    auto *button = static_cast<QToolButton *>(m_parts->button(int(Part::Expected)));
    const bool known = lines > 0 && failed >= 0;
    button->setText(known ? tr("Expected %1/%2").arg(lines - failed).arg(lines) : tr("Expected"));
    button->setIcon(!known ? QIcon() : m_theme.icon(failed > 0 ? QStringLiteral("error") : QStringLiteral("success"), failed > 0 ? IconRole::Error : IconRole::Success));
    button->setAccessibleName(!known ? tr("Expected") : failed > 0 ? tr("Expected: %1 of %2 do not hold").arg(failed).arg(lines) : tr("Expected: all hold"));
}

EventContext EventPanel::context()
{
    if (m_context)
        m_context->commit();
    if (m_event.path.isEmpty() || !m_session.hasProject())
        return {};
    return eventContext(m_session.events().beside(m_event, EventPart::Meta).value_or(std::nullopt).value_or(QByteArray()));
}

void EventPanel::offerUndo(const QString &text, std::function<void()> undo)
{
    m_notice->showNotice(NoticeBar::Severity::Success, text);
    QPushButton *button = m_notice->addAction(tr("Undo"));
    button->setObjectName(QStringLiteral("undoEvent"));
    connect(button, &QPushButton::clicked, this, [this, undo = std::move(undo)] {
        m_notice->dismiss();
        undo();
    });
}

void EventPanel::refresh()
{
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    if (!m_session.hasProject()) {
        m_chooser->setPlaceholderText(tr("No test event"));
        m_chooser->setEnabled(false);
        return;
    }
    m_chooser->setEnabled(true);
    const QList<EventFile> events = m_session.events().events(m_session.currentFunction());
    if (m_event.path.isEmpty())
        m_chooser->addItem(tr("Unsaved event"), QString());
    const bool gone = !m_event.path.isEmpty() && !QFileInfo::exists(m_event.path); // deleted outside: its text is still here, and what runs
    if (gone)
        m_chooser->addItem(tr("%1 (deleted)").arg(visibleText(m_event.name)), m_event.path);
    for (const EventFile &event : events)
        m_chooser->addItem(visibleText(event.name), event.path);
    m_saveButton->setEnabled(gone || m_editor->isModified() || m_event.path.isEmpty());
    m_chooser->setCurrentIndex(qMax(0, m_chooser->findData(m_event.path)));
    // The file may have been changed outside: an unedited event follows it.
    if (!m_event.path.isEmpty() && !m_editor->isModified() && events.contains(m_event))
        if (const Result<QByteArray> bytes = m_session.events().read(m_event); bytes && *bytes != m_editor->eventBytes())
            load(m_event, *bytes);
}

void EventPanel::chooseForFunction()
{
    if (m_function == m_session.currentFunction() || !m_session.hasProject())
        return;
    saveChanged();
    m_function = m_session.currentFunction();
    const QList<EventFile> events = m_session.events().events(m_function);
    const QString wanted = m_event.path.isEmpty() ? m_session.savedEvent() : m_event.path;
    const auto fits = std::find_if(events.begin(), events.end(), [&](const EventFile &event) { return event.path == wanted; });
    if (fits != events.end()) {
        choose(fits->path);
    } else if (!events.isEmpty()) {
        // A happy case first: files that say in their name that they are for errors come last.
        const auto friendly = std::find_if(events.begin(), events.end(), [](const EventFile &event) {
            return !event.name.contains(QLatin1String("bad"), Qt::CaseInsensitive) && !event.name.contains(QLatin1String("error"), Qt::CaseInsensitive)
                && !event.name.contains(QLatin1String("invalid"), Qt::CaseInsensitive);
        });
        choose((friendly == events.end() ? events.first() : *friendly).path);
    } else {
        const FunctionDefinition *function = m_session.project().function(m_function);
        const bool triggered = function && !function->triggers.isEmpty();
        load({}, triggered ? templateFor(function->triggers.first().source).body : QByteArray("{}"));
        refresh();
    }
    restoreBackup();
}

void EventPanel::load(const EventFile &event, const QByteArray &bytes)
{
    m_event = event;
    m_loading = true; // what a killed program left of it stays until it is put back
    m_editor->setEvent(bytes);
    m_loading = false;
    m_saveButton->setEnabled(event.path.isEmpty());
    m_more->setEnabled(!event.path.isEmpty());
    m_notice->dismiss();
    showBeside();
    emit eventChosen(event.path);
}

void EventPanel::choose(const QString &path)
{
    if (!m_session.hasProject() || (path == m_event.path && !path.isEmpty()))
        return;
    saveChanged();
    for (const EventFile &event : m_session.events().events(m_session.currentFunction())) {
        if (event.path != path)
            continue;
        const Result<QByteArray> bytes = m_session.events().read(event);
        if (!bytes) {
            showError(bytes.error());
            return;
        }
        load(event, *bytes);
        m_session.saveEvent(path);
        break;
    }
    refresh();
}

void EventPanel::createFromTemplate(const QString &id)
{
    if (const auto one = eventTemplate(id))
        create(id, one->body);
}

void EventPanel::create(const QString &name, const QByteArray &bytes)
{
    if (!m_session.hasProject())
        return;
    saveChanged();
    const Result<EventFile> saved = m_session.events().save(m_session.events().freeName(name), bytes);
    if (!saved) {
        showError(saved.error());
        return;
    }
    load(*saved, bytes);
    m_session.saveEvent(saved->path);
    m_session.noteEventsChanged();
    emit eventChosen(saved->path); // now it stands in the lists
    m_editor->editor()->setFocus();
}

bool EventPanel::saveChanged()
{
    // What is being typed beside the event counts too, with the syllable that is not composed to its end.
    QWidget *focus = QApplication::focusWidget();
    if (focus && m_expected && (m_expected->isAncestorOf(focus) || m_context->isAncestorOf(focus))) {
        QGuiApplication::inputMethod()->commit();
        if (auto *field = qobject_cast<QLineEdit *>(focus))
            emit field->editingFinished();
        m_context->commit();
    }
    if (m_event.path.isEmpty() || !m_editor->isModified() || !m_session.hasProject())
        return true;
    return writeBack();
}

bool EventPanel::writeBack()
{
    const Result<> written = m_session.writeEvent(m_event, m_editor->eventBytes());
    if (!written) {
        showError(written.error());
        return false;
    }
    m_editor->setSaved();
    m_saveButton->setEnabled(false);
    m_session.backups().forget(m_event.path);
    return true;
}

bool EventPanel::save()
{
    const bool deleted = !m_event.path.isEmpty() && m_session.hasProject() && !QFileInfo::exists(m_event.path);
    if (!m_event.path.isEmpty() && !deleted)
        return saveChanged();
    if (!m_session.hasProject())
        return false;
    if (deleted) {
        const bool done = writeBack();
        m_session.noteEventsChanged();
        return done;
    }
    const QByteArray bytes = m_editor->eventBytes();
    const Result<EventFile> saved = m_session.events().save(m_session.events().freeName(QStringLiteral("event")), bytes);
    if (!saved) {
        showError(saved.error());
        return false;
    }
    m_session.backups().forget(m_session.project().root + QStringLiteral("/events/.unsaved"));
    m_event = *saved;
    showBeside();
    m_editor->setSaved();
    m_saveButton->setEnabled(false);
    m_more->setEnabled(true);
    m_session.saveEvent(saved->path);
    m_session.noteEventsChanged();
    emit eventChosen(saved->path);
    return true;
}

void EventPanel::showError(const Error &error)
{
    m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
}

} // namespace lathe
