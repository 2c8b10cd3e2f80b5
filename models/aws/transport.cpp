// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/transport.h"
#include "aws/curlapi.h"
#include "core/logging.h"
#include "core/loopback.h"
#include <QCoreApplication>
#include <QFile>
#include <QPromise>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace lathe {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int pollMs = 100;                   ///< How late a cancellation may be seen.
constexpr qint64 headerBytesMax = 256 * 1024;
constexpr int headersMax = 1000;

/// One transfer. Lives on the transport's thread once it is queued.
struct Job
{
    HttpCall call;
    QPromise<Result<HttpAnswer>> promise;
    CurlApi *api = nullptr;
    CURL *easy = nullptr;
    curl_slist *headers = nullptr;
    HttpAnswer answer;
    QByteArray url;
    QByteArray localSocket; ///< Empty: over the network.
    qint64 headerBytes = 0;
    qint64 moved = -1, sent = -1;
    Clock::time_point due, lastMove;
    char errorText[CURL_ERROR_SIZE] = {};
    bool tooLarge = false, stalled = false, cancelled = false, headComplete = false;

    ~Job()
    {
        if (easy)
            api->easyCleanup(easy);
        if (headers)
            api->slistFree(headers);
    }
    bool isCancelled() const { return promise.isCanceled() || (call.isCancelled && call.isCancelled()); }
    Error errorFor(CURLcode code) const;
    void finish(Result<HttpAnswer> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
    bool prepare(CurlApi &curl);
    static size_t onHeader(char *data, size_t size, size_t count, void *self);
    static size_t onBody(char *data, size_t size, size_t count, void *self);
    static int onProgress(void *self, curl_off_t total, curl_off_t got, curl_off_t upTotal, curl_off_t up);
};

size_t Job::onHeader(char *data, size_t size, size_t count, void *self)
{
    auto *j = static_cast<Job *>(self);
    const QByteArray line = QByteArray(data, qsizetype(size * count)).trimmed();
    j->headerBytes += qint64(size * count);
    if (line.startsWith("HTTP/")) {
        j->answer.headers.clear(); // The final answer follows an interim one.
        j->headComplete = false;
    } else if (line.isEmpty()) {
        j->headComplete = true;
    } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
        j->answer.headers.append(std::pair(line.left(colon).trimmed(), line.mid(colon + 1).trimmed()));
    }
    j->tooLarge = j->headerBytes > headerBytesMax || j->answer.headers.size() > headersMax;
    return j->tooLarge ? 0 : size * count;
}

size_t Job::onBody(char *data, size_t size, size_t count, void *self)
{
    auto *j = static_cast<Job *>(self);
    if (long status = 0; j->call.onBody && j->api->getinfo(j->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status == 200) {
        j->call.onBody(QByteArray(data, qsizetype(size * count)));
        return size * count;
    }
    if (j->answer.body.size() + qint64(size * count) > j->call.maxResponseBytes) {
        j->tooLarge = true;
        return 0;
    }
    j->answer.body.append(data, qsizetype(size * count));
    return size * count;
}

int Job::onProgress(void *self, curl_off_t, curl_off_t got, curl_off_t upTotal, curl_off_t up)
{
    auto *j = static_cast<Job *>(self);
    if (j->isCancelled()) {
        j->cancelled = true;
        return 1;
    }
    const auto now = Clock::now();
    if (const qint64 moved = got + up + j->headerBytes; moved != j->moved) {
        j->moved = moved;
        j->lastMove = now;
    } else if (now - j->lastMove > j->call.stall) {
        j->stalled = true;
        return 1;
    }
    if (j->call.onUpload && upTotal > 0 && up != j->sent) {
        j->sent = up;
        j->call.onUpload(up, upTotal);
    }
    return 0;
}

/// A header line is passed to libcurl as it is, so line ends must not come in.
bool isClean(const QByteArray &text)
{
    return !text.contains('\r') && !text.contains('\n') && !text.contains('\0');
}

bool Job::prepare(CurlApi &curl)
{
    api = &curl;
    easy = curl.easyInit();
    if (!easy)
        return false;
    bool hasType = false;
    for (const auto &[name, value] : std::as_const(call.headers)) {
        if (!isClean(name) || !isClean(value))
            return false;
        hasType |= name.compare("content-type", Qt::CaseInsensitive) == 0;
        const QByteArray line = value.isEmpty() ? name + ';' : name + ": " + value;
        headers = curl.slistAppend(headers, line.constData());
    }
    headers = curl.slistAppend(headers, "Expect:"); // A second round trip for every upload otherwise.
    if (!hasType)
        headers = curl.slistAppend(headers, "Content-Type:");

    const auto set = curl.setopt;
    url = call.url.toEncoded(QUrl::FullyEncoded);
    set(easy, CURLOPT_URL, url.constData());
    set(easy, CURLOPT_PATH_AS_IS, 1L);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, long(timeouts::connect.count()));
    set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    set(easy, CURLOPT_UPLOAD_BUFFERSIZE, 256 * 1024L);
    set(easy, CURLOPT_HTTPHEADER, headers);
    if (call.method == "HEAD") {
        set(easy, CURLOPT_NOBODY, 1L);
    } else if (call.method != "GET" || !call.body.isEmpty()) {
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(call.body.size()));
        set(easy, CURLOPT_POSTFIELDS, call.body.constData());
        set(easy, CURLOPT_CUSTOMREQUEST, call.method.constData());
    }
    if (!call.caBundle.isEmpty())
        set(easy, CURLOPT_CAINFO, QFile::encodeName(call.caBundle).constData());
    if (isLoopbackHost(call.url.host()))
        set(easy, CURLOPT_PROXY, ""); // A proxy cannot reach this machine's own endpoint.
    if (!localSocket.isEmpty())
        set(easy, CURLOPT_UNIX_SOCKET_PATH, localSocket.constData());
    set(easy, CURLOPT_ERRORBUFFER, errorText);
    set(easy, CURLOPT_HEADERFUNCTION, &Job::onHeader);
    set(easy, CURLOPT_HEADERDATA, this);
    set(easy, CURLOPT_WRITEFUNCTION, &Job::onBody);
    set(easy, CURLOPT_WRITEDATA, this);
    set(easy, CURLOPT_XFERINFOFUNCTION, &Job::onProgress);
    set(easy, CURLOPT_XFERINFODATA, this);
    set(easy, CURLOPT_NOPROGRESS, 0L);
    set(easy, CURLOPT_PRIVATE, this);
    lastMove = Clock::now();
    return true;
}

