// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invokeoutput.h"
#include "console.h"
#include "runrecording.h"
#include "shared.h"

namespace lathe {

namespace {

/// What the machine cannot bound is the same at every run: one line here, the whole text in `lathe doctor` and --json. That a
/// function is not isolated at all is said in full each time.
void printWarnings(const InvokeOutcome &outcome, const SandboxCapabilities &sandbox, Console &console)
{
    const bool isolated = sandbox.tier != SandboxTier::Unisolated;
    for (const QString &warning : outcome.warnings)
        if (!isolated || !sandbox.notEnforced.contains(warning))
            console.warn(warning);
    if (isolated && !sandbox.notEnforced.isEmpty())
        console.say(QStringLiteral("Not all of Lambda's limits are exact on this machine; see: lathe doctor"));
}

} // namespace

std::shared_ptr<Response> responseTo(Console &console, const std::shared_ptr<RunRecording> &recording)
{
    const auto response = std::make_shared<Response>();
    response->recording = recording;
    response->sink->took = [&console, r = response.get()](const QByteArray &bytes, double) {
        if (console.isJson()) {
            r->kept += bytes;
            return;
        }
        r->printed = true;
        console.data(bytes);
        if (r->recording)
            RunRecording::keep(r->kept, bytes);
    };
    return response;
}

static QJsonArray chunksArray(const QList<ResponseChunk> &chunks)
{
    QJsonArray array;
    for (const ResponseChunk &chunk : chunks)
        array.append(QJsonObject{{QStringLiteral("ms"), chunk.ms}, {QStringLiteral("bytes"), chunk.bytes}});
    return array;
}

int printOutcome(InvokeOutcome outcome, const Response &response, const QString &function, const SandboxCapabilities &sandbox, Console &console, bool handedOver)
{
    printWarnings(outcome, sandbox, console);
    if (console.isJson()) {
        if (outcome.ok())
            outcome.payload = response.kept;
        QJsonObject object = outcomeObject(outcome);
        object.insert(QStringLiteral("function"), function);
        if (handedOver)
            object.insert(QStringLiteral("handedOver"), true);
        if (outcome.streamed)
            object.insert(QStringLiteral("chunks"), chunksArray(outcome.chunks));
        if (outcome.streamed && !outcome.ok())
            insertPayload(object, response.kept, QStringLiteral("partial"));
        console.object(object);
    } else if (!outcome.ok() && response.printed) {
        console.warn(QStringLiteral("The response broke off with an error: %1").arg(QString::fromUtf8(outcome.payload)));
    } else if (!outcome.ok()) {
        console.data(outcome.payload);
    }
    return outcomeExitCode(outcome);
}

} // namespace lathe
