// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "handover/handoverlistener.h"
#include "core/paths.h"
#include "core/plainpaths.h"
#include "core/timeouts.h"
#include "handover/handovercall.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/un.h>

namespace lathe {

/// Commands at a time; more run by themselves.
static constexpr qsizetype callsMost = 64;

static handover::Build ownBuild()
{
    char library[4096];
    plain::commandLibrary(library, sizeof library);
    return handover::buildOf(library);
}

/// A socket's address below an open folder: its own path may be longer than an address holds.
static sockaddr_un addressBelow(int folder, const QByteArray &name)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder, name.constData());
    return address;
}

/// Whether both paths are one file, as far as this process may look.
static bool isSameFile(const QByteArray &a, const char *b)
{
    struct stat x = {}, y = {};
    return stat(a.constData(), &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/// The same user, and the same meaning of a path, an address and a user's number.
static bool isNeighbour(int socket)
{
    ucred peer = {};
    socklen_t size = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != geteuid() || peer.pid <= 0)
        return false;
    const QByteArray process = "/proc/" + QByteArray::number(peer.pid);
    return isSameFile(process + "/ns/mnt", "/proc/self/ns/mnt") &&
           isSameFile(process + "/ns/net", "/proc/self/ns/net") &&
           isSameFile(process + "/ns/user", "/proc/self/ns/user") && isSameFile(process + "/root", "/");
}

HandoverListener::HandoverListener(QObject *parent) : QObject(parent), m_build(ownBuild()) {}

HandoverListener::~HandoverListener()
{
    remove();
}

void HandoverListener::remove()
{
    m_incoming.reset();
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

Result<> HandoverListener::listen()
{
    const auto folder = paths::makePrivate(paths::runtime());
    if (!folder)
        return tl::unexpected(folder.error());
    const int fd = plain::openPrivateFolder(QFile::encodeName(*folder).constData());
    const auto failed = [fd](int error) {
        if (fd >= 0)
            ::close(fd);
        return fail(ErrorCode::Io,
                    QCoreApplication::translate(
                        "lathe", "Commands cannot be taken over from other shells. They run by themselves."),
                    qt_error_string(error));
    };
    m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || m_socket < 0)
        return failed(errno);
    for (const QString &name : QDir(*folder).entryList({QLatin1String(handover::socketPrefix) + u'*'}, QDir::System)) {
        const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const sockaddr_un address = addressBelow(fd, QFile::encodeName(name));
        if (probe >= 0 && ::connect(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 &&
            errno == ECONNREFUSED)
            unlinkat(fd, QFile::encodeName(name).constData(), 0); // of an engine that was killed
        if (probe >= 0)
            ::close(probe);
    }
    QByteArray name = handover::socketPrefix + QByteArray::number(getpid());
    int error = EADDRINUSE;
    for (int i = 2; i < 10 && error == EADDRINUSE; ++i) { // a process has more than one in tests only
        const sockaddr_un address = addressBelow(fd, name);
        error = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 ? 0 : errno;
        if (error == EADDRINUSE)
            name = handover::socketPrefix + QByteArray::number(getpid()) + '-' + QByteArray::number(i);
    }
    if (error == 0 && ::listen(m_socket, 64) != 0)
        error = errno;
    if (error != 0)
        return failed(error);
    ::close(fd);
    m_path = *folder + u'/' + QFile::decodeName(name);
    m_incoming = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_incoming.get(), &QSocketNotifier::activated, this, &HandoverListener::accept);
    return {};
}

void HandoverListener::accept()
{
    for (;;) {
        const int fd = ::accept4(m_socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) { // would be told again at once
                m_incoming->setEnabled(false);
                QTimer::singleShot(timeouts::stateBusyPoll, this, [this] { m_incoming->setEnabled(true); });
            }
            return;
        }
        if (!isNeighbour(fd) ||
            findChildren<HandoverCall *>(QString(), Qt::FindDirectChildrenOnly).size() >= callsMost) {
            ::close(fd);
            continue;
        }
        auto *call = new HandoverCall(fd, m_build, this);
        connect(call, &HandoverCall::arrived, this, [this, call] { emit called(call); });
    }
}

} // namespace lathe
