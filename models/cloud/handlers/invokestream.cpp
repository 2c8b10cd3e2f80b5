// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// InvokeWithResponseStream: the response goes out as an event stream while the function still makes it.
#include "aws/eventstream.h"
#include "cloud/handlers/backpressure.h"
#include "cloud/handlers/handlers.h"
#include "cloud/handlers/invocation.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "runtime/responsesink.h"
#include "runtime/runtimeservice.h"

namespace lathe::handlers {

namespace {
constexpr qsizetype frameBytes = 256 * 1024; ///< The longest payload of one event.

/// A call's answer that grows. Shared by the sink and the call's end.
struct StreamedAnswer
{
    ApiCallPtr call;
    std::weak_ptr<ResponseSink> sink;
    QByteArray version;
    bool begun = false;

    void begin()
    {
        if (!std::exchange(begun, true))
            call->startStream({200, {}, {{"X-Amz-Executed-Version", version}}, "application/vnd.amazon.eventstream"});
    }
    void write(const QByteArray &payload)
    {
        begin();
        HttpExchange *exchange = call->exchange();
        if (!exchange) // the caller is gone; the function runs on, as on Lambda
            return;
        for (qsizetype at = 0; at < payload.size(); at += frameBytes)
            exchange->writeChunk(eventstream::event("PayloadChunk", "application/octet-stream", payload.mid(at, frameBytes)));
        holdIfBehind(call, sink);
    }
};
} // namespace

/// Lambda's own failures are named by their type and told in words; a function's error is "Unhandled" with the error object. Of a
/// runtime that ended in the middle of its response callers learn that it was truncated, and no details: how it ended is in the log.
static QByteArray completion(const InvokeOutcome &outcome, bool tail)
{
    QList<std::pair<QByteArray, QByteArray>> members;
    if (!outcome.ok()) {
        const QByteArray type = outcome.report.errorType.toUtf8();
        const bool platform = type.startsWith("Runtime.") || type.startsWith("Sandbox.") || type.startsWith("Function.") || type.startsWith("Extension.");
        QByteArray details = outcome.payload;
        if (platform)
            if (const auto text = jsontext::member(outcome.payload, "errorMessage"))
                details = jsontext::unquoted(*text).value_or(outcome.payload);
        const bool truncated = outcome.streamed && (type == "Runtime.ExitError" || type == "Runtime.OutOfMemory" || type == "Runtime.TruncatedResponse");
        members.append({"ErrorCode", truncated ? QByteArrayLiteral("Runtime.TruncatedResponse") : platform ? type : outcome.functionError});
        if (!truncated)
            members.append({"ErrorDetails", details});
    }
    if (tail)
        members.append({"LogResult", logResult(outcome)});
    QByteArray json;
    for (const auto &[name, value] : members)
        json += (json.isEmpty() ? "\"" : ",\"") + name + "\":" + jsontext::quoted(value);
    return '{' + json + '}';
}

static void run(CloudContext &context, const ApiCallPtr &call, Invocation invocation, const FunctionSpec &spec)
{
    const auto sink = std::make_shared<ResponseSink>();
    sink->takesAll = true;
    const auto answer = std::make_shared<StreamedAnswer>(StreamedAnswer{call, sink, spec.version.toLatin1()});
    sink->began = [answer](const QByteArray &) { answer->begin(); };
    sink->took = [answer](const QByteArray &bytes, double) { answer->write(bytes); };
    letGoAsSent(call, sink);
    invocation.request.sink = sink;
    context.functions.runtime().invoke(spec, invocation.request, &context.functions, [&context, answer, tail = invocation.tail](const Result<InvokeOutcome> &outcome) {
        if (!outcome && !answer->begun)
            return answer->call->fail(runError(context, outcome.error()));
        if (outcome && outcome->restoreFailed && !answer->begun)
            return answer->call->fail(restoreError(*outcome));
        answer->begin();
        const QByteArray last = outcome ? completion(*outcome, tail)
                                        : "{\"ErrorCode\":\"Sandbox.Failure\",\"ErrorDetails\":" + jsontext::quoted(outcome.error().text.toUtf8()) + '}';
        if (HttpExchange *exchange = answer->call->exchange())
            exchange->writeChunk(eventstream::event("InvokeComplete", "application/json", last));
        answer->call->endStream();
    });
}

void invokeWithResponseStream(CloudContext &context, const ApiCallPtr &call)
{
    const auto invocation = readInvocation(context, *call, InvocationTypes::NoEvents);
    if (!invocation)
        return call->fail(invocation.error());
    if (invocation->type == InvocationType::DryRun)
        return call->answer(ApiAnswer::empty(204));
    withSpec(context, call, *invocation, [&context, call, invocation = *invocation](const FunctionSpec &spec) { run(context, call, invocation, spec); });
}

} // namespace lathe::handlers
