// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/functionrequest.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QList>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

namespace lathe::functionrequest {
namespace {

const QList<QString> &plainKeys()
{
    static const QList<QString> keys{QStringLiteral("Handler"), QStringLiteral("Runtime"), QStringLiteral("MemorySize"), QStringLiteral("Timeout"),
        QStringLiteral("EphemeralStorage"), QStringLiteral("Description"), QStringLiteral("Role"), QStringLiteral("Layers"), QStringLiteral("ImageConfig"), QStringLiteral("LoggingConfig"), QStringLiteral("SnapStart"), QStringLiteral("Environment")};
    return keys;
}

QJsonObject variablesOf(const QJsonObject &configuration)
{
    return configuration[QStringLiteral("Environment")].toObject()[QStringLiteral("Variables")].toObject();
}

QStringList layersOf(const QJsonObject &configuration)
{
    QStringList out; // The request holds ARNs, the answer objects.
    const QJsonArray layers = configuration[QStringLiteral("Layers")].toArray();
    for (const QJsonValue &v : layers)
        out.append(v.isString() ? v.toString() : v.toObject()[QStringLiteral("Arn")].toString());
    return out;
}

QString architectureOf(const QJsonObject &configuration)
{
    const QString first = configuration[QStringLiteral("Architectures")].toArray().first().toString();
    return first.isEmpty() ? QStringLiteral("x86_64") : first;
}

int tmpOf(const QJsonObject &configuration)
{
    return configuration[QStringLiteral("EphemeralStorage")].toObject()[QStringLiteral("Size")].toInt(limits::tmpMinMib);
}

/// With the defaults that Lambda fills in.
QJsonObject loggingOf(const QJsonObject &configuration)
{
    QJsonObject logging = configuration[QStringLiteral("LoggingConfig")].toObject();
    const QString format = logging[QStringLiteral("LogFormat")].toString(QStringLiteral("Text"));
    logging.insert(QStringLiteral("LogFormat"), format);
    for (const QString &level : {QStringLiteral("ApplicationLogLevel"), QStringLiteral("SystemLogLevel")})
        if (format == u"JSON")
            logging.insert(level, logging[level].toString(QStringLiteral("INFO")));
    return logging;
}

QString snapStartOf(const QJsonObject &configuration)
{
    return configuration[QStringLiteral("SnapStart")].toObject()[QStringLiteral("ApplyOn")].toString(QStringLiteral("None"));
}

/// A key's value in a form in which request and answer compare equal when they mean the same.
QJsonValue meaning(const QJsonObject &configuration, const QString &key)
{
    if (key == u"Environment")
        return variablesOf(configuration);
    if (key == u"Layers")
        return QJsonArray::fromStringList(layersOf(configuration));
    if (key == u"EphemeralStorage")
        return tmpOf(configuration);
    if (key == u"LoggingConfig")
        return loggingOf(configuration);
    if (key == u"ImageConfig")
        return imageConfig(configuration);
    if (key == u"SnapStart")
        return snapStartOf(configuration);
    if (key == u"Architectures")
        return architectureOf(configuration);
    if (key == u"Description")
        return configuration[key].toString();
    return configuration[key];
}

/// The variables to send: the project's, and the deployed value of those that are not known here.
QJsonObject variables(const Wanted &wanted, const QJsonObject &remote)
{
    QJsonObject out = variablesOf(wanted.configuration);
    const QJsonObject there = variablesOf(remote);
    for (const QString &name : wanted.unknownVariables) {
        if (there.contains(name))
            out.insert(name, there[name]);
    }
    return out;
}

QString place(const FunctionDefinition &f, int line)
{
    return QFileInfo(f.file).fileName() + (line > 0 ? QStringLiteral(":%1").arg(line) : QString());
}

void put(Wanted &w, const FunctionDefinition &f, const QString &key, const TemplateText &text)
{
    if (!text.resolved) {
        w.warnings.append(QCoreApplication::translate("lathe", "%1: %2 is left out, because %3 is not known here.").arg(place(f, text.line), key, text.text));
        return;
    }
    if (!text.text.isEmpty())
        w.configuration.insert(key, text.text);
}

Result<> addEnvironment(Wanted &w, const FunctionDefinition &f)
{
    QJsonObject variables;
    qsizetype bytes = 0;
    for (const auto &[name, value] : f.environment) {
        if (!value.resolved) {
            w.unknownVariables.append(name);
            w.warnings.append(QCoreApplication::translate("lathe", "%1: the variable %2 is left out, because %3 is not known here. A deployed value stays.")
                .arg(place(f, value.line), name, value.text));
            continue;
        }
        variables.insert(name, value.text);
        bytes += name.toUtf8().size() + value.text.toUtf8().size();
    }
    if (bytes > limits::environmentBytes) {
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "The environment variables of %1 take %2 bytes, Lambda allows %3. Move large values to a file or a parameter store.")
            .arg(f.name).arg(bytes).arg(limits::environmentBytes), place(f, f.line), QStringLiteral("LTH-DEP-003"));
    }
    w.configuration.insert(QStringLiteral("Environment"), QJsonObject{{QStringLiteral("Variables"), variables}});
    return {};
}

