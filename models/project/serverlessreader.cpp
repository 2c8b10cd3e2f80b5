// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/templatereaders.h"
#include "core/limits.h"
#include "project/layerlinks.h"
#include "project/devdependencies.h"
#include "project/samintrinsics.h"
#include "project/serverlessvariables.h"
#include "project/serverlesspatterns.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("lathe", text); }
QString trText(const char *text) { return QString::fromLatin1(text); }

/// Reads functions and layers with the provider's defaults underneath.
class ServerlessReader
{
public:
    ServerlessReader(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink)
        : m_project(project), m_document(document), m_variables(document, project.root, context, sink), m_read(m_variables, sink), m_sink(sink) {}

    /// True when the provider is AWS.
    bool run()
    {
        const Node service = m_read.at(m_document, "service");
        const TemplateText name = service.isMap() ? m_read.textAt(service, "name") : m_read.text(service, QStringLiteral("service"));
        m_project.name = name.text.isEmpty() ? QDir(m_project.root).dirName() : name.text;
        m_service = {m_project.name, name.resolved, name.line, name.column};
        m_provider = m_read.at(m_document, "provider");
        if (m_provider.isScalar() && m_provider.isResolved())
            m_provider = Node::map(m_provider.place(), {{Node::scalar(m_provider.place(), QStringLiteral("name")), m_provider}});
        else
            expectMap(m_provider, "provider");
        const bool aws = checkProvider();
        m_package = m_read.at(m_document, "package");
        readLayers();
        readFunctions(m_read.at(m_document, "functions"));
        return aws;
    }

private:
    void expectMap(const Node &node, const char *what) const
    {
        if (!node.isMap())
            m_read.expect(node, trText(what), tr("a map"));
    }

    bool checkProvider() const
    {
        const TemplateText name = m_read.textAt(m_provider, "name");
        const bool aws = !name.resolved || name.text.isEmpty() || name.text == u"aws";
        if (!aws)
            m_sink.add(Severity::Warning, "LTH-PRJ-054", m_provider.at("name"), tr("The provider %1 is not AWS; its functions are shown as they are written.").arg(name.text), {});
        return aws;
    }

    void readLayers()
    {
        const Node layers = m_read.at(m_document, "layers");
        expectMap(layers, "layers");
        for (const auto &[key, raw] : layers.members()) {
            const Node layer = m_read.resolve(raw);
            if (!layer.isMap()) {
                m_read.expect(layer, key.text(), tr("a map"));
                continue;
            }
            const TemplateText path = m_read.textAt(layer, "path");
            LayerDefinition one{key.text(), {}, m_read.texts(layer.at("compatibleRuntimes"), QStringLiteral("compatibleRuntimes")), key.line()};
            if (path.resolved && !path.text.isEmpty())
                one.dir = absolute(path.text);
            if (!one.dir.isEmpty())
                m_layerPaths << one.dir;
            one.file = key.file();
            one.publishedName = m_read.textAt(layer, "name");
            if (one.publishedName.text.isEmpty())
                one.publishedName = {one.name, true, key.line(), key.column()}; // the framework's own default
            if (const TemplateText text = m_read.textAt(layer, "description"); text.resolved)
                one.description = text.text;
            if (const TemplateText text = m_read.textAt(layer, "licenseInfo"); text.resolved)
                one.licenseInfo = text.text;
            one.compatibleArchitectures = m_read.texts(layer.at("compatibleArchitectures"), QStringLiteral("compatibleArchitectures"));
            readLayerPackage(one, m_read.at(layer, "package"));
            m_project.layers.append(one);
        }
    }

    /// The service's excludes and includes count for layers too, tied to the layer's folder; a ready zip is taken as it is.
    void readLayerPackage(LayerDefinition &layer, const Node &own)
    {
        expectMap(own, "package");
        if (const TemplateText artifact = m_read.textAt(own, "artifact"); artifact.resolved && !artifact.text.isEmpty()) {
            layer.dir = absolute(artifact.text);
            return;
        }
        QStringList patterns = excludes(m_package);
        if (flag(m_document, "useDotenv", false))
            patterns << QStringLiteral("!.env*");
        patterns << excludes(own) << includes(m_package) << includes(own);
        layer.packagePatterns = excludesFromServerlessPatterns(patterns);
    }

    QString absolute(const QString &path) const { return QDir::cleanPath(QDir(m_project.root).absoluteFilePath(path)); }

