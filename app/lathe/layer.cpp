// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "core/runtimes.h"
#include "package/layer/layerbuilder.h"
#include "package/layer/layershelf.h"
#include "project/layerlinks.h"
#include "runtime/interpreters.h"
#include "shared.h"
#include "workerthread.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

QJsonObject noteObject(const LayerNote &note)
{
    static const char *const kinds[] = {"moved", "made", "leftOut", "warning"};
    return {{QStringLiteral("kind"), QLatin1String(kinds[int(note.kind)])}, {QStringLiteral("text"), note.text}, {QStringLiteral("from"), note.from}, {QStringLiteral("to"), note.to}};
}

QJsonObject layerObject(const LayerInfo &layer)
{
    QJsonArray notes;
    for (const LayerNote &note : layer.notes)
        notes.append(noteObject(note));
    return {{QStringLiteral("name"), layer.name}, {QStringLiteral("dir"), layer.dir}, {QStringLiteral("definition"), layer.definition},
            {QStringLiteral("hash"), QString::fromLatin1(layer.hash.toHex())}, {QStringLiteral("runtimes"), QJsonArray::fromStringList(layer.runtimes)},
            {QStringLiteral("architectures"), QJsonArray::fromStringList(layer.architectures)}, {QStringLiteral("files"), layer.files}, {QStringLiteral("bytes"), layer.bytes},
            {QStringLiteral("inputs"), QJsonArray::fromStringList(layer.inputs)}, {QStringLiteral("functions"), QJsonArray::fromStringList(layer.functions)}, {QStringLiteral("notes"), notes}};
}

QJsonArray linkArray(const QList<LayerLink> &links)
{
    QJsonArray array;
    for (const LayerLink &link : links)
        array.append(QJsonObject{{QStringLiteral("name"), link.name}, {QStringLiteral("dir"), link.dir}, {QStringLiteral("inherited"), link.inherited}, {QStringLiteral("line"), link.line}});
    return array;
}

QString progressText(const LayerProgress &p)
{
    switch (p.phase) {
    case LayerProgress::Phase::Looking: return QStringLiteral("Looking at what was given");
    case LayerProgress::Phase::Installing:
        return QStringLiteral("%1: %2%3 packages, %4").arg(p.tool).arg(p.count).arg(p.total > 0 ? QStringLiteral(" of %1").arg(p.total) : QString(), sizeText(p.bytes));
    case LayerProgress::Phase::Copying: return QStringLiteral("Copying: %1 files, %2").arg(p.count).arg(sizeText(p.bytes));
    case LayerProgress::Phase::Checking: return QStringLiteral("Checking the layer");
    }
    return {};
}

/// One run of the command: the project, what is on its shelf, and the words that were typed.
struct LayerCommand
{
    const Arguments &args;
    Console &console;
    CommandScope &scope;
    Project project;
    LayerShelf shelf;

    QStringList words() const { return args.positionals.mid(1); }
    void fail(const Error &error) { scope.finish(console.error(error)); }
    void usage(const QString &text) { fail({ErrorCode::Usage, text, {}, {}}); }

    void list();
    void show();
    void build();
    void attach(bool on);
    void remove();
    void rename();
    void exportZip();
    void printLinks(const QString &function);
    void start(LayerSpec spec, const QString &name, const QString &attachTo, bool replace);
    void built(const LayerInfo &layer, bool fromCache, const QString &attachTo);
};

void LayerCommand::list()
{
    const auto layers = shelf.layers(project);
    if (console.isJson()) {
        QJsonArray array, functions;
        for (const LayerInfo &layer : layers)
            array.append(layerObject(layer));
        for (const FunctionDefinition &f : project.functions)
            functions.append(QJsonObject{{QStringLiteral("name"), f.name}, {QStringLiteral("layers"), linkArray(functionLayers(project, f.name).value_or(QList<LayerLink>()))}});
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("layers"), array}, {QStringLiteral("functions"), functions}});
        return scope.finish(0);
    }
    for (const LayerInfo &layer : layers)
        console.line(QStringLiteral("%1 %2 %3 %4").arg(layer.name.leftJustified(24), sizeText(layer.bytes).rightJustified(10), layer.runtimes.join(u',').leftJustified(24), layer.functions.join(QStringLiteral(", "))).trimmed());
    if (layers.isEmpty())
        console.say(QStringLiteral("No layers yet. Build one: lathe layer build requirements.txt"));
    scope.finish(0);
}

