// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/runtimes.h"
#include "project/diagnostic.h"
#include <QByteArray>
#include <QStringList>

namespace lathe {

/// How an interpreter is asked to read a source without running it; `source` is the file as the interpreter sees it. Nothing for
/// families whose interpreters have no such parser.
QStringList parserArguments(RuntimeFamily family, const QString &source);
/// What the parser wrote about `file`: LTH-SYN-001 with its place. `reader` names the interpreter. Thread: any.
QList<Diagnostic> parserErrors(RuntimeFamily family, const QByteArray &output, const QString &file, const QString &reader);

} // namespace lathe
