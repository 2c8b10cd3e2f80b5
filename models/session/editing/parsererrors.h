// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtimes.h"
#include "project/diagnostic.h"
#include <QByteArray>
#include <QStringList>
#include <optional>

namespace lathe {

/// How an interpreter is asked to read a source without running it; `source` is the file as the interpreter sees it. Nothing for
/// families whose interpreters have no such parser.
QStringList parserArguments(RuntimeFamily family, const QString &source);
/// How Node.js is asked to read TypeScript: with the TypeScript package whose main file `compiler` is, or, when that is empty, with its
/// own parser (module.stripTypeScriptTypes, from 22.13 on; no JSX). The answer ends with a line of its own.
QStringList typeScriptArguments(const QString &compiler, const QString &source);
/// What the parser wrote about `file`: LTH-SYN-001 with its place. `reader` names the interpreter. Thread: any.
QList<Diagnostic> parserErrors(RuntimeFamily family, const QByteArray &output, const QString &file, const QString &reader);
/// The same of typeScriptArguments(); nothing when there was no answer, e.g. because this Node.js has no such parser.
std::optional<QList<Diagnostic>> typeScriptErrors(const QByteArray &output, const QString &file, const QString &reader);

} // namespace lathe
