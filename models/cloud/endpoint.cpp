// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpoint.h"
#include "cloud/authenticator.h"
#include "cloud/cloudcontext.h"
#include "cloud/functionurls.h"
#include "cloud/handlers/urlcall.h"
#include "cloud/requestguard.h"
#include "cloud/requestreader.h"
#include "cloud/routes.h"
#include "cloud/statelock.h"
#include "core/atomicfile.h"
#include "core/limits.h"
#include "core/logging.h"
#include "http/httpserver.h"
#include "runtime/runtimeservice.h"
#include <QMetaMethod>
#include <QTimer>
#include <optional>

namespace lathe {

/// For whatever is called while as many functions run as may.
static constexpr int connectionsBeside = 256;
/// Of a call of a function's URL.
static constexpr qint64 httpBodyBytes = limits::payloadSyncBytes;

struct Endpoint::Private
{
    Endpoint *q;
    Workspace workspace;
    RuntimeService &runtime;
    Authenticator authenticator;
    quint16 port = 0;
    CodeLinks links;
    // In the order of their making; stop() ends them the other way round.
    std::optional<StateLock> lock;
    std::unique_ptr<FunctionService> functions;
    std::unique_ptr<AsyncQueue> events;
    std::unique_ptr<CloudContext> context;
    std::unique_ptr<HttpServer> server;

    Private(Endpoint *endpoint, Workspace w, RuntimeService &r) : q(endpoint), workspace(std::move(w)), runtime(r), authenticator(workspace.credentials) {}
    Result<quint16> listen(quint16 wanted);
    void handle(HttpExchange *exchange);
    void readBody(const ApiCallPtr &call, const Route *route);
    void dispatch(const ApiCallPtr &call, const Route *route, const QByteArray &sha256);
    void download(const ApiCallPtr &call);
};

Endpoint::Endpoint(Workspace workspace, RuntimeService &runtime, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(workspace), runtime))
{
}

Endpoint::~Endpoint() { stop(); }

quint16 Endpoint::port() const { return d->port; }
const Workspace &Endpoint::workspace() const { return d->workspace; }

Result<quint16> Endpoint::start(quint16 port)
{
    if (d->server)
        return d->port;
    auto lock = StateLock::acquire(d->workspace.dir + QStringLiteral("/.endpoint.lock"));
    if (!lock)
        return tl::unexpected(lock.error());
    auto store = FunctionStore::open(d->workspace.dir, &d->workspace.notes);
    if (!store)
        return tl::unexpected(store.error());
    for (const QString &note : d->workspace.notes)
        qCWarning(logCloud).noquote() << note;
    const auto listening = d->listen(port);
    if (!listening) {
        d->server.reset();
        return listening;
    }
    d->lock = std::move(*lock);
    d->port = *listening;
    d->functions = std::make_unique<FunctionService>(std::move(*store), ArnScope{d->workspace.region, d->workspace.account},
        d->workspace.dir + QStringLiteral("/unpacked"), d->runtime);
    connect(d->functions.get(), &FunctionService::functionChanged, this, &Endpoint::functionChanged);
    d->events = std::make_unique<AsyncQueue>(*d->functions);
    d->context = std::make_unique<CloudContext>(CloudContext{*d->functions, *d->events, d->links, QStringLiteral("http://127.0.0.1:%1").arg(d->port),
        d->workspace.credentials.accessKeyId});
    if (const auto saved = d->workspace.savePort(d->port); !saved)
        qCWarning(logCloud).noquote() << saved.error().text;
    return d->port;
}

void Endpoint::stop()
{
    if (d->events && d->events->size() > 0)
        qCInfo(logCloud) << d->events->size() << "asynchronous events wait for the next start";
    d->server.reset();
    d->events.reset();
    d->context.reset();
    d->functions.reset();
    d->lock.reset();
    d->port = 0;
}