    void readFunctions(const Node &functions, int depth = 0)
    {
        if (functions.isSequence() && depth < 4) { // a list of maps, often ${file(…)} each
            for (const Node &item : functions.items())
                readFunctions(m_read.resolve(item), depth + 1);
            return;
        }
        if (functions.isScalar() && !functions.isResolved()) {
            m_sink.add(Severity::Warning, "LTH-PRJ-055", functions, tr("These functions are not known here: %1").arg(functions.text().left(200)), {});
            return;
        }
        expectMap(functions, "functions");
        for (const auto &[key, raw] : functions.members()) {
            const Node value = m_read.resolve(raw);
            if (value.isMap())
                readFunction(key, value);
            else if (value.isScalar() && !value.isResolved())
                m_sink.add(Severity::Warning, "LTH-PRJ-055", value, tr("Function %1 is not known here: %2").arg(key.text(), value.text().left(200)), {});
            else
                value.isAbsent() ? m_read.expectSomething(key, tr("Function %1").arg(key.text()), tr("a map")) : m_read.expect(value, tr("Function %1").arg(key.text()), tr("a map"));
        }
    }

    void readFunction(const Node &key, const Node &node)
    {
        FunctionDefinition f;
        m_read.checkKeys(node, PropertyPlace::ServerlessFunction);
        const Node &where = node.file() == key.file() ? key : node; // a function may stand in a file of its own
        f.name = key.text();
        f.file = where.file();
        f.line = where.line();
        f.column = where.column();
        m_read.setHome(f.file);
        f.codeDir = m_project.root;
        f.deployedName = m_read.textAt(node, "name");
        if (f.deployedName.text.isEmpty())
            f.deployedName = {m_service.text + u'-' + m_variables.stage() + u'-' + f.name, m_service.resolved, f.line, f.column};
        f.handler = m_read.textAt(node, "handler");
        f.runtime = inherited(node, "runtime");
        if (f.runtime.text.isEmpty() && node.at("image").isAbsent())
            f.runtime.text = QStringLiteral("nodejs20.x"); // the framework's own default
        f.description = m_read.textAt(node, "description");
        const Node role = m_read.resolve(m_read.at(m_provider, "iam").at("role"));
        f.role = inherited(node, "role");
        if (f.role.text.isEmpty() && role.isScalar())
            f.role = m_read.text(role, QStringLiteral("role"));
        f.memoryMib = number(node, "memorySize", 1024, {limits::memoryMinMib, limits::memoryMaxMib}); // the framework's defaults: 1024 MB and 6 s
        f.timeoutSeconds = number(node, "timeout", 6, {limits::timeoutMinSeconds, limits::timeoutMaxSeconds});
        f.tmpMib = number(node, "ephemeralStorageSize", 512, {limits::tmpMinMib, limits::tmpMaxMib});
        if (const TemplateText architecture = inherited(node, "architecture"); !architecture.text.isEmpty())
            f.architecture = architecture.text;
        readLogging(f, node);
        readImage(f, m_read.at(node, "image"));
        readEnvironment(f, m_read.at(m_provider, "environment"));
        readEnvironment(f, m_read.at(node, "environment"));
        readFunctionLayers(f, node.at("layers").isAbsent() ? m_provider.at("layers") : node.at("layers"));
        readTags(f, m_read.at(m_provider, "tags"));
        readTags(f, m_read.at(node, "tags"));
        readPackage(f, m_read.at(node, "package"));
        readPlaces(f, node);
        f.triggers = serverlessTriggers(m_read.at(node, "events"), m_read);
        if (const Node snapStart = m_read.at(node, "snapStart"); !snapStart.isAbsent())
            f.snapStart = m_read.boolean(snapStart, false);
        if (const Node url = m_read.at(node, "url"); !url.isAbsent() && url.text() != u"false") {
            const int line = node.keyNode(QStringLiteral("url")).line();
            f.url = serverlessFunctionUrl(url, line, m_read);
            f.triggers.append({EventSource::FunctionUrl, QStringLiteral("url"), tr("Function URL"), line});
        }
        m_project.functions.append(f);
    }

    /// The function's own "logs", which replaces provider.logs.lambda as a whole (the framework does not mix the two).
    void readLogging(FunctionDefinition &f, const Node &node) const
    {
        const Node own = m_read.at(node, "logs");
        const Node logging = own.isAbsent() ? m_read.at(m_read.at(m_provider, "logs"), "lambda") : own;
        expectMap(logging, "logs");
        f.logFormat = m_read.textAt(logging, "logFormat").text;
        f.applicationLogLevel = m_read.textAt(logging, "applicationLogLevel").text;
        f.systemLogLevel = m_read.textAt(logging, "systemLogLevel").text;
        const Node group = m_read.at(logging, "logGroup");
        f.logGroup = group.isMap() ? TemplateText{SamIntrinsics::describe(group), false, group.line(), group.column()} : m_read.text(group, QStringLiteral("logGroup"));
    }

