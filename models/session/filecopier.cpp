// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/filecopier.h"
#include "core/async.h"
#include <QElapsedTimer>

namespace lathe {

FileCopier::FileCopier(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FileCopier::~FileCopier()
{
    cancel();
    m_pool.waitForDone();
}

bool FileCopier::begin()
{
    if (m_cancel) {
        emit failed({ErrorCode::Conflict, tr("Files are being copied already. Wait for them, or stop that first."), {}, {}});
        return false;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    emit stateChanged();
    emit progressed(-1);
    return true;
}

void FileCopier::end()
{
    m_cancel.reset();
    emit stateChanged();
}

void FileCopier::copy(const FileCopySpec &spec)
{
    if (!begin())
        return;
    QElapsedTimer shown; // a signal for each piece would be more work than the copy
    shown.start();
    const auto tell = [this, cancel = m_cancel, shown](qint64 done, qint64 total) mutable {
        if (total <= 0 || shown.elapsed() < 50)
            return;
        shown.restart();
        QMetaObject::invokeMethod(this, [this, cancel, fraction = qMin(1.0, double(done) / double(total))] {
            if (m_cancel == cancel)
                emit progressed(fraction);
        }, Qt::QueuedConnection);
    };
    const auto work = [spec, cancel = m_cancel, tell]() mutable { return copyFiles(spec, *cancel, tell); };
    whenDone(onWorker(m_pool, work), this, [this, spec](const Result<FileCopyOutcome> &outcome) {
        end();
        if (outcome)
            emit copied(spec, *outcome);
        else
            emit failed(outcome.error());
    });
}

void FileCopier::undo(const QString &root, const FileCopyOutcome &outcome)
{
    if (!begin())
        return;
    whenDone(onWorker(m_pool, [root, outcome] { return undoCopy(root, outcome); }), this, [this](const Result<> &done) {
        end();
        if (!done)
            emit failed(done.error());
        emit undone();
    });
}

void FileCopier::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

} // namespace lathe
