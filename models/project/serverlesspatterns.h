// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

namespace lathe {

/// Translates `package.patterns` of a serverless.yml, where "!x" leaves out and "x" puts back and everything is tied to the
/// service's folder, to the form of PackageSpec::patterns
/// (package/ignorepatterns.h). `{a,b}` is expanded. For the older `exclude`/`include` lists pass each
/// exclude as "!x" (an exclude "!x" as "x"), then the includes as they are.
QStringList excludesFromServerlessPatterns(const QStringList &patterns);

} // namespace lathe
