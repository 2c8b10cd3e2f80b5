// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "core/runtimes.h"
#include <QString>
#include <QStringList>
#include <optional>

namespace lathe {

/// An interpreter on this machine that can stand for a Lambda runtime.
struct Interpreter
{
    RuntimeFamily family = RuntimeFamily::Unknown;
    QString path;      ///< The real executable, shims and links resolved.
    QString version;   ///< e.g. "3.11.2", "20.20.2".
    QString prefix;    ///< Folder that must be visible inside the sandbox when it is outside /usr; else empty.
    bool exact = true; ///< False when it is the nearest version, not the one asked for.
    bool operator==(const Interpreter &) const = default;
};

/// The interpreter for a runtime identifier: exact version if the machine has it, else the nearest of the same family
/// (exact=false). Looks in PATH, /usr, /usr/lib/jvm, pyenv, nvm, asdf, mise, uv, fnm, volta, rbenv, rvm, sdkman, /opt. Results are cached by path,
/// size and time of the executable, so that a second call starts no process. LTH-RUN-001 when there is none.
Result<Interpreter> interpreterFor(const QString &runtimeId);
/// The runtime that a function gets for which nothing is said: the newest one that is neither a preview nor deprecated and
/// that this machine can run exactly, the system's interpreters before version managers' (they start faster); else the
/// newest of the family. So a plain folder runs here without a warning and deploys as what was tested.
QString runtimeOnThisMachine(RuntimeFamily family);
/// The command that installs an interpreter of this family on Debian; empty when there is none.
QString interpreterRemedy(RuntimeFamily family);
/// What runs functions of one runtime identifier here.
struct RuntimeStandIn
{
    const RuntimeInfo *runtime = nullptr;   ///< A row of the runtime table.
    std::optional<Interpreter> interpreter; ///< Nothing: functions of it cannot run here. provided.* needs none.
    bool runs() const { return interpreter.has_value() || runtime->family == RuntimeFamily::Provided; }
};
/// The whole table: which interpreter stands for which identifier, in the table's order.
QList<RuntimeStandIn> runtimeStandIns();
/// All that were found, for `lathe doctor`.
QList<Interpreter> allInterpreters();

} // namespace lathe
