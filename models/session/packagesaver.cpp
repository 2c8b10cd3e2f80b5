// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/packagesaver.h"
#include "core/async.h"
#include "package/building/neededbuild.h"
#include "package/packagespec.h"
#include "package/signing/savedpackage.h"
#include "session/buildwords.h"
#include "session/sessionstate.h"
#include <QRegularExpression>

namespace lathe {

PackageSaver::PackageSaver(const SessionState &state, QObject *parent) : QObject(parent), m_state(state)
{
    m_pool.setMaxThreadCount(1);
}

PackageSaver::~PackageSaver()
{
    cancel();
    m_pool.waitForDone();
}

Availability PackageSaver::canSave() const
{
    if (isBusy())
        return {false, tr("A package is being written.")};
    if (!m_state.project)
        return {false, tr("Open a folder first (Ctrl+O).")};
    const FunctionDefinition *function = m_state.current();
    if (!function)
        return {false, tr("This folder has no function to package.")};
    if (!function->imageUri.isEmpty())
        return {false, tr("This function is a container image: it has no package.")};
    return {};
}

QString PackageSaver::suggestedName() const
{
    QString name = m_state.function;
    name.replace(QRegularExpression(QStringLiteral("[^\\w.-]"), QRegularExpression::UseUnicodePropertiesOption), QStringLiteral("_"));
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return (name.isEmpty() ? QStringLiteral("function") : name.left(64)) + QStringLiteral(".zip");
}

void PackageSaver::save(const QString &file)
{
    if (const Availability can = canSave(); !can) {
        emit failed({ErrorCode::Usage, can.why, {}, {}});
        return;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit stateChanged();
    emit progressed(-1, {});
    struct Saved
    {
        PackageReport report;
        QStringList warnings;
    };
    const auto tell = [this, cancel = m_cancel](double fraction, const QString &building) {
        QMetaObject::invokeMethod(this, [this, fraction, building, cancel] { if (m_cancel == cancel) emit progressed(fraction, building); }, Qt::QueuedConnection);
    };
    const auto work = [file, tell, cancel = m_cancel, function = *m_state.current(), layers = m_state.project->layers, root = m_state.project->root, trusted = m_state.trusted, key = m_state.signingKey]() -> Result<Saved> {
        FunctionBuildSpec build;
        build.function = function;
        build.projectDir = root;
        build.cancel = cancel.get();
        build.onProgress = [&](const LayerProgress &p) { tell(-1, buildProgressText(function.name, p)); };
        const auto built = buildWhereNeeded(build, layers, trusted);
        if (!built)
            return tl::unexpected(built.error());
        SavedPackageSpec spec;
        spec.package = packageSpecFor(built->function);
        spec.artifact = function.artifact;
        spec.file = file;
        spec.signWith = key;
        int shown = -1; // in thousandths: an event for each file would flood the window
        return savePackage(spec, [&](const PackageProgress &p) {
            const int now = p.totalBytes > 0 ? int(1000 * p.bytes / p.totalBytes) : 0;
            if (std::exchange(shown, now) != now)
                tell(now / 1000.0, {});
        }, cancel.get()).transform([&](const PackageReport &report) { return Saved{report, built->warnings}; });
    };
    whenDone(onWorker(m_pool, work), this, [this, key = m_state.signingKey](const Result<Saved> &done) {
        m_cancel.reset();
        emit stateChanged();
        if (done)
            emit saved(done->report, key, done->warnings);
        else
            emit failed(done.error());
    });
}

void PackageSaver::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

} // namespace lathe
