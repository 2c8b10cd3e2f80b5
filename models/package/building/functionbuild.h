// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "package/layer/layerspec.h"
#include "project/buildsettings.h"

namespace lathe {

/// What makes a function's package out of its sources. Sources: AWS SAM "Building with sam build" and its BuildMethod values.
enum class BuildKind { None, Python, Node, Ruby, Maven, Gradle, Makefile, Go, Rust, Javac };

/// How a function would be built.
struct BuildPlan
{
    BuildKind kind = BuildKind::None;
    QString manifest;    ///< Absolute: requirements.txt, package.json, Gemfile, pom.xml, build.gradle, Makefile, go.mod, Cargo.toml; the handler's source for javac.
    BuildSettings settings;
    bool needed = false; ///< Its folder does not hold what the function needs: packaging it as it is would not do.
};

/// From BuildMethod where the template names one, else from the runtime and the files of the folder. Blocking, a few files read.
BuildPlan planFunctionBuild(const FunctionDefinition &function);

/// A function to build.
struct FunctionBuildSpec
{
    FunctionDefinition function;
    QString projectDir;        ///< The result is written to .lathe/build/FUNCTION below it.
    bool allowScripts = false; ///< Install scripts of packages may run, in the sandbox.
    bool again = false;        ///< Although nothing changed.
    QStringList builtLayerDirs = {}; ///< Of its layers, what their builds made; compilers look there too.
    QString cacheDir;          ///< Of installed dependencies (LayerSpec::cacheDir); empty: the usual one.
    std::function<void(const LayerProgress &)> onProgress; ///< On the calling thread.
    std::function<void(const QByteArray &line)> onLine;    ///< What the tools say, on the calling thread.
    const std::atomic_bool *cancel = nullptr;              ///< May be null.
};

struct FunctionBuildOutcome
{
    QString dir;            ///< The package's content.
    BuildKind kind = BuildKind::None;
    bool fromCache = false; ///< Nothing changed since it was made; no tool ran.
    QList<LayerNote> notes;
};

/// Builds the function into .lathe/build: Python, Node.js and Ruby libraries are installed for its runtime and processor
/// and merged below its sources (which win); Maven, Gradle, make, Go and Cargo run on a copy of the sources in a sandbox
/// that shows nothing else of the user's and writes nowhere else. Runs the project's own commands: for trusted folders only.
/// Failed or cancelled: the result of the last build stays. Blocking, seconds to minutes; any thread but the window's.
/// Errors: Usage (LTH-BLD-001: nothing to build by), Unsupported (LTH-BLD-002: a tool is missing; LTH-BLD-005: a
/// BuildMethod that is not known), Config (LTH-BLD-003: the
/// tool failed, its last lines in the detail; LTH-BLD-004: it made nothing), and those of buildLayer().
Result<FunctionBuildOutcome> buildFunction(const FunctionBuildSpec &spec);

/// Where the build of the function, or layer, of this name is.
QString functionBuildDir(QString name, const QString &projectDir);

/// Changes whenever the result of a build may. Blocking; reads the sources.
Result<QByteArray> functionBuildKey(const FunctionDefinition &function);

/// The folder of the last build, if the function needs one and it is that of the sources as they are now; else empty. Blocking; reads the sources.
QString currentFunctionBuild(const FunctionDefinition &function, const QString &projectDir);

/// Whether there is nothing to run without a build (Java sources alone), and none that is current. Blocking; reads the sources.
bool mustBuildToRun(const FunctionDefinition &function, const QString &projectDir);
/// Whether the function needs a build and there is one, current or not. A few files are read.
bool hasFunctionBuild(const FunctionDefinition &function, const QString &projectDir);

/// The function with its code where the build has put it. What its package leaves out stays out of the libraries too: rules up to
/// one that leaves out everything were about the sources alone.
FunctionDefinition builtFunction(FunctionDefinition function, const QString &dir);

} // namespace lathe
