// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layerbuilder.h"
#include "core/limits.h"
#include "core/paths.h"
#include "core/sha256.h"
#include "core/treeremoval.h"
#include "package/layer/buildrecord.h"
#include "package/layer/dependencyinstall.h"
#include "package/layer/inputfacts.h"
#include "package/layer/layertree.h"
#include "package/layer/wheel.h"
#include "package/packagewriter.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <unistd.h>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// A private folder that goes with everything in it.
class Scratch
{
public:
    explicit Scratch(const QString &parent)
    {
        QByteArray name = QFile::encodeName(parent + QStringLiteral("/.build-%1-XXXXXX").arg(::getpid()));
        if (::mkdtemp(name.data()))
            m_dir = QFile::decodeName(name);
    }
    ~Scratch()
    {
        if (!m_dir.isEmpty())
            removeTree(m_dir); // whatever names gems bring
    }
    Q_DISABLE_COPY(Scratch)
    QString dir(const QString &name) const
    {
        QDir().mkpath(m_dir + u'/' + name);
        return m_dir + u'/' + name;
    }
    QString path() const { return m_dir; }

private:
    QString m_dir;
};

/// One build, from the plan to the finished folder.
class Build
{
public:
    Build(const LayerSpec &spec, QString cacheDir) : m_spec(spec), m_cacheDir(std::move(cacheDir)), m_scratch(m_cacheDir) {}
    Result<LayerOutcome> run();

private:
    Result<QByteArray> key();
    Result<> installWheels();
    Result<> installManifests();
    Result<> assemble();
    Result<> check();
    Result<LayerOutcome> finish(const QByteArray &key);
    void report(LayerProgress::Phase phase, int count = 0, int total = 0, qint64 bytes = 0) const
    {
        if (m_spec.onProgress)
            m_spec.onProgress({phase, {}, count, total, bytes});
    }
    LayerTarget target(RuntimeFamily family) const { return layerTarget(family, m_spec.runtimes, m_spec.architecture); }

    const LayerSpec &m_spec;
    const QString m_cacheDir;
    const Scratch m_scratch;
    LayerPlan m_plan;
    qsizetype m_planned = 0; ///< Notes that are the plan's: made anew for every build, in the language of the day.
    LayerTreeFacts m_facts;
};

/// Everything that decides the result. File contents are read once here; the tools' own versions are not part of it.
Result<QByteArray> Build::key()
{
    Sha256 hash;
    hash.add("lathe-layer 2\n" + m_spec.architecture.toUtf8() + '\n' + m_spec.runtimes.join(u',').toUtf8() + '\n' + (m_spec.allowScripts ? "scripts\n" : "\n"));
    for (const RuntimeFamily family : {RuntimeFamily::Python, RuntimeFamily::Node, RuntimeFamily::Ruby})
        hash.add(target(family).runtime.toUtf8() + '\n');
    for (const LayerPlacement &one : m_plan.placements) {
        hash.add("place " + one.target.toUtf8() + '\n');
        const auto text = placementText(one, m_spec.cancel);
        if (!text)
            return text;
        hash.add(*text);
    }
    for (const QString &wheel : m_plan.wheels) {
        const auto text = placementText({wheel, {}}, m_spec.cancel);
        if (!text)
            return text;
        hash.add("wheel " + QFileInfo(wheel).fileName().toUtf8() + '\n' + *text);
    }
    for (const LayerManifest &manifest : m_plan.manifests) {
        const auto text = manifestText(manifest);
        if (!text)
            return text;
        hash.add("manifest " + QByteArray::number(int(manifest.kind)) + '\n' + *text);
    }
    return hash.result().toHex();
}

Result<> Build::installWheels()
{
    for (qsizetype i = 0; i < m_plan.wheels.size(); ++i) {
        const QString dir = m_scratch.path() + QStringLiteral("/wheel%1").arg(i);
        if (auto done = installWheel(m_plan.wheels[i], dir, target(RuntimeFamily::Python), m_plan.notes); !done)
            return done;
        m_plan.placements.append({dir, QStringLiteral("python"), true});
    }
    return {};
}

Result<> Build::installManifests()
{
    using Kind = LayerManifest::Kind;
    const std::tuple<Kind, RuntimeFamily, Result<QList<LayerPlacement>> (*)(const DependencyInstall &), const char *> installers[] = {
        {Kind::Pip, RuntimeFamily::Python, installWithPip, "pip"}, {Kind::Npm, RuntimeFamily::Node, installWithNpm, "npm"}, {Kind::Bundler, RuntimeFamily::Ruby, installWithBundler, "bundler"}};
    for (const auto &[kind, family, installer, name] : installers) {
        QList<LayerManifest> manifests = m_plan.manifests;
        manifests.removeIf([kind = kind](const LayerManifest &m) { return m.kind != kind; });
        if (manifests.isEmpty())
            continue;
        const DependencyInstall install{m_spec, manifests, target(family), m_scratch.dir(QLatin1String(name)), m_plan.notes};
        const auto placements = installer(install);
        if (!placements)
            return tl::unexpected(placements.error());
        m_plan.placements += *placements;
        for (const LayerManifest &manifest : manifests)
            m_plan.notes.append({LayerNote::Kind::Made, tr("%1 installed what %2 names, for %3 on %4.").arg(QLatin1String(name), QFileInfo(manifest.lock.isEmpty() ? manifest.file : manifest.lock).fileName(), install.target.runtime, install.target.architecture),
                                 manifest.file, {}});
    }
    return {};
}

