// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/samplemaker.h"
#include "core/async.h"
#include "core/timeouts.h"
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

void SampleMaker::install(const SampleInfo &sample, const QString &dir, bool existed)
{
    ChildSpec npm;
    npm.program = findProgram(QStringLiteral("npm"), dir);
    if (npm.program.isEmpty()) {
        removeHalf(dir, existed);
        end(dir, {ErrorCode::Unsupported, tr("This sample needs npm. Install the package npm (apt install npm) and try again."), {}, {}}, false);
        return;
    }
    npm.args = npmInstallArgs(sample, dir);
    npm.workingDir = dir;
    for (const char *name : {"PATH", "HOME", "LANG", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
             "NPM_CONFIG_REGISTRY", "npm_config_registry", "NPM_CONFIG_USERCONFIG", "npm_config_cafile", "NODE_EXTRA_CA_CERTS"})
        if (qEnvironmentVariableIsSet(name))
            npm.env.append({QString::fromLatin1(name), qEnvironmentVariable(name)});
    npm.timeout = timeouts::npmInstall;
    emit progressed(tr("Installing %1").arg(sample.npmPackages.join(QStringLiteral(", "))), 1, 2);
    m_install = runChild(npm);
    whenDone(m_install, this, [this, dir, existed](const Result<ChildOutcome> &outcome) {
        if (outcome && outcome->status == 0) {
            end(dir, {}, true);
            return;
        }
        removeHalf(dir, existed);
        if (!outcome)
            end(dir, outcome.error(), false);
        else
            end(dir, {outcome->timedOut ? ErrorCode::TimedOut : ErrorCode::Network,
                         tr("npm could not install the sample's packages. Check the network and try again."),
                         QString::fromUtf8(outcome->errorOutput.right(4000)), {}},
                false);
    });
}

/// What this attempt made goes, so that the next one starts clean; a folder that was there before stays.
void SampleMaker::removeHalf(const QString &dir, bool existed)
{
    m_pool.start([dir, existed] {
        if (!existed)
            QDir(dir).removeRecursively();
        else
            for (const QFileInfo &entry : QDir(dir).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
                entry.isDir() && !entry.isSymLink() ? QDir(entry.filePath()).removeRecursively() : QFile::remove(entry.filePath());
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
