// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/sandbox.h"
#include "core/paths.h"
#include "process/initspec.h"
#include "process/spawn.h"
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMetaMethod>
#include <QSocketNotifier>
#include <QTimer>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>

namespace lathe {

using initproto::Message;
using namespace std::chrono_literals;

static constexpr int chunkBytes = 64 * 1024;

/// One of the two output pipes.
struct OutputPipe
{
    OwnedFd fd;
    std::unique_ptr<QSocketNotifier> notifier;
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

    Result<> open(const SandboxSpec &spec);
    Result<OwnedFd> sealedSpec(const initproto::Spec &spec) const;
    void watch();
    void readControl();
    void readOutput(OutputPipe &pipe, bool error);
    void take(const Message &message, OwnedFd attached);
    void controlClosed();
    void finishWhenDrained();
    void updateReading();
    bool tell(Message::Type type);
    void letGo();

    Sandbox *q;
    SandboxCapabilities capabilities;
    QElapsedTimer clock;
    pid_t pid = -1;
    OwnedFd control, pidFd;
    OutputPipe output, errorOutput;
    std::unique_ptr<QSocketNotifier> controlNotifier, pidNotifier;
    initproto::Page *page = nullptr;
    SandboxExit exit;
    bool reported = false;
    bool done = false;
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
    control.reset();
    output.close();
    errorOutput.close();
    pidNotifier.reset();
    if (page)
        munmap(page, initproto::Page::size);
    page = nullptr;
    if (pid <= 0)
        return;
    std::thread([pid = pid, fd = pidFd.release()] {
        pollfd ended = {fd, POLLIN, 0};
        if (fd < 0 || poll(&ended, 1, 2000) <= 0)
            ::kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        ::close(fd);
    }).detach();
    pid = -1;
}

Result<OwnedFd> Sandbox::Private::sealedSpec(const initproto::Spec &spec) const
{
    const std::string bytes = initproto::encode(spec);
    OwnedFd fd(memfd_create("lathe-spec", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    size_t written = 0;
    while (fd && written < bytes.size()) {
        const ssize_t n = ::write(fd.get(), bytes.data() + written, bytes.size() - written);
        if (n <= 0)
            break;
        written += size_t(n);
    }
    if (!fd || written < bytes.size() || fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "There is no memory left to start a sandbox."), qt_error_string());
    return fd;
}

Result<> Sandbox::Private::open(const SandboxSpec &spec)
{
    const initproto::Spec initSpec = initSpecFor(spec, capabilities, spec.layerDirs);
    auto specFd = sealedSpec(initSpec);
    if (!specFd)
        return tl::unexpected(specFd.error());
    auto out = makePipe(true);
    auto err = makePipe(true);
    int ends[2] = {-1, -1};
    OwnedFd pageFd(memfd_create("lathe-page", MFD_CLOEXEC));
    if (!out || !err || !pageFd || ftruncate(pageFd.get(), initproto::Page::size) != 0
        || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "Too many files are open; close something and try again."),
            qt_error_string());
    control.reset(ends[0]);
    const OwnedFd theirs(ends[1]);
    fcntl(theirs.get(), F_SETFL, 0);
    void *mapped = mmap(nullptr, initproto::Page::size, PROT_READ | PROT_WRITE, MAP_SHARED, pageFd.get(), 0);
    page = mapped == MAP_FAILED ? nullptr : static_cast<initproto::Page *>(mapped);

    SpawnSpec helper;
    helper.program = QFile::encodeName(paths::initHelper());
    helper.argv = {"lathe-init", "outer"};
    helper.descriptors = {{STDOUT_FILENO, out->second.get()}, {STDERR_FILENO, err->second.get()}, {initproto::ControlFd, theirs.get()},
        {initproto::SpecFd, specFd->get()}, {initproto::PageFd, pageFd.get()}};
    const auto started = spawnProcess(helper);
    if (!started)
        return tl::unexpected(started.error());
    pid = *started;
    pidFd.reset(int(syscall(SYS_pidfd_open, pid, 0)));
    output.fd = std::move(out->first);
    errorOutput.fd = std::move(err->first);
    return {};
}

void Sandbox::Private::watch()
{
    controlNotifier = std::make_unique<QSocketNotifier>(control.get(), QSocketNotifier::Read);
    QObject::connect(controlNotifier.get(), &QSocketNotifier::activated, q, [this] { readControl(); });
    for (OutputPipe *pipe : {&output, &errorOutput}) {
        pipe->notifier = std::make_unique<QSocketNotifier>(pipe->fd.get(), QSocketNotifier::Read);
        const bool error = pipe == &errorOutput;
        QObject::connect(pipe->notifier.get(), &QSocketNotifier::activated, q, [this, pipe, error] { readOutput(*pipe, error); });
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
    if (output.notifier)
        output.notifier->setEnabled(q->isSignalConnected(QMetaMethod::fromSignal(&Sandbox::standardOutput)) || reported);
    if (errorOutput.notifier)
        errorOutput.notifier->setEnabled(q->isSignalConnected(QMetaMethod::fromSignal(&Sandbox::standardError)) || reported);
}

void Sandbox::connectNotify(const QMetaMethod &)
{
    QMetaObject::invokeMethod(this, [this] { d->updateReading(); }, Qt::QueuedConnection);
}

void Sandbox::Private::readControl()
{
    QPointer<Sandbox> alive(q);
    while (alive && control) {
        Message message;
        iovec part = {&message, sizeof message};
        alignas(cmsghdr) char buffer[CMSG_SPACE(sizeof(int))] = {};
        msghdr header = {};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = buffer;
        header.msg_controllen = sizeof buffer;
        const ssize_t size = recvmsg(control.get(), &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (size <= 0)
            return controlClosed();
        OwnedFd attached;
        if (const cmsghdr *control = CMSG_FIRSTHDR(&header); control && control->cmsg_type == SCM_RIGHTS) {
            int fd = -1;
            memcpy(&fd, CMSG_DATA(control), sizeof fd);
            attached.reset(fd);
        }
        if (size == ssize_t(sizeof message))
            take(message, std::move(attached));
    }
}

void Sandbox::Private::take(const Message &message, OwnedFd attached)
{
    switch (message.type) {
    case Message::Listener:
        if (attached && q->isSignalConnected(QMetaMethod::fromSignal(&Sandbox::listenerReady)))
            emit q->listenerReady(attached.release());
        break;
    case Message::Exited:
        exit.status = message.value;
        exit.signal = message.signal;
        exit.execError = message.execError;
        exit.outOfMemory = message.outOfMemory != 0;
        exit.tooManyProcesses = message.tooManyProcesses != 0;
        exit.peakBytes = message.peakBytes;
        exit.cpuMicros = message.cpuMicros;
        reported = true;
        break;
    case Message::Failed:
        exit.startError = QCoreApplication::translate("lathe", "The sandbox could not be set up (%1). \"lathe doctor\" shows what this machine allows.")
                              .arg(QString::fromLocal8Bit(message.text, qsizetype(qstrnlen(message.text, sizeof message.text))));
        reported = true;
        break;
    default:
        break;
    }
}

void Sandbox::Private::controlClosed()
{
    controlNotifier->setEnabled(false);
    if (!reported)
        exit.startError = QCoreApplication::translate("lathe", "The sandbox ended without a report; its supervisor was killed.");
    reported = true;
    updateReading();
    // Outside a PID namespace somebody may have kept a pipe: what is there is read, nobody is waited for.
    QTimer::singleShot(capabilities.tier == SandboxTier::Unisolated ? 50ms : 2s, q, [this] {
        output.close();
        errorOutput.close();
        finishWhenDrained();
    });
    finishWhenDrained();
}

void Sandbox::Private::readOutput(OutputPipe &pipe, bool error)
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
    if (error)
        emit q->standardError(chunk);
    else
        emit q->standardOutput(chunk);
}

void Sandbox::Private::finishWhenDrained()
{
    if (done || !reported || (controlNotifier && controlNotifier->isEnabled()) || output.open() || errorOutput.open())
        return;
    done = true;
    exit.peakBytes = std::max<qint64>(exit.peakBytes, q->peakBytes());
    // Queued: the receiver may destroy the sandbox.
    QMetaObject::invokeMethod(q, [this] { emit q->finished(exit); }, Qt::QueuedConnection);
}

bool Sandbox::Private::tell(Message::Type type)
{
    Message message;
    message.type = type;
    return control && ::send(control.get(), &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT) == ssize_t(sizeof message);
}

Result<> Sandbox::start(const SandboxSpec &spec)
{
    if (d->pid > 0 || d->done || d->control)
        return fail(ErrorCode::Internal, QCoreApplication::translate("lathe", "A sandbox is started only once."));
    d->clock.start();
    const auto opened = d->open(spec);
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

void Sandbox::terminate()
{
    d->tell(Message::Terminate);
}

void Sandbox::kill()
{
    if (!isRunning())
        return;
    d->tell(Message::Kill);
    QTimer::singleShot(1s, this, [this] {
        if (isRunning() && d->pid > 0)
            ::kill(d->pid, SIGKILL); // a supervisor that does not answer: the parent-death signal takes the rest
    });
}

void Sandbox::setFrozen(bool frozen)
{
    d->tell(frozen ? Message::Freeze : Message::Thaw);
}

qint64 Sandbox::peakBytes() const
{
    return d->page ? d->page->peakBytes.load(std::memory_order_relaxed) : d->exit.peakBytes;
}

double Sandbox::elapsedMs() const
{
    return d->clock.isValid() ? double(d->clock.nsecsElapsed()) / 1e6 : 0;
}

} // namespace lathe
