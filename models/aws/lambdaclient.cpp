// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/lambdaclient.h"
#include "aws/eventstream.h"
#include "aws/wireerror.h"
#include "aws/sigv4.h"
#include "core/limits.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPromise>
#include <QRandomGenerator>
#include <QUrl>
#include <algorithm>
#include <atomic>
#include <optional>

namespace lathe {
namespace {

constexpr int retryTokens = 500;    ///< SDK standard mode: the bucket, and what a retry takes.
constexpr int retryCost = 5;
constexpr int unitsMax = 20;
constexpr int pagesMax = 10000;

constexpr char functionsPath[] = "/2015-03-31/functions";
constexpr char layersPath[] = "/2018-10-31/layers/";

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text); // All but letters, digits and -._~
}

/// What all requests of one client share; outlives the client while an operation is under way.
struct Shared
{
    AwsTarget target;
    Credentials credentials;
    Transport *transport = nullptr;
    std::atomic_int tokens = retryTokens;
};

/// One operation with its retries.
struct Operation
{
    std::shared_ptr<Shared> shared;
    QByteArray method;
    QByteArray path;
    QByteArray query;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::function<void(qint64, qint64)> onUpload;
    std::function<void(const QByteArray &)> onBody;
    std::function<bool()> isCancelled;
    std::function<void(Result<HttpAnswer>)> done;
    std::chrono::milliseconds stall = timeouts::clientStall;
    bool repeatBroken = true;   ///< Whether to send again after the connection broke: the service may have acted.
    int attempt = 0;

    HttpCall signedCall(std::chrono::milliseconds delay) const;
    std::optional<std::chrono::milliseconds> nextDelay(const Result<HttpAnswer> &result);
};

HttpCall Operation::signedCall(std::chrono::milliseconds delay) const
{
    HttpCall call;
    call.method = method;
    QByteArray address = shared->target.url().toEncoded(QUrl::FullyEncoded) + path;
    if (!query.isEmpty())
        address += '?' + query;
    call.url = QUrl::fromEncoded(address, QUrl::StrictMode);
    QByteArray host = call.url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int standard = call.url.scheme() == u"https" ? 443 : 80;
    if (const int port = call.url.port(standard); port != standard)
        host += ':' + QByteArray::number(port);
    call.headers = headers;
    call.headers.append(std::pair(QByteArray("Host"), host));
    sigv4::Request request{method, call.url.path(QUrl::FullyEncoded).toLatin1(), call.url.query(QUrl::FullyEncoded).toLatin1(), call.headers, sigv4::sha256Hex(body)};
    call.headers += sigv4::sign(request, shared->credentials, {shared->target.region.value.toUtf8(), "lambda"},
        QDateTime::currentDateTimeUtc().addMSecs(delay.count()));
    call.headers.append(std::pair(QByteArray("User-Agent"), QByteArray("lathe/" LATHE_VERSION)));
    call.body = body;
    call.caBundle = shared->target.caBundle;
    call.stall = stall;
    call.delay = delay;
    call.onUpload = onUpload;
    call.onBody = onBody;
    call.isCancelled = isCancelled;
    return call;
}

/// How long to wait before the next attempt; nothing: that was the last one.
std::optional<std::chrono::milliseconds> Operation::nextDelay(const Result<HttpAnswer> &result)
{
    const bool again = result ? wireerror::isRetryable(*result)
                              : repeatBroken && result.error().code == ErrorCode::Network && result.error().id == u"LTH-NET-003";
    if (!again || attempt + 1 >= shared->target.retry.maxAttempts)
        return std::nullopt;
    if (shared->tokens.fetch_sub(retryCost) < retryCost) {
        shared->tokens.fetch_add(retryCost);
        return std::nullopt;
    }
    const double units = std::min(1 << std::min(attempt, 10), unitsMax);
    ++attempt;
    return std::chrono::milliseconds(qint64(QRandomGenerator::global()->generateDouble() * units * double(shared->target.retry.unit.count())));
}

