// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layerplan.h"
#include "core/ownedfd.h"
#include "core/treeremoval.h"
#include "package/entryrules.h"
#include "package/layer/inputfacts.h"
#include "package/layer/layermender.h"
#include "package/packagereader.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/stat.h>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

QString sibling(const QString &file, const QStringList &names)
{
    for (const QString &name : names)
        if (const QFileInfo info(QFileInfo(file).path() + u'/' + name); info.isFile())
            return info.absoluteFilePath();
    return {};
}

/// Names that are no UTF-8 would be left out without a word below: QString cannot hold them. Deeper ones are met when they are copied.
Result<> namesHold(const QString &dir, int depth = 0)
{
    static constexpr int depthOfPlans = 3;
    const OwnedFd fd(::open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
    std::vector<std::string> names;
    if (!fd || !appendNames(fd.get(), names))
        return {}; // copying it says why
    for (const std::string &name : names) {
        if (!QByteArrayView(name.data(), qsizetype(name.size())).isValidUtf8())
            return fail(ErrorCode::Config, tr("%1 cannot be in a layer: %2. Rename it.").arg(dir + u'/' + entryrules::shown(name), tr("the name is not valid UTF-8")), {}, QStringLiteral("LTH-LYR-029"));
        struct stat status = {};
        if (depth < depthOfPlans && !isJunk(QString::fromStdString(name)) && ::fstatat(fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode))
            if (auto inside = namesHold(dir + u'/' + QString::fromStdString(name), depth + 1); !inside)
                return inside;
    }
    return {};
}

/// Reads the inputs one by one into a plan. Folders are taken apart by LayerMender.
class Planner
{
public:
    Planner(const QString &unpackDir, const QString &rubyVersion) : m_unpackDir(unpackDir), m_mender(m_plan, rubyVersion)
    {
    }

    Result<> take(const QString &path)
    {
        const QFileInfo info(path);
        if (!info.exists() && !info.isSymLink())
            return fail(ErrorCode::NotFound, tr("%1 does not exist.").arg(path));
        if (info.isDir()) {
            if (auto held = namesHold(info.absoluteFilePath()); !held)
                return held;
            m_mender.takeFolder(info.absoluteFilePath());
            return {};
        }
        if (!info.isFile())
            return fail(ErrorCode::Usage, tr("%1 is neither a file nor a folder.").arg(path));
        if (takeManifest(info.absoluteFilePath()))
            return {};
        return takeArchive(info);
    }
    LayerPlan plan() { return std::move(m_plan); }

private:
    bool takeManifest(const QString &path)
    {
        const auto manifest = manifestOf(path);
        if (!manifest)
            return false;
        if (!m_plan.manifests.contains(*manifest))
            m_plan.manifests.append(*manifest);
        return true;
    }

    Result<> takeArchive(const QFileInfo &info)
    {
        const QString path = info.absoluteFilePath(), name = info.fileName().toLower();
        if (name.endsWith(QLatin1String(".whl"))) {
            m_plan.wheels.append(path);
            return {};
        }
        if (name.endsWith(QLatin1String(".tar.gz")) || name.endsWith(QLatin1String(".tar.bz2")))
            return fail(ErrorCode::Unsupported,
                        tr("%1 is a source distribution, which has to be built first. Make a wheel of it "
                           "(pip wheel --no-deps %1) and add that, or unpack it and add the folder.")
                            .arg(info.fileName()),
                        path, QStringLiteral("LTH-LYR-001"));
        for (const char *suffix : {".tgz", ".tar", ".tar.xz", ".tar.zst", ".7z", ".rar", ".egg", ".deb", ".rpm"})
            if (name.endsWith(QLatin1String(suffix)))
                return fail(ErrorCode::Unsupported,
                            tr("%1 is an archive that layers are not made of. Unpack it and add the folder.")
                                .arg(info.fileName()),
                            path, QStringLiteral("LTH-LYR-002"));
        if (name.endsWith(QLatin1String(".zip")) || (info.suffix().isEmpty() && startsWithBytes(path, "PK\x03\x04")))
            return takeZip(path);
        m_mender.takeFile(path);
        return {};
    }

    Result<> takeZip(const QString &path)
    {
        const QString dir = QStringLiteral("%1/%2").arg(m_unpackDir).arg(m_zips++);
        if (auto unpacked = extractPackage(path, dir); !unpacked)
            return unpacked;
        m_mender.takeRoot(dir, QFileInfo(path).fileName());
        return {};
    }

    QString m_unpackDir;
    LayerPlan m_plan;
    LayerMender m_mender;
    int m_zips = 0;
};

} // namespace

Result<LayerPlan> planLayer(const QStringList &inputs, const QString &unpackDir, const QString &rubyVersion)
{
    Planner planner(unpackDir, rubyVersion);
    for (const QString &input : inputs)
        if (auto taken = planner.take(input); !taken)
            return tl::unexpected(taken.error());
    return planner.plan();
}

std::optional<LayerManifest> manifestOf(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    const QString lower = name.toLower();
    using Kind = LayerManifest::Kind;
    if (lower == QLatin1String("package.json"))
        return LayerManifest{Kind::Npm, path, sibling(path, {QStringLiteral("npm-shrinkwrap.json"), QStringLiteral("package-lock.json")})};
    if (lower == QLatin1String("package-lock.json") || lower == QLatin1String("npm-shrinkwrap.json")) {
        if (const QString package = sibling(path, {QStringLiteral("package.json")}); !package.isEmpty())
            return LayerManifest{Kind::Npm, package, path};
        return std::nullopt;
    }
    if (name == QLatin1String("Gemfile") || name == QLatin1String("gems.rb"))
        return LayerManifest{Kind::Bundler, path,
                             sibling(path, {name == QLatin1String("Gemfile") ? QStringLiteral("Gemfile.lock") : QStringLiteral("gems.locked")})};
    if (name == QLatin1String("Gemfile.lock") || name == QLatin1String("gems.locked")) {
        if (const QString gemfile = sibling(path, {name == QLatin1String("Gemfile.lock") ? QStringLiteral("Gemfile") : QStringLiteral("gems.rb")}); !gemfile.isEmpty())
            return LayerManifest{Kind::Bundler, gemfile, path};
        return std::nullopt;
    }
    static const QStringList locks = {QStringLiteral("uv.lock"), QStringLiteral("poetry.lock"), QStringLiteral("pdm.lock")};
    if (lower == QLatin1String("pyproject.toml"))
        return LayerManifest{Kind::Pip, path, sibling(path, locks)};
    if (locks.contains(lower)) {
        if (const QString project = sibling(path, {QStringLiteral("pyproject.toml")}); !project.isEmpty())
            return LayerManifest{Kind::Pip, project, path};
        return std::nullopt;
    }
    if (lower.endsWith(QLatin1String(".txt")) && (lower.contains(QLatin1String("requirements")) || looksLikeRequirements(path)))
        return LayerManifest{Kind::Pip, path, {}};
    return std::nullopt;
}

} // namespace lathe
