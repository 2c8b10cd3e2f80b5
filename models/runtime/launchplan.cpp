// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/launchplan.h"
#include "core/limits.h"
#include "core/paths.h"
#include "project/checks.h"
#include "runtime/bytecode.h"
#include "runtime/imageplan.h"
#include "runtime/interpreterversion.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lathe {

static QString variable(const FunctionSpec &function, QLatin1String name)
{
    for (const auto &[key, value] : function.environment)
        if (key == name)
            return value;
    return {};
}

/// Whether something of the function's has a say in how its interpreter starts (a wrapper, a variable such as PYTHONPATH or RUBYOPT): it
/// then starts as Lambda's does, with nothing left out that such start-up code lives on (sitecustomize, RubyGems).
static bool startsAsLambda(const FunctionSpec &function, QLatin1String option)
{
    return !variable(function, QLatin1String("AWS_LAMBDA_EXEC_WRAPPER")).isEmpty() || !variable(function, option).isEmpty();
}

/// AWS_LAMBDA_EXEC_WRAPPER: the wrapper gets the interpreter's command line as its arguments.
static QStringList wrapped(const QString &wrapper, const QStringList &argv)
{
    static const QString script = QStringLiteral("w=$1; [ -f \"$w\" ] || { echo \"$w: does not exist\"; exit 127; }; "
                                                 "[ -x \"$w\" ] || { echo \"$w: is not an executable\"; exit 126; }; exec \"$@\"");
    return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), script, QStringLiteral("wrapper"), wrapper} + argv;
}