Error Job::errorFor(CURLcode code) const
{
    const QString host = call.url.host() + (call.url.port() > 0 ? QStringLiteral(":%1").arg(call.url.port()) : QString());
    const QString detail = redacted(QString::fromUtf8(errorText[0] ? errorText : api->strerror(code)));
    if (cancelled)
        return {ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Cancelled."), {}, {}};
    if (tooLarge)
        return {ErrorCode::TooLarge, QCoreApplication::translate("lathe", "The answer of %1 is larger than expected and was dropped.").arg(host), detail, QStringLiteral("LTH-NET-005")};
    if (stalled)
        return {ErrorCode::TimedOut, QCoreApplication::translate("lathe", "%1 sent nothing for %2 s. Check the connection and try again.").arg(host).arg(call.stall.count() / 1000), detail, QStringLiteral("LTH-NET-004")};
    if (code == CURLE_COULDNT_CONNECT && localSocket.isEmpty() && isLoopbackHost(call.url.host()) && !isLoopbackUp())
        return {ErrorCode::Network, loopbackRemedy(), detail, QStringLiteral("LTH-NET-001")};
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PROXY:
        return {ErrorCode::Network, QCoreApplication::translate("lathe", "No connection to %1. Check the address, the network and the proxy settings.").arg(host), detail, QStringLiteral("LTH-NET-001")};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
        return {ErrorCode::Network, QCoreApplication::translate("lathe", "No secure connection to %1. If a proxy inspects the traffic, set AWS_CA_BUNDLE to its certificate.").arg(host), detail, QStringLiteral("LTH-NET-002")};
    case CURLE_URL_MALFORMAT:
        return {ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 is not an http or https address.").arg(call.url.toDisplayString(QUrl::RemoveUserInfo)), detail, {}};
    default:
        return {ErrorCode::Network, QCoreApplication::translate("lathe", "The connection to %1 broke before the answer was complete. Try again.").arg(host), detail, QStringLiteral("LTH-NET-003")};
    }
}

} // namespace

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto &[n, v] : headers) {
        if (n.compare(name, Qt::CaseInsensitive) == 0)
            return v;
    }
    return {};
}

struct Transport::Private
{
    std::mutex mutex;
    std::condition_variable arrived;
    std::vector<std::unique_ptr<Job>> incoming; ///< Guarded by mutex.
    CURLM *multi = nullptr;                     ///< Guarded by mutex for its creation.
    CurlApi api;
    bool stop = false;                          ///< Guarded by mutex.
    quint16 localPort = 0;                      ///< Guarded by mutex.
    QByteArray localSocket;                     ///< Guarded by mutex.
    std::thread thread;                         ///< Started by the first send(), under mutex.
    std::vector<std::unique_ptr<Job>> waiting, running; ///< The thread's own.

    void run();
    bool takeIncoming();
    int startDue();
    void reap();
    void end(Error error);
};

