// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtimes.h"
#include <QString>
#include <QStringList>
#include <optional>

namespace lathe {

/// A handler that was found by convention.
struct FoundHandler
{
    QString handler;      ///< e.g. "lambda_function.lambda_handler".
    RuntimeFamily family = RuntimeFamily::Unknown;
    QString file;         ///< Absolute path of its source.
    int line = 0;         ///< 1-based line of the definition; 0 when the text scan did not see it.
    bool operator==(const FoundHandler &) const = default;
};

/// Looks into `dir` for lambda_function.py, handler.py, app.py, main.py, index.py, index.js|mjs|cjs, handler.js, app.js,
/// lambda_function.rb, an executable bootstrap and the like, and at their text for the exported name. Nothing is run.
/// `family` limits the search when it is not Unknown.
std::optional<FoundHandler> findHandler(const QString &dir, RuntimeFamily family = RuntimeFamily::Unknown);

/// The source file that "dir/file.function" means for this runtime below `codeDir`, or an empty string. TypeScript sources
/// count, as bundlers compile them.
QString handlerSource(const QString &codeDir, const QString &handler, const QString &runtime);

/// What stands before the function's name: "src/app" of "src/app.handler", for this runtime.
QString handlerModule(const QString &handler, const QString &runtime);

/// Line (1-based) at which the source defines `function`, or 0.
int handlerLine(const QString &file, const QString &function);

/// Source files near `codeDir` that `handler` may have meant, closest spelling first, as handlers; at most 3.
QStringList similarHandlers(const QString &codeDir, const QString &handler, const QString &runtime);

} // namespace lathe
