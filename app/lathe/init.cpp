// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/paths.h"
#include "process/childprocess.h"
#include "project/samples.h"
#include "package/sampleinstall.h"
#include "shared.h"
#include <QFutureWatcher>

namespace lathe {

namespace {

void list(Console &console, CommandScope &scope)
{
    const auto samples = sampleList(QStringLiteral("en"));
    if (console.isJson()) {
        QJsonArray array;
        for (const SampleInfo &s : samples)
            array.append(QJsonObject{{QStringLiteral("id"), s.id}, {QStringLiteral("title"), s.title}, {QStringLiteral("description"), s.description}, {QStringLiteral("runtime"), s.runtime}});
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("samples"), array}});
    } else {
        for (const SampleInfo &s : samples)
            console.line(QStringLiteral("%1 %2 %3").arg(s.id.leftJustified(16), s.runtime.leftJustified(16), s.description));
    }
    scope.finish(0);
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    if (args.has(QStringLiteral("list")))
        return list(console, scope);
    if (args.positionals.isEmpty()) {
        QStringList ids;
        for (const SampleInfo &s : sampleList(QStringLiteral("en")))
            ids << s.id;
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Name a sample and a folder: lathe init SAMPLE DIR. Samples: %1").arg(ids.join(QStringLiteral(", "))), {}, {}}));
    }
    const QString dir = QFileInfo(args.positionals.value(1, args.positional(0))).absoluteFilePath();
    const auto sample = copySample(args.positional(0), dir);
    if (!sample)
        return scope.finish(console.error(sample.error()));
    const auto done = [dir, info = *sample, &console, &scope](const Result<> &installed) {
        if (!installed) {
            console.say(QStringLiteral("The files are in %1; only its libraries are missing.").arg(dir));
            return scope.finish(console.error(installed.error()));
        }
        if (console.isJson())
            console.object({{QStringLiteral("ok"), true}, {QStringLiteral("sample"), info.id}, {QStringLiteral("dir"), dir}, {QStringLiteral("installed"), QJsonArray::fromStringList(info.npmPackages)}});
        else
            console.line(dir);
        console.say(QStringLiteral("Next: lathe invoke -C '%1', or open it: lathe '%1'").arg(dir));
        scope.finish(0);
    };
    if (sample->npmPackages.isEmpty())
        return done({});
    console.say(QStringLiteral("Installing %1 with npm (install scripts are off) …").arg(sample->npmPackages.join(QStringLiteral(", "))));
    const auto spec = sampleInstallSpec(*sample, dir, [&console, &scope](const QString &text) {
        QMetaObject::invokeMethod(&scope, [&console, text] { console.progress(text); }, Qt::QueuedConnection);
    });
    if (!spec)
        return done(tl::unexpected(spec.error()));
    auto *watcher = new QFutureWatcher<Result<ChildOutcome>>(&scope);
    QObject::connect(watcher, &QFutureWatcherBase::finished, &scope, [watcher, done, &scope] {
        if (watcher->future().isCanceled() || watcher->future().resultCount() == 0)
            return scope.finish(130);
        done(sampleInstallResult(watcher->result()));
    });
    scope.onInterrupt = [watcher] { watcher->future().cancel(); };
    watcher->setFuture(runChild(*spec));
}

} // namespace

CommandSpec initCommand()
{
    return {QStringLiteral("init"), QStringLiteral("Make a project from a sample"), {QStringLiteral("[SAMPLE]"), QStringLiteral("[DIR]")},
        {{QStringLiteral("list"), QStringLiteral("l"), {}, QStringLiteral("List the samples")}},
        QStringLiteral("  lathe init --list\n  lathe init hello-python my-function\n  lathe init thumbnail photos\n"), run};
}

} // namespace lathe