void LayerCommand::show()
{
    if (words().isEmpty())
        return usage(QStringLiteral("Name a layer: lathe layer show NAME"));
    const auto layer = shelf.layer(project, words().constFirst());
    if (!layer)
        return fail(layer.error());
    const auto entries = listPackage({.rootDir = layer->contentDir(), .defaultExcludes = false});
    if (!entries)
        return fail(entries.error());
    if (console.isJson()) {
        QJsonObject object = layerObject(*layer);
        QJsonArray files;
        for (const PackageEntry &entry : *entries)
            files.append(QJsonObject{{QStringLiteral("path"), entry.path}, {QStringLiteral("bytes"), entry.bytes}});
        object.insert(QStringLiteral("entries"), files);
        object.insert(QStringLiteral("ok"), true);
        console.object(object);
        return scope.finish(0);
    }
    console.line(QStringLiteral("%1, %2 files, %3 of 250 MB").arg(layer->name).arg(layer->files).arg(sizeText(layer->bytes)));
    const auto row = [&](const char *title, const QString &text) {
        if (!text.isEmpty())
            console.line(QString::fromLatin1(title).leftJustified(16) + text);
    };
    row("folder", layer->dir);
    row("runtimes", layer->runtimes.join(QStringLiteral(", ")));
    row("architectures", layer->architectures.join(QStringLiteral(", ")));
    row("hash", QString::fromLatin1(layer->hash.toHex()));
    row("made of", layer->inputs.join(QStringLiteral(", ")));
    row("functions", layer->functions.join(QStringLiteral(", ")));
    for (const LayerNote &note : layer->notes)
        row("", note.text);
    scope.finish(0);
}

void LayerCommand::built(const LayerInfo &layer, bool fromCache, const QString &attachTo)
{
    if (!attachTo.isEmpty()) {
        QStringList names;
        for (const LayerLink &link : functionLayers(project, attachTo).value_or(QList<LayerLink>()))
            names.append(link.name);
        names.removeAll(layer.name);
        const auto edits = setFunctionLayers(project, attachTo, names + QStringList{layer.name}, LayerShelf::definitions(shelf.layers(project))).and_then(applyEdits);
        if (!edits)
            return fail(edits.error());
    }
    for (const LayerNote &note : layer.notes)
        note.kind == LayerNote::Kind::Warning ? console.warn(note.text) : console.say(note.text);
    if (console.isJson()) {
        QJsonObject object = layerObject(layer);
        object.insert(QStringLiteral("ok"), true);
        object.insert(QStringLiteral("fromCache"), fromCache);
        object.insert(QStringLiteral("attachedTo"), attachTo);
        console.object(object);
    } else {
        console.line(layer.dir);
        console.say(QStringLiteral("%1: %2 files, %3%4").arg(layer.name).arg(layer.files).arg(sizeText(layer.bytes), fromCache ? QStringLiteral(", from the cache") : QString()));
        if (attachTo.isEmpty() && project.kind != ProjectKind::Plain)
            console.say(QStringLiteral("Next: lathe layer attach FUNCTION %1").arg(layer.name));
    }
    scope.finish(0);
}

void LayerCommand::start(LayerSpec spec, const QString &name, const QString &attachTo, bool replace)
{
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    spec.onProgress = [&console = console, &scope = scope](const LayerProgress &p) {
        QMetaObject::invokeMethod(&scope, [&console, text = progressText(p)] { console.progress(text); }, Qt::QueuedConnection);
    };
    struct Built
    {
        LayerInfo layer;
        bool fromCache = false;
    };
    auto self = std::make_shared<LayerCommand>(*this);
    onOwnThread<Result<Built>>(
        &scope,
        [spec, name, replace, cancel, self]() mutable -> Result<Built> {
            spec.cancel = cancel.get();
            const auto outcome = buildLayer(spec);
            if (!outcome)
                return tl::unexpected(outcome.error());
            const auto [free, over] = name.isEmpty() ? LayerShelf::nameFor(self->shelf.layers(self->project), *outcome) : std::pair(name, replace);
            return self->shelf.keep(*outcome, spec, free, over).transform([&](const LayerInfo &layer) { return Built{layer, outcome->fromCache}; });
        },
        [self, attachTo](const Result<Built> &result) {
            self->console.progress({});
            if (!result)
                return self->fail(result.error());
            self->built(result->layer, result->fromCache, attachTo);
        });
}

