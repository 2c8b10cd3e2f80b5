// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QMetaType>
#include <QString>

namespace lathe {

/// One place that was found in a file.
struct FileMatch
{
    int line = 1;             ///< 1-based.
    int column = 1;           ///< 1-based, in characters.
    qsizetype start = 0;      ///< In UTF-16 units of the file's text.
    qsizetype length = 0;
    QString preview;          ///< The line around it, at most 240 characters, control characters made visible.
    int previewStart = 0;     ///< Where in the preview the match stands.
    int previewLength = 0;
    QString replacement;      ///< What would stand there, when a replacement was asked for; made visible too.
    bool operator==(const FileMatch &) const = default;
};

/// What was found in one file.
struct FileMatches
{
    QString path;  ///< Absolute.
    QString shown; ///< Relative to the folder that was searched.
    QList<FileMatch> matches;
    bool operator==(const FileMatches &) const = default;
};

} // namespace lathe

Q_DECLARE_METATYPE(lathe::FileMatches)
