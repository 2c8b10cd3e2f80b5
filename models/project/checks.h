// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnosticsink.h"
#include "project/project.h"

namespace lathe {

/// Checks that hold for every kind of project, done after reading: known and open runtimes on the day `today`, at most five layers, 4 KB of environment, a handler file that exists, names used once; and fills what
/// follows from the rest (handlerFile). Never removes a function. Without `lambda` (another cloud's functions) only the
/// latter is done.
void checkFunctions(Project &project, const QDate &today, DiagnosticSink &sink, bool lambda = true);

/// Whether a file system may be mounted there: ^/mnt/[a-zA-Z0-9-_.]+$, at most 160 characters (SDK model, LocalMountPath), and
/// neither /mnt/. nor /mnt/.., which the pattern would let through.
bool isMountPath(const QString &path);

/// LTH-LINT-001: the answer to an HTTP request is an object with the key statusCode; a handler that says StatusCode gets
/// status 200 and its object as the body. Looks at the handler's source as text; nothing is run.
void lintHandler(const FunctionDefinition &function, DiagnosticSink &sink);

/// A plain folder: one function by convention, or one for each sub-folder that has a handler by convention.
Project readPlain(const QString &root, const QString &handler, const QString &runtime, const ProjectContext &context, DiagnosticSink &sink);

/// Local layer folders by convention (layers/*/), sorted by name as Lambda stacks them.
QList<LayerDefinition> conventionLayers(const QString &root);

} // namespace lathe
