// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>
#include <atomic>

namespace lathe {

/// A file or folder that was called or stood otherwise before. Absolute paths.
struct FileMove
{
    QString from;
    QString to;
    bool operator==(const FileMove &) const = default;
};

/// What lies in the desktop's trash, and where it stood.
struct TrashedFile
{
    QString path;
    QString inTrash;
    bool operator==(const TrashedFile &) const = default;
};

/// Why a file cannot be called that, in the user's language; empty when it can. Linux: no '/', no NUL, 255 bytes at most.
QString fileNameProblem(const QString &name);
/// The same for a name that makes folders on its way: "a/b.py".
QString newNameProblem(const QString &name);

// Changes of files below a project's root. Blocking; any thread. Nothing that is there is ever overwritten, and nothing is done to what a
// link leads to outside the root (Config). AlreadyExists: the name is taken; NotFound: it is gone; Io: the disk or its rights refuse.

/// An empty file; its path. Folders that its name has ("a/b.py") are made, and go again when the file cannot be made.
Result<QString> makeFile(const QString &root, const QString &dir, const QString &name);
Result<QString> makeFolder(const QString &root, const QString &dir, const QString &name);
/// Another name or another folder; of a link, the link itself. "a" may become "A" where the disk does not tell them apart.
Result<FileMove> moveFile(const QString &root, const QString &from, const QString &to);
/// A copy beside it under the next free name: "app-copy.py", "app-copy-2.py". Links stay links. What was copied goes again when it fails or is
/// stopped.
Result<QString> duplicateFile(const QString &root, const QString &path, const std::atomic_bool &stopped);
/// Into the desktop's trash (freedesktop.org "Trash specification"). Unsupported: there is none for this place.
Result<TrashedFile> trashFile(const QString &root, const QString &path);
/// Back to where it stood; folders that are gone meanwhile are made again.
Result<QString> restoreFile(const QString &root, const TrashedFile &trashed);
/// For good.
Result<> deleteFile(const QString &root, const QString &path);

// For what else makes files of a project (filecopy.h).

/// Whether something may be made there: its name can be, and its folder is, with all links followed, in the project.
Result<> checkNewFile(const QString &root, const QString &path);
/// The next free name beside it: "app-copy.py".
QString freeCopyName(const QString &path);
/// What an errno means to a person; ECANCELED: it was stopped.
tl::unexpected<Error> fileError(const QString &path, int number);

} // namespace lathe
