// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/diagnostic.h"
#include <QString>

namespace lathe {

/// What is certainly wrong with a TypeScript source by its brackets, strings, comments and templates alone (LTH-SYN-003), where no parser of the
/// language is at hand; the first fault, or nothing. Where a slash may begin a regular expression or divide, and in JSX, it
/// stops looking rather than be wrong: it misses much and never cries wolf. Nothing runs. Thread: any.
QList<Diagnostic> bracketErrors(const QString &text, const QString &file);

} // namespace lathe
