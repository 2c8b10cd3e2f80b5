// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

namespace lathe {

/// Patterns (FunctionDefinition::packagePatterns) for the packages below node_modules that are needed for development only, with their
/// commands in node_modules/.bin: from node_modules/.package-lock.json, which npm keeps of what it installed, else from
/// package-lock.json (versions 1 to 3). Empty where there is neither. npm is not run. Blocking; any thread.
/// Source: npm "package-lock.json", field "dev".
QStringList devDependencyPatterns(const QString &dir);

} // namespace lathe
