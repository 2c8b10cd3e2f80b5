// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cacheprune.h"
#include "core/paths.h"
#include "package/image/functionimage.h"
#include "package/image/imagecache.h"
#include "shared.h"
#include "workerthread.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

QJsonObject configObject(const ImageConfig &config)
{
    QJsonArray variables;
    for (const auto &[name, value] : config.environment)
        variables.append(name + u'=' + value);
    return {{QStringLiteral("entryPoint"), QJsonArray::fromStringList(config.entryPoint)},
            {QStringLiteral("command"), QJsonArray::fromStringList(config.command)},
            {QStringLiteral("workingDirectory"), config.workingDir},
            {QStringLiteral("environment"), variables}};
}

int printDescription(const ImageReference &image, const ImageDescription &d, Console &console)
{
    if (console.isJson()) {
        console.object({{QStringLiteral("ok"), true},
                        {QStringLiteral("image"), image.path},
                        {QStringLiteral("names"), QJsonArray::fromStringList(d.names)},
                        {QStringLiteral("digest"), QString::fromLatin1(d.digest)},
                        {QStringLiteral("architecture"), d.architecture},
                        {QStringLiteral("created"), d.created},
                        {QStringLiteral("layers"), d.layers},
                        {QStringLiteral("storedBytes"), d.storedBytes},
                        {QStringLiteral("config"), configObject(d.config)}});
        return 0;
    }
    const auto row = [&console](const char *name, const QString &value) {
        if (!value.isEmpty())
            console.line(QLatin1String(name).toString().leftJustified(14) + value);
    };
    row("image", image.path);
    row("names", d.names.join(QStringLiteral(", ")));
    row("digest", QString::fromLatin1(d.digest));
    row("architecture", d.architecture);
    row("created", d.created);
    row("layers", QStringLiteral("%1, %2").arg(d.layers).arg(sizeText(d.storedBytes)));
    row("entry point", d.config.entryPoint.join(u' '));
    row("command", d.config.command.join(u' '));
    row("folder", d.config.workingDir);
    for (const auto &[name, value] : d.config.environment)
        row("variable", name + u'=' + value);
    return 0;
}

void inspect(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString text = args.positional(1);
    if (text.isEmpty())
        return scope.finish(console.error(
            {ErrorCode::Usage, QStringLiteral("Name the image: lathe image inspect FILE-OR-FOLDER[:NAME]"), {}, {}}));
    const ImageReference image = ImageReference::parse(text, QDir::currentPath());
    const auto description = inspectImage(image, args.value(QStringLiteral("architecture"), QStringLiteral("x86_64")));
    scope.finish(description ? printDescription(image, *description, console) : console.error(description.error()));
}

/// What is to be built: a folder with a Dockerfile, or what the project says of a function.
Result<ImageBuild> buildFrom(const Arguments &args, Console &console)
{
    const QString what = args.positional(1);
    if (QFileInfo(what).isDir())
        return ImageBuild{QFileInfo(what).absoluteFilePath(),
                          args.value(QStringLiteral("file")),
                          args.value(QStringLiteral("tag")),
                          {},
                          {}};
    const auto function =
        projectFrom(args, console).and_then([&](const Project &project) { return functionFrom(project, what); });
    if (!function)
        return tl::unexpected(function.error());
    if (function->imageBuild.contextDir.isEmpty())
        return fail(ErrorCode::Config, QStringLiteral("Nothing says from what the image of %1 is built. Add Metadata "
                                                      "with DockerContext and Dockerfile, or name a folder.")
                                           .arg(function->name));
    return function->imageBuild;
}

void build(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto what = buildFrom(args, console);
    if (!what)
        return scope.finish(console.error(what.error()));
    ImageBuildSpec spec;
    spec.build = *what;
    if (args.has(QStringLiteral("tag")))
        spec.build.tag = args.value(QStringLiteral("tag"));
    spec.architecture = args.value(QStringLiteral("architecture"), QStringLiteral("x86_64"));
    spec.again = args.has(QStringLiteral("again"));
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    spec.onLine = [&console, &scope](const QByteArray &line) {
        QMetaObject::invokeMethod(
            &scope, [&console, line] { console.say(QString::fromUtf8(line)); }, Qt::QueuedConnection);
    };
    onOwnThread<Result<ImageReference>>(
        &scope,
        [spec, cancel]() mutable {
            spec.cancel = cancel.get();
            return buildImage(spec);
        },
        [&console, &scope, architecture = spec.architecture](const Result<ImageReference> &image) {
            if (!image)
                return scope.finish(console.error(image.error()));
            const auto description = inspectImage(*image, architecture);
            scope.finish(description ? printDescription(*image, *description, console)
                                     : console.error(description.error()));
        });
}