    /// vpc (of the function, else of the provider; null takes it away) and fileSystemConfig, one or a list.
    void readPlaces(FunctionDefinition &f, const Node &node) const
    {
        const bool own = !node.keyNode(QStringLiteral("vpc")).isAbsent();
        const Node vpc = m_read.at(own ? node : m_provider, "vpc");
        const Node subnets = m_read.at(vpc, "subnetIds");
        f.inVpc = !subnets.isAbsent() && !(subnets.isSequence() && subnets.items().empty());
        const Node configs = m_read.at(node, node.at("fileSystemConfig").isAbsent() ? "fileSystemConfigs" : "fileSystemConfig");
        for (const Node &raw : configs.isMap() ? std::vector<Node>{configs} : configs.items())
            if (const Node item = m_read.resolve(raw); item.isMap()) {
                const Node arn = m_read.at(item, "arn");
                const TemplateText text = arn.isMap() ? TemplateText{SamIntrinsics::describe(arn), false, arn.line(), arn.column()} : m_read.text(arn, QStringLiteral("arn"));
                f.fileSystems.append({text, m_read.textAt(item, "localMountPath")});
            }
    }

    TemplateText inherited(const Node &node, const char *key) const
    {
        return m_read.textAt(node.at(key).isAbsent() ? m_provider : node, key);
    }

    int number(const Node &node, const char *key, int fallback, FieldReader::Range range) const
    {
        const Node &owner = node.at(key).isAbsent() ? m_provider : node;
        return m_read.integer(owner.at(key), trText(key), range).value_or(fallback);
    }

    void readImage(FunctionDefinition &f, const Node &image)
    {
        if (image.isScalar())
            f.imageUri = image.text();
        else if (image.isMap())
            f.imageUri = image.at("uri").isAbsent() ? m_read.textAt(image, "name").text : m_read.textAt(image, "uri").text;
        f.imageConfig = imageConfigOf(image, {"entryPoint", "command", "workingDirectory"}, m_read);
        // A name that provider.ecr.images explains: an image elsewhere, or a folder with a Dockerfile ("name: folder" in short).
        const Node named = f.imageUri.isEmpty() ? Node() : m_read.resolve(m_read.at(m_read.at(m_provider, "ecr"), "images").at(f.imageUri));
        QString path = named.isScalar() ? named.text() : m_read.textAt(named, "path").text;
        if (named.isMap() && path.isEmpty() && named.at("uri").isAbsent())
            path = QStringLiteral("./");
        if (named.isMap() && !named.at("uri").isAbsent())
            f.imageUri = m_read.textAt(named, "uri").text;
        else if (!path.isEmpty())
            f.imageBuild = {absolute(path), m_read.textAt(named, "file").text, m_project.name.toLower() + u'-' + f.imageUri.toLower() + QStringLiteral(":latest"),
                m_read.textAt(named, "target").text, {}};
        for (const auto &[key, value] : m_read.at(named, "buildArgs").members())
            f.imageBuild.arguments.append({key.text(), m_read.text(m_read.resolve(value), key.text()).text});
    }

    void readEnvironment(FunctionDefinition &f, const Node &environment) const
    {
        expectMap(environment, "environment");
        for (const auto &[key, value] : environment.members()) {
            const Node resolved = m_read.resolve(value);
            TemplateText text;
            const bool known = resolved.isAbsent() || (resolved.isScalar() && resolved.tag().isEmpty());
            if (known)
                text = m_read.text(resolved, key.text());
            else // { Ref: Table } and the like: known only after a deployment
                text = {SamIntrinsics::describe(resolved), false, 0, 0};
            text.line = m_read.isAtHome(value) ? value.line() : 0;
            text.column = m_read.isAtHome(value) ? value.column() : 0;
            const QString name = key.text();
            const auto it = std::find_if(f.environment.begin(), f.environment.end(), [&](const auto &one) { return one.first == name; });
            if (resolved.isNull()) { // null takes an inherited variable away
                if (it != f.environment.end())
                    f.environment.erase(it);
            } else if (it == f.environment.end()) {
                f.environment.append({name, text});
            } else {
                it->second = text;
            }
        }
    }

    void readFunctionLayers(FunctionDefinition &f, const Node &raw) const
    {
        const Node layers = m_read.resolve(raw);
        if (!layers.isSequence())
            m_read.expect(layers, QStringLiteral("layers"), tr("a list"));
        for (const Node &item : layers.items()) {
            const Node layer = m_read.resolve(item);
            QString reference = layer.tag() == u"!Ref" ? layer.text() : layer.isMap() ? m_read.textAt(layer, "Ref").text : QString();
            if (reference.isEmpty()) {
                const TemplateText arn = m_read.text(layer, QStringLiteral("layers"));
                if (!arn.text.isEmpty()) {
                    f.layerArns.append(arn);
                    f.layerOrder << arn.text;
                }
                continue;
            }
            const auto own = std::find_if(m_project.layers.begin(), m_project.layers.end(), [&](const LayerDefinition &one) { return serverlessLayerId(one.name) == reference; });
            if (own != m_project.layers.end() && !own->dir.isEmpty()) {
                f.layerDirs << own->dir;
                f.layerPatterns.insert(own->dir, own->packagePatterns);
            } else {
                f.layerArns.append({QStringLiteral("!Ref ") + reference, false, layer.line()});
            }
            f.layerOrder << (own != m_project.layers.end() && !own->dir.isEmpty() ? own->dir : f.layerArns.last().text);
        }
    }

