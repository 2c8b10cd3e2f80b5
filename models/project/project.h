// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/imageconfig.h"
#include "core/result.h"
#include "core/runtimes.h"
#include "project/diagnostic.h"
#include "project/functionurl.h"
#include <QDate>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

namespace lathe {

enum class ProjectKind { Plain, Serverless, Sam };

/// A value read from a template that may not be knowable here (an import from another stack, a secret). Then `text`
/// keeps the source expression, never an empty string.
struct TemplateText
{
    QString text;
    bool resolved = true;
    int line = 0; ///< 1-based line where it stands; 0 when it was found by convention.
    int column = 0; ///< 1-based, in characters; 0 when it was found by convention.
    bool operator==(const TemplateText &) const = default;
};

enum class EventSource { Other, Api, HttpApi, FunctionUrl, Alb, S3, Sqs, Sns, DynamoDb, Kinesis, Schedule, EventBridge, CloudWatchLogs, Cognito, Iot, Alexa, WebSocket };

/// One event source of a function.
struct Trigger
{
    EventSource source = EventSource::Other;
    QString kind;      ///< The template's own word, e.g. "httpApi", "S3".
    QString summary;   ///< One line for people, e.g. "GET /users/{id}" or "bucket photos, s3:ObjectCreated:*".
    int line = 0;
    bool operator==(const Trigger &) const = default;
};

/// A file system that the function mounts (FileSystemConfigs).
struct FileSystemConfig
{
    TemplateText arn;            ///< Of the access point; seldom known here.
    TemplateText localMountPath; ///< "/mnt/…"
    bool operator==(const FileSystemConfig &) const = default;
};

/// How the image of a function is built from a Dockerfile of the project.
struct ImageBuild
{
    QString contextDir;  ///< Absolute; empty: there is nothing to build from.
    QString dockerfile;  ///< Relative to the context; empty: "Dockerfile".
    QString tag;         ///< Name of the result, e.g. "app:latest"; may be empty.
    QString target;      ///< Stage of a build of several; may be empty.
    QList<std::pair<QString, QString>> arguments; ///< --build-arg
    bool operator==(const ImageBuild &) const = default;
};

/// One function as the project describes it.
struct FunctionDefinition
{
    QString name;            ///< The key in the template, or the folder's name.
    TemplateText deployedName; ///< FunctionName in the target; default: as the framework names it, or `name`.
    TemplateText handler;    ///< e.g. "app.lambda_handler".
    TemplateText runtime;    ///< e.g. "python3.11".
    TemplateText description;
    TemplateText role;
    int memoryMib = 128;
    int timeoutSeconds = 3;
    int tmpMib = 512;
    QString architecture = QStringLiteral("x86_64");
    QString logFormat;       ///< LoggingConfig: "JSON" or "Text"; empty: not given.
    QString applicationLogLevel, systemLogLevel;
    TemplateText logGroup;   ///< LoggingConfig: where the logs go; empty: not given.
    QString codeDir;         ///< Absolute folder of the code (CodeUri, or the project).
    bool codeInTemplate = false; ///< It stands in the template (InlineCode, ZipFile); codeDir is a copy, made from it.
    QString artifact;        ///< A ready zip (package.artifact, CodeUri to a zip), absolute; else empty.
    QString imageUri;        ///< A container image, else empty: a registry's name, or a file or folder of this machine.
    ImageBuild imageBuild;   ///< What the image is built from, where the template says so.
    ImageOverrides imageConfig; ///< What the function sets instead of the image's own.
    QList<std::pair<QString, TemplateText>> environment; ///< In the template's order.
    QStringList layerDirs;   ///< Local layer folders, or ready zips, in Lambda's order, absolute.
    QList<TemplateText> layerArns;
    QStringList layerOrder;  ///< The folders and the ARNs' texts of both lists, in Lambda's order.
    QHash<QString, QStringList> layerPatterns; ///< Of a layer's folder: what its package leaves out, as packagePatterns.
    /// What the package leaves out, gitignore-like and in order: "x" leaves out, "!x" puts back (PackageSpec::patterns). The
    /// serverless package.patterns are turned round into this sense.
    QStringList packagePatterns;
    QMap<QString, QString> tags;
    bool inVpc = false;      ///< VpcConfig with subnets: without a NAT gateway it reaches nothing outside.
    QList<FileSystemConfig> fileSystems;
    QList<Trigger> triggers;
    std::optional<FunctionUrl> url; ///< Also among the triggers.
    std::optional<bool> snapStart; ///< SnapStart.ApplyOn is PublishedVersions; nothing: not given.
    TemplateText publishAlias; ///< AutoPublishAlias: deploying publishes a version and points this alias at it; empty: not asked for.
    QString file;            ///< Template file, absolute; for a plain folder the handler's file.
    int line = 0;            ///< Where the function stands in `file`, 1-based.
    int column = 0;          ///< 1-based, in characters.
    QString handlerFile;     ///< Absolute path of the source file that holds the handler, when it exists.
    bool operator==(const FunctionDefinition &) const = default;
};

/// A layer that the project builds.
struct LayerDefinition
{
    QString name;
    QString dir;             ///< Its folder, or a ready zip (ContentUri to one, package.artifact), absolute.
    QStringList compatibleRuntimes;
    int line = 0;
    TemplateText publishedName = {}; ///< LayerName in the target; default: `name`, in a plain folder with the project's before it.
    QString description = {};
    QString licenseInfo = {};
    QStringList compatibleArchitectures = {};
    QStringList packagePatterns = {}; ///< As those of a function; tied to its folder.
    QString file = {};                ///< Template, absolute; empty where there is none.
    QString buildMethod = {};         ///< Metadata.BuildMethod of a SAM template: what stands in `dir` has to be built first.
    QString buildArchitecture = QStringLiteral("x86_64"); ///< Metadata.BuildArchitecture.
    bool operator==(const LayerDefinition &) const = default;
};

/// What a folder on disk means. A plain value; equal input gives an equal value.
struct Project
{
    QString root;            ///< Absolute, no trailing slash.
    ProjectKind kind = ProjectKind::Plain;
    QString templateFile;    ///< Absolute; empty for a plain folder.
    QString name;            ///< Service name, stack name or folder name.
    QList<FunctionDefinition> functions;
    QList<LayerDefinition> layers;
    QList<Diagnostic> diagnostics;

