// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/endpoint.h"
#include "core/limits.h"
#include "core/logging.h"
#include "core/loopback.h"
#include "core/timeouts.h"
#include "handedover.h"
#include "package/cache/cachesweep.h"
#include "process/filelimit.h"
#include "shared.h"
#include <QElapsedTimer>
#include <QTimer>
#include <malloc.h>
#include <unistd.h>

namespace lathe {

namespace {

/// The port that "sam local start-lambda" uses too, so that existing scripts find it.
constexpr quint16 usualPort = 3001;

Result<quint16> portFrom(const Arguments &args, bool *given)
{
    *given = args.has(QStringLiteral("port"));
    if (!*given)
        return usualPort;
    bool ok = false;
    const uint port = args.value(QStringLiteral("port")).toUInt(&ok);
    if (!ok || port > 65535)
        return fail(ErrorCode::Usage, QStringLiteral("--port takes 0 (any free one) to 65535, not '%1'.").arg(args.value(QStringLiteral("port"))));
    return quint16(port);
}

/// A whole number of an option, or 0 when it is not given.
Result<int> numberFrom(const Arguments &args, const QString &option, int min, int max)
{
    if (!args.has(option))
        return 0;
    bool ok = false;
    const int number = args.value(option).toInt(&ok);
    if (!ok || number < min || number > max)
        return fail(ErrorCode::Usage, QStringLiteral("--%1 takes %2 to %3, not '%4'.").arg(option).arg(min).arg(max).arg(args.value(option)));
    return number;
}

/// Lambda's limits with the account's own quota, and what --max-environments and --memory say of this machine.
Result<PoolLimits> poolFrom(const Arguments &args)
{
    PoolLimits pool;
    const auto environments = numberFrom(args, QStringLiteral("max-environments"), 1, limits::concurrencyRegion);
    if (!environments)
        return tl::unexpected(environments.error());
    const auto memory = numberFrom(args, QStringLiteral("memory"), limits::memoryMinMib, std::max(limits::memoryMinMib, PoolLimits::machineMemoryMib()));
    if (!memory)
        return tl::unexpected(memory.error());
    const auto concurrency = numberFrom(args, QStringLiteral("concurrency"), 1, limits::concurrencyAccountMax);
    if (!concurrency)
        return tl::unexpected(concurrency.error());
    if (*concurrency > 0)
        pool.concurrency = *concurrency;
    pool.environments = *environments;
    pool.memoryMib = *memory;
    return pool;
}

/// Payloads of megabytes come one after the other: that the kernel takes the memory back in between and clears it anew costs as
/// much as reading them. It gets it when nobody calls.
void keepMemory(Endpoint *endpoint)
{
    static constexpr int keptBytes = 32 << 20;
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, keptBytes);
    mallopt(M_TRIM_THRESHOLD, keptBytes);
    auto *calm = new QTimer(endpoint);
    calm->setSingleShot(true);
    calm->setInterval(timeouts::memoryCalm);
    QObject::connect(calm, &QTimer::timeout, endpoint, [] { malloc_trim(0); });
    QObject::connect(endpoint, &Endpoint::answered, calm, [calm, since = std::make_shared<QElapsedTimer>()] {
        if (since->isValid() && !since->hasExpired(calm->interval() / 4) && calm->isActive())
            return; // not at each of thousands a second
        since->start();
        calm->start();
    });
}

void serve(const Arguments &args, Console &console, CommandScope &scope)
{
    bool portGiven = false;
    const auto port = portFrom(args, &portGiven);
    if (!port)
        return scope.finish(console.error(port.error()));
    const auto pool = poolFrom(args);
    if (!pool)
        return scope.finish(console.error(pool.error()));
    const auto spares = args.has(QStringLiteral("spares")) ? numberFrom(args, QStringLiteral("spares"), 0, limits::concurrencyRegion) : sparesFromEnvironment();
    if (!spares)
        return scope.finish(console.error(spares.error()));
    const auto workspace = Workspace::open(args.value(QStringLiteral("state"), Workspace::defaultDir()));
    if (!workspace)
        return scope.finish(console.error(workspace.error()));
    raiseFileLimit();
    RuntimeOptions options = runtimeOptions(true);
    options.pool = *pool;
    options.cpuShare = args.has(QStringLiteral("cpu-share"));
    options.spares = *spares;
    auto *runtime = new RuntimeService(options, &scope);
    auto *endpoint = new Endpoint(*workspace, *runtime, &scope);
    auto started = endpoint->start(*port);
    if (!started && !portGiven && started.error().id != QStringLiteral("LTH-SRV-002"))
        started = endpoint->start(0); // the usual port is busy and nobody asked for it
    if (!started)
        return scope.finish(console.error(started.error()));
    auto *handedOver = new HandedOverRuns(*runtime, {}, &scope);
    if (const auto listening = handedOver->start(); !listening)
        qCInfo(logProcess) << listening.error().text << listening.error().detail;
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(*started);
    QObject::connect(&scope, &QObject::destroyed, [sweep = std::make_shared<CacheSweep>()] { });
    keepMemory(endpoint);
    if (console.isJson())
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("url"), url}, {QStringLiteral("port"), *started}, {QStringLiteral("state"), workspace->dir},
            {QStringLiteral("region"), workspace->region}});
    else
        console.line(QStringLiteral("Listening on %1").arg(url));
    if (!isLoopbackUp())
        console.warn(loopbackRemedy());
    console.say(QStringLiteral("State: %1. In another shell: eval \"$(lathe env%2)\". Ctrl-C ends it.")
            .arg(workspace->dir, args.has(QStringLiteral("state")) ? QStringLiteral(" --state '%1'").arg(args.value(QStringLiteral("state"))) : QString()));
    if (!console.isQuiet())
        QObject::connect(endpoint, &Endpoint::requestServed, &scope, [&console](const QString &method, const QString &path, int status, double ms) {
            console.say(QStringLiteral("%1 %2 %3 %4 ms").arg(method, path).arg(status).arg(ms, 0, 'f', 1));
        });
    QObject::connect(runtime, &RuntimeService::shutDownEnded, &scope, [&scope] { scope.finish(0); });
    scope.onInterrupt = [endpoint, runtime] {
        endpoint->stop();
        runtime->shutDown();
    };
}