void LayerCommand::build()
{
    const QString attachTo = args.value(QStringLiteral("attach"));
    if (!attachTo.isEmpty())
        if (const auto function = functionFrom(project, attachTo); !function)
            return fail(function.error());
    if (words().isEmpty() && args.has(QStringLiteral("name"))) { // again, of what it was made of
        const auto layer = shelf.layer(project, args.value(QStringLiteral("name")));
        const auto spec = layer ? shelf.rebuildSpec(*layer) : tl::unexpected(layer.error());
        if (!spec)
            return fail(spec.error());
        LayerSpec again = *spec;
        again.again = args.has(QStringLiteral("again"));
        return start(again, layer->name, attachTo, true);
    }
    QStringList inputs;
    for (const QString &word : words())
        inputs.append(QFileInfo(word).absoluteFilePath());
    if (inputs.isEmpty())
        return usage(QStringLiteral("Name what the layer is made of: lathe layer build requirements.txt"));
    LayerSpec spec = LayerShelf::specFor(project, inputs, attachTo);
    if (args.has(QStringLiteral("runtime")))
        spec.runtimes = args.value(QStringLiteral("runtime")).split(u',', Qt::SkipEmptyParts);
    if (spec.runtimes.isEmpty()) // the function that comes will be of what this machine has, as plain folders' are
        for (const RuntimeFamily family : {RuntimeFamily::Python, RuntimeFamily::Node, RuntimeFamily::Ruby})
            spec.runtimes.append(runtimeOnThisMachine(family));
    for (const QString &runtime : spec.runtimes)
        if (runtimeFamily(runtime) == RuntimeFamily::Unknown)
            return usage(QStringLiteral("'%1' is no runtime identifier; 'lathe runtime' lists them.").arg(runtime));
    spec.architecture = args.value(QStringLiteral("architecture"), spec.architecture);
    if (spec.architecture != QLatin1String("x86_64") && spec.architecture != QLatin1String("arm64"))
        return usage(QStringLiteral("--architecture takes x86_64 or arm64."));
    spec.allowScripts = args.has(QStringLiteral("allow-scripts"));
    spec.again = args.has(QStringLiteral("again"));
    start(spec, args.value(QStringLiteral("name")), attachTo, args.has(QStringLiteral("replace")));
}

void LayerCommand::printLinks(const QString &function)
{
    const auto read = projectFrom(args, console);
    const auto links = read ? functionLayers(*read, function) : tl::unexpected(read.error());
    if (!links)
        return fail(links.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("function"), function}, {QStringLiteral("layers"), linkArray(*links)}});
    else
        for (const LayerLink &link : *links)
            console.line(link.name);
    scope.finish(0);
}

void LayerCommand::attach(bool on)
{
    // A project with a single function needs no name of it, unless a layer is called like it.
    QStringList given = words();
    const bool single = project.functions.size() == 1 && !given.isEmpty() && given.constFirst() != project.functions.constFirst().name
                        && (given.size() == 1 || shelf.layer(project, given.constFirst()));
    if (given.size() < (single ? 1 : 2))
        return usage(QStringLiteral("Name a function and layers: lathe layer %1 FUNCTION NAME…").arg(on ? QStringLiteral("attach") : QStringLiteral("detach")));
    const auto function = functionFrom(project, single ? QString() : given.takeFirst());
    if (!function)
        return fail(function.error());
    QStringList names;
    for (const LayerLink &link : functionLayers(project, function->name).value_or(QList<LayerLink>()))
        names.append(link.name);
    const auto layers = shelf.layers(project);
    int at = int(names.size());
    if (args.has(QStringLiteral("position"))) {
        bool number = false;
        at = args.value(QStringLiteral("position")).toInt(&number) - 1;
        if (!number || at < 0)
            return usage(QStringLiteral("--position takes 1 (lowest) to %1.").arg(limits::layersMax));
    }
    for (const QString &word : given) {
        const bool had = names.contains(word);
        if (!on && !had)
            return fail({ErrorCode::NotFound, QStringLiteral("%1 has no layer %2. It has: %3").arg(function->name, word, names.join(QStringLiteral(", "))), {}, {}});
        names.removeAll(word);
        if (on)
            names.insert(std::min<qsizetype>(at++, names.size()), word);
    }
    if (const auto done = setFunctionLayers(project, function->name, names, LayerShelf::definitions(layers)).and_then(applyEdits); !done)
        return fail(done.error());
    printLinks(function->name);
}

void LayerCommand::remove()
{
    if (words().isEmpty())
        return usage(QStringLiteral("Name a layer: lathe layer remove NAME"));
    const auto done = shelf.layer(project, words().constFirst()).and_then([&](const LayerInfo &layer) { return shelf.remove(project, layer); });
    if (!done)
        return fail(done.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("removed"), words().constFirst()}});
    scope.finish(0);
}