static void planProvided(const FunctionSpec &function, LaunchPlan &plan)
{
    if (QFileInfo(function.codeDir + QStringLiteral("/bootstrap")).isFile()) {
        plan.sandbox.argv = {QStringLiteral("/var/task/bootstrap")};
        return;
    }
    for (const QString &layer : function.layerDirs) {
        if (QFileInfo(layer + QStringLiteral("/bootstrap")).isFile()) {
            plan.sandbox.argv = {QStringLiteral("/opt/bootstrap")};
            return;
        }
    }
    plan.invalidEntrypoint = QStringLiteral("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
}

/// As Lambda starts its virtual machines: 85 % of the memory for the heap, one collector's thread, the quick compiler only.
static QStringList javaOptions(const FunctionSpec &function)
{
    return {QStringLiteral("-XX:MaxHeapSize=%1k").arg(qint64(function.memoryMib) * 1024 * 85 / 100), QStringLiteral("-XX:+UseSerialGC"),
        QStringLiteral("-XX:+TieredCompilation"), QStringLiteral("-XX:TieredStopAtLevel=1"), QStringLiteral("-Xshare:auto"),
        QStringLiteral("-Dfile.encoding=UTF-8"), QStringLiteral("-Djava.net.preferIPv4Stack=true"),
        QStringLiteral("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"), // as on Lambda: hooks of SnapStart
        QStringLiteral("-Dlathe.layers=/opt/java"), QStringLiteral("-cp"), QStringLiteral("/var/runtime/lathe-runtime.jar"),
        QStringLiteral("lathe.runtime.Bootstrap")};
}

/// A flag that saves 3 ms of a start: V8 neither searches a hash seed of its own nor hashes its snapshot anew with it. The
/// seed guards servers against chosen keys, which a run of one's own event does not meet. The bootstrap turns the flag back,
/// as Node.js's code caches are made for the usual flags; it can do so in these versions without loading anything.
static QStringList quickStart(const Interpreter &interpreter, bool oneShot)
{
    const QString major = interpreter.version.section(u'.', 0, 0);
    const bool able = major == QLatin1String("20") || major == QLatin1String("22");
    return oneShot && able ? QStringList{QStringLiteral("--no-rehash-snapshot")} : QStringList{};
}

/// The folder with the AWS SDK for JavaScript, which Lambda's images have: what `lathe runtime install aws-sdk-js` fetched. It is
/// shown at /node_modules, where `require` and `import` look last, after the function's own. Not beside a layer's: that one wins.
static QString bundledSdk(const FunctionSpec &function)
{
    const QString sdk = sdkFolder() + QStringLiteral("/node_modules");
    if (!QFileInfo(sdk).isDir())
        return {};
    for (const QString &layer : function.layerDirs)
        for (const QString &folder : QDir(layer + QStringLiteral("/nodejs")).entryList({QStringLiteral("node*")}, QDir::Dirs))
            if (QFileInfo(layer + QStringLiteral("/nodejs/") + folder + QStringLiteral("/@aws-sdk")).isDir()
                || QFileInfo(layer + QStringLiteral("/nodejs/") + folder + QStringLiteral("/node_modules/@aws-sdk")).isDir())
                return {};
    return sdk;
}

static void planManaged(const FunctionSpec &function, const Interpreter &interpreter, const QString &bootstrapDir, bool oneShot, LaunchPlan &plan)
{
    QString executable = interpreter.path;
    if (!interpreter.prefix.isEmpty()) {
        plan.sandbox.binds.append({interpreter.prefix, QStringLiteral("/var/lang"), false});
        if (interpreter.family == RuntimeFamily::Ruby) // knows its own libraries by the path that it was built for
            plan.sandbox.binds.append({interpreter.prefix, interpreter.prefix, false});
        else
            executable = QStringLiteral("/var/lang") + interpreter.path.mid(interpreter.prefix.size());
    }
    QStringList argv{executable};
    switch (interpreter.family) {
    case RuntimeFamily::Python:
        plan.sandbox.runtimeDir = compiledBootstrap(interpreter, bootstrapDir + QStringLiteral("/python"), paths::cache() + QStringLiteral("/runtimes"));
        // -S: no search for site packages; the bootstrap puts back what a function may expect of them.
        if (!startsAsLambda(function, QLatin1String("PYTHONPATH")))
            argv << QStringLiteral("-S");
        argv << QStringLiteral("-X") << QStringLiteral("utf8") << QStringLiteral("/var/runtime/bootstrap.py");
        break;
    case RuntimeFamily::Ruby:
        plan.sandbox.runtimeDir = bootstrapDir + QStringLiteral("/ruby");
        // RubyGems is loaded at its first use.
        if (!startsAsLambda(function, QLatin1String("RUBYOPT")))
            argv << QStringLiteral("--disable-gems");
        argv << QStringLiteral("-EUTF-8") << QStringLiteral("/var/runtime/bootstrap.rb");
        break;
    case RuntimeFamily::Java:
        plan.sandbox.runtimeDir = paths::javaBootstrap();
        argv << javaOptions(function) << function.handler; // where Lambda has it too: wrappers put another one there
        break;
    default:
        plan.sandbox.runtimeDir = bootstrapDir + QStringLiteral("/node");
        if (const QString sdk = bundledSdk(function); !sdk.isEmpty())
            plan.sandbox.binds.append({sdk, QStringLiteral("/node_modules"), false});
        argv << quickStart(interpreter, oneShot) << QStringLiteral("/var/runtime/bootstrap.cjs");
    }
    const QString wrapper = variable(function, QLatin1String("AWS_LAMBDA_EXEC_WRAPPER"));
    plan.sandbox.argv = wrapper.isEmpty() ? argv : wrapped(wrapper, argv);
    // A wrapper may start anything, which must not inherit the socket; our other clients make their own.
    plan.sandbox.connected = wrapper.isEmpty() && (interpreter.family == RuntimeFamily::Python || interpreter.family == RuntimeFamily::Node);
    if (!interpreter.exact)
        plan.warnings.append(QCoreApplication::translate("lathe", "%1 is not on this machine; version %2 stands in for it, which may behave differently.")
                                 .arg(function.runtime, interpreter.version));
}

/// Each payload of megabytes passes through half a dozen buffers of its size. The C library gives such back to the kernel, which clears
/// fresh ones page by page: two milliseconds for 6 MB, ten times what copying it takes. These are the highest values that it would
/// come to by itself. Our bootstraps take the variable away before the function can see it.
static void keepMemory(SandboxSpec &sandbox)
{
    const auto named = [](const auto &variable) { return variable.first == "GLIBC_TUNABLES" || variable.first.startsWith("MALLOC_"); };
    if (sandbox.connected && std::none_of(sandbox.env.cbegin(), sandbox.env.cend(), named))
        sandbox.env.emplaceBack("GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864");
}

/// In the form of Lambda's versions ("python:3.13.v14"), but never one of them: behind the runtime's name stands who runs it.
static QByteArray versionText(const FunctionSpec &function, const Interpreter *interpreter)
{
    const qsizetype digit = std::distance(function.runtime.cbegin(), std::find_if(function.runtime.cbegin(), function.runtime.cend(), [](QChar c) { return c.isDigit(); }));
    const bool provided = function.runtime.startsWith(QLatin1String("provided"));
    QString version = provided ? function.runtime.section(u'.', 1) : function.runtime.mid(digit);
    if (version.endsWith(QLatin1String(".x")))
        version.chop(2);
    const QString family = provided ? QStringLiteral("provided") : function.runtime.left(digit);
    return (family + u':' + (version.isEmpty() ? QString() : version + u'.') + QStringLiteral("lathe") + (interpreter ? u'.' + interpreter->version : QString())).toUtf8();
}

/// Every file in /opt/extensions is an external extension, whether or not it can be executed.
static QStringList extensionPrograms(const QStringList &layers)
{
    QStringList programs;
    for (const QString &layer : layers)
        for (const QString &name : QDir(layer + QStringLiteral("/extensions")).entryList(QDir::Files | QDir::Hidden | QDir::System))
            if (const QString path = QStringLiteral("/opt/extensions/") + name; !programs.contains(path))
                programs.append(path);
    programs.sort();
    return programs;
}

/// Lambda measures the variables as compact JSON and refuses them with this sentence. Their values may be secrets: the size
/// stands for them.
static Result<> checkVariables(const FunctionSpec &function)
{
    QJsonObject variables;
    for (const auto &[name, value] : function.environment)
        variables.insert(name, value);
    const qsizetype bytes = variables.isEmpty() ? 0 : QJsonDocument(variables).toJson(QJsonDocument::Compact).size();
    if (bytes <= limits::environmentBytes)
        return {};
    return fail(ErrorCode::Config, QStringLiteral("Lambda was unable to configure your environment variables because the environment variables you have provided "
        "exceeded the 4KB limit. String measured: %1 bytes").arg(bytes), {}, QStringLiteral("LTH-RUN-015"));
}

/// Local folders stand for the function's file systems.
static Result<> addMounts(const FunctionSpec &function, SandboxSpec &sandbox)
{
    for (const BindMount &mount : function.mounts) {
        if (!isMountPath(mount.target))
            return fail(ErrorCode::Config, QStringLiteral("1 validation error detected: Value '%1' at 'fileSystemConfigs.1.member.localMountPath' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: ^/mnt/[a-zA-Z0-9-_.]+$").arg(mount.target), {}, QStringLiteral("LTH-RUN-016"));
        if (!QDir(mount.source).exists() && !QDir().mkpath(mount.source))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The folder %1, which stands for the file system at %2, cannot be made.")
                                           .arg(mount.source, mount.target), {}, QStringLiteral("LTH-RUN-017"));
        sandbox.binds.append(mount);
    }
    return {};
}