void addLayers(Wanted &w, const FunctionDefinition &f, const LayerReferences &references)
{
    QStringList ordered;
    for (const TemplateText &arn : f.layerArns) {
        if (arn.resolved) {
            ordered.append(arn.text);
            continue;
        }
        w.layersKnown = false;
        w.warnings.append(QCoreApplication::translate("lathe", "%1: the layer %2 is left out, because it is not known here. Deployed layers stay.").arg(place(f, arn.line), arn.text));
    }
    for (const QString &dir : f.layerDirs) {
        if (references.contains(dir)) {
            ordered.append(dir);
            continue;
        }
        w.layersKnown = false;
        w.warnings.append(QCoreApplication::translate("lathe", "%1: the layer in %2 is not published by this deploy. Publish it and name its ARN.").arg(place(f, f.line), dir));
    }
    // The later of two layers hides the earlier one's files, so their places count.
    std::stable_sort(ordered.begin(), ordered.end(), [&f](const QString &a, const QString &b) { return f.layerOrder.indexOf(a) < f.layerOrder.indexOf(b); });
    for (QString &one : ordered)
        one = references.value(one, one);
    w.configuration.insert(QStringLiteral("Layers"), QJsonArray::fromStringList(ordered));
}

/// What the project says of logging; nothing when it says nothing: then the deployed settings stay.
void addLogging(Wanted &w, const FunctionDefinition &f)
{
    QJsonObject logging;
    const std::pair<const char *, QString> texts[] = {{"LogFormat", f.logFormat}, {"ApplicationLogLevel", f.applicationLogLevel}, {"SystemLogLevel", f.systemLogLevel},
        {"LogGroup", f.logGroup.resolved ? f.logGroup.text : QString()}};
    for (const auto &[key, text] : texts)
        if (!text.isEmpty())
            logging.insert(QLatin1String(key), text);
    if (!f.logGroup.resolved)
        w.warnings.append(QCoreApplication::translate("lathe", "%1: %2 is left out, because %3 is not known here.").arg(place(f, f.logGroup.line), QStringLiteral("LogGroup"), f.logGroup.text));
    else if (!logging.isEmpty() && f.logGroup.text.isEmpty())
        logging.insert(QStringLiteral("LogGroup"), QStringLiteral("/aws/lambda/") + w.name);
    if (!logging.isEmpty())
        w.configuration.insert(QStringLiteral("LoggingConfig"), logging);
}

QJsonObject imageOverrides(const ImageOverrides &overrides)
{
    QJsonObject out;
    if (overrides.entryPoint && !overrides.entryPoint->isEmpty())
        out.insert(QStringLiteral("EntryPoint"), QJsonArray::fromStringList(*overrides.entryPoint));
    if (overrides.command && !overrides.command->isEmpty())
        out.insert(QStringLiteral("Command"), QJsonArray::fromStringList(*overrides.command));
    if (overrides.workingDir && !overrides.workingDir->isEmpty())
        out.insert(QStringLiteral("WorkingDirectory"), *overrides.workingDir);
    return out;
}

QString codeText(const QString &sha256, qint64 bytes)
{
    return QStringLiteral("sha256 %1 · %2").arg(sha256, sizeText(bytes));
}

