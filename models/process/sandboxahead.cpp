// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/sandboxahead.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "process/initspec.h"
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace lathe {

using initproto::Message;

namespace {

QString hintsFile()
{
    return paths::runtime() + QStringLiteral("/ahead");
}

/// Another build of this program has another helper.
std::string executable()
{
    char path[4096];
    const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    return size > 0 && size < ssize_t(sizeof path) ? std::string(path, size_t(size)) : std::string();
}

/// What of a specification depends on the machine alone.
initproto::Spec machinePart(const initproto::Spec &whole)
{
    initproto::Spec hints;
    hints.tier = whole.tier;
    hints.limits = whole.limits;
    hints.sharedNetwork = whole.sharedNetwork;
    hints.cpuShare = whole.cpuShare;
    hints.memoryBytes = whole.memoryBytes ? 1 : 0; // only whether: the value comes with the specification
    hints.processLimit = whole.processLimit ? 1 : 0;
    hints.cgroups = whole.cgroups;
    hints.argv = {"-"};
    return hints;
}

/// The file's text, when it is a plain file of this user that nobody else can write: it names a program to start.
std::string trustedText(const QString &name)
{
    const OwnedFd fd(::open(QFile::encodeName(name).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status = {};
    if (!fd || fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != geteuid() ||
        (status.st_mode & 022) != 0 || status.st_size > 65536)
        return {};
    std::string text(size_t(status.st_size), '\0');
    return pread(fd.get(), text.data(), text.size(), 0) == ssize_t(text.size()) ? text : std::string();
}

} // namespace

std::unique_ptr<SandboxAhead> SandboxAhead::adopt(const AheadStart &begun)
{
    if (begun.pid < 0)
        return nullptr;
    LaunchedHelper helper;
    helper.pid = begun.pid;
    helper.pidFd.reset(int(syscall(SYS_pidfd_open, begun.pid, 0)));
    helper.control.reset(begun.control);
    helper.output.reset(begun.output);
    helper.errorOutput.reset(begun.errorOutput);
    helper.page.reset(begun.page);
    initproto::Spec hints;
    const bool readable = initproto::decode(begun.hints, begun.hintsBytes, hints);
    free(begun.hints);
    return readable ? std::unique_ptr<SandboxAhead>(new SandboxAhead(std::move(hints), std::move(helper))) : nullptr;
}

/// An empty `program`: nothing is begun.
static std::string hintsText(const std::string &program, const initproto::Spec &hints)
{
    initproto::Writer writer;
    writer.text(executable());
    writer.text(program);
    writer.text(initproto::encode(hints));
    return writer.bytes();
}

static void writeHints(const std::string &text)
{
    if (paths::makePrivate(paths::runtime()))
        (void)writeFileAtomically(hintsFile(), QByteArray::fromStdString(text), 0600);
}

void SandboxAhead::remember(const SandboxCapabilities &capabilities)
{
    if (qEnvironmentVariableIsSet("LATHE_SANDBOX"))
        return;
    // A scope of this process's own ends with it: the next one's has another name.
    const bool scope = capabilities.cgroups.value(0).endsWith(QStringLiteral("/lathe-%1.scope").arg(getpid()));
    if (capabilities.tier != SandboxTier::Own || scope) {
        QFile::remove(hintsFile());
        return;
    }
    const initproto::Spec hints = machinePart(initSpecFor({}, capabilities, {}));
    const std::string wanted = hintsText(QFile::encodeName(paths::initHelper()).toStdString(), hints);
    const std::string known = trustedText(hintsFile());
    if (known != wanted && known != hintsText({}, hints))
        writeHints(wanted);
}

void SandboxAhead::giveUp(const initproto::Spec &spec)
{
    writeHints(hintsText({}, machinePart(spec)));
}

bool SandboxAhead::fits(const initproto::Spec &spec) const
{
    return m_helper && spec.extensions.empty() && initproto::encode(machinePart(spec)) == initproto::encode(m_hints);
}

std::optional<LaunchedHelper> SandboxAhead::begin(const initproto::Spec &spec)
{
    if (!fits(spec))
        return std::nullopt;
    LaunchedHelper helper = std::move(*m_helper);
    m_helper.reset();
    char byte = 0;
    // Nothing but a failure is said before the specification.
    m_failed = recv(helper.control.get(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN;
    const auto fd = sealedSpec(spec);
    m_failed = m_failed || (fd && !sendMessage(helper.control.get(), Message::Begin, fd->get()));
    if (m_failed || !fd)
        return std::nullopt;
    return helper;
}

} // namespace lathe
