// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/sampleinstall.h"
#include "process/npm.h"
#include <QCoreApplication>
#include <QDir>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

Result<ChildSpec> sampleInstallSpec(const SampleInfo &sample, const QString &dir, std::function<void(const QString &)> onPhase)
{
    const QString npm = findProgram(QStringLiteral("npm"), dir);
    if (npm.isEmpty())
        return fail(ErrorCode::Config, tr("npm is needed to install the libraries of this sample. Install it (apt install npm) and repeat."), {}, QStringLiteral("LTH-SMP-001"));
    const QString prefix = dir + QStringLiteral("/layers/") + sample.layer + QStringLiteral("/nodejs");
    if (!QDir().mkpath(prefix))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be made.").arg(prefix));
    return npmSpec(npm, npmInstallArgs(sample, dir) + QStringList{QStringLiteral("--omit=dev")}, prefix, [onPhase = std::move(onPhase)](int fetched) {
        if (onPhase)
            onPhase(tr("Fetching packages: %1").arg(fetched));
    });
}

Result<> sampleInstallResult(const Result<ChildOutcome> &outcome)
{
    return npmResult(outcome);
}

} // namespace lathe
