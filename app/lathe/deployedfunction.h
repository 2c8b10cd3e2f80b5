// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "remote.h"
#include "shared.h"

namespace lathe {

/// What commands need that work on one deployed function: its name at the target, and the connection. Copied into what follows the
/// service's answers; owns nothing. Main thread.
struct DeployedFunction
{
    Arguments args;
    Console &console;
    CommandScope &scope;
    QString name;
    Remote *remote = nullptr; ///< Owned by the scope.

    /// Finds out the name and connects, then calls `go` once; without either the command ends with an error. `given`: a function of the
    /// project, or whatever the target calls it; empty: the project's only one.
    static void open(const Arguments &args, const QString &given, Console &console, CommandScope &scope, std::function<void(const DeployedFunction &)> go);

    LambdaClient &client() const { return remote->client(); }
    /// Ends the command with the service's error and what to do about it.
    void fail(Error error) const;
    void usage(const QString &text) const { fail({ErrorCode::Usage, text, {}, {}}); }
    /// Prints `object` with the function's name, or calls `text`, and ends the command.
    void done(QJsonObject object, const std::function<void()> &text) const;
    /// Whether a target other than local may be changed: --yes, or an answer on the terminal. Ends the command otherwise.
    bool mayChange(const QString &what) const;
};

} // namespace lathe
