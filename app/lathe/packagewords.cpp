// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packagewords.h"
#include "core/async.h"
#include "deploy/codedownload.h"
#include "package/diff/packagediff.h"
#include "package/packageimport.h"
#include "package/packagespec.h"
#include "remote.h"
#include "shared.h"
#include "workerthread.h"
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace lathe {

namespace {

QString deployedPrefix() { return QStringLiteral("deployed:"); }

/// Fetches deployed code and then goes on. Owned by its scope; main thread.
class PackageFetch : public QObject
{
public:
    PackageFetch(const Arguments &args, Console &console, CommandScope &scope) : QObject(&scope), m_args(args), m_console(console), m_scope(scope)
    {
        scope.onInterrupt = [cancel = m_cancel] { cancel->store(true); };
    }

    std::shared_ptr<std::atomic_bool> cancel() const { return m_cancel; }

    /// Calls `next` with the code of the deployed function, or ends the command.
    void fetch(const QString &function, std::function<void(const DeployedCode &)> next)
    {
        const auto go = [this, function, next = std::move(next)] {
            const QString file = m_work.filePath(QStringLiteral("%1.zip").arg(++m_count));
            const auto progress = [this, function](qint64 got, qint64 total) {
                QMetaObject::invokeMethod(this, [=, this] { m_console.progress(QStringLiteral("Downloading %1: %2 of %3").arg(function, sizeText(got), sizeText(total))); }, Qt::QueuedConnection);
            };
            whenDone(downloadCode(m_remote->client(), function, file, progress, [cancel = m_cancel] { return cancel->load(); }), this, [this, next](const Result<DeployedCode> &code) {
                m_console.progress({});
                if (!code)
                    return m_scope.finish(m_console.error(code.error()));
                next(*code);
            });
        };
        if (m_remote)
            return go();
        Remote::openWhenFree(m_args, m_console, this, [this, go](const Result<Remote *> &remote) {
            if (!remote)
                return m_scope.finish(m_console.error(remote.error()));
            m_remote = *remote;
            go();
        });
    }

    /// Calls `next` with what `text` names, or ends the command.
    void source(const QString &text, std::function<void(const PackageSource &)> next)
    {
        if (text.startsWith(deployedPrefix()))
            return fetch(text.mid(deployedPrefix().size()), [text, next](const DeployedCode &code) { next({text, code.file, {}}); });
        const QFileInfo info(text);
        if (info.isDir()) {
            PackageSpec folder;
            folder.rootDir = info.absoluteFilePath();
            return next({text, {}, folder});
        }
        if (info.exists())
            return next({text, info.absoluteFilePath(), {}});
        const auto function = projectFrom(m_args, m_console).and_then([&](const Project &project) { return functionFrom(project, text); });
        if (!function)
            return m_scope.finish(m_console.error({ErrorCode::NotFound, QStringLiteral("%1 is neither a zip nor a folder nor a function of the project. A deployed function: deployed:NAME").arg(text), function.error().text, {}}));
        if (!function->artifact.isEmpty())
            return next({text, function->artifact, {}});
        next({text, {}, packageSpecFor(*function)});
    }

private:
    const Arguments m_args;
    Console &m_console;
    CommandScope &m_scope;
    QTemporaryDir m_work;
    int m_count = 0;
    Remote *m_remote = nullptr;
    std::shared_ptr<std::atomic_bool> m_cancel = std::make_shared<std::atomic_bool>(false);
};

QString stateText(const PackageFileState &s)
{
    switch (s.kind) {
    case PackageFileState::Kind::Folder:
        return QStringLiteral("empty folder");
    case PackageFileState::Kind::Link:
        return QStringLiteral("link -> ") + s.target;
    case PackageFileState::Kind::File:
        break;
    }
    return sizeText(s.bytes) + (s.executable ? QStringLiteral(", executable") : QString());
}

void printDiff(const PackageDiff &diff, Console &console)
{
    const auto line = [&console](const QString &text) { console.line(QString::fromUtf8(printable(text.toUtf8()))); };
    for (const PackageChange &c : diff.changes) {
        if (c.kind != PackageChange::Kind::Changed) {
            const bool added = c.kind == PackageChange::Kind::Added;
            line(QStringLiteral("%1 %2  (%3)").arg(QChar(added ? u'+' : u'-')).arg(c.path, stateText(added ? c.after : c.before)));
            continue;
        }
        const QString before = stateText(c.before), after = stateText(c.after);
        line(QStringLiteral("~ %1  (%2)").arg(c.path, before == after ? before : before + QStringLiteral(" → ") + after));
        for (const QString &text : c.textDiff.split(u'\n', Qt::SkipEmptyParts))
            line(QStringLiteral("    ") + text);
        if (c.textCut)
            line(QStringLiteral("    … there is more"));
        for (const QString &name : c.symbolsRemoved)
            line(QStringLiteral("    - symbol ") + name);
        for (const QString &name : c.symbolsAdded)
            line(QStringLiteral("    + symbol ") + name);
    }
    const auto side = [](const PackageSide &s) {
        return QStringLiteral("%1: %2 entries, %3%4").arg(s.label).arg(s.entries).arg(sizeText(s.bytes),
            s.zipBytes < 0 ? QString() : QStringLiteral(", %1 zipped, CodeSha256 %2").arg(sizeText(s.zipBytes), s.codeSha256));
    };
    console.say(side(diff.before));
    console.say(side(diff.after));
    console.say(QStringLiteral("%1 differ, %2 are the same").arg(diff.changes.size()).arg(diff.same));
}

} // namespace

void diffPackages(const Arguments &args, Console &console, CommandScope &scope)
{
    if (args.positional(2).isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Name two packages: lathe package diff A B"), {}, {}}));
    auto *fetch = new PackageFetch(args, console, scope);
    fetch->source(args.positional(1), [=, &console, &scope, second = args.positional(2)](const PackageSource &before) {
        fetch->source(second, [=, &console, &scope](const PackageSource &after) {
            const auto progress = [&console, &scope](const PackageProgress &p) {
                const QString text = QStringLiteral("Comparing %1 of %2 files, %3").arg(p.files).arg(p.totalFiles).arg(sizeText(p.bytes));
                QMetaObject::invokeMethod(&scope, [&console, text] { console.progress(text); }, Qt::QueuedConnection);
            };
            onOwnThread<Result<PackageDiff>>(&scope, [before, after, progress, cancel = fetch->cancel()] { return comparePackages(before, after, {}, progress, cancel.get()); },
                [&console, &scope](const Result<PackageDiff> &diff) {
                    console.progress({});
                    if (!diff)
                        return scope.finish(console.error(diff.error()));
                    if (console.isJson()) {
                        QJsonObject object = QJsonDocument::fromJson(packageDiffJson(*diff)).object();
                        object.insert(QStringLiteral("ok"), true);
                        console.object(object);
                    } else {
                        printDiff(*diff, console);
                    }
                    scope.finish(diff->isSame() ? 0 : 1);
                });
        });
    });
}

void importPackageFrom(const Arguments &args, Console &console, CommandScope &scope)
{
    const QString from = args.positional(1);
    if (from.isEmpty())
        return scope.finish(console.error({ErrorCode::Usage, QStringLiteral("Name what to import: lathe package import ZIP or lathe package import deployed:NAME"), {}, {}}));
    PackageImportSpec spec;
    const bool deployed = from.startsWith(deployedPrefix());
    spec.name = deployed ? from.mid(deployedPrefix().size()).section(u':', 0, 0) : QFileInfo(from).completeBaseName();
    spec.dir = args.positional(2).isEmpty() ? spec.name : args.positional(2);
    auto *fetch = new PackageFetch(args, console, scope);
    const auto import = [&console, &scope, cancel = fetch->cancel()](PackageImportSpec what) {
        what.watch.cancel = cancel.get();
        what.watch.progress = [&console, &scope, shown = 0](qint64 bytes, qint64 total) mutable {
            if (const int now = total > 0 ? int(100 * bytes / total) : 0; std::exchange(shown, now) != now)
                QMetaObject::invokeMethod(&scope, [&console, bytes, total] { console.progress(QStringLiteral("Unpacking: %1 of %2").arg(sizeText(bytes), sizeText(total))); }, Qt::QueuedConnection);
        };
        onOwnThread<Result<PackageImport>>(&scope, [what, cancel] { return importPackage(what); }, [&console, &scope](const Result<PackageImport> &made) {
            console.progress({});
            if (!made)
                return scope.finish(console.error(made.error()));
            if (console.isJson()) {
                console.object({{QStringLiteral("ok"), true}, {QStringLiteral("dir"), made->dir}, {QStringLiteral("zip"), made->zip}, {QStringLiteral("folder"), made->folder},
                    {QStringLiteral("template"), made->templateFile}, {QStringLiteral("codeSha256"), made->codeSha256}, {QStringLiteral("entries"), made->entries}});
            } else {
                console.line(made->dir);
                console.say(QStringLiteral("%1 entries, CodeSha256 %2. The package as it was: %3; to edit: %4").arg(made->entries).arg(made->codeSha256, QFileInfo(made->zip).fileName(), QFileInfo(made->folder).fileName()));
            }
            scope.finish(0);
        });
    };
    if (!deployed) {
        spec.zip = from;
        return import(spec);
    }
    fetch->fetch(from.mid(deployedPrefix().size()), [spec, import](const DeployedCode &code) mutable {
        spec.zip = code.file;
        spec.configuration = code.configuration;
        if (spec.name.startsWith(QStringLiteral("arn")))
            spec.name = code.configuration[QStringLiteral("FunctionName")].toString();
        import(spec);
    });
}

} // namespace lathe
