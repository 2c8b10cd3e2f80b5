// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "session/backupstore.h"
#include <optional>

namespace lathe {

/// A backup as its file has it, with the process that wrote it. A value; any thread.
struct StoredBackup
{
    Backup backup;
    qint64 pid = 0;
    QString started; ///< When that process started, in clock ticks since boot: with the id it names one process for good.

    /// What the bytes of a file say. Nothing: they are damaged.
    static std::optional<StoredBackup> in(const QByteArray &bytes);
    /// Written by another process, which still runs.
    bool isOthers() const;
};

// A text is safe from a kill as soon as it is written under a name that is looked for, and from a power cut when it is synced, which a busy
// disk may take seconds for. So it goes there in two steps. Blocking; any thread.

/// Under a name of its own in `dir`, which nobody looks for: `utf8` in place of the backup's text, unless it is null.
Result<QString> writeBackup(const QString &dir, const Backup &backup, const QByteArray &utf8);
/// `written` gets the name under which it is found from now on; that name.
Result<QString> nameBackup(const QString &written);
/// Waits until the disk has it.
Result<> syncBackup(const QString &fresh);

} // namespace lathe
