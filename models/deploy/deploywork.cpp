// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/deploywork.h"
#include "core/limits.h"
#include "core/loopback.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "package/packagespec.h"
#include "package/packagewriter.h"
#include <QByteArray>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QJsonObject>
#include <QRegularExpression>
#include <QThread>
#include <algorithm>
#include <functional>

namespace lathe {

using namespace std::chrono_literals;

Error DeployWork::cancelled()
{
    return {ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Stopped. What was done so far stays; repeat the deploy to finish it."), {}, {}};
}

static bool isTransient(const Error &error)
{
    return error.code == ErrorCode::Network || error.code == ErrorCode::TimedOut;
}

/// Lambda's 409 while an earlier update is being applied; 412 and a 409 for a name that exists are something else.
static bool isInProgress(const Error &error)
{
    return error.code == ErrorCode::Conflict && error.detail.startsWith(u"ResourceConflictException");
}

void DeployWork::stop()
{
    m_stopped = true;
    const std::lock_guard lock(m_mutex);
    m_current.cancel();
}

/// Writes the folder's package into the work folder, under a name that other folders do not get.
Result<DeployWork::Package> DeployWork::zipFolder(const PackageSpec &spec, const QString &name, const std::function<bool()> &isCancelled)
{
    const auto dir = paths::makePrivate(m_options.workDir.isEmpty() ? paths::cache() + QStringLiteral("/packages") : m_options.workDir);
    if (!dir)
        return tl::unexpected(dir.error());
    QString base = name;
    base.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9_-]")), QStringLiteral("_"));
    const QByteArray tag = QCryptographicHash::hash((spec.rootDir + u'\n' + name).toUtf8(), QCryptographicHash::Sha1).toHex().left(8);
    const QString file = QStringLiteral("%1/%2-%3.zip").arg(*dir, base.left(64), QString::fromLatin1(tag));
    std::atomic_bool stop = false;
    const auto report = writePackage(spec, file, [&](const PackageProgress &p) {
        stop = m_stopped || isCancelled();
        m_progress(1, 2, QCoreApplication::translate("lathe", "Package"), p.totalBytes > 0 ? double(p.bytes) / double(p.totalBytes) : -1);
    }, &stop);
    if (!report)
        return tl::unexpected(report.error());
    Package out{file, report->codeSha256(), report->zipBytes, report->unzippedBytes};
    if (m_options.signWith)
        if (const auto done = sign(out); !done)
            return tl::unexpected(done.error());
    return out;
}

Result<> DeployWork::sign(Package &package) const
{
    const auto done = signPackage(package.file, SigningKeys(), *m_options.signWith, paths::cache() + QStringLiteral("/signatures"));
    if (!done)
        return tl::unexpected(done.error());
    package.sha256 = QString::fromLatin1(done->sha256.toBase64());
    package.bytes = done->zipBytes;
    package.unzippedBytes += done->addedBytes;
    return {};
}

Result<DeployWork::Package> DeployWork::readyZip(const QString &file)
{
    QFile f(file);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!f.open(QIODevice::ReadOnly) || !hash.addData(&f)) {
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2.").arg(file, f.errorString()),
            {}, QStringLiteral("LTH-DEP-006"));
    }
    const auto signature = checkSignature(file, SigningKeys());
    if (!signature)
        return tl::unexpected(signature.error());
    const auto warning = judgeSignature(*signature, m_options.signatures, file);
    if (!warning)
        return tl::unexpected(warning.error());
    return Package{file, QString::fromLatin1(hash.result().toBase64()), f.size(), 0, *warning};
}

Result<DeployWork::Package> DeployWork::package(const FunctionDefinition &function, const std::function<bool()> &isCancelled)
{
    const auto out = function.artifact.isEmpty() ? zipFolder(packageSpecFor(function), function.name, isCancelled) : readyZip(function.artifact);
    if (out && out->bytes > limits::zipDirectBytes) {
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "The package of %1 has %2 MB, a direct upload may have %3 MB. Exclude files, or move libraries to a layer.")
            .arg(function.name).arg(double(out->bytes) / 1048576, 0, 'f', 1).arg(limits::zipDirectBytes / 1048576), out->file, QStringLiteral("LTH-DEP-001"));
    }
    return out;
}

