// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commandspec.h"
#include "history/runspool.h"
#include <memory>

namespace lathe {

class Console;

/// Leaves a run of the command in the history once everything is printed: one small file that the next reader of the history
/// takes in, because opening a database would cost every run.
/// Main thread, where nothing else is said.
class RunRecording
{
public:
    /// Nothing with --no-history or LATHE_HISTORY=0.
    static std::shared_ptr<RunRecording> begin(const Arguments &args, const QString &project, const InvokeRequest &request);
    void describe(const FunctionSpec &spec);
    /// For a deployed function.
    void describe(const QString &function, const QString &target);
    void describe(const FunctionSpec &spec, const QString &where);
    /// What can be done while the function runs, so that its caller does not wait for it afterwards.
    void prepare();
    /// `response`: what the function sent, also when it did not go into the outcome. A history that cannot be written is a warning.
    void end(InvokeOutcome outcome, const QByteArray &response, Console &console);
    /// The same without a word. On any thread, once.
    Result<> leave(InvokeOutcome outcome, const QByteArray &response);

    /// As whenever the response is kept for the history: more is not kept.
    static void keep(QByteArray &kept, const QByteArray &bytes);

private:
    HistoryEntry m_entry;
    FunctionSpec m_spec;
    std::unique_ptr<RunSpool::Place> m_place;
};

/// --no-history
OptionSpec historyOption();

} // namespace lathe
