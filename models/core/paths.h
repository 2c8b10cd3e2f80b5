// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QString>

/// Where Lathe keeps things (XDG Base Directory Specification). Functions return absolute paths and create nothing,
/// unless their name says so.
namespace lathe::paths {

QString config();  ///< $XDG_CONFIG_HOME/lathe: settings.
QString data();    ///< $XDG_DATA_HOME/lathe: history, endpoint state.
QString cache();   ///< $XDG_CACHE_HOME/lathe: unpacked packages; safe to delete.
QString state();   ///< $XDG_STATE_HOME/lathe: session, unsaved text, logs.
QString runtime(); ///< $XDG_RUNTIME_DIR/lathe, else a per-user folder in the temporary folder; mode 0700.

QString temporary(); ///< $TMPDIR when it can be written, else /tmp or /var/tmp.

/// runtime()/work-<pid>; nothing is made.
QString work();
/// The same folder, made with mode 0700, for what lives no longer than this process. Removes such folders of processes that
/// are gone, so that nothing of a killed one stays.
Result<QString> makeWork();
/// Removes it, if it is there and not behind a link that somebody else made.
void removeWork();
/// Removes the folders "work-<pid>" below `parent` whose process is gone.
void sweepWork(const QString &parent);

/// Creates the folder and its parents, the last one with mode 0700. Refuses a symbolic link or a foreign owner.
Result<QString> makePrivate(const QString &dir);

/// Folder that holds the product's read-only files (runtime bootstraps, samples, themes):
/// beside the executable in a build tree or an installation. $LATHE_RESOURCES overrides it for tests.
QString resources();
/// Folder with the compiled Java bootstrap, lathe-runtime.jar. $LATHE_JAVA overrides it for tests.
QString javaBootstrap();
/// The sandbox helper `lathe-init` that belongs to this executable.
QString initHelper();

} // namespace lathe::paths
