// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to the files of events: renamed, duplicated, deleted and brought back, taken from elsewhere.
#include "common/confirmdialog.h"
#include "common/namedialog.h"
#include "editor/eventeditor.h"
#include "items/visibletext.h"
#include "panels/contextview.h"
#include "panels/eventpanel.h"
#include <QFileInfo>
#include <QMenu>
#include <QToolButton>

namespace lathe {

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
    NameDialog::ask(m_theme, {tr("Rename the Test Event"), tr("Rename"), tr("Name"), event.name, problem}, this,
                    [this, event](const QString &name) { rename(event, name); });
}

void EventPanel::renameTo(const QString &path, const QString &name)
{
    if (const EventFile event = eventAt(path); !event.path.isEmpty())
        rename(event, name);
}

void EventPanel::rename(const EventFile &event, const QString &name)
{
    if (event.path == m_event.path && !saveChanged())
        return;
    if (m_context)
        m_context->commit();
    const Result<EventFile> renamed = m_session.events().rename(event, name);
    if (!renamed) {
        showError(renamed.error());
        return;
    }
    if (event.path == m_event.path) {
        m_event = *renamed;
        showBeside();
        m_session.saveEvent(m_event.path);
    }
    m_session.noteEventsChanged();
    emit eventChosen(m_event.path);
    if (renamed->path == event.path)
        return;
    offerUndo(tr("Renamed: %1 → %2").arg(visibleText(event.name), visibleText(renamed->name)), [this, renamed = *renamed, before = event.name] {
        rename(renamed, before); // which can be undone in turn
    });
}

void EventPanel::duplicate(const QString &path)
{
    const EventFile event = eventAt(path);
    if (event.path.isEmpty() || !saveChanged())
        return;
    const Result<QByteArray> bytes = m_session.events().read(event);
    const Result<EventFile> copy = bytes ? m_session.events().save(m_session.events().freeName(event.name), *bytes) : tl::unexpected(bytes.error());
    if (!copy) {
        showError(copy.error());
        return;
    }
    for (const EventPart part : {EventPart::Expected, EventPart::Meta})
        if (const auto beside = m_session.events().beside(event, part); beside && *beside)
            if (const auto kept = m_session.events().saveBeside(*copy, part, *beside); !kept)
                showError(kept.error());
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
    const auto kept = m_session.events().keep(event);
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
    if (!kept)
        return;
    offerUndo(tr("Deleted: %1").arg(visibleText(event.name)), [this, kept = *kept] {
        if (const auto restored = m_session.events().restore(kept); !restored)
            return showError(restored.error());
        m_session.noteEventsChanged();
        choose(kept.event.path);
    });
}

void EventPanel::importFiles(const QStringList &files)
{
    if (!m_session.hasProject())
        return;
    QString last;
    std::optional<Error> wrong;
    for (const QString &file : files) {
        if (const auto made = m_session.events().import(file))
            last = made->path;
        else
            wrong = made.error();
    }
    m_session.noteEventsChanged();
    if (!last.isEmpty())
        choose(last);
    if (wrong)
        showError(*wrong);
}

/// Half a syllable is no text yet. An event that has no file yet is kept under a name that no event has.
void EventPanel::noteBackup()
{
    if (m_loading || !m_session.hasProject() || m_editor->editor()->isComposing())
        return;
    const QString path = m_event.path.isEmpty() ? m_session.project().root + QStringLiteral("/events/.unsaved") : m_event.path;
    if (m_editor->isModified())
        m_session.backups().note(path, m_editor->editor()->text(), m_editor->editor()->line() - 1, m_editor->editor()->column() - 1);
    else
        m_session.backups().forget(path);
}

/// What a killed program left of this event, once for each start; it stays unsaved.
void EventPanel::restoreBackup()
{
    if (!m_session.hasProject() || m_session.project().root == m_restored)
        return;
    m_restored = m_session.project().root;
    const QString path = m_event.path.isEmpty() ? m_restored + QStringLiteral("/events/.unsaved") : m_event.path;
    for (const Backup &backup : m_session.backups().pending())
        if (backup.path == path && backup.text != m_editor->editor()->text()) {
            m_editor->editor()->replaceText(backup.text);
            m_editor->editor()->goTo(backup.line + 1, backup.column + 1);
        }
}

} // namespace lathe
