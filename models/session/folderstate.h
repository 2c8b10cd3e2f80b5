// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace lathe {

/// Where somebody was in a file.
struct FilePlace
{
    int line = 0;      ///< 1-based; 0: not known.
    int column = 0;
    QList<int> folded; ///< Lines whose block is closed, 1-based.
    qint64 bytes = 0;  ///< Of the text that it is a place of, in UTF-8.
    bool operator==(const FilePlace &) const = default;
};

/// What Lathe remembers of a folder between two starts.
struct FolderState
{
    QStringList files;  ///< Open tabs, in order.
    QString active;     ///< The tab in front.
    QString function;   ///< The function that was chosen.
    QString event;      ///< Path of the event that was chosen.
    QHash<QString, QList<int>> bookmarks; ///< Marked lines (1-based) by path.
    QStringList offline; ///< Names of functions that get no network in local runs.
    QHash<QString, FilePlace> places = {}; ///< Of the open tabs, by path.
    QString target = {};     ///< Id of the target that was chosen.
    QString signingKey = {}; ///< Name of the key that packages are signed with.
    bool operator==(const FolderState &) const = default;
};

} // namespace lathe
