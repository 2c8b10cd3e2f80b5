// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeouts.h"
#include "package/layer/dependencyinstall.h"
#include "package/layer/pipinputs.h"
#include "package/layer/toolbench.h"
#include "package/layer/wheel.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSysInfo>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// An interpreter of this machine that has pip. Only the interpreter runs on this machine's behalf, never a package.
struct Pip
{
    QString python;
    QString version;    ///< "3.11" of the interpreter.
    QStringList shown;  ///< Where the interpreter and pip are.
};

std::optional<Pip> askForPip(const QString &python)
{
    ChildSpec child;
    child.program = python;
    child.args = {QStringLiteral("-I"), QStringLiteral("-c"),
                  QStringLiteral("import sys,os,json,pip;print(json.dumps(dict(exe=os.path.realpath(sys.executable),v='%d.%d'%sys.version_info[:2],"
                                 "base=sys.base_prefix,prefix=sys.prefix,pip=os.path.dirname(os.path.dirname(os.path.abspath(pip.__file__))))))")};
    child.workingDir = QStringLiteral("/");
    child.timeout = timeouts::interpreterProbe;
    for (const char *name : {"HOME", "PATH"})
        child.env.append({QString::fromLatin1(name), qEnvironmentVariable(name)});
    const auto outcome = runChildBlocking(child);
    if (!outcome || outcome->status != 0)
        return std::nullopt;
    const QJsonObject found = QJsonDocument::fromJson(outcome->output).object();
    const auto text = [&](const char *key) { return found.value(QLatin1String(key)).toString(); };
    if (text("exe").isEmpty())
        return std::nullopt;
    return Pip{text("exe"), text("v"), {text("base"), text("prefix"), text("pip")}};
}

std::optional<Pip> findPip(const LayerSpec &layer)
{
    QStringList candidates;
    for (const char *name : {"python3", "/usr/bin/python3"})
        if (const QString program = findProgram(QLatin1String(name), layer.projectDir); !program.isEmpty() && !candidates.contains(program))
            candidates.append(program);
    for (const QString &python : candidates)
        if (auto pip = askForPip(python))
            return pip;
    return std::nullopt;
}

/// The user's index settings, each where pip looks for it.
void bringSettings(ToolBench &bench)
{
    const QString home = QDir::homePath();
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME", home + QStringLiteral("/.config"));
    const std::pair<QString, QString> places[] = {
        {QStringLiteral("/etc/xdg/pip/pip.conf"), QStringLiteral("/tmp/home/etc/xdg/pip/pip.conf")},
        {home + QStringLiteral("/.pip/pip.conf"), QStringLiteral("/tmp/home/.pip/pip.conf")},
        {config + QStringLiteral("/pip/pip.conf"), QStringLiteral("/tmp/home/.config/pip/pip.conf")},
        {home + QStringLiteral("/.netrc"), QStringLiteral("/tmp/home/.netrc")}};
    for (const auto &[from, to] : places)
        if (QFileInfo(from).isFile() && bench.bring(from, to) && !from.endsWith(QLatin1String(".netrc")))
            bench.passNamedIn(from);
    bench.show(QStringLiteral("/etc/pip.conf"));
    bench.passNamedIn(QStringLiteral("/etc/pip.conf"));
    bench.set("XDG_CONFIG_DIRS", "/tmp/home/etc/xdg");
    if (const QString extra = qEnvironmentVariable("PIP_CONFIG_FILE"); !extra.isEmpty() && extra != QLatin1String("/dev/null")) {
        bench.bring(extra, QStringLiteral("/tmp/home/pip.conf"));
        bench.passNamedIn(extra);
        bench.set("PIP_CONFIG_FILE", "/tmp/home/pip.conf");
    } else {
        bench.pass({"PIP_CONFIG_FILE"});
    }
    bench.pass({"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_TRUSTED_HOST", "PIP_CERT", "PIP_CLIENT_CERT", "PIP_PRE", "PIP_PROXY"});
    for (const char *name : {"PIP_FIND_LINKS", "PIP_CERT", "PIP_CLIENT_CERT"})
        for (const QString &path : qEnvironmentVariable(name).split(u' ', Qt::SkipEmptyParts))
            bench.show(path.startsWith(QLatin1String("file://")) ? path.mid(7) : path);
    bench.set("PIP_REQUIRE_VIRTUALENV", "0");
    bench.set("PIP_USER", "0");
}

