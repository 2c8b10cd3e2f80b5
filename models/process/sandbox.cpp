// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/sandbox.h"
#include "process/launch.h"
#include "process/memorywatch.h"
#include "process/sandboxahead.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMetaMethod>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>

namespace lathe {

using initproto::Message;
using namespace std::chrono_literals;

static constexpr int chunkBytes = 64 * 1024;

/// One of the output pipes and the signal that carries what it brings.
struct OutputPipe
{
    OwnedFd fd;
    std::unique_ptr<QSocketNotifier> notifier;
    void (Sandbox::*arrived)(const QByteArray &) = nullptr;
    bool open() const { return bool(fd); }
    void close()
    {
        notifier.reset();
        fd.reset();
    }
};

struct Sandbox::Private
{
    explicit Private(Sandbox *owner, SandboxCapabilities found) : q(owner), capabilities(std::move(found)) {}

    Result<> open(const SandboxSpec &spec, SandboxAhead *ahead);
    void hold(LaunchedHelper launched);
    void startAgain();
    void watch();
    void readControl();
    void readOutput(OutputPipe &pipe);
    void take(const Message &message, OwnedFd attached);
    void controlClosed();
    void finishWhenDrained();
    void updateReading();
    bool tell(Message::Type type, int value = 0, int program = 0, int signal = 0);
    void connected(int fd);
    void letGo();

    Sandbox *q;
    SandboxCapabilities capabilities;
    QElapsedTimer clock;
    pid_t pid = -1;
    OwnedFd control, pidFd;
    OutputPipe output{{}, {}, &Sandbox::standardOutput};
    OutputPipe errorOutput{{}, {}, &Sandbox::standardError};
    OutputPipe extensionOutput{{}, {}, &Sandbox::extensionOutput};
    std::array<OutputPipe *, 3> pipes{&output, &errorOutput, &extensionOutput};
    std::unique_ptr<QSocketNotifier> controlNotifier, pidNotifier;
    initproto::Page *page = nullptr;
    SandboxExit exit;
    std::optional<initproto::Spec> again;   ///< Of a helper that was begun ahead and has not said yet that it got through.
    std::optional<initproto::Spec> refused; ///< Where that failed and an ordinary start is under way.
    bool reported = false;
    bool done = false;
    bool reapedBySystem = false;
    std::shared_ptr<KeptTmp> keptTmp;
    CacheLease mergedLayers; ///< What /opt shows, where it had to be put together.
    MemoryWatch memory;
    QList<std::function<void(int)>> connects; ///< Waiting for their sockets, in the order of their questions.
};

Sandbox::Sandbox(SandboxCapabilities capabilities, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(capabilities)))
{
}

Sandbox::~Sandbox()
{
    d->letGo();
}

// The helper sees the closed socket, kills everything and cleans up; somebody has to reap it, and to be sure.
void Sandbox::Private::letGo()
{
    controlNotifier.reset();
    while (control && keptTmp) { // /tmp may be on its way
        Message message;
        OwnedFd attached;
        if (receiveMessage(control.get(), message, attached) != ssize_t(sizeof message))
            break;
        if (message.type == Message::TmpMount)
            take(message, std::move(attached));
    }
    control.reset();
    for (OutputPipe *pipe : pipes)
        pipe->close();
    pidNotifier.reset();
    if (page)
        munmap(page, initproto::Page::size);
    page = nullptr;
    if (pid <= 0 || waitpid(pid, nullptr, WNOHANG) == pid || reapedBySystem) {
        pid = -1;
        return;
    }
    const auto reap = [pid = pid, fd = pidFd.release()](int patience) {
        pollfd ended = {fd, POLLIN, 0};
        if (fd < 0 || poll(&ended, 1, patience) <= 0)
            ::kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        ::close(fd);
    };
    pid = -1;
    try {
        std::thread(reap, 2000).detach();
    } catch (const std::system_error &) {
        reap(100); // no thread to be had: briefly here
    }
}