Result<> Build::assemble()
{
    const QString dir = m_scratch.dir(QStringLiteral("done/layer"));
    return copyPlacements(m_plan.placements, dir, m_plan.notes, [this](int files, qint64 bytes) { report(LayerProgress::Phase::Copying, files, 0, bytes); }, m_spec.cancel);
}

Result<> Build::check()
{
    report(LayerProgress::Phase::Checking);
    auto facts = layerTreeFacts(m_scratch.path() + QStringLiteral("/done/layer"), m_spec.architecture, m_spec.cancel);
    if (!facts)
        return tl::unexpected(facts.error());
    m_facts = std::move(*facts);
    PackageSpec whole; // what no package may hold is said here, not when the layer is published
    whole.rootDir = m_scratch.path() + QStringLiteral("/done/layer");
    whole.defaultExcludes = false;
    if (const auto list = listPackage(whole); !list)
        return tl::unexpected(list.error());
    if (m_facts.files == 0)
        return fail(ErrorCode::Usage, tr("There is nothing in it that a layer could be made of."), m_spec.inputs.join(u'\n'), QStringLiteral("LTH-LYR-008"));
    if (m_facts.bytes > limits::unzippedBytes)
        return layerTooLarge(m_facts.bytes, {});
    for (const QString &file : m_facts.foreign) {
        static const QStringList words = {QStringLiteral("arm"), QStringLiteral("aarch64"), QStringLiteral("x64"), QStringLiteral("x86"), QStringLiteral("amd64"), QStringLiteral("ia32"), QStringLiteral("ppc"), QStringLiteral("s390"), QStringLiteral("riscv"), QStringLiteral("loong"), QStringLiteral("mips")};
        if (std::none_of(words.cbegin(), words.cend(), [&](const QString &word) { return file.contains(word); })) // packages that bring many say so in the path
            m_plan.notes.append({LayerNote::Kind::Warning, tr("%1 is compiled for another processor than %2.").arg(file, m_spec.architecture), file, file});
    }
    return {};
}

Result<LayerOutcome> Build::finish(const QByteArray &key)
{
    LayerOutcome outcome;
    outcome.hash = m_facts.hash;
    outcome.files = m_facts.files;
    outcome.bytes = m_facts.bytes;
    outcome.notes = m_plan.notes.mid(m_planned); // the cache keeps the later ones
    outcome.inputs = m_spec.inputs;
    outcome.suggestedName = suggestedLayerName(m_spec.inputs);
    outcome.runtimes = fittingRuntimes(m_facts, m_spec.runtimes);
    outcome.architectures = m_facts.native.isEmpty() ? QStringList{QStringLiteral("x86_64"), QStringLiteral("arm64")} : QStringList{m_spec.architecture};
    const QString done = m_scratch.path() + QStringLiteral("/done"), target = m_cacheDir + u'/' + QString::fromLatin1(key);
    if (auto written = writeBuildRecord(outcome, done + QStringLiteral("/record.json")); !written)
        return tl::unexpected(written.error());
    if (m_spec.again)
        CacheFolder(m_cacheDir).remove(QString::fromLatin1(key), true);
    if (::rename(QFile::encodeName(done).constData(), QFile::encodeName(target).constData()) != 0 && !QFileInfo(target + QStringLiteral("/layer")).isDir())
        return fail(ErrorCode::Io, tr("The layer cannot be written at %1: %2.").arg(target, qt_error_string()));
    outcome.inUse = CacheFolder(m_cacheDir).take(QString::fromLatin1(key));
    outcome.dir = target + QStringLiteral("/layer");
    outcome.notes = m_plan.notes;
    return outcome;
}

Result<LayerOutcome> Build::run()
{
    if (m_scratch.path().isEmpty())
        return fail(ErrorCode::Io, tr("The layer cannot be written at %1: %2.").arg(m_cacheDir, qt_error_string()));
    report(LayerProgress::Phase::Looking);
    auto plan = planLayer(m_spec.inputs, m_scratch.dir(QStringLiteral("unpacked")), target(RuntimeFamily::Ruby).version());
    if (!plan)
        return tl::unexpected(plan.error());
    m_plan = std::move(*plan);
    m_planned = m_plan.notes.size();
    const auto name = key();
    if (!name)
        return tl::unexpected(name.error());
    const QString known = m_cacheDir + u'/' + QString::fromLatin1(*name);
    if (!m_spec.again)
        if (auto outcome = readBuildRecord(known + QStringLiteral("/record.json")); outcome && QFileInfo(known + QStringLiteral("/layer")).isDir()) {
            outcome->inUse = CacheFolder(m_cacheDir).take(QString::fromLatin1(*name));
            outcome->dir = known + QStringLiteral("/layer");
            outcome->inputs = m_spec.inputs;
            outcome->suggestedName = suggestedLayerName(m_spec.inputs);
            outcome->notes = m_plan.notes + outcome->notes;
            outcome->fromCache = true;
            return *outcome;
        }
    return installWheels().and_then([&] { return installManifests(); }).and_then([&] { return assemble(); }).and_then([&] { return check(); }).and_then([&] { return finish(*name); });
}

} // namespace

Result<LayerOutcome> buildLayer(const LayerSpec &spec)
{
    if (spec.inputs.isEmpty())
        return fail(ErrorCode::Usage, tr("Nothing was given to make a layer of."), {}, QStringLiteral("LTH-LYR-008"));
    const QString cacheDir = spec.cacheDir.isEmpty() ? paths::cache() + QStringLiteral("/layer-builds") : spec.cacheDir;
    if (const auto made = paths::makePrivate(cacheDir); !made)
        return tl::unexpected(made.error());
    CacheFolder(cacheDir).sweepLeftovers();
    return Build(spec, cacheDir).run();
}

} // namespace lathe
