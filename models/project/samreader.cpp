// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "project/inlinecode.h"
#include "project/propertynames.h"
#include "project/samintrinsics.h"
#include "project/templatereaders.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }

bool isFunction(const QString &type) { return type == u"AWS::Serverless::Function" || type == u"AWS::Lambda::Function"; }
bool isLayer(const QString &type) { return type == u"AWS::Serverless::LayerVersion" || type == u"AWS::Lambda::LayerVersion"; }

bool isArchive(const QString &path)
{
    return path.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive) || path.endsWith(QStringLiteral(".jar"), Qt::CaseInsensitive);
}

/// Reads the functions and layers below Resources with Globals underneath.
class SamReader
{
public:
    SamReader(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink)
        : m_project(project), m_document(document), m_inlineDir(context.inlineDir), m_intrinsics(document, project.name, context, sink), m_read(m_intrinsics, sink), m_sink(sink) {}

    void run()
    {
        m_globals = m_document.at("Globals").at("Function");
        m_read.checkKeys(m_globals, PropertyPlace::SamFunction);
        m_read.expect(m_globals.isMap() ? Node() : m_globals, QStringLiteral("Globals.Function"), tr("a map"));
        const Node resources = m_document.at("Resources");
        if (!resources.isMap()) {
            m_read.expect(resources, QStringLiteral("Resources"), tr("a map"));
            return;
        }
        for (const auto &[key, resource] : resources.members())
            if (isLayer(resource.at("Type").text()))
                readLayer(key, resource);
        for (const auto &[key, resource] : resources.members()) {
            if (key.text().startsWith(QStringLiteral("Fn::ForEach::")))
                m_sink.add(Severity::Warning, "LTH-PRJ-045", key, tr("%1 makes resources when it is deployed; the functions among them are not shown.").arg(key.text()), tr("Write the functions out to see them here."));
            else if (!resource.isMap())
                expectResource(key, resource);
            else if (isFunction(resource.at("Type").text()))
                readFunction(key, resource);
        }
        readUrls(resources);
    }

private:
    QString absolute(const QString &path) const { return QDir::cleanPath(QDir(m_project.root).absoluteFilePath(path)); }

    void expectResource(const Node &key, const Node &resource) const
    {
        const QString what = tr("Resource %1").arg(key.text());
        resource.isAbsent() ? m_read.expectSomething(key, what, tr("a map")) : m_read.expect(resource, what, tr("a map"));
    }

    void readLayer(const Node &key, const Node &resource)
    {
        const Node properties = resource.at("Properties");
        LayerDefinition layer{key.text(), {}, m_read.texts(properties.at("CompatibleRuntimes"), QStringLiteral("CompatibleRuntimes")), key.line()};
        const Node content = m_read.resolve(properties.has("ContentUri") ? properties.at("ContentUri") : properties.at("Content"));
        if (content.isScalar() && content.isResolved() && !content.text().startsWith(QStringLiteral("s3://")))
            layer.dir = absolute(content.text());
        layer.publishedName = m_read.text(m_read.resolve(properties.at("LayerName")), QStringLiteral("LayerName"));
        if (layer.publishedName.text.isEmpty())
            layer.publishedName = {layer.name, true, key.line(), key.column()};
        if (const TemplateText text = m_read.text(m_read.resolve(properties.at("Description")), QStringLiteral("Description")); text.resolved)
            layer.description = text.text;
        if (const TemplateText text = m_read.text(m_read.resolve(properties.at("LicenseInfo")), QStringLiteral("LicenseInfo")); text.resolved)
            layer.licenseInfo = text.text;
        layer.compatibleArchitectures = m_read.texts(properties.at("CompatibleArchitectures"), QStringLiteral("CompatibleArchitectures"));
        layer.file = key.file();
        const Node metadata = m_read.resolve(resource.at("Metadata"));
        if (!layer.dir.isEmpty() && m_read.textAt(metadata, "SkipBuild").text.compare(QLatin1String("true"), Qt::CaseInsensitive) != 0)
            layer.buildMethod = m_read.textAt(metadata, "BuildMethod").text;
        if (const TemplateText text = m_read.textAt(metadata, "BuildArchitecture"); text.resolved && !text.text.isEmpty())
            layer.buildArchitecture = text.text;
        m_project.layers.append(layer);
    }

