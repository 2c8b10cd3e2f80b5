// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/toolrun.h"
#include "process/launch.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>

namespace lathe {

namespace {

using Clock = std::chrono::steady_clock;
using initproto::Message;
using namespace std::chrono_literals;

constexpr qsizetype tailBytes = 16 * 1024;
constexpr int pollMs = 50;
constexpr auto tick = 250ms, patience = 2000ms;

/// One run: reads both outputs and the helper's records until everything inside has ended.
class ToolRun
{
public:
    explicit ToolRun(const ToolRunSpec &spec) : m_spec(spec) {}
    ~ToolRun() { end(); }
    Result<ToolOutcome> run();

private:
    void pump(int milliseconds);
    void readControl();
    void read(OwnedFd &fd, QByteArray &line);
    void cut(QByteArray &line, bool end);
    void end();

    const ToolRunSpec &m_spec;
    LaunchedHelper m_helper;
    ToolOutcome m_outcome;
    QByteArray m_outLine, m_errorLine;
    bool m_reported = false;
};

void ToolRun::cut(QByteArray &line, bool end)
{
    qsizetype from = 0;
    for (qsizetype newline; (newline = line.indexOf('\n', from)) >= 0; from = newline + 1)
        if (m_spec.onLine)
            m_spec.onLine(line.mid(from, newline - from));
    line.remove(0, from);
    if (line.isEmpty() || (!end && line.size() < 64 * 1024))
        return; // a line without an end must not grow for ever
    if (m_spec.onLine)
        m_spec.onLine(line);
    line.clear();
}

void ToolRun::read(OwnedFd &fd, QByteArray &line)
{
    char buffer[65536];
    const ssize_t size = ::read(fd.get(), buffer, sizeof buffer);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        fd.reset();
        cut(line, true);
        return;
    }
    m_outcome.tail.append(buffer, qsizetype(size));
    if (m_outcome.tail.size() > 2 * tailBytes)
        m_outcome.tail = m_outcome.tail.right(tailBytes);
    line.append(buffer, qsizetype(size));
    cut(line, false);
}

void ToolRun::readControl()
{
    Message message;
    OwnedFd attached;
    const ssize_t size = receiveMessage(m_helper.control.get(), message, attached);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        m_helper.control.reset();
        return;
    }
    if (size != ssize_t(sizeof message))
        return;
    if (message.type == Message::Failed)
        m_outcome.exit.startError = setupError(message);
    if (message.type == Message::Exited) {
        m_outcome.exit.status = message.value;
        m_outcome.exit.signal = message.signal;
        m_outcome.exit.execError = message.execError;
        m_outcome.exit.outOfMemory = message.outOfMemory != 0;
        m_outcome.exit.tooManyProcesses = message.tooManyProcesses != 0;
        m_outcome.exit.peakBytes = message.peakBytes;
        m_outcome.exit.cpuMicros = message.cpuMicros;
    }
    m_reported = m_reported || message.type == Message::Failed || message.type == Message::Exited;
}

void ToolRun::pump(int milliseconds)
{
    pollfd waits[3] = {{m_helper.control.get(), POLLIN, 0},
                       {m_helper.output.get(), POLLIN, 0},
                       {m_helper.errorOutput.get(), POLLIN, 0}};
    if (poll(waits, 3, milliseconds) <= 0)
        return;
    if (waits[0].revents)
        readControl();
    if (waits[1].revents)
        read(m_helper.output, m_outLine);
    if (waits[2].revents)
        read(m_helper.errorOutput, m_errorLine);
}

/// The helper sees the closed socket and kills everything; it is reaped here.
void ToolRun::end()
{
    m_helper.control.reset();
    if (m_helper.pid <= 0)
        return;
    pollfd ended = {m_helper.pidFd.get(), POLLIN, 0};
    if (!m_helper.pidFd || poll(&ended, 1, int(patience.count())) <= 0)
        ::kill(m_helper.pid, SIGKILL);
    while (waitpid(m_helper.pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_helper.pid = -1;
}

Result<ToolOutcome> ToolRun::run()
{
    const auto wanted = helperSpec(m_spec.sandbox, m_spec.capabilities);
    if (!wanted)
        return tl::unexpected(wanted.error());
    auto launched = launchHelper(*wanted);
    if (!launched)
        return tl::unexpected(launched.error());
    m_helper = std::move(*launched);
    const auto deadline = Clock::now() + m_spec.timeout;
    auto nextTick = Clock::now() + tick;
    while (m_helper.control) {
        if (m_spec.cancel && m_spec.cancel->load())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("lathe", "%1 was cancelled.")
                                                  .arg(QFileInfo(m_spec.sandbox.argv.constFirst()).fileName()));
        m_outcome.timedOut = Clock::now() >= deadline;
        if (m_outcome.timedOut)
            break;
        pump(pollMs);
        if (m_spec.onTick && Clock::now() >= nextTick) {
            m_spec.onTick();
            nextTick = Clock::now() + tick;
        }
    }
    end();
    for (const auto drained = Clock::now() + 500ms; (m_helper.output || m_helper.errorOutput) && Clock::now() < drained;)
        pump(10);
    m_outcome.tail = m_outcome.tail.right(tailBytes);
    if (!m_outcome.exit.startError.isEmpty())
        return fail(ErrorCode::Unsupported, m_outcome.exit.startError);
    if (!m_reported && !m_outcome.timedOut)
        return fail(ErrorCode::Io, QCoreApplication::translate(
                                       "lathe", "The sandbox ended without a report; its supervisor was killed."));
    return std::move(m_outcome);
}

} // namespace

Result<ToolOutcome> runToolBlocking(const ToolRunSpec &spec)
{
    return ToolRun(spec).run();
}

} // namespace lathe
