// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/runtimeinstall.h"
#include "core/paths.h"
#include "core/runtimes.h"
#include "process/npm.h"
#include "runtime/interpreterversion.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <cstdlib>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

Result<RuntimeInstall> runtimeInstall(const QString &runtimeId, std::function<void(int)> onFetched)
{
    const QString version = runtimeVersion(runtimeId);
    const QString arch = QSysInfo::currentCpuArchitecture();
    const bool known = arch == u"x86_64" || arch == u"arm64";
    bool number = false;
    version.toInt(&number);
    if (runtimeFamily(runtimeId) != RuntimeFamily::Node || !known || !number)
        return fail(ErrorCode::Unsupported, tr("\"%1\" cannot be installed from here. Node.js can, for example nodejs22.x; for others use the system's package manager.").arg(runtimeId), {},
            QStringLiteral("LTH-RUN-020"));
    const QString npm = findProgram(QStringLiteral("npm"));
    if (npm.isEmpty())
        return fail(ErrorCode::Config, tr("npm is needed to fetch Node.js. Install it (apt install npm) and repeat."), {}, QStringLiteral("LTH-RUN-021"));
    const Result<QString> folder = paths::makePrivate(runtimesFolder());
    if (!folder)
        return tl::unexpected(folder.error());
    QByteArray pattern = QFile::encodeName(*folder + QStringLiteral("/fetching-XXXXXX"));
    if (!mkdtemp(pattern.data()))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be made.").arg(QFile::decodeName(pattern)), qt_error_string());
    RuntimeInstall install;
    install.runtime = runtimeId;
    install.staging = QFile::decodeName(pattern);
    install.package = QStringLiteral("node-linux-") + (arch == u"arm64" ? QStringLiteral("arm64") : QStringLiteral("x64"));
    install.fetch = npmSpec(npm, {QStringLiteral("install"), install.package + u'@' + version, QStringLiteral("--prefix"), install.staging, QStringLiteral("--ignore-scripts"),
                                     QStringLiteral("--no-save"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund"), QStringLiteral("--no-package-lock")},
        install.staging, std::move(onFetched));
    return install;
}

static Result<QString> place(const RuntimeInstall &install)
{
    const QString fetched = install.staging + QStringLiteral("/node_modules/") + install.package;
    const QString version = InterpreterVersions(QString()).of(RuntimeFamily::Node, fetched + QStringLiteral("/bin/node"));
    if (version.section(u'.', 0, 0) != runtimeVersion(install.runtime))
        return fail(ErrorCode::Config, tr("What npm fetched for %1 does not run on this machine.").arg(install.runtime), version, QStringLiteral("LTH-RUN-022"));
    const QString folder = runtimesFolder() + QStringLiteral("/node"), target = folder + u'/' + version;
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be made.").arg(folder));
    QDir(target).removeRecursively(); // the same version again: a damaged one is mended
    if (!QDir().rename(fetched, target))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be made.").arg(target), qt_error_string());
    return target + QStringLiteral("/bin/node");
}

Result<QString> finishRuntimeInstall(const RuntimeInstall &install, const Result<ChildOutcome> &outcome)
{
    const Result<> fetched = npmResult(outcome);
    const Result<QString> placed = fetched ? place(install) : Result<QString>(tl::unexpected(fetched.error()));
    QDir(install.staging).removeRecursively();
    return placed;
}

} // namespace lathe