void perform(const std::shared_ptr<Operation> &op, std::chrono::milliseconds delay = {})
{
    op->shared->transport->send(op->signedCall(delay)).then([op](const Result<HttpAnswer> &result) {
        if (const auto wait = op->nextDelay(result)) {
            perform(op, *wait);
            return;
        }
        if (!result) {
            op->done(result);
        } else if (result->status >= 200 && result->status < 300) {
            if (op->attempt == 0) // A success on the first try earns a token back.
                op->shared->tokens = std::min(op->shared->tokens + 1, retryTokens);
            op->done(result);
        } else {
            op->done(tl::unexpected(wireerror::toError(*result, op->shared->target, QDateTime::currentDateTimeUtc())));
        }
    });
}

/// Runs the operation and turns its answer into the future's value.
template <class T>
QFuture<Result<T>> start(const std::shared_ptr<Operation> &op, std::function<Result<T>(const HttpAnswer &)> convert)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    op->isCancelled = [promise] { return promise->isCanceled(); };
    op->done = [promise, convert = std::move(convert)](const Result<HttpAnswer> &answer) {
        promise->addResult(answer ? convert(*answer) : Result<T>(tl::unexpected(answer.error())));
        promise->finish();
    };
    const auto future = promise->future();
    perform(op);
    return future;
}

Result<QJsonObject> jsonOf(const HttpAnswer &answer)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &error);
    if (!document.isObject()) {
        return fail(ErrorCode::Api, QCoreApplication::translate("lathe", "The service answered with something that is not JSON. Check the endpoint's address and the proxy."),
            error.errorString(), QStringLiteral("LTH-API-003"));
    }
    return document.object();
}

template <class T>
QFuture<Result<T>> ended(Error error)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(Result<T>(tl::unexpected(std::move(error))));
    promise.finish();
    return promise.future();
}

Error noName()
{
    return {ErrorCode::Usage, QCoreApplication::translate("lathe", "The function's name is missing."), {}, {}};
}

/// The request's JSON with one more member whose value is given as JSON text; the zip never becomes a QJsonValue.
QByteArray withMember(const QJsonObject &request, const QByteArray &member)
{
    QByteArray text = QJsonDocument(request).toJson(QJsonDocument::Compact);
    text.chop(1);
    if (!request.isEmpty())
        text += ',';
    return text + member + '}';
}

/// Reads the events of a streamed invocation.
struct StreamReader
{
    std::function<void(const QByteArray &)> onPart;
    eventstream::Decoder decoder;
    InvokeAnswer answer;
    QByteArray exception; ///< The service's own error in the middle of the stream.
    bool complete = false;

    void take(const QByteArray &bytes)
    {
        decoder.feed(bytes);
        while (const auto message = decoder.next()) {
            if (message->header(":message-type") != "event") {
                exception = message->header(":exception-type") + message->header(":error-code") + ": " + message->payload + message->header(":error-message");
            } else if (message->header(":event-type") == "PayloadChunk") {
                onPart(message->payload);
            } else if (message->header(":event-type") == "InvokeComplete") {
                const QJsonObject end = QJsonDocument::fromJson(message->payload).object();
                answer.functionError = end[QLatin1String("ErrorCode")].toString().toUtf8();
                answer.payload = end[QLatin1String("ErrorDetails")].toString().toUtf8();
                answer.logTail = QByteArray::fromBase64(end[QLatin1String("LogResult")].toString().toLatin1());
                complete = true;
            }
        }
    }
    Result<InvokeAnswer> end(const HttpAnswer &http)
    {
        if (!complete)
            return fail(ErrorCode::Network, QCoreApplication::translate("lathe", "The response stream broke off. The function may have run; look at its log before trying again."),
                QString::fromUtf8(exception), QStringLiteral("LTH-NET-003"));
        answer.status = http.status;
        answer.executedVersion = http.header("X-Amz-Executed-Version");
        return answer;
    }
};

/// Follows Marker through all pages and joins the arrays under one key.
struct Pages : std::enable_shared_from_this<Pages>
{
    std::shared_ptr<Shared> shared;
    QByteArray path;
    QString key;
    QJsonArray items;
    QPromise<Result<QJsonObject>> promise;
    int count = 0;

