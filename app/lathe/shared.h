// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"
#include "console.h"
#include "core/figuretext.h"
#include "core/result.h"
#include <QJsonArray>
#include "project/project.h"
#include "runtime/runtimeservice.h"
#include <QString>
#include <functional>
#include <memory>

namespace lathe {

/// -C DIR, --stage and --parameter as every command takes them.
QList<OptionSpec> projectOptions();
/// Reads the project that the arguments name (-C, --handler, --runtime); diagnostics go to standard error. The context tells
/// the variables and, when it says none, this machine's runtimes are meant.
Result<Project> projectFrom(const Arguments &args, Console &console, ProjectContext context = ProjectContext::fromProcess());
/// The function that the arguments name, or the only one; a Usage error that lists the names otherwise.
Result<FunctionDefinition> functionFrom(const Project &project, const QString &name);
/// Prints errors and warnings of the project as "file:line:column: text".
void printDiagnostics(const Project &project, Console &console, Severity atLeast);
/// All of this process's standard input.
Result<QByteArray> standardInput();
/// A file's bytes, or `input` for "-". Checked to be JSON; the error names file, line and column.
Result<QByteArray> eventFrom(const QString &fileOrDash, const std::function<Result<QByteArray>()> &input = standardInput);
/// Options of a runtime service for this machine; `keepWarm` false for a single run.
RuntimeOptions runtimeOptions(bool keepWarm);
/// This process's private work folder, made when missing; what killed commands left is removed.
Result<QString> workFolder();
/// Removes the work folder at the end of the program, if it was made.
struct WorkFolder
{
    WorkFolder() = default;
    ~WorkFolder();
    Q_DISABLE_COPY(WorkFolder)
};
/// A function's exact bytes: `name` as text, or with "Base64" behind it where they are not UTF-8.
void insertPayload(QJsonObject &object, const QByteArray &payload, const QString &name = QStringLiteral("payload"));
/// The outcome as the JSON object that `invoke --json` prints.
QJsonObject outcomeObject(const InvokeOutcome &outcome);
/// 0, 1 when the function failed, 124 when it timed out.
int outcomeExitCode(const InvokeOutcome &outcome);

/// The table of `lathe runtime`, one object a runtime identifier.
QJsonArray runtimeRows();

} // namespace lathe
