// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The layers' part of a deploy: packaging them, comparing with the target, publishing what differs.
#include "cloud/layername.h"
#include "core/limits.h"
#include "core/paths.h"
#include "deploy/deploywork.h"
#include "package/packagereader.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <algorithm>

namespace lathe {

using functionrequest::newLayerPrefix;

static bool isLayerName(const QString &name)
{
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z0-9_-]{1,64}$"));
    return valid.match(name).hasMatch();
}

/// The project's definition of the layer in this folder; one by its folder's name when there is none.
static LayerDefinition definitionOf(const QList<LayerDefinition> &layers, const QString &dir)
{
    const auto found = std::find_if(layers.begin(), layers.end(), [&dir](const LayerDefinition &layer) { return layer.dir == dir; });
    LayerDefinition layer = found == layers.end() ? LayerDefinition{QFileInfo(dir).fileName(), dir, {}, 0} : *found;
    if (layer.publishedName.text.isEmpty() || !layer.publishedName.resolved)
        layer.publishedName.text = layer.name;
    return layer;
}

Result<QList<PlanLayer>> DeployWork::packageLayers(const FunctionDefinition &function, functionrequest::LayerReferences *references, const std::function<bool()> &isCancelled)
{
    QList<PlanLayer> layers;
    for (const QString &dir : function.layerDirs) {
        const QString name = definitionOf(m_options.layers, dir).publishedName.text;
        references->insert(dir, newLayerPrefix + name);
        if (std::any_of(layers.begin(), layers.end(), [&name](const PlanLayer &layer) { return layer.name == name; }))
            continue;
        const QFileInfo there(dir);
        if (!isLayerName(name) || !there.exists()) {
            return fail(ErrorCode::Config, there.exists()
                    ? QCoreApplication::translate("lathe", "\"%1\" cannot be the name of a layer: letters, digits, - and _ are allowed, at most 64.").arg(name)
                    : QCoreApplication::translate("lathe", "The layer %1 is to be made of %2, which does not exist.").arg(name, dir),
                dir, QStringLiteral("LTH-DEP-005"));
        }
        PackageSpec spec;
        spec.rootDir = dir;
        spec.patterns = function.layerPatterns.value(dir);
        spec.storeDir = paths::cache() + QStringLiteral("/members");
        const auto zip = there.isDir() ? zipFolder(spec, QStringLiteral("layer-") + name, isCancelled) : readyZip(dir);
        if (!zip)
            return tl::unexpected(zip.error());
        if (m_stopped || isCancelled())
            return tl::unexpected(cancelled());
        if (zip->bytes > limits::zipDirectBytes) {
            return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "The layer %1 has %2 MB packed, a direct upload may have %3 MB. Make two layers of it.")
                .arg(name).arg(double(zip->bytes) / 1048576, 0, 'f', 1).arg(limits::zipDirectBytes / 1048576), zip->file, QStringLiteral("LTH-DEP-001"));
        }
        PlanLayer layer;
        layer.name = name;
        layer.file = zip->file;
        layer.codeSha256 = zip->sha256;
        layer.zipBytes = zip->bytes;
        layer.unzippedBytes = zip->unzippedBytes;
        layers.append(layer);
    }
    return layers;
}

Result<> DeployWork::lookAtLayer(PlanLayer &layer)
{
    const auto list = await(m_client.listLayerVersions(layer.name));
    if (!list && list.error().code != ErrorCode::NotFound)
        return tl::unexpected(list.error());
    qint64 newest = 0;
    if (list)
        for (const QJsonValue &version : (*list)[QStringLiteral("LayerVersions")].toArray())
            newest = std::max(newest, qint64(version[QStringLiteral("Version")].toDouble()));
    if (newest == 0)
        return {};
    const auto version = await(m_client.getLayerVersion(layer.name, newest));
    if (!version)
        return tl::unexpected(version.error());
    const QJsonObject content = (*version)[QStringLiteral("Content")].toObject();
    layer.remoteVersion = newest;
    layer.remoteSha256 = content[QStringLiteral("CodeSha256")].toString();
    layer.remoteBytes = qint64(content[QStringLiteral("CodeSize")].toDouble());
    if (layer.remoteSha256 == layer.codeSha256)
        layer.arn = (*version)[QStringLiteral("LayerVersionArn")].toString();
    return {};
}