void LayerCommand::rename()
{
    if (words().size() != 2)
        return usage(QStringLiteral("Name the layer and its new name: lathe layer rename NAME NEW"));
    const auto done = shelf.layer(project, words()[0]).and_then([&](const LayerInfo &layer) { return shelf.rename(project, layer, words()[1]); });
    if (!done)
        return fail(done.error());
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("name"), words()[1]}});
    scope.finish(0);
}

void LayerCommand::exportZip()
{
    if (words().isEmpty())
        return usage(QStringLiteral("Name a layer: lathe layer export NAME -o FILE.zip"));
    const auto layer = shelf.layer(project, words().constFirst());
    if (!layer)
        return fail(layer.error());
    const QString file = QFileInfo(args.value(QStringLiteral("output"), words().value(1, layer->name + QStringLiteral(".zip")))).absoluteFilePath();
    const auto cancel = std::make_shared<std::atomic_bool>(false);
    scope.onInterrupt = [cancel] { cancel->store(true); };
    onOwnThread<Result<PackageReport>>(
        &scope, [info = *layer, file, cancel] { return LayerShelf::exportZip(info, file, {}, cancel.get()); },
        [&console = console, &scope = scope](const Result<PackageReport> &report) {
            if (!report)
                return scope.finish(console.error(report.error()));
            if (console.isJson())
                console.object({{QStringLiteral("ok"), true}, {QStringLiteral("file"), report->file}, {QStringLiteral("zipBytes"), report->zipBytes}, {QStringLiteral("unzippedBytes"), report->unzippedBytes}, {QStringLiteral("codeSha256"), report->codeSha256()}});
            else
                console.line(report->file);
            console.say(QStringLiteral("%1 files, %2 zipped, CodeSha256 %3").arg(report->entries.size()).arg(sizeText(report->zipBytes), report->codeSha256()));
            scope.finish(0);
        });
}

void run(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto project = projectFrom(args, console);
    if (!project)
        return scope.finish(console.error(project.error()));
    LayerCommand command{args, console, scope, *project, LayerShelf(project->root)};
    const QString verb = args.positional(0);
    if (verb == QLatin1String("list"))
        return command.list();
    if (verb == QLatin1String("show"))
        return command.show();
    if (verb == QLatin1String("build") || verb == QLatin1String("import"))
        return command.build();
    if (verb == QLatin1String("attach"))
        return command.attach(true);
    if (verb == QLatin1String("detach"))
        return command.attach(false);
    if (verb == QLatin1String("remove"))
        return command.remove();
    if (verb == QLatin1String("rename"))
        return command.rename();
    if (verb == QLatin1String("export"))
        return command.exportZip();
    command.usage(QStringLiteral("'%1' is none of build, import, list, show, attach, detach, rename, remove, export.").arg(verb));
}

} // namespace

CommandSpec layerCommand()
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    return {text("layer"), text("Build layers from libraries and files, and give them to functions"),
            {text("build|import|list|show|attach|detach|rename|remove|export"), text("[FILE|NAME|FUNCTION]…")},
            QList<OptionSpec>{{text("name"), text("n"), text("NAME"), text("Name of the layer (default: from the files); alone: build that one again")},
                              {text("attach"), text("a"), text("FUNCTION"), text("Give it to this function, and build it for its runtime")},
                              {text("runtime"), {}, text("ID,…"), text("What it is for (default: the runtimes of the project's functions)")},
                              {text("architecture"), {}, text("NAME"), text("x86_64 or arm64 (default: that of the functions)")},
                              {text("replace"), {}, {}, text("Take the place of a layer of this name")},
                              {text("again"), {}, {}, text("Install anew although nothing changed")},
                              {text("allow-scripts"), {}, {}, text("Let packages run their install scripts, in the sandbox")},
                              {text("position"), {}, text("N"), text("Place in the function's list, 1 is lowest (default: last, on top)")},
                              {text("output"), text("o"), text("FILE"), text("Zip to write (default: NAME.zip)")}} +
                projectOptions(),
            text("  lathe layer build requirements.txt --attach hello\n  lathe layer build package.json -n tools --architecture arm64\n"
                 "  lathe layer build ./node_modules/sharp fonts.zip -n images\n  lathe layer list --json\n  lathe layer attach hello images --position 1\n"
                 "  lathe layer attach images    # to the project's only function\n  lathe layer detach hello images\n  lathe layer export images -o images.zip\n"),
            run};
}

} // namespace lathe
