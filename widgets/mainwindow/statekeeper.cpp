// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/statekeeper.h"
#include "core/timeouts.h"
#include "editor/editortabs.h"
#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <utility>

namespace lathe {

StateKeeper::StateKeeper(EditorTabs &tabs, QMainWindow &window, std::function<void()> saveTabs, std::function<void()> save)
    : QObject(&window), m_saveTabs(std::move(saveTabs)), m_save(std::move(save))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(timeouts::unsavedBackup / 2); // the other half is for the disk
    connect(&m_timer, &QTimer::timeout, this, [this] { m_save(); });
    connect(&tabs, &EditorTabs::currentChanged, this, &StateKeeper::noteTabs);
    connect(&tabs, &EditorTabs::opened, this, &StateKeeper::noteTabs);
    connect(&tabs, &EditorTabs::closed, this, &StateKeeper::noteTabs);
    connect(&tabs, &EditorTabs::cursorMoved, this, &StateKeeper::note);
    connect(&tabs, &EditorTabs::saved, this, [this] { // what is on disk now wants its cursor at once
        if (m_begun)
            QMetaObject::invokeMethod(this, [this] { m_save(); }, Qt::QueuedConnection);
    });
    connect(&tabs, &EditorTabs::marksChanged, this, &StateKeeper::note);
    for (QDockWidget *dock : window.findChildren<QDockWidget *>()) {
        connect(dock, &QDockWidget::visibilityChanged, this, &StateKeeper::note);
        connect(dock, &QDockWidget::dockLocationChanged, this, &StateKeeper::note);
        dock->installEventFilter(this);
    }
    window.installEventFilter(this);
}

void StateKeeper::begin()
{
    m_begun = true;
    noteTabs();
}

void StateKeeper::end()
{
    m_begun = false;
    m_timer.stop();
}

/// The first change starts the clock; the ones after it do not put it off.
void StateKeeper::note()
{
    if (m_begun && !m_timer.isActive())
        m_timer.start();
}

/// Tabs do not wait for the text as places in it do: a text that is kept of a file without a tab would get one in another place.
void StateKeeper::noteTabs()
{
    note();
    if (m_begun && !std::exchange(m_tabsNoted, true)) // opening one says so several times
        QMetaObject::invokeMethod(this, [this] {
            m_tabsNoted = false;
            if (m_begun)
                m_saveTabs();
        }, Qt::QueuedConnection);
}

bool StateKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        note();
    return QObject::eventFilter(watched, event);
}

} // namespace lathe
