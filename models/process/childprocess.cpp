// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/childprocess.h"
#include "process/spawn.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>

namespace lathe {

namespace {

using Clock = std::chrono::steady_clock;

/// One run: feeds the input, collects both outputs, and ends the whole group when it must.
class ChildRun
{
public:
    ChildRun(const ChildSpec &spec, std::function<bool()> cancelled) : m_spec(spec), m_cancelled(std::move(cancelled))
    {
    }
    ~ChildRun()
    {
        if (m_pid > 0) {
            killGroup();
            waitpid(m_pid, nullptr, 0);
        }
    }
    Result<ChildOutcome> run();

private:
    Result<> start();
    void pump(int milliseconds);
    void take(OwnedFd &fd, QByteArray &into, bool lines);
    void feed();
    void cutLines(bool end);
    void killGroup() { ::kill(-m_pid, SIGKILL); }

    const ChildSpec &m_spec;
    std::function<bool()> m_cancelled;
    pid_t m_pid = -1;
    OwnedFd m_input, m_output, m_error, m_pidFd;
    qsizetype m_fed = 0;
    qint64 m_kept = 0;
    QByteArray m_line;
    ChildOutcome m_outcome;
};

Result<> ChildRun::start()
{
    auto in = makePipe(false);
    auto out = makePipe(true);
    auto err = makePipe(true);
    for (const auto *pipe : {&in, &out, &err})
        if (!*pipe)
            return tl::unexpected(pipe->error());
    SpawnSpec spawn;
    spawn.program = QFile::encodeName(m_spec.program);
    spawn.argv = {spawn.program};
    for (const QString &argument : m_spec.args)
        spawn.argv.append(QFile::encodeName(argument));
    for (const auto &[name, value] : m_spec.env)
        spawn.env.append(name.toUtf8() + '=' + value.toUtf8());
    spawn.workingDir = QFile::encodeName(m_spec.workingDir);
    spawn.descriptors = {{STDOUT_FILENO, m_spec.oneOutput ? err->second.get() : out->second.get()},
                         {STDERR_FILENO, err->second.get()}};
    if (!m_spec.input.isEmpty())
        spawn.descriptors.append({STDIN_FILENO, in->first.get()});
    spawn.newSession = true;
    const auto pid = spawnProcess(spawn);
    if (!pid)
        return tl::unexpected(pid.error());
    m_pid = *pid;
    m_pidFd.reset(int(syscall(SYS_pidfd_open, m_pid, 0)));
    m_output = std::move(out->first);
    m_error = std::move(err->first);
    if (!m_spec.input.isEmpty()) {
        m_input = std::move(in->second);
        fcntl(m_input.get(), F_SETFL, O_NONBLOCK);
    }
    return {};
}

void ChildRun::cutLines(bool end)
{
    for (qsizetype newline; (newline = m_line.indexOf('\n')) >= 0;) {
        m_spec.onErrorLine(m_line.left(newline));
        m_line.remove(0, newline + 1);
    }
    // A line without an end must not grow for ever.
    if (!m_line.isEmpty() && (end || m_line.size() > 64 * 1024)) {
        m_spec.onErrorLine(m_line);
        m_line.clear();
    }
}

void ChildRun::take(OwnedFd &fd, QByteArray &into, bool lines)
{
    char buffer[65536];
    const ssize_t size = ::read(fd.get(), buffer, sizeof buffer);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        fd.reset();
        if (lines && m_spec.onErrorLine)
            cutLines(true);
        return;
    }
    const qint64 room = std::clamp<qint64>(m_spec.maxOutputBytes - m_kept, 0, size);
    into.append(buffer, qsizetype(room));
    m_kept += room;
    if (room < size)
        m_outcome.truncated = true; // read on, so that the program does not hang on a full pipe
    if (lines && m_spec.onErrorLine) {
        m_line.append(buffer, qsizetype(size));
        cutLines(false);
    }
}

void ChildRun::feed()
{
    const ssize_t size = ::write(m_input.get(), m_spec.input.constData() + m_fed, size_t(m_spec.input.size() - m_fed));
    if (size > 0)
        m_fed += size;
    if ((size < 0 && errno != EAGAIN && errno != EINTR) || m_fed == m_spec.input.size())
        m_input.reset();
}

void ChildRun::pump(int milliseconds)
{
    pollfd waits[4] = {{m_output.get(), POLLIN, 0},
                       {m_error.get(), POLLIN, 0},
                       {m_input.get(), POLLOUT, 0},
                       {m_pidFd.get(), POLLIN, 0}};
    if (poll(waits, 4, milliseconds) <= 0)
        return;
    if (waits[0].revents)
        take(m_output, m_outcome.output, false);
    if (waits[1].revents)
        take(m_error, m_outcome.errorOutput, true);
    if (waits[2].revents)
        feed();
}

Result<ChildOutcome> ChildRun::run()
{
    // A program that stops reading must not end us: SIGPIPE is blocked for this thread and swallowed afterwards.
    sigset_t pipeSignal, before;
    sigemptyset(&pipeSignal);
    sigaddset(&pipeSignal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before);
    struct Restore
    {
        const sigset_t *pipeSignal, *before;
        ~Restore()
        {
            const timespec none = {0, 0};
            if (!sigismember(before, SIGPIPE))
                while (sigtimedwait(pipeSignal, nullptr, &none) == SIGPIPE) {
                }
            pthread_sigmask(SIG_SETMASK, before, nullptr);
        }
    } restore{&pipeSignal, &before};

    if (const auto started = start(); !started)
        return tl::unexpected(started.error());
    const auto deadline = Clock::now() + m_spec.timeout;
    bool cancelled = false;
    siginfo_t ended = {};
    for (;;) {
        waitid(P_PID, id_t(m_pid), &ended, WEXITED | WNOWAIT | WNOHANG);
        if (ended.si_pid == m_pid)
            break;
        cancelled = m_cancelled && m_cancelled();
        m_outcome.timedOut = !cancelled && Clock::now() >= deadline;
        if (cancelled || m_outcome.timedOut)
            break;
        pump(20);
    }
    // Whatever the outcome, nothing of the group outlives it; the group's leader is reaped last, so its number is ours.
    killGroup();
    for (const auto drainEnd = Clock::now() + std::chrono::milliseconds(200);
         (m_output || m_error) && Clock::now() < drainEnd;)
        pump(10);
    int status = 0;
    while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    if (cancelled)
        return fail(
            ErrorCode::Cancelled,
            QCoreApplication::translate("lathe", "%1 was cancelled.").arg(QFileInfo(m_spec.program).fileName()));
    m_outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    m_outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return std::move(m_outcome);
}

} // namespace

