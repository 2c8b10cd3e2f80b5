// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "aws/lambdaclient.h"
#include "cloud/statelock.h"
#include "commandspec.h"
#include "core/result.h"
#include "deploy/targets.h"
#include <QObject>
#include <functional>
#include <memory>
#include <optional>

namespace lathe {

class Console;
class Endpoint;
class RuntimeService;

/// The connection of one command to its target. For "local" it uses the endpoint that `lathe serve` or the window runs on the
/// same state folder, and otherwise runs the endpoint itself for as long as the command lives. Owned by its scope; main thread.
class Remote : public QObject
{
    Q_OBJECT
public:
    /// Reads --target (default: local), --state and --region.
    static Result<Remote *> open(const Arguments &args, Console &console, QObject *parent);
    /// The same; while another command has its own endpoint on this state folder, it waits for that one to end. `ready` is
    /// called once, at once or later on this thread, unless `parent` is destroyed before.
    static void openWhenFree(const Arguments &args, Console &console, QObject *parent, std::function<void(const Result<Remote *> &)> ready);
    ~Remote() override;

    LambdaClient &client() { return *m_client; }
    const ResolvedTarget &target() const { return m_target; }

private:
    explicit Remote(QObject *parent);
    Result<> openLocal(const QString &stateDir);

    ResolvedTarget m_target;
    QString m_localSocket; ///< Empty unless the target is local.
    std::optional<StateLock> m_commandLock;    ///< Held while the endpoint is ours: it ends with this command.
    std::unique_ptr<RuntimeService> m_runtime; ///< Only when the endpoint is ours.
    std::unique_ptr<Endpoint> m_endpoint;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<LambdaClient> m_client;
};

/// --target, --state and --region as every command takes them that talks to a target.
QList<OptionSpec> targetOptions(const QString &targetHelp = QStringLiteral("local (default), aws, aws:PROFILE or the URL of an emulator"));

} // namespace lathe
