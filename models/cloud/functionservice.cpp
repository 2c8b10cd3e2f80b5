// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/functionservice.h"
#include "cloud/layername.h"
#include "core/async.h"
#include "core/atomicfile.h"
#include "core/ids.h"
#include "core/logging.h"
#include "core/treeremoval.h"
#include "package/packagereader.h"
#include "runtime/runtimeservice.h"
#include "runtime/specfromproject.h"
#include <QDir>
#include <QJsonArray>
#include <QTimer>
#include <unistd.h>

namespace lathe {

FunctionService::FunctionService(std::unique_ptr<FunctionStore> store, ArnScope scope, QString unpackedDir, RuntimeService &runtime, QObject *parent)
    : QObject(parent), m_store(std::move(store)), m_scope(std::move(scope)), m_unpackedDir(std::move(unpackedDir)), m_runtime(runtime),
      m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(2);
    m_store->onChanged = [this](const QString &name) { emit functionChanged(name); };
    m_store->onBlobDropped = [this](const QByteArray &sha) { QTimer::singleShot(m_treeGrace, this, [this, sha] { removeTree(sha); }); };
    for (const FunctionRecord &function : m_store->all())
        m_runtime.setReserved(function.name, function.reservedConcurrency);
    sweepUnpacked();
    resumeUnfinished();
    for (const FunctionRecord &function : m_store->all())
        provision(function, {});
}

FunctionService::~FunctionService() // the thread pool waits for its work, which ends by itself
{
    for (const FunctionRecord &function : m_store->all()) {
        m_runtime.setReserved(function.name, std::nullopt);
        FunctionRecord none = function;
        none.provisioned.clear();
        provision(none, function.provisionedVersions());
    }
}

/// Tells the runtime what changed in how many environments are to be kept initialised.
void FunctionService::provision(const FunctionRecord &function, const QMap<QString, ProvisionedRecord> &before)
{
    const auto wanted = function.provisionedVersions();
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (wanted.contains(it.key()))
            continue;
        FunctionSpec spec;
        spec.name = function.name;
        spec.version = it.key();
        m_runtime.provision(spec, 0);
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (before.value(it.key()) != *it)
            withSpec(function.name, it.key(), [this, name = function.name, version = it.key()](const ApiResult<SpecPtr> &spec) {
                const FunctionRecord *now = m_store->find(name);
                if (spec && now && now->provisionedVersions().contains(version))
                    m_runtime.provision(**spec, now->provisionedVersions().value(version).requested);
            });
}

int FunctionService::unreservedConcurrency(const QString &without) const
{
    int left = m_runtime.options().pool.concurrency;
    for (const FunctionRecord &function : m_store->all())
        if (function.name != without)
            left -= function.reservedConcurrency.value_or(function.provisionedConcurrency());
    return left;
}

void FunctionService::sweepUnpacked() const
{
    const QSet<QByteArray> wanted = m_store->referenced();
    const auto trees = QDir(m_unpackedDir).entryInfoList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QFileInfo &tree : trees)
        if (!wanted.contains(tree.fileName().toLatin1()))
            lathe::removeTree(tree.filePath());
}

/// Removes the unpacked tree of a package, unless it was uploaded again meanwhile.
void FunctionService::removeTree(const QByteArray &sha)
{
    if (m_store->referenced().contains(sha))
        return;
    const QString tree = m_unpackedDir + u'/' + QString::fromLatin1(sha);
    // Out of the way first, under a name that is swept after a kill: it may be unpacked anew while this one is removed.
    const QString aside = m_unpackedDir + QStringLiteral("/.unpack-%1-%2").arg(getpid()).arg(newUuid());
    if (QDir().rename(tree, aside))
        m_pool->start([aside] { lathe::removeTree(aside); });
}

/// What a kill left Pending or InProgress goes on.
void FunctionService::resumeUnfinished()
{
    QList<Key> unfinished;
    for (const FunctionRecord &function : m_store->all())
        for (const VersionRecord &version : function.versions)
            if (version.isBusy())
                unfinished.append({function.name, version.version});
    for (const Key &key : unfinished)
        activate(key.first, key.second);
}

void FunctionService::takeIn(const QByteArray &body, std::span<const ShapeMember> members, const QString &codeMember,
    std::function<void(ApiResult<CodeIntake>)> done)
{
    const BlobStore blobs = m_store->blobs();
    const auto work = [body, members, codeMember, blobs] { return Result<ApiResult<CodeIntake>>(lathe::takeIn(body, members, codeMember, blobs)); };
    whenDone(onWorker(*m_pool, work), this, [this, body, members, codeMember, done = std::move(done)](const Result<ApiResult<CodeIntake>> &answer) {
        const ApiResult<CodeIntake> intake = answer ? *answer : refuse(apierror::service(answer.error().text));
        if (!intake || intake->codeSha256.isEmpty())
            return done(intake);
        if (!m_store->blobs().contains(intake->codeSha256)) // its last user was deleted meanwhile: store it again
            return takeIn(body, members, codeMember, done);
        m_store->pin(intake->codeSha256);
        done(intake);
        m_store->unpin(intake->codeSha256);
    });
}