/// Layers that are not the project's: AWS has them, this machine does not. The embedded endpoint takes those of another account
/// and runs the function without them; one of another Region it must refuse, as AWS does.
void DeployWork::settleForeignLayers(DeployPlan &plan, functionrequest::Wanted &wanted) const
{
    if (!m_options.isLocal)
        return;
    const QString own = QStringLiteral("000000000000");
    QJsonArray kept;
    for (const QJsonValue &value : wanted.configuration[QStringLiteral("Layers")].toArray()) {
        const auto ref = parseLayerArn(value.toString());
        if (ref && ref->account != own)
            plan.warnings.append(QCoreApplication::translate("lathe", "The layer %1 is not on this machine: the function runs without it here.").arg(value.toString()));
        if (!ref || ref->region == m_client.target().region.value)
            kept.append(value);
    }
    wanted.configuration.insert(QStringLiteral("Layers"), kept);
}

PlanStep DeployWork::layerStep(const PlanLayer &layer) const
{
    QJsonObject request{{QStringLiteral("LayerName"), layer.name}};
    const auto definition = std::find_if(m_options.layers.begin(), m_options.layers.end(), [&](const LayerDefinition &one) { return definitionOf(m_options.layers, one.dir).publishedName.text == layer.name; });
    if (definition != m_options.layers.end()) {
        if (!definition->description.isEmpty())
            request.insert(QStringLiteral("Description"), definition->description);
        if (!definition->licenseInfo.isEmpty())
            request.insert(QStringLiteral("LicenseInfo"), definition->licenseInfo);
        if (!definition->compatibleRuntimes.isEmpty())
            request.insert(QStringLiteral("CompatibleRuntimes"), QJsonArray::fromStringList(definition->compatibleRuntimes));
        if (!definition->compatibleArchitectures.isEmpty())
            request.insert(QStringLiteral("CompatibleArchitectures"), QJsonArray::fromStringList(definition->compatibleArchitectures));
    }
    return {StepKind::PublishLayer, QCoreApplication::translate("lathe", "Publish layer %1").arg(layer.name), request};
}

QJsonObject DeployWork::withLayerArns(QJsonObject request) const
{
    const QJsonArray layers = request[QStringLiteral("Layers")].toArray();
    if (layers.isEmpty())
        return request;
    QJsonArray arns;
    for (const QJsonValue &layer : layers) {
        const QString text = layer.toString();
        arns.append(text.startsWith(newLayerPrefix) ? m_layerArns.value(text.mid(newLayerPrefix.size()), text) : text);
    }
    request.insert(QStringLiteral("Layers"), arns);
    return request;
}

/// A version that cannot be told from what is to be published is used instead: an earlier try may have come this far.
Result<> DeployWork::publishLayer(const DeployPlan &plan, const PlanStep &step, int index)
{
    QJsonObject request = step.request;
    const QString name = request.take(QStringLiteral("LayerName")).toString();
    const auto found = std::find_if(plan.layers.begin(), plan.layers.end(), [&name](const PlanLayer &layer) { return layer.name == name; });
    if (found == plan.layers.end())
        return fail(ErrorCode::Internal, QCoreApplication::translate("lathe", "The plan does not fit together. Make a new plan."), name);
    PlanLayer layer = *found;
    if (const auto seen = lookAtLayer(layer); !seen)
        return seen;
    if (!layer.arn.isEmpty()) {
        m_layerArns.insert(name, layer.arn);
        return {};
    }
    QFile f(layer.file);
    if (!f.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2. Make a new plan.").arg(layer.file, f.errorString()), {}, QStringLiteral("LTH-DEP-006"));
    const QByteArray zip = f.readAll();
    if (QString::fromLatin1(QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64()) != layer.codeSha256)
        return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "The package %1 changed since you looked. Make a new plan.").arg(layer.file), {}, QStringLiteral("LTH-DEP-006"));
    const auto answer = await(m_client.publishLayerVersion(name, request, zip, [this, &plan, &step, index](qint64 sent, qint64 total) {
        m_progress(index + 1, int(plan.steps.size()), step.title, double(sent) / double(total));
    }));
    QString arn = answer ? (*answer)[QStringLiteral("LayerVersionArn")].toString() : QString();
    if (!answer) { // it may have arrived before the connection broke
        const bool unsure = answer.error().code == ErrorCode::Network || answer.error().code == ErrorCode::TimedOut;
        if (!unsure || !lookAtLayer(layer) || layer.arn.isEmpty())
            return tl::unexpected(answer.error());
        arn = layer.arn;
    }
    m_layerArns.insert(name, arn);
    m_publishedLayers.append(arn);
    return {};
}

} // namespace lathe
