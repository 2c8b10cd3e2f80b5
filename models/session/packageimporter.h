// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "package/packageimport.h"
#include "session/targetconnector.h"
#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <memory>

class QTemporaryDir;

namespace lathe {

struct SessionState;

/// Makes a project of a zip, or of a deployed function's code on the current target. Nothing of it runs. One at a time; each
/// import ends in imported() or failed(), with nothing left behind. Window's thread; owned by the session.
class PackageImporter : public QObject
{
    Q_OBJECT
public:
    PackageImporter(const SessionState &state, TargetConnector &targets, QObject *parent = nullptr);
    ~PackageImporter() override;

    bool isBusy() const { return m_cancel != nullptr; }
    /// `dir` must not exist yet, or be empty.
    void importZip(const QString &zip, const QString &dir);
    /// `function`: a name, or NAME:QUALIFIER.
    void importDeployed(const QString &function, const QString &dir);
    void cancel();
    /// Ends what is under way; no answer comes any more. Before the engine ends, whose transport it uses.
    void shutDown();

signals:
    void stateChanged();
    /// `fraction`: 0 to 1, or -1 while it is not known.
    void progressed(const QString &text, double fraction);
    void imported(const lathe::PackageImport &made);
    void failed(const lathe::Error &error);

private:
    bool begin();
    void unpack(PackageImportSpec spec);
    void end(const Result<PackageImport> &made);

    const SessionState &m_state;
    TargetConnector &m_targets;
    std::shared_ptr<std::atomic_bool> m_cancel; ///< Of the import under way.
    std::unique_ptr<QTemporaryDir> m_work;
    std::unique_ptr<LambdaClient> m_client;
    QThreadPool m_pool;
};

} // namespace lathe
