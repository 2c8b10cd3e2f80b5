// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include "runtime/functionspec.h"

namespace lathe {

/// One invocation as it is kept: what went in, what came back, and what of the function's state explains it. A value.
struct HistoryEntry
{
    QString id;                ///< UUID; made when it is recorded.
    qint64 startedMs = 0;      ///< Since the epoch.
    QString function;
    QString project;           ///< Absolute folder it ran from; replay reads it again.
    QString where;             ///< "local run", "test run", or the target it was invoked on.
    QString eventName;
    bool deployed = false;     ///< It ran where it is deployed, not from the folder.
    QByteArray event;          ///< Exact bytes.
    QByteArray clientContext;  ///< JSON, exact bytes; empty: none.
    QByteArray identity;       ///< The same of the Cognito identity.
    QString codeHash;          ///< Changes when a file of the code or of a layer does; empty where unknown.
    QString environmentHash;   ///< Of the variables' names only: a hash of values would let short secrets be guessed.
    QString runtime;
    QString architecture = QStringLiteral("x86_64");
    int tmpMib = 512;
    InvokeOutcome outcome;     ///< `payload` has the response also when it was streamed.
    QByteArray partial;        ///< What a streaming function had sent before it failed.
    QStringList notes;         ///< What differs from the run: bodies that were cut, credentials that were taken out.

    /// "success", "error" or "timeout".
    QString status() const;
    /// US dollars that `count` such runs in a month would cost (core/prices.h); negative where the figures are not known.
    double wouldCost(double count = 1) const;
    /// False when the event's bytes are not all there.
    bool isEventWhole() const;
};

/// Takes over what the specification says of the function.
void describeFunction(const FunctionSpec &spec, HistoryEntry *entry);
/// Replaces credentials in event, response and log: what core/logging's redacted() knows, and the values of variables whose names
/// say that they are secret. Bytes without any stay exactly as they are; `notes` names the bodies that were changed.
void redactEntry(HistoryEntry *entry, const QList<std::pair<QString, QString>> &environment = {});
/// Cuts bodies over limits::historyBodyBytes, with a note.
void boundEntry(HistoryEntry *entry);

/// One line of JSON with a line end; bytes that are not UTF-8 are Base64 under NAMEBase64. `bodies` false: without the four bodies.
QByteArray entryLine(const HistoryEntry &entry, bool bodies = true);
/// The entry of such a line; Config when it is none, or of a newer form.
Result<HistoryEntry> entryFromLine(const QByteArray &line);

} // namespace lathe