    void readTags(FunctionDefinition &f, const Node &tags) const
    {
        for (const auto &[key, value] : tags.members())
            f.tags.insert(key.text(), m_read.text(value, key.text()).text);
    }

    /// The patterns of a package section in the framework's order: "exclude" has the other sense.
    QStringList excludes(const Node &package) const
    {
        QStringList patterns;
        for (const QString &one : m_read.texts(package.at("exclude"), QStringLiteral("exclude")))
            patterns << (one.startsWith(u'!') ? one.mid(1) : u'!' + one);
        return patterns;
    }
    QStringList includes(const Node &package) const
    {
        return m_read.texts(package.at("include"), QStringLiteral("include")) + m_read.texts(package.at("patterns"), QStringLiteral("patterns"));
    }

    bool flag(const Node &package, const char *key, bool otherwise) const
    {
        const TemplateText text = m_read.textAt(package, key);
        return text.text.isEmpty() || !text.resolved ? otherwise : text.text.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
    }

    /// As the framework's packaging does it: all excludes, then all includes and patterns, the service's before the
    /// function's; every layer's folder stays out; and a function that is not packaged individually has no patterns of its own.
    void readPackage(FunctionDefinition &f, const Node &own)
    {
        expectMap(m_package, "package");
        expectMap(own, "package");
        const bool ownIndividually = flag(own, "individually", false);
        // A function with "disable" is not packaged by the framework: it gets what the service's package holds.
        const bool individually = !flag(own, "disable", false) && (ownIndividually || flag(m_package, "individually", false));
        TemplateText artifact = m_read.textAt(own, "artifact");
        if (artifact.text.isEmpty() && !ownIndividually)
            artifact = m_read.textAt(m_package, "artifact");
        if (artifact.text.startsWith(QLatin1String("s3://")))
            m_sink.add(Severity::Warning, "LTH-PRJ-043", own.isAbsent() ? m_package : own, tr("The code of function %1 is not in this project: %2").arg(f.name, artifact.text.left(200)), tr("Give a local file in package.artifact to run it here."));
        else if (!artifact.text.isEmpty() && artifact.resolved)
            f.artifact = absolute(artifact.text);
        QStringList patterns = excludes(m_package);
        for (const QString &dir : m_layerPaths)
            if (const QString path = QDir(m_project.root).relativeFilePath(dir); path != QLatin1String("."))
                patterns << u'!' + path + QStringLiteral("/**");
        if (flag(m_document, "useDotenv", false))
            patterns << QStringLiteral("!.env*");
        if (individually)
            patterns << excludes(own);
        patterns << includes(m_package);
        if (individually)
            patterns << includes(own);
        else if (!own.at("patterns").isAbsent() || !own.at("include").isAbsent() || !own.at("exclude").isAbsent())
            m_sink.add(Severity::Warning, "LTH-PRJ-058", own, tr("The package patterns of function %1 do not count: functions are packaged together.").arg(f.name), tr("Add to package: individually: true"));
        f.packagePatterns << excludesFromServerlessPatterns(patterns);
        if (flag(m_package, "excludeDevDependencies", true)) {
            if (!m_devPatterns)
                m_devPatterns = devDependencyPatterns(m_project.root);
            f.packagePatterns << *m_devPatterns; // last, as the framework has it: no pattern brings them back
        }
    }

    Project &m_project;
    Node m_document;
    ServerlessVariables m_variables;
    FieldReader m_read;
    DiagnosticSink &m_sink;
    TemplateText m_service;
    Node m_provider;
    Node m_package;
    QStringList m_layerPaths;    ///< Also of layers that are taken from a ready zip.
    std::optional<QStringList> m_devPatterns; ///< Of the service's folder, read once.
};

} // namespace

bool readServerless(Project &project, const Node &document, const ProjectContext &context, DiagnosticSink &sink)
{
    if (!document.isMap()) {
        sink.add(Severity::Error, "LTH-PRJ-010", document, tr("A serverless.yml is a map with service, provider and functions."), {});
        return true;
    }
    return ServerlessReader(project, document, context, sink).run();
}

} // namespace lathe