Result<DeployPlan> DeployWork::plan(const FunctionDefinition &function, const std::function<bool()> &isCancelled)
{
    QString role = m_options.role;
    const QString host = m_client.target().url().host();
    const bool onThisMachine = m_options.isLocal || isLoopbackHost(host);
    if (role.isEmpty() && onThisMachine) // An emulator takes any role; AWS gives none that could be guessed.
        role = QStringLiteral("arn:aws:iam::000000000000:role/lathe-local");
    if (!function.imageUri.isEmpty())
        return planImage(function, role, isCancelled);
    auto wanted = functionrequest::wanted(function, role);
    if (!wanted)
        return tl::unexpected(wanted.error());
    m_progress(1, 2, QCoreApplication::translate("lathe", "Package"), -1);
    const auto zip = package(function, isCancelled);
    if (!zip)
        return tl::unexpected(zip.error());
    functionrequest::LayerReferences references;
    auto layers = packageLayers(function, &references, isCancelled);
    if (!layers)
        return tl::unexpected(layers.error());
    qint64 unzipped = zip->unzippedBytes;
    for (const PlanLayer &layer : std::as_const(*layers))
        unzipped += layer.unzippedBytes;
    if (unzipped > limits::unzippedBytes) {
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe", "%1 and its layers have %2 MB unpacked, Lambda allows %3 MB together. Exclude files.")
            .arg(wanted->name).arg(double(unzipped) / 1048576, 0, 'f', 1).arg(limits::unzippedBytes / 1048576), {}, QStringLiteral("LTH-DEP-001"));
    }
    if (m_stopped || isCancelled())
        return tl::unexpected(cancelled());

    m_progress(2, 2, QCoreApplication::translate("lathe", "Compare"), -1);
    DeployPlan plan;
    plan.functionName = wanted->name;
    plan.targetName = m_options.targetName;
    plan.packageFile = zip->file;
    plan.codeSha256 = zip->sha256;
    plan.packageBytes = zip->bytes;
    if (!zip->warning.isEmpty())
        plan.warnings.append(zip->warning);
    const auto there = await(m_client.getFunction(wanted->name));
    if (there) {
        plan.remote = (*there)[QStringLiteral("Configuration")].toObject();
        plan.remoteSha256 = plan.remote[QStringLiteral("CodeSha256")].toString();
        plan.revisionId = plan.remote[QStringLiteral("RevisionId")].toString();
        if (plan.remote[QStringLiteral("PackageType")].toString() == u"Image") {
            return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 is deployed as a container image; a zip cannot replace it. Delete it first, or choose another name.").arg(plan.functionName),
                {}, QStringLiteral("LTH-DEP-004"));
        }
    } else if (there.error().code != ErrorCode::NotFound) {
        return tl::unexpected(there.error());
    }
    for (PlanLayer &layer : *layers) {
        if (const auto seen = lookAtLayer(layer); !seen)
            return tl::unexpected(seen.error());
        for (QString &reference : references)
            if (reference == functionrequest::newLayerPrefix + layer.name && !layer.arn.isEmpty())
                reference = layer.arn;
    }
    wanted = functionrequest::wanted(function, role, references);
    plan.layers = *layers;
    settleForeignLayers(plan, *wanted);
    plan.warnings += wanted->warnings;
    plan.lines = functionrequest::lines(*wanted, plan.remote, plan.codeSha256, plan.packageBytes);
    plan.lines += functionrequest::layerLines(plan.layers);
    if (const auto added = addSteps(plan, *wanted, function); !added)
        return tl::unexpected(added.error());
    m_progress(2, 2, QCoreApplication::translate("lathe", "Compare"), 1);
    return plan;
}