    void next(const QString &marker)
    {
        auto op = std::make_shared<Operation>();
        op->shared = shared;
        op->method = "GET";
        op->path = path;
        op->query = "MaxItems=50";
        if (!marker.isEmpty())
            op->query = "Marker=" + encoded(marker) + '&' + op->query;
        op->isCancelled = [self = shared_from_this()] { return self->promise.isCanceled(); };
        op->done = [self = shared_from_this(), marker](const Result<HttpAnswer> &answer) {
            const Result<QJsonObject> page = answer ? jsonOf(*answer) : Result<QJsonObject>(tl::unexpected(answer.error()));
            if (page) {
                const QJsonArray more = (*page)[self->key].toArray();
                for (const QJsonValue &item : more)
                    self->items.append(item);
                const QString following = (*page)[QStringLiteral("NextMarker")].toString();
                if (!following.isEmpty() && following != marker && ++self->count < pagesMax) {
                    self->next(following);
                    return;
                }
            }
            self->promise.addResult(page ? Result<QJsonObject>(QJsonObject{{self->key, self->items}}) : page);
            self->promise.finish();
        };
        perform(op);
    }
};

} // namespace

struct LambdaClient::Private
{
    std::shared_ptr<Shared> shared = std::make_shared<Shared>();

    std::shared_ptr<Operation> make(const QByteArray &method, const QString &name, const QByteArray &rest = {}, const QString &qualifier = {}) const
    {
        auto op = std::make_shared<Operation>();
        op->shared = shared;
        op->method = method;
        op->path = QByteArray(functionsPath) + (name.isEmpty() ? QByteArray() : '/' + encoded(name)) + rest;
        if (!qualifier.isEmpty())
            op->query = "Qualifier=" + encoded(qualifier);
        return op;
    }
    std::shared_ptr<Operation> makeUrl(const QByteArray &method, const QString &name, const QString &alias) const
    {
        auto op = make(method, name, {}, alias);
        op->path = "/2021-10-31/functions/" + encoded(name) + "/url";
        return op;
    }
    QFuture<Result<QJsonObject>> json(const std::shared_ptr<Operation> &op, const QByteArray &body = {}) const
    {
        if (!body.isEmpty()) {
            op->body = body;
            op->headers.append(std::pair(QByteArray("Content-Type"), QByteArray("application/json")));
        }
        return start<QJsonObject>(op, jsonOf);
    }
    /// What both forms of an invocation have in common.
    void asInvocation(Operation &op, const QByteArray &payload, const QByteArray &type, const QByteArray &clientContextBase64) const
    {
        op.body = payload;
        op.headers = {{"Content-Type", "application/json"}, {"X-Amz-Invocation-Type", type}};
        if (type == "RequestResponse")
            op.headers.append(std::pair(QByteArray("X-Amz-Log-Type"), QByteArray("Tail")));
        if (!clientContextBase64.isEmpty())
            op.headers.append(std::pair(QByteArray("X-Amz-Client-Context"), clientContextBase64));
        op.repeatBroken = false; // The function may have run.
        op.stall = std::chrono::seconds(limits::timeoutMaxSeconds) + timeouts::clientStall;
    }
    QFuture<Result<QJsonObject>> pages(const QByteArray &path, const QString &key) const
    {
        auto all = std::make_shared<Pages>();
        all->shared = shared;
        all->path = path;
        all->key = key;
        all->promise.start();
        const auto future = all->promise.future();
        all->next({});
        return future;
    }
};

LambdaClient::LambdaClient(AwsTarget target, Credentials credentials, Transport &transport, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->shared->target = std::move(target);
    d->shared->credentials = std::move(credentials);
    d->shared->transport = &transport;
}

LambdaClient::~LambdaClient() = default;

const AwsTarget &LambdaClient::target() const
{
    return d->shared->target;
}

QFuture<Result<QJsonObject>> LambdaClient::getFunction(const QString &name, const QString &qualifier)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("GET", name, {}, qualifier));
}