Result<ChildOutcome> runChildBlocking(const ChildSpec &spec)
{
    return ChildRun(spec, [&spec] { return spec.cancel && spec.cancel->load(); }).run();
}

QFuture<Result<ChildOutcome>> runChild(const ChildSpec &spec)
{
    auto promise = std::make_shared<QPromise<Result<ChildOutcome>>>();
    promise->start();
    QFuture<Result<ChildOutcome>> future = promise->future();
    try {
        std::thread([spec, promise] {
            promise->addResult(ChildRun(spec, [promise] { return promise->isCanceled(); }).run());
            promise->finish();
        }).detach();
    } catch (const std::system_error &error) {
        promise->addResult(fail(
            ErrorCode::Io,
            QCoreApplication::translate("lathe", "No further thread can be started; close something and try again."),
            QString::fromLocal8Bit(error.what())));
        promise->finish();
    }
    return future;
}

QString findProgram(const QString &name, const QString &notBelow)
{
    const QString forbidden = notBelow.isEmpty() ? QString() : QFileInfo(notBelow).canonicalFilePath();
    const auto allowed = [&](const QString &path) {
        const QString real = QFileInfo(path).canonicalFilePath();
        for (const QString &place : {real, QDir::cleanPath(path)})
            if (!forbidden.isEmpty() && (place == forbidden || place.startsWith(forbidden + u'/')))
                return false;
        return !real.isEmpty();
    };
    const auto runnable = [](const QString &path) {
        const QFileInfo info(path);
        return info.isFile() && info.isExecutable();
    };
    if (name.contains(u'/'))
        return name.startsWith(u'/') && runnable(name) && allowed(name) ? QDir::cleanPath(name) : QString();
    const QString path = qEnvironmentVariable("PATH", QStringLiteral("/usr/local/bin:/usr/bin:/bin"));
    for (const QString &dir : path.split(u':', Qt::SkipEmptyParts)) {
        if (!dir.startsWith(u'/'))
            continue; // the working directory may be an untrusted project
        const QString candidate = QDir::cleanPath(dir + u'/' + name);
        if (runnable(candidate) && allowed(candidate))
            return candidate;
    }
    return {};
}

} // namespace lathe
