// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionstate.h"
#include <QCoreApplication>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

const FunctionDefinition *SessionState::current() const
{
    if (!project)
        return nullptr;
    for (const FunctionDefinition &definition : project->functions)
        if (definition.name == function)
            return &definition;
    return nullptr;
}

Availability SessionState::canUseFunction() const
{
    if (!project)
        return {false, tr("Open a folder first (Ctrl+O).")};
    if (!trusted)
        return {false, tr("Restricted mode: nothing of this folder runs. Trust it if you know where it comes from.")};
    if (project->functions.isEmpty())
        return {false, tr("This folder has no function. Add a handler file such as lambda_function.py or index.js.")};
    const FunctionDefinition *definition = current();
    if (!definition)
        return {false, tr("Choose a function first.")};
    if (!definition->runtime.resolved)
        return {false, tr("The runtime %1 cannot be known here; write it into the template.").arg(definition->runtime.text)};
    if (!definition->handler.resolved)
        return {false, tr("The handler %1 cannot be known here; write it into the template.").arg(definition->handler.text)};
    if (!runtime)
        return {false, tr("The engine is still starting.")};
    return {};
}

} // namespace lathe