QFuture<Result<>> LambdaClient::download(const QString &location, std::function<void(const QByteArray &)> onBytes, std::function<bool()> isCancelled)
{
    HttpCall call;
    call.url = QUrl::fromEncoded(location.toUtf8(), QUrl::StrictMode);
    call.caBundle = d->shared->target.caBundle;
    call.headers = {{"User-Agent", "lathe/" LATHE_VERSION}};
    call.onBody = std::move(onBytes);
    call.isCancelled = std::move(isCancelled);
    return d->shared->transport->send(call).then([](const Result<HttpAnswer> &answer) -> Result<> {
        if (!answer)
            return tl::unexpected(answer.error());
        if (answer->status != 200)
            return fail(ErrorCode::Api, QCoreApplication::translate("lathe", "The code cannot be downloaded: the service answered with status %1.").arg(answer->status),
                QString::fromUtf8(answer->body.left(500)), QStringLiteral("LTH-AWS-020"));
        return {};
    });
}

QFuture<Result<QJsonObject>> LambdaClient::getFunctionConfiguration(const QString &name, const QString &qualifier)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("GET", name, "/configuration", qualifier));
}

QFuture<Result<QJsonObject>> LambdaClient::listFunctions()
{
    return d->pages(QByteArray(functionsPath) + '/', QStringLiteral("Functions"));
}

QFuture<Result<QJsonObject>> LambdaClient::createFunction(const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload)
{
    const auto op = d->make("POST", {});
    op->onUpload = std::move(onUpload);
    return d->json(op, request.contains(QLatin1String("Code")) ? QJsonDocument(request).toJson(QJsonDocument::Compact) : withMember(request, "\"Code\":{\"ZipFile\":\"" + zip.toBase64() + "\"}"));
}

QFuture<Result<QJsonObject>> LambdaClient::updateFunctionCode(const QString &name, const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload)
{
    if (name.isEmpty())
        return ended<QJsonObject>(noName());
    const auto op = d->make("PUT", name, "/code");
    op->onUpload = std::move(onUpload);
    return d->json(op, request.contains(QLatin1String("ImageUri")) ? QJsonDocument(request).toJson(QJsonDocument::Compact) : withMember(request, "\"ZipFile\":\"" + zip.toBase64() + '"'));
}

QFuture<Result<QJsonObject>> LambdaClient::updateFunctionConfiguration(const QString &name, const QJsonObject &request)
{
    return name.isEmpty() ? ended<QJsonObject>(noName())
                          : d->json(d->make("PUT", name, "/configuration"), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<>> LambdaClient::deleteFunction(const QString &name, const QString &qualifier)
{
    if (name.isEmpty())
        return ended<void>(noName());
    return start<void>(d->make("DELETE", name, {}, qualifier), [](const HttpAnswer &) { return Result<>(); });
}

QFuture<Result<QJsonObject>> LambdaClient::publishVersion(const QString &name, const QJsonObject &request)
{
    return name.isEmpty() ? ended<QJsonObject>(noName())
                          : d->json(d->make("POST", name, "/versions"), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<QJsonObject>> LambdaClient::listVersions(const QString &name)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->pages(QByteArray(functionsPath) + '/' + encoded(name) + "/versions", QStringLiteral("Versions"));
}

QFuture<Result<QJsonObject>> LambdaClient::listAliases(const QString &name)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->pages(QByteArray(functionsPath) + '/' + encoded(name) + "/aliases", QStringLiteral("Aliases"));
}

QFuture<Result<QJsonObject>> LambdaClient::getAlias(const QString &name, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("GET", name, "/aliases/" + encoded(alias)));
}

QFuture<Result<QJsonObject>> LambdaClient::createAlias(const QString &name, const QJsonObject &request)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("POST", name, "/aliases"), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<QJsonObject>> LambdaClient::updateAlias(const QString &name, const QString &alias, const QJsonObject &request)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("PUT", name, "/aliases/" + encoded(alias)), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<>> LambdaClient::deleteAlias(const QString &name, const QString &alias)
{
    if (name.isEmpty())
        return ended<void>(noName());
    return start<void>(d->make("DELETE", name, "/aliases/" + encoded(alias)), [](const HttpAnswer &) { return Result<>(); });
}

QFuture<Result<QJsonObject>> LambdaClient::getFunctionUrl(const QString &name, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->makeUrl("GET", name, alias));
}