Result<> DeployWork::addSteps(DeployPlan &plan, const functionrequest::Wanted &wanted, const FunctionDefinition &function)
{
    const PlanStep wait{StepKind::WaitUpdated, QCoreApplication::translate("lathe", "Wait until it is active"), {}};
    if (plan.remote.isEmpty()) {
        const QString where = QStringLiteral("%1:%2").arg(function.file).arg(function.line);
        for (const QString &key : {QStringLiteral("Handler"), QStringLiteral("Runtime"), QStringLiteral("Role")}) {
            if (wanted.configuration.contains(key) || (!plan.imageUri.isEmpty() && key != u"Role"))
                continue; // an image brings its own runtime and handler
            if (key == u"Role")
                return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "%1 is new and needs a role. Name one in the project, or give --role ARN.").arg(plan.functionName), where, QStringLiteral("LTH-DEP-002"));
            return fail(ErrorCode::Config, QCoreApplication::translate("lathe", "%1 is new, and its %2 is not known here. Set it in %3.").arg(plan.functionName, key, QFileInfo(function.file).fileName()), where, QStringLiteral("LTH-DEP-002"));
        }
        QJsonObject request = wanted.configuration;
        request.insert(QStringLiteral("FunctionName"), plan.functionName);
        if (!plan.imageUri.isEmpty()) {
            request.insert(QStringLiteral("PackageType"), QStringLiteral("Image"));
            request.insert(QStringLiteral("Code"), QJsonObject{{QStringLiteral("ImageUri"), plan.imageUri}});
            if (functionrequest::imageConfig(request).isEmpty())
                request.remove(QStringLiteral("ImageConfig"));
        }
        QJsonObject tags;
        for (auto it = function.tags.begin(); it != function.tags.end(); ++it)
            tags.insert(it.key(), it.value());
        if (!tags.isEmpty())
            request.insert(QStringLiteral("Tags"), tags);
        plan.steps = {{StepKind::CreateFunction, QCoreApplication::translate("lathe", "Create %1").arg(plan.functionName), request}, wait};
    } else {
        if (plan.remoteSha256 != plan.codeSha256 || !functionrequest::sameArchitecture(wanted, plan.remote)) {
            QJsonObject request{{QStringLiteral("Architectures"), wanted.configuration[QStringLiteral("Architectures")]}};
            if (!plan.imageUri.isEmpty())
                request.insert(QStringLiteral("ImageUri"), plan.imageUri);
            plan.steps += {{StepKind::UpdateCode, plan.imageUri.isEmpty() ? QCoreApplication::translate("lathe", "Upload code") : QCoreApplication::translate("lathe", "Change the image"), request}, wait};
        }
        if (const QJsonObject request = functionrequest::changes(wanted, plan.remote); !request.isEmpty())
            plan.steps += {{StepKind::UpdateConfiguration, QCoreApplication::translate("lathe", "Update configuration"), request}, wait};
    }
    for (auto layer = plan.layers.crbegin(); layer != plan.layers.crend(); ++layer)
        if (layer->arn.isEmpty())
            plan.steps.prepend(layerStep(*layer));
    return addRelease(plan, wanted, function);
}

Result<DeployResult> DeployWork::apply(const DeployPlan &plan, const std::function<bool()> &isCancelled)
{
    QElapsedTimer timer;
    timer.start();
    m_remote = plan.remote;
    m_version = plan.alias.isEmpty() || plan.aliasVersion.isEmpty() ? QStringLiteral("$LATEST") : plan.aliasVersion;
    m_url = plan.url;
    m_layerArns.clear();
    m_publishedLayers.clear();
    const int steps = int(plan.steps.size());
    if (steps > 0 && !plan.remote.isEmpty()) {
        if (const auto same = checkUnchanged(plan); !same)
            return tl::unexpected(same.error());
    }
    for (int i = 0; i < steps; ++i) {
        if (m_stopped || isCancelled())
            return tl::unexpected(cancelled());
        const PlanStep &step = plan.steps.at(i);
        m_progress(i + 1, steps, step.title, -1);
        if (const auto done = perform(plan, step, i, isCancelled); !done)
            return tl::unexpected(done.error());
        m_progress(i + 1, steps, step.title, 1);
    }
    DeployResult result;
    result.functionName = plan.functionName;
    result.functionArn = m_remote[QStringLiteral("FunctionArn")].toString();
    result.version = m_version;
    result.alias = plan.alias;
    result.url = m_url;
    result.codeSha256 = plan.codeSha256;
    result.publishedLayers = m_publishedLayers;
    result.changed = std::any_of(plan.steps.begin(), plan.steps.end(), [](const PlanStep &s) { return s.kind != StepKind::WaitUpdated && s.kind != StepKind::PublishVersion; });
    result.seconds = double(timer.elapsed()) / 1000;
    return result;
}

Result<> DeployWork::look(const QString &name)
{
    auto now = await(m_client.getFunctionConfiguration(name));
    if (!now)
        return tl::unexpected(now.error());
    m_remote = *now;
    return {};
}

