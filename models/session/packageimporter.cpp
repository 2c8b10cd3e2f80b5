// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/packageimporter.h"
#include "core/async.h"
#include "core/figuretext.h"
#include "deploy/codedownload.h"
#include "session/sessionstate.h"
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace lathe {

PackageImporter::PackageImporter(const SessionState &state, TargetConnector &targets, QObject *parent) : QObject(parent), m_state(state), m_targets(targets)
{
    m_pool.setMaxThreadCount(1);
}

PackageImporter::~PackageImporter()
{
    shutDown();
}

void PackageImporter::shutDown()
{
    cancel();
    m_cancel.reset();
    m_pool.waitForDone();
}

bool PackageImporter::begin()
{
    if (m_cancel) {
        emit failed({ErrorCode::Conflict, tr("Another import is under way."), {}, {}});
        return false;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit stateChanged();
    return true;
}

void PackageImporter::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

void PackageImporter::importZip(const QString &zip, const QString &dir)
{
    if (!begin())
        return;
    PackageImportSpec spec;
    spec.zip = zip;
    spec.dir = dir;
    spec.name = QFileInfo(zip).completeBaseName();
    unpack(spec);
}

void PackageImporter::importDeployed(const QString &function, const QString &dir)
{
    if (!begin())
        return;
    emit progressed(tr("Asking for %1").arg(function), -1);
    whenDone(m_targets.connectTo(m_targets.current()), this, [this, function, dir, cancel = m_cancel](const Result<ResolvedTarget> &target) {
        if (m_cancel != cancel)
            return;
        if (!target || !m_state.transport)
            return end(target ? fail(ErrorCode::Unsupported, tr("The embedded endpoint is not running.")) : tl::unexpected(target.error()));
        QDir().mkpath(m_state.workDir);
        m_work = std::make_unique<QTemporaryDir>(m_state.workDir + QStringLiteral("/import-XXXXXX"));
        m_client = std::make_unique<LambdaClient>(target->aws, target->credentials, *m_state.transport);
        const auto progress = [this, cancel, function](qint64 got, qint64 total) {
            QMetaObject::invokeMethod(this, [this, cancel, function, got, total] {
                if (m_cancel == cancel)
                    emit progressed(tr("Downloading %1: %2").arg(function, sizeText(got)), total > 0 ? double(got) / double(total) : -1);
            }, Qt::QueuedConnection);
        };
        const auto code = downloadCode(*m_client, function, m_work->filePath(QStringLiteral("code.zip")), progress, [cancel] { return cancel->load(); });
        whenDone(code, this, [this, function, dir, cancel](const Result<DeployedCode> &downloaded) {
            if (m_cancel != cancel)
                return;
            if (!downloaded)
                return end(tl::unexpected(downloaded.error()));
            PackageImportSpec spec;
            spec.zip = downloaded->file;
            spec.dir = dir;
            spec.configuration = downloaded->configuration;
            spec.name = downloaded->configuration[QStringLiteral("FunctionName")].toString();
            if (spec.name.isEmpty())
                spec.name = function.section(u':', 0, 0);
            unpack(spec);
        });
    });
}

void PackageImporter::unpack(PackageImportSpec spec)
{
    emit progressed(tr("Unpacking %1").arg(QFileInfo(spec.name).fileName()), -1);
    spec.watch.progress = [this, cancel = m_cancel, name = spec.name, shown = -1](qint64 bytes, qint64 total) mutable {
        const int now = total > 0 ? int(100 * bytes / total) : 0;
        if (std::exchange(shown, now) != now)
            QMetaObject::invokeMethod(this, [this, cancel, name, now] {
                if (m_cancel == cancel)
                    emit progressed(tr("Unpacking %1").arg(name), now / 100.0);
            }, Qt::QueuedConnection);
    };
    spec.watch.cancel = m_cancel.get();
    whenDone(onWorker(m_pool, [spec, cancel = m_cancel] { return importPackage(spec); }), this, [this, cancel = m_cancel](const Result<PackageImport> &made) {
        if (m_cancel == cancel)
            end(made);
    });
}

void PackageImporter::end(const Result<PackageImport> &made)
{
    m_cancel.reset();
    m_work.reset();
    emit stateChanged();
    if (made)
        emit imported(*made);
    else
        emit failed(made.error());
}

} // namespace lathe