/// pip takes wheels only, but builds what a library names by an address of its own ("Requires-Dist: x @ https://…"). All that it would
/// build with is this interpreter, which it is then told to be at a place where nothing is; and git goes nowhere.
constexpr char noInterpreter[] = "/tmp/no-sources/python3";

Result<> pipResult(const ToolOutcome &outcome, const LayerTarget &target)
{
    if (outcome.exit.status == 0)
        return {};
    const QString detail = lastLines(outcome.tail);
    if (outcome.tail.contains(noInterpreter) || outcome.tail.contains("' not allowed")) {
        static const QRegularExpression asked(QStringLiteral(R"((?:^|\n)\s*Collecting ([^\n]+))"));
        QString what; // the last one that was begun
        for (auto it = asked.globalMatch(QString::fromUtf8(outcome.tail)); it.hasNext();)
            what = it.next().captured(1).section(QStringLiteral(" (from "), 0, 0);
        return fail(ErrorCode::NotTrusted, tr("A library asks for %1, which is source that would be built and run here. Leave the library out, make a wheel of that source (pip wheel), or allow install scripts.").arg(what),
                    detail, QStringLiteral("LTH-LYR-006"));
    }
    if (speaksOfNetwork(outcome.tail))
        return fail(ErrorCode::Network, tr("pip cannot reach its package index. Connect, or set an index that is reachable (PIP_INDEX_URL, pip.conf), then repeat."), detail, QStringLiteral("LTH-LYR-013"));
    static const QRegularExpression missing(QStringLiteral(R"(No matching distribution found for ([^\s(]+))"));
    if (const auto match = missing.match(QString::fromUtf8(outcome.tail)); match.hasMatch())
        return fail(ErrorCode::NotFound,
                    tr("There is no ready wheel of %1 for %2 on %3. Name another version of it, or make a wheel for that system and put its folder in PIP_FIND_LINKS.")
                        .arg(match.captured(1), target.runtime, target.architecture),
                    detail, QStringLiteral("LTH-LYR-012"));
    return fail(ErrorCode::Config, tr("pip could not install the libraries; its own words are in the details."), detail, QStringLiteral("LTH-LYR-013"));
}

QStringList pipArguments(const DependencyInstall &install, const Pip &pip, bool constrained)
{
    const LayerTarget &target = install.target;
    QStringList argv = {pip.python};
    if (install.layer.allowScripts)
        argv << QStringLiteral("-m") << QStringLiteral("pip");
    else
        argv << QStringLiteral("-c") << QStringLiteral("import sys; sys.executable = '%1'; from pip._internal.cli.main import main; sys.exit(main())").arg(QLatin1String(noInterpreter));
    argv << QStringList{QStringLiteral("install"), QStringLiteral("--target"), QStringLiteral("/tmp/out"),
                        QStringLiteral("--no-compile"), QStringLiteral("--no-input"), QStringLiteral("--no-cache-dir"), QStringLiteral("--disable-pip-version-check"),
                        QStringLiteral("--no-warn-script-location"), QStringLiteral("--progress-bar"), QStringLiteral("off"), QStringLiteral("--root-user-action"), QStringLiteral("ignore"),
                        QStringLiteral("--retries"), QStringLiteral("2"), QStringLiteral("--timeout"), QStringLiteral("30"), QStringLiteral("-r"), QStringLiteral("/tmp/in/requirements.txt")};
    if (constrained)
        argv << QStringLiteral("-c") << QStringLiteral("/tmp/in/constraints.txt");
    const bool alike = pip.version == target.version() && QSysInfo::currentCpuArchitecture() == target.architecture;
    if (install.layer.allowScripts && alike)
        return argv;
    argv << QStringLiteral("--only-binary=:all:") << QStringLiteral("--implementation") << QStringLiteral("cp") << QStringLiteral("--python-version") << target.version()
         << QStringLiteral("--abi") << QStringLiteral("cp") + target.version().remove(u'.');
    for (const QString &platform : target.wheelPlatforms())
        argv << QStringLiteral("--platform") << platform;
    return argv;
}

} // namespace

