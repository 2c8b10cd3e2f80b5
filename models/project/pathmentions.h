// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "project/project.h"

namespace lathe {

/// A place in a template that names a file or folder.
struct PathMention
{
    QString owner;   ///< Function or layer; empty where it is the template itself.
    QString setting; ///< As the template calls it, e.g. "Handler", "CodeUri".
    QString file;    ///< The template, absolute.
    int line = 0;    ///< 1-based; 0: somewhere.
    bool operator==(const PathMention &) const = default;
};

/// What of the project's template names `path` or something below it; nothing in a folder without a template.
QList<PathMention> mentionsOf(const Project &project, const QString &path);

} // namespace lathe
