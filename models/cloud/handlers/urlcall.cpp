// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of function URLs: who may, the event, the answer as a whole or as it comes.
#include "cloud/handlers/urlcall.h"
#include "cloud/handlers/backpressure.h"
#include "cloud/handlers/invocation.h"
#include "cloud/urlexchange.h"
#include "core/limits.h"
#include "core/logging.h"
#include "runtime/responsesink.h"
#include "runtime/runtimeservice.h"
#include <QDateTime>

namespace lathe::handlers {

namespace {

constexpr char integration[] = "application/vnd.awslambda.http-integration-response";

/// A streamed answer under way. Shared by the sink and the call's end.
struct UrlStream
{
    ApiCallPtr call;
    QJsonObject cors;
    std::weak_ptr<ResponseSink> sink;
    bool preludeComes = false; ///< Status and headers come first, then eight NUL bytes.
    bool whole = false;        ///< The function does not stream: its response is read when it is there.
    QByteArray type = {};      ///< Neither: bytes of this type, before the first of them.
    bool begun = false;
    bool broken = false;       ///< The head did not end where it must.
    QByteArray gathered = {};

    void start(UrlResponse head)
    {
        begun = true;
        applyCors(cors, call->request(), head.headers);
        call->startStream({head.status, {}, head.headers, {}, true});
    }
    void began(const QByteArray &contentType)
    {
        preludeComes = contentType.startsWith(integration);
        whole = !preludeComes && (contentType.isEmpty() || contentType.startsWith("application/json"));
        type = preludeComes || whole ? QByteArray() : contentType; // a failure without a byte is an error of its own
    }
    void took(QByteArray bytes)
    {
        if (whole || preludeComes) {
            if (broken)
                return;
            const qsizetype from = std::max<qsizetype>(0, gathered.size() - 7); // the eight may come in two parts
            gathered += bytes;
            if (whole)
                return;
            const qsizetype at = gathered.indexOf(QByteArray(8, '\0'), from);
            if (at < 0) {
                broken = gathered.size() > limits::urlPreludeBytes;
                if (broken)
                    gathered.clear();
                return;
            }
            start(UrlResponse::fromPrelude(gathered.first(at)));
            bytes = gathered.mid(at + 8);
            gathered.clear();
            preludeComes = false;
        }
        if (!begun && !bytes.isEmpty())
            start({200, {{"Content-Type", type}}, {}});
        HttpExchange *exchange = call->exchange();
        if (!exchange || bytes.isEmpty()) // the caller is gone; the function runs on, as on Lambda
            return;
        exchange->writeChunk(bytes);
        holdIfBehind(call, sink);
    }
};

void refuseCall(const ApiCallPtr &call, const char *message, int status = 403, const char *type = "AccessDeniedException")
{
    call->answer({status, QByteArray("{\"Message\":") + message + '}', {{"x-amzn-ErrorType", type}, {"Content-Type", "application/json"}}, {}, true});
}

void answerWhole(const ApiCallPtr &call, const QJsonObject &cors, UrlResponse response)
{
    applyCors(cors, call->request(), response.headers);
    call->answer({response.status, response.body, response.headers, {}, true});
}

void answerFailure(const ApiCallPtr &call, const QJsonObject &cors)
{
    answerWhole(call, cors, {502, {{"Content-Type", "text/plain"}}, "Internal Server Error"});
}

/// The whole of the end: what is left to say when the invocation is over.
void ended(CloudContext &context, const std::shared_ptr<UrlStream> &stream, const Result<InvokeOutcome> &outcome)
{
    if (HttpExchange *exchange = stream->call->exchange(); stream->begun && exchange && !(outcome && outcome->ok()))
        return exchange->abort(); // what broke off must not look whole
    if (stream->begun)
        return stream->call->endStream();
    if (!outcome)
        return stream->call->fail(runError(context, outcome.error()));
    if (!outcome->ok())
        return answerFailure(stream->call, stream->cors);
    if (stream->preludeComes) // it named one and never ended it
        return answerFailure(stream->call, stream->cors);
    if (!stream->type.isEmpty()) // nothing was written
        return answerWhole(stream->call, stream->cors, {200, {{"Content-Type", stream->type}}, {}});
    answerWhole(stream->call, stream->cors, UrlResponse::fromPayload(stream->whole ? stream->gathered : outcome->payload));
}

void runStreamed(CloudContext &context, const ApiCallPtr &call, Invocation invocation, const FunctionSpec &spec, const QJsonObject &cors)
{
    const auto sink = std::make_shared<ResponseSink>();
    sink->takesAll = true;
    const auto stream = std::make_shared<UrlStream>(UrlStream{call, cors, sink});
    sink->began = [stream](const QByteArray &contentType) { stream->began(contentType); };
    sink->took = [stream](const QByteArray &bytes, double) { stream->took(bytes); };
    letGoAsSent(call, sink);
    invocation.request.sink = sink;
    context.functions.runtime().invoke(spec, invocation.request, &context.functions, [&context, stream](const Result<InvokeOutcome> &outcome) { ended(context, stream, outcome); });
}

void runBuffered(CloudContext &context, const ApiCallPtr &call, const Invocation &invocation, const FunctionSpec &spec, const QJsonObject &cors)
{
    const auto stream = std::make_shared<UrlStream>(UrlStream{call, cors, {}});
    context.functions.runtime().invoke(spec, invocation.request, &context.functions, [&context, stream](const Result<InvokeOutcome> &outcome) { ended(context, stream, outcome); });
}

/// Of a signed call, as on AWS; nobody but the owner of this endpoint's keys can sign one.
QJsonObject authorizerJson(const CloudContext &context)
{
    const QString account = context.scope().account;
    return {{QStringLiteral("iam"), QJsonObject{{QStringLiteral("accessKey"), context.accessKeyId}, {QStringLiteral("accountId"), account}, {QStringLiteral("callerId"), context.accessKeyId},
                 {QStringLiteral("cognitoIdentity"), QJsonValue()}, {QStringLiteral("principalOrgId"), QJsonValue()},
                 {QStringLiteral("userArn"), QStringLiteral("arn:aws:iam::%1:user/lathe").arg(account)}, {QStringLiteral("userId"), context.accessKeyId}}}};
}

constexpr char forbidden[] = "\"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"";

} // namespace

void callFunctionUrl(CloudContext &context, const ApiCallPtr &call, const functionurls::Address &address, quint16 port, bool isSigned)
{
    call->operation = QStringLiteral("InvokeFunctionUrl");
    const auto owner = functionurls::ownerOf(context.store().all(), address.id);
    if (!owner)
        return refuseCall(call, "null");
    const QJsonObject cors = owner->config.value(QLatin1String("Cors")).toObject();
    if (!cors.isEmpty() && isPreflight(call->request()))
        return call->answer({200, {}, preflightHeaders(cors, call->request()), {}, true});
    const bool wantsKeys = owner->config.value(QLatin1String("AuthType")).toString() == QLatin1String("AWS_IAM");
    if (const QString missing = wantsKeys ? QString() : functionurls::missingPermission(*owner->function, owner->qualifier); !missing.isEmpty()) {
        qCWarning(logCloud).noquote() << "the URL of" << owner->function->name << "is closed: AddPermission must let the principal * do" << missing;
        return refuseCall(call, forbidden);
    }
    if (wantsKeys && !isSigned)
        return refuseCall(call, forbidden);
    const VersionRecord *version = owner->function->route(owner->qualifier);
    if (!version || version->isPerTenant()) // a URL names no tenant
        return refuseCall(call, forbidden);
    UrlEvent event{call->request(), call->body, address.path, address.id, functionurls::domainName(address.id, context.scope().region), call->requestId(), port, {}, {}};
    if (wantsKeys) {
        event.authorizer = authorizerJson(context);
        event.account = context.scope().account;
    }
    Invocation invocation;
    invocation.name = owner->function->name;
    invocation.version = version->version;
    invocation.request.payload = event.json(QDateTime::currentDateTimeUtc());
    if (invocation.request.payload.size() > limits::payloadSyncBytes)
        return refuseCall(call, "\"Request Entity Too Large\"", 413, "RequestTooLargeException");
    invocation.request.requestId = call->requestId();
    invocation.request.traceId = call->request().header("X-Amzn-Trace-Id");
    invocation.request.invokedArn = context.scope().functionArn(invocation.name, owner->qualifier);
    invocation.request.answerEarly = true;
    const bool streams = owner->config.value(QLatin1String("InvokeMode")).toString() == QLatin1String("RESPONSE_STREAM");
    withSpec(context, call, invocation, [&context, call, invocation, cors, streams](const FunctionSpec &spec) {
        streams ? runStreamed(context, call, invocation, spec, cors) : runBuffered(context, call, invocation, spec, cors);
    });
}

} // namespace lathe::handlers