/// The reviewed difference must still be the difference. A new RevisionId alone is not a change: Lambda gives one when an
/// update ends, and an earlier try of this very plan may have come half way.
Result<> DeployWork::checkUnchanged(const DeployPlan &plan)
{
    const auto seen = look(plan.functionName);
    if (!seen && seen.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 was deleted since you looked. Make a new plan.").arg(plan.functionName),
            {}, QStringLiteral("LTH-DEP-010"));
    }
    if (!seen)
        return seen;
    if (m_remote[QStringLiteral("RevisionId")].toString() == plan.revisionId)
        return {};
    for (PlanLayer layer : plan.layers)
        if (layer.arn.isEmpty())
            if (const auto found = lookAtLayer(layer); found && !layer.arn.isEmpty())
                m_layerArns.insert(layer.name, layer.arn); // an earlier try published it
    QJsonObject expected = plan.remote;
    bool same = true;
    for (const PlanStep &step : plan.steps) {
        if (step.kind == StepKind::UpdateConfiguration) {
            // Half way: all of it or none of it is there.
            if (const QJsonObject request = withLayerArns(step.request); functionrequest::holds(request, m_remote)) {
                for (auto it = request.begin(); it != request.end(); ++it)
                    expected[it.key()] = it.value();
            }
        } else if (step.kind == StepKind::UpdateCode && m_remote[QStringLiteral("CodeSha256")].toString() == plan.codeSha256) {
            expected[QStringLiteral("CodeSha256")] = plan.codeSha256;
            expected[QStringLiteral("Architectures")] = step.request[QStringLiteral("Architectures")];
        }
    }
    for (const char *key : {"CodeSha256", "Architectures", "Handler", "Runtime", "MemorySize", "Timeout", "EphemeralStorage", "Description", "Role", "Layers", "LoggingConfig", "SnapStart", "Environment"}) {
        const QString name = QLatin1String(key);
        same &= expected.contains(name) ? functionrequest::holds({{name, expected.value(name)}}, m_remote) : !m_remote.contains(name);
    }
    same &= functionrequest::imageConfig(expected) == functionrequest::imageConfig(m_remote);
    if (same)
        return {};
    return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "Someone changed %1 at %2, after you looked. Make a new plan and look at the difference again.")
        .arg(plan.functionName, m_remote[QStringLiteral("LastModified")].toString()), {}, QStringLiteral("LTH-DEP-010"));
}

bool DeployWork::isDone(const DeployPlan &plan, const PlanStep &step) const
{
    switch (step.kind) {
    case StepKind::CreateFunction:
    case StepKind::UpdateCode:
        return !plan.codeSha256.isEmpty() && m_remote[QStringLiteral("CodeSha256")].toString() == plan.codeSha256
            && functionrequest::holds({{QStringLiteral("Architectures"), step.request[QStringLiteral("Architectures")]}}, m_remote);
    case StepKind::UpdateConfiguration:
        return functionrequest::holds(withLayerArns(step.request), m_remote);
    case StepKind::PublishLayer:
    case StepKind::WaitUpdated:
    case StepKind::PublishVersion:
    case StepKind::SetAlias:
    case StepKind::SetUrl:
    case StepKind::AddPermission:
        return false;
    }
    return false;
}

Result<QJsonObject> DeployWork::send(const DeployPlan &plan, const PlanStep &step, int index)
{
    QJsonObject request = withLayerArns(step.request);
    QByteArray zip;
    const bool sendsCode = step.kind == StepKind::CreateFunction || step.kind == StepKind::UpdateCode;
    if (sendsCode && !plan.imageUri.isEmpty()) {
        if (const auto same = checkImage(plan, request); !same)
            return tl::unexpected(same.error());
    } else if (sendsCode) {
        QFile f(plan.packageFile);
        if (!f.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2. Make a new plan.").arg(plan.packageFile, f.errorString()), {}, QStringLiteral("LTH-DEP-006"));
        zip = f.readAll();
        if (QString::fromLatin1(QCryptographicHash::hash(zip, QCryptographicHash::Sha256).toBase64()) != plan.codeSha256)
            return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "The package %1 changed since you looked. Make a new plan.").arg(plan.packageFile), {}, QStringLiteral("LTH-DEP-006"));
    }
    const auto upload = [this, &plan, &step, index](qint64 sent, qint64 total) {
        m_progress(index + 1, int(plan.steps.size()), step.title, double(sent) / double(total));
    };
    if (step.kind != StepKind::CreateFunction) {
        if (const QString revision = m_remote[QStringLiteral("RevisionId")].toString(); !revision.isEmpty())
            request.insert(QStringLiteral("RevisionId"), revision);
    }
    switch (step.kind) {
    case StepKind::CreateFunction:
        return await(m_client.createFunction(request, zip, upload));
    case StepKind::UpdateCode:
        return await(m_client.updateFunctionCode(plan.functionName, request, zip, upload));
    case StepKind::UpdateConfiguration:
        return await(m_client.updateFunctionConfiguration(plan.functionName, request));
    case StepKind::PublishVersion:
        return await(m_client.publishVersion(plan.functionName, request));
    case StepKind::PublishLayer:
    case StepKind::WaitUpdated:
    case StepKind::SetAlias:
    case StepKind::SetUrl:
    case StepKind::AddPermission:
        break;
    }
    return QJsonObject();
}

