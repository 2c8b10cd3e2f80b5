// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/interpreters.h"
#include <QHash>

namespace lathe {

/// Where to look, as a value, so that tests can look elsewhere.
struct InterpreterPlaces
{
    QString home;
    QStringList path;        ///< Folders of PATH.
    QString own;             ///< Where `lathe runtime install` puts what it fetches; empty: nowhere.
    QString root;            ///< Put before /usr, /usr/local and /opt; empty in real life.
    QString cacheFile;       ///< Versions that took a process to find; empty: keep none.
    static InterpreterPlaces ofProcess();
};

/// A file that may be an interpreter.
struct InterpreterCandidate
{
    QString path;    ///< The real executable.
    QString version; ///< As far as the path tells it: "3.11", "20.20.2" or empty.
    QString prefix;
    bool system = false; ///< Below /usr.
};

/// Families whose functions run on an interpreter of this machine.
const QList<RuntimeFamily> &managedFamilies();
/// How many parts of a version tell one runtime from the next: 2 for Python and Ruby ("3.11"), 1 for Node.js and Java ("22").
int versionParts(RuntimeFamily family);
/// All candidates of a family, without running anything.
QList<InterpreterCandidate> findCandidates(RuntimeFamily family, const InterpreterPlaces &places);
/// The one that fits `wanted` ("3.11", "22") best, its version completed; nothing when there is none.
std::optional<Interpreter> chooseInterpreter(RuntimeFamily family, const QString &wanted, const InterpreterPlaces &places);
QList<Interpreter> listInterpreters(const InterpreterPlaces &places);
/// Identifier of the newest runtime, neither preview nor deprecated on `today` (ISO date), that stands here exactly; or empty.
QString newestExactRuntime(RuntimeFamily family, const InterpreterPlaces &places, const QString &today);

/// What runtimeOnThisMachine() answers where these are the places.
QString runtimeAt(const InterpreterPlaces &places, RuntimeFamily family);

} // namespace lathe
