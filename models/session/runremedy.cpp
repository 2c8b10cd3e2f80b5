// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/runremedy.h"
#include "core/limits.h"
#include "session/stackframes.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// The library that could not be loaded, as each runtime names it; empty for a file of the function's own.
static QString missingLibrary(const QString &message, const QString &handler)
{
    static const QRegularExpression named(QStringLiteral("No module named '([\\w.]+)'|Cannot find (?:module|package) '([^']+)'|cannot load such file -- (\\S+)"));
    const QRegularExpressionMatch match = named.match(message);
    const QString name = match.captured(1) + match.captured(2) + match.captured(3);
    const QString own = handler.section(u'.', 0, 0);
    return name.startsWith(u'.') || name.startsWith(u'/') || name == own || name == own.section(u'/', -1) ? QString() : name;
}

RunRemedy runRemedy(const RunRecord &run, const FunctionDefinition &function)
{
    if (run.deployed || run.outcome.ok())
        return {};
    const FunctionFailure failure = readFailure(run.outcome.payload, {}, {});
    if (failure.type == QLatin1String("Sandbox.Timedout") && function.timeoutSeconds < limits::timeoutMaxSeconds) {
        const int seconds = std::clamp(2 * function.timeoutSeconds, 10, limits::timeoutMaxSeconds);
        return {RunRemedy::Step::ChangeSetting, tr("It was stopped after its timeout of %1 s.").arg(function.timeoutSeconds), tr("Set %1 s").arg(seconds), {FunctionSetting::Timeout, {}, QString::number(seconds)}};
    }
    if (failure.type == QLatin1String("Runtime.OutOfMemory") && function.memoryMib < limits::memoryMaxMib) {
        const int mib = std::clamp(2 * function.memoryMib, limits::memoryMinMib, limits::memoryMaxMib);
        return {RunRemedy::Step::ChangeSetting, tr("It was ended at its memory size of %1 MB.").arg(function.memoryMib), tr("Set %1 MB").arg(mib), {FunctionSetting::Memory, {}, QString::number(mib)}};
    }
    if (const QString library = missingLibrary(failure.message, function.handler.text); !library.isEmpty())
        return {RunRemedy::Step::AddLayer, tr("%1 is neither in the function nor in its layers.").arg(library), tr("Add a Layer…"), {}};
    static constexpr const char *handlers[] = {"Runtime.HandlerNotFound", "Runtime.MalformedHandlerName", "Runtime.ImportModuleError"};
    if (std::any_of(std::begin(handlers), std::end(handlers), [&](const char *type) { return failure.type == QLatin1String(type); }) && function.handler.line > 0)
        return {RunRemedy::Step::GoToHandler, tr("The handler %1 was not found.").arg(function.handler.text), tr("Go to the Handler"), {}};
    return {};
}

} // namespace lathe
