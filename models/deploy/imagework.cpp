// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The container images' part of a deploy: which image it is, what the target is told of it, and what differs.
#include "deploy/deploywork.h"
#include "core/figuretext.h"
#include "package/image/functionimage.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

namespace lathe {

namespace {

/// A name with a host: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "localhost:5000/app". What has none is a tag of this machine.
bool namesRegistry(const QString &uri)
{
    static const QRegularExpression host(QStringLiteral("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(:[0-9]+)?/"));
    const auto match = host.match(uri);
    return match.hasMatch() && (match.captured(1).size() > 0 || match.captured(2).size() > 0);
}

/// The form of Code.ImageUri on AWS: private repositories of Amazon ECR alone.
bool isEcr(const QString &uri)
{
    static const QRegularExpression ecr(QStringLiteral("^[0-9]{12}\\.dkr[.-]ecr(-fips)?\\.[a-z0-9-]+\\.(amazonaws\\.com(\\.cn)?|on\\.aws)/"));
    return ecr.match(uri).hasMatch();
}

/// The hexadecimal digits of a digest at the end ("…@sha256:…"); empty: a tag.
QString digestIn(const QString &uri)
{
    static const QRegularExpression pinned(QStringLiteral("@sha256:([0-9a-f]{64})$"));
    return pinned.match(uri).captured(1);
}

/// The commands that bring the image to a repository of the user's.
QString pushCommands(const FunctionDefinition &function, const QString &region)
{
    const QString registry = QStringLiteral("ACCOUNT.dkr.ecr.%1.amazonaws.com").arg(region.isEmpty() ? QStringLiteral("REGION") : region);
    const QString to = QStringLiteral("%1/%2:TAG").arg(registry, function.name.toLower());
    const QString login = QStringLiteral("aws ecr get-login-password | docker login -u AWS --password-stdin %1 (or skopeo, podman)").arg(registry);
    if (const ImageBuild &build = function.imageBuild; !build.contextDir.isEmpty()) {
        const QString file = build.contextDir + u'/' + (build.dockerfile.isEmpty() ? QStringLiteral("Dockerfile") : build.dockerfile);
        return QStringLiteral("%1\ndocker build -t %2 -f '%3' '%4' && docker push %2\npodman build -t %2 -f '%3' '%4' && podman push %2").arg(login, to, file, build.contextDir);
    }
    const auto image = findFunctionImage(function);
    if (!image)
        return QStringLiteral("%1\ndocker tag %2 %3 && docker push %3\npodman push %2 %3").arg(login, function.imageUri, to);
    const ImageReference &from = image->reference;
    const QString name = from.name.isEmpty() ? QString() : u':' + from.name;
    const QString form = QFileInfo(from.path).isDir() ? QStringLiteral("oci")
        : function.imageUri.startsWith(u"oci-archive:") ? QStringLiteral("oci-archive") : QStringLiteral("docker-archive");
    const QString source = QStringLiteral("'%1:%2%3'").arg(form, from.path, name);
    QString out = QStringLiteral("%1\nskopeo copy %2 docker://%3").arg(login, source, to);
    if (form == u"oci")
        return out + QStringLiteral("\nid=$(podman pull -q %1) && podman push $id %2").arg(source, to);
    return out + QStringLiteral("\ndocker load -i '%1' && docker tag LOADED %2 && docker push %2").arg(from.path, to);
}

} // namespace

/// The local image as the endpoint finds it; built before where the project says from what.
Result<DeployWork::Image> DeployWork::localImage(const FunctionDefinition &function, const std::function<bool()> &isCancelled)
{
    auto found = findFunctionImage(function);
    if (!found)
        return tl::unexpected(found.error());
    if (found->reference.path.isEmpty()) {
        if (!m_options.mayBuild)
            return fail(ErrorCode::NotTrusted, QCoreApplication::translate("lathe", "Building an image runs programs of the folder, which is not trusted."));
        std::atomic_bool stop = false;
        ImageBuildSpec spec;
        spec.build = found->build;
        spec.architecture = function.architecture;
        spec.cancel = &stop;
        spec.onLine = [&](const QByteArray &line) {
            stop = m_stopped || isCancelled();
            m_progress(1, 2, QString::fromUtf8(line), -1);
        };
        auto built = buildImage(spec);
        if (!built)
            return tl::unexpected(built.error());
        found->reference = *built;
    }
    const ImageReference &image = found->reference;
    const auto seen = inspectImage(image, function.architecture);
    if (!seen)
        return tl::unexpected(seen.error());
    QString uri = image.path;
    if (!image.name.isEmpty())
        uri = (QFileInfo(image.path).isDir() ? QStringLiteral("oci:") : QStringLiteral("docker-archive:")) + image.path + u':' + image.name;
    return Image{uri, QString::fromLatin1(seen->digest.mid(int(qstrlen("sha256:")))), seen->storedBytes};
}

Result<DeployWork::Image> DeployWork::image(const FunctionDefinition &function, const std::function<bool()> &isCancelled)
{
    if (m_options.isLocal)
        return localImage(function, isCancelled);
    const QString &uri = function.imageUri;
    const bool isFile = ImageReference::isLocal(uri, QFileInfo(function.file).absolutePath());
    const bool isAws = m_client.target().endpoint.value.isEmpty();
    if (!isFile && namesRegistry(uri) && (!isAws || isEcr(uri)))
        return Image{uri, digestIn(uri), 0};
    return fail(ErrorCode::Config, !isFile && namesRegistry(uri)
            ? QCoreApplication::translate("lathe", "Lambda takes images from private repositories of Amazon ECR alone, not from %1. Copy the image to one, and name it there as the ImageUri of %2.").arg(uri, function.name)
            : QCoreApplication::translate("lathe", "The image of %1 is only on this machine, and %2 takes images from a registry. Push it to a repository of Amazon ECR, and name it there as the function's ImageUri.").arg(function.name, m_options.targetName),
        pushCommands(function, m_client.target().region.value), QStringLiteral("LTH-DEP-013"));
}

/// The reviewed image must still be the one that is there.
Result<> DeployWork::checkImage(const DeployPlan &plan, const QJsonObject &request) const
{
    if (!plan.imageUri.startsWith(u'/') && !plan.imageUri.startsWith(u"oci:") && !plan.imageUri.startsWith(u"docker-archive:"))
        return {};
    const auto now = inspectImage(ImageReference::parse(plan.imageUri, QStringLiteral("/")), request[QStringLiteral("Architectures")].toArray().first().toString());
    if (!now)
        return tl::unexpected(now.error());
    if (!now->digest.endsWith(plan.codeSha256.toLatin1()))
        return fail(ErrorCode::Verification, QCoreApplication::translate("lathe", "The image %1 changed since you looked. Make a new plan.").arg(plan.imageUri), QString::fromLatin1(now->digest), QStringLiteral("LTH-DEP-006"));
    return {};
}

static QString imageText(const QString &digest, const QString &uri, qint64 bytes)
{
    QString text = QCoreApplication::translate("lathe", "image %1").arg(digest.isEmpty() ? uri : QStringLiteral("sha256:") + digest);
    if (bytes > 0)
        text += QStringLiteral(" · ") + sizeText(bytes);
    return text;
}

Result<DeployPlan> DeployWork::planImage(const FunctionDefinition &function, const QString &role, const std::function<bool()> &isCancelled)
{
    const auto wanted = functionrequest::wanted(function, role);
    if (!wanted)
        return tl::unexpected(wanted.error());
    m_progress(1, 2, QCoreApplication::translate("lathe", "Package"), -1);
    const auto found = image(function, isCancelled);
    if (!found)
        return tl::unexpected(found.error());
    if (m_stopped || isCancelled())
        return tl::unexpected(cancelled());
    m_progress(2, 2, QCoreApplication::translate("lathe", "Compare"), -1);
    DeployPlan plan;
    plan.functionName = wanted->name;
    plan.targetName = m_options.targetName;
    plan.imageUri = found->uri;
    plan.codeSha256 = found->digest;
    plan.packageBytes = found->bytes;
    plan.warnings = wanted->warnings;
    QString before;
    const auto there = await(m_client.getFunction(wanted->name));
    if (there) {
        plan.remote = (*there)[QStringLiteral("Configuration")].toObject();
        plan.revisionId = plan.remote[QStringLiteral("RevisionId")].toString();
        if (plan.remote[QStringLiteral("PackageType")].toString() != u"Image") {
            return fail(ErrorCode::Conflict, QCoreApplication::translate("lathe", "%1 is deployed as a zip; a container image cannot replace it. Delete it first, or choose another name.").arg(plan.functionName),
                {}, QStringLiteral("LTH-DEP-004"));
        }
        const QJsonObject code = (*there)[QStringLiteral("Code")].toObject();
        const QString resolved = digestIn(code[QStringLiteral("ResolvedImageUri")].toString());
        plan.remoteSha256 = resolved.isEmpty() ? plan.remote[QStringLiteral("CodeSha256")].toString() : resolved;
        before = imageText(plan.remoteSha256, code[QStringLiteral("ImageUri")].toString(), 0);
    } else if (there.error().code != ErrorCode::NotFound) {
        return tl::unexpected(there.error());
    }
    if (plan.codeSha256.isEmpty() && !plan.remote.isEmpty())
        plan.warnings.append(QCoreApplication::translate("lathe", "Which image %1 is, only the registry knows: it is sent again. Named by its digest (…@sha256:…), an unchanged one is left alone.").arg(plan.imageUri));
    plan.lines = functionrequest::lines(*wanted, plan.remote, plan.codeSha256, plan.packageBytes);
    PlanLine &code = plan.lines.first();
    code.before = before;
    code.after = imageText(plan.codeSha256, plan.imageUri, plan.packageBytes);
    code.kind = plan.remote.isEmpty() ? ChangeKind::Create : plan.remoteSha256 == plan.codeSha256 ? ChangeKind::Same : ChangeKind::Update;
    if (const auto added = addSteps(plan, *wanted, function); !added)
        return tl::unexpected(added.error());
    m_progress(2, 2, QCoreApplication::translate("lathe", "Compare"), 1);
    return plan;
}

} // namespace lathe
