// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "items/runrecord.h"
#include "project/project.h"
#include "project/settingedit.h"

namespace lathe {

/// What can be done about a run that failed: one sentence of what happened, and one step.
struct RunRemedy
{
    enum class Step { None, ChangeSetting, AddLayer, GoToHandler };
    Step step = Step::None;
    QString why;          ///< Translated.
    QString action;       ///< Translated, short: for a button.
    SettingChange change; ///< Of ChangeSetting.
    bool operator==(const RunRemedy &) const = default;
};

/// By the error types of Lambda's runtimes: a timeout, too little memory, a library that is missing, a handler that is not there. Nothing for errors of the
/// function's own, and for runs where it is deployed. Pure; any thread.
RunRemedy runRemedy(const RunRecord &run, const FunctionDefinition &function);

} // namespace lathe
