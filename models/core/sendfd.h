// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstring>
#include <sys/socket.h>

namespace lathe {

/// Sends one message over a Unix socket, with a descriptor attached (SCM_RIGHTS, unix(7)) unless it is below 0; it stays the caller's.
/// `flags` as of sendmsg(2), MSG_NOSIGNAL is added. False when not all went out; errno says why. Plain C++, any thread.
inline bool sendWithDescriptor(int socket, const void *bytes, std::size_t size, int descriptor, int flags = 0)
{
    iovec part = {const_cast<void *>(bytes), size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof descriptor);
        memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    return sendmsg(socket, &message, flags | MSG_NOSIGNAL) == ssize_t(size);
}

} // namespace lathe
