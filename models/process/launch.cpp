// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/launch.h"
#include "core/paths.h"
#include "core/sendfd.h"
#include "process/bubblewrap.h"
#include "process/initspec.h"
#include "process/layermerge.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace lathe {

using initproto::Message;

Result<initproto::Spec> helperSpec(const SandboxSpec &given, const SandboxCapabilities &capabilities,
                                   CacheLease *lease)
{
    SandboxSpec spec = given;
    if (!capabilities.ownNetwork)
        spec.network = NetworkMode::Shared; // the caller says so to the user
    if (spec.argv.isEmpty() || !spec.argv.constFirst().startsWith(u'/'))
        return fail(ErrorCode::Usage,
                    QCoreApplication::translate("lathe", "The program of a sandbox needs an absolute path."));
    if (!spec.rootDir.isEmpty() && capabilities.tier == SandboxTier::Unisolated)
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate("lathe",
                                                "A container image needs a sandbox, which this machine refuses. "
                                                "\"lathe doctor\" shows why; the package bubblewrap may help."),
                    {}, QStringLiteral("LTH-RUN-018"));
    QStringList layers = spec.layerDirs;
    if (layers.size() > 1 && (capabilities.tier != SandboxTier::Own || !capabilities.overlay)) {
        const auto merged = mergedLayers(layers, paths::cache() + QStringLiteral("/layers"), lease);
        if (!merged)
            return tl::unexpected(merged.error());
        layers = {*merged};
    }
    initproto::Spec out = initSpecFor(spec, capabilities, layers);
    if (capabilities.tier != SandboxTier::Bubblewrap)
        return out;
    SandboxSpec shown = spec;
    const QString shell = QFileInfo(QStringLiteral("/usr/bin/sh")).canonicalFilePath(), bash = QStringLiteral("/usr/bin/bash");
    if (spec.rootDir.isEmpty() && shell.startsWith(u"/usr/bin/") && QFileInfo(bash).isFile())
        shown.binds.append({bash, shell}); // as in lathe-init: Amazon Linux's /bin/sh is bash
    if (spec.rootDir.isEmpty())
        for (const QString &name : QDir(QStringLiteral("/etc")).entryList({QStringLiteral("java-*")}, QDir::Dirs))
            shown.binds.append(
                {QStringLiteral("/etc/") + name, QStringLiteral("/etc/") + name}); // Debian's JDK is configured there
    for (const QString &argument : bubblewrapArgv(shown, layers, capabilities.bubblewrap, paths::initHelper()))
        out.bubblewrap.push_back(QFile::encodeName(argument).toStdString());
    return out;
}

Result<OwnedFd> sealedSpec(const initproto::Spec &spec)
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
    if (!fd || written < bytes.size() ||
        fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return fail(ErrorCode::Io, QCoreApplication::translate("lathe", "There is no memory left to start a sandbox."),
                    qt_error_string());
    return fd;
}

Result<LaunchedHelper> launchHelper(const initproto::Spec &spec, const QByteArray &program, const QByteArray &role, int tmpMount)
{
    auto specFd = sealedSpec(spec);
    if (!specFd)
        return tl::unexpected(specFd.error());
    auto out = makePipe(true);
    auto err = makePipe(true);
    int ends[2] = {-1, -1};
    LaunchedHelper launched;
    launched.page.reset(memfd_create("lathe-page", MFD_CLOEXEC));
    using Pipe = std::pair<OwnedFd, OwnedFd>;
    auto extensions = spec.extensions.empty() ? Result<Pipe>(Pipe()) : makePipe(true);
    if (!out || !err || !extensions || !launched.page || ftruncate(launched.page.get(), initproto::Page::size) != 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(ErrorCode::Io,
                    QCoreApplication::translate("lathe", "Too many files are open; close something and try again."),
                    qt_error_string());
    launched.control.reset(ends[0]);
    const OwnedFd theirs(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);

    SpawnSpec helper;
    helper.program = program.isEmpty() ? QFile::encodeName(paths::initHelper()) : program;
    helper.argv = {"lathe-init", role};
    helper.descriptors = {{STDOUT_FILENO, out->second.get()},
                          {STDERR_FILENO, err->second.get()},
                          {initproto::ControlFd, theirs.get()},
                          {initproto::SpecFd, specFd->get()},
                          {initproto::PageFd, launched.page.get()}};
    if (!spec.extensions.empty())
        helper.descriptors.append({initproto::ExtensionFd, extensions->second.get()});
    if (tmpMount >= 0)
        helper.descriptors.append({initproto::TmpFd, tmpMount});
    const auto started = spawnProcess(helper);
    if (!started)
        return tl::unexpected(started.error());
    launched.pid = *started;
    launched.pidFd.reset(int(syscall(SYS_pidfd_open, launched.pid, 0)));
    launched.output = std::move(out->first);
    launched.errorOutput = std::move(err->first);
    if (!spec.extensions.empty())
        launched.extensionOutput = std::move(extensions->first);
    return launched;
}

bool sendMessage(int socket, Message::Type type, int attached)
{
    Message message;
    message.type = type;
    return sendWithDescriptor(socket, &message, sizeof message, attached, MSG_DONTWAIT);
}

ssize_t receiveMessage(int socket, Message &message, OwnedFd &attached)
{
    iovec part = {&message, sizeof message};
    alignas(cmsghdr) char buffer[CMSG_SPACE(sizeof(int))] = {};
    msghdr header = {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = buffer;
    header.msg_controllen = sizeof buffer;
    const ssize_t size = recvmsg(socket, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (size <= 0)
        return size;
    if (const cmsghdr *control = CMSG_FIRSTHDR(&header);
        control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS) {
        int fd = -1;
        memcpy(&fd, CMSG_DATA(control), sizeof fd);
        attached.reset(fd);
    }
    return size;
}

QString setupError(const Message &message)
{
    return QCoreApplication::translate(
               "lathe", "The sandbox could not be set up (%1). \"lathe doctor\" shows what this machine allows.")
        .arg(QString::fromLocal8Bit(message.text, qsizetype(qstrnlen(message.text, sizeof message.text))));
}

} // namespace lathe