Result<> Sandbox::Private::open(const SandboxSpec &spec, SandboxAhead *ahead)
{
    auto wanted = helperSpec(spec, capabilities, &mergedLayers);
    if (!wanted)
        return tl::unexpected(wanted.error());
    if (auto begun = ahead ? ahead->begin(*wanted) : std::nullopt) {
        again = std::move(*wanted);
        hold(std::move(*begun));
        return {};
    }
    const int tmpMount = keptTmp && wanted->tmp == initproto::Tmp::Kept ? keptTmp->mount.get() : -1;
    if (tmpMount >= 0)
        wanted->tmp = initproto::Tmp::Given;
    auto launched = launchHelper(*wanted, {}, "outer", tmpMount);
    if (!launched)
        return tl::unexpected(launched.error());
    hold(std::move(*launched));
    if (ahead && ahead->hasFailed())
        refused = std::move(*wanted);
    return {};
}

void Sandbox::Private::hold(LaunchedHelper launched)
{
    pid = launched.pid;
    pidFd = std::move(launched.pidFd);
    control = std::move(launched.control);
    output.fd = std::move(launched.output);
    errorOutput.fd = std::move(launched.errorOutput);
    extensionOutput.fd = std::move(launched.extensionOutput);
    void *mapped = mmap(nullptr, initproto::Page::size, PROT_READ, MAP_SHARED, launched.page.get(), 0);
    page = mapped == MAP_FAILED ? nullptr : static_cast<initproto::Page *>(mapped);
}

// The machine has changed since the last run, e.g. a control group is gone: once more, from the beginning.
void Sandbox::Private::startAgain()
{
    if (!again)
        return controlClosed(); // killed meanwhile
    refused = std::move(again);
    again.reset();
    letGo();
    if (auto launched = launchHelper(*refused)) {
        hold(std::move(*launched));
        watch();
        return;
    } else {
        exit.startError = launched.error().text;
    }
    reported = true;
    finishWhenDrained();
}

void Sandbox::Private::watch()
{
    controlNotifier = std::make_unique<QSocketNotifier>(control.get(), QSocketNotifier::Read);
    QObject::connect(controlNotifier.get(), &QSocketNotifier::activated, q, [this] { readControl(); });
    for (OutputPipe *pipe : pipes) {
        if (!pipe->open())
            continue;
        pipe->notifier = std::make_unique<QSocketNotifier>(pipe->fd.get(), QSocketNotifier::Read);
        QObject::connect(pipe->notifier.get(), &QSocketNotifier::activated, q, [this, pipe] { readOutput(*pipe); });
    }
    if (pidFd) {
        pidNotifier = std::make_unique<QSocketNotifier>(pidFd.get(), QSocketNotifier::Read);
        QObject::connect(pidNotifier.get(), &QSocketNotifier::activated, q, [this] {
            pidNotifier->setEnabled(false);
            if (waitpid(pid, nullptr, WNOHANG) == pid)
                pid = -1;
        });
    }
    updateReading();
}

void Sandbox::Private::updateReading()
{
    for (const OutputPipe *pipe : pipes)
        if (pipe->notifier)
            pipe->notifier->setEnabled(q->isSignalConnected(QMetaMethod::fromSignal(pipe->arrived)) || reported);
}

void Sandbox::connectNotify(const QMetaMethod &)
{
    QMetaObject::invokeMethod(
        this, [this] { d->updateReading(); }, Qt::QueuedConnection);
}

void Sandbox::Private::readControl()
{
    QPointer<Sandbox> alive(q);
    while (alive && control) {
        Message message;
        OwnedFd attached;
        const ssize_t size = receiveMessage(control.get(), message, attached);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        const bool failed = size <= 0 || (size == ssize_t(sizeof message) && message.type == Message::Failed);
        if (failed && again) {
            controlNotifier->setEnabled(false);
            QMetaObject::invokeMethod(
                q, [this] { startAgain(); }, Qt::QueuedConnection); // this is a slot of what it drops
            return;
        }
        if (size <= 0)
            return controlClosed();
        if (size == ssize_t(sizeof message))
            take(message, std::move(attached));
    }
}

