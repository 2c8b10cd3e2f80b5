// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/handlers/handlers.h"
#include "cloud/handlers/invocation.h"
#include "core/jsontext.h"
#include "core/limits.h"
#include "runtime/runtimeservice.h"
#include <QRegularExpression>

namespace lathe::handlers {

static ApiError badHeader(const QByteArray &value, const char *member, const char *values)
{
    return apierror::validation({apierror::finding(u'\'' + QString::fromUtf8(value) + u'\'', QString::fromLatin1(member),
        QStringLiteral("satisfy enum value set: [%1]").arg(QLatin1String(values)))});
}

static ApiResult<> readClientContext(const QByteArray &base64, QByteArray &context)
{
    if (base64.isEmpty())
        return {};
    if (base64.size() > limits::clientContextBase64Bytes)
        return refuse(apierror::invalidContent(QStringLiteral("Client context must be no more than %1 bytes of base64-encoded data.").arg(limits::clientContextBase64Bytes)));
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).trimmed().startsWith('{') || jsontext::check(*decoded))
        return refuse(apierror::invalidContent(QStringLiteral("Client context must be a valid Base64-encoded JSON object.")));
    context = *decoded;
    return {};
}

/// What the headers and the body say.
static ApiResult<Invocation> readContent(const ApiCall &call, InvocationTypes types)
{
    Invocation invocation;
    const HttpRequest &http = call.request();
    const bool events = types != InvocationTypes::NoEvents;
    const QByteArray type = types == InvocationTypes::EventsOnly ? QByteArrayLiteral("Event") : http.header("X-Amz-Invocation-Type");
    if (type == "Event" && events)
        invocation.type = InvocationType::Event;
    else if (type == "DryRun")
        invocation.type = InvocationType::DryRun;
    else if (!type.isEmpty() && type != "RequestResponse")
        return refuse(badHeader(type, "invocationType", events ? "Event, RequestResponse, DryRun" : "RequestResponse, DryRun"));
    const QByteArray log = http.header("X-Amz-Log-Type");
    if (!log.isEmpty() && log != "None" && log != "Tail")
        return refuse(badHeader(log, "logType", "None, Tail"));
    invocation.tail = log == "Tail";
    invocation.request.answerEarly = !invocation.tail; // as Lambda: nobody waits for extensions but the log
    if (const auto ok = readClientContext(http.header("X-Amz-Client-Context"), invocation.request.clientContext); !ok)
        return refuse(ok.error());
    const qint64 most = invocation.type == InvocationType::Event ? limits::payloadAsyncBytes : limits::payloadSyncBytes + limits::payloadSyncSlackBytes;
    if (call.body.size() > most)
        return refuse(apierror::requestTooLarge(QStringLiteral("Request must be smaller than %1 bytes for the InvokeFunction operation").arg(most)));
    if (!QUtf8StringView(call.body).isValidUtf8())
        return refuse(apierror::invalidContent(QStringLiteral("Could not parse request body into json: Could not parse payload into json: Invalid UTF-8")));
    if (!call.body.isEmpty())
        if (const auto error = jsontext::check(call.body, &invocation.request.plain))
            return refuse(apierror::invalidContent(QStringLiteral("Could not parse request body into json: Could not parse payload into json: %1\n at [Source: (byte[]); line: %2, column: %3]")
                                                       .arg(error->text).arg(error->line).arg(error->column)));
    invocation.request.payload = call.body;
    invocation.request.requestId = call.requestId();
    invocation.request.traceId = http.header("X-Amzn-Trace-Id");
    invocation.request.tenantId = http.header("X-Amz-Tenant-Id");
    return invocation;
}

/// Lambda's own limits are refused in its words; the machine's say what they are.
static ApiError throttleError(const CloudContext &context, const Error &error)
{
    const PoolLimits &pool = context.functions.runtime().options().pool;
    if (error.id != QLatin1String("LTH-RUN-006"))
        return apierror::throttled(QStringLiteral("Rate Exceeded."), error.detail);
    return apierror::throttled(QStringLiteral("This machine bears no more execution environments now (at most %1, in %2 MB together), and none was free within %3 seconds. "
                                              "This is not a limit of Lambda's: raise it with 'lathe serve --max-environments N --memory MB'.")
                                   .arg(pool.environments).arg(pool.memoryMib).arg(double(pool.queue.count()) / 1000), error.detail);
}

ApiError runError(const CloudContext &context, const Error &error)
{
    switch (error.code) {
    case ErrorCode::Throttled: return throttleError(context, error);
    case ErrorCode::TooLarge: return apierror::requestTooLarge(error.text);
    case ErrorCode::Config: return {502, "InvalidRuntimeException", error.text, {}};
    default: return apierror::service(error.text);
    }
}

QByteArray logResult(const InvokeOutcome &outcome)
{
    static constexpr QByteArrayView initStart("INIT_START Runtime Version: ");
    qsizetype at = outcome.log.startsWith(initStart) ? 0 : outcome.log.indexOf('\n' + initStart.toByteArray()) + 1;
    if (at == 0 && !outcome.log.startsWith(initStart))
        return outcome.log.right(limits::logTailBytes).toBase64();
    QByteArray log = outcome.log;
    log.remove(at, log.indexOf('\n', at) + 1 - at);
    return log.right(limits::logTailBytes).toBase64();
}