Result<QList<LayerPlacement>> installWithPip(const DependencyInstall &install)
{
    const auto pip = findPip(install.layer);
    if (!pip)
        return fail(ErrorCode::Unsupported, tr("pip is missing, so Python libraries cannot be installed. Install the package python3-pip."), {}, QStringLiteral("LTH-LYR-011"));
    PipInputs inputs;
    for (const LayerManifest &manifest : install.manifests)
        if (auto added = addPipInput(manifest.file, manifest.lock, inputs); !added)
            return tl::unexpected(added.error());
    ToolBench bench(install.layer, install.workDir);
    auto written = bench.write(QStringLiteral("/tmp/in/requirements.txt"), inputs.requirements).and_then([&] { return bench.write(QStringLiteral("/tmp/in/constraints.txt"), inputs.constraints); });
    if (!written)
        return tl::unexpected(written.error());
    bringSettings(bench);
    bench.showProgram(pip->python);
    for (const QString &path : pip->shown)
        bench.show(path);
    for (const QString &path : inputs.shown)
        bench.showListed(path);
    for (const QString &name : inputs.variables)
        bench.passToProject({name.toLatin1()});
    if (!install.layer.allowScripts)
        bench.set("GIT_ALLOW_PROTOCOL", "none");
    QStringList elsewhere; ///< What libraries, not the list, take from addresses of their own.
    const auto outcome = bench.run(pipArguments(install, *pip, !inputs.constraints.isEmpty()), QStringLiteral("/tmp/in"), {LayerProgress::Phase::Installing, QStringLiteral("pip"), 0, 0, 0},
                                   [&](const QByteArray &line, LayerProgress &progress) {
                                       if (line.startsWith("Collecting ") || line.startsWith("Processing "))
                                           ++progress.count;
                                       static const QRegularExpression address(QStringLiteral(R"(^\s*Collecting ([\w.-]+)\s*(?:\[[^\]]*\])?\s*@\s*(\S+) \(from (?!-r))"));
                                       if (const auto match = address.match(QString::fromUtf8(line)); match.hasMatch())
                                           elsewhere << match.captured(1) + QStringLiteral(" @ ") + match.captured(2);
                                   });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (auto done = pipResult(*outcome, install.target); !done)
        return tl::unexpected(done.error());
    const QString out = bench.made(QStringLiteral("/tmp/out"));
    if (out.isEmpty())
        return fail(ErrorCode::Config, tr("pip could not install the libraries; its own words are in the details."), lastLines(outcome->tail), QStringLiteral("LTH-LYR-013"));
    if (const QString bin = bench.made(QStringLiteral("/tmp/out/bin")); !bin.isEmpty())
        makeScriptsPortable(bin, "python3");
    if (!elsewhere.isEmpty())
        install.notes.append({LayerNote::Kind::Warning, tr("Libraries name others by an address of their own, not by the index: %1.").arg(elsewhere.join(QStringLiteral(", "))), {}, {}});
    if (pip->version != install.target.version())
        install.notes.append({LayerNote::Kind::Warning, tr("pip ran with Python %1: conditions in dependencies, as \"python_version < …\", were answered for it, not for %2.").arg(pip->version, install.target.runtime), {}, {}});
    return QList<LayerPlacement>{{out, QStringLiteral("python"), true}};
}

} // namespace lathe