/// Takes what came; blocks while there is nothing to do. False: stop.
bool Transport::Private::takeIncoming()
{
    std::unique_lock lock(mutex);
    if (waiting.empty() && running.empty())
        arrived.wait(lock, [this] { return stop || !incoming.empty(); });
    for (auto &job : incoming)
        waiting.push_back(std::move(job));
    incoming.clear();
    return !stop;
}

/// Starts the jobs whose time has come; returns how long the next one waits, at most pollMs.
int Transport::Private::startDue()
{
    const auto now = Clock::now();
    std::vector<std::unique_ptr<Job>> later;
    auto due = std::move(waiting);
    waiting.clear();
    for (auto &job : due) {
        if (job->isCancelled()) {
            job->cancelled = true;
            job->finish(tl::unexpected(Error{ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Cancelled."), {}, {}}));
        } else if (job->due > now) {
            later.push_back(std::move(job));
        } else if (!job->prepare(api)) {
            job->finish(fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "A header of the request holds a line end.")));
        } else {
            api.multiAdd(multi, job->easy);
            running.push_back(std::move(job));
        }
    }
    waiting = std::move(later);
    auto wait = std::chrono::milliseconds(pollMs);
    for (const auto &job : waiting)
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(job->due - now));
    return int(wait.count());
}

void Transport::Private::reap()
{
    int left = 0;
    while (CURLMsg *message = api.multiInfoRead(multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        CURL *easy = message->easy_handle;
        api.multiRemove(multi, easy);
        const auto it = std::find_if(running.begin(), running.end(), [easy](const auto &j) { return j->easy == easy; });
        if (it == running.end())
            continue;
        std::unique_ptr<Job> job = std::move(*it);
        running.erase(it);
        long status = 0;
        api.getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        job->answer.status = int(status);
        if (code == CURLE_OK && job->headComplete) // libcurl takes a head that was cut for a whole one.
            job->finish(std::move(job->answer));
        else
            job->finish(tl::unexpected(job->errorFor(code)));
    }
}

void Transport::Private::end(Error error)
{
    for (auto *list : {&running, &waiting}) {
        auto jobs = std::move(*list);
        list->clear();
        for (auto &job : jobs) {
            if (job->easy)
                api.multiRemove(multi, job->easy);
            job->finish(tl::unexpected(error));
        }
    }
}

void Transport::Private::run()
{
    const auto loaded = CurlApi::load();
    if (loaded) {
        api = *loaded;
        CURLM *made = api.multiInit();
        const std::lock_guard lock(mutex);
        multi = made;
    }
    while (takeIncoming()) {
        if (!multi) {
            end(loaded ? Error{ErrorCode::Internal, QCoreApplication::translate("lathe", "libcurl could not be started."), {}, {}} : loaded.error());
            continue;
        }
        const int wait = startDue();
        int active = 0;
        api.multiPerform(multi, &active);
        reap();
        if (!running.empty() || !waiting.empty())
            api.multiPoll(multi, nullptr, 0, wait, nullptr);
    }
    end({ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Cancelled."), {}, {}});
    if (multi)
        api.multiCleanup(multi);
}

Transport::Transport(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

Transport::~Transport()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stop = true;
        if (d->multi)
            d->api.multiWakeup(d->multi);
    }
    d->arrived.notify_all();
    if (d->thread.joinable())
        d->thread.join();
    // Whatever was sent while the thread ended.
    for (auto &job : d->incoming)
        job->finish(fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "Cancelled.")));
}

void Transport::reachLocally(quint16 port, const QString &socketPath)
{
    const std::lock_guard lock(d->mutex);
    d->localPort = port;
    d->localSocket = QFile::encodeName(socketPath);
}

QFuture<Result<HttpAnswer>> Transport::send(const HttpCall &call)
{
    auto job = std::make_unique<Job>();
    job->call = call;
    job->due = Clock::now() + call.delay;
    job->promise.start();
    const auto future = job->promise.future();
    const QString scheme = call.url.scheme();
    if (!call.url.isValid() || call.url.host().isEmpty() || (scheme != u"http" && scheme != u"https")) {
        job->finish(fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 is not an http or https address.").arg(call.url.toDisplayString(QUrl::RemoveUserInfo))));
        return future;
    }
    {
        const std::lock_guard lock(d->mutex);
        if (d->localPort != 0 && call.url.port() == d->localPort && scheme == u"http" && isLoopbackHost(call.url.host()) && ::access(d->localSocket.constData(), F_OK) == 0)
            job->localSocket = d->localSocket;
        d->incoming.push_back(std::move(job));
        if (!d->thread.joinable())
            d->thread = std::thread([p = d.get()] { p->run(); });
        if (d->multi)
            d->api.multiWakeup(d->multi);
    }
    d->arrived.notify_all();
    return future;
}

} // namespace lathe