    /// The function of this name, of this deployed name, or the only one when `name` is empty; else nullptr.
    const FunctionDefinition *function(const QString &name) const;
};

/// Answers from outside that reading may need: ${env:X}, ${opt:stage}, parameters. Passed in, never read from globals.
struct ProjectContext
{
    QHash<QString, QString> environment;
    QHash<QString, QString> options;    ///< serverless ${opt:…}; "stage", "region".
    QHash<QString, QString> parameters; ///< CloudFormation parameters and serverless ${param:…}.
    /// The runtime of a plain folder for which none is given; null: the newest of the family.
    std::function<QString(RuntimeFamily)> plainRuntime;
    QString inlineDir;                  ///< Where code that stands in a template is put as a file, so that it can run; empty: nowhere.
    QDate today;                        ///< What deprecation dates are held against; the current date when not valid.
    /// The process's own environment and nothing else.
    static ProjectContext fromProcess();
};

/// Reads the folder: serverless.yml, SAM template.yaml|yml|json, else the conventions of a plain folder. Runs nothing of
/// the folder. Bounded: 2 MB, depth 64, 100,000 nodes, 2 s a template. Thread: any (it blocks for its duration).
/// Errors only when the folder itself cannot be read; everything else is a diagnostic.
Result<Project> readProject(const QString &dir, const ProjectContext &context = {});

/// The same for a folder without a template, with the handler and runtime given on the command line (either may be empty).
Result<Project> readPlainFolder(const QString &dir, const QString &handler, const QString &runtime, const ProjectContext &context = {});

} // namespace lathe
