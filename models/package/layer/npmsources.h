// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QStringList>

namespace lathe {

/// What decides where npm takes libraries from, all of it written by whoever wrote the project, but for the user's settings.
struct NpmSources
{
    QString package;          ///< package.json.
    QString lock;             ///< package-lock.json or npm-shrinkwrap.json; may be empty.
    QStringList settings;     ///< .npmrc files that hold; missing ones are no error.
    QStringList registries;   ///< Addresses that are set otherwise, e.g. by npm_config_registry.
    bool allowScripts = false;
};

/// Refuses what is no library of a registry: folders, which npm is not shown (LTH-LYR-016), and, unless scripts are allowed, git
/// repositories, which npm prepares by running their scripts, whatever it is told (LTH-LYR-032). The hosts that the lock names
/// besides those of the registries. Blocking; any thread.
Result<QStringList> foreignNpmHosts(const NpmSources &sources);

} // namespace lathe