ApiError restoreError(const InvokeOutcome &outcome)
{
    return apierror::snapStart(outcome.report.errorType == QLatin1String("Runtime.RestoreHookUserTimeout"));
}

static void answerOutcome(const ApiCallPtr &call, const QString &version, bool tail, const InvokeOutcome &outcome)
{
    if (outcome.restoreFailed)
        return call->fail(restoreError(outcome));
    ApiAnswer answer{200, outcome.payload, {{"X-Amz-Executed-Version", version.toLatin1()}}};
    if (!outcome.ok())
        answer.headers.append({"X-Amz-Function-Error", outcome.functionError});
    if (tail)
        answer.headers.append({"X-Amz-Log-Result", logResult(outcome)});
    call->answer(answer);
}

static void runNow(CloudContext &context, const ApiCallPtr &call, const FunctionSpec &spec, const Invocation &invocation)
{
    const bool tail = invocation.tail;
    context.functions.runtime().invoke(spec, invocation.request, &context.functions,
        [&context, call, tail, version = spec.version](const Result<InvokeOutcome> &outcome) {
            outcome ? answerOutcome(call, version, tail, *outcome) : call->fail(runError(context, outcome.error()));
        });
}

/// [M] TenantId; the texts are AWS's.
static ApiResult<> checkTenant(const VersionRecord &version, const QByteArray &tenant)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\A[a-zA-Z0-9\._:\/=+\-@ ]+\z)"));
    const QString text = QString::fromUtf8(tenant);
    if (!tenant.isEmpty() && (text.size() > limits::tenantIdChars || !pattern.match(text).hasMatch()))
        return refuse(apierror::validation({apierror::finding(u'\'' + text.left(limits::tenantIdChars) + u'\'', QStringLiteral("tenantId"),
            text.size() > limits::tenantIdChars ? QStringLiteral("have length less than or equal to %1").arg(limits::tenantIdChars)
                                                : QStringLiteral("satisfy regular expression pattern: [a-zA-Z0-9\\._:\\/=+\\-@ ]+"))}));
    if (version.isPerTenant() && tenant.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.")));
    if (!version.isPerTenant() && !tenant.isEmpty())
        return refuse(apierror::invalidParameter(QStringLiteral("The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.")));
    return {};
}

ApiResult<Invocation> readInvocation(CloudContext &context, const ApiCall &call, InvocationTypes types)
{
    auto invocation = readContent(call, types);
    if (!invocation)
        return invocation;
    const QString qualifier = call.queryParameter(QStringLiteral("Qualifier")).value_or(QString());
    const auto ref = parseFunctionName(call.pathParameters.value(0), qualifier, NameForm::Namespaced, context.scope(), "InvokeFunction");
    if (!ref)
        return refuse(ref.error());
    invocation->name = ref->name;
    invocation->qualifier = ref->qualifier.isEmpty() ? latestVersion : ref->qualifier;
    const FunctionRecord *function = context.store().find(ref->name);
    const VersionRecord *version = function ? function->route(invocation->qualifier) : nullptr;
    if (!version) // without a qualifier too, AWS names $LATEST here
        return refuse(apierror::functionNotFound(context.scope().functionArn(ref->name, invocation->qualifier)));
    invocation->version = version->version;
    if (const auto ok = checkTenant(*version, invocation->request.tenantId); !ok)
        return refuse(ok.error());
    invocation->request.invokedArn = context.scope().functionArn(ref->name, ref->qualifier);
    return invocation;
}

void withSpec(CloudContext &context, const ApiCallPtr &call, const Invocation &invocation, const std::function<void(const FunctionSpec &)> &run)
{
    const auto runFor = [run, tenant = invocation.request.tenantId](const FunctionSpec &spec) {
        if (tenant.isEmpty())
            return run(spec);
        FunctionSpec own = spec;
        own.tenantId = tenant;
        run(own);
    };
    if (const auto spec = context.functions.readySpec(invocation.name, invocation.version))
        return runFor(*spec);
    context.functions.withSpec(invocation.name, invocation.version, [call, runFor](const ApiResult<FunctionService::SpecPtr> &spec) {
        spec ? runFor(**spec) : call->fail(spec.error());
    });
}

static void enqueue(CloudContext &context, const ApiCallPtr &call, const Invocation &invocation)
{
    const auto taken = context.events.enqueue(invocation.name, invocation.qualifier, invocation.request);
    taken ? call->answer(ApiAnswer::empty(202)) : call->fail(taken.error());
}

void invokeAsync(CloudContext &context, const ApiCallPtr &call)
{
    const auto invocation = readInvocation(context, *call, InvocationTypes::EventsOnly);
    invocation ? enqueue(context, call, *invocation) : call->fail(invocation.error());
}

void invoke(CloudContext &context, const ApiCallPtr &call)
{
    const auto invocation = readInvocation(context, *call, InvocationTypes::All);
    if (!invocation)
        return call->fail(invocation.error());
    if (invocation->type == InvocationType::DryRun)
        return call->answer(ApiAnswer::empty(204));
    if (invocation->type == InvocationType::Event)
        return enqueue(context, call, *invocation);
    withSpec(context, call, *invocation, [&context, call, invocation = *invocation](const FunctionSpec &spec) { runNow(context, call, spec, invocation); });
}

} // namespace lathe::handlers