    /// A property of the function, else of Globals.
    Node property(const char *key) const
    {
        const Node own = m_read.resolve(m_properties.at(key));
        return own.isAbsent() && m_serverless ? m_read.resolve(m_globals.at(key)) : own;
    }

    TemplateText text(const char *key) const { return m_read.text(property(key), QString::fromLatin1(key)); }

    void readFunction(const Node &key, const Node &resource)
    {
        m_serverless = resource.at("Type").text() == u"AWS::Serverless::Function";
        m_properties = m_read.resolve(resource.at("Properties"));
        if (!m_properties.isMap())
            m_read.expect(m_properties, QStringLiteral("Properties"), tr("a map"));
        m_read.checkKeys(m_properties, m_serverless ? PropertyPlace::SamFunction : PropertyPlace::LambdaFunction);
        FunctionDefinition f;
        f.name = key.text();
        f.file = key.file();
        f.line = key.line();
        f.column = key.column();
        f.deployedName = text("FunctionName");
        if (f.deployedName.text.isEmpty())
            f.deployedName = {f.name, true, key.line(), key.column()};
        f.handler = text("Handler");
        f.runtime = text("Runtime");
        f.description = text("Description");
        f.role = text("Role");
        f.memoryMib = m_read.integer(property("MemorySize"), QStringLiteral("MemorySize"), {limits::memoryMinMib, limits::memoryMaxMib}).value_or(128);
        f.timeoutSeconds = m_read.integer(property("Timeout"), QStringLiteral("Timeout"), {limits::timeoutMinSeconds, limits::timeoutMaxSeconds}).value_or(3);
        const Node storage = property("EphemeralStorage");
        f.tmpMib = m_read.integer(storage.at("Size"), QStringLiteral("EphemeralStorage.Size"), {limits::tmpMinMib, limits::tmpMaxMib}).value_or(512);
        const Node logging = property("LoggingConfig");
        f.logFormat = m_read.text(logging.at("LogFormat"), QStringLiteral("LoggingConfig.LogFormat")).text;
        f.applicationLogLevel = m_read.text(logging.at("ApplicationLogLevel"), QStringLiteral("LoggingConfig.ApplicationLogLevel")).text;
        f.systemLogLevel = m_read.text(logging.at("SystemLogLevel"), QStringLiteral("LoggingConfig.SystemLogLevel")).text;
        f.logGroup = m_read.text(m_read.resolve(logging.at("LogGroup")), QStringLiteral("LoggingConfig.LogGroup"));
        if (const Node list = property("Architectures"); list.isSequence() && !list.items().empty())
            f.architecture = m_read.text(list.items().front(), QStringLiteral("Architectures")).text;
        else
            m_read.expect(list, QStringLiteral("Architectures"), tr("a list"));
        readCode(f, resource);
        if (m_serverless)
            readEnvironment(f, m_read.at(m_read.resolve(m_globals.at("Environment")), "Variables"));
        readEnvironment(f, m_read.at(m_read.resolve(m_properties.at("Environment")), "Variables"));
        if (m_serverless)
            readLayers(f, m_read.resolve(m_globals.at("Layers"))); // SAM puts the global ones first
        readLayers(f, m_read.resolve(m_properties.at("Layers")));
        readTags(f);
        const Node vpc = property("VpcConfig");
        if (!vpc.isMap())
            m_read.expect(vpc, QStringLiteral("VpcConfig"), tr("a map"));
        f.inVpc = isPrivate(vpc.at("SubnetIds"));
        readFileSystems(f, property("FileSystemConfigs"));
        f.triggers = samTriggers(m_read.resolve(m_properties.at("Events")), m_read);
        f.publishAlias = text("AutoPublishAlias");
        if (const TemplateText applyOn = m_read.textAt(property("SnapStart"), "ApplyOn"); applyOn.resolved && !applyOn.text.isEmpty())
            f.snapStart = applyOn.text == u"PublishedVersions";
        if (const Node url = property("FunctionUrlConfig"); url.isMap()) {
            f.url = samFunctionUrl(url, m_read);
            f.triggers.append({EventSource::FunctionUrl, QStringLiteral("FunctionUrlConfig"), tr("Function URL"), url.line()});
        }
        m_project.functions.append(f);
    }