static ApiError storeError(const Error &error)
{
    qCWarning(logCloud).noquote() << error.text << error.detail;
    return apierror::service(error.text);
}

ApiResult<> FunctionService::save(const FunctionRecord &function)
{
    const FunctionRecord *old = m_store->find(function.name);
    const QStringList before = old ? QStringList(old->versions.keys()) : QStringList();
    const QMap<QString, ProvisionedRecord> provisionedBefore = old ? old->provisionedVersions() : QMap<QString, ProvisionedRecord>();
    if (auto ok = m_store->put(function); !ok)
        return refuse(storeError(ok.error()));
    m_runtime.setReserved(function.name, function.reservedConcurrency);
    for (const QString &version : before)
        if (!function.versions.contains(version))
            m_specs.remove({function.name, version});
    const FunctionRecord stored = function; // activate() may change the store's
    for (const VersionRecord &version : stored.versions)
        if (version.isBusy() && m_activating.value({stored.name, version.version}) != version.codeSha256)
            activate(stored.name, version.version);
    provision(stored, provisionedBefore);
    return {};
}

ApiResult<> FunctionService::remove(const QString &name)
{
    const FunctionRecord *old = m_store->find(name);
    FunctionRecord none = old ? *old : FunctionRecord();
    const QMap<QString, ProvisionedRecord> provisionedBefore = none.provisionedVersions();
    none.provisioned.clear();
    if (auto ok = m_store->remove(name); !ok)
        return refuse(storeError(ok.error()));
    provision(none, provisionedBefore);
    m_specs.removeIf([&name](const auto &entry) { return entry.key().first == name; });
    m_runtime.setReserved(name, std::nullopt);
    m_runtime.retire(name);
    return {};
}

ApiResult<LayerVersionRecord> FunctionService::publishLayer(const LayerVersionRecord &record)
{
    const auto published = m_store->publishLayer(record);
    return published ? ApiResult<LayerVersionRecord>(*published) : refuse(storeError(published.error()));
}

ApiResult<> FunctionService::saveLayer(const LayerVersionRecord &record)
{
    const auto saved = m_store->putLayer(record);
    return saved ? ApiResult<>() : refuse(storeError(saved.error()));
}

ApiResult<> FunctionService::removeLayer(const QString &layer, int version)
{
    const auto removed = m_store->removeLayer(layer, version);
    return removed ? ApiResult<>() : refuse(storeError(removed.error()));
}

/// What a version's layers are unpacked from. A layer of another account is not here: the function runs without it.
QList<FunctionService::LayerBlob> FunctionService::layersOf(const VersionRecord &version) const
{
    QList<LayerBlob> blobs;
    for (const QString &arn : version.layerArns()) {
        const auto ref = parseLayerArn(arn);
        const LayerVersionRecord *record = ref && ref->isOwn(m_scope) ? m_store->layers().find(ref->name, ref->version) : nullptr;
        if (record)
            blobs.append({m_store->blobs().path(record->codeSha256), record->codeSha256});
        else
            qCWarning(logCloud).noquote() << "the layer" << arn << "is not on this machine: the function runs without it";
    }
    return blobs;
}

FunctionService::SpecPtr FunctionService::readySpec(const QString &name, const QString &version) const { return m_specs.value({name, version}); }

void FunctionService::withSpec(const QString &name, const QString &version, std::function<void(ApiResult<SpecPtr>)> done)
{
    const Key key{name, version};
    if (const SpecPtr spec = m_specs.value(key))
        return done(spec);
    const FunctionRecord *function = m_store->find(name);
    const VersionRecord *record = function ? function->find(version) : nullptr;
    if (!record)
        return done(refuse(apierror::functionNotFound(m_scope.functionArn(name, version))));
    if (record->state != QLatin1String("Active"))
        return done(refuse(apierror::conflict(
            QStringLiteral("The operation cannot be performed at this time. The function is currently in the following state: ") + record->state)));
    m_waiting[key].append(std::move(done));
    if (!m_activating.contains(key))
        activate(name, version);
}

void FunctionService::activate(const QString &name, const QString &version)
{
    const FunctionRecord *function = m_store->find(name);
    const VersionRecord *record = function ? function->find(version) : nullptr;
    if (!record)
        return;
    const Key key{name, version};
    const QByteArray sha = record->codeSha256;
    m_activating.insert(key, sha);
    m_store->pin(sha);
    const QString blob = m_store->blobs().path(sha);
    const QString image = record->isImage() ? record->configuration.value(QLatin1String("Architectures")).toArray().first().toString() : QString();
    const auto work = [blob, sha, image, layers = layersOf(*record), dir = m_unpackedDir]() -> Result<UnpackedCode> {
        if (!image.isEmpty())
            return readFile(blob).and_then([&](const QByteArray &json) { return unpackImageCode(ImageCode::fromJson(json), image); });
        UnpackedCode code;
        for (const LayerBlob &layer : layers) {
            const auto folder = unpackCached(layer.file, QByteArray::fromHex(layer.sha), dir, ExtractLimits::lambda());
            if (!folder)
                return tl::unexpected(folder.error());
            code.layerDirs << *folder;
        }
        return unpackCached(blob, QByteArray::fromHex(sha), dir, ExtractLimits::lambda()).map([&code](const QString &folder) {
            code.codeDir = folder;
            return code;
        });
    };
    whenDone(onWorker(*m_pool, work), this, [this, key, sha](const Result<UnpackedCode> &code) {
        activated(key, sha, code);
        m_store->unpin(sha);
    });
}

