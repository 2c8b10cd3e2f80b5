// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "project/project.h"

namespace lathe {

/// Patterns that were written into a file of the project, with what is needed to take them back.
struct Exclusion
{
    QString file;
    QStringList patterns;  ///< As they stand in the file.
    bool existed = true;   ///< The file was there before.
    QByteArray before, after;
};

/// Keeps patterns (in the form of PackageSpec::patterns) where this project keeps them, so that packages leave these files out
/// from now on ("!x": puts them back): package.patterns of a serverless.yml for the function's own files; `.latheignore` in the code or layer folder
/// for everything else. `root` is the folder of the function's code or of one of its layers. Blocking; any thread.
Result<Exclusion> excludeFromPackage(const Project &project, const QString &function, const QString &root, const QStringList &patterns);
/// Puts the file back, if nobody changed it since (Conflict otherwise).
Result<> undoExclusion(const Exclusion &exclusion);

} // namespace lathe
