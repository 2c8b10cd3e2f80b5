// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/eventpanel.h"
#include "common/confirmdialog.h"
#include "common/namedialog.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lathe {

EventPanel::EventPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_chooser(new QComboBox(this)),
      m_saveButton(new QToolButton(this)), m_more(new QToolButton(this)), m_editor(new EventEditor(theme, this))
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
    m_editor->setMinimumHeight(72);
    column->addWidget(m_editor, 1);

    connect(add, &QToolButton::clicked, this, &EventPanel::newEventRequested);
    connect(m_saveButton, &QToolButton::clicked, this, &EventPanel::save);
    connect(m_more, &QToolButton::clicked, this, &EventPanel::openMenu);
    connect(m_chooser, &QComboBox::activated, this, [this] { choose(m_chooser->currentData().toString()); });
    connect(m_editor, &EventEditor::eventChanged, this, [this] { m_saveButton->setEnabled(m_editor->isModified() || m_event.path.isEmpty()); });
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
    for (const EventFile &event : events)
        m_chooser->addItem(visibleText(event.name), event.path);
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
}

void EventPanel::load(const EventFile &event, const QByteArray &bytes)
{
    m_event = event;
    m_editor->setEvent(bytes);
    m_saveButton->setEnabled(event.path.isEmpty());
    m_more->setEnabled(!event.path.isEmpty());
    m_notice->dismiss();
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

QString EventPanel::freeName(const QString &wanted) const
{
    QStringList taken;
    for (const EventFile &event : m_session.events().events())
        taken += event.name;
    QString name = wanted;
    for (int n = 2; taken.contains(name); ++n)
        name = QStringLiteral("%1-%2").arg(wanted).arg(n);
    return name;
}

void EventPanel::createFromTemplate(const QString &id)
{
    if (!m_session.hasProject())
        return;
    saveChanged();
    for (const EventTemplate &one : eventTemplates()) {
        if (one.id != id)
            continue;
        const Result<EventFile> saved = m_session.events().save(freeName(id), one.body);
        if (!saved) {
            showError(saved.error());
            return;
        }
        load(*saved, one.body);
        m_session.saveEvent(saved->path);
        m_session.noteEventsChanged();
        emit eventChosen(saved->path); // now it stands in the lists
        m_editor->editor()->setFocus();
        return;
    }
}

bool EventPanel::saveChanged()
{
    if (m_event.path.isEmpty() || !m_editor->isModified() || !m_session.hasProject())
        return true;
    const Result<> written = m_session.writeEvent(m_event, m_editor->eventBytes());
    if (!written) {
        showError(written.error());
        return false;
    }
    m_editor->setSaved();
    m_saveButton->setEnabled(false);
    return true;
}

bool EventPanel::save()
{
    if (!m_event.path.isEmpty())
        return saveChanged();
    if (!m_session.hasProject())
        return false;
    const QByteArray bytes = m_editor->eventBytes();
    const Result<EventFile> saved = m_session.events().save(freeName(QStringLiteral("event")), bytes);
    if (!saved) {
        showError(saved.error());
        return false;
    }
    m_event = *saved;
    m_editor->setSaved();
    m_saveButton->setEnabled(false);
    m_more->setEnabled(true);
    m_session.saveEvent(saved->path);
    m_session.noteEventsChanged();
    emit eventChosen(saved->path);
    return true;
}

void EventPanel::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString path = m_event.path;
    connect(menu->addAction(m_theme.icon(QStringLiteral("edit")), tr("Rename…")), &QAction::triggered, this, [this, path] { askName(path); });
    connect(menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Duplicate")), &QAction::triggered, this, [this, path] { duplicate(path); });
    connect(menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete…")), &QAction::triggered, this, [this, path] { askRemove(path); });
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

EventFile EventPanel::eventAt(const QString &path) const
{
    if (m_session.hasProject() && !path.isEmpty())
        for (const EventFile &event : m_session.events().events())
            if (event.path == path)
                return event;
    return {};
}

void EventPanel::askName(const QString &path)
{
    const EventFile event = eventAt(path);
    if (event.path.isEmpty())
        return;
    const auto problem = [dir = QFileInfo(path).path()](const QString &name) {
        if (const QString why = eventNameProblem(name); !why.isEmpty())
            return why;
        return QFileInfo::exists(dir + u'/' + name + QStringLiteral(".json")) ? tr("There is a test event of this name already.") : QString();
    };
    NameDialog::ask(m_theme, {tr("Rename the test event"), tr("Rename"), tr("Name"), event.name, problem}, this,
                    [this, event](const QString &name) { rename(event, name); });
}

void EventPanel::rename(const EventFile &event, const QString &name)
{
    if (event.path == m_event.path && !saveChanged())
        return;
    const Result<EventFile> renamed = m_session.events().rename(event, name);
    if (!renamed) {
        showError(renamed.error());
        return;
    }
    if (event.path == m_event.path) {
        m_event = *renamed;
        m_session.saveEvent(m_event.path);
    }
    m_session.noteEventsChanged();
    emit eventChosen(m_event.path);
}

void EventPanel::duplicate(const QString &path)
{
    const EventFile event = eventAt(path);
    if (event.path.isEmpty() || !saveChanged())
        return;
    const Result<QByteArray> bytes = m_session.events().read(event);
    const Result<EventFile> copy = bytes ? m_session.events().save(freeName(event.name), *bytes) : tl::unexpected(bytes.error());
    if (!copy) {
        showError(copy.error());
        return;
    }
    m_session.noteEventsChanged();
    choose(copy->path);
}

void EventPanel::askRemove(const QString &path)
{
    const EventFile event = eventAt(path);
    if (event.path.isEmpty())
        return;
    const ConfirmSpec spec{tr("Delete the test event? %1").arg(visibleText(event.name)), tr("Its file is deleted: %1").arg(visibleText(event.path)),
                           {{tr("Delete"), ButtonRole::Danger}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
    ConfirmDialog::ask(m_theme, spec, this, [this, event](int button) {
        if (button == 0)
            remove(event);
    });
}

void EventPanel::remove(const EventFile &event)
{
    if (const Result<> removed = m_session.events().remove(event); !removed) {
        showError(removed.error());
        return;
    }
    const bool shown = event.path == m_event.path;
    if (shown) {
        m_editor->setSaved(); // nothing is written back to a file that is gone
        m_event = {};
        m_function.clear();
    }
    m_session.noteEventsChanged();
    if (shown)
        chooseForFunction();
}

void EventPanel::showError(const Error &error)
{
    m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(400)));
}

} // namespace lathe
