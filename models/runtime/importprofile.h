// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "runtime/functionspec.h"

namespace lathe {

/// What loading one module cost, as the interpreter measured it in a run with its import timer.
struct ImportCost
{
    QString name;       ///< Python: the module's full name; Node.js: what was required, files relative to the function's folder.
    double selfMs = 0;  ///< Without what it imported itself.
    double totalMs = 0; ///< With it.
    int depth = 0;      ///< 0: the handler's own module.
    bool operator==(const ImportCost &) const = default;
};

/// Whether imports of this runtime can be timed: Python by PYTHONPROFILEIMPORTTIME (docs.python.org, "-X importtime"), Node.js
/// by a small script of ours around require(); modules that are imported as ES modules are not seen there.
bool canProfileImports(const QString &runtime);
/// The same function with the timer on. Its environments serve no other runs, as their variables differ.
FunctionSpec withImportTimer(FunctionSpec function);
/// Whether a line of the log was written by the timer.
bool isImportLine(QByteArrayView line);
/// The imports of the handler's module, each before what it imported itself, at most `most` beside it (the dearest are kept). What the
/// runtime client imports for itself and what is imported only while the handler runs is left out.
QList<ImportCost> importsIn(const QByteArray &log, const FunctionSpec &function, int most = 500);

} // namespace lathe
