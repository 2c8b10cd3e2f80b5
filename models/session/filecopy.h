// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/filework.h"
#include <QStringList>
#include <functional>

namespace lathe {

/// What becomes of something whose name is there already.
enum class NameTaken { Refuse, Replace /**< The one that is there goes to the trash. */, KeepBoth /**< "app-copy.py" */, Skip };

/// Files and folders of anywhere that are to be copied into a folder of a project. Absolute paths.
struct FileCopySpec
{
    QString root; ///< The project's.
    QString dir;
    QStringList sources;
    NameTaken taken = NameTaken::Refuse;
};

struct FileCopyOutcome
{
    QStringList made;
    QList<TrashedFile> replaced;
    QStringList skipped; ///< Sources.
};

/// Those of the sources whose name is there already.
QStringList takenNames(const FileCopySpec &spec);
/// Why it cannot be done at all; empty when it can: a source that is gone, or a folder into itself.
QString copyProblem(const FileCopySpec &spec);

/// Copies all of them or nothing: when it fails or is stopped, what was made goes and what was replaced comes back. Links stay links, sockets and
/// pipes are left out, rights and times are kept. Blocking; any thread. `progress` gets bytes. Errors: those of filework.h, Cancelled.
Result<FileCopyOutcome> copyFiles(const FileCopySpec &spec, const std::atomic_bool &stopped, const std::function<void(qint64 done, qint64 total)> &progress = {});
/// What was made goes to the trash, what was replaced comes back.
Result<> undoCopy(const QString &root, const FileCopyOutcome &outcome);

} // namespace lathe
