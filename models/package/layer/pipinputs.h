// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QStringList>

namespace lathe {

/// What pip is asked for, read out of requirement files and projects: one list with every included file in it, so that pip
/// sees no folder of the project.
struct PipInputs
{
    QByteArray requirements; ///< Lines for `-r`.
    QByteArray constraints;  ///< Lines for `-c`.
    QStringList shown;       ///< Local files and folders that lines name: wheels, --find-links.
    QStringList variables;   ///< Environment variables that lines name as ${NAME}.
};

/// Adds a requirements.txt with the files that it includes, or a pyproject.toml (PEP 621 dependencies) with its lock
/// (uv, poetry, pdm: versions become constraints). Errors: Unsupported (LTH-LYR-006: editable, local source), Config.
Result<> addPipInput(const QString &file, const QString &lock, PipInputs &inputs);

} // namespace lathe
