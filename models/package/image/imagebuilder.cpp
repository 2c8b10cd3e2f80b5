// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/image/imagebuilder.h"
#include "core/cachefolder.h"
#include "core/ownedfd.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "core/treeremoval.h"
#include "package/image/imagemanifest.h"
#include "package/image/localimages.h"
#include "process/childprocess.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
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

/// What these tools read of the environment; nothing else is handed on.
QList<std::pair<QString, QString>> toolEnvironment()
{
    QList<std::pair<QString, QString>> list;
    for (const char *name : {"HOME",
                             "USER",
                             "LOGNAME",
                             "PATH",
                             "LANG",
                             "TMPDIR",
                             "XDG_RUNTIME_DIR",
                             "XDG_CONFIG_HOME",
                             "XDG_DATA_HOME",
                             "XDG_CACHE_HOME",
                             "STORAGE_DRIVER",
                             "STORAGE_OPTS",
                             "CONTAINERS_CONF",
                             "CONTAINERS_STORAGE_CONF",
                             "REGISTRY_AUTH_FILE",
                             "DOCKER_HOST",
                             "DOCKER_CONFIG",
                             "DOCKER_CONTEXT",
                             "http_proxy",
                             "https_proxy",
                             "no_proxy",
                             "HTTP_PROXY",
                             "HTTPS_PROXY",
                             "NO_PROXY"})
        if (const QByteArray value = qgetenv(name); !value.isEmpty())
            list.append({QString::fromLatin1(name), QString::fromLocal8Bit(value)});
    return list;
}

QString dockerfileOf(const ImageBuild &build)
{
    return QDir::cleanPath(
        QDir(build.contextDir)
            .absoluteFilePath(build.dockerfile.isEmpty() ? QStringLiteral("Dockerfile") : build.dockerfile));
}

