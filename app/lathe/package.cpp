// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "functionbuilds.h"
#include "package/building/lastbuild.h"
#include "package/packagespec.h"
#include "package/signing/savedpackage.h"
#include "packageexclude.h"
#include "packagereport.h"
#include "packagewords.h"
#include "remote.h"
#include "shared.h"
#include <QFutureWatcher>
#include <atomic>
#include <thread>

namespace lathe {

namespace {

QJsonObject reportObject(const PackageReport &report, const QString &function)
{
    QJsonArray largest;
    auto entries = report.entries;
    std::stable_sort(entries.begin(), entries.end(), [](const PackageEntry &a, const PackageEntry &b) { return a.bytes > b.bytes; });
    for (const PackageEntry &e : entries.mid(0, 10))
        largest.append(QJsonObject{{QStringLiteral("path"), e.path}, {QStringLiteral("bytes"), e.bytes}, {QStringLiteral("packedBytes"), e.packedBytes}});
    return {{QStringLiteral("ok"), true}, {QStringLiteral("function"), function}, {QStringLiteral("file"), report.file},
        {QStringLiteral("files"), report.entries.size()}, {QStringLiteral("zipBytes"), report.zipBytes}, {QStringLiteral("unzippedBytes"), report.unzippedBytes},
        {QStringLiteral("reusedFiles"), report.reusedFiles}, {QStringLiteral("unchanged"), report.unchanged},
        {QStringLiteral("unzippedLimitBytes"), limits::unzippedBytes}, {QStringLiteral("codeSha256"), report.codeSha256()},
        {QStringLiteral("largest"), largest}};
}

void packageOne(const FunctionDefinition &function, const QString &projectDir, const Arguments &args, Console &console, CommandScope &scope)
{
    PackageSpec spec = packageSpecFor(function);
    if (args.has(QStringLiteral("level"))) {
        bool ok = false;
        spec.level = args.value(QStringLiteral("level")).toInt(&ok);
        if (!ok || spec.level < 1 || spec.level > 12)
            return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("--level takes 1 (fast) to 12 (small)."), {}, {}}));
    }
    spec.fast = args.has(QStringLiteral("fast"));
    if (spec.fast || args.has(QStringLiteral("no-cache"))) // keeping what was packed takes a fifth of the time of packing lightly
        spec.storeDir.clear();
    QString plainName = function.name; // a template's name must not lead out of the folder
    plainName.replace(u'/', u'_');
    QString file = args.value(QStringLiteral("output"), projectDir + QStringLiteral("/.lathe/") + plainName + QStringLiteral(".zip"));
    file = QFileInfo(file).absoluteFilePath();
    if (!QDir().mkpath(QFileInfo(file).path()))
        return scope.finish(console.error({ErrorCode::Io, QStringLiteral("The folder of %1 cannot be made. Choose another file with -o.").arg(file), {}, {}}));

    SavedPackageSpec saved{spec, function.artifact, file, {}, SigningKeys()};
    if (args.has(QStringLiteral("sign")) || args.has(QStringLiteral("key"))) {
        const auto key = SigningKeys().signer(args.value(QStringLiteral("key"))); // before the work, not after it
        if (!key)
            return scope.finish(console.error(key.error()));
        saved.signWith = key->name;
    }
    auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    QPromise<Result<PackageReport>> promise;
    auto future = promise.future();
    promise.start();
    auto progress = [&console, &scope](const PackageProgress &p) {
        const QString text = p.totalFiles == 0 ? QStringLiteral("Looking through the folder") : QStringLiteral("Packaging %1 of %2 files, %3").arg(p.files).arg(p.totalFiles).arg(sizeText(p.bytes));
        QMetaObject::invokeMethod(&scope, [&console, text] { console.progress(text); }, Qt::QueuedConnection);
    };
    auto worker = std::make_shared<std::thread>([promise = std::move(promise), saved, cancel, progress]() mutable {
        promise.addResult(savePackage(saved, progress, cancel.get()));
        promise.finish();
    });
    future.then(&scope, [worker, name = function.name, &console, &scope](const Result<PackageReport> &report) {
        worker->join();
        if (!report)
            return scope.finish(console.error(report.error()));
        for (const QString &warning : report->warnings)
            console.warn(warning);
        if (console.isJson()) {
            console.object(reportObject(*report, name));
        } else {
            console.line(report->file);
            console.say(QStringLiteral("%1 files, %2 zipped, %3 of 250 MB unzipped, CodeSha256 %4").arg(report->entries.size())
                    .arg(sizeText(report->zipBytes), sizeText(report->unzippedBytes), report->codeSha256()));
            if (report->zipBytes > limits::zipDirectBytes)
                console.warn(QStringLiteral("The zip is larger than 50 MB: Lambda takes it only from a bucket, not by direct upload."));
        }
        scope.finish(0);
    });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    // One word alone is a function, whatever its name.
    if (args.positionals.size() > 1) {
        if (args.positional(0) == u"diff")
            return diffPackages(args, console, scope);
        if (args.positional(0) == u"import")
            return importPackageFrom(args, console, scope);
        if (args.positional(0) == u"exclude" || args.positional(0) == u"include")
            return excludeOrInclude(args, console, scope);
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("'%1' is none of diff, import, exclude and include.").arg(args.positional(0)), {}, {}}));
    }
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    const auto function = functionFrom(*project, args.positional(0));
    if (!function)
        return scope.finish(console.error(function.error()));
    if (!function->imageUri.isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("%1 is a container image, not a zip. To build it: lathe image build %1").arg(function->name), {}, {}}));
    if (args.has(QStringLiteral("report"))) {
        if (args.has(QStringLiteral("output")) || args.has(QStringLiteral("level")))
            return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("--report writes no package; leave -o and --level out."), {}, {}}));
        return reportPackage(lastBuildOf(*function, project->layers, project->root), console, scope); // what would be shipped
    }
    buildFunctions({*function}, *project, BuildWhen::Needed, args, console, scope,
        [root = project->root, args, &console, &scope](const QList<BuiltFunction> &built) { packageOne(built.constFirst().function, root, args, console, scope); });
}

} // namespace