void printKept(const QList<KeptImage> &images, Console &console)
{
    QJsonArray rows;
    qint64 bytes = 0;
    for (const KeptImage &image : images) {
        bytes += image.bytes;
        const QString kind =
            image.kind == KeptImage::Kind::Built ? QStringLiteral("built") : QStringLiteral("unpacked");
        const QString used = image.usedAt.toString(Qt::ISODate);
        rows.append(QJsonObject{{QStringLiteral("kind"), kind},
                                {QStringLiteral("path"), image.path},
                                {QStringLiteral("tag"), image.tag},
                                {QStringLiteral("bytes"), image.bytes},
                                {QStringLiteral("inUse"), image.inUse},
                                {QStringLiteral("usedAt"), used}});
        if (!console.isJson())
            console.line(QStringLiteral("%1  %2  %3  %4%5%6")
                             .arg(kind.leftJustified(8), used, sizeText(image.bytes).rightJustified(9), image.path,
                                  image.tag.isEmpty() ? QString() : QStringLiteral("  ") + image.tag,
                                  image.inUse ? QStringLiteral("  (in use)") : QString()));
    }
    if (console.isJson())
        console.object(
            {{QStringLiteral("ok"), true}, {QStringLiteral("images"), rows}, {QStringLiteral("bytes"), bytes}});
    else
        console.say(
            QStringLiteral(
                "%1 images, %2 of %3 ('lathe cache size'). The longest unused ones go first, those without a tag that "
                "nobody ran for 30 days in any case.")
                .arg(images.size())
                .arg(sizeText(bytes), sizeText(imageCacheBytes(CachePlaces::standard()))));
}

void list(Console &console, CommandScope &scope)
{
    onOwnThread<Result<QList<KeptImage>>>(
        &scope,
        []() -> Result<QList<KeptImage>> {
            return keptImages(paths::cache(), paths::data() + QStringLiteral("/images"));
        },
        [&console, &scope](const Result<QList<KeptImage>> &images) {
            if (!images)
                return scope.finish(console.error(images.error()));
            printKept(*images, console);
            scope.finish(0);
        });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    if (args.positional(0) == QStringLiteral("inspect"))
        return inspect(args, console, scope);
    if (args.positional(0) == QStringLiteral("build"))
        return build(args, console, scope);
    if (args.positional(0) == QStringLiteral("list"))
        return list(console, scope);
    if (args.positional(0) == QStringLiteral("prune")) {
        CacheRules rules;
        rules.all = args.has(QStringLiteral("all"));
        rules.imageBytes = imageCacheBytes(CachePlaces::standard());
        rules.only = {QStringLiteral("images"), QStringLiteral("builds")};
        return prune(rules, console, scope);
    }
    scope.finish(console.error({ErrorCode::Usage,
                                QStringLiteral("'%1' is none of inspect, build, list and prune.").arg(args.positional(0)),
                                {},
                                {}}));
}

} // namespace

CommandSpec imageCommand()
{
    return {
        QStringLiteral("image"),
        QStringLiteral("Look into container images, build one from a Dockerfile, list and prune those kept here"),
        {QStringLiteral("inspect|build|list|prune"), QStringLiteral("[IMAGE|FUNCTION|FOLDER]")},
        QList<OptionSpec>{
            {QStringLiteral("tag"), QStringLiteral("t"), QStringLiteral("NAME"),
             QStringLiteral("Name of the built image; functions may then name it as their image")},
            {QStringLiteral("file"), QStringLiteral("f"), QStringLiteral("FILE"),
             QStringLiteral("Dockerfile inside of the folder (default: Dockerfile)")},
            {QStringLiteral("architecture"), {}, QStringLiteral("NAME"), QStringLiteral("x86_64 (default) or arm64")},
            {QStringLiteral("all"), {}, {}, QStringLiteral("prune: every image that nobody uses, tagged ones too")},
            {QStringLiteral("again"), {}, {}, QStringLiteral("Build although nothing in the folder changed")}} +
            projectOptions(),
        QStringLiteral("  lathe image inspect image.tar\n  lathe image inspect oci:layout:latest --json\n  lathe image "
                       "build hello\n  lathe image build ./app -t app:1.0\n  lathe image list\n  lathe image prune\n"),
        run};
}

} // namespace lathe
