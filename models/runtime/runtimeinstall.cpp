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
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <cstdlib>

namespace lathe {

static QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

/// Clients of the AWS SDK for JavaScript v3; Lambda's images have all 400.
static QStringList sdkPackages()
{
    QStringList packages{QStringLiteral("@aws-sdk/lib-dynamodb@3"), QStringLiteral("@aws-sdk/s3-request-presigner@3")};
    for (const char *client : {"cloudwatch", "dynamodb", "eventbridge", "kinesis", "lambda", "s3", "secrets-manager", "ses", "sfn", "sns", "sqs", "ssm", "sts"})
        packages << QStringLiteral("@aws-sdk/client-") + QLatin1String(client) + QStringLiteral("@3");
    return packages;
}

Result<RuntimeInstall> runtimeInstall(const QString &runtimeId, std::function<void(int)> onFetched)
{
    const bool sdk = runtimeId == u"aws-sdk-js";
    const QString version = runtimeVersion(runtimeId);
    const QString arch = QSysInfo::currentCpuArchitecture();
    const bool known = arch == u"x86_64" || arch == u"arm64";
    bool number = false;
    version.toInt(&number);
    if (!sdk && (runtimeFamily(runtimeId) != RuntimeFamily::Node || !known || !number))
        return fail(ErrorCode::Unsupported, tr("\"%1\" cannot be installed from here. Node.js (for example nodejs22.x) and aws-sdk-js can; for others use the system's package manager.").arg(runtimeId), {},
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
    if (!sdk)
        install.package = QStringLiteral("node-linux-") + (arch == u"arm64" ? QStringLiteral("arm64") : QStringLiteral("x64"));
    const QStringList packages = sdk ? sdkPackages() : QStringList{install.package + u'@' + version};
    install.fetch = npmSpec(npm, QStringList{QStringLiteral("install")} + packages + QStringList{QStringLiteral("--prefix"), install.staging, QStringLiteral("--ignore-scripts"),
                                     QStringLiteral("--no-save"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund"), QStringLiteral("--no-package-lock")},
        install.staging, std::move(onFetched));
    return install;
}

static QString versionOfPackage(const QString &folder)
{
    QFile file(folder + QStringLiteral("/package.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("version")).toString() : QString();
}

static Result<QString> placeSdk(const RuntimeInstall &install)
{
    const QString target = sdkFolder();
    if (versionOfPackage(install.staging + QStringLiteral("/node_modules/@aws-sdk/client-s3")).isEmpty())
        return fail(ErrorCode::Config, tr("What npm fetched for %1 does not run on this machine.").arg(install.runtime), {}, QStringLiteral("LTH-RUN-022"));
    QDir(target).removeRecursively();
    if (!QDir().mkpath(target) || !QDir().rename(install.staging + QStringLiteral("/node_modules"), target + QStringLiteral("/node_modules")))
        return fail(ErrorCode::Io, tr("The folder %1 cannot be made.").arg(target), qt_error_string());
    return target + QStringLiteral("/node_modules");
}

static Result<QString> place(const RuntimeInstall &install)
{
    if (install.package.isEmpty())
        return placeSdk(install);
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

QList<BundledSdkInfo> bundledSdks()
{
    QList<BundledSdkInfo> found;
    const QString packages = QStringLiteral("/usr/lib/python3/dist-packages");
    for (const QString &name : QDir(packages).entryList({QStringLiteral("boto3-*.egg-info"), QStringLiteral("boto3-*.dist-info")}))
        found.append({QStringLiteral("boto3"), name.section(u'-', 1).section(QStringLiteral(".egg-info"), 0, 0).section(QStringLiteral(".dist-info"), 0, 0), packages});
    const QString client = QStringLiteral("/node_modules/@aws-sdk/client-s3");
    if (const QString version = versionOfPackage(sdkFolder() + client); !version.isEmpty())
        found.append({QStringLiteral("@aws-sdk/client-s3"), version, sdkFolder() + QStringLiteral("/node_modules")});
    return found;
}

Result<QString> finishRuntimeInstall(const RuntimeInstall &install, const Result<ChildOutcome> &outcome)
{
    const Result<> fetched = npmResult(outcome);
    const Result<QString> placed = fetched ? place(install) : Result<QString>(tl::unexpected(fetched.error()));
    QDir(install.staging).removeRecursively();
    return placed;
}

} // namespace lathe