/// The wanted port; without a wish the last one if it is free, else any.
Result<quint16> Endpoint::Private::listen(quint16 wanted)
{
    HttpLimits httpLimits;
    httpLimits.bodyBytes = smallBodyBytes; // routes that take more stream their bodies
    httpLimits.connections = runtime.options().pool.concurrency + connectionsBeside; // each invocation that is under way holds one
    httpLimits.answersHalfClosed = true; // whoever called gets the answer; a function runs on when its caller is gone
    server = std::make_unique<HttpServer>(httpLimits);
    server->setHandler([this](HttpExchange *exchange) { handle(exchange); });
    if (const auto local = server->listenLocal(workspace.socketPath()); !local) // a long path: over the port then
        qCInfo(logCloud).noquote() << local.error().text;
    if (wanted == 0 && workspace.lastPort != 0)
        if (const auto again = server->listenLoopback(workspace.lastPort))
            return again;
    return server->listenLoopback(wanted);
}

void Endpoint::Private::handle(HttpExchange *exchange)
{
    const auto call = std::make_shared<ApiCall>(exchange);
    call->onAnswered = [this](const ApiCall &served, int status) {
        emit q->answered();
        static const QMetaMethod full = QMetaMethod::fromSignal(&Endpoint::requestServed);
        if (q->isSignalConnected(full))
            emit q->requestServed(QString::fromLatin1(served.request().method), QString::fromUtf8(served.request().path()), status, served.elapsedMs());
    };
    if (const auto address = functionurls::addressOf(call->request(), port)) // browsers and whoever knows it: no keys yet
        return RequestReader::read(call, httpBodyBytes, [this, call, address = *address](const QByteArray &sha256) {
            const bool isSigned = !authenticator.check(call->request(), sha256, "lambda", QDateTime::currentDateTimeUtc());
            handlers::callFunctionUrl(*context, call, address, port, isSigned);
        });
    if (const auto why = requestguard::refusal(call->request(), port))
        return call->fail(apierror::forbidden("AccessDeniedException", *why));
    if (CodeLinks::isLink(call->request().path()))
        return download(call);
    if (const auto refused = authenticator.checkHead(call->request()))
        return call->fail(*refused);
    auto match = matchRoute(call->request().method, call->request().path());
    if (match.route) {
        call->operation = QString::fromLatin1(match.route->operation);
        call->pathParameters = std::move(match.parameters);
    }
    readBody(call, match.route);
}

void Endpoint::Private::readBody(const ApiCallPtr &call, const Route *route)
{
    const qint64 most = route && route->bodyBytes > 0 ? route->bodyBytes : smallBodyBytes;
    if (call->request().header("Content-Length").toLongLong() > most) {
        const QString text = QStringLiteral("Request must be smaller than %1 bytes for the %2 operation");
        const bool invoke = call->operation.startsWith(QLatin1String("Invoke"));
        return call->fail(invoke ? apierror::requestTooLarge(text.arg(most).arg(QStringLiteral("InvokeFunction")))
                                 : apierror::entityTooLarge(text.arg(most).arg(call->operation)));
    }
    RequestReader::read(call, most, [this, call, route](const QByteArray &sha256) { dispatch(call, route, sha256); });
}

void Endpoint::Private::dispatch(const ApiCallPtr &call, const Route *route, const QByteArray &sha256)
{
    const bool sts = route && QByteArrayView(route->path) == "/";
    const QByteArray service = !route ? QByteArray() : sts ? QByteArrayLiteral("sts") : QByteArrayLiteral("lambda");
    if (const auto refused = authenticator.check(call->request(), sha256, service, QDateTime::currentDateTimeUtc()))
        return call->fail(*refused);
    if (!route)
        return call->fail(apierror::unknownOperation(QString::fromUtf8(call->request().method + ' ' + call->request().path())));
    if (!route->handler)
        return call->fail(apierror::unknownOperation(call->operation));
    route->handler(*context, call);
}

void Endpoint::Private::download(const ApiCallPtr &call)
{
    const QByteArray sha = links.resolve(call->request().path());
    if (sha.isEmpty() || call->request().method != "GET")
        return call->fail(apierror::forbidden("AccessDenied", QStringLiteral("The link is not valid or has expired; call GetFunction or GetLayerVersion again.")));
    const auto zip = readFile(functions->store().blobs().path(sha), limits::zipDirectBytes);
    if (!zip)
        return call->fail(apierror::notFound(QStringLiteral("The package is gone; call GetFunction again.")));
    call->answer({200, *zip, {}, "application/zip"});
}

} // namespace lathe