QString textOf(const QJsonObject &configuration, const QString &key)
{
    if (key == u"MemorySize")
        return configuration.contains(key) ? QStringLiteral("%1 MB").arg(QLocale().toString(configuration[key].toInt())) : QString();
    if (key == u"Timeout")
        return configuration.contains(key) ? QCoreApplication::translate("lathe", "%1 s").arg(configuration[key].toInt()) : QString();
    if (key == u"EphemeralStorage")
        return QStringLiteral("%1 MB").arg(QLocale().toString(tmpOf(configuration)));
    if (key == u"LoggingConfig") {
        QStringList parts;
        const QJsonObject logging = configuration.contains(key) ? loggingOf(configuration) : QJsonObject();
        for (const char *part : {"LogFormat", "ApplicationLogLevel", "SystemLogLevel", "LogGroup"})
            if (const QString text = logging[QLatin1String(part)].toString(); !text.isEmpty())
                parts << text;
        return parts.join(QStringLiteral(", "));
    }
    if (key == u"Layers") {
        QStringList shown = layersOf(configuration);
        for (QString &layer : shown)
            if (layer.startsWith(newLayerPrefix))
                layer = QCoreApplication::translate("lathe", "%1 (new version)").arg(layer.mid(newLayerPrefix.size()));
        return shown.join(QStringLiteral(", "));
    }
    if (key == u"ImageConfig") {
        QStringList parts;
        const QJsonObject config = imageConfig(configuration);
        for (const char *part : {"EntryPoint", "Command", "WorkingDirectory"}) {
            const QJsonValue value = config[QLatin1String(part)];
            if (!value.isUndefined())
                parts << QLatin1String(part) + QStringLiteral(": ") + (value.isString() ? value.toString() : QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)));
        }
        return parts.join(QStringLiteral(", "));
    }
    if (key == u"SnapStart")
        return snapStartOf(configuration);
    if (key == u"Architectures")
        return architectureOf(configuration);
    return configuration[key].toString();
}

ChangeKind kindOf(bool exists, bool same)
{
    return same ? ChangeKind::Same : exists ? ChangeKind::Update : ChangeKind::Create;
}

void addVariableLines(QList<PlanLine> &out, const QJsonObject &before, const QJsonObject &after)
{
    QStringList names = before.keys();
    names += after.keys();
    names.sort();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        PlanLine line;
        line.field = QStringLiteral("Environment.") + name;
        line.before = before[name].toString();
        line.after = after[name].toString();
        line.sensitive = isSensitive(name);
        line.kind = !before.contains(name) ? ChangeKind::Create : !after.contains(name) ? ChangeKind::Remove
            : line.before == line.after ? ChangeKind::Same : ChangeKind::Update;
        out.append(line);
    }
}

} // namespace

Result<Wanted> wanted(const FunctionDefinition &f, const QString &role, const LayerReferences &layers)
{
    Wanted w;
    w.name = f.deployedName.resolved && !f.deployedName.text.isEmpty() ? f.deployedName.text : f.name;
    if (!f.deployedName.resolved)
        w.warnings.append(QCoreApplication::translate("lathe", "%1: deployed as %2, because the name %3 is not known here.").arg(place(f, f.deployedName.line), w.name, f.deployedName.text));
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z0-9_-]{1,64}$"));
    if (!valid.match(w.name).hasMatch()) {
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "\"%1\" cannot be the name of a function: letters, digits, - and _ are allowed, at most 64.").arg(w.name),
            place(f, f.deployedName.line), QStringLiteral("LTH-DEP-005"));
    }
    const bool isImage = !f.imageUri.isEmpty(); // It brings its own runtime, and Lambda refuses a handler or layers with it.
    if (isImage) {
        w.configuration.insert(QStringLiteral("ImageConfig"), imageOverrides(f.imageConfig));
    } else {
        put(w, f, QStringLiteral("Handler"), f.handler);
        put(w, f, QStringLiteral("Runtime"), f.runtime);
    }
    put(w, f, QStringLiteral("Description"), f.description);
    if (f.description.resolved)
        w.configuration.insert(QStringLiteral("Description"), f.description.text);
    put(w, f, QStringLiteral("Role"), f.role);
    if (!w.configuration.contains(QStringLiteral("Role")) && !role.isEmpty())
        w.configuration.insert(QStringLiteral("Role"), role);
    w.configuration.insert(QStringLiteral("MemorySize"), f.memoryMib);
    w.configuration.insert(QStringLiteral("Timeout"), f.timeoutSeconds);
    w.configuration.insert(QStringLiteral("EphemeralStorage"), QJsonObject{{QStringLiteral("Size"), f.tmpMib}});
    w.configuration.insert(QStringLiteral("Architectures"), QJsonArray{f.architecture});
    if (const auto added = addEnvironment(w, f); !added)
        return tl::unexpected(added.error());
    if (!isImage)
        addLayers(w, f, layers);
    addLogging(w, f);
    if (f.snapStart)
        w.configuration.insert(QStringLiteral("SnapStart"), QJsonObject{{QStringLiteral("ApplyOn"), *f.snapStart ? QStringLiteral("PublishedVersions") : QStringLiteral("None")}});
    return w;
}

