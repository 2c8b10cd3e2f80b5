// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/samplemaker.h"
#include "core/async.h"
#include "package/sampleinstall.h"
#include "core/timeouts.h"
#include "core/treeremoval.h"
#include "process/childprocess.h"
#include "project/samples.h"
#include <QDir>
#include <QFileInfo>

namespace lathe {

SampleMaker::SampleMaker(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

SampleMaker::~SampleMaker()
{
    m_stopping = true;
    m_install.cancel();
    m_pool.waitForDone();
}

void SampleMaker::make(const QString &sampleId, const QString &dir)
{
    if (m_busy) {
        emit failed({ErrorCode::Conflict, tr("Another sample is being made."), {}, {}});
        return;
    }
    m_busy = true;
    const bool existed = QFileInfo::exists(dir);
    emit progressed(tr("Copying files"), 0, 0);
    whenDone(onWorker(m_pool, [sampleId, dir] { return copySample(sampleId, dir); }), this,
        [this, dir, existed](const Result<SampleInfo> &sample) {
            if (!sample)
                end(dir, sample.error(), false);
            else if (sample->npmPackages.isEmpty())
                end(dir, {}, true);
            else
                install(*sample, dir, existed);
        });
}

void SampleMaker::cancel()
{
    m_install.cancel();
}

void SampleMaker::install(const SampleInfo &sample, const QString &dir, bool existed)
{
    const Result<ChildSpec> npm = sampleInstallSpec(sample, dir);
    if (!npm) {
        removeHalf(dir, existed);
        end(dir, npm.error(), false);
        return;
    }
    emit progressed(tr("Installing %1").arg(sample.npmPackages.join(QStringLiteral(", "))), 1, 2);
    m_install = runChild(*npm);
    whenDone(m_install, this, [this, dir, existed](const Result<ChildOutcome> &outcome) {
        const Result<> installed = sampleInstallResult(outcome);
        if (!installed)
            removeHalf(dir, existed);
        end(dir, installed ? Error() : installed.error(), installed.has_value());
    });
}

/// What this attempt made goes, so that the next one starts clean; a folder that was there before stays.
void SampleMaker::removeHalf(const QString &dir, bool existed)
{
    m_pool.start([dir, existed] {
        if (!existed)
            removeTree(dir);
        else
            for (const QFileInfo &entry : QDir(dir).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
                removeTree(entry.filePath());
    });
}

void SampleMaker::end(const QString &dir, const Error &error, bool ok)
{
    m_busy = false;
    if (m_stopping)
        return;
    if (ok)
        emit made(dir);
    else
        emit failed(error);
}

} // namespace lathe
