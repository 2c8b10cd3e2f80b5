// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/commandflow.h"
#include "common/commandsource.h"
#include "panels/eventpanel.h"
#include "session/session.h"
#include "session/settings.h"
#include "session/shellcommand.h"

namespace lathe {

QString commandFor(const QWidget *focus, Session &session, const Settings &settings, EventPanel &event)
{
    if (!session.hasProject() || session.currentFunction().isEmpty())
        return {};
    for (const QWidget *widget = focus; widget; widget = widget->parentWidget())
        if (const auto *source = dynamic_cast<const CommandSource *>(widget))
            if (const QString command = source->command(); !command.isEmpty())
                return command;
    InvokeLine run;
    run.function = session.currentFunction();
    run.root = session.project().root;
    run.eventPath = event.currentPath();
    if (run.eventPath.isEmpty())
        run.event = event.currentEvent();
    run.context = event.context();
    run.offline = session.network(run.function) == NetworkMode::None;
    run.cpuShare = settings.cpuShare();
    if (session.runs().lastRun(run.function).deployed)
        run.target = session.deploys().currentTarget();
    return invokeLine(run);
}

} // namespace lathe