Result<> DeployWork::perform(const DeployPlan &plan, const PlanStep &step, int index, const std::function<bool()> &isCancelled)
{
    if (step.kind == StepKind::WaitUpdated)
        return waitUpdated(plan.functionName, isCancelled);
    if (step.kind == StepKind::PublishLayer)
        return publishLayer(plan, step, index);
    if (step.kind == StepKind::SetAlias || step.kind == StepKind::SetUrl || step.kind == StepKind::AddPermission)
        return release(plan, step);
    if (step.kind != StepKind::CreateFunction && isDone(plan, step))
        return {}; // An earlier try came this far.
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto answer = send(plan, step, index);
        if (answer) {
            if (step.kind == StepKind::PublishVersion)
                m_version = (*answer)[QStringLiteral("Version")].toString();
            else
                m_remote = *answer;
            return {};
        }
        const Error error = answer.error();
        const bool unsure = isTransient(error) || error.code == ErrorCode::Conflict;
        if (!unsure || m_stopped)
            return tl::unexpected(error);
        // Nobody knows what happened until the function is looked at: the request may have arrived before the connection broke.
        if (const auto seen = look(plan.functionName); !seen)
            return tl::unexpected(error);
        if (isDone(plan, step))
            return {};
        if (step.kind == StepKind::CreateFunction || !isInProgress(error))
            return tl::unexpected(error);
        if (timer.elapsed() > timeouts::waitUpdate.count())
            return tl::unexpected(error);
        if (const auto waited = waitUpdated(plan.functionName, isCancelled); !waited)
            return waited;
        if (const auto same = checkUnchanged(plan); !same)
            return same;
    }
}

Result<> DeployWork::waitUpdated(const QString &name, const std::function<bool()> &isCancelled)
{
    QElapsedTimer timer;
    timer.start();
    for (auto pause = 0ms;; pause = std::clamp<std::chrono::milliseconds>(pause * 2, 50ms, timeouts::waitUpdatePoll)) {
        for (auto left = pause; left > 0ms; left -= 50ms) {
            if (m_stopped || isCancelled())
                return tl::unexpected(cancelled());
            QThread::msleep(50); // This thread is the worker's own and has nothing else to do.
        }
        if (const auto seen = look(name); !seen)
            return seen;
        const QString state = m_remote[QStringLiteral("State")].toString();
        const QString update = m_remote[QStringLiteral("LastUpdateStatus")].toString();
        if (state == u"Failed" || update == u"Failed") {
            const QString reason = m_remote[state == u"Failed" ? QStringLiteral("StateReason") : QStringLiteral("LastUpdateStatusReason")].toString();
            return fail(ErrorCode::Api, QCoreApplication::translate("lathe", "The service could not make %1 active: %2").arg(name, reason.isEmpty() ? state + u' ' + update : reason), {}, QStringLiteral("LTH-DEP-011"));
        }
        // Emulators that know no states leave them out.
        if (state != u"Pending" && update != u"InProgress")
            return {};
        if (timer.elapsed() > timeouts::waitUpdate.count()) {
            return fail(ErrorCode::TimedOut, QCoreApplication::translate("lathe", "%1 is still not active after %2 s. Look again later; the deploy itself was accepted.").arg(name).arg(timeouts::waitUpdate.count() / 1000),
                {}, QStringLiteral("LTH-DEP-012"));
        }
    }
}

} // namespace lathe
