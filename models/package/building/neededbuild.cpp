// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/building/neededbuild.h"
#include <QCoreApplication>

namespace lathe {

Result<NeededBuild> buildWhereNeeded(const FunctionBuildSpec &spec, bool mayRun)
{
    if (!spec.function.imageUri.isEmpty())
        return NeededBuild{spec.function, false, {}};
    if (!planFunctionBuild(spec.function).needed && !mustBuildToRun(spec.function, spec.projectDir)) {
        const QString dir = currentFunctionBuild(spec.function, spec.projectDir); // of "lathe build"
        return NeededBuild{dir.isEmpty() ? spec.function : builtFunction(spec.function, dir), false, {}};
    }
    if (!mayRun) {
        const QString dir = currentFunctionBuild(spec.function, spec.projectDir);
        if (dir.isEmpty())
            return fail(ErrorCode::NotTrusted, QCoreApplication::translate("lathe", "%1 has to be built first, and restricted mode runs no tools. Trust the folder if you know where it comes from.").arg(spec.function.name), {},
                        QStringLiteral("LTH-BLD-006"));
        return NeededBuild{builtFunction(spec.function, dir), false, {}};
    }
    const auto outcome = buildFunction(spec);
    if (!outcome)
        return tl::unexpected(outcome.error());
    NeededBuild build{builtFunction(spec.function, outcome->dir), !outcome->fromCache, {}};
    for (const LayerNote &note : outcome->notes)
        if (note.kind == LayerNote::Kind::Warning)
            build.warnings.append(note.text);
    return build;
}

} // namespace lathe