Result<LaunchPlan> launchPlan(const FunctionSpec &function, const EnvironmentIdentity &identity, const QString &bootstrapDir,
    const QString &tmpDir, bool oneShot)
{
    const bool image = !function.imageRoot.isEmpty();
    if (!image && !QFileInfo(function.codeDir).isDir())
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The code folder %1 of the function %2 does not exist.")
                                           .arg(function.codeDir, function.name), {}, QStringLiteral("LTH-RUN-003"));
    if (const Result<> checked = checkVariables(function); !checked)
        return tl::unexpected(checked.error());
    LaunchPlan plan;
    SandboxSpec &sandbox = plan.sandbox;
    if (!image) {
        sandbox.taskDir = function.codeDir;
        sandbox.layerDirs = function.layerDirs;
    }
    sandbox.tmpDir = tmpDir;
    sandbox.tmpMib = function.tmpMib;
    sandbox.memoryMib = function.memoryMib;
    sandbox.processLimit = limits::processes;
    sandbox.fileLimit = limits::fileDescriptors;
    sandbox.cpuShare = function.cpuShare;
    sandbox.network = function.network;
    if (const Result<> checked = addMounts(function, sandbox); !checked)
        return tl::unexpected(checked.error());
    std::optional<Interpreter> interpreter;
    if (image) {
        if (const Result<> planned = planImage(function, plan); !planned)
            return tl::unexpected(planned.error());
    } else if (runtimeFamily(function.runtime) == RuntimeFamily::Provided) {
        planProvided(function, plan);
    } else {
        const Result<Interpreter> found = interpreterFor(function.runtime);
        if (!found)
            return tl::unexpected(found.error());
        interpreter = *found;
        planManaged(function, *interpreter, bootstrapDir, oneShot, plan);
    }
    if (!image)
        plan.runtimeVersion = versionText(function, interpreter ? &*interpreter : nullptr);
    sandbox.env = environmentVariables(function, identity, interpreter ? &*interpreter : nullptr);
    sandbox.extensions = image ? imageExtensions(function.imageRoot) : extensionPrograms(function.layerDirs);
    if (!sandbox.extensions.isEmpty())
        sandbox.extensionEnv = extensionVariables(sandbox.env);
    keepMemory(sandbox);
    return plan;
}

} // namespace lathe