    void readCode(FunctionDefinition &f, const Node &resource)
    {
        Node code = m_serverless ? property("CodeUri") : m_properties.at("Code");
        if (property("PackageType").text() == u"Image" || !property("ImageUri").isAbsent() || code.has("ImageUri")) {
            f.imageUri = code.has("ImageUri") ? m_read.textAt(code, "ImageUri").text : text("ImageUri").text;
            const Node metadata = resource.at("Metadata");
            if (f.imageUri.isEmpty())
                f.imageUri = m_read.textAt(metadata, "DockerTag").text;
            if (f.imageUri.isEmpty())
                f.imageUri = f.name.toLower() + QStringLiteral(":latest"); // the name that `sam build` gives it
            readImage(f, m_read.resolve(metadata));
            return;
        }
        const Node inlineCode = m_serverless ? property("InlineCode") : code.at("ZipFile");
        if (!inlineCode.isAbsent()) {
            readInlineCode(f, inlineCode);
            return;
        }
        code = m_read.resolve(code);
        if (code.isScalar() && code.isResolved() && !code.text().startsWith(QStringLiteral("s3://"))) {
            const QString path = absolute(code.text());
            if (isArchive(path))
                f.artifact = path;
            else if (QFileInfo(path).isFile()) // a single source file: its folder
                f.codeDir = QFileInfo(path).absolutePath();
            else
                f.codeDir = path;
        } else if (code.isAbsent()) {
            f.codeDir = m_project.root;
        } else {
            m_sink.add(Severity::Warning, "LTH-PRJ-043", code, tr("The code of function %1 is not in this project: %2").arg(f.name, code.isMap() ? tr("it is in a bucket") : code.text().left(200)), tr("Give a local folder in CodeUri to run it here."));
        }
    }

    /// As CloudFormation does it: the text is the file "index" of the package.
    void readInlineCode(FunctionDefinition &f, const Node &raw)
    {
        const QString name = f.runtime.resolved ? inlineCodeFile(f.runtime.text) : QString();
        const Node code = m_read.resolve(raw);
        if (!m_inlineDir.isEmpty() && !name.isEmpty() && code.isScalar() && code.isResolved()) {
            if (const auto dir = keepInlineCode(m_inlineDir, name, code.text())) {
                f.codeDir = *dir;
                f.codeInTemplate = true;
                m_sink.add(Severity::Hint, "LTH-PRJ-042", raw, tr("The code of function %1 stands in the template and runs as %2.").arg(f.name, name), tr("Move it into a file and name its folder in CodeUri to edit it with symbols and checks."));
                return;
            }
        }
        m_sink.add(Severity::Warning, "LTH-PRJ-042", raw, tr("The code of function %1 stands in the template.").arg(f.name), tr("Move it into a file and name its folder in CodeUri to edit and run it here."));
    }

    /// Metadata of `sam build`, and ImageConfig.
    void readImage(FunctionDefinition &f, const Node &metadata)
    {
        if (const QString context = m_read.textAt(metadata, "DockerContext").text; !context.isEmpty()) {
            f.codeDir = absolute(context);
            f.imageBuild.contextDir = f.codeDir;
        } else if (metadata.has("Dockerfile")) {
            f.imageBuild.contextDir = m_project.root;
        }
        f.imageBuild.dockerfile = m_read.textAt(metadata, "Dockerfile").text;
        f.imageBuild.tag = f.imageUri;
        f.imageBuild.target = m_read.textAt(metadata, "DockerBuildTarget").text;
        for (const auto &[key, value] : m_read.at(metadata, "DockerBuildArgs").members())
            f.imageBuild.arguments.append({key.text(), m_read.text(m_read.resolve(value), key.text()).text});
        f.imageConfig = imageConfigOf(property("ImageConfig"), {"EntryPoint", "Command", "WorkingDirectory"}, m_read);
    }

    void readEnvironment(FunctionDefinition &f, const Node &variables) const
    {
        if (!variables.isMap())
            m_read.expect(variables, QStringLiteral("Environment.Variables"), tr("a map"));
        for (const auto &[key, raw] : variables.members()) {
            const Node node = m_read.resolve(raw);
            TemplateText value = m_read.text(node, key.text());
            if (node.isMap() || node.isSequence())
                value = {SamIntrinsics::describe(node), false, node.line(), node.column()};
            else if (node.isAbsent() && raw.isAbsent())
                value = {QString(), true, key.line(), key.column()};
            else if (node.isAbsent())
                continue; // AWS::NoValue
            value.line = raw.line();
            value.column = raw.column();
            const QString name = key.text();
            const auto it = std::find_if(f.environment.begin(), f.environment.end(), [&](const auto &one) { return one.first == name; });
            if (it == f.environment.end())
                f.environment.append({name, value});
            else
                it->second = value;
        }
    }

