// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QFuture>
#include <QString>
#include <QStringList>
#include <atomic>
#include <chrono>
#include <functional>
#include <utility>

namespace lathe {

/// A tool to run to its end (npm, pip, git, credential_process), never through a shell.
struct ChildSpec
{
    QString program; ///< Absolute path.
    QStringList args;
    QString workingDir;
    QList<std::pair<QString, QString>> env; ///< The whole environment, nothing is inherited.
    QByteArray input;
    std::chrono::milliseconds timeout{60000};
    qint64 maxOutputBytes = 4 * 1024 * 1024;                 ///< Of both outputs together; what comes first is kept.
    std::function<void(const QByteArray &line)> onErrorLine; ///< Lines of stderr as they come, on the runner's thread.
    bool oneOutput = false;                   ///< stdout goes where stderr does, in the order of writing.
    const std::atomic_bool *cancel = nullptr; ///< Ends a blocking run as cancelling the future does. May be null.
};

struct ChildOutcome
{
    int status = -1; ///< -1: ended by a signal.
    QByteArray output;
    QByteArray errorOutput;
    bool timedOut = false;
    int signal = 0;         ///< The signal that ended it, or 0.
    bool truncated = false; ///< More came than maxOutputBytes; the rest was read and dropped.
};

/// Runs it on a worker thread; the whole process group is killed on timeout or when the future is cancelled.
QFuture<Result<ChildOutcome>> runChild(const ChildSpec &spec);
/// Blocking form for worker threads and commands.
Result<ChildOutcome> runChildBlocking(const ChildSpec &spec);
/// Absolute path of a program on PATH, resolved outside `notBelow` (an untrusted project folder); empty when absent.
QString findProgram(const QString &name, const QString &notBelow = {});

} // namespace lathe