/// Changes when a file of the context, the Dockerfile or an argument does. Contents are not read: times and sizes tell.
QByteArray contextKey(const ImageBuildSpec &spec)
{
    QStringList lines;
    const QString context = spec.build.contextDir;
    QDirIterator it(context, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    const auto note = [&lines](const QString &path, const QString &name) {
        struct stat status = {};
        if (::lstat(QFile::encodeName(path).constData(), &status) == 0)
            lines.append(QStringLiteral("%1 %2 %3 %4.%5")
                             .arg(name)
                             .arg(status.st_mode, 0, 8)
                             .arg(S_ISDIR(status.st_mode) ? 0 : qint64(status.st_size))
                             .arg(S_ISDIR(status.st_mode) ? 0 : qint64(status.st_mtim.tv_sec))
                             .arg(S_ISDIR(status.st_mode) ? 0 : qint64(status.st_mtim.tv_nsec)));
    };
    while (it.hasNext()) {
        const QString path = it.next(), name = path.mid(context.size());
        if (!name.startsWith(QLatin1String("/.git/")) && !name.startsWith(QLatin1String("/.lathe/")))
            note(path, name);
    }
    note(dockerfileOf(spec.build), QStringLiteral("Dockerfile"));
    lines.sort();
    lines << context << dockerfileOf(spec.build) << spec.build.target << spec.architecture << spec.build.tag;
    for (const auto &[name, value] : spec.build.arguments)
        lines << name + u'=' + value;
    return QCryptographicHash::hash(lines.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex();
}

/// Runs the tool; its last lines become the detail of the error.
Result<> run(const ImageBuildSpec &spec, const QString &program, const QStringList &args)
{
    ChildSpec child;
    child.program = program;
    child.args = args;
    child.workingDir = spec.build.contextDir;
    child.env = toolEnvironment();
    child.timeout = timeouts::imageBuild;
    child.oneOutput = true;
    child.cancel = spec.cancel;
    QList<QByteArray> last;
    child.onErrorLine = [&](const QByteArray &line) {
        last.append(line);
        if (last.size() > 20)
            last.removeFirst();
        if (spec.onLine)
            spec.onLine(line);
    };
    const auto outcome = runChildBlocking(child);
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (outcome->status != 0)
        return fail(ErrorCode::Config,
                    tr("%1 could not build the image of %2: %3")
                        .arg(QFileInfo(program).fileName(), dockerfileOf(spec.build),
                             last.isEmpty() ? QString() : QString::fromUtf8(last.last().left(500))),
                    QString::fromUtf8(last.join('\n')), QStringLiteral("LTH-IMG-012"));
    return {};
}

/// Builds and saves: `dir` is an empty folder; what comes to lie in it is the image.
Result<ImageReference> buildTo(const ImageBuildSpec &spec, const QString &program, const QString &dir)
{
    const QString tool = QFileInfo(program).fileName();
    const QString tag = spec.build.tag.isEmpty() ? QStringLiteral("lathe-build:latest") : spec.build.tag;
    QStringList args{tool == QLatin1String("buildah") ? QStringLiteral("bud") : QStringLiteral("build"),
                     QStringLiteral("-t"),
                     tag,
                     QStringLiteral("-f"),
                     dockerfileOf(spec.build),
                     QStringLiteral("--platform"),
                     QStringLiteral("linux/") + ociArchitecture(spec.architecture)};
    if (tool == QLatin1String("buildah")) // chroot: works without an OCI runtime, for users too
        args << QStringLiteral("--layers") << QStringLiteral("--isolation") << QStringLiteral("chroot");
    if (!spec.build.target.isEmpty())
        args << QStringLiteral("--target") << spec.build.target;
    for (const auto &[name, value] : spec.build.arguments)
        args << QStringLiteral("--build-arg") << name + u'=' + value;
    args << spec.build.contextDir;
    if (auto built = run(spec, program, args); !built)
        return tl::unexpected(built.error());
    const QString layout = dir + QStringLiteral("/image");
    const bool docker = tool == QLatin1String("docker");
    args = docker ? QStringList{QStringLiteral("save"), QStringLiteral("-o"), layout, tag}
                  : QStringList{QStringLiteral("push"), tag, QStringLiteral("oci:%1:latest").arg(layout)};
    if (auto saved = run(spec, program, args); !saved)
        return tl::unexpected(saved.error());
    return ImageReference{layout, {}};
}

} // namespace

QStringList imageBuilders()
{
    QStringList found;
    for (const char *name : {"buildah", "podman", "docker"})
        if (const QString program = findProgram(QLatin1String(name)); !program.isEmpty())
            found.append(program);
    return found;
}

Result<ImageReference> buildImage(const ImageBuildSpec &spec)
{
    const QString dockerfile = dockerfileOf(spec.build);
    if (!QFileInfo(dockerfile).isFile())
        return fail(ErrorCode::Config, tr("There is no Dockerfile at %1.").arg(dockerfile), {},
                    QStringLiteral("LTH-IMG-011"));
    const QString cacheDir = spec.cacheDir.isEmpty() ? paths::cache() + QStringLiteral("/builds") : spec.cacheDir;
    const QString target = cacheDir + u'/' + QString::fromLatin1(contextKey(spec)),
                  image = target + QStringLiteral("/image");
    if (!spec.again && QFileInfo::exists(image)) {
        (void)LocalImages().remember(spec.build.tag, image);
        return ImageReference{image, {}};
    }
    QString program;
    for (const char *name : {"buildah", "podman", "docker"})
        if (program.isEmpty())
            program = findProgram(QLatin1String(name), spec.build.contextDir);
    if (program.isEmpty())
        return fail(ErrorCode::Unsupported,
                    tr("Nothing here builds images. Install one of the packages buildah, podman or docker.io."), {},
                    QStringLiteral("LTH-IMG-010"));
    if (const auto made = paths::makePrivate(cacheDir); !made)
        return tl::unexpected(made.error());
    CacheFolder(cacheDir).sweepLeftovers();
    const OwnedFd cache(::open(QFile::encodeName(cacheDir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QByteArray temporary = QFile::encodeName(cacheDir + QStringLiteral("/.unpack-%1-XXXXXX").arg(::getpid()));
    if (!cache || !::mkdtemp(temporary.data()))
        return fail(ErrorCode::Io, tr("The image cannot be built in %1: %2.").arg(cacheDir, qt_error_string()));
    const std::string name = temporary.mid(temporary.lastIndexOf('/') + 1).toStdString();
    auto built = buildTo(spec, program, QFile::decodeName(temporary));
    const std::string key = QFileInfo(target).fileName().toStdString();
    if (built) {
        if (spec.again)
            CacheFolder(cacheDir).remove(QString::fromStdString(key), true);
        if (::renameat(cache.get(), name.c_str(), cache.get(), key.c_str()) != 0 && !QFileInfo::exists(image))
            built = fail(ErrorCode::Io, tr("The image cannot be built in %1: %2.").arg(cacheDir, qt_error_string()));
    }
    removeTree(cache.get(), name);
    if (!built)
        return built;
    if (auto remembered = LocalImages().remember(spec.build.tag, image); !remembered)
        return tl::unexpected(remembered.error());
    return ImageReference{image, {}};
}

} // namespace lathe
