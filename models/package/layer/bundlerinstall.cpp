// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/dependencyinstall.h"
#include "core/treeremoval.h"
#include "package/layer/toolbench.h"
#include "package/layer/wheel.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

Result<> bundlerResult(const ToolOutcome &outcome)
{
    if (outcome.exit.status == 0)
        return {};
    const QString detail = lastLines(outcome.tail);
    if (speaksOfNetwork(outcome.tail))
        return fail(ErrorCode::Network, tr("bundler cannot reach its gem server. Connect, then repeat."), detail, QStringLiteral("LTH-LYR-019"));
    static const QRegularExpression missing(QStringLiteral(R"re(Could not find (?:compatible versions for )?gem '?"?([\w.-]+))re"));
    if (const auto match = missing.match(QString::fromUtf8(outcome.tail)); match.hasMatch())
        return fail(ErrorCode::NotFound, tr("No source of the Gemfile has the gem %1 in a fitting version.").arg(match.captured(1)), detail, QStringLiteral("LTH-LYR-018"));
    return fail(ErrorCode::Config, tr("bundler could not install the gems; its own words are in the details."), detail, QStringLiteral("LTH-LYR-019"));
}

/// Gems below `cache` that are compiled when they are installed.
Result<QStringList> gemsToCompile(ToolBench &bench, const QString &ruby, const QString &cache)
{
    const QString script = QStringLiteral("require 'rubygems/package'; Dir[ARGV[0] + '/*.gem'].sort.each { |f| s = Gem::Package.new(f).spec; puts 'compiles ' + s.name unless s.extensions.empty? }");
    QStringList names;
    const auto outcome = bench.run({ruby, QStringLiteral("-e"), script, cache}, QStringLiteral("/tmp"), {LayerProgress::Phase::Installing, QStringLiteral("bundler"), 0, 0, 0},
                                   [&](const QByteArray &line, LayerProgress &) {
                                       if (line.startsWith("compiles "))
                                           names.append(QString::fromUtf8(line.mid(9)));
                                   });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->exit.status != 0)
        return fail(ErrorCode::Config, tr("bundler could not install the gems; its own words are in the details."), lastLines(outcome->tail), QStringLiteral("LTH-LYR-019"));
    return names;
}

/// Copies the gems that the project keeps beside its Gemfile; false when there are none.
bool bringVendored(ToolBench &bench, const QString &dir)
{
    bool any = false;
    for (const QString &gem : QDir(dir).entryList({QStringLiteral("*.gem")}, QDir::Files))
        any = bench.bring(dir + u'/' + gem, QStringLiteral("/tmp/app/vendor/cache/") + gem) || any;
    return any;
}

void setUp(ToolBench &bench, bool locked)
{
    if (const QString user = QDir::homePath() + QStringLiteral("/.bundle/config"); QFileInfo(user).isFile())
        bench.bring(user, QStringLiteral("/tmp/home/.bundle/config"));
    for (const QByteArray &entry : {"BUNDLE_PATH=/tmp/vendor", "BUNDLE_WITHOUT=development:test", "BUNDLE_RETRY=1", "BUNDLE_TIMEOUT=30", "BUNDLE_JOBS=2",
                                    "BUNDLE_APP_CONFIG=/tmp/config", "BUNDLE_CACHE_ALL_PLATFORMS=false", "BUNDLE_SILENCE_ROOT_WARNING=true", "BUNDLE_DISABLE_VERSION_CHECK=true"})
        bench.set(entry.left(entry.indexOf('=')), entry.mid(entry.indexOf('=') + 1));
    if (locked)
        bench.set("BUNDLE_FROZEN", "true");
}

} // namespace