/// A value in single quotes for a POSIX shell.
QString shellQuoted(QString value)
{
    value.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + value + u'\'';
}

void env(const Arguments &args, Console &console, CommandScope &scope)
{
    const auto workspace = Workspace::open(args.value(QStringLiteral("state"), Workspace::defaultDir()));
    if (!workspace)
        return scope.finish(console.error(workspace.error()));
    const quint16 port = workspace->lastPort ? workspace->lastPort : usualPort;
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(port);
    const QList<std::pair<QString, QString>> variables{{QStringLiteral("AWS_ENDPOINT_URL"), url}, {QStringLiteral("AWS_ACCESS_KEY_ID"), workspace->credentials.accessKeyId},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), workspace->credentials.secretAccessKey}, {QStringLiteral("AWS_REGION"), workspace->region},
        {QStringLiteral("AWS_DEFAULT_REGION"), workspace->region}};
    if (console.isJson()) {
        QJsonObject object;
        for (const auto &[name, value] : variables)
            object.insert(name, value);
        console.object({{QStringLiteral("ok"), true}, {QStringLiteral("variables"), object}});
    } else {
        for (const auto &[name, value] : variables)
            console.line(QStringLiteral("export %1=%2").arg(name, shellQuoted(value)));
        console.line(QStringLiteral("unset AWS_SESSION_TOKEN AWS_PROFILE"));
        // AWS CLI before 2.13 (Debian 12 has 2.9) does not read AWS_ENDPOINT_URL: without this it would call the real AWS.
        console.line(QStringLiteral("aws() { command aws ${AWS_ENDPOINT_URL:+--endpoint-url \"$AWS_ENDPOINT_URL\"} \"$@\"; }"));
        console.line(QStringLiteral("if [ -n \"${BASH_VERSION:-}\" ]; then export -f aws; fi"));
        if (isatty(STDOUT_FILENO))
            console.say(QStringLiteral("These lines are for a shell: eval \"$(lathe env)\""));
    }
    scope.finish(0);
}

OptionSpec stateOption() { return {QStringLiteral("state"), {}, QStringLiteral("DIR"), QStringLiteral("State folder of the endpoint (default: Lathe's own)")}; }

} // namespace

CommandSpec serveCommand()
{
    return {QStringLiteral("serve"), QStringLiteral("Run the embedded Lambda-compatible endpoint until SIGTERM or Ctrl-C"), {},
        {{QStringLiteral("port"), QStringLiteral("p"), QStringLiteral("N"), QStringLiteral("Port on 127.0.0.1 (default 3001, else a free one; 0: any free one)")}, stateOption(),
            {QStringLiteral("cpu-share"), {}, {}, QStringLiteral("Scale the CPU of functions with their memory: 1,769 MB are one vCPU (default: the whole CPU)")},
            {QStringLiteral("concurrency"), {}, QStringLiteral("N"), QStringLiteral("The account's quota of events at a time; ten times as many a second (default 1000, as for most accounts)")},
            {QStringLiteral("max-environments"), {}, QStringLiteral("N"), QStringLiteral("Execution environments at a time, all functions together (default: as the memory allows)")},
            {QStringLiteral("spares"), {}, QStringLiteral("N"), QStringLiteral("Environments started ahead of their first event (default 2; 0: none; also LATHE_SPARES)")},
            {QStringLiteral("memory"), {}, QStringLiteral("MB"), QStringLiteral("Memory for all environments together (default: half of the machine's)")}},
        QStringLiteral("  lathe serve\n  lathe serve --port 4000 --state ./state\n  lathe serve --max-environments 50 --memory 4096\n  eval \"$(lathe env)\" && aws lambda list-functions\n"), serve};
}

CommandSpec envCommand()
{
    return {QStringLiteral("env"), QStringLiteral("Print the shell variables that point AWS clients at the endpoint"), {}, {stateOption()},
        QStringLiteral("  eval \"$(lathe env)\"\n  lathe env --state ./state --json\n"), env};
}

} // namespace lathe
