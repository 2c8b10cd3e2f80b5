// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runrecording.h"
#include "console.h"
#include "core/limits.h"
#include "history/historystore.h"
#include "runtime/treefingerprint.h"
#include <QDateTime>

namespace lathe {

std::shared_ptr<RunRecording> RunRecording::begin(const Arguments &args, const QString &project, const InvokeRequest &request)
{
    if (args.has(QStringLiteral("no-history")) || qgetenv("LATHE_HISTORY") == "0")
        return nullptr;
    auto recording = std::make_shared<RunRecording>();
    HistoryEntry &entry = recording->m_entry;
    entry.startedMs = QDateTime::currentMSecsSinceEpoch();
    entry.project = project;
    entry.where = QStringLiteral("local run");
    entry.eventName = args.value(QStringLiteral("event-name"), args.value(QStringLiteral("event")));
    entry.event = request.payload;
    entry.clientContext = request.clientContext;
    entry.identity = request.cognitoIdentity;
    return recording;
}

void RunRecording::describe(const FunctionSpec &spec)
{
    m_spec = spec;
}

void RunRecording::describe(const QString &function, const QString &target)
{
    m_spec.name = function;
    m_entry.where = target;
    m_entry.deployed = true;
}

void RunRecording::describe(const FunctionSpec &spec, const QString &where)
{
    m_spec = spec;
    m_entry.where = where;
}

void RunRecording::end(InvokeOutcome outcome, const QByteArray &response, Console &console)
{
    if (const auto kept = leave(std::move(outcome), response); !kept)
        console.warn(kept.error().text);
}

/// The code's state, as the run finds it.
static QString codeHashOf(const FunctionSpec &spec)
{
    constexpr int mostFiles = 2000; // a few milliseconds; of larger trees the history does not know whether the code changed
    return spec.imageRoot.isEmpty() ? treeFingerprint(QStringList{spec.codeDir} + spec.layerDirs, mostFiles, true) : spec.imageRoot;
}

void RunRecording::prepare()
{
    if (m_spec.codeHash.isEmpty() && !m_entry.deployed)
        m_spec.codeHash = codeHashOf(m_spec);
    m_place = RunSpool(HistoryStore::defaultDir()).place();
}

Result<> RunRecording::leave(InvokeOutcome outcome, const QByteArray &response)
{
    if (m_spec.codeHash.isEmpty() && !m_entry.deployed)
        m_spec.codeHash = codeHashOf(m_spec);
    describeFunction(m_spec, &m_entry);
    m_entry.outcome = std::move(outcome);
    (m_entry.outcome.ok() ? m_entry.outcome.payload : m_entry.partial) = response;
    redactEntry(&m_entry, m_spec.environment);
    return HistoryStore::keep(HistoryStore::defaultDir(), m_entry, std::move(m_place));
}

void RunRecording::keep(QByteArray &kept, const QByteArray &bytes)
{
    if (kept.size() <= limits::historyBodyBytes) // a byte more than is kept says that it was cut
        kept += bytes.left(limits::historyBodyBytes + 1 - kept.size());
}

OptionSpec historyOption()
{
    return {QStringLiteral("no-history"), {}, {}, QStringLiteral("Do not keep this run in the history (LATHE_HISTORY=0: none)")};
}

} // namespace lathe
