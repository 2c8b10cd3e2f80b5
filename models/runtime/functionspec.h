// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/cachefolder.h"
#include "core/imageconfig.h"
#include "core/jsontext.h"
#include "process/sandboxspec.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <memory>
#include <utility>

namespace lathe {

class ResponseSink;

enum class LogFormat { Text, Json };
/// Of a JSON log, in rising order.
enum class LogLevel { Trace, Debug, Info, Warn, Error, Fatal };

/// "TRACE" … "FATAL", as in LoggingConfig and AWS_LAMBDA_LOG_LEVEL.
QByteArray logLevelName(LogLevel level);
/// The level of that name in any case; Info for what is none.
LogLevel logLevelNamed(const QString &name);

/// Everything that the execution environment needs to know of a function, as a value.
struct FunctionSpec
{
    QString name;
    QString version = QStringLiteral("$LATEST");
    QString arn;               ///< Unqualified or qualified, as Invoke was called; made from name, region and account when empty.
    QString handler;
    QString runtime;           ///< Identifier, e.g. "python3.11".
    int memoryMib = 128;
    int timeoutSeconds = 3;
    int tmpMib = 512;
    QString architecture = QStringLiteral("x86_64");
    QList<std::pair<QString, QString>> environment; ///< The user's variables.
    QString codeDir;           ///< Absolute host folder shown at /var/task.
    QString imageRoot;         ///< Absolute: a container image's root file system. Then codeDir, layers and runtime do not count.
    ImageConfig image;         ///< What it starts, the function's own ImageConfig applied.
    QStringList layerDirs;
    CacheLease inUse;          ///< Of codeDir or imageRoot, where it lies in a cache.
    QString region = QStringLiteral("us-east-1");
    QString account = QStringLiteral("000000000000");
    QString logGroup;          ///< Default "/aws/lambda/<name>".
    QString codeHash;          ///< Changes when the code does; a new value retires idle environments. May be empty.
    bool cpuShare = false;
    LogFormat logFormat = LogFormat::Text;
    LogLevel systemLogLevel = LogLevel::Info;    ///< Platform events below it are not in a JSON log; a text log has all lines.
    LogLevel applicationLogLevel = LogLevel::Info; ///< What the runtime's own logging lets through, in a JSON log.
    QByteArray tenantId;       ///< Environments are not shared between tenants; empty: no tenant isolation.
    bool provisioned = false;  ///< Of provisioned concurrency: initialised ahead of its events, and the init phase is not billed with them.
    bool snapStart = false;    ///< Its init phase is not an invocation's; the first event restores it, and wakes a runtime that sleeps in restore/next.
    NetworkMode network = NetworkMode::Shared; ///< None: Lambda's private network without a way out.
    QList<BindMount> mounts;   ///< The function's file systems: local folders, writable, at /mnt/…; made when missing.

    bool operator==(const FunctionSpec &) const = default;
};

/// One event on its way in.
struct InvokeRequest
{
    QByteArray payload;        ///< Exact bytes; empty means "{}" as Lambda treats it.
    QList<jsontext::PlainString> plain = {}; ///< Of the payload, where it is known to be JSON; it may be empty.
    QString requestId;         ///< Made when empty.
    QByteArray clientContext;  ///< Decoded JSON, may be empty.
    QByteArray cognitoIdentity;
    QByteArray traceId;        ///< Made when empty.
    QString invokedArn;        ///< Default: the spec's arn.
    bool answerEarly = false;  ///< The outcome is delivered when the runtime answered, though it or extensions go on; its report and log end there.
    QByteArray tenantId;       ///< Of a function with tenant isolation; usually empty.
    /// Takes the response as it comes (a streaming invocation). Without one it is collected, up to the 6 MB of an invocation.
    std::shared_ptr<ResponseSink> sink;
};

/// When a part of a streamed response came, and how much it was.
struct ResponseChunk
{
    double ms = 0;    ///< Since the function got its event.
    qint64 bytes = 0;
    bool operator==(const ResponseChunk &) const = default;
};

/// The figures of the REPORT line. `reportLine()` prints them in Lambda's form.
struct InvocationReport
{
    QString requestId;
    double durationMs = 0;
    qint64 billedMs = 0;        ///< ceil(duration + init), init only when this invocation paid for the init phase.
    int memoryMib = 0;
    int maxMemoryUsedMib = 0;
    double initMs = -1;         ///< Below 0: warm, no init in this invocation.
    QString status;             ///< Empty, "timeout" or "error".
    QString errorType;          ///< e.g. "Runtime.ExitError"; empty when none.
    double restoreMs = -1;      ///< Below 0: no snapshot was restored for this invocation. Billed too, rounded up by itself.
    QByteArray reportLine() const; ///< Without a line end; tabs between fields.
    bool operator==(const InvocationReport &) const = default;
};

/// What came back. A function that raises is an outcome, not an Error.
struct InvokeOutcome
{
    QByteArray payload;         ///< Exact bytes of the response or of the error object; of a response that went to a sink, nothing.
    bool streamed = false;      ///< The runtime streamed its response, whether or not there was a sink.
    QList<ResponseChunk> chunks; ///< Of a streamed response; neighbours are joined beyond limits::responseChunks.
    QByteArray functionError;   ///< Empty, or "Unhandled" (X-Amz-Function-Error).
    QByteArray log;             ///< START, the function's own output, END, REPORT: bounded, newest kept.
    QString logStream;          ///< e.g. "2026/11/22/[$LATEST]<32 hex>".
    InvocationReport report;
    QStringList warnings;       ///< For people: nearest interpreter used, limits that are not enforced …
    bool restoreFailed = false; ///< The function never ran: a hook that runs after a snapshot was restored failed, or took too long.
    bool ok() const { return functionError.isEmpty(); }
};

} // namespace lathe