static SandboxExit exitOf(const Message &message)
{
    SandboxExit exit;
    exit.status = message.value;
    exit.signal = message.signal;
    exit.execError = message.execError;
    exit.outOfMemory = message.outOfMemory != 0;
    exit.tooManyProcesses = message.tooManyProcesses != 0;
    exit.peakBytes = message.peakBytes;
    exit.cpuMicros = message.cpuMicros;
    return exit;
}

void Sandbox::Private::take(const Message &message, OwnedFd attached)
{
    switch (message.type) {
    case Message::Listener:
        again.reset();
        if (const auto spec = std::exchange(refused, std::nullopt); spec && capabilities.tier == SandboxTier::Own)
            SandboxAhead::giveUp(*spec);
        if (attached && q->isSignalConnected(QMetaMethod::fromSignal(&Sandbox::listenerReady)))
            emit q->listenerReady(attached.release());
        break;
    case Message::Connection:
        if (attached && q->isSignalConnected(QMetaMethod::fromSignal(&Sandbox::connectionReady)))
            emit q->connectionReady(attached.release());
        break;
    case Message::Connect:
        connected(attached.release());
        break;
    case Message::Ended:
        emit q->programEnded(int(message.program), exitOf(message));
        break;
    case Message::TmpMount:
        if (keptTmp && attached)
            keptTmp->mount = std::move(attached);
        break;
    case Message::Exited:
        exit = exitOf(message);
        reported = true;
        break;
    case Message::Failed:
        exit.startError = setupError(message);
        reported = true;
        break;
    default:
        break;
    }
}

void Sandbox::Private::connected(int fd)
{
    if (!connects.isEmpty())
        return connects.takeFirst()(fd);
    if (fd >= 0)
        ::close(fd);
}

void Sandbox::Private::controlClosed()
{
    while (!connects.isEmpty())
        connected(-1);
    controlNotifier->setEnabled(false);
    if (!reported)
        exit.startError =
            QCoreApplication::translate("lathe", "The sandbox ended without a report; its supervisor was killed.");
    reported = true;
    updateReading();
    // Outside a PID namespace somebody may have kept a pipe: what is there is read, nobody is waited for.
    QTimer::singleShot(capabilities.tier == SandboxTier::Unisolated ? 50ms : 2s, q, [this] {
        for (OutputPipe *pipe : pipes)
            pipe->close();
        finishWhenDrained();
    });
    finishWhenDrained();
}

void Sandbox::Private::readOutput(OutputPipe &pipe)
{
    QByteArray chunk(chunkBytes, Qt::Uninitialized);
    const ssize_t size = ::read(pipe.fd.get(), chunk.data(), size_t(chunk.size()));
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        pipe.close();
        finishWhenDrained();
        return;
    }
    chunk.truncate(size);
    emit (q->*pipe.arrived)(chunk);
}

void Sandbox::Private::finishWhenDrained()
{
    const bool open = std::any_of(pipes.cbegin(), pipes.cend(), [](const OutputPipe *pipe) { return pipe->open(); });
    if (done || !reported || (controlNotifier && controlNotifier->isEnabled()) || open)
        return;
    done = true;
    exit.peakBytes = q->peakBytes();
    // Queued: the receiver may destroy the sandbox.
    QMetaObject::invokeMethod(
        q, [this] { emit q->finished(exit); }, Qt::QueuedConnection);
}

bool Sandbox::Private::tell(Message::Type type, int value, int program, int signal)
{
    Message message;
    message.type = type;
    message.value = value;
    message.program = std::uint32_t(program);
    message.signal = signal;
    return control &&
           ::send(control.get(), &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT) == ssize_t(sizeof message);
}

