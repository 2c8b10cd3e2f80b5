// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/packagesaver.h"
#include "core/async.h"
#include "package/packagespec.h"
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
    if (!function->artifact.isEmpty())
        return {false, tr("The template names a finished package: %1").arg(function->artifact)};
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
    emit progressed(-1);
    const auto work = [this, file, cancel = m_cancel, spec = packageSpecFor(*m_state.current())] {
        int shown = -1; // in thousandths: an event for each file would flood the window
        return writePackage(spec, file, [&](const PackageProgress &p) {
            const int now = p.totalBytes > 0 ? int(1000 * p.bytes / p.totalBytes) : 0;
            if (std::exchange(shown, now) != now)
                QMetaObject::invokeMethod(this, [this, now, cancel] { if (m_cancel == cancel) emit progressed(now / 1000.0); }, Qt::QueuedConnection);
        }, cancel.get());
    };
    whenDone(onWorker(m_pool, work), this, [this](const Result<PackageReport> &report) {
        m_cancel.reset();
        emit stateChanged();
        if (report)
            emit saved(*report);
        else
            emit failed(report.error());
    });
}

void PackageSaver::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

} // namespace lathe
