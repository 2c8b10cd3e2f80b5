// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/xray/packagexray.h"
#include "core/sha256.h"
#include "package/entryrules.h"
#include "package/packagereader.h"
#include "package/packagespec.h"
#include "package/xray/runtimeimage.h"
#include "package/xray/xraydata.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <thread>

namespace lathe {

XraySpec xraySpecFor(const FunctionDefinition &function, const QString &cacheDir)
{
    XraySpec spec{function.name, function.runtime.text, function.architecture, {}, {}, BuildState::NotNeeded, cacheDir, {}, 0};
    spec.sources.append({function.name, packageSpecFor(function), function.artifact, 0});
    for (const QString &dir : function.layerDirs) {
        XraySource layer{QFileInfo(dir).fileName(), {}, {}, int(spec.sources.size())};
        if (QFileInfo(dir).isFile())
            layer.zip = dir;
        layer.spec.rootDir = dir;
        layer.spec.patterns = function.layerPatterns.value(dir);
        spec.sources.append(layer);
    }
    for (const TemplateText &arn : function.layerArns)
        spec.notes.append(QCoreApplication::translate("lathe", "The layer %1 is not on this machine: its size is not counted.").arg(arn.text));
    return spec;
}

XraySpec xraySpecFor(const LastBuild &last, const QString &cacheDir)
{
    XraySpec spec = xraySpecFor(last.function, cacheDir);
    spec.build = last.state;
    for (qsizetype i = 1; i < spec.sources.size(); ++i)
        spec.sources[i].name = last.layerNames.value(i - 1, spec.sources[i].name);
    spec.notes = last.problems + spec.notes;
    return spec;
}

/// The folder with a zip's content.
static Result<PackageSpec> unpacked(const XraySource &source, const QString &cacheDir)
{
    if (const auto readable = readPackageList(source.zip); !readable) // before a pipe is waited for
        return tl::unexpected(readable.error());
    QFile file(source.zip);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QCoreApplication::translate("lathe", "The package %1 cannot be read: %2.").arg(source.zip, file.errorString()),
            {}, QStringLiteral("LTH-PKG-003"));
    Sha256 hash;
    for (QByteArray piece; !(piece = file.read(1 << 20)).isEmpty();)
        hash.add(piece);
    QDir().mkpath(cacheDir);
    auto dir = unpackCached(source.zip, hash.result(), cacheDir);
    if (!dir)
        return tl::unexpected(dir.error());
    PackageSpec spec;
    spec.rootDir = *dir;
    spec.defaultExcludes = false;
    return spec;
}

static Result<> measure(std::vector<XrayPart> &parts, int threads, FileFactsStore &store, const XrayCallbacks &callbacks, const std::atomic_bool *cancel)
{
    PackageProgress all;
    for (const XrayPart &part : parts)
        for (const TreeEntry &entry : part.entries) {
            ++all.totalFiles;
            all.totalBytes += entry.bytes;
        }
    PackageProgress before = all;
    const auto cores = int(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
    for (XrayPart &part : parts) {
        const auto done = [&callbacks, before](int files, qint64 bytes) {
            PackageProgress now = before;
            now.files += files;
            now.bytes += bytes;
            if (callbacks.progress)
                callbacks.progress(now);
        };
        if (!store.measure(part.source.spec.rootDir, part.entries, part.facts, threads > 0 ? threads : cores, done, cancel))
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Looking at the package was stopped."));
        before.files += int(part.entries.size());
        for (const TreeEntry &entry : part.entries)
            before.bytes += entry.bytes;
    }
    return {};
}

/// Says which files could not be looked into: unreadable for this user, changed meanwhile, or too large by themselves.
static void noteUnread(const std::vector<XrayPart> &parts, XrayReport &report)
{
    static constexpr int named = 3;
    QStringList files;
    int count = 0;
    for (const XrayPart &part : parts)
        for (std::size_t i = 0; i < part.entries.size() && i < part.facts.size(); ++i)
            if (part.entries[i].kind == TreeEntry::Kind::File && !part.facts[i].read && ++count <= named)
                files << entryrules::shown(part.entries[i].path);
    if (count > named)
        files << QStringLiteral("…");
    if (count > 0)
        report.notes.append(QCoreApplication::translate("lathe", "%1 of the files could not be looked into (not readable, changed meanwhile, or too large by themselves): %2").arg(count).arg(files.join(QStringLiteral(", "))));
}

Result<XrayReport> inspectPackage(const XraySpec &spec, FileFactsStore &store, const XrayCallbacks &callbacks, const std::atomic_bool *cancel)
{
    std::vector<XrayPart> parts;
    for (const XraySource &source : spec.sources) {
        XrayPart part;
        part.source = source;
        if (!source.zip.isEmpty()) {
            auto folder = unpacked(source, spec.cacheDir);
            if (!folder)
                return tl::unexpected(folder.error());
            part.source.spec = *folder;
        }
        auto entries = walkPackageTree(part.source.spec, nullptr, cancel);
        if (!entries)
            return tl::unexpected(entries.error());
        part.entries = std::move(*entries);
        parts.push_back(std::move(part));
    }
    XrayReport report;
    report.function = spec.function;
    report.runtime = spec.runtime;
    report.architecture = spec.architecture;
    if (const RuntimeImage *image = runtimeImage(spec.runtime))
        report.image = QString::fromLatin1(image->name);
    report.build = spec.build;
    report.notes = spec.notes;
    report.recordedRuns = spec.opened.runs;
    report.recordedBefore = spec.opened.before;
    buildXrayTree(parts, report);
    findXrayFindings(parts, spec.opened, report);
    if (callbacks.walked)
        callbacks.walked(report);
    if (auto done = measure(parts, spec.threads, store, callbacks, cancel); !done)
        return tl::unexpected(done.error());
    report.measured = true;
    noteUnread(parts, report);
    buildXrayTree(parts, report);
    findXrayFindings(parts, spec.opened, report);
    store.save();
    return report;
}

} // namespace lathe