CommandSpec packageCommand()
{
    return {QStringLiteral("package"), QStringLiteral("Make the deployment package of a function"), {QStringLiteral("[FUNCTION|diff|import|exclude|include]"), QStringLiteral("[A|ZIP|PATTERN]"), QStringLiteral("[B|DIR|FUNCTION|LAYER]")},
        QList<OptionSpec>{{QStringLiteral("output"), QStringLiteral("o"), QStringLiteral("FILE"), QStringLiteral("Zip to write (default: .lathe/FUNCTION.zip)")},
            {QStringLiteral("level"), {}, QStringLiteral("N"), QStringLiteral("Compression, 1 (fast) to 12 (small); default 6")},
            {QStringLiteral("report"), {}, {}, QStringLiteral("Write nothing; show sizes, what could go, and what will not load")},
            {QStringLiteral("fast"), {}, {}, QStringLiteral("For a first package in little time: compress lightly, keep nothing for the next time")},
            {QStringLiteral("no-cache"), {}, {}, QStringLiteral("Compress everything anew and keep nothing for the next time")},
            {QStringLiteral("sign"), {}, {}, QStringLiteral("Sign it; keys are made by 'lathe key new NAME'")},
            {QStringLiteral("key"), {}, QStringLiteral("NAME"), QStringLiteral("Key to sign with, when there are several")},
            {QStringLiteral("handler"), {}, QStringLiteral("FILE.FUNCTION"), QStringLiteral("Handler of a bare folder")},
            {QStringLiteral("runtime"), {}, QStringLiteral("ID"), QStringLiteral("Runtime of a bare folder")}} + buildOptions() + projectOptions() + targetOptions(QStringLiteral("Where deployed:NAME is looked for: local (default), aws, aws:PROFILE or the URL of an emulator")),
        QStringLiteral("  lathe package\n  lathe package thumbnail -o thumbnail.zip\n  lathe package -C my-function --json\n  lathe package --report\n"
                       "  lathe package exclude 'tests/' thumbnail\n  lathe package include 'tests/data/**' thumbnail\n"
                       "  lathe package diff old.zip thumbnail\n  lathe package diff deployed:thumbnail thumbnail --target aws\n"
                       "  lathe package import deployed:thumbnail thumbnail-imported --target aws\n"), run};
}

} // namespace lathe