void FunctionService::activated(const Key &key, const QByteArray &sha, const Result<UnpackedCode> &code)
{
    const FunctionRecord *stored = m_store->find(key.first);
    const VersionRecord *record = stored ? stored->find(key.second) : nullptr;
    const auto waiting = m_waiting.take(key);
    if (!record || record->codeSha256 != sha) { // deleted, or replaced and being unpacked again
        if (!record)
            m_activating.remove(key);
        for (const auto &done : waiting)
            withSpec(key.first, key.second, done);
        return;
    }
    m_activating.remove(key);
    const FunctionRecord before = *stored;
    if (code)
        m_specs.insert(key, std::make_shared<const FunctionSpec>(specFor(before, *record, *code)));
    else
        qCWarning(logCloud).noquote() << "code of" << key.first << "cannot be unpacked:" << code.error().text << code.error().detail;
    if (record->isBusy() || !code) {
        FunctionRecord changed = before;
        VersionRecord &version = changed.versions[key.second];
        if (!code)
            version.state = QStringLiteral("Failed");
        version.finish(code ? QString() : code.error().text, code ? QString() : QStringLiteral("InternalError"));
        if (auto ok = m_store->put(changed); !ok)
            storeError(ok.error()); // stays Pending on the disk and goes on after a restart
        m_runtime.retire(key.first);
        if (const SpecPtr spec = m_specs.value(key); code && spec) {
            m_runtime.prepare(*spec); // whoever deploys most often invokes next
            if (const auto wanted = changed.provisionedVersions(); wanted.contains(key.second)) // asked for while it was Pending
                m_runtime.provision(*spec, wanted.value(key.second).requested);
        }
    }
    for (const auto &done : waiting)
        withSpec(key.first, key.second, done);
}

FunctionSpec FunctionService::specFor(const FunctionRecord &function, const VersionRecord &version, const UnpackedCode &code) const
{
    const QJsonObject &configuration = version.configuration;
    const auto object = [&configuration](const char *name) { return configuration.value(QLatin1String(name)).toObject(); };
    FunctionSpec spec;
    spec.name = function.name;
    spec.version = version.version;
    spec.arn = m_scope.functionArn(function.name);
    spec.handler = configuration.value(QLatin1String("Handler")).toString();
    spec.runtime = configuration.value(QLatin1String("Runtime")).toString();
    spec.memoryMib = configuration.value(QLatin1String("MemorySize")).toInt();
    spec.timeoutSeconds = configuration.value(QLatin1String("Timeout")).toInt();
    spec.tmpMib = object("EphemeralStorage").value(QLatin1String("Size")).toInt();
    spec.architecture = configuration.value(QLatin1String("Architectures")).toArray().first().toString();
    const QJsonObject variables = object("Environment").value(QLatin1String("Variables")).toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        spec.environment.append({it.key(), it.value().toString()});
    for (const QJsonValue &value : configuration.value(QLatin1String("FileSystemConfigs")).toArray()) {
        const QJsonObject config = value.toObject();
        spec.mounts.append({fileSystemFolder(config.value(QLatin1String("Arn")).toString(), {}), config.value(QLatin1String("LocalMountPath")).toString(), true});
    }
    spec.codeDir = code.codeDir;
    spec.layerDirs = code.layerDirs;
    spec.imageRoot = code.imageRoot;
    spec.inUse = code.inUse;
    spec.image = imageOverrides(object("ImageConfig")).applied(code.image);
    spec.region = m_scope.region;
    spec.account = m_scope.account;
    const QJsonObject logging = object("LoggingConfig");
    spec.logGroup = logging.value(QLatin1String("LogGroup")).toString();
    spec.logFormat = logging.value(QLatin1String("LogFormat")).toString() == QLatin1String("JSON") ? LogFormat::Json : LogFormat::Text;
    spec.applicationLogLevel = logLevelNamed(logging.value(QLatin1String("ApplicationLogLevel")).toString());
    spec.systemLogLevel = logLevelNamed(logging.value(QLatin1String("SystemLogLevel")).toString());
    spec.codeHash = QString::fromLatin1(version.codeSha256);
    spec.snapStart = version.version != latestVersion && object("SnapStart").value(QLatin1String("ApplyOn")).toString() == QLatin1String("PublishedVersions");
    return spec;
}

} // namespace lathe