QJsonObject changes(const Wanted &w, const QJsonObject &remote)
{
    QJsonObject out;
    for (const QString &key : plainKeys()) {
        if (!w.configuration.contains(key))
            continue;
        if (key == u"Environment") {
            if (const QJsonObject v = variables(w, remote); v != variablesOf(remote))
                out.insert(key, QJsonObject{{QStringLiteral("Variables"), v}});
        } else if (key == u"Layers" && !w.layersKnown) {
            continue;
        } else if (meaning(w.configuration, key) != meaning(remote, key)) {
            out.insert(key, w.configuration[key]);
        }
    }
    return out;
}

QList<PlanLine> lines(const Wanted &w, const QJsonObject &remote, const QString &codeSha256, qint64 packageBytes)
{
    const bool exists = !remote.isEmpty();
    QList<PlanLine> out;
    const QString remoteSha = remote[QStringLiteral("CodeSha256")].toString();
    out.append({kindOf(exists, remoteSha == codeSha256), QStringLiteral("Code"),
        exists ? codeText(remoteSha, qint64(remote[QStringLiteral("CodeSize")].toDouble())) : QString(), codeText(codeSha256, packageBytes), false});
    QList<QString> keys = plainKeys();
    keys.replace(keys.indexOf(QStringLiteral("Environment")), QStringLiteral("Architectures"));
    for (const QString &key : std::as_const(keys)) {
        if (!w.configuration.contains(key) || (key == u"Layers" && !w.layersKnown && exists))
            continue;
        PlanLine line{ChangeKind::Same, key, exists ? textOf(remote, key) : QString(), textOf(w.configuration, key), false};
        line.kind = kindOf(exists, exists ? meaning(w.configuration, key) == meaning(remote, key) : line.after.isEmpty());
        if (line.kind != ChangeKind::Same || !line.after.isEmpty())
            out.append(line);
    }
    addVariableLines(out, variablesOf(remote), variables(w, remote));
    return out;
}

QList<PlanLine> layerLines(const QList<PlanLayer> &layers)
{
    QList<PlanLine> out;
    for (const PlanLayer &layer : layers) {
        const QString before = layer.remoteVersion == 0 ? QString()
            : QCoreApplication::translate("lathe", "version %1").arg(layer.remoteVersion) + QStringLiteral(" · ") + codeText(layer.remoteSha256, layer.remoteBytes);
        const QString after = layer.arn.isEmpty() ? QCoreApplication::translate("lathe", "new version") + QStringLiteral(" · ") + codeText(layer.codeSha256, layer.zipBytes) : before;
        out.append({kindOf(layer.remoteVersion > 0, !layer.arn.isEmpty()), QStringLiteral("Layer ") + layer.name, before, after, false});
    }
    return out;
}

QJsonObject imageConfig(const QJsonObject &configuration)
{
    QJsonObject config = configuration.contains(QStringLiteral("ImageConfig")) ? configuration[QStringLiteral("ImageConfig")].toObject()
        : configuration[QStringLiteral("ImageConfigResponse")].toObject()[QStringLiteral("ImageConfig")].toObject();
    for (const QString &key : config.keys())
        if (config[key].isNull() || (config[key].isArray() && config[key].toArray().isEmpty()) || (config[key].isString() && config[key].toString().isEmpty()))
            config.remove(key);
    return config;
}

bool sameArchitecture(const Wanted &w, const QJsonObject &remote)
{
    return architectureOf(w.configuration) == architectureOf(remote);
}

bool holds(const QJsonObject &request, const QJsonObject &remote)
{
    for (auto it = request.begin(); it != request.end(); ++it) {
        if (it.key() != u"RevisionId" && meaning(request, it.key()) != meaning(remote, it.key()))
            return false;
    }
    return true;
}

bool isSensitive(const QString &variable)
{
    static const QRegularExpression secret(QStringLiteral("SECRET|TOKEN|PASS|PWD|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|AUTH|SIGNING|DSN|CONNECTION_?STRING"),
        QRegularExpression::CaseInsensitiveOption);
    return variable.contains(secret);
}

} // namespace lathe::functionrequest