Result<QList<LayerPlacement>> installWithBundler(const DependencyInstall &install)
{
    const QString bundle = findProgram(QStringLiteral("bundle"), install.layer.projectDir), ruby = findProgram(QStringLiteral("ruby"), install.layer.projectDir);
    if (bundle.isEmpty() || ruby.isEmpty())
        return fail(ErrorCode::Unsupported, tr("bundler is missing, so gems cannot be installed. Install the packages ruby and bundler."), {}, QStringLiteral("LTH-LYR-017"));
    QList<LayerPlacement> placements;
    for (qsizetype i = 0; i < install.manifests.size(); ++i) {
        const LayerManifest &manifest = install.manifests[i];
        ToolBench bench(install.layer, install.workDir + QStringLiteral("/%1").arg(i));
        bench.showProgram(ruby);
        bench.showProgram(bundle);
        bench.show(QStringLiteral("/var/lib/gems"));
        setUp(bench, !manifest.lock.isEmpty());
        const QString name = QFileInfo(manifest.file).fileName();
        if (!bench.bring(manifest.file, QStringLiteral("/tmp/app/") + name) || (!manifest.lock.isEmpty() && !bench.bring(manifest.lock, QStringLiteral("/tmp/app/") + QFileInfo(manifest.lock).fileName())))
            return fail(ErrorCode::Io, tr("%1 cannot be read.").arg(manifest.file));
        bench.passNamedInProject(manifest.file);
        const auto run = [&](const QStringList &arguments) -> Result<> {
            const auto outcome = bench.run(QStringList{bundle} + arguments, QStringLiteral("/tmp/app"), {LayerProgress::Phase::Installing, QStringLiteral("bundler"), 0, 0, 0},
                                           [](const QByteArray &line, LayerProgress &progress) { progress.count += line.startsWith("Fetching ") || line.startsWith("Installing "); });
            return outcome ? bundlerResult(*outcome) : tl::unexpected(outcome.error());
        };
        const auto ready = [&]() -> Result<> { // gems that run their own code when they are installed need a permission
            if (install.layer.allowScripts)
                return {};
            const auto compiled = gemsToCompile(bench, ruby, QStringLiteral("/tmp/app/vendor/cache"));
            if (!compiled)
                return tl::unexpected(compiled.error());
            if (!compiled->isEmpty())
                return fail(ErrorCode::NotTrusted, tr("These gems are compiled while they are installed, which runs their code: %1. Allow install scripts, or lock a platform for which they are ready.").arg(compiled->join(QStringLiteral(", "))),
                            {}, QStringLiteral("LTH-LYR-018"));
            return {};
        };
        const auto fromCache = [&] { return run({QStringLiteral("install"), QStringLiteral("--local")}); };
        // vendor/cache of the project may hold all of them; what is missing there is fetched.
        const bool vendored = bringVendored(bench, QFileInfo(manifest.file).path() + QStringLiteral("/vendor/cache"));
        auto installed = vendored ? ready().and_then(fromCache) : Result<>();
        if (!vendored || (!installed && installed.error().code != ErrorCode::NotTrusted && installed.error().code != ErrorCode::Cancelled))
            installed = run({QStringLiteral("cache"), QStringLiteral("--no-install")}).and_then(ready).and_then(fromCache);
        if (!installed)
            return tl::unexpected(installed.error());
        const QString vendor = QStringLiteral("/tmp/vendor/ruby"), rubyDir = bench.made(vendor);
        for (const QString &version : rubyDir.isEmpty() ? QStringList() : QDir(rubyDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            const QString home = rubyDir + u'/' + version, own = install.target.version() + QStringLiteral(".0");
            if (const QString cache = bench.made(vendor + u'/' + version + QStringLiteral("/cache")); !cache.isEmpty())
                removeTree(cache);
            if (const QString bin = bench.made(vendor + u'/' + version + QStringLiteral("/bin")); !bin.isEmpty())
                makeScriptsPortable(bin, "ruby");
            if (version != own)
                install.notes.append({LayerNote::Kind::Warning, tr("The gems were installed with Ruby %1 and are for %2; that is right for gems without compiled parts.").arg(version, install.target.runtime), {}, {}});
            placements.append({home, QStringLiteral("ruby/gems/") + own, true});
        }
    }
    return placements;
}

} // namespace lathe