    void readLayers(FunctionDefinition &f, const Node &layers) const
    {
        if (!layers.isSequence())
            m_read.expect(layers, QStringLiteral("Layers"), tr("a list"));
        for (const Node &item : layers.items()) {
            const QString reference = SamIntrinsics::referenced(item);
            const auto own = std::find_if(m_project.layers.begin(), m_project.layers.end(), [&](const LayerDefinition &one) { return one.name == reference; });
            if (own != m_project.layers.end() && !own->dir.isEmpty()) {
                f.layerDirs << own->dir;
                f.layerOrder << own->dir;
            } else if (const TemplateText arn = m_read.text(item, QStringLiteral("Layers")); !arn.text.isEmpty()) {
                f.layerArns.append(arn);
                f.layerOrder << arn.text;
            }
        }
    }

    /// Whether subnets are named: an empty list takes a function out of its VPC.
    static bool isPrivate(const Node &subnets) { return !subnets.isAbsent() && !(subnets.isSequence() && subnets.items().empty()); }

    void readFileSystems(FunctionDefinition &f, const Node &configs) const
    {
        if (!configs.isSequence())
            m_read.expect(configs, QStringLiteral("FileSystemConfigs"), tr("a list"));
        for (const Node &raw : configs.items())
            if (const Node item = m_read.resolve(raw); item.isMap())
                f.fileSystems.append({m_read.textAt(item, "Arn"), m_read.textAt(item, "LocalMountPath")});
    }

    void readTags(FunctionDefinition &f) const
    {
        const auto read = [&](const Node &tags) {
            for (const auto &[key, value] : tags.members())
                f.tags.insert(key.text(), m_read.text(value, key.text()).text);
            for (const Node &tag : tags.items()) // CloudFormation's list of Key and Value
                if (const QString key = m_read.textAt(tag, "Key").text; !key.isEmpty())
                    f.tags.insert(key, m_read.textAt(tag, "Value").text);
        };
        if (m_serverless)
            read(m_read.resolve(m_globals.at("Tags")));
        read(m_read.resolve(m_properties.at("Tags")));
    }

    /// AWS::Lambda::Url resources are the function URLs of plain CloudFormation.
    void readUrls(const Node &resources)
    {
        for (const auto &[key, resource] : resources.members()) {
            if (resource.at("Type").text() != u"AWS::Lambda::Url")
                continue;
            const QString target = SamIntrinsics::referenced(resource.at("Properties").at("TargetFunctionArn"));
            for (FunctionDefinition &f : m_project.functions)
                if (f.name == target)
                    f.triggers.append({EventSource::FunctionUrl, QStringLiteral("AWS::Lambda::Url"), tr("Function URL"), key.line()});
        }
    }

    Project &m_project;
    Node m_document;
    QString m_inlineDir;
    SamIntrinsics m_intrinsics;
    FieldReader m_read;
    DiagnosticSink &m_sink;
    Node m_globals;
    Node m_properties;
    bool m_serverless = true;
};

} // namespace

bool looksLikeSam(const Node &document)
{
    if (document.has("Transform") || document.has("AWSTemplateFormatVersion"))
        return true;
    for (const auto &[key, resource] : document.at("Resources").members())
        if (resource.at("Type").text().startsWith(QStringLiteral("AWS::")))
            return true;
    return false;
}

void readSam(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink)
{
    bool transform = false, serverless = false;
    const Node given = document.at("Transform");
    for (const Node &item : given.isSequence() ? given.items() : std::vector<Node>{given})
        transform = transform || item.text().startsWith(QStringLiteral("AWS::Serverless-"));
    for (const auto &[key, resource] : document.at("Resources").members())
        serverless = serverless || resource.at("Type").text().startsWith(QStringLiteral("AWS::Serverless::"));
    if (serverless && !transform)
        sink.add(Severity::Error, "LTH-PRJ-044", document, tr("The template uses AWS::Serverless resources without saying Transform."), tr("Add the line: Transform: AWS::Serverless-2016-10-31"));
    SamReader(project, document, context, sink).run();
}

} // namespace lathe