QFuture<Result<QJsonObject>> LambdaClient::createFunctionUrl(const QString &name, const QJsonObject &request, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->makeUrl("POST", name, alias), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<QJsonObject>> LambdaClient::updateFunctionUrl(const QString &name, const QJsonObject &request, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->makeUrl("PUT", name, alias), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<QJsonObject>> LambdaClient::getPolicy(const QString &name, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("GET", name, "/policy", alias));
}

QFuture<Result<QJsonObject>> LambdaClient::addPermission(const QString &name, const QJsonObject &request, const QString &alias)
{
    return name.isEmpty() ? ended<QJsonObject>(noName()) : d->json(d->make("POST", name, "/policy", alias), QJsonDocument(request).toJson(QJsonDocument::Compact));
}

QFuture<Result<QJsonObject>> LambdaClient::listLayerVersions(const QString &layer)
{
    const auto op = d->make("GET", {});
    op->path = layersPath + encoded(layer) + "/versions";
    return d->json(op);
}

QFuture<Result<QJsonObject>> LambdaClient::getLayerVersion(const QString &layer, qint64 version)
{
    const auto op = d->make("GET", {});
    op->path = layersPath + encoded(layer) + "/versions/" + QByteArray::number(version);
    return d->json(op);
}

QFuture<Result<QJsonObject>> LambdaClient::publishLayerVersion(const QString &layer, const QJsonObject &request, const QByteArray &zip, std::function<void(qint64, qint64)> onUpload)
{
    const auto op = d->make("POST", {});
    op->path = layersPath + encoded(layer) + "/versions";
    op->repeatBroken = false; // a second version would be made; the caller looks first
    op->onUpload = std::move(onUpload);
    return d->json(op, withMember(request, "\"Content\":{\"ZipFile\":\"" + zip.toBase64() + "\"}"));
}

QFuture<Result<InvokeAnswer>> LambdaClient::invoke(const QString &name, const QByteArray &payload, const QByteArray &invocationType,
    const QString &qualifier, const QByteArray &clientContextBase64)
{
    if (name.isEmpty())
        return ended<InvokeAnswer>(noName());
    const auto op = d->make("POST", name, "/invocations", qualifier);
    d->asInvocation(*op, payload, invocationType, clientContextBase64);
    return start<InvokeAnswer>(op, [](const HttpAnswer &answer) -> Result<InvokeAnswer> {
        InvokeAnswer out;
        out.status = answer.status;
        out.payload = answer.body;
        out.functionError = answer.header("X-Amz-Function-Error");
        out.logTail = QByteArray::fromBase64(answer.header("X-Amz-Log-Result"));
        out.executedVersion = answer.header("X-Amz-Executed-Version");
        return out;
    });
}

QFuture<Result<InvokeAnswer>> LambdaClient::invokeStreamed(const QString &name, const QByteArray &payload, std::function<void(const QByteArray &)> onPart,
    const QString &qualifier, const QByteArray &clientContextBase64)
{
    if (name.isEmpty())
        return ended<InvokeAnswer>(noName());
    const auto op = d->make("POST", name, "/response-streaming-invocations", qualifier);
    op->path = "/2021-11-15/functions/" + encoded(name) + "/response-streaming-invocations";
    d->asInvocation(*op, payload, "RequestResponse", clientContextBase64);
    const auto reader = std::make_shared<StreamReader>(StreamReader{std::move(onPart), {}, {}, {}, false});
    op->onBody = [reader](const QByteArray &bytes) { reader->take(bytes); };
    return start<InvokeAnswer>(op, [reader](const HttpAnswer &answer) { return reader->end(answer); });
}

} // namespace lathe
