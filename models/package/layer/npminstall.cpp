// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/atomicfile.h"
#include "package/layer/dependencyinstall.h"
#include "package/layer/npmsources.h"
#include "package/layer/toolbench.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSysInfo>

namespace lathe {

namespace {

constexpr int crossMajor = 10; ///< npm from which --os, --cpu and --libc choose optional packages.

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

int packagesIn(const QString &lock)
{
    const auto bytes = lock.isEmpty() ? Result<QByteArray>(QByteArray()) : readFile(lock, 256LL * 1024 * 1024);
    return bytes ? int(std::max<qsizetype>(0, QJsonDocument::fromJson(*bytes).object().value(QLatin1String("packages")).toObject().size() - 1)) : 0;
}

QString userSettings()
{
    return qEnvironmentVariable("npm_config_userconfig", qEnvironmentVariable("NPM_CONFIG_USERCONFIG", QDir::homePath() + QStringLiteral("/.npmrc")));
}

void bringSettings(ToolBench &bench, const QString &projectFile, const QString &home)
{
    for (const auto &[from, to] : {std::pair{projectFile, home + QStringLiteral("/.npmrc")}, {userSettings(), QStringLiteral("/tmp/home/.npmrc")}})
        if (QFileInfo(from).isFile() && bench.bring(from, to))
            from == projectFile ? bench.passNamedInProject(from) : bench.passNamedIn(from);
    bench.pass({"npm_config_registry", "NPM_CONFIG_REGISTRY", "npm_config_cafile", "NPM_CONFIG_CAFILE", "npm_config_strict_ssl"});
    for (const char *name : {"npm_config_cafile", "NPM_CONFIG_CAFILE"})
        bench.show(qEnvironmentVariable(name));
    bench.set("npm_config_cache", "/tmp/npm-cache");
    bench.set("npm_config_update_notifier", "false");
}

/// Where git is when no library may come from a repository: npm runs scripts of what it clones.
constexpr char noGit[] = "/tmp/no-sources/git";

/// Says what the lock takes from elsewhere than the registries, and refuses what would run code.
Result<> checkSources(const DependencyInstall &install, const LayerManifest &manifest)
{
    NpmSources sources{manifest.file, manifest.lock, {QFileInfo(manifest.file).path() + QStringLiteral("/.npmrc"), userSettings(), QStringLiteral("/etc/npmrc")}, {}, install.layer.allowScripts};
    for (const char *name : {"npm_config_registry", "NPM_CONFIG_REGISTRY"})
        sources.registries << qEnvironmentVariable(name);
    const auto hosts = foreignNpmHosts(sources);
    if (!hosts)
        return tl::unexpected(hosts.error());
    if (!hosts->isEmpty())
        install.notes.append({LayerNote::Kind::Warning, tr("%1 takes libraries from elsewhere than the registry that is set: %2.").arg(QFileInfo(manifest.lock).fileName(), hosts->mid(0, 10).join(QStringLiteral(", "))), manifest.lock, {}});
    return {};
}

Result<> npmResultOf(const ToolOutcome &outcome)
{
    if (outcome.exit.status == 0)
        return {};
    const QString detail = lastLines(outcome.tail);
    if (outcome.tail.contains(noGit))
        return fail(ErrorCode::NotTrusted, tr("A library takes another one from a git repository, whose scripts npm would run. Leave it out, or allow install scripts."), detail, QStringLiteral("LTH-LYR-032"));
    if (speaksOfNetwork(outcome.tail))
        return fail(ErrorCode::Network, tr("npm cannot reach its registry. Connect, then repeat."), detail, QStringLiteral("LTH-LYR-016"));
    static const QRegularExpression missing(QStringLiteral(R"((?:No matching version found for|'|404\s+)\s*'?((?:@[\w.~-]+/)?[\w.~-]+@[^\s']+)'?)"));
    if (detail.contains(QLatin1String("E404")) || detail.contains(QLatin1String("ETARGET"))) {
        const auto match = missing.match(detail);
        return fail(ErrorCode::NotFound, tr("The npm registry has no %1. Name another version of it.").arg(match.hasMatch() ? match.captured(1).section(u'.', 0, -1) : QStringLiteral("such package")),
                    detail, QStringLiteral("LTH-LYR-015"));
    }
    if (detail.contains(QLatin1String("EUSAGE")) && detail.contains(QLatin1String("sync")))
        return fail(ErrorCode::Config, tr("package-lock.json does not fit package.json. Run: npm install --package-lock-only"), detail, QStringLiteral("LTH-LYR-016"));
    return fail(ErrorCode::Config, tr("npm could not install the libraries; its own words are in the details."), detail, QStringLiteral("LTH-LYR-016"));
}

Result<int> npmMajor(ToolBench &bench, const QString &npm)
{
    const auto outcome = bench.run({npm, QStringLiteral("--version")}, QStringLiteral("/tmp"), {LayerProgress::Phase::Installing, QStringLiteral("npm"), 0, 0, 0}, {});
    if (!outcome)
        return tl::unexpected(outcome.error());
    return QString::fromUtf8(outcome->tail).trimmed().section(u'\n', -1).section(u'.', 0, 0).toInt();
}

/// One package.json into the folder `home` below /tmp.
Result<QString> installOne(const DependencyInstall &install, const LayerManifest &manifest, const QString &npm, ToolBench &bench, const QString &home)
{
    if (auto checked = checkSources(install, manifest); !checked)
        return tl::unexpected(checked.error());
    if (!bench.bring(manifest.file, home + QStringLiteral("/package.json")) ||
        (!manifest.lock.isEmpty() && !bench.bring(manifest.lock, home + u'/' + QFileInfo(manifest.lock).fileName())))
        return fail(ErrorCode::Io, tr("%1 cannot be read.").arg(manifest.file));
    bringSettings(bench, QFileInfo(manifest.file).path() + QStringLiteral("/.npmrc"), home);
    if (manifest.lock.isEmpty())
        for (const char *other : {"yarn.lock", "pnpm-lock.yaml", "bun.lockb"})
            if (QFileInfo::exists(QFileInfo(manifest.file).path() + u'/' + QLatin1String(other)))
                install.notes.append({LayerNote::Kind::Warning, tr("npm does not read %1: versions were chosen anew from package.json.").arg(QLatin1String(other)), manifest.file, {}});
    QStringList argv = {npm, manifest.lock.isEmpty() ? QStringLiteral("install") : QStringLiteral("ci"), QStringLiteral("--omit=dev"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund"),
                        QStringLiteral("--loglevel=http"), QStringLiteral("--fetch-retries=1"), QStringLiteral("--os=linux"), QStringLiteral("--cpu=") + install.target.npmCpu(), QStringLiteral("--libc=glibc")};
    if (!install.layer.allowScripts) {
        argv << QStringLiteral("--ignore-scripts") << QStringLiteral("--git=") + QLatin1String(noGit);
        bench.set("npm_config_ignore_scripts", "true"); // for any npm that npm starts
    }
    const auto outcome = bench.run(argv, home, {LayerProgress::Phase::Installing, QStringLiteral("npm"), 0, packagesIn(manifest.lock), 0}, [](const QByteArray &line, LayerProgress &progress) {
        if (line.contains("http fetch GET 200"))
            progress.count = progress.total > 0 ? std::min(progress.count + 1, progress.total) : progress.count + 1;
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (auto done = npmResultOf(*outcome); !done)
        return tl::unexpected(done.error());
    return bench.made(home + QStringLiteral("/node_modules"));
}

} // namespace

Result<QList<LayerPlacement>> installWithNpm(const DependencyInstall &install)
{
    const QString npm = findProgram(QStringLiteral("npm"), install.layer.projectDir);
    if (npm.isEmpty())
        return fail(ErrorCode::Unsupported, tr("npm is missing, so Node.js libraries cannot be installed. Install the package npm."), {}, QStringLiteral("LTH-LYR-014"));
    ToolBench bench(install.layer, install.workDir);
    bench.showProgram(npm);
    bench.show(QStringLiteral("/etc/npm"));
    if (QSysInfo::currentCpuArchitecture() != install.target.architecture) {
        const auto major = npmMajor(bench, npm);
        if (!major)
            return tl::unexpected(major.error());
        if (*major < crossMajor)
            return fail(ErrorCode::Unsupported, tr("This npm (version %1) cannot install for another processor; %2 or newer can. Run: npm install -g npm").arg(*major).arg(crossMajor), {}, QStringLiteral("LTH-LYR-014"));
    }
    QList<LayerPlacement> placements;
    for (qsizetype i = 0; i < install.manifests.size(); ++i) {
        const auto modules = installOne(install, install.manifests[i], npm, bench, QStringLiteral("/tmp/app%1").arg(i));
        if (!modules)
            return tl::unexpected(modules.error());
        if (!modules->isEmpty() && QFileInfo(*modules).isDir())
            placements.append({*modules, QStringLiteral("nodejs/node_modules"), true});
        else
            install.notes.append({LayerNote::Kind::Warning, tr("%1 names no libraries that are needed at run time.").arg(install.manifests[i].file), install.manifests[i].file, {}});
    }
    return placements;
}

} // namespace lathe