Result<> Sandbox::start(const SandboxSpec &spec, SandboxAhead *ahead)
{
    if (d->pid > 0 || d->done || d->control)
        return fail(ErrorCode::Internal, QCoreApplication::translate("lathe", "A sandbox is started only once."));
    d->clock.start();
    const auto opened = d->open(spec, ahead);
    if (!opened) {
        d->letGo();
        return opened;
    }
    d->watch();
    return {};
}

bool Sandbox::isRunning() const
{
    return d->control && !d->reported;
}

void Sandbox::setReapedBySystem(bool bySystem)
{
    d->reapedBySystem = bySystem;
}

void Sandbox::launch()
{
    d->tell(Message::Launch);
}

void Sandbox::signalProgram(int program, int signal)
{
    d->tell(Message::Signal, 0, program, signal);
}

void Sandbox::setKeptTmp(std::shared_ptr<KeptTmp> tmp)
{
    d->keptTmp = std::move(tmp);
}

void Sandbox::throttle()
{
    d->tell(Message::Throttle);
}

void Sandbox::terminate()
{
    d->tell(Message::Terminate);
}

void Sandbox::kill()
{
    if (!isRunning())
        return;
    d->again.reset();
    d->tell(Message::Kill);
    QTimer::singleShot(1s, this, [this] {
        if (isRunning() && d->pid > 0)
            ::kill(d->pid, SIGKILL); // a supervisor that does not answer: the parent-death signal takes the rest
    });
}

void Sandbox::connectInside(quint16 port, QObject *context, std::function<void(int)> done)
{
    auto once = [alive = QPointer<QObject>(context), done = std::move(done)](int fd) {
        if (alive)
            done(fd);
        else if (fd >= 0)
            ::close(fd);
    };
    if (!isRunning() || !d->tell(Message::Connect, port))
        return once(-1);
    d->connects.append(std::move(once));
}

void Sandbox::setFrozen(bool frozen)
{
    d->tell(frozen ? Message::Freeze : Message::Thaw);
}

qint64 Sandbox::peakBytes() const
{
    qint64 peak = std::max<qint64>(d->exit.peakBytes, d->page ? d->page->peakBytes.load(std::memory_order_relaxed) : 0);
    if (d->pid <= 0 || !isRunning())
        return peak;
    // The page holds what was sampled and what ended; the kernel's own high-water mark of what still runs is exact.
    // Between us and the program stand the helper (unisolated), its inner process, and bwrap where it is used.
    const int depth = d->capabilities.tier == SandboxTier::Own          ? 2
                      : d->capabilities.tier == SandboxTier::Bubblewrap ? 3
                                                                        : 1;
    return std::max(peak, d->memory.peakBytes(d->pid, depth));
}

void Sandbox::drainOutput()
{
    static constexpr int drainChunks = 16; // 1 MiB: a flood does not hold the caller
    const QPointer<Sandbox> alive(this);
    for (int i = 0; i < drainChunks; ++i) {
        std::array<pollfd, 3> waiting;
        for (size_t n = 0; n < waiting.size(); ++n)
            waiting[n] = {d->pipes[n]->fd.get(), POLLIN, 0}; // closed ones, -1, are passed over
        if (::poll(waiting.data(), waiting.size(), 0) < 1)
            return;
        bool any = false;
        for (size_t n = 0; n < waiting.size(); ++n) {
            if (!(waiting[n].revents & POLLIN) || !d->pipes[n]->open())
                continue;
            any = true;
            d->readOutput(*d->pipes[n]);
            if (!alive)
                return;
        }
        if (!any)
            return;
    }
}

double Sandbox::elapsedMs() const
{
    return d->clock.isValid() ? double(d->clock.nsecsElapsed()) / 1e6 : 0;
}

} // namespace lathe
