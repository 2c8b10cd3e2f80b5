// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "process/sandboxcapabilities.h"
#include "runtime/runtimeservice.h"
#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <sys/stat.h>

namespace lathe::test {

/// Skips a test that looks at the sandbox's own paths (/var/task, /opt) on a machine that refuses namespaces.
#define LATHE_NEEDS_NAMESPACES()                                                                                       \
    do {                                                                                                               \
        if (lathe::probeSandbox().tier == lathe::SandboxTier::Unisolated)                                              \
            QSKIP("This machine allows no namespaces: the code is not at /var/task.");                                 \
    } while (false)

/// A folder of function code and a service to run it: what the tests of the runtimes share.
class Runner
{
public:
    explicit Runner(const std::function<void(RuntimeOptions &)> &change = {})
    {
        qputenv("LATHE_INIT", LATHE_BIN_DIR "/lathe-init");
        RuntimeOptions options;
        options.sandbox = probeSandbox();
        options.bootstrapDir = QStringLiteral(LATHE_SOURCE_DIR "/resources/runtimes");
        options.workDir = work.path();
        if (change)
            change(options);
        service = std::make_unique<RuntimeService>(options);
    }

    void write(const QString &name, const QByteArray &text, bool executable = false)
    {
        const QString path = code.path() + u'/' + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        if (executable)
            chmod(QFile::encodeName(path).constData(), 0755);
    }

    /// A file of tests/runtime.
    static QByteArray file(const QString &name)
    {
        QFile file(QStringLiteral(LATHE_SOURCE_DIR "/tests/runtime/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    FunctionSpec spec(const QString &runtime, const QString &handler) const
    {
        FunctionSpec function;
        function.name = QStringLiteral("fn");
        function.runtime = runtime;
        function.handler = handler;
        function.codeDir = code.path();
        function.timeoutSeconds = 20;
        return function;
    }

    QFuture<Result<InvokeOutcome>> start(const FunctionSpec &function, const QByteArray &payload = "{}")
    {
        InvokeRequest request;
        request.payload = payload;
        return service->invoke(function, request);
    }

    static bool wait(const QFuture<Result<InvokeOutcome>> &future, int ms = 30000)
    {
        QFutureWatcher<Result<InvokeOutcome>> watcher; // QTest::qWaitFor sleeps 10 ms at a time, which shows in durations
        QEventLoop loop;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        if (!future.isFinished())
            loop.exec();
        return future.isFinished();
    }

    Result<InvokeOutcome> run(const FunctionSpec &function, const QByteArray &payload = "{}")
    {
        const auto future = start(function, payload);
        if (!wait(future))
            return fail(ErrorCode::TimedOut, QStringLiteral("The test waited too long."));
        return future.resultCount() > 0 ? future.result() : Result<InvokeOutcome>(fail(ErrorCode::Cancelled, QStringLiteral("cancelled")));
    }

    QTemporaryDir code;
    QTemporaryDir work;
    std::unique_ptr<RuntimeService> service;
};

} // namespace lathe::test
